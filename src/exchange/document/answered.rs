//! Answers as phrases of the document: values in words, references with what they point to, gaps.

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::HashMap;
use std::fmt::Write as _;
use std::rc::Rc;
use std::sync::Arc;

use chrono::NaiveDate;
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use super::block::{ListPoint, slug};
use super::inline::{Anchor, Inline, Inlines, one_line};
use super::letters::{DocumentPart, Point, plan};
use crate::domain::date::PartialDate;
use crate::domain::excuse::is_excused;
use crate::domain::field::{Answer, Meta, Need, Record, Section};
use crate::domain::kind::{FieldKind, RecordKind, Target};
use crate::domain::records::{Activity, Holding, Retention};
use crate::domain::register::Register;
use crate::domain::retired::HOLDS;
use crate::domain::stale::{Stale, stale_decisions};
use crate::domain::value::{Id, Value, ValueView};
use crate::due::Ending;
use crate::due::explain::{act_in_words, held_in_words, kept_in_words};
use crate::due::standing::{HoldingStanding, disposed_by};
use crate::exchange::selection::Selection;
use crate::labels::Lexicon;

/// The places of the cards in a document, by their records.
pub(crate) type Anchors = FxHashMap<Id, Anchor>;

/// Points by the record that they are about and where they stand.
pub(crate) type Points = HashMap<(Id, usize), Rc<[ListPoint]>>;

/// Something that is demanded of a record and not recorded.
pub(crate) struct Gap {
    /// The letter of Art. 30 that it stands under.
    pub letter: Option<&'static str>,
    /// What it is called.
    pub label: SmolStr,
    /// The rows that do not say it; none where the record itself does not.
    pub rows: Vec<String>,
}

/// What phrases are made from, with what is said often kept.
pub(crate) struct Phrases<'a> {
    /// The words of values.
    pub lexicon: &'a Lexicon,
    /// The register, already without what is left out.
    pub register: &'a Register,
    /// What was asked for.
    pub selection: &'a Selection,
    /// The day that the law is asked for.
    pub day: NaiveDate,
    /// Where each record has its card in the same document; empty where a record is shown alone.
    pub anchors: Arc<Anchors>,
    /// The headings of those cards, made once.
    pub headings: Arc<FxHashMap<Id, SmolStr>>,
    /// Whether it is a document of several activities: what several of them share is said once, in its own place, and
    /// linked to.
    pub shares: bool,
    /// How many letters an answer at a glance may have, where that is not as usual.
    pub room: Option<usize>,
    /// How many open points each record has, where they are printed.
    pub open_points: Option<HashMap<Id, usize>>,
    /// What is demanded of the record being written and not recorded.
    pub gaps: RefCell<Vec<Gap>>,
    /// The letter that is being written.
    pub letter: Cell<Option<&'static str>>,
    labels: RefCell<FxHashMap<(RecordKind, &'static str), SmolStr>>,
    citations: RefCell<FxHashMap<(&'static str, bool), SmolStr>>,
    codes: RefCell<FxHashMap<&'static str, FxHashMap<String, SmolStr>>>,
    references: RefCell<FxHashMap<Id, Inline>>,
    days: RefCell<FxHashMap<NaiveDate, SmolStr>>,
    /// What is stale of the activity that was asked about last.
    stale: RefCell<Option<(Id, Rc<[Stale]>)>>,
    gap: SmolStr,
    none: SmolStr,
    /// Points that stand in many records: measures, our organisations.
    pub points: RefCell<Points>,
    plans: [OnceCell<Vec<Point>>; 3],
    /// The headings of these points, as they read and as addresses.
    point_headings: [OnceCell<Vec<Option<PointHeading>>>; 3],
}

/// The heading of a point of an activity.
pub(super) struct PointHeading {
    /// The heading.
    pub(super) text: SmolStr,
    /// The same as an address.
    pub(super) slug: String,
}

/// What phrases of another thread begin with.
#[derive(Clone)]
pub(super) struct PhraseBase<'a> {
    pub(super) register: &'a Register,
    pub(super) selection: &'a Selection,
    pub(super) day: NaiveDate,
    pub(super) anchors: Arc<Anchors>,
    pub(super) headings: Arc<FxHashMap<Id, SmolStr>>,
    pub(super) shares: bool,
}

