//! `can("ket_nap", "ket_nap @ cung-ky")`: whether all of these figures are there, for every unit.
//! A Word document keeps the paragraph only then (`References::keeps_paragraph`).

use tera::{Kwargs, State, Tera, TeraResult, Value};

use super::super::printing::{Medium, Printer, numbered};
use super::KEEPS_PARAGRAPH;

/// Registers the function where there are paragraphs.
pub(super) fn register(printer: &Printer, tera: &mut Tera) {
    if printer.medium() == Medium::Excel {
        return;
    }
    let printer = printer.clone();
    let keeps = move |args: Kwargs, _: &State| -> TeraResult<Value> {
        let mut all = true;
        for path in numbered(&args)? {
            all &= printer.whole(printer.key_of(&path, &args)?).is_some();
        }
        Ok(Value::from(all))
    };
    tera.register_function(KEEPS_PARAGRAPH, keeps);
}
