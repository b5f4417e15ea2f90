//! What holds on every screen: all sizes, both languages, all keys.

use ratatui::style::Color;
use ropa::config::ThemeName;
use ropa::domain::language::Language;
use ropa::tui::command::{COMMANDS, CommandContext};
use ropa::tui::request::Input;

use crate::support::screen::{Screen, in_theme};

/// Ways to every kind of screen and overlay of the sample.
pub const WAYS: &[&str] = &[
    "1",
    "2",
    "3",
    "3 tab",
    "3 tab tab",
    "4",
    "5",
    "5 tab",
    "5 tab tab",
    "2 enter",
    "2 enter tab tab enter",
    "2 enter down enter",
    "2 enter enter",
    "2 enter 0",
    "2 enter tab tab tab enter down enter",
    "2 n",
    "3 n",
    "3 tab n",
    "3 tab tab n",
    "5 tab n",
    "2 delete",
    "x",
    "?",
    "ctrl-p",
    "2 v",
    "o",
    "2 /",
    "1 end enter",
    "d",
    "d a",
    "d a enter",
    "d down down a enter ctrl-s",
    "d f",
    "d x",
    "d enter",
    "5 tab a",
    "5 tab a enter",
    "5 tab tab L",
    "5 tab tab L enter",
    "5 tab tab a enter",
    "5 tab tab tab enter",
    "5 backtab",
    "5 backtab f",
    "5 backtab x",
    "5 backtab enter",
    "4 tab",
    "4 tab enter",
    "2 right",
    "2 C",
    "2 F",
    "2 > > > >",
    "2 / b a s",
    "@",
    "3 C",
    "6",
    "6 s",
    "6 s s",
    "6 right",
    "6 w",
    "7",
    "7 enter",
    "d .",
    "d . . .",
    "1 down a",
    "2 N",
    "2 =",
];

/// The sizes of every run.
const SIZES: &[(u16, u16)] = &[
    (120, 40),
    (80, 24),
    (60, 16),
    (61, 17),
    (200, 60),
    (20, 5),
    (1, 1),
    (59, 40),
    (120, 15),
    (123, 40),
    (150, 16),
    (150, 24),
    (150, 40),
    (250, 80),
    (1, 80),
    (250, 1),
    (76, 20),
];

const THEMES: [ThemeName; 4] = [
    ThemeName::Terminal,
    ThemeName::Dark,
    ThemeName::Light,
    ThemeName::HighContrast,
];

/// Which sizes and themes a way is looked at in: a few of all, or with `ROPA_SWEEP=1` every width and height in each.
fn swept(at: usize) -> (Vec<(u16, u16)>, Vec<ThemeName>) {
    if std::env::var_os("ROPA_SWEEP").is_none() {
        return (SIZES.to_vec(), vec![THEMES[at % THEMES.len()]]);
    }
    let wide = (1..=250).flat_map(|columns| [1, 15, 16, 24, 40, 80].map(|lines| (columns, lines)));
    let high = (1..=80).flat_map(|lines| [1, 59, 60, 80, 123, 150, 250].map(|it| (it, lines)));
    (wide.chain(high).collect(), THEMES.to_vec())
}

/// That nothing is drawn in black, white or a grey of the terminal, each of which is the background of somebody's.
fn assert_seen(screen: &Screen, way: &str) {
    let hidden = [0, 7, 8, 15].map(Color::Indexed);
    let named = [Color::Black, Color::Gray, Color::DarkGray, Color::White];
    for (text, ground) in screen.colours() {
        let seen = !hidden.contains(&text) && !named.contains(&text);
        assert!(
            seen && ground == Color::Reset,
            "{way}: {text:?} on {ground:?}"
        );
    }
}

#[test]
fn no_screen_panics_at_any_size_and_none_spills_a_word_key_or_is_in_an_unseen_colour() {
    for language in Language::ALL {
        for (at, way) in WAYS.iter().enumerate() {
            let (sizes, themes) = swept(at);
            let looks = themes
                .iter()
                .flat_map(|theme| sizes.iter().map(move |size| (*theme, *size)));
            let mut open: Option<(ThemeName, Screen)> = None;
            for (theme, (columns, lines)) in looks {
                let (_, screen) = match &mut open {
                    Some(known) if known.0 == theme => known,
                    other => {
                        let mut screen = in_theme(theme, || Screen::sample(language, (120, 40)));
                        screen.keys(way);
                        other.insert((theme, screen))
                    }
                };
                let text = screen.resized(columns, lines).text();
                assert_seen(screen, way);
                for word in text.split_whitespace() {
                    let bare = word.trim_matches(|letter: char| !letter.is_ascii_alphanumeric());
                    let key = bare.contains('.')
                        && [
                            "command.",
                            "form.",
                            "hint.",
                            "app.",
                            "list.",
                            "tab.",
                            "field.",
                            "section.",
                            "code.",
                            "export_dialog.",
                            "item.",
                            "answer.",
                            "overview.",
                            "act.",
                            "desk.",
                            "due.",
                            "disposal.",
                            "holdings.",
                            "statutory.",
                            "count.",
                        ]
                        .iter()
                        .any(|start| bare.starts_with(start));
                    assert!(!key, "{way}: the key {word} is shown:\n{text}");
                }
            }
        }
    }
}

