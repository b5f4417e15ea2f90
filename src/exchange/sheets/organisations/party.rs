//! The organisations that the cells of a file name: each once, by its name.

use std::collections::HashMap;

use serde_json::{Map, Value as Json, json};

use crate::domain::codec::clean;
use crate::exchange::sheets::answers::entries::without_stop;
use crate::exchange::sheets::answers::with_brackets;
use crate::exchange::sheets::folding::{find_whole, name_key, plain, plain_name};
use crate::exchange::sheets::lists;
use crate::exchange::sheets::transfers::identified::{
    country_of_address, country_of_form, country_of_form_at, country_of_number,
};
use crate::exchange::sheets::vocabulary::SheetVocabulary;
use crate::rules::wording::lists::Lists;

const FORMS: &str = include_str!("../../../../assets/rules/company_forms.toml");

/// An organisation of the file.
#[derive(Clone, Debug, Default)]
pub struct SheetParty {
    /// What is recorded of it.
    pub fields: Map<String, Json>,
    /// Its contacts.
    pub contacts: Vec<Map<String, Json>>,
    /// Whether all that named it is told of another.
    pub is_other: bool,
    /// The country whose number it is registered under.
    registered_in: Option<&'static str>,
}

impl SheetParty {
    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        self.fields
            .get("name")
            .and_then(Json::as_str)
            .unwrap_or_default()
    }

    /// What it is as the JSON of an export, under how the file calls it.
    #[must_use]
    pub fn json(&self, reference: &str) -> Json {
        let mut object = Map::new();
        object.insert("ref".to_owned(), json!(reference));
        object.extend(self.fields.clone());
        if !self.contacts.is_empty() {
            let contacts = self.contacts.iter().cloned().map(Json::Object).collect();
            object.insert("contacts".to_owned(), Json::Array(contacts));
        }
        Json::Object(object)
    }

    /// Records what stands below its name: an address of mail, a telephone number, else where it is.
    pub fn more(&mut self, text: &str) {
        let text = clean(behind_seat(text), false);
        // A full stop is of the sentence that an address of mail stands in.
        let mail = text.trim_end_matches('.');
        let text = if contact_key(mail) == "email" {
            mail.to_owned()
        } else {
            text
        };
        let (key, value) = match contact_key(&text) {
            "email" => ("email", json!(text)),
            "phone" => ("phone", json!(text)),
            _ if is_site(&text) => ("website", json!(text)),
            _ => ("addresses", json!([text])),
        };
        match self.fields.get_mut(key) {
            Some(Json::Array(list)) if !list.contains(&json!(text)) => list.push(json!(text)),
            Some(Json::String(known)) if *known != text => self.note(&text),
            Some(_) => {}
            None => {
                self.fields.insert(key.to_owned(), value);
            }
        }
    }

    /// Records what stands beside its name: the number that it is registered under, else what [`Self::more`] does of the rest.
    pub fn detail(&mut self, text: &str) {
        let parts: Vec<&str> = text.split(", ").collect();
        let (numbers, others): (Vec<&str>, Vec<&str>) =
            parts.into_iter().partition(|part| numbered(part).is_some());
        for part in numbers {
            let Some(number) = numbered(part) else {
                continue;
            };
            self.registered_as(&part[..part.len() - number.len()]);
            let known = self.fields.entry("registration_number");
            known.or_insert_with(|| json!(clean(number, false)));
        }
        let countries = &SheetVocabulary::shipped().countries;
        if let ([country], None) = (others.as_slice(), self.fields.get("country"))
            && let Some(code) = countries.get(&plain(country))
        {
            self.fields.insert("country".to_owned(), json!(code));
            return;
        }
        if !others.is_empty() {
            self.more(&others.join(", "));
        }
    }

    /// Records numbers that it is registered under, and the parts of its address.
    pub fn more_of(&mut self, numbers: &[&str], places: &[&str]) {
        for number in numbers {
            self.detail(number);
        }
        if !places.is_empty() {
            self.more(&places.join(", "));
        }
    }

    /// Takes in what the number is called that it is registered under: some countries alone call theirs so.
    pub(in crate::exchange::sheets) fn registered_as(&mut self, label: &str) {
        self.registered_in = self.registered_in.or_else(|| country_of_number(label));
    }

    /// Records in which country it is, where its address or its name ends with one; of an organisation of ours, where its
    /// town, its number or its form says so: that country, as it is only guessed.
    pub fn place(&mut self, country: impl Fn(&str) -> Option<String>) -> Option<&'static str> {
        if self.fields.contains_key("country") {
            return None;
        }
        let addresses = self.fields.get("addresses").and_then(Json::as_array);
        let addresses = addresses.into_iter().flatten().filter_map(Json::as_str);
        let parts = addresses.chain([self.name()]).filter_map(|text| {
            let (_, last) = text.rsplit_once([',', '\n'])?;
            country(last.trim().trim_end_matches('.'))
        });
        let told = parts.into_iter().next();
        let guessed = if told.is_some() {
            None
        } else {
            self.is_known_in()
        };
        if let Some(code) = told.or_else(|| guessed.map(str::to_owned)) {
            self.fields.insert("country".to_owned(), json!(code));
        }
        guessed
    }

    /// The country that an organisation is known to be in by its address, and one of ours by what else is told of it.
    fn is_known_in(&self) -> Option<&'static str> {
        let addresses = self.fields.get("addresses").and_then(Json::as_array);
        let mut addresses = addresses.into_iter().flatten().filter_map(Json::as_str);
        let by_address = addresses.find_map(|address| {
            let by_form = || country_of_form_at(self.name(), address);
            country_of_address(address).or_else(by_form)
        });
        if by_address.is_some() || !self.fields.contains_key("ours") {
            return by_address;
        }
        self.registered_in.or_else(|| country_of_form(self.name()))
    }

    /// Records that there is none of something that is asked of it, and why.
    pub fn none(&mut self, key: &str, reason: &str) {
        let none = self.fields.entry("none").or_insert_with(|| json!({}));
        if let Some(none) = none.as_object_mut() {
            none.entry(key.to_owned()).or_insert_with(|| json!(reason));
        }
    }

    /// Keeps words in its notes.
    pub fn note(&mut self, text: &str) {
        let known = self.fields.get("notes").and_then(Json::as_str);
        let whole = match known {
            Some(known) if known.contains(text) => return,
            Some(known) => format!("{known}\n{text}"),
            None => text.to_owned(),
        };
        self.fields.insert("notes".to_owned(), json!(whole));
    }

    /// Whether it has a contact in a role.
    #[must_use]
    pub fn has_contact(&self, role: &str) -> bool {
        let mut roles = self
            .contacts
            .iter()
            .filter_map(|contact| contact.get("role")?.as_str());
        roles.any(|it| it == role)
    }

    /// Records something of a contact in a role: of the one that has none of it yet.
    pub fn contact(&mut self, role: &str, key: &str, value: &str) {
        let says = |contact: &Map<String, Json>, key: &str| {
            contact.get(key).and_then(Json::as_str).map(str::to_owned)
        };
        let known = self.contacts.iter().any(|contact| {
            says(contact, "role").as_deref() == Some(role)
                && says(contact, key).as_deref() == Some(value)
        });
        if known {
            return;
        }
        let open = self.contacts.iter_mut().find(|contact| {
            says(contact, "role").as_deref() == Some(role) && !contact.contains_key(key)
        });
        if let Some(contact) = open {
            contact.insert(key.to_owned(), json!(value));
        } else {
            let mut contact = Map::new();
            contact.insert("role".to_owned(), json!(role));
            contact.insert(key.to_owned(), json!(value));
            self.contacts.push(contact);
        }
    }
}

