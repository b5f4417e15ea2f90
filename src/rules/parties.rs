//! Family C, contracts: whether a contract was concluded between those whose data go by it (Arts. 28(3) and 46(2)(c)).

use super::activity_facts::ActivityFacts;
use super::context::{Context, searched};
use super::finding::{FindingDetail, Found, Severity};
use super::processors::{is_covered, is_ours};
use super::told_places::texts_behind;
use super::transfers::live;
use super::wording::vendors::Vendors;
use crate::domain::codes::{AgreementKind, RecipientRole};
use crate::domain::records::{Agreement, Organisation};
use crate::domain::text::fold;
use crate::domain::value::Id;

/// A contract between two parties, as an activity stands on it.
struct Contract<'a> {
    facts: &'a ActivityFacts<'a>,
    agreement: &'a Agreement,
}

impl<'a> Contract<'a> {
    /// The contract that a row of an activity names; arrangements of several parties and rules of a whole group are none.
    fn of(facts: &'a ActivityFacts<'a>, named: Option<Id>) -> Option<Self> {
        let agreement = facts.context.agreement(named)?;
        let of_two = matches!(
            agreement.kind,
            None | Some(AgreementKind::ProcessorContract | AgreementKind::Clauses)
        );
        of_two.then_some(Self { facts, agreement })
    }

    /// Whether it binds an organisation: the other party, one of its group, one that it engages, or one that its words name.
    fn binds(&self, organisation: Id) -> bool {
        let context = self.facts.context;
        let (Some(party), Some(other)) = (
            context.organisation(self.agreement.organisation),
            context.organisation(Some(organisation)),
        ) else {
            return true;
        };
        if self.agreement.organisation == Some(organisation) {
            return true;
        }
        let seen_from_there = self.agreement.our_party == Some(organisation)
            && self.agreement.organisation == self.facts.activity.organisation;
        let mut engaged = self.agreement.sub_processors.iter();
        seen_from_there
            || is_one_house(context, party, other)
            || engaged.any(|behind| {
                let behind = context.organisation(behind.organisation);
                behind.is_some_and(|behind| is_one_house(context, behind, other))
            })
            || self.names(other)
    }

    /// Whether the organisation of the activity concluded it, by itself or by the one that it belongs to, or is said to be
    /// covered by it.
    fn is_ours(&self) -> bool {
        let activity = self.facts.activity;
        let (Some(by), Some(own)) = (
            self.agreement.our_party,
            self.facts.context.organisation(activity.organisation),
        ) else {
            return true;
        };
        let mut recipients = activity.recipients.iter();
        self.facts
            .context
            .line_of(own)
            .any(|above| above.head.id == by)
            || self.agreement.organisation == Some(own.head.id)
            || self.agreement.covers.contains(&activity.head.id)
            || activity.joint_arrangement.is_some()
            || recipients.any(|recipient| {
                recipient.role == Some(RecipientRole::JointController)
                    && recipient.organisation == Some(by)
            })
            || self.names(own)
    }

    /// Whether its words name an organisation.
    fn names(&self, organisation: &Organisation) -> bool {
        let mut texts = texts_of_parties(self.agreement);
        let names: Vec<String> = names_of(organisation)
            .flat_map(|name| searched(name))
            .map(|name| fold(&name))
            .collect();
        texts.any(|text| {
            let text = fold(text);
            names.iter().any(|name| text.contains(name))
        })
    }

    /// What is told of it where it was concluded by another organisation of ours.
    fn tell_whose(&self, row: Id, found: &mut Found<'_>) {
        let Some(by) = self.agreement.our_party else {
            return;
        };
        found
            .at(row, "agreement")
            .case("own_party")
            .with("agreement", FindingDetail::Record(self.agreement.head.id))
            .with("organisation", FindingDetail::Record(by));
    }
}

/// The words of an agreement that say between whom it is: its category, its version, its titles, and those behind it.
pub(super) fn texts_of_parties(agreement: &Agreement) -> impl Iterator<Item = &String> {
    let titles = agreement.documents.iter();
    let titles = titles.filter_map(|document| document.title.as_ref());
    let engaged = agreement.sub_processors.iter();
    let own = agreement.category.iter().chain(&agreement.version);
    own.chain(titles).chain(engaged.flat_map(texts_behind))
}

