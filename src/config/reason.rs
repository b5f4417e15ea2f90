//! What the file system says, as the end of a sentence; reading a file that is one.

use std::fs;
use std::io;
use std::path::Path;

/// Reads an ordinary file: what is none, such as a pipe, is told and never waited for.
pub(crate) fn read_ordinary(path: &Path) -> io::Result<Vec<u8>> {
    let about = fs::metadata(path)?;
    if !about.is_file() && !about.is_dir() {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    fs::read(path)
}

/// Whether every user of the computer may change a file, or put another in its place.
#[cfg(unix)]
pub(super) fn is_open_to_all(file: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    // In a directory with the sticky bit, only its owner takes a file away.
    let open = |path: &Path, sticky: u32| {
        fs::metadata(path).is_ok_and(|about| about.mode() & (0o002 | sticky) == 0o002)
    };
    open(file, 0)
        || file
            .parent()
            .is_some_and(|directory| open(directory, 0o1000))
}

#[cfg(not(unix))]
pub(super) const fn is_open_to_all(_file: &Path) -> bool {
    false
}

/// The locale key of what an operation on a file failed for; the system's own words where there is none.
///
/// [`crate::words::Words::message`] puts a detail that is such a key into words.
#[must_use]
pub fn reason(error: &io::Error) -> String {
    let key = match error.kind() {
        io::ErrorKind::NotFound => "reason.not_found",
        io::ErrorKind::PermissionDenied => "reason.permission_denied",
        io::ErrorKind::IsADirectory => "reason.is_directory",
        io::ErrorKind::NotADirectory => "reason.not_directory",
        io::ErrorKind::StorageFull => "reason.storage_full",
        io::ErrorKind::QuotaExceeded => "reason.quota",
        io::ErrorKind::FileTooLarge => "reason.too_large",
        io::ErrorKind::InvalidInput => "reason.not_a_file",
        // EIO has no name in the library.
        _ if cfg!(unix) && error.raw_os_error() == Some(5) => "reason.device",
        io::ErrorKind::ReadOnlyFilesystem => "reason.read_only",
        io::ErrorKind::InvalidData => "reason.not_text",
        io::ErrorKind::AlreadyExists => "reason.exists",
        io::ErrorKind::DirectoryNotEmpty => "reason.not_empty",
        io::ErrorKind::InvalidFilename => "reason.name",
        io::ErrorKind::TimedOut
        | io::ErrorKind::StaleNetworkFileHandle
        | io::ErrorKind::HostUnreachable
        | io::ErrorKind::NetworkUnreachable
        | io::ErrorKind::NetworkDown
        | io::ErrorKind::ConnectionReset => "reason.share",
        io::ErrorKind::ResourceBusy
        | io::ErrorKind::ExecutableFileBusy
        | io::ErrorKind::WouldBlock
        | io::ErrorKind::Deadlock => "reason.busy",
        io::ErrorKind::OutOfMemory => "reason.memory",
        io::ErrorKind::Unsupported | io::ErrorKind::NotSeekable => "reason.unsupported",
        io::ErrorKind::BrokenPipe => "reason.pipe",
        // Nor have ELOOP, ENFILE and EMFILE.
        _ if cfg!(target_os = "linux") && error.raw_os_error() == Some(40) => "reason.loop",
        _ if cfg!(unix) && matches!(error.raw_os_error(), Some(23 | 24)) => "reason.open_files",
        _ => return error.to_string(),
    };
    key.to_owned()
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn what_the_system_says_of_files_has_words() {
        // What open, read, write, rename, link, unlink, mkdir, fsync and chmod say: their pages of manual, section 2. EINTR
        // is tried again; EBADF, EFAULT, EINVAL and their like are faults of a program.
        for number in [
            1, 2, 5, 11, 12, 13, 16, 17, 20, 21, 22, 23, 24, 26, 27, 28, 29, 30, 32, 35, 36, 39,
            40, 95, 104, 110, 113, 116, 122,
        ] {
            let error = io::Error::from_raw_os_error(number);
            let said = reason(&error);
            assert!(said.starts_with("reason."), "{number}: {said}");
        }
    }
}
