//! Family C, grounds of transfers: who may use one, what it needs beside it, whether it is current, and whether modules
//! fit the roles (Arts. 44-49).

use chrono::{Months, NaiveDate};

use super::activity_facts::ActivityFacts;
use super::context::none_with_reason;
use super::finding::{FindingDetail, Found, Severity};
use super::told_grounds::{
    ADEQUACY, CLAUSES, INTERESTS, all_grounds, clause_set_of, instruments, is_assessed,
    told_modules, words_of,
};
use super::transfers::{live, standings, stays_inside};
use super::wording::lists::WordList;
use super::wording::plain_grounds::goes_on;
use super::wording::plain_words::{is_about_staff, says_signed};
use crate::domain::codes::{
    self, ActivityRole, AgreementKind, AgreementStatus, RecipientRole, TransferState,
};
use crate::domain::date::PartialDate;
use crate::domain::records::{Agreement, Organisation, Recipient, Transfer};
use crate::law::MechanismFlag;

/// The answer to whether a recipient is listed is renewed each year.
const LISTING: Months = Months::new(12);
/// An assessment of the destination is looked at again after so long.
const ASSESSMENT: Months = Months::new(36);
/// An assessment may be so much older than what was signed.
const BEFORE_SIGNING: Months = Months::new(12);
/// Categories of people whose data are those of the workforce.
const STAFF: [&str; 3] = ["employees", "former_employees", "applicants"];

fn is_standing(transfer: &Transfer) -> bool {
    matches!(transfer.state, None | Some(TransferState::Actual))
}

/// The organisations that get the data: who really gets them, else the recipients.
fn importers<'a>(facts: &ActivityFacts<'a>, transfer: &'a Transfer) -> Vec<&'a Organisation> {
    let context = facts.context;
    if let Some(organisation) = context.organisation(transfer.organisation) {
        return vec![organisation];
    }
    facts
        .recipients_of(transfer)
        .filter_map(|recipient| context.organisation(recipient.organisation))
        .collect()
}

/// R61: a ground is open to who uses it, and for what.
pub(super) fn ground_is_open(facts: &ActivityFacts<'_>, found: &mut Found<'_>) {
    let law = facts.context.law;
    for transfer in live(facts) {
        let id = transfer.head.id;
        if stays_inside(&standings(facts, transfer)) {
            continue;
        }
        let grounds = all_grounds(transfer);
        for code in &grounds {
            let Some(mechanism) = law.mechanism(code) else {
                continue;
            };
            let case = closed(
                facts,
                transfer,
                code,
                |flag| mechanism.has(flag),
                grounds.len(),
            );
            if let Some((case, severity)) = case {
                let finding = found.at(id, "mechanisms").quoting(code);
                if let Some(case) = case {
                    finding.case(case);
                }
                finding.graded(severity).with(
                    "mechanism",
                    FindingDetail::Code(&codes::MECHANISM, (*code).to_owned()),
                );
                break;
            }
        }
        foreign_tool(facts, transfer, found);
    }
}

