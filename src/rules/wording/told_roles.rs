//! What the words of a recipient say of its role: an authority, somebody of the house, a controller of its own, nobody, or
//! somebody who works for others.

use super::clauses::names_a_law;
use super::lists::Lists;
use super::tokens::Tokens;
use super::word_list::WordList;
use crate::domain::text::{fold, span_in};

impl Lists {
    /// Whether a recipient's words say its role: an authority, a court, a bank, the person concerned, somebody of the
    /// house, or a controller of its own.
    #[must_use]
    pub fn settles_role(&self, text: &str) -> bool {
        // What stands in brackets behind a supplier says only where it is, or what it does: `Cloud (EU region)`.
        let told = match text.split_once('(') {
            Some((head, _)) if self.names_a_supplier(head) => head,
            _ => text,
        };
        // A vendor's product may be called by such a word: `Google Tag Manager`; what stands behind says only by what
        // means: `the public via Facebook`.
        let place = |list: WordList, text: &str| {
            let words = self.first(list, text)?;
            span_in(words, text).map(|span| span.start)
        };
        let vendor = place(WordList::Vendor, told);
        place(WordList::SettledRole, told).is_some_and(|at| vendor.is_none_or(|vendor| at < vendor))
            || self.names_an_authority(text)
            || self.is_independent(text)
            || self.is_of_the_house(text)
            || self.is_given_by_law(text)
    }

    /// Whether what stands in the place of a recipient is the law by which data are given out, and no firm.
    fn is_given_by_law(&self, text: &str) -> bool {
        names_a_law(text)
            && !self.is_beyond_the_house(text)
            && self.first(WordList::CompanyForm, text).is_none()
    }

    /// Whether words name somebody from beyond the house: a supplier, a customer.
    fn is_beyond_the_house(&self, text: &str) -> bool {
        self.first(WordList::Supplier, text).is_some()
            || self.first(WordList::Beyond, text).is_some()
            || self.names_a_firm(text)
    }

    /// Whether a recipient is one who works for others: a company by its legal form, a vendor, a supplier by its trade or by
    /// the service that it does.
    pub(crate) fn names_a_supplier(&self, text: &str) -> bool {
        let mut named = false;
        self.find(text, &Tokens::of(text), &mut |hit| {
            named |= matches!(
                hit.list,
                WordList::Supplier | WordList::Service | WordList::Vendor | WordList::VendorForm
            );
        });
        named || self.names_a_firm(text) || self.names_a_company(text)
    }

    /// Whether a text holds a word for whoever processes on behalf of others: most hold none, and need no closer look.
    pub(in crate::rules) fn speaks_of_processors(&self, text: &str) -> bool {
        self.few.processors.are_written_in(text)
    }

    /// Whether a part of a text ends with the legal form of a company, written as one: `AS` is a form, and `as` a word.
    fn names_a_company(&self, text: &str) -> bool {
        let parts = text.split([',', ';', '(', ')', '/', '–']).map(str::trim);
        // `Northwind, s.r.o.` is cut by its own comma.
        std::iter::once(text.trim()).chain(parts).any(|part| {
            let form = &part[self.without_form(part).len()..];
            form.contains(|letter: char| letter.is_uppercase() || letter == '.')
        })
    }

    /// Whether a recipient is one of the house: its staff, its management, its volunteers. What stands in brackets says
    /// only what they use.
    #[must_use]
    pub(in crate::rules) fn is_of_the_house(&self, text: &str) -> bool {
        let head = text.split('(').next().unwrap_or(text);
        let holds = |list: WordList| self.first(list, head).is_some();
        holds(WordList::House) && !holds(WordList::Vendor) && !self.is_beyond_the_house(head)
    }

    /// Whether a recipient is said to be a controller of its own.
    #[must_use]
    pub(in crate::rules) fn is_independent(&self, text: &str) -> bool {
        self.first(WordList::Independent, text).is_some()
    }

