//! Workbooks of every origin.

use rust_decimal::Decimal;
use tonghop::sheet::{Limits, read};
use tonghop::template::ProblemKind;
use tonghop::template::xlsx::{
    Bound, CellValue, Equipment, Input, TextRow, TextSheet, TextStyle, ValidationKind,
};

use super::support::*;

const FORM: &[u8] = include_bytes!("../../templates/ct28/bieu/ct28-chi-bo.xlsx");
const LIBREOFFICE: &[u8] = include_bytes!("../sheet/samples/libreoffice.xlsx");
const OPENPYXL: &[u8] = include_bytes!("../sheet/samples/openpyxl.xlsx");
const XLSXWRITER: &[u8] = include_bytes!("xlsxwriter.xlsx");
const BY_LIBREOFFICE: &[u8] = include_bytes!("libreoffice.xlsx");

/// Something of everything, for one sheet of any workbook.
fn all(sheet: &str) -> Equipment {
    let text = TextRow { style: TextStyle::Title, cells: vec!["Hướng dẫn".to_owned()] };
    let kinds = [
        ValidationKind::Whole {
            min: Some(Bound::Number(Decimal::ZERO)),
            max: Some(Bound::Formula("D8".to_owned())),
        },
        ValidationKind::List(vec!["Xuất sắc".to_owned(), "Tốt, khá".to_owned()]),
        ValidationKind::Text { max_len: 9 },
    ];
    let inputs = ["D7", "D8", "K40"].iter().zip(kinds).map(|(cell, kind)| Input {
        sheet: sheet.to_owned(),
        cell: at(cell),
        validation: Some(rule(kind)),
    });
    let mut red = mark(&["D7", "D8"], "AND(COUNT(D7,D8)=2,D7>D8)");
    red.sheet = sheet.to_owned();
    let mut total =
        formula("K41", "IF(COUNT(D7,D8)<2,\"\",D7+D8)", Some(CellValue::Text(String::new())));
    total.sheet = sheet.to_owned();
    Equipment {
        inputs: inputs.collect(),
        formulas: vec![total],
        fixed: Vec::new(),
        marks: vec![red],
        protect: true,
        sheets: vec![TextSheet {
            name: "Hướng dẫn".to_owned(),
            rows: vec![text],
            widths: Vec::new(),
            open: false,
        }],
        lists: String::new(),
    }
}

fn first_sheet(file: &[u8]) -> String {
    read("a.xlsx", file, &Limits::default()).unwrap().sheets[0].name.clone()
}

/// The file with the text of its parts changed.
fn rewritten(file: &[u8], change: impl Fn(&str, String) -> String) -> Vec<u8> {
    let text = |(name, bytes): (String, Vec<u8>)| {
        let text = change(&name, String::from_utf8(bytes).unwrap());
        (name, text)
    };
    let all: Vec<_> = parts(file).into_iter().map(text).collect();
    zipped(all.iter().map(|(name, text)| (name.as_str(), text.as_bytes())))
}

fn strict(file: &[u8]) -> Vec<u8> {
    rewritten(file, |_, text| {
        text.replace(
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            "http://purl.oclc.org/ooxml/officeDocument/relationships",
        )
        .replace(
            "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            "http://purl.oclc.org/ooxml/spreadsheetml/main",
        )
    })
}

/// All elements with a prefix.
fn prefixed(file: &[u8]) -> Vec<u8> {
    rewritten(file, |name, text| {
        if !name.starts_with("xl/") || name.contains("_rels") {
            return text;
        }
        let text = text.replace("xmlns=", "xmlns:x=");
        let text = text.replace("</", "\u{1}").replace("<?", "\u{2}").replace('<', "<x:");
        text.replace('\u{1}', "</x:").replace('\u{2}', "<?")
    })
}

fn with_marks_of_order(file: &[u8]) -> Vec<u8> {
    rewritten(
        file,
        |name, text| {
            if name.starts_with("xl/") { format!("\u{FEFF}{text}") } else { text }
        },
    )
}