/// Why a ground is not open to a transfer.
fn closed(
    facts: &ActivityFacts<'_>,
    transfer: &Transfer,
    code: &str,
    has: impl Fn(MechanismFlag) -> bool,
    grounds: usize,
) -> Option<(Option<&'static str>, Severity)> {
    let own = facts.organisation;
    if has(MechanismFlag::NotForPublicPowers) && facts.is_public() {
        return Some((None, Severity::Error));
    }
    if has(MechanismFlag::PublicBodiesOnly) {
        let theirs = || importers(facts, transfer);
        if own.is_some_and(|own| own.public_authority != Some(true))
            || theirs()
                .iter()
                .any(|other| other.public_authority == Some(false))
        {
            return Some((Some("private"), Severity::Error));
        }
        if theirs()
            .iter()
            .any(|other| other.public_authority.is_none())
        {
            return Some((Some("ask"), Severity::Warning));
        }
    }
    if has(MechanismFlag::IntraGroupOnly)
        && let Some(own) = own
    {
        let top = |of| {
            let last = facts.context.line_of(of).last();
            last.map(|top| top.head.id)
        };
        let group = top(own);
        let outside = importers(facts, transfer)
            .iter()
            .any(|other| top(other) != group);
        if outside && !of_a_processor(facts, transfer) {
            return Some((Some("group"), Severity::Warning));
        }
    }
    let said = words_of(transfer).next().is_some();
    let standing = || words_of(transfer).any(|text| goes_on(text));
    let limited = transfer.valid_until.is_some() || said && !standing();
    let derogation = code.starts_with("art49-") && grounds == 1;
    if (has(MechanismFlag::OccasionalOnly) || derogation)
        && code != INTERESTS
        && is_standing(transfer)
        && transfer.state.is_some()
        && !limited
    {
        return Some((Some("occasional"), Severity::Warning));
    }
    let informs = has(MechanismFlag::NotifySa) || has(MechanismFlag::InformDataSubject);
    let told = || {
        words_of(transfer).any(|text| {
            facts
                .context
                .lists
                .first(WordList::Informed, text)
                .is_some()
        })
    };
    (informs && is_standing(transfer) && !told()).then_some((Some("inform"), Severity::Warning))
}

/// Whether a transfer rests on the rules of a processor's own group, agreed with it: the controller is no member of that.
fn of_a_processor(facts: &ActivityFacts<'_>, transfer: &Transfer) -> bool {
    let agreed = facts
        .context
        .agreement(transfer.agreement)
        .is_some_and(|agreement| agreement.kind == Some(AgreementKind::Bcr));
    let processes = |recipient: &Recipient| {
        matches!(
            recipient.role,
            Some(RecipientRole::Processor | RecipientRole::SubProcessor)
        )
    };
    agreed && facts.recipients_of(transfer).all(processes)
}

/// A tool of another country's law as the only instrument.
fn foreign_tool(facts: &ActivityFacts<'_>, transfer: &Transfer, found: &mut Found<'_>) {
    let agreement = facts.context.agreement(transfer.agreement);
    let law = facts.context.law;
    if instruments(transfer, agreement).any(|code| law.instrument(code).is_some()) {
        return;
    }
    let version = agreement.and_then(|agreement| agreement.version.as_deref());
    // Who is under the law of a country itself may use its tools.
    let own = facts.organisation.and_then(|it| it.country.as_ref());
    let tool = instruments(transfer, agreement)
        .chain(version)
        .chain(words_of(transfer).map(String::as_str))
        .find_map(|text| {
            let named = law.named_foreign_tools(text).into_iter();
            let mut foreign =
                named.filter(|(_, tools)| own.is_none_or(|own| !tools.countries.contains(own)));
            Some(&text[foreign.next()?.0])
        });
    if let Some(tool) = tool {
        found
            .at(transfer.head.id, "instrument")
            .case("foreign")
            .quoting(tool);
    }
}

/// R62: a tool of Art. 46 has its approval, what was signed, and the assessment of the destination.
pub(super) fn tool_is_whole(facts: &ActivityFacts<'_>, found: &mut Found<'_>) {
    for transfer in live(facts) {
        if stays_inside(&standings(facts, transfer)) {
            continue;
        }
        let agreement = facts.context.agreement(transfer.agreement);
        for code in all_grounds(transfer) {
            judge_tool(transfer, agreement, code, found);
        }
        judge_assessment(facts, transfer, agreement, found);
    }
}

