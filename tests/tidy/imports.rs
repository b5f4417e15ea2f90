//! The imports of a crate, file by file: read from its sources, through groups, `super` and what modules hand on.

use std::collections::{BTreeMap, BTreeSet};

/// A file of a crate: its path below `src` and its text.
pub type Source = (String, String);

/// The imports of a crate, by file.
pub struct House {
    /// For each file the files it names, itself never, each with the names that it takes from there.
    pub edges: BTreeMap<String, BTreeMap<String, BTreeSet<String>>>,
}

/// One name that a file brings in or names in place.
struct Import {
    path: Vec<String>,
    /// The name it has here; `None` for a path in place.
    name: Option<String>,
    /// Whether it is handed on by `pub use`.
    is_public: bool,
    /// The modules within the file that it stands in.
    inside: Vec<String>,
}

/// A file read: its module, its children, what it imports.
struct Module {
    path: Vec<String>,
    file: String,
    imports: Vec<Import>,
    /// Every word of its code, but those of its `use` declarations.
    words: BTreeSet<String>,
}

impl House {
    /// Reads the sources of a crate.
    pub fn draw(sources: &[Source]) -> Self {
        let modules: BTreeMap<Vec<String>, Module> = sources
            .iter()
            .map(|(file, text)| {
                let module = read(file, text);
                (module.path.clone(), module)
            })
            .collect();
        let mut edges = BTreeMap::new();
        for module in modules.values() {
            let mut named: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
            for import in &module.imports {
                let handed_on = import.is_public
                    && import
                        .name
                        .as_ref()
                        .is_none_or(|name| !module.words.contains(name));
                if handed_on {
                    continue;
                }
                for path in spelled_out(&modules, module, import) {
                    if let Some(file) = resolve(&modules, &path.0, &path.1, 0) {
                        named.entry(file).or_default().extend(item(&path.1));
                    }
                }
            }
            named.remove(&module.file);
            edges.insert(module.file.clone(), named);
        }
        Self { edges }
    }

    /// The arrows that a floor may not have: from a file to a file of a layer that is not below its own.
    pub fn arrows_up(&self, floors: &[(&str, &[&str])]) -> Vec<String> {
        let mut found = Vec::new();
        for (file, named) in &self.edges {
            let Some(layer) = layer(file) else { continue };
            let Some((_, below)) = floors.iter().find(|(name, _)| *name == layer) else {
                found.push(format!("{file} is on no floor"));
                continue;
            };
            for other in named.keys() {
                if self::layer(other).is_some_and(|other| other != layer && !below.contains(&other))
                {
                    found.push(format!("{file} uses {other}"));
                }
            }
        }
        found
    }

    /// The circles: files that reach each other, each circle once.
    pub fn circles(&self) -> Vec<Vec<String>> {
        let reach: BTreeMap<&String, BTreeSet<&String>> = self
            .edges
            .keys()
            .map(|file| (file, self.reached(file)))
            .collect();
        let mut seen = BTreeSet::new();
        let mut circles = Vec::new();
        for file in self.edges.keys() {
            if seen.contains(file) || !reach[file].contains(file) {
                continue;
            }
            let circle: Vec<String> = reach[file]
                .iter()
                .filter(|other| reach.get(**other).is_some_and(|back| back.contains(file)))
                .map(|other| (*other).clone())
                .collect();
            seen.extend(circle.clone());
            circles.push(circle);
        }
        circles
    }

    /// All files that a file reaches over one arrow or more.
    fn reached(&self, file: &String) -> BTreeSet<&String> {
        let mut reached = BTreeSet::new();
        let mut open: Vec<&String> = self.edges[file].keys().collect();
        while let Some(next) = open.pop() {
            if reached.insert(next) {
                open.extend(self.edges.get(next).into_iter().flat_map(BTreeMap::keys));
            }
        }
        reached
    }
}

/// What a path names: a type rather than what belongs to it, else the last of it.
fn item(path: &[String]) -> Option<String> {
    let is_type = |name: &&String| name.starts_with(char::is_uppercase);
    path.iter().find(is_type).or_else(|| path.last()).cloned()
}

