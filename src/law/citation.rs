//! Which statutory periods a text cites: by the number of an act, by its name in any case form, and by its section.

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::{OnceLock, RwLock};

use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::retention::Retention;
use crate::domain::text::fold;

/// A citation, cut into what tells acts and sections apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Citation {
    /// Numbers of acts, such as `1999:1078` or `2016/679`.
    numbers: Vec<String>,
    /// The names of the act, folded.
    names: Vec<String>,
    /// Chapters.
    chapters: Vec<String>,
    /// Sections or articles.
    sections: Vec<String>,
    /// Numbers inside a section.
    numbered: Vec<String>,
    /// Paragraphs of a section, where they are told by an ordinal.
    paragraphs: Vec<usize>,
}

/// The words by which citations are taken apart, folded.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct CitationWords {
    /// What a figure of a section follows.
    section: Vec<String>,
    /// What a figure of a part of a section follows.
    part: Vec<String>,
    /// The ordinals by which paragraphs of sections are cited, the first first.
    ordinals: Vec<String>,
    /// What stands between figures of sections.
    joins: Vec<String>,
    /// Words of a citation that name no act.
    common: Vec<String>,
    /// The case forms in which a Finnish act is cited.
    finnish_act: Vec<String>,
    /// How names of acts may end beside their short form.
    endings: Vec<String>,
}

impl CitationWords {
    /// The words that come with the program. A file that cannot be read has none; a test keeps that from happening.
    fn shipped() -> &'static Self {
        static WORDS: OnceLock<CitationWords> = OnceLock::new();
        WORDS.get_or_init(|| {
            let text = include_str!("../../assets/rules/citation_words.toml");
            toml::from_str(&fold(text)).unwrap_or_default()
        })
    }
}

/// Whether a list has a word.
fn has(list: &[String], word: &str) -> bool {
    list.iter().any(|it| it == word)
}

/// Whether a word is a small one, which stands in nearly every sentence: it names no act, though names of acts hold it.
fn is_small(token: &str) -> bool {
    static SMALL: OnceLock<HashSet<String>> = OnceLock::new();
    let small = SMALL.get_or_init(|| {
        let words = include_str!("../../assets/rules/stop_words.toml");
        let words: toml::Table = words.parse().unwrap_or_default();
        let lists = words.values().filter_map(toml::Value::as_array).flatten();
        lists.filter_map(toml::Value::as_str).map(fold).collect()
    });
    small.contains(token)
}

/// Whether a text has a word as an abbreviation: `AO`, `BW`.
fn is_abbreviated(text: &str, token: &str) -> bool {
    let mut words = text.split(|letter: char| !letter.is_alphanumeric());
    words
        .any(|word| word.chars().all(char::is_uppercase) && !word.is_empty() && fold(word) == token)
}

/// What a Finnish act is called, without its case form.
fn finnish_act(word: &str) -> Option<&str> {
    let mut forms = CitationWords::shipped().finnish_act.iter();
    let rest = forms.find_map(|form| word.strip_suffix(form.as_str()));
    rest.filter(|rest| rest.len() >= 5)
}

/// The number of an act in a token: `1999:1078`, `1336/1997`, and `2004/37` of `2004/37/EC`, whatever a language calls
/// the Union behind it.
fn number_of_an_act(token: &str) -> Option<&str> {
    let (left, rest) = token.split_once([':', '/'])?;
    let (right, union) = rest.split_once('/').unwrap_or((rest, ""));
    let is_figure = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let is_number = is_figure(left)
        && is_figure(right)
        && (left.len() == 4 || right.len() == 4)
        && union.chars().all(char::is_alphabetic);
    is_number.then(|| &token[..left.len() + 1 + right.len()])
}

/// The numbers of acts that a text has.
pub(super) fn numbers_in(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_alphanumeric() && !matches!(letter, ':' | '/'))
        .filter_map(number_of_an_act)
}

/// What the figures that follow are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Marker {
    None,
    Section,
    Number,
    Part,
}

