//! Every kind of deadline: where it shows, from when it counts, and where it must stay away.

use super::*;
use crate::domain::codes::{
    AgreementKind, AgreementStatus, ProcessingState, RetentionMode, RetentionScope, TransferState,
};
use crate::domain::records::{
    Agreement, HoldingHold, Organisation, Recipient, RetentionHold, Transfer,
};
use crate::due::{AgendaFilter, DueKind, DueSpan, NearDays, Nearness, grouped, spans};

const TODAY: &str = "2026-11-21";

fn activity() -> Activity {
    Activity {
        name: text("Payroll"),
        ..Activity::default()
    }
}

fn criterion() -> Retention {
    Retention {
        kind: Some(RetentionKind::Criterion),
        criterion: text("until settled"),
        ..Retention::default()
    }
}

#[test]
fn a_holding_falls_due_on_the_day_after_its_last() {
    let register = with_holdings(seven_years(), vec![holding("2018", "2018-05-01")]);
    let at = |today: &str| due(&register, today)[0].days;
    assert_eq!(
        told(&register, TODAY),
        [one("erase", "A1/R1/H1", "2026-01-01")]
    );
    assert_eq!(
        (at("2025-12-31"), at("2026-01-01"), at("2026-01-02")),
        (1, 0, -1)
    );
    assert!(!due(&register, "2026-01-01")[0].is_overdue());
    assert!(due(&register, "2026-01-02")[0].is_overdue());
    // No weekend moves it: 1 January 2028 is a Saturday.
    let register = with_holdings(seven_years(), vec![holding("2020", "2020-05-01")]);
    assert_eq!(
        told(&register, TODAY),
        [one("erase", "A1/R1/H1", "2028-01-01")]
    );
}

#[test]
fn a_holding_without_a_start_is_not_forgotten() {
    let nameless = Holding::default();
    let register = with_holdings(seven_years(), vec![nameless]);
    assert_eq!(told(&register, TODAY), [one("decide", "A1/R1/H1", TODAY)]);
}

#[test]
fn an_extension_counts_where_the_rule_gives_no_day() {
    let extended = Holding {
        extended_until: date("2027-03"),
        ..holding("Claims", "2020-01-01")
    };
    let register = with_holdings(criterion(), vec![extended]);
    assert_eq!(
        told(&register, TODAY),
        [one("erase", "A1/R1/H1", "2027-04-01")]
    );
    // One that is earlier than the rule's own day moves nothing.
    let shorter = Holding {
        extended_until: date("2020"),
        ..holding("2018", "2018-05-01")
    };
    let register = with_holdings(seven_years(), vec![shorter]);
    assert_eq!(
        told(&register, TODAY),
        [one("erase", "A1/R1/H1", "2026-01-01")]
    );
}

#[test]
fn a_hold_shows_its_review_instead_of_the_erasure() {
    let held = |review: Option<PartialDate>, since: Option<PartialDate>| Holding {
        holds: vec![HoldingHold {
            reason: text("Dispute"),
            since,
            review_on: review,
            ..HoldingHold::default()
        }],
        ..holding("2015", "2015-05-01")
    };
    let told_of = |batch| told(&with_holdings(seven_years(), vec![batch]), TODAY);
    assert_eq!(
        told_of(held(date("2027-01-15"), None)),
        [one("hold_review", "A1/R1/H1/X1", "2027-01-15")]
    );
    // Without a review day it wants one since its first day, or now.
    assert_eq!(
        told_of(held(None, date("2026-02-01"))),
        [one("hold_review", "A1/R1/H1/X1", "2026-02-01")]
    );
    assert_eq!(
        told_of(held(None, None)),
        [one("hold_review", "A1/R1/H1/X1", TODAY)]
    );
    // One that has not begun stops nothing.
    assert_eq!(
        told_of(held(date("2028"), date("2027-01-01"))),
        [one("erase", "A1/R1/H1", "2023-01-01")]
    );
    // Disposed of, nothing is left to hold.
    let gone = Holding {
        disposed_on: date("2026-01-01"),
        ..held(date("2027"), None)
    };
    assert_eq!(told_of(gone), []);
}

