//! What cells say of recipients, transfers and retention, and of the organisation that an activity is of.

use std::ops::Range;

use serde_json::{Value as Json, json};

use super::answer::{
    YesNo, denies, entries, lines, none_explained, with_brackets, without_gaps, yes_or_no,
};
use super::basis::numbers_of_articles;
use super::cell::{Became, Entry, Fate, ReadCell, Reading, append, extend, texts};
use super::contracts::names_contract;
use super::destination::{exact_country, mechanisms, places, without_denied};
use super::folding::{find_whole, plain};
use super::party::{Parties, contact_key, is_company, may_be_name};
use super::record::{ActivityDraft, by_number, join};
use super::retention::rules;
use super::vocabulary::SheetVocabulary;
use crate::domain::codec::clean;
use crate::exchange::layout::{CONTACT_DETAILS, ListRows};

/// Whether a part says that there is nobody: `None (all of it is done here)` is no name.
fn names_no_one(words: &SheetVocabulary, part: &str) -> bool {
    denies(words, part) && !is_company(part)
}

/// What a text says of recipients: of `Nothing is passed on. Processors: ...` the second, for the first stays in words, and
/// so does what explains it.
fn said_of_recipients(words: &SheetVocabulary, text: &str) -> String {
    let sentences: Vec<&str> = text.split(". ").collect();
    let denied = |it: &str| sentences.len() > 1 && !it.contains(';') && names_no_one(words, it);
    let explains =
        |it: &str| denied(sentences[0]) && labelled(words, it).is_none() && !is_company(it);
    let told = sentences.iter().filter(|it| !denied(it) && !explains(it));
    told.copied().collect::<Vec<_>>().join(". ")
}

/// The role that stands in brackets behind a name, and what else: `Acme (processor, hosting)`.
fn in_brackets<'w>(
    words: &'w SheetVocabulary,
    inside: Option<&str>,
) -> (Option<&'w str>, Option<String>) {
    let told: Vec<&str> = inside
        .into_iter()
        .flat_map(|it| it.split(','))
        .map(str::trim)
        .collect();
    let code = |it: &str| words.role.exact(&plain(it));
    let own = told.iter().position(|it| code(it).is_some());
    let beside: Vec<&str> = (told.iter().enumerate())
        .filter_map(|(at, it)| (Some(at) != own).then_some(*it))
        .collect();
    // Whoever works under Art. 28 is a processor.
    let of_28 = || inside.filter(|it| find_whole(&numbers_of_articles(it), "28").is_some());
    let role = own
        .and_then(|at| code(told[at]))
        .or_else(|| of_28().map(|_| "processor"));
    let beside = (!beside.is_empty() && role.is_some()).then(|| beside.join(", "));
    (role, beside)
}

