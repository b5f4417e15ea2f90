//! Registers that come in as sheets, on the command line.

use serde_json::Value as Json;

use super::Home;

fn sheet(home: &Home, name: &str) -> String {
    let path = format!("{}/tests/sheets/{name}", env!("CARGO_MANIFEST_DIR"));
    let bytes = std::fs::read(&path).unwrap();
    std::fs::write(home.path(name), bytes).unwrap();
    name.to_owned()
}

#[test]
fn a_sheet_is_previewed_imported_once_and_taken_back() {
    let home = Home::with_register();
    sheet(&home, "sv_kommun.xlsx");
    let looked = home.on("r.sqlite", &["import", "sv_kommun.xlsx", "--dry-run"]);
    assert_eq!(looked.code, 0, "{}", looked.err);
    for told in [
        "headers in row 4",
        "E  Rättslig grund → Purpose · Legal basis: Uppgift av allmänt intresse = Art. 6(1)(e)",
        "Cells read: 54.",
        "P7 Senast reviderad: våren 2025 (in the notes)",
        "Adds 3 activities",
        "nothing was written",
    ] {
        assert!(looked.out.contains(told), "{told}: {}", looked.out);
    }
    let json = home
        .on(
            "r.sqlite",
            &["import", "sv_kommun.xlsx", "--dry-run", "--format", "json"],
        )
        .json();
    let cells = &json["sheets"]["cells"];
    let count = |key: &str| cells[key].as_u64().unwrap();
    assert_eq!(count("cells"), 54);
    assert_eq!(
        count("fields") + count("as_stated") + count("notes") + count("blank"),
        54
    );
    assert_eq!(json["sheets"]["tables"][0]["columns"][16]["field"], "notes");
    let export = || home.on("r.sqlite", &["export", "--format", "json"]).json();
    let before = export();
    home.on("r.sqlite", &["import", "sv_kommun.xlsx"]).done();
    assert_eq!(export()["activities"].as_array().unwrap().len(), 3);
    // Again is nothing; what was changed here meanwhile is not overwritten unasked.
    let again = home.on("r.sqlite", &["import", "sv_kommun.xlsx"]);
    assert!(
        again.out.contains("Nothing would change"),
        "{}{}",
        again.out,
        again.err
    );
    home.on("r.sqlite", &["undo"]).done();
    assert!(export()["activities"] == before["activities"]);
    assert!(export()["organisations"] == before["organisations"]);
}

#[test]
fn the_options_of_a_sheet_say_whose_and_what_it_is() {
    let home = Home::with_register();
    home.write("own.toml", "id = \"suite\"\ncolumns = [\n  { header = \"Colour\", field = \"activity.name\" },\n\
        { header = \"Taste\", field = \"purposes[].text\" },\n  { header = \"Sound\", field = \"activity.owner\" },\n]\n");
    home.write(
        "odd.csv",
        "Colour;Taste;Sound;Weight\nRed;Sweet;Loud;12 kg\n",
    );
    let unknown = home.on("r.sqlite", &["import", "odd.csv"]);
    assert_eq!(unknown.code, 1);
    assert!(unknown.err.contains("--mapping"), "{}", unknown.err);
    home.on(
        "r.sqlite",
        &[
            "import",
            "odd.csv",
            "--mapping",
            "own.toml",
            "--role",
            "processor",
            "--organisation",
            "O1",
        ],
    )
    .done();
    let export = home.on("r.sqlite", &["export", "--format", "json"]).json();
    let one = &export["activities"][0];
    assert_eq!(
        (&one["name"], &one["role"], &one["organisation"]),
        (&"Red".into(), &"processor".into(), &"O1".into())
    );
    assert_eq!(one["notes"], "Weight: 12 kg");
    assert_eq!(one["external_ids"][0]["system"], "suite");
    let wrong = home.on(
        "r.sqlite",
        &[
            "import",
            "odd.csv",
            "--mapping",
            "own.toml",
            "--organisation",
            "O9",
        ],
    );
    assert_ne!(wrong.code, 0);
    sheet(&home, "ico.xlsx");
    let wrong = home.on("r.sqlite", &["import", "ico.xlsx", "--sheet", "Other"]);
    assert!(wrong.err.contains("Template"), "{}", wrong.err);
}

