//! What a record leaves unanswered, and nothing asked: transfers, who we are, notices, the law behind a condition,
//! the decision behind a disposal, reviews (Arts. 5, 7, 8, 9, 13, 14, 24, 30).

use chrono::Datelike as _;

use super::activity_facts::{ActivityFacts, KeptRule};
use super::context::{Context, none_with_reason, tells_of_notices};
use super::finding::{FindingDetail, Found};
use super::governance::reviewed_by_words;
use super::periods::sureness;
use super::wording::cited_points::rests_on;
use super::wording::clauses::{cites_article_9, names_a_law};
use super::wording::lists::WordList;
use super::wording::plain_answers::says_people_are_told;
use super::wording::plain_words::{
    age_from, are_decided_on, ends_with_the_browser, is_a_processor, names_a_disposal_plan,
    says_destroyed,
};
use crate::domain::codes::{AgreementRole, Disposition, LawSets, ProcessingState, RecordStatus};
use crate::domain::date::PartialDate;
use crate::domain::legal_basis::{CONSENT, EXPLICIT_CONSENT};
use crate::domain::period::Period;
use crate::domain::records::{Agreement, Organisation, Purpose, Retention};
use crate::law::entry::Sourced as _;
use crate::law::retention::RetentionKind as Statutory;
use crate::library::untouched_proposal;

/// R60: it is answered whether data leave the EEA.
pub(super) fn transfers_are_answered(facts: &ActivityFacts<'_>, found: &mut Found<'_>) {
    let activity = facts.activity;
    let asked = facts.is_controller() || facts.is_processor();
    if asked
        && !facts.has_ended()
        && !facts.is_anonymous()
        && activity.transfers.is_empty()
        && !none_with_reason(activity, "transfers")
    {
        found.at(facts.id(), "transfers");
    }
}

/// R64: our own organisation can be told from others, and so can its supervisory authority.
pub(super) fn is_identified(
    context: &Context<'_>,
    organisation: &Organisation,
    found: &mut Found<'_>,
) {
    if organisation.ours != Some(true) {
        return;
    }
    let id = organisation.head.id;
    let own = || FindingDetail::Record(id);
    if organisation.country.is_none() && !none_with_reason(organisation, "country") {
        found.at(id, "country").with("organisation", own());
    }
    let numbered = organisation.registration_number.is_some()
        || !organisation.addresses.is_empty()
        || none_with_reason(organisation, "registration_number")
        || none_with_reason(organisation, "addresses");
    if !numbered {
        found
            .at(id, "registration_number")
            .case("identity")
            .with("organisation", own());
    }
    let parent = context.organisation(organisation.parent);
    let watched = !organisation.supervisory_authority.is_empty()
        || none_with_reason(organisation, "supervisory_authority")
        || parent.is_some_and(|parent| !parent.supervisory_authority.is_empty());
    let outside = organisation
        .country
        .as_deref()
        .is_some_and(|country| context.is_outside(country));
    if !watched && !outside {
        found
            .at(id, "supervisory_authority")
            .case("authority")
            .with("organisation", own());
    }
}

/// R66: a condition of Art. 9(2) that holds by law names the law.
pub(super) fn condition_names_its_law(facts: &ActivityFacts<'_>, found: &mut Found<'_>) {
    if !facts.is_controller() || facts.has_ended() {
        return;
    }
    let activity = facts.activity;
    // The law of the purpose is that of the condition where it says so; for a substantial public interest it seldom is.
    let of_purposes = activity.purposes.iter().flat_map(|purpose| &purpose.laws);
    let public_interest = activity
        .data_categories
        .iter()
        .any(|category| category.art9_conditions.iter().any(|code| code == "9-2-g"));
    let is_its_law = |law: &String| !public_interest || cites_article_9(law);
    let in_words = || {
        let told = (activity.purposes.iter()).flat_map(|it| [&it.as_stated, &it.notes]);
        let mut told = told.flatten();
        told.any(|text| is_its_law(text) && names_a_law(text))
    };
    let elsewhere = !activity.art9_laws.is_empty() || of_purposes.into_iter().any(is_its_law);
    // Some conditions hold only by a law of the Union or a Member State.
    let by_law = |code: &String| {
        let condition = facts.context.law.art9_condition(code);
        condition.is_some_and(|condition| condition.needs_law_reference)
    };
    let needed = |conditions: &[String]| {
        let other = |code: &String| !by_law(code) && code != EXPLICIT_CONSENT;
        if conditions.iter().any(other) {
            return None;
        }
        conditions.iter().find(|code| by_law(code)).cloned()
    };
    if let Some(code) = needed(&activity.art9_conditions)
        && !elsewhere
        && !none_with_reason(activity, "art9_laws")
        && !in_words()
    {
        found
            .at(facts.id(), "art9_laws")
            .quoting(&code)
            .with("condition", condition(code.clone()));
    }
    for category in &activity.data_categories {
        let Some(code) = needed(&category.art9_conditions) else {
            continue;
        };
        let words = [
            &category.notes,
            &category.as_stated,
            &category.items,
            &category.only_if,
            &category.secrecy,
        ];
        // Words are read last: most categories are accounted for without.
        let accounted = elsewhere
            || !category.laws.is_empty()
            || none_with_reason(category, "laws")
            || words.into_iter().flatten().any(|text| names_a_law(text))
            || in_words();
        if !accounted {
            found
                .at(category.head.id, "laws")
                .quoting(&code)
                .with("condition", condition(code.clone()));
        }
    }
}

