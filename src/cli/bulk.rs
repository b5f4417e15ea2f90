//! `set`, `replace`, `rename` and `delete`: one change to several records at once.

use std::collections::BTreeSet;

use super::call::{Call, Halt, OpenedToWrite, record};
use super::desk::{records, tell, typed};
use crate::domain::bulk::{
    command_of, is_none_typed, kind_of, renumbered, replace as replace_record, set_none, settable,
};
use crate::domain::change::Edit;
use crate::domain::kind::{FieldKind, RecordKind, Target};
use crate::domain::problem::Problem;
use crate::domain::proofs::without_left_behind;
use crate::domain::text::key;
use crate::domain::value::Id;
use crate::due::act::named;
use crate::due::effects::set as set_of;
use crate::due::standing::DeletedProof;
use crate::exchange::changes::{told_given_up, told_moved, told_proofs, told_set};
use crate::exchange::import::read_typed;
use crate::labels::Lexicon;

/// `ropa set`: a field of the records and entries named, all or none.
pub(super) fn set(call: &mut Call<'_, '_>) -> Result<u8, Halt> {
    let text = |name: &str| call.given.text(name).unwrap_or_default().to_owned();
    let (field, value) = (text("field"), text("value"));
    let lexicon = call.setting.lexicon.clone();
    let named_records = typed(call, "ref");
    // What is set may name other activities: any of them.
    let may_name_any = RecordKind::ALL.iter().any(|kind| {
        let target = settable_field(*kind, &field, &lexicon).and_then(|(_, of)| of.target());
        matches!(
            target,
            Some(Target::Any | Target::Kind(RecordKind::Activity))
        )
    });
    let mut session = if may_name_any {
        call.open_to_write()?
    } else {
        call.open_about_to_save(&named_records)?
    };
    let register = session.register();
    let ids = records(call, register, "ref");
    if ids.is_err() && names_a_record(call, &field) {
        // As one says it: the record first.
        return Err(Problem::usage("set_field_first").with("ref", field).into());
    }
    let ids = ids?;
    if is_none_typed(&value) {
        return none(call, session, &ids, &field);
    }
    let first = ids.first().and_then(|id| register.get(*id));
    let kind = first.map(|record| record.kind());
    let found = kind.and_then(|kind| {
        let (field, of) = settable_field(kind, &field, &lexicon)?;
        Some((kind, field, of))
    });
    let Some((kind, field, of)) = found else {
        if let Some(problem) = kind.and_then(|kind| of_command(kind, &field, &lexicon)) {
            return Err(problem.into());
        }
        let labels = kind.into_iter().flat_map(|kind| {
            let keys = settable(kind).into_iter();
            keys.map(move |key| (kind, key))
        });
        let labels = labels.map(|(kind, key)| lexicon.words.label(kind, key).to_owned());
        let labels = labels.collect::<Vec<_>>().join(", ");
        let reference = ids.first().map(|id| match kind {
            Some(RecordKind::RegisterData) => {
                lexicon.words.one(RecordKind::RegisterData).to_owned()
            }
            _ => register.reference(*id),
        });
        return Err(Problem::usage("set_no_such_field")
            .with("field", &field)
            .with("ref", reference.unwrap_or_default())
            .with("fields", labels)
            .into());
    };
    let read = read_typed(&of, &coded(&of, &value, &lexicon), register, lexicon.today);
    let label = lexicon.words.label(kind, field);
    let value = read.map_err(|problem| taking(problem, &of, label, &lexicon))?;
    if value.is_empty() {
        return Err(Problem::usage("set_not_a_value").with("text", "").into());
    }
    if kind == RecordKind::Schedule {
        // Whose batches it moves is seen in all activities.
        session = call.open_to_write()?;
    }
    let register = session.register();
    let label = told_set(&lexicon, register, &ids, field, &value);
    let edits = set_of(register, &ids, field, &value, lexicon.today)?;
    let moved = told_moved(&lexicon, register, &edits);
    tell_lines(call, "bulk.moved_lead", &moved)?;
    let proofs = told_proofs(&lexicon, register, &edits);
    tell_proofs(call, &proofs)?;
    let clear = call.given.flag(CLEAR_PROOFS);
    if !proofs.is_empty() && !clear && !call.given.flag("yes") {
        return Err(Problem::refused("proofs_not_confirmed").into());
    }
    let saved = session.act(call.label(&label)?, &|register| {
        let edits = set_of(register, &ids, field, &value, lexicon.today)?;
        Ok(proofs_settled(edits, clear))
    })?;
    tell(call, &label, &saved)
}

/// The flag by which what proves something of the party before goes with it.
const CLEAR_PROOFS: &str = "clear-proofs";

/// Edits with what proves something of the party before, or without it.
fn proofs_settled(edits: Vec<Edit>, clear: bool) -> Vec<Edit> {
    if clear {
        without_left_behind(edits)
    } else {
        edits
    }
}

