//! Organisations with their contacts and time limits, agreements with them, and security measures.

use chrono::NaiveDate;

use super::prelude::*;

record! {
    /// A legal entity or body: a controller, a processor, an authority, a supplier.
    Organisation
    section Identity {
        name: Option<String> => Text, "30(1)(a)", Must;
        trading_names: Vec<String> => Texts, "", May;
        registration_number: Option<String> => Text, "", Should;
        vat_number: Option<String> => Text, "", May;
        phone: Option<String> => Text, "30(1)(a)", May;
        email: Option<String> => Text, "30(1)(a)", Should;
        website: Option<String> => Text, "", May;
        addresses: Vec<String> => Texts, "30(1)(a)", Should;
        country: Option<String> => Country, "27; 44", Must;
        ours: Option<bool> => Flag, "30(1); 30(2)", Should;
        parent: Option<Id> => Ref(Target::Kind(RecordKind::Organisation)), "4(19)", May;
        public_authority: Option<bool> => Flag, "6(1); 37(1)(a); 49(3)", Should;
        employees: Option<i64> => Number, "30(5)", May;
        supervisory_authority: Vec<String> => Words(&codes::AUTHORITY), "51", May;
        category: Vec<String> => Words(&codes::ORGANISATION_CATEGORY), "", May;
    }
    section Transparency {
        notices: Vec<LinkValue> => Links, "13; 14", May;
    }
    section Provenance {
        external_ids: Vec<ExternalId> => ExternalIds, "", May;
        notes: Option<String> => Prose, "", May;
    }
    rows {
        contacts: Contact => "30(1)(a)", Must, Contacts;
        time_limits: TimeLimit => "12(3); 33(1)", May, General;
    }
}

record! {
    /// A contact of an organisation: its data protection officer, its representative, a mailbox.
    Contact
    section Contacts {
        role: Option<ContactRole> => Code(&ContactRole::SET), "30(1)(a); 30(2)(a)", Must;
        title: Option<String> => Text, "", May;
        name: Option<String> => Text, "30(1)(a)", Should;
        organisation: Option<Id> => Ref(Target::Kind(RecordKind::Organisation)), "37(6); 27(1)", May;
        address: Option<String> => Text, "30(1)(a)", May;
        country: Option<String> => Country, "27(3)", May;
        email: Option<String> => Text, "30(1)(a); 37(7)", Should;
        phone: Option<String> => Text, "30(1)(a); 37(7)", Should;
        external: Option<bool> => Flag, "37(6)", May;
    }
    section Provenance {
        as_stated: Option<String> => Prose, "", May;
        notes: Option<String> => Prose, "", May;
    }
    rows {}
}

record! {
    /// A time limit that an organisation has set itself: for answers, notices, breach reports.
    TimeLimit
    section General {
        subject: Option<String> => Text, "12(3); 33(1)", Must;
        period: Option<PeriodValue> => Period, "12(3); 33(1)", Should;
        start: Option<String> => Text, "", May;
        provision: Option<String> => Text, "", May;
    }
    section Provenance {
        as_stated: Option<String> => Prose, "", May;
        notes: Option<String> => Prose, "", May;
    }
    rows {}
}

record! {
    /// A contract or arrangement with an organisation.
    Agreement
    section Parties {
        organisation: Option<Id> => Ref(Target::Kind(RecordKind::Organisation)), "28(3); 26(1)", Must;
        category: Option<String> => Text, "28(3)", May;
        our_party: Option<Id> => Ref(Target::Ours), "28(3); 26(1)", Should;
        our_role: Option<AgreementRole> => Code(&AgreementRole::SET), "4(7); 4(8)", Should;
    }
    section Terms {
        kind: Option<AgreementKind> => Code(&AgreementKind::SET), "28(3); 26; 46; 47", Must;
        status: Option<AgreementStatus> => Code(&AgreementStatus::SET), "28(9)", Must;
        version: Option<String> => Text, "", May;
        instrument: Option<String> => Code(&codes::INSTRUMENT), "46(2)(c); 46(2)(d)", May;
        modules: Vec<String> => Codes(&codes::CLAUSE_MODULE), "46(2)(c)", May;
        signed_on: Option<PartialDate> => Date, "28(9)", Should;
        valid_until: Option<PartialDate> => Date, "", May;
        review_on: Option<PartialDate> => Date, "24(1)", May;
        documents: Vec<LinkValue> => Links, "28(9)", Should;
        covers_all: Option<bool> => Flag, "", May;
        covers: Vec<Id> => Refs(Target::Kind(RecordKind::Activity)), "28(3)", May;
    }
    section Provenance {
        external_ids: Vec<ExternalId> => ExternalIds, "", May;
        notes: Option<String> => Prose, "", May;
    }
    rows {
        sub_processors: SubProcessor => "28(2); 28(4)", May, Recipients;
    }
}

record! {
    /// A processor that the other party engages.
    SubProcessor
    section Recipients {
        organisation: Option<Id> => Ref(Target::Kind(RecordKind::Organisation)), "28(4)", Should;
        name: Option<String> => Text, "28(4)", May;
        service: Option<String> => Text, "28(4)", Should;
        countries: Vec<String> => Countries, "30(1)(e); 44", Should;
        authorisation: Option<Authorisation> => Code(&Authorisation::SET), "28(2)", Must;
        authorised_on: Option<PartialDate> => Date, "28(2)", Should;
        objection_until: Option<PartialDate> => Date, "28(2)", May;
    }
    section Provenance {
        as_stated: Option<String> => Prose, "", May;
        notes: Option<String> => Prose, "", May;
    }
    rows {}
}

record! {
    /// A technical or organisational security measure.
    Measure
    section Security {
        name: Option<String> => Text, "30(1)(g); 30(2)(d)", Must;
        description: Option<String> => Prose, "30(1)(g); 32(1)", Should;
        kind: Option<MeasureKind> => Code(&MeasureKind::SET), "32(1)", Should;
        organisations: Vec<Id> => Refs(Target::Kind(RecordKind::Organisation)), "30(1)(g); 30(2)(d)", May;
        planned: Option<bool> => Flag, "", May;
        implemented_on: Option<PartialDate> => Date, "32(1)", May;
        documents: Vec<LinkValue> => Links, "32(1)", May;
    }
    section Provenance {
        external_ids: Vec<ExternalId> => ExternalIds, "", May;
        notes: Option<String> => Prose, "", May;
    }
    rows {}
}

impl Measure {
    /// Whether it is in place on a day, and not only planned.
    #[must_use]
    pub fn is_in_place(&self, day: NaiveDate) -> bool {
        let to_come = self.implemented_on.is_some_and(|on| on.first_day() > day);
        self.planned != Some(true) && !to_come
    }
}

impl Agreement {
    /// Whether it binds on a day: it is not said to be unsigned, and its last day is not past.
    #[must_use]
    pub fn is_in_force(&self, day: NaiveDate) -> bool {
        let over = self.valid_until.is_some_and(|last| last.last_day() < day);
        self.status != Some(AgreementStatus::Unsigned) && !over
    }
}
