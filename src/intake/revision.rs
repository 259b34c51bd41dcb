//! Which revision a return says it is: in the head of its sheets, or where only programs look.
//!
//! Names of files say nothing of it: «bản sửa», « (1)» and «final» are whatever somebody meant.

use std::collections::BTreeSet;

use super::locate::LocatedSheet;
use crate::diagnostic::{Code, Finding, Place};
use crate::ooxml::CellRef;
use crate::sheet::Struck;
use crate::text;

/// The number of the revision that a return is, if it says one; and what is wrong where it says
/// several, of which none counts.
pub(super) fn revision(
    path: &str,
    hidden: Option<&str>,
    sheets: &[LocatedSheet<'_>],
) -> (Option<u16>, Option<Finding>) {
    let mut said: Vec<(Option<u16>, String, Place)> = Vec::new();
    for sheet in sheets {
        said.extend(in_head(sheet).into_iter().map(|(number, text, cell)| {
            let name = sheet.sheet.map_or("", |sheet| sheet.name.as_str());
            (Some(number), text, Place::file(path).sheet(name).cell(cell))
        }));
    }
    if let Some(hidden) = hidden {
        let number = hidden.parse().ok().filter(|number| (1..100).contains(number));
        said.push((number, hidden.to_owned(), Place::file(path)));
    }
    let numbers: BTreeSet<Option<u16>> = said.iter().map(|(number, ..)| *number).collect();
    match (numbers.first(), said.first()) {
        (Some(Some(number)), _) if numbers.len() == 1 => (Some(*number), None),
        (Some(_), Some((_, _, place))) => {
            let finding = Finding::new(Code::W421).at(place.clone());
            let texts = said.iter().map(|(_, text, _)| text.as_str());
            (None, Some(finding.list("said", texts)))
        }
        _ => (None, None),
    }
}

/// The revisions that are told above the figures of a sheet, where a person sees them and the form
/// itself does not print them.
fn in_head(located: &LocatedSheet<'_>) -> Vec<(u16, String, CellRef)> {
    let first = located.found.iter().map(|found| found.cell.row).min();
    let (Some(sheet), Some(first)) = (located.sheet, first) else { return Vec::new() };
    let seen = |at: CellRef| {
        let looks = &sheet.appearance;
        let hidden = looks.hides_row(at.row) || looks.hides_column(at.col);
        !hidden && looks.struck(at) != Some(Struck::Whole)
    };
    let head = sheet.iter().take_while(|(at, _)| at.row < first);
    let said = head.filter_map(|(at, cell)| {
        let number = text::revision::read(&cell.text)?;
        let key = text::key::of(&cell.text);
        let printed = located.form.labels.iter().any(|label| label.key == key);
        (seen(at) && !printed).then(|| (number, cell.text.trim().to_owned(), at))
    });
    said.collect()
}
