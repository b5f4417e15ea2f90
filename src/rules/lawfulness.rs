//! Family B, lawfulness: legal bases and conditions (Arts. 6-10, 87). None of this is Art. 30's own content; it is
//! asked of records as controller.

use super::activity_facts::ActivityFacts;
use super::asked::told_age;
use super::context::none_with_reason;
use super::finding::{Finding, FindingDetail, Found, Severity};
use super::grounds::is_of_staff;
use super::scan::WordHit;
use super::wording::cited_points::{bases_of, rests_on};
use super::wording::clauses::{
    cites_a_duty_of_the_regulation, cites_article_9, is_on_limitation, names_a_law,
};
use super::wording::interest::{is_of_an_authority, tells_the_interest};
use super::wording::lists::WordList;
use super::wording::plain_answers::says_who_consents_below_an_age;
use super::wording::plain_lists::{PlainList, PlainText};
use super::wording::plain_words::{
    is_about_staff, names_a_consent_form, says_consent_signed, says_guardians_consent,
};
use super::wording::sentence::sentences;
use crate::domain::codes::{self, DataKind, Disposition};
use crate::domain::kind::RecordKind;
use crate::domain::legal_basis::{
    CONSENT, EXPLICIT_CONSENT, LEGAL_OBLIGATION, LEGITIMATE_INTERESTS,
};
use crate::domain::records::{DataCategory, Purpose, Retention};
use crate::domain::value::Id;

/// Categories of the vocabulary that are data of Art. 9(1).
const SPECIAL_CATEGORIES: [&str; 8] = [
    "health",
    "biometric",
    "genetic",
    "ethnic",
    "political",
    "religious",
    "union",
    "sexual",
];

/// The purposes that rest on a legal basis.
fn resting_on<'a>(
    facts: &ActivityFacts<'a>,
    basis: &'static str,
) -> impl Iterator<Item = &'a Purpose> {
    let purposes = facts.activity.purposes.iter();
    purposes.filter(move |purpose| rests_on(purpose, basis))
}

fn only_on_consent(facts: &ActivityFacts<'_>) -> bool {
    let purposes = &facts.activity.purposes;
    !purposes.is_empty()
        && purposes
            .iter()
            .all(|purpose| matches!(bases_of(purpose).as_slice(), [CONSENT]))
}

fn has_code(category: &DataCategory, code: &str) -> bool {
    category.category.iter().any(|word| word == code)
}

/// R21: a purpose has a legal basis.
pub(super) fn has_basis(facts: &ActivityFacts<'_>, found: &mut Found<'_>) {
    if !facts.is_controller() || facts.is_anonymous() {
        return;
    }
    for purpose in &facts.activity.purposes {
        if bases_of(purpose).is_empty()
            && !none_with_reason(purpose, "legal_bases")
            && !cites_another_regime(facts, purpose)
        {
            let finding = found.at(purpose.head.id, "legal_bases");
            // The law that is named says which basis it gives; the record still does not.
            if rests_on_a_named_law(purpose) {
                finding.graded(Severity::Information);
            }
        }
    }
}

/// Whether a law is recorded that the purpose rests on, by its section or article: that law says which basis it gives.
fn rests_on_a_named_law(purpose: &Purpose) -> bool {
    purpose.laws.iter().any(|text| {
        let figure = text.bytes().any(|byte| byte.is_ascii_digit());
        figure && names_a_law(&without_gdpr(text))
    })
}

/// Whether the words cite the act that governs the record instead of the GDPR: Article 6 is then not the question.
fn cites_another_regime(facts: &ActivityFacts<'_>, purpose: &Purpose) -> bool {
    let texts = [
        &purpose.as_stated,
        &purpose.notes,
        &purpose.text,
        &facts.activity.regime_note,
        &facts.activity.as_stated,
        &facts.activity.notes,
        &facts.activity.description,
    ];
    let acts = [
        "2016/680",
        "2018/1725",
        "2018:1177",
        "LGPD",
        "13.709",
        "CCPA",
        "POPIA",
        "KVKK",
    ];
    texts
        .into_iter()
        .flatten()
        .chain(&purpose.laws)
        .any(|text| acts.iter().any(|act| text.contains(act)))
}

