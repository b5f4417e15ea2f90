//! What the bytes of a file are, whatever it is called, and how its text is written.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{
    ISO_8859_2, ISO_8859_7, UTF_16BE, UTF_16LE, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252,
    WINDOWS_1253, WINDOWS_1254, WINDOWS_1257,
};

use crate::domain::problem::Problem;

/// What a file is by what it begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// A packed file: a workbook of Excel since 2007 or of `OpenDocument`.
    Packed,
    /// A compound file: a workbook of Excel until 2003.
    Compound,
    /// A web page.
    Page,
    /// A text.
    Text,
}

/// How a text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8.
    Utf8,
    /// UTF-16, either way round.
    Utf16,
    /// Another one, by its name: what a web page says of itself, or what the letters of a text suggest.
    Named(&'static str),
    /// Windows-1252: what is none of the others.
    Windows1252,
}

/// What a file of `SQLite` begins with: <https://www.sqlite.org/fileformat2.html#the_database_header>
const SQLITE: &[u8] = b"SQLite format 3\0";
/// What a packed file begins with.
const PACKED: &[u8] = b"PK\x03\x04";
/// What a compound file begins with.
const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
/// How many bytes are looked at to tell UTF-16 by its zeros.
const LOOKED_AT: usize = 4096;

/// Tells what a file is.
///
/// # Errors
/// `import_database` where it is a database's, such as a register itself; `import_empty` where there is nothing but
/// blanks; `sheet_other_kind` with what it seems to be, where no register can be in it.
pub fn sort(bytes: &[u8]) -> Result<Sort, Problem> {
    if bytes.starts_with(SQLITE) {
        return Err(Problem::refused("import_database"));
    }
    if bytes.starts_with(PACKED) {
        return Ok(Sort::Packed);
    }
    if bytes.starts_with(COMPOUND) {
        return Ok(Sort::Compound);
    }
    let other = |what: &str| Err(Problem::refused("sheet_other_kind").with("what", what));
    let head = bytes.trim_ascii_start();
    let marks: [(&[u8], &str); 8] = [
        (b"%PDF", "PDF"),
        (b"{\\rtf", "RTF"),
        (b"\x1f\x8b", "gzip"),
        (b"7z\xbc\xaf", "7z"),
        (b"PK\x05\x06", "ZIP"),
        (b"\x89PNG", "PNG"),
        (b"\xff\xd8\xff", "JPEG"),
        (b"\x7fELF", "ELF"),
    ];
    if let Some((_, what)) = marks.iter().find(|(mark, _)| head.starts_with(mark)) {
        return other(what);
    }
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    let begin = head.iter().take(LOOKED_AT).map(u8::to_ascii_lowercase);
    let begin: Vec<u8> = begin.collect();
    if is_page(&begin) {
        return Ok(Sort::Page);
    }
    if begin.starts_with(b"<?xml") {
        return other("XML");
    }
    Ok(Sort::Text)
}

/// Whether a file begins as a web page does, or as a part of one.
fn is_page(begin: &[u8]) -> bool {
    let marks: [&[u8]; 8] = [
        b"<!doctype html",
        b"<html",
        b"<table",
        b"<head",
        b"<body",
        b"<div",
        b"<h1",
        b"<section",
    ];
    let starts = |text: &[u8]| marks.iter().any(|mark| text.starts_with(mark));
    let has = |mark: &[u8]| begin.windows(mark.len()).any(|it| it == mark);
    // A comment or the line of another kind of file may stand before it.
    let before = begin.starts_with(b"<!--") || begin.starts_with(b"<?xml");
    starts(begin) || (before && (has(b"<html") || has(b"<!doctype html")))
}

/// The text of a file's bytes, without the mark of its order, and how it is written.
///
/// # Errors
/// `import_empty` where there is nothing but blanks; `sheet_no_text` where the bytes are no text.
pub fn decode(bytes: &[u8]) -> Result<(Cow<'_, str>, Encoding), Problem> {
    let (text, encoding) = if let Some(rest) = bytes.strip_prefix(b"\xef\xbb\xbf") {
        match std::str::from_utf8(rest) {
            Ok(text) => (Cow::Borrowed(text), Encoding::Utf8),
            Err(_) => guessed(rest),
        }
    } else if let Some(little) = is_utf16(bytes) {
        let encoding = if little { UTF_16LE } else { UTF_16BE };
        (encoding.decode_with_bom_removal(bytes).0, Encoding::Utf16)
    } else if let Ok(text) = std::str::from_utf8(bytes) {
        (Cow::Borrowed(text), Encoding::Utf8)
    } else {
        guessed(bytes)
    };
    if text.trim().is_empty() {
        return Err(Problem::refused("import_empty"));
    }
    if text.contains('\0') {
        return Err(Problem::refused("sheet_no_text"));
    }
    Ok((text, encoding))
}

