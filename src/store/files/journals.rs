//! What `SQLite` keeps beside a file while it is written, and rolls into whatever stands under the name later.

use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use super::place::{for_sqlite, is_taken, with_ending};

/// The endings of the files that `SQLite` keeps beside another.
pub(crate) const SIDECARS: [&str; 3] = ["-journal", "-wal", "-shm"];

/// How a rollback journal begins: <https://www.sqlite.org/fileformat.html#the_rollback_journal>
pub(crate) const JOURNAL_MAGIC: [u8; 8] = [0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7];

/// How a write-ahead log begins, but for its last bit: <https://www.sqlite.org/fileformat.html#the_write_ahead_log>
pub(crate) const WAL_MAGIC: [u8; 4] = [0x37, 0x7f, 0x06, 0x82];

/// How much of a journal is looked through for the first page; what lies further back is not judged.
const SEARCHED: u64 = 256 << 20;

/// The files beside a path that hold something of it, or of what stood there before.
pub(crate) fn beside(path: &Path) -> Vec<PathBuf> {
    let path = for_sqlite(path);
    SIDECARS
        .iter()
        .map(|ending| with_ending(&path, ending))
        .filter(|path| {
            fs::symlink_metadata(path).is_ok_and(|about| about.len() > 0 || !about.is_file())
        })
        .filter(|path| !is_spent(path))
        .collect()
}

/// Whether a name can be given to a new database: nothing stands there, nor a journal of what once did.
#[must_use]
pub fn is_free(path: &Path) -> bool {
    !is_taken(path) && beside(path).is_empty()
}

/// The rollback journal beside a file that the next opening would roll back.
pub(crate) fn hot(path: &Path) -> Option<PathBuf> {
    let journal = with_ending(&for_sqlite(path), SIDECARS[0]);
    beside(path).into_iter().find(|path| *path == journal)
}

/// Whether a journal was ended by zeroes, as some programs leave it: it is never rolled back.
fn is_spent(path: &Path) -> bool {
    let is_journal = path.to_string_lossy().ends_with(SIDECARS[0]);
    is_journal && matches!(head::<1>(path).map(|[first]| first), Ok(0))
}

/// Whether what lies beside a file is no journal of any file, as far as its beginning says: `SQLite` would remove it as
/// a useless one, write over it, or wait for it.
pub(crate) fn is_none(path: &Path) -> bool {
    let Ok(about) = fs::metadata(path) else {
        return false;
    };
    if !about.is_file() {
        return true;
    }
    let mut begins = Vec::new();
    let read = super::reading::open(path).and_then(|file| {
        file.take(JOURNAL_MAGIC.len() as u64)
            .read_to_end(&mut begins)
    });
    // A journal that was broken off in its first bytes may be shorter, or begin with zeroes.
    if read.is_err() || begins.first().is_none_or(|first| *first == 0) {
        return false;
    }
    // SQLite writes the magic number over zeroes at the end: it may be there in part, and zeroes after it.
    let written = begins
        .iter()
        .rposition(|byte| *byte != 0)
        .map_or(0, |last| last + 1);
    let begins_as =
        |magic: &[u8]| begins.starts_with(magic) || magic.starts_with(&begins[..written]);
    let name = path.to_string_lossy();
    if name.ends_with(SIDECARS[0]) {
        return !begins_as(&JOURNAL_MAGIC);
    }
    let [one, two, three, last] = WAL_MAGIC;
    name.ends_with(SIDECARS[1])
        && !begins_as(&WAL_MAGIC)
        && !begins_as(&[one, two, three, last | 1])
}

/// The first bytes of an ordinary file. It is not waited for: what is no ordinary file has none.
///
/// # Errors
/// What the system says; where the file is shorter.
pub(crate) fn head<const N: usize>(path: &Path) -> io::Result<[u8; N]> {
    let mut bytes = [0; N];
    super::reading::open(path)?.read_exact(&mut bytes)?;
    Ok(bytes)
}

