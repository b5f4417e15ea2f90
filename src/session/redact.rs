//! Taking a value or words out of the register and its journal for good, and what is to be seen before.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde_json::Value as Json;

use super::rescue::Rescue;
use super::{SaveLabel, Session};
use crate::domain::codec::none_reason;
use crate::domain::facts::facts;
use crate::domain::field::Record;
use crate::domain::kind::{FieldKind, RecordKind};
use crate::domain::problem::Problem;
use crate::domain::progress::long_work;
use crate::domain::redaction::{Matched, SoughtWords, TakeOut, TakenValues, is_text, texts_in};
use crate::domain::register::Mark;
use crate::domain::spelling::Near;
use crate::domain::value::Id;
use crate::store::{Draft, RedactionTouched, StoredPlace, each_text_of};

/// Spellings near to words, each with the places where it stands.
pub(crate) type Spellings = BTreeMap<String, BTreeSet<StoredPlace>>;

/// What is to be taken out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unwanted {
    /// Every value that a field of a record or row holds or held, and what was named by it.
    Field(Id, String),
    /// Words, wherever they stand.
    Words(String),
}

impl Session {
    /// The number of the record or row that has a reference, or had it when it was last changed.
    ///
    /// # Errors
    /// `reference_unknown`, or what the file system says.
    pub fn id_now_or_before(&self, reference: &str) -> Result<Id, Problem> {
        if let Some(id) = self.register.find_typed(reference) {
            return Ok(id);
        }
        for set in self.store.change_sets(None)? {
            let changes = self.store.changes(set.number)?;
            if let Some(change) = changes.iter().find(|change| change.reference == reference) {
                return Ok(change.id);
            }
        }
        Err(Problem::usage("reference_unknown").with("ref", reference))
    }

    /// What is to be taken out, as the file is searched for it.
    ///
    /// # Errors
    /// Why it cannot be taken out: `redact_reference_field`, `redact_register_id`, `redact_record`, `redact_lifted`,
    /// `redact_disposed`, `redact_list`, `redact_field_unknown`, `redact_words_short`; what the file system says.
    pub(super) fn take_out(&self, unwanted: &Unwanted) -> Result<TakeOut, Problem> {
        let (id, key) = match unwanted {
            Unwanted::Words(words) => {
                let sought = SoughtWords::new(words)
                    .ok_or_else(|| Problem::usage("redact_words_short").with("text", words))?;
                let own = self.register.about.id.as_deref().unwrap_or_default();
                if !sought.find(own).is_empty() {
                    return Err(Problem::refused("redact_register_id"));
                }
                return Ok(TakeOut {
                    words: vec![sought],
                    ..TakeOut::default()
                });
            }
            Unwanted::Field(id, key) => (*id, key.as_str()),
        };
        let fields = self.store.with_former_fields(id, key)?;
        let values = self.values(unwanted)?;
        self.may_go(id, key, &values)?;
        let mut take_out = TakeOut {
            fields,
            ..TakeOut::default()
        };
        // A waiver keeps the words that were found fault with.
        let waivers = self.register.waivers.iter();
        let about = waivers.filter(|it| it.record == Some(id) && it.key.as_deref() == Some(key));
        let words = about.map(|waiver| (waiver.head.id.0, "words".to_owned()));
        take_out
            .fields
            .extend(words.map(|field| (field, TakenValues::All)));
        if self.is_text(id, key)? {
            let texts: BTreeSet<String> = values
                .iter()
                .chain(&self.value_now(id, key))
                .flat_map(texts_in)
                .collect();
            // A label holds as much of a long reason as there is room for.
            let told = texts.iter().map(|text| {
                let label = SaveLabel::default().recorded_because(text);
                label.reason().unwrap_or_default().to_owned()
            });
            let all: BTreeSet<String> = texts.iter().cloned().chain(told).collect();
            let sought = all.iter().filter_map(|text| SoughtWords::whole(text));
            take_out.derived = sought.collect();
        }
        Ok(take_out)
    }

