//! Workbooks from markup, and equipment in few words.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{Cursor, Read, Write as _};

use rust_decimal::Decimal;
use tonghop::ooxml::CellRef;
use tonghop::ooxml::xml_part::{Element, XmlPart};
use tonghop::template::Problem;
use tonghop::template::xlsx::{
    Bound, CellValue, Equipment, FixedCell, FormulaCell, Input, Mark, Validation,
    ValidationKind, equip,
};

pub(super) use super::soundness::check;

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const TYPES: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/// Namespaces of what programs newer than the first edition write.
const NEWER: &str = "xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" \
    mc:Ignorable=\"xr\" xmlns:xr=\"http://schemas.microsoft.com/office/spreadsheetml/2014/revision\" \
    xmlns:x14=\"http://schemas.microsoft.com/office/spreadsheetml/2009/9/main\" \
    xmlns:xm=\"http://schemas.microsoft.com/office/excel/2006/main\"";

/// Styles with one locked, one unlocked and one centred format.
pub(super) const STYLES: &str = "<styleSheet xmlns=\"MAIN\"><fonts count=\"1\"><font>\
    <sz val=\"12\"/><name val=\"Times New Roman\"/></font></fonts>\
    <fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill>\
    <fill><patternFill patternType=\"gray125\"/></fill></fills>\
    <borders count=\"1\"><border/></borders>\
    <cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>\
    <cellXfs count=\"3\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>\
    <xf numFmtId=\"3\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyProtection=\"1\"><protection locked=\"0\"/></xf>\
    <xf numFmtId=\"4\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"><alignment horizontal=\"center\"/></xf>\
    </cellXfs><cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>";

/// A workbook being built.
#[derive(Clone)]
pub(super) struct Book {
    sheets: Vec<(String, String, String)>,
    names: String,
    styles: Option<String>,
    parts: Vec<(String, String, String)>,
    relations: BTreeMap<String, String>,
}

impl Book {
    /// A workbook with one sheet, «Biểu», from the inside of its worksheet element.
    pub(super) fn of(inside: &str) -> Self {
        let book = Self {
            sheets: Vec::new(),
            names: String::new(),
            styles: Some(STYLES.to_owned()),
            parts: Vec::new(),
            relations: BTreeMap::new(),
        };
        book.sheet("Biểu", "visible", inside)
    }

    /// Adds a sheet.
    pub(super) fn sheet(mut self, name: &str, state: &str, inside: &str) -> Self {
        let open = format!("<worksheet xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\" {NEWER}>");
        let part = format!("{open}{inside}</worksheet>");
        self.sheets.push((name.to_owned(), state.to_owned(), part));
        self
    }

    /// Adds a name of one sheet.
    pub(super) fn name(mut self, name: &str, sheet: usize, text: &str) -> Self {
        write!(
            self.names,
            "<definedName name=\"{name}\" localSheetId=\"{sheet}\">{text}</definedName>"
        )
        .unwrap();
        self
    }

    /// Has other styles, or none.
    pub(super) fn styles(mut self, styles: Option<&str>) -> Self {
        self.styles = styles.map(str::to_owned);
        self
    }

    /// Adds a part to which another one has a relationship.
    pub(super) fn part(mut self, from: &str, kind: &str, name: &str, xml: &str) -> Self {
        self.parts.push((name.to_owned(), kind.to_owned(), xml.to_owned()));
        let relations = self.relations.entry(from.to_owned()).or_default();
        let id = 100 + self.parts.len();
        write!(
            relations,
            "<Relationship Id=\"rId{id}\" Type=\"{OFFICE}/{kind}\" Target=\"/{name}\"/>"
        )
        .unwrap();
        self
    }

    /// The file.
    pub(super) fn build(&self) -> Vec<u8> {
        let mut parts: Vec<(String, String, String)> = Vec::new();
        let mut list = String::new();
        let mut relations = self.relations.clone();
        let book = relations.entry("xl/workbook.xml".to_owned()).or_default();
        for (number, (name, state, xml)) in (1..).zip(&self.sheets) {
            write!(list, "<sheet name=\"{name}\" sheetId=\"{number}\" state=\"{state}\" r:id=\"rId{number}\"/>").unwrap();
            write!(book, "<Relationship Id=\"rId{number}\" Type=\"{OFFICE}/worksheet\" Target=\"worksheets/sheet{number}.xml\"/>").unwrap();
            parts.push((
                format!("xl/worksheets/sheet{number}.xml"),
                "worksheet".to_owned(),
                xml.clone(),
            ));
        }
        if let Some(styles) = &self.styles {
            write!(
                book,
                "<Relationship Id=\"rId90\" Type=\"{OFFICE}/styles\" Target=\"styles.xml\"/>"
            )
            .unwrap();
            parts.push((
                "xl/styles.xml".to_owned(),
                "styles".to_owned(),
                styles.replace("MAIN", MAIN),
            ));
        }
        let names = if self.names.is_empty() {
            String::new()
        } else {
            format!("<definedNames>{}</definedNames>", self.names)
        };
        let workbook = format!(
            "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><bookViews><workbookView/></bookViews><sheets>{list}</sheets>{names}</workbook>"
        );
        parts.push(("xl/workbook.xml".to_owned(), "sheet.main".to_owned(), workbook));
        parts.extend(self.parts.clone());
        relations.insert(String::new(), format!("<Relationship Id=\"rId1\" Type=\"{OFFICE}/officeDocument\" Target=\"xl/workbook.xml\"/>"));
        let mut types = "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>".to_owned();
        for (name, kind, _) in &parts {
            write!(
                types,
                "<Override PartName=\"/{name}\" ContentType=\"{TYPES}.{kind}+xml\"/>"
            )
            .unwrap();
        }
        let package = "http://schemas.openxmlformats.org/package/2006";
        let mut files = vec![(
            "[Content_Types].xml".to_owned(),
            format!("<Types xmlns=\"{package}/content-types\">{types}</Types>"),
        )];
        for (part, xml) in relations {
            let (folder, file) =
                part.rsplit_once('/').map_or(("", &*part), |(folder, file)| (folder, file));
            let slash = if folder.is_empty() { "" } else { "/" };
            files.push((
                format!("{folder}{slash}_rels/{file}.rels"),
                format!(
                    "<Relationships xmlns=\"{package}/relationships\">{xml}</Relationships>"
                ),
            ));
        }
        files.extend(parts.into_iter().map(|(name, _, xml)| (name, xml)));
        zipped(files.iter().map(|(name, text)| (name.as_str(), text.as_bytes())))
    }
}

