//! Family E, citations: law that is no longer in force, and authorities by a former name (Art. 5(2)).

use std::ops::Range;

use chrono::NaiveDate;

use super::context::Context;
use super::finding::{FindingDetail, Found};
use super::scan::{Passage, Scan};
use super::wording::plain_grounds::has_fallen;
use super::wording::plain_years::speaks_of_then;
use super::wording::unsaid::ShortText;
use crate::domain::codes::{self, ProcessingState};
use crate::domain::date::PartialDate;
use crate::domain::kind::RecordKind;
use crate::domain::records::Activity;
use crate::domain::value::Id;
use crate::law::{Instrument, LegalAct};

impl<'a> Scan<'a> {
    /// Takes in the law and the authorities of a note that are no more, or of the words that a row was recorded from, where
    /// they do not speak of their time.
    pub(super) fn take_remark(
        &mut self,
        context: &Context<'a>,
        (record, kind, key): (Id, RecordKind, &'static str),
        text: &'a str,
        day: NaiveDate,
    ) {
        let note = Passage {
            record,
            kind,
            key,
            is_vocabulary: false,
            text,
            may_be_open: false,
            may_be_address: false,
            short: ShortText::default(),
        };
        let of_then = |span: &Range<usize>, last: Option<NaiveDate>| {
            last.is_some_and(|last| speaks_of_then(text, span, last))
        };
        let acts = context.law.cited_repealed_acts(text, day);
        self.repealed.extend(
            acts.into_iter()
                .filter(|(span, act)| !of_then(span, act.in_force_until))
                .map(|(span, act)| (note, &text[span], act)),
        );
        let authorities = context.law.former_authority_names(text, day);
        self.renamed.extend(
            authorities
                .into_iter()
                .filter(|(span, authority)| !of_then(span, authority.valid_until))
                .map(|(span, authority)| (note, &text[span], authority)),
        );
    }
}

/// R52: texts and instruments cite no law that was no longer in force.
pub(super) fn cites_law_in_force(context: &Context<'_>, scan: &Scan<'_>, found: &mut Found<'_>) {
    for (at, (text, words, act)) in scan.repealed.iter().enumerate() {
        // By its name and by its number an act is cited once.
        let cited_before = |(before, _, other): &(Passage<'_>, &str, &LegalAct)| {
            std::ptr::eq(before.text, text.text) && std::ptr::eq(*other, *act)
        };
        if scan.repealed[..at].iter().any(cited_before) {
            continue;
        }
        // Where something still rests on a framework that fell, R33 tells.
        if act.decision.is_some() && has_fallen(text.text) {
            continue;
        }
        if act
            .in_force_until
            .is_some_and(|last| holds_only_what_is_older(scan, text.record, last))
        {
            continue;
        }
        let finding = found.at(text.record, text.key).quoting(words);
        finding.with("act", FindingDetail::Text((*words).to_owned()));
        if let Some(last) = act.in_force_until {
            finding.with("day", FindingDetail::Day(last));
        }
    }
    // What people are told, they are told by the law in force; other documents may be of their time.
    let notices = match scan.record.downcast::<Activity>() {
        Some(activity) if activity.state != Some(ProcessingState::Ended) => &activity.notices[..],
        _ => &[],
    };
    let titles = notices.iter().filter_map(|notice| notice.title.as_deref());
    for title in titles.filter(|title| context.cites_an_act(title)) {
        for (span, act) in context.law.cited_repealed_acts(title, context.day) {
            let words = &title[span];
            let finding = found.at(scan.record.id(), "notices").quoting(words);
            finding.with("act", FindingDetail::Text(words.to_owned()));
            if let Some(last) = act.in_force_until {
                finding.with("day", FindingDetail::Day(last));
            }
        }
    }
    for text in scan.texts.iter().filter(|text| text.key == "instrument") {
        let last = match context.law.instrument(text.text) {
            Some(Instrument::Decision(decision)) => decision.valid_until,
            Some(Instrument::Clauses(set)) => set.new_contracts_until,
            None => None,
        };
        let denied = scan.record.find(text.record).is_some_and(|row| {
            row.kind() == RecordKind::Transfer && row.text("state").as_deref() == Some("denied")
        });
        if let Some(last) = last.filter(|last| *last < context.day && !denied) {
            let finding = found.at(text.record, text.key).quoting(text.text);
            finding.with(
                "act",
                FindingDetail::Code(&codes::INSTRUMENT, text.text.to_owned()),
            );
            finding.with("day", FindingDetail::Day(last));
        }
    }
}

/// Whether a rule is for holdings alone that began while an act was in force: it governs them still.
fn holds_only_what_is_older(scan: &Scan<'_>, row: Id, last: NaiveDate) -> bool {
    let Some(activity) = scan.record.downcast::<Activity>() else {
        return false;
    };
    let mut rules = activity.retention.iter();
    let Some(rule) = rules.find(|rule| rule.head.id == row) else {
        return false;
    };
    let of_then = |began: Option<PartialDate>| began.is_some_and(|began| began.last_day() <= last);
    !rule.holdings.is_empty() && rule.holdings.iter().all(|it| of_then(it.started_on))
}

/// R53: authorities are called what they are called now.
pub(super) fn authorities_have_their_name(
    context: &Context<'_>,
    scan: &Scan<'_>,
    found: &mut Found<'_>,
) {
    // A former name is what a list of trading and former names is for.
    for (text, words, authority) in scan
        .renamed
        .iter()
        .filter(|(text, ..)| text.key != "trading_names")
    {
        let successor = authority.successor.clone().unwrap_or_default();
        let finding = found.at(text.record, text.key).quoting(words);
        finding.with(
            "authority",
            FindingDetail::Code(&codes::AUTHORITY, successor),
        );
    }
    for text in scan
        .texts
        .iter()
        .filter(|text| text.key == "supervisory_authority")
    {
        let authority = context.law.authority(text.text);
        if let Some(authority) = authority
            .filter(|authority| authority.valid_until.is_some_and(|last| last < context.day))
            && let Some(successor) = &authority.successor
        {
            let finding = found.at(text.record, text.key).quoting(text.text);
            finding.with(
                "authority",
                FindingDetail::Code(&codes::AUTHORITY, successor.clone()),
            );
        }
    }
}
