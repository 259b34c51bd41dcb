//! Formulas follow the rows they name.

use serde_json::json;

use super::harness::Book;

fn three() -> serde_json::Value {
    json!({"xs": [1, 2, 3], "khong_co": []})
}

/// A list in row 2 of sheet S (A: number, B: formula), whatever is given below, and sheet T.
fn list(formula: &str, below: &[(&str, &str)], other: &[(&str, &str)]) -> Book {
    let formula = format!("={formula}");
    let mut cells = vec![
        ("A1", "100"),
        ("A2", "{% for x in xs %}{{ x }}"),
        ("B2", formula.as_str()),
        ("Z2", "{% endfor %}"),
    ];
    cells.extend_from_slice(below);
    Book::new().sheet("S", &cells).sheet("T", other)
}

fn formula_lines(shown: &str) -> String {
    shown.lines().filter(|line| line.contains('=')).collect::<Vec<_>>().join("\n")
}

#[test]
fn formulas_of_a_repeated_row_are_relative_to_each_copy() {
    let filled = list("A2*2+A4", &[("A4", "10")], &[]).fill(&three());
    assert_eq!(
        formula_lines(&filled.show("S")),
        "B2 =A2*2+A6 → 12\nB3 =A3*2+A6 → 14\nB4 =A4*2+A6 → 16"
    );
}

#[test]
fn ranges_over_a_repeated_row_grow_in_all_sheets() {
    let filled = list(
        "A2",
        &[("A3", "=SUM(A2:A2)"), ("B3", "=SUM(A$1:A2)")],
        &[("A1", "=SUM(S!A2:A2)+S!A3"), ("A2", "=SUM(S!$A:$A)")],
    )
    .fill(&three());
    assert_eq!(
        formula_lines(&filled.show("S")).lines().skip(3).collect::<Vec<_>>().join("\n"),
        "A5 =SUM(A2:A4) → 6\nB5 =SUM(A$1:A4) → 106"
    );
    assert_eq!(filled.show("T"), "A1 =SUM(S!A2:A4)+S!A5 → 12\nA2 =SUM(S!$A:$A) → 112");
}

#[test]
fn a_running_total_runs() {
    let filled = list("SUM(A$2:A2)", &[], &[]).fill(&three());
    assert_eq!(
        formula_lines(&filled.show("S")),
        "B2 =SUM(A$2:A2) → 1\nB3 =SUM(A$2:A3) → 3\nB4 =SUM(A$2:A4) → 6"
    );
    // The same with the cell right above.
    let filled = list("B1+A2", &[], &[]).fill(&three());
    assert_eq!(formula_lines(&filled.show("S")), "B2 =B1+A2 → 1\nB3 =B2+A3 → 3\nB4 =B3+A4 → 6");
}

#[test]
fn shares_of_the_total_name_the_total() {
    let filled = list("A2/A$3", &[("A3", "=SUM(A2:A2)")], &[]).fill(&three());
    assert!(filled.show("S").contains("B4 =A4/A$5 → 0.5"));
}

#[test]
fn over_nothing_sums_are_zero_and_nothing_refers_to_lost_rows() {
    let book = Book::new().sheet(
        "S",
        &[
            ("A1", "{% for x in khong_co %}{{ x }}"),
            ("B1", "{% endfor %}"),
            ("A2", "=SUM(A1:A1)"),
            ("B2", "=AVERAGE(A1:A1)"),
            ("C2", "=SUM(A1:A1,A3)"),
            ("A3", "5"),
        ],
    );
    assert_eq!(
        book.fill(&three()).show("S"),
        "A1 =0 → 0\nB1 =#DIV/0! → #DIV/0!\nC1 =SUM(A2) → 5\nA2 5"
    );
}

#[test]
fn sub_totals_of_nested_loops_sum_their_own_and_grand_totals_each_once() {
    let book = Book::new().sheet(
        "S",
        &[
            ("A1", "{% for g in gs %}"),
            ("A2", "{% for x in g %}{{ x }}"),
            ("B2", "{% endfor %}"),
            ("A3", "=SUM(A2:A2)"),
            ("A4", "{% endfor %}"),
            ("A5", "=SUM(A3)"),
            ("B5", "=SUM(A2:A2)"),
        ],
    );
    let shown = book.fill(&json!({"gs": [[1, 2], [3]]})).show("S");
    assert_eq!(
        shown,
        "A1 1\nA2 2\nA3 =SUM(A1:A2) → 3\nA4 3\nA5 =SUM(A4:A4) → 3\nA6 =SUM(A3,A5) → 6\nB6 =SUM(A1:A2,A4:A4) → 6"
    );
}

