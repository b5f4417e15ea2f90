//! The retention desk by keys alone: what is due, what is done about it, and the proof.

use ropa::domain::language::Language;
use ropa::domain::records::Holding;
use ropa::exchange::format::DocumentKind;

use crate::support::screen::Screen;

/// A register with two activities, and a schedule from the bookkeeping act on which both rest.
pub(super) fn bookkeeping() -> Screen {
    let mut screen = Screen::new_register();
    screen.resized(120, 40);
    for name in ["Invoices", "Grants"] {
        screen
            .keys("2 n")
            .typed(name)
            .keys("enter ctrl-s")
            .sees("Saved A");
    }
    screen
        .keys("d tab tab L")
        .sees("limitation period, no duty to keep")
        .typed("bokföringslag redov")
        .keys("ctrl-u")
        .typed("Accounting")
        .sees("7 years · minimum: must be kept")
        .keys("enter")
        .sees("Bokföringslag (1999:1078) 7 kap. 2 §")
        .keys("ctrl-s")
        .sees("Saved S1");
    screen
        .keys("a enter")
        .sees("Which activities use it?")
        .keys("space down space enter")
        .sees("Schedule Accounting records (S1) applied to Invoices (A1) and Grants (A2) (change ");
    screen
}

/// The same with nine yearly holdings under the rule of the first activity.
pub(super) fn nine_years() -> Screen {
    let mut screen = bookkeeping();
    screen
        .keys("d tab a enter")
        .sees("The batches kept under Accounting records (A1/R1)")
        .keys("down")
        .typed("2017")
        .keys("enter")
        .typed("2025")
        .sees("9 batches")
        .sees("2017: runs from 31 December 2017, keep until 31 December 2024")
        .sees("2025: runs from 31 December 2025, keep until 31 December 2032")
        .keys("ctrl-s")
        .sees("Batches under Accounting records (A1/R1): 2017 – 2025 (change ");
    screen
}

pub(super) fn holding<'a>(screen: &'a Screen, reference: &str) -> &'a Holding {
    let register = screen.register();
    register.typed(register.find(reference).unwrap()).unwrap()
}

