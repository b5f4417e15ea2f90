//! Findings: a plain table for a terminal or a screen reader, JSON for scripts, a document for a reader.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use serde_json::{Value as Json, json};

use super::agenda::made_from;
use super::document::{Block, BlockTable, Inline, Inlines};
use super::law::known_to;
use super::plain::{WIDEST_LAST, line, line_in};
use super::shape::{Grid, Source};
use crate::domain::field::Record;
use crate::domain::kind::FieldKind;
use crate::domain::records::Waiver;
use crate::domain::register::Register;
use crate::domain::text::{fill, width};
use crate::domain::value::Id;
use crate::labels::Lexicon;
use crate::rules::folded::{Folds, by_weight, fold};
use crate::rules::{Finding, Severity};
use crate::words::Words;

/// Findings on a register, to be written.
#[derive(Clone, Copy, Debug)]
pub struct FindingsDocument<'a> {
    /// The register.
    pub register: &'a Register,
    /// What was found.
    pub found: &'a [Finding],
    /// Whether what another finding explains is told by itself too.
    pub whole: bool,
}

/// A finding that is told, with those that are folded into it.
#[derive(Debug)]
struct HeadFinding<'a> {
    finding: &'a Finding,
    folded: Vec<&'a Finding>,
}

impl<'a> FindingsDocument<'a> {
    /// What each finding is folded into, by its place.
    fn folds(&self) -> (Vec<&'a Finding>, Folds) {
        let found: Vec<&'a Finding> = self.found.iter().collect();
        let into = fold(self.register, &found);
        (found, into)
    }

    /// The findings that are told, the weightiest first.
    fn told(&self) -> Vec<HeadFinding<'a>> {
        let (found, mut into) = self.folds();
        if self.whole {
            into.fill(None);
        }
        let mut folded: BTreeMap<usize, Vec<&'a Finding>> = BTreeMap::new();
        for (at, head) in into.iter().enumerate() {
            if let Some(head) = head {
                folded.entry(*head).or_default().push(found[at]);
            }
        }
        by_weight(&found, &into)
            .into_iter()
            .map(|at| HeadFinding {
                finding: found[at],
                folded: folded.remove(&at).unwrap_or_default(),
            })
            .collect()
    }
}

/// What is folded into a finding, in words: the same of other records, and what it explains of its own.
fn beside(register: &Register, lexicon: &Lexicon, head: &HeadFinding<'_>) -> Vec<String> {
    /// The most findings that are named.
    const NAMED: usize = 6;
    let words = &lexicon.words;
    let (same, other): (Vec<&Finding>, Vec<&Finding>) = head.folded.iter().partition(|finding| {
        finding.rule == head.finding.rule && finding.owner != head.finding.owner
    });
    let owners: BTreeSet<Id> = same.iter().map(|finding| finding.owner).collect();
    let named = |all: Vec<String>| {
        let more = all.len().saturating_sub(NAMED);
        let mut all = all;
        if more > 0 {
            all.truncate(NAMED);
            all.push(words.fill("changed.more", &[("n", &more.to_string())]));
        }
        all.join(", ")
    };
    let mut out = Vec::new();
    if !owners.is_empty() {
        let references = owners.iter().map(|id| register.reference(*id)).collect();
        out.push(words.fill(
            "findings.folded.same",
            &[
                ("n", &owners.len().to_string()),
                ("records", &named(references)),
            ],
        ));
    }
    if !other.is_empty() {
        let mut told: Vec<String> = Vec::new();
        for finding in other {
            let one = format!("{} {}", finding.rule.id, register.reference(finding.record));
            if !told.contains(&one) {
                told.push(one);
            }
        }
        out.push(words.fill("findings.folded.explains", &[("findings", &named(told))]));
    }
    out
}

