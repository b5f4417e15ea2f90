//! The findings on the screen: they lead to their field, and back to the next; they are narrowed down, waived and
//! taken back; lists, forms and overview agree with them.

use ropa::domain::language::Language;
use ropa::rules::folded::fold;
use ropa::rules::{self, Finding};

use crate::support::screen::{Screen, lexicon, today};

/// The findings that stand, as `check` counts them; of some only.
fn told(screen: &Screen, wanted: impl Fn(&Finding) -> bool) -> usize {
    let law = lexicon(Language::ENGLISH).law;
    let found = rules::check(screen.register(), &law, today());
    let standing = |finding: &&Finding| !finding.is_waived() && wanted(finding);
    found.iter().filter(standing).count()
}

/// Those that stand.
fn standing(screen: &Screen) -> usize {
    told(screen, |_| true)
}

#[test]
fn one_cause_is_one_line_that_opens_and_closes() {
    let mut screen = Screen::sample(Language::ENGLISH, (100, 40));
    let law = lexicon(Language::ENGLISH).law;
    let found = rules::check(screen.register(), &law, today());
    let found: Vec<&Finding> = found.iter().filter(|it| !it.is_waived()).collect();
    let into = fold(screen.register(), &found);
    let head = found.iter().position(|it| it.rule.id == "R33").unwrap();
    let under = into.iter().filter(|it| **it == Some(head)).count();
    assert!(under > 0);
    let waived = rules::check(screen.register(), &law, today());
    let waived = waived.iter().filter(|it| it.is_waived()).count();
    let all = standing(&screen) + waived;
    let folded = into.iter().filter(|head| head.is_some()).count();
    let lines = |n: usize| format!("in {n} lines");
    screen.keys("6").sees(&format!("Findings ({all})"));
    screen.sees(&lines(all - folded));
    screen.keys("/").typed("R33").keys("enter");
    screen.sees(&format!("(+{under}) "));
    // The arrow opens what is folded into it, and closes it again; the tab stays, and as many are counted.
    screen.keys("right esc");
    screen.sees(&format!("Findings ({all})"));
    if folded == under {
        screen.lacks(" lines");
    }
    screen.keys("left").sees(&lines(all - folded));
    for order in ["Grouped by record", "Grouped by rule", "In order of weight"] {
        screen.keys("s").sees(order);
        screen.sees(&format!("Findings ({all})"));
        screen.sees(&lines(all - folded));
    }
}

#[test]
fn a_finding_leads_to_its_field_and_mending_it_to_the_next() {
    let mut screen = Screen::new_register();
    screen.keys("2 n").typed_in("name", "Payroll");
    screen.keys("ctrl-s 6");
    let before = standing(&screen);
    screen.sees(&format!("Findings ({before})"));
    // The activity's own findings come after those of the organisation.
    screen.keys("/").typed("role decided").keys("enter enter");
    assert_eq!(screen.app.focus().as_deref(), Some("role"));
    screen.sees("! It is not decided");
    screen
        .keys("enter")
        .typed("controller")
        .keys("enter ctrl-s");
    screen.sees("Findings (").lacks("It is not decided");
    screen.keys("esc");
    let after = standing(&screen);
    screen.sees(&format!("Findings ({after})"));
    assert_ne!(before, after);
}

#[test]
fn findings_are_narrowed_down_by_severity_provision_and_words() {
    let mut screen = Screen::sample(Language::ENGLISH, (100, 40));
    let all = standing(&screen);
    screen
        .keys("6 f")
        .sees("Which findings?")
        .sees("Error")
        .sees("Art. 30(1)(");
    screen.typed("error").keys("enter ctrl-s");
    let errors = told(&screen, |finding| {
        finding.severity == rules::Severity::Error
    });
    assert!(errors > 0 && errors < all);
    screen.sees(&format!("Findings ({errors})"));
    screen.keys("esc").lacks(&format!("Findings ({errors})"));
    screen.keys("s s").sees("Grouped by rule").sees("R");
}

