//! Whole commands, each beside what its user could do instead with `sqlite3`: one after the other in turns, so that
//! what else the machine does weighs on both.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use rusqlite::Connection;

use crate::goals::{Figure, Goals};
use crate::{DAY, Outcome};

/// What a run took.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Spent {
    /// Milliseconds of the processor, of all threads; of the clock where the system does not tell.
    pub(crate) time: f64,
    /// Milliseconds of the clock: what a user waits.
    pub(crate) wall: f64,
    /// The most memory that it had, in mebibytes; 0 where the system does not tell.
    pub(crate) peak: f64,
}

/// Registers and a place for what is written.
pub(crate) struct Bench<'a> {
    /// The register that is measured.
    pub(crate) file: &'a Path,
    /// One with a tenth of its activities.
    pub(crate) tenth: &'a Path,
    /// One that holds nothing.
    pub(crate) empty: &'a Path,
    /// Where files are written.
    pub(crate) directory: &'a Path,
    /// How often each pair is run.
    pub(crate) times: usize,
}

impl Bench<'_> {
    /// Measures all commands.
    pub(crate) fn run(&self, goals: &mut Goals) -> Outcome<()> {
        let scale = fs::metadata(self.file)?.len();
        let large = scale > 600 << 20;
        let pick = |usual: f64, of_large: f64| if large { of_large } else { usual };
        self.exports(goals, large)?;
        for (what, arguments) in [("show A1", ["show", "A1"]), ("log A1", ["log", "A1"])] {
            let spent = self.median(|| self.ropa(self.file, &arguments))?;
            let most = pick(40.0, 60.0);
            goals.note(
                &format!("{what}, CPU"),
                Figure::Milliseconds(spent.time),
                most,
            );
        }
        self.verify(goals, large)?;
        let base = self.median(|| self.ropa(self.file, &["--version"]))?;
        let diff = Self::once(self.ropa(self.file, &["diff", DAY]))?;
        let over = (diff.peak - base.peak).max(0.0);
        goals.note(
            "diff: memory over nothing",
            Figure::Mebibytes(over),
            pick(200.0, 300.0),
        );
        // Of an import the memory grows with the file.
        self.import(goals, pick(400.0, 4000.0))?;
        self.sheet(goals)?;
        self.check(goals, pick(500.0, 5000.0))?;
        self.growth(goals)?;
        for (what, arguments, most) in [
            ("--version, CPU", &["--version"][..], 6.0),
            ("country US, CPU", &["country", "US"][..], 8.0),
            (
                "list activities of an empty register, CPU",
                &["list", "activities"][..],
                12.0,
            ),
        ] {
            let spent = Self::often(|| self.ropa(self.empty, arguments))?;
            goals.note(what, Figure::Milliseconds(spent), most);
        }
        Ok(())
    }

    /// The whole register in each format that is streamed, beside `sqlite3` that prints the same tables.
    fn exports(&self, goals: &mut Goals, large: bool) -> Outcome<()> {
        let flat = Self::flat(self.file)?;
        let whole = if large { 1.0 } else { 0.9 };
        // What the register itself takes: the command loads it and says little of it.
        let loaded = self.median(|| self.ropa(self.file, &["list", "organisations"]))?;
        println!(
            "{:64}{:>8.0} MiB",
            "memory of the loaded register", loaded.peak
        );
        for (what, arguments, most) in [
            ("JSON", &["export", "--format", "json"][..], whole),
            (
                "Markdown, full",
                &["export", "--format", "markdown", "--profile", "full"][..],
                whole,
            ),
            (
                "HTML, full",
                &["export", "--format", "html", "--profile", "full"][..],
                1.5,
            ),
        ] {
            let mut waited = Vec::new();
            let mut worked = Vec::new();
            let mut peak = 0.0_f64;
            for _ in 0..self.times {
                let ours = Self::once(self.ropa(self.file, arguments))?;
                let theirs = Self::once(flat.command())?;
                waited.push(ours.wall / theirs.wall);
                worked.push(ours.time / theirs.time);
                peak = peak.max(ours.peak);
            }
            goals.note(
                &format!("{what} / sqlite3 -json of the same tables, by the clock"),
                Figure::Ratio(middle(&mut waited)),
                most,
            );
            goals.note(
                &format!("{what} / the same, CPU of all cores"),
                Figure::Ratio(middle(&mut worked)),
                most,
            );
            goals.note(
                &format!("{what}: memory / of the loaded register"),
                Figure::Ratio(peak / loaded.peak.max(1.0)),
                1.5,
            );
        }
        Ok(())
    }

    fn verify(&self, goals: &mut Goals, large: bool) -> Outcome<()> {
        let check = || {
            let mut command = Command::new("sqlite3");
            command.arg(self.file).arg("pragma integrity_check");
            command
        };
        let times = self.times.min(3);
        let mut ratios = Vec::new();
        let mut peak = 0.0_f64;
        for _ in 0..times {
            let ours = Self::once(self.ropa(self.file, &["verify"]))?;
            let theirs = Self::once(check())?;
            ratios.push(ours.time / theirs.time);
            peak = peak.max(ours.peak);
        }
        let most = if large { 5.0 } else { 4.0 };
        let ratio = Figure::Ratio(middle(&mut ratios));
        goals.note("verify / CPU of pragma integrity_check", ratio, most);
        let base = self.median(|| self.ropa(self.file, &["--version"]))?;
        let most = if large { 300.0 } else { 200.0 };
        let over = Figure::Mebibytes((peak - base.peak).max(0.0));
        goals.note("verify: memory over nothing", over, most);
        Ok(())
    }

    /// An export comes back into a new register, beside `sqlite3` that reads a dump of the file.
    fn import(&self, goals: &mut Goals, most: f64) -> Outcome<()> {
        let json = self.directory.join("export.json");
        let output = json.display().to_string();
        let export = ["export", "--format", "json", "--output", &output, "--force"];
        Self::once(self.ropa(self.file, &export))?;
        let dump = self.directory.join("dump.sql");
        let mut dumping = Command::new("sqlite3");
        dumping
            .arg(self.file)
            .arg(".dump")
            .stdout(fs::File::create(&dump)?);
        dumping.status()?;
        let new = self.directory.join("new.sqlite");
        let _ = fs::remove_file(&new);
        let made = new.display().to_string();
        Self::once(self.ropa(self.empty, &["new", &made, "--name", "Bench"]))?;
        let ours = Self::once(self.ropa(&new, &["import", &output]))?;
        let again = self.directory.join("again.sqlite");
        let _ = fs::remove_file(&again);
        let mut reading = Command::new("sqlite3");
        reading.arg(&again).arg(format!(".read {}", dump.display()));
        let theirs = Self::once(reading)?;
        let ratio = Figure::Ratio(ours.time / theirs.time);
        goals.note(
            "import of its own export / sqlite3 .read of the dump",
            ratio,
            3.0,
        );
        goals.note("import: memory", Figure::Mebibytes(ours.peak), most);
        Ok(())
    }

    /// A workbook of ten thousand rows, as somebody keeps a register: read, planned and shown, and nothing written.
    fn sheet(&self, goals: &mut Goals) -> Outcome<()> {
        let file = self.directory.join("rows.xlsx");
        write_rows(&file)?;
        let file = file.display().to_string();
        let spent = self.median(|| self.ropa(self.empty, &["import", "--dry-run", &file]))?;
        let what = "import of 10,000 rows of 40 columns, dry run";
        goals.note(what, Figure::Milliseconds(spent.wall), 3000.0);
        goals.note(
            &format!("{what}: memory"),
            Figure::Mebibytes(spent.peak),
            300.0,
        );
        Ok(())
    }

    /// The findings of the whole register, over what loading it takes.
    fn check(&self, goals: &mut Goals, most: f64) -> Outcome<()> {
        let loaded = self.median(|| self.ropa(self.file, &["list", "organisations"]))?;
        let checked = self.median(|| self.ropa(self.file, &["check"]))?;
        let over = (checked.time - loaded.time).max(0.0);
        goals.note(
            "check over the loaded register, CPU",
            Figure::Milliseconds(over),
            most,
        );
        Ok(())
    }

    /// How work grows from a tenth of the activities to all of them.
    fn growth(&self, goals: &mut Goals) -> Outcome<()> {
        for (what, arguments) in [
            ("list", &["list", "organisations"][..]),
            ("check", &["check"][..]),
            ("JSON", &["export", "--format", "json"][..]),
            ("Markdown", &["export", "--profile", "full"][..]),
        ] {
            let few = self.median(|| self.ropa(self.tenth, arguments))?;
            let many = self.median(|| self.ropa(self.file, arguments))?;
            let exponent = Figure::Exponent((many.time / few.time).log10());
            goals.note(&format!("growth of {what} by ten times"), exponent, 1.05);
        }
        Ok(())
    }

    /// A command line of the program on a register.
    fn ropa(&self, file: &Path, arguments: &[&str]) -> Command {
        let mut command = Command::new(program());
        command.args(arguments).arg("--register").arg(file);
        surround(&mut command, self.directory);
        command
    }

    /// `sqlite3` that prints as JSON all tables that the export is made of.
    fn flat(file: &Path) -> Outcome<Flat> {
        let connection = Connection::open(file)?;
        let mut statement = connection.prepare(
            "SELECT 'SELECT * FROM \"' || name || '\"' FROM sqlite_schema
             WHERE type = 'table' AND name NOT IN ('change', 'change_set', 'retired', 'draft')",
        )?;
        let selects = statement.query_map([], |row| row.get(0))?;
        let selects = selects.collect::<Result<Vec<String>, _>>()?;
        Ok(Flat(file.to_owned(), selects.join("; ")))
    }

    fn median(&self, command: impl Fn() -> Command) -> Outcome<Spent> {
        let spent: Outcome<Vec<Spent>> = (0..self.times).map(|_| Self::once(command())).collect();
        Ok(median(&spent?))
    }

    /// The time of a short command, as the mean of many: the system counts in hundredths of a second.
    fn often(command: impl Fn() -> Command) -> Outcome<f64> {
        const MANY: u32 = 40;
        let before = children();
        let since = Instant::now();
        for _ in 0..MANY {
            command()
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .status()?;
        }
        let spent = match (before, children()) {
            (Some(before), Some(after)) => after - before,
            _ => since.elapsed().as_secs_f64() * 1000.0,
        };
        Ok(spent / f64::from(MANY))
    }

    /// Runs a command to its end; what it prints is nobody's.
    fn once(mut command: Command) -> Outcome<Spent> {
        let before = children();
        let since = Instant::now();
        let mut child = command
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        let mut peak = 0.0_f64;
        let ended = loop {
            if let Some(ended) = child.try_wait()? {
                break ended;
            }
            peak = peak.max(peak_of(child.id()).unwrap_or(0.0));
            thread::park_timeout(Duration::from_millis(2));
        };
        // That the answer is no is an answer too; what could not run says nothing of its speed.
        if !matches!(ended.code(), Some(0 | 1)) {
            return Err(format!("it ended with {ended}: {command:?}").into());
        }
        let wall = since.elapsed().as_secs_f64() * 1000.0;
        let time = match (before, children()) {
            (Some(before), Some(after)) => after - before,
            _ => wall,
        };
        Ok(Spent {
            time: time.max(1.0),
            wall,
            peak,
        })
    }
}

