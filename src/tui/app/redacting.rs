//! Taking a value or words out of the register for good, on the screen: why, what would go, and the question before.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::{App, PATIENCE, Tone};
use crate::domain::field::Answer as Fact;
use crate::domain::problem::Problem;
use crate::domain::progress::Phase;
use crate::domain::redaction::MARK;
use crate::domain::register::Mark;
use crate::domain::value::Id;
use crate::labels::Lexicon;
use crate::session::copies::Copies;
use crate::session::kept::KeptCopies;
use crate::session::outside::{OutsideFiles, SoughtOutside};
use crate::session::redact::{Spellings, stands};
use crate::session::rescue::Rescue;
use crate::session::seen::Memory;
use crate::session::{Session, Unwanted, report};
use crate::tui::job::JobKind;
use crate::tui::layer::Layer;
use crate::tui::overlay::ask::Ask;
use crate::tui::overlay::pick::{Pick, PickChoice};
use crate::tui::overlay::prompt::{Prompt, PromptEntry};
use crate::tui::request::{Closed, Pending, Picked, Redacting, Reply};
use crate::tui::widget::text::cut;

/// How long taking something out waits for another program to let go of the file.
const FILE_PATIENCE: Duration = Duration::from_secs(5);

/// Files beside the register that may hold what is taken out of it.
struct KnownFiles {
    copies: Option<Copies>,
    memory: Option<Memory>,
    rescue: Option<Rescue>,
    outside: OutsideFiles,
}

impl KnownFiles {
    /// The copies of the register, and the drafts beside it that cannot be searched.
    fn kept(&self, session: &Session) -> KeptCopies {
        let (copies, memory) = (self.copies.as_ref(), self.memory.as_ref());
        session.kept_with_drafts(copies, memory, self.rescue.as_ref())
    }
}

/// What a look before a redaction found.
enum Goes {
    /// Everything that goes, and what reads nearly like it and stays, in words.
    All(String),
    /// Nothing goes; these copies are older than the last redaction.
    OlderCopies(Vec<PathBuf>),
}

/// What came of a redaction.
struct Redacted {
    done: Result<Option<Mark>, Problem>,
    /// The copies that no new one took the place of, and why.
    copies: Option<(KeptCopies, Problem)>,
    /// What is left for people to look at, in words.
    left: Vec<String>,
    /// The drafts beside the register, as they are now.
    rescue: Option<Rescue>,
    /// What was looked for outside of the register.
    outside: SoughtOutside,
}

/// Everything that goes, in words; what cannot go is a problem.
fn what_goes(
    session: &Session,
    known: &KnownFiles,
    lexicon: &Lexicon,
    (unwanted, because): (&Unwanted, &str),
) -> Result<Goes, Problem> {
    session.may_redact(unwanted, because)?;
    let kept = known.kept(session);
    let touched = match session.before_redaction(unwanted, known.rescue.as_ref()) {
        Err(problem) if problem.key == "redact_nothing" => {
            let older = session.older_than_redactions(&kept);
            if older.is_empty() {
                return Err(problem);
            }
            return Ok(Goes::OlderCopies(older));
        }
        looked => looked?,
    };
    let mut kept = kept;
    kept.outside = session.sought_outside(unwanted)?.left(&known.outside);
    let register = session.register();
    let near = session.near_spellings(unwanted, known.rescue.as_ref())?;
    let same = session.same_elsewhere(unwanted)?;
    let told = [
        Some(report::redaction(lexicon, register, &touched, &kept)),
        report::near_spellings(lexicon, register, &near),
        report::same_elsewhere(lexicon, register, &same),
    ];
    let told: Vec<String> = told.into_iter().flatten().collect();
    Ok(Goes::All(told.join("\n")))
}