#[test]
fn a_finding_is_waived_with_a_reason_and_a_day_and_taken_back() {
    let mut screen = Screen::sample(Language::ENGLISH, (100, 40));
    let before = standing(&screen);
    let waivers = screen.register().waivers.len();
    screen.keys("6 w").sees("Waive this finding?");
    // A reason is asked for, and what was typed stays.
    screen.keys("enter").typed("+90d").keys("enter");
    screen.sees("needs a reason").sees("+90d");
    screen.typed("Settled with the board").keys("enter enter");
    screen.sees("Waived: 1");
    assert_eq!(standing(&screen), before - 1);
    let waiver = screen.register().waivers.last().unwrap().clone();
    assert_eq!(waiver.reason.as_deref(), Some("Settled with the board"));
    assert_eq!(waiver.by.as_deref(), Some("Privacy office"));
    screen
        .keys("G w")
        .sees("End the waiver?")
        .keys("down enter");
    assert_eq!(screen.register().waivers.len(), waivers);
    assert_eq!(standing(&screen), before);
    // Undo brings the waiver again: nothing that was decided is lost.
    screen.keys("ctrl-z");
    assert_eq!(screen.register().waivers.len(), waivers + 1);
}

#[test]
fn after_one_is_waived_the_next_that_stands_comes_up() {
    let selected = |screen: &mut Screen| {
        let text = screen.text();
        let line = text.lines().find(|line| line.contains(" ›")).unwrap();
        line.split('│').next().unwrap().trim().to_owned()
    };
    for language in Language::ALL {
        let mut screen = Screen::sample(language, (140, 40));
        screen.keys("6 down");
        let second = selected(&mut screen);
        screen
            .keys("up w")
            .typed("Settled with the board")
            .keys("tab");
        screen.typed("+90d").keys("ctrl-s");
        assert_eq!(selected(&mut screen), second);
        // One that is not among those that were marked stays.
        screen.keys("space space");
        let third = selected(&mut screen);
        screen.keys("w").typed("Settled too").keys("tab");
        screen.typed("+90d").keys("ctrl-s");
        assert_eq!(selected(&mut screen), third);
        // What is looked at after it was left alone stays.
        screen.keys("w esc down");
        let next = selected(&mut screen);
        screen.works();
        assert_eq!(selected(&mut screen), next);
    }
}

#[test]
fn a_waiver_in_the_past_is_refused_and_the_text_stays() {
    let mut screen = Screen::sample(Language::SWEDISH, (80, 24));
    let before = screen.register().waivers.len();
    screen
        .keys("6 w")
        .typed("Skäl")
        .keys("enter")
        .typed("2020-01-01")
        .keys("enter");
    screen
        .sees("har redan passerat")
        .sees("2020-01-01")
        .sees("Skäl");
    assert_eq!(screen.register().waivers.len(), before);
}

#[test]
fn lists_forms_and_overview_agree_with_the_findings() {
    let mut screen = Screen::sample(Language::ENGLISH, (100, 40));
    let law = lexicon(Language::ENGLISH).law;
    let found = rules::check(screen.register(), &law, today());
    let mut stands = found.iter().filter(|finding| !finding.is_waived());
    let errors = stands
        .clone()
        .filter(|finding| finding.severity == rules::Severity::Error)
        .count();
    screen.sees(&format!("{errors:>7}  ! Error"));
    let faulty = stands
        .find(|finding| {
            finding.severity == rules::Severity::Error
                && finding.activity(screen.register()).is_some()
        })
        .unwrap();
    let reference = screen.register().reference(faulty.owner);
    screen
        .keys("2 f f f")
        .sees("Showing only those with findings")
        .sees(&format!("! {reference} "));
    screen.keys("/").typed(&reference).keys("enter enter");
    // The form's sections carry the sign of the gravest finding in them.
    let text = screen.text();
    assert!(
        text.lines()
            .any(|line| line.contains('!') && line.starts_with('│')),
        "{text}"
    );
}

