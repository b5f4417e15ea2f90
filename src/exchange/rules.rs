//! Rules explained: what a rule requires, when it reports something, and what to do; as a document and as JSON.

use serde_json::{Value as Json, json};

use super::document::{Block, Inline, Inlines, ListPoint};
use crate::rules::{Case, Check, RULES, Rule, RuleScope, Severity};
use crate::words::Words;

/// What sentences of rules name, below the locale key `rules.detail`.
const DETAILS: &[&str] = &[
    "act",
    "age",
    "agreement",
    "authority",
    "basis",
    "categories",
    "category",
    "client",
    "companies",
    "condition",
    "count",
    "country",
    "day",
    "employees",
    "entry",
    "fields",
    "first",
    "until",
    "from",
    "group",
    "holding",
    "instrument",
    "law",
    "limit",
    "longest",
    "mechanism",
    "module",
    "on",
    "organisation",
    "other",
    "period",
    "plan",
    "recipient",
    "recorded",
    "regular",
    "remedy",
    "required",
    "risky",
    "rule",
    "sensitive",
    "shortest",
    "sign",
    "source",
    "sub_processor",
    "subjects",
    "sure",
    "template",
    "undone",
    "vendor",
    "words",
    "wrong",
];

/// The title of a rule.
#[must_use]
pub(crate) fn title(words: &Words, rule: &Rule) -> String {
    words.get(&format!("rule.{}.title", rule.id)).to_owned()
}

/// One thing that a rule can report: the rule itself, or one of its cases.
struct Report {
    case: Option<&'static str>,
    severity: Severity,
    provision: &'static str,
    art30: bool,
}

impl Report {
    /// Everything that a rule can report, the rule itself first.
    fn all(rule: &Rule) -> Vec<Self> {
        let own = Self {
            case: None,
            severity: rule.severity,
            provision: rule.provision,
            art30: rule.art30(),
        };
        let of_case = |case: &'static Case| Self {
            case: Some(case.key),
            severity: case.severity,
            provision: case.provision,
            art30: case.art30(),
        };
        std::iter::once(own)
            .chain(rule.cases.iter().map(of_case))
            .collect()
    }

    /// The locale key of its message or remedy.
    fn key(&self, rule: &Rule, what: &str) -> String {
        match self.case {
            Some(case) => format!("rule.{}.{case}.{what}", rule.id),
            None => format!("rule.{}.{what}", rule.id),
        }
    }

    /// Its message or remedy, with the kind of thing in brackets where a finding names one.
    fn sentence(&self, words: &Words, rule: &Rule, what: &str) -> String {
        let details: Vec<(&str, String)> = DETAILS
            .iter()
            .map(|name| {
                let key = format!("rules.detail.{name}");
                (*name, format!("[{}]", words.get(&key)))
            })
            .collect();
        let details: Vec<(&str, &str)> = details
            .iter()
            .map(|(name, detail)| (*name, detail.as_str()))
            .collect();
        words.fill(&self.key(rule, what), &details)
    }
}

/// The locale key of what a check is about, below `rules.about`; also its code in JSON.
const fn about(check: &Check) -> &'static str {
    match check {
        Check::Text(_) => "texts",
        Check::Activity(_) => "activities",
        Check::Organisation(_) => "organisations",
        Check::Agreement(_) => "agreements",
        Check::Measure(_) => "measures",
        Check::Register(_) => "register",
        Check::Keeping(_) => "retention",
    }
}

/// What the checks of a rule are about, each once.
fn subjects(rule: &Rule) -> Vec<&'static str> {
    let mut found = Vec::new();
    for subject in rule.checks.iter().map(about) {
        if !found.contains(&subject) {
            found.push(subject);
        }
    }
    found
}

