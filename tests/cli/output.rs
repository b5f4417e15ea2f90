//! Where data go: the output, a file that is never overwritten unasked, a pipe that closes, a disk that is full.

use std::io::Read as _;
use std::process::Stdio;

use super::Home;

#[test]
fn an_export_never_overwrites_unless_it_must() {
    let home = Home::with_small_register();
    home.on("r.sqlite", &["export", "--output", "r.md"]).done();
    let first = std::fs::read_to_string(home.path("r.md")).unwrap();
    assert_eq!(home.on("r.sqlite", &["export"]).done(), first);
    home.write("r.md", "mine");
    let said = home
        .on("r.sqlite", &["export", "--output", "r.md"])
        .failed(2);
    assert_eq!(
        said,
        "Error: The file r.md already exists and was not changed: a text file.\nHint: Choose another name, or overwrite it. On the command line: --force.\n"
    );
    assert_eq!(std::fs::read_to_string(home.path("r.md")).unwrap(), "mine");
    home.on("r.sqlite", &["export", "--output", "r.md", "--force"])
        .done();
    assert_eq!(std::fs::read_to_string(home.path("r.md")).unwrap(), first);
    assert!(home.on("r.sqlite", &["export", "--output", "-"]).done() == first);
    // Other programs have a short name for it.
    home.on("r.sqlite", &["export", "-o", "r.md", "--force"])
        .done();
    assert_eq!(std::fs::read_to_string(home.path("r.md")).unwrap(), first);
    let said = home
        .on("r.sqlite", &["export", "--output", "none/r.md"])
        .failed(2);
    assert!(
        said.starts_with("Error: none/r.md or its folder does not exist.\n"),
        "{said}"
    );
    let left: Vec<_> = std::fs::read_dir(home.root())
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        // What is remembered of the register.
        .filter(|name| name != ".local")
        .collect();
    assert_eq!(left.len(), 2, "{left:?}");
}

#[test]
fn an_export_is_in_the_language_that_is_asked_for_else_in_the_registers() {
    let mut home = Home::with_small_register();
    home.set("LANG", "sv_SE.UTF-8");
    let english = home.on("r.sqlite", &["export"]).done();
    assert!(english.contains("Not recorded"), "{english}");
    let swedish = home.on("r.sqlite", &["export", "--lang", "sv"]).done();
    assert!(swedish.contains("Inte angivet") && !swedish.contains("Not recorded"));
}

#[test]
fn an_export_can_be_narrowed() {
    let home = Home::with_small_register();
    let export = |arguments: &[&str]| {
        home.on(
            "r.sqlite",
            &[&["export", "--format", "json"], arguments].concat(),
        )
        .json()
    };
    let refs = |export: &serde_json::Value| -> Vec<String> {
        let activities = export["activities"].as_array().cloned().unwrap_or_default();
        activities
            .iter()
            .map(|activity| activity["ref"].as_str().unwrap().to_owned())
            .collect()
    };
    assert!(export(&[]).get("selection").is_none());
    let one = export(&["--activity", "A2"]);
    assert!(one.get("selection").is_some());
    assert_eq!(refs(&one), ["A2"]);
    assert_eq!(
        refs(&export(&["--activity", "A2", "--activity", "A1"])),
        ["A1", "A2"]
    );
    assert_eq!(refs(&export(&["--organisation", "O1"])), ["A1"]);
    assert_eq!(refs(&export(&["--role", "processor"])), [""; 0]);
    // Data hold everything unless a profile is named.
    assert_eq!(export(&["--profile", "full"]), export(&[]));
    let authority = export(&["--profile", "authority"]);
    assert_eq!(authority["selection"]["profile"], "authority");
    let public = export(&["--profile", "public"]);
    assert!(public["activities"][0].get("measures_text").is_none());
    assert!(public["activities"][0].get("owner").is_none());
}

#[test]
fn what_of_a_document_is_printed_is_asked_of_documents_alone() {
    let home = Home::new();
    home.ropa(&["sample", "s.sqlite"]).done();
    let export = |more: &[&str]| {
        let arguments = [&["--register", "s.sqlite", "export"], more].concat();
        home.ropa(&arguments)
    };
    let glance = export(&["--only", "glance"]).done();
    assert!(glance.contains("## At a glance") && !glance.contains("## Part 1"));
    assert!(!export(&[]).done().contains("## Open points"));
    let asked = export(&["--with", "open-points"]).done();
    assert!(asked.contains("## Open points"));
    // What is shown of the register never speaks for the rest of it.
    assert!(!asked.contains("what is shown here"), "{asked}");
    let part = export(&["--activity", "A1", "--with", "open-points"]).done();
    assert!(part.contains("n what is shown here"), "{part}");
    let pages = export(&["--format", "html", "--page-per-activity"]).done();
    assert_eq!(pages.matches("<article class=\"page\">").count(), 24);
    for (more, said) in [
        (
            &["--only", "glance", "--format", "json"][..],
            "json is data",
        ),
        (&["--with", "open-points", "--format", "csv"], "csv is data"),
        (&["--page-per-activity", "--format", "json"], "json is data"),
        (&["--page-per-activity"], "markdown has no pages"),
        (
            &[
                "--activity",
                "A1",
                "--activity",
                "A2",
                "--role",
                "processor",
            ],
            "A1 is chosen",
        ),
        (
            &["--with", "open-points", "--profile", "public"],
            "never tells the open points",
        ),
        (&["--only", "summary"], "glance"),
    ] {
        let refused = export(more).failed(2);
        assert!(refused.contains(said), "{refused}");
    }
}

