//! The texts of a record with its rows, and the words of all lists that were found in them in one pass.

use std::sync::OnceLock;

use chrono::NaiveDate;

use super::context::Context;
use super::wording::lists::WordList;
use super::wording::readings::{TextReading, TextReadings};
use super::wording::unsaid::ShortText;
use super::wording::word_index::Signature;
use crate::domain::codes::{ActivityRole, ProcessingState};
use crate::domain::field::Record;
use crate::domain::kind::{FieldKind, RecordKind};
use crate::domain::records::Activity;
use crate::domain::value::Id;
use crate::law::{Authority, LegalAct};

/// A text of a record or of one of its rows.
#[derive(Clone, Copy, Debug)]
pub struct Passage<'a> {
    /// The record or row.
    pub record: Id,
    /// Its kind.
    pub kind: RecordKind,
    /// The field.
    pub key: &'static str,
    /// Whether the field takes words of a vocabulary.
    pub is_vocabulary: bool,
    /// The text.
    pub text: &'a str,
    /// Whether any sign in it may show that it is still to be written.
    pub may_be_open: bool,
    /// Whether any sign in it may make it an address.
    pub may_be_address: bool,
    /// What it says of itself alone, where it is short.
    pub short: ShortText,
}

/// Words of a list in a text.
#[derive(Clone, Copy, Debug)]
pub struct WordHit<'a> {
    /// Where.
    pub text: Passage<'a>,
    /// The list.
    pub list: WordList,
    /// What the words stand for, where the list names things.
    pub owner: u32,
    /// The words as written.
    pub words: &'a str,
    /// Whether the text begins with them.
    pub begins: bool,
    /// Whether the text says nothing else.
    pub is_whole: bool,
    /// How many words the text has.
    pub length: usize,
}

/// The texts of a record with its rows, and the words found in them.
///
/// Notes and the words that a row was recorded from are left out: what they quote is not what the record says. Only law and
/// authorities that are no more are looked for in notes, too.
#[derive(Debug)]
pub struct Scan<'a> {
    /// The record.
    pub record: &'a dyn Record,
    /// Its texts.
    pub texts: Vec<Passage<'a>>,
    /// Words of the lists.
    pub hits: Vec<WordHit<'a>>,
    /// Acts that were no longer in force on the day.
    pub repealed: Vec<(Passage<'a>, &'a str, &'a LegalAct)>,
    /// Authorities under a name that they no longer had on the day.
    pub renamed: Vec<(Passage<'a>, &'a str, &'a Authority)>,
}

/// What is kept from one record to the next while many are read: readings of short texts, and room for texts and words.
#[derive(Debug, Default)]
pub(super) struct ScanRoom<'a> {
    readings: TextReadings<'a>,
    texts: Vec<Passage<'a>>,
    hits: Vec<WordHit<'a>>,
    /// The words of the latest record, where they are asked for.
    words: Option<Signature>,
}

impl<'a> ScanRoom<'a> {
    /// Room that keeps the words of the latest record.
    pub(super) fn keeping_words() -> Self {
        Self {
            readings: TextReadings::keeping_words(),
            words: Some(Signature::default()),
            ..Self::default()
        }
    }

    /// Takes the room of a record that is done with back.
    pub(super) fn take_back(&mut self, scan: Scan<'a>) {
        (self.texts, self.hits) = (scan.texts, scan.hits);
        self.texts.clear();
        self.hits.clear();
    }

    /// Takes the words out that were read since it was asked before.
    pub(super) fn take_words(&mut self) -> Signature {
        self.words.as_mut().map(std::mem::take).unwrap_or_default()
    }
}

impl Scan<'_> {
    /// Whether what is read is the record of a controller.
    pub(super) fn is_of_a_controller(&self) -> bool {
        let activity = self.record.downcast::<Activity>();
        activity.is_some_and(|activity| activity.role == Some(ActivityRole::Controller))
    }
}

