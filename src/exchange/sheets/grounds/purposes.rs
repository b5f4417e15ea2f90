//! What cells say of purposes and of data: their bases, categories, kinds.

use serde_json::{Value as Json, json};

use super::acts::is_law;
use super::article_letters::{CONDITIONS, bracketed_letters};
use super::basis::{bases, bases_under};
use super::people_and_data::{parted_by_label, people_and_data};
use crate::domain::codec::clean;
use crate::domain::codes;
use crate::exchange::sheets::answers::denied::denies_data;
use crate::exchange::sheets::answers::entries::{entries, lines};
use crate::exchange::sheets::answers::own_labels::conditioned;
use crate::exchange::sheets::answers::{Stance, YesNo, denies, stance, yes_or_no};
use crate::exchange::sheets::cell::{
    Became, Entry, Fate, ReadCell, Reading, append, extend, texts,
};
use crate::exchange::sheets::file::grid::CellContent;
use crate::exchange::sheets::folding::plain;
use crate::exchange::sheets::lists;
use crate::exchange::sheets::organisations::party::sentence;
use crate::exchange::sheets::record::{ActivityDraft, by_number, last_of};
use crate::exchange::sheets::table::mapping;
use crate::exchange::sheets::vocabulary::SheetVocabulary;
use crate::rules::wording::lists::Lists;
use crate::rules::wording::word_list::WordList;

impl ActivityDraft {
    pub(in crate::exchange::sheets) fn purposes(
        &mut self,
        reading: &Reading<'_>,
        cell: &ReadCell<'_>,
    ) -> Became {
        let text = cell.text();
        let parse = cell.column.parse.as_deref().unwrap_or_default();
        let several = by_number(text);
        let parts: Vec<&str> = if several.len() > 1 {
            several.into_iter().map(|(_, text)| text).collect()
        } else if parse == "list"
            || text.contains('•')
            || text
                .lines()
                .filter(|it| it.trim_start().starts_with(['-', '*']))
                .count()
                > 1
        {
            lines(text)
        } else {
            vec![text]
        };
        let first = self
            .rows("purposes")
            .iter()
            .position(|row| !row.contains_key("text"));
        for (at, part) in parts.into_iter().enumerate() {
            let value = json!(clean(part, true));
            if let Some(open) = first.filter(|_| at == 0) {
                self.rows("purposes")[open].insert("text".to_owned(), value);
            } else {
                let mut row = Entry::new();
                row.insert("text".to_owned(), value);
                self.add("purposes", row);
            }
        }
        if parse == "text-and-bases" {
            let said = bases(reading.words, text);
            if !said.art9.is_empty() {
                self.extend("art9_conditions", texts(&said.art9).into_iter());
            }
            for row in self.rows("purposes") {
                if !said.bases.is_empty() {
                    extend(row, "legal_bases", texts(&said.bases));
                }
            }
        }
        Became::field("")
    }

    pub(in crate::exchange::sheets) fn bases(
        &mut self,
        reading: &Reading<'_>,
        cell: &ReadCell<'_>,
    ) -> Became {
        let text = cell.text();
        // A base for each purpose, where both are numbered.
        let several = by_number(text);
        if several.len() > 1 && several.len() == self.rows("purposes").len() {
            for ((_, part), row) in several.into_iter().zip(self.rows("purposes")) {
                let said = bases_under(reading.words, &cell.column.header, part);
                extend(row, "legal_bases", texts(&said.bases));
                if said.bases.is_empty() || said.beside {
                    append(row, "as_stated", part);
                }
            }
            return Became::field("");
        }
        let said = bases_under(reading.words, &cell.column.header, text);
        if !said.art9.is_empty() {
            self.extend("art9_conditions", texts(&said.art9).into_iter());
        }
        let named = !said.bases.is_empty() || !said.art9.is_empty() || !said.laws.is_empty();
        // What holds nothing that can be read, not even a word, stays as it is.
        let kept = said.beside || !said.rest.is_empty() || !named;
        for row in self.some_rows("purposes") {
            if !said.bases.is_empty() {
                extend(row, "legal_bases", texts(&said.bases));
            }
            if !said.laws.is_empty() {
                extend(
                    row,
                    "laws",
                    said.laws.iter().map(|law| json!(clean(law, false))),
                );
            }
            if kept {
                append(row, "as_stated", &clean(&cell.noted(), true));
            }
        }
        let codes = said
            .bases
            .iter()
            .chain(&said.art9)
            .copied()
            .collect::<Vec<_>>()
            .join(", ");
        let partly = !named || !said.rest.is_empty();
        Became {
            fate: if partly { Fate::Stated } else { Fate::Field },
            said: codes,
        }
    }

