//! Spellings that are near to words: what somebody may have meant by them, and only people can tell.
//!
//! Names are written together, apart and with a hyphen, turned round, with initials, in the genitive, without accents, with
//! a letter too few. None of that is the words; all of it is worth a look.

use std::ops::Range;

use super::text::fold::fold_each;

/// The fewest letters of a part of a name that is looked for alone.
const SHORTEST_PART: usize = 3;
/// The fewest letters of a word in which one letter may be another, missing or too many.
const SHORTEST_WITH_SLIP: usize = 6;

/// Words in every spelling that is near to them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Near {
    /// What a run of words may read as, written together.
    together: Vec<Vec<char>>,
    /// What single words in a row may read as.
    apart: Vec<[Vec<char>; 2]>,
}

/// A word of a text as it is compared, and where it stands.
struct Word {
    letters: Vec<char>,
    place: Range<usize>,
}

/// The words of a text: runs of letters and digits, without accents.
fn words_of(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut inside = false;
    for (at, letter) in text.char_indices() {
        let end = at + letter.len_utf8();
        let mut folded = Vec::new();
        fold_each(letter, &mut |letter| folded.push(letter));
        if folded.is_empty() {
            // What nobody sees, and accents, part no words.
            if let Some(word) = words.last_mut().filter(|_| inside) {
                word.place.end = end;
            }
            continue;
        }
        for letter in folded {
            if !letter.is_alphanumeric() {
                inside = false;
                continue;
            }
            match words.last_mut().filter(|_| inside) {
                Some(word) => {
                    word.letters.push(letter);
                    word.place.end = end;
                }
                None => words.push(Word {
                    letters: vec![letter],
                    place: at..end,
                }),
            }
            inside = true;
        }
    }
    words
}

/// Letters with what stands for a letter with an accent as that letter: `Mueller` is `Müller`, `Aakerblom` `Åkerblom`.
fn plain(letters: &[char]) -> Vec<char> {
    let mut out: Vec<char> = Vec::with_capacity(letters.len());
    for letter in letters {
        match (out.last(), letter) {
            (Some('a'), 'a' | 'e') | (Some('o' | 'u'), 'e') => {}
            _ => out.push(*letter),
        }
    }
    out
}

/// Whether two words are one but for one letter that is another, missing, too many, or after the next one.
fn is_slip(one: &[char], other: &[char]) -> bool {
    let (short, long) = if one.len() <= other.len() {
        (one, other)
    } else {
        (other, one)
    };
    if short.len() < SHORTEST_WITH_SLIP || long.len() - short.len() > 1 || short[0] != long[0] {
        return false;
    }
    let same = short.iter().zip(long).take_while(|(a, b)| a == b).count();
    let rest = |letters: &[char], from: usize| letters.get(from..).unwrap_or_default().to_vec();
    if short.len() < long.len() {
        return rest(short, same) == rest(long, same + 1);
    }
    let turned = short.get(same) == long.get(same + 1)
        && short.get(same + 1) == long.get(same)
        && rest(short, same + 2) == rest(long, same + 2);
    turned || rest(short, same + 1) == rest(long, same + 1)
}

/// Whether letters read as what is looked for, also in the genitive.
fn reads_as(letters: &[char], sought: &[char]) -> bool {
    let same = |letters: &[char]| letters == sought || is_slip(letters, sought);
    let stem = letters.strip_suffix(&['s']);
    same(letters)
        || stem.is_some_and(same)
        || sought.len() > 3 && sought.strip_suffix(&['s']) == Some(letters)
}

impl Near {
    /// The spellings near to words; `None` where there is no letter in them.
    #[must_use]
    pub(crate) fn of(words: &str) -> Option<Self> {
        let parts: Vec<Vec<char>> = words_of(words)
            .iter()
            .map(|word| word.letters.clone())
            .collect();
        let (first, last) = (parts.first()?, parts.last()?);
        let joined = |parts: &[&Vec<char>]| {
            plain(&parts.iter().copied().flatten().copied().collect::<Vec<_>>())
        };
        let mut together = vec![joined(&parts.iter().collect::<Vec<_>>())];
        let mut apart = Vec::new();
        if parts.len() > 1 {
            // `Lena, Anna`, and a name between left out.
            let mut turned: Vec<&Vec<char>> = vec![last];
            turned.extend(&parts[..parts.len() - 1]);
            together.push(joined(&turned));
            together.push(joined(&[first, last]));
            together.extend(
                parts
                    .iter()
                    .filter(|part| part.len() >= SHORTEST_PART)
                    .map(|it| plain(it)),
            );
            let (initial, of_last) = (vec![first[0]], vec![last[0]]);
            let (first, last) = (plain(first), plain(last));
            if last.len() > 1 {
                apart.push([initial.clone(), last.clone()]);
                apart.push([last, initial]);
            }
            if first.len() > 1 {
                apart.push([first, of_last]);
            }
        }
        together.sort();
        together.dedup();
        Some(Self { together, apart })
    }

