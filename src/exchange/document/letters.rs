//! Where each field and list of an activity stands: under the letters of Art. 30(1) or 30(2), or in the sections
//! that follow them. Read from the provisions of the declarations, so a new field finds its place by itself.

use crate::domain::codes::{ActivityRole, Regime};
use crate::domain::field::{Declared, ListMeta, Section};
use crate::domain::records::Activity;

/// A part of the document. Records of different parts are never mixed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DocumentPart {
    /// Records as controller, Art. 30(1).
    Controller,
    /// Records as processor, Art. 30(2).
    Processor,
    /// Records whose role is not settled, or that other rules govern.
    Other,
}

impl DocumentPart {
    /// The parts in their order.
    pub(crate) const ALL: [Self; 3] = [Self::Controller, Self::Processor, Self::Other];

    /// The part that an activity stands in.
    #[must_use]
    pub(crate) fn of(activity: &Activity) -> Self {
        match (activity.regime, activity.role) {
            (
                Some(
                    Regime::LawEnforcement
                    | Regime::UnionInstitutions
                    | Regime::UnitedKingdom
                    | Regime::Other,
                ),
                _,
            )
            | (_, None) => Self::Other,
            (_, Some(ActivityRole::Controller)) => Self::Controller,
            (_, Some(ActivityRole::Processor)) => Self::Processor,
        }
    }

    /// The locale key of its heading.
    #[must_use]
    pub(crate) const fn key(self) -> &'static str {
        match self {
            Self::Controller => "export.part_controller",
            Self::Processor => "export.part_processor",
            Self::Other => "export.part_other",
        }
    }

    /// The locale key of what it is called at a glance.
    #[must_use]
    pub(crate) const fn short_key(self) -> &'static str {
        match self {
            Self::Controller => "export.glance_controller",
            Self::Processor => "export.glance_processor",
            Self::Other => "export.glance_other",
        }
    }

    /// Its place among the parts.
    #[must_use]
    pub(crate) const fn index(self) -> usize {
        match self {
            Self::Controller => 0,
            Self::Processor => 1,
            Self::Other => 2,
        }
    }

    /// The letters of its paragraph of Art. 30, with the locale keys of their headings.
    const fn letters(self) -> (&'static str, &'static [(&'static str, &'static str)]) {
        match self {
            Self::Controller => (
                "30(1)",
                &[
                    ("a", "export.letter.1a"),
                    ("b", "export.letter.1b"),
                    ("c", "export.letter.1c"),
                    ("d", "export.letter.1d"),
                    ("e", "export.letter.1e"),
                    ("f", "export.letter.1f"),
                    ("g", "export.letter.1g"),
                ],
            ),
            Self::Processor => (
                "30(2)",
                &[
                    ("a", "export.letter.2a"),
                    ("b", "export.letter.2b"),
                    ("c", "export.letter.2c"),
                    ("d", "export.letter.2d"),
                ],
            ),
            Self::Other => ("", &[]),
        }
    }
}

/// Some of the fields of the rows of one list.
#[derive(Clone, Debug)]
pub(crate) struct ListPlan {
    /// The list's place in the declaration of activities.
    pub list: usize,
    /// The fields of its rows that are shown here.
    pub fields: Vec<usize>,
    /// Whether this is where the rows first stand: gaps and rows in rows are shown here.
    pub first: bool,
}

/// A headed point of an activity.
#[derive(Clone, Debug)]
pub(crate) struct Point {
    /// The letter and the locale key of its heading; none for a section.
    pub letter: Option<(&'static str, &'static str)>,
    /// The provision of the letter; empty for a section.
    pub provision: String,
    /// The section, where it is one.
    pub section: Option<Section>,
    /// The activity's fields that stand here.
    pub fields: Vec<usize>,
    /// The lists that stand here.
    pub lists: Vec<ListPlan>,
}

