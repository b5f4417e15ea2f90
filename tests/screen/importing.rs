//! Files on the screen: a path that goes on by a key, and an import from a sheet, driven by keys alone.

use ropa::domain::language::Language;

use crate::support::screen::Screen;

#[test]
fn a_path_goes_on_by_tab_wherever_a_file_is_asked_for() {
    let mut screen = Screen::new_register();
    std::fs::create_dir(screen.path("sheets of 2025")).unwrap();
    for name in ["alpha.csv", "alpha.xlsx"] {
        std::fs::write(screen.path("sheets of 2025").join(name), "x").unwrap();
    }
    std::fs::create_dir(screen.path("home")).unwrap();
    std::fs::write(screen.path("home/of mine.csv"), "x").unwrap();
    screen.keys("ctrl-p").typed("Import").keys("enter");
    screen.sees("Tab complete");
    screen.typed("she").keys("tab").sees("sheets of 2025/ ");
    screen.keys("tab").sees("sheets of 2025/alpha. ");
    screen.sees("alpha.csv   alpha.xlsx");
    screen.typed("c").lacks("alpha.csv   alpha.xlsx");
    screen.keys("tab").sees("sheets of 2025/alpha.csv ");
    screen.keys("ctrl-u").typed("~").keys("tab tab");
    screen.sees("~/of mine.csv");
    screen.keys("esc");
    // Where a file is written too.
    screen.keys("x down down down down down down down down");
    screen.keys("ctrl-u");
    screen.typed("she").keys("tab").sees("sheets of 2025/ ");
}

#[test]
fn a_file_that_is_read_has_to_be_named_and_the_directory_is_none() {
    let mut screen = Screen::new_register();
    for asked in [
        "Import",
        "Compare with a file",
        "Read answers",
        "Restore a backup",
        "Verify against an export",
    ] {
        for answer in ["enter", "ctrl-s"] {
            screen.keys("ctrl-p").typed(asked).keys("enter");
            screen
                .keys("ctrl-u")
                .keys(answer)
                .sees("Nothing is entered under");
            screen.keys("x").lacks("Nothing is entered under");
            screen.keys("esc esc esc");
        }
    }
    let mut first = Screen::empty();
    for choice in ["3", "4"] {
        first
            .keys(choice)
            .keys("enter")
            .sees("Nothing is entered under");
        first.keys("esc esc");
    }
}

/// The sheet of a municipality, among the files that imports are tried with.
fn municipal(screen: &Screen) {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/sheets/sv_kommun.xlsx");
    std::fs::copy(file, screen.path("sv_kommun.xlsx")).unwrap();
}

/// The page of that sheet.
fn page(screen: &mut Screen) {
    municipal(screen);
    screen.keys("ctrl-p").typed("Import").keys("enter");
    screen.typed("sv_").keys("tab enter");
}

#[test]
fn a_sheet_shows_what_becomes_of_each_column_and_is_imported_with_a_few_keys() {
    let mut screen = Screen::new_register();
    screen.resized(120, 36);
    page(&mut screen);
    screen.sees("sheet Registerförteckning · headers in row 4 · 3 processing activities");
    screen
        .sees("Cells read: 54. In fields 41, as stated 0, in notes 7, blank 6. Not understood: 1.");
    screen
        .sees("Purpose · Legal basis")
        .sees("Art. 6(1)(e)")
        .lacks("6-1-e");
    screen.sees("2 years · läsårets slut");
    // Nothing is written before it is confirmed.
    screen.keys("ctrl-s").sees("Cancel").keys("enter");
    assert_eq!(screen.register().activities.len(), 0);
    screen.keys("ctrl-s right enter").sees("Imported.");
    assert_eq!(screen.register().activities.len(), 3);
    // It is one change, named after the file, and is taken back as one.
    screen.keys("7").sees("Import of sv_kommun.xlsx");
    screen.keys("ctrl-z enter");
    assert_eq!(screen.register().activities.len(), 0);
}

#[test]
fn what_is_not_read_of_a_register_in_markdown_is_named_before_it_is_confirmed() {
    let mut screen = Screen::new_register();
    screen.resized(100, 30);
    let text = "# Record\n\n## Payroll\n\n- Purpose: Pay\n- Legal basis: Contract\n- Data subjects: Staff\n\
                - Retention: 7 years\n\n## Training\n\nEvery year in May.\n";
    std::fs::write(screen.path("record.md"), text).unwrap();
    screen.keys("ctrl-p").typed("Import").keys("enter");
    screen.typed("record.md").keys("enter");
    screen.sees("1 processing activity").keys("ctrl-s");
    screen.sees("passed over: Training").keys("right enter");
    assert_eq!(screen.register().activities.len(), 1);
}

