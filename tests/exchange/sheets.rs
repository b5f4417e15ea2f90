//! Registers that come in as sheets: each file of `tests/sheets` as its entry in `expected.toml` says, and grids at random.

use proptest::prelude::*;
use ropa::domain::change::changes_of;
use ropa::domain::register::Register;
use ropa::exchange::import::{ImportDocument, ImportPlan, Merging, Origin, SourceKey, plan};
use ropa::exchange::json;
use ropa::exchange::selection::Selection;
use ropa::exchange::sheets::{Incoming, SheetRequest, read};
use ropa::law::Law;
use serde_json::{Value as Json, json};

use super::day;

fn bytes(name: &str) -> Vec<u8> {
    let path = format!("{}/tests/sheets/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn law() -> &'static Law {
    static LAW: std::sync::OnceLock<Law> = std::sync::OnceLock::new();
    LAW.get_or_init(|| Law::shipped().unwrap())
}

fn incoming(name: &str) -> Incoming {
    read(&bytes(name), name, &SheetRequest::default(), law(), day())
        .unwrap_or_else(|problem| panic!("{name}: {problem}"))
}

/// What an import of a sheet does to a register.
fn planned(incoming: Incoming, register: &Register) -> ImportPlan {
    let keys = incoming.keys.into_iter().map(|(place, text)| {
        let names = incoming.named.contains(&place);
        (place, SourceKey { text, names })
    });
    let origin = Origin {
        source: incoming.report.source.clone(),
        keys: keys.collect(),
    };
    let document = ImportDocument::of_source(incoming.root, origin);
    plan(&document, register, &Merging::default()).unwrap_or_else(|problem| panic!("{problem}"))
}

/// The register that a sheet makes of one with an organisation of ours.
fn imported(incoming: Incoming, register: &mut Register) {
    let plan = planned(incoming, register);
    let changes = changes_of(register, &plan.edits);
    assert_eq!(register.mismatch(&changes), None);
    register.apply(&changes).unwrap();
    register.mark.number += 1;
}

fn export(register: &Register) -> Json {
    serde_json::from_str(&json::export(register, day(), &Selection::default())).unwrap()
}

/// The activities that a file makes.
fn activities(name: &str) -> Vec<Json> {
    let mut register = Register::empty();
    imported(incoming(name), &mut register);
    let export = export(&register);
    export["activities"].as_array().unwrap().clone()
}

/// The rows of a list.
fn rows<'a>(activity: &'a Json, list: &str) -> &'a [Json] {
    activity[list].as_array().map_or(&[], Vec::as_slice)
}

#[test]
fn each_file_makes_as_many_activities_as_are_in_it_and_every_cell_is_accounted_for() {
    let expected: toml::Table = String::from_utf8(bytes("expected.toml"))
        .unwrap()
        .parse()
        .unwrap();
    for file in expected["file"].as_array().unwrap() {
        let name = file["name"].as_str().unwrap();
        let count = usize::try_from(file["activities"].as_integer().unwrap()).unwrap();
        if count == 0 {
            let problem =
                read(&bytes(name), name, &SheetRequest::default(), law(), day()).unwrap_err();
            assert_eq!(problem.key, "sheet_no_table", "{name}");
            continue;
        }
        let incoming = incoming(name);
        assert_eq!(incoming.report.activities, count, "{name}");
        accounted(&incoming);
        assert_eq!(activities(name).len(), count, "{name}");
    }
}

/// The four numbers add up to the cells, also column by column.
fn accounted(incoming: &Incoming) {
    let report = &incoming.report;
    let (mut sections, mut sum) = (0, report.beside);
    for table in &report.tables {
        sections += table.sections.len();
        for column in &table.columns {
            sum.add(column.account);
            assert_eq!(column.account.cells(), table.rows, "{}", column.header);
        }
    }
    for column in report.lists.iter().flat_map(|list| &list.columns) {
        sum.add(column.account);
    }
    assert_eq!(report.account.cells(), sum.cells() + sections);
    assert_eq!(report.account.stated, sum.stated);
    assert_eq!(report.account.blank, sum.blank);
    assert!(report.account.fields >= sum.fields && report.account.notes >= sum.notes);
}

