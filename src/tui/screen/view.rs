//! What every view of a tab does: the one place to write for each of them.

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::domain::value::Id;
use crate::tui::command::{Command, CommandContext};
use crate::tui::hints::command_hints;
use crate::tui::layer::Outcome;
use crate::tui::request::{Closed, Input, Request};
use crate::tui::scene::Scene;

/// A view of a tab. What it has no use for it leaves as it is here.
pub(crate) trait TabView {
    /// The context of its keys, while no filter is typed.
    fn context(&self) -> CommandContext;

    /// What it is called beside the other views of its tab; nothing where it is alone.
    fn name<'a>(&self, scene: &'a Scene<'_>) -> Option<&'a str>;

    /// Brings it up to date with the register and with what was chosen to be shown.
    fn refresh(&mut self, scene: &Scene<'_>);

    /// Does a command; what is not its own goes to the app.
    fn command(&mut self, command: Command, scene: &Scene<'_>) -> Outcome;

    /// Draws it.
    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, scene: &Scene<'_>);

    /// Goes into the next pane, or back towards the list; `false` where there is none.
    fn step(&mut self, _onward: bool) -> bool {
        false
    }

    /// Selects the entry at a place; `true` where it was selected already.
    fn point(&mut self, _place: usize) -> bool {
        false
    }

    /// Scrolls what stands beside the list.
    fn scroll(&mut self, _pane: usize, _up: bool) {}

    /// Whether the filter is being typed.
    fn is_filtering(&self) -> bool {
        false
    }

    /// Takes an input of the filter; `false` where it has no use for it.
    fn type_filter(&mut self, _input: &Input, _scene: &Scene<'_>) -> bool {
        false
    }

    /// Makes up to `most` more entries ready to be searched; `false` where all are.
    fn prepare(&mut self, _scene: &Scene<'_>, _most: usize) -> bool {
        false
    }

    /// The selected record or row.
    fn selected(&self) -> Option<Id> {
        None
    }

    /// The marked records or rows, else the selected one.
    fn chosen(&self) -> Vec<Id> {
        Vec::new()
    }

    /// What an act of the app is about: nothing where something is chosen that is answered in its record alone.
    fn acted_on(&self) -> Vec<Id> {
        self.chosen()
    }

    /// Takes all marks away.
    fn unmark(&mut self) {}

    /// How many entries are shown, and of how many.
    fn counts(&self) -> Option<(usize, usize)> {
        None
    }

    /// Of how many entries it is narrowed down by words typed or marks; nothing where it is not.
    fn narrowed_from(&self) -> Option<usize> {
        None
    }

    /// What is true of all that is shown, to be said once beside the name.
    fn said(&self) -> &[String] {
        &[]
    }

    /// How many entries are marked.
    fn marked(&self) -> usize {
        0
    }

    /// What alone is shown, in words; nothing where all is.
    fn only(&self, _scene: &Scene<'_>) -> Option<String> {
        None
    }

    /// Takes the answer to what it asked.
    fn answered(&mut self, _answer: &Closed, _scene: &Scene<'_>) {}

    /// The keys that the bottom line names.
    fn hints(&self, scene: &Scene<'_>) -> Vec<(String, String)> {
        command_hints(self.context(), scene)
    }
}

/// The keys of views of the retention desk.
pub(crate) const DESK_KEYS: &[Command] = &[
    Command::Open,
    Command::Act,
    Command::Select,
    Command::MarkAll,
    Command::Show,
    Command::Filter,
    Command::NextView,
    Command::Export,
    Command::Palette,
    Command::Help,
    Command::Quit,
];

/// Asks for these records as Markdown, for the clipboard or a file.
pub(crate) fn copy(ids: &[Id], to: impl FnOnce(String) -> Request, scene: &Scene<'_>) -> Outcome {
    let text: Vec<String> = ids
        .iter()
        .filter_map(|id| scene.register.get(*id))
        .map(|record| crate::exchange::markdown::record(scene.lexicon, scene.register, record))
        .collect();
    if text.is_empty() {
        Outcome::Ignored
    } else {
        Outcome::Do(to(text.join("\n")))
    }
}
