//! The lines of a table of units: in the office's order, each below the unit that it belongs to.

use std::collections::BTreeSet;

use crate::model::OrgIx;
use crate::pack::Consolidated;

/// A line of a table of units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// Whose.
    pub org: OrgIx,
    /// Units between it and the office.
    pub depth: u8,
    /// Whether it is a sub-total of the lines that follow.
    pub is_subtotal: bool,
}

/// A line for each of the units, and one for each unit between them and the office.
pub(super) fn rows(data: &Consolidated, units: &BTreeSet<OrgIx>) -> Vec<Row> {
    let mut rows = Vec::new();
    for child in data.tree.children(data.office) {
        below(data, units, *child, 0, &mut rows);
    }
    rows
}

fn below(
    data: &Consolidated,
    units: &BTreeSet<OrgIx>,
    org: OrgIx,
    depth: u8,
    rows: &mut Vec<Row>,
) {
    let at = rows.len();
    for child in data.tree.children(org) {
        below(data, units, *child, depth.saturating_add(1), rows);
    }
    let is_subtotal = rows.len() > at;
    if is_subtotal || units.contains(&org) {
        rows.insert(at, Row { org, depth, is_subtotal });
    }
}