#[test]
fn the_words_of_the_authoritys_template_become_what_they_mean() {
    let found = activities("ico.xlsx");
    let [pay, homes] = found.as_slice() else {
        panic!()
    };
    assert_eq!(pay["name"], "Pay salaries and expenses");
    assert_eq!(pay["department"], "Human Resources");
    assert_eq!(pay["transfers"][0]["country"], "IN");
    assert_eq!(pay["transfers"][0]["mechanisms"], json!(["art46-2-c"]));
    assert_eq!(pay["purposes"][0]["legal_bases"], json!(["6-1-b", "6-1-c"]));
    assert_eq!(pay["retention"][0]["period"], "P7Y");
    assert_eq!(
        pay["retention"][0]["start"],
        json!(["end_of_financial_year"])
    );
    assert_eq!(pay["countries"], json!(["GB"]));
    assert_eq!(pay["dpia_required"], "no");
    assert_eq!(pay["automated_decisions"], false);
    assert!(
        pay["notes"]
            .as_str()
            .unwrap()
            .contains("Rights available to individuals: Access, rectification")
    );
    assert_eq!(homes["none"]["recipients"], "None");
    for list in ["recipients", "transfers", "retention"] {
        assert!(rows(homes, list).is_empty(), "{list}");
    }
    assert!(homes["none"].get("transfers").is_none() && homes["none"].get("retention").is_none());
    assert_eq!(homes["dpia_status"], "ongoing");
    assert_eq!(rows(homes, "data_subjects").len(), 2);
    let special = rows(homes, "data_categories")
        .iter()
        .find(|row| row["kind"] == "special")
        .unwrap();
    assert_eq!(special["art9_conditions"], json!(["9-2-g"]));
    let mut register = Register::empty();
    imported(incoming("ico.xlsx"), &mut register);
    let export = export(&register);
    let council = &export["organisations"][0];
    assert_eq!(council["name"], "Harrowmere Borough Council");
    assert_eq!(council["email"], "privacy@harrowmere.example");
    assert_eq!(council["contacts"][0]["role"], "dpo");
    assert_eq!(council["contacts"][0]["email"], "dpo@harrowmere.example");
    assert_eq!(pay["organisation"], council["ref"]);
}

#[test]
fn a_municipalitys_sheet_becomes_what_its_cells_say() {
    let found = activities("sv_kommun.xlsx");
    let [bus, diary, support] = found.as_slice() else {
        panic!()
    };
    assert_eq!(bus["last_reviewed_on"], "2026-03-14");
    assert_eq!(diary["last_reviewed_on"], "2023-03-15");
    assert!(support.get("last_reviewed_on").is_none());
    assert!(
        support["notes"]
            .as_str()
            .unwrap()
            .contains("Senast reviderad: våren 2025")
    );
    assert!(
        bus["notes"]
            .as_str()
            .unwrap()
            .contains("KLASSA K/R/T: 2/2/1")
    );
    assert_eq!(bus["none"]["transfers"], "Nej");
    assert_eq!(bus["retention"][0]["start"], json!(["läsårets slut"]));
    assert_eq!(bus["retention"][0]["as_stated"], "2 år efter läsårets slut");
    assert_eq!(bus["recipients"][1]["role"], "processor");
    assert_eq!(
        bus["purposes"][0]["laws"],
        json!(["Skollag (2010:800) 10 kap. 32 §"])
    );
    assert_eq!(diary["retention"][0]["kind"], "permanent");
    assert_eq!(diary["retention"][0]["disposition"], "preserve");
    assert_eq!(diary["purposes"][0]["legal_bases"], json!(["6-1-c"]));
    assert_eq!(rows(diary, "data_categories").len(), 4);
    assert!(support["purposes"][0].get("text").is_none());
    assert_eq!(support["purposes"][0]["legal_bases"], json!(["6-1-e"]));
    assert!(
        support["none"]["recipients"]
            .as_str()
            .unwrap()
            .contains("Ej tillämpligt")
    );
    assert_eq!(support["transfers"][0]["country"], "US");
    assert_eq!(support["transfers"][0]["mechanisms"], json!(["art45"]));
    let health = rows(support, "data_categories")
        .iter()
        .find(|row| row["category"] == json!(["health"]))
        .unwrap();
    assert_eq!(health["kind"], "special");
    let mut register = Register::empty();
    imported(incoming("sv_kommun.xlsx"), &mut register);
    let export = export(&register);
    let ours = rows(&export, "organisations")
        .iter()
        .filter(|it| it["ours"] == true);
    assert_eq!(ours.count(), 3);
}

