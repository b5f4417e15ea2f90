//! What exports of older versions say in keys that are retired, said as today's do.

use std::borrow::Cow;

use super::tree::{Node, Object};
use crate::domain::kind::RecordKind;
use crate::domain::retired::{FIRST_HOLD, HOLD_FIELDS, HOLDS, hold_kind};

/// Makes rows of the legal holds that stand in fields of rules and holdings.
pub(super) fn holds_as_rows(root: &mut Object<'_>) {
    let rules = objects(root, RecordKind::Activity.plural())
        .flat_map(|activity| objects(activity, RecordKind::Retention.plural()));
    for rule in rules {
        for holding in objects(rule, RecordKind::Holding.plural()) {
            hold_as_row(holding, RecordKind::Holding);
        }
        hold_as_row(rule, RecordKind::Retention);
    }
}

/// The objects of a list.
fn objects<'o, 'a>(
    object: &'o mut Object<'a>,
    key: &str,
) -> impl Iterator<Item = &'o mut Object<'a>> + use<'o, 'a> {
    let list = object.iter_mut().find(|(name, _)| name == key);
    let nodes = match list {
        Some((_, Node::List(nodes))) => nodes.as_mut_slice(),
        _ => &mut [],
    };
    nodes.iter_mut().filter_map(|node| match node {
        Node::Object(object) => Some(object),
        _ => None,
    })
}

fn hold_as_row(object: &mut Object<'_>, holder: RecordKind) {
    if hold_kind(holder).is_none() {
        return;
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
        return;
    }
    if !none.is_empty() {
        row.push((Cow::Borrowed("none"), Node::Object(none)));
    }
    // The reference that migrating a file gives it: the same export is the same hold there.
    row.insert(
        0,
        (Cow::Borrowed("ref"), Node::Text(Cow::Borrowed(FIRST_HOLD))),
    );
    match object.iter_mut().find(|(name, _)| name == HOLDS) {
        Some((_, Node::List(rows))) => rows.push(Node::Object(row)),
        Some((_, other @ Node::Null)) => *other = Node::List(vec![Node::Object(row)]),
        Some(_) => {}
        None => object.push((Cow::Borrowed(HOLDS), Node::List(vec![Node::Object(row)]))),
    }
}

/// Takes a key out of an object.
fn take<'a>(object: &mut Object<'a>, key: &str) -> Option<Node<'a>> {
    let at = object.iter().position(|(name, _)| name == key)?;
    Some(object.remove(at).1)
}
