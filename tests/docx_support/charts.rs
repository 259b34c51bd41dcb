//! What holds for every chart: its copies of the values say what its workbook says, and its
//! series can be told apart.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;

use calamine::{Data, DataType, Reader, Xlsx};
use tonghop::ooxml::{Package, Relationships, XmlTree};

/// Children of a series in the order of the schema.
const SERIES: [&str; 20] = [
    "idx",
    "order",
    "tx",
    "spPr",
    "invertIfNegative",
    "pictureOptions",
    "marker",
    "explosion",
    "dPt",
    "dLbls",
    "trendline",
    "errBars",
    "cat",
    "xVal",
    "val",
    "yVal",
    "bubbleSize",
    "bubble3D",
    "smooth",
    "extLst",
];

/// Everything that is wrong with the charts of a document.
pub(super) fn charts(package: &mut Package, parts: &BTreeMap<&str, String>) -> Vec<String> {
    let mut found = Vec::new();
    for (name, xml) in parts.iter().filter(|(name, _)| name.starts_with("word/charts/chart")) {
        let Ok(tree) = XmlTree::parse(xml) else { continue };
        let mut complain = |what: String| found.push(format!("{name}: {what}"));
        series(&tree, &mut complain);
        if let Some(workbook) = workbook(package, name, &tree) {
            copies(&tree, workbook, &mut complain);
        }
    }
    found
}

fn named<'t>(tree: &'t XmlTree<'_>, name: &'t str) -> impl Iterator<Item = usize> + 't {
    (0..tree.len()).filter(move |element| tree.local_name(*element) == name)
}

fn text(tree: &XmlTree<'_>, element: usize) -> String {
    let inside = tree.texts().iter().filter(|text| text.element == element);
    inside.map(|text| tree.said(text)).collect()
}

fn child(tree: &XmlTree<'_>, parent: usize, name: &str) -> Option<usize> {
    tree.children(parent).find(|child| tree.local_name(*child) == name)
}

fn series(tree: &XmlTree<'_>, complain: &mut impl FnMut(String)) {
    let mut known = BTreeSet::new();
    for series in named(tree, "ser") {
        for name in ["idx", "order"] {
            let value = child(tree, series, name).and_then(|c| tree.attribute(c, "val"));
            let value = value.map(|(value, _)| value.into_owned());
            if !known.insert((name, value.clone())) {
                complain(format!("two series have the {name} {value:?}"));
            }
        }
        let ranks = tree
            .children(series)
            .filter_map(|child| SERIES.iter().position(|name| *name == tree.local_name(child)));
        if !ranks.is_sorted() {
            complain("the children of a series are out of order".to_owned());
        }
    }
    for id in named(tree, "uniqueId") {
        let value = tree.attribute(id, "val").map(|(value, _)| value.into_owned());
        if !known.insert(("uniqueId", value.clone())) {
            complain(format!("two series or points have the uniqueId {value:?}"));
        }
    }
}

/// The workbook in the package that the chart names.
fn workbook(
    package: &mut Package,
    part: &str,
    tree: &XmlTree<'_>,
) -> Option<Xlsx<Cursor<Vec<u8>>>> {
    let data = named(tree, "externalData").next()?;
    let (id, _) = tree.attribute(data, "r:id")?;
    let relationships = Relationships::read(package, part).unwrap();
    let workbook = relationships.get(&id).filter(|workbook| !workbook.external)?;
    let bytes = package.read(&workbook.target).unwrap();
    Some(Xlsx::new(Cursor::new(bytes)).unwrap())
}

fn copies(
    tree: &XmlTree<'_>,
    mut workbook: Xlsx<Cursor<Vec<u8>>>,
    complain: &mut impl FnMut(String),
) {
    for formula in named(tree, "f") {
        let range = text(tree, formula);
        let Some(cells) = cells(&mut workbook, &range) else {
            complain(format!("{range} is no range of the workbook"));
            continue;
        };
        let copy = tree.children(tree.parent(formula).unwrap()).find(|child| *child != formula);
        let Some(copy) = copy else {
            complain(format!("{range} has no copy of its values"));
            continue;
        };
        let is_level = |child: &usize| tree.local_name(*child) == "lvl";
        let mut levels: Vec<usize> = tree.children(copy).filter(is_level).collect();
        // The innermost level comes first, but stands in the last column.
        levels.reverse();
        if levels.is_empty() {
            levels.push(copy);
        }
        let shown: Vec<Vec<Option<String>>> =
            levels.iter().map(|level| points(tree, *level, copy)).collect();
        // Rows that have vanished leave an empty cell and no point.
        let nothing = shown.concat().is_empty() && cells.concat().iter().all(Option::is_none);
        if shown != cells && !nothing {
            complain(format!("{range} is {cells:?}, but the chart shows {shown:?}"));
        }
    }
}

/// The points of a copy, or of one of its levels.
fn points(tree: &XmlTree<'_>, level: usize, copy: usize) -> Vec<Option<String>> {
    let number = |element: usize, name: &str| -> usize {
        tree.attribute(element, name).unwrap().0.parse().unwrap()
    };
    let count = number(child(tree, copy, "ptCount").unwrap(), "val");
    let mut points = vec![None; count];
    for point in tree.children(level).filter(|child| tree.local_name(*child) == "pt") {
        let value = text(tree, child(tree, point, "v").unwrap());
        points[number(point, "idx")] = Some(value);
    }
    points
}

/// The cells of a range column by column, or of a single row as one column.
fn cells(
    workbook: &mut Xlsx<Cursor<Vec<u8>>>,
    formula: &str,
) -> Option<Vec<Vec<Option<String>>>> {
    let mut columns: Vec<Vec<Option<String>>> = Vec::new();
    for area in formula.trim_matches(['(', ')']).split(',') {
        let (sheet, range) = area.rsplit_once('!')?;
        let sheet = sheet.trim_matches('\'').replace("''", "'");
        let sheet = workbook.worksheet_range(&sheet).ok()?;
        let range = range.replace('$', "");
        let (first, last) = range.split_once(':').unwrap_or((&range, &range));
        let ((top, left), (bottom, right)) = (cell(first)?, cell(last)?);
        let said = |row, column| match sheet.get_value((row, column)) {
            None | Some(Data::Empty) => None,
            Some(Data::DateTime(day)) => Some(day.as_f64().to_string()),
            Some(value) => value
                .as_f64()
                .map(|v| v.to_string())
                .or(value.as_string().filter(|text| !text.is_empty())),
        };
        let column = |column| (top..=bottom).map(|row| said(row, column)).collect::<Vec<_>>();
        if top == bottom && left != right {
            columns.push((left..=right).map(|column| said(top, column)).collect());
        } else if columns.is_empty() {
            columns = (left..=right).map(column).collect();
        } else {
            columns.iter_mut().zip(left..=right).for_each(|(all, c)| all.extend(column(c)));
        }
    }
    Some(columns)
}

fn cell(address: &str) -> Option<(u32, u32)> {
    let digits = address.find(|c: char| c.is_ascii_digit())?;
    let column = address[..digits].bytes().fold(0, |n, c| n * 26 + u32::from(c - b'A') + 1);
    Some((address[digits..].parse::<u32>().ok()? - 1, column - 1))
}
