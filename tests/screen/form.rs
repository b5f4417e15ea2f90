//! Forms: every way to fill in a field, and nothing typed is lost.

use ropa::domain::codes::ActivityRole;
use ropa::domain::field::Record;
use ropa::domain::language::Language;
use ropa::domain::period::Period;

use crate::support::screen::Screen;

/// A form over a new activity, with its name and role filled in.
fn new_activity() -> Screen {
    let mut screen = Screen::new_register();
    screen
        .keys("2 n")
        .typed("Payroll")
        .keys("enter")
        .typed("contr")
        .keys("enter")
        .closed();
    screen
}

#[test]
fn an_activity_with_all_that_article_30_asks_for_is_entered_by_keys() {
    let mut screen = new_activity();
    screen.go_to("purposes");
    screen
        .keys("enter")
        .typed("Paying salaries to employees")
        .keys("enter")
        .typed("contract")
        .keys("enter")
        .out();
    screen.go_to("data_subjects");
    screen.keys("enter").typed("employees").keys("enter").out();
    screen.go_to("data_categories");
    screen
        .keys("enter")
        .typed("payment")
        .keys("up space")
        .typed("trade secrets of the soul")
        .keys("enter")
        .out();
    screen.go_to("recipients");
    screen.keys("enter").typed("Lönebyrån AB").keys("enter");
    // Its country is asked at once.
    screen
        .keys("tab")
        .sees("Organisation (new): Lönebyrån AB")
        .keys("ctrl-s");
    screen.out().sees("Lönebyrån AB");
    screen.go_to("transfers");
    screen
        .keys("f4")
        .typed("Everything stays in Sweden")
        .keys("enter");
    screen.go_to("retention");
    screen.keys("enter").typed("Salary records").keys("enter");
    screen.go_to("period");
    screen.keys("enter").typed("7 år").sees("7 years").out();
    screen.keys("ctrl-s").sees("Saved A1");
    let register = screen.register();
    let activity = &register.activities[0];
    assert_eq!(
        (activity.name.as_deref(), activity.role),
        (Some("Payroll"), Some(ActivityRole::Controller))
    );
    assert_eq!(activity.purposes[0].legal_bases, ["6-1-b"]);
    assert_eq!(activity.data_subjects[0].category, ["employees"]);
    assert_eq!(
        activity.data_categories[0].category,
        ["payment", "trade secrets of the soul"]
    );
    assert_eq!(
        register
            .organisation(activity.recipients[0].organisation)
            .unwrap()
            .name
            .as_deref(),
        Some("Lönebyrån AB")
    );
    assert_eq!(
        activity.head.none["transfers"],
        "Everything stays in Sweden"
    );
    assert_eq!(activity.retention[0].period, Period::from_iso("P7Y"));
    let mut second = screen.second();
    second
        .keys("2 enter")
        .sees("Activity A1: Payroll")
        .sees("Controller");
}

#[test]
fn text_that_cannot_be_read_stays_in_its_field_and_stops_the_save() {
    let mut screen = new_activity();
    screen.go_to("started_on");
    screen
        .keys("enter")
        .typed("31.02.2026")
        .sees("is not a date")
        .keys("enter")
        .closed();
    screen
        .sees("31.02.2026")
        .keys("ctrl-s")
        .sees("cannot be read");
    assert_eq!(screen.register().activities.len(), 0);
    // What is typed takes its place.
    screen
        .keys("enter")
        .typed("1.2.2026")
        .keys("ctrl-s")
        .sees("Saved A1");
    assert_eq!(
        screen.register().activities[0]
            .started_on
            .unwrap()
            .to_string(),
        "2026-02-01"
    );
}

