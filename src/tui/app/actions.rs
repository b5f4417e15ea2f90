//! What the app does when a layer asks for it: opening forms, saving, removing, turning back, countries.

use std::collections::BTreeSet;

use super::dispatch::action;
use super::{App, Effect, Tone};
use crate::domain::kind::RecordKind;
use crate::domain::problem::ProblemKind;
use crate::domain::value::{Id, Value};
use crate::due::act::named;
use crate::due::doubts::disposed;
use crate::due::standing::DeletedProof;
use crate::exchange::document::{Block, ListPoint, Sink as _};
use crate::law::Answers;
use crate::tui::clipboard::MOST;
use crate::tui::command::Command;
use crate::tui::export_answers::ExportAnswers;
use crate::tui::layer::Layer;
use crate::tui::outcome::Outcome;
use crate::tui::overlay::ask::Ask;
use crate::tui::overlay::pick::{Pick, PickChoice};
use crate::tui::overlay::reader::Reader;
use crate::tui::request::{Closed, Deferred, Drafting, Pending, Picked, Reply, Request, Tabling};
use crate::tui::screen::form::Form;
use crate::tui::screen::{beside, history};

impl App {
    /// Does what a layer asks for.
    pub(super) fn request(&mut self, request: Request) {
        if self.refuses(&request) {
            return;
        }
        match request {
            Request::SaveForm => {
                // The draft first: an end in the middle of saving takes nothing.
                self.keep_typed();
                self.when_free(Self::save_form_asking);
            }
            Request::RefuseEdit => {}
            Request::Redact(id, key) => self.ask_why_field_goes(id, key, None),
            Request::SaveBecause => self.ask_reason(Deferred::Save, None),
            Request::Editor(text) => self.effects.push(Effect::Editor(text)),
            Request::Copy(text) => {
                // Whether anything took it is not known: terminals do not say.
                let key = if text.len() > MOST {
                    "app.copied_long"
                } else {
                    "app.copied"
                };
                let key_of_file = self.setting.keymap.shown(Command::CopyToFile);
                let told = self.fill(key, &[("key", &key_of_file.unwrap_or_default())]);
                self.effects.push(Effect::Copy(text));
                self.tell(told, Tone::Good);
            }
            Request::CopyToFile(text) => self.copy_to_file(&text),
            Request::ImportMapped => self.look_at_mapped(),
            Request::ReadSheets(by) => self.read_sheets(*by),
            Request::KeepMapping(name) => self.keep_mapping(&name),
            Request::Welcome(choice) => self.welcome(choice),
            Request::OpenForm(id) => self.open_form(id, None),
            Request::OpenField(id, key) => self.open_form(id, key),
            Request::Waive(spots) => self.ask_to_waive(spots),
            Request::History(id) => {
                let text = match history::of_record(id, &self.scene()) {
                    Ok(text) => text,
                    Err(problem) => return self.tell(problem, Tone::Bad),
                };
                let title = self.word("history.of_record");
                self.push(Layer::Reader(Reader::new(&title, text)), Pending::Nothing);
            }
            Request::Country(code) => self.show_country(&code),
            Request::Difference(from, to) => self.compare_sets(from, to),
            Request::KeepWidths(kind, head, width) => self.keep_widths(kind, &head, width),
            Request::NewRecord => self.new_record(),
            Request::Duplicate(id) => self.duplicate(id),
            Request::Remove(ids) => self.ask_to_remove(ids),
            Request::Read(id) => {
                if let Some(record) = self.register().get(id) {
                    let text = beside::document(record, &self.scene());
                    let title = self.setting.lexicon.title(self.register(), record);
                    self.push(Layer::Reader(Reader::new(&title, text)), Pending::Nothing);
                }
            }
            Request::Command(command) => self.app_command(command),
        }
    }

    /// Does a command that no layer took.
    pub(super) fn app_command(&mut self, command: Command) {
        if let Some(action) = action(command) {
            return action(self);
        }
        // What no list could do it says: nothing that is offered is silent.
        let key = match command {
            Command::New => "app.nothing_to_add",
            Command::Wider | Command::Narrower => "columns.nowhere",
            command if command.is_about_an_entry() => "app.nothing_chosen",
            _ => return,
        };
        if matches!(self.layers.last(), Some((Layer::Tabs(_), _))) {
            let text = self.word(key);
            self.tell(text, Tone::Bad);
        }
    }

