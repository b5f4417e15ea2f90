//! Family D, impact assessments: signs that a DPIA is to be thought about, in codes and in words (Art. 35).

use super::activity_facts::ActivityFacts;
use super::context::none_with_reason;
use super::finding::{FindingDetail, Found, Severity};
use super::scan::WordHit;
use super::wording::lists::{Lists, WordList};
use super::wording::nearness::Nearness;
use super::wording::plain_answers::says_why_no_assessment_is_needed;
use super::wording::plain_lists::{PlainList, PlainText};
use super::wording::plain_signs::{PlainSigns, denies_a_machine};
use super::wording::plain_words::{is_everybody_there, unit_in};
use super::wording::sentence::{SentenceAround, sentences};
use super::wording::tokens::Tokens;
use crate::domain::codes::{self, DataKind};
use crate::domain::kind::RecordKind;
use crate::domain::text::fold;

/// The fields that answer whether an impact assessment is needed.
pub(super) const DPIA_KEYS: [&str; 5] = [
    "dpia_required",
    "dpia_status",
    "dpia_criteria",
    "dpia_documents",
    "dpia_done_on",
];

/// From so many people on, a number counts as large.
const LARGE: u64 = 5_000;

/// How many words stand at most between what watches and where or whom it watches.
const BESIDE: usize = 4;
/// The same in notes, which speak of more.
const IN_NOTES: usize = 2;

