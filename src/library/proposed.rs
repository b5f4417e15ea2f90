//! Which activities still say no more than the template that they were made from.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::{NAMED, STRUCTURE, SYSTEM, TEXTS};
use crate::domain::codes::RecordStatus;
use crate::domain::field::Record;
use crate::domain::kind::RecordKind;
use crate::domain::language::Language;
use crate::domain::records::Activity;
use crate::domain::value::Id;
use crate::drafted::{Files, Names, VARIANTS};

/// What each template proposes, in every language, for public bodies and others, in Sweden and elsewhere, by its key.
fn proposals() -> &'static HashMap<String, Vec<Activity>> {
    static PROPOSALS: OnceLock<HashMap<String, Vec<Activity>>> = OnceLock::new();
    PROPOSALS.get_or_init(|| {
        let mut all: HashMap<String, Vec<Activity>> = HashMap::new();
        for language in Language::ALL {
            // The shipped files can be read: a test keeps it so.
            let Ok(files) = Files::read(STRUCTURE, TEXTS, language) else {
                continue;
            };
            for (variant, named) in VARIANTS
                .into_iter()
                .flat_map(|variant| NAMED.map(|named| (variant, named)))
            {
                let files = files.filling_from(named);
                let mut made = 0;
                let mut next = || {
                    made += 1;
                    Id::provisional(made)
                };
                let kinds = [RecordKind::Measure, RecordKind::Activity];
                // What a schedule would be made from is no part of the comparison.
                let mut names = Names::new();
                for code in super::schedules(&files, variant) {
                    names.insert(code, Id::default());
                }
                let drafts =
                    files.records(&kinds, &|_, _, _| true, Some(variant), names, &mut next);
                for draft in drafts.into_iter().flatten() {
                    let key = files.name_of(draft.entry);
                    let activity = draft.record.downcast::<Activity>();
                    if let (Ok(key), Some(activity)) = (key, activity) {
                        let of_key = all.entry(key.to_owned()).or_default();
                        of_key.push(activity.clone());
                    }
                }
            }
        }
        all
    })
}

/// The template that an activity was made from, while it is a draft that says nothing else than the template proposes:
/// nobody has looked at it yet, or nobody has kept what they saw.
#[must_use]
pub fn untouched_proposal(activity: &Activity) -> Option<&str> {
    let from = activity.external_ids.iter();
    let mut keys = from.filter(|it| it.system.as_deref() == Some(SYSTEM));
    let key = keys.find_map(|it| it.id.as_deref())?;
    if activity.record_status != Some(RecordStatus::Draft)
        || activity.last_reviewed_on.is_some()
        || activity.approved_on.is_some()
    {
        return None;
    }
    let proposals = proposals().get(key)?;
    proposals
        .iter()
        .any(|proposal| says_no_more(activity, proposal, true))
        .then_some(key)
}

/// What an activity made from a template says of itself beside the proposal.
const SETTLED: [&str; 6] = [
    "organisation",
    "role",
    "regime",
    "record_status",
    "provenance",
    "external_ids",
];

/// Whether a record or row says what is proposed and nothing else.
///
/// What points to other records and which law is cited differ from register to register; rows count in their order.
fn says_no_more(record: &dyn Record, proposal: &dyn Record, top: bool) -> bool {
    let declaration = record.declaration();
    let same = |at: usize| {
        let field = &declaration.fields[at];
        let points = field.kind.target().is_some();
        if points || field.cites_laws() || (top && SETTLED.contains(&field.key)) {
            return true;
        }
        record.get(at) == proposal.get(at)
    };
    let lists = |list: usize| {
        let count = record.row_count(list);
        count == proposal.row_count(list)
            && (0..count)
                .all(|at| says_no_more(record.row(list, at), proposal.row(list, at), false))
    };
    record.head().none == proposal.head().none
        && (0..declaration.fields.len()).all(same)
        && (0..declaration.lists.len()).all(lists)
}