#[test]
fn a_hold_on_a_rule_covers_its_holdings_and_its_routine() {
    let rule = Retention {
        holds: vec![RetentionHold {
            reason: text("Investigation"),
            review_on: date("2027-01-15"),
            ..RetentionHold::default()
        }],
        check_interval: period("P6M"),
        last_checked_on: date("2026-01-01"),
        ..seven_years()
    };
    let own = Holding {
        holds: vec![
            HoldingHold {
                reason: text("Dispute"),
                review_on: date("2027-02-15"),
                ..HoldingHold::default()
            },
            HoldingHold {
                reason: text("Audit"),
                review_on: date("2027-02-10"),
                ..HoldingHold::default()
            },
            HoldingHold {
                reason: text("Settled"),
                review_on: date("2026-12-01"),
                lifted_on: date("2026-11-01"),
                ..HoldingHold::default()
            },
        ],
        ..holding("2016", "2016-05-01")
    };
    let register = with_holdings(rule, vec![holding("2015", "2015-05-01"), own]);
    assert_eq!(
        told(&register, TODAY),
        [
            one("hold_review", "A1/R1/X1", "2027-01-15"),
            one("hold_review", "A1/R1/H2/X2", "2027-02-10"),
            one("hold_review", "A1/R1/H2/X1", "2027-02-15")
        ]
    );
}

#[test]
fn a_routine_is_checked_at_its_interval() {
    let rule = |checked: Option<PartialDate>| Retention {
        mode: Some(RetentionMode::Rolling),
        check_interval: period("P6M"),
        last_checked_on: checked,
        ..seven_years()
    };
    let with = |activity: Activity, checked| {
        told(
            &register(Activity {
                retention: vec![rule(checked)],
                ..activity
            }),
            TODAY,
        )
    };
    let started = || Activity {
        started_on: date("2026-09"),
        approved_on: date("2026-10-10"),
        ..activity()
    };
    assert_eq!(
        with(started(), date("2026-08-31")),
        [one("check", "A1/R1", "2027-02-28")]
    );
    // Never checked: from the start, else from the approval, else now.
    assert_eq!(with(started(), None), [one("check", "A1/R1", "2027-03-30")]);
    let approved = Activity {
        started_on: None,
        ..started()
    };
    assert_eq!(with(approved, None), [one("check", "A1/R1", "2027-04-10")]);
    assert_eq!(with(activity(), None), [one("check", "A1/R1", TODAY)]);
    // A processing that has not begun, and a rule that is only planned, have no routine yet.
    let planned = Activity {
        state: Some(ProcessingState::Planned),
        ..activity()
    };
    assert_eq!(with(planned, None), []);
    let only_planned = Retention {
        planned: Some(true),
        ..rule(None)
    };
    assert_eq!(told(&with_rules(vec![only_planned]), TODAY), []);
}

#[test]
fn the_registers_interval_stands_in_for_what_was_checked_once() {
    let rule = |scope, mode, checked| Retention {
        scope,
        mode,
        last_checked_on: checked,
        ..seven_years()
    };
    let with = |rule| {
        let mut register = with_rules(vec![rule]);
        register.about.default_review_interval = period("P1Y");
        told(&register, TODAY)
    };
    let rolling = Some(RetentionMode::Rolling);
    let checked = date("2026-02-01");
    assert_eq!(
        with(rule(None, rolling, checked)),
        [one("check", "A1/R1", "2027-02-01")]
    );
    assert_eq!(with(rule(None, rolling, None)), []);
    assert_eq!(with(rule(None, Some(RetentionMode::Batch), checked)), []);
    assert_eq!(
        with(rule(Some(RetentionScope::Cookies), rolling, checked)),
        []
    );
}

