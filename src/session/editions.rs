//! Editions: states of the register that have a name, which stands wherever a day can.

use chrono::{DateTime, NaiveDate};

use super::history::Difference;
use super::{SaveLabel, Saved, Session};
use crate::domain::change::Edit;
use crate::domain::codec::clean;
use crate::domain::date::PartialDate;
use crate::domain::problem::Problem;
use crate::domain::records::Edition;
use crate::domain::register::{Mark, Register};
use crate::domain::text::key as folded;
use crate::domain::value::Id;

/// A state of the register: the end of a day, or the one that has a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The day, or that on which the named state came to be.
    pub day: NaiveDate,
    /// The change set of the named state, with its name.
    pub edition: Option<(i64, String)>,
}

impl Session {
    /// The edition that somebody names: by its name, or by its reference in the register's own data.
    #[must_use]
    pub fn edition(&self, typed: &str) -> Option<&Edition> {
        let wanted = folded(typed);
        let mut editions = self.register().about.editions.iter();
        let named = |it: &Edition| {
            it.name
                .as_deref()
                .is_some_and(|name| folded(name) == wanted)
        };
        (editions.clone().find(|it| named(it)))
            .or_else(|| editions.find(|it| folded(&it.head.reference) == wanted))
    }

    /// The state that somebody names: an edition, or a day.
    ///
    /// # Errors
    /// `edition_broken` where the history has not the state that the edition names; `moment_unknown` with the editions
    /// that there are, where it is neither; `day_needed` where it is a month or a year.
    pub fn moment(&self, typed: &str) -> Result<Moment, Problem> {
        if let Some(edition) = self.edition(typed) {
            let name = edition.name.clone().unwrap_or_default();
            let mark = self.state_of(edition)?;
            let day = DateTime::parse_from_rfc3339(&mark.at).map(|at| at.date_naive());
            return Ok(Moment {
                day: day.unwrap_or_else(|_| self.today()),
                edition: Some((mark.number, name)),
            });
        }
        match PartialDate::from_typed(typed, self.today()) {
            Ok(PartialDate::Day(day)) => Ok(Moment { day, edition: None }),
            Ok(_) => Err(Problem::usage("day_needed").with("text", typed.trim())),
            Err(problem) => {
                let editions = self.register().about.editions.iter();
                let names: Vec<&str> = editions.filter_map(|it| it.name.as_deref()).collect();
                if names.is_empty() {
                    return Err(problem);
                }
                Err(Problem::usage("moment_unknown")
                    .with("text", typed.trim())
                    .with("known", names.join("; ")))
            }
        }
    }

    /// The change set that an edition names, where the history has it with that hash.
    ///
    /// # Errors
    /// `edition_broken`; what the file system says.
    pub fn state_of(&self, edition: &Edition) -> Result<Mark, Problem> {
        let number = edition.change.unwrap_or_default();
        let set = self.store.change_set(number)?;
        let hash = edition.hash.as_deref().unwrap_or_default();
        let set = set.filter(|set| set.hash == hash).ok_or_else(|| {
            Problem::refused("edition_broken")
                .with("name", edition.name.as_deref().unwrap_or_default())
                .with("number", number)
        })?;
        Ok(Mark {
            number: set.number,
            hash: set.hash,
            at: set.at,
        })
    }

    /// The register as it was at a moment.
    ///
    /// # Errors
    /// As [`Self::as_of`].
    pub fn at(&self, moment: &Moment) -> Result<Register, Problem> {
        match moment.edition {
            Some((number, _)) => self.at_change(number),
            None => self.as_of(moment.day),
        }
    }

    /// The same, where there was a register by then.
    ///
    /// # Errors
    /// As [`Self::at`] and [`Self::begun`].
    pub fn begun_at(&self, moment: &Moment) -> Result<Register, Problem> {
        let register = self.at(moment)?;
        self.begun(&register, moment.day)?;
        Ok(register)
    }

    /// What is different between two moments, or between one and now.
    ///
    /// # Errors
    /// `diff_reversed` where the second comes before the first; as [`Self::as_of`].
    pub fn difference_of(&self, from: &Moment, to: Option<&Moment>) -> Result<Difference, Problem> {
        let reversed = to.is_some_and(|to| match (&from.edition, &to.edition) {
            (Some((from, _)), Some((to, _))) => to < from,
            _ => to.day < from.day,
        });
        if let Some(to) = to.filter(|_| reversed) {
            return Err(Problem::usage("diff_reversed")
                .with("from", from.day)
                .with("to", to.day));
        }
        let number = |moment: &Moment| match moment.edition {
            Some((number, _)) => Ok(number),
            None => self.store.mark_at(moment.day).map(|mark| mark.number),
        };
        self.difference_since(number(from)?, to.map(number).transpose()?)
    }

    /// Gives the present state a name, or that of a change set. Gives the number of the edition.
    ///
    /// # Errors
    /// `edition_name_missing`, `edition_name_is_day`, `edition_there`, `change_unknown`; as [`Self::save`].
    pub fn name_edition(
        &mut self,
        name: &str,
        number: Option<i64>,
        label: impl Into<SaveLabel>,
    ) -> Result<(Saved, Id), Problem> {
        let name = clean(name, false);
        if name.is_empty() {
            return Err(Problem::usage("edition_name_missing"));
        }
        if PartialDate::from_typed(&name, self.today()).is_ok() {
            return Err(Problem::usage("edition_name_is_day").with("name", name));
        }
        let mark = match number {
            None => self.register.mark.clone(),
            Some(number) => {
                let set = self.store.change_set(number)?;
                let set = set.ok_or_else(|| {
                    Problem::usage("edition_change_unknown").with("number", number)
                })?;
                Mark {
                    number: set.number,
                    hash: set.hash,
                    at: set.at,
                }
            }
        };
        let (today, author) = (self.real_day(), self.surroundings.author.clone());
        let saved = self.act(label, &|register| {
            let same = |it: &&Edition| {
                let known = it.name.as_deref().map(folded);
                known == Some(folded(&name)) || folded(&it.head.reference) == folded(&name)
            };
            if let Some(there) = register.about.editions.iter().find(same) {
                return Err(Problem::refused("edition_there")
                    .with("name", &name)
                    .with("number", there.change.unwrap_or_default()));
            }
            let mut after = register.about.clone();
            let mut edition = Edition::default();
            edition.head.id = Id::provisional(1);
            edition.name = Some(name.clone());
            edition.change = Some(mark.number);
            edition.hash = Some(mark.hash.clone());
            edition.made_on = Some(PartialDate::Day(today));
            edition.by = Some(author.clone()).filter(|author| !author.is_empty());
            after.editions.push(edition);
            Ok(vec![Edit {
                before: Some(Box::new(register.about.clone())),
                after: Some(Box::new(after)),
            }])
        })?;
        let made = self.register.about.editions.last();
        let id = made.map(|edition| edition.head.id).unwrap_or_default();
        Ok((saved, id))
    }
}
