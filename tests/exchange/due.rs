//! What is due in the five real registers and in the sample, on three days, to be read by people: `ROPA_BLESS=1`
//! writes the files anew. Beside that, counted in another way: no day is missed, and nothing is there twice.

use ropa::due::standing::Hold;
use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::Arc;

use chrono::{Days, NaiveDate};
use ropa::domain::codes::ProcessingState;
use ropa::domain::language::Language;
use ropa::domain::records::{Holding, Retention};
use ropa::domain::register::Register;
use ropa::due::{DueItem, DueKind, Leads, agenda};
use ropa::exchange;
use ropa::labels::Lexicon;
use ropa::law::Law;
use ropa::words::Words;

use super::{NOTICES, imported, notice};

/// An ordinary day, a leap day, and the first day on which the books of 2024 may go.
const DAYS: [&str; 3] = ["2026-11-21", "2028-02-29", "2032-01-01"];

fn registers() -> Vec<(String, Register)> {
    let notices = NOTICES.map(|name| (name.to_owned(), imported(&notice(name))));
    let sample = ropa::sample::register(1, ropa::sample::WRITTEN_ACTIVITIES, Language::ENGLISH);
    let sample = ("sample".to_owned(), sample.unwrap().register());
    notices.into_iter().chain([sample]).collect()
}

fn due(register: &Register, law: &Law, day: NaiveDate) -> Vec<DueItem> {
    agenda(register, law, day, &Leads::default())
}

#[test]
fn the_agendas_of_three_days_read_as_they_should() {
    let law = Arc::new(Law::shipped().unwrap());
    let words = Arc::new(Words::load(Language::ENGLISH).unwrap());
    let registers = registers();
    for day in DAYS {
        let today = day.parse().unwrap();
        let lexicon = Lexicon::new(words.clone(), law.clone(), today);
        let parts = registers.iter().map(|(name, register)| {
            let items = due(register, &law, today);
            let table =
                exchange::plain::print(&exchange::agenda::groups(register, &lexicon, &items), None);
            format!("# {name}\n\n{table}")
        });
        let text = parts.collect::<Vec<_>>().join("\n");
        let path: PathBuf = [
            env!("CARGO_MANIFEST_DIR"),
            "tests",
            "golden",
            &format!("due.{day}.txt"),
        ]
        .iter()
        .collect();
        if std::env::var_os("ROPA_BLESS").is_some() {
            std::fs::write(&path, &text).unwrap();
        }
        let golden = std::fs::read_to_string(&path).unwrap_or_default();
        let differs = golden
            .lines()
            .zip(text.lines())
            .position(|(left, right)| left != right);
        assert!(
            golden == text,
            "due.{day}.txt differs, first in line {:?}:\n{text}",
            differs.map(|at| at + 1)
        );
    }
}

/// The last day of keeping of a holding, worked out here from the rule as it takes effect.
fn last_day(register: &Register, rule: &Retention, holding: &Holding) -> Option<NaiveDate> {
    let counted = register.keep_through(rule, holding);
    let extended = holding.extended_until.map(|until| until.last_day());
    counted.max(extended).or(extended)
}

#[test]
fn no_day_of_a_real_register_is_missed_and_nothing_is_there_twice() {
    let law = Law::shipped().unwrap();
    let mut seen = 0;
    for (name, register) in registers() {
        for day in DAYS {
            let today: NaiveDate = day.parse().unwrap();
            let items = due(&register, &law, today);
            let mut once = HashSet::new();
            for item in &items {
                assert!(once.insert((item.id, item.kind)), "{name}: {item:?}");
                assert_eq!(item.days, (item.date - today).num_days());
            }
            let has = |id, kind: DueKind, date: NaiveDate| {
                // Whatever is done at the end, it is one deadline.
                let called = |kind: DueKind| kind.lasting_code();
                let same = |item: &DueItem| {
                    (item.id, called(item.kind), item.date) == (id, called(kind), date)
                };
                items.iter().any(same)
            };
            for activity in &register.activities {
                let reference = &activity.head.reference;
                let ended = activity.state == Some(ProcessingState::Ended);
                if let Some(next) = activity.next_review_on.filter(|_| !ended) {
                    seen += 1;
                    let there = has(activity.head.id, DueKind::Review, next.last_day());
                    assert!(there, "{name} {reference}: review");
                }
                let review = activity.dpia_review_on.map(|day| day.last_day());
                if let Some(review) = review
                    && !ended
                {
                    seen += 1;
                    assert!(has(activity.head.id, DueKind::DpiaReview, review));
                }
                for rule in &activity.retention {
                    let stands = |hold: &Hold<'_>| hold.stands_on(today);
                    let held = Hold::of_rule(rule).any(|hold| stands(&hold));
                    let of_holdings = rule.holdings.iter().flat_map(Hold::of_holding);
                    for hold in Hold::of_rule(rule).chain(of_holdings).filter(stands) {
                        if let Some(review) = hold.review_on {
                            seen += 1;
                            assert!(has(hold.head.id, DueKind::HoldReview, review.last_day()));
                        }
                    }
                    for holding in &rule.holdings {
                        let gone = holding
                            .disposed_on
                            .is_some_and(|day| day.last_day() <= today);
                        let own = Hold::of_holding(holding).any(|hold| stands(&hold));
                        let Some(last) =
                            last_day(&register, rule, holding).filter(|_| !gone && !own && !held)
                        else {
                            continue;
                        };
                        seen += 1;
                        let erase = last + Days::new(1);
                        let there = has(holding.head.id, DueKind::Erase, erase);
                        assert!(there, "{name} {reference} {:?}: {erase}", holding.name);
                    }
                }
            }
        }
    }
    assert!(seen > 60, "{seen}");
}
