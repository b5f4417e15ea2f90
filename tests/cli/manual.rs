//! The manual and the rules from the command line: whole, by section, explained, in both languages.

use ropa::domain::language::Language;
use ropa::exchange::manual;
use ropa::rules::RULES;

use super::Home;
use super::help::said;

#[test]
fn the_manual_is_read_whole_and_nothing_of_it_is_cut() {
    for language in Language::ALL {
        let code = language.code();
        let text = said(&["manual", "--lang", code]);
        for section in manual::sections(language) {
            assert!(text.contains(section.title), "{}", section.title);
        }
        assert!(text.contains("R58") && text.contains("recipients_outside_eea"));
        // Commands to copy stay in one line.
        let lines = text.lines().filter(|line| !line.starts_with("    "));
        let widest = lines.map(|line| line.chars().count()).max().unwrap();
        assert!(widest <= 100, "{widest}");
        // What Markdown has only for its looks is gone.
        assert!(!text.contains("<!--") && !text.contains("**") && !text.contains("| ---"));
        let markdown = said(&["manual", "--lang", code, "--format", "markdown"]);
        assert_eq!(markdown, manual::text(language));
    }
}

#[test]
fn a_section_is_named_by_number_or_by_words_of_either_language() {
    let by_number = said(&["manual", "3"]);
    assert!(by_number.starts_with("Keys\n") && by_number.contains("Ctrl-S"));
    assert_eq!(by_number, said(&["manual", "keys"]));
    assert_eq!(by_number, said(&["manual", "tangenter"]));
    let swedish = said(&["manual", "keys", "--lang", "sv"]);
    assert!(swedish.starts_with("Tangenter\n"), "{swedish}");
    let markdown = said(&["manual", "the file", "--format", "markdown"]);
    assert!(markdown.starts_with("## The file\n") && markdown.contains("```sh"));
    let home = Home::new();
    let said = home.ropa(&["manual", "zzzz"]).failed(2);
    assert_eq!(
        said.lines().next(),
        Some("Error: The manual has no section “zzzz”.")
    );
    assert!(said.contains("Getting started") && said.contains("Rules"));
}

#[test]
fn the_manual_and_the_rules_need_neither_a_register_nor_a_sound_configuration() {
    let home = Home::new();
    home.configure("muose = true\n");
    for command in ["manual", "rules"] {
        let ran = home.ropa(&[command]);
        assert_eq!(ran.code, 0);
        assert!(ran.err.starts_with("Warning: ") && !ran.out.is_empty());
    }
}

#[test]
fn a_rule_is_explained_with_what_to_do() {
    let text = said(&["rules", "r36"]);
    for wanted in [
        "R36 SCCs are identified, valid and assessed",
        "Severity: Warning",
        "Provision: Art. 46(2)(c)",
        "No transfer impact assessment is recorded.",
        "Record the date of the assessment and where it is kept.",
        "Provision: Art. 46(1)",
        "[instrument] is not valid",
        "ropa waive R36",
    ] {
        assert!(text.contains(wanted), "{wanted}: {text}");
    }
    let swedish = said(&["rules", "R36", "--lang", "sv"]);
    assert!(swedish.contains("artikel 46.2 c") && swedish.contains("Åtgärd: "));
    assert!(said(&["rules", "R36", "--format", "markdown"]).starts_with("## R36 "));
    let home = Home::new();
    assert!(home.ropa(&["rules", "R99"]).failed(2).contains("R99"));
}

#[test]
fn all_rules_are_listed_and_given_as_json() {
    let text = said(&["rules"]);
    let json: serde_json::Value =
        serde_json::from_str(&said(&["rules", "--format", "json"])).unwrap();
    let objects = json.as_array().unwrap();
    assert_eq!(objects.len(), RULES.len());
    for (rule, object) in RULES.iter().zip(objects) {
        assert!(
            text.lines().any(|line| line.starts_with(rule.id)),
            "{}",
            rule.id
        );
        assert_eq!(object["rule"], rule.id);
        assert_eq!(object["article"], rule.provision);
        assert_eq!(
            object["reports"].as_array().unwrap().len(),
            rule.cases.len() + 1
        );
    }
    let one: serde_json::Value =
        serde_json::from_str(&said(&["rules", "R02", "--format", "json"])).unwrap();
    assert_eq!(one, objects[1]);
}

#[test]
fn a_rule_is_listed_with_every_provision_that_its_findings_cite() {
    let list = said(&["rules"]);
    let of = |id: &str| {
        let from = list.find(&format!("\n{id}  ")).unwrap();
        let rest = &list[from + 1..];
        let next = rest.find("\nR").unwrap_or(rest.len());
        rest[..next]
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    };
    for (id, cited) in [
        ("R27", "7(3)"),
        ("R29", "87"),
        ("R61", "49(1)"),
        ("R76", "35(11)"),
    ] {
        assert!(of(id).contains(cited), "{}", of(id));
    }
    // One that cites a single provision names it once.
    assert!(of("R28").ends_with("(Art. 6(3))"), "{}", of("R28"));
}

/// What stands in examples for files, numbers and answers of the reader's own: such lines are not run.
const STAND_INS: &[&str] = &[
    "records.json",
    "poster.json",
    "columns.toml",
    "kolumner.toml",
    "Audit 2026",
    "Revision 2026",
    "export-2026-03",
    "14:f0220d1bb9ca",
    "copy.sqlite",
    "kopia.sqlite",
    "answers",
    "--words",
];

/// The words of an example as a shell parts them.
fn parted(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for letter in line.chars() {
        match letter {
            '"' => quoted = !quoted,
            ' ' if !quoted => words.push(String::new()),
            _ => words.last_mut().unwrap().push(letter),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

#[test]
fn the_examples_of_the_manual_run_one_after_the_other_on_the_sample() {
    for (language, register) in [
        (Language::ENGLISH, "demo.sqlite"),
        (Language::SWEDISH, "exempel.sqlite"),
    ] {
        let mut home = Home::new();
        let path = home.path(register).display().to_string();
        home.set("ROPA_REGISTER", &path);
        home.set("ROPA_LANG", language.code());
        let blocks = manual::text(language).split("```sh\n").skip(1);
        let lines = blocks.flat_map(|block| block.split("```").next().unwrap().lines());
        let mut ran = 0;
        for line in lines {
            let example = line.split("  #").next().unwrap().trim();
            let example = example.split(" > ").next().unwrap();
            let words = parted(example);
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            let opens_the_screen = words.len() == 3 && words[1] == "--register";
            if words[0] != "ropa"
                || opens_the_screen
                || STAND_INS.iter().any(|own| example.contains(own))
                || (words[1] == "sample" && home.path(register).exists())
            {
                continue;
            }
            let done = home.ropa(&words[1..]);
            // These say with 1 that there is something to do.
            let may_find = matches!(words[1], "due" | "redact") || words.contains(&"check");
            let allowed = done.code == 0 || (may_find && done.code == 1);
            assert!(allowed, "{language:?}: {line}\n{}", done.err);
            ran += 1;
        }
        assert!(ran > 30, "{language:?}: {ran}");
    }
}
