//! Who makes a change set: people, and the program itself where it migrates a register.

use super::text::exact;

/// Who made the change sets of migrations: the releases that brought a schema, whichever release migrates.
pub(crate) const MIGRATIONS: [&str; 1] = ["ropa 0.1.0"];

/// Whether a change set was made by the program itself.
#[must_use]
pub(crate) fn is_the_program(author: &str) -> bool {
    MIGRATIONS.contains(&author)
}

/// The author of what nobody signs: no name in any language, which is put into words where it is read.
pub(crate) const UNNAMED: &str = "";

/// What stood in its place before: a word of the language of that moment.
const UNNAMED_BEFORE: [&str; 2] = ["unknown", "okänd"];

/// Whether a change set is signed by nobody.
#[must_use]
pub(crate) fn is_unnamed(author: &str) -> bool {
    author == UNNAMED || UNNAMED_BEFORE.contains(&author)
}

/// Whether two change sets are signed alike.
#[must_use]
pub(crate) fn is_same(one: &str, other: &str) -> bool {
    one == other || (is_unnamed(one) && is_unnamed(other))
}

/// Whether a name would be taken for the program's, however it is spelt.
///
/// Nobody may sign so: what the program did by itself is passed over by undo, and by what was changed since an
/// approval.
#[must_use]
pub(crate) fn passes_for_the_program(author: &str) -> bool {
    let folded = exact(author);
    let mut words = folded.split_whitespace();
    let is_version = |word: &str| {
        let version = word.strip_prefix('v').unwrap_or(word);
        version.starts_with(|letter: char| letter.is_numeric())
    };
    words.next() == Some("ropa") && words.next().is_some_and(is_version)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_does_not_sign_is_the_same_in_every_language() {
        assert!(is_same("okänd", UNNAMED) && is_same("unknown", "okänd"));
        assert!(is_same("Anna", "Anna") && !is_same("Anna", UNNAMED) && !is_same("Anna", "Bo"));
    }

    #[test]
    fn only_the_program_signs_with_its_name_and_a_version() {
        for author in MIGRATIONS {
            assert!(is_the_program(author) && passes_for_the_program(author));
        }
        for author in [
            "ROPA 12",
            " ropa\u{a0}0.1.0",
            "ro\u{200b}pa v0.2",
            "ｒｏｐａ ０.1",
        ] {
            assert!(passes_for_the_program(author), "{author}");
        }
        for author in [
            "ropa",
            "Ropa Andersson",
            "Anna 0.1.0",
            "europa 1",
            "ropa-0.1",
            "",
        ] {
            assert!(!passes_for_the_program(author), "{author}");
        }
    }
}