#[test]
fn a_column_becomes_something_else_or_is_left_out_and_the_next_sheet_is_read_so_too() {
    let mut screen = Screen::new_register();
    screen.resized(120, 36);
    page(&mut screen);
    // KLASSA is kept in the notes; it becomes tags.
    screen.keys("end").sees("KLASSA K/R/T → notes");
    screen.keys("enter").typed("Activity · Tags").keys("enter");
    screen.sees("KLASSA K/R/T → Activity · Tags");
    // The one before is left out, and its cells are counted as that.
    screen
        .keys("up space")
        .sees("Left out with their columns: ");
    screen.keys("space").lacks("Left out with their columns");
    screen.keys("space");
    // Leaving would lose that.
    screen.keys("esc").sees("are not saved");
    screen.keys("m").sees("Save the mapping");
    screen.keys("ctrl-s").sees("Saved as sv-kommun");
    screen.keys("ctrl-s right enter");
    let register = screen.register();
    assert!(register.activities.iter().all(|it| !it.tags.is_empty()));
    assert!(
        register
            .activities
            .iter()
            .map(|it| it.last_reviewed_on.map(|day| day.to_string()))
            .all(|day| day.as_deref() != Some("2026-03-14"))
    );
    // The same sheet is read with what was saved.
    screen
        .keys("1")
        .keys("ctrl-p")
        .typed("Import")
        .keys("enter");
    screen.typed("sv_").keys("tab enter end");
    screen.sees("KLASSA K/R/T → Activity · Tags");
    screen.sees("Left out with their columns: ");
}

#[test]
fn a_cell_that_was_not_understood_is_gone_to_and_its_record_is_read() {
    let mut screen = Screen::new_register();
    screen.resized(80, 24);
    page(&mut screen);
    screen
        .keys("n")
        .sees("Senast reviderad → Activity · Last reviewed on");
    screen.sees("våren 2025 = kept in the").sees("row 7");
    screen.keys("v").sees("Försörjningsstöd").keys("esc");
    screen.keys("left").sees("row 6");
    screen.keys("s").sees("only one sheet");
    screen
        .keys("?")
        .sees("goes through the columns")
        .keys("esc");
    // The buttons are reached by Tab, the one that changes nothing first.
    screen.keys("tab enter").sees("1 Overview");
    // On a small terminal all of that is there too.
    screen.resized(60, 16);
    page(&mut screen);
    screen
        .sees("Becomes")
        .sees("[ Cancel ]  [ Import ]")
        .sees("Nr");
    screen.keys("end").sees("KLASSA K/R/T");
}

#[test]
fn a_sheet_of_unknown_headers_is_mapped_by_hand() {
    let mut screen = Screen::new_register();
    screen.resized(120, 36);
    let text = "Register der Dinge;;\nAlpha;Beta;Gamma\nLohn;Zahlen;1\nWeb;Zeigen;2\n";
    std::fs::write(screen.path("things.csv"), text).unwrap();
    screen.keys("ctrl-p").typed("Import").keys("enter");
    screen.typed("thi").keys("tab enter");
    screen.sees("headers in row 2");
    screen
        .keys("enter")
        .typed("Activity · Name")
        .keys("enter down");
    screen
        .keys("enter")
        .typed("Purpose · Purpose")
        .keys("enter");
    screen.keys("ctrl-s right enter").sees("Imported.");
    let names: Vec<&str> = screen
        .register()
        .activities
        .iter()
        .map(|it| it.name.as_deref().unwrap_or_default())
        .collect();
    assert_eq!(names, ["Lohn", "Web"]);
    // What cannot be read at all is told where the file is asked for.
    std::fs::write(screen.path("empty.csv"), "").unwrap();
    screen.keys("ctrl-p").typed("Import").keys("enter");
    screen.typed("emp").keys("tab enter").sees("empty.csv");
    screen.sees("Tab complete");
}

#[test]
fn the_register_is_compared_with_a_file_from_the_palette() {
    let mut screen = Screen::sample(Language::ENGLISH, (120, 36));
    std::fs::write(screen.path("none.txt"), "no register").unwrap();
    std::fs::copy(screen.path("register.sqlite"), screen.path("copy.sqlite")).unwrap();
    let compare = |screen: &mut Screen, file: &str| {
        screen
            .keys("ctrl-p")
            .typed("Compare with a file")
            .keys("enter");
        screen.typed(file).keys("enter");
    };
    compare(&mut screen, "copy.sqlite");
    screen.sees("No differences.").keys("esc");
    compare(&mut screen, "none.txt");
    screen
        .sees("Compare with a file")
        .sees("none.txt")
        .keys("esc");
    screen.keys("2 delete").keys("right enter");
    compare(&mut screen, "copy.sqlite");
    screen
        .sees("The register compared with copy.sqlite")
        .sees("only in the file");
}

