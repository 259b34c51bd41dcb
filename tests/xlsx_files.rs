//! Workbooks of every sort: what stays to the byte, what a template becomes, what is refused.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

mod common;
mod xlsx_support;

use std::collections::BTreeMap;
use std::path::Path;

use common::{text, tonghop};
use serde_json::json;
use tonghop::ooxml::Package;
use tonghop::template::xlsx::{self, Filled, Options, PartReason, Template};
use tonghop::template::{Data, NoFiles, NoReferences, ProblemKind};
use xlsx_support::{described, untruths};

const SHEET: &str =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";
const MACROS: &str = "application/vnd.ms-excel.sheet.macroEnabled.main+xml";
const TEMPLATE: &str =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml";
const TEMPLATE_MACROS: &str = "application/vnd.ms-excel.template.macroEnabled.main+xml";

fn workbook() -> Vec<u8> {
    described("[S]\nA1 || {{ so }}\nB1 || =A1*2 → 0", &BTreeMap::new())
}

#[test]
fn a_sheet_in_utf_16_is_filled_and_not_passed_over() {
    let part = "xl/worksheets/sheet1.xml";
    for (mark, bytes_of) in [
        ([0xFF, 0xFE], u16::to_le_bytes as fn(u16) -> [u8; 2]),
        ([0xFE, 0xFF], u16::to_be_bytes as fn(u16) -> [u8; 2]),
    ] {
        let mut package = Package::open(workbook()).unwrap();
        let sheet = text(&package.read(part).unwrap()).replace("UTF-8", "UTF-16");
        let wide = mark.into_iter().chain(sheet.encode_utf16().flat_map(bytes_of)).collect();
        package.put(part, wide);
        // The tests' own reader of certificates knows UTF-8 alone.
        let filled = fill_unproved(&package.write().unwrap());
        let sheet = text(&Package::open(filled.bytes).unwrap().read(part).unwrap());
        assert!(sheet.contains("<v>12</v>") && sheet.contains("<v>24</v>"), "{sheet}");
        assert!(!sheet.contains("UTF-16"), "{sheet}");
    }
}

/// The workbook with its main part of another content type, and with further parts.
fn of_kind(kind: &str, parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut package = Package::open(workbook()).unwrap();
    let types = text(&package.read("[Content_Types].xml").unwrap());
    assert!(types.contains(SHEET));
    package.put("[Content_Types].xml", types.replace(SHEET, kind).into_bytes());
    for (name, bytes) in parts {
        package.put(name, bytes.to_vec());
    }
    package.write().unwrap()
}

fn fill(template: &[u8]) -> Filled {
    let filled = fill_unproved(template);
    let certificate = filled.certificate(template).unwrap();
    assert_eq!(untruths(template, &filled.bytes, &certificate), Vec::<String>::new());
    filled
}

fn fill_unproved(template: &[u8]) -> Filled {
    let data = Data {
        context: tera::Context::from_serialize(&json!({"so": 12})).unwrap(),
        references: &NoReferences,
        functions: &|_| {},
        files: &NoFiles,
    };
    let filled = Template::read(template.to_vec()).unwrap().fill(&data, &Options::default());
    filled.unwrap_or_else(|problems| panic!("{problems:#?}"))
}

fn types(file: &[u8]) -> String {
    text(&Package::open(file.to_vec()).unwrap().read("[Content_Types].xml").unwrap())
}

#[test]
fn what_is_not_filled_stays_to_the_byte() {
    let parts: [(&str, &[u8]); 12] = [
        ("xl/vbaProject.bin", b"\xD0\xCF\x11\xE0\0macros {{ so }}"),
        ("xl/vbaProjectSignature.bin", b"\x30\x82signature"),
        ("xl/externalLinks/externalLink1.xml", b"<externalLink  xmlns='x'/>"),
        ("xl/connections.xml", b"<connections  xmlns='x'/>"),
        ("xl/queryTables/queryTable1.xml", b"<queryTable  xmlns='x'/>"),
        ("xl/slicers/slicer1.xml", b"<slicers  xmlns='x'/>"),
        ("xl/slicerCaches/slicerCache1.xml", b"<slicerCacheDefinition  xmlns='x'/>"),
        ("xl/revisions/revisionHeaders.xml", b"<headers  xmlns='x'/>"),
        ("xl/model/item.data", b"\0\x01\x02"),
        ("customXml/item1.xml", b"<DataMashup>AAAA</DataMashup>"),
        ("xl/printerSettings/printerSettings1.bin", b"\0p\0r"),
        ("xl/theme/theme9.xml", b"<theme  a='1'/>"),
    ];
    let template = of_kind(MACROS, &parts);
    let filled = fill(&template);
    let mut result = Package::open(filled.bytes.clone()).unwrap();
    for (name, bytes) in parts {
        assert_eq!(result.read(name).unwrap(), bytes, "{name}");
    }
    assert!(types(&filled.bytes).contains(MACROS));
    assert_eq!(xlsx::extension(&filled.bytes).unwrap(), "xlsm");
    let changed = filled.certificate(&template).unwrap().parts;
    let names: Vec<&str> = changed.iter().map(|part| part.name.as_str()).collect();
    assert_eq!(names, ["xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"]);
}

