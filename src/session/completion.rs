//! How the path of a file that is being typed may go on: what the directory that it names holds.

use std::path::{Component, Path};

use crate::config::places::expanded;

/// The most entries of a directory that are looked at.
const MOST: usize = 20_000;

/// How a typed path goes on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Completion {
    /// What was typed, gone on as far as only one thing can be meant.
    pub text: String,
    /// The names that it may go on to, a directory with a slash at its end.
    pub choices: Vec<String>,
}

/// Goes on with a path, seen from a directory, `~` for the user's own; where nothing is there to go on with, it stays
/// as it was typed.
///
/// What is hidden is met only by its dot.
#[must_use]
pub fn complete(typed: &str, directory: &Path, home: Option<&Path>) -> Completion {
    let typed = typed.trim_start();
    let stays = || Completion {
        text: typed.to_owned(),
        choices: Vec::new(),
    };
    if typed == "~" && home.is_some() {
        return Completion {
            text: "~/".to_owned(),
            choices: Vec::new(),
        };
    }
    let cut = typed.rfind(std::path::is_separator).map_or(0, |at| at + 1);
    let (place, begun) = typed.split_at(cut);
    let within = directory.join(expanded(Path::new(place), home));
    let Ok(entries) = std::fs::read_dir(&within) else {
        return stays();
    };
    let mut names: Vec<String> = Vec::new();
    for entry in entries.take(MOST).flatten() {
        // A name that is no text cannot be typed.
        let Ok(mut name) = entry.file_name().into_string() else {
            continue;
        };
        if name.starts_with('.') && !begun.starts_with('.') {
            continue;
        }
        if within.join(&name).is_dir() {
            name.push('/');
        }
        names.push(name);
    }
    // A directory above is no entry of this one, and can be gone to all the same.
    if matches!(
        Path::new(begun).components().next(),
        Some(Component::ParentDir)
    ) {
        names.push("../".to_owned());
    }
    let exact = |name: &String| name.starts_with(begun);
    let mut choices: Vec<String> = names.iter().filter(|name| exact(name)).cloned().collect();
    if choices.is_empty() {
        // Nobody knows by heart which letters are capitals.
        let folded = begun.to_lowercase();
        choices = names;
        choices.retain(|name| name.to_lowercase().starts_with(&folded));
    }
    choices.sort_by_key(|name| (name.to_lowercase(), name.clone()));
    let Some(common) = common(&choices) else {
        return stays();
    };
    let text = if common.to_lowercase().starts_with(&begun.to_lowercase()) {
        format!("{place}{common}")
    } else {
        typed.to_owned()
    };
    Completion { text, choices }
}

/// How all names begin; nothing where there is no name.
fn common(names: &[String]) -> Option<String> {
    let (first, others) = names.split_first()?;
    let mut end = first.len();
    for other in others {
        let same = first.char_indices().zip(other.chars());
        let differs = same
            .clone()
            .find(|((_, one), other)| one != other)
            .map(|((at, _), _)| at);
        end = end.min(differs.unwrap_or_else(|| first.len().min(other.len())));
    }
    Some(first[..end].to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_goes_on_as_far_as_one_thing_is_meant() {
        let place = tempfile::tempdir().unwrap();
        let file = |name: &str| std::fs::write(place.path().join(name), "").unwrap();
        for name in [
            "Registerförteckning.xlsx",
            "register.csv",
            "register.json",
            "ålder.csv",
            ".hidden",
        ] {
            file(name);
        }
        std::fs::create_dir(place.path().join("old registers")).unwrap();
        file("old registers/2019.xls");
        let home = place.path().join("old registers");
        let complete = |typed: &str| complete(typed, place.path(), Some(&home));
        let text = |typed: &str| complete(typed).text;
        assert_eq!(text("reg"), "register.");
        assert_eq!(
            complete("register.").choices,
            ["register.csv", "register.json"]
        );
        assert_eq!(text("register.c"), "register.csv");
        assert_eq!(text("R"), "Registerförteckning.xlsx");
        assert_eq!(text("å"), "ålder.csv");
        assert_eq!(text("o"), "old registers/");
        assert_eq!(text("OLD"), "old registers/");
        assert_eq!(text("old registers/"), "old registers/2019.xls");
        assert_eq!(text("~"), "~/");
        assert_eq!(text("~/2"), "~/2019.xls");
        assert_eq!(text("."), ".hidden");
        assert_eq!(text(".."), "../");
        // Nothing is there to go on with: it stays as it is.
        assert_eq!(text("nothing/at/all"), "nothing/at/all");
        assert!(complete("zzz").choices.is_empty());
        let whole = place.path().join("register.j").display().to_string();
        assert!(text(&whole).ends_with("register.json"));
        // All that is not hidden is offered for nothing.
        let all = complete("").choices;
        assert_eq!(all.len(), 5);
        assert!(!all.contains(&".hidden".to_owned()));
    }

    #[test]
    fn what_two_names_have_in_common_ends_between_letters() {
        let names = |names: &[&str]| names.iter().map(|&it| it.to_owned()).collect::<Vec<_>>();
        assert_eq!(common(&names(&["åäö", "åäx"])).as_deref(), Some("åä"));
        assert_eq!(common(&names(&["ab", "abc"])).as_deref(), Some("ab"));
        assert_eq!(common(&[]), None);
    }
}
