//! What every workbook must keep to, whatever was done to it.

use std::collections::BTreeMap;

use tonghop::ooxml::CellRef;
use tonghop::ooxml::xml_part::{Element, XmlPart};

use super::support::parts;

/// ECMA-376 part 1, 18.3.1.99, written down here once more.
const WORKSHEET: &str = "sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr \
    sheetProtection protectedRanges scenarios autoFilter sortState dataConsolidate \
    customSheetViews mergeCells phoneticPr conditionalFormatting dataValidations hyperlinks \
    printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks customProperties \
    cellWatches ignoredErrors smartTags drawing legacyDrawing legacyDrawingHF drawingHF picture \
    oleObjects controls webPublishItems tableParts extLst";

/// ECMA-376 part 1, 18.8.39.
const STYLES: &str = "numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs \
    tableStyles colors extLst";

/// ECMA-376 part 1, 18.2.27.
const WORKBOOK: &str = "fileVersion fileSharing workbookPr AlternateContent revisionPtr \
    workbookProtection bookViews sheets functionGroups externalReferences definedNames calcPr \
    oleSize customWorkbookViews pivotCaches webPublishing fileRecoveryPr webPublishObjects extLst";

fn has_extension(name: &str, extension: &str) -> bool {
    std::path::Path::new(name).extension().is_some_and(|found| found == extension)
}

struct Package {
    parts: BTreeMap<String, Vec<u8>>,
    trees: BTreeMap<String, Element>,
}

