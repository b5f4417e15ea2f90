//! Whether a period keeps to the law that its rule cites (Art. 5(1)(e), Art. 6(3), and the law itself).

use std::borrow::Cow;

use chrono::NaiveDate;

use super::activity_facts::{ActivityFacts, KeptRule};
use super::context::Context;
use super::finding::{Finding, FindingDetail, Found, Severity};
use super::scan::Scan;
use super::wording::lengths::sole_length_in;
use super::wording::lists::{Lists, WordList};
use super::wording::plain_words::{is_kept_for_good, says_year_s_end};
use crate::domain::codes::{Disposition, LawSets, RetentionKind, Rounding};
use crate::domain::date::PartialDate;
use crate::domain::period::{Period, Span};
use crate::domain::records::{Activity, Holding, Organisation, Retention};
use crate::due::standing::{HoldingStanding, disposed_by};
use crate::law::retention::{AnchorRounding, Retention as Statutory, RetentionKind as Does};
use crate::law::{Confidence, Sector, Sourced as _};

/// Starts that come before those at the end of a year, a relation or a case.
const EARLY: [&str; 3] = ["transaction", "collection", "set_or_update"];
/// Starts at the end of something.
const LATE: [&str; 4] = [
    "end_of_financial_year",
    "end_of_relation",
    "end_of_contract",
    "case_closed",
];
/// The fewest days that so many months in a row have, whichever month they begin with.
const FEWEST_DAYS: [u64; 12] = [0, 28, 59, 89, 120, 150, 181, 212, 242, 273, 303, 334];

/// Whose period it is.
struct Body<'a> {
    country: Option<&'a str>,
    /// Whether the law of the Union is law there; where nobody knows the country, it may be.
    under_union_law: bool,
    public: Option<bool>,
    /// What kinds of body it may be, as the law data call them; all that are possible.
    kinds: Vec<&'static str>,
}

/// What the law data call a company or association that has to procure as public bodies do: whether it is one, it says
/// itself by citing that law.
const CONTRACTING_BODY: &str = "body governed by public law";

impl<'a> Body<'a> {
    fn of(context: &Context<'a>, own: &'a Organisation) -> Self {
        let name = own.name.as_deref().unwrap_or_default();
        let lists = Lists::shipped();
        // A company that a municipality owns says so itself, by its form.
        let is_company = own.public_authority == Some(true)
            && lists.first(WordList::CompanyForm, name).is_some()
            && lists.without_form(name).len() < name.len();
        let parent = context
            .organisation(own.parent)
            .and_then(|parent| parent.name.as_deref())
            .unwrap_or_default();
        let called =
            |list| lists.first(list, name).is_some() || lists.first(list, parent).is_some();
        let kinds: Vec<&'static str> = match own.public_authority {
            Some(true) if is_company => vec!["company", CONTRACTING_BODY],
            Some(true) if called(WordList::Municipality) => vec!["municipality"],
            Some(true) if called(WordList::Region) => vec!["region"],
            Some(true) => vec!["municipality", "region", "state"],
            _ => vec!["company", "association", "provider", CONTRACTING_BODY],
        };
        let country = own.country.as_deref();
        Self {
            country,
            under_union_law: country
                .is_none_or(|country| context.law.is_law_in("EU", country, context.day)),
            public: own.public_authority.map(|public| public && !is_company),
            kinds,
        }
    }

    /// Whether an entry is law where the body is.
    fn is_under(&self, entry: &Statutory) -> bool {
        let own = Some(entry.jurisdiction.as_str()) == self.country;
        own || (self.under_union_law && entry.jurisdiction == "EU")
    }

    /// Whether an entry binds the body.
    fn is_bound_by(&self, entry: &Statutory) -> bool {
        let sector = match (entry.sector, self.public) {
            (Sector::Public, Some(false)) | (Sector::Private, Some(true)) => false,
            (Sector::Public | Sector::Private | Sector::Both, _) => true,
        };
        let named = |all: &[String]| all.iter().any(|kind| self.kinds.contains(&kind.as_str()));
        let bound = entry.binds.is_empty()
            || entry.binds.iter().any(|kind| kind == "anyone")
            || named(&entry.binds)
            || self.public.is_none();
        let excepted = self
            .kinds
            .iter()
            .all(|kind| entry.not_for.iter().any(|other| other == kind));
        sector && bound && !excepted
    }
}

