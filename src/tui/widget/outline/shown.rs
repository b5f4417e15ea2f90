//! Which entries are shown, and on which lines. Where all are, nothing is kept for each of them: a first look at a long
//! list costs no more than at a short one.

/// A line as it is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OutlineLine {
    /// The heading of the group at that place, with as many entries.
    Heading(usize, usize),
    /// The entry at that place among those shown.
    Entry(usize),
}

/// A group of which some entries are shown.
#[derive(Clone, Copy, Debug)]
struct ShownGroup {
    /// Its place among the headings.
    heading: usize,
    /// Its first entry, among those shown.
    first: usize,
    /// How many of its entries are shown.
    count: usize,
    /// Its first line.
    line: usize,
    /// Whether a heading stands there.
    is_titled: bool,
}

/// The entries that are shown, each by its place among all.
#[derive(Debug, Default)]
pub(super) struct ShownEntries {
    /// How many entries there are.
    all: usize,
    /// The places of those shown; nothing where all are.
    some: Option<Vec<u32>>,
    groups: Vec<ShownGroup>,
}

impl ShownEntries {
    /// Those of `all` entries whose places are in `some`, or all of them, under headings that each have the place of
    /// their first entry.
    pub(super) fn new(all: usize, some: Option<Vec<u32>>, headings: &[(usize, String)]) -> Self {
        let mut shown = Self {
            all,
            some,
            groups: Vec::new(),
        };
        let (mut first, mut line) = (0, 0);
        for (heading, (_, title)) in headings.iter().enumerate() {
            let end = headings.get(heading + 1).map_or(all, |(from, _)| *from);
            let count = shown.before(end) - first;
            if count > 0 {
                let is_titled = !title.is_empty();
                shown.groups.push(ShownGroup {
                    heading,
                    first,
                    count,
                    line,
                    is_titled,
                });
                line += count + usize::from(is_titled);
                first += count;
            }
        }
        shown
    }

    /// How many of those shown stand before a place.
    fn before(&self, place: usize) -> usize {
        match &self.some {
            Some(some) => some.partition_point(|at| (*at as usize) < place),
            None => place,
        }
    }

    /// How many are shown.
    pub(super) fn len(&self) -> usize {
        self.some.as_ref().map_or(self.all, Vec::len)
    }

    /// The place of one that is shown, by its number among them.
    pub(super) fn place(&self, number: usize) -> Option<usize> {
        match &self.some {
            Some(some) => some.get(number).map(|at| *at as usize),
            None => (number < self.all).then_some(number),
        }
    }

    /// The places of those from a number on.
    pub(super) fn places_from(&self, number: usize) -> impl Iterator<Item = usize> {
        (number..self.len()).filter_map(|number| self.place(number))
    }

    /// How many lines there are.
    pub(super) fn lines(&self) -> usize {
        self.groups.last().map_or(0, |group| {
            group.line + group.count + usize::from(group.is_titled)
        })
    }

    /// What stands on a line.
    pub(super) fn line(&self, line: usize) -> Option<OutlineLine> {
        let after = self.groups.partition_point(|group| group.line <= line);
        let group = self.groups.get(after.checked_sub(1)?)?;
        let here = line - group.line;
        if group.is_titled && here == 0 {
            return Some(OutlineLine::Heading(group.heading, group.count));
        }
        let here = here - usize::from(group.is_titled);
        (here < group.count).then_some(OutlineLine::Entry(group.first + here))
    }

    /// The lines from one on, as many as asked for.
    pub(super) fn lines_from(
        &self,
        line: usize,
        most: usize,
    ) -> impl Iterator<Item = OutlineLine> + '_ {
        (line..self.lines().min(line + most)).filter_map(|line| self.line(line))
    }

    /// The line that an entry stands on, by its number among those shown.
    pub(super) fn line_of(&self, number: usize) -> usize {
        let after = self.groups.partition_point(|group| group.first <= number);
        let group = after.checked_sub(1).and_then(|at| self.groups.get(at));
        group.map_or(0, |group| {
            group.line + usize::from(group.is_titled) + number - group.first
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_found_from_its_entry_and_back_whatever_is_left_out() {
        let headings = [
            (0, "first".to_owned()),
            (3, String::new()),
            (3, "gone".to_owned()),
            (5, "last".to_owned()),
        ];
        for some in [
            None,
            Some(vec![]),
            Some(vec![0, 2, 6]),
            Some(vec![3, 4, 5, 6]),
        ] {
            let shown = ShownEntries::new(7, some.clone(), &headings);
            let places: Vec<usize> = shown.places_from(0).collect();
            let asked = some.map_or((0..7).collect(), |some| {
                some.iter().map(|at| *at as usize).collect::<Vec<_>>()
            });
            assert_eq!(places, asked);
            let lines: Vec<OutlineLine> = shown.lines_from(0, usize::MAX / 2).collect();
            assert_eq!(lines.len(), shown.lines());
            let mut number = 0;
            for (at, line) in lines.iter().enumerate() {
                match line {
                    OutlineLine::Entry(here) => {
                        assert_eq!((*here, shown.line_of(number)), (number, at));
                        number += 1;
                    }
                    OutlineLine::Heading(group, count) => {
                        let end = headings.get(group + 1).map_or(7, |(from, _)| *from);
                        let of_group = asked
                            .iter()
                            .filter(|at| (headings[*group].0..end).contains(at));
                        assert_eq!(*count, of_group.count());
                    }
                }
            }
            assert_eq!(number, shown.len());
            assert_eq!(shown.line(lines.len()), None);
        }
    }
}
