//! How days are counted: the vectors of the law data, properties over random dates, and rules that give no day.

use chrono::{Datelike, Days, NaiveDate};
use proptest::prelude::*;

use super::*;
use crate::domain::codes::{Direction, EndsWhen, LawSets};
use crate::domain::counting::Uncounted;
use crate::domain::date::{end_of_month, end_of_year};
use crate::domain::kind::RecordKind;
use crate::domain::records::Schedule;
use crate::due::statutory::schedule_from;

fn through(rule: Retention, started_on: &str) -> Option<NaiveDate> {
    let register = with_holdings(rule, vec![holding("one", started_on)]);
    let rule = &register.activities[0].retention[0];
    register.keep_through(rule, &rule.holdings[0])
}

#[test]
fn every_vector_of_the_law_data_counts_as_told() {
    let vectors = LAW.period_vectors();
    assert!(vectors.len() >= 11);
    for vector in vectors {
        let rule = Retention {
            period: period(&vector.period),
            rounding: rounding(vector.rounding.code()),
            ..seven_years()
        };
        assert_eq!(
            through(rule, &vector.anchor.to_string()),
            Some(vector.keep_through),
            "{vector:?}"
        );
    }
}

#[test]
fn a_schedule_from_the_statutory_list_counts_as_its_examples_say() {
    let mut counted = 0;
    for statutory in LAW.retentions() {
        for language in Language::ALL {
            let schedule = schedule_from(statutory, &lexicon(language, "2026-11-21"));
            assert_eq!(schedule.kind(), RecordKind::Schedule);
            assert_eq!(
                schedule.text("name").as_deref(),
                Some(statutory.label(language))
            );
            let typed = schedule.downcast::<Schedule>().unwrap();
            assert_eq!(typed.law.join(""), statutory.law(language));
            assert_eq!(
                typed.law_sets.map(Choice::code),
                statutory
                    .kind
                    .law_sets()
                    .or(statutory.guidance_period.as_ref().map(|_| "guidance")),
                "{}",
                statutory.id
            );
            for example in &statutory.examples {
                let mut typed = typed.clone();
                let mut register = Register::empty();
                put(&mut register, &mut typed);
                let mut activity = Activity {
                    retention: vec![Retention {
                        schedule: Some(typed.head.id),
                        holdings: vec![holding("example", &example.anchor.to_string())],
                        ..Retention::default()
                    }],
                    ..Activity::default()
                };
                put(&mut register, &mut activity);
                let rule = &register.activities[0].retention[0];
                // What a law sets is the least where it sets both; until the most, nothing is late.
                let last = register.keep_through(rule, &rule.holdings[0]);
                let floor = register.counting(rule).floor(&rule.holdings[0]);
                assert_eq!(
                    floor.or(last),
                    Some(example.keep_through),
                    "{}",
                    statutory.id
                );
                let erase = last.unwrap() + Days::new(1);
                assert_eq!(
                    told(&register, "2026-11-21"),
                    [one("erase", "A1/R1/H1", &erase.to_string())]
                );
                counted += 1;
            }
        }
    }
    assert!(counted >= 28, "{counted}");
}

#[test]
fn every_statutory_entry_makes_a_schedule_that_says_what_its_law_says() {
    for statutory in LAW.retentions() {
        let schedule = schedule_from(statutory, &lexicon(Language::ENGLISH, "2026-11-21"));
        let schedule = schedule.downcast::<Schedule>().unwrap();
        let own = |period: &Option<String>| period.as_deref().and_then(Period::from_iso);
        assert_eq!(
            schedule.period,
            own(&statutory.period).or(own(&statutory.guidance_period)),
            "{}",
            statutory.id
        );
        assert_eq!(schedule.period_max, own(&statutory.period_max));
        if let Some(kind) = statutory.kind.rule_kind() {
            assert_eq!(
                schedule.kind.map(Choice::code),
                Some(kind),
                "{}",
                statutory.id
            );
        }
    }
    let swedish = lexicon(Language::SWEDISH, "2026-11-21");
    let archive = schedule_from(LAW.retention("se-arkiv").unwrap(), &swedish);
    let archive = archive.downcast::<Schedule>().unwrap();
    assert_eq!(archive.kind, Some(RetentionKind::Permanent));
    assert_eq!(archive.period, None);
    let camera = schedule_from(LAW.retention("se-kamera").unwrap(), &swedish);
    let camera = camera.downcast::<Schedule>().unwrap();
    assert_eq!(camera.law_sets, Some(LawSets::Guidance));
    assert_eq!(camera.period, period("PT72H"));
}