    /// Opens the first field of a form over something new that was just put on top.
    pub(super) fn offer(&mut self) {
        let offered = self.on_top(|layer, scene| match layer {
            Layer::Form(form) => form.offer(scene),
            _ => Outcome::Done,
        });
        if let Some(outcome) = offered {
            self.act(outcome.widened());
        }
    }

    /// Opens the form of a record, at a row of it and at a field.
    pub fn open_form(&mut self, id: Id, key: Option<&str>) {
        let Some(owner) = self.register().owner(id) else {
            return;
        };
        let mut form = Form::edit(owner).only_read(self.scene().is_only_read());
        if owner.id() != id || key.is_some() {
            form.go_to(id, key);
        }
        self.push(Layer::Form(form), Pending::Nothing);
    }

    fn new_record(&mut self) {
        let Some(kind) = self.tabs().and_then(|tabs| tabs.kind()) else {
            let text = self.word("app.nothing_to_add");
            return self.tell(text, Tone::Bad);
        };
        if kind.parent().is_some() {
            // A row is made in its record: the one of the selected row is opened there.
            return if let Some(id) = self.tabs().and_then(|tabs| tabs.selected()) {
                let parent = self
                    .register()
                    .place(id)
                    .and_then(|place| place.parent)
                    .unwrap_or(id);
                self.open_form(parent, Some(kind.plural()));
            } else {
                let text = self.word("app.row_needs_record");
                self.tell(text, Tone::Bad);
            };
        }
        self.blank_record(kind);
    }

    /// The one organisation of ours: the one that is shown, or the only one.
    pub(super) fn own_organisation(&self) -> Option<Id> {
        self.organisation.or_else(|| {
            let mut ours = self.register().ours();
            let first = ours.next().map(|organisation| organisation.head.id);
            first.filter(|_| ours.next().is_none())
        })
    }

    /// Opens the form of a new record.
    pub(super) fn blank_record(&mut self, kind: RecordKind) {
        let mut record = kind.blank();
        let party = self.own_organisation();
        // What can only be one thing is filled in: the one organisation of ours.
        let key = match kind {
            RecordKind::Activity => Some("organisation"),
            RecordKind::Agreement => Some("our_party"),
            _ => None,
        };
        if let (Some(key), Some(party)) = (key, party) {
            record.record_value(key, Value::Ref(party));
        }
        self.push(Layer::Form(Form::create(record)), Pending::Nothing);
    }

    pub(super) fn duplicate(&mut self, id: Id) {
        let Some(place) = self.register().place(id).copied() else {
            return;
        };
        if place.parent.is_some() {
            return self.open_form(id, None);
        }
        let copy = self
            .session
            .as_ref()
            .and_then(|session| session.duplicate(id));
        if let Some(mut copy) = copy {
            if let Some(name) = copy.text("name") {
                let name = self.fill("app.copy_of", &[("name", &name)]);
                copy.record_value("name", Value::Text(name));
            }
            let form = match self.register().owner(id) {
                Some(source) => Form::copy(source, copy),
                None => Form::filled(copy),
            };
            self.push(Layer::Form(form), Pending::Nothing);
        }
    }

    /// Saves the form on top; a changed schedule only after its rules were shown, because they change with it.
    pub(super) fn save_form_asking(&mut self) {
        // What another window has taken out since the last look comes back neither by a value nor by the title in the label.
        self.look_at_file();
        if self.asks_of_removed() || self.asks_of_saved_elsewhere() {
            return;
        }
        let Some((Layer::Form(form), _)) = self.layers.last() else {
            return;
        };
        let record = form.record();
        let changed = record.kind() == RecordKind::Schedule && !form.is_new() && form.is_edited();
        let register = self.register();
        let rules = if changed {
            register.referrers(record.id())
        } else {
            Vec::new()
        };
        if rules.is_empty() {
            return self.save_form(None);
        }
        let named = rules.iter().take(30).map(|rule| {
            let owner = register.owner(rule.owner);
            let activity = owner.map(|owner| self.setting.lexicon.title(register, owner));
            let reference = self.setting.lexicon.called(register, rule.id);
            format!("  {reference} {}", activity.unwrap_or_default())
        });
        let named = named.collect::<Vec<_>>().join("\n");
        let count = rules.len().to_string();
        let text = self.fill("app.schedule.text", &[("n", &count), ("rules", &named)]);
        let (title, leave) = (
            self.word("app.schedule.title"),
            self.word("form.leave.stay"),
        );
        let ask = Ask::new(&title, &text, &leave).or(Reply::Save, &self.word("form.leave.save"));
        self.push(Layer::Ask(ask), Pending::Schedule);
    }

