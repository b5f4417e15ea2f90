//! JSON text as a tree that borrows from it: duplicate keys and deep nesting are refused while it is read, and
//! everything in it can be named by path and line.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::collections::HashSet;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::error::Category;
use serde_json::{Number, Value as Json};

use crate::domain::codec::clean;
use crate::domain::problem::Problem;
use crate::domain::text::tidy;

/// How deep lists and objects may stand in each other; an export needs seven levels.
const DEEPEST: usize = 64;

/// The longest piece of a file that a message repeats, in letters.
const SHOWN: usize = 60;

/// A value of the file.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Node<'a> {
    Null,
    Flag(bool),
    Number(Number),
    Text(Cow<'a, str>),
    List(Vec<Node<'a>>),
    Object(Object<'a>),
}

/// An object's keys and values, in the file's order.
pub(super) type Object<'a> = Vec<(Cow<'a, str>, Node<'a>)>;

/// The value of a key; null where the key is absent. Where that makes a difference, [`is_blank`] tells them apart.
pub(super) fn member<'n, 'a>(object: &'n Object<'a>, key: &str) -> &'n Node<'a> {
    object
        .iter()
        .find(|(name, _)| name == key)
        .map_or(&Node::Null, |(_, node)| node)
}

/// Whether an object says of a key that nothing is recorded: the key is there, and what it stands for is null.
pub(super) fn is_blank(object: &Object<'_>, key: &str) -> bool {
    let null = |object: &Object<'_>| {
        let mut members = object.iter();
        members.any(|(name, node)| name == key && *node == Node::Null)
    };
    null(object) || matches!(member(object, "none"), Node::Object(reasons) if null(reasons))
}

impl Node<'_> {
    /// The same as a JSON value, its texts as they are taken in.
    pub(super) fn to_json(&self, taking: &Taking) -> Json {
        match self {
            Self::Null => Json::Null,
            Self::Flag(flag) => Json::Bool(*flag),
            Self::Number(number) => Json::Number(number.clone()),
            Self::Text(text) => Json::String(taking.text(text).into_owned()),
            Self::List(nodes) => nodes.iter().map(|node| node.to_json(taking)).collect(),
            Self::Object(members) => members
                .iter()
                .map(|(key, node)| (key.to_string(), node.to_json(taking)))
                .collect(),
        }
    }
}

impl From<Json> for Node<'_> {
    fn from(json: Json) -> Self {
        match json {
            Json::Null => Self::Null,
            Json::Bool(flag) => Self::Flag(flag),
            Json::Number(number) => Self::Number(number),
            Json::String(text) => Self::Text(Cow::Owned(text)),
            Json::Array(list) => Self::List(list.into_iter().map(Self::from).collect()),
            Json::Object(members) => Self::Object(
                (members.into_iter())
                    .map(|(key, value)| (Cow::Owned(key), Self::from(value)))
                    .collect(),
            ),
        }
    }
}

/// How the texts of a file are taken in, and how many characters were taken out of them.
#[derive(Debug, Default)]
pub(super) struct Taking {
    /// The file is an export of this very register: what it holds comes back as it was.
    pub(super) own: bool,
    removed: Cell<usize>,
}

impl Taking {
    pub(super) const fn new(own: bool) -> Self {
        Self {
            own,
            removed: Cell::new(0),
        }
    }

    /// A text without what is not seen or steers; in an export of this register without control characters alone, which
    /// no register holds.
    pub(super) fn text<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let tidied = tidy(text);
        if !self.own {
            self.removed.set(self.removed.get() + tidied.removed);
            return tidied.text;
        }
        if tidied.removed > 0 {
            let control =
                |letter: &char| letter.is_control() && !matches!(letter, '\n' | '\r' | '\t');
            let removed = text.chars().filter(control).count();
            self.removed.set(self.removed.get() + removed);
        }
        Cow::Borrowed(text)
    }

    /// How many characters were taken out so far.
    pub(super) const fn removed(&self) -> usize {
        self.removed.get()
    }
}

/// A piece of the file as a message repeats it: one line, without control characters, not long.
pub(super) fn shown(text: &str) -> String {
    let head: String = text.chars().take(SHOWN + 1).collect();
    let cut = head.chars().count() > SHOWN;
    let mut line = clean(&head.chars().take(SHOWN).collect::<String>(), false);
    if cut {
        line.push('…');
    }
    line
}

/// Where a value stands in the file.
#[derive(Clone, Copy)]
pub(super) enum Path<'p> {
    Root,
    Key(&'p Path<'p>, &'p str),
    Index(&'p Path<'p>, usize),
}

impl<'p> Path<'p> {
    pub(super) const fn key(&'p self, key: &'p str) -> Self {
        Self::Key(self, key)
    }

    pub(super) const fn at(&'p self, index: usize) -> Self {
        Self::Index(self, index)
    }
}