/// The organisations of a file, in the order in which they are named.
#[derive(Clone, Debug, Default)]
pub struct Parties {
    /// Them all.
    pub all: Vec<SheetParty>,
    known: HashMap<String, usize>,
    /// What whoever keeps the register is called.
    kept_by: Option<String>,
    /// Whether contacts in the table that is being read, of nobody that a row names, are those of whoever keeps the register.
    pub contacts_of_keeper: bool,
}

impl Parties {
    /// None yet, of a file that comes into the register that somebody of a name keeps.
    #[must_use]
    pub fn of_keeper(name: Option<&str>) -> Self {
        Self {
            kept_by: name.map(str::to_owned),
            ..Self::default()
        }
    }

    /// The place of the organisation of a name among them.
    pub fn named(&mut self, name: &str) -> usize {
        let name = clean(without_stop(name), false);
        if let Some(known) = self.known.get(&name_key(&name)) {
            return *known;
        }
        let mut party = SheetParty::default();
        party.fields.insert("name".to_owned(), json!(name));
        self.known.insert(name_key(&name), self.all.len());
        self.all.push(party);
        self.all.len() - 1
    }

    /// Whose register it is as far as is known: the only organisation of ours that the file names, else whoever keeps the
    /// register, where it names none.
    pub fn keeper(&mut self) -> Option<usize> {
        let is_ours = |at: &usize| self.all[*at].fields.contains_key("ours");
        let mut ours = (0..self.all.len()).filter(is_ours);
        match (ours.next(), ours.next()) {
            (Some(only), None) => Some(only),
            (Some(_), Some(_)) => None,
            (None, _) => {
                let name = self.kept_by.clone()?;
                Some(self.ours(&name))
            }
        }
    }

