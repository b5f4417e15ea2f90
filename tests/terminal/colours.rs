//! Colours on the real terminal: none where the user wants none, and nothing is told by them alone.

use super::window::{Window, until};
use crate::cli::Home;

/// What sets a colour (SGR, ECMA-48, 8.3.117) in what was written.
fn colours(written: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(written).into_owned();
    let settings = text.split("\u{1b}[").skip(1).filter_map(|after| {
        let end = after.find(|letter: char| !letter.is_ascii_digit() && !";:".contains(letter))?;
        after[end..].starts_with('m').then(|| &after[..end])
    });
    let coloured = settings.filter(|setting| {
        let mut numbers = setting.split([';', ':']).map(|it| it.parse().unwrap_or(0));
        // 39 and 49 are the terminal's own, and 59 is that of a line below.
        numbers.any(|number: u16| matches!(number, 30..=38 | 40..=48 | 58 | 90..=107))
    });
    coloured.map(str::to_owned).collect()
}

#[test]
fn without_colours_the_same_words_are_there_and_an_empty_variable_is_none() {
    let mut home = Home::new();
    home.ropa(&["sample", "r.sqlite"]).done();
    let coloured = Window::ropa(&home);
    home.set("NO_COLOR", "1");
    let plain = Window::ropa(&home);
    // Overview, activities and findings: with what is late, missing and amiss.
    for (keys, wanted) in [
        ("", "Overdue"),
        ("2", "Activities (24)"),
        ("6", "Findings ("),
    ] {
        coloured.types(keys).sees(wanted);
        plain.types(keys).sees(wanted);
        until("both show the same words", || {
            (plain.text() == coloured.text()).then_some(())
        });
    }
    assert_eq!(colours(&plain.written()), [""; 0]);
    assert!(!colours(&coloured.written()).is_empty());
    home.set("NO_COLOR", "");
    let empty = Window::ropa(&home);
    empty.sees("Overdue");
    let written = empty.written();
    assert!(!colours(&written).is_empty(), "https://no-color.org");
}

#[test]
fn in_a_locale_without_utf_8_nothing_but_ascii_reaches_the_terminal() {
    let mut home = Home::new();
    home.ropa(&["sample", "r.sqlite"]).done();
    home.set("LC_ALL", "POSIX");
    let window = Window::ropa(&home);
    window.sees("Overdue").types("2").sees("Activities (24)");
    window.types("6").sees("Findings (");
    assert!(window.written().is_ascii());
    home.set("LC_ALL", "C.UTF-8");
    let window = Window::ropa(&home);
    window.sees("Overdue");
    assert!(!window.written().is_ascii());
}
