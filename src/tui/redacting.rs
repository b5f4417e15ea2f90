//! Taking a value or words out of the register for good, on the screen: why, what would go, and the question before.

use std::path::PathBuf;

use super::app::{App, Tone};
use super::layer::Layer;
use super::overlay::ask::Ask;
use super::overlay::pick::{Pick, PickChoice};
use super::overlay::prompt::{Prompt, PromptEntry};
use super::request::{Closed, Pending, Picked, Redacting, Reply};
use super::widget::text::cut;
use crate::domain::field::Answer as Fact;
use crate::domain::problem::Problem;
use crate::domain::redaction::MARK;
use crate::domain::value::Id;
use crate::session::kept::KeptCopies;
use crate::session::redact::{Spellings, stands};
use crate::session::{Unwanted, report};

impl App {
    /// Asks which field of the one record that is chosen goes.
    pub(super) fn ask_which_field_goes(&mut self) {
        let chosen = self.chosen();
        let record = match chosen.as_slice() {
            [id] => self.register().get(*id),
            _ => None,
        };
        let Some(record) = record else {
            let text = self.word("redact.choose_record");
            return self.tell(text, Tone::Bad);
        };
        let lexicon = &self.setting.lexicon;
        let fields = record.declaration().fields.iter();
        let recorded = fields.filter_map(|field| {
            let answer = record.answer(field.key);
            let held = answer != Fact::NotRecorded;
            let shown = lexicon.answer(self.register(), record.id(), &field.kind, &answer);
            let label = lexicon.words.label(record.kind(), field.key);
            held.then(|| PickChoice::new(field.key, label, &cut(&shown, 40), ""))
        });
        let pick = Pick::new(&self.word("redact.which"), recorded.collect());
        let pending = Pending::Redact(Redacting::Which(record.id()));
        self.push(Layer::Pick(pick), pending);
    }

    /// Asks why the value of a field goes.
    pub(super) fn ask_why_field_goes(
        &mut self,
        id: Id,
        key: &str,
        retry: Option<(String, String)>,
    ) {
        let kind = self.register().place(id).map(|place| place.kind);
        let label = kind.map_or("", |kind| self.setting.lexicon.words.label(kind, key));
        let reference = self.setting.lexicon.called(self.register(), id);
        let text = self.fill("redact.text", &[("field", label), ("ref", &reference)]);
        let (typed, fault) = retry.unzip();
        let entry = PromptEntry::text(&self.word("redact.why"), &typed.unwrap_or_default());
        let mut prompt = Prompt::new(&self.word("redact.title"), &text, vec![entry]);
        if let Some(fault) = fault {
            prompt = prompt.with_fault(Some(0), fault);
        }
        let pending = Pending::Redact(Redacting::Why(id, key.to_owned()));
        self.push(Layer::Prompt(prompt), pending);
    }

    /// Asks which words go, and why.
    pub(super) fn ask_which_words_go(&mut self, retry: Option<(Vec<String>, usize, String)>) {
        let typed = |at: usize| {
            let typed = retry.as_ref().and_then(|(typed, ..)| typed.get(at));
            typed.map_or("", String::as_str)
        };
        let entries = vec![
            PromptEntry::text(&self.word("redact.words"), typed(0)),
            PromptEntry::text(&self.word("redact.why"), typed(1)),
        ];
        let title = self.word("redact.title");
        let mut prompt = Prompt::new(&title, &self.word("redact.text_words"), entries);
        if let Some((_, entry, fault)) = retry {
            prompt = prompt.with_fault(Some(entry), fault);
        }
        self.push(Layer::Prompt(prompt), Pending::Redact(Redacting::Words));
    }

    /// Goes on with what was asked.
    pub(super) fn redacting(&mut self, redacting: Redacting, answer: Closed) {
        match (redacting, answer) {
            (Redacting::Which(id), Closed::Picked(picked)) => {
                if let Some(Picked::Choice(key)) = picked.last() {
                    self.ask_why_field_goes(id, key, None);
                }
            }
            (Redacting::Why(id, key), Closed::Typed(typed)) => {
                let because = typed.first().cloned().unwrap_or_default();
                let unwanted = Unwanted::Field(id, key.clone());
                if let Err(problem) = self.show_what_goes(unwanted, &because) {
                    let told = self.words_of(&problem);
                    self.ask_why_field_goes(id, &key, Some((because, told)));
                }
            }
            (Redacting::Words, Closed::Typed(typed)) => {
                let text = |at: usize| typed.get(at).cloned().unwrap_or_default();
                let unwanted = Unwanted::Words(text(0));
                if let Err(problem) = self.show_what_goes(unwanted, &text(1)) {
                    let of_reason = problem.key.starts_with("redact_because")
                        || problem.key.starts_with("because");
                    let told = self.words_of(&problem);
                    self.ask_which_words_go(Some((typed, usize::from(of_reason), told)));
                }
            }
            (Redacting::Sure(unwanted, because), Closed::Chosen(Reply::Proceed)) => {
                self.take_out(&unwanted, &because);
            }
            (Redacting::Finish, Closed::Chosen(Reply::Proceed)) => self.finish_redaction(),
            _ => {}
        }
    }

