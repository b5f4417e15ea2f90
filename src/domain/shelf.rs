//! The records of a kind as the register keeps them: shared with whoever reads an earlier state, copied one by one when
//! they are changed.

use std::any::Any;
use std::cmp::Ordering;
use std::iter::Map;
use std::ops::{Index, IndexMut};
use std::slice;
use std::sync::Arc;

use super::field::{Declared, Head, Record, Rows};

/// Records of one kind, in their order. A copy shares them: what is changed in one is its own from then on.
#[derive(Clone, Debug, PartialEq)]
pub struct Shelf<T>(Vec<Arc<T>>);

/// Goes over the records of a shelf.
pub type ShelfIter<'a, T> = Map<slice::Iter<'a, Arc<T>>, fn(&'a Arc<T>) -> &'a T>;

impl<T> Default for Shelf<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Shelf<T> {
    /// The records in their order.
    pub fn iter(&self) -> ShelfIter<'_, T> {
        self.into_iter()
    }

    /// How many there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The first.
    #[must_use]
    pub fn first(&self) -> Option<&T> {
        self.0.first().map(|record| &**record)
    }

    /// The last.
    #[must_use]
    pub fn last(&self) -> Option<&T> {
        self.0.last().map(|record| &**record)
    }

    /// Whether it shares every record with another, so that none was changed, made or removed.
    #[must_use]
    pub(crate) fn shares_all(&self, other: &Self) -> bool {
        let same = |(one, other): (&Arc<T>, &Arc<T>)| Arc::ptr_eq(one, other);
        self.len() == other.len() && self.0.iter().zip(&other.0).all(same)
    }

    /// The records as they are shared.
    #[must_use]
    pub(crate) fn shared(&self) -> &[Arc<T>] {
        &self.0
    }
}

impl<'a, T> IntoIterator for &'a Shelf<T> {
    type Item = &'a T;
    type IntoIter = ShelfIter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter().map(|record| record)
    }
}

impl<T> Index<usize> for Shelf<T> {
    type Output = T;

    fn index(&self, at: usize) -> &T {
        &self.0[at]
    }
}

impl<T: Clone> IndexMut<usize> for Shelf<T> {
    fn index_mut(&mut self, at: usize) -> &mut T {
        Arc::make_mut(&mut self.0[at])
    }
}

impl<T: Declared + Clone + Sync> Rows for Shelf<T> {
    fn count(&self) -> usize {
        self.0.len()
    }
    fn at(&self, at: usize) -> &dyn Record {
        &*self.0[at]
    }
    fn at_mut(&mut self, at: usize) -> &mut dyn Record {
        &mut self[at]
    }
    fn make_room(&mut self, more: usize) {
        self.0.reserve_exact(more);
    }
    fn put_in(&mut self, at: usize, record: Box<dyn Record>) -> bool {
        let record = record.into_any().downcast::<T>();
        record
            .map(|record| self.0.insert(at, Arc::from(record)))
            .is_ok()
    }
    fn take_out(&mut self, at: usize) {
        self.0.remove(at);
    }
    fn add(&mut self) -> &mut dyn Record {
        let at = self.0.len();
        self.0.push(Arc::default());
        &mut self[at]
    }
    fn sort(&mut self, order: &dyn Fn(&Head, &Head) -> Ordering) -> bool {
        let order = |left: &Arc<T>, right: &Arc<T>| order(left.head(), right.head());
        let records = &mut self.0;
        let sorted = records.is_sorted_by(|left, right| order(left, right) != Ordering::Greater);
        if !sorted {
            records.sort_by(order);
        }
        !sorted
    }
    fn part(&mut self) -> Box<dyn Rows> {
        Box::new(std::mem::take(self))
    }
    fn join(&mut self, others: Box<dyn Rows>) -> bool {
        let others = match others.into_any().downcast::<Vec<T>>() {
            Ok(others) => others.into_iter().map(Arc::new).collect(),
            Err(others) => match others.downcast::<Self>() {
                Ok(others) => others.0,
                Err(_) => return false,
            },
        };
        if self.0.is_empty() {
            self.0 = others;
        } else {
            self.0.extend(others);
        }
        true
    }
    fn into_any(self: Box<Self>) -> Box<dyn Any> {
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::records::Measure;
    use crate::domain::value::Id;

    #[test]
    fn a_copy_shares_every_record_but_those_that_are_changed() {
        let mut shelf: Shelf<Measure> = Shelf::default();
        for number in 1..=3 {
            let mut measure = Measure::default();
            measure.head.id = Id(number);
            assert!(shelf.put_in(shelf.len(), Box::new(measure)));
        }
        let before = shelf.clone();
        shelf[1].description = Some("Locks".to_owned());
        let shared = shelf.shared().iter().zip(before.shared());
        let shared: Vec<bool> = shared.map(|(one, other)| Arc::ptr_eq(one, other)).collect();
        assert_eq!(shared, [true, false, true]);
        assert!(shelf.shares_all(&shelf.clone()) && !shelf.shares_all(&before));
        shelf = before.clone();
        shelf.take_out(2);
        assert!(!shelf.shares_all(&before));
        assert_eq!(before[1].description, None);
    }
}
