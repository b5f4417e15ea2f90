//! What is asked of the sheets of a file, and what they were read as: in a job, because it takes the longer, the more rows
//! there are.

use std::sync::Arc;

use super::incoming::{Brought, OpenedSheets, OwnOrganisations};
use crate::domain::problem::Problem;
use crate::exchange::sheets::report::SheetReport;
use crate::exchange::sheets::{Mapping, SheetRequest};
use crate::labels::Lexicon;

/// The sheets of a file, and how they are to be read.
#[derive(Clone, Debug)]
pub struct SheetsToRead {
    /// The sheets.
    pub(crate) sheets: Arc<OpenedSheets>,
    /// The mappings that the user keeps.
    own: Arc<[Mapping]>,
    /// The organisations of ours: everything is of the only one where nothing else is said.
    ours: OwnOrganisations,
    /// The one sheet that was asked for.
    pub(crate) sheet: Option<String>,
    /// The organisation that was chosen.
    pub(crate) organisation: Option<String>,
    /// The role that was chosen.
    pub(crate) role: Option<String>,
    /// What was chosen for the columns; nothing as long as all is as it was recognised.
    pub(crate) mapping: Option<Mapping>,
    /// What the source is called, where that is known.
    pub(crate) source: Option<String>,
}

/// What sheets were read as.
#[derive(Debug)]
pub(crate) struct SheetsAsRead {
    /// How they were read.
    pub(crate) by: SheetsToRead,
    /// What they bring.
    pub(crate) brought: Arc<Brought>,
    /// What was made of them.
    pub(crate) report: SheetReport,
}

impl SheetsToRead {
    /// The sheets of a file that nothing was chosen for yet.
    pub(crate) fn new(sheets: OpenedSheets, own: Vec<Mapping>, ours: OwnOrganisations) -> Self {
        Self {
            sheets: Arc::new(sheets),
            own: own.into(),
            ours,
            sheet: None,
            organisation: None,
            role: None,
            mapping: None,
            source: None,
        }
    }

    /// How they are read; a row alone is said to be of the one organisation of ours.
    pub(crate) fn request(&self, alone: bool) -> SheetRequest<'_> {
        let ours = self.ours.only().filter(|_| alone);
        SheetRequest {
            sheet: self.sheet.as_deref(),
            mapping: self.mapping.as_ref(),
            own: &self.own,
            organisation: self.organisation.as_deref().or(ours),
            kept_by: self.ours.name(self.organisation.as_deref()),
            role: self.role.as_deref(),
            source: self.source.as_deref(),
        }
    }

    /// Reads them.
    ///
    /// # Errors
    /// As [`OpenedSheets::read`].
    pub(crate) fn read(self, lexicon: &Lexicon) -> Result<SheetsAsRead, Problem> {
        let mut brought = self.sheets.read(&self.request(false), lexicon)?;
        brought.belongs_to(self.ours.only());
        let report = brought.sheet_report().cloned().unwrap_or_default();
        Ok(SheetsAsRead {
            by: self,
            brought: Arc::new(brought),
            report,
        })
    }

    /// Reads them for the first time: where nothing is recognised, where the headers are is guessed, and what they mean
    /// is for the user to say.
    ///
    /// # Errors
    /// As [`OpenedSheets::read`].
    pub(crate) fn read_first(self, lexicon: &Lexicon) -> Result<SheetsAsRead, Problem> {
        match self.clone().read(lexicon) {
            Err(problem) if problem.key == "sheet_no_table" => {
                let (sheet, mapping) = self.sheets.guessed().ok_or(problem)?;
                let guessed = Self {
                    sheet: Some(sheet),
                    mapping: Some(mapping),
                    ..self
                };
                guessed.read(lexicon)
            }
            read => read,
        }
    }
}
