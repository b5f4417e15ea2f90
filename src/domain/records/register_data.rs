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
        requests: Request => "5(2)", May, General;
        editions: Edition => "5(2)", May, General;
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
    /// A questionnaire that went out: to a department, an owner or an organisation, and when it was answered.
    Request
    section General {
        department: Option<String> => Text, "", Should;
        owner: Option<String> => Text, "", May;
        organisation: Option<Id> => Ref(Target::Kind(RecordKind::Organisation)), "", May;
        sent_on: Option<PartialDate> => Day, "", Must;
        due_on: Option<PartialDate> => Day, "", Should;
        answered_on: Option<PartialDate> => Day, "", May;
        by: Option<String> => Text, "", May;
    }
    section Provenance {
        as_stated: Option<String> => Prose, "", May;
        notes: Option<String> => Prose, "", May;
    }
    rows {}
}

impl Waiver {
    /// Whether it counts on a day: it has a reason, and its day has not passed.
    #[must_use]
    pub fn is_in_effect(&self, day: chrono::NaiveDate) -> bool {
        let reason = self.reason.as_ref();
        let reason = reason.is_some_and(|reason| !reason.trim().is_empty());
        reason && self.until.is_some_and(|until| until.last_day() >= day)
    }
}

record! {
    /// A state of the register that has a name: the change set that it was at, with its hash.
    Edition
    section General {
        name: Option<String> => Text, "", Must;
        change: Option<i64> => Number, "", Must;
        hash: Option<String> => Text, "", Must;
        made_on: Option<PartialDate> => Day, "", Should;
        by: Option<String> => Text, "", May;
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
