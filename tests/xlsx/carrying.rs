//! What a workbook carries for a program to read back: put in without touching anything else, and
//! read again.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

use tonghop::ooxml::CellRef;
use tonghop::sheet::{self, Limits, Visibility, Workbook};
use tonghop::template::xlsx::{Carried, DefinedName, HiddenSheet, carry};

use super::harness::{Book, Filled, shown};

const FORM: &[u8] = include_bytes!("../../templates/ct28/bieu/ct28-chi-bo.xlsx");
const LIBREOFFICE: &[u8] = include_bytes!("../sheet/samples/libreoffice.xlsx");
const OPENPYXL: &[u8] = include_bytes!("../sheet/samples/openpyxl.xlsx");

const LISTS: [&str; 5] = [
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "[Content_Types].xml",
    "_rels/.rels",
    "docProps/custom.xml",
];

fn sheet(name: &str, rows: &[&[&str]]) -> HiddenSheet {
    let rows = rows.iter().map(|row| row.iter().map(ToString::to_string).collect());
    HiddenSheet { name: name.to_owned(), rows: rows.collect() }
}

fn name(name: &str, sheet: &str, cell: &str) -> DefinedName {
    let (name, sheet) = (name.to_owned(), sheet.to_owned());
    DefinedName { name, sheet, cell: cell.parse().unwrap() }
}

fn property(name: &str, text: &str) -> (String, String) {
    (name.to_owned(), text.to_owned())
}

/// A sheet, a name for a cell of `home`, and a property.
fn carried(home: &str) -> Carried {
    Carried {
        sheets: vec![sheet("_tonghop", &[&["mã", "", "=1+1"], &[], &[" a<&\"b\n", "007"]])],
        names: vec![name("TH_ket_nap.nu__2024_Q1", home, "D7")],
        properties: vec![property("tonghop.ky", "2024-Q1 & <a>")],
    }
}

fn put(file: &[u8], carried: &Carried) -> Vec<u8> {
    carry(file.to_vec(), carried).unwrap_or_else(|problems| panic!("{problems:#?}"))
}

fn refused(file: Vec<u8>, carried: &Carried) -> String {
    shown(&carry(file, carried).expect_err("not refused"))
}

fn read(file: &[u8]) -> Workbook {
    sheet::read("a.xlsx", file, &Limits::default()).unwrap()
}

fn parts(file: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(file)).unwrap();
    let part = |index| {
        let mut part = archive.by_index(index).unwrap();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        (part.name().unwrap().into_owned(), bytes)
    };
    (0..parts_in(file)).map(part).collect()
}

fn parts_in(file: &[u8]) -> usize {
    zip::ZipArchive::new(Cursor::new(file)).unwrap().len()
}

/// The file with the text of its parts changed.
fn rewritten(file: &[u8], change: impl Fn(&str, String) -> String) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts(file) {
        zip.start_file(&*name, zip::write::SimpleFileOptions::default()).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        zip.write_all(change(&name, text).as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A workbook that `rust_xlsxwriter` made.
fn written_by_rust() -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet().set_name("Kết nạp").unwrap();
    sheet.write(0, 0, "Kết nạp trong năm").unwrap();
    sheet.set_repeat_rows(0, 1).unwrap();
    book.save_to_buffer().unwrap()
}

pub(super) fn strict(file: &[u8]) -> Vec<u8> {
    let transitional = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    rewritten(file, |_, text| {
        text.replace(transitional, "http://purl.oclc.org/ooxml/officeDocument/relationships")
            .replace(main, "http://purl.oclc.org/ooxml/spreadsheetml/main")
    })
}

fn bases() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let plain = Book::new().sheet("Kết nạp", &[("A1", "1")]).build();
    vec![
        ("form", FORM.to_vec(), "Kết nạp"),
        ("LibreOffice", LIBREOFFICE.to_vec(), "Kết nạp"),
        ("openpyxl", OPENPYXL.to_vec(), "Kết nạp"),
        ("rust_xlsxwriter", written_by_rust(), "Kết nạp"),
        ("strict", strict(&plain), "Kết nạp"),
        ("without docProps", plain, "Kết nạp"),
    ]
}