    /// The organisation of ours of a name.
    pub fn ours(&mut self, name: &str) -> usize {
        let at = self.named(name);
        self.all[at].fields.insert("ours".to_owned(), json!(true));
        at
    }

    /// Whether words beside the name of an organisation of ours stand in a text: `Staff office Acme Ltd`.
    #[must_use]
    pub fn names_ours(&self, text: &str) -> bool {
        let spoken = plain(text);
        let is_ours =
            |party: &&SheetParty| party.fields.contains_key("ours") && is_company(party.name());
        let mut ours = self.all.iter().filter(is_ours);
        ours.any(|party| {
            let name = plain(party.name());
            spoken.len() > name.len() && find_whole(&spoken, &name).is_some()
        })
    }

    /// The place of the organisation that the file calls so.
    #[must_use]
    pub fn called(&self, reference: &str) -> Option<usize> {
        (0..self.all.len()).find(|at| Self::reference(*at) == reference)
    }

    /// How the file calls the organisation at a place: as no record of a register is called.
    #[must_use]
    pub fn reference(at: usize) -> String {
        format!("sheet:{}", at + 1)
    }
}

/// An address without the words that say that it is where somebody is: `with its seat in Road 3`.
fn behind_seat(text: &str) -> &str {
    let seated = &lists::shipped().seated;
    seated.behind_leading(text).unwrap_or(text)
}

/// Whether a text is the address of a page on the web: `www.acme.example`.
fn is_site(text: &str) -> bool {
    let one = !text.contains(char::is_whitespace);
    one && (text.starts_with("www.") || text.starts_with("http://") || text.starts_with("https://"))
}

/// What part of a contact a text is.
pub(in crate::exchange::sheets) fn contact_key(text: &str) -> &'static str {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    if text.contains('@') && !text.contains(' ') {
        "email"
    } else if digits > 5 && !text.chars().any(char::is_alphabetic) && !is_day(text) {
        "phone"
    } else {
        "name"
    }
}

/// Whether figures are those of a day: `2026-07-09`, `9.7.2026`.
fn is_day(text: &str) -> bool {
    let bare = text.trim_matches(|it: char| !it.is_ascii_digit());
    let parts: Vec<usize> = bare.split(['-', '.', '/']).map(str::len).collect();
    let figures = bare
        .bytes()
        .all(|it| it.is_ascii_digit() || b"-./".contains(&it));
    figures && matches!(parts.as_slice(), [4, 1..=2, 1..=2] | [1..=2, 1..=2, 4])
}

