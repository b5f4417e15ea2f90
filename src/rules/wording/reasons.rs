//! Reasons for having none of what the law asks for: what it knows, and what is an excuse. The words are data,
//! `assets/rules/plain_words.toml` and `reasons.toml`.

use super::plain_lists::{PlainList, PlainText};
use super::plain_words::is_for_later;
use super::tokens::Tokens;

/// What nobody may leave for later, or not have looked into: that there is none of it is said, or it is open.
const KNOWN_BY_NOW: [&str; 10] = [
    "agreement",
    "dpia_documents",
    "dpia_required",
    "dpia_status",
    "notices",
    "recipients",
    "retention",
    "source",
    "supervisory_authority",
    "transfers",
];

/// Whether the reason for having none of something is an excuse, which the law does not know, or says that nobody looked.
///
/// A reason with a figure cites, dates or counts something, and is left to the reader.
pub(in crate::rules) fn is_excuse(key: &str, reason: &str) -> bool {
    let text = PlainText::of(reason);
    // Nobody can accept the risk of having no contract, on whatever day.
    if key == "agreement"
        && text
            .near(PlainList::Risk, PlainList::Accepted, RISK_WITHIN)
            .is_some()
    {
        return true;
    }
    if reason.bytes().any(|byte| byte.is_ascii_digit()) || reason.contains('§') {
        return false;
    }
    let by_whom = || match key {
        "agreement" => {
            text.holds(PlainList::Known)
                || text.near(PlainList::Small, PlainList::Firm, 2).is_some()
        }
        "dpia_required" | "dpia_status" | "dpia_documents" | "notices" => {
            text.near(PlainList::Small, PlainList::Firm, 2).is_some()
        }
        _ => false,
    };
    let unknown = || {
        text.holds(PlainList::Unknown)
            || text.holds(PlainList::UnknownAlone) && Tokens::of(reason).count() <= 2
    };
    // Of what is done with data, that none is planned is an answer.
    let none_planned = matches!(key, "transfers" | "recipients")
        && text
            .near(PlainList::No, PlainList::Planned, TAKEN_BACK_WITHIN)
            .is_some();
    if none_planned && !unknown() {
        return false;
    }
    let open = || KNOWN_BY_NOW.contains(&key) && (unknown() || is_for_later(reason));
    text.holds(PlainList::Excuse) || by_whom() || open() || is_no_ground(key, &text)
}

/// How many words stand at most between a risk and that it is accepted.
const RISK_WITHIN: usize = 3;

/// How many words stand at most between what takes a word back and that word.
const TAKEN_BACK_WITHIN: usize = 3;

