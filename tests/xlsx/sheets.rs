//! Sheets that repeat, are named by their data, or are left out.

use serde_json::json;

use super::harness::{Book, Filled};

/// A summary that adds the template's sheet, and the template with a list and a total.
fn book() -> Book {
    Book::new()
        .sheet(
            "Tổng hợp",
            &[
                ("A1", "=SUM(Mẫu!B4)→0"),
                ("A2", "=SUM('Mẫu'!B3:B3)→0"),
                ("A3", "=COUNTA(Mẫu!A1)→0"),
            ],
        )
        .sheet(
            "Mẫu",
            &[
                ("A1", "{%sheet for dv in don_vi %}{{ dv.ten }}"),
                ("A3", "{% for x in dv.so %}{{ loop.index }}"),
                ("B3", "{{ x }}"),
                ("C3", "{% endfor %}"),
                ("A4", "Cộng"),
                ("B4", "=SUM(B3:B3)→0"),
                ("C4", "=Mẫu!B4*2→0"),
            ],
        )
}

fn two() -> serde_json::Value {
    json!({"don_vi": [{"ten": "An Bình", "so": [1, 2, 3]}, {"ten": "It's", "so": [10]}]})
}

fn sheets(filled: &Filled) -> Vec<String> {
    use calamine::Reader as _;
    let book: calamine::Xlsx<_> =
        calamine::Xlsx::new(std::io::Cursor::new(filled.0.clone())).unwrap();
    book.sheet_names()
}

#[test]
fn each_copy_has_its_own_rows_and_totals_and_outside_all_are_added() {
    let filled = book().fill(&two());
    assert_eq!(sheets(&filled), ["Tổng hợp", "Mẫu", "Mẫu (2)"]);
    assert_eq!(
        filled.show("Mẫu"),
        "A1 \"An Bình\"\nA3 1\nB3 1\nA4 2\nB4 2\nA5 3\nB5 3\nA6 \"Cộng\"\nB6 =SUM(B3:B5) → 6\nC6 =Mẫu!B6*2 → 12"
    );
    assert_eq!(
        filled.show("Mẫu (2)"),
        "A1 \"It's\"\nA3 1\nB3 10\nA4 \"Cộng\"\nB4 =SUM(B3:B3) → 10\nC4 ='Mẫu (2)'!B4*2 → 20"
    );
    assert_eq!(
        filled.show("Tổng hợp"),
        "A1 =SUM('Mẫu'!B6,'Mẫu (2)'!B4) → 16\nA2 =SUM('Mẫu'!B3:B5,'Mẫu (2)'!B3:B3) → 16\nA3 =COUNTA('Mẫu'!A1,'Mẫu (2)'!A1) → 2"
    );
}
