//! The columns of lists on the screen: which there are, which stay longest where room is short, and what stands in them,
//! as short as a table needs it.

use super::Lexicon;
use super::columns::{OWNER, REFERENCE};
use crate::domain::codes::DataKind;
use crate::domain::field::Record;
use crate::domain::kind::{FieldKind, RecordKind};
use crate::domain::records::{Activity, DataCategory, Transfer};
use crate::domain::register::Register;
use crate::domain::value::{Id, Value};

/// How long a column stays: [`ALWAYS`], or the sooner given up the higher the number is.
pub(crate) type Stays = u8;

/// It stands always, and is never cut.
pub(crate) const ALWAYS: Stays = 0;

/// It stands always, and is cut where nothing else can give way.
pub(crate) const CUT_LAST: Stays = 1;

/// It stays as long as what is cut last has a fair part of the line.
pub(crate) const ESSENTIAL: Stays = 2;

/// The legal bases of an activity by their letters in Art. 6(1).
pub(crate) const BASES: &str = "bases";

/// Whether an activity has data of Art. 9 or Art. 10.
pub(crate) const SPECIAL: &str = "special";

/// The third countries that an activity's data go to.
pub(crate) const ABROAD: &str = "abroad";

/// How many findings a record or row has.
pub(crate) const FINDINGS: &str = "findings";

/// The day of the last change of a record or row.
pub(crate) const CHANGED: &str = "changed";

/// The widest name of a country; where there are several or it is wider they stand by their codes.
const COUNTRY: usize = 14;

/// The columns of each list, in their order.
static SHOWN: &[(RecordKind, &[(&str, Stays)])] = &[
    (
        RecordKind::Activity,
        &[
            (REFERENCE, ALWAYS),
            ("name", CUT_LAST),
            ("role", ESSENTIAL),
            ("organisation", 7),
            ("department", 6),
            ("owner", 8),
            (BASES, 4),
            (SPECIAL, 4),
            (ABROAD, 5),
            ("state", 9),
            ("record_status", 9),
            ("next_review_on", 3),
        ],
    ),
    (
        RecordKind::Organisation,
        &[
            (REFERENCE, ALWAYS),
            ("name", CUT_LAST),
            ("country", ESSENTIAL),
            ("category", 3),
            ("ours", 4),
        ],
    ),
    (
        RecordKind::Agreement,
        &[
            (REFERENCE, ALWAYS),
            ("organisation", CUT_LAST),
            ("kind", 4),
            ("our_role", 5),
            ("status", 3),
            ("valid_until", ESSENTIAL),
        ],
    ),
    (
        RecordKind::Measure,
        &[
            (REFERENCE, ALWAYS),
            ("name", CUT_LAST),
            ("kind", ESSENTIAL),
            ("implemented_on", 3),
        ],
    ),
    (
        RecordKind::Schedule,
        &[
            (REFERENCE, ALWAYS),
            ("name", CUT_LAST),
            ("kind", 4),
            ("period", ESSENTIAL),
            ("disposition", 5),
            ("law", 3),
        ],
    ),
    (
        RecordKind::Transfer,
        &[
            (REFERENCE, ALWAYS),
            (OWNER, CUT_LAST),
            ("country", ESSENTIAL),
            ("state", 4),
            ("organisation", 6),
            ("mechanisms", ESSENTIAL),
        ],
    ),
    (
        RecordKind::Retention,
        &[
            (REFERENCE, ALWAYS),
            ("name", CUT_LAST),
            (OWNER, 3),
            ("kind", 4),
            ("period", ESSENTIAL),
            ("disposition", 5),
        ],
    ),
    (
        RecordKind::Holding,
        &[
            (REFERENCE, ALWAYS),
            ("name", CUT_LAST),
            (OWNER, 5),
            ("started_on", 4),
            ("keep_through", ESSENTIAL),
            ("disposed_on", 3),
        ],
    ),
];

/// The columns of a list.
#[must_use]
pub(crate) fn shown(kind: RecordKind) -> &'static [(&'static str, Stays)] {
    let of_kind = SHOWN.iter().find(|(of, _)| *of == kind);
    of_kind.map_or(&[], |(_, columns)| columns)
}

