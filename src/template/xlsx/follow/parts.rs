//! Other parts that name rows or cells of a sheet: drawings, charts, comments, tables, pivots.

use super::happened::Happened;
use super::{charts, comments, drawings, links, pivots, tables};
use crate::ooxml::CellRef;
use crate::ooxml::xml_part::Element;
use crate::template::xlsx::book::{Book, has_extension, read_xml, relations};
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

/// Lets all parts besides sheets follow; answers what could not.
pub(in super::super) fn follow(book: &mut Book, happened: &Happened<'_>) -> Vec<Problem> {
    let mut problems = Vec::new();
    let tabs: Vec<_> =
        book.tabs.iter().map(|tab| (tab.name.clone(), tab.path.clone())).collect();
    for (sheet, path) in &tabs {
        let Some(map) = happened.moves.map(sheet) else { continue };
        if !map.moved() && happened.moves.sheets().is_none() {
            continue;
        }
        let found = match relations(&mut book.package, path) {
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
                sheet_part(book, (&relation.kind, &relation.target), sheet, map, happened);
            let place = Place::Cell { sheet: sheet.clone(), cell: CellRef::new(0, 0) };
            problems.extend(failed.into_iter().map(|limit| Problem {
                kind: ProblemKind::Limit(limit),
                place: place.clone(),
                around: relation.target.clone(),
            }));
        }
    }
    let names: Vec<String> = book.package.names().map(str::to_owned).collect();
    for name in &names {
        let Some(change) = change_for(name) else { continue };
        let drawing = links::drawing_of(name);
        if drawing.is_some() && !happened.moves.any() {
            continue;
        }
        let home = happened.owners.get(drawing.as_ref().unwrap_or(name));
        let home = home.map_or("", String::as_str);
        if let Err(limit) = edit(book, name, |root| change(root, home, happened)) {
            let kind = ProblemKind::Limit(limit);
            problems.push(Problem { kind, place: Place::File, around: name.clone() });
        }
    }
    problems
}

/// A change of a part's root element; the part may belong to a sheet.
type Change = fn(&mut Element, &str, &Happened<'_>) -> Result<(), String>;

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
    book: &mut Book,
    (kind, target): (&str, &str),
    sheet: &str,
    map: &SheetMap,
    happened: &Happened<'_>,
) -> Option<String> {
    let result = match kind {
        "drawing" => edit(book, target, |root| {
            drawings::anchors(root, map);
            Ok(())
        }),
        "comments" | "threadedComment" => edit(book, target, |root| {
            comments::follow(root, map);
            Ok(())
        }),
        "vmlDrawing" => edit(book, target, |root| {
            comments::shapes(root, map);
            Ok(())
        }),
        "table" => edit(book, target, |root| tables::follow(root, sheet, map, happened.moves)),
        "pivotTable" => edit(book, target, |root| pivots::table(root, map)),
        kind if NAME_NO_ROWS.contains(&kind) => Ok(()),
        kind => Err(format!("`{kind}` cannot follow the repeated rows")),
    };
    result.err()
}

/// Changes a part as a tree; writes it back only when it reads otherwise.
fn edit(
    book: &mut Book,
    name: &str,
    change: impl FnOnce(&mut Element) -> Result<(), String>,
) -> Result<(), String> {
    if !book.package.contains(name) {
        return Ok(());
    }
    let mut part = read_xml(&mut book.package, name).map_err(|problem| match problem.kind {
        ProblemKind::Unreadable(reason) => reason,
        other => format!("{other:?}"),
    })?;
    let before = part.write();
    change(&mut part.root)?;
    let after = part.write();
    if after != before {
        book.package.put(name, after.into_bytes());
    }
    Ok(())
}
