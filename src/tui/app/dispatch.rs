//! What the app does for each command, and which commands are for layers alone.

use super::announced::Offer;
use super::{App, Effect};
use crate::store::Turn;
use crate::tui::command::Command;
use crate::tui::job::JobKind;
use crate::tui::request::{Asking, Pending};

/// What the app does for a command; nothing for those that are for layers alone, each of which does its own.
#[expect(
    clippy::too_many_lines,
    reason = "a table: a line for each command, and the compiler asks for one of a new command"
)]
pub(super) fn action(command: Command) -> Option<fn(&mut App)> {
    let action: fn(&mut App) = match command {
        Command::Export => |app| app.export_what_is_shown(),
        Command::ExportTable => |app| app.ask_table(),
        Command::DraftNotice => |app| app.draft_notice(),
        Command::Ask => |app| app.ask_people(None),
        Command::Answers => |app| app.ask_path("answers", Pending::Asking(Asking::Answers), None),
        Command::Edition => |app| app.ask_edition(),
        Command::SetField => |app| app.ask_set(),
        Command::ReplaceRecord => |app| app.ask_replace(),
        Command::CopyTo => |app| app.ask_copy_to(),
        Command::KeepTemplate => |app| app.keep_template(),
        Command::ForgetTemplate => |app| app.ask_forget_template(),
        Command::Origin => |app| app.ask_origin(),
        Command::Import => |app| app.ask_path("import", Pending::Import, None),
        Command::Backup => |app| app.ask_backup(None),
        Command::Restore => |app| app.pick_copy(),
        Command::OpenRegister => |app| app.ask_open(),
        Command::NewRegister => |app| app.ask_new(None),
        Command::Redact => |app| app.ask_which_field_goes(),
        Command::RedactWords => |app| app.ask_which_words_go(None),
        Command::Verify => |app| app.check_file(JobKind::Verify, None),
        Command::VerifyAgainst => |app| app.ask_against(None),
        Command::Compare => |app| app.ask_path("compare", Pending::Compare, None),
        Command::Identity => |app| app.show_identity(),
        Command::Drafts => |app| app.offer_drafts(Offer::Asked),
        Command::Country => |app| app.ask_country(),
        Command::Uses => |app| app.ask_uses(),
        Command::RegisterData => |app| app.open_form(app.register().about.head.id, None),
        Command::Undo => |app| app.when_free(|app| app.turn(Turn::Undo)),
        Command::Redo => |app| app.when_free(|app| app.turn(Turn::Redo)),
        Command::Help => |app| app.show_help(),
        Command::Manual => |app| app.show_manual(),
        Command::Rules => |app| app.ask_rule(),
        Command::Law => |app| app.show_law(),
        Command::Palette => |app| app.show_palette(),
        Command::Quit | Command::QuitNow => |app| app.ask_to_quit(),
        Command::Day => |app| app.ask_day(None),
        Command::Columns => |app| app.ask_columns(),
        Command::Filters => |app| app.ask_filter(),
        Command::KeepFilter => |app| app.ask_filter_name(None),
        Command::Act => |app| app.act_on_chosen(),
        Command::ActHere => |app| app.act_in_form(),
        Command::RecordHoldings => |app| app.record_holdings(),
        Command::FromLibrary => |app| app.ask_beginning(),
        Command::UseIn => |app| app.use_chosen_schedule(),
        Command::FromLaw => |app| app.ask_law(),
        Command::Citing => |app| app.ask_citing(),
        Command::Period => |app| app.ask_period(None),
        Command::Mouse => |app| app.switch_mouse(),
        Command::Suspend => |app| app.effects.push(Effect::Suspend),
        Command::Redraw => |app| app.effects.push(Effect::Redraw),
        Command::InFull => |app| app.read_in_full(None),
        Command::Up
        | Command::Down
        | Command::Left
        | Command::Right
        | Command::PageUp
        | Command::PageDown
        | Command::First
        | Command::Last
        | Command::Open
        | Command::Edit
        | Command::Save
        | Command::SaveBecause
        | Command::New
        | Command::Duplicate
        | Command::Remove
        | Command::Select
        | Command::MarkRange
        | Command::MarkAll
        | Command::MarkNone
        | Command::MoveUp
        | Command::MoveDown
        | Command::Reference
        | Command::AllFields
        | Command::NextFinding
        | Command::PreviousFinding
        | Command::Editor
        | Command::NextSection
        | Command::PreviousSection
        | Command::NextView
        | Command::PreviousView
        | Command::Filter
        | Command::Sort
        | Command::SortBack
        | Command::Show
        | Command::Wider
        | Command::Narrower
        | Command::NextMonth
        | Command::PreviousMonth
        | Command::Waive
        | Command::Organisation
        | Command::Overview
        | Command::Activities
        | Command::Organisations
        | Command::Transfers
        | Command::Retention
        | Command::Findings
        | Command::History
        | Command::RecordHistory
        | Command::Due
        | Command::Disposals
        | Command::Read
        | Command::Copy
        | Command::CopyToFile
        | Command::Rule
        | Command::Search
        | Command::NextMatch
        | Command::PreviousMatch
        | Command::Back => return None,
    };
    Some(action)
}
