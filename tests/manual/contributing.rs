//! The pages for contributors name files and functions that are there.

use std::fs;

use crate::tidy::{files, root};

#[test]
fn every_file_and_function_that_is_named_is_there() {
    let mut named = 0;
    for (page, text) in files("assets/contributing", &["md"]) {
        let mut file: Option<(String, String)> = None;
        for line in text.lines() {
            // A new point, row or paragraph speaks of other files.
            if !line.starts_with("   ") {
                file = None;
            }
            for code in line.split('`').skip(1).step_by(2) {
                let path = ["src/", "tests/", "assets/", ".ci/"];
                if path.iter().any(|start| code.starts_with(start)) {
                    let path = root().join(code);
                    assert!(path.exists(), "{page} names {code}");
                    named += 1;
                    let text = fs::read_to_string(&path).unwrap_or_default();
                    let source = std::path::Path::new(code)
                        .extension()
                        .is_some_and(|end| end == "rs");
                    file = source.then(|| (code.to_owned(), text));
                } else if let Some((name, text)) = &file
                    && page.ends_with("ways.md")
                    && code
                        .bytes()
                        .all(|byte| byte.is_ascii_lowercase() || byte == b'_')
                {
                    let there = text.contains(&format!("fn {code}"));
                    assert!(there, "{page}: {name} has no function {code}");
                    named += 1;
                }
            }
        }
    }
    assert!(named > 80, "{named}");
}
