//! Counts below 10 in running text.

use docx_rs::{Docx, Footer, Footnote, Header, Run};

use crate::office::{Office, paragraph, row};

#[test]
fn counts_are_padded_in_sentences_and_never_in_tables() {
    let office = Office::new().counting("05");
    let docx = Docx::new()
        .add_paragraph(paragraph(r#"{{ ket_nap }}; {{ so("ket_nap.nu") }}; {{ dang_vien }}"#))
        .add_table(row(&[&["{{ ket_nap }}"], &[r#"{{ so("ket_nap.nu") }}"#]]))
        .add_paragraph(paragraph(r#"có {{ so("ket_nap") ~ " đồng chí" }}"#));
    let printed = office.fills(docx);
    assert_eq!(printed.text, ["05; 02; 60", "5", "2", "có 05 đồng chí"]);
}

#[test]
fn without_the_setting_and_with_5_nothing_is_padded() {
    let template = r#"{{ ket_nap }}; {{ so_sanh("ket_nap") }}; {{ liet_ke_phan("ket_nap") }}"#;
    let wanted = "5; tăng 2 đồng chí so với cùng kỳ năm trước; nữ 2, đoàn viên 4";
    assert_eq!(Office::new().says(template), wanted);
    assert_eq!(Office::new().counting("5").says(template), wanted);
}

#[test]
fn only_counts_are_padded() {
    let office = Office::new().counting("05");
    let said = office.says(
        r#"{{ tuoi @ cung-ky }}; {{ ty_le }}; {{ ket_nap @ cung-ky }}; {{ so("ket_nap", dv="CB2", ky="cung-ky") }}; {{ so_sanh("ty_le") }}; {{ ty_trong("buoi.tot") }}; {{ ky.so_nam }}"#,
    );
    let points = "tăng 3,16 điểm phần trăm so với cùng kỳ năm trước";
    assert_eq!(said, format!("26; 8,33; 03; 0; {points}; 33,33; 1"));
}

#[test]
fn differences_and_parts_are_counts_too() {
    let office = Office::new().counting("05");
    let said = office.says(r#"{{ so_sanh("ket_nap") }}; {{ liet_ke_phan("ket_nap") }}"#);
    assert_eq!(said, "tăng 02 đồng chí so với cùng kỳ năm trước; nữ 02, đoàn viên 04");
    let docx = Docx::new().add_table(row(&[&[r#"{{ so_sanh("ket_nap") }}"#]]));
    assert_eq!(office.fills(docx).text, ["tăng 2 đồng chí so với cùng kỳ năm trước"]);
}

#[test]
fn a_count_in_a_loop_over_rows_stays_plain_and_in_a_loop_over_paragraphs_is_padded() {
    let office = Office::new().counting("05");
    let docx = Docx::new()
        .add_paragraph(paragraph("{%p for dv in cac_don_vi %}"))
        .add_paragraph(paragraph(r#"{{ dv.ten }}: {{ so("ket_nap", dv=dv.ma) }}"#))
        .add_paragraph(paragraph("{%p endfor %}"))
        .add_table(row(&[&[
            r#"{% for dv in cac_don_vi %}{{ so("ket_nap", dv=dv.ma) }},{% endfor %}"#,
        ]]));
    let printed = office.fills(docx);
    assert_eq!(printed.text, ["Chi bộ Một: 04", "Chi bộ Hai: 01", "4,1,"]);
}

#[test]
fn headers_and_notes_are_sentences() {
    let office = Office::new().counting("05");
    let mut note = Footnote::new();
    note.add_content(paragraph("ghi chú {{ ket_nap }}"));
    let docx = Docx::new()
        .header(Header::new().add_paragraph(paragraph("đầu trang {{ ket_nap }}")))
        .footer(Footer::new().add_paragraph(paragraph("chân trang {{ ket_nap }}")))
        .add_paragraph(paragraph("thân").add_run(Run::new().add_footnote_reference(note)));
    let printed = office.fills(docx);
    for part in ["word/header1.xml", "word/footer1.xml", "word/footnotes.xml"] {
        let xml = printed.part(part);
        assert!(xml.contains(">05<"), "{part}: {xml}");
    }
}

#[test]
fn a_count_that_lacks_a_branch_is_padded_with_what_says_so() {
    let office = Office::with(&[("2024-6T", [Some(crate::office::ONE), None])]).counting("05");
    assert!(office.prints(&["{{ ket_nap }}"]).text.contains(&"04 [1/2]".to_owned()));
}

#[test]
fn a_setting_that_is_neither_5_nor_05_is_refused() {
    let refused = Office::new().counting("có").refuses("{{ ket_nap }}");
    assert!(refused[0].starts_with("E503") && refused[0].contains("Số đếm trong câu"));
}

#[test]
fn a_zero_typed_before_a_tag_is_told() {
    let printed = Office::new()
        .prints(&["có 0{{ ket_nap }} đồng chí", "10{{ ket_nap }}, 2,0{{ ket_nap }}"]);
    assert_eq!(printed.told("W672").len(), 1, "{:?}", printed.findings);
    assert!(printed.told("W672")[0].contains("{{ ket_nap }}"));
}

#[test]
fn every_count_that_is_printed_reads_back_as_itself() {
    let mut one = crate::office::ONE;
    for count in ["0", "1", "9", "10", "99", "1000", "12345"] {
        one[0] = count;
        let two = ["0", "0", "0", "0", "", "0", "0", "0", "0"];
        let office = Office::with(&[("2024-6T", [Some(one), Some(two)])]).counting("05");
        let said = office.says("{{ dang_vien }}");
        let read: u32 = said.replace('.', "").parse().unwrap();
        assert_eq!(read.to_string(), count, "{said}");
        assert_eq!(said.len() == 2, count.len() <= 2 && count != "0", "{said}");
    }
}

#[test]
fn a_condition_sees_the_plain_count_wherever_it_stands() {
    let office = Office::new().counting("05");
    let said = office.says(
        r#"{{ ket_nap }} {% if so("ket_nap") == "5" %}năm{% else %}khác{% endif %} {% set x = so("ket_nap") %}{{ x }}"#,
    );
    assert_eq!(said, "05 năm 05");
}

#[test]
fn what_a_template_counts_itself_is_written_like_any_count() {
    let docx = || {
        Docx::new()
            .add_paragraph(paragraph("{% set n = 3 %}{{ dem(n) }}; {{ dem(cac_don_vi | length) }}; {{ dem(1284) }}; {{ dem(0) }}"))
            .add_table(row(&[&["{{ dem(3) }}"]]))
    };
    let padded = Office::new().counting("05").fills(docx());
    assert_eq!(padded.text, ["03; 02; 1.284; 0", "3"]);
    assert_eq!(Office::new().fills(docx()).text, ["3; 2; 1.284; 0", "3"]);
    let refused = Office::new().refuses(r#"{{ dem("ba") }}"#);
    assert!(refused[0].contains("cần một số nguyên"), "{refused:?}");
}
