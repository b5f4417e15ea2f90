//! Family A, completeness: time limits for erasure (Art. 30(1)(f), Art. 5(1)(e)), and those of family E that judge one
//! rule alone. A schedule's own words are judged on the schedule, once, and not on each rule that points to it.

use super::activity_facts::{ActivityFacts, KeptRule};
use super::context::{Context, none_with_reason};
use super::finding::{FindingDetail, Found, Severity};
use super::scan::Scan;
use super::wording::clauses::{cites_a_section, counts_on, names_a_law};
use super::wording::lengths::{length_in, lengths_in};
use super::wording::lists::{Lists, WordList};
use super::wording::plain_words::says_at_least;
use super::wording::saying::Saying;
use super::wording::sentence::sentences;
use super::wording::tokens::Tokens;
use crate::domain::codes::{DataKind, Disposition, RetentionKind, RetentionScope};
use crate::domain::date::PartialDate;
use crate::domain::period::Period;
use crate::domain::records::{DataCategory, Holding, Retention};
use crate::domain::text::{fold, span_in};
use crate::domain::value::Id;
use crate::due::standing::{Hold, disposed_by};

/// The kinds of rule that are a length of time.
fn is_measured(kind: RetentionKind) -> bool {
    matches!(
        kind,
        RetentionKind::Fixed
            | RetentionKind::AtMost
            | RetentionKind::AtLeast
            | RetentionKind::Range
    )
}

/// A text of a rule.
type Field = fn(&Retention) -> Option<&String>;
const CRITERION: (&str, Field) = ("criterion", |rule| rule.criterion.as_ref());
const ONLY_IF: (&str, Field) = ("only_if", |rule| rule.only_if.as_ref());
const NAME: (&str, Field) = ("name", |rule| rule.name.as_ref());
const AS_STATED: (&str, Field) = ("as_stated", |rule| rule.as_stated.as_ref());

/// The words that a rule was recorded from, where they are all that was recorded of it.
fn words_alone<'r>(kept: &'r KeptRule<'_>) -> Option<&'r str> {
    let rule = &*kept.rule;
    let told = rule.criterion.is_some()
        || rule.period.is_some()
        || rule.period_max.is_some()
        || !rule.ends_on.is_empty()
        || kept.has_start();
    let open = matches!(
        rule.kind,
        None | Some(RetentionKind::Criterion | RetentionKind::Event)
    );
    rule.as_stated.as_deref().filter(|_| open && !told)
}

/// R10: there is a time limit, or it is said why none can be given; and each rule says something.
pub(super) fn has_time_limit(facts: &ActivityFacts<'_>, found: &mut Found<'_>) {
    if !facts.is_controller() || facts.is_anonymous() {
        return;
    }
    let activity = facts.activity;
    if activity.retention.is_empty() && !activity.head.none.contains_key("retention") {
        found.at(facts.id(), "retention");
    }
    for kept in &facts.kept {
        let rule = &kept.rule;
        let answered = ["kind", "period", "criterion"]
            .iter()
            .any(|key| kept.says_none(key));
        let says = match rule.kind {
            Some(kind) if is_measured(kind) => rule.period.is_some() || rule.period_max.is_some(),
            Some(RetentionKind::Event) => {
                !rule.ends_on.is_empty()
                    || kept.has_start()
                    || rule.criterion.is_some()
                    || rule.period.is_some()
            }
            Some(RetentionKind::Criterion) => rule.criterion.is_some() || !rule.ends_on.is_empty(),
            Some(_) => true,
            None => rule.period.is_some() || rule.criterion.is_some() || !rule.ends_on.is_empty(),
        };
        let told = || words_alone(kept).is_some_and(|text| tells_how_long(facts.context, text));
        let says = says || told();
        if !says && !answered {
            let key = if rule.kind.is_some_and(is_measured) {
                "period"
            } else {
                "kind"
            };
            let finding = found.at(kept.id, key).case("rule");
            if !kept.is_about_data() {
                finding.graded(Severity::Warning);
            }
        }
    }
}

/// Whether words that no field holds the meaning of answer how long data are kept, well or badly: what they say is judged by
/// rules of their own. A name alone is no answer, and neither is that there is none.
fn tells_how_long(context: &Context<'_>, text: &str) -> bool {
    let answers = || Tokens::of(text).count() > 1 && !context.lists.denies(text);
    answers()
        || lengths_in(text).next().is_some()
        || sets_no_end(context, text).is_some()
        || stays(context, text).is_some()
}

/// Whether words give a figure, in digits or as the words of a length: `three years`.
fn gives_figure(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit()) || lengths_in(text).next().is_some()
}

