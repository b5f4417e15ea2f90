//! What a form fills in and offers of what the register knows: the country of a recipient from its organisation, what
//! an agreement with a recipient is, and the register's own words with how often they stand there.

use std::collections::BTreeMap;

use super::editor::Editor;
use super::{Form, FormLine};
use crate::domain::codes::{
    ActivityRole, AgreementKind, AgreementRole, Choice as _, RecipientRole,
};
use crate::domain::field::{Answer, Record};
use crate::domain::kind::{FieldKind, RecordKind};
use crate::domain::records::{Activity, Recipient};
use crate::domain::register::Register;
use crate::domain::text::fold;
use crate::domain::value::{Id, Value};
use crate::tui::overlay::pick::PickChoice;
use crate::tui::scene::Scene;

/// Fields of text in which the same words stand in many records.
const SHARED: &[&str] = &[
    "department",
    "owner",
    "approved_by",
    "systems",
    "tags",
    "service",
    "category",
    "responsible",
    "places",
    "laws",
    "art9_laws",
    "law",
    "disposed_by",
    "method",
    "witness",
];

/// The most own words that are shown under a field at once.
const SHOWN: usize = 4;

impl Form {
    /// Fills in what the organisation of the current row says, where the row says nothing of its own.
    pub(super) fn fill_from_organisation(&mut self, line: FormLine, scene: &Scene<'_>) {
        let here = self.current();
        let kinds = [RecordKind::Recipient, RecordKind::SubProcessor];
        if line.key(here) != Some("organisation") || !kinds.contains(&here.kind()) {
            return;
        }
        let (row, key) = (here.id(), "countries");
        if here.answer(key) != Answer::NotRecorded && !self.is_prefilled(row, key) {
            return;
        }
        let organisation = here.value("organisation").refs().first().copied();
        let organisation = scene.register.organisation(organisation);
        let country = organisation.and_then(|organisation| organisation.country.clone());
        let value = country.map_or(Value::Empty, |country| Value::Texts(vec![country]));
        let filled = !value.is_empty();
        self.current_mut().record_value(key, value);
        self.checked
            .prefilled
            .retain(|known| (known.0, known.1) != (row, key));
        if filled {
            self.checked
                .prefilled
                .push((row, key, "form.from_organisation"));
        }
    }

    /// Whether a value was filled in by the form and not touched since.
    pub(super) fn is_prefilled(&self, row: Id, key: &str) -> bool {
        let recorded = |row: &dyn Record| row.answer(key) != Answer::NotRecorded;
        self.prefilled_from(row, key).is_some() && self.record.find(row).is_some_and(recorded)
    }

    /// Where a value that the form filled in comes from, as a key of words.
    pub(super) fn prefilled_from(&self, row: Id, key: &str) -> Option<&'static str> {
        let mut known = self.checked.prefilled.iter();
        let known = known.find(|known| known.0 == row && known.1 == key);
        known.map(|known| known.2)
    }

    /// What a field holds by what is said elsewhere: the measures of the whole organisation of an activity.
    pub(super) fn said_elsewhere(&self, key: &str, scene: &Scene<'_>) -> Option<String> {
        let activity = self.current().downcast::<Activity>()?;
        let organisation = activity.organisation.filter(|_| key == "measures")?;
        let measures = scene.register.measures.iter().filter(|measure| {
            measure.organisations.contains(&organisation) && measure.planned != Some(true)
        });
        let names: Vec<String> = measures
            .map(|measure| scene.lexicon.title(scene.register, measure))
            .collect();
        let whole = scene.words.get("form.of_the_whole");
        (!names.is_empty()).then(|| format!("{} ({whole})", names.join(", ")))
    }

    /// Fills in a new record that is made on the way from the current row, with what that says; gives the keys.
    pub(super) fn fill_from_here(&self, record: &mut dyn Record) -> Vec<&'static str> {
        let here = self.current();
        let mut values: Vec<(&'static str, Value)> = Vec::new();
        match record.kind() {
            RecordKind::Organisation => {
                // A recipient in one country is most likely an organisation there.
                if let Value::Texts(countries) = here.value("countries")
                    && let [country] = &countries[..]
                {
                    values.push(("country", Value::Text(country.clone())));
                }
            }
            RecordKind::Agreement => {
                // An agreement made from a recipient or client is one with that organisation.
                values.push(("organisation", here.value("organisation")));
                if let Some(activity) = self.record.downcast::<Activity>() {
                    let ours = activity.organisation.map_or(Value::Empty, Value::Ref);
                    values.push(("our_party", ours));
                    if let Some((kind, role)) = agreement_of(here, activity.role) {
                        values.push(("kind", Value::Text(kind.code().to_owned())));
                        values.push(("our_role", Value::Text(role.code().to_owned())));
                    }
                }
            }
            _ => {}
        }
        let mut filled = Vec::new();
        for (key, value) in values {
            if !value.is_empty() && record.record_value(key, value) {
                filled.push(key);
            }
        }
        filled
    }

    /// The register's own words in a field, each with how often it stands there, the commonest first.
    fn own_words(&self, key: &str, scene: &Scene<'_>) -> Vec<(String, usize)> {
        let kind = self.current().kind();
        let Some(field) = kind.declaration().field(key) else {
            return Vec::new();
        };
        let own = self.record.id();
        let mut words = words_in_use(scene.register, kind, field, Some(own));
        // What stands in the form counts as it stands there.
        self.record.walk(None, &mut |row, _| {
            if row.kind() == kind && row.id() != self.level().id {
                count(row, field, &mut words);
            }
        });
        commonest_first(words)
    }

    /// The same as choices of a picker, without what the picker offers already.
    pub(super) fn own_choices(
        &self,
        key: &str,
        known: &[PickChoice],
        scene: &Scene<'_>,
    ) -> Vec<PickChoice> {
        choices_of(self.own_words(key, scene), known, scene)
    }

    /// Gets the register's own words ready for the field that is being opened.
    pub(super) fn recall(&mut self, line: FormLine, scene: &Scene<'_>) {
        let key = line.key(self.current());
        let texts = matches!(line, FormLine::Field(_))
            && matches!(self.kind_of(line), Some(FieldKind::Text | FieldKind::Texts));
        self.checked.recalled = match key.filter(|key| texts && is_shared(key)) {
            Some(key) => self.own_words(key, scene),
            None => Vec::new(),
        };
    }

    /// The register's own words that go on what is typed at the end of the open field.
    fn fitting(&self) -> Vec<&(String, usize)> {
        let typed = match &self.editor {
            Some(Editor::Line { input, .. }) if input.is_at_end() => input.text().to_owned(),
            Some(Editor::Long {
                text, list: true, ..
            }) if text.is_at_end() => text
                .text()
                .rsplit('\n')
                .next()
                .unwrap_or_default()
                .to_owned(),
            _ => return Vec::new(),
        };
        let (typed, known) = (fold(typed.trim_start()), self.checked.recalled.iter());
        let fits = known.filter(|(text, _)| {
            let text = fold(text);
            text.starts_with(&typed) && text != typed
        });
        fits.take(SHOWN).collect()
    }

    /// The line under an open field that shows them; nothing where none fits.
    pub(super) fn recalled_text(&self) -> Option<String> {
        let fitting = self.fitting();
        let texts: Vec<String> = fitting
            .iter()
            .map(|(text, times)| format!("{text} ({times})"))
            .collect();
        (!texts.is_empty()).then(|| format!("→ {}", texts.join(" · ")))
    }

    /// Takes the first of them into the open field; `false` where none fits.
    pub(super) fn take_recalled(&mut self) -> bool {
        let Some(first) = self.fitting().first().map(|(text, _)| text.clone()) else {
            return false;
        };
        match &mut self.editor {
            Some(Editor::Line { input, .. }) => {
                input.select_all();
                input.insert(&first);
            }
            Some(Editor::Long { text, .. }) => {
                let whole = text.text();
                let before = whole.rfind('\n').map_or("", |at| &whole[..=at]);
                text.set(&format!("{before}{first}"));
            }
            _ => return false,
        }
        true
    }
}

