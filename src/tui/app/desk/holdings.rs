//! Recording holdings: one, or one for each year or month, shown before it is saved.

use chrono::NaiveDate;

use crate::domain::problem::Problem;
use crate::domain::records::Retention;
use crate::domain::register::Register;
use crate::domain::value::Id;
use crate::due::series::{WantedHoldings, add_holdings};
use crate::tui::app::App;
use crate::tui::app::desk::Retry;
use crate::tui::layer::Layer;
use crate::tui::overlay::prompt::{Prompt, PromptEntry};
use crate::tui::request::{Deed, Pending};
use crate::tui::scene::Scene;

impl App {
    pub(super) fn ask_holdings(&mut self, rule: Id, retry: Option<Retry>) {
        let today = self.real_day();
        let typed = |at: usize, first: &str| {
            let typed = retry
                .as_ref()
                .and_then(|(typed, ..)| typed.get(at).cloned());
            typed.unwrap_or_else(|| first.to_owned())
        };
        let every = ["year", "month", ""]
            .map(|code| {
                let key = match code {
                    "year" => "holdings.year",
                    "month" => "holdings.month",
                    _ => "holdings.single",
                };
                (code.to_owned(), self.word(key))
            })
            .to_vec();
        let coming = [("", "holdings.passed"), ("yes", "holdings.coming")]
            .map(|(code, key)| (code.to_owned(), self.word(key)))
            .to_vec();
        let entries = vec![
            PromptEntry::choice(&self.word("holdings.every"), every, &typed(0, "year")),
            PromptEntry::date(&self.word("holdings.from"), &typed(1, ""), today),
            PromptEntry::date(&self.word("holdings.to"), &typed(2, ""), today),
            PromptEntry::text(&self.word("holdings.name"), &typed(3, "")),
            PromptEntry::choice(&self.word("holdings.event"), coming, &typed(4, "")),
        ];
        let reference = self
            .setting
            .lexicon
            .reference(self.register(), Id::default(), rule);
        let text = self.fill("holdings.text", &[("rule", &reference)]);
        let title = self.word("command.record-holdings.title");
        let mut prompt = Prompt::new(&title, &text, entries)
            .with_preview(move |typed, scene| preview(rule, typed, scene));
        if let Some((_, entry, problem)) = retry {
            prompt = prompt.with_fault(entry, problem);
        }
        self.push(Layer::Prompt(prompt), Pending::Desk(Deed::Holdings(rule)));
    }

    pub(super) fn holdings(&mut self, rule: Id, typed: Vec<String>) {
        let today = self.real_day();
        let done = wanted(&typed, today)
            .map_err(|(entry, problem)| (Some(entry), problem))
            .and_then(|wanted| {
                let label = wanted
                    .label(&self.setting.lexicon, self.register(), rule)
                    .map_err(|problem| (None, problem))?;
                let plan =
                    |register: &Register| Ok(vec![add_holdings(register, rule, &wanted, today)?]);
                self.record(&label, "", &plan)
                    .map_err(|problem| (None, problem))
            });
        if let Err((entry, problem)) = done {
            // A single holding has but one day.
            let last = if typed.first().is_some_and(String::is_empty) {
                1
            } else {
                2
            };
            let entry = match (entry, problem.key) {
                (Some("from"), _) | (None, "due_start_too_early" | "due_beyond_dates") => Some(1),
                (Some(_), _)
                | (None, "due_series_too_long" | "due_series_reversed" | "due_start_in_future") => {
                    Some(last)
                }
                _ => None,
            };
            let told = self.words_of(&problem);
            self.ask_holdings(rule, Some((typed, entry, told)));
        }
    }
}

/// The holdings that are asked for.
fn wanted(typed: &[String], today: NaiveDate) -> Result<WantedHoldings, (&'static str, Problem)> {
    let text = |at: usize| typed.get(at).map_or("", String::as_str);
    let to = if text(0).is_empty() { "" } else { text(2) };
    let days = (text(0), text(1), to);
    WantedHoldings::read(days, text(3), !text(4).is_empty(), today)
}

/// What would come of what is typed, and whether it cannot be.
fn preview(rule: Id, typed: &[String], scene: &Scene<'_>) -> (String, bool) {
    // Nothing is said of what is not typed yet.
    if typed.get(1).is_none_or(String::is_empty) {
        return (String::new(), false);
    }
    let (words, register) = (scene.words, scene.register);
    let told = |problem: Problem| (words.message(&problem).text, true);
    let made = match wanted(typed, scene.today) {
        Ok(wanted) => wanted.holdings(),
        Err((_, problem)) if matches!(problem.key, "act_day_missing" | "due_last_day_missing") => {
            return (String::new(), false);
        }
        Err((_, problem)) => return told(problem),
    };
    let made = match made {
        Ok(made) => made,
        Err(problem) => return told(problem),
    };
    let counting = register
        .typed::<Retention>(rule)
        .map(|rule| register.counting(rule))
        .unwrap_or_default();
    let said = |(name, start): &(String, NaiveDate)| {
        let start_words = words.day(*start);
        let key = "holdings.each";
        match counting.keep_through(*start) {
            Ok(through) => words.fill(
                key,
                &[
                    ("name", name),
                    ("start", &start_words),
                    ("through", &words.day(through)),
                ],
            ),
            Err(_) => words.fill(
                "holdings.each_without",
                &[("name", name), ("start", &start_words)],
            ),
        }
    };
    let mut lines = vec![words.count("holdings", made.len())];
    lines.extend(made.first().map(said));
    lines.extend(made.last().filter(|_| made.len() > 1).map(said));
    (lines.join("\n"), false)
}
