//! Maps by the number of a record or row.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::Arc;

use super::value::Id;

/// Something by number.
pub(super) type ById<T> = HashMap<Id, T, BuildHasherDefault<IdHasher>>;

/// Spreads numbers that are given one after the other: hashing them in earnest would take longer than the rest.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct IdHasher(u64);

impl Hasher for IdHasher {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u32(u32::from(*byte));
        }
    }
    fn write_u32(&mut self, number: u32) {
        // Knuth, The Art of Computer Programming 6.4: the golden ratio of the word's range.
        self.0 = (self.0 ^ u64::from(number)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

/// Up to this number something is found by it at once.
const NEAR: u32 = 1 << 22;

/// How many numbers lie together.
const PAGE: usize = 1 << 10;

/// In which page a number lies, and where in it; nothing for one that is far.
const fn place(id: Id) -> Option<(usize, usize)> {
    let at = id.0 as usize;
    if id.0 < NEAR {
        Some((at / PAGE, at % PAGE))
    } else {
        None
    }
}

/// Numbers by the number of a record or row, 0 where there is none: looked up far more often than they are set, and the
/// numbers of records are given one after the other. Copies share what is not changed in them.
#[derive(Clone, Debug, Default)]
pub(super) struct NumberById {
    near: Vec<Arc<[i64; PAGE]>>,
    /// A file may hold any number.
    far: ById<i64>,
}

impl NumberById {
    /// The number; 0 where there is none.
    pub(super) fn get(&self, id: Id) -> i64 {
        match place(id) {
            Some((page, at)) => self.near.get(page).map_or(0, |page| page[at]),
            None => self.far.get(&id).copied().unwrap_or(0),
        }
    }

    /// Sets it.
    pub(super) fn set(&mut self, id: Id, number: i64) {
        let Some((page, at)) = place(id) else {
            self.far.insert(id, number);
            return;
        };
        if page >= self.near.len() {
            self.near.resize_with(page + 1, || Arc::new([0; PAGE]));
        }
        Arc::make_mut(&mut self.near[page])[at] = number;
    }
}

/// However many pages were made on the way, what holds the same numbers is the same.
impl PartialEq for NumberById {
    fn eq(&self, other: &Self) -> bool {
        const NONE: [i64; PAGE] = [0; PAGE];
        let page = |of: &Self, at: usize| of.near.get(at).map_or(NONE, |page| **page);
        let mut pages = 0..self.near.len().max(other.near.len());
        let mut far = self.far.keys().chain(other.far.keys());
        pages.all(|at| page(self, at) == page(other, at))
            && far.all(|id| self.get(*id) == other.get(*id))
    }
}

impl Eq for NumberById {}

/// Something by number, for registers that share what they have in common: a copy copies what is changed in it later and
/// the few whose numbers are far, and no number is hashed, for the numbers of records are given one after the other.
#[derive(Clone, Debug)]
pub(super) struct SharedById<T> {
    near: Vec<Option<Arc<[Option<T>; PAGE]>>>,
    /// A file may hold any number.
    far: ById<T>,
}

impl<T> Default for SharedById<T> {
    fn default() -> Self {
        Self {
            near: Vec::new(),
            far: ById::default(),
        }
    }
}

impl<T: Clone> SharedById<T> {
    /// What is known of a number.
    pub(super) fn get(&self, id: Id) -> Option<&T> {
        match place(id) {
            Some((page, at)) => self.near.get(page)?.as_ref()?[at].as_ref(),
            None => self.far.get(&id),
        }
    }

    /// The same, to change.
    pub(super) fn get_mut(&mut self, id: Id) -> Option<&mut T> {
        match place(id) {
            Some((page, at)) => {
                let page = self.near.get_mut(page)?.as_mut()?;
                page[at].as_ref()?;
                Arc::make_mut(page)[at].as_mut()
            }
            None => self.far.get_mut(&id),
        }
    }

    /// Takes in what is known of a number.
    pub(super) fn insert(&mut self, id: Id, known: T) {
        if let Some(place) = place(id) {
            *self.own(place) = Some(known);
        } else {
            self.far.insert(id, known);
        }
    }

    /// What is known of a number, to change; where nothing is, what is known by default.
    pub(super) fn entry(&mut self, id: Id) -> &mut T
    where
        T: Default,
    {
        match place(id) {
            Some(place) => self.own(place).get_or_insert_with(T::default),
            None => self.far.entry(id).or_default(),
        }
    }

    /// What stands at a place, in a page that is shared with no copy.
    fn own(&mut self, (page, at): (usize, usize)) -> &mut Option<T> {
        if page >= self.near.len() {
            self.near.resize_with(page + 1, || None);
        }
        let page = self.near[page].get_or_insert_with(|| Arc::new([const { None }; PAGE]));
        &mut Arc::make_mut(page)[at]
    }

    /// Lets go of a number.
    pub(super) fn remove(&mut self, id: Id) {
        let Some((page, at)) = place(id) else {
            self.far.remove(&id);
            return;
        };
        if let Some(Some(page)) = self.near.get_mut(page)
            && page[at].is_some()
        {
            Arc::make_mut(page)[at] = None;
        }
    }

    /// Every number of which anything is known, from the lowest on.
    pub(super) fn ids(&self) -> impl Iterator<Item = Id> {
        let pages = self.near.iter().enumerate();
        let near = pages.flat_map(|(page, known)| {
            let known = known.iter().flat_map(|known| known.iter().enumerate());
            known.filter_map(move |(at, known)| {
                known.as_ref()?;
                u32::try_from(page * PAGE + at).ok().map(Id)
            })
        });
        let mut far: Vec<Id> = self.far.keys().copied().collect();
        far.sort_unstable_by_key(|id| id.0);
        near.chain(far)
    }
}

impl<T: Clone + PartialEq> PartialEq for SharedById<T> {
    fn eq(&self, other: &Self) -> bool {
        self.ids().eq(other.ids()) && self.ids().all(|id| self.get(id) == other.get(id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_found_by_any_number() {
        let mut numbers = NumberById::default();
        for id in [0, 3, NEAR - 1, NEAR, u32::MAX] {
            assert_eq!(numbers.get(Id(id)), 0);
            numbers.set(Id(id), i64::from(id) + 1);
        }
        for id in [0, 3, NEAR - 1, NEAR, u32::MAX] {
            assert_eq!(numbers.get(Id(id)), i64::from(id) + 1);
        }
        assert_eq!(numbers.get(Id(2)), 0);
        assert_eq!(numbers.get(Id(NEAR + 1)), 0);
    }

    #[test]
    fn what_holds_the_same_numbers_is_the_same() {
        let (mut some, mut others) = (NumberById::default(), NumberById::default());
        for id in [5, 5000, NEAR] {
            some.set(Id(id), 7);
            assert_ne!(some, others);
            others.set(Id(id), 7);
            assert_eq!(some, others);
        }
        // Room for what is not there tells nothing.
        some.set(Id(90_000), 0);
        some.set(Id(NEAR + 1), 0);
        assert_eq!(some, others);
        assert_eq!(others, some);
    }

    #[test]
    fn a_copy_shares_all_pages_but_those_that_are_changed_in_it() {
        let far = [NEAR, u32::MAX];
        let mut known = SharedById::default();
        for id in (0..5000).chain(far) {
            known.insert(Id(id), id);
        }
        let mut copy = known.clone();
        copy.remove(Id(7));
        copy.remove(Id(6000));
        copy.remove(Id(NEAR));
        if let Some(held) = copy.get_mut(Id(4999)) {
            *held = 1;
        }
        assert_eq!(copy.get_mut(Id(5000)), None);
        assert_eq!([known.get(Id(7)), copy.get(Id(7))], [Some(&7), None]);
        assert_eq!(copy.get(Id(4999)), Some(&1));
        let shares = |page: usize| match (&known.near[page], &copy.near[page]) {
            (Some(one), Some(other)) => Arc::ptr_eq(one, other),
            _ => false,
        };
        let pages: Vec<bool> = (0..known.near.len()).map(shares).collect();
        assert_eq!(pages, [false, true, true, true, false]);
        let all = |of: &SharedById<u32>| of.ids().map(|id| id.0).collect::<Vec<u32>>();
        assert_eq!(all(&known), (0..5000).chain(far).collect::<Vec<u32>>());
        assert_eq!(all(&copy).len(), 5000);
    }
}
