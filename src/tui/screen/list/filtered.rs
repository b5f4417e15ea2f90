//! Which of the records a list shows.

use crate::domain::kind::RecordKind;
use crate::tui::scene::Scene;

/// Which of the records are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Show {
    /// All.
    #[default]
    All,
    /// Only those whose owner is the user.
    Mine,
    /// Only drafts.
    Drafts,
    /// Only those that have findings.
    Findings,
}

impl Show {
    /// Every choice with its locale key below `show`.
    pub(crate) const ALL: [(Self, &'static str); 4] = [
        (Self::All, "all"),
        (Self::Mine, "mine"),
        (Self::Drafts, "drafts"),
        (Self::Findings, "findings"),
    ];

    /// The next choice that makes a difference among records of a kind: only activities have owners and drafts.
    #[must_use]
    pub(crate) fn next(self, kind: RecordKind) -> Self {
        let differs = |show: &Self| {
            kind == RecordKind::Activity || matches!(show, Self::All | Self::Findings)
        };
        let all = || Self::ALL.iter().map(|(show, _)| *show).filter(differs);
        let after = all().skip_while(|show| *show != self).nth(1);
        after.unwrap_or_default()
    }

    /// The choice in words.
    #[must_use]
    pub(crate) fn words(self, scene: &Scene<'_>) -> String {
        let key = format!("show.{}", self.key());
        scene.words.fill(&key, &[("author", scene.author)])
    }

    /// The choice's locale key below `show`.
    #[must_use]
    pub(crate) fn key(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(show, _)| *show == self)
            .map_or("all", |(_, key)| key)
    }
}