#[test]
fn a_window_that_is_too_small_says_so_and_loses_nothing() {
    let mut screen = Screen::new_register();
    screen
        .keys("2 n")
        .typed("Pay")
        .resized(20, 5)
        .sees("needs 60")
        .typed("roll")
        .resized(80, 24)
        .sees("Payroll");
}

#[test]
fn help_names_every_command_and_the_palette_reaches_it() {
    let mut screen = Screen::sample(Language::ENGLISH, (200, 200));
    let help = screen.keys("?").text();
    let words = ropa::words::Words::load(Language::ENGLISH).unwrap();
    for declared in COMMANDS {
        let title = words
            .find(&format!("command.{}.title", declared.name))
            .unwrap_or_else(|| panic!("{} has no title", declared.name));
        assert!(help.contains(title), "{title} is not in help");
        assert!(
            words
                .find(&format!("command.{}.help", declared.name))
                .is_some()
        );
        assert!(
            !declared.footer
                || words
                    .find(&format!("command.{}.short", declared.name))
                    .is_some()
        );
    }
    for context in CommandContext::ALL {
        assert!(words.find(&format!("context.{}", context.key())).is_some());
    }
    screen
        .keys("esc ctrl-p")
        .typed("verify")
        .keys("enter")
        .works()
        .sees("The file is intact");
}

#[test]
fn random_keys_never_panic() {
    // A fixed sequence from a small generator: the same in every run.
    let keys = [
        "up",
        "down",
        "left",
        "right",
        "enter",
        "esc",
        "tab",
        "backtab",
        "n",
        "e",
        "0",
        "D",
        "delete",
        "space",
        "u",
        "ctrl-z",
        "ctrl-y",
        "f2",
        "f4",
        "f6",
        "f8",
        "alt-a",
        "alt-r",
        "alt-up",
        "alt-down",
        "alt-enter",
        "ctrl-j",
        "ctrl-d",
        "ctrl-n",
        "/",
        "x",
        "?",
        "ctrl-p",
        "ctrl-s",
        "a",
        "å",
        "7",
        "d",
        "A",
        "L",
        "home",
        "end",
        "pagedown",
        "pageup",
        "K",
        "J",
        "s",
        "S",
        "f",
        "o",
        "v",
        "y",
        "1",
        "2",
        "3",
        "4",
        "5",
        "backspace",
        "R",
    ];
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    for round in 0..12 {
        let mut screen = Screen::sample(
            Language::ENGLISH,
            if round % 2 == 0 { (80, 24) } else { (60, 16) },
        );
        for _ in 0..400 {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            let key = keys[usize::try_from(state % keys.len() as u64).unwrap()];
            screen.keys(key);
            if state.is_multiple_of(3) {
                screen.text();
            }
            if state.is_multiple_of(97) {
                screen.app.input(&Input::Paste("pasted\ntext".to_owned()));
            }
        }
        screen.text();
    }
}

#[test]
fn a_frame_stands_before_the_register_is_read() {
    let mut open = Screen::sample(Language::SWEDISH, (80, 24));
    let title = open.register().about.title.clone().unwrap();
    open.sees(&title);
    let mut screen = open.unopened();
    screen
        .sees("1 Översikt")
        .sees("Öppnar register.sqlite …")
        .lacks(&title);
    for (columns, lines) in [(60, 16), (20, 5), (1, 1)] {
        screen.resized(columns, lines).text();
    }
    // A key that comes too early harms nothing.
    screen.resized(80, 24).keys("2 enter q");
    screen.app.open().unwrap();
    screen.sees(&title).lacks("Öppnar");
    assert!(!screen.app.is_done());
}

#[test]
fn the_same_keys_do_the_same_in_every_input() {
    let inputs: [(&str, &str); 5] = [
        ("a filter", "2 /"),
        ("the palette", "ctrl-p"),
        ("a prompt", "x tab tab tab tab tab tab"),
        ("a field", "2 n enter"),
        ("a long text", "2 n"),
    ];
    for (name, keys) in inputs {
        let mut screen = Screen::new_register();
        screen.keys(keys);
        if name == "a long text" {
            screen.go_to("description").keys("enter");
        }
        screen.keys("ctrl-u").typed("one twox");
        // Backspace, as some terminals send it; then by words, and taken back.
        screen.keys("ctrl-h ctrl-left").typed("X").sees("one Xtwo");
        screen.keys("alt-d").sees("one X").lacks("Xtwo");
        screen.keys("ctrl-z").sees("one Xtwo");
        screen.keys("ctrl-w ctrl-z ctrl-y").lacks("one Xtwo");
        screen.pasted("soft\u{ad}hyphen").sees("softhyphen");
        screen.sees("1 invisible or control character was removed");
    }
}
