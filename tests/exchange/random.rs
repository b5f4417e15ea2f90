//! Random registers, made from the declarations: what goes out comes in again, whatever stands in it.

use proptest::prelude::{ProptestConfig, any, proptest};
use proptest::{prop_assert, prop_assert_eq};
use serde_json::Value as Json;

use super::{export, import, import_as, imported, schema::validator};
use ropa::domain::codec::from_json;
use ropa::domain::codes::CodeSet;
use ropa::domain::field::Record;
use ropa::domain::kind::{FieldKind, ItemKind, RecordKind, Target};
use ropa::domain::period::Period;
use ropa::domain::register::Register;
use ropa::domain::value::{Id, Value};
use ropa::exchange::import::{Matching, Merging, Preference};

/// Texts that have hurt programs before.
const TEXTS: &[&str] = &[
    "x",
    "Löner & “avtal”",
    "a\\b\"c",
    "{\"none\": \"\"}",
    "A1/C1",
    "=cmd|' /C calc'!A0",
    "مرحبا \u{202e}abc",
    "👩‍👩‍👧 e\u{301}",
    "| pipe ` tick # <b>",
    "null",
    "0",
];

/// Numbers from a seed, always the same.
struct Dice(u64);

impl Dice {
    /// A number below `sides` (splitmix64).
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) >> 33).unwrap() % sides.max(1)
    }

    fn pick<'t>(&mut self, texts: &[&'t str]) -> &'t str {
        texts[self.roll(texts.len())]
    }

    fn some<T>(&mut self, mut make: impl FnMut(&mut Self) -> T) -> Vec<T> {
        let count = 1 + self.roll(3);
        (0..count).map(|_| make(self)).collect()
    }

    fn code(&mut self, set: &CodeSet) -> String {
        if set.closed || (!set.codes.is_empty() && self.roll(2) == 0) {
            self.pick(set.codes).to_owned()
        } else {
            self.pick(TEXTS).to_owned()
        }
    }

    fn date(&mut self) -> String {
        let (year, month) = (1 + self.roll(9999), 1 + self.roll(12));
        match self.roll(3) {
            0 => format!("{year:04}"),
            1 => format!("{year:04}-{month:02}"),
            _ => self.day(),
        }
    }

    fn day(&mut self) -> String {
        let (year, month, day) = (1 + self.roll(9999), 1 + self.roll(12), 1 + self.roll(28));
        format!("{year:04}-{month:02}-{day:02}")
    }

    fn period(&mut self) -> String {
        let figure = 1 + self.roll(99_999);
        let text = match self.roll(5) {
            0 => "session".to_owned(),
            1 => format!("P{figure}Y{}M", 1 + self.roll(20)),
            2 => format!("P{figure}D"),
            3 => format!("PT{figure}M"),
            _ => format!("P1Y1M1W1DT1H1M{figure}S"),
        };
        assert_eq!(Period::from_iso(&text).unwrap().to_string(), text);
        text
    }

    fn item(&mut self, kind: &ItemKind) -> Json {
        let mut object = serde_json::Map::new();
        for part in kind.parts {
            if object.is_empty() || self.roll(2) == 0 {
                let json = self.json(&part.kind).unwrap();
                object.insert(part.key.to_owned(), json);
            }
        }
        Json::Object(object)
    }

    /// A value of a kind as JSON; none where it takes a reference or is computed.
    fn json(&mut self, kind: &FieldKind) -> Option<Json> {
        Some(match kind {
            FieldKind::Text => Json::from(self.pick(TEXTS)),
            FieldKind::Prose => Json::from(self.some(|dice| dice.pick(TEXTS)).join("\n\n")),
            FieldKind::Texts => Json::from(self.some(|dice| dice.pick(TEXTS))),
            FieldKind::Flag => Json::from(self.roll(2) == 0),
            FieldKind::Number => Json::from(self.roll(usize::MAX)),
            FieldKind::Date => Json::from(self.date()),
            FieldKind::Day => Json::from(self.day()),
            FieldKind::Period => Json::from(self.period()),
            FieldKind::Code(set) => Json::from(self.code(set)),
            FieldKind::Codes(set) | FieldKind::Words(set) => {
                Json::from(self.some(|dice| dice.code(set)))
            }
            FieldKind::Country => Json::from(self.pick(&["SE", "US", "EU", "EEA", "GR"])),
            FieldKind::Countries => Json::from(self.some(|dice| dice.pick(&["SE", "IN", "EEA"]))),
            FieldKind::Link => self.item(kind.items()?),
            FieldKind::Links | FieldKind::Conditions | FieldKind::ExternalIds => {
                let items = kind.items()?;
                Json::from(self.some(|dice| dice.item(items)))
            }
            FieldKind::Ref(_) | FieldKind::Refs(_) | FieldKind::Computed => return None,
        })
    }
}

/// Every record and row there is: its number, its kind, and its record.
type Known = Vec<(Id, RecordKind, Id)>;

