//! The palette: every command from the one table, and every record by its name.

use super::{App, Tone};
use crate::domain::kind::RecordKind;
use crate::domain::value::Id;
use crate::exchange::document::Block;
use crate::exchange::manual;
use crate::exchange::rules::title;
use crate::rules::RULES;
use crate::tui::command::{COMMANDS, Command, DeclaredCommand, declared_by};
use crate::tui::layer::Layer;
use crate::tui::outcome::Outcome;
use crate::tui::overlay::palette::{Palette, PaletteTopic};
use crate::tui::overlay::reader::Reader;
use crate::tui::place::ScreenPlace;
use crate::tui::request::{Pending, View};
use crate::tui::screen::tabs::TABS;

/// What the keys of commands, fields, rules and sections of the manual begin with.
pub(super) const COMMAND: &str = "command:";
const FIELD: &str = "field:";
const RULE: &str = "rule:";
const SECTION: &str = "section:";
/// What the key of a command begins with that is given in another view.
const ELSEWHERE: &str = "elsewhere:";

impl App {
    /// The palette: every command that can be given here, every record by name, and every field, rule and section of
    /// the manual.
    pub(super) fn show_palette(&mut self) {
        let mut topics = self.commands_as_topics();
        topics.extend(self.commands_of_elsewhere());
        topics.extend(self.explanations());
        let words = &self.setting.lexicon.words;
        // A form stays where it is: only over the tabs is there a list to be searched.
        let everything = match self.layers.last() {
            Some((Layer::Tabs(tabs), _)) => {
                let kind = tabs.kind().unwrap_or(RecordKind::Activity);
                Some(words.many(kind).to_owned())
            }
            _ => None,
        };
        let palette = Palette::new(words.get("palette.title"), topics, everything);
        self.push(Layer::Palette(Box::new(palette)), Pending::Palette);
    }

