//! Nothing of what is taken out is left where the program writes: older versions of a field, records that were made one,
//! what is remembered outside of the register, links, forms and imports; or it is told where it stands.

use std::path::PathBuf;

use super::Home;

/// A name that only the people of this register would know.
const NAME: &str = "Siv Åkerblom";

/// The same as links, pages and data files write it.
const ESCAPED: &[&str] = &[
    "Siv%20%C3%85kerblom",
    "siv%20%c3%a5kerblom",
    "Siv+%C3%85kerblom",
    "Siv%2520%25C3%2585kerblom",
    "Siv &Aring;kerblom",
    "Siv&nbsp;&#197;kerblom",
    "Siv &#xc5;kerblom",
    "Siv \\u00c5kerblom",
    "Siv =C3=85kerblom",
];

/// The files of a home in whose bytes one of these texts stands, but for those that a test wrote.
fn holding(home: &Home, texts: &[&str]) -> Vec<PathBuf> {
    home.holding(texts, |path| path.to_string_lossy().contains("by-hand"))
}

fn import(home: &Home, records: &str) {
    let text = format!(r#"{{"format": "ropa-register", "version": 1, {records}}}"#);
    home.write("by-hand.json", text);
    home.on("r.sqlite", &["import", "by-hand.json"]).done();
}

fn redact(home: &Home, rest: &[&str]) -> String {
    let because = ["--because", "x", "--yes"];
    let done = home
        .on("r.sqlite", &[&["redact"], rest, &because].concat())
        .done();
    home.on("r.sqlite", &["verify"]).done();
    done
}

#[test]
fn what_older_versions_said_of_a_field_goes_with_it() {
    // What was said of legal holds before they were rows: on each, its reason; on one, why there is none.
    for (reference, field, said) in [
        ("A1/R1/H1/X1", "reason", "Tax audit"),
        ("A1/R1/H1", "hold_reason", "Tax audit"),
        ("A1/R1/X1", "reason", "Dispute about pay"),
        ("A2/R1/X1", "reason", "Unless a dispute arises"),
        ("A1/R1/H3", "holds", "No dispute is known."),
        ("A1/R1/H3", "hold_reason", "No dispute is known."),
    ] {
        for migrated in [false, true] {
            let home = Home::with_older_register();
            if migrated {
                home.on("r.sqlite", &["reviewed", "A1"]);
                std::fs::remove_file(home.path("r.sqlite.version-1")).unwrap();
            }
            let all = ["redact", reference, field, "--because", "x", "--yes"];
            let ran = home.on("r.sqlite", &all);
            assert_eq!(ran.code, 0, "{reference} {field}: {}", ran.err);
            let left = holding(&home, &[said]);
            assert!(left.is_empty(), "{reference} {field}, {migrated}: {left:?}");
            home.on("r.sqlite", &["verify"]).done();
            // Whether a legal hold stood on a day is as it was.
            let holds = |home: &Home, day: &str| {
                let export = ["export", "--format", "json", "--as-of", day];
                let text = home.on("r.sqlite", &export).json().to_string();
                text.matches(r#""ref":"X1""#).count()
            };
            let fresh = Home::with_older_register();
            for day in ["2026-03-05", "2026-05-05", "2026-11-20"] {
                assert_eq!(
                    holds(&home, day),
                    holds(&fresh, day),
                    "{reference} {field} {day}"
                );
            }
        }
    }
}

#[test]
fn a_text_that_a_record_had_before_it_was_made_one_with_another_is_told() {
    let home = Home::with_small_register();
    import(
        &home,
        &format!(
            r#""organisations": [{{"ref": "O8", "name": "Printer", "country": "SE"}},
            {{"ref": "O9", "name": "Printers", "country": "SE", "notes": "Ask {NAME}."}}]"#
        ),
    );
    home.on("r.sqlite", &["replace", "O9", "O8", "--merge", "--yes"])
        .done();
    let shown = home.on("r.sqlite", &["redact", "O8", "notes", "--because", "x"]);
    assert!(shown.out.contains("O9 Notes"), "{}", shown.out);
    let done = redact(&home, &["O8", "notes"]);
    assert!(done.contains("O9 Notes"), "{done}");
    let done = redact(&home, &["O9", "notes"]);
    assert!(!done.contains("Notes"), "{done}");
    assert_eq!(holding(&home, &[NAME]), Vec::<PathBuf>::new());
}

#[test]
fn a_text_that_another_field_had_earlier_or_an_import_read_is_told() {
    let home = Home::with_small_register();
    import(
        &home,
        &format!(
            r#""activities": [{{"ref": "A3", "name": "News", "owner": "{NAME}", "department": "{NAME}"}}]"#
        ),
    );
    import(
        &home,
        r#""activities": [{"ref": "A3", "name": "News", "department": "Press"}]"#,
    );
    let done = redact(&home, &["A3", "owner"]);
    assert!(done.contains("A3 Department"), "{done}");
    redact(&home, &["A3", "department"]);
    assert_eq!(holding(&home, &[NAME]), Vec::<PathBuf>::new());
}

#[test]
fn words_go_also_where_they_are_escaped() {
    let home = Home::with_small_register();
    let links: Vec<String> = ESCAPED
        .iter()
        .map(|it| serde_json::json!(format!("https://x.example/{it}/p?q={it}")).to_string())
        .collect();
    let notes = serde_json::json!(ESCAPED.join(" | ")).to_string();
    import(
        &home,
        &format!(
            r#""activities": [{{"ref": "A3", "name": "News", "notes": {notes}, "notices": [{}]}}]"#,
            links
                .iter()
                .map(|it| format!(r#"{{"title": "Notice", "address": {it}}}"#))
                .collect::<Vec<_>>()
                .join(", ")
        ),
    );
    let raw = ["kerblom"];
    assert!(!holding(&home, &raw).is_empty());
    redact(&home, &["--words", NAME]);
    assert_eq!(holding(&home, &raw), Vec::<PathBuf>::new());
}

#[test]
fn what_is_remembered_outside_of_the_register_loses_it_or_is_told() {
    for rest in [&["--words", NAME][..], &["register", "title"]] {
        let home = Home::new();
        let title = format!("Register of {NAME}");
        let new = [
            "new",
            "r.sqlite",
            "--name",
            "Acme",
            "--country",
            "SE",
            "--title",
            &title,
        ];
        home.ropa(&new).done();
        home.on("r.sqlite", &["backup", "b.sqlite"]).done();
        let file = home.write(
            ".config/ropa/screen.toml",
            format!("[filters]\n\"Of {NAME}\" = \"name:x\"\nhers = 'owner:\"{NAME}\"'\nhalf = 'akerb'\nmine = \"owner:Bo\"\nwhole = '{title}'\n"),
        );
        let left = home.write(
            ".local/share/ropa/drafts/.ropa-1-2-3-by",
            format!("\"{NAME}\""),
        );
        let mapping = home.write(".config/ropa/mappings/hers.toml", format!("# By {NAME}\n"));
        let shown = home.on(
            "r.sqlite",
            &[&["redact"], rest, &["--because", "x"]].concat(),
        );
        let done = redact(&home, rest);
        assert!(left.exists());
        std::fs::remove_file(&left).unwrap();
        if rest[0] == "--words" {
            for told in [&shown.out, &done] {
                assert!(told.contains(&mapping.display().to_string()), "{told}");
                assert!(told.contains(&left.display().to_string()), "{told}");
                assert!(!told.contains("screen.toml"), "{told}");
                // A search by half of a name finds its person too.
                assert!(told.contains("palette): half\n"), "{told}");
            }
            let kept = std::fs::read_to_string(&file).unwrap();
            assert!(kept.contains("owner:Bo"), "{kept}");
            std::fs::remove_file(&mapping).unwrap();
            std::fs::remove_file(home.path("b.sqlite")).unwrap();
            assert_eq!(holding(&home, &[NAME]), Vec::<PathBuf>::new());
        } else {
            // A filter may be about another register that holds the same: it is named, and stays.
            for told in [&shown.out, &done] {
                assert!(told.contains(&file.display().to_string()), "{told}");
            }
            assert!(std::fs::read_to_string(&file).unwrap().contains(NAME));
            std::fs::remove_dir_all(home.path(".config")).unwrap();
            std::fs::remove_file(home.path("b.sqlite")).unwrap();
            assert_eq!(holding(&home, &[NAME]), Vec::<PathBuf>::new());
        }
    }
}

#[test]
fn why_there_is_no_hold_goes_without_the_reason_of_one_that_was() {
    let (claim, settled) = ("Claim of a supplier", "Settled with the heirs");
    let home = Home::with_older_register();
    home.on("r.sqlite", &["reviewed", "A1"]);
    std::fs::remove_file(home.path("r.sqlite.version-1")).unwrap();
    home.write(
        "none.json",
        format!(
            r#"{{"format": "ropa-register", "version": 1, "activities": [{{"ref": "A1", "retention": [{{"ref": "R1",
            "holdings": [{{"ref": "H2", "none": {{"holds": "{settled}"}}}}]}}]}}]}}"#
        ),
    );
    home.on("r.sqlite", &["import", "none.json"]).done();
    std::fs::remove_file(home.path("none.json")).unwrap();
    assert!(!holding(&home, &[settled]).is_empty());
    let all = ["redact", "A1/R1/H2", "holds", "--because", "x", "--yes"];
    home.on("r.sqlite", &all).done();
    assert!(holding(&home, &[settled]).is_empty());
    assert!(!holding(&home, &[claim]).is_empty());
    home.on("r.sqlite", &["verify"]).done();
}
