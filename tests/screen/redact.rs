//! Taking something out for good on the screen: what goes is shown, and to leave it is the first answer.

use ropa::exchange::selection::Selection;

use crate::support::screen::Screen;

/// A form over an activity whose owner is somebody by name, under a label that names them too.
fn named() -> Screen {
    let mut screen = Screen::new_register();
    screen
        .keys("2 n")
        .typed_in("name", "Laptop of Siv Ek")
        .keys("ctrl-s enter")
        .typed_in("owner", "Siv Ek")
        .keys("ctrl-s enter");
    screen
}

fn holds(screen: &Screen, text: &str) -> bool {
    let bytes = std::fs::read(screen.path("register.sqlite")).unwrap();
    bytes.windows(text.len()).any(|it| it == text.as_bytes())
}

#[test]
fn the_focused_field_is_taken_out_after_a_question() {
    let mut screen = named();
    screen.go_to("owner").keys("alt-x").sees("All values of");
    screen
        .keys("enter")
        .sees("A reason for the redaction is missing");
    screen
        .typed("asked for")
        .keys("enter")
        .sees("This is removed permanently")
        .sees("A1 Owner");
    screen.keys("enter");
    assert_eq!(
        screen.register().activities[0].owner.as_deref(),
        Some("Siv Ek")
    );
    screen
        .keys("alt-x")
        .typed("asked for")
        .keys("enter right enter")
        .sees("Redacted; change")
        .sees("What stays")
        .sees("“Siv Ek”: A1 Name")
        .keys("enter")
        .sees("Redacted on 21 November");
    assert!(screen.register().activities[0].owner.is_none());
    // History tells it in words, and not where in the file that was.
    screen.keys("esc 7").sees("Redaction: Owner of A1");
    screen
        .sees("• Z1: Redaction created: Change: ")
        .lacks("Reference:")
        .lacks("after.owner")
        .lacks("Hash now");
    screen.keys("2 enter").go_to("owner");
    // What is typed there now takes the mark's place.
    screen.typed_in("owner", "The office").keys("ctrl-s");
    screen.lacks("Redacted on");
    screen.keys("ctrl-z").sees("Undone");
    assert!(screen.register().activities[0].owner.is_none());
}

/// Every letter that a hand may type without looking.
const LETTERS: &str = "abcdefghijklmnopqrstuvwxyzåäöABCDEFGHIJKLMNOPQRSTUVWXYZÅÄÖ0123456789 ";

#[test]
fn no_letter_answers_a_question() {
    use ropa::domain::language::Language;
    for (language, asked) in [
        (Language::ENGLISH, "This is removed permanently"),
        (Language::SWEDISH, "Detta försvinner för gott"),
    ] {
        let mut screen = Screen::sample(language, (80, 24));
        screen.keys("2 enter").go_to("name").keys("alt-x");
        screen.typed("asked for").keys("enter");
        screen.sees(asked);
        for letter in LETTERS.chars() {
            screen.typed(&letter.to_string()).sees(asked);
        }
        assert_eq!(screen.register().about.redactions.len(), 0);
    }
}

#[test]
fn no_letter_leaves_a_form_that_is_not_saved() {
    let mut screen = named();
    screen
        .typed_in("department", "IT")
        .keys("esc")
        .sees("Keep for later");
    for letter in LETTERS.chars() {
        screen.typed(&letter.to_string()).sees("Keep for later");
    }
    assert!(screen.register().activities[0].department.is_none());
}

#[test]
fn what_cannot_be_taken_back_is_said_before_what_goes_and_each_path_on_its_own_line() {
    use ropa::domain::language::Language;
    use ropa::session::kept::KeptCopies;
    use ropa::session::report;
    use ropa::store::RedactionTouched;
    let paths = |name: &str| {
        (0..9)
            .map(|n| format!("/a/{name}/{n}.sqlite").into())
            .collect()
    };
    let kept = KeptCopies {
        own: paths("own"),
        unclear: paths("unclear"),
        elsewhere: paths("elsewhere"),
        drafts: Vec::new(),
        ..KeptCopies::default()
    };
    for language in Language::ALL {
        let lexicon = crate::support::screen::lexicon(language);
        let touched = RedactionTouched {
            drafts: 1,
            unsalted: 2,
            ..RedactionTouched::default()
        };
        let register = ropa::domain::register::Register::empty();
        let text = report::redaction(&lexicon, &register, &touched, &kept);
        assert!(text.starts_with(lexicon.words.get("redact.never_undone")));
        let lines: Vec<&str> = text.lines().collect();
        let first = lines
            .iter()
            .position(|line| line.contains(".sqlite"))
            .unwrap();
        assert_eq!(text.matches(".sqlite").count(), 27);
        for line in &lines[first - 1..] {
            assert!(line.matches(".sqlite").count() <= 1, "{line}");
            assert!(line.starts_with("  /") || line.starts_with("- "), "{line}");
        }
        assert_eq!(
            lines.iter().filter(|line| line.starts_with("  /")).count(),
            27
        );
    }
}