/// How programs write tables in Latin letters that are not those of Western Europe.
const LATIN: [&encoding_rs::Encoding; 4] = [WINDOWS_1250, WINDOWS_1254, WINDOWS_1257, ISO_8859_2];
/// How they write them in other letters.
const OTHER_LETTERS: [&encoding_rs::Encoding; 3] = [WINDOWS_1251, WINDOWS_1253, ISO_8859_7];
/// A land whose tables are written in Windows-1250: the guess there, where the guess for any land is none of these.
const CENTRAL: &[u8] = b"cz";

/// A text that is no UTF, and how it is written by the letters that stand together in it: in one of the ways of Europe.
fn guessed(bytes: &[u8]) -> (Cow<'_, str>, Encoding) {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let mut guess = detector.guess(None, Utf8Detection::Deny);
    if guess.is_single_byte() && guess != WINDOWS_1252 && !is_of_europe(guess) {
        guess = detector.guess(Some(CENTRAL), Utf8Detection::Deny);
    }
    let western = WINDOWS_1252.decode_without_bom_handling(bytes).0;
    if guess == WINDOWS_1252 && ends_in_hungarian(&western) {
        guess = WINDOWS_1250;
    }
    let other = guess.decode_without_bom_handling(bytes).0;
    let has_letters = || !LATIN.contains(&guess) || has_other_letters(&western, &other);
    if is_of_europe(guess) && has_letters() {
        (other, Encoding::Named(guess.name()))
    } else {
        (western, Encoding::Windows1252)
    }
}

fn is_of_europe(guess: &'static encoding_rs::Encoding) -> bool {
    LATIN.contains(&guess) || OTHER_LETTERS.contains(&guess)
}

/// Whether a text read as Windows-1252 has words that end as only Hungarian ones do, whose letter it lacks: `Könyvelõ`.
fn ends_in_hungarian(western: &str) -> bool {
    let mut words = western.split(|letter: char| !letter.is_alphabetic());
    words.any(|word| word.ends_with('õ') && word.chars().count() > 2)
}

/// Whether a text has small letters in its words that it lacks where it is read as Windows-1252. A sign of money and the
/// letter of `œuvre` are read as that has them.
fn has_other_letters(western: &str, other: &str) -> bool {
    const AS_WESTERN: [char; 6] = ['£', '¥', '×', '§', 'œ', 'Œ'];
    let read: Vec<char> = other.chars().collect();
    let is_letter = |at: Option<usize>| {
        let letter = at.and_then(|at| read.get(at));
        letter.is_some_and(|it| it.is_alphabetic())
    };
    let mut both = western.chars().zip(&read).enumerate();
    both.any(|(at, (as_western, letter))| {
        as_western != *letter
            && letter.is_lowercase()
            && !AS_WESTERN.contains(&as_western)
            && (is_letter(at.checked_sub(1)) || is_letter(Some(at + 1)))
    })
}

/// The text of a web page: where it is no UTF, as it says itself that it is written.
///
/// # Errors
/// As [`decode`].
pub fn decode_page(bytes: &[u8]) -> Result<(Cow<'_, str>, Encoding), Problem> {
    let told = decode(bytes)?;
    let is_guessed = matches!(told.1, Encoding::Named(_) | Encoding::Windows1252);
    match declared(bytes).filter(|_| is_guessed) {
        Some(encoding) => {
            let text = encoding.decode_without_bom_handling(bytes).0;
            Ok((text, Encoding::Named(encoding.name())))
        }
        None => Ok(told),
    }
}

/// How a web page says that it is written: `<meta charset="windows-1250">`, `content="text/html; charset=iso-8859-2"`.
fn declared(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let begin = bytes[..bytes.len().min(LOOKED_AT)].to_ascii_lowercase();
    let key = b"charset=";
    let at = begin.windows(key.len()).position(|it| it == key)?;
    let label = begin[at + key.len()..].trim_ascii_start();
    let label = label
        .strip_prefix(b"\"")
        .or(label.strip_prefix(b"'"))
        .unwrap_or(label);
    let ends = |byte: &u8| !(byte.is_ascii_alphanumeric() || b"-_:.".contains(byte));
    let end = label.iter().position(ends).unwrap_or(label.len());
    encoding_rs::Encoding::for_label(&label[..end])
}

