//! Small terminals: whatever a dialog says in a large one can be read in the smallest too, by scrolling where it must be.

use std::collections::BTreeSet;

use ropa::domain::language::Language;

use crate::support::screen::Screen;

/// A dialog: its name, and how it is opened in the made-up register.
type Dialog = (&'static str, fn(&mut Screen));

/// Gives a command of the palette by its name, whatever the language.
fn palette(screen: &mut Screen, command: &str) {
    let words = crate::support::screen::lexicon(screen.language()).words;
    let title = words.get(&format!("command.{command}.title")).to_owned();
    screen.keys("ctrl-p").pasted(&title).keys("enter");
}

/// Opens the desk's dialog of an act, by the place of the act in its list.
fn act(screen: &mut Screen, view: &str, downs: usize) {
    screen.keys(view).keys("a");
    for _ in 0..downs {
        screen.keys("down");
    }
    screen.keys("enter");
}

/// The same for a batch that waits to be disposed of.
fn act_on_batch(screen: &mut Screen, downs: usize) {
    screen
        .keys("5 tab tab tab /")
        .typed("A16/R1/H1")
        .keys("enter");
    act(screen, "home", downs);
}

const DIALOGS: [Dialog; 23] = [
    ("export", |screen| {
        screen.keys("x");
    }),
    ("import", |screen| palette(screen, "import")),
    ("compare", |screen| palette(screen, "compare")),
    ("restore", |screen| palette(screen, "restore")),
    ("open", |screen| palette(screen, "open-register")),
    ("new", |screen| palette(screen, "new-register")),
    ("new with a fault", |screen| {
        palette(screen, "new-register");
        screen.keys("ctrl-s");
    }),
    ("against", |screen| palette(screen, "verify-against")),
    ("identity", |screen| palette(screen, "identity")),
    ("redact words", |screen| palette(screen, "redact-words")),
    ("redact field", |screen| {
        screen.keys("2 enter").go_to("name").keys("alt-x");
    }),
    ("redact: sure", |screen| {
        screen.keys("2 enter").go_to("name").keys("alt-x");
        screen.typed("x").keys("enter");
    }),
    ("act 1", |screen| act_on_batch(screen, 0)),
    ("act 2", |screen| act_on_batch(screen, 1)),
    ("act 3", |screen| act_on_batch(screen, 2)),
    ("act with a fault", |screen| {
        act_on_batch(screen, 0);
        screen.keys("ctrl-s");
    }),
    ("review", |screen| act(screen, "2", 0)),
    ("rule", |screen| act(screen, "5 tab home", 0)),
    ("batches", |screen| {
        screen.keys("5 tab home");
        palette(screen, "record-holdings");
    }),
    ("waive", |screen| {
        screen.keys("6 w");
    }),
    ("remove", |screen| {
        screen.keys("3 delete");
    }),
    ("leave", |screen| {
        screen
            .keys("2 enter")
            .typed_in("department", "x")
            .keys("esc");
    }),
    ("reason", |screen| {
        screen
            .keys("2 enter")
            .typed_in("department", "x")
            .keys("alt-s");
    }),
];

/// The words in the smallest box on the screen, but for what tells a file or was cut in a field.
fn words(text: &str) -> BTreeSet<String> {
    let cells: Vec<Vec<char>> = text.lines().map(|line| line.chars().collect()).collect();
    let mut boxes: Vec<(usize, usize, usize)> = Vec::new();
    for (row, line) in cells.iter().enumerate() {
        for (from, _) in line.iter().enumerate().filter(|(_, cell)| **cell == '╭') {
            if let Some(to) = line.iter().skip(from).position(|cell| *cell == '╮') {
                boxes.push((to, row, from));
            }
        }
    }
    let Some((columns, row, from)) = boxes.into_iter().min() else {
        return BTreeSet::new();
    };
    let inside = cells.iter().skip(row + 1);
    let inside = inside.take_while(|line| line.get(from) != Some(&'╰'));
    let inside =
        inside.map(|line| -> String { line.iter().skip(from + 1).take(columns - 1).collect() });
    let inside: Vec<String> = inside.collect();
    inside
        .join(" ")
        .split_whitespace()
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .filter(|word| !word.contains(['/', '…', '\\']) && !word.contains(".sqlite"))
        .map(str::to_owned)
        .collect()
}

#[test]
fn every_dialog_can_be_read_whole_in_the_smallest_terminal() {
    let mut faults = Vec::new();
    for language in Language::ALL {
        for (name, open) in DIALOGS {
            let mut large = Screen::sample(language, (120, 60));
            open(&mut large);
            let wanted = words(&large.text());
            assert!(
                !wanted.is_empty(),
                "{name} does not open:\n{}",
                large.text()
            );
            let mut small = Screen::sample(language, (60, 16));
            open(&mut small);
            let mut seen = words(&small.text());
            for keys in ["pagedown", "tab", "pageup"] {
                for _ in 0..14 {
                    let text = small.keys(keys).text();
                    seen.extend(words(&text));
                }
            }
            let missing: Vec<_> = wanted.difference(&seen).collect();
            if !missing.is_empty() {
                faults.push(format!(
                    "{language:?} {name}: {missing:?}\n{}",
                    small.text()
                ));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_dialog_that_does_not_fit_says_so_and_how_to_go_on() {
    for (language, more) in [(Language::ENGLISH, "more"), (Language::SWEDISH, "mer")] {
        let mut screen = Screen::sample(language, (60, 16));
        act_on_batch(&mut screen, 0);
        screen.keys("ctrl-s");
        let text = screen.text();
        assert!(text.contains(" ↓ … "), "{text}");
        assert!(text.lines().last().unwrap().contains(more), "{text}");
        let text = screen.keys("pagedown").text();
        assert!(text.contains(" ↑ … "), "{text}");
        // What is typed is seen again at once.
        screen.typed("2026-11-20").sees("2026-11-20");
    }
}

#[test]
fn a_message_that_is_too_long_is_read_on_by_a_key() {
    use ropa::tui::app::Tone;
    let mut screen = Screen::sample(Language::ENGLISH, (60, 16));
    let long = "A first sentence that says the point. ".repeat(8) + "The end of it.";
    screen.app.tell(long, Tone::Bad);
    screen.sees("Alt-v shows all").lacks("The end of it.");
    screen.keys("alt-v").sees("The end of it.").keys("esc");
    // Two lines need no key.
    let two = "A message of two lines, each of which can be read, to its very last word.";
    screen.app.tell(two.to_owned(), Tone::Good);
    screen.sees("last word.").lacks("Alt-v");
    // It can still be read when another key was pressed.
    screen.keys("down").lacks("last word.");
    let depth = screen.app.depth();
    screen.keys("alt-v").sees("last word.");
    // A few lines need no page.
    assert_eq!(screen.app.depth(), depth);
    // In a form, what is said of the field.
    screen
        .keys("2 enter")
        .go_to("name")
        .keys("alt-v")
        .sees("│ ");
}
