//! Family A, completeness: who is responsible, and how that one is reached (Art. 30(1)(a), Arts. 26, 27, 37).

use super::activity_facts::ActivityFacts;
use super::context::{Context, can_be_reached, is_reachable, none_with_reason};
use super::finding::{FindingDetail, Found, Severity};
use super::scan::WordHit;
use super::wording::lists::WordList;
use super::wording::plain_answers::says_no_officer_is_needed;
use crate::domain::codes::{AgreementKind, ContactRole, RecipientRole};
use crate::domain::contacts::{OFFICER, REPRESENTATIVE};
use crate::domain::field::Record;
use crate::domain::records::{Contact, Organisation};

/// R01: a controller or processor of ours has a name, and a way to reach it.
pub(super) fn is_named_and_reachable(
    context: &Context<'_>,
    organisation: &Organisation,
    found: &mut Found<'_>,
) {
    if organisation.ours != Some(true) {
        return;
    }
    let id = organisation.head.id;
    if organisation.name.is_none() {
        found.at(id, "name");
    }
    if !can_be_reached(context.register, organisation) {
        found
            .at(id, "email")
            .case("contact")
            .with("organisation", FindingDetail::Record(id));
    }
}

/// R01: an activity says whose it is.
pub(super) fn has_organisation(facts: &ActivityFacts<'_>, found: &mut Found<'_>) {
    if facts.activity.organisation.is_none() {
        found.at(facts.id(), "organisation").case("activity");
    }
}

fn contacts_of(organisation: &Organisation, role: ContactRole) -> impl Iterator<Item = &Contact> {
    organisation
        .contacts
        .iter()
        .filter(move |contact| contact.role == Some(role))
}

/// R02: the data protection officer can be reached, or it is said why there is none; a public body must have one.
pub(super) fn has_officer(
    context: &Context<'_>,
    organisation: &Organisation,
    found: &mut Found<'_>,
) {
    if organisation.ours != Some(true) {
        return;
    }
    let id = organisation.head.id;
    let public = organisation.public_authority == Some(true);
    let noted = || {
        organisation
            .notes
            .as_deref()
            .is_some_and(says_no_officer_is_needed)
    };
    let reason = none_with_reason(organisation, OFFICER.key)
        || none_with_reason(organisation, "contacts")
        || noted();
    let mut officers = contacts_of(organisation, OFFICER.role).peekable();
    if officers.peek().is_some() {
        for officer in officers.filter(|officer| !is_reachable(context.register, officer)) {
            found
                .at(officer.head.id, "email")
                .with("organisation", FindingDetail::Record(id));
        }
    } else if public {
        // Courts acting as such need none (Art. 37(1)(a)), so a reason is heard.
        let finding = found
            .at(id, "contacts")
            .case("public")
            .with("organisation", FindingDetail::Record(id));
        if reason {
            finding.graded(Severity::Warning);
        }
    } else if !reason {
        found
            .at(id, "contacts")
            .case("reason")
            .with("organisation", FindingDetail::Record(id));
    }
}

/// R03: a controller or processor outside the EEA has a representative inside.
pub(super) fn has_representative(
    context: &Context<'_>,
    organisation: &Organisation,
    found: &mut Found<'_>,
) {
    let Some(country) = organisation
        .country
        .as_deref()
        .filter(|country| context.is_outside(country))
    else {
        return;
    };
    let named = contacts_of(organisation, REPRESENTATIVE.role)
        .next()
        .is_some();
    if organisation.ours == Some(true)
        && !named
        && !none_with_reason(organisation, REPRESENTATIVE.key)
    {
        let id = organisation.head.id;
        let finding = found
            .at(id, "contacts")
            .with("organisation", FindingDetail::Record(id));
        let finding = finding.with("country", FindingDetail::Country(country.to_owned()));
        // Its own law is the same regulation: whether that of the Union holds, too, is a question.
        if country == UNITED_KINGDOM {
            finding.case("own_law");
        }
    }
}

/// The country whose law kept the regulation.
const UNITED_KINGDOM: &str = "GB";

/// R04: joint controllers are named with their contact, and their arrangement is recorded.
pub(super) fn settles_joint_controllers(facts: &ActivityFacts<'_>, found: &mut Found<'_>) {
    let activity = facts.activity;
    let mut any = false;
    for recipient in &activity.recipients {
        if recipient.role != Some(RecipientRole::JointController) {
            continue;
        }
        any = true;
        let id = recipient.head.id;
        let Some(organisation) = facts.context.organisation(recipient.organisation) else {
            found.at(id, "organisation").case("unnamed");
            continue;
        };
        if !can_be_reached(facts.context.register, organisation) {
            let finding = found.at(id, "organisation").case("contact");
            finding.with("organisation", FindingDetail::Record(organisation.head.id));
        }
        let arranged = facts.context.agreement(recipient.agreement).is_some()
            || activity.joint_arrangement.is_some()
            || facts.context.register.agreements.iter().any(|agreement| {
                agreement.kind == Some(AgreementKind::JointArrangement)
                    && agreement.organisation == recipient.organisation
            });
        let answered = none_with_reason(recipient as &dyn Record, "agreement")
            || none_with_reason(activity as &dyn Record, "joint_arrangement");
        if !arranged && !answered {
            let finding = found.at(id, "agreement").case("arrangement");
            finding.with("organisation", FindingDetail::Record(organisation.head.id));
        }
    }
    if !any && !none_with_reason(activity, "joint_arrangement") {
        if let Some(hit) = facts.scan.of(WordList::JointControllers).next() {
            found.at(hit.text.record, hit.text.key).quoting(hit.words);
        } else if let Some((hit, words)) = shared(facts) {
            found.at(hit.text.record, hit.text.key).quoting(words);
        } else if activity.joint_arrangement.is_some() {
            found.at(facts.id(), "joint_arrangement").case("party");
        } else if let Some(words) = noted(facts) {
            found.at(facts.id(), "notes").quoting(words);
        }
    }
}

/// The words of joint controllers in the notes: a sheet that calls our role so is kept there.
fn noted<'a>(facts: &ActivityFacts<'a>) -> Option<&'a str> {
    let lists = facts.context.lists;
    facts.activity.notes.as_deref()?.lines().find_map(|line| {
        let words = lists.first(WordList::JointControllers, line)?;
        (!lists.denies(line)).then_some(words)
    })
}

/// The words that say in two parts that the responsibility for processing is shared.
fn shared<'f, 'a>(facts: &'f ActivityFacts<'a>) -> Option<(&'f WordHit<'a>, &'a str)> {
    let lists = facts.context.lists;
    let mut hits = facts.scan.of(WordList::Joint);
    hits.find_map(|hit| {
        let denied = lists.denies(hit.text.text);
        let words = lists.with_near(hit.words, WordList::Responsible, hit.text.text, 4)?;
        (!denied).then_some((hit, words))
    })
}
