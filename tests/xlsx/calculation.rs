//! The values stored beside formulas are right, or absent.

use serde_json::json;

use super::harness::Book;

#[test]
fn values_that_depend_on_filled_cells_are_computed_through_all_sheets() {
    let book = Book::new()
        .sheet(
            "S",
            &[
                ("A1", "{{ a }}"),
                ("A2", "{{ b }}"),
                ("A3", "=SUM(A1:A2)→99"),
                ("A4", "=ROUND(A1/A2*100,1)→99"),
            ],
        )
        .sheet(
            "T",
            &[
                ("A1", "=S!A3*10→99"),
                ("A2", "=IF(A1>100,\"đạt\",\"chưa\")→chưa"),
                ("A3", "=A2&\"!\"→x"),
            ],
        );
    let filled = book.fill(&json!({"a": 10, "b": 3}));
    assert_eq!(
        filled.show("S"),
        "A1 10\nA2 3\nA3 =SUM(A1:A2) → 13\nA4 =ROUND(A1/A2*100,1) → 333.3"
    );
    assert_eq!(
        filled.show("T"),
        "A1 =S!A3*10 → 130\nA2 =IF(A1>100,\"đạt\",\"chưa\") → \"đạt\"\nA3 =A2&\"!\" → \"đạt!\""
    );
}

#[test]
fn division_by_zero_is_an_error_value() {
    let filled = Book::new()
        .sheet("S", &[("A1", "{{ a }}"), ("A2", "=5/A1→1"), ("A3", "=A2+1→2")])
        .fill(&json!({"a": 0}));
    filled.holds(&[
        "<c r=\"A2\" s=\"1\" t=\"e\"><f>5/A1</f><v>#DIV/0!</v></c>",
        "<c r=\"A3\" s=\"1\" t=\"e\"><f>A2+1</f><v>#DIV/0!</v></c>",
    ]);
}

#[test]
fn what_we_cannot_compute_loses_its_value_and_excel_is_asked_to() {
    let book = Book::new().sheet(
        "S",
        &[
            ("A1", "{{ a }}"),
            ("A2", "=VLOOKUP(A1,B:C,2)→7"),
            ("A3", "=A2+1→8"),
            ("A4", "=TEXT(B4,\"0\")→3"),
            ("A5", "=INDIRECT(\"A1\")→7"),
        ],
    );
    let filled = book.clone().fill(&json!({"a": 1}));
    filled.holds(&[
        "<f>VLOOKUP(A1,B:C,2)</f></c>",
        "<f>A2+1</f></c>",
        "<f>TEXT(B4,&quot;0&quot;)</f><v>3</v>",
        "<f>INDIRECT(&quot;A1&quot;)</f></c>",
    ]);
    assert!(
        filled
            .part("xl/workbook.xml")
            .contains("</sheets><calcPr fullCalcOnLoad=\"1\"/></workbook>")
    );
    let filled = book
        .name("n", None, "S!$A$1")
        .after_names("<calcPr calcId=\"1\"/><oleSize ref=\"A1\"/>")
        .fill(&json!({"a": 1}));
    assert!(
        filled
            .part("xl/workbook.xml")
            .contains("<calcPr calcId=\"1\" fullCalcOnLoad=\"1\"/><oleSize")
    );
}

#[test]
fn formulas_in_a_circle_have_no_value() {
    let filled = Book::new()
        .sheet("S", &[("A1", "{{ a }}"), ("A2", "=A3+A1→1"), ("A3", "=A2→1"), ("A4", "=A3→1")])
        .fill(&json!({"a": 1}));
    filled.holds(&["<f>A3+A1</f></c>", "<f>A2</f></c>", "<f>A3</f></c>"]);
}

