//! What templates print in sentences: comparisons, shares, lists, days, and paragraphs that stay
//! only where their figures are known.

mod citations;
mod comparing;
mod counting;
mod days;
mod keeping;
mod listing;
mod remarks;
mod said;
mod shares;
mod signature;

use tera::Tera;

use super::printing::Printer;

pub(super) use citations::{CITES, Citing, unresolved};
pub(super) use comparing::not_a_base;
pub(super) use counting::{in_text, is_count, written};
pub(super) use days::not_a_day;
pub(super) use remarks::{Remarks, share_of};
pub(super) use said::gathered;
pub(super) use signature::{Signature, Takes, signature};

/// Functions that print a count otherwise in running text than in a table.
pub(super) const BY_PLACE: [&str; 4] = ["so", "so_sanh", "liet_ke_phan", "dem"];

/// The function that decides whether its paragraph stays; a workbook has none.
pub(super) const KEEPS_PARAGRAPH: &str = "can";

/// Registers the functions and filters of sentences with a template engine.
pub(super) fn register(printer: &Printer, tera: &mut Tera) {
    comparing::register(printer, tera);
    shares::register(printer, tera);
    listing::register(printer, tera);
    keeping::register(printer, tera);
    said::register(printer, tera);
    counting::register(printer, tera);
    days::register(tera);
}
