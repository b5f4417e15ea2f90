//! The manual: a text in each language, its sections in the same order, found by number or by words of their titles.

use super::document::Block;
use super::document::slug;
use super::markdown::reading::read;
use crate::domain::language::{Language, shipped};
use crate::search::{Haystack, Query};

macro_rules! texts {
    ($($code:literal),+) => {
        /// The manual in each language.
        const TEXTS: &[(&str, &str)] = &[$((
            $code,
            include_str!(concat!("../../assets/manual/", $code, ".md")),
        )),+];
    };
}
shipped!(texts);

/// The manual in a language, in Markdown; in English where there is none in it.
#[must_use]
pub fn text(language: Language) -> &'static str {
    let mut there = TEXTS.iter().filter(|(_, text)| !text.is_empty());
    let own = there.find(|(code, _)| *code == language.code());
    own.or(TEXTS.first()).map_or("", |(_, text)| text)
}

/// A section of the manual.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ManualSection {
    /// Its level: 2 for a section, 3 for a part of one.
    pub level: usize,
    /// Its title.
    pub title: &'static str,
    /// Its text in Markdown, with its heading and its parts.
    pub text: &'static str,
}

impl ManualSection {
    /// The address of its heading, as the common renderers of Markdown make it.
    #[must_use]
    pub fn name(&self) -> String {
        slug(self.title)
    }

    /// Its blocks.
    #[must_use]
    pub fn blocks(&self) -> Vec<Block> {
        read(self.text)
    }
}

/// The sections of the manual with their parts, in their order.
#[must_use]
pub fn sections(language: Language) -> Vec<ManualSection> {
    sections_of(text(language))
}

fn sections_of(text: &'static str) -> Vec<ManualSection> {
    let mut headings: Vec<(usize, usize, &'static str)> = Vec::new();
    let (mut at, mut in_code) = (0, false);
    for line in text.split_inclusive('\n') {
        if line.starts_with("```") {
            in_code = !in_code;
        }
        let level = line.bytes().take_while(|byte| *byte == b'#').count();
        if !in_code && level > 0 {
            headings.push((at, level, line[level..].trim()));
        }
        at += line.len();
    }
    let sections = headings.iter().enumerate();
    let sections = sections.filter(|(_, (_, level, _))| *level > 1);
    let sections = sections.map(|(index, (start, level, title))| {
        let mut after = headings[index + 1..].iter();
        let end = after.find(|(_, other, _)| other <= level);
        let end = end.map_or(text.len(), |(end, ..)| *end);
        ManualSection {
            level: *level,
            title,
            text: &text[*start..end],
        }
    });
    sections.collect()
}

/// The sections that are meant by what was typed: the number of a section; a title or its address; else those with all
/// the words in their titles.
///
/// The titles of the other languages are understood too.
#[must_use]
pub fn find(language: Language, typed: &str) -> Vec<ManualSection> {
    let own = sections(language);
    let typed = typed.trim();
    if let Ok(number) = typed.parse::<usize>() {
        let mut numbered = own.iter().filter(|section| section.level == 2);
        let found = number.checked_sub(1).and_then(|at| numbered.nth(at));
        return found.copied().into_iter().collect();
    }
    let others = Language::ALL.into_iter().filter(|other| *other != language);
    for tongue in std::iter::once(language).chain(others) {
        let titles = sections(tongue);
        let name = slug(typed);
        let mut places: Vec<usize> = at(&titles, |section| section.name() == name);
        if places.is_empty() {
            let query = Query::new(typed);
            places = at(&titles, |section| {
                !query.is_empty() && Haystack::new(section.title).holds(&query)
            });
        }
        if !places.is_empty() {
            return places
                .iter()
                .filter_map(|at| own.get(*at).copied())
                .collect();
        }
    }
    Vec::new()
}

fn at(sections: &[ManualSection], is: impl Fn(&ManualSection) -> bool) -> Vec<usize> {
    let sections = sections.iter().enumerate();
    sections
        .filter(|(_, section)| is(section))
        .map(|(at, _)| at)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        "# M\n\nx\n\n## One\n\na\n\n### Part\n\nb\n\n```sh\n# no\n```\n\n## Two\n\nc\n";

    #[test]
    fn a_section_goes_to_the_next_of_its_level() {
        let sections = sections_of(TEXT);
        let titles: Vec<&str> = sections.iter().map(|section| section.title).collect();
        assert_eq!(titles, ["One", "Part", "Two"]);
        assert!(sections[0].text.ends_with("# no\n```\n\n"));
        assert!(sections[1].text.starts_with("### Part\n"));
        assert_eq!(sections[2].text, "## Two\n\nc\n");
    }

    #[test]
    fn a_section_is_found_by_number_title_address_and_words_of_either_language() {
        for language in Language::ALL {
            let all = sections(language);
            for (index, section) in all.iter().enumerate() {
                for tongue in Language::ALL {
                    let title = sections(tongue)[index].title;
                    assert_eq!(find(language, title), [*section], "{title}");
                    assert_eq!(find(language, &slug(title)), [*section], "{title}");
                }
            }
            let first = all.iter().find(|section| section.level == 2).copied();
            assert_eq!(find(language, "1").first().copied(), first);
            assert!(find(language, "0").is_empty());
            assert!(find(language, "999").is_empty());
            assert!(find(language, "no such thing").is_empty());
            assert!(find(language, "").is_empty());
        }
    }
}
