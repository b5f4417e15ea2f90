//! One change to all that is marked: a field set on each, or one record named wherever another was; what would change
//! is shown first.

use super::{App, Tone};
use crate::domain::bulk::{kind_of, replace, settable};
use crate::domain::change::Edit;
use crate::domain::kind::FieldKind;
use crate::domain::problem::Problem;
use crate::domain::proofs::without_left_behind;
use crate::domain::register::Register;
use crate::domain::value::{Id, Value};
use crate::due::act::named;
use crate::due::effects::set;
use crate::exchange::changes::{told_changes, told_given_up, told_moved, told_proofs, told_set};
use crate::exchange::import::read_typed;
use crate::tui::layer::Layer;
use crate::tui::overlay::ask::Ask;
use crate::tui::overlay::pick::{Pick, PickChoice};
use crate::tui::overlay::prompt::{Prompt, PromptEntry};
use crate::tui::request::{BulkChange, Closed, Pending, Picked, Reply};
use crate::tui::screen::form::Form;
use crate::tui::screen::form::pickers::picked_value;
use crate::tui::screen::form::prefilled::{choices_in_use, is_shared};

/// The most records that are shown with what changes in them.
const SHOWN: usize = 12;

impl App {
    /// Asks which field of all that is marked or selected is set.
    pub(super) fn ask_set(&mut self) {
        let ids = self.chosen();
        let register = self.register();
        let kind = ids.first().and_then(|id| register.get(*id));
        let Some(kind) = kind.map(|record| record.kind()) else {
            return self.say_bad("app.nothing_chosen");
        };
        let words = &self.setting.lexicon.words;
        let choices = settable(kind)
            .into_iter()
            .map(|key| PickChoice::new(key, words.label(kind, key), "", words.help(kind, key)));
        let n = ids.len().to_string();
        let title = self.fill("bulk.field", &[("n", &n)]);
        let pick = Pick::new(&title, choices.collect());
        self.push(Layer::Pick(pick), Pending::Bulk(BulkChange::Field(ids)));
    }

    /// Asks what is named in the place of the one record that is chosen.
    pub(super) fn ask_replace(&mut self) {
        let chosen = self.chosen();
        let register = self.register();
        let (&[from], Some(kind)) = (
            chosen.as_slice(),
            chosen
                .first()
                .and_then(|id| register.get(*id))
                .map(|it| it.kind()),
        ) else {
            return self.say_bad("redact.choose_record");
        };
        let lexicon = &self.setting.lexicon;
        let others = register.records(kind).filter(|other| other.id() != from);
        let choices = others.map(|other| {
            let reference = &other.head().reference;
            PickChoice::new(
                &other.id().0.to_string(),
                &lexicon.title(register, other),
                reference,
                "",
            )
        });
        let title = self.fill(
            "bulk.other",
            &[("record", &named(lexicon, register, &[from]))],
        );
        let pick = Pick::new(&title, choices.collect());
        self.push(Layer::Pick(pick), Pending::Bulk(BulkChange::Other(from)));
    }

    /// Goes on with what was answered.
    pub(super) fn bulk(&mut self, change: BulkChange, answer: Closed) {
        match (change, answer) {
            (BulkChange::Field(ids), Closed::Picked(picked)) => {
                if let Some(Picked::Choice(key)) = picked.last() {
                    self.ask_answer(ids, key, None);
                }
            }
            (BulkChange::Answer(ids, key), Closed::Picked(picked)) => {
                let kind = self.kind_of_first(&ids, key);
                if let Some(kind) = kind {
                    self.preview_set(ids, key, picked_value(&kind, &picked));
                }
            }
            (BulkChange::Answer(ids, key), Closed::Typed(typed)) => {
                let text = typed.first().map_or("", String::as_str);
                let today = self.setting.lexicon.today;
                let kind = self.kind_of_first(&ids, key);
                let read = kind.map(|kind| read_typed(&kind, text, self.register(), today));
                match read {
                    Some(Ok(value)) => self.preview_set(ids, key, value),
                    Some(Err(problem)) => {
                        let told = self.words_of(&problem);
                        self.ask_answer(ids, key, Some((text.to_owned(), told)));
                    }
                    None => {}
                }
            }
            (
                BulkChange::Set(ids, key, value),
                Closed::Chosen(reply @ (Reply::Proceed | Reply::Clear)),
            ) => {
                let lexicon = &self.setting.lexicon;
                let label = told_set(lexicon, self.register(), &ids, key, &value);
                let today = self.setting.lexicon.today;
                let plan = |register: &Register| {
                    let edits = set(register, &ids, key, &value, today)?;
                    Ok(with_proofs_as(&reply, edits))
                };
                self.save_bulk(&label, &plan);
            }
            (BulkChange::Other(from), Closed::Picked(picked)) => {
                if let Some(Picked::Choice(key)) = picked.last()
                    && let Ok(to) = key.parse()
                {
                    self.preview_replace(from, Id(to));
                }
            }
            (BulkChange::Replace(from, to), Closed::Chosen(reply)) => {
                let merge = match &reply {
                    Reply::Proceed | Reply::Clear => false,
                    Reply::Mine => true,
                    _ => return,
                };
                let (one, other) = self.both(from, to);
                let key = if merge {
                    "bulk.merged"
                } else {
                    "bulk.replaced"
                };
                let label = self.fill(key, &[("from", &one), ("to", &other)]);
                let plan = |register: &Register| {
                    let edits = replace(register, from, to, merge)?;
                    Ok(with_proofs_as(&reply, edits))
                };
                self.save_bulk(&label, &plan);
            }
            _ => {}
        }
    }

