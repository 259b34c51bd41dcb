//! A small valid workbook around a description and the parts of a case.
//!
//! Styles: 0 General, 1 `0.00`, 2 the short date, 3 `#,##0`, 4 accounting without a sign, 5 `0%`,
//! 6 text, 7 date and time, 8 bold in a frame, wrapped and centred, 9 unlocked, 10 `dd/mm/yyyy`,
//! 11 `;;;` (nothing is shown), 12 `#,##0.00` in a frame, 13 `"tháng "m`, 14 time.
//! Formats of rules: 0 red, 1 bold.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::describe::{DescribedSheet, Description};
use super::dom::{escape, parse};
use super::package::Parts;

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const SHEET_TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.";

/// Prefixes at hand in every part of a case whose root declares none.
const PREFIXES: &str = concat!(
    "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" ",
    "xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" ",
    "xmlns:x14=\"http://schemas.microsoft.com/office/spreadsheetml/2009/9/main\" ",
    "xmlns:x14ac=\"http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac\" ",
    "xmlns:xm=\"http://schemas.microsoft.com/office/excel/2006/main\" ",
    "xmlns:xdr=\"http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing\" ",
    "xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" ",
    "xmlns:c=\"http://schemas.openxmlformats.org/drawingml/2006/chart\" ",
    "xmlns:v=\"urn:schemas-microsoft-com:vml\" ",
    "xmlns:o=\"urn:schemas-microsoft-com:office:office\" ",
    "xmlns:x=\"urn:schemas-microsoft-com:office:excel\" ",
    "mc:Ignorable=\"x14ac\"",
);

