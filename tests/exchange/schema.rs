//! The schema in `assets` is what the declarations say, and exports satisfy it.

use serde_json::{Value as Json, json};

use super::{NOTICES, export, imported, notice};
use ropa::exchange::schema::schema;

/// The validator of the schema.
pub fn validator() -> jsonschema::Validator {
    let schema: Json = serde_json::from_str(&schema()).unwrap();
    jsonschema::draft202012::new(&schema).unwrap()
}

#[test]
fn the_file_is_what_the_declarations_say() {
    let path = format!("{}/assets/register.schema.json", env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("ROPA_BLESS").is_some_and(|value| value == "1") {
        std::fs::write(&path, schema()).unwrap();
    }
    let file = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        file == schema(),
        "assets/register.schema.json is not what the declarations say: \
         run `ROPA_BLESS=1 cargo test the_file_is_what_the_declarations_say` to write it anew"
    );
}

#[test]
fn real_registers_and_their_exports_satisfy_it() {
    let validator = validator();
    for name in NOTICES {
        let source = notice(name);
        for text in [export(&imported(&source)), source] {
            let json: Json = serde_json::from_str(&text).unwrap();
            let errors: Vec<String> = validator
                .iter_errors(&json)
                .map(|error| format!("{}: {error}", error.instance_path()))
                .collect();
            assert!(errors.is_empty(), "{name}: {errors:#?}");
        }
    }
}

#[test]
fn what_an_import_refuses_does_not_satisfy_it() {
    let validator = validator();
    let head = json!({ "format": "ropa-register", "version": 1 });
    let with = |key: &str, value: Json| {
        let mut document = head.clone();
        document[key] = value;
        document
    };
    assert!(validator.is_valid(&head));
    let activity =
        |field: &str, value: Json| with("activities", json!([{ "ref": "A1", field: value }]));
    assert!(validator.is_valid(&activity("started_on", json!("2027-01"))));
    let row = |value: &str| activity("retention", json!([{ "period": value }]));
    for good in ["P5Y", "P14M", "PT24H", "P1Y2DT3H", "session"] {
        assert!(validator.is_valid(&row(good)), "{good}");
    }
    for wrong in ["P", "PT", "5Y", "P1H", "P1YT", "Session"] {
        assert!(!validator.is_valid(&row(wrong)), "{wrong}");
    }
    for wrong in [
        with("version", json!(2)),
        with("activitys", json!([])),
        activity("nmae", json!("x")),
        activity("role", json!("boss")),
        activity("started_on", json!("2027-13")),
        activity("countries", json!(["Sweden"])),
        activity("age_limit", json!(-1)),
        activity("profiling", json!("yes")),
        activity("none", json!({ "name": "" })),
        activity("none", json!({ "profiling": "" })),
        activity("notices", json!([{ "url": "x" }])),
    ] {
        assert!(!validator.is_valid(&wrong), "{wrong}");
    }
}
