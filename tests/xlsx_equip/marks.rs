//! Cells that turn red.

use tonghop::template::xlsx::Equipment;

use super::support::*;

fn marked(marks: Vec<tonghop::template::xlsx::Mark>) -> Equipment {
    Equipment { marks, ..Equipment::default() }
}

const RED: &str = "<dxfs count=\"1\"><dxf><font><color rgb=\"FF9C0006\"/></font><fill><patternFill><bgColor rgb=\"FFFFC7CE\"/></patternFill></fill></dxf></dxfs>";

#[test]
fn a_mark_wins_over_all_formats_that_the_sheet_has() {
    let form = "<sheetData/><conditionalFormatting sqref=\"A1\"><cfRule type=\"dataBar\" priority=\"2\"/><cfRule type=\"expression\" priority=\"1\"><formula>A1</formula></cfRule></conditionalFormatting>\
        <extLst><ext><x14:conditionalFormattings><x14:conditionalFormatting><x14:cfRule type=\"expression\" priority=\"3\" id=\"{1}\"/><xm:sqref>A1</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings></ext></extLst>";
    let pivot = "<pivotTableDefinition xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><conditionalFormats count=\"1\"><conditionalFormat priority=\"1\"/></conditionalFormats></pivotTableDefinition>";
    let file = Book::of(form)
        .part("xl/worksheets/sheet1.xml", "pivotTable", "xl/pivotTables/p.xml", pivot)
        .build();
    let marks =
        vec![mark(&["A1", "A2", "C1"], "AND(COUNT(A1:A2)=2,A1<>A2)"), mark(&["B1"], "=B1<0")];
    let result = equipped(&file, &marked(marks));
    let sheet = sheet(&result);
    // Excel goes by the priority, LibreOffice by the order in the file.
    assert!(sheet.contains("type=\"dataBar\" priority=\"4\"/><cfRule type=\"expression\" priority=\"3\"><formula>A1</formula>"), "{sheet}");
    assert!(sheet.contains("<x14:cfRule type=\"expression\" priority=\"5\""));
    assert!(sheet.contains(
        "<conditionalFormatting sqref=\"A1:A2 C1\"><cfRule type=\"expression\" dxfId=\"0\" priority=\"1\"><formula>AND(COUNT($A$1:$A$2)=2,$A$1&lt;&gt;$A$2)</formula></cfRule></conditionalFormatting>\
         <conditionalFormatting sqref=\"B1\"><cfRule type=\"expression\" dxfId=\"0\" priority=\"2\"><formula>$B$1&lt;0</formula></cfRule></conditionalFormatting><conditionalFormatting sqref=\"A1\">"
    ));
    assert!(
        text(&result, "xl/styles.xml").contains(&format!("</cellStyles>{RED}</styleSheet>"))
    );
    assert!(text(&result, "xl/pivotTables/p.xml").contains("priority=\"3\""));
}

#[test]
fn the_red_format_is_found_again() {
    let styles =
        STYLES.replace("</styleSheet>", "<dxfs count=\"1\"><dxf/></dxfs></styleSheet>");
    let file = Book::of("<sheetData/>").styles(Some(&styles)).build();
    let once = equipped(&file, &marked(vec![mark(&["A1"], "A1<0")]));
    let twice = equipped(&once, &marked(vec![mark(&["A2"], "A2<0")]));
    assert_eq!(sheet(&twice).matches("dxfId=\"1\"").count(), 2);
    assert_eq!(text(&once, "xl/styles.xml"), text(&twice, "xl/styles.xml"));
}

#[test]
fn the_whole_of_a_merged_area_turns_red() {
    let form = "<sheetData/><mergeCells><mergeCell ref=\"A1:B2\"/></mergeCells>";
    let result = equipped(&Book::of(form).build(), &marked(vec![mark(&["A1"], "A1<0")]));
    assert!(sheet(&result).contains("</mergeCells><conditionalFormatting sqref=\"A1:B2\">"));
}