/// The layer of a file: its first folder, or its own name at the top.
fn layer(file: &str) -> Option<&str> {
    let name = file.split('/').next()?.trim_end_matches(".rs");
    (!matches!(name, "lib" | "main")).then_some(name)
}

/// The paths that an import stands for, each with the module that it is seen from: its own, and of a glob those of all
/// names that the module behind it hands on and that the file uses.
fn spelled_out(
    modules: &BTreeMap<Vec<String>, Module>,
    module: &Module,
    import: &Import,
) -> Vec<(Vec<String>, Vec<String>)> {
    let mut from = module.path.clone();
    from.extend(import.inside.iter().cloned());
    let mut paths = vec![(from.clone(), import.path.clone())];
    let Some((star, base)) = import.path.split_last().filter(|(star, _)| *star == "*") else {
        return paths;
    };
    let behind = resolve(modules, &from, base, 0)
        .and_then(|file| modules.values().find(|module| module.file == file));
    for handed in behind.into_iter().flat_map(|behind| &behind.imports) {
        let used = handed
            .name
            .as_ref()
            .filter(|name| module.words.contains(*name));
        if let Some(name) = used.filter(|name| *name != star) {
            let path = base.iter().chain([name]).cloned().collect();
            paths.push((from.clone(), path));
        }
    }
    paths
}

/// The file in which a path of a module ends: through children, re-exports and `super`.
fn resolve(
    modules: &BTreeMap<Vec<String>, Module>,
    from: &[String],
    path: &[String],
    depth: usize,
) -> Option<String> {
    if depth > 12 {
        return None;
    }
    let mut at = from.to_vec();
    let mut rest = path;
    let mut is_first = true;
    while let Some((step, others)) = rest.split_first() {
        match step.as_str() {
            "crate" if is_first => at.clear(),
            "self" => {}
            "super" => {
                at.pop();
            }
            "*" => break,
            name => {
                let mut child = at.clone();
                child.push(name.to_owned());
                if modules.contains_key(&child) {
                    at = child;
                } else if is_first {
                    return None;
                } else {
                    // The name is an item of the module, or one that it hands on.
                    let module = modules.get(&at)?;
                    let handed = module.imports.iter().find_map(|import| {
                        let is_it = import.name.as_deref() == Some(name)
                            || import.path.last().is_some_and(|last| last == "*");
                        if !is_it || !(import.is_public || from.starts_with(&at)) {
                            return None;
                        }
                        let mut seen_from = at.clone();
                        seen_from.extend(import.inside.iter().cloned());
                        let mut onward = import.path.clone();
                        if onward.last().is_some_and(|last| last == "*") {
                            onward.pop();
                            onward.push(name.to_owned());
                            return resolve(modules, &seen_from, &onward, depth + 1).filter(
                                |file| {
                                    modules.values().any(|other| {
                                        other.file == *file && other.words.contains(name)
                                    })
                                },
                            );
                        }
                        onward.extend(others.iter().cloned());
                        resolve(modules, &seen_from, &onward, depth + 1)
                    });
                    return handed.or_else(|| Some(module.file.clone()));
                }
            }
        }
        is_first = false;
        rest = others;
    }
    modules.get(&at).map(|module| module.file.clone())
}

/// The path of the module that a file holds.
fn module_of(file: &str) -> Vec<String> {
    let mut path: Vec<String> = file
        .trim_end_matches(".rs")
        .split('/')
        .map(str::to_owned)
        .collect();
    if path
        .last()
        .is_some_and(|last| last == "mod" || last == "lib" || last == "main")
    {
        path.pop();
    }
    path
}

