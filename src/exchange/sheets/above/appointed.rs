//! What words say of somebody who is not appointed: why, or that it is not known.

use crate::exchange::sheets::folding::plain;
use crate::exchange::sheets::lists;
use crate::exchange::sheets::vocabulary::SheetVocabulary;

/// The first clause of a text, and what stands behind it.
fn first_clause(text: &str) -> (&str, &str) {
    let bare = text
        .trim()
        .trim_matches(['*', '_', '(', ')', '[', ']', '.', ' ']);
    let end = bare.find(['.', ';', ':', ',', '–', '—', '(', '\n']);
    end.map_or((bare, ""), |end| bare.split_at(end))
}

/// Whether words that deny somebody say why: not `None appointed`, nor where to write instead.
pub(in crate::exchange::sheets) fn says_why(text: &str) -> bool {
    let (clause, behind) = first_clause(text);
    let (words, lists) = (SheetVocabulary::shipped(), lists::shipped());
    let spoken = plain(behind);
    let first = spoken.split(' ').next().unwrap_or_default();
    let explained = !spoken.is_empty() && !lists.where_to_write.begins(first);
    let own = plain(clause);
    let adds_nothing = |word: &str| {
        lists.appointing.begins(word) || words.none_begins.is(word) || words.none_fillers.is(word)
    };
    let bare = words.none.is(&own) || own.split(' ').all(adds_nothing);
    explained || !bare
}

/// Whether words that seem to deny somebody say that it is not known or not recorded: `not documented here`.
pub(in crate::exchange::sheets) fn is_unknown(text: &str) -> bool {
    let (clause, _) = first_clause(text);
    let spoken = plain(clause);
    spoken
        .split(' ')
        .any(|word| lists::shipped().recorded.begins(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_denial_alone_says_not_why() {
        for text in [
            "Inget utsett",
            "None appointed; enquiries via the contact above",
            "keiner bestellt",
            "Non désigné",
            "N/A",
            "Ikke udpeget",
            "No DPO has been appointed.",
            "Ei nimetty, yhteydenotot toimistoon",
        ] {
            assert!(!says_why(text), "{text}");
        }
        for text in [
            "None appointed (fewer than 20 staff)",
            "Inget utsett, ingen skyldighet enligt artikel 37",
            "keiner bestellt, weniger als 20 Personen",
            "Not required under Art. 37",
            "Ingen. Klinikken behandler ikke følsomme oplysninger i stort omfang",
        ] {
            assert!(says_why(text), "{text}");
        }
        assert!(is_unknown("ei dokumentoitu tässä"));
        assert!(is_unknown("Not recorded"));
        assert!(!is_unknown("Inget utsett"));
    }
}
