//! Family D, risk and governance: impact assessments, automated decisions, reviews, erasure that is due, the record of
//! a processor, the exemption of Art. 30(5), and where data come from.

use chrono::{Datelike as _, Days, NaiveDate};

use super::activity_facts::ActivityFacts;
use super::content::describes_something;
use super::context::{Context, none_with_reason};
use super::finding::{FindingDetail, Found, Severity};
use super::in_common::Likeness;
use super::screening;
use super::wording::lists::WordList;
use super::wording::plain_answers::says_we_are_only_a_processor;
use super::wording::plain_words::{are_told_about, comes_from_trade};
use super::wording::plain_years::{says_ended, says_reviewed};
use super::wording::sentence::sentences;
use crate::domain::codes::{
    ActivityRole, Disposition, DpiaRequired, DpiaStatus, ProcessingState, RetentionKind, Risk,
    Rounding,
};
use crate::domain::date::PartialDate;
use crate::domain::period::{Period, Span};
use crate::domain::records::{Activity, Organisation};
use crate::due::ending::{Ending, is_public};
use crate::due::standing::{HoldingStanding, KeptAgainst, disposed_by};
use crate::law::{Defeater, EMPLOYEES};

/// How long before its day an erasure is told.
const NOTICE: Days = Days::new(90);

/// How often a record is reviewed where nobody has said otherwise.
pub(super) const CADENCE: Period = Period::Span(Span {
    years: 0,
    months: 12,
    weeks: 0,
    days: 0,
    hours: 0,
    minutes: 0,
    seconds: 0,
});

/// R40: where the criteria are met, an impact assessment is made, or it is said why not.
pub(super) fn is_assessed(facts: &ActivityFacts<'_>, found: &mut Found<'_>) {
    let activity = facts.activity;
    if !facts.is_controller() || facts.has_ended() {
        return;
    }
    let id = facts.id();
    let context = facts.context;
    let decides = activity.automated_decisions == Some(true) && activity.profiling == Some(true);
    let triggered = activity.dpia_criteria.len() >= context.overview.dpia_threshold() || decides;
    let reason = screening::DPIA_KEYS
        .iter()
        .any(|key| none_with_reason(activity, key));
    let started = matches!(
        activity.dpia_status,
        Some(DpiaStatus::Ongoing | DpiaStatus::Done)
    );
    match activity.dpia_required {
        Some(DpiaRequired::Yes) if !started && !reason => {
            found.at(id, "dpia_status").case("missing");
        }
        Some(DpiaRequired::No) if triggered && !reason && activity.dpia_documents.is_empty() => {
            found
                .at(id, "dpia_required")
                .case("denied")
                .with("count", FindingDetail::Number(activity.dpia_criteria.len()));
        }
        Some(DpiaRequired::No) if !reason && !started && activity.dpia_documents.is_empty() => {
            let excuse = screening::DPIA_KEYS
                .iter()
                .any(|key| activity.head.none.contains_key(*key));
            let excused = || screening::coded_sign(facts).filter(|_| excuse);
            let weighty = screening::weighty_sign(facts);
            if let Some((sign, borne_out)) = weighty.or_else(|| Some((excused()?, true))) {
                let finding = found.at(id, "dpia_required").case("signs");
                finding.with("sign", FindingDetail::Word(sign));
                if !borne_out {
                    finding.graded(Severity::Information);
                }
            } else if let Some(words) = screening::named_sign(facts) {
                let finding = found.at(id, "dpia_required").case("words");
                finding.quoting(words);
            }
        }
        None | Some(DpiaRequired::Unclear) if triggered && !started && !reason => {
            found
                .at(id, "dpia_required")
                .with("count", FindingDetail::Number(activity.dpia_criteria.len()));
        }
        _ => {}
    }
    if activity.dpia_status == Some(DpiaStatus::Done)
        && activity.dpia_documents.is_empty()
        && !reason
    {
        found.at(id, "dpia_documents").case("reference");
    }
    let consulted = activity.prior_consultation_on.is_some()
        || none_with_reason(activity, "prior_consultation_on");
    if activity.dpia_residual_risk == Some(Risk::High) && !consulted {
        found.at(id, "prior_consultation_on").case("consultation");
    }
}

