//! Where a destination stands, and whether clauses were usable, in words.

use chrono::NaiveDate;

use super::lexicon::Lexicon;
use crate::domain::codes::Answered;
use crate::domain::records::Transfer;
use crate::law::{Answers, ClauseSet, Confidence, Decision, DestinationStanding, Status};

/// The day on which the Official Journal of the European Communities became that of the Union (Treaty of Nice).
const RENAMED: NaiveDate = match NaiveDate::from_ymd_opt(2003, 2, 1) {
    Some(day) => day,
    None => NaiveDate::MIN,
};

/// What a transfer's record answers to the conditions of an adequacy decision.
#[must_use]
pub fn answers_of(transfer: &Transfer) -> Answers {
    let answered = transfer.conditions.iter().filter_map(|condition| {
        let yes = condition.answer? == Answered::Yes;
        Some((condition.condition.clone()?, yes))
    });
    answered.collect()
}

impl Lexicon {
    /// Where a destination stands in full: status, reason, conditions, notes, source, how sure it is.
    #[must_use]
    pub fn standing(&self, standing: &DestinationStanding<'_>) -> String {
        let words = &self.words;
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
        lines.push(self.status(standing));
        lines.push(self.reason(standing));
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
                if let Some(only_if) = condition.only_if.get(language) {
                    let only_if = words.fill("cli.country.only_if", &[("case", only_if)]);
                    lines.push(format!("    {only_if}"));
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
        let around = self.law.around(standing);
        for (at, (what, state)) in around.iter().enumerate() {
            if at == 0 {
                lines.push(String::new());
                lines.push(words.get("cli.country.around").to_owned());
            }
            let state = state.and_then(|state| state.get(language));
            let state = state.map(|state| format!(" ({state})")).unwrap_or_default();
            lines.push(format!("  - {}{state}", what.get(language).unwrap_or("–")));
        }
        let cases = standing
            .decision
            .into_iter()
            .flat_map(|decision| self.law.litigation(&decision.id));
        for (at, case) in cases.enumerate() {
            if at == 0 {
                lines.push(String::new());
                lines.push(words.get("cli.country.cases").to_owned());
            }
            let outcome = case.outcome.get(language).unwrap_or("–");
            let days = [("lodged", case.lodged), ("decided", case.decided)];
            let days: Vec<String> = days
                .into_iter()
                .filter_map(|(key, day)| {
                    let key = format!("cli.country.case_{key}");
                    Some(words.fill(&key, &[("day", &words.day(day?))]))
                })
                .collect();
            let days = if days.is_empty() {
                String::new()
            } else {
                format!(" ({})", days.join(", "))
            };
            lines.push(format!("  - {}{days}: {outcome}", case.name(language)));
        }
        lines.push(String::new());
        lines.push(words.fill(
            "cli.country.source",
            &[("source", standing.source(language))],
        ));
        let decision = standing.decision.or(standing.ended).or(standing.upcoming);
        lines.extend(decision.into_iter().flat_map(|it| self.published(it)));
        lines.push(self.confidence(standing));
        if standing.beyond_known {
            let known_to = words.day(self.law.known_to());
            lines.push(words.fill("cli.country.beyond_known", &[("day", &known_to)]));
        }
        lines.join("\n")
    }

    /// Where a destination stands in short: status, reason, and what is still to be answered.
    #[must_use]
    pub fn standing_in_short(&self, standing: &DestinationStanding<'_>) -> String {
        let mut parts = vec![self.status(standing), self.reason(standing)];
        if let Some(until) = standing.until {
            let day = self.words.day(until);
            parts.push(self.words.fill("cli.country.until", &[("day", &day)]));
        }
        let open = standing.open.iter();
        let open: Vec<&str> = open
            .map(|condition| condition.label(self.words.language()))
            .collect();
        if !open.is_empty() {
            let questions = self.words.get("cli.country.questions");
            parts.push(format!("{questions} {}", open.join(" · ")));
        }
        parts.join(" ")
    }

    fn status(&self, standing: &DestinationStanding<'_>) -> String {
        // A decision that was struck down later is never called valid, whatever it said then.
        let status = match standing.later_invalidated {
            Some(_) => "in_force_then",
            None => standing.status.code(),
        };
        let key = format!("standing.status.{status}");
        self.words.get(&key).to_owned()
    }

    /// Where a decision was published, what amended it, and by which acts its end was set and moved.
    fn published(&self, decision: &Decision) -> Vec<String> {
        let words = &self.words;
        let places = [
            decision.oj.as_ref().map(|it| self.journal(it)),
            decision.celex.as_ref().map(|it| format!("CELEX {it}")),
            decision.notified_as.clone(),
        ];
        let places: Vec<String> = places.into_iter().flatten().collect();
        let mut lines = Vec::new();
        if !places.is_empty() {
            let places = places.join("; ");
            lines.push(words.fill("cli.country.published", &[("places", &places)]));
        }
        if !decision.amended_by.is_empty() {
            let acts = words.and(&decision.amended_by);
            lines.push(words.fill("cli.country.amended", &[("acts", &acts)]));
        }
        for end in &decision.sunset {
            let places = [
                end.set_by.split(", ").next().map(str::to_owned),
                end.oj.as_ref().map(|it| self.journal(it)),
                end.celex.as_ref().map(|it| format!("CELEX {it}")),
                end.notified_as.clone(),
            ];
            let act: Vec<String> = places.into_iter().flatten().collect();
            let day = words.day(end.expires);
            let adopted = words.day(end.adopted);
            let details = [
                ("day", day.as_str()),
                ("act", &act.join("; ")),
                ("adopted", &adopted),
            ];
            lines.push(words.fill("cli.country.end_set", &details));
        }
        if decision.at_risk {
            lines.push(words.get("cli.country.at_risk").to_owned());
        }
        lines
    }

    /// A place in the Official Journal as the language cites it: in Swedish also by its name of before February 2003.
    fn journal(&self, place: &str) -> String {
        let Some(rest) = place.strip_prefix("OJ ") else {
            return place.to_owned();
        };
        let day = rest
            .split([' ', ','])
            .find_map(|word| NaiveDate::parse_from_str(word, "%d.%m.%Y").ok());
        let old = day.is_some_and(|day| day < RENAMED);
        let words = &self.words;
        let name = words.get(if old { "journal.old" } else { "journal.new" });
        let page = words.get("journal.page");
        format!("{name} {}", rest.replace(", p. ", &format!(", {page} ")))
    }

    /// Why it stands so, with the decision and the day that the reason is about.
    fn reason(&self, standing: &DestinationStanding<'_>) -> String {
        let words = &self.words;
        let decision = standing.decision.or(standing.ended).or(standing.upcoming);
        let day = |day: Option<NaiveDate>| day.map_or_else(|| "–".to_owned(), |day| words.day(day));
        let language = words.language();
        let number = decision.map_or("–", |decision| decision.number(language));
        let until = decision.and_then(|decision| decision.valid_until);
        let declared = decision.and_then(|decision| decision.invalidated_on);
        words.fill(
            &format!("standing.reason.{}", standing.reason.code()),
            &[
                ("decision", number),
                ("from", &day(decision.map(|decision| decision.valid_from))),
                ("until", &day(until)),
                ("declared", &day(declared)),
            ],
        )
    }

    /// How sure the answer is, in words; what was not met in any source is named.
    fn confidence(&self, standing: &DestinationStanding<'_>) -> String {
        let words = &self.words;
        let sure = standing.confidence();
        let text = words.get(&format!("confidence.{}", sure.code())).to_owned();
        let unmet = standing.provenance().unconfirmed_fields;
        if sure == Confidence::Confirmed || unmet.is_empty() {
            return text;
        }
        let named = |field: &String| {
            let known = words.find(&format!("law_field.{field}"));
            known.map_or_else(|| field.clone(), str::to_owned)
        };
        let unmet: Vec<String> = unmet.iter().map(named).collect();
        let unmet = words.fill("cli.country.not_met", &[("fields", &unmet.join(", "))]);
        format!("{text} {unmet}")
    }

    /// Whether a contract on a clause set, signed on one day, could carry transfers on another, in words.
    #[must_use]
    pub fn usability(
        &self,
        clauses: &ClauseSet,
        signed_on: Option<NaiveDate>,
        on: NaiveDate,
    ) -> String {
        let usable = clauses.usable(signed_on, on);
        let day =
            |day: Option<NaiveDate>| day.map_or_else(|| "–".to_owned(), |day| self.words.day(day));
        self.words.fill(
            &format!("usability.{}", usable.code()),
            &[
                ("from", &self.words.day(clauses.new_contracts_from)),
                ("until", &day(clauses.new_contracts_until)),
                ("used_until", &day(clauses.existing_until)),
            ],
        )
    }
}
