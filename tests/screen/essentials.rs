//! A form asks what matters, fills in what is known, and says of each value where it comes from.

use ropa::domain::language::Language;
use ropa::domain::period::Period;

use crate::support::screen::Screen;

/// The line of the screen that holds a text.
#[track_caller]
fn line_with(screen: &mut Screen, wanted: &str) -> String {
    let text = screen.text();
    let line = text.lines().find(|line| line.contains(wanted));
    line.unwrap_or_else(|| panic!("no line with {wanted}:\n{text}"))
        .to_owned()
}

/// A new activity of ours as controller, with its form open.
fn activity() -> Screen {
    let mut screen = Screen::new_register();
    screen.keys("2 n").typed("Newsletter").keys("enter");
    screen.typed("contr").keys("enter").closed();
    screen
}

#[test]
fn what_an_earlier_answer_makes_meaningless_is_not_asked() {
    let mut screen = activity();
    screen
        .go_to("purposes")
        .keys("enter")
        .typed("Send news")
        .keys("enter");
    screen.typed("consent").keys("enter").closed();
    screen
        .sees("Evidence of consent")
        .sees("Withdrawing consent")
        .lacks("balancing test")
        .lacks("Law or task");
    // Another basis asks something else; what was answered stays.
    screen
        .go_to("consent_proof")
        .keys("enter")
        .typed("Log")
        .keys("down");
    screen
        .go_to("legal_bases")
        .keys("enter space")
        .typed("legitimate")
        .keys("enter");
    screen
        .closed()
        .sees("balancing test")
        .sees("Evidence of consent")
        .sees("Log");
}

#[test]
fn what_comes_on_request_is_counted_shown_and_found_by_its_name() {
    let mut screen = activity();
    screen
        .go_to("data_subjects")
        .keys("enter")
        .typed("employees")
        .keys("enter");
    screen.go_to("data_subjects[0]").keys("enter");
    screen
        .sees("… 3 more: F6, or Enter on this line")
        .lacks("Children");
    // Enter shows those of the section, F6 those of the form, and both say so.
    screen
        .go_to("subjects_and_data …")
        .keys("enter")
        .sees("Children")
        .lacks("Original wording");
    assert_eq!(screen.app.focus().as_deref(), Some("children"));
    screen
        .keys("f6")
        .sees("Original wording")
        .sees("Showing all fields");
    screen
        .keys("f6")
        .lacks("Children")
        .lacks("Original wording");
    // A letter searches them, and opens the one that is found.
    screen
        .go_to("subjects_and_data …")
        .typed("number")
        .keys("enter");
    assert_eq!(
        screen.app.focus().as_deref(),
        Some("number"),
        "{}",
        screen.text()
    );
    screen.typed("40 000").keys("enter ctrl-s").sees("Saved A1");
    let activity = &screen.register().activities[0];
    assert_eq!(activity.data_subjects[0].number.as_deref(), Some("40 000"));
    // What is recorded is shown unasked.
    screen.keys("enter").go_to("data_subjects[0]").keys("enter");
    screen.sees("40 000").sees("… 2 more");
}

#[test]
fn how_long_and_what_then_come_first_in_a_rule() {
    let mut screen = activity();
    screen
        .go_to("retention")
        .keys("enter")
        .typed("Subscribers")
        .keys("enter");
    screen
        .typed("fixed")
        .keys("enter")
        .typed("1 y")
        .keys("enter");
    screen
        .typed("withdrawal")
        .keys("enter")
        .typed("erase")
        .keys("enter ctrl-s")
        .sees("Saved A1");
    let rule = &screen.register().activities[0].retention[0];
    assert_eq!(rule.period, Period::from_iso("P1Y"));
    assert_eq!(rule.start, ["withdrawal"]);
    assert!(rule.disposition.is_some());
}

#[test]
fn an_empty_field_says_so_only_where_it_is_needed() {
    let mut screen = activity();
    assert!(line_with(&mut screen, "Owner").contains("Not recorded"));
    assert!(!line_with(&mut screen, "Department").contains("Not recorded"));
}

