//! A believable made-up register to look around in, of any size: a municipality, its boards and its company.
//!
//! Everything follows from the seed. The hand-written part is data in `assets/sample/`; nobody in it exists,
//! registration numbers have a wrong check digit, telephone numbers are of the range that the Swedish regulator
//! keeps for fiction, and addresses end in `.example`. It is written for the day [`written_on`] gives: what is
//! due or overdue then is there on purpose, and what is wrong in it stands in [`DELIBERATE_FAULTS`].

mod day;
mod random;
mod source;
#[cfg(test)]
mod tests;
mod variation;

use std::collections::{HashMap, HashSet};

use chrono::{Datelike, Days, NaiveDateTime, NaiveTime, Weekday};

use crate::domain::change::Edit;
use crate::domain::codes::RecordStatus;
use crate::domain::field::{Head, Record};
use crate::domain::kind::RecordKind;
use crate::domain::language::Language;
use crate::domain::period::Period;
use crate::domain::problem::Problem;
use crate::domain::records::{Activity, RegisterData, Schedule};
use crate::domain::register::Register;
use crate::domain::value::{Id, Value};
use day::day;
use random::Random;
use source::{SampleRecord, SampleSource};
use variation::Variation;

pub use day::written_on;

/// How many activities are written by hand: the size of a sample when none is asked for.
///
/// A larger one has as many more that are made after them.
pub const WRITTEN_ACTIVITIES: usize = 24;

/// In how many change sets the activities come.
const BATCHES: usize = 6;

/// A made-up register, as the change sets that write it.
#[derive(Clone, Debug)]
pub struct SampleRegister {
    /// The register's id, from the seed.
    pub id: String,
    /// Who wrote it: a role, no person.
    pub author: String,
    /// What to write, oldest first. The first holds the register's own data and our organisations.
    pub change_sets: Vec<SampleChangeSet>,
}

/// One change set of a sample.
#[derive(Clone, Debug)]
pub struct SampleChangeSet {
    /// When it was made, RFC 3339 with Swedish time's offset.
    pub at: String,
    /// What was done.
    pub label: String,
    /// Its salt, from the seed.
    pub salt: String,
    /// Its edits.
    ///
    /// New records have their lasting numbers and references already ([`Register::settle`] leaves them as they are),
    /// and refer to nothing that comes in a later change set.
    pub edits: Vec<Edit>,
}

/// Something that is wrong in the sample on purpose, for the findings to find.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DeliberateFault {
    /// The record or row, as it is written outside any record.
    pub reference: &'static str,
    /// The rules that it breaks, all of them.
    pub rules: &'static [&'static str],
    /// What is wrong.
    pub what: &'static str,
}

/// What is wrong in the sample on the day that it is written for.
///
/// All of it is in the hand-written activities; the others are made after activities that have no fault.
pub const DELIBERATE_FAULTS: &[DeliberateFault] = &[
    DeliberateFault {
        reference: "A10/P2",
        rules: &["R21"],
        what: "a purpose without legal basis",
    },
    DeliberateFault {
        reference: "A11/C1",
        rules: &["R39"],
        what: "a processor without agreement",
    },
    DeliberateFault {
        reference: "A11/D3",
        rules: &["R25"],
        what: "a municipal board claims Art. 9(2)(d), which is for not-for-profit bodies; waived by W2",
    },
    DeliberateFault {
        reference: "A12/T1",
        rules: &["R33"],
        what: "a transfer rests on the annulled Privacy Shield",
    },
    DeliberateFault {
        reference: "A14/R3",
        rules: &["R11"],
        what: "a vague retention: as long as necessary",
    },
    DeliberateFault {
        reference: "A15",
        rules: &["R42"],
        what: "a review that is overdue",
    },
    DeliberateFault {
        reference: "A16/R1/H1",
        rules: &["R43"],
        what: "a holding that is overdue",
    },
    DeliberateFault {
        reference: "A7/R1/H2",
        rules: &["R43"],
        what: "a holding that falls due within 90 days (information)",
    },
    DeliberateFault {
        reference: "A21/R3",
        rules: &["R54"],
        what: "a least period without an end; waived by W1",
    },
];

/// The sequence that salts are drawn from: none that an activity has.
const SALTS: u64 = u64::MAX;

