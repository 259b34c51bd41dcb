//! What `lint` knows of calls before there are figures.

use std::process::Command;

use crate::office::Office;

/// What `lint` says of a report with this paragraph, one finding a line.
fn told(paragraph: &str) -> String {
    let office = Office::new();
    let template = office.writes(paragraph);
    let mut command = Command::new(env!("CARGO_BIN_EXE_tonghop"));
    let said = command.arg("lint").arg(&template).output().unwrap();
    String::from_utf8([said.stdout, said.stderr].concat()).unwrap()
}

#[test]
fn right_calls_pass() {
    let all = r#"{{ can("ket_nap", "ket_nap @ cung-ky") }}{{ so_sanh("ket_nap", voi="ky-1", don_vi="đồng chí") }} {{ ty_trong("ket_nap", tren="dang_vien", dv="CB1") }} {{ liet_ke_phan("ket_nap", bo=["nu"]) }} {{ ["a"] | liet_ke }} {{ liet_ke(ky.nam) }} {{ ngay("2024-01-05") }} {{ ngay_so("5/1/2024") }} {% if so_sanh_duoc("ket_nap", voi="2023-6T") %}a{% endif %}"#;
    let said = told(all);
    assert!(!said.contains("lỗi[") && !said.contains("cảnh báo["), "{said}");
}

#[test]
fn what_is_wrong_with_a_call_is_told_with_the_way_to_write_it() {
    for (wrong, wanted) in [
        (r#"{{ so_sanh("ket_napp") }}"#, "ket_nap"),
        (r#"{{ so_sanh("ket_nap", voi="cung-kì") }}"#, "có phải `cung-ky`?"),
        (r#"{{ so_sanh("ket_nap", ki="2023") }}"#, "chỉ có `voi`, `ky`, `dv` và `don_vi`"),
        (r#"{{ so_sanh("ket_nap", "cung-ky") }}"#, "cần đúng một tên số liệu"),
        (r#"{{ ty_trong("ket_nap", tren="dang_viên") }}"#, "dang_vien"),
        ("{{ can() }}", "cần ít nhất một tên số liệu"),
        (r#"{{ can("ket_nap") ~ "" }}"#, "phải đứng một mình trong thẻ"),
        (r#"{{ ngay("2024-13-05") }}"#, "không phải một ngày"),
        ("{{ liet_ke() }}", "cần đúng một danh sách"),
        (r#"{{ "ket_nap" | so_sanh }}"#, "cần đúng một tên số liệu"),
        (r#"0{{ so("ket_nap") }}"#, "W672"),
    ] {
        let said = told(wrong);
        assert!(said.contains(wanted), "{wrong}:\n{said}");
    }
}

/// Calls that are wrong whatever the figures are, though each is written as it should be, with what
/// is said of them.
const WRONG: [(&str, &str); 5] = [
    (r#"{{ ty_trong("ket_nap") }}"#, "không phải một phần"),
    (r#"{{ ty_trong("ty_le", tren="dang_vien") }}"#, "là tỷ lệ"),
    (r#"{{ so_sanh("ket_nap", voi="ca-nam") }}"#, "dài khác nhau"),
    (r"{{ liet_ke(cac_don_vi) }}", "cần một danh sách chữ hoặc số"),
    (r#"{{ liet_ke_phan("ket_nap.nu") }}"#, "không có các phần"),
];

#[test]
fn calls_that_no_figures_could_make_right_are_all_told_before_there_are_returns() {
    let all = WRONG.map(|(call, _)| call).concat();
    let said = told(&all);
    for (call, wanted) in WRONG {
        assert!(said.contains(wanted), "{call}:\n{said}");
    }
    assert_eq!(said.matches("E607").count(), WRONG.len(), "{said}");
}

#[test]
fn building_tells_of_all_wrong_calls_at_once() {
    let refused = Office::new().refuses(&WRONG.map(|(call, _)| call).concat());
    for (call, wanted) in WRONG {
        assert!(refused.iter().any(|told| told.contains(wanted)), "{call}: {refused:#?}");
    }
    assert_eq!(refused.len(), WRONG.len(), "{refused:#?}");
}

#[test]
fn what_stands_in_loops_and_on_either_side_of_a_condition_is_tried() {
    for (wrong, wanted) in [
        (r#"{% if co("ket_nap") %}{{ ty_trong("buoi") }}{% endif %}"#, "`buoi` không phải"),
        (r#"{% if not co("ket_nap") %}{{ ty_trong("tuoi") }}{% endif %}"#, "`tuoi` không phải"),
        (
            r#"{% for dv in cac_don_vi %}{{ ty_trong("buoi", dv=dv.ma) }}{% endfor %}"#,
            "`buoi` không phải",
        ),
        (r#"{{ khong_co }}{{ ty_trong("buoi") }}"#, "`buoi` không phải"),
    ] {
        let said = told(wrong);
        assert!(said.contains(wanted), "{wrong}:\n{said}");
    }
}

#[test]
fn what_depends_on_the_figures_is_no_fault_of_a_template() {
    let said = told(concat!(
        r#"{% if gia_tri("ket_nap") > gia_tri("ket_nap", ky="cung-ky") %}nhiều hơn{% endif %}"#,
        r#"{{ gia_tri("ket_nap") / gia_tri("dang_vien") }} {{ so("tuoi", dv="KHONG-BIET") }} "#,
        r#"{{ so_sanh("ket_nap", voi="2023-6T") }} {{ ket_nap @ dau-nhiem-ky }}"#,
        r#"{{ image("chua-co.png") }}"#,
    ));
    assert!(!said.contains("lỗi[") && !said.contains("cảnh báo["), "{said}");
}
