//! `drafts`: forms of the screen that are not saved yet: listed, shown, saved or discarded.

use serde_json::json;

use super::call::{Call, Halt};
use super::desk::tell;
use crate::config::places;
use crate::domain::field::Record;
use crate::domain::problem::Problem;
use crate::domain::register::Register;
use crate::exchange::changes::told_changes;
use crate::labels::Lexicon;
use crate::session::Session;
use crate::session::drafts::{Draft, HeldForm, held};
use crate::session::history::instant;
use crate::session::rescue::Rescue;
use crate::session::unsaved::UnsavedForms;

/// `ropa drafts`: the list, or one of them: what it would change, saved, or discarded.
pub(super) fn drafts(call: &mut Call<'_, '_>) -> Result<u8, Halt> {
    let named = call.given.text("draft").map(str::to_owned);
    match (call.given.flag("save"), call.given.flag("discard")) {
        (true, true) => Err(Problem::usage("draft_save_or_discard").into()),
        (true, false) => save(call, named.as_deref()),
        (false, true) => discard(call, named.as_deref()),
        (false, false) => {
            let session = call.open()?;
            let rescue = rescue_of(call, &session);
            let forms = forms(call, &session, rescue.as_ref());
            match named {
                None => list(call, session.register(), &forms),
                Some(named) => {
                    let draft = meant(&forms, Some(&named))?;
                    show(call, session.register(), draft)
                }
            }
        }
    }
}

/// What lies beside the register.
fn rescue_of(call: &Call<'_, '_>, session: &Session) -> Option<Rescue> {
    let directory = places::rescue_directory(&call.setting.environment);
    directory.map(|directory| Rescue::of(&directory, session))
}

/// The unsaved forms, after what cannot be read of them was told.
fn forms(call: &mut Call<'_, '_>, session: &Session, rescue: Option<&Rescue>) -> Vec<Draft> {
    let forms = UnsavedForms::of(session, rescue);
    if let Some(problem) = &forms.trouble {
        call.warn(problem);
    }
    for file in &forms.unreadable {
        let problem = Problem::cannot("draft_file_unreadable").with("file", file.display());
        call.warn(&problem);
    }
    forms.drafts
}

/// The form that is meant by its place in the list or its name; the only one where none is named.
fn meant<'d>(forms: &'d [Draft], named: Option<&str>) -> Result<&'d Draft, Problem> {
    match (named, forms) {
        (None, [only]) => Ok(only),
        (None, _) => Err(Problem::usage("draft_which").with("n", forms.len())),
        (Some(named), _) => {
            let at = named.parse::<usize>().ok();
            let by_place = at.and_then(|at| forms.get(at.checked_sub(1)?));
            let by_name = forms.iter().find(|draft| draft.name == named);
            let unknown = || Problem::usage("draft_unknown").with("draft", named);
            by_name.or(by_place).ok_or_else(unknown)
        }
    }
}

/// What a form holds; refused where it is of a version that knew other fields.
fn held_by(draft: &Draft, register: &Register) -> Result<HeldForm, Problem> {
    let other = || Problem::cannot("draft_of_other_version").with("draft", &draft.name);
    held(draft, register).ok_or_else(other)
}

/// What a form is called: the kind of its record and its title.
fn titled(lexicon: &Lexicon, register: &Register, draft: &Draft) -> String {
    match held(draft, register) {
        Some(held) => {
            let kind = lexicon.words.one(held.record.kind());
            let title = lexicon.title(register, &*held.record);
            format!("{kind}: {title}")
        }
        None => (lexicon.words).fill("draft.other_version", &[("kind", &draft.kind)]),
    }
}

fn list(call: &mut Call<'_, '_>, register: &Register, forms: &[Draft]) -> Result<u8, Halt> {
    let lexicon = call.setting.lexicon.clone();
    if call.wants_json() {
        let objects = forms.iter().enumerate().map(|(at, draft)| {
            let held = held(draft, register);
            json!({
                "number": at + 1,
                "name": draft.name,
                "kind": draft.kind,
                "ref": draft.record.map(|id| register.reference(id)),
                "title": held.as_ref().map(|held| lexicon.title(register, &*held.record)),
                "at": draft.at,
                "author": draft.author,
                "unread": held.as_ref().map(|held| held.unread.len()),
            })
        });
        call.json(&objects.collect::<Vec<_>>())?;
        return Ok(0);
    }
    if forms.is_empty() {
        call.say("draft.none", &[])?;
        return Ok(0);
    }
    let words = &lexicon.words;
    let heads = [
        "cli.drafts.number",
        "list.ref",
        "cli.drafts.record",
        "cli.drafts.at",
        "cli.drafts.by",
    ];
    let mut rows = vec![heads.map(|key| words.get(key).to_owned()).to_vec()];
    rows.extend(forms.iter().enumerate().map(|(at, draft)| {
        let reference = draft.record.map(|id| register.reference(id));
        vec![
            (at + 1).to_string(),
            reference.unwrap_or_default(),
            titled(&lexicon, register, draft),
            instant(&draft.at),
            words.author(&draft.author).to_owned(),
        ]
    }));
    call.table(&rows, &[2])?;
    Ok(0)
}

