//! Units that have given no figure are told once, and every other gap at its figure.

use super::office::{ONE, ONE_BEFORE, Office, TWO};

const SENTENCE: &str = "{{ tinh_trang.pham_vi }}";
const ADMITTED: &str = "Kết nạp {{ ket_nap }}.";

#[test]
fn where_the_document_names_who_is_missing_its_figures_have_no_marks() {
    let office = Office::with(&[("2024-6T", [Some(ONE), None])]);
    let text = office.prints(&[SENTENCE, ADMITTED]).text;
    let said = "Số liệu kỳ này là của 1/2 đơn vị, chưa có của Chi bộ Hai.";
    assert_eq!(text[text.len() - 2..], [said, "Kết nạp 4."]);
}

#[test]
fn a_figure_that_lacks_another_unit_keeps_its_mark() {
    let mut two = TWO;
    two[1] = "";
    let office = Office::with(&[("2024-6T", [Some(ONE), Some(two)])]);
    let text = office.prints(&[SENTENCE, ADMITTED]).text;
    let said = "Số nào chưa đủ thì ghi kèm [số đơn vị đã có/số đơn vị phải có].";
    assert_eq!(text[text.len() - 2..], [said, "Kết nạp 4 [1/2]."]);
}

#[test]
fn the_sentence_is_of_this_period_and_an_earlier_one_keeps_its_marks() {
    let office =
        Office::with(&[("2024-6T", [Some(ONE), None]), ("2023-6T", [Some(ONE_BEFORE), None])]);
    let earlier = "Năm trước {{ ket_nap @ cung-ky }}.";
    let text = office.prints(&[SENTENCE, earlier]).text;
    assert_eq!(text.last().unwrap(), "Năm trước 3 [1/2].");
}

#[test]
fn a_template_that_only_asks_for_the_sentence_tells_nothing_by_it() {
    let office = Office::with(&[("2024-6T", [Some(ONE), None])]);
    let asks = r#"{% if tinh_trang.pham_vi != "" %}Chưa đủ.{% endif %}"#;
    let text = office.prints(&[asks, ADMITTED]).text;
    assert_eq!(text[text.len() - 2..], ["Chưa đủ.", "Kết nạp 4 [1/2]."]);
}

#[test]
fn where_all_have_reported_there_is_nothing_to_say() {
    let text = Office::new().prints(&["[{{ tinh_trang.pham_vi }}]", ADMITTED]).text;
    assert_eq!(text, ["[]", "Kết nạp 5."]);
}