#[test]
fn numbers_of_the_overview_lead_to_the_findings_behind_them() {
    let mut screen = Screen::sample(Language::ENGLISH, (100, 40));
    // What is to be done next comes first, then what is due, the findings, what is answered of Art. 30, what there is.
    screen
        .keys("down down down enter")
        .sees("Due (")
        .sees("Overdue (");
    screen.keys("1 home");
    while !screen
        .text()
        .lines()
        .any(|it| it.starts_with('›') && it.contains("  ! Error"))
    {
        let before = screen.text();
        screen.keys("down");
        assert_ne!(before, screen.text(), "no line of the errors");
    }
    screen.keys("enter").sees("Findings (").sees("Error");
    screen
        .resized(100, 24)
        .keys("1")
        .sees("Do next")
        .keys("end enter")
        .sees("known");
}

#[test]
fn a_form_says_at_once_where_a_country_stands_and_c_says_it_in_full() {
    let mut screen = Screen::new_register();
    screen.keys("3 enter").go_to("country");
    screen.sees("Not a transfer");
    screen.keys("enter").typed("united states").keys("enter");
    screen.closed().go_to("country").sees("Questions to");
    screen
        .keys("alt-c")
        .sees("United States")
        .keys("end")
        .sees("Source:");
    screen
        .keys("esc esc down enter 2 c")
        .typed("switz")
        .keys("enter");
    screen.sees("Switzerland (CH)").sees("adequacy decision");
}

#[test]
fn a_transfer_asks_what_its_decision_asks_and_offers_what_can_be() {
    let mut screen = Screen::new_register();
    screen.keys("2 n").typed_in("name", "Newsletter");
    screen.go_to("transfers").keys("enter").go_to("country");
    screen.keys("enter").typed("united states").keys("enter");
    // The question of the decision is filled in; only the answer is left to choose.
    screen.go_to("conditions").keys("enter tab up");
    assert_eq!(
        screen.app.focus().as_deref(),
        Some("conditions[0].answer"),
        "{}",
        screen.text()
    );
    // It is the question that is read there, not its code.
    screen.lacks("us_dpf");
    screen.go_to("instrument").keys("enter");
    let text = screen.text();
    let usable = text.find("2021/914").unwrap_or(usize::MAX);
    let shield = text.find("2016/1250").unwrap_or(usize::MAX);
    assert!(usable < shield, "{text}");
}

/// A document with the answers of its records taken out or exchanged, so that other rules fire.
fn mutated(document: &serde_json::Value, how: usize) -> serde_json::Value {
    let mut document = document.clone();
    let Some(activities) = document["activities"].as_array_mut() else {
        return document;
    };
    for activity in activities {
        let Some(activity) = activity.as_object_mut() else {
            continue;
        };
        match how {
            1 => _ = activity.insert("role".to_owned(), "processor".into()),
            2 => _ = activity.remove("role"),
            3 => {
                for key in ["purposes", "data_subjects", "data_categories", "measures"] {
                    activity.remove(key);
                }
            }
            4 => {
                for key in ["recipients", "transfers", "retention"] {
                    for row in activity
                        .get_mut(key)
                        .and_then(|rows| rows.as_array_mut())
                        .into_iter()
                        .flatten()
                    {
                        let reference = row["ref"].clone();
                        *row = serde_json::json!({ "ref": reference });
                    }
                }
            }
            _ => {}
        }
    }
    document
}

