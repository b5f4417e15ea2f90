//! Which key gives which command where: the defaults of the table, and the configuration's own bindings.

use std::collections::HashMap;

use super::command::{COMMANDS, Command, CommandContext, DeclaredCommand, declared_by};
use super::key::Key;
use crate::words::Words;

/// A binding that cannot be: what the configuration's error names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BindingFault {
    /// No command of that name.
    UnknownCommand(String),
    /// No key of that name, for that command.
    UnknownKey(String, String),
    /// A key that two commands of one context share: the key and the commands.
    Clash(String, String, String),
}

/// The keys of every context.
#[derive(Clone, Debug)]
pub struct Keymap {
    bound: Vec<(CommandContext, Key, Command)>,
    /// Keys of the configuration that type in forms, each with its command, which is given in forms alone.
    typing: Vec<(String, &'static str)>,
}

impl Keymap {
    /// The keys of the table, with those of the configuration (command name to keys) in their place.
    ///
    /// # Errors
    /// The first binding that cannot be.
    pub fn new(own: &HashMap<String, Vec<String>>) -> Result<Self, BindingFault> {
        if let Some(unknown) = own
            .keys()
            .filter(|name| {
                COMMANDS
                    .iter()
                    .all(|declared| declared.name != name.as_str())
            })
            .min()
        {
            return Err(BindingFault::UnknownCommand(unknown.clone()));
        }
        let mut bound: Vec<(CommandContext, Key, Command, &DeclaredCommand)> = Vec::new();
        let mut typing = Vec::new();
        for declared in COMMANDS {
            let mut keys: Vec<&str> = own.get(declared.name).map_or_else(
                || declared.keys.to_vec(),
                |keys| keys.iter().map(String::as_str).collect(),
            );
            // What was a command in forms once is a letter there now: its default stands in its place.
            let types = |name: &&str| {
                let only = declared.contexts == [CommandContext::Form];
                only && Key::parse(name).is_some_and(Key::types)
            };
            if keys.iter().any(types) {
                let lost = keys.iter().filter(|name| types(name));
                typing.extend(lost.map(|name| ((*name).to_owned(), declared.name)));
                keys.retain(|name| !types(name));
                if keys.is_empty() {
                    keys = declared.keys.to_vec();
                }
            }
            for name in keys {
                let key = Key::parse(name).ok_or_else(|| {
                    BindingFault::UnknownKey(name.to_owned(), declared.name.to_owned())
                })?;
                // In a form the key is text, and what it is elsewhere it cannot be there.
                let types =
                    |context: &&CommandContext| **context == CommandContext::Form && key.types();
                for context in declared.contexts.iter().filter(|context| !types(context)) {
                    if let Some((.., other)) = bound
                        .iter()
                        .find(|(at, taken, ..)| *taken == key && overlap(*at, *context))
                    {
                        return Err(BindingFault::Clash(
                            name.to_owned(),
                            other.name.to_owned(),
                            declared.name.to_owned(),
                        ));
                    }
                    bound.push((*context, key, declared.command, declared));
                }
            }
        }
        Ok(Self {
            bound: bound
                .into_iter()
                .map(|(context, key, command, _)| (context, key, command))
                .collect(),
            typing,
        })
    }

