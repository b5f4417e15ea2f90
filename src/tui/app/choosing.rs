//! What is chosen on the screen and kept for the next time: the columns of lists and their widths, filters by name.

use super::{App, Tone};
use crate::config::{Choices, Configuration};
use crate::domain::kind::RecordKind;
use crate::domain::problem::Problem;
use crate::labels::shown::offered;
use crate::session::output;
use crate::tui::layer::Layer;
use crate::tui::overlay::pick::{Pick, PickChoice};
use crate::tui::overlay::prompt::{Prompt, PromptEntry};
use crate::tui::request::{Choosing, Closed, Pending, Picked};
use crate::tui::screen::list::LISTS;

/// The choice of the columns that a list has unasked.
const USUAL: &str = "usual:";

/// The choice of forgetting filters: no filter has an empty name.
const FORGET: &str = "";

impl App {
    /// Asks which columns the list has that is shown.
    pub(super) fn ask_columns(&mut self) {
        let Some(list) = self.tabs().and_then(|tabs| tabs.list_mut()) else {
            let text = self.word("columns.nowhere");
            return self.tell(text, Tone::Bad);
        };
        let (kind, now) = (list.kind, list.seen_columns());
        let words = &self.setting.lexicon.words;
        let choice = |key: &&'static str| {
            let head = self.setting.lexicon.shown_head(kind, key, false);
            let field = kind.declaration().field(key);
            let label = field.map_or("", |_| words.label(kind, key));
            // What the head says already is not said again.
            let label = if label == head { "" } else { label };
            PickChoice::new(key, &head, label, "")
        };
        let usual = PickChoice::new(USUAL, words.get("columns.usual"), "", "");
        let known = offered(kind);
        let choices = std::iter::once(usual).chain(known.iter().map(choice));
        let marked = now.into_iter().map(|key| Picked::Choice(key.to_owned()));
        let title = self.fill("columns.title", &[("list", words.many(kind))]);
        let pick = Pick::new(&title, choices.collect()).several();
        let pick = pick.with(marked.collect());
        self.push(Layer::Pick(pick), Pending::Choice(Choosing::Columns(kind)));
    }

    /// Does what was chosen.
    pub(super) fn chose(&mut self, choosing: Choosing, answer: Closed) {
        match (choosing, answer) {
            (Choosing::Columns(kind), Closed::Picked(picked)) => self.choose_columns(kind, &picked),
            (Choosing::ForgetFilters, Closed::Picked(picked)) => self.forget_filters(&picked),
            (Choosing::Filter(kind), Closed::Picked(picked)) => {
                let Some(Picked::Choice(name)) = picked.last() else {
                    return;
                };
                if name == FORGET {
                    return self.ask_which_filters_go();
                }
                let filter = self.setting.choices.filters.get(name).cloned();
                let filter = filter.unwrap_or_default();
                self.on_layers(|layers, scene| {
                    if let Some((Layer::Tabs(tabs), _)) = layers.first_mut() {
                        tabs.filter(kind, &filter, scene);
                    }
                });
            }
            (Choosing::FilterName(filter), Closed::Typed(typed)) => {
                self.name_filter(&filter, typed.first().map_or("", |name| name.trim()));
            }
            _ => {}
        }
    }

    /// Gives a list these columns, in the order in which they are offered.
    fn choose_columns(&mut self, kind: RecordKind, picked: &[Picked]) {
        let is_picked = |key: &&str| picked.contains(&Picked::Choice((*key).to_owned()));
        let usual = is_picked(&USUAL);
        let known = offered(kind).into_iter().filter(is_picked);
        let columns: Vec<String> = known.map(str::to_owned).collect();
        let list = kind.plural().to_owned();
        self.keep_choice(&|choices| {
            choices.columns.remove(&list);
            if usual {
                choices.widths.remove(&list);
            } else if !columns.is_empty() {
                choices.columns.insert(list.clone(), columns.clone());
            }
        });
    }

    /// Keeps the widths of a list's columns.
    pub(super) fn keep_widths(&mut self, kind: RecordKind, head: &str, width: usize) {
        let Some(list) = self.tabs().and_then(|tabs| tabs.list_mut()) else {
            return;
        };
        let widths = list.widths();
        let kept = self.keep_choice(&|choices| {
            let list = kind.plural().to_owned();
            choices.widths.insert(list, widths.clone());
        });
        if kept {
            let width = width.to_string();
            let text = self.fill("columns.width", &[("column", head), ("n", &width)]);
            self.tell(text, Tone::Good);
        }
    }

    /// Asks which of the filters by name the list has.
    pub(super) fn ask_filter(&mut self) {
        let Some(kind) = self.tabs().and_then(|tabs| tabs.kind()) else {
            let text = self.word("filters.nowhere");
            return self.tell(text, Tone::Bad);
        };
        let filters = &self.setting.choices.filters;
        if filters.is_empty() {
            let text = self.word("filters.none");
            return self.tell(text, Tone::Good);
        }
        let choice = |(name, filter): (&String, &String)| PickChoice::new(name, name, filter, "");
        let forget = PickChoice::new(FORGET, &self.word("filters.forget"), "", "");
        let choices = filters.iter().map(choice).chain([forget]);
        let pick = Pick::new(&self.word("filters.title"), choices.collect());
        self.push(Layer::Pick(pick), Pending::Choice(Choosing::Filter(kind)));
    }

    /// Asks which of the filters by name are no longer kept.
    fn ask_which_filters_go(&mut self) {
        let filters = self.setting.choices.filters.iter();
        let choices = filters.map(|(name, filter)| PickChoice::new(name, name, filter, ""));
        let pick = Pick::new(&self.word("filters.forget"), choices.collect()).several();
        self.push(Layer::Pick(pick), Pending::Choice(Choosing::ForgetFilters));
    }

    /// Keeps filters no longer.
    fn forget_filters(&mut self, picked: &[Picked]) {
        let names = picked.iter().filter_map(|picked| match picked {
            Picked::Choice(name) => Some(name.as_str()),
            Picked::Own(_) | Picked::New(_) | Picked::None => None,
        });
        let names: Vec<&str> = names.collect();
        let kept = self.keep_choice(&|choices| {
            choices
                .filters
                .retain(|name, _| !names.contains(&name.as_str()));
        });
        if kept && !names.is_empty() {
            let text = self.fill("filters.forgotten", &[("names", &names.join(", "))]);
            self.tell(text, Tone::Good);
        }
    }

    /// Asks what the filter of the list is called.
    pub(super) fn ask_filter_name(&mut self, retry: Option<(String, String)>) {
        let filter = if let Some((filter, _)) = &retry {
            filter.clone()
        } else {
            let list = self.tabs().and_then(|tabs| tabs.list_mut());
            list.map_or_else(String::new, |list| list.filter_text().to_owned())
        };
        if filter.trim().is_empty() {
            let text = self.word("filters.nothing");
            return self.tell(text, Tone::Bad);
        }
        let mut known = self.setting.choices.filters.iter();
        let name = known
            .find(|(_, of)| **of == filter)
            .map(|(name, _)| name.clone());
        let name = name.unwrap_or_default();
        let entries = vec![PromptEntry::proposed(&self.word("filters.name"), &name)];
        let text = self.fill("filters.text", &[("filter", &filter)]);
        let mut prompt = Prompt::new(&self.word("filters.keep"), &text, entries);
        prompt.problem = retry.map(|(_, problem)| problem);
        let pending = Pending::Choice(Choosing::FilterName(filter));
        self.push(Layer::Prompt(prompt), pending);
    }

    /// Keeps a filter under a name.
    fn name_filter(&mut self, filter: &str, name: &str) {
        if name.is_empty() {
            let problem = self.word("filters.no_name");
            return self.ask_filter_name(Some((filter.to_owned(), problem)));
        }
        let kept = self.keep_choice(&|choices| {
            choices.filters.insert(name.to_owned(), filter.to_owned());
        });
        if kept {
            let text = self.fill("filters.kept", &[("name", name)]);
            self.tell(text, Tone::Good);
        }
    }

    /// Chooses something, and keeps it in its file with what others chose there meanwhile; `false` where it can only
    /// stand until the end of the program, which is told.
    fn keep_choice(&mut self, choose: &dyn Fn(&mut Choices)) -> bool {
        choose(&mut self.setting.choices);
        let choices = self.setting.choices.clone();
        if let Some(tabs) = self.tabs() {
            tabs.choose(&choices);
        }
        let Some(file) = self.setting.choices_file.clone() else {
            return true;
        };
        let kept = read(&file).and_then(|mut kept| {
            choose(&mut kept);
            output::make_directory(&file)?;
            output::write(&file, &kept.write(), true, &output::Guard::default())
        });
        if let Err(problem) = &kept {
            let text = self.words_of(problem).replace('\n', " ");
            self.tell(text, Tone::Bad);
        }
        kept.is_ok()
    }
}

