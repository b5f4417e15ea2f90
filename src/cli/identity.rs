//! `identity`: which register a file is, where it was seen, and an identity of its own.

use serde_json::json;

use super::call::{Call, Halt};
use crate::session::report;
use crate::session::seen::Sighting;

/// `ropa identity`: tells it; `new` gives the file one of its own, `keep` takes the file as it stands.
pub(super) fn identity(call: &mut Call<'_, '_>) -> Result<u8, Halt> {
    let what = call.given.text("what").map(str::to_owned);
    match what.as_deref() {
        Some("new") => {
            let label = call.label(call.words().get("label.identity"))?;
            let mut session = call.open_about_to_save(&[])?;
            session.take_identity(label)?;
            call.accept(&session);
            let id = session.identity().unwrap_or_default().to_owned();
            call.say("cli.identity.new", &[("id", &id)])?;
        }
        Some(_) => {
            // What is told is what is taken.
            let session = call.open_about(&[])?;
            call.accept(&session);
            let number = session.register().mark.number.to_string();
            call.say("cli.identity.kept", &[("number", &number)])?;
        }
        None => {
            let session = call.open_about(&[])?;
            let memory = call.setting.memory.as_ref();
            let earlier = session.earlier_identities()?;
            let places = match (memory, session.identity()) {
                (Some(memory), Some(id)) => memory.places_of(id),
                _ => Vec::new(),
            };
            if call.wants_json() {
                let place = |seen: &Sighting| {
                    json!({
                        "path": seen.path.display().to_string(),
                        "number": seen.mark.number,
                        "hash": seen.mark.hash,
                        "seen": seen.seen,
                        "there": seen.path.exists(),
                    })
                };
                let mark = &session.register().mark;
                call.json(&json!({
                    "id": session.identity(),
                    "earlier": earlier,
                    "number": mark.number,
                    "hash": mark.hash,
                    "places": places.iter().map(place).collect::<Vec<_>>(),
                }))?;
            } else {
                let text = report::identity(call.words(), &session, &earlier, &places);
                call.line(&text)?;
            }
        }
    }
    Ok(0)
}
