//! What a tag becomes in its cell.

use serde_json::json;

use super::harness::Book;

#[test]
fn a_cell_that_is_one_tag_takes_the_value_with_its_type() {
    let book = Book::new().sheet(
        "S",
        &[
            ("A1", "{{ so }}"),
            ("B1", " {{ chu }}"),
            ("C1", "{{ dung }}"),
            ("D1", "{{ khong() }}"),
            ("E1", "{{ so * 2 + 1 }}"),
            ("F1", "{{ so }} đồng chí"),
        ],
    );
    let filled = book.fill(&json!({"so": 12, "chu": "Chi bộ", "dung": true}));
    assert_eq!(filled.show("S"), "A1 12\nB1 \" Chi bộ\"\nC1 true\nE1 25\nF1 \"12 đồng chí\"");
    filled.holds(&[
        "<c r=\"A1\" s=\"1\"><v>12</v></c>",
        "<c r=\"C1\" s=\"1\" t=\"b\"><v>1</v></c>",
        "<c r=\"D1\" s=\"1\"/>",
    ]);
}

#[test]
fn a_number_has_no_noise_of_binary_fractions() {
    let book = Book::new()
        .sheet("S", &[("A1", "{{ a + b }}"), ("B1", "{{ a }} và {{ c }}"), ("C1", "{{ c }}")]);
    let filled = book.fill(&json!({"a": 0.1, "b": 0.2, "c": 1e15}));
    filled.holds(&["<v>0.3</v>", "0.1 và 1000000000000000", "<v>1000000000000000</v>"]);
}

#[test]
fn a_reference_gives_its_exact_number_and_an_absent_one_an_empty_cell() {
    let book = Book::new().sheet(
        "S",
        &[
            ("A1", "{{ ket_nap.nu @ 2019 }}"),
            ("B1", "{{ a.b @ nam-1 }}"),
            ("C1", "{{ a.c @ 2018 }}"),
            ("D1", "có {{ ket_nap.nu @ 2019 }}/{{ a.b @ nam-1 }}"),
        ],
    );
    let figures = json!({"@": {"ket_nap.nu @ 2019": 1284.125, "a.b @ nam-1": "blank", "a.c @ 2018": null}});
    let filled = book.fill(&figures);
    assert_eq!(filled.show("S"), "A1 1284.125\nC1 \"…\"\nD1 \"có «1284.125»/…\"");
    filled.holds(&["<c r=\"B1\" s=\"1\"/>"]);
}

#[test]
fn a_text_is_never_a_formula_and_never_markup() {
    let cells = [
        ("A1", "{{ a }}"),
        ("A2", "{{ b }}"),
        ("A3", "{{ c }}"),
        ("A4", "{{ d }}"),
        ("A5", "{{ e }}"),
    ];
    let data = json!({"a": "=1+1", "b": "@SUM(A1)", "c": "<b>R&D</b> {{ a }}", "d": "+84 0913", "e": "0012"});
    let filled = Book::new().sheet("S", &cells).fill(&data);
    assert_eq!(
        filled.show("S"),
        "A1 \"=1+1\"\nA2 \"@SUM(A1)\"\nA3 \"<b>R&D</b> {{ a }}\"\nA4 \"+84 0913\"\nA5 \"0012\""
    );
    assert!(!filled.sheet1().contains("<f>"));
}

#[test]
fn odd_characters_in_values_are_kept_escaped_or_dropped() {
    let book =
        Book::new().sheet("S", &[("A1", "{{ a }}"), ("A2", "{{ b }}"), ("A3", "{{ c }}")]);
    let filled = book.fill(&json!({"a": " hai  đầu ", "b": "a\u{3}R0\u{4}\u{1}{ x }\u{2}\r\nb\u{b}", "c": "mã_x0041_"}));
    filled.holds(&[
        "<t xml:space=\"preserve\"> hai  đầu </t>",
        "<t xml:space=\"preserve\">aR0{ x }\nb</t>",
        "mã_x005F_x0041_",
    ]);
}