#[test]
fn files_of_every_origin_come_out_sound_and_say_the_same() {
    let plain = Book::of("<sheetData><row r=\"7\"><c r=\"C7\"/></row></sheetData>").build();
    let cases = [
        ("form", FORM.to_vec()),
        ("LibreOffice", LIBREOFFICE.to_vec()),
        ("openpyxl", OPENPYXL.to_vec()),
        ("strict", strict(&plain)),
        ("prefixed", prefixed(&plain)),
        ("byte order mark", with_marks_of_order(&plain)),
        ("without styles", Book::of("<sheetData/>").styles(None).build()),
        (
            "with empty styles",
            Book::of("<sheetData/>").styles(Some("<styleSheet xmlns=\"MAIN\"/>")).build(),
        ),
    ];
    for (origin, file) in cases {
        let home = first_sheet(&file);
        let result = equipped(&file, &all(&home));
        let book =
            read("a.xlsx", &result, &Limits::default()).unwrap_or_else(|_| panic!("{origin}"));
        let names: Vec<_> = book.sheets.iter().map(|sheet| sheet.name.as_str()).collect();
        assert!(names.ends_with(&["_lists", "Hướng dẫn"]), "{origin}: {names:?}");
        let tree = xml(&result, &part_of_first(&result));
        let rules = tree.child("dataValidations").unwrap().elements().count();
        assert!(rules >= 3, "{origin}");
        assert!(tree.child("sheetProtection").is_some(), "{origin}");
        assert!(
            tree.elements().all(|child| child.prefix() == tree.prefix()
                || child.local_name() == "AlternateContent"),
            "{origin}"
        );
    }
}

fn part_of_first(file: &[u8]) -> String {
    let names = parts(file);
    let first = names.keys().find(|name| name.ends_with("sheet1.xml"));
    first.unwrap().clone()
}

#[test]
fn a_part_that_each_program_reads_otherwise_is_not_guessed_at() {
    let form = "<sheetData/><mc:AlternateContent><mc:Choice Requires=\"x14\"><sheetProtection sheet=\"1\"/></mc:Choice></mc:AlternateContent>";
    let file = Book::of(form).build();
    let problems = refused(&file, &Equipment { protect: true, ..Equipment::default() });
    assert!(
        matches!(&problems[0].kind, ProblemKind::Misplaced(reason) if reason.contains("AlternateContent"))
    );
    equipped(&file, &inputs(&["A1"]));
}

#[test]
fn parts_that_are_not_concerned_keep_their_bytes() {
    let home = first_sheet(FORM);
    let mut equipment = all(&home);
    equipment.protect = false;
    let result = equipped(FORM, &equipment);
    assert_eq!(
        changed(FORM, &result),
        [
            "[Content_Types].xml",
            "xl/_rels/workbook.xml.rels",
            "xl/styles.xml",
            "xl/workbook.xml",
            "xl/worksheets/sheet1.xml",
            "xl/worksheets/sheet7.xml",
            "xl/worksheets/sheet8.xml",
        ]
    );
    assert_eq!(equipped(FORM, &Equipment::default()), FORM, "nothing asked, nothing changed");
}

#[test]
fn what_is_no_workbook_is_refused() {
    for bytes in [b"PK".to_vec(), Vec::new(), b"not a zip at all".to_vec()] {
        let problems = refused(&bytes, &Equipment::default());
        assert!(matches!(problems[0].kind, ProblemKind::Unreadable(_)));
    }
}

