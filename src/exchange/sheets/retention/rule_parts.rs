//! How a text on retention is parted into rules: at full stops, at strokes between rules of their own, and not before what
//! only tells what is done next.

use std::ops::Range;

use super::durations::periods;
use crate::exchange::sheets::folding::plain;
use crate::exchange::sheets::grounds::acts::is_law;
use crate::exchange::sheets::lists;
use crate::exchange::sheets::vocabulary::SheetVocabulary;

/// The parts of a line between strokes, where each ends with what brackets say of it: `6 years (Act 1) / 4 years (Act 2)`.
pub(in crate::exchange::sheets) fn at_strokes(line: &str) -> Vec<&str> {
    let parts: Vec<&str> = line.split(" / ").collect();
    let told = |part: &&str| part.trim_end_matches(['.', ' ']).ends_with(')');
    let open = |part: &&str| part.matches('(').count() != part.matches(')').count();
    let apart = parts.len() > 1 && parts.iter().all(told) && !parts.iter().any(open);
    if apart { parts } else { vec![line] }
}

/// Whether a part only tells what is done after the one before: `at least 2 years; then anonymisation`.
pub(super) fn only_goes_on(words: &SheetVocabulary, part: &str) -> bool {
    let spoken = plain(part);
    let next = lists::shipped().then.leading(&spoken);
    // So does what only names the law behind it: `kept for good; for archiving in the public interest under Act 1`.
    let lists = lists::shipped();
    let first = spoken.split(' ').next().unwrap_or_default();
    let refers = lists.for_what.is(first) || lists.under_what.is(first);
    let small = part.trim_start().starts_with(char::is_lowercase);
    let under_law = small && refers && !part.contains(": ") && is_law(part);
    (next.is_some() || under_law)
        && periods(words, &spoken).is_empty()
        && words.until.within(&spoken).is_none()
}

/// The sentences of a part: what stands between full stops outside brackets that end no short word before a number, as in
/// `Art. 30` and `min. 6 years`.
pub(in crate::exchange::sheets) fn ended(part: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let (mut from, mut depth) = (0, 0usize);
    for (at, letter) in part.char_indices() {
        match letter {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            '.' if depth == 0 && part[at..].starts_with(". ") => {
                let last = part[from..at].rsplit([' ', '(']).next().unwrap_or_default();
                let short = last.chars().count() < 4 && last.chars().all(char::is_alphabetic);
                let behind = part[at + 2..].chars().next();
                if short && behind.is_some_and(|it| it.is_ascii_digit() || it.is_lowercase()) {
                    continue;
                }
                out.push(&part[from..at]);
                from = at + 2;
            }
            _ => {}
        }
    }
    out.push(&part[from..]);
    out
}

/// The parts of a sentence that are of different data, where some are kept for good and others for a time: `Minutes are
/// preserved, drafts 2 years`; the whole of one that is of all data.
pub(super) fn of_different_data<'t>(words: &SheetVocabulary, part: &'t str) -> Vec<&'t str> {
    let whole = plain(part);
    if !tells_what_stays(words, &whole) || periods(words, &whole).is_empty() {
        return vec![part];
    }
    let pieces = pieces(words, part);
    let kept = kept_apart(words, &pieces);
    let mut bounds: Vec<usize> = kept.iter().flat_map(|it| [it.start, it.end]).collect();
    bounds.extend([0, pieces.len()]);
    bounds.sort_unstable();
    bounds.dedup();
    let parts = bounds.windows(2).map(|bound| {
        let (first, last) = (&pieces[bound[0]], &pieces[bound[1] - 1]);
        &part[first.place.start..last.place.end]
    });
    parts.collect()
}

/// Whether a plain text has any word of what stays.
fn tells_what_stays(words: &SheetVocabulary, text: &str) -> bool {
    let stays = |code: &str| ["permanent", "archive", "preserve"].contains(&code);
    let kinds = words.kind.every(text).into_iter();
    let mut found = kinds.chain(words.disposition.every(text));
    found.any(|(code, _)| stays(code))
}

/// What joins a piece of a sentence to what stands before it.
#[derive(Clone, Copy, PartialEq)]
enum Joint {
    Comma,
    And,
    But,
}

/// A piece of a sentence, and what it says, without the word that joins it.
struct Piece {
    joint: Joint,
    place: Range<usize>,
    spoken: String,
    timed: bool,
}

