//! `notice`: the draft of a privacy notice from what is recorded.

use super::call::{Call, Halt};
use crate::domain::kind::RecordKind;
use crate::domain::problem::Problem;
use crate::domain::value::Id;
use crate::exchange::format::{DocumentKind, printed};
use crate::exchange::notice::Notice;

/// `ropa notice`.
pub(super) fn notice(call: &mut Call<'_, '_>) -> Result<u8, Halt> {
    let format = call.format(DocumentKind::Notice)?;
    let session = call.open()?;
    let register = session.register();
    let given = call.given.texts("activity").into_iter();
    let activities = given
        .map(|reference| call.record_of_kind(register, RecordKind::Activity, reference))
        .collect::<Result<Vec<Id>, Problem>>()?;
    // Whoever it is for reads the language of the register, in every format.
    let lexicon = call.document_lexicon(register, call.setting.lexicon.today)?;
    let notice = Notice::new(&lexicon, register, &activities, call.given.text("for"))?;
    let room = call.room().filter(|_| call.output_file().is_none());
    let bytes = printed(&notice, format, &lexicon, room)?;
    let stem = call.stem(DocumentKind::Notice);
    call.deliver(format, || stem, |out| out.write_all(&bytes))?;
    Ok(0)
}