/// What is wrong with a rule against an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum PeriodFault {
    Floor,
    Ceiling,
    Exact,
    Rounding,
    Start,
}

impl PeriodFault {
    const fn case(self) -> Option<&'static str> {
        match self {
            Self::Floor => None,
            Self::Ceiling => Some("ceiling"),
            Self::Exact => Some("exact"),
            Self::Rounding => Some("rounding"),
            Self::Start => Some("start"),
        }
    }

    const fn severity(self) -> Severity {
        match self {
            Self::Floor | Self::Ceiling | Self::Exact => Severity::Error,
            Self::Rounding | Self::Start => Severity::Warning,
        }
    }
}

/// R59: a period keeps to the law that it cites.
pub(super) fn keeps_to_its_law(
    context: &Context<'_>,
    scan: &Scan<'_>,
    kept: &KeptRule<'_>,
    found: &mut Found<'_>,
) {
    let rule = &*kept.rule;
    if !kept.is_about_data() {
        return;
    }
    if rule.law.is_empty() || longest(rule).is_none() && rule.kind != Some(RetentionKind::Permanent)
    {
        keeps_to_the_law_of_its_words(context, scan, kept, found);
    }
    if rule.law.is_empty() {
        return;
    }
    let Some(body) = body(context, scan) else {
        return;
    };
    for law in &rule.law {
        for cited in law.split(';') {
            if judge(context, kept, &body, cited, found) {
                return;
            }
        }
    }
}

/// R59: what words alone say of a period and its law is held against that law, a step softer than what is recorded.
fn keeps_to_the_law_of_its_words(
    context: &Context<'_>,
    scan: &Scan<'_>,
    kept: &KeptRule<'_>,
    found: &mut Found<'_>,
) {
    let rule = &*kept.rule;
    let words = || [&rule.criterion, &rule.as_stated].into_iter().flatten();
    let cites = |text: &&String| !context.law.cited_retentions(text).is_empty();
    let laws: Vec<String> = if rule.law.is_empty() {
        words().find(cites).into_iter().cloned().collect()
    } else {
        rule.law.clone()
    };
    if laws.is_empty() {
        return;
    }
    let recorded = longest(rule);
    let Some(period) = recorded.or_else(|| words().find_map(|text| sole_length_in(text))) else {
        return;
    };
    let Some(body) = body(context, scan) else {
        return;
    };
    let mut told = Retention::clone(rule);
    if recorded.is_none() {
        told.period = Some(period);
        told.kind = Some(RetentionKind::Fixed);
    }
    if told.disposition.is_none() && words().any(|text| is_kept_for_good(text)) {
        told.disposition = Some(Disposition::Archive);
    }
    let told = KeptRule {
        rule: Cow::Owned(told),
        ..kept.clone()
    };
    for cited in &laws {
        if judge(context, &told, &body, cited, found) {
            found.soften_last(Severity::Warning);
            return;
        }
    }
}

/// R59: rules that only point to a schedule are judged here, where the schedule itself serves bodies that are not alike.
pub(super) fn schedules_fit(facts: &ActivityFacts<'_>, found: &mut Found<'_>) {
    if !facts.asks_controller() || alike(facts.context).is_some() {
        return;
    }
    let Some(own) = facts.organisation else {
        return;
    };
    let body = Body::of(facts.context, own);
    for kept in &facts.kept {
        if kept.says_something_itself() || !kept.is_about_data() {
            continue;
        }
        let laws = kept.rule.law.iter().flat_map(|law| law.split(';'));
        for cited in laws {
            if judge(facts.context, kept, &body, cited, found) {
                break;
            }
        }
    }
}

