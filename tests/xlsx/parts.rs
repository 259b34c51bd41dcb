//! Other parts of the file: untouched where nothing concerns them, following where rows move.

use serde_json::json;

use super::harness::{Book, Filled};

fn book() -> Book {
    Book::new().sheet(
        "S",
        &[
            ("A1", "Tên"),
            ("A2", "{% for x in xs %}{{ x }}"),
            ("B2", "{% endfor %}"),
            ("A4", "Tổng"),
            ("B4", "=SUM(A2:A2)"),
        ],
    )
}

fn three() -> serde_json::Value {
    json!({"xs": [1, 2, 3]})
}

/// Name, compressed bytes and order of all parts.
fn raw_parts(file: &[u8]) -> Vec<(String, Vec<u8>)> {
    use std::io::Read;
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(file.to_vec())).unwrap();
    let mut parts = Vec::new();
    for index in 0..archive.len() {
        let mut part = archive.by_index_raw(index).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        parts.push((name, bytes));
    }
    parts
}

#[test]
fn a_workbook_without_tags_comes_out_part_for_part() {
    let file =
        Book::new().sheet("S", &[("A1", "chữ"), ("B1", "=1+1→3"), ("C1", "{ ngoặc }")]).build();
    let filled = super::harness::fill(file.clone(), &json!({})).unwrap();
    assert_eq!(raw_parts(&filled), raw_parts(&file));
}

#[test]
fn parts_that_hold_no_tag_are_copied_byte_for_byte() {
    let file = book()
        .sheet("T", &[("A1", "=B1*2→4"), ("B1", "2")])
        .part("xl/theme/theme1.xml", "<a:theme xmlns:a='u' />\n")
        .build();
    let filled = super::harness::fill(file.clone(), &three()).unwrap();
    let (before, after) = (raw_parts(&file), raw_parts(&filled));
    let changed: Vec<_> =
        before.iter().zip(&after).filter(|(a, b)| a != b).map(|(a, _)| a.0.as_str()).collect();
    assert_eq!(before.len(), after.len());
    assert_eq!(changed, ["xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"]);
}

#[test]
fn filling_twice_gives_the_same_bytes() {
    assert_eq!(book().fill(&three()).0, book().fill(&three()).0);
}

const DRAWING: &str = "<xdr:wsDr xmlns:xdr=\"x\"><xdr:twoCellAnchor><xdr:from><xdr:col>0</xdr:col><xdr:row>5</xdr:row></xdr:from><xdr:to><xdr:col>4</xdr:col><xdr:row>15</xdr:row></xdr:to><xdr:pic/></xdr:twoCellAnchor><xdr:oneCellAnchor><xdr:from><xdr:row>0</xdr:row></xdr:from></xdr:oneCellAnchor></xdr:wsDr>";

#[test]
fn drawings_below_move_and_keep_their_size() {
    let filled = book()
        .sheet_relation("d", "drawing", "../drawings/drawing1.xml")
        .part("xl/drawings/drawing1.xml", DRAWING)
        .fill(&three());
    let drawing = filled.part("xl/drawings/drawing1.xml");
    assert!(
        drawing.contains(
            "<xdr:row>7</xdr:row></xdr:from><xdr:to><xdr:col>4</xdr:col><xdr:row>17</xdr:row>"
        ),
        "{drawing}"
    );
    assert!(drawing.contains("<xdr:from><xdr:row>0</xdr:row></xdr:from></xdr:oneCellAnchor>"));
}

#[test]
fn charts_show_all_copies_with_their_values() {
    const COPIES: &str = "<c:formatCode>0.00</c:formatCode><c:ptCount val=\"3\"/><c:pt idx=\"0\"><c:v>1</c:v></c:pt><c:pt idx=\"1\"><c:v>2</c:v></c:pt><c:pt idx=\"2\"><c:v>3</c:v></c:pt>";
    let chart = "<c:chartSpace xmlns:c=\"c\"><c:val><c:numRef><c:f>S!$A$2:$A$2</c:f><c:numCache><c:v>9</c:v></c:numCache></c:numRef></c:val><c:cat><c:strRef><c:f>T!$A$1</c:f><c:strCache><c:v>cũ</c:v></c:strCache></c:strRef></c:cat></c:chartSpace>";
    let filled =
        book().sheet("T", &[("A1", "cũ")]).part("xl/charts/chart1.xml", chart).fill(&three());
    assert_eq!(
        filled.part("xl/charts/chart1.xml"),
        chart.replace("$A$2:$A$2", "$A$2:$A$4").replace(
            "<c:numCache><c:v>9</c:v></c:numCache>",
            &format!("<c:numCache>{COPIES}</c:numCache>")
        )
    );
}

fn notes(data: &serde_json::Value) -> Filled {
    let comments = "<comments><commentList><comment ref=\"A2\"/><comment ref=\"B4\"/></commentList></comments>";
    let shape = |row: u32| {
        format!(
            "<v:shape><x:ClientData><x:Anchor>1, 15, {row}, 2, 3, 15, {}, 4</x:Anchor><x:Row>{row}</x:Row><x:Column>1</x:Column></x:ClientData></v:shape>",
            row + 3
        )
    };
    let vml = format!("<xml xmlns:v=\"v\" xmlns:x=\"x\">{}{}</xml>", shape(1), shape(3));
    book()
        .sheet_relation("c", "comments", "../comments1.xml")
        .sheet_relation("v", "vmlDrawing", "../drawings/vmlDrawing1.vml")
        .part("xl/comments1.xml", comments)
        .part("xl/drawings/vmlDrawing1.vml", &vml)
        .fill(data)
}

