//! What comes in: a key or a paste goes to the layer on top, and what it asks for is done.

use super::{App, Effect};
use crate::domain::progress::at_the_keys;
use crate::tui::command::{Command, CommandContext};
use crate::tui::key::Key;
use crate::tui::layer::Layer;
use crate::tui::outcome::Outcome;
use crate::tui::overlay::ask::Ask;
use crate::tui::request::{Closed, Input, Pending, Reply, Request, Then};
use crate::tui::theme::Tone;

impl App {
    /// Takes an input, and keeps what a form holds after it.
    pub fn input(&mut self, input: &Input) {
        at_the_keys(|| self.take_whole_input(input));
    }

    fn take_whole_input(&mut self, input: &Input) {
        if self.opening {
            return self.hold_up(input);
        }
        if self.is_waiting() {
            return self.hold_input(input);
        }
        self.take_input(input);
        self.keep_draft();
        self.show_ready();
    }

    fn take_input(&mut self, input: &Input) {
        let told = self.message.take();
        if self.layers.last().is_some_and(|(layer, _)| layer.covers()) {
            // What was asked for on the way to a save is over.
            self.why = None;
        }
        if let Input::Key(key) = input {
            let everywhere = self
                .setting
                .keymap
                .command(CommandContext::Everywhere, Key::of(*key));
            // Where text is taken a letter is one, whatever it is bound to.
            let takes = self
                .layers
                .last()
                .is_some_and(|(layer, _)| layer.takes_text());
            let typed = Key::of(*key).types() && takes;
            match everywhere.filter(|_| !typed) {
                Some(Command::Suspend) => return self.effects.push(Effect::Suspend),
                Some(Command::Redraw) => return self.effects.push(Effect::Redraw),
                Some(Command::InFull) => return self.read_in_full(told),
                Some(Command::QuitNow) => return self.ask_to_quit(),
                _ => {}
            }
        }
        let Some(outcome) = self.on_top(|layer, scene| layer.handle(input, scene)) else {
            return;
        };
        let ignored = matches!(outcome, Outcome::Ignored);
        self.act(outcome);
        if ignored && let Input::Key(key) = input {
            let context = self.layers.last().and_then(|(layer, _)| layer.context());
            if let Some(command) =
                context.and_then(|context| self.setting.keymap.command(context, Key::of(*key)))
            {
                self.command(command);
            }
        }
    }

    /// Does what a layer asks for.
    pub(super) fn act(&mut self, outcome: Outcome<Layer>) {
        match outcome {
            Outcome::Ignored | Outcome::Done => {}
            Outcome::Push(layer, then) => {
                self.layers.push((*layer, then));
                self.offer();
            }
            Outcome::Close(answer) => self.close(answer),
            Outcome::Do(request) => self.request(request),
            Outcome::Tell(text) => self.tell(text, Tone::Good),
            Outcome::Warn(text) => self.tell(text, Tone::Bad),
        }
    }

    /// Takes the layer on top off and gives its answer to the one that asked.
    pub(super) fn close(&mut self, answer: Closed) {
        if self.closing_waits(&answer) {
            return;
        }
        let Some((layer, then)) = self.layers.pop() else {
            return;
        };
        if self.layers.is_empty() {
            // The last layer is the register itself or the first page: closing it is leaving.
            self.layers.push((layer, then));
            return self.ask_to_quit();
        }
        if let Layer::Form(form) = &layer
            && let Err(problem) = self.close_draft(form, &answer)
        {
            // What was typed stays where it stands until it is kept.
            self.layers.push((layer, then));
            return self.show_problem(&problem);
        }
        match then {
            Then::App(Pending::Back(told)) => self.back_answered(told, &answer),
            Then::App(pending) => self.answered(pending, answer),
            Then::Below => {
                if let Some(outcome) = self.on_top(|layer, scene| layer.answered(answer, scene)) {
                    self.act(outcome);
                }
            }
        }
        self.tell_next();
    }

    /// Quits, after asking where something would be lost.
    pub(super) fn ask_to_quit(&mut self) {
        let open = self
            .layers
            .iter()
            .any(|(layer, _)| matches!(layer, Layer::Form(form) if form.is_edited()));
        if !open {
            self.quit = true;
            return;
        }
        let ask = Ask::new(
            &self.word("app.quit.title"),
            &self.word("app.quit.text"),
            &self.word("app.quit.stay"),
        )
        .or(Reply::Proceed, &self.word("app.quit.leave"));
        self.push(Layer::Ask(ask), Pending::Quit);
    }

    pub(super) const fn leave(&mut self) {
        self.quit = true;
    }

    /// Does a command that is no layer's own.
    pub fn command(&mut self, command: Command) {
        match command {
            Command::Back if self.stop_work() => {}
            other => self.request(Request::Command(other)),
        }
    }
}