/// Panics with what is wrong.
pub(super) fn check(file: &[u8]) {
    let parts = parts(file);
    let mut trees = BTreeMap::new();
    for (name, bytes) in &parts {
        if has_extension(name, "xml") || has_extension(name, "rels") {
            let part = XmlPart::parse(bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
            trees.insert(name.clone(), part.root);
        }
    }
    let package = Package { parts, trees };
    package.listed();
    let formats = package.styles();
    package.workbook();
    for (name, tree) in &package.trees {
        if tree.local_name() == "worksheet" {
            worksheet(name, tree, formats);
        }
    }
}

impl Package {
    fn tree(&self, local: &str) -> Option<&Element> {
        self.trees.values().find(|tree| tree.local_name() == local)
    }

    fn listed(&self) {
        let types = &self.trees["[Content_Types].xml"];
        let mut listed = std::collections::BTreeSet::new();
        for part in types.elements().filter_map(|element| element.attribute("PartName")) {
            let part = part.trim_start_matches('/').to_owned();
            assert!(self.parts.contains_key(&part), "{part} has a type and is not there");
            assert!(listed.insert(part.clone()), "{part} has two types");
        }
        for part in self.parts.keys().filter(|part| part.contains("sheets/sheet")) {
            assert!(has_extension(part, "rels") || listed.contains(part), "{part} has no type");
        }
        for (name, tree) in self.trees.iter().filter(|(name, _)| has_extension(name, "rels")) {
            let folder = name.split("_rels/").next().unwrap();
            let mut ids = std::collections::BTreeSet::new();
            for relation in tree.elements() {
                assert!(ids.insert(relation.attribute("Id").unwrap()), "{name}: an id twice");
                if relation.attribute("TargetMode").as_deref() == Some("External") {
                    continue;
                }
                let target = relation.attribute("Target").unwrap().into_owned();
                let from = format!("{folder}x");
                let target = tonghop::ooxml::resolved(&from, &target);
                assert!(self.parts.contains_key(&target), "{name}: {target} is not there");
            }
        }
    }

    /// How many formats cells and marked cells can have.
    fn styles(&self) -> (usize, usize) {
        let Some(styles) = self.tree("styleSheet") else { return (1, 0) };
        in_order("styles", styles, STYLES);
        for list in
            styles.elements().filter(|list| !matches!(list.local_name(), "extLst" | "colors"))
        {
            counted("styles", list);
        }
        let size = |local| styles.child(local).map_or(0, |list| list.elements().count());
        for format in styles.child("cellXfs").into_iter().flat_map(Element::elements) {
            for (list, attribute) in [
                ("fonts", "fontId"),
                ("fills", "fillId"),
                ("borders", "borderId"),
                ("cellStyleXfs", "xfId"),
            ] {
                let index =
                    format.attribute(attribute).and_then(|text| text.parse::<usize>().ok());
                assert!(
                    index.is_none_or(|index| index < size(list)),
                    "{attribute} out of range"
                );
            }
            let inside: Vec<_> = format.elements().map(Element::local_name).collect();
            assert!(
                ["alignment", "protection", "extLst"]
                    .iter()
                    .filter(|name| inside.contains(name))
                    .eq(inside.iter()),
                "{inside:?}"
            );
        }
        (size("cellXfs").max(1), size("dxfs"))
    }

    fn workbook(&self) {
        let workbook = self.tree("workbook").unwrap();
        in_order("workbook", workbook, WORKBOOK);
        let sheets: Vec<_> = workbook.child("sheets").unwrap().elements().collect();
        for attribute in ["name", "sheetId"] {
            let mut values: Vec<_> = sheets
                .iter()
                .map(|sheet| sheet.attribute(attribute).unwrap().to_lowercase())
                .collect();
            values.sort();
            let count = values.len();
            values.dedup();
            assert_eq!(values.len(), count, "{attribute} twice");
        }
        for name in workbook.child("definedNames").into_iter().flat_map(Element::elements) {
            let scope =
                name.attribute("localSheetId").and_then(|text| text.parse::<usize>().ok());
            assert!(scope.is_none_or(|scope| scope < sheets.len()), "a name of no sheet");
        }
    }
}

fn in_order(name: &str, parent: &Element, order: &str) {
    let order: Vec<_> = order.split_ascii_whitespace().collect();
    let rank =
        |element: &Element| order.iter().position(|local| *local == element.local_name());
    let ranks: Vec<_> = parent
        .elements()
        .filter(|element| element.local_name() != "AlternateContent")
        .map(|element| rank(element).unwrap_or_else(|| panic!("{name}: {}", element.name())))
        .collect();
    assert!(ranks.is_sorted(), "{name}: children out of order: {ranks:?}");
}

fn counted(name: &str, list: &Element) {
    let count = list.elements().count();
    if let Some(said) = list.attribute("count") {
        assert_eq!(said.as_ref(), count.to_string(), "{name}: count of {}", list.name());
    }
    assert!(
        count > 0 || matches!(list.local_name(), "dxfs" | "tableStyles"),
        "{name}: {} is empty",
        list.name()
    );
}

fn worksheet(name: &str, sheet: &Element, (formats, marks): (usize, usize)) {
    in_order(name, sheet, WORKSHEET);
    let mut last_row = 0;
    for row in sheet.child("sheetData").unwrap().elements() {
        let number =
            row.attribute("r").map_or(last_row + 1, |text| text.parse::<u32>().unwrap());
        assert!(number > last_row, "{name}: row {number} out of order");
        last_row = number;
        cells(name, row, number, formats);
    }
    for list in ["mergeCells", "dataValidations"] {
        sheet.child(list).into_iter().for_each(|list| counted(name, list));
    }
    let mut priorities = Vec::new();
    rules(sheet, &mut |rule| {
        let priority = rule.attribute("priority").map(|text| text.parse::<i32>().unwrap());
        priorities.extend(priority);
        let mark = rule.attribute("dxfId").map(|text| text.parse::<usize>().unwrap());
        assert!(mark.is_none_or(|mark| mark < marks), "{name}: dxfId out of range");
    });
    assert!(priorities.iter().all(|priority| *priority > 0), "{name}: {priorities:?}");
    let count = priorities.len();
    priorities.sort_unstable();
    priorities.dedup();
    assert_eq!(priorities.len(), count, "{name}: a priority twice");
    one_rule_for_a_cell(name, sheet);
}

fn cells(name: &str, row: &Element, number: u32, formats: usize) {
    let mut last = None;
    let spans = row.attribute("spans").map(|spans| {
        let (first, last) = spans.split_once(':').unwrap();
        first.parse::<u16>().unwrap()..=last.parse::<u16>().unwrap()
    });
    for cell in row.elements().filter(|cell| cell.local_name() == "c") {
        let Some(at) = cell.attribute("r") else { continue };
        let at: CellRef = at.parse().unwrap();
        assert_eq!(at.row + 1, number, "{name}: {at} in another row");
        assert!(last < Some(at), "{name}: {at} out of order");
        last = Some(at);
        assert!(
            spans.as_ref().is_none_or(|spans| spans.contains(&(at.col + 1))),
            "{name}: {at} outside the spans"
        );
        let format = cell.attribute("s").map_or(0, |text| text.parse::<usize>().unwrap());
        assert!(format < formats, "{name}: format of {at} out of range");
    }
}

fn rules(element: &Element, see: &mut impl FnMut(&Element)) {
    for child in element.elements() {
        if child.local_name() == "cfRule" {
            see(child);
        }
        rules(child, see);
    }
}

fn one_rule_for_a_cell(name: &str, sheet: &Element) {
    let mut lists = Vec::new();
    find(sheet, "dataValidation", &mut lists);
    let mut areas: Vec<(CellRef, CellRef)> = Vec::new();
    for rule in lists {
        let text = rule.attribute("sqref").map(std::borrow::Cow::into_owned);
        let text = text.or_else(|| rule.child("sqref").map(Element::text)).unwrap();
        for area in text.split_ascii_whitespace() {
            let (first, last) = area.split_once(':').unwrap_or((area, area));
            let (first, last): (CellRef, CellRef) =
                (first.parse().unwrap(), last.parse().unwrap());
            for (f, l) in &areas {
                let apart = l.row < first.row
                    || last.row < f.row
                    || l.col < first.col
                    || last.col < f.col;
                assert!(apart, "{name}: two rules at {area}");
            }
            areas.push((first, last));
        }
    }
}

fn find<'a>(element: &'a Element, local: &str, out: &mut Vec<&'a Element>) {
    for child in element.elements() {
        if child.local_name() == local {
            out.push(child);
        }
        find(child, local, out);
    }
}