#[test]
fn a_rule_without_a_day_is_decided_at_its_interval() {
    let rule = Retention {
        check_interval: period("P1Y"),
        last_checked_on: date("2026-02-01"),
        ..criterion()
    };
    let register = with_holdings(rule.clone(), vec![holding("Claims", "2020-01-01")]);
    assert_eq!(
        told(&register, TODAY),
        [one("decide", "A1/R1", "2027-02-01")]
    );
    let said = due(&register, TODAY)[0].reason(&register, &lexicon(Language::ENGLISH, TODAY));
    assert_eq!(
        said,
        "no end date can be calculated, so a decision is needed: the rule is a criterion in words: \
         “until settled”; 1 batch depends on it; last done on 1 February 2026, repeated every 1 year"
    );
    // That data are kept for good is decided, and is looked at again at the interval that somebody set.
    for kind in [
        RetentionKind::Permanent,
        RetentionKind::NotStored,
        RetentionKind::Event,
    ] {
        let rule = Retention {
            kind: Some(kind),
            ..rule.clone()
        };
        assert_eq!(
            told(&with_rules(vec![rule]), TODAY),
            [one("decide", "A1/R1", "2027-02-01")]
        );
    }
    // Without an interval and without data that wait, nothing is asked.
    assert_eq!(told(&with_rules(vec![criterion()]), TODAY), []);
    // With data that wait, it is asked now.
    let waiting = with_holdings(criterion(), vec![holding("Claims", "2020-01-01")]);
    assert_eq!(told(&waiting, TODAY), [one("decide", "A1/R1", TODAY)]);
    // A session ends by itself: what can be checked is the routine.
    let session = Retention {
        kind: Some(RetentionKind::Fixed),
        period: Some(Period::Session),
        ..rule
    };
    assert_eq!(
        told(&with_rules(vec![session]), TODAY),
        [one("check", "A1/R1", "2027-02-01")]
    );
}

#[test]
fn activities_are_reviewed_on_their_day_or_after_their_interval() {
    let with = |activity: Activity, usual: Option<&str>| {
        let mut register = register(activity);
        register.about.default_review_interval = usual.and_then(period);
        told(&register, TODAY)
    };
    let reviewed = |own: Option<&str>| Activity {
        last_reviewed_on: date("2024-02-29"),
        review_interval: own.and_then(period),
        ..activity()
    };
    assert_eq!(
        with(reviewed(Some("P1Y")), Some("P3Y")),
        [one("review", "A1", "2025-02-28")]
    );
    assert_eq!(
        with(reviewed(None), Some("P3Y")),
        [one("review", "A1", "2027-02-28")]
    );
    // Twelve months, where nothing says how often.
    assert_eq!(
        with(reviewed(None), None),
        [one("review", "A1", "2025-02-28")]
    );
    let planned = Activity {
        next_review_on: date("2027-05"),
        ..reviewed(Some("P1Y"))
    };
    assert_eq!(
        with(planned.clone(), None),
        [one("review", "A1", "2027-05-31")]
    );
    assert_eq!(with(activity(), Some("P1Y")), []);
    // What has ended is not reviewed, though somebody planned to while it went on: no rule asks for it either.
    let ended = |activity| Activity {
        state: Some(ProcessingState::Ended),
        ..activity
    };
    assert_eq!(with(ended(reviewed(Some("P1Y"))), None), []);
    assert_eq!(with(ended(planned), None), []);
    let assessed = Activity {
        dpia_review_on: date("2027-03-01"),
        ..activity()
    };
    assert_eq!(
        with(assessed.clone(), None),
        [one("dpia_review", "A1", "2027-03-01")]
    );
    assert_eq!(with(ended(assessed), None), []);
}

#[test]
fn an_ended_processing_still_has_data_to_erase() {
    let rolling = |checked: &str, start: &str| Retention {
        mode: Some(RetentionMode::Rolling),
        check_interval: period("P6M"),
        last_checked_on: date(checked),
        start: vec![start.to_owned()],
        period: period("P1Y"),
        rounding: None,
        ..seven_years()
    };
    let with = |rule| {
        told(
            &register(Activity {
                state: Some(ProcessingState::Ended),
                ended_on: date("2025-06-30"),
                retention: vec![
                    Retention {
                        holdings: vec![holding("2018", "2018-05-01")],
                        ..seven_years()
                    },
                    rule,
                ],
                ..activity()
            }),
            TODAY,
        )
    };
    let left = one("erase", "A1/R1/H1", "2026-01-01");
    // The last data go on 30 June 2026; only a check after that day shows that they went.
    assert_eq!(
        with(rolling("2026-06-30", "collection")),
        [left.clone(), one("check", "A1/R2", "2026-12-30")]
    );
    assert_eq!(
        with(rolling("2026-07-01", "collection")),
        std::slice::from_ref(&left)
    );
    // What starts with an event that may come later is never known to be over.
    assert_eq!(
        with(rolling("2026-07-01", "death")),
        [left, one("check", "A1/R2", "2027-01-01")]
    );
}

