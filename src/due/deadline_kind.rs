//! What can be due: each kind of deadline with its code and the key of its label.

use crate::domain::codes::Disposition;

/// Declares [`DueKind`]: each kind once, with its code.
macro_rules! due_kinds {
    ($($(#[$doc:meta])* $kind:ident $code:literal $key:literal;)+) => {
        /// What is due.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum DueKind { $($(#[$doc])* $kind),+ }
        impl DueKind {
            /// Every kind, in the order in which they are offered.
            pub const ALL: &'static [Self] = &[$(Self::$kind),+];
            /// The code, as JSON and the command line write it.
            #[must_use]
            pub const fn code(self) -> &'static str { match self { $(Self::$kind => $code),+ } }
            /// The locale key of its label.
            #[must_use]
            pub const fn key(self) -> &'static str { match self { $(Self::$kind => $key),+ } }
        }
    };
}
due_kinds! {
    /// A holding that is to be erased when its last day has passed.
    Erase "erase" "disposition.erase.kind";
    /// A holding that is to be made anonymous.
    Anonymise "anonymise" "disposition.anonymise.kind";
    /// A holding to which access is to be restricted.
    Restrict "restrict" "disposition.restrict.kind";
    /// A holding that is to be handed over to an archive.
    HandOver "archive" "disposition.archive.kind";
    /// A holding that is to be preserved for good.
    Preserve "preserve" "disposition.preserve.kind";
    /// A holding that is to be returned.
    Return "return" "disposition.return.kind";
    /// A holding of which is to be decided what becomes of it.
    HoldingReview "holding_review" "disposition.review.kind";
    /// A rule or holding that gives no day: somebody has to decide.
    Decide "decide" "due.kind.decide";
    /// The routine of a rule that is to be checked.
    Check "check" "due.kind.check";
    /// A rule of two phases of which data have come to the second: access to them is to be restricted.
    ActiveUseEnds "active_use_ends" "due.kind.active_use_ends";
    /// A legal hold whose reason is to be weighed again.
    HoldReview "hold_review" "due.kind.hold_review";
    /// An activity whose record is to be held against practice.
    Review "review" "due.kind.review";
    /// An impact assessment that is to be looked over.
    DpiaReview "dpia_review" "due.kind.dpia_review";
    /// An agreement that ends.
    AgreementEnds "agreement_ends" "due.kind.agreement_ends";
    /// An agreement that is to be looked over.
    AgreementReview "agreement_review" "due.kind.agreement_review";
    /// A transfer whose ground ends.
    SafeguardEnds "safeguard_ends" "due.kind.safeguard_ends";
    /// A transfer whose assessment has grown old.
    Assessment "assessment" "due.kind.assessment";
    /// A decision that is older than what it rests on.
    Reconsider "reconsider" "due.kind.reconsider";
    /// What is known of the law, which has grown old.
    LawReview "law" "due.kind.law";
    /// A questionnaire that nobody has answered yet.
    Answer "answer" "due.kind.answer";
}

impl DueKind {
    /// The kind of that code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.code() == code)
    }

    /// What is done with data at the end of their time, where it is that.
    #[must_use]
    pub const fn disposition(self) -> Option<Disposition> {
        Some(match self {
            Self::Erase => Disposition::Erase,
            Self::Anonymise => Disposition::Anonymise,
            Self::Restrict => Disposition::Restrict,
            Self::HandOver => Disposition::Archive,
            Self::Preserve => Disposition::Preserve,
            Self::Return => Disposition::Return,
            Self::HoldingReview => Disposition::Review,
            _ => return None,
        })
    }

    /// Whether its day can be today for want of another, and so move with the days without a change.
    #[must_use]
    pub const fn moves_with_the_day(self) -> bool {
        matches!(
            self,
            Self::Decide | Self::Check | Self::HoldReview | Self::Reconsider
        )
    }

    /// The code that it is known by for good in calendars.
    ///
    /// Data have one deadline, whatever is done with them then: a rule that comes to hand over instead of erasing moves
    /// its event and makes no second one.
    #[must_use]
    pub const fn lasting_code(self) -> &'static str {
        match self.disposition() {
            Some(_) => Self::Erase.code(),
            None => self.code(),
        }
    }
}