#[test]
fn escape_asks_before_anything_is_lost() {
    let mut screen = new_activity();
    screen
        .keys("esc")
        .sees("Unsaved changes")
        .keys("c enter")
        .sees("Payroll")
        .keys("esc s enter")
        .sees("Saved A1");
    screen
        .keys("enter f2")
        .typed(" and pensions")
        .keys("down esc d enter");
    assert_eq!(
        screen.register().activities[0].name.as_deref(),
        Some("Payroll")
    );
    screen.keys("enter esc").lacks("Unsaved changes").sees("A1");
}

#[test]
fn a_hostile_paste_stays_text() {
    let mut screen = new_activity();
    screen.go_to("department");
    screen
        .keys("enter")
        .pasted("q\u{1b}[31m\r\nq\u{0}\u{202e}abc")
        .sees("control characters were removed")
        .keys("enter ctrl-s");
    let department = screen.register().activities[0].department.clone().unwrap();
    assert_eq!(department, "q[31m qabc");
    screen.keys("enter").text();
    let shown = screen.text();
    assert!(
        !shown.contains('\u{202e}') && !shown.contains('\u{1b}'),
        "{shown}"
    );
}

#[test]
fn a_megabyte_can_be_pasted() {
    let mut screen = new_activity();
    screen.go_to("description");
    let text = "Å lång text\n".repeat(80_000);
    screen
        .keys("enter")
        .pasted(&text)
        .keys("ctrl-s")
        .sees("Saved A1");
    assert_eq!(
        screen.register().activities[0].description.as_deref(),
        Some(text.trim_end())
    );
}

#[test]
fn a_form_takes_changes_back_and_brings_them_again() {
    let mut screen = new_activity();
    screen.go_to("purposes");
    screen
        .keys("enter")
        .typed("One purpose")
        .out()
        .sees("One purpose");
    screen
        .keys("ctrl-z")
        .sees("Undone: Purpose")
        .sees("Ctrl-Y redoes it")
        .lacks("One purpose")
        .keys("ctrl-y")
        .sees("One purpose");
}

#[test]
fn rows_are_moved_copied_and_removed() {
    let mut screen = new_activity();
    for text in ["First purpose", "Second purpose"] {
        screen.go_to("purposes");
        screen.keys("enter").typed(text).out();
    }
    screen.keys("alt-up ctrl-d ctrl-s").sees("Saved A1");
    let texts: Vec<_> = screen.register().activities[0]
        .purposes
        .iter()
        .map(|purpose| {
            (
                purpose.head.reference.clone(),
                purpose.text.clone().unwrap(),
            )
        })
        .collect();
    let texts: Vec<(&str, &str)> = texts
        .iter()
        .map(|(reference, text)| (reference.as_str(), text.as_str()))
        .collect();
    assert_eq!(texts.len(), 3);
    assert_eq!(
        (texts[0].1, texts[1].1, texts[2].1),
        ("Second purpose", "Second purpose", "First purpose")
    );
}

#[test]
fn two_windows_do_not_lose_each_others_work() {
    let mut one = new_activity();
    one.keys("ctrl-s");
    let mut other = one.second();
    one.keys("enter f2").typed(" one").keys("enter");
    other
        .keys("2 enter f2")
        .typed(" other")
        .keys("enter ctrl-s")
        .sees("Saved A1");
    one.keys("ctrl-s")
        .sees("Payroll other")
        .sees("Payroll one")
        .sees("Keep mine");
    one.keys("esc")
        .sees("Payroll one")
        .keys("ctrl-s right enter")
        .sees("Saved A1");
    assert_eq!(
        one.register().activities[0].name.as_deref(),
        Some("Payroll one")
    );
    assert!(other.app.look());
    assert_eq!(
        other.register().activities[0].name.as_deref(),
        Some("Payroll one")
    );
}

