//! The workbook of a questionnaire: what to do in plain words, who answers, the questions, and room for what is new.

use std::io;

use super::{ABOUT, AskedQuestion, SHAPE};
use crate::domain::field::Record;
use crate::domain::records::Activity;
use crate::domain::register::{Mark, Register};
use crate::exchange::shape::Cell;
use crate::exchange::workbook::book::{Book, BookSheet, CellStyle, ColumnHead};
use crate::labels::Lexicon;
use crate::words::Words;

/// The keys of the columns of questions.
pub const QUESTION: [&str; 9] = [
    "ask.record",
    "ask.row",
    "ask.key",
    "ask.activity",
    "ask.question",
    "ask.recorded",
    "ask.answer",
    "ask.change",
    "ask.comment",
];

/// The keys of the columns of new processing.
pub const NEW: [&str; 9] = [
    "new:name",
    "new:purposes",
    "new:data_subjects",
    "new:data_categories",
    "new:recipients",
    "new:transfers",
    "new:systems",
    "new:retention",
    "new:comment",
];

/// The keys of the columns of who answers.
pub const WHO: [&str; 3] = ["who.key", "who.label", "who.value"];

/// The answers that can be picked.
pub const ANSWERS: [&str; 4] = ["right", "change", "gone", "all"];

/// The sheet of the answers that can be picked.
const LISTS: &str = "_lists";

/// The rows of the sheet of new processing that look like room for something.
const ROOM: usize = 12;

/// What a questionnaire is made of.
#[derive(Debug)]
pub struct Questionnaire<'a> {
    /// The words.
    pub lexicon: &'a Lexicon,
    /// The register.
    pub register: &'a Register,
    /// The activities that are asked about, each with the questions.
    pub asked: Vec<(&'a Activity, Vec<AskedQuestion>)>,
    /// Who is asked.
    pub whom: String,
    /// The reference of the request, as it is called in the register's own data.
    pub request: String,
    /// The day by which an answer is expected.
    pub due: String,
    /// The state that it is made at.
    pub mark: &'a Mark,
}

/// The file's bytes.
///
/// # Errors
/// None that is known of.
pub fn bytes(asked: &Questionnaire<'_>) -> io::Result<Vec<u8>> {
    let words = &*asked.lexicon.words;
    let title = words.fill("questionnaire.title", &[("whom", &asked.whom)]);
    let mut book = Book::new(&title, asked.lexicon.today)?;
    let read = read_me(&mut book, words, asked, &title)?;
    book.push(read, false)?;
    let who = who(&mut book, words)?;
    book.push(who, false)?;
    let questions = questions(&mut book, words, asked)?;
    book.push(questions, false)?;
    let new = new(&mut book, words)?;
    book.push(new, false)?;
    let lists = lists(&mut book, words)?;
    book.push(lists, true)?;
    let about = about(&mut book, asked)?;
    book.push(about, true)?;
    book.bytes()
}

fn head(key: &str, label: &str, width: f64) -> ColumnHead {
    ColumnHead {
        key: key.to_owned(),
        label: label.to_owned(),
        width,
        shown: CellStyle::Text,
        picks: None,
        hidden: false,
    }
}

/// The first sheet: what this is, what to do, and that nothing happens by itself.
fn read_me(
    book: &mut Book,
    words: &Words,
    asked: &Questionnaire<'_>,
    title: &str,
) -> io::Result<BookSheet> {
    let name = words.get("questionnaire.sheet.read");
    let mut sheet = book.sheet(name, &[head("", title, 100.0)], 0)?;
    let organisation = asked.register.about.title.clone().unwrap_or_default();
    for line in words.list("questionnaire.read") {
        let line = line
            .replace("{title}", &organisation)
            .replace("{whom}", &asked.whom)
            .replace("{due}", &asked.due);
        sheet.write_text(sheet.row(), 0, &line)?;
        sheet.next_row()?;
    }
    Ok(sheet)
}

fn who(book: &mut Book, words: &Words) -> io::Result<BookSheet> {
    let heads = [
        ColumnHead {
            hidden: true,
            ..head(WHO[0], "", 4.0)
        },
        head(WHO[1], words.get("questionnaire.sheet.whom"), 44.0),
        ColumnHead {
            shown: CellStyle::Answer,
            ..head(WHO[2], words.get("questionnaire.yours"), 44.0)
        },
    ];
    let mut sheet = book.sheet(words.get("questionnaire.sheet.whom"), &heads, 0)?;
    for key in ["by", "on"] {
        let row = sheet.row();
        sheet.write_text(row, 0, key)?;
        sheet.write_text(row, 1, words.get(&format!("questionnaire.whom.{key}")))?;
        sheet.next_row()?;
    }
    Ok(sheet)
}