/// Whose record it is; of a schedule, the organisation of ours that rests on it, where all are alike.
fn body<'a>(context: &Context<'a>, scan: &Scan<'a>) -> Option<Body<'a>> {
    if let Some(activity) = scan.record.downcast::<Activity>() {
        return Some(Body::of(
            context,
            context.organisation(activity.organisation)?,
        ));
    }
    Some(Body::of(context, alike(context)?))
}

/// The organisation of ours that stands for all, where they are alike.
fn alike<'a>(context: &Context<'a>) -> Option<&'a Organisation> {
    let mut ours = context
        .register
        .organisations
        .iter()
        .filter(|own| own.ours == Some(true));
    let first = ours.next()?;
    let alike = ours.all(|other| {
        other.country == first.country && other.public_authority == first.public_authority
    });
    alike.then_some(first)
}

/// Judges a rule by one citation; whether anything was told.
fn judge<'l>(
    context: &Context<'l>,
    kept: &KeptRule<'_>,
    body: &Body<'_>,
    cited: &str,
    found: &mut Found<'_>,
) -> bool {
    let rule = &*kept.rule;
    let all: Vec<&'l Statutory> = context
        .law
        .cited_retentions(cited)
        .into_iter()
        .filter(|entry| body.is_under(entry) && entry.in_force_on(context.day))
        .collect();
    if all.is_empty() {
        return false;
    }
    let binding: Vec<&Statutory> = all
        .iter()
        .copied()
        .filter(|entry| body.is_bound_by(entry))
        .collect();
    if binding.is_empty() {
        return binds_another(context, kept, body, &all, found);
    }
    let comparable: Vec<&Statutory> = binding
        .iter()
        .copied()
        .filter(|entry| matches!(entry.kind, Does::Minimum | Does::Maximum | Does::Exact))
        .collect();
    if comparable.is_empty() {
        let bar = binding.iter().find(|entry| entry.kind == Does::Limitation);
        if let Some(bar) = bar.filter(|_| rule.law_sets == Some(LawSets::Minimum)) {
            say(found.at(kept.id, "law_sets").case("bar"), bar);
            return true;
        }
        return false;
    }
    let archives = body.public == Some(true);
    let broken = |entry: &&'l Statutory| Some((fault(rule, entry, archives)?, *entry));
    // Which documents of the section the rule is about, its words may say: then each of those periods counts. Where they
    // do not, the rule is wrong only if it breaks them all.
    let named: Vec<&Statutory> = comparable
        .iter()
        .copied()
        .filter(|entry| are_its_documents(rule, entry))
        .collect();
    // A code without its article is cited as well for the claims that it bars, which any period serves.
    let has_figure = cited.contains(|letter: char| letter.is_ascii_digit());
    let bars = || !has_figure && binding.iter().any(|entry| entry.kind == Does::Limitation);
    let faults: Vec<(PeriodFault, &Statutory)> = if named.is_empty() && bars() {
        Vec::new()
    } else if named.is_empty() {
        let all: Option<Vec<_>> = comparable.iter().map(broken).collect();
        all.unwrap_or_default()
    } else {
        named.iter().filter_map(broken).collect()
    };
    let worst = faults
        .into_iter()
        .min_by_key(|(fault, entry)| (fault.severity(), !entry.is_sure()));
    if let Some((fault, entry)) = worst {
        tell(kept, fault, entry, found);
        return true;
    }
    older_holding(context, kept, &comparable, found)
}

/// Whether the words of a rule name the documents that an entry is for.
fn are_its_documents(rule: &Retention, entry: &Statutory) -> bool {
    [&rule.name, &rule.criterion, &rule.only_if, &rule.as_stated]
        .into_iter()
        .flatten()
        .any(|text| entry.names_documents(text))
}

/// A holding of years to which an earlier law still applies.
fn older_holding(
    context: &Context<'_>,
    kept: &KeptRule<'_>,
    entries: &[&Statutory],
    found: &mut Found<'_>,
) -> bool {
    let Some(row) = kept.row else { return false };
    for entry in entries {
        let (Some(from), Some(before)) = (entry.valid_from, &entry.before) else {
            continue;
        };
        let Some(before) = context.law.retention(before) else {
            continue;
        };
        let open = row
            .holdings
            .iter()
            .filter(|holding| disposed_by(holding, context.day).is_none());
        let older = open
            .filter(|holding| is_before(holding.started_on.map(PartialDate::last_day), from))
            .find(|_| fault(&kept.rule, before, true).is_some());
        if let Some(holding) = older {
            let finding = found.at(holding.head.id, "started_on").case("earlier");
            finding.with("holding", FindingDetail::Record(holding.head.id));
            say(finding, before);
            soften(finding, before);
            return true;
        }
    }
    false
}

