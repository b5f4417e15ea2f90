//! Taking values and words out of a register for good: where words stand in a text, and what is left in their place.
//!
//! What goes leaves a mark that says that something stood there, and nothing else of it: a whole field holds
//! `{"redacted": true}`, words inside a longer text become [`MARK`].

use std::collections::BTreeMap;
use std::ops::Range;

use serde_json::{Value as Json, json};
use unicode_normalization::char::canonical_combining_class;

use super::codec::{is_redacted, none_reason, redacted};
use super::kind::{FieldKind, RecordKind};
use super::text::escaped::{PlacedLetter, unescaped};
use super::text::fold::{exact_each, fold_each};
use super::value::Id;

/// What stands in a text where words were taken out.
pub(crate) const MARK: &str = "█████";

/// The fewest letters and digits of words that can be looked for: one would be found in every text.
pub(crate) const SHORTEST: usize = 2;

/// The fewest letters and digits of a part of words that says something of the whole.
const SHORTEST_PART: usize = 3;

/// Fields whose text the program itself writes and reads: an identity, a hash. Words are not looked for there.
const READ_BY_PROGRAM: &[(&str, &str)] = &[
    ("register", "id"),
    ("redaction", "places"),
    ("redaction", "hash"),
];

/// Words that are looked for in texts: in any case, composed or decomposed, with any blanks or line breaks between
/// them, with invisible characters inside, and with any kind of dash, quotation mark and form of a letter that the
/// search takes for the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SoughtWords {
    folded: Vec<char>,
    /// Whether they count only where no letter or digit stands right before or after them.
    whole: bool,
    /// Whether letters with other accents or none are found too.
    loose: bool,
}

/// A folded letter, and where in the text it comes from.
type Folded = (char, Range<usize>);

/// The letters of a text as they are compared, each with its place.
fn fold(text: &str, loose: bool) -> Vec<Folded> {
    let letters = text
        .char_indices()
        .map(|(at, letter)| (letter, at..at + letter.len_utf8()));
    fold_letters(letters, text.len(), loose)
}

/// Letters as they are compared: as the search folds them, but with their accents where these are not `loose`.
fn fold_letters(
    letters: impl Iterator<Item = PlacedLetter>,
    length: usize,
    loose: bool,
) -> Vec<Folded> {
    let mut out: Vec<Folded> = Vec::with_capacity(length);
    for (letter, place) in letters {
        let mut push = |folded: char| {
            if !folded.is_whitespace() {
                return out.push((folded, place.clone()));
            }
            match out.last_mut() {
                Some((' ', before)) => before.end = place.end,
                _ => out.push((' ', place.clone())),
            }
        };
        if loose {
            fold_each(letter, &mut push);
        } else {
            exact_each(letter, &mut push);
        }
    }
    out
}

const fn combines(letter: char) -> bool {
    // Those of the Latin, Greek and Cyrillic scripts stand in one block; others are asked for below.
    matches!(letter, '\u{300}'..='\u{36f}')
}

/// The words of letters and digits that are long enough to tell one thing from another.
fn parts(letters: &[char]) -> impl Iterator<Item = &[char]> {
    let words = letters.split(|letter| !letter.is_alphanumeric());
    words.filter(|word| word.len() >= SHORTEST_PART)
}

impl SoughtWords {
    /// The words to look for; `None` where they have too few letters.
    #[must_use]
    pub fn new(words: &str) -> Option<Self> {
        let folded: Vec<char> = fold(words.trim(), false)
            .into_iter()
            .map(|(letter, _)| letter)
            .collect();
        let letters = folded.iter().filter(|letter| letter.is_alphanumeric());
        (letters.count() >= SHORTEST).then_some(Self {
            folded,
            whole: false,
            loose: false,
        })
    }

    /// The same, which are found only as whole words.
    #[must_use]
    pub fn whole(words: &str) -> Option<Self> {
        Self::new(words).map(|sought| Self {
            whole: true,
            ..sought
        })
    }

