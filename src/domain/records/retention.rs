//! Retention rules, the schedules they may rest on, and the dated holdings of batch rules.
//!
//! Terms of ISO/IEC 27555: a rule has a standard period, a start event and a disposition.

use super::prelude::*;

record! {
    /// A retention rule of one activity.
    Retention
    section Retention {
        name: Option<String> => Text, "30(1)(f)", Should;
        scope: Option<RetentionScope> => Code(&RetentionScope::SET), "30(1)(f)", Should;
        purpose: Option<String> => Prose, "", May;
        data_categories: Vec<Id> => Refs(Target::Kind(RecordKind::DataCategory)), "30(1)(f)", May;
        subjects: Vec<Id> => Refs(Target::Kind(RecordKind::DataSubject)), "30(1)(f)", May;
        schedule: Option<Id> => Ref(Target::Kind(RecordKind::Schedule)), "", May;
        only_if: Option<String> => Text, "", May;
        follows: Option<Id> => Ref(Target::Kind(RecordKind::Retention)), "", May;
        approximate: Option<bool> => Flag, "", May;
        planned: Option<bool> => Flag, "", May;
        places: Vec<String> => Texts, "", May;
        provider: Option<Id> => Ref(Target::Kind(RecordKind::Recipient)), "", May;
        provider_stated: Option<String> => Text, "", May;
        declared_type: Option<String> => Text, "", May;
        mode: Option<RetentionMode> => Code(&RetentionMode::SET), "", Should;
        check_interval: Option<PeriodValue> => Period, "5(2); 24(1)", May;
        last_checked_on: Option<PartialDate> => Date, "5(2)", May;
        check_results: Option<String> => Prose, "5(2)", May;
    }
    section Hold {
        kept_longer_if: Option<String> => Prose, "5(1)(e); 17(3)(e)", May;
    }
    section Rule {
        kind: Option<RetentionKind> => Code(&RetentionKind::SET), "30(1)(f)", Must;
        period: Option<PeriodValue> => Period, "30(1)(f)", Should;
        period_max: Option<PeriodValue> => Period, "30(1)(f)", May;
        active_period: Option<PeriodValue> => Period, "5(1)(e); 18(1)", May;
        direction: Option<Direction> => Code(&Direction::SET), "", May;
        start: Vec<String> => Words(&codes::RETENTION_START), "30(1)(f)", Should;
        rounding: Option<Rounding> => Code(&Rounding::SET), "", May;
        ends_on: Vec<String> => Words(&codes::RETENTION_END), "30(1)(f)", May;
        ends_when: Option<EndsWhen> => Code(&EndsWhen::SET), "", May;
        criterion: Option<String> => Prose, "30(1)(f); 13(2)(a)", May;
        law: Vec<String> => Texts, "6(3); 5(1)(e)", May;
        law_sets: Option<LawSets> => Code(&LawSets::SET), "", May;
        disposition: Option<Disposition> => Code(&Disposition::SET), "5(1)(e)", Should;
        disposal_decision: Option<LinkValue> => Link, "", May;
        disposal_decided_on: Option<PartialDate> => Date, "", May;
        responsible: Option<String> => Text, "24(1)", May;
    }
    section Provenance {
        as_stated: Option<String> => Prose, "", May;
        notes: Option<String> => Prose, "", May;
    }
    rows {
        holds: RetentionHold => "17(3)(e); 18(1)(c)", May, Hold;
        holdings: Holding => "5(1)(e)", May, Disposal;
    }
}

record! {
    /// A legal hold on a retention rule: while it stands, nothing is disposed of.
    RetentionHold
    section Hold {
        reason: Option<String> => Prose, "17(3)(e); 18(1)(c)", Must;
        case: Option<String> => Text, "17(3)(e)", May;
        since: Option<PartialDate> => Date, "17(3)(e)", Should;
        review_on: Option<PartialDate> => Date, "5(1)(e)", Should;
        lifted_on: Option<PartialDate> => Day, "5(1)(e); 5(2)", May;
        lifted_because: Option<String> => Prose, "5(2)", May;
    }
    section Provenance {
        as_stated: Option<String> => Prose, "", May;
        notes: Option<String> => Prose, "", May;
    }
    rows {}
}