#[test]
fn every_finding_leads_to_its_very_field() {
    let mut told = std::collections::BTreeSet::new();
    let mut wrong = Vec::new();
    let sample = Screen::sample(Language::ENGLISH, (100, 40));
    let sample = crate::exchange::export(sample.register());
    let documents: [serde_json::Value; 2] = [
        serde_json::from_str(&sample).unwrap(),
        serde_json::from_str(include_str!("../notices/secmaker.json")).unwrap(),
    ];
    for document in &documents {
        for how in 0..5 {
            let mut screen = Screen::holding(&mutated(document, how).to_string());
            let law = lexicon(Language::ENGLISH).law;
            let found: Vec<_> = rules::check(screen.register(), &law, today());
            for finding in found {
                let Some(key) = finding.key else { continue };
                screen.app.open_form(finding.record, Some(key));
                let focus = screen.app.focus().unwrap_or_default();
                let stem = focus.split(['[', '+']).next().unwrap_or_default();
                if stem != key {
                    wrong.push(format!("{} {key}: {focus}", finding.rule.id));
                }
                told.insert((finding.rule.id, key));
                screen.keys("esc");
                while screen.app.focus().is_some() {
                    screen.keys("esc");
                }
            }
        }
    }
    assert!(told.len() > 30, "{told:?}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_field_that_the_role_is_not_asked_for_is_led_to_all_the_same() {
    let mut screen = Screen::new_register();
    screen.keys("2 n").typed_in("name", "Hosting");
    screen.go_to("role").keys("enter").typed("processor");
    screen.keys("enter ctrl-s");
    let id = screen.register().activities[0].head.id;
    for key in ["data_subjects", "purposes", "retention"] {
        screen.app.open_form(id, Some(key));
        assert_eq!(screen.app.focus().as_deref(), Some(key));
        screen.keys("esc");
    }
}

#[test]
fn the_instrument_that_carries_the_named_ground_comes_first() {
    for (mechanism, first) in [("art45", "US-2023-1795"), ("art46-2-c", "scc-2021-914")] {
        let mut screen = Screen::new_register();
        screen
            .keys("2 n")
            .typed("Mailings")
            .go_to("transfers")
            .keys("enter");
        screen
            .go_to("country")
            .keys("enter")
            .typed("US")
            .keys("enter");
        screen.go_to("mechanisms").keys("enter").typed(mechanism);
        screen
            .keys("enter enter")
            .go_to("instrument")
            .keys("enter enter");
        screen.keys("ctrl-s").sees("Saved A1");
        let transfer = &screen.register().activities[0].transfers[0];
        assert_eq!(transfer.instrument.as_deref(), Some(first), "{mechanism}");
    }
}

#[test]
fn a_waiver_names_its_field_as_people_know_it() {
    let mut screen = Screen::sample(Language::ENGLISH, (100, 40));
    screen
        .keys("6 w")
        .typed("Settled with the board")
        .keys("enter");
    screen.typed("+90d").keys("enter").sees("Waived: 1");
    let waiver = screen.register().waivers.last().unwrap().clone();
    let law = lexicon(Language::ENGLISH);
    let record = screen.register().get(waiver.record.unwrap()).unwrap();
    let key = waiver.key.unwrap();
    let label = law.words.label(record.kind(), &key).to_owned();
    assert_ne!(label, key);
    screen
        .keys("ctrl-p")
        .typed(&waiver.head.reference)
        .keys("enter");
    screen.sees(&label).lacks(&key);
}

#[test]
fn a_finding_says_once_in_its_line_which_record_it_is() {
    for language in Language::ALL {
        let mut screen = Screen::sample(language, (120, 40));
        let text = screen.keys("6").text();
        let row = text.lines().find(|line| line.contains("A16/R1/H1"));
        assert_eq!(row.unwrap().matches("A16/R1/H1").count(), 1, "{text}");
    }
}

#[test]
fn what_the_selected_line_had_to_cut_goes_on_below_it() {
    let mut screen = Screen::sample(Language::ENGLISH, (80, 24));
    // Errors are longer than their lines: the one that is gone to is read whole in the list.
    let text = screen.keys("6 down").text();
    let mut lines = text.lines().skip_while(|line| !line.contains("›!"));
    let (line, below) = (lines.next().unwrap(), lines.next().unwrap());
    assert!(line.trim_end().ends_with("2026, erase"), "{line}");
    assert!(below.trim_end().ends_with("is recorded."), "{below}");
    screen.keys("down").lacks("no erasure is recorded.\n");
}

#[test]
fn a_window_with_room_shows_each_finding_whole_in_its_row() {
    for language in Language::ALL {
        for size in [(200, 50), (120, 40)] {
            let mut screen = Screen::sample(language, size);
            let text = screen.keys("6").text();
            let list = if size.0 == 200 { 124 } else { 120 };
            let rows = text.lines().skip(3).take(18);
            for row in rows {
                let row: String = row.chars().take(list).collect();
                assert!(!row.contains('…'), "{row}\n{text}");
            }
            // What goes on below belongs to its row: the next key selects the next finding.
            screen.keys("down").sees(" ›! ");
        }
    }
}