    /// Shows everything that goes, and asks; to leave it comes first.
    fn show_what_goes(&mut self, unwanted: Unwanted, because: &str) -> Result<(), Problem> {
        let Some(session) = &self.session else {
            return Ok(());
        };
        session.may_redact(&unwanted, because)?;
        let kept = session.kept_with_drafts(
            self.setting.copies.as_ref(),
            self.setting.memory.as_ref(),
            self.rescue.as_ref(),
        );
        let touched = match session.before_redaction(&unwanted, self.rescue.as_ref()) {
            Err(problem) if problem.key == "redact_nothing" => {
                let older = session.older_than_redactions(&kept);
                if older.is_empty() {
                    return Err(problem);
                }
                self.ask_to_finish(&older);
                return Ok(());
            }
            looked => looked?,
        };
        let mut text =
            report::redaction(&self.setting.lexicon, session.register(), &touched, &kept);
        let near = session.near_spellings(&unwanted, self.rescue.as_ref())?;
        let near = report::near_spellings(&self.setting.lexicon, session.register(), &near);
        let same = session.same_elsewhere(&unwanted)?;
        let same = report::same_elsewhere(&self.setting.lexicon, session.register(), &same);
        let near = near
            .into_iter()
            .chain(same)
            .reduce(|near, same| format!("{near}\n{same}"));
        if let Some(near) = near {
            text.push('\n');
            text.push_str(&near);
        }
        let ask = Ask::new(
            &self.word("redact.title"),
            &text,
            &self.word("redact.leave"),
        )
        .or(Reply::Proceed, &self.word("redact.take_out"));
        let pending = Pending::Redact(Redacting::Sure(unwanted, because.to_owned()));
        self.push(Layer::Ask(ask), pending);
        Ok(())
    }

    /// Asks whether copies from before the last redaction are replaced; to leave them comes first.
    fn ask_to_finish(&mut self, older: &[PathBuf]) {
        let files: Vec<String> = older.iter().map(|it| it.display().to_string()).collect();
        let problem = Problem::refused("redact_copies_older").with("files", files.join(", "));
        let text = self.words_of(&problem);
        let (title, leave) = (self.word("redact.title"), self.word("redact.leave"));
        let ask = Ask::new(&title, &text, &leave).or(Reply::Proceed, &self.word("redact.replace"));
        self.push(Layer::Ask(ask), Pending::Redact(Redacting::Finish));
    }

    /// The copies of the open register that were made before its last redaction.
    pub(super) fn stale_copies(&self) -> Vec<PathBuf> {
        let redacted = self.register().struck.last > 0;
        let session = self.session.as_ref().filter(|_| redacted);
        session.map_or_else(Vec::new, |session| {
            let (copies, memory) = (self.setting.copies.as_ref(), self.setting.memory.as_ref());
            session.older_than_redactions(&session.kept_copies(copies, memory))
        })
    }

    /// What is said of such copies.
    pub(super) fn told_of_stale(&self, copies: &[PathBuf]) -> String {
        let files = report::paths(copies);
        self.fill("redact.stale", &[("files", &files)])
    }

    /// Tells of such copies, and asks whether they are replaced, where the register may be written.
    pub(super) fn ask_of_stale(&mut self, copies: &[PathBuf]) {
        let text = self.told_of_stale(copies);
        if self.scene().is_only_read() {
            return self.tell_long("redact.stale_title", &text);
        }
        let (title, leave) = (
            self.word("redact.stale_title"),
            self.word("redact.stale_leave"),
        );
        let ask = Ask::new(&title, &text, &leave).or(Reply::Proceed, &self.word("redact.replace"));
        self.push(Layer::Ask(ask), Pending::Redact(Redacting::Finish));
    }

    fn finish_redaction(&mut self) {
        let copies = self.setting.copies.clone();
        let memory = self.setting.memory.as_ref();
        let Some(session) = &mut self.session else {
            return;
        };
        let kept = session.kept_copies(copies.as_ref(), memory);
        match session.finish_redaction(&kept, copies.as_ref()) {
            Ok(_) => {
                let text = self.word("redact.finished");
                self.tell(text, Tone::Good);
            }
            Err(problem) => self.show_problem(&problem),
        }
    }

    /// Tells in a page what is left for people to look at, where there is something.
    fn tell_what_stays(&mut self, unwanted: &Unwanted, same: &Spellings, kept: &KeptCopies) {
        let Some(session) = &self.session else {
            return;
        };
        let lexicon = &self.setting.lexicon;
        let near = session.near_spellings(unwanted, self.rescue.as_ref());
        let near = near.unwrap_or_default();
        let near = report::near_spellings(lexicon, session.register(), &near);
        let same = report::same_elsewhere(lexicon, session.register(), same);
        let left = report::left_alone(&lexicon.words, kept);
        let told: Vec<String> = near.into_iter().chain(same).chain(left).collect();
        if !told.is_empty() {
            self.tell_long("redact.left", &told.join("\n\n"));
        }
    }

