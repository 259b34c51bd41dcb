//! Columns that repeat: cells, formulas and everything around them follow across as they do down.

use serde_json::json;

use super::harness::Book;

/// Row 1: names of quarters and a total; row 2: figures of one unit.
fn quarters() -> Book {
    Book::new().sheet(
        "S",
        &[
            ("A1", "Đơn vị"),
            ("B1", "{%tc for q in quy %}{{ q.ten }}{%tc endfor %}"),
            ("C1", "Cả năm"),
            ("A2", "Chi bộ 1"),
            ("B2", "{{ q.so }}"),
            ("C2", "=SUM(B2:B2)→1"),
        ],
    )
}

fn three() -> serde_json::Value {
    json!({"quy": [{"ten": "I", "so": 1}, {"ten": "II", "so": 2}, {"ten": "III", "so": 4}]})
}

#[test]
fn a_column_is_repeated_and_the_sum_to_its_right_covers_all() {
    assert_eq!(
        quarters().fill(&three()).show("S"),
        "A1 \"Đơn vị\"\nB1 \"I\"\nC1 \"II\"\nD1 \"III\"\nE1 \"Cả năm\"\n\
         A2 \"Chi bộ 1\"\nB2 1\nC2 2\nD2 4\nE2 =SUM(B2:D2) → 7"
    );
}

/// Units × quarters with totals both ways; the tags stand in rows and columns of their own.
fn matrix() -> Book {
    Book::new().sheet(
        "S",
        &[
            ("A1", "Đơn vị"),
            ("B1", "{%tc for q in quy %}"),
            ("C1", "{{ q }}"),
            ("D1", "{%tc endfor %}"),
            ("E1", "Tổng"),
            ("A2", "{% for d in don_vi %}"),
            ("A3", "{{ d.ten }}"),
            ("C3", "{{ d.so[loop.index0] }}"),
            ("E3", "=SUM(C3:C3)→0"),
            ("A4", "{% endfor %}"),
            ("A5", "Tổng"),
            ("C5", "=SUM(C3:C3)→0"),
            ("E5", "=SUM(C3:C3)→0"),
            ("F5", "=SUM(E3:E3)-E5→0"),
        ],
    )
}

fn two_by_three() -> serde_json::Value {
    json!({"quy": ["I", "II", "III"], "don_vi": [
        {"ten": "một", "so": [1, 2, 3]}, {"ten": "hai", "so": [10, 20, 30]}]})
}

#[test]
fn a_matrix_has_totals_of_rows_of_columns_and_of_all() {
    assert_eq!(
        matrix().fill(&two_by_three()).show("S"),
        "A1 \"Đơn vị\"\nB1 \"I\"\nC1 \"II\"\nD1 \"III\"\nE1 \"Tổng\"\n\
         A2 \"một\"\nB2 1\nC2 2\nD2 3\nE2 =SUM(B2:D2) → 6\n\
         A3 \"hai\"\nB3 10\nC3 20\nD3 30\nE3 =SUM(B3:D3) → 60\n\
         A4 \"Tổng\"\nB4 =SUM(B2:B3) → 11\nC4 =SUM(C2:C3) → 22\nD4 =SUM(D2:D3) → 33\n\
         E4 =SUM(B2:D3) → 66\nF4 =SUM(E2:E3)-E4 → 0"
    );
}

/// Years with their quarters and a total of each year, then all years.
fn years() -> Book {
    Book::new().sheet(
        "S",
        &[
            ("A1", "{%tc for n in nam %}"),
            ("B1", "{%tc for q in n.quy %}"),
            ("C1", "{{ q }}"),
            ("D1", "{%tc endfor %}"),
            ("E1", "{{ n.ten }}"),
            ("F1", "{%tc endfor %}"),
            ("G1", "Cộng"),
            ("C2", "{{ q }}"),
            ("E2", "=SUM(C2:C2)→0"),
            ("G2", "=SUM(E2)→0"),
            ("H2", "=SUM(C2:E2)→0"),
        ],
    )
}

#[test]
fn columns_within_columns_have_their_own_totals() {
    let data = json!({"nam": [{"ten": "2023", "quy": [1, 2]}, {"ten": "2024", "quy": [4]}, {"ten": "2025", "quy": []}]});
    assert_eq!(
        years().fill(&data).show("S"),
        "A1 1\nB1 2\nC1 \"2023\"\nD1 4\nE1 \"2024\"\nF1 \"2025\"\nG1 \"Cộng\"\n\
         A2 1\nB2 2\nC2 =SUM(A2:B2) → 3\nD2 4\nE2 =SUM(D2:D2) → 4\nF2 =0 → 0\n\
         G2 =SUM(C2,E2:F2) → 7\nH2 =SUM(A2:F2) → 14"
    );
}

#[test]
fn a_tag_over_columns_outside_cells_is_refused() {
    let book = quarters().after(
        "<headerFooter><oddHeader>{%tc for q in quy %}{{ q.ten }}{%tc endfor %}</oddHeader></headerFooter>",
    );
    assert!(book.refused(&three()).contains("Torn"), "{}", book.refused(&three()));
}

#[test]
fn rows_times_columns_beyond_the_cells_of_a_sheet_are_refused_in_time() {
    let book = Book::new().sheet(
        "S",
        &[
            ("A1", "{%tc for q in range(end=16000) %}{{ q }}{%tc endfor %}"),
            ("A2", "{% for d in range(end=200) %}x"),
            ("B2", "{% endfor %}"),
        ],
    );
    assert_eq!(book.refused(&json!({})), "S!A2: Limit(Cells(2000000))");
}

#[test]
fn a_sheet_without_cells_in_its_last_columns_keeps_them() {
    // The width of every column to the last, and a reference to the last column.
    let book = quarters().before(
        "<cols><col min=\"4\" max=\"16384\" width=\"3\" hidden=\"1\" customWidth=\"1\"/></cols>",
    );
    book.fill(&three()).holds(&["<col min=\"6\" max=\"16384\" width=\"3\" hidden=\"1\""]);
    book.fill(&json!({"quy": []}))
        .holds(&["<col min=\"3\" max=\"16384\" width=\"3\" hidden=\"1\""]);
}

#[test]
fn filling_columns_twice_gives_the_same_bytes() {
    assert_eq!(matrix().fill(&two_by_three()).0, matrix().fill(&two_by_three()).0);
}
