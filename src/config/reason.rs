//! What the file system says, as the end of a sentence; reading a file that is one.

use std::fs;
use std::io;
use std::path::Path;

/// Reads an ordinary file: what is none, such as a pipe, is told and never waited for.
pub fn read_ordinary(path: &Path) -> io::Result<Vec<u8>> {
    let about = fs::metadata(path)?;
    if !about.is_file() && !about.is_dir() {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    fs::read(path)
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
        _ => return error.to_string(),
    };
    key.to_owned()
}
