//! A draft with errors says so on the face of every sheet.

use tonghop::template::xlsx::stamp;

use super::harness::{Book, Filled};

const LINE: &str = "DỰ THẢO – SỐ LIỆU CÒN LỖI";

fn stamped(book: &Book) -> Filled {
    Filled(stamp(book.build(), LINE).unwrap())
}

#[test]
fn every_sheet_carries_the_line_in_its_print_header_and_nothing_else_changes() {
    let after = "<pageMargins left=\"1\" right=\"1\" top=\"1\" bottom=\"1\" header=\"1\" footer=\"1\"/><pageSetup orientation=\"landscape\"/><rowBreaks count=\"1\"><brk id=\"1\"/></rowBreaks><drawing r:id=\"d\"/>";
    let book = Book::new()
        .sheet("S", &[("A1", "{{ a }}"), ("B1", "=1+1→3")])
        .after(after)
        .sheet("T", &[]);
    let filled = stamped(&book);
    let header =
        format!("<headerFooter><oddHeader>&amp;C&amp;B{LINE}&amp;B</oddHeader></headerFooter>");
    let sheet = filled.sheet1();
    assert_eq!(sheet.replace(&header, ""), Filled(book.build()).sheet1());
    assert!(
        sheet.contains(&format!("<pageSetup orientation=\"landscape\"/>{header}<rowBreaks")),
        "{sheet}"
    );
    assert!(
        filled.part("xl/worksheets/sheet2.xml").ends_with(&format!("{header}</worksheet>"))
    );
}

#[test]
fn a_header_of_the_sheets_own_stays_below_and_special_pages_are_marked_too() {
    let own = "<headerFooter differentFirst=\"1\"><oddHeader>&amp;LTrái&amp;CGiữa</oddHeader><oddFooter>&amp;P</oddFooter></headerFooter>";
    let sheet = stamped(&Book::new().sheet("S", &[]).after(own)).sheet1();
    let odd = format!(
        "<oddHeader>&amp;LTrái&amp;C&amp;B{LINE}&amp;B\nGiữa</oddHeader><oddFooter>&amp;P</oddFooter>"
    );
    let first = format!("<firstHeader>&amp;C&amp;B{LINE}&amp;B</firstHeader></headerFooter>");
    assert!(sheet.contains(&format!("{odd}{first}")), "{sheet}");
}

#[test]
fn a_hidden_sheet_is_left_alone_and_a_broken_file_refused() {
    let book = Book::new()
        .sheet("S", &[])
        .part("xl/worksheets/h.xml", "<worksheet><sheetData/></worksheet>")
        .relation("h", "worksheet", "worksheets/h.xml");
    let file = book.listed("H\" state=\"veryHidden", "h");
    assert!(!stamped(&file).part("xl/worksheets/h.xml").contains("headerFooter"));
    assert!(stamp(b"PK".to_vec(), LINE).is_err());
}
