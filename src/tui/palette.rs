//! The palette and help: every command from the one table, and every record by its name.

use super::app::App;
use super::command::{COMMANDS, Command, Context};
use super::keymap::within;
use super::layer::{Layer, Outcome};
use super::overlay::pick::{Choice, Pick};
use super::overlay::reader::Reader;
use super::request::Pending;
use crate::domain::kind::RecordKind;
use crate::domain::value::Id;
use crate::exchange::document::{Block, Inline, Inlines, Item, Sink as _};

/// The most records that the palette offers by name; beyond that the lists' own filter is the way.
const PALETTE_RECORDS: usize = 20_000;

impl App {
    /// The palette: every command that can be given here, and every record by name.
    pub(super) fn show_palette(&mut self) {
        let context = self
            .layers
            .last()
            .and_then(|(layer, _)| layer.context())
            .unwrap_or(Context::Tabs);
        let words = &self.setting.lexicon.words;
        let mut choices: Vec<Choice> = COMMANDS
            .iter()
            .filter(|declared| declared.contexts.iter().any(|of| within(context, *of)))
            .filter(|declared| self.scene().offers(declared.command, context))
            .filter(|declared| declared.command.is_named())
            .map(|declared| {
                let keys = self.setting.keymap.all_shown(declared.command);
                // Whoever does not know its name finds it by what it is for.
                let mut found_by = words
                    .list(&format!("command.{}.find", declared.name))
                    .join("\n");
                found_by.push('\n');
                found_by.push_str(words.get(&format!("command.{}.help", declared.name)));
                Choice::new(
                    &format!("command:{}", declared.name),
                    words.get(&format!("command.{}.title", declared.name)),
                    &keys,
                    &found_by,
                )
            })
            .collect();
        let register = self.register();
        for record in RecordKind::records()
            .flat_map(|kind| register.records(kind))
            .take(PALETTE_RECORDS)
        {
            let title = self.setting.lexicon.title(register, record);
            let detail = format!("{} {}", words.one(record.kind()), record.head().reference);
            choices.push(Choice::new(
                &format!("record:{}", record.id().0),
                &title,
                &detail,
                "",
            ));
        }
        let title = words.get("palette.title").to_owned();
        self.push(Layer::Pick(Pick::new(&title, choices)), Pending::Palette);
    }

    pub(super) fn take_from_palette(&mut self, key: &str) {
        if let Some(id) = key.strip_prefix("record:").and_then(|id| id.parse().ok()) {
            let id = Id(id);
            self.show_record(id);
            return self.open_form(id, None);
        }
        let Some(declared) = key
            .strip_prefix("command:")
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

    /// All keys, by where they work: what can be done here comes first.
    pub(super) fn show_help(&mut self) {
        let here = self
            .layers
            .last()
            .and_then(|(layer, _)| layer.context())
            .unwrap_or(Context::Tabs);
        let words = &self.setting.lexicon.words;
        let mut contexts: Vec<Context> = Context::ALL.to_vec();
        contexts.sort_by_key(|context| {
            !(*context == here || (within(here, *context) && *context != Context::Everywhere))
        });
        let key = self.setting.keymap.shown(Command::Manual);
        let manual = key.map(|key| words.fill("help.manual", &[("key", &key)]));
        let mut text: Vec<Block> = manual.map(Block::paragraph).into_iter().collect();
        for context in contexts {
            let title = format!("context.{}", context.key());
            text.push(Block::heading(2, words.get(&title)));
            let declared = COMMANDS
                .iter()
                .filter(|declared| declared.contexts.first() == Some(&context))
                .filter(|declared| self.scene().offers(declared.command, context));
            let items = declared.map(|declared| {
                let keys = self.setting.keymap.all_shown(declared.command);
                let title = format!("command.{}.title", declared.name);
                let help = format!("command.{}.help", declared.name);
                let keys = if keys.is_empty() {
                    words.get("palette.only").to_owned()
                } else {
                    keys
                };
                let keys = Inlines::from(Inline::Strong(keys.into()));
                let (title, help) = (words.get(&title), words.get(&help));
                Item::new(keys.and_text(format!(" {title}: {help}")))
            });
            text.put_items(items.collect());
        }
        let title = words.get("help.title").to_owned();
        self.push(Layer::Reader(Reader::new(&title, text)), Pending::Nothing);
    }
}
