//! `log`, `diff`, `undo`, `redo` and `verify`: the journal.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::Path;

use chrono::NaiveDate;
use serde_json::{Value as Json, json};

use super::call::{Call, Halt};
use crate::config::places;
use crate::domain::problem::{Problem, ProblemKind};
use crate::domain::register::Register;
use crate::domain::value::Id;
use crate::exchange::document::{Block, BlockTable, ListPoint};
use crate::exchange::format::{Cell, DocumentKind, Grid, Source};
use crate::exchange::{json, plain};
use crate::labels::Lexicon;
use crate::session::against::PrintedState;
use crate::session::history::{Difference, change_line, instant, label_and_reason, stored};
use crate::session::{Saved, Session, TurnStep, report};
use crate::store::{ChangeSet, Checker, StoredChange, Turn, Verification};
use crate::words::visible_line;

/// `ropa log`.
pub(super) fn log(call: &mut Call<'_, '_>) -> Result<u8, Halt> {
    let reference = call.given.text("ref").map(str::to_owned);
    let session = call.open()?;
    match reference {
        None => log_all(call, &session),
        Some(reference) => log_record(call, &session, &reference),
    }
}

/// Every change set, the newest first.
fn log_all(call: &mut Call<'_, '_>, session: &Session) -> Result<u8, Halt> {
    let sets = session.journal().change_sets(None)?;
    call.document(
        DocumentKind::History,
        session.register(),
        &Sets { sets: &sets },
    )?;
    Ok(0)
}

/// Change sets, the newest first, to be written.
struct Sets<'a> {
    sets: &'a [ChangeSet],
}

impl Sets<'_> {
    /// What stands in the columns of a change set; its hash in full or as documents print it.
    fn row(lexicon: &Lexicon, set: &ChangeSet, hash: &str) -> Vec<String> {
        vec![
            set.number.to_string(),
            instant(&set.at),
            set.author.clone(),
            label_and_reason(lexicon, set),
            set.changes_count.to_string(),
            hash.to_owned(),
        ]
    }

    fn heads(lexicon: &Lexicon) -> Vec<String> {
        heads(
            lexicon,
            &[
                "cli.log.number",
                "cli.log.at",
                "cli.log.author",
                "cli.log.label",
                "cli.log.changes",
                "cli.log.hash",
            ],
        )
    }

    fn short_rows(&self, lexicon: &Lexicon) -> Vec<Vec<String>> {
        let sets = self.sets.iter();
        sets.map(|set| Self::row(lexicon, set, short(&set.hash)))
            .collect()
    }
}

impl Source for Sets<'_> {
    fn blocks(&self, lexicon: &Lexicon) -> Vec<Block> {
        let table = BlockTable::of_texts(&Self::heads(lexicon), self.short_rows(lexicon));
        vec![
            Block::heading(1, lexicon.words.get("cli.log.title")),
            Block::Table(table.with_names(0).with_names(HASH)),
        ]
    }

    fn json(&self, _lexicon: &Lexicon) -> String {
        let objects = self.sets.iter().map(|set| {
            json!({
                "number": set.number,
                "at": set.at,
                "author": set.author,
                "label": set.title(),
                "because": set.because(),
                "undoes": set.undoes,
                "changes": set.changes_count,
                "previous_hash": set.previous_hash,
                "hash": set.hash,
            })
        });
        json::text(&objects.collect::<Json>())
    }

    fn grids(&self, lexicon: &Lexicon) -> Vec<Grid> {
        let rows = self.sets.iter().map(|set| {
            let cells = Self::row(lexicon, set, &set.hash).into_iter();
            let mut cells: Vec<Cell> = cells.map(Cell::Text).collect();
            cells[0] = Cell::Number(set.number);
            cells[CHANGES] =
                i64::try_from(set.changes_count).map_or(Cell::Number(i64::MAX), Cell::Number);
            cells
        });
        vec![Grid {
            title: lexicon.words.get("cli.log.title").to_owned(),
            heads: Self::heads(lexicon),
            rows: rows.collect(),
        }]
    }

    fn text(&self, lexicon: &Lexicon, room: Option<usize>) -> Option<String> {
        // The number and the hash are held against what is printed elsewhere.
        Some(plain::columns(
            &Self::heads(lexicon),
            &self.short_rows(lexicon),
            &[0, HASH],
            room,
        ))
    }
}

/// The column of the number of changes.
const CHANGES: usize = 4;
/// The column of the hash.
const HASH: usize = 5;

/// The first digits of a hash, as documents print them: enough to be held against another print.
fn short(hash: &str) -> &str {
    hash.get(..12).unwrap_or(hash)
}

