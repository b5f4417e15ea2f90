//! What an import does and what a check of the file found, in the user's words.

use std::collections::HashSet;
use std::path::PathBuf;

use super::history::{change_line, instant, stored};
use super::kept::KeptCopies;
use super::redact::{Spellings, Unwanted};
use super::restoring::RestorePlan;
use crate::domain::change::Change;
use crate::domain::kind::RecordKind;
use crate::domain::redaction::{Matched, is_text};
use crate::domain::reference::OWN_OTHERWISE;
use crate::domain::register::Register;
use crate::exchange::import::{ImportReport, ImportSpot};
use crate::labels::Lexicon;
use crate::session::Session;
use crate::session::against::{Content, JournalAnswer, Verdict};
use crate::session::seen::Sighting;
use crate::store::{
    ChangeSet, RedactionTouched, Relation, StoredChange, StoredPlace, Verification,
};
use crate::words::Words;

/// The most references that are named one by one.
const NAMED: usize = 12;

/// What an import does to records that are there: fields that change, rows that come or go.
fn changes_of_known(report: &ImportReport) -> impl Iterator<Item = &Change> {
    let is_of_known = is_of_known(report);
    report
        .changes
        .iter()
        .filter(move |change| is_of_known(change))
}

/// Whether a change of an import is of a record that was there.
pub(super) fn is_of_known(report: &ImportReport) -> impl Fn(&Change) -> bool {
    let added: HashSet<&str> = (report.added.values().flatten())
        .map(String::as_str)
        .collect();
    move |change| {
        let reference = change.reference.as_str();
        let mut above = reference.match_indices('/').map(|(at, _)| &reference[..at]);
        !report.replaces_founding
            && !added.contains(reference)
            && !above.any(|above| added.contains(above))
    }
}

/// What the file and the register both changed, a line each under a heading.
#[must_use]
pub fn conflicts(lexicon: &Lexicon, register: &Register, report: &ImportReport) -> String {
    let words = &lexicon.words;
    let n = report.conflicts.len().to_string();
    let mut lines = vec![words.fill("import.conflicts", &[("n", &n)])];
    for conflict in &report.conflicts {
        let spot = &conflict.spot;
        let change = StoredChange {
            change_set: 0,
            position: 0,
            kind: spot.kind.key().to_owned(),
            id: register.find(&spot.reference).unwrap_or_default(),
            reference: spot.reference.clone(),
            field: spot.key.map(str::to_owned),
            before: conflict.ours.clone(),
            after: conflict.theirs.clone(),
        };
        lines.push(format!("  {}", change_line(lexicon, register, &change)));
    }
    lines.join("\n")
}