/// Whether bytes are UTF-16, by the mark of their order or by the zeros of Latin letters; `true` where the low byte comes
/// first.
fn is_utf16(bytes: &[u8]) -> Option<bool> {
    if bytes.starts_with(b"\xff\xfe") {
        return Some(true);
    }
    if bytes.starts_with(b"\xfe\xff") {
        return Some(false);
    }
    let looked_at = &bytes[..bytes.len().min(LOOKED_AT)];
    let zeros = |odd: usize| {
        let every_other = looked_at.iter().skip(odd).step_by(2);
        every_other.filter(|byte| **byte == 0).count()
    };
    let (even, odd, pairs) = (zeros(0), zeros(1), looked_at.len() / 2);
    if pairs < 2 || even.max(odd) * 10 < pairs * 4 || even.min(odd) * 10 > pairs {
        return None;
    }
    Some(odd > even)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_read_as_it_is_written() {
        let text = "Behandling;Ändamål\r\nLön;Betala löner\r\n";
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let old = WINDOWS_1252.encode(text).0.into_owned();
        let marked = [b"\xef\xbb\xbf", text.as_bytes()].concat();
        for (bytes, encoding) in [
            (text.as_bytes().to_vec(), Encoding::Utf8),
            (marked, Encoding::Utf8),
            (little.clone(), Encoding::Utf16),
            ([b"\xff\xfe".to_vec(), little].concat(), Encoding::Utf16),
            (big.clone(), Encoding::Utf16),
            ([b"\xfe\xff".to_vec(), big].concat(), Encoding::Utf16),
            (old, Encoding::Windows1252),
        ] {
            let (read, how) = decode(&bytes).unwrap();
            assert_eq!((&*read, how), (text, encoding));
        }
    }

    #[test]
    fn a_text_of_another_alphabet_is_read_by_its_letters() {
        for (name, text) in [
            ("windows-1250", "Činnost;Účel zpracování\nMzdy;výplata"),
            (
                "windows-1250",
                "Czynność;Cel;Odbiorcy\nKadry;zatrudnienie pracowników;świadczenia",
            ),
            ("windows-1251", "Дейност;Цел\nЗаплати;изплащане"),
            ("windows-1253", "Δραστηριότητα;Σκοπός\nΜισθοδοσία;πληρωμή"),
            (
                "windows-1257",
                "Veikla;Tikslas\nDarbo užmokestis;mokėjimas darbuotojams",
            ),
            ("windows-1252", "Käsittely;Tarkoitus\nPalkat;työntekijöille"),
            (
                "windows-1252",
                "Behandlung;Maßnahmen\nLohn;Schlüssel – 10 €",
            ),
            ("windows-1250", "Mzdy;Výplata;Zaměstnanci"),
            ("windows-1250", "Bér;Kifizetés;Könyvelő"),
            ("windows-1252", "Fines;Fines over £500 are recorded"),
            ("windows-1252", "Paie;Main d'œuvre temporaire"),
            ("windows-1252", "Shop;Sell ¥ goods · by mail"),
            ("windows-1252", "Shop;Ørsted, Škoda, Citroën"),
            ("windows-1252", "Õpe;Õpilaste õpetamine;pärast"),
        ] {
            let encoding = encoding_rs::Encoding::for_label(name.as_bytes()).unwrap();
            let bytes = encoding.encode(text).0;
            let (read, how) = decode(&bytes).unwrap();
            assert_eq!(&*read, text);
            assert_eq!(
                how == Encoding::Windows1252,
                name == "windows-1252",
                "{text}"
            );
        }
    }

    #[test]
    fn a_page_is_read_as_it_says_that_it_is_written() {
        let page = |charset: &str, text: &[u8]| {
            let mut page = format!("<html><meta {charset}><p>").into_bytes();
            page.extend(text);
            let (text, encoding) = decode_page(&page).unwrap();
            (text.rsplit('>').next().unwrap().to_owned(), encoding)
        };
        let czech = b"\xda\xe8el zpracov\xe1n\xed";
        for charset in [
            "charset=\"windows-1250\"",
            "content='text/html; charset=cp1250'",
        ] {
            let told = page(charset, czech);
            let wanted = (
                "Účel zpracování".to_owned(),
                Encoding::Named("windows-1250"),
            );
            assert_eq!(told, wanted, "{charset}");
        }
        let (text, encoding) = page("charset=nothing", b"\xc4ndam\xe5l");
        assert_eq!((&*text, encoding), ("Ändamål", Encoding::Windows1252));
        // Whatever it says, what is UTF-8 is read so.
        let (text, encoding) = page("charset=iso-8859-1", "Účel".as_bytes());
        assert_eq!((&*text, encoding), ("Účel", Encoding::Utf8));
    }

    #[test]
    fn what_is_no_table_is_told_by_what_it_is() {
        for (bytes, key) in [
            (&b"%PDF-1.7"[..], "sheet_other_kind"),
            (b"<?xml version=\"1.0\"?>", "sheet_other_kind"),
            (b"SQLite format 3\0", "import_database"),
        ] {
            assert_eq!(sort(bytes).unwrap_err().key, key);
        }
        assert_eq!(sort(b"PK\x03\x04...").unwrap(), Sort::Packed);
        assert_eq!(decode(b" \n ").unwrap_err().key, "import_empty");
        assert_eq!(
            decode(b"a\0\0\0b\0\0\0c\0\0\x01").unwrap_err().key,
            "sheet_no_text"
        );
    }
}
