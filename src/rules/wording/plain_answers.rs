//! What notes answer in plain speech that a field is asked for: that no officer and no impact assessment is needed and why,
//! by what people are told, that we process for somebody else. The words are data, `assets/rules/plain_words.toml`.

use std::ops::Range;

use super::lists::Lists;
use super::nearness::Nearness;
use super::plain_lists::{PlainList, PlainText};
use super::sentence::sentences;
use super::tokens::Tokens;
use super::word_list::WordList;

/// Whether a text says who consents for those below an age: `unter 16 Jahren willigen die Eltern ein`.
pub(in crate::rules) fn says_who_consents_below_an_age(text: &str) -> bool {
    sentences(text).any(|sentence| {
        let mut figures = sentence
            .split(|letter: char| !letter.is_ascii_digit())
            .filter_map(|figure| figure.parse::<u8>().ok());
        figures.any(|age| (13..=18).contains(&age))
            && PlainText::of(sentence).holds(PlainList::Guardian)
    })
}

/// Whether a text says that no data protection officer has to be designated: `DPO: not required to appoint one`, `keine
/// Pflicht zur Benennung`.
pub(in crate::rules) fn says_no_officer_is_needed(text: &str) -> bool {
    /// So many words stand at most between the officer and that none is needed.
    const BETWEEN: usize = 6;
    sentences(text).any(|sentence| {
        let plain = PlainText::of(sentence);
        let mut needless = needless_in(&plain);
        needless.any(|words| {
            let offices = [PlainList::Officer, PlainList::Appointing];
            let mut offices = offices.into_iter().flat_map(|list| plain.of_list(list));
            offices.any(|hit| hit.words.apart(&words).is_none_or(|gap| gap <= BETWEEN))
        })
    })
}

/// Where a sentence says that something is not asked for: by such words, or by one for no and one for a duty.
fn needless_in<'p>(plain: &'p PlainText<'_>) -> impl Iterator<Item = Range<usize>> + 'p {
    /// So many words stand at most between both: `behöver sannolikt inte`, `not strictly required`.
    const BETWEEN: usize = 2;
    let whole = plain.of_list(PlainList::NotRequired);
    let denied = plain.of_list(PlainList::No).flat_map(move |no| {
        let required = plain.of_list(PlainList::Required);
        required
            .filter(|it| it.words.is_near(&no.words, BETWEEN))
            .map(|it| it.words.spanning(&no.words))
    });
    whole.map(|hit| hit.words.clone()).chain(denied)
}

/// Whether a text says that no impact assessment is needed, and why: `DPIA not required because nothing is recorded`.
pub(in crate::rules) fn says_why_no_assessment_is_needed(text: &str) -> bool {
    /// So many words stand at most between the assessment and that none is needed.
    const BETWEEN: usize = 4;
    /// A reason has as many words at the least.
    const REASON: usize = 3;
    text.split([';', '\n'])
        .flat_map(|line| line.split(". "))
        .any(|sentence| {
            let plain = PlainText::of(sentence);
            let tokens = Tokens::of(sentence);
            needless_in(&plain).any(|needless| {
                let mut named = plain.of_list(PlainList::DpiaName);
                let Some(named) = named.find(|hit| hit.words.is_near(&needless, BETWEEN)) else {
                    return false;
                };
                let told = named.words.spanning(&needless);
                let parted = || {
                    let behind = tokens.spans().nth(told.end.saturating_sub(1));
                    let rest = behind
                        .and_then(|it| sentence.get(it.end..))
                        .unwrap_or_default();
                    rest.trim_start()
                        .starts_with([',', ':', '(', '–', '—', '-'])
                        && tokens.count() - told.end >= REASON
                };
                plain.holds(PlainList::Because) && tokens.count() >= told.len() + REASON || parted()
            })
        })
}

/// Whether a text says by what people are told of the processing: `the privacy notice is handed out with the lease`.
pub(in crate::rules) fn says_people_are_told(text: &str) -> bool {
    let lists = Lists::shipped();
    if !PlainText::of(text).holds(PlainList::NoticeName) {
        return false;
    }
    text.lines()
        .flat_map(|line| line.split(". "))
        .any(|sentence| {
            let plain = PlainText::of(sentence);
            let mut names = plain.of_list(PlainList::NoticeName).peekable();
            if names.peek().is_none() {
                return false;
            }
            let told = names.any(|name| {
                let mut by = plain.of_list(PlainList::ToldBy);
                by.any(|hit| hit.words.apart(&name.words).is_some())
            }) || sentence.contains("://")
                || sentence.contains("](");
            let undone = [
                PlainList::No,
                PlainList::Later,
                PlainList::Unknown,
                PlainList::ToCome,
            ];
            told && !undone.into_iter().any(|list| plain.holds(list))
                && lists.first(WordList::Missing, sentence).is_none()
                && lists.first(WordList::Placeholder, sentence).is_none()
        })
}