/// Tells what saving a form would change, and what it holds that its fields cannot read.
fn show(call: &mut Call<'_, '_>, register: &Register, draft: &Draft) -> Result<u8, Halt> {
    let lexicon = call.setting.lexicon.clone();
    let held = held_by(draft, register)?;
    let title = titled(&lexicon, register, draft);
    call.line(&title)?;
    let lines = if held.before.is_some() {
        told_changes(&lexicon, register, &[held.edit()])
    } else {
        told_of_new(&lexicon, register, &*held.record)
    };
    let unread = unread_lines(&lexicon, &held);
    lines.iter().try_for_each(|line| call.line(line))?;
    if !unread.is_empty() {
        call.say("cli.drafts.unread", &[])?;
        unread.iter().try_for_each(|line| call.line(line))?;
    }
    Ok(0)
}

/// What a new record holds, a line for each field of it and of its rows.
fn told_of_new(lexicon: &Lexicon, register: &Register, record: &dyn Record) -> Vec<String> {
    let mut lines = Vec::new();
    record.walk(None, &mut |row, _| {
        let reference = &row.head().reference;
        for (index, field) in row.declaration().fields.iter().enumerate() {
            if row.has(index) {
                let label = lexicon.words.label(row.kind(), field.key);
                let told = lexicon.cell(register, row, field.key);
                let line = format!("{reference} {label}: {told}");
                lines.push(line.trim_start().to_owned());
            }
        }
    });
    lines
}

/// What was typed and cannot be read, a line for each field.
fn unread_lines(lexicon: &Lexicon, held: &HeldForm) -> Vec<String> {
    let line = |(row, key, text): &(_, String, String)| {
        let found = held.record.find(*row);
        let record = found.unwrap_or(&*held.record);
        let field = record.declaration().field(key);
        let label = field.map(|_| lexicon.words.label(record.kind(), key));
        format!("{}: {text}", label.unwrap_or(key))
    };
    held.unread.iter().map(line).collect()
}

/// Saves a form as one change; refused where something in it cannot be read.
fn save(call: &mut Call<'_, '_>, named: Option<&str>) -> Result<u8, Halt> {
    let mut session = call.open_to_write()?;
    let mut rescue = rescue_of(call, &session);
    let forms = forms(call, &session, rescue.as_ref());
    let draft = meant(&forms, named)?;
    let lexicon = call.setting.lexicon.clone();
    let register = session.register();
    let held = held_by(draft, register)?;
    if !held.unread.is_empty() {
        let fields = unread_lines(&lexicon, &held).join("; ");
        return Err(Problem::refused("draft_unread")
            .with("fields", fields)
            .into());
    }
    let key = match held.before {
        Some(_) => "label.edit",
        None => "label.new",
    };
    let kind = lexicon.words.one(held.record.kind()).to_lowercase();
    let title = lexicon.title(register, &*held.record);
    let label = (lexicon.words).fill(key, &[("kind", &kind), ("title", &title)]);
    let saved = session.save_held(&held.edit(), &call.label(&label)?, Some(&draft.name))?;
    if let Some(rescue) = &mut rescue {
        rescue.drop(&draft.name)?;
    }
    tell(call, &label, &saved)
}

/// Gives up what a form holds.
fn discard(call: &mut Call<'_, '_>, named: Option<&str>) -> Result<u8, Halt> {
    let session = call.open_to_write()?;
    let mut rescue = rescue_of(call, &session);
    let forms = forms(call, &session, rescue.as_ref());
    let draft = meant(&forms, named)?;
    if let Some(rescue) = &mut rescue {
        rescue.drop(&draft.name)?;
    }
    session.drop_draft(&draft.name)?;
    let title = titled(&call.setting.lexicon, session.register(), draft);
    call.say("cli.drafts.discarded", &[("title", &title)])?;
    Ok(0)
}
