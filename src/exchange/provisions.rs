//! What the law data hold that records are judged and filled in by, to read: legal bases, conditions, the items of
//! Art. 30, clauses, decisions and acts that are over, and what the data stand on.

use super::document::{Block, BlockTable, Inline, Inlines, ListPoint};
use crate::labels::Lexicon;
use crate::law::ClauseSet;
use crate::law::Label;
use crate::law::basis::RecordOf;

/// The sections, below what `ropa law` says of its own knowledge.
#[must_use]
pub(super) fn blocks(lexicon: &Lexicon) -> Vec<Block> {
    let mut out = Vec::new();
    let mut section = |key: &str, block: Block| {
        out.push(Block::heading(3, lexicon.words.get(key)));
        out.push(block);
    };
    section("law.bases.title", bases(lexicon));
    section("law.conditions.title", conditions(lexicon));
    section("law.topics.title", topics(lexicon));
    section("law.items.title", items(lexicon));
    section("law.grounds.title", grounds(lexicon));
    section("law.clauses.title", clauses(lexicon));
    section("law.over.title", over(lexicon));
    section("law.authorities.title", authorities(lexicon));
    section("law.basis.title", basis(lexicon));
    out
}

fn text<'a>(lexicon: &Lexicon, label: &'a Label) -> &'a str {
    label.get(lexicon.words.language()).unwrap_or_default()
}

fn table(lexicon: &Lexicon, columns: &[&str], rows: Vec<Vec<String>>) -> Block {
    let head = |key: &&str| lexicon.words.get(&format!("law.column.{key}")).to_owned();
    let heads: Vec<String> = columns.iter().map(head).collect();
    Block::Table(BlockTable::of_texts(&heads, rows))
}

/// Texts that there are, one behind the other.
fn joined<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    let texts: Vec<&str> = texts.into_iter().filter(|text| !text.is_empty()).collect();
    texts.join("; ")
}

/// The points of Art. 6(1), with what each needs beside it.
fn bases(lexicon: &Lexicon) -> Block {
    let rows = lexicon.law.legal_bases().iter().map(|basis| {
        let say = |told: bool, key: &'static str| {
            let text = told.then(|| lexicon.words.get(key));
            text.unwrap_or_default()
        };
        let needs = joined([
            text(lexicon, &basis.needs),
            say(basis.needs_law_reference, "law.bases.names_its_law"),
            say(basis.not_for_public_tasks, "law.bases.not_public"),
        ]);
        vec![
            text(lexicon, &basis.article).to_owned(),
            text(lexicon, &basis.label).to_owned(),
            needs,
        ]
    });
    table(lexicon, &["article", "what", "needs"], rows.collect())
}

/// The points of Art. 9(2).
fn conditions(lexicon: &Lexicon) -> Block {
    let rows = lexicon.law.art9_conditions().iter().map(|condition| {
        let law = condition
            .needs_law_reference
            .then(|| lexicon.words.get("law.bases.names_its_law"));
        let national = condition.national.as_ref();
        vec![
            text(lexicon, &condition.article).to_owned(),
            text(lexicon, &condition.label).to_owned(),
            joined([text(lexicon, &condition.needs), law.unwrap_or_default()]),
            national.map_or("", |label| text(lexicon, label)).to_owned(),
        ]
    });
    let columns = ["article", "what", "needs", "national"];
    table(lexicon, &columns, rows.collect())
}

/// Other articles that records answer to.
fn topics(lexicon: &Lexicon) -> Block {
    let rows = lexicon.law.topics().iter().map(|topic| {
        let national = topic.national.as_ref();
        vec![
            text(lexicon, &topic.article).to_owned(),
            text(lexicon, &topic.label).to_owned(),
            joined([text(lexicon, &topic.needs), text(lexicon, &topic.note)]),
            national.map_or("", |label| text(lexicon, label)).to_owned(),
        ]
    });
    let columns = ["article", "what", "needs", "national"];
    table(lexicon, &columns, rows.collect())
}

/// What Art. 30 asks of whose record, and whether always.
fn items(lexicon: &Lexicon) -> Block {
    let words = &lexicon.words;
    let rows = lexicon.law.record_items().iter().map(|item| {
        let whose = match item.who {
            RecordOf::Controller => "law.items.controller",
            RecordOf::Processor => "law.items.processor",
        };
        let asked = match (item.if_applicable, item.where_possible) {
            (true, _) => "law.items.if_applicable",
            (_, true) => "law.items.where_possible",
            _ => "law.items.always",
        };
        vec![
            text(lexicon, &item.label).to_owned(),
            words.get(whose).to_owned(),
            words.get(asked).to_owned(),
        ]
    });
    table(lexicon, &["what", "whose", "asked"], rows.collect())
}

/// What a transfer can rest on, with what each needs.
fn grounds(lexicon: &Lexicon) -> Block {
    let rows = lexicon.law.mechanisms().iter().map(|ground| {
        vec![
            text(lexicon, &ground.article).to_owned(),
            joined([
                text(lexicon, &ground.label),
                text(lexicon, &ground.official_title),
            ]),
            text(lexicon, &ground.needs).to_owned(),
        ]
    });
    table(lexicon, &["article", "what", "needs"], rows.collect())
}