/// Every column that a list can have after the reference: those that it has unasked, what is worked out, then the fields
/// that a line can hold.
#[must_use]
pub(crate) fn offered(kind: RecordKind) -> Vec<&'static str> {
    let own = shown(kind).iter().map(|(key, _)| *key);
    let mut keys: Vec<&'static str> = own.filter(|key| *key != REFERENCE).collect();
    keys.extend([FINDINGS, CHANGED]);
    for field in kind.declaration().fields {
        let fits = !matches!(
            field.kind,
            FieldKind::Prose | FieldKind::Conditions | FieldKind::Computed
        );
        if fits && !keys.contains(&field.key) {
            keys.push(field.key);
        }
    }
    keys
}

/// The least columns of a column: a day is never cut.
#[must_use]
pub(crate) fn least(kind: RecordKind, key: &str) -> usize {
    let declaration = kind.declaration();
    let field = declaration
        .field(key)
        .map(|field| &declaration.fields[field].kind);
    match field {
        Some(FieldKind::Date | FieldKind::Day) => 10,
        _ if key == CHANGED => 10,
        _ => 4,
    }
}

impl Lexicon {
    /// The head of a column on the screen: short where the label of its field is long, and shorter where the list is
    /// `narrow`.
    #[must_use]
    pub(crate) fn shown_head(&self, kind: RecordKind, key: &str, narrow: bool) -> String {
        let kind_key = kind.key();
        let brief = || self.words.find(&format!("brief_column.{kind_key}.{key}"));
        let of_kind = narrow.then(brief).flatten();
        let of_kind = of_kind.or_else(|| self.words.find(&format!("column.{kind_key}.{key}")));
        let of_any = || match key {
            FINDINGS => Some(self.words.get("column.findings")),
            CHANGED => Some(self.words.get("column.changed")),
            _ => None,
        };
        let short = of_kind.or_else(of_any);
        short.map_or_else(|| self.column_head(kind, key), str::to_owned)
    }

    /// What stands in a column on the screen, but for the reference; where the list is `narrow`, in a word or two or
    /// by its article alone.
    #[must_use]
    pub(crate) fn shown_cell(
        &self,
        register: &Register,
        owner: &dyn Record,
        record: &dyn Record,
        key: &str,
        narrow: bool,
    ) -> String {
        if key == CHANGED {
            let changes = register.changes.as_deref();
            let day = changes.and_then(|changes| changes.last_day(record));
            return day.map_or_else(String::new, |day| day.to_string());
        }
        if narrow && let Some(brief) = self.brief(record, key) {
            return brief;
        }
        if key == "country"
            && let Some(organisation) = addressee(record)
        {
            return organisation.to_owned();
        }
        if let Some(activity) = record.downcast::<Activity>() {
            match key {
                BASES => return self.bases(activity),
                SPECIAL => return self.special(activity),
                ABROAD => return self.abroad(register, activity, narrow),
                _ => {}
            }
        }
        let keeps = matches!(record.kind(), RecordKind::Retention | RecordKind::Schedule);
        if keeps && key == "period" {
            return self.time_limit(register, record);
        }
        self.short_code(record, key)
            .unwrap_or_else(|| self.column_of(register, owner, record, key))
    }

    /// The same in full, where it is said once for the whole list.
    #[must_use]
    pub(crate) fn shown_long(&self, register: &Register, id: Id, key: &str) -> String {
        let (Some(owner), Some(record)) = (register.owner(id), register.get(id)) else {
            return String::new();
        };
        match self.short_code(record, key) {
            Some(_) => self.column_of(register, owner, record, key),
            None => self.shown_cell(register, owner, record, key, false),
        }
    }

    /// The short words of the codes of a field, where tables have one for any of them.
    fn short_code(&self, record: &dyn Record, key: &str) -> Option<String> {
        let declaration = record.declaration();
        let field = declaration.field(key)?;
        let set = declaration.fields[field].kind.codes()?;
        let codes = match record.get(field) {
            Value::Text(code) => vec![code],
            Value::Texts(codes) => codes,
            _ => return None,
        };
        let short = |code: &String| self.words.find(&format!("short.{}.{code}", set.name));
        if !codes.iter().any(|code| short(code).is_some()) {
            return None;
        }
        let words = codes.iter().map(|code| match short(code) {
            Some(short) => short.to_owned(),
            None => self.code(set, code),
        });
        Some(words.collect::<Vec<_>>().join(", "))
    }