#[test]
fn values_marked_safe_cannot_forge_rows() {
    let book = Book::new().sheet("S", &[("A1", "{{ a | safe }}"), ("A2", "x")]);
    let filled = book.fill(&json!({"a": "\u{3}R1\u{4}\u{3}C0\u{4}\u{3}N7\u{4}"}));
    assert_eq!(filled.show("S"), "A1 \"R1C0N7\"\nA2 \"x\"");
}

#[test]
fn formatted_runs_around_a_tag_keep_their_formatting_and_the_tag_that_of_its_first_run() {
    let rich = "<r><rPr><b/></rPr><t>Số {</t></r><r><rPr><i/></rPr><t>{ so }</t></r><r><t>} người</t></r>";
    let filled = Book::new().sheet("S", &[("A1", rich)]).fill(&json!({"so": 5}));
    filled.holds(&[
        "<is><r><rPr><b/></rPr><t>Số 5</t></r><r><t xml:space=\"preserve\"> người</t></r></is>",
    ]);
}

#[test]
fn a_block_inside_one_cell_stays_in_it() {
    let book = Book::new().sheet(
        "S",
        &[
            ("A1", "{% for x in xs %}{{ x }}{% if not loop.last %}, {% endif %}{% endfor %}"),
            ("B1", "{% if co %}{{ so }}{% else %}–{% endif %}"),
            ("C1", "{%- if co -%} a {%- endif -%}"),
        ],
    );
    let filled = book.fill(&json!({"xs": ["a", "b"], "co": true, "so": 7}));
    assert_eq!(filled.show("S"), "A1 \"a, b\"\nB1 7\nC1 \"a\"");
}

#[test]
fn variables_set_in_a_cell_hold_in_the_cells_after_it() {
    let book = Book::new().sheet(
        "S",
        &[("A1", "{% set tong = a + 1 %}"), ("A2", "{{ tong }}"), ("A3", "{# lời dặn #}")],
    );
    assert_eq!(book.fill(&json!({"a": 1})).show("S"), "A1 2");
}

#[test]
fn typographic_quotes_and_hard_spaces_in_a_tag_are_understood() {
    let book = Book::new()
        .sheet("S", &[("A1", "{{\u{A0}x[“tên”] }}"), ("A2", "{% raw %}{{ y }}{% endraw %}")]);
    assert_eq!(book.fill(&json!({"x": {"tên": "An"}})).show("S"), "A1 \"An\"\nA2 \"{{ y }}\"");
}

#[test]
fn no_tag_stays_anywhere_in_the_file() {
    let book = Book::new().sheet("S", &[("A1", "{{ so }}"), ("A2", "giữ nguyên")]);
    let filled = book.fill(&json!({"so": 1}));
    assert!(!filled.part("xl/sharedStrings.xml").contains("{{"));
    assert_eq!(filled.show("S"), "A1 1\nA2 \"giữ nguyên\"");
}

#[test]
fn inline_strings_hold_tags_too() {
    let row = "<row r=\"2\"><c r=\"B2\" s=\"1\" t=\"inlineStr\" ph=\"1\"><is><t>{{ so }}</t></is></c><c><v>3</v></c></row>";
    let filled = Book::new().raw_sheet("S", row).fill(&json!({"so": 1}));
    assert_eq!(filled.show("S"), "B2 1\nC2 3");
    filled.holds(&["<c r=\"B2\" s=\"1\" ph=\"1\"><v>1</v></c><c><v>3</v></c>"]);
}

#[test]
fn a_text_that_only_looks_like_a_tag_is_kept() {
    let cells = [("A1", "{{ so }}"), ("A2", "{_ và _} 50% }"), ("A3", "{_{ in ra }_}")];
    let filled = Book::new().sheet("S", &cells).fill(&json!({"so": 1}));
    assert_eq!(filled.show("S"), "A1 1\nA2 \"{_ và _} 50% }\"\nA3 \"{{ in ra }}\"");
}
