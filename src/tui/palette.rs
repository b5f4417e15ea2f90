//! The palette: every command from the one table, and every record by its name.

use super::app::{App, Tone};
use super::command::{COMMANDS, Command, DeclaredCommand};
use super::layer::{Layer, Outcome};
use super::overlay::palette::{Palette, PaletteTopic};
use super::overlay::reader::Reader;
use super::request::Pending;
use crate::domain::kind::RecordKind;
use crate::domain::value::Id;
use crate::exchange::document::Block;
use crate::exchange::manual;
use crate::exchange::rules::title;
use crate::rules::RULES;

/// What the keys of commands, fields, rules and sections of the manual begin with.
pub(super) const COMMAND: &str = "command:";
const FIELD: &str = "field:";
const RULE: &str = "rule:";
const SECTION: &str = "section:";

impl App {
    /// The palette: every command that can be given here, every record by name, and every field, rule and section of
    /// the manual.
    pub(super) fn show_palette(&mut self) {
        let mut topics = self.commands_as_topics();
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
        // What leads to where one is does nothing, nor does what has no use for what has the focus.
        let has_use = move |command: Command| match self.layers.last() {
            Some((Layer::Tabs(tabs), _)) => tabs.has_use_for(command, &self.scene()),
            Some((Layer::Form(form), _)) => form.has_use_for(command, &self.scene()),
            _ => true,
        };
        COMMANDS.iter().filter(move |declared| {
            let command = declared.command;
            let offers = command.is_named() && self.scene().offers(command, place);
            offers && has_use(command) && self.has_matter_for(command)
        })
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
            _ => true,
        }
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
        let words = &self.setting.lexicon.words;
        let topic = |declared: &DeclaredCommand| {
            let keys = self.setting.keymap.all_shown_in(context, declared.command);
            let word = |what: &str| format!("command.{}.{what}", declared.name);
            // Whoever does not know its name finds it by what it is for.
            let find = words.list(&word("find")).join("\n");
            let find = format!("{find}\n{}", declared.name.replace('-', " "));
            let (title, help) = (word("title"), word("help"));
            let key = format!("{COMMAND}{}", declared.name);
            PaletteTopic::new(key, words.get(&title), &keys, words.get(&help), &find)
        };
        self.named_here().map(topic).collect()
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
        let Some(declared) = key
            .strip_prefix(COMMAND)
            .and_then(|name| COMMANDS.iter().find(|declared| declared.name == name))
        else {
            return;
        };
        let mut layers = std::mem::take(&mut self.layers);
        let outcome = match layers.last_mut() {
            Some((Layer::Tabs(tabs), _)) => tabs.command(declared.command, &self.scene()),
            Some((Layer::Form(form), _)) => form.command(declared.command, &self.scene()),
            _ => Outcome::Ignored,
        };
        self.layers = layers;
        match outcome {
            Outcome::Ignored => self.command(declared.command),
            other => self.act(other),
        }
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
