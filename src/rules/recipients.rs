//! Family C, recipients: whether their role is recorded, and how much it matters where it is not (Arts. 28, 30(1)(d)).

use super::activity_facts::ActivityFacts;
use super::context::{Context, none_with_reason};
use super::finding::{FindingDetail, Found};
use super::wording::lists::WordList;
use super::wording::plain_words::{is_processor_under_contract, names_own_tools};
use crate::domain::codes::RecipientRole;
use crate::domain::field::Record;
use crate::domain::records::Recipient;
use crate::domain::text::fold;

/// R63: a recipient has a role, and processors that are given only as a kind are listed somewhere.
pub(super) fn recipients_have_a_role(facts: &ActivityFacts<'_>, found: &mut Found<'_>) {
    if facts.has_ended() {
        return;
    }
    for recipient in &facts.activity.recipients {
        match recipient.role {
            None => role_is_told(facts, recipient, found),
            Some(RecipientRole::Processor) if recipient.organisation.is_none() => {
                kind_is_listed(facts.context, recipient, found);
            }
            Some(_) => {}
        }
    }
}

/// The weight follows the evidence: an organisation, a vendor or a supplier by its words may well work for us. Of
/// everybody else only the role is asked, for no list knows what all of them are called.
fn role_is_told(facts: &ActivityFacts<'_>, recipient: &Recipient, found: &mut Found<'_>) {
    let id = recipient.head.id;
    if recipient.organisation.is_none() && recipient.category.is_none()
        || none_with_reason(recipient as &dyn Record, "role")
        || is_settled(facts, recipient)
    {
        return;
    }
    let works_for_others = is_a_supplier(facts, recipient);
    if !works_for_others && is_concerned_itself(facts, recipient) {
        return;
    }
    let finding = found.at(id, "role");
    if !works_for_others {
        finding.case("described");
    }
    finding.with("recipient", FindingDetail::Record(id));
}

/// Whether the words leave nothing to ask: nobody, ourselves, an authority, a court, somebody of the house, or only where
/// the recipient stands, which is told as that.
fn is_settled(facts: &ActivityFacts<'_>, recipient: &Recipient) -> bool {
    let lists = facts.context.lists;
    let nobody = |text: &str| {
        lists.says_nobody(text)
            || names_us(facts, text)
            || names_own_tools(text)
            || is_processor_under_contract(text)
    };
    let organisation = facts.context.organisation(recipient.organisation);
    let name = organisation.and_then(|it| it.name.as_ref());
    let points = || {
        let mut texts = facts.scan.texts.iter();
        texts.any(|text| {
            text.record == recipient.head.id && text.key == "category" && text.short.is_pointer
        })
    };
    let mut words = (recipient.category.iter())
        .chain(&recipient.service)
        .chain(name);
    recipient.category.as_deref().is_some_and(nobody)
        || organisation.is_some_and(|it| it.public_authority == Some(true))
        || words.any(|text| lists.settles_role(text))
        || points()
}

/// Whether somebody may well work for us: a recorded organisation, a company by its legal form, a vendor, or whoever is
/// called by a trade or a service.
fn is_a_supplier(facts: &ActivityFacts<'_>, recipient: &Recipient) -> bool {
    let mut words = recipient.category.iter().chain(&recipient.service);
    let named = |list: WordList| {
        let mut hits = facts.scan.of(list);
        hits.any(|hit| hit.text.record == recipient.head.id)
    };
    recipient.organisation.is_some()
        || words.any(|text| facts.context.lists.names_a_supplier(text))
        || named(WordList::Organisation)
}

/// Whether somebody is one of those whom the data are about, or the department that the activity is of.
fn is_concerned_itself(facts: &ActivityFacts<'_>, recipient: &Recipient) -> bool {
    let Some(category) = recipient.category.as_deref() else {
        return false;
    };
    let told = telling_words(category);
    let repeats = |text: &String| repeats(&told, &telling_words(text));
    let mut subjects = facts.activity.data_subjects.iter();
    facts.activity.department.as_ref().is_some_and(repeats)
        || subjects.any(|it| it.category.iter().chain(&it.as_stated).any(repeats))
}