    /// The codes of a field in a word or two each, or by their articles, where all have such.
    fn brief(&self, record: &dyn Record, key: &str) -> Option<String> {
        let declaration = record.declaration();
        let field = declaration.field(key)?;
        let set = declaration.fields[field].kind.codes()?;
        let codes = record.texts(field);
        let said = codes.iter().map(|code| {
            let brief = self.words.find(&format!("brief.{}.{code}", set.name));
            brief.map(str::to_owned).or_else(|| self.article(set, code))
        });
        let mut said: Vec<String> = said.collect::<Option<_>>()?;
        said.dedup();
        Some(said.join(", ")).filter(|text| !text.is_empty())
    }

    /// The letters of the legal bases, in their order: `b c`.
    fn bases(&self, activity: &Activity) -> String {
        let bases = activity.purposes.iter().flat_map(|it| &it.legal_bases);
        let mut letters: Vec<String> = bases
            .map(|code| {
                let known = self.law.legal_basis(code);
                let article = known.and_then(|it| it.article.get(self.words.language()));
                let mut letters = article.unwrap_or(code).chars().rev();
                let last = letters.find(|letter| letter.is_alphanumeric());
                last.map_or_else(String::new, String::from)
            })
            .collect();
        letters.sort_unstable();
        letters.dedup();
        letters.join(" ")
    }

    /// The articles that ask more of an activity's data: `9`, `10`.
    fn special(&self, activity: &Activity) -> String {
        let categories = &activity.data_categories;
        let any = |kind| categories.iter().any(|it| it.kind == Some(kind));
        let mut articles = Vec::new();
        if categories.iter().any(DataCategory::is_special) {
            articles.push(self.words.get("column.article_9"));
        } else if any(DataKind::MayBeSpecial) {
            articles.push(self.words.get("column.article_9_maybe"));
        }
        if any(DataKind::Criminal) {
            articles.push(self.words.get("column.article_10"));
        }
        articles.join(" ")
    }

    /// The third countries that data go to, or may: the name of one, the codes of several; where the list is `narrow`
    /// codes alone, and how many more there are than two.
    fn abroad(&self, register: &Register, activity: &Activity, narrow: bool) -> String {
        /// How many codes a narrow list shows.
        const FEW: usize = 2;
        let transfers = activity.transfers.iter();
        let leaving = transfers.filter(|it| self.leaves_eea(register, it));
        let mut codes: Vec<&String> = leaving.filter_map(|it| it.country.as_ref()).collect();
        codes.sort_unstable();
        codes.dedup();
        if let ([code], false) = (codes.as_slice(), narrow) {
            let name = self.country(code);
            if name.chars().count() <= COUNTRY {
                return name;
            }
        }
        let shown = if narrow && codes.len() > FEW + 1 {
            FEW
        } else {
            codes.len()
        };
        let mut words: Vec<String> = codes.iter().take(shown).map(|it| (*it).clone()).collect();
        if shown < codes.len() {
            words.push(format!("+{}", codes.len() - shown));
        }
        words.join(" ")
    }
}

/// The international organisation that a transfer goes to, where it goes to no country.
fn addressee(record: &dyn Record) -> Option<&str> {
    let transfer = record.downcast::<Transfer>()?;
    let organisation = transfer.international_organisation.as_deref();
    organisation.filter(|_| transfer.country.is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_is_a_field_of_its_kind_or_worked_out() {
        for (kind, columns) in SHOWN {
            assert_eq!(columns[0], (REFERENCE, ALWAYS));
            for (key, _) in *columns {
                let worked_out = [BASES, SPECIAL, ABROAD].contains(key);
                let known = [REFERENCE, OWNER].contains(key)
                    || (*kind == RecordKind::Activity && worked_out);
                let field = kind.declaration().field(key);
                assert!(known || field.is_some(), "{} {key}", kind.key());
            }
            let cut = columns.iter().filter(|(_, stays)| *stays == CUT_LAST);
            assert_eq!(cut.count(), 1, "{}", kind.key());
        }
    }
}