/// What a redaction leaves for people to look at, in words.
fn what_stays(
    session: &Session,
    known: &KnownFiles,
    lexicon: &Lexicon,
    (unwanted, same, kept): (&Unwanted, &Spellings, &KeptCopies),
) -> Vec<String> {
    let near = session.near_spellings(unwanted, known.rescue.as_ref());
    let told = [
        report::near_spellings(lexicon, session.register(), &near.unwrap_or_default()),
        report::same_elsewhere(lexicon, session.register(), same),
        report::left_alone(&lexicon.words, kept),
    ];
    told.into_iter().flatten().collect()
}

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
                self.look_what_goes(Unwanted::Field(id, key), because);
            }
            (Redacting::Words, Closed::Typed(typed)) => {
                let mut typed = typed.into_iter();
                let (words, because) = (typed.next(), typed.next());
                let unwanted = Unwanted::Words(words.unwrap_or_default());
                self.look_what_goes(unwanted, because.unwrap_or_default());
            }
            (Redacting::Sure(unwanted, because), Closed::Chosen(Reply::Proceed)) => {
                self.take_out(unwanted, because);
            }
            (Redacting::Finish, Closed::Chosen(Reply::Proceed)) => self.finish_redaction(),
            _ => {}
        }
    }

    /// Looks what goes, beside the keys: the whole file is read for it.
    fn look_what_goes(&mut self, unwanted: Unwanted, because: String) {
        let known = self.known_files();
        let lexicon = self.setting.lexicon.clone();
        let asked = (unwanted.clone(), because.clone());
        let asked_on = self.layers.len();
        self.begin_session_job(
            JobKind::LookAtRedaction,
            move |session, monitor| {
                let _ = monitor.step(Phase::Comparing, 0, 0);
                what_goes(session, &known, &lexicon, (&asked.0, &asked.1))
            },
            move |app, looked| {
                let show = move |app: &mut Self| match looked {
                    Ok((Goes::All(text), _)) => app.ask_whether_it_goes(&text, unwanted, because),
                    Ok((Goes::OlderCopies(older), _)) => app.ask_to_finish(&older),
                    Err(problem) => app.ask_again_what_goes(unwanted, because, &problem),
                };
                // It may have been asked in a form, which is not left for the answer.
                if app.layers.len() == asked_on {
                    show(app);
                } else {
                    app.show_result(JobKind::LookAtRedaction, show);
                }
            },
        );
    }

    /// Asks anew, with what was typed and what is wrong with it.
    fn ask_again_what_goes(&mut self, unwanted: Unwanted, because: String, problem: &Problem) {
        let told = self.words_of(problem);
        match unwanted {
            Unwanted::Field(id, key) => self.ask_why_field_goes(id, &key, Some((because, told))),
            Unwanted::Words(words) => {
                let of_reason =
                    problem.key.starts_with("redact_because") || problem.key.starts_with("because");
                let typed = vec![words, because];
                self.ask_which_words_go(Some((typed, usize::from(of_reason), told)));
            }
        }
    }

    /// Shows everything that goes, and asks; to leave it comes first.
    fn ask_whether_it_goes(&mut self, text: &str, unwanted: Unwanted, because: String) {
        let leave = self.word("redact.leave");
        let ask = Ask::new(&self.word("redact.title"), text, &leave)
            .or(Reply::Proceed, &self.word("redact.take_out"));
        let pending = Pending::Redact(Redacting::Sure(unwanted, because));
        self.push(Layer::Ask(ask), pending);
    }

    /// The files beside the register that may hold what is taken out of it.
    fn known_files(&self) -> KnownFiles {
        KnownFiles {
            copies: self.setting.copies.clone(),
            memory: self.setting.memory.clone(),
            rescue: self.rescue.clone(),
            outside: OutsideFiles {
                memory: self.setting.memory.clone(),
                choices: self.setting.choices_file.clone(),
                drafts: self.setting.rescue.clone(),
                configuration: (self.setting.choices_file.as_deref())
                    .and_then(Path::parent)
                    .map(Path::to_owned),
            },
        }
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
        let known = self.known_files();
        self.with_the_file(
            move |session| {
                let kept = session.kept_copies(known.copies.as_ref(), known.memory.as_ref());
                session.finish_redaction(&kept, known.copies.as_ref())
            },
            |app, done| match done {
                Ok(_) => app.tell(app.word("redact.finished"), Tone::Good),
                Err(problem) => app.show_problem(&problem),
            },
        );
    }

    /// Does what takes the whole file for itself, beside the keys: the register is shown meanwhile as it was, and is open
    /// again when that is done. It is not stopped half-way.
    fn with_the_file<T: Send + 'static>(
        &mut self,
        work: impl FnOnce(&mut Session) -> T + Send + 'static,
        then: impl FnOnce(&mut Self, T) + 'static,
    ) {
        if self.refuses_work() {
            return;
        }
        self.job_ended();
        let shown = self.shared_register();
        let Some(mut session) = self.session.take() else {
            return;
        };
        self.blank = shown;
        self.begin_job_to_end(
            JobKind::Redact,
            move |monitor| {
                let _ = monitor.step(Phase::Saving, 0, 0);
                let _ = session.be_patient(FILE_PATIENCE);
                let stays = monitor.commit();
                let done = stays.map(|()| work(&mut session));
                let _ = session.be_patient(PATIENCE);
                Ok((session, done))
            },
            move |app, done| {
                // What was begun gives the session back, whatever came of it.
                let Ok((session, done)) = done else { return };
                app.session = Some(session);
                match done {
                    Ok(done) => then(app, done),
                    Err(_) => app.tell_stopped(),
                }
            },
        );
    }

    /// Takes out what was looked at, and tells what came of it, what is left for people to look at, and what could not be
    /// done of it.
    fn take_out(&mut self, unwanted: Unwanted, because: String) {
        let lexicon = &self.setting.lexicon;
        let label = report::redaction_label(lexicon, self.register(), &unwanted, "");
        let mut known = self.known_files();
        let lexicon = self.setting.lexicon.clone();
        self.with_the_file(
            move |session| {
                let mut kept = known.kept(session);
                // Afterwards nobody knows what was there.
                let same = session.same_elsewhere(&unwanted).unwrap_or_default();
                let outside = session.sought_outside(&unwanted).unwrap_or_default();
                let rescue = known.rescue.as_mut();
                let done = session.redact(&unwanted, [&label, MARK], &because, rescue);
                let stands = done.as_ref().map_or_else(stands, |_| true);
                if stands {
                    kept.outside = outside.take_out(&known.outside);
                }
                let renewed = stands.then(|| session.renew_copies(&kept, known.copies.as_ref()));
                let left = match &done {
                    Ok(_) => what_stays(session, &known, &lexicon, (&unwanted, &same, &kept)),
                    Err(_) => Vec::new(),
                };
                Redacted {
                    done: done.map(|(mark, _)| mark),
                    copies: renewed.and_then(|renewed| Some((kept, renewed.err()?))),
                    left,
                    rescue: known.rescue,
                    outside: if stands {
                        outside
                    } else {
                        SoughtOutside::default()
                    },
                }
            },
            Self::tell_redacted,
        );
    }

    fn tell_redacted(&mut self, redacted: Redacted) {
        self.rescue = redacted.rescue;
        let choices = &mut self.setting.choices;
        if let Some(left) = redacted.outside.without_choices(choices) {
            *choices = left.clone();
            if let Some(tabs) = self.tabs() {
                tabs.choose(&left);
            }
        }
        self.changed(None);
        self.reload_form();
        self.follow_redactions();
        match redacted.done {
            Ok(mark) => {
                let text = match mark {
                    Some(mark) => {
                        let number = mark.number.to_string();
                        self.fill("redact.done", &[("number", &number)])
                    }
                    None => self.word("redact.done_drafts"),
                };
                self.tell(text, Tone::Good);
                if !redacted.left.is_empty() {
                    self.tell_long("redact.left", &redacted.left.join("\n\n"));
                }
            }
            Err(problem) => self.show_problem(&problem),
        }
        if let Some((kept, problem)) = redacted.copies {
            let files = kept.own.iter().map(|path| path.display().to_string());
            let files: Vec<String> = files.collect();
            let left = Problem::cannot("redact_copies_left").with("files", files.join(", "));
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