impl Source for FindingsDocument<'_> {
    fn blocks(&self, lexicon: &Lexicon) -> Vec<Block> {
        document(self.register, lexicon, &self.told())
    }

    fn json(&self, lexicon: &Lexicon) -> String {
        let (found, into) = self.folds();
        let objects: Json = found
            .iter()
            .zip(&into)
            .map(|(finding, head)| {
                let mut object = object(self.register, lexicon, finding);
                object["folded_into"] = match head {
                    Some(head) => json!({
                        "rule": found[*head].rule.id,
                        "record": self.register.reference(found[*head].record),
                    }),
                    None => Json::Null,
                };
                object["law_known_to"] = lexicon.law.known_to().to_string().into();
                object
            })
            .collect();
        format!("{objects:#}\n")
    }

    fn grids(&self, lexicon: &Lexicon) -> Vec<Grid> {
        vec![grid(self.register, lexicon, self.found)]
    }

    fn text(&self, lexicon: &Lexicon, _room: Option<usize>) -> Option<String> {
        Some(table(self.register, lexicon, &self.told()))
    }
}

/// The findings as lines: those that stand, the gravest first, then those that are waived, with how and why.
fn grid(register: &Register, lexicon: &Lexicon, findings: &[Finding]) -> Grid {
    let words = &lexicon.words;
    let [stand, apart] = parted(findings);
    let graded = Severity::ALL.into_iter().flat_map(|severity| {
        let stand = stand.iter().copied();
        stand.filter(move |finding| finding.severity == severity)
    });
    let name = |finding: &Finding| {
        let record = register.get(finding.record);
        record.map_or_else(String::new, |record| lexicon.title(register, record))
    };
    let row = |finding: &Finding| {
        let title = format!("rule.{}.title", finding.rule.id);
        vec![
            words.get(finding.severity.label()).to_owned(),
            finding.rule.id.to_owned(),
            words.get(&title).to_owned(),
            register.reference(finding.record),
            name(finding),
            field(register, lexicon, finding).to_owned(),
            finding.message(register, lexicon),
            finding.remedy(register, lexicon),
            words.provision(finding.provision()),
            waived(register, lexicon, finding).unwrap_or_default(),
        ]
    };
    let rows = graded.chain(apart.iter().copied()).map(row).collect();
    Grid::of_texts(words.get("findings.title"), heads(words), rows)
}

/// The heads of a list of findings.
#[must_use]
pub fn heads(words: &Words) -> Vec<String> {
    [
        "findings.column.severity",
        "findings.column.rule",
        "findings.column.asks",
        "findings.column.record",
        "findings.column.name",
        "findings.column.field",
        "findings.column.message",
        "findings.column.remedy",
        "findings.column.article",
        "findings.waived.title",
    ]
    .map(|key| words.get(key).to_owned())
    .to_vec()
}

/// A finding as an object of `check --format json`. Keys that have no answer are null.
#[must_use]
pub fn object(register: &Register, lexicon: &Lexicon, finding: &Finding) -> Json {
    json!({
        "rule": finding.rule.id,
        "severity": finding.severity.code(),
        "record": register.reference(finding.record),
        "activity": finding.activity(register).map(|activity| register.reference(activity)),
        "field": finding.key,
        "article": finding.provision(),
        "art30": finding.is_art30(),
        "message": finding.message(register, lexicon),
        "remedy": finding.remedy(register, lexicon),
        "words": finding.words,
        "waived": finding.waived.is_some(),
        "folded_into": null,
    })
}

/// The waiver that keeps a finding apart, in words: until when, by whom, why.
fn waived(register: &Register, lexicon: &Lexicon, finding: &Finding) -> Option<String> {
    let waiver: &Waiver = register.typed(finding.waived?)?;
    let day = waiver
        .until
        .map(|until| lexicon.words.date(until))
        .unwrap_or_default();
    let reason = waiver.reason.clone().unwrap_or_default();
    let details = [("day", day.as_str()), ("reason", reason.as_str())];
    Some(match waiver.by.as_deref() {
        Some(by) => lexicon
            .words
            .fill("findings.waived.by", &[details[0], details[1], ("by", by)]),
        None => lexicon.words.fill("findings.waived.until", &details),
    })
}

/// The name of the field that a finding goes to.
fn field<'a>(register: &Register, lexicon: &'a Lexicon, finding: &Finding) -> &'a str {
    let kind = register
        .get(finding.record)
        .map(|record: &dyn Record| record.kind());
    match (kind, finding.key) {
        (Some(kind), Some(key)) => lexicon.words.label(kind, key),
        _ => "",
    }
}