impl ActivityDraft {
    pub(super) fn recipients(
        &mut self,
        reading: &Reading<'_>,
        parties: &mut Parties,
        cell: &ReadCell<'_>,
        only: Option<&str>,
        key: Option<&'static str>,
    ) -> Became {
        let mut text = cell.text();
        // `None (all of it stays here)`: what explains it names nobody.
        if only.is_none() && none_explained(reading.words, text).is_some_and(names_nobody) {
            return self.none(reading, cell);
        }
        if let Some((answer, beside)) = yes_or_no(reading.words, text) {
            if answer != YesNo::Yes || beside.is_empty() {
                return self.note(cell);
            }
            text = beside;
        }
        let is_nobody = |part: &str| names_no_one(reading.words, part);
        let told = said_of_recipients(reading.words, text);
        let organisations = key == Some("organisation");
        let parts = groups(reading.words, &told).into_iter().flat_map(|group| {
            let (of_group, group) = labelled(reading.words, group).unwrap_or((None, group));
            let parts = if dashed(group).is_some() {
                vec![group]
            } else if organisations {
                named_parts(group)
            } else {
                whole_names(reading, group)
            };
            // A label in a list holds for what follows it there.
            parts.into_iter().scan(of_group, |of, part| {
                let (role, part) = labelled(reading.words, part).unwrap_or((*of, part));
                *of = role;
                Some((role, part))
            })
        });
        let parts: Vec<(Option<&str>, &str)> = parts.collect();
        if parts.iter().all(|(_, part)| is_nobody(part)) {
            return self.note(cell);
        }
        if told != text {
            self.notes.push(cell.noted());
        }
        let mut said = Vec::new();
        for (labelled, part) in parts {
            let (head, what) = dashed(part).map_or((part, None), |(head, what)| (head, Some(what)));
            let (name, inside) = with_brackets(head);
            let (role, beside) = in_brackets(reading.words, inside);
            let beside = beside.as_deref();
            let name = if role.is_some() { name } else { head };
            let role = role.or(labelled).or(only);
            let mut row = Entry::new();
            let (named_as, address) = with_address(reading, name);
            let company = is_company(named_as);
            if is_nobody(part) {
                self.notes.push(cell.noted());
                continue;
            }
            let named = organisations || labelled == Some("processor");
            let asked = named && role.is_some() && may_be_name(name);
            if role != Some("internal") && (asked || company) {
                let (name, service) = match with_brackets(named_as) {
                    (name, Some(inside)) if company || describes(inside) => (name, Some(inside)),
                    _ => (named_as, None),
                };
                let at = parties.named(name);
                if let Some(address) = address {
                    parties.all[at].more(address);
                }
                row.insert("organisation".to_owned(), json!(Parties::reference(at)));
                let told: Vec<&str> = [service.or(beside), what].into_iter().flatten().collect();
                if !told.is_empty() {
                    row.insert("service".to_owned(), json!(clean(&told.join("; "), false)));
                }
                if what.is_some_and(|what| names_contract(&plain(what))) {
                    self.contracts.push((clean(&cell.noted(), true), false));
                }
            } else if beside.is_some() || what.is_some() {
                row.insert("category".to_owned(), json!(clean(part, false)));
            } else {
                row.insert("category".to_owned(), json!(clean(name, false)));
            }
            if let Some(role) = role {
                row.insert("role".to_owned(), json!(role));
            }
            said.push(name.to_owned());
            // Of a sheet of its own, another cell of the line may have begun the row.
            let open = match self.rows("recipients") {
                [one]
                    if !one.contains_key("organisation")
                        && organisations
                        && row.contains_key("organisation")
                        && one.contains_key("service") =>
                {
                    Some(one)
                }
                _ => None,
            };
            if let Some(one) = open {
                one.extend(row);
            } else if !self
                .lists
                .get("recipients")
                .is_some_and(|rows| rows.contains(&row))
            {
                self.add("recipients", row);
            }
        }
        Became::field(said.join("; "))
    }

    pub(super) fn countries_of_rows(
        &mut self,
        reading: &Reading<'_>,
        cell: &ReadCell<'_>,
    ) -> Became {
        let found = places(reading.words, reading.law, cell.text());
        let codes: Vec<Json> = found
            .iter()
            .flat_map(|it| &it.countries)
            .map(|it| json!(it))
            .collect();
        if codes.is_empty() || self.rows("recipients").is_empty() {
            return self.note(cell);
        }
        for row in self.rows("recipients") {
            extend(row, "countries", codes.clone());
        }
        if found.iter().any(|it| it.beside) {
            self.notes.push(cell.noted());
        }
        Became::field("")
    }

    pub(super) fn roles(&mut self, reading: &Reading<'_>, cell: &ReadCell<'_>) -> Became {
        let plain = plain(cell.text());
        let whole = reading.words.role.exact(&plain);
        let code = whole.or_else(|| reading.words.role.first(&plain).map(|(code, _)| code));
        let Some(code) = code.filter(|_| !self.rows("recipients").is_empty()) else {
            return self.note(cell);
        };
        let mut other = false;
        for row in self.rows("recipients") {
            let known = row.entry("role".to_owned()).or_insert_with(|| json!(code));
            other |= *known != json!(code);
        }
        if other || whole.is_none() {
            self.notes.push(cell.noted());
        }
        Became::field(code)
    }

