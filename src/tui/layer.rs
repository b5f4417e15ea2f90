//! The stack of the screen: a closed set of layers, and how they are drawn over each other.
//!
//! A layer takes input and returns an [`Outcome`]; it does nothing itself. Only the app acts.

use std::convert::Infallible;

use ratatui::Frame;
use ratatui::layout::Rect;

use super::clicks::ClickTarget;
use super::command::CommandContext;
use super::outcome::Outcome;
use super::overlay::ask::Ask;
use super::overlay::dialog::Dialog;
use super::overlay::help::Help;
use super::overlay::palette::Palette;
use super::overlay::pick::Pick;
use super::overlay::prompt::Prompt;
use super::overlay::reader::Reader;
use super::place::ScreenPlace;
use super::request::{Closed, Input, Then};
use super::scene::Scene;
use super::screen::form::{Form, OnForm};
use super::screen::mapping::MappingPage;
use super::screen::tabs::Tabs;
use super::screen::welcome::Welcome;

/// A layer of the screen.
#[derive(Debug)]
pub(crate) enum Layer {
    /// The first run.
    Welcome(Welcome),
    /// Overview and lists.
    Tabs(Box<Tabs>),
    /// A form.
    Form(Form),
    /// What becomes of the columns of a sheet.
    Mapping(Box<MappingPage>),
    /// Choosing one or several.
    Pick(Pick),
    /// Everything that can be reached.
    Palette(Box<Palette>),
    /// A question.
    Ask(Ask),
    /// Lines to fill in.
    Prompt(Prompt),
    /// A text to read.
    Reader(Reader),
    /// The keys.
    Help(Box<Help>),
}

impl From<Infallible> for Layer {
    fn from(none: Infallible) -> Self {
        match none {}
    }
}

impl From<Dialog> for Layer {
    fn from(dialog: Dialog) -> Self {
        match dialog {
            Dialog::Ask(ask) => Self::Ask(ask),
            Dialog::Pick(pick) => Self::Pick(pick),
            Dialog::Prompt(prompt) => Self::Prompt(prompt),
            Dialog::Reader(reader) => Self::Reader(reader),
        }
    }
}

impl From<Pick> for Layer {
    fn from(pick: Pick) -> Self {
        Self::Pick(pick)
    }
}

impl From<OnForm> for Layer {
    fn from(above: OnForm) -> Self {
        match above {
            OnForm::Dialog(dialog) => dialog.into(),
            OnForm::Form(form) => Self::Form(form),
        }
    }
}

/// Calls a method of the layer inside.
macro_rules! each {
    ($layer:expr, $inner:ident => $do:expr) => {
        match $layer {
            Layer::Welcome($inner) => $do,
            Layer::Tabs($inner) => $do,
            Layer::Form($inner) => $do,
            Layer::Mapping($inner) => $do,
            Layer::Pick($inner) => $do,
            Layer::Palette($inner) => $do,
            Layer::Ask($inner) => $do,
            Layer::Prompt($inner) => $do,
            Layer::Reader($inner) => $do,
            Layer::Help($inner) => $do,
        }
    };
}

impl Layer {
    /// Takes an input.
    pub(crate) fn handle(&mut self, input: &Input, scene: &Scene<'_>) -> Outcome<Self> {
        each!(self, inner => inner.handle(input, scene).widened())
    }

    /// Takes a click.
    pub(crate) fn click(&mut self, target: &ClickTarget, scene: &Scene<'_>) -> Outcome<Self> {
        match self {
            Self::Tabs(tabs) => tabs.click(target, scene).widened(),
            Self::Form(form) => form.click(target, scene).widened(),
            Self::Ask(ask) => ask.click(target).widened(),
            Self::Pick(pick) => pick.click(target, scene).widened(),
            Self::Palette(palette) => palette.click(target, scene).widened(),
            Self::Prompt(prompt) => prompt.click(target).widened(),
            Self::Mapping(page) => page.click(target, scene).widened(),
            Self::Help(help) => help.click(target).widened(),
            Self::Welcome(_) | Self::Reader(_) => Outcome::Ignored,
        }
    }

