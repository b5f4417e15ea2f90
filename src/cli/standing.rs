//! `country`: where a transfer to a country stands on a day.

use serde_json::{Map, Value as Json, json};

use super::call::{Call, Halt};
use crate::domain::problem::Problem;
use crate::law::{Answers, Condition, Confidence, Decision, Standing, Status};

/// `ropa country`.
pub(super) fn country(call: &mut Call<'_, '_>) -> Result<u8, Halt> {
    let typed = call.given.text("code").unwrap_or_default();
    let on = match call.given.text("on") {
        Some(typed) => call.setting.day(typed)?,
        None => call.setting.lexicon.today,
    };
    let law = call.setting.lexicon.law.clone();
    let standing = law
        .standing(typed, on, &Answers::new())
        .ok_or_else(|| Problem::usage("country_unknown").with("text", typed))?;
    if call.wants_json() {
        let json = as_json(call, &standing);
        call.json(&json)?;
    } else {
        let text = as_text(call, &standing);
        call.line(&text)?;
    }
    Ok(0)
}

fn as_json(call: &Call<'_, '_>, standing: &Standing<'_>) -> Json {
    let language = call.words().language();
    let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string());
    let decision = |decision: &Decision| {
        json!({
            "id": decision.id,
            "decision": decision.decision,
            "adopted": decision.adopted.to_string(),
            "valid_from": decision.valid_from.to_string(),
            "valid_until": day(decision.valid_until),
            "declared_invalid_on": day(decision.invalidated_on),
        })
    };
    let condition = |condition: &&Condition| {
        let mut object = Map::new();
        object.insert("condition".to_owned(), condition.id.clone().into());
        object.insert("question".to_owned(), condition.label(language).into());
        if let Some(only_if) = condition.only_if(language) {
            object.insert("only_if".to_owned(), only_if.into());
        }
        Json::Object(object)
    };
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
        "source": standing.source(),
        "confidence": standing.confidence().code(),
        "unconfirmed": standing.provenance().unconfirmed_fields,
        "known_to": call.setting.lexicon.law.known_to().to_string(),
        "beyond_known": standing.beyond_known,
    })
}

fn as_text(call: &Call<'_, '_>, standing: &Standing<'_>) -> String {
    let words = call.words();
    let language = words.language();
    let mut lines = Vec::new();
    if let Some(destination) = standing.destination {
        lines.push(words.fill(
            "cli.country.title",
            &[
                ("name", destination.label(language)),
                ("code", destination.code()),
                ("day", &words.day(standing.on)),
            ],
        ));
    }
    // A decision that was struck down later is never called valid, whatever it said then.
    let status = match standing.later_invalidated {
        Some(_) => "in_force_then",
        None => standing.status.code(),
    };
    lines.push(words.get(&format!("standing.status.{status}")).to_owned());
    lines.push(reason(call, standing));
    if let Some(until) = standing.until {
        lines.push(words.fill("cli.country.until", &[("day", &words.day(until))]));
    }
    if !standing.conditions.is_empty() {
        let key = if standing.status == Status::Ask {
            "cli.country.questions"
        } else {
            "cli.country.conditions"
        };
        lines.push(String::new());
        lines.push(words.get(key).to_owned());
        for condition in &standing.conditions {
            lines.push(format!("  - {}", condition.label(language)));
            if let Some(only_if) = condition.only_if(language) {
                lines.push(format!(
                    "    {}",
                    words.fill("cli.country.only_if", &[("case", only_if)])
                ));
            }
            if condition.dated {
                lines.push(format!("    {}", words.get("cli.country.dated")));
            }
        }
    }
    let notes = standing.notes(language);
    if !notes.is_empty() {
        lines.push(String::new());
        lines.extend(notes.into_iter().map(str::to_owned));
    }
    lines.push(String::new());
    lines.push(words.fill("cli.country.source", &[("source", standing.source())]));
    lines.push(confidence(call, standing));
    if standing.beyond_known {
        let known_to = words.day(call.setting.lexicon.law.known_to());
        lines.push(words.fill("cli.country.beyond_known", &[("day", &known_to)]));
    }
    lines.join("\n")
}

/// Why it stands so, with the decision and the day that the reason is about.
fn reason(call: &Call<'_, '_>, standing: &Standing<'_>) -> String {
    let words = call.words();
    let decision = standing.decision.or(standing.ended).or(standing.upcoming);
    let day =
        |day: Option<chrono::NaiveDate>| day.map_or_else(|| "–".to_owned(), |day| words.day(day));
    let number = decision.map_or("–", |decision| decision.decision.as_str());
    words.fill(
        &format!("standing.reason.{}", standing.reason.code()),
        &[
            ("decision", number),
            ("from", &day(decision.map(|decision| decision.valid_from))),
            (
                "until",
                &day(decision.and_then(|decision| decision.valid_until)),
            ),
            (
                "declared",
                &day(decision.and_then(|decision| decision.invalidated_on)),
            ),
        ],
    )
}

/// How sure the answer is, in words; what was not met in any source is named.
fn confidence(call: &Call<'_, '_>, standing: &Standing<'_>) -> String {
    let words = call.words();
    let sure = standing.confidence();
    let text = words.get(&format!("confidence.{}", sure.code())).to_owned();
    let unmet = standing.provenance().unconfirmed_fields;
    if sure == Confidence::Confirmed || unmet.is_empty() {
        return text;
    }
    format!(
        "{text} {}",
        words.fill("cli.country.not_met", &[("fields", &unmet.join(", "))])
    )
}

#[cfg(test)]
mod tests {
    use crate::domain::language::Language;
    use crate::law::{Confidence, LawProblemKind, Reason, Status};
    use crate::words::Words;

    #[test]
    fn every_code_of_the_law_that_a_command_says_has_its_words() {
        let standings = Status::ALL
            .map(|status| format!("standing.status.{}", status.code()))
            .into_iter()
            .chain(Reason::ALL.map(|reason| format!("standing.reason.{}", reason.code())));
        let others = Confidence::ALL
            .map(|confidence| format!("confidence.{}", confidence.code()))
            .into_iter()
            .chain(LawProblemKind::ALL.map(|kind| format!("law_fault.{}", kind.code())));
        let keys: Vec<String> = standings.chain(others).collect();
        for language in Language::ALL {
            let words = Words::load(language).unwrap();
            let own: Vec<&str> = words.keys().map(|(key, _)| key).collect();
            for key in &keys {
                assert!(own.contains(&key.as_str()), "{} {key}", language.code());
            }
        }
    }
}
