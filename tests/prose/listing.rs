//! `liet_ke`, `liet_ke_phan`, `ngay`, `ngay_so`.

use crate::office::{ONE, Office, TWO};

#[test]
fn a_list_is_joined_as_a_sentence_joins_it() {
    let said = Office::new().says(
        r#"{{ liet_ke(["a"]) }}; {{ liet_ke(["a", "b"]) }}; {{ liet_ke(["a", "b", 3]) }}; {{ [] | liet_ke }}; {{ cac_don_vi | map(attribute="ten") | liet_ke }}"#,
    );
    assert_eq!(said, "a; a và b; a, b và 3; không có; Chi bộ Một và Chi bộ Hai");
}

#[test]
fn what_is_no_list_of_texts_is_refused() {
    for template in [r#"{{ liet_ke("a") }}"#, "{{ liet_ke(cac_don_vi) }}"] {
        let refused = Office::new().refuses(template);
        assert!(refused[0].contains("danh sách"), "{refused:?}");
    }
}

#[test]
fn parts_that_are_not_0_are_named_with_their_figures() {
    let printed = Office::new().prints(&[
        r#"{{ liet_ke_phan("ket_nap") }}"#,
        r#"{{ liet_ke_phan("ket_nap", dv="CB2") }}"#,
        r#"{{ liet_ke_phan("ket_nap", ky="cung-ky", dv="CB2") }}"#,
        r#"{{ liet_ke_phan("buoi", bo=["tot"], don_vi="buổi") }}"#,
    ]);
    let wanted =
        ["nữ 2, đoàn viên 4", "đoàn viên 1", "không có", "khá 5 buổi, trung bình 5 buổi"];
    assert_eq!(printed.text, wanted);
    assert!(printed.traces("Đoàn viên", "2024-6T"), "{:#?}", printed.ledger);
}

#[test]
fn a_part_that_is_absent_is_named_and_told() {
    let mut two = TWO;
    two[2] = "";
    let office = Office::with(&[("2024-6T", [Some(ONE), Some(two)])]);
    let printed = office.prints(&[r#"{{ liet_ke_phan("ket_nap", dv="CB2") }}"#]);
    assert_eq!(printed.text.last().unwrap(), "nữ …, đoàn viên 1");
    assert_eq!(printed.told("W209").len(), 1, "{:?}", printed.findings);
    let printed = office.prints(&[r#"{{ liet_ke_phan("ket_nap") }}"#]);
    assert_eq!(printed.text.last().unwrap(), "nữ 2 [1/2], đoàn viên 4");
}

#[test]
fn a_part_that_is_not_there_to_be_left_out_is_named() {
    let refused = Office::new().refuses(r#"{{ liet_ke_phan("ket_nap", bo=["nuu"]) }}"#);
    assert!(refused[0].contains("không có phần `nuu`"), "{refused:?}");
}

#[test]
fn days_are_written_as_documents_write_them() {
    let said = Office::new().says(
        r#"{{ ngay("2024-01-05") }}; {{ ngay("27/4/2018") }}; {{ ngay_so("2024-01-05") }}; {{ ngay_so("2018-07-06") }}"#,
    );
    let wanted = "ngày 05 tháng 01 năm 2024; ngày 27 tháng 4 năm 2018; 05/01/2024; 06/7/2018";
    assert_eq!(said, wanted);
}

#[test]
fn what_is_no_day_is_refused() {
    let refused = Office::new().refuses(r#"{{ ngay("30/02/2024") }}"#);
    assert!(refused[0].contains("`30/02/2024` không phải một ngày"), "{refused:?}");
}

#[test]
fn nothing_is_said_to_be_none_that_nobody_reported() {
    let printed = Office::new().prints(&[
        r"{{ ket_nap @ 2021-6T }}",
        r#"{{ liet_ke_phan("ket_nap", ky="2021-6T") }}"#,
        r#"{{ ty_le @ 2021-6T }}; {{ ty_trong("ket_nap.nu", ky="2021-6T") }}"#,
    ]);
    assert_eq!(printed.text, ["…", "nữ …, đoàn viên …", "…; …"], "{:?}", printed.findings);
    assert!(!printed.told("W609").is_empty(), "{:?}", printed.findings);
}

#[test]
fn that_there_are_none_is_said_of_whom_it_is() {
    let mut one = ONE;
    (one[2], one[3]) = ("0", "0");
    let office = Office::with(&[("2024-6T", [Some(one), None])]);
    let printed = office.prints(&[r#"{{ liet_ke_phan("ket_nap") }}"#]);
    assert_eq!(printed.text.last().unwrap(), "không có [1/2]");
    assert!(printed.traces("Đoàn viên", "2024-6T"), "{:#?}", printed.ledger);
}

#[test]
fn a_list_of_which_every_part_is_left_out_is_refused() {
    let refused =
        Office::new().refuses(r#"{{ liet_ke_phan("ket_nap", bo=["nu", "doan_vien"]) }}"#);
    assert!(refused[0].contains("bỏ hết các phần"), "{refused:?}");
    let refused = Office::new().refuses(r#"{{ liet_ke_phan("dang_vien") }}"#);
    assert!(refused[0].contains("không có các phần"), "{refused:?}");
}
