//! `manual` and `rules`: the manual, and what each rule requires.

use super::call::{Call, Halt};
use crate::domain::problem::Problem;
use crate::domain::text::{fill, width, wrapped};
use crate::exchange::document::{Block, Item};
use crate::exchange::manual::{self, Section};
use crate::exchange::markdown::{print, reading::read};
use crate::exchange::{plain, rules};
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
    let markdown = call.given.text("format") == Some("markdown");
    let sections = match call.given.text("section") {
        Some(typed) => {
            let found = manual::find(language, typed);
            if found.is_empty() {
                return Err(unknown_section(language, typed).into());
            }
            found
        }
        None if markdown => {
            call.data(manual::text(language))?;
            return Ok(0);
        }
        None => {
            let text = plain::reading(&whole(call), columns(call));
            call.data(&text)?;
            return Ok(0);
        }
    };
    let texts: Vec<String> = sections
        .iter()
        .map(|section| {
            if markdown {
                section.text.trim_end().to_owned() + "\n"
            } else {
                plain::reading(&section.blocks(), columns(call))
            }
        })
        .collect();
    call.data(&texts.join("\n"))?;
    Ok(0)
}

fn unknown_section(language: crate::domain::language::Language, typed: &str) -> Problem {
    let sections = manual::sections(language);
    let titles: Vec<&str> = top(&sections).map(|section| section.title).collect();
    Problem::usage("manual_section_unknown")
        .with("text", typed)
        .with("sections", titles.join(", "))
}

fn top(sections: &[Section]) -> impl Iterator<Item = &Section> {
    sections.iter().filter(|section| section.level == 2)
}

/// The whole manual, with its sections numbered after what it says first.
fn whole(call: &Call<'_, '_>) -> Vec<Block> {
    let language = call.words().language();
    let sections = manual::sections(language);
    let items = top(&sections).enumerate();
    let items = items.map(|(at, section)| Item::new(format!("{}  {}", at + 1, section.title)));
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
    let text = match (asked, call.given.text("format")) {
        (Some(rule), Some("json")) => return written(call, &rules::object(call.words(), rule)),
        (None, Some("json")) => return written(call, &rules::json(call.words())),
        (Some(rule), Some("markdown")) => print(&rules::explained(words, rule)),
        (None, Some("markdown")) => {
            let all = RULES.iter().flat_map(|rule| rules::explained(words, rule));
            print(&all.collect::<Vec<_>>())
        }
        (Some(rule), _) => plain::reading(&rules::explained(words, rule), columns(call)),
        (None, _) => list(call),
    };
    call.data(&text)?;
    Ok(0)
}

fn written(call: &mut Call<'_, '_>, json: &serde_json::Value) -> Result<u8, Halt> {
    call.json(json)?;
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
        let provision = words.provision(rule.provision);
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
