//! Values as people type them in a form, read where a file does not write them as an export does.

use chrono::NaiveDate;
use serde_json::{Value as Json, json};

use crate::domain::codec::{Misfit, from_json};
use crate::domain::codes::CodeSet;
use crate::domain::date::PartialDate;
use crate::domain::field::Record;
use crate::domain::kind::{FieldKind, RecordKind, Target};
use crate::domain::period::Period;
use crate::domain::problem::Problem;
use crate::domain::register::Register;
use crate::domain::text::key;
use crate::domain::value::{Id, Value};
use crate::exchange::sheets::answers::labels::CodesByLabel;
use crate::exchange::sheets::answers::{YesNo, yes_or_no};
use crate::exchange::sheets::folding::plain;
use crate::exchange::sheets::grounds::basis::bases;
use crate::exchange::sheets::vocabulary::SheetVocabulary;

/// The value of a field of a kind as an export writes it, of what a form takes: “Germany”, “10 years”, “30.11.2018”,
/// “Art. 6(1)(b)”, “yes”, a label, one text for a list of one.
///
/// Nothing where it is nothing of that.
fn as_typed(kind: &FieldKind, json: &Json) -> Option<Json> {
    let text = json.as_str().map(str::trim);
    match kind {
        FieldKind::Flag => match yes_or_no(SheetVocabulary::shipped(), text?)? {
            (YesNo::Yes, "") => Some(json!(true)),
            (YesNo::No, "") => Some(json!(false)),
            _ => None,
        },
        FieldKind::Number => text?.parse::<u32>().ok().map(Json::from),
        FieldKind::Date | FieldKind::Day => date(text?).map(Json::from),
        FieldKind::Period => {
            let period = Period::from_typed(text?).ok()?;
            Some(json!(period.to_string()))
        }
        FieldKind::Country => country(text?).map(Json::from),
        FieldKind::Code(set) => code(set, text?).map(Json::from),
        FieldKind::Codes(set) | FieldKind::Words(set) => list(json, |text| codes(set, text)),
        FieldKind::Countries => list(json, |text| country(text).map(|code| vec![code])),
        FieldKind::Texts | FieldKind::Refs(_) | FieldKind::Links => {
            let alone = text.filter(|text| !text.is_empty())?;
            Some(json!([alone]))
        }
        _ => None,
    }
}

/// The value that a file gives a field of a kind: as an export writes it, else as a person types it into the form.
///
/// # Errors
/// What is wrong with it as an export writes it.
pub(super) fn written_or_typed(
    kind: &FieldKind,
    json: &Json,
    find: &dyn Fn(&str) -> Option<Id>,
) -> Result<Value, Misfit> {
    from_json(kind, json, find).or_else(|misfit| {
        let typed = as_typed(kind, json);
        let typed = typed.and_then(|typed| from_json(kind, &typed, find).ok());
        typed.ok_or(misfit)
    })
}

/// What was typed for a field of a kind: as a form takes it, several apart by semicolons, a record by its reference or
/// its name.
///
/// # Errors
/// `set_not_a_value`, or what is wrong with a date.
pub(crate) fn read_typed(
    kind: &FieldKind,
    text: &str,
    register: &Register,
    today: NaiveDate,
) -> Result<Value, Problem> {
    let text = text.trim();
    let wrong = || Problem::usage("set_not_a_value").with("text", text);
    let parts = || {
        text.split(';')
            .map(str::trim)
            .filter(|part| !part.is_empty())
    };
    if text.is_empty() {
        return Ok(Value::Empty);
    }
    match kind {
        FieldKind::Date => PartialDate::from_typed(text, today).map(Value::Date),
        FieldKind::Day => match PartialDate::from_typed(text, today)? {
            day @ PartialDate::Day(_) => Ok(Value::Date(day)),
            _ => Err(wrong()),
        },
        FieldKind::Ref(target) => named_record(register, *target, text)
            .map(Value::Ref)
            .ok_or_else(wrong),
        FieldKind::Refs(target) => {
            let ids: Option<Vec<Id>> = parts()
                .map(|part| named_record(register, *target, part))
                .collect();
            ids.map(Value::Refs).ok_or_else(wrong)
        }
        _ => {
            let json = if kind.is_list() {
                Json::from(parts().collect::<Vec<&str>>())
            } else {
                Json::from(text)
            };
            let json = as_typed(kind, &json).unwrap_or(json);
            from_json(kind, &json, &|_| None).map_err(|_| wrong())
        }
    }
}