#[test]
fn a_closed_pipe_is_no_error() {
    let home = Home::new();
    home.ropa(&["sample", "s.sqlite"]).done();
    for arguments in [
        &["export", "--format", "json"][..],
        &["export"],
        &["list", "data_categories", "--format", "json"],
        &["completions", "bash"],
    ] {
        let arguments = [&["--register", "s.sqlite"], arguments].concat();
        let mut child = home
            .command(&arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let mut said = String::new();
        child
            .stderr
            .take()
            .unwrap()
            .read_to_string(&mut said)
            .unwrap();
        let status = child.wait().unwrap();
        assert_eq!(
            (status.code(), said.as_str()),
            (Some(0), ""),
            "{arguments:?}"
        );
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told() {
    let home = Home::with_small_register();
    let full = std::fs::OpenOptions::new()
        .write(true)
        .open("/dev/full")
        .unwrap();
    let output = home
        .command(&["--register", "r.sqlite", "export"])
        .stdout(full)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(
        String::from_utf8(output.stderr).unwrap(),
        "Error: The output cannot be written: the disk is full.\n"
    );
}

#[test]
fn whoever_names_a_directory_is_told_the_name_of_the_file() {
    let home = Home::with_small_register();
    std::fs::create_dir(home.path("out")).unwrap();
    for arguments in [
        &["check"][..],
        &["due"],
        &["disposals"],
        &["log"],
        &["notice"],
        &["diff", "2026-11-21"],
        &["show", "A1"],
        &["list", "activities"],
    ] {
        let ran = home.on("r.sqlite", &[arguments, &["--output", "out"]].concat());
        let written = std::fs::read_dir(home.path("out")).unwrap();
        let names: Vec<_> = written.map(|it| it.unwrap().file_name()).collect();
        assert_eq!(names.len(), 1, "{arguments:?}: {names:?} {}", ran.err);
        let name = names[0].to_string_lossy();
        assert!(ran.out.contains(&*name), "{arguments:?}: {}", ran.out);
        std::fs::remove_file(home.path("out").join(&*name)).unwrap();
    }
}

#[test]
fn in_a_directory_an_export_is_called_by_what_it_holds() {
    let home = Home::with_small_register();
    std::fs::create_dir(home.path("out")).unwrap();
    for (arguments, name) in [
        (&[][..], "r-2026-11-21.md"),
        (&["--organisation", "O1"][..], "r-O1-2026-11-21.md"),
        (
            &["--activity", "A1", "--format", "json"][..],
            "r-A1-2026-11-21.json",
        ),
    ] {
        let export = [&["export", "--output", "out"], arguments].concat();
        let said = home.on("r.sqlite", &export).done();
        assert!(home.path("out").join(name).exists(), "{name}");
        assert!(said.contains(name), "{name}: {said}");
        // A file that stands there is not written over unasked.
        let told = home.on("r.sqlite", &export).failed(2);
        assert!(told.contains("already exists"), "{told}");
    }
}

#[test]
fn a_document_of_one_record_says_nothing_of_what_was_not_asked_for() {
    let home = Home::new();
    home.ropa(&["sample", "s.sqlite"]).done();
    let export = |more: &[&str]| {
        let arguments = [&["--register", "s.sqlite", "export"], more].concat();
        home.ropa(&arguments).done()
    };
    let one = export(&["--activity", "A1"]);
    assert!(
        one.contains("## Part 1.") && !one.contains("## Part 2."),
        "{one}"
    );
    let page = export(&["--activity", "A1", "--format", "html"]);
    assert!(!page.contains("<svg") && !page.contains("In pictures"));
    // Of the whole register an empty part is an answer.
    assert!(export(&["--format", "html"]).contains("In pictures"));
    assert!(export(&[]).contains("## Part 3."));
}

#[test]
fn text_lists_its_sections_under_its_contents() {
    let home = Home::new();
    home.ropa(&["sample", "s.sqlite"]).done();
    let text = home
        .ropa(&["--register", "s.sqlite", "export", "--format", "text"])
        .done();
    let contents = text.split("\nContents\n").nth(1).unwrap();
    let contents = contents.split("\n\n").next().unwrap();
    for section in [
        "At a glance",
        "Our organisations",
        "Security measures",
        "Provenance",
    ] {
        assert!(contents.contains(section), "{section}: {contents}");
        assert!(text.contains(&format!("\n\n{section}\n")), "{section}");
    }
}

#[test]
fn a_day_that_has_not_come_is_told() {
    let home = Home::new();
    home.ropa(&["sample", "s.sqlite"]).done();
    let at = |day: &str| {
        let ran = home.ropa(&["--register", "s.sqlite", "export", "--as-of", day]);
        assert_eq!(ran.code, 0);
        ran.err
    };
    assert!(at("2199-01-01").contains("1 January 2199 is after today"));
    assert!(!at("today").contains("is after today"));
}