/// The words of a text that tell what it is about, folded; what stands in brackets says only what somebody does there.
fn telling_words(text: &str) -> Vec<String> {
    /// Shorter words only join others.
    const SHORTEST: usize = 4;
    let head = text.split(['(', ':']).next().unwrap_or(text);
    let words = head.split(|letter: char| !letter.is_alphanumeric());
    words
        .map(fold)
        .filter(|word| word.len() >= SHORTEST)
        .collect()
}

/// Whether words begin with whom others name, or say nothing that those do not.
fn repeats(told: &[String], named: &[String]) -> bool {
    let Some(first) = told.first() else {
        return false;
    };
    let known = |word: &String| named.iter().any(|other| are_of_one_word(word, other));
    named
        .first()
        .is_some_and(|other| are_of_one_word(first, other))
        || told.iter().all(known)
}

/// Whether two words are forms of one: they differ only in how they end.
fn are_of_one_word(one: &str, other: &str) -> bool {
    /// So many bytes at the most are an ending.
    const ENDING: usize = 3;
    let pairs = one.char_indices().zip(other.chars());
    let mut same = pairs.take_while(|((_, letter), with)| letter == with);
    let shared = same
        .by_ref()
        .last()
        .map_or(0, |((at, letter), _)| at + letter.len_utf8());
    let longest = one.len().max(other.len());
    shared >= ENDING && longest - shared <= ENDING && shared * 2 > longest
}

/// Processors that are given only as a kind stand in a list somewhere, or their countries are known.
fn kind_is_listed(context: &Context<'_>, recipient: &Recipient, found: &mut Found<'_>) {
    let Some(category) = recipient.category.as_deref() else {
        return;
    };
    if recipient.countries.is_empty()
        && !context.lists.is_independent(category)
        && !is_processor_under_contract(category)
        && !none_with_reason(recipient as &dyn Record, "countries")
        && !is_listed(context, recipient)
    {
        let finding = found.at(recipient.head.id, "organisation");
        finding.case("category").quoting(category);
    }
}

/// Whether a recipient is called as the organisation that the activity is of: what it gets, it has.
fn names_us(facts: &ActivityFacts<'_>, text: &str) -> bool {
    let own = facts.context.organisation(facts.activity.organisation);
    let name = own.and_then(|own| own.name.as_deref());
    // `Acme (support)` is Acme Ltd.
    let lists = facts.context.lists;
    let bare = |text: &str| {
        let head = text.split('(').next().unwrap_or(text);
        fold(lists.without_form(head.trim()).trim_end_matches([',', ' ']))
    };
    let own = name.map(bare).filter(|own| !own.is_empty());
    let told = bare(text);
    own.is_some_and(|own| {
        // `Acme support team` is of Acme, `Acme Analytics` may be another.
        let mut behind = text.split_whitespace().skip(own.split(' ').count());
        let rest = told.strip_prefix(own.as_str());
        rest.is_some_and(|rest| {
            rest.is_empty()
                || rest.starts_with(' ') && behind.all(|word| !word.contains(char::is_uppercase))
        })
    })
}

/// Whether an agreement says who stands behind a kind of recipients.
fn is_listed(context: &Context<'_>, recipient: &Recipient) -> bool {
    context
        .agreement(recipient.agreement)
        .is_some_and(|agreement| {
            !agreement.sub_processors.is_empty() || !agreement.documents.is_empty()
        })
}

#[cfg(test)]
mod tests {
    use super::{repeats, telling_words};

    #[test]
    fn whoever_the_data_are_about_is_known_again_in_other_forms() {
        let told = |recipient: &str, subject: &str| {
            repeats(&telling_words(recipient), &telling_words(subject))
        };
        for (recipient, subject) in [
            ("Candidats (réponse automatique)", "Candidats à la location"),
            ("studenti classe", "Studenti"),
            ("Mieter", "Mieterinnen und Mieter"),
            ("Spelarna", "Spelare i laget"),
            ("registered players", "Registered players and coaches"),
        ] {
            assert!(told(recipient, subject), "{recipient} | {subject}");
        }
        for (recipient, subject) in [
            ("Employer of the student", "Students"),
            ("Bank des Mieters", "Mieter"),
            ("Spelbolaget", "Spelare"),
            ("(intern)", "Studenti"),
        ] {
            assert!(!told(recipient, subject), "{recipient} | {subject}");
        }
    }
}
