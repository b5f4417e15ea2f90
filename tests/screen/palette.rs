//! The palette: whoever does not know what a command is called finds it by what it is for.

use ropa::domain::language::Language;
use ropa::tui::command::{COMMANDS, Context};

use crate::support::screen::{Screen, lexicon};

/// The key of a view where commands of a context can be given from the palette.
fn view_of(contexts: &[Context]) -> Option<&'static str> {
    let views = [
        (Context::Tabs, "1"),
        (Context::List, "2"),
        (Context::Findings, "6"),
        (Context::History, "7"),
    ];
    let mut views = views.into_iter();
    views
        .find(|(context, _)| contexts.contains(context))
        .map(|(_, key)| key)
}

#[test]
fn each_command_is_found_by_every_word_that_is_listed_for_it() {
    for language in Language::ALL {
        let mut screen = Screen::sample(language, (120, 50));
        let words = lexicon(language).words;
        for declared in COMMANDS {
            if !declared.command.is_named() {
                continue;
            }
            let listed = words.list(&format!("command.{}.find", declared.name));
            assert!(!listed.is_empty(), "{}: no words", declared.name);
            let title = words
                .get(&format!("command.{}.title", declared.name))
                .to_owned();
            let title = title.as_str();
            let Some(view) = view_of(declared.contexts) else {
                continue;
            };
            for word in listed {
                screen.keys(view).keys("ctrl-p").pasted(word);
                let text = screen.text();
                assert!(
                    text.contains(title),
                    "{word} does not find {title}:\n{text}"
                );
                screen.keys("esc");
            }
        }
    }
}

#[test]
fn the_right_to_erasure_is_found_by_its_own_words() {
    for (language, title, words) in [
        (
            Language::ENGLISH,
            "Redact words",
            ["erase", "delete", "gdpr"],
        ),
        (
            Language::SWEDISH,
            "Utplåna ord",
            ["radera", "maskera", "ta bort"],
        ),
    ] {
        let mut screen = Screen::sample(language, (80, 24));
        for word in words {
            screen.keys("2 ctrl-p").typed(word).sees(title).keys("esc");
        }
    }
}