/// A day in words, such as `18 septembre 2017`: the name of an act that has no other, the year first.
fn day_in_words(tokens: &[Cow<'_, str>]) -> Option<String> {
    let [day, month, year, ..] = tokens else {
        return None;
    };
    let known = CitationWords::shipped();
    let is_figure = |text: &str| text.bytes().all(|it| it.is_ascii_digit());
    let is_month = month.len() > 2
        && month.chars().all(char::is_alphabetic)
        && ![&known.section, &known.part, &known.common]
            .iter()
            .any(|words| has(words, month));
    let is_day = day.len() <= 2 && is_figure(day) && year.len() == 4 && is_figure(year);
    (is_day && is_month).then(|| format!("{year} {month} {day}"))
}

/// The tokens with each day in words as one, and what stands behind it in Italy as the number of an act: `10 marzo 2023,
/// n. 24` is `24/2023` too.
fn with_days<'t>(tokens: &[Cow<'t, str>]) -> Vec<Cow<'t, str>> {
    let mut out = Vec::with_capacity(tokens.len());
    let mut rest = tokens;
    while let Some((first, behind)) = rest.split_first() {
        let Some(day) = day_in_words(rest) else {
            out.push(first.clone());
            rest = behind;
            continue;
        };
        let year = &rest[2];
        rest = &rest[3..];
        out.push(Cow::Owned(day));
        if let [sign, number, behind @ ..] = rest
            && sign == "n"
        {
            let number = format!("{number}/{year}");
            if number_of_an_act(&number).is_some() {
                out.push(Cow::Owned(number));
                rest = behind;
            }
        }
    }
    out
}

/// Whether a token is an article of a book of a code, such as `III.86`.
fn is_article_of_a_book(token: &str) -> bool {
    token.split_once('.').is_some_and(|(book, article)| {
        !book.is_empty()
            && book.bytes().all(|letter| b"ivxl".contains(&letter))
            && article.starts_with(|letter: char| letter.is_ascii_digit())
    })
}

/// A range of sections, such as `4-5`.
fn range(token: &str) -> Option<(u32, u32)> {
    let (first, last) = token.split_once(['-', '–'])?;
    let (first, last) = (first.parse().ok()?, last.parse().ok()?);
    (first <= last && last - first < 40).then_some((first, last))
}

/// A chapter and a section as `7:2`.
fn short_form(token: &str) -> Option<(&str, &str)> {
    let (chapter, section) = token.split_once(':')?;
    let is_number = |part: &str, most: usize| {
        (1..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    (is_number(chapter, 2) && is_number(section, 3)).then_some((chapter, section))
}

/// The tokens with letters beside their figures: `L. 123-22` and `L.123-22` are `L123-22`, `1 a §` is `1a §`.
fn lettered<'t>(tokens: &[&'t str]) -> Vec<Cow<'t, str>> {
    const LETTERS: [char; 3] = ['l', 'r', 'd'];
    let is_figure = |text: &str| text.starts_with(|letter: char| letter.is_ascii_digit());
    let mut out: Vec<Cow<'t, str>> = Vec::with_capacity(tokens.len());
    for (at, token) in tokens.iter().enumerate() {
        let last = out.last().map(|last| &**last).unwrap_or_default();
        let letter_first = is_figure(token)
            && number_of_an_act(token).is_none()
            && last.len() == 1
            && last.starts_with(LETTERS);
        let letter_behind = token.len() == 1
            && token.starts_with(|letter: char| letter.is_ascii_lowercase())
            && !last.is_empty()
            && last.bytes().all(|byte| byte.is_ascii_digit())
            && tokens.get(at + 1) == Some(&"§");
        if letter_first || letter_behind {
            let before = out.pop().unwrap_or_default();
            out.push(Cow::Owned(format!("{before}{token}")));
            continue;
        }
        let dotted = token.split_once('.').filter(|(letter, figures)| {
            letter.len() == 1 && letter.starts_with(LETTERS) && is_figure(figures)
        });
        out.push(match dotted {
            Some((letter, figures)) => Cow::Owned(format!("{letter}{figures}")),
            None => Cow::Borrowed(token),
        });
    }
    out
}

/// Whether the sign for a section stands behind a figure, with none but other figures between: `32 ja 40 §`.
fn leads_to_a_section(behind: &[&str]) -> bool {
    const MOST: usize = 5;
    let mut behind = behind.iter().take(MOST);
    let is_between = |token: &&&str| {
        has(&CitationWords::shipped().joins, token)
            || token.starts_with(|letter: char| letter.is_ascii_digit())
    };
    let sign = behind.find(|token| !is_between(token));
    sign.is_some_and(|token| *token == "§" || *token == "§§")
}

