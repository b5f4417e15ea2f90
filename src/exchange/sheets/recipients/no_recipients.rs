//! What stands among recipients and is none that a contract is asked of: the persons concerned themselves, own departments,
//! acts.

use crate::exchange::sheets::answers::with_brackets;
use crate::exchange::sheets::folding::plain;
use crate::exchange::sheets::grounds::acts::is_law;
use crate::exchange::sheets::lists;
use crate::exchange::sheets::organisations::party::is_company;

/// Whether a part names the persons concerned themselves: `the data subject`, `endast den registrerade själv`.
pub(super) fn is_concerned(part: &str) -> bool {
    let lists = lists::shipped();
    let spoken = plain(part);
    let bare = lists.only.leading(&spoken).unwrap_or(&spoken);
    let bare = lists.articles.leading(bare).unwrap_or(bare);
    let own = bare
        .rsplit_once(' ')
        .filter(|(_, last)| lists.oneself.is(last))
        .map_or(bare, |(before, _)| before);
    lists.concerned.is(own) || lists.concerned.is(bare)
}

/// Whether a part names an own department: `HR department`, `Personalavdelningen`.
pub(super) fn is_department(part: &str) -> bool {
    /// The most words of such a name.
    const MOST: usize = 4;
    let spoken = plain(part);
    let mut all = lists::shipped().departments.all();
    let begins = all.any(|it| spoken.starts_with(it));
    begins && spoken.split(' ').count() <= MOST && !is_company(part)
}

/// Whether a part cites an act, by which nobody gets data: `Act No. 211/2000`.
pub(super) fn is_act(part: &str) -> bool {
    let first = part.split(' ').next().unwrap_or(part);
    // `suppliers (see §2)` points to a section in brackets.
    let (bare, _) = with_brackets(part);
    let begins = lists::shipped().law_words.is(&plain(first)) || bare.contains('§');
    begins && is_law(part) && !is_company(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn persons_concerned_departments_and_acts_are_told_from_recipients() {
        for text in [
            "the data subject",
            "den registrerade själv",
            "Betroffener",
            "nur der Betroffene",
            "la persona interesada",
            "de betrokkene zelf",
            "Dotknutá osoba",
            "rekisteröity itse",
        ] {
            assert!(is_concerned(text), "{text}");
        }
        for text in [
            "Data subject rights Ltd",
            "the police",
            "Interessengemeinschaft",
        ] {
            assert!(!is_concerned(text), "{text}");
        }
        for text in [
            "HR department",
            "Personalavdelningen",
            "Service RH",
            "Personálne oddelenie",
        ] {
            assert!(is_department(text), "{text}");
        }
        for text in [
            "Department of Health",
            "HR Solutions AB",
            "Personalvermittlung Alder",
        ] {
            assert!(!is_department(text), "{text}");
        }
        assert!(is_act("Zákon č. 211/2000 Z.z.") && !is_act("Lawyers") && !is_act("Codex AB"));
    }
}