    /// The same with any accents: what stands so is left, and told.
    #[must_use]
    pub fn loose(words: &str) -> Option<Self> {
        Self::new(words).map(|sought| Self {
            folded: fold(words.trim(), true)
                .into_iter()
                .map(|(letter, _)| letter)
                .collect(),
            loose: true,
            ..sought
        })
    }

    /// Where the words stand in a text, as they are or as a link, a page or a data file writes them.
    #[must_use]
    pub fn find(&self, text: &str) -> Vec<Range<usize>> {
        let mut found = self.find_in(&fold(text, self.loose));
        let mut more = Vec::new();
        for letters in unescaped(text) {
            let hay = fold_letters(letters.into_iter(), text.len(), self.loose);
            more.extend(self.find_in(&hay));
        }
        if more.is_empty() {
            return found;
        }
        found.extend(more);
        found.sort_by_key(|place| (place.start, place.end));
        // What is found in several readings of the text is one place.
        found.dedup_by(|next, before| {
            let meets = next.start < before.end;
            if meets {
                before.end = before.end.max(next.end);
            }
            meets
        });
        found
    }

    /// Whether a word of the text begins as one of these words does, or is begun by it: half of a name finds its person
    /// in a list as well as the whole.
    #[must_use]
    pub fn meets_in_part(&self, text: &str) -> bool {
        // As the search folds, which finds a name also without its accents.
        let folded = |text: &str| -> Vec<char> {
            let letters = fold(text, true).into_iter();
            letters.map(|(letter, _)| letter).collect()
        };
        let (text, sought) = (
            folded(text),
            folded(&self.folded.iter().collect::<String>()),
        );
        parts(&text).any(|part| {
            parts(&sought).any(|sought| sought.starts_with(part) || part.starts_with(sought))
        })
    }

    fn find_in(&self, hay: &[Folded]) -> Vec<Range<usize>> {
        let wanted = self.folded.len();
        let mut found = Vec::new();
        let mut at = 0;
        while at + wanted <= hay.len() {
            let here = &hay[at..at + wanted];
            let same = here
                .iter()
                .zip(&self.folded)
                .all(|((letter, _), sought)| letter == sought);
            // A letter with a mark over it is another letter.
            let whole = hay
                .get(at + wanted)
                .is_none_or(|(next, _)| !combines(*next) && canonical_combining_class(*next) == 0);
            let beside = |at: Option<usize>| {
                let letter = at.and_then(|at| hay.get(at));
                letter.is_some_and(|(letter, _)| letter.is_alphanumeric())
            };
            let alone = !self.whole || !(beside(at.checked_sub(1)) || beside(Some(at + wanted)));
            if same && whole && alone {
                let end = here.last().map_or(0, |(_, place)| place.end);
                found.push(here[0].1.start..end);
                at += wanted;
            } else {
                at += 1;
            }
        }
        found
    }

    /// The text with a mark in the place of the words; `None` where they do not stand in it.
    #[must_use]
    pub fn take_out(&self, text: &str) -> Option<String> {
        let found = self.find(text);
        if found.is_empty() {
            return None;
        }
        let mut out = String::with_capacity(text.len());
        let mut last = 0;
        for place in found {
            // Two matches may share a letter that stands for several.
            if place.start >= last {
                out.push_str(&text[last..place.start]);
                out.push_str(MARK);
            }
            last = place.end.max(last);
        }
        out.push_str(&text[last..]);
        Some(out)
    }
}

/// Whether a text is what another was before words were taken out of it: it says the same around the marks.
#[must_use]
pub(crate) fn was_before(text: &str, marked: &str) -> bool {
    if !marked.contains(MARK) {
        return false;
    }
    let parts: Vec<&str> = marked.split(MARK).collect();
    let (first, last) = (parts[0], parts[parts.len() - 1]);
    let Some(mut rest) = text
        .strip_prefix(first)
        .and_then(|rest| rest.strip_suffix(last))
    else {
        return false;
    };
    for part in &parts[1..parts.len() - 1] {
        let Some(at) = rest.find(part) else {
            return false;
        };
        rest = &rest[at + part.len()..];
    }
    true
}

