//! What holds between the parts of a workbook.

use std::collections::{BTreeMap, BTreeSet};

use super::super::dom::Element;
use super::super::package::Parts;
use super::{attached, sheet, twice};

/// Everything that is wrong with the workbook and its sheets.
pub(super) fn complaints(
    parts: &Parts,
    trees: &BTreeMap<&str, Element>,
    found: &mut Vec<String>,
) {
    let path = parts.workbook();
    let Some(book) = trees.get(path.as_str()) else {
        found.push("no workbook".to_owned());
        return;
    };
    let sheets = parts.sheets();
    tabs(book, sheets.len(), found);
    names(book, sheets.len(), found);
    let strings = parts.of_workbook("sharedStrings");
    let styles = parts.of_workbook("styles").unwrap_or_default();
    let count = |name| styles.child(name).map_or(0, |list: &Element| list.elements().count());
    let limits = sheet::Limits {
        styles: count("cellXfs").max(1),
        strings: strings.map_or(0, |strings| strings.all("si").count()),
        rule_formats: count("dxfs"),
    };
    for xf in styles.child("cellXfs").iter().flat_map(|xfs| xfs.all("xf")) {
        for (attribute, list) in [
            ("fontId", "fonts"),
            ("fillId", "fills"),
            ("borderId", "borders"),
            ("xfId", "cellStyleXfs"),
        ] {
            let id = xf.attribute(attribute).and_then(|it| it.parse::<usize>().ok());
            if id.is_some_and(|id| id >= count(list)) {
                found.push(format!("styles: {attribute} is not there"));
            }
        }
    }
    let mut formulas = BTreeMap::new();
    let mut tables = attached::Tables::default();
    for (index, tab) in sheets.iter().enumerate() {
        let Some(tree) = trees.get(tab.path.as_str()) else { continue };
        if tree.name != "worksheet" {
            continue;
        }
        if tree.space != book.space {
            found.push(format!("{}: in another namespace than the workbook", tab.path));
        }
        let own = sheet::complaints(&tab.path, tree, &limits, found);
        formulas.insert(index, own);
        attached::complaints(parts, trees, &tab.path, tree, &mut tables, found);
    }
    let paths = twice(sheets.iter().map(|tab| tab.path.clone()));
    found.extend(paths.iter().map(|path| format!("{path}: two tabs show it")));
    chain(parts, book, &formulas, found);
    charts(parts, trees, found);
    titles(parts, found);
}

fn tabs(book: &Element, known: usize, found: &mut Vec<String>) {
    let tabs: Vec<&Element> =
        book.child("sheets").iter().flat_map(|s| s.all("sheet")).collect();
    if tabs.len() != known || tabs.is_empty() {
        found.push("a tab without a sheet".to_owned());
    }
    for key in ["name", "sheetId"] {
        let values =
            tabs.iter().map(|tab| tab.attribute(key).unwrap_or_default().to_lowercase());
        found.extend(twice(values).iter().map(|value| format!("{key} {value} twice")));
    }
    for name in tabs.iter().filter_map(|tab| tab.attribute("name")) {
        let bad = name.contains(['[', ']', ':', '*', '?', '/', '\\'])
            || name.starts_with('\'')
            || name.ends_with('\'');
        if bad || name.is_empty() || name.encode_utf16().count() > 31 {
            found.push(format!("`{name}` is no name for a tab"));
        }
    }
    let visible =
        |tab: &&Element| !matches!(tab.attribute("state"), Some("hidden" | "veryHidden"));
    if !tabs.iter().any(visible) {
        found.push("no tab is to be seen".to_owned());
    }
    for view in book.child("bookViews").iter().flat_map(|views| views.elements()) {
        for key in ["activeTab", "firstSheet"] {
            let at = view.attribute(key).and_then(|it| it.parse::<usize>().ok()).unwrap_or(0);
            if at >= tabs.len() {
                found.push(format!("{key} {at} is not there"));
            }
        }
    }
}

