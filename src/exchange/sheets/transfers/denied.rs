//! Sentences that say of transfers only that they do not happen: `findet nicht statt und ist auch nicht geplant`.

use super::destination::{mechanisms, places};
use crate::exchange::sheets::cell::Reading;
use crate::exchange::sheets::folding::plain;
use crate::exchange::sheets::lists;

/// Whether a short text says so, names no third country and no ground, and leaves nothing open.
pub(super) fn never_happens(reading: &Reading<'_>, text: &str) -> bool {
    /// The most words of such a text.
    const MOST: usize = 14;
    let (words, lists) = (reading.words, lists::shipped());
    let spoken = plain(text);
    let told: Vec<&str> = spoken.split(' ').collect();
    let any = |is: &dyn Fn(&str) -> bool| told.iter().any(|word| is(word));
    // `ma` is *but* in Italian, and in Polish a part of *takes place*.
    let limits = spoken.replace("ma miejsca", "miejsca");
    // `weder vorhanden noch geplant`
    let still = |it: &str| lists.still.is(it) && !told.contains(&"weder");
    let open = text.contains('?')
        || words.but.within(&limits).is_some()
        || words.may_be.within(&spoken).is_some()
        || words.unclear.within(&spoken).is_some()
        || any(&still);
    let is_no =
        |it: &str| (words.none_begins.is(it) && !words.without.is(it)) || lists.negations.is(it);
    // Each clause that says what happens denies it: `sent to the group, which does not share them` says that they are sent.
    let told_of: Vec<bool> = clauses(text)
        .iter()
        .filter(|clause| clause.iter().any(|it| says_what_happens(it)))
        .map(|clause| {
            let never = |it: &String| lists.happens_not.begins(it);
            clause.iter().any(|it| never(it) || is_no(it))
        })
        .collect();
    let denied = !told_of.is_empty() && !told_of.contains(&false);
    let abroad = || {
        let third = |code: &String| {
            let country = reading.law.country(code);
            country.is_some_and(|it| reading.law.inside(it, reading.today).is_none())
        };
        let mut named = places(words, reading.law, text).into_iter();
        named.any(|place| place.countries.iter().any(third))
    };
    denied && !open && told.len() <= MOST && mechanisms(words, text).is_empty() && !abroad()
}

/// Whether a plain word says that something happens, or by itself that it does not.
fn says_what_happens(word: &str) -> bool {
    let lists = lists::shipped();
    lists.happens.begins(word) || lists.happens_not.begins(word)
}

/// The clauses of a text, each as its plain words: parted by signs, and by words that join where one has said what happens.
fn clauses(text: &str) -> Vec<Vec<String>> {
    let mut out = Vec::new();
    for part in text.split([',', ';', '.', ':', '(', ')', '–', '—']) {
        let mut clause: Vec<String> = Vec::new();
        for word in plain(part).split(' ') {
            let is_told = clause.iter().any(|it| says_what_happens(it));
            if is_told && lists::shipped().joins.is(word) {
                out.push(std::mem::take(&mut clause));
            }
            clause.push(word.to_owned());
        }
        out.push(clause);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::sheets::file::grid::SheetGrid;
    use crate::law::Law;

    #[test]
    fn a_sentence_may_say_that_no_transfers_happen() {
        let law = Law::shipped().unwrap();
        let today = chrono::NaiveDate::from_ymd_opt(2026, 12, 1).unwrap();
        let grids: [SheetGrid; 0] = [];
        let reading = Reading::of(&grids, &law, today);
        for text in [
            "findet nicht statt und ist auch nicht geplant",
            "weder vorhanden noch geplant",
            "ist ausgeschlossen",
            "sker ej och är inte planerad",
            "does not take place",
            "n'a pas lieu et n'est pas prévu",
            "vindt niet plaats",
            "finder ikke sted og er ikke planlagt",
            "no se producen ni están previstas",
            "non avviene e non è prevista",
            "ei tapahdu eikä ole suunnitteilla",
            "nie ma miejsca i nie jest planowane",
            "nedochází k němu",
            "não ocorrem nem estão previstas",
        ] {
            assert!(never_happens(&reading, text), "{text}");
        }
        for text in [
            "noch nicht geplant",
            "not yet decided",
            "not transferred to India without SCCs",
            "never to Russia, but to the USA where planned",
            "takes place on the basis of SCCs",
            "Transfers are made to the parent company, not to others",
            "Data are transferred to our group company, which does not share them",
            "Übermittlung an die Muttergesellschaft erfolgt und wird nicht eingeschränkt",
            "Överföring sker till moderbolaget, inte till andra",
            "USA, no SCCs made yet",
            "Is none planned?",
            "nicht geprüft",
        ] {
            assert!(!never_happens(&reading, text), "{text}");
        }
    }
}