#[test]
fn agreements_end_and_want_review() {
    let mut register = register(activity());
    let mut supplier = Organisation {
        name: text("Supplier"),
        ..Organisation::default()
    };
    put(&mut register, &mut supplier);
    let agreement = |until: &str, status| Agreement {
        organisation: Some(supplier.head.id),
        kind: Some(AgreementKind::ProcessorContract),
        status: Some(status),
        valid_until: date(until),
        ..Agreement::default()
    };
    let mut old = Agreement {
        review_on: date("2026-12"),
        ..agreement("2026-10", AgreementStatus::Signed)
    };
    put(&mut register, &mut old);
    let both = [
        one("agreement_ends", "G1", "2026-10-31"),
        one("agreement_review", "G1", "2026-12-31"),
    ];
    assert_eq!(told(&register, TODAY), both);
    // An unsigned successor changes nothing; a signed one takes its place ...
    let mut unsigned = agreement("2027", AgreementStatus::Unsigned);
    put(&mut register, &mut unsigned);
    assert_eq!(told(&register, TODAY)[..2], both);
    let mut signed = agreement("2028", AgreementStatus::Signed);
    put(&mut register, &mut signed);
    assert_eq!(
        told(&register, TODAY),
        [one("agreement_ends", "G3", "2028-12-31")]
    );
    // ... unless a record still rests on the old one.
    let mut resting = Activity {
        recipients: vec![Recipient {
            agreement: Some(old.head.id),
            ..Recipient::default()
        }],
        ..activity()
    };
    put(&mut register, &mut resting);
    assert_eq!(told(&register, TODAY)[..2], both);
}

#[test]
fn an_agreement_is_valid_on_its_last_day_and_wants_attention_before() {
    let mut register = register(activity());
    let mut agreement = Agreement {
        valid_until: date("2026-11-21"),
        ..Agreement::default()
    };
    put(&mut register, &mut agreement);
    let item = &due(&register, TODAY)[0];
    assert_eq!((item.days, item.is_overdue()), (0, false));
    assert_eq!(item.begin, day("2026-08-23"));
    assert!(due(&register, "2026-11-22")[0].is_overdue());
}

fn transfer(country: &str, mechanism: &str, instrument: Option<&str>) -> Transfer {
    Transfer {
        state: Some(TransferState::Actual),
        country: text(country),
        mechanisms: vec![mechanism.to_owned()],
        instrument: instrument.map(str::to_owned),
        ..Transfer::default()
    }
}

fn of_transfer(transfer: Transfer, today: &str) -> Vec<(&'static str, String, String)> {
    let register = register(Activity {
        transfers: vec![transfer],
        ..activity()
    });
    told(&register, today)
}

