//! Consent that nobody gave: taken from silence, from mere conduct, or from what was done for another reason
//! (Art. 4(11), recital 32).

use std::ops::Range;

use super::doing::DoingShape;
use super::lists::{Lists, Match, WordList};
use super::nearness::Nearness;
use super::stems::FewWords;
use super::tokens::Tokens;
use crate::domain::text::fold;

/// How many words may stand between not and objecting, or between doing and accepting.
const BETWEEN: usize = 5;

/// A longer text says how consent is taken.
const LONGEST: usize = 25;

/// How many words a text has that says only that something is missing.
const LONGEST_MISSING: usize = 3;

/// How many words a text has that names nothing but conduct.
const LONGEST_CONDUCT: usize = 8;

/// A text on how consent was taken, with what was found in it.
struct ConsentWords<'t> {
    text: &'t str,
    /// The words, folded.
    words: Vec<String>,
    spans: Vec<Range<usize>>,
    hits: Vec<Match>,
    /// How languages say by doing what.
    shapes: &'t [DoingShape],
}

impl Lists {
    /// The words that show that consent was presumed and not given.
    #[must_use]
    pub fn presumed_consent<'a>(&self, text: &'a str) -> Option<&'a str> {
        let tokens = Tokens::of(text);
        if tokens.count() > LONGEST {
            return None;
        }
        let mut hits = Vec::new();
        self.find_said(text, &tokens, &mut |hit| hits.push(hit));
        self.find_parts(text, &tokens, &mut |hit| {
            if matches!(
                hit.list,
                WordList::Negation | WordList::Deemed | WordList::Apart
            ) {
                hits.push(hit);
            }
        });
        let spans: Vec<Range<usize>> = tokens.spans().collect();
        let words = spans.iter().map(|span| fold(&text[span.clone()])).collect();
        let own = ConsentWords {
            text,
            words,
            spans,
            hits,
            shapes: &Self::shipped().doing,
        };
        // Beside evidence of a real act only words that say so themselves count.
        let read_from_facts = || {
            own.not_refused(self)
                .or_else(|| own.accepted_by_doing(self))
                .or_else(|| own.comes_by_itself())
                .or_else(|| own.amounts_to_it())
                .or_else(|| own.deemed_given())
                .or_else(|| own.within_a_contract(self))
                .or_else(|| own.demanded())
                .or_else(|| own.mere_conduct())
        };
        let missing = || {
            let short = own.words.len() <= LONGEST_MISSING;
            self.first(WordList::Missing, text).filter(|_| short)
        };
        own.presumed()
            .or_else(missing)
            .or_else(|| own.denied_evidence(self))
            .or_else(|| own.only_spoken())
            .or_else(|| (!own.has_evidence()).then(read_from_facts).flatten())
    }
}

impl Lists {
    /// Whether a text says that consent is kept as it was given: logged, dated, stored with its version.
    #[must_use]
    pub fn keeps_consent(&self, text: &str) -> bool {
        // Another basis begins behind a semicolon, a plus sign or in a line of its own.
        text.split([';', '+', '\n']).any(|part| {
            let words: Vec<String> = Tokens::of(part).spans().map(|at| fold(&part[at])).collect();
            let has = |few: &FewWords| words.iter().any(|word| few.has(word));
            has(&self.few.consent_names) && has(&self.few.consent_kept) && !self.denies(part)
        })
    }

    /// Whether a sentence says by what consent is given and can be shown: `consent by a tick box`, `consent form`.
    #[must_use]
    pub(in crate::rules) fn shows_consent(&self, text: &str) -> bool {
        text.split(['.', ';', '\n']).any(|part| {
            let tokens = Tokens::of(part);
            let names = |span: &str| self.few.consent_names.has(&fold(span));
            if !tokens.spans().any(|at| names(&part[at])) || self.denies(part) {
                return false;
            }
            // What consent is called shows none: `opt-in`.
            let mut shown = false;
            self.find_said(part, &tokens, &mut |hit| {
                shown |= hit.list == WordList::Evidence && !names(&part[hit.span]);
            });
            shown && self.presumed_consent(part).is_none()
        })
    }