/// Puts random rows into a record or row.
fn grow(record: &mut dyn Record, dice: &mut Dice, next: &mut u32) {
    record.head_mut().id = Id::provisional(*next);
    *next += 1;
    let lists = record.declaration().lists;
    for (list, meta) in lists.iter().enumerate() {
        for at in 0..dice.roll(4) {
            let mut row = meta.kind.blank();
            if dice.roll(5) == 0 {
                row.head_mut().reference = format!("{}-{at}", meta.key);
            }
            grow(&mut *row, dice, next);
            record.insert_row(list, at, row);
        }
    }
}

/// Fills a record and its rows with random values, references and answers of *none*.
fn fill(record: &mut dyn Record, dice: &mut Dice, known: &Known, owner: Id) {
    let declaration = record.declaration();
    let full = 1 + dice.roll(4);
    for (index, field) in declaration.fields.iter().enumerate() {
        record.put(index, Value::Empty);
        if dice.roll(4) >= full {
            continue;
        }
        let fits = |(_, kind, top): &&(Id, RecordKind, Id)| match field.kind.target() {
            Some(Target::Kind(wanted)) => {
                *kind == wanted && (wanted.parent().is_none() || *top == owner)
            }
            Some(Target::Ours) => *kind == RecordKind::Organisation,
            Some(Target::Any) => true,
            None => false,
        };
        let targets: Vec<Id> = known.iter().filter(fits).map(|(id, ..)| *id).collect();
        let value = match field.kind {
            FieldKind::Ref(_) if !targets.is_empty() => {
                Value::Ref(targets[dice.roll(targets.len())])
            }
            FieldKind::Refs(_) if !targets.is_empty() => {
                let mut ids = dice.some(|dice| targets[dice.roll(targets.len())]);
                ids.sort();
                ids.dedup();
                Value::Refs(ids)
            }
            _ => match dice.json(&field.kind) {
                Some(json) => from_json(&field.kind, &json, &|_| None).unwrap(),
                None => Value::Empty,
            },
        };
        assert!(record.put(index, value), "{}", field.key);
    }
    record.head_mut().none.clear();
    for list in 0..declaration.lists.len() {
        for at in 0..record.row_count(list) {
            fill(record.row_mut(list, at), dice, known, owner);
        }
    }
    let keys = declaration.fields.iter().map(|field| field.key);
    let lists = declaration.lists.iter().map(|list| list.key);
    for key in keys
        .chain(lists)
        .chain(["contacts.dpo", "contacts.representative"])
    {
        if record.value(key).is_empty() && dice.roll(4) == 0 {
            let reason = if dice.roll(2) == 0 {
                ""
            } else {
                dice.pick(TEXTS)
            };
            record.record_none(key, reason);
        }
    }
}

/// A random register of about `size` records of each kind.
fn register(dice: &mut Dice, size: usize) -> Register {
    let mut register = Register::empty();
    let mut records = Vec::new();
    let mut next = 1;
    let mut about = RecordKind::RegisterData.blank();
    about.head_mut().id = Id(1);
    register.next_id = 2;
    records.push(about);
    for kind in RecordKind::records() {
        for number in 0..dice.roll(size + 1) {
            let mut record = kind.blank();
            grow(&mut *record, dice, &mut next);
            record.head_mut().reference = match dice.roll(4) {
                // Own numberings: like a row's reference, and with a slash.
                0 => {
                    format!("{}{number}", RecordKind::ALL[dice.roll(17) + 1].prefix()) + kind.key()
                }
                1 => format!("{}-{number}.{}", kind.key(), dice.roll(9)),
                _ => format!("{}{}", kind.prefix(), number * 7 + 1),
            };
            register.settle(&mut *record);
            records.push(record);
        }
    }
    let mut known = Known::new();
    for record in &records[1..] {
        record.walk(None, &mut |row, _| {
            known.push((row.id(), row.kind(), record.id()));
        });
    }
    for mut record in records {
        let owner = record.id();
        fill(&mut *record, dice, &known, owner);
        register.push(record);
    }
    register.reindex();
    register
}

/// The random register of a seed.
pub fn a_register(seed: u64, size: usize) -> Register {
    register(&mut Dice(seed), size)
}

/// The same records with other values, some of them without their rows, some gone.
fn altered(source: &Register, dice: &mut Dice) -> Register {
    let mut register = Register::empty();
    for record in source.all_records() {
        let mut record = record.boxed();
        if record.kind() != RecordKind::RegisterData && dice.roll(4) == 0 {
            continue;
        }
        for list in 0..record.declaration().lists.len() {
            for at in (0..record.row_count(list)).rev() {
                if dice.roll(3) == 0 {
                    record.remove_row(list, at);
                }
            }
        }
        let owner = record.id();
        fill(&mut *record, dice, &Known::new(), owner);
        register.push(record);
    }
    register.reindex();
    register.about.id.clone_from(&source.about.id);
    register
}