#[test]
fn values_that_do_not_depend_on_filled_cells_stay_as_they_are() {
    let book = Book::new()
        .sheet(
            "S",
            &[("A1", "{{ a }}"), ("B1", "5"), ("B2", "=B1*2→10.00"), ("B3", "=NOW()→45000.5")],
        )
        .sheet("T", &[("A1", "=S!B2→10.00")]);
    let filled = book.fill(&json!({"a": 1}));
    filled.holds(&["<f>B1*2</f><v>10.00</v>", "<f>NOW()</f><v>45000.5</v>"]);
    assert!(filled.part("xl/worksheets/sheet2.xml").contains("<v>10.00</v>"));
}

#[test]
fn names_are_computed_with() {
    let book = Book::new()
        .sheet(
            "S",
            &[
                ("A1", "{% for x in xs %}{{ x }}"),
                ("B1", "{% endfor %}"),
                ("A2", "=SUM(ds)*he_so→0"),
                ("A3", "=COUNT(ds)→0"),
            ],
        )
        .name("ds", None, "S!$A$1:$A$1")
        .name("he_so", None, "2.5");
    let filled = book.fill(&json!({"xs": [1, 2, 3]}));
    assert!(
        filled.show("S").ends_with("A4 =SUM(ds)*he_so → 15\nA5 =COUNT(ds) → 3"),
        "{}",
        filled.show("S")
    );
    assert!(filled.part("xl/workbook.xml").contains("S!$A$1:$A$3</definedName>"));
}

#[test]
fn sums_over_decimals_are_exact() {
    let book = Book::new().sheet(
        "S",
        &[
            ("A1", "{% for x in xs %}{{ x }}"),
            ("B1", "{% endfor %}"),
            ("A2", "=SUM(A1:A1)"),
            ("A3", "=A2=1"),
        ],
    );
    let filled = book.fill(&json!({"xs": [0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1]}));
    assert!(filled.show("S").ends_with("A11 =SUM(A1:A10) → 1\nA12 =A11=1 → true"));
}

#[test]
fn the_order_of_computing_is_dropped_only_when_formulas_moved() {
    let chain = |cells: &[(&str, &str)]| {
        Book::new().sheet("S", cells).part("xl/calcChain.xml", "<calcChain xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><c r=\"A2\" i=\"1\"/></calcChain>").relation("cc", "calcChain", "calcChain.xml")
    };
    let kept = chain(&[("A1", "{{ a }}"), ("A2", "=A1→0")]).fill(&json!({"a": 1}));
    assert!(kept.names().contains(&"xl/calcChain.xml".to_owned()));
    let dropped = chain(&[
        ("A1", "{% for x in a %}{{ x }}"),
        ("B1", "{% endfor %}"),
        ("A2", "=SUM(A1:A1)→0"),
    ])
    .fill(&json!({"a": [1, 2]}));
    assert!(!dropped.names().contains(&"xl/calcChain.xml".to_owned()));
    assert!(!dropped.part("[Content_Types].xml").contains("calcChain"));
    assert!(!dropped.part("xl/_rels/workbook.xml.rels").contains("calcChain"));
}

#[test]
fn a_formula_without_stored_value_is_known_to_those_that_read_it() {
    let book = Book::new()
        .sheet("S", &[("A1", "{{ a }}"), ("B1", "4"), ("A2", "=A1+B2"), ("B2", "=B1*2")]);
    book.fill(&json!({"a": 1})).holds(&["<f>B1*2</f><v>8</v></c>", "<f>A1+B2</f><v>9</v>"]);
}

#[test]
fn stored_numbers_lose_the_noise_of_binary_fractions_when_computed_with() {
    let book = Book::new().sheet(
        "S",
        &[
            ("A1", "{{ a }}"),
            ("B1", "0.30000000000000004"),
            ("A2", "=A1*B1+B2"),
            ("B2", "1.1E-1"),
        ],
    );
    book.fill(&json!({"a": 10}))
        .holds(&["<v>0.30000000000000004</v>", "<f>A1*B1+B2</f><v>3.11</v>"]);
}