fn questions(book: &mut Book, words: &Words, asked: &Questionnaire<'_>) -> io::Result<BookSheet> {
    let heads: Vec<ColumnHead> = QUESTION
        .iter()
        .map(|key| {
            let name = key.trim_start_matches("ask.");
            let label = words.get(&format!("questionnaire.head.{name}")).to_owned();
            let base = head(key, &label, 30.0);
            match name {
                "record" | "row" | "key" => ColumnHead {
                    hidden: true,
                    label: name.to_owned(),
                    ..base
                },
                "question" | "recorded" => ColumnHead {
                    width: 40.0,
                    ..base
                },
                "answer" => ColumnHead {
                    width: 16.0,
                    shown: CellStyle::Answer,
                    picks: Some(format!("='{LISTS}'!$A$2:$A${}", ANSWERS.len() + 1)),
                    ..base
                },
                "change" | "comment" => ColumnHead {
                    width: 40.0,
                    shown: CellStyle::Answer,
                    ..base
                },
                _ => base,
            }
        })
        .collect();
    let mut sheet = book.sheet(words.get("questionnaire.sheet.questions"), &heads, 5)?;
    for (activity, questions) in &asked.asked {
        let name = asked.lexicon.title(asked.register, *activity);
        let called = format!("{name} ({})", activity.head.reference);
        for question in questions {
            let row = question.row.and_then(|id| activity_row(activity, id));
            let cells = [
                activity.head.reference.clone(),
                row.unwrap_or_default(),
                question.asks.code(),
                called.clone(),
                question.label.clone(),
                question.recorded.clone(),
            ];
            let at = sheet.row();
            for (column, text) in (0..).zip(&cells) {
                // What a cell cannot hold whole is longer than anybody confirms by eye.
                sheet.write(at, column, &Cell::Text(text.clone()))?;
            }
            sheet.next_row()?;
        }
    }
    Ok(sheet)
}

/// The reference of a row inside its activity.
fn activity_row(activity: &Activity, id: crate::domain::value::Id) -> Option<String> {
    let record: &dyn Record = activity;
    Some(record.find(id)?.head().reference.clone())
}

fn new(book: &mut Book, words: &Words) -> io::Result<BookSheet> {
    let heads: Vec<ColumnHead> = NEW
        .iter()
        .map(|key| {
            let name = key.trim_start_matches("new:");
            let label = words.get(&format!("questionnaire.new.{name}")).to_owned();
            ColumnHead {
                shown: CellStyle::Answer,
                ..head(key, &label, 28.0)
            }
        })
        .collect();
    let mut sheet = book.sheet(words.get("questionnaire.sheet.new"), &heads, 1)?;
    for _ in 0..ROOM {
        sheet.next_row()?;
    }
    Ok(sheet)
}

fn lists(book: &mut Book, words: &Words) -> io::Result<BookSheet> {
    let hidden = |key: &str| ColumnHead {
        hidden: true,
        ..head("", key, 20.0)
    };
    let mut sheet = book.sheet(LISTS, &[hidden("label"), hidden("code")], 0)?;
    for (row, code) in (1..).zip(ANSWERS) {
        sheet.write_text(row, 0, words.get(&format!("questionnaire.answer.{code}")))?;
        sheet.write_text(row, 1, code)?;
    }
    Ok(sheet)
}

fn about(book: &mut Book, asked: &Questionnaire<'_>) -> io::Result<BookSheet> {
    let id = asked.register.about.id.as_deref().unwrap_or_default();
    let says = [
        ("questionnaire", SHAPE.to_string()),
        ("register", id.to_owned()),
        ("change", asked.mark.number.to_string()),
        ("hash", asked.mark.hash.clone()),
        ("request", asked.request.clone()),
        ("whom", asked.whom.clone()),
        ("language", asked.lexicon.words.language().code().to_owned()),
    ];
    let hidden = |key: &str| ColumnHead {
        hidden: true,
        ..head("", key, 20.0)
    };
    let mut sheet = book.sheet(ABOUT, &[hidden("key"), hidden("value")], 0)?;
    for (row, (key, value)) in (1..).zip(&says) {
        sheet.write_text(row, 0, key)?;
        sheet.write_text(row, 1, value)?;
    }
    Ok(sheet)
}