/// A made-up register of so many activities; the same seed gives the same bytes, whatever the machine.
///
/// # Errors
/// `locale_broken` with file and reason, where the shipped data cannot be read: a test keeps that from happening.
pub fn register(
    seed: u64,
    activities: usize,
    language: Language,
) -> Result<SampleRegister, Problem> {
    let mut random = Random::new(seed);
    let bits = (u128::from(random.number()) << 64) | u128::from(random.number());
    let id = uuid::Builder::from_random_bytes(bits.to_be_bytes())
        .into_uuid()
        .to_string();
    let source = SampleSource::read(language, &mut random)?;
    let about = RegisterData {
        head: Head {
            id: Id(1),
            ..Head::default()
        },
        id: Some(id.clone()),
        title: Some(source.text("register", "title")),
        language: Some(source.language().code().to_owned()),
        default_review_interval: Some(Period::of(1, 0, 0)),
        notes: Some(source.text("register", "notes")),
        ..RegisterData::default()
    };
    let mut next = 2;
    let drafts = source.records(activities, &mut next)?;
    let further = further(&drafts, &source, seed, activities, &mut next);
    let stages = stages(Box::new(about), drafts, further, activities);
    let mut instants = Instants::new(random);
    let mut salts = Random::of(seed, SALTS);
    let change_sets = stages.into_iter().map(|(label, edits)| SampleChangeSet {
        at: instants.next_instant(),
        label: source.text("change_sets", label),
        salt: format!("{:016x}{:016x}", salts.number(), salts.number()),
        edits,
    });
    Ok(SampleRegister {
        id,
        author: source.text("register", "author"),
        change_sets: change_sets.collect(),
    })
}

impl SampleRegister {
    /// The same with an identity of its own: two registers that somebody made to look around in are two.
    #[must_use]
    pub fn with_identity(mut self, id: &str) -> Self {
        id.clone_into(&mut self.id);
        for edit in self.change_sets.iter_mut().flat_map(|set| &mut set.edits) {
            for record in edit.before.iter_mut().chain(&mut edit.after) {
                if record.kind() == RecordKind::RegisterData {
                    record.record_value("id", Value::Text(id.to_owned()));
                }
            }
        }
        self
    }

    /// The register after all change sets, without a mark.
    #[must_use]
    pub fn register(&self) -> Register {
        let mut last: HashMap<Id, &dyn Record> = HashMap::new();
        let mut order = Vec::new();
        for edit in self.change_sets.iter().flat_map(|set| &set.edits) {
            match (&edit.before, &edit.after) {
                (before, Some(after)) => {
                    if before.is_none() {
                        order.push(after.id());
                    }
                    last.insert(after.id(), &**after);
                }
                (Some(before), None) => {
                    last.remove(&before.id());
                }
                (None, None) => {}
            }
        }
        let mut register = Register::empty();
        for record in order.iter().filter_map(|id| last.get(id)) {
            register.push(record.boxed());
        }
        register.reindex();
        register
    }
}

/// The activities beyond the hand-written ones.
fn further(
    drafts: &[SampleRecord],
    source: &SampleSource,
    seed: u64,
    activities: usize,
    next: &mut u32,
) -> Vec<Activity> {
    let templates = drafts
        .iter()
        .filter(|draft| draft.template)
        .filter_map(|draft| draft.record.downcast::<Activity>())
        .collect();
    let schedules = drafts
        .iter()
        .filter_map(|draft| draft.record.downcast::<Schedule>())
        .map(|schedule| (schedule.head.id, schedule))
        .collect();
    let variation = Variation::new(seed, source, templates, schedules);
    let prefix = RecordKind::Activity.prefix();
    (WRITTEN_ACTIVITIES..activities)
        .filter_map(|at| {
            let reference = format!("{prefix}{}", at + 1);
            variation.activity(at - WRITTEN_ACTIVITIES, reference, next)
        })
        .collect()
}