#[test]
fn a_template_for_workbooks_becomes_a_workbook() {
    for (kind, becomes, ending) in
        [(TEMPLATE, SHEET, "xlsx"), (TEMPLATE_MACROS, MACROS, "xlsm")]
    {
        let template = of_kind(kind, &[]);
        assert_eq!(xlsx::extension(&template).unwrap(), ending);
        let filled = fill(&template);
        let types = types(&filled.bytes);
        assert!(types.contains(becomes) && !types.contains(kind), "{types}");
        let certificate = filled.certificate(&template).unwrap();
        let part = &certificate.parts[0];
        assert_eq!(part.name, "[Content_Types].xml");
        assert_eq!(part.why, [PartReason::NowWorkbook]);
    }
}

#[test]
fn a_signed_file_is_filled_and_told_of() {
    let signature: (&str, &[u8]) = ("_xmlsignatures/sig1.xml", b"<Signature/>");
    let filled = fill(&of_kind(SHEET, &[signature]));
    let mut result = Package::open(filled.bytes).unwrap();
    assert_eq!(result.read(signature.0).unwrap(), signature.1);
    assert_eq!(filled.notes[0].kind, ProblemKind::Signed);
    let unchanged = described("[S]\nA1 || 1", &BTreeMap::new());
    assert!(fill(&unchanged).notes.is_empty());
}

#[test]
fn a_strict_file_stays_strict() {
    let mut package = Package::open(workbook()).unwrap();
    let names: Vec<String> = package.names().map(str::to_owned).collect();
    for name in names.iter().filter(|name| name.starts_with("xl/") || name.contains("_rels/")) {
        let part = text(&package.read(name).unwrap())
            .replace(
                "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                "http://purl.oclc.org/ooxml/spreadsheetml/main",
            )
            .replace(
                "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                "http://purl.oclc.org/ooxml/officeDocument/relationships",
            )
            .replace("<sheets>", "<workbookPr/><sheets>")
            .replace("<workbook ", "<workbook conformance=\"strict\" ");
        package.put(name, part.into_bytes());
    }
    let filled = fill(&package.write().unwrap());
    let mut result = Package::open(filled.bytes).unwrap();
    let sheet = text(&result.read("xl/worksheets/sheet1.xml").unwrap());
    assert!(
        sheet.contains("purl.oclc.org") && !sheet.contains("spreadsheetml/2006/main"),
        "{sheet}"
    );
    assert!(sheet.contains("<v>12</v>") && sheet.contains("<v>24</v>"), "{sheet}");
}

/// Renders a template of a name into a result of a name; the exit code and what was told.
fn render(template: (&str, &[u8]), out: &str, more: &[&str]) -> (Option<i32>, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    std::fs::write(path(template.0), template.1).unwrap();
    std::fs::write(path("du-lieu.json"), "{\"so\": 12}").unwrap();
    let (template, data, out) = (path(template.0), path("du-lieu.json"), path(out));
    let more: Vec<String> = more.iter().map(|word| word.replace("FOLDER", &path(""))).collect();
    let more: Vec<&str> = more.iter().map(String::as_str).collect();
    let arguments = [&["render", &template, &data, &out], more.as_slice()].concat();
    let output = tonghop(&arguments);
    assert_eq!(Path::new(&out).exists(), output.status.success());
    let pages = walkdir::WalkDir::new(folder.path()).sort_by_file_name().into_iter();
    let pages = pages.filter_map(|entry| {
        let path = entry.unwrap().into_path();
        let name = path.file_name()?.to_string_lossy().into_owned();
        name.starts_with("chung-nhan").then(|| std::fs::read_to_string(path).unwrap())
    });
    (output.status.code(), text(&output.stderr) + &pages.collect::<String>())
}