/// What stands between commas outside brackets, and before words such as *and*, *but* and *while*.
fn pieces(words: &SheetVocabulary, part: &str) -> Vec<Piece> {
    let joint = |at: usize| {
        let word = plain(part[at..].split(' ').next().unwrap_or_default());
        if words.but.is(&word) || lists::shipped().whereas.is(&word) {
            Joint::But
        } else if lists::shipped().between_data.is(&word) {
            Joint::And
        } else {
            Joint::Comma
        }
    };
    let mut begins = vec![(0, Joint::Comma)];
    let mut depth = 0usize;
    for (at, letter) in part.char_indices() {
        match letter {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            ' ' if depth == 0 => {
                let joint = joint(at + 1);
                if joint != Joint::Comma || part[..at].ends_with(',') {
                    begins.push((at + 1, joint));
                }
            }
            _ => {}
        }
    }
    let ends = begins.iter().skip(1).map(|(at, _)| *at).chain([part.len()]);
    let pieces = begins.iter().zip(ends).map(|((start, joint), end)| {
        let text = part[*start..end].trim_end_matches([',', ' ']);
        let said = match (joint, text.split_once(' ')) {
            (Joint::And | Joint::But, Some((_, said))) => said,
            _ => text,
        };
        let spoken = plain(outside(said));
        Piece {
            joint: *joint,
            place: *start..start + text.len(),
            timed: !periods(words, &spoken).is_empty(),
            spoken,
        }
    });
    pieces.filter(|it| !it.place.is_empty()).collect()
}

/// A text without what stands in brackets at its end.
fn outside(text: &str) -> &str {
    let bare = text.strip_suffix(')').and_then(|text| text.split_once('('));
    bare.map_or(text, |(bare, _)| bare.trim_end())
}

/// The pieces that tell what stays, each with those beside it that are of it: `minutes, decisions and contracts are
/// preserved and archived`.
fn kept_apart(words: &SheetVocabulary, pieces: &[Piece]) -> Vec<Range<usize>> {
    let Some(timed) = pieces.iter().position(|it| it.timed) else {
        return Vec::new();
    };
    let goes_on = |piece: &Piece| lists::shipped().then.leading(&piece.spoken).is_some();
    let stays = |at: usize| {
        let piece = &pieces[at];
        let kept = keeps(words, &piece.spoken).filter(|_| !piece.timed && !goes_on(piece));
        kept.is_some_and(|(subject, for_good)| {
            if at > timed {
                return names_data(subject);
            }
            // `Kept and archived 5 years` is of the same data.
            let next = &pieces[at + 1];
            for_good
                && !goes_on(&pieces[timed])
                && (!subject.is_empty() || next.joint != Joint::And)
        })
    };
    let mut kept: Vec<Range<usize>> = Vec::new();
    for at in (0..pieces.len()).filter(|at| stays(*at)) {
        let free = kept.last().map_or(0, |last| last.end);
        if at < free {
            continue;
        }
        let mut place = at..at + 1;
        let lists_more = at < timed || pieces[at].joint == Joint::And;
        while lists_more && place.start > free && !pieces[place.start - 1].timed {
            place.start -= 1;
        }
        let goes_with = |piece: &Piece| piece.joint == Joint::And && !piece.timed;
        while pieces.get(place.end).is_some_and(goes_with) {
            place.end += 1;
        }
        kept.push(place);
    }
    kept
}

/// What a plain text says that stays, where it ends with that, and whether it is for good: `minutes are` of `minutes are
/// preserved`.
fn keeps<'t>(words: &SheetVocabulary, text: &'t str) -> Option<(&'t str, bool)> {
    let last = |found: Vec<(&'static str, Range<usize>)>, codes: &[&str]| {
        let mut found = found.into_iter();
        found.find(|(code, place)| codes.contains(code) && text[place.end..].trim().is_empty())
    };
    let for_good = last(words.kind.every(text), &["permanent"]);
    let kept = last(words.disposition.every(text), &["archive", "preserve"]);
    let is_for_good = for_good.is_some();
    let (_, place) = for_good.or(kept)?;
    let subject = text[..place.start].trim();
    let denied = subject.split(' ').any(|it| lists::shipped().denying.is(it));
    // What is erased for good is not kept so.
    let erased = words
        .disposition
        .every(text)
        .iter()
        .any(|(code, _)| *code == "erase");
    (!denied && !erased).then_some((subject, is_for_good))
}

