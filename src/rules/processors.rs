//! Family C, recipients: contracts with processors, and the processors behind them (Art. 28).

use chrono::Datelike as _;

use super::activity_facts::ActivityFacts;
use super::context::{Context, none_with_reason};
use super::finding::{FindingDetail, Found, Severity};
use super::wording::plain_words::{
    denies_a_contract, names_a_dated_contract, names_a_processing_contract, says_unsigned,
    works_under_a_contract,
};
use super::wording::plain_years::says_over;
use super::wording::reasons::is_excuse;
use super::wording::sentence::sentences;
use crate::domain::codes::{AgreementKind, AgreementRole, AgreementStatus, RecipientRole};
use crate::domain::field::Record;
use crate::domain::records::{Agreement, Client, Organisation, Recipient};
use crate::domain::text::fold;

/// Whether a recipient is a processor that we engage: behind a controller its sub-processors are engaged by others.
///
/// Who is a controller of its own by its words is none, whatever the heading was that it stood under.
pub(super) fn is_ours(facts: &ActivityFacts<'_>, recipient: &Recipient) -> bool {
    let context = facts.context;
    let independent = || {
        let organisation = context.organisation(recipient.organisation);
        let name = organisation.and_then(|organisation| organisation.name.as_ref());
        let texts = [
            name,
            recipient.category.as_ref(),
            recipient.service.as_ref(),
        ];
        let mut texts = texts.into_iter().flatten();
        texts.any(|text| context.lists.is_independent(text))
    };
    match recipient.role {
        Some(RecipientRole::Processor) => !independent(),
        // Where a controller names none above it, it calls its own processor so.
        Some(RecipientRole::SubProcessor) => facts.is_processor() || !has_processor(facts),
        _ => false,
    }
}

/// Whether a processor is among the recipients.
fn has_processor(facts: &ActivityFacts<'_>) -> bool {
    let mut recipients = facts.activity.recipients.iter();
    recipients.any(|it| it.role == Some(RecipientRole::Processor))
}

/// Whether an agreement elsewhere in the register covers a processor of an activity.
pub(super) fn is_covered(facts: &ActivityFacts<'_>, recipient: &Recipient) -> bool {
    let covers = |agreement: &Agreement| {
        let party =
            agreement.our_party.is_none() || agreement.our_party == facts.activity.organisation;
        agreement.covers.contains(&facts.id())
            || (party && agreement.covers_all == Some(true))
            || (party && agreement.covers.is_empty() && agreement.is_in_force(facts.context.day))
    };
    let context = facts.context;
    if recipient.organisation.is_some() {
        let mut contracts = context.overview.contracts_with(recipient.organisation);
        return contracts.any(|id| context.agreement(Some(id)).is_some_and(covers));
    }
    // Who is called by a category alone has the contract of that category.
    let category = recipient.category.as_deref().into_iter();
    let mut of_category = category.flat_map(|it| context.overview.contracts_of_category(it));
    of_category.any(|id| context.agreement(Some(id)).is_some_and(covers))
}

/// Whether a contract with the processor is recorded and still to be signed: that is told of the contract.
fn awaits_signature(facts: &ActivityFacts<'_>, recipient: &Recipient) -> bool {
    let mut contracts = facts
        .context
        .overview
        .contracts_with(recipient.organisation)
        .filter_map(|id| facts.context.agreement(Some(id)));
    recipient.organisation.is_some()
        && contracts.any(|agreement| {
            agreement.status == Some(AgreementStatus::Unsigned)
                && (agreement.covers.is_empty() || agreement.covers.contains(&facts.id()))
        })
}

/// Whether the notes on a recipient name the contract with it, with its day or year.
fn tells_its_contract(recipient: &Recipient) -> bool {
    let texts = [&recipient.notes, &recipient.as_stated, &recipient.service];
    let mut texts = texts.into_iter().flatten();
    texts.any(|text| names_a_dated_contract(text) || works_under_a_contract(text))
        || (recipient.category.as_deref()).is_some_and(works_under_a_contract)
}

/// Whether a sentence of the activity that names a recipient tells of the contract with it: `Nimbus works under its DPA`.
fn is_told_of_elsewhere(facts: &ActivityFacts<'_>, recipient: &Recipient) -> bool {
    let organisation = facts.context.organisation(recipient.organisation);
    let Some(name) = organisation.and_then(|it| it.name.as_deref()) else {
        return false;
    };
    let name = fold(facts.context.lists.without_form(name));
    let activity = facts.activity;
    let of_rules = activity.retention.iter();
    let of_rules = of_rules.flat_map(|it| [&it.criterion, &it.as_stated, &it.notes]);
    let of_transfers = activity.transfers.iter();
    let of_transfers = of_transfers.flat_map(|it| [&it.safeguards, &it.as_stated, &it.notes]);
    let texts = [
        &activity.description,
        &activity.notes,
        &activity.measures_text,
    ];
    let mut texts = texts
        .into_iter()
        .chain(of_rules)
        .chain(of_transfers)
        .flatten();
    texts.any(|text| {
        sentences(text).any(|sentence| {
            fold(sentence).contains(&name)
                && (works_under_a_contract(sentence) || names_a_dated_contract(sentence))
        })
    })
}

/// The one contract in force with a recipient's organisation that covers other activities.
fn covers_others<'a>(facts: &ActivityFacts<'a>, recipient: &Recipient) -> Option<&'a Agreement> {
    let context = facts.context;
    let mut contracts = context
        .overview
        .contracts_with(recipient.organisation)
        .filter_map(|id| context.agreement(Some(id)))
        .filter(|agreement| {
            agreement.is_in_force(facts.context.day)
                && (agreement.our_party.is_none()
                    || agreement.our_party == facts.activity.organisation)
        });
    contracts.next()
}

