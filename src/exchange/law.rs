//! What the program knows of the law, to read: to which day each part is known, what is watched, acts on their way, the
//! exemption of Art. 30(5) as a test, and what is still open.

use chrono::NaiveDate;
use serde_json::{Value as Json, json};

use super::document::{Block, BlockTable, Inline, Inlines, ListPoint};
use super::provisions;
use crate::labels::Lexicon;
use crate::law::translated::Label;
use crate::law::{Confidence, ExemptionTest, Known, Law, Sourced as _};

/// The parts of the law, by their files: what each is called is a locale key below `law.part`.
const PARTS: [(&str, &str); 7] = [
    ("adequacy.toml", "adequacy"),
    ("safeguards.toml", "safeguards"),
    ("legal_bases.toml", "legal_bases"),
    ("authorities.toml", "authorities"),
    ("countries.toml", "countries"),
    ("acts.toml", "acts"),
    ("periods.toml", "periods"),
];

/// What the lists of statutory periods are called in files, before the country.
const STATUTORY: &str = "statutory_retention_";

/// What a part of the law is called.
fn part(lexicon: &Lexicon, file: &str) -> String {
    let words = &lexicon.words;
    if let Some((_, key)) = PARTS.iter().find(|(known, _)| *known == file) {
        return words.get(&format!("law.part.{key}")).to_owned();
    }
    let country = file.strip_prefix(STATUTORY).and_then(|it| it.get(..2));
    let country = country.map(|code| lexicon.country(&code.to_uppercase()));
    words.fill(
        "law.part.statutory",
        &[("country", &country.unwrap_or_default())],
    )
}