/// Whether a plain text names data of its own, and not all of them: `contracts are`, `some data`; not `the data are`.
fn names_data(subject: &str) -> bool {
    let lists = lists::shipped();
    let is_data = |word: &str| lists.their_data.is(word) || lists.data_endings.is(word);
    let of_all = |word: &str| word.chars().count() < 4 || is_data(word);
    !subject.split(' ').all(of_all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_says_under_which_act_goes_on_with_the_part_before() {
        let words = SheetVocabulary::shipped();
        for part in [
            "con fines de archivo conforme a la Ley 16/1985",
            "enligt arkivlagen (1990:782)",
            "pursuant to § 3 of the Archives Act",
            "then anonymised",
        ] {
            assert!(only_goes_on(words, part), "{part}");
        }
        for part in [
            "facturas según la Ley 58/2003",
            "Contracts under the Archives Act",
            "enligt bokföringslagen 7 år",
            "bilagor: enligt arkivlagen",
        ] {
            assert!(!only_goes_on(words, part), "{part}");
        }
    }

    #[test]
    fn what_is_kept_for_good_and_what_for_a_time_are_rules_of_their_own() {
        let words = SheetVocabulary::shipped();
        for (text, count) in [
            ("Kept permanently, but copies destroyed after 1 year", 2),
            ("Kept permanently but copies destroyed after 1 year", 2),
            ("Betyg bevaras, övrigt gallras efter 2 år", 2),
            ("Gallras efter 2 år, protokoll bevaras", 2),
            ("2 years, contracts are archived", 2),
            ("7 år, vissa uppgifter bevaras", 2),
            ("Protokolle dauerhaft, sonst 2 Jahre", 2),
            (
                "Minutes are kept permanently, drafts 1 year, notes 2 years",
                2,
            ),
            (
                "Procès-verbaux conservés définitivement, brouillons 1 an",
                2,
            ),
            ("2 years, then archived", 1),
            ("Logs are erased permanently, tickets 2 years", 1),
            ("30 jours, données supprimées définitivement", 1),
            ("7 years, archived", 1),
            ("7 år, uppgifterna bevaras", 1),
            ("10 Jahre, danach dauerhaft archiviert", 1),
            ("Permanent employees, 7 years after leaving", 1),
            ("Bevaras 5 år, därefter gallras", 1),
            ("2 years (contracts are archived, some permanently)", 1),
            ("Names, 2 years", 1),
            ("Minutes permanently and drafts 2 years", 2),
            (
                "Protokoll bevaras medan arbetsmaterial gallras efter 1 år",
                2,
            ),
            ("Bevaras (handlingar av vikt), annat 5 år", 2),
            ("Protokoll, beslut och betyg bevaras, övrigt 2 år", 2),
            ("Gallras efter 2 år, protokoll och beslut bevaras", 2),
            ("Verbali per sempre e bozze 2 anni", 2),
            (
                "Minutes are preserved permanently and archived, drafts 2 years",
                2,
            ),
            (
                "10 Jahre nach Ende des Vertrags und der Abrechnung, Verträge dauerhaft",
                2,
            ),
            ("Protokoll bevaras i 5 år", 1),
            ("Bevaras och arkiveras 5 år", 1),
            ("2 years and then archived", 1),
            ("2 years and archived", 1),
        ] {
            let parts = of_different_data(words, text);
            assert_eq!(parts.len(), count, "{text}: {parts:?}");
        }
    }

    #[test]
    fn strokes_part_rules_that_brackets_tell_of_and_what_is_done_next_is_no_rule() {
        let two = "6 años (art. 30 Código) / 4 años (prescripción tributaria).";
        assert_eq!(at_strokes(two).len(), 2);
        for one in [
            "3 / 4 years",
            "6 months / year (rolling)",
            "2 years (staff / guests)",
        ] {
            assert_eq!(at_strokes(one), [one]);
        }
        let words = SheetVocabulary::shipped();
        for part in [
            "después, anonimización",
            "danach Löschung",
            "därefter gallras de",
        ] {
            assert!(only_goes_on(words, part), "{part}");
        }
        for part in ["then 2 years", "Registre", "danach bis Ende 2027"] {
            assert!(!only_goes_on(words, part), "{part}");
        }
    }
}
