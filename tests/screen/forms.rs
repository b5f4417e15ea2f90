//! Every form of every kind of record and entry, read through at the widths that people use.

use ropa::domain::language::Language;

use crate::support::screen::Screen;

/// The lists whose records have forms.
const LISTS: &[&str] = &["2", "3", "3 tab", "3 tab tab", "5 tab", "5 tab tab"];

/// How many records of each list are read through.
const RECORDS: usize = 3;

/// What stands in a form that is open, without what is beside it.
fn form(screen: &mut Screen) -> Vec<String> {
    let text = screen.text();
    let mut lines = text.lines().skip_while(|line| !line.contains('╭'));
    let title = lines.next().unwrap_or_default();
    let left = title.chars().take_while(|letter| *letter != '╭').count();
    let inside = lines.take_while(|line| !line.contains('╰'));
    inside
        .map(|line| line.chars().skip(left).collect())
        .collect()
}

/// What a form shows, and the forms of its entries after it.
fn read_through(screen: &mut Screen, seen: &mut impl FnMut(Vec<String>)) {
    screen.keys("home");
    seen(form(screen));
    let mut entries: Vec<String> = Vec::new();
    let mut before = String::new();
    while let Some(here) = screen.app.focus().filter(|here| *here != before) {
        if here.ends_with(']') {
            entries.push(here.clone());
        }
        before = here;
        screen.keys("down");
    }
    for entry in entries {
        screen.go_to(&entry).keys("enter");
        read_through(screen, seen);
        screen.keys("esc");
    }
}

/// Shows every form of the sample in a window, on as many lines as it needs.
fn every_form(language: Language, columns: u16, seen: &mut impl FnMut(Vec<String>)) {
    for list in LISTS {
        let mut screen = Screen::sample(language, (columns, 90));
        screen.keys(list);
        for _ in 0..RECORDS {
            screen.keys("enter");
            read_through(&mut screen, seen);
            while screen.app.depth() > 0 {
                screen.keys("esc");
            }
            screen.keys("down down down down");
        }
    }
}

#[test]
fn what_is_longer_than_its_line_goes_on_below_it_where_a_form_has_room() {
    for language in Language::ALL {
        for columns in [120, 200] {
            let mut cut = Vec::new();
            every_form(language, columns, &mut |form| {
                cut.extend(form.into_iter().filter(|line| {
                    let end = line.trim_end_matches(['│', ' ']);
                    end.ends_with('…')
                }));
            });
            assert!(cut.is_empty(), "{columns} {cut:#?}");
        }
    }
}