    /// Saves the form on top; after a conflict `mine` says whose value is kept.
    pub(super) fn save_form(&mut self, mine: Option<bool>) {
        let Some((Layer::Form(form), _)) = self.layers.last() else {
            return;
        };
        if form.is_edited() && self.asks_why(|| Deferred::SaveNow(mine)) {
            return;
        }
        let Some((Layer::Form(form), _)) = self.layers.last() else {
            return;
        };
        let edit = form.to_edit();
        let new = form.is_new();
        let draft = form.draft().map(str::to_owned);
        let record = form.record();
        let title = self.setting.lexicon.title(self.register(), record);
        let one = self.setting.lexicon.words.one(record.kind()).to_lowercase();
        let label = self.fill(
            if new { "label.new" } else { "label.edit" },
            &[("kind", &one), ("title", &title)],
        );
        let label = self.label(&label);
        let owner = self.register().owner(record.id());
        let disposed_before = disposed(owner.into_iter());
        let before = self.register().mark.number;
        let Some(session) = &mut self.session else {
            return;
        };
        let saved = match mine {
            None => session.save_held(&edit, &label, draft.as_deref()),
            Some(mine) => session.save_over(vec![edit], &label, mine),
        };
        self.wrote(before, saved.as_ref().ok());
        match saved {
            Ok(saved) => {
                let id = saved.ids.first().copied().unwrap_or_default();
                let reference = self.setting.lexicon.called(self.register(), id);
                let count = self.setting.lexicon.words.count("changes", saved.changes);
                let text = if saved.changes == 0 {
                    self.word("app.unchanged")
                } else {
                    self.fill("app.saved", &[("ref", &reference), ("changes", &count)])
                };
                // Back in a list the saved record is selected; where it came from findings, the next one waits there.
                if let Some((Layer::Tabs(tabs), _)) =
                    self.layers.get(self.layers.len().wrapping_sub(2))
                    && tabs.kind().is_some_and(|kind| kind.parent().is_none())
                {
                    self.show_record(id);
                }
                self.close(Closed::Saved(id));
                self.tell(text, Tone::Good);
                let now = disposed(self.register().owner(id).into_iter());
                let new: Vec<Id> = now.difference(&disposed_before).copied().collect();
                self.tell_doubts(&new);
            }
            // What was taken out meanwhile is nobody's value to choose: the form follows that, and asks of what was typed.
            Err(problem)
                if problem.kind == ProblemKind::Conflict && self.follow_redactions().is_some() =>
            {
                self.save_form_asking();
            }
            Err(problem) if problem.kind == ProblemKind::Conflict => {
                let text = self.words_of(&problem);
                let title = self.word("app.conflict.title");
                let ask = Ask::new(&title, &text, &self.word("app.conflict.stay"));
                let ask = if self.is_form_of_gone() {
                    // There is nothing of theirs to keep, and nothing typed goes unasked.
                    ask.or(Reply::Save, &self.word("app.conflict.anew"))
                } else if problem.key == "conflict_gone" {
                    ask.or(Reply::Theirs, &self.word("app.conflict.theirs"))
                } else {
                    ask.or(Reply::Mine, &self.word("app.conflict.mine"))
                        .or(Reply::Theirs, &self.word("app.conflict.theirs"))
                };
                self.push(Layer::Ask(ask), Pending::Conflict);
            }
            Err(problem) => self.show_problem(&problem),
        }
    }