record! {
    /// A reusable retention rule: a change of it changes every rule that points to it.
    Schedule
    section Retention {
        name: Option<String> => Text, "30(1)(f)", Must;
    }
    section Rule {
        kind: Option<RetentionKind> => Code(&RetentionKind::SET), "30(1)(f)", Must;
        period: Option<PeriodValue> => Period, "30(1)(f)", Should;
        period_max: Option<PeriodValue> => Period, "30(1)(f)", May;
        active_period: Option<PeriodValue> => Period, "5(1)(e); 18(1)", May;
        direction: Option<Direction> => Code(&Direction::SET), "", May;
        start: Vec<String> => Words(&codes::RETENTION_START), "30(1)(f)", Should;
        rounding: Option<Rounding> => Code(&Rounding::SET), "", May;
        ends_on: Vec<String> => Words(&codes::RETENTION_END), "30(1)(f)", May;
        ends_when: Option<EndsWhen> => Code(&EndsWhen::SET), "", May;
        criterion: Option<String> => Prose, "30(1)(f); 13(2)(a)", May;
        law: Vec<String> => Texts, "6(3); 5(1)(e)", May;
        law_sets: Option<LawSets> => Code(&LawSets::SET), "", May;
        disposition: Option<Disposition> => Code(&Disposition::SET), "5(1)(e)", Should;
        disposal_decision: Option<LinkValue> => Link, "", May;
        disposal_decided_on: Option<PartialDate> => Date, "", May;
        responsible: Option<String> => Text, "24(1)", May;
    }
    section Provenance {
        external_ids: Vec<ExternalId> => ExternalIds, "", May;
        notes: Option<String> => Prose, "", May;
    }
    rows {}
}

record! {
    /// A dated batch of what is really kept under a batch rule.
    Holding
    section Disposal {
        name: Option<String> => Text, "5(1)(e)", Must;
        started_on: Option<PartialDate> => Day, "5(1)(e)", Must;
        keep_through: ComputedValue => Computed, "5(1)(e)", May;
    }
    section Hold {
        extended_until: Option<PartialDate> => Date, "5(1)(e)", May;
        extended_because: Option<String> => Prose, "5(1)(e); 5(2)", May;
        extended_law: Vec<String> => Texts, "6(3); 5(1)(e)", May;
    }
    section Disposal {
        decision: Option<String> => Text, "5(2)", May;
        decision_on: Option<PartialDate> => Date, "5(2)", May;
        disposed_on: Option<PartialDate> => Day, "5(1)(e); 5(2)", May;
        disposed_by: Option<String> => Text, "5(2)", May;
        witness: Option<String> => Text, "5(2)", May;
        extent: Option<String> => Text, "5(2)", May;
        method: Option<String> => Text, "5(2)", May;
        evidence: Option<String> => Prose, "5(2)", May;
        early_because: Option<String> => Prose, "5(1)(e); 5(2)", May;
    }
    section Provenance {
        as_stated: Option<String> => Prose, "", May;
        notes: Option<String> => Prose, "", May;
    }
    rows {
        holds: HoldingHold => "17(3)(e); 18(1)(c)", May, Hold;
    }
}

record! {
    /// A legal hold on a holding: while it stands, nothing is disposed of.
    HoldingHold
    section Hold {
        reason: Option<String> => Prose, "17(3)(e); 18(1)(c)", Must;
        case: Option<String> => Text, "17(3)(e)", May;
        since: Option<PartialDate> => Date, "17(3)(e)", Should;
        review_on: Option<PartialDate> => Date, "5(1)(e)", Should;
        lifted_on: Option<PartialDate> => Day, "5(1)(e); 5(2)", May;
        lifted_because: Option<String> => Prose, "5(2)", May;
    }
    section Provenance {
        as_stated: Option<String> => Prose, "", May;
        notes: Option<String> => Prose, "", May;
    }
    rows {}
}
