//! What several tests share: a screen driven by keys, and registers to look at.

pub mod answers;
pub mod command;
pub mod screen;

use std::collections::BTreeSet;
use std::sync::LazyLock;

/// The keys of problems, which only the program itself reads.
static KEYS: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    let files = ropa::words::LOCALES.iter().flat_map(|locale| locale.files);
    let lines = files.flat_map(|(_, text)| text.lines());
    let keys = lines.filter_map(|line| line.strip_prefix("[error.")?.strip_suffix(']'));
    keys.filter(|key| key.contains('_')).collect()
});

/// A problem's key that stands in a text in the place of its sentence.
pub fn raw_key(text: &str) -> Option<&str> {
    let inside = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
    let mut tokens = text.split(|letter| !inside(letter));
    tokens.find(|token| KEYS.contains(token))
}

#[test]
fn a_key_in_the_place_of_its_sentence_is_seen() {
    assert_eq!(
        raw_key("It failed (store_disk_full)."),
        Some("store_disk_full")
    );
    assert_eq!(raw_key("The disk is full."), None);
}