#[test]
fn what_is_put_in_is_read_back_from_files_of_every_program() {
    for (program, file, home) in bases() {
        let book = read(&put(&file, &carried(home)));
        let sheet = book.sheets.last().unwrap();
        assert_eq!(sheet.name, "_tonghop", "{program}");
        assert_eq!(sheet.visibility, Visibility::VeryHidden, "{program}");
        let cells: Vec<_> =
            sheet.iter().map(|(at, cell)| (at.to_string(), cell.value.clone())).collect();
        let text = |text: &str| sheet::Value::Text(text.to_owned());
        let expected = [("A1", "mã"), ("C1", "=1+1"), ("A3", " a<&\"b\n"), ("B3", "007")];
        let expected: Vec<_> =
            expected.iter().map(|(at, said)| ((*at).to_owned(), text(said))).collect();
        assert_eq!(cells, expected, "{program}");
        assert!(sheet.iter().all(|(_, cell)| cell.formula.is_none()), "{program}");
        let [named] = &*book.defined_names["TH_ket_nap.nu__2024_Q1"] else { panic!() };
        assert_eq!((&*named.sheet, named.cell), (home, CellRef::new(6, 3)), "{program}");
        assert_eq!(book.properties["tonghop.ky"], "2024-Q1 & <a>", "{program}");
    }
}

#[test]
fn all_other_parts_keep_their_bytes_and_what_was_there_is_still_read() {
    for (program, file, home) in bases() {
        let result = put(&file, &carried(home));
        let after = parts(&result);
        for (name, bytes) in parts(&file) {
            let same = after.get(&name) == Some(&bytes);
            assert!(same || LISTS.contains(&&*name), "{program}: {name}");
        }
        let (before, mut after) = (read(&file), read(&result));
        after.sheets.pop();
        after.places = before.places;
        after.defined_names.remove("TH_ket_nap.nu__2024_Q1");
        after.properties.remove("tonghop.ky");
        assert_eq!(after, before, "{program}");
    }
}

#[test]
fn the_same_input_gives_the_same_bytes_also_when_all_of_it_is_there_already() {
    for (program, file, home) in bases() {
        let mut carried = carried(home);
        carried.sheets.push(sheet("_nguon", &[&["a"]]));
        let once = put(&file, &carried);
        assert!(put(&file, &carried) == once, "{program}");
        assert!(parts(&put(&once, &carried)) == parts(&once), "{program}");
    }
}

#[test]
fn sheets_come_last_so_that_numbers_of_sheets_keep_their_meaning() {
    let workbook = Filled(put(FORM, &carried("Kết nạp"))).part("xl/workbook.xml");
    assert!(
        workbook.contains(
            "<sheet name=\"_tonghop\" sheetId=\"7\" state=\"veryHidden\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" r:id=\"rId7\"/></sheets>"
        ),
        "{workbook}"
    );
    let before = Filled(FORM.to_vec()).part("xl/workbook.xml");
    let name = "<definedName name=\"TH_ket_nap.nu__2024_Q1\">'Kết nạp'!$D$7</definedName>";
    let start = workbook.find("<sheet xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" name=\"Đặc").unwrap();
    assert!(before.starts_with(&workbook[..start]), "the views are as they were");
    let names = &before[before.find("<definedNames>").unwrap()..];
    assert_eq!(&workbook[workbook.find("<definedNames>").unwrap()..].replace(name, ""), names);
}

#[test]
fn names_stand_in_the_order_that_excel_writes() {
    let book = Book::new()
        .sheet("S", &[])
        .name("Bắt_đầu", None, "S!$A$1")
        .name("_xlnm.Print_Titles", Some(0), "S!$1:$2")
        .name("Z", None, "S!$A$2");
    let names = [name("th_a", "S", "A1"), name("O", "S", "B2"), name("_a", "S", "C3")];
    let carried = Carried { names: names.to_vec(), ..Carried::default() };
    let workbook = Filled(put(&book.build(), &carried)).part("xl/workbook.xml");
    let after = workbook.split("<definedName name=\"").skip(1);
    let order: Vec<_> = after.map(|rest| &rest[..rest.find('"').unwrap()]).collect();
    assert_eq!(order, ["_a", "Bắt_đầu", "O", "_xlnm.Print_Titles", "th_a", "Z"]);
}

#[test]
fn a_name_that_is_there_is_replaced_but_not_the_one_a_sheet_keeps_for_itself() {
    let book = Book::new().sheet("S", &[]).name("th_x", None, "S!$A$1").name(
        "TH_X",
        Some(0),
        "S!$A$2",
    );
    let carried = Carried { names: vec![name("TH_x", "s", "B3")], ..Carried::default() };
    let workbook = Filled(put(&book.build(), &carried)).part("xl/workbook.xml");
    assert!(
        workbook.contains(
            "<definedNames><definedName name=\"TH_X\" localSheetId=\"0\">S!$A$2</definedName><definedName name=\"TH_x\">'S'!$B$3</definedName></definedNames>"
        ),
        "{workbook}"
    );
}

