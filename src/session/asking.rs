//! Asking people who keep no register, and taking over what they answer.

use std::sync::Arc;

use chrono::NaiveDate;

use super::{SaveLabel, Saved, Session};
use crate::domain::change::Edit;
use crate::domain::date::PartialDate;
use crate::domain::field::Record;
use crate::domain::problem::Problem;
use crate::domain::progress::long_work;
use crate::domain::records::Request;
use crate::domain::register::{Mark, Register};
use crate::domain::value::Id;
use crate::exchange::questionnaire::book::{Questionnaire, bytes};
use crate::exchange::questionnaire::proposal::{Answered, look};
use crate::exchange::questionnaire::proposed::Looked;
use crate::exchange::questionnaire::reading::Filled;
use crate::exchange::questionnaire::taking::{Accepts, edits};
use crate::exchange::questionnaire::{AskedScope, questions};
use crate::labels::Lexicon;
use crate::store::Turn;

/// Refuses workbooks in which nothing was answered: there is nothing to take over, and their requests stay open.
///
/// # Errors
/// `answers_blank` with the first of them.
pub(crate) fn refuse_blank(filled: &[Filled]) -> Result<(), Problem> {
    let blank = filled
        .first()
        .filter(|_| filled.iter().all(Filled::is_blank));
    blank.map_or(Ok(()), |blank| {
        Err(Problem::refused("answers_blank")
            .with("file", &blank.file)
            .with("text", &blank.whom))
    })
}

impl Session {
    /// Records that somebody is asked, as a request that stands among the deadlines until it is answered. Gives its number.
    ///
    /// # Errors
    /// `ask_whom` where nobody is named, `ask_nothing` where there is nothing to ask about; as [`Self::save`].
    pub fn ask(
        &mut self,
        scope: &AskedScope,
        due: NaiveDate,
        label: impl Into<SaveLabel>,
    ) -> Result<(Saved, Id), Problem> {
        may_ask(self.register(), scope)?;
        let today = self.real_day();
        let saved = self.act(label, &|register| {
            let mut after = register.about.clone();
            let mut request = Request::default();
            request.head.id = Id::provisional(1);
            request.department.clone_from(&scope.department);
            request.owner.clone_from(&scope.owner);
            request.organisation = scope.organisation;
            request.sent_on = Some(PartialDate::Day(today));
            request.due_on = Some(PartialDate::Day(due));
            after.requests.push(request);
            Ok(vec![Edit {
                before: Some(Box::new(register.about.clone())),
                after: Some(Box::new(after)),
            }])
        })?;
        let made = self.register.about.requests.last();
        let id = made.map(|request| request.head.id).unwrap_or_default();
        Ok((saved, id))
    }

    /// Takes back that somebody is asked whose questions were not written, for the reason given: nobody can have been asked
    /// by a file that is not there. Gives what was saved, and what is to be told: also where that could not be taken back.
    ///
    /// The change set in which it was recorded is undone; where others followed, the request is removed.
    pub fn unask(
        &mut self,
        (request, asked): (Id, Option<Mark>),
        label: impl Into<SaveLabel>,
        reason: Problem,
    ) -> (Option<Saved>, Problem) {
        let register = self.register();
        let reference = register.name_in(register.about.head.id, request);
        let label: SaveLabel = label.into();
        let undone =
            asked.map(|asked| self.take_back(Turn::Undo, Some(asked.number), label.clone()));
        let taken_back = match undone {
            Some(Ok(saved)) => Ok(saved),
            _ => self.remove(request, true, label),
        };
        match taken_back {
            Ok(saved) => (Some(saved), reason),
            Err(cause) => {
                let stands = Problem::cannot("ask_stands").with("ref", reference);
                let mut told = reason;
                told.others.push(stands.because_of(cause));
                (None, told)
            }
        }
    }

    /// The workbook of a request, made at the state that the register is in.
    ///
    /// # Errors
    /// `record_gone` where there is no such request; `workbook_failed`, which is not known to happen.
    pub fn questionnaire(&self, request: Id, lexicon: &Lexicon) -> Result<Vec<u8>, Problem> {
        long_work("printing a questionnaire");
        let register = self.register();
        let request = register
            .typed::<Request>(request)
            .ok_or_else(|| Problem::refused("record_gone"))?;
        let scope = AskedScope::of(request);
        let asked = scope.activities(register).into_iter();
        let asked = asked.map(|activity| (activity, questions(register, activity, lexicon)));
        let due = request.due_on.map(|due| lexicon.words.date(due));
        let made = bytes(&Questionnaire {
            lexicon,
            register,
            asked: asked.collect(),
            whom: scope.name(register),
            request: request.head.reference.clone(),
            due: due.unwrap_or_default(),
            mark: &register.mark,
        });
        made.map_err(|error| Problem::cannot("workbook_failed").with("reason", error))
    }