#[test]
fn the_ground_of_a_transfer_ends_when_the_law_says_so() {
    let ends = |date| [one("safeguard_ends", "A1/T1", date)];
    // The decision for the United Kingdom, named or found by the country.
    let found = transfer("GB", "art45", None);
    assert_eq!(of_transfer(found.clone(), TODAY), ends("2031-12-27"));
    // A decision on another country carries nothing to Gibraltar.
    let elsewhere = transfer("GI", "art45", Some("GB-2021-1772"));
    assert_eq!(of_transfer(elsewhere, TODAY), []);
    // One that ended long ago.
    assert_eq!(
        of_transfer(transfer("US", "art45", Some("US-2016-1250")), TODAY),
        ends("2020-07-15")
    );
    // Old clauses, named by the transfer.
    assert_eq!(
        of_transfer(transfer("IN", "art46-2-c", Some("scc-2010-87")), TODAY),
        ends("2022-12-27")
    );
    // Those of today have no end, and neither has the Data Privacy Framework.
    assert_eq!(
        of_transfer(transfer("IN", "art46-2-c", Some("scc-2021-914")), TODAY),
        []
    );
    assert_eq!(of_transfer(transfer("US", "art45", None), TODAY), []);
    assert_eq!(of_transfer(transfer("JP", "art45", None), TODAY), []);
    // What the record states, where that is earlier.
    let stated = Transfer {
        valid_until: date("2027-06"),
        ..found.clone()
    };
    assert_eq!(of_transfer(stated, TODAY), ends("2027-06-30"));
    let later = Transfer {
        valid_until: date("2035"),
        ..found.clone()
    };
    assert_eq!(of_transfer(later, TODAY), ends("2031-12-27"));
    let denied = Transfer {
        state: Some(TransferState::Denied),
        ..found
    };
    assert_eq!(of_transfer(denied, TODAY), []);
}

#[test]
fn the_clauses_of_the_agreement_count_for_its_transfers() {
    let mut register = Register::empty();
    let mut agreement = Agreement {
        instrument: text("scc-2010-87"),
        ..Agreement::default()
    };
    put(&mut register, &mut agreement);
    let mut activity = Activity {
        transfers: vec![Transfer {
            agreement: Some(agreement.head.id),
            ..transfer("IN", "art46-2-c", None)
        }],
        ..activity()
    };
    put(&mut register, &mut activity);
    assert_eq!(
        told(&register, TODAY),
        [one("safeguard_ends", "A1/T1", "2022-12-27")]
    );
    let said = due(&register, TODAY)[0].reason(&register, &lexicon(Language::ENGLISH, TODAY));
    assert!(
        said.contains("2010/87/EU") && said.ends_with("27 December 2022"),
        "{said}"
    );
}

#[test]
fn an_assessment_grows_old() {
    let assessed = |state| Transfer {
        state: Some(state),
        assessed_on: date("2026-03-31"),
        ..transfer("IN", "art46-2-c", Some("scc-2021-914"))
    };
    assert_eq!(
        of_transfer(assessed(TransferState::Possible), TODAY),
        [one("assessment", "A1/T1", "2027-03-31")]
    );
    assert_eq!(of_transfer(assessed(TransferState::Planned), TODAY), []);
    let ended = register(Activity {
        state: Some(ProcessingState::Ended),
        transfers: vec![assessed(TransferState::Actual)],
        ..activity()
    });
    assert_eq!(told(&ended, TODAY), []);
}

#[test]
fn items_stand_by_day_then_by_reference_as_people_count() {
    let mut register = Register::empty();
    for _ in 0..11 {
        let mut activity = Activity {
            next_review_on: date("2027-01-01"),
            ..activity()
        };
        put(&mut register, &mut activity);
    }
    let mut overdue = Activity {
        next_review_on: date("2020"),
        ..activity()
    };
    put(&mut register, &mut overdue);
    let references: Vec<String> = due(&register, TODAY)
        .into_iter()
        .map(|item| item.reference.to_string())
        .collect();
    assert_eq!(references[..4], ["A12", "A1", "A2", "A3"]);
    assert_eq!(references[11], "A11");
}

