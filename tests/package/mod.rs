//! What is handed out: manual pages, completions, licences and the package are built from this program and looked into.

mod build;
mod licences;
mod man;

use std::fs;
use std::path::Path;
use std::process::Command;

use ropa::cli::command::COMMANDS;
use ropa::domain::language::Language;
use ropa::words::Words;

use crate::tidy::root;

#[test]
fn every_command_has_a_manual_page_in_each_language() {
    for language in Language::ALL {
        let words = Words::load(language).unwrap();
        let pages = man::pages(&words);
        assert_eq!(pages.len(), COMMANDS.len() + 1);
        for (name, text) in &pages {
            assert!(text.starts_with(".TH ROPA"), "{name}");
            // A line that begins with a sign is a request: only ours.
            let requests = text.lines().filter(|line| line.starts_with(['.', '\'']));
            for request in requests {
                let known = [".TH ", ".SH ", ".PP", ".TP"];
                assert!(
                    known.iter().any(|start| request.starts_with(start)),
                    "{request}"
                );
            }
            for command in COMMANDS
                .iter()
                .filter(|command| *name == format!("ropa-{}", command.name))
            {
                let options = command
                    .parameters
                    .iter()
                    .filter(|parameter| parameter.is_option());
                for option in options {
                    assert!(text.contains(&option.name.replace('-', "\\-")), "{name}");
                }
            }
        }
    }
}

/// A licence that asks for more than to be named would have to be looked at by people.
#[test]
fn the_libraries_in_the_program_may_be_handed_out() {
    let known = [
        "MIT",
        "MIT-0",
        "Apache-2.0",
        "Apache-2.0 WITH LLVM-exception",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "BSL-1.0",
        "ISC",
        "Unicode-3.0",
        "Unicode-DFS-2016",
        "Unlicense",
        "WTFPL",
        "Zlib",
        "CC0-1.0",
        // Its files are used as they are; their source is named with them.
        "MPL-2.0",
    ];
    let libraries = licences::libraries(&root(), None).unwrap();
    assert!(libraries.len() > 50);
    assert!(libraries.iter().any(|library| library.name == "rusqlite"));
    assert!(libraries.iter().all(|library| library.name != "proptest"));
    for library in &libraries {
        let expression = library.licence.replace(['(', ')'], "").replace('/', " OR ");
        for each in expression.split(" AND ") {
            let one = each
                .split(" OR ")
                .any(|licence| known.contains(&licence.trim()));
            assert!(
                one,
                "{} {}: {}",
                library.name, library.version, library.licence
            );
        }
    }
    let text = licences::text(&root(), None).unwrap();
    assert!(text.contains("rusqlite ") && text.contains("Permission is hereby granted"));
}

/// The package, laid out below a folder, with a program that is there already.
fn packed(out: &Path) -> Vec<std::path::PathBuf> {
    build::package(&build::Plan {
        binary: env!("CARGO_BIN_EXE_ropa").into(),
        root: root(),
        out: out.to_owned(),
        target: None,
        compression: "none",
    })
    .unwrap()
}

#[test]
fn the_package_is_installed_and_runs() {
    let directory = tempfile::tempdir().unwrap();
    let made = packed(directory.path());
    let sums = fs::read_to_string(directory.path().join("SHA256SUMS")).unwrap();
    assert_eq!(sums.lines().count(), made.len() - 1);
    let checked = Command::new("sha256sum")
        .args(["--check", "--quiet", "SHA256SUMS"])
        .current_dir(directory.path())
        .status();
    assert!(checked.map_or(true, |status| status.success()));
    let Some(deb) = made
        .iter()
        .find(|file| file.extension().is_some_and(|end| end == "deb"))
    else {
        // No dpkg-deb here; the tree is there all the same.
        assert!(directory.path().join("tree/usr/bin/ropa").exists());
        return;
    };
    let installed = directory.path().join("root");
    let dpkg = |arguments: &[&str]| {
        let output = Command::new("dpkg-deb")
            .args(arguments)
            .arg(deb)
            .output()
            .unwrap();
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).unwrap()
    };
    let about = dpkg(&["--info"]);
    assert!(
        about.contains("Package: ropa") && about.contains("Depends: libc6 (>= 2."),
        "{about}"
    );
    let output = Command::new("dpkg-deb")
        .arg("-x")
        .args([deb, &installed])
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    for wanted in [
        "usr/share/man/man1",
        "usr/share/man/sv/man1",
        "usr/share/bash-completion/completions/ropa",
        "usr/share/zsh/vendor-completions/_ropa",
        "usr/share/fish/vendor_completions.d/ropa.fish",
        "usr/share/doc/ropa/manual.sv.md",
        "usr/share/doc/ropa/copyright",
        "usr/share/doc/ropa/third-party-licences.txt",
    ] {
        assert!(installed.join(wanted).exists(), "{wanted}");
    }
    // Nothing of the project is needed any more.
    let said = Command::new(installed.join("usr/bin/ropa"))
        .args(["manual", "1"])
        .env_clear()
        .current_dir(directory.path())
        .output()
        .unwrap();
    assert!(said.status.success() && said.stdout.starts_with(b"Getting started"));
}