/// What an import adds and changes, a line each; `register` is what it is imported into, before it is.
#[must_use]
pub fn import(lexicon: &Lexicon, register: &Register, report: &ImportReport) -> String {
    let words = &lexicon.words;
    let mut lines = Vec::new();
    let named = |references: &[String]| {
        let rest = references.len().saturating_sub(NAMED);
        let mut shown = references[..references.len() - rest].join(", ");
        if rest > 0 {
            shown.push_str(&words.fill("import.and_more", &[("n", &rest.to_string())]));
        }
        shown
    };
    for (kind, references) in &report.added {
        let many = if references.len() == 1 {
            words.one(*kind)
        } else {
            words.many(*kind)
        };
        let details = [
            ("n", references.len().to_string()),
            ("kind", many.to_lowercase()),
            ("refs", named(references)),
        ];
        lines.push(
            words.fill(
                "import.adds",
                &details
                    .each_ref()
                    .map(|(name, value)| (*name, value.as_str())),
            ),
        );
    }
    lines.extend(changed(lexicon, register, report));
    if !report.stay_removed.is_empty() {
        let refs = named(&report.stay_removed);
        lines.push(words.fill("import.stay_removed", &[("refs", &refs)]));
    }
    lines.extend(renumbered(words, &report.renumbered));
    for (reference, like) in &report.alike {
        lines.push(words.fill("import.alike", &[("ref", reference), ("like", like)]));
    }
    if !report.followed.is_empty() {
        let refs = named(&report.followed);
        lines.push(words.fill("import.followed", &[("refs", &refs)]));
    }
    if let Some(taken) = &report.taken_for {
        let told = [
            ("ref", taken.reference.as_str()),
            ("ours", &taken.ours),
            ("theirs", &taken.theirs),
        ];
        lines.push(words.fill("import.taken_for", &told));
    }
    for (reference, key, left) in &report.left_apart {
        let told = [("ref", reference.as_str()), ("key", key), ("left", left)];
        lines.push(words.fill("import.left_apart", &told));
    }
    if !report.conflicts.is_empty() {
        lines.push(conflicts(lexicon, register, report));
    }
    if report.unchanged > 0 {
        lines.push(words.fill("import.unchanged", &[("n", &report.unchanged.to_string())]));
    }
    if report.added.is_empty() && report.changed.is_empty() {
        lines.push(words.get("import.nothing").to_owned());
    }
    if report.replaces_founding {
        lines.push(words.get("import.replaces").to_owned());
    }
    if report.keeps_own_data {
        lines.push(words.get("import.keeps").to_owned());
    }
    lines.extend(untouched(words, report));
    if report.cleaned > 0 {
        lines.push(words.count("hidden_taken_out", report.cleaned));
    }
    lines.join("\n")
}
/// What an import changes in records that are there: how many fields and rows, and each of them.
fn changed(lexicon: &Lexicon, register: &Register, report: &ImportReport) -> Vec<String> {
    let words = &lexicon.words;
    let mut lines = Vec::new();
    let emptied = |change: &Change| change.field.is_some() && change.after.is_null();
    let told: Vec<&Change> = changes_of_known(report).collect();
    let (fields, rows): (Vec<&Change>, Vec<&Change>) =
        told.iter().partition(|change| change.field.is_some());
    let counted = |key: &str, n: usize| words.fill(key, &[("n", &n.to_string())]);
    for (key, n) in [
        (
            "import.changes_fields",
            fields.iter().filter(|it| !emptied(it)).count(),
        ),
        (
            "import.empties_fields",
            fields.iter().filter(|it| emptied(it)).count(),
        ),
        (
            "import.adds_rows",
            rows.iter().filter(|it| !it.after.is_null()).count(),
        ),
        (
            "import.removes_rows",
            rows.iter().filter(|it| it.after.is_null()).count(),
        ),
    ] {
        if n > 0 {
            lines.push(counted(key, n));
        }
    }
    for change in told {
        lines.push(format!(
            "  {}",
            change_line(lexicon, register, &stored(change))
        ));
    }
    lines
}

/// The fields that an import leaves as they are, and those that it may bring back, each with why.
fn untouched<'w>(words: &'w Words, report: &'w ImportReport) -> impl Iterator<Item = String> + 'w {
    let all = [
        ("import.kept_out", &report.kept_out),
        ("import.redacted_there", &report.redacted_there),
        ("import.proof_stays", &report.proof_stays),
        ("import.before_redaction", &report.may_bring_back),
    ];
    let told = all.into_iter().filter(|(_, told)| !told.is_empty());
    told.map(|(key, told)| words.fill(key, &[("fields", &spots(words, told))]))
}

