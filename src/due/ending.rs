//! What is done with data at the end of their time, and the words for it: they follow the disposition of the rule, and
//! whether a public body keeps the data. Handing over is no erasure, and only a public body disposes of records in the
//! sense of the law on archives.

use crate::domain::codes::{Choice, Disposition};
use crate::domain::records::{Activity, Organisation, Retention};
use crate::domain::register::Register;
use crate::domain::value::Id;
use crate::labels::Lexicon;

use super::deadline_kind::DueKind;

/// What is done at the end, and by whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Ending {
    /// What is done; a rule that does not say erases.
    pub disposition: Disposition,
    /// Whether the data are a public body's.
    pub public: bool,
}

impl Ending {
    /// What a rule of an activity, or of anything else that has no organisation, comes to.
    #[must_use]
    pub fn of(register: &Register, owner: Option<Id>, disposition: Option<Disposition>) -> Self {
        let activity = owner.and_then(|id| register.typed::<Activity>(id));
        let organisation = activity.and_then(|activity| activity.organisation);
        Self::under(register, organisation, disposition)
    }

    /// The same for an activity that need not be in the register, by the organisation whose it is.
    #[must_use]
    pub fn under(
        register: &Register,
        organisation: Option<Id>,
        disposition: Option<Disposition>,
    ) -> Self {
        Self {
            disposition: disposition.unwrap_or(Disposition::Erase),
            public: is_public(register, organisation),
        }
    }

    /// What becomes of a holding, or of what is kept under a rule; none of anything else.
    #[must_use]
    pub fn find(register: &Register, id: Id) -> Option<Self> {
        let place = register.place(id)?;
        let rule = register
            .typed::<Retention>(id)
            .or_else(|| register.typed::<Retention>(place.parent?))?;
        let disposition = register.counting(rule).disposition;
        Some(Self::of(register, Some(place.owner), disposition))
    }

    /// The kind of deadline that it is.
    #[must_use]
    pub const fn kind(self) -> DueKind {
        match self.disposition {
            Disposition::Erase => DueKind::Erase,
            Disposition::Anonymise => DueKind::Anonymise,
            Disposition::Restrict => DueKind::Restrict,
            Disposition::Archive => DueKind::HandOver,
            Disposition::Preserve => DueKind::Preserve,
            Disposition::Return => DueKind::Return,
            Disposition::Review => DueKind::HoldingReview,
        }
    }

    /// The code that its words are filed under.
    fn code(self) -> &'static str {
        match (self.disposition, self.public) {
            (Disposition::Erase, true) => "erase_public",
            (other, _) => other.code(),
        }
    }

    /// The locale key of what is said of it: `kind`, `from`, `done`, `past`, `label`, `title`, `noun`, `undone`, `remedy`,
    /// `plan`.
    #[must_use]
    pub fn key(self, what: &str) -> String {
        format!("disposition.{}.{what}", self.code())
    }

    /// What is said of it, with `{name}` replaced by the details.
    #[must_use]
    pub fn say(self, lexicon: &Lexicon, what: &str, details: &[(&str, &str)]) -> String {
        lexicon.words.fill(&self.key(what), details)
    }

    /// What is done, as a heading: `Erase`, `Hand over to the archive`.
    #[must_use]
    pub fn label(self, lexicon: &Lexicon) -> String {
        self.say(lexicon, "kind", &[])
    }

    /// What was done, as a log tells it: `Erased`, `Handed over to the archive`.
    #[must_use]
    pub fn past(self, lexicon: &Lexicon) -> String {
        self.say(lexicon, "past", &[])
    }
}

/// Whether an organisation is a public authority or body.
#[must_use]
pub(crate) fn is_public(register: &Register, organisation: Option<Id>) -> bool {
    register
        .organisation(organisation)
        .is_some_and(|organisation| organisation.public_authority == Some(true))
}

/// What a log is called that holds what came to these endings: by the one that it is about, else by all of them.
#[must_use]
pub(crate) fn log_title(lexicon: &Lexicon, register: &Register, endings: &[Ending]) -> String {
    let words = &lexicon.words;
    let mut kinds: Vec<Ending> = endings.to_vec();
    kinds.sort_unstable();
    kinds.dedup_by_key(|ending| ending.code());
    if kinds.is_empty() {
        // Nothing went yet: the log is called by whose register it is.
        let public = |organisation: &Organisation| organisation.public_authority == Some(true);
        kinds.push(Ending {
            disposition: Disposition::Erase,
            public: register.ours().any(public),
        });
    }
    match kinds.as_slice() {
        [
            Ending {
                disposition: Disposition::Erase,
                public,
            },
        ] => {
            let key = if *public {
                "disposal.title_public"
            } else {
                "disposal.title"
            };
            words.get(key).to_owned()
        }
        kinds => {
            // A public body's erasure and another's have one word in some languages.
            let mut nouns: Vec<String> = Vec::new();
            for noun in kinds.iter().map(|ending| ending.say(lexicon, "noun", &[])) {
                if !nouns.contains(&noun) {
                    nouns.push(noun);
                }
            }
            words.fill("disposal.title_of", &[("what", &words.and(&nouns))])
        }
    }
}