#[test]
fn files_that_are_no_register_are_told_in_one_message_and_nothing_is_written() {
    let home = Home::with_register();
    let whole = std::fs::read(format!(
        "{}/tests/sheets/ico.xlsx",
        env!("CARGO_MANIFEST_DIR")
    ))
    .unwrap();
    let before = std::fs::read(home.path("r.sqlite")).unwrap();
    let compound = [&b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"[..], &[0; 600]].concat();
    let protected = [
        compound.clone(),
        "EncryptedPackage"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect(),
    ]
    .concat();
    for (name, bytes, told) in [
        ("cut.xlsx", whole[..whole.len() / 2].to_vec(), "damaged"),
        ("old.xls", compound, "damaged"),
        ("secret.xlsx", protected, "password"),
        ("empty.xlsx", Vec::new(), "empty"),
        (
            "page.xls",
            b"<html><table></table></html>".to_vec(),
            "at least three columns",
        ),
        ("paper.csv", b"%PDF-1.7 ...".to_vec(), "PDF"),
        (
            "words.csv",
            b"Dear all,\nhere is the list.\n".to_vec(),
            "at least three columns",
        ),
        (
            "columns.toml",
            include_bytes!("../sheets/expected.toml").to_vec(),
            "JSON",
        ),
    ] {
        std::fs::write(home.path(name), bytes).unwrap();
        let refused = home.on("r.sqlite", &["import", name]);
        assert_eq!(refused.code, 1, "{name}: {}", refused.err);
        assert!(
            refused.err.contains(told) && refused.err.contains("Nothing was imported"),
            "{name}: {}",
            refused.err
        );
        assert_eq!(
            refused
                .err
                .lines()
                .filter(|line| line.starts_with("Error"))
                .count(),
            1,
            "{}",
            refused.err
        );
    }
    assert!(std::fs::read(home.path("r.sqlite")).unwrap() == before);
    // A workbook that is called something else is one all the same.
    std::fs::write(home.path("register.json"), whole).unwrap();
    home.on("r.sqlite", &["import", "register.json", "--dry-run"])
        .done();
}

/// A workbook of the register with something in a cell changed: the cell is found by what it says.
fn with_cell(home: &Home, from: &str, to: &str, before: &str, after: &str) {
    use std::io::{Read as _, Write as _};
    let mut archive = zip::ZipArchive::new(std::fs::File::open(home.path(from)).unwrap()).unwrap();
    let mut out = zip::ZipWriter::new(std::fs::File::create(home.path(to)).unwrap());
    let mut changed = 0;
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).unwrap();
        let name = file.name().unwrap().into_owned();
        let mut text = Vec::new();
        file.read_to_end(&mut text).unwrap();
        if name == "xl/sharedStrings.xml" || name.starts_with("xl/worksheets/") {
            let read = String::from_utf8(text).unwrap();
            changed += read.matches(before).count();
            text = read.replace(before, after).into_bytes();
        }
        out.start_file(name, zip::write::SimpleFileOptions::default())
            .unwrap();
        out.write_all(&text).unwrap();
    }
    out.finish().unwrap();
    assert_ne!(changed, 0);
}