/// The history of one record with its rows, the newest first; also of one that is gone.
fn log_record(call: &mut Call<'_, '_>, session: &Session, reference: &str) -> Result<u8, Halt> {
    let register = session.register();
    let id = match register.find_typed(reference) {
        Some(id) => id,
        None => gone(session, reference)?
            .ok_or_else(|| Problem::usage("reference_unknown").with("ref", reference))?,
    };
    let mut changes = session.journal().changes_of_record(id)?;
    // The newest change set first; within it, in the order in which it was made.
    changes.sort_by_key(|change| (std::cmp::Reverse(change.change_set), change.position));
    let sets: HashMap<i64, ChangeSet> = session
        .journal()
        .change_sets(None)?
        .into_iter()
        .map(|set| (set.number, set))
        .collect();
    let source = OfRecord {
        register,
        changes: &changes,
        sets: &sets,
    };
    call.document(DocumentKind::History, register, &source)?;
    Ok(0)
}

/// What was changed in one record and its rows, to be written.
struct OfRecord<'a> {
    register: &'a Register,
    changes: &'a [StoredChange],
    sets: &'a HashMap<i64, ChangeSet>,
}

impl OfRecord<'_> {
    /// The changes by the set that they were made in, each with what it did, in words.
    fn told(&self, lexicon: &Lexicon) -> Vec<(&ChangeSet, Vec<String>)> {
        let mut told: Vec<(&ChangeSet, Vec<String>)> = Vec::new();
        for change in self.changes {
            let Some(set) = self.sets.get(&change.change_set) else {
                continue;
            };
            let line = visible_line(&change_line(lexicon, self.register, change)).into_owned();
            match told.last_mut() {
                Some((last, lines)) if last.number == set.number => lines.push(line),
                _ => told.push((set, vec![line])),
            }
        }
        told
    }
}

impl Source for OfRecord<'_> {
    fn blocks(&self, lexicon: &Lexicon) -> Vec<Block> {
        let mut out = vec![Block::heading(1, lexicon.words.get("cli.log.title"))];
        for (set, lines) in self.told(lexicon) {
            out.push(Block::heading(2, head(lexicon, set)));
            out.push(Block::List(lines.into_iter().map(ListPoint::new).collect()));
        }
        out
    }

    fn json(&self, _lexicon: &Lexicon) -> String {
        let objects = self.changes.iter().map(|change| {
            let set = self.sets.get(&change.change_set);
            json!({
                "number": change.change_set,
                "at": set.map(|set| &set.at),
                "author": set.map(|set| &set.author),
                "label": set.map(ChangeSet::title),
                "because": set.and_then(ChangeSet::because),
                "hash": set.map(|set| &set.hash),
                "ref": change.reference,
                "record": change.kind,
                "field": change.field,
                "before": change.before,
                "after": change.after,
            })
        });
        json::text(&objects.collect::<Json>())
    }

    fn grids(&self, lexicon: &Lexicon) -> Vec<Grid> {
        let told = self.told(lexicon).into_iter();
        let rows = told.flat_map(|(set, lines)| {
            lines.into_iter().map(|line| {
                vec![
                    Cell::Number(set.number),
                    Cell::Text(instant(&set.at)),
                    Cell::Text(set.author.clone()),
                    Cell::Text(label_and_reason(lexicon, set)),
                    Cell::Text(line),
                    Cell::Text(set.hash.clone()),
                ]
            })
        });
        let heads = heads(
            lexicon,
            &[
                "cli.log.number",
                "cli.log.at",
                "cli.log.author",
                "cli.log.label",
                "cli.log.change",
                "cli.log.hash",
            ],
        );
        vec![Grid {
            title: lexicon.words.get("cli.log.title").to_owned(),
            heads,
            rows: rows.collect(),
        }]
    }

    fn text(&self, lexicon: &Lexicon, _room: Option<usize>) -> Option<String> {
        let mut out = String::new();
        for (set, lines) in self.told(lexicon) {
            let _ = writeln!(out, "{}", head(lexicon, set));
            for line in lines {
                let _ = writeln!(out, "  {line}");
            }
        }
        Some(out)
    }
}

/// A change set in one line.
fn head(lexicon: &Lexicon, set: &ChangeSet) -> String {
    let head = format!(
        "{}  {}  {}  {}  {}",
        set.number,
        instant(&set.at),
        set.author,
        label_and_reason(lexicon, set),
        short(&set.hash)
    );
    visible_line(&head).into_owned()
}

