//! What a list of processors tells of which activities each has a part in, and whom the first cell of a row names.

use serde_json::{Map, Value as Json, json};

use super::party::{Parties, is_company, may_be_name};
use crate::exchange::sheets::answers::with_brackets;
use crate::exchange::sheets::folding::plain;
use crate::exchange::sheets::record::ActivityDraft;
use crate::exchange::sheets::vocabulary::SheetVocabulary;
use crate::rules::wording::lists::Lists;
use crate::rules::wording::vendors::Vendors;

/// Gives the processors of a list to the only activity, where that names nobody who gets data.
pub(super) fn of_the_only_one(
    names: &[String],
    drafts: &mut [ActivityDraft],
    parties: &mut Parties,
) {
    let [draft] = drafts else { return };
    let told = draft
        .lists
        .get("recipients")
        .is_some_and(|rows| !rows.is_empty());
    if told || draft.none.holds("recipients") {
        return;
    }
    for name in names.iter().filter(|name| may_be_name(name)) {
        let at = parties.named(with_brackets(name).0);
        let mut row = Map::new();
        row.insert("organisation".to_owned(), json!(Parties::reference(at)));
        row.insert("role".to_owned(), json!("processor"));
        draft.add("recipients", row);
    }
}

/// Whether a text is few words with a capital each and names no service, as names are: `Cloudflare Turnstile`.
pub(super) fn is_written_as_name(text: &str) -> bool {
    /// The most words of such a name.
    const MOST: usize = 3;
    let services = &SheetVocabulary::shipped().services;
    let mut words = text.split(' ');
    let named = |word: &str| word.starts_with(char::is_uppercase) && !services.is(&plain(word));
    text.split(' ').count() <= MOST && words.all(named)
}

/// Whoever the first cell of a row names, and what else stands there: of `Payment provider (Northwind)` and `Northwind or
/// another` the vendor that is known. `is_told` says whether somebody is called so already.
pub(super) fn named_in(text: &str, is_told: impl Fn(&str) -> bool) -> (String, Option<String>) {
    let (name, inside) = with_brackets(text);
    let is_named = |name: &str| is_company(name) || Vendors::knows(name);
    let whole = || (name.to_owned(), inside.map(str::to_owned));
    if is_named(name) {
        return whole();
    }
    // Of `Postbird (Bird Letters Ltd)` activities may use the name for short; what somebody does is no name.
    let mut behind = name.split(' ').skip(1);
    let does = behind.any(|it| it.starts_with(char::is_lowercase))
        || Lists::shipped().names_a_supplier(name);
    let gives_way = |vendor: &str| does || is_told(vendor) || !is_told(name);
    let parted = inside.map(|it| it.split_once(", ").unwrap_or((it, "")));
    let parted = parted.filter(|(vendor, _)| is_named(vendor) && gives_way(vendor));
    if let Some((vendor, rest)) = parted {
        let told = [name, rest].into_iter().filter(|it| !it.is_empty());
        let told = told.collect::<Vec<_>>().join(", ");
        return (vendor.to_owned(), Some(told));
    }
    match name.split_once(' ') {
        Some((first, behind)) if Vendors::knows(first) && begins_another(behind) => {
            let told = [Some(behind), inside].into_iter().flatten();
            let told = told.collect::<Vec<_>>().join(", ");
            (first.to_owned(), Some(told))
        }
        _ => whole(),
    }
}

/// Whether words behind a name say that it may be another: `or another`.
fn begins_another(behind: &str) -> bool {
    let mut words = behind.split(' ');
    let first = words.next().unwrap_or_default();
    let joins = &crate::exchange::sheets::lists::shipped().joins;
    first.starts_with(char::is_lowercase) && joins.is(&plain(first)) && words.count() > 0
}

/// Takes recipients that are called by what somebody in a list does for whoever that is: `the payment provider` where the
/// list has `Payment provider (Northwind)`.
pub(super) fn name_by_service(does: Option<&str>, party: usize, drafts: &mut [ActivityDraft]) {
    let lists = crate::exchange::sheets::lists::shipped();
    let bare = |text: &str| {
        let spoken = plain(text);
        let told = lists.articles.leading(&spoken).map(str::to_owned);
        told.unwrap_or(spoken)
    };
    let does = does.map(|it| bare(it.split(", ").next().unwrap_or(it)));
    let Some(does) = does.filter(|it| !it.is_empty()) else {
        return;
    };
    let rows = drafts
        .iter_mut()
        .filter_map(|it| it.lists.get_mut("recipients"));
    for row in rows.flatten() {
        let called = row.get("category").and_then(Json::as_str).map(bare);
        let is_free = matches!(
            row.get("role").and_then(Json::as_str),
            None | Some("processor")
        );
        if called.as_deref() == Some(&*does) && is_free {
            let told = row.remove("category");
            row.insert("organisation".to_owned(), json!(Parties::reference(party)));
            row.insert("role".to_owned(), json!("processor"));
            if let Some(told) = told {
                row.entry("service").or_insert(told);
            }
        }
    }
}

