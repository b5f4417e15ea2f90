//! The lists of words in plain speech, `assets/rules/plain_words.toml` and `reasons.toml`, and which of them stand in a text.

use std::sync::OnceLock;

use super::nearness::Nearness;
use super::tokens::Tokens;
use super::word_file::WordFile;
use super::word_list::WordList;
use super::word_matcher::{Match, WordMatcher};

/// Declares [`PlainList`] with the key of each list in the files.
macro_rules! plain_lists {
    ($($list:ident $key:literal;)+) => {
        /// A list of words in plain speech. What each holds stands beside it in its file.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(in crate::rules) enum PlainList { $($list,)+ }

        /// What the lists are called in the files, in the order of [`PlainList`].
        const KEYS: &[&str] = &[$($key,)+];
    };
}
plain_lists! {
    Excuse "excuse";
    Small "small";
    Firm "firm";
    Known "known";
    Unknown "unknown";
    UnknownAlone "unknown_alone";
    Later "later";
    CeasedWhat "ceased_what";
    Ceased "ceased";
    Continued "continued";
    NoMore "no_more";
    Ne "ne";
    Plus "plus";
    Since "since";
    Doing "doing";
    Nobody "nobody";
    Ago "ago";
    SinceLength "since_length";
    LastYear "last_year";
    Reviewed "reviewed";
    AsItStood "as_it_stood";
    Last "last";
    Looked "looked";
    Over "over";
    WhenOver "when_over";
    Runs "runs";
    Lapsed "lapsed";
    Renewed "renewed";
    Unsigned "unsigned";
    Signed "signed";
    ProcessingContract "processing_contract";
    Under "under";
    Shield "shield";
    Parties "parties";
    ValidNoMore "valid_no_more";
    Fallen "fallen";
    Controller "controller";
    Processor "processor";
    To "to";
    Module1 "module_1";
    Module2 "module_2";
    Module3 "module_3";
    Module4 "module_4";
    StaffWork "staff_work";
    Bought "bought";
    BoughtWhat "bought_what";
    Broker "broker";
    Destroyed "destroyed";
    KeptForGood "kept_for_good";
    DisposalPlan "disposal_plan";
    Decision "decision";
    StartingWith "starting_with";
    Standing "standing";
    Once "once";
    AtLeast "at_least";
    ThenEnds "then_ends";
    YearEnd "year_end";
    Browser "browser";
    Closed "closed";
    FromAge "from_age";
    AgeUnit "age_unit";
    AndUp "and_up";
    Who "who";
    Adequate "adequate";
    ItsLaw "its_law";
    Examined "examined";
    DecidedOn "decided_on";
    Thousands "thousands";
    Millions "millions";
    All "all";
    Area "area";
    OfThen "of_then";
    UsedWith "used_with";
    SelfHosted "self_hosted";
    NoLongerUsed "no_longer_used";
    ThisItself "this_itself";
    Contract "contract";
    Dated "dated";
    OwnTools "own_tools";
    AndOur "and_our";
    Consent "consent";
    Guardian "guardian";
    BritishLaw "british_law";
    Officer "officer";
    NotRequired "not_required";
    Required "required";
    Appointing "appointing";
    DpiaName "dpia_name";
    Because "because";
    NoticeName "notice_name";
    ToldBy "told_by";
    Written "written";
    ConsentForm "consent_form";
    WeAre "we_are";
    ActingAs "acting_as";
    Compelling "compelling";
    ToCome "to_come";
    Planned "planned";
    Ahead "ahead";
    ThoseThat "those_that";
    Provides "provides";
    Form "form";
    SignedOff "signed_off";
    KeptForm "kept_form";
    Noted "noted";
    NotedElsewhere "noted_elsewhere";
    ToldAbout "told_about";
    Reported "reported";
    NamedAs "named_as";
    ByOthers "by_others";
    Limitation "limitation";
    DecidingBody "deciding_body";
    No "no";
    Law "law";
    LawfulAgreement "lawful_agreement";
    LawfulAgreementMade "lawful_agreement_made";
    LawfulNotices "lawful_notices";
    LawfulNoticesMade "lawful_notices_made";
    LawfulDpia "lawful_dpia";
    LawfulDpiaMade "lawful_dpia_made";
    Risk "risk";
    Accepted "accepted";
}

