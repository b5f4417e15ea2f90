//! An approved record that was changed since says so, to people, in lists and documents.

use super::Home;

#[test]
fn an_approved_record_that_was_changed_since_says_so_everywhere_but_in_json() {
    let home = Home::with_small_register();
    let on = |arguments: &[&str]| home.on("r.sqlite", arguments);
    let import = |change: &dyn Fn(&mut serde_json::Value)| {
        let mut document = on(&["export", "--format", "json"]).json();
        change(&mut document["activities"][0]);
        home.write("changed.json", document.to_string());
        on(&["import", "changed.json"]).done();
    };
    import(&|activity| {
        activity["record_status"] = "approved".into();
        activity["approved_on"] = "2026-11-21".into();
    });
    let says = |words: &str| {
        let outputs = [
            on(&["list", "activities"]).done(),
            on(&["show", "A1"]).done(),
            on(&["export"]).done(),
            on(&["show", "A1", "--format", "markdown"]).done(),
        ];
        outputs.map(|output| output.contains(words))
    };
    assert_eq!(says("changed since"), [false; 4]);
    let before = on(&["export", "--format", "json"]).json();
    // On the very day of the approval.
    import(&|activity| activity["name"] = "Payroll and travel".into());
    assert_eq!(says("changed since"), [true; 4]);
    let listed = on(&["list", "activities"]).done();
    assert!(listed.contains("Approved, changed since"), "{listed}");
    let shown = on(&["show", "A1"]).done();
    assert!(
        shown.contains("21 November 2026 (changed since: Name (last on 21 November 2026, change "),
        "{shown}"
    );
    let swedish = on(&["--lang", "sv", "export"]).done();
    assert!(
        swedish.contains("ändrad sedan dess: Namn")
            && swedish.contains("Godkänd, ändrad sedan dess"),
        "{swedish}"
    );
    for arguments in [
        &["export", "--format", "json"][..],
        &["list", "activities", "--format", "json"],
        &["show", "A1", "--format", "json"],
    ] {
        assert!(!on(arguments).done().contains("since"), "{arguments:?}");
    }
    // As of a day, and back to what was approved.
    let of_today = on(&["export", "--as-of", "2026-11-21"]).done();
    assert!(of_today.contains("changed since"), "{of_today}");
    on(&["undo"]).done();
    assert_eq!(says("changed since"), [false; 4]);
    let after = on(&["export", "--format", "json"]).json();
    assert_eq!(after["activities"], before["activities"]);
}
