//! Registers for these tests, from the JSON of an export.

use std::sync::Arc;

use ropa::domain::codec::from_json;
use ropa::domain::field::Record;
use ropa::domain::kind::RecordKind;
use ropa::domain::language::Language;
use ropa::domain::register::{Mark, Register};
use ropa::domain::value::{Id, Value};
use ropa::labels::Lexicon;
use ropa::law::Law;
use ropa::words::Words;
use serde_json::Value as Json;

/// The words of a language on the day of these tests.
pub fn lexicon(language: Language) -> Lexicon {
    let words = Arc::new(Words::load(language).unwrap());
    let law = Arc::new(Law::shipped().unwrap());
    Lexicon::new(words, law, "2026-11-21".parse().unwrap())
}

/// The register of an export. Only what fits is taken: these tests write their own.
pub fn register(json: &Json) -> Register {
    let mut register = Register::empty();
    let mut about = RecordKind::RegisterData.blank();
    about.head_mut().id = Id(1);
    fill(&mut *about, &json["register"], &|_| None);
    register.push(about);
    for kind in RecordKind::records() {
        for object in entries(&json[kind.plural()]) {
            let mut record = kind.blank();
            shape(&mut *record, object);
            register.settle(&mut *record);
            register.replace(record);
        }
    }
    for kind in RecordKind::records() {
        for object in entries(&json[kind.plural()]) {
            let id = register.find(object["ref"].as_str().unwrap()).unwrap();
            let mut record = register.owner(id).unwrap().boxed();
            fill(&mut *record, object, &|reference| {
                register.find_in(id, reference)
            });
            register.replace(record);
        }
    }
    register.mark = Mark {
        number: 12,
        hash: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08".to_owned(),
        at: "2026-11-20T16:02:11+01:00".to_owned(),
    };
    register
}

fn entries(json: &Json) -> &[Json] {
    json.as_array().map_or(&[], Vec::as_slice)
}

/// Makes the rows, so that they can be referred to.
fn shape(record: &mut dyn Record, object: &Json) {
    let reference = object["ref"].as_str().unwrap_or_default();
    reference.clone_into(&mut record.head_mut().reference);
    let lists = record.declaration().lists;
    for (list, meta) in lists.iter().enumerate() {
        for (at, entry) in entries(&object[meta.key]).iter().enumerate() {
            let mut row = meta.kind.blank();
            // Any number will do until the register gives a lasting one.
            row.head_mut().id = Id::provisional(u32::try_from(list * 1000 + at + 1).unwrap());
            shape(&mut *row, entry);
            assert!(record.insert_row(list, at, row));
        }
    }
}

fn fill(record: &mut dyn Record, object: &Json, find: &dyn Fn(&str) -> Option<Id>) {
    let declaration = record.declaration();
    for (index, field) in declaration.fields.iter().enumerate() {
        let json = object.get(field.key).unwrap_or(&Json::Null);
        let value = from_json(&field.kind, json, find)
            .unwrap_or_else(|misfit| panic!("{}: {misfit:?}", field.key));
        if value != Value::Empty {
            assert!(record.put(index, value), "{}", field.key);
        }
    }
    for (key, reason) in object["none"].as_object().into_iter().flatten() {
        assert!(declaration.may_be_none(key), "{key}");
        record
            .head_mut()
            .none
            .insert(key.clone(), reason.as_str().unwrap().to_owned());
    }
    for (list, meta) in declaration.lists.iter().enumerate() {
        for (at, entry) in entries(&object[meta.key]).iter().enumerate() {
            fill(record.row_mut(list, at), entry, find);
        }
    }
}