#[test]
fn a_workbook_of_several_sheets_is_one_processing() {
    let found = activities("ciso_like.xlsx");
    let one = &found[0];
    assert_eq!(
        (&one["ref"], &one["name"]),
        (&json!("PRC-7"), &json!("Visitor badges"))
    );
    assert_eq!(rows(one, "data_categories").len(), 2);
    let periods: Vec<&Json> = rows(one, "retention")
        .iter()
        .map(|rule| &rule["period"])
        .collect();
    assert_eq!(periods, ["P30D", "P90D"]);
    let processor = rows(one, "recipients")
        .iter()
        .find(|row| row["role"] == "processor")
        .unwrap();
    assert_eq!(processor["countries"], json!(["SE"]));
    assert_eq!(processor["service"], "Badge SaaS");
    assert!(rows(one, "transfers").is_empty() && one["none"].get("transfers").is_none());
}

#[test]
fn four_encodings_and_three_separators_make_one_register() {
    let mut made = [
        "sv_cp1252.csv",
        "sv_utf8_bom.csv",
        "sv_utf16.csv",
        "sv_komma.csv",
    ]
    .map(|name| {
        let mut found = activities(name);
        for activity in &mut found {
            // Which file it was is named in both.
            activity.as_object_mut().unwrap().remove("external_ids");
            activity.as_object_mut().unwrap().remove("none");
        }
        found
    });
    let [first, others @ ..] = &mut made;
    for other in others {
        assert_eq!(first, other);
    }
    assert_eq!(
        first[0]["purposes"][0]["legal_bases"],
        json!(["6-1-b", "6-1-c"])
    );
    assert_eq!(first[1]["retention"][0]["criterion"], "Vid inaktualitet");
}

#[test]
fn lists_with_bars_and_front_matter_are_read() {
    let found = activities("en_pipe.csv");
    let roles: Vec<&Json> = rows(&found[0], "recipients")
        .iter()
        .map(|row| &row["role"])
        .collect();
    assert_eq!(roles, [&json!("processor"), &Json::Null]);
    assert_eq!(found[0]["ref"], "PROC-1");
    let found = activities("koos_like.md");
    let one = &found[0];
    assert_eq!(one["name"], "Ehrungen");
    assert_eq!(
        one["purposes"][0]["text"],
        "Vorbereitung von Ehrungen verdienter Personen"
    );
    assert_eq!(one["purposes"][0]["legal_bases"], json!(["6-1-e"]));
    assert_eq!(one["purposes"][0]["laws"], json!(["§ 3 NDSG"]));
    assert_eq!(one["retention"][0]["period"], "P10Y");
    assert_eq!(rows(one, "data_subjects").len(), 2);
    assert!(one.get("measures_text").is_none() && one.get("systems").is_none());
}

#[test]
fn importing_a_sheet_twice_is_importing_it_once() {
    for name in [
        "ico.xlsx",
        "sv_kommun.xlsx",
        "ciso_like.xlsx",
        "en_pipe.csv",
        "sv_komma.csv",
        "koos_like.md",
    ] {
        let mut register = super::imported(&super::notice("secmaker"));
        register.mark.number = 2;
        imported(incoming(name), &mut register);
        let once = export(&register);
        imported(incoming(name), &mut register);
        let twice = export(&register);
        for list in ["organisations", "activities"] {
            assert!(twice[list] == once[list], "{name}: {list}");
        }
    }
}

