//! Every way in which a file cannot be opened, or not be written, has its own message and changes nothing.

use std::fs;

use super::*;

fn refused(path: &Path) -> Problem {
    let problem = Store::open_patiently(path, Duration::ZERO).unwrap_err();
    assert_eq!(
        problem.detail("file"),
        Some(path.display().to_string().as_str())
    );
    problem
}

#[cfg(unix)]
fn mode(path: &Path) -> u32 {
    use std::os::unix::fs::PermissionsExt;
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[test]
fn what_is_no_register_is_refused_by_name_and_left_alone() {
    let folder = Folder::new();
    assert_eq!(refused(&folder.file("missing")).key, "store_missing");
    let deep = refused(&folder.file("nowhere/register.sqlite"));
    assert_eq!(deep.key, "store_directory_missing");
    assert_eq!(
        deep.detail("directory"),
        Some(folder.file("nowhere").display().to_string().as_str())
    );
    assert_eq!(refused(folder.0.path()).key, "store_is_directory");
    let cases: [(&str, &[u8], &str); 3] = [
        ("empty", b"", "store_empty"),
        (
            "words.txt",
            b"{\"format\": \"ropa-register\"}",
            "store_not_sqlite",
        ),
        ("stump", b"SQLite format 3\0", "store_damaged"),
    ];
    for (name, bytes, key) in cases {
        let path = folder.file(name);
        fs::write(&path, bytes).unwrap();
        assert_eq!(refused(&path).key, key, "{name}");
        assert_eq!(fs::read(&path).unwrap(), bytes);
    }
    assert_eq!(
        refused(&folder.file("empty/register.sqlite")).key,
        "store_directory_missing"
    );
}

#[test]
fn another_programs_file_is_not_even_touched() {
    let folder = Folder::new();
    let path = folder.file("places.sqlite");
    let other = outside(&path);
    other
        .execute_batch("PRAGMA journal_mode = WAL; CREATE TABLE places (id INTEGER); INSERT INTO places VALUES (1)")
        .unwrap();
    other
        .execute_batch("PRAGMA wal_checkpoint(TRUNCATE)")
        .unwrap();
    drop(other);
    let bytes = fs::read(&path).unwrap();
    assert_eq!(refused(&path).key, "store_foreign");
    assert_eq!(fs::read(&path).unwrap(), bytes);
    assert_eq!(fs::read_dir(folder.0.path()).unwrap().count(), 1);
}

#[test]
fn a_newer_version_is_refused_with_both_versions() {
    let folder = Folder::new();
    drop(folder.register());
    let path = folder.file("register.sqlite");
    outside(&path)
        .execute_batch("PRAGMA user_version = 900")
        .unwrap();
    let bytes = fs::read(&path).unwrap();
    let problem = refused(&path);
    assert_eq!(
        (problem.key, problem.detail("version")),
        ("store_newer", Some("900"))
    );
    assert_eq!(fs::read(&path).unwrap(), bytes);
}

#[test]
fn a_version_that_is_none_is_damage_and_not_a_newer_one() {
    let folder = Folder::new();
    drop(folder.register());
    let path = folder.file("register.sqlite");
    outside(&path)
        .execute_batch("PRAGMA user_version = -3")
        .unwrap();
    let problem = refused(&path);
    assert_eq!(
        (problem.key, problem.detail("reason")),
        ("store_damaged", Some("user_version < 0"))
    );
}

#[test]
fn a_truncated_or_overwritten_file_is_damaged() {
    let folder = Folder::new();
    drop(folder.register());
    let path = folder.file("register.sqlite");
    let whole = fs::read(&path).unwrap();
    fs::write(&path, &whole[..whole.len() / 2]).unwrap();
    assert_eq!(refused(&path).key, "store_damaged");
    let mut scribbled = whole.clone();
    scribbled[4096..].fill(b'x');
    fs::write(&path, &scribbled).unwrap();
    let problem = Store::open(&path)
        .and_then(|store| store.load())
        .unwrap_err();
    assert_eq!(problem.key, "store_damaged");
    assert_eq!(fs::read(&path).unwrap(), scribbled);
}

#[test]
fn a_locked_file_is_said_to_be_locked() {
    let folder = Folder::new();
    drop(folder.register());
    let path = folder.file("register.sqlite");
    let other = outside(&path);
    other.execute_batch("BEGIN EXCLUSIVE").unwrap();
    assert_eq!(refused(&path).key, "store_locked");
    other.execute_batch("ROLLBACK").unwrap();
    Store::open(&path).unwrap();
}

#[test]
fn a_write_protected_file_opens_for_reading() {
    let folder = Folder::new();
    let (store, mut register) = folder.register();
    drop(store);
    let path = folder.file("register.sqlite");
    let mut permissions = fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).unwrap();
    let mut store = Store::open(&path).unwrap();
    assert_eq!(store.access(), Access::ReadOnly);
    assert_eq!(
        store.read_only_reason().unwrap().key,
        "store_opened_read_only"
    );
    assert_eq!(store.load().unwrap().activities.len(), 1);
    let problem = rename(&mut store, &mut register, "A1", "Wages").unwrap_err();
    assert_eq!(problem.key, "store_opened_read_only");
    store.back_up(&folder.file("copy.sqlite")).unwrap();
    assert_eq!(store.verify().unwrap().differences, []);
}