impl fmt::Display for Path<'_> {
    /// `activities[3].recipients[0].organisation`; `$` for the whole file, and keys that are no plain words quoted.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Root => write!(out, "$"),
            Self::Index(above, index) => write!(out, "{above}[{index}]"),
            Self::Key(above, key) => {
                let plain = !key.is_empty()
                    && key.len() <= SHOWN
                    && (key.bytes()).all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
                match (plain, above) {
                    (true, Self::Root) => write!(out, "{key}"),
                    (true, _) => write!(out, "{above}.{key}"),
                    (false, _) => write!(out, "{above}[\"{}\"]", shown(key)),
                }
            }
        }
    }
}

/// Reads the whole text.
pub(super) fn parse(text: &str) -> Result<Node<'_>, Problem> {
    let found = RefCell::new(None);
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let seed = Seed {
        path: &Path::Root,
        depth: 0,
        found: &found,
    };
    let parsed = seed.deserialize(&mut deserializer).and_then(|node| {
        deserializer.end()?;
        Ok(node)
    });
    parsed.map_err(|error| {
        let (key, path, name) = found.take().unwrap_or_else(|| (None, "$".to_owned(), None));
        let key = key.unwrap_or(match error.classify() {
            Category::Eof => "import_truncated",
            _ if is_half_character(&error) => "import_half_character",
            _ => "import_syntax",
        });
        let problem = Problem::refused(key)
            .with("path", path)
            .with("line", error.line())
            .with("column", error.column());
        match name {
            Some(name) => problem.with("key", name),
            None if key == "import_too_deep" => problem.with("limit", DEEPEST),
            None => problem,
        }
    })
}

/// Whether an escape for one half of a character stands alone, as `serde_json` says it.
fn is_half_character(error: &serde_json::Error) -> bool {
    let told = error.to_string();
    ["lone leading surrogate", "unexpected end of hex escape"]
        .iter()
        .any(|words| told.starts_with(words))
}

/// What went wrong innermost: the problem's key where it is one of ours, the path, and the JSON key at fault.
type Found = RefCell<Option<(Option<&'static str>, String, Option<String>)>>;

#[derive(Clone, Copy)]
struct Seed<'p> {
    path: &'p Path<'p>,
    depth: usize,
    found: &'p Found,
}

impl Seed<'_> {
    fn note(&self, key: Option<&'static str>, name: Option<String>) {
        let mut found = self.found.borrow_mut();
        if found.is_none() {
            *found = Some((key, self.path.to_string(), name));
        }
    }

    fn descend<E: Error>(&self) -> Result<(), E> {
        if self.depth < DEEPEST {
            return Ok(());
        }
        self.note(Some("import_too_deep"), None);
        Err(E::custom("too deep"))
    }
}

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = Node<'de>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node<'de>, D::Error> {
        deserializer
            .deserialize_any(self)
            .inspect_err(|_| self.note(None, None))
    }
}

