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
