//! How near one another words of a text stand, each with the range of the words that it holds.

use std::ops::Range;

/// Words of a text as the range of their numbers, held against others of the same text.
pub(in crate::rules) trait Nearness {
    /// Whether they stand behind others, with so many words between at the most.
    fn follows(&self, before: &Self, most: usize) -> bool;

    /// How many words stand between them and others, on either side; nothing where one lies over the other.
    fn apart(&self, other: &Self) -> Option<usize>;

    /// The range from the first of them and others to the last.
    fn spanning(&self, other: &Self) -> Self;

    /// Whether they stand before or behind others, with so many words between at the most.
    fn is_near(&self, other: &Self, most: usize) -> bool {
        self.apart(other).is_some_and(|gap| gap <= most)
    }
}

impl Nearness for Range<usize> {
    fn follows(&self, before: &Self, most: usize) -> bool {
        let gap = self.start.checked_sub(before.end);
        gap.is_some_and(|gap| gap <= most)
    }

    fn apart(&self, other: &Self) -> Option<usize> {
        let behind = self.start.checked_sub(other.end);
        behind.or_else(|| other.start.checked_sub(self.end))
    }

    fn spanning(&self, other: &Self) -> Self {
        self.start.min(other.start)..self.end.max(other.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_follow_others_and_stand_near_them_on_either_side() {
        let (first, next) = (2..3, 5..6);
        assert!(next.follows(&first, 2) && !next.follows(&first, 1));
        assert!(!first.follows(&next, 9));
        assert!(first.is_near(&next, 2) && next.is_near(&first, 2) && !first.is_near(&next, 1));
        assert_eq!(first.apart(&(2..4)), None);
        assert_eq!(next.spanning(&first), 2..6);
    }
}