    pub(super) fn transfers(&mut self, reading: &Reading<'_>, cell: &ReadCell<'_>) -> Became {
        let text = cell.text();
        if explained_none(reading, text) {
            return self.none(reading, cell);
        }
        match yes_or_no(reading.words, text) {
            // A bare no to the question whether there are any says that there are none.
            Some((YesNo::No, "")) => return self.none(reading, cell),
            Some((YesNo::No | YesNo::Unclear | YesNo::MayBe, _)) => return self.note(cell),
            _ => {}
        }
        let (mut rows, mut said) = (Vec::<Entry>::new(), Vec::new());
        let (mut yes, mut beside, mut inside) = (false, false, false);
        let told = without_gaps(reading.words, text);
        let told = without_denied(reading.words, &told);
        beside |= told != text;
        for place in places(reading.words, reading.law, &told) {
            yes |= place.yes;
            beside |= place.beside;
            let mut destinations: Vec<(&str, Json)> = Vec::new();
            for code in &place.countries {
                let third = reading
                    .law
                    .country(code)
                    .is_some_and(|it| reading.law.inside(it, reading.today).is_none());
                if third {
                    destinations.push(("country", json!(code)));
                    said.push(code.clone());
                } else {
                    inside = true;
                }
            }
            let named = place.organisations.iter();
            destinations.extend(named.map(|name| ("international_organisation", json!(name))));
            for (key, value) in destinations {
                let mut row = Entry::new();
                row.insert("state".to_owned(), json!("actual"));
                row.insert(key.to_owned(), value);
                if !place.mechanisms.is_empty() {
                    row.insert("mechanisms".to_owned(), json!(place.mechanisms));
                    said.extend(place.mechanisms.iter().map(|it| (*it).to_owned()));
                }
                let is_same = |it: &&mut Entry| it.get(key) == row.get(key);
                match rows.iter_mut().find(is_same) {
                    Some(known) => join(known, row),
                    None => rows.push(row),
                }
            }
            if place.countries.is_empty() && place.organisations.is_empty() {
                beside |= !place.mechanisms.is_empty();
            }
        }
        if rows.is_empty() {
            // Only where it says yes there is a transfer: other words may as well say that there is none.
            if !yes {
                return self.note(cell);
            }
            let known = mechanisms(reading.words, text);
            if !self.rows("transfers").is_empty() {
                return self.note(cell);
            }
            let mut row = Entry::new();
            row.insert("state".to_owned(), json!("actual"));
            if !known.is_empty() {
                row.insert("mechanisms".to_owned(), json!(known));
            }
            row.insert("as_stated".to_owned(), json!(clean(&cell.noted(), true)));
            self.add("transfers", row);
            return Became::of(Fate::Stated);
        }
        if beside || inside {
            rows[0].insert("as_stated".to_owned(), json!(clean(&cell.noted(), true)));
        }
        let before = self.rows("transfers").len();
        for row in rows {
            // A column before may have named the same place, or have said that there is one, without where.
            let places = ["country", "international_organisation"];
            let is_same = |it: &Entry| places.iter().all(|place| it.get(*place) == row.get(*place));
            let is_open = |it: &Entry| !places.iter().any(|place| it.contains_key(*place));
            let known = self.rows("transfers");
            let same = known.iter().take(before).position(is_same);
            match same.or_else(|| known.iter().position(is_open)) {
                Some(at) => join(&mut known[at], row),
                None => self.add("transfers", row),
            }
        }
        Became::field(said.join(" · "))
    }

    pub(super) fn transfer_to(
        &mut self,
        reading: &Reading<'_>,
        parties: &mut Parties,
        cell: &ReadCell<'_>,
    ) -> Became {
        if yes_or_no(reading.words, cell.text()).is_some() {
            return self.note(cell);
        }
        let mut parts = named_parts(cell.text()).into_iter();
        let count = self.rows("transfers").len();
        if count == 0 && self.denied.contains("transfers") {
            return self.note(cell);
        }
        if !named_parts(cell.text()).into_iter().all(may_be_name) {
            return self.note(cell);
        }
        for at in 0..count.max(1) {
            let Some(name) = parts.next() else { break };
            let reference = json!(Parties::reference(parties.named(name)));
            if let Some(row) = self.some_rows("transfers").get_mut(at) {
                row.insert("organisation".to_owned(), reference);
            }
        }
        if parts.next().is_some() {
            self.notes.push(cell.noted());
        }
        Became::field("")
    }

