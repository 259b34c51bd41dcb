//! Remarks become notes that Excel shows, and nothing that was there is lost.

use serde_json::json;
use tonghop::ooxml::CellRef;
use tonghop::template::xlsx::{
    CellText, Certificate, Colour, PartReason, Remark, annotate, write_texts,
};

use super::harness::{Book, Filled};

const AUTHOR: &str = "tonghop";
const COMMENTS: &str = "xl/comments1.xml";

fn remark(sheet: &str, cell: &str, text: &str) -> Remark {
    Remark {
        sheet: Some(sheet.to_owned()),
        cell: at(cell),
        text: text.to_owned(),
        elsewhere: format!("{sheet}, {cell}: {text}"),
        colour: None,
    }
}

fn at(cell: &str) -> CellRef {
    cell.parse().unwrap()
}

fn annotated(file: Vec<u8>, remarks: &[Remark]) -> Filled {
    Filled(annotate(file, remarks, AUTHOR).unwrap())
}

/// Cells with the text of their notes.
fn notes(file: &Filled, part: &str) -> Vec<(String, String)> {
    let xml = file.part(part);
    let tree = tonghop::ooxml::XmlTree::parse(&xml).unwrap();
    let comments = (0..tree.len()).filter(|element| tree.local_name(*element) == "comment");
    let note = |comment: usize| {
        let said = tree.texts().iter().filter(|text| tree.is_within(text.element, comment));
        let said: String = said.map(|text| tree.said(text)).collect();
        (tree.attribute(comment, "ref").unwrap().0.into_owned(), said)
    };
    comments.map(note).collect()
}

fn pair(cell: &str, text: &str) -> (String, String) {
    (cell.to_owned(), text.to_owned())
}

/// A workbook whose first sheet has a note of someone else at B2.
fn with_a_note(text: &str) -> Book {
    let comments = format!(
        "<x:comments xmlns:x=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><x:authors><x:author>Lan</x:author></x:authors><x:commentList><x:comment ref=\"B2\" authorId=\"0\"><x:text>{text}</x:text></x:comment></x:commentList></x:comments>"
    );
    let drawing = "<xml xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><v:shape id=\"_x0000_s1030\"><v:textbox><font>nút<br></font></v:textbox><x:ClientData ObjectType=\"Button\"/></v:shape><v:shape id=\"_x0000_s1025\"><x:ClientData ObjectType=\"Note\"><x:Anchor>2, 15, 1, 2, 3, 40, 2, 4</x:Anchor><x:Row>1</x:Row><x:Column>1</x:Column></x:ClientData></v:shape></xml>";
    Book::new()
        .sheet("S", &[("A1", "đầu"), ("B2", "{{ a }}")])
        .after("<legacyDrawing r:id=\"v\"/>")
        .sheet_relation("v", "vmlDrawing", "../drawings/vmlDrawing1.vml")
        .sheet_relation("c", "comments", "../comments1.xml")
        .part(COMMENTS, &comments)
        .part("xl/drawings/vmlDrawing1.vml", drawing)
}

#[test]
fn a_note_stands_at_its_cell_with_its_box_types_and_relations() {
    let after = "<drawing r:id=\"d\"/><tableParts count=\"0\"/>";
    let book = Book::new().sheet("S", &[("A1", "x")]).after(after).sheet("T", &[("A1", "y")]);
    let copy = annotated(book.build(), &[remark("S", "C5", "dòng 1\ndòng 2 & <3>")]);
    assert_eq!(notes(&copy, COMMENTS), [pair("C5", "tonghop:\ndòng 1\ndòng 2 & <3>")]);
    copy.holds(&["<drawing r:id=\"d\"/><legacyDrawing r:id=", "/><tableParts count=\"0\"/>"]);
    let drawing = copy.part("xl/drawings/vmlDrawing1.vml");
    assert!(drawing.contains("<x:Row>4</x:Row><x:Column>2</x:Column>"), "{drawing}");
    let relations = copy.part("xl/worksheets/_rels/sheet1.xml.rels");
    for piece in ["relationships/comments\"", "relationships/vmlDrawing\""] {
        assert!(relations.contains(piece), "{relations}");
    }
    let types = copy.part("[Content_Types].xml");
    assert!(
        types.contains("Extension=\"vml\"") && types.contains("spreadsheetml.comments+xml")
    );
    let before = Filled(book.build());
    for part in ["xl/worksheets/sheet2.xml", "xl/styles.xml", "xl/workbook.xml"] {
        assert_eq!(copy.part(part), before.part(part), "{part}");
    }
}