#[test]
fn a_heading_stands_on_top_when_its_section_is_gone_to() {
    let mut screen = activity();
    for (turns, heading) in [(1, "Purposes"), (2, "Subjects and data"), (4, "Transfers")] {
        screen.keys("home");
        for _ in 0..turns {
            screen.keys("tab");
        }
        let text = screen.text();
        let top = text.lines().nth(1).unwrap_or_default();
        let fields: String = top.chars().skip(25).collect();
        assert!(
            fields.trim_start().starts_with(heading),
            "{heading}:\n{text}"
        );
    }
    // The short ones at the end leave no empty page below them.
    screen.keys("home backtab");
    let text = screen.text();
    let fields = text
        .lines()
        .skip(1)
        .take_while(|line| !line.contains("─────"));
    let blank = |line: &&str| line.chars().skip(25).all(|letter| " │".contains(letter));
    let empty = fields.filter(blank).count();
    assert!(text.contains("Sources and notes") && empty < 6, "{text}");
}

#[test]
fn a_form_that_says_nothing_yet_is_greeted_with_no_finding() {
    let mut screen = Screen::new_register();
    screen.keys("2 n");
    let text = screen.text();
    assert!(!text.contains('!') && !text.contains('▲'), "{text}");
    // What is typed begins to be judged, and the title counts.
    screen
        .typed("Newsletter")
        .keys("enter")
        .typed("contr")
        .keys("enter")
        .closed();
    screen.sees("· ! ").lacks("has only a name");
    // A new entry neither.
    screen
        .go_to("purposes")
        .keys("enter")
        .lacks("No purpose is recorded");
    // A finding names an entry that is not saved yet.
    screen.closed().out();
    screen
        .go_to("recipients")
        .keys("enter")
        .typed("Lönebyrån")
        .keys("enter");
    screen
        .typed("sweden")
        .keys("enter ctrl-s")
        .typed("processor")
        .keys("enter")
        .closed();
    screen
        .go_to("agreement")
        .sees("No contract with the processor Lönebyrån");
}

#[test]
fn what_is_missing_in_the_whole_organisation_is_marked_at_its_activity_too() {
    let mut screen = activity();
    screen.keys("ctrl-s enter");
    screen
        .go_to("measures")
        .sees("No security measure is recorded anywhere");
    screen.sees("›! Security");
}

#[test]
fn the_country_of_a_recipient_and_the_parties_of_an_agreement_are_filled_in_and_say_so() {
    let mut screen = activity();
    screen
        .go_to("recipients")
        .keys("enter")
        .typed("Mailpost")
        .keys("enter");
    screen
        .typed("united states")
        .keys("enter ctrl-s")
        .typed("processor")
        .keys("enter")
        .closed();
    assert!(line_with(&mut screen, "Countries").contains("United States (from the"));
    screen.go_to("agreement").keys("enter enter");
    screen
        .keys("tab")
        .closed()
        .sees("Data processing agreement");
    assert!(line_with(&mut screen, "Other party").contains("(filled in)"));
    assert!(line_with(&mut screen, "Our role").contains("Controller (filled in)"));
    // Whether it is signed nobody said.
    assert!(line_with(&mut screen, "Status").contains("Not recorded"));
    // Nothing is recorded of it before it is saved.
    assert!(screen.register().agreements.is_empty());
    screen.keys("esc d enter");
    // A value of one's own stays when the organisation changes.
    screen
        .go_to("countries")
        .keys("enter space")
        .typed("norway")
        .keys("enter esc");
    assert!(!line_with(&mut screen, "Countries").contains("from the"));
}

#[test]
fn a_transfer_and_its_ground_are_offered_and_claimed_by_nobody_before() {
    let mut screen = activity();
    screen.resized(120, 40);
    screen
        .go_to("recipients")
        .keys("enter")
        .typed("Mailpost")
        .keys("enter");
    screen
        .typed("united states")
        .keys("enter ctrl-s")
        .typed("processor")
        .keys("enter")
        .out();
    screen.sees("+ record the transfer: Mailpost, United States");
    screen.go_to("transfers ?").keys("enter").closed();
    screen.sees("+ Rest it on United States");
    screen.out().keys("ctrl-s").sees("Saved A1");
    let transfer = &screen.register().activities[0].transfers[0];
    assert_eq!(transfer.country.as_deref(), Some("US"));
    assert_eq!(transfer.recipients.len(), 1);
    assert!(transfer.mechanisms.is_empty() && transfer.state.is_none());
    screen
        .lacks("+ Mailpost")
        .keys("enter")
        .go_to("transfers[0]")
        .keys("enter");
    screen
        .go_to("mechanisms ?")
        .keys("enter ctrl-s")
        .sees("Saved A1");
    let transfer = &screen.register().activities[0].transfers[0];
    assert_eq!(transfer.mechanisms, ["art45"]);
    assert_eq!(transfer.instrument.as_deref(), Some("US-2023-1795"));
}

