//! The program's commands, run in this process.

use std::collections::HashMap;
use std::ffi::OsString;
use std::path::Path;
use std::sync::Arc;

use chrono::DateTime;
use ropa::cli::{self, Machine, RunOutcome, Streams};
use ropa::config::Environment;

/// Runs a command in this process, which keeps its data in a directory, or has no place of its own.
pub fn run(data: Option<&Path>, words: &[&str]) -> (u8, String) {
    let now = DateTime::parse_from_rfc3339("2026-11-21T09:30:00+01:00").unwrap();
    let machine = Machine {
        locales: ropa::words::LOCALES,
        environment: Environment {
            variables: HashMap::from([(OsString::from("ROPA_AUTHOR"), OsString::from("Cron"))]),
            locale: Some("en-GB".to_owned()),
            data_directory: data.map(Path::to_path_buf),
            ..Environment::default()
        },
        clock: Arc::new(move || now),
        new_id: Arc::new(|| "6a0e6f3c-0f5f-4d6c-9a3b-0d5f3f000002".to_owned()),
        new_salt: Arc::new(|| "0f".repeat(16)),
        interrupt: None,
        judge: |_| Vec::new(),
    };
    let words = std::iter::once("ropa").chain(words.iter().copied());
    let arguments: Vec<OsString> = words.map(OsString::from).collect();
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut streams = Streams {
        input: &mut std::io::empty(),
        output: &mut out,
        messages: &mut err,
    };
    let RunOutcome::Done(code) = cli::run(&arguments, machine, &mut streams) else {
        panic!("the screen is opened");
    };
    out.extend(err);
    (code, String::from_utf8(out).unwrap())
}
