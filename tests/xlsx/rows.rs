//! Rows that are repeated, chosen, or vanish.

use serde_json::json;

use super::harness::Book;

fn people() -> serde_json::Value {
    json!({"xs": [{"ten": "An", "so": 1}, {"ten": "Bình", "so": 2}, {"ten": "Chi", "so": 3}], "khong_co": [], "co": true})
}

#[test]
fn a_loop_over_the_cells_of_one_row_repeats_the_row() {
    let book = Book::new().sheet(
        "S",
        &[
            ("A1", "Đầu"),
            ("A2", "{% for x in xs %}{{ loop.index }}"),
            ("B2", "{{ x.ten }}"),
            ("C2", "cố định{% endfor %}"),
            ("A3", "Cuối"),
        ],
    );
    let filled = book.fill(&people());
    assert_eq!(
        filled.show("S"),
        "A1 \"Đầu\"\nA2 1\nB2 \"An\"\nC2 \"cố định\"\nA3 2\nB3 \"Bình\"\nC3 \"cố định\"\nA4 3\nB4 \"Chi\"\nC4 \"cố định\"\nA5 \"Cuối\""
    );
    // Height and style go with each row; rows are renumbered.
    filled.holds(&[
        "<row r=\"4\" ht=\"2.5\" customHeight=\"1\"><c r=\"A4\" s=\"1\"><v>3</v></c>",
        "<row r=\"5\" ht=\"3.5\"",
    ]);
}

#[test]
fn a_loop_over_several_rows_repeats_them_and_rows_of_tags_only_vanish() {
    let book = Book::new().sheet(
        "S",
        &[
            ("A1", "{% for x in xs %}"),
            ("A2", "{{ x.ten }}"),
            ("A4", "{{ x.so }}"),
            ("B5", "{% endfor %}"),
            ("A6", "Cuối"),
        ],
    );
    // Row 3 is not in the file, but it is repeated as the empty row it is.
    assert_eq!(
        book.fill(&people()).show("S"),
        "A1 \"An\"\nA3 1\nA4 \"Bình\"\nA6 2\nA7 \"Chi\"\nA9 3\nA10 \"Cuối\""
    );
}

#[test]
fn over_nothing_the_rows_vanish() {
    let book = Book::new().sheet(
        "S",
        &[
            ("A1", "a"),
            ("A2", "{% for x in khong_co %}{{ x }}"),
            ("B2", "{% endfor %}"),
            ("A3", "b"),
        ],
    );
    assert_eq!(book.fill(&people()).show("S"), "A1 \"a\"\nA2 \"b\"");
}

#[test]
fn loops_nest() {
    let book = Book::new().sheet(
        "S",
        &[
            ("A1", "{% for g in gs %}"),
            ("A2", "{{ g.ten }}"),
            ("A3", "{% for x in g.xs %}{{ loop.index }}"),
            ("B3", "{{ x }}{% endfor %}"),
            ("A4", "{% endfor %}"),
        ],
    );
    let data = json!({"gs": [{"ten": "A", "xs": [1, 2]}, {"ten": "B", "xs": []}, {"ten": "C", "xs": [3]}]});
    assert_eq!(
        book.fill(&data).show("S"),
        "A1 \"A\"\nA2 1\nB2 1\nA3 2\nB3 2\nA4 \"B\"\nA5 \"C\"\nA6 1\nB6 3"
    );
}

#[test]
fn a_condition_chooses_rows() {
    let book = Book::new().sheet(
        "S",
        &[
            ("A1", "{% if so > 1 %}"),
            ("A2", "nhiều"),
            ("A3", "{% elif so == 1 %}"),
            ("A4", "một"),
            ("A5", "{% else %}"),
            ("A6", "không"),
            ("A7", "{% endif %}"),
            ("A8", "hết"),
            ("A9", "{% if so %}có"),
            ("B9", "{% endif %}"),
        ],
    );
    assert_eq!(book.fill(&json!({"so": 2})).show("S"), "A1 \"nhiều\"\nA2 \"hết\"\nA3 \"có\"");
    assert_eq!(book.fill(&json!({"so": 1})).show("S"), "A1 \"một\"\nA2 \"hết\"\nA3 \"có\"");
    assert_eq!(book.fill(&json!({"so": 0})).show("S"), "A1 \"không\"\nA2 \"hết\"");
}