/// R41: automated decisions are explained.
pub(super) fn decisions_are_explained(facts: &ActivityFacts<'_>, found: &mut Found<'_>) {
    let activity = facts.activity;
    if !facts.is_controller() {
        return;
    }
    if activity.automated_decisions.is_none()
        && !none_with_reason(activity, "automated_decisions_logic")
        && activity.automated_decisions_logic.is_none()
        && let Some(words) = screening::told_decision(facts)
    {
        let finding = found.at(facts.id(), "automated_decisions").case("words");
        finding.quoting(words);
    }
    if activity.automated_decisions != Some(true) {
        return;
    }
    if activity.automated_decisions_logic.is_none() {
        found.at(facts.id(), "automated_decisions_logic");
    }
    if activity.automated_decisions_effects.is_none() {
        found
            .at(facts.id(), "automated_decisions_effects")
            .case("effects");
    }
}

/// R42: the record was reviewed when it should be, and its impact assessment.
pub(super) fn is_reviewed(facts: &ActivityFacts<'_>, found: &mut Found<'_>) {
    let (activity, day) = (facts.activity, facts.context.day);
    if facts.has_ended() {
        return;
    }
    if let Some(next) = activity.dpia_review_on.filter(|next| next.last_day() < day) {
        found
            .at(facts.id(), "dpia_review_on")
            .case("assessment")
            .quoting(&next.last_day().to_string())
            .with("on", FindingDetail::On(next));
    }
    if let Some(next) = activity.next_review_on {
        if next.last_day() < day {
            found
                .at(facts.id(), "next_review_on")
                .quoting(&next.last_day().to_string())
                .with("on", FindingDetail::On(next));
        }
        return;
    }
    let about = &facts.context.register.about;
    let interval = activity
        .review_interval
        .or(about.default_review_interval)
        .unwrap_or(CADENCE);
    let Some(last) = activity.last_reviewed_on else {
        if let Some((words, year)) = reviewed_by_words(activity, day.year()) {
            let last = NaiveDate::from_ymd_opt(year, 12, 31);
            if last.is_some_and(|last| interval.after(last).is_some_and(|due| due < day)) {
                found
                    .at(facts.id(), "last_reviewed_on")
                    .case("told")
                    .quoting(words);
            }
        }
        return;
    };
    let due = interval.after(last.last_day());
    if due.is_some_and(|due| due < day) {
        found
            .at(facts.id(), "last_reviewed_on")
            .case("old")
            .quoting(&last.last_day().to_string())
            .with("on", FindingDetail::On(last));
    }
}

/// What the notes of a record say of when it was looked at last, with the year.
pub(super) fn reviewed_by_words(activity: &Activity, this_year: i32) -> Option<(&str, i32)> {
    let texts = [&activity.notes, &activity.as_stated].into_iter().flatten();
    texts
        .filter_map(|text| says_reviewed(text, this_year))
        .max_by_key(|(_, year)| *year)
}