    /// Whether a sentence names the very way by which somebody gets out again: `each letter has an unsubscribe link`, `until
    /// the user opts out in the settings`.
    #[must_use]
    pub(in crate::rules) fn has_a_way_back(&self, text: &str) -> bool {
        text.split(['.', ';', '\n']).any(|part| {
            let tokens = Tokens::of(part);
            let words: Vec<String> = tokens.spans().map(|at| fold(&part[at])).collect();
            let has = |few: &FewWords| words.iter().any(|word| few.has(word));
            let settled = has(&self.few.settings)
                && (has(&self.few.consent_names) || has(&self.few.taking_back));
            (has(&self.few.signing_off) || settled) && !self.denies(part)
        })
    }

    /// Whether a sentence says that consent can be taken back, and how: `Consent can be withdrawn under Settings`.
    #[must_use]
    pub fn says_how_to_withdraw(&self, sentence: &str) -> bool {
        /// From so many words on it tells how.
        const ENOUGH: usize = 5;
        let words: Vec<String> = Tokens::of(sentence)
            .spans()
            .map(|at| fold(&sentence[at]))
            .collect();
        let has = |few: &FewWords| words.iter().any(|word| few.has(word));
        words.len() >= ENOUGH
            && has(&self.few.consent_names)
            && has(&self.few.taking_back)
            && !self.denies(sentence)
    }

    /// Whether words name a way to take consent back: `an unsubscribe link`.
    #[must_use]
    pub fn takes_consent_back(&self, text: &str) -> bool {
        let tokens = Tokens::of(text);
        let words = tokens.spans().map(|at| fold(&text[at]));
        words
            .into_iter()
            .any(|word| self.few.taking_back.has(&word))
            && !self.denies(text)
    }

    /// Whether a text says that consent cannot be withdrawn.
    #[must_use]
    pub fn denies_withdrawal(&self, text: &str) -> bool {
        let tokens = Tokens::of(text);
        let words: Vec<String> = tokens.spans().map(|span| fold(&text[span])).collect();
        if words.len() > LONGEST_CONDUCT {
            return false;
        }
        if matches!(words.as_slice(), [only] if self.few.no.has(only)) {
            return true;
        }
        let withdrawing = |word: &String| self.few.withdrawing.has(word);
        let mut negations = Vec::new();
        self.find_parts(text, &tokens, &mut |hit| {
            if hit.list == WordList::Negation {
                negations.push(hit.words);
            }
        });
        negations.iter().any(|no| {
            let behind = words.iter().skip(no.end).take(3).any(withdrawing);
            let before = no.start > 0
                && self.few.denying.has(&words[no.start])
                && withdrawing(&words[no.start - 1]);
            behind || before || no.len() == words.len()
        })
    }
}

impl<'t> ConsentWords<'t> {
    fn of_list(&self, list: WordList) -> impl Iterator<Item = &Match> {
        self.hits.iter().filter(move |hit| hit.list == list)
    }

    fn has_evidence(&self) -> bool {
        self.of_list(WordList::Evidence).next().is_some()
    }

