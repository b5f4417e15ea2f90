//! No word of a section beside the activities is lost: it stands somewhere in the records, or the report says that the
//! section was passed over.

use ropa::exchange::sheets::{SheetRequest, read};
use ropa::law::Law;

use super::day;

/// What the activities are called, and what is read of them.
const ACTIVITIES: &str = "# Register\n\n**Controller:** Alder Ltd, Road 3, a@alder.example\n\n## Activities\n\n\
    | Activity | Purpose | Data subjects | Personal data | Legal basis |\n|---|---|---|---|---|\n\
    | Billing | Send bills | Customers | Bills, names | Contract |\n\
    | Support | Answer questions | Customers | Tickets | Contract |\n\
    | Newsletter | Tell news | Subscribers | Email | Consent |\n\n";

/// What sections beside them are called.
const HEADINGS: [&str; 22] = [
    "Retention periods",
    "Retention",
    "Bewaartermijnen",
    "Löschfristen",
    "Gallringsfrister",
    "Recipients",
    "Processors",
    "Sub-processors",
    "Auftragsverarbeiter",
    "Personuppgiftsbiträden",
    "Transfers to third countries",
    "Security measures",
    "Legal bases",
    "Data categories",
    "Data subjects",
    "Systems",
    "Contacts",
    "Data protection officer",
    "Rights of data subjects",
    "Privacy notice",
    "Review",
    "Other things",
];

/// The heads of tables there, and what their cells hold beside a word of their own.
const TABLES: [(&[&str], &[&str]); 14] = [
    (&["Data", "Retention period"], &["Bills", "7 years"]),
    (
        &["Data", "Retention period", "Reason", "Deleted by"],
        &["Tickets", "2 years after closing", "Limitation", "IT"],
    ),
    (&["Datatype", "Bewaartermijn"], &["Bills", "7 jaar"]),
    (
        &["Processor", "Purpose", "Country", "Contract"],
        &["Northwind Inc.", "Hosting", "USA (SCC)", "signed"],
    ),
    (
        &["Recipient", "Role", "Notes"],
        &["Fabrikam Ltd", "processor", "Remark"],
    ),
    (
        &["Activity", "Recipients", "Transfers"],
        &["Billing", "Bank", "USA"],
    ),
    (
        &["Activity", "Retention period", "Remark"],
        &["Support", "1 year", "Remark"],
    ),
    (
        &["Country", "Recipient", "Safeguard"],
        &["USA", "Northwind Inc.", "SCC"],
    ),
    (&["Measure", "Description"], &["Encryption", "At rest"]),
    (&["System", "Owner", "Data"], &["Desk", "IT", "Tickets"]),
    (
        &["Role", "Name", "E-mail"],
        &["DPO", "Ann", "d@alder.example"],
    ),
    (&["Basis", "Activities"], &["Contract", "Billing"]),
    (&["Date", "Change", "By"], &["2026-01-02", "First", "IT"]),
    (&["Item", "Answer"], &["Question", "Yes"]),
];

/// A line of a table.
fn line(cells: &str) -> String {
    format!("| {cells} |\n")
}

/// A section with words that nobody knows, and these words.
fn section(
    heading: &str,
    (heads, cells): (&[&str], &[&str]),
    in_lines: bool,
) -> (String, Vec<String>) {
    let mut words = Vec::new();
    let mut own = |text: &str| {
        let word = format!("qzx{}k", words.len());
        words.push(word.clone());
        format!("{text} {word}")
    };
    let mut text = format!("## {heading}\n\n");
    if in_lines {
        for _ in 0..3 {
            let said: Vec<String> = cells[1..].iter().map(|cell| own(cell)).collect();
            text.extend(["- ", cells[0], ": ", &said.join(", "), "\n"]);
        }
    } else {
        text.push_str(&line(&heads.join(" | ")));
        text.push_str(&line(&vec!["---"; heads.len()].join("|")));
        for _ in 0..3 {
            let row: Vec<String> = cells.iter().map(|cell| own(cell)).collect();
            text.push_str(&line(&row.join(" | ")));
        }
    }
    text.extend(["\n", &own("All of it is looked after."), "\n\n"]);
    (text, words)
}

#[test]
fn a_word_beside_the_activities_stays_or_its_section_is_told_as_passed_over() {
    let law = Law::shipped().unwrap();
    let mut lost = Vec::new();
    for heading in HEADINGS {
        for (heads, cells) in TABLES {
            for in_lines in [false, true] {
                let (text, words) = section(heading, (heads, cells), in_lines);
                let text = format!("{ACTIVITIES}{text}");
                let request = SheetRequest::default();
                let read = read(text.as_bytes(), "r.md", &request, &law, day()).unwrap();
                if read
                    .report
                    .passed_over
                    .iter()
                    .any(|it| it.contains(heading))
                {
                    continue;
                }
                let keys: Vec<&str> = read.keys.values().map(|key| &**key).collect();
                let said = format!("{} {}", read.root, keys.join(" ")).to_lowercase();
                let gone: Vec<String> = words
                    .into_iter()
                    .filter(|it| !said.contains(it.as_str()))
                    .collect();
                if !gone.is_empty() {
                    lost.push(format!("{heading} {heads:?} lines: {in_lines}: {gone:?}"));
                }
            }
        }
    }
    assert!(lost.is_empty(), "{} lost: {lost:#?}", lost.len());
}
