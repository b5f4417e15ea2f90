//! The kinds: of records and rows, of fields, and of what a field may point at.

use super::codes::{Answered, Choice, CodeSet};

/// Declares [`RecordKind`]: each kind once, with what is always said of it.
macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident $key:literal $plural:literal $prefix:literal $parent:expr;)+) => {
        /// The kinds of records and rows.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum RecordKind { $($(#[$doc])* $kind),+ }
        impl RecordKind {
            /// Every kind, parents before their rows, in the order of the export.
            pub const ALL: &'static [Self] = &[$(Self::$kind),+];
            /// The kind's name: the table, and the word in the journal and in locale keys.
            #[must_use]
            pub const fn key(self) -> &'static str { match self { $(Self::$kind => $key),+ } }
            /// The JSON key of the list that holds such records or rows; two kinds of rows of different parents may
            /// share one.
            #[must_use]
            pub const fn plural(self) -> &'static str { match self { $(Self::$kind => $plural),+ } }
            /// The letter before the number of a reference that the program makes.
            #[must_use]
            pub const fn prefix(self) -> &'static str { match self { $(Self::$kind => $prefix),+ } }
            /// The kind of record or row that holds such rows.
            #[must_use]
            pub const fn parent(self) -> Option<Self> { match self { $(Self::$kind => $parent),+ } }
        }
    };
}

kinds! {
    /// The register's own data; there is one.
    RegisterData "register" "register" "" None;
    /// What was taken out of the register for good, and where.
    Redaction "redaction" "redactions" "Z" Some(Self::RegisterData);
    /// A questionnaire that went out to a department, an owner or an organisation.
    Request "request" "requests" "Y" Some(Self::RegisterData);
    /// A state of the register that has a name.
    Edition "edition" "editions" "E" Some(Self::RegisterData);
    /// A legal entity or body.
    Organisation "organisation" "organisations" "O" None;
    /// A contact of an organisation.
    Contact "contact" "contacts" "K" Some(Self::Organisation);
    /// A time limit that an organisation has set itself.
    TimeLimit "time_limit" "time_limits" "L" Some(Self::Organisation);
    /// A contract or arrangement with an organisation.
    Agreement "agreement" "agreements" "G" None;
    /// A processor engaged by a processor.
    SubProcessor "sub_processor" "sub_processors" "Q" Some(Self::Agreement);
    /// A technical or organisational security measure.
    Measure "measure" "measures" "M" None;
    /// A reusable retention rule.
    Schedule "schedule" "schedules" "S" None;
    /// A processing activity.
    Activity "activity" "activities" "A" None;
    /// Those for whom a processor acts.
    Client "client" "clients" "B" Some(Self::Activity);
    /// A purpose.
    Purpose "purpose" "purposes" "P" Some(Self::Activity);
    /// A category of data subjects.
    DataSubject "data_subject" "data_subjects" "U" Some(Self::Activity);
    /// A category of personal data.
    DataCategory "data_category" "data_categories" "D" Some(Self::Activity);
    /// A recipient.
    Recipient "recipient" "recipients" "C" Some(Self::Activity);
    /// A transfer to a third country or an international organisation.
    Transfer "transfer" "transfers" "T" Some(Self::Activity);
    /// A retention rule.
    Retention "retention" "retention" "R" Some(Self::Activity);
    /// A legal hold on a retention rule.
    RetentionHold "retention_hold" "holds" "X" Some(Self::Retention);
    /// A dated batch of data under a retention rule.
    Holding "holding" "holdings" "H" Some(Self::Retention);
    /// A legal hold on a holding.
    HoldingHold "holding_hold" "holds" "X" Some(Self::Holding);
    /// A finding that is waived.
    Waiver "waiver" "waivers" "W" None;
}

impl RecordKind {
    /// The kind of that name, as the journal and the locale keys have it.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.key() == key)
    }

    /// Kinds of records, without the rows and without the register's own data.
    pub fn records() -> impl Iterator<Item = Self> {
        Self::ALL
            .iter()
            .copied()
            .filter(|kind| kind.parent().is_none() && *kind != Self::RegisterData)
    }

    /// The kind of the record that holds rows of this kind, however deep; a record's own kind is itself.
    #[must_use]
    pub const fn top(self) -> Self {
        let mut kind = self;
        while let Some(parent) = kind.parent() {
            kind = parent;
        }
        kind
    }

    /// The kinds that lead from its record down to it, that of the record left out.
    #[must_use]
    pub fn way_down(self) -> Vec<Self> {
        let above = std::iter::successors(Some(self), |kind| kind.parent());
        let mut way: Vec<Self> = above.filter(|kind| kind.parent().is_some()).collect();
        way.reverse();
        way
    }

    /// Whether only the program writes records of the kind: nobody adds, changes or removes one.
    #[must_use]
    pub const fn is_the_programs(self) -> bool {
        matches!(self, Self::Redaction)
    }

    /// Whether its rows speak of this file's own journal: in another file they say nothing, so that none is taken from one,
    /// and nobody writes one by hand.
    #[must_use]
    pub const fn is_of_the_journal(self) -> bool {
        matches!(self, Self::Redaction | Self::Edition)
    }

    /// The column of a field. The register's own `id` would clash with the internal number.
    #[must_use]
    pub fn column(self, key: &'static str) -> &'static str {
        if key == "id" { "register_id" } else { key }
    }
}