/// The same of two values: every text in one is that of the other, or what it was before.
#[must_use]
pub(crate) fn value_was_before(value: &Json, marked: &Json) -> bool {
    fn same(value: &Json, marked: &Json, before: &mut bool) -> bool {
        match (value, marked) {
            (Json::String(text), Json::String(marked)) if text != marked => {
                *before = true;
                was_before(text, marked)
            }
            (Json::Array(list), Json::Array(marked)) => {
                list.len() == marked.len()
                    && list
                        .iter()
                        .zip(marked)
                        .all(|(value, marked)| same(value, marked, before))
            }
            (Json::Object(object), Json::Object(marked)) => {
                object.len() == marked.len()
                    && object.iter().all(|(key, value)| {
                        marked
                            .get(key)
                            .is_some_and(|marked| same(value, marked, before))
                    })
            }
            _ => value == marked,
        }
    }
    let mut before = false;
    same(value, marked, &mut before) && before
}

/// When and why the value of a field was taken out for good.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TakenOut {
    /// The number of the change set that records it.
    pub number: i64,
    /// When it was made, RFC 3339 with the writer's offset.
    pub at: String,
    /// The reason.
    pub because: String,
}

/// The fields of which the whole value was taken out, each with when and why.
pub(crate) type TakenOutFields = BTreeMap<(Id, String), TakenOut>;

/// What the journal says of redactions beside the fields that went whole: what a file that was made before must not
/// bring back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Struck {
    /// The fields, or keys that were *none* for a reason, of which words went: by the number of the last change set
    /// that records it.
    pub places: BTreeMap<(Id, String), i64>,
    /// The number of the last change set that records a redaction; 0 where none does.
    pub last: i64,
}

/// Which of the values go that a field holds or held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TakenValues {
    /// Every one.
    All,
    /// What it said; why it was none stays.
    Said,
    /// Why it was none; what it said stays.
    WhyNone,
}

impl TakenValues {
    /// Whether a value is among them.
    #[must_use]
    pub fn has(self, value: &Json) -> bool {
        match self {
            Self::All => true,
            Self::Said => none_reason(value).is_none(),
            Self::WhyNone => none_reason(value).is_some(),
        }
    }
}

/// Fields, each by the number of its record or row and its key, and which of their values go.
pub(crate) type TakenFields = BTreeMap<(u32, String), TakenValues>;

/// What is taken out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TakeOut {
    /// Fields of which the values go that they hold or held.
    pub fields: TakenFields,
    /// Words that go wherever they stand in a text.
    pub words: Vec<SoughtWords>,
    /// Words that go only from what was made of those fields: labels and drafts.
    pub derived: Vec<SoughtWords>,
}

/// The forms in which words were found, and how often.
pub(crate) type Matched = BTreeMap<String, usize>;

/// A text without the words, where any of them stands in it.
pub(crate) fn without(words: &[SoughtWords], text: &str, matched: &mut Matched) -> Option<String> {
    let mut out: Option<String> = None;
    for sought in words {
        let now = out.as_deref().unwrap_or(text);
        for place in sought.find(now) {
            *matched.entry(now[place].to_owned()).or_default() += 1;
        }
        out = sought.take_out(now).or(out);
    }
    out
}

/// Whether fields of a kind hold text that people write.
#[must_use]
pub(crate) const fn is_text(kind: &FieldKind) -> bool {
    matches!(
        kind,
        FieldKind::Text
            | FieldKind::Prose
            | FieldKind::Texts
            | FieldKind::Words(_)
            | FieldKind::Link
            | FieldKind::Links
            | FieldKind::Conditions
            | FieldKind::ExternalIds
    )
}

/// Whether a field holds text that people write, as far as this version knows the field.
///
/// What it does not know any more is taken for text.
fn is_written(kind: &str, key: &str) -> bool {
    if READ_BY_PROGRAM.contains(&(kind, key)) || matches!(key, "ref" | "position") {
        return false;
    }
    let Some(known) = RecordKind::from_key(kind) else {
        return true;
    };
    if key == "parent" && known.parent().is_some() {
        return false;
    }
    let declaration = known.declaration();
    let field = declaration.field(key);
    field.is_none_or(|field| is_text(&declaration.fields[field].kind))
}