/// Whether what is at fault is written in words.
fn is_text(register: &Register, finding: &Finding) -> bool {
    let record = register.get(finding.record);
    record.zip(finding.key).is_some_and(|(record, key)| {
        let declaration = record.declaration();
        let kind = declaration.field(key).map(|at| declaration.fields[at].kind);
        matches!(
            kind,
            Some(FieldKind::Text | FieldKind::Prose | FieldKind::Texts | FieldKind::Words(_))
        )
    })
}

/// Findings that stand, then those that are waived.
fn parted(findings: &[Finding]) -> [Vec<&Finding>; 2] {
    let (waived, stand) = findings
        .iter()
        .partition(|finding| finding.waived.is_some());
    [stand, waived]
}

/// The same of those that are told.
fn heads_parted<'h, 'a>(heads: &'h [HeadFinding<'a>]) -> [Vec<&'h HeadFinding<'a>>; 2] {
    let (waived, stand) = heads.iter().partition(|head| head.finding.is_waived());
    [stand, waived]
}

/// The column that a longer reference does not push further out; it is shown whole all the same.
const WIDEST: usize = 40;

/// The findings as plain text: a line with severity, record, rule and what is wrong, and one with what would mend it,
/// and what is folded into it.
///
/// The weightiest first; waived ones at the end, with the reason; then how many there are.
#[must_use]
fn table(register: &Register, lexicon: &Lexicon, heads: &[HeadFinding<'_>]) -> String {
    let words = &lexicon.words;
    let mut out = String::new();
    if heads.is_empty() {
        let _ = writeln!(out, "{}", words.get("findings.none"));
        let _ = writeln!(out, "{}", known_to(lexicon));
        return out;
    }
    let [stand, apart] = heads_parted(heads);
    let wide = |most: usize, text: &str| most.max(width(text).min(WIDEST));
    let severities = Severity::ALL
        .iter()
        .map(|severity| words.get(severity.label()));
    let first = severities.fold(0, wide);
    let references: Vec<String> = heads
        .iter()
        .map(|head| register.reference(head.finding.record))
        .collect();
    let second = references.iter().map(String::as_str).fold(0, wide);
    let mut write = |told: &HeadFinding<'_>| {
        let finding = told.finding;
        let head = format!(
            "{}  {}  {}  ",
            fill(words.get(finding.severity.label()), first),
            fill(
                &line_in(&register.reference(finding.record), WIDEST_LAST),
                second
            ),
            finding.rule.id
        );
        let _ = writeln!(out, "{head}{}", line(&finding.message(register, lexicon)));
        let margin = " ".repeat(width(&head));
        let provision = words.provision(finding.provision());
        let _ = writeln!(
            out,
            "{margin}{} ({provision})",
            line(&finding.remedy(register, lexicon))
        );
        for folded in beside(register, lexicon, told) {
            let _ = writeln!(out, "{margin}{}", line(&folded));
        }
        if let Some(waived) = waived(register, lexicon, finding) {
            let _ = writeln!(
                out,
                "{margin}{}: {}",
                words.get("findings.waived.title"),
                line(&waived)
            );
        }
    };
    stand.iter().chain(&apart).for_each(|head| write(head));
    let all: Vec<&Finding> = heads
        .iter()
        .flat_map(|head| std::iter::once(head.finding).chain(head.folded.iter().copied()))
        .collect();
    let (waived, standing): (Vec<&Finding>, Vec<&Finding>) =
        all.iter().partition(|finding| finding.is_waived());
    let _ = writeln!(out, "\n{}", known_to(lexicon));
    let _ = write!(out, "{}.", counted(lexicon, &standing, waived.len()));
    let folded = all.len() - heads.len();
    if folded > 0 {
        let _ = write!(out, " {}", words.count("folded", folded));
    }
    out.push('\n');
    out
}

