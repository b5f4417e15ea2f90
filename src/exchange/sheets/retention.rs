//! Retention in words: what kind of rule a sentence is, its period, what it runs from. The words always stand beside.

use std::ops::Range;

use super::answer::{Stance, begins_open, stance, waits, without_gaps, without_mark};
use super::deadlines::event_before;
use super::durations::{periods, spelled_out};
use super::entries::outside_brackets;
use super::folding::{find, plain};
use super::labels::CodesByLabel;
use super::lists;
use super::vocabulary::SheetVocabulary;
use crate::domain::codes;

/// What a sentence says of retention.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StatedRule {
    /// The code of the kind of rule.
    pub kind: &'static str,
    /// The period in ISO 8601.
    pub period: Option<String>,
    /// The longest, where it is a range.
    pub period_max: Option<String>,
    /// What it runs from: a code or own words.
    pub start: Option<String>,
    /// What ends it.
    pub ends_on: Option<String>,
    /// The code of the rounding.
    pub rounding: Option<&'static str>,
    /// What is done in the end.
    pub disposition: Option<&'static str>,
    /// The criterion, in the sentence's words.
    pub criterion: Option<String>,
    /// The sentence.
    pub as_stated: String,
}

/// The rules of a cell, one for each sentence that has its own; `None` where it is to be filled in.
#[must_use]
pub fn rules(words: &SheetVocabulary, text: &str) -> Option<Vec<StatedRule>> {
    let mut rules = Vec::new();
    let mut open = false;
    for sentence in sentences(words, text) {
        let said = without_gaps(words, &sentence);
        let is_empty = !said.chars().any(char::is_alphanumeric);
        if stance(words, &said) == Stance::Open
            || is_empty
            || begins_open(words, &sentence)
            || waits(&sentence)
        {
            open = true;
            continue;
        }
        rules.push(rule(words, &sentence));
    }
    (!open).then_some(rules)
}

/// The sentences of a cell: lines, entries with a number in front, parts between semicolons, and parts between commas
/// where each has a period of its own.
fn sentences(words: &SheetVocabulary, text: &str) -> Vec<String> {
    let mut parts: Vec<&str> = Vec::new();
    let lines = text.split(['\n', '\r', '•']);
    for line in lines.flat_map(outside_brackets) {
        let line = without_mark(line);
        if line.chars().any(char::is_alphanumeric) {
            parts.push(line);
        }
    }
    let mut sentences: Vec<String> = Vec::new();
    for part in parts {
        let ended = ended(part);
        let capital = |text: &&str| {
            text.chars()
                .next()
                .is_some_and(|it| it.is_uppercase() || it.is_ascii_digit())
        };
        let own = |text: &str| !periods(words, &plain(&spelled_out(text))).is_empty();
        if ended.len() > 1
            && ended.iter().skip(1).all(capital)
            && ended.iter().filter(|it| own(it)).count() > 1
        {
            // What says no time of its own explains what stands before it.
            let says = |text: &str| own(text) || says_when(words, &plain(text));
            let first = sentences.len();
            for sentence in ended {
                match sentences.get_mut(first..).and_then(<[String]>::last_mut) {
                    Some(before) if !says(sentence) => *before = format!("{before}. {sentence}"),
                    _ => sentences.push(sentence.to_owned()),
                }
            }
            continue;
        }
        let commas: Vec<&str> = part.split(", ").collect();
        if commas.len() > 1 && commas.iter().all(|part| own(part)) {
            sentences.extend(commas.into_iter().map(str::to_owned));
            continue;
        }
        sentences.push(part.to_owned());
    }
    sentences
}

/// Whether a plain sentence without a period says until when or from when data are kept.
fn says_when(words: &SheetVocabulary, text: &str) -> bool {
    words.until.within(text).is_some()
        || words.kind.first(text).is_some()
        || words.disposition.first(text).is_some()
}

/// The sentences of a part: what stands between full stops outside brackets that end no short word before a number, as in
/// `Art. 30` and `min. 6 years`.
fn ended(part: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let (mut from, mut depth) = (0, 0usize);
    for (at, letter) in part.char_indices() {
        match letter {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            '.' if depth == 0 && part[at..].starts_with(". ") => {
                let last = part[from..at].rsplit([' ', '(']).next().unwrap_or_default();
                let short = last.chars().count() < 4 && last.chars().all(char::is_alphabetic);
                let behind = part[at + 2..].chars().next();
                if short && behind.is_some_and(|it| it.is_ascii_digit() || it.is_lowercase()) {
                    continue;
                }
                out.push(&part[from..at]);
                from = at + 2;
            }
            _ => {}
        }
    }
    out.push(&part[from..]);
    out
}

