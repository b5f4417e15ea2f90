//! Family E, consistency: what modelling real notices adds. Providers that are no recipients, and the same processing
//! with two periods.

use super::activity_facts::ActivityFacts;
use super::finding::{Finding, FindingDetail, Found};
use super::in_common::Likeness;
use super::scan::WordHit;
use super::transfers::is_in_a_path;
use super::wording::cookies::Cookies;
use super::wording::lists::WordList;
use super::wording::plain_lists::{PlainList, PlainText};
use super::wording::tokens::Tokens;
use super::wording::vendors::{KnownVendor, Vendors};
use crate::domain::codes::RetentionScope;
use crate::domain::kind::RecordKind;
use crate::domain::period::Period;
use crate::domain::records::{Activity, Retention};
use crate::domain::register::Register;
use crate::domain::text::{fold, share_a_part};
use crate::domain::value::Id;

/// The organisations that take part in the activity: its recipients and what they belong to, those behind them by
/// agreement, its clients, and those to whom data are transferred.
fn parties<'a>(facts: &'a ActivityFacts<'_>) -> impl Iterator<Item = Id> + 'a {
    let ActivityFacts {
        activity, context, ..
    } = facts;
    let chain = |id: Id| {
        let agreement = context.agreement(Some(id));
        agreement.into_iter().flat_map(|agreement| {
            let behind = agreement.sub_processors.iter();
            behind
                .map(|behind| behind.organisation)
                .chain([agreement.organisation])
        })
    };
    let recipients = activity.recipients.iter().flat_map(move |recipient| {
        let own = recipient.organisation;
        let parent = context.organisation(own).and_then(|own| own.parent);
        let contracts = context.overview.contracts_with(own);
        contracts
            .chain(recipient.agreement)
            .flat_map(chain)
            .chain([own, parent])
    });
    let clients = activity.clients.iter();
    let transfers = activity.transfers.iter();
    recipients
        .chain(clients.flat_map(|client| [client.organisation, client.via]))
        .chain(transfers.map(|transfer| transfer.organisation))
        .flatten()
}

/// Whether an organisation takes part in the activity, or belongs to one that receives its data.
fn is_known(facts: &ActivityFacts<'_>, organisation: Id) -> bool {
    let own = facts.context.organisation(Some(organisation));
    let parent = own.and_then(|own| own.parent);
    let mut recipients = facts.activity.recipients.iter();
    parties(facts).any(|party| party == organisation)
        || (parent.is_some() && recipients.any(|recipient| recipient.organisation == parent))
}

/// Where an organisation's name tells that it takes part: not in what says why, or under which law.
fn tells(hit: &WordHit<'_>) -> bool {
    matches!(
        (hit.text.kind, hit.text.key),
        (
            RecordKind::Activity,
            "systems" | "name" | "description" | "measures_text"
        ) | (RecordKind::Purpose | RecordKind::DataSubject, "text")
            | (RecordKind::DataCategory, "items")
            | (RecordKind::Transfer, "safeguards")
            | (
                RecordKind::Retention,
                "name" | "purpose" | "places" | "provider_stated" | "criterion"
            )
    )
}

/// R51: whoever occurs in the texts of an activity is among its recipients.
pub(super) fn named_parties_are_recipients(facts: &ActivityFacts<'_>, found: &mut Found<'_>) {
    let scan = facts.scan;
    let mut told: Vec<Id> = Vec::new();
    for hit in scan.of(WordList::Organisation).filter(|hit| tells(hit)) {
        let Some(organisation) = facts.context.named(hit.owner) else {
            continue;
        };
        // A name is written with its capital; a word that only sounds like it is not.
        let capital = facts
            .context
            .organisation(Some(organisation))
            .is_some_and(|organisation| {
                let names = organisation.name.iter().chain(&organisation.trading_names);
                names
                    .into_iter()
                    .any(|name| name.chars().next().is_some_and(char::is_uppercase))
            });
        let written = hit.words.chars().next().is_some_and(char::is_uppercase);
        // Several organisations may share a name; one of them among the recipients is enough.
        let anyone = scan.of(WordList::Organisation).any(|other| {
            std::ptr::eq(other.text.text, hit.text.text)
                && share_a_part(other.words, hit.words)
                && facts
                    .context
                    .named(other.owner)
                    .is_some_and(|other| is_known(facts, other))
        });
        let said = is_said_of_a_recipient(facts, hit.words)
            || scan.of(WordList::Organisation).any(|other| {
                other.text.kind == RecordKind::Recipient
                    && facts.context.named(other.owner) == Some(organisation)
            });
        if (capital && !written) || anyone || said || told.contains(&organisation) {
            continue;
        }
        told.push(organisation);
        let finding = found.at(hit.text.record, hit.text.key).quoting(hit.words);
        finding.with("organisation", FindingDetail::Record(organisation));
    }
    // A row whose provider is told already is not told again by the name of its cookie.
    let mut foreign: Vec<Id> = Vec::new();
    for row in &facts.activity.retention {
        let Some(provider) = row
            .provider_stated
            .as_deref()
            .filter(|_| row.provider.is_none())
        else {
            continue;
        };
        let known = scan
            .of(WordList::Organisation)
            .any(|hit| hit.text.record == row.head.id && hit.text.key == "provider_stated");
        if !known && !is_own(facts, provider) && !is_said(facts, provider) {
            found
                .at(row.head.id, "provider")
                .case("provider")
                .quoting(provider);
            foreign.push(row.head.id);
        }
    }
    name_vendors(facts, found);
    let cookies = facts.activity.retention.iter().filter(|row| is_cookie(row));
    let mut missing: Vec<&str> = Vec::new();
    for row in cookies.filter(|row| !foreign.contains(&row.head.id)) {
        for (cookie, vendor) in Cookies::shipped().of(row.name.as_deref().unwrap_or_default()) {
            if !missing.contains(&vendor.name.as_str())
                && !takes_part(facts, |name| vendor.is_called(name))
            {
                missing.push(&vendor.name);
                let finding = found.at(row.head.id, "provider").case("cookie");
                finding
                    .quoting(cookie)
                    .with("vendor", FindingDetail::Text(vendor.name.clone()));
            }
        }
    }
}

