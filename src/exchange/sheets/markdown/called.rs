//! Activities whose headings sound like parts of one: `Customers` beside `Staff`, each with its own customers and purposes.

use super::fields::{LabelFields, labels_of};
use super::labelled::MarkdownSection;

/// How many labels it has in common with one beside it at least.
const IN_COMMON: usize = 4;

/// Whether an activity is only called as a part of one is: it tells with a label of its own what its heading seems to ask
/// for, and has the labels of one beside it. `over` has the heading over each section.
pub(super) fn is_called_like_a_part(
    fields: &LabelFields,
    (sections, over): (&[MarkdownSection], &[Option<usize>]),
    at: usize,
    of: &str,
) -> bool {
    let section = &sections[at];
    let told = fields.named(&section.answers).telling;
    if !told.contains(of) || !fields.are_of_an_activity(&section.answers) {
        return false;
    }
    let own = labels_of(section);
    let beside = sections
        .iter()
        .enumerate()
        .filter(|(it, other)| *it != at && other.level == section.level && over[*it] == over[at]);
    let mut beside = beside.map(|(_, other)| labels_of(other));
    beside.any(|labels| labels.intersection(&own).count() >= IN_COMMON)
}

#[cfg(test)]
mod tests {
    use super::super::activities::Activities;
    use super::super::labelled::sections;

    #[test]
    fn an_activity_may_be_called_like_what_is_told_of_it() {
        let one = |name: &str, people: &str| {
            format!(
                "## {name}\n\n| Finalidad | Gestión de {people} |\n|---|---|\n| Base jurídica | Contrato |\n\
                     | Interesados | {people} |\n| Datos | Nombre |\n| Plazo de supresión | 1 año |\n\n"
            )
        };
        let text = one("1. Alumnos", "alumnos") + &one("2. Interesados", "curiosos");
        assert_eq!(Activities::of(&sections(&text)).count(), 2);
        // What tells of the people of the one before is none.
        let part = one("1. Alumnos", "alumnos")
            + "## 2. Interesados\n\n- Padres\n\n## 3. Destinatarios\n\n| Quién | Datos |\n|---|---|\n| Banco | Nombre |\n";
        assert_eq!(Activities::of(&sections(&part)).count(), 1);
    }

    #[test]
    fn what_stands_over_the_labels_of_each_table_is_a_label_where_its_answers_differ() {
        let table = |first: &str, answer: &str| {
            format!("| {first} | {answer} |\n|---|---|\n| Data | Names |\n\n")
        };
        let text = format!(
            "## A\n\n{}## B\n\n{}",
            table("Purpose", "Pay the wages"),
            table("Purpose", "Security of the building")
        );
        let all = sections(&text);
        let told = |at: usize| {
            all[at]
                .answers
                .first()
                .map(|(label, it)| format!("{label}: {it}"))
        };
        assert_eq!(told(1).as_deref(), Some("Purpose: Pay the wages"));
        assert_eq!(
            told(2).as_deref(),
            Some("Purpose: Security of the building")
        );
        // Headers are the same over each.
        let text = format!(
            "## A\n\n{}## B\n\n{}",
            table("Data", "Answer"),
            table("Data", "Answer")
        );
        assert_eq!(sections(&text)[1].answers.len(), 1);
    }
}
