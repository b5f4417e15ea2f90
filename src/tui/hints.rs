//! The keys that the bottom line names, each with what it does.

use super::command::{Command, CommandContext};
use super::scene::Scene;

/// These commands with their keys and words.
#[must_use]
pub(crate) fn named_hints(commands: &[Command], scene: &Scene<'_>) -> Vec<(String, String)> {
    commands
        .iter()
        .filter(|command| scene.offers(**command, CommandContext::Tabs))
        .filter_map(|command| {
            let name = super::command::declared(*command).name;
            let what = scene.words.get(&format!("command.{name}.short")).to_owned();
            Some((scene.keymap.shown(*command)?, what))
        })
        .collect()
}

/// These commands with their keys and words in a context.
#[must_use]
pub(crate) fn hints_in(
    context: CommandContext,
    commands: &[Command],
    scene: &Scene<'_>,
) -> Vec<(String, String)> {
    commands
        .iter()
        .filter(|command| scene.offers(**command, context))
        .filter_map(|command| {
            let name = super::command::declared(*command).name;
            let what = scene.words.get(&format!("command.{name}.short")).to_owned();
            Some((scene.keymap.shown_in(context, *command)?, what))
        })
        .collect()
}

/// The footer's commands of a context, with their keys and words.
#[must_use]
pub(crate) fn command_hints(context: CommandContext, scene: &Scene<'_>) -> Vec<(String, String)> {
    super::command::COMMANDS
        .iter()
        .filter(|declared| {
            declared.footer
                && scene.offers(declared.command, context)
                && declared
                    .contexts
                    .iter()
                    .any(|of| super::keymap::within(context, *of))
        })
        .filter_map(|declared| {
            let key = scene.keymap.shown_in(context, declared.command)?;
            Some((
                key,
                scene
                    .words
                    .get(&format!("command.{}.short", declared.name))
                    .to_owned(),
            ))
        })
        .collect()
}
