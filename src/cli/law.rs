//! `law`: to which day the law is known, and what is watched.

use super::call::{Call, Halt};
use crate::exchange::format::{DocumentKind, Format, printer};
use crate::exchange::{json, law, plain};

/// The columns that text is wrapped to where the output has more, or where nobody knows how many it has.
const COLUMNS: usize = 100;

/// `ropa law`.
pub(super) fn law(call: &mut Call<'_, '_>) -> Result<u8, Halt> {
    let format = call.format(DocumentKind::Law)?;
    let lexicon = &call.setting.lexicon;
    let columns = call.room().unwrap_or(COLUMNS).min(COLUMNS);
    let text = match format {
        Format::Json => json::text(&law::json(lexicon)),
        Format::Text => plain::reading(&law::blocks(lexicon), columns),
        other => printer(other).map_or_else(String::new, |printer| {
            let mut printer = printer(lexicon);
            for block in law::blocks(lexicon) {
                printer.put(block);
            }
            printer.finish()
        }),
    };
    let stem = || format!("ropa-{}", DocumentKind::Law.code());
    call.deliver(format, stem, |out| out.write_all(text.as_bytes()))?;
    Ok(0)
}