#[test]
fn our_own_workbook_comes_back_with_what_was_changed_in_it_alone() {
    let home = Home::with_small_register();
    let export = || home.on("r.sqlite", &["export", "--format", "json"]).json();
    home.on(
        "r.sqlite",
        &["export", "--format", "xlsx", "--output", "r.xlsx"],
    )
    .done();
    let before = export();
    let same = home.on("r.sqlite", &["import", "r.xlsx"]);
    assert!(
        same.out.contains("Nothing would change"),
        "{}{}",
        same.out,
        same.err
    );
    // What was changed here since stays, what was changed there is taken.
    home.on("r.sqlite", &["import", "--force", &{
        home.write("later.json", r#"{"format":"ropa-register","version":1,"activities":[{"ref":"A1","owner":"Ours"}]}"#);
        "later.json".to_owned()
    }]).done();
    with_cell(
        &home,
        "r.xlsx",
        "edited.xlsx",
        "Pay salaries",
        "Pay salaries on time",
    );
    let looked = home
        .on(
            "r.sqlite",
            &["import", "edited.xlsx", "--dry-run", "--format", "json"],
        )
        .json();
    let changes = looked["changes"].as_array().unwrap();
    assert!(
        changes
            .iter()
            .all(|it| it["after"].to_string().contains("on time")),
        "{looked}"
    );
    assert_eq!(looked["conflicts"].as_array().unwrap().len(), 0);
    home.on("r.sqlite", &["import", "edited.xlsx"]).done();
    let after = export();
    assert_eq!(after["activities"][0]["owner"], "Ours");
    assert!(after["activities"][0].to_string().contains("on time"));
    assert_eq!(
        after["activities"][0]["retention"],
        before["activities"][0]["retention"]
    );
}

#[test]
fn a_cell_that_was_emptied_in_our_own_workbook_is_emptied_here() {
    let home = Home::with_small_register();
    let made = ["export", "--format", "xlsx", "--output", "r.xlsx"];
    home.on("r.sqlite", &made).done();
    // What is filled in here since is not emptied by a cell that was empty then.
    let later =
        r#"{"format":"ropa-register","version":1,"activities":[{"ref":"A2","owner":"Ours"}]}"#;
    home.write("later.json", later);
    home.on("r.sqlite", &["import", "later.json"]).done();
    with_cell(&home, "r.xlsx", "one.xlsx", "Head of HR", "");
    with_cell(&home, "one.xlsx", "two.xlsx", "None: All on paper.", "");
    with_cell(&home, "two.xlsx", "edited.xlsx", "Pay salaries", " ");
    home.on("r.sqlite", &["import", "edited.xlsx"]).done();
    let after = home.on("r.sqlite", &["export", "--format", "json"]).json();
    let first = &after["activities"][0];
    assert_eq!(first.get("owner"), None, "{first}");
    assert_eq!(first.get("none"), None, "{first}");
    assert_eq!(first["purposes"][0].get("text"), None, "{first}");
    assert_eq!(
        first["measures_text"],
        "Locked cabinets\nand encrypted disks"
    );
    assert_eq!(after["activities"][1]["owner"], "Ours");
    // What proves something is never emptied, and that is told.
    with_cell(&home, "r.xlsx", "proof.xlsx", ">2019<", "> <");
    let told = home
        .on("r.sqlite", &["import", "--dry-run", "proof.xlsx"])
        .done();
    assert!(told.contains("never empties"), "{told}");
    assert!(told.contains("A1/R1/H1"), "{told}");
}

#[test]
fn our_own_workbook_comes_back_through_another_program() {
    let office = std::process::Command::new("soffice")
        .arg("--version")
        .output();
    if office.is_err() {
        println!("skipped");
        return;
    }
    let home = Home::with_small_register();
    home.on(
        "r.sqlite",
        &["export", "--format", "xlsx", "--output", "r.xlsx"],
    )
    .done();
    for format in ["ods", "xlsx", "xls"] {
        let folder = home.path(format);
        let made = std::process::Command::new("soffice")
            .arg(format!(
                "-env:UserInstallation=file://{}",
                home.path("office").display()
            ))
            .args(["--headless", "--convert-to", format, "--outdir"])
            .arg(&folder)
            .arg(home.path("r.xlsx"))
            .output()
            .unwrap();
        assert!(made.status.success());
        let file = folder.join(format!("r.{format}"));
        let same = home.on("r.sqlite", &["import", file.to_str().unwrap()]);
        assert!(
            same.out.contains("Nothing would change"),
            "{format}: {}{}",
            same.out,
            same.err
        );
    }
}

#[test]
fn what_was_changed_here_stays_when_the_same_sheet_comes_again() {
    let home = Home::with_register();
    let table = "Name,Purpose,Owner,Recipients\nPay,Pay salaries,Ann,Bank; Tax office\nDoor,Open doors,Bo,Guard\n";
    home.write("in.csv", table);
    home.on("r.sqlite", &["import", "in.csv"]).done();
    let export = || home.on("r.sqlite", &["export", "--format", "json"]).json();
    // Here a purpose is put in other words and an owner changed.
    home.write(
        "edit.json",
        r#"{"format":"ropa-register","version":1,"activities":[{"ref":"A1","owner":"Cleo",
        "purposes":[{"ref":"P1","text":"Pay wages"}]}]}"#,
    );
    home.on("r.sqlite", &["import", "edit.json"]).done();
    let edited = export();
    let again = home.on("r.sqlite", &["import", "in.csv"]);
    assert_eq!(again.code, 0, "{}{}", again.out, again.err);
    let after = export();
    assert!(
        after["activities"][0] == edited["activities"][0],
        "{}",
        after["activities"][0]
    );
    // What the sheet changes since is taken; what both changed is asked.
    home.write(
        "in.csv",
        table.replace("Tax office", "Court").replace("Ann", "Dan"),
    );
    let refused = home.on("r.sqlite", &["import", "in.csv"]);
    assert_eq!(refused.code, 1, "{}", refused.out);
    assert!(
        refused.out.contains("Cleo") && refused.out.contains("Dan"),
        "{}",
        refused.out
    );
    home.on("r.sqlite", &["import", "in.csv", "--ours"]).done();
    let after = export();
    assert_eq!(after["activities"][0]["owner"], "Cleo");
    assert_eq!(
        after["activities"][0]["purposes"].as_array().unwrap().len(),
        1
    );
    assert!(
        after["activities"][0]["recipients"]
            .to_string()
            .contains("Court")
    );
}