#[test]
fn remarks_of_one_cell_share_a_note_and_one_inside_merged_cells_stands_at_their_corner() {
    let book = Book::new()
        .sheet("S", &[("A1", "x")])
        .after("<mergeCells count=\"1\"><mergeCell ref=\"B2:D4\"/></mergeCells>");
    let remarks =
        [remark("S", "C3", "một"), remark("S", "B2", "hai"), remark("S", "D4", "một")];
    let copy = annotated(book.build(), &remarks);
    assert_eq!(notes(&copy, COMMENTS), [pair("B2", "tonghop:\nmột\n\nhai")]);
}

#[test]
fn what_belongs_to_no_visible_sheet_is_told_at_the_first_cell_with_its_place() {
    let mut of_file = remark("", "A1", "hỏng");
    (of_file.sheet, of_file.elsewhere) = (None, "đầu trang: hỏng".to_owned());
    let remarks = [of_file, remark("Ẩn", "C7", "sai")];
    let copy = annotated(Book::new().sheet("S", &[]).build(), &remarks);
    let expected = pair("A1", "tonghop:\nđầu trang: hỏng\n\nẨn, C7: sai");
    assert_eq!(notes(&copy, COMMENTS), [expected]);
}

#[test]
fn a_note_of_someone_else_stays_and_the_remark_comes_under_a_line() {
    for text in [
        "<x:t>xem lại</x:t>",
        "<x:r><x:t>xem </x:t></x:r><x:r><x:rPr><x:b/></x:rPr><x:t>lại</x:t></x:r>",
    ] {
        let long = "rất dài ".repeat(60);
        let book = with_a_note(text);
        let copy =
            annotated(book.build(), &[remark("S", "B2", &long), remark("S", "A1", "kia")]);
        let whole = format!("xem lại\n——— tonghop ———\n{long}");
        let expected = [pair("B2", &whole), pair("A1", "tonghop:\nkia")];
        assert_eq!(notes(&copy, COMMENTS), expected);
        let drawing = copy.part("xl/drawings/vmlDrawing1.vml");
        assert_eq!(drawing.matches("ObjectType=\"Note\"").count(), 2);
        assert!(drawing.contains("ObjectType=\"Button\""), "{drawing}");
        assert!(drawing.contains("<x:Anchor>2, 15, 1, 2, "), "it stays where it was");
        assert!(!drawing.contains("3, 40, 2, 4"), "it grows: {drawing}");
        let again =
            annotated(copy.0.clone(), &[remark("S", "B2", &long), remark("S", "A1", "kia")]);
        assert_eq!(notes(&again, COMMENTS), expected, "the same is not said twice");
    }
}

#[test]
fn own_notes_go_when_they_are_as_written_and_stay_when_someone_wrote_in_them() {
    let book = Book::new().sheet("S", &[("A1", "x")]);
    let copy = annotated(book.build(), &[remark("S", "A1", "một"), remark("S", "A2", "hai")]);
    let bare = annotated(copy.0.clone(), &[]);
    assert_eq!(notes(&bare, COMMENTS), []);
    assert!(!bare.part("xl/drawings/vmlDrawing1.vml").contains("ObjectType=\"Note\""));
    let answered = copy.part(COMMENTS).replace("\nmột", "\nmột – đã sửa");
    let mut package = tonghop::ooxml::Package::open(copy.0).unwrap();
    package.put(COMMENTS, answered.into_bytes());
    let again = annotated(package.write().unwrap(), &[remark("S", "A1", "ba")]);
    let kept = pair("A1", "tonghop:\nmột – đã sửa\n——— tonghop ———\nba");
    assert_eq!(notes(&again, COMMENTS), [kept]);
}

