//! A draft of the information that Arts. 13 and 14 demand, made of what is recorded: gaps are marked as gaps, and nothing
//! is added that the register does not hold or the law does not say.
//!
//! | to change | go to |
//! | --- | --- |
//! | which activities it covers, what it begins and ends with | here |
//! | what is told of one activity | [`activity`] |

mod activity;

use std::collections::BTreeSet;

use super::document::answered::Phrases;
use super::document::record::labelled;
use super::document::{Block, Inline, Inlines, ListPoint, Sink as _, one_line};
use super::selection::{Profile, Selection};
use super::shape::{Grid, Source};
use crate::domain::codes::{ActivityRole, Choice, ContactRole};
use crate::domain::contacts::{OFFICER, REPRESENTATIVE};
use crate::domain::field::Record;
use crate::domain::kind::FieldKind;
use crate::domain::legal_basis::{
    CONSENT, CONTRACT, EXPLICIT_CONSENT, LEGITIMATE_INTERESTS, PUBLIC_TASK,
};
use crate::domain::problem::Problem;
use crate::domain::records::{Activity, Organisation};
use crate::domain::register::Register;
use crate::domain::text::fold;
use crate::domain::value::{Id, Value};
use crate::labels::Lexicon;
use crate::law::Authority;

/// A draft notice about some of the activities of a register.
#[derive(Clone, Debug)]
pub struct Notice<'a> {
    register: &'a Register,
    covered: Vec<&'a Activity>,
    /// Those that were asked for and that a notice of ours does not cover: they are processed for others.
    for_others: Vec<&'a Activity>,
    audience: Option<String>,
}

impl<'a> Notice<'a> {
    /// A notice about the activities that are named, or about all; with an audience, about those that concern it.
    ///
    /// # Errors
    /// `notice_without_activities`; `notice_audience_unknown` with the data subjects that are recorded.
    pub fn new(
        lexicon: &Lexicon,
        register: &'a Register,
        activities: &[Id],
        audience: Option<&str>,
    ) -> Result<Self, Problem> {
        let audience = audience.map(str::trim).filter(|words| !words.is_empty());
        let asked = register.activities.iter();
        let asked = asked
            .filter(|activity| activities.is_empty() || activities.contains(&activity.head.id));
        let concerns = |activity: &&Activity| {
            audience.is_none_or(|words| {
                subjects(lexicon, register, activity).any(|known| meets(&known, words))
            })
        };
        let (for_others, covered): (Vec<&Activity>, Vec<&Activity>) = asked
            .clone()
            .filter(concerns)
            .partition(|activity| activity.role == Some(ActivityRole::Processor));
        if covered.is_empty()
            && for_others.is_empty()
            && let Some(words) = audience
        {
            // A row names several of them, and many rows the same.
            let known: BTreeSet<String> = asked
                .flat_map(|activity| subjects(lexicon, register, activity))
                .flat_map(|row| row.split(", ").map(str::to_owned).collect::<Vec<_>>())
                .collect();
            let known: Vec<String> = known.into_iter().collect();
            return Err(Problem::usage("notice_audience_unknown")
                .with("words", words)
                .with("known", known.join(", ")));
        }
        if covered.is_empty() {
            return Err(Problem::usage("notice_without_activities"));
        }
        Ok(Self {
            register,
            covered,
            for_others,
            audience: audience.map(str::to_owned),
        })
    }

