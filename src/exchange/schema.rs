//! The JSON Schema of the export, generated from the declarations: what every export satisfies.
//!
//! Draft 2020-12. Unknown keys are refused; `none` takes the keys that can be none,
//! `redacted` those of fields. `assets/register.schema.json` is
//! its output.

use serde_json::{Map, Value as Json, json};

use super::{FORMAT, VERSION};
use crate::domain::codes::{ActivityRole, Choice, CodeSet};
use crate::domain::contacts::ASKED_CONTACTS;
use crate::domain::field::Declaration;
use crate::domain::kind::{FieldKind, ItemKind, RecordKind};

/// A day, a month or a year, as stated.
const DATE: &str = "^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$";
/// A day.
const DAY: &str = "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$";
/// A computed day: a very long period can end after the year 9999.
const COMPUTED_DAY: &str = r"^([0-9]{4}|\+[0-9]{5,6})-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$";
/// An ISO 8601 duration in the unit given, or until the end of the browser session.
const PERIOD: &str = "^(session|P(?!$)([0-9]{1,5}Y)?([0-9]{1,5}M)?([0-9]{1,5}W)?([0-9]{1,5}D)?\
                      (T(?=[0-9])([0-9]{1,5}H)?([0-9]{1,5}M)?([0-9]{1,5}S)?)?)$";
/// ISO 3166-1 alpha-2, also `EU`; or `EEA`.
const COUNTRY: &str = "^([A-Z]{2}|EEA)$";

/// The schema, as the file in `assets/` holds it.
#[must_use]
pub fn schema() -> String {
    let mut properties = Map::new();
    let mut add = |key: &str, schema: Json| properties.insert(key.to_owned(), schema);
    add("format", json!({ "const": FORMAT }));
    add("version", json!({ "const": VERSION }));
    add("as_of", pattern(DAY));
    add(
        "change",
        object(
            [
                ("number", json!({ "type": "integer", "minimum": 0 })),
                ("hash", json!({ "type": "string" })),
            ],
            &["number", "hash"],
        ),
    );
    add("selection", selection());
    add("register", reference(RecordKind::RegisterData));
    for kind in RecordKind::records() {
        add(kind.plural(), list(reference(kind)));
    }
    let definitions: Map<String, Json> = RecordKind::ALL
        .iter()
        .map(|kind| (kind.key().to_owned(), record(kind.declaration())))
        .collect();
    let schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": format!("{FORMAT} {VERSION}"),
        "type": "object",
        "properties": properties,
        "required": ["format", "version"],
        "additionalProperties": false,
        "$defs": definitions,
    });
    format!("{schema:#}\n")
}

fn record(declaration: &Declaration) -> Json {
    let mut properties = Map::new();
    if declaration.kind != RecordKind::RegisterData {
        properties.insert("ref".to_owned(), text());
    }
    for field in declaration.fields {
        properties.insert(field.key.to_owned(), value(&field.kind));
    }
    for rows in declaration.lists {
        properties.insert(rows.key.to_owned(), list(reference(rows.kind)));
    }
    let mut none = Map::new();
    let fields = declaration.fields.iter().map(|field| field.key);
    let lists = declaration.lists.iter().map(|list| list.key);
    let contacts = ASKED_CONTACTS.iter().map(|contact| contact.key);
    for key in fields.chain(lists).chain(contacts) {
        if declaration.may_be_none(key) {
            none.insert(key.to_owned(), json!({ "type": "string" }));
        }
    }
    properties.insert("none".to_owned(), closed(none, &[]));
    let recorded = (declaration.fields.iter())
        .filter(|field| !matches!(field.kind, FieldKind::Computed))
        .map(|field| field.key);
    let mut redacted = list(json!({ "enum": recorded.collect::<Vec<_>>() }));
    redacted["uniqueItems"] = Json::Bool(true);
    properties.insert("redacted".to_owned(), redacted);
    closed(properties, &[])
}

fn value(kind: &FieldKind) -> Json {
    match kind {
        FieldKind::Text | FieldKind::Prose | FieldKind::Ref(_) => text(),
        FieldKind::Texts | FieldKind::Words(_) => list(text()),
        FieldKind::Refs(_) => {
            let mut schema = list(text());
            schema["uniqueItems"] = Json::Bool(true);
            schema
        }
        FieldKind::Flag => json!({ "type": "boolean" }),
        FieldKind::Number => json!({ "type": "integer", "minimum": 0 }),
        FieldKind::Date => pattern(DATE),
        FieldKind::Day => pattern(DAY),
        FieldKind::Computed => pattern(COMPUTED_DAY),
        FieldKind::Period => pattern(PERIOD),
        FieldKind::Code(set) => code(set),
        FieldKind::Codes(set) => list(code(set)),
        FieldKind::Country => pattern(COUNTRY),
        FieldKind::Countries => list(pattern(COUNTRY)),
        FieldKind::Link | FieldKind::Links | FieldKind::Conditions | FieldKind::ExternalIds => {
            let item = kind.items().map_or(Json::Bool(false), item);
            if kind.is_list() { list(item) } else { item }
        }
    }
}

fn item(kind: &'static ItemKind) -> Json {
    let parts = kind.parts.iter();
    let mut schema = object(parts.map(|part| (part.key, value(&part.kind))), &[]);
    schema["minProperties"] = Json::from(1);
    schema
}

fn selection() -> Json {
    let properties = [
        ("role", code(&ActivityRole::SET)),
        ("organisation", text()),
        ("activities", json!({ "type": "array", "items": text() })),
        ("profile", json!({ "enum": ["authority", "public"] })),
        ("left_out", list(text())),
    ];
    object(properties, &[])
}

fn text() -> Json {
    json!({ "type": "string", "minLength": 1 })
}

fn pattern(pattern: &str) -> Json {
    json!({ "type": "string", "pattern": pattern })
}

fn code(set: &CodeSet) -> Json {
    if set.is_of_languages() {
        // The tag of any language (BCP 47).
        pattern("^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$")
    } else if set.closed {
        json!({ "enum": set.codes })
    } else {
        text()
    }
}

fn list(items: Json) -> Json {
    let mut schema = json!({ "type": "array", "minItems": 1 });
    schema["items"] = items;
    schema
}

fn reference(kind: RecordKind) -> Json {
    json!({ "$ref": format!("#/$defs/{}", kind.key()) })
}

fn object<'a>(properties: impl IntoIterator<Item = (&'a str, Json)>, required: &[&str]) -> Json {
    let properties = properties.into_iter();
    let owned = properties.map(|(key, schema)| (key.to_owned(), schema));
    closed(owned.collect(), required)
}

/// An object without other keys than these.
fn closed(properties: Map<String, Json>, required: &[&str]) -> Json {
    let mut schema = json!({ "type": "object" });
    schema["properties"] = Json::Object(properties);
    if !required.is_empty() {
        schema["required"] = json!(required);
    }
    schema["additionalProperties"] = Json::Bool(false);
    schema
}
