//! Builds what is handed out: the program, its manual pages in each language, completions, the licences of all that is in
//! it, checksums, and a package for Debian and Ubuntu.
//!
//! ```sh
//! cargo run --release --locked --example package                                         # into target/package
//! cargo run --release --locked --example package -- --target x86_64-unknown-linux-musl   # a static program
//! ```

mod build;
mod licences;
mod man;

use std::path::PathBuf;
use std::process::{Command, ExitCode};

use build::{Plan, Result};

fn main() -> ExitCode {
    match package() {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::FAILURE
        }
    }
}

fn package() -> Result<()> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let (mut target, mut out) = (None, root.join("target/package"));
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut value = || {
            let value = arguments.next();
            value.ok_or_else(|| format!("{argument} needs a value"))
        };
        match argument.as_str() {
            "--target" => target = Some(value()?),
            "--out" => out = PathBuf::from(value()?),
            _ => {
                return Err(
                    format!("unknown argument {argument}: --target TRIPLE, --out FOLDER").into(),
                );
            }
        }
    }
    let mut cargo = Command::new(env!("CARGO"));
    cargo.current_dir(&root);
    cargo.args(["build", "--release", "--locked", "--bin", "ropa"]);
    let mut built = root.join("target");
    if let Some(target) = &target {
        cargo.args(["--target", target]);
        built.push(target);
    }
    build::run(&mut cargo)?;
    let plan = Plan {
        binary: built.join("release/ropa"),
        root,
        out,
        target,
        compression: "xz",
    };
    for file in build::package(&plan)? {
        println!("{}", file.display());
    }
    Ok(())
}