/// Whether a name ends as that of a company does, `Ltd` or `AB`.
#[must_use]
pub fn is_company(name: &str) -> bool {
    let (name, _) = with_brackets(name);
    let forms = forms();
    let words: Vec<&str> = name.split(' ').collect();
    words.len() > 1
        && (1..=3.min(words.len() - 1)).any(|count| {
            let end = words[words.len() - count..].join(" ");
            let end = end.trim_end_matches(',');
            forms.iter().any(|form| form.is(end))
        })
}

/// A legal form as a name may end with it.
pub(in crate::exchange::sheets) struct LegalForm {
    written: String,
    /// Whether it is known in capitals and in small letters alike: it has a full stop, or is of a body.
    in_any_case: bool,
}

impl LegalForm {
    /// The form as it is written.
    pub(in crate::exchange::sheets) fn written(&self) -> &str {
        &self.written
    }

    fn is(&self, end: &str) -> bool {
        // `e. K.` and `e.K.` are one.
        let tight = |text: &str| text.replace(". ", ".").to_lowercase();
        // So are `L.L.C.` and `LLC`.
        let pointed = end.contains('.') && end.replace('.', "") == self.written;
        self.written == end || pointed || (self.in_any_case && tight(&self.written) == tight(end))
    }
}

/// Whether a text may be the name of an organisation: no sentence, no description in small letters, and not what only
/// says where the names stand.
#[must_use]
pub fn may_be_name(text: &str) -> bool {
    /// The most words of a name without a company's form.
    const MOST: usize = 8;
    if is_company(text) {
        return true;
    }
    let (name, _) = with_brackets(text);
    let words = name.split_whitespace().count();
    let sentence = words > 3 && name.ends_with(['.', '!', '?', ':']);
    let described = words > 1
        && !name
            .chars()
            .any(|letter| letter.is_uppercase() || !has_case(letter));
    let lists = lists::shipped();
    let services = &SheetVocabulary::shipped().services;
    // Of several things beside one another one is a service: `Bank / accountant`.
    let mut parts = name.split([',', '/', '+']).map(plain);
    let service = parts.any(|part| services.is(&part)) || is_own(name);
    let conditional = name
        .split(' ')
        .skip(1)
        .any(|word| word.starts_with(char::is_lowercase) && lists.on_condition.is(&plain(word)));
    // Small words that begin it tell what it is: `futuro provider SMS`.
    let is_small = |word: &&str| word.len() > 3 && word.chars().all(char::is_lowercase);
    let described =
        described || (words > 2 && name.split_whitespace().take(2).filter(is_small).count() == 2);
    // Whoever it is in each case: `der jeweilige Betrieb`.
    let mut spoken = name.split_whitespace();
    let described = described
        || (spoken.next() == Some("The")
            && spoken
                .next()
                .is_some_and(|second| second.starts_with(char::is_lowercase)));
    let any = words > 1
        && name.split(' ').next().is_some_and(|first| {
            let small = first.starts_with(char::is_lowercase);
            small && (lists.any_of.is(&plain(first)) || begins_no_name(first))
        });
    let linked = name.contains("://") || name.contains("](") || name.contains('§');
    let labels = name.contains(": ");
    words <= MOST
        && !labels
        && !sentence
        && !described
        && !any
        && !service
        && !conditional
        && !name.starts_with('#')
        && !name.contains(" #")
        && !name.contains(['→', '>'])
        && !linked
        && !Lists::shipped().points_elsewhere(name)
}

/// Whether a small word begins what tells of somebody, and no name: `for the notes also Acme`.
fn begins_no_name(first: &str) -> bool {
    let small = first.chars().all(char::is_lowercase);
    small && lists::shipped().before_no_name.is(&plain(first))
}