/// Whether a text is a code of the field's vocabulary and not somebody's own word.
fn is_code(kind: &str, key: &str, text: &str) -> bool {
    // What a waiver is about: the number of a rule, the key of a field. A file can say anything there.
    match (kind, key) {
        ("waiver", "rule") => {
            let digits = text.strip_prefix('R').unwrap_or_default();
            return !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        }
        ("waiver", "key") => {
            return RecordKind::ALL.iter().any(|kind| {
                let declaration = kind.declaration();
                declaration.field(text).is_some()
                    || declaration.list(text).is_some()
                    || declaration.may_be_none(text)
            });
        }
        _ => {}
    }
    let known = RecordKind::from_key(kind).and_then(|kind| {
        let declaration = kind.declaration();
        let field = declaration.field(key)?;
        declaration.fields[field].kind.codes()
    });
    known.is_some_and(|set| set.codes.contains(&text))
}

/// What is left of a value that is taken out; `None` where nothing of it is left already.
///
/// A list of rows has no value of its own, only the reason why there are none: that there are none stays, also where
/// a field said so before there was a list.
fn gone(kind: &str, key: &str, value: &Json) -> Option<Json> {
    let list = RecordKind::from_key(kind).is_some_and(|kind| {
        let declaration = kind.declaration();
        // That a field which the kind has no longer was none may be all that is known of what took its place.
        let retired = declaration.field(key).is_none() && !declaration.may_be_none(key);
        declaration.list(key).is_some() || retired && none_reason(value).is_some()
    });
    if !list {
        return Some(redacted());
    }
    let reason = none_reason(value)?;
    let said = !reason.is_empty() && reason != MARK;
    said.then(|| json!({ "none": MARK }))
}

impl TakeOut {
    /// Whether a value goes for the sake of the field in which it stands.
    #[must_use]
    pub fn takes(&self, id: u32, key: &str, value: &Json) -> bool {
        let taken = self.fields.get(&(id, key.to_owned()));
        taken.is_some_and(|taken| taken.has(value))
    }

    /// A field's value as it shall stand; `None` where it stays as it is.
    pub fn of_value(
        &self,
        kind: &str,
        id: u32,
        key: &str,
        value: &Json,
        matched: &mut Matched,
    ) -> Option<Json> {
        if value.is_null() || is_redacted(value) {
            return None;
        }
        if self.takes(id, key, value) {
            return gone(kind, key, value);
        }
        if self.words.is_empty() || !(is_written(kind, key) || none_reason(value).is_some()) {
            return None;
        }
        let mut changed = value.clone();
        let words = &self.words;
        let found = texts_of(&mut changed, &mut |text| {
            (!is_code(kind, key, text))
                .then(|| without(words, text, matched))
                .flatten()
        });
        found.then_some(changed)
    }

    /// What a record was made or removed with, as it shall stand, and the keys that change in it; `None` where none
    /// does.
    pub fn of_facts(
        &self,
        kind: &str,
        id: u32,
        facts: &Json,
        matched: &mut Matched,
    ) -> Option<(Json, Vec<String>)> {
        let facts = facts.as_object()?;
        let mut changed = facts.clone();
        let mut keys = Vec::new();
        for (key, value) in facts {
            if let Some(value) = self.of_value(kind, id, key, value, matched) {
                changed.insert(key.clone(), value);
                keys.push(key.clone());
            }
        }
        (!keys.is_empty()).then_some((Json::Object(changed), keys))
    }

    /// A label or an author as it shall stand; `None` where it stays.
    pub fn of_text(&self, text: &str, matched: &mut Matched) -> Option<String> {
        let first = without(&self.words, text, matched);
        let second = without(&self.derived, first.as_deref().unwrap_or(text), matched);
        second.or(first)
    }