/// What an organisation is called.
fn names_of(organisation: &Organisation) -> impl Iterator<Item = &String> {
    let names = organisation.name.iter();
    names.chain(&organisation.trading_names)
}

/// Whether two organisations are one, or of one group: as it is recorded, or as they are called.
fn is_one_house(context: &Context<'_>, one: &Organisation, other: &Organisation) -> bool {
    let top = |of| {
        let last = context.line_of(of).last();
        last.map(|top| top.head.id)
    };
    top(one) == top(other)
        || names_of(one)
            .any(|one| names_of(other).any(|other| is_called_alike(context, one, other)))
}

/// Whether two names are those of one vendor, or one only says more than the other: `Telia Sverige AB` is of Telia.
fn is_called_alike(context: &Context<'_>, one: &str, other: &str) -> bool {
    let plain = |name: &str| fold(context.lists.without_form(name));
    let (short, long) = {
        let (one, other) = (plain(one), plain(other));
        if one.len() <= other.len() {
            (one, other)
        } else {
            (other, one)
        }
    };
    let rest = long.strip_prefix(&short).filter(|_| !short.is_empty());
    let says_more = rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric));
    says_more || Vendors::are_of_one(one, other)
}

/// R39: the contract of a recipient or a client is one with it, concluded by the organisation of the activity.
pub(super) fn contracts_are_with_them(facts: &ActivityFacts<'_>, found: &mut Found<'_>) {
    if facts.has_ended() {
        return;
    }
    let activity = facts.activity;
    for recipient in &activity.recipients {
        let Some(contract) = Contract::of(facts, recipient.agreement) else {
            continue;
        };
        // Whoever stands behind a processor may be told with the contract of that one.
        let behind_another = recipient.role == Some(RecipientRole::SubProcessor)
            && activity.recipients.iter().any(|other| {
                other.head.id != recipient.head.id
                    && other.organisation.is_some_and(|id| contract.binds(id))
            });
        if recipient.role == Some(RecipientRole::JointController) || behind_another {
            continue;
        }
        let id = recipient.head.id;
        if recipient.organisation.is_some_and(|id| !contract.binds(id)) {
            let unbound = is_ours(facts, recipient) && !is_covered(facts, recipient);
            let finding = found.at(id, "agreement").case("party");
            finding
                .with(
                    "agreement",
                    FindingDetail::Record(contract.agreement.head.id),
                )
                .with("recipient", FindingDetail::Record(id));
            if !unbound {
                finding.graded(Severity::Warning);
            }
        } else if !contract.is_ours() {
            contract.tell_whose(id, found);
        }
    }
    for client in &activity.clients {
        let Some(contract) = Contract::of(facts, client.agreement) else {
            continue;
        };
        let id = client.head.id;
        let between = [client.organisation, client.via];
        let mut between = between.into_iter().flatten().peekable();
        if between.peek().is_some() && !between.any(|id| contract.binds(id)) {
            found
                .at(id, "agreement")
                .case("party")
                .with(
                    "agreement",
                    FindingDetail::Record(contract.agreement.head.id),
                )
                .with("recipient", FindingDetail::Record(id))
                .graded(Severity::Warning);
        } else if !contract.is_ours() {
            contract.tell_whose(id, found);
        }
    }
}

/// R36: the contract that a transfer rests on is one with whoever gets the data, concluded by the organisation of the
/// activity. Of one that a recipient stands on, too, it is told there.
pub(super) fn clauses_are_with_importers(facts: &ActivityFacts<'_>, found: &mut Found<'_>) {
    for transfer in live(facts) {
        let Some(contract) = Contract::of(facts, transfer.agreement) else {
            continue;
        };
        let told_there = facts
            .recipients_of(transfer)
            .any(|recipient| recipient.agreement == transfer.agreement);
        if told_there {
            continue;
        }
        let importers = facts.recipients_of(transfer).map(|it| it.organisation);
        let importers = importers.chain([transfer.organisation]);
        let mut importers = importers.flatten().peekable();
        let id = transfer.head.id;
        if importers.peek().is_some() && !importers.any(|id| contract.binds(id)) {
            found.at(id, "agreement").case("party").with(
                "agreement",
                FindingDetail::Record(contract.agreement.head.id),
            );
        } else if !contract.is_ours() {
            contract.tell_whose(id, found);
        }
    }
}