fn rule(words: &SheetVocabulary, sentence: &str) -> StatedRule {
    // `30 days post-deletion`: the event stands behind the stroke.
    let spelled = spelled_out(sentence).replace("post-", "post ");
    let said = without_gaps(words, &spelled);
    let text = plain(&said);
    let mut rule = StatedRule {
        as_stated: sentence.trim().to_owned(),
        ..StatedRule::default()
    };
    rule.disposition = words.disposition.first(&text).map(|(code, _)| code);
    if lists::shipped().never.is(&text) {
        rule.kind = "permanent";
        return rule;
    }
    let found = periods(words, &text);
    let [period] = found.as_slice() else {
        return without_period(words, sentence, &text, rule, found.is_empty());
    };
    let after = &text[period.place.end..];
    let before = in_clause(&said, &text, &period.place);
    let before = before.as_str();
    rule.period = Some(period.least.clone());
    rule.period_max.clone_from(&period.most);
    rule.kind = if rule.period_max.is_some() {
        "range"
    } else if words.at_most.within(before.trim()).is_some()
        || words.at_most.is(after.trim())
        || has_sign(&said, ["≤", "<"])
    {
        "at_most"
    } else if words.at_least.within(before.trim()).is_some()
        || words.at_least.is(after.trim())
        || (has_sign(&said, ["≥", ">"]) && rule.disposition != Some("erase"))
    {
        "at_least"
    } else {
        "fixed"
    };
    if words.end_of_year.all().any(|it| ends_a_year(&text, it)) {
        rule.rounding = Some("end_of_calendar_year");
    }
    rule.start = start(words, &spelled, &text, &period.place).and_then(|own| start_words(&own));
    if rule.start.as_deref() == Some("end_of_financial_year") {
        rule.rounding = Some("end_of_calendar_year");
    }
    rule.start.get_or_insert_with(|| "not_stated".to_owned());
    rule
}

/// Whether a sign of comparison stands before a figure of a sentence: `≤ 30 days`.
fn has_sign(sentence: &str, signs: [&str; 2]) -> bool {
    let behind = |sign: &str| {
        let mut places = sentence.match_indices(sign);
        places.any(|(at, _)| {
            let rest = sentence[at + sign.len()..].trim_start_matches(['=', ' ']);
            rest.starts_with(|it: char| it.is_ascii_digit())
        })
    };
    signs.into_iter().any(behind)
}

/// What stands before a period in its own clause: `at least one member, then 36 months` sets no least.
fn in_clause(sentence: &str, text: &str, period: &Range<usize>) -> String {
    let own = &text[period.clone()];
    let clauses = sentence.split([',', ';', '(']).map(plain);
    let mut before = clauses
        .filter_map(|clause| find(&clause, own).map(|place| clause[..place.start].to_owned()));
    before
        .next()
        .unwrap_or_else(|| text[..period.start].to_owned())
}

/// Whether a text has words for the end of a year, and not of another one than the calendar's: a school's, a company's.
fn ends_a_year(text: &str, words: &str) -> bool {
    let Some(place) = find(text, words) else {
        return false;
    };
    let behind = text[place.end..].trim_start();
    // `fin de l'année scolaire`, `fin del año académico`: which year it is stands behind in these languages.
    !lists::shipped().other_years.begins(behind)
}

/// Words for what a rule runs from, without a bracket that is told beside them; nothing where they are broken off at an
/// abbreviation.
fn start_words(own: &str) -> Option<String> {
    let head = own.split(" (").next().unwrap_or(own);
    let closed = head.matches(')').count() > head.matches('(').count();
    let head = if closed {
        head.trim_end_matches([')', ' '])
    } else {
        head
    };
    let last = head.rsplit(' ').next().unwrap_or_default();
    let broken =
        head.contains(' ') && last.chars().count() == 1 && last.chars().all(char::is_lowercase);
    (!broken && !head.is_empty()).then(|| head.to_owned())
}

