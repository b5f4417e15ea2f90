//! `uses`: everything that rests on a record, a country, a system, a law or a ground.

use serde_json::{Value as Json, json};

use super::call::{Call, Halt};
use crate::domain::problem::Problem;
use crate::domain::register::Register;
use crate::domain::value::Id;
use crate::exchange::document::{Block, BlockTable};
use crate::exchange::format::{DocumentKind, Format, Grid, Source};
use crate::exchange::json;
use crate::exchange::plain;
use crate::labels::Lexicon;
use crate::search::uses::{Base, Use, uses as found};

/// `ropa uses`.
pub(super) fn uses(call: &mut Call<'_, '_>) -> Result<u8, Halt> {
    let typed = call.given.text("base").unwrap_or_default().to_owned();
    if typed.trim().is_empty() {
        return Err(Problem::usage("uses_of_nothing").into());
    }
    let format = call.format(DocumentKind::Records)?;
    let session = call.open()?;
    let register = session.register();
    let lexicon = &call.setting.lexicon;
    let base = Base::of_typed(&typed, register, lexicon);
    let uses = found(register, lexicon, &base);
    let called = base.called(register, lexicon);
    if uses.is_empty() && format == Format::Text {
        // Nothing is no data: only people are told.
        let text = call.words().fill("uses.none", &[("base", &called)]);
        let _ = writeln!(call.streams.messages, "{text}");
        return Ok(0);
    }
    let source = FoundUses {
        register,
        title: call.words().fill("uses.title", &[("base", &called)]),
        uses: &uses,
    };
    call.document(DocumentKind::Records, register, &source)?;
    Ok(0)
}

/// What was found, to be written.
struct FoundUses<'a> {
    register: &'a Register,
    title: String,
    uses: &'a [Use],
}

impl FoundUses<'_> {
    fn heads(lexicon: &Lexicon) -> Vec<String> {
        let keys = [
            "list.ref",
            "uses.record",
            "findings.column.field",
            "uses.through",
        ];
        keys.map(|key| lexicon.words.get(key).to_owned()).to_vec()
    }

    fn rows(&self, lexicon: &Lexicon) -> Vec<Vec<String>> {
        let rows = self.uses.iter().map(|it| {
            let (register, owner) = (self.register, self.register.owner(it.owner));
            let title = owner.map(|owner| lexicon.title(register, owner));
            let kind = register.get(it.record).map(|record| record.kind());
            let field = kind.map(|kind| lexicon.words.label(kind, it.key).to_owned());
            let through = it.through.map(|id| lexicon.reference(register, Id(0), id));
            vec![
                register.typed_reference(it.record),
                title.unwrap_or_default(),
                field.unwrap_or_default(),
                through.unwrap_or_default(),
            ]
        });
        rows.collect()
    }
}

impl Source for FoundUses<'_> {
    fn blocks(&self, lexicon: &Lexicon) -> Vec<Block> {
        let table = BlockTable::of_texts(&Self::heads(lexicon), self.rows(lexicon)).with_names(0);
        vec![Block::heading(1, &*self.title), Block::Table(table)]
    }

    fn json(&self, _lexicon: &Lexicon) -> String {
        let reference = |id: Id| self.register.typed_reference(id);
        let objects = self.uses.iter().map(|it| {
            json!({
                "ref": reference(it.record),
                "record": reference(it.owner),
                "field": it.key,
                "through": it.through.map(reference),
            })
        });
        json::text(&objects.collect::<Json>())
    }

    fn grids(&self, lexicon: &Lexicon) -> Vec<Grid> {
        vec![Grid::of_texts(
            &self.title,
            Self::heads(lexicon),
            self.rows(lexicon),
        )]
    }

    fn text(&self, lexicon: &Lexicon, room: Option<usize>) -> Option<String> {
        Some(plain::columns(
            &Self::heads(lexicon),
            &self.rows(lexicon),
            &[0],
            room,
        ))
    }
}
