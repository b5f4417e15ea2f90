//! What is typed is what is read beside lists and in the reader: nothing is taken for markup.

use proptest::prelude::*;
use ropa::domain::codec::clean;
use ropa::domain::field::Record;
use ropa::domain::kind::{FieldKind, RecordKind};
use ropa::domain::language::Language;
use ropa::domain::register::Register;
use ropa::domain::value::Value;
use ropa::exchange::document::{Block, card, lines_of};
use ropa::labels::Lexicon;
use ropa::tui::document::styled;
use ropa::tui::theme::Theme;
use ropa::tui::widget::text::visible;
use serde_json::json;

use crate::markdown::escaped::{PIECES, nasty};
use crate::support::screen::{Screen, lexicon};

/// Fills every field that takes text, each with a number before it; gives what must be read.
fn fill(record: &mut dyn Record, typed: &str, next: &mut usize, filled: &mut Vec<String>) {
    let declaration = record.declaration();
    for (index, field) in declaration.fields.iter().enumerate() {
        *next += 1;
        let lines = matches!(field.kind, FieldKind::Prose);
        let text = clean(&format!("n{next}n {typed}"), lines);
        let value = match &field.kind {
            FieldKind::Text | FieldKind::Prose => Value::Text(text.clone()),
            FieldKind::Texts | FieldKind::Words(_) => Value::Texts(vec![text.clone()]),
            FieldKind::Code(set) if set.codes.is_empty() => Value::Text(text.clone()),
            FieldKind::Link | FieldKind::Links => Value::Items(vec![vec![
                Value::Text("x".to_owned()),
                Value::Text(text.clone()),
            ]]),
            _ => continue,
        };
        assert!(record.put(index, value), "{}", field.key);
        filled.push(text);
        if declaration.may_be_none(field.key) && (*next).is_multiple_of(3) {
            *next += 1;
            let reason = clean(&format!("n{next}n {typed}"), true);
            assert!(record.record_none(field.key, &reason));
            filled.pop();
            filled.push(reason);
        }
    }
    for (list, meta) in declaration.lists.iter().enumerate() {
        let mut row = meta.kind.blank();
        fill(&mut *row, typed, next, filled);
        assert!(record.insert_row(list, 0, row));
    }
}

fn without_blanks(text: &str) -> String {
    text.chars()
        .filter(|letter| !letter.is_whitespace())
        .collect()
}

/// What is read of a text: its lines, with what is never shown raw in its sign.
fn read(typed: &str) -> String {
    let lines: Vec<String> = lines_of(typed).map(visible).collect();
    without_blanks(&lines.concat())
}

fn check(lexicon: &Lexicon, typed: &str) {
    let theme = Theme::new(false);
    for kind in RecordKind::records() {
        let mut register = Register::empty();
        let mut record = kind.blank();
        let (mut next, mut filled) = (0, Vec::new());
        fill(&mut *record, typed, &mut next, &mut filled);
        register.settle(&mut *record);
        let id = record.id();
        register.replace(record);
        let record = register.get(id).unwrap();
        let card = Block::Card(card(lexicon, &register, record));
        for columns in [24, 60, 100_000] {
            let lines = styled(std::slice::from_ref(&card), columns, &theme);
            let shown = without_blanks(&lines.texts().collect::<String>());
            for text in &filled {
                assert!(
                    shown.contains(&read(text)),
                    "{kind:?}: {text:?} is not read in {columns} columns:\n{}",
                    lines.texts().collect::<Vec<_>>().join("\n")
                );
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn any_text_in_any_field_shows_on_the_screen_as_typed(typed in prop_oneof![nasty(), "\\PC{0,40}"]) {
        thread_local!(static LEXICON: Lexicon = lexicon(Language::ENGLISH));
        LEXICON.with(|lexicon| check(lexicon, &typed));
    }
}

#[test]
fn each_sign_of_markup_shows_on_the_screen_as_typed() {
    let lexicon = lexicon(Language::ENGLISH);
    for chunk in PIECES.chunks(8) {
        let typed: Vec<String> = chunk
            .iter()
            .map(|piece| format!("a{piece}b {piece}"))
            .collect();
        check(&lexicon, &typed.join(" "));
    }
}

#[test]
fn addresses_links_and_signs_are_read_beside_the_list_and_in_the_reader() {
    let document = json!({
        "format": "ropa-register", "version": 1,
        "organisations": [{
            "ref": "O1", "name": "Own_part_of AB", "ours": true,
            "email": "first_last@example.se",
            "contacts": [{ "ref": "C1", "role": "dpo", "name": "A *b* c", "email": "data_officer@example.se" }],
        }],
        "activities": [{
            "ref": "A1", "name": "Pay", "organisation": "O1", "department": "HR|Pay_roll",
            "documents": [{ "title": "Policy", "address": "https://example.se/privacy_policy_2026" }],
        }],
    });
    let mut screen = Screen::of(&document.to_string(), Language::ENGLISH, (160, 50));
    screen
        .keys("2")
        .sees("HR|Pay_roll")
        .keys("v")
        .sees("HR|Pay_roll");
    screen
        .keys("end")
        .sees("Policy, https://example.se/privacy_policy_2026");
    let organisation = [
        "Own_part_of AB",
        "first_last@example.se",
        "data_officer@example.se",
        "A *b* c",
    ];
    screen.lacks("<https").lacks("&#124;").keys("esc 3");
    for text in organisation {
        screen.sees(text);
    }
    screen.keys("v");
    for text in organisation {
        screen.sees(text);
    }
}