/// The first line in which two texts differ, and its number.
fn first_difference(one: &str, other: &str) -> Option<(usize, String, String)> {
    let (mut lines, mut others) = (one.lines(), other.lines());
    for number in 1.. {
        match (lines.next(), others.next()) {
            (None, None) => return None,
            (one, other) if one == other => {}
            (one, other) => {
                let text = |line: Option<&str>| line.unwrap_or_default().to_owned();
                return Some((number, text(one), text(other)));
            }
        }
    }
    None
}

/// Takes holdings, legal holds, decisions on disposal, names in other systems and waivers out of a register.
fn without_proof(register: &mut Register) {
    let records: Vec<_> = register
        .all_records()
        .map(|record| record.boxed())
        .collect();
    let mut bare = Register::empty();
    bare.mark = register.mark.clone();
    for mut record in records {
        if record.kind() == RecordKind::Waiver {
            continue;
        }
        record.walk_mut(&mut |row| {
            if let Some(index) = row.declaration().field("external_ids") {
                row.put(index, Value::Empty);
            }
            for (list, meta) in row.declaration().lists.iter().enumerate() {
                while matches!(meta.key, "holdings" | "holds") && row.row_count(list) > 0 {
                    row.remove_row(list, 0);
                }
            }
            for key in [
                "check_results",
                "last_checked_on",
                "disposal_decision",
                "disposal_decided_on",
            ] {
                if let Some(index) = row.declaration().field(key) {
                    row.put(index, Value::Empty);
                }
                row.head_mut().none.remove(key);
            }
            row.head_mut().none.remove("external_ids");
        });
        bare.push(record);
    }
    bare.reindex();
    *register = bare;
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_goes_out_comes_in_again(seed in any::<u64>(), size in 0..5usize) {
        let register = register(&mut Dice(seed), size);
        let exported = export(&register);
        prop_assert_eq!(&export(&imported(&exported)), &exported);

        let mut again = register.clone();
        again.mark.number = 2;
        let report = import(&exported, &mut again).unwrap();
        prop_assert!(report.changed.is_empty() && report.added.is_empty(), "{:?}", report);
    }

    #[test]
    fn an_import_brings_other_values_to_what_the_file_says(seed in any::<u64>(), size in 0..5usize) {
        let mut dice = Dice(seed);
        let source = register(&mut dice, size);
        let exported = export(&source);
        let mut other = altered(&source, &mut dice);
        other.mark.number = 2;
        // What proves a disposal or a hold stays whatever a file says, and so do names in other systems.
        without_proof(&mut other);
        let replacing = Merging { matching: Matching::Replacing, ..Merging::default() };
        import_as(&exported, &mut other, &replacing).unwrap();
        other.mark.number = 0;
        prop_assert_eq!(first_difference(&export(&other), &exported), None);
    }

    #[test]
    fn no_import_makes_anything_fewer_and_twice_is_once(seed in any::<u64>(), size in 0..5usize, theirs in any::<bool>(), new in any::<bool>()) {
        let mut dice = Dice(seed);
        let source = register(&mut dice, size);
        let exported = export(&source);
        let mut other = altered(&source, &mut dice);
        other.mark.number = 2;
        // A file that names no register speaks of the one that is there.
        let new = new && source.about.id.is_some();
        if new {
            other.about.id = Some("another".to_owned());
        }
        let before = other.clone();
        let merging = Merging {
            prefer: if theirs { Preference::Theirs } else { Preference::Ours },
            ..Merging::default()
        };
        match import_as(&exported, &mut other, &merging) {
            Ok(_) => {}
            // A waiver of a row that was left out, because the register says that there are none: all is refused.
            Err(problem) => {
                prop_assert_eq!(problem.key, "import_reference_not_found");
                return Ok(());
            }
        }
        for record in before.all_records() {
            let mut lost = Vec::new();
            record.walk(None, &mut |row, _| {
                let Some(now) = other.get(row.id()) else {
                    lost.push(before.reference(row.id()));
                    return;
                };
                for (index, field) in row.declaration().fields.iter().enumerate() {
                    let same = theirs && !new || now.get(index) == row.get(index) || !row.has(index);
                    let emptied = row.has(index) && !now.has(index) && !now.head().none.contains_key(field.key);
                    if !same || emptied {
                        lost.push(format!("{} {}", before.reference(row.id()), field.key));
                    }
                }
            });
            prop_assert!(lost.is_empty(), "{lost:?}");
        }
        let once = export(&other);
        let report = import_as(&exported, &mut other, &merging).unwrap();
        prop_assert_eq!(first_difference(&export(&other), &once), None, "{:?}", report.changed);
    }

    #[test]
    fn every_export_satisfies_the_schema(seed in any::<u64>(), size in 1..4usize) {
        let json: Json = serde_json::from_str(&export(&register(&mut Dice(seed), size))).unwrap();
        let validator = validator();
        let error = validator.iter_errors(&json).next().map(|error| format!("{}: {error}", error.instance_path()));
        prop_assert_eq!(error, None);
    }
}