    /// Asks where another window has saved the draft of the form on top: to save it too makes two records of one.
    fn asks_of_saved_elsewhere(&mut self) -> bool {
        let found = match self.layers.last() {
            Some((Layer::Form(form), _)) => form.saved_elsewhere(&self.scene()),
            _ => None,
        };
        let Some(id) = found else { return false };
        let record = named(&self.setting.lexicon, self.register(), &[id]);
        let text = self.fill("draft.saved_elsewhere.text", &[("record", &record)]);
        let title = self.word("draft.saved_elsewhere.title");
        let ask = Ask::new(&title, &text, &self.word("app.conflict.stay"))
            .or(Reply::Save, &self.word("draft.saved_elsewhere.second"));
        self.push(Layer::Ask(ask), Pending::SavedElsewhere);
        true
    }

    /// Whether the form on top is over a record of the register that is there no longer.
    fn is_form_of_gone(&self) -> bool {
        matches!(self.layers.last(), Some((Layer::Form(form), _))
            if !form.is_new() && self.register().get(form.record().id()).is_none())
    }

    /// Saves what the form on top holds as a new record.
    fn save_form_anew(&mut self) {
        if let Some((Layer::Form(form), _)) = self.layers.last_mut() {
            *form = form.anew();
            self.save_form(None);
        }
    }

    fn ask_to_remove(&mut self, ids: Vec<Id>) {
        let Some(session) = &self.session else { return };
        let register = session.register();
        let named: Vec<String> = ids
            .iter()
            .map(|id| self.setting.lexicon.reference(register, Id(0), *id))
            .collect();
        let mut lines = vec![self.fill("app.remove.text", &[("records", &named.join("\n"))])];
        let mut referred = Vec::new();
        for referrer in session.removal_of(&ids).referrers {
            referred.extend(
                self.setting
                    .lexicon
                    .referrer(register, &referrer)
                    .map(|it| format!("  {it}")),
            );
        }
        let remove = if referred.is_empty() {
            self.word("app.remove.yes")
        } else {
            let shown = referred.len().min(30);
            lines.push(self.fill("app.remove.referred", &[("n", &referred.len().to_string())]));
            lines.push(referred[..shown].join("\n"));
            self.word("app.remove.resolve")
        };
        let today = self.real_day();
        let goes = ids.iter().filter_map(|id| register.get(*id));
        let proofs: BTreeSet<&str> = goes
            .flat_map(|it| DeletedProof::of(it, today).said())
            .collect();
        lines.extend(
            proofs
                .into_iter()
                .map(|said| format!("\n{}", self.word(said))),
        );
        let (title, leave) = (self.word("app.remove.title"), self.word("app.remove.no"));
        let ask = Ask::new(&title, &lines.join("\n"), &leave).or(Reply::Proceed, &remove);
        self.push(Layer::Ask(ask), Pending::Remove(ids));
    }

    fn remove(&mut self, ids: &[Id]) {
        // The label names what goes, as it is called now.
        self.look_at_file();
        for id in ids {
            let Some(record) = self.register().get(*id) else {
                continue;
            };
            let row = self
                .register()
                .place(*id)
                .is_some_and(|place| place.parent.is_some());
            let title = self.setting.lexicon.title(self.register(), record);
            let one = self.setting.lexicon.words.one(record.kind()).to_lowercase();
            let label = self.fill("label.remove", &[("kind", &one), ("title", &title)]);
            let label = self.label(&label);
            let without = self
                .register()
                .owner(*id)
                .filter(|_| row)
                .map(|owner| Form::edit(owner).without_row(*id));
            let before = self.register().mark.number;
            let Some(session) = &mut self.session else {
                return;
            };
            let removed = match without {
                Some(edit) => session.save(vec![edit], &label),
                None => session.remove(*id, true, &label),
            };
            self.wrote(before, removed.as_ref().ok());
            match removed {
                Ok(_) => {
                    let text = self.fill("app.removed", &[("title", &title)]);
                    self.tell(text, Tone::Good);
                }
                Err(problem) => return self.show_problem(&problem),
            }
        }
    }