/// A package of these parts.
pub(super) fn zipped<'a>(parts: impl Iterator<Item = (&'a str, &'a [u8])>) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// The parts of a package.
pub(super) fn parts(file: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(file)).unwrap();
    let mut parts = BTreeMap::new();
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).unwrap();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        parts.insert(part.name().unwrap().into_owned(), bytes);
    }
    parts
}

/// The text of a part.
pub(super) fn text(file: &[u8], part: &str) -> String {
    String::from_utf8(parts(file).remove(part).unwrap_or_else(|| panic!("no {part}"))).unwrap()
}

/// The tree of a part.
pub(super) fn xml(file: &[u8], part: &str) -> Element {
    XmlPart::parse(text(file, part).as_bytes()).unwrap().root
}

/// The text of the first sheet.
pub(super) fn sheet(file: &[u8]) -> String {
    text(file, "xl/worksheets/sheet1.xml")
}

/// The names of the parts in which two packages differ.
pub(super) fn changed(before: &[u8], after: &[u8]) -> Vec<String> {
    let (before, after) = (parts(before), parts(after));
    let all = before.keys().chain(after.keys());
    let mut changed: Vec<_> =
        all.filter(|name| before.get(*name) != after.get(*name)).cloned().collect();
    changed.sort();
    changed.dedup();
    changed
}

/// Equips, and holds the result against all that every workbook must keep to.
pub(super) fn equipped(file: &[u8], equipment: &Equipment) -> Vec<u8> {
    let result = equip(file.to_vec(), equipment).unwrap_or_else(|found| panic!("{found:#?}"));
    check(&result);
    let again = equip(file.to_vec(), equipment).unwrap();
    assert_eq!(result, again, "the same input gives other bytes");
    keep(&result);
    result
}

/// What is wrong.
pub(super) fn refused(file: &[u8], equipment: &Equipment) -> Vec<Problem> {
    equip(file.to_vec(), equipment).expect_err("not refused")
}

/// Puts a file into the folder that `KEEP_FILES` names, by the name of the test.
fn keep(file: &[u8]) {
    let Ok(folder) = std::env::var("KEEP_FILES") else { return };
    let test = std::thread::current().name().unwrap_or("test").replace("::", ".");
    let free = (1..).map(|number| format!("{folder}/{test}.{number}.xlsx"));
    let path = free.into_iter().find(|path| !std::path::Path::new(path).exists()).unwrap();
    std::fs::write(path, file).unwrap();
}

pub(super) fn at(cell: &str) -> CellRef {
    cell.parse().unwrap()
}

pub(super) fn number(text: &str) -> Decimal {
    text.parse().unwrap()
}

/// Cells of «Biểu» to be filled in, without rules.
pub(super) fn inputs(cells: &[&str]) -> Equipment {
    let inputs = cells.iter().map(|cell| input(cell, None)).collect();
    Equipment { inputs, ..Equipment::default() }
}

/// A cell of «Biểu» to be filled in.
pub(super) fn input(cell: &str, validation: Option<Validation>) -> Input {
    Input { sheet: "Biểu".to_owned(), cell: at(cell), validation }
}

/// A rule with short messages.
pub(super) fn rule(kind: ValidationKind) -> Validation {
    Validation {
        kind,
        title: "Số đảng viên".to_owned(),
        prompt: "Số nguyên, đơn vị: người".to_owned(),
        error_title: "Số liệu sai".to_owned(),
        error: "Nhập số nguyên từ 0 trở lên".to_owned(),
        stop: true,
    }
}

/// Whole numbers from 0 on.
pub(super) fn whole() -> Validation {
    rule(ValidationKind::Whole { min: Some(Bound::Number(Decimal::ZERO)), max: None })
}

/// Cells of «Biểu» with one rule.
pub(super) fn ruled(cells: &[&str], validation: &Validation) -> Equipment {
    let inputs = cells.iter().map(|cell| input(cell, Some(validation.clone()))).collect();
    Equipment { inputs, ..Equipment::default() }
}

/// A computing cell of «Biểu».
pub(super) fn formula(cell: &str, formula: &str, value: Option<CellValue>) -> FormulaCell {
    FormulaCell {
        sheet: "Biểu".to_owned(), cell: at(cell), formula: formula.to_owned(), value
    }
}

/// A fixed cell of «Biểu».
pub(super) fn fixed(cell: &str, value: Option<CellValue>) -> FixedCell {
    FixedCell { sheet: "Biểu".to_owned(), cell: at(cell), value }
}

/// A mark on «Biểu».
pub(super) fn mark(cells: &[&str], formula: &str) -> Mark {
    let cells = cells.iter().map(|cell| at(cell)).collect();
    Mark { sheet: "Biểu".to_owned(), cells, formula: formula.to_owned() }
}