    pub(in crate::exchange::sheets) fn laws(
        &mut self,
        reading: &Reading<'_>,
        cell: &ReadCell<'_>,
    ) -> Became {
        if yes_or_no(reading.words, cell.text()).is_some_and(|(_, beside)| beside.is_empty()) {
            return self.note(cell);
        }
        let laws: Vec<Json> = lines(cell.text())
            .into_iter()
            .map(|law| json!(clean(law, false)))
            .collect();
        // A basis may stand among the laws; one that another column gives is not said twice.
        let said = bases(reading.words, cell.text());
        let first = lines(cell.text()).first().copied().unwrap_or_default();
        let first = first
            .split([',', ';', '(', '–', '—'])
            .next()
            .unwrap_or_default();
        let begun = bases(reading.words, first);
        let says_it = !begun.bases.is_empty() && begun.laws.is_empty() && !begun.beside;
        let mut rows = self.rows("purposes").iter();
        if says_it && rows.all(|row| !row.contains_key("legal_bases")) {
            return self.bases(reading, cell);
        }
        for row in self.some_rows("purposes") {
            extend(row, "laws", laws.clone());
            if !row.contains_key("legal_bases")
                && !said.bases.is_empty()
                && cell.text().contains('6')
            {
                extend(row, "legal_bases", texts(&said.bases));
            }
        }
        Became::field("")
    }

    pub(in crate::exchange::sheets) fn subjects(
        &mut self,
        reading: &Reading<'_>,
        cell: &ReadCell<'_>,
    ) -> Became {
        let parse = cell.column.parse.as_deref().unwrap_or_default();
        if parse == "yesno-column" {
            return match yes_or_no(reading.words, cell.text()) {
                Some((YesNo::Yes, beside)) => {
                    let label = last_of(&cell.column.header);
                    self.subject(reading, label);
                    if !beside.is_empty() {
                        self.notes.push(cell.noted());
                    }
                    Became::field(label)
                }
                _ => self.note(cell),
            };
        }
        if parse == "two-lists" {
            let told = people_and_data(reading, cell.text());
            for told in told.iter().flatten() {
                for entry in &told.people {
                    self.subject(reading, entry);
                }
                for entry in &told.data {
                    self.category(reading, entry);
                }
            }
            if told.is_some() {
                return Became::field("");
            }
            // Which entry is of which list, the cell does not say.
            let mut row = Entry::new();
            row.insert("as_stated".to_owned(), json!(clean(&cell.noted(), true)));
            self.add("data_subjects", row);
            return Became::of(Fate::Stated);
        }
        let (people, data) = parted_by_label(cell.text());
        let (people, counts): (Vec<&str>, Vec<&str>) = entries(people)
            .into_iter()
            .partition(|it| it.contains(char::is_alphabetic));
        if people.is_empty() && data.is_none() {
            return self.note(cell);
        }
        // How many there are names nobody.
        if !counts.is_empty() {
            self.notes.push(cell.noted());
        }
        let people = people.into_iter();
        let said: Vec<String> = people.map(|entry| self.subject(reading, entry)).collect();
        for entry in data.into_iter().flat_map(entries) {
            self.category(reading, entry);
        }
        Became::field(said.join("; "))
    }

    fn subject(&mut self, reading: &Reading<'_>, entry: &str) -> String {
        let code = reading
            .labels
            .code(reading.words, &codes::SUBJECT_CATEGORY, entry);
        let word = code.unwrap_or_else(|| clean(entry, false));
        let mut row = Entry::new();
        row.insert("category".to_owned(), json!([word]));
        if !self
            .lists
            .get("data_subjects")
            .is_some_and(|rows| rows.contains(&row))
        {
            self.add("data_subjects", row);
        }
        word
    }