fn judge_tool(
    transfer: &Transfer,
    agreement: Option<&Agreement>,
    code: &str,
    found: &mut Found<'_>,
) {
    let dated = |agreement: &Agreement| {
        agreement.signed_on.is_some() && agreement.status != Some(AgreementStatus::Unsigned)
    };
    let proven = |agreement: &Agreement| dated(agreement) && !agreement.documents.is_empty();
    let kind = |agreement: &Agreement, kind| agreement.kind.is_none_or(|own| own == kind);
    let (whole, case) = match code {
        "art46-2-b" => (
            agreement.is_some_and(|own| proven(own) && kind(own, AgreementKind::Bcr)),
            "approval",
        ),
        "art46-2-e" | "art46-2-f" => (agreement.is_some_and(proven), "approval"),
        "art46-3-a" | "art46-3-b" => (agreement.is_some_and(proven), "authorisation"),
        // An authorisation of the time before the GDPR may be all that there is, named by its number.
        "art46-5-legacy" => (
            agreement.is_some_and(proven) || transfer.instrument.is_some(),
            "authorisation",
        ),
        "art46-2-a" => (
            agreement.is_some_and(|own| !own.documents.is_empty()),
            "document",
        ),
        CLAUSES | "art46-2-d" => (
            agreement.is_some_and(dated) || words_of(transfer).any(|text| says_signed(text)),
            "signed",
        ),
        _ => return,
    };
    let answered = none_with_reason(transfer, "agreement");
    if !whole && !answered {
        let finding = found.at(transfer.head.id, "agreement").case(case);
        finding.quoting(code).with(
            "mechanism",
            FindingDetail::Code(&codes::MECHANISM, code.to_owned()),
        );
    }
}

fn judge_assessment(
    facts: &ActivityFacts<'_>,
    transfer: &Transfer,
    agreement: Option<&Agreement>,
    found: &mut Found<'_>,
) {
    let (law, day) = (facts.context.law, facts.context.day);
    let grounds = all_grounds(transfer);
    // Who weighs compelling interests looks at every circumstance, the destination among them.
    let weighed = transfer.art49_assessment.is_some();
    let expected = grounds.iter().any(|code| {
        law.mechanism(code)
            .is_some_and(|mechanism| mechanism.has(MechanismFlag::Tia))
            && !(weighed && *code == INTERESTS)
    });
    if !expected {
        return;
    }
    let id = transfer.head.id;
    match transfer.assessed_on.map(PartialDate::last_day) {
        None if !is_assessed(facts, transfer) => {
            found.at(id, "assessed_on");
        }
        None => {}
        Some(assessed) => {
            let signed = agreement
                .and_then(|agreement| agreement.signed_on)
                .map(PartialDate::last_day);
            let before = |later: Option<NaiveDate>, by: Months| {
                later
                    .and_then(|later| later.checked_sub_months(by))
                    .is_some_and(|first| assessed < first)
            };
            let set = clause_set_of(law, transfer, agreement);
            let older = before(signed, BEFORE_SIGNING)
                || set.is_some_and(|set| assessed < set.adopted)
                || before(Some(day), ASSESSMENT);
            if older {
                found
                    .at(id, "assessed_on")
                    .case("old")
                    .quoting(&assessed.to_string())
                    .with("day", FindingDetail::Day(assessed));
            }
        }
    }
}

/// R67: what a ground rests on is still so.
pub(super) fn ground_is_current(facts: &ActivityFacts<'_>, found: &mut Found<'_>) {
    let (law, day) = (facts.context.law, facts.context.day);
    for transfer in live(facts).filter(|transfer| is_standing(transfer)) {
        let id = transfer.head.id;
        let agreement = facts.context.agreement(transfer.agreement);
        let of_agreement = agreement.and_then(|agreement| agreement.valid_until);
        for until in [transfer.valid_until, of_agreement].into_iter().flatten() {
            if until.last_day() < day {
                found
                    .at(id, "valid_until")
                    .case("ended")
                    .quoting(&until.last_day().to_string())
                    .with("on", FindingDetail::On(until));
                break;
            }
        }
        if !all_grounds(transfer).contains(&ADEQUACY) {
            continue;
        }
        let decision = transfer
            .instrument
            .as_deref()
            .and_then(|code| law.decision(code))
            .or_else(|| {
                standings(facts, transfer)
                    .into_iter()
                    .find_map(|(_, at)| at.decision)
            });
        let Some(decision) = decision.filter(|decision| decision.in_force_on(day)) else {
            continue;
        };
        for condition in decision
            .conditions_on(day)
            .filter(|condition| condition.dated)
        {
            let answer = transfer
                .conditions
                .iter()
                .find(|answer| answer.condition.as_deref() == Some(condition.id.as_str()));
            let checked = answer.and_then(|answer| answer.checked_on);
            let old = checked
                .map(PartialDate::last_day)
                .and_then(|checked| checked.checked_add_months(LISTING))
                .is_some_and(|due| due < day);
            if let Some(checked) = checked.filter(|_| old) {
                found
                    .at(id, "conditions")
                    .quoting(&condition.id)
                    .with("condition", FindingDetail::Condition(condition.id.clone()))
                    .with("on", FindingDetail::On(checked));
            }
            let unanswered = answer.is_none_or(|answer| answer.answer.is_none());
            if unanswered
                && condition.is_contingent()
                && condition.id.ends_with("_hr")
                && (is_of_staff(facts) || works_on_staff(facts))
            {
                found
                    .at(id, "conditions")
                    .case("unasked")
                    .quoting(&condition.id)
                    .with("condition", FindingDetail::Condition(condition.id.clone()));
            }
        }
    }
}

