//! Which lists of words there are, the files of `assets/rules` that hold them, and how they are looked for.

/// How the words of a list are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::rules) enum WordSearch {
    /// In every text, with those of all other such lists in one pass.
    EveryText,
    /// In the texts in which clauses are read: how long, by which law, on which ground.
    Clauses,
    /// In the texts of one field alone.
    OneField,
    /// In the texts of one field, of which one that says no more than what the field is called must hold one of them.
    FieldName,
    /// Nowhere: they say nothing by themselves, and cover what stands beside other words.
    Nowhere,
    /// Inside longer words.
    InsideWords,
    /// Between the words of another list.
    BetweenWords,
}

/// Declares [`WordList`], its files, and how each is looked for.
macro_rules! lists {
    ($($(#[$doc:meta])* $list:ident $file:literal $key:literal $search:ident;)+) => {
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
        pub(in crate::rules) const FILES: &[(WordList, &str, &str, &str)] = &[$((
            WordList::$list, $file, include_str!(concat!("../../../assets/rules/", $file, ".toml")), $key,
        )),+];

        impl WordList {
            /// How its words are looked for.
            pub(in crate::rules) const fn search(self) -> WordSearch {
                match self {
                    $(Self::$list => WordSearch::$search,)+
                    // Words that are found with those of every text, each in its own way.
                    Self::Act | Self::Authority | Self::Organisation | Self::Place | Self::Nation | Self::Phrase => {
                        WordSearch::EveryText
                    }
                }
            }
        }
    };
}
lists! {
    /// Retention that sets no limit.
    VagueRetention "vague_retention" "" EveryText;
    /// What the principle is called that data are kept no longer than needed.
    Principle "vague_retention" "principle" EveryText;
    /// Keeping without any end.
    UnlimitedRetention "unlimited_retention" "" EveryText;
    /// A law as the reason, unnamed.
    LegalDuty "legal_duty" "" EveryText;
    /// An answer still to come.
    Placeholder "placeholder" "" EveryText;
    /// Words that answer nothing when they stand alone.
    NotApplicable "not_applicable" "" EveryText;
    /// Purposes that say no more than a heading.
    GenericPurpose "generic_purpose" "" EveryText;
    /// What may stand between generic words.
    Connective "generic_purpose" "connectives" BetweenWords;
    /// Data categories that name none.
    GenericData "generic_data" "" EveryText;
    /// That there are others, and no more.
    OtherWord "generic_data" "others" EveryText;
    /// What people are called, whoever they are.
    PersonWord "generic_data" "people" EveryText;
    /// Security without a measure.
    GenericMeasure "generic_measure" "" EveryText;
    /// Data of Art. 9(1).
    SpecialCategory "special_category" "" EveryText;
    /// Data of Art. 10.
    CriminalData "criminal_data" "" EveryText;
    /// National identity numbers whose use the law restricts.
    NationalNumber "national_numbers" "" EveryText;
    /// Why somebody has to be told apart from all others.
    NumberReason "national_numbers" "reasons" EveryText;
    /// Vendors outside the EEA.
    Vendor "vendors" "names" EveryText;
    /// Legal forms of companies outside the EEA.
    VendorForm "vendors" "forms" EveryText;
    /// Joint controllers.
    JointControllers "joint_controllers" "" EveryText;
    /// Consent taken from terms or use.
    ViaTerms "via_terms" "" EveryText;
    /// What only points elsewhere.
    Pointer "pointer" "" EveryText;
    /// Cookies of our own.
    OwnProvider "own_provider" "" EveryText;
    /// Recipients whose role their name says: authorities, courts, banks, the person concerned.
    SettledRole "settled_roles" "" EveryText;
    /// Somebody of the house: its staff, its management.
    House "settled_roles" "house" EveryText;
    /// Suppliers, and whoever else works for others.
    Supplier "suppliers" "" EveryText;
    /// What is done for others as a trade.
    Service "suppliers" "services" EveryText;
    /// Somebody from beyond the house.
    Beyond "settled_roles" "beyond" EveryText;
    /// A recipient that is a controller of its own.
    Independent "settled_roles" "independent" EveryText;
    /// Words by which a text names a law.
    LawName "law_names" "" EveryText;
    /// The Regulation itself.
    Regulation "law_names" "regulation" EveryText;
    /// People who depend on who asks them.
    DependentPeople "dependent_people" "" EveryText;
    /// The workforce.
    Staff "staff" "" EveryText;
    /// People as they are called by their work.
    Occupation "occupations" "" EveryText;
    /// That consent is free.
    Voluntary "voluntary" "" EveryText;
    /// Cookies that end with the session.
    SessionCookie "cookie_lives" "session" EveryText;
    /// Cookies that stay.
    LastingCookie "cookie_lives" "lasting" EveryText;
    /// That somebody was informed.
    Informed "informed" "" EveryText;
    /// That the destination was assessed.
    Assessed "assessed" "" EveryText;
    /// That of several things one is to be chosen.
    Alternatively "alternatively" "" EveryText;
    /// What shows that an impact assessment is to be thought about.
    DpiaSign "dpia_signs" "" EveryText;
    /// That data are personal no more.
    AnonymousWords "anonymous_words" "" EveryText;
    /// That data are not personal at all.
    NotPersonal "anonymous_words" "not_personal" EveryText;
    /// Names of municipalities and their boards.
    Municipality "public_bodies" "municipality" EveryText;
    /// Names of regions.
    Region "public_bodies" "region" EveryText;
    /// Words by which a text says when a period begins.
    Trigger "triggers" "" Clauses;
    /// What opens a clause of how long something is needed.
    LongAs "long_as" "begin" Clauses;
    /// What ends a clause of how long something is needed.
    Needed "long_as" "end" Clauses;
    /// What ends such a clause from behind: that something is needed no longer.
    NoLonger "long_as" "no_longer" Clauses;
    /// What measures no time.
    VagueWord "vague_periods" "vague" Clauses;
    /// A word for time.
    TimeWord "vague_periods" "time" Clauses;
    /// A purpose.
    Purpose "purpose_done" "purpose" Clauses;
    /// That a purpose is over.
    Done "purpose_done" "done" Clauses;
    /// By which a text refers to a law.
    PerLaw "per_law" "begin" Clauses;
    /// A law that is not named.
    LawWord "per_law" "law" Clauses;
    /// That something is not done.
    Negation "no_deletion" "negation" Clauses;
    /// That there is none of something.
    Absence "no_deletion" "absence" Clauses;
    /// Deletion.
    Deletion "no_deletion" "deletion" Clauses;
    /// What still names an end of keeping.
    Before "no_deletion" "before" Clauses;
    /// What says by itself that an answer is still to come.
    State "unsaid" "state" Clauses;
    /// What is done about an answer that is still to come.
    Process "unsaid" "process" Clauses;
    /// That an answer is still to be done.
    Marker "unsaid" "marker" Clauses;
    /// What may stand beside the words for an answer still to come.
    Weak "unsaid" "weak" Clauses;
    /// Whoever is asked for an answer.
    Who "unsaid" "who" Clauses;
    /// That somebody is asked.
    Ask "unsaid" "ask" Clauses;
    /// What speaks of the register's own writing: who writes, when, and where.
    Deictic "unsaid" "deictic" Clauses;
    /// By which a text points elsewhere.
    Elsewhere "unsaid" "pointer" Clauses;
    /// The document that a text points to.
    Document "unsaid" "document" Clauses;
    /// That data stay where they are, and come to nobody.
    StaysThere "special_category" "stays" EveryText;
    /// That whoever is concerned wrote or signed up themselves.
    Enquiry "enquiries" "" EveryText;
    /// What shows data of Art. 9(1) inside a word.
    SpecialInside "special_category" "inside" InsideWords;
    /// What still names an end of keeping, be it far.
    Until "no_deletion" "until" Clauses;
    /// What is still to be done about a question.
    OpenVerb "open_question" "verb" EveryText;
    /// Who of the house knows the answer to a question.
    Inside "open_question" "inside" Clauses;
    /// What may stand between a question and who knows its answer.
    Between "open_question" "between" Clauses;
    /// That something is missing.
    Missing "missing" "" EveryText;
    /// The company of a vendor's group inside the EEA.
    VendorInside "vendors" "inside" EveryText;
    /// Regions inside the EEA in which vendors keep data.
    VendorRegion "vendors" "regions" EveryText;
    /// That a policy reserves to keep longer.
    Reservation "reservations" "" EveryText;
    /// That something is accepted.
    Accept "taken_from_terms" "accept" Clauses;
    /// Terms, or the use of a service, that something is accepted by.
    Terms "taken_from_terms" "terms" Clauses;
    /// That consent is given apart from terms.
    Apart "taken_from_terms" "apart" Clauses;
    /// What the assessment of a destination is called.
    Assessment "assessment_made" "assessment" Clauses;
    /// What the weighing of interests is called.
    Weighing "assessment_made" "weighing" Clauses;
    /// What a transfer may rest on: clauses, and decisions.
    ClauseWords "transfer_grounds" "clauses" Clauses;
    /// That a place is adequate.
    AdequacyWords "transfer_grounds" "adequacy" Clauses;
    /// Rules that bind the companies of a group.
    GroupRuleWords "transfer_grounds" "group_rules" Clauses;
    /// That an assessment or a weighing was made.
    Made "assessment_made" "made" Clauses;
    /// That an assessment or a weighing was not made.
    Undone "assessment_made" "undone" Clauses;
    /// By what people are watched or located.
    Watch "watching" "watch" EveryText;
    /// Where people are watched, or who is.
    Watched "watching" "watched" Clauses;
    /// A machine that judges.
    Machine "watching" "machine" EveryText;
    /// Whom or what a machine judges.
    Judged "watching" "judged" Clauses;
    /// That something is shared.
    Joint "joint" "joint" EveryText;
    /// That what is shared is the responsibility for processing.
    Responsible "joint" "responsible" Clauses;
    /// That something is right, or no longer so.
    Fitting "long_as" "fitting" Clauses;
    /// That somebody finds something right.
    Judging "long_as" "judging" Clauses;
    /// That somebody decides.
    DecidedBy "decided_by" "by" Clauses;
    RetentionWord "decided_by" "kept" Clauses;
    /// Whoever provides something.
    ProviderWord "decided_by" "who" Clauses;
    /// By which it is brought in when somebody decides.
    When "long_as" "when" Clauses;
    /// That what somebody does counts as consent.
    Deemed "taken_from_terms" "deemed" Clauses;
    /// What somebody does that counts as consent.
    Use "taken_from_terms" "use" Clauses;
    /// That something stands elsewhere.
    Stated "unsaid" "stated" Clauses;
    /// A duty that binds.
    Duty "duties" "duty" Clauses;
    /// That a duty is one of law.
    ByLaw "duties" "by_law" Clauses;
    /// What data are called.
    DataWord "said_only" "data" FieldName;
    /// How data are told apart without saying what they are.
    WhichData "said_only" "which_data" Nowhere;
    /// What security is called.
    MeasureWord "said_only" "measures" FieldName;
    /// Praise of security.
    WhichMeasures "said_only" "which_measures" Nowhere;
    /// Heads of purposes.
    Heading "said_only" "headings" FieldName;
    /// What may stand beside heads of purposes.
    WhichHeading "said_only" "which_headings" Nowhere;
    /// That data are kept or go.
    KeptWord "said_only" "kept" Nowhere;
    /// That data stay for good.
    Always "said_only" "always" FieldName;
    /// How often somebody looks at data, or who decides of them.
    Whenever "said_only" "whenever" FieldName;
    /// Function words.
    Small "said_only" "small" Nowhere;
    /// That consent is presumed.
    Presumed "presumed_consent" "presumed" OneField;
    /// That somebody objects, or answers.
    Refusal "presumed_consent" "refusal" OneField;
    /// That only an objection counts.
    Unless "presumed_consent" "unless" OneField;
    /// That somebody accepts, as a verb.
    Accepting "presumed_consent" "accepting" OneField;
    /// By what means consent is presumed.
    By "presumed_consent" "by" OneField;
    /// What people do for reasons of their own.
    Conduct "presumed_consent" "conduct" OneField;
    /// That consent comes by itself.
    Automatic "presumed_consent" "automatic" OneField;
    /// That conduct amounts to consent.
    Meaning "presumed_consent" "meaning" OneField;
    /// What shows an act of consent.
    Evidence "presumed_consent" "evidence" OneField;
    /// By which consent is put into one.
    Into "presumed_consent" "into" OneField;
    /// That somebody has no choice.
    Must "presumed_consent" "must" OneField;
    /// That consent was spoken.
    Spoken "presumed_consent" "spoken" OneField;
    /// That consent is given.
    Given "presumed_consent" "given" OneField;
    /// A measure that says what is done.
    NamedMeasure "named_measures" "words" OneField;
    /// Legal forms of trading companies.
    CompanyForm "company_forms" "companies" EveryText;
    /// Legal forms of bodies that need not be for profit.
    BodyForm "company_forms" "bodies" EveryText;
    /// What other public bodies are called.
    PublicBody "public_bodies" "others" OneField;
    /// Who stands beside a public body, and is none.
    FriendOfBody "public_bodies" "friends" OneField;
}