/// What taking a copy back would change; nothing where there is no register to compare with.
#[must_use]
pub fn restoring(words: &Words, plan: &RestorePlan) -> String {
    let plan = match plan {
        RestorePlan::Missing => return String::new(),
        RestorePlan::Unreadable(problem) => {
            let why = words.message(problem).text;
            return words.fill("restoring.unreadable", &[("problem", &why)]);
        }
        RestorePlan::Compared(plan) => plan,
    };
    let relation = match plan.relation {
        Relation::Same => "restoring.same",
        Relation::Older => "restoring.older",
        Relation::Newer => "restoring.newer",
        Relation::Parted => "restoring.parted",
        Relation::Other => "restoring.other",
    };
    let mut lines = vec![words.get(relation).to_owned()];
    for (key, stretch) in [
        ("restoring.lost", &plan.lost),
        ("restoring.gained", &plan.gained),
    ] {
        if stretch.change_sets == 0 {
            continue;
        }
        let named = stretch
            .records
            .iter()
            .map(|reference| match reference.as_str() {
                OWN_OTHERWISE => words.definite(RecordKind::RegisterData),
                reference => reference,
            });
        let mut records = named.collect::<Vec<&str>>().join(", ");
        if stretch.more > 0 {
            records.push_str(&words.fill("import.and_more", &[("n", &stretch.more.to_string())]));
        }
        lines.push(words.fill(
            key,
            &[
                ("sets", &words.count("change_sets", stretch.change_sets)),
                ("changes", &words.count("changes", stretch.changes)),
                ("from", &instant(&stretch.from)),
                ("to", &instant(&stretch.to)),
                ("records", &records),
            ],
        ));
    }
    if plan.brings_back > 0 {
        lines.push(words.get("restoring.brings_back").to_owned());
    }
    lines.join("\n")
}

/// What comes under another reference; those in a row that keep their order on one line.
fn renumbered(words: &Words, renumbered: &[(String, String)]) -> Vec<String> {
    let parted = |reference: &str| {
        let digits = reference.find(|letter: char| letter.is_ascii_digit())?;
        let number: u32 = reference[digits..].parse().ok()?;
        Some((reference[..digits].to_owned(), number))
    };
    let follows = |before: &str, reference: &str| {
        let (before, reference) = (parted(before), parted(reference));
        before.zip(reference).is_some_and(|(before, reference)| {
            before.0 == reference.0 && before.1.checked_add(1) == Some(reference.1)
        })
    };
    let mut runs: Vec<Vec<&(String, String)>> = Vec::new();
    for pair in renumbered {
        match runs.last_mut() {
            Some(run)
                if run
                    .last()
                    .is_some_and(|last| follows(&last.0, &pair.0) && follows(&last.1, &pair.1)) =>
            {
                run.push(pair);
            }
            _ => runs.push(vec![pair]),
        }
    }
    let told = runs.iter().filter_map(|run| {
        let (first, last) = (run.first()?, run.last()?);
        let whole = |first: &str, last: &str| {
            if first == last {
                first.to_owned()
            } else {
                format!("{first}–{last}")
            }
        };
        let (from, to) = (whole(&first.0, &last.0), whole(&first.1, &last.1));
        let key = if run.len() > 1 {
            "import.renumbered_run"
        } else {
            "import.renumbered"
        };
        Some(words.fill(key, &[("from", &from), ("to", &to)]))
    });
    told.collect()
}

/// Records, rows and fields by their names, as many as are told.
fn spots(words: &Words, spots: &[ImportSpot]) -> String {
    let named = spots.iter().map(|spot| {
        let label = spot.key.map_or("", |key| words.label(spot.kind, key));
        match (spot.kind, spot.key) {
            (RecordKind::RegisterData, Some(_)) => label.to_owned(),
            (_, Some(_)) => format!("{} {label}", called(words, spot)),
            (_, None) => called(words, spot),
        }
    });
    shortened(words, &named.collect::<Vec<_>>())
}

/// A record or row of an import as people call it: what stands in the register itself by that, not by its number.
fn called(words: &Words, spot: &ImportSpot) -> String {
    let row = spot.reference.split_once('/').map(|(_, row)| row);
    match (spot.kind.parent(), row) {
        (Some(RecordKind::RegisterData), Some(row)) => {
            format!("{}: {row}", words.definite(RecordKind::RegisterData))
        }
        _ => spot.reference.clone(),
    }
}

/// What the history calls a redaction: the field of the record, or that words went; a record that is no more is called
/// as it was `asked` for.
#[must_use]
pub fn redaction_label(
    lexicon: &Lexicon,
    register: &Register,
    unwanted: &Unwanted,
    asked: &str,
) -> String {
    let words = &lexicon.words;
    let Unwanted::Field(id, key) = unwanted else {
        return words.get("redact.label_words").to_owned();
    };
    let kind = register.place(*id).map(|place| place.kind);
    let field = kind.map_or(key.as_str(), |kind| words.label(kind, key));
    let called = lexicon.called(register, *id);
    let reference = if called.is_empty() { asked } else { &called };
    words.fill(
        "redact.label_field",
        &[("ref", reference), ("field", field)],
    )
}