    /// The keys of the configuration that are left out because they type where their commands are given, each with the
    /// name of its command.
    #[must_use]
    pub fn left_out(&self) -> &[(String, &'static str)] {
        &self.typing
    }

    /// The words of the screen with these keys in them.
    #[must_use]
    pub fn name_in(&self, words: &Words) -> Words {
        words.naming_keys(&|name| {
            let command = declared_by(name).map(|declared| declared.command);
            let shown = command.and_then(|command| self.shown(command));
            shown.unwrap_or_else(|| words.get("palette.only").to_owned())
        })
    }

    /// The command of a key in a context: in a form none of a key that types.
    #[must_use]
    pub fn command(&self, context: CommandContext, key: Key) -> Option<Command> {
        if context == CommandContext::Form && key.types() {
            return None;
        }
        self.bound
            .iter()
            .find(|(at, bound, _)| *bound == key && within(context, *at))
            .map(|(.., command)| *command)
    }

    /// The first key of a command in a context, as it is shown.
    #[must_use]
    pub fn shown_in(&self, context: CommandContext, command: Command) -> Option<String> {
        self.bound
            .iter()
            .filter(|(at, key, _)| {
                within(context, *at) && !(context == CommandContext::Form && key.types())
            })
            .find(|(.., bound)| *bound == command)
            .map(|(_, key, _)| key.to_string())
    }

    /// The first key of a command, as it is shown.
    #[must_use]
    pub fn shown(&self, command: Command) -> Option<String> {
        self.bound
            .iter()
            .find(|(.., bound)| *bound == command)
            .map(|(_, key, _)| key.to_string())
    }

    /// All keys of a command, as they are shown.
    #[must_use]
    pub fn all_shown(&self, command: Command) -> String {
        let bound = self.bound.iter().filter(|(.., bound)| *bound == command);
        joined(bound.map(|(_, key, _)| *key))
    }

    /// All keys of a command in a context, as they are shown.
    #[must_use]
    pub fn all_shown_in(&self, context: CommandContext, command: Command) -> String {
        let types = |key: Key| context == CommandContext::Form && key.types();
        let bound = self
            .bound
            .iter()
            .filter(|(at, key, bound)| *bound == command && within(context, *at) && !types(*key));
        joined(bound.map(|(_, key, _)| *key))
    }
}

/// Keys as they are shown, each once.
fn joined(keys: impl Iterator<Item = Key>) -> String {
    let mut shown: Vec<String> = Vec::new();
    for key in keys {
        let key = key.to_string();
        if !shown.contains(&key) {
            shown.push(key);
        }
    }
    shown.join(" ")
}

/// Whether commands of context `of` can be given in `now`.
#[must_use]
pub fn within(now: CommandContext, of: CommandContext) -> bool {
    let of_tabs = matches!(
        now,
        CommandContext::List | CommandContext::Findings | CommandContext::History
    );
    of == now || of == CommandContext::Everywhere || (of == CommandContext::Tabs && of_tabs)
}

fn overlap(one: CommandContext, other: CommandContext) -> bool {
    within(one, other) || within(other, one)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_defaults_do_not_clash_and_every_command_can_be_given() {
        let keymap = Keymap::new(&HashMap::new()).unwrap();
        for declared in COMMANDS {
            let reachable = keymap.shown(declared.command).is_some()
                || declared.contexts.contains(&CommandContext::Tabs)
                || declared.contexts.contains(&CommandContext::List)
                || declared.command == Command::Suspend;
            assert!(reachable, "{}", declared.name);
        }
        assert_eq!(
            keymap.command(CommandContext::List, Key::parse("q").unwrap()),
            Some(Command::Quit)
        );
        for types in ["q", "n", "D", "u", "0", "?", "[", "@", "å"] {
            let key = Key::parse(types).unwrap();
            assert_eq!(keymap.command(CommandContext::Form, key), None, "{types}");
        }
    }

    #[test]
    fn own_bindings_are_checked() {
        let own = |name: &str, key: &str| {
            Keymap::new(&HashMap::from([(name.to_owned(), vec![key.to_owned()])]))
        };
        assert!(own("export", "X").is_ok());
        assert_eq!(
            own("exprot", "X").unwrap_err(),
            BindingFault::UnknownCommand("exprot".to_owned())
        );
        assert_eq!(
            own("export", "hyper-x").unwrap_err(),
            BindingFault::UnknownKey("hyper-x".to_owned(), "export".to_owned())
        );
        assert!(matches!(
            own("export", "q").unwrap_err(),
            BindingFault::Clash(..)
        ));
        let typing = own("none", "0").unwrap();
        assert_eq!(typing.left_out(), [("0".to_owned(), "none")]);
        assert_eq!(typing.shown(Command::MarkNone).as_deref(), Some("F4"));
        assert!(own("suspend", "ctrl-g").is_ok());
    }
}
