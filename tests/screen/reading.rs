//! A register that is only read: nothing looks as if it could be changed, and nothing that writes is offered.

use ropa::cli::command::COMMANDS as SUBCOMMANDS;
use ropa::domain::language::Language;
use ropa::tui::command::{COMMANDS, Command, CommandContext};

use crate::support::screen::{Screen, lexicon};

/// The made-up register, only read.
fn reading(language: Language, size: (u16, u16)) -> Screen {
    let mut reader = only_read(&Screen::sample(language, size));
    reader.resized(size.0, size.1);
    reader
}

/// A register that was made, only read.
fn only_read(made: &Screen) -> Screen {
    let mut reader = made.unopened();
    reader.app.read_only();
    reader.app.open().unwrap();
    reader
}

#[test]
fn a_form_says_so_and_offers_nothing() {
    for (language, mark, add) in [
        (Language::ENGLISH, "read-only", "+ add"),
        (Language::SWEDISH, "skrivskydd", "+ lägg"),
    ] {
        let mut screen = reading(language, (80, 24));
        for tab in ["2", "3"] {
            screen.keys(tab).keys("enter");
            for _ in 0..60 {
                let text = screen.text();
                let top = text.lines().next().unwrap();
                assert!(top.to_lowercase().contains(mark), "{text}");
                assert!(!text.contains(add), "{text}");
                let bottom = text.lines().last().unwrap();
                assert!(!bottom.contains("Ctrl-S"), "{text}");
                screen.keys("down");
            }
            // In a row of it too.
            screen.keys("esc");
        }
        screen.keys("2 enter").go_to("purposes[0]").keys("enter");
        let text = screen.text();
        assert!(
            text.lines().next().unwrap().to_lowercase().contains(mark),
            "{text}"
        );
        assert!(!text.lines().last().unwrap().contains("Ctrl-S"), "{text}");
    }
}

#[test]
fn neither_palette_nor_bottom_line_name_what_writes() {
    for language in Language::ALL {
        let words = lexicon(language).words;
        let mut screen = reading(language, (160, 50));
        for (key, context) in [
            ("1", CommandContext::Tabs),
            ("2", CommandContext::List),
            ("5", CommandContext::List),
            ("6", CommandContext::Findings),
            ("7", CommandContext::History),
        ] {
            let bottom = screen.keys(key).text();
            let bottom = bottom.lines().last().unwrap().to_owned();
            for declared in COMMANDS {
                if !declared.command.writes(context) && !declared.command.makes() {
                    continue;
                }
                let title = words
                    .get(&format!("command.{}.title", declared.name))
                    .to_owned();
                let title = title.as_str();
                let text = screen.keys("ctrl-p").pasted(title).text();
                let chosen = |line: &str| {
                    // A field, a rule or a section of the manual may be called the same: it only explains.
                    let explains = ["palette.field", "palette.rule", "manual.title"];
                    let mut explains = explains.iter().map(|key| words.get(key));
                    if explains.any(|what| line.contains(what.split('{').next().unwrap())) {
                        return false;
                    }
                    let mut parts = line.split('│').map(|part| part.trim_matches(['›', ' ']));
                    parts.any(|part| part == title || part.starts_with(&format!("{title}  ")))
                };
                assert!(!text.lines().any(chosen), "{title}:\n{text}");
                screen.keys("esc");
                if let Some(short) = words.find(&format!("command.{}.short", declared.name)) {
                    let named = bottom
                        .split("  ")
                        .any(|part| part.trim().ends_with(&format!(" {short}")));
                    assert!(!named, "{short}: {bottom}");
                }
            }
        }
    }
}

/// What a command of the command line writes, its like here writes too, and is offered nowhere where that cannot be done.
#[test]
fn what_writes_at_the_command_line_writes_here() {
    for declared in COMMANDS {
        let command = declared.command;
        let writes = declared.contexts.iter().any(|it| command.writes(*it)) || command.makes();
        let named = |name: &&str| SUBCOMMANDS.iter().find(|it| it.name == *name).unwrap();
        let like: Vec<_> = command.at_command_line().iter().map(named).collect();
        if like.iter().any(|it| it.always_writes()) {
            assert!(writes, "{}", declared.name);
        }
        if !like.is_empty() && like.iter().all(|it| it.only_reads()) {
            assert!(!writes, "{}", declared.name);
        }
    }
}

/// Whatever is offered where a register is only read can be gone through with: nothing is asked for in vain.
#[test]
fn what_is_offered_is_not_refused() {
    let made = Screen::sample(Language::ENGLISH, (120, 40));
    for declared in COMMANDS {
        let places = [
            ("2", CommandContext::List),
            ("2", CommandContext::Tabs),
            ("6", CommandContext::Findings),
            ("7", CommandContext::History),
        ];
        let mut places = places.iter();
        let Some((key, context)) = places.find(|(_, it)| declared.contexts.contains(it)) else {
            continue;
        };
        let writes = declared.command.writes(*context) || declared.command.makes();
        if writes || declared.command == Command::Quit {
            continue;
        }
        let mut screen = only_read(&made);
        screen.keys(key);
        screen.app.give(declared.name);
        // Something is answered whatever is asked: a name that nothing has.
        let asked = screen.pasted("nothing").keys("enter").text();
        let refused = asked.contains("open for reading only");
        assert!(!refused, "{}:\n{asked}", declared.name);
    }
}

#[test]
fn help_and_the_identity_offer_nothing_that_writes() {
    let mut screen = reading(Language::ENGLISH, (120, 60));
    screen
        .keys("2 ?")
        .sees("Filter")
        .lacks("Duplicate")
        .lacks("Redact a field");
    screen.keys("esc ctrl-p").typed("identity").keys("enter");
    screen.sees("Identity ").lacks("Give it its own identity");
}

#[test]
fn the_first_page_offers_to_make_nothing() {
    let there = Screen::new_register();
    std::fs::remove_file(there.path("register.sqlite")).unwrap();
    let mut screen = there.unopened();
    screen.app.read_only();
    screen.app.open().unwrap();
    screen
        .sees("1 Open another register")
        .lacks("Start a new register")
        .lacks("will be created");
    screen
        .keys("3")
        .lacks("Import")
        .keys("1")
        .sees("A register file made by ropa");
    screen.keys("esc down enter");
    assert!(screen.app.is_done());
}
