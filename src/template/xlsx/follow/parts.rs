//! Other parts that name rows or cells of a sheet: drawings, charts, comments, tables, pivots.

use std::collections::BTreeMap;

use super::happened::Happened;
use super::{charts, comments, drawings, links, pivots, tables};
use crate::ooxml::Package;
use crate::ooxml::xml_part::Element;
use crate::template::xlsx::book::{Tab, has_extension, read_xml, relations};
use crate::template::xlsx::lines::SheetMap;
use crate::template::{Place, Problem, ProblemKind};

/// Relations of a sheet that name none of its rows.
const NAME_NO_ROWS: [&str; 8] = [
    "hyperlink",
    "printerSettings",
    "image",
    "customProperty",
    "slicer",
    "timeline",
    "pivotCacheDefinition",
    "person",
];

/// Lets all parts besides sheets follow; answers what could not. `homes` has the sheet that each part
/// belongs to.
pub(in super::super) fn follow(
    package: &mut Package,
    tabs: &[Tab],
    homes: &BTreeMap<String, String>,
    happened: &Happened<'_>,
) -> Vec<Problem> {
    let mut problems = Vec::new();
    for Tab { name: sheet, path, .. } in tabs {
        let Some(map) = happened.moves.map(sheet) else { continue };
        if !map.moved() && happened.moves.sheets().is_none() {
            continue;
        }
        let found = match relations(package, path) {
            Ok(found) => found,
            Err(problem) => {
                problems.push(problem);
                continue;
            }
        };
        for relation in found.iter().filter(|relation| !relation.external) {
            if !map.moved() && relation.kind != "table" {
                continue;
            }
            let failed =
                sheet_part(package, (&relation.kind, &relation.target), sheet, map, happened);
            let place = Place::Sheet(sheet.clone());
            problems.extend(failed.into_iter().map(|kind| Problem {
                kind,
                place: place.clone(),
                around: relation.target.clone(),
            }));
        }
    }
    let names: Vec<String> = package.names().map(str::to_owned).collect();
    for name in &names {
        let Some(change) = change_for(name) else { continue };
        let drawing = links::drawing_of(name);
        if drawing.is_some() && !happened.moves.any() {
            continue;
        }
        let home = homes.get(drawing.as_ref().unwrap_or(name));
        let home = home.map_or("", String::as_str);
        if let Err(kind) = edit(package, name, |root| change(root, home, happened)) {
            let place =
                if home.is_empty() { Place::File } else { Place::Sheet(home.to_owned()) };
            problems.push(Problem { kind, place, around: name.clone() });
        }
    }
    problems
}

/// A change of a part's root element; the part may belong to a sheet.
type Change = fn(&mut Element, &str, &Happened<'_>) -> Result<(), ProblemKind>;

/// What is to be done to a part by itself, whichever sheet it belongs to.
fn change_for(name: &str) -> Option<Change> {
    let file = name.rsplit('/').next().unwrap_or_default();
    if links::drawing_of(name).is_some() {
        Some(links::follow)
    } else if !has_extension(name, "xml") {
        None
    } else if name.contains("/charts/") && file.starts_with("chart") {
        Some(charts::chart)
    } else if file.starts_with("pivotCacheDefinition") {
        Some(pivots::cache)
    } else if name.contains("/drawings/") && file.starts_with("drawing") {
        Some(drawings::links)
    } else {
        None
    }
}

/// Lets one part of a sheet follow.
fn sheet_part(
    package: &mut Package,
    (kind, target): (&str, &str),
    sheet: &str,
    map: &SheetMap,
    happened: &Happened<'_>,
) -> Option<ProblemKind> {
    let result = match kind {
        "drawing" => edit(package, target, |root| {
            drawings::anchors(root, map);
            Ok(())
        }),
        "comments" | "threadedComment" => edit(package, target, |root| {
            comments::follow(root, map);
            Ok(())
        }),
        "vmlDrawing" => edit(package, target, |root| {
            comments::shapes(root, map);
            Ok(())
        }),
        "table" => {
            edit(package, target, |root| tables::follow(root, sheet, map, happened.moves))
        }
        "pivotTable" => edit(package, target, |root| pivots::table(root, map)),
        kind if NAME_NO_ROWS.contains(&kind) => Ok(()),
        kind => Err(ProblemKind::Immovable(kind.to_owned())),
    };
    result.err()
}

/// Changes a part as a tree; writes it back only when it reads otherwise.
fn edit(
    package: &mut Package,
    name: &str,
    change: impl FnOnce(&mut Element) -> Result<(), ProblemKind>,
) -> Result<(), ProblemKind> {
    if !package.contains(name) {
        return Ok(());
    }
    let mut part = read_xml(package, name).map_err(|problem| problem.kind)?;
    let before = part.write();
    change(&mut part.root)?;
    let after = part.write();
    if after != before {
        package.put(name, after.into_bytes());
    }
    Ok(())
}
