//! The page on paper, as a browser prints it. Where there is no browser, one word says so.

use std::path::Path;
use std::process::Command;

use ropa::domain::language::Language;
use ropa::exchange::selection::{Arrangement, Profile, Selection};

use super::page::{page, sample};
use crate::exchange::{imported, notice};

/// What a program prints; none where it is not there.
fn run(program: &str, arguments: &[&str]) -> Option<String> {
    let made = Command::new(program).args(arguments).output().ok()?;
    assert!(made.status.success(), "{program}: {made:?}");
    Some(String::from_utf8_lossy(&made.stdout).into_owned())
}

/// The pages of a document as text; none where a program for it is missing.
fn printed(directory: &Path, html: &str) -> Option<Vec<String>> {
    let (page, paper) = (directory.join("page.html"), directory.join("page.pdf"));
    std::fs::write(&page, html).unwrap();
    let paper = paper.to_str().unwrap();
    let data = format!("--user-data-dir={}", directory.join("browser").display());
    let to = format!("--print-to-pdf={paper}");
    let from = format!("file://{}", page.display());
    let plain = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--no-pdf-header-footer",
    ];
    run("pdftotext", &["-v"])?;
    run("chromium", &[&plain[..], &[&data, &to, &from]].concat())?;
    let text = run("pdftotext", &["-layout", paper, "-"])?;
    let pages = text.split('\u{c}').map(str::to_owned);
    Some(pages.filter(|page| !page.trim().is_empty()).collect())
}

#[test]
fn every_page_of_paper_says_what_it_is_of_and_which_it_is() {
    let directory = tempfile::tempdir().unwrap();
    let register = imported(&notice("secmaker"));
    let authority = Selection {
        profile: Profile::Authority,
        ..Selection::default()
    };
    let html = page(&register, Language::ENGLISH, &authority);
    let Some(pages) = printed(directory.path(), &html) else {
        println!("skipped");
        return;
    };
    let title = register.about.title.as_deref().unwrap();
    for (at, page) in pages.iter().enumerate() {
        assert!(page.contains(title), "{page}");
        let number = format!("{} / {}", at + 1, pages.len());
        assert!(page.contains(&number), "{number} is not on {page}");
    }
    assert!(pages.len() <= 20, "{} pages", pages.len());
}

#[test]
fn a_register_is_as_many_pages_as_somebody_reads() {
    let directory = tempfile::tempdir().unwrap();
    let glance = Arrangement {
        only_glance: true,
        ..Arrangement::default()
    };
    for language in [Language::ENGLISH, Language::SWEDISH] {
        for (activities, arrangement, most) in [(24, Arrangement::default(), 40), (213, glance, 14)]
        {
            let selection = Selection {
                profile: Profile::Authority,
                arrangement,
                ..Selection::default()
            };
            let html = page(&sample(activities, language), language, &selection);
            let Some(pages) = printed(directory.path(), &html) else {
                println!("skipped");
                return;
            };
            let (language, printed) = (language.code(), pages.len());
            assert!(
                printed <= most,
                "{activities} in {language}: {printed} pages"
            );
        }
    }
}