    fn take_out(&mut self, unwanted: &Unwanted, because: &str) {
        let label = match unwanted {
            Unwanted::Field(id, key) => {
                let reference = self.setting.lexicon.called(self.register(), *id);
                self.fill("redact.label_field", &[("ref", &reference), ("field", key)])
            }
            Unwanted::Words(_) => self.word("redact.label_words"),
        };
        let copies = self.setting.copies.clone();
        let Some(session) = &mut self.session else {
            return;
        };
        let kept = session.kept_with_drafts(
            copies.as_ref(),
            self.setting.memory.as_ref(),
            self.rescue.as_ref(),
        );
        // Afterwards nobody knows what was there.
        let same = session.same_elsewhere(unwanted).unwrap_or_default();
        let done = session.redact(unwanted, [&label, MARK], because, self.rescue.as_mut());
        let stands = done.as_ref().map_or_else(stands, |_| true);
        let renewed = stands.then(|| session.renew_copies(&kept, copies.as_ref()));
        self.changed(None);
        self.reload_form();
        self.follow_redactions();
        match done {
            Ok((mark, _)) => {
                let text = match mark {
                    Some(mark) => {
                        let number = mark.number.to_string();
                        self.fill("redact.done", &[("number", &number)])
                    }
                    None => self.word("redact.done_drafts"),
                };
                self.tell(text, Tone::Good);
                self.tell_what_stays(unwanted, &same, &kept);
            }
            Err(problem) => self.show_problem(&problem),
        }
        if let Some(Err(problem)) = renewed {
            let named: Vec<String> = kept
                .own
                .iter()
                .map(|path| path.display().to_string())
                .collect();
            let left = Problem::cannot("redact_copies_left").with("files", named.join(", "));
            let text = format!("{}\n\n{}", self.words_of(&left), self.words_of(&problem));
            self.tell_long("app.problem", &text);
        }
    }

    /// Lets open forms follow what was taken out for good since they were opened; what is to be told of that.
    pub(super) fn follow_redactions(&mut self) -> Option<String> {
        let mut told = None;
        let mut layers = std::mem::take(&mut self.layers);
        for (layer, _) in &mut layers {
            let Layer::Form(form) = layer else { continue };
            if let Some(fields) = form.follow_source(self.register()) {
                let lexicon = &self.setting.lexicon;
                let named = fields.iter().map(|(id, key)| {
                    let kind = self.register().place(*id).map(|place| place.kind);
                    let label = kind.map_or("", |kind| lexicon.words.label(kind, key));
                    format!("{} {label}", lexicon.called(self.register(), *id))
                });
                let fields = named.collect::<Vec<_>>().join(", ");
                told = Some(self.fill("form.redacted_source", &[("fields", &fields)]));
                continue;
            }
            let Some(followed) = form.follow(self.register()) else {
                continue;
            };
            let words = &self.setting.lexicon.words;
            let label = |(id, key): &(Id, String)| {
                let kind = self.register().place(*id).map(|place| place.kind);
                kind.map_or("", |kind| words.label(kind, key)).to_owned()
            };
            let fields = followed
                .taken_over
                .iter()
                .chain(&followed.edited)
                .map(label);
            let fields = fields.collect::<Vec<_>>().join(", ");
            let mut text = words.fill("form.redacted_meanwhile", &[("fields", &fields)]);
            if !followed.edited.is_empty() {
                let edited = followed
                    .edited
                    .iter()
                    .map(label)
                    .collect::<Vec<_>>()
                    .join(", ");
                text.push(' ');
                text += &words.fill("form.redacted_typed", &[("fields", &edited)]);
            }
            told = Some(text);
        }
        self.layers = layers;
        told
    }

    /// Asks before a form is saved that holds what was taken out while it was open; `true` where it does.
    pub(super) fn asks_of_removed(&mut self) -> bool {
        let Some((Layer::Form(form), _)) = self.layers.last() else {
            return false;
        };
        let found = form.holds_removed();
        if found.is_empty() {
            return false;
        }
        let named: Vec<String> = found
            .iter()
            .map(|word| format!("  {}", cut(word.trim(), 60)))
            .collect();
        let text = self.fill("form.removed.text", &[("words", &named.join("\n"))]);
        let ask = Ask::new(
            &self.word("form.removed.title"),
            &text,
            &self.word("form.removed.back"),
        )
        .or(Reply::Save, &self.word("form.removed.save"));
        self.push(Layer::Ask(ask), Pending::Removed);
        true
    }

    /// Saves the form all the same.
    pub(super) fn save_what_was_removed(&mut self) {
        if let Some((Layer::Form(form), _)) = self.layers.last_mut() {
            form.means_it();
        }
        self.save_form_asking();
    }
}