#[test]
fn a_draft_that_is_written_over_leaves_no_bytes() {
    let mut screen = Screen::new_register();
    screen
        .keys("2 n")
        .typed_in("name", "Payroll")
        .typed_in("owner", "Qvintus Ek");
    assert!(holds(&screen, "Qvintus Ek"));
    screen.go_to("owner").keys("delete").waits();
    assert!(!holds(&screen, "Qvintus Ek"));
}

#[test]
fn a_draft_beside_a_file_that_was_replaced_follows_what_was_taken_out_of_the_new_one() {
    let mut screen = Screen::new_register();
    screen
        .keys("2 n")
        .typed_in("name", "Payroll")
        .typed_in("owner", "Qvintus Ek")
        .keys("ctrl-s enter");
    let mut other = screen.second();
    screen
        .go_to("owner")
        .typed("The office")
        .keys("enter")
        .closed();
    // A copy takes the register's place beneath the window, and another window takes the name out of that.
    std::fs::copy(screen.path("register.sqlite"), screen.path("copy")).unwrap();
    std::fs::rename(screen.path("copy"), screen.path("register.sqlite")).unwrap();
    other.waits().out().keys("2 home alt-x").sees("Which field");
    other.typed("owner").keys("enter").typed("asked for");
    other.keys("enter right enter").sees("Redacted; change");
    screen.typed_in("department", "Finance");
    for draft in screen.rescued() {
        let kept = std::fs::read_to_string(draft).unwrap();
        assert!(!kept.contains("Qvintus Ek"), "{kept}");
    }
    assert!(!holds(&screen, "Qvintus Ek"));
    screen.waits();
    assert!(!holds(&screen, "Qvintus Ek"));
}

#[test]
fn the_record_of_a_redaction_is_only_read_in_its_form() {
    let mut screen = named();
    screen.go_to("owner").keys("alt-x").typed("asked for");
    screen.keys("enter right enter enter esc ctrl-p");
    screen.typed("register details").keys("enter");
    // No line offers to add one.
    screen.lacks("add redaction").go_to("redactions[0]");
    for keys in ["delete", "D", "n", "alt-down"] {
        screen.keys(keys).sees("cannot be edited here");
    }
    screen.keys("enter").go_to("notes").keys("enter");
    screen.sees("cannot be edited here");
}

#[test]
fn words_are_taken_out_from_the_palette() {
    let mut screen = named();
    screen
        .keys("esc ctrl-p")
        .typed("redact words")
        .keys("enter")
        .typed("siv ek")
        .keys("enter")
        .typed("Siv Ek asked")
        .keys("enter")
        .sees("The reason contains");
    screen
        .keys("ctrl-u")
        .typed("asked for")
        .keys("enter")
        .sees("“Siv Ek”")
        .keys("right enter")
        .sees("Redacted; change");
    assert!(!holds(&screen, "Siv Ek"));
    screen.keys("7").sees("█████");
}

#[test]
fn the_field_of_a_record_in_a_list_is_chosen_first() {
    let mut screen = named();
    screen
        .keys("esc alt-x")
        .sees("Which field")
        .typed("owner")
        .keys("enter")
        .typed("asked for")
        .keys("enter right enter")
        .sees("Redacted; change");
    assert!(screen.register().activities[0].owner.is_none());
    assert!(screen.register().activities[0].name.is_some());
}

#[test]
fn a_form_with_changes_is_saved_first() {
    let mut screen = named();
    screen
        .typed_in("department", "IT")
        .go_to("owner")
        .keys("alt-x")
        .lacks("All values of");
}

#[test]
fn a_register_that_demands_reasons_saves_nothing_without_one() {
    let mut screen = Screen::new_register();
    screen
        .keys("ctrl-p")
        .typed("register details")
        .keys("enter")
        .go_to("reasons")
        .keys("enter")
        .typed("require")
        .keys("enter ctrl-s");
    screen
        .keys("2 n")
        .typed_in("name", "Payroll")
        .keys("ctrl-s")
        .sees("Why did you make this change?")
        .keys("enter")
        .sees("A reason is required");
    screen.keys("esc esc");
    assert_eq!(screen.register().activities.len(), 0);
    screen
        .sees("Payroll")
        .keys("esc ctrl-s")
        .typed("new law")
        .keys("enter")
        .sees("Saved A1");
    screen
        .keys("delete d enter")
        .sees("Why did you make this change?")
        .typed("gone")
        .keys("enter");
    assert_eq!(screen.register().activities.len(), 0);
    // To take back needs no reason: it names what it takes back.
    screen.keys("ctrl-z").sees("Undone");
    screen.keys("7").sees("Reason: gone");
}

