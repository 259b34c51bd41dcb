//! `ty_trong`, and shares that do not add up to 100.

use crate::office::{ONE, Office, TWO};

#[test]
fn a_share_is_of_the_total_of_its_element_or_of_what_is_named() {
    let printed = Office::new().prints(&[
        r#"{{ ty_trong("ket_nap.nu") }}%"#,
        r#"{{ ty_trong("buoi.kha", dv="CB1") }}%"#,
        r#"{{ ty_trong("ket_nap", tren="dang_vien") }}%"#,
    ]);
    assert_eq!(printed.text, ["40%", "33,33%", "8,33%"]);
    assert!(printed.traces("Kết nạp: Nữ", "2024-6T") && printed.traces("ket_nap |", "2024-6T"));
}

#[test]
fn shares_of_all_parts_that_are_not_100_together_are_told_and_not_adjusted() {
    let all = r#"{{ ty_trong("buoi.tot") }} {{ ty_trong("buoi.kha") }} {{ ty_trong("buoi.trung_binh") }}"#;
    let printed = Office::new().prints(&[all]);
    assert_eq!(printed.text, ["33,33 33,33 33,33"]);
    let told = "các tỷ lệ của «Buổi sinh hoạt» (Đảng bộ xã Mẫu, 2024-6T) in là 33,33%, 33,33% và \
                33,33%, cộng lại 99,99%";
    assert_eq!(printed.told("W671"), [told]);
    let two =
        Office::new().prints(&[r#"{{ ty_trong("buoi.tot") }} {{ ty_trong("buoi.kha") }}"#]);
    assert_eq!(two.told("W671"), Vec::<&str>::new());
}

#[test]
fn shares_that_are_indicators_count_among_them() {
    let mixed =
        r#"{{ ty_le_tot }} {{ ty_trong("buoi.kha") }} {{ ty_trong("buoi.trung_binh") }}"#;
    assert_eq!(Office::new().prints(&[mixed]).told("W671").len(), 1);
}

#[test]
fn shares_that_make_100_are_not_spoken_of() {
    let (mut one, mut two) = (ONE, TWO);
    one[5..].copy_from_slice(&["4", "2", "1", "1"]);
    two[5..].copy_from_slice(&["4", "2", "1", "1"]);
    let office = Office::with(&[("2024-6T", [Some(one), Some(two)])]);
    let all = r#"{{ ty_trong("buoi.tot") }} {{ ty_trong("buoi.kha") }} {{ ty_trong("buoi.trung_binh") }}"#;
    let printed = office.prints(&[all]);
    assert_eq!(printed.text, ["50 25 25"]);
    assert_eq!(printed.told("W671"), Vec::<&str>::new());
}

#[test]
fn a_share_of_some_branches_says_of_how_many() {
    let office = Office::with(&[("2024-6T", [Some(ONE), None])]);
    let printed = office.prints(&[r#"{{ ty_trong("ket_nap.nu") }}"#]);
    assert_eq!(printed.text.last().unwrap(), "50 [1/2]");
}

#[test]
fn a_share_of_unlike_branches_of_nothing_and_of_what_is_absent_has_no_figure() {
    let mut two = TWO;
    two[2] = "";
    let office = Office::with(&[("2024-6T", [Some(ONE), Some(two)])]);
    let printed = office.prints(&[
        r#"{{ ty_trong("ket_nap.nu") }}"#,
        r#"{{ ty_trong("ket_nap.nu", dv="CB2") }}"#,
        r#"{{ ty_trong("ket_nap.nu", ky="2024-Q1") }}"#,
    ]);
    assert_eq!(&printed.text[printed.text.len() - 3..], ["…", "…", "…"]);
    assert_eq!(printed.told("W673").len(), 1, "{:?}", printed.findings);
    let none = ["5", "0", "0", "0", "", "0", "0", "0", "0"];
    let office = Office::with(&[("2024-6T", [Some(none), Some(none)])]);
    assert_eq!(office.says(r#"{{ ty_trong("ket_nap.nu") }}"#), "-");
}

#[test]
fn what_has_no_total_and_what_is_a_ratio_has_no_share() {
    for (template, reason) in [
        (r#"{{ ty_trong("ket_nap") }}"#, "tren="),
        (r#"{{ ty_trong("ket_nap.nu", tren="ty_le") }}"#, "là tỷ lệ"),
    ] {
        let refused = Office::new().refuses(template);
        assert!(refused[0].contains(reason), "{refused:?}");
    }
}

#[test]
fn shares_of_different_totals_are_not_added_up() {
    let printed = Office::new().prints(&[
        r#"{{ ty_trong("buoi.tot") }}, {{ ty_trong("buoi.trung_binh") }}"#,
        r#"{{ ty_trong("buoi.kha", tren="buoi @ cung-ky") }}"#,
    ]);
    assert_eq!(printed.text, ["33,33, 33,33", "35,71"]);
    assert_eq!(printed.told("W671"), Vec::<&str>::new());
}
