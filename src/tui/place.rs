//! Where one can stand on the screen, and which commands act there: the one table that the bottom line, help and the
//! palette go by.

use super::command::{Command, CommandContext, declared};
use super::keymap::within;
use super::request::View;
use crate::domain::bulk::REPLACEABLE;
use crate::domain::kind::RecordKind;

/// Where one stands, as far as that decides what can be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScreenPlace {
    /// A view of a tab.
    View(View),
    /// A form. What acts there depends on the line with the focus as well, which the form knows.
    Form,
    /// A text to read.
    Reader,
}

impl ScreenPlace {
    /// The context of the keys there.
    #[must_use]
    pub const fn context(self) -> CommandContext {
        match self {
            Self::View(View::Overview) => CommandContext::Tabs,
            Self::View(View::Findings) => CommandContext::Findings,
            Self::View(View::History) => CommandContext::History,
            Self::View(_) => CommandContext::List,
            Self::Form => CommandContext::Form,
            Self::Reader => CommandContext::Reader,
        }
    }
}

impl Command {
    /// Whether it does something in a place, apart from what is selected there.
    #[must_use]
    pub fn acts_at(self, place: ScreenPlace) -> bool {
        let now = place.context();
        if !declared(self).contexts.iter().any(|of| within(now, *of)) {
            return false;
        }
        let ScreenPlace::View(view) = place else {
            return true;
        };
        let list = matches!(view, View::List(_));
        let of_records = list || matches!(view, View::Due | View::Disposals);
        let of = |kinds: &[RecordKind]| matches!(view, View::List(kind) if kinds.contains(&kind));
        let of_retention = matches!(view, View::Due | View::Disposals)
            || of(&[
                RecordKind::Retention,
                RecordKind::Schedule,
                RecordKind::Holding,
            ]);
        match self {
            // Only here are entries records, so that something can be done to one of them.
            Self::Edit | Self::RecordHistory | Self::Copy | Self::CopyToFile | Self::Redact => {
                of_records
            }
            // Countries are no records: nothing is done to several of them, and they are always by their names.
            Self::Select | Self::MarkRange | Self::MarkAll | Self::Show => view != View::Countries,
            Self::Sort => list || view == View::Findings,
            // On the overview what is added is an activity.
            Self::New => list || view == View::Overview,
            Self::Remove
            | Self::SetField
            | Self::SortBack
            | Self::Columns
            | Self::Wider
            | Self::Narrower
            | Self::Filters
            | Self::KeepFilter => list,
            // A row is made in its record.
            Self::Duplicate => matches!(view, View::List(kind) if kind.parent().is_none()),
            Self::ReplaceRecord => of(&REPLACEABLE),
            Self::Act => {
                matches!(view, View::Due | View::Overview)
                    || of(&[
                        RecordKind::Activity,
                        RecordKind::Retention,
                        RecordKind::Schedule,
                        RecordKind::Holding,
                    ])
            }
            Self::RecordHoldings => of(&[RecordKind::Retention]),
            Self::CopyTo | Self::KeepTemplate | Self::Origin => of(&[RecordKind::Activity]),
            Self::UseIn => of(&[RecordKind::Schedule]),
            Self::FromLaw | Self::Citing => of_retention,
            Self::Period => view == View::Disposals,
            Self::NextMonth | Self::PreviousMonth => view == View::Due,
            _ => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::command::COMMANDS;
    use crate::tui::screen::tabs::TABS;

    #[test]
    fn every_command_acts_somewhere_and_nowhere_outside_its_contexts() {
        let views = TABS.iter().flat_map(|(.., views)| views.iter().copied());
        let places: Vec<ScreenPlace> = views
            .map(ScreenPlace::View)
            .chain([ScreenPlace::Form, ScreenPlace::Reader])
            .collect();
        for declared in COMMANDS {
            assert!(
                places.iter().any(|place| declared.command.acts_at(*place)),
                "{} acts nowhere",
                declared.name
            );
        }
        assert!(!Command::Sort.acts_at(ScreenPlace::View(View::Due)));
        assert!(!Command::Save.acts_at(ScreenPlace::View(View::Due)));
    }
}