/// The code of what a rule runs from, by its label.
fn labelled_start(words: &SheetVocabulary, text: &str) -> Option<String> {
    let labels = CodesByLabel::shipped();
    (!text.is_empty())
        .then(|| labels.code(words, &codes::RETENTION_START, text))
        .flatten()
}

/// What a period runs from: a code where its words are known, else the words themselves.
fn start(
    words: &SheetVocabulary,
    sentence: &str,
    text: &str,
    period: &Range<usize>,
) -> Option<String> {
    let (before, after) = (text[..period.start].trim(), text[period.end..].trim());
    // As this program lists it: `7 years, from the end of the financial year`.
    let listed = after.trim_start_matches([',', ' ']);
    let mut listing = lists::shipped().written.listed_from.iter();
    let said = listing.find_map(|word| {
        let last = listed.rsplit_once(&format!(", {word} "));
        let last = last.map(|(_, last)| last);
        last.or_else(|| listed.strip_prefix(word)?.strip_prefix(' '))
    });
    if let Some(code) = labelled_start(words, said.unwrap_or(after)) {
        return Some(code);
    }
    if let Some((code, _)) = words.start.first(after) {
        return Some(code.to_owned());
    }
    let own = own_words(words, sentence);
    // `10 Jahre nach § 257 HGB`: that is the act, and no event.
    if let Some(own) = own.after.filter(|it| !it.starts_with('§')) {
        return Some(own);
    }
    if let Some(own) = within(words, sentence, before, after) {
        return Some(own);
    }
    if let Some(own) = elative(sentence, after) {
        return Some(own);
    }
    if let Some((code, _)) = words.start.first(before) {
        return Some(code.to_owned());
    }
    own.before.or_else(|| label_of_ended(sentence))
}

/// The label of a rule that says that something is over, which the period runs from: `Closed cases: 5 years`.
fn label_of_ended(sentence: &str) -> Option<String> {
    let ended = &lists::shipped().ended;
    let told = |clause: &str| clause.contains(|it: char| it.is_ascii_digit());
    let mut clauses = sentence.split(". ").filter(|clause| told(clause));
    let (label, _) = clauses.next()?.split_once(": ")?;
    let spoken = plain(label);
    let is_over = ended.is(&spoken) || ended.leading(&spoken).is_some();
    is_over.then(|| label.trim().to_owned())
}

/// What a period runs from that is told as the time within which something is done: `within 30 days of the request`.
fn within(words: &SheetVocabulary, sentence: &str, before: &str, after: &str) -> Option<String> {
    let ends = |set: &super::vocabulary::Set| {
        let mut all = set.all();
        all.any(|word| {
            let rest = before.strip_suffix(word);
            rest.is_some_and(|rest| rest.is_empty() || rest.ends_with(' '))
        })
    };
    let lists = lists::shipped();
    if !ends(&lists.within) {
        return None;
    }
    let of = after.split_once(' ').map(|(of, _)| of);
    if !of.is_some_and(|of| lists.of.is(of)) {
        return event_before(words, sentence);
    }
    let spelled: Vec<&str> = sentence.split_whitespace().collect();
    let from = (0..spelled.len()).rev();
    let from = from
        .take_while(|from| after.ends_with(&plain(&spelled[*from..].join(" "))))
        .last()?;
    let own = spelled[from..].join(" ");
    let (said, own) = own.split_once(' ')?;
    let own = event_alone(words, own);
    (lists.of.is(&plain(said)) && own.chars().any(char::is_alphabetic)).then(|| own.to_owned())
}

/// What a Finnish period runs from, which a case says and no word: `5 vuotta hoidon päättymisestä`.
fn elative(sentence: &str, after: &str) -> Option<String> {
    let cased = |word: &str| word.len() > 5 && word.ends_with("sta");
    let count = after.split(' ').count();
    if count > 4 || !after.split(' ').next_back().is_some_and(cased) {
        return None;
    }
    let spelled: Vec<&str> = sentence.split_whitespace().collect();
    let from = spelled.len().checked_sub(count)?;
    let own = spelled[from..].join(" ");
    Some(own.trim_end_matches(['.', ',', ';']).to_owned()).filter(|own| plain(own) == after)
}

/// Words of a sentence around its period.
#[derive(Default)]
struct Around {
    before: Option<String>,
    after: Option<String>,
}