/// What sets no end in words that no field holds the meaning of.
fn sets_no_end<'t>(context: &Context<'_>, text: &'t str) -> Option<&'t str> {
    if gives_figure(text) {
        return None;
    }
    let lists = context.lists;
    lists
        .first(WordList::VagueRetention, text)
        .or_else(|| lists.vague_clause(text))
        .or_else(|| lists.first(WordList::LegalDuty, text))
        .or_else(|| lists.unnamed_law(text))
        .or_else(|| lists.says_only_apart(Saying::NoEnd, text).then_some(text))
        .filter(|_| !names_a_law(text))
}

/// R11: a criterion in words tells a reader when data go.
pub(super) fn is_definite(
    context: &Context<'_>,
    scan: &Scan<'_>,
    kept: &KeptRule<'_>,
    found: &mut Found<'_>,
) {
    let rule = &kept.rule;
    // A sentence on the principle, which names no data of its own, says no less for standing beside the limit.
    let said = rule.criterion.as_ref().or(rule.as_stated.as_ref());
    let is_principle = |text: &String| {
        let lists = context.lists;
        lists.says_only_apart(Saying::NoEnd, text)
            || lists.first(WordList::Principle, text).is_some() && !gives_figure(text)
    };
    if kept.is_beside_a_limit && said.is_some_and(is_principle) {
        return;
    }
    let text = words_alone(kept).filter(|_| rule.law.is_empty());
    if let Some((text, words)) = text.and_then(|it| Some((it, sets_no_end(context, it)?))) {
        let finding = found.at(kept.id, "as_stated");
        finding.quoting(whole_clause(text, words));
        return;
    }
    let has_end = rule.period.is_some()
        || rule.period_max.is_some()
        || !rule.ends_on.is_empty()
        || matches!(
            rule.kind,
            Some(RetentionKind::NotStored | RetentionKind::Permanent)
        )
        || kept.has_start();
    let (key, field): (_, Field) = match (&rule.criterion, rule.kind) {
        (Some(_), _) => CRITERION,
        (None, None) => NAME,
        (None, Some(_)) => return,
    };
    if has_end || field(rule).is_none_or(|text| gives_figure(text)) {
        return;
    }
    let vague = kept.words_of(context, scan, WordList::VagueRetention, key, field);
    // A law as the reason is vague only while it is not named.
    let unnamed = || {
        kept.words_of(context, scan, WordList::LegalDuty, key, field)
            .or_else(|| context.lists.unnamed_law(field(rule)?))
            .filter(|_| rule.law.is_empty())
    };
    let clause = || context.lists.vague_clause(field(rule)?);
    let no_end = || {
        let text = field(rule)?;
        let only = rule.law.is_empty() && context.lists.says_only_apart(Saying::NoEnd, text);
        only.then_some(text.as_str())
    };
    if let Some(words) = vague.or_else(clause).or_else(unnamed).or_else(no_end) {
        let text = field(rule).map_or(words, String::as_str);
        let finding = found.at(kept.id, "criterion");
        finding.quoting(whole_clause(text, words));
    }
}

/// Words of a text with what belongs to them behind, up to the next sign: `according to the provider's`, its `settings`.
fn whole_clause<'t>(text: &'t str, words: &'t str) -> &'t str {
    let Some(own) = span_in(words, text) else {
        return words;
    };
    let behind = text.get(own.end..).unwrap_or_default();
    let signs = [',', ';', '.', ':', '(', ')', '\n', '–', '—'];
    let end = behind.find(signs).unwrap_or(behind.len());
    text.get(own.start..own.end + end).unwrap_or(words)
}

/// Whether words of a rule say what its period runs from. R12.
fn tells_its_start(context: &Context<'_>, rule: &Retention) -> bool {
    let texts = [
        &rule.criterion,
        &rule.as_stated,
        &rule.name,
        &rule.only_if,
        &rule.notes,
    ];
    let mut texts = texts.into_iter().flatten();
    if texts
        .clone()
        .any(|text| is_life_of_a_cookie(context.lists, text))
    {
        return true;
    }
    // Whoever recorded that the start is not stated has read the words, or a reader has that knows fewer.
    if rule.start.iter().any(|start| start == "not_stated") {
        // A provision that is cited says from when it counts, where it is known.
        let counts =
            |text: &String| cites_a_section(text) && !context.law.cited_retentions(text).is_empty();
        return texts.any(|text| counts_on(text, &Tokens::of(text)) || counts(text));
    }
    texts.any(|text| context.lists.says_when(text))
}

