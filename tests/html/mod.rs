//! The document as HTML, as a parser that is not ours reads it.

mod draft;
mod page;
mod paper;

use std::collections::BTreeSet;

use scraper::{Html, Selector};

/// A page that was read without an error.
pub fn read(page: &str) -> Html {
    let read = Html::parse_document(page);
    assert!(read.errors.is_empty(), "{:?}", read.errors);
    read
}

pub fn selector(text: &str) -> Selector {
    Selector::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// The values of an attribute, in order.
pub fn values(page: &Html, element: &str, attribute: &str) -> Vec<String> {
    let wanted = selector(&format!("{element}[{attribute}]"));
    let found = page.select(&wanted);
    found
        .filter_map(|element| element.value().attr(attribute).map(str::to_owned))
        .collect()
}

/// What holds for every page: one language, headings in order, every link inside resolves, nothing is loaded or run.
pub fn is_sound(page: &Html, name: &str) {
    assert_eq!(values(page, "html", "lang").len(), 1, "{name}");
    assert_eq!(page.select(&selector("h1")).count(), 1, "{name}");
    assert_eq!(page.select(&selector("main")).count(), 1, "{name}");
    let mut last = 0;
    for heading in page.select(&selector("h1, h2, h3, h4, h5, h6")) {
        let level: u8 = heading.value().name()[1..].parse().unwrap();
        let text: String = heading.text().collect();
        assert!(level <= last + 1, "{name}: {text} is {level} after {last}");
        assert!(!text.trim().is_empty(), "{name}: a heading says nothing");
        last = level;
    }
    let ids = values(page, "*", "id");
    let known: BTreeSet<&String> = ids.iter().collect();
    assert_eq!(known.len(), ids.len(), "{name}: an address stands twice");
    for link in values(page, "a", "href") {
        match link.strip_prefix('#') {
            Some(id) => assert!(
                known.contains(&id.to_owned()),
                "{name}: #{id} leads nowhere"
            ),
            None => assert!(link.starts_with("http"), "{name}: {link}"),
        }
    }
    for loaded in [
        "script", "link", "img", "iframe", "object", "embed", "base", "form", "image", "use",
    ] {
        assert_eq!(
            page.select(&selector(loaded)).count(),
            0,
            "{name}: {loaded}"
        );
    }
    for attribute in [
        "src",
        "srcset",
        "background",
        "onload",
        "onclick",
        "onerror",
    ] {
        assert!(
            values(page, "*", attribute).is_empty(),
            "{name}: {attribute}"
        );
    }
    let style: String = page
        .select(&selector("style"))
        .flat_map(|style| style.text())
        .collect();
    assert!(
        !style.contains("url(") && !style.contains("@import"),
        "{name}"
    );
    for table in page.select(&selector("table")) {
        assert!(
            table
                .select(&selector("thead th[scope=col]"))
                .next()
                .is_some(),
            "{name}"
        );
    }
}
