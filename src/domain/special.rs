//! Which data are of the special categories of Art. 9(1): what is recorded of them decides, not the kind alone.

use super::codes::DataKind;
use super::records::DataCategory;

impl DataCategory {
    /// Whether the data are of special categories: their kind says so, or it is recorded of which categories they are.
    /// What only may be special, or is anonymous, is not.
    #[must_use]
    pub fn is_special(&self) -> bool {
        match self.kind {
            Some(DataKind::Special) => true,
            Some(DataKind::MayBeSpecial | DataKind::Anonymous) => false,
            None | Some(DataKind::Ordinary | DataKind::Criminal | DataKind::NationalId) => {
                !self.special_kinds.is_empty()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_are_special_by_their_kind_or_by_the_categories_that_are_named() {
        let data = |kind, kinds: &[&str]| DataCategory {
            kind,
            special_kinds: kinds.iter().map(|it| (*it).to_owned()).collect(),
            ..DataCategory::default()
        };
        for (kind, kinds, special) in [
            (Some(DataKind::Special), &[][..], true),
            (Some(DataKind::Ordinary), &["health"][..], true),
            (None, &["genetic"][..], true),
            (Some(DataKind::Criminal), &["health"][..], true),
            (Some(DataKind::Ordinary), &[][..], false),
            (Some(DataKind::MayBeSpecial), &["health"][..], false),
            (Some(DataKind::Anonymous), &["health"][..], false),
        ] {
            assert_eq!(
                data(kind, kinds).is_special(),
                special,
                "{kind:?} {kinds:?}"
            );
        }
    }
}