#[test]
fn a_thread_of_comments_gets_a_reply_that_excel_shows() {
    let threads = "<ThreadedComments xmlns=\"http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments\"><threadedComment ref=\"B2\" dT=\"2024-01-02T03:04:05.00\" personId=\"{P}\" id=\"{T}\"><text>hỏi</text></threadedComment><threadedComment ref=\"C9\" personId=\"{P}\" id=\"{U}\"><text>khác</text></threadedComment></ThreadedComments>";
    let book = with_a_note("<x:t>[Threaded comment] hỏi</x:t>")
        .part("xl/threadedComments/threadedComment1.xml", threads)
        .sheet_relation("t", "threadedComment", "../threadedComments/threadedComment1.xml");
    let copy = annotated(book.build(), &[remark("S", "B2", "đáp")]);
    let part = copy.part("xl/threadedComments/threadedComment1.xml");
    assert!(
        part.contains(
            "parentId=\"{T}\"><text>đáp</text></threadedComment><threadedComment ref=\"C9\""
        ),
        "{part}"
    );
    assert!(copy.part("xl/persons/person1.xml").contains("displayName=\"tonghop\""));
    assert!(copy.part("[Content_Types].xml").contains("ms-excel.person+xml"));
    let bare = annotated(copy.0, &[]);
    assert_eq!(bare.part("xl/threadedComments/threadedComment1.xml"), threads);
}

#[test]
fn a_coloured_cell_keeps_the_rest_of_its_style_and_need_not_be_there_before() {
    let rows = "<row r=\"2\" s=\"1\" customFormat=\"1\"/><row r=\"4\" spans=\"1:1\"><c r=\"A4\" s=\"1\"><v>5</v></c></row>";
    let book = Book::new().raw_sheet("S", rows).before("<dimension ref=\"A4\"/>");
    let mut remarks = [
        remark("S", "B2", "a"),
        remark("S", "C3", "b"),
        remark("S", "A4", "c"),
        remark("S", "C4", "d"),
    ];
    for remark in &mut remarks {
        remark.colour = Some(Colour(255, 199, 206));
    }
    let copy = annotated(book.build(), &remarks);
    copy.holds(&[
        "<dimension ref=\"A2:C4\"/>",
        "<row r=\"2\" s=\"1\" customFormat=\"1\"><c r=\"B2\" s=\"2\"/></row>",
        "<row r=\"3\"><c r=\"C3\" s=\"3\"/></row>",
        "<row r=\"4\"><c r=\"A4\" s=\"2\"><v>5</v></c><c r=\"C4\" s=\"3\"/></row>",
    ]);
    let styles = copy.part("xl/styles.xml");
    assert!(styles.contains("<xf numFmtId=\"2\" fillId=\"1\" applyFill=\"1\"/>"), "{styles}");
    assert!(styles.contains("<fgColor rgb=\"FFFFC7CE\"/>"), "{styles}");
}

#[test]
fn a_note_is_filled_in_no_way_and_the_copy_can_be_filled() {
    let file = with_a_note("<x:t>xem</x:t>").build();
    let copy = annotate(file, &[remark("S", "B2", "{{ sai }}")], AUTHOR).unwrap();
    let filled = super::harness::fill(copy, &json!({ "a": 7 })).unwrap();
    let filled = Filled(filled);
    assert_eq!(filled.show("S"), "A1 \"đầu\"\nB2 7");
    assert_eq!(notes(&filled, COMMENTS), [pair("B2", "xem\n——— tonghop ———\n{{ sai }}")]);
}

#[test]
fn texts_are_written_into_cells_and_never_over_a_formula() {
    let book = Book::new().sheet("S", &[("A1", "x"), ("B1", "=1+1→2")]).sheet("T", &[]);
    let text = |sheet: &str, cell: &str, text: &str| CellText {
        sheet: sheet.to_owned(),
        cell: at(cell),
        text: text.to_owned(),
    };
    let texts = [text("S", "A1", "{{ a }}"), text("S", "D1", "=1+1"), text("T", "B3", " c ")];
    let copy = Filled(write_texts(book.build(), &texts).unwrap());
    assert_eq!(copy.show("S"), "A1 \"{{ a }}\"\nB1 =1+1 → 2\nD1 \"=1+1\"");
    assert_eq!(copy.show("T"), "B3 \" c \"");
    copy.holds(&["<c r=\"A1\" s=\"1\" t=\"inlineStr\">"]);
    assert!(write_texts(book.build(), &[text("S", "B1", "{{ a }}")]).is_err());
    assert!(write_texts(book.build(), &[text("U", "B1", "{{ a }}")]).is_err());
}

