//! The law as data: countries, adequacy decisions, mechanisms and clause sets, legal bases, supervisory authorities,
//! statutory periods and repealed acts, each dated and sourced, and pure functions that answer for a day.
//!
//! The data are in `assets/law`; a user can add to or replace them ([`Law::with_overrides`]). Nothing here reads files,
//! the clock or the network. An answer carries its source and how sure it is, and words for the past are exact:
//! "in force then, declared invalid later" is not "valid".
//!
//! | to change | go to |
//! | --- | --- |
//! | what every file of law data and every entry has | [`data_file`], [`entry`], [`translated`] |
//! | how a user's own data are laid over the shipped ones | [`overrides`] |
//! | what the law says by code and day | [`answers`] |
//! | countries, and which are inside the EEA on a day | [`country`], [`geography`] |
//! | adequacy decisions, clauses and other grounds, and where a destination stands | [`adequacy`], [`mechanism`], [`destination`] |
//! | legal bases, conditions, the items of Art. 30 | [`basis`] |
//! | statutory periods, how they are counted, which of them a text cites | [`retention`], [`period`], [`citation`] |
//! | supervisory authorities | [`authority`] |
//! | acts that have ended | [`legal_act`] |
//! | names and citations in running text | [`matching`] |
//! | to which day the law is known, what is watched, what it stands on | [`known`], [`watch`], [`evidence`] |

pub(crate) mod adequacy;
mod answers;
pub(crate) mod authority;
pub(crate) mod basis;
mod citation;
pub(crate) mod country;
pub(crate) mod data_file;
pub(crate) mod destination;
pub(crate) mod entry;
pub(crate) mod evidence;
mod geography;
mod known;
pub(crate) mod legal_act;
mod matching;
pub(crate) mod mechanism;
mod overrides;
pub(crate) mod period;
pub(crate) mod retention;
pub(crate) mod translated;
pub(crate) mod watch;

use std::sync::OnceLock;

use chrono::NaiveDate;

use data_file::{LawPart, LazyPart};
use matching::NameMatcher;

pub use adequacy::{AdequacyCondition, Decision, Litigation};
pub use authority::Authority;
pub use basis::{Defeater, EMPLOYEES, ExemptionTest, LegalBasis, SpecialCondition, Threshold};
pub use country::{Country, Destination, DestinationGroup, Inside};
pub use data_file::{LawError, LawProblem, LawProblemKind};
pub use destination::{Answers, DestinationStanding, StandingReason, Status};
pub use entry::{Confidence, Provenance, Sourced};
pub use legal_act::{ActState, LegalAct, LegalActKind};
pub use mechanism::{ClauseSet, Instrument, Mechanism, MechanismFlag, RecordDuty, Usability};
pub use retention::{AnchorRounding, Retention, RetentionKind, Sector};
pub use translated::Label;
pub use watch::{Known, PendingAct, WatchedLaw};

/// All reference data, and the answers that follow from them.
#[derive(Clone, Debug)]
pub struct Law {
    countries: LazyPart<country::Countries>,
    adequacy: LazyPart<adequacy::Adequacy>,
    safeguards: LazyPart<mechanism::Safeguards>,
    bases: LazyPart<basis::LegalBases>,
    authorities: LazyPart<authority::Authorities>,
    retentions: LazyPart<retention::Retentions>,
    periods: LazyPart<period::Periods>,
    acts: LazyPart<legal_act::Acts>,
    sources: LazyPart<evidence::Sources>,
    watch: LazyPart<watch::WatchList>,
    known_to: NaiveDate,
    // Prepared at the first text that is searched: most commands search none.
    act_words: OnceLock<NameMatcher>,
    authority_words: OnceLock<NameMatcher>,
    foreign_words: OnceLock<NameMatcher>,
    citations: OnceLock<citation::CitedPeriods>,
    destination_names: OnceLock<country::DestinationNames>,
}

impl Law {
    /// The data that the program was built with, each file of them read when it is asked for.
    ///
    /// # Errors
    /// Where it cannot be read to which day they are known: the program was built with broken data, which its tests
    /// prevent.
    pub fn shipped() -> Result<Self, LawError> {
        let adequacy = adequacy::Adequacy::shipped()?;
        let known_to = adequacy.meta.known_to.ok_or_else(|| LawProblem {
            file: adequacy::Adequacy::FILE.to_owned(),
            line: None,
            key: Some("meta.known_to".to_owned()),
            kind: LawProblemKind::MissingKey,
        })?;
        Ok(Self {
            countries: LazyPart::default(),
            adequacy: adequacy.into(),
            safeguards: LazyPart::default(),
            bases: LazyPart::default(),
            authorities: LazyPart::default(),
            retentions: LazyPart::default(),
            periods: LazyPart::default(),
            acts: LazyPart::default(),
            sources: LazyPart::default(),
            watch: LazyPart::default(),
            known_to,
            act_words: OnceLock::new(),
            authority_words: OnceLock::new(),
            foreign_words: OnceLock::new(),
            citations: OnceLock::new(),
            destination_names: OnceLock::new(),
        })
    }

    /// The last day that a source of the adequacy decisions covers. Answers for later days suppose that nothing changes.
    #[must_use]
    pub fn known_to(&self) -> NaiveDate {
        self.adequacy.meta.known_to.unwrap_or(self.known_to)
    }

    /// The day on which the adequacy data were written down.
    #[must_use]
    pub fn as_of(&self) -> NaiveDate {
        self.adequacy.meta.as_of.unwrap_or(self.known_to)
    }

    /// Lets the words to search for be prepared anew.
    fn forget_words(&mut self) {
        (self.act_words, self.authority_words, self.foreign_words) = Default::default();
        self.citations = OnceLock::new();
        self.destination_names = OnceLock::new();
    }
}

#[cfg(test)]
mod tests;