    /// What answers propose; nothing is written.
    ///
    /// # Errors
    /// `answers_other_register` where a questionnaire is another register's; what the file system says.
    pub fn look_at_answers(&self, filled: &[Filled], lexicon: &Lexicon) -> Result<Looked, Problem> {
        let (bases, mut told) = self.bases_of(filled)?;
        let mut looked = look(
            self.register(),
            &answered(filled, &bases),
            lexicon,
            self.real_day(),
        );
        told.append(&mut looked.told);
        looked.told = told;
        Ok(looked)
    }

    /// Takes over the answers that are accepted, notes what counts as reviewed, and closes the requests of which nothing is
    /// left, as one change set.
    ///
    /// # Errors
    /// As [`Self::look_at_answers`] and [`refuse_blank`]; the first fault of the answers; `answers_both` where two of them
    /// say different things of one matter and both are accepted; as [`Self::save`]. Nothing is written then.
    pub fn take_answers(
        &mut self,
        filled: &[Filled],
        accepts: Accepts<'_>,
        lexicon: &Lexicon,
        label: impl Into<SaveLabel>,
    ) -> Result<Saved, Problem> {
        refuse_blank(filled)?;
        let (bases, _) = self.bases_of(filled)?;
        let today = self.real_day();
        self.act(label, &|register| {
            let answered = answered(filled, &bases);
            let looked = look(register, &answered, lexicon, today);
            if let Some(fault) = looked.faults.first() {
                return Err(fault.clone());
            }
            let mut all = looked.proposals.iter().filter(|it| (accepts.0)(it));
            while let Some(one) = all.next() {
                let other = all.clone().find(|other| one.contradicts(other));
                if let Some(other) = other {
                    return Err(Problem::refused("answers_both")
                        .with("title", &one.title)
                        .with("cell", &one.cell)
                        .with("other", &other.cell));
                }
            }
            edits(register, &answered, &looked, accepts, lexicon, today)
        })
    }

    /// The register as it was when each questionnaire was made, and what is to be told of that.
    fn bases_of(&self, filled: &[Filled]) -> Result<(Vec<Arc<Register>>, Vec<Problem>), Problem> {
        let mut bases = Vec::new();
        let mut told = Vec::new();
        for one in filled {
            if !self.register.is_known_as(&one.register) {
                return Err(Problem::refused("answers_other_register").with("file", &one.file));
            }
            let (number, hash) = &one.made_at;
            let set = self.store.change_set(*number)?;
            let base = if *number == self.register.mark.number && *hash == self.register.mark.hash {
                Arc::clone(&self.register)
            } else if set.is_some_and(|set| set.hash == *hash) {
                Arc::new(self.store.facts_until(*number)?.register()?)
            } else {
                told.push(Problem::refused("answers_state_unknown").with("file", &one.file));
                Arc::clone(&self.register)
            };
            bases.push(base);
        }
        Ok((bases, told))
    }
}

/// Refuses to ask nobody, or about nothing.
///
/// # Errors
/// `ask_whom`, or `ask_nothing` with the departments and owners that there are.
pub fn may_ask(register: &Register, scope: &AskedScope) -> Result<(), Problem> {
    if *scope == AskedScope::default() {
        return Err(Problem::usage("ask_whom"));
    }
    if scope.activities(register).is_empty() {
        let known = |key: &str| {
            let activities = register.activities.iter();
            let mut names: Vec<String> = activities
                .filter_map(|it| (it as &dyn Record).text(key))
                .collect();
            names.sort();
            names.dedup();
            names.join(", ")
        };
        let key = if scope.department.is_none() && scope.owner.is_some() {
            "owner"
        } else {
            "department"
        };
        let mut there = known(key);
        if there.is_empty() {
            "–".clone_into(&mut there);
        }
        return Err(Problem::usage("ask_nothing")
            .with("whom", scope.name(register))
            .with("known", there));
    }
    Ok(())
}

fn answered<'a>(filled: &'a [Filled], bases: &'a [Arc<Register>]) -> Vec<Answered<'a>> {
    let pairs = filled.iter().zip(bases);
    pairs
        .map(|(filled, base)| Answered { filled, base })
        .collect()
}
