//! What cells say that there is none of, and what becomes of their words where another cell answers after all.

use serde_json::{Map, Value as Json, json};

/// A cell that says that there is none of something.
#[derive(Debug)]
struct Denial {
    /// The field or list.
    key: String,
    /// Why there is none, as the record has it.
    reason: String,
    /// The cell as a note.
    noted: String,
    /// Whether the cell says *none* and nothing else.
    is_bare: bool,
}

/// What an activity is said to have none of.
#[derive(Debug, Default)]
pub(in crate::exchange::sheets) struct Denials(Vec<Denial>);

impl Denials {
    /// Takes in a cell that says so: for which reason, as a note, and whether it says nothing else.
    pub(in crate::exchange::sheets) fn say(
        &mut self,
        key: &str,
        reason: String,
        noted: String,
        is_bare: bool,
    ) {
        self.0.push(Denial {
            key: key.to_owned(),
            reason,
            noted,
            is_bare,
        });
    }

    /// Whether a cell says that there is none of it.
    pub(in crate::exchange::sheets) fn holds(&self, key: &str) -> bool {
        self.0.iter().any(|denial| denial.key == key)
    }

    /// What there is none of in a whole record, with the reasons; and what is left to say in notes: cells of what the record
    /// answers after all, and further ones of the same where they say more than that.
    pub(in crate::exchange::sheets) fn settled(
        self,
        record: &Map<String, Json>,
    ) -> (Map<String, Json>, Vec<String>) {
        let (mut none, mut notes) = (Map::new(), Vec::new());
        for denial in self.0 {
            if record.contains_key(&denial.key)
                || (none.contains_key(&denial.key) && !denial.is_bare)
            {
                notes.push(denial.noted);
            } else {
                none.entry(denial.key).or_insert(json!(denial.reason));
            }
        }
        (none, notes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_words_of_a_denial_are_lost_whatever_else_is_answered() {
        let mut denials = Denials::default();
        let mut say = |key: &str, words: &str, is_bare| {
            denials.say(key, words.to_owned(), format!("Head: {words}"), is_bare);
        };
        say("transfers", "none", true);
        say("transfers", "no", true);
        say("transfers", "none: all in Sweden", false);
        say("recipients", "no", true);
        assert!(denials.holds("recipients") && !denials.holds("retention"));
        let record = Map::from_iter([("recipients".to_owned(), json!([1]))]);
        let (none, notes) = denials.settled(&record);
        assert_eq!(Json::Object(none), json!({ "transfers": "none" }));
        assert_eq!(notes, ["Head: none: all in Sweden", "Head: no"]);
    }
}