/// R59: no batch is kept for longer than the law or its rule allows at most, unless another law asks for it.
pub(super) fn extensions_keep_within(facts: &ActivityFacts<'_>, found: &mut Found<'_>) {
    for kept in &facts.kept {
        let Some(row) = kept.row else { continue };
        for holding in &row.holdings {
            if holding.extended_until.is_none() || disposed_by(holding, facts.context.day).is_some()
            {
                continue;
            }
            let standing = HoldingStanding::new(facts.context.register, row, holding);
            let beyond = standing.extended_beyond().or_else(|| {
                let most = most_by_law(facts, &kept.rule, holding)?;
                let longer = standing.extended().is_some_and(|until| until > most);
                (longer && holding.extended_law.is_empty()).then_some((most, true))
            });
            let Some((most, by_law)) = beyond else {
                continue;
            };
            let until = standing.extended().unwrap_or(most);
            found
                .at(holding.head.id, "extended_until")
                .case(if by_law { "extended" } else { "longer" })
                .quoting(&until.to_string())
                .with("holding", FindingDetail::Record(holding.head.id))
                .with("day", FindingDetail::Day(most));
        }
    }
}

/// The last day on which the laws that a rule cites let a batch be kept, where they set how long is the most, and none of
/// them how long is the least.
fn most_by_law(
    facts: &ActivityFacts<'_>,
    rule: &Retention,
    holding: &Holding,
) -> Option<NaiveDate> {
    let context = facts.context;
    let body = Body::of(context, facts.organisation?);
    let cited = rule.law.iter().flat_map(|law| law.split(';'));
    let entries: Vec<&Statutory> = cited
        .flat_map(|law| context.law.cited_retentions(law))
        .filter(|entry| body.is_under(entry) && body.is_bound_by(entry))
        .filter(|entry| entry.in_force_on(context.day))
        .collect();
    let begun = holding.started_on?.last_day();
    let ends = |entry: &&Statutory| {
        let limit = entry.period_max.as_deref().or(entry.period.as_deref())?;
        Period::from_iso(limit)?.keep_through(begun, rule.rounding.unwrap_or(Rounding::None))
    };
    let at_most = |entry: &&Statutory| matches!(entry.kind, Does::Maximum | Does::Exact);
    if entries.iter().any(|entry| entry.kind == Does::Minimum) {
        return None;
    }
    // Of several entries of one act the rule may be about any.
    entries
        .iter()
        .copied()
        .filter(at_most)
        .filter_map(|entry| ends(&entry))
        .max()
}

fn is_before(day: Option<NaiveDate>, from: NaiveDate) -> bool {
    day.is_some_and(|day| day < from)
}

/// The act binds others, and another binds this body.
fn binds_another(
    context: &Context<'_>,
    kept: &KeptRule<'_>,
    body: &Body<'_>,
    cited: &[&Statutory],
    found: &mut Found<'_>,
) -> bool {
    let instead = cited
        .iter()
        .flat_map(|entry| &entry.instead)
        .filter_map(|id| context.law.retention(id))
        .find(|entry| body.is_bound_by(entry) && entry.in_force_on(context.day));
    let (Some(instead), Some(wrong)) = (instead, cited.first()) else {
        return false;
    };
    let finding = found.at(kept.id, "law").case("binds");
    finding.with("wrong", FindingDetail::Law(wrong.id.clone()));
    say(finding, instead);
    soften(finding, instead);
    true
}