#[test]
fn another_file_with_the_columns_of_a_layout_is_another_source() {
    let home = Home::with_register();
    let write = |file: &str, purpose: &str| {
        let text = format!("Name,Purpose,Created At\nPayroll,{purpose},2026\n");
        std::fs::write(home.path(file), text).unwrap();
    };
    let import = |file, more: &[&str]| {
        let ran = home.on("r.sqlite", &[&["import", file], more].concat());
        assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
        let export = home.on("r.sqlite", &["export", "--format", "json"]).json();
        let activities = export["activities"].as_array().unwrap().clone();
        let purpose = |it: &Json| it["purposes"][0]["text"].as_str().unwrap().to_owned();
        activities.iter().map(purpose).collect::<Vec<_>>()
    };
    let mapped = ["--mapping", "en-article30"];
    write("office.csv", "Pay the staff");
    write("board.csv", "Pay the board");
    assert_eq!(import("office.csv", &mapped), ["Pay the staff"]);
    // Nothing of the first is written over, and the same file is the same with the layout and without it.
    let both = ["Pay the staff", "Pay the board"];
    assert_eq!(import("board.csv", &mapped), both);
    assert_eq!(import("office.csv", &[]), both);
    // What comes again and again under other names is said to be one.
    let named = [&mapped[..], &["--source", "office.csv"]].concat();
    write("office-2027.csv", "Pay everybody");
    let after = ["Pay everybody", "Pay the board"];
    assert_eq!(import("office-2027.csv", &named), after);
}

#[test]
fn a_mapping_is_shown_kept_mended_and_used() {
    let home = Home::with_register();
    sheet(&home, "sv_kommun.xlsx");
    let shown = home.ropa(&["mapping", "sv_kommun.xlsx"]).done();
    assert!(shown.contains("header_row = 4"), "{shown}");
    assert!(
        shown.contains("{ header = \"KLASSA K/R/T\", field = \"notes\" }"),
        "{shown}"
    );
    let kept = home
        .ropa(&["mapping", "sv_kommun.xlsx", "--save", "kommun"])
        .done();
    assert!(kept.contains("kommun.toml"), "{kept}");
    let file = home.path(".config/ropa/mappings/kommun.toml");
    let mended = std::fs::read_to_string(&file)
        .unwrap()
        .replace("field = \"notes\"", "field = \"activity.tags\"");
    std::fs::write(&file, mended).unwrap();
    let again = home.ropa(&["mapping", "sv_kommun.xlsx", "--save", "kommun"]);
    assert_eq!(again.code, 2, "{}", again.err);
    home.on(
        "r.sqlite",
        &["import", "sv_kommun.xlsx", "--mapping", "kommun"],
    )
    .done();
    let export = home.on("r.sqlite", &["export", "--format", "json"]).json();
    assert_eq!(export["activities"][0]["tags"][0], "2/2/1");
    assert_eq!(
        export["activities"][0]["external_ids"][0]["system"],
        "kommun"
    );
    for (arguments, told) in [
        (["mapping", "sv_kommun.xlsx", "--save", "../x"], "../x"),
        (
            ["mapping", "sv_kommun.xlsx", "--mapping", "nothing"],
            "nothing",
        ),
    ] {
        assert!(home.ropa(&arguments).err.contains(told));
    }
}