/// What taking something out touches, before it is done.
#[must_use]
pub fn redaction(
    lexicon: &Lexicon,
    register: &Register,
    touched: &RedactionTouched,
    kept: &KeptCopies,
) -> String {
    let words = &lexicon.words;
    // What decides stands first, and the paths, of which there may be many, last.
    let first = ["redact.never_undone", "redact.goes"];
    let mut lines: Vec<String> = first.map(|key| words.get(key).to_owned()).into();
    let item = |text: String| format!("- {text}");
    if !touched.fields.is_empty() {
        let named = touched.fields.iter().map(|(id, key)| {
            let kind = register.place(*id).map(|place| place.kind);
            let label = kind.map_or("", |kind| words.label(kind, key));
            let label = if label.is_empty() { key } else { label };
            match kind {
                Some(RecordKind::RegisterData) => {
                    format!("{label} ({})", lexicon.called(register, *id))
                }
                _ => format!("{} {label}", lexicon.called(register, *id)),
            }
        });
        let named: Vec<String> = named.collect();
        let fields = shortened(words, &named);
        lines.push(item(words.fill("redact.fields", &[("fields", &fields)])));
    }
    let decides = |(id, key): &(crate::domain::value::Id, String)| {
        let kind = register.place(*id).map(|place| place.kind.declaration());
        let field = kind.and_then(|kind| Some(&kind.fields[kind.field(key)?]));
        field.is_some_and(|field| !is_text(&field.kind))
    };
    if touched.fields.iter().any(decides) {
        lines.push(item(words.get("redact.decides").to_owned()));
    }
    if !touched.sets.is_empty() {
        let numbers: Vec<String> = touched.sets.iter().map(ToString::to_string).collect();
        // Only what is there is said.
        let parts = [
            ("values", touched.values),
            ("labels", touched.labels),
            ("authors", touched.authors),
        ];
        let parts = parts.into_iter().filter(|(_, n)| *n > 0);
        let parts: Vec<String> = parts.map(|(noun, n)| words.count(noun, n)).collect();
        let details = [
            ("parts", words.and(&parts)),
            ("sets", words.count("change_sets", touched.sets.len())),
            ("numbers", shortened(words, &numbers)),
        ];
        let details = details
            .each_ref()
            .map(|(name, text)| (*name, text.as_str()));
        lines.push(item(words.fill("redact.journal", &details)));
    }
    if touched.readings > 0 {
        let n = touched.readings.to_string();
        lines.push(item(words.fill("redact.readings", &[("n", &n)])));
    }
    if touched.drafts > 0 {
        let n = touched.drafts.to_string();
        lines.push(item(words.fill("redact.drafts", &[("n", &n)])));
    }
    if !touched.matched.is_empty() {
        let forms = forms_of(words, &touched.matched);
        lines.push(item(words.fill("redact.found_as", &[("forms", &forms)])));
    }
    if !touched.foreign.is_empty() {
        let names: Vec<String> = touched.foreign.iter().cloned().collect();
        let names = shortened(words, &names);
        lines.push(item(words.fill("redact.foreign", &[("names", &names)])));
    }
    if touched.unsalted > 0 {
        let n = touched.unsalted.to_string();
        lines.push(item(words.fill("redact.unsalted", &[("n", &n)])));
    }
    if !kept.own.is_empty() {
        let files = paths(&kept.own);
        lines.push(item(words.fill("redact.copies", &[("files", &files)])));
    }
    lines.extend(left_parts(words, kept).map(item));
    lines.join("\n")
}

/// Paths, each on a line of its own.
#[must_use]
pub fn paths(paths: &[PathBuf]) -> String {
    let shown = paths.iter().map(|path| format!("\n  {}", path.display()));
    shown.collect()
}