/// Whether a text says that something is done by oneself.
pub(in crate::exchange::sheets) fn is_own(text: &str) -> bool {
    let plain = plain(text);
    lists::shipped().own.all().any(|own| {
        plain
            .strip_prefix(own)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', 's']))
    })
}

/// Whether a part is a street with its number or a town with its code: `Road 31`, `74676 Town`.
pub(in crate::exchange::sheets) fn is_address(part: &str) -> bool {
    /// The fewest figures of the code of a town.
    const CODE: usize = 4;
    let words: Vec<&str> = part.split_whitespace().collect();
    let [first, .., last] = words.as_slice() else {
        return false;
    };
    let figures = |word: &str| word.bytes().take_while(u8::is_ascii_digit).count();
    let is_word = |word: &str| {
        word.chars()
            .all(|it| it.is_alphabetic() || ".-".contains(it))
    };
    // `2000-000 Town`: a stroke may part the code.
    let code = first.replacen('-', "", 1);
    let coded = figures(&code) == code.len() && (CODE..=7).contains(&code.len());
    let town = coded && (first.len() <= 5 || first.contains('-')) && is_word(last);
    let street = is_word(first) && (1..CODE).contains(&figures(last)) && last.len() <= CODE;
    let label = plain_name(first);
    let numbered = is_number(&label);
    words.len() <= 5 && (town || street) && !numbered && first.chars().any(char::is_alphanumeric)
}

/// What stands below a name: how to reach whoever it is, and its address, in a line of its own each.
pub(in crate::exchange::sheets) fn address_below(text: &str) -> Vec<String> {
    /// The most words of a line of an address.
    const WORDS: usize = 12;
    let (mut found, mut address) = (Vec::new(), Vec::new());
    for line in text.lines().skip(1).map(str::trim) {
        let brief = line.split_whitespace().count() <= WORDS && !line.contains(':');
        if contact_key(line) != "name" {
            found.push(line.to_owned());
        } else if brief && line.contains(|it: char| it.is_ascii_digit()) {
            address.push(line);
        }
    }
    found.extend(Some(address.join(", ")).filter(|it| !it.is_empty()));
    found
}

/// Whether words in the place of a name say of how many somebody is one, or only describe them: `Each customer that uses
/// Acme`, `our own users and the clients`.
pub(in crate::exchange::sheets) fn is_of_many(text: &str) -> bool {
    /// From how many words on a text that begins small describes.
    const DESCRIBES: usize = 4;
    let mut words = text.split_whitespace();
    let first = words.next().unwrap_or_default();
    let others = words.count();
    let each = lists::shipped().each.is(&plain(first)) && others > 1;
    let small = first.chars().all(char::is_lowercase) && others + 1 >= DESCRIBES;
    // `The business that uses Acme, for which calls are taken`: which one, it says not.
    let mut spoken = text.split_whitespace().skip(1);
    let which = others + 1 >= DESCRIBES
        && spoken.any(|word| lists::shipped().relatives.is(&word.to_lowercase()));
    (each || small || which) && !is_company(text)
}

/// A text up to the end of its first sentence.
pub(in crate::exchange::sheets) fn sentence(text: &str) -> &str {
    ends_of_sentences(text)
        .next()
        .map_or(text, |at| &text[..at])
}

/// The sentences of a text.
pub(in crate::exchange::sheets) fn sentences(text: &str) -> Vec<&str> {
    let mut all = Vec::new();
    let mut from = 0;
    for at in ends_of_sentences(text) {
        all.push(text[from..at].trim());
        from = at + 2;
    }
    all.push(text[from..].trim());
    all
}

/// Where the sentences of a text end, but for the last; a full stop behind a short word is of an abbreviation: `ul. Long 3`.
fn ends_of_sentences(text: &str) -> impl Iterator<Item = usize> {
    let ends = text.match_indices(". ").map(|(at, _)| at);
    ends.filter(|at| {
        let word = text[..*at].rsplit(' ').next().unwrap_or_default();
        let figures = word.len() > 1 && word.bytes().all(|it| it.is_ascii_digit());
        word.chars().count() > 3 || figures
    })
}

