//! Periods as people type them.

use super::{is_one, number, unit};
use crate::domain::period::{LARGEST, Period, Span};
use crate::domain::problem::Problem;
use crate::domain::text::key;

impl Period {
    /// Reads a period as people type it, in any of the languages.
    ///
    /// # Errors
    /// `period_unreadable`, `period_zero`, `period_negative`, `period_no_whole` or `period_too_long`, with the text.
    pub fn from_typed(text: &str) -> Result<Self, Problem> {
        let trimmed = text.trim();
        let typed = key(&with_decimals(trimmed));
        let problem = |key| Problem::usage(key).with("text", trimmed);
        if is_one(&typed, |words| &words.periods.session) {
            return Ok(Self::Session);
        }
        if let Some(period) = Self::from_iso(&typed.to_uppercase()) {
            return Ok(period);
        }
        if typed.starts_with('-') {
            return Err(problem("period_negative"));
        }
        let zeros = typed.strip_prefix('p').filter(|rest| rest.contains('0'));
        if zeros.is_some_and(|rest| rest.chars().all(|it| "0ymwdt".contains(it))) {
            return Err(problem("period_zero"));
        }
        let parts = parts(&typed).ok_or_else(|| problem("period_unreadable"))?;
        let mut rest = parts.as_slice();
        let mut span = Span::default();
        while !rest.is_empty() {
            if let [PeriodPiece::Word(word), behind @ ..] = rest
                && is_one(word, |words| &words.periods.and)
                && rest.len() < parts.len()
            {
                rest = behind;
            }
            let (figure, behind) = figure(rest).ok_or_else(|| problem("period_unreadable"))?;
            let [PeriodPiece::Word(word), behind @ ..] = behind else {
                return Err(problem("period_unreadable"));
            };
            let (times, letter, time) =
                unit_word(word).ok_or_else(|| problem("period_unreadable"))?;
            let (figure, letter, time) = figure.whole(times, letter, time).map_err(problem)?;
            let unit = span.unit(letter, time).filter(|unit| **unit == 0);
            *unit.ok_or_else(|| problem("period_unreadable"))? = figure;
            rest = behind;
        }
        match (parts.is_empty(), span == Span::default()) {
            (true, _) => Err(problem("period_unreadable")),
            (false, true) => Err(problem("period_zero")),
            (false, false) => Ok(Self::Span(span)),
        }
    }
}

/// A figure with its decimals: the number without a point, and the number of decimals.
#[derive(Clone, Copy, Debug)]
struct Figure {
    number: u64,
    decimals: u32,
}

impl Figure {
    const HALF: Self = Self {
        number: 5,
        decimals: 1,
    };

    fn of(digits: &str, decimals: &str) -> Self {
        // What is too long for a number is too long for a period.
        let number = format!("{digits}{decimals}").parse().unwrap_or(u64::MAX);
        let decimals = u32::try_from(decimals.len()).unwrap_or(u32::MAX);
        Self { number, decimals }
    }

    /// The figure in whole units: `1,5 år` is 18 months, `1.5 h` 90 minutes.
    ///
    /// What has no exact number of a smaller unit, as half a month, is refused.
    fn whole(
        self,
        times: u64,
        letter: char,
        time: bool,
    ) -> Result<(u32, char, bool), &'static str> {
        let smaller = match (letter, time) {
            ('Y', _) => Some((12, 'M', false)),
            ('W', _) => Some((7, 'D', false)),
            ('D', _) => Some((24, 'H', true)),
            ('H', _) => Some((60, 'M', true)),
            ('M', true) => Some((60, 'S', true)),
            _ => None,
        };
        let units = [Some((1, letter, time)), smaller];
        let number = self.number.checked_mul(times).ok_or("period_too_long")?;
        let parts = 10_u64.checked_pow(self.decimals).ok_or("period_too_long")?;
        for (each, letter, time) in units.into_iter().flatten() {
            let number = number.checked_mul(each).ok_or("period_too_long")?;
            if number.is_multiple_of(parts) {
                let figure = u32::try_from(number / parts).ok();
                let figure = figure.filter(|figure| *figure <= LARGEST);
                return Ok((figure.ok_or("period_too_long")?, letter, time));
            }
        }
        Err("period_no_whole")
    }
}

/// A piece of a period as it is typed.
#[derive(Clone, Copy, Debug)]
enum PeriodPiece<'t> {
    Figure(Figure),
    Word(&'t str),
}

/// The text with the signs for parts of a number as decimals: `1½` is `1,5`.
fn with_decimals(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 4);
    for letter in text.chars() {
        let decimals = match letter {
            '½' => ",5",
            '¼' => ",25",
            '¾' => ",75",
            other => {
                out.push(other);
                continue;
            }
        };
        out.truncate(out.trim_end().len());
        if !out.ends_with(|last: char| last.is_numeric()) {
            out.push_str(" 0");
        }
        out.push_str(decimals);
    }
    out
}

