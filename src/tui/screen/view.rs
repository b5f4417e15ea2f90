//! What every view of a tab does: the one place to write for each of them.

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::domain::value::Id;
use crate::due::act::can_be_acted_on;
use crate::tui::command::Command;
use crate::tui::hints::{footer_of, hints_in};
use crate::tui::outcome::Outcome;
use crate::tui::overlay::dialog::Dialog;
use crate::tui::place::ScreenPlace;
use crate::tui::request::{Closed, Input, Request};
use crate::tui::scene::Scene;

/// A view of a tab. What it has no use for it leaves as it is here.
pub(crate) trait TabView {
    /// Where one stands there, which decides what can be done, while no filter is typed.
    fn place(&self) -> ScreenPlace;

    /// What it is called beside the other views of its tab; nothing where it is alone.
    fn name<'a>(&self, scene: &'a Scene<'_>) -> Option<&'a str>;

    /// How many columns its list wants, where something can stand beside it; nothing where it keeps its part.
    fn wanted(&self) -> Option<u16> {
        None
    }

    /// Brings it up to date with the register and with what was chosen to be shown.
    fn refresh(&mut self, scene: &Scene<'_>);

    /// Does a command; what is not its own goes to the app.
    fn command(&mut self, command: Command, scene: &Scene<'_>) -> Outcome<Dialog>;

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
        self.named(&footer_of(self.place()), scene)
    }

    /// Whether a command does something with what is chosen there: what does not is never offered.
    fn has_use_for(&self, command: Command, scene: &Scene<'_>) -> bool {
        match command {
            _ if lacks_entry_for(command, self.counts()) => false,
            Command::Act => {
                let mut chosen = self.acted_on().into_iter();
                chosen.any(|id| can_be_acted_on(scene.register, id, scene.today))
            }
            _ => true,
        }
    }

    /// These commands with their keys and words, as far as they do something there.
    fn named(&self, commands: &[Command], scene: &Scene<'_>) -> Vec<(String, String)> {
        let useful = commands.iter().copied();
        let useful: Vec<Command> = useful.filter(|it| self.has_use_for(*it, scene)).collect();
        hints_in(self.place(), &useful, scene)
    }
}

/// Whether a command is about an entry, and there is none.
pub(crate) fn lacks_entry_for(command: Command, counts: Option<(usize, usize)>) -> bool {
    let Some((shown, all)) = counts else {
        return false;
    };
    match command {
        command if command.is_about_an_entry() => shown == 0,
        // What leaves nothing can still be typed over.
        Command::Filter | Command::Sort | Command::SortBack => all == 0,
        _ => false,
    }
}

/// The keys of views of the retention desk.
pub(crate) const DESK_KEYS: &[Command] = &[
    Command::Open,
    Command::Act,
    Command::Select,
    Command::MarkRange,
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
pub(crate) fn copy(
    ids: &[Id],
    to: impl FnOnce(String) -> Request,
    scene: &Scene<'_>,
) -> Outcome<Dialog> {
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
