//! Wide tables: a row for each activity, with everything that a layout asks for in words.

use super::document::one_line;
use super::layout::{
    AmongRecipients, AnswerForm, CONTACT_DETAILS, ColumnField, Layout, ListRows, WideColumn,
};
use super::shape::{Cell, Grid};
use crate::domain::codes::{self, Choice as _, ContactRole, Direction, RecipientRole};
use crate::domain::contacts::{ASKED_CONTACTS, REPRESENTATIVE};
use crate::domain::field::{Answer, Record};
use crate::domain::kind::{FieldKind, RecordKind};
use crate::domain::records::{
    Activity, Contact, DataCategory, Measure, Organisation, Recipient, Retention, Transfer,
};
use crate::domain::register::Register;
use crate::domain::value::Value;
use crate::labels::Lexicon;

/// What parts several answers in one cell.
const PARTING: &str = "; ";

/// The columns of the table that is read at a glance, each with the locale key of its head: every letter of Art. 30(1) and
/// 30(2).
const GLANCE: [(&str, &str); 22] = [
    ("list.ref", "ref"),
    ("wide.activity", "activity.name"),
    ("wide.organisation", "organisation.name"),
    ("wide.department", "activity.department"),
    ("wide.role", "activity.role"),
    ("wide.purposes", "purposes[].text"),
    ("wide.bases", "purposes[].legal_bases"),
    ("wide.subjects", "data_subjects[]"),
    ("wide.data", "data_categories[]"),
    ("wide.recipients", "recipients[]"),
    ("wide.transfers", "transfers[]"),
    ("wide.retention", "retention[]"),
    ("wide.measures", "activity.measures"),
    ("wide.measures_text", "activity.measures_text"),
    ("wide.clients", "clients[].organisation"),
    (
        "wide.processing_categories",
        "clients[].processing_categories",
    ),
    ("wide.contact_details", "organisation.contact_details"),
    (
        "wide.representative",
        "organisation.contacts[role=representative]",
    ),
    ("wide.officer", "organisation.contacts[role=dpo]"),
    (
        "wide.joint_controllers",
        "recipients[role=joint_controller].organisation",
    ),
    (
        "wide.joint_details",
        "recipients[role=joint_controller].contact_details",
    ),
    ("wide.client_details", "clients[].contact_details"),
];

/// The columns of the wide table where no layout is named: those of the glance, and these.
const MORE: [(&str, &str); 7] = [
    ("wide.laws", "purposes[].laws"),
    ("wide.items", "data_categories[].items"),
    ("wide.source", "activity.source"),
    ("wide.systems", "activity.systems"),
    ("wide.state", "activity.state"),
    ("wide.owner", "activity.owner"),
    ("wide.reviewed", "activity.last_reviewed_on"),
];

/// A layout of our own columns.
fn of_columns(lexicon: &Lexicon, columns: &[(&str, &str)]) -> Layout {
    let columns = columns.iter().filter_map(|(key, path)| {
        Some(WideColumn {
            header: lexicon.words.get(key).to_owned(),
            field: ColumnField::read(path)?,
            form: AnswerForm::Words,
            among: None,
        })
    });
    Layout {
        columns: columns.collect(),
    }
}

/// The register at a glance: a row for each activity.
#[must_use]
pub fn glance(lexicon: &Lexicon, register: &Register) -> Grid {
    table(lexicon, register, &of_columns(lexicon, &GLANCE))
}

/// The wide table where no layout is named.
#[must_use]
pub fn usual(lexicon: &Lexicon) -> Layout {
    let columns: Vec<(&str, &str)> = GLANCE.into_iter().chain(MORE).collect();
    of_columns(lexicon, &columns)
}

/// The activities of a register in the columns of a layout.
#[must_use]
pub fn table(lexicon: &Lexicon, register: &Register, layout: &Layout) -> Grid {
    let table = WideTable {
        lexicon,
        register,
        layout,
    };
    let row = |activity: &Activity| {
        let columns = layout.columns.iter();
        columns
            .map(|column| Cell::Text(table.answer(activity, column)))
            .collect()
    };
    Grid {
        title: lexicon.words.get("wide.title").to_owned(),
        heads: layout
            .columns
            .iter()
            .map(|column| column.header.trim().to_owned())
            .collect(),
        rows: register.activities.iter().map(row).collect(),
    }
}

