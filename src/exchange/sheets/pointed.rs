//! Answers that point to another place of the same document: to its list of processors, or to its section of measures.

use serde_json::{Value as Json, json};

use super::cell::Entry;
use super::folding::plain;
use super::lists;
use super::party::{Parties, may_be_name};
use super::record::ActivityDraft;
use crate::domain::codec::clean;
use crate::rules::wording::lists::Lists;

/// The most words of such an answer: in a longer one more is said.
const MOST: usize = 12;

/// Whether a text says that its answer stands elsewhere in the document: `See section 4`, `as described below`.
fn points_to_section(text: &str) -> bool {
    let lists = lists::shipped();
    let spoken = plain(text);
    let place = lists
        .sections
        .within(&spoken)
        .or(lists.nearby.within(&spoken));
    place.is_some() && Lists::shipped().points_elsewhere(text)
}

/// Whether a text says that those whom it asks for stand in a table of the document: `Processors as in the table below`.
fn points_to_table(text: &str) -> bool {
    let lists = lists::shipped();
    let spoken = plain(text);
    let brief = spoken.split(' ').count() <= MOST;
    let table = spoken.split(' ').any(|word| lists.tables.is(word));
    let place = lists
        .nearby
        .within(&spoken)
        .or(lists.sections.within(&spoken));
    brief && (place.is_some() && table || points_to_section(text))
}

/// Gives the processors of a list to the activities whose recipients only point to it.
pub(super) fn give_listed(names: &[String], drafts: &mut [ActivityDraft], parties: &mut Parties) {
    for draft in drafts {
        let Some(rows) = draft.lists.get_mut("recipients") else {
            continue;
        };
        let told = rows.len();
        rows.retain(|row| {
            let category = row.get("category").and_then(Json::as_str);
            !category.is_some_and(points_to_table)
        });
        if rows.len() == told {
            continue;
        }
        let known = |rows: &[Entry], key: &str, text: &str| {
            rows.iter()
                .any(|row| row.get(key).and_then(Json::as_str) == Some(text))
        };
        for name in names.iter().filter(|name| !name.is_empty()) {
            let (bare, _) = super::answer::with_brackets(name);
            let (key, text) = if may_be_name(name) {
                ("organisation", Parties::reference(parties.named(bare)))
            } else {
                ("category", clean(name, false))
            };
            if !known(rows, key, &text) {
                let mut row = Entry::new();
                row.insert(key.to_owned(), json!(text));
                row.insert("role".to_owned(), json!("processor"));
                rows.push(row);
            }
        }
    }
}

/// Keeps in the notes of the activities what only points to the measures of all: `See the section below`.
pub(super) fn leave_measures(drafts: &mut [ActivityDraft]) {
    for draft in drafts {
        let said = draft.fields.get("measures_text").and_then(Json::as_str);
        if said.is_some_and(points_to_section)
            && let Some(Json::String(text)) = draft.fields.remove("measures_text")
        {
            draft.notes.push(text);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_points_to_a_table_of_its_document() {
        for text in [
            "Underbiträden enligt tabell nedan",
            "Se tabell nedan",
            "Ver tabla de encargados más abajo",
            "Siehe Liste am Ende des Dokuments",
            "Zie overzicht hieronder",
            "voir la liste ci-dessous",
            "Processors listed in the table below",
        ] {
            assert!(points_to_table(text), "{text}");
        }
        for text in [
            "Northwind AB",
            "Prenumeranter på listan",
            "Mailing list provider",
            "Les personnes de la liste d'attente",
            "Kommunen",
        ] {
            assert!(!points_to_table(text), "{text}");
        }
    }

    #[test]
    fn measures_point_to_the_section_that_describes_them() {
        for text in [
            "Se gemensam beskrivning sist i dokumentet.",
            "Siehe Abschnitt 4",
            "See the common description below",
        ] {
            assert!(points_to_section(text), "{text}");
        }
        for text in ["Backups are kept below the server room", "TLS, roles"] {
            assert!(!points_to_section(text), "{text}");
        }
    }
}