/// What a reference may point at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// Records or rows of that kind; rows only of the same record.
    Kind(RecordKind),
    /// Organisations whose records this register keeps.
    Ours,
    /// Any record or row.
    Any,
}

/// A list of small structs that is one field as a whole.
#[derive(Debug)]
pub struct ItemKind {
    /// The kind's name, for locale keys.
    pub name: &'static str,
    /// Its parts, in order.
    pub parts: &'static [ItemPart],
}

/// A part of an item.
#[derive(Debug)]
pub struct ItemPart {
    /// The JSON key and column.
    pub key: &'static str,
    /// What it holds: never a reference or items.
    pub kind: FieldKind,
}

/// A document or page, with its address.
pub static LINK: ItemKind = ItemKind {
    name: "link",
    parts: &[
        ItemPart {
            key: "title",
            kind: FieldKind::Text,
        },
        ItemPart {
            key: "address",
            kind: FieldKind::Text,
        },
    ],
};

/// The answer to a condition of an adequacy decision, and when it was checked.
pub static CONDITION: ItemKind = ItemKind {
    name: "condition",
    parts: &[
        ItemPart {
            key: "condition",
            kind: FieldKind::Text,
        },
        ItemPart {
            key: "answer",
            kind: FieldKind::Code(&Answered::SET),
        },
        ItemPart {
            key: "checked_on",
            kind: FieldKind::Date,
        },
        ItemPart {
            key: "note",
            kind: FieldKind::Text,
        },
    ],
};

/// How a record is called in another system.
pub static EXTERNAL_ID: ItemKind = ItemKind {
    name: "external_id",
    parts: &[
        ItemPart {
            key: "system",
            kind: FieldKind::Text,
        },
        ItemPart {
            key: "id",
            kind: FieldKind::Text,
        },
    ],
};

/// The kinds of field. Each has one editor, one checker, one printer and one column type.
#[derive(Clone, Copy, Debug)]
pub enum FieldKind {
    /// One line.
    Text,
    /// Several lines.
    Prose,
    /// A list of lines.
    Texts,
    /// Yes, no or not recorded.
    Flag,
    /// A whole number, not negative.
    Number,
    /// A day, month or year.
    Date,
    /// A day; a month or a year is refused.
    Day,
    /// A period.
    Period,
    /// One code.
    Code(&'static CodeSet),
    /// Several codes.
    Codes(&'static CodeSet),
    /// Several codes of a vocabulary or own words.
    Words(&'static CodeSet),
    /// A country, or `EU` or `EEA` as a whole.
    Country,
    /// Several of them.
    Countries,
    /// Another record or row.
    Ref(Target),
    /// Several.
    Refs(Target),
    /// One document.
    Link,
    /// Several documents.
    Links,
    /// Answers to conditions.
    Conditions,
    /// Names in other systems.
    ExternalIds,
    /// Computed: exported, never recorded or imported.
    Computed,
}

impl FieldKind {
    /// The kind of its items, where it holds any.
    #[must_use]
    pub fn items(&self) -> Option<&'static ItemKind> {
        match self {
            Self::Link | Self::Links => Some(&LINK),
            Self::Conditions => Some(&CONDITION),
            Self::ExternalIds => Some(&EXTERNAL_ID),
            _ => None,
        }
    }

    /// The codes that it takes, where it takes codes.
    #[must_use]
    pub fn codes(&self) -> Option<&'static CodeSet> {
        match self {
            Self::Code(set) | Self::Codes(set) | Self::Words(set) => Some(set),
            _ => None,
        }
    }

    /// What it refers to, where it refers to anything.
    #[must_use]
    pub fn target(&self) -> Option<Target> {
        match self {
            Self::Ref(target) | Self::Refs(target) => Some(*target),
            _ => None,
        }
    }

    /// Whether several values stand in it.
    #[must_use]
    pub const fn is_list(&self) -> bool {
        matches!(
            self,
            Self::Texts
                | Self::Codes(_)
                | Self::Words(_)
                | Self::Countries
                | Self::Refs(_)
                | Self::Links
                | Self::Conditions
                | Self::ExternalIds
        )
    }
}
