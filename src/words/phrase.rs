//! Values as phrases: periods, dates, provisions, numbers of things, and problems as sentences.

use chrono::NaiveDate;

use super::catalogue::Words;
use super::plural::REST;
use crate::domain::author::is_unnamed;
use crate::domain::date::PartialDate;
use crate::domain::kind::RecordKind;
use crate::domain::period::Period;
use crate::domain::problem::Problem;
use crate::domain::text::cut;

/// A problem in the user's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// What happened, in full sentences.
    pub text: String,
    /// What to do about it, where there is something to do.
    pub hint: Option<String>,
    /// The option of a command that answers it, which only those who typed a command are told.
    pub option: Option<String>,
}

/// The most bytes of a value that a message repeats as it is.
const LONGEST_DETAIL: usize = 2000;

/// A problem and what helps against it, in one line.
fn with_hint(text: String, hint: Option<String>) -> String {
    match hint.filter(|hint| !hint.is_empty()) {
        Some(hint) => format!("{text} {hint}"),
        None => text,
    }
}

impl Words {
    /// The sentence and the hint of a problem.
    ///
    /// Where its details name the kind of `record`, its `field` is called by its label.
    #[must_use]
    pub fn message(&self, problem: &Problem) -> Message {
        let kind = problem.detail("record").and_then(RecordKind::from_key);
        let word = |name: &str, value: &'_ str| match (name, kind) {
            ("field", Some(kind)) => {
                Some(self.label(kind, value)).filter(|label| !label.is_empty())
            }
            ("record", Some(kind)) => Some(self.one(kind)),
            // What the file system says comes as a key: it was met where there are no words.
            _ if value.starts_with("reason.") => self.find(value),
            _ => None,
        };
        // A value of any length must not bury what is said of it.
        let bounded = |value: &str| match value.len() {
            0..=LONGEST_DETAIL => value.to_owned(),
            _ => cut(value, LONGEST_DETAIL / 4),
        };
        let details: Vec<(&str, String)> = problem
            .details
            .iter()
            .map(|(name, value)| (*name, bounded(word(name, value).unwrap_or(value))))
            .collect();
        let cause = problem.cause.as_deref().map(|cause| self.message(cause));
        // A hint may hand on what helps against the cause.
        let cause = cause.map(|cause| {
            let remedy = cause.hint.unwrap_or_default();
            [("cause", cause.text), ("remedy", remedy)]
        });
        let details: Vec<(&str, &str)> = details
            .iter()
            .chain(cause.iter().flatten())
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        let text = self.find(&format!("error.{}.text", problem.key));
        let hint = self.find(&format!("error.{}.hint", problem.key));
        let option = self.find(&format!("error.{}.option", problem.key));
        let mut text = text.map_or_else(|| problem.to_string(), |text| self.filled(text, &details));
        let mut hint = hint.map(|hint| self.filled(hint, &details).trim().to_owned());
        if !problem.others.is_empty() {
            // Each problem stands with what helps against it.
            let mut lines = vec![with_hint(text, hint.take())];
            for other in &problem.others {
                let other = self.message(other);
                lines.push(with_hint(other.text, other.hint));
            }
            text = lines.join("\n");
        }
        Message {
            text,
            hint,
            option: option.map(|option| self.filled(option, &details)),
        }
    }

    /// A number with its noun: `count.KEY.one` or `count.KEY.many`, with `{n}`.
    #[must_use]
    pub fn count(&self, key: &str, n: usize) -> String {
        let n = u64::try_from(n).unwrap_or(u64::MAX);
        self.counted(&format!("count.{key}"), n, &self.figures(n))
    }

    /// The text of a key in the form that a number asks for; where it lacks that form, as for any other number.
    pub(super) fn counted(&self, key: &str, n: u64, shown: &str) -> String {
        let form = self.plurals.category(n);
        let forms = [form, "other", REST];
        let text = forms
            .iter()
            .find_map(|form| self.find(&format!("{key}.{form}")));
        self.filled(text.unwrap_or(key), &[("n", shown)])
    }

    /// A number with its figures in groups, as the language writes it: `3,150`, `3 150`.
    #[must_use]
    pub fn number(&self, n: usize) -> String {
        self.figures(u64::try_from(n).unwrap_or(u64::MAX))
    }

    /// The same of a number that may be below nothing.
    #[must_use]
    pub fn signed(&self, n: i64) -> String {
        let sign = if n < 0 { "-" } else { "" };
        format!("{sign}{}", self.figures(n.unsigned_abs()))
    }

    /// The same of a number of any width.
    pub(super) fn figures(&self, n: u64) -> String {
        let figures = n.to_string();
        let mut out = String::with_capacity(figures.len() + 8);
        for (at, figure) in figures.chars().enumerate() {
            if at > 0 && (figures.len() - at).is_multiple_of(3) {
                out.push_str(self.get("number.group"));
            }
            out.push(figure);
        }
        out
    }

    /// A number of bytes in megabytes, with one decimal.
    #[must_use]
    pub fn size(&self, bytes: u64) -> String {
        let tenths = bytes.div_ceil(100_000);
        self.fill(
            "phrase.megabytes",
            &[
                ("whole", &(tenths / 10).to_string()),
                ("tenths", &(tenths % 10).to_string()),
            ],
        )
    }

    /// A period in words, in the units in which it was given: `5 years`, `1 år och 6 månader`.
    #[must_use]
    pub fn period(&self, period: &Period) -> String {
        let Period::Span(span) = period else {
            return self.get("period.session").to_owned();
        };
        let (calendar, clock) = span.figures();
        let calendar = calendar.into_iter().zip(["year", "month", "week", "day"]);
        let clock = clock.into_iter().zip(["hour", "minute", "second"]);
        let parts: Vec<String> = calendar
            .chain(clock)
            .filter(|((figure, _), _)| *figure > 0)
            // In groups they could be read, and typed again, as decimals: 1,500 days.
            .map(|((figure, _), unit)| {
                let key = format!("period.{unit}");
                self.counted(&key, figure.into(), &figure.to_string())
            })
            .collect();
        self.and(&parts)
    }

    /// Several phrases as one: `a, b and c`.
    #[must_use]
    pub fn and(&self, parts: &[String]) -> String {
        match parts {
            [] => String::new(),
            [one] => one.clone(),
            [first @ .., last] => format!("{} {} {last}", first.join(", "), self.get("phrase.and")),
        }
    }

    /// A day in words: `30 April 2024`, `30 apr 2024`.
    #[must_use]
    pub fn day(&self, day: NaiveDate) -> String {
        use chrono::Datelike;
        format!(
            "{} {} {:04}",
            day.day(),
            self.month(day.month()),
            day.year()
        )
    }

    /// A date as precise as it was stated.
    #[must_use]
    pub fn date(&self, date: PartialDate) -> String {
        match date {
            PartialDate::Day(day) => self.day(day),
            PartialDate::Month(year, month) => format!("{} {year:04}", self.month(month)),
            PartialDate::Year(year) => format!("{year:04}"),
        }
    }

    /// When something was or is: on a day, in a month or in a year, as far as the date says.
    #[must_use]
    pub fn on(&self, date: PartialDate) -> String {
        let key = match date {
            PartialDate::Day(_) => "date.on_day",
            PartialDate::Month(..) => "date.in_month",
            PartialDate::Year(_) => "date.in_year",
        };
        self.fill(key, &[("date", &self.date(date))])
    }

    /// Who made a change set, where somebody signed it.
    #[must_use]
    pub fn author<'a>(&'a self, author: &'a str) -> &'a str {
        if is_unnamed(author) {
            self.get("cli.unknown_author")
        } else {
            author
        }
    }

    /// A month's name, as a date in a sentence has it.
    #[must_use]
    pub fn month(&self, month: u32) -> &str {
        self.list("date.months")
            .get(month.saturating_sub(1) as usize)
            .map_or("", String::as_str)
    }

    /// A provision of the GDPR as the language cites it: `Art. 30(1)(a)`, `artikel 30.1 a`. Several are joined.
    #[must_use]
    pub fn provision(&self, provision: &str) -> String {
        if provision.is_empty() {
            return String::new();
        }
        let parts: Vec<String> = provision
            .split("; ")
            .map(|part| self.citation(part))
            .collect();
        match parts.as_slice() {
            [] => String::new(),
            [part] => format!("{} {part}", self.get("phrase.article")),
            [first @ .., last] => {
                let first = first.join(", ");
                let joined = self.fill(
                    "phrase.articles_joined",
                    &[("first", &first), ("last", last)],
                );
                format!("{} {joined}", self.get("phrase.articles"))
            }
        }
    }

    fn citation(&self, part: &str) -> String {
        let mut out = String::new();
        for (index, piece) in part
            .split(['(', ')'])
            .filter(|piece| !piece.is_empty())
            .enumerate()
        {
            let number = piece.bytes().all(|byte| byte.is_ascii_digit());
            match (index, number) {
                (0, _) => out.push_str(piece),
                (_, true) => out += &self.fill("phrase.paragraph", &[("part", piece)]),
                (_, false) => out += &self.fill("phrase.point", &[("part", piece)]),
            }
        }
        out
    }
}