    /// What a form holds that is not saved, as it shall stand; `None` where it stays.
    ///
    /// `values` are those that the fields had: what is typed there anew is somebody's own.
    pub fn of_draft(&self, draft: &Json, values: &[Json], matched: &mut Matched) -> Option<Json> {
        let mut changed = draft.clone();
        let mut found = false;
        for side in ["before", "after"] {
            let rows = changed.get_mut(side).and_then(Json::as_array_mut);
            for row in rows.into_iter().flatten() {
                found |= self.row_of_draft(row, values, matched);
            }
        }
        let unread = changed.get_mut("unread").and_then(Json::as_array_mut);
        for unread in unread.into_iter().flatten() {
            if let Some(text) = unread.get_mut("text") {
                found |= texts_of(text, &mut |text| self.of_text(text, matched));
            }
        }
        found.then_some(changed)
    }

    /// A frozen record as it shall stand; `None` where it stays.
    pub fn of_frozen(&self, frozen: &Json, matched: &mut Matched) -> Option<Json> {
        let mut changed = frozen.clone();
        let mut found = false;
        for row in changed.as_array_mut().into_iter().flatten() {
            let kind = row.get("kind").and_then(Json::as_str).map(str::to_owned);
            let id = row.get("id").and_then(Json::as_u64);
            let id = id.and_then(|id| u32::try_from(id).ok()).unwrap_or(0);
            let (Some(kind), Some(fields)) = (kind, row.get_mut("fields")) else {
                continue;
            };
            let after = self.of_facts(&kind, id, fields, matched);
            if let Some((after, _)) = after {
                *fields = after;
                found = true;
            }
        }
        found.then_some(changed)
    }

    fn row_of_draft(&self, row: &mut Json, values: &[Json], matched: &mut Matched) -> bool {
        let kind = row.get("kind").and_then(Json::as_str).map(str::to_owned);
        let id = row.get("id").and_then(Json::as_u64);
        let id = id.and_then(|id| u32::try_from(id).ok()).unwrap_or(0);
        let (Some(kind), Some(fields)) = (kind, row.get_mut("fields")) else {
            return false;
        };
        let mut found = false;
        for (key, value) in fields.as_object_mut().into_iter().flatten() {
            if self.takes(id, key, value) && values.contains(value) {
                if !is_redacted(value) {
                    *value = redacted();
                    found = true;
                }
            } else if is_written(&kind, key) || none_reason(value).is_some() {
                found |= texts_of(value, &mut |text| {
                    (!is_code(&kind, key, text))
                        .then(|| self.of_text(text, matched))
                        .flatten()
                });
            }
        }
        found
    }

    /// Whether any of the words stands in a text.
    #[must_use]
    pub fn stands_in(&self, text: &str) -> bool {
        let mut words = self.words.iter().chain(&self.derived);
        words.any(|sought| !sought.find(text).is_empty())
    }
}

/// Changes every text in a value; `true` where one was changed. Keys stay.
fn texts_of(json: &mut Json, change: &mut dyn FnMut(&str) -> Option<String>) -> bool {
    match json {
        Json::String(text) => match change(text) {
            Some(changed) => {
                *text = changed;
                true
            }
            None => false,
        },
        Json::Array(list) => list
            .iter_mut()
            .fold(false, |found, entry| texts_of(entry, change) | found),
        Json::Object(object) => object
            .iter_mut()
            // Of the parts of items, these are a code and a day.
            .filter(|(key, _)| !matches!(key.as_str(), "answer" | "checked_on"))
            .fold(false, |found, (_, entry)| texts_of(entry, change) | found),
        _ => false,
    }
}

/// The texts of a field's value that people wrote: neither codes nor what the program itself reads.
#[must_use]
pub(crate) fn written_in(kind: &str, key: &str, value: &Json) -> Vec<String> {
    if !(is_written(kind, key) || none_reason(value).is_some()) {
        return Vec::new();
    }
    let texts = texts_in(value).into_iter();
    texts.filter(|text| !is_code(kind, key, text)).collect()
}

