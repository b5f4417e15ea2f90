//! The register's own data, and waivers of findings.

use super::prelude::*;

record! {
    /// The register's own data.
    RegisterData
    section General {
        id: Option<String> => Text, "", Must;
        title: Option<String> => Text, "", Must;
        language: Option<String> => Code(&LANGUAGE), "", Should;
        default_review_interval: Option<PeriodValue> => Period, "24(1); 5(2)", Should;
        reasons: Option<SaveReasons> => Code(&SaveReasons::SET), "5(2)", May;
        notes: Option<String> => Prose, "", May;
    }
    rows {
        redactions: Redaction => "5(1)(c); 17(1)", May, General;
    }
}

record! {
    /// What was taken out of the register and its journal for good: of which change set, where, and how it stands now.
    Redaction
    section General {
        change: Option<i64> => Number, "", Must;
        places: Vec<String> => Texts, "", Must;
        hash: Option<String> => Text, "", Must;
    }
    section Provenance {
        as_stated: Option<String> => Prose, "", May;
        notes: Option<String> => Prose, "", May;
    }
    rows {}
}

record! {
    /// A finding that somebody decided to live with, until a day.
    Waiver
    section General {
        rule: Option<String> => Text, "", Must;
        record: Option<Id> => Ref(Target::Any), "", Must;
        key: Option<String> => Text, "", May;
        words: Option<String> => Text, "", May;
        reason: Option<String> => Prose, "5(2)", Must;
        until: Option<PartialDate> => Date, "", Must;
        by: Option<String> => Text, "", Should;
        external_ids: Vec<ExternalId> => ExternalIds, "", May;
        notes: Option<String> => Prose, "", May;
    }
    rows {}
}
