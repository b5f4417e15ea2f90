//! Runs of text within a block: as typed, strong, emphasised, code, and links.

use std::borrow::Cow;
use std::sync::Arc;

use smol_str::SmolStr;

use crate::domain::value::Id;

/// The place of a record's card, that links lead to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// The record.
    pub record: Id,
    /// The name of the place: the address of the heading, as the common renderers of Markdown make it.
    pub name: Arc<str>,
}

impl Anchor {
    /// The same with a name of its own, that nothing else counts the holders of.
    #[must_use]
    pub fn copied(&self) -> Self {
        Self {
            record: self.record,
            name: Arc::from(&*self.name),
        }
    }
}

/// A run of text in one style.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inline {
    /// Text that shows as it stands, with its line breaks.
    Text(SmolStr),
    /// What is looked for first: labels, references.
    Strong(SmolStr),
    /// What the register says of itself: that nothing is recorded, that there is none.
    Emphasis(SmolStr),
    /// What is copied letter by letter: a hash.
    Code(SmolStr),
    /// A link.
    Link(Box<InlineLink>),
}

/// A link with the text that it shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InlineLink {
    /// What is shown.
    pub text: Inlines,
    /// Where it leads.
    pub to: LinkTarget,
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkTarget {
    /// To a page of the web.
    Web(SmolStr),
    /// To the card of a record in the same document.
    Record(Anchor),
}

impl Inline {
    /// Text as typed.
    #[must_use]
    pub fn text(text: &str) -> Self {
        Self::Text(text.into())
    }

    /// Strong text.
    #[must_use]
    pub fn strong(text: &str) -> Self {
        Self::Strong(text.into())
    }

    /// Emphasised text.
    #[must_use]
    pub fn emphasis(text: &str) -> Self {
        Self::Emphasis(text.into())
    }

    /// A hash, or what is typed into a command line, as code; what no code can hold is text.
    #[must_use]
    pub fn code(text: &str) -> Self {
        let holds = |byte: u8| (byte == b' ' || byte.is_ascii_graphic()) && byte != b'`';
        if !text.is_empty() && text.trim() == text && text.bytes().all(holds) {
            Self::Code(text.into())
        } else {
            Self::Text(text.into())
        }
    }

    /// An address as a link that shows it, where it is a plain one of the web; else as text.
    #[must_use]
    pub fn address(typed: &str) -> Self {
        let web = typed.starts_with("https://") || typed.starts_with("http://");
        let safe =
            |byte: u8| byte.is_ascii_alphanumeric() || b"-._~:/?#@!$'()+,;=%&".contains(&byte);
        if web && typed.bytes().all(safe) && !typed.contains("&#") {
            Self::Link(Box::new(InlineLink {
                text: Self::text(typed).into(),
                to: LinkTarget::Web(typed.into()),
            }))
        } else {
            Self::text(typed)
        }
    }

    /// A link to the card of a record.
    #[must_use]
    pub fn to_record(text: Inlines, anchor: Anchor) -> Self {
        Self::Link(Box::new(InlineLink {
            text,
            to: LinkTarget::Record(anchor),
        }))
    }
}

/// Runs of text that follow each other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inlines(Vec<Inline>);

impl Inlines {
    /// Adds a run.
    pub fn push(&mut self, inline: Inline) {
        self.0.push(inline);
    }

    /// Adds text as typed.
    pub fn push_text(&mut self, text: impl Into<SmolStr>) {
        self.0.push(Inline::Text(text.into()));
    }

    /// The same with a run after it.
    #[must_use]
    pub fn and(mut self, inline: Inline) -> Self {
        self.0.push(inline);
        self
    }

    /// The same with text after it.
    #[must_use]
    pub fn and_text(mut self, text: impl Into<SmolStr>) -> Self {
        self.push_text(text);
        self
    }

    /// The text of a template, with the runs that stand for its `{name}`s.
    #[must_use]
    pub fn filled(template: &str, parts: &[(&str, Inline)]) -> Self {
        let mut out = Self::default();
        let mut rest = template;
        while let Some((start, end)) = rest
            .find('{')
            .and_then(|start| Some((start, start + rest[start..].find('}')?)))
        {
            let name = &rest[start + 1..end];
            if let Some((_, inline)) = parts.iter().find(|(known, _)| *known == name) {
                if start > 0 {
                    out.push_text(&rest[..start]);
                }
                out.push(inline.clone());
            } else {
                out.push_text(&rest[..=end]);
            }
            rest = &rest[end + 1..];
        }
        if !rest.is_empty() {
            out.push_text(rest);
        }
        out
    }