/// The files that may hold what was taken out and are left to people, and how to go about it.
fn left_parts<'w>(
    words: &'w Words,
    kept: &'w KeptCopies,
) -> impl Iterator<Item = String> + use<'w> {
    let parts = [
        ("redact.unclear", &kept.unclear),
        ("redact.seen_at", &kept.elsewhere),
        ("redact.other_drafts", &kept.drafts),
        ("redact.outside", &kept.outside.files),
    ];
    let told = parts.into_iter().filter(|(_, files)| !files.is_empty());
    let told = told.map(|(key, files)| words.fill(key, &[("files", &paths(files))]));
    let filters = Some(&kept.outside.filters).filter(|filters| !filters.is_empty());
    told.chain(filters.map(|filters| {
        let filters = shortened(words, filters);
        words.fill("redact.filters", &[("filters", &filters)])
    }))
}

/// The same as one text; `None` where there are none.
#[must_use]
pub fn left_alone(words: &Words, kept: &KeptCopies) -> Option<String> {
    let told: Vec<String> = left_parts(words, kept).collect();
    (!told.is_empty()).then(|| told.join("\n"))
}

/// The spellings near to words that stay, each with its places; `None` where there are none.
#[must_use]
pub fn near_spellings(lexicon: &Lexicon, register: &Register, found: &Spellings) -> Option<String> {
    places_of(lexicon, register, "redact.other_forms", found)
}

/// The fields that hold a text of a field that goes and stay as they are; `None` where there are none.
#[must_use]
pub fn same_elsewhere(lexicon: &Lexicon, register: &Register, found: &Spellings) -> Option<String> {
    places_of(lexicon, register, "redact.same_elsewhere", found)
}

/// Texts with the places where each stands, below a heading; `None` where there are none.
fn places_of(
    lexicon: &Lexicon,
    register: &Register,
    heading: &str,
    found: &Spellings,
) -> Option<String> {
    if found.is_empty() {
        return None;
    }
    let words = &lexicon.words;
    let mut lines = vec![words.get(heading).to_owned()];
    for (form, places) in found.iter().take(NAMED) {
        let (mut told, mut earlier) = (Vec::new(), Vec::new());
        let mut sets = Vec::new();
        for place in places {
            match place {
                StoredPlace::Field(id, key) => {
                    let kind = register.place(*id).map(|place| place.kind);
                    let label = kind.map_or("", |kind| words.label(kind, key));
                    let label = if label.is_empty() { key } else { label };
                    told.push(match kind {
                        Some(RecordKind::RegisterData) => label.to_owned(),
                        _ => format!("{} {label}", lexicon.called(register, *id)),
                    });
                }
                StoredPlace::Reference(reference) => told.push(reference.clone()),
                StoredPlace::ChangeSet(number) => sets.push(number.to_string()),
                StoredPlace::Draft => told.push(words.get("redact.in_draft").to_owned()),
                StoredPlace::Reading => told.push(words.get("redact.in_reading").to_owned()),
                StoredPlace::Earlier(reference, kind, key) => {
                    let kind = RecordKind::from_key(kind);
                    let label = kind.map_or("", |kind| words.label(kind, key));
                    let label = if label.is_empty() { key } else { label };
                    let field = format!("{reference} {label}");
                    earlier.push(words.fill("redact.in_earlier", &[("field", field.trim())]));
                }
            }
        }
        told.append(&mut earlier);
        if !sets.is_empty() {
            let numbers = shortened(words, &sets);
            told.push(words.fill("redact.in_history", &[("numbers", &numbers)]));
        }
        let details = [
            ("form", form.as_str()),
            ("places", &shortened(words, &told)),
        ];
        lines.push(format!("- {}", words.fill("redact.stays", &details)));
    }
    let rest = found.len().saturating_sub(NAMED);
    if rest > 0 {
        let n = rest.to_string();
        lines.push(words.fill("redact.more_forms", &[("n", &n)]));
    }
    Some(lines.join("\n"))
}

