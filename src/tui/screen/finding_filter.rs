//! Which findings are shown: by weight, by what asks for them, by article, waived or not.

use std::collections::BTreeMap;

use crate::domain::register::natural_order;
use crate::rules::{Finding, RULES, Severity};
use crate::tui::outcome::Outcome;
use crate::tui::overlay::dialog::Dialog;
use crate::tui::overlay::pick::{Pick, PickChoice};
use crate::tui::request::{Picked, Then};
use crate::tui::scene::Scene;

/// What the findings are narrowed down to; an empty part lets all pass.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct FindingFilter(pub Vec<String>);

impl FindingFilter {
    /// Whether a finding is wanted: for each kind of choice, one of those that were made.
    pub(super) fn lets(&self, finding: &Finding) -> bool {
        let any = |prefix: &str, of: &dyn Fn(&str) -> bool| {
            let mut chosen = self.0.iter().filter_map(|key| key.strip_prefix(prefix));
            let first = chosen.next();
            first.is_none_or(of) || chosen.any(of)
        };
        let duty = if finding.is_art30() { "own" } else { "beside" };
        let state = if finding.is_waived() {
            "waived"
        } else {
            "standing"
        };
        any("severity:", &|code| finding.severity.code() == code)
            && any("duty:", &|code| duty == code)
            && any("state:", &|code| state == code)
            && any("article:", &|article| {
                finding.provision().split("; ").any(|of| of == article)
            })
    }

    /// Asks what the findings are to be narrowed down to, with how many there are of each.
    pub(super) fn pick<'a>(
        &self,
        findings: impl Iterator<Item = &'a Finding>,
        scene: &Scene<'_>,
    ) -> Outcome<Dialog> {
        let words = scene.words;
        let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
        let mut articles: Vec<&str> = Vec::new();
        for rule in RULES {
            let of_cases = rule.cases.iter().map(|case| case.provision);
            let provisions = std::iter::once(rule.provision).chain(of_cases);
            articles.extend(provisions.flat_map(|provisions| provisions.split("; ")));
        }
        articles.sort_by(|left, right| natural_order(left, right));
        articles.dedup();
        let mut keys: Vec<(String, String)> = Vec::new();
        for severity in Severity::ALL {
            let key = format!("severity:{}", severity.code());
            keys.push((key, words.get(severity.label()).to_owned()));
        }
        for duty in ["own", "beside"] {
            let label = words.get(&format!("finding.only.{duty}")).to_owned();
            keys.push((format!("duty:{duty}"), label));
        }
        for state in ["standing", "waived"] {
            let label = words.get(&format!("finding.only.{state}")).to_owned();
            keys.push((format!("state:{state}"), label));
        }
        for article in articles {
            keys.push((format!("article:{article}"), words.provision(article)));
        }
        for finding in findings {
            for (key, _) in &keys {
                if Self(vec![key.clone()]).lets(finding) {
                    *numbers.entry(key.clone()).or_default() += 1;
                }
            }
        }
        let choices = keys.iter().filter_map(|(key, label)| {
            let number = numbers.get(key).copied().unwrap_or(0);
            let kept = number > 0 || !key.starts_with("article:") || self.0.contains(key);
            kept.then(|| PickChoice::new(key, label, &words.number(number), ""))
        });
        let chosen = self.0.iter().cloned().map(Picked::Choice).collect();
        let pick = Pick::new(words.get("finding.only.title"), choices.collect())
            .several()
            .with(chosen);
        Outcome::push(pick, Then::Below)
    }
}
