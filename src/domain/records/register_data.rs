//! The register's own data, and waivers of findings.

use super::prelude::*;

record! {
    /// The register's own data.
    RegisterData
    section General {
        id: Option<String> => Text, "", Must;
        title: Option<String> => Text, "", Must;
        language: Option<ContentLanguage> => Code(&ContentLanguage::SET), "", Should;
        default_review_interval: Option<PeriodValue> => Period, "24(1); 5(2)", Should;
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
        notes: Option<String> => Prose, "", May;
    }
    rows {}
}
