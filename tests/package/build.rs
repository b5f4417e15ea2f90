//! What is handed out, laid out as it is installed, and packed.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use ropa::domain::language::Language;
use ropa::words::Words;
use sha2::{Digest as _, Sha256};

use super::{licences, man};

/// What a step gives, or why it could not be done.
pub(crate) type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// What is to be packed.
pub(crate) struct Plan {
    /// The built program.
    pub(crate) binary: PathBuf,
    /// The project's folder.
    pub(crate) root: PathBuf,
    /// Where the results go.
    pub(crate) out: PathBuf,
    /// The system that the program is for, where it is not this one.
    pub(crate) target: Option<String>,
    /// How `dpkg-deb` compresses.
    pub(crate) compression: &'static str,
}

/// Runs a command that must go well.
pub(crate) fn run(command: &mut Command) -> Result<Vec<u8>> {
    let output = command.stderr(std::process::Stdio::inherit()).output();
    let output = output.map_err(|error| format!("{command:?}: {error}"))?;
    if output.status.success() {
        Ok(output.stdout)
    } else {
        Err(format!("{command:?}: {}", output.status).into())
    }
}

/// Packs the program, and gives the files that were made.
pub(crate) fn package(plan: &Plan) -> Result<Vec<PathBuf>> {
    let version = env!("CARGO_PKG_VERSION");
    let tree = plan.out.join("tree");
    if tree.exists() {
        fs::remove_dir_all(&tree)?;
    }
    install(plan, &tree)?;
    let binary = plan.out.join("ropa");
    fs::copy(&plan.binary, &binary)?;
    let mut made = vec![binary];
    if has("dpkg-deb") {
        let architecture = architecture(plan)?;
        let deb = plan.out.join(format!("ropa_{version}_{architecture}.deb"));
        control(plan, &tree, architecture)?;
        run(Command::new("dpkg-deb")
            .args(["--root-owner-group", "--build", "-Z", plan.compression])
            .args([&tree, &deb]))?;
        made.push(deb);
    } else {
        println!("dpkg-deb is not here: no .deb is made.");
    }
    let sums = plan.out.join("SHA256SUMS");
    let mut text = String::new();
    for file in &made {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        writeln!(text, "{}  {name}", sha256(file)?)?;
    }
    fs::write(&sums, text)?;
    made.push(sums);
    Ok(made)
}

fn has(program: &str) -> bool {
    let asked = Command::new(program).arg("--version").output();
    asked.is_ok_and(|output| output.status.success())
}

fn sha256(file: &Path) -> Result<String> {
    let mut text = String::new();
    for byte in Sha256::digest(fs::read(file)?) {
        write!(text, "{byte:02x}")?;
    }
    Ok(text)
}

/// Puts every file where it belongs below a folder.
fn install(plan: &Plan, tree: &Path) -> Result<()> {
    let put = |path: &str, bytes: &[u8]| -> Result<()> {
        let path = tree.join(path);
        fs::create_dir_all(path.parent().unwrap_or(tree))?;
        fs::write(&path, bytes)?;
        mode(&path, 0o644)
    };
    put("usr/bin/ropa", &fs::read(&plan.binary)?)?;
    mode(&tree.join("usr/bin/ropa"), 0o755)?;
    for language in Language::ALL {
        let words = Words::load(language).map_err(|problem| problem.to_string())?;
        let folder = if language == Language::ENGLISH {
            "usr/share/man/man1".to_owned()
        } else {
            format!("usr/share/man/{}/man1", language.code())
        };
        for (name, text) in man::pages(&words) {
            let page = format!("{folder}/{name}.1");
            put(&page, text.as_bytes())?;
            if has("gzip") {
                run(Command::new("gzip").arg("-9nf").arg(tree.join(page)))?;
            }
        }
        let manual = format!("assets/manual/{}.md", language.code());
        let manual = fs::read(plan.root.join(manual))?;
        put(
            &format!("usr/share/doc/ropa/manual.{}.md", language.code()),
            &manual,
        )?;
        let defaults = ropa::config::defaults(language);
        let example = format!("usr/share/doc/ropa/config.{}.toml", language.code());
        put(&example, defaults.as_bytes())?;
    }
    let completions = [
        ("bash", "usr/share/bash-completion/completions/ropa"),
        ("zsh", "usr/share/zsh/vendor-completions/_ropa"),
        ("fish", "usr/share/fish/vendor_completions.d/ropa.fish"),
    ];
    for (shell, path) in completions {
        put(path, ropa::cli::completions(shell)?.as_bytes())?;
    }
    let licences = licences::text(&plan.root, plan.target.as_deref())?;
    put(
        "usr/share/doc/ropa/third-party-licences.txt",
        licences.as_bytes(),
    )?;
    put(
        "usr/share/doc/ropa/copyright",
        copyright(&plan.root)?.as_bytes(),
    )?;
    Ok(())
}