impl<'a> PhraseBase<'a> {
    pub(super) fn phrases<'b>(self, lexicon: &'b Lexicon) -> Phrases<'b>
    where
        'a: 'b,
    {
        let mut phrases = Phrases::new(lexicon, self.register, self.selection);
        phrases.day = self.day;
        phrases.anchors = self.anchors;
        phrases.headings = self.headings;
        phrases.shares = self.shares;
        phrases
    }
}

impl<'a> Phrases<'a> {
    /// Phrases about a register.
    #[must_use]
    pub(crate) fn new(
        lexicon: &'a Lexicon,
        register: &'a Register,
        selection: &'a Selection,
    ) -> Self {
        Self {
            lexicon,
            register,
            selection,
            day: lexicon.today,
            anchors: Arc::default(),
            headings: Arc::default(),
            shares: false,
            room: None,
            open_points: None,
            gaps: RefCell::default(),
            letter: Cell::default(),
            labels: RefCell::default(),
            citations: RefCell::default(),
            codes: RefCell::default(),
            references: RefCell::default(),
            days: RefCell::default(),
            stale: RefCell::default(),
            gap: lexicon.words.get("answer.not_recorded").into(),
            none: lexicon.words.get("answer.none").into(),
            points: RefCell::default(),
            plans: Default::default(),
            point_headings: Default::default(),
        }
    }