    /// Draws the layer.
    pub(crate) fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, scene: &Scene<'_>) {
        each!(self, inner => inner.draw(frame, area, scene));
    }

    /// Whether the layer covers everything below it.
    #[must_use]
    pub(crate) const fn covers(&self) -> bool {
        matches!(
            self,
            Self::Welcome(_)
                | Self::Tabs(_)
                | Self::Form(_)
                | Self::Mapping(_)
                | Self::Reader(_)
                | Self::Help(_)
        )
    }

    /// The context of the layer's keys; `None` while letters are text.
    #[must_use]
    pub(crate) fn context(&self) -> Option<CommandContext> {
        match self {
            Self::Tabs(tabs) => tabs.context(),
            Self::Form(form) => form.context(),
            Self::Reader(reader) => (!reader.is_searching()).then_some(CommandContext::Reader),
            Self::Help(help) => (!help.is_filtering()).then_some(CommandContext::Reader),
            _ => None,
        }
    }

    /// Where one stands in the layer; `None` where that decides nothing of what can be done.
    #[must_use]
    pub(crate) fn place(&self) -> Option<ScreenPlace> {
        match self {
            Self::Tabs(tabs) => Some(ScreenPlace::View(tabs.view())),
            Self::Form(_) => Some(ScreenPlace::Form),
            Self::Reader(_) => Some(ScreenPlace::Reader),
            _ => None,
        }
    }

    /// Whether letters are text here: in a form wherever the focus is.
    #[must_use]
    pub(crate) fn takes_text(&self) -> bool {
        match self {
            Self::Form(_)
            | Self::Pick(_)
            | Self::Palette(_)
            | Self::Prompt(_)
            | Self::Welcome(_) => true,
            other => other.context().is_none(),
        }
    }

    /// Keys that the layer names in the bottom line: key and what it does.
    #[must_use]
    pub(crate) fn hints(&self, scene: &Scene<'_>) -> Vec<(String, String)> {
        match self {
            Self::Welcome(_) => Welcome::hints(scene),
            Self::Tabs(tabs) => tabs.hints(scene),
            Self::Form(form) => form.hints(scene),
            Self::Mapping(page) => page.hints(scene),
            Self::Pick(pick) => pick.hints(scene),
            Self::Palette(_) => Palette::hints(scene),
            Self::Ask(ask) => ask.hints(scene),
            Self::Prompt(prompt) => prompt.hints(scene),
            Self::Reader(reader) => reader.hints(scene),
            Self::Help(help) => help.hints(scene),
        }
    }

    /// Gives the layer the answer that it asked for.
    pub(crate) fn answered(&mut self, answer: Closed, scene: &Scene<'_>) -> Outcome<Self> {
        match self {
            Self::Form(form) => form.answered(answer, scene).widened(),
            Self::Mapping(page) => page.answered(answer).widened(),
            Self::Tabs(tabs) => tabs.answered(&answer, scene).widened(),
            Self::Reader(reader) => reader.answered(&answer).widened(),
            _ => Outcome::Done,
        }
    }
}

/// From how many columns on a form leaves the list in its place.
const WIDE: u16 = 150;

/// From how many lines on a form has room enough below the tabs.
const TALL: u16 = 24;

/// Draws the layers from the uppermost on that covers all below it.
///
/// On wide screens a form, with what was asked from it, stands beside the list that it was opened from.
pub(crate) fn draw_layers(
    layers: &mut [(Layer, Then)],
    frame: &mut Frame<'_>,
    area: Rect,
    scene: &Scene<'_>,
) {
    let covering = layers.iter().rposition(|(layer, _)| layer.covers());
    let from = covering.unwrap_or(0);
    let (below, above) = layers.split_at_mut(from);
    let mut place = area;
    if area.width >= WIDE
        && area.height >= TALL
        && let (Some((Layer::Tabs(tabs), _)), Some((Layer::Form(_), _))) =
            (below.first_mut(), above.first())
    {
        tabs.draw(frame, area, scene);
        let list = tabs.list_area(area);
        // The register's title and the tabs stay where they are too.
        place = Rect {
            x: list.right(),
            y: area.y + 2,
            width: area.width - list.width,
            height: area.height - 2,
        };
    }
    for (layer, _) in above {
        // Only what is uppermost can be clicked.
        scene.clicks.clear();
        layer.draw(frame, place, scene);
    }
}
