//! What stands around the rows of a sheet, and names in the workbook, follow the rows.

use serde_json::json;

use super::harness::{Book, Filled};

/// A list in row 2 (columns A–C) with a total in row 4, filled with three members: row 4 is row 6.
fn list(after: &str) -> Filled {
    book().after(after).fill(&three())
}

fn book() -> Book {
    Book::new().sheet(
        "S",
        &[
            ("A1", "Tên"),
            ("A2", "{% for x in xs %}{{ x }}"),
            ("B2", "b"),
            ("C2", "{% endfor %}"),
            ("A3", "x"),
            ("A4", "Tổng"),
            ("B4", "4"),
        ],
    )
}

fn three() -> serde_json::Value {
    json!({"xs": [1, 2, 3]})
}

#[test]
fn merged_cells_are_copied_with_each_repetition_and_moved_below() {
    list("<mergeCells count=\"3\"><mergeCell ref=\"A1:C1\"/><mergeCell ref=\"A2:B2\"/><mergeCell ref=\"A4:B5\"/></mergeCells>").holds(&[
        "<mergeCells count=\"5\"><mergeCell ref=\"A1:C1\"/><mergeCell ref=\"A2:B2\"/><mergeCell ref=\"A3:B3\"/><mergeCell ref=\"A4:B4\"/><mergeCell ref=\"A6:B7\"/></mergeCells>",
    ]);
}

#[test]
fn a_merge_over_the_repeated_rows_grows() {
    list("<mergeCells count=\"1\"><mergeCell ref=\"D1:D4\"/></mergeCells>")
        .holds(&["<mergeCell ref=\"D1:D6\"/>"]);
}

#[test]
fn merges_of_vanished_rows_vanish_with_their_list() {
    let after = "<mergeCells count=\"1\"><mergeCell ref=\"A2:B2\"/></mergeCells><pageMargins left=\"1\" right=\"1\" top=\"1\" bottom=\"1\" header=\"1\" footer=\"1\"/>";
    let filled = book().after(after).fill(&json!({"xs": []}));
    filled.holds(&["</sheetData><pageMargins"]);
}

#[test]
fn conditional_formats_cover_all_copies_and_name_the_same_cells() {
    list(
        "<conditionalFormatting sqref=\"A2 C4\"><cfRule type=\"expression\" priority=\"1\"><formula>$A2&gt;5</formula></cfRule></conditionalFormatting>\
         <conditionalFormatting sqref=\"B2:C2\"><cfRule type=\"cellIs\" priority=\"2\" operator=\"equal\"><formula>B4</formula></cfRule></conditionalFormatting>\
         <conditionalFormatting sqref=\"B4:C5\"><cfRule type=\"expression\" priority=\"3\"><formula>$B4&lt;&gt;A5</formula></cfRule></conditionalFormatting>\
         <conditionalFormatting sqref=\"B2\"><cfRule type=\"dataBar\" priority=\"4\"><dataBar><cfvo type=\"num\" val=\"0\"/><cfvo type=\"formula\" val=\"$B$4\"/><color rgb=\"FF638EC6\"/></dataBar></cfRule></conditionalFormatting>",
    )
    .holds(&[
        "<conditionalFormatting sqref=\"A2:A4 C6\"><cfRule type=\"expression\" priority=\"1\"><formula>$A2&gt;5</formula>",
        // Seen from every copy it is the same cell.
        "<conditionalFormatting sqref=\"B2:C4\"><cfRule type=\"cellIs\" priority=\"2\" operator=\"equal\"><formula>B$6</formula>",
        "<conditionalFormatting sqref=\"B6:C7\"><cfRule type=\"expression\" priority=\"3\"><formula>$B6&lt;&gt;A7</formula>",
        "<cfvo type=\"num\" val=\"0\"/><cfvo type=\"formula\" val=\"$B$6\"/>",
    ]);
}

#[test]
fn data_validations_follow_with_their_lists() {
    list(
        "<dataValidations count=\"2\"><dataValidation type=\"list\" sqref=\"B2\"><formula1>$A$4:$A$9</formula1></dataValidation>\
         <dataValidation type=\"whole\" sqref=\"B4\"><formula1>0</formula1><formula2>SUM(A$2:A$2)</formula2></dataValidation></dataValidations>",
    )
    .holds(&[
        "<dataValidation type=\"list\" sqref=\"B2:B4\"><formula1>$A$6:$A$11</formula1>",
        "sqref=\"B6\"><formula1>0</formula1><formula2>SUM(A$2:A$4)</formula2>",
    ]);
}