/// Whether the same words stand in a field of text in many records.
#[must_use]
pub(crate) fn is_shared(key: &str) -> bool {
    SHARED.contains(&key)
}

/// What the whole register says in a field as choices of a picker, without what the picker offers already.
#[must_use]
pub(crate) fn choices_in_use(
    kind: RecordKind,
    key: &str,
    known: &[PickChoice],
    scene: &Scene<'_>,
) -> Vec<PickChoice> {
    let Some(field) = kind.declaration().field(key) else {
        return Vec::new();
    };
    let words = words_in_use(scene.register, kind, field, None);
    choices_of(commonest_first(words), known, scene)
}

/// How often each text stands in a field of all records or rows of a kind, but for those of one record.
fn words_in_use(
    register: &Register,
    kind: RecordKind,
    field: usize,
    but: Option<Id>,
) -> BTreeMap<String, usize> {
    let mut words = BTreeMap::new();
    if kind.parent().is_some() {
        for (owner, row) in register.all_rows(kind) {
            if Some(owner.id()) != but {
                count(row, field, &mut words);
            }
        }
    } else {
        let others = register.records(kind);
        for record in others.filter(|record| Some(record.id()) != but) {
            count(record, field, &mut words);
        }
    }
    words
}

/// Counts the texts in a field of a record.
fn count(row: &dyn Record, field: usize, words: &mut BTreeMap<String, usize>) {
    for text in row.texts(field) {
        if let Some(times) = words.get_mut(text.as_str()) {
            *times += 1;
        } else {
            words.insert(text.clone(), 1);
        }
    }
}

/// Texts with how often each stands there, the commonest first.
fn commonest_first(words: BTreeMap<String, usize>) -> Vec<(String, usize)> {
    let mut words: Vec<(String, usize)> = words.into_iter().collect();
    words.sort_by_key(|(_, times)| std::cmp::Reverse(*times));
    words
}

/// Texts as choices of a picker, without what it offers already.
fn choices_of(
    words: Vec<(String, usize)>,
    known: &[PickChoice],
    scene: &Scene<'_>,
) -> Vec<PickChoice> {
    let own = words.into_iter();
    let own = own.filter(|(text, _)| known.iter().all(|choice| choice.key != *text));
    own.map(|(text, times)| {
        let times = scene.words.count("times", times);
        PickChoice::new(&text, &text, &times, "")
    })
    .collect()
}

/// What an agreement is that is made from a recipient or a client, and our part in it, where that follows.
fn agreement_of(
    row: &dyn Record,
    ours: Option<ActivityRole>,
) -> Option<(AgreementKind, AgreementRole)> {
    let contract = AgreementKind::ProcessorContract;
    if row.kind() == RecordKind::Client {
        return Some((contract, AgreementRole::Processor));
    }
    match (row.downcast::<Recipient>()?.role?, ours?) {
        (RecipientRole::Processor, ActivityRole::Controller) => {
            Some((contract, AgreementRole::Controller))
        }
        (RecipientRole::SubProcessor, ActivityRole::Processor) => {
            Some((contract, AgreementRole::Processor))
        }
        (RecipientRole::JointController, ActivityRole::Controller) => Some((
            AgreementKind::JointArrangement,
            AgreementRole::JointController,
        )),
        _ => None,
    }
}
