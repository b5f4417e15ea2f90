//! Undo and redo on the screen: at once where the change was made here, after a question where it was not.

use super::{App, Tone};
use crate::domain::author::is_same;
use crate::domain::problem::{Problem, ProblemKind};
use crate::session::history::instant;
use crate::session::{Session, TurnStep};
use crate::store::Turn;
use crate::tui::layer::Layer;
use crate::tui::overlay::ask::Ask;
use crate::tui::request::{Pending, Reply};
use crate::tui::widget::text::cut;

/// What a turn would take back: the latest, and what one has made oneself where that is another and stands free.
fn steps(session: &Session, turn: Turn) -> Result<Option<(TurnStep, Option<TurnStep>)>, Problem> {
    let Some(latest) = session.step(turn)? else {
        return Ok(None);
    };
    let own = match session.own_step(turn)? {
        Some(own) if own.number != latest.number && session.stands_free(own.number)? => Some(own),
        _ => None,
    };
    Ok(Some((latest, own)))
}

impl App {
    /// Takes the latest change back, or the latest undo; asks where it was not made in this window.
    pub(super) fn turn(&mut self, turn: Turn) {
        let Some(session) = &self.session else {
            return;
        };
        let found = match session.step(turn) {
            Ok(Some(latest)) if session.journal().wrote(latest.number) => {
                return self.take_back(turn, &latest);
            }
            Ok(_) => steps(session, turn),
            Err(problem) => Err(problem),
        };
        match found {
            Ok(Some((latest, own))) => self.ask_to_take_back(turn, latest, own),
            Ok(None) => {
                let text = self.word(match turn {
                    Turn::Undo => "error.nothing_to_undo.text",
                    Turn::Redo => "error.nothing_to_redo.text",
                });
                self.tell(text, Tone::Bad);
            }
            Err(problem) => self.show_problem(&problem),
        }
    }

    /// Says whose change it is and what, and asks; what harms nobody comes first.
    fn ask_to_take_back(&mut self, turn: Turn, latest: TurnStep, own: Option<TurnStep>) {
        if latest.number == 1 {
            let text = self.word("error.first_set_stays.text");
            return self.tell(text, Tone::Bad);
        }
        let by_me = is_same(&latest.author, &self.setting.surroundings.author);
        let key = match (turn, by_me) {
            (Turn::Undo, true) => "turn.undo.earlier",
            (Turn::Undo, false) => "turn.undo.theirs",
            (Turn::Redo, true) => "turn.redo.earlier",
            (Turn::Redo, false) => "turn.redo.theirs",
        };
        let changes = self.setting.lexicon.words.count("changes", latest.changes);
        let mut text = self.fill(
            key,
            &[
                ("label", &latest.label),
                ("author", self.setting.lexicon.words.author(&latest.author)),
                ("at", &instant(&latest.at)),
                ("number", &latest.number.to_string()),
                ("changes", &changes),
            ],
        );
        if let Some(own) = &own {
            text.push('\n');
            let number = own.number.to_string();
            text += &self.fill("turn.own", &[("label", &own.label), ("number", &number)]);
        }
        let take = self.word(if by_me {
            "turn.take_this"
        } else {
            "turn.take_theirs"
        });
        let title = self.word(match turn {
            Turn::Undo => "turn.undo.title",
            Turn::Redo => "turn.redo.title",
        });
        let mut ask = Ask::new(&title, &text, &self.word("turn.leave"));
        if let Some(own) = own {
            ask = ask.or(Reply::TakeBack(own), &self.word("turn.take_mine"));
        }
        let ask = ask.or(Reply::TakeBack(latest), &take);
        self.push(Layer::Ask(ask), Pending::Turn(turn));
    }

    /// Takes a change set back, and names it: the key may have been hit without looking.
    pub(super) fn take_back(&mut self, turn: Turn, step: &TurnStep) {
        let before = self.register().mark.number;
        let (label, done) = match turn {
            Turn::Undo => ("cli.label.undo", "app.undone"),
            Turn::Redo => ("cli.label.redo", "app.redone"),
        };
        let label = self.fill(label, &[("label", &step.label)]);
        let Some(session) = &mut self.session else {
            return;
        };
        let turned = session.take_back(turn, Some(step.number), &label);
        self.wrote(before, turned.as_ref().ok());
        match turned {
            Ok(saved) => {
                let count = self.setting.lexicon.words.count("changes", saved.changes);
                let name = cut(&step.label, 100);
                let text = self.fill(done, &[("label", &name), ("changes", &count)]);
                self.tell(text, Tone::Good);
            }
            Err(problem) if problem.kind == ProblemKind::Refused => {
                let text = self.setting.lexicon.words.message(&problem).text;
                self.tell(text, Tone::Bad);
            }
            Err(problem) => self.show_problem(&problem),
        }
    }
}
