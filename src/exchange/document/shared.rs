//! What several activities share: our organisation with its representative and officer, and security measures. It is
//! said in its own place and linked to, or in full where one activity is shown.

use std::rc::Rc;

use super::answered::Phrases;
use super::block::{Block, ListPoint, Sink as _};
use super::inline::{Inline, Inlines, one_line};
use super::letters::{DocumentPart, ListPlan};
use super::record::labelled;
use crate::domain::codes::{Choice, ContactRole, RecipientRole};
use crate::domain::contacts::{AskedContact, OFFICER, REPRESENTATIVE};
use crate::domain::field::{Answer, Record, Section};
use crate::domain::kind::FieldKind;
use crate::domain::records::{Activity, Contact, Organisation};
use crate::domain::value::Id;

/// The contacts that are asked for, in the order in which Art. 30(1)(a) names them.
const NAMED: [AskedContact; 2] = [REPRESENTATIVE, OFFICER];

impl Phrases<'_> {
    /// Our organisation with its representative and officer, and those who are controllers together with it.
    pub(super) fn put_party(
        &self,
        out: &mut Vec<ListPoint>,
        activity: &Activity,
        part: DocumentPart,
    ) {
        let key = match part {
            DocumentPart::Controller => "export.party.controller",
            DocumentPart::Processor => "export.party.processor",
            DocumentPart::Other => "export.party.unsettled",
        };
        let shared = |id: &Id| self.shares && self.anchors.contains_key(id);
        if let Some(id) = activity.organisation.filter(shared) {
            let there = self.word("export.party_there");
            let mut item = labelled(self.word(key), self.reference(activity, id));
            item.text.push_text(format!(" ({there})"));
            out.push(item);
        } else if let Some(id) = activity.organisation {
            let key_of_block = (id, part.index());
            let known = self.points.borrow().get(&key_of_block).cloned();
            let points = known.unwrap_or_else(|| {
                let points: Rc<[ListPoint]> = self.party(activity, id, key).into();
                let mut kept = self.points.borrow_mut();
                kept.insert(key_of_block, Rc::clone(&points));
                points
            });
            out.extend(points.iter().cloned());
        } else {
            let reason = activity.head.none.get("organisation");
            let said = reason.map_or_else(|| self.gap().into(), |reason| self.none(reason));
            out.push(labelled(self.word(key), said));
        }
        let joint = activity
            .recipients
            .iter()
            .filter(|recipient| recipient.role == Some(RecipientRole::JointController));
        for recipient in joint {
            let label = self.word("export.party.joint_controller");
            let said = recipient.organisation.map_or_else(
                || {
                    let title = self.lexicon.title(self.register, recipient);
                    Inline::text(&one_line(&title))
                },
                |id| self.reference(activity, id),
            );
            let mut item = labelled(label, said);
            if !self.shares {
                self.put_officers(&mut item.items, recipient.organisation);
            }
            out.push(item);
        }
    }

    fn party(&self, owner: &dyn Record, id: Id, key: &str) -> Vec<ListPoint> {
        let mut out = vec![labelled(
            self.lexicon.words.get(key),
            self.reference(owner, id),
        )];
        let Some(organisation) = self.register.organisation(Some(id)) else {
            return out;
        };
        for AskedContact {
            key: none, role, ..
        } in NAMED
        {
            let label = self.lexicon.words.code(&ContactRole::SET, role.code());
            let mut contacts = contacts(organisation, role).peekable();
            if contacts.peek().is_none() {
                out.push(labelled(label, self.no_contact(organisation, role, none)));
            }
            for contact in contacts {
                out.push(labelled(label, self.contact(organisation, contact)));
            }
        }
        out
    }

    /// Why an organisation has no such contact, or that nothing is recorded.
    pub(super) fn no_contact(
        &self,
        organisation: &Organisation,
        role: ContactRole,
        key: &str,
    ) -> Inlines {
        let none = &organisation.head.none;
        if let Some(reason) = none.get(key).or_else(|| none.get("contacts")) {
            return self.none(reason);
        }
        // Art. 27(1) asks for a representative of those that are not established in the Union.
        let inside = organisation
            .country
            .as_deref()
            .filter(|code| self.lexicon.law.is_eea_on(code, self.day));
        match (role, inside) {
            (ContactRole::Representative, Some(code)) => {
                let country = self.lexicon.country(code);
                let why = self
                    .lexicon
                    .words
                    .fill("export.established", &[("country", &country)]);
                Inlines::from(Inline::emphasis(self.word("export.not_required")))
                    .and_text(": ")
                    .and_text(why)
            }
            _ => self.gap().into(),
        }
    }

    /// Which of the two that Art. 30(1)(a) names one of our organisations has not, and why, or that it is open.
    pub(super) fn put_absent_officers(
        &self,
        out: &mut Vec<ListPoint>,
        organisation: &Organisation,
    ) {
        for AskedContact { key, role, .. } in NAMED {
            let absent = contacts(organisation, role).next().is_none();
            let said = organisation.head.none.contains_key(key) || organisation.ours == Some(true);
            if absent && said {
                let label = self.lexicon.words.code(&ContactRole::SET, role.code());
                out.push(labelled(label, self.no_contact(organisation, role, key)));
            }
        }
    }

    /// A contact in one line.
    fn contact(&self, organisation: &Organisation, contact: &Contact) -> Inlines {
        let record: &dyn Record = contact;
        let mut out = Inlines::default();
        for (index, field) in record.declaration().fields.iter().enumerate() {
            let role = matches!(field.kind, FieldKind::Code(_) | FieldKind::Flag);
            let value = record.get(index);
            if role || field.section == Section::Provenance || value.is_empty() {
                continue;
            }
            let said = self.value(organisation, &field.kind, &value, true);
            // What the label says already: an officer who is called one.
            let of_role = contact.role.map(|role| {
                let words = &self.lexicon.words;
                words.code(&ContactRole::SET, role.code()).to_lowercase()
            });
            if of_role.is_some_and(|role| said.plain().to_lowercase() == role) {
                continue;
            }
            if !out.is_empty() {
                out.push_text(", ");
            }
            out.extend(said.into_iter().map(|inline| match inline {
                Inline::Text(text) => Inline::text(&one_line(&text)),
                other => other,
            }));
        }
        if out.is_empty() {
            return contact.head.reference.as_str().into();
        }
        out
    }

    /// The representative and the officer of another organisation, where they are recorded.
    pub(crate) fn put_officers(&self, out: &mut Vec<ListPoint>, organisation: Option<Id>) {
        let Some(organisation) = self.register.organisation(organisation) else {
            return;
        };
        for AskedContact { role, key, .. } in NAMED {
            let label = self.lexicon.words.code(&ContactRole::SET, role.code());
            let none = organisation.head.none.get(key);
            if let Some(reason) = none.filter(|_| contacts(organisation, role).next().is_none()) {
                out.push(labelled(label, self.none(reason)));
            }
            for contact in contacts(organisation, role) {
                out.push(labelled(label, self.contact(organisation, contact)));
            }
        }
    }

    /// The measures of an activity and of its whole organisation, each in full.
    pub(super) fn put_measures(&self, out: &mut Vec<Block>, activity: &Activity, field: usize) {
        let record: &dyn Record = activity;
        let meta = &record.declaration().fields[field];
        if self.selection.leaves_out(record.kind(), meta.key) {
            let left_out = Inline::emphasis(self.word("export.left_out"));
            out.push(Block::paragraph(left_out));
            return;
        }
        let own: &[Id] = &activity.measures;
        let shared: Vec<Id> = (self.register.measures.iter())
            .filter(|measure| {
                let id = measure.head.id;
                !own.contains(&id)
                    && activity
                        .organisation
                        .is_some_and(|ours| measure.organisations.contains(&ours))
            })
            .map(|measure| measure.head.id)
            .collect();
        match self.answer(record, field).0 {
            Answer::Recorded(_) => {
                self.put_measure_list(out, "export.of_activity", own, !shared.is_empty());
            }
            Answer::None(reason) => {
                let label = self.label(record.kind(), meta.key);
                out.put_items(vec![labelled(label, self.none(&reason))]);
            }
            Answer::NotRecorded if shared.is_empty() && self.is_gap(record, record, meta) => {
                let label = self.label(record.kind(), meta.key);
                if self.shares {
                    return self.note_gap(label, None);
                }
                out.put_items(vec![labelled(label, self.gap())]);
            }
            Answer::NotRecorded => {}
        }
        if !shared.is_empty() {
            self.put_measure_list(out, "export.organisation_wide", &shared, true);
        }
    }

    fn put_measure_list(&self, out: &mut Vec<Block>, key: &str, measures: &[Id], headed: bool) {
        if self.shares {
            let mut linked = Inlines::default();
            for (at, id) in measures.iter().enumerate() {
                if at > 0 {
                    linked.push_text("; ");
                }
                linked.push(self.reference(&self.register.about, *id));
                let measure = self.register.get(*id);
                if let Some(reserve) = measure.and_then(|it| self.lexicon.reserve(it)) {
                    linked.push_text(format!(" ({reserve})"));
                }
            }
            return out.put_items(vec![labelled(self.lexicon.words.get(key), linked)]);
        }
        if headed {
            let head = Inline::strong(self.lexicon.words.get(key));
            out.push(Block::paragraph(head));
        }
        for id in measures {
            let key_of_block = (*id, usize::MAX);
            let known = self.points.borrow().get(&key_of_block).cloned();
            let points = known.unwrap_or_else(|| {
                let mut points = Vec::new();
                if let Some(measure) = self.register.get(*id) {
                    let declaration = measure.declaration();
                    // Which organisations have it is said once, in the list of measures.
                    let fields = declaration.fields.iter().enumerate();
                    let fields = fields
                        .filter(|(_, field)| field.kind.target().is_none())
                        .map(|(index, _)| index);
                    let plan = ListPlan {
                        list: 0,
                        fields: fields.collect(),
                        first: true,
                    };
                    self.put_row(&mut points, (measure, measure), measure, &plan, true);
                }
                let points: Rc<[ListPoint]> = points.into();
                let mut kept = self.points.borrow_mut();
                kept.insert(key_of_block, Rc::clone(&points));
                points
            });
            out.put_items(points.to_vec());
        }
    }
}

/// The contacts of an organisation in a role.
fn contacts(organisation: &Organisation, role: ContactRole) -> impl Iterator<Item = &Contact> {
    organisation
        .contacts
        .iter()
        .filter(move |contact| contact.role == Some(role))
}