/// Whether words are of how long a cookie lives, which begins when it is set; records of cookies are none.
fn is_life_of_a_cookie(lists: &Lists, text: &str) -> bool {
    let folded = fold(text);
    let mut records = lists.few.cookie_records.iter();
    folded.contains("cookie") && !records.any(|it| folded.contains(it))
}

/// The length of time that the words of a rule give where its fields give none, and nothing else in them says when.
fn length_in_words(context: &Context<'_>, kept: &KeptRule<'_>) -> Option<Period> {
    let rule = &*kept.rule;
    let open = matches!(rule.kind, None | Some(RetentionKind::Criterion));
    if !open || !rule.ends_on.is_empty() || !rule.law.is_empty() {
        return None;
    }
    let text = rule.criterion.as_deref().or_else(|| words_alone(kept))?;
    let ends = context.lists.says_an_end(text) || names_a_law(text);
    length_in(text).filter(|_| !ends)
}

/// The most days of a period of which it is only asked as information what it runs from: three months.
const SOON: u64 = 92;

/// R12: a figure says what it runs from.
pub(super) fn has_start(
    context: &Context<'_>,
    _: &Scan<'_>,
    kept: &KeptRule<'_>,
    found: &mut Found<'_>,
) {
    let rule = &kept.rule;
    // From when some minutes or hours are counted makes no difference to anybody.
    let brief = |period: Period| period.rough_days() < 1;
    let session = rule.period == Some(Period::Session);
    let recorded = rule.period.or(rule.period_max);
    // What is kept for some weeks is meant to go so soon after it came that hardly anybody asks from when: recordings, logs.
    let soon = |period: Period| period.rough_days() <= SOON;
    // A copy is kept from when it is made.
    if rule.scope == Some(RetentionScope::Backups) {
        return;
    }
    if let Some(period) = recorded
        .or_else(|| length_in_words(context, kept))
        .filter(|period| !session && !brief(*period))
        && !kept.has_start()
        && rule.kind != Some(RetentionKind::Event)
        && !kept.says_none("start")
        && !tells_its_start(context, rule)
    {
        let finding = found.at(kept.id, "start").quoting(&period.to_string());
        finding.with("period", FindingDetail::Period(period));
        // What is kept for good is handed over some day: it goes no sooner by when that is counted from.
        let for_good = || {
            let mut texts = rule.as_stated.iter().chain(&rule.criterion);
            texts.any(|it| {
                context
                    .lists
                    .first(WordList::UnlimitedRetention, it)
                    .is_some()
            })
        };
        let handed_over = rule.disposition == Some(Disposition::Archive) && for_good();
        if handed_over
            || soon(period)
            || cites_unknown_section(context, rule)
            || words_say_when(context, rule)
        {
            finding.graded(Severity::Information);
        }
    }
}

/// Whether the words that a rule was recorded from say when its period begins, though it is recorded that they do not: who
/// read them knew fewer words.
fn words_say_when(context: &Context<'_>, rule: &Retention) -> bool {
    let texts = rule.as_stated.iter().chain(&rule.criterion);
    let mut spoken = texts.flat_map(|text| sentences(text));
    spoken.any(|it| lengths_in(it).next().is_some() && context.lists.says_when(it))
}

/// Whether words of a rule cite a provision that no list of periods has: it may say from when it counts.
fn cites_unknown_section(context: &Context<'_>, rule: &Retention) -> bool {
    let texts = [&rule.criterion, &rule.as_stated, &rule.name, &rule.only_if];
    let mut texts = texts.into_iter().flatten();
    texts.any(|text| cites_a_section(text) && context.law.cited_retentions(text).is_empty())
}

/// Whether a rule covers a category: none named stands for all.
///
/// A planned rule counts, for Art. 30(1)(f) asks for the time limits that are envisaged.
fn is_covered(facts: &ActivityFacts<'_>, category: &DataCategory) -> bool {
    facts.activity.retention.iter().any(|row| {
        let about_data = row.scope.is_none_or(|scope| scope == RetentionScope::Data);
        row.data_categories.contains(&category.head.id)
            || (row.data_categories.is_empty() && about_data)
    })
}

/// R13: every category of data has a time limit.
pub(super) fn covers_each_category(facts: &ActivityFacts<'_>, found: &mut Found<'_>) {
    if !facts.is_controller() || !facts.kept.iter().any(KeptRule::is_about_data) {
        return;
    }
    let categories = &facts.activity.data_categories;
    let personal = || {
        categories
            .iter()
            .filter(|category| category.kind != Some(DataKind::Anonymous))
    };
    let missing: Vec<Id> = personal()
        .filter(|category| !is_covered(facts, category))
        .map(|category| category.head.id)
        .collect();
    if !missing.is_empty() {
        found
            .at(facts.id(), "retention")
            .with("categories", FindingDetail::Records(missing));
    }
}

