//! Columns whose headers say nothing that is known: what they become by the answers in them.

use std::collections::HashSet;

use super::mapping::MappedColumn;
use crate::domain::codes;
use crate::exchange::layout::ColumnField;
use crate::exchange::sheets::answers::entries::entries;
use crate::exchange::sheets::answers::labels::CodesByLabel;
use crate::exchange::sheets::answers::{Stance, YesNo, stance, yes_or_no};
use crate::exchange::sheets::file::grid::Line;
use crate::exchange::sheets::folding::plain;
use crate::exchange::sheets::grounds::basis::bases;
use crate::exchange::sheets::recipients::bracketed_roles::called_in_role;
use crate::exchange::sheets::retention;
use crate::exchange::sheets::vocabulary::SheetVocabulary;

/// How many answers of a column are looked at.
const LOOKED_AT: usize = 30;

/// What is known of the words that answers are made of.
#[derive(Clone, Copy)]
pub(in crate::exchange::sheets) struct AnswerWords<'w> {
    pub words: &'w SheetVocabulary,
    pub labels: &'w CodesByLabel,
}

/// Gives columns of unknown headers the field that most of their answers are answers to, where no other column has it; and
/// makes a column of special categories whose answers name conditions of Art. 9 one of those.
pub(in crate::exchange::sheets) fn settle(
    columns: &mut [MappedColumn],
    lines: &[Line],
    known: AnswerWords<'_>,
) {
    for at in 0..columns.len() {
        let column = &columns[at];
        let asked = match (column.sure, column.path.as_str()) {
            (0, "notes") => AnswerField::ALL,
            (0..=2, "data_categories[].kind") => &[AnswerField::Conditions][..],
            // `Controller/Processor` over answers that are roles asks for the role.
            (0..=2, "organisation.name") => &[AnswerField::Role][..],
            _ => continue,
        };
        let answers = lines.iter().map(|line| line.text(column.at));
        let answers: Vec<&str> = answers
            .filter(|text| stance(known.words, text) == Stance::Said)
            .take(LOOKED_AT)
            .collect();
        if answers.is_empty() {
            continue;
        }
        let meant = asked.iter().find(|asked| {
            let taken = columns.iter().any(|it| it.path.starts_with(asked.begins()));
            let fit = answers.iter().filter(|text| asked.is_answered(known, text));
            !taken && fit.count() * 10 >= answers.len() * 7
        });
        if let Some(asked) = meant {
            let column = &mut columns[at];
            column.others = vec![std::mem::replace(&mut column.path, asked.path().to_owned())];
            column.field = ColumnField::read(&column.path);
            column.sure = 1;
        }
    }
}

/// The longest name, in letters.
const LONGEST_NAME: usize = 120;
/// What a table of activities says beside their purposes, and one of processors does not.
const OF_ACTIVITIES: [&str; 3] = [
    "purposes[].legal_bases",
    "data_subjects[].category",
    "retention[]",
];

/// Takes the first column of a table of activities that does not name them for their names, where nothing is known of its
/// header and its answers tell the lines apart. It stands before all that says what is processed, of whom and why.
pub(in crate::exchange::sheets) fn name(columns: &mut [MappedColumn], lines: &[Line]) {
    let is = |column: &MappedColumn, path: &str| column.path == path;
    let has = |path: &str| columns.iter().any(|it| is(it, path));
    let of_activities = has("purposes[].text") && OF_ACTIVITIES.into_iter().any(has);
    if has("activity.name") || !of_activities || lines.is_empty() {
        return;
    }
    let tells_apart = |column: &MappedColumn| {
        let names = lines.iter().map(|line| plain(line.text(column.at)));
        let names: HashSet<String> = names
            .filter(|name| (1..=LONGEST_NAME).contains(&name.chars().count()))
            .filter(|name| name.chars().any(char::is_alphabetic))
            .collect();
        names.len() == lines.len()
    };
    let mut before = columns.iter_mut().take_while(|it| !it.path.contains('['));
    let unknown = |it: &&mut MappedColumn| it.sure == 0 && is(it, "notes") && tells_apart(it);
    if let Some(first) = before.find(unknown) {
        "activity.name".clone_into(&mut first.path);
        first.field = ColumnField::read(&first.path);
        first.others = vec!["notes".to_owned()];
        first.sure = 1;
    }
}

