//! The lists behind the records: the transfers by where they go, and what was disposed of.

use super::answered::{Phrases, demanded};
use super::apart::{of_each, put_table};
use super::block::{Block, BlockRow, BlockTable};
use super::inline::{Inline, Inlines, one_line};
use super::letters::DocumentPart;
use super::whole::{DIGITS, DocumentContent, WholeDocument};
use crate::domain::field::{Answer, Declared as _, Record, Section};
use crate::domain::kind::{FieldKind, RecordKind};
use crate::domain::records::{Activity, Holding, Retention, Transfer};
use crate::exchange::disposal::{self, DisposalEntry, lateness};

impl WholeDocument<'_, '_> {
    fn has_transfers(&self) -> bool {
        let mut activities = self.register.activities.iter();
        activities.any(|activity| !activity.transfers.is_empty())
    }

    /// The transfers of all records, part by part, each by country.
    pub(super) fn transfers(&mut self) {
        if !self.has_transfers() {
            return;
        }
        self.put_section("export.transfers");
        let declaration = Transfer::DECLARATION;
        let fields = declaration.fields.iter().enumerate();
        // Where the transfer goes stands first: a country or an international organisation.
        let columns: Vec<usize> = fields
            .filter(|(_, field)| demanded(field.need) && !matches!(field.kind, FieldKind::Country))
            .map(|(index, _)| index)
            .collect();
        let mut head: Vec<Inlines> = vec![self.word("export.activity").into()];
        head.extend(self.labels(RecordKind::Transfer, &columns));
        for part in DocumentPart::ALL {
            let activities = &self.activities[part.index()];
            if self.out.lists_only() {
                if activities.iter().any(|it| !it.transfers.is_empty()) {
                    let title = self.word(part.key());
                    self.put(Block::heading(3, title));
                }
                continue;
            }
            let rows = transfer_rows(self.phrases, activities);
            if rows.is_empty() {
                continue;
            }
            let title = self.word(part.key());
            self.put(Block::heading(3, title));
            let table = BlockTable {
                head: head.clone(),
                is_overview: true,
                ..BlockTable::default()
            };
            put_table(
                self.out,
                self.phrases,
                table,
                &rows,
                |phrases, row| match row {
                    TransferRow::To(place) => BlockRow::Group(Inline::strong(place).into()),
                    TransferRow::Of(activity, transfer) => {
                        BlockRow::Cells(transfer_line(phrases, activity, transfer, &columns))
                    }
                },
            );
        }
    }

    /// The labels of fields as heads of columns.
    fn labels(&self, kind: RecordKind, fields: &[usize]) -> Vec<Inlines> {
        let declared = kind.declaration().fields;
        let labels = fields.iter().map(|field| {
            let label = self.phrases.label(kind, declared[*field].key);
            Inlines::from(Inline::Text(label))
        });
        labels.collect()
    }

    fn has_disposed(&self) -> bool {
        let rules = self
            .register
            .activities
            .iter()
            .flat_map(|activity| &activity.retention);
        rules
            .flat_map(|rule| &rule.holdings)
            .any(|holding| self.phrases.is_disposed(holding))
    }

    /// Every batch that was disposed of, with the proof.
    pub(super) fn disposal_log(&mut self, whole: &DocumentContent<'_>) {
        if !self.has_disposed() {
            return;
        }
        let title = whole.disposal_title.get_or_init(|| {
            let lexicon = self.phrases.lexicon;
            disposal::title(self.register, lexicon, &disposal::Stretch::default()).into()
        });
        let title = title.clone();
        self.put(Block::heading(2, title));
        if self.out.lists_only() {
            return;
        }
        let declaration = Holding::DECLARATION;
        let fields = declaration.fields.iter().enumerate();
        let disposed = (self.activities.iter().flatten())
            .flat_map(|activity| &activity.retention)
            .flat_map(|rule| &rule.holdings)
            .filter(|holding| self.phrases.is_disposed(holding));
        // What nothing is said of in any line needs no column.
        let spare = |key: &str| matches!(key, "witness" | "extent" | "early_because");
        let columns: Vec<usize> = fields
            .filter(|(_, field)| field.section == Section::Disposal)
            .filter(|(_, field)| {
                let said = |holding: &Holding| {
                    (holding as &dyn Record).answer(field.key) != Answer::NotRecorded
                };
                !spare(field.key) || disposed.clone().any(said)
            })
            .map(|(index, _)| index)
            .collect();
        let mut head: Vec<Inlines> = vec![self.word("export.activity").into()];
        head.push(self.word("export.rule").into());
        head.push(self.word("disposal.column.law").into());
        head.extend(self.labels(RecordKind::Holding, &columns));
        head.push(self.word("disposal.column.late").into());
        let journal = self.register.changes.is_some();
        if journal {
            head.push(self.word("disposal.column.change").into());
        }
        let rules = self.activities.iter().flatten();
        let rules = rules.flat_map(|it| it.retention.iter().map(|rule| (*it, rule)));
        let batches = rules.flat_map(|(activity, rule)| {
            let disposed = rule.holdings.iter();
            let disposed = disposed.filter(|holding| self.phrases.is_disposed(holding));
            disposed.map(move |holding| (activity, rule, holding))
        });
        let batches: Vec<(&Activity, &Retention, &Holding)> = batches.collect();
        let table = BlockTable {
            head,
            ..BlockTable::default()
        };
        put_table(self.out, self.phrases, table, &batches, |phrases, batch| {
            let (activity, rule, holding) = *batch;
            BlockRow::Cells(disposal_line(phrases, (activity, rule), holding, &columns))
        });
    }
}