#[test]
fn what_was_typed_over_a_record_that_another_window_deleted_is_saved_as_a_new_one() {
    let mut one = new_activity();
    one.keys("ctrl-s");
    let mut other = one.second();
    one.keys("enter f2").typed(" one").keys("enter");
    other.keys("2 delete d enter").sees("Deleted");
    assert!(other.register().activities.is_empty());
    one.keys("ctrl-s")
        .sees("Save as new record")
        .lacks("Keep mine")
        .lacks("Keep theirs");
    one.keys("esc").sees("Payroll one");
    one.keys("ctrl-s right enter").sees("Saved A2");
    assert_eq!(
        one.register().activities[0].name.as_deref(),
        Some("Payroll one")
    );
    assert!(other.app.look());
    assert_eq!(other.register().activities.len(), 1);
}

#[test]
fn an_own_reference_is_followed_and_a_taken_one_refused() {
    let mut screen = new_activity();
    screen
        .keys("ctrl-s n")
        .typed("Recruitment")
        .keys("enter ctrl-s");
    let id = screen.register().activities[1].head.id;
    assert_eq!(screen.register().reference(id), "A2");
    screen
        .keys("enter alt-r")
        .keys("ctrl-u")
        .typed("A1")
        .keys("enter")
        .sees("in use already");
    screen
        .keys("ctrl-u")
        .typed("HR-01")
        .keys("enter ctrl-s")
        .sees("Saved HR-01");
    assert!(
        (&screen.register().activities[1] as &dyn Record)
            .head()
            .reference
            == "HR-01"
    );
}

#[test]
fn a_directory_that_goes_away_while_a_form_is_open_costs_nothing_that_was_typed() {
    let mut screen = new_activity();
    let away = screen.path("").with_extension("away");
    std::fs::rename(screen.path(""), &away).unwrap();
    screen
        .keys("ctrl-s")
        .sees("That did not work")
        .keys("enter");
    screen.sees("Activity (new): Payroll");
    assert!(screen.register().activities.is_empty());
    std::fs::rename(&away, screen.path("")).unwrap();
    // Trying again is all that is needed.
    screen.keys("ctrl-s").sees("Saved A1");
    assert_eq!(
        screen.register().activities[0].name.as_deref(),
        Some("Payroll")
    );
}

#[test]
fn a_lock_that_another_program_holds_is_told_and_the_form_stays() {
    let mut screen = new_activity();
    let other = rusqlite::Connection::open(screen.path("register.sqlite")).unwrap();
    other.execute_batch("BEGIN EXCLUSIVE").unwrap();
    screen
        .keys("ctrl-s")
        .sees("Waiting for another program")
        .keys("esc")
        .sees("Nothing was saved");
    screen.sees("Activity (new): Payroll");
    other.execute_batch("ROLLBACK").unwrap();
    screen.keys("ctrl-s").sees("Saved A1");
}

#[test]
fn the_line_of_a_contact_that_is_asked_for_adds_it_with_its_role() {
    let mut screen = Screen::new_register();
    screen.keys("3 enter").go_to("contacts.dpo").keys("f4");
    screen.typed("Not yet").keys("enter");
    screen.go_to("contacts.dpo").keys("enter");
    screen
        .typed_in("name", "Privacy office")
        .out()
        .keys("ctrl-s");
    let organisation = &screen.register().organisations[0];
    let contact = &organisation.contacts[0];
    assert_eq!(contact.role, Some(ropa::domain::codes::ContactRole::Dpo));
    assert_eq!(contact.name.as_deref(), Some("Privacy office"));
    assert!(organisation.head.none.is_empty());
}

#[test]
fn leaving_the_question_why_there_is_none_changes_nothing() {
    let mut screen = Screen::new_register();
    screen
        .keys("2 n")
        .typed_in("name", "Payroll")
        .typed_in("department", "Personnel")
        .go_to("department")
        .keys("f4 esc")
        .sees("Personnel")
        .keys("ctrl-s");
    let department = screen.register().activities[0].department.clone();
    assert_eq!(department.as_deref(), Some("Personnel"));
}

