//! What is different between two states of the register, on the screen.

use super::app::App;
use super::layer::Layer;
use super::overlay::reader::Reader;
use super::request::Pending;
use crate::exchange::document::{Block, ListPoint};

impl App {
    /// Shows what is different between the states that two change sets left.
    pub(super) fn compare_sets(&mut self, from: i64, to: i64) {
        let Some(session) = &self.session else { return };
        let difference = match session.difference_of_sets(from, to) {
            Ok(difference) => difference,
            Err(problem) => return self.show_problem(&problem),
        };
        let (from, to) = (from.to_string(), to.to_string());
        let details = [("from", from.as_str()), ("to", to.as_str())];
        let lines = difference.lines(&self.setting.lexicon);
        let said = if lines.is_empty() {
            Block::paragraph(self.word("cli.diff.none"))
        } else {
            Block::List(lines.into_iter().map(ListPoint::new).collect())
        };
        let text = vec![
            Block::paragraph(self.fill("history.between", &details)),
            said,
        ];
        let title = self.word("history.difference");
        self.push(Layer::Reader(Reader::new(&title, text)), Pending::Nothing);
    }
}