/// The number of a record that had the reference when it was last changed.
fn gone(session: &Session, reference: &str) -> Result<Option<Id>, Problem> {
    for set in session.journal().change_sets(None)? {
        let changes = session.journal().changes(set.number)?;
        if let Some(change) = changes.iter().find(|change| change.reference == reference) {
            return Ok(Some(change.id));
        }
    }
    Ok(None)
}

fn heads(lexicon: &Lexicon, keys: &[&'static str]) -> Vec<String> {
    keys.iter()
        .map(|key| lexicon.words.get(key).to_owned())
        .collect()
}

/// `ropa diff`: what is different between the ends of two days, or of one day and now.
pub(super) fn diff(call: &mut Call<'_, '_>) -> Result<u8, Halt> {
    let from = call
        .setting
        .day(call.given.text("from").unwrap_or_default())?;
    let to = call.given.text("to").map(|typed| call.setting.day(typed));
    let to = to.transpose()?;
    if let Some(to) = to.filter(|to| *to < from) {
        return Err(Problem::usage("diff_reversed")
            .with("from", from.to_string())
            .with("to", to.to_string())
            .into());
    }
    let session = call.open()?;
    let difference = session.difference(from, to)?;
    session.begun(&difference.before, from)?;
    let changes: Vec<StoredChange> = difference.changes.iter().map(stored).collect();
    let source = DayDifference {
        difference: &difference,
        changes: &changes,
        from,
        to: to.unwrap_or(call.setting.lexicon.today),
    };
    call.document(DocumentKind::Difference, &difference.after, &source)?;
    Ok(0)
}

/// What is different between two days, to be written.
struct DayDifference<'a> {
    difference: &'a Difference,
    changes: &'a [StoredChange],
    from: NaiveDate,
    to: NaiveDate,
}

impl<'a> DayDifference<'a> {
    /// Each difference with its reference, in words.
    fn lines(&self, lexicon: &Lexicon) -> Vec<(&'a str, String)> {
        let line = |change: &'a StoredChange| {
            // What is gone is told by what was there.
            let register = if change.field.is_none() && change.after.is_null() {
                &self.difference.before
            } else {
                &self.difference.after
            };
            let line = change_line(lexicon, register, change);
            (change.reference.as_str(), visible_line(&line).into_owned())
        };
        self.changes.iter().map(line).collect()
    }

    fn title(&self, lexicon: &Lexicon) -> String {
        let words = &lexicon.words;
        let (from, to) = (words.day(self.from), words.day(self.to));
        words.fill("cli.diff.title", &[("from", &from), ("to", &to)])
    }
}

impl Source for DayDifference<'_> {
    fn blocks(&self, lexicon: &Lexicon) -> Vec<Block> {
        let lines = self.lines(lexicon);
        let said = if lines.is_empty() {
            Block::paragraph(lexicon.words.get("cli.diff.none"))
        } else {
            Block::List(
                lines
                    .into_iter()
                    .map(|(_, line)| ListPoint::new(line))
                    .collect(),
            )
        };
        vec![Block::heading(1, self.title(lexicon)), said]
    }

    fn json(&self, _lexicon: &Lexicon) -> String {
        let objects = self.changes.iter().map(|change| {
            json!({
                "ref": change.reference,
                "record": change.kind,
                "field": change.field,
                "before": change.before,
                "after": change.after,
            })
        });
        json::text(&objects.collect::<Json>())
    }

    fn grids(&self, lexicon: &Lexicon) -> Vec<Grid> {
        let lines = self.lines(lexicon).into_iter();
        let rows = lines.map(|(reference, line)| vec![reference.to_owned(), line]);
        let heads = heads(lexicon, &["due.column.ref", "cli.log.change"]);
        vec![Grid::of_texts(&self.title(lexicon), heads, rows.collect())]
    }

    fn text(&self, lexicon: &Lexicon, _room: Option<usize>) -> Option<String> {
        let mut out = String::new();
        for (_, line) in self.lines(lexicon) {
            let _ = writeln!(out, "{line}");
        }
        if out.is_empty() {
            let _ = writeln!(out, "{}", lexicon.words.get("cli.diff.none"));
        }
        Some(out)
    }
}

/// `ropa undo`.
pub(super) fn undo(call: &mut Call<'_, '_>) -> Result<u8, Halt> {
    turn(call, Turn::Undo)
}

/// `ropa redo`.
pub(super) fn redo(call: &mut Call<'_, '_>) -> Result<u8, Halt> {
    turn(call, Turn::Redo)
}

