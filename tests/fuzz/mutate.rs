//! Damage: of bytes, and of structure.

use serde_json::{Map, Value as Json};

use super::dice::Dice;

/// Pieces that have hurt readers before.
pub const PIECES: &[&str] = &[
    "",
    "\0",
    "\u{feff}",
    "\r\n",
    "\"",
    "\\",
    "\\ud800",
    "\\u0000",
    "{",
    "}",
    "[",
    "]",
    "[[",
    "]]",
    ",",
    ":",
    "=",
    "#",
    "'''",
    "\"\"\"",
    "null",
    "true",
    "NaN",
    "1e999",
    "-0",
    "18446744073709551616",
    "-9223372036854775809",
    "0x10",
    "1979-05-27",
    "2026-02-30",
    "9999-12-31",
    "0000-00-00",
    "P",
    "P1Y",
    "P99999999999Y",
    "P-1D",
    "\u{1b}[31m",
    "\u{9b}2J",
    "\u{202e}",
    "\u{2066}",
    "\u{200b}",
    "\u{301}",
    "👩\u{200d}👩\u{200d}👧",
    "ß",
    "İ",
    "ſ",
    "Å",
    "%s%n",
    "../..",
    "A1/R1/H1",
    "--help",
    "-",
    "{\"none\":\"\"}",
    "{\"redacted\":true}",
];

/// Damages bytes in one to four places; `others` are whole files to take pieces from.
pub fn bytes(dice: &mut Dice, bytes: &mut Vec<u8>, others: &[Vec<u8>]) {
    for _ in 0..=dice.roll(4) {
        let length = bytes.len();
        let at = dice.roll(length + 1);
        let end = (at + 1 + dice.roll(64)).min(length);
        match dice.roll(10) {
            0 | 1 if at < length => bytes[at] ^= 1 << dice.roll(8),
            2 if at < length => bytes[at] = *dice.pick(&[0, 0xff, 0x80, b'"', b'\n', b'{', b'0']),
            3 => drop(bytes.drain(at.min(end)..end)),
            4 => bytes.truncate(at),
            5 => {
                let piece = bytes[at.min(end)..end].to_vec();
                insert(bytes, at, &piece);
            }
            6 if at < end => bytes[at..end].fill(0),
            7 => {
                let other = dice.pick(others);
                let from = dice.roll(other.len() + 1);
                let to = (from + dice.roll(256)).min(other.len());
                insert(bytes, at, &other[from..to]);
            }
            8 => {
                let piece = dice.pick(PIECES).repeat(1 << dice.roll(12));
                insert(bytes, at, piece.as_bytes());
            }
            _ => insert(bytes, at, dice.pick(PIECES).as_bytes()),
        }
    }
}

fn insert(bytes: &mut Vec<u8>, at: usize, piece: &[u8]) {
    bytes.splice(at..at, piece.iter().copied());
}

/// Damages JSON in one to three places of its structure.
pub fn json(dice: &mut Dice, json: &mut Json) {
    for _ in 0..=dice.roll(3) {
        let mut places = Vec::new();
        places_of(json, &mut Vec::new(), &mut places);
        let (target, other) = (dice.pick(&places).clone(), dice.pick(&places).clone());
        let taken = at(json, &other).cloned().unwrap_or_default();
        let Some(node) = at(json, &target) else {
            continue;
        };
        match (dice.roll(9), node) {
            (0, Json::Object(map)) => {
                drop(key_of(dice, map).and_then(|key| map.shift_remove(&key)));
            }
            (1, Json::Object(map)) => {
                if let Some(value) = key_of(dice, map).and_then(|key| map.shift_remove(&key)) {
                    map.insert((*dice.pick(PIECES)).to_owned(), value);
                }
            }
            (2, Json::Object(map)) => drop(map.insert((*dice.pick(KEYS)).to_owned(), taken)),
            (0..=2, Json::Array(list)) if !list.is_empty() => {
                let (from, to) = (dice.roll(list.len()), dice.roll(list.len()));
                let copy = list[from].clone();
                if dice.one_in(2) {
                    list.insert(to, copy);
                } else {
                    list.remove(from);
                }
            }
            (3, Json::String(text)) => {
                let piece = dice.pick(PIECES);
                text.insert_str(floor(text, dice.roll(text.len() + 1)), piece);
            }
            (4, Json::String(text)) => {
                let longer = dice.pick(PIECES).repeat(1 << dice.roll(17));
                text.push_str(&longer);
            }
            (_, node) => *node = value(dice, taken),
        }
    }
}