/// A wide table in the making.
struct WideTable<'a> {
    lexicon: &'a Lexicon,
    register: &'a Register,
    layout: &'a Layout,
}

impl WideTable<'_> {
    /// What an activity answers in a column.
    fn answer(&self, activity: &Activity, column: &WideColumn) -> String {
        let first = self.answer_of(activity, column);
        let AnswerForm::Together(path) = column.form else {
            return first;
        };
        let second = ColumnField::read(path).map(|field| WideColumn {
            field,
            form: AnswerForm::Words,
            ..column.clone()
        });
        let second = second.map_or_else(String::new, |it| self.answer_of(activity, &it));
        let both = [first, second].into_iter();
        let both: Vec<String> = both.filter(|answer| !answer.is_empty()).collect();
        both.join(PARTING)
    }

    /// What an activity answers to the field of a column.
    fn answer_of(&self, activity: &Activity, column: &WideColumn) -> String {
        let organisation = self.register.organisation(activity.organisation);
        match &column.field {
            _ if column.form == AnswerForm::Noted => noted(activity, &column.header),
            ColumnField::Reference => activity.head.reference.clone(),
            ColumnField::Notes => noted(activity, &column.header),
            ColumnField::Own("measures") => {
                let names = self.measures(activity);
                if names.is_empty() {
                    return self.of_field(activity, activity, "measures", column);
                }
                names.join(PARTING)
            }
            ColumnField::Own("measures_text") if !self.has(&ColumnField::Own("measures")) => {
                let words = self.of_field(activity, activity, "measures_text", column);
                let words = Some(words).filter(|words| !words.is_empty());
                let all: Vec<String> = words.into_iter().chain(self.measures(activity)).collect();
                all.join(PARTING)
            }
            ColumnField::Own(key) => self.of_field(activity, activity, key, column),
            ColumnField::Rows(rows) => self.of_rows(activity, rows, column),
            ColumnField::Organisation(key) => organisation
                .map_or_else(String::new, |organisation| {
                    self.of_organisation(organisation, key, column)
                }),
            ColumnField::Contacts(rows) => organisation.map_or_else(String::new, |organisation| {
                self.of_rows(organisation, rows, column)
            }),
        }
    }

    /// A field of the organisation whose activity it is; with how it is reached, where that is asked for.
    fn of_organisation(
        &self,
        organisation: &Organisation,
        key: &'static str,
        column: &WideColumn,
    ) -> String {
        if key == CONTACT_DETAILS {
            return ways_to_reach(organisation).join("\n");
        }
        let answer = self.of_field(organisation, organisation, key, column);
        if column.form != AnswerForm::Party {
            return answer;
        }
        let lines = [answer].into_iter().chain(ways_to_reach(organisation));
        let lines: Vec<String> = lines.filter(|line| !line.is_empty()).collect();
        lines.join("\n")
    }

    /// A contact in lines: its name, and how it is reached.
    fn contact(&self, contact: &Contact) -> Vec<String> {
        let body = (contact.organisation).and_then(|id| self.register.get(id));
        let body = body.map(|body| self.lexicon.title(self.register, body));
        let name = contact.name.clone().or_else(|| contact.title.clone());
        let name = [name, body, contact.address.clone()].into_iter().flatten();
        let name: Vec<String> = name.collect();
        let name = Some(name.join(", ")).filter(|name| !name.is_empty());
        let told = [name, contact.email.clone(), contact.phone.clone()];
        told.into_iter()
            .flatten()
            .map(|it| one_line(&it).into_owned())
            .collect()
    }

    /// Another organisation with how it is reached, its representative and its officer.
    fn party(&self, organisation: &Organisation) -> String {
        let mut told = ways_to_reach(organisation);
        for contact in &organisation.contacts {
            let role = contact
                .role
                .filter(|role| ASKED_CONTACTS.iter().any(|asked| asked.role == *role));
            if let Some(role) = role {
                let label = self.lexicon.words.code(&ContactRole::SET, role.code());
                // Who is called by the role alone is not called so twice.
                let mut contact = self.contact(contact);
                contact.retain(|line| line.to_lowercase() != label.to_lowercase());
                contact.insert(0, label.to_owned());
                told.push(match contact.as_slice() {
                    [label] => label.clone(),
                    [label, rest @ ..] => format!("{label}: {}", rest.join(", ")),
                    [] => continue,
                });
            }
        }
        if told.is_empty() {
            return String::new();
        }
        let title = self.lexicon.title(self.register, organisation);
        format!("{title}: {}", told.join(", "))
    }

    /// Whether the layout has a column for a field.
    fn has(&self, field: &ColumnField) -> bool {
        let mut columns = self.layout.columns.iter();
        columns.any(|column| column.field == *field)
    }

    /// The measures of an activity, then those of its whole organisation.
    fn measures(&self, activity: &Activity) -> Vec<String> {
        let own = activity.measures.iter();
        let own = own.filter_map(|id| self.register.typed::<Measure>(*id));
        let shared = |measure: &&Measure| {
            !activity.measures.contains(&measure.head.id)
                && (activity.organisation).is_some_and(|id| measure.organisations.contains(&id))
        };
        let shared = self.register.measures.iter().filter(shared);
        own.chain(shared)
            .map(|measure| self.lexicon.title_in_force(self.register, measure))
            .collect()
    }

    /// Whether a column tells a row by what it is called or by how long it keeps, so that it is to be told there what keeps
    /// it from being in force and on what condition it holds: no column of its own says so.
    fn tells_reserve(&self, kind: RecordKind, rows: &ListRows, column: &WideColumn) -> bool {
        let key = match kind {
            RecordKind::Transfer => "state",
            RecordKind::Retention => "planned",
            RecordKind::Recipient => "only_if",
            // What the data consist of stands beside what they are called.
            RecordKind::DataCategory if rows.key != Some("items") => "only_if",
            _ => return false,
        };
        let own = ListRows {
            key: Some(key),
            ..rows.clone()
        };
        let tells = match rows.key {
            None => true,
            Some(key) if kind == RecordKind::Retention => {
                matches!(key, "period" | "period_max" | "criterion" | "as_stated")
            }
            asked => !naming(kind, asked).is_empty(),
        };
        let in_words = !matches!(column.form, AnswerForm::Header | AnswerForm::Criterion(_));
        tells && in_words && !self.has(&ColumnField::Rows(own))
    }

    /// What a row is called by another of the fields that name it, where the layout has no column for that.
    fn by_another(&self, owner: &dyn Record, row: &dyn Record, asked: &WideColumn) -> String {
        let ColumnField::Rows(rows) = &asked.field else {
            return String::new();
        };
        let naming = naming(row.kind(), rows.key);
        let others = naming.iter().filter(|key| Some(**key) != rows.key);
        let mut others = others.filter(|key| !row.value(key).is_empty()).peekable();
        let said_elsewhere = others.clone().any(|key| {
            let of_other = ListRows {
                key: Some(*key),
                ..rows.clone()
            };
            self.has(&ColumnField::Rows(of_other))
        });
        // A column of the rows as a whole calls them by the best of these.
        let whole = ListRows {
            key: None,
            ..rows.clone()
        };
        let said_elsewhere = said_elsewhere || self.has(&ColumnField::Rows(whole));
        match (rows.key, said_elsewhere) {
            // A row in the words of its source is a row as a whole.
            (Some("as_stated"), true) => self.lexicon.title(self.register, row),
            (Some("as_stated"), false) if others.peek().is_some() => self.whole(row),
            (_, true) => String::new(),
            (_, false) => {
                let mut told = others.map(|key| self.of_field(owner, row, key, asked));
                told.find(|answer| !answer.is_empty()).unwrap_or_default()
            }
        }
    }

    /// Whether a recipient is one of those that a column is about.
    fn is_among(&self, owner: &dyn Record, row: &dyn Record, among: AmongRecipients) -> bool {
        let Some(recipient) = row.downcast::<Recipient>() else {
            return true;
        };
        match among {
            AmongRecipients::External => recipient.role != Some(RecipientRole::Internal),
            AmongRecipients::Processors => recipient.role == Some(RecipientRole::Processor),
            AmongRecipients::OutsideEea => {
                let receives = |transfer: &Transfer| {
                    transfer.recipients.contains(&recipient.head.id)
                        || (transfer.organisation.is_some()
                            && transfer.organisation == recipient.organisation)
                };
                let transfers = owner.downcast::<Activity>().map(|it| &it.transfers);
                let mut transfers = transfers.into_iter().flatten();
                let outside = |code: &String| {
                    let lexicon = self.lexicon;
                    !lexicon.law.is_eea_on(code, lexicon.today)
                };
                let organisation = self.register.organisation(recipient.organisation);
                let seat = organisation.and_then(|it| it.country.as_ref());
                let mut countries = recipient.countries.iter();
                transfers.any(|it| receives(it) && self.lexicon.leaves_eea(self.register, it))
                    || countries.any(outside)
                    || (recipient.countries.is_empty() && seat.is_some_and(outside))
            }
        }
    }

    /// Who receives what leaves the EEA without being among the recipients, where a column names those.
    fn named_by_transfers(&self, record: &dyn Record, column: &WideColumn) -> Vec<String> {
        let activity = record.downcast::<Activity>();
        let activity = activity.filter(|_| column.among == Some(AmongRecipients::OutsideEea));
        let transfers = activity.into_iter().flat_map(|it| &it.transfers);
        let leaving = transfers.filter(|it| self.lexicon.leaves_eea(self.register, it));
        // A recipient is told by its own row already.
        let recipients = activity.map_or(&[][..], |it| it.recipients.as_slice());
        let is_told = |it: &&Transfer| {
            let mut recipients = recipients.iter();
            recipients.any(|recipient| recipient.organisation == it.organisation)
        };
        let unnamed = leaving.filter(|it| !is_told(it));
        let receivers = unnamed.filter_map(|it| self.register.organisation(it.organisation));
        receivers
            .map(|it| self.lexicon.title(self.register, it))
            .collect()
    }

    /// The answer to a field in the form that is asked for; not recorded is nothing.
    fn of_field(
        &self,
        owner: &dyn Record,
        record: &dyn Record,
        key: &'static str,
        column: &WideColumn,
    ) -> String {
        if key == CONTACT_DETAILS {
            let party = record.value("organisation").refs().first().copied();
            let party = self.register.organisation(party);
            return party.map_or_else(String::new, |party| self.party(party));
        }
        let declaration = record.declaration();
        let Some(field) = declaration.field(key) else {
            return String::new();
        };
        let kind = &declaration.fields[field].kind;
        let answer = match record.downcast::<Retention>() {
            Some(rule) if !matches!(key, "name" | "notes") => self.register.effective(rule, key).0,
            _ => record.answer(key),
        };
        match (column.form, &answer) {
            (_, Answer::NotRecorded) => String::new(),
            (AnswerForm::Criterion(number), Answer::Recorded(Value::Texts(codes))) => {
                let criteria = codes::DPIA_CRITERION.codes;
                let wanted = criteria.get(number.saturating_sub(1));
                self.yes_or_no(wanted.is_some_and(|wanted| codes.iter().any(|code| code == wanted)))
            }
            (_, Answer::Recorded(Value::Ref(id))) => {
                self.register.get(*id).map_or_else(String::new, |record| {
                    self.lexicon.title(self.register, record)
                })
            }
            (_, Answer::Recorded(Value::Refs(ids))) => {
                let records = ids.iter().filter_map(|id| self.register.get(*id));
                let names: Vec<String> = records
                    .map(|record| self.lexicon.title(self.register, record))
                    .collect();
                names.join(PARTING)
            }
            // In a table a date is read by programs too.
            (_, Answer::Recorded(Value::Date(date))) => date.to_string(),
            _ => self
                .lexicon
                .answer(self.register, owner.id(), kind, &answer),
        }
    }

    /// What the rows of a list answer together.
    fn of_rows(&self, record: &dyn Record, rows: &ListRows, column: &WideColumn) -> String {
        let declaration = record.declaration();
        let Some(list) = declaration.list(rows.list) else {
            return String::new();
        };
        let wanted = |row: &&dyn Record| match &rows.only {
            Some((key, code)) => row.text(key).as_ref() == Some(code),
            None => true,
        };
        let leaves = |row: &&dyn Record| {
            let transfer = row.downcast::<Transfer>();
            transfer.is_none_or(|it| self.lexicon.leaves_eea(self.register, it))
        };
        let among = |row: &&dyn Record| {
            let mut among = column.among.iter();
            among.all(|among| self.is_among(record, *row, *among))
        };
        let wanted = record.rows(list).filter(wanted).filter(among);
        let found: Vec<&dyn Record> = wanted.filter(leaves).collect();
        let receivers = self.named_by_transfers(record, column);
        if found.is_empty() && receivers.is_empty() {
            // What is said not to take place, or to stay inside, is an answer too.
            let whole = matches!(rows.key, None | Some("country" | "as_stated"));
            if rows.list == "transfers" && whole && record.row_count(list) > 0 {
                return self.lexicon.words.get("answer.none").to_owned();
            }
            let none = record.head().none.get(&rows.none_key());
            let none = none.map(|reason| Answer::None(reason.clone()));
            let answered = record.row_count(list) > 0 && rows.none_key() == rows.list;
            let Some(none) = none.filter(|_| !answered) else {
                return self.not_required(record, rows);
            };
            return self
                .lexicon
                .answer(self.register, record.id(), &FieldKind::Text, &none);
        }
        if column.form == AnswerForm::Special {
            let special = |row: &&dyn Record| {
                let data = row.downcast::<DataCategory>();
                data.is_some_and(DataCategory::is_special)
                    || row
                        .text("kind")
                        .is_some_and(|kind| !matches!(kind.as_str(), "ordinary" | "anonymous"))
            };
            return self.yes_or_no(found.iter().any(special));
        }
        let mut told: Vec<String> = Vec::new();
        for row in found {
            let mut answer = match rows.key {
                Some(key) => self.of_field(record, row, key, column),
                // What the column asks for by its role need not be told again.
                None if rows.only.is_some() && row.kind() == RecordKind::Recipient => {
                    self.lexicon.title(self.register, row)
                }
                None => self.whole(row),
            };
            if answer.is_empty() {
                answer = self.by_another(record, row, column);
            }
            if self.tells_reserve(row.kind(), rows, column) {
                answer = self.lexicon.with_reserve(answer, row);
            }
            if !answer.is_empty() && !told.contains(&answer) {
                told.push(answer);
            }
        }
        for receiver in receivers {
            if !told.contains(&receiver) {
                told.push(receiver);
            }
        }
        if column.form == AnswerForm::Header {
            let wanted = column.header.trim().to_lowercase();
            return self.yes_or_no(told.iter().any(|answer| answer.to_lowercase() == wanted));
        }
        told.join(PARTING)
    }

    /// That an organisation needs no representative, where it is established inside the Union and names none.
    fn not_required(&self, record: &dyn Record, rows: &ListRows) -> String {
        let asked = rows.none_key() == REPRESENTATIVE.key && rows.list == "contacts";
        let organisation = record.downcast::<Organisation>().filter(|_| asked);
        let country = organisation.and_then(|it| it.country.as_deref());
        let (lexicon, words) = (self.lexicon, &self.lexicon.words);
        let inside = country.filter(|code| lexicon.law.is_eea_on(code, lexicon.today));
        inside.map_or_else(String::new, |code| {
            let country = lexicon.country(code);
            let why = words.fill("export.established", &[("country", &country)]);
            format!("{}: {why}", words.get("export.not_required"))
        })
    }

    /// A row as a whole: what it is called, with what makes it complete.
    fn whole(&self, row: &dyn Record) -> String {
        if let Some(contact) = row.downcast::<Contact>() {
            return self.contact(contact).join("\n");
        }
        let title = self.lexicon.title(self.register, row);
        let more = if let Some(rule) = row.downcast::<Retention>() {
            self.limit(rule)
        } else if let Some(recipient) = row.downcast::<Recipient>() {
            let told = self.lexicon.column(self.register, recipient, "role");
            if told.is_empty() || told == title {
                return title;
            }
            return format!("{title} ({told})");
        } else if let Some(transfer) = row.downcast::<Transfer>() {
            self.lexicon.column(self.register, transfer, "mechanisms")
        } else {
            String::new()
        };
        // What the rest begins with, or what only names the kind of limit that it is, is not said before it.
        let rest = more.strip_prefix(title.as_str());
        let begins = rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric));
        let said = begins || self.is_called_by_kind(row, &title);
        match (title.is_empty() || said, more.is_empty()) {
            (_, true) => title,
            (true, _) => more,
            _ => format!("{title}: {more}"),
        }
    }

    /// Whether a rule has no name but the kind of limit that it is.
    fn is_called_by_kind(&self, row: &dyn Record, title: &str) -> bool {
        let rule = row.downcast::<Retention>();
        rule.is_some_and(|rule| self.lexicon.cell(self.register, rule, "kind") == title)
    }

    /// How long a rule lets be kept, from when.
    fn limit(&self, rule: &Retention) -> String {
        let (register, words) = (self.register, &self.lexicon.words);
        let limit = self.lexicon.time_limit(register, rule);
        let counting = register.counting(rule);
        let start = register.effective(rule, "start").0;
        let declaration = (rule as &dyn Record).declaration();
        let kind = declaration
            .field("start")
            .map(|at| &declaration.fields[at].kind);
        let start = match (kind, &start) {
            // Before what it is counted, the limit says itself.
            (Some(kind), Answer::Recorded(_)) if counting.direction != Some(Direction::Before) => {
                (self.lexicon).answer(register, rule.head.id, kind, &start)
            }
            _ => String::new(),
        };
        match (limit.is_empty(), start.is_empty() || limit.contains(&start)) {
            (_, true) => limit,
            (true, false) => start,
            (false, false) => {
                words.fill("time_limit.from", &[("period", &limit), ("start", &start)])
            }
        }
    }

    fn yes_or_no(&self, yes: bool) -> String {
        let key = if yes { "answer.yes" } else { "answer.no" };
        self.lexicon.words.get(key).to_owned()
    }
}