impl Citation {
    pub(super) fn of(text: &str) -> Self {
        let mut citation = Self::default();
        let folded = fold(&text.replace(['º', '°', 'ª'], "")).replace('§', " § ");
        let tokens: Vec<&str> = folded
            .split(|letter: char| {
                letter.is_whitespace() || matches!(letter, '(' | ')' | ',' | ';' | '"' | '“' | '”')
            })
            .map(|token| token.trim_matches(|letter: char| matches!(letter, '.' | ':' | '-' | '–')))
            .filter(|token| !token.is_empty())
            .collect();
        let tokens = with_days(&lettered(&tokens));
        let tokens: Vec<&str> = tokens.iter().map(|token| &**token).collect();
        let words = CitationWords::shipped();
        let mut marker = Marker::None;
        for (at, token) in tokens.iter().enumerate() {
            let next = tokens.get(at + 1).copied().unwrap_or_default();
            let ordinal = words.ordinals.iter().position(|ordinal| ordinal == token);
            if let Some(place) = ordinal.filter(|_| next == "st" || next.starts_with("stycke")) {
                citation.paragraphs.push(place);
            }
            let figure = is_article_of_a_book(token)
                || token.starts_with(|letter: char| letter.is_ascii_digit())
                || (token.len() > 1
                    && token.starts_with(['l', 'r', 'd'])
                    && token[1..].starts_with(|letter: char| letter.is_ascii_digit()));
            if token.contains(' ') {
                citation.names.push((*token).to_owned());
                marker = Marker::None;
            } else if let Some(number) = number_of_an_act(token) {
                citation.numbers.push(number.to_owned());
                marker = Marker::None;
            } else if let Some((chapter, section)) = short_form(token)
                && marker != Marker::Section
            {
                citation.chapters.push(chapter.to_owned());
                citation
                    .sections
                    .extend([section, token].map(str::to_owned));
            } else if figure {
                let chapter = next.starts_with("kap")
                    || next == "ch"
                    || next == "luku"
                    || next.starts_with("luvu");
                let cited = if chapter {
                    &mut citation.chapters
                } else if leads_to_a_section(&tokens[at + 1..]) || marker == Marker::Section {
                    &mut citation.sections
                } else if marker == Marker::Number {
                    &mut citation.numbered
                } else {
                    continue;
                };
                match range(token) {
                    Some((first, last)) => {
                        cited.extend((first..=last).map(|number| number.to_string()));
                    }
                    None => cited.push((*token).to_owned()),
                }
            } else if has(&words.section, token) {
                marker = Marker::Section;
            } else if *token == "nr" {
                marker = Marker::Number;
            } else if has(&words.part, token) {
                marker = Marker::Part;
            } else if token.chars().any(char::is_alphabetic)
                && !has(&words.common, token)
                && (!is_small(token) || is_abbreviated(text, token))
            {
                citation.names.push((*token).to_owned());
                if token.len() > 2 {
                    marker = Marker::None;
                }
            }
        }
        citation
    }

    /// Whether another citation is of the same act.
    fn is_of_the_act_of(&self, other: &Self) -> bool {
        if !self.numbers.is_empty() && !other.numbers.is_empty() {
            return self
                .numbers
                .iter()
                .any(|number| other.numbers.contains(number));
        }
        // Of a name of several words, half at least: a single one may stand in the names of many acts.
        let telling = |all: &[String]| all.iter().filter(|name| name.len() >= 2).count();
        let same = self
            .names
            .iter()
            .filter(|name| {
                name.len() >= 2 && other.names.iter().any(|other| is_one_word(name, other))
            })
            .count();
        let least = telling(&self.names).min(telling(&other.names));
        same > 0 && same * 2 >= least
    }

    /// Whether the sections of another are among its own, where both name any.
    fn may_be_the_section_of(&self, other: &Self) -> bool {
        let meets = |own: &[String], others: &[String]| {
            own.is_empty() || others.is_empty() || own.iter().any(|one| others.contains(one))
        };
        meets(&self.chapters, &other.chapters)
            && meets(&self.sections, &other.sections)
            && meets(&self.numbered, &other.numbered)
            && (self.paragraphs.is_empty()
                || other.paragraphs.is_empty()
                || self
                    .paragraphs
                    .iter()
                    .any(|it| other.paragraphs.contains(it)))
    }
}