    /// Asks which country, or which international organisation, is meant.
    pub(super) fn ask_country(&mut self) {
        let countries = self.setting.lexicon.countries().into_iter();
        let choice = |(code, name, other): (String, String, String)| {
            PickChoice::new(&code, &name, &code, &other)
        };
        let pick = Pick::new(
            &self.word("where_stands.title"),
            countries.map(choice).collect(),
        );
        // Where a country is looked at, that is the first one meant.
        let selected = self.tabs().and_then(|tabs| tabs.selected());
        let named = selected.and_then(|id| self.register().get(id)?.text("country"));
        let here = self.tabs().and_then(|tabs| tabs.country()).or(named);
        let here = here.map(Picked::Choice).into_iter().collect();
        self.push(Layer::Pick(pick.or_own().with(here)), Pending::Country);
    }

    /// Where a country stands on the day, in full.
    fn show_country(&mut self, code: &str) {
        let lexicon = &self.setting.lexicon;
        let standing = lexicon.law.standing(code, lexicon.today, &Answers::new());
        let Some(standing) = standing else {
            let text = self.fill("new.country_unknown", &[("text", code)]);
            return self.tell(text, Tone::Bad);
        };
        let text = lexicon.standing(&standing);
        let out = standing_blocks(&text);
        let title = self.word("where_stands.title");
        let reader = Reader::new(&title, out);
        self.push(Layer::Reader(reader), Pending::Nothing);
    }

    /// Goes on with what the app had in mind when it asked.
    pub(super) fn answered(&mut self, pending: Pending, answer: Closed) {
        if self.asks_why_of(&pending, &answer) {
            return;
        }
        match (pending, answer) {
            (Pending::Palette, Closed::Picked(picked)) => {
                if let Some(Picked::Choice(key)) = picked.into_iter().last() {
                    self.take_from_palette(&key);
                }
            }
            (Pending::Organisation, Closed::Picked(picked)) => {
                self.organisation = picked.iter().rev().find_map(|picked| {
                    if let Picked::Choice(key) = picked {
                        key.parse().ok().map(Id)
                    } else {
                        None
                    }
                });
            }
            (Pending::Remove(ids), Closed::Chosen(Reply::Proceed)) => self.remove(&ids),
            (Pending::Quit, Closed::Chosen(Reply::Proceed)) => self.leave(),
            (
                pending @ (Pending::Export(_)
                | Pending::ExportOver(_)
                | Pending::Notice(_)
                | Pending::Table(_)),
                answer,
            ) => self.place_given(pending, answer),
            (Pending::Import, Closed::Typed(typed)) => {
                self.look_at_import(typed.first().map_or("", String::as_str));
            }
            (Pending::ImportSeen(seen), Closed::Chosen(reply)) => {
                self.import_answered(&seen, &reply);
            }
            (Pending::OpenRegister, Closed::Typed(typed)) => {
                self.open_register(typed.first().map_or("", String::as_str));
            }
            (Pending::Restore, Closed::Typed(typed)) => {
                self.look_at_restore(typed.first().map_or("", String::as_str));
            }
            (Pending::Backup, Closed::Typed(typed)) => {
                self.back_up(typed.first().map_or("", String::as_str));
            }
            (Pending::RestoreSeen(copy), Closed::Chosen(Reply::Proceed)) => {
                self.restore(&copy);
            }
            (Pending::NewRegister, Closed::Typed(typed)) => self.new_register(typed),
            (Pending::Sample, Closed::Typed(typed)) => {
                self.make_sample(typed.first().map_or("", String::as_str));
            }
            (Pending::Day, Closed::Typed(typed)) => {
                self.day_typed(typed.first().map_or("", String::as_str));
            }
            (Pending::Bulk(change), answer) => self.bulk(change, answer),
            (Pending::Choice(choosing), answer) => self.chose(choosing, answer),
            (Pending::Copying(copying), answer) => self.copying(copying, answer),
            (Pending::Desk(deed), answer) => self.desk_answered(deed, answer),
            (Pending::Begin(beginning), answer) => self.beginning(beginning, answer),
            (Pending::Schedule | Pending::SavedElsewhere, Closed::Chosen(Reply::Save)) => {
                self.save_form(None);
            }
            (Pending::Waive(spots), Closed::Typed(typed)) => self.waive(spots, typed),
            (Pending::Drafts, Closed::Picked(picked)) => {
                if let Some(Picked::Choice(name)) = picked.into_iter().last() {
                    self.resume_draft(&name);
                }
            }
            (
                pending @ (Pending::Country
                | Pending::OpenRecent
                | Pending::Uses
                | Pending::UsesFound
                | Pending::Rule),
                Closed::Picked(picked),
            ) => self.picked_to_read(&pending, &picked),
            (Pending::Removed, Closed::Chosen(Reply::Save)) => self.save_what_was_removed(),
            (Pending::Unwaive(waivers), Closed::Chosen(Reply::Proceed)) => {
                self.remove(&waivers);
            }
            (Pending::Why(deferred), Closed::Typed(typed)) => {
                self.reason_given(*deferred, typed.first().map_or("", String::as_str));
            }
            (Pending::Asking(asking), answer) => self.asking(asking, answer),
            (Pending::Redact(redacting), answer) => self.redacting(redacting, answer),
            (Pending::Turn(turn), Closed::Chosen(Reply::TakeBack(step))) => {
                self.take_back(turn, &step);
            }
            (Pending::Copies, Closed::Picked(picked)) => self.copy_picked(&picked),
            (Pending::Compare, Closed::Typed(typed)) => {
                self.compare_with(typed.first().map_or("", String::as_str));
            }
            (Pending::Identity, Closed::Chosen(reply)) => self.identity_answered(&reply),
            (Pending::Against, Closed::Typed(typed)) => {
                self.hold_against(typed.first().map_or("", String::as_str));
            }
            (Pending::Conflict, Closed::Chosen(Reply::Save)) => self.save_form_anew(),
            (Pending::Conflict, Closed::Chosen(Reply::Mine)) => self.save_form(Some(true)),
            (Pending::Conflict, Closed::Chosen(Reply::Theirs)) => self.save_form(Some(false)),
            _ => {}
        }
    }
}