    fn say_bad(&mut self, key: &str) {
        let text = self.word(key);
        self.tell(text, Tone::Bad);
    }

    fn both(&self, from: Id, to: Id) -> (String, String) {
        let name = |id| named(&self.setting.lexicon, self.register(), &[id]);
        (name(from), name(to))
    }

    fn kind_of_first(&self, ids: &[Id], key: &str) -> Option<FieldKind> {
        let first = self.register().get(*ids.first()?)?;
        kind_of(first.kind(), key)
    }

    /// Asks to what a field is set; what was typed and is wrong stays.
    fn ask_answer(&mut self, ids: Vec<Id>, key: &str, retry: Option<(String, String)>) {
        let register = self.register();
        let first = ids
            .first()
            .and_then(|id| register.owner(*id).zip(register.get(*id)));
        let Some((owner, record)) = first else { return };
        let of = record.kind();
        let known = settable(of).into_iter().find(|known| *known == key);
        let Some((key, kind)) = known.and_then(|key| Some((key, kind_of(of, key)?))) else {
            return;
        };
        let words = &self.setting.lexicon.words;
        let label = words.label(of, key).to_owned();
        // What many records say in the same words is picked among them, or typed there as own words.
        let is_text = matches!(kind, FieldKind::Text | FieldKind::Texts);
        let in_use = if is_text && is_shared(key) {
            choices_in_use(of, key, &[], &self.scene())
        } else {
            Vec::new()
        };
        let takes_text =
            is_text || matches!(kind, FieldKind::Date | FieldKind::Day | FieldKind::Period);
        let is_typed = takes_text && in_use.is_empty();
        let n = ids.len().to_string();
        let title = self.fill("bulk.answer", &[("field", &label), ("n", &n)]);
        let layer = if is_typed {
            let (typed, fault) = retry.unzip();
            let typed = typed.unwrap_or_default();
            let entry = match kind {
                FieldKind::Date | FieldKind::Day => {
                    PromptEntry::date(&label, &typed, self.setting.lexicon.today)
                }
                _ => PromptEntry::text(&label, &typed),
            };
            let prompt = Prompt::new(&title, words.help(of, key), vec![entry]);
            Layer::Prompt(match fault {
                Some(fault) => prompt.with_fault(Some(0), fault),
                None => prompt,
            })
        } else {
            let takes_own = !in_use.is_empty() || kind.codes().is_some_and(|set| !set.closed);
            let mut choices = in_use;
            if choices.is_empty() {
                choices = Form::edit(owner).choices(&kind, &self.scene());
                if takes_own {
                    choices.extend(choices_in_use(of, key, &choices, &self.scene()));
                }
            }
            let mut pick = Pick::new(&title, choices);
            if kind.is_list() {
                pick = pick.several();
            }
            if takes_own {
                pick = pick.or_own();
            }
            Layer::Pick(pick)
        };
        self.push(layer, Pending::Bulk(BulkChange::Answer(ids, key)));
    }

    /// What changes with each, to be seen before it is done.
    fn changes_told(&self, edits: &[Edit]) -> String {
        let lines = told_changes(&self.setting.lexicon, self.register(), edits);
        let more = lines.len().saturating_sub(SHOWN);
        let mut shown: Vec<String> = lines.into_iter().take(SHOWN).collect();
        if more > 0 {
            shown.push(self.fill("bulk.more", &[("n", &more.to_string())]));
        }
        shown.join("\n")
    }

    /// Adds which batches a change moves, and what it leaves standing as proof where that is asked.
    fn tell_besides(&self, text: &mut String, edits: &[Edit], with_proofs: bool) {
        let (lexicon, register) = (&self.setting.lexicon, self.register());
        let proofs = if with_proofs {
            told_proofs(lexicon, register, edits)
        } else {
            Vec::new()
        };
        let moved = told_moved(lexicon, register, edits);
        for (lead, mut lines) in [("bulk.moved_lead", moved), ("bulk.proofs_lead", proofs)] {
            if lines.is_empty() {
                continue;
            }
            let more = lines.len().saturating_sub(SHOWN);
            lines.truncate(SHOWN);
            if more > 0 {
                lines.push(self.fill("bulk.more", &[("n", &more.to_string())]));
            }
            *text = format!("{text}\n{}\n{}", self.word(lead), lines.join("\n"));
        }
    }

