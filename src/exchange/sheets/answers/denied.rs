//! What becomes of cells that say that there is none of something, or that no personal data are meant.

use serde_json::{Map, json};

use super::{does_not_apply, none_explained};
use crate::domain::codec::clean;
use crate::domain::kind::{FieldKind, RecordKind};
use crate::exchange::layout::ColumnField;
use crate::exchange::sheets::cell::{Became, Entry, Fate, ReadCell, Reading};
use crate::exchange::sheets::folding::plain;
use crate::exchange::sheets::lists;
use crate::exchange::sheets::organisations::party::Parties;
use crate::exchange::sheets::record::{ActivityDraft, is_word_of_none};
use crate::exchange::sheets::table::header::{KnownHeaders, asks_for_places};
use crate::exchange::sheets::vocabulary::SheetVocabulary;

/// Whether a clause of a text says that no personal data are meant: `N/A — no personal data`, `API calls; no personal data sent`.
pub(super) fn denies_personal_data(words: &SheetVocabulary, text: &str) -> bool {
    /// The most words of such a clause.
    const MOST: usize = 7;
    let clauses = text.split(['.', ';', ',', ':', '(', ')', '\n', '—', '–']);
    clauses.map(plain).any(|clause| {
        let first = clause.split(' ').next().unwrap_or_default();
        let denied = words.none_begins.is(first);
        let short = clause.split(' ').count() <= MOST;
        short
            && denied
            && lists::shipped().personal_data.within(&clause).is_some()
            && words.but.within(&clause).is_none()
    })
}

/// Whether a text says at the end of a clause that it holds no data of persons, of no kind: `Statistics without personal
/// data`, `metadata (licences), no personal data`. Data of some kind alone may lack: `no sensitive personal data`.
pub(super) fn holds_no_personal_data(words: &SheetVocabulary, text: &str) -> bool {
    let lists = lists::shipped();
    let clauses = text.split([';', ',', '(', ')', '\n', '—', '–']);
    let mut clauses = clauses.flat_map(|it| it.split(". ")).map(plain);
    clauses.any(|clause| {
        let Some(place) = lists.personal_data.within(&clause) else {
            return false;
        };
        let behind = clause[place.end..].trim();
        let removed = lists.removed.is(behind);
        let mut before = clause[..place.start].split_whitespace().rev();
        let adds_nothing = |word: &&str| words.none_fillers.is(word) && !words.none_begins.is(word);
        let denying = before.find(|word| !adds_nothing(word)).unwrap_or_default();
        let first = before.next().is_none();
        let without = words.without.is(denying);
        let denied = without || (first && words.none_begins.is(denying)) || denying == "not";
        removed || (behind.is_empty() && denied)
    })
}

/// Whether an entry among data denies some of them, and names none: `No special categories`, `no sensitive data`.
pub(in crate::exchange::sheets) fn denies_data(words: &SheetVocabulary, entry: &str) -> bool {
    /// The most words of such an entry.
    const MOST: usize = 7;
    let spoken = plain(entry);
    let Some((first, rest)) = spoken.split_once(' ') else {
        return false;
    };
    let denies = words.none_begins.is(first) && !words.without.is(first);
    let asked = || KnownHeaders::shipped().guess(rest).map(|it| it.field);
    denies
        && spoken.split(' ').count() <= MOST
        && words.but.within(&spoken).is_none()
        && asked().is_some_and(|field| field.starts_with("data_categories["))
}

impl ActivityDraft {
    /// A cell that says that the data are none of persons, where it tells whose or which they are, or where they go.
    pub(in crate::exchange::sheets) fn impersonal(
        &mut self,
        reading: &Reading<'_>,
        cell: &ReadCell<'_>,
    ) -> Option<Became> {
        let Some(ColumnField::Rows(rows)) = &cell.column.field else {
            return None;
        };
        let (words, text) = (reading.words, cell.text());
        let denied = || denies_personal_data(words, text);
        let spoken = plain(text);
        let first = spoken.split(' ').next().unwrap_or_default();
        let begins = || words.none_begins.is(first);
        let is_none = || begins() && (denied() || none_explained(words, text).is_some());
        match (rows.list, rows.key) {
            ("data_categories", Some("category"))
                if is_none() || holds_no_personal_data(words, text) =>
            {
                self.impersonal = Some(text.to_owned());
            }
            ("data_subjects", Some("category")) if denied() => {
                self.impersonal.get_or_insert_with(|| text.to_owned());
            }
            ("transfers", None | Some("country")) if denied() => {
                return Some(self.none(reading, cell));
            }
            _ => return None,
        }
        Some(self.note(cell))
    }

    /// Records data that are none of persons, where no cell names others.
    pub(in crate::exchange::sheets) fn tell_impersonal(&mut self) {
        let Some(words) = self.impersonal.take() else {
            return;
        };
        let others = self.lists.get("data_categories");
        if others.is_none_or(|rows| rows.iter().all(Map::is_empty)) {
            let mut row = Entry::new();
            row.insert("category".to_owned(), json!([clean(&words, false)]));
            row.insert("kind".to_owned(), json!("anonymous"));
            self.lists.insert("data_categories", vec![row]);
        }
    }

