//! What was measured, beside the goals: one table at the end.

use std::fmt::Write as _;

/// A figure in its own unit, so that what belongs together is told together.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Figure {
    /// How many times as much as something else.
    Ratio(f64),
    /// Thousandths of a second.
    Milliseconds(f64),
    /// Mebibytes.
    Mebibytes(f64),
    /// An exponent of growth.
    Exponent(f64),
}

impl Figure {
    const fn number(self) -> f64 {
        match self {
            Self::Ratio(number)
            | Self::Milliseconds(number)
            | Self::Mebibytes(number)
            | Self::Exponent(number) => number,
        }
    }

    fn shown(self) -> String {
        match self {
            Self::Ratio(ratio) => format!("{ratio:.2}"),
            Self::Milliseconds(time) => format!("{time:.1} ms"),
            Self::Mebibytes(size) => format!("{size:.0} MiB"),
            Self::Exponent(exponent) => format!("{exponent:.2}"),
        }
    }
}

/// The goals, each with what was measured of it.
#[derive(Debug, Default)]
pub(crate) struct Goals(Vec<(String, Figure, f64)>);

impl Goals {
    /// Notes a figure; `most` is the goal.
    pub(crate) fn note(&mut self, what: &str, figure: Figure, most: f64) {
        println!("{what:64}{:>12}", figure.shown());
        self.0.push((what.to_owned(), figure, most));
    }

    /// The table that says which goals hold.
    pub(crate) fn table(&self) -> String {
        let mut table = format!("{:64}{:>12}{:>12}  holds\n", "goal", "measured", "at most");
        for (what, figure, most) in &self.0 {
            let goal = match figure {
                Figure::Ratio(_) | Figure::Exponent(_) => format!("{most:.2}"),
                Figure::Milliseconds(_) => format!("{most:.0} ms"),
                Figure::Mebibytes(_) => format!("{most:.0} MiB"),
            };
            let holds = if figure.number() <= *most {
                "yes".to_owned()
            } else {
                format!("no, {:.1} times", figure.number() / most)
            };
            let _ = writeln!(table, "{what:64}{:>12}{goal:>12}  {holds}", figure.shown());
        }
        table
    }
}