fn condition(code: String) -> FindingDetail {
    FindingDetail::Code(&crate::domain::codes::ART9_CONDITION, code)
}

/// R69: consent of people who depend on who asks is free, and it is said why.
pub(super) fn consent_is_free(facts: &ActivityFacts<'_>, found: &mut Found<'_>) {
    if !facts.is_controller() || facts.has_ended() {
        return;
    }
    let activity = facts.activity;
    let lists = facts.context.lists;
    let dependent = activity.data_subjects.iter().find_map(|subject| {
        let words = &subject.category;
        words.iter().find(|word| {
            let word = word.replace('_', " ");
            lists.depend(&word)
                || lists.first(WordList::Staff, &word).is_some()
                || facts.is_public() && are_decided_on(&word)
        })
    });
    let Some(people) = dependent else { return };
    let free = |text: &String| lists.first(WordList::Voluntary, text).is_some();
    let said = |purpose: &Purpose| {
        let texts = [
            &purpose.consent_proof,
            &purpose.consent_withdrawal,
            &purpose.notes,
            &purpose.as_stated,
            &purpose.text,
        ];
        texts.into_iter().flatten().any(free)
    };
    let of_activity = [&activity.notes, &activity.as_stated, &activity.description];
    if of_activity.into_iter().flatten().any(free) {
        return;
    }
    let purpose = activity
        .purposes
        .iter()
        .find(|purpose| rests_on(purpose, CONSENT) && !said(purpose));
    if let Some(purpose) = purpose {
        found.at(purpose.head.id, "legal_bases").quoting(people);
        return;
    }
    // Explicit consent to data of special categories is asked for as freely.
    let explicit = |conditions: &[String]| matches!(conditions, [one] if one == EXPLICIT_CONSENT);
    let mut of_data = activity.data_categories.iter();
    let category = of_data.find(|it| {
        let texts = [&it.notes, &it.as_stated, &it.only_if];
        explicit(&it.art9_conditions) && !texts.into_iter().flatten().any(free)
    });
    let told = activity.purposes.iter().any(said);
    if let Some(category) = category.filter(|_| !told) {
        found
            .at(category.head.id, "art9_conditions")
            .quoting(people);
    } else if explicit(&activity.art9_conditions) && !told {
        found.at(facts.id(), "art9_conditions").quoting(people);
    }
}

/// R70: it is recorded where people are told of the processing.
pub(super) fn people_are_told(facts: &ActivityFacts<'_>, found: &mut Found<'_>) {
    let activity = facts.activity;
    if !facts.is_controller() || facts.has_ended() || facts.is_anonymous() {
        return;
    }
    let own = facts.organisation;
    let parent = own.and_then(|own| facts.context.organisation(own.parent));
    let told = !activity.notices.is_empty()
        || none_with_reason(activity, "notices")
        || own.into_iter().chain(parent).any(tells_of_notices)
        || [&activity.notes, &activity.description]
            .into_iter()
            .flatten()
            .any(|text| says_people_are_told(text))
        || links_a_notice(facts);
    if !told {
        found.at(facts.id(), "notices");
    }
}

/// Whether the activity links a file or a page that is called as a notice: `docs/PRIVACY.md`.
fn links_a_notice(facts: &ActivityFacts<'_>) -> bool {
    let activity = facts.activity;
    let documents = activity.documents.iter();
    let own = [
        &activity.description,
        &activity.measures_text,
        &activity.as_stated,
        &activity.notes,
    ];
    let mut texts = documents
        .flat_map(|link| [&link.title, &link.address])
        .chain(own)
        .flatten();
    texts.any(|text| facts.context.lists.links_a_notice(text))
}