/// Whether the organisation is a public body by how its name, or a part of it, begins or ends, where nothing else is
/// recorded: `Stadtbücherei Birkental`, `Bjørkedal kommune, Lia skole`.
fn is_public_by_name(facts: &ActivityFacts<'_>) -> bool {
    let organisation = facts
        .organisation
        .filter(|organisation| organisation.public_authority.is_none());
    let Some(name) = organisation.and_then(|organisation| organisation.name.as_deref()) else {
        return false;
    };
    facts.context.lists.is_a_public_body(name) && !trades(facts)
}

/// Whether a purpose rests on a basis that is closed to whoever processes for it: an authority, in its tasks.
fn rests_on_a_closed_basis(facts: &ActivityFacts<'_>, purpose: &Purpose) -> bool {
    let closed = |code: &&str| {
        let basis = facts.context.law.legal_basis(code);
        basis.is_some_and(|basis| basis.not_for_public_tasks)
    };
    // The words of the basis may say whose interest it is.
    let said = || {
        let open = (facts.organisation).is_none_or(|it| it.public_authority.is_none());
        let stated = purpose.as_stated.as_deref().filter(|_| open);
        stated.is_some_and(is_of_an_authority)
    };
    bases_of(purpose).iter().any(closed)
        && (facts.is_public() || is_public_by_name(facts) || said())
}

/// R22: an authority does not rest its tasks on a legitimate interest.
pub(super) fn no_interest_of_authorities(facts: &ActivityFacts<'_>, found: &mut Found<'_>) {
    if !facts.is_controller() {
        return;
    }
    let purposes = facts.activity.purposes.iter();
    for purpose in purposes.filter(|purpose| rests_on_a_closed_basis(facts, purpose)) {
        found.at(purpose.head.id, "legal_bases");
    }
}

/// R23: a legitimate interest is named, and weighed.
pub(super) fn interest_is_weighed(facts: &ActivityFacts<'_>, found: &mut Found<'_>) {
    if !facts.is_controller() {
        return;
    }
    // A basis that is not open need not be weighed.
    let open = |purpose: &&Purpose| !rests_on_a_closed_basis(facts, purpose);
    for purpose in resting_on(facts, LEGITIMATE_INTERESTS).filter(open) {
        let id = purpose.head.id;
        let told = || purpose.as_stated.as_deref().is_some_and(tells_the_interest);
        if purpose.legitimate_interest.is_none()
            && !none_with_reason(purpose, "legitimate_interest")
            && !told()
        {
            found.at(id, "legitimate_interest");
        }
        let weighed = purpose.lia_reference.is_some()
            || purpose.lia_on.is_some()
            || says_weighed(facts, purpose);
        if !weighed
            && !none_with_reason(purpose, "lia_reference")
            && !none_with_reason(purpose, "lia_on")
        {
            found.at(id, "lia_on").case("assessment");
        }
    }
}

/// Whether the words of a purpose say that interests were weighed.
fn says_weighed(facts: &ActivityFacts<'_>, purpose: &Purpose) -> bool {
    let texts = [
        &purpose.as_stated,
        &purpose.notes,
        &purpose.legitimate_interest,
    ];
    let mut texts = texts.into_iter().flatten().chain(&purpose.laws);
    texts.any(|text| facts.context.lists.says_weighed(text))
}