/// A rule explained: its requirement, severity and provision, what it can report, and what to do about each.
#[must_use]
pub(crate) fn explained(words: &Words, rule: &Rule) -> Vec<Block> {
    let line = |key: &str, value: &str| {
        let label = Inlines::from(Inline::strong(words.get(key)));
        ListPoint::new(label.and_text(format!(": {value}")))
    };
    let yes_or_no = |is: bool| words.get(if is { "answer.yes" } else { "answer.no" });
    let subjects = subjects(rule).into_iter();
    let subjects = subjects.map(|it| words.get(&format!("rules.about.{it}")).to_owned());
    let subjects: Vec<String> = subjects.collect();
    let severity = words.get(rule.severity.label());
    let reports = Report::all(rule);
    let mut items = vec![
        line("findings.column.severity", severity),
        line("findings.column.article", &words.provision(rule.provision)),
        line("findings.column.art30", yes_or_no(rule.art30())),
        line("rules.page.about", &words.and(&subjects)),
        line(
            "rules.page.any_regime",
            yes_or_no(rule.scope == RuleScope::Any),
        ),
    ];
    let mut out = vec![Block::heading(
        2,
        format!("{} {}", rule.id, title(words, rule)),
    )];
    out.push(Block::List(std::mem::take(&mut items)));
    out.push(Block::heading(3, words.get("rules.page.reports")));
    for report in &reports {
        let mut below = vec![line(
            "findings.column.remedy",
            &report.sentence(words, rule, "remedy"),
        )];
        if (report.severity, report.provision) != (rule.severity, rule.provision) {
            let provision = words.provision(report.provision);
            below.push(line(
                "findings.column.severity",
                words.get(report.severity.label()),
            ));
            below.push(line("findings.column.article", &provision));
        }
        items.push(ListPoint {
            text: report.sentence(words, rule, "message").into(),
            items: below,
        });
    }
    out.push(Block::List(items));
    if rule.severity == Severity::Error
        || reports
            .iter()
            .any(|report| report.severity == Severity::Error)
    {
        out.push(Block::paragraph(words.get("rules.page.planned")));
    }
    let waive = Inline::code(&format!("ropa waive {}", rule.id));
    let text = words.get("rules.page.waive");
    out.push(Block::Paragraph(Inlines::filled(
        text,
        &[("command", waive)],
    )));
    out
}

/// A rule as an object of `rules --format json`; `{name}` in a sentence stands for what a finding names there.
#[must_use]
pub(crate) fn object(words: &Words, rule: &Rule) -> Json {
    let reports: Vec<Json> = Report::all(rule)
        .iter()
        .map(|report| {
            json!({
                "case": report.case,
                "severity": report.severity.code(),
                "article": report.provision,
                "art30": report.art30,
                "message": words.get(&report.key(rule, "message")),
                "remedy": words.get(&report.key(rule, "remedy")),
            })
        })
        .collect();
    json!({
        "rule": rule.id,
        "title": title(words, rule),
        "severity": rule.severity.code(),
        "article": rule.provision,
        "art30": rule.art30(),
        "about": subjects(rule),
        "any_regime": rule.scope == RuleScope::Any,
        "reports": reports,
    })
}

/// All rules as a JSON array.
#[must_use]
pub(crate) fn json(words: &Words) -> Json {
    RULES.iter().map(|rule| object(words, rule)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::language::Language;
    use crate::exchange::plain::reading;

    #[test]
    fn every_sentence_of_every_rule_stands_in_its_explanation() {
        for language in Language::ALL {
            let words = Words::load(language).unwrap();
            for rule in RULES {
                let text = reading(&explained(&words, rule), 10_000);
                assert!(text.contains(&title(&words, rule)), "{}", rule.id);
                assert!(!text.contains('{'), "{}: {text}", rule.id);
                let object = object(&words, rule);
                let reports = object["reports"].as_array().unwrap();
                assert_eq!(reports.len(), rule.cases.len() + 1);
                for report in reports {
                    for what in ["message", "remedy"] {
                        // What a finding names is another text in each finding.
                        let sentence = report[what].as_str().unwrap();
                        for piece in sentence.split(['{', '}']).step_by(2) {
                            assert!(text.contains(piece), "{}: {piece}", rule.id);
                        }
                    }
                }
            }
        }
    }
}