    /// Whether a name is that of a public body, by how it or a part of it begins or ends, and of nobody who only stands beside
    /// one: an association, friends.
    pub(in crate::rules) fn is_a_public_body(&self, name: &str) -> bool {
        let municipal = |part: &str| {
            [WordList::Municipality, WordList::Region]
                .into_iter()
                .any(|list| {
                    let mut told = false;
                    self.find_of(list, part, &Tokens::of(part), &mut |hit| {
                        told |= hit.span.start == 0 || hit.span.end == part.len();
                    });
                    told
                })
        };
        let mut parts = name.split([',', '(', ')', '/', '–']).map(str::trim);
        parts.any(|part| {
            let tokens = Tokens::of(part);
            let (mut other, mut friend) = (false, false);
            self.find_said(part, &tokens, &mut |hit| {
                let edge = hit.span.start == 0 || hit.span.end == part.len();
                other |= hit.list == WordList::PublicBody && edge;
                friend |= hit.list == WordList::FriendOfBody;
            });
            (municipal(part) || other) && !friend
        }) && self.first(WordList::BodyForm, name).is_none()
    }

    /// Whether a recipient is said to be nobody, by the word that the text begins with.
    #[must_use]
    pub fn says_nobody(&self, text: &str) -> bool {
        let first = text.split_whitespace().next().unwrap_or_default();
        self.few.nobody.has(&fold(
            first.trim_matches(|letter: char| !letter.is_alphabetic()),
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_is_of_the_house_is_told_from_those_who_work_for_it() {
        let lists = Lists::shipped();
        for firm in ["Et bogholderifirma", "Personalbolaget", "Rekryteringsbyrån"] {
            assert!(!lists.is_of_the_house(firm), "{firm}");
        }
        for own in [
            "Internal support team",
            "Praxispersonal",
            "Medewerkers van het kantoor (Google Sheet)",
            "administratorzy",
            "Bénévoles habilités",
            "Geschäftsleitung",
            "Schichtplaner",
            "Personalverantwortliche",
            "Teamledare",
            "Teamleiders",
        ] {
            assert!(lists.is_of_the_house(own), "{own}");
        }
        for other in [
            "External payroll team",
            "Internal: us. Google for mail",
            "Prestataire de paie",
            "Staffing agency",
        ] {
            assert!(!lists.is_of_the_house(other), "{other}");
        }
        for own in [
            "Telegram (titolare autonomo)",
            "Northwind (selvstændigt dataansvarlige)",
            "Northwind (vlastní správce)",
        ] {
            assert!(lists.is_independent(own), "{own}");
        }
    }

    #[test]
    fn schools_parents_and_whoever_it_is_about_answer_for_themselves() {
        let lists = Lists::shipped();
        for settled in [
            "Grundschule nach Einwilligung",
            "Föräldrar",
            "Stagiaire lui-même",
            "Socialforvaltningen",
            "Ansættelsesudvalget",
            "Forças de segurança",
            "CNIL if required",
            "Lékař",
            "Internal audit",
        ] {
            assert!(lists.settles_role(settled), "{settled}");
        }
        for open in ["Audit firm", "Driftsleverandør", "Comptable externe"] {
            assert!(!lists.settles_role(open), "{open}");
        }
        assert!(!lists.settles_role("Google Tag Manager"));
        for nobody in ["Nikdo", "Nimeni"] {
            assert!(lists.says_nobody(nobody), "{nobody}");
        }
    }

    #[test]
    fn what_czech_and_romanian_registers_say_is_known() {
        use super::WordList as L;
        let lists = Lists::shipped();
        for (list, told, not) in [
            (
                L::SpecialCategory,
                "Jméno, pracovní neschopnost",
                "Zdravotní pojišťovna, odborná praxe",
            ),
            (
                L::SpecialCategory,
                "apartenența la sindicat",
                "adresa sediului",
            ),
            (L::CriminalData, "Výpis z rejstříku trestů", "Výpis z účtu"),
            (L::CriminalData, "Cazier judiciar", "Extras de cont"),
            (L::UnlimitedRetention, "navždy", "5 let od skončení"),
            (L::UnlimitedRetention, "fără limită", "5 ani de la plată"),
            (
                L::VagueRetention,
                "Po dobu nezbytně nutnou",
                "Po dobu trvání smlouvy",
            ),
            (
                L::VagueRetention,
                "cât timp e nevoie",
                "pe durata contractului",
            ),
        ] {
            assert!(lists.first(list, told).is_some(), "{told}");
            assert!(lists.first(list, not).is_none(), "{not}");
        }
    }
}
