//! `can`: a paragraph that is there only where its figures are.

use docx_rs::{
    AbstractNumbering, Docx, IndentLevel, Level, LevelJc, LevelText, NumberFormat, Numbering,
    NumberingId, Start,
};

use crate::office::{ONE, ONE_BEFORE, Office, TWO, paragraph, row};

/// One branch is missing in the year before.
fn office() -> Office {
    Office::with(&[("2024-6T", [Some(ONE), Some(TWO)]), ("2023-6T", [Some(ONE_BEFORE), None])])
}

#[test]
fn a_paragraph_goes_when_one_of_its_figures_is_not_whole_and_nothing_of_it_is_told() {
    let printed = office().prints(&[
        r#"{{ can("ket_nap", "dang_vien") }}Kết nạp {{ ket_nap }}."#,
        r#"Năm trước {{ can("ket_nap", "ket_nap @ cung-ky") }}kết nạp {{ ket_nap @ cung-ky }}, {{ gia_tri("ket_nap", ky="cung-ky") }}."#,
        r#"{{ can("ket_nap", ky="ky-1") }}Kỳ trước {{ so("ket_nap", ky="ky-1") }}."#,
        "Hết.",
    ]);
    let text = &printed.text[printed.text.len() - 2..];
    assert_eq!(text, ["Kết nạp 5.", "Hết."]);
    assert_eq!(printed.told("W609"), Vec::<&str>::new());
    assert!(!printed.traces("Kết nạp", "2023-6T"), "{:#?}", printed.ledger);
    assert!(printed.traces("Kết nạp", "2024-6T"), "{:#?}", printed.ledger);
}

#[test]
fn a_sentence_that_stays_says_that_its_figure_is_not_there() {
    let printed = office().prints(&["Quý II: {{ ket_nap @ 2024-Q2 }}."]);
    assert_eq!(printed.text.last().unwrap(), "Quý II: ….");
    assert_eq!(printed.told("W609").len(), 1, "{:?}", printed.findings);
}

#[test]
fn in_a_cell_only_the_paragraph_goes_and_a_cell_never_loses_its_last() {
    let gone = r#"{{ can("ket_nap @ cung-ky") }}đi"#;
    let docx = Docx::new()
        .add_table(row(&[&["a", gone, "b"], &[gone], &["c"]]))
        .add_paragraph(paragraph("Hết."));
    let printed = office().fills(docx);
    assert_eq!(&printed.text[printed.text.len() - 4..], ["a", "b", "c", "Hết."]);
    let xml = printed.part("word/document.xml");
    assert_eq!(xml.matches("<w:tc>").count(), 3);
    assert!(!xml.contains("</w:tcPr></w:tc>"), "{xml}");
}

#[test]
fn an_item_of_a_list_goes_with_its_number() {
    let level = Level::new(
        0,
        Start::new(1),
        NumberFormat::new("decimal"),
        LevelText::new("%1."),
        LevelJc::new("left"),
    );
    let item = |text: &str| paragraph(text).numbering(NumberingId::new(2), IndentLevel::new(0));
    let docx = Docx::new()
        .add_abstract_numbering(AbstractNumbering::new(2).add_level(level))
        .add_numbering(Numbering::new(2, 2))
        .add_paragraph(item("một"))
        .add_paragraph(item(r#"{{ can("ket_nap @ cung-ky") }}hai"#))
        .add_paragraph(item("ba"));
    let printed = office().fills(docx);
    assert_eq!(&printed.text[printed.text.len() - 2..], ["một", "ba"]);
    let xml = printed.part("word/document.xml");
    assert_eq!(xml.matches("<w:numPr>").count(), 2);
}

#[test]
fn in_a_loop_each_turn_decides_for_itself() {
    let printed = office().prints(&[
        "{%p for dv in cac_don_vi %}",
        r#"{{ can("ket_nap", "ket_nap @ cung-ky", dv=dv.ma) }}{{ dv.ten }} {{ so_sanh("ket_nap", dv=dv.ma) }}."#,
        "{%p endfor %}",
        "{% for dv in cac_don_vi %}{{ can(\"ket_nap @ cung-ky\", dv=\"CB1\") }}{{ dv.ten }};{% endfor %}",
    ]);
    let text = &printed.text[printed.text.len() - 2..];
    let compared = "Chi bộ Một tăng 1 đồng chí so với cùng kỳ năm trước.";
    assert_eq!(text, [compared, "Chi bộ Một;Chi bộ Hai;"]);
}

#[test]
fn a_tag_that_keeps_a_paragraph_stands_alone_and_in_a_paragraph() {
    let refused = office().refuses(r#"{{ can("ket_nap") ~ "x" }}"#);
    assert!(refused[0].starts_with("E606"), "{refused:?}");
    let refused = office().refuses(r#"{{ can("ket_napp") }}x"#);
    assert!(refused[0].contains("có phải `ket_nap`"), "{refused:?}");
}
