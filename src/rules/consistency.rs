//! Family E, consistency: what modelling real notices adds. Providers that are no recipients, and the same processing
//! with two periods.

use super::context::{Facts, Hit};
use super::finding::{Detail, Found};
use super::lists::List;
use super::overview::Likeness;
use crate::domain::codes::RetentionScope;
use crate::domain::field::RecordKind;
use crate::domain::period::Period;
use crate::domain::records::{Activity, Retention};
use crate::domain::register::Register;
use crate::domain::value::Id;
use crate::search::fold;

/// Whether an organisation is known to the activity in another part than as a recipient of its own: a client, one to
/// whom data are passed on, a processor behind a processor, or a parent or child of a recipient.
fn is_known(facts: &Facts<'_>, organisation: Id) -> bool {
    let activity = facts.activity;
    let some = Some(organisation);
    let family = |id: Option<Id>| {
        id == some
            || facts
                .context
                .organisation(id)
                .is_some_and(|other| other.parent == some)
            || (id.is_some()
                && facts
                    .context
                    .organisation(some)
                    .is_some_and(|own| own.parent == id))
    };
    let chain = |agreement: Option<Id>| {
        facts.context.agreement(agreement).is_some_and(|agreement| {
            agreement.organisation == some
                || agreement
                    .sub_processors
                    .iter()
                    .any(|behind| behind.organisation == some)
        })
    };
    activity.recipients.iter().any(|recipient| {
        let contracts = || {
            facts
                .context
                .overview
                .contracts_with(recipient.organisation)
        };
        family(recipient.organisation)
            || chain(recipient.agreement)
            || contracts().any(|id| chain(Some(id)))
    }) || activity
        .clients
        .iter()
        .any(|client| client.organisation == some || client.via == some)
        || activity
            .transfers
            .iter()
            .any(|transfer| transfer.organisation == some)
}

/// Where an organisation's name tells that it takes part: not in what says why, or under which law.
fn tells(hit: &Hit<'_>) -> bool {
    matches!(
        (hit.text.kind, hit.text.key),
        (
            RecordKind::Activity,
            "systems" | "name" | "description" | "measures_text"
        ) | (RecordKind::Purpose | RecordKind::DataSubject, "text")
            | (RecordKind::DataCategory, "items")
            | (
                RecordKind::Retention,
                "name" | "purpose" | "places" | "provider_stated" | "criterion"
            )
    )
}

/// R51: whoever occurs in the texts of an activity is among its recipients.
pub(super) fn named_parties_are_recipients(facts: &Facts<'_>, found: &mut Found<'_>) {
    let scan = facts.scan;
    let mut told: Vec<Id> = Vec::new();
    for hit in scan.of(List::Organisation).filter(|hit| tells(hit)) {
        let Some(organisation) = facts.context.named(hit) else {
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
        let anyone = scan.of(List::Organisation).any(|other| {
            std::ptr::eq(other.text.text, hit.text.text)
                && overlaps(other.words, hit.words)
                && facts
                    .context
                    .named(other)
                    .is_some_and(|other| is_known(facts, other))
        });
        let said = scan.of(List::Organisation).any(|other| {
            other.text.kind == RecordKind::Recipient
                && facts.context.named(other) == Some(organisation)
        });
        if (capital && !written) || anyone || said || told.contains(&organisation) {
            continue;
        }
        told.push(organisation);
        let finding = found.at(hit.text.record, hit.text.key).quoting(hit.words);
        finding.with("organisation", Detail::Record(organisation));
    }
    for row in &facts.activity.retention {
        let Some(provider) = row
            .provider_stated
            .as_deref()
            .filter(|_| row.provider.is_none())
        else {
            continue;
        };
        let known = scan
            .of(List::Organisation)
            .any(|hit| hit.text.record == row.head.id && hit.text.key == "provider_stated");
        if !known && !is_own(facts, provider) && !is_said(facts, provider) {
            found
                .at(row.head.id, "provider")
                .case("provider")
                .quoting(provider);
        }
    }
}

/// Whether two pieces of one text share a part.
fn overlaps(left: &str, right: &str) -> bool {
    let range = |piece: &str| {
        let start = piece.as_ptr() as usize;
        (start, start + piece.len())
    };
    let ((a, b), (c, d)) = (range(left), range(right));
    a < d && c < b
}

/// Whether a provider is ourselves: by a word, or by the name of our organisation.
fn is_own(facts: &Facts<'_>, provider: &str) -> bool {
    let names = facts
        .organisation
        .into_iter()
        .flat_map(|own| own.name.iter().chain(&own.trading_names));
    facts
        .context
        .lists
        .first(List::OwnProvider, provider)
        .is_some()
        || names
            .into_iter()
            .any(|name| fold(provider).contains(&fold(facts.context.lists.without_form(name))))
}

/// Whether a recipient without organisation is called so.
fn is_said(facts: &Facts<'_>, provider: &str) -> bool {
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

/// The periods that an activity keeps its data for, in the order of what is written.
fn periods(register: &Register, activity: &Activity) -> Vec<(Option<String>, Option<String>)> {
    let about_data = |row: &&Retention| {
        row.planned != Some(true) && row.scope.is_none_or(|scope| scope == RetentionScope::Data)
    };
    let say = |period: Option<Period>| period.map(|period| period.to_string());
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
pub(super) fn same_processing_same_periods(facts: &Facts<'_>, found: &mut Found<'_>) {
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
            .with("other", Detail::Record(other.head.id));
    }
}