/// R71: what a public body erases, it erases by decision.
pub(super) fn disposal_is_decided(facts: &ActivityFacts<'_>, found: &mut Found<'_>) {
    if !facts.is_controller() || !facts.is_public() {
        return;
    }
    let context = facts.context;
    let Some(country) = facts.organisation.and_then(|own| own.country.as_deref()) else {
        return;
    };
    let archives = context.law.retentions().iter().find(|entry| {
        entry.kind == Statutory::NoErasure
            && entry.jurisdiction == country
            && entry.in_force_on(context.day)
    });
    let Some(archives) = archives else { return };
    for kept in facts.kept.iter().filter(|kept| kept.is_about_data()) {
        let rule = &kept.rule;
        let words = || {
            let stated = kept.row.map(|row| [&row.as_stated, &row.notes]);
            let stated = stated.into_iter().flatten().flatten();
            rule.criterion.iter().chain(stated)
        };
        let said = || words().any(|text| says_destroyed(text).is_some());
        let goes = match rule.disposition {
            Some(disposition) => {
                matches!(disposition, Disposition::Erase | Disposition::Anonymise)
            }
            None => said(),
        };
        let decided = rule.disposal_decision.is_some()
            || rule.disposal_decided_on.is_some()
            || kept.says_none("disposal_decision")
            || kept.says_none("disposal_decided_on")
            || matches!(rule.law_sets, Some(LawSets::Maximum | LawSets::Exact));
        // What words or a law call the plan or the decision by which it goes is one.
        let planned = || (words().chain(&rule.law)).any(|text| names_a_disposal_plan(text));
        if goes && !decided && !kept.is_anonymous && !lets_go(context, kept) && !planned() {
            found
                .at(kept.id, "disposal_decision")
                .with("act", FindingDetail::Law(archives.id.clone()));
        }
    }
}

/// Whether a law that the rule cites is itself the permission to erase.
fn lets_go(context: &Context<'_>, kept: &KeptRule<'_>) -> bool {
    let cited = |entry: &crate::law::retention::Retention| {
        matches!(entry.kind, Statutory::Exact | Statutory::Maximum) || entry.permits_erasure
    };
    kept.rule
        .law
        .iter()
        .flat_map(|law| context.law.cited_retentions(law))
        .any(cited)
}

/// R72: what is said of a cookie's life or of an age agrees with what is recorded beside it.
pub(super) fn ages_and_lives_agree(facts: &ActivityFacts<'_>, found: &mut Found<'_>) {
    if !facts.is_controller() {
        return;
    }
    let context = facts.context;
    let lists = context.lists;
    for row in &facts.activity.retention {
        let Some(declared) = row.declared_type.as_deref() else {
            continue;
        };
        let session = lists.first(WordList::SessionCookie, declared).is_some()
            || ends_with_the_browser(declared);
        let lasting = lists.first(WordList::LastingCookie, declared).is_some();
        let long = row.period.is_some_and(lasts_a_day);
        let told = if session && !lasting {
            long
        } else {
            lasting && !session && goes_with_the_session(row)
        };
        if told {
            let finding = found.at(row.head.id, "declared_type").quoting(declared);
            finding.with(
                "period",
                FindingDetail::Period(row.period.unwrap_or(Period::Session)),
            );
        }
    }
    let age = facts.activity.age_limit.or_else(|| told_age(facts));
    let (Some(age), Some(own)) = (age, facts.organisation) else {
        return;
    };
    let consents = facts
        .activity
        .purposes
        .iter()
        .any(|purpose| rests_on(purpose, CONSENT));
    if !consents || facts.activity.online_service == Some(false) {
        return;
    }
    let Some(country) = own.country.as_deref() else {
        return;
    };
    let national = format!("child-age-{}", country.to_ascii_lowercase());
    let lowest = context
        .law
        .threshold(&national, context.day)
        .or_else(|| context.law.threshold("child-age-minimum", context.day));
    if let Some(lowest) = lowest.filter(|lowest| age < i64::from(lowest.value)) {
        found
            .at(facts.id(), "age_limit")
            .case("age")
            .quoting(&age.to_string())
            .with("country", FindingDetail::Country(country.to_owned()))
            .with("age", FindingDetail::Text(lowest.value.to_string()))
            .with(
                "sure",
                FindingDetail::Word(sureness(lowest.provenance().confidence)),
            );
    }
}