#[test]
fn month_ends_and_leap_years_are_clamped_and_rounding_comes_first() {
    let with = |months: &str, round: &str| Retention {
        period: period(months),
        rounding: rounding(round),
        ..seven_years()
    };
    let cases = [
        ("2024-02-29", "P1Y", "none", "2025-02-28"),
        ("2024-02-29", "P4Y", "none", "2028-02-29"),
        ("2096-02-29", "P4Y", "none", "2100-02-28"),
        ("2023-12-31", "P2M", "none", "2024-02-29"),
        ("2024-01-01", "P1Y", "end_of_calendar_year", "2025-12-31"),
        ("2024-12-31", "P1Y", "end_of_calendar_year", "2025-12-31"),
        ("2024-02-01", "P1Y", "end_of_calendar_month", "2025-02-28"),
        ("2024-06-01", "PT30M", "none", "2024-06-01"),
        ("2024-06-01", "PT23H59M", "none", "2024-06-01"),
        ("2024-06-01", "PT24H", "none", "2024-06-02"),
        ("2024-06-01", "PT72H", "none", "2024-06-04"),
        ("2024-01-31", "P1M1D", "none", "2024-03-01"),
    ];
    for (start, length, round, last) in cases {
        assert_eq!(
            through(with(length, round), start),
            Some(day(last)),
            "{start} {length} {round}"
        );
    }
    // The unit stays as given: 14 months are not a year and two months, and 365 days are no year.
    assert_eq!(
        through(with("P365D", "none"), "2024-01-01"),
        Some(day("2024-12-31"))
    );
    assert_eq!(
        through(with("P1Y", "none"), "2024-01-01"),
        Some(day("2025-01-01"))
    );
}

#[test]
fn a_rule_that_gives_no_day_never_gets_one() {
    let fixed = seven_years;
    let kind = |kind| Retention { kind, ..fixed() };
    let cases = [
        (kind(None), Uncounted::NoKind),
        (kind(Some(RetentionKind::Event)), Uncounted::Event),
        (kind(Some(RetentionKind::Criterion)), Uncounted::Criterion),
        (kind(Some(RetentionKind::NotStored)), Uncounted::NotStored),
        (
            Retention {
                period: None,
                ..fixed()
            },
            Uncounted::NoPeriod,
        ),
        (
            Retention {
                period: Some(Period::Session),
                ..fixed()
            },
            Uncounted::Session,
        ),
        (
            Retention {
                direction: Some(Direction::Before),
                ..fixed()
            },
            Uncounted::Before,
        ),
        (
            Retention {
                follows: Some(Id(1)),
                ..fixed()
            },
            Uncounted::Follows,
        ),
        (
            Retention {
                ends_on: vec!["case_closed".to_owned()],
                ends_when: Some(EndsWhen::Last),
                ..fixed()
            },
            Uncounted::LastEnd,
        ),
    ];
    for (rule, why) in cases {
        let register = with_holdings(rule, vec![holding("one", "2001-01-01")]);
        let rule = &register.activities[0].retention[0];
        assert_eq!(register.keep_through(rule, &rule.holdings[0]), None);
        assert_eq!(register.counting(rule).through(&rule.holdings[0]), Err(why));
        // It is not forgotten either: somebody has to decide, now.
        let items = due(&register, "2026-11-21");
        assert_eq!(items.len(), 1, "{why:?}");
        assert_eq!(
            (items[0].kind.code(), items[0].days),
            ("decide", 0),
            "{why:?}"
        );
    }
}