/// Whether two words are forms of one: the same, or the same but for an ending.
fn is_one_word(left: &str, right: &str) -> bool {
    // A day has no forms.
    if left.starts_with(|letter: char| letter.is_ascii_digit()) {
        return left == right;
    }
    // Two forms of a word begin alike; most words that are compared do not.
    if left.as_bytes().first() != right.as_bytes().first() {
        return false;
    }
    let of_an_act = finnish_act(left).is_some_and(|act| finnish_act(right) == Some(act));
    if left == right || of_an_act {
        return true;
    }
    let (short, long) = if left.len() < right.len() {
        (left, right)
    } else {
        (right, left)
    };
    if short.len() < 7 || !long.is_char_boundary(short.len()) {
        return false;
    }
    long.strip_prefix(short)
        .is_some_and(|ending| has(&CitationWords::shipped().endings, ending))
        || short
            .get(..short.len() - 1)
            .and_then(|stem| long.strip_prefix(stem))
            .is_some_and(|ending| short.len() >= 8 && ending.len() <= 3)
}

/// How many texts are kept with what they cite.
const MOST_READ: usize = 4096;

/// The citations of all statutory periods, found by the numbers and the beginnings of names in them.
#[derive(Debug, Default)]
pub(super) struct CitedPeriods {
    entries: Vec<Vec<Citation>>,
    by_number: FxHashMap<String, Vec<usize>>,
    /// By the first two bytes of a name: forms of one word begin alike.
    by_beginning: FxHashMap<[u8; 2], Vec<usize>>,
    /// What texts cite: the same law is cited by many records.
    read: RwLock<FxHashMap<String, Vec<usize>>>,
}

impl Clone for CitedPeriods {
    fn clone(&self) -> Self {
        Self {
            entries: self.entries.clone(),
            by_number: self.by_number.clone(),
            by_beginning: self.by_beginning.clone(),
            read: RwLock::default(),
        }
    }
}

impl CitedPeriods {
    pub(super) fn of(periods: &[Retention]) -> Self {
        let mut known = Self::default();
        for (place, period) in periods.iter().enumerate() {
            let entry = of_entry(period);
            for citation in &entry {
                for number in &citation.numbers {
                    let places = known.by_number.entry(number.clone()).or_default();
                    places.push(place);
                }
                for beginning in citation.names.iter().filter_map(|name| beginning(name)) {
                    known.by_beginning.entry(beginning).or_default().push(place);
                }
            }
            known.entries.push(entry);
        }
        known
    }

    /// The places of the periods that a text cites, in their order.
    pub(super) fn cited_by(&self, text: &str) -> Vec<usize> {
        let known = self.read.read().ok();
        if let Some(places) = known.as_ref().and_then(|known| known.get(text)) {
            return places.clone();
        }
        drop(known);
        let places = self.read_in(text);
        let kept = self.read.write().ok();
        if let Some(mut kept) = kept.filter(|kept| kept.len() < MOST_READ) {
            kept.insert(text.to_owned(), places.clone());
        }
        places
    }

    fn read_in(&self, text: &str) -> Vec<usize> {
        let cited: Vec<Citation> = text.split(';').map(Citation::of).collect();
        let numbers = cited.iter().flat_map(|citation| &citation.numbers);
        let names = cited.iter().flat_map(|citation| &citation.names);
        let by_number = numbers.filter_map(|number| self.by_number.get(number));
        let by_name = names
            .filter_map(|name| beginning(name))
            .filter_map(|beginning| self.by_beginning.get(&beginning));
        let mut places: Vec<usize> = by_number.chain(by_name).flatten().copied().collect();
        places.sort_unstable();
        places.dedup();
        places.retain(|place| cites(&cited, &self.entries[*place]));
        places
    }
}

/// The first two bytes of a name; `None` where it is too short to tell acts apart.
fn beginning(name: &str) -> Option<[u8; 2]> {
    name.as_bytes().first_chunk().copied()
}

/// The citations of an entry: each law that it names, and each other name of its act.
fn of_entry(entry: &Retention) -> Vec<Citation> {
    let laws = || entry.law.texts().flat_map(|law| law.split(';'));
    let mut all: Vec<Citation> = laws().map(Citation::of).collect();
    // What stands in brackets behind the name of an act is its number and day, which few cite.
    let bare = laws().filter_map(|law| {
        let (name, rest) = law.split_once(" (")?;
        Some(Citation::of(&format!("{name} {}", rest.split_once(')')?.1)))
    });
    all.extend(bare.filter(|bare| bare.names.len() == 1));
    let first = all.first().cloned().unwrap_or_default();
    all.extend(entry.cited_as.iter().map(|name| {
        let own = Citation::of(name);
        if !own.sections.is_empty() || !own.chapters.is_empty() {
            return own;
        }
        Citation {
            chapters: first.chapters.clone(),
            sections: first.sections.clone(),
            numbered: first.numbered.clone(),
            paragraphs: first.paragraphs.clone(),
            ..own
        }
    }));
    all
}