/// Every text in a value.
#[must_use]
pub(crate) fn texts_in(json: &Json) -> Vec<String> {
    let mut texts = Vec::new();
    texts_of(&mut json.clone(), &mut |text| {
        texts.push(text.to_owned());
        None
    });
    texts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(words: &str, text: &str) -> Option<String> {
        SoughtWords::new(words).unwrap().take_out(text)
    }

    #[test]
    fn words_are_found_in_any_case_composed_or_not_and_over_blanks() {
        assert_eq!(
            taken(
                "Åsa Öberg",
                "By a\u{30a}sa\n\u{a0}O\u{308}BERG and ÅSA ÖBERG's"
            )
            .as_deref(),
            Some("By █████ and █████'s")
        );
        assert_eq!(taken("A\u{30a}sa", "Åsas").as_deref(), Some("█████s"));
        assert_eq!(
            taken("Anna", "An\u{ad}na, Ann\u{200b}a").as_deref(),
            Some("█████, █████")
        );
        // A letter with a mark over it is another letter, at the end of the words too.
        assert_eq!(taken("Asa", "Åsa"), None);
        assert_eq!(taken("Anna", "Annå"), None);
        assert_eq!(taken("ﬁnn", "Finn").as_deref(), Some("█████"));
        assert!(SoughtWords::new(" a ").is_none() && SoughtWords::new("--").is_none());
    }

    #[test]
    fn words_are_found_in_every_form_that_the_search_takes_for_the_same() {
        for (words, text) in [
            ("O'Neil", "O’Neil"),
            ("O’Neil", "o'neil"),
            ("a-b", "A\u{2011}B"),
            ("a-b", "a\u{2013}b"),
            ("gross", "Groß"),
            ("groß", "GROSS"),
            ("Ş Ionescu", "Ș\u{202f}Ionescu"),
            ("010-12", "०१०–१२"),
            ("\"Bo\"", "”Bo”"),
        ] {
            assert_eq!(taken(words, text).as_deref(), Some(MARK), "{words} {text}");
        }
        // Another letter is left, and found where that is asked for.
        assert_eq!(taken("Asa", "Åsa"), None);
        let loose = SoughtWords::loose("Asa O'Neil").unwrap();
        assert_eq!(loose.find("By Åsa O’Neil.").len(), 1);
        assert_eq!(SoughtWords::loose("Åsa").unwrap().find("Asa").len(), 1);
    }

    #[test]
    fn what_was_before_is_known_by_what_stands_around_the_marks() {
        assert!(was_before(
            "Change of Anna's laptop",
            "Change of █████'s laptop"
        ));
        assert!(was_before("Anna and Bo", "█████ and █████"));
        assert!(!was_before("Change of a phone", "Change of █████'s laptop"));
        assert!(!was_before("same", "same"));
        assert!(value_was_before(
            &json!(["x", "of Bo"]),
            &json!(["x", "of █████"])
        ));
        assert!(!value_was_before(
            &json!(["y", "of Bo"]),
            &json!(["x", "of █████"])
        ));
    }

    #[test]
    fn a_field_goes_whole_and_words_go_from_what_people_write() {
        let mut matched = Matched::new();
        let fields = TakeOut {
            fields: [((7, "notes".to_owned()), TakenValues::All)].into(),
            ..TakeOut::default()
        };
        let facts = json!({ "ref": "A1", "name": "x", "notes": { "none": "y" } });
        let (after, keys) = fields
            .of_facts("activity", 7, &facts, &mut matched)
            .unwrap();
        assert_eq!(
            after,
            json!({ "ref": "A1", "name": "x", "notes": { "redacted": true } })
        );
        assert_eq!(keys, ["notes"]);
        assert_eq!(fields.of_facts("activity", 8, &facts, &mut matched), None);
        let words = TakeOut {
            words: vec![SoughtWords::new("controller").unwrap()],
            ..TakeOut::default()
        };
        let facts = json!({ "ref": "controller", "role": "controller", "name": "The Controller",
            "hold": { "none": "no controller" } });
        let (after, keys) = words.of_facts("activity", 7, &facts, &mut matched).unwrap();
        assert_eq!(
            after,
            json!({ "ref": "controller", "role": "controller", "name": "The █████",
                "hold": { "none": "no █████" } })
        );
        assert_eq!(keys, ["name", "hold"]);
        assert_eq!(
            matched.keys().collect::<Vec<_>>(),
            ["Controller", "controller"]
        );
    }
}