/// Whether the name of a recipient begins with a name, and goes on with what it does: `Molnhall (hosting)`.
fn is_said_of_a_recipient(facts: &ActivityFacts<'_>, name: &str) -> bool {
    let own = fold(name);
    let mut parties = parties(facts).filter_map(|id| facts.context.organisation(Some(id)));
    parties.any(|party| {
        let mut names = party.name.iter().chain(&party.trading_names);
        names.any(|name| {
            let name = fold(name);
            let rest = name.strip_prefix(own.as_str());
            rest.is_some_and(|rest| {
                rest.trim_start()
                    .starts_with(['(', ',', ':', '-', '–', '—'])
            })
        })
    })
}

/// How many words stand between two others at the most that speak of one another.
const BESIDE: usize = 1;

/// Whether a vendor's product runs on machines of one's own.
fn is_hosted_by_ourselves(text: &str, words: &str) -> bool {
    let Some(at) = Tokens::of(text).first_of(words, text) else {
        return false;
    };
    let last = at + Tokens::of(words).count();
    let plain = PlainText::of(text);
    let mut told = plain.of_list(PlainList::SelfHosted);
    told.any(|hit| hit.words.start >= last && hit.words.start - last <= BESIDE)
}

/// Whether a text in plain speech says that a vendor's product is used: `drawn up with ChatGPT`.
fn is_said_to_be_used(text: &str, words: &str) -> bool {
    let Some(at) = Tokens::of(text).first_of(words, text) else {
        return false;
    };
    let plain = PlainText::of(text);
    let mut with = plain.of_list(PlainList::UsedWith);
    let before = |end: usize| end <= at && at - end <= BESIDE;
    with.any(|hit| before(hit.words.end)) && !plain.holds(PlainList::NoLongerUsed)
}

/// A vendor that everybody knows and no organisation of the register is: whoever uses its systems hands data to it.
fn name_vendors(facts: &ActivityFacts<'_>, found: &mut Found<'_>) {
    let is_used = |hit: &&WordHit<'_>| {
        matches!(
            (hit.text.kind, hit.text.key),
            (RecordKind::Activity, "systems" | "name")
                | (RecordKind::Retention, "places")
                | (RecordKind::Transfer, "safeguards")
        ) || matches!(
            (hit.text.kind, hit.text.key),
            (RecordKind::Activity, "description" | "measures_text") | (RecordKind::Purpose, "text")
        ) && is_said_to_be_used(hit.text.text, hit.words)
    };
    let mut told: Vec<&str> = Vec::new();
    for hit in facts.scan.of(WordList::Vendor).filter(is_used) {
        let Some(vendor) = Vendors::shipped().named(hit.words) else {
            continue;
        };
        // The longest of the names that begin there is the one that is meant.
        let longer = facts.scan.of(WordList::Vendor).any(|other| {
            std::ptr::eq(other.text.text, hit.text.text)
                && share_a_part(other.words, hit.words)
                && other.words.len() > hit.words.len()
        });
        if longer
            || told.contains(&vendor.group.as_str())
            || is_in_a_path(hit.text.text, hit.words)
            || is_hosted_by_ourselves(hit.text.text, hit.words)
            || takes_part(facts, |name| vendor.is_called(name))
        {
            continue;
        }
        told.push(&vendor.group);
        tell_vendor(found.at(hit.text.record, hit.text.key), vendor, hit.words);
    }
    for (id, notes) in facts.notes() {
        let used = |name: &&str| {
            is_said_to_be_used(notes, name)
                && !is_in_a_path(notes, name)
                && !is_hosted_by_ourselves(notes, name)
        };
        // Of names that begin in one place, the longest is the one that is meant.
        let name = Vendors::names_in(notes)
            .filter(used)
            .max_by_key(|name| name.len());
        let vendor = name.and_then(|name| Some((name, Vendors::shipped().named(name)?)));
        if let Some((name, vendor)) = vendor
            && !told.contains(&vendor.group.as_str())
            && !takes_part(facts, |name| vendor.is_called(name))
        {
            told.push(&vendor.group);
            tell_vendor(found.at(id, "notes"), vendor, name);
        }
    }
}

