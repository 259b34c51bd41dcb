//! Pivot tables: where they stand, where their data comes from, and that it is read anew.

use super::areas;
use super::happened::Happened;
use crate::ooxml::xml_part::Element;
use crate::template::ProblemKind;
use crate::template::xlsx::lines::{Axis, SheetMap};

/// Moves a pivot table with the rows it stands on.
pub(super) fn table(table: &mut Element, map: &SheetMap) -> Result<(), ProblemKind> {
    let name = table.attribute("name").unwrap_or_default().into_owned();
    let Some(location) = table.child_mut("location") else { return Ok(()) };
    let before = location.attribute("ref").unwrap_or_default().into_owned();
    let [after] = areas::all(map, &before).try_into().unwrap_or_default();
    let size = |area: &str| {
        let area = areas::parse(area)?;
        Some(Axis::BOTH.map(|axis| area.lines(axis).map(|(first, last)| last - first)))
    };
    if size(&before) != size(&after) {
        return Err(ProblemKind::PivotMoved(name));
    }
    location.set_attribute("ref", &after);
    Ok(())
}

/// Lets the source of a pivot table follow; data that changed is read anew on opening.
pub(super) fn cache(
    cache: &mut Element,
    _: &str,
    happened: &Happened<'_>,
) -> Result<(), ProblemKind> {
    let Some(source) = cache.child_mut("cacheSource") else { return Ok(()) };
    let Some(source) = source.child_mut("worksheetSource") else { return Ok(()) };
    let named = source.attribute("sheet").unwrap_or_default().into_owned();
    let copies = happened.moves.sheets().and_then(|sheets| sheets.copies(&named));
    let sheet = match copies {
        Some([only]) if *only != named => {
            source.set_attribute("sheet", only);
            only.to_lowercase()
        }
        None | Some([_]) => named.to_lowercase(),
        Some(_) => return Err(ProblemKind::PivotSource),
    };
    if !sheet.is_empty() && !happened.changed.contains(&sheet) {
        return Ok(());
    }
    let before = source.attribute("ref").map(std::borrow::Cow::into_owned);
    if let (Some(before), Some(map)) = (before, happened.moves.map(&sheet)) {
        let Some(after) = areas::cover(map, &before) else {
            return Err(ProblemKind::PivotSource);
        };
        source.set_attribute("ref", &after);
    }
    cache.set_attribute("refreshOnLoad", "1");
    Ok(())
}