fn tell(kept: &KeptRule<'_>, fault: PeriodFault, entry: &Statutory, found: &mut Found<'_>) {
    let key = match fault {
        PeriodFault::Rounding => "rounding",
        PeriodFault::Start => "start",
        PeriodFault::Floor | PeriodFault::Ceiling | PeriodFault::Exact => "period",
    };
    let finding = found.at(kept.id, key);
    if let Some(case) = fault.case() {
        finding.case(case);
    }
    finding.graded(fault.severity());
    let period = longest(&kept.rule);
    // An exception may allow more than the ceiling: it is asked for.
    let exception = entry.period_max.as_deref().and_then(Period::from_iso);
    let within = |most: Period| period.is_some_and(|kept| !is_shorter(most, kept));
    if fault == PeriodFault::Ceiling && exception.is_some_and(within) {
        finding.graded(Severity::Warning);
    }
    if let Some(period) = period {
        finding.quoting(&period.to_string());
    }
    let recorded = match period {
        Some(least) if has_no_end(&kept.rule) => FindingDetail::AtLeast(least),
        Some(period) => FindingDetail::Period(period),
        None => FindingDetail::Word("rules.no_period"),
    };
    finding.with("recorded", recorded);
    say(finding, entry);
    soften(finding, entry);
}

/// What a finding says of the entry that it rests on.
fn say(finding: &mut Finding, entry: &Statutory) {
    let limit = entry.period.as_deref().and_then(Period::from_iso);
    finding
        .with("law", FindingDetail::Law(entry.id.clone()))
        .with("entry", FindingDetail::Entry(entry.id.clone()))
        .with(
            "sure",
            FindingDetail::Word(sureness(entry.provenance().confidence)),
        );
    if let Some(limit) = limit {
        finding.with("required", FindingDetail::Period(limit));
    }
}

/// The locale key of how sure an entry is.
pub(super) const fn sureness(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Confirmed => "rules.sure.confirmed",
        Confidence::Partly => "rules.sure.partly",
        Confidence::Unconfirmed => "rules.sure.unconfirmed",
    }
}

/// What rests on general knowledge alone is told a step softer.
fn soften(finding: &mut Finding, entry: &Statutory) {
    if entry.provenance().confidence == Confidence::Unconfirmed {
        finding.graded(match finding.severity {
            Severity::Error => Severity::Warning,
            _ => Severity::Information,
        });
    }
}

/// The longest that a rule keeps.
fn longest(rule: &Retention) -> Option<Period> {
    match rule.kind {
        Some(RetentionKind::Range) => rule.period_max.or(rule.period),
        _ => rule.period.or(rule.period_max),
    }
}

/// Whether a rule says how long is the least, and not how long is the most.
fn has_no_end(rule: &Retention) -> bool {
    rule.kind == Some(RetentionKind::AtLeast) && rule.period_max.is_none()
}

/// What a rule says in words.
fn words_of_rule(rule: &Retention) -> impl Iterator<Item = &str> {
    let texts = [
        &rule.name,
        &rule.criterion,
        &rule.only_if,
        &rule.as_stated,
        &rule.notes,
    ];
    texts.into_iter().flatten().map(String::as_str)
}

