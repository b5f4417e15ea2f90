//! A processing activity and its rows: what Art. 30(1) and 30(2) ask for, and what stands beside it.

use super::prelude::*;
use super::retention::Retention;

record! {
    /// One record under Art. 30(1) or 30(2).
    Activity
    section Identity {
        name: Option<String> => Text, "30(1); 30(2)", Must;
        role: Option<ActivityRole> => Code(&ActivityRole::SET), "4(7); 4(8); 30(1); 30(2)", Must;
        organisation: Option<Id> => Ref(Target::Ours), "30(1)(a); 30(2)(a)", Must;
        regime: Option<Regime> => Code(&Regime::SET), "2(2)", May;
        regime_note: Option<String> => Text, "2(2)", May;
        department: Option<String> => Text, "", May;
        owner: Option<String> => Text, "24(1)", Should;
    }
    section Review {
        record_status: Option<RecordStatus> => Code(&RecordStatus::SET), "5(2)", May;
        approved_by: Option<String> => Text, "5(2)", May;
        approved_on: Option<PartialDate> => Date, "5(2)", May;
    }
    section Identity {
        state: Option<ProcessingState> => Code(&ProcessingState::SET), "", Should;
        started_on: Option<PartialDate> => Date, "", May;
        ended_on: Option<PartialDate> => Date, "5(1)(e)", May;
    }
    section Processing {
        description: Option<String> => Prose, "", Should;
        joint_arrangement: Option<String> => Prose, "26(1); 26(2)", May;
        systems: Vec<String> => Texts, "", Should;
        countries: Vec<String> => Countries, "30(1)(e); 44", May;
        source: Vec<String> => Words(&codes::DATA_SOURCE), "14(2)(f)", May, Controller;
        automated_decisions: Option<bool> => Flag, "22; 13(2)(f)", May, Controller;
        profiling: Option<bool> => Flag, "22; 13(2)(f)", May, Controller;
        automated_decisions_logic: Option<String> => Prose, "13(2)(f)", May, Controller;
        automated_decisions_effects: Option<String> => Prose, "13(2)(f); 22(3)", May, Controller;
        age_limit: Option<i64> => Number, "8(1)", May, Controller;
        online_service: Option<bool> => Flag, "8(1)", May, Controller;
        art9_conditions: Vec<String> => Codes(&codes::ART9_CONDITION), "9(2)", May, Controller;
        art9_laws: Vec<String> => Texts, "9(2)", May, Controller;
    }
    section Risk {
        dpia_criteria: Vec<String> => Codes(&codes::DPIA_CRITERION), "35(1)", May, Controller;
        dpia_required: Option<DpiaRequired> => Code(&DpiaRequired::SET), "35(1); 35(3)", Should, Controller;
        dpia_status: Option<DpiaStatus> => Code(&DpiaStatus::SET), "35(1)", May, Controller;
        dpia_done_on: Option<PartialDate> => Date, "35(1)", May, Controller;
        dpia_review_on: Option<PartialDate> => Date, "35(11)", May, Controller;
        dpia_documents: Vec<LinkValue> => Links, "35(7)", May, Controller;
        dpia_residual_risk: Option<Risk> => Code(&Risk::SET), "36(1)", May, Controller;
        prior_consultation_on: Option<PartialDate> => Date, "36", May, Controller;
    }
    section Transparency {
        notices: Vec<LinkValue> => Links, "13; 14", May, Controller;
        opt_out: Vec<String> => Texts, "7(3); 21", May, Controller;
        rights_restricted: Option<String> => Prose, "23", May, Controller;
    }
    section Security {
        measures: Vec<Id> => Refs(Target::Kind(RecordKind::Measure)), "30(1)(g); 30(2)(d)", Must;
        measures_text: Option<String> => Prose, "30(1)(g); 30(2)(d)", May;
    }
    section Review {
        review_interval: Option<PeriodValue> => Period, "24(1)", May;
        last_reviewed_on: Option<PartialDate> => Date, "24(1); 5(2)", Should;
        next_review_on: Option<PartialDate> => Date, "24(1); 5(2)", Should;
    }
    section Provenance {
        documents: Vec<LinkValue> => Links, "5(2)", May;
        related: Vec<Id> => Refs(Target::Kind(RecordKind::Activity)), "", May;
        origin: Option<Id> => Ref(Target::Kind(RecordKind::Activity)), "", May;
        origin_state: Option<String> => Text, "", May;
        provenance: Option<String> => Text, "5(2)", May;
        tags: Vec<String> => Texts, "", May;
        external_ids: Vec<ExternalId> => ExternalIds, "", May;
        as_stated: Option<String> => Prose, "", May;
        notes: Option<String> => Prose, "", May;
    }
    rows {
        clients: Client => "30(2)(a); 30(2)(b)", Must, Clients, Processor;
        purposes: Purpose => "30(1)(b)", Must, Purposes, Controller;
        data_subjects: DataSubject => "30(1)(c)", Must, Data, Controller;
        data_categories: DataCategory => "30(1)(c)", Must, Data, Controller;
        recipients: Recipient => "30(1)(d)", Must, Recipients;
        transfers: Transfer => "30(1)(e); 30(2)(c)", Must, Transfers;
        retention: Retention => "30(1)(f)", Must, Retention, Controller;
    }
}