/// How many of ten activities a key has to tell apart: in a long list a number may stand twice by mistake.
const TOLD_APART: usize = 9;

/// Takes the first column of keys that tells activities of different names apart for theirs; one that does not, as that of
/// a version, is kept under its header.
pub(in crate::exchange::sheets) fn key(columns: &mut [MappedColumn], lines: &[Line]) {
    const KEY: &str = "ref";
    let names = ["activity.name", "purposes[].text"];
    let name = names.iter().find_map(|path| {
        let column = columns.iter().find(|it| it.path == *path)?;
        Some(column.at)
    });
    let chosen = columns.iter().position(|it| it.path == KEY);
    let (Some(name), Some(chosen)) = (name, chosen) else {
        return;
    };
    let tells = |column: &MappedColumn| {
        let said = lines.iter().map(|line| {
            let text = |at: u32| plain(line.text(at));
            (text(column.at), text(name))
        });
        let said = said.filter(|(key, name)| !key.is_empty() && !name.is_empty());
        let (keys, names): (HashSet<String>, HashSet<String>) = said.unzip();
        keys.len() * 10 >= names.len() * TOLD_APART
    };
    if columns[chosen].sure > 2 || tells(&columns[chosen]) {
        return;
    }
    let left = &mut columns[chosen];
    left.field = None;
    left.others = vec![std::mem::replace(&mut left.path, "notes".to_owned())];
    let mut rest = (0..columns.len()).filter(|at| *at != chosen);
    let other = rest.find(|at| {
        let column = &columns[*at];
        column.path == "notes" && column.others == [KEY] && tells(column)
    });
    if let Some(other) = other {
        let column = &mut columns[other];
        KEY.clone_into(&mut column.path);
        column.field = ColumnField::read(KEY);
        column.others = vec!["notes".to_owned()];
    }
}

/// What answers tell by themselves that they answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum AnswerField {
    Bases,
    Conditions,
    Retention,
    Subjects,
    Data,
    Role,
}

impl AnswerField {
    const ALL: &[Self] = &[
        Self::Bases,
        Self::Conditions,
        Self::Retention,
        Self::Subjects,
        Self::Data,
    ];

