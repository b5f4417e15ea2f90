//! Family A, completeness: security measures, and whether they are described and there (Art. 30(1)(g)).

use chrono::Datelike as _;

use super::activity_facts::ActivityFacts;
use super::context::{Context, none_with_reason};
use super::finding::{FindingDetail, Found};
use super::wording::lists::{Lists, WordList};
use super::wording::plain_words::is_still_to_come;
use super::wording::saying::Saying;
use super::wording::tokens::Tokens;
use crate::domain::codes::MeasureKind;
use crate::domain::records::{Measure, Organisation};

/// A sentence on security of more words says something, whatever else it says.
const LONGEST_EMPTY_SENTENCE: usize = 25;

/// R16: an activity has security measures, where its organisation has some.
pub(super) fn has_measures(facts: &ActivityFacts<'_>, found: &mut Found<'_>) {
    let answered = ["measures", "measures_text"]
        .iter()
        .any(|key| none_with_reason(facts.activity, key));
    let Some(organisation) = facts.activity.organisation else {
        // Nothing is told of one that nobody knows.
        if !facts.has_measures() && !answered {
            let planned = !facts.activity.measures.is_empty();
            let case = if planned { "only_planned" } else { "alone" };
            found.at(facts.id(), "measures").case(case);
        }
        return;
    };
    if facts.context.overview.is_measured(organisation) && !facts.has_measures() && !answered {
        let finding = found.at(facts.id(), "measures");
        if !facts.activity.measures.is_empty() {
            finding.case("only_planned");
        }
    }
}

/// R16: an organisation of ours has any security measure at all; told once and not on each of its activities.
pub(super) fn has_any_measure(
    context: &Context<'_>,
    organisation: &Organisation,
    found: &mut Found<'_>,
) {
    let id = organisation.head.id;
    let tally = context.overview.tally(id);
    if tally.activities > 0 && !context.overview.is_measured(id) {
        // What a template proposes is there, and protects nothing yet.
        let planned = context.register.measures.iter().any(|measure| {
            let theirs = measure.organisations.is_empty() || measure.organisations.contains(&id);
            theirs && !measure.is_in_place(context.day)
        });
        let finding = found
            .on(id)
            .case(if planned { "planned" } else { "organisation" })
            .with("organisation", FindingDetail::Record(id));
        finding.with("count", FindingDetail::Number(tally.activities));
    }
}

/// The empty sentence on security that a text consists of.
fn empty_sentence<'a>(context: &Context<'_>, text: &'a str) -> Option<&'a str> {
    let lists = context.lists;
    (Tokens::of(text).count() <= LONGEST_EMPTY_SENTENCE)
        .then(|| lists.first(WordList::GenericMeasure, text))
        .flatten()
        .or_else(|| lists.says_only(Saying::Measures, text).then_some(text))
        .or_else(|| names_documents_alone(lists, text).then_some(text))
        .filter(|_| !lists.names_a_measure(text))
}

/// Whether a text lists the names of documents and nothing else: `Security policy, Access procedure, Risk analysis`.
fn names_documents_alone(lists: &Lists, text: &str) -> bool {
    /// The name of a document has at most so many words.
    const LONGEST: usize = 6;
    let items = text.split([',', ';', '\n', '•']);
    let items: Vec<&str> = items.map(str::trim).filter(|it| !it.is_empty()).collect();
    let is_document = |item: &&str| {
        let tokens = Tokens::of(item);
        let mut words = tokens.spans().map(|span| &item[span]);
        tokens.count() <= LONGEST && words.any(|word| lists.is_a_document(word))
    };
    items.len() > 1 && items.iter().all(is_document)
}

/// R17: what stands for the measures of an activity describes one.
pub(super) fn measures_are_described(facts: &ActivityFacts<'_>, found: &mut Found<'_>) {
    let activity = facts.activity;
    let listed = activity
        .measures
        .iter()
        .any(|id| facts.context.overview.is_in_place(*id));
    let Some(text) = activity.measures_text.as_deref().filter(|_| !listed) else {
        return;
    };
    if let Some(words) = empty_sentence(facts.context, text) {
        found.at(facts.id(), "measures_text").quoting(words);
    }
}

/// R16: what stands for the measures of an activity is there, and not only planned.
pub(super) fn measures_are_there(facts: &ActivityFacts<'_>, found: &mut Found<'_>) {
    let activity = facts.activity;
    let mut listed = activity.measures.iter();
    let text = activity.measures_text.as_deref();
    let overview = &facts.context.overview;
    let whole = |id| overview.is_measured_as_a_whole(id);
    let there =
        listed.any(|id| overview.is_in_place(*id)) || activity.organisation.is_some_and(whole);
    let text = text.filter(|_| !there);
    let this_year = facts.context.day.year();
    if let Some(text) = text.filter(|text| is_still_to_come(text, this_year)) {
        found
            .at(facts.id(), "measures_text")
            .case("later")
            .quoting(text);
    }
}

/// R17: a measure describes one.
pub(super) fn measure_is_described(
    context: &Context<'_>,
    measure: &Measure,
    found: &mut Found<'_>,
) {
    if !matches!(measure.kind, None | Some(MeasureKind::Organisational)) {
        return;
    }
    let (key, text) = match (&measure.description, &measure.name) {
        (Some(description), _) => ("description", description),
        (None, Some(name)) => ("name", name),
        (None, None) => return,
    };
    if let Some(words) = empty_sentence(context, text) {
        found.at(measure.head.id, key).quoting(words);
    }
}
