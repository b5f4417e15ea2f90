//! What is done with data at the end of their time is called what it is, wherever it is told: handing over, preserving
//! and returning are no erasure, and only public bodies have the archivist's word for destroying records.

use std::sync::Arc;

use ropa::domain::codes::{Choice, Disposition};
use ropa::domain::language::Language;
use ropa::domain::register::Register;
use ropa::due::{ActKind, DueItem, DueKind, Leads, NearDays, Nearness, agenda};
use ropa::exchange::disposal::{self, Stretch};
use ropa::exchange::selection::Selection;
use ropa::exchange::{self, calendar, markdown, plain};
use ropa::labels::Lexicon;
use ropa::law::Law;
use ropa::rules::check;
use ropa::words::Words;
use serde_json::{Value as Json, json};

use super::{day, imported};
use crate::support::screen::Screen;

/// A disposition: its code, the code of what is due, and in English and in Swedish what is due, what the journal calls
/// it, what the log is called that holds nothing else, and what was done. Of erasure, Swedish has other words for public bodies.
type Case = (
    &'static str,
    &'static str,
    [&'static str; 4],
    [&'static str; 4],
);
const CASES: [Case; 7] = [
    (
        "erase",
        "erase",
        ["Erase", "Erasure of", "Disposal log", "Erased"],
        ["Radera", "Radering av", "Raderingslogg", "Raderat"],
    ),
    (
        "anonymise",
        "anonymise",
        [
            "Anonymise",
            "Anonymisation of",
            "Log of anonymisation",
            "Anonymised",
        ],
        [
            "Anonymisera",
            "Anonymisering av",
            "Logg över anonymisering",
            "Anonymiserat",
        ],
    ),
    (
        "restrict",
        "restrict",
        [
            "Restrict access",
            "Restriction of access to",
            "Log of restriction of access",
            "Access restricted",
        ],
        [
            "Begränsa åtkomsten",
            "Begränsning av åtkomsten till",
            "Logg över begränsning av åtkomsten",
            "Åtkomsten begränsad",
        ],
    ),
    (
        "archive",
        "archive",
        [
            "Hand over to the archive",
            "Handover to the archive:",
            "Log of handover to the archive",
            "Handed over to the archive",
        ],
        [
            "Överlämna till arkiv",
            "Överlämnande till arkiv av",
            "Logg över överlämnande till arkiv",
            "Överlämnat till arkiv",
        ],
    ),
    (
        "preserve",
        "preserve",
        [
            "Preserve",
            "Preservation of",
            "Log of preservation",
            "Preserved",
        ],
        ["Bevara", "Bevarande av", "Logg över bevarande", "Bevarat"],
    ),
    (
        "return",
        "return",
        ["Return", "Return of", "Log of return", "Returned"],
        [
            "Återlämna",
            "Återlämnande av",
            "Logg över återlämnande",
            "Återlämnat",
        ],
    ),
    (
        "review",
        "holding_review",
        ["Review", "Review of", "Log of review", "Reviewed"],
        ["Pröva", "Prövning av", "Logg över prövning", "Prövat"],
    ),
];
const PUBLIC: [&str; 4] = ["Gallra", "Gallring av", "Gallringslogg", "Gallrat"];

/// Words for destroying that must not be said of anything else.
const DESTROYS: [&str; 6] = ["rase", "dispos", "Dispos", "adera", "allra", "allring"];

/// A register with one holding whose time is over.
fn document(disposition: &str, public: bool, disposed: bool) -> Json {
    let mut holding = json!({"ref": "H1", "name": "2019", "started_on": "2019-12-31"});
    if disposed {
        holding["disposed_on"] = json!("2026-02-01");
        holding["disposed_by"] = json!("Arkivet");
    }
    json!({
        "format": "ropa-register", "version": 1, "register": {"id": "1", "title": "T"},
        "organisations": [{"ref": "O1", "name": "N", "ours": true, "public_authority": public}],
        "activities": [{
            "ref": "A1", "name": "Ärenden", "role": "controller", "organisation": "O1",
            "retention": [{
                "ref": "R1", "name": "Akter", "kind": "fixed", "period": "P5Y", "mode": "batch",
                "disposition": disposition, "holdings": [holding],
            }],
        }],
    })
}

fn register(disposition: &str, public: bool, disposed: bool) -> Register {
    imported(&document(disposition, public, disposed).to_string())
}

fn lexicon(language: Language, law: &Arc<Law>) -> Lexicon {
    let words = Arc::new(Words::load(language).unwrap());
    Lexicon::new(words, Arc::clone(law), day())
}

/// Nothing here may sound as if data were destroyed that are not.
#[track_caller]
fn destroys_nothing(text: &str) {
    for word in DESTROYS {
        assert!(!text.contains(word), "“{word}” in:\n{text}");
    }
}

#[test]
fn every_output_says_what_is_really_done() {
    let law = Arc::new(Law::shipped().unwrap());
    let mut seen = 0;
    for (code, kind, english, swedish) in CASES {
        let destroys = Disposition::from_code(code) == Some(Disposition::Erase);
        let confirmed = matches!(code, "preserve" | "review");
        for language in [Language::ENGLISH, Language::SWEDISH] {
            for public in [false, true] {
                seen += 1;
                let words = match (language, destroys && public) {
                    (Language::ENGLISH, _) => english,
                    (_, false) => swedish,
                    (_, true) => PUBLIC,
                };
                let [due, label, log, past] = words;
                let lexicon = lexicon(language, &law);
                let still = register(code, public, false);
                let items: Vec<DueItem> = agenda(&still, &law, day(), &Leads::default());
                let item = &items[0];
                assert_eq!((items.len(), item.kind.code()), (1, kind));
                assert_eq!(item.label(&lexicon), due);
                assert_eq!(item.kind.label(&lexicon, &items), due);
                assert_eq!(item.is_overdue(), !confirmed);
                let group = NearDays::of(day()).item(item);
                assert_eq!(group == Nearness::Confirm, confirmed);

                let table = plain::print(&exchange::agenda::groups(&still, &lexicon, &items), None);
                let document =
                    markdown::print(&exchange::agenda::document(&still, &lexicon, &items));
                let objects = exchange::agenda::json(&still, &lexicon, &items);
                let calendar = calendar::calendar(&still, &lexicon, &items);
                assert!(table.contains(&format!("  {due}  ")), "{table}");
                assert!(document.contains(&format!("| {due} |")), "{document}");
                assert_eq!(objects[0]["kind"], kind);
                assert_eq!(objects[0]["to_confirm"] == true, confirmed);
                // Both days: the last of keeping, and the first after it.
                assert_eq!(objects[0]["keep_through"], "2024-12-31");
                assert_eq!(objects[0]["date"], "2025-01-01");
                assert!(table.contains("31 december 2024") || table.contains("31 December 2024"));
                assert!(calendar.contains(&format!("SUMMARY:{due}: 2019 (A1/R1/H1)")));
                // One deadline has one name in calendars, whatever is done then.
                assert!(calendar.contains("UID:1/A1/R1/H1/erase@ropa"));

                let ids = [still.find("A1/R1/H1").unwrap()];
                let called = ActKind::Dispose.label(&lexicon, &still, &ids);
                assert!(called.starts_with(label), "{called}");
                let title = ActKind::Dispose.title(&lexicon, &still, &ids);

                let findings: Vec<String> = check(&still, &law, day())
                    .iter()
                    .filter(|finding| finding.rule.id == "R43")
                    .map(|finding| {
                        let message = finding.message(&still, &lexicon);
                        format!("{message} {}", finding.remedy(&still, &lexicon))
                    })
                    .collect();
                // What is preserved is never late.
                assert_eq!(findings.len(), usize::from(code != "preserve"));
                assert!(findings.iter().all(|it| !it.contains(['{', '}'])));

                let done = register(code, public, true);
                let stretch = Stretch::default();
                let log_document = markdown::print(&disposal::document(&done, &lexicon, &stretch));
                assert!(
                    log_document.starts_with(&format!("# {log}\n")),
                    "{log_document}"
                );
                assert!(
                    log_document.contains(&format!(": {past}\n")),
                    "{log_document}"
                );
                let log_json: Json = disposal::json(&done, &lexicon, &stretch);
                assert_eq!(log_json[0]["disposition"], code);
                assert_eq!(log_json[0]["keep_through"], "2024-12-31");
                assert_eq!(log_json[0]["due_from"], "2025-01-01");
                let export =
                    markdown::document(&lexicon, &done, day(), &Selection::default(), "ropa");
                assert!(export.contains(&format!("\n## {log}\n")), "{export}");
                if !destroys {
                    // The keys of JSON and the identity of an event are no words for people.
                    let reason = objects[0]["reason"].as_str().unwrap();
                    for text in [&table, &document, &called, &title, &log_document] {
                        destroys_nothing(text);
                    }
                    destroys_nothing(reason);
                    let shown = calendar.lines().filter(|line| !line.starts_with("UID:"));
                    shown.for_each(destroys_nothing);
                    let told = findings.iter().map(|text| {
                        // A hold stops whatever is due.
                        text.replace("raderingsstopp", "")
                            .replace("gallringsstopp", "")
                    });
                    told.for_each(|text| destroys_nothing(&text));
                    let in_export = export.split(&format!("\n## {log}\n")).last().unwrap();
                    destroys_nothing(in_export);
                }
            }
        }
    }
    assert_eq!(seen, 28);
}

#[test]
fn the_screen_says_what_is_really_done_from_the_agenda_to_the_log() {
    for (code, _, english, swedish) in CASES {
        let destroys = Disposition::from_code(code) == Some(Disposition::Erase);
        for language in [Language::ENGLISH, Language::SWEDISH] {
            for public in [false, true] {
                let [due, label, _, past] = match (language, destroys && public) {
                    (Language::ENGLISH, _) => english,
                    (_, false) => swedish,
                    (_, true) => PUBLIC,
                };
                let document = document(code, public, false).to_string();
                let mut screen = Screen::of(&document, language, (120, 40));
                // In the list there is room for the beginning alone.
                let begins: String = due.chars().take(15).collect();
                screen.keys("d").sees("2025-01-01").sees(&begins);
                screen.sees(&format!("{due}: 2019"));
                // What is done about it is the first that is offered, and says who did it.
                screen.keys("a enter");
                let asked = screen.text();
                screen.keys("down").typed("Arkivet").keys("ctrl-s");
                screen.sees(&format!("{label} 2019 (A1/R1/H1)"));
                let done = screen.text();
                if (destroys && public) || code == "review" {
                    // A public body's erasure without a decision is told at once, as is a review without what it decided.
                    screen.keys("enter");
                }
                screen.keys("d backtab").sees(past);
                let log = screen.text();
                if !destroys {
                    for text in [asked, done, log] {
                        // What stands in the bar of the views is called the same for every register.
                        let text = text.lines().skip(3).collect::<Vec<_>>().join("\n");
                        destroys_nothing(&text);
                    }
                }
            }
        }
    }
}

#[test]
fn several_that_end_otherwise_are_journalled_each_by_its_name() {
    let law = Arc::new(Law::shipped().unwrap());
    let mut register = register("erase", true, false);
    let mut activity = register.activities[0].clone();
    let mut handed_over = activity.retention[0].clone();
    handed_over.disposition = Some(Disposition::Archive);
    handed_over.head = ropa::domain::field::Head::default();
    handed_over.holdings[0].head = ropa::domain::field::Head::default();
    activity.retention.push(handed_over);
    register.settle(&mut activity);
    register.replace(Box::new(activity));
    let ids = ["A1/R1/H1", "A1/R2/H1"].map(|reference| register.find(reference).unwrap());
    assert_eq!(
        ActKind::Dispose.label(&lexicon(Language::SWEDISH, &law), &register, &ids),
        "Gallring av 2019 (A1/R1/H1); Överlämnande till arkiv av 2019 (A1/R2/H1)"
    );
    let items = agenda(&register, &law, day(), &Leads::default());
    let kinds: Vec<DueKind> = items.iter().map(|item| item.kind).collect();
    assert_eq!(kinds, [DueKind::Erase, DueKind::HandOver]);
}