/// The files, as they are shipped.
fn files() -> [WordFile<'static>; 2] {
    [
        include_str!("../../../assets/rules/plain_words.toml"),
        include_str!("../../../assets/rules/reasons.toml"),
    ]
    .map(WordFile::read)
}

impl PlainList {
    /// Its words, as the file has them.
    pub(in crate::rules) fn words(self) -> Vec<String> {
        let key = KEYS.get(self as usize).copied().unwrap_or_default();
        let files = files();
        let words = files.iter().flat_map(|file| file.words(key));
        words.map(str::to_owned).collect()
    }
}

/// The words of all lists, made ready to be looked for in one pass.
fn matcher() -> &'static WordMatcher {
    static MATCHER: OnceLock<WordMatcher> = OnceLock::new();
    MATCHER.get_or_init(|| {
        let files = files();
        let mut matcher = WordMatcher::default();
        for (list, key) in (0..).zip(KEYS) {
            for word in files.iter().flat_map(|file| file.words(key)) {
                matcher.add(word, WordList::Phrase, Some(list));
            }
        }
        matcher
    })
}

/// A text with the words of the lists that stand in it.
pub(in crate::rules) struct PlainText<'t> {
    text: &'t str,
    hits: Vec<Match>,
}

impl<'t> PlainText<'t> {
    pub(in crate::rules) fn of(text: &'t str) -> Self {
        let mut hits = Vec::new();
        matcher().find(text, &Tokens::of(text), &mut |hit| hits.push(hit));
        Self { text, hits }
    }

    /// The text itself.
    pub(in crate::rules) const fn text(&self) -> &'t str {
        self.text
    }

    pub(in crate::rules) fn of_list(&self, list: PlainList) -> impl Iterator<Item = &Match> {
        self.hits.iter().filter(move |hit| hit.owner == list as u32)
    }

    /// The first words of a list.
    pub(in crate::rules) fn first(&self, list: PlainList) -> Option<&'t str> {
        let hit = self.of_list(list).next()?;
        Some(&self.text[hit.span.clone()])
    }

    pub(in crate::rules) fn holds(&self, list: PlainList) -> bool {
        self.of_list(list).next().is_some()
    }

    /// Whether a word of a list stands there that none of another takes back, with so many words between at the most.
    pub(in crate::rules) fn holds_without(
        &self,
        list: PlainList,
        taken_back: PlainList,
        most: usize,
    ) -> bool {
        self.of_list(list).any(|hit| {
            !self.of_list(taken_back).any(|no| {
                let apart = self.text.get(no.span.end..hit.span.start);
                hit.words.follows(&no.words, most)
                    && !apart.is_some_and(|apart| apart.contains([',', ';', ':', '.', '(', '–']))
            })
        })
    }

    /// Whether the text says that what words of it tell of is written down, here and of somebody: so many words stand at
    /// most between them and what says so behind them.
    pub(in crate::rules) fn notes(&self, words: &str, before: usize) -> bool {
        /// The same where it stands before them: `we note whether the customer has an illness`.
        const BEHIND: usize = 5;
        let own = Tokens::of(self.text).within(words, self.text);
        let near =
            |noted: &Match| own.follows(&noted.words, BEHIND) || noted.words.follows(&own, before);
        !self.holds(PlainList::No)
            && !self.holds(PlainList::NotedElsewhere)
            && self.of_list(PlainList::Noted).any(near)
    }

    /// The words from one list to another, in either order, with at most so many words between them.
    pub(in crate::rules) fn near(
        &self,
        one: PlainList,
        other: PlainList,
        most: usize,
    ) -> Option<&'t str> {
        self.of_list(one).find_map(|one| {
            let mut others = self.of_list(other);
            let other = others.find(|other| other.words.is_near(&one.words, most))?;
            Some(&self.text[one.span.spanning(&other.span)])
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A list that nobody asks for is told by the compiler: a variant that is never made.
    #[test]
    fn the_files_have_the_lists_that_are_declared_and_no_others() {
        let files = files();
        let mut there: Vec<&str> = files.iter().flat_map(WordFile::keys).collect();
        let mut declared = KEYS.to_vec();
        there.sort_unstable();
        declared.sort_unstable();
        assert_eq!(there, declared);
        for key in declared {
            let words = files.iter().flat_map(|file| file.words(key));
            assert!(words.count() > 1, "{key}");
        }
    }
}