/// R24: data of special categories rest on a condition of Art. 9(2).
pub(super) fn special_data_have_a_condition(facts: &ActivityFacts<'_>, found: &mut Found<'_>) {
    if !facts.is_controller() {
        return;
    }
    let categories = &facts.activity.data_categories;
    // Where a row says that some of the data are special, and not which, no other row needs a mark of its own.
    let told = categories
        .iter()
        .any(|it| it.is_special() && it.category.is_empty());
    for category in categories {
        let id = category.head.id;
        if category.kind == Some(DataKind::Ordinary)
            && let Some(code) = category.special_kinds.first()
        {
            let detail = FindingDetail::Code(&codes::SPECIAL_KIND, code.clone());
            let finding = found.at(id, "kind").case("kinds");
            finding.with("category", detail).quoting(code);
        }
        if !category.art9_conditions.is_empty()
            || !facts.activity.art9_conditions.is_empty()
            || none_with_reason(category, "art9_conditions")
        {
            continue;
        }
        // A condition in another field counts for half: no list of conditions shows it.
        let of_purposes = facts.activity.purposes.iter().flat_map(|purpose| {
            let words = purpose.as_stated.iter().chain(&purpose.notes);
            purpose.laws.iter().chain(words)
        });
        let elsewhere = category
            .laws
            .iter()
            .chain(&category.notes)
            .chain(&category.as_stated)
            .chain(&category.only_if)
            .chain(of_purposes)
            .find(|text| cites_article_9(text));
        if category.is_special() {
            let finding = found.at(id, "art9_conditions");
            if let Some(text) = elsewhere {
                finding.case("elsewhere").quoting(text);
            }
            continue;
        }
        match category.kind {
            Some(DataKind::MayBeSpecial) => {
                found.at(id, "art9_conditions").case("possible");
            }
            None | Some(DataKind::Ordinary) if told => {}
            None | Some(DataKind::Ordinary) => {
                let code = SPECIAL_CATEGORIES
                    .into_iter()
                    .find(|code| has_code(category, code));
                let hit = shown(facts, WordList::SpecialCategory, id);
                if let Some(code) = code {
                    let detail = FindingDetail::Code(&codes::DATA_CATEGORY_NAME, code.to_owned());
                    found
                        .at(id, "kind")
                        .case("category")
                        .with("category", detail)
                        .quoting(code);
                } else if let Some(hit) = hit {
                    found.at(id, "kind").case("word").quoting(hit);
                } else if let Some(word) = compound(facts, category) {
                    found.at(id, "kind").case("word").quoting(word);
                }
            }
            Some(
                DataKind::Special | DataKind::Anonymous | DataKind::Criminal | DataKind::NationalId,
            ) => {}
        }
    }
    let marked = |it: &DataCategory| {
        let kind = it.is_special() || it.kind == Some(DataKind::MayBeSpecial);
        kind || !it.art9_conditions.is_empty() || none_with_reason(it, "art9_conditions")
    };
    if facts.activity.art9_conditions.is_empty() && !categories.iter().any(marked) {
        tell_what_is_noted(facts, WordList::SpecialCategory, found);
    }
}

/// Tells of words of a list by which a description or a note says that something of the kind is written down of somebody,
/// where the data are not marked so.
fn tell_what_is_noted(facts: &ActivityFacts<'_>, list: WordList, found: &mut Found<'_>) {
    let lists = facts.context.lists;
    let id = facts.id();
    let described = facts.activity.description.as_deref();
    let described = described.map(|text| (id, "description", text));
    let noted = facts.notes().map(|(row, text)| (row, "notes", text));
    let sentences = described
        .into_iter()
        .chain(noted)
        .flat_map(|(row, key, text)| {
            let sentences = sentences(text).map(PlainText::of);
            let sentences = sentences.filter(|it| it.holds(PlainList::Noted));
            sentences.map(move |sentence| (row, key, sentence))
        });
    let compound = |text| {
        let special = list == WordList::SpecialCategory;
        let inside = || {
            lists
                .special_inside(text)
                .or_else(|| lists.special_pair(text))
        };
        special.then(inside).flatten()
    };
    // A special word may be about anything; one for an offence is about whoever did it.
    let before = match list {
        WordList::CriminalData => 5,
        _ => 3,
    };
    let mut told = sentences.filter_map(|(row, key, plain)| {
        let text = plain.text();
        let words = lists.first(list, text).or_else(|| compound(text))?;
        (plain.notes(words, before) && !lists.are_denied(words, text)).then_some((row, key, words))
    });
    if let Some((row, key, words)) = told.next() {
        found.at(row, key).case("word").quoting(words);
    }
}