#[test]
fn from_the_law_to_the_proof() {
    let mut screen = nine_years();
    let before = screen.register().mark.number;
    screen
        .keys("d")
        .sees("To be confirmed (2)")
        .sees("2025-01-01")
        .sees("A1/R1/H1 2017")
        .sees("Next three months (1)")
        .sees("Later (6)")
        .sees("to be confirmed. Runs from 31")
        .sees("may be erased from 1 January 2025");
    // The two that may go together, with evidence.
    screen
        .keys("space space a")
        .sees("Record an erasure")
        .keys("enter")
        .sees("2017 (A1/R1/H1) and 2018 (A1/R1/H2): 2 records; all")
        .keys("down")
        .typed("IT operations")
        .keys("enter")
        .typed("Deleted with the storage's own command")
        .keys("enter")
        .typed("18 binders")
        .keys("enter")
        .typed("Ticket 4711")
        .keys("ctrl-s")
        .sees("Erasure of 2017 (A1/R1/H1) and 2018 (A1/R1/H2) (change ")
        .lacks("to be confirmed");
    assert_eq!(screen.register().mark.number, before + 1, "one change");
    // The next one goes on hold.
    screen
        .keys("a")
        .typed("legal hold")
        .keys("enter")
        .typed("Tax audit")
        .keys("enter")
        .typed("2027-03")
        .sees("= March 2027")
        .keys("ctrl-s")
        .sees("Legal hold: 2019 (A1/R1/H3) (change ")
        .sees("Review hold");
    // The log, and everything in the exported record.
    screen
        .keys("d backtab")
        .sees("Disposal log (2)")
        .sees("on time")
        .sees("Ticket 4711");
    screen.keys("x enter ctrl-s").sees("Exported to");
    let log = std::fs::read_to_string(screen.path("disposals-2026-11-21.md")).unwrap();
    for part in [
        "may be erased from 1 January 2025",
        "IT operations",
        "18 binders",
        "Recorded in: ",
        "Bokföringslag",
        "A1/R1/H2",
    ] {
        assert!(log.contains(part), "{part}: {log}");
    }
    screen.keys("2 x ctrl-s").sees("Exported to");
    let text = std::fs::read_to_string(screen.path("register-2026-11-21.md")).unwrap();
    for part in [
        "Accounting records",
        "Bokföringslag (1999:1078) 7 kap. 2 §",
        "Invoices",
        "Grants",
        "Tax audit",
        "IT operations",
        "Deleted with the storage's own command",
        "Ticket 4711",
        "31 December 2031",
        "1 January 2032",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    for year in 2017..=2025 {
        assert!(text.contains(&year.to_string()), "{year}");
    }
    // Both acts can be taken back.
    screen
        .keys("d ctrl-z ctrl-z")
        .sees("Undone")
        .sees("To be confirmed (2)");
    assert!(holding(&screen, "A1/R1/H3").holds.is_empty());
}

#[test]
fn what_cannot_be_is_told_at_its_entry_and_the_text_stays() {
    let mut screen = nine_years();
    // The third and the first: the third must still be kept.
    screen
        .keys("d down down space up up up up space a enter down")
        .typed("IT operations")
        .keys("ctrl-s")
        .sees("A1/R1/H3 must be kept until 31 December 2026 (Bokföringslag")
        .sees("IT operations");
    assert!(holding(&screen, "A1/R1/H1").disposed_on.is_none());
    // The cursor stands where the reason is wanted.
    screen
        .typed("Scanned and certified")
        .keys("ctrl-s")
        .sees("Recorded: ");
    assert_eq!(
        holding(&screen, "A1/R1/H3").early_because.as_deref(),
        Some("Scanned and certified")
    );
    // Days: in the future, before the start, unreadable.
    for (day, told) in [
        ("2027-01-01", "in the future"),
        (
            "2018-12-30",
            "A1/R1/H2 cannot have been disposed of on 30 December 2018",
        ),
        ("soon", "is not a date"),
        ("2026", "2026"),
    ] {
        screen
            .keys("d home a enter")
            .typed(day)
            .keys("enter")
            .typed("Somebody")
            .keys("ctrl-s")
            .sees(told)
            .sees(day)
            .sees("Somebody")
            .keys("esc")
            .sees("Press Esc again to discard what you typed.")
            .keys("esc");
    }
    assert!(holding(&screen, "A1/R1/H2").disposed_on.is_none());
    screen
        .keys("d home a enter ctrl-s")
        .sees("Who did it is missing.");
}

#[test]
fn evidence_of_a_megabyte_is_kept_without_control_characters() {
    let mut screen = nine_years();
    let evidence = format!("Log:\n\u{1b}[31m{}\u{0}end", "x".repeat(1 << 20));
    screen
        .keys("d a enter down")
        .typed("IT")
        .keys("enter enter enter")
        .pasted(&evidence)
        .keys("ctrl-s")
        .sees("Erasure of 2017");
    let kept = holding(&screen, "A1/R1/H1").evidence.clone().unwrap();
    assert_eq!(kept, format!("Log:\n[31m{}end", "x".repeat(1 << 20)));
    screen.keys("d backtab").sees("2017").lacks("\u{1b}");
}

#[test]
fn nothing_on_hold_is_offered_for_disposal_and_a_hold_is_lifted() {
    let mut screen = nine_years();
    screen
        .keys("d a")
        .typed("legal hold")
        .keys("enter")
        .typed("Dispute")
        .keys("enter")
        .typed("+90d")
        .keys("ctrl-s")
        .sees("Legal hold: 2017");
    // All holdings at once: disposal is not among what fits them all.
    screen
        .keys("d tab tab tab space a")
        .sees("Lift legal hold")
        .lacks("Record an erasure")
        .typed("lift")
        .keys("enter down")
        .typed("Settled")
        .keys("ctrl-s")
        .sees("Legal hold lifted: 2017 (A1/R1/H1)");
    let lifted = &holding(&screen, "A1/R1/H1").holds[0];
    assert_eq!(lifted.reason.as_deref(), Some("Dispute"));
    assert_eq!(lifted.lifted_because.as_deref(), Some("Settled"));
    assert!(lifted.lifted_on.is_some());
}

#[test]
fn of_several_holds_one_is_picked_and_lifted() {
    let mut screen = nine_years();
    for reason in ["Dispute", "Audit"] {
        screen
            .keys("d tab tab tab a")
            .typed("place")
            .keys("enter")
            .typed(reason)
            .keys("enter")
            .typed("+90d")
            .keys("ctrl-s")
            .sees("Legal hold: 2017");
    }
    screen
        .keys("d tab tab tab a")
        .typed("lift")
        .keys("enter")
        .sees("Which legal holds do you want to lift?")
        .sees("A1/R1/H1/X1  Dispute")
        .typed("audit")
        .keys("enter enter down")
        .typed("Closed")
        .keys("ctrl-s")
        .sees("Legal hold lifted");
    let lifted: Vec<bool> = holding(&screen, "A1/R1/H1")
        .holds
        .iter()
        .map(|hold| hold.lifted_on.is_some())
        .collect();
    assert_eq!(lifted, [false, true]);
}

/// Puts the first batch on hold for a dispute.
pub fn put_on_hold(screen: &mut Screen) {
    screen
        .keys("d a")
        .typed("legal hold")
        .keys("enter")
        .typed("Dispute")
        .keys("enter")
        .typed("2027-03")
        .keys("ctrl-s")
        .sees("Legal hold: 2017");
}

#[test]
fn what_another_window_put_on_hold_is_not_disposed_of() {
    let mut screen = nine_years();
    screen.keys("d a enter down").typed("IT");
    let mut other = screen.second();
    put_on_hold(&mut other);
    screen
        .keys("ctrl-s")
        .sees("A1/R1/H1 is on legal hold (Dispute)")
        .sees("IT");
    assert!(holding(&screen, "A1/R1/H1").disposed_on.is_none());
}

#[test]
fn longer_keeping_checks_and_reviews_are_recorded() {
    let mut screen = nine_years();
    screen
        .keys("d a")
        .typed("extend")
        .keys("enter")
        .typed("2028")
        .keys("enter")
        .typed("Open claim")
        .keys("enter")
        .typed("PreskL 2 §")
        .keys("enter")
        .sees("Retention extended: 2017");
    assert_eq!(holding(&screen, "A1/R1/H1").extended_law, ["PreskL 2 §"]);
    screen
        .keys("d tab a")
        .typed("check")
        .keys("enter ctrl-s")
        .sees("The result of the check is missing")
        .typed("All gone")
        .keys("ctrl-s")
        .sees("Check of Accounting records (A1/R1)");
    let rule = &screen.register().activities[0].retention[0];
    assert_eq!(rule.check_results.as_deref(), Some("2026-11-21: All gone"));
    screen
        .keys("2 home space space a down")
        .typed("2027-06")
        .keys("ctrl-s")
        .sees("Review of Invoices (A1) and Grants (A2)");
    screen.keys("d").sees("2027-06-30").sees("A2 Grants");
}

#[test]
fn an_item_opens_in_its_form_at_its_field_and_is_acted_on_from_there() {
    let mut screen = nine_years();
    screen.keys("d enter").sees("Batch H1");
    assert_eq!(screen.app.focus().as_deref(), Some("started_on"));
    screen
        .sees("Runs from 31 December 2017, rounded to the end of 2017, plus 7 years: must be kept until 31 December 2024")
        .keys("enter ctrl-u")
        .typed("2019-05-01")
        .sees("Runs from 1 May 2019, rounded to the end of 2019, plus 7 years: must be kept until 31 December 2026")
        .keys("alt-a")
        .sees("Save the form first");
    screen
        .keys("ctrl-z alt-a enter down")
        .typed("IT")
        .keys("ctrl-s")
        .sees("Erasure of 2017");
    // The form shows what was recorded.
    screen
        .go_to("disposed_on")
        .sees("21 November 2026")
        .keys("esc esc esc");
    assert_eq!(screen.app.focus(), None);
}

#[test]
fn days_that_cannot_be_are_refused_in_the_form_too_and_the_text_stays() {
    let mut screen = nine_years();
    for (field, day, told) in [
        ("started_on", "1899-12-31", "before 1900"),
        ("started_on", "2027-01-01", "in the future"),
        ("disposed_on", "2027-01-01", "in the future"),
        ("disposed_on", "2018-12-30", "cannot have been disposed of"),
    ] {
        screen
            .keys("d home down enter")
            .go_to(field)
            .keys("enter ctrl-u")
            .typed(day)
            .sees(told)
            .keys("enter up")
            .sees(told)
            .sees(day)
            .keys("ctrl-s")
            .sees("cannot be read")
            .keys("esc esc esc right right enter");
    }
    // The third must be kept to the end of the year: the form leads to where the reason is asked for.
    screen
        .keys("d home down down enter")
        .go_to("disposed_on")
        .keys("enter")
        .typed("today")
        .sees("must be kept until 31 December 2026");
}

#[test]
fn deadlines_are_narrowed_down_by_kind_words_and_organisation() {
    let mut screen = Screen::sample(Language::ENGLISH, (120, 40));
    screen.keys("d").sees("Erase").sees("A15 Procurement");
    screen
        .keys("f")
        .sees("Which deadlines?")
        .keys("space enter")
        .sees("Erase")
        .lacks("A15 Procurement");
    screen
        .keys("esc")
        .sees("A15 Procurement")
        .keys("/")
        .typed("newsletter")
        .keys("enter")
        .sees("Newsletter")
        .lacks("Payroll");
    screen.keys("esc o down enter").sees("Due (");
    let all = screen.register().ours().count();
    assert!(all > 1);
}

#[test]
fn a_schedule_names_who_rests_on_it_and_a_law_its_rules() {
    let mut screen = nine_years();
    screen
        .keys("d tab tab")
        .sees("2 rules use it")
        .sees("A2/R1 Grants");
    screen.keys("a end enter");
    screen.sees("Retention rules (2)").sees("Bokföringslag");
    screen
        .keys("esc /")
        .typed("1999:1078 invoices")
        .keys("enter")
        .sees("Retention rules (1 of 2)");
}

#[test]
fn a_rule_shows_in_its_form_what_its_schedule_says() {
    let mut screen = nine_years();
    screen.keys("d tab").sees("A1/R1").keys("enter");
    screen.go_to("period").sees("7 years (from schedule S1)");
    // What the rule says itself stands alone.
    screen.typed_in("period", "10y").sees("10 years");
    screen.lacks("(from schedule S1)7").lacks("7 years (");
}

#[test]
fn a_series_that_cannot_be_is_told_and_a_single_one_has_its_name() {
    let mut screen = bookkeeping();
    for (from, to, told) in [
        ("1899", "2017", "before 1900"),
        ("2020", "2017", "no batches between"),
        ("2020", "2030", "in the future"),
        ("2020", "", "end of the series is missing"),
        ("never", "2030", "is not a date"),
        ("2020", "99999", "is not a date"),
    ] {
        screen
            .keys("d tab home a enter down")
            .typed(from)
            .keys("enter")
            .typed(to)
            .keys("ctrl-s")
            .sees(told)
            .sees(from)
            .keys("esc");
    }
    screen
        .keys("a enter right down")
        .typed("1900")
        .keys("enter")
        .typed("2900")
        .sees("more than 10,000 batches")
        .keys("ctrl-s")
        .sees("more than 10,000 batches")
        .keys("esc");
    assert!(
        screen.register().activities[0].retention[0]
            .holdings
            .is_empty()
    );
    screen
        .keys("a enter left down")
        .typed("2027-01-01")
        .keys("enter enter")
        .typed("Case 17")
        .keys("enter right ctrl-s")
        .sees("Batches under Accounting records (A1/R1): Case 17");
    assert_eq!(
        holding(&screen, "A1/R1/H1").name.as_deref(),
        Some("Case 17")
    );
}

#[test]
fn the_log_is_narrowed_to_a_stretch_of_time_and_written_as_json() {
    let mut screen = nine_years();
    screen
        .keys("d a enter down")
        .typed("IT")
        .keys("ctrl-s d backtab")
        .sees("Disposal log (1)");
    screen
        .keys("f")
        .typed("2025")
        .keys("enter")
        .typed("2024")
        .keys("ctrl-s")
        .sees("is before the first")
        .keys("ctrl-u")
        .typed("2025-12")
        .keys("enter")
        .sees("From 1 January 2025 to 31 December 2025.")
        .sees("No disposals in this period.");
    screen
        .keys("f backspace enter backspace enter")
        .sees("Disposal log (1)");
    screen.keys("x right enter enter").sees("Exported to");
    let text = std::fs::read_to_string(screen.path("disposals-2026-11-21.json")).unwrap();
    let log: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(log[0]["ref"], "A1/R1/H1");
    // A file that is there is not written over unasked.
    screen
        .keys("x right enter enter")
        .sees("Overwrite the file?")
        .keys("enter d x right right enter enter")
        .sees("Exported to");
    let calendar = std::fs::read_to_string(screen.path("due-2026-11-21.ics")).unwrap();
    assert_eq!(calendar.matches("BEGIN:VEVENT").count(), 8);
}

#[test]
fn agenda_and_log_are_written_in_every_format_that_is_offered() {
    for (keys, document, stem) in [
        ("d", DocumentKind::Due, "due"),
        ("d backtab", DocumentKind::Disposals, "disposals"),
    ] {
        let mut screen = Screen::sample(Language::ENGLISH, (120, 40));
        screen.keys(keys);
        for (at, format) in document.offered().into_iter().enumerate() {
            let right = " right".repeat(at);
            screen.keys(&format!("x{right} ctrl-s")).sees("Exported to");
            let name = format!("{stem}-2026-11-21.{}", format.ending());
            let bytes = std::fs::read(screen.path(&name)).unwrap();
            assert!(bytes.len() > 100, "{name}");
            assert_eq!(bytes.starts_with(b"PK"), format.is_binary(), "{name}");
        }
    }
}

#[test]
fn the_desk_speaks_swedish() {
    let mut screen = Screen::sample(Language::SWEDISH, (120, 40));
    screen
        .keys("d")
        .sees("Att göra")
        .sees("Försenat")
        .keys("d tab tab L")
        .sees("Vilken lagstadgad tid?")
        .sees("kortaste tid: måste bevaras")
        .keys("esc d backtab")
        .sees("Logg över åtgärder")
        .sees("Verkställt den");
}

#[test]
fn the_decision_stands_in_the_form_before_it_is_typed() {
    let register = |second: &str| {
        let rule = |reference: &str, decision: &str| {
            serde_json::json!({
                "ref": reference, "name": reference, "kind": "fixed", "period": "P5Y", "mode": "batch",
                "disposition": "erase", "disposal_decision": {"title": decision},
                "disposal_decided_on": "2024-03-01",
                "holdings": [{"ref": "H1", "name": "2019", "started_on": "2019-12-31"}],
            })
        };
        serde_json::json!({
            "format": "ropa-register", "version": 1, "register": {"id": "1", "title": "T"},
            "organisations": [{"ref": "O1", "name": "N", "ours": true, "public_authority": true}],
            "activities": [{
                "ref": "A1", "name": "Ärenden", "organisation": "O1",
                "retention": [rule("R1", "KA 2024:17"), rule("R2", second)],
            }],
        })
        .to_string()
    };
    // One decision for both: it can be read and changed before it is recorded.
    let mut screen = Screen::of(&register("KA 2024:17"), Language::SWEDISH, (120, 40));
    screen
        .keys("d space space a enter")
        .sees("KA 2024:17")
        .sees("2024-03-01")
        .keys("down")
        .typed("Arkivarien")
        .keys("ctrl-s")
        .sees("Gallring av 2019");
    let decided = |screen: &Screen, reference: &str| {
        let holding = holding(screen, reference);
        (holding.decision.clone(), holding.decision_on.is_some())
    };
    let one = (Some("KA 2024:17".to_owned()), true);
    assert_eq!(decided(&screen, "A1/R2/H1"), one);
    // Two decisions: each holding goes by that of its own rule.
    let mut screen = Screen::of(&register("KA 2025:3"), Language::SWEDISH, (120, 40));
    screen
        .keys("d space space a enter")
        .lacks("KA 2024:17")
        .keys("down")
        .typed("Arkivarien")
        .keys("ctrl-s")
        .sees("Gallring av 2019");
    assert_eq!(decided(&screen, "A1/R1/H1"), one);
    assert_eq!(
        decided(&screen, "A1/R2/H1"),
        (Some("KA 2025:3".to_owned()), true)
    );
}

#[test]
fn the_documents_of_the_desk_say_that_a_filter_narrows_nothing() {
    let mut screen = nine_years();
    screen.keys("d x").lacks("do not apply here").keys("esc");
    screen
        .keys("space x")
        .sees("do not apply here: all 9 are")
        .keys("esc esc /")
        .typed("2019")
        .keys("enter x")
        .sees("do not apply here: all 9 are");
}

/// A public body's batch of 2010, kept for five years, with what is recorded of its disposal.
fn of_a_public_body(disposal: &serde_json::Value) -> String {
    let mut holding = serde_json::json!({"ref": "H1", "name": "2010", "started_on": "2010-12-31"});
    let fields = holding.as_object_mut().unwrap();
    fields.extend(disposal.as_object().unwrap().clone());
    serde_json::json!({
        "format": "ropa-register", "version": 1, "register": {"id": "1", "title": "T"},
        "organisations": [{"ref": "O1", "name": "N", "ours": true, "public_authority": true}],
        "activities": [{
            "ref": "A1", "name": "Ärenden", "organisation": "O1", "role": "controller",
            "retention": [{
                "ref": "R1", "name": "Ärenden", "kind": "fixed", "period": "P5Y", "mode": "batch",
                "disposition": "erase", "holdings": [holding],
            }],
        }],
    })
    .to_string()
}

#[test]
fn an_erasure_without_a_decision_is_told_wherever_it_is_recorded() {
    let register = of_a_public_body(&serde_json::json!({}));
    let mut screen = Screen::of(&register, Language::ENGLISH, (120, 40));
    let doubt = "erasure without a decision";
    // Typed into the form of the batch: beside the field, and when it is saved.
    screen
        .keys("5 tab tab tab enter")
        .go_to("disposed_on")
        .lacks(doubt);
    screen
        .keys("enter")
        .typed("2026-01-15")
        .keys("enter")
        .sees(doubt);
    screen.go_to("decision").sees(doubt).sees("▲›Decision");
    screen
        .keys("ctrl-s")
        .sees("Saved A1")
        .sees("one thing is missing")
        .sees(doubt);
    screen
        .keys("enter 5 enter")
        .go_to("decision")
        .keys("enter")
        .typed("KA 2024:17")
        .keys("enter");
    screen
        .go_to("disposed_on")
        .lacks(doubt)
        .keys("ctrl-s")
        .sees("Saved A1")
        .lacks(doubt);
    // A save that disposes of nothing tells nothing.
    screen
        .keys("5 enter")
        .go_to("name")
        .keys("enter")
        .typed("!")
        .keys("ctrl-s");
    screen.sees("Saved A1").lacks("one thing is missing");
    // Imported.
    let mut screen = Screen::new_register();
    let disposed = of_a_public_body(&serde_json::json!({"disposed_on": "2026-01-15"}));
    std::fs::write(screen.path("other.json"), disposed).unwrap();
    screen
        .keys("ctrl-p")
        .typed("import")
        .keys("enter")
        .typed("other.json");
    // What the import would say is said before it.
    screen.keys("enter").sees("Adds 1").sees(doubt);
    screen.keys("right enter").sees("Imported").sees(doubt);
}

/// A public body stops disposal, everyone else erasure; a register of both says what holds of all.
#[test]
fn a_hold_is_called_in_swedish_by_who_keeps_the_data() {
    let register = |public: bool| {
        of_a_public_body(&serde_json::json!({})).replace(
            "\"public_authority\":true",
            &format!("\"public_authority\":{public}"),
        )
    };
    for (public, said) in [(true, "gallringsstopp"), (false, "raderingsstopp")] {
        let mut screen = Screen::of(&register(public), Language::SWEDISH, (120, 40));
        screen.keys("5 tab tab tab a").sees(said);
    }
}

#[test]
fn an_act_on_marks_of_different_kinds_is_done_where_it_can_be_and_says_what_it_left_out() {
    let mut screen = Screen::sample(Language::ENGLISH, (120, 40));
    // Overdue are a transfer, a batch and a review.
    screen.keys("5 home V down down V").sees("3 marked");
    screen
        .keys("a")
        .sees("Record an erasure: 1 of 3")
        .sees("Record a review: 1 of 3");
    screen.typed("review").keys("enter");
    screen.sees("Left out").sees("A12/T1").sees("A16/R1/H1");
    screen.keys("ctrl-s").sees("Left out");
    let reviewed = screen.register().activities.iter();
    let today = crate::support::screen::today();
    let reviewed =
        reviewed.filter(|it| it.last_reviewed_on.is_some_and(|on| on.last_day() == today));
    assert_eq!(reviewed.count(), 1);
}

#[test]
fn a_field_of_all_that_is_marked_is_set_after_its_preview_and_taken_back_at_once() {
    let mut screen = Screen::sample(Language::ENGLISH, (120, 40));
    screen
        .keys("2 space space space =")
        .sees("Set which field of 3 records?");
    screen.typed("owner").keys("enter").sees("Owner");
    screen.typed("Registrar").keys("enter");
    screen
        .sees("A1 Owner: Head of HR → Registrar")
        .sees("Set on 3 records");
    let number = screen.register().mark.number;
    screen.keys("right enter").sees("Recorded: ");
    assert_eq!(screen.register().mark.number, number + 1);
    let owned = |screen: &Screen| {
        let owners = screen.register().activities.iter();
        owners
            .filter(|it| it.owner.as_deref() == Some("Registrar"))
            .count()
    };
    assert_eq!(owned(&screen), 3);
    screen.keys("ctrl-z");
    assert_eq!(owned(&screen), 0);
}

#[test]
fn a_field_is_found_by_what_it_is_called_before_what_explains_another() {
    let mut screen = Screen::sample(Language::SWEDISH, (120, 40));
    screen.keys("2 =").typed("ansvarig").keys("enter");
    screen.sees("Verksamhetsansvarig: 1 post");
}

#[test]
fn an_organisation_is_replaced_by_another_after_it_was_shown_where() {
    let mut screen = Screen::sample(Language::ENGLISH, (120, 40));
    screen.keys("3 /").typed("Lönvik").keys("enter ctrl-p");
    screen.typed("replace or merge").keys("enter");
    screen
        .sees("What takes the place of")
        .typed("Molnhall")
        .keys("enter");
    screen.sees("will be named instead").sees("A1/C1");
    // It is asked, and not done yet.
    screen.sees("Replace ").lacks("replaced by");
    screen.keys("right right enter").sees("merged into");
    let gone = screen.register().organisations.iter();
    assert_eq!(gone.filter(|it| it.head.reference == "O10").count(), 0);
}

#[test]
fn deleting_what_proves_something_says_what_goes_with_it() {
    let mut screen = Screen::sample(Language::ENGLISH, (120, 40));
    let register = screen.register();
    let held = register.activities.iter().find(|activity| {
        let rules = activity.retention.iter();
        let mut holdings = rules.flat_map(|rule| &rule.holdings);
        holdings.any(|it| it.holds.iter().any(|hold| hold.lifted_on.is_none()))
    });
    let reference = held.unwrap().head.reference.clone();
    screen.keys("2 /").typed(&reference).keys("enter delete");
    screen.sees("A legal hold stands on it");
    let mut screen = Screen::sample(Language::ENGLISH, (120, 40));
    screen.keys("3 delete").lacks("A legal hold stands on it");
}