/// What is written when: the label's key, and the edits.
type Stages = Vec<(&'static str, Vec<Edit>)>;

/// Puts the records into change sets: each is created without what refers to later ones, and completed when
/// those are there; the first review of some activities comes at the end.
fn stages(
    about: Box<dyn Record>,
    drafts: Vec<SampleRecord>,
    further: Vec<Activity>,
    activities: usize,
) -> Stages {
    let mut stages: Stages = vec![("foundation", vec![Edit::create(about)])];
    stages.push(("organisations", Vec::new()));
    stages.push(("security", Vec::new()));
    stages.push(("agreements", Vec::new()));
    let first_batch = stages.len();
    let per_batch = activities.div_ceil(BATCHES).max(1);
    let batches = activities.div_ceil(per_batch);
    stages.extend((0..batches).map(|_| ("activities", Vec::new())));
    let mut withdrawn = Vec::new();
    let mut placed: Vec<(usize, Box<dyn Record>)> = Vec::new();
    let (mut seen, mut waivers) = (0, Vec::new());
    for draft in drafts {
        let record = draft.record;
        if draft.withdrawn {
            withdrawn.push(Edit::remove(record.boxed()));
        }
        let stage = match record.kind() {
            RecordKind::Organisation if record.value("ours") == Value::Flag(true) => 0,
            RecordKind::Organisation => 1,
            RecordKind::Measure | RecordKind::Schedule => 2,
            RecordKind::Agreement => 3,
            RecordKind::Waiver => {
                waivers.push(Edit::create(record));
                continue;
            }
            _ => {
                seen += 1;
                first_batch + (seen - 1) / per_batch
            }
        };
        placed.push((stage, record));
    }
    placed.sort_by_key(|(stage, _)| *stage);
    let mut known: HashSet<Id> = HashSet::new();
    let (mut links, mut reviews) = (Vec::new(), Vec::new());
    let mut placed = placed.into_iter().peekable();
    while let Some(stage) = placed.peek().map(|(stage, _)| *stage) {
        let mut here = Vec::new();
        while let Some((_, record)) = placed.next_if(|(next, _)| *next == stage) {
            record.walk(None, &mut |row, _| {
                known.insert(row.id());
            });
            here.push(record);
        }
        for record in here {
            let reviewed = record;
            let linked = before_review(&*reviewed);
            let before = linked.as_ref().unwrap_or(&reviewed);
            let created = without_unknown(&**before, &known);
            if let Some(created) = &created {
                links.push(Edit {
                    before: Some(created.clone()),
                    after: Some(before.clone()),
                });
            }
            let first = created.unwrap_or_else(|| before.clone());
            stages[stage].1.push(Edit::create(first));
            if let Some(linked) = linked {
                reviews.push(Edit {
                    before: Some(linked),
                    after: Some(reviewed),
                });
            }
        }
    }
    // These refer to nothing but records of the first stages and their own rows.
    for (at, activity) in further.into_iter().enumerate() {
        let stage = first_batch + (WRITTEN_ACTIVITIES + at) / per_batch;
        stages[stage].1.push(Edit::create(Box::new(activity)));
    }
    let later = [
        ("links", links),
        ("withdrawal", withdrawn),
        ("review", reviews),
        ("waivers", waivers),
    ];
    stages.extend(later.into_iter().filter(|(_, edits)| !edits.is_empty()));
    stages
}

/// Every fourth hand-written activity as it was before its review and approval, if it was approved.
fn before_review(record: &dyn Record) -> Option<Box<dyn Record>> {
    let activity = record.downcast::<Activity>()?;
    let number: usize = activity.head.reference.get(1..)?.parse().ok()?;
    let chosen = number <= WRITTEN_ACTIVITIES
        && number % 4 == 1
        && activity.record_status == Some(RecordStatus::Approved);
    chosen.then(|| {
        Box::new(Activity {
            record_status: Some(RecordStatus::InReview),
            approved_by: None,
            approved_on: None,
            last_reviewed_on: None,
            next_review_on: None,
            ..activity.clone()
        }) as Box<dyn Record>
    })
}

/// The record without references to what is not known yet; `None` where there are none.
fn without_unknown(record: &dyn Record, known: &HashSet<Id>) -> Option<Box<dyn Record>> {
    let mut missing = HashSet::new();
    record.walk(None, &mut |row, _| {
        for (field, meta) in row.declaration().fields.iter().enumerate() {
            if meta.kind.target().is_some() {
                let value = row.get(field);
                missing.extend(value.refs().iter().filter(|id| !known.contains(id)));
            }
        }
    });
    if missing.is_empty() {
        return None;
    }
    let mut stripped = record.boxed();
    stripped.walk_mut(&mut |row| {
        for (field, meta) in row.declaration().fields.iter().enumerate() {
            if meta.kind.target().is_some() {
                let value = missing
                    .iter()
                    .fold(row.get(field), |value, id| value.without_ref(*id));
                row.put(field, value);
            }
        }
    });
    Some(stripped)
}

/// The instants of the change sets: in working hours of Swedish weekdays, each later than the one before.
struct Instants {
    random: Random,
    month: u32,
}

impl Instants {
    /// The month of the foundation, October 2025, counted from January of the year 0.
    const FIRST: u32 = 2025 * 12 + 9;

    fn new(random: Random) -> Self {
        Self {
            random,
            month: Self::FIRST,
        }
    }

    /// The next instant, a month after the one before.
    ///
    /// Days stay clear of the changes of the clock at the ends of March and October, so that the offset follows from
    /// the month.
    fn next_instant(&mut self) -> String {
        let (year, month) = (self.month / 12, self.month % 12 + 1);
        self.month += 1;
        let date = day(i32::try_from(year).unwrap_or(0), month, 4)
            + Days::new(u64::from(self.random.below(12)));
        let date = match date.weekday() {
            Weekday::Sat => date + Days::new(2),
            Weekday::Sun => date + Days::new(1),
            _ => date,
        };
        let hour = 8 + self.random.below(8);
        let time = NaiveTime::from_hms_opt(hour, self.random.below(60), self.random.below(60));
        let at = NaiveDateTime::new(date, time.unwrap_or_default());
        let offset = if (4..=10).contains(&date.month()) {
            "+02:00"
        } else {
            "+01:00"
        };
        format!("{}{offset}", at.format("%Y-%m-%dT%H:%M:%S"))
    }
}