/// R43: what was to be done at the end of a time limit is done.
pub(super) fn ending_is_done(facts: &ActivityFacts<'_>, found: &mut Found<'_>) {
    let day = facts.context.day;
    for kept in &facts.kept {
        let Some(row) = kept.row else { continue };
        if matches!(kept.rule.disposition, Some(Disposition::Preserve)) {
            continue;
        }
        let counting = facts.context.register.counting(row);
        let ending = Ending {
            disposition: kept.rule.disposition.unwrap_or(Disposition::Erase),
            public: is_public(facts.context.register, facts.activity.organisation),
        };
        for holding in &row.holdings {
            let standing = HoldingStanding::under(counting, row, holding);
            let waits = standing.disposed_by(day).is_some()
                || standing.is_open_ended()
                || standing.holds_on(day).next().is_some();
            let Some(until) = standing.last_day_by(day).filter(|_| !waits) else {
                continue;
            };
            let soon = until
                .checked_sub_days(NOTICE)
                .is_some_and(|notice| notice <= day);
            if until >= day && !soon {
                continue;
            }
            let finding = found
                .at(holding.head.id, "disposed_on")
                .quoting(&until.to_string());
            finding
                .with("holding", FindingDetail::Record(holding.head.id))
                .with("day", FindingDetail::Day(until))
                .with(
                    "from",
                    FindingDetail::Ending(ending, "from", until.succ_opt()),
                )
                .with("undone", FindingDetail::Ending(ending, "undone", None))
                .with("remedy", FindingDetail::Ending(ending, "remedy", None))
                .with("plan", FindingDetail::Ending(ending, "plan", None));
            let at_most = counting.is_only_a_most() && standing.extended().is_none();
            match (until >= day, at_most) {
                (true, false) => {
                    finding.case("soon");
                }
                (true, true) => {
                    finding.case("most_soon");
                }
                (false, true) => {
                    finding.case("most");
                }
                (false, false) => {}
            }
            if until < day && kept.rule.disposition == Some(Disposition::Review) {
                finding.graded(Severity::Warning);
            }
        }
    }
}

/// R77: what was still to be kept did not go without a reason: up to a day, or for good.
pub(super) fn goes_in_its_time(facts: &ActivityFacts<'_>, found: &mut Found<'_>) {
    let register = facts.context.register;
    let rules = facts.activity.retention.iter();
    let holdings = rules.flat_map(|rule| rule.holdings.iter().map(move |it| (rule, it)));
    for (rule, holding) in holdings {
        let explained =
            holding.early_because.is_some() || none_with_reason(holding, "early_because");
        let went = disposed_by(holding, facts.context.day).filter(|_| !explained);
        let Some(day) = went else { continue };
        // It went by the rule as it was then.
        let then = register.rule_at_disposal(rule, holding);
        let rule = then.as_ref().unwrap_or(rule);
        let kept = HoldingStanding::new(register, rule, holding).kept_against(day);
        let Some(kept) = kept else { continue };
        let finding = found
            .at(holding.head.id, "early_because")
            .with("day", FindingDetail::Day(day));
        match kept {
            KeptAgainst::ForGood => finding.case("for_good"),
            KeptAgainst::Through(until) => finding
                .case("early")
                .with("until", FindingDetail::Day(until)),
        };
    }
}

/// R44: what has ended is disposed of, and what goes on has no end in the past.
pub(super) fn end_is_an_end(facts: &ActivityFacts<'_>, found: &mut Found<'_>) {
    let (activity, day) = (facts.activity, facts.context.day);
    let ended_on = activity.ended_on.map(PartialDate::last_day);
    if !facts.has_ended() {
        if let Some(ended) = activity.ended_on.filter(|ended| ended.last_day() < day) {
            found
                .at(facts.id(), "state")
                .case("running")
                .quoting(&ended.last_day().to_string())
                .with("on", FindingDetail::On(ended));
        } else if activity.state != Some(ProcessingState::Planned) && ended_on.is_none() {
            let texts = [&activity.notes, &activity.description, &activity.as_stated];
            let told = texts.into_iter().flatten();
            let purposes = activity.purposes.iter();
            let purposes = purposes.filter_map(|purpose| purpose.text.as_deref());
            let of: Vec<&str> = purposes.chain(activity.name.as_deref()).collect();
            let mut told = told.filter_map(|text| says_ended(text, day.year(), &of));
            if let Some(words) = told.next() {
                found.at(facts.id(), "state").case("words").quoting(words);
            }
        }
        return;
    }
    if !facts.is_controller() || activity.data_categories.is_empty() || facts.is_anonymous() {
        return;
    }
    // Data may outlive the processing for as long as a rule lets them.
    let accounted = none_with_reason(activity, "data_categories")
        || none_with_reason(activity, "retention")
        || facts
            .kept
            .iter()
            .filter(|kept| kept.is_about_data())
            .any(|kept| {
                let holdings = kept.row.map_or(&[][..], |row| &row.holdings);
                let disposed = !holdings.is_empty();
                let lasting = matches!(
                    kept.rule.kind,
                    Some(RetentionKind::NotStored | RetentionKind::Permanent)
                ) || kept.rule.disposition == Some(Disposition::Preserve)
                    || kept.says_none("holdings");
                let rounding = kept.rule.rounding.unwrap_or(Rounding::None);
                let running = kept
                    .rule
                    .period_max
                    .or(kept.rule.period)
                    .zip(ended_on)
                    .and_then(|(period, ended)| period.keep_through(ended, rounding));
                disposed || lasting || running.is_some_and(|last| last >= day)
            });
    if !accounted {
        found.at(facts.id(), "retention");
    }
}

