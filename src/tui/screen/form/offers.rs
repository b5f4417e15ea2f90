//! What a form offers of what is known: a transfer where a recipient is outside the EEA, and the ground that stands
//! first. An offer claims nothing until it is taken; taken, it is an edit of the form.

use super::offered::{FormOffer, OfferedAnswer};
use super::{Form, FormLine};
use crate::domain::codes::TransferState;
use crate::domain::field::{Answer, Record};
use crate::domain::records::{Activity, Transfer};
use crate::domain::value::Value;
use crate::law::Status;
use crate::rules::{Finding, FindingDetail};
use crate::tui::outcome::Outcome;
use crate::tui::scene::Scene;
use crate::tui::screen::form::OnForm;

impl Form {
    /// What can be offered in the record as it stands.
    pub(super) fn offers(&self, scene: &Scene<'_>) -> Vec<FormOffer> {
        let Some(activity) = self.record.downcast::<Activity>() else {
            return Vec::new();
        };
        if scene.is_only_read() {
            return Vec::new();
        }
        let mut offers: Vec<FormOffer> = self
            .checked
            .findings
            .iter()
            .filter_map(|finding| missing_transfer(finding, activity))
            .collect();
        offers.dedup();
        let rows = activity.transfers.iter();
        offers.extend(rows.filter_map(|transfer| self.decision_for(transfer, scene)));
        offers
    }

    /// The decision that stands first as the ground of a transfer that names none.
    fn decision_for(&self, transfer: &Transfer, scene: &Scene<'_>) -> Option<FormOffer> {
        let row: &dyn Record = transfer;
        let open = |key: &str| row.answer(key) == Answer::NotRecorded;
        if transfer.state == Some(TransferState::Denied)
            || !open("mechanisms")
            || !open("instrument")
        {
            return None;
        }
        let standing = self.destination_of(transfer, scene)?;
        let covered = matches!(standing.status, Status::Adequate | Status::AdequateIf);
        let decision = standing.decision.filter(|_| covered)?;
        Some(FormOffer {
            row: transfer.head.id,
            key: "mechanisms",
            what: OfferedAnswer::Decision(decision.id.clone()),
        })
    }

    /// The offer at a line.
    fn offer_at(&self, line: FormLine) -> Option<&FormOffer> {
        match line {
            FormLine::Offer(at) => self.record.asks().offers().get(at),
            _ => None,
        }
    }

    /// What an offer says.
    pub(super) fn offer_text(&self, line: FormLine, scene: &Scene<'_>) -> String {
        let Some(offer) = self.offer_at(line) else {
            return String::new();
        };
        let words = scene.words;
        match &offer.what {
            OfferedAnswer::Transfer(recipient, country) => {
                let country = scene.lexicon.country(country);
                let recipient = recipient.and_then(|id| self.record.find(id));
                match recipient.map(|row| super::pickers::title_of(row, scene)) {
                    Some(who) => words.fill(
                        "form.offer.transfer",
                        &[("who", &who), ("country", &country)],
                    ),
                    None => words.fill("form.offer.transfer_place", &[("country", &country)]),
                }
            }
            OfferedAnswer::Decision(id) => {
                let set = &crate::domain::codes::INSTRUMENT;
                let decision = scene.lexicon.code(set, id);
                words.fill("form.offer.decision", &[("decision", &decision)])
            }
        }
    }

    /// Takes an offer, and goes on.
    pub(super) fn take_offer(&mut self, line: FormLine, scene: &Scene<'_>) -> Outcome<OnForm> {
        let Some(offer) = self.offer_at(line).cloned() else {
            return Outcome::Done;
        };
        match offer.what {
            OfferedAnswer::Transfer(recipient, country) => {
                let Some(list) = self.current().declaration().list("transfers") else {
                    return Outcome::Done;
                };
                self.push_row(list, scene);
                let here = self.current_mut();
                here.record_value("country", Value::Text(country));
                let mut filled = vec!["country"];
                if let Some(recipient) = recipient {
                    here.record_value("recipients", Value::Refs(vec![recipient]));
                    filled.push("recipients");
                }
                let row = self.level().id;
                let known = filled.into_iter().map(|key| (row, key, "form.from_entry"));
                self.checked.prefilled.extend(known);
                self.offer(scene)
            }
            OfferedAnswer::Decision(id) => {
                self.remember();
                let here = self.current_mut();
                here.record_value("mechanisms", Value::Texts(vec!["art45".to_owned()]));
                here.record_value("instrument", Value::Text(id));
                self.check(scene);
                self.go_to_key("instrument");
                let from = self.line();
                self.open_next(from, true, scene)
            }
        }
    }
}

/// A transfer that is missing, as the findings tell it.
fn missing_transfer(finding: &Finding, activity: &Activity) -> Option<FormOffer> {
    let recipient = match finding.case.map(|case| case.key) {
        _ if finding.rule.id != "R32" => return None,
        None => Some(finding.record),
        Some("place") => None,
        Some(_) => return None,
    };
    let country = finding
        .details
        .iter()
        .find_map(|(_, detail)| match detail {
            FindingDetail::Country(code) => Some(code.clone()),
            _ => None,
        })?;
    Some(FormOffer {
        row: activity.head.id,
        key: "transfers",
        what: OfferedAnswer::Transfer(recipient, country),
    })
}