    /// Whether there is nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The runs.
    pub fn iter(&self) -> std::slice::Iter<'_, Inline> {
        self.0.iter()
    }

    /// Whether it is one line of fewer letters.
    #[must_use]
    pub fn is_shorter_than(&self, letters: usize) -> bool {
        let mut counted = 0;
        let is_one_line = self.each_text(&mut |text| {
            counted += text.chars().count();
            lines_of(text).nth(1).is_none()
        });
        is_one_line && counted < letters
    }

    /// Calls `visit` with each text in its order until it says that the rest is of no interest; whether all were visited.
    fn each_text(&self, visit: &mut dyn FnMut(&str) -> bool) -> bool {
        self.0.iter().all(|inline| match inline {
            Inline::Text(text)
            | Inline::Strong(text)
            | Inline::Emphasis(text)
            | Inline::Code(text) => visit(text),
            Inline::Link(link) => link.text.each_text(visit),
        })
    }

    /// Whether the last run ends with a sign.
    #[must_use]
    pub fn ends_with(&self, sign: char) -> bool {
        self.0.last().is_some_and(|inline| match inline {
            Inline::Text(text)
            | Inline::Strong(text)
            | Inline::Emphasis(text)
            | Inline::Code(text) => text.ends_with(sign),
            Inline::Link(link) => link.text.ends_with(sign),
        })
    }

    /// The text without its styles.
    #[must_use]
    pub fn plain(&self) -> String {
        let mut out = String::new();
        self.each_text(&mut |text| {
            out.push_str(text);
            true
        });
        out
    }
}

/// The lines of a text, whatever breaks them.
pub fn lines_of(text: &str) -> impl Iterator<Item = &str> {
    let is_break =
        |letter: char| matches!(letter, '\n' | '\u{2028}' | '\u{2029}' | '\u{0B}' | '\u{0C}');
    text.split(is_break)
        .map(|line| line.strip_suffix('\r').unwrap_or(line))
}

/// A text on one line: of a heading, of a title, of what is said beside something else.
#[must_use]
pub fn one_line(text: &str) -> Cow<'_, str> {
    let mut lines = lines_of(text);
    if let (Some(line), None) = (lines.next(), lines.next()) {
        return Cow::Borrowed(line);
    }
    let lines = lines_of(text).map(|line| line.trim_end_matches([' ', '\t']));
    Cow::Owned(lines.collect::<Vec<_>>().join(" "))
}

impl Extend<Inline> for Inlines {
    fn extend<T: IntoIterator<Item = Inline>>(&mut self, inlines: T) {
        self.0.extend(inlines);
    }
}

impl IntoIterator for Inlines {
    type Item = Inline;
    type IntoIter = std::vec::IntoIter<Inline>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a> IntoIterator for &'a Inlines {
    type Item = &'a Inline;
    type IntoIter = std::slice::Iter<'a, Inline>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl From<Inline> for Inlines {
    fn from(inline: Inline) -> Self {
        // More follows as a rule: a label is said with its sign and its value.
        let mut inlines = Vec::with_capacity(4);
        inlines.push(inline);
        Self(inlines)
    }
}

impl From<&str> for Inlines {
    fn from(text: &str) -> Self {
        Self::from(SmolStr::new(text))
    }
}

impl From<SmolStr> for Inlines {
    fn from(text: SmolStr) -> Self {
        if text.is_empty() {
            return Self::default();
        }
        // A cell as a rule: a large table has many, and each has room for itself alone.
        Self(vec![Inline::Text(text)])
    }
}

impl From<String> for Inlines {
    fn from(text: String) -> Self {
        Self::from(text.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_plain_web_address_becomes_a_link() {
        let links = |typed: &str| matches!(Inline::address(typed), Inline::Link(_));
        assert!(links("https://example.se/a_b?c=d&e=f"));
        for typed in [
            "javascript:alert(1)",
            "https://x.se/|",
            "Dnr 2025-12",
            "https://x.se/&#124;",
            "https://x.se/a b",
        ] {
            assert!(!links(typed), "{typed}");
        }
    }

    #[test]
    fn a_template_is_filled_with_runs() {
        let parts = [
            ("hash", Inline::code("ab12")),
            ("n", Inline::text("{hash}")),
        ];
        let filled = Inlines::filled("set {n}, {hash} of {what}", &parts);
        assert_eq!(filled.plain(), "set {hash}, ab12 of {what}");
        assert!(filled.iter().any(|inline| *inline == Inline::code("ab12")));
    }
}