/// Tells what proves something of the party before: that it stays, or that it goes.
fn tell_proofs(call: &mut Call<'_, '_>, proofs: &[String]) -> Result<(), Halt> {
    let lead = if call.given.flag(CLEAR_PROOFS) {
        "bulk.proofs_cleared_lead"
    } else {
        "bulk.proofs_lead"
    };
    tell_lines(call, lead, proofs)
}

/// A field or a list of the records and entries named is answered with *none*, and why.
fn none(
    call: &mut Call<'_, '_>,
    mut session: OpenedToWrite,
    ids: &[Id],
    field: &str,
) -> Result<u8, Halt> {
    let lexicon = call.setting.lexicon.clone();
    let words = &lexicon.words;
    let register = session.register();
    let mut known = None;
    for id in ids {
        let kind = register.get(*id).map(|record| record.kind());
        let key = kind.and_then(|kind| Some((kind, none_key(kind, field, &lexicon)?)));
        let Some(key) = key else {
            return Err(Problem::usage("set_never_none")
                .with("field", field)
                .with("ref", register.reference(*id))
                .into());
        };
        known = Some(key);
    }
    let Some((kind, key)) = known else {
        return Err(Problem::refused("record_gone").into());
    };
    let label = words.label(kind, key);
    let Some(reason) = call.given.text("because").map(str::to_owned) else {
        return Err(Problem::usage("set_none_why").with("field", label).into());
    };
    let records = named(&lexicon, register, ids);
    let told = words.fill("bulk.none", &[("field", label), ("records", &records)]);
    let saved = session.act(call.label(&told)?, &|register| {
        set_none(register, ids, key, &reason)
            .map_err(|problem| problem.with("field", words.label(kind, key)))
    })?;
    tell(call, &told, &saved)
}

/// The field or list of a kind that is called so and can be answered with *none*.
fn none_key(kind: RecordKind, field: &str, lexicon: &Lexicon) -> Option<&'static str> {
    let declaration = kind.declaration();
    let fields = declaration.fields.iter().map(|field| field.key);
    let mut keys = fields.chain(declaration.lists.iter().map(|list| list.key));
    let wanted = key(field);
    keys.find(|known| {
        (*known == field || key(lexicon.words.label(kind, known)) == wanted)
            && declaration.may_be_none(known)
            && command_of(kind, known).is_none()
    })
}

/// Tells what a change does besides, under its heading; nothing where there is none.
fn tell_lines(call: &mut Call<'_, '_>, lead: &'static str, lines: &[String]) -> Result<(), Halt> {
    if lines.is_empty() {
        return Ok(());
    }
    let lead = call.words().get(lead).to_owned();
    call.line(&lead)?;
    lines.iter().try_for_each(|line| call.line(line))
}

/// Why a field cannot be set that a command of its own records; nothing of any other.
fn of_command(kind: RecordKind, field: &str, lexicon: &Lexicon) -> Option<Problem> {
    let wanted = key(field);
    let mut fields = kind.declaration().fields.iter().map(|field| field.key);
    let known =
        fields.find(|known| *known == field || key(lexicon.words.label(kind, known)) == wanted)?;
    let problem = Problem::refused("set_by_command").with("command", command_of(kind, known)?);
    Some(problem.with("field", lexicon.words.label(kind, known)))
}

/// The field of a kind that is called so, as an export does or as a form shows it, and what it holds.
fn settable_field(
    kind: RecordKind,
    field: &str,
    lexicon: &Lexicon,
) -> Option<(&'static str, FieldKind)> {
    let wanted = key(field);
    let mut keys = settable(kind).into_iter();
    let known =
        keys.find(|known| *known == field || key(lexicon.words.label(kind, known)) == wanted)?;
    Some((known, kind_of(kind, known)?))
}

/// Whether somebody means a record by what is typed.
fn names_a_record(call: &Call<'_, '_>, typed: &str) -> bool {
    let about = call.setting.open_about(&[typed.to_owned()]);
    about.is_ok_and(|session| session.register().meant(typed).is_ok())
}

/// What is typed, with codes for what is typed as it reads.
fn coded(of: &FieldKind, typed: &str, lexicon: &Lexicon) -> String {
    let Some(set) = of.codes() else {
        return typed.to_owned();
    };
    let code_of = |typed: &str| {
        let mut codes = set.codes.iter();
        let wanted = key(typed);
        codes.find(|code| key(lexicon.words.code(set, code)) == wanted)
    };
    let items = typed.split(';').map(str::trim);
    let items = items.map(|item| code_of(item).copied().unwrap_or(item));
    items.collect::<Vec<_>>().join("; ")
}

/// What is wrong with a value, with what a field of few values takes.
fn taking(problem: Problem, of: &FieldKind, label: &str, lexicon: &Lexicon) -> Problem {
    let (FieldKind::Code(set) | FieldKind::Codes(set)) = of else {
        return problem;
    };
    if problem.key != "set_not_a_value" {
        return problem;
    }
    // A script gives the code, people what it reads as.
    let values = set.codes.iter().map(|code| {
        let label = lexicon.words.code(set, code);
        if key(label) == *code {
            label.to_owned()
        } else {
            format!("{label} ({code})")
        }
    });
    let text = problem.detail("text").unwrap_or_default().to_owned();
    Problem::usage("set_not_one_of")
        .with("text", text)
        .with("field", label)
        .with("values", values.collect::<Vec<_>>().join("; "))
}