/// A period that goes past the last day that can be written protects for longer than any other, and never for less.
#[test]
fn what_is_kept_for_longer_than_the_calendar_reaches_is_neither_due_nor_free() {
    use crate::domain::problem::Problem;
    use crate::due::effects::{Disposal, check_typed, dispose, extend};
    use crate::due::explain::explain;
    use crate::due::standing::HoldingStanding;
    let rule = || Retention {
        kind: Some(RetentionKind::AtLeast),
        period: period("P99999Y"),
        ..seven_years()
    };
    let mut extended = holding("two", "2001-01-01");
    extended.extended_until = date("2020-12-31");
    let register = with_holdings(rule(), vec![holding("one", "2001-01-01"), extended]);
    let kept = &register.activities[0].retention[0];
    let today = day("2026-11-21");
    assert!(due(&register, "2026-11-21").is_empty());
    for batch in &kept.holdings {
        assert_eq!(
            register.counting(kept).through(batch),
            Err(Uncounted::Beyond)
        );
        assert_eq!(register.last_day(kept, batch), Some(day("9999-12-31")));
        let standing = HoldingStanding::new(&register, kept, batch);
        assert_eq!((standing.extended(), standing.erase_from()), (None, None));
        let typed = check_typed(&standing, "disposed_on", today, today);
        assert_eq!(typed.unwrap_err().key, "due_floor_typed");
        let id = batch.head.id;
        let by = Disposal {
            by: "IT",
            ..Disposal::default()
        };
        let key =
            |result: Result<Vec<crate::domain::change::Edit>, Problem>| result.unwrap_err().key;
        assert_eq!(
            key(dispose(&register, &[id], today, &by, today)),
            "due_floor"
        );
        let until = date("2030-12-31").unwrap();
        let later = extend(&register, &[id], until, ("Audit", ""), today);
        assert_eq!(key(later), "due_extension_not_later");
        let told = explain(&lexicon(Language::ENGLISH, "2026-11-21"), &register, batch);
        assert!(told.contains("9999"), "{told}");
    }
    // The last day of all is not followed by one on which anything is due.
    let rule = Retention {
        period: period("P7998Y"),
        ..rule()
    };
    let register = with_holdings(rule, vec![holding("one", "2001-12-31")]);
    assert!(due(&register, "2026-11-21").is_empty());
}

#[test]
fn the_first_of_several_ends_does_not_put_the_day_off() {
    let rule = Retention {
        ends_on: vec!["erasure_request".to_owned()],
        ends_when: Some(EndsWhen::First),
        ..seven_years()
    };
    assert_eq!(through(rule, "2024-04-30"), Some(day("2031-12-31")));
}

#[test]
fn a_rules_own_answers_win_over_its_schedules() {
    let mut register = Register::empty();
    let mut schedule = Schedule {
        kind: Some(RetentionKind::AtLeast),
        period: period("P7Y"),
        rounding: rounding("end_of_calendar_year"),
        law: vec!["The law".to_owned()],
        law_sets: Some(LawSets::Minimum),
        ..Schedule::default()
    };
    put(&mut register, &mut schedule);
    let mut own = Retention {
        schedule: Some(schedule.head.id),
        period: period("P10Y"),
        holdings: vec![holding("one", "2024-04-30")],
        ..Retention::default()
    };
    own.head.none.insert("rounding".to_owned(), String::new());
    let mut activity = Activity {
        retention: vec![own],
        ..Activity::default()
    };
    put(&mut register, &mut activity);
    let rule = &register.activities[0].retention[0];
    let counting = register.counting(rule);
    assert_eq!(counting.kind, Some(RetentionKind::AtLeast));
    assert_eq!(counting.law, ["The law"]);
    assert!(counting.is_open_ended());
    // Its own period, and no rounding: it says that there is none.
    assert_eq!(
        register.keep_through(rule, &rule.holdings[0]),
        Some(day("2034-04-30"))
    );
    // The same as the rule with everything filled in.
    let filled = register.effective_rule(rule);
    assert_eq!(filled.rounding, None);
    assert_eq!(filled.period, counting.period);
    assert_eq!(filled.law_sets, counting.law_sets);
}

