//! Texts that say no more than what their field is called, told by all of their words: every word is one that such texts
//! are made of, and one of them is the name itself.
//!
//! Most texts have a word of their own among their first ones, and are left there.

use super::generic_words::bit;
use super::lists::{Lists, Match};
use super::tokens::Tokens;
use super::tongue::is_small;
use super::word_list::WordList;
use crate::domain::text::fold;

/// What a text says, and no more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::rules) enum Saying {
    /// That there are data. R08.
    Data,
    /// That there is security. R17.
    Measures,
    /// That there is a purpose. R06.
    Purpose,
    /// That data are kept for as long as that is right. R11.
    NoEnd,
    /// That data stay. R14.
    ForGood,
}

impl Saying {
    /// The lists of which one word must stand there.
    const fn names(self) -> &'static [WordList] {
        use WordList as L;
        match self {
            Self::Data => &[L::DataWord],
            Self::Measures => &[L::MeasureWord],
            Self::Purpose => &[L::Heading],
            Self::NoEnd => &[L::Needed, L::VagueWord, L::Purpose, L::LawWord, L::Whenever],
            Self::ForGood => &[L::Always],
        }
    }

    /// The lists of what else may stand there.
    const fn others(self) -> &'static [WordList] {
        use WordList as L;
        match self {
            Self::Data => &[L::WhichData, L::Small],
            Self::Measures => &[L::WhichMeasures, L::Small],
            Self::Purpose => &[L::WhichHeading, L::Small],
            Self::NoEnd => &[
                L::KeptWord,
                L::LongAs,
                L::NoLonger,
                L::TimeWord,
                L::Done,
                L::PerLaw,
                L::Until,
                L::Deletion,
                L::Small,
            ],
            Self::ForGood => &[L::KeptWord, L::Small],
        }
    }

    /// A text of more words says something.
    const fn longest(self) -> usize {
        match self {
            Self::Data | Self::Purpose => 8,
            Self::Measures => 25,
            Self::NoEnd => 16,
            Self::ForGood => 10,
        }
    }

    /// How many words of its own a text of so many may have, and still say nothing: in a sentence of praise, one names
    /// whose security it is.
    const fn others_of(self, count: usize) -> usize {
        match self {
            Self::Measures if count >= 9 => 3,
            Self::Measures if count >= 5 => 2,
            Self::Measures if count >= 3 => 1,
            _ => 0,
        }
    }

    /// The lists, as bits.
    fn bits(self) -> u128 {
        let all = self.names().iter().chain(self.others());
        all.fold(0, |bits, list| bits | bit(*list))
    }
}

impl Lists {
    /// The same where the text has several parts, and the others only add who does it, or where.
    pub(in crate::rules) fn says_only_apart(&self, saying: Saying, text: &str) -> bool {
        if self.says_only(saying, text) {
            return true;
        }
        let adds = |part: &str| {
            let part = fold(part.trim());
            self.few.who_or_where.has(&part)
        };
        let parts = || {
            text.split([',', ';', '.', '(', ')', '/', '\n'])
                .filter(|part| !part.trim().is_empty())
        };
        parts().any(adds)
            && parts().all(|part| adds(part) || self.says_only(saying, part))
            && parts().any(|part| self.says_only(saying, part))
    }

    /// Whether a text says one thing, and no more.
    pub(in crate::rules) fn says_only(&self, saying: Saying, text: &str) -> bool {
        let tokens = Tokens::of(text);
        if tokens.count() == 0 || tokens.count() > saying.longest() {
            return false;
        }
        let bits = saying.bits();
        let generic = self.generic();
        let own = tokens
            .words
            .iter()
            .filter(|token| !generic.holds(token, text, bits) && !is_small(token.word))
            .count();
        if own > saying.others_of(tokens.count()) {
            return false;
        }
        let mut named = false;
        let mut find = |hit: Match| named |= saying.names().contains(&hit.list);
        self.find_said(text, &tokens, &mut find);
        self.find_parts(text, &tokens, &mut find);
        named
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_of_nothing_but_such_words_says_no_more() {
        let lists = Lists::shipped();
        for (saying, only, more) in [
            (
                Saying::Data,
                "Div. personuppgifter",
                "Personuppgifter om båtar",
            ),
            (
                Saying::Measures,
                "Geeignete TOM sind umgesetzt",
                "Geeignete Schlösser",
            ),
            (
                Saying::Purpose,
                "Fins administratives",
                "Fins scientifiques",
            ),
            (
                Saying::NoEnd,
                "As short as possible",
                "As short as the lease",
            ),
            (Saying::ForGood, "Siempre", "Siempre en agosto"),
        ] {
            assert!(lists.says_only(saying, only), "{only}");
            assert!(!lists.says_only(saying, more), "{more}");
            assert!(!lists.says_only(saying, "") && !lists.says_only(saying, "och"));
        }
    }

    #[test]
    fn what_only_adds_who_does_it_says_no_more() {
        let lists = Lists::shipped();
        for only in ["Regelbundet, ansvarig: rektor", "Regularly; owner HR"] {
            assert!(lists.says_only_apart(Saying::NoEnd, only), "{only}");
        }
        for more in [
            "Regelbundet, vid terminens slut",
            "ansvarig: rektor",
            "Owner: HR, on leaving",
        ] {
            assert!(!lists.says_only_apart(Saying::NoEnd, more), "{more}");
        }
    }
}