/// Which activities somebody in a list has a part in, as its cells tell it: those that are called as a cell says or have it
/// for their purpose, else the one alone whose purposes or data have its word.
pub(in crate::exchange::sheets) fn served(
    cells: &[String],
    drafts: &[ActivityDraft],
) -> Vec<usize> {
    /// The shortest word that tells which activity is meant, in letters.
    const TELLING: usize = 8;
    let uses = cells.iter().flat_map(|it| it.split([',', ';', '\n']));
    let uses: Vec<String> = uses.map(plain).filter(|it| !it.is_empty()).collect();
    let whole: Vec<String> = cells.iter().map(|it| plain(it)).collect();
    let places = |of: &dyn Fn(&ActivityDraft) -> bool| -> Vec<usize> {
        let places = drafts.iter().enumerate().filter(|(_, draft)| of(draft));
        places.map(|(at, _)| at).collect()
    };
    let called = places(&|draft| {
        let name = draft.fields.get("name").and_then(Json::as_str);
        let bare = name.map(|it| with_brackets(it).0);
        let purpose = draft.first_purpose().map(|it| plain(&it));
        let known = [name.map(plain), bare.map(plain), purpose];
        known.iter().flatten().any(|it| whole.contains(it))
    });
    if !called.is_empty() {
        return called;
    }
    let is_telling = |word: &&String| !word.contains(' ') && word.chars().count() >= TELLING;
    let words: Vec<&String> = uses.iter().filter(is_telling).collect();
    let found = places(&|draft| {
        let purposes = texts_of(draft, "purposes", "text");
        let mut told = purposes.chain(texts_of(draft, "data_categories", "category"));
        told.any(|text| {
            let spoken = plain(text);
            spoken
                .split(' ')
                .any(|it| words.iter().any(|word| *word == it))
        })
    });
    if found.len() == 1 { found } else { Vec::new() }
}

/// The texts of a field of the rows of an activity.
fn texts_of<'d>(
    draft: &'d ActivityDraft,
    list: &'static str,
    key: &'static str,
) -> impl Iterator<Item = &'d str> {
    let rows = draft.lists.get(list).into_iter().flatten();
    let values = rows.filter_map(move |row| row.get(key));
    values.flat_map(|value| match value {
        Json::Array(all) => all.iter().filter_map(Json::as_str).collect::<Vec<_>>(),
        Json::String(text) => vec![text.as_str()],
        _ => Vec::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_cell_of_a_row_may_name_a_vendor_beside_what_it_does() {
        for (text, name, inside) in [
            (
                "Payment provider (Stripe)",
                "Stripe",
                Some("Payment provider"),
            ),
            (
                "Cloudflare of andere CDN",
                "Cloudflare",
                Some("of andere CDN"),
            ),
            ("Alder Ltd (hosting)", "Alder Ltd", Some("hosting")),
            ("Hosting (own server)", "Hosting", Some("own server")),
        ] {
            let (told, beside) = named_in(text, |_| false);
            assert_eq!((&*told, beside.as_deref()), (name, inside), "{text}");
        }
        // Whoever activities call for short keeps that name, and what somebody does is none.
        let text = "Postbird (Bird Letters Ltd)";
        let named = |known: &str| named_in(text, |it| it == known).0;
        assert_eq!(named("Postbird"), "Postbird");
        assert_eq!(named("Bird Letters Ltd"), "Bird Letters Ltd");
        assert_eq!(named(""), "Bird Letters Ltd");
        let does = named_in("Payment provider (Stripe)", |it| it == "Payment provider");
        assert_eq!(does.0, "Stripe");
    }

    #[test]
    fn a_word_of_one_activity_alone_tells_who_serves_it() {
        let of = |name: &str, purpose: &str| {
            let mut draft = ActivityDraft::default();
            draft.fields.insert("name".to_owned(), json!(name));
            let row = Map::from_iter([("text".to_owned(), json!(purpose))]);
            draft.lists.insert("purposes", vec![row]);
            draft
        };
        let drafts = [
            of("Mail (letters)", "Send letters and find failures"),
            of("Shop", "Watching failures, selling"),
            of("Wages", "Pay wages, bookkeeping"),
        ];
        let of = |cells: &[&str]| {
            let cells: Vec<String> = cells.iter().map(|it| (*it).to_owned()).collect();
            served(&cells, &drafts)
        };
        assert_eq!(of(&["Mail"]), [0]);
        assert_eq!(of(&["Bookkeeping"]), [2]);
        assert!(of(&["failures, hosting"]).is_empty());
    }
}
