//! `country`: where a transfer to a country stands on a day.

use serde_json::{Map, Value as Json, json};

use super::call::{Call, Halt};
use crate::domain::language::Language;
use crate::domain::problem::Problem;
use crate::exchange::sheets::transfers::destination::exact_country;
use crate::exchange::sheets::vocabulary::SheetVocabulary;
use crate::law::{AdequacyCondition, Answers, Decision, DestinationStanding};

/// `ropa country`.
pub(super) fn country(call: &mut Call<'_, '_>) -> Result<u8, Halt> {
    let typed = call.given.text("code").unwrap_or_default();
    let on = match call.given.text("on") {
        Some(typed) => call.setting.day(typed)?,
        None => call.setting.lexicon.today,
    };
    let law = call.setting.lexicon.law.clone();
    let answers = Answers::new();
    // A name in another language, as sheets have it.
    let named = || {
        let code = exact_country(SheetVocabulary::shipped(), &law, typed)?;
        law.standing(&code, on, &answers)
    };
    let standing = law
        .standing(typed, on, &answers)
        .or_else(named)
        .ok_or_else(|| Problem::usage("country_unknown").with("text", typed))?;
    if call.wants_json() {
        let json = as_json(call, &standing);
        call.json(&json)?;
    } else {
        let text = call.setting.lexicon.standing(&standing);
        call.line(&text)?;
    }
    Ok(0)
}

fn as_json(call: &Call<'_, '_>, standing: &DestinationStanding<'_>) -> Json {
    let language = call.words().language();
    let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string());
    let decision = |decision: &Decision| {
        json!({
            "id": decision.id,
            "decision": decision.number(Language::ENGLISH),
            "adopted": decision.adopted.to_string(),
            "valid_from": decision.valid_from.to_string(),
            "valid_until": day(decision.valid_until),
            "declared_invalid_on": day(decision.invalidated_on),
        })
    };
    let condition = |condition: &&AdequacyCondition| {
        let mut object = Map::new();
        object.insert("condition".to_owned(), condition.id.clone().into());
        object.insert("question".to_owned(), condition.label(language).into());
        if let Some(only_if) = condition.only_if.get(language) {
            object.insert("only_if".to_owned(), only_if.into());
        }
        Json::Object(object)
    };
    let cases: Vec<Json> = standing
        .decision
        .into_iter()
        .flat_map(|decision| call.setting.lexicon.law.litigation(&decision.id))
        .map(|case| json!({ "case": case.name(language), "outcome": case.outcome.get(language) }))
        .collect();
    let around: Vec<Json> = (call.setting.lexicon.law.around(standing).into_iter())
        .map(|(what, state)| {
            json!({
                "what": what.get(language),
                "state": state.and_then(|state| state.get(language)),
            })
        })
        .collect();
    let destination = standing.destination;
    json!({
        "code": destination.map(|destination| destination.code()),
        "name": destination.map(|destination| destination.label(language)),
        "on": standing.on.to_string(),
        "status": standing.status.code(),
        "reason": standing.reason.code(),
        "transfer": standing.status.is_transfer(),
        "decision": standing.decision.map(decision),
        "ended": standing.ended.map(decision),
        "upcoming": standing.upcoming.map(decision),
        "declared_invalid_later_on": day(standing.later_invalidated),
        "until": day(standing.until),
        "conditions": standing.conditions.iter().map(condition).collect::<Vec<_>>(),
        "notes": standing.notes(language),
        "cases": cases,
        "around": around,
        "source": standing.source(language),
        "confidence": standing.confidence().code(),
        "unconfirmed": standing.provenance().unconfirmed_fields,
        "known_to": call.setting.lexicon.law.known_to().to_string(),
        "beyond_known": standing.beyond_known,
    })
}

#[cfg(test)]
mod tests {
    use crate::domain::language::Language;
    use crate::law::{Confidence, LawProblemKind, StandingReason, Status};
    use crate::words::Words;

    #[test]
    fn every_code_of_the_law_that_a_command_says_has_its_words() {
        let standings = Status::ALL
            .map(|status| format!("standing.status.{}", status.code()))
            .into_iter()
            .chain(StandingReason::ALL.map(|reason| format!("standing.reason.{}", reason.code())));
        let others = Confidence::ALL
            .map(|confidence| format!("confidence.{}", confidence.code()))
            .into_iter()
            .chain(LawProblemKind::ALL.map(|kind| format!("law_fault.{}", kind.code())));
        let keys: Vec<String> = standings.chain(others).collect();
        for language in [Language::ENGLISH, Language::SWEDISH] {
            let words = Words::load(language).unwrap();
            let own: Vec<&str> = words.keys().map(|(key, _)| key).collect();
            for key in &keys {
                assert!(own.contains(&key.as_str()), "{} {key}", language.code());
            }
        }
    }
}