/// Whether data of our own workforce are processed.
pub(super) fn is_of_staff(facts: &ActivityFacts<'_>) -> bool {
    let mut words = facts
        .activity
        .data_subjects
        .iter()
        .flat_map(|subject| &subject.category);
    words.any(|word| {
        let lists = facts.context.lists;
        STAFF.contains(&word.as_str())
            || lists.first(WordList::Staff, word).is_some()
            || lists.are_called_by_their_work(word)
    })
}

/// Whether what is done is done with data of the workforce, where nothing says whose data they are.
fn works_on_staff(facts: &ActivityFacts<'_>) -> bool {
    let mut subjects = facts.activity.data_subjects.iter();
    if subjects.any(|subject| !subject.category.is_empty()) {
        return false;
    }
    let purposes = facts.activity.purposes.iter();
    let texts = purposes.filter_map(|purpose| purpose.text.as_ref());
    let mut texts = texts.chain(&facts.activity.name);
    texts.any(|text| is_about_staff(text))
}

/// R68: the modules of the clauses fit who sends and who receives.
pub(super) fn modules_fit(facts: &ActivityFacts<'_>, found: &mut Found<'_>) {
    let context = facts.context;
    let exporter = match facts.activity.role {
        Some(ActivityRole::Controller) => "controller",
        Some(ActivityRole::Processor) => "processor",
        None => return,
    };
    for transfer in live(facts).filter(|transfer| all_grounds(transfer).contains(&CLAUSES)) {
        let agreement = context.agreement(transfer.agreement);
        let Some(set) = clause_set_of(context.law, transfer, agreement) else {
            continue;
        };
        let mut modules: Vec<&str> = transfer.modules.iter().map(String::as_str).collect();
        if modules.is_empty() {
            let of_agreement = agreement.map_or(&[][..], |agreement| &agreement.modules);
            modules.extend(of_agreement.iter().map(String::as_str));
        }
        if modules.is_empty() {
            modules = told_modules(transfer);
        }
        let roles: Vec<&str> = facts
            .recipients_of(transfer)
            .filter_map(|recipient| match recipient.role? {
                RecipientRole::Processor | RecipientRole::SubProcessor => Some("processor"),
                RecipientRole::Controller
                | RecipientRole::JointController
                | RecipientRole::Authority
                | RecipientRole::Customer => Some("controller"),
                _ => None,
            })
            .collect();
        // Onward by a processor of ours to one behind it: the processor is who sends.
        if roles.is_empty() || transfer.organisation.is_some() {
            continue;
        }
        let fits = |id: &&str| {
            set.modules.iter().any(|module| {
                module.id == **id
                    && module.exporter == exporter
                    && roles.contains(&module.importer.as_str())
            })
        };
        if let Some(first) = modules.first()
            && !modules.iter().any(fits)
        {
            found.at(transfer.head.id, "modules").quoting(first).with(
                "module",
                FindingDetail::Code(&codes::CLAUSE_MODULE, (*first).to_owned()),
            );
        }
    }
}