    /// Where a text has such a spelling, from the left; what is longer counts first.
    #[must_use]
    pub(crate) fn find(&self, text: &str) -> Vec<Range<usize>> {
        let words = words_of(text);
        let longest = self.together.iter().map(Vec::len).max().unwrap_or(0) + 2;
        let mut found = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let mut letters: Vec<char> = Vec::new();
            let mut end = None;
            for (count, word) in words[at..].iter().enumerate() {
                letters.extend(&word.letters);
                if letters.len() > 2 * longest {
                    break;
                }
                let plain = plain(&letters);
                // The genitive of another language stands apart: `Anna's`.
                let alone = count == 0 || word.letters != ['s'];
                let pair = count == 1
                    && self.apart.iter().any(|[one, other]| {
                        reads_as(&self::plain(&words[at].letters), one)
                            && one.len() == words[at].letters.len()
                            && reads_as(&self::plain(&word.letters), other)
                            && (other.len() > 1 || word.letters.len() == 1)
                    });
                let run = alone && self.together.iter().any(|sought| reads_as(&plain, sought));
                if pair || run {
                    end = Some(at + count);
                }
            }
            match end {
                Some(last) => {
                    found.push(words[at].place.start..words[last].place.end);
                    at = last + 1;
                }
                None => at += 1,
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(words: &str, text: &str) -> Vec<String> {
        let near = Near::of(words).unwrap();
        let places = near.find(text).into_iter();
        places.map(|place| text[place].to_owned()).collect()
    }

    #[test]
    fn names_are_found_in_every_spelling_near_to_them() {
        for (words, near) in [
            ("Anna-Lena", "Anna Lena"),
            ("Anna-Lena", "AnnaLena"),
            ("AnnaLena", "anna\u{2011}lena"),
            ("Anna Lena", "Anna\u{a0}-\u{a0}Lena"),
            ("O'Neil", "ONeil"),
            ("ONeil", "O’Neil"),
            ("O'Neil", "O Neil"),
            ("Siv Åkerblom", "Siv Akerblom"),
            ("Siv Akerblom", "SIV ÅKERBLOM"),
            ("Siv Åkerblom", "Siv Aakerblom"),
            ("Müller", "Mueller"),
            ("Mueller", "Müllers"),
            ("Siv Åkerblom", "Åkerblom, Siv"),
            ("Siv Åkerblom", "S. Åkerblom"),
            ("Siv Åkerblom", "Åkerblom S"),
            ("Siv Åkerblom", "Siv Å."),
            ("Siv Åkerblom", "siv.akerblom"),
            ("Siv Åkerblom", "Sivs"),
            ("Siv Åkerblom", "Åkerbloms"),
            ("Siv Åkerblom", "Åkerblum"),
            ("Siv Maria Åkerblom", "Siv Åkerblom"),
            ("Bo Eks", "Bo Ek"),
            ("Eriksson", "Ericsson"),
            ("Svensson", "Svenson"),
            ("Svensson", "Svesnson"),
            ("Ste\u{ad}fan Ek", "Stefan E"),
            ("gro\u{df}mann", "GROSSMAN"),
        ] {
            let text = format!("By {near}: yes");
            let told = found(words, &text);
            let letters = |text: &str| text.trim_end_matches('.').to_owned();
            assert_eq!(told, [letters(near)], "{words}: {near}");
        }
    }

    #[test]
    fn what_is_another_word_is_not_near() {
        for (words, other) in [
            ("Anna", "Hanna Annas-bok-om"),
            ("Bo Ek", "handboek Bosse"),
            ("Siv Åkerblom", "A. Berg sivert blom"),
            ("Anna", "Anne"),
            ("a1", "b2"),
        ] {
            let told = found(words, other);
            assert!(told.iter().all(|it| it == "Annas"), "{words}: {told:?}");
        }
        assert!(Near::of(" -- ").is_none());
        assert!(found("Siv", "").is_empty());
    }

    #[test]
    fn a_long_text_takes_no_longer_for_each_word() {
        let near = Near::of("Siv Åkerblom").unwrap();
        let text = "s i v å k e r b l u m x ".repeat(20_000);
        assert!(near.find(&text).len() >= 20_000);
    }
}