    pub(super) fn mechanisms(&mut self, reading: &Reading<'_>, cell: &ReadCell<'_>) -> Became {
        let text = cell.text();
        if self.denied.contains("transfers")
            || yes_or_no(reading.words, text).is_some_and(|(_, beside)| beside.is_empty())
        {
            return self.note(cell);
        }
        let codes = mechanisms(reading.words, text);
        if codes.is_empty() && self.rows("transfers").is_empty() {
            return self.note(cell);
        }
        // Which of several is of which country, the cell does not say.
        let clear = codes.len() == 1 || self.rows("transfers").len() < 2;
        let whole = reading.words.mechanism.exact(&plain(text)).is_some();
        for row in self.some_rows("transfers") {
            if clear && !codes.is_empty() {
                extend(row, "mechanisms", texts(&codes));
            }
            if !clear || codes.is_empty() || !whole {
                append(row, "safeguards", &clean(text, true));
            }
        }
        self.place_in_words(reading, text);
        Became::field(codes.join(", "))
    }

    /// Gives a transfer that has no place the one third country that words on what it rests on name.
    fn place_in_words(&mut self, reading: &Reading<'_>, text: &str) {
        let told = without_denied(reading.words, text);
        let named = places(reading.words, reading.law, &told).into_iter();
        let mut third: Vec<String> = named.flat_map(|it| it.countries).collect();
        third.retain(|code| {
            let country = reading.law.country(code);
            country.is_some_and(|it| reading.law.inside(it, reading.today).is_none())
        });
        third.dedup();
        if let ([country], [row]) = (third.as_slice(), self.rows("transfers"))
            && !row.contains_key("country")
            && !row.contains_key("international_organisation")
        {
            row.insert("country".to_owned(), json!(country));
            row.entry("state").or_insert_with(|| json!("actual"));
        }
    }

    pub(super) fn retention(&mut self, reading: &Reading<'_>, cell: &ReadCell<'_>) -> Became {
        let text = cell.text();
        if let Some((answer, beside)) = yes_or_no(reading.words, text)
            && (beside.is_empty() || answer != YesNo::Yes)
            && !text.starts_with(|letter: char| letter.is_ascii_digit())
        {
            return self.note(cell);
        }
        let Some(rules) = rules(reading.words, text).filter(|it| !it.is_empty()) else {
            return self.note(cell);
        };
        let mut said = Vec::new();
        for rule in rules {
            let mut row = Entry::new();
            let mut put = |key: &str, value: Option<Json>| {
                if let Some(value) = value {
                    row.insert(key.to_owned(), value);
                }
            };
            said.push(
                [
                    Some(rule.kind),
                    rule.period.as_deref(),
                    rule.start.as_deref(),
                ]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(" "),
            );
            put("kind", Some(json!(rule.kind)));
            put("period", rule.period.map(Json::from));
            put("period_max", rule.period_max.map(Json::from));
            put("start", rule.start.map(|start| json!([start])));
            put("rounding", rule.rounding.map(Json::from));
            put("ends_on", rule.ends_on.map(|end| json!([end])));
            put(
                "criterion",
                rule.criterion.map(|text| json!(clean(&text, true))),
            );
            put("disposition", rule.disposition.map(Json::from));
            put("as_stated", Some(json!(clean(&rule.as_stated, true))));
            self.add("retention", row);
        }
        Became::field(said.join("; "))
    }