#[test]
fn a_reference_that_cannot_be_stays_to_be_mended() {
    let mut screen = Screen::new_register();
    screen.keys("2 n").typed_in("name", "Payroll");
    screen.keys("alt-r ctrl-u").typed("HR/1").keys("enter");
    screen.sees("HR/1 cannot be used").sees("HR/1");
    screen.keys("backspace backspace").typed("-1");
    screen.keys("enter ctrl-s").sees("Saved HR-1");
}

#[test]
fn an_entry_that_was_added_and_left_empty_is_not_there() {
    let mut screen = Screen::new_register();
    screen
        .keys("2 n")
        .typed_in("name", "Payroll")
        .go_to("purposes")
        .keys("enter esc ctrl-s")
        .sees("Saved A1");
    assert!(screen.register().activities[0].purposes.is_empty());
}

#[test]
fn own_words_that_were_typed_and_not_marked_are_taken_with_the_rest() {
    let mut screen = Screen::new_register();
    screen
        .keys("2 n")
        .typed_in("name", "Payroll")
        .go_to("data_subjects")
        .keys("enter")
        .typed("Reseller staff")
        .keys("ctrl-s");
    let subjects = &screen.register().activities[0].data_subjects;
    assert_eq!(subjects[0].category, ["Reseller staff"]);
}

#[test]
fn an_agreement_offers_clauses_and_no_decisions() {
    let mut screen = Screen::sample(Language::ENGLISH, (120, 40));
    screen.keys("3 tab n").go_to("instrument").keys("enter");
    screen.sees("2021/914").lacks("Switzerland");
}

#[test]
fn what_is_typed_into_something_new_stands_in_its_first_field() {
    let mut screen = Screen::new_register();
    screen
        .keys("2 n")
        .typed("Portal")
        .keys("enter")
        .sees("Portal");
    screen
        .go_to("purposes")
        .keys("enter")
        .typed("Answering questions")
        .keys("ctrl-s")
        .sees("Saved A1");
    let activity = &screen.register().activities[0];
    assert_eq!(activity.name.as_deref(), Some("Portal"));
    let purpose = activity.purposes[0].text.as_deref();
    assert_eq!(purpose, Some("Answering questions"));
    // Who wants to leave, leaves.
    screen.keys("2 n").typed("Payroll").keys("ctrl-s");
    assert_eq!(
        screen.register().activities[1].name.as_deref(),
        Some("Payroll")
    );
    screen.keys("n esc").sees("Activities (2)");
    screen.keys("n down").sees("Our role").keys("esc");
}

#[test]
fn what_only_cookies_have_is_asked_of_cookies_alone() {
    let mut screen = Screen::sample(Language::ENGLISH, (120, 60));
    screen.keys("5 tab n esc");
    screen
        .keys("2 n")
        .typed("Site")
        .go_to("retention")
        .keys("enter");
    screen.lacks("Declared type").go_to("scope").keys("enter");
    screen.typed("cookies").keys("enter").sees("Declared type");
}

#[test]
fn a_value_is_said_again_only_where_its_line_had_to_cut_it() {
    let mut screen = Screen::sample(Language::ENGLISH, (60, 16));
    screen.keys("2 home enter").go_to("department");
    let shown = screen.text();
    let department = screen.register().activities[0].department.clone().unwrap();
    assert_eq!(shown.matches(&department).count(), 1, "{shown}");
}

/// A register with one activity, which holds these fields too.
fn activity_with(fields: &serde_json::Value) -> String {
    let mut activity = serde_json::json!({ "ref": "A1", "name": "Payroll", "role": "controller", "organisation": "O1" });
    let all = activity.as_object_mut().unwrap();
    all.extend(fields.as_object().unwrap().clone());
    serde_json::json!({
        "format": "ropa-register", "version": 1,
        "register": { "id": "one", "title": "One" },
        "organisations": [{ "ref": "O1", "name": "Exempel AB", "ours": true }],
        "activities": [activity],
    })
    .to_string()
}

