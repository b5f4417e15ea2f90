//! What a sentence says is done with data in the end: erased, archived, preserved.

use std::ops::Range;

use crate::exchange::sheets::folding::{find_whole, plain};
use crate::exchange::sheets::lists;
use crate::exchange::sheets::vocabulary::SheetVocabulary;

/// Where a clause of a sentence ends. A full stop does where a word stands before it, and no figure.
const ENDS: [char; 6] = [',', ';', '(', ')', '/', '\n'];

/// What a sentence says is done with the data.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::exchange::sheets) struct SaidActs {
    /// The code of what is done in the end.
    pub last: Option<&'static str>,
    /// Whether it says that they are not erased, and nothing that limits this.
    pub never_erased: bool,
}

/// An act that a clause names.
struct SaidAct {
    code: &'static str,
    clause: usize,
    place: Range<usize>,
    /// Whether it is the event that a period runs from: `2 years after archiving`.
    is_event: bool,
    /// Whether it is done as long as the period lasts: `archived for 5 years`.
    lasts: bool,
}

/// What a sentence says is done, where its period stands in these plain words.
pub(super) fn said_acts(words: &SheetVocabulary, sentence: &str, period: Option<&str>) -> SaidActs {
    let clauses: Vec<String> = clauses(sentence);
    let mut acts: Vec<SaidAct> = Vec::new();
    let mut never_erased = false;
    for (at, clause) in clauses.iter().enumerate() {
        let period = period.and_then(|period| find_whole(clause, period));
        for (code, place) in words.disposition.every(clause) {
            if is_denied(clause, &place) {
                let alone = clauses.len() == 1 && is_only_denied(clause, &place);
                never_erased |= code == "erase" && alone;
                continue;
            }
            let is_event = is_event(words, clause, &place, period.as_ref());
            let keeps = matches!(code, "preserve" | "archive");
            let lasts = keeps && lasts(words, clause, &place, period.as_ref());
            acts.push(SaidAct {
                code,
                clause: at,
                place,
                is_event,
                lasts,
            });
        }
    }
    let only_events = acts.iter().all(|act| act.is_event);
    acts.retain(|act| !act.lasts && (only_events || !act.is_event));
    let last = settled(&clauses, &acts);
    SaidActs { last, never_erased }
}

/// The clauses of a sentence, plain.
fn clauses(sentence: &str) -> Vec<String> {
    let dashed = sentence.replace(['–', '—'], ";").replace(" - ", ";");
    let stopped = dashed.replace(". ", ";");
    let all = stopped.split(ENDS).map(plain);
    all.filter(|clause| !clause.is_empty()).collect()
}

/// The act that is done in the end: the only one, or the one that is told as done next; of several that are not told apart
/// none.
fn settled(clauses: &[String], acts: &[SaidAct]) -> Option<&'static str> {
    let last = acts.last()?;
    let Some(before) = acts.iter().rev().find(|act| act.code != last.code) else {
        return Some(last.code);
    };
    let lists = lists::shipped();
    let own = &clauses[last.clause];
    let from = if before.clause == last.clause {
        before.place.end
    } else {
        0
    };
    let around = [&own[from..last.place.start], &own[last.place.end..]];
    let next = around
        .iter()
        .any(|it| lists.then.within(it.trim()).is_some());
    next.then_some(last.code)
}

/// Whether an act is denied: `gallras ej`, `is not deleted`, `ska inte gallras`; but not `inte senare än`, which limits.
fn is_denied(clause: &str, act: &Range<usize>) -> bool {
    let lists = lists::shipped();
    let between = |word: &&str| lists.between_denying.is(word) || lists.automatic.begins(word);
    let limits = |rest: &str| {
        let mut near = rest.split_whitespace().take(2);
        near.any(|word| lists.limits_of_time.is(word))
    };
    let before: Vec<&str> = clause[..act.start].split_whitespace().collect();
    let mut back = before.iter().rev().copied().skip_while(between);
    if back.next().is_some_and(|word| lists.denying.is(word)) {
        return true;
    }
    let behind: Vec<&str> = clause[act.end..].split_whitespace().collect();
    let skipped = behind.iter().take_while(|word| between(word)).count();
    let Some(word) = behind.get(skipped) else {
        return false;
    };
    lists.denying.is(word) && !limits(&behind[skipped + 1..].join(" "))
}

