//! Family E, consistency: dates, periods and places that contradict each other (Art. 5(1)(d), Art. 5(2)).

use chrono::NaiveDate;

use super::activity_facts::{ActivityFacts, KeptRule};
use super::context::Context;
use super::finding::{FindingDetail, Found, Severity};
use super::scan::Scan;
use super::told_grounds::all_grounds;
use super::transfers::{live, standings, stays_inside};
use crate::domain::codes::{ContactRole, ProcessingState};
use crate::domain::date::PartialDate;
use crate::domain::records::{Agreement, Measure, Organisation, RegisterData};
use crate::domain::value::Id;
use crate::due::standing::HoldingStanding;

/// Tells what is recorded as done on a day that has not come.
fn lies_ahead(
    context: &Context<'_>,
    id: Id,
    days: &[(&'static str, Option<PartialDate>)],
    found: &mut Found<'_>,
) {
    for (key, day) in days {
        let ahead = day.map(PartialDate::first_day);
        if let Some(day) = ahead.filter(|day| *day > context.day) {
            found
                .at(id, key)
                .case("ahead")
                .with("day", FindingDetail::Day(day));
        }
    }
}

/// Tells a day that lies before the one that it follows.
fn comes_first(
    id: Id,
    (key, last): (&'static str, Option<PartialDate>),
    first: Option<PartialDate>,
    found: &mut Found<'_>,
) {
    let last = last.map(PartialDate::last_day);
    let first = first.map(PartialDate::first_day);
    if let (Some(last), Some(first)) = (last, first)
        && last < first
    {
        found
            .at(id, key)
            .with("day", FindingDetail::Day(last))
            .with("first", FindingDetail::Day(first));
    }
}

/// R77: in an activity no end comes before its beginning, nothing is done on a day that has not come, and nothing is
/// transferred to where it is no transfer.
pub(super) fn days_agree(facts: &ActivityFacts<'_>, found: &mut Found<'_>) {
    let (context, activity) = (facts.context, facts.activity);
    let id = facts.id();
    comes_first(
        id,
        ("ended_on", activity.ended_on),
        activity.started_on,
        found,
    );
    let done = [
        ("last_reviewed_on", activity.last_reviewed_on),
        ("approved_on", activity.approved_on),
        ("dpia_done_on", activity.dpia_done_on),
        ("prior_consultation_on", activity.prior_consultation_on),
    ];
    lies_ahead(context, id, &done, found);
    // What goes on has begun.
    if activity.state != Some(ProcessingState::Planned) {
        lies_ahead(context, id, &[("started_on", activity.started_on)], found);
    }
    for purpose in &activity.purposes {
        let weighed = [("lia_on", purpose.lia_on)];
        lies_ahead(context, purpose.head.id, &weighed, found);
    }
    for transfer in &activity.transfers {
        let id = transfer.head.id;
        let days = ("valid_until", transfer.valid_until);
        comes_first(id, days, transfer.valid_from, found);
        let assessed = [("assessed_on", transfer.assessed_on)];
        lies_ahead(context, id, &assessed, found);
        let answers = transfer.conditions.iter();
        let checked: Vec<_> = answers
            .map(|answer| ("conditions", answer.checked_on))
            .collect();
        lies_ahead(context, id, &checked, found);
    }
    for rule in &activity.retention {
        let id = rule.head.id;
        let checked = [
            ("last_checked_on", rule.last_checked_on),
            ("disposal_decided_on", rule.disposal_decided_on),
        ];
        lies_ahead(context, id, &checked, found);
        for hold in &rule.holds {
            let (since, lifted) = (("since", hold.since), ("lifted_on", hold.lifted_on));
            comes_first(hold.head.id, lifted, hold.since, found);
            lies_ahead(context, hold.head.id, &[since, lifted], found);
        }
        for holding in &rule.holdings {
            let disposed = ("disposed_on", holding.disposed_on);
            comes_first(holding.head.id, disposed, holding.started_on, found);
            let decided = ("decision_on", holding.decision_on);
            lies_ahead(context, holding.head.id, &[disposed, decided], found);
            let day = holding.disposed_on.map(PartialDate::last_day);
            let standing = HoldingStanding::new(context.register, rule, holding);
            if let Some(day) = day.filter(|day| standing.holds_on(*day).next().is_some()) {
                found
                    .at(holding.head.id, "disposed_on")
                    .case("held")
                    .graded(Severity::Error)
                    .with("day", FindingDetail::Day(day));
            }
            for hold in &holding.holds {
                let (since, lifted) = (("since", hold.since), ("lifted_on", hold.lifted_on));
                comes_first(hold.head.id, lifted, hold.since, found);
                lies_ahead(context, hold.head.id, &[since, lifted], found);
            }
        }
    }
    for transfer in live(facts).filter(|transfer| !all_grounds(transfer).is_empty()) {
        let there = standings(facts, transfer);
        if stays_inside(&there)
            && let Some((place, _)) = there.into_iter().next()
        {
            found
                .at(transfer.head.id, "mechanisms")
                .case("inside")
                .with("country", place);
        }
    }
}

/// R77: a contract that was signed was signed on a day that has come, and ends after it.
pub(super) fn days_of_contract_agree(
    context: &Context<'_>,
    agreement: &Agreement,
    found: &mut Found<'_>,
) {
    let id = agreement.head.id;
    let signed = ("signed_on", agreement.signed_on);
    lies_ahead(context, id, &[signed], found);
    let ends = ("valid_until", agreement.valid_until);
    comes_first(id, ends, agreement.signed_on, found);
    for behind in &agreement.sub_processors {
        let authorised = [("authorised_on", behind.authorised_on)];
        lies_ahead(context, behind.head.id, &authorised, found);
    }
}

/// R77: a measure that is in place was put there on a day that has come.
pub(super) fn measure_is_in_place(context: &Context<'_>, measure: &Measure, found: &mut Found<'_>) {
    if measure.planned != Some(true) {
        let done = [("implemented_on", measure.implemented_on)];
        lies_ahead(context, measure.head.id, &done, found);
    }
}

/// R77: a questionnaire was sent and answered on days that have come, and answered after it was sent.
pub(super) fn days_of_questionnaires_agree(
    context: &Context<'_>,
    about: &RegisterData,
    found: &mut Found<'_>,
) {
    for request in &about.requests {
        let id = request.head.id;
        let (sent, answered) = (
            ("sent_on", request.sent_on),
            ("answered_on", request.answered_on),
        );
        comes_first(id, answered, request.sent_on, found);
        lies_ahead(context, id, &[sent, answered], found);
    }
    for edition in &about.editions {
        lies_ahead(
            context,
            edition.head.id,
            &[("made_on", edition.made_on)],
            found,
        );
    }
}

/// R77: a representative is in the Union (Art. 27(3)).
pub(super) fn representative_is_inside(
    context: &Context<'_>,
    organisation: &Organisation,
    found: &mut Found<'_>,
) {
    let contacts = organisation.contacts.iter();
    for contact in contacts.filter(|it| it.role == Some(ContactRole::Representative)) {
        let own = context.organisation(contact.organisation);
        let country = own.and_then(|own| own.country.as_deref());
        if let Some(country) = country.filter(|country| context.is_outside(country)) {
            found
                .at(contact.head.id, "organisation")
                .case("representative")
                .with("country", FindingDetail::Country(country.to_owned()));
        }
    }
}

/// R77: the longest period of a rule is no shorter than its shortest.
pub(super) fn periods_agree(
    _: &Context<'_>,
    _: &Scan<'_>,
    kept: &KeptRule<'_>,
    found: &mut Found<'_>,
) {
    let rule = &kept.rule;
    let own = kept
        .row
        .is_none_or(|row| row.period.is_some() || row.period_max.is_some());
    let (Some(shortest), Some(longest)) = (rule.period, rule.period_max) else {
        return;
    };
    // From any day the longer of two periods ends later.
    let begun = NaiveDate::from_ymd_opt(2025, 1, 1);
    let ends = begun.and_then(|begun| Some((shortest.after(begun)?, longest.after(begun)?)));
    if own && ends.is_some_and(|(shorter, longer)| longer < shorter) {
        found
            .at(kept.id, "period_max")
            .case("periods")
            .graded(Severity::Error)
            .with("shortest", FindingDetail::Period(shortest))
            .with("longest", FindingDetail::Period(longest));
    }
}