/// Figures and words of a period; `None` where anything else stands in it.
fn parts(text: &str) -> Option<Vec<PeriodPiece<'_>>> {
    let mut parts = Vec::new();
    let mut rest = text.trim_end_matches('.');
    let digits = |text: &str| {
        text.find(|letter: char| !letter.is_ascii_digit())
            .unwrap_or(text.len())
    };
    loop {
        rest = rest.trim_start_matches([' ', ',', '+']);
        let Some(first) = rest.chars().next() else {
            return Some(parts);
        };
        if first.is_ascii_digit() {
            let (whole, behind) = rest.split_at(digits(rest));
            let point = behind.strip_prefix([',', '.']).unwrap_or_default();
            let (decimals, after) = point.split_at(digits(point));
            rest = if decimals.is_empty() { behind } else { after };
            parts.push(PeriodPiece::Figure(Figure::of(whole, decimals)));
        } else if first.is_alphabetic() {
            let end = rest.find(|letter: char| !letter.is_alphabetic());
            let (word, behind) = rest.split_at(end.unwrap_or(rest.len()));
            // An abbreviation may have its point.
            rest = behind.strip_prefix('.').unwrap_or(behind);
            parts.push(PeriodPiece::Word(word));
        } else {
            return None;
        }
    }
}

/// The figure that some parts begin with, in digits or in words, and what stands behind it.
fn figure<'p, 't>(parts: &'p [PeriodPiece<'t>]) -> Option<(Figure, &'p [PeriodPiece<'t>])> {
    let half = |word: &str| is_one(word, |words| &words.periods.half);
    let article = |word: &str| is_one(word, |words| &words.periods.article);
    let of_half = |word: &str| is_one(word, |words| &words.periods.of_half);
    let (mut found, mut rest) = match parts {
        [PeriodPiece::Word(one), PeriodPiece::Word(word), rest @ ..]
            if article(one) && half(word) =>
        {
            (Figure::HALF, rest)
        }
        [PeriodPiece::Word(word), PeriodPiece::Word(one), rest @ ..]
            if half(word) && of_half(one) =>
        {
            (Figure::HALF, rest)
        }
        [PeriodPiece::Word(word), rest @ ..] if half(word) => (Figure::HALF, rest),
        [PeriodPiece::Figure(figure), rest @ ..] => (*figure, rest),
        [PeriodPiece::Word(word), rest @ ..] => (Figure::of(&number(word)?.to_string(), ""), rest),
        [] => return None,
    };
    if let [
        PeriodPiece::Word(and),
        PeriodPiece::Word(one),
        PeriodPiece::Word(word),
        behind @ ..,
    ] = rest
        && is_one(and, |words| &words.periods.and)
        && article(one)
        && half(word)
        && found.decimals == 0
    {
        found = Figure {
            number: found.number.saturating_mul(10).saturating_add(5),
            decimals: 1,
        };
        rest = behind;
    }
    Some((found, rest))
}

/// How many of a unit of ISO 8601 a word stands for, its letter, and whether it is one of the clock.
fn unit_word(word: &str) -> Option<(u64, char, bool)> {
    let Period::Span(span) = unit(word)? else {
        return None;
    };
    let (calendar, clock) = span.figures();
    let calendar = calendar.map(|(times, letter)| (times, letter, false));
    let clock = clock.map(|(times, letter)| (times, letter, true));
    let mut units = calendar.into_iter().chain(clock);
    let (times, letter, time) = units.find(|(times, ..)| *times > 0)?;
    Some((times.into(), letter, time))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typed_periods_keep_their_unit() {
        let cases = [
            ("5y", "P5Y"),
            ("14 months", "P14M"),
            ("P1Y6M", "P1Y6M"),
            ("1 år och 6 mån", "P1Y6M"),
            ("15 d", "P15D"),
            ("3 mån", "P3M"),
            ("30 min", "PT30M"),
            ("24h", "PT24H"),
            ("pt24h", "PT24H"),
            ("2 veckor", "P2W"),
            ("Session", "session"),
            ("1y 2d 3h", "P1Y2DT3H"),
            ("1,5 år", "P18M"),
            ("1.5 years", "P18M"),
            ("1½ år", "P18M"),
            ("2 ¼ år", "P27M"),
            ("½ år", "P6M"),
            ("ett och ett halvt år", "P18M"),
            ("two and a half years", "P30M"),
            ("ett halvår", "P6M"),
            ("half a year", "P6M"),
            ("ett kvartal", "P3M"),
            ("1,5 dygn", "PT36H"),
            ("1.5 h", "PT90M"),
            ("sex månader", "P6M"),
            ("2,0 år", "P2Y"),
            ("1 år, 6 mån. och 2 dagar", "P1Y6M2D"),
            ("10\u{a0}år", "P10Y"),
        ];
        for (typed, stored) in cases {
            assert_eq!(
                Period::from_typed(typed).unwrap().to_string(),
                stored,
                "{typed}"
            );
            assert_eq!(Period::from_iso(stored).unwrap().to_string(), stored);
        }
    }

    #[test]
    fn unreadable_periods_say_what_is_wrong() {
        let cases = [
            ("", "period_unreadable"),
            ("5", "period_unreadable"),
            ("y", "period_unreadable"),
            ("5 parsecs", "period_unreadable"),
            ("0d", "period_zero"),
            ("P0D", "period_zero"),
            ("-3y", "period_negative"),
            ("1000000y", "period_too_long"),
            ("1y 2y", "period_unreadable"),
            ("1,5 mån", "period_no_whole"),
            ("1,3 år", "period_no_whole"),
            ("1/2 år", "period_unreadable"),
            ("år 5", "period_unreadable"),
            ("och 1 år", "period_unreadable"),
            ("1 år och", "period_unreadable"),
            ("99999999999999999999,5 år", "period_too_long"),
            ("1,5", "period_unreadable"),
        ];
        for (typed, key) in cases {
            assert_eq!(Period::from_typed(typed).unwrap_err().key, key, "{typed}");
        }
    }
}