/// What shows that a DPIA is to be thought about.
enum Sign {
    /// What the record says by a code.
    Code(&'static str),
    /// Words of the record.
    Words(String),
    /// A word that may stand for anything, with nobody beside it: `AI`, `monitoring`.
    Bare(String),
}

/// R65: where there are signs that a DPIA may be needed, it is answered whether it is.
pub(super) fn is_screened(facts: &ActivityFacts<'_>, found: &mut Found<'_>) {
    let activity = facts.activity;
    if !facts.is_controller() || facts.has_ended() || facts.is_anonymous() {
        return;
    }
    let answered = activity.dpia_required.is_some()
        || activity.dpia_status.is_some()
        || activity.dpia_done_on.is_some()
        || !activity.dpia_documents.is_empty()
        || DPIA_KEYS.iter().any(|key| none_with_reason(activity, key));
    let id = facts.id();
    let reasoned = || {
        let mut notes = facts.notes();
        notes.any(|(_, text)| says_why_no_assessment_is_needed(text))
    };
    if answered {
        return;
    }
    match sign(facts).filter(|_| !reasoned()) {
        Some(Sign::Code(key)) => {
            found
                .at(id, "dpia_required")
                .quoting(key)
                .with("sign", FindingDetail::Word(key));
        }
        Some(Sign::Words(words)) => {
            found.at(id, "dpia_required").case("words").quoting(&words);
        }
        Some(Sign::Bare(words)) => {
            let finding = found.at(id, "dpia_required").case("words");
            finding.quoting(&words).graded(Severity::Information);
        }
        None => {}
    }
}

/// How many categories are of Art. 9(1) or 10.
fn sensitive(facts: &ActivityFacts<'_>) -> usize {
    let categories = facts.activity.data_categories.iter();
    categories
        .filter(|category| category.is_special() || category.kind == Some(DataKind::Criminal))
        .count()
}

/// Whether so many people are concerned that it counts as large.
fn are_many(facts: &ActivityFacts<'_>) -> bool {
    let mut subjects = facts.activity.data_subjects.iter();
    subjects.any(|subject| {
        let number = subject.number.as_deref();
        let mut told = number
            .into_iter()
            .chain(subject.category.iter().map(String::as_str));
        number
            .and_then(people)
            .is_some_and(|number| number >= LARGE)
            || told.any(is_everybody_there)
    })
}

/// Whether any of the people concerned are marked as vulnerable, or as children.
fn are_vulnerable(facts: &ActivityFacts<'_>) -> bool {
    let mut subjects = facts.activity.data_subjects.iter();
    subjects.any(|it| it.vulnerable == Some(true) || it.children == Some(true))
}

/// What a record says by a code that an answer of no need for an assessment cannot leave without a reason, and whether the
/// rest of the record bears it out.
pub(super) fn weighty_sign(facts: &ActivityFacts<'_>) -> Option<(&'static str, bool)> {
    let activity = facts.activity;
    if sensitive(facts) > 0 && are_many(facts) {
        return Some(("rules.sign.many", true));
    }
    if sensitive(facts) > 0 && are_vulnerable(facts) {
        return Some(("rules.sign.vulnerable", true));
    }
    let code = if activity.automated_decisions == Some(true) {
        "rules.sign.decisions"
    } else if activity.profiling == Some(true) {
        "rules.sign.profiling"
    } else {
        return None;
    };
    Some((code, words_sign(facts).is_some()))
}

/// What a record says by a code.
pub(super) fn coded_sign(facts: &ActivityFacts<'_>) -> Option<&'static str> {
    match sign(facts)? {
        Sign::Code(key) => Some(key),
        Sign::Words(_) | Sign::Bare(_) => None,
    }
}

fn sign(facts: &ActivityFacts<'_>) -> Option<Sign> {
    let activity = facts.activity;
    let sensitive = sensitive(facts);
    let vulnerable = are_vulnerable(facts);
    if activity.profiling == Some(true) {
        return Some(Sign::Code("rules.sign.profiling"));
    }
    if activity.automated_decisions == Some(true) {
        return Some(Sign::Code("rules.sign.decisions"));
    }
    if activity.dpia_criteria.len() >= facts.context.overview.dpia_threshold() {
        return Some(Sign::Code("rules.sign.criteria"));
    }
    if sensitive > 0 && vulnerable {
        return Some(Sign::Code("rules.sign.vulnerable"));
    }
    if sensitive > 0 && are_many(facts) {
        return Some(Sign::Code("rules.sign.many"));
    }
    if sensitive > 1 {
        return Some(Sign::Code("rules.sign.several"));
    }
    let coded = |code: &str| {
        activity.data_categories.iter().any(|category| {
            let special = category.special_kinds.iter();
            (category.category.iter().chain(special)).any(|word| word == code)
        })
    };
    if let Some(code) = ["location", "biometric", "genetic"]
        .into_iter()
        .find(|code| coded(code))
    {
        debug_assert!(codes::DATA_CATEGORY_NAME.codes.contains(&code));
        return Some(Sign::Code(match code {
            "location" => "rules.sign.location",
            "biometric" => "rules.sign.biometric",
            _ => "rules.sign.genetic",
        }));
    }
    if let Some(words) = clear_sign(facts, in_content) {
        return Some(Sign::Words(words.to_owned()));
    }
    // An artificial intelligence is there on purpose where the activity is called by it or done with it.
    if let Some(hit) = bare_sign(facts, in_content) {
        let words = hit.words.to_owned();
        let named = in_name(hit.text.kind, hit.text.key) && facts.context.lists.is_ai(&words);
        return Some(if named {
            Sign::Words(words)
        } else {
            Sign::Bare(words)
        });
    }
    let words = noted_sign(facts)?.to_owned();
    Some(if facts.context.lists.is_bare_sign(&words) {
        Sign::Bare(words)
    } else {
        Sign::Words(words)
    })
}

/// The words of the notes that show one. A note may answer no, and a sentence that does says nothing else.
fn noted_sign<'a>(facts: &ActivityFacts<'a>) -> Option<&'a str> {
    let lists = facts.context.lists;
    let notes = facts.notes();
    let mut sentences = notes.flat_map(|(_, notes)| sentences(notes));
    sentences.find_map(|sentence| {
        let answers_no = |words: &str| {
            let nothing = lists.first(WordList::NotApplicable, sentence);
            let whole = sentence.trim();
            says_no_beside(sentence, words)
                || nothing.is_some_and(|it| whole.starts_with(it) || whole.ends_with(it))
        };
        let named = lists.first(WordList::DpiaSign, sentence);
        let watched = || {
            let watch = lists.first(WordList::Watch, sentence)?;
            let words = lists.with_near(watch, WordList::Watched, sentence, IN_NOTES)?;
            lists.is_sign(words, sentence).then_some(words)
        };
        named
            .filter(|words| lists.is_sign(words, sentence))
            .or_else(watched)
            .or_else(|| PlainSigns::shipped().find(sentence))
            .filter(|words| !answers_no(words))
    })
}

/// Whether a word for no stands right beside the words of a sentence that show a sign, at its beginning or at its end:
/// further off it says no to something else.
fn says_no_beside(sentence: &str, words: &str) -> bool {
    /// So many words stand between at the most: `no camera or other profiling`, `Profilering vindt niet plaats`.
    const BEFORE: usize = 3;
    const BEHIND: usize = 2;
    let tokens = Tokens::of(sentence);
    let sign = tokens.within(words, sentence);
    let plain = PlainText::of(sentence);
    plain.of_list(PlainList::No).any(|no| {
        let before = sign.follows(&no.words, BEFORE);
        let behind = no.words.follows(&sign, BEHIND);
        before || behind || no.words.start == 0 || no.words.end == tokens.count()
    })
}

