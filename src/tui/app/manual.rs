//! The manual and the rules, to read on the screen.

use super::App;
use crate::exchange::rules::{explained, title};
use crate::exchange::{law, manual};
use crate::rules::{RULES, rule};
use crate::tui::layer::Layer;
use crate::tui::overlay::pick::{Pick, PickChoice};
use crate::tui::overlay::reader::Reader;
use crate::tui::request::Pending;

impl App {
    /// The manual in the language of the screen, and over it its sections to choose from.
    pub(super) fn show_manual(&mut self) {
        let text = manual::text(self.setting.lexicon.words.language());
        let reader = Reader::of_markdown(&self.word("manual.title"), text);
        self.push(Layer::Reader(reader), Pending::Nothing);
        let outcome = self.on_top(|layer, scene| match layer {
            Layer::Reader(reader) => reader.ask_section(scene),
            _ => None,
        });
        if let Some(outcome) = outcome.flatten() {
            self.act(outcome.widened());
        }
    }

    /// To which day the law is known, and what is watched.
    pub(super) fn show_law(&mut self) {
        let blocks = law::blocks(&self.setting.lexicon);
        let reader = Reader::new(&self.word("law.title"), blocks);
        self.push(Layer::Reader(reader), Pending::Nothing);
    }

    /// Asks which rule is to be explained.
    pub(super) fn ask_rule(&mut self) {
        let words = &self.setting.lexicon.words;
        let choices = RULES.iter().map(|rule| {
            let severity = words.get(rule.severity.label());
            let provision = words.provision(rule.provision);
            let label = format!("{} {}", rule.id, title(words, rule));
            PickChoice::new(rule.id, &label, severity, &provision)
        });
        let pick = Pick::new(words.get("command.rules.title"), choices.collect());
        self.push(Layer::Pick(pick), Pending::Rule);
    }

    /// Explains a rule.
    pub(super) fn show_rule(&mut self, id: &str) {
        let words = &self.setting.lexicon.words;
        let Some(rule) = rule(id) else {
            return;
        };
        let reader = Reader::new(&title(words, rule), explained(words, rule));
        self.push(Layer::Reader(reader), Pending::Nothing);
    }
}