impl<'de> Visitor<'de> for Seed<'_> {
    type Value = Node<'de>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "JSON")
    }

    fn visit_unit<E>(self) -> Result<Node<'de>, E> {
        Ok(Node::Null)
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Node<'de>, E> {
        Ok(Node::Flag(flag))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Node<'de>, E> {
        Ok(Node::Number(number.into()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Node<'de>, E> {
        Ok(Node::Number(number.into()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Node<'de>, E> {
        Ok(Number::from_f64(number).map_or(Node::Null, Node::Number))
    }

    fn visit_str<E>(self, text: &str) -> Result<Node<'de>, E> {
        Ok(Node::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Node<'de>, E> {
        Ok(Node::Text(Cow::Borrowed(text)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Node<'de>, A::Error> {
        self.descend()?;
        let mut nodes = Vec::new();
        loop {
            let path = self.path.at(nodes.len());
            let seed = Seed {
                path: &path,
                depth: self.depth + 1,
                found: self.found,
            };
            let Some(node) = list.next_element_seed(seed)? else {
                return Ok(Node::List(no_larger(nodes)));
            };
            nodes.push(node);
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Node<'de>, A::Error> {
        self.descend()?;
        let mut members: Object<'de> = Vec::new();
        let mut many: HashSet<Cow<'de, str>> = HashSet::new();
        while let Some(key) = map.next_key_seed(KeySeed)? {
            // Few keys are looked through; for many, a set keeps a hostile object from taking for ever.
            let twice = if members.len() < 64 {
                members.iter().any(|(name, _)| *name == key)
            } else {
                if many.is_empty() {
                    many.extend(members.iter().map(|(name, _)| name.clone()));
                }
                !many.insert(key.clone())
            };
            let path = self.path.key(&key);
            let seed = Seed {
                path: &path,
                depth: self.depth + 1,
                found: self.found,
            };
            if twice {
                seed.note(Some("import_duplicate_key"), Some(shown(&key)));
                return Err(A::Error::custom("duplicate key"));
            }
            let node = map.next_value_seed(seed)?;
            members.push((key, node));
        }
        Ok(Node::Object(no_larger(members)))
    }
}

/// The same in no more room than it takes: a file has as many lists and objects as values, and what was only reserved for
/// them would be a third of the whole. An allocator may keep a shrunken piece where it was; a new one is as long as it is.
fn no_larger<T>(grown: Vec<T>) -> Vec<T> {
    if grown.len() == grown.capacity() {
        return grown;
    }
    let mut exact = Vec::with_capacity(grown.len());
    exact.extend(grown);
    exact
}

/// Reads an object's key, borrowed where it has no escapes.
struct KeySeed;

impl<'de> DeserializeSeed<'de> for KeySeed {
    type Value = Cow<'de, str>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for KeySeed {
    type Value = Cow<'de, str>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "a key")
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(text.to_owned()))
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(text))
    }
}

/// The line on which the value of a path stands, in a text that was read without a problem; for a key that is
/// absent, the line of the object that lacks it.
pub(super) fn line_of(text: &str, path: &Path<'_>) -> usize {
    let mut scanner = Scanner {
        bytes: text.as_bytes(),
        at: 0,
    };
    scanner.blanks();
    scanner.descend(path);
    let before = &scanner.bytes[..scanner.at.min(scanner.bytes.len())];
    before.split(|byte| *byte == b'\n').count()
}

/// Finds its way through good JSON without reading the values.
struct Scanner<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Scanner<'_> {
    fn peek(&self) -> u8 {
        self.bytes.get(self.at).copied().unwrap_or(0)
    }

    fn blanks(&mut self) {
        while matches!(self.peek(), b' ' | b'\n' | b'\r' | b'\t' | b',' | b':') {
            self.at += 1;
        }
    }

    /// Goes to the value of the path; `false` where there is none, standing at the innermost that there is.
    fn descend(&mut self, path: &Path<'_>) -> bool {
        let (above, key, index) = match path {
            Path::Root => return true,
            Path::Key(above, key) => (above, Some(*key), 0),
            Path::Index(above, index) => (above, None, *index),
        };
        if !self.descend(above) {
            return false;
        }
        let start = self.at;
        self.at += 1;
        self.blanks();
        let mut passed = 0;
        while !matches!(self.peek(), b']' | b'}' | 0) {
            match key {
                Some(key) => {
                    let from = self.at;
                    self.skip();
                    let name: Option<String> =
                        serde_json::from_slice(&self.bytes[from..self.at]).ok();
                    self.blanks();
                    if name.as_deref() == Some(key) {
                        return true;
                    }
                }
                None if passed == index => return true,
                None => passed += 1,
            }
            self.skip();
            self.blanks();
        }
        self.at = start;
        false
    }

    /// Passes over one value.
    fn skip(&mut self) {
        let mut depth = 0usize;
        while self.at < self.bytes.len() {
            match self.peek() {
                b'"' => {
                    self.at += 1;
                    while !matches!(self.peek(), b'"' | 0) {
                        self.at += 1 + usize::from(self.peek() == b'\\');
                    }
                    self.at += 1;
                }
                b'{' | b'[' => {
                    depth += 1;
                    self.at += 1;
                }
                b'}' | b']' => {
                    depth = depth.saturating_sub(1);
                    self.at += 1;
                }
                b' ' | b'\n' | b'\r' | b'\t' | b',' | b':' => self.at += 1,
                _ => {
                    while !matches!(
                        self.peek(),
                        b',' | b']' | b'}' | b' ' | b'\n' | b'\r' | b'\t' | 0
                    ) {
                        self.at += 1;
                    }
                }
            }
            if depth == 0 {
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_written_as_people_write_them() {
        let (list, named) = (Path::Root.key("activities"), Path::Root.key("a b"));
        let (row, none) = (list.at(3), list.at(0));
        let none = none.key("none");
        assert_eq!(Path::Root.to_string(), "$");
        assert_eq!(row.key("name").to_string(), "activities[3].name");
        assert_eq!(
            none.key("contacts.dpo").to_string(),
            "activities[0].none[\"contacts.dpo\"]"
        );
        assert_eq!(named.to_string(), "$[\"a b\"]");
        let long = "x".repeat(1_000_000);
        assert!(Path::Root.key(&long).to_string().len() < 100);
    }

    #[test]
    fn a_path_leads_to_its_line() {
        let text = "{\n\"a\": \"}]\\\"\",\n\"b\": [1, {\"c\": {}},\n{\"d\\u0065\":\n[]}]\n}";
        assert!(parse(text).is_ok());
        let (a, b, none) = (
            Path::Root.key("a"),
            Path::Root.key("b"),
            Path::Root.key("z"),
        );
        let (second, third) = (b.at(1), b.at(2));
        let lines = [
            (a, 2),
            (b, 3),
            (second.key("c"), 3),
            (third, 4),
            (third.key("de"), 5),
        ];
        for (path, line) in lines {
            assert_eq!(line_of(text, &path), line, "{path}");
        }
        assert_eq!(line_of(text, &none), 1);
        assert_eq!(line_of(text, &third.key("z")), 4);
    }
}
