//! Activities that the organisation of the file does for whoever is named as responsible: their processor is itself.

use serde_json::{Value as Json, json};

use super::cell::Entry;
use super::folding::plain;
use super::lists;
use super::party::{Parties, is_company};
use super::record::ActivityDraft;

/// Takes the activities whose processor is the organisation that the file is of for done by it for others: whoever is
/// responsible for them is its client.
pub(super) fn tell_clients(
    drafts: &mut [ActivityDraft],
    block: Option<usize>,
    parties: &mut Parties,
) {
    let Some(block) = block else { return };
    let own = Parties::reference(block);
    let mut clients: Vec<usize> = Vec::new();
    for draft in drafts.iter_mut() {
        let Some(client) = draft.organisation.filter(|at| *at != block) else {
            continue;
        };
        if draft.works_for(&own) {
            draft.organisation = Some(block);
            draft.fields.insert("role".to_owned(), json!("processor"));
            let name = parties.all[client].name();
            let mut row = Entry::new();
            let (key, value) = if is_described(name) {
                ("category", name.to_owned())
            } else {
                ("organisation", Parties::reference(client))
            };
            row.insert(key.to_owned(), json!(value));
            draft.add("clients", row);
            clients.push(client);
        }
    }
    for client in clients {
        let is_ours = drafts.iter().any(|it| it.organisation == Some(client));
        let party = &mut parties.all[client];
        if !is_ours {
            party.fields.remove("ours");
            party.is_other |= is_described(party.name());
        }
    }
}

/// Whether a name only describes some client: `Client agency`, `the customer`.
fn is_described(name: &str) -> bool {
    let spoken = plain(name);
    let named = spoken
        .split(' ')
        .any(|word| lists::shipped().clients.is(word));
    named && !is_company(name)
}

impl ActivityDraft {
    /// Takes an organisation out of its processors; whether it was one.
    fn works_for(&mut self, own: &str) -> bool {
        let is_it = |row: &Entry| {
            let text = |key: &str| row.get(key).and_then(Json::as_str);
            text("organisation") == Some(own) && text("role") == Some("processor")
        };
        let Some(rows) = self.lists.get_mut("recipients") else {
            return false;
        };
        let before = rows.len();
        rows.retain(|row| !is_it(row));
        let found = rows.len() < before;
        if found && rows.is_empty() {
            self.lists.remove("recipients");
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whose_processor_we_are_is_our_client() {
        let mut parties = Parties::default();
        let (own, client) = (parties.ours("Alder Ltd"), parties.ours("Client agency"));
        let named = |at: usize, processor: &str| {
            let mut draft = ActivityDraft::default();
            draft.organisation = Some(at);
            let mut row = Entry::new();
            row.insert("organisation".to_owned(), json!(processor));
            row.insert("role".to_owned(), json!("processor"));
            draft.add("recipients", row);
            draft
        };
        let mut drafts = [
            named(client, &Parties::reference(own)),
            named(own, &Parties::reference(7)),
        ];
        tell_clients(&mut drafts, Some(own), &mut parties);
        assert_eq!(drafts[0].organisation, Some(own));
        assert_eq!(drafts[0].fields.get("role"), Some(&json!("processor")));
        assert_eq!(
            drafts[0].lists["clients"][0].get("category"),
            Some(&json!("Client agency"))
        );
        assert!(parties.all[client].is_other);
        // Where we are responsible, a processor is another.
        assert!(!drafts[1].fields.contains_key("role"));
        assert!(!drafts[1].lists.contains_key("clients"));
    }
}