/// A cell at random: of what cells say, or of anything.
fn cell() -> impl Strategy<Value = String> {
    let said = prop::sample::select(vec![
        "",
        "-",
        "none",
        "Nej",
        "Ja",
        "keine",
        "tbd",
        "India",
        "USA (DPF)",
        "SCC",
        "10 years",
        "Bevaras",
        "Art. 6(1)(b)",
        "avtal",
        "hälsa",
        "2026-03-14",
        "våren 2025",
        "Employees; Visitors",
        "Acme Ltd (processor)",
        "N/A",
        "x",
        "???",
        "https://x.example/a",
        "5 ans à compter de la fin du contrat",
        "Draft",
        "controller",
        "1: a\n2: b",
    ]);
    prop_oneof![3 => said.prop_map(str::to_owned), 1 => "[ -~åäöéß–\\n]{0,24}"]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever stands in a sheet, each cell that says something is found again in the register, or is one of those that
    /// were read as a code, a period or a list.
    #[test]
    fn no_cell_is_dropped(grid in prop::collection::vec(prop::collection::vec(cell(), 12), 1..6)) {
        let headers = ["Name", "Purpose", "Legal basis", "Data subjects", "Personal data", "Sensitive data", "Recipients",
            "Processors", "Third country", "Safeguards", "Retention", "Colour"];
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(headers).unwrap();
        for row in &grid {
            writer.write_record(row).unwrap();
        }
        let text = writer.into_inner().unwrap();
        let read = read(&text, "random.csv", &SheetRequest::default(), law(), day()).unwrap();
        accounted(&read);
        let told = read.report.unread.iter().map(|unread| unread.text.as_str());
        let all = read.root.to_string();
        for text in told {
            // Each piece that was not understood stands in the tree in its own words.
            let piece = text.lines().next().unwrap().trim();
            let piece = serde_json::to_string(piece).unwrap();
            prop_assert!(all.contains(piece.trim_matches('"')), "{}", text);
        }
        // It can be imported, and that is no other register for a second time.
        let mut register = Register::empty();
        imported(read, &mut register);
    }
}

/// The files that are changed at random: one of each kind.
const MUTATED: [&str; 6] = [
    "ico.xlsx",
    "ciso_like.xlsx",
    "sv_kommun.xlsx",
    "sv_utf16.csv",
    "en_pipe.csv",
    "koos_like.md",
];

#[test]
fn a_cell_of_signs_alone_stays_as_it_is() {
    let text = "Name;Purpose;Legal basis\nPayroll;Pay;?:\n";
    let read = read(
        text.as_bytes(),
        "signs.csv",
        &SheetRequest::default(),
        law(),
        day(),
    )
    .unwrap();
    assert!(read.root.to_string().contains("?:"), "{}", read.root);
}

#[test]
fn damaged_files_are_refused_or_read_and_nothing_breaks() {
    let mut seed = 0x2545_f491_4f6c_dd1d_u64;
    let mut next = |below: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        usize::try_from(seed % u64::try_from(below.max(1)).unwrap()).unwrap()
    };
    let rounds = std::env::var("ROPA_MUTATIONS")
        .ok()
        .and_then(|it| it.parse().ok());
    for name in MUTATED {
        let whole = bytes(name);
        for _ in 0..rounds.unwrap_or(150) {
            let mut file = whole.clone();
            for _ in 0..=next(4) {
                let at = next(file.len());
                match next(4) {
                    0 => file.truncate(at.max(1)),
                    1 => file[at] = u8::try_from(next(256)).unwrap(),
                    2 => {
                        let end = (at + next(40)).min(file.len());
                        let piece = file[at..end].to_vec();
                        let to = next(file.len());
                        file.splice(to..to, piece);
                    }
                    _ => {
                        let end = (at + next(20)).min(file.len());
                        file.drain(at..end);
                    }
                }
                if file.is_empty() {
                    file.push(b'P');
                }
            }
            if let Ok(read) = read(&file, name, &SheetRequest::default(), law(), day()) {
                accounted(&read);
                imported(read, &mut Register::empty());
            }
        }
    }
}

/// A layout as people keep registers, with what each of its columns may rightly become.
#[derive(serde::Deserialize)]
struct SeenLayout {
    name: String,
    rows: Vec<Vec<String>>,
    fields: Vec<Vec<String>>,
}

#[test]
fn the_columns_of_layouts_as_people_keep_them_come_right_unaided_and_no_cell_is_lost() {
    let layouts: Vec<SeenLayout> = serde_json::from_slice(&bytes("layouts.json")).unwrap();
    let (mut all, mut right, mut wrong) = (0, 0, Vec::new());
    for layout in layouts {
        let mut text = csv::WriterBuilder::new()
            .delimiter(b';')
            .flexible(true)
            .from_writer(Vec::new());
        for row in layout.rows.iter().filter(|row| !row.is_empty()) {
            text.write_record(row).unwrap();
        }
        let text = text.into_inner().unwrap();
        let name = format!("{}.csv", layout.name);
        let read = read(&text, &name, &SheetRequest::default(), law(), day()).unwrap();
        let report = &read.report;
        let told: usize = report.tables[0]
            .columns
            .iter()
            .map(|column| column.account.cells())
            .sum();
        assert_eq!(
            told + report.tables[0].sections.len() + report.beside.cells(),
            report.account.cells(),
            "{}",
            layout.name
        );
        for (at, fields) in layout.fields.iter().enumerate() {
            all += 1;
            let letters = ropa::exchange::workbook::book::letters(at);
            let mut columns = report.tables[0].columns.iter();
            let column = columns.find(|it| it.letters == letters).unwrap();
            if fields.contains(&column.field) {
                right += 1;
            } else {
                wrong.push(format!(
                    "{}: {} is {}",
                    layout.name, column.header, column.field
                ));
            }
        }
    }
    assert!(right * 100 >= all * 97, "{right} of {all}: {wrong:#?}");
}