/// The record that a field can name, by its reference or its name.
fn named_record(register: &Register, target: Target, text: &str) -> Option<Id> {
    let fits = |record: &dyn Record| match target {
        Target::Kind(kind) => record.kind() == kind,
        Target::Ours => record.kind() == RecordKind::Organisation,
        Target::Any => true,
    };
    let wanted = key(text);
    let by_name = |record: &&dyn Record| {
        fits(*record) && record.text("name").is_some_and(|name| key(&name) == wanted)
    };
    let found = register
        .find(text)
        .filter(|id| register.get(*id).is_some_and(fits));
    found.or_else(|| {
        register
            .all_records()
            .find(by_name)
            .map(|record| record.id())
    })
}

/// A list of texts, or one text alone, each made what it stands for.
fn list(json: &Json, of: impl Fn(&str) -> Option<Vec<String>>) -> Option<Json> {
    let texts: Vec<&str> = match json {
        Json::String(text) => vec![text],
        Json::Array(list) => list.iter().map(Json::as_str).collect::<Option<_>>()?,
        _ => return None,
    };
    let mut all: Vec<String> = Vec::new();
    for text in texts {
        for code in of(text.trim())? {
            if !all.contains(&code) {
                all.push(code);
            }
        }
    }
    Some(json!(all))
}

/// A date in full: one that is counted from today would be another one tomorrow.
fn date(text: &str) -> Option<String> {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    if digits < 5 || text.starts_with(['+', '-']) {
        return None;
    }
    let date = PartialDate::from_typed(text, NaiveDate::default()).ok()?;
    Some(date.to_string())
}

/// The code of a country by its name in one of the languages.
fn country(text: &str) -> Option<String> {
    let words = SheetVocabulary::shipped();
    let known = words.countries.get(&plain(text)).cloned();
    known.or_else(|| {
        let code = text.to_uppercase();
        let coded = code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase());
        coded.then_some(code)
    })
}

/// The code of a label, or of what else it is called.
fn code(set: &CodeSet, text: &str) -> Option<String> {
    CodesByLabel::shipped().code(SheetVocabulary::shipped(), set, text)
}

/// The codes that a text stands for: of legal bases those of its articles too; own words where the list takes them.
fn codes(set: &CodeSet, text: &str) -> Option<Vec<String>> {
    if let Some(code) = code(set, text) {
        return Some(vec![code]);
    }
    let said = bases(SheetVocabulary::shipped(), text);
    let codes = match set.name {
        "legal_basis" => said.bases,
        "art9_condition" => said.art9,
        _ => Vec::new(),
    };
    if !codes.is_empty() && said.rest.is_empty() && said.laws.is_empty() {
        return Some(codes.into_iter().map(str::to_owned).collect());
    }
    (!set.closed).then(|| vec![text.to_owned()])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::kind::RecordKind;

    fn typed(list: Option<&str>, key: &str, json: &Json) -> Option<Json> {
        let activity = RecordKind::Activity.declaration();
        let declaration = list.map_or(activity, |list| {
            activity.lists[activity.list(list).unwrap()]
                .kind
                .declaration()
        });
        let field = &declaration.fields[declaration.field(key).unwrap()];
        as_typed(&field.kind, json)
    }

    #[test]
    fn what_a_form_takes_is_taken_from_a_file() {
        for (list, key, said, read) in [
            (Some("transfers"), "country", json!("Germany"), json!("DE")),
            (
                Some("transfers"),
                "country",
                json!("Vereinigte Staaten"),
                json!("US"),
            ),
            (
                Some("retention"),
                "period",
                json!("10 years"),
                json!("P10Y"),
            ),
            (Some("retention"), "period", json!("2 år"), json!("P2Y")),
            (None, "started_on", json!("30.11.2018"), json!("2018-11-30")),
            (
                Some("purposes"),
                "legal_bases",
                json!("Art. 6(1)(b)"),
                json!(["6-1-b"]),
            ),
            (
                Some("purposes"),
                "legal_bases",
                json!(["Consent", "Art. 6.1 f"]),
                json!(["6-1-a", "6-1-f"]),
            ),
            (None, "profiling", json!("yes"), json!(true)),
            (None, "profiling", json!("Nej"), json!(false)),
            (None, "role", json!("Controller"), json!("controller")),
            (None, "systems", json!("Payroll"), json!(["Payroll"])),
        ] {
            assert_eq!(typed(list, key, &said), Some(read), "{key}: {said}");
        }
        for (list, key, said) in [
            (Some("transfers"), "country", json!("Atlantis")),
            (Some("retention"), "period", json!("as long as needed")),
            (None, "started_on", json!("tomorrow")),
            (None, "started_on", json!("+3 months")),
            (Some("purposes"), "legal_bases", json!("because")),
            (None, "profiling", json!("sometimes, on Mondays")),
            (None, "role", json!("king")),
        ] {
            assert_eq!(typed(list, key, &said), None, "{key}: {said}");
        }
    }
}
