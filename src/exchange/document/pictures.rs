//! The register in pictures: where the data go, what is due in the coming year, and how long what is kept. Each is a list
//! of bars with their numbers as text, from the same data as the tables.

use chrono::{Datelike, Months, NaiveDate};

use super::answered::Phrases;
use super::block::{Block, ChartBar, Picture};
use crate::domain::codes::{Choice, RecipientRole, RetentionKind};
use crate::domain::date::PartialDate;
use crate::domain::period::Period;
use crate::domain::records::{Activity, Transfer};
use crate::due::{Leads, agenda};
use crate::exchange::selection::Profile;

/// The whole length of a bar.
const WHOLE: u64 = ChartBar::WHOLE as u64;

/// The section's pictures; those that would show nothing are left out.
pub(super) fn blocks(phrases: &Phrases<'_>) -> Vec<Block> {
    let mut pictures = vec![places(phrases), kept(phrases)];
    // What is to be done inside is nobody's business outside.
    if phrases.selection.profile != Profile::Public {
        pictures.insert(1, coming(phrases));
    }
    let said = |picture: &Picture| picture.bars.iter().any(|bar| bar.to > 0);
    pictures
        .into_iter()
        .filter(said)
        .map(Block::Picture)
        .collect()
}

/// What is counted under a name, and whether it rests on nothing.
struct Counted {
    name: String,
    open: bool,
    n: u64,
}

fn count(list: &mut Vec<Counted>, name: String, open: bool) {
    match list
        .iter_mut()
        .find(|known| known.name == name && known.open == open)
    {
        Some(known) => known.n += 1,
        None => list.push(Counted { name, open, n: 1 }),
    }
}

/// A length in proportion to the longest.
fn length(n: u64, longest: u64) -> u32 {
    let length = (n * WHOLE).checked_div(longest).unwrap_or(0);
    u32::try_from(length).unwrap_or(ChartBar::WHOLE)
}

/// Bars of what was counted, the most first.
fn put_bars(out: &mut Vec<ChartBar>, mut counted: Vec<Counted>) {
    counted.sort_by(|left, right| {
        right
            .n
            .cmp(&left.n)
            .then_with(|| left.name.cmp(&right.name))
    });
    let longest = counted.iter().map(|it| it.n).max().unwrap_or(0);
    out.extend(counted.into_iter().map(|it| ChartBar {
        label: it.name,
        said: it.n.to_string(),
        from: 0,
        to: length(it.n, longest),
        stands_out: it.open,
    }));
}

/// From our organisations to recipients by role, and to countries by ground.
fn places(phrases: &Phrases<'_>) -> Picture {
    let (register, lexicon) = (phrases.register, phrases.lexicon);
    let mut bars = Vec::new();
    let (mut ours, mut roles, mut countries) = (Vec::new(), Vec::new(), Vec::new());
    for activity in &register.activities {
        let owner = register.organisation(activity.organisation);
        let owner = owner.map(|owner| lexicon.title(register, owner));
        let unknown = owner.is_none();
        count(
            &mut ours,
            owner.unwrap_or_else(|| phrases.word("answer.not_recorded").to_owned()),
            unknown,
        );
        for recipient in &activity.recipients {
            let role = recipient
                .role
                .map(|role| lexicon.words.code(&RecipientRole::SET, role.code()));
            let name = role.unwrap_or_else(|| phrases.word("answer.not_recorded"));
            count(&mut roles, name.to_owned(), recipient.role.is_none());
        }
        let transfers = activity.transfers.iter();
        for transfer in transfers.filter(|it| lexicon.leaves_eea(register, it)) {
            let name = goes_to(phrases, activity, transfer);
            count(&mut countries, name, transfer.mechanisms.is_empty());
        }
    }
    for (key, counted) in [
        ("export.picture_ours", ours),
        ("export.picture_recipients", roles),
        ("export.picture_countries", countries),
    ] {
        if !counted.is_empty() {
            bars.push(ChartBar::head(phrases.word(key)));
            put_bars(&mut bars, counted);
        }
    }
    Picture {
        title: phrases.word("export.picture_places").to_owned(),
        bars,
    }
}

/// Where a transfer goes, with the ground that it rests on.
fn goes_to(phrases: &Phrases<'_>, activity: &Activity, transfer: &Transfer) -> String {
    let lexicon = phrases.lexicon;
    let place = match (&transfer.country, &transfer.international_organisation) {
        (Some(code), _) => lexicon.country(code),
        (None, Some(name)) => name.clone(),
        (None, None) => format!("{}/{}", activity.head.reference, transfer.head.reference),
    };
    let grounds = lexicon.transfer_grounds(transfer);
    format!("{place} ({grounds})")
}

