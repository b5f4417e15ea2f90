//! `manual` and `rules`: the manual, and what each rule requires.

use super::call::{Call, Halt};
use crate::domain::meant::is_like;
use crate::domain::problem::Problem;
use crate::domain::text::{fill, width, wrapped};
use crate::exchange::document::{Block, ListPoint};
use crate::exchange::format::{DocumentKind, Format, printer};
use crate::exchange::manual::{self, ManualSection};
use crate::exchange::markdown::reading::read;
use crate::exchange::{json, plain, rules};
use crate::rules::{RULES, Rule, rule};

/// The columns that text is wrapped to where the output has more, or where nobody knows how many it has.
const COLUMNS: usize = 100;

/// The columns that text is wrapped to.
fn columns(call: &Call<'_, '_>) -> usize {
    call.room().unwrap_or(COLUMNS).min(COLUMNS)
}

/// `ropa manual`: the manual, or the sections that are asked for.
pub(super) fn manual(call: &mut Call<'_, '_>) -> Result<u8, Halt> {
    let language = call.words().language();
    let format = call.format(DocumentKind::Manual)?;
    let Some(typed) = call.given.text("section") else {
        let text = match format {
            Format::Markdown => manual::text(language).to_owned(),
            Format::Text => plain::reading(&whole(call), columns(call)),
            _ => in_format(call, format, &read(manual::text(language))),
        };
        return written(call, DocumentKind::Manual, &text);
    };
    let sections = manual::find(language, typed);
    if sections.is_empty() {
        return Err(unknown_section(language, typed).into());
    }
    let texts = |text: &dyn Fn(&ManualSection) -> String| {
        let texts: Vec<String> = sections.iter().map(text).collect();
        texts.join("\n")
    };
    let text = match format {
        Format::Markdown => texts(&|section| section.text.trim_end().to_owned() + "\n"),
        Format::Text => texts(&|section| plain::reading(&section.blocks(), columns(call))),
        _ => {
            let blocks: Vec<Block> = sections.iter().flat_map(ManualSection::blocks).collect();
            in_format(call, format, &blocks)
        }
    };
    written(call, DocumentKind::Manual, &text)
}

/// Blocks in the format of a printer.
fn in_format(call: &Call<'_, '_>, format: Format, blocks: &[Block]) -> String {
    printer(format).map_or_else(String::new, |printer| {
        let mut printer = printer(&call.setting.lexicon);
        blocks.iter().cloned().for_each(|block| printer.put(block));
        printer.finish()
    })
}

fn unknown_section(language: crate::domain::language::Language, typed: &str) -> Problem {
    let sections = manual::sections(language);
    let titles = |all: Vec<&ManualSection>| {
        let titles: Vec<&str> = all.into_iter().map(|section| section.title).collect();
        titles.join(", ")
    };
    // The parts of sections say where to read; a section that has parts says it in one of them.
    let mentions = |section: &&ManualSection| is_like(Some(section.text), typed);
    let parts = sections.iter().filter(|section| section.level > 2);
    let told: Vec<&ManualSection> = parts.filter(mentions).collect();
    let told = if told.is_empty() {
        top(&sections).filter(mentions).collect()
    } else {
        told
    };
    if told.is_empty() {
        Problem::usage("manual_section_unknown").with("sections", titles(top(&sections).collect()))
    } else {
        Problem::usage("manual_section_unknown_but_told").with("sections", titles(told))
    }
    .with("text", typed)
}

fn top(sections: &[ManualSection]) -> impl Iterator<Item = &ManualSection> {
    sections.iter().filter(|section| section.level == 2)
}

/// The whole manual, with its sections numbered after what it says first.
fn whole(call: &Call<'_, '_>) -> Vec<Block> {
    let language = call.words().language();
    let sections = manual::sections(language);
    let items = top(&sections).enumerate();
    let items = items.map(|(at, section)| ListPoint::new(format!("{}  {}", at + 1, section.title)));
    let mut blocks = read(manual::text(language));
    let first = blocks.iter().position(|block| match block {
        Block::Heading(heading) => heading.level == 2,
        _ => false,
    });
    blocks.insert(first.unwrap_or(0), Block::List(items.collect()));
    blocks
}

/// `ropa rules`: all rules, or one explained.
pub(super) fn rules(call: &mut Call<'_, '_>) -> Result<u8, Halt> {
    let asked = match call.given.text("rule") {
        Some(typed) => {
            let id = typed.trim().to_uppercase();
            let found =
                rule(&id).ok_or_else(|| Problem::usage("rule_unknown").with("text", typed))?;
            Some(found)
        }
        None => None,
    };
    let words = call.words();
    let explained = || match asked {
        Some(rule) => rules::explained(words, rule),
        None => (RULES.iter())
            .flat_map(|rule| rules::explained(words, rule))
            .collect(),
    };
    let format = call.format(DocumentKind::Rules)?;
    let text = match (asked, format) {
        (Some(rule), Format::Json) => json::text(&rules::object(words, rule)),
        (None, Format::Json) => json::text(&rules::json(words)),
        (Some(rule), Format::Text) => plain::reading(&rules::explained(words, rule), columns(call)),
        (None, Format::Text) => list(call),
        (_, format) => in_format(call, format, &explained()),
    };
    written(call, DocumentKind::Rules, &text)
}

/// Writes what is about no register.
fn written(call: &mut Call<'_, '_>, document: DocumentKind, text: &str) -> Result<u8, Halt> {
    let format = call.format(document)?;
    let stem = || format!("ropa-{}", document.code());
    call.deliver(format, stem, |out| out.write_all(text.as_bytes()))?;
    Ok(0)
}

/// Every rule on its lines: number, severity, requirement and provision, wrapped and never cut.
fn list(call: &Call<'_, '_>) -> String {
    let words = call.words();
    let severity = |rule: &Rule| words.get(rule.severity.label());
    let widest = RULES.iter().map(|rule| width(severity(rule))).max();
    let widest = widest.unwrap_or_default();
    let mut out = String::new();
    for rule in RULES {
        let head = format!("{}  {}  ", rule.id, fill(severity(rule), widest));
        let margin = width(&head);
        let provision = words.provision(&rule.provisions());
        let text = format!("{} ({provision})", rules::title(words, rule));
        let room = columns(call).saturating_sub(margin).max(20);
        for (at, range) in wrapped(&text, room).into_iter().enumerate() {
            if at == 0 {
                out.push_str(&head);
            } else {
                out.extend(std::iter::repeat_n(' ', margin));
            }
            out.push_str(&text[range]);
            out.push('\n');
        }
    }
    out
}