/// How a rule breaks an entry.
fn fault(rule: &Retention, entry: &Statutory, archives: bool) -> Option<PeriodFault> {
    let limit = entry.period.as_deref().and_then(Period::from_iso)?;
    let goes = matches!(
        rule.disposition,
        None | Some(Disposition::Erase | Disposition::Anonymise)
    );
    let timed = matches!(
        rule.kind,
        None | Some(RetentionKind::Fixed | RetentionKind::AtMost | RetentionKind::Range)
    );
    let kept = longest(rule).filter(|_| timed);
    let floor = || {
        let event = rule.kind == Some(RetentionKind::Event)
            && rule.period.is_none()
            && entry
                .start
                .as_ref()
                .is_some_and(|start| rule.start.contains(start));
        goes && (rule.kind == Some(RetentionKind::NotStored)
            || event
            || kept.is_some_and(|kept| is_shorter(kept, limit)))
    };
    let ceiling = || {
        let endless = rule.kind == Some(RetentionKind::Permanent) || has_no_end(rule);
        // The longer one of a ceiling is an exception, of which `tell` speaks softer; of an exact period both are within it.
        let exception = entry.period_max.as_deref().and_then(Period::from_iso);
        let most = match exception.filter(|_| entry.kind == Does::Exact) {
            Some(most) => most,
            None => limit,
        };
        // What a public authority hands over to its archive is kept there for another purpose.
        let handed_over = archives && !goes;
        !handed_over && (endless || kept.is_some_and(|kept| is_shorter(most, kept)))
    };
    let edge = || {
        let same = kept.is_some_and(|kept| !is_shorter(kept, limit) && !is_shorter(limit, kept));
        if !same || !goes {
            return None;
        }
        let starts_early = entry
            .start
            .as_deref()
            .is_some_and(|start| LATE.contains(&start))
            && !rule.start.is_empty()
            && rule
                .start
                .iter()
                .all(|start| EARLY.contains(&start.as_str()));
        if starts_early {
            return Some(PeriodFault::Start);
        }
        let rounded = rule.rounding.unwrap_or(Rounding::None);
        let less = match entry.anchor_rounding {
            AnchorRounding::None => false,
            AnchorRounding::EndOfCalendarMonth => rounded == Rounding::None,
            AnchorRounding::EndOfCalendarYear => rounded != Rounding::EndOfCalendarYear,
        };
        // The end of a financial year is the end of a year already, where nothing says that it is not rounded.
        let ends_a_year = rule.rounding.is_none()
            && rule
                .start
                .iter()
                .any(|start| start == "end_of_financial_year");
        // A rule that says nothing of rounding does not round, if it counts from a day of its own for each document, and its
        // words say nothing else.
        let rounds_not = rule.rounding.is_some()
            || !rule.start.is_empty()
                && rule
                    .start
                    .iter()
                    .all(|start| EARLY.contains(&start.as_str()))
                && !words_of_rule(rule).any(says_year_s_end);
        (less && rounds_not && !ends_a_year).then_some(PeriodFault::Rounding)
    };
    match entry.kind {
        Does::Minimum if floor() => Some(PeriodFault::Floor),
        Does::Minimum => edge(),
        Does::Maximum if ceiling() => Some(PeriodFault::Ceiling),
        Does::Exact if floor() || ceiling() => Some(PeriodFault::Exact),
        _ => None,
    }
}

/// A period as months and days.
fn parts(period: Period) -> Option<(u64, u64)> {
    match period {
        Period::Session => None,
        Period::Span(Span {
            years,
            months,
            weeks,
            days,
            hours,
            ..
        }) => Some((
            u64::from(years) * 12 + u64::from(months),
            u64::from(weeks) * 7 + u64::from(days) + u64::from(hours) / 24,
        )),
    }
}

/// Whether a period is shorter than another; days are held against months by the shortest months.
fn is_shorter(left: Period, right: Period) -> bool {
    let (Some(left), Some(right)) = (parts(left), parts(right)) else {
        return matches!((left, right), (Period::Session, Period::Span(_)));
    };
    if left.1 == 0 && right.1 == 0 {
        return left.0 < right.0;
    }
    let days = |(months, days): (u64, u64)| {
        let rest = usize::try_from(months % 12).unwrap_or_default();
        months / 12 * 365 + FEWEST_DAYS[rest] + days
    };
    // A month has up to three days more than the shortest: within those nothing is told.
    let slack = if left.1 > 0 { 0 } else { 3 * left.0.min(1) };
    days(left) + slack < days(right)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shorter(left: &str, right: &str) -> bool {
        is_shorter(
            Period::from_iso(left).unwrap(),
            Period::from_iso(right).unwrap(),
        )
    }

    #[test]
    fn periods_are_compared_across_units() {
        assert!(!shorter("P7Y", "P84M") && !shorter("P84M", "P7Y"));
        assert!(shorter("P5Y", "P7Y") && !shorter("P8Y", "P7Y"));
        assert!(shorter("P1M", "P60D") && !shorter("P30D", "P1M"));
        assert!(!shorter("P1M", "P30D") && shorter("P28D", "P3M"));
        assert!(shorter("P300D", "P1Y"));
    }
}