/// Whether a text cites an entry: its act, and its section where one is named.
fn cites(text: &[Citation], entry: &[Citation]) -> bool {
    text.iter().any(|own| {
        entry
            .iter()
            .any(|other| own.is_of_the_act_of(other) && own.may_be_the_section_of(other))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_cited(text: &str, law: &str) -> bool {
        cites(&[Citation::of(text)], &[Citation::of(law)])
    }

    #[test]
    fn the_words_of_citations_can_be_read() {
        let text = include_str!("../../assets/rules/citation_words.toml");
        let read: CitationWords = toml::from_str(text).unwrap();
        let shipped = CitationWords::shipped();
        assert_eq!(read.common.len(), shipped.common.len());
        assert!(has(&shipped.section, "§") && has(&shipped.joins, "och"));
    }

    #[test]
    fn the_letter_of_a_french_article_may_stand_apart() {
        let law = "Code de commerce art. L123-22";
        for text in [
            "Code de commerce, article L. 123-22",
            "art. L.123-22 du code de commerce",
            "Code de commerce L 123-22",
        ] {
            let of = |text| Citation::of(text).sections;
            assert!(is_cited(text, law), "{text}: {:?}", of(text));
        }
        assert!(!is_cited("Code de commerce, art. L. 123-23", law));
    }

    #[test]
    fn an_act_without_a_name_is_known_by_its_day_and_by_its_number_in_the_year() {
        let law = "loi du 18 septembre 2017 art. 60";
        assert!(is_cited("article 60 de la loi du 18 septembre 2017", law));
        for other in [
            "loi du 8 septembre 2017, art. 60",
            "loi du 18 septembre 2017, art. 61",
            "effacées en septembre 2017, art. 60",
        ] {
            assert!(!is_cited(other, law), "{other}");
        }
        let law = "d.lgs. 24/2023 art. 14";
        for text in [
            "D.Lgs. 10 marzo 2023, n. 24, art. 14",
            "articolo 14 del decreto legislativo 24/2023",
        ] {
            assert!(is_cited(text, law), "{text}");
        }
        assert!(!is_cited("D.Lgs. 9 aprile 2008, n. 81, art. 14", law));
        assert!(is_cited("L. 335/1995, art. 3", "Legge 335/1995 art. 3"));
    }

    #[test]
    fn an_article_is_known_with_an_ordinal_a_book_or_its_parts() {
        let law = "Código do Trabalho artigo 202";
        assert!(is_cited("artigo 202.º, n.º 4, do Código do Trabalho", law));
        assert!(!is_cited("artigo 203.º do Código do Trabalho", law));
        let law = "Wetboek van economisch recht art. III.86 en III.88";
        assert!(is_cited("art. III.88 Wetboek economisch recht", law));
        assert!(!is_cited("art. VI.45 Wetboek van economisch recht", law));
        let law = "Kodeks pracy art. 94";
        assert!(is_cited("art. 94 pkt 9b Kodeksu pracy", law));
        for other in ["art. 22 ust. 94 Kodeksu pracy", "Kodeks cywilny art. 94"] {
            assert!(!is_cited(other, law), "{other}");
        }
    }

    #[test]
    fn small_words_cite_no_act() {
        let law =
            "Lag (2021:890) om skydd för personer som rapporterar om missförhållanden, 7 kap.";
        assert!(is_cited("lagen om skydd för personer som rapporterar", law));
        assert!(!is_cited(
            "Uppgifter för personer som slutat sparas i tre år",
            law
        ));
        let law = "Bokføringsloven § 13 første og annet ledd";
        assert!(is_cited("bokføringsloven § 13", law));
        assert!(!is_cited("Beholdes i tre år og slettes", law));
        assert!(is_cited("§ 147 AO", "AO § 147 Abs. 3") && !is_cited("ao cliente", "AO § 147"));
    }

    #[test]
    fn the_sign_for_a_section_may_stand_behind_several() {
        let law = "Työaikalaki (872/2019) 32 ja 40 §";
        assert!(is_cited("työaikalaki 32 §", law) && is_cited("työaikalain 40 §", law));
        assert!(!is_cited("työaikalaki 33 §", law));
        let law = "Lag (1982:80) 3, 10 och 12 §§";
        assert!(is_cited("lag (1982:80) 10 §", law) && !is_cited("lag (1982:80) 11 §", law));
    }

    #[test]
    fn a_section_with_a_letter_is_another_section() {
        let law = "Skatteförfarandeförordning (2011:1261) 9 kap. 1 a §";
        assert!(is_cited("SFF (2011:1261) 9 kap. 1a §", law));
        assert!(is_cited("SFF (2011:1261) 9 kap. 1 a §", law));
        assert!(!is_cited("SFF (2011:1261) 9 kap. 1 §", law));
        let law = "lag (1993:387) 21 c §";
        assert!(is_cited("LSS (1993:387) 21 c §", law) && !is_cited("LSS (1993:387) 21 §", law));
    }

    #[test]
    fn a_finnish_act_is_known_in_any_case() {
        let law = "Kirjanpitolaki (1336/1997) 2 luku 10 § 2 mom.";
        for text in [
            "Kirjanpitolaki 2 luku 10 §",
            "kirjanpitolain 2 luvun 10 §:n mukaan",
            "Säilytys perustuu kirjanpitolakiin, 2 luvun 10 §",
        ] {
            assert!(is_cited(text, law), "{text}");
        }
        assert!(!is_cited("kirjanpitolain 3 luvun 10 §", law));
        assert!(!is_cited("arkistolain 2 luvun 10 §", law));
    }

    #[test]
    fn an_act_is_known_in_a_sentence_without_its_number_and_day() {
        let known = CitedPeriods::of(crate::law::Law::shipped().unwrap().retentions());
        for text in [
            "Bilag slettes to år efter regnskabsårets udløb, jf. bogføringslovens § 12",
            "Vi kasserer bilag fem år efter årets udgang efter § 12 i bogføringsloven",
        ] {
            assert!(!known.cited_by(text).is_empty(), "{text}");
        }
        for other in ["Bilag slettes efter momsloven § 12", "bogføringsloven § 13"] {
            assert!(known.cited_by(other).is_empty(), "{other}");
        }
    }

    #[test]
    fn a_directive_is_known_by_its_number_in_every_language() {
        let law = "Directive 2004/37/EC Art. 15";
        for text in [
            "Direktiv 2004/37/EG artikel 15",
            "Richtlinie 2004/37/EG, Art. 15",
            "directive 2004/37/CE, article 15",
        ] {
            assert!(is_cited(text, law), "{text}");
        }
        assert!(!is_cited("Direktiv 2004/38/EG artikel 15", law));
    }

    #[test]
    fn a_paragraph_that_is_told_is_that_one() {
        let law = "Skatteförfarandeförordning (2011:1261) 9 kap. 1 § första stycket";
        let act = "Skatteförfarandeförordningen (2011:1261) 9 kap. 1 §";
        assert!(is_cited(act, law));
        assert!(is_cited(&format!("{act} första stycket"), law));
        assert!(!is_cited(&format!("{act} tredje stycket"), law));
    }

    #[test]
    fn what_is_looked_up_is_what_each_period_by_itself_would_say() {
        let law = crate::law::Law::shipped().unwrap();
        let periods = law.retentions();
        let known = CitedPeriods::of(periods);
        let entries: Vec<Vec<Citation>> = periods.iter().map(of_entry).collect();
        let mut found = 0;
        let laws = periods.iter().flat_map(|period| {
            let own = period.law.texts().map(str::to_owned);
            own.chain(period.cited_as.iter().cloned())
        });
        let loose = ["", "arkivlagen", "HGB", "1 kap. 2 §", "2016/679; 1999:1078"];
        for text in laws.chain(loose.map(str::to_owned)) {
            let cited: Vec<Citation> = text.split(';').map(Citation::of).collect();
            let each = (0..entries.len()).filter(|place| cites(&cited, &entries[*place]));
            let places = known.cited_by(&text);
            found += places.len();
            assert_eq!(places, each.collect::<Vec<_>>(), "{text}");
        }
        assert!(found > periods.len());
    }
}