#[test]
fn a_loop_can_pass_over_members_and_say_what_comes_of_none() {
    let book = Book::new().sheet(
        "S",
        &[
            ("A1", "{% for x in xs %}"),
            ("A2", "{% if x.so == 2 %}{% continue %}{% endif %}"),
            ("A3", "{{ x.ten }}"),
            ("A4", "{% else %}"),
            ("A5", "trống"),
            ("A6", "{% endfor %}"),
            ("A7", "hết"),
        ],
    );
    assert_eq!(book.fill(&people()).show("S"), "A1 \"An\"\nA2 \"Chi\"\nA3 \"hết\"");
    assert_eq!(book.fill(&json!({"xs": []})).show("S"), "A1 \"trống\"\nA2 \"hết\"");
}

#[test]
fn two_loops_one_below_the_other_move_independently() {
    let book = Book::new().sheet(
        "S",
        &[
            ("A1", "{% for x in xs %}{{ x.ten }}"),
            ("B1", "{% endfor %}"),
            ("A2", "giữa"),
            ("A3", "{% for x in xs %}{{ x.so }}"),
            ("B3", "{% endfor %}"),
            ("A4", "=SUM(A1:A1)+SUM(A3:A3)"),
        ],
    );
    assert!(book.fill(&people()).show("S").ends_with("A8 =SUM(A1:A3)+SUM(A5:A7) → 6"));
}

#[test]
fn rows_and_cells_without_addresses_are_found_by_their_order() {
    let rows = "<row><c t=\"inlineStr\"><is><t>{% for x in xs %}{{ x.ten }}</t></is></c><c t=\"inlineStr\"><is><t>{% endfor %}</t></is></c></row><row><c><v>9</v></c></row>";
    assert_eq!(
        Book::new().raw_sheet("S", rows).fill(&people()).show("S"),
        "A1 \"An\"\nA2 \"Bình\"\nA3 \"Chi\"\nA4 9"
    );
}

#[test]
fn everything_else_of_rows_and_cells_is_kept() {
    let rows = "<row r=\"1\" spans=\"1:2\" x14ac:dyDescent=\"0.25\" xmlns:x14ac=\"u\"><c r=\"A1\" t=\"inlineStr\"><is><t>{% for x in xs %}{{ x.so }}</t></is></c><c r=\"B1\" s=\"7\" cm=\"1\"><v>1.50</v><extLst><ext uri=\"u\"/></extLst></c><c r=\"C1\" t=\"inlineStr\"><is><t>{% endfor %}</t></is></c><extLst/></row>";
    Book::new().raw_sheet("S", rows).fill(&people()).holds(&[
        "<row r=\"3\" spans=\"1:2\" x14ac:dyDescent=\"0.25\" xmlns:x14ac=\"u\"><c r=\"A3\"><v>3</v></c><c r=\"B3\" s=\"7\" cm=\"1\"><v>1.50</v><extLst><ext uri=\"u\"/></extLst></c><c r=\"C3\"/><extLst/></row>",
    ]);
}

#[test]
fn parts_with_another_prefix_are_filled_with_it() {
    let sheet = "<x:worksheet xmlns:x=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><x:sheetData><x:row r=\"1\"><x:c r=\"A1\" t=\"inlineStr\"><x:is><x:t>{{ ten }}</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>";
    let book = Book::new().raw_sheet("S", "").part("xl/worksheets/x.xml", sheet);
    let filled = book
        .relation("x", "worksheet", "worksheets/x.xml")
        .listed("X", "x")
        .fill(&json!({"ten": "An"}));
    assert!(
        filled
            .part("xl/worksheets/x.xml")
            .contains("<x:c r=\"A1\" t=\"inlineStr\"><x:is><x:t>An</x:t></x:is></x:c>")
    );
}
