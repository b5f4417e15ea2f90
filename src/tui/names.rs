//! The names of all records, made ready to be searched once for each state of the register, whoever asks.

use std::cell::{Cell, RefCell};

use rustc_hash::FxHashSet;

use crate::domain::kind::RecordKind;
use crate::domain::register::Register;
use crate::domain::value::Id;
use crate::labels::Lexicon;
use crate::search::carried::carried;
use crate::search::{Haystack, SoughtName};

/// The names of all records, in the order of the register.
#[derive(Debug, Default)]
pub(crate) struct Names {
    made: RefCell<MadeNames>,
    /// How many names were looked at since the beginning: what a search costs.
    looked_at: Cell<u64>,
}

/// The names as they were made last.
#[derive(Debug, Default)]
struct MadeNames {
    version: Option<u64>,
    ids: Vec<Id>,
    /// Each name with what else the record is known by; nothing where that is still to be made.
    texts: Vec<Option<Haystack>>,
    /// How many are made, from the first on.
    ready: usize,
}

/// So many changed records are put into their places one by one.
const FEW: usize = 32;

/// All records, in the order of the register.
fn ids_of(register: &Register) -> impl Iterator<Item = Id> {
    let records = RecordKind::records().flat_map(|kind| register.records(kind));
    records.map(|record| record.id())
}

/// Where a record stands among all of them.
fn place_of(register: &Register, id: Id) -> Option<usize> {
    let place = register.place(id).filter(|place| place.owner == id)?;
    let mut before = 0;
    for kind in RecordKind::records() {
        if kind == place.kind {
            return Some(before + place.at());
        }
        before += register.count(kind);
    }
    None
}

impl MadeNames {
    /// Takes the records anew, and keeps what is ready of those that are kept.
    fn make_anew(&mut self, register: &Register, is_kept: impl Fn(Id) -> bool) {
        let before = std::mem::take(&mut self.ids);
        let before = before.into_iter().zip(std::mem::take(&mut self.texts));
        let kept = before.filter(|(id, _)| is_kept(*id));
        let kept = kept.filter_map(|(id, text)| Some((id, text?)));
        self.ids = ids_of(register).collect();
        self.texts = carried(kept.collect(), &self.ids);
        self.ready = 0;
    }

    /// Puts what was changed where it stands now; all else stays as it is, one behind the other.
    fn replace(&mut self, changed: &FxHashSet<Id>, register: &Register) {
        let places = self.ids.iter().enumerate();
        let stood = places.filter(|(_, id)| changed.contains(id));
        let stood: Vec<(usize, Id)> = stood.map(|(place, id)| (place, *id)).collect();
        let stands = changed.iter();
        let stands = stands.filter_map(|id| Some((place_of(register, *id)?, *id)));
        let mut stands: Vec<(usize, Id)> = stands.collect();
        stands.sort_unstable();
        for (place, _) in stood.iter().chain(&stands) {
            self.ready = self.ready.min(*place);
        }
        if stood == stands {
            for (place, _) in stood {
                self.texts[place] = None;
            }
            return;
        }
        for (place, _) in stood.into_iter().rev() {
            self.ids.remove(place);
            self.texts.remove(place);
        }
        for (place, id) in stands {
            self.ids.insert(place, id);
            self.texts.insert(place, None);
        }
    }
}

impl Names {
    /// Follows the register, which is known by its version; `since` says which records were changed after one, where
    /// that is known.
    pub(crate) fn follow(
        &self,
        register: &Register,
        version: u64,
        since: impl FnOnce(u64) -> Option<FxHashSet<Id>>,
    ) {
        let mut made = self.made.borrow_mut();
        if made.version == Some(version) {
            return;
        }
        let changed = made.version.and_then(since);
        made.version = Some(version);
        match changed {
            Some(changed) if changed.len() <= FEW => made.replace(&changed, register),
            Some(changed) => made.make_anew(register, |id| !changed.contains(&id)),
            None => made.make_anew(register, |_| false),
        }
        debug_assert!(made.ids.iter().copied().eq(ids_of(register)));
    }

    /// Makes up to `most` more names ready; `false` where all are.
    pub(crate) fn prepare(&self, register: &Register, lexicon: &Lexicon, most: usize) -> bool {
        let mut made = self.made.borrow_mut();
        let MadeNames {
            ids, texts, ready, ..
        } = &mut *made;
        let mut new = 0;
        while *ready < ids.len() && new < most {
            if texts[*ready].is_none() {
                texts[*ready] = register.owner(ids[*ready]).map(|record| {
                    let title = lexicon.title(register, record);
                    let kind = lexicon.words.one(record.kind());
                    let reference = &record.head().reference;
                    Haystack::new(&format!("{title}\n{reference}\n{kind} {reference}"))
                });
                new += 1;
            }
            *ready += 1;
        }
        *ready < ids.len()
    }

