//! What help shows: what can be done here first, then everywhere, then in other places.

use super::App;
use super::palette::COMMAND;
use crate::tui::command::{COMMANDS, Command, CommandContext, DeclaredCommand};
use crate::tui::keymap::within;
use crate::tui::layer::Layer;
use crate::tui::overlay::help::{Help, HelpEntry, HelpGroup};
use crate::tui::place::ScreenPlace;
use crate::tui::request::Pending;

impl App {
    /// Where one stands; the overview where a question stands over everything.
    #[must_use]
    pub(super) fn place(&self) -> ScreenPlace {
        let places = self.layers.iter().rev();
        let mut places = places.filter_map(|(layer, _)| layer.place());
        places
            .next()
            .unwrap_or(ScreenPlace::View(crate::tui::request::View::Overview))
    }

    /// All keys, by where they work: what can be done here comes first.
    pub(super) fn show_help(&mut self) {
        let place = self.place();
        let here = place.context();
        let words = &self.setting.lexicon.words;
        let mut contexts: Vec<CommandContext> = CommandContext::ALL.to_vec();
        contexts.sort_by_key(|context| match *context {
            context if context == here => 0,
            CommandContext::Everywhere => 2,
            context if within(here, context) => 1,
            _ => 3,
        });
        let mut known: Vec<(Command, String)> = Vec::new();
        let mut groups = Vec::new();
        let first = HelpGroup {
            heading: words.fill("help.here", &[("place", &self.place_name(place))]),
            entries: self.entries_of(here, Some(place), &mut known),
        };
        groups.push(first);
        for context in contexts {
            let key = format!("context.{}", context.key());
            let name = words.get(&key);
            // What is left of where one is acts elsewhere in it, or on something else.
            let heading = if context == here {
                words.fill("help.not_here", &[("place", name)])
            } else {
                name.to_owned()
            };
            let entries = self.entries_of(context, None, &mut known);
            groups.push(HelpGroup { heading, entries });
        }
        groups.retain(|group| !group.entries.is_empty());
        let key = self.setting.keymap.shown(Command::Manual);
        let lead = key.map(|key| words.fill("help.manual", &[("key", &key)]));
        let title = words.get("help.title").to_owned();
        let help = Help::new(&title, &lead.unwrap_or_default(), groups);
        self.push(Layer::Help(Box::new(help)), Pending::Palette);
    }

    /// The commands of a context that were not told before with the same keys: all of them, or those that act in a
    /// place.
    fn entries_of(
        &self,
        context: CommandContext,
        place: Option<ScreenPlace>,
        known: &mut Vec<(Command, String)>,
    ) -> Vec<HelpEntry> {
        let words = &self.setting.lexicon.words;
        let (now, scene) = (self.place(), self.scene());
        let mut entries = Vec::new();
        let of_context = |declared: &&DeclaredCommand| declared.contexts.contains(&context);
        for declared in COMMANDS.iter().filter(of_context) {
            let command = declared.command;
            // Of this place only what does something now; the rest stands below, under where it works.
            let offered = match place {
                Some(place) => scene.offers(command, place) && self.acts(command),
                None => scene.may_be_given(command, context),
            };
            let keys = self.setting.keymap.all_shown_in(context, command);
            // To move is told once; what else has other keys elsewhere is told there too.
            let told = |(of, by): &(Command, String)| {
                *of == command && (*by == keys || !command.is_named())
            };
            if !offered || known.iter().any(told) {
                continue;
            }
            known.push((command, keys.clone()));
            let word = |what: &str| {
                let key = format!("command.{}.{what}", declared.name);
                words.get(&key).to_owned()
            };
            let keys = if keys.is_empty() {
                words.get("palette.only").to_owned()
            } else {
                keys
            };
            let find = self.sought_as(declared);
            let mut entry =
                HelpEntry::new(&keys, &word("title"), &word("help"), declared.name, &find);
            if command.is_named() && scene.offers(command, now) {
                entry.choice = Some(format!("{COMMAND}{}", declared.name));
            }
            entries.push(entry);
        }
        entries
    }

    /// What a place is called.
    fn place_name(&self, place: ScreenPlace) -> String {
        let words = &self.setting.lexicon.words;
        match (place, self.layers.first()) {
            (ScreenPlace::View(_), Some((Layer::Tabs(tabs), _))) => tabs.place_name(&self.scene()),
            _ => words
                .get(&format!("context.{}", place.context().key()))
                .to_owned(),
        }
    }
}