/// What is due in the twelve months from the day, month by month.
fn coming(phrases: &Phrases<'_>) -> Picture {
    let day = phrases.day;
    let items = agenda(
        phrases.register,
        &phrases.lexicon.law,
        day,
        &Leads::default(),
    );
    let first = NaiveDate::from_ymd_opt(day.year(), day.month(), 1).unwrap_or(day);
    let month = |date: NaiveDate| (date.year(), date.month());
    let months: Vec<(i32, u32)> = (0..12)
        .filter_map(|after| Some(month(first.checked_add_months(Months::new(after))?)))
        .collect();
    let due = |at: (i32, u32)| {
        let here = items
            .iter()
            .filter(|item| item.date >= day && month(item.date) == at);
        here.count() as u64
    };
    let counted: Vec<u64> = months.iter().map(|at| due(*at)).collect();
    let longest = counted.iter().copied().max().unwrap_or(0);
    let words = &phrases.lexicon.words;
    let mut bars: Vec<ChartBar> = months
        .iter()
        .zip(counted)
        .map(|((year, month), n)| ChartBar {
            label: words.date(PartialDate::Month(*year, *month)),
            said: n.to_string(),
            from: 0,
            to: length(n, longest),
            stands_out: false,
        })
        .collect();
    let late = items.iter().filter(|item| item.is_overdue()).count() as u64;
    if late > 0 && phrases.selection.shows_open_points() {
        bars.insert(
            0,
            ChartBar {
                label: phrases.word("export.picture_overdue").to_owned(),
                said: late.to_string(),
                from: 0,
                to: length(late.min(longest.max(1)), longest.max(1)),
                stands_out: true,
            },
        );
    }
    Picture {
        title: phrases.word("export.picture_coming").to_owned(),
        bars,
    }
}

/// How a period bounds what is kept, in the order in which they stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Lasting {
    AsSaid,
    AtLeast,
    ForGood,
}

/// How long what is kept: one line for each period, from its floor to its ceiling.
fn kept(phrases: &Phrases<'_>) -> Picture {
    let words = &phrases.lexicon.words;
    let mut spans: Vec<(Option<Period>, Option<Period>, Lasting, u64)> = Vec::new();
    for rule in phrases
        .register
        .activities
        .iter()
        .flat_map(|activity| &activity.retention)
    {
        let counting = phrases.register.counting(rule);
        let lasts = match counting.kind {
            Some(RetentionKind::Permanent) => Lasting::ForGood,
            Some(RetentionKind::AtLeast) if counting.period_max.is_none() => Lasting::AtLeast,
            _ => Lasting::AsSaid,
        };
        let at = spans.iter_mut().find(|(floor, ceiling, known, _)| {
            *floor == counting.period && *ceiling == counting.period_max && *known == lasts
        });
        match at {
            Some((.., n)) => *n += 1,
            None => spans.push((counting.period, counting.period_max, lasts, 1)),
        }
    }
    let days = |period: &Option<Period>| period.map_or(0, Period::rough_days);
    spans.sort_by_key(|(floor, ceiling, lasts, _)| {
        let good = *lasts == Lasting::ForGood;
        let unknown = floor.is_none() && ceiling.is_none() && !good;
        (unknown, *lasts, days(ceiling).max(days(floor)), days(floor))
    });
    // Days and centuries stand in one picture: the length is the root of the time.
    let root = |days: u64| days.saturating_mul(1_000).isqrt();
    let longest = spans
        .iter()
        .map(|(floor, ceiling, ..)| days(floor).max(days(ceiling)));
    let longest = root(longest.max().unwrap_or(0)).max(1);
    let bars = spans.iter().map(|(floor, ceiling, lasts, n)| {
        let good = *lasts == Lasting::ForGood;
        let said = |period: &Option<Period>| period.as_ref().map(|period| words.period(period));
        let label = match (said(floor), said(ceiling)) {
            (Some(floor), Some(ceiling)) if floor != ceiling => format!("{floor} – {ceiling}"),
            (Some(floor), None) if *lasts == Lasting::AtLeast => {
                words.fill("time_limit.at_least", &[("period", &floor)])
            }
            (Some(one), _) | (None, Some(one)) => one,
            (None, None) if good => words
                .code(&RetentionKind::SET, RetentionKind::Permanent.code())
                .to_owned(),
            (None, None) => words.get("export.picture_no_figure").to_owned(),
        };
        let (start, end) = (days(floor), days(floor).max(days(ceiling)));
        let (from, to) = match (ceiling.is_some() && end > start, good) {
            (_, true) => (0, ChartBar::WHOLE),
            // A floor alone is open to the right.
            _ if *lasts == Lasting::AtLeast && start > 0 => (
                length(root(start), longest).min(ChartBar::WHOLE / 20 * 19),
                ChartBar::WHOLE,
            ),
            (true, false) => (length(root(start), longest), length(root(end), longest)),
            (false, false) => (0, length(root(end), longest)),
        };
        ChartBar {
            label,
            said: n.to_string(),
            from,
            to,
            stands_out: floor.is_none() && ceiling.is_none() && !good,
        }
    });
    Picture {
        bars: bars.collect(),
        title: phrases.word("export.picture_kept").to_owned(),
    }
}
