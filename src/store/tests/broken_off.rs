//! A save that was broken off by a crash, and the journal that it left.

use super::*;
use crate::store::files::place::with_ending;

/// The bytes of a register in the middle of a save, and of the journal of that save.
fn torn(path: &Path) -> (Vec<u8>, Vec<u8>) {
    drop(Store::create(path).unwrap());
    let connection = Connection::open(path).unwrap();
    connection
        .execute_batch("PRAGMA cache_size = 1; BEGIN; CREATE TABLE t (x); INSERT INTO t WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 400) SELECT randomblob(999) FROM n")
        .unwrap();
    let bytes = (
        std::fs::read(path).unwrap(),
        std::fs::read(with_ending(path, "-journal")).unwrap(),
    );
    connection.execute_batch("ROLLBACK").unwrap();
    bytes
}

#[test]
fn what_was_broken_off_is_taken_back_and_the_journal_of_another_file_is_not() {
    let folder = Folder::new();
    let (file, kept) = torn(&folder.file("torn"));
    let path = folder.file("r.sqlite");
    let journal = with_ending(&path, "-journal");
    std::fs::write(&path, &file).unwrap();
    std::fs::write(&journal, &kept).unwrap();
    assert!(Store::open(&path).unwrap().verify().unwrap().is_whole());
    assert!(!journal.exists());
    // A plain copy of another register over this one, whose journal still lies there.
    {
        let (mut store, mut register) = folder.register();
        rename(&mut store, &mut register, "A1", "Wages").unwrap();
    }
    std::fs::write(
        &path,
        std::fs::read(folder.file("register.sqlite")).unwrap(),
    )
    .unwrap();
    std::fs::write(&journal, &kept).unwrap();
    let before = std::fs::read(&path).unwrap();
    let problem = Store::open(&path).unwrap_err();
    assert_eq!(problem.key, "store_journal_of_other");
    assert_eq!(std::fs::read(&path).unwrap(), before);
    std::fs::remove_file(&journal).unwrap();
    std::fs::write(with_ending(&path, "-wal"), "frames of another").unwrap();
    // What is no log at all would be removed.
    assert_eq!(Store::open(&path).unwrap_err().key, "store_no_journal");
    std::fs::write(with_ending(&path, "-wal"), [0x37, 0x7f, 0x06, 0x82, 0]).unwrap();
    assert_eq!(
        Store::open(&path).unwrap_err().key,
        "store_journal_of_other"
    );
}

#[test]
fn a_file_that_is_torn_all_the_same_is_damaged() {
    let folder = Folder::new();
    let (mut file, kept) = torn(&folder.file("torn"));
    let path = folder.file("r.sqlite");
    // The journal knows nothing of this page.
    let half = 19 * 4096;
    file[half..half + 4096].fill(0xa5);
    std::fs::write(&path, &file).unwrap();
    std::fs::write(with_ending(&path, "-journal"), &kept).unwrap();
    assert_eq!(Store::open(&path).unwrap_err().key, "store_damaged");
}

#[test]
fn a_journal_that_was_begun_and_not_finished_is_one() {
    let folder = Folder::new();
    let path = folder.file("r.sqlite");
    drop(Store::create(&path).unwrap());
    let whole = std::fs::read(&path).unwrap();
    let journal = with_ending(&path, "-journal");
    let connection = Connection::open(&path).unwrap();
    connection
        .execute_batch(
            "PRAGMA cache_size = 1; BEGIN; CREATE TABLE t (x); INSERT INTO t WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 40) SELECT randomblob(999) FROM n",
        )
        .unwrap();
    let begun = std::fs::read(&journal).unwrap();
    connection.execute_batch("ROLLBACK").unwrap();
    drop(connection);
    // The magic number and the number of pages are written over zeroes, at the end, in one call that may be broken off.
    let head = *b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7\x00\x00\x00\x02";
    for written in 0..head.len() {
        let mut bytes = begun.clone();
        bytes[..head.len()].fill(0);
        bytes[..written].copy_from_slice(&head[..written]);
        std::fs::write(&path, &whole).unwrap();
        std::fs::write(&journal, &bytes).unwrap();
        let store = Store::open(&path);
        assert!(store.unwrap().verify().unwrap().is_whole(), "{written}");
    }
}