#[test]
fn a_register_in_markdown_comes_in_one_table_for_each_activity() {
    let home = Home::with_register();
    let entry = |number: u32, name: &str, transfers: &str| {
        format!(
            "## Processing Activity {number} — {name}\n\n| Art. 30(1) limb | Entry |\n|---|---|\n| **(b) Purposes** | Run {name} |\n\
             | **(c) Categories of data subjects** | Employees |\n| **Lawful basis** | Contract, Art. 6(1)(b) |\n\
             | **(e) Third-country transfers + safeguards** | {transfers} |\n| **(f) Retention** | 2 years after end of contract |\n\n"
        )
    };
    let text = format!(
        "# Register\n\n{}{}",
        entry(1, "Payroll", "None."),
        entry(2, "Doors", "USA (SCC)")
    );
    home.write("register.md", text);
    home.on("r.sqlite", &["import", "register.md"]).done();
    let export = home.on("r.sqlite", &["export", "--format", "json"]).json();
    let found = export["activities"].as_array().unwrap();
    assert_eq!(found.len(), 2);
    assert_eq!(
        (&found[0]["name"], &found[1]["name"]),
        (&"Payroll".into(), &"Doors".into())
    );
    assert!(found[0]["none"]["transfers"].to_string().contains("None."));
    assert_eq!(found[1]["transfers"][0]["country"], "US");
    assert_eq!(found[1]["retention"][0]["period"], "P2Y");
}

#[test]
fn a_folder_of_records_with_front_matter_is_one_import() {
    let home = Home::with_register();
    let export = || home.on("r.sqlite", &["export", "--format", "json"]).out;
    let folder = home.path("records");
    std::fs::create_dir_all(folder.join("more")).unwrap();
    let record = "---\nname: Payroll\npurpose: Pay wages\nlegal_basis: Art. 6 I b DSGVO\nretention: 7 years\n---\n# Payroll\nSome words.\n";
    std::fs::write(folder.join("payroll.md"), record).unwrap();
    let record = "---\ntitle: Doors\npurpose: Safety\nlegal basis: Legitimate interests\nrecipients: [Police]\n---\n";
    std::fs::write(folder.join("more/doors.md"), record).unwrap();
    let record = "# Visitors\n\n- **Purpose:** Know who is in the house\n- **Data subjects:** Visitors\n\
                  - **Legal basis:** Art. 6(1)(f)\n- **Retention:** 30 days\n";
    std::fs::write(folder.join("visitors.md"), record).unwrap();
    std::fs::write(folder.join("readme.md"), "# Nothing\n").unwrap();
    // A table is a file of its own to import: that it is not read here is said.
    std::fs::write(folder.join("list.csv"), "Name,Purpose\nA,B\n").unwrap();
    std::fs::write(folder.join("register.xlsx"), "").unwrap();
    let told = home.on("r.sqlite", &["import", "records"]);
    assert_eq!(told.code, 0, "{}", told.err);
    for passed in ["readme.md", "list.csv", "register.xlsx"] {
        assert!(told.out.contains(passed), "{}", told.out);
    }
    let both = export();
    for wanted in [
        "Payroll",
        "Doors",
        "6-1-b",
        "6-1-f",
        "Some words.",
        "\"Visitors\"",
        "P30D",
    ] {
        assert!(both.contains(wanted), "{wanted}: {both}");
    }
    // Again it changes nothing.
    let again = home.on("r.sqlite", &["import", "records"]);
    assert!(again.out.contains("Nothing would change"), "{}", again.out);
    // A folder without a record is told.
    std::fs::create_dir(home.path("empty")).unwrap();
    let refused = home.on("r.sqlite", &["import", "empty"]);
    assert_eq!(refused.code, 2);
    assert!(refused.err.contains("front matter"), "{}", refused.err);
}

