//! Reading a file without hanging: what is no ordinary file is told, never waited for.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::Path;

use super::place::is_descriptor;

/// Opens an ordinary file to read.
///
/// # Errors
/// What the system says; `IsADirectory`; `InvalidInput` for a pipe, a device or a socket.
pub(crate) fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true);
    ordinary(&fs::metadata(path)?)?;
    // Opening a pipe waits for who writes to it, unless one says not to: it may have become one meanwhile.
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, NOT_WAITING);
    let file = options.open(path)?;
    ordinary(&file.metadata()?)?;
    Ok(file)
}

/// Opens what is to be read in: an ordinary file, or what an open descriptor of this process gives, such as
/// `/dev/stdin` or a shell's `<(…)`.
///
/// # Errors
/// As [`open`].
pub(crate) fn open_input(path: &Path) -> io::Result<File> {
    if is_descriptor(path) {
        let file = File::open(path)?;
        return if file.metadata()?.is_dir() {
            Err(io::ErrorKind::IsADirectory.into())
        } else {
            Ok(file)
        };
    }
    open(path)
}

/// `O_NONBLOCK`, which the standard library does not name.
#[cfg(any(target_os = "linux", target_os = "android"))]
const NOT_WAITING: i32 = 0o4000;
#[cfg(all(unix, not(any(target_os = "linux", target_os = "android"))))]
const NOT_WAITING: i32 = 4;

/// The flag that keeps the opening of a pipe from waiting for its other end.
#[cfg(unix)]
pub(crate) const fn not_waiting() -> i32 {
    NOT_WAITING
}

fn ordinary(about: &fs::Metadata) -> io::Result<()> {
    if about.is_dir() {
        Err(io::ErrorKind::IsADirectory.into())
    } else if about.is_file() {
        Ok(())
    } else {
        Err(io::ErrorKind::InvalidInput.into())
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_ordinary_file_is_told_and_not_waited_for() {
        let directory = tempfile::tempdir().unwrap();
        let pipe = directory.path().join("pipe");
        let made = std::process::Command::new("mkfifo").arg(&pipe).status();
        if made.is_ok_and(|status| status.success()) {
            for opened in [open(&pipe), open_input(&pipe)] {
                assert_eq!(opened.unwrap_err().kind(), io::ErrorKind::InvalidInput);
            }
        }
        let kind = |path: &Path| open(path).unwrap_err().kind();
        assert_eq!(kind(directory.path()), io::ErrorKind::IsADirectory);
        assert_eq!(kind(Path::new("/dev/null")), io::ErrorKind::InvalidInput);
        assert_eq!(kind(&directory.path().join("x")), io::ErrorKind::NotFound);
    }
}