/// The activities of a table with `;` between its values.
fn of_table(rows: &[&str]) -> (Vec<Json>, Incoming) {
    let read = read(
        rows.join("\n").as_bytes(),
        "table.csv",
        &SheetRequest::default(),
        law(),
        day(),
    )
    .unwrap();
    accounted(&read);
    let mut register = Register::empty();
    imported(read.clone(), &mut register);
    let export = export(&register);
    (export["activities"].as_array().unwrap().clone(), read)
}

#[test]
fn a_name_in_other_quotation_marks_is_that_of_the_register_and_a_review_told_above_is_of_all() {
    let table = |name: &str| {
        let text = format!(
            "Pārzinis: {name}\nLast reviewed: 2026-03-02\n\nActivity;Purpose;Data subjects;Data;Recipients\n\
             Pay;Wages;Staff;Names;Bank\nMail;Answers;Customers;Addresses;None\n"
        );
        read(
            text.as_bytes(),
            "table.csv",
            &SheetRequest::default(),
            law(),
            day(),
        )
        .unwrap()
    };
    let mut register = Register::empty();
    imported(table("Alder “Norr” SIA"), &mut register);
    let read = export(&register);
    for activity in read["activities"].as_array().unwrap() {
        assert_eq!(activity["last_reviewed_on"], "2026-03-02");
    }
    let mut again = table("ALDER \"Norr\" SIA");
    again.report.source = "other.csv".to_owned();
    assert!(
        planned(again.clone(), &register)
            .report
            .conflicts
            .is_empty()
    );
    imported(again, &mut register);
    let read = export(&register);
    assert_eq!(read["organisations"].as_array().unwrap().len(), 1);
    assert_eq!(read["organisations"][0]["name"], "Alder “Norr” SIA");
}

#[test]
fn cells_that_repeat_the_one_above_say_what_that_says_and_are_never_an_answer_themselves() {
    let (activities, _) = of_table(&[
        "Nr;Behandling;Avdelning;Ändamål;Rättslig grund;Gallring;Personuppgiftsbiträde",
        "B1;Skolskjuts;Skola;Resor;Avtal;2 år;Edtech AB",
        "B2;Elevregister;se ovan;Register;dito;Samma som ovan;se ovan",
        "B3;Matlista;〃;Måltider;se ovan;;",
        "B4;Resor;Kansli;Resor;;se ovan;",
    ]);
    assert_eq!(activities.len(), 4);
    for field in ["department", "retention"] {
        assert_eq!(activities[1][field], activities[0][field], "{field}");
    }
    let bases = |at: usize| rows(&activities[at], "purposes")[0]["legal_bases"].clone();
    assert_eq!(bases(2), bases(0));
    assert_eq!(activities[2]["department"], "Skola");
    assert_eq!(
        rows(&activities[1], "recipients")[0]["organisation"],
        rows(&activities[0], "recipients")[0]["organisation"]
    );
    // The cell above the last is empty: what is meant is not known.
    assert!(rows(&activities[3], "retention").is_empty());
    assert_eq!(activities[3]["notes"], "Gallring: se ovan");
}

