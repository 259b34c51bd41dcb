//! Words for programs, and words that a branch has written anew.

use serde_json::Value;

use super::common::text;
use super::duty::{PERIOD, commune, form, run};

const SHORTCOMINGS: [&str; 4] =
    ["- Thiếu kinh phí\n- Thiếu cán bộ", "=1+1", "Không, \"như mọi năm\"", ""];

fn exported(workspace: &str) -> Vec<Value> {
    let arguments = ["export", workspace, "--period", PERIOD, "--format", "json", "--words"];
    let output = super::common::tonghop(&arguments);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn each_cell_for_words_is_exported_with_its_place_blank_ones_too() {
    let office = tempfile::tempdir().unwrap();
    commune(office.path(), SHORTCOMINGS);
    let lines = exported(office.path().to_str().unwrap());
    assert_eq!(lines.len(), 8, "four branches, two questions");
    let of = |org: &str, element: &str| {
        let mut found =
            lines.iter().filter(|line| line["org"] == org && line["element"] == element);
        found.next().unwrap()
    };
    let said = of("CB1", "han_che");
    assert_eq!(said["words"], SHORTCOMINGS[0]);
    assert_eq!(said["org_name"], "Chi bộ thôn 1");
    assert_eq!(said["period"], PERIOD);
    assert_eq!(said["file"], "bao-cao-den/Chi bộ thôn 1.xlsx");
    assert_eq!((&said["sheet"], &said["cell"]), (&"Phiếu".into(), &"B7".into()));
    assert_eq!(of("CB4", "han_che")["words"], "");
    assert_eq!(of("CB1", "kien_nghi")["words"], "Cấp tài liệu");
}

#[test]
fn in_csv_no_words_are_a_formula() {
    let office = tempfile::tempdir().unwrap();
    commune(office.path(), SHORTCOMINGS);
    let at = office.path().to_str().unwrap();
    let csv = run(&["export", at, "--period", PERIOD, "--format", "csv", "--words"]);
    assert!(
        csv.starts_with("org,org_name,period,element,words,file,sheet,cell,origin\n"),
        "{csv}"
    );
    for line in [
        "CB1,Chi bộ thôn 1,2024-Q1,han_che,\"'- Thiếu kinh phí\n- Thiếu cán bộ\",",
        "CB2,Chi bộ thôn 2,2024-Q1,han_che,'=1+1,bao-cao-den/Chi bộ thôn 2.xlsx,Phiếu,B7,\n",
        "CB3,Chi bộ thôn 3,2024-Q1,han_che,\"Không, \"\"như mọi năm\"\"\",",
    ] {
        assert!(csv.contains(line), "{line}\n{csv}");
    }
}

#[test]
fn two_drafts_tell_the_words_that_changed_and_only_those() {
    let office = tempfile::tempdir().unwrap();
    commune(office.path(), SHORTCOMINGS);
    let at = office.path().to_str().unwrap();
    run(&["build", at, "--period", PERIOD]);
    let second = ["Chi bộ thôn 2", "Quý I/2024", "20", "Thiếu phòng họp", ""];
    form(&office.path().join("bao-cao-den/Chi bộ thôn 2.xlsx"), second);
    let fourth = ["Chi bộ thôn 4", "Quý I/2024", "20", "", "Thêm kinh phí"];
    form(&office.path().join("bao-cao-den/Chi bộ thôn 4.xlsx"), fourth);
    run(&["build", at, "--period", PERIOD]);
    let told = run(&["diff", at, "du-thao-01", "du-thao-02"]);
    let expected = "Lời của đơn vị thay đổi:\n\
        \x20 Hạn chế, khuyết điểm, Chi bộ thôn 2, 2024-Q1: ghi `=1+1` → ghi `Thiếu phòng họp`\n\
        \x20   ← bao-cao-den/Chi bộ thôn 2.xlsx, trang tính «Phiếu», ô B7\n\
        \x20 Kiến nghị, đề xuất, Chi bộ thôn 4, 2024-Q1: để trống → ghi `Thêm kinh phí`\n\
        \x20   ← bao-cao-den/Chi bộ thôn 4.xlsx, trang tính «Phiếu», ô B8\n\
        Tệp thay đổi:\n";
    assert!(told.contains(expected), "{told}");
    let json = run(&["diff", at, "du-thao-01", "du-thao-02", "--format", "json"]);
    let json: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["words"].as_array().unwrap().len(), 2);
    let changed = &json["words"][0];
    assert_eq!(changed["org_name"], "Chi bộ thôn 2");
    assert_eq!(changed["before"]["text"], "=1+1");
    assert_eq!(changed["after"]["text"], "Thiếu phòng họp");
}

#[test]
fn a_branch_whose_return_is_gone_says_nothing_any_more() {
    let office = tempfile::tempdir().unwrap();
    commune(office.path(), SHORTCOMINGS);
    let at = office.path().to_str().unwrap();
    run(&["build", at, "--period", PERIOD]);
    std::fs::remove_file(office.path().join("bao-cao-den/Chi bộ thôn 2.xlsx")).unwrap();
    std::fs::remove_file(office.path().join("bao-cao-den/Chi bộ thôn 4.xlsx")).unwrap();
    let built = super::common::tonghop(&["build", at, "--period", PERIOD]);
    assert_ne!(built.status.code(), Some(2), "{}", text(&built.stderr));
    let json = run(&["diff", at, "du-thao-01", "du-thao-02", "--format", "json"]);
    let json: Value = serde_json::from_str(&json).unwrap();
    let words = json["words"].as_array().unwrap();
    assert_eq!(words.len(), 1, "what was blank and is gone says the same: {json:#}");
    assert_eq!(words[0]["before"]["text"], "=1+1");
    assert!(words[0]["after"].is_null());
}
