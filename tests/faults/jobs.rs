//! The jobs: everything that writes, each once as a user does it. A command that is in neither list fails the test.

use super::place::Place;
use crate::support::answers::filled;

/// Something that writes.
pub struct Job {
    /// What it is called in what the tests tell.
    pub name: &'static str,
    /// The command of the table that it stands for; none for a job of the screen.
    pub command: Option<&'static str>,
    /// What must be there before.
    pub ready: fn(&Place),
    /// The arguments of the program; of a job of the screen, its name.
    pub arguments: &'static [&'static str],
}

/// The commands that only read, each as it is run to see that it writes nothing, and that a read that fails is told.
pub const READING: &[(&str, &[&str])] = &[
    ("list", &["list", "activities"]),
    ("show", &["show", "A1"]),
    ("check", &["check"]),
    ("due", &["due"]),
    ("disposals", &["disposals"]),
    ("country", &["country", "US"]),
    ("log", &["log"]),
    ("diff", &["diff", "2026-11-21"]),
    ("diff", &["diff", "--with", "export.json"]),
    ("uses", &["uses", "O1"]),
    ("origin", &["origin"]),
    ("drafts", &["drafts"]),
    ("mapping", &["mapping", "table.csv"]),
    ("verify", &["verify"]),
    ("verify", &["verify", "--against", "export.json"]),
    ("config", &["config"]),
    ("completions", &["completions", "bash"]),
    ("manual", &["manual"]),
    ("notice", &["notice"]),
    ("rules", &["rules"]),
    ("law", &["law"]),
];

/// A register of two activities, `register.sqlite`.
pub fn register(place: &Place) {
    let file = format!("{}/tests/cli/small.json", env!("CARGO_MANIFEST_DIR"));
    place.ropa(&[
        "new",
        "register.sqlite",
        "--name",
        "Exempel AB",
        "--country",
        "SE",
    ]);
    place.ropa(&["--register", "register.sqlite", "import", &file]);
}

fn nothing(_: &Place) {}

fn with_a_file(place: &Place) {
    register(place);
    std::fs::write(place.path("out.md"), "What was exported before.\n").unwrap();
}

fn with_an_export_of_the_day(place: &Place) {
    register(place);
    let file = place.path("register-2026-11-21.md");
    std::fs::write(file, "What was exported before.\n").unwrap();
}

fn with_an_import(place: &Place) {
    register(place);
    let file = format!("{}/tests/notices/secmaker.json", env!("CARGO_MANIFEST_DIR"));
    std::fs::copy(file, place.path("other.json")).unwrap();
}

fn with_a_hold(place: &Place) {
    register(place);
    on(
        place,
        &[
            "hold",
            "A1/R1/H1",
            "--reason",
            "Tax audit",
            "--review",
            "2027-03",
        ],
    );
}

fn with_a_waiver(place: &Place) {
    register(place);
    on(
        place,
        &[
            "waive",
            "R07",
            "A1",
            "--because",
            "Later",
            "--until",
            "+90d",
        ],
    );
}

fn with_questions(place: &Place) {
    register(place);
    on(
        place,
        &["ask", "--organisation", "O1", "--output", "ask.xlsx"],
    );
    let asked = std::fs::read(place.path("ask.xlsx")).unwrap();
    let right = ("questions", "A1", "*", "G", "Right");
    std::fs::write(place.path("ask.xlsx"), filled(&asked, &[right])).unwrap();
}

fn with_a_review(place: &Place) {
    register(place);
    on(place, &["reviewed", "A1"]);
}

fn with_an_undone_review(place: &Place) {
    with_a_review(place);
    on(place, &["undo"]);
}

fn with_a_copy(place: &Place) {
    register(place);
    on(place, &["backup", "copy.sqlite"]);
    on(place, &["reviewed", "A1"]);
}

fn with_only_a_copy(place: &Place) {
    with_a_copy(place);
    std::fs::remove_file(place.path("register.sqlite")).unwrap();
}

fn with_an_older_file(place: &Place) {
    let file = rusqlite::Connection::open(place.path("register.sqlite")).unwrap();
    file.execute_batch(include_str!("../older/version-1.sql"))
        .unwrap();
}

/// What the commands read that only read: a register, an export and a copy of it, and another register's export.
pub fn to_read(place: &Place) {
    let table = "Name;Purpose\nPayroll;Pay salaries\n";
    std::fs::write(place.root().join("table.csv"), table).unwrap();
    with_an_import(place);
    on(
        place,
        &["export", "--format", "json", "--output", "export.json"],
    );
    on(place, &["backup", "copy.sqlite"]);
}