/// The points of the activities of a part, in order. The first is the identity, under the name itself.
#[must_use]
pub(crate) fn plan(part: DocumentPart) -> Vec<Point> {
    let declaration = Activity::DECLARATION;
    let (paragraph, letters) = part.letters();
    let mut taken_fields = vec![false; declaration.fields.len()];
    let mut placed: Vec<Vec<usize>> = declaration.lists.iter().map(|_| Vec::new()).collect();
    let mut points = Vec::new();
    for (letter, heading) in letters {
        let provision = format!("{paragraph}({letter})");
        let cites = |declared: &str| declared.split("; ").any(|one| one == provision);
        let mut point = Point {
            letter: Some((letter, heading)),
            section: None,
            fields: Vec::new(),
            lists: Vec::new(),
            provision: provision.clone(),
        };
        for (index, field) in declaration.fields.iter().enumerate() {
            if !taken_fields[index] && cites(field.provision) {
                taken_fields[index] = true;
                point.fields.push(index);
            }
        }
        for (list, meta) in declaration.lists.iter().enumerate() {
            if cites(meta.provision) {
                let first = placed[list].is_empty();
                let fields = row_fields(meta, paragraph, &provision, first);
                placed[list].extend(&fields);
                point.lists.push(ListPlan {
                    list,
                    fields,
                    first,
                });
            }
        }
        points.push(point);
    }
    let lettered = points.len();
    for section in Section::ALL {
        let fields = declaration.fields.iter().enumerate();
        let left =
            fields.filter(|(index, field)| field.section == *section && !taken_fields[*index]);
        let mut point = Point {
            letter: None,
            provision: String::new(),
            section: Some(*section),
            fields: left.map(|(index, _)| index).collect(),
            lists: Vec::new(),
        };
        for (list, meta) in declaration.lists.iter().enumerate() {
            // What makes purposes lawful has a section of its own where the purposes stand under a letter.
            let here = if placed[list].is_empty() {
                meta.section
            } else {
                Section::Lawfulness
            };
            let left: Vec<usize> = (0..meta.kind.declaration().fields.len())
                .filter(|field| !placed[list].contains(field))
                .collect();
            if here == *section && !left.is_empty() {
                let first = placed[list].is_empty();
                point.lists.push(ListPlan {
                    list,
                    fields: left,
                    first,
                });
            }
        }
        if !point.fields.is_empty() || !point.lists.is_empty() {
            points.push(point);
        }
    }
    let identity = points[lettered..]
        .iter()
        .position(|point| point.section == Some(Section::Identity));
    if let Some(at) = identity {
        let point = points.remove(lettered + at);
        points.insert(0, point);
    }
    points
}

/// The fields of a list's rows that stand under a letter: all but those of another letter.
fn row_fields(meta: &ListMeta, paragraph: &str, provision: &str, first: bool) -> Vec<usize> {
    let fields = meta.kind.declaration().fields.iter().enumerate();
    let here = fields.filter(|(_, field)| {
        let mut cited = field.provision.split("; ").filter(|one| {
            one.strip_prefix(paragraph)
                .is_some_and(|rest| rest.starts_with('('))
        });
        match (cited.clone().next(), first) {
            (Some(_), true) => {
                // A field that names several letters stands under the list's own.
                let own = meta
                    .provision
                    .split("; ")
                    .find(|one| one.starts_with(paragraph));
                cited.any(|one| one == provision) || !cited_by(meta, field.provision, own)
            }
            (Some(_), false) => cited.any(|one| one == provision),
            (None, first) => first,
        }
    });
    here.map(|(index, _)| index).collect()
}

/// Whether a field cites another of the list's letters than its first.
fn cited_by(meta: &ListMeta, provision: &str, own: Option<&str>) -> bool {
    meta.provision
        .split("; ")
        .filter(|one| Some(*one) != own)
        .any(|other| provision.split("; ").any(|one| one == other))
}