/// The page of a sheet of long headers, and of cells that repeat those above.
fn repeating(size: (u16, u16)) -> Screen {
    let mut screen = Screen::new_register();
    screen.resized(size.0, size.1);
    std::fs::write(
        screen.path("sheet.csv"),
        "Behandlingens benämning och identifikation;Varför behandlas uppgifterna;Mottagare av uppgifterna;Ansvarig förvaltning\n\
         Löner;Betala ut löner;Skatteverket;Personalavdelningen\n\
         Rekrytering;Tillsätta tjänster;se ovan;se ovan\n\
         Intyg;Skriva intyg;se ovan;\n\
         Resor;Boka resor;;se ovan\n",
    )
    .unwrap();
    screen.keys("ctrl-p").typed("Import").keys("enter");
    screen.typed("sheet.csv").keys("enter");
    screen
}

#[test]
fn what_becomes_of_each_column_is_read_whole_in_eighty_columns() {
    let mut screen = repeating((80, 24));
    screen
        .sees("Behandlingens benämning och identifikation")
        .sees("Varför behandlas uppgifterna")
        .sees("Betala ut löner = ");
    // Where there are no lines to spare each column has one.
    screen.resized(80, 16);
    screen.sees("Betala ut löner").lacks(" = Betala");
}

#[test]
fn a_row_that_repeats_those_above_is_shown_as_it_will_be() {
    let mut screen = repeating((120, 40));
    screen.keys("right").sees("se ovan").sees("Skatteverket");
    screen
        .keys("v")
        .sees("Skatteverket")
        .sees("Personalavdelningen")
        .lacks("se ovan");
    // Through a row that repeats one, too; what the row above leaves open is not said further up.
    screen.keys("esc right v").sees("Skatteverket").keys("esc");
    screen.keys("right v").lacks("Personalavdelningen");
}

#[test]
fn the_page_says_what_stands_beside_the_activities_and_a_key_reads_it() {
    let mut screen = Screen::new_register();
    screen.resized(120, 36);
    let sheet = "Register of the school,,,\n,,,\nActivity,Purpose,Legal basis,Retention\n\
                 Pupils,Teaching,Public task,2 years\nStaff,Pay,Contract,7 years\n";
    std::fs::write(screen.path("school.csv"), sheet).unwrap();
    screen.keys("ctrl-p").typed("Import").keys("enter");
    screen.typed("school.csv").keys("enter");
    screen.sees("Cells beside the tables: 1. Press a to read it all.");
    screen.keys("a").sees("What was read of school.csv");
    screen.sees("Register of the school");
    screen.keys("esc").sees("Cells beside the tables");
}

#[test]
fn the_last_line_of_what_is_filled_in_says_that_enter_finishes_it() {
    let mut screen = Screen::empty();
    screen.keys("enter").typed("Norrby").sees("Enter next");
    screen.keys("enter enter enter").sees("Enter next");
    screen.keys("enter").sees("Enter done").lacks("Enter next");
    // Once more than there are lines: that opens no record.
    screen.keys("enter").sees("Your register is ready");
    screen
        .keys("enter")
        .sees("›○ 1. Record how")
        .sees("First steps");
}

#[test]
fn a_page_with_lines_to_spare_cuts_nothing_of_its_columns() {
    let mut screen = Screen::new_register_in(Language::SWEDISH);
    screen.resized(120, 40);
    municipal(&screen);
    screen.keys("ctrl-p").typed("Importera").keys("enter");
    screen.typed("sv_").keys("tab enter");
    screen.sees("rad 5").lacks("…");
    // Where there are fewer lines to spare, the first columns have them.
    screen.resized(100, 34);
    let text = screen.text();
    let row = |letter: &str| {
        let found = text.lines().find(|line| line.get(2..4) == Some(letter));
        found.unwrap().contains('…')
    };
    assert!(!row("B ") && !row("E ") && row("O "), "{text}");
}

#[test]
fn records_that_come_under_other_references_are_told_as_a_run() {
    let mut screen = Screen::sample(Language::ENGLISH, (100, 30));
    let named = |at: usize| format!("{{\"ref\": \"O{at}\", \"name\": \"Supplier {at}\"}}");
    let organisations: Vec<String> = [1, 2, 3, 4, 7].map(named).to_vec();
    let text = format!(
        "{{\"format\": \"ropa-register\", \"version\": 1, \"register\": {{\"id\": \
         \"1c1f7c1e-58b1-4a11-9c1e-2f1f6a2f9a11\"}}, \"organisations\": [{}]}}",
        organisations.join(", ")
    );
    std::fs::write(screen.path("other.json"), text).unwrap();
    screen.keys("ctrl-p").typed("Import").keys("enter");
    screen.typed("other.json").keys("enter");
    screen.sees("O1–O4 in the file come as O37–O40.");
    screen
        .sees("O7 in the file comes as O41.")
        .lacks("O2 in the file");
}