    pub(in crate::exchange::sheets) fn categories(
        &mut self,
        reading: &Reading<'_>,
        cell: &ReadCell<'_>,
        items: bool,
    ) -> Became {
        let text = cell.text();
        if yes_or_no(reading.words, text).is_some_and(|(_, beside)| beside.is_empty()) {
            return self.note(cell);
        }
        if items {
            let value = json!(clean(
                &crate::exchange::sheets::answers::as_prose(text),
                true
            ));
            let rows = self.rows("data_categories");
            match rows {
                [row] if !row.contains_key("items") => {
                    row.insert("items".to_owned(), value);
                }
                _ => {
                    let mut row = Entry::new();
                    row.insert("items".to_owned(), value);
                    self.add("data_categories", row);
                }
            }
            return Became::field("");
        }
        let (kept, data): (Vec<&str>, Vec<&str>) =
            entries(text).into_iter().partition(|it| tells_how_long(it));
        // `The data are kept until ...` is no category: it says how long, where nothing else does.
        for told in kept {
            if self.rows("retention").is_empty() {
                let header = cell.column.header.clone();
                let column = mapping::column(0, header, "retention[]", None, Vec::new(), 1);
                let place = cell.place.clone();
                let held = CellContent::Text(told.to_owned());
                let _ = self.retention(
                    reading,
                    &ReadCell {
                        column: &column,
                        place,
                        held: &held,
                    },
                );
            } else {
                self.notes.push(told.to_owned());
            }
        }
        let (denied, data): (Vec<&str>, Vec<&str>) = data
            .into_iter()
            .partition(|it| denies_data(reading.words, it));
        if !denied.is_empty() && data.is_empty() {
            return self.note(cell);
        }
        if !denied.is_empty() {
            self.notes.push(cell.noted());
        }
        if let Some(told) = with_items(text).filter(|_| denied.is_empty()) {
            for (label, items) in &told {
                self.category_of_items(reading, label, items);
            }
            return Became::field("");
        }
        let data = data.into_iter();
        let said: Vec<String> = data.map(|entry| self.category(reading, entry)).collect();
        Became::field(said.join("; "))
    }

    /// A category of data with what is of it.
    fn category_of_items(&mut self, reading: &Reading<'_>, label: &str, items: &str) {
        let code = |text: &str| {
            let names = &codes::DATA_CATEGORY_NAME;
            reading.labels.code(reading.words, names, text.trim())
        };
        let code = code(label).or_else(|| label.split(',').find_map(code));
        let word = code.unwrap_or_else(|| clean(label, false));
        let mut row = Entry::new();
        if let Some(kind) = kind_by_article(&word) {
            row.insert("kind".to_owned(), json!(kind));
        }
        row.insert("category".to_owned(), json!([word]));
        row.insert("items".to_owned(), json!(clean(items, true)));
        self.add("data_categories", row);
    }

    /// A category of data: of a row that has but its items, else of one of its own.
    fn category(&mut self, reading: &Reading<'_>, entry: &str) -> String {
        let (entry, condition) = conditioned(entry);
        let code = reading
            .labels
            .code(reading.words, &codes::DATA_CATEGORY_NAME, entry);
        let own = clean(entry, false);
        // Two entries of one code are two: the second stays in its words.
        let known = code.filter(|code| {
            let mut rows = self.rows("data_categories").iter();
            let same = |row: &Entry| row.get("category") == Some(&json!([code]));
            !rows.any(same) || plain(code) == plain(&own)
        });
        let word = known.unwrap_or(own);
        let open = match self.rows("data_categories") {
            [row] if !row.contains_key("category") && row.contains_key("items") => Some(row),
            _ => None,
        };
        if let Some(row) = open {
            row.insert("category".to_owned(), json!([word]));
        } else {
            let mut row = Entry::new();
            row.insert("category".to_owned(), json!([word]));
            if let Some(kind) = kind_by_article(&word) {
                row.insert("kind".to_owned(), json!(kind));
            }
            if let Some(condition) = condition {
                row.insert("only_if".to_owned(), json!(clean(condition, false)));
            }
            if !self
                .lists
                .get("data_categories")
                .is_some_and(|rows| rows.contains(&row))
            {
                self.add("data_categories", row);
            }
        }
        word
    }