/// Keys that the format knows, and some that it does not.
const KEYS: &[&str] = &[
    "ref",
    "id",
    "none",
    "redacted",
    "name",
    "holds",
    "period",
    "selection",
    "version",
    "x",
    "",
];

fn value(dice: &mut Dice, taken: Json) -> Json {
    match dice.roll(9) {
        0 => Json::Null,
        1 => Json::from(dice.any()),
        2 => Json::from(-1),
        3 => Json::from(1e300),
        4 => Json::from(true),
        5 => Json::from(*dice.pick(PIECES)),
        6 => Json::Array(vec![taken]),
        7 => {
            let depth = 1 << dice.roll(9);
            (0..depth).fold(taken, |inner, _| Json::Array(vec![inner]))
        }
        _ => taken,
    }
}

fn key_of(dice: &mut Dice, map: &Map<String, Json>) -> Option<String> {
    let keys: Vec<&String> = map.keys().collect();
    (!keys.is_empty()).then(|| (*dice.pick(&keys)).clone())
}

/// The start of the letter in which a byte stands.
fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// A step into JSON: the number of a child.
type Place = Vec<usize>;

fn places_of(json: &Json, here: &mut Place, places: &mut Vec<Place>) {
    places.push(here.clone());
    let children: Vec<&Json> = match json {
        Json::Array(list) => list.iter().collect(),
        Json::Object(map) => map.values().collect(),
        _ => Vec::new(),
    };
    for (number, child) in children.into_iter().enumerate() {
        here.push(number);
        places_of(child, here, places);
        here.pop();
    }
}

fn at<'j>(json: &'j mut Json, place: &[usize]) -> Option<&'j mut Json> {
    place.iter().try_fold(json, |json, number| match json {
        Json::Array(list) => list.get_mut(*number),
        Json::Object(map) => map.values_mut().nth(*number),
        _ => None,
    })
}

/// Damages a text whose lines are its structure, as TOML's are.
pub fn lines(dice: &mut Dice, text: &mut String) {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    for _ in 0..=dice.roll(4) {
        if lines.is_empty() {
            return;
        }
        let (at, other) = (dice.roll(lines.len()), dice.roll(lines.len()));
        match dice.roll(6) {
            0 => drop(lines.remove(at)),
            1 => lines.insert(at, lines[other].clone()),
            2 => lines.swap(at, other),
            3 => {
                let key = lines[at].split('=').next().unwrap_or_default().to_owned();
                let value = lines[other].split_once('=').map_or("", |(_, value)| value);
                lines[at] = format!("{key}={value}");
            }
            4 => {
                let key = lines[at].split('=').next().unwrap_or_default().to_owned();
                lines[at] = format!("{key}= {}", dice.pick(PIECES));
            }
            _ => {
                let place = floor(&lines[at], dice.roll(lines[at].len() + 1));
                let piece = *dice.pick(PIECES);
                lines[at].insert_str(place, piece);
            }
        }
    }
    *text = lines.join("\n");
}

/// Damages a database in its pages.
pub fn pages(dice: &mut Dice, file: &mut Vec<u8>) {
    const PAGE: usize = 4096;
    let count = file.len() / PAGE;
    for _ in 0..=dice.roll(3) {
        let (at, other) = (dice.roll(count) * PAGE, dice.roll(count) * PAGE);
        if at.max(other) + PAGE > file.len() {
            return;
        }
        let inside = at + dice.roll(PAGE);
        match dice.roll(8) {
            0 => file[at..at + PAGE].fill(0),
            1 => file.copy_within(other..other + PAGE, at),
            2 => {
                let kept = file[at..at + PAGE].to_vec();
                file.copy_within(other..other + PAGE, at);
                file[other..other + PAGE].copy_from_slice(&kept);
            }
            3 => file.truncate(inside),
            4 => file[inside] = dice.any().to_le_bytes()[0],
            // The head of the file, and of a page.
            5 => file[dice.roll(100)] ^= 1 << dice.roll(8),
            6 => file[at + dice.roll(12)] ^= 1 << dice.roll(8),
            _ => file[inside] ^= 1 << dice.roll(8),
        }
    }
}