/// Runs a command on the register.
pub fn on(place: &Place, arguments: &[&str]) {
    place.ropa(&[&["--register", "register.sqlite"], arguments].concat());
}

const fn job(name: &'static str, ready: fn(&Place), arguments: &'static [&'static str]) -> Job {
    Job {
        name,
        command: Some(arguments[0]),
        ready,
        arguments,
    }
}

const fn on_the_screen(name: &'static str, ready: fn(&Place)) -> Job {
    Job {
        name,
        command: None,
        ready,
        arguments: &[],
    }
}

/// Every job.
pub const JOBS: &[Job] = &[
    job(
        "new",
        nothing,
        &["new", "n.sqlite", "--name", "Ny AB", "--country", "SE"],
    ),
    job(
        "sample",
        nothing,
        &["sample", "s.sqlite", "--activities", "2"],
    ),
    job("export", register, &["export", "--output", "out.md"]),
    job(
        "export over a file",
        with_a_file,
        &["export", "--output", "out.md", "--force"],
    ),
    job(
        "export of JSON",
        register,
        &["export", "--format", "json", "--output", "out.json"],
    ),
    job("export to the output", register, &["export"]),
    job("import", with_an_import, &["import", "other.json"]),
    job("merge", with_a_copy, &["merge", "copy.sqlite"]),
    job(
        "waive",
        register,
        &[
            "waive",
            "R07",
            "A1",
            "--because",
            "Later",
            "--until",
            "+90d",
        ],
    ),
    job("unwaive", with_a_waiver, &["unwaive", "W1"]),
    job(
        "dispose",
        register,
        &[
            "dispose",
            "A1/R1/H1",
            "--by",
            "IT",
            "--early-because",
            "Asked for",
        ],
    ),
    job(
        "extend",
        register,
        &[
            "extend",
            "A1/R1/H1",
            "--until",
            "2030-01-01",
            "--because",
            "Claim",
        ],
    ),
    job(
        "hold",
        register,
        &[
            "hold", "A1/R1/H1", "--reason", "Audit", "--review", "2027-03",
        ],
    ),
    job(
        "lift",
        with_a_hold,
        &["lift", "A1/R1/H1", "--because", "Over"],
    ),
    job(
        "checked",
        register,
        &["checked", "A1/R1", "--result", "Nothing left"],
    ),
    job("reviewed", register, &["reviewed", "A1"]),
    job("set", register, &["set", "owner", "Somebody", "A1"]),
    job("replace", register, &["replace", "O3", "O2"]),
    job("rename", register, &["rename", "A1", "HR-01"]),
    job(
        "delete",
        register,
        &["delete", "A1", "O3", "--with-references", "--yes"],
    ),
    job("copy", register, &["copy", "A1", "--to", "O2"]),
    job(
        "holdings",
        register,
        &[
            "holdings", "A1/R1", "--every", "year", "--from", "2020", "--to", "2024",
        ],
    ),
    job(
        "schedule",
        register,
        &["schedule", "se-bfl-7-2", "--use-in", "A2"],
    ),
    job(
        "template",
        register,
        &["template", "payroll", "--organisation", "O1"],
    ),
    job(
        "ask",
        register,
        &["ask", "--organisation", "O1", "--output", "ask.xlsx"],
    ),
    job("answers", with_questions, &["answers", "ask.xlsx", "--all"]),
    job("edition", register, &["edition", "Board"]),
    job("undo", with_a_review, &["undo"]),
    job("redo", with_an_undone_review, &["redo"]),
    job("backup", register, &["backup", "b.sqlite"]),
    job("restore", with_a_copy, &["restore", "copy.sqlite"]),
    job(
        "restore of a lost register",
        with_only_a_copy,
        &["restore", "copy.sqlite"],
    ),
    job(
        "redact",
        register,
        &["redact", "A1", "owner", "--because", "Asked for", "--yes"],
    ),
    job("identity", register, &["identity", "new"]),
    job(
        "save into an older file",
        with_an_older_file,
        &["reviewed", "A1"],
    ),
    on_the_screen("daily copy", register),
    on_the_screen("draft on the screen", register),
    on_the_screen("draft beside the register", register),
    on_the_screen("save on the screen", register),
    on_the_screen("removal on the screen", register),
    on_the_screen("undo on the screen", with_a_review),
    on_the_screen("act on the screen", register),
    on_the_screen("export on the screen", register),
    on_the_screen(
        "export over a file on the screen",
        with_an_export_of_the_day,
    ),
    on_the_screen("import on the screen", with_an_import),
    on_the_screen("restore on the screen", with_a_copy),
    on_the_screen("save on the screen into an older file", with_an_older_file),
    on_the_screen("new on the screen", nothing),
    on_the_screen("sample on the screen", nothing),
];
