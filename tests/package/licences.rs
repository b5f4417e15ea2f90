//! The licences of the libraries that are in the program, from what `cargo metadata` says of them and from their own files.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value as Json;

use super::build::{Result, run};

/// A library that is in the program.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Library {
    pub(crate) name: String,
    pub(crate) version: String,
    /// The expression of its licence (SPDX).
    pub(crate) licence: String,
    pub(crate) repository: String,
    folder: PathBuf,
}

/// The libraries that the program is linked with on a system; on this one where none is said. Those of other systems
/// need not even be downloaded.
pub(crate) fn libraries(root: &Path, target: Option<&str>) -> Result<BTreeSet<Library>> {
    let target = target.map_or_else(host, |target| Ok(target.to_owned()))?;
    let mut cargo = Command::new(env!("CARGO"));
    cargo.current_dir(root);
    cargo.args(["metadata", "--format-version", "1", "--locked", "--offline"]);
    cargo.args(["--filter-platform", &target]);
    let metadata: Json = serde_json::from_slice(&run(&mut cargo)?)?;
    let text = |json: &Json| json.as_str().unwrap_or_default().to_owned();
    let list = |json: &Json| json.as_array().cloned().unwrap_or_default();
    let nodes: BTreeMap<String, Json> = list(&metadata["resolve"]["nodes"])
        .into_iter()
        .map(|node| (text(&node["id"]), node))
        .collect();
    let own = text(&metadata["resolve"]["root"]);
    let (mut linked, mut open) = (BTreeSet::new(), vec![own.clone()]);
    while let Some(id) = open.pop() {
        let Some(node) = nodes.get(&id).filter(|_| linked.insert(id.clone())) else {
            continue;
        };
        for dependency in list(&node["deps"]) {
            // What only tests or builds need is not handed out.
            if list(&dependency["dep_kinds"])
                .iter()
                .any(|kind| kind["kind"].is_null())
            {
                open.push(text(&dependency["pkg"]));
            }
        }
    }
    let packages = list(&metadata["packages"]);
    let packages = packages.iter().filter(|package| {
        let id = text(&package["id"]);
        id != own && linked.contains(&id)
    });
    Ok(packages
        .map(|package| Library {
            name: text(&package["name"]),
            version: text(&package["version"]),
            licence: text(&package["license"]),
            repository: text(&package["repository"]),
            folder: Path::new(&text(&package["manifest_path"]))
                .parent()
                .unwrap_or(Path::new(""))
                .to_owned(),
        })
        .collect())
}

/// The system that is built for where none is said.
fn host() -> Result<String> {
    let told = run(Command::new(env!("CARGO")).arg("-vV"))?;
    let told = String::from_utf8(told)?;
    let host = told.lines().find_map(|line| line.strip_prefix("host: "));
    Ok(host
        .ok_or("cargo does not say for which system it builds")?
        .to_owned())
}

/// The texts of licences and notices that come with a library.
fn texts(library: &Library) -> Result<Vec<String>> {
    let mut files: Vec<PathBuf> = Vec::new();
    for entry in fs::read_dir(&library.folder)? {
        let path = entry?.path();
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .to_uppercase();
        let starts = [
            "LICENSE",
            "LICENCE",
            "COPYING",
            "COPYRIGHT",
            "NOTICE",
            "UNLICENSE",
        ];
        if path.is_file() && starts.iter().any(|start| name.starts_with(start)) {
            files.push(path);
        }
    }
    files.sort();
    let read = |file: &PathBuf| Ok(String::from_utf8_lossy(&fs::read(file)?).trim().to_owned());
    files.iter().map(read).collect()
}

/// The list of the libraries, and after it every text of a licence with the libraries that it came with.
pub(crate) fn text(root: &Path, target: Option<&str>) -> Result<String> {
    let libraries = libraries(root, target)?;
    let mut out =
        String::from("The libraries in ropa, with their licences. The texts follow the list.\n\n");
    let mut texts_of: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for library in &libraries {
        let Library {
            name,
            version,
            licence,
            repository,
            ..
        } = library;
        writeln!(out, "{name} {version}: {licence} ({repository})")?;
        for text in texts(library)? {
            texts_of
                .entry(text)
                .or_default()
                .push(format!("{name} {version}"));
        }
    }
    for (text, names) in texts_of {
        let line = "=".repeat(78);
        write!(out, "\n{line}\n{}\n{line}\n\n{text}\n", names.join(", "))?;
    }
    Ok(out)
}
