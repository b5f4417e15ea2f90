//! Editions: a state of the register with a name, which stands wherever a day can.

use super::Home;

#[test]
fn a_state_has_a_name_that_stands_where_a_day_can() {
    let home = Home::with_small_register();
    home.on("r.sqlite", &["edition", "Board, 3 Dec"]).done();
    // The history counts what it tells: that there is an edition, and nothing for the file alone.
    let log = home.on("r.sqlite", &["log", "--format", "json"]).json();
    assert_eq!(log[0]["changes"], 1, "{log}");
    home.on("r.sqlite", &["reviewed", "A1"]).done();
    let then = ["export", "--format", "json", "--as-of", "board, 3 dec"];
    let then = home.on("r.sqlite", &then).json();
    assert!(then["activities"][0].get("last_reviewed_on").is_none());
    assert_eq!(then["change"]["number"], 2);
    let told = home.on("r.sqlite", &["diff", "Board, 3 Dec"]).done();
    assert!(told.contains("A1"), "{told}");
    home.on("r.sqlite", &["edition", "After the review"]).done();
    let told = home
        .on(
            "r.sqlite",
            &[
                "diff",
                "Board, 3 Dec",
                "After the review",
                "--format",
                "markdown",
            ],
        )
        .done();
    assert!(
        told.contains("Board, 3 Dec") && told.contains("A1"),
        "{told}"
    );
    assert_eq!(
        home.on("r.sqlite", &["diff", "After the review", "E1"])
            .code,
        2
    );
    let listed = home.on("r.sqlite", &["edition"]).done();
    assert!(
        listed.contains("Board, 3 Dec") && listed.contains("E2"),
        "{listed}"
    );
    home.on("r.sqlite", &["verify"]).done();
    // What is no name of one is told with those that there are; so is a name that is taken or is a day.
    assert!(
        home.on("r.sqlite", &["diff", "Bord"])
            .failed(2)
            .contains("Board, 3 Dec")
    );
    assert_eq!(home.on("r.sqlite", &["edition", "BOARD, 3 Dec"]).code, 1);
    assert_eq!(home.on("r.sqlite", &["edition", "2026-12-03"]).code, 2);
    assert_eq!(
        home.on("r.sqlite", &["edition", "X", "--change", "99"])
            .code,
        2
    );
    home.on("r.sqlite", &["edition", "--remove", "e2"]).done();
    let listed = home.on("r.sqlite", &["edition", "--format", "json"]).json();
    assert_eq!(listed.as_array().unwrap().len(), 1);
    assert_eq!(listed[0]["holds"], true);
    home.on("r.sqlite", &["undo"]).done();
    let listed = home.on("r.sqlite", &["edition", "--format", "json"]).json();
    assert_eq!(listed.as_array().unwrap().len(), 2);
}

#[test]
fn an_edition_whose_hash_is_not_the_historys_is_told_and_can_be_removed() {
    let home = Home::with_small_register();
    home.on("r.sqlite", &["edition", "Board", "--change", "1"])
        .done();
    let export = home.on("r.sqlite", &["export", "--format", "json"]).json();
    let hash = export["register"]["editions"][0]["hash"].as_str().unwrap();
    let file = rusqlite::Connection::open(home.path("r.sqlite")).unwrap();
    let other = format!("{}0", &hash[..hash.len() - 1]);
    let other = if other == hash {
        format!("{}1", &hash[..hash.len() - 1])
    } else {
        other
    };
    file.execute("UPDATE edition SET hash = ?1", [&other])
        .unwrap();
    drop(file);
    let told = home.on("r.sqlite", &["verify"]);
    assert_eq!(told.code, 1);
    assert!(
        format!("{}{}", told.out, told.err).contains("Board"),
        "{}",
        told.out
    );
    assert!(
        home.on("r.sqlite", &["export", "--as-of", "Board"])
            .failed(1)
            .contains("Board")
    );
    // An import never brings one: it would name a state of another file.
    home.ropa(&["new", "n.sqlite"]).done();
    home.write("e.json", export.to_string());
    home.on("n.sqlite", &["import", "e.json"]).done();
    let listed = home.on("n.sqlite", &["edition", "--format", "json"]).json();
    assert_eq!(listed.as_array().unwrap().len(), 0);
    home.on("n.sqlite", &["verify"]).done();
}
