//! What records are called: the register's own data by their words, because nobody knows a reference of theirs.

use ropa::domain::language::Language;

use crate::support::screen::Screen;

#[test]
fn the_registers_own_data_are_called_by_their_words_everywhere() {
    for (language, find, own, other_title) in [
        (
            Language::ENGLISH,
            "register details",
            "the register's own data",
            "Another title",
        ),
        (
            Language::SWEDISH,
            "registrets egna uppgifter",
            "registrets egna uppgifter",
            "En annan titel",
        ),
    ] {
        let mut screen = Screen::sample(language, (100, 30));
        let told = |screen: &mut Screen| screen.text().to_lowercase();
        screen.keys("ctrl-p").typed(find).keys("enter");
        let text = told(&mut screen);
        assert!(text.lines().next().unwrap().contains(own), "{text}");
        assert!(
            !text.contains("register (") && !text.contains("(ny)"),
            "{text}"
        );
        // A reference would be nobody's: none can be given.
        screen.keys("alt-r");
        assert!(!screen.app.is_typing());
        screen.typed_in("title", other_title).keys("ctrl-s");
        let text = told(&mut screen);
        assert!(text.lines().last().unwrap().contains(own), "{text}");
        // In the history.
        screen.keys("7");
        let text = told(&mut screen);
        assert!(text.contains(own), "{text}");
        // When one of its values is taken out.
        screen.keys("1 ctrl-p").typed(find).keys("enter");
        screen.go_to("title").keys("alt-x");
        let text = told(&mut screen);
        assert!(text.contains(own), "{text}");
        screen.typed("x").keys("enter right enter 7");
        let text = told(&mut screen);
        assert!(text.contains(own), "{text}");
        // The row that records it is the program's: nothing adds, changes or removes one.
        screen.keys("1 ctrl-p").typed(find).keys("enter end");
        let text = told(&mut screen);
        let adds =
            |word: &str| (text.lines()).any(|line| line.contains("+ ") && line.contains(word));
        assert!(
            !["redaction", "utplåning", "edition", "utgåva"]
                .into_iter()
                .any(adds),
            "{text}"
        );
        screen.go_to("redactions[0]").keys("enter");
        let text = told(&mut screen);
        assert!(!text.contains("+ ") && !text.contains("ctrl-s"), "{text}");
        assert!(text.lines().next().unwrap().contains(own), "{text}");
    }
}

#[test]
fn no_screen_names_a_record_by_its_bare_reference() {
    for (file, text) in crate::tidy::files("src/tui", &["rs"]) {
        for bare in ["register.reference(", "register().reference("] {
            assert!(
                !text.contains(bare),
                "{file}: Lexicon::called names records"
            );
        }
    }
}