/// The columns of the configuration that no list has: `config_unknown_list` or `config_unknown_column`, with their line, and
/// the names that there are.
pub(crate) fn column_faults(configuration: &Configuration) -> Vec<Problem> {
    let mut faults = Vec::new();
    for (list, columns) in &configuration.columns {
        let at = |problem: Problem| configuration.at(&["columns", list], problem);
        let mut kinds = LISTS.iter();
        let Some(kind) = kinds.find(|kind| kind.plural() == list) else {
            let known: Vec<&str> = LISTS.iter().map(|kind| kind.plural()).collect();
            let problem = Problem::cannot("config_unknown_list").with("name", list);
            faults.push(at(problem.with("known", known.join(", "))));
            continue;
        };
        let known = offered(*kind);
        if let Some(unknown) = columns.iter().find(|key| !known.contains(&key.as_str())) {
            let problem = Problem::cannot("config_unknown_column").with("name", unknown);
            faults.push(at(problem.with("known", known.join(", "))));
        }
    }
    faults
}

/// What is kept in a file; nothing where there is none yet.
fn read(file: &std::path::Path) -> Result<Choices, Problem> {
    if !file.exists() {
        return Ok(Choices::default());
    }
    Ok(Choices::parse(&output::read(file)?))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn columns_of_the_configuration_that_no_list_has_are_told_with_their_line() {
        let judged = |text: &str| {
            let read = Configuration::parse(Path::new("config.toml"), text).unwrap();
            column_faults(&read)
        };
        assert!(judged("[columns]\nactivities = [\"name\", \"owner\", \"findings\"]\n").is_empty());
        let problem = judged("[columns]\nactivities = [\"name\", \"ownr\"]\n").remove(0);
        assert_eq!(problem.key, "config_unknown_column");
        assert_eq!(problem.detail("line"), Some("2"));
        assert!(problem.detail("known").unwrap().contains("owner"));
        let problem = judged("mouse = true\n[columns]\nactivitys = []\n").remove(0);
        assert_eq!(problem.key, "config_unknown_list");
        assert_eq!(problem.detail("line"), Some("3"));
        assert!(problem.detail("known").unwrap().contains("activities"));
    }
}
