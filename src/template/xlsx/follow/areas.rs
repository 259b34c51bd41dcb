//! Areas such as `A4:F9` in attributes: where their rows are in the result.

use crate::template::xlsx::formula::lexer::{Kind, Reference, tokens};
use crate::template::xlsx::lines::{SheetMap, Stretch};

/// Reads one area.
pub(super) fn parse(area: &str) -> Option<Reference> {
    let mut tokens = tokens(area.trim()).into_iter();
    match (tokens.next()?.kind, tokens.next()) {
        (Kind::Reference(reference), None) => Some(reference),
        _ => None,
    }
}

/// An area over other rows.
pub(super) fn written(reference: &Reference, (first, last): Stretch) -> String {
    let mut out = String::new();
    let at = |row: u32, corner: crate::template::xlsx::formula::lexer::Corner| {
        let row = corner.row.map(|(_, absolute)| (row, absolute));
        crate::template::xlsx::formula::lexer::Corner { row, ..corner }
    };
    at(first, reference.first).write(&mut out);
    if let Some(corner) = reference.last.or((first != last).then_some(reference.first)) {
        out.push(':');
        at(last, corner).write(&mut out);
    }
    out
}

/// The areas that one area has become, over all repetitions.
pub(super) fn all(map: &SheetMap, area: &str) -> Vec<String> {
    let Some(reference) = parse(area) else { return vec![area.to_owned()] };
    let Some((first, last)) = reference.rows() else { return vec![area.to_owned()] };
    let stretches = map.rows.stretches(first, last, 0);
    stretches.iter().map(|stretch| written(&reference, *stretch)).collect()
}

/// The areas of a list (`sqref`).
pub(super) fn list(map: &SheetMap, list: &str) -> Vec<String> {
    list.split_ascii_whitespace().flat_map(|area| all(map, area)).collect()
}

/// One area that covers all that an area has become.
pub(super) fn cover(map: &SheetMap, area: &str) -> Option<String> {
    let Some(reference) = parse(area) else { return Some(area.to_owned()) };
    let Some((first, last)) = reference.rows() else { return Some(area.to_owned()) };
    let stretches = map.rows.stretches(first, last, 0);
    Some(written(&reference, (stretches.first()?.0, stretches.last()?.1)))
}

/// The areas that one area has become, one for each repetition of the rows it lies in.
pub(super) fn per_round(map: &SheetMap, area: &str) -> Vec<String> {
    let Some(reference) = parse(area) else { return vec![area.to_owned()] };
    let Some((first, last)) = reference.rows() else { return vec![area.to_owned()] };
    let rounds = map.rows.rounds_of(map.rows.common_block(first, last));
    let covers = rounds.filter_map(|round| {
        let stretches = map.rows.stretches(first, last, round);
        Some((stretches.first()?.0, stretches.last()?.1))
    });
    covers.map(|stretch| written(&reference, stretch)).collect()
}

/// A single cell's first place in the result, or that of the next row still there.
pub(super) fn cell(map: &SheetMap, area: &str) -> Option<String> {
    let reference = parse(area).filter(|reference| reference.last.is_none())?;
    let row = map.rows.first_from(reference.rows()?.0);
    Some(written(&reference, (row, row)))
}