#[test]
fn rows_for_each_category_of_data_make_one_activity_with_the_period_of_each() {
    let head = "Lfd. Nr.;Bezeichnung der Verarbeitungstätigkeit;Zweck;Rechtsgrundlage;Datenkategorien;Löschfrist";
    let (repeated, _) = of_table(&[
        head,
        "V1;Lohn;Abrechnung;Art. 6 Abs. 1 lit. c;Bankverbindung;10 Jahre",
        "V2;Post;Zustellung;Art. 6 Abs. 1 lit. f;Anschriften;1 Jahr",
        "V1;Lohn;Abrechnung;Art. 6 Abs. 1 lit. c;Steuerdaten;6 Jahre",
        "V1;Lohn;siehe oben;dto.;Krankentage;siehe oben",
    ]);
    let (merged, _) = of_table(&[
        head,
        "V1;Lohn;Abrechnung;Art. 6 Abs. 1 lit. c;Bankverbindung;10 Jahre",
        ";;;;Steuerdaten;6 Jahre",
        ";;;;Krankentage;siehe oben",
        "V2;Post;Zustellung;Art. 6 Abs. 1 lit. f;Anschriften;1 Jahr",
    ]);
    assert_eq!((repeated.len(), merged.len()), (2, 2));
    for activity in [&repeated[0], &merged[0]] {
        assert_eq!(rows(activity, "purposes").len(), 1);
        assert_eq!(rows(activity, "data_categories").len(), 3);
        let rules = rows(activity, "retention").iter();
        let rules: Vec<_> = rules.map(|it| (&it["name"], &it["period"])).collect();
        assert_eq!(
            rules,
            [
                (&"Bankverbindung".into(), &"P10Y".into()),
                (&"Steuerdaten, Krankentage".into(), &"P6Y".into())
            ]
        );
    }
}

#[test]
fn activities_of_one_name_stay_apart_where_rows_say_that_they_are_different() {
    let (by_key, _) = of_table(&[
        "Nr;Behandling;Avdelning;Ändamål;Rättslig grund",
        "B1;Utskick;Skola;Brev;Avtal",
        "B2;Utskick;Skola;Brev;Avtal",
        "B2;Utskick;Kansli;Brev;Avtal",
    ]);
    assert_eq!(by_key.len(), 3);
    let (by_purpose, _) = of_table(&[
        "Behandling;Avdelning;Ändamål;Rättslig grund;Personuppgifter",
        "Utskick;Skola;Brev;Avtal;Namn",
        "Utskick;Skola;Reklam;Samtycke;Namn",
        "Utskick;Kansli;Reklam;Samtycke;Namn",
        "Utskick;Kansli;Reklam;Samtycke;Hälsa",
    ]);
    assert_eq!(by_purpose.len(), 3);
    assert_eq!(rows(&by_purpose[2], "data_categories").len(), 2);
}

#[test]
fn a_second_row_of_options_below_headers_makes_each_mark_the_answer_of_its_column() {
    let (activities, read) = of_table(&[
        "Registerförteckning;;;;;;;;",
        "Nr;Behandling;Ändamål;Rättslig grund;;Personuppgifter;;;Gallring",
        ";;;Avtal;Rättslig förpliktelse;Namn;Personnummer;Hälsouppgifter;",
        "S1;Elevregister;Skolgång;;x;x;x;;2 år",
        "S2;Elevhälsa;Vård;x;✓;Ja;Nej;X;Bevaras",
        "Summa;2;;;;;;;",
    ]);
    assert_eq!(activities.len(), 2);
    let bases = |at: usize| rows(&activities[at], "purposes")[0]["legal_bases"].clone();
    assert_eq!(bases(0), serde_json::json!(["6-1-c"]));
    assert_eq!(bases(1), serde_json::json!(["6-1-b", "6-1-c"]));
    let data = |at: usize| rows(&activities[at], "data_categories").len();
    assert_eq!((data(0), data(1)), (2, 2));
    assert_eq!(read.report.around.last().map(String::as_str), Some("2"));
    // The mapping that is shown reads it alike.
    let mapping = read.report.mapping("again");
    assert!(
        mapping
            .columns
            .iter()
            .any(|it| it.header == "Rättslig grund > Avtal")
    );
}

#[test]
fn headers_of_spanish_and_dutch_registers_and_codes_of_ones_own_come_to_their_homes() {
    let fields = |head: &str| {
        let row = vec!["x1"; head.split(';').count()].join(";");
        let (_, read) = of_table(&[head, &row]);
        let columns = read.report.tables[0].columns.iter();
        columns.map(|it| it.field.clone()).collect::<Vec<_>>()
    };
    let spanish = fields("Código;Tratamiento;Responsable;Finalidad;Legitimación;Cesiones");
    assert_eq!(spanish[2], "organisation.name");
    let french = fields("N°;Traitement;Responsable;Finalité;Base légale;Destinataires");
    assert_eq!(french[2], "activity.owner");
    let dutch = fields("Nr;Naam verwerking;Taak afdeling;Doel;Grondslag;Ontvangers");
    assert_eq!(dutch[2], "activity.description");
    let swedish = fields("Nr;Behandling;Intern kod;Ändamål;Rättslig grund;Mottagare");
    assert_eq!(swedish[2], "notes");
}