#[test]
fn json_takes_what_a_form_takes_and_tells_all_that_is_wrong_at_once() {
    let home = Home::with_register();
    let export = || home.on("r.sqlite", &["export", "--format", "json"]).out;
    let file = r#"{ "format": "ropa-register", "version": 1, "organisations": [{ "ref": "O9", "name": "Acme Ltd" }],
      "activities": [{ "name": "Payroll", "role": "Controller", "started_on": "30.11.2018", "profiling": "no",
        "measures": "Locked doors",
        "purposes": [{ "text": "Pay", "legal_bases": "Art. 6(1)(b)" }],
        "retention": [{ "kind": "fixed", "period": "10 years" }],
        "recipients": [{ "organisation": "Acme Ltd", "role": "processor" }],
        "transfers": [{ "country": "Germany" }] }] }"#;
    std::fs::write(home.path("typed.json"), file).unwrap();
    home.on("r.sqlite", &["import", "typed.json"]).done();
    let shown = export();
    for wanted in [
        "2018-11-30",
        "6-1-b",
        "P10Y",
        "\"DE\"",
        "Locked doors",
        "\"profiling\": false",
    ] {
        assert!(shown.contains(wanted), "{wanted}: {shown}");
    }
    let file = "{ \"format\": \"ropa-register\", \"version\": 1, \"activities\": [\n{ \"name\": \"X\", \"started_on\": \"soon\" },\n{ \"name\": \"Y\", \"role\": \"king\",\n\"transfers\": [{ \"country\": \"Atlantis\" }] }] }";
    std::fs::write(home.path("wrong.json"), file).unwrap();
    let refused = home.on("r.sqlite", &["import", "wrong.json"]);
    assert_eq!(refused.code, 1);
    for wanted in ["soon", "line 2", "king", "line 3", "Atlantis", "line 4"] {
        assert!(refused.err.contains(wanted), "{wanted}: {}", refused.err);
    }
}

#[test]
fn headers_alone_and_columns_that_a_kind_does_not_have_are_told() {
    let home = Home::with_register();
    home.write("heads.csv", "Name;Purpose;Legal basis\n");
    let told = home.on("r.sqlite", &["import", "heads.csv"]);
    assert_eq!(told.code, 1, "{}", told.out);
    assert!(told.err.contains("no row below"), "{}", told.err);
    let listed = home
        .on(
            "r.sqlite",
            &["export", "--format", "csv", "--kind", "organisations"],
        )
        .out;
    let more = listed.replace('\r', "").replace('\n', ",More\n");
    home.write("more.csv", more);
    let told = home.on("r.sqlite", &["import", "more.csv"]);
    assert_eq!(told.code, 1, "{}", told.out);
    assert!(told.err.contains("More"), "{}", told.err);
}

#[test]
fn the_line_break_of_mainframes_parts_lines_and_no_word_is_joined() {
    let home = Home::with_register();
    home.write("next.csv", "Name;Purpose;Legal basis\nA\u{85}B;x;Consent\n");
    home.on("r.sqlite", &["import", "next.csv"]).done();
    let export = home.on("r.sqlite", &["export", "--format", "json"]).json();
    let name = export["activities"][0]["name"].as_str().unwrap();
    assert_eq!(name.split_whitespace().collect::<Vec<_>>(), ["A", "B"]);
}

#[test]
fn a_register_in_markdown_is_read_with_all_that_stands_around_its_activities() {
    let activity = |key: &str, name: &str, retention: &str| {
        format!(
            "### {key} · {name}\n\n| Campo | Detalle |\n|---|---|\n| **Finalidad** | Gestionar {name} |\n| **Interesados** | Clientes |\n\
             | **Base jurídica** | Contrato (art. 6.1.b RGPD) |\n| **Plazo de conservación** | {retention} |\n\
             | **Transferencias internacionales** | Depende del equipo de IT |\n\n---\n\n"
        )
    };
    let text = format!(
        "# Registro\n\n| Campo | Valor |\n|---|---|\n| **Responsable del tratamiento** | Roble S.L. |\n| **Contacto** | <privacidad@roble.example> |\n\
         | **DPO** | No designado — no es obligatorio |\n\n## Actividades\n\n{}{}{}## Medidas\n\n- **Cifrado:** TLS\n- **Copias:** diarias\n\n\
         ## Encargados\n\n| Encargado | Servicio | País |\n|---|---|---|\n| Nube S.A. | Alojamiento | España |\n",
        activity("AT-01", "pedidos", "2 años"),
        activity("AT-02", "envíos", "3 años"),
        activity("AT-03", "boletín", "1 año"),
    );
    let home = Home::new();
    home.ropa(&["new", "r.sqlite", "--language", "es"]).done();
    home.write("registro.md", text);
    let told = home.on("r.sqlite", &["import", "registro.md"]).done();
    assert!(!told.contains("passed over"), "{told}");
    let export = home.on("r.sqlite", &["export", "--format", "json"]).json();
    assert_eq!(export["measures"][0]["name"], "Medidas");
    // The list of processors says who they are.
    assert_eq!(export["organisations"][1]["name"], "Nube S.A.");
    let found = export["activities"].as_array().unwrap();
    let keys: Vec<&str> = found.iter().filter_map(|it| it["ref"].as_str()).collect();
    assert_eq!(keys, ["AT-01", "AT-02", "AT-03"]);
    assert_eq!(found[1]["retention"][0]["period"], "P3Y");
    // Capitals in running text are no country, and that nobody is appointed is no name.
    assert!(found.iter().all(|it| it["transfers"].is_null()));
    let ours = &export["organisations"][0];
    assert_eq!(
        (&ours["name"], &ours["ours"]),
        (&"Roble S.L.".into(), &true.into())
    );
    assert!(ours["contacts"].is_null(), "{ours}");
    assert_eq!(ours["email"], "privacidad@roble.example");
    // Prose is no table, whatever commas it has.
    home.write(
        "prosa.md",
        "# Uno\n\nFinalidad, base jurídica, plazo, interesados\n\n## Dos\n\na, b, c, d\n",
    );
    assert_eq!(home.on("r.sqlite", &["import", "prosa.md"]).code, 1);
}