    /// The value of a field as it stands, where it is *none* for a reason or holds text.
    fn value_now(&self, id: Id, key: &str) -> Option<Json> {
        let record = self.register.get(id)?;
        let reason = record.head().none.get(key);
        reason.map(|reason| Json::from(reason.as_str()))
    }

    /// The kind of a record or row, also of one that is gone.
    fn kind_of(&self, id: Id) -> Result<Option<RecordKind>, Problem> {
        if let Some(place) = self.register.place(id) {
            return Ok(Some(place.kind));
        }
        let changes = self.store.changes_of_record(id)?;
        let change = changes.iter().find(|change| change.id == id);
        Ok(change.and_then(|change| RecordKind::from_key(&change.kind)))
    }

    /// Whether a field holds text that somebody wrote, which labels may name.
    fn is_text(&self, id: Id, key: &str) -> Result<bool, Problem> {
        let declared = self.kind_of(id)?.and_then(|kind| {
            let declaration = kind.declaration();
            Some(declaration.fields[declaration.field(key)?].kind)
        });
        Ok(declared.is_none_or(|kind| is_text(&kind)))
    }

    /// Whether the value of a field may be taken out.
    fn may_go(&self, id: Id, key: &str, values: &[Json]) -> Result<(), Problem> {
        let kind = self.kind_of(id)?;
        let refused = |problem: &'static str| {
            Problem::refused(problem)
                .with("ref", self.register.typed_reference(id))
                .with("field", key)
        };
        let row = kind.is_some_and(|kind| kind.parent().is_some());
        match (kind, key) {
            (_, "ref") => return Err(refused("redact_reference_field")),
            (Some(RecordKind::RegisterData), "id") => return Err(refused("redact_register_id")),
            (Some(RecordKind::Redaction), _) => return Err(refused("redact_record")),
            // The hold would stand again, and the disposal leave the log: what decides must not go unseen.
            (Some(RecordKind::RetentionHold | RecordKind::HoldingHold), "lifted_on") => {
                return Err(refused("redact_lifted"));
            }
            (Some(RecordKind::Holding), "disposed_on") => {
                return Err(refused("redact_disposed"));
            }
            (_, "parent" | "position") if row => return Err(refused("redact_reference_field")),
            _ => {}
        }
        let Some(kind) = kind else { return Ok(()) };
        let declaration = kind.declaration();
        let computed = declaration
            .field(key)
            .is_some_and(|field| matches!(declaration.fields[field].kind, FieldKind::Computed));
        let known = declaration.field(key).is_some() && !computed;
        let reasons = values.iter().any(|value| none_reason(value).is_some());
        if known || !values.is_empty() && (declaration.list(key).is_none() || reasons) {
            return Ok(());
        }
        if declaration.list(key).is_some() {
            return Err(refused("redact_list"));
        }
        let keys: Vec<&str> = declaration.fields.iter().map(|field| field.key).collect();
        Err(Problem::usage("redact_field_unknown")
            .with("ref", self.register.typed_reference(id))
            .with("field", key)
            .with("fields", keys.join(", ")))
    }

    /// What taking it out would touch; nothing is written.
    ///
    /// # Errors
    /// Why it cannot be taken out, or `redact_nothing`; what the file system says.
    pub fn before_redaction(
        &self,
        unwanted: &Unwanted,
        rescue: Option<&Rescue>,
    ) -> Result<RedactionTouched, Problem> {
        long_work("looking for what is to be taken out");
        let take_out = self.take_out(unwanted)?;
        let mut touched = self.store.look_before(&take_out)?;
        let values = self.values(unwanted)?;
        touched.drafts += rescued(&take_out, &values, rescue, &mut touched.matched).len();
        touched.may_be_done()?;
        Ok(touched)
    }

    /// The spellings near to the words that are not taken for them, each with its places: in the register and its
    /// journal, and in forms that are not saved, also beside the register.
    ///
    /// None for a field.
    ///
    /// # Errors
    /// What the file system says.
    pub fn near_spellings(
        &self,
        unwanted: &Unwanted,
        rescue: Option<&Rescue>,
    ) -> Result<Spellings, Problem> {
        long_work("looking for what reads nearly alike");
        let mut found = Spellings::new();
        let Unwanted::Words(words) = unwanted else {
            return Ok(found);
        };
        let (Some(near), Some(sought)) = (Near::of(words), SoughtWords::new(words)) else {
            return Ok(found);
        };
        let loose = SoughtWords::loose(words);
        let mut see = |place: &StoredPlace, text: &str| {
            // What goes is told elsewhere.
            let left = sought.take_out(text);
            let left = left.as_deref().unwrap_or(text);
            let more = loose.iter().flat_map(|loose| loose.find(left));
            for form in near.find(left).into_iter().chain(more) {
                let form = left[form].to_owned();
                found.entry(form).or_default().insert(place.clone());
            }
        };
        self.store.each_text(&self.register, &mut see)?;
        for draft in rescue.map(Rescue::found).unwrap_or_default().drafts {
            each_text_of(&draft.author, &draft.content, &mut see);
        }
        Ok(found)
    }

    /// Other fields of the register that hold a text of the field too, as a copy of its record does, or held it earlier,
    /// as a record that was made one with it: they stay, and are told.
    ///
    /// None of words, which go wherever they stand. To be asked before it is done.
    ///
    /// # Errors
    /// As [`Self::before_redaction`].
    pub fn same_elsewhere(&self, unwanted: &Unwanted) -> Result<Spellings, Problem> {
        let mut found = Spellings::new();
        if matches!(unwanted, Unwanted::Words(_)) {
            return Ok(found);
        }
        let take_out = self.take_out(unwanted)?;
        let names = |owner: Id, id: Id| self.register.name_in(owner, id);
        for record in self.register.all_records().filter(|it| it.id().0 > 0) {
            for facts in facts(record, &names) {
                for (key, value) in &facts.fields {
                    if take_out.takes(facts.id.0, key, value) {
                        continue;
                    }
                    for text in texts_in(value) {
                        for form in take_out.derived.iter().flat_map(|it| it.find(&text)) {
                            let place = StoredPlace::Field(facts.id, key.clone());
                            found
                                .entry(text[form].to_owned())
                                .or_default()
                                .insert(place);
                        }
                    }
                }
            }
        }
        self.store
            .each_earlier_text(&take_out, &mut |id, place, text| {
                for form in take_out.derived.iter().flat_map(|it| it.find(text)) {
                    let places = found.entry(text[form].to_owned()).or_default();
                    // What it holds now says enough.
                    let now = match place {
                        StoredPlace::Earlier(.., key) => StoredPlace::Field(id, key.clone()),
                        other => other.clone(),
                    };
                    if !places.contains(&now) {
                        places.insert(place.clone());
                    }
                }
            })?;
        Ok(found)
    }

    /// Whether the reason and the author can stand in the journal: what is taken out must not come back with them.
    ///
    /// # Errors
    /// `redact_because_missing`, `redact_because_names_it`, `redact_author_names_it`, or why it cannot be taken out.
    pub fn may_redact(&self, unwanted: &Unwanted, because: &str) -> Result<(), Problem> {
        if SaveLabel::default().because(Some(because))? == SaveLabel::default() {
            return Err(Problem::usage("redact_because_missing"));
        }
        let take_out = self.take_out(unwanted)?;
        if take_out.stands_in(because) {
            return Err(Problem::refused("redact_because_names_it"));
        }
        let author = &self.surroundings.author;
        if take_out.stands_in(author) {
            return Err(Problem::refused("redact_author_names_it").with("author", author));
        }
        Ok(())
    }

    /// Takes it out of tables, journal and drafts for good, and records that it was done, by whom and why.
    ///
    /// `labels` are what that is called: the first that does not name what is taken out. The change set is `None` where
    /// only what was not saved held it.
    ///
    /// # Errors
    /// As [`Self::before_redaction`] and [`Self::may_redact`]; `redact_not_whole`; `redact_not_compacted` and `redact_drafts_left`
    /// where the redaction stands all the same; what the file system says.
    pub fn redact(
        &mut self,
        unwanted: &Unwanted,
        labels: [&str; 2],
        because: &str,
        rescue: Option<&mut Rescue>,
    ) -> Result<(Option<Mark>, RedactionTouched), Problem> {
        long_work("taking something out");
        self.may_redact(unwanted, because)?;
        let take_out = self.take_out(unwanted)?;
        let values = self.values(unwanted)?;
        let label = labels.into_iter().find(|label| !take_out.stands_in(label));
        let label = SaveLabel::from(label.unwrap_or_default()).because(Some(because))?;
        let stamp = self.stamp(&label, None);
        let mut matched = Matched::new();
        let beside = rescued(&take_out, &values, rescue.as_deref(), &mut matched);
        let done = match self
            .store
            .redact(Arc::make_mut(&mut self.register), &stamp, &take_out)
        {
            // Only a draft beside the register held it.
            Err(problem) if problem.key == "redact_nothing" && !beside.is_empty() => {
                let touched = RedactionTouched {
                    drafts: beside.len(),
                    matched,
                    ..RedactionTouched::default()
                };
                Ok((None, touched))
            }
            done => done,
        };
        let stands = done.as_ref().map_or_else(stands, |_| true);
        // The drafts beside it only when that stands: were it not done, they would have lost their text for nothing.
        let mut left = None;
        if let Some(rescue) = rescue.filter(|_| stands) {
            for draft in &beside {
                left = rescue.keep(draft).err().or(left);
            }
        }
        match left {
            Some(cause) if done.is_ok() => {
                Err(Problem::cannot("redact_drafts_left").because_of(cause))
            }
            _ => done,
        }
    }

    /// Every value that the field held that goes; none of words.
    fn values(&self, unwanted: &Unwanted) -> Result<Vec<Json>, Problem> {
        match unwanted {
            Unwanted::Field(id, key) => {
                let mut values = Vec::new();
                for ((id, key), taken) in self.store.with_former_fields(*id, key)? {
                    let held = self.store.values_of(Id(id), &key)?;
                    values.extend(held.into_iter().filter(|value| taken.has(value)));
                }
                Ok(values)
            }
            Unwanted::Words(_) => Ok(Vec::new()),
        }
    }

    /// When and why the value of a field was taken out that is marked so: the day and the reason.
    #[must_use]
    pub fn taken_out(&self, id: Id, key: &str) -> Option<(&str, &str)> {
        let record: &dyn Record = self.register.get(id)?;
        let found = self.register.taken_out.get(&(id, key.to_owned()));
        let found = found.filter(|_| record.is_redacted(key))?;
        Some((found.at.get(..10)?, &found.because))
    }
}

/// Whether a redaction stands in spite of a problem, which only its last steps met.
#[must_use]
pub(crate) fn stands(problem: &Problem) -> bool {
    matches!(problem.key, "redact_not_compacted" | "redact_drafts_left")
}

/// The drafts beside the register that hold what is taken out, as they shall stand.
fn rescued(
    take_out: &TakeOut,
    values: &[Json],
    rescue: Option<&Rescue>,
    matched: &mut Matched,
) -> Vec<Draft> {
    let found = rescue.map(Rescue::found).unwrap_or_default().drafts;
    let changed = found.into_iter().filter_map(|draft| {
        let content: Json = serde_json::from_str(&draft.content).ok()?;
        let content = take_out.of_draft(&content, values, matched);
        let author = take_out.of_text(&draft.author, matched);
        (content.is_some() || author.is_some()).then(|| Draft {
            content: content.map_or(draft.content.clone(), |content| content.to_string()),
            author: author.unwrap_or(draft.author.clone()),
            ..draft
        })
    });
    changed.collect()
}