#[test]
fn own_words_of_the_register_are_offered_with_their_counts() {
    for (language, times) in [
        (Language::ENGLISH, "times in the register"),
        (Language::SWEDISH, "gånger i registret"),
    ] {
        let mut screen = Screen::sample(language, (120, 40));
        let departments = screen
            .register()
            .activities
            .iter()
            .filter_map(|it| it.department.clone());
        let mut departments: Vec<String> = departments.collect();
        departments.sort();
        let times_of = |name: &String| departments.iter().filter(|it| *it == name).count();
        let most = departments.iter().map(times_of).max().unwrap();
        let most = departments.iter().find(|name| times_of(name) == most);
        let most = most.unwrap().clone();
        // A field of text goes on what is typed.
        screen.keys("2 n tab tab tab");
        if screen.app.focus().is_none() {
            screen.keys("tab");
        }
        screen
            .go_to("department")
            .keys("enter")
            .sees(&format!("→ {most} ("));
        let begun: String = most.chars().take(3).collect();
        screen
            .typed(&begun.to_lowercase())
            .keys("right enter")
            .closed();
        assert!(line_with(&mut screen, &most).contains('●'));
        // Several, a line each.
        screen.go_to("systems").keys("enter").sees("→ ");
        screen.keys("esc");
        // In a picker.
        screen
            .go_to("data_subjects")
            .keys("enter")
            .typed("Own group")
            .keys("enter")
            .out();
        screen.go_to("data_subjects").keys("enter").typed("own gr");
        screen.sees("Own group");
        screen.keys("esc").out();
        let own = screen
            .register()
            .activities
            .iter()
            .flat_map(|it| &it.data_subjects);
        let known = ropa::domain::codes::SUBJECT_CATEGORY.codes;
        let own: Vec<String> = own
            .flat_map(|it| it.category.clone())
            .filter(|it| !known.contains(&it.as_str()))
            .collect();
        if let Some(word) = own
            .iter()
            .find(|word| own.iter().filter(|it| it == word).count() > 1)
        {
            let begun: String = word.chars().take(4).collect();
            screen
                .go_to("data_subjects")
                .keys("enter")
                .typed(&begun)
                .sees(times);
        }
    }
}

#[test]
fn a_rule_that_rests_on_a_schedule_shows_its_period_in_its_line() {
    let mut screen = super::desk::bookkeeping();
    screen.keys("2 home enter").go_to("retention[0]");
    let line = line_with(&mut screen, "Accounting records");
    assert!(line.contains("7 years"), "{line}");
}

#[test]
fn what_is_requested_in_one_entry_is_not_in_the_next() {
    let mut screen = activity();
    for group in ["employees", "visitors"] {
        screen
            .go_to("data_subjects")
            .keys("enter")
            .typed(group)
            .keys("enter");
    }
    screen.go_to("data_subjects[0]").keys("enter");
    screen
        .go_to("subjects_and_data …")
        .keys("enter")
        .sees("Children");
    screen.keys("esc").go_to("data_subjects[1]").keys("enter");
    screen.lacks("Children").sees("… 3 more");
}

#[test]
fn the_number_of_findings_stands_in_a_title_that_is_too_long() {
    let mut screen = activity();
    let name = "Care of the elderly, home help and everything else";
    screen.go_to("name").keys("enter").typed(name).keys("down");
    screen.resized(60, 16);
    let text = screen.text();
    let title = text.lines().next().unwrap_or_default();
    // The name gives way, and that it is not saved is still seen.
    assert!(title.contains("…") && title.contains("* · ! "), "{title}");
}

#[test]
fn the_age_at_which_a_child_consents_is_that_of_the_organisations_country_and_says_how_sure_it_is()
{
    let of = |country: &str| {
        let document = format!(
            "{{\"format\": \"ropa-register\", \"version\": 1, \"organisations\": [{{\"ref\": \"O1\", \"name\": \"We\", \
             \"ours\": true, \"country\": \"{country}\"}}], \"activities\": [{{\"ref\": \"A1\", \"name\": \"Game\", \
             \"role\": \"controller\", \"organisation\": \"O1\", \"age_limit\": 15}}]}}"
        );
        let mut screen = Screen::of(&document, Language::ENGLISH, (100, 40));
        screen.keys("2 enter f6").go_to("age_limit");
        screen
    };
    of("SE").sees("In Sweden a child can consent alone from the age of 13: partly confirmed.");
    of("AT").sees("In Austria a child can consent alone from the age of 14: unconfirmed, from");
    of("US").lacks("a child can consent alone");
}