/// Files with what people and programs put into workbooks.
fn of_many_kinds() -> Vec<(&'static str, Vec<u8>)> {
    let rows = "<row r=\"1\" hidden=\"1\" ht=\"30\"><c r=\"A1\"><v>1</v></c></row>\
                <row r=\"2\" spans=\"1:2\"><c r=\"A2\"><v>2</v></c><c r=\"B2\"><f>A1+A2</f><v>3</v></c></row>";
    let plain = || {
        Book::new()
            .raw_sheet("S", rows)
            .before("<cols><col min=\"2\" max=\"2\" hidden=\"1\"/></cols>")
    };
    let protected =
        plain().after("<sheetProtection sheet=\"1\" objects=\"1\" scenarios=\"1\"/>").build();
    vec![
        ("hidden", plain().build()),
        ("protected", protected),
        ("strict", super::carrying::strict(&plain().build())),
        ("with notes and a button", with_a_note("<x:t>xem</x:t>").build()),
    ]
}

#[test]
fn the_certificate_of_a_copy_with_notes_lists_notes_and_colours_and_nothing_else() {
    for (kind, file) in of_many_kinds() {
        let mut remarks =
            [remark("S", "A1", "một"), remark("S", "B2", "hai"), remark("S", "D9", "ba")];
        for remark in &mut remarks {
            remark.colour = Some(Colour(255, 199, 206));
        }
        let copy = annotate(file.clone(), &remarks, AUTHOR).unwrap();

        let certificate = Certificate::of_notes(&file, &copy, AUTHOR).unwrap();

        assert!(certificate.is_only_noted(), "{kind}: {:#?}", certificate.parts);
        let noted = certificate.parts.iter().filter(|part| part.why == [PartReason::Noted]);
        let noted: Vec<&str> = noted.map(|part| part.name.as_str()).collect();
        assert!(noted.contains(&"xl/worksheets/sheet1.xml"), "{kind}: {noted:?}");
        assert!(certificate.kept > 0, "{kind}");
        // A second round, as after a branch sent the copy back.
        let again = annotate(copy.clone(), &remarks[..1], AUTHOR).unwrap();
        let certificate = Certificate::of_notes(&copy, &again, AUTHOR).unwrap();
        assert!(certificate.is_only_noted(), "{kind}: {:#?}", certificate.parts);
    }
}

#[test]
fn a_copy_that_differs_in_anything_else_has_no_such_certificate() {
    let (_, file) = of_many_kinds().remove(1);
    let copy = annotate(file.clone(), &[remark("S", "A2", "một")], AUTHOR).unwrap();
    for (what, from, to) in [
        ("a value", "<v>2</v>", "<v>5</v>"),
        ("a formula", "<f>A1+A2</f>", "<f>A1-A2</f>"),
        ("a hidden row", " hidden=\"1\" ht", " ht"),
        ("a hidden column", "max=\"2\" hidden=\"1\"", "max=\"2\""),
        ("its protection", "scenarios=\"1\"", "scenarios=\"0\""),
    ] {
        let mut package = tonghop::ooxml::Package::open(copy.clone()).unwrap();
        let part = "xl/worksheets/sheet1.xml";
        let xml = String::from_utf8(package.read(part).unwrap()).unwrap();
        let other = xml.replacen(from, to, 1);
        assert_ne!(xml, other, "{what}");
        package.put(part, other.into_bytes());
        let other = package.write().unwrap();
        let certificate = Certificate::of_notes(&file, &other, AUTHOR).unwrap();
        assert!(!certificate.is_only_noted(), "{what}");
    }
}

#[test]
fn a_copy_that_lost_a_note_of_someone_else_has_no_such_certificate() {
    let file = with_a_note("<x:t>xem</x:t>").build();
    let mut package = tonghop::ooxml::Package::open(file.clone()).unwrap();
    let xml = String::from_utf8(package.read(COMMENTS).unwrap()).unwrap();
    package.put(COMMENTS, xml.replace("xem", "bỏ").into_bytes());
    let other = package.write().unwrap();
    assert!(!Certificate::of_notes(&file, &other, AUTHOR).unwrap().is_only_noted());
}

#[test]
fn a_broken_file_is_refused() {
    assert!(annotate(b"PK".to_vec(), &[], AUTHOR).is_err());
}
