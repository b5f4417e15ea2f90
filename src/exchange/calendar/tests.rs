//! The calendar is read back by a strict reader of its own, and stays the same for the same state.

use std::collections::BTreeSet;

use super::*;
use crate::domain::language::Language;
use crate::domain::records::{Activity, Agreement, Holding, Retention};
use crate::due::tests::{date, day, due, holding, lexicon, put, register, seven_years, text};

const TODAY: &str = "2026-11-21";

/// A content line: name, parameters, value.
type Line = (String, Vec<(String, String)>, String);

/// Reads a calendar and refuses what RFC 5545 does not allow: line ends, lengths, folding, names, nesting.
fn read(calendar: &str) -> Vec<Line> {
    assert!(calendar.ends_with("\r\n"));
    let physical: Vec<&str> = calendar[..calendar.len() - 2].split("\r\n").collect();
    let mut logical: Vec<String> = Vec::new();
    for line in physical {
        assert!(line.len() <= 75, "{} octets: {line:?}", line.len());
        assert!(!line.chars().any(char::is_control), "{line:?}");
        match line.strip_prefix(' ') {
            Some(rest) => logical.last_mut().unwrap().push_str(rest),
            None => logical.push(line.to_owned()),
        }
    }
    logical
        .iter()
        .map(|line| {
            let (head, value) = line.split_once(':').expect("a colon");
            let mut parts = head.split(';');
            let name = parts.next().unwrap().to_owned();
            let lawful =
                |letter: char| letter.is_ascii_uppercase() || "-0123456789".contains(letter);
            assert!(!name.is_empty() && name.chars().all(lawful), "{name}");
            let parameters = parts
                .map(|part| {
                    let (key, value) = part.split_once('=').expect("a parameter");
                    (key.to_owned(), value.to_owned())
                })
                .collect();
            (name, parameters, value.to_owned())
        })
        .collect()
}

/// Text as it was before it was escaped; refuses an escape that does not exist and a bare comma or semicolon.
fn unescaped(value: &str) -> String {
    let mut out = String::new();
    let mut letters = value.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => match letters.next() {
                Some('n' | 'N') => out.push('\n'),
                Some(sign @ ('\\' | ';' | ',')) => out.push(sign),
                other => panic!("escape {other:?}"),
            },
            ';' | ',' => panic!("bare {letter}"),
            letter => out.push(letter),
        }
    }
    out
}

/// The events, each as its lines; checks nesting and that each property stands once.
fn events(calendar: &str) -> Vec<Vec<Line>> {
    let lines = read(calendar);
    let mut open: Vec<String> = Vec::new();
    let mut events: Vec<Vec<Line>> = Vec::new();
    let (mut components, mut header) = (0, BTreeSet::new());
    for line in lines {
        match line.0.as_str() {
            "BEGIN" => {
                components += usize::from(open.len() == 1);
                if line.2 == "VEVENT" {
                    events.push(Vec::new());
                }
                open.push(line.2);
            }
            "END" => assert_eq!(open.pop().as_deref(), Some(line.2.as_str())),
            _ if open.len() == 1 => assert!(header.insert(line.0.clone()), "{} twice", line.0),
            _ if open.last().is_some_and(|name| name == "VEVENT") => {
                let event = events.last_mut().unwrap();
                assert!(
                    event.iter().all(|known| known.0 != line.0),
                    "{} twice",
                    line.0
                );
                event.push(line);
            }
            _ => {}
        }
    }
    assert!(open.is_empty() && components > 0);
    assert!(header.contains("VERSION") && header.contains("PRODID"));
    events
}

fn value<'a>(event: &'a [Line], name: &str) -> &'a str {
    &event.iter().find(|line| line.0 == name).unwrap().2
}

fn made(register: &Register) -> String {
    calendar(
        register,
        &lexicon(Language::ENGLISH, TODAY),
        &due(register, TODAY),
    )
}

fn marked(mut register: Register) -> Register {
    register.about.id = text("7d3f-1");
    register.about.title = text("Register; of, all");
    register.mark.number = 42;
    register.mark.at = "2026-11-20T23:30:00+01:00".to_owned();
    register
}