    /// What the same phrases begin with in another thread.
    pub(super) fn base(&self) -> PhraseBase<'a> {
        PhraseBase {
            register: self.register,
            selection: self.selection,
            day: self.day,
            anchors: Arc::clone(&self.anchors),
            headings: Arc::clone(&self.headings),
            shares: self.shares,
        }
    }

    /// The points of the activities of a part.
    pub(crate) fn plan(&self, part: DocumentPart) -> &[Point] {
        self.plans[part.index()].get_or_init(|| plan(part))
    }

    /// The headings of the points of the activities of a part; none where a point has none.
    pub(super) fn point_headings(&self, part: DocumentPart) -> &[Option<PointHeading>] {
        self.point_headings[part.index()].get_or_init(|| {
            let points = self.plan(part).iter();
            let headings = points.map(|point| {
                let text = self.point_heading(point)?;
                let slug = slug(&text);
                Some(PointHeading {
                    text: text.into(),
                    slug,
                })
            });
            headings.collect()
        })
    }

    /// A text of the locale files.
    pub(crate) fn word(&self, key: &'a str) -> &'a str {
        self.lexicon.words.get(key)
    }

    /// The label of a field or list.
    pub(crate) fn label(&self, kind: RecordKind, key: &'static str) -> SmolStr {
        let mut labels = self.labels.borrow_mut();
        let label = labels
            .entry((kind, key))
            .or_insert_with(|| self.lexicon.words.label(kind, key).into());
        label.clone()
    }

    /// The provision of a field in brackets after a blank; under a letter without Art. 30, which its heading names.
    pub(crate) fn citation(&self, provision: &'static str, lettered: bool) -> SmolStr {
        // A document of many records says it once, in a list of its own.
        if self.shares {
            return SmolStr::default();
        }
        self.cited(provision, lettered)
    }

    /// The same, wherever it is asked for.
    pub(crate) fn cited(&self, provision: &'static str, lettered: bool) -> SmolStr {
        let mut citations = self.citations.borrow_mut();
        let citation = citations.entry((provision, lettered)).or_insert_with(|| {
            let parts = provision.split("; ");
            let kept: Vec<&str> = parts
                .filter(|part| !(lettered && part.starts_with("30(")))
                .collect();
            let cited = self.lexicon.words.provision(&kept.join("; "));
            if cited.is_empty() {
                SmolStr::default()
            } else {
                format!(" ({cited})").into()
            }
        });
        citation.clone()
    }

    /// What is said where nothing is recorded.
    pub(crate) fn gap(&self) -> Inline {
        Inline::Emphasis(self.gap.clone())
    }

    /// What is said where a value was taken out for good; `None` where none was.
    pub(crate) fn taken_out(&self, record: &dyn Record, key: &str) -> Option<Inline> {
        let text = self.lexicon.taken_out(self.register, record, key)?;
        Some(Inline::emphasis(&one_line(&text)))
    }

    /// *None*, with its reason where it has one.
    pub(crate) fn none(&self, reason: &str) -> Inlines {
        let none = Inlines::from(Inline::Emphasis(self.none.clone()));
        if reason.is_empty() {
            none
        } else {
            none.and_text(": ").and_text(reason)
        }
    }

    /// A day in words.
    pub(crate) fn exact(&self, day: NaiveDate) -> SmolStr {
        let mut days = self.days.borrow_mut();
        let said = days.entry(day);
        let said = said.or_insert_with(|| self.lexicon.words.day(day).into());
        said.clone()
    }

    /// What was changed since beside a field of a record or row, where it is told: see [`Lexicon::changed_beside`].
    ///
    /// It is asked for field by field, so what of an activity is stale is worked out once for all of them.
    pub(super) fn changed_beside(&self, record: &dyn Record, key: &str) -> Option<String> {
        let stale = |activity: &Activity| {
            let mut kept = self.stale.borrow_mut();
            match &*kept {
                Some((of, stale)) if *of == activity.head.id => Rc::clone(stale),
                _ => {
                    let stale: Rc<[Stale]> = stale_decisions(self.register, activity).into();
                    *kept = Some((activity.head.id, Rc::clone(&stale)));
                    stale
                }
            }
        };
        (self.lexicon).changed_beside_of(self.register, record, key, &stale)
    }

    /// The answer to a field; for a retention rule the effective one, with the schedule that it comes from.
    pub(crate) fn answer(&self, record: &dyn Record, field: usize) -> (Answer, Option<String>) {
        let meta = &record.declaration().fields[field];
        let key = meta.key;
        if record.has(field) {
            let said = self.lexicon.waived(self.register, record, key);
            let said = said.map_or_else(|| record.get(field), Value::Text);
            return (Answer::Recorded(said), None);
        }
        if let Some(reason) = record.head().none.get(key) {
            return (Answer::None(reason.clone()), None);
        }
        // The schedule's own name and notes are its own.
        if meta.section == Section::Rule
            && let Some(rule) = record.downcast::<Retention>()
            && rule.schedule.is_some()
            && let Some(schedule) = rule.schedule
            && let (answer, true) = self.register.effective(rule, key)
        {
            return (answer, Some(self.register.reference(schedule)));
        }
        (Answer::NotRecorded, None)
    }

    /// The answer as [`Self::answer`] gives it, but for a recorded value that stands in the record as it is said: that is
    /// left there, and empty here.
    pub(super) fn answer_beside(
        &self,
        record: &dyn Record,
        field: usize,
    ) -> (Answer, Option<String>) {
        if record.has(field) && record.kind() != RecordKind::Waiver {
            return (Answer::Recorded(Value::Empty), None);
        }
        self.answer(record, field)
    }

    /// Adds a value in words. In full, a reference stands with what it points to.
    pub(crate) fn put_value(
        &self,
        out: &mut Inlines,
        owner: &dyn Record,
        kind: &FieldKind,
        value: &Value,
        full: bool,
    ) {
        self.put_view(out, owner, kind, &value.view(), full);
    }

    /// Adds what a field holds in words, as [`Self::put_value`].
    pub(crate) fn put_view(
        &self,
        out: &mut Inlines,
        owner: &dyn Record,
        kind: &FieldKind,
        view: &ValueView<'_>,
        full: bool,
    ) {
        match view {
            ValueView::Text(text) if matches!(kind, FieldKind::Text | FieldKind::Prose) => {
                out.push_text(*text);
            }
            ValueView::Ref(_) | ValueView::Refs(_) => {
                let ids = match view {
                    ValueView::Ref(id) => std::slice::from_ref(id),
                    ValueView::Refs(ids) => ids,
                    _ => &[],
                };
                for (index, id) in ids.iter().enumerate() {
                    if index > 0 {
                        let rows = self.shares && owner.find(*id).is_some();
                        out.push_text(if rows { ", " } else { "; " });
                    }
                    out.push(if full {
                        self.reference(owner, *id)
                    } else {
                        self.short_reference(owner, *id)
                    });
                }
            }
            ValueView::Date(PartialDate::Day(day)) if matches!(kind, FieldKind::Day) => {
                out.push_text(self.exact(*day));
            }
            ValueView::Items(items) => {
                for (index, item) in items.iter().enumerate() {
                    if index > 0 {
                        out.push_text("; ");
                    }
                    self.put_item(out, owner, kind, item);
                }
            }
            ValueView::Text(code) => out.push_text(self.code(kind, code)),
            ValueView::Texts(codes) if !matches!(kind, FieldKind::Texts) => {
                for (index, code) in codes.iter().enumerate() {
                    if index > 0 {
                        out.push_text(", ");
                    }
                    out.push_text(self.code(kind, code));
                }
            }
            _ => {
                let value = view.clone().into_value();
                out.push_text((self.lexicon).value(self.register, owner.id(), kind, &value));
            }
        }
    }

    /// A value in words.
    pub(crate) fn value(
        &self,
        owner: &dyn Record,
        kind: &FieldKind,
        value: &Value,
        full: bool,
    ) -> Inlines {
        let mut out = Inlines::default();
        self.put_value(&mut out, owner, kind, value, full);
        out
    }

    fn put_item(&self, out: &mut Inlines, owner: &dyn Record, kind: &FieldKind, item: &[Value]) {
        let parts = kind.items().map_or(&[][..], |items| items.parts);
        let filled = parts
            .iter()
            .zip(item)
            .filter(|(_, value)| !value.is_empty());
        for (index, (part, value)) in filled.enumerate() {
            if index > 0 {
                // A question is parted from its answer by its own sign.
                out.push_text(if out.ends_with('?') { " " } else { ", " });
            }
            match (kind, value) {
                (FieldKind::Link | FieldKind::Links, Value::Text(text)) => {
                    out.push(Inline::address(text));
                }
                (FieldKind::Conditions, Value::Text(id))
                    if matches!(part.kind, FieldKind::Text) && index == 0 =>
                {
                    out.push_text(self.lexicon.question(id));
                }
                _ => self.put_value(out, owner, &part.kind, value, false),
            }
        }
    }

    /// The label of a code or country, with its article where the law gives it one.
    fn code(&self, kind: &FieldKind, code: &str) -> SmolStr {
        let set = kind.codes();
        let name = set.map_or("country", |set| set.name);
        let mut known = self.codes.borrow_mut();
        let labels = known.entry(name).or_default();
        if let Some(label) = labels.get(code) {
            return label.clone();
        }
        let mut out = one_line(&self.lexicon.label(kind, code)).into_owned();
        if let Some(article) = set.and_then(|set| self.lexicon.article(set, code)) {
            let _ = write!(out, " ({article})");
        }
        let label: SmolStr = out.into();
        labels.insert(code.to_owned(), label.clone());
        label
    }

    /// Title and reference of what is pointed to.
    fn short_reference(&self, owner: &dyn Record, id: Id) -> Inline {
        let own = owner.find(id).filter(|_| id != owner.id());
        let Some(record) = own.or_else(|| self.register.get(id)) else {
            return self.gap();
        };
        let reference = match own {
            Some(row) => row.head().reference.clone(),
            None => self.register.name_in(owner.id(), id),
        };
        // What stands in the same card is found there by its reference.
        if self.shares && own.is_some() && !reference.trim().is_empty() {
            return Inline::text(&one_line(&reference));
        }
        Inline::Text(self.titled(record, &reference).into())
    }

    fn titled(&self, record: &dyn Record, reference: &str) -> String {
        let title = self.lexicon.title(self.register, record);
        let mut out = one_line(&title).into_owned();
        if title != reference && !reference.is_empty() {
            let _ = write!(out, " ({})", one_line(reference));
        }
        out
    }

    /// What is pointed to: its title and reference, and what identifies it, so that the document stands alone.
    pub(crate) fn reference(&self, owner: &dyn Record, id: Id) -> Inline {
        let row = self
            .register
            .place(id)
            .is_none_or(|place| place.parent.is_some());
        if row || owner.id() == id {
            return self.short_reference(owner, id);
        }
        if let Some(known) = self.references.borrow().get(&id) {
            return known.clone();
        }
        let Some(record) = self.register.get(id) else {
            return self.gap();
        };
        let mut out = self.titled(record, &record.head().reference);
        let anchor = self.anchors.get(&id);
        // Where it has its card, that says what identifies it.
        if anchor.is_none() || !self.shares {
            self.write_facts(&mut out, record);
        }
        let out = match anchor {
            // Told in many cards: threads that shared it would wait for each other.
            Some(anchor) => Inline::to_record(out.into(), anchor.copied()),
            None => Inline::Text(out.into()),
        };
        self.references.borrow_mut().insert(id, out.clone());
        out
    }

    /// What identifies a record: the contact details of an organisation, the terms of an agreement and its chain.
    fn write_facts(&self, out: &mut String, record: &dyn Record) {
        if matches!(record.kind(), RecordKind::Schedule | RecordKind::Measure) {
            return;
        }
        let title = self.lexicon.title(self.register, record);
        for (index, field) in record.declaration().fields.iter().enumerate() {
            let told = match field.kind {
                FieldKind::Code(_) => field.need == Need::Must,
                FieldKind::Text | FieldKind::Texts | FieldKind::Country => true,
                FieldKind::Date => false,
                _ => continue,
            };
            let value = record.get(index);
            let identifies = if record.kind() == RecordKind::Activity {
                field.need == Need::Must
            } else {
                demanded(field.need) || field.provision.contains("30(1)(a)")
            };
            if value.is_empty() || !identifies {
                continue;
            }
            let words = self
                .lexicon
                .value(self.register, record.id(), &field.kind, &value);
            // An address often ends with the country.
            if words == title || (field.key == "country" && out.ends_with(&words)) {
                continue;
            }
            out.push_str(", ");
            if !told {
                let label = self.lexicon.words.label(record.kind(), field.key);
                let _ = write!(out, "{} ", label.to_lowercase());
            }
            out.push_str(&one_line(&words));
        }
        self.write_chain(out, record);
    }

    /// The processors that the other party of an agreement engages: the chain is known wherever it is used.
    fn write_chain(&self, out: &mut String, record: &dyn Record) {
        let lists = record.declaration().lists.iter().enumerate();
        let chains = lists.filter(|(_, list)| list.kind == RecordKind::SubProcessor);
        let mut names = Vec::new();
        for (list, _) in chains {
            for row in record.rows(list) {
                let mut name = one_line(&self.lexicon.title(self.register, row)).into_owned();
                for (index, field) in row.declaration().fields.iter().enumerate() {
                    let value = row.get(index);
                    if matches!(field.kind, FieldKind::Countries) && !value.is_empty() {
                        let countries = self.value(row, &field.kind, &value, false).plain();
                        let _ = write!(name, " ({})", one_line(&countries));
                    }
                }
                names.push(name);
            }
        }
        if !names.is_empty() {
            let names = names.join(", ");
            let chain = self
                .lexicon
                .words
                .fill("export.sub_processors", &[("names", &names)]);
            let _ = write!(out, "; {chain}");
        }
    }

    /// The last day of keeping of a holding, by its rule and by an extension, and the first day of erasure.
    pub(crate) fn keep_through(
        &self,
        rule: Option<&dyn Record>,
        holding: &dyn Record,
    ) -> Option<String> {
        let rule = rule?.downcast::<Retention>()?;
        let holding = holding.downcast::<Holding>()?;
        // What was disposed of was kept by the rule as it was then.
        let then = self.register.rule_at_disposal(rule, holding);
        let counting = then.as_ref().unwrap_or(rule);
        let standing = HoldingStanding::new(self.register, counting, holding);
        let words = &self.lexicon.words;
        let mut told = kept_in_words(self.lexicon, &standing)?;
        if let Some(extended) = standing.extended() {
            let through = standing.through.ok().map(|through| self.exact(through));
            let mut parts: Vec<String> = through.into_iter().map(String::from).collect();
            parts.push(words.fill("export.extended", &[("day", &self.exact(extended))]));
            told = parts.join(", ");
        }
        let shows_holds = !self.selection.leaves_out(RecordKind::Holding, HOLDS);
        let disposed = standing.disposed_by(self.lexicon.today);
        let as_of = disposed.unwrap_or(self.lexicon.today);
        let waits = disposed.is_none() && standing.holds_on(as_of).next().is_some();
        if waits && shows_holds {
            return Some(words.fill("export.held", &[("day", &told)]));
        }
        let held = standing.held_past(as_of).filter(|_| shows_holds);
        if let Some((lifted, hold)) = held {
            let held = held_in_words(self.lexicon, lifted, &hold);
            told = words.fill("export.keep_through", &[("day", &told), ("act", &held)]);
        }
        let from = if shows_holds {
            standing.due_from(as_of)
        } else {
            standing.erase_from()
        };
        let Some(from) = from else {
            return Some(told);
        };
        let owner = self.register.place(rule.head.id).map(|place| place.owner);
        let ending = Ending::of(self.register, owner, standing.counting.disposition);
        let act = act_in_words(self.lexicon, ending, &standing, &self.exact(from));
        let details = [("day", told.as_str()), ("act", act.as_str())];
        let told = words.fill("export.keep_through", &details);
        // That it is erased where nothing is said is ours to suppose, and not recorded.
        Some(match standing.counting.disposition {
            Some(_) => told,
            None => words.fill("export.end_unsaid", &[("told", &told)]),
        })
    }

    /// Whether a holding is disposed of, as of the day of the document.
    pub(crate) fn is_disposed(&self, holding: &Holding) -> bool {
        disposed_by(holding, self.lexicon.today).is_some()
    }

    /// Whether the profile leaves out a field of a record or row.
    pub(crate) fn withholds(&self, record: &dyn Record, key: &str) -> bool {
        self.selection.withholds(self.register, record, key)
    }

    /// Whether the original wording only repeats what the record says in one of its other fields.
    pub(crate) fn repeats(&self, record: &dyn Record, key: &str) -> bool {
        if key != "as_stated" {
            return false;
        }
        let ValueView::Text(stated) = record.viewed(key) else {
            return false;
        };
        let stated = stated.trim();
        let mut fields = record.declaration().fields.iter().enumerate();
        fields.any(|(at, field)| {
            field.key != key
                && match record.view(at) {
                    ValueView::Empty => false,
                    ValueView::Text(text)
                        if matches!(field.kind, FieldKind::Text | FieldKind::Prose) =>
                    {
                        text.trim() == stated
                    }
                    view => {
                        let value = view.into_value();
                        let said =
                            (self.lexicon).value(self.register, record.id(), &field.kind, &value);
                        said.trim() == stated
                    }
                }
        })
    }

    /// Notes that something is demanded and not recorded: of a record, or of one of its rows.
    pub(crate) fn note_gap(&self, label: SmolStr, row: Option<String>) {
        let letter = self.letter.get();
        let mut gaps = self.gaps.borrow_mut();
        let known = gaps.iter_mut();
        let known = known.filter(|gap| gap.letter == letter && gap.label == label);
        match known.last() {
            Some(gap) => gap.rows.extend(row),
            None => gaps.push(Gap {
                letter,
                label,
                rows: row.into_iter().collect(),
            }),
        }
    }

    /// What was noted, in one line; none where nothing was.
    pub(crate) fn take_gaps(&self) -> Option<ListPoint> {
        let gaps = std::mem::take(&mut *self.gaps.borrow_mut());
        if gaps.is_empty() {
            return None;
        }
        let told = gaps.iter().map(|gap| {
            let letter = gap.letter.map(|letter| format!("({letter}) "));
            let rows = gap.rows.join(", ");
            let rows = if rows.is_empty() {
                rows
            } else {
                format!(" ({rows})")
            };
            format!("{}{}{rows}", letter.unwrap_or_default(), gap.label)
        });
        let told = told.collect::<Vec<_>>().join("; ");
        Some(ListPoint::new(
            Inlines::from(self.gap()).and_text(": ").and_text(told),
        ))
    }

    /// Whether a field that holds nothing is a gap worth a word: it is asked for, and nothing else answers it.
    pub(crate) fn is_gap(&self, owner: &dyn Record, record: &dyn Record, field: &Meta) -> bool {
        let role = owner
            .downcast::<Activity>()
            .and_then(|activity| activity.role);
        demanded(field.need)
            && field.asked.of(role)
            && !matches!(field.kind, FieldKind::Computed)
            && !self.selection.leaves_out(record.kind(), field.key)
            && !is_excused(self.register, record, field.key, field.need)
    }
}

/// Whether a need is more than "where it applies".
pub(crate) fn demanded(need: Need) -> bool {
    matches!(need, Need::Must | Need::Should)
}

/// Whether a field points to measures, which are printed in full.
pub(crate) const fn points_to_measures(kind: &FieldKind) -> bool {
    matches!(kind, FieldKind::Refs(Target::Kind(RecordKind::Measure)))
}