/// Takes the words out by the palette.
fn take_out(screen: &mut Screen, words: &str) {
    screen
        .keys("ctrl-p")
        .typed("redact words")
        .keys("enter")
        .typed(words)
        .keys("enter")
        .typed("asked for")
        .keys("enter right enter");
}

#[test]
fn an_older_export_is_imported_only_when_that_is_said() {
    let mut screen = named();
    let today = crate::support::screen::today();
    let export = ropa::exchange::json::export(screen.register(), today, &Selection::default());
    let owner = "\"owner\": \"Siv Ek\"";
    assert!(export.contains(owner), "{export}");
    // Under another key nothing says that it was taken out.
    let export = export.replace(owner, "\"department\": \"Of Siv Ek\"");
    let file = screen.path("older.json");
    std::fs::write(&file, export).unwrap();
    screen.keys("esc");
    take_out(&mut screen, "Siv Ek");
    screen.sees("Redacted; change");
    let import = |screen: &mut Screen| {
        screen
            .keys("ctrl-p")
            .typed("import")
            .keys("enter")
            .typed(&file.display().to_string())
            .keys("enter")
            .sees("may be what was redacted");
    };
    import(&mut screen);
    screen.keys("enter").lacks("Imported");
    assert!(!holds(&screen, "Siv Ek"));
    import(&mut screen);
    screen.keys("right enter").sees("Imported");
    assert!(holds(&screen, "Siv Ek"));
}

#[test]
fn what_stays_is_told_when_it_is_done() {
    let mut screen = named();
    screen
        .typed_in("department", "Of Ek, Siv and S. Ek")
        .keys("ctrl-s enter esc");
    take_out(&mut screen, "Siv Ek");
    screen.sees("What stays").sees("“Ek, Siv”").sees("“S. Ek”");
}

#[test]
fn copies_from_before_the_last_redaction_are_replaced_when_that_is_said() {
    let mut screen = named();
    let kept = screen.path("kept.sqlite");
    std::fs::copy(screen.path("register.sqlite"), &kept).unwrap();
    screen.keys("esc");
    take_out(&mut screen, "Siv Ek");
    screen.sees("Redacted; change");
    let beside = screen.path("register-before-2026-01-01-000000.sqlite");
    std::fs::rename(kept, &beside).unwrap();
    let again = |screen: &mut Screen| {
        screen
            .keys("ctrl-p")
            .typed("redact words")
            .keys("enter")
            .typed("Siv Ek")
            .keys("enter")
            .typed("asked for")
            .keys("enter")
            .sees("before the last redaction");
    };
    again(&mut screen);
    screen.keys("enter");
    assert!(beside.exists());
    // They are told when the register is opened, and where it is checked.
    let mut second = screen.second();
    second.sees("Backups from before a redaction");
    second.sees("register-before-2026-01-01-000000.sqlite");
    second.keys("enter").lacks("Backups from before");
    assert!(beside.exists());
    second
        .keys("ctrl-p")
        .typed("verify integrity")
        .keys("enter");
    second.works().keys("end").sees("before the last redaction");
    again(&mut screen);
    screen.keys("right enter").sees("rewritten");
    assert!(!beside.exists());
}

/// The owner as the register has it.
fn owner(screen: &Screen) -> Option<&str> {
    screen.register().activities[0].owner.as_deref()
}

/// Two windows on one activity: in the first its form is open, in the second the owner's name is taken out everywhere.
fn redacted_elsewhere(edit: impl FnOnce(&mut Screen)) -> Screen {
    let mut first = named();
    first.waits();
    let mut second = first.second();
    edit(&mut first);
    second.keys("ctrl-p").typed("redact words").keys("enter");
    second.typed("Siv Ek").keys("enter").typed("asked for");
    second.keys("enter right enter").sees("Redacted; change");
    first
}