/// Whether a text says that we process for somebody else: `we act as processor for the municipality`. The name is ours.
pub(in crate::rules) fn says_we_are_a_processor(text: &str, own: Option<&str>) -> bool {
    /// So many words stand at most between who we are, what joins it, and that we are a processor.
    const BETWEEN: usize = 5;
    sentences(text).any(|sentence| {
        let plain = PlainText::of(sentence);
        let mut processors = plain.of_list(PlainList::Processor).peekable();
        if processors.peek().is_none() || plain.holds(PlainList::No) {
            return false;
        }
        let tokens = Tokens::of(sentence);
        let called = own.and_then(|name| {
            let at = sentence.find(name)?;
            let first = tokens.spans().position(|span| span.start >= at)?;
            Some(first..first + Tokens::of(name).count())
        });
        let ours = plain.of_list(PlainList::WeAre).map(|hit| hit.words.clone());
        let subjects: Vec<Range<usize>> = ours.chain(called).collect();
        processors.any(|processor| {
            plain.of_list(PlainList::ActingAs).any(|joint| {
                let joined = processor.words.follows(&joint.words, 1);
                let of_us = |it: &Range<usize>| {
                    joint.words.follows(it, BETWEEN) || it.apart(&joint.words).is_none()
                };
                joined && subjects.iter().any(of_us)
            })
        })
    })
}

/// The same, where the sentence does not say too that we are a controller: of other data, of staff.
pub(in crate::rules) fn says_we_are_only_a_processor(sentence: &str, own: Option<&str>) -> bool {
    says_we_are_a_processor(sentence, own)
        && (Lists::shipped().first(WordList::JointControllers, sentence)).is_none()
        && !PlainText::of(sentence).holds(PlainList::Controller)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::tests::pairs;

    #[test]
    fn who_consents_for_the_young_is_told_with_their_age() {
        pairs(
            says_who_consents_below_an_age,
            &[
                (
                    "Unter 16 Jahren willigen die Eltern ein",
                    "Die Eltern holen ab",
                ),
                (
                    "Vårdnadshavare samtycker för barn under 13 år",
                    "13 anmälda",
                ),
            ],
        );
    }

    #[test]
    fn no_officer_is_needed_though_it_is_said_with_care() {
        pairs(
            says_no_officer_is_needed,
            &[
                (
                    "A DPO is probably not required: no large-scale monitoring",
                    "No DPO so far",
                ),
                (
                    "Dataskyddsombud behöver sannolikt inte utses, ingen övervakning sker",
                    "Dataskyddsombud: inget utsett ännu",
                ),
                (
                    "Es besteht derzeit keine Pflicht zur Benennung",
                    "Datenschutzbeauftragter: noch nicht bestellt",
                ),
                (
                    "Entendemos que no estamos obligados a nombrar DPD",
                    "DPD: por nombrar",
                ),
                (
                    "Riteniamo che la nomina del DPO non sia obbligatoria",
                    "DPO: no",
                ),
                (
                    "Vi vurderer, at der ikke er pligt til at udpege en DPO",
                    "DPO: ingen",
                ),
                (
                    "Tietosuojavastaavan nimeäminen ei arviomme mukaan ole pakollista",
                    "Tietosuojavastaavaa ei ole",
                ),
            ],
        );
    }

    #[test]
    fn a_reason_why_nothing_is_assessed_is_more_than_that_nothing_is() {
        pairs(
            says_why_no_assessment_is_needed,
            &[
                (
                    "DPIA: not required because nothing is recorded",
                    "DPIA: not required",
                ),
                (
                    "Konsekvensbedömning behövs inte: kamerorna visar bara entrén",
                    "Konsekvensbedömning behövs inte",
                ),
                (
                    "Datenschutz-Folgenabschätzung: nicht erforderlich, weil nur 12 Personen betroffen sind",
                    "Datenschutz-Folgenabschätzung: offen, weil der Umfang unklar ist",
                ),
                (
                    "AIPD non nécessaire : seules deux caméras, sans enregistrement",
                    "AIPD en cours : deux caméras",
                ),
                (
                    "Ocena skutków nie jest wymagana, ponieważ kamery obejmują tylko wejście",
                    "Ocena skutków jest wymagana, ponieważ kamery obejmują ulicę",
                ),
            ],
        );
    }

    #[test]
    fn people_are_told_by_something_that_is_given_to_them() {
        pairs(
            says_people_are_told,
            &[
                (
                    "Tenants receive the privacy notice with the lease",
                    "Privacy notice: none yet",
                ),
                (
                    "Information till registrerade: integritetspolicyn bifogas avtalet",
                    "Information till registrerade: saknas i avtalet",
                ),
                (
                    "Informationspflicht: Datenschutzerklärung wird mit dem Vertrag ausgehändigt",
                    "Datenschutzhinweise: fehlen im Vertrag",
                ),
                (
                    "Mention d'information figurant dans le bail",
                    "Mention d'information à rédiger",
                ),
                (
                    "Informativa consegnata con il contratto",
                    "Informativa non consegnata",
                ),
                (
                    "Informointi: tietosuojaseloste verkkosivuilla",
                    "Verkkosivut uusitaan",
                ),
                (
                    "Public notice: privacy notice [here](notice.md)",
                    "The website is new",
                ),
            ],
        );
    }

    #[test]
    fn we_process_for_somebody_else_and_are_no_processor_s_customer() {
        pairs(
            |text| says_we_are_a_processor(text, Some("Lundby Data AB")),
            &[
                (
                    "We act as processor for the council",
                    "We use a processor for the hosting",
                ),
                (
                    "Bolaget är personuppgiftsbiträde åt kommunen",
                    "Bolaget anlitar ett personuppgiftsbiträde",
                ),
                (
                    "Lundby Data AB är personuppgiftsbiträde",
                    "Molnhall AB är personuppgiftsbiträde",
                ),
                (
                    "La société agit en qualité de sous-traitant de la commune",
                    "La société a un sous-traitant",
                ),
                (
                    "Wij treden op als verwerker voor de gemeente",
                    "Wij zijn geen verwerker",
                ),
            ],
        );
    }
}