fn any_day() -> impl Strategy<Value = NaiveDate> {
    (0u64..90_000).prop_map(|days| day("1900-01-01") + Days::new(days))
}

fn any_period() -> impl Strategy<Value = Period> {
    let calendar = (0u32..60, 0u32..30, 0u32..10, 0u32..400);
    (calendar, 0u32..100, 0u32..200).prop_map(|((years, months, weeks, days), hours, minutes)| {
        let span = crate::domain::period::Span {
            years,
            months,
            weeks,
            days,
            hours,
            minutes,
            seconds: 0,
        };
        Period::Span(span)
    })
}

fn any_rounding() -> impl Strategy<Value = Rounding> {
    proptest::sample::select(Rounding::ALL)
}

proptest! {
    #[test]
    fn the_last_day_is_never_before_the_start(
        start in any_day(), length in any_period(), round in any_rounding()
    ) {
        let last = length.keep_through(start, round).unwrap();
        prop_assert!(last >= start);
    }

    #[test]
    fn a_later_start_never_ends_earlier(
        start in any_day(), later in 0u64..2_000, length in any_period(), round in any_rounding()
    ) {
        let first = length.keep_through(start, round).unwrap();
        let second = length.keep_through(start + Days::new(later), round).unwrap();
        prop_assert!(first <= second);
    }

    #[test]
    fn whole_months_keep_the_day_number_or_the_months_end(
        start in any_day(), months in 1u32..600
    ) {
        let last = Period::of(0, months, 0).keep_through(start, Rounding::None).unwrap();
        let clamped = last == end_of_month(last) && last.day() < start.day();
        prop_assert!(last.day() == start.day() || clamped);
        let apart = (last.year() - start.year()) * 12 + i32::try_from(last.month()).unwrap()
            - i32::try_from(start.month()).unwrap();
        prop_assert_eq!(apart, i32::try_from(months).unwrap());
    }

    #[test]
    fn rounding_to_the_year_ends_on_its_last_day(start in any_day(), years in 1u32..60) {
        let last = Period::of(years, 0, 0)
            .keep_through(start, Rounding::EndOfCalendarYear)
            .unwrap();
        prop_assert_eq!(last, end_of_year(last));
        prop_assert_eq!(last.year(), start.year() + i32::try_from(years).unwrap());
    }

    #[test]
    fn every_way_of_asking_gives_the_same_day(
        start in any_day(), length in any_period(), round in any_rounding()
    ) {
        let rule = Retention { period: Some(length), rounding: Some(round), ..seven_years() };
        let register = with_holdings(rule, vec![holding("one", &start.to_string())]);
        let rule = &register.activities[0].retention[0];
        let kept = register.keep_through(rule, &rule.holdings[0]).unwrap();
        prop_assert_eq!(Some(kept), length.keep_through(start, round));
        let items = due(&register, "2026-11-21");
        prop_assert_eq!(items[0].date, kept + Days::new(1));
        let lexicon = lexicon(Language::ENGLISH, "2026-11-21");
        let explained = items[0].reason(&register, &lexicon);
        let through = format!("keep until {}", lexicon.words.day(kept));
        let from = format!("erase from {}", lexicon.words.day(items[0].date));
        prop_assert!(explained.contains(&through) && explained.contains(&from), "{}", explained);
        let calendar = crate::exchange::calendar::calendar(&register, &lexicon, &items);
        let start_line = format!("DTSTART;VALUE=DATE:{}\r\n", items[0].date.format("%Y%m%d"));
        prop_assert!(calendar.contains(&start_line));
        let json = crate::exchange::agenda::json(&register, &lexicon, &items);
        prop_assert_eq!(json[0]["date"].as_str().unwrap(), items[0].date.to_string());
    }
}