/// Reads one file.
fn read(file: &str, text: &str) -> Module {
    let tokens = without_tests(&tokens(text));
    let children: BTreeSet<String> = tokens
        .windows(3)
        .filter(|three| three[0] == "mod" && three[2] == ";")
        .map(|three| three[1].clone())
        .collect();
    let mut module = Module {
        path: module_of(file),
        file: file.to_owned(),
        imports: Vec::new(),
        words: BTreeSet::new(),
    };
    let (mut at, mut depth) = (0, 0);
    // The modules within the file that are open, each with the depth of its braces.
    let mut open: Vec<(String, usize)> = Vec::new();
    while at < tokens.len() {
        match tokens[at].as_str() {
            "{" => {
                depth += 1;
                if at > 1 && tokens[at - 2] == "mod" {
                    open.push((tokens[at - 1].clone(), depth));
                }
            }
            "}" => {
                open.retain(|(_, of)| *of != depth);
                depth -= 1;
            }
            _ => {}
        }
        let inside: Vec<String> = open.iter().map(|(name, _)| name.clone()).collect();
        // `use<'a>` in a type says what it captures.
        if tokens[at] == "use" && tokens.get(at + 1).is_some_and(|next| next != "<") {
            let end = (at..tokens.len())
                .find(|end| tokens[*end] == ";")
                .unwrap_or(tokens.len());
            let is_public = at > 0 && (tokens[at - 1] == "pub" || tokens[at - 1] == ")");
            let from = module.imports.len();
            spread(&tokens[at + 1..end], &[], is_public, &mut module.imports);
            for import in &mut module.imports[from..] {
                import.inside.clone_from(&inside);
            }
            at = end;
        } else {
            // `pub(in crate::law)` says who may look in, and names nothing.
            let is_reach = at > 1 && tokens[at - 1] == "in" && tokens[at - 2] == "(";
            let starts = at == 0 || tokens[at - 1] != "::";
            let is_path = starts
                && !is_reach
                && tokens.get(at + 1).is_some_and(|next| next == "::")
                && (["crate", "super", "self"].contains(&tokens[at].as_str())
                    || children.contains(&tokens[at]));
            if is_path {
                let mut path = vec![tokens[at].clone()];
                let mut next = at + 1;
                while tokens.get(next).is_some_and(|sign| sign == "::")
                    && tokens.get(next + 1).is_some_and(|word| is_word(word))
                {
                    path.push(tokens[next + 1].clone());
                    next += 2;
                }
                module.imports.push(Import {
                    path,
                    name: None,
                    is_public: false,
                    inside,
                });
            }
            // `mod plan;` beside `pub use plan::plan;` names no function.
            if at == 0 || tokens[at - 1] != "mod" {
                module.words.insert(tokens[at].clone());
            }
        }
        at += 1;
    }
    // A path in place may begin with a name that was imported: `records::Activity` is more than `records`.
    let named: BTreeMap<String, (Vec<String>, Vec<String>)> = module
        .imports
        .iter()
        .filter_map(|import| {
            let inside = import.inside.clone();
            Some((import.name.clone()?, (import.path.clone(), inside)))
        })
        .collect();
    for at in 0..tokens.len().saturating_sub(2) {
        let starts = at == 0 || tokens[at - 1] != "::";
        if starts
            && tokens[at + 1] == "::"
            && is_word(&tokens[at + 2])
            && let Some((path, inside)) = named.get(&tokens[at])
        {
            let mut path = path.clone();
            path.push(tokens[at + 2].clone());
            module.imports.push(Import {
                path,
                name: None,
                is_public: false,
                inside: inside.clone(),
            });
        }
    }
    module
}

/// The paths of a `use` declaration.
fn spread(tokens: &[String], before: &[String], is_public: bool, into: &mut Vec<Import>) {
    let mut path = before.to_vec();
    let mut at = 0;
    while at < tokens.len() {
        match tokens[at].as_str() {
            "::" => {}
            "{" => {
                let inner = &tokens[at + 1..tokens.len() - 1];
                for part in parts(inner) {
                    spread(part, &path, is_public, into);
                }
                return;
            }
            "as" => {
                let name = tokens.get(at + 1).cloned();
                into.push(Import {
                    path,
                    name,
                    is_public,
                    inside: Vec::new(),
                });
                return;
            }
            word => path.push(word.to_owned()),
        }
        at += 1;
    }
    if path.len() > 1 && path.last().is_some_and(|last| last == "self") {
        path.pop();
    }
    let name = path.last().cloned();
    into.push(Import {
        path,
        name,
        is_public,
        inside: Vec::new(),
    });
}

