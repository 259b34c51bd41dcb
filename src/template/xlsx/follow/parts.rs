//! Other parts that name rows of a sheet: drawings, charts, comments, tables.

use crate::template::Problem;
use crate::template::xlsx::book::Book;
use crate::template::xlsx::formula::moves::Moves;

/// Lets the parts that belong to sheets follow; answers what could not.
pub(in super::super) fn follow(_book: &mut Book, _moves: &Moves<'_>) -> Vec<Problem> {
    Vec::new()
}