/// The forms in which words stand, each with how often.
fn forms_of(words: &Words, found: &Matched) -> String {
    let forms = found.iter().map(|(form, n)| {
        let form = form.split_whitespace().collect::<Vec<_>>().join(" ");
        words.fill("redact.form", &[("form", &form), ("n", &n.to_string())])
    });
    shortened(words, &forms.collect::<Vec<_>>())
}

/// The first of many, and how many more there are.
fn shortened(words: &Words, all: &[String]) -> String {
    let rest = all.len().saturating_sub(NAMED);
    let mut shown = all[..all.len() - rest].join(", ");
    if rest > 0 {
        shown.push_str(&words.fill("import.and_more", &[("n", &rest.to_string())]));
    }
    shown
}

/// The redactions that a check found, a line each: since when the text of a change set is vouched for.
fn redactions(words: &Words, found: &Verification) -> Vec<String> {
    let told = found.redacted.iter().map(|recorded| {
        let because = recorded.label.split_once('\n').map_or("", |(_, why)| why);
        let details = [
            ("number", recorded.number.to_string()),
            ("by", recorded.by.to_string()),
            ("at", instant(&recorded.at)),
            ("because", because.to_owned()),
            ("places", words.count("places", recorded.places.len())),
        ];
        let details = details
            .each_ref()
            .map(|(name, text)| (*name, text.as_str()));
        words.fill("verify.redacted", &details)
    });
    told.collect()
}

/// What a check of the whole file found.
#[must_use]
pub fn verification(words: &Words, found: &Verification) -> String {
    let sets = words.count("change_sets", found.change_sets);
    let changes = words.count("changes", found.changes);
    let counted = [("sets", sets.as_str()), ("changes", changes.as_str())];
    let mut lines = vec![words.fill("verify.checked", &counted)];
    if found.is_whole() {
        lines.push(words.get("verify.whole").to_owned());
        lines.push(words.fill(
            "verify.mark",
            &[
                ("number", &found.mark.number.to_string()),
                ("hash", &found.mark.hash),
            ],
        ));
        lines.extend(redactions(words, found));
        lines.push(words.get("verify.proof").to_owned());
    } else {
        lines.push(words.fill("verify.broken", &[("n", &found.count().to_string())]));
        lines.extend(
            found
                .differences
                .iter()
                .map(|problem| format!("- {}", words.message(problem).text)),
        );
        if found.more > 0 {
            lines.push(words.fill("verify.broken_more", &[("n", &found.more.to_string())]));
        }
        lines.push(words.get("verify.broken_hint").to_owned());
    }
    lines.join("\n\n")
}

/// Whether the register once said what stands on a print, and what followed.
#[must_use]
pub fn against(words: &Words, answer: &JournalAnswer) -> String {
    let number = answer.number.to_string();
    let digits = answer.digits.to_string();
    let fill = |key: &'static str, details: &[(&str, &str)]| {
        let mut all = vec![("number", number.as_str()), ("digits", digits.as_str())];
        all.extend_from_slice(details);
        words.fill(key, &all)
    };
    match &answer.verdict {
        Verdict::OtherRegister(id) => fill("against.other_register", &[("id", id)]),
        Verdict::NoSuchNumber(latest) => {
            fill("against.no_number", &[("latest", &latest.to_string())])
        }
        Verdict::OtherHash(hash) => fill("against.other_hash", &[("hash", hash)]),
        Verdict::Said {
            set,
            followed,
            content,
        } => {
            let mut lines = vec![fill(
                "against.said",
                &[
                    ("at", &instant(&set.at)),
                    ("author", words.author(&set.author)),
                ],
            )];
            if answer.digits < set.hash.len() {
                lines.push(fill("against.digits", &[]));
            }
            match content {
                Content::Absent => {}
                Content::NotCompared => lines.push(fill("against.content_not_compared", &[])),
                Content::Unreadable => lines.push(fill("against.content_unreadable", &[])),
                Content::Same => lines.push(fill("against.content_same", &[])),
                Content::OtherDay(day, from, to) => {
                    let told = |day: &Option<_>| day.map(|day| words.day(day)).unwrap_or_default();
                    let details = [
                        ("day", words.day(*day)),
                        ("from", told(from)),
                        ("to", told(to)),
                    ];
                    let details = details
                        .each_ref()
                        .map(|(name, text)| (*name, text.as_str()));
                    let key = match to {
                        Some(_) => "against.other_day",
                        None => "against.other_day_last",
                    };
                    lines.push(fill(key, &details));
                }
                Content::Otherwise(references) => {
                    let first: Vec<&str> = references
                        .iter()
                        .take(NAMED)
                        .map(|it| named(words, it))
                        .collect();
                    let mut shown = first.join(", ");
                    if let Some(rest) = references.len().checked_sub(NAMED + 1) {
                        shown.push_str(
                            &words.fill("import.and_more", &[("n", &(rest + 1).to_string())]),
                        );
                    }
                    lines.push(fill("against.content_otherwise", &[("refs", &shown)]));
                }
            }
            lines.push(followed_by(words, followed));
            lines.join("\n\n")
        }
    }
}

