//! Closed sets of codes and vocabularies: the codes are stored, their labels come from the locale files
//! or, where the law names them, from the law data.

use super::language::Language;

/// A set of codes that a field takes.
#[derive(Debug, PartialEq, Eq)]
pub struct CodeSet {
    /// The set's name: its labels are the locale keys `code.NAME.CODE`.
    pub name: &'static str,
    /// The codes, in the order in which they are offered.
    pub codes: &'static [&'static str],
    /// Whether a text outside the set is refused; a vocabulary also takes the user's own words.
    pub closed: bool,
    /// Where the labels stand.
    pub labels: LabelPlace,
}

/// Where the labels of a set stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LabelPlace {
    /// In the locale files.
    Locale,
    /// In the law data, beside the entry, with the date and the source.
    Law,
}

impl CodeSet {
    /// Whether the code belongs to the set, or may: a vocabulary takes any text, and a register is in any language.
    #[must_use]
    pub fn accepts(&self, code: &str) -> bool {
        !self.closed || self.codes.contains(&code) || (self.is_of_languages() && is_tag(code))
    }

    /// Whether its codes are those of languages: what the program speaks is offered, any other is taken.
    #[must_use]
    pub fn is_of_languages(&self) -> bool {
        self.name == LANGUAGE.name
    }
}

