//! Texts in encodings from before Unicode: read as their readers see them, or left and told.

use tonghop::sheet::{Limits, Value, Workbook, read};
use tonghop::text::legacy::Encoding;

use crate::workbooks::{at, open, package, parts};

/// Format 1 has a font of TCVN3, 2 one of its capitals, 3 one of VNI, 0 and 4 one of Unicode.
const STYLES: &str = r#"<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts><font><name val="Times New Roman"/></font><font><b/><name val=".VnTime"/></font><font><name val=".VnTimeH"/></font><font><name val="VNI-Times"/></font></fonts><cellXfs><xf fontId="0"/><xf fontId="1"/><xf fontId="2"/><xf fontId="3"/><xf/></cellXfs></styleSheet>"#;

/// A workbook of these rows, and of these strings.
fn workbook(rows: &str, strings: &str) -> Workbook {
    let sheet = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
    let strings = format!("<sst>{strings}</sst>");
    let mut parts = parts(&sheet);
    parts[4].1 = STYLES;
    parts[5].1 = &strings;
    open(&package(&parts)).unwrap()
}

/// One cell a row in column A, each with the format and the text of a pair.
fn cells(texts: &[(u8, &str)]) -> Workbook {
    let row = |(at, (format, text)): (usize, &(u8, &str))| {
        let row = at + 1;
        format!(
            r#"<row r="{row}"><c r="A{row}" s="{format}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c></row>"#
        )
    };
    let rows: String = texts.iter().enumerate().map(row).collect();
    workbook(&rows, "")
}

fn csv(text: &str) -> Workbook {
    read("bieu.csv", text.as_bytes(), &Limits::default()).unwrap()
}

fn texts(book: &Workbook) -> Vec<&str> {
    book.sheets[0].iter().map(|(_, cell)| cell.text.as_str()).collect()
}

/// Address and encoding of what was converted, then of what is doubtful.
fn told(book: &Workbook) -> [Vec<String>; 2] {
    [true, false].map(|converted| {
        let places = book.legacy().filter(|place| place.text.converted == converted);
        let name = |place: tonghop::sheet::LegacyPlace<'_>| {
            format!("{} {}", place.cell.unwrap(), place.text.encoding.name())
        };
        places.map(name).collect()
    })
}

#[test]
fn the_font_of_a_cell_says_how_its_text_reads() {
    let book = cells(&[
        (1, "B\u{ED} th\u{AD} chi bé"),
        (2, "Céng hßa x· héi"),
        (3, "Ñaûng vieân öu tuù"),
        (0, "Đảng viên"),
        (1, "12/12 (100%)"),
    ]);
    let read =
        ["Bớ thư chi bộ", "CỘNG HÒA XÃ HỘI", "Đảng viên ưu tú", "Đảng viên", "12/12 (100%)"];
    assert_eq!(texts(&book), read);
    assert_eq!(told(&book), [vec!["A1 TCVN3", "A2 TCVN3", "A3 VNI"], vec![]]);
    let sheet = &book.sheets[0];
    let kept = sheet.legacy("A2".parse().unwrap()).unwrap();
    assert_eq!(
        (kept.original.as_str(), kept.font.as_deref()),
        ("Céng hßa x· héi", Some(".VnTimeH"))
    );
    assert_eq!(at(sheet, "A2").value, Value::Text(kept.unicode.clone()));
}