/// The sets of standard clauses.
fn clauses(lexicon: &Lexicon) -> Block {
    let sets = lexicon.law.clause_sets().iter();
    Block::List(sets.map(|set| clause_set(lexicon, set)).collect())
}

fn line(lexicon: &Lexicon, key: &str, value: &str) -> ListPoint {
    let label = Inlines::from(Inline::strong(lexicon.words.get(key)));
    ListPoint::new(label.and_text(format!(": {value}")))
}

fn clause_set(lexicon: &Lexicon, set: &ClauseSet) -> ListPoint {
    let words = &lexicon.words;
    let mut items = Vec::new();
    if let Some(repealed) = &set.repealed_by {
        items.push(line(
            lexicon,
            "law.clauses.repealed_by",
            text(lexicon, repealed),
        ));
    }
    if let Some(until) = set.existing_until {
        let mut told = words.day(until);
        let proviso = text(lexicon, &set.proviso);
        if !proviso.is_empty() {
            told = format!("{told} ({proviso})");
        }
        items.push(line(lexicon, "law.clauses.existing_until", &told));
    }
    if let Some(clause) = &set.tia_clause {
        items.push(line(lexicon, "law.clauses.assessment", clause));
    }
    for module in &set.modules {
        let contract = if module.covers_art28 {
            words.get("law.clauses.is_contract")
        } else {
            ""
        };
        let told = joined([text(lexicon, &module.label), contract]);
        let label = words.fill("law.clauses.module", &[("module", &module.id)]);
        let label = Inlines::from(Inline::strong(&label));
        items.push(ListPoint::new(label.and_text(format!(": {told}"))));
    }
    let head = joined([text(lexicon, &set.label), text(lexicon, &set.decision)]);
    ListPoint {
        text: Inline::strong(&head).into(),
        items,
    }
}

/// Decisions and acts that are no longer in force, with what ended or replaced them.
fn over(lexicon: &Lexicon) -> Block {
    let words = &lexicon.words;
    let decisions = lexicon.law.decisions().iter().filter_map(|decision| {
        let ended = decision.ended_by.as_ref()?;
        let until = decision.invalidated_on.or(decision.valid_until);
        Some(vec![
            decision.label(words.language()).to_owned(),
            until.map(|day| words.day(day)).unwrap_or_default(),
            text(lexicon, ended).to_owned(),
        ])
    });
    let acts = lexicon.law.acts().iter().filter_map(|act| {
        let replaced = act.replaced_by.as_ref()?;
        Some(vec![
            text(lexicon, &act.name).to_owned(),
            act.in_force_until
                .map(|day| words.day(day))
                .unwrap_or_default(),
            text(lexicon, replaced).to_owned(),
        ])
    });
    let rows = decisions.chain(acts).collect();
    table(lexicon, &["what", "until", "by"], rows)
}

/// The supervisory authorities of the states in which the GDPR applies outside the Union.
fn authorities(lexicon: &Lexicon) -> Block {
    let now = lexicon.law.authorities().iter();
    let efta = now.filter(|authority| authority.valid_until.is_none() && authority.eea_efta);
    let names: Vec<String> = efta
        .map(|authority| {
            let country = lexicon.country(&authority.country);
            let name = text(lexicon, &authority.name);
            // Many a name says whose authority it is.
            if name.contains(&country) {
                return name.to_string();
            }
            format!("{name} ({country})")
        })
        .collect();
    let told = lexicon.words.and(&names);
    Block::paragraph(
        lexicon
            .words
            .fill("law.authorities.told", &[("efta", &told)]),
    )
}

/// What the data stand on: the Regulation with its days, the names of countries, and how much was read in the original.
fn basis(lexicon: &Lexicon) -> Block {
    let (law, words) = (&lexicon.law, &lexicon.words);
    let about = law.about_gdpr();
    let day = |day: Option<chrono::NaiveDate>| day.map(|day| words.day(day)).unwrap_or_default();
    let said = |text: &Option<String>| text.clone().unwrap_or_default();
    let read = law.all_evidence();
    let primary = read.iter().filter(|evidence| evidence.primary).count();
    let lines = [
        ("law.basis.gdpr", said(&about.gdpr)),
        ("law.basis.applies", day(about.gdpr_applies_from)),
        (
            "law.basis.applies_efta",
            joined([
                day(about.gdpr_applies_from_eea_efta).as_str(),
                said(&about.eea_incorporation).as_str(),
            ]),
        ),
        (
            "law.basis.names",
            joined([
                said(&about.names_source).as_str(),
                said(&about.names_licence).as_str(),
            ]),
        ),
        (
            "law.basis.read",
            words.fill(
                "law.basis.of",
                &[
                    ("primary", &primary.to_string()),
                    ("all", &read.len().to_string()),
                ],
            ),
        ),
    ];
    let lines = lines.into_iter().filter(|(_, value)| !value.is_empty());
    Block::List(
        lines
            .map(|(key, value)| line(lexicon, key, &value))
            .collect(),
    )
}