#[test]
fn foreign_tables_are_told_and_a_foreign_trigger_allows_only_reading() {
    let folder = Folder::new();
    drop(folder.register());
    let path = folder.file("register.sqlite");
    let other = outside(&path);
    other
        .execute_batch("CREATE TABLE my_notes (words TEXT); CREATE INDEX my_index ON activity (name); CREATE VIEW my_view AS SELECT 1")
        .unwrap();
    let store = Store::open(&path).unwrap();
    assert_eq!(
        (store.access(), store.notices().len()),
        (Access::ReadWrite, 1)
    );
    assert_eq!(store.notices()[0].key, "store_foreign_objects");
    assert_eq!(
        store.notices()[0].detail("names"),
        Some("my_index, my_notes, my_view")
    );
    drop(store);
    other
        .execute_batch(
            "CREATE TRIGGER sneaky AFTER INSERT ON activity BEGIN DELETE FROM activity; END",
        )
        .unwrap();
    let store = Store::open(&path).unwrap();
    let reason = store.read_only_reason().unwrap();
    assert_eq!(
        (reason.key, reason.detail("names")),
        ("store_foreign_trigger", Some("sneaky"))
    );
    store.back_up(&folder.file("copy.sqlite")).unwrap();
    drop(store);
    other
        .execute_batch("DROP TRIGGER sneaky; DROP TRIGGER change_is_never_updated")
        .unwrap();
    let store = Store::open(&path).unwrap();
    assert_eq!(
        store.read_only_reason().unwrap().key,
        "store_triggers_altered"
    );
    assert_eq!(
        store.verify().unwrap().differences[0].key,
        "verify_schema_altered"
    );
    drop(store);
    other
        .execute_batch("ALTER TABLE measure ADD COLUMN mine TEXT")
        .unwrap();
    let problem = refused(&path);
    assert_eq!(
        (problem.key, problem.detail("names")),
        ("store_schema_altered", Some("measure"))
    );
}

#[test]
fn a_link_to_a_register_opens_it() {
    let folder = Folder::new();
    drop(folder.register());
    let link = folder.file("link.sqlite");
    #[cfg(unix)]
    std::os::unix::fs::symlink(folder.file("register.sqlite"), &link).unwrap();
    assert_eq!(
        Store::open(&link).unwrap().load().unwrap().activities.len(),
        1
    );
}

#[test]
fn a_new_file_is_its_owners_alone_and_never_overwrites() {
    let folder = Folder::new();
    let (store, _) = folder.register();
    let path = folder.file("register.sqlite");
    let copy = folder.file("copy.sqlite");
    store.back_up(&copy).unwrap();
    assert_eq!(store.back_up(&copy).unwrap_err().key, "store_exists");
    assert_eq!(
        store.back_up(&folder.file("no/copy")).unwrap_err().key,
        "store_directory_missing"
    );
    assert_eq!(
        Store::open(&copy).unwrap().load().unwrap().mark,
        store.load().unwrap().mark
    );
    #[cfg(unix)]
    assert_eq!((mode(&path), mode(&copy)), (0o600, 0o600));
    let bytes = fs::read(&path).unwrap();
    assert_eq!(Store::create(&path).unwrap_err().key, "store_exists");
    assert_eq!(fs::read(&path).unwrap(), bytes);
    assert_eq!(
        Store::create(&folder.file("no/new")).unwrap_err().key,
        "store_directory_missing"
    );
    // A register that could not be founded leaves nothing behind.
    let count = || fs::read_dir(folder.0.path()).unwrap().count();
    let before = count();
    let failed = Store::create_with(&folder.file("new"), |_| {
        Err(Problem::cannot("value_refused"))
    });
    assert_eq!(
        (failed.unwrap_err().key, count()),
        ("value_refused", before)
    );
}

#[test]
fn the_file_is_set_up_as_promised() {
    let folder = Folder::new();
    let (store, _) = folder.register();
    let pragma = |name: &str| -> String {
        store
            .connection
            .query_row(&format!("SELECT * FROM pragma_{name}"), [], |row| {
                row.get_ref(0).map(|value| match value {
                    rusqlite::types::ValueRef::Integer(number) => number.to_string(),
                    other => other.as_str().unwrap().to_owned(),
                })
            })
            .unwrap()
    };
    let ours = super::super::schema::MIGRATIONS.len().to_string();
    for (name, value) in [
        ("application_id", "1919905889"),
        ("user_version", &ours),
        ("journal_mode", "delete"),
        ("synchronous", "3"),
        ("foreign_keys", "1"),
        ("recursive_triggers", "1"),
        ("trusted_schema", "0"),
    ] {
        assert_eq!(pragma(name), value, "{name}");
    }
    // Not even we can rewrite the schema behind SQLite's back.
    let attempt = store
        .connection
        .execute_batch("PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = ''");
    assert!(attempt.is_err());
    assert_eq!(fs::read_dir(folder.0.path()).unwrap().count(), 1);
}