record! {
    /// A controller, or many of one kind, for whom we act as processor.
    Client
    section Clients {
        organisation: Option<Id> => Ref(Target::Kind(RecordKind::Organisation)), "30(2)(a)", Must;
        category: Option<String> => Text, "30(2)(a)", May;
        list_held_at: Option<String> => Text, "30(2)(a)", May;
        number: Option<i64> => Number, "", May;
        via: Option<Id> => Ref(Target::Kind(RecordKind::Organisation)), "28(4)", May;
        processing_categories: Option<String> => Prose, "30(2)(b)", Must;
        agreement: Option<Id> => Ref(Target::Kind(RecordKind::Agreement)), "28(3)", Should;
    }
    section Provenance {
        as_stated: Option<String> => Prose, "", May;
        notes: Option<String> => Prose, "", May;
    }
    rows {}
}

record! {
    /// A purpose of the processing, with what makes it lawful.
    Purpose
    section Purposes {
        text: Option<String> => Prose, "30(1)(b)", Must;
        legal_bases: Vec<String> => Codes(&codes::LEGAL_BASIS), "6(1)", Should;
        laws: Vec<String> => Texts, "6(3)", May;
        legitimate_interest: Option<String> => Prose, "6(1)(f); 13(1)(d)", May;
        lia_reference: Option<String> => Text, "6(1)(f); 5(2)", May;
        lia_on: Option<PartialDate> => Date, "6(1)(f); 5(2)", May;
        consent_proof: Option<String> => Prose, "7(1)", May;
        consent_withdrawal: Option<String> => Prose, "7(3)", May;
    }
    section Provenance {
        as_stated: Option<String> => Prose, "", May;
        notes: Option<String> => Prose, "", May;
    }
    rows {}
}

record! {
    /// A category of data subjects.
    DataSubject
    section Data {
        category: Vec<String> => Words(&codes::SUBJECT_CATEGORY), "30(1)(c)", Must;
        children: Option<bool> => Flag, "8; 6(1)(f)", May;
        vulnerable: Option<bool> => Flag, "35", May;
        number: Option<String> => Text, "35(3)(b)", May;
    }
    section Provenance {
        as_stated: Option<String> => Prose, "", May;
        notes: Option<String> => Prose, "", May;
    }
    rows {}
}

