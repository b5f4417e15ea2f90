//! What is taken over of answers: the edits of the proposals that are accepted, the reviews, and the requests that are
//! closed with that.

use chrono::NaiveDate;

use super::amending::apply;
use super::proposal::{Answered, new_record, scope_of};
use super::proposed::{Does, Looked, Proposal};
use super::typed_answers::AnswerTyping;
use crate::domain::change::Edit;
use crate::domain::date::PartialDate;
use crate::domain::problem::Problem;
use crate::domain::register::Register;
use crate::domain::value::{Id, Value};
use crate::labels::Lexicon;

/// What is accepted: which proposals, and of which activities the review.
pub type Accepts<'a> = (&'a dyn Fn(&Proposal) -> bool, &'a dyn Fn(Id) -> bool);

/// The edits that take over the accepted proposals, record the reviews, and close the requests.
///
/// A request is closed when nothing that its answers propose is left over, but what is in conflict; an activity is reviewed
/// when that is accepted and so is all that is proposed about it.
///
/// # Errors
/// As [`look`](super::proposal::look) tells of faults.
pub fn edits(
    register: &Register,
    answered: &[Answered<'_>],
    looked: &Looked,
    (accepted, reviewed): Accepts<'_>,
    lexicon: &Lexicon,
    today: NaiveDate,
) -> Result<Vec<Edit>, Problem> {
    let mut typing = AnswerTyping::new(register, &lexicon.law, lexicon.today);
    let mut edits: Vec<Edit> = Vec::new();
    let day_of = |file: usize| answered[file].filled.on.unwrap_or(today);
    let settled = |file: usize| {
        let mut of_file = looked.proposals.iter().filter(|it| it.file == file);
        !answered[file].filled.is_blank() && of_file.all(|it| it.conflict || accepted(it))
    };
    let whole = |id: Id| {
        let mut of_record = looked.proposals.iter().filter(|it| it.record == Some(id));
        of_record.all(accepted)
    };
    let reviews = looked.reviews.iter();
    let reviews: Vec<&(Id, NaiveDate)> = reviews
        .filter(|(id, _)| reviewed(*id) && whole(*id))
        .collect();
    let closes: Vec<&Answered<'_>> = (0..answered.len())
        .filter(|file| settled(*file))
        .map(|file| &answered[file])
        .collect();
    let accepted: Vec<&Proposal> = looked.proposals.iter().filter(|it| accepted(it)).collect();
    let mut touched: Vec<Id> = accepted.iter().filter_map(|it| it.record).collect();
    touched.extend(reviews.iter().map(|(id, _)| *id));
    touched.sort_unstable();
    touched.dedup();
    for id in touched {
        let Some(before) = register.get(id) else {
            continue;
        };
        let mut after = before.boxed();
        // Rows go last: what else is said of them was said of the activity as it stood.
        let of_record = || accepted.iter().filter(|it| it.record == Some(id));
        let ends = |it: &&&Proposal| it.does == Does::End && it.row.is_some();
        for proposal in of_record()
            .filter(|it| !ends(it))
            .chain(of_record().filter(ends))
        {
            apply(&mut *after, proposal, &mut typing, day_of(proposal.file))?;
        }
        if let Some((_, day)) = reviews.iter().find(|(reviewed, _)| *reviewed == id) {
            after.record_value("last_reviewed_on", Value::Date(PartialDate::Day(*day)));
            after.record_value("next_review_on", Value::Empty);
        }
        edits.push(Edit {
            before: Some(before.boxed()),
            after: Some(after),
        });
    }
    for proposal in accepted.iter().filter(|it| it.does == Does::New) {
        let answered = &answered[proposal.file];
        let new = answered
            .filled
            .new
            .iter()
            .find(|new| new.place == proposal.cell);
        if let Some(new) = new {
            let scope = scope_of(answered);
            let made = new_record(register, answered.filled, &scope, new, &mut typing, lexicon);
            edits.push(Edit::create(made.0));
        }
    }
    let mut made = std::mem::take(&mut typing.organisations);
    let mut all: Vec<Edit> = made.drain(..).map(Edit::create).collect();
    all.append(&mut edits);
    all.extend(closed(register, &closes, today));
    Ok(all)
}

/// The edit that notes the requests as answered.
fn closed(register: &Register, answered: &[&Answered<'_>], today: NaiveDate) -> Option<Edit> {
    let mut after = register.about.clone();
    for answered in answered {
        let filled = answered.filled;
        let request = after.requests.iter_mut().find(|request| {
            request.head.reference == filled.request && request.answered_on.is_none()
        });
        if let Some(request) = request {
            let day = filled.on.unwrap_or(today);
            request.answered_on = Some(PartialDate::Day(day));
            let by = filled.by.clone();
            if by.is_some() {
                request.by = by;
            }
        }
    }
    (after != register.about).then(|| Edit {
        before: Some(Box::new(register.about.clone())),
        after: Some(Box::new(after)),
    })
}