#[test]
fn shared_formulas_are_written_out_when_rows_move() {
    let rows = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>{% for x in xs %}{{ x }}</t></is></c><c r=\"C1\" t=\"inlineStr\"><is><t>{% endfor %}</t></is></c></row>\
        <row r=\"2\"><c r=\"A2\"><f t=\"shared\" ref=\"A2:A3\" si=\"0\">SUM(B2:$B$3)+A$1</f><v>9</v></c><c r=\"B2\"><v>4</v></c></row>\
        <row r=\"3\"><c r=\"A3\"><f t=\"shared\" si=\"0\"/><v>9</v></c><c r=\"B3\"><v>5</v></c></row>";
    let refused = Book::new().raw_sheet("S", rows).refused(&three());
    assert!(
        refused.starts_with("S!A2: Unfollowed { reference: \"A$1\", copies: Some(3) }"),
        "{refused}"
    );
    let filled = Book::new().raw_sheet("S", &rows.replace("+A$1", "")).fill(&three());
    assert_eq!(
        filled.show("S"),
        "A1 1\nA2 2\nA3 3\nA4 =SUM(B4:$B$5) → 9\nB4 4\nA5 =SUM(B5:$B$5) → 9\nB5 5"
    );
    assert!(!filled.sheet1().contains("shared"));
}

#[test]
fn shared_formulas_stay_shared_when_nothing_moves() {
    let rows = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>{{ xs | length }}</t></is></c></row>\
        <row r=\"2\"><c r=\"A2\"><f t=\"shared\" ref=\"A2:A3\" si=\"0\">A1+1</f><v>9</v></c></row><row r=\"3\"><c r=\"A3\"><f t=\"shared\" si=\"0\"/><v>9</v></c></row>";
    let filled = Book::new().raw_sheet("S", rows).fill(&three());
    filled.holds(&[
        "<f t=\"shared\" ref=\"A2:A3\" si=\"0\">A1+1</f><v>4</v>",
        "<f t=\"shared\" si=\"0\"/><v>5</v>",
    ]);
}

#[test]
fn array_formulas_keep_their_area_beside_them() {
    let rows = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>{% for x in xs %}{{ x }}</t></is></c><c r=\"C1\" t=\"inlineStr\"><is><t>{% endfor %}</t></is></c></row>\
        <row r=\"2\"><c r=\"A2\"><f t=\"array\" ref=\"A2:B3\">TRANSPOSE(A1:A1)</f><v>9</v></c><c r=\"B2\"><v>8</v></c></row><row r=\"3\"><c r=\"A3\"><v>7</v></c><c r=\"B3\"><v>6</v></c></row>";
    let filled = Book::new().raw_sheet("S", rows).fill(&three());
    filled.holds(&[
        "<c r=\"A4\"><f t=\"array\" ref=\"A4:B5\">TRANSPOSE(A1:A3)</f></c><c r=\"B4\"/>",
        "<c r=\"A5\"/><c r=\"B5\"/>",
    ]);
}

#[test]
fn an_ambiguous_reference_is_refused_with_its_cell() {
    let refused =
        list("A2*$A$2", &[("C3", "=A2+1"), ("D3", "=VLOOKUP(1,A2:B2,2)")], &[("A1", "=S!A2")])
            .refused(&three());
    assert_eq!(
        refused,
        "S!B2: Unfollowed { reference: \"$A$2\", copies: None }\n\
         S!C3: Unfollowed { reference: \"A2\", copies: Some(3) }\n\
         T!A1: Unfollowed { reference: \"S!A2\", copies: Some(3) }"
    );
}

#[test]
fn with_one_member_nothing_is_ambiguous() {
    let filled = list("A2*$A$2", &[("C3", "=A2+1")], &[]).fill(&json!({"xs": [4]}));
    assert_eq!(formula_lines(&filled.show("S")), "B2 =A2*$A$2 → 16\nC3 =A2+1 → 5");
}

#[test]
fn texts_other_books_and_functions_that_look_like_cells_stay() {
    let filled = list("A2", &[("A3", "=\"A9\"&[1]S!A9&LOG10(9)&A1B")], &[]).fill(&three());
    assert!(filled.show("S").contains("A5 =\"A9\"&[1]S!A9&LOG10(9)&A1B"));
}

#[test]
fn a_sum_of_more_pieces_than_a_function_can_take_is_refused() {
    let book = Book::new().sheet(
        "S",
        &[
            ("A1", "{% for g in gs %}"),
            ("A2", "{{ g }}"),
            ("A3", "x"),
            ("A4", "{% endfor %}"),
            ("A5", "=SUM(A2)"),
        ],
    );
    let groups = |count: usize| json!({"gs": vec![1; count]});
    assert!(book.fill(&groups(255)).show("S").ends_with(" → 255"));
    assert!(book.refused(&groups(256)).starts_with("S!A5: LongFormula"));
}

#[test]
fn an_array_formula_whose_area_would_be_torn_is_refused() {
    let rows = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>{% for x in xs %}{{ x }}</t></is></c><c r=\"C1\"><f t=\"array\" ref=\"C1:C2\">ROW(1:2)</f><v>1</v></c><c r=\"D1\" t=\"inlineStr\"><is><t>{% endfor %}</t></is></c></row><row r=\"2\"><c r=\"C2\"><v>2</v></c></row>";
    let refused = Book::new().raw_sheet("S", rows).refused(&three());
    assert!(refused.starts_with("S!C1: Unfollowed { reference: \"C1:C2\""), "{refused}");
}