record! {
    /// A category of personal data.
    DataCategory
    section Data {
        category: Vec<String> => Words(&codes::DATA_CATEGORY_NAME), "30(1)(c)", Must;
        items: Option<String> => Prose, "30(1)(c)", Should;
        kind: Option<DataKind> => Code(&DataKind::SET), "9(1); 10; 87", Should;
        special_kinds: Vec<String> => Codes(&codes::SPECIAL_KIND), "9(1)", May;
        art9_conditions: Vec<String> => Codes(&codes::ART9_CONDITION), "9(2)", May;
        laws: Vec<String> => Texts, "9(2); 10; 87", May;
        subjects: Vec<Id> => Refs(Target::Kind(RecordKind::DataSubject)), "30(1)(c)", May;
        only_if: Option<String> => Text, "", May;
        secrecy: Option<String> => Text, "", May;
        protected_identity: Option<bool> => Flag, "", May;
    }
    section Provenance {
        as_stated: Option<String> => Prose, "", May;
        notes: Option<String> => Prose, "", May;
    }
    rows {}
}

record! {
    /// A recipient, or a category of recipients.
    Recipient
    section Recipients {
        organisation: Option<Id> => Ref(Target::Kind(RecordKind::Organisation)), "30(1)(d)", Should;
        category: Option<String> => Text, "30(1)(d)", May;
        role: Option<RecipientRole> => Code(&RecipientRole::SET), "4(9); 28; 26", Should;
        service: Option<String> => Text, "", Should;
        countries: Vec<String> => Countries, "30(1)(d); 30(1)(e)", Should;
        data_categories: Vec<Id> => Refs(Target::Kind(RecordKind::DataCategory)), "", May;
        purpose: Option<String> => Prose, "", May;
        only_if: Option<String> => Text, "", May;
        agreement: Option<Id> => Ref(Target::Kind(RecordKind::Agreement)), "28(3); 26", Should;
    }
    section Provenance {
        as_stated: Option<String> => Prose, "", May;
        notes: Option<String> => Prose, "", May;
    }
    rows {}
}

record! {
    /// A transfer to a third country or an international organisation, Chapter V.
    Transfer
    section Transfers {
        state: Option<TransferState> => Code(&TransferState::SET), "30(1)(e); 30(2)(c)", Must;
        recipients: Vec<Id> => Refs(Target::Kind(RecordKind::Recipient)), "30(1)(d); 30(1)(e)", Should;
        organisation: Option<Id> => Ref(Target::Kind(RecordKind::Organisation)), "30(1)(e)", May;
        country: Option<String> => Country, "30(1)(e); 30(2)(c)", Must;
        international_organisation: Option<String> => Text, "30(1)(e); 30(2)(c)", May;
        data_categories: Vec<Id> => Refs(Target::Kind(RecordKind::DataCategory)), "", May;
    }
    section Safeguard {
        mechanisms: Vec<String> => Codes(&codes::MECHANISM), "44; 45; 46; 49", Must;
        safeguards: Option<String> => Prose, "30(1)(e); 30(2)(c); 46", May;
        fallback: Vec<String> => Codes(&codes::MECHANISM), "44", May;
        instrument: Option<String> => Code(&codes::INSTRUMENT), "45(3); 46(2)(c)", Should;
        modules: Vec<String> => Codes(&codes::CLAUSE_MODULE), "46(2)(c)", May;
        agreement: Option<Id> => Ref(Target::Kind(RecordKind::Agreement)), "46(2)", May;
        conditions: Vec<ConditionAnswer> => Conditions, "45(3)", May;
        assessed: Option<bool> => Flag, "46(1)", May;
        assessed_on: Option<PartialDate> => Date, "46(1)", Should;
        assessment: Option<LinkValue> => Link, "46(1)", May;
        supplementary_measures: Option<String> => Prose, "46(1)", May;
        art49_assessment: Option<String> => Prose, "49(6); 30(1)(e); 30(2)(c)", May;
        art49_safeguards: Option<String> => Prose, "49(6); 30(1)(e); 30(2)(c)", May;
        valid_from: Option<PartialDate> => Date, "", May;
        valid_until: Option<PartialDate> => Date, "", May;
    }
    section Provenance {
        as_stated: Option<String> => Prose, "", May;
        notes: Option<String> => Prose, "", May;
    }
    rows {}
}