/// A blank as an office would issue it, of a form with all that such forms have.
fn blank() -> Equipment {
    let home = "Đảng viên";
    let cells = |columns: &str, rows: std::ops::RangeInclusive<u32>| -> Vec<String> {
        let columns: Vec<char> = columns.chars().collect();
        rows.flat_map(|row| {
            columns.iter().map(move |col| format!("{col}{row}")).collect::<Vec<_>>()
        })
        .collect()
    };
    let mut inputs: Vec<Input> = Vec::new();
    let mut push = |cell: &str, kind: ValidationKind| {
        let mut validation = rule(kind);
        validation.prompt = "Đơn vị: người.\nGhi số nguyên, không ghi chữ.".to_owned();
        inputs.push(Input {
            sheet: home.to_owned(),
            cell: at(cell),
            validation: Some(validation),
        });
    };
    let zero = || Some(Bound::Number(Decimal::ZERO));
    for cell in cells("C", 5..=9) {
        push(&cell, ValidationKind::Whole { min: zero(), max: None });
        let total = Some(Bound::Formula(cell.clone()));
        push(&cell.replace('C', "D"), ValidationKind::Whole { min: zero(), max: total });
    }
    push("C11", ValidationKind::Text { max_len: 500 });
    let classes = ["Hoàn thành xuất sắc nhiệm vụ", "Hoàn thành tốt, khá"].map(str::to_owned);
    push("C12", ValidationKind::List(classes.to_vec()));
    push("D12", ValidationKind::List(vec!["X".to_owned()]));
    let fixed = cells("EF", 5..=9).into_iter().map(|cell| tonghop::template::xlsx::FixedCell {
        sheet: home.to_owned(),
        cell: at(&cell),
        value: Some(CellValue::Number(number("7"))),
    });
    let fixed = fixed.collect();
    let totals = ["C", "D"].map(|col| tonghop::template::xlsx::FormulaCell {
        sheet: home.to_owned(),
        cell: at(&format!("{col}10")),
        formula: format!("IF(COUNT({col}5:{col}9)<5,\"\",{col}5+{col}6+{col}7-{col}8-{col}9)"),
        value: Some(CellValue::Text(String::new())),
    });
    let mut red = mark(&["C5", "E10"], "AND(ISNUMBER(C5),ISNUMBER(E10),C5<>E10)");
    red.sheet = home.to_owned();
    let mut parts = mark(&["C6", "D6"], "AND(COUNT(C6,D6)=2,D6>C6)");
    parts.sheet = home.to_owned();
    let row = |style, text: &str| TextRow { style, cells: vec![text.to_owned()] };
    let guide = TextSheet {
        name: "Hướng dẫn".to_owned(),
        rows: vec![
            row(TextStyle::Title, "HƯỚNG DẪN GHI BIỂU"),
            row(TextStyle::Heading, "I. Các ô phải ghi"),
            row(TextStyle::Text, &"Ghi số đảng viên có đến ngày cuối kỳ. ".repeat(8)),
            TextRow {
                style: TextStyle::Text,
                cells: vec!["Nữ".to_owned(), "Không lớn hơn tổng số; ".repeat(6)],
            },
        ],
        widths: vec![25, 65],
        open: false,
    };
    Equipment {
        inputs,
        formulas: totals.to_vec(),
        fixed,
        marks: vec![red, parts],
        protect: true,
        sheets: vec![guide],
        lists: String::new(),
    }
}

#[test]
fn a_form_with_all_that_forms_have_keeps_it_all() {
    for (file, kept) in [(XLSXWRITER, 20), (BY_LIBREOFFICE, 15)] {
        let result = equipped(file, &blank());
        let (before, after) = (parts(file), parts(&result));
        let same =
            before.iter().filter(|(name, bytes)| after.get(*name) == Some(*bytes)).count();
        assert!(same >= kept, "{same} parts keep their bytes");
        let locked = "xl/worksheets/sheet2.xml";
        assert!(text(file, locked).contains("<sheetProtection"));
        assert!(before[locked] == after[locked], "a protected sheet is not as it was");
        let sheet = sheet(&result);
        // The form's rule says `<= B5` of C5: what is left of it still names the cell to the left.
        assert!(sheet.contains("sqref=\"E5:F9\""), "{sheet}");
        assert!(sheet.contains("<formula1>D5</formula1>"), "{sheet}");
        let book = read("a.xlsx", &result, &Limits::default()).unwrap();
        let value = book.sheets[0].get(at("E5"));
        assert!(format!("{value:?}").contains('7'), "{value:?}");
    }
}