/// Whether a text has the shape of a language's tag (BCP 47): a language of two or three letters, and what narrows it
/// down, as in `de`, `nb-NO` or `zh-Hant-TW`.
#[must_use]
pub fn is_tag(text: &str) -> bool {
    let mut parts = text.split('-');
    let language = parts.next().unwrap_or_default();
    (2..=3).contains(&language.len())
        && language.bytes().all(|byte| byte.is_ascii_alphabetic())
        && parts.all(|part| {
            (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
}

/// A closed set that the code branches on.
pub trait Choice: Copy + PartialEq + 'static {
    /// Every member, in the order in which they are offered.
    const ALL: &'static [Self];
    /// The set as data.
    const SET: CodeSet;
    /// The stored code.
    fn code(self) -> &'static str;
    /// The member of a code.
    #[must_use]
    fn from_code(code: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|choice| choice.code() == code)
    }
}

/// Declares an enum of codes: each member once, with its stored code.
macro_rules! choices {
    ($($(#[$doc:meta])* $name:ident $set:literal { $($member:ident $code:literal),+ $(,)? })+) => { $(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $( #[doc = concat!("`", $code, "`")] $member ),+ }
        impl Choice for $name {
            const ALL: &'static [Self] = &[$(Self::$member),+];
            const SET: CodeSet =
                CodeSet { name: $set, codes: &[$($code),+], closed: true, labels: LabelPlace::Locale };
            fn code(self) -> &'static str { match self { $(Self::$member => $code),+ } }
        }
    )+ };
}

choices! {
    /// Whether a record is kept as controller, Art. 30(1), or as processor, Art. 30(2).
    ActivityRole "activity_role" { Controller "controller", Processor "processor" }
    /// The law that governs a processing activity.
    Regime "regime" { Gdpr "gdpr", LawEnforcement "led", UnionInstitutions "eudpr", UnitedKingdom "ukgdpr", Other "other" }
    /// How far a record has come.
    RecordStatus "record_status" { Draft "draft", InReview "in_review", Approved "approved" }
    /// Whether the processing itself is going on.
    ProcessingState "processing_state" { Planned "planned", Running "running", Paused "paused", Ended "ended" }
    /// Whether a DPIA is needed, Art. 35(1).
    DpiaRequired "dpia_required" { Yes "yes", No "no", Unclear "unclear" }
    /// How far a DPIA has come.
    DpiaStatus "dpia_status" { NotStarted "not_started", Ongoing "ongoing", Done "done" }
    /// What remains after the measures, Art. 36(1).
    Risk "risk" { Low "low", Medium "medium", High "high" }
    /// What a contact of an organisation is for, Art. 30(1)(a).
    ContactRole "contact_role" {
        Dpo "dpo", Representative "representative", Privacy "privacy", Security "security", Other "other"
    }
    /// The part that our organisation has in an agreement.
    AgreementRole "agreement_role" {
        Controller "controller", Processor "processor", JointController "joint_controller"
    }
    /// What an agreement is, Arts. 26, 28, 42, 46 and 47.
    AgreementKind "agreement_kind" {
        ProcessorContract "processor_contract", JointArrangement "joint_arrangement", Clauses "clauses",
        Bcr "bcr", Certification "certification", Other "other"
    }
    /// Whether an agreement binds.
    AgreementStatus "agreement_status" { Signed "signed", InTerms "in_terms", Unsigned "unsigned" }
    /// How a sub-processor was authorised, Art. 28(2).
    Authorisation "authorisation" { Specific "specific", General "general" }
    /// What kind of security measure it is, Art. 32(1).
    MeasureKind "measure_kind" {
        Pseudonymisation "pseudonymisation", Encryption "encryption", AccessControl "access_control",
        Logging "logging", Availability "availability", Restoring "restoring", Integrity "integrity",
        Testing "testing", Physical "physical", Minimisation "minimisation",
        SupplierControl "supplier_control", Organisational "organisational"
    }
    /// How sensitive a category of data is, Arts. 9, 10 and 87.
    DataKind "data_kind" {
        Ordinary "ordinary", Special "special", MayBeSpecial "may_be_special", Criminal "criminal",
        NationalId "national_id", Anonymous "anonymous"
    }
    /// What a recipient is, Arts. 4(9), 26, 28 and 30(1)(d).
    RecipientRole "recipient_role" {
        Processor "processor", SubProcessor "sub_processor", Controller "controller",
        JointController "joint_controller", Authority "authority", GroupCompany "group_company",
        Internal "internal", Customer "customer", Public "public", DataSubject "data_subject",
        Acquirer "acquirer", Other "other"
    }
    /// Whether a transfer takes place, Art. 30(1)(e).
    TransferState "transfer_state" { Actual "actual", Possible "possible", Planned "planned", Denied "denied" }
    /// What a retention rule is about.
    RetentionScope "retention_scope" { Data "data", Cookies "cookies", Logs "logs", Backups "backups" }
    /// Whether data expire in dated batches or one by one all the time.
    RetentionMode "retention_mode" { Batch "batch", Rolling "rolling" }
    /// What a retention rule says, Art. 30(1)(f).
    RetentionKind "retention_kind" {
        Fixed "fixed", AtMost "at_most", AtLeast "at_least", Range "range", Event "event",
        Criterion "criterion", Permanent "permanent", NotStored "not_stored"
    }
    /// Whether a period runs after its start or before it.
    Direction "direction" { After "after", Before "before" }
    /// What is done with the start before the period is added.
    Rounding "rounding" {
        None "none", EndOfCalendarMonth "end_of_calendar_month", EndOfCalendarYear "end_of_calendar_year"
    }
    /// Which of several ends counts.
    EndsWhen "ends_when" { First "first", Last "last" }
    /// What a law sets for a retention rule.
    LawSets "law_sets" {
        Minimum "minimum", Maximum "maximum", Exact "exact", Limitation "limitation", Guidance "guidance"
    }
    /// What is done with the data at the end.
    Disposition "disposition" {
        Erase "erase", Anonymise "anonymise", Restrict "restrict", Archive "archive", Preserve "preserve",
        Return "return", Review "review"
    }
    /// The answer to the condition of an adequacy decision.
    Answered "answer" { Yes "yes", No "no" }
    /// Whether a save is asked why it is made, or must say so.
    SaveReasons "reasons" { Ask "ask", Require "require" }
}

/// The language of a register's content: those that the program speaks are offered.
///
/// In a register of any other the program speaks English, and its texts are read by that language's lists of words.
pub static LANGUAGE: CodeSet = CodeSet {
    name: "language",
    codes: Language::CODES,
    closed: true,
    labels: LabelPlace::Locale,
};

/// Sets that only name things: stored as text, not branched on.
macro_rules! sets {
    ($($(#[$doc:meta])* $name:ident $set:literal $closed:literal $labels:ident [$($code:literal),* $(,)?])+) => { $(
        $(#[$doc])*
        pub static $name: CodeSet =
            CodeSet { name: $set, codes: &[$($code),*], closed: $closed, labels: LabelPlace::$labels };
    )+
    /// Every vocabulary, for the test that their labels exist.
    pub static VOCABULARIES: &[&CodeSet] = &[$(&$name),+];
    };
}

sets! {
    /// Modules of the clauses of Decision (EU) 2021/914.
    CLAUSE_MODULE "clause_module" true Locale ["1", "2", "3", "4"]
    /// The nine criteria of WP 248 rev.01.
    DPIA_CRITERION "dpia_criterion" true Law [
        "wp248-1", "wp248-2", "wp248-3", "wp248-4", "wp248-5", "wp248-6", "wp248-7", "wp248-8", "wp248-9",
    ]
    /// Legal bases, Art. 6(1).
    LEGAL_BASIS "legal_basis" true Law ["6-1-a", "6-1-b", "6-1-c", "6-1-d", "6-1-e", "6-1-f"]
    /// Special categories, Art. 9(1).
    SPECIAL_KIND "special_kind" true Locale [
        "racial_or_ethnic_origin", "political_opinions", "religious_or_philosophical_beliefs",
        "trade_union_membership", "genetic", "biometric", "health", "sex_life_or_orientation",
    ]
    /// Conditions for special categories, Art. 9(2).
    ART9_CONDITION "art9_condition" true Law [
        "9-2-a", "9-2-b", "9-2-c", "9-2-d", "9-2-e", "9-2-f", "9-2-g", "9-2-h", "9-2-i", "9-2-j",
    ]
    /// What a transfer rests on, Chapter V.
    MECHANISM "mechanism" true Law [
        "none_needed", "art45", "art46-2-a", "art46-2-b", "art46-2-c", "art46-2-d", "art46-2-e", "art46-2-f",
        "art46-3-a", "art46-3-b", "art46-5-legacy", "art48", "art49-1-a", "art49-1-b", "art49-1-c",
        "art49-1-d", "art49-1-e", "art49-1-f", "art49-1-g", "art49-1-subpara2",
    ]
    /// An adequacy decision or clause set by its id in the law data, or the user's own words.
    INSTRUMENT "instrument" false Law []
    /// Supervisory authorities, Art. 51, by their acronym in the law data, or as named.
    AUTHORITY "authority" false Law []
    /// What a retention period runs from.
    RETENTION_START "retention_start" false Locale [
        "collection", "last_login", "last_activity", "last_entry", "set_or_update", "end_of_session",
        "end_of_relation", "end_of_contract", "end_of_employment", "end_of_financial_year", "end_of_purpose",
        "case_closed", "decision", "transaction", "permit_expired", "withdrawal", "deletion_of_original",
        "birth", "death", "moved_away", "event_date", "not_stated",
    ]
    /// What ends a retention before or instead of the period.
    RETENTION_END "retention_end" false Locale [
        "erasure_request", "withdrawal", "objection", "account_deleted", "logout", "end_of_session",
        "end_of_relation", "end_of_contract", "case_closed", "decision",
    ]
    /// Categories of data subjects, Art. 30(1)(c).
    SUBJECT_CATEGORY "subject_category" false Locale [
        "employees", "former_employees", "applicants", "customers", "prospects", "suppliers", "partners",
        "members", "users", "visitors", "website_visitors", "patients", "pupils", "students", "parents",
        "children", "citizens", "clients", "contact_persons", "representatives", "whistleblowers", "relatives",
    ]
    /// Categories of personal data, Art. 30(1)(c).
    DATA_CATEGORY_NAME "data_category_name" false Locale [
        "identification", "contact", "demographic", "national_id_number", "employment", "education",
        "financial", "payment", "usage", "device", "location", "communication", "images", "preferences",
        "credentials", "logs", "health", "biometric", "genetic", "ethnic", "political", "religious", "union",
        "sexual", "criminal", "case_records", "contract",
    ]
    /// Where data come from, Art. 14(2)(f).
    DATA_SOURCE "data_source" false Locale [
        "data_subject", "automatic", "cookies", "third_parties", "purchased", "public_sources",
        "identity_providers", "employer", "group_company", "authority",
    ]
    /// What an organisation is to us.
    ORGANISATION_CATEGORY "organisation_category" false Locale [
        "supplier", "authority", "customer", "partner", "group_company", "reseller", "consultant",
    ]
}

impl RecipientRole {
    /// Whether no country is asked of whoever has it: the house itself, the person concerned, the public.
    #[must_use]
    pub const fn needs_no_country(self) -> bool {
        matches!(self, Self::Internal | Self::DataSubject | Self::Public)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_register_is_in_any_language_and_in_nothing_else() {
        for tag in ["en", "sv", "de", "nb-NO", "zh-Hant-TW", "fil"] {
            assert!(LANGUAGE.accepts(tag), "{tag}");
        }
        for text in ["", "german", "d", "de_AT", "de-", "12", "de-überall"] {
            assert!(!LANGUAGE.accepts(text), "{text}");
        }
        assert!(!CLAUSE_MODULE.accepts("de"));
    }
}