    /// How many records there are.
    #[must_use]
    pub(crate) fn len(&self) -> usize {
        self.made.borrow().ids.len()
    }

    /// The record at a place.
    #[must_use]
    pub(crate) fn at(&self, place: usize) -> Option<Id> {
        self.made.borrow().ids.get(place).copied()
    }

    /// The places that hold what is looked for, each with how well it fits; among these places, else among all.
    #[must_use]
    pub(crate) fn ranked(&self, sought: &SoughtName, among: Option<&[usize]>) -> Vec<(u8, usize)> {
        let made = self.made.borrow();
        self.each(&made, among, |place, text| {
            Some((sought.rank(text)?, place))
        })
    }

    /// The places that nearly hold it, each with how well it fits.
    #[must_use]
    pub(crate) fn nearly(&self, sought: &SoughtName) -> Vec<(u8, usize)> {
        let made = self.made.borrow();
        self.each(&made, None, |place, text| {
            Some((sought.rank_nearly(text)?, place))
        })
    }

    fn each<R>(
        &self,
        made: &MadeNames,
        among: Option<&[usize]>,
        look: impl Fn(usize, &Haystack) -> Option<R>,
    ) -> Vec<R> {
        let look = |place: usize| look(place, made.texts.get(place)?.as_ref()?);
        let count = among.map_or(made.ids.len(), <[usize]>::len);
        let count = u64::try_from(count).unwrap_or(u64::MAX);
        self.looked_at.set(self.looked_at.get() + count);
        match among {
            Some(places) => places.iter().copied().filter_map(look).collect(),
            None => (0..made.ids.len()).filter_map(look).collect(),
        }
    }

    /// How many names were looked at since the beginning.
    #[must_use]
    pub(crate) fn looked_at(&self) -> u64 {
        self.looked_at.get()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::domain::language::Language;
    use crate::domain::records::Organisation;
    use crate::law::Law;
    use crate::words::Words;

    fn register(count: u32) -> Register {
        let mut register = Register::empty();
        for number in 1..=count {
            let mut organisation = Organisation::default();
            organisation.head.id = Id(number + 10);
            organisation.head.reference = format!("O{number}");
            organisation.name = Some(format!("Party {number}"));
            register.push(Box::new(organisation));
        }
        register.reindex();
        register
    }

    #[test]
    fn the_last_of_twenty_five_thousand_is_found_and_each_letter_looks_at_what_is_left() {
        let lexicon = Lexicon::new(
            Arc::new(Words::load(Language::ENGLISH).unwrap()),
            Arc::new(Law::shipped().unwrap()),
            "2026-11-21".parse().unwrap(),
        );
        let mut register = register(25_000);
        let names = Names::default();
        names.follow(&register, 1, |_| None);
        // A little at a time.
        assert!(names.prepare(&register, &lexicon, 10_000));
        assert!(!names.prepare(&register, &lexicon, usize::MAX));
        assert_eq!((names.len(), names.looked_at()), (25_000, 0));
        let first = names.ranked(&SoughtName::new("party 2"), None);
        assert_eq!(names.looked_at(), 25_000);
        let left: Vec<usize> = first.iter().map(|(_, place)| *place).collect();
        let last = names.ranked(&SoughtName::new("party 25000"), Some(&left));
        let (rank, place) = last[0];
        assert_eq!((rank, names.at(place)), (0, Some(Id(25_010))));
        let looked = u64::try_from(25_000 + left.len()).unwrap();
        assert_eq!(names.looked_at(), looked);
        // With a typo too, and by its reference.
        assert!(
            names
                .nearly(&SoughtName::new("pary 25000"))
                .contains(&(0, place))
        );
        assert_eq!(names.ranked(&SoughtName::new("O25000"), None).len(), 1);
        // A save makes only what it changed ready anew.
        register.organisations[24_999].name = Some("Renamed".to_owned());
        names.follow(&register, 2, |_| Some(FxHashSet::from_iter([Id(25_010)])));
        assert!(
            names
                .ranked(&SoughtName::new("party 25000"), None)
                .is_empty()
        );
        names.prepare(&register, &lexicon, 1);
        assert_eq!(names.ranked(&SoughtName::new("renamed"), None).len(), 1);
    }
}