    /// Whether edits leave standing what proves something of a party that is exchanged.
    fn leaves_proofs(&self, edits: &[Edit]) -> bool {
        !told_proofs(&self.setting.lexicon, self.register(), edits).is_empty()
    }

    /// Shows what becomes of a field, and asks whether it is set.
    fn preview_set(&mut self, ids: Vec<Id>, key: &'static str, value: Value) {
        if value.is_empty() {
            return self.say_bad("bulk.nothing");
        }
        let today = self.setting.lexicon.today;
        let edits = match set(self.register(), &ids, key, &value, today) {
            Ok(edits) => edits,
            Err(problem) => return self.show_problem(&problem),
        };
        if edits.is_empty() {
            return self.say_bad("bulk.as_it_is");
        }
        let mut told = self.changes_told(&edits);
        self.tell_besides(&mut told, &edits, true);
        let (n, same) = (
            edits.len().to_string(),
            ids.len().saturating_sub(edits.len()),
        );
        let mut text = told;
        if same > 0 {
            let same = self.fill("bulk.same", &[("n", &same.to_string())]);
            text = format!("{text}\n{same}");
        }
        let title = told_set(&self.setting.lexicon, self.register(), &ids, key, &value);
        let mut ask = Ask::new(&title, &text, &self.word("app.remove.no"))
            .or(Reply::Proceed, &self.fill("bulk.yes", &[("n", &n)]));
        if self.leaves_proofs(&edits) {
            ask = ask.or(Reply::Clear, &self.fill("bulk.yes_clear", &[("n", &n)]));
        }
        self.push(
            Layer::Ask(ask),
            Pending::Bulk(BulkChange::Set(ids, key, value)),
        );
    }

    /// Shows where one is named in the place of another, and asks whether both are made one.
    fn preview_replace(&mut self, from: Id, to: Id) {
        let edits = match replace(self.register(), from, to, false) {
            Ok(edits) => edits,
            Err(problem) => return self.show_problem(&problem),
        };
        let (one, other) = self.both(from, to);
        let details = [("from", one.as_str()), ("to", other.as_str())];
        let told = self.changes_told(&edits);
        let text = self.fill("bulk.replace_text", &details);
        let mut text = format!("{text}\n{told}");
        let register = self.register();
        if let Some((from, kept)) = register.get(from).zip(register.get(to)) {
            let lost = told_given_up(&self.setting.lexicon, register, from, kept);
            if !lost.is_empty() {
                let lead = self.word("bulk.given_up_lead");
                text = format!("{text}\n{lead}\n{}", lost.join("\n"));
            }
        }
        self.tell_besides(&mut text, &edits, true);
        // What cannot be made one is not offered to be, and why is said.
        let merged = replace(self.register(), from, to, true);
        match &merged {
            Ok(merged) => {
                let more = told_moved(&self.setting.lexicon, self.register(), merged);
                let known = told_moved(&self.setting.lexicon, self.register(), &edits);
                if more != known {
                    self.tell_besides(&mut text, merged, false);
                }
            }
            Err(problem) => text = format!("{text}\n{}", self.words_of(problem)),
        }
        let title = self.fill("bulk.replace_title", &details);
        let mut ask = Ask::new(&title, text.trim_end(), &self.word("app.remove.no"));
        if !edits.is_empty() {
            ask = ask.or(Reply::Proceed, &self.word("bulk.replace_yes"));
        }
        if merged.is_ok() {
            ask = ask.or(Reply::Mine, &self.word("bulk.merge_yes"));
        }
        if self.leaves_proofs(&edits) {
            ask = ask.or(Reply::Clear, &self.word("bulk.replace_clear"));
        }
        self.push(
            Layer::Ask(ask),
            Pending::Bulk(BulkChange::Replace(from, to)),
        );
    }

    fn save_bulk(&mut self, label: &str, plan: &dyn Fn(&Register) -> Result<Vec<Edit>, Problem>) {
        if let Err(problem) = self.record(label, "", plan) {
            self.show_problem(&problem);
        }
    }
}

/// Edits with the proofs of the party before as it was answered: they stay, or go with it.
fn with_proofs_as(reply: &Reply, edits: Vec<Edit>) -> Vec<Edit> {
    if *reply == Reply::Clear {
        without_left_behind(edits)
    } else {
        edits
    }
}
