//! The lines of the overview under their titles, and where each of them leads.

use ratatui::text::Span;

use super::countries::CountryCode;
use crate::domain::value::Id;
use crate::due::Nearness;
use crate::rules::Severity;
use crate::tui::widget::text::width;

/// Where a line of the overview leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Goal {
    /// The list at that place in [`LISTS`](super::list::LISTS).
    List(usize),
    /// The register's own data.
    RegisterData,
    /// What is known of the law.
    Law,
    /// The findings of a severity.
    Severity(Severity),
    /// The findings that are waived.
    Waived,
    /// The findings about an item of Art. 30, by its provision.
    ArticleItem(&'static str),
    /// What is due, from the first of this group on.
    Due(Nearness),
    /// All findings.
    Findings,
    /// A field of a record.
    Field(Id, Option<&'static str>),
    /// How the first activity begins.
    FirstActivity,
    /// A new security measure.
    FirstMeasure,
    /// A change set, by its number.
    ChangeSet(i64),
    /// The transfers to a country.
    Country(CountryCode),
}

impl Goal {
    /// What the findings are narrowed down to there.
    #[must_use]
    pub(crate) fn findings(self) -> Option<String> {
        match self {
            Self::Severity(severity) => Some(format!("severity:{}", severity.code())),
            Self::Waived => Some("state:waived".to_owned()),
            Self::ArticleItem(provision) => Some(format!("article:{provision}")),
            _ => None,
        }
    }
}

/// The columns before a key and after it.
pub(super) const KEY_EDGES: usize = 3;

/// A line that leads somewhere: sign, number, label, what stands beside it.
#[derive(Clone, Debug)]
pub(super) struct OverviewEntry {
    pub(super) goal: Goal,
    pub(super) spans: Vec<Span<'static>>,
    /// The key that does it and what that does, at the end of the line.
    pub(super) key: String,
}

impl OverviewEntry {
    pub(super) const fn new(goal: Goal, spans: Vec<Span<'static>>) -> Self {
        Self {
            goal,
            spans,
            key: String::new(),
        }
    }
}

/// Lines under a title.
#[derive(Debug)]
pub(super) struct OverviewBlock {
    pub(super) title: String,
    pub(super) entries: Vec<OverviewEntry>,
}

impl OverviewBlock {
    /// Where its keys end, so that they stand below each other and near what they do.
    pub(super) fn end_of_keys(&self) -> usize {
        let keyed = self.entries.iter().filter(|entry| !entry.key.is_empty());
        let end = |entry: &OverviewEntry| {
            let text: usize = entry.spans.iter().map(Span::width).sum();
            1 + text + width(&entry.key) + KEY_EDGES
        };
        keyed.map(end).max().unwrap_or(0)
    }
}

/// A line that is parted where it grows too long: between two of the parts that a number is made of.
pub(super) fn parted(text: String, room: usize) -> (String, Option<String>) {
    /// Below the label, behind the number.
    const INDENT: &str = "          ";
    const BETWEEN: &str = " · ";
    if width(&text) <= room {
        return (text, None);
    }
    let mut places = text.rmatch_indices(BETWEEN);
    let Some((place, _)) = places.find(|(place, _)| width(&text[..*place]) <= room) else {
        return (text, None);
    };
    let rest = format!("{INDENT}{}", &text[place + BETWEEN.len()..]);
    (text[..place].to_owned(), Some(rest))
}