#[test]
fn validations_and_formats_in_extensions_follow_too() {
    list(
        "<extLst><ext uri=\"{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}\" xmlns:x14=\"u\"><x14:dataValidations xmlns:xm=\"m\" count=\"1\"><x14:dataValidation type=\"list\"><x14:formula1><xm:f>T!$A$1:$A$3</xm:f></x14:formula1><xm:sqref>B2 B4</xm:sqref></x14:dataValidation></x14:dataValidations></ext>\
         <ext uri=\"{05C60535-1F16-4fd2-B633-F4F36F0B64E0}\" xmlns:x14=\"u\"><x14:sparklineGroups xmlns:xm=\"m\"><x14:sparklineGroup><x14:sparklines><x14:sparkline><xm:f>S!A2:B2</xm:f><xm:sqref>C2</xm:sqref></x14:sparkline></x14:sparklines></x14:sparklineGroup></x14:sparklineGroups></ext></extLst>",
    )
    .holds(&[
        "<xm:f>T!$A$1:$A$3</xm:f></x14:formula1><xm:sqref>B2:B4 B6</xm:sqref>",
        "<x14:sparkline><xm:f>S!A2:B2</xm:f><xm:sqref>C2</xm:sqref></x14:sparkline><x14:sparkline><xm:f>S!A3:B3</xm:f><xm:sqref>C3</xm:sqref></x14:sparkline><x14:sparkline><xm:f>S!A4:B4</xm:f><xm:sqref>C4</xm:sqref></x14:sparkline>",
    ]);
}

#[test]
fn links_filters_breaks_and_ignored_errors_follow() {
    list(
        "<protectedRanges><protectedRange sqref=\"A2:B2\" name=\"n\"/></protectedRanges><autoFilter ref=\"A1:C2\"><sortState ref=\"A2:C2\"><sortCondition ref=\"A2\"/></sortState></autoFilter>\
         <hyperlinks><hyperlink ref=\"A4\" r:id=\"x\"/><hyperlink ref=\"B2\" location=\"S!A4\" display=\"S!A4\"/></hyperlinks>\
         <rowBreaks count=\"2\" manualBreakCount=\"2\"><brk id=\"2\" max=\"16383\" man=\"1\"/><brk id=\"4\" max=\"16383\" man=\"1\"/></rowBreaks><colBreaks count=\"1\" manualBreakCount=\"1\"><brk id=\"4\" max=\"1048575\" man=\"1\"/></colBreaks>\
         <ignoredErrors><ignoredError sqref=\"A2:A4\" numberStoredAsText=\"1\"/></ignoredErrors>",
    )
    .holds(&[
        "<protectedRange sqref=\"A2:B4\"", "<autoFilter ref=\"A1:C4\"><sortState ref=\"A2:C4\"><sortCondition ref=\"A2:A4\"/>",
        "<hyperlink ref=\"A6\" r:id=\"x\"/><hyperlink ref=\"B2:B4\" location=\"S!A6\" display=\"S!A4\"/>",
        "<rowBreaks count=\"4\" manualBreakCount=\"4\"><brk id=\"2\" max=\"16383\" man=\"1\"/><brk id=\"3\" max=\"16383\" man=\"1\"/><brk id=\"4\" max=\"16383\" man=\"1\"/><brk id=\"6\" max=\"16383\" man=\"1\"/></rowBreaks><colBreaks count=\"1\" manualBreakCount=\"1\"><brk id=\"4\"",
        "<ignoredError sqref=\"A2:A6\"",
    ]);
}

#[test]
fn views_keep_their_frozen_rows_and_what_is_selected() {
    let before = "<dimension ref=\"A1:C4\"/><sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"4\" topLeftCell=\"A5\" activePane=\"bottomLeft\" state=\"frozen\"/><selection activeCell=\"B4\" sqref=\"B4\"/></sheetView></sheetViews>";
    book().before(before).fill(&three()).holds(&[
        "<dimension ref=\"A1:C6\"/>",
        "<pane ySplit=\"6\" topLeftCell=\"A7\"",
        "<selection activeCell=\"B6\" sqref=\"B6\"/>",
    ]);
}

#[test]
fn names_print_areas_and_print_titles_follow() {
    let filled = book()
        .name("_xlnm.Print_Area", Some(0), "S!$A$1:$C$4")
        .name("_xlnm.Print_Titles", Some(0), "S!$A:$A,S!$1:$1")
        .name("cot", None, "S!$B$2")
        .name("tong", None, "'s'!$B$4")
        .name("tuong_doi", None, "S!B4")
        .name("ngoai", None, "[1]S!$B$4")
        .fill(&three());
    let workbook = filled.part("xl/workbook.xml");
    for text in [
        "S!$A$1:$C$6<",
        "S!$A:$A,S!$1:$1<",
        "S!$B$2:$B$4<",
        "'s'!$B$6<",
        ">S!B4<",
        "[1]S!$B$4<",
    ] {
        assert!(workbook.contains(text), "no {text} in {workbook}");
    }
}

#[test]
fn a_print_area_whose_rows_vanish_goes() {
    let book = book().name("_xlnm.Print_Area", Some(0), "S!$A$2:$C$2");
    assert!(!book.fill(&json!({"xs": []})).part("xl/workbook.xml").contains("definedName"));
}

#[test]
fn a_rule_that_would_mean_other_cells_is_refused() {
    // Rows 1–4 with a rule that compares each with the next: rows now come in between.
    let rule = "<conditionalFormatting sqref=\"A1:A4\"><cfRule type=\"expression\" priority=\"1\"><formula>A1&gt;A2</formula></cfRule></conditionalFormatting>";
    let refused = book().after(rule).refused(&three());
    assert!(refused.starts_with("S!A1: Unfollowed { reference: \"A2\""), "{refused}");
}