    /// Whether data are sensitive: of the categories that are so by their words, else of one of its own.
    pub(in crate::exchange::sheets) fn kinds(
        &mut self,
        reading: &Reading<'_>,
        cell: &ReadCell<'_>,
    ) -> Became {
        let text = cell.text();
        let (answer, beside) = match yes_or_no(reading.words, text) {
            Some((answer, beside)) => (Some(answer), beside),
            // “None” answers “which?” as “no” answers “whether?”.
            None if stance(reading.words, text) == Stance::None => (Some(YesNo::No), ""),
            // “None processed; fingerprints stay on the phone” names what is not there.
            None if denies(reading.words, text) => return self.note(cell),
            // `A photo is no biometric data as long as nothing is measured`
            None if says_is_none(reading.words, text) => return self.note(cell),
            None => match in_doubt(text) {
                Some(beside) => (Some(YesNo::MayBe), beside),
                None => (None, text),
            },
        };
        let kinds = special_kinds(reading, beside);
        if answer == Some(YesNo::No) && beside.is_empty() {
            // A number that identifies, or a crime, is no special category and yet no ordinary one.
            for row in self.rows("data_categories") {
                if row.contains_key("kind")
                    || !special_kinds(reading, &words_of(row)).is_empty()
                    || is_other_kind(row)
                {
                    continue;
                }
                row.insert("kind".to_owned(), json!("ordinary"));
            }
            if self
                .rows("data_categories")
                .iter()
                .any(|row| row.contains_key("kind"))
            {
                return Became::field("no");
            }
            return self.note(cell);
        }
        let code = match answer {
            Some(YesNo::Yes) => "special",
            Some(YesNo::MayBe | YesNo::Unclear) => "may_be_special",
            None if !kinds.is_empty() || suggests_special(beside) => "special",
            _ => return self.note(cell),
        };
        let crime = kinds.is_empty() && speaks_of_crime(beside);
        let code = if crime { "criminal" } else { code };
        // `Yes - health (Art. 9(2)(b))`: the condition is of these data.
        let (cited, laws) = cited_with_laws(reading, beside);
        let mut found = false;
        let mut left = kinds.clone();
        for row in self.rows("data_categories") {
            let own = kinds_of(reading, row, &kinds);
            let fits = own
                .iter()
                .any(|kind| kinds.is_empty() || kinds.contains(kind));
            let fits = fits || (kinds.is_empty() && suggests_special(&words_of(row)));
            let fits = if crime {
                speaks_of_crime(&words_of(row))
            } else {
                fits
            };
            if fits {
                row.insert("kind".to_owned(), json!(code));
                if !crime {
                    extend(row, "special_kinds", texts(&own));
                }
                if !cited.is_empty() {
                    extend(row, "art9_conditions", texts(&cited));
                }
                if !laws.is_empty() {
                    extend(row, "laws", laws.clone());
                }
                left.retain(|kind| !own.contains(kind));
                found = true;
            }
        }
        let mut said: Vec<&str> = vec![code];
        said.extend(&kinds);
        // What no category of the line shows is one of its own: `health, religion` beside patient records.
        if !found || !left.is_empty() {
            let mut row = Entry::new();
            row.insert("kind".to_owned(), json!(code));
            if !left.is_empty() {
                extend(&mut row, "special_kinds", texts(&left));
            }
            if !cited.is_empty() {
                extend(&mut row, "art9_conditions", texts(&cited));
            }
            if !laws.is_empty() {
                extend(&mut row, "laws", laws);
            }
            let alone = match self.rows("data_categories") {
                // The one category of a sheet of its own.
                [one] if !one.contains_key("kind") && answer.is_some() && beside.is_empty() => {
                    Some(one)
                }
                _ => None,
            };
            if let Some(one) = alone {
                one.extend(row);
            } else {
                row.insert("as_stated".to_owned(), json!(clean(&cell.noted(), true)));
                self.add("data_categories", row);
            }
        } else if !says_only_kinds(reading, beside) {
            self.notes.push(cell.noted());
        }
        Became::field(said.join(" "))
    }

