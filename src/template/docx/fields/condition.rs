//! `IF` fields whose operands hold tags, and fields that only Word can compute.

use std::cmp::Ordering;

use super::amount::read;
use super::find::Field;
use super::{Changes, is_inside};

/// Fields of the body that follow from it, but only with its pages or outside of it. Those of
/// headers Word computes whenever it shows them.
const WORDS_OWN: [&str; 6] = ["INDEX", "TOA", "FILENAME", "NUMWORDS", "NUMCHARS", "STYLEREF"];

/// Decides conditions anew.
pub(super) fn refresh(fields: &[Field], decimal: char, changes: &mut Changes<'_, '_>) {
    for field in fields.iter().filter(|field| field.instruction.kind == "IF") {
        let paragraph = changes.tree.nearest(field.start, "w:p");
        let is_same = paragraph.is_none_or(|paragraph| changes.is_unchanged(paragraph));
        if is_same || field.has_field_in_code || is_inside(fields, field, "TOC") {
            continue;
        }
        match decided(&field.instruction.arguments, decimal) {
            Some(text) => changes.set(field, &text),
            None => changes.note(field, "điều kiện không quen"),
        }
    }
}

/// Tells of fields of the body that only Word can compute.
pub(super) fn tell(fields: &[Field], changes: &mut Changes<'_, '_>) {
    let is_words = |field: &&Field| WORDS_OWN.contains(&field.instruction.kind.as_str());
    for field in fields.iter().filter(is_words) {
        changes.note(field, "chỉ Word tính được");
    }
}

/// `1 = 1 "text" "other"`.
fn decided(arguments: &[String], decimal: char) -> Option<String> {
    let (left, operator, right, yes, no) = match arguments {
        [left, operator, right, yes] => (left, operator, right, yes, ""),
        [left, operator, right, yes, no] => (left, operator, right, yes, no.as_str()),
        _ => return None,
    };
    let order = match (read(left, decimal), read(right, decimal)) {
        (Some(left), Some(right)) => Some(left.value.cmp(&right.value)),
        // Word takes these for any characters.
        _ if right.contains(['*', '?']) => return None,
        _ => (left == right).then_some(Ordering::Equal),
    };
    let holds = match (operator.as_str(), order) {
        ("=", order) => order == Some(Ordering::Equal),
        ("<>", order) => order != Some(Ordering::Equal),
        ("<", Some(order)) => order.is_lt(),
        (">", Some(order)) => order.is_gt(),
        ("<=", Some(order)) => order.is_le(),
        (">=", Some(order)) => order.is_ge(),
        _ => return None,
    };
    Some(if holds { yes.as_str() } else { no }.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_are_decided_by_number_or_by_text() {
        for (code, expected) in [
            ("1.000 > 999 có không", Some("có")),
            ("a = A có không", Some("không")),
            ("a <> b có", Some("có")),
            ("a < b có không", None),
            ("a = b* có không", None),
            ("a = b", None),
        ] {
            let arguments: Vec<String> = code.split(' ').map(str::to_owned).collect();
            assert_eq!(decided(&arguments, ',').as_deref(), expected, "{code}");
        }
    }
}