    /// The rights that follow from what the processing rests on, besides those that everybody always has.
    fn further_rights(&self) -> Vec<&'static str> {
        let activities = || self.covered.iter();
        let rests_on = |bases: &[&str]| {
            let mut purposes = activities().flat_map(|activity| &activity.purposes);
            purposes.any(|purpose| bases.iter().any(|basis| purpose.rests_on(basis)))
        };
        let of_data = activities().flat_map(|activity| &activity.data_categories);
        let of_data = of_data.flat_map(|data| &data.art9_conditions);
        let mut conditions = of_data.chain(activities().flat_map(|it| &it.art9_conditions));
        let consent =
            rests_on(&[CONSENT]) || conditions.any(|condition| condition == EXPLICIT_CONSENT);
        let automated = activities().any(|activity| activity.automated_decisions == Some(true));
        let rights = [
            (consent || rests_on(&[CONTRACT]), "portability"),
            (rests_on(&[PUBLIC_TASK, LEGITIMATE_INTERESTS]), "objection"),
            (consent, "withdrawal"),
            (automated, "automated"),
        ];
        let rights = rights.into_iter();
        rights
            .filter_map(|(has, right)| has.then_some(right))
            .collect()
    }

    fn controllers(&self) -> Vec<&'a Organisation> {
        let mut found: Vec<&Organisation> = Vec::new();
        for activity in &self.covered {
            if let Some(organisation) = self.register.organisation(activity.organisation)
                && !found
                    .iter()
                    .any(|known| known.head.id == organisation.head.id)
            {
                found.push(organisation);
            }
        }
        found
    }
}

/// The data subjects of an activity in words.
fn subjects<'r>(
    lexicon: &'r Lexicon,
    register: &'r Register,
    activity: &'r Activity,
) -> impl Iterator<Item = String> + 'r {
    let rows = activity.data_subjects.iter();
    rows.map(|row| lexicon.title(register, row))
}

/// Whether words name data subjects: all of them stand there, however they are spelt.
fn meets(known: &str, words: &str) -> bool {
    let known = fold(known);
    fold(words)
        .split_whitespace()
        .all(|word| known.contains(word))
}

impl Source for Notice<'_> {
    fn blocks(&self, lexicon: &Lexicon) -> Vec<Block> {
        let selection = Selection {
            profile: Profile::Public,
            ..Selection::default()
        };
        let phrases = Phrases::new(lexicon, self.register, &selection);
        let draft = NoticeDraft {
            notice: self,
            lexicon,
            phrases: &phrases,
        };
        draft.blocks()
    }

    /// It is no data for programs: they take the register itself.
    fn json(&self, _lexicon: &Lexicon) -> String {
        String::new()
    }

    fn grids(&self, _lexicon: &Lexicon) -> Vec<Grid> {
        Vec::new()
    }
}

/// A notice being written.
struct NoticeDraft<'a> {
    notice: &'a Notice<'a>,
    lexicon: &'a Lexicon,
    phrases: &'a Phrases<'a>,
}