/// The words of a record by which a machine decides about somebody.
pub(super) fn told_decision<'a>(facts: &ActivityFacts<'a>) -> Option<&'a str> {
    let lists = facts.context.lists;
    let purposes = facts.activity.purposes.iter();
    let texts = purposes.filter_map(|purpose| purpose.text.as_deref());
    let texts = texts
        .chain(facts.activity.description.as_deref())
        .chain(facts.notes().map(|(_, notes)| notes));
    let mut sentences = texts.flat_map(|text| text.split_inclusive(['.', ';', '\n', '?', '!']));
    sentences.find_map(|text| {
        let told = PlainSigns::shipped().find_decision(text)?;
        (!lists.are_denied(told, text) && !denies_a_machine(told, text)).then_some(told)
    })
}

/// Whether a field says what an activity is or does.
fn in_content(kind: RecordKind, key: &str) -> bool {
    in_name(kind, key)
        || matches!(
            (kind, key),
            (RecordKind::Activity, "systems" | "description")
                | (RecordKind::DataCategory, "category" | "items")
        )
}

/// Whether a field says what an activity is called or done for.
fn in_name(kind: RecordKind, key: &str) -> bool {
    matches!(
        (kind, key),
        (RecordKind::Activity, "name") | (RecordKind::Purpose, "text")
    )
}

/// The words of a record that show one.
fn words_sign<'a>(facts: &ActivityFacts<'a>) -> Option<&'a str> {
    sign_where(facts, in_content)
}

/// The words that show one in what an activity is called or done for: an answer of no need for an assessment cannot leave
/// those without a reason.
pub(super) fn named_sign<'a>(facts: &ActivityFacts<'a>) -> Option<&'a str> {
    sign_where(facts, in_name)
}

/// The words that show one in some fields of a record.
fn sign_where<'a>(facts: &ActivityFacts<'a>, telling: Fields) -> Option<&'a str> {
    clear_sign(facts, telling).or_else(|| bare_sign(facts, telling).map(|hit| hit.words))
}

/// Whether words are looked for in a field.
type Fields = fn(RecordKind, &str) -> bool;

/// The words that say by themselves what is done, or to whom.
fn clear_sign<'a>(facts: &ActivityFacts<'a>, telling: Fields) -> Option<&'a str> {
    let lists = facts.context.lists;
    let mut hits = facts.scan.of(WordList::DpiaSign);
    let named = hits.find(|hit| {
        telling(hit.text.kind, hit.text.key)
            && !lists.is_bare_sign(hit.words)
            && lists.is_sign(hit.words, hit.text.text)
    });
    named
        .map(|hit| hit.words)
        .or_else(|| compound(facts, telling))
}

/// A word that shows one and may stand for anything.
fn bare_sign<'f, 'a>(facts: &'f ActivityFacts<'a>, telling: Fields) -> Option<&'f WordHit<'a>> {
    let lists = facts.context.lists;
    let mut hits = facts.scan.of(WordList::DpiaSign);
    hits.find(|hit| {
        telling(hit.text.kind, hit.text.key)
            && lists.is_bare_sign(hit.words)
            && lists.is_sign(hit.words, hit.text.text)
    })
}

/// A longer word, or two words beside one another, that show one.
fn compound<'a>(facts: &ActivityFacts<'a>, telling: Fields) -> Option<&'a str> {
    let lists = facts.context.lists;
    let near = |sign: WordList, whom: WordList| {
        let mut hits = facts.scan.of(sign);
        hits.find_map(|hit| {
            let text = hit.text;
            let told = telling(text.kind, text.key);
            told.then(|| lists.with_near(hit.words, whom, text.text, BESIDE))
                .flatten()
                .filter(|words| lists.is_sign(words, text.text))
        })
    };
    let texts = facts.scan.texts.iter();
    let mut texts = texts.filter(|text| telling(text.kind, text.key));
    near(WordList::Watch, WordList::Watched)
        .or_else(|| near(WordList::Machine, WordList::Judged))
        .or_else(|| {
            texts.find_map(|text| {
                let inside = lists.sign_inside(text.text);
                inside.filter(|word| lists.is_sign(word, text.text))
            })
        })
        .or_else(|| {
            let texts = facts.scan.texts.iter();
            let mut texts = texts.filter(|text| telling(text.kind, text.key));
            texts.find_map(|text| {
                let told = PlainSigns::shipped().find(text.text)?;
                (!lists.are_denied(told, text.text)).then_some(told)
            })
        })
}