/// A word of a category, or of what belongs to it, that holds a word for data of Art. 9(1), or two words that show them
/// together.
fn compound<'a>(facts: &ActivityFacts<'_>, category: &'a DataCategory) -> Option<&'a str> {
    let texts = category.category.iter().chain(&category.items);
    let lists = facts.context.lists;
    texts.map(String::as_str).find_map(|text| {
        lists
            .special_inside(text)
            .or_else(|| lists.special_pair(text))
            .filter(|words| !lists.are_denied(words, text))
            .filter(|_| lists.first(WordList::StaysThere, text).is_none())
    })
}

/// The first words of a list in what a category names, where it does not say that there are none of them.
fn shown<'a>(facts: &ActivityFacts<'a>, list: WordList, category: Id) -> Option<&'a str> {
    let of_category = facts
        .scan
        .of(list)
        .filter(|hit| hit.text.record == category && matches!(hit.text.key, "category" | "items"));
    of_category
        .map(|hit| (hit.words, hit.text.text))
        .find(|(words, text)| {
            let lists = facts.context.lists;
            !lists.are_denied(words, text) && lists.first(WordList::StaysThere, text).is_none()
        })
        .map(|(words, _)| words)
}

/// Whether the organisation is a trading company, as its name tells.
fn trades(facts: &ActivityFacts<'_>) -> bool {
    let lists = facts.context.lists;
    let name = facts
        .organisation
        .and_then(|organisation| organisation.name.as_deref())
        .unwrap_or_default();
    lists.first(WordList::CompanyForm, name).is_some_and(|_| {
        lists.without_form(name).len() < name.len()
            && lists.first(WordList::BodyForm, name).is_none()
    })
}

/// The condition for bodies that are not for profit, with a political, philosophical, religious or trade union aim.
const OF_ASSOCIATIONS: &str = "9-2-d";

/// R25: a condition of Art. 9(2) fits who claims it, and the legal basis.
pub(super) fn condition_fits(facts: &ActivityFacts<'_>, found: &mut Found<'_>) {
    if !facts.is_controller() {
        return;
    }
    if !facts.is_public() && !trades(facts) {
        return;
    }
    let claims = |conditions: &[String]| conditions.iter().any(|it| it == OF_ASSOCIATIONS);
    for category in &facts.activity.data_categories {
        if claims(&category.art9_conditions) {
            found.at(category.head.id, "art9_conditions");
        }
    }
    if claims(&facts.activity.art9_conditions) {
        found.at(facts.id(), "art9_conditions");
    }
}

/// R26: data on offences rest on a law, or are under the control of an authority.
pub(super) fn offences_rest_on_a_law(facts: &ActivityFacts<'_>, found: &mut Found<'_>) {
    if !facts.is_controller() || facts.is_public() {
        return;
    }
    // A law that a purpose rests on may be the one that allows them: whoever looks sees it there.
    let purposes = &facts.activity.purposes;
    let elsewhere = || {
        purposes
            .iter()
            .any(|it| !it.laws.is_empty() || says_its_law(facts, it))
    };
    let softer = |finding: &mut Finding| {
        if elsewhere() {
            finding.graded(Severity::Information);
        }
    };
    for category in &facts.activity.data_categories {
        let id = category.head.id;
        if !category.laws.is_empty() || none_with_reason(category, "laws") {
            continue;
        }
        let named = category.kind.is_none() && has_code(category, "criminal");
        let in_words = || {
            let mut texts = category.category.iter().chain(&category.items);
            shown(facts, WordList::CriminalData, id)
                .or_else(|| texts.find_map(|text| facts.context.lists.accusation(text)))
        };
        match category.kind {
            Some(DataKind::Criminal) => softer(found.at(id, "laws")),
            None if named => softer(found.at(id, "laws")),
            None | Some(DataKind::Ordinary) => {
                if let Some(words) = in_words() {
                    softer(found.at(id, "kind").case("word").quoting(words));
                }
            }
            Some(
                DataKind::Special
                | DataKind::MayBeSpecial
                | DataKind::Anonymous
                | DataKind::NationalId,
            ) => {}
        }
    }
    let marked = |it: &DataCategory| it.kind == Some(DataKind::Criminal) || !it.laws.is_empty();
    if !facts.activity.data_categories.iter().any(marked) {
        tell_what_is_noted(facts, WordList::CriminalData, found);
    }
}

