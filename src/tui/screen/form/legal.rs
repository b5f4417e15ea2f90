//! What the law says to what a form is about: where a country stands on the day, what a decision asks, which clauses
//! were usable. What can be is offered first; what cannot be is still there, with the reason, because a register also
//! records what was done wrong.

use chrono::NaiveDate;

use super::Form;
use crate::domain::kind::{FieldKind, RecordKind};
use crate::domain::records::{Agreement, Transfer};
use crate::domain::value::Value;
use crate::labels::answers_of;
use crate::law::{
    Answers, Confidence, DestinationStanding, Instrument, Sourced, Status, Usability,
};
use crate::tui::overlay::pick::PickChoice;
use crate::tui::scene::Scene;

impl Form {
    /// The transfer that the form stands in.
    fn transfer(&self) -> Option<&Transfer> {
        self.current().downcast()
    }

    /// Where the country in a line stands on the day, and what a transfer's record answers to its conditions.
    pub(super) fn standing_at<'a>(
        &self,
        kind: &FieldKind,
        value: &Value,
        scene: &Scene<'a>,
    ) -> Option<DestinationStanding<'a>> {
        let (FieldKind::Country, Value::Text(code)) = (kind, value) else {
            return None;
        };
        let answers = self.transfer().map_or_else(Answers::new, answers_of);
        scene.lexicon.law.standing(code, scene.today, &answers)
    }

    /// Where the destination of the current transfer stands.
    pub(super) fn destination<'a>(&self, scene: &Scene<'a>) -> Option<DestinationStanding<'a>> {
        self.destination_of(self.transfer()?, scene)
    }

    /// Where the destination of a transfer of the record stands.
    pub(super) fn destination_of<'a>(
        &self,
        transfer: &Transfer,
        scene: &Scene<'a>,
    ) -> Option<DestinationStanding<'a>> {
        let answers = answers_of(transfer);
        let law = &scene.lexicon.law;
        let organisation = || scene.register.organisation(transfer.organisation);
        let recipients = transfer.recipients.iter();
        let of_recipient = || {
            let mut parties = recipients.filter_map(|id| {
                let recipient = self.record.find(*id)?;
                let party = recipient.value("organisation").refs().first().copied();
                scene.register.organisation(party)?.country.as_deref()
            });
            parties.next()
        };
        let country = transfer.country.as_deref();
        let country = country.or_else(|| organisation()?.country.as_deref());
        match country.or_else(of_recipient) {
            Some(country) => law.standing(country, scene.today, &answers),
            None => transfer
                .international_organisation
                .as_deref()
                .map(|name| law.organisation_standing(name, scene.today, &answers)),
        }
    }

    /// The condition that the next answer of a transfer is about: the first that its decision asks and that is not
    /// answered yet.
    pub(super) fn next_condition(&self, scene: &Scene<'_>) -> Option<String> {
        let transfer = self.transfer()?;
        let standing = self.destination(scene)?;
        let asked = |id: &str| {
            let mut listed = transfer.conditions.iter();
            listed.any(|condition| condition.condition.as_deref() == Some(id))
        };
        let mut open = standing.conditions.iter();
        open.find(|condition| !asked(&condition.id))
            .map(|condition| condition.id.clone())
    }

    /// From which age a child consents by the law of the organisation's country, and how sure that is.
    pub(super) fn age_of_consent(&self, scene: &Scene<'_>) -> Option<String> {
        let party = self.record.value("organisation").refs().first().copied();
        let country = scene.register.organisation(party)?.country.clone()?;
        let law = &scene.lexicon.law;
        let national = format!("child-age-{}", country.to_ascii_lowercase());
        let age = law.threshold(&national, scene.today)?;
        let sure = match age.provenance().confidence {
            Confidence::Confirmed => "rules.sure.confirmed",
            Confidence::Partly => "rules.sure.partly",
            Confidence::Unconfirmed => "rules.sure.unconfirmed",
        };
        let details = [
            ("country", scene.lexicon.country(&country)),
            ("age", age.value.to_string()),
            ("sure", scene.words.get(sure).to_owned()),
        ];
        let details = details
            .each_ref()
            .map(|(name, text)| (*name, text.as_str()));
        Some(scene.words.fill("form.age_of_consent", &details))
    }

    /// The choices of a picker in the order of what can be on the day, each told what speaks against it.
    pub(super) fn by_law(
        &self,
        set: &str,
        choices: Vec<(String, String, String)>,
        scene: &Scene<'_>,
    ) -> Option<Vec<PickChoice>> {
        let kind = self.current().kind();
        if !matches!(kind, RecordKind::Transfer | RecordKind::Agreement) {
            return None;
        }
        let standing = self.destination(scene);
        // An agreement holds clauses; a decision needs none.
        let clauses = set == "instrument" && kind == RecordKind::Agreement;
        let choices = choices.into_iter().filter(|(code, ..)| {
            let known = scene.lexicon.law.instrument(code);
            !clauses || !matches!(known, Some(Instrument::Decision(_)))
        });
        let judged = |code: &str| match set {
            "mechanism" => Self::mechanism(code, standing.as_ref(), scene),
            "instrument" => Some(self.instrument(code, standing.as_ref(), scene)),
            _ => None,
        };
        let mut ranked: Vec<(bool, PickChoice)> = Vec::new();
        for (code, label, detail) in choices {
            let (possible, beside) = judged(&code)?;
            let detail = [beside, unsure(set, &code, detail, scene)].join(" ");
            let synonyms = scene.words.synonyms(&code);
            let choice = PickChoice::new(&code, &label, detail.trim(), &synonyms);
            let other = set == "instrument" && self.is_of_another_ground(&code, scene);
            ranked.push((!possible || other, choice));
        }
        ranked.sort_by_key(|(impossible, _)| *impossible);
        Some(ranked.into_iter().map(|(_, choice)| choice).collect())
    }

    /// Whether the ground that the transfer names is carried by the other sort of instrument: clauses carry no
    /// adequacy, and a decision is no clause.
    fn is_of_another_ground(&self, code: &str, scene: &Scene<'_>) -> bool {
        let Some(transfer) = self.transfer() else {
            return false;
        };
        let rests_on = |ground: &str| transfer.mechanisms.iter().any(|it| it == ground);
        match scene.lexicon.law.instrument(code) {
            Some(Instrument::Clauses(_)) => rests_on("art45") && !rests_on("art46-2-c"),
            Some(Instrument::Decision(_)) => rests_on("art46-2-c") && !rests_on("art45"),
            None => false,
        }
    }

    /// Whether a transfer can rest on a mechanism, and what to say beside it.
    fn mechanism(
        code: &str,
        standing: Option<&DestinationStanding<'_>>,
        scene: &Scene<'_>,
    ) -> Option<(bool, String)> {
        let standing = standing?;
        let mechanism = scene.lexicon.law.mechanism(code)?;
        let adequate = matches!(standing.status, Status::Adequate | Status::AdequateIf);
        let say = |key: &str| scene.words.get(key).to_owned();
        Some(if !mechanism.is_ground() {
            (false, say("standing.no_ground"))
        } else if code.starts_with("art45") && !adequate {
            (false, say("standing.no_decision"))
        } else if standing.status.is_transfer() == Some(false) {
            (false, say("standing.no_transfer"))
        } else {
            (true, String::new())
        })
    }

    /// Whether a transfer can rest on an instrument, and what to say beside it.
    fn instrument(
        &self,
        code: &str,
        standing: Option<&DestinationStanding<'_>>,
        scene: &Scene<'_>,
    ) -> (bool, String) {
        match scene.lexicon.law.instrument(code) {
            Some(Instrument::Clauses(clauses)) => {
                let signed = self.signed_on(scene);
                let usable = clauses.usable(signed, scene.today);
                let possible = matches!(
                    usable,
                    Usability::Usable | Usability::UsableIfUnchanged | Usability::SigningDayNeeded
                );
                (
                    possible,
                    scene.lexicon.usability(clauses, signed, scene.today),
                )
            }
            Some(Instrument::Decision(decision)) => match standing.and_then(|it| it.decision) {
                Some(named) if named.id == decision.id => (true, String::new()),
                _ if standing.is_none() => (true, String::new()),
                _ => (false, scene.words.get("standing.other_decision").to_owned()),
            },
            None => (true, String::new()),
        }
    }

    /// The day on which the agreement of the transfer, or the agreement itself, was signed.
    fn signed_on(&self, scene: &Scene<'_>) -> Option<NaiveDate> {
        let agreement: &Agreement = match self.transfer() {
            Some(transfer) => scene.register.typed(transfer.agreement?)?,
            None => self.current().downcast()?,
        };
        agreement.signed_on.map(|day| day.first_day())
    }
}

/// What stands beside a choice, before it that its entry in the law is unconfirmed, where it is.
pub(super) fn unsure(set: &str, code: &str, beside: String, scene: &Scene<'_>) -> String {
    let law = &scene.lexicon.law;
    let provenance = match set {
        "authority" => law.authority(code).map(Sourced::provenance),
        "mechanism" => law.mechanism(code).map(Sourced::provenance),
        "instrument" => law.instrument(code).map(|instrument| match instrument {
            Instrument::Clauses(clauses) => clauses.provenance(),
            Instrument::Decision(decision) => decision.provenance(),
        }),
        _ => None,
    };
    match provenance.map(|provenance| provenance.confidence) {
        Some(Confidence::Unconfirmed) => {
            format!("{} {beside}", scene.words.get("pick.unconfirmed"))
        }
        _ => beside,
    }
}