/// Whether the words say that the data are personal no more, name the law that has them kept, or the public archive that
/// keeps them.
fn says_why_it_stays(context: &Context<'_>, rule: &Retention) -> bool {
    let texts = [&rule.criterion, &rule.as_stated, &rule.only_if];
    texts.into_iter().flatten().any(|text| {
        names_a_law(text)
            || context.lists.names_a_public_archive(text)
            || context
                .lists
                .first(WordList::AnonymousWords, text)
                .is_some()
    })
}

/// What has data stay for good in words that no field holds the meaning of.
fn stays<'t>(context: &Context<'_>, text: &'t str) -> Option<&'t str> {
    let lists = context.lists;
    lists
        .first(WordList::UnlimitedRetention, text)
        .filter(|words| !lists.names_an_end(text, words))
        .or_else(|| lists.no_deletion(text))
        .or_else(|| lists.says_only_apart(Saying::ForGood, text).then_some(text))
}

/// R14: what is kept without end rests on a law, or is no personal data any more.
pub(super) fn ends_some_day(
    context: &Context<'_>,
    scan: &Scan<'_>,
    kept: &KeptRule<'_>,
    found: &mut Found<'_>,
) {
    let rule = &kept.rule;
    let settled = !rule.law.is_empty()
        || kept.is_anonymous
        || rule.period.is_some()
        || !rule.ends_on.is_empty()
        || rule.disposition == Some(Disposition::Anonymise);
    if settled || says_why_it_stays(context, rule) {
        return;
    }
    if let Some(words) = words_alone(kept).and_then(|text| stays(context, text)) {
        found.at(kept.id, "as_stated").quoting(words);
        return;
    }
    let (key, field) = CRITERION;
    let unlimited = kept
        .words_of(context, scan, WordList::UnlimitedRetention, key, field)
        .filter(|words| field(rule).is_none_or(|text| !context.lists.names_an_end(text, words)));
    let kept_for_good = || {
        let text = field(rule)?;
        let stays = context.lists.says_only_apart(Saying::ForGood, text);
        let told = context.lists.no_deletion(text);
        told.or_else(|| stays.then_some(text.as_str()))
    };
    if let Some(words) = unlimited.or_else(kept_for_good) {
        found.at(kept.id, "criterion").quoting(words);
    } else if rule.kind == Some(RetentionKind::Permanent) {
        found.at(kept.id, "law").case("permanent");
    }
}

/// R15: where a law is the reason, it is named.
pub(super) fn names_its_law(
    context: &Context<'_>,
    scan: &Scan<'_>,
    kept: &KeptRule<'_>,
    found: &mut Found<'_>,
) {
    let rule = &kept.rule;
    if !rule.law.is_empty() || kept.says_none("law") {
        return;
    }
    if rule.law_sets.is_some() {
        found.at(kept.id, "law").case("sets");
        return;
    }
    // Without a figure R11 says so already.
    if rule.period.is_none() {
        return;
    }
    let words = [CRITERION, AS_STATED, ONLY_IF, NAME]
        .into_iter()
        .find_map(|(key, field)| {
            let duty = match key {
                // Nobody looks for words in what a row was recorded from.
                "as_stated" => context.lists.first(WordList::LegalDuty, field(rule)?),
                key => kept.words_of(context, scan, WordList::LegalDuty, key, field),
            };
            duty.or_else(|| context.lists.unnamed_duty(field(rule)?))
                .or_else(|| context.lists.unnamed_law(field(rule)?))
        });
    let texts = [&rule.criterion, &rule.only_if, &rule.as_stated, &rule.name];
    let named = || texts.into_iter().flatten().any(|text| names_a_law(text));
    if let Some(words) = words.filter(|_| !named()) {
        found.at(kept.id, "law").quoting(words);
    }
}

/// The words of a rule by which something is kept for some time at the least, where they are all that it says, and name
/// neither an end nor a law.
fn least_in_words<'r>(kept: &'r KeptRule<'_>) -> Option<&'r str> {
    let rule = &*kept.rule;
    let open = matches!(rule.kind, None | Some(RetentionKind::Criterion));
    let told = rule.period.is_some() || rule.period_max.is_some() || !rule.ends_on.is_empty();
    if !open || told || kept.is_followed || !rule.law.is_empty() || kept.says_none("period_max") {
        return None;
    }
    let text = rule.criterion.as_deref().or_else(|| words_alone(kept))?;
    says_at_least(text).filter(|_| !names_a_law(text))
}