/// R27: consent can be shown and withdrawn, and was not taken from terms.
pub(super) fn consent_is_consent(facts: &ActivityFacts<'_>, found: &mut Found<'_>) {
    if !facts.is_controller() || facts.has_ended() || facts.is_anonymous() {
        return;
    }
    for purpose in resting_on(facts, CONSENT) {
        let id = purpose.head.id;
        let lists = facts.context.lists;
        let kept = || {
            let stated = [&purpose.as_stated, &purpose.notes].into_iter().flatten();
            stated
                .into_iter()
                .any(|it| lists.keeps_consent(it) || says_consent_signed(it))
                || keeps_records_of_consent(facts)
                || facts.prose().any(|it| lists.shows_consent(it))
        };
        if purpose.consent_proof.is_none() && !none_with_reason(purpose, "consent_proof") && !kept()
        {
            found.at(id, "consent_proof");
        }
        match purpose.consent_withdrawal.as_deref() {
            None if !none_with_reason(purpose, "consent_withdrawal")
                && !offers_withdrawal(facts, purpose) =>
            {
                found.at(id, "consent_withdrawal").case("withdrawal");
            }
            Some(text) if lists.denies_withdrawal(text) => {
                let finding = found.at(id, "consent_withdrawal").case("withdrawal");
                finding.quoting(text);
            }
            None | Some(_) => {}
        }
        // How consent was taken often stands only in the words that the purpose was recorded from.
        let texts = [
            ("consent_proof", &purpose.consent_proof),
            ("as_stated", &purpose.as_stated),
            ("text", &purpose.text),
        ];
        let told = texts.into_iter().find_map(|(key, text)| {
            let text = text.as_deref()?;
            let taken = || {
                (key != "text")
                    .then(|| {
                        let terms = lists.taken_from_terms(text);
                        terms.or_else(|| lists.presumed_consent(text))
                    })
                    .flatten()
            };
            let words = lists.first(WordList::ViaTerms, text).or_else(taken)?;
            Some((key, words))
        });
        if let Some((key, words)) = told {
            found.at(id, key).case("terms").quoting(words);
        }
    }
}

/// Whether an activity keeps records of consent, as its data say, its purposes or its measures.
fn keeps_records_of_consent(facts: &ActivityFacts<'_>) -> bool {
    let lists = facts.context.lists;
    let data = facts.activity.data_categories.iter();
    let mut data = data.flat_map(|it| it.category.iter().chain(&it.items));
    let purposes = facts.activity.purposes.iter();
    let mut purposes = purposes.filter_map(|it| it.text.as_deref());
    let measures = facts.activity.measures_text.as_deref();
    data.any(|it| lists.keeps_consent(it))
        || purposes.any(|it| lists.keeps_consent(it))
        || measures.is_some_and(|it| {
            let mut parts = it.split(',');
            parts.any(|part| lists.keeps_consent(part) || names_a_consent_form(part))
        })
}

/// Whether the measures of an activity, or what its purpose says, name a way to take consent back: a link in each letter.
fn offers_withdrawal(facts: &ActivityFacts<'_>, purpose: &Purpose) -> bool {
    let lists = facts.context.lists;
    let texts = [
        &facts.activity.measures_text,
        &purpose.text,
        &purpose.as_stated,
        &purpose.notes,
        &purpose.consent_proof,
    ];
    let mut parts = texts
        .into_iter()
        .flatten()
        .flat_map(|text| text.split([',', ';', '\n']));
    parts.any(|part| lists.takes_consent_back(part))
        || !facts.activity.opt_out.is_empty()
        || facts.prose().any(|it| lists.has_a_way_back(it))
}

