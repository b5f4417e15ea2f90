//! `list`: the records or rows of a kind, as a table or as JSON.

use super::call::{Call, Halt};
use crate::domain::field::Record;
use crate::domain::kind::RecordKind;
use crate::domain::problem::Problem;
use crate::domain::register::{Register, natural_order};
use crate::domain::value::{Id, Value};
use crate::exchange::json::{self, Exported, Listed};
use crate::labels::Lexicon;
use crate::search::{Haystack, Query, found_by};

/// `ropa list`.
pub(super) fn list(call: &mut Call<'_, '_>) -> Result<u8, Halt> {
    let named = call.given.text("kind").unwrap_or_default();
    // Rows of one name may stand in parents of several kinds: legal holds of rules and of holdings.
    let kinds: Vec<RecordKind> = RecordKind::ALL
        .iter()
        .copied()
        .filter(|kind| kind.plural() == named)
        .collect();
    let kind = *kinds
        .first()
        .ok_or_else(|| Problem::usage("arguments_unclear").with("help", "ropa list --help"))?;
    let mut session = call.open()?;
    if kind == RecordKind::Activity && !call.wants_json() {
        session.learn_changes();
    }
    let register = session.register();
    let organisation = call.organisation(register)?;
    let query = Query::new(call.given.text("filter").unwrap_or_default());
    let lexicon = &call.setting.lexicon;
    let mut found: Vec<_> = kinds
        .iter()
        .flat_map(|kind| register.all_rows(*kind))
        .collect();
    if kinds.len() > 1 {
        found.sort_by(|(_, left), (_, right)| {
            let reference = |record: &&dyn Record| register.typed_reference(record.id());
            natural_order(&reference(left), &reference(right))
        });
    }
    found.retain(|(owner, record)| {
        organisation.is_none_or(|organisation| register.belongs_to(*owner, organisation))
            && (query.is_empty()
                || Haystack::new(&found_by(register, *owner, *record, lexicon)).holds(&query))
    });
    if call.wants_json() {
        let records = found.into_iter().map(|(_, record)| record);
        let listed = records.map(|record| Listed(Exported::new(register, record)));
        let text = json::text(&listed.collect::<Vec<_>>());
        call.data(&text)?;
    } else if found.is_empty() {
        // Nothing is no data: only people are told.
        let text = call.words().get("cli.list.nothing").to_owned();
        let _ = writeln!(call.streams.messages, "{text}");
    } else {
        let rows = rows(lexicon, register, kind, &found);
        call.table(&rows)?;
    }
    Ok(0)
}

/// The columns of a kind beside the reference. A row also has the name of its record.
const fn columns(kind: RecordKind) -> &'static [&'static str] {
    match kind {
        RecordKind::RegisterData => &["title", "language"],
        RecordKind::Organisation => &["name", "country", "ours", "category"],
        RecordKind::Contact => &["role", "title", "name", "email"],
        RecordKind::TimeLimit => &["subject", "period", "start"],
        RecordKind::Agreement => &[
            "organisation",
            "category",
            "kind",
            "our_role",
            "status",
            "valid_until",
        ],
        RecordKind::SubProcessor => &["organisation", "name", "service", "countries"],
        RecordKind::Measure => &["name", "kind", "implemented_on"],
        RecordKind::Schedule => &["name", "kind", "period", "disposition"],
        RecordKind::Activity => &[
            "name",
            "role",
            "organisation",
            "record_status",
            "state",
            "next_review_on",
        ],
        RecordKind::Client => &["organisation", "category", "processing_categories"],
        RecordKind::Purpose => &["text", "legal_bases"],
        RecordKind::DataSubject => &["category", "number"],
        RecordKind::DataCategory => &["category", "items", "kind"],
        RecordKind::Recipient => &["organisation", "category", "role", "service", "countries"],
        RecordKind::Transfer => &[
            "state",
            "country",
            "international_organisation",
            "organisation",
            "mechanisms",
            "instrument",
        ],
        RecordKind::Retention => &["name", "schedule", "kind", "period", "start", "disposition"],
        RecordKind::Redaction => &["change", "places"],
        RecordKind::RetentionHold | RecordKind::HoldingHold => {
            &["reason", "case", "since", "review_on", "lifted_on"]
        }
        RecordKind::Holding => &["name", "started_on", "keep_through", "disposed_on"],
        RecordKind::Waiver => &["rule", "record", "reason", "until"],
    }
}

fn rows(
    lexicon: &Lexicon,
    register: &Register,
    kind: RecordKind,
    found: &[(&dyn Record, &dyn Record)],
) -> Vec<Vec<String>> {
    let words = &lexicon.words;
    let row_of = (kind.top() != kind).then(|| kind.top());
    let mut head = vec![words.get("cli.list.ref").to_owned()];
    head.extend(row_of.map(|top| words.one(top).to_owned()));
    head.extend(
        columns(kind)
            .iter()
            .map(|key| words.label(kind, key).to_owned()),
    );
    let mut rows = vec![head];
    for (owner, record) in found {
        let mut row = vec![register.typed_reference(record.id())];
        row.extend(row_of.map(|_| lexicon.title(register, *owner)));
        row.extend(columns(kind).iter().map(|key| match *key {
            // Here the title says more than the reference of a row.
            "record" => match record.value(key) {
                Value::Ref(id) => lexicon.reference(register, Id(0), id),
                _ => String::new(),
            },
            key => lexicon.column(register, *record, key),
        }));
        rows.push(row);
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_is_a_field_of_its_kind() {
        for kind in RecordKind::ALL {
            for key in columns(*kind) {
                assert!(
                    kind.declaration().field(key).is_some(),
                    "{} {key}",
                    kind.key()
                );
            }
        }
    }
}