/// R54: a least period has an end.
pub(super) fn floor_has_an_end(
    _: &Context<'_>,
    _: &Scan<'_>,
    kept: &KeptRule<'_>,
    found: &mut Found<'_>,
) {
    let rule = &*kept.rule;
    if let Some(words) = least_in_words(kept) {
        found.at(kept.id, "period").quoting(words);
        return;
    }
    if rule.kind != Some(RetentionKind::AtLeast)
        || rule.period_max.is_some()
        || !rule.ends_on.is_empty()
    {
        return;
    }
    let goes_on = kept.is_followed || rule.disposition == Some(Disposition::Review);
    let lawful = !rule.law.is_empty() && goes_on;
    if lawful || kept.says_none("period_max") {
        return;
    }
    let finding = found.at(kept.id, "period");
    if let Some(period) = rule.period {
        finding.quoting(&period.to_string());
    }
}

/// R55: whoever holds data back looks at it again, by a day that has not passed, and says why it is lifted.
///
/// Without a first day, it may be no hold at all, but what a policy reserves.
pub(super) fn holds_are_reviewed(facts: &ActivityFacts<'_>, found: &mut Found<'_>) {
    let day = facts.context.day;
    for row in &facts.activity.retention {
        let open = |holding: &&Holding| disposed_by(holding, day).is_none();
        let of_all = row.holdings.iter().flat_map(Hold::of_holding);
        let lifted = Hold::of_rule(row).chain(of_all);
        for hold in lifted.filter(Hold::is_lifted_unexplained) {
            let finding = found.at(hold.head.id, "lifted_because").case("lifted");
            let day = hold.lifted_on.map(PartialDate::last_day);
            if let Some(day) = day {
                finding.with("day", FindingDetail::Day(day));
            }
        }
        let of_holdings = row.holdings.iter().filter(open).flat_map(Hold::of_holding);
        let holds = Hold::of_rule(row).chain(of_holdings);
        for hold in holds.filter(|hold| hold.lifted_by(day).is_none()) {
            let id = hold.head.id;
            let reserved = |text: &str| {
                facts
                    .context
                    .lists
                    .first(WordList::Reservation, text)
                    .is_some()
            };
            if hold.since.is_none()
                && !hold.head.none.contains_key("since")
                && !hold.reason.is_some_and(reserved)
            {
                found.at(id, "since").case("reservation");
            }
            if hold.since.is_none_or(|since| day < since.last_day()) {
                continue;
            }
            match hold.review_on {
                None => {
                    found.at(id, "review_on");
                }
                Some(review) if review.last_day() < day => {
                    let finding = found.at(id, "review_on").case("passed");
                    finding
                        .with("on", FindingDetail::On(review))
                        .quoting(&review.last_day().to_string());
                }
                Some(_) => {}
            }
        }
    }
}

/// R56: where copies, logs or cookies have a rule, the data themselves have one.
pub(super) fn covers_the_data(facts: &ActivityFacts<'_>, found: &mut Found<'_>) {
    let activity = facts.activity;
    let others = facts.kept.iter().find(|kept| !kept.is_about_data());
    let Some(other) = others.filter(|_| facts.is_controller() && !facts.is_anonymous()) else {
        return;
    };
    if facts.kept.iter().any(KeptRule::is_about_data) || none_with_reason(activity, "retention") {
        return;
    }
    let named = |category: &DataCategory| {
        facts
            .kept
            .iter()
            .any(|kept| kept.rule.data_categories.contains(&category.head.id))
    };
    let categories = &activity.data_categories;
    // A log is the data where the activity is nothing but a log.
    let logged = facts
        .kept
        .iter()
        .any(|kept| kept.rule.scope == Some(RetentionScope::Logs));
    let is_log = |word: &String| matches!(word.as_str(), "logs" | "device" | "usage");
    let covered = !categories.is_empty()
        && categories.iter().all(|category| {
            named(category)
                || (logged && !category.category.is_empty() && category.category.iter().all(is_log))
        });
    if !covered {
        found
            .at(facts.id(), "retention")
            .with("rule", FindingDetail::Record(other.id));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_life_of_a_cookie_begins_when_it_is_set() {
        for life in ["Tekniska cookies: 30 dagar", "Cookies : 13 mois"] {
            assert!(is_life_of_a_cookie(Lists::shipped(), life), "{life}");
        }
        for other in [
            "IP-loggar: 30 dagar",
            "Cookie-samtycken: 1 år",
            "Cookie consent log: 5 years",
        ] {
            assert!(!is_life_of_a_cookie(Lists::shipped(), other), "{other}");
        }
    }
}
