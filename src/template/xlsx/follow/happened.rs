//! What the parts that follow have to know.

use std::collections::{BTreeMap, BTreeSet};

use crate::template::xlsx::formula::moves::Moves;

/// What happened to the sheets of a workbook.
pub(in super::super) struct Happened<'a> {
    /// Where rows went.
    pub moves: &'a Moves<'a>,
    /// Names (lower case) of sheets in which any cell changed.
    pub changed: BTreeSet<String>,
    /// Parts that belong to one sheet of the result, with its name.
    pub owners: &'a BTreeMap<String, String>,
}