/// Says of a finding which vendor it is about.
fn tell_vendor(finding: &mut Finding, vendor: &KnownVendor, words: &str) {
    finding
        .case("vendor")
        .quoting(words)
        .with("group", FindingDetail::Text(vendor.belongs_to()))
        .with("companies", FindingDetail::Text(vendor.companies()));
}

/// Whether somebody takes part who is called so: by a name of theirs, of our organisation, or as they are described.
fn takes_part(facts: &ActivityFacts<'_>, is_called: impl Fn(&String) -> bool) -> bool {
    let parties = parties(facts).filter_map(|id| facts.context.organisation(Some(id)));
    let recipients = facts.activity.recipients.iter();
    let described =
        recipients.flat_map(|recipient| recipient.category.iter().chain(&recipient.service));
    parties
        .chain(facts.organisation)
        .flat_map(|party| party.name.iter().chain(&party.trading_names))
        .chain(described)
        .any(is_called)
}

/// Whether a rule is about a cookie.
pub(super) fn is_cookie(row: &Retention) -> bool {
    row.scope == Some(RetentionScope::Cookies)
}

/// Whether a provider is ourselves: by a word, or by the name of our organisation.
fn is_own(facts: &ActivityFacts<'_>, provider: &str) -> bool {
    let names = facts
        .organisation
        .into_iter()
        .flat_map(|own| own.name.iter().chain(&own.trading_names));
    facts
        .context
        .lists
        .first(WordList::OwnProvider, provider)
        .is_some()
        || names
            .into_iter()
            .any(|name| fold(provider).contains(&fold(facts.context.lists.without_form(name))))
}

/// Whether a recipient without organisation is called so.
fn is_said(facts: &ActivityFacts<'_>, provider: &str) -> bool {
    let provider = fold(provider);
    facts
        .activity
        .recipients
        .iter()
        .flat_map(|recipient| recipient.category.iter().chain(&recipient.service))
        .any(|text| {
            let text = fold(text);
            text.contains(&provider) || provider.contains(&text)
        })
}

/// A length of time, however it is written: two years are 24 months.
type Length = (u64, Option<String>);

/// The periods that an activity keeps its data for, the shortest first.
fn periods(register: &Register, activity: &Activity) -> Vec<(Option<Length>, Option<Length>)> {
    let about_data = |row: &&Retention| {
        row.planned != Some(true) && row.scope.is_none_or(|scope| scope == RetentionScope::Data)
    };
    let length = |period: Period| {
        let days = period.rough_days();
        (days, (days == 0).then(|| period.to_string()))
    };
    let say = |period: Option<Period>| period.map(length);
    let rows = activity.retention.iter().filter(about_data);
    let mut periods: Vec<_> = rows
        .map(|row| register.counting(row))
        .filter(|rule| rule.period.is_some() || rule.period_max.is_some())
        .map(|rule| (say(rule.period), say(rule.period_max)))
        .collect();
    periods.sort_unstable();
    periods.dedup();
    periods
}

/// R57: the same processing has the same periods.
pub(super) fn same_processing_same_periods(facts: &ActivityFacts<'_>, found: &mut Found<'_>) {
    let register = facts.context.register;
    if !facts.is_controller() || facts.has_ended() {
        return;
    }
    let others = facts.alike(Likeness::Processing);
    let mut others = others
        .filter_map(|id| register.typed::<Activity>(id))
        .filter(|other| other.role == facts.activity.role)
        .peekable();
    if others.peek().is_none() {
        return;
    }
    let own = periods(register, facts.activity);
    if own.is_empty() {
        return;
    }
    let differs = others.find(|other| {
        let theirs = periods(register, other);
        !theirs.is_empty() && own != theirs
    });
    if let Some(other) = differs {
        found
            .at(facts.id(), "retention")
            .with("other", FindingDetail::Record(other.head.id));
    }
}

#[cfg(test)]
mod tests {
    use super::{is_hosted_by_ourselves, is_said_to_be_used};

    #[test]
    fn a_vendor_in_plain_speech_is_used_or_is_not() {
        for (text, vendor, used) in [
            (
                "Letters are drawn up with a ChatGPT assistant",
                "ChatGPT",
                true,
            ),
            ("Enkäten görs i Typeform", "Typeform", true),
            ("Versand über Mailchimp", "Mailchimp", true),
            ("Les relances partent avec HubSpot", "HubSpot", true),
            ("We left Mailchimp in 2020", "Mailchimp", false),
            ("Inte längre med Mailchimp", "Mailchimp", false),
            ("Mailchimp asked for a meeting", "Mailchimp", false),
        ] {
            let at = text.find(vendor).unwrap();
            let words = &text[at..at + vendor.len()];
            assert_eq!(is_said_to_be_used(text, words), used, "{text}");
        }
        let text = "Matomo (self-hosted), Sentry";
        assert!(
            is_hosted_by_ourselves(text, &text[..6]) && !is_hosted_by_ourselves(text, &text[22..])
        );
    }
}