/// A batch that was disposed of, with the proof.
fn disposal_line(
    phrases: &Phrases<'_>,
    (activity, rule): (&Activity, &Retention),
    holding: &Holding,
    columns: &[usize],
) -> Vec<Inlines> {
    let (register, lexicon) = (phrases.register, phrases.lexicon);
    let fields = Holding::DECLARATION.fields;
    let entry = DisposalEntry::of(register, activity, rule, holding);
    let standing = entry.as_ref().map(DisposalEntry::standing);
    let law = standing.map_or_else(String::new, |it| it.counting.law.join("; "));
    let then = entry.as_ref().filter(|entry| entry.was_changed());
    let title = lexicon.title(register, rule);
    let of = &holding.head.reference;
    let title = format!("{title} ({}/{of})", rule.head.reference);
    let mut title = Inlines::from(title);
    if then.is_some() {
        title.push_text(" ");
        title.push(Inline::emphasis(lexicon.words.get("disposal.rule_then")));
    }
    let mut cells = vec![phrases.link(activity), title, law.as_str().into()];
    for field in columns {
        cells.push(match fields[*field].kind {
            FieldKind::Computed => {
                let kept = phrases.keep_through(Some(rule), holding);
                kept.unwrap_or_default().into()
            }
            _ => phrases.cell(activity, holding, *field),
        });
    }
    if let Some(entry) = &entry {
        cells.push(lateness(lexicon, entry).into());
        if register.changes.is_some() {
            cells.push(disposal::proof(register, lexicon, entry, DIGITS).into());
        }
    }
    cells
}

/// What a row of the transfers of a part stands for.
enum TransferRow<'r> {
    /// Where those that follow go.
    To(String),
    /// A transfer of an activity.
    Of(&'r Activity, &'r Transfer),
}

/// The transfers of activities, by where they go.
fn transfer_rows<'r>(phrases: &Phrases<'_>, activities: &[&'r Activity]) -> Vec<TransferRow<'r>> {
    let sent = of_each(phrases, activities, |phrases, activity| {
        let transfers = activity.transfers.iter();
        transfers.map(|it| goes_to(phrases, it)).collect::<Vec<_>>()
    });
    let mut places: Vec<(String, Vec<TransferRow<'r>>)> = Vec::new();
    for (activity, places_of) in activities.iter().zip(sent) {
        for (transfer, place) in activity.transfers.iter().zip(places_of) {
            let row = TransferRow::Of(activity, transfer);
            match places.iter_mut().find(|(known, _)| *known == place) {
                Some((_, rows)) => rows.push(row),
                None => places.push((place, vec![row])),
            }
        }
    }
    places.sort_by_cached_key(|(name, _)| phrases.lexicon.words.sort_key(name));
    let rows = places.into_iter();
    let rows = rows.flat_map(|(place, rows)| std::iter::once(TransferRow::To(place)).chain(rows));
    rows.collect()
}

/// The country or international organisation that a transfer goes to, or that it is not recorded.
fn goes_to(phrases: &Phrases<'_>, transfer: &Transfer) -> String {
    let lexicon = phrases.lexicon;
    match (&transfer.country, &transfer.international_organisation) {
        (Some(code), _) if lexicon.goes_inside(phrases.register, transfer) => {
            let place = lexicon.country(code);
            (lexicon.words).fill("export.inside_eea", &[("place", &place)])
        }
        (Some(code), _) => lexicon.country(code),
        (None, Some(name)) => one_line(name).into_owned(),
        (None, None) => phrases.word("answer.not_recorded").to_owned(),
    }
}

/// A transfer in a line.
fn transfer_line(
    phrases: &Phrases<'_>,
    activity: &Activity,
    transfer: &Transfer,
    columns: &[usize],
) -> Vec<Inlines> {
    let reference = format!(" ({})", transfer.head.reference);
    let mut cells = vec![phrases.link(activity).and_text(reference)];
    let fields = columns.iter();
    cells.extend(fields.map(|field| of_transfer(phrases, activity, transfer, *field)));
    cells
}

/// A field of a transfer as a cell: what it points to by name, since its card is elsewhere.
fn of_transfer(
    phrases: &Phrases<'_>,
    activity: &Activity,
    transfer: &Transfer,
    field: usize,
) -> Inlines {
    let row: &dyn Record = transfer;
    let (value, meta) = (row.get(field), &row.declaration().fields[field]);
    // Who really gets the data is who receives them, where no recipient is linked.
    if value.is_empty()
        && meta.key == "recipients"
        && let Some(receiver) = phrases.register.organisation(transfer.organisation)
    {
        return one_line(&phrases.lexicon.title(phrases.register, receiver))
            .as_ref()
            .into();
    }
    if value.is_empty() {
        return phrases.cell(activity, row, field);
    }
    if meta.kind.target().is_none() {
        return phrases.value(activity, &meta.kind, &value, false);
    }
    let (register, lexicon) = (phrases.register, phrases.lexicon);
    let found = value.refs().iter().filter_map(|id| register.get(*id));
    let names = found.map(|found| one_line(&lexicon.title(register, found)).into_owned());
    names.collect::<Vec<_>>().join("; ").into()
}