    /// What is said of the rules of the line: of the rule of the same number, where the cell is numbered.
    pub(super) fn of_rules(
        &mut self,
        reading: &Reading<'_>,
        cell: &ReadCell<'_>,
        key: Option<&'static str>,
    ) -> Became {
        let text = cell.text();
        if self.rows("retention").is_empty() {
            return self.note(cell);
        }
        let several = by_number(text);
        let count = self.rows("retention").len();
        let parts: Vec<(usize, &str)> = if several.len() > 1 && several.len() == count {
            several
                .into_iter()
                .enumerate()
                .map(|(at, (_, text))| (at, text))
                .collect()
        } else {
            (0..count).map(|at| (at, text)).collect()
        };
        let mut all = true;
        for (at, part) in parts {
            let Some(row) = self.rows("retention").get_mut(at) else {
                continue;
            };
            all &= tell_rule(reading, row, key, part);
        }
        if all {
            Became::field("")
        } else {
            self.note(cell)
        }
    }

    pub(super) fn clients(&mut self, parties: &mut Parties, cell: &ReadCell<'_>) -> Became {
        for name in named_parts(cell.text()) {
            let mut row = Entry::new();
            if may_be_name(name) {
                let reference = Parties::reference(parties.named(name));
                row.insert("organisation".to_owned(), json!(reference));
            } else {
                row.insert("category".to_owned(), json!(clean(name, false)));
            }
            self.add("clients", row);
        }
        Became::field("")
    }

    /// A field of the organisation that the activity is of.
    pub(super) fn organisation(
        &mut self,
        reading: &Reading<'_>,
        parties: &mut Parties,
        cell: &ReadCell<'_>,
        key: &'static str,
    ) -> Became {
        let text = cell.text();
        if key == "name" {
            let mut parts = lines(text).into_iter();
            let Some(name) = parts.next().filter(|_| self.organisation.is_none()) else {
                return self.note(cell);
            };
            let at = parties.ours(name);
            self.organisation = Some(at);
            for part in parts {
                parties.all[at].more(part);
            }
            return Became::field("");
        }
        let Some(at) = self.organisation else {
            return self.note(cell);
        };
        if key == CONTACT_DETAILS {
            for part in lines(text) {
                parties.all[at].more(part);
            }
            return Became::field("");
        }
        if key == "parent" {
            if !may_be_name(text) {
                return self.note(cell);
            }
            let parent = parties.named(text);
            parties.all[at]
                .fields
                .insert("parent".to_owned(), json!(Parties::reference(parent)));
            return Became::field("");
        }
        let value = match key {
            "registration_number" | "vat_number" | "phone" | "email" | "website" => {
                json!(clean(text, false))
            }
            "country" => match exact_country(reading.words, reading.law, text) {
                Some(code) => json!(code),
                None => return self.note(cell),
            },
            "addresses" => json!([clean(text, false)]),
            _ => return self.note(cell),
        };
        match parties.all[at].fields.get(key) {
            Some(known) if *known != value => self.note(cell),
            _ => {
                parties.all[at].fields.insert(key.to_owned(), value);
                Became::field("")
            }
        }
    }

    /// A contact of that organisation.
    pub(super) fn contact(
        &mut self,
        reading: &Reading<'_>,
        parties: &mut Parties,
        cell: &ReadCell<'_>,
        rows: &ListRows,
    ) -> Became {
        let (Some(at), Some((_, role))) = (self.organisation, &rows.only) else {
            return self.note(cell);
        };
        // That nobody is appointed is no name.
        if denies(reading.words, cell.text()) {
            return self.note(cell);
        }
        for part in lines(cell.text()) {
            let key = rows.key.unwrap_or_else(|| contact_key(part));
            let key = if key == "email" && !part.contains('@') {
                "name"
            } else {
                key
            };
            parties.all[at].contact(role, key, &clean(part, false));
        }
        Became::field("")
    }
}

/// Whether a text says that nothing is transferred, and explains it by what names no third country and no ground.
fn explained_none(reading: &Reading<'_>, text: &str) -> bool {
    let Some(rest) = none_explained(reading.words, text) else {
        return false;
    };
    let is_third = |code: &String| {
        let country = reading.law.country(code);
        country.is_some_and(|it| reading.law.inside(it, reading.today).is_none())
    };
    let places = places(reading.words, reading.law, rest);
    places
        .iter()
        .all(|it| it.mechanisms.is_empty() && !it.countries.iter().any(is_third))
}