/// The words that say what a period runs from, as they are written: behind a word like *after*, which stands behind the
/// period or before what stands before it; or before a plus.
fn own_words(words: &SheetVocabulary, sentence: &str) -> Around {
    let mut around = Around::default();
    // Where each word begins and ends in the sentence.
    let mut spelled: Vec<Range<usize>> = Vec::new();
    let mut start = None;
    for (at, letter) in sentence.char_indices().chain([(sentence.len(), ' ')]) {
        let inside = letter.is_alphanumeric() || matches!(letter, '’' | '\'' | '-');
        match (inside, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                spelled.push(from..at);
                start = None;
            }
            _ => {}
        }
    }
    let word = |range: &Range<usize>| plain(&sentence[range.clone()]);
    let is_unit = |at: &usize| {
        let word = word(&spelled[*at]);
        let letters = word.trim_start_matches(|letter: char| letter.is_ascii_digit());
        words.unit.exact(letters.trim()).is_some()
    };
    // Short for a unit may be any word: the one with a figure is.
    let has_figure = |at: &usize| {
        let digits = |at: usize| word(&spelled[at]).bytes().any(|it| it.is_ascii_digit());
        digits(*at) || (*at > 0 && digits(*at - 1))
    };
    let all = || (0..spelled.len()).filter(is_unit);
    let Some(unit) = all().find(has_figure).or_else(|| all().next()) else {
        return around;
    };
    let tidy = |text: &str| {
        let text = event_alone(words, text);
        (text.chars().any(char::is_alphabetic)).then(|| text.to_owned())
    };
    // Behind the period: `2 years after ...`; at most two words may stand between.
    for at in unit + 1..(unit + 4).min(spelled.len()) {
        for count in (1..=3).rev() {
            let Some(last) = spelled.get(at + count - 1) else {
                continue;
            };
            let phrase = plain(&sentence[spelled[at].start..last.end]);
            if words.after.is(&phrase) {
                around.after = tidy(&sentence[last.end..]);
                if around.after.is_some() {
                    return around;
                }
                // `... kuluttua`, at the end: what stands between is it.
                around.after = (at > unit + 1)
                    .then(|| tidy(&sentence[spelled[unit].end..spelled[at].start]))
                    .flatten();
                return around;
            }
        }
    }
    let number = unit.saturating_sub(1);
    for at in 0..number {
        for count in (1..=3).rev() {
            if at + count > number {
                continue;
            }
            let phrase = plain(&sentence[spelled[at].start..spelled[at + count - 1].end]);
            if words.after.is(&phrase) {
                around.before = tidy(&sentence[spelled[at + count - 1].end..spelled[number].start]);
                return around;
            }
        }
    }
    let lead = sentence[..spelled[number].start].trim_end();
    around.before = lead.strip_suffix('+').and_then(tidy);
    around
}

/// The event that words around a period name, without what is done after it and without what limits the period:
/// `the event, then erased`, `final answer, at the latest after`.
fn event_alone<'t>(words: &SheetVocabulary, text: &'t str) -> &'t str {
    let mut text = text.trim();
    text = text.split(". ").next().unwrap_or(text);
    let then = text.match_indices(", ").find(|(at, _)| {
        let next = text[at + 2..].split(' ').next().unwrap_or_default();
        lists::shipped().then.is(&plain(next))
    });
    text = then.map_or(text, |(at, _)| &text[..at]);
    let limits = |part: &str| {
        let part = plain(part);
        let is_limit =
            |word: &str| words.at_most.is(word) || words.at_least.is(word) || words.after.is(word);
        words.at_most.is(&part) || words.at_least.is(&part) || part.split(' ').all(is_limit)
    };
    while let Some((before, _)) = text.rsplit_once(", ").filter(|(_, last)| limits(last)) {
        text = before;
    }
    let text = text.trim().trim_end_matches(['.', ',', ';', ':']).trim();
    if limits(text) { "" } else { text }
}