/// A reference; the register's own data have none.
fn named<'a>(words: &'a Words, reference: &'a str) -> &'a str {
    if reference.is_empty() {
        words.one(RecordKind::RegisterData)
    } else {
        reference
    }
}

/// What followed a change set: how much, by whom, from when to when.
fn followed_by(words: &Words, followed: &[ChangeSet]) -> String {
    let (Some(first), Some(last)) = (followed.first(), followed.last()) else {
        return words.get("against.nothing_followed").to_owned();
    };
    let mut authors: Vec<String> = Vec::new();
    for set in followed {
        let author = words.author(&set.author).to_owned();
        if !authors.contains(&author) {
            authors.push(author);
        }
    }
    let rest = authors.len().saturating_sub(NAMED);
    authors.truncate(NAMED);
    let mut by = words.and(&authors);
    if rest > 0 {
        by.push_str(&words.fill("import.and_more", &[("n", &rest.to_string())]));
    }
    let (from, to) = (instant(&first.at), instant(&last.at));
    words.fill(
        "against.followed",
        &[
            ("sets", &words.count("change_sets", followed.len())),
            ("authors", &by),
            ("from", &from),
            ("to", &to),
        ],
    )
}

/// Which register a file is, and where it was seen.
#[must_use]
pub fn identity(
    words: &Words,
    session: &Session,
    earlier: &[String],
    places: &[Sighting],
) -> String {
    let mark = &session.register().mark;
    let none = words.get("identity.none");
    let mut lines = vec![words.fill(
        "identity.is",
        &[
            ("id", session.identity().unwrap_or(none)),
            ("number", &mark.number.to_string()),
            ("hash", mark.hash.get(..12).unwrap_or_default()),
        ],
    )];
    if !earlier.is_empty() {
        lines.push(words.fill("identity.earlier", &[("ids", &earlier.join(", "))]));
    }
    if !places.is_empty() {
        lines.push(words.get("identity.places").to_owned());
    }
    for seen in places {
        let key = if seen.path.exists() {
            "identity.place"
        } else {
            "identity.place_gone"
        };
        lines.push(words.fill(
            key,
            &[
                ("path", &seen.path.display().to_string()),
                ("number", &seen.mark.number.to_string()),
                ("hash", seen.mark.hash.get(..12).unwrap_or_default()),
                ("seen", &instant(&seen.seen)),
            ],
        ));
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::language::Language;

    #[test]
    fn what_stands_in_the_register_itself_is_not_called_by_its_number() {
        let words = Words::load(Language::ENGLISH).unwrap();
        let spot = |kind, reference: &str| ImportSpot {
            kind,
            reference: reference.to_owned(),
            key: Some("name"),
        };
        let own = spots(&words, &[spot(RecordKind::Edition, "1/E1")]);
        assert!(own.contains(": E1 ") && !own.contains("1/"), "{own}");
        let other = spots(&words, &[spot(RecordKind::Activity, "A1")]);
        assert!(other.starts_with("A1 "), "{other}");
    }
}