/// Whether a reason is none of those that the law knows of having no contract, telling nobody, or assessing nothing.
fn is_no_ground(key: &str, text: &PlainText<'_>) -> bool {
    let (grounds, made) = match key {
        "agreement" => (PlainList::LawfulAgreement, PlainList::LawfulAgreementMade),
        "notices" => (PlainList::LawfulNotices, PlainList::LawfulNoticesMade),
        "dpia_required" | "dpia_status" | "dpia_documents" => {
            (PlainList::LawfulDpia, PlainList::LawfulDpiaMade)
        }
        _ => return false,
    };
    let says = |list| text.holds_without(list, PlainList::No, TAKEN_BACK_WITHIN);
    let unsigned = key == "agreement" && text.holds(PlainList::Unsigned);
    unsigned || !text.holds(grounds) && !says(made) && !says(PlainList::Law)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::tests::pairs;

    #[test]
    fn an_excuse_is_no_reason() {
        let excuse = |key: &'static str| move |text: &str| is_excuse(key, text);
        pairs(
            excuse("agreement"),
            &[
                (
                    "We know the owner well",
                    "The recipient is a controller of its own",
                ),
                ("Muntlig överenskommelse", "Regleras i lag: statistiklagen"),
                (
                    "Kleiner Betrieb um die Ecke",
                    "Rechtsakt nach Art. 28 Abs. 3",
                ),
                (
                    "Petit cabinet, accord verbal",
                    "Acte juridique du droit national",
                ),
                (
                    "Los conocemos de toda la vida",
                    "Es responsable del tratamiento",
                ),
                ("Sono un piccolo studio", "È titolare autonomo"),
                (
                    "Mondeling afgesproken",
                    "Is zelf verwerkingsverantwoordelijke",
                ),
                ("Nie było czasu", "Jest odrębnym administratorem"),
                ("Aftalt mundtligt", "Er selv dataansvarlig"),
                ("Sovittu suullisesti", "Itsenäinen rekisterinpitäjä"),
            ],
        );
        pairs(
            excuse("notices"),
            &[
                (
                    "They know anyway",
                    "Art. 14(5)(b), the addresses are unknown",
                ),
                ("Det vet de ändå", "Undantag: sekretess hos domstol"),
                ("Das versteht sich von selbst", "Ausnahme: Geheimnisträger"),
            ],
        );
        pairs(
            excuse("transfers"),
            &[
                ("Not looked into so far", "Looked into: all in the EEA"),
                (
                    "Wird noch geprüft",
                    "Datenübermittlung findet nicht statt und ist auch nicht geplant",
                ),
                ("Okänt", "Inget till okända mottagare i utlandet"),
                (
                    "De verificat cu furnizorul",
                    "Verificat: nimic nu iese din SEE",
                ),
                ("Zatím nezjištěno", "Zjištěno: vše leží v Praze"),
                ("A confirmar", "Confirmado: tudo fica em Lisboa"),
                ("Vet inte säkert", "Inga som vi vet"),
                ("Borde kollas med leverantören", "Kollat med leverantören"),
                ("Müsste man nachfragen", "Nachgefragt, alles im Haus"),
                ("Probablement aucun", "Aucun, tout est en France"),
                ("Habría que preguntar", "Se preguntó: todo en España"),
                ("Trzeba zapytać dostawcę", "Zapytano: wszystko w Polsce"),
                ("Pitäisi kysyä", "Kysytty: kaikki Suomessa"),
                ("Wird noch geprüft", "Keine, alles bleibt im Haus"),
                ("On ne sait pas", "Aucun, on le sait du prestataire"),
                ("No se sabe", "Ninguna, lo sabe el proveedor"),
                ("Da verificare con il fornitore", "Nessuno, tutto in Italia"),
                ("Niet nagegaan", "Geen, alles blijft in Nederland"),
                ("Do sprawdzenia", "Brak, dane zostają w Polsce"),
                ("Ikke undersøgt", "Ingen, undersøgt hos leverandøren"),
                ("Ei ole selvitetty", "Kaikki pysyy toimittajalla Suomessa"),
            ],
        );
        pairs(
            excuse("notices"),
            &[
                ("Not yet written", "Exempt: secrecy of the profession"),
                ("Rien de prévu", "Exception prévue par la loi"),
            ],
        );
        pairs(
            excuse("dpia_status"),
            &[
                (
                    "Not got round to it",
                    "Covered by the assessment of the patient system",
                ),
                ("Keine Zeit", "Keine hohen Risiken: nur Kontaktdaten"),
                (
                    "Pas le temps cette année",
                    "Figure sur la liste des exemptions",
                ),
            ],
        );
    }

    #[test]
    fn a_reason_that_the_law_does_not_know_is_none() {
        let excuse = |key: &'static str| move |text: &str| is_excuse(key, text);
        pairs(
            excuse("agreement"),
            &[
                ("They follow our house rules", "Bound by the Census Act"),
                ("Han är gift med chefen", "Ingår i ramavtalet"),
                ("Haben wir nie gebraucht", "Ist selbst Verantwortlicher"),
                ("Il travaille bien", "Couvert par le contrat-cadre"),
                ("Es mi cuñado", "Cubierto por el contrato marco"),
                ("È mio cugino", "È titolare autonomo"),
                ("Hij komt hier al jaren", "Staat in de raamovereenkomst"),
                ("Nie chcieli", "Jest odrębnym administratorem"),
                ("Han er en flink fyr", "Er omfattet af rammeaftalen"),
                ("Hän on naapuri", "Sisältyy puitesopimukseen"),
                ("No contract is needed", "No contract: a law binds them"),
                ("Inget avtal behövs", "Avtal finns hos juristen"),
                (
                    "Das Muster liegt dort zur Unterschrift",
                    "Vertrag liegt beim Einkauf",
                ),
            ],
        );
        pairs(
            excuse("notices"),
            &[
                ("Nobody complained so far", "Told on the order form"),
                ("Ingen har klagat", "Informeras på blanketten"),
                ("Wen sollte das stören", "Aushang im Eingang"),
                ("Cela ne les regarde pas", "Affichage à l'entrée"),
                ("A nadie le importa", "Cartel en la entrada"),
                ("Non interessa a nessuno", "Cartello all'ingresso"),
                ("Niemand klaagt", "Bord bij de ingang"),
                ("Nikt się nie skarżył", "Tablica przy wejściu"),
                ("De er ligeglade", "Skilt ved indgangen"),
                ("Ketään ei kiinnosta", "Kyltti ovessa"),
            ],
        );
        pairs(
            excuse("dpia_status"),
            &[
                (
                    "The head said so",
                    "Low risk: contact details of few people",
                ),
                ("Chefen tyckte det", "Inga risker: få personer"),
                ("Geht auch ohne", "Steht auf der Ausnahmeliste"),
                (
                    "Sjefen ville ikke",
                    "Omfattet av vurderingen av journalsystemet",
                ),
            ],
        );
    }
}