/// The places of a kind's notes among its fields, and of the words that it was recorded from, with their keys.
fn remarks_of(kind: RecordKind) -> &'static [(usize, &'static str)] {
    static REMARKS: OnceLock<Vec<Vec<(usize, &'static str)>>> = OnceLock::new();
    let of_kind = |kind: &RecordKind| {
        let fields = kind.declaration().fields.iter().enumerate();
        let remarks = fields.filter(|(_, field)| matches!(field.key, "notes" | "as_stated"));
        remarks.map(|(at, field)| (at, field.key)).collect()
    };
    let all = REMARKS.get_or_init(|| RecordKind::ALL.iter().map(of_kind).collect());
    all.get(kind as usize).map_or(&[], Vec::as_slice)
}

/// The fields of a kind whose texts are read: place, key, and whether it is a vocabulary.
fn scanned_fields(kind: RecordKind) -> &'static [(usize, &'static str, bool)] {
    type Fields = Vec<Vec<(usize, &'static str, bool)>>;
    static FIELDS: OnceLock<Fields> = OnceLock::new();
    let of_kind = |kind: &RecordKind| {
        let fields = kind.declaration().fields.iter().enumerate();
        let texts = fields.filter_map(|(at, field)| {
            let vocabulary = matches!(field.kind, FieldKind::Words(_));
            let text = vocabulary
                || matches!(
                    field.kind,
                    FieldKind::Text | FieldKind::Prose | FieldKind::Texts
                )
                || (field.key == "instrument" && matches!(field.kind, FieldKind::Code(_)));
            let quoted = matches!(field.key, "notes" | "as_stated" | "provenance");
            (text && !quoted).then_some((at, field.key, vocabulary))
        });
        texts.collect()
    };
    let all = FIELDS.get_or_init(|| RecordKind::ALL.iter().map(of_kind).collect());
    all.get(kind as usize).map_or(&[], Vec::as_slice)
}

impl<'a> Scan<'a> {
    /// Reads the texts of a record and looks for all words in one pass.
    #[must_use]
    pub(super) fn new(
        context: &Context<'a>,
        record: &'a dyn Record,
        room: &mut ScanRoom<'a>,
    ) -> Self {
        let mut scan = Self {
            record,
            texts: std::mem::take(&mut room.texts),
            hits: std::mem::take(&mut room.hits),
            repealed: Vec::new(),
            renamed: Vec::new(),
        };
        // What has ended is judged by the law of its last day.
        let activity = record.downcast::<Activity>();
        let ended = activity
            .filter(|activity| activity.state == Some(ProcessingState::Ended))
            .and_then(|activity| activity.ended_on)
            .map_or(context.day, |ended| ended.last_day().min(context.day));
        let sought = context.sought();
        record.walk(None, &mut |row, _| {
            let (id, kind) = (row.id(), row.kind());
            for (at, key, is_vocabulary) in scanned_fields(kind) {
                for text in row.texts(*at) {
                    let read = room.readings.of(sought, text);
                    if let Some(words) = &mut room.words {
                        words.add(&read.words);
                    }
                    let text = Passage {
                        record: id,
                        kind,
                        key,
                        is_vocabulary: *is_vocabulary,
                        text,
                        may_be_open: read.may_be_open,
                        may_be_address: read.may_be_address,
                        short: read.short,
                    };
                    scan.texts.push(text);
                    scan.take(context, text, &read, ended);
                }
            }
            for (at, key) in remarks_of(kind) {
                for text in row.texts(*at) {
                    if room.readings.holds(context.law_words(), text) {
                        scan.take_remark(context, (id, kind, *key), text, ended);
                    }
                }
            }
        });
        scan
    }

    /// Takes in what was read of a text.
    fn take(
        &mut self,
        context: &Context<'a>,
        text: Passage<'a>,
        read: &TextReading,
        day: NaiveDate,
    ) {
        self.hits.extend(read.hits.iter().map(|hit| WordHit {
            text,
            list: hit.list,
            owner: hit.owner,
            words: &text.text[hit.span.clone()],
            begins: hit.begins,
            is_whole: hit.is_whole,
            length: read.length,
        }));
        if read.cites {
            let acts = context.law.cited_repealed_acts(text.text, day);
            self.repealed.extend(
                acts.into_iter()
                    .map(|(span, act)| (text, &text.text[span], act)),
            );
        }
        if read.calls {
            let authorities = context.law.former_authority_names(text.text, day);
            self.renamed.extend(
                authorities
                    .into_iter()
                    .map(|(span, authority)| (text, &text.text[span], authority)),
            );
        }
    }

    /// The hits of a list.
    pub fn of(&self, list: WordList) -> impl Iterator<Item = &WordHit<'a>> {
        self.hits.iter().filter(move |hit| hit.list == list)
    }

    /// The first hit of a list in one of the texts.
    #[must_use]
    pub fn first_in(&self, list: WordList, text: &str) -> Option<&WordHit<'a>> {
        self.of(list).find(|hit| std::ptr::eq(hit.text.text, text))
    }

    /// The first hit of a list in a field of a record or row.
    #[must_use]
    pub fn first(&self, list: WordList, record: Id, key: &str) -> Option<&WordHit<'a>> {
        self.of(list)
            .find(|hit| hit.text.record == record && hit.text.key == key)
    }
}