    pub(in crate::exchange::sheets) fn conditions(
        &mut self,
        reading: &Reading<'_>,
        cell: &ReadCell<'_>,
    ) -> Became {
        // `— (no data on health)`
        if cell.text().starts_with(['—', '–', '-']) {
            return self.note(cell);
        }
        let said = bases(reading.words, cell.text());
        let mut codes = said.art9;
        // The label says of which article the letters are.
        let letters = bracketed_letters(&CONDITIONS, cell.text());
        codes.extend(letters.iter().filter(|it| !said.bases.contains(it)));
        codes.dedup();
        if codes.is_empty() {
            codes = reading
                .words
                .art9
                .each(&plain(cell.text()))
                .into_iter()
                .map(|(code, _)| code)
                .collect();
        }
        if codes.is_empty() {
            if is_law(cell.text()) {
                let laws = lines(cell.text());
                return self.extend(
                    "art9_laws",
                    laws.into_iter().map(|law| json!(clean(law, false))),
                );
            }
            return self.note(cell);
        }
        let mut found = false;
        for row in self.rows("data_categories") {
            let own = special_kinds(reading, &words_of(row));
            if !own.is_empty() || row.get("kind") == Some(&json!("special")) {
                extend(row, "art9_conditions", texts(&codes));
                row.entry("kind".to_owned())
                    .or_insert_with(|| json!("special"));
                if !own.is_empty() {
                    extend(row, "special_kinds", texts(&own));
                }
                found = true;
            }
        }
        if !found {
            self.extend("art9_conditions", texts(&codes).into_iter());
        }
        if !said.laws.is_empty() {
            self.extend(
                "art9_laws",
                said.laws.iter().map(|law| json!(clean(law, false))),
            );
        }
        if said.beside || !said.rest.is_empty() {
            self.notes.push(cell.noted());
        }
        Became::field(codes.join(", "))
    }
}

impl ActivityDraft {
    /// Records laws of data where the condition stands that holds by them: with categories of their own, else with the
    /// activity; whether one stands there.
    pub(in crate::exchange::sheets) fn laws_of_conditions(
        &mut self,
        reading: &Reading<'_>,
        cell: &ReadCell<'_>,
    ) -> bool {
        if stance(reading.words, cell.text()) != Stance::Said {
            return false;
        }
        let laws = lines(cell.text()).into_iter();
        let laws: Vec<Json> = laws.map(|law| json!(clean(law, false))).collect();
        let rows = self.rows("data_categories").iter_mut();
        let mut conditional = rows.filter(|row| row.contains_key("art9_conditions"));
        if let Some(first) = conditional.next() {
            for row in std::iter::once(first).chain(conditional) {
                extend(row, "laws", laws.clone());
            }
            return true;
        }
        let of_activity = self.fields.contains_key("art9_conditions");
        if of_activity {
            self.extend("art9_laws", laws.into_iter());
        }
        of_activity
    }
}

/// The conditions of Art. 9(2) that words cite, and the laws that they name beside one.
fn cited_with_laws(reading: &Reading<'_>, text: &str) -> (Vec<&'static str>, Vec<Json>) {
    let told = bases(reading.words, text);
    let laws = told.laws.iter().map(|law| json!(clean(law, false)));
    let laws = laws.filter(|_| !told.art9.is_empty()).collect();
    (told.art9, laws)
}

/// Whether an entry of a list of data tells how long they are kept: `The data are kept until ...`.
fn tells_how_long(entry: &str) -> bool {
    let spoken = plain(entry);
    let mut begins = lists::shipped().kept_for.all();
    begins.any(|it| {
        spoken
            .strip_prefix(it)
            .is_some_and(|rest| rest.starts_with(' '))
    })
}