/// Whether a clause says nothing behind what it denies that could limit it.
fn is_only_denied(clause: &str, act: &Range<usize>) -> bool {
    let lists = lists::shipped();
    let mut behind = clause[act.end..].split_whitespace();
    let adds_nothing = |word: &str| lists.denying.is(word) || lists.between_denying.is(word);
    let automatic = clause.split(' ').any(|word| lists.automatic.begins(word));
    !automatic && behind.all(adds_nothing)
}

/// Whether an act is the event from which a period runs: it stands behind *after* or *until*, and no period, no *and* and
/// no *then* stands between.
fn is_event(
    words: &SheetVocabulary,
    clause: &str,
    act: &Range<usize>,
    period: Option<&Range<usize>>,
) -> bool {
    let lists = lists::shipped();
    let from = period.map_or(0, |it| if it.end <= act.start { it.end } else { 0 });
    let before = clause[from..act.start].trim();
    let word = words
        .after
        .within(before)
        .or_else(|| words.until.within(before));
    word.is_some_and(|place| {
        let between = before[place.end..].trim();
        lists.and_or.within(between).is_none() && lists.then.within(between).is_none()
    })
}

/// Whether an act of keeping goes on as long as the period: it stands right behind that, or before it with nothing like
/// *after* between.
fn lasts(
    words: &SheetVocabulary,
    clause: &str,
    act: &Range<usize>,
    period: Option<&Range<usize>>,
) -> bool {
    let Some(period) = period else {
        return false;
    };
    if period.end <= act.start {
        return clause[period.end..act.start].trim().is_empty();
    }
    let between = clause.get(act.end..period.start).unwrap_or_default();
    words.after.within(between.trim()).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn last(text: &str, period: &str) -> Option<&'static str> {
        let period = Some(period).filter(|it| !it.is_empty());
        said_acts(SheetVocabulary::shipped(), text, period).last
    }

    #[test]
    fn what_is_done_in_the_end_is_what_comes_after_the_period() {
        for (text, period, act) in [
            ("Bevaras 2 år, gallras därefter", "2 ar", Some("erase")),
            (
                "Bevaras i 10 år och därefter gallring",
                "10 ar",
                Some("erase"),
            ),
            (
                "10 år bevaras i arkiv, därefter gallring",
                "10 ar",
                Some("erase"),
            ),
            ("archived 5 years then deleted", "5 years", Some("erase")),
            ("arkiveres i 5 år, derefter slettes", "5 ar", Some("erase")),
            (
                "archiviert 10 Jahre, danach gelöscht",
                "10 jahre",
                Some("erase"),
            ),
            ("conservé 5 ans puis archivé", "5 ans", Some("archive")),
            ("Bevaras i 10 år", "10 ar", None),
            ("Arkiveras efter 2 år", "2 ar", Some("archive")),
            ("7 år, arkiveras därefter", "7 ar", Some("archive")),
            ("Gallras 2 år efter arkivering", "2 ar", Some("erase")),
            ("Gallras senast 2 år efter avslut", "2 ar", Some("erase")),
            ("Gallras inte senare än 2 år", "2 ar", Some("erase")),
            ("deleted no later than 2 years", "2 years", Some("erase")),
            ("archived or deleted after 5 years", "5 years", None),
            ("Gallras efter 5 år, bevaras för födda dag 5", "5 ar", None),
            ("Bevaras", "", Some("preserve")),
            ("Data that are not needed are deleted", "", Some("erase")),
        ] {
            assert_eq!(last(text, period), act, "{text}");
        }
    }

    #[test]
    fn what_is_denied_is_not_done() {
        for text in [
            "Gallras ej",
            "Gallras inte",
            "Ska inte gallras",
            "Får ej gallras",
            "never deleted",
            "not deleted",
            "Data are not deleted",
            "wird nicht gelöscht",
            "keine Löschung",
            "Ingen gallring",
            "Gallring sker inte",
            "ne sont pas supprimées",
            "wordt niet verwijderd",
            "slettes ikke",
            "non vengono cancellati",
            "nie są usuwane",
        ] {
            let said = said_acts(SheetVocabulary::shipped(), text, None);
            assert_eq!(said.last, None, "{text}");
            assert!(said.never_erased, "{text}");
        }
        for text in ["Not deleted automatically", "not deleted while it runs"] {
            let said = said_acts(SheetVocabulary::shipped(), text, None);
            assert_eq!((said.last, said.never_erased), (None, false), "{text}");
        }
    }
}