/// R45: an activity stands once, and is described.
pub(super) fn stands_once(facts: &ActivityFacts<'_>, found: &mut Found<'_>) {
    let activity = facts.activity;
    let id = facts.id();
    if let Some(other) = facts.alike(Likeness::Name).next() {
        let finding = found
            .at(id, "name")
            .with("other", FindingDetail::Record(other));
        finding.quoting(activity.name.as_deref().unwrap_or_default());
    } else if let Some(other) = facts.alike(Likeness::Content).next() {
        found
            .at(id, "purposes")
            .case("content")
            .with("other", FindingDetail::Record(other));
    }
    // Of one without a name, its name is asked for first.
    if activity.name.is_some() && !describes_something(activity) {
        found.on(id).case("empty");
    }
}

/// R46: the record of a processor names each controller, and what is done for it.
pub(super) fn names_its_controllers(facts: &ActivityFacts<'_>, found: &mut Found<'_>) {
    if !facts.is_processor() {
        return;
    }
    let clients = &facts.activity.clients;
    if clients.is_empty() {
        found.at(facts.id(), "clients");
    }
    for client in clients {
        let id = client.head.id;
        if client.organisation.is_none() {
            // Many controllers may be a list that is kept elsewhere, if it is said where.
            let listed = client.category.is_some() && client.list_held_at.is_some();
            if !listed && !none_with_reason(client, "organisation") {
                let finding = found.at(id, "organisation").case("unnamed");
                if let Some(category) = &client.category {
                    finding.quoting(category);
                }
            }
        }
        if client.processing_categories.is_none() {
            found
                .at(id, "processing_categories")
                .case("categories")
                .with("client", FindingDetail::Record(id));
        }
    }
}

/// R47: fewer employees than the figure of Art. 30(5) do not free who processes regularly, or sensitive data.
pub(super) fn is_not_exempt(
    context: &Context<'_>,
    organisation: &Organisation,
    found: &mut Found<'_>,
) {
    let Some(test) = context.law.exemption_test(context.day) else {
        return;
    };
    // A figure of one's own that began later takes the place of the one of the test.
    let figure = context.law.threshold(EMPLOYEES, context.day);
    let limit = figure
        .filter(|figure| figure.valid_from > test.valid_from)
        .map_or(test.persons_below, |figure| figure.value);
    let (Some(employees), Some(true)) = (organisation.employees, organisation.ours) else {
        return;
    };
    let id = organisation.head.id;
    let tally = context.overview.tally(id);
    let counted = |defeaters: &[Defeater], number: usize| {
        let asked = defeaters.iter().any(|it| test.is_defeated_by(*it));
        if asked { number } else { 0 }
    };
    let regular = counted(&[Defeater::NotOccasional], tally.regular);
    let sensitive = counted(&[Defeater::Art9, Defeater::Art10], tally.sensitive);
    let risky = counted(
        &[Defeater::RiskLikely, Defeater::HighRiskLikely],
        tally.risky,
    );
    if employees < i64::from(limit) && regular + sensitive + risky > 0 {
        let finding = found
            .at(id, "employees")
            .with("organisation", FindingDetail::Record(id));
        if !test.is_defeated_by(Defeater::NotOccasional) {
            finding.case("risk");
        }
        finding
            .with("limit", FindingDetail::Number(limit as usize))
            .with(
                "employees",
                FindingDetail::Number(usize::try_from(employees).unwrap_or_default()),
            )
            .with("regular", FindingDetail::Number(regular))
            .with("sensitive", FindingDetail::Number(sensitive))
            .with("risky", FindingDetail::Number(risky));
    }
}