#[cfg(unix)]
fn mode(path: &Path, mode: u32) -> Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    Ok(fs::set_permissions(path, fs::Permissions::from_mode(mode))?)
}

#[cfg(not(unix))]
fn mode(_path: &Path, _mode: u32) -> Result<()> {
    Ok(())
}

/// The program's own licences, and those of the data in it.
fn copyright(root: &Path) -> Result<String> {
    let mut text = String::from(
        "ropa is licensed under either of MIT or Apache-2.0, at your choice. Both texts follow, and that of the Unicode\n\
         licence for the names of countries. The libraries in the program are listed in third-party-licences.txt.\n",
    );
    for file in [
        "assets/licences/MIT.txt",
        "assets/licences/Apache-2.0.txt",
        "assets/law/UNICODE-LICENSE-V3.txt",
    ] {
        write!(
            text,
            "\n{}\n\n{}",
            "=".repeat(78),
            fs::read_to_string(root.join(file))?
        )?;
    }
    Ok(text)
}

/// The name of the architecture, as Debian has it.
fn architecture(plan: &Plan) -> Result<&'static str> {
    let target = plan.target.as_deref().unwrap_or(std::env::consts::ARCH);
    let known = [
        ("x86_64", "amd64"),
        ("aarch64", "arm64"),
        ("armv7", "armhf"),
        ("riscv64", "riscv64"),
    ];
    let known = known.iter().find(|(own, _)| target.starts_with(own));
    known
        .map(|(_, name)| *name)
        .ok_or_else(|| format!("Debian has no name for {target}").into())
}

/// The newest version of the C library that a program asks for; none where it is static.
fn glibc(binary: &[u8]) -> Option<(u32, u32)> {
    let marker = b"GLIBC_";
    let found = binary.windows(marker.len()).enumerate();
    let versions = found
        .filter(|(_, bytes)| bytes == marker)
        .filter_map(|(at, _)| {
            let rest = binary.get(at + marker.len()..at + marker.len() + 12)?;
            let end = rest
                .iter()
                .position(|byte| !byte.is_ascii_digit() && *byte != b'.')?;
            let (major, minor) = std::str::from_utf8(&rest[..end]).ok()?.split_once('.')?;
            let minor = minor.split('.').next()?;
            Some((major.parse().ok()?, minor.parse().ok()?))
        });
    versions.max()
}

/// Describes the package to `dpkg`.
fn control(plan: &Plan, tree: &Path, architecture: &str) -> Result<()> {
    let depends = match glibc(&fs::read(&plan.binary)?) {
        Some((major, minor)) => format!("Depends: libc6 (>= {major}.{minor}), libgcc-s1\n"),
        None => String::new(),
    };
    let text = format!(
        "Package: ropa\n\
         Version: {}\n\
         Architecture: {architecture}\n\
         Maintainer: The ropa contributors <ropa@localhost>\n\
         Installed-Size: {}\n\
         {depends}\
         Section: utils\n\
         Priority: optional\n\
         Description: records of processing activities (GDPR Article 30)\n \
         Keeps the records of processing activities required by Article 30 of the GDPR\n \
         in one SQLite file, from a terminal: records, exports for the supervisory\n \
         authority, and deadlines for erasure. No server, no network, no telemetry.\n",
        env!("CARGO_PKG_VERSION"),
        size(tree)?.div_ceil(1024),
    );
    fs::create_dir_all(tree.join("DEBIAN"))?;
    fs::write(tree.join("DEBIAN/control"), text)?;
    Ok(())
}

/// The bytes of all files below a folder.
fn size(folder: &Path) -> Result<u64> {
    let mut bytes = 0;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        bytes += if entry.file_type()?.is_dir() {
            size(&entry.path())?
        } else {
            entry.metadata()?.len()
        };
    }
    Ok(bytes)
}