/// Whether a rollback journal can be of the file that it lies beside, as far as their heads say.
///
/// One that is not would destroy the file when it is rolled back.
///
/// The first page of a file counts its writes, and every write keeps that page in its journal: the file has the
/// count that the journal kept, or the next one.
///
/// # Errors
/// What the system says.
pub(crate) fn fits(file: &Path, journal: &Path) -> io::Result<bool> {
    let number = |bytes: &[u8]| {
        bytes
            .try_into()
            .map_or(0, |bytes: [u8; 4]| u32::from_be_bytes(bytes))
    };
    let mut from = super::reading::open(journal)?;
    let length = from.metadata()?.len();
    let mut head = [0; 28];
    // What is too short, or has another head, is not rolled back.
    if from.read_exact(&mut head).is_err() || !head.starts_with(&JOURNAL_MAGIC) {
        return Ok(true);
    }
    let (records, pages) = (number(&head[8..12]), number(&head[16..20]));
    let (sector, page) = (u64::from(number(&head[20..24])), number(&head[24..28]));
    let mut about = [0; 32];
    let mut written = super::reading::open(file)?;
    let size = written.metadata()?.len();
    if written.read_exact(&mut about).is_err() {
        // An empty file is taken for a new one, and its journal removed; a stub is damaged in any case.
        return Ok(size > 0);
    }
    let own_page = match u32::from(u16::from_be_bytes([about[16], about[17]])) {
        1 => 65536,
        own => own,
    };
    if page != own_page || page < 512 || sector < 28 {
        return Ok(false);
    }
    if records == 0 {
        // It was broken off before the file was touched, and would only be cut to the size that it had.
        return Ok(size == u64::from(pages) * u64::from(page));
    }
    let record = u64::from(page) + 8;
    let mut at = sector;
    for _ in 0..records {
        if at + record > length.min(SEARCHED) {
            break;
        }
        from.seek(SeekFrom::Start(at))?;
        let mut kept = [0; 32];
        from.read_exact(&mut kept)?;
        if number(&kept[..4]) == 1 {
            let count = |page: &[u8]| number(&page[24..28]);
            let (before, now) = (count(&kept[4..]), count(&about));
            return Ok(now == before || now == before.wrapping_add(1));
        }
        at += record;
    }
    // The first page was not touched yet: it still says the size that the journal would cut the file to.
    Ok(number(&about[28..32]) == pages || at + record > SEARCHED)
}

/// Moves what belongs to a file that was moved: each to the name beside the new one.
///
/// # Errors
/// What the system says.
pub(crate) fn follow(from: &Path, to: &Path) -> io::Result<()> {
    let (from, to) = (for_sqlite(from), for_sqlite(to));
    for ending in SIDECARS {
        let (old, new) = (with_ending(&from, ending), with_ending(&to, ending));
        if old.symlink_metadata().is_ok() {
            // First there twice, then here no more: it is never nowhere.
            if fs::hard_link(&old, &new).is_err() {
                fs::copy(&old, &new)?;
                File::open(&new)?.sync_all()?;
            }
            fs::remove_file(&old)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use rusqlite::Connection;

    /// A file and its journal in the middle of a save that changes every page.
    fn torn(directory: &Path, rows: u32) -> (Vec<u8>, Vec<u8>, Vec<u8>) {
        let path = directory.join("torn.sqlite");
        let connection = Connection::open(&path).unwrap();
        connection
            .execute_batch("PRAGMA journal_mode = DELETE; CREATE TABLE t (x)")
            .unwrap();
        for _ in 0..rows {
            connection
                .execute("INSERT INTO t VALUES (randomblob(900))", [])
                .unwrap();
        }
        let before = fs::read(&path).unwrap();
        connection
            .execute_batch("PRAGMA cache_size = 1; PRAGMA cache_spill = 1; BEGIN; UPDATE t SET x = randomblob(901)")
            .unwrap();
        let journal = fs::read(with_ending(&path, "-journal")).unwrap();
        let during = fs::read(&path).unwrap();
        connection.execute_batch("COMMIT").unwrap();
        let after = fs::read(&path).unwrap();
        drop(connection);
        fs::remove_file(&path).unwrap();
        assert_ne!(before, during);
        (before, journal, after)
    }

    #[test]
    fn a_journal_fits_its_own_file_before_and_after_the_write_and_no_other() {
        let directory = tempfile::tempdir().unwrap();
        let (file, journal) = (
            directory.path().join("f"),
            directory.path().join("f-journal"),
        );
        let (before, kept, after) = torn(directory.path(), 60);
        fs::write(&journal, &kept).unwrap();
        assert_eq!(
            hot(&file).map(|path| path.file_name().unwrap().to_owned()),
            Some("f-journal".into())
        );
        for mine in [&before, &after] {
            fs::write(&file, mine).unwrap();
            assert!(fits(&file, &journal).unwrap());
        }
        let (other, ..) = torn(directory.path(), 7);
        fs::write(&file, other).unwrap();
        assert!(!fits(&file, &journal).unwrap());
        fs::write(&file, "").unwrap();
        assert!(!fits(&file, &journal).unwrap());
        // Ended by zeroes: it is never rolled back.
        fs::write(&journal, vec![0; kept.len()]).unwrap();
        assert_eq!(hot(&file), None);
        assert!(fits(&file, &journal).unwrap());
    }

    #[test]
    fn what_belongs_to_a_file_goes_where_it_goes() {
        let directory = tempfile::tempdir().unwrap();
        let (old, new) = (directory.path().join("a"), directory.path().join("b"));
        for ending in SIDECARS {
            fs::write(with_ending(&old, ending), ending).unwrap();
        }
        assert_eq!(beside(&old).len(), 3);
        follow(&old, &new).unwrap();
        assert_eq!((beside(&old).len(), beside(&new).len()), (0, 3));
    }
}