/// What stands between the commas of a group, nested groups whole.
fn parts(tokens: &[String]) -> Vec<&[String]> {
    let mut parts = Vec::new();
    let (mut depth, mut from) = (0, 0);
    for (at, token) in tokens.iter().enumerate() {
        match token.as_str() {
            "{" => depth += 1,
            "}" => depth -= 1,
            "," if depth == 0 => {
                parts.push(&tokens[from..at]);
                from = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&tokens[from..]);
    parts.retain(|part| !part.is_empty());
    parts
}

/// The tokens without items that only tests see.
fn without_tests(tokens: &[String]) -> Vec<String> {
    const MARK: [&str; 7] = ["#", "[", "cfg", "(", "test", ")", "]"];
    let mut kept = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let is_mark = tokens.len() - at >= MARK.len()
            && MARK
                .iter()
                .enumerate()
                .all(|(step, sign)| tokens[at + step] == *sign);
        if !is_mark {
            kept.push(tokens[at].clone());
            at += 1;
            continue;
        }
        let mut depth = 0;
        at += MARK.len();
        while at < tokens.len() {
            match tokens[at].as_str() {
                "{" | "(" | "[" => depth += 1,
                "}" | ")" | "]" => depth -= 1,
                _ => {}
            }
            at += 1;
            let ended = tokens[at - 1] == ";" || tokens[at - 1] == "}";
            if depth == 0 && ended {
                break;
            }
        }
    }
    kept
}

fn is_word(token: &str) -> bool {
    token
        .chars()
        .next()
        .is_some_and(|first| first.is_alphabetic() || first == '_')
}

/// The words and signs of a source, without comments, strings and letters.
fn tokens(text: &str) -> Vec<String> {
    let signs: Vec<char> = text.chars().collect();
    let mut tokens = Vec::new();
    let mut at = 0;
    let get = |at: usize| signs.get(at).copied().unwrap_or('\0');
    while at < signs.len() {
        let sign = signs[at];
        match sign {
            '/' if get(at + 1) == '/' => {
                while at < signs.len() && signs[at] != '\n' {
                    at += 1;
                }
            }
            '/' if get(at + 1) == '*' => {
                while at < signs.len() && !(signs[at] == '*' && get(at + 1) == '/') {
                    at += 1;
                }
                at += 2;
            }
            '"' => at = after_string(&signs, at),
            'r' if get(at + 1) == '"'
                || (get(at + 1) == '#' && matches!(get(at + 2), '"' | '#')) =>
            {
                let mut hashes = 0;
                at += 1;
                while get(at) == '#' {
                    hashes += 1;
                    at += 1;
                }
                at += 1;
                while at < signs.len() {
                    let ends = signs[at] == '"' && (1..=hashes).all(|step| get(at + step) == '#');
                    at += 1;
                    if ends {
                        at += hashes;
                        break;
                    }
                }
            }
            '\'' => {
                // A letter in quotes, or the name of a lifetime.
                if get(at + 1) == '\\' {
                    at += 3;
                    while at < signs.len() && signs[at] != '\'' {
                        at += 1;
                    }
                    at += 1;
                } else if get(at + 2) == '\'' {
                    at += 3;
                } else {
                    at += 1;
                    while get(at).is_alphanumeric() || get(at) == '_' {
                        at += 1;
                    }
                }
            }
            ':' if get(at + 1) == ':' => {
                tokens.push("::".to_owned());
                at += 2;
            }
            _ if sign.is_alphanumeric() || sign == '_' => {
                let from = at;
                while get(at).is_alphanumeric() || get(at) == '_' {
                    at += 1;
                }
                tokens.push(signs[from..at].iter().collect());
            }
            _ => {
                if !sign.is_whitespace() {
                    tokens.push(sign.to_string());
                }
                at += 1;
            }
        }
    }
    tokens
}

/// The place after a string that begins at a place.
fn after_string(signs: &[char], from: usize) -> usize {
    let mut at = from + 1;
    while at < signs.len() && signs[at] != '"' {
        at += if signs[at] == '\\' { 2 } else { 1 };
    }
    at + 1
}