/// R27: explicit consent to data of special categories can be shown and withdrawn, whatever the purposes rest on.
pub(super) fn explicit_consent_can_be_shown(facts: &ActivityFacts<'_>, found: &mut Found<'_>) {
    let purposes = &facts.activity.purposes;
    let asked_already = purposes.iter().any(|purpose| rests_on(purpose, CONSENT));
    if !facts.is_controller() || facts.has_ended() || asked_already {
        return;
    }
    let explicit = |conditions: &[String]| conditions.iter().any(|code| code == EXPLICIT_CONSENT);
    let of_category = facts.activity.data_categories.iter();
    let consents = explicit(&facts.activity.art9_conditions)
        || of_category
            .into_iter()
            .any(|it| explicit(&it.art9_conditions));
    let shown = purposes.iter().any(|purpose| {
        purpose.consent_proof.is_some() || none_with_reason(purpose, "consent_proof")
    });
    let told = || {
        let lists = facts.context.lists;
        keeps_records_of_consent(facts) || facts.prose().any(|it| lists.shows_consent(it))
    };
    if let Some(purpose) = purposes.first()
        && consents
        && !shown
        && !told()
    {
        found.at(purpose.head.id, "consent_proof").case("explicit");
    }
}

/// Whether the words of a purpose name the law that its field does not.
fn says_its_law(facts: &ActivityFacts<'_>, purpose: &Purpose) -> bool {
    let texts = [&purpose.as_stated, &purpose.notes, &purpose.text];
    let cites =
        |text: &str| names_a_law(&without_gdpr(text)) || cites_a_duty_of_the_regulation(text);
    // A line of the notes on the Regulation is of the register: `Record under Article 30 GDPR`.
    let lists = facts.context.lists;
    let notes = facts.activity.notes.iter().flat_map(|it| it.lines());
    let mut notes = notes.filter(|line| lists.first(WordList::Regulation, line).is_none());
    let mut told = texts.into_iter().flatten().chain(&facts.activity.art9_laws);
    told.any(|text| cites(text)) || notes.any(cites)
}

/// Whether the time limits of an activity name the law by which its data have to be kept: the obligation that it rests on.
///
/// A law on the limitation of claims has nobody keep anything.
fn is_kept_by_a_named_law(facts: &ActivityFacts<'_>) -> bool {
    let rules = facts.activity.retention.iter();
    let texts = |rule: &Retention| {
        let words = [&rule.as_stated, &rule.criterion, &rule.name, &rule.only_if];
        let parts = words
            .into_iter()
            .flatten()
            .flat_map(|it| it.split([',', ';', '\n']));
        let mut parts = parts.filter(|part| !is_on_limitation(part));
        parts.any(|part| names_a_law(&without_gdpr(part)))
    };
    // A law that has data archived is no law that has them processed.
    let archives = |rule: &Retention| {
        matches!(
            rule.disposition,
            Some(Disposition::Archive | Disposition::Preserve)
        )
    };
    rules
        .filter(|rule| !archives(rule))
        .any(|rule| rule.law.iter().any(|law| !is_on_limitation(law)) || texts(rule))
}

/// A text without the words by which it cites the Regulation itself, which is not the law that a basis rests on.
fn without_gdpr(text: &str) -> String {
    text.replace("2016/679", "").replace("679/2016", "")
}

/// R28: a legal obligation or a public task names its law.
pub(super) fn basis_names_its_law(facts: &ActivityFacts<'_>, found: &mut Found<'_>) {
    if !facts.is_controller() {
        return;
    }
    for purpose in &facts.activity.purposes {
        let names_its_law = |code: &&str| {
            let basis = facts.context.law.legal_basis(code);
            basis.is_some_and(|basis| basis.needs_law_reference)
        };
        let needs = bases_of(purpose).into_iter().find(names_its_law);
        if let Some(basis) = needs
            && purpose.laws.is_empty()
            && !none_with_reason(purpose, "laws")
            && !says_its_law(facts, purpose)
            && !(basis == LEGAL_OBLIGATION && is_kept_by_a_named_law(facts))
        {
            let detail = FindingDetail::Code(&codes::LEGAL_BASIS, basis.to_owned());
            found.at(purpose.head.id, "laws").with("basis", detail);
        }
    }
}