/// What people head their columns with, each with some of what they write there; what is left of forty is asked by nobody
/// else.
const COLUMNS: [(&str, &[&str]); 16] = [
    (
        "Name of processing",
        &["Payroll", "Recruitment", "School meals", "Library loans"],
    ),
    ("Department", &["HR", "Schools", "IT", "Culture"]),
    (
        "Purpose",
        &[
            "To pay salaries",
            "To choose among applicants",
            "To serve what pupils can eat",
        ],
    ),
    (
        "Lawful basis",
        &[
            "Art. 6(1)(b)",
            "Art. 6(1)(e)",
            "Art. 6(1)(c), Accounting Act",
            "Consent",
        ],
    ),
    (
        "Categories of data subjects",
        &["Employees", "Applicants; referees", "Pupils, guardians"],
    ),
    (
        "Categories of personal data",
        &[
            "Name, address, bank account",
            "Name; CV; grades",
            "Name, allergies",
        ],
    ),
    (
        "Recipients",
        &["Tax Agency, Norrby Lön AB (processor)", "None", "Matlag AB"],
    ),
    ("Third countries", &["No", "United States (SCC)", "UK"]),
    (
        "Retention period",
        &[
            "7 years after the financial year",
            "2 years after the decision",
            "End of term",
        ],
    ),
    (
        "Security measures",
        &[
            "Encryption, access control",
            "Role-based access; logging",
            "",
        ],
    ),
    ("System", &["Personec", "ReachMee", "Mashie"]),
    ("Owner", &["Head of HR", "Head teacher", "Librarian"]),
    ("DPIA", &["No", "Yes, 2024-03-01", "Not needed"]),
    (
        "Source of the data",
        &["The data subject", "Population register", ""],
    ),
    ("Last reviewed", &["2025-04-01", "30.11.2025", ""]),
    (
        "Notes",
        &["Asked the supplier in May.", "", "See the minutes."],
    ),
];