impl App {
    /// Writes a document where the answer says, or asks for the place.
    fn place_given(&mut self, pending: Pending, answer: Closed) {
        match (pending, answer) {
            (Pending::Export(lines), Closed::Typed(typed)) => {
                self.export(ExportAnswers::new(&lines, typed), false);
            }
            (Pending::ExportOver(typed), Closed::Chosen(Reply::Proceed)) => {
                self.export(typed, true);
            }
            (Pending::Notice(Drafting::Where(about)), Closed::Typed(typed)) => {
                self.write_notice(about, typed, false);
            }
            (Pending::Notice(Drafting::Over(about, typed)), Closed::Chosen(Reply::Proceed)) => {
                self.write_notice(about, typed, true);
            }
            (Pending::Table(Tabling::Which), Closed::Picked(picked)) => {
                self.table_picked(&picked);
            }
            (Pending::Table(Tabling::Where(chosen)), Closed::Typed(typed)) => {
                self.write_table(chosen, typed, false);
            }
            (Pending::Table(Tabling::Over(chosen, typed)), Closed::Chosen(Reply::Proceed)) => {
                self.write_table(chosen, typed, true);
            }
            _ => {}
        }
    }

    /// Shows or opens what was picked.
    fn picked_to_read(&mut self, pending: &Pending, picked: &[Picked]) {
        let Some(picked) = picked.last() else { return };
        let (Picked::Choice(key) | Picked::Own(key) | Picked::New(key)) = picked else {
            return;
        };
        match pending {
            Pending::Country => self.show_country(key),
            Pending::OpenRecent => self.open_recent(picked),
            Pending::Uses => self.show_uses(picked),
            Pending::UsesFound => self.open_use(key),
            Pending::Rule => self.show_rule(key),
            _ => {}
        }
    }
}

/// Where a country stands: a line is a paragraph or a point, and what is set in below one belongs to it.
fn standing_blocks(text: &str) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::new();
    for line in text.lines().filter(|line| !line.is_empty()) {
        let inner = line.trim_start();
        if let Some(item) = inner.strip_prefix("- ") {
            out.put_items(vec![ListPoint::new(item)]);
            continue;
        }
        let above = match out.last_mut() {
            Some(Block::List(items)) => items.last_mut().map(|item| &mut item.text),
            Some(Block::Paragraph(text)) => Some(text),
            _ => None,
        };
        match above.filter(|_| inner.len() < line.len()) {
            Some(above) => above.push_text(format!(" {inner}")),
            None => out.push(Block::paragraph(line)),
        }
    }
    out
}