/// How to reach somebody, where a text says so beside other words: addresses of mail, and numbers of telephones behind a
/// word for them or beside such an address.
pub(in crate::exchange::sheets) fn reached_in(text: &str) -> Vec<&str> {
    let mails = text.split([' ', '(', ')', ';', ',', '<', '>']);
    let mails = mails.map(|it| it.trim_end_matches(['.', ':']));
    let mut found: Vec<&str> = mails.filter(|it| contact_key(it) == "email").collect();
    let is_number = |word: &str| {
        let signs = |it: char| it.is_ascii_digit() || "+-/().".contains(it);
        word.contains(|it: char| it.is_ascii_digit()) && word.chars().all(signs)
    };
    let (mut before, mut run): (&str, Option<(usize, usize)>) = ("", None);
    let mut runs: Vec<(&str, usize, usize)> = Vec::new();
    let mut at = 0;
    for word in text.split(' ') {
        let (end, number) = (at + word.len(), word.trim_end_matches([',', ';']));
        if is_number(number) {
            run = Some((run.map_or(at, |(from, _)| from), at + number.len()));
            if number.len() < word.len() {
                runs.extend(run.take().map(|(from, to)| (before, from, to)));
            }
        } else {
            runs.extend(run.take().map(|(from, to)| (before, from, to)));
            before = word;
        }
        at = end + 1;
    }
    runs.extend(run.map(|(from, to)| (before, from, to)));
    let has_mail = !found.is_empty();
    let phones = runs.into_iter().filter_map(|(before, from, to)| {
        let number = text[from..to].trim_end_matches(['.', ')']);
        let asked = lists::shipped().asks_phone.is(&plain_name(before));
        (contact_key(number) == "phone" && (asked || has_mail)).then_some(number)
    });
    found.extend(phones);
    found
}

/// The number of a company that a part is, with its label: `Company No. 123`, `Y-tunnus 123-4`.
pub(in crate::exchange::sheets) fn numbered(part: &str) -> Option<&str> {
    let first = part.find(|it: char| it.is_ascii_digit())?;
    let from = part[..first].rfind(' ').map_or(0, |at| at + 1);
    is_number(&plain(&part[..from])).then(|| part[from..].trim())
}

/// Whether a label names the number of a company, or of its taxes.
pub(in crate::exchange::sheets) fn is_number(label: &str) -> bool {
    let lists = lists::shipped();
    let known = |label: &str| lists.asks_number.is(label) || lists.tax_numbers.is(label);
    // `CVR-nr.` is the number by that name.
    let bare = label
        .rsplit_once(' ')
        .filter(|(_, last)| lists.number_words.is(last));
    let mut words = label.split(' ');
    // `Registered charity no.`
    let ends = |label: &str| label.split_once(' ').is_some_and(|(_, end)| known(end));
    // `CIF/NIF`
    let several = label.contains(' ') && words.all(known);
    known(label) || ends(label) || several || bare.is_some_and(|(bare, _)| known(bare))
}

/// Whether a letter's script has capitals; what is no letter has none to miss.
fn has_case(letter: char) -> bool {
    !letter.is_alphabetic() || letter.is_lowercase() || letter.is_uppercase()
}