#[test]
fn each_run_of_a_text_reads_by_its_own_font() {
    let run = |font: &str, text: &str| {
        let font = if font.is_empty() {
            String::new()
        } else {
            format!(r#"<rPr><rFont val="{font}"/></rPr>"#)
        };
        format!(r#"<r>{font}<t xml:space="preserve">{text}</t></r>"#)
    };
    let mixed = format!(
        "<si>{}{}{}</si>",
        run("", "§"),
        run(".VnArial", "¶ng viªn "),
        run("Arial", "trẻ, 5®")
    );
    let second = format!(
        "<si>{}{}</si>",
        run("Arial", "Đảng viên "),
        run("VNI-Times", "ñi xa &amp; veà")
    );
    let book = workbook(
        r#"<row r="1"><c r="A1" s="1" t="s"><v>0</v></c><c t="s"><v>1</v></c></row>"#,
        &(mixed + &second),
    );
    assert_eq!(texts(&book), ["Đảng viên trẻ, 5®", "Đảng viên đi xa & về"]);
    assert_eq!(told(&book), [vec!["A1 TCVN3", "B1 VNI"], vec![]]);
}

#[test]
fn unicode_stays_though_the_font_was_left() {
    let stays =
        ["Đảng viên dự bị", "Hà Nam", "Xã Hòa Tân", "Cã", "Đa\u{309}ng", "Trung \u{1A3}ơng"];
    let book = cells(&stays.map(|text| (1, text)));
    assert_eq!(texts(&book)[..4], stays[..4]);
    assert_eq!(texts(&book)[4..], ["Đảng", "Trung ương"]);
    assert_eq!(told(&book), [Vec::<String>::new(), vec![]]);
}

#[test]
fn what_is_vietnamese_either_way_goes_with_the_other_cells_of_its_font() {
    let with = |other: &str| cells(&[(1, "Cã"), (1, other)]);
    assert_eq!(texts(&with("®¶ng viªn"))[0], "Có");
    assert_eq!(told(&with("đảng viên")), [Vec::<String>::new(), vec![]]);
    // Nothing else speaks, or others speak against each other.
    assert_eq!(told(&with("abc"))[1], ["A1 TCVN3"]);
    let torn = cells(&[(1, "Cã"), (1, "đảng viên"), (1, "®¶ng viªn")]);
    assert_eq!(texts(&torn), ["Cã", "đảng viên", "đảng viên"]);
    assert_eq!(told(&torn)[1], ["A1 TCVN3"]);
}

#[test]
fn what_the_font_makes_no_syllables_of_is_left_and_told() {
    let book = cells(&[(1, "Müller"), (1, "Đảng viên, ®oµn viªn")]);
    assert_eq!(texts(&book), ["Müller", "Đảng viên, ®oµn viªn"]);
    assert_eq!(told(&book)[1], ["A1 TCVN3", "A2 TCVN3"]);
}

#[test]
fn without_fonts_the_words_must_say_it() {
    let book = csv("Chi bé cßn thiÕu kinh phÝ,Tèt\nĐảng viên,Müller\n5 µm,cã\n");
    let read = ["Chi bộ còn thiếu kinh phí", "Tốt", "Đảng viên", "Müller", "5 µm", "cã"];
    assert_eq!(texts(&book), read);
    assert_eq!(told(&book), [vec!["A1 TCVN3", "B1 TCVN3"], vec![]]);
    let alone = csv("Đảng viên,Tèt\n5 µm,cã\n");
    assert_eq!(texts(&alone), ["Đảng viên", "Tèt", "5 µm", "cã"]);
    assert_eq!(told(&alone), [vec![], vec!["B1 TCVN3"]]);
}

#[test]
fn a_whole_workbook_in_one_encoding_decides_for_every_text_in_it() {
    let lines = |count| "®¶ng viªn ®i xa\n".repeat(count) + "Ghi chó\n";
    let book = csv(&lines(10));
    assert_eq!(texts(&book)[10], "Ghi chú");
    let few = csv(&lines(2));
    assert_eq!(texts(&few)[2], "Ghi chó");
    assert_eq!(told(&few)[1], ["A3 TCVN3"]);
}

#[test]
fn the_name_of_a_sheet_keeps_what_the_tab_says_and_has_a_legible_form() {
    let read = |name: &str| {
        let sheet = "<worksheet><sheetData/></worksheet>";
        let workbook = parts(sheet)[2].1.replace("name=\"S\"", &format!("name=\"{name}\""));
        let mut parts = parts(sheet);
        parts[2].1 = &workbook;
        open(&package(&parts)).unwrap().sheets.remove(0)
    };
    let sheet = read("KÕt n¹p");
    assert_eq!((sheet.name.as_str(), sheet.legible_name()), ("KÕt n¹p", "Kết nạp"));
    for name in ["Kết nạp", "Biểu 1", "Xã", "Müller"] {
        assert_eq!(read(name).legible_name(), name);
    }
}

#[test]
fn an_old_workbook_knows_the_fonts_of_its_cells() {
    // Made by LibreOffice 7.4; the third cell has two fonts and is left to its words.
    let bytes = include_bytes!("samples/legacy-fonts.xls");
    let book = read("bieu.xls", bytes, &Limits::default()).unwrap();
    assert_eq!(texts(&book), ["CHI BỘ CƠ SỞ", "Đảng viên", "®¶ng viªn xa trẻ", "có"]);
    assert_eq!(told(&book), [vec!["A1 TCVN3", "A4 TCVN3"], vec!["A3 TCVN3"]]);
}

#[test]
fn encodings_have_the_names_that_people_know() {
    assert_eq!(Encoding::ALL.map(Encoding::name), ["TCVN3", "VNI"]);
}