/// From which age on people take part by what they are called, where an online service asks children for consent.
pub(super) fn told_age(facts: &ActivityFacts<'_>) -> Option<i64> {
    if facts.activity.online_service != Some(true) {
        return None;
    }
    let mut subjects = facts.activity.data_subjects.iter();
    subjects.find_map(|subject| subject.category.iter().find_map(|word| age_from(word)))
}

/// Whether a row ends with the session, by its period or, where it has none, by what it ends on.
fn goes_with_the_session(row: &Retention) -> bool {
    let named = |words: &[String]| words.iter().any(|word| word == "end_of_session");
    let ends = || named(&row.ends_on) || named(&row.start);
    row.period == Some(Period::Session) || row.period.is_none() && ends()
}

/// Whether a period is a day or longer.
fn lasts_a_day(period: Period) -> bool {
    match period {
        Period::Session => false,
        Period::Span(span) => {
            span.years + span.months + span.weeks + span.days > 0 || span.hours >= 24
        }
    }
}

/// R73: a record that is old enough was reviewed once.
pub(super) fn was_ever_reviewed(facts: &ActivityFacts<'_>, found: &mut Found<'_>) {
    let (activity, day) = (facts.activity, facts.context.day);
    let young = facts.has_ended()
        || activity.state == Some(ProcessingState::Planned)
        || activity.record_status == Some(RecordStatus::Draft)
        || activity.last_reviewed_on.is_some()
        || activity.approved_on.is_some()
        || none_with_reason(activity, "last_reviewed_on")
        || reviewed_by_words(activity, day.year()).is_some();
    let next = activity.next_review_on.map(PartialDate::last_day);
    if young || next.is_some() {
        return;
    }
    let interval = activity
        .review_interval
        .or(facts.context.register.about.default_review_interval)
        .unwrap_or(super::governance::CADENCE);
    if let Some(started) = activity.started_on
        && interval
            .after(started.last_day())
            .is_some_and(|due| due < day)
    {
        found
            .at(facts.id(), "last_reviewed_on")
            .quoting(&started.last_day().to_string())
            .with("on", FindingDetail::On(started));
    }
}

/// R75: what the library proposed is looked at by somebody who knows what is done.
pub(super) fn proposals_are_looked_at(facts: &ActivityFacts<'_>, found: &mut Found<'_>) {
    if let Some(template) = untouched_proposal(facts.activity) {
        found
            .at(facts.id(), "record_status")
            .quoting(template)
            .with("template", FindingDetail::Text(template.to_owned()));
    }
}

/// Whether an organisation is recorded as a supplier or a processor, and nothing else says of what: no agreement, no
/// processor that it stands behind, no group that it only belongs to.
fn is_only_called_a_processor(context: &Context<'_>, organisation: &Organisation) -> bool {
    const SUPPLIER: &str = "supplier";
    const GROUP: &str = "group_company";
    let id = Some(organisation.head.id);
    let mut categories = organisation.category.iter();
    categories.any(|word| word == SUPPLIER || is_a_processor(word))
        && !organisation.category.iter().any(|word| word == GROUP)
        && context.overview.contracts_with(id).next().is_none()
        && !context.overview.stands_behind(organisation.head.id)
}

/// R74: an organisation that processes for us has a part in an activity.
pub(super) fn processors_are_named(
    context: &Context<'_>,
    organisation: &Organisation,
    found: &mut Found<'_>,
) {
    let id = organisation.head.id;
    if organisation.ours == Some(true) || context.overview.takes_part(id) {
        return;
    }
    let in_force = |agreement: &&Agreement| {
        agreement.is_in_force(context.day)
            && agreement
                .our_role
                .is_none_or(|role| role == AgreementRole::Controller)
            && agreement.covers_all != Some(true)
    };
    let contract = context
        .overview
        .contracts_with(Some(id))
        .filter_map(|id| context.agreement(Some(id)))
        .find(in_force);
    let authorised = contract.is_none() && context.overview.is_authorised(id);
    if contract.is_none() && !authorised && !is_only_called_a_processor(context, organisation) {
        return;
    }
    let reached = context.register.organisations.iter().any(|other| {
        other
            .contacts
            .iter()
            .any(|contact| contact.organisation == Some(id))
    });
    if !reached {
        let finding = found.on(id);
        finding.with("organisation", FindingDetail::Record(id));
        match contract {
            Some(contract) => finding.with("agreement", FindingDetail::Record(contract.head.id)),
            None if authorised => finding.case("authorised"),
            None => finding.case("called"),
        };
    }
}