#[test]
fn names_are_listed_before_what_excel_wants_after_them() {
    let book = Book::new()
        .sheet("It's", &[])
        .after_names("<externalReferences/><calcPr calcId=\"1\"/><extLst/>");
    let carried = Carried { names: vec![name("TH_x", "It's", "A1")], ..Carried::default() };
    let workbook = Filled(put(&book.build(), &carried)).part("xl/workbook.xml");
    assert!(
        workbook.contains(
            "<externalReferences/><definedNames><definedName name=\"TH_x\">'It''s'!$A$1</definedName></definedNames><calcPr"
        ),
        "{workbook}"
    );
}

#[test]
fn a_sheet_of_that_name_is_replaced_where_it_stands() {
    let book = Book::new()
        .sheet("_TongHop", &[("A1", "cũ"), ("A2", "=1+1→2")])
        .sheet_relation("d", "drawing", "../drawings/d.xml")
        .sheet("Kết nạp", &[("A1", "1")])
        .name("_xlnm.Print_Titles", Some(1), "'Kết nạp'!$1:$2")
        .relation("c", "calcChain", "calcChain.xml")
        .part("xl/calcChain.xml", "<calcChain><c r=\"A2\" i=\"1\"/></calcChain>");
    let file = rewritten(&book.build(), |name, text| {
        let views = "<bookViews><workbookView activeTab=\"0\"/></bookViews><sheets>";
        if name == "xl/workbook.xml" { text.replace("<sheets>", views) } else { text }
    });
    let result = Filled(put(&file, &carried("Kết nạp")));
    let read = read(&result.0);
    assert_eq!(read.sheets[0].name, "_tonghop");
    assert_eq!(read.sheets[0].visibility, Visibility::VeryHidden);
    assert_eq!(read.sheets[0].len(), 4);
    assert_eq!(read.sheets.len(), 2);
    let workbook = result.part("xl/workbook.xml");
    assert!(workbook.contains("<sheet name=\"_tonghop\" sheetId=\"1\""), "{workbook}");
    assert!(workbook.contains("<workbookView activeTab=\"1\"/>"), "{workbook}");
    assert!(!result.names().contains(&"xl/worksheets/_rels/sheet1.xml.rels".to_owned()));
    assert!(!result.names().contains(&"xl/calcChain.xml".to_owned()));
    let types = result.part("[Content_Types].xml");
    assert!(!types.contains("calcChain"), "{types}");
    assert_eq!(types.matches("/xl/worksheets/sheet1.xml\"").count(), 1, "{types}");
}

#[test]
fn the_last_sheet_that_is_seen_is_not_taken() {
    let book = Book::new().sheet("_tonghop", &[("A1", "cũ")]).build();
    assert_eq!(
        refused(book, &Carried { names: vec![], ..carried("_tonghop") }),
        "File: Limit(VisibleSheet)"
    );
}

#[test]
fn parts_and_numbers_that_are_taken_are_left_to_their_owners() {
    let book = Book::new()
        .sheet("S", &[])
        .part("xl/worksheets/Sheet2.xml", "<x/>")
        .part("xl/worksheets/_rels/sheet3.xml.rels", "<x/>")
        .part("xl/worksheets/h.xml", "<worksheet><sheetData/></worksheet>")
        .relation("rId40", "worksheet", "worksheets/h.xml")
        .listed("H", "rId40");
    let result = Filled(put(&book.build(), &carried("S")));
    assert!(result.names().contains(&"xl/worksheets/sheet4.xml".to_owned()));
    let workbook = result.part("xl/workbook.xml");
    let entry =
        "<sheet name=\"_tonghop\" sheetId=\"100\" state=\"veryHidden\" r:id=\"rId41\"/>";
    assert!(workbook.contains(entry), "{workbook}");
    assert_eq!(result.part("xl/worksheets/Sheet2.xml"), "<x/>");
}

#[test]
fn properties_that_are_there_stay_and_one_of_that_name_keeps_its_number() {
    let properties = [property("TONGHOP.form", "quy"), property("tonghop.ky", "2024")];
    let carried = Carried { properties: properties.to_vec(), ..Carried::default() };
    for (program, file) in [("LibreOffice", LIBREOFFICE), ("openpyxl", OPENPYXL)] {
        let result = Filled(put(file, &carried));
        let read = read(&result.0);
        assert_eq!(read.properties["TONGHOP.form"], "quy", "{program}");
        assert_eq!(read.properties["tonghop.ky"], "2024", "{program}");
        assert_eq!(read.properties.len(), 2, "{program}");
        let custom = result.part("docProps/custom.xml");
        assert_eq!(custom.matches("pid=\"2\"").count(), 1, "{custom}");
        assert_eq!(custom.matches("pid=\"3\"").count(), 1, "{custom}");
        let before = parts(file);
        let changed = parts(&result.0).into_iter().filter(|(name, now)| before[name] != *now);
        let changed: Vec<_> = changed.map(|(name, _)| name).collect();
        assert_eq!(changed, ["docProps/custom.xml"], "{program}");
    }
}