#[test]
fn a_value_that_its_line_cuts_is_told_whole_at_every_width() {
    let value = "x".repeat(46);
    let document = activity_with(&serde_json::json!({ "department": value }));
    // A window that is high has room for it in the form.
    let mut screen = Screen::of(&document, Language::ENGLISH, (80, 18));
    screen.keys("2 enter").go_to("department");
    for columns in 60..=150 {
        screen.resized(columns, 18).sees(&value);
    }
}

#[test]
fn a_contact_is_asked_for_by_its_own_provision() {
    let document = activity_with(&serde_json::json!({}));
    let mut screen = Screen::of(&document, Language::ENGLISH, (100, 40));
    screen.keys("3 enter").go_to("contacts.representative");
    screen.sees("27(1)").lacks("37(7)");
    screen.go_to("contacts.dpo").sees("37(7)").lacks("27(1)");
}

#[test]
fn moving_in_a_large_form_works_nothing_out_anew() {
    let numbered = |prefix: &str, count: usize| -> Vec<serde_json::Value> {
        (1..=count)
            .map(|at| serde_json::json!({ "ref": format!("{prefix}{at}"), "name": format!("Box {at}") }))
            .collect()
    };
    let rows = |prefix: &str| -> Vec<serde_json::Value> {
        (1..=200)
            .map(|at| serde_json::json!({ "ref": format!("{prefix}{at}") }))
            .collect()
    };
    let mut retention = rows("R");
    retention[0]["holdings"] = numbered("H", 1000).into();
    let document = activity_with(&serde_json::json!({
        "purposes": rows("P"), "data_subjects": rows("U"), "data_categories": rows("D"),
        "recipients": rows("C"), "transfers": rows("T"), "retention": retention,
    }));
    let mut screen = Screen::of(&document, Language::ENGLISH, (120, 40));
    screen.keys("2 enter").go_to("department").text();
    let before = screen.app.work_of_form().unwrap();
    for _ in 0..20 {
        for key in ["down", "up", "pagedown", "tab", "end", "home"] {
            screen.keys(key).text();
        }
    }
    assert_eq!(screen.app.work_of_form(), Some(before));
    // A field that is changed costs its lines, its findings, their places and whether it is changed, once each.
    screen.go_to("department").keys("enter").typed("x").text();
    screen.keys("enter").text();
    screen.keys("down").text();
    let changed = screen.app.work_of_form().unwrap() - before;
    assert!(changed <= 8, "{changed}");
}

#[test]
fn a_period_opens_as_it_is_shown_and_is_read_back() {
    for (language, period) in [(Language::ENGLISH, "1 year"), (Language::SWEDISH, "1 år")] {
        let mut screen = Screen::sample(language, (100, 30));
        screen.keys("ctrl-p");
        let words = crate::support::screen::lexicon(language).words;
        screen
            .pasted(words.get("command.register-data.title"))
            .keys("enter");
        screen
            .go_to("default_review_interval")
            .keys("enter ctrl-u")
            .typed("12 mån")
            .keys("enter");
        screen
            .go_to("default_review_interval")
            .keys("enter ctrl-u")
            .typed(period)
            .keys("enter");
        screen
            .go_to("default_review_interval")
            .keys("enter")
            .lacks("P1Y")
            .sees(period);
        // Left as it stands, it is the same.
        screen.keys("enter").sees(period).keys("ctrl-s");
        assert_eq!(
            screen
                .register()
                .about
                .default_review_interval
                .map(|it| it.to_string())
                .as_deref(),
            Some("P1Y")
        );
    }
}

#[test]
fn a_row_without_a_name_says_so_and_not_its_reference_twice() {
    let document = r#"{"format": "ropa-register", "version": 1, "activities": [{"ref": "A1", "name": "Buses",
        "role": "controller", "purposes": [{"ref": "P1", "legal_bases": ["6-1-e"]}]}]}"#;
    let mut screen = Screen::of(document, Language::ENGLISH, (100, 40));
    screen
        .keys("2 enter")
        .sees("P1 Not recorded · ")
        .lacks("P1 P1");
}
