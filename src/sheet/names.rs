//! Defined names that stand for one cell.

use std::collections::{BTreeMap, BTreeSet};

use super::workbook::{NamedCell, Sheet};
use crate::ooxml::CellRef;

/// Keeps the names that stand for one cell, or for one merged range, of a known sheet.
///
/// `names` are pairs of a name and what it refers to: `'Kết nạp'!$B$5` as Excel writes it, or
/// `$'Kết nạp'.$B$5` as `OpenDocument` does. Excel's own names (`_xlnm.…`) are left out.
pub(super) fn single_cells(
    names: &[(String, String)],
    sheets: &[Sheet],
) -> BTreeMap<String, Vec<NamedCell>> {
    let mut known = Known::new();
    for sheet in sheets.iter().rev() {
        let merged = sheet.merged.iter().copied().collect();
        known.insert(sheet.name.to_lowercase(), (sheet, merged));
    }
    let mut kept: BTreeMap<String, BTreeSet<NamedCell>> = BTreeMap::new();
    for (name, target) in names.iter().filter(|(name, _)| !name.starts_with("_xlnm.")) {
        let Some((sheet, cell)) = resolve(target, &known) else { continue };
        let cells = kept.entry(name.clone()).or_default();
        cells.insert(NamedCell { sheet: sheet.name.clone(), cell });
    }
    kept.into_iter().map(|(name, cells)| (name, cells.into_iter().collect())).collect()
}

/// Each sheet, with its merged ranges, by its name in small letters.
type Known<'a> = BTreeMap<String, (&'a Sheet, BTreeSet<(CellRef, CellRef)>)>;

fn resolve<'a>(target: &str, known: &Known<'a>) -> Option<(&'a Sheet, CellRef)> {
    let target = target.trim().trim_start_matches('=');
    let (sheet, cells) = split_sheet(target)?;
    let (sheet, merged) = known.get(&sheet.to_lowercase())?;
    let Some((first, last)) = cells.split_once(':') else {
        return Some((*sheet, cells.parse().ok()?));
    };
    let last = split_sheet(last).map_or(last, |(_, cell)| cell);
    let range: (CellRef, CellRef) =
        (first.parse().ok()?, last.trim_start_matches('.').parse().ok()?);
    (range.0 == range.1 || merged.contains(&range)).then_some((*sheet, range.0))
}

/// Splits `'It''s'!$A$1` or `$Sheet1.$A$1` into the sheet's name and the cells.
fn split_sheet(target: &str) -> Option<(String, &str)> {
    let target = target
        .strip_prefix('$')
        .filter(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()))
        .unwrap_or(target);
    let Some(quoted) = target.strip_prefix('\'') else {
        // Excel's sign is looked for first: a sheet's name may hold a point.
        let (sheet, cells) = target.split_once('!').or_else(|| target.split_once('.'))?;
        return Some((sheet.to_owned(), cells));
    };
    let mut name = String::new();
    let mut rest = quoted;
    loop {
        let (before, after) = rest.split_once('\'')?;
        name.push_str(before);
        let Some(more) = after.strip_prefix('\'') else {
            let cells = after.strip_prefix(['!', '.'])?;
            return Some((name, cells));
        };
        name.push('\'');
        rest = more;
    }
}