#[test]
fn groups_and_months_hold_every_item_once() {
    // A Saturday: the week ends on the next day.
    let today = day(TODAY);
    let group = |date: &str| NearDays::of(today).day(day(date));
    assert_eq!(group("2026-11-20"), Nearness::Overdue);
    assert_eq!(group("2026-11-21"), Nearness::Week);
    assert_eq!(group("2026-11-22"), Nearness::Week);
    assert_eq!(group("2026-11-23"), Nearness::Month);
    assert_eq!(group("2026-11-30"), Nearness::Month);
    assert_eq!(group("2026-12-01"), Nearness::Quarter);
    assert_eq!(group("2027-02-28"), Nearness::Quarter);
    assert_eq!(group("2027-03-01"), Nearness::Later);
    // A week that leads into the next month is this week all the same.
    assert_eq!(
        NearDays::of(day("2026-11-30")).day(day("2026-12-02")),
        Nearness::Week
    );

    let batches = ["2018-01-01", "2019-05-01", "2019-12-31", "2021-01-01"];
    let holdings = batches.map(|start| holding(start, start)).to_vec();
    let rule = Retention {
        rounding: None,
        ..seven_years()
    };
    let register = with_holdings(rule, holdings);
    let items = due(&register, TODAY);
    let counts: Vec<(Nearness, usize)> = grouped(&items, today)
        .into_iter()
        .map(|(group, members)| (group, members.len()))
        .collect();
    assert_eq!(
        counts,
        [
            (Nearness::Overdue, 2),
            (Nearness::Quarter, 1),
            (Nearness::Later, 1)
        ]
    );
    // Every item stands in one stretch, and none of nothing is listed.
    assert_eq!(
        spans(&items, today),
        [
            (DueSpan::Late, 2),
            (DueSpan::Month(2027, 1), 1),
            (DueSpan::Later, 1)
        ]
    );
}

#[test]
fn a_filter_lets_pass_what_is_asked_for() {
    let mut register = Register::empty();
    let mut ours = Organisation {
        ours: Some(true),
        ..Organisation::default()
    };
    put(&mut register, &mut ours);
    let mut first = Activity {
        organisation: Some(ours.head.id),
        next_review_on: date("2027-01-01"),
        dpia_review_on: date("2028"),
        ..activity()
    };
    put(&mut register, &mut first);
    let mut second = Activity {
        next_review_on: date("2026-01-01"),
        ..activity()
    };
    put(&mut register, &mut second);
    let items = due(&register, TODAY);
    let passed = |filter: AgendaFilter| {
        let passed = filter.of(items.clone());
        passed
            .iter()
            .map(|item| format!("{} {}", item.kind.code(), item.reference))
            .collect::<Vec<_>>()
    };
    assert_eq!(passed(AgendaFilter::default()).len(), 3);
    let kinds = AgendaFilter {
        kinds: vec![DueKind::DpiaReview],
        ..AgendaFilter::default()
    };
    assert_eq!(passed(kinds), ["dpia_review A1"]);
    let organisation = AgendaFilter {
        organisation: Some(ours.head.id),
        until: Some(day("2027-01-01")),
        ..AgendaFilter::default()
    };
    assert_eq!(passed(organisation), ["review A1"]);
    let until = AgendaFilter {
        until: Some(day(TODAY)),
        ..AgendaFilter::default()
    };
    assert_eq!(passed(until), ["review A2"]);
    let month = AgendaFilter {
        month: Some((2027, 1)),
        ..AgendaFilter::default()
    };
    assert_eq!(passed(month), ["review A1"]);
    let activity = AgendaFilter {
        activity: Some(first.head.id),
        ..AgendaFilter::default()
    };
    assert_eq!(passed(activity), ["review A1", "dpia_review A1"]);
}

#[test]
fn the_end_of_active_use_is_due_until_a_check_has_seen_it() {
    let two_phases = |checked: Option<PartialDate>| Retention {
        active_period: period("P1Y"),
        last_checked_on: checked,
        ..seven_years()
    };
    let batches = || vec![holding("2023", "2023-05-01"), holding("2026", "2026-05-01")];
    let told_of = |rule, batches| {
        let mut told = told(&with_holdings(rule, batches), TODAY);
        told.retain(|(kind, ..)| *kind == "active_use_ends");
        told
    };
    let due = |day| [one("active_use_ends", "A1/R1", day)];
    assert_eq!(told_of(two_phases(None), batches()), due("2025-01-01"));
    // Checked since, the next batch is to come.
    let seen = two_phases(date("2026-01-10"));
    assert_eq!(told_of(seen, batches()), due("2028-01-01"));
    assert_eq!(told_of(seven_years(), batches()), []);
    // What is to be erased by now, or is gone, comes to no second phase.
    let gone = Holding {
        disposed_on: date("2026-01-01"),
        ..holding("2023", "2023-05-01")
    };
    let over = vec![holding("2015", "2015-05-01"), gone];
    assert_eq!(told_of(two_phases(None), over), []);
}