/// The kind of data that an article alone stands for: `art. 9`, `Art. 10 DSGVO`.
fn kind_by_article(text: &str) -> Option<&'static str> {
    let spoken = plain(text);
    let mut words = spoken.split(' ');
    let kind = match (words.next()?, words.next()?) {
        (article, "9") if article.starts_with("art") => "special",
        (article, "10") if article.starts_with("art") => "criminal",
        _ => return None,
    };
    let act = words.collect::<Vec<_>>().join(" ");
    (act.is_empty() || lists::shipped().regulation.is(&act)).then_some(kind)
}

/// Whether a text says nothing beside the names of special categories.
fn says_only_kinds(reading: &Reading<'_>, text: &str) -> bool {
    let kinds = &reading.words.special_kind;
    entries(text)
        .into_iter()
        .all(|entry| kinds.exact(&plain(entry)).is_some())
}

/// Whether the first sentence of a text says of something that it is none of those that are asked for.
fn says_is_none(words: &SheetVocabulary, text: &str) -> bool {
    let spoken = plain(sentence(text));
    let words_in: Vec<&str> = spoken.split(' ').collect();
    let is_told = &lists::shipped().is_told;
    let mut pairs = words_in.windows(2);
    pairs.any(|pair| is_told.is(pair[0]) && words.none_begins.is(pair[1]))
}

/// What follows words that put it in doubt: `possibly health`.
fn in_doubt(text: &str) -> Option<&str> {
    let (first, rest) = text.trim().split_once(' ')?;
    lists::shipped().perhaps.is(&plain(first)).then_some(rest)
}

/// The special categories that a text names.
fn special_kinds(reading: &Reading<'_>, text: &str) -> Vec<&'static str> {
    let mut found = Vec::new();
    for (code, _) in reading.words.special_kind.each(&plain(text)) {
        if !found.contains(&code) {
            found.push(code);
        }
    }
    found
}

/// The special categories that a row names; what only suggests such data is of the one kind that its mark names: `sick notes`
/// of health.
fn kinds_of(reading: &Reading<'_>, row: &Entry, marked: &[&'static str]) -> Vec<&'static str> {
    let words = words_of(row);
    let own = special_kinds(reading, &words);
    match marked {
        [only] if own.is_empty() && suggests_special(&words) => vec![only],
        _ => own,
    }
}

/// Whether words suggest data of special categories.
fn suggests_special(text: &str) -> bool {
    let list = WordList::SpecialCategory;
    Lists::shipped().first(list, text).is_some()
}

/// Whether a text speaks of crimes or convictions.
fn speaks_of_crime(text: &str) -> bool {
    let crimes = &lists::shipped().crimes;
    plain(text).split(' ').any(|word| crimes.begins(word))
}

/// What a category says in words.
fn words_of(row: &Entry) -> String {
    let mut words = String::new();
    if let Some(Json::Array(list)) = row.get("category") {
        for word in list.iter().filter_map(Json::as_str) {
            words.push_str(word);
            words.push(' ');
        }
    }
    words + row.get("items").and_then(Json::as_str).unwrap_or_default()
}

/// Whether a category is neither special nor ordinary: a number that identifies, a crime.
fn is_other_kind(row: &Entry) -> bool {
    let words = words_of(row);
    ["national_id_number", "criminal"]
        .iter()
        .any(|code| words.contains(code))
        || {
            let spoken = plain(&words);
            lists::shipped()
                .other_kinds
                .all()
                .any(|it| spoken.contains(it))
        }
}

/// Categories of data that are told with what is of each, `Identity: name, address`, one in each part of a text; nothing where
/// a part tells otherwise.
fn with_items(text: &str) -> Option<Vec<(&str, &str)>> {
    /// The most words of a category.
    const WORDS: usize = 8;
    let parts = text.split(['\n', ';']).map(str::trim);
    let told = parts.filter(|it| !it.is_empty()).map(|part| {
        let (label, items) = part.split_once(": ")?;
        let (label, items) = (label.trim(), items.trim());
        let words = label.split_whitespace().count();
        let is_one = (1..=WORDS).contains(&words) && !label.contains(['(', '.', '/']);
        (is_one && !items.is_empty() && !items.contains(": ")).then_some((label, items))
    });
    let told: Option<Vec<_>> = told.collect();
    told.filter(|it| !it.is_empty())
}
