//! What the configuration says that the screen cannot do, each with its file, line and key.

use std::collections::HashMap;

use super::app::choosing::column_faults;
use super::keymap::{BindingFault, Keymap};
use crate::config::{Choices, Configuration};
use crate::domain::problem::Problem;
use crate::labels::Lexicon;
use crate::search::terms::Filter;

/// The keys of the screen, with the user's own.
///
/// # Errors
/// The first of the [`faults`].
pub fn keymap(configuration: &Configuration) -> Result<Keymap, Problem> {
    if let Some(fault) = faults(configuration).into_iter().next() {
        return Err(fault);
    }
    let keys = &configuration.keys;
    Keymap::new(keys).map_err(|fault| described(keys, fault).1)
}

/// What the screen does not open with: keys of no command, names of no key, keys of two commands, columns of no list.
#[must_use]
pub fn faults(configuration: &Configuration) -> Vec<Problem> {
    let mut faults = Vec::new();
    let mut keys = configuration.keys.clone();
    while let Err(fault) = Keymap::new(&keys) {
        let (at, problem) = described(&keys, fault);
        faults.push(configuration.at(&["keys", &at], problem));
        // What is left is looked at without it.
        if keys.remove(&at).is_none() {
            break;
        }
    }
    faults.extend(column_faults(configuration));
    // As they stand in the file, whichever table of commands finds them first.
    faults.sort_by_key(|fault| {
        fault
            .detail("line")
            .and_then(|line| line.parse::<usize>().ok())
    });
    faults
}

/// A binding that cannot be: the command under which it stands, and what is wrong with it.
fn described(keys: &HashMap<String, Vec<String>>, fault: BindingFault) -> (String, Problem) {
    match fault {
        BindingFault::UnknownCommand(command) => {
            let problem = Problem::cannot("config_unknown_command").with("command", &command);
            (command, problem)
        }
        BindingFault::UnknownKey(name, command) => {
            let problem = Problem::cannot("config_unknown_binding").with("name", name);
            (command, problem)
        }
        BindingFault::Clash(name, one, other) => {
            let problem = Problem::cannot("config_binding_clash")
                .with("name", name)
                .with("one", &one)
                .with("other", &other);
            let own = keys.contains_key(&other);
            (if own { other } else { one }, problem)
        }
    }
}

/// What the screen opens with all the same, and does nothing: keys that type, commands left without a key, filters that
/// nothing can pass.
#[must_use]
pub fn doubts(configuration: &Configuration, lexicon: &Lexicon) -> Vec<Problem> {
    let at = |table: &str, key: &str, problem| configuration.at(&[table, key], problem);
    let mut doubts = Vec::new();
    if let Ok(keymap) = Keymap::new(&configuration.keys) {
        for (name, command) in keymap.left_out() {
            let problem = Problem::usage("config_key_types").with("name", name);
            doubts.push(at("keys", command, problem.with("command", *command)));
        }
    }
    let mut without: Vec<&String> = (configuration.keys.iter())
        .filter(|(_, keys)| keys.is_empty())
        .map(|(command, _)| command)
        .collect();
    without.sort_unstable();
    for command in without {
        let problem = Problem::usage("config_no_key").with("command", command);
        doubts.push(at("keys", command, problem));
    }
    for (name, filter) in &configuration.filters {
        let read = Filter::new(filter, lexicon);
        let problem = if filter.trim().is_empty() {
            Problem::usage("config_filter_empty")
        } else if let Some(doubt) = read.doubt(lexicon) {
            Problem::usage("config_filter_doubtful").with("doubt", doubt)
        } else {
            continue;
        };
        doubts.push(at("filters", name, problem.with("name", name)));
    }
    doubts
}

/// What of the configuration does not count, because something else was chosen on the screen.
#[must_use]
pub fn shadowed(configuration: &Configuration, chosen: &Choices) -> Vec<Problem> {
    let columns = configuration.columns.iter();
    let columns = columns.filter(|(list, own)| {
        let there = chosen.columns.get(*list);
        there.is_some_and(|there| there != *own)
    });
    let columns = columns.map(|(list, _)| ["columns", list]);
    let filters = configuration.filters.iter();
    let filters = filters.filter(|(name, own)| {
        let there = chosen.filters.get(*name);
        there.is_some_and(|there| there != *own)
    });
    let filters = filters.map(|(name, _)| ["filters", name]);
    let told = columns.chain(filters);
    told.map(|path| configuration.at(&path, Problem::usage("config_chosen_otherwise")))
        .collect()
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::Arc;

    use super::*;
    use crate::domain::language::Language;
    use crate::law::Law;
    use crate::words::Words;

    fn read(text: &str) -> Configuration {
        Configuration::parse(Path::new("config.toml"), text).unwrap()
    }

    /// The problem, its line, and the last part of its key.
    fn told(problems: &[Problem]) -> Vec<(&'static str, Option<&str>, Option<&str>)> {
        let told = problems.iter();
        told.map(|it| {
            let name = it.detail("key").and_then(|key| key.rsplit_once('.'));
            (it.key, it.detail("line"), name.map(|(_, name)| name))
        })
        .collect()
    }

    #[test]
    fn every_key_and_column_that_cannot_be_is_told_with_its_line() {
        let found = faults(&read(
            "[keys]\nexprot = [\"X\"]\nexport = [\"q\"]\nsave = [\"hyper-s\"]\n[columns]\nnothing = []\n",
        ));
        assert_eq!(
            told(&found),
            [
                ("config_unknown_command", Some("2"), Some("exprot")),
                ("config_binding_clash", Some("3"), Some("export")),
                ("config_unknown_binding", Some("4"), Some("save")),
                ("config_unknown_list", Some("6"), Some("nothing")),
            ]
        );
        assert!(faults(&read("[keys]\nexport = [\"X\"]\n")).is_empty());
    }

    #[test]
    fn what_does_nothing_is_told_and_the_rest_counts() {
        let lexicon = Lexicon::new(
            Arc::new(Words::load(Language::ENGLISH).unwrap()),
            Arc::new(Law::shipped().unwrap()),
            "2026-11-21".parse().unwrap(),
        );
        let found = doubts(
            &read(
                "[filters]\nx = \"nosuch:1\"\ny = \"status:nothing\"\nz = \" \"\ngood = \"status:draft pay\"\n\
                 [keys]\nsave = []\nnone = [\"0\"]\n",
            ),
            &lexicon,
        );
        assert_eq!(
            told(&found),
            [
                ("config_key_types", Some("8"), Some("none")),
                ("config_no_key", Some("7"), Some("save")),
                ("config_filter_doubtful", Some("2"), Some("x")),
                ("config_filter_doubtful", Some("3"), Some("y")),
                ("config_filter_empty", Some("4"), Some("z")),
            ]
        );
    }

    #[test]
    fn what_was_chosen_otherwise_on_the_screen_is_told() {
        let own = read("[filters]\nx = \"a\"\ny = \"b\"\n");
        let chosen = Choices::parse("[filters]\nx = \"other\"\ny = \"b\"\n");
        assert_eq!(
            told(&shadowed(&own, &chosen)),
            [("config_chosen_otherwise", Some("2"), Some("x"))]
        );
    }
}