    fn words_of(&self, words: &Range<usize>) -> &'t str {
        &self.text[self.spans[words.start].start..self.spans[words.end - 1].end]
    }

    /// Words that say so by themselves, where they are not denied.
    fn presumed(&self) -> Option<&'t str> {
        let denied = |at: usize| {
            let mut negations = self.of_list(WordList::Negation);
            negations.any(|no| no.words.end <= at && at - no.words.end <= 1)
        };
        let mut hits = self.of_list(WordList::Presumed);
        hits.find(|hit| !denied(hit.words.start))
            .map(|hit| &self.text[hit.span.clone()])
    }

    /// Whether evidence is nothing but spoken words.
    fn is_spoken(&self, hit: &Match) -> bool {
        self.is_of(WordList::Spoken, hit.words.start)
    }

    /// That there is no evidence, in so many words, and none beside that.
    fn denied_evidence(&self, lists: &Lists) -> Option<&'t str> {
        let denied = |hit: &Match| {
            self.of_list(WordList::Negation).find(|no| {
                let start = no.words.start;
                let before = hit.words.follows(&no.words, 1);
                let behind = start == hit.words.end && lists.few.denying.has(&self.words[start]);
                let whole = self.text[no.span.spanning(&hit.span)].contains([',', ';', '.', ':']);
                (before || behind) && !whole
            })
        };
        if self.of_list(WordList::Presumed).next().is_some() {
            return None;
        }
        let mut told = None;
        for hit in self.of_list(WordList::Evidence) {
            match denied(hit) {
                Some(no) => {
                    told = Some(self.words_of(&no.words.spanning(&hit.words)));
                }
                None if self.is_spoken(hit) => {}
                None => return None,
            }
        }
        told
    }

    /// That consent was spoken, and nothing of what is left of it.
    fn only_spoken(&self) -> Option<&'t str> {
        const LONGEST_SPOKEN: usize = 4;
        let mut evidence = self.of_list(WordList::Evidence);
        let short = self.words.len() <= LONGEST_SPOKEN;
        let spoken = short && self.has_evidence() && evidence.all(|hit| self.is_spoken(hit));
        spoken.then_some(self.text)
    }

    /// That it stands in a contract or in terms.
    fn within_a_contract(&self, lists: &Lists) -> Option<&'t str> {
        let own = self
            .words
            .iter()
            .any(|word| lists.is_contract_of_consent(word));
        let apart = own || self.of_list(WordList::Apart).next().is_some();
        (1..self.words.len()).filter(|_| !apart).find_map(|at| {
            // `Performance of a contract and consent` names two bases.
            let performed = self.words[at.saturating_sub(3)..at].iter();
            if performed
                .into_iter()
                .any(|word| Lists::shipped().few.performing.has(word))
            {
                return None;
            }
            let into =
                (at.saturating_sub(3)..at).find(|before| self.is_of(WordList::Into, *before))?;
            lists
                .is_container(&self.words[at])
                .then(|| self.words_of(&(into..at + 1)))
        })
    }

    /// That whoever is asked has no choice.
    fn demanded(&self) -> Option<&'t str> {
        let mut musts = self.of_list(WordList::Must);
        musts.find_map(|must| {
            let mut accepting = self.of_list(WordList::Accepting);
            let hit = accepting.find(|hit| hit.words.follows(&must.words, 2))?;
            Some(self.words_of(&(must.words.start..hit.words.end)))
        })
    }

    /// That it is taken as given.
    fn deemed_given(&self) -> Option<&'t str> {
        let given = |hit: &Match| {
            let mut given = self.of_list(WordList::Given);
            given
                .find(|it| it.words.follows(&hit.words, 2))
                .map(|it| self.words_of(&(hit.words.start..it.words.end)))
        };
        self.of_list(WordList::Deemed).find_map(given)
    }

    /// That nobody objected or answered.
    fn not_refused(&self, lists: &Lists) -> Option<&'t str> {
        // `refusing has no consequences` tells of a refusal that is free.
        if lists.first(WordList::Voluntary, self.text).is_some() {
            return None;
        }
        let not = [WordList::Negation, WordList::Unless];
        let mut nots = self.hits.iter().filter(|hit| not.contains(&hit.list));
        nots.find_map(|no| {
            let mut refusals = self.of_list(WordList::Refusal);
            let refusal = refusals.find(|hit| {
                hit.words.follows(&no.words, BETWEEN) || no.words.follows(&hit.words, 2)
            })?;
            Some(self.words_of(&no.words.spanning(&refusal.words)))
        })
    }

    /// That whoever does something accepts by it.
    fn accepted_by_doing(&self, lists: &Lists) -> Option<&'t str> {
        let mut all = (0..self.words.len()).filter(|at| !lists.few.no_doing.has(&self.words[*at]));
        all.find_map(|at| {
            let doing = self.doing(at)?;
            let mut accepting = self.of_list(WordList::Accepting);
            let hit = accepting
                .find(|hit| hit.words.follows(&doing, BETWEEN) || doing.follows(&hit.words, 3))?;
            Some(self.words_of(&doing.spanning(&hit.words)))
        })
    }

    /// That consent comes with something else, without an act of its own.
    fn comes_by_itself(&self) -> Option<&'t str> {
        let hit = self.of_list(WordList::Automatic).next()?;
        Some(&self.text[hit.span.clone()])
    }

    /// That something else amounts to acceptance.
    fn amounts_to_it(&self) -> Option<&'t str> {
        let mut meanings = self.of_list(WordList::Meaning);
        meanings.find_map(|meaning| {
            let mut accepting = self.of_list(WordList::Accepting);
            let hit = accepting.find(|hit| hit.words.follows(&meaning.words, 3))?;
            Some(self.words_of(&(meaning.words.start..hit.words.end)))
        })
    }

    /// The words that say by doing what, which begin at a word: `by registering`, `genom att delta`, `en s'inscrivant`.
    fn doing(&self, at: usize) -> Option<Range<usize>> {
        let after = |count: usize| (at + count <= self.words.len()).then_some(at..at + count);
        let word = |at: usize| self.words.get(at).map_or("", String::as_str);
        let words = [word(at), word(at + 1), word(at + 2)];
        if let Some(shape) = self.shapes.iter().find(|shape| shape.fits(words)) {
            return after(shape.words);
        }
        let by = self.is_of(WordList::By, at) && self.is_of(WordList::Conduct, at + 1);
        by.then(|| after(2)).flatten()
    }

    fn is_of(&self, list: WordList, at: usize) -> bool {
        self.of_list(list).any(|hit| hit.words.contains(&at))
    }

    /// That consent lies in what people do for reasons of their own, and nowhere else.
    fn mere_conduct(&self) -> Option<&'t str> {
        if self.words.len() > LONGEST_CONDUCT {
            return None;
        }
        let mut hits = self.of_list(WordList::By);
        hits.find_map(|by| {
            let at = by.words.end;
            let conduct = (at..=at + 1).find(|at| self.is_of(WordList::Conduct, *at))?;
            Some(self.words_of(&(by.words.start..conduct + 1)))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_may_be_told_how_consent_is_taken_back() {
        let lists = Lists::shipped();
        for told in [
            "Consent can be withdrawn at any time under Settings",
            "Samtycke återkallas via profilsidan eller per e-post",
            "Die Einwilligung kann jederzeit per E-Mail widerrufen werden",
            "Le consentement peut être retiré depuis le profil",
        ] {
            assert!(lists.says_how_to_withdraw(told), "{told}");
        }
        for silent in [
            "Consent",
            "Consent cannot be withdrawn after the draw",
            "Data are deleted when the contract is withdrawn from",
            "Until consent withdrawn",
        ] {
            assert!(!lists.says_how_to_withdraw(silent), "{silent}");
        }
    }

    #[test]
    fn a_withdrawal_that_is_not_possible_is_none() {
        let lists = Lists::shipped();
        for denied in [
            "Cannot be withdrawn",
            "Kan inte återkallas",
            "Nicht möglich",
            "Nej",
            "Non è possibile ritirarlo",
        ] {
            assert!(lists.denies_withdrawal(denied), "{denied}");
        }
        for offered in [
            "Withdrawn by e-mail at any time, without giving a reason",
            "När som helst, utan motivering",
            "Möglich per E-Mail, ohne Angabe von Gründen",
        ] {
            assert!(!lists.denies_withdrawal(offered), "{offered}");
        }
    }

    #[test]
    fn a_way_to_take_consent_back_is_told_from_none() {
        let lists = Lists::shipped();
        for way in [
            "Lien de désinscription dans chaque email",
            "Unsubscribe link",
            "Avregistreringslänk i varje utskick",
            "Abmeldelink",
        ] {
            assert!(lists.takes_consent_back(way), "{way}");
        }
        for none in ["Password", "No unsubscribe link", "Kryptering"] {
            assert!(!lists.takes_consent_back(none), "{none}");
        }
    }

    #[test]
    fn consent_from_silence_or_conduct_is_presumed() {
        let lists = Lists::shipped();
        for presumed in [
            "Tacit consent",
            "Stillschweigend erteilt",
            "Om ingen invänder inom en vecka",
            "By entering the hall visitors agree",
            "En participant, le parent accepte",
            "Ved å delta godtar man",
            "Accettando il gioco si acconsente",
            "Genom deltagande",
            "mit der Teilnahme",
            "Entering means that you accept",
            "wird automatisch erteilt",
            "Muntligt, antecknas inte",
            "Oral, no record",
            "Mündlich",
            "Staff have to agree",
            "Zit in het huurcontract",
            "Nicht vorhanden",
            "Anses gitt ved innmelding",
            "Del av anställningsavtalet",
        ] {
            assert!(lists.presumed_consent(presumed).is_some(), "{presumed}");
        }
        for given in [
            "Signed form in the file",
            "By ticking a box, visitors agree",
            "Genom att skriva under blanketten samtycker vårdnadshavaren",
            "En cochant la case, le parent accepte",
            "No tacit consent: every parent answers by letter",
            "Opt-in by SMS, logged with time",
            "Double-Opt-in",
            "Automatic log of the click",
            "Muntligt, antecknas i journalen",
            "No e-mail, a signed form",
            "Signed in the rental agreement, on a form of its own",
            "I samtyckesavtalet",
            "Ejecución del servicio y consentimiento cuando corresponda",
            "Consenso quando richiesto",
            "Del av journalen: underskriven blankett",
        ] {
            assert_eq!(lists.presumed_consent(given), None, "{given}");
        }
    }
}