/// `ropa replace`: one record wherever another is named; with `--merge` both are made one. What a merge gives up is
/// told first, and given up where `--yes` says so; exit code 1 where it is only told.
pub(super) fn replace(call: &mut Call<'_, '_>) -> Result<u8, Halt> {
    let text = |name: &str| call.given.text(name).unwrap_or_default().to_owned();
    let merge = call.given.flag("merge");
    let mut session = call.open_to_write()?;
    let register = session.register();
    let from = record(register, &text("from"))?.id();
    let to = record(register, &text("to"))?.id();
    let lexicon = &call.setting.lexicon;
    let (one, other) = (
        named(lexicon, register, &[from]),
        named(lexicon, register, &[to]),
    );
    let key = if merge {
        "bulk.merged"
    } else {
        "bulk.replaced"
    };
    let label = lexicon.words.fill(key, &[("from", &one), ("to", &other)]);
    let both = register.get(from).zip(register.get(to)).filter(|_| merge);
    let lost = both.map_or_else(Vec::new, |(from, kept)| {
        told_given_up(lexicon, register, from, kept)
    });
    // What is refused is not asked about.
    let edits = replace_record(register, from, to, merge)?;
    let moved = told_moved(lexicon, register, &edits);
    // Two that are one have the same proofs.
    let proofs = if merge {
        Vec::new()
    } else {
        told_proofs(lexicon, register, &edits)
    };
    tell_lines(call, "bulk.given_up_lead", &lost)?;
    tell_lines(call, "bulk.moved_lead", &moved)?;
    tell_proofs(call, &proofs)?;
    let clear = call.given.flag(CLEAR_PROOFS);
    if !call.given.flag("yes") {
        if !proofs.is_empty() && !clear {
            return Err(Problem::refused("proofs_not_confirmed").into());
        }
        if !lost.is_empty() || !moved.is_empty() {
            return Err(Problem::refused("replace_not_confirmed").into());
        }
    }
    let clear = clear && !merge;
    let saved = session.act(call.label(&label)?, &|register| {
        let edits = replace_record(register, from, to, merge)?;
        Ok(proofs_settled(edits, clear))
    })?;
    tell(call, &label, &saved)
}

/// `ropa rename`: another reference for a record or entry; what names it follows.
pub(super) fn rename(call: &mut Call<'_, '_>) -> Result<u8, Halt> {
    let text = |name: &str| call.given.text(name).unwrap_or_default().to_owned();
    let (reference, new) = (text("ref"), text("new"));
    // The new one is looked for in the whole register.
    let mut session = call.open_to_write()?;
    let register = session.register();
    let id = record(register, &reference)?.id();
    let lexicon = &call.setting.lexicon;
    let record = named(lexicon, register, &[id]);
    let details = [("record", record.as_str()), ("ref", new.as_str())];
    let label = lexicon.words.fill("bulk.renamed", &details);
    let saved = session.act(call.label(&label)?, &|register| {
        renumbered(register, id, &new)
    })?;
    tell(call, &label, &saved)
}

/// `ropa delete`: records and entries, all or none; those that others refer to only with what refers to them.
pub(super) fn delete(call: &mut Call<'_, '_>) -> Result<u8, Halt> {
    let mut session = call.open_to_write()?;
    let register = session.register();
    let ids = records(call, register, "ref")?;
    let lexicon = call.setting.lexicon.clone();
    let words = &lexicon.words;
    let label = if let [id] = ids.as_slice() {
        let record = register.get(*id);
        let kind = record.map_or("", |record| words.one(record.kind()));
        let title = record.map_or_else(String::new, |record| lexicon.title(register, record));
        let kind = kind.to_lowercase();
        words.fill("label.remove", &[("kind", &kind), ("title", &title)])
    } else {
        let records = named(&lexicon, register, &ids);
        words.fill("label.remove_several", &[("records", &records)])
    };
    let with_references = call.given.flag("with-references");
    let referrers = session.removal_of(&ids).referrers;
    if !with_references && !referrers.is_empty() {
        call.say(
            "app.remove.referred",
            &[("n", &referrers.len().to_string())],
        )?;
        for referrer in &referrers {
            if let Some(line) = lexicon.referrer(session.register(), referrer) {
                call.line(&format!("  {line}"))?;
            }
        }
        return Err(Problem::refused("delete_referred").into());
    }
    let today = session.real_day();
    let goes = ids.iter().filter_map(|id| session.register().get(*id));
    let proofs = goes.flat_map(|record| DeletedProof::of(record, today).said());
    let proofs: BTreeSet<&str> = proofs.collect();
    if !proofs.is_empty() && !call.given.flag("yes") {
        for said in proofs {
            call.say(said, &[])?;
        }
        return Err(Problem::refused("delete_not_confirmed").into());
    }
    let saved = session.remove_all(&ids, with_references, call.label(&label)?)?;
    tell(call, &label, &saved)
}