/// Writes a workbook with ten thousand rows of forty columns.
fn write_rows(file: &Path) -> Outcome<()> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (column, (head, _)) in (0..).zip(COLUMNS) {
        sheet.write(0, column, head)?;
    }
    for column in 16..40 {
        sheet.write(0, column, format!("Question {column}"))?;
    }
    for row in 1..=10_000_u32 {
        for (column, (_, texts)) in (0_u16..).zip(COLUMNS) {
            let text = texts[(row as usize + usize::from(column)) % texts.len()];
            match column {
                0 => sheet.write(row, column, format!("{text} {row}"))?,
                _ => sheet.write(row, column, text)?,
            };
        }
        for column in 16..40_u16 {
            sheet.write(
                row,
                column,
                format!("Answer {}", (row + u32::from(column)) % 97),
            )?;
        }
    }
    book.save(file)?;
    Ok(())
}

/// A file and the statements that print its tables.
struct Flat(PathBuf, String);

impl Flat {
    fn command(&self) -> Command {
        let mut command = Command::new("sqlite3");
        command.arg("-json").arg(&self.0).arg(&self.1);
        command
    }
}

/// The program that is measured: this one, or another build of it that `ROPA_BENCH_PROGRAM` names.
pub(crate) fn program() -> OsString {
    let named = std::env::var_os("ROPA_BENCH_PROGRAM");
    named.unwrap_or_else(|| env!("CARGO_BIN_EXE_ropa").into())
}