fn turn(call: &mut Call<'_, '_>, turn: Turn) -> Result<u8, Halt> {
    let (theirs, mine) = (call.given.flag("theirs"), call.given.flag("mine"));
    if theirs && mine {
        return Err(Problem::usage("turn_either").into());
    }
    let mut session = call.open_to_write()?;
    let step = step(&session, turn, theirs, mine)?;
    let (label_key, done_key) = match turn {
        Turn::Undo => ("cli.label.undo", "cli.undo.done"),
        Turn::Redo => ("cli.label.redo", "cli.redo.done"),
    };
    let name = step.label;
    let label = call.words().fill(label_key, &[("label", &name)]);
    let label = call.label(&label)?;
    let saved: Saved = session.take_back(turn, Some(step.number), label)?;
    let count = call.words().count("changes", saved.changes);
    call.say(done_key, &[("label", &name), ("changes", &count)])?;
    Ok(0)
}

/// What is taken back: the latest, but another person's only where that is asked for.
fn step(session: &Session, turn: Turn, theirs: bool, mine: bool) -> Result<TurnStep, Problem> {
    let nothing = |mine: bool| {
        Problem::refused(match (turn, mine) {
            (Turn::Undo, false) => "nothing_to_undo",
            (Turn::Redo, false) => "nothing_to_redo",
            (Turn::Undo, true) => "nothing_of_mine_to_undo",
            (Turn::Redo, true) => "nothing_of_mine_to_redo",
        })
    };
    if mine {
        return session.own_step(turn)?.ok_or_else(|| nothing(true));
    }
    let latest = session.step(turn)?.ok_or_else(|| nothing(false))?;
    if theirs || latest.author == session.surroundings().author {
        return Ok(latest);
    }
    let own = session.own_step(turn)?;
    let own = match own {
        Some(own) if session.stands_free(own.number)? => Some(own),
        _ => None,
    };
    let key = match (turn, &own) {
        (Turn::Undo, None) => "undo_of_another",
        (Turn::Undo, Some(_)) => "undo_of_another_or_mine",
        (Turn::Redo, None) => "redo_of_another",
        (Turn::Redo, Some(_)) => "redo_of_another_or_mine",
    };
    let mut problem = Problem::refused(key)
        .with("label", &latest.label)
        .with("author", &latest.author)
        .with("at", instant(&latest.at))
        .with("number", latest.number);
    if let Some(own) = own {
        problem = problem
            .with("own", &own.label)
            .with("own_number", own.number);
    }
    Err(problem)
}

/// Tells which copies were made before the last redaction and may hold what it took out.
fn tell_older_copies(call: &mut Call<'_, '_>, outcome: &Verification) -> Result<(), Halt> {
    if outcome.redacted.is_empty() {
        return Ok(());
    }
    let Ok(session) = call.setting.open_to_read() else {
        return Ok(());
    };
    let kept = session.kept_copies(call.setting.copies().as_ref(), call.setting.memory.as_ref());
    let older = session.older_than_redactions(&kept);
    if older.is_empty() {
        return Ok(());
    }
    let files: Vec<String> = older.iter().map(|it| it.display().to_string()).collect();
    call.say("redact.copies_older", &[("files", &files.join(", "))])
}

/// `ropa verify`: 1 where the file is not whole, 130 where it was stopped.
pub(super) fn verify(call: &mut Call<'_, '_>) -> Result<u8, Halt> {
    let file = call.setting.register_file()?.to_owned();
    let purpose = call.setting.purpose();
    let outcome = call.watched("app.verify", move |monitor| {
        Checker::of_file(&file, purpose, monitor)?.check(monitor)
    });
    // A file that is too damaged to be opened was checked too: the answer is no, not that it could not be given.
    let outcome = outcome.map_err(|mut problem| {
        if problem.key == "store_damaged" {
            problem.kind = ProblemKind::Refused;
        }
        problem
    })?;
    let text = report::verification(call.words(), &outcome);
    let Some(against) = call.given.text("against").map(str::to_owned) else {
        call.line(&text)?;
        tell_older_copies(call, &outcome)?;
        return Ok(u8::from(!outcome.is_whole()));
    };
    let home = call.setting.environment.home.as_deref();
    let path = |typed: &str| places::expanded(Path::new(typed), home);
    let print = PrintedState::from_typed(&against, &path)?;
    let session = call.setting.open_to_read()?;
    let answer = session.against(&print)?;
    // What was asked comes first.
    let told = report::against(call.words(), &answer);
    call.line(&told)?;
    call.line("")?;
    call.line(&text)?;
    Ok(u8::from(!outcome.is_whole() || !answer.is_yes()))
}