    const fn path(self) -> &'static str {
        match self {
            Self::Bases => "purposes[].legal_bases",
            Self::Conditions => "data_categories[].art9_conditions",
            Self::Retention => "retention[]",
            Self::Subjects => "data_subjects[].category",
            Self::Data => "data_categories[].category",
            Self::Role => "activity.role",
        }
    }

    /// How the paths of columns begin that ask the same.
    const fn begins(self) -> &'static str {
        match self {
            Self::Data => "data_categories[].c",
            _ => self.path(),
        }
    }

    fn is_answered(self, known: AnswerWords<'_>, text: &str) -> bool {
        let AnswerWords { words, labels } = known;
        let all = |set| {
            let entries = entries(text);
            !entries.is_empty()
                && entries
                    .iter()
                    .all(|it| labels.code(words, set, it).is_some())
        };
        match self {
            Self::Bases => {
                let said = bases(words, text);
                !said.bases.is_empty() && said.rest.is_empty() && said.art9.is_empty()
            }
            Self::Conditions => {
                let letter =
                    |it: &str| it.len() == 1 && it.bytes().all(|it| it.is_ascii_lowercase());
                let letters = entries(text).iter().all(|it| letter(it));
                let answer = matches!(yes_or_no(words, text), Some((YesNo::Yes | YesNo::No, _)));
                let said = bases(words, text);
                !answer && (letters || (!said.art9.is_empty() && said.bases.is_empty()))
            }
            Self::Retention => retention::rules(words, text).is_some_and(|rules| {
                let dated = |rule: &retention::StatedRule| rule.period.is_some();
                !rules.is_empty() && rules.iter().all(dated)
            }),
            Self::Subjects => all(&codes::SUBJECT_CATEGORY),
            Self::Data => all(&codes::DATA_CATEGORY_NAME),
            // `Acme Ltd (processor)` names who has the role.
            Self::Role if called_in_role(words, text).is_some() => false,
            Self::Role => text.split(['/', ',']).all(|part| {
                let part = plain(part);
                let few = part.split(' ').count() <= 3;
                few && !words.activity_role.each(&part).is_empty()
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::super::mapping;
    use super::*;
    use crate::exchange::sheets::file::grid::{CellContent, GridCell};

    fn paths(headers: &[&str], rows: &[&[&str]]) -> Vec<String> {
        let headers: Vec<(u32, String)> = (0..)
            .zip(headers)
            .map(|(at, header)| (at, (*header).to_owned()))
            .collect();
        let mut columns = mapping::columns(None, &[], "", &headers, &BTreeMap::new());
        let lines: Vec<Line> = (2..)
            .zip(rows)
            .map(|(number, row)| Line {
                number,
                cells: (0..)
                    .zip(*row)
                    .filter(|(_, text)| !text.is_empty())
                    .map(|(column, text)| GridCell {
                        column,
                        value: CellContent::Text((*text).to_owned()),
                    })
                    .collect(),
            })
            .collect();
        let known = AnswerWords {
            words: SheetVocabulary::shipped(),
            labels: CodesByLabel::shipped(),
        };
        settle(&mut columns, &lines, known);
        key(&mut columns, &lines);
        columns.into_iter().map(|it| it.path).collect()
    }

    #[test]
    fn answers_tell_what_an_unknown_header_asks() {
        let found = paths(
            &["Xyzzy", "Plugh", "Frob", "Zork", "Art. 9"],
            &[
                &["Art. 6(1)(b)", "7 years", "Employees", "blue", "b"],
                &[
                    "6.1.f",
                    "2 years after end of contract",
                    "Visitors, employees",
                    "red",
                    "",
                ],
            ],
        );
        assert_eq!(
            found,
            [
                "purposes[].legal_bases",
                "retention[]",
                "data_subjects[].category",
                "notes",
                "data_categories[].art9_conditions",
            ]
        );
    }

    #[test]
    fn a_column_that_does_not_tell_activities_apart_is_no_key() {
        let rows: &[&[&str]] = &[
            &["1", "A-1", "Payroll"],
            &["1", "A-2", "Camera"],
            &["1", "A-2", "Camera"],
        ];
        assert_eq!(
            paths(&["ID", "Ref", "Activity"], rows),
            ["notes", "ref", "activity.name"]
        );
        assert_eq!(
            paths(&["Ref", "ID", "Activity"], rows),
            ["notes", "ref", "activity.name"]
        );
        // Rows that go on with an activity have its key again.
        assert_eq!(
            paths(&["Zork", "Ref", "Activity"], rows),
            ["notes", "ref", "activity.name"]
        );
    }

    #[test]
    fn a_column_of_roles_under_the_name_of_one_asks_for_the_role() {
        let rows: &[&[&str]] = &[
            &["Titolare"],
            &["Responsabile/Titolare limitato"],
            &["Responsabile"],
        ];
        assert_eq!(paths(&["Titolare/Responsabile"], rows), ["activity.role"]);
        assert_eq!(
            paths(&["Titolare"], &[&["Quercia S.p.A."]]),
            ["organisation.name"]
        );
    }

    #[test]
    fn bare_measures_are_those_of_security_where_nothing_says_that_they_are_to_do() {
        let row: &[&[&str]] = &[&["Kryptering", "Teckna avtal före juni"]];
        for (headers, told) in [
            (
                ["Ändamål", "Åtgärder"],
                ["purposes[].text", "activity.measures_text"],
            ),
            (
                ["Säkerhetsåtgärder", "Åtgärder"],
                ["activity.measures_text", "notes"],
            ),
            (["Brister", "Åtgärder"], ["notes", "notes"]),
        ] {
            assert_eq!(paths(&headers, row), told, "{headers:?}");
        }
    }

    #[test]
    fn a_bare_question_where_asks_for_no_systems() {
        assert_eq!(paths(&["Where"], &[&["Sweden"]]), ["notes"]);
        assert_eq!(paths(&["Where stored"], &[&["CRM"]]), ["activity.systems"]);
    }

    #[test]
    fn a_field_that_another_column_has_is_not_given_twice_and_yes_is_no_condition() {
        let found = paths(
            &["Legal basis", "Xyzzy", "Article 9"],
            &[
                &["Contract", "Art. 6(1)(b)", "Yes"],
                &["Consent", "6.1.a", "No"],
            ],
        );
        assert_eq!(
            found,
            ["purposes[].legal_bases", "notes", "data_categories[].kind"]
        );
    }
}