/// Keeps a command from what the user of this machine has.
pub(crate) fn surround(command: &mut Command, home: &Path) {
    command.env("HOME", home).env_remove("XDG_DATA_HOME");
    command
        .env_remove("XDG_CONFIG_HOME")
        .env_remove("XDG_STATE_HOME");
    command.env("ROPA_LANG", "en").env("ROPA_TODAY", DAY);
}

/// The time of the processor that all children that ended have had, in milliseconds.
fn children() -> Option<f64> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    let (_, rest) = stat.rsplit_once(')')?;
    let mut words = rest.split_whitespace().skip(13);
    let (user, system) = (words.next()?, words.next()?);
    let ticks = user.parse::<f64>().ok()? + system.parse::<f64>().ok()?;
    Some(ticks * 10.0)
}

/// The most memory that a process has had, in mebibytes.
fn peak_of(process: u32) -> Option<f64> {
    figure_of(process, "VmHWM:")
}

/// A figure that the system keeps of a process's memory, in mebibytes.
pub(crate) fn figure_of(process: u32, figure: &str) -> Option<f64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with(figure))?;
    let kibibytes: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kibibytes / 1024.0)
}

fn median(spent: &[Spent]) -> Spent {
    let mut times: Vec<f64> = spent.iter().map(|it| it.time).collect();
    let mut walls: Vec<f64> = spent.iter().map(|it| it.wall).collect();
    let mut peaks: Vec<f64> = spent.iter().map(|it| it.peak).collect();
    Spent {
        time: middle(&mut times),
        wall: middle(&mut walls),
        peak: middle(&mut peaks),
    }
}

/// The median.
pub(crate) fn middle(numbers: &mut [f64]) -> f64 {
    numbers.sort_by(f64::total_cmp);
    numbers.get(numbers.len() / 2).copied().unwrap_or(0.0)
}