/// Types of parts, by the beginning of their names.
const TYPES: [(&str, &str); 21] = [
    ("xl/comments", "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"),
    ("xl/threadedComments/", "application/vnd.ms-excel.threadedcomments+xml"),
    ("xl/persons/", "application/vnd.ms-excel.person+xml"),
    ("xl/drawings/drawing", "application/vnd.openxmlformats-officedocument.drawing+xml"),
    ("xl/charts/chartEx", "application/vnd.ms-office.chartex+xml"),
    ("xl/charts/chart", "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"),
    ("xl/charts/style", "application/vnd.ms-office.chartstyle+xml"),
    ("xl/charts/colors", "application/vnd.ms-office.chartcolorstyle+xml"),
    (
        "xl/chartsheets/",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.chartsheet+xml",
    ),
    ("xl/tables/", "application/vnd.openxmlformats-officedocument.spreadsheetml.table+xml"),
    (
        "xl/externalLinks/",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.externalLink+xml",
    ),
    (
        "xl/pivotTables/",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.pivotTable+xml",
    ),
    (
        "xl/pivotCache/pivotCacheDefinition",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.pivotCacheDefinition+xml",
    ),
    (
        "xl/pivotCache/pivotCacheRecords",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.pivotCacheRecords+xml",
    ),
    (
        "xl/calcChain.xml",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml",
    ),
    (
        "xl/metadata.xml",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheetMetadata+xml",
    ),
    ("xl/theme/", "application/vnd.openxmlformats-officedocument.theme+xml"),
    ("xl/ctrlProps/", "application/vnd.ms-excel.controlproperties+xml"),
    ("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
    (
        "docProps/app.xml",
        "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    ),
    (
        "docProps/custom.xml",
        "application/vnd.openxmlformats-officedocument.custom-properties+xml",
    ),
];

/// Children of a worksheet in the order of ECMA-376, part 1, 18.3.1.99.
pub(super) const SHEET_ORDER: [&str; 40] = [
    "sheetPr",
    "dimension",
    "sheetViews",
    "sheetFormatPr",
    "cols",
    "sheetData",
    "sheetCalcPr",
    "sheetProtection",
    "protectedRanges",
    "scenarios",
    "autoFilter",
    "sortState",
    "dataConsolidate",
    "customSheetViews",
    "mergeCells",
    "phoneticPr",
    "conditionalFormatting",
    "dataValidations",
    "hyperlinks",
    "printOptions",
    "pageMargins",
    "pageSetup",
    "headerFooter",
    "rowBreaks",
    "colBreaks",
    "customProperties",
    "cellWatches",
    "ignoredErrors",
    "smartTags",
    "drawing",
    "legacyDrawing",
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "AlternateContent",
    "extLst",
];

/// Children of a workbook in the order of 18.2.27.
pub(super) const BOOK_ORDER: [&str; 20] = [
    "fileVersion",
    "fileSharing",
    "workbookPr",
    "AlternateContent",
    "revisionPtr",
    "workbookProtection",
    "bookViews",
    "sheets",
    "functionGroups",
    "externalReferences",
    "definedNames",
    "calcPr",
    "oleSize",
    "customWorkbookViews",
    "pivotCaches",
    "smartTagPr",
    "fileRecoveryPr",
    "webPublishing",
    "webPublishObjects",
    "extLst",
];

/// The workbook of a description, with further parts besides or instead.
pub(super) fn workbook(book: &Description, further: &BTreeMap<String, Vec<u8>>) -> Vec<u8> {
    let mut parts = BTreeMap::new();
    let mut put = |name: &str, xml: String| parts.insert(name.to_owned(), xml.into_bytes());
    let mut links = book.links.clone();
    for (name, kind, part) in [
        ("strings", "sharedStrings", "sharedStrings.xml"),
        ("styles", "styles", "styles.xml"),
        ("chain", "calcChain", "calcChain.xml"),
        ("people", "person", "persons/person.xml"),
        ("theme", "theme", "theme/theme1.xml"),
    ] {
        let made = matches!(name, "strings" | "styles");
        if made || further.contains_key(&format!("xl/{part}")) {
            links.push([name, kind, part].map(str::to_owned));
        }
    }
    let mut sheets = String::new();
    for (index, sheet) in book.sheets.iter().enumerate() {
        let id = index + 1;
        write!(
            sheets,
            "<sheet name=\"{}\" sheetId=\"{id}\"{} r:id=\"sheet{id}\"/>",
            escape(&sheet.name),
            sheet.attributes
        )
        .unwrap();
        links.push([
            format!("sheet{id}"),
            "worksheet".to_owned(),
            format!("worksheets/sheet{id}.xml"),
        ]);
        put(&format!("xl/worksheets/sheet{id}.xml"), worksheet(sheet));
        if !sheet.links.is_empty() {
            put(
                &format!("xl/worksheets/_rels/sheet{id}.xml.rels"),
                relationships(&sheet.links),
            );
        }
    }
    let mut around = book.workbook.clone();
    around.push(format!("<sheets>{sheets}</sheets>"));
    if !book.names.is_empty() {
        around.push(format!("<definedNames>{}</definedNames>", book.names));
    }
    let inside = in_order(around, &BOOK_ORDER);
    put(
        "xl/workbook.xml",
        format!("<workbook xmlns=\"{MAIN}\" {PREFIXES}>{inside}</workbook>"),
    );
    put("xl/_rels/workbook.xml.rels", relationships(&links));
    put("_rels/.rels", package_relationships(further));
    put("xl/styles.xml", styles());
    let strings = &book.strings;
    let items: String = strings.iter().flat_map(|item| ["<si>", item, "</si>"]).collect();
    let count = strings.len();
    put(
        "xl/sharedStrings.xml",
        format!(
            "<sst xmlns=\"{MAIN}\" count=\"{count}\" uniqueCount=\"{count}\">{items}</sst>"
        ),
    );
    for (name, bytes) in further {
        parts.insert(name.clone(), with_prefixes(bytes));
    }
    let types = content_types(parts.keys());
    parts.entry("[Content_Types].xml".to_owned()).or_insert_with(|| types.into_bytes());
    Parts(parts).zip()
}

/// A part of XML gets all prefixes, if it declares none itself.
fn with_prefixes(bytes: &[u8]) -> Vec<u8> {
    let Ok(xml) = std::str::from_utf8(bytes) else { return bytes.to_vec() };
    let Some(start) = xml.find('<').filter(|_| !xml.contains("xmlns")) else {
        return bytes.to_vec();
    };
    let end = start + xml[start..].find(['>', '/', ' ', '\n']).unwrap();
    let default =
        if xml[start..end].contains(':') { "" } else { &format!(" xmlns=\"{MAIN}\"") };
    let joined: String = xml[end..].lines().map(str::trim).collect();
    format!("{}{default} {PREFIXES} {joined}", &xml[..end]).into_bytes()
}

fn worksheet(sheet: &DescribedSheet) -> String {
    let row = |row: &super::describe::DescribedRow| {
        format!("<row r=\"{}\"{}>{}</row>", row.number, row.attributes, row.cells)
    };
    let rows: String = sheet.rows.iter().map(row).collect();
    let mut around = sheet.around.clone();
    around.push(format!("<sheetData>{rows}</sheetData>"));
    let inside = in_order(around, &SHEET_ORDER);
    format!("<worksheet xmlns=\"{MAIN}\" {PREFIXES}>{inside}</worksheet>")
}

/// Elements in the order of a schema; those of one name stay in their own.
fn in_order(mut elements: Vec<String>, order: &[&str]) -> String {
    let rank = |element: &String| {
        let name =
            element.trim_start_matches('<').split([' ', '>', '/']).next().unwrap_or_default();
        let name = name.split_once(':').map_or(name, |(_, local)| local);
        order
            .iter()
            .position(|known| *known == name)
            .unwrap_or_else(|| panic!("<{name}> has no place"))
    };
    elements.sort_by_key(rank);
    elements.concat()
}

fn relationships(links: &[[String; 3]]) -> String {
    let link = |[id, kind, target]: &[String; 3]| {
        let external = if target.contains(':') { " TargetMode=\"External\"" } else { "" };
        let kind = match kind.as_str() {
            "threadedComment" | "person" => {
                format!("http://schemas.microsoft.com/office/2017/10/relationships/{kind}")
            }
            kind => format!("{OFFICE}/{kind}"),
        };
        format!(
            "<Relationship Id=\"{id}\" Type=\"{kind}\" Target=\"{}\"{external}/>",
            escape(target)
        )
    };
    let links: String = links.iter().map(link).collect();
    format!("<Relationships xmlns=\"{PACKAGE}/relationships\">{links}</Relationships>")
}

fn package_relationships(further: &BTreeMap<String, Vec<u8>>) -> String {
    let mut links = format!(
        "<Relationship Id=\"book\" Type=\"{OFFICE}/officeDocument\" Target=\"xl/workbook.xml\"/>"
    );
    for (part, kind) in [
        ("docProps/core.xml", "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties".to_owned()),
        ("docProps/app.xml", format!("{OFFICE}/extended-properties")),
        ("docProps/custom.xml", format!("{OFFICE}/custom-properties")),
    ] {
        if further.contains_key(part) {
            let id = part.replace(['/', '.'], "-");
            write!(links, "<Relationship Id=\"{id}\" Type=\"{kind}\" Target=\"{part}\"/>").unwrap();
        }
    }
    format!("<Relationships xmlns=\"{PACKAGE}/relationships\">{links}</Relationships>")
}

fn content_types<'a>(names: impl Iterator<Item = &'a String>) -> String {
    let mut types = String::new();
    for name in names {
        let kind = match name.as_str() {
            "xl/workbook.xml" => format!("{SHEET_TYPE}sheet.main+xml"),
            "xl/styles.xml" => format!("{SHEET_TYPE}styles+xml"),
            "xl/sharedStrings.xml" => format!("{SHEET_TYPE}sharedStrings+xml"),
            name if has_extension(name, &["rels"]) => continue,
            name if name.starts_with("xl/worksheets/") => format!("{SHEET_TYPE}worksheet+xml"),
            name => match TYPES.iter().find(|(start, _)| name.starts_with(start)) {
                Some((_, kind)) if has_extension(name, &["xml"]) => (*kind).to_owned(),
                _ => continue,
            },
        };
        write!(types, "<Override PartName=\"/{name}\" ContentType=\"{kind}\"/>").unwrap();
    }
    let defaults = [
        ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
        ("xml", "application/xml"),
        ("png", "image/png"),
        ("vml", "application/vnd.openxmlformats-officedocument.vmlDrawing"),
        ("bin", "application/vnd.openxmlformats-officedocument.spreadsheetml.printerSettings"),
    ];
    let default = |(extension, kind): &(&str, &str)| {
        format!("<Default Extension=\"{extension}\" ContentType=\"{kind}\"/>")
    };
    let defaults: String = defaults.iter().map(default).collect();
    format!("<Types xmlns=\"{PACKAGE}/content-types\">{defaults}{types}</Types>")
}

fn styles() -> String {
    let formats = [
        (164, r#"_(* #,##0_);_(* \(#,##0\);_(* "-"_);_(@_)"#),
        (165, "dd/mm/yyyy"),
        (166, ";;;"),
        (167, "\"tháng \"m"),
    ];
    let format = |(id, code): &(u32, &str)| {
        format!("<numFmt numFmtId=\"{id}\" formatCode=\"{}\"/>", escape(code))
    };
    let formats: String = formats.iter().map(format).collect();
    let plain = |id: u32| {
        format!(
            "<xf numFmtId=\"{id}\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>"
        )
    };
    let framed = |id: u32| {
        format!(
            "<xf numFmtId=\"{id}\" fontId=\"1\" fillId=\"0\" borderId=\"1\" xfId=\"0\" applyNumberFormat=\"1\" applyFont=\"1\" applyBorder=\"1\" applyAlignment=\"1\"><alignment horizontal=\"center\" wrapText=\"1\"/></xf>"
        )
    };
    let unlocked = "<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyProtection=\"1\"><protection locked=\"0\"/></xf>".to_owned();
    let cells = [
        plain(0),
        plain(2),
        plain(14),
        plain(3),
        plain(164),
        plain(9),
        plain(49),
        plain(22),
        framed(0),
        unlocked,
        plain(165),
        plain(166),
        framed(4),
        plain(167),
        plain(20),
    ];
    let (count, cells) = (cells.len(), cells.concat());
    let font = "<sz val=\"11\"/><name val=\"Calibri\"/><family val=\"2\"/>";
    let line = |side: &str| format!("<{side} style=\"thin\"><color auto=\"1\"/></{side}>");
    let frame = ["left", "right", "top", "bottom"].map(line).concat();
    format!(
        "<styleSheet xmlns=\"{MAIN}\"><numFmts count=\"4\">{formats}</numFmts>\
         <fonts count=\"2\"><font>{font}</font><font><b/>{font}</font></fonts>\
         <fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills>\
         <borders count=\"2\"><border><left/><right/><top/><bottom/><diagonal/></border><border>{frame}<diagonal/></border></borders>\
         <cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>\
         <cellXfs count=\"{count}\">{cells}</cellXfs>\
         <cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles>\
         <dxfs count=\"2\"><dxf><fill><patternFill><bgColor rgb=\"FFFFC7CE\"/></patternFill></fill></dxf><dxf><font><b/></font></dxf></dxfs>\
         </styleSheet>"
    )
}

/// Whether the skeleton's own markup is well-formed: a slip in it would show as strange failures.
pub(super) fn checked(parts: &Parts) {
    for (name, bytes) in &parts.0 {
        if has_extension(name, &["xml", "rels", "vml"]) {
            let xml = std::str::from_utf8(bytes).unwrap();
            parse(xml).unwrap_or_else(|error| panic!("{name}: {error}\n{xml}"));
        }
    }
}

/// Whether a part's name ends in one of these extensions.
pub(super) fn has_extension(part: &str, extensions: &[&str]) -> bool {
    let found = std::path::Path::new(part).extension();
    found.is_some_and(|found| extensions.iter().any(|known| found.eq_ignore_ascii_case(known)))
}
