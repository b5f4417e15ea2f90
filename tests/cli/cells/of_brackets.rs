//! Every word of what stands in brackets behind a recipient stands somewhere in the record.

use super::imported;

/// Names of companies, of bodies and of products, in several forms.
const NAMES: [&str; 7] = [
    "Mailchimp",
    "Norrvik AB",
    "Harborlight Ireland Ltd",
    "Region Norr",
    "Skatteverket",
    "Lohnwerk eG",
    "Tallklint",
];

/// Roles as registers write them, a denied one, and one of somebody else.
const ROLES: [&str; 8] = [
    "processor",
    "personuppgiftsbiträde",
    "Auftragsverarbeiter",
    "sous-traitant",
    "joint controller",
    "myndighet",
    "not a processor",
    "subprocessor Harborlight LLC",
];

/// What follows a role, each with words that nobody knows.
const TAILS: [&str; 8] = [
    " for qzhosting of the qzarchive",
    " i qzland sedan 2019",
    ", qzhosting",
    "; qzhosting since 2020",
    " – qznight qzwork",
    " – Qzboard",
    " för qzportalen, qzandra delar",
    " qzbeside",
];

#[test]
fn every_word_in_brackets_behind_a_recipient_is_kept() {
    for header in ["Recipients", "Processors", "Recipients and processors"] {
        let mut cells: Vec<String> = Vec::new();
        for name in NAMES {
            for role in ROLES {
                cells.extend(TAILS.map(|tail| format!("{name} ({role}{tail})")));
            }
        }
        let rows = cells.iter().enumerate();
        let rows = rows.map(|(at, cell)| format!("Qx{at}x activity\tSend letters\t{cell}\n"));
        let text = format!("Name\tPurpose\t{header}\n{}", rows.collect::<String>());
        let export = imported("r.tsv", &text);
        let activities = export["activities"].as_array().unwrap();
        assert_eq!(activities.len(), cells.len());
        let organisations = export["organisations"].to_string();
        for (activity, cell) in activities.iter().zip(&cells) {
            let kept = format!("{activity} {organisations}").to_lowercase();
            let inside = cell.split_once('(').map_or("", |(_, inside)| inside);
            let words = inside.split(|letter: char| !letter.is_alphanumeric());
            let is_year = |word: &str| word.parse::<u32>().is_ok();
            let own = words.filter(|word| word.to_lowercase().starts_with("qz") || is_year(word));
            for word in own {
                assert!(
                    kept.contains(&word.to_lowercase()),
                    "{header}: {cell}: {activity}"
                );
            }
        }
    }
}
