//! What cells say of retention: the rules of a line, and what else is said of them.

use serde_json::{Value as Json, json};

use super::said_acts::said_acts;
use super::{StatedRule, rules};
use crate::domain::codec::clean;
use crate::exchange::sheets::answers::entries::lines;
use crate::exchange::sheets::answers::{Stance, YesNo, stance, yes_or_no};
use crate::exchange::sheets::cell::{Became, Entry, ReadCell, Reading, extend};
use crate::exchange::sheets::folding::plain;
use crate::exchange::sheets::lists;
use crate::exchange::sheets::record::{ActivityDraft, by_number};
use crate::rules::wording::lists::Lists;

impl ActivityDraft {
    /// The rules that a cell tells.
    pub(in crate::exchange::sheets) fn retention(
        &mut self,
        reading: &Reading<'_>,
        cell: &ReadCell<'_>,
    ) -> Became {
        let text = cell.text();
        if is_inapplicable(reading, text) {
            self.none
                .say("retention", clean(text, true), cell.noted(), false);
            return Became::field("none");
        }
        if let Some((answer, beside)) = yes_or_no(reading.words, text)
            && (beside.is_empty() || answer != YesNo::Yes)
            && !text.starts_with(|letter: char| letter.is_ascii_digit())
        {
            return self.note(cell);
        }
        let Some(rules) = rules(reading.words, text).filter(|it| !it.is_empty()) else {
            return self.note(cell);
        };
        // `7 years by law; see the policy` points to where that is told, and keeps nothing itself.
        let points = |rule: &StatedRule| {
            rule.period.is_none() && Lists::shipped().points_elsewhere(&rule.as_stated)
        };
        let (pointers, rules): (Vec<_>, Vec<_>) = if rules.iter().all(points) {
            (Vec::new(), rules)
        } else {
            rules.into_iter().partition(points)
        };
        if !pointers.is_empty() {
            self.notes.push(cell.noted());
        }
        let mut said = Vec::new();
        let has_others = !rules.iter().all(is_of_copies);
        for rule in rules {
            let mut row = Entry::new();
            let mut put = |key: &str, value: Option<Json>| {
                if let Some(value) = value {
                    row.insert(key.to_owned(), value);
                }
            };
            said.push(
                [
                    Some(rule.kind),
                    rule.period.as_deref(),
                    rule.start.as_deref(),
                ]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(" "),
            );
            // Beside a rule for the data themselves.
            let of_copies = has_others && is_of_copies(&rule);
            put("scope", of_copies.then(|| json!("backups")));
            put("kind", Some(json!(rule.kind)));
            put("period", rule.period.map(Json::from));
            put("period_max", rule.period_max.map(Json::from));
            put("start", rule.start.map(|start| json!([start])));
            put("rounding", rule.rounding.map(Json::from));
            put("ends_when", rule.ends_when.map(Json::from));
            put("ends_on", rule.ends_on.map(|end| json!([end])));
            put(
                "criterion",
                rule.criterion.map(|text| json!(clean(&text, true))),
            );
            put("disposition", rule.disposition.map(Json::from));
            put("as_stated", Some(json!(clean(&rule.as_stated, true))));
            self.add("retention", row);
        }
        Became::field(said.join("; "))
    }

    /// What is said of the rules of the line: of the rule of the same number, where the cell is numbered.
    pub(in crate::exchange::sheets) fn of_rules(
        &mut self,
        reading: &Reading<'_>,
        cell: &ReadCell<'_>,
        key: Option<&'static str>,
    ) -> Became {
        let text = cell.text();
        if self.rows("retention").is_empty() {
            return self.note(cell);
        }
        let several = by_number(text);
        let count = self.rows("retention").len();
        let parts: Vec<(usize, &str)> = if several.len() > 1 && several.len() == count {
            several
                .into_iter()
                .enumerate()
                .map(|(at, (_, text))| (at, text))
                .collect()
        } else {
            (0..count).map(|at| (at, text)).collect()
        };
        let mut all = true;
        for (at, part) in parts {
            let Some(row) = self.rows("retention").get_mut(at) else {
                continue;
            };
            all &= tell_rule(reading, row, key, part);
        }
        if all {
            Became::field("")
        } else {
            self.note(cell)
        }
    }
}

/// Whether a rule begins with a word for copies that are made for safety: `backups 30 days`.
fn is_of_copies(rule: &StatedRule) -> bool {
    lists::shipped().backups.begins(&plain(&rule.as_stated))
}

/// Whether a cell says that there is no time limit to give, and why in words without a length: `N/A (one-time export)`.
fn is_inapplicable(reading: &Reading<'_>, text: &str) -> bool {
    let Some(end) = text.find(['(', '–', '—', ':']).or_else(|| text.find(" - ")) else {
        return false;
    };
    let (clause, why) = text.split_at(end);
    let why = why.trim_matches(|letter: char| !letter.is_alphanumeric());
    let explains = why.contains(' ') && stance(reading.words, why) == Stance::Said;
    let told = rules(reading.words, why).unwrap_or_default();
    let has_length = why.contains(|letter: char| letter.is_ascii_digit());
    let is_bare = !has_length && told.iter().all(|it| it.kind != "permanent");
    lists::shipped().inapplicable.is(&plain(clause)) && explains && is_bare
}

/// Puts what a part of a cell says into a rule; whether no word of it is left over.
fn tell_rule(
    reading: &Reading<'_>,
    row: &mut Entry,
    key: Option<&'static str>,
    part: &str,
) -> bool {
    match key {
        Some("disposition") => {
            let plain = plain(part);
            let Some(code) = said_acts(reading.words, part, None).last else {
                return false;
            };
            row.insert("disposition".to_owned(), json!(code));
            reading.words.disposition.exact(&plain).is_some()
        }
        Some("kind") => {
            let Some((YesNo::Yes, beside)) = yes_or_no(reading.words, part) else {
                return false;
            };
            row.insert("kind".to_owned(), json!("permanent"));
            beside.is_empty()
        }
        Some("law") => {
            let laws = lines(part).into_iter();
            extend(row, "law", laws.map(|law| json!(clean(law, false))));
            true
        }
        _ => {
            let name = json!(clean(part, false));
            *row.entry("name".to_owned()).or_insert(name.clone()) == name
        }
    }
}
