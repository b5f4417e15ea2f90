//! What exports of older versions say in keys that are retired, said as today's do.

use std::borrow::Cow;
use std::collections::HashMap;

use super::tree::{Node, Object, Path, member};
use crate::domain::kind::RecordKind;
use crate::domain::retired::{FIRST_HOLD, HOLD_FIELDS, HOLDS, hold_kind};

/// Where in the file a rule or holding stands.
#[derive(Clone, Copy, Debug)]
struct Holder {
    activity: usize,
    rule: usize,
    holding: Option<usize>,
}

impl Holder {
    /// Gives its path to `then`.
    fn path<T>(self, then: impl FnOnce(&Path<'_>) -> T) -> T {
        let activities = Path::Root.key(RecordKind::Activity.plural());
        let activity = activities.at(self.activity);
        let rules = activity.key(RecordKind::Retention.plural());
        let rule = rules.at(self.rule);
        let Some(holding) = self.holding else {
            return then(&rule);
        };
        let holdings = rule.key(RecordKind::Holding.plural());
        then(&holdings.at(holding))
    }
}

/// The rows that were made of fields, by the path of their lists: what is wrong in one is wrong in the field.
#[derive(Clone, Debug, Default)]
pub(super) struct Moved(HashMap<String, Holder>);

impl Moved {
    /// Gives the place where the file itself has what stands at a path to `then`.
    pub(super) fn place<T>(&self, path: &Path<'_>, then: impl FnOnce(&Path<'_>) -> T) -> T {
        if self.0.is_empty() {
            return then(path);
        }
        let text = path.to_string();
        let row = format!(".{HOLDS}[0]");
        let Some((holder, within)) = text.split_once(&row) else {
            return then(path);
        };
        let Some(holder) = self.0.get(holder) else {
            return then(path);
        };
        let (in_none, key) = match within.strip_prefix(".none") {
            Some(rest) => (true, rest.trim_start_matches('.')),
            None => (false, within.trim_start_matches('.')),
        };
        let old = HOLD_FIELDS.iter().find(|(_, new)| *new == key);
        holder.path(|path| {
            let none = path.key("none");
            let above = if in_none { &none } else { path };
            match old {
                Some((old, _)) => then(&above.key(old)),
                None => then(above),
            }
        })
    }
}

/// Makes rows of the legal holds that stand in fields of rules and holdings.
///
/// Where an object has both, gives the path of the field and its key to `refuse`: which of the two is meant cannot be
/// known.
pub(super) fn holds_as_rows<P>(
    root: &mut Object<'_>,
    refuse: impl Fn(&Path<'_>, &'static str) -> P,
) -> Result<Moved, P> {
    let mut moved = Moved::default();
    let activities = objects(root, RecordKind::Activity.plural());
    for (activity, object) in activities {
        for (rule, object) in objects(object, RecordKind::Retention.plural()) {
            for (holding, object) in objects(object, RecordKind::Holding.plural()) {
                let holder = Holder {
                    activity,
                    rule,
                    holding: Some(holding),
                };
                moved.one(object, RecordKind::Holding, holder, &refuse)?;
            }
            let holder = Holder {
                activity,
                rule,
                holding: None,
            };
            moved.one(object, RecordKind::Retention, holder, &refuse)?;
        }
    }
    Ok(moved)
}

impl Moved {
    fn one<P>(
        &mut self,
        object: &mut Object<'_>,
        kind: RecordKind,
        holder: Holder,
        refuse: &impl Fn(&Path<'_>, &'static str) -> P,
    ) -> Result<(), P> {
        let none = match member(object, "none") {
            Node::Object(none) => none.as_slice(),
            _ => &[],
        };
        let marked = |key: &str| none.iter().any(|(name, _)| name == key);
        if *member(object, HOLDS) != Node::Null || marked(HOLDS) {
            for (old, _) in HOLD_FIELDS {
                if *member(object, old) != Node::Null {
                    return Err(holder.path(|path| refuse(&path.key(old), old)));
                }
                if marked(old) {
                    return Err(holder.path(|path| refuse(&path.key("none").key(old), old)));
                }
            }
        }
        if hold_as_row(object, kind) {
            self.0.insert(holder.path(|path| path.to_string()), holder);
        }
        Ok(())
    }
}

/// The objects of a list, each with its place in it.
fn objects<'o, 'a>(
    object: &'o mut Object<'a>,
    key: &str,
) -> impl Iterator<Item = (usize, &'o mut Object<'a>)> + use<'o, 'a> {
    let list = object.iter_mut().find(|(name, _)| name == key);
    let nodes = match list {
        Some((_, Node::List(nodes))) => nodes.as_mut_slice(),
        _ => &mut [],
    };
    let nodes = nodes.iter_mut().enumerate();
    nodes.filter_map(|(at, node)| match node {
        Node::Object(object) => Some((at, object)),
        _ => None,
    })
}

/// Makes a row of the fields of one rule or holding; whether there was one.
fn hold_as_row(object: &mut Object<'_>, holder: RecordKind) -> bool {
    if hold_kind(holder).is_none() {
        return false;
    }
    let mut row: Object<'_> = Vec::new();
    let mut none: Object<'_> = Vec::new();
    for (old, new) in HOLD_FIELDS {
        if let Some(value) = take(object, old).filter(|value| *value != Node::Null) {
            row.push((Cow::Borrowed(new), value));
        }
        let reasons = object.iter_mut().find(|(name, _)| name == "none");
        if let Some((_, Node::Object(reasons))) = reasons
            && let Some(reason) = take(reasons, old)
        {
            none.push((Cow::Borrowed(new), reason));
        }
    }
    if row.is_empty() {
        // Without a hold, that it has no first day and no review says nothing.
        if let Some((_, reason)) = none.into_iter().find(|(new, _)| new == "reason") {
            let reasons = object.iter_mut().find(|(name, _)| name == "none");
            if let Some((_, Node::Object(reasons))) = reasons {
                reasons.push((Cow::Borrowed(HOLDS), reason));
            }
        }
        return false;
    }
    if !none.is_empty() {
        row.push((Cow::Borrowed("none"), Node::Object(none)));
    }
    // The reference that migrating a file gives it: the same export is the same hold there.
    row.insert(
        0,
        (Cow::Borrowed("ref"), Node::Text(Cow::Borrowed(FIRST_HOLD))),
    );
    // A null is no list: one with rows was refused.
    object.retain(|(name, _)| name != HOLDS);
    object.push((Cow::Borrowed(HOLDS), Node::List(vec![Node::Object(row)])));
    true
}

/// Takes a key out of an object.
fn take<'a>(object: &mut Object<'a>, key: &str) -> Option<Node<'a>> {
    let at = object.iter().position(|(name, _)| name == key)?;
    Some(object.remove(at).1)
}