fn batches(name: &str) -> Register {
    marked(register(Activity {
        name: text("Payroll"),
        retention: vec![Retention {
            holdings: vec![holding(name, "2018-05-01"), holding("2031", "2031-12-31")],
            ..seven_years()
        }],
        next_review_on: date("2028-02-29"),
        ..Activity::default()
    }))
}

#[test]
fn an_event_lasts_its_whole_day() {
    let made = made(&batches("Year 2018"));
    let events = events(&made);
    assert_eq!(events.len(), 3);
    let first = &events[0];
    let start = first.iter().find(|line| line.0 == "DTSTART").unwrap();
    assert_eq!(start.1, [("VALUE".to_owned(), "DATE".to_owned())]);
    assert_eq!(start.2, "20260101");
    assert_eq!(value(first, "DTEND"), "20260102");
    assert_eq!(value(&events[1], "DTSTART"), "20280229");
    assert_eq!(value(&events[1], "DTEND"), "20280301");
    assert_eq!(value(first, "SUMMARY"), "Erase: Year 2018 (A1/R1/H1)");
    assert!(
        unescaped(value(first, "DESCRIPTION"))
            .contains("keep until 31 December 2025, erase from 1 January 2026")
    );
    assert!(unescaped(value(first, "DESCRIPTION")).ends_with("\nPayroll (A1)"));
    assert!(!made.contains("METHOD"));
}

#[test]
fn the_stamp_is_that_of_the_last_change_set_in_utc() {
    let events = events(&made(&batches("2018")));
    for event in &events {
        assert_eq!(value(event, "DTSTAMP"), "20261120T223000Z");
        assert_eq!(value(event, "LAST-MODIFIED"), "20261120T223000Z");
        assert_eq!(value(event, "SEQUENCE"), "42");
    }
    let mut unmarked = batches("2018");
    unmarked.mark.at.clear();
    let events = self::events(&made(&unmarked));
    assert_eq!(value(&events[0], "DTSTAMP"), "20261121T000000Z");
}

#[test]
fn an_event_keeps_its_name_when_its_day_moves() {
    let before = batches("2018");
    let mut after = before.clone();
    let mut activity = after.activities[0].clone();
    activity.name = text("Salaries");
    activity.retention[0].holdings[0] = Holding {
        extended_until: date("2027"),
        ..activity.retention[0].holdings[0].clone()
    };
    after.replace(Box::new(activity));
    let names = |register: &Register| {
        let events = events(&made(register));
        let names: BTreeSet<String> = events
            .iter()
            .map(|event| value(event, "UID").to_owned())
            .collect();
        assert_eq!(names.len(), events.len(), "names are unique");
        names
    };
    assert_ne!(made(&before), made(&after));
    assert_eq!(names(&before), names(&after));
    assert!(names(&before).contains("7d3f-1/A1/R1/H1/erase@ropa"));
    // The same state gives the same bytes.
    assert_eq!(made(&before), made(&before.clone()));
}

#[test]
fn any_text_survives_folding_and_escaping() {
    let hostile = [
        "a;b,c\\d \\n e: \"f\"",
        "BEGIN:VEVENT",
        "åäö漢字\u{1F600}e\u{301}",
        &"å".repeat(500),
        &format!("{}{}", "x".repeat(40), "\u{1F600}".repeat(60)),
        &"z".repeat(10_000),
    ];
    for name in hostile {
        for pad in 0..5 {
            let name = format!("{}{name}", "p".repeat(pad));
            let events = events(&made(&batches(&name)));
            let summary = unescaped(value(&events[0], "SUMMARY"));
            assert_eq!(summary, format!("Erase: {name} (A1/R1/H1)"));
        }
    }
}

#[test]
fn an_own_numbering_gives_a_name_that_needs_no_escape() {
    let mut register = batches("2018");
    let mut activity = register.activities[0].clone();
    register.forget(activity.head.id);
    activity.head.reference = "HR; Löner, 1".to_owned();
    register.replace(Box::new(activity));
    let events = events(&made(&register));
    let uid = value(&events[0], "UID");
    assert!(uid.is_ascii() && !uid.contains([';', ',', ' ']), "{uid}");
    assert!(unescaped(value(&events[0], "SUMMARY")).contains("HR; Löner, 1/R1/H1"));
}