/// Where an organisation is and how it is reached, each in a line.
fn ways_to_reach(organisation: &Organisation) -> Vec<String> {
    let addresses = organisation.addresses.iter().cloned();
    let others = [&organisation.email, &organisation.phone];
    let all = addresses.chain(others.into_iter().flatten().cloned());
    all.map(|it| one_line(&it).into_owned()).collect()
}

/// The fields that name a row of a kind, of which one is enough; none where the one asked for does not name it.
fn naming(kind: RecordKind, asked: Option<&str>) -> &'static [&'static str] {
    let naming: &[&str] = match kind {
        RecordKind::Recipient | RecordKind::Client => &["organisation", "category", "as_stated"],
        RecordKind::DataSubject => &["category", "as_stated"],
        RecordKind::DataCategory => &["category", "items", "as_stated"],
        RecordKind::Transfer => &[
            "country",
            "international_organisation",
            "organisation",
            "as_stated",
        ],
        RecordKind::Purpose if matches!(asked, Some("legal_bases" | "laws")) => {
            &["legal_bases", "laws"]
        }
        RecordKind::Purpose => &["text", "as_stated"],
        _ => &[],
    };
    match asked {
        Some(asked) if naming.contains(&asked) => naming,
        _ => &[],
    }
}

/// What the notes of an activity say under a header: the rest of the line that begins with it.
fn noted(activity: &Activity, header: &str) -> String {
    let notes = activity.notes.as_deref().unwrap_or_default();
    let begin = format!("{}: ", header.trim());
    let line = notes.lines().find_map(|line| line.strip_prefix(&begin));
    line.unwrap_or_default().to_owned()
}