#[test]
fn notes_move_with_their_cells_and_those_of_vanished_rows_go() {
    let filled = notes(&three());
    assert!(
        filled.part("xl/comments1.xml").contains("<comment ref=\"A2\"/><comment ref=\"B6\"/>")
    );
    assert!(
        filled
            .part("xl/drawings/vmlDrawing1.vml")
            .contains("<x:Anchor>1, 15, 5, 2, 3, 15, 8, 4</x:Anchor><x:Row>5</x:Row>")
    );
    let filled = notes(&json!({"xs": []}));
    assert!(
        filled
            .part("xl/comments1.xml")
            .contains("<commentList><comment ref=\"B3\"/></commentList>")
    );
    assert_eq!(filled.part("xl/drawings/vmlDrawing1.vml").matches("<v:shape>").count(), 1);
}

fn with_table() -> Book {
    let table = "<table displayName=\"Bang\" ref=\"A1:B2\"><autoFilter ref=\"A1:B2\"/><tableColumns count=\"1\"><tableColumn name=\"Tên\"/></tableColumns></table>";
    book()
        .sheet_relation("t", "table", "../tables/table1.xml")
        .part("xl/tables/table1.xml", table)
}

#[test]
fn tables_grow_and_one_without_rows_is_refused() {
    let table = with_table().fill(&three()).part("xl/tables/table1.xml");
    assert!(table.contains("ref=\"A1:B4\"><autoFilter ref=\"A1:B4\"/>"), "{table}");
    let refused = with_table().refused(&json!({"xs": []}));
    assert_eq!(refused, "Sheet(\"S\"): EmptyTable(\"Bang\")");
}

#[test]
fn pivot_tables_read_the_grown_source_anew() {
    let cache = "<pivotCacheDefinition><cacheSource type=\"worksheet\"><worksheetSource ref=\"A1:B2\" sheet=\"S\"/></cacheSource></pivotCacheDefinition>";
    let filled = book().part("xl/pivotCache/pivotCacheDefinition1.xml", cache).fill(&three());
    let cache = filled.part("xl/pivotCache/pivotCacheDefinition1.xml");
    assert!(
        cache.starts_with("<pivotCacheDefinition refreshOnLoad=\"1\">")
            && cache.contains("ref=\"A1:B4\""),
        "{cache}"
    );
}

#[test]
fn what_cannot_follow_is_named() {
    let refused = book()
        .sheet_relation("o", "oleObject", "../embeddings/o.bin")
        .part("xl/embeddings/o.bin", "x")
        .refused(&three());
    assert_eq!(refused, "Sheet(\"S\"): Immovable(\"oleObject\")");
    let drawing = "<xdr:wsDr xmlns:xdr=\"x\"><xdr:sp textlink=\"S!$A$2\"/></xdr:wsDr>";
    let refused = book().part("xl/drawings/drawing1.xml", drawing).refused(&three());
    assert!(refused.contains("LostLink { link: \"S!$A$2\", copies: 3 }"), "{refused}");
}

#[test]
fn headers_notes_text_boxes_and_properties_are_filled() {
    let filled = Book::new()
        .sheet("S", &[("A1", "x")])
        .after("<headerFooter><oddHeader>&amp;C&amp;B{{ ten }} &amp;P</oddHeader></headerFooter>")
        .part("xl/comments1.xml", "<comments><t xml:space=\"preserve\">{{ so }}</t></comments>")
        .part("xl/drawings/drawing1.xml", "<xdr:wsDr xmlns:xdr=\"x\" xmlns:a=\"a\"><a:t>Năm {{ so }}{% if co %}!{% endif %}</a:t></xdr:wsDr>")
        .part("docProps/core.xml", "<cp:coreProperties xmlns:cp=\"c\" xmlns:dc=\"d\"><dc:title>{{ ten }}</dc:title></cp:coreProperties>")
        .fill(&json!({"ten": "R&D <1>", "so": 2024, "co": true}));
    filled.holds(&["<oddHeader>&amp;C&amp;BR&amp;&amp;D &lt;1&gt; &amp;P</oddHeader>"]);
    assert_eq!(
        filled.part("xl/comments1.xml"),
        "<comments><t xml:space=\"preserve\">2024</t></comments>"
    );
    assert!(filled.part("xl/drawings/drawing1.xml").contains("<a:t>Năm 2024!</a:t>"));
    assert!(
        filled.part("docProps/core.xml").contains("<dc:title>R&amp;D &lt;1&gt;</dc:title>")
    );
}

#[test]
fn tags_where_nothing_can_fill_them_are_named_not_left() {
    let refused = Book::new()
        .sheet("S {{ x }}", &[("B2", "=IF(B1=\"{{ x }}\",1,0)")])
        .after("<dataValidations count=\"1\"><dataValidation sqref=\"A1\"><formula1>{{ x }}</formula1></dataValidation></dataValidations>")
        .part("xl/comments1.xml", "<comments><t>{{ khong_co }}</t><t>{% for x in xs %}</t><t>{% endfor %}</t></comments>")
        .refused(&three());
    assert_eq!(
        refused,
        "File: UnknownName { name: \"khong_co\", nearest: None }\n\
         S {{ x }}!A1: UnknownName { name: \"x\", nearest: Some(\"xs\") }\n\
         S {{ x }}!A1: NotFilled(Validation)\n\
         S {{ x }}!B2: NotFilled(Formula)"
    );
    let torn = Book::new().sheet("S", &[]).part(
        "xl/comments1.xml",
        "<comments><t>{% for x in xs %}</t><t>{% endfor %}</t></comments>",
    );
    assert!(torn.refused(&three()).starts_with("File: Torn"));
}