/// Whether words that explain why there are no recipients name none after all: no word in them is written as a name.
fn names_nobody(rest: &str) -> bool {
    let mut words = rest.split_whitespace();
    words.all(|word| {
        let bare = word.trim_matches(|letter: char| !letter.is_alphanumeric());
        !bare.starts_with(char::is_uppercase)
    })
}

/// The parts of a cell that begin with a label each, where several sentences do: `Internal: staff. External: Acme Ltd`.
fn groups<'t>(words: &SheetVocabulary, text: &'t str) -> Vec<&'t str> {
    let mut groups = Vec::new();
    let mut from = 0;
    for (at, _) in text.match_indices(". ") {
        if labelled(words, &text[at + 2..]).is_some() {
            groups.push(&text[from..at]);
            from = at + 2;
        }
    }
    groups.push(&text[from..]);
    groups
}

/// What a text says behind a label that it begins with, and the role that the label names; a label of those outside names
/// none.
fn labelled<'t>(words: &SheetVocabulary, text: &'t str) -> Option<(Option<&'static str>, &'t str)> {
    /// The longest label, in bytes.
    const LONGEST: usize = 40;
    let (label, behind) = text
        .split_once(':')
        .filter(|(label, _)| label.len() <= LONGEST)?;
    let behind = behind.strip_prefix(' ')?.trim();
    let label = plain(label);
    let role = words.role.exact(&label);
    let outside =
        ["extern", "ulkoi"].iter().any(|it| label.starts_with(it)) && !label.contains(' ');
    (role.is_some() || outside).then_some((role, behind))
}

/// A name and what stands behind a dash, where that tells of it alone: `Northwind — hosting, backups`, `Acme Ltd — DPA`.
fn dashed(text: &str) -> Option<(&str, &str)> {
    let dash = [" — ", " – "]
        .iter()
        .filter_map(|dash| text.find(dash).map(|at| (at, dash.len())));
    let (at, length) = dash.min()?;
    let (name, what) = (text[..at].trim(), text[at + length..].trim());
    let (bare, _) = with_brackets(name);
    let is_name = bare.starts_with(|it: char| it.is_uppercase() || it.is_ascii_digit());
    let tells = |part: &str| part.starts_with(char::is_lowercase) || names_contract(&plain(part));
    let closed = name.matches('(').count() == name.matches(')').count();
    let alone = closed
        && !name.contains([',', ';', '\n', '/'])
        && !what.contains([';', '\n', '—', '–', ':']);
    let about = alone && what.split(", ").all(tells);
    (is_name && may_be_name(bare) && about).then_some((name, what))
}

/// Whether what stands in brackets behind a name tells what is done there, `hosting of the site`, and is no part of the
/// name, as a country or an abbreviation.
fn describes(inside: &str) -> bool {
    let begins_small = |word: &str| word.len() > 2 && word.starts_with(char::is_lowercase);
    inside.split_whitespace().any(begins_small)
}

/// The names of a cell that holds names: a comma may stand in one, before its form or its address.
fn named_parts(text: &str) -> Vec<&str> {
    let parts = lines(text);
    let [one] = parts.as_slice() else {
        return parts;
    };
    let at_commas = entries(one);
    // A number alone is of a street or a town: `Road 3`; in a name it has letters, or as many figures as no house has.
    let of_address = |word: &str| {
        let digits = word.bytes().filter(u8::is_ascii_digit).count();
        digits > 0 && digits == word.len() && word != "365"
    };
    let names = at_commas.iter().all(|part| {
        let (name, _) = with_brackets(part);
        part.split(' ').count() <= 5 && !part.contains('@') && !name.split(' ').any(of_address)
    });
    let forms = at_commas.iter().skip(1).any(|part| is_form(part));
    let companies = at_commas.iter().filter(|part| is_company(part)).count();
    let are_companies = companies > 1 && companies + 1 >= at_commas.len();
    if (names || are_companies) && !forms {
        at_commas
    } else {
        parts
    }
}

/// Whether a text is the form of a company alone, as it may stand behind a comma: `Inc.`.
fn is_form(text: &str) -> bool {
    let (form, _) = with_brackets(text);
    !form.contains(' ') && is_company(&format!("X {form}"))
}

