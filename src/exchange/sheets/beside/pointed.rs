//! Answers that point to another place of the same document: to its list of processors, or to its section of measures.

use serde_json::{Value as Json, json};

use crate::domain::codec::clean;
use crate::exchange::sheets::cell::Entry;
use crate::exchange::sheets::folding::plain;
use crate::exchange::sheets::lists;
use crate::exchange::sheets::organisations::party::{Parties, may_be_name};
use crate::exchange::sheets::record::ActivityDraft;
use crate::exchange::sheets::table::header::KnownHeaders;
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

/// Whether words ask for those who get data: `underbiträden`, `sous-traitants`.
pub(in crate::exchange::sheets) fn asks_for_recipients(spoken: &str) -> bool {
    let heads = &lists::shipped().processor_heads;
    let asked = || KnownHeaders::shipped().guess(spoken);
    spoken.split(' ').all(|word| heads.begins(word))
        || asked().is_some_and(|it| it.exact && it.field.starts_with("recipients["))
}

/// Whether a text says nothing but that those whom it asks for stand in a list of the document: a table or a section, and
/// where that is. A section that it names by its number is the one under the heading.
fn names_a_list(text: &str, heading: &str) -> bool {
    /// The most letters of a word that only joins others.
    const SMALL: usize = 3;
    let lists = lists::shipped();
    let spoken = plain(text);
    let place = lists.nearby.within(&spoken);
    let rest = place.as_ref().map_or_else(
        || spoken.clone(),
        |place| format!("{} {}", &spoken[..place.start], &spoken[place.end..]),
    );
    let is_small = |word: &str| {
        let mut own = text.split(|it: char| !it.is_alphanumeric());
        word.chars().count() <= SMALL
            && own.any(|it| it.chars().all(char::is_lowercase) && plain(it) == word)
    };
    let (numbers, words): (Vec<&str>, Vec<&str>) = rest
        .split_whitespace()
        .partition(|word| word.starts_with(|it: char| it.is_ascii_digit()));
    let section = text.contains('§') || words.iter().any(|word| lists.sections.is(word));
    let table = words.iter().any(|word| lists.tables.is(word));
    let open = words.into_iter().filter(|word| {
        let known = [&lists.sections, &lists.tables, &lists.pointers];
        let joining = [&lists.any_of, &lists.part_of];
        !is_small(word) && !known.iter().chain(&joining).any(|set| set.is(word))
    });
    let open: Vec<&str> = open.collect();
    let asked = !open.is_empty() && asks_for_recipients(&open.join(" "));
    let under = plain(heading);
    // A word alone that the list itself is called by: `processors` beside a section `3. Processors`.
    if !open.is_empty() && open.len() == spoken.split(' ').count() {
        let is_heading = |word: &&str| under.split(' ').any(|it| it == *word);
        let heads = &lists.processor_heads;
        return open.iter().all(|word| heads.begins(word)) && open.iter().all(is_heading);
    }
    let numbered = match numbers.as_slice() {
        [] => None,
        [number] => Some(section && under.split(' ').next() == Some(number)),
        _ => Some(false),
    };
    (open.is_empty() || asked)
        && (place.is_some() || section)
        && (table || asked || numbered.is_some())
        && numbered.unwrap_or(true)
}

/// What a text says itself before it points to the list under a heading: `Bank` of `Bank, and processors as in the table
/// below`; nothing where it points to none.
fn before_the_list<'t>(text: &'t str, heading: &str) -> Option<&'t str> {
    if text.split_whitespace().count() > MOST {
        return None;
    }
    let joins = &lists::shipped().joins;
    // What stands before is one of several: behind it is a sign or a word that joins them.
    let ended = |before: &'t str| {
        let bare = before.trim_end();
        let (rest, last) = bare.rsplit_once(' ').unwrap_or(("", bare));
        let rest = if joins.is(&plain(last)) { rest } else { bare };
        let parted = rest.len() < bare.len() || rest.ends_with([',', ';', '.', '\n']);
        (parted || bare.is_empty()).then(|| rest.trim_end_matches([',', ';', ' ', '\n']))
    };
    let starts = text.char_indices().filter(|(at, letter)| {
        !letter.is_whitespace() && !text[..*at].ends_with(|it: char| !it.is_whitespace())
    });
    starts
        .filter(|(at, _)| names_a_list(&text[*at..], heading))
        .find_map(|(at, _)| ended(&text[..at]))
}

/// The names in a list of processors of a document, and what stands over it.
pub(in crate::exchange::sheets) struct ProcessorList<'l> {
    pub(in crate::exchange::sheets) heading: &'l str,
    pub(in crate::exchange::sheets) names: &'l [String],
}