impl NoticeDraft<'_> {
    fn word(&self, key: &str) -> String {
        self.lexicon.words.find(key).unwrap_or(key).to_owned()
    }

    fn blocks(&self) -> Vec<Block> {
        let words = &self.lexicon.words;
        let mut out = Vec::new();
        out.push(Block::heading(
            1,
            match &self.notice.audience {
                Some(audience) => {
                    words.fill("notice.title_for", &[("audience", &one_line(audience))])
                }
                None => self.word("notice.title"),
            },
        ));
        let day = words.day(self.lexicon.today);
        let number = words.number(usize::try_from(self.notice.register.mark.number).unwrap_or(0));
        let draft = words.fill("notice.draft", &[("day", &day), ("number", &number)]);
        out.push(Block::Note(
            Inlines::from(Inline::strong(&self.word("notice.is_draft")))
                .and_text(" ")
                .and_text(draft),
        ));
        out.push(Block::Contents(self.word("export.contents").into()));
        self.put_controllers(&mut out);
        out.push(Block::heading(2, self.word("notice.processing")));
        for activity in &self.notice.covered {
            self.put_activity(&mut out, activity);
        }
        self.put_rights(&mut out);
        self.put_complaint(&mut out);
        self.put_coverage(&mut out);
        out
    }

    /// Who the controller is, with its representative and its officer: Art. 13(1)(a) and (b).
    fn put_controllers(&self, out: &mut Vec<Block>) {
        let controllers = self.notice.controllers();
        out.push(Block::heading(2, self.word("notice.controller")));
        if controllers.is_empty() {
            out.push(Block::paragraph(self.phrases.gap()));
        }
        for organisation in &controllers {
            let title = self.lexicon.title(self.notice.register, *organisation);
            out.push(Block::heading(3, title));
            let mut items = Vec::new();
            for key in [
                "trading_names",
                "registration_number",
                "addresses",
                "country",
                "phone",
                "email",
                "website",
            ] {
                let asked = matches!(key, "addresses" | "email");
                self.put_field(&mut items, (*organisation, *organisation), key, asked);
            }
            // Art. 27(1) asks for a representative of those alone that are not established in the Union.
            let country = organisation.country.as_deref();
            let outside = country.is_some_and(|code| {
                let lexicon = self.lexicon;
                !lexicon.law.is_eea_on(code, lexicon.today)
            });
            for (role, none, asked) in [
                (ContactRole::Representative, REPRESENTATIVE.key, outside),
                (ContactRole::Dpo, OFFICER.key, true),
                (ContactRole::Privacy, "", false),
                (ContactRole::Other, "", false),
            ] {
                let label = words_of_role(self.lexicon, role);
                let mut contacts = organisation
                    .contacts
                    .iter()
                    .filter(|contact| contact.role == Some(role))
                    .peekable();
                if contacts.peek().is_none() {
                    match organisation
                        .head
                        .none
                        .get(none)
                        .or_else(|| organisation.head.none.get("contacts"))
                    {
                        Some(reason) if asked => {
                            items.push(labelled(label.clone(), self.phrases.none(reason)));
                        }
                        None if asked => items.push(labelled(label.clone(), self.phrases.gap())),
                        _ => {}
                    }
                }
                for contact in contacts {
                    // A role with its mailbox is enough; nobody's name is told unasked.
                    let mut parts = Vec::new();
                    for key in ["title", "address", "country", "email", "phone"] {
                        let said = self.lexicon.column(self.notice.register, contact, key);
                        // An address often ends with the country.
                        let told = parts.iter().any(|part: &String| part.ends_with(&said));
                        if !said.is_empty() && !told {
                            parts.push(said);
                        }
                    }
                    items.push(labelled(label.clone(), parts.join(", ")));
                }
            }
            for row in &organisation.time_limits {
                let Some(period) = row.period else { continue };
                let title = self.lexicon.title(self.notice.register, row);
                let (kind, period) = (FieldKind::Period, Value::Period(period));
                let period =
                    (self.lexicon).value(self.notice.register, row.head.id, &kind, &period);
                let said = format!("{title}: {period}");
                items.push(labelled(self.word("notice.time_limit"), said));
            }
            out.put_items(items);
        }
    }

    /// The rights that everybody has, and those that follow from what the processing rests on: Art. 13(2)(b) to (c).
    fn put_rights(&self, out: &mut Vec<Block>) {
        out.push(Block::heading(2, self.word("notice.rights")));
        out.push(Block::paragraph(self.word("notice.rights_text")));
        let always = ["access", "rectification", "erasure", "restriction"];
        let more = self.notice.further_rights();
        let items = always.into_iter().chain(more);
        out.put_items(
            items
                .map(|right| ListPoint::new(self.word(&format!("notice.right.{right}"))))
                .collect(),
        );
        let unsettled = self.notice.covered.iter().filter(|activity| {
            activity.purposes.is_empty()
                || activity
                    .purposes
                    .iter()
                    .any(|purpose| purpose.legal_bases.is_empty())
        });
        let unsettled: Vec<String> = unsettled
            .map(|activity| self.lexicon.title(self.notice.register, *activity))
            .collect();
        if !unsettled.is_empty() {
            let text = self.lexicon.words.fill(
                "notice.rights_open",
                &[("activities", &unsettled.join("; "))],
            );
            out.push(Block::paragraph(Inline::emphasis(&text)));
        }
    }

    /// To whom one complains: Art. 13(2)(d).
    fn put_complaint(&self, out: &mut Vec<Block>) {
        out.push(Block::heading(2, self.word("notice.complaint")));
        out.push(Block::paragraph(self.word("notice.complaint_text")));
        let mut items = Vec::new();
        for organisation in self.notice.controllers() {
            let named = &organisation.supervisory_authority;
            for name in named {
                items.push(ListPoint::new(self.authority(name)));
            }
            if named.is_empty() {
                items.push(ListPoint::new(self.authority_of_country(organisation)));
            }
        }
        items.dedup();
        if items.is_empty() {
            items.push(ListPoint::new(self.phrases.gap()));
        }
        out.put_items(items);
    }

    /// An authority as it is recorded, with what it is called now and where it is found.
    fn authority(&self, recorded: &str) -> Inlines {
        let law = &self.lexicon.law;
        let language = self.lexicon.words.language();
        let known = law.authority(recorded).or_else(|| {
            let mut all = law.authorities().iter();
            all.find(|authority| {
                let mut names = authority
                    .name
                    .texts()
                    .chain(authority.names_own.iter().map(String::as_str));
                names.any(|name| fold(name) == fold(recorded))
                    || authority.acronym.as_deref() == Some(recorded)
            })
        });
        let Some(known) = known else {
            return recorded.into();
        };
        let successor = known.successor.as_deref().and_then(|id| law.authority(id));
        let now = successor.unwrap_or(known);
        let name = now.name.get(language).unwrap_or(recorded);
        let mut out = Inlines::default();
        if successor.is_some() {
            let told = [("recorded", recorded), ("now", name)];
            out.push_text(self.lexicon.words.fill("notice.authority_now", &told));
        } else {
            out.push_text(name);
        }
        self.put_where(&mut out, now);
        out
    }

    /// The one authority of the country where the controller is, where none is recorded: said to be from the law.
    fn authority_of_country(&self, organisation: &Organisation) -> Inlines {
        let law = &self.lexicon.law;
        let country = organisation.country.as_deref().unwrap_or_default();
        let mut all = law.authorities_of(country, self.lexicon.today);
        let (Some(only), None) = (all.next(), all.next()) else {
            return self.phrases.gap().into();
        };
        let name = only
            .name
            .get(self.lexicon.words.language())
            .unwrap_or_default();
        let country = self.lexicon.country(country);
        let told = [("name", name), ("country", country.as_str())];
        let mut out = Inlines::from(
            self.lexicon
                .words
                .fill("notice.authority_by_country", &told),
        );
        self.put_where(&mut out, only);
        out
    }

    /// Where an authority is found, and where letters reach it.
    fn put_where(&self, out: &mut Inlines, authority: &Authority) {
        if let Some(domain) = &authority.domain {
            out.push_text(", ");
            out.push(Inline::address(&format!("https://{domain}/")));
        }
        out.push_text(format!(" ({}: ", self.word("notice.postal")));
        out.push(match &authority.postal {
            Some(postal) => Inline::text(postal),
            None => self.phrases.gap(),
        });
        out.push_text(")");
    }

    /// Which activities it covers, and which that were asked for it does not.
    fn put_coverage(&self, out: &mut Vec<Block>) {
        out.push(Block::heading(2, self.word("notice.covers")));
        let register = self.notice.register;
        let named = |activity: &&Activity| ListPoint::new(self.lexicon.title(register, *activity));
        out.put_items(self.notice.covered.iter().map(named).collect());
        if !self.notice.for_others.is_empty() {
            out.push(Block::paragraph(self.word("notice.for_others")));
            out.put_items(self.notice.for_others.iter().map(named).collect());
        }
    }

    /// A field as a point with its label; a gap only where the law asks for it.
    fn put_field(
        &self,
        out: &mut Vec<ListPoint>,
        (owner, record): (&dyn Record, &dyn Record),
        key: &'static str,
        asked: bool,
    ) {
        let declaration = record.declaration();
        let Some(field) = declaration.field(key) else {
            return;
        };
        if let Some(said) = self.said(owner, record, field) {
            out.push(labelled(self.phrases.label(record.kind(), key), said));
        } else if asked {
            out.push(labelled(
                self.phrases.label(record.kind(), key),
                self.phrases.gap(),
            ));
        }
    }
}

/// What a contact is for, in words.
fn words_of_role(lexicon: &Lexicon, role: ContactRole) -> String {
    lexicon
        .words
        .code(&ContactRole::SET, role.code())
        .to_owned()
}
