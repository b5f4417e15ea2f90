//! What this program itself calls codes, and answers that there is none: a sheet that it wrote is read again.

use std::sync::OnceLock;

use crate::domain::codes::{CodeSet, LabelPlace};
use crate::domain::kind::RecordKind;
use crate::domain::language::Language;
use crate::exchange::sheets::folding::plain;
use crate::law::Law;
use crate::words::Words;

/// What this program calls the codes of a set, in each of its languages: their labels, and the articles of those of the law.
#[must_use]
pub(in crate::exchange::sheets) fn own_labels(set: &CodeSet) -> Vec<(String, &'static str)> {
    let (law, words) = shipped();
    let mut labels = Vec::new();
    for code in set.codes {
        let of_words = words.iter().map(|words| words.code(set, code).to_owned());
        if set.labels == LabelPlace::Locale {
            labels.extend(of_words.map(|label| (label, *code)));
            continue;
        }
        let of_law = Language::ALL.iter().filter_map(|language| {
            let law = law.as_ref()?;
            let label = match set.name {
                "legal_basis" => law.legal_basis(code)?.label(*language),
                "art9_condition" => law.art9_condition(code)?.label(*language),
                "mechanism" => law.mechanism(code)?.label(*language),
                "dpia_criterion" => law.dpia_criterion(code)?.label(*language),
                _ => return None,
            };
            Some((label.to_owned(), *code))
        });
        labels.extend(of_law);
    }
    labels
}

/// What this program answers where there is none of something, in each of its languages.
#[must_use]
pub(in crate::exchange::sheets) fn own_none() -> Vec<String> {
    let (_, words) = shipped();
    let none = words.iter().map(|words| words.get("answer.none"));
    none.map(str::to_owned).collect()
}

/// A name without the condition that this program puts behind it, in brackets and under its label, and that condition:
/// `Northwind (Processor) (condition: on call)`.
#[must_use]
pub(in crate::exchange::sheets) fn conditioned(told: &str) -> (&str, Option<&str>) {
    let (_, words) = shipped();
    let is_label = |label: &str| {
        let mut labels = words
            .iter()
            .map(|it| it.label(RecordKind::Recipient, "only_if"));
        labels.any(|own| plain(own) == plain(label))
    };
    let behind = || {
        let (name, inside) = told.trim_end().strip_suffix(')')?.rsplit_once(" (")?;
        let (label, condition) = inside.split_once(": ")?;
        is_label(label).then_some((name.trim_end(), condition))
    };
    behind().map_or((told, None), |(name, condition)| (name, Some(condition)))
}

/// The law and the words of each language that come with the program.
pub(in crate::exchange::sheets) fn shipped() -> &'static (Option<Law>, Vec<Words>) {
    static READ: OnceLock<(Option<Law>, Vec<Words>)> = OnceLock::new();
    READ.get_or_init(|| {
        let words = Language::ALL.iter().filter_map(|it| Words::load(*it).ok());
        (Law::shipped().ok(), words.collect())
    })
}
