//! Lines that follow one another and have a label each: `Controller: Acme`, below it `E-mail: office@acme.example`.

use crate::exchange::sheets::above::asked::about;
use crate::exchange::sheets::table::header::KnownHeaders;

/// What a line is among those that have a label each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::exchange::sheets) enum LineOfBlock {
    /// It stands in no such block.
    #[default]
    None,
    /// It begins with a label.
    Labelled,
    /// So it does, and names an activity which those below it tell of.
    Names,
}

/// The fewest lines with a label, and the most words and letters of one.
const FEWEST: usize = 2;
const WORDS: usize = 8;
const LETTERS: usize = 70;

/// A line without the sign of a quotation.
fn bare(line: &str) -> &str {
    line.trim().trim_start_matches("> ").trim_end_matches('\\')
}

/// The label of a line that says something behind it: it begins with a capital, and is no sentence.
fn label_of(line: &str) -> Option<&str> {
    let (label, said) = bare(line).split_once(": ")?;
    let begins = label.starts_with(|it: char| it.is_alphanumeric() && !it.is_lowercase());
    let words = label.split_whitespace().count();
    let sentence = label.contains(". ") && words > 2;
    let fits = begins && words <= WORDS && label.chars().count() <= LETTERS && !sentence;
    (fits && !said.trim().is_empty()).then_some(label)
}

/// Whether a line goes on in the paragraph of the one before: it is no heading, no row of a table, no entry of a list.
fn is_of_paragraph(line: &str) -> bool {
    let text = bare(line);
    let marks = [
        "#", "|", "- ", "* ", "+ ", "• ", "```", "~~~", "<!--", "---", "**", "__",
    ];
    !text.is_empty()
        && !line.starts_with([' ', '\t'])
        && !marks.iter().any(|it| text.starts_with(it))
}

/// What each line of a text is.
pub(super) fn lines_of_blocks(lines: &[&str]) -> Vec<LineOfBlock> {
    let mut told = vec![LineOfBlock::None; lines.len()];
    let mut from = 0;
    while from < lines.len() {
        let length = lines[from..]
            .iter()
            .take_while(|it| is_of_paragraph(it))
            .count();
        let labels: Vec<Option<&str>> = lines[from..from + length]
            .iter()
            .map(|line| label_of(line))
            .collect();
        if are_labels(&labels) {
            for (at, label) in labels.iter().enumerate() {
                told[from + at] = match label {
                    Some(label) if at == 0 && names(label) => LineOfBlock::Names,
                    Some(_) => LineOfBlock::Labelled,
                    None => LineOfBlock::None,
                };
            }
        }
        from += length.max(1);
    }
    if told.iter().filter(|it| **it == LineOfBlock::Names).count() < FEWEST {
        for line in &mut told {
            if *line == LineOfBlock::Names {
                *line = LineOfBlock::Labelled;
            }
        }
    }
    told
}

/// Whether the lines of a paragraph have labels: most do, the first does, and one is known.
fn are_labels(labels: &[Option<&str>]) -> bool {
    let all: Vec<&str> = labels.iter().flatten().copied().collect();
    let most = all.len() * 3 >= labels.len() * 2;
    let is_known = |label: &&str| {
        let guess = KnownHeaders::shipped().guess(label);
        guess.is_some_and(|it| it.field != "notes") || about(label).is_some()
    };
    let begins = labels.first().is_some_and(Option::is_some);
    begins && all.len() >= FEWEST && most && all.iter().any(is_known)
}

/// Whether a label asks for the name of an activity.
fn names(label: &str) -> bool {
    let guess = KnownHeaders::shipped().guess(label);
    guess.is_some_and(|it| it.exact && it.field == "activity.name")
}

/// Whether a text tells of several activities so.
pub(super) fn tell_activities(text: &str) -> bool {
    let lines: Vec<&str> = text.lines().collect();
    lines_of_blocks(&lines).contains(&LineOfBlock::Names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_with_a_label_each_are_told_from_wrapped_words() {
        use LineOfBlock::{Labelled, Names, None};
        let of = |text: &str| {
            let lines: Vec<&str> = text.lines().collect();
            lines_of_blocks(&lines)
        };
        let told = of(
            "Controller: Alder Ltd\nReg. no: 1\nE-mail: a@alder.example\n\nWords that go\non: with more\n",
        );
        assert_eq!(told, [Labelled, Labelled, Labelled, None, None, None]);
        let told = of("Vastutav töötleja: Lepp OÜ\nZzq: x\nwrapped words\nZzr: y\n");
        assert_eq!(told, [Labelled, Labelled, None, Labelled]);
        let two = of("Activity: Pay\nPurpose: Wages\n\nActivity: Mail\nPurpose: News\n");
        assert_eq!(two, [Names, Labelled, None, Names, Labelled]);
        // One alone is no list of activities, and a paragraph of unknown labels is one of words.
        assert_eq!(of("Activity: Pay\nPurpose: Wages\n"), [Labelled, Labelled]);
        assert_eq!(of("Zzq: one\nZzr: two\n"), [None, None]);
        // Below a label alone stands what it asks for.
        assert_eq!(
            of("**Recipients:**\nInternal: staff\nPurpose: pay\n")[0],
            None
        );
    }
}