    /// The commands that can be given here by their names.
    fn named_here(&self) -> impl Iterator<Item = &'static DeclaredCommand> {
        let place = self.place();
        COMMANDS.iter().filter(move |declared| {
            let command = declared.command;
            let offers = command.is_named() && self.scene().offers(command, place);
            offers && self.acts(command)
        })
    }

    /// Whether a command would do something where one is, and has something to be about.
    pub(super) fn acts(&self, command: Command) -> bool {
        self.has_use_for(command) && self.has_matter_for(command)
    }

    /// Whether a command has a use here: what leads to where one is has none, nor has what does nothing with what has the
    /// focus.
    fn has_use_for(&self, command: Command) -> bool {
        match self.layers.last() {
            Some((Layer::Tabs(tabs), _)) => tabs.has_use_for(command, &self.scene()),
            Some((Layer::Form(form), _)) => form.has_use_for(command, &self.scene()),
            _ => true,
        }
    }

    /// Whether the register has anything that a command could be about.
    fn has_matter_for(&self, command: Command) -> bool {
        match command {
            Command::Citing => {
                let register = self.register();
                let mut rules = register.activities.iter().flat_map(|it| &it.retention);
                rules.any(|rule| !register.counting(rule).law.is_empty())
                    || register.schedules.iter().any(|it| !it.law.is_empty())
            }
            Command::Ask => self.has_people(),
            Command::Drafts => self.has_drafts(),
            Command::InFull => {
                let in_form = matches!(self.layers.last(), Some((Layer::Form(_), _)));
                in_form || self.last_message.is_some()
            }
            Command::Filters => !self.setting.choices.filters.is_empty(),
            Command::ForgetTemplate => self.has_own_templates(),
            _ => true,
        }
    }

    /// The commands that cannot be given here, which typing alone finds: those that have nothing to be about say so,
    /// those of another view lead there.
    fn commands_of_elsewhere(&self) -> Vec<PaletteTopic> {
        // A form is not left for a list.
        let Some((Layer::Tabs(tabs), _)) = self.layers.last() else {
            return Vec::new();
        };
        let place = self.place();
        let words = &self.setting.lexicon.words;
        let topic = |declared: &DeclaredCommand| {
            let command = declared.command;
            let offered = self.scene().offers(command, place);
            let (key, detail) = if offered && !self.has_matter_for(command) {
                (COMMAND, words.get("palette.nothing_yet").to_owned())
            } else if offered && (self.has_use_for(command) || !command.writes(place.context())) {
                return None;
            } else {
                let list = tabs.name_of(self.view_of(command)?, &self.scene());
                (
                    ELSEWHERE,
                    words.fill("palette.elsewhere", &[("list", &list)]),
                )
            };
            let key = format!("{key}{}", declared.name);
            Some(self.command_as_topic(declared, key, &detail).explaining())
        };
        let named = COMMANDS
            .iter()
            .filter(|declared| declared.command.is_named());
        named.filter_map(topic).collect()
    }

    /// The first of the other views where a command acts and can be given.
    fn view_of(&self, command: Command) -> Option<View> {
        let here = self.place();
        let views = TABS.iter().flat_map(|(.., views)| views.iter().copied());
        let mut others = views.filter(|view| ScreenPlace::View(*view) != here);
        others.find(|view| self.scene().offers(command, ScreenPlace::View(*view)))
    }

    /// The names of the commands that can be given here.
    #[must_use]
    pub fn offered(&self) -> Vec<&'static str> {
        self.named_here().map(|declared| declared.name).collect()
    }

    /// Gives a command by its name, as the palette does.
    pub fn give(&mut self, name: &str) {
        self.take_from_palette(&format!("{COMMAND}{name}"));
    }

    /// The commands that can be given here.
    fn commands_as_topics(&self) -> Vec<PaletteTopic> {
        let context = self.place().context();
        let topic = |declared: &DeclaredCommand| {
            let keys = self.setting.keymap.all_shown_in(context, declared.command);
            let key = format!("{COMMAND}{}", declared.name);
            self.command_as_topic(declared, key, &keys)
        };
        self.named_here().map(topic).collect()
    }

    /// A command as something that can be reached.
    fn command_as_topic(
        &self,
        declared: &DeclaredCommand,
        key: String,
        detail: &str,
    ) -> PaletteTopic {
        let words = &self.setting.lexicon.words;
        let word = |what: &str| format!("command.{}.{what}", declared.name);
        let find = self.sought_as(declared);
        let (title, help) = (word("title"), word("help"));
        PaletteTopic::new(key, words.get(&title), detail, words.get(&help), &find)
    }

    /// What a command is found by beside its title: what it is for, its name, and its names and the other words for
    /// them at the command line.
    pub(super) fn sought_as(&self, declared: &DeclaredCommand) -> String {
        let words = &self.setting.lexicon.words;
        let name = declared.name.replace('-', " ");
        let mut sought = vec![name.as_str()];
        let own = words.list(&format!("command.{}.find", declared.name));
        sought.extend(own.iter().map(String::as_str));
        for name in declared.command.at_command_line() {
            let other = words.list(&format!("cli.command.{name}.sought_as"));
            sought.push(name);
            sought.extend(other.iter().map(String::as_str));
        }
        sought.join("\n")
    }

    /// What is explained: fields and lists by their labels, rules, and the sections of the manual.
    fn explanations(&self) -> Vec<PaletteTopic> {
        let words = &self.setting.lexicon.words;
        let mut topics = Vec::new();
        for kind in RecordKind::ALL
            .iter()
            .filter(|kind| !kind.is_the_programs())
        {
            let declaration = kind.declaration();
            let fields = declaration.fields.iter().map(|field| field.key);
            let lists = declaration.lists.iter().map(|list| list.key);
            let detail = words.fill("palette.field", &[("kind", words.one(*kind))]);
            for key in fields.chain(lists) {
                let (label, help) = (words.label(*kind, key), words.help(*kind, key));
                let key = format!("{FIELD}{}.{key}", kind.key());
                topics.push(PaletteTopic::new(key, label, &detail, help, "").explaining());
            }
        }
        let detail = words.get("palette.rule");
        topics.extend(RULES.iter().map(|rule| {
            let (key, help) = (
                format!("{RULE}{}", rule.id),
                words.provision(rule.provision),
            );
            let detail = format!("{detail} {}", rule.id);
            PaletteTopic::new(key, &title(words, rule), &detail, &help, rule.id).explaining()
        }));
        let sections = manual::sections(words.language()).into_iter().enumerate();
        let detail = words.get("manual.title");
        topics.extend(sections.map(|(at, section)| {
            let key = format!("{SECTION}{at}");
            PaletteTopic::new(key, section.title, detail, "", "").explaining()
        }));
        topics
    }

    pub(super) fn take_from_palette(&mut self, key: &str) {
        if let Some(id) = key.strip_prefix("record:").and_then(|id| id.parse().ok()) {
            let id = Id(id);
            self.show_record(id);
            return self.open_form(id, None);
        }
        if let Some(words) = key.strip_prefix("search:") {
            return self.search_list(words);
        }
        if let Some((kind, key)) = key.strip_prefix(FIELD).and_then(|key| key.split_once('.')) {
            return self.go_to_field(kind, key);
        }
        if let Some(id) = key.strip_prefix(RULE) {
            return self.show_rule(id);
        }
        if let Some(at) = key.strip_prefix(SECTION).and_then(|at| at.parse().ok()) {
            let sections = manual::sections(self.setting.lexicon.words.language());
            let section: Option<&manual::ManualSection> = sections.get::<usize>(at);
            if let Some(section) = section {
                let reader = Reader::new(section.title, section.blocks());
                self.push(Layer::Reader(reader), Pending::Nothing);
            }
            return;
        }
        if let Some(declared) = key.strip_prefix(ELSEWHERE).and_then(declared_by) {
            return self.give_elsewhere(declared);
        }
        let Some(declared) = key.strip_prefix(COMMAND).and_then(declared_by) else {
            return;
        };
        let mut layers = std::mem::take(&mut self.layers);
        let outcome = match layers.last_mut() {
            Some((Layer::Tabs(tabs), _)) => tabs.command(declared.command, &self.scene()).widened(),
            Some((Layer::Form(form), _)) => form.command(declared.command, &self.scene()).widened(),
            _ => Outcome::Ignored,
        };
        self.layers = layers;
        match outcome {
            Outcome::Ignored => self.command(declared.command),
            other => self.act(other),
        }
    }

    /// Goes to the view where a command is given, and gives it there; where it is about what is chosen, or writes, that
    /// is chosen first.
    fn give_elsewhere(&mut self, declared: &DeclaredCommand) {
        let command = declared.command;
        let Some(view) = self.view_of(command) else {
            return;
        };
        if let Some(tabs) = self.tabs() {
            tabs.go_to_view(view);
        }
        let context = self.place().context();
        if !command.is_about_an_entry() && !command.writes(context) {
            return self.take_from_palette(&format!("{COMMAND}{}", declared.name));
        }
        let name = self.word(&format!("command.{}.title", declared.name));
        let keys = self.setting.keymap.all_shown_in(context, command);
        let key = if keys.is_empty() {
            "palette.choose_first"
        } else {
            "palette.choose_and_press"
        };
        let details = [("command", name.as_str()), ("keys", keys.as_str())];
        self.tell(self.fill(key, &details), Tone::Good);
    }

    /// Shows in the list of the tab, else in that of the activities, only what holds the words; where nothing does,
    /// everything stays as it is.
    fn search_list(&mut self, words: &str) {
        let missed = self.on_layers(|layers, scene| {
            let Some((Layer::Tabs(tabs), _)) = layers.first_mut() else {
                return None;
            };
            let kind = tabs.kind().unwrap_or(RecordKind::Activity);
            let found = tabs.filter(kind, words, scene);
            (!found).then(|| scene.words.many(kind).to_owned())
        });
        if let Some(list) = missed {
            let details = [("list", list.as_str()), ("words", words)];
            self.tell(self.fill("palette.missed", &details), Tone::Bad);
        }
    }

    /// Goes to a field of the form on top or of the selected record or row; where that has none of the kind, it is
    /// explained.
    fn go_to_field(&mut self, kind: &str, key: &str) {
        let Some(kind) = RecordKind::from_key(kind) else {
            return;
        };
        let declaration = kind.declaration();
        let fields = declaration
            .fields
            .iter()
            .map(|field| (field.key, field.provision));
        let lists = declaration
            .lists
            .iter()
            .map(|list| (list.key, list.provision));
        let Some((key, provision)) = fields.chain(lists).find(|(known, _)| *known == key) else {
            return;
        };
        if let Some((Layer::Form(form), _)) = self.layers.last_mut()
            && form.record().kind() == kind
        {
            let id = form.record().id();
            return form.go_to(id, Some(key));
        }
        let selected = self.tabs().and_then(|tabs| tabs.selected());
        let owner = |id: Id| {
            self.register()
                .owner(id)
                .map(|owner| (owner.id(), owner.kind()))
        };
        let selected = selected.into_iter().flat_map(|id| {
            let own = self.register().place(id).map(|place| (id, place.kind));
            own.into_iter().chain(owner(id))
        });
        let found = selected
            .into_iter()
            .find(|(_, of)| *of == kind)
            .map(|(id, _)| id);
        if let Some(id) = found {
            return self.open_form(id, Some(key));
        }
        let words = &self.setting.lexicon.words;
        let mut text = vec![Block::paragraph(words.help(kind, key))];
        if !provision.is_empty() {
            text.push(Block::paragraph(words.provision(provision)));
        }
        let title = format!("{}: {}", words.one(kind), words.label(kind, key));
        self.push(Layer::Reader(Reader::new(&title, text)), Pending::Nothing);
    }

    /// How many names of records were looked at here.
    #[must_use]
    pub fn names_looked_at(&self) -> u64 {
        self.names.looked_at()
    }
}