#[test]
fn an_open_form_takes_over_what_another_window_took_out() {
    let mut first = redacted_elsewhere(|first| {
        first.typed_in("department", "IT");
    });
    first.sees("Siv Ek").waits();
    first
        .sees("Redacted while this form was open: ")
        .sees("Owner")
        .sees("●›Owner                  █████")
        .lacks("Siv Ek");
    // Undoing in the form brings nothing back; what was typed elsewhere is saved.
    first
        .keys("ctrl-z ctrl-z ctrl-z")
        .lacks("Siv Ek")
        .sees("IT");
    first.waits();
    assert!(!holds(&first, "Siv Ek"), "the draft keeps it");
    first.keys("ctrl-s").sees("Saved A1");
    let activity = &first.register().activities[0];
    assert_eq!(activity.department.as_deref(), Some("IT"));
    assert_eq!(activity.owner.as_deref(), Some("█████"));
    assert!(!holds(&first, "Siv Ek"));
}

/// Types more after the words in the field.
fn adds_to_the_owner(screen: &mut Screen) {
    screen
        .go_to("owner")
        .keys("enter end")
        .typed(" and others")
        .keys("down");
}

#[test]
fn typed_text_that_holds_what_was_taken_out_is_asked_about_before_it_is_saved() {
    let mut first = redacted_elsewhere(adds_to_the_owner);
    first
        .waits()
        .sees("typed in Owner stays")
        .sees("Siv Ek and others");
    first
        .keys("ctrl-s")
        .sees("Save what was redacted?")
        .sees("  Siv Ek")
        .keys("enter");
    assert_eq!(owner(&first), Some("█████"));
    // Without the words it is saved without a question.
    first
        .go_to("owner")
        .keys("enter ctrl-u")
        .typed("Others")
        .keys("ctrl-s");
    first.sees("Saved A1");
    assert_eq!(
        first.register().activities[0].owner.as_deref(),
        Some("Others")
    );
    assert!(!holds(&first, "Siv Ek"));
}

#[test]
fn the_words_come_back_only_to_whoever_says_so() {
    let mut first = redacted_elsewhere(adds_to_the_owner);
    first.waits().keys("ctrl-s right enter").sees("Saved A1");
    assert_eq!(
        first.register().activities[0].owner.as_deref(),
        Some("Siv Ek and others")
    );
}

#[test]
fn a_save_in_the_same_second_follows_the_redaction_too() {
    let mut first = redacted_elsewhere(adds_to_the_owner);
    // The window has not looked at the file yet.
    first
        .keys("ctrl-s")
        .sees("Save what was redacted?")
        .keys("enter");
    assert_eq!(owner(&first), Some("█████"));
}

#[test]
fn a_field_that_is_open_for_typing_is_closed_where_nothing_was_typed() {
    let mut first = redacted_elsewhere(|first| {
        first.go_to("owner").keys("enter");
    });
    assert!(first.app.is_typing());
    first.waits();
    assert!(!first.app.is_typing());
    first.lacks("Siv Ek");
}

#[test]
fn a_save_after_another_window_took_something_out_does_not_name_it() {
    for removes in [false, true] {
        let mut screen = named();
        let mut other = screen.second();
        if removes {
            other.keys("2 end delete").sees("Laptop of Siv Ek");
        } else {
            other
                .keys("2 enter")
                .typed_in("department", "IT")
                .sees("Laptop of Siv Ek");
        }
        screen
            .keys("esc ctrl-p")
            .typed("redact words")
            .keys("enter");
        screen
            .typed("Siv Ek")
            .keys("enter")
            .typed("asked for")
            .keys("enter right enter")
            .sees("Redacted; change");
        assert!(!holds(&screen, "Siv Ek"));
        // The other window has not looked at the file since.
        if removes {
            other.keys("d enter");
        } else {
            other.keys("ctrl-s").sees("Saved A1");
        }
        assert!(!holds(&screen, "Siv Ek"));
    }
}

#[test]
fn a_copy_that_is_open_does_not_bring_back_what_goes_out_of_its_original() {
    let mut first = named();
    first.keys("esc");
    let mut second = first.second();
    first.keys("D").sees("Siv Ek").waits();
    second.keys("ctrl-p").typed("redact words").keys("enter");
    second.typed("Siv Ek").keys("enter").typed("asked for");
    second.keys("enter right enter").sees("Redacted; change");
    first.waits();
    first.sees("a copy of: A1").lacks("Siv Ek");
    first.waits();
    assert!(!holds(&first, "Siv Ek"), "the draft keeps it");
    first.keys("ctrl-s").sees("Saved A2");
    assert!(!holds(&first, "Siv Ek"));
}

#[test]
fn a_copy_made_before_is_told_when_a_field_of_its_original_is_redacted() {
    let mut screen = named();
    screen.keys("esc D ctrl-s esc");
    screen.keys("home enter").go_to("owner").keys("alt-x");
    screen.typed("asked for").keys("enter");
    screen.sees("The same text stands").sees("A2 Owner");
    screen
        .keys("right enter")
        .sees("What stays")
        .sees("A2 Owner");
}