#[test]
fn what_names_nobody_makes_no_organisation() {
    let home = Home::with_register();
    home.write(
        "who.csv",
        "Naam;Doel;Grondslag;Verwerkers;Bewaartermijn\n\
         Salaris;Betalen;Overeenkomst;Geen (lokaal);7 jaar\n\
         Nieuwsbrief;Sturen;Toestemming;Listed in the hosting agreement;1 jaar\n\
         Website;Tonen;Toestemming;Zie bijlage 3;1 jaar\n\
         Mail;Sturen;Overeenkomst;Postbode BV;1 jaar\n",
    );
    let names = || {
        let export = home.on("r.sqlite", &["export", "--format", "json"]).json();
        let all = export["organisations"].as_array().unwrap();
        let names = all.iter().filter_map(|it| it["name"].as_str());
        (names.map(str::to_owned).collect::<Vec<_>>(), export)
    };
    let (before, _) = names();
    home.on("r.sqlite", &["import", "who.csv"]).done();
    let (after, export) = names();
    let made: Vec<&String> = after.iter().filter(|it| !before.contains(it)).collect();
    assert_eq!(made, ["Postbode BV"]);
    let activities = export["activities"].as_array().unwrap();
    let of = |name: &str| activities.iter().find(|it| it["name"] == name).unwrap();
    assert!(of("Salaris")["recipients"].is_null());
    assert!(of("Salaris")["notes"].to_string().contains("Geen (lokaal)"));
    let listed = &of("Nieuwsbrief")["recipients"][0];
    assert_eq!(listed["category"], "Listed in the hosting agreement");
    assert_eq!(listed["role"], "processor");
    assert_eq!(of("Website")["recipients"][0]["category"], "Zie bijlage 3");
}

#[test]
fn signs_in_the_name_of_a_file_that_steer_a_terminal_harm_no_register() {
    let home = Home::with_register();
    let sheet = "Name;Purpose;Legal basis;Retention\nPayroll;Pay;Contract;7 years\n";
    for (name, source) in [
        ("a\u{9b}2J.csv", None),
        ("b.csv", Some("c\u{1b}[2J \u{7}")),
        (" d\u{85}.csv", None),
    ] {
        home.write(name, sheet);
        let more = source.map_or(vec![], |source| vec!["--source", source]);
        let import = [&["import", name, "--as-new"], &more[..]].concat();
        assert_eq!(home.on("r.sqlite", &import).code, 0);
        home.on("r.sqlite", &["verify"]).done();
    }
    let export = home.on("r.sqlite", &["export", "--format", "json"]).done();
    assert!(!export.contains(['\u{9b}', '\u{1b}', '\u{7}']));
}

#[test]
fn a_document_of_this_program_is_told_and_not_taken_for_a_register() {
    let home = Home::with_register();
    home.ropa(&["sample", "demo.sqlite"]).done();
    let wanted = "JSON or the workbook";
    for (language, format) in [("en", "markdown"), ("sv", "markdown"), ("sv", "html")] {
        let export = ["export", "--format", format, "--lang", language];
        let text = home.on("demo.sqlite", &export).done();
        home.write("document", text);
        let before = std::fs::read(home.path("r.sqlite")).unwrap();
        let told = home.on("r.sqlite", &["import", "document"]);
        assert_eq!(told.code, 1, "{}", told.out);
        assert!(told.err.contains(wanted), "{}", told.err);
        assert!(std::fs::read(home.path("r.sqlite")).unwrap() == before);
    }
}