/// How many findings of each severity stand, and how many are waived; what there is none of is left out.
fn counted(lexicon: &Lexicon, stand: &[&Finding], waived: usize) -> String {
    let of = |severity| {
        let graded = stand.iter().filter(|finding| finding.severity == severity);
        graded.count()
    };
    let counts = [
        ("errors", of(Severity::Error)),
        ("warnings", of(Severity::Warning)),
        ("informations", of(Severity::Information)),
        ("waived", waived),
    ];
    let told = counts.iter().filter(|(_, n)| *n > 0);
    let told: Vec<String> = told.map(|(key, n)| lexicon.words.count(key, *n)).collect();
    lexicon.words.and(&told)
}

/// The findings as a document: title, day, register and change set, then a table for each severity; waived ones with
/// their reason at the end.
#[must_use]
fn document(register: &Register, lexicon: &Lexicon, heads: &[HeadFinding<'_>]) -> Vec<Block> {
    let words = &lexicon.words;
    let mut out = vec![
        Block::heading(1, words.get("findings.title")),
        made_from(register, lexicon),
        Block::paragraph(known_to(lexicon)),
    ];
    if heads.is_empty() {
        out.push(Block::paragraph(words.get("findings.none")));
    }
    let [stand, apart] = heads_parted(heads);
    for severity in Severity::ALL {
        let of = stand.iter().copied();
        let of: Vec<&HeadFinding<'_>> = of
            .filter(|head| head.finding.severity == severity)
            .collect();
        let title = words.get(severity.label());
        out.extend(section(register, lexicon, title, &of));
    }
    let title = words.get("findings.waived.title");
    out.extend(section(register, lexicon, title, &apart));
    out
}

fn section(
    register: &Register,
    lexicon: &Lexicon,
    title: &str,
    heads: &[&HeadFinding<'_>],
) -> Vec<Block> {
    if heads.is_empty() {
        return Vec::new();
    }
    let words = &lexicon.words;
    let columns = [
        "findings.column.rule",
        "findings.column.record",
        "findings.column.field",
        "findings.column.message",
        "findings.column.remedy",
        "findings.column.article",
    ]
    .map(|key| words.get(key).to_owned());
    let row = |head: &&HeadFinding<'_>| {
        let finding = head.finding;
        let mut message = finding.message(register, lexicon);
        for folded in beside(register, lexicon, head) {
            let _ = write!(message, " {folded}");
        }
        if let Some(waived) = waived(register, lexicon, finding) {
            let _ = write!(message, " ({waived})");
        }
        let mut provision = words.provision(finding.provision());
        if finding.is_art30() {
            let _ = write!(provision, " ({})", words.get("findings.own"));
        }
        vec![
            finding.rule.id.to_owned(),
            lexicon.reference(register, Id(0), finding.record),
            field(register, lexicon, finding).to_owned(),
            message,
            finding.remedy(register, lexicon),
            provision,
        ]
    };
    let rows: Vec<Vec<String>> = heads.iter().map(row).collect();
    vec![
        Block::heading(2, format!("{title} ({})", words.number(heads.len()))),
        Block::Table(BlockTable::of_texts(&columns, rows)),
    ]
}

/// A finding by itself: how grave, what is wrong, what would mend it, where, by which provision.
#[must_use]
pub fn detail(register: &Register, lexicon: &Lexicon, finding: &Finding) -> Vec<Block> {
    let words = &lexicon.words;
    let severity = words.get(finding.severity.label());
    let title = words
        .get(&format!("rule.{}.title", finding.rule.id))
        .to_owned();
    let heading = format!("{severity} · {}", finding.rule.id);
    let mut out = vec![Block::heading(2, heading)];
    let mut put = |key: &str, text: &str| {
        if !text.is_empty() {
            let label = Inline::Strong(format!("{}:", words.get(key)).into());
            let text = Inlines::from(label).and_text(" ").and_text(text);
            out.push(Block::Paragraph(text));
        }
    };
    let record = lexicon.reference(register, Id(0), finding.record);
    put(
        "findings.column.message",
        &finding.message(register, lexicon),
    );
    put("findings.column.remedy", &finding.remedy(register, lexicon));
    put("findings.column.record", &record);
    put("findings.column.field", field(register, lexicon, finding));
    // A code or a date at fault is told by the sentence, in words.
    let quoted = finding
        .words
        .as_deref()
        .filter(|_| is_text(register, finding));
    put("findings.words", quoted.unwrap_or_default());
    let mut provision = words.provision(finding.provision());
    let duty = if finding.is_art30() {
        "findings.own"
    } else {
        "findings.beside"
    };
    let _ = write!(provision, " ({})", words.get(duty));
    put("findings.column.article", &provision);
    put("findings.column.asks", &title);
    let waiver = waived(register, lexicon, finding);
    put(
        "findings.waived.title",
        waiver.as_deref().unwrap_or_default(),
    );
    out
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::domain::language::Language;
    use crate::domain::records::{Activity, Organisation};
    use crate::exchange::markdown::print;
    use crate::law::Law;
    use crate::rules::check;
    use crate::words::Words;

    fn register() -> Register {
        let mut register = Register::empty();
        let mut own = Organisation {
            name: Some("Own | AB".to_owned()),
            ours: Some(true),
            ..Organisation::default()
        };
        own.head.reference = "O1".to_owned();
        own.head.id = Id(1);
        let mut activity = Activity {
            name: Some("TODO: pay".to_owned()),
            organisation: Some(Id(1)),
            ..Activity::default()
        };
        activity.head.id = Id(2);
        activity.head.reference = "A1".to_owned();
        register.replace(Box::new(own));
        register.replace(Box::new(activity));
        register
    }

    fn told<'a>(register: &'a Register, found: &'a [Finding]) -> FindingsDocument<'a> {
        FindingsDocument {
            register,
            found,
            whole: false,
        }
    }

    fn lexicon(language: Language) -> Lexicon {
        let law = Arc::new(Law::shipped().unwrap());
        let day = "2026-11-21".parse().unwrap();
        Lexicon::new(Arc::new(Words::load(language).unwrap()), law, day)
    }

    #[test]
    fn json_has_the_keys_that_are_promised_in_order() {
        let register = register();
        let lexicon = lexicon(Language::ENGLISH);
        let findings = check(&register, &lexicon.law, lexicon.today);
        let json: Json = serde_json::from_str(&told(&register, &findings).json(&lexicon)).unwrap();
        let first = json
            .as_array()
            .unwrap()
            .iter()
            .find(|finding| finding["rule"] == "R18")
            .unwrap();
        let keys: Vec<&str> = first
            .as_object()
            .unwrap()
            .keys()
            .map(String::as_str)
            .collect();
        assert_eq!(
            keys,
            [
                "rule",
                "severity",
                "record",
                "activity",
                "field",
                "article",
                "art30",
                "message",
                "remedy",
                "words",
                "waived",
                "folded_into",
                "law_known_to"
            ]
        );
        assert_eq!(first["record"], "A1");
        assert_eq!(first["activity"], "A1");
        assert_eq!(first["field"], "name");
        assert_eq!(first["words"], "TODO");
        assert_eq!(first["art30"], true);
        assert_eq!(first["waived"], false);
        let other = json
            .as_array()
            .unwrap()
            .iter()
            .find(|finding| finding["record"] == "O1")
            .unwrap();
        assert_eq!(other["activity"], Json::Null);
    }

    #[test]
    fn the_table_names_the_gravest_first_and_markdown_survives_any_name() {
        let register = register();
        for language in Language::ALL {
            let lexicon = lexicon(language);
            let findings = check(&register, &lexicon.law, lexicon.today);
            let text = told(&register, &findings).text(&lexicon, None).unwrap();
            assert!(
                text.starts_with(lexicon.words.get("findings.severity.error")),
                "{text}"
            );
            assert!(!text.contains("rule.R") && !text.contains('{'), "{text}");
            let markdown = print(&told(&register, &findings).blocks(&lexicon));
            assert!(markdown.contains("Own &#124; AB"), "{markdown}");
            assert!(!markdown.contains("rule.R"));
        }
        assert_eq!(
            told(&register, &[]).text(&lexicon(Language::ENGLISH), None),
            Some("No findings.\nAdequacy decisions are known up to 8 October 2026.\n".to_owned())
        );
    }
}
