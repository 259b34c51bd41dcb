//! What is hidden, noted and struck through, in every kind of file.

use tonghop::ooxml::CellRef;
use tonghop::sheet::{Note, Sheet, Struck};

use crate::workbooks::{first_sheet, package, parts, with_sheet};

fn sample(name: &str) -> Sheet {
    let path = format!("{}/tests/sheet/samples/{name}", env!("CARGO_MANIFEST_DIR"));
    first_sheet(&std::fs::read(path).unwrap())
}

fn hidden_rows(sheet: &Sheet) -> Vec<u32> {
    (0..20).filter(|row| sheet.appearance.hides_row(*row)).map(|row| row + 1).collect()
}

fn hidden_columns(sheet: &Sheet) -> Vec<u16> {
    (0..20).filter(|col| sheet.appearance.hides_column(*col)).collect()
}

fn cell(at: &str) -> CellRef {
    at.parse().unwrap()
}

#[test]
fn all_kinds_say_what_is_hidden_noted_and_struck_through() {
    for kind in ["xlsx", "ods", "xls"] {
        let sheet = sample(&format!("hidden-noted-struck.{kind}"));
        assert_eq!(hidden_rows(&sheet), [2, 3], "{kind}");
        assert_eq!(hidden_columns(&sheet), [2], "{kind}");
        let looks = &sheet.appearance;
        let told: Vec<&str> =
            looks.notes(cell("B4")).iter().map(|note| note.text.as_str()).collect();
        assert_eq!(told, ["số tạm tính"], "{kind}");
        assert!(looks.notes(cell("B5")).is_empty());
        assert_eq!(looks.struck(cell("D5")), Some(Struck::Whole), "{kind}");
        assert_eq!(looks.struck(cell("D6")), Some(Struck::Part), "{kind}");
        assert_eq!(looks.struck(cell("D4")), None, "{kind}");
    }
}

#[test]
fn lines_of_no_size_are_hidden_and_others_are_not() {
    let sheet = first_sheet(&with_sheet(
        r#"<worksheet><cols><col min="2" max="3" width="0" customWidth="1"/><col min="5" max="5" hidden="0" width="9"/><col min="9" max="7" hidden="1"/></cols><sheetData>
        <row><c><v>1</v></c></row><row hidden="true"><c><v>2</v></c></row>
        <row r="5" ht="0" customHeight="1"><c r="A5"><v>3</v></c></row><row hidden="0" ht="15"><c><v>4</v></c></row></sheetData>
        <autoFilter ref="A1:A9"/></worksheet>"#,
    ));
    assert_eq!(hidden_rows(&sheet), [2, 5]);
    assert_eq!(hidden_columns(&sheet), [1, 2]);
    assert!(!sheet.appearance.is_filtered());
    assert_eq!(sheet.len(), 4);
}

#[test]
fn a_thread_is_told_with_its_people_and_not_twice() {
    let sheet = "<worksheet><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>";
    let relation = |id: &str, kind: &str, target: &str| {
        format!("<Relationship Id=\"{id}\" Type=\"http://x/{kind}\" Target=\"../{target}\"/>")
    };
    let relations = format!(
        "<Relationships>{}{}</Relationships>",
        relation("a", "comments", "comments1.xml"),
        relation("b", "threadedComment", "threadedComments/threadedComment1.xml")
    );
    let mut all = parts(sheet).to_vec();
    all.extend([
        ("xl/worksheets/_rels/sheet1.xml.rels", relations.as_str()),
        (
            "xl/comments1.xml",
            "<comments><authors><author>tc={1}</author><author>An</author></authors><commentList>\
             <comment ref=\"A1\" authorId=\"0\"><text><t>[Threaded comment] xin xem</t></text></comment>\
             <comment ref=\"B1\" authorId=\"1\"><text><r><t>An:</t></r><r><t> 5 &lt; 6</t></r></text></comment>\
             </commentList></comments>",
        ),
        (
            "xl/threadedComments/threadedComment1.xml",
            "<ThreadedComments><threadedComment ref=\"A1\" personId=\"{P}\" id=\"{1}\"><text>số này đúng chưa?</text></threadedComment>\
             <threadedComment ref=\"A1\" personId=\"{Q}\" id=\"{2}\" parentId=\"{1}\"><text>chưa</text></threadedComment></ThreadedComments>",
        ),
        (
            "xl/persons/person.xml",
            "<personList><person displayName=\"Lê B\" id=\"{P}\"/><person displayName=\"Hà C\" id=\"{Q}\"/></personList>",
        ),
    ]);
    let sheet = first_sheet(&package(&all));
    let note = |author: &str, text: &str| Note {
        author: Some(author.to_owned()),
        text: text.to_owned(),
    };
    let thread = [note("Lê B", "số này đúng chưa?"), note("Hà C", "chưa")];
    assert_eq!(sheet.appearance.notes(cell("A1")), thread);
    assert_eq!(sheet.appearance.notes(cell("B1")), [note("An", "5 < 6")]);
}

#[test]
fn a_stroke_that_says_no_and_a_blank_cell_tell_nothing() {
    let rows = r#"<worksheet><sheetData><row><c s="1"><v>1</v></c><c s="2"><v>2</v></c><c s="1"/>
        <c s="1" t="inlineStr"><is><r><rPr><strike val="0"/></rPr><t>13</t></r></is></c>
        <c t="inlineStr"><is><r><rPr><strike/></rPr><t>12</t></r><r><t xml:space="preserve"> </t></r></is></c></row></sheetData></worksheet>"#;
    let mut parts = parts(rows).map(|(name, text)| (name, text.to_owned()));
    parts[4].1 = "<styleSheet><fonts><font/><font><strike/></font><font><strike val=\"false\"/></font></fonts>\
        <cellXfs><xf fontId=\"0\"/><xf fontId=\"1\"/><xf fontId=\"2\"/></cellXfs><dxfs><dxf><font><strike/></font></dxf></dxfs></styleSheet>".to_owned();
    let parts: Vec<_> = parts.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let sheet = first_sheet(&package(&parts));
    let struck = ["A1", "B1", "C1", "D1", "E1"].map(|at| sheet.appearance.struck(cell(at)));
    assert_eq!(struck, [Some(Struck::Whole), None, None, None, Some(Struck::Whole)]);
}