fn names(book: &Element, sheets: usize, found: &mut Vec<String>) {
    let names: Vec<&Element> =
        book.child("definedNames").iter().flat_map(|n| n.all("definedName")).collect();
    let keys = names.iter().map(|name| {
        let scope = name.attribute("localSheetId").unwrap_or("-");
        format!("{scope}/{}", name.attribute("name").unwrap_or_default().to_lowercase())
    });
    found.extend(twice(keys).iter().map(|key| format!("name {key} twice")));
    for name in &names {
        let scope = name.attribute("localSheetId").map(str::parse::<usize>);
        if scope.is_some_and(|id| !id.is_ok_and(|id| id < sheets)) {
            found.push(format!("name {:?} belongs to no sheet", name.attribute("name")));
        }
        if name.text().trim().is_empty() {
            found.push(format!("name {:?} says nothing", name.attribute("name")));
        }
    }
}

/// The chain of formulas lists formulas, each once.
fn chain(
    parts: &Parts,
    book: &Element,
    formulas: &BTreeMap<usize, BTreeSet<String>>,
    found: &mut Vec<String>,
) {
    let Some(chain) = parts.of_workbook("calcChain") else { return };
    let ids: Vec<&str> = book
        .child("sheets")
        .iter()
        .flat_map(|s| s.all("sheet"))
        .filter_map(|s| s.attribute("sheetId"))
        .collect();
    let mut sheet = "";
    let mut seen = Vec::new();
    for cell in chain.all("c") {
        sheet = cell.attribute("i").unwrap_or(sheet);
        let at = cell.attribute("r").unwrap_or_default();
        let index = ids.iter().position(|id| *id == sheet);
        if !index.and_then(|index| formulas.get(&index)).is_some_and(|all| all.contains(at)) {
            found.push(format!("the chain lists {sheet}/{at}, where no formula is"));
        }
        seen.push(format!("{sheet}/{at}"));
    }
    found
        .extend(twice(seen.into_iter()).iter().map(|at| format!("the chain lists {at} twice")));
}

/// What charts show stands on sheets that are there, and as many values as counted are cached.
fn charts(parts: &Parts, trees: &BTreeMap<&str, Element>, found: &mut Vec<String>) {
    let sheets: Vec<String> =
        parts.sheets().into_iter().map(|sheet| sheet.name.to_lowercase()).collect();
    for (name, tree) in trees.iter().filter(|(name, _)| name.starts_with("xl/charts/chart")) {
        for element in tree.below() {
            let text = element.text();
            if element.name == "f"
                && element.tag == "c:f"
                && !text.contains('[')
                && !text.starts_with('(')
                && let Some((sheet, _)) = text.rsplit_once('!')
            {
                let sheet = sheet.trim_matches('\'').replace("''", "'").to_lowercase();
                if !sheets.contains(&sheet) {
                    found.push(format!("{name}: shows `{text}`, which is not there"));
                }
            }
            if matches!(element.name.as_str(), "numCache" | "strCache") {
                let count = element
                    .child("ptCount")
                    .and_then(|c| c.attribute("val")?.parse::<usize>().ok())
                    .unwrap_or(0);
                let indexes: Vec<usize> = element
                    .all("pt")
                    .filter_map(|pt| pt.attribute("idx")?.parse().ok())
                    .collect();
                if indexes.iter().any(|index| *index >= count)
                    || !indexes.is_sorted_by(|a, b| a < b)
                {
                    found.push(format!("{name}: points {indexes:?} of {count}"));
                }
            }
        }
    }
}

/// The list of titles in the properties is as long as it says.
fn titles(parts: &Parts, found: &mut Vec<String>) {
    let Some(properties) = parts.tree("docProps/app.xml") else { return };
    let titles = properties.child("TitlesOfParts").and_then(|t| t.child("vector"));
    let pairs = properties.child("HeadingPairs").and_then(|t| t.child("vector"));
    let listed = titles.map_or(0, |titles| titles.elements().count());
    let counts = pairs.iter().flat_map(|pairs| pairs.below()).filter(|e| e.name == "i4");
    let counted: usize = counts.filter_map(|count| count.text().parse::<usize>().ok()).sum();
    let size = titles.and_then(|t| t.attribute("size")?.parse::<usize>().ok());
    if pairs.is_some() && titles.is_some() && (counted != listed || size != Some(listed)) {
        found.push("docProps/app.xml: titles are counted wrongly".to_owned());
    }
}