#[test]
fn every_new_part_has_its_content_type() {
    for (program, file, home) in bases() {
        let result = Filled(put(&file, &carried(home)));
        let types = result.part("[Content_Types].xml");
        let excel = "application/vnd.openxmlformats-officedocument.";
        let new = result.names().into_iter().filter(|name| !parts(&file).contains_key(name));
        let new: Vec<_> = new.collect();
        assert!(new.len() == 1 || new.len() == 2, "{program}: {new:?}");
        for part in new {
            let kind = match &*part {
                "docProps/custom.xml" => "custom-properties+xml",
                _ => "spreadsheetml.worksheet+xml",
            };
            let entry =
                format!("<Override PartName=\"/{part}\" ContentType=\"{excel}{kind}\"/>");
            assert_eq!(types.matches(&entry).count(), 1, "{program}: {types}");
        }
    }
}

#[test]
fn a_part_of_properties_that_knows_no_values_yet_is_extended() {
    let namespace = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties";
    let part = format!("<p:Properties xmlns:p=\"{namespace}\"/>");
    let book = Book::new().sheet("S", &[]).part("docProps/custom.xml", &part);
    let result = Filled(put(&book.build(), &carried("S")));
    assert_eq!(read(&result.0).properties["tonghop.ky"], "2024-Q1 & <a>");
    let custom = result.part("docProps/custom.xml");
    assert!(
        custom.contains(
            "<p:property fmtid=\"{D5CDD505-2E9C-101B-9397-08002B2CF9AE}\" pid=\"2\" name=\"tonghop.ky\"><vt:lpwstr xmlns:vt="
        ),
        "{custom}"
    );
}

#[test]
fn a_prefixed_workbook_gets_prefixed_elements() {
    let file = rewritten(&Book::new().sheet("S", &[]).build(), |name, text| {
        if name != "xl/workbook.xml" {
            return text;
        }
        text.replace("xmlns=", "xmlns:x=")
            .replace("xmlns:r=", "xmlns:rel=")
            .replace(" r:id", " rel:id")
            .replace("<s", "<x:s")
            .replace("</s", "</x:s")
            .replace("<w", "<x:w")
            .replace("</w", "</x:w")
    });
    let workbook = Filled(put(&file, &carried("S"))).part("xl/workbook.xml");
    assert!(
        workbook.contains(
            "<x:sheet name=\"_tonghop\" sheetId=\"2\" state=\"veryHidden\" rel:id=\"rId1\"/></x:sheets><x:definedNames><x:definedName name"
        ),
        "{workbook}"
    );
}

#[test]
fn a_strict_workbook_gets_strict_parts() {
    let result = Filled(put(&strict(&Book::new().sheet("S", &[]).build()), &carried("S")));
    for part in result.names() {
        let text = result.part(&part);
        assert!(!text.contains("openxmlformats.org/spreadsheetml/2006"), "{part}: {text}");
        assert!(!text.contains("openxmlformats.org/officeDocument"), "{part}: {text}");
    }
    let relations = result.part("_rels/.rels");
    assert!(relations.contains("/ooxml/officeDocument/relationships/customProperties\""));
}

#[test]
fn what_excel_would_repair_is_refused_all_at_once() {
    let wrong = Carried {
        sheets: vec![sheet("a/b", &[]), sheet("A/B", &[&["", &"x".repeat(32_768)]])],
        names: vec![name("A1", "S", "A1"), name("a1", "S", "A1")],
        properties: vec![property("", "x"), property("p", &"x".repeat(256))],
    };
    let problems = refused(Book::new().sheet("S", &[]).build(), &wrong);
    assert_eq!(
        problems.lines().collect::<Vec<_>>(),
        [
            "File: Limit(SheetName(31))",
            "File: Limit(SheetName(31))",
            "File: Limit(SameName)",
            "A/B!B1: TooLong { most: 32767 }",
            "File: Limit(CellName(255))",
            "File: Limit(CellName(255))",
            "File: Limit(SameName)",
            "File: Limit(Property(255))",
            "File: Limit(Property(255))",
        ]
    );
}

#[test]
fn a_name_for_a_sheet_that_is_not_there_and_a_broken_file_are_refused() {
    let carried = Carried {
        names: vec![name("TH_x", "Không có", "A1"), name("TH_y", "S", "A1")],
        ..Carried::default()
    };
    assert_eq!(
        refused(Book::new().sheet("S", &[]).build(), &carried),
        "File: UnknownName { name: \"Không có\", nearest: None }"
    );
    assert!(carry(b"PK".to_vec(), &carried).is_err());
}
