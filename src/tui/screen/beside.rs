//! What stands beside a list: the selected record as it is exported, and what else is known of it.

use std::fmt::Write as _;

use crate::domain::field::Record;
use crate::domain::records::{Holding, Retention, Schedule};
use crate::domain::value::Id;
use crate::due::explain;
use crate::exchange::cells::markdown;
use crate::exchange::markdown::record as exported;
use crate::tui::layer::Scene;

/// A record or row in full, as Markdown: a holding with how its day is worked out, a schedule with every activity
/// that rests on it, a rule with how many cite the same law.
#[must_use]
pub fn text(record: &dyn Record, scene: &Scene<'_>) -> String {
    let own = exported(scene.lexicon, scene.register, record);
    if let Some(holding) = record.downcast::<Holding>() {
        let day = explain(scene.lexicon, scene.register, holding);
        if day.is_empty() {
            return own;
        }
        let (heading, rest) = own.split_once('\n').unwrap_or((own.as_str(), ""));
        return format!("{heading}\n\n{}.\n{rest}", markdown(&capital(&day)));
    }
    if let Some(schedule) = record.downcast::<Schedule>() {
        let (heading, rest) = own.split_once('\n').unwrap_or((own.as_str(), ""));
        let resting = resting(schedule.head.id, scene);
        let citing = citing(&schedule.law, None, scene);
        return format!("{heading}\n\n{resting}{rest}{citing}");
    }
    if let Some(rule) = record.downcast::<Retention>() {
        let laws = scene.register.counting(rule).law;
        return format!("{own}{}", citing(laws, Some(rule.head.id), scene));
    }
    own
}

/// A sentence with a capital at its beginning.
#[must_use]
pub fn capital(sentence: &str) -> String {
    let mut letters = sentence.chars();
    let first = letters
        .next()
        .map(|letter| letter.to_uppercase().to_string());
    format!("{}{}", first.unwrap_or_default(), letters.as_str())
}

/// Every activity with a rule that rests on a schedule.
fn resting(schedule: Id, scene: &Scene<'_>) -> String {
    let rules: Vec<(&Retention, Id)> = scene
        .register
        .activities
        .iter()
        .flat_map(|activity| {
            activity
                .retention
                .iter()
                .map(|rule| (rule, activity.head.id))
        })
        .filter(|(rule, _)| rule.schedule == Some(schedule))
        .collect();
    let count = scene.words.count("resting", rules.len());
    let mut out = format!("{count}\n\n");
    for (rule, activity) in rules {
        let reference = scene.register.reference(rule.head.id);
        let title = scene
            .register
            .get(activity)
            .map_or_else(String::new, |activity| {
                scene.lexicon.title(scene.register, activity)
            });
        let _ = writeln!(out, "- {} {}", markdown(&reference), markdown(&title));
    }
    out
}

/// How many rules cite the same laws, beside the rule itself.
fn citing(laws: &[String], but: Option<Id>, scene: &Scene<'_>) -> String {
    let mut out = String::new();
    for law in laws {
        let rules = scene
            .register
            .activities
            .iter()
            .flat_map(|it| &it.retention);
        let cite = |rule: &&Retention| {
            Some(rule.head.id) != but && scene.register.counting(rule).law.contains(law)
        };
        let count = rules.filter(cite).count();
        if count > 0 {
            let count = scene.words.count("citing", count);
            let _ = writeln!(out, "\n{}: {count}", markdown(law));
        }
    }
    out
}
