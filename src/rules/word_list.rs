//! Which lists of words there are, and the files of `assets/rules` that hold them.

/// Declares [`WordList`] and its files.
macro_rules! lists {
    ($($(#[$doc:meta])* $list:ident $file:literal $key:literal;)+) => {
        /// A list of words.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum WordList { $($(#[$doc])* $list,)+
            /// The words by which texts cite acts; from the law data.
            Act,
            /// Former names of authorities; from the law data.
            Authority,
            /// Names of organisations; from the register.
            Organisation,
            /// Names of places outside the EEA.
            Place,
            /// Words for what is of a country outside the EEA.
            Nation,
            /// Words of plain speech, which say something by what they are called in their file.
            Phrase,
        }
        /// Each list with its file's name and text, and the key in it; an empty key stands for every language.
        pub(super) const FILES: &[(WordList, &str, &str, &str)] = &[$((
            WordList::$list, $file, include_str!(concat!("../../assets/rules/", $file, ".toml")), $key,
        )),+];
    };
}
lists! {
    /// Retention that sets no limit.
    VagueRetention "vague_retention" "";
    /// Keeping without any end.
    UnlimitedRetention "unlimited_retention" "";
    /// A law as the reason, unnamed.
    LegalDuty "legal_duty" "";
    /// An answer still to come.
    Placeholder "placeholder" "";
    /// Words that answer nothing when they stand alone.
    NotApplicable "not_applicable" "";
    /// Purposes that say no more than a heading.
    GenericPurpose "generic_purpose" "";
    /// What may stand between generic words.
    Connective "generic_purpose" "connectives";
    /// Data categories that name none.
    GenericData "generic_data" "";
    /// That there are others, and no more.
    OtherWord "generic_data" "others";
    /// What people are called, whoever they are.
    PersonWord "generic_data" "people";
    /// Security without a measure.
    GenericMeasure "generic_measure" "";
    /// Data of Art. 9(1).
    SpecialCategory "special_category" "";
    /// Data of Art. 10.
    CriminalData "criminal_data" "";
    /// National identity numbers whose use the law restricts.
    NationalNumber "national_numbers" "";
    /// Why somebody has to be told apart from all others.
    NumberReason "national_numbers" "reasons";
    /// Vendors outside the EEA.
    Vendor "vendors" "names";
    /// Legal forms of companies outside the EEA.
    VendorForm "vendors" "forms";
    /// Joint controllers.
    JointControllers "joint_controllers" "";
    /// Consent taken from terms or use.
    ViaTerms "via_terms" "";
    /// What only points elsewhere.
    Pointer "pointer" "";
    /// Cookies of our own.
    OwnProvider "own_provider" "";
    /// Recipients whose role their name says: authorities, courts, banks, the person concerned.
    SettledRole "settled_roles" "";
    /// Somebody of the house: its staff, its management.
    House "settled_roles" "house";
    /// Somebody from beyond it.
    Beyond "settled_roles" "beyond";
    /// A controller of its own.
    Independent "settled_roles" "independent";
    /// Words by which a text names a law.
    LawName "law_names" "";
    /// The Regulation itself.
    Regulation "law_names" "regulation";
    /// People who depend on who asks them.
    DependentPeople "dependent_people" "";
    /// The workforce.
    Staff "staff" "";
    /// People as they are called by their work.
    Occupation "occupations" "";
    /// That consent is free.
    Voluntary "voluntary" "";
    /// Cookies that end with the session.
    SessionCookie "cookie_lives" "session";
    /// Cookies that stay.
    LastingCookie "cookie_lives" "lasting";
    /// That somebody was informed.
    Informed "informed" "";
    /// That the destination was assessed.
    Assessed "assessed" "";
    /// That of several things one is to be chosen.
    Alternatively "alternatively" "";
    /// What shows that an impact assessment is to be thought about.
    DpiaSign "dpia_signs" "";
    /// That data are personal no more.
    AnonymousWords "anonymous_words" "";
    /// Names of municipalities and their boards.
    Municipality "public_bodies" "municipality";
    /// Names of regions.
    Region "public_bodies" "region";
    /// Words by which a text says when a period begins.
    Trigger "triggers" "";
    /// What opens a clause of how long something is needed.
    LongAs "long_as" "begin";
    /// What closes it.
    Needed "long_as" "end";
    /// What closes it from behind.
    NoLonger "long_as" "no_longer";
    /// What measures no time.
    VagueWord "vague_periods" "vague";
    /// A word for time.
    TimeWord "vague_periods" "time";
    /// A purpose.
    Purpose "purpose_done" "purpose";
    /// That it is over.
    Done "purpose_done" "done";
    /// By which a text refers to a law.
    PerLaw "per_law" "begin";
    /// A law without its name.
    LawWord "per_law" "law";
    /// That something is not done.
    Negation "no_deletion" "negation";
    /// That there is none of something.
    Absence "no_deletion" "absence";
    /// Deletion.
    Deletion "no_deletion" "deletion";
    /// What still names an end.
    Before "no_deletion" "before";
    /// What says by itself that an answer is still to come.
    State "unsaid" "state";
    /// What is done about an answer that is still to come.
    Process "unsaid" "process";
    /// That it is still to be done.
    Marker "unsaid" "marker";
    /// What may stand beside them.
    Weak "unsaid" "weak";
    /// Whoever is asked for an answer.
    Who "unsaid" "who";
    /// That somebody is asked.
    Ask "unsaid" "ask";
    /// What speaks of the register's own writing: who writes, when, and where.
    Deictic "unsaid" "deictic";
    /// By which a text points elsewhere.
    Elsewhere "unsaid" "pointer";
    /// What it points to.
    Document "unsaid" "document";
    /// That data stay where they are, and come to nobody.
    StaysThere "special_category" "stays";
    /// That whoever is concerned wrote or signed up themselves.
    Enquiry "enquiries" "";
    /// What shows data of Art. 9(1) inside a word.
    SpecialInside "special_category" "inside";
    /// What still names an end, be it far.
    Until "no_deletion" "until";
    /// What is still to be done about a question.
    OpenVerb "open_question" "verb";
    /// Who of the house knows.
    Inside "open_question" "inside";
    /// What may stand between the two.
    Between "open_question" "between";
    /// That something is missing.
    Missing "missing" "";
    /// The company of a vendor's group inside the EEA.
    VendorInside "vendors" "inside";
    /// Regions inside the EEA in which vendors keep data.
    VendorRegion "vendors" "regions";
    /// That a policy reserves to keep longer.
    Reservation "reservations" "";
    /// That something is accepted.
    Accept "taken_from_terms" "accept";
    /// Terms, or the use of a service.
    Terms "taken_from_terms" "terms";
    /// That consent is given apart from them.
    Apart "taken_from_terms" "apart";
    /// What the assessment of a destination is called.
    Assessment "assessment_made" "assessment";
    /// What the weighing of interests is called.
    Weighing "assessment_made" "weighing";
    /// What a transfer may rest on: clauses, and decisions.
    ClauseWords "transfer_grounds" "clauses";
    /// That a place is adequate.
    AdequacyWords "transfer_grounds" "adequacy";
    /// That it was made.
    Made "assessment_made" "made";
    /// That it was not.
    Undone "assessment_made" "undone";
    /// By what people are watched or located.
    Watch "watching" "watch";
    /// Where, or who.
    Watched "watching" "watched";
    /// A machine that judges.
    Machine "watching" "machine";
    /// Whom or what it judges.
    Judged "watching" "judged";
    /// That something is shared.
    Joint "joint" "joint";
    /// That it is the responsibility for processing.
    Responsible "joint" "responsible";
    /// That something is right, or no longer so.
    Fitting "long_as" "fitting";
    /// That somebody finds so.
    Judging "long_as" "judging";
    /// That somebody decides.
    DecidedBy "decided_by" "by";
    /// Whoever provides something.
    ProviderWord "decided_by" "who";
    /// By which that is brought in.
    When "long_as" "when";
    /// That what somebody does counts as consent.
    Deemed "taken_from_terms" "deemed";
    /// What somebody does.
    Use "taken_from_terms" "use";
    /// That something stands elsewhere.
    Stated "unsaid" "stated";
    /// What binds.
    Duty "duties" "duty";
    /// That it is the law that does.
    ByLaw "duties" "by_law";
    /// What data are called.
    DataWord "said_only" "data";
    /// How data are told apart without saying what they are.
    WhichData "said_only" "which_data";
    /// What security is called.
    MeasureWord "said_only" "measures";
    /// Praise of it.
    WhichMeasures "said_only" "which_measures";
    /// Heads of purposes.
    Heading "said_only" "headings";
    /// What may stand beside them.
    WhichHeading "said_only" "which_headings";
    /// That data are kept or go.
    KeptWord "said_only" "kept";
    /// That they stay for good.
    Always "said_only" "always";
    /// How often somebody looks, or who decides.
    Whenever "said_only" "whenever";
    /// Function words.
    Small "said_only" "small";
    /// That consent is presumed.
    Presumed "presumed_consent" "presumed";
    /// That somebody objects, or answers.
    Refusal "presumed_consent" "refusal";
    /// That only an objection counts.
    Unless "presumed_consent" "unless";
    /// That somebody accepts, as a verb.
    Accepting "presumed_consent" "accepting";
    /// By what means.
    By "presumed_consent" "by";
    /// What people do for reasons of their own.
    Conduct "presumed_consent" "conduct";
    /// That consent comes by itself.
    Automatic "presumed_consent" "automatic";
    /// That it amounts to something.
    Meaning "presumed_consent" "meaning";
    /// What shows an act of consent.
    Evidence "presumed_consent" "evidence";
    /// By which consent is put into one.
    Into "presumed_consent" "into";
    /// That somebody has no choice.
    Must "presumed_consent" "must";
    /// That consent was spoken.
    Spoken "presumed_consent" "spoken";
    /// That it is given.
    Given "presumed_consent" "given";
    /// A measure that says what is done.
    NamedMeasure "named_measures" "words";
    /// Legal forms of trading companies.
    CompanyForm "company_forms" "companies";
    /// Legal forms of bodies that need not be for profit.
    BodyForm "company_forms" "bodies";
}

impl WordList {
    /// Whether its words are looked for beside others, in the texts where that says something.
    pub(super) const fn is_of_clauses(self) -> bool {
        matches!(
            self,
            Self::LongAs
                | Self::Needed
                | Self::NoLonger
                | Self::VagueWord
                | Self::TimeWord
                | Self::Purpose
                | Self::Done
                | Self::PerLaw
                | Self::LawWord
                | Self::Negation
                | Self::Absence
                | Self::Deletion
                | Self::Before
                | Self::Inside
                | Self::Between
                | Self::Trigger
                | Self::State
                | Self::Process
                | Self::Marker
                | Self::Weak
                | Self::Who
                | Self::Ask
                | Self::Deictic
                | Self::Elsewhere
                | Self::Document
                | Self::SpecialInside
                | Self::Until
                | Self::Fitting
                | Self::When
                | Self::Judging
                | Self::DecidedBy
                | Self::ProviderWord
                | Self::Deemed
                | Self::Use
                | Self::Stated
                | Self::Watched
                | Self::Judged
                | Self::Responsible
                | Self::Accept
                | Self::Terms
                | Self::Apart
                | Self::Assessment
                | Self::Weighing
                | Self::ClauseWords
                | Self::AdequacyWords
                | Self::Made
                | Self::Undone
                | Self::Duty
                | Self::ByLaw
        )
    }

    /// Whether one of its words must stand in a text that says no more than what its field is called.
    pub(super) const fn names_a_field(self) -> bool {
        matches!(
            self,
            Self::DataWord | Self::MeasureWord | Self::Heading | Self::Always | Self::Whenever
        )
    }

    /// Whether its words are looked for in the texts of one field alone.
    pub(super) const fn is_of_one_field(self) -> bool {
        matches!(
            self,
            Self::Presumed
                | Self::Refusal
                | Self::Unless
                | Self::Accepting
                | Self::By
                | Self::Conduct
                | Self::Automatic
                | Self::Meaning
                | Self::Evidence
                | Self::Spoken
                | Self::Must
                | Self::Into
                | Self::Given
                | Self::NamedMeasure
        )
    }

    /// Whether its words say nothing by themselves, and are looked for nowhere.
    pub(super) const fn only_covers(self) -> bool {
        matches!(
            self,
            Self::WhichData
                | Self::WhichMeasures
                | Self::WhichHeading
                | Self::KeptWord
                | Self::Small
        )
    }
}

/// Keys beside the languages of a file.
pub(super) const NO_LANGUAGES: [&str; 14] = [
    "about",
    "bare",
    "beyond",
    "bracketed",
    "connectives",
    "firms",
    "house",
    "independent",
    "inside",
    "nobody",
    "outside",
    "reasons",
    "regulation",
    "with",
];