    /// A cell that says *none* where that is not recorded: nothing, where it says only that the question does not apply.
    fn unanswered(&mut self, cell: &ReadCell<'_>) -> Became {
        if does_not_apply(cell.text()) {
            return Became::of(Fate::Blank);
        }
        self.note(cell)
    }

    /// A cell that says *none*, and nothing else.
    pub(in crate::exchange::sheets) fn none(
        &mut self,
        reading: &Reading<'_>,
        cell: &ReadCell<'_>,
    ) -> Became {
        let reason = clean(cell.text(), true);
        let key = match &cell.column.field {
            Some(ColumnField::Rows(rows))
                if rows.only.is_none() && matches!(rows.list, "recipients" | "transfers") =>
            {
                let of_both =
                    || rows.key == Some("mechanisms") && asks_for_places(&cell.column.header);
                let whole = matches!(
                    rows.key,
                    None | Some("category" | "country" | "organisation" | "as_stated")
                ) || of_both();
                let empty = self.lists.get(rows.list).is_none_or(Vec::is_empty);
                if !whole || !empty {
                    return self.unanswered(cell);
                }
                self.denied.insert(rows.list);
                rows.list
            }
            Some(ColumnField::Own(key)) => {
                let declaration = RecordKind::Activity.declaration();
                let kind = declaration
                    .field(key)
                    .map(|at| &declaration.fields[at].kind);
                let bare = kind.is_some_and(|kind| {
                    !matches!(
                        kind,
                        FieldKind::Flag
                            | FieldKind::Code(_)
                            | FieldKind::Refs(_)
                            | FieldKind::Ref(_)
                    )
                });
                // “Is there a contract? No” says that one thing is not so, and nothing of all that may be recorded there.
                let denies = reading.words.no.is(&plain(cell.text()));
                if !bare
                    || denies
                    || !declaration.may_be_none(key)
                    || self.fields.contains_key(*key)
                {
                    return self.unanswered(cell);
                }
                *key
            }
            _ => return self.unanswered(cell),
        };
        let is_bare = is_word_of_none(reading.words, cell.text());
        self.none.say(key, reason, cell.noted(), is_bare);
        Became::field("none")
    }

    /// What a table of this program says is none, for the reason that it gives.
    pub(in crate::exchange::sheets) fn stated_none(
        &mut self,
        parties: &mut Parties,
        cell: &ReadCell<'_>,
        reason: &str,
    ) -> Became {
        if let (Some(ColumnField::Contacts(rows)), Some(at)) =
            (&cell.column.field, self.organisation)
        {
            parties.all[at].none(&rows.none_key(), reason);
            return Became::field("none");
        }
        let key = match &cell.column.field {
            Some(ColumnField::Rows(rows)) => rows.none_key(),
            Some(ColumnField::Own(key)) => (*key).to_owned(),
            _ => return self.note(cell),
        };
        let answered = self.fields.contains_key(&key)
            || self
                .lists
                .get(key.as_str())
                .is_some_and(|rows| !rows.is_empty());
        if answered || !RecordKind::Activity.declaration().may_be_none(&key) {
            return self.note(cell);
        }
        if let Some(ColumnField::Rows(rows)) = &cell.column.field {
            self.denied.insert(rows.list);
        }
        self.none.say(&key, reason.to_owned(), cell.noted(), false);
        Became::field("none")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_of_no_person_are_told_from_data_that_lack_a_kind() {
        let words = SheetVocabulary::shipped();
        for text in [
            "source metadata (addresses, licences), without personal data",
            "metadate de sursă (adrese, licențe), fără date personale",
            "Server metrics; no personal data",
            "Technische Messwerte, keine personenbezogenen Daten",
            "Statistik utan personuppgifter",
            "n/a (PII disabled)",
        ] {
            assert!(holds_no_personal_data(words, text), "{text}");
        }
        for text in [
            "Name, email, no sensitive personal data",
            "fără date personale sensibile, nume",
            "Personal data of staff",
            "Requests for personal data",
        ] {
            assert!(!holds_no_personal_data(words, text), "{text}");
        }
    }

    #[test]
    fn a_clause_may_say_that_no_personal_data_are_meant() {
        let words = SheetVocabulary::shipped();
        for text in [
            "N/A — no personal data; metadata alone",
            "Anrop till servrar i USA; inga personuppgifter skickas",
            "Keine personenbezogenen Daten",
            "Aucune donnée personnelle transmise",
            "Sin datos personales",
        ] {
            assert!(denies_personal_data(words, text), "{text}");
        }
        for text in [
            "Personal data of customers",
            "No transfer of the data of customers outside the EU, and personal data of staff",
            "Inga andra än personuppgifter om elever i skolan och deras vårdnadshavare",
            "No special categories",
        ] {
            assert!(!denies_personal_data(words, text), "{text}");
        }
    }
}
