//! Areas such as `A4:F9` in attributes: where their cells are in the result.

use std::rc::Rc;

use crate::template::xlsx::formula::lexer::{Kind, Reference, tokens};
use crate::template::xlsx::lines::{Area, Axis, LineMap, SheetMap, Stretch};

/// Reads one area.
pub(super) fn parse(area: &str) -> Option<Reference> {
    let mut tokens = tokens(area.trim()).into_iter();
    match (tokens.next()?.kind, tokens.next()) {
        (Kind::Reference(reference), None) => Some(reference),
        _ => None,
    }
}

/// The areas that one area has become, over all repetitions.
pub(super) fn all(map: &SheetMap, area: &str) -> Vec<String> {
    let Some(reference) = parse(area) else { return vec![area.to_owned()] };
    let stretches = |axis| {
        let (first, last) = reference.lines(axis)?;
        Some(map.on(axis).stretches(first, last, 0))
    };
    let (rows, columns) = (stretches(Axis::Rows), stretches(Axis::Columns));
    let bounds = |side: &Option<Rc<Vec<Stretch>>>| side.as_ref().map(|side| side.to_vec());
    written(&reference, bounds(&rows).as_deref(), bounds(&columns).as_deref())
}

/// The areas of a list (`sqref`).
pub(super) fn list(map: &SheetMap, list: &str) -> Vec<String> {
    list.split_ascii_whitespace().flat_map(|area| all(map, area)).collect()
}

/// One area that covers all that an area has become.
pub(super) fn cover(map: &SheetMap, area: &str) -> Option<String> {
    let Some(reference) = parse(area) else { return Some(area.to_owned()) };
    let mut covering = Area { rows: None, columns: None };
    for axis in Axis::BOTH {
        let Some((first, last)) = reference.lines(axis) else { continue };
        let covered = covered(&map.on(axis).stretches(first, last, 0))?;
        match axis {
            Axis::Rows => covering.rows = Some(covered),
            Axis::Columns => covering.columns = Some(covered),
        }
    }
    Some(reference.over(covering))
}

/// The areas that one area has become, one for each repetition of the cells it lies in.
pub(in super::super) fn per_round(map: &SheetMap, area: &str) -> Vec<String> {
    let Some(reference) = parse(area) else { return vec![area.to_owned()] };
    let covers = |axis| {
        let (first, last) = reference.lines(axis)?;
        Some(covers(map.on(axis), first, last))
    };
    let (rows, columns) = (covers(Axis::Rows), covers(Axis::Columns));
    written(&reference, rows.as_deref(), columns.as_deref())
}

/// A single cell's first place in the result, or that of the next one still there.
pub(super) fn cell(map: &SheetMap, area: &str) -> Option<String> {
    let reference = parse(area).filter(|reference| reference.last.is_none())?;
    let first = |axis| {
        let line = map.on(axis).first_from(reference.lines(axis)?.0);
        Some((line, line))
    };
    Some(reference.over(Area { rows: first(Axis::Rows), columns: first(Axis::Columns) }))
}

/// One area over all rows that an area has become, in the first copy of its columns.
pub(super) fn first_columns(map: &SheetMap, area: &str) -> Option<String> {
    let Some(reference) = parse(area) else { return Some(area.to_owned()) };
    let covered_on = |axis| {
        let (first, last) = reference.lines(axis)?;
        let stretches = map.on(axis).stretches(first, last, 0);
        Some(match axis {
            Axis::Rows => covered(&stretches),
            Axis::Columns => stretches.first().map(|found| (found.0, found.0 + last - first)),
        })
    };
    let (rows, columns) = (covered_on(Axis::Rows), covered_on(Axis::Columns));
    let gone = rows == Some(None) || columns == Some(None);
    let area = Area { rows: rows.flatten(), columns: columns.flatten() };
    (!gone).then(|| reference.over(area))
}

/// For each repetition of the lines between two: from the first to the last line in it.
fn covers(lines: &LineMap, first: u32, last: u32) -> Vec<Stretch> {
    let rounds = lines.rounds_of(lines.common_block(first, last));
    rounds.iter().filter_map(|round| covered(&lines.stretches(first, last, *round))).collect()
}

fn covered(stretches: &[Stretch]) -> Option<Stretch> {
    Some((stretches.first()?.0, stretches.last()?.1))
}

fn written(
    reference: &Reference,
    rows: Option<&[Stretch]>,
    columns: Option<&[Stretch]>,
) -> Vec<String> {
    let areas = Area::crossings(rows, columns);
    areas.into_iter().map(|area| reference.over(area)).collect()
}
