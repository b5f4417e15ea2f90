//! The keys that the bottom line names, each with what it does.

use super::command::{COMMANDS, Command, declared};
use super::place::ScreenPlace;
use super::scene::Scene;

/// These commands with their keys and words, as far as they act in a place.
#[must_use]
pub(crate) fn hints_in(
    place: ScreenPlace,
    commands: &[Command],
    scene: &Scene<'_>,
) -> Vec<(String, String)> {
    // What is only read is opened, and not edited.
    let edits = |it: &Command| *it == Command::Edit && scene.is_only_read();
    let offered = commands
        .iter()
        .filter(|it| scene.offers(**it, place) && !edits(it));
    let hints = offered.filter_map(|command| {
        let short = format!("command.{}.short", declared(*command).name);
        let key = scene.keymap.shown_in(place.context(), *command)?;
        Some((key, scene.words.get(&short).to_owned()))
    });
    hints.collect()
}

/// The commands of a place that the bottom line names.
#[must_use]
pub(crate) fn footer_of(place: ScreenPlace) -> Vec<Command> {
    let footer = COMMANDS.iter().filter(|declared| declared.footer);
    let commands = footer.map(|declared| declared.command);
    commands.filter(|it| it.acts_at(place)).collect()
}
