//! The identity of a blank: by it the return is known again, wherever its cells have drifted.

use std::collections::BTreeSet;

use super::layout::{Layout, Role};
use crate::pack::reference::{defined_name, header_name};
use crate::pack::upward::{COMPUTES, IDENTITY_SHEET};
use crate::pack::{Form, NONE_OCCURRED, Named, PERIOD_NAME, UNIT_NAME};
use crate::template::xlsx::{Carried, DefinedName, HiddenSheet};

/// What a blank carries: form, version, unit and period in a sheet that nobody sees and as
/// document properties, and a name for every cell that is read.
pub(super) fn of(layout: &Layout<'_>, form: &Form) -> Carried {
    let data = layout.data;
    let period = data.period.to_string();
    let identity = [
        ("form", form.code.as_str()),
        ("version", &form.version),
        ("unit", data.tree.code(layout.org)),
        ("period", &period),
    ];
    let mut rows: Vec<Vec<String>> =
        identity.map(|(key, value)| vec![key.to_owned(), value.to_owned()]).to_vec();
    let properties =
        identity.map(|(key, value)| (format!("{IDENTITY_SHEET}.{key}"), value.to_owned()));
    let mut names = headers(layout);
    let mut known: BTreeSet<String> = BTreeSet::new();
    for cell in &layout.cells {
        let name = defined_name(&cell.form.path, cell.period);
        // The second cell of a figure repeats the first.
        if !known.insert(name.to_lowercase()) {
            continue;
        }
        if matches!((cell.form.named, &cell.role), (Named::Item(_), Role::Computed(_))) {
            rows.push(vec![COMPUTES.to_owned(), name.clone()]);
        }
        names.push(DefinedName { name, sheet: cell.sheet.name.clone(), cell: cell.form.cell });
    }
    let sheets = vec![HiddenSheet { name: IDENTITY_SHEET.to_owned(), rows }];
    Carried { sheets, names, properties: properties.to_vec() }
}

/// Names of the cells that say unit and period, and of the ticks.
fn headers(layout: &Layout<'_>) -> Vec<DefinedName> {
    let mut names = Vec::new();
    for (number, sheet) in layout.sheets.iter().enumerate() {
        for (tag, cell) in [
            (UNIT_NAME, sheet.unit_name),
            (PERIOD_NAME, sheet.period_name),
            (NONE_OCCURRED, sheet.none_occurred),
        ] {
            names.extend(cell.map(|cell| DefinedName {
                name: header_name(tag, number),
                sheet: sheet.name.clone(),
                cell,
            }));
        }
    }
    names
}