impl Lists {
    /// Whether a sign is a single word that may stand for anything: `AI`, `monitoring`.
    fn is_bare_sign(&self, words: &str) -> bool {
        !words.contains(char::is_whitespace) && self.few.bare_signs.has(&fold(words))
    }

    /// Whether words are the short name of artificial intelligence.
    fn is_ai(&self, words: &str) -> bool {
        self.few.ai_names.has(&fold(words))
    }

    /// Whether words that show that an impact assessment is to be thought about say that it happens: not that it does
    /// not, and not that somebody only learns or talks about it (`AI-kursen`, `formation à l'IA`).
    fn is_sign(&self, words: &str, text: &str) -> bool {
        !self.are_denied(words, text)
            && !self.is_only_about(words, text)
            && !self.is_ranked_by_people(words, text)
    }

    /// Whether words for giving points stand in a sentence with people who give them: a jury, a committee.
    fn is_ranked_by_people(&self, words: &str, text: &str) -> bool {
        let mut parts = words.split(|letter: char| !letter.is_alphanumeric());
        if !parts.any(|word| self.few.ranking.has(&fold(word))) {
            return false;
        }
        let sentence = SentenceAround::of(text, words).map_or(text, |it| it.text);
        PlainText::of(sentence).holds(PlainList::DecidingBody)
            && self.first(WordList::Machine, sentence).is_none()
    }

    /// Whether words for an artificial intelligence stand beside what is only about it.
    fn is_only_about(&self, words: &str, text: &str) -> bool {
        /// How many words beside it tell.
        const BESIDE: usize = 2;
        let name = words.split(|letter: char| !letter.is_alphanumeric()).next();
        if !name.is_some_and(|name| self.few.ai_names.has(&fold(name))) {
            return false;
        }
        let tokens = Tokens::of(text);
        let Some(at) = tokens.first_of(words, text) else {
            return false;
        };
        let beside = at.saturating_sub(BESIDE)..=at + BESIDE;
        let mut near = tokens
            .spans()
            .enumerate()
            .filter(|(place, _)| beside.contains(place));
        near.any(|(_, span)| self.few.only_about.has(&fold(&text[span])))
    }
}

/// How many people a text speaks of, by a figure with or without a word for thousands or millions.
fn people(text: &str) -> Option<u64> {
    let digits = text.find(|letter: char| letter.is_ascii_digit());
    let unit = unit_in(digits.map_or(text, |start| &text[start..]));
    match figure(text) {
        // `1.2 million`: what stands behind the point is a part of the unit.
        Some(figure) => figure.checked_mul(unit),
        None if unit > 1 => unit.checked_mul(10),
        None => None,
    }
}

/// The first figure of a text: blanks, points and commas between groups of three digits belong to it.
fn figure(text: &str) -> Option<u64> {
    let start = text.find(|letter: char| letter.is_ascii_digit())?;
    let mut digits = String::new();
    let mut rest = text[start..].chars().peekable();
    while let Some(letter) = rest.next() {
        if letter.is_ascii_digit() {
            digits.push(letter);
            continue;
        }
        let group: String = rest.clone().take_while(char::is_ascii_digit).collect();
        let gap = letter.is_whitespace() || matches!(letter, '.' | ',' | '\'' | '’');
        if !gap || group.len() != 3 {
            break;
        }
    }
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::{figure, people};

    #[test]
    fn figures_are_read_with_their_groups() {
        for (text, number) in [
            ("250,000", Some(250_000)),
            ("about 12 000 patients a year", Some(12_000)),
            ("5.000 Personen", Some(5_000)),
            ("3 of 1000", Some(3)),
            ("4,5", Some(4)),
            ("many", None),
        ] {
            assert_eq!(figure(text), number, "{text}");
        }
    }

    #[test]
    fn thousands_and_millions_are_counted() {
        for (text, number) in [
            ("about 60 thousand", Some(60_000)),
            ("1,2 miljoner kortinnehavare", Some(1_000_000)),
            ("3 Mio. Versicherte", Some(3_000_000)),
            ("40 mille abonnés", Some(40_000)),
            ("tusentals", Some(10_000)),
            ("12 000", Some(12_000)),
            ("80", Some(80)),
            ("ett trettiotal", None),
        ] {
            assert_eq!(people(text), number, "{text}");
        }
    }
}
