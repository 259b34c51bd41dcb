//! What the parts that follow have to know.

use std::collections::BTreeSet;

use super::shown::Shown;
use crate::template::xlsx::formula::moves::Moves;

/// What happened to the sheets of a workbook.
pub(in super::super) struct Happened<'a> {
    /// Where rows went.
    pub moves: &'a Moves<'a>,
    /// What the cells of the result show.
    pub shown: &'a Shown<'a>,
    /// Names (lower case) of sheets in which any cell changed.
    pub changed: BTreeSet<String>,
}