/// The forms that names of companies and bodies end with.
pub(in crate::exchange::sheets) fn forms() -> &'static [LegalForm] {
    static READ: std::sync::OnceLock<Vec<LegalForm>> = std::sync::OnceLock::new();
    READ.get_or_init(|| {
        let table: toml::Table = FORMS.parse().unwrap_or_default();
        let lists = ["companies", "bodies"]
            .into_iter()
            .filter_map(|key| Some((key, table.get(key)?.as_array()?)));
        let forms = lists.flat_map(|(key, words)| {
            let words = words.iter().filter_map(toml::Value::as_str);
            words.map(move |written| LegalForm {
                written: written.to_owned(),
                in_any_case: written.contains('.') || (key == "bodies" && written.len() > 2),
            })
        });
        forms.collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_legal_form_is_known_in_any_case_where_it_is_no_word() {
        for name in [
            "Alder Sp. z o.o.",
            "Alder sp. z o.o.",
            "Lindklubben asbl",
            "Lindklubben vzw",
        ] {
            assert!(is_company(name), "{name}");
        }
        for name in ["Access limited", "Only as", "Cars ev", "Data sa"] {
            assert!(!is_company(name), "{name}");
        }
    }

    #[test]
    fn what_says_where_the_names_stand_is_no_name() {
        for name in [
            "Microsoft",
            "one.com",
            "Försäkringskassan",
            "Health and Safety Executive",
            "Αρχή Προστασίας Δεδομένων",
            "株式会社 日立",
            "Lists Ltd",
            "See Tickets AB",
        ] {
            assert!(may_be_name(name), "{name}");
        }
        for text in [
            "Listed in the hosting agreement",
            "See §0",
            "Se bilaga 3",
            "siehe Anlage 2",
            "https://example.org/subprocessors",
            "See [subprocessors.md](./subprocessors.md)",
            "the customer's company. Processor: Acme",
            "leverantör av lönesystem",
            "der jeweilige Betrieb (Organisation)",
            "Hosting (Render)",
            "The operator",
            "#6 (Northwind)",
            "email",
            "Datenbank",
            "We use a provider for mail.",
            "futuro provider SMS",
            "Self-hosted CRM",
            "Hosting, email provider",
            "Bank / accountant",
            "Keel -> Brevi",
            "OCR se attivo",
            "Mail if configured",
            "SUBPROCESSORS #3",
            "The companies that the controller has named to us in the order form",
        ] {
            assert!(!may_be_name(text), "{text}");
        }
    }

    #[test]
    fn what_stands_below_a_name_is_its_address() {
        let text = "Alder University, Faculty of Science\nPL 68 (Road 5)\n00014 TOWN\ninfo@alder.example\nA sentence without figures";
        assert_eq!(
            address_below(text),
            ["info@alder.example", "PL 68 (Road 5), 00014 TOWN"]
        );
        assert!(address_below("Alder Ltd").is_empty());
        assert!(is_address("Rua Direita 8") && is_address("2000-000 Santarém"));
        assert!(!is_address("1994-1999") && !is_address("12-3 x"));
    }

    #[test]
    fn a_number_beside_a_name_is_no_address() {
        for (text, number, address) in [
            ("Company No. 12345678", "12345678", None),
            (
                "Road 3, 411 01 Town, Y-tunnus 1234567-8",
                "1234567-8",
                Some("Road 3, 411 01 Town"),
            ),
            ("Weg 3, HRB 1234", "1234", Some("Weg 3")),
            (
                "NIF 123456789, Rua Direita 8",
                "123456789",
                Some("Rua Direita 8"),
            ),
        ] {
            let mut party = SheetParty::default();
            party.detail(text);
            let told = party.fields.get("registration_number");
            assert_eq!(told, Some(&json!(number)), "{text}");
            let address = address.map(|it| json!([it]));
            assert_eq!(party.fields.get("addresses"), address.as_ref(), "{text}");
        }
    }

    #[test]
    fn companies_are_known_by_their_form() {
        for name in [
            "Ticketly Inc",
            "Bussbolaget i Norr AB",
            "Muster GmbH & Co. KG",
            "Acme S.r.l.",
            "Acme, L.L.C.",
            "Acme e. K.",
            "X Ltd (processor)",
        ] {
            assert!(is_company(name), "{name}");
        }
        for name in ["Support team", "HMRC", "AB", "Den som begär ut"] {
            assert!(!is_company(name), "{name}");
        }
    }
}