#[test]
fn the_ending_of_the_result_is_that_of_its_sort() {
    let (plain, macros) = (workbook(), of_kind(MACROS, &[]));
    for (template, out, told) in [
        (("mau.xlsx", &plain), "ra.xlsx", ""),
        (("mau.xlsx", &plain), "RA.XLSX", ""),
        (("mau.xlsm", &macros), "ra.xlsm", ""),
        (("mau.xltx", &of_kind(TEMPLATE, &[])), "ra.xlsx", ""),
        (("mau.xlsm", &macros), "ra.xlsx", ".xlsm"),
        (("mau.xlsx", &plain), "ra.xlsm", ".xlsx"),
        (("mau.xltm", &of_kind(TEMPLATE_MACROS, &[])), "ra.xltm", ".xlsm"),
    ] {
        let (code, words) = render((template.0, template.1), out, &[]);
        assert_eq!(code, Some(if told.is_empty() { 0 } else { 2 }), "{out}: {words}");
        assert!(words.contains(told), "{out}: {words}");
    }
}

#[test]
fn files_that_are_no_workbook_are_refused_with_what_to_do() {
    let binary = of_kind("application/vnd.ms-excel.sheet.binary.macroEnabled.main", &[]);
    let compound = |stream: &str| {
        let mut bytes = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
        bytes.resize(512, 0);
        bytes.extend(stream.encode_utf16().flat_map(u16::to_le_bytes));
        bytes.resize(1024, 0);
        bytes
    };
    let mut damaged = workbook();
    damaged.truncate(900);
    for (name, bytes, told) in [
        ("mau.xlsb", binary, "mở bằng Excel, lưu lại thành .xlsx"),
        ("mau.xls", compound("Workbook"), "mở bằng Excel, lưu lại thành .xlsx"),
        ("mau.csv", b"{{ so }};1\n".to_vec(), "mở bằng Excel, lưu lại thành .xlsx"),
        ("mau.xlsx", compound("EncryptedPackage"), "mật khẩu"),
        ("mau.xlsx", damaged, "hỏng"),
        ("mau.xlsx", Vec::new(), "rỗng"),
    ] {
        let (code, words) = render((name, &bytes), "ra.xlsx", &[]);
        assert_eq!(code, Some(2), "{name}");
        assert!(words.contains(told), "{name}: {words}");
    }
    // A name proves nothing.
    assert_eq!(render(("mau.docx", &workbook()), "ra.xlsx", &[]).0, Some(0));
}

#[test]
fn a_certificate_is_written_in_words_or_as_json() {
    let (code, page) = render(
        ("mau.xlsx", &workbook()),
        "ra.xlsx",
        &["--certificate", "FOLDER/chung-nhan.txt"],
    );
    assert_eq!(code, Some(0));
    for line in [
        "  A1 điền theo thẻ; trước: «{{ so }}»; nay: 12\n",
        "  B1 công thức giữ nguyên, tính lại; trước: =A1*2 → 0; nay: =A1*2 → 24\n",
        "  xl/worksheets/sheet1.xml: ghi lại (có thẻ được điền; giá trị tính lại)\n",
        "phần khác giữ nguyên từng byte",
    ] {
        assert!(page.contains(line), "no {line} in {page}");
    }
    let english = ["--certificate", "FOLDER/chung-nhan.txt", "--lang", "en"];
    let (_, page) = render(("mau.xlsx", &workbook()), "ra.xlsx", &english);
    assert!(page.contains("  A1 a tag was filled; before: «{{ so }}»; now: 12\n"), "{page}");
    let (_, json) = render(
        ("mau.xlsx", &workbook()),
        "ra.xlsx",
        &["--certificate", "FOLDER/chung-nhan.json"],
    );
    let told: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(told["cells"][1]["after"]["value"], "24");
    assert_eq!(told["cells"][1]["why"], "recomputed");
    assert_eq!(told["template"]["name"], "mau.xlsx");
    assert_eq!(told["template"]["sha256"].as_str().unwrap().len(), 64);
}

#[test]
fn a_certificate_is_refused_where_it_would_do_harm() {
    for (out, page) in
        [("ra.xlsx", "mau.xlsx"), ("ra.xlsx", "ra.xlsx"), ("ra.xlsx", "du-lieu.json")]
    {
        let page = format!("FOLDER/{page}");
        let (code, told) = render(("mau.xlsx", &workbook()), out, &["--certificate", &page]);
        assert_eq!(code, Some(2), "{told}");
    }
}

#[test]
fn locked_cells_are_filled_by_the_command_line_with_leave() {
    let locked =
        described("[S]\nA1 || {{ so }}\n<sheetProtection sheet=\"1\"/>", &BTreeMap::new());
    let (code, told) = render(("mau.xlsx", &locked), "ra.xlsx", &[]);
    assert_eq!(code, Some(2));
    assert!(
        told.contains("E631") && told.contains("A1") && told.contains("--fill-locked"),
        "{told}"
    );
    assert_eq!(render(("mau.xlsx", &locked), "ra.xlsx", &["--fill-locked"]).0, Some(0));
}