#[test]
fn what_ends_is_announced_before() {
    let mut register = batches("2018");
    let mut agreement = Agreement {
        valid_until: date("2027-06"),
        ..Agreement::default()
    };
    put(&mut register, &mut agreement);
    let calendar = made(&register);
    let alarm = |trigger: &str| {
        let begins = format!("BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:{trigger}\r\nDESCRIPTION:");
        calendar.matches(&begins).count()
    };
    assert_eq!((alarm("-P90D"), alarm("PT9H")), (1, 4));
    let events = events(&calendar);
    assert!(
        events
            .iter()
            .any(|event| value(event, "DTSTART") == "20270630")
    );
}

#[test]
fn every_event_reminds_on_its_day() {
    let calendar = made(&batches("2018"));
    let counted = |line: &str| calendar.matches(line).count();
    assert_eq!(counted("BEGIN:VEVENT\r\n"), 3);
    // An alarm is inside its event, and has what RFC 5545 (3.6.6) asks of one that displays.
    assert_eq!(
        counted("BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:PT9H\r\nDESCRIPTION:"),
        3
    );
    assert_eq!(counted("END:VALARM\r\nEND:VEVENT\r\n"), 3);
}

#[test]
fn a_calendar_that_holds_nothing_is_valid_too() {
    let calendar = made(&marked(register(Activity::default())));
    assert!(events(&calendar).is_empty());
    assert!(calendar.contains("BEGIN:VTIMEZONE\r\n"));
}

#[test]
fn the_last_day_of_all_still_is_one() {
    let register = marked(register(Activity {
        next_review_on: date("9999"),
        ..Activity::default()
    }));
    let calendar = calendar(
        &register,
        &lexicon(Language::SWEDISH, TODAY),
        &crate::due::agenda(
            &register,
            &crate::due::tests::LAW,
            day(TODAY),
            &crate::due::Leads::default(),
        ),
    );
    let events = events(&calendar);
    assert_eq!(value(&events[0], "DTSTART"), "99991231");
    assert!(events[0].iter().all(|line| line.0 != "DTEND"));
    assert!(calendar.contains("PRODID:-//ropa//ropa ") && calendar.contains("//SV\r\n"));
}

#[test]
fn an_event_that_moves_with_the_days_says_that_it_moved() {
    use crate::domain::codes::RetentionKind;
    let open = Retention {
        kind: Some(RetentionKind::Criterion),
        holdings: vec![holding("2020", "2020-06-30")],
        ..seven_years()
    };
    let dated = Retention {
        holdings: vec![holding("2024", "2024-06-30")],
        ..seven_years()
    };
    let mut register = register(Activity {
        retention: vec![open, dated],
        ..Activity::default()
    });
    register.mark.at = "2026-11-20T10:00:00+01:00".to_owned();
    let told = |kind: &str, name: &str, on: &str| {
        let items = due(&register, on);
        let items: Vec<_> = items
            .into_iter()
            .filter(|item| item.kind.code() == kind)
            .collect();
        let lines = read(&calendar(
            &register,
            &lexicon(Language::ENGLISH, on),
            &items,
        ));
        let mut lines = lines.into_iter().filter(|(known, ..)| known == name);
        lines.next().unwrap().2
    };
    let number = |kind, on| told(kind, "SEQUENCE", on).parse::<i64>().unwrap();
    let (first, next) = ("2026-11-21", "2026-11-22");
    assert_eq!(told("decide", "DTSTART", next), "20261122");
    assert!(number("decide", first) < number("decide", next));
    for stamp in ["DTSTAMP", "LAST-MODIFIED"] {
        assert_eq!(told("decide", stamp, next), "20261122T000000Z");
        assert_eq!(told("erase", stamp, next), "20261120T090000Z");
    }
    assert_eq!(number("erase", first), number("erase", next));
}