/// R29: children's consent online knows their age; a national identity number is accounted for.
pub(super) fn children_and_numbers(facts: &ActivityFacts<'_>, found: &mut Found<'_>) {
    if !facts.is_controller() || facts.has_ended() {
        return;
    }
    let activity = facts.activity;
    let mut purposes = activity.purposes.iter();
    let consents = purposes.any(|purpose| rests_on(purpose, CONSENT));
    let child = activity.data_subjects.iter().any(|subject| {
        subject.children == Some(true)
            || subject
                .category
                .iter()
                .any(|word| matches!(word.as_str(), "children" | "pupils"))
    });
    // Whoever asks parents for consent asks for that of children, wherever it is told.
    let asks_children = || {
        let told = activity.data_categories.iter().flat_map(|category| {
            let words = [&category.items, &category.notes, &category.as_stated];
            let words = words.into_iter().flatten();
            category.category.iter().chain(words)
        });
        let subjects = activity.data_subjects.iter();
        let mut told = told.chain(subjects.flat_map(|subject| &subject.as_stated));
        told.any(|text| says_guardians_consent(text))
    };
    let told = || {
        let mut notes = facts.notes();
        notes.any(|(_, text)| says_who_consents_below_an_age(text))
    };
    let open = activity.age_limit.is_none()
        && !none_with_reason(activity, "age_limit")
        && told_age(facts).is_none();
    let online = activity.online_service == Some(true);
    if online && open && (child && consents || asks_children()) && !told() {
        found.at(facts.id(), "age_limit");
    }
    for category in &activity.data_categories {
        let number = category.kind == Some(DataKind::NationalId)
            || (category.kind.is_none() && has_code(category, "national_id_number"));
        let accounted = !category.laws.is_empty() || none_with_reason(category, "laws");
        let explained = accounted
            || category.notes.is_some()
            || category.only_if.is_some()
            || number && (is_needed_for_pay(facts) || says_what_for(facts));
        if number && only_on_consent(facts) && !accounted {
            let finding = found.at(category.head.id, "laws").case("consent");
            finding.graded(Severity::Warning);
        } else if number && !explained {
            found.at(category.head.id, "laws").case("number");
        } else if !explained && let Some(words) = unexplained_number(facts, category) {
            found
                .at(category.head.id, "kind")
                .case("word")
                .quoting(words);
        }
    }
}

/// Whether an activity says what it has to tell people apart for: a law that a purpose rests on, or such words.
fn says_what_for(facts: &ActivityFacts<'_>) -> bool {
    let mut purposes = facts.activity.purposes.iter();
    let lawful = purposes.any(|it| !it.laws.is_empty() || says_its_law(facts, it));
    // What the data are called says nothing of what for.
    let told = |hit: &WordHit<'_>| hit.text.kind != RecordKind::DataCategory;
    lawful || facts.scan.of(WordList::NumberReason).any(told)
}

/// Whether the number is that of a workforce whose pay, taxes and social insurance it is needed for.
fn is_needed_for_pay(facts: &ActivityFacts<'_>) -> bool {
    let purposes = facts.activity.purposes.iter();
    let mut texts = purposes.filter_map(|purpose| purpose.text.as_deref());
    texts.any(is_about_staff)
}

/// Countries whose law says when a national identity number may be used, with the words that the list has for it.
const NUMBERS_RESTRICTED: [&str; 16] = [
    "SE", "NO", "DK", "FI", "NL", "FR", "IE", "DE", "BE", "IS", "RO", "CZ", "SK", "HU", "SI", "LT",
];

/// A national identity number that a category taken for ordinary names, where nothing says what it is needed for: no law,
/// no consent, no work, and no need to tell people apart.
fn unexplained_number<'a>(facts: &ActivityFacts<'a>, category: &DataCategory) -> Option<&'a str> {
    let ordinary = matches!(category.kind, None | Some(DataKind::Ordinary));
    let country = facts
        .organisation
        .and_then(|organisation| organisation.country.as_deref())?;
    if !ordinary || !NUMBERS_RESTRICTED.contains(&country) || only_on_consent(facts) {
        return None;
    }
    let named = |key: &&str| {
        let id = category.head.id;
        facts.scan.first(WordList::NationalNumber, id, key)
    };
    let hit = ["category", "items"].iter().find_map(named)?;
    let of_staff = || is_of_staff(facts) || is_needed_for_pay(facts);
    (!says_what_for(facts) && !of_staff()).then_some(hit.words)
}