impl ProcessorList<'_> {
    /// Gives its processors to the activities whose recipients point to it. What else they name stays theirs, and their notes
    /// keep the words.
    pub(in crate::exchange::sheets) fn give_to(
        &self,
        drafts: &mut [ActivityDraft],
        parties: &mut Parties,
    ) {
        if self.names.iter().all(String::is_empty) {
            return;
        }
        for draft in drafts {
            let Some(rows) = draft.lists.get_mut("recipients") else {
                continue;
            };
            let said = self.take_pointers(rows);
            if said.is_empty() {
                continue;
            }
            draft.notes.extend(said);
            self.add_to(rows, parties);
        }
    }

    /// Takes out of recipients what points to the list, and leaves what they name beside it; the words that pointed.
    fn take_pointers(&self, rows: &mut Vec<Entry>) -> Vec<String> {
        let mut said = Vec::new();
        rows.retain_mut(|row| {
            // What more is told of a recipient would have no place.
            let bare = row.keys().all(|it| matches!(&**it, "category" | "role"));
            let category = row.get("category").filter(|_| bare);
            let Some(text) = category.and_then(Json::as_str).map(str::to_owned) else {
                return true;
            };
            let Some(before) = before_the_list(&text, self.heading) else {
                return true;
            };
            row.insert("category".to_owned(), json!(before));
            let stays = !before.is_empty();
            said.push(text);
            stays
        });
        said
    }

    /// Adds its processors to recipients that do not name them yet.
    fn add_to(&self, rows: &mut Vec<Entry>, parties: &mut Parties) {
        for name in self.names.iter().filter(|name| !name.is_empty()) {
            let (bare, _) = crate::exchange::sheets::answers::with_brackets(name);
            let (key, text) = if may_be_name(name) {
                ("organisation", Parties::reference(parties.named(bare)))
            } else {
                ("category", clean(name, false))
            };
            let is_it = |row: &Entry| row.get(key).and_then(Json::as_str) == Some(&*text);
            if !rows.iter().any(is_it) {
                let mut row = Entry::new();
                row.insert(key.to_owned(), json!(text));
                row.insert("role".to_owned(), json!("processor"));
                rows.push(row);
            }
        }
    }
}

/// Keeps in the notes of the activities what only points to the measures of all: `See the section below`.
pub(in crate::exchange::sheets) fn leave_measures(drafts: &mut [ActivityDraft]) {
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
    fn an_answer_points_to_a_list_of_its_document_beside_what_it_names_itself() {
        for (text, before) in [
            ("Underbiträden enligt tabell nedan", Some("")),
            ("Se tabell nedan", Some("")),
            ("Ver tabla de encargados más abajo", Some("")),
            ("Siehe Liste am Ende des Dokuments", Some("")),
            ("Zie overzicht hieronder", Some("")),
            ("voir la liste ci-dessous", Some("")),
            ("Sous-traitants de la liste ci-dessous", Some("")),
            ("Processors listed in the table below", Some("")),
            ("See section 4", Some("")),
            (
                "Tax agency, bank, and processors as listed in the table below",
                Some("Tax agency, bank"),
            ),
            (
                "Skatteverket samt underbiträden enligt tabell nedan",
                Some("Skatteverket"),
            ),
            ("Bank, processors", Some("Bank")),
            (
                "Haulage firms (when visible), processors (see §4)",
                Some("Haulage firms (when visible)"),
            ),
            ("Hosting processors", None),
            ("Bank, suppliers", None),
            ("Northwind AB", None),
            ("Prenumeranter på listan", None),
            ("Mailing list provider", None),
            ("Les personnes de la liste d'attente", None),
            ("Kommunen", None),
            ("Se avsnitt 5 om lagring", None),
            ("See section 3 of the Tax Act", None),
            ("See section 5", None),
            ("Members on the waiting list above the age of 18", None),
            ("Members on the waiting list above", None),
            ("Those on the list of creditors above", None),
        ] {
            assert_eq!(before_the_list(text, "4. Processors"), before, "{text}");
        }
    }

    #[test]
    fn whoever_stands_beside_a_pointer_stays_and_the_words_with_them() {
        let of = |text: &str| {
            let row: Entry = [("category".to_owned(), json!(text))].into_iter().collect();
            let mut draft = ActivityDraft::default();
            draft.lists.insert("recipients", vec![row]);
            draft
        };
        let text = "Tax agency and processors as listed in the table below";
        for (names, categories, notes) in [
            (vec![String::new()], vec![text], vec![]),
            (
                vec!["Northwind Ltd".to_owned()],
                vec!["Tax agency"],
                vec![text],
            ),
        ] {
            let mut drafts = [of(text)];
            let mut parties = Parties::default();
            let list = ProcessorList {
                heading: "Processors",
                names: &names,
            };
            list.give_to(&mut drafts, &mut parties);
            let [draft] = &drafts;
            let rows = &draft.lists["recipients"];
            let told: Vec<&str> = rows
                .iter()
                .filter_map(|row| row.get("category")?.as_str())
                .collect();
            let kept: Vec<&str> = draft.notes.iter().map(String::as_str).collect();
            assert_eq!((told, kept), (categories, notes));
            assert_eq!(
                rows.len(),
                names.iter().filter(|it| !it.is_empty()).count() + 1
            );
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