/// R48: data that do not come from the person come from somewhere.
pub(super) fn source_is_named(facts: &ActivityFacts<'_>, found: &mut Found<'_>) {
    let activity = facts.activity;
    if !facts.is_controller() || facts.is_anonymous() {
        return;
    }
    let unnamed = activity
        .source
        .iter()
        .all(|source| matches!(source.as_str(), "third_parties" | "purchased"));
    if let Some(source) = activity.source.first().filter(|_| unnamed) {
        let detail = FindingDetail::Code(&crate::domain::codes::DATA_SOURCE, source.clone());
        found
            .at(facts.id(), "source")
            .with("source", detail)
            .quoting(source);
        return;
    }
    let answered = !activity.source.is_empty() || none_with_reason(activity, "source");
    let told = activity.purposes.iter().filter_map(|it| it.text.as_ref());
    let told = told.chain(&activity.name).chain(&activity.description);
    let told = told.map(String::as_str);
    let mut told = told.chain(facts.notes().map(|(_, notes)| notes));
    let traded = || told.find_map(comes_from_trade);
    if let Some(words) = (!answered).then(traded).flatten() {
        found
            .at(facts.id(), "source")
            .with("source", FindingDetail::Text(words.to_owned()))
            .quoting(words);
        return;
    }
    // People who seldom give their data themselves; of those who may become customers, whoever writes or signs up does.
    let wrote = || {
        let texts = activity.purposes.iter().filter_map(|it| it.text.as_ref());
        let mut texts = texts.chain(&activity.name).chain(&activity.description);
        texts.any(|it| {
            let lists = facts.context.lists;
            lists.first(WordList::Enquiry, it).is_some()
        })
    };
    let called = |wanted: &dyn Fn(&str) -> bool| {
        let mut words = (activity.data_subjects.iter()).flat_map(|subject| &subject.category);
        words.find(|word| wanted(word))
    };
    // Whoever is filmed or located is the source.
    let watched = [WordList::Watch, WordList::DpiaSign];
    let mut watched = watched.into_iter().flat_map(|list| facts.scan.of(list));
    if answered || watched.any(|hit| matches!(hit.text.key, "name" | "text")) {
        return;
    }
    let indirect = called(&|word| word == "relatives" || are_told_about(word));
    let possible = || called(&|word| word == "prospects" && !wrote());
    let Some(subject) = indirect.or_else(possible) else {
        return;
    };
    let detail = FindingDetail::Code(&crate::domain::codes::SUBJECT_CATEGORY, subject.clone());
    let finding = found.at(facts.id(), "source").case("likely");
    finding.with("subjects", detail);
    // What whoever may become a customer does at our site comes from himself.
    if indirect.is_none() {
        finding.graded(Severity::Information);
    }
}

/// R50: it is settled whether the record is one of a controller or of a processor, and its words do not say otherwise.
pub(super) fn role_is_settled(facts: &ActivityFacts<'_>, found: &mut Found<'_>) {
    let activity = facts.activity;
    if activity.role == Some(ActivityRole::Controller) && !facts.has_ended() {
        let name = facts.organisation.and_then(|own| own.name.as_deref());
        let texts = [&activity.description, &activity.notes, &activity.as_stated];
        let texts = texts.into_iter().flatten();
        let spoken = texts.filter(|text| facts.context.lists.speaks_of_processors(text));
        let mut said = spoken.flat_map(|text| sentences(text));
        if let Some(words) = said.find(|it| says_we_are_only_a_processor(it, name)) {
            found.at(facts.id(), "role").case("words").quoting(words);
        }
        return;
    }
    if !facts.has_role() {
        let finding = found.at(facts.id(), "role");
        if facts.activity.state == Some(ProcessingState::Planned) {
            finding.graded(Severity::Warning);
        }
    }
}
