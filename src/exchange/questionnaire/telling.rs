//! What answers come to, for people and for programs.

use serde_json::{Value as Json, json};

use super::proposed::{Does, Looked};
use super::reading::Filled;
use crate::domain::register::Register;
use crate::labels::Lexicon;

impl Does {
    /// The word for it in JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Change => "change",
            Self::End => "end",
            Self::Note => "note",
            Self::New => "new",
        }
    }
}

/// The proposals with before and after, each with the number by which it is accepted, and what counts as reviewed.
#[must_use]
pub fn text(lexicon: &Lexicon, register: &Register, filled: &[Filled], looked: &Looked) -> String {
    let words = &lexicon.words;
    let mut lines = Vec::new();
    for (number, proposal) in (1..).zip(&looked.proposals) {
        let file = filled.get(proposal.file).map_or("", |it| it.file.as_str());
        lines.push(format!(
            "{number}. {} ({file}: {})",
            proposal.title, proposal.cell
        ));
        let empty = words.get("questionnaire.nothing").to_owned();
        let or_empty = |text: &String| {
            if text.is_empty() {
                empty.clone()
            } else {
                text.clone()
            }
        };
        let line = match proposal.before.as_str() {
            "" => format!("   + {}", or_empty(&proposal.after)),
            before => format!("   {before} → {}", or_empty(&proposal.after)),
        };
        lines.push(line);
        if proposal.conflict {
            lines.push(format!("   {}", words.get("questionnaire.conflict")));
        }
    }
    if looked.proposals.is_empty() {
        lines.push(words.get("questionnaire.no_proposals").to_owned());
    }
    for (id, day) in &looked.reviews {
        let name = lexicon.reference(register, *id, *id);
        let day = words.day(*day);
        let details = [("name", name.as_str()), ("day", day.as_str())];
        lines.push(words.fill("questionnaire.reviewed", &details));
    }
    lines.join("\n")
}

/// The same for programs.
#[must_use]
pub fn json(lexicon: &Lexicon, register: &Register, filled: &[Filled], looked: &Looked) -> Json {
    let proposals = (1..)
        .zip(&looked.proposals)
        .map(|(number, it): (usize, _)| {
            json!({
                "number": number,
                "file": filled.get(it.file).map(|it| it.file.clone()),
                "cell": it.cell,
                "ref": it.record.map(|id| register.reference(id)),
                "row": it.row.map(|id| register.reference(id)),
                "key": it.asks.map(|asks| asks.key()),
                "does": it.does.code(),
                "title": it.title,
                "before": it.before,
                "after": it.after,
                "conflict": it.conflict,
            })
        });
    let reviews = looked
        .reviews
        .iter()
        .map(|(id, day)| json!({ "ref": register.reference(*id), "day": day.to_string() }));
    let said = |problem| {
        let message = lexicon.words.message(problem);
        message.text
    };
    json!({
        "proposals": proposals.collect::<Vec<_>>(),
        "reviews": reviews.collect::<Vec<_>>(),
        "faults": looked.faults.iter().map(said).collect::<Vec<_>>(),
        "notes": looked.told.iter().map(said).collect::<Vec<_>>(),
    })
}