#[test]
fn a_role_that_says_more_than_its_code_keeps_its_words() {
    let (activities, _) = of_table(&[
        "Behandling;Roll;Ändamål;Registrerade",
        "Bokning;Gemensamt personuppgiftsansvarig;Boka rum;Gäster",
        "Turism;Contitolare;Visa staden;Turister",
        "Lön;Personuppgiftsansvarig;Betala lön;Anställda",
        "Drift;Biträde åt Lindhamra kommun;Drifta system;Användare",
    ]);
    let told = |at: usize| {
        let activity: &Json = &activities[at];
        (
            activity["role"].as_str().unwrap(),
            activity["notes"].as_str(),
        )
    };
    assert_eq!(
        told(0),
        ("controller", Some("Roll: Gemensamt personuppgiftsansvarig"))
    );
    assert_eq!(told(1), ("controller", Some("Roll: Contitolare")));
    assert_eq!(told(2), ("controller", None));
    assert_eq!(
        told(3),
        ("processor", Some("Roll: Biträde åt Lindhamra kommun"))
    );
}

#[test]
fn special_categories_that_no_category_of_the_line_shows_are_recorded_beside_those_it_does() {
    let (activities, _) = of_table(&[
        "Process;Purpose;Categories of personal data;Special categories",
        "Care;Plan care;Health data;Health, religion",
        "Visits;Plan visits;Health data;Health",
        "Trips;Plan trips;Health data;Health (allergies only)",
    ]);
    let kinds = |at: usize| {
        let rows = rows(&activities[at], "data_categories").iter();
        rows.map(|row| row["special_kinds"].to_string())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        kinds(0),
        [r#"["health"]"#, r#"["religious_or_philosophical_beliefs"]"#]
    );
    assert_eq!(kinds(1), [r#"["health"]"#]);
    assert_eq!(activities[1].get("notes"), None);
    assert_eq!(kinds(2), [r#"["health"]"#]);
    assert_eq!(
        activities[2]["notes"],
        json!("Special categories: Health (allergies only)")
    );
}

#[test]
fn two_columns_that_name_one_country_make_one_transfer_with_the_words_of_both() {
    let (activities, _) = of_table(&[
        "Process;Purpose;Data subjects;Third country;Transfers",
        "Booking;Book rooms;Guests;USA (SCC, reviewed in May);Yes, USA",
        "Search;Find rooms;Guests;India;USA",
    ]);
    let transfers = rows(&activities[0], "transfers");
    assert_eq!(transfers.len(), 1, "{transfers:?}");
    assert_eq!(transfers[0]["mechanisms"], json!(["art46-2-c"]));
    assert_eq!(
        transfers[0]["as_stated"],
        json!("Third country: USA (SCC, reviewed in May)")
    );
    assert_eq!(rows(&activities[1], "transfers").len(), 2);
}

#[test]
fn people_and_their_data_in_one_cell_are_told_apart_by_what_they_are() {
    let (activities, _) = of_table(&[
        "Behandling;Ändamål;Registrerade och personuppgifter",
        "Order;Leverera böcker;Kunder, namn och e-post",
        "Brev;Skicka nyheter;Kunder, anställda",
    ]);
    assert_eq!(rows(&activities[0], "data_subjects").len(), 1);
    assert_eq!(rows(&activities[0], "data_categories").len(), 1);
    // Nobody's data are named: the words are kept as they stand.
    let only = &rows(&activities[1], "data_subjects")[0];
    assert_eq!(only.get("category"), None);
}

#[test]
fn the_country_that_one_activity_tells_of_a_company_holds_where_another_only_names_it() {
    let countries = |second: &str| {
        let (_, read) = of_table(&[
            "Name;Purpose;Processors",
            "Orders;Deliver books;Mailmoth GmbH (Germany)",
            second,
            "Returns;Take books back;Mailmoth GmbH",
        ]);
        read.root["organisations"][0]["country"].clone()
    };
    assert_eq!(countries("Letters;Send news;Mailmoth GmbH (Germany)"), "DE");
    let divided = countries("Letters;Send news;Mailmoth GmbH (Ireland)");
    assert!(divided.is_null());
}
