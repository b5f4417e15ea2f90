//! What a cell of joint controllers says beside their names: the arrangement with them, and that it is done with them.

use serde_json::{Value as Json, json};

use crate::domain::codec::clean;
use crate::exchange::sheets::answers::with_brackets;
use crate::exchange::sheets::cell::{Became, ReadCell, Reading};
use crate::exchange::sheets::file::grid::CellContent;
use crate::exchange::sheets::folding::plain;
use crate::exchange::sheets::lists;
use crate::exchange::sheets::organisations::party::{Parties, is_company};
use crate::exchange::sheets::record::ActivityDraft;

/// What stands between a name and what is told beside it.
const SIGNS: [&str; 6] = [" - ", " – ", " — ", "; ", ", ", " | "];

/// The field of the arrangement.
const ARRANGEMENT: &str = "joint_arrangement";

/// Whether a text stands where a name may, and is written as one: `Accord Group`.
fn is_written_as_name(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let capital = |it: &str| it.starts_with(char::is_uppercase);
    words.clone().count() > 1 && words.all(capital)
}

/// Whether words name an arrangement between joint controllers: `joint project agreement 2023`; a company is none.
fn names_arrangement(text: &str) -> bool {
    let arrangements = &lists::shipped().arrangements;
    let spoken = plain(text);
    if is_company(text) {
        return false;
    }
    spoken.split(' ').any(|word| arrangements.begins(word))
        || ["art 26", "article 26", "artikel 26"]
            .iter()
            .any(|it| spoken.contains(it))
}

/// The names of a cell of joint controllers, and what it tells of the arrangement with them.
struct ToldJointly {
    names: String,
    arrangement: Vec<String>,
}

impl ToldJointly {
    fn of(text: &str) -> Self {
        let (mut names, mut arrangement) = (Vec::new(), Vec::new());
        for line in text.lines().map(str::trim).filter(|it| !it.is_empty()) {
            let (name, told) = in_line(line);
            names.extend(name);
            arrangement.extend(told);
        }
        Self {
            names: names.join("\n"),
            arrangement,
        }
    }
}

/// The names of a line, and what stands beside them of the arrangement.
fn in_line(line: &str) -> (Option<String>, Vec<String>) {
    let (bare, inside) = with_brackets(line);
    let inside = inside.filter(|it| names_arrangement(it));
    let (line, mut told): (&str, Vec<String>) = match inside {
        Some(inside) => (bare, vec![inside.to_owned()]),
        None => (line, Vec::new()),
    };
    let mut names = String::new();
    let mut of_arrangement = false;
    for (at, (sign, part)) in parts(line).into_iter().enumerate() {
        let names_one = names_arrangement(part) && !(at == 0 && is_written_as_name(part));
        // `agreement of 2023, signed in May`: what begins small or with a figure goes on.
        let goes_on = of_arrangement && !part.starts_with(char::is_uppercase);
        of_arrangement = names_one || goes_on;
        if !of_arrangement {
            if !names.is_empty() {
                names.push_str(sign);
            }
            names.push_str(behind_with(part));
        } else if let (true, Some(before)) = (goes_on && !names_one, told.last_mut()) {
            before.push_str(sign);
            before.push_str(part);
        } else {
            told.push(part.to_owned());
        }
    }
    (Some(names).filter(|it| !it.is_empty()), told)
}

/// The parts of a line, each with the sign before it.
fn parts(line: &str) -> Vec<(&'static str, &str)> {
    let mut parts = Vec::new();
    let (mut rest, mut before) = (line, "");
    loop {
        let next = SIGNS
            .iter()
            .filter_map(|sign| Some((rest.find(sign)?, *sign)))
            .min();
        let Some((at, sign)) = next else {
            parts.push((before, rest.trim()));
            return parts;
        };
        parts.push((before, rest[..at].trim()));
        (rest, before) = (&rest[at + sign.len()..], sign);
    }
}

/// A name without the words that say that it is done with somebody: `jointly with Acme`.
fn behind_with(part: &str) -> &str {
    let Some(name) = lists::shipped().done_with.behind_leading(part) else {
        return part;
    };
    // A single word with a capital is the first of a name: `Met Office`.
    let before = part[..part.len() - name.len()].trim_end();
    let is_first = !before.contains(' ') && before.starts_with(char::is_uppercase);
    let is_name = name.starts_with(|it: char| it.is_uppercase() || it.is_ascii_digit());
    if is_name && !is_first { name } else { part }
}

impl ActivityDraft {
    /// Takes in joint controllers, and the arrangement with them that stands beside their names.
    pub(in crate::exchange::sheets) fn joint_controllers(
        &mut self,
        reading: &Reading<'_>,
        parties: &mut Parties,
        cell: &ReadCell<'_>,
        only: Option<&str>,
        key: Option<&'static str>,
    ) -> Became {
        let told = ToldJointly::of(cell.text());
        if told.names == cell.text() {
            return self.recipients(reading, parties, cell, only, key);
        }
        for line in told.arrangement {
            let line = clean(&line, false);
            let known = self.fields.get(ARRANGEMENT).and_then(Json::as_str);
            let whole = match known {
                Some(known) if known.contains(&line) => continue,
                Some(known) => format!("{known}\n{line}"),
                None => line,
            };
            self.fields.insert(ARRANGEMENT.to_owned(), json!(whole));
        }
        if told.names.is_empty() {
            return Became::field("");
        }
        let held = CellContent::Text(told.names);
        let cell = ReadCell {
            column: cell.column,
            place: cell.place.clone(),
            held: &held,
        };
        self.recipients(reading, parties, &cell, only, key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_arrangement_is_told_beside_the_names_of_joint_controllers() {
        for (text, names, arrangement) in [
            (
                "Alder Council - joint project agreement 2023",
                "Alder Council",
                &["joint project agreement 2023"][..],
            ),
            (
                "Alder Council (joint controller agreement, May 2023)",
                "Alder Council",
                &["joint controller agreement, May 2023"],
            ),
            (
                "Alder Council, arrangement of 2 May 2023, signed by both",
                "Alder Council",
                &["arrangement of 2 May 2023, signed by both"],
            ),
            (
                "Gemeinde Ulmen – Vereinbarung nach Art. 26 DSGVO",
                "Gemeinde Ulmen",
                &["Vereinbarung nach Art. 26 DSGVO"],
            ),
            (
                "Gemensamt med Alby kommun; avtal 2021",
                "Alby kommun",
                &["avtal 2021"],
            ),
            ("Accord du 3 mai 2023", "", &["Accord du 3 mai 2023"]),
            (
                "Alder Council, Birch Trust",
                "Alder Council, Birch Trust",
                &[],
            ),
            ("ja, mit Stadt Ulmen", "ja, Stadt Ulmen", &[]),
            ("with nobody", "with nobody", &[]),
            ("Met Office", "Met Office", &[]),
            ("Com Hem, Con Edison", "Com Hem, Con Edison", &[]),
            ("Accord Group", "Accord Group", &[]),
            (
                "Alder Council - Joint Controller Agreement",
                "Alder Council",
                &["Joint Controller Agreement"],
            ),
            (
                "Vertragswerk AG; Convention Centre Ltd",
                "Vertragswerk AG; Convention Centre Ltd",
                &[],
            ),
        ] {
            let told = ToldJointly::of(text);
            assert_eq!(told.names, names, "{text}");
            assert_eq!(told.arrangement, arrangement, "{text}");
        }
    }
}