fn without_period(
    words: &SheetVocabulary,
    sentence: &str,
    text: &str,
    mut rule: StatedRule,
    none: bool,
) -> StatedRule {
    let criterion = || Some(sentence.trim().to_owned());
    if !none {
        rule.kind = "criterion";
        rule.criterion = criterion();
        return rule;
    }
    // `Permanent removal` ends it: what is done for good is not kept so.
    let is_removal = |place: &Range<usize>| {
        let done = words
            .disposition
            .first(text)
            .filter(|(code, _)| *code == "erase");
        let near = |from: usize, to: usize| {
            text.get(from..to)
                .is_some_and(|between| between.split_whitespace().count() < 2)
        };
        done.is_some_and(|(_, done)| near(place.end, done.start) || near(done.end, place.start))
    };
    let named = words.kind.first(text);
    // `Not permanently`: that is no length either.
    let denied = |place: &Range<usize>| {
        let before = text.get(..place.start).unwrap_or_default();
        let mut near = before.split_whitespace().rev().take(2);
        near.any(|word| words.none_begins.is(word) && !words.without.is(word))
    };
    // `Permanently while the contract lasts`: that is an end.
    let bounded = |place: &Range<usize>| {
        let behind = text.get(place.end..).unwrap_or_default();
        words.until.within(behind).is_some()
    };
    let for_good = |place: &Range<usize>| !is_removal(place) && !denied(place) && !bounded(place);
    let named = named.filter(|(code, place)| *code != "permanent" || for_good(place));
    match words
        .kind
        .exact(text)
        .or_else(|| named.map(|(code, _)| code))
    {
        Some("permanent") => {
            rule.kind = "permanent";
            return rule;
        }
        Some("not_stored") => {
            rule.kind = "not_stored";
            return rule;
        }
        Some("session") if words.kind.exact(text).is_some() => {
            rule.kind = "fixed";
            rule.period = Some("session".to_owned());
            return rule;
        }
        _ => {}
    }
    let listed = sentence
        .rsplit_once(": ")
        .map_or(sentence, |(_, listed)| listed);
    if let Some(code) = labelled_start(words, &plain(listed)) {
        rule.kind = "event";
        rule.ends_on = Some(code);
        return rule;
    }
    let event = words.start.first(text);
    let says_when = words.after.within(text).is_some() || words.until.within(text).is_some();
    if let Some((code, _)) = event.filter(|_| says_when) {
        rule.kind = "event";
        rule.ends_on = Some(code.to_owned());
        return rule;
    }
    rule.kind = "criterion";
    rule.criterion = criterion();
    rule
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a rule says in one line.
    fn told(text: &str) -> Vec<String> {
        let rules = rules(SheetVocabulary::shipped(), text).unwrap_or_default();
        let told = |rule: &StatedRule| {
            assert!(text.contains(&rule.as_stated), "{}", rule.as_stated);
            let parts = [
                Some(rule.kind.to_owned()),
                rule.period.clone(),
                rule.period_max.clone(),
                rule.start.clone(),
                rule.ends_on.clone(),
                rule.rounding.map(|_| "rounded".to_owned()),
                rule.disposition.map(str::to_owned),
            ];
            parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
        };
        rules.iter().map(told).collect()
    }

    #[test]
    fn what_is_done_within_a_period_runs_from_what_stands_behind_it() {
        for (text, rule) in [
            (
                "Deleted within 30 days of a deletion request.",
                "fixed P30D a deletion request erase",
            ),
            (
                "Raderas inom 30 dagar från begäran",
                "fixed P30D begäran erase",
            ),
            (
                "Löschung innerhalb von 2 Wochen ab Antrag",
                "fixed P2W Antrag erase",
            ),
            ("30-day rolling", "fixed P30D collection"),
            ("Logs, TTL 90 days", "fixed P90D collection"),
            ("2 J. nach Vertragsende", "fixed P2Y end_of_contract"),
            ("24 meses después del cierre", "fixed P24M cierre"),
            ("5 anos depois do fecho", "fixed P5Y fecho"),
            (
                "Access for 30 days post-deletion",
                "fixed P30D deletion erase",
            ),
            (
                "20 έτη από τη λήξη της σύμβασης",
                "fixed P20Y end_of_contract",
            ),
            ("15 ημέρες", "fixed P15D not_stated"),
            ("Aldrig", "permanent"),
            ("Never", "permanent"),
            ("6 M", "fixed P6M not_stated"),
            ("30 j", "criterion"),
            (
                "30 Jahre (§ 1 XY; Sonderfälle beachten)",
                "fixed P30Y not_stated",
            ),
        ] {
            assert_eq!(told(text), [rule], "{text}");
        }
        for text in [
            "Pending final policy",
            "Ausstehend bis zur Abnahme",
            "Pendiente de definir",
        ] {
            assert_eq!(rules(SheetVocabulary::shipped(), text), None, "{text}");
        }
    }

    #[test]
    fn retention_is_read_in_ten_languages() {
        for (text, rule) in [
            (
                "7 år efter räkenskapsårets utgång",
                "fixed P7Y end_of_financial_year rounded",
            ),
            (
                "Gallras 2 år efter avslutat ärende",
                "fixed P2Y case_closed erase",
            ),
            ("2 år efter läsårets slut", "fixed P2Y läsårets slut"),
            (
                "Kept while a member owns it, a later owner sees nothing, or 6 months after the subscription lapses",
                "fixed P6M the subscription lapses",
            ),
            ("permanente mientras dure la relación", "criterion"),
            ("permanent, solange der Vertrag läuft", "criterion"),
            (
                "2 ans après la fin de l'année scolaire",
                "fixed P2Y la fin de l'année scolaire",
            ),
            (
                "5 vuotta hoidon päättymisestä",
                "fixed P5Y hoidon päättymisestä",
            ),
            ("5 år efter sista anteckningen", "fixed P5Y last_entry"),
            ("Bevaras", "permanent preserve"),
            ("För evigt", "permanent"),
            ("Originaldateien nicht dauerhaft", "criterion"),
            ("Not kept permanently", "criterion"),
            ("tills vidare", "criterion"),
            ("Vid inaktualitet", "criterion"),
            ("24 mån", "fixed P24M not_stated"),
            ("7 år", "fixed P7Y not_stated"),
            ("10 Jahre", "fixed P10Y not_stated"),
            (
                "30 Jahre nach Abschluss des Vorganges",
                "fixed P30Y case_closed",
            ),
            ("nach Kursende 3 Jahre", "fixed P3Y Kursende"),
            ("nach Wegfall der Grundlage", "event end_of_purpose"),
            ("7–10 Jahre", "range P7Y P10Y not_stated"),
            ("prozessabhängig", "criterion"),
            (
                "5 ans à compter de la fin de la relation contractuelle",
                "fixed P5Y end_of_contract",
            ),
            (
                "5 ans à compter de la fin du contrat",
                "fixed P5Y end_of_contract",
            ),
            ("12–24 mnd", "range P12M P24M not_stated"),
            ("Until end of contract", "event end_of_contract"),
            ("7 years (legal requirement)", "fixed P7Y not_stated"),
            ("5 years after contract end", "fixed P5Y end_of_contract"),
            (
                "7 years after end of financial year",
                "fixed P7Y end_of_financial_year rounded",
            ),
            ("2 years after ticket closed", "fixed P2Y case_closed"),
            (
                "Durata account + 30 giorni per backup",
                "fixed P30D Durata account",
            ),
            ("5 år etter avsluttet sak", "fixed P5Y case_closed"),
            ("5 år efter sagens afslutning", "fixed P5Y case_closed"),
            (
                "10 vuotta työsuhteen päättymisestä",
                "fixed P10Y end_of_employment",
            ),
            ("as long as necessary", "criterion"),
            ("max. 6 Monate", "at_most P6M not_stated"),
            ("minst 10 år", "at_least P10Y not_stated"),
            (
                "Inactif > 3 ans : suppression",
                "fixed P3Y not_stated erase",
            ),
            ("Inaktiv > 3 Jahre: Löschung", "fixed P3Y not_stated erase"),
            (
                "almeno un partecipante, poi 36 mesi",
                "fixed P36M not_stated",
            ),
            ("1 år och 6 månader", "fixed P1Y6M not_stated"),
            ("1,5 år", "fixed P18M not_stated"),
            (
                "sex månader efter avslutad anställning",
                "fixed P6M end_of_employment",
            ),
            ("30 days", "fixed P30D not_stated"),
            ("5 jaar na einde overeenkomst", "fixed P5Y end_of_contract"),
            (
                "10 años desde la finalización del contrato",
                "fixed P10Y end_of_contract",
            ),
            (
                "10 anni dalla cessazione del contratto",
                "fixed P10Y end_of_contract",
            ),
        ] {
            assert_eq!(told(text), [rule], "{text}");
        }
    }

    #[test]
    fn a_number_parted_from_its_unit_and_a_label_before_it_are_read() {
        for (text, rule) in [
            ("30 de zile", "fixed P30D not_stated"),
            ("50 de ani de la plată", "fixed P50Y plată"),
            ("ani de zile, 30 de zile", "fixed P30D not_stated"),
            ("Closed cases: 5 years", "fixed P5Y Closed cases"),
            ("Avslutade ärenden: 2 år", "fixed P2Y Avslutade ärenden"),
            ("Ukončené: 60 mesiacov", "fixed P60M Ukončené"),
            ("Open cases: 5 years", "fixed P5Y not_stated"),
        ] {
            assert_eq!(told(text), [rule], "{text}");
        }
    }

    #[test]
    fn a_period_is_read_however_short_it_is_written() {
        for (text, rule) in [
            ("3 år", "fixed P3Y not_stated"),
            ("5y", "fixed P5Y not_stated"),
            ("P5Y", "fixed P5Y not_stated"),
            ("P1Y6M after contract end", "fixed P1Y6M end_of_contract"),
            ("1y6m", "fixed P1Y6M not_stated"),
            ("PT72H", "fixed PT72H not_stated"),
            ("72 h", "fixed PT72H not_stated"),
            ("30 d", "fixed P30D not_stated"),
            ("15 d after the decision", "fixed P15D decision"),
            ("6m", "fixed P6M not_stated"),
            ("three (3) years", "fixed P3Y not_stated"),
            ("tre (3) år efter avslutat ärende", "fixed P3Y case_closed"),
            ("a year", "fixed P1Y not_stated"),
            ("up to a year", "at_most P1Y not_stated"),
            ("reviewed twice a year", "criterion"),
            ("de 5 y 10 años", "range P5Y P10Y not_stated"),
            (
                "Payroll records: 7 years, the end of the financial year",
                "fixed P7Y end_of_financial_year rounded",
            ),
            (
                "Absence: 2 years, the end of the employment",
                "fixed P2Y end_of_employment",
            ),
        ] {
            assert_eq!(told(text), [rule], "{text}");
        }
    }

    #[test]
    fn what_our_own_table_says_comes_back() {
        for (text, rule) in [
            (
                "Payroll records: 7 years from year-end, from the end of the financial year",
                "fixed P7Y end_of_financial_year rounded",
            ),
            (
                "Lön: 7 år från årsskiftet, från anställningens upphörande",
                "fixed P7Y end_of_employment rounded",
            ),
            (
                "Absence: at most 2 years, from the end of the employment",
                "at_most P2Y end_of_employment",
            ),
        ] {
            assert_eq!(told(text), [rule], "{text}");
        }
    }

    #[test]
    fn several_sentences_are_several_rules_and_a_gap_is_none() {
        assert_eq!(told("1: 5 ans \r\n2: 10 ans").len(), 2);
        assert_eq!(told("CV 2 år, avtal 10 år").len(), 2);
        assert_eq!(told("Lön 7 år; närvaro 2 år efter läsårets slut").len(), 2);
        assert_eq!(
            told("Vi sparar uppgifter så länge de behövs. Därefter gallras de.").len(),
            1
        );
        assert_eq!(rules(SheetVocabulary::shipped(), "[X] mnd"), None);
        for (text, told_rules) in [
            (
                "Invoices; min. 6 years (Commercial Code art. 30) / 4 years (tax act)",
                &["criterion", "criterion"][..],
            ),
            (
                "Tokens 14 days. Why: the code, Art. 5. To be agreed. Logs 13 months.",
                &["fixed P14D not_stated", "fixed P13M not_stated"],
            ),
            ("≤ 90 dni", &["at_most P90D not_stated"]),
            (
                "account deletion: immediate permanent destruction",
                &["criterion erase"],
            ),
            ("logs ≥ 1 jaar", &["at_least P1Y not_stated"]),
            (
                "24 månader från ansökan, därefter automatisk radering.",
                &["fixed P24M ansökan"],
            ),
            (
                "nach abschließender Bearbeitung, spätestens nach 24 Monaten",
                &["at_most P24M abschließender Bearbeitung"],
            ),
            ("nach spätestens 24 Stunden", &["at_most PT24H not_stated"]),
        ] {
            assert_eq!(told(text), told_rules, "{text}");
        }
    }
}
