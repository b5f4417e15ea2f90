//! What was answered in the dialog of an export, and what is asked for by that.

use chrono::NaiveDate;

use crate::domain::codes::{ActivityRole, Choice as _};
use crate::domain::date::PartialDate;
use crate::domain::problem::Problem;
use crate::exchange::format::{DocumentKind, Format};
use crate::exchange::selection::{Arrangement, Profile, Selection};

/// A line of the dialog.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportLine {
    /// The whole register, or a part.
    What,
    /// The format.
    Format,
    /// For whom.
    Profile,
    /// The activities of one role.
    Role,
    /// Whether open points are printed.
    Points,
    /// The day as of which the register stands.
    Day,
    /// The language.
    Language,
    /// The file.
    File,
}

/// What was answered in the dialog, line by line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExportAnswers(Vec<(ExportLine, String)>);

impl ExportAnswers {
    /// The texts of the lines that were asked.
    pub(super) fn new(lines: &[ExportLine], typed: Vec<String>) -> Self {
        Self(lines.iter().copied().zip(typed).collect())
    }

    /// What stands in a line; nothing where it was not asked.
    pub(super) fn text(&self, line: ExportLine) -> &str {
        let answer = self.0.iter().find(|(of, _)| *of == line);
        answer.map_or("", |(_, text)| text)
    }

    /// The same, or what stands there otherwise.
    pub(super) fn or<'s>(&'s self, line: ExportLine, otherwise: &'s str) -> &'s str {
        match self.text(line) {
            "" => otherwise,
            text => text,
        }
    }

    /// The format.
    pub(super) fn format(&self) -> Format {
        Format::from_code(self.text(ExportLine::Format)).unwrap_or(DocumentKind::Register.usual())
    }

    /// What is asked of the part of the register that was chosen.
    pub(super) fn selection(&self, scopes: &[Scope]) -> Selection {
        let scope = scopes
            .iter()
            .find(|scope| scope.code == self.text(ExportLine::What));
        let of = scope.map(|scope| scope.selection.clone());
        let format = self.format();
        let profile = Profile::from_code(self.text(ExportLine::Profile));
        let profile = profile.unwrap_or(format.usual_profile());
        Selection {
            profile,
            role: ActivityRole::from_code(self.text(ExportLine::Role)),
            arrangement: Arrangement {
                open_points: self.text(ExportLine::Points) == "printed"
                    && format.is_document()
                    && profile == Profile::Authority,
                ..Arrangement::default()
            },
            ..of.unwrap_or_default()
        }
    }

    /// What is said of the open points, where format and audience decide and the line about them does not.
    pub(super) fn points_otherwise(&self) -> Option<&'static str> {
        let selection = self.selection(&[]);
        match (self.format().is_document(), selection.profile) {
            (false, _) => Some("export_dialog.points_data"),
            (true, Profile::Full) => Some("export_dialog.points_full"),
            (true, Profile::Public) => Some("export_dialog.points_public"),
            (true, Profile::Authority) => None,
        }
    }

    /// The day, today where none is typed.
    ///
    /// # Errors
    /// `date_unreadable`, or `day_needed` where it is a month or a year.
    pub(super) fn day(&self, today: NaiveDate) -> Result<NaiveDate, Problem> {
        let typed = self.text(ExportLine::Day).trim();
        if typed.is_empty() {
            return Ok(today);
        }
        match PartialDate::from_typed(typed, today)? {
            PartialDate::Day(day) => Ok(day),
            _ => Err(Problem::usage("day_needed").with("text", typed)),
        }
    }
}

/// What an export can hold.
#[derive(Clone)]
pub(super) struct Scope {
    /// The word for it.
    pub(super) code: String,
    /// What it is called.
    pub(super) label: String,
    /// What is asked for.
    pub(super) selection: Selection,
}