/// How old what is known of a part is on a day: a locale key below `law.age`.
fn age(known: &Known<'_>, on: NaiveDate) -> &'static str {
    match known.known_to {
        None => "law.age.never",
        Some(day) if Law::has_grown_old(day, on) => "law.age.old",
        Some(day) if day < on => "law.age.fresh",
        Some(_) => "law.age.whole",
    }
}

/// To which day the law is known, in a sentence that says so where that is long ago.
#[must_use]
pub fn known_to(lexicon: &Lexicon) -> String {
    let law = &lexicon.law;
    let day = lexicon.words.day(law.known_to());
    let key = if Law::has_grown_old(law.known_to(), lexicon.today) {
        "law.known_to_old"
    } else {
        "law.known_to"
    };
    lexicon.words.fill(key, &[("day", &day)])
}

/// The page.
#[must_use]
pub fn blocks(lexicon: &Lexicon) -> Vec<Block> {
    let words = &lexicon.words;
    let language = words.language();
    let text = |label: &Label| label.get(language).unwrap_or("–").to_owned();
    let mut out = vec![
        Block::heading(2, words.get("law.title")),
        Block::paragraph(known_to(lexicon)),
        Block::paragraph(words.get("law.about")),
        Block::heading(3, words.get("law.known.title")),
    ];
    let day = |day: Option<NaiveDate>| day.map_or_else(|| "–".to_owned(), |it| words.day(it));
    let heads = ["part", "known_to", "as_of", "age"]
        .map(|key| words.get(&format!("law.column.{key}")).to_owned());
    let rows = (lexicon.law.known().iter())
        .map(|known| {
            vec![
                part(lexicon, known.file),
                day(known.known_to),
                day(known.as_of),
                words.get(age(known, lexicon.today)).to_owned(),
            ]
        })
        .collect();
    out.push(Block::Table(BlockTable::of_texts(&heads, rows)));

    let line = |key: &str, value: &str| {
        let label = Inlines::from(Inline::strong(words.get(key)));
        ListPoint::new(label.and_text(format!(": {value}")))
    };
    out.push(Block::heading(3, words.get("law.watched.title")));
    let watched = lexicon.law.watched().iter().map(|watched| {
        let about: Vec<String> = (watched.about.iter())
            .map(|file| part(lexicon, file))
            .collect();
        ListPoint {
            text: Inline::strong(&text(&watched.what)).into(),
            items: vec![
                line("law.watched.why", &text(&watched.why)),
                line("law.watched.state", &text(&watched.state)),
                line("law.watched.last_seen", &words.day(watched.last_seen)),
                line("law.watched.where", &watched.where_to_look),
                line("law.watched.would_change", &text(&watched.would_change)),
                line("law.watched.about", &words.and(&about)),
            ],
        }
    });
    out.push(Block::List(watched.collect()));

    out.push(Block::heading(3, words.get("law.pending.title")));
    out.push(Block::paragraph(words.get("law.pending.about")));
    let pending = lexicon.law.pending_acts().iter().map(|act| {
        let mut items = vec![line("law.watched.state", &text(&act.state))];
        if !act.what.is_empty() {
            items.push(line("law.pending.what", &text(&act.what)));
        }
        if !act.articles.is_empty() {
            let articles = words.provision(&act.articles.join("; "));
            items.push(line("law.pending.articles", &articles));
        }
        if let Some(from) = act.applies_from {
            items.push(line("law.pending.applies_from", &words.day(from)));
        }
        items.push(line("law.source", &text(&act.source)));
        items.push(line("law.sure", sure(lexicon, act.confidence)));
        ListPoint {
            text: Inline::strong(&act.act).into(),
            items,
        }
    });
    out.push(Block::List(pending.collect()));

    out.push(Block::heading(3, words.get("law.exemption.title")));
    let tests = lexicon.law.exemption_tests().iter();
    let tests = tests.map(|test| exemption(lexicon, test, &line));
    out.push(Block::List(tests.collect()));

    out.extend(provisions::blocks(lexicon));
    out.push(Block::heading(3, words.get("law.open.title")));
    let open = lexicon.law.open_questions().iter();
    let open = open.map(|question| ListPoint::new(text(&question.text)));
    out.push(Block::List(open.collect()));
    out
}

fn sure(lexicon: &Lexicon, confidence: Confidence) -> &str {
    lexicon.words.get(match confidence {
        Confidence::Confirmed => "rules.sure.confirmed",
        Confidence::Partly => "rules.sure.partly",
        Confidence::Unconfirmed => "rules.sure.unconfirmed",
    })
}

fn exemption(
    lexicon: &Lexicon,
    test: &ExemptionTest,
    line: &dyn Fn(&str, &str) -> ListPoint,
) -> ListPoint {
    let words = &lexicon.words;
    let said = |label: &Label| label.get(words.language()).unwrap_or("–").to_owned();
    let defeaters = |all: &[crate::law::Defeater]| {
        let all: Vec<String> = (all.iter())
            .map(|it| words.get(&format!("law.defeater.{}", it.code())).to_owned())
            .collect();
        all.join(", ")
    };
    let head = words.fill(
        "law.exemption.below",
        &[("limit", &test.persons_below.to_string())],
    );
    let applies = match test.valid_from {
        Some(from) => words.day(from),
        None => words.get("law.exemption.coming").to_owned(),
    };
    let mut items = vec![
        line("law.exemption.from", &applies),
        line("law.exemption.defeated", &defeaters(&test.defeated_by)),
    ];
    if let Some(until) = test.valid_until {
        items.push(line("law.exemption.until", &words.day(until)));
    }
    if !test.perhaps_defeated_by.is_empty() {
        let perhaps = defeaters(&test.perhaps_defeated_by);
        items.push(line("law.exemption.perhaps", &perhaps));
    }
    if !test.note.is_empty() {
        items.push(line("law.exemption.note", &said(&test.note)));
    }
    items.push(line("law.source", &said(&test.source)));
    items.push(line(
        "law.sure",
        sure(lexicon, test.provenance().confidence),
    ));
    ListPoint {
        text: Inline::strong(&head).into(),
        items,
    }
}

/// The same as an object.
#[must_use]
pub fn json(lexicon: &Lexicon) -> Json {
    let language = lexicon.words.language();
    let law = &lexicon.law;
    let day = |day: Option<NaiveDate>| day.map(|day| day.to_string());
    let known: Vec<Json> = (law.known().iter())
        .map(|known| {
            json!({
                "file": known.file,
                "part": part(lexicon, known.file),
                "known_to": day(known.known_to),
                "as_of": day(known.as_of),
                "old": known.known_to.is_none_or(|it| Law::has_grown_old(it, lexicon.today)),
            })
        })
        .collect();
    let watched: Vec<Json> = (law.watched().iter())
        .map(|watched| {
            json!({
                "id": watched.id,
                "about": watched.about,
                "what": watched.what.get(language),
                "why": watched.why.get(language),
                "where_to_look": watched.where_to_look,
                "last_seen": watched.last_seen.to_string(),
                "state": watched.state.get(language),
                "would_change": watched.would_change.get(language),
            })
        })
        .collect();
    let pending: Vec<Json> = (law.pending_acts().iter())
        .map(|act| {
            json!({
                "id": act.id,
                "act": act.act,
                "articles": act.articles,
                "what": act.what.get(language),
                "state": act.state.get(language),
                "applies_from": day(act.applies_from),
                "source": act.source.get(language),
                "confidence": act.confidence.code(),
            })
        })
        .collect();
    let tests: Vec<Json> = (law.exemption_tests().iter())
        .map(|test| {
            let codes =
                |all: &[crate::law::Defeater]| all.iter().map(|it| it.code()).collect::<Vec<_>>();
            json!({
                "id": test.id,
                "applies": test.applies_on(lexicon.today),
                "valid_from": day(test.valid_from),
                "valid_until": day(test.valid_until),
                "persons_below": test.persons_below,
                "defeated_by": codes(&test.defeated_by),
                "perhaps_defeated_by": codes(&test.perhaps_defeated_by),
                "note": test.note.get(language),
                "source": test.source.get(language),
                "confidence": test.confidence.code(),
            })
        })
        .collect();
    let open: Vec<Json> = (law.open_questions().iter())
        .map(|question| json!({ "id": question.id, "question": question.text.get(language) }))
        .collect();
    json!({
        "known_to": law.known_to().to_string(),
        "old": Law::has_grown_old(law.known_to(), lexicon.today),
        "known": known,
        "watched": watched,
        "pending": pending,
        "exemption_tests": tests,
        "open": open,
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::domain::language::Language;
    use crate::exchange::plain::reading;
    use crate::law::basis::Defeater;
    use crate::words::Words;

    fn lexicon(language: Language, day: &str) -> Lexicon {
        let law = Arc::new(Law::shipped().unwrap());
        let words = Arc::new(Words::load(language).unwrap());
        Lexicon::new(words, law, day.parse().unwrap())
    }

    #[test]
    fn the_page_says_everything_that_is_watched_in_each_language() {
        for language in Language::ALL {
            let lexicon = lexicon(language, "2026-11-21");
            let text = reading(&blocks(&lexicon), 10_000);
            assert!(!text.contains('{') && !text.contains("law."), "{text}");
            for (_, country, _) in lexicon.countries() {
                let twice = format!("({country}) ({country})");
                assert!(!text.contains(&twice), "{twice}");
            }
            for watched in lexicon.law.watched() {
                let told = watched.what.get(language).unwrap();
                assert!(text.contains(told), "{told}");
                assert!(text.contains(&watched.where_to_look), "{told}");
            }
            for defeater in Defeater::ALL {
                let key = format!("law.defeater.{}", defeater.code());
                assert!(lexicon.words.find(&key).is_some(), "{key}");
            }
        }
    }

    #[test]
    fn a_law_that_was_not_looked_at_for_long_is_called_old() {
        let fresh = lexicon(Language::ENGLISH, "2027-01-06");
        let old = lexicon(Language::ENGLISH, "2027-01-07");
        assert_ne!(known_to(&fresh), known_to(&old));
        assert_eq!(json(&fresh)["old"], false);
        assert_eq!(json(&old)["old"], true);
        // What no source covers to a day is never called fresh.
        let known = json(&fresh)["known"].as_array().unwrap().clone();
        let french = known
            .iter()
            .find(|it| it["part"].as_str().unwrap().contains("France"));
        assert_eq!(french.unwrap()["old"], true);
    }
}
