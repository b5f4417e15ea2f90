//! What rests on something, on the screen: on the selected record, on what it names, or on words that are typed.

use super::{App, Tone};
use crate::domain::value::Id;
use crate::search::uses::{Base, uses};
use crate::tui::layer::Layer;
use crate::tui::overlay::pick::{Pick, PickChoice};
use crate::tui::request::{Pending, Picked};

impl App {
    /// Asks on what: on the selected record or row first, or on a country, ground, law or system that it names; else on
    /// any words.
    pub(super) fn ask_uses(&mut self) {
        let selected = self.tabs().and_then(|tabs| tabs.selected());
        let country = self.tabs().and_then(|tabs| tabs.country());
        let lexicon = &self.setting.lexicon;
        let record = selected.and_then(|id| self.register().get(id));
        let mut bases = record.map_or_else(Vec::new, |record| Base::all_of(record, lexicon));
        bases.extend(country.map(Base::Country));
        let choices = bases.iter().map(|base| {
            let (key, beside) = match base {
                Base::Record(id) => {
                    let kind = self.register().place(*id).map(|place| place.kind);
                    let kind = kind.map_or("", |kind| lexicon.words.one(kind));
                    (format!("record:{}", id.0), kind)
                }
                Base::Country(code) => {
                    (format!("country:{code}"), lexicon.words.get("uses.country"))
                }
                Base::Words(words) => (format!("words:{words}"), ""),
            };
            PickChoice::new(&key, &base.called(self.register(), lexicon), beside, "")
        });
        let pick = Pick::new(lexicon.words.get("command.uses.title"), choices.collect());
        let pick = pick.about(lexicon.words.get("uses.about")).or_own();
        self.push(Layer::Pick(pick), Pending::Uses);
    }

    /// Shows what rests on what was picked or typed.
    pub(super) fn show_uses(&mut self, picked: &Picked) {
        let (register, lexicon) = (self.register(), &self.setting.lexicon);
        let base = match picked {
            Picked::Choice(key) => match key.split_once(':') {
                Some(("record", id)) => Base::Record(Id(id.parse().unwrap_or_default())),
                Some(("country", code)) => Base::Country(code.to_owned()),
                Some((_, words)) => Base::Words(words.to_owned()),
                None => return,
            },
            Picked::Own(text) | Picked::New(text) => Base::of_typed(text, register, lexicon),
            Picked::None => return,
        };
        let called = base.called(register, lexicon);
        let found = uses(register, lexicon, &base);
        if found.is_empty() {
            let text = self.fill("uses.none", &[("base", &called)]);
            return self.tell(text, Tone::Good);
        }
        let choices = found.iter().map(|it| {
            let owner = register.owner(it.owner);
            let title = owner.map(|owner| lexicon.title(register, owner));
            let reference = lexicon.called(register, it.record);
            let label = format!("{reference} {}", title.unwrap_or_default());
            let kind = register.get(it.record).map(|record| record.kind());
            let field = kind.map_or("", |kind| lexicon.words.label(kind, it.key));
            let beside = match it.through {
                Some(id) => {
                    let name = lexicon.reference(register, Id(0), id);
                    let details = [("field", field), ("name", name.as_str())];
                    lexicon.words.fill("uses.beside", &details)
                }
                None => field.to_owned(),
            };
            PickChoice::new(&format!("{}:{}", it.record.0, it.key), &label, &beside, "")
        });
        let count = lexicon.words.number(found.len());
        let title = lexicon.words.fill("uses.title", &[("base", &called)]);
        let pick = Pick::new(&format!("{title} ({count})"), choices.collect());
        self.push(Layer::Pick(pick), Pending::UsesFound);
    }

    /// Opens the record of what was picked, at the field.
    pub(super) fn open_use(&mut self, key: &str) {
        if let Some((id, key)) = key.split_once(':')
            && let Ok(id) = id.parse()
        {
            self.show_record(Id(id));
            self.open_form(Id(id), Some(key));
        }
    }
}