/// The entries of a list of recipients, each company with its form and its address: in `Acme Europe, Limited, Dublin,
/// Ireland` and `Acme AG, Road 91, 10559 Town` commas part no recipients.
fn whole_names<'t>(reading: &Reading<'_>, text: &'t str) -> Vec<&'t str> {
    /// How many parts of an address are looked for behind a company.
    const PARTS: usize = 3;
    let parts = entries(text);
    let place = |part: &str| {
        let from = (part.as_ptr() as usize).wrapping_sub(text.as_ptr() as usize);
        from..from + part.len()
    };
    let mut out = Vec::new();
    let mut at = 0;
    while at < parts.len() {
        let first = place(parts[at]);
        let mut end = first.end;
        at += 1;
        // What stands behind a comma of the same line, up to some parts on.
        let behind = |at: usize, end: usize| -> Option<Range<usize>> {
            let next = place(parts.get(at)?);
            (text.get(end..next.start)?.trim() == ",").then_some(next)
        };
        while let Some(form) = behind(at, end).filter(|it| is_form(&text[it.clone()])) {
            end = form.end;
            at += 1;
        }
        if is_company(&text[first.start..end]) {
            let (mut ahead, mut reach) = (at, end);
            while let Some(next) = behind(ahead, reach).filter(|_| ahead < at + PARTS) {
                let part = &text[next.clone()];
                if is_company(part) {
                    break;
                }
                (ahead, reach) = (ahead + 1, next.end);
                if is_of_address(reading, part) {
                    (at, end) = (ahead, reach);
                }
            }
        }
        out.push(&text[first.start..end]);
    }
    out
}

/// Whether a part of a cell is of an address: it has the number of a house or a town, or is a country.
fn is_of_address(reading: &Reading<'_>, part: &str) -> bool {
    let (name, _) = with_brackets(part);
    let is_number = |word: &str| word.bytes().next().is_some_and(|it| it.is_ascii_digit());
    name.split(' ').any(is_number) || exact_country(reading.words, reading.law, name).is_some()
}

/// A company and the address behind its name.
fn with_address<'t>(reading: &Reading<'_>, name: &'t str) -> (&'t str, Option<&'t str>) {
    /// The longest address behind a name, in bytes.
    const LONGEST: usize = 80;
    if is_company(name) {
        return (name, None);
    }
    // The form of a company may stand behind the first comma.
    let mut cuts = name.match_indices(", ").map(|(at, _)| at).take(2);
    let company = cuts.find(|at| is_company(&name[..*at]) && !name[..*at].contains('('));
    let address = company.map(|at| (&name[..at], name[at + 2..].trim()));
    let is_address = |text: &str| {
        let last = text.rsplit(", ").next().unwrap_or(text);
        text.len() <= LONGEST && !text.contains(['(', '—', '–']) && is_of_address(reading, last)
    };
    address
        .filter(|(_, address)| is_address(address))
        .map_or((name, None), |(company, address)| (company, Some(address)))
}

/// Puts what a part of a cell says into a rule; whether no word of it is left over.
fn tell_rule(
    reading: &Reading<'_>,
    row: &mut Entry,
    key: Option<&'static str>,
    part: &str,
) -> bool {
    match key {
        Some("disposition") => {
            let plain = plain(part);
            let words = &reading.words.disposition;
            let Some((code, _)) = words.first(&plain) else {
                return false;
            };
            row.insert("disposition".to_owned(), json!(code));
            words.exact(&plain).is_some()
        }
        Some("kind") => {
            let Some((YesNo::Yes, beside)) = yes_or_no(reading.words, part) else {
                return false;
            };
            row.insert("kind".to_owned(), json!("permanent"));
            beside.is_empty()
        }
        Some("law") => {
            let laws = lines(part).into_iter();
            extend(row, "law", laws.map(|law| json!(clean(law, false))));
            true
        }
        _ => {
            let name = json!(clean(part, false));
            *row.entry("name".to_owned()).or_insert(name.clone()) == name
        }
    }
}
