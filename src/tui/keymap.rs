//! Which key gives which command where: the defaults of the table, and the configuration's own bindings.

use std::collections::HashMap;

use super::command::{COMMANDS, Command, Context, Declared};
use super::key::Key;

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
    bound: Vec<(Context, Key, Command)>,
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
        let mut bound: Vec<(Context, Key, Command, &Declared)> = Vec::new();
        for declared in COMMANDS {
            let keys: Vec<&str> = own.get(declared.name).map_or_else(
                || declared.keys.to_vec(),
                |keys| keys.iter().map(String::as_str).collect(),
            );
            for name in keys {
                let key = Key::parse(name).ok_or_else(|| {
                    BindingFault::UnknownKey(name.to_owned(), declared.name.to_owned())
                })?;
                for context in declared.contexts {
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
        })
    }

    /// The command of a key in a context.
    #[must_use]
    pub fn command(&self, context: Context, key: Key) -> Option<Command> {
        self.bound
            .iter()
            .find(|(at, bound, _)| *bound == key && within(context, *at))
            .map(|(.., command)| *command)
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
        let mut keys: Vec<String> = Vec::new();
        for (_, key, _) in self.bound.iter().filter(|(.., bound)| *bound == command) {
            let shown = key.to_string();
            if !keys.contains(&shown) {
                keys.push(shown);
            }
        }
        keys.join(" ")
    }
}

/// Whether commands of context `of` can be given in `now`.
#[must_use]
pub fn within(now: Context, of: Context) -> bool {
    let of_tabs = matches!(now, Context::List | Context::Findings | Context::History);
    of == now || of == Context::Everywhere || (of == Context::Tabs && of_tabs)
}

fn overlap(one: Context, other: Context) -> bool {
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
                || declared.contexts.contains(&Context::Tabs)
                || declared.contexts.contains(&Context::List);
            assert!(reachable, "{}", declared.name);
        }
        assert_eq!(
            keymap.command(Context::List, Key::parse("q").unwrap()),
            Some(Command::Quit)
        );
        assert_eq!(
            keymap.command(Context::Form, Key::parse("q").unwrap()),
            None
        );
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
    }
}
