//! A purpose that only joins what other purposes of the row say apart.

use serde_json::Value as Json;

use crate::exchange::sheets::cell::Entry;

/// Leaves out a purpose whose text is those of several others in one, as a sheet has them that tells them in two columns; what
/// it rests on stands with each of those that say nothing of that.
pub(in crate::exchange::sheets) fn leave_joined(rows: &mut Vec<Entry>) {
    const BETWEEN: &str = "; ";
    let text = |row: &Entry| row.get("text").and_then(Json::as_str).map(str::to_owned);
    let texts: Vec<Option<String>> = rows.iter().map(text).collect();
    let parts_of = |joined: &str| -> Option<Vec<usize>> {
        let place = |part: &str| texts.iter().position(|it| it.as_deref() == Some(part));
        joined.split(BETWEEN).map(place).collect()
    };
    let found = texts.iter().enumerate().find_map(|(at, text)| {
        let joined = text.as_deref().filter(|it| it.contains(BETWEEN))?;
        Some((at, parts_of(joined)?))
    });
    let Some((at, parts)) = found else { return };
    let joined = rows[at].clone();
    for part in parts {
        for (key, value) in &joined {
            rows[part].entry(key.clone()).or_insert(value.clone());
        }
    }
    rows.remove(at);
}