/// Whether a contract in force by which we process for a controller covers an activity, though the client does not name it.
fn acts_under_contract(facts: &ActivityFacts<'_>, client: &Client) -> bool {
    let context = facts.context;
    let mut contracts = context
        .overview
        .contracts_with(client.organisation)
        .filter_map(|id| context.agreement(Some(id)));
    contracts.any(|agreement| {
        let own =
            agreement.our_party.is_none() || agreement.our_party == facts.activity.organisation;
        let covers = agreement.covers_all == Some(true)
            || agreement.covers.is_empty()
            || agreement.covers.contains(&facts.id());
        agreement.our_role == Some(AgreementRole::Processor)
            && own
            && covers
            && agreement.is_in_force(facts.context.day)
    })
}

/// Whether a document of an activity is the contract by which it is done for others.
fn names_its_contract(facts: &ActivityFacts<'_>) -> bool {
    let titles = facts
        .activity
        .documents
        .iter()
        .filter_map(|it| it.title.as_deref());
    titles.into_iter().any(names_a_processing_contract)
}

/// R39: each processor has a contract, and a controller for whom we act has one with us.
pub(super) fn processors_have_a_contract(facts: &ActivityFacts<'_>, found: &mut Found<'_>) {
    if facts.has_ended() {
        return;
    }
    for recipient in facts
        .activity
        .recipients
        .iter()
        .filter(|recipient| is_ours(facts, recipient))
    {
        let answered = none_with_reason(recipient as &dyn Record, "agreement")
            || awaits_signature(facts, recipient)
            || tells_its_contract(recipient);
        if recipient.agreement.is_none()
            && !answered
            && !is_covered(facts, recipient)
            && !is_told_of_elsewhere(facts, recipient)
        {
            let finding = found
                .at(recipient.head.id, "agreement")
                .with("recipient", FindingDetail::Record(recipient.head.id));
            if let Some(agreement) = covers_others(facts, recipient) {
                finding
                    .case("others")
                    .with("agreement", FindingDetail::Record(agreement.head.id));
            }
        }
    }
    if facts.is_processor() {
        for client in &facts.activity.clients {
            let answered = none_with_reason(client as &dyn Record, "agreement");
            let is_bound = acts_under_contract(facts, client) || names_its_contract(facts);
            if client.agreement.is_none() && !answered && !is_bound {
                found
                    .at(client.head.id, "agreement")
                    .case("client")
                    .with("client", FindingDetail::Record(client.head.id));
            }
        }
    }
}

/// R39: a processor contract is concluded, in force and looked at again, and the processors behind it are authorised.
pub(super) fn contracts_are_in_force(
    context: &Context<'_>,
    agreement: &Agreement,
    found: &mut Found<'_>,
) {
    let id = agreement.head.id;
    if agreement.kind != Some(AgreementKind::ProcessorContract) {
        return;
    }
    if agreement.status == Some(AgreementStatus::Unsigned) {
        found.at(id, "status").case("unsigned");
    }
    // A day of signing says that it is concluded as well as a status does.
    let told = agreement.signed_on.is_some() || none_with_reason(agreement, "status");
    if agreement.status.is_none() && !told {
        found.at(id, "status").case("unknown");
    }
    for (key, day, case) in [
        ("valid_until", agreement.valid_until, "expired"),
        ("review_on", agreement.review_on, "review"),
    ] {
        if let Some(date) = day.filter(|date| date.last_day() < context.day) {
            found
                .at(id, key)
                .case(case)
                .with("on", FindingDetail::On(date))
                .quoting(&date.last_day().to_string());
        }
    }
    // What the notes say of a contract in force, where no day says it.
    let mut words = agreement.notes.iter().chain(&agreement.version);
    let unsigned = || words.clone().find_map(|text| says_unsigned(text));
    if agreement.status != Some(AgreementStatus::Unsigned)
        && let Some(words) = unsigned()
    {
        found.at(id, "status").case("unsigned").quoting(words);
    } else if agreement.valid_until.is_none()
        && let Some(words) = words.find_map(|text| says_over(text, context.day.year()))
    {
        found.at(id, "valid_until").case("over").quoting(words);
    }
    for behind in &agreement.sub_processors {
        if behind.authorisation.is_none() && !none_with_reason(behind, "authorisation") {
            let finding = found
                .at(behind.head.id, "authorisation")
                .case("sub_processor");
            finding
                .with("sub_processor", FindingDetail::Record(behind.head.id))
                .graded(Severity::Warning);
        }
    }
}

/// R39: what is noted of an organisation that no activity names does not say that its contract is missing: `DPA: none, the
/// risk is accepted`. Of those that an activity names, it is told there.
pub(super) fn listed_processors_have_a_contract(
    context: &Context<'_>,
    organisation: &Organisation,
    found: &mut Found<'_>,
) {
    let id = organisation.head.id;
    let overview = context.overview;
    if organisation.ours == Some(true)
        || overview.takes_part(id)
        || overview.contracts_with(Some(id)).next().is_some()
    {
        return;
    }
    let denied = organisation.notes.as_deref().and_then(denies_a_contract);
    if let Some(words) = denied.filter(|words| is_excuse("agreement", words)) {
        found
            .at(id, "notes")
            .case("listed")
            .quoting(words)
            .with("organisation", FindingDetail::Record(id));
    }
}
