//! What stands beside a list: the selected record as it is exported, and what else is known of it.

use crate::domain::field::Record;
use crate::domain::records::{Activity, Holding, Retention, Schedule};
use crate::domain::value::Id;
use crate::due::explain;
use crate::exchange::document::{Block, ListPoint, card};
use crate::tui::scene::Scene;

/// A record or row in full: a holding with how its day is worked out, a schedule with every activity that rests on it,
/// a rule with how many cite the same law.
#[must_use]
pub(crate) fn document(record: &dyn Record, scene: &Scene<'_>) -> Vec<Block> {
    let mut own = card(scene.lexicon, scene.register, record);
    let mut after = Vec::new();
    if let Some(holding) = record.downcast::<Holding>() {
        let day = explain(scene.lexicon, scene.register, holding);
        if !day.is_empty() {
            let day = format!("{}.", capital(&day));
            own.body.insert(0, Block::paragraph(day));
        }
    } else if let Some(schedule) = record.downcast::<Schedule>() {
        let resting = resting(schedule.head.id, scene);
        own.body.splice(0..0, resting);
        after = citing(&schedule.law, None, scene);
    } else if let Some(rule) = record.downcast::<Retention>() {
        let laws = scene.register.counting(rule).law;
        after = citing(laws, Some(rule.head.id), scene);
    }
    own.body.extend(after);
    vec![Block::Card(own)]
}

/// A sentence with a capital at its beginning.
#[must_use]
pub(crate) fn capital(sentence: &str) -> String {
    let mut letters = sentence.chars();
    let first = letters
        .next()
        .map(|letter| letter.to_uppercase().to_string());
    format!("{}{}", first.unwrap_or_default(), letters.as_str())
}

/// The activities with a rule that rests on a schedule, the first by name.
fn resting(schedule: Id, scene: &Scene<'_>) -> Vec<Block> {
    /// More are not read here: the list of rules has them all.
    const NAMED: usize = 200;
    let register = scene.register;
    let holders = register.referring_to(&[schedule]).into_iter();
    let rules: Vec<(&Retention, &dyn Record)> = holders
        .filter_map(|record| Some((record.downcast::<Activity>()?, record)))
        .flat_map(|(activity, record)| activity.retention.iter().map(move |rule| (rule, record)))
        .filter(|(rule, _)| rule.schedule == Some(schedule))
        .collect();
    let count = scene.words.count("resting", rules.len());
    let mut out = vec![Block::paragraph(count)];
    let named = rules.iter().take(NAMED).map(|(rule, activity)| {
        let reference = scene.lexicon.called(register, rule.head.id);
        let title = scene.lexicon.title(register, *activity);
        ListPoint::new(format!("{reference} {title}"))
    });
    let mut items: Vec<ListPoint> = named.collect();
    if let Some(more) = rules.len().checked_sub(NAMED).filter(|more| *more > 0) {
        items.push(ListPoint::new(scene.words.count("resting_more", more)));
    }
    if !items.is_empty() {
        out.push(Block::List(items));
    }
    out
}

/// How many rules cite the same laws, beside the rule itself.
fn citing(laws: &[String], but: Option<Id>, scene: &Scene<'_>) -> Vec<Block> {
    let mut out = Vec::new();
    for law in laws {
        let rules = scene.register.citing(law);
        let count = rules.filter(|rule| Some(rule.head.id) != but).count();
        if count > 0 {
            let count = scene.words.count("citing", count);
            out.push(Block::paragraph(format!("{law}: {count}")));
        }
    }
    out
}
