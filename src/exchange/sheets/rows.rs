//! What becomes of a cell about the rows of a list: each list is read in a file of its own, any other field here.

use serde_json::{Value as Json, json};

use super::answers::days::date;
use super::answers::entries::entries;
use super::answers::{YesNo, yes_or_no};
use super::cell::{Became, ReadCell, Reading, append};
use super::folding::plain;
use super::lists;
use super::organisations::party::{Parties, is_company};
use super::recipients::bracketed_roles::JOINT;
use super::record::{ActivityDraft, link};
use super::table::header::asks_for_places;
use super::transfers::destination::exact_country;
use crate::domain::codec::clean;
use crate::domain::kind::{FieldKind, RecordKind};
use crate::exchange::layout::ListRows;

/// Whether a text names a country before whoever has data there: `USA via Northwind Inc`.
fn begins_with_place(reading: &Reading<'_>, text: &str) -> bool {
    let mut cuts = text.match_indices(' ').map(|(at, _)| at);
    cuts.any(|at| {
        let word = text[at + 1..].split(' ').next().unwrap_or_default();
        let joins = lists::shipped().through_whom.is(&plain(word));
        joins && exact_country(reading.words, reading.law, &text[..at]).is_some()
    })
}

impl ActivityDraft {
    /// A cell about the rows of a list.
    pub(super) fn row_field(
        &mut self,
        reading: &Reading<'_>,
        parties: &mut Parties,
        cell: &ReadCell<'_>,
        rows: &ListRows,
    ) -> Became {
        let only = rows.only.as_ref().map(|(_, code)| code.as_str());
        match (rows.list, rows.key) {
            ("purposes", Some("text")) => self.purposes(reading, cell),
            ("purposes", Some("legal_bases")) => self.bases(reading, cell),
            ("purposes", Some("laws")) => self.laws(reading, cell),
            ("data_subjects", Some("category")) => self.subjects(reading, cell),
            ("data_categories", Some("category" | "items")) => {
                self.categories(reading, cell, rows.key == Some("items"))
            }
            ("data_categories", Some("kind")) => self.kinds(reading, cell),
            ("data_categories", Some("art9_conditions")) => self.conditions(reading, cell),
            ("data_categories", Some("laws")) if self.laws_of_conditions(reading, cell) => {
                Became::field("")
            }
            ("recipients", Some("organisation")) if only == Some(JOINT) => {
                self.joint_controllers(reading, parties, cell, only, rows.key)
            }
            ("recipients", Some("organisation" | "category") | None) => {
                self.recipients(reading, parties, cell, only, rows.key)
            }
            ("recipients", Some("countries")) => self.countries_of_rows(reading, cell),
            ("recipients", Some("role")) => self.roles(reading, cell),
            // `Jordan Smith Ltd` is somebody, and no country.
            ("transfers", Some("country" | "as_stated") | None)
                if is_company(cell.text().trim())
                    && !cell.text().contains([':', ';', '\n', ','])
                    && !begins_with_place(reading, cell.text()) =>
            {
                self.transfer_to(reading, parties, cell)
            }
            ("transfers", Some("country" | "as_stated") | None) => {
                let named = self.named_transfers(reading, parties, cell);
                named.unwrap_or_else(|| self.transfers(reading, cell))
            }
            ("transfers", Some("organisation")) => self.transfer_to(reading, parties, cell),
            ("transfers", Some("mechanisms"))
                if asks_for_places(&cell.column.header)
                    && self.rows("transfers").is_empty()
                    && !self.denied.contains("transfers") =>
            {
                let named = self.named_transfers(reading, parties, cell);
                named.unwrap_or_else(|| self.transfers(reading, cell))
            }
            ("transfers", Some("mechanisms")) => self.mechanisms(reading, cell),
            ("retention", None) => self.retention(reading, cell),
            ("retention", Some("disposition" | "name" | "law" | "kind")) => {
                self.of_rules(reading, cell, rows.key)
            }
            ("clients", Some("organisation")) => self.clients(parties, cell),
            (list, Some(key)) => self.of_rows(reading, cell, list, key),
            (_, None) => self.note(cell),
        }
    }

    /// Any other field of rows: of those that the line made; without one of them, of a row of its own where the field says
    /// something alone.
    fn of_rows(
        &mut self,
        reading: &Reading<'_>,
        cell: &ReadCell<'_>,
        list: &'static str,
        key: &'static str,
    ) -> Became {
        let declaration = RecordKind::Activity.declaration();
        let kind = declaration
            .list(list)
            .map(|at| declaration.lists[at].kind.declaration());
        let Some(kind) = kind.and_then(|rows| rows.field(key).map(|at| &rows.fields[at].kind))
        else {
            return self.note(cell);
        };
        let text = cell.text();
        let alone =
            matches!(list, "purposes" | "clients") || (list, key) == ("data_subjects", "as_stated");
        let value = match kind {
            FieldKind::Text => json!(clean(text, false)),
            FieldKind::Prose => json!(clean(text, true)),
            FieldKind::Texts => Json::from(
                entries(text)
                    .into_iter()
                    .map(|it| clean(it, false))
                    .collect::<Vec<_>>(),
            ),
            FieldKind::Words(set) => Json::from(
                entries(text)
                    .into_iter()
                    .map(|it| {
                        reading
                            .labels
                            .code(reading.words, set, it)
                            .unwrap_or_else(|| clean(it, false))
                    })
                    .collect::<Vec<_>>(),
            ),
            FieldKind::Code(set) => match reading.labels.code(reading.words, set, text) {
                Some(code) => json!(code),
                None => return self.note(cell),
            },
            FieldKind::Flag => match yes_or_no(reading.words, text) {
                Some((YesNo::Yes, "")) => json!(true),
                Some((YesNo::No, "")) => json!(false),
                _ => return self.note(cell),
            },
            FieldKind::Date => match date(reading.words, text, reading.today, reading.dates) {
                Some(date) => json!(date.to_string()),
                None => return self.note(cell),
            },
            FieldKind::Link => link(text),
            _ => return self.note(cell),
        };
        if self.rows(list).is_empty() && !alone {
            return self.note(cell);
        }
        if let Some(row) = self.some_rows(list).first_mut() {
            match (row.get(key), kind) {
                (Some(known), _) if *known == value => {}
                (Some(_), FieldKind::Prose) => append(row, key, &clean(text, true)),
                (Some(_), _) => return self.note(cell),
                (None, _) => {
                    row.insert(key.to_owned(), value);
                }
            }
        }
        Became::field("")
    }
}
