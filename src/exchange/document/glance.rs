//! The register at a glance: a row for each activity, grouped by organisation and department, before the records.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use super::answered::Phrases;
use super::apart::{of_each, put_table};
use super::block::{Block, BlockRow, BlockTable, Sink};
use super::inline::{Inline, Inlines};
use super::letters::DocumentPart;
use crate::domain::codes::{
    Choice, DataKind, ProcessingState, RecordStatus, RetentionKind, RetentionScope,
};
use crate::domain::contacts::OFFICER;
use crate::domain::counting::Counting;
use crate::domain::field::Record;
use crate::domain::period::Period;
use crate::domain::records::{Activity, Measure, Purpose, Retention, Transfer};
use crate::domain::register::Register;
use crate::domain::value::Id;
use crate::exchange::selection::{Profile, Selection};
use crate::labels::Lexicon;

/// How many letters of one answer a cell shows, and of all of them together; the record itself says them in full.
const SHOWN: usize = 64;
const TOGETHER: usize = 90;

/// What parts several answers in a cell.
const PARTING: &str = "; ";

/// A column: the locale key of its head, and what an activity answers there.
type Column = (&'static str, Answering);

/// What an activity answers, in short.
type Answering = fn(&Phrases<'_>, &Activity) -> String;

/// The columns after the name.
const COLUMNS: [Column; 5] = [
    ("export.glance_purposes", purposes),
    ("export.glance_people", people),
    ("export.glance_recipients", recipients),
    ("export.glance_transfers", transfers),
    ("export.glance_kept", kept),
];

/// The columns of records as processor: for whom, and what is done for them, in the place of purposes and people.
const OF_PROCESSOR: [Column; 4] = [
    ("export.glance_clients", clients),
    ("export.glance_for_clients", for_clients),
    ("export.glance_recipients", recipients),
    ("export.glance_transfers", transfers),
];

/// An activity in a line: its name, and what it answers under each column.
struct GlanceLine {
    name: Inlines,
    cells: Vec<String>,
}

/// An activity in a line for each letter of Art. 30 that it is asked: the provision, and what it answers, in about
/// so many letters; nothing where it does not.
#[must_use]
pub fn by_letters(
    lexicon: &Lexicon,
    register: &Register,
    activity: &Activity,
    room: usize,
) -> Vec<(&'static str, String)> {
    let selection = Selection::default();
    let mut phrases = Phrases::new(lexicon, register, &selection);
    phrases.room = Some(room);
    let letters: &[(&'static str, Answering)] = match DocumentPart::of(activity) {
        DocumentPart::Processor => &[
            ("30(2)(a)", on_behalf_of),
            ("30(2)(b)", for_clients),
            ("30(2)(c)", transfers),
            ("30(2)(d)", measures),
        ],
        DocumentPart::Controller | DocumentPart::Other => &[
            ("30(1)(a)", responsible),
            ("30(1)(b)", purposes),
            ("30(1)(c)", people),
            ("30(1)(d)", recipients),
            ("30(1)(e)", transfers),
            ("30(1)(f)", kept),
            ("30(1)(g)", measures),
        ],
    };
    let answers = letters.iter();
    answers
        .map(|(provision, answer)| (*provision, answer(&phrases, activity)))
        .collect()
}

/// Who answers for the processing, and the officer.
fn responsible(phrases: &Phrases<'_>, activity: &Activity) -> String {
    let Some(ours) = phrases.register.organisation(activity.organisation) else {
        return String::new();
    };
    let mut told = vec![title(phrases, ours)];
    for contact in &ours.contacts {
        if contact.role == Some(OFFICER.role) {
            told.push(title(phrases, contact));
        }
    }
    several(phrases, told, PARTING)
}

/// Who processes, and for whom.
fn on_behalf_of(phrases: &Phrases<'_>, activity: &Activity) -> String {
    let told = [responsible(phrases, activity), clients(phrases, activity)];
    let told: Vec<String> = told.into_iter().filter(|text| !text.is_empty()).collect();
    told.join(" → ")
}

/// The measures of the activity and of its whole organisation.
fn measures(phrases: &Phrases<'_>, activity: &Activity) -> String {
    let own = |id: Id| activity.measures.contains(&id);
    let of_organisation = |measure: &Measure| {
        let ours = activity.organisation;
        ours.is_some_and(|ours| measure.organisations.contains(&ours))
    };
    let listed = phrases.register.measures.iter();
    let listed = listed.filter(|it| own(it.head.id) || of_organisation(it));
    let named = |measure| phrases.lexicon.title_in_force(phrases.register, measure);
    let mut told: Vec<String> = listed.map(|it| short(phrases, &named(it))).collect();
    told.dedup();
    let words = activity.measures_text.as_deref();
    let words = words.filter(|_| !phrases.withholds(activity, "measures_text"));
    told.extend(words.map(|words| short(phrases, words)));
    if told.is_empty() && activity.head.none.contains_key("measures") {
        return phrases.word("answer.none").to_owned();
    }
    several(phrases, told, PARTING)
}

/// What a row of the table stands for.
enum GlanceRow<'g> {
    /// The group of those that follow.
    Group(&'g str),
    /// The activity of a place in the part.
    Activity(usize),
}

/// Puts the table of a part, and before it what is the same in each of its rows.
pub(super) fn put_tables(
    out: &mut dyn Sink,
    phrases: &Phrases<'_>,
    part: DocumentPart,
    activities: &[&Activity],
) {
    let columns: &[Column] = match part {
        DocumentPart::Processor => &OF_PROCESSOR,
        DocumentPart::Controller | DocumentPart::Other => &COLUMNS,
    };
    let lines: Vec<GlanceLine> = of_each(phrases, activities, |phrases, activity| GlanceLine {
        name: named(phrases, activity),
        cells: (columns.iter().map(|(_, of)| of(phrases, activity))).collect(),
    });
    // What is the same in every row is said once.
    let same = |column: usize| {
        activities.len() > 2 && (lines.iter()).all(|it| it.cells[column] == lines[0].cells[column])
    };
    let kept: Vec<usize> = (0..columns.len()).filter(|column| !same(*column)).collect();
    let in_all: Vec<usize> = (0..columns.len()).filter(|column| same(*column)).collect();
    for column in in_all {
        let said = phrases.lexicon.words.fill(
            "export.glance_all",
            &[("what", phrases.word(columns[column].0))],
        );
        let answer = cell(phrases, &lines[0].cells[column]);
        let mut text = Inlines::from(Inline::strong(&said)).and_text(": ");
        text.extend(answer);
        out.put(Block::Paragraph(text));
    }
    let open_points = phrases.open_points.as_ref();
    let mut head: Vec<Inlines> = vec![phrases.word("export.activity").into()];
    head.extend(
        kept.iter()
            .map(|column| phrases.word(columns[*column].0).into()),
    );
    head.extend(open_points.map(|_| phrases.word("export.points").into()));
    let groups = groups(phrases, activities);
    let several = groups.len() > 1;
    let rows = groups.iter().flat_map(|(title, members)| {
        // A row of its own names the group of those that follow.
        let group = several.then_some(GlanceRow::Group(title));
        let members = members.iter().map(|at| GlanceRow::Activity(*at));
        group.into_iter().chain(members)
    });
    let rows: Vec<GlanceRow<'_>> = rows.collect();
    let table = BlockTable {
        head,
        is_overview: true,
        ..BlockTable::default()
    };
    put_table(out, phrases, table, &rows, |phrases, row| match row {
        GlanceRow::Group(title) => BlockRow::Group(Inline::strong(title).into()),
        GlanceRow::Activity(at) => {
            let line = &lines[*at];
            let mut row = vec![line.name.clone()];
            row.extend((kept.iter()).map(|column| cell(phrases, &line.cells[*column])));
            row.extend(open_points.map(|points| {
                let open = points.get(&activities[*at].head.id).copied();
                open.unwrap_or_default().to_string().into()
            }));
            BlockRow::Cells(row)
        }
    });
}

/// The name of an activity, which leads to its record; with a word where it is no longer as it was approved, and where
/// the processing does not go on.
fn named(phrases: &Phrases<'_>, activity: &Activity) -> Inlines {
    let name = phrases.link(activity);
    let (lexicon, words) = (phrases.lexicon, &phrases.lexicon.words);
    let mut told: Vec<String> = Vec::new();
    if let Some(status) = activity.record_status {
        let label = words.code(&RecordStatus::SET, status.code());
        let status = lexicon.cell(phrases.register, activity, "record_status");
        told.extend((status != label).then_some(status));
    }
    if let Some(state) = activity.phase(lexicon.today).state() {
        told.push(words.code(&ProcessingState::SET, state.code()).to_owned());
    }
    if told.is_empty() {
        name
    } else {
        name.and_text(format!(" ({})", told.join("; ")))
    }
}

/// The activities by organisation and department, each group under its name: the organisations in the order of their
/// records, the departments of each in that of the language, those without one last.
fn groups(phrases: &Phrases<'_>, activities: &[&Activity]) -> Vec<(String, Vec<usize>)> {
    let mut groups: Vec<(String, Vec<usize>)> = Vec::new();
    let mut keys: FxHashMap<String, _> = FxHashMap::default();
    let own = phrases.register.organisations.iter();
    let places: FxHashMap<Id, usize> = (own.enumerate())
        .map(|(at, organisation)| (organisation.head.id, at))
        .collect();
    for (at, activity) in activities.iter().enumerate() {
        let organisation = activity
            .organisation
            .and_then(|id| phrases.register.get(id))
            .map(|record| phrases.lexicon.title(phrases.register, record));
        let parts = [organisation, activity.department.clone()];
        let mut title = parts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
        if title.is_empty() {
            phrases.word("answer.not_recorded").clone_into(&mut title);
        }
        if let Some((_, members)) = groups.iter_mut().find(|(known, _)| *known == title) {
            members.push(at);
        } else {
            let place = activity.organisation.and_then(|id| places.get(&id));
            let department = activity.department.as_deref();
            let of_department = department.map(|it| phrases.lexicon.words.sort_key(it));
            let key = (
                place.is_none(),
                place.copied(),
                of_department.is_none(),
                of_department,
            );
            keys.insert(title.clone(), key);
            groups.push((title, vec![at]));
        }
    }
    groups.sort_by(|(left, _), (right, _)| keys.get(left).cmp(&keys.get(right)));
    groups
}

/// A cell: what is answered, cut where it is prose, or that it is not.
fn cell(phrases: &Phrases<'_>, answer: &str) -> Inlines {
    if answer.is_empty() {
        return match phrases.selection.profile {
            // What is left out is no gap.
            Profile::Public => "–".into(),
            Profile::Full | Profile::Authority => phrases.gap().into(),
        };
    }
    answer.into()
}

/// A text on one line, cut after a word where it is long.
fn short(phrases: &Phrases<'_>, text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((end, _)) = line
        .char_indices()
        .nth(phrases.room.map_or(SHOWN, |room| room.max(SHOWN)))
    else {
        // Blanks alone are an answer too.
        return if line.is_empty() {
            text.to_owned()
        } else {
            line
        };
    };
    let end = line[..end].rfind(' ').unwrap_or(end);
    format!("{} …", &line[..end])
}

/// The answers of the rows of a list, each once; why there are none.
fn of_rows(
    phrases: &Phrases<'_>,
    activity: &Activity,
    key: &str,
    of_row: &dyn Fn(&dyn Record) -> String,
) -> String {
    let record: &dyn Record = activity;
    let Some(list) = record.declaration().list(key) else {
        return String::new();
    };
    let mut told: Vec<String> = Vec::new();
    for row in record.rows(list) {
        let answer = of_row(row);
        if !answer.is_empty() && !told.contains(&answer) {
            told.push(answer);
        }
    }
    if told.is_empty() && record.head().none.contains_key(key) {
        return phrases.word("answer.none").to_owned();
    }
    // Where no row is called anything, the cell says so as of any other answer.
    if told == [unnamed(phrases)] {
        return String::new();
    }
    several(phrases, told, PARTING)
}

/// What is said in the place of a name: nobody can look up a bare reference here.
fn unnamed(phrases: &Phrases<'_>) -> String {
    phrases.word("answer.not_recorded").to_lowercase()
}

/// How many letters several answers have together.
fn together(phrases: &Phrases<'_>) -> usize {
    /// What is said of those that are left out.
    const MORE: usize = 6;
    let room = phrases.room.map(|room| room.saturating_sub(MORE));
    room.unwrap_or(TOGETHER)
}

/// As many answers as there is room for, and how many more there are.
fn several(phrases: &Phrases<'_>, told: Vec<String>, parting: &str) -> String {
    let whole = told.join(parting);
    if (phrases.room).is_some_and(|room| whole.chars().count() <= room) {
        return whole;
    }
    as_many_as(phrases, told, parting, together(phrases))
}

/// The same, of so many letters; the first in any case.
fn as_many_as(phrases: &Phrases<'_>, mut told: Vec<String>, parting: &str, room: usize) -> String {
    let mut letters = 0;
    let fits = told.iter().take_while(|answer| {
        letters += answer.chars().count() + parting.len();
        letters <= room
    });
    let shown = fits.count().max(1).min(told.len());
    let more = told.len() - shown;
    told.truncate(shown);
    let mut out = told.join(parting);
    if more > 0 {
        let details = [("n", &*more.to_string())];
        let more = phrases.lexicon.words.fill("export.glance_more", &details);
        out.push_str(parting);
        out.push_str(&more);
    }
    out
}

fn title(phrases: &Phrases<'_>, row: &dyn Record) -> String {
    let title = phrases.lexicon.title(phrases.register, row);
    if title == row.head().reference {
        return unnamed(phrases);
    }
    short(phrases, &title)
}

/// A title with what belongs to it in brackets, where that is recorded.
fn with(phrases: &Phrases<'_>, row: &dyn Record, key: &str) -> String {
    let title = title(phrases, row);
    if (row.value(key)).is_empty() {
        return title;
    }
    let more = phrases.lexicon.cell(phrases.register, row, key);
    if more.is_empty() || more == title {
        title
    } else {
        format!("{title} ({more})")
    }
}

fn purposes(phrases: &Phrases<'_>, activity: &Activity) -> String {
    of_rows(phrases, activity, "purposes", &|row| {
        let Some(purpose) = row.downcast::<Purpose>() else {
            return String::new();
        };
        let text = short(phrases, purpose.text.as_deref().unwrap_or_default());
        // The article alone: what it is called stands in the record.
        let set = &crate::domain::codes::LEGAL_BASIS;
        let bases = purpose.legal_bases.iter().map(|code| {
            let article = phrases.lexicon.article(set, code);
            article.unwrap_or_else(|| phrases.lexicon.code(set, code))
        });
        let bases = bases.collect::<Vec<_>>().join(", ");
        match (text.is_empty(), bases.is_empty()) {
            (_, true) => text,
            (true, _) => bases,
            _ => format!("{text} ({bases})"),
        }
    })
}

/// Whose data, and which of them are special, of offences, or identity numbers.
fn people(phrases: &Phrases<'_>, activity: &Activity) -> String {
    let people = of_rows(phrases, activity, "data_subjects", &|row| {
        title(phrases, row)
    });
    let (mut marks, mut others): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    for data in &activity.data_categories {
        // Offences and identity numbers are no special categories: each has a mark of its own.
        if matches!(data.kind, Some(DataKind::Criminal | DataKind::NationalId)) {
            let told = phrases.lexicon.cell(phrases.register, data, "kind");
            if !others.contains(&told) {
                others.push(told);
            }
        }
        if !data.is_special() && data.kind != Some(DataKind::MayBeSpecial) {
            continue;
        }
        let key = if data.special_kinds.is_empty() {
            "kind"
        } else {
            "special_kinds"
        };
        let told = phrases.lexicon.cell(phrases.register, data, key);
        for mark in told.split(", ") {
            if !mark.is_empty() && !marks.iter().any(|known| known == mark) {
                marks.push(mark.to_owned());
            }
        }
    }
    let marks = several(phrases, marks, ", ");
    let marks = Some(marks).filter(|marks| !marks.is_empty()).map(|marks| {
        let words = &phrases.lexicon.words;
        words.fill("export.glance_special", &[("what", &marks)])
    });
    let people = Some(people).filter(|people| !people.is_empty());
    let told: Vec<String> = people.into_iter().chain(marks).chain(others).collect();
    told.join(". ")
}

fn recipients(phrases: &Phrases<'_>, activity: &Activity) -> String {
    of_rows(phrases, activity, "recipients", &|row| {
        let called = with(phrases, row, "role");
        short(phrases, &phrases.lexicon.with_reserve(called, row))
    })
}

fn clients(phrases: &Phrases<'_>, activity: &Activity) -> String {
    of_rows(phrases, activity, "clients", &|row| title(phrases, row))
}

fn for_clients(phrases: &Phrases<'_>, activity: &Activity) -> String {
    of_rows(phrases, activity, "clients", &|row| {
        short(
            phrases,
            &row.text("processing_categories").unwrap_or_default(),
        )
    })
}

fn transfers(phrases: &Phrases<'_>, activity: &Activity) -> String {
    let (lexicon, register) = (phrases.lexicon, phrases.register);
    let told = of_rows(phrases, activity, "transfers", &|row| {
        let title = title(phrases, row);
        match row.downcast::<Transfer>() {
            Some(transfer) if !lexicon.leaves_eea(register, transfer) => String::new(),
            Some(transfer) => format!("{title} ({})", lexicon.transfer_grounds(transfer)),
            None => title,
        }
    });
    // What is said not to take place, or to stay inside, is an answer too.
    if told.is_empty() && !activity.transfers.is_empty() {
        return phrases.word("answer.none").to_owned();
    }
    told
}

/// Whether a rule is about the data themselves.
fn is_of_data(rule: &Retention) -> bool {
    matches!(rule.scope, None | Some(RetentionScope::Data))
}

/// The rules that are applied; those that are only planned where there are no others.
fn applied(activity: &Activity) -> Vec<&Retention> {
    let rules = activity.retention.iter();
    let (planned, applied): (Vec<_>, Vec<_>) = rules.partition(|it| it.planned == Some(true));
    if applied.is_empty() { planned } else { applied }
}

/// How long a rule keeps, and that it is only planned.
fn limit_of(phrases: &Phrases<'_>, rule: &Retention) -> String {
    let limit = phrases.lexicon.time_limit(phrases.register, rule);
    with_plan(phrases, limit, rule)
}

/// What is said of a rule, and that it is only planned.
fn with_plan(phrases: &Phrases<'_>, said: String, rule: &Retention) -> String {
    if said.is_empty() || rule.planned != Some(true) {
        return said;
    }
    let words = &phrases.lexicon.words;
    let planned = words.code(&ProcessingState::SET, ProcessingState::Planned.code());
    format!("{said} ({})", planned.to_lowercase())
}

/// How long a rule keeps together with those that it follows, and whether that is only the least.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct KeptInAll {
    days: u64,
    is_least: bool,
    period: Period,
}

impl KeptInAll {
    /// That of a rule of an activity; none where not all of it is a figure.
    fn of(register: &Register, activity: &Activity, rule: &Retention) -> Option<Self> {
        let alone = |rule: &Retention| {
            let counting = Counting {
                follows: None,
                ..register.counting(rule)
            };
            let most = counting.ceiling().map(|period| (period, false));
            most.or_else(|| Some((counting.limit().ok()?, true)))
        };
        let (mut period, mut is_least) = alone(rule)?;
        let mut before = rule.follows;
        // Rules that follow each other in a circle have no first one.
        for _ in &activity.retention {
            let Some(id) = before else { break };
            let rule = activity.retention.iter().find(|it| it.head.id == id)?;
            let (longer, least) = alone(rule)?;
            period = longer.plus(period)?;
            is_least |= least;
            before = rule.follows;
        }
        before.is_none().then_some(Self {
            days: period.rough_days(),
            is_least,
            period,
        })
    }

    /// It in words: what a rule says itself, or all of those together that it follows.
    fn say(self, phrases: &Phrases<'_>, rule: &Retention) -> String {
        if rule.follows.is_none() {
            return limit_of(phrases, rule);
        }
        let words = &phrases.lexicon.words;
        let said = words.period(&self.period);
        let said = if self.is_least {
            words.fill("time_limit.at_least", &[("period", &said)])
        } else {
            said
        };
        with_plan(phrases, said, rule)
    }
}

/// The longest that anything is kept, and what else decides where not all of it has a ceiling in figures.
fn kept(phrases: &Phrases<'_>, activity: &Activity) -> String {
    let rules = applied(activity);
    let register = phrases.register;
    let is_kind = |rule: &&Retention, kind| register.counting(rule).kind == Some(kind);
    let mut each = rules.iter().copied();
    if let Some(rule) = each.find(|it| is_kind(it, RetentionKind::Permanent)) {
        return short(phrases, &limit_of(phrases, rule));
    }
    let reach = |rule: &Retention| KeptInAll::of(register, activity, rule);
    let figures = rules.iter().filter_map(|rule| Some((reach(rule)?, *rule)));
    let ceilings = figures.filter(|(reach, _)| !reach.is_least);
    let longest = ceilings.max_by_key(|(reach, _)| *reach);
    // Of logs, backups and cookies a figure counts; what else decides over them is in the record.
    let has_data = rules.iter().any(|rule| is_of_data(rule));
    let stored = |rule: &&Retention| {
        !is_kind(rule, RetentionKind::NotStored) && (is_of_data(rule) || !has_data)
    };
    let is_open = |rule: &&Retention| reach(rule).is_none_or(|reach| reach.is_least);
    let open = rules.iter().copied().filter(is_open).filter(stored);
    let mut open: Vec<&Retention> = open.collect();
    // The greatest figure comes first: beside a ceiling it alone is told.
    open.sort_by_key(|rule| Reverse(reach(rule)));
    let open = open.into_iter().map(|rule| (rule, reach(rule)));
    let open = told_of_open(phrases, open, longest.is_some());
    match (
        longest.map(|(reach, rule)| reach.say(phrases, rule)),
        open.is_empty(),
    ) {
        (Some(longest), true) => short(phrases, &longest),
        (Some(longest), false) => {
            let told = [("longest", &*short(phrases, &longest)), ("open", &*open)];
            phrases.lexicon.words.fill("export.glance_otherwise", &told)
        }
        (None, false) => open,
        (None, true) => of_rows(phrases, activity, "retention", &|row| {
            short(phrases, &phrases.lexicon.time_limit(phrases.register, row))
        }),
    }
}

/// What the rules say that give no ceiling in figures, each once; beside a figure the first of them.
fn told_of_open<'a>(
    phrases: &Phrases<'_>,
    rules: impl Iterator<Item = (&'a Retention, Option<KeptInAll>)>,
    beside_figure: bool,
) -> String {
    let mut open: Vec<String> = Vec::new();
    for (rule, reach) in rules {
        let limit = reach.map_or_else(|| limit_of(phrases, rule), |it| it.say(phrases, rule));
        let mut told = short(phrases, &limit);
        if told.is_empty() {
            told = phrases.word("answer.not_recorded").to_lowercase();
        } else if beside_figure && phrases.register.counting(rule).period.is_none() {
            // Beside a figure it is enough that something else decides.
            phrases
                .word("export.glance_criterion")
                .clone_into(&mut told);
        }
        if !open.contains(&told) {
            open.push(told);
        }
    }
    let room = if beside_figure { 0 } else { together(phrases) };
    as_many_as(phrases, open, PARTING, room)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::language::Language;
    use crate::domain::records::DataCategory;
    use crate::due::tests::{date, lexicon, period, put, register, text};

    /// What an activity answers under a letter.
    fn told(register: &Register, provision: &str) -> String {
        let lexicon = lexicon(Language::ENGLISH, "2026-11-21");
        let answers = by_letters(&lexicon, register, &register.activities[0], 200);
        let mut answers = answers.into_iter();
        let found = answers.find(|(letter, _)| *letter == provision);
        found.unwrap().1
    }

    fn rule(kind: RetentionKind, figure: &str) -> Retention {
        Retention {
            kind: Some(kind),
            period: (!figure.is_empty()).then(|| period(figure).unwrap()),
            criterion: text("Until it is settled").filter(|_| figure.is_empty()),
            ..Retention::default()
        }
    }

    fn kept_by(rules: Vec<Retention>) -> Register {
        register(Activity {
            retention: rules,
            ..Activity::default()
        })
    }

    #[test]
    fn the_longest_is_that_of_rules_that_follow_each_other_together() {
        use RetentionKind::{AtLeast, Fixed};
        let chain = |last| {
            let mut register = kept_by(vec![rule(Fixed, "P1Y"), rule(last, "P10Y")]);
            let first = register.activities[0].retention[0].head.id;
            register.activities[0].retention[1].follows = Some(first);
            register
        };
        assert_eq!(told(&chain(Fixed), "30(1)(f)"), "11 years");
        assert_eq!(
            told(&chain(AtLeast), "30(1)(f)"),
            "1 year; or at least 11 years"
        );
        // In a circle none is the first.
        let mut circle = chain(Fixed);
        let last = circle.activities[0].retention[1].head.id;
        circle.activities[0].retention[0].follows = Some(last);
        assert!(!told(&circle, "30(1)(f)").contains("11 years"));
    }

    #[test]
    fn the_greatest_figure_is_told_where_it_is_only_a_least_too() {
        use RetentionKind::{AtLeast, Criterion, Fixed};
        let kept = |rules| told(&kept_by(rules), "30(1)(f)");
        let (two, open) = (rule(Fixed, "P2Y"), rule(Criterion, ""));
        let least = rule(AtLeast, "P30Y");
        assert_eq!(
            kept(vec![two.clone(), open.clone(), least]),
            "2 years; or at least 30 years; 1 more"
        );
        let shorter = rule(AtLeast, "P1Y");
        assert_eq!(
            kept(vec![two.clone(), shorter]),
            "2 years; or at least 1 year"
        );
        assert_eq!(kept(vec![two.clone(), open]), "2 years; or criterion");
        assert_eq!(kept(vec![two, rule(Fixed, "P3M")]), "2 years");
    }

    #[test]
    fn special_categories_are_told_whatever_the_kind_says() {
        let of = |kind, kinds: &[&str]| {
            let register = register(Activity {
                data_categories: vec![DataCategory {
                    kind,
                    special_kinds: kinds.iter().map(|it| (*it).to_owned()).collect(),
                    ..DataCategory::default()
                }],
                ..Activity::default()
            });
            told(&register, "30(1)(c)").to_lowercase()
        };
        for kind in [None, Some(DataKind::Ordinary), Some(DataKind::Special)] {
            assert!(of(kind, &["health"]).contains("health"), "{kind:?}");
        }
        assert!(!of(Some(DataKind::Ordinary), &[]).contains("special"));
    }

    #[test]
    fn measures_are_told_as_planned_where_they_are_and_in_words_too() {
        let mut register = Register::empty();
        let mut named = |name: &str, planned, on: &str| {
            let mut measure = Measure {
                name: text(name),
                planned,
                implemented_on: (!on.is_empty()).then(|| date(on).unwrap()),
                ..Measure::default()
            };
            put(&mut register, &mut measure);
            measure.head.id
        };
        let measures = vec![
            named("Badges", Some(true), ""),
            named("Logging", None, "2031"),
            named("Backups", None, "2020"),
        ];
        let mut activity = Activity {
            measures,
            measures_text: text("Encrypted"),
            ..Activity::default()
        };
        put(&mut register, &mut activity);
        assert_eq!(
            told(&register, "30(1)(g)"),
            "Badges (planned); Logging (planned); Backups; Encrypted"
        );
    }
}
