//! Who has sent what: on screen, as JSON, in Excel.

use tonghop::sheet;

use super::common::{Content, root, set_cell};
use super::workspace::{FIRST_NAMESAKE, HAMLET_3, HAMLET_7, PERIOD, Quarter};

#[test]
fn a_unit_that_sent_nothing_is_missing_whatever_stands_above_it() {
    let quarter = Quarter::new("28/03/2024", &[HAMLET_3]);
    quarter.build("2024-03-25");
    let said = quarter.progress("2024-03-26", &["--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&said).unwrap();
    let pack = &json["packs"][0];
    assert_eq!(
        (&pack["due"], &pack["received"], &pack["missing"]),
        (&40.into(), &39.into(), &1.into())
    );
    let units = pack["units"].as_array().unwrap();
    let unit = |name: &str| units.iter().find(|unit| unit["name"] == name).unwrap();
    assert_eq!(unit("Chi bộ thôn 3")["returns"][0]["state"], "missing");
    assert_eq!(unit("Chi bộ thôn 7")["returns"][0]["state"], "received");
    assert_eq!(unit("Chi bộ thôn 7")["returns"][0]["received"], "2024-03-25");
    let groups: Vec<_> = units.iter().filter(|unit| unit["group"] == true).collect();
    assert!(!groups.is_empty());
    for group in groups {
        assert_eq!(group["returns"], serde_json::json!([]), "{}", group["name"]);
    }
}

#[test]
fn the_screen_shows_every_unit_where_there_is_room_else_those_that_are_not_whole() {
    let quarter = Quarter::new("28/03/2024", &[HAMLET_3, HAMLET_7]);
    quarter.build("2024-03-25");
    quarter.comes(HAMLET_7);
    let said = quarter.progress("2024-04-02", &[]);
    assert!(said.contains("hạn nộp 28/3/2024"), "{said}");
    let line = |name: &str| said.lines().find(|line| line.contains(name)).unwrap();
    assert!(line("Chi bộ thôn 3").ends_with("chưa nhận"), "{said}");
    assert!(line("Chi bộ thôn 7").ends_with("muộn, nhận 02/4/2024"), "{said}");
    assert!(said.ends_with("Cộng: đã nhận 39/40 biểu, muộn 1, chưa nhận 1\n"), "{said}");
}

#[test]
fn several_periods_are_columns_and_a_year_has_all_of_its_periods() {
    let quarter = Quarter::new("28/03/2024", &[HAMLET_3]);
    let (_, said) = quarter
        .run("progress", &["--year", "2024", "--as-of", "2024-12-20", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&said).unwrap();
    let periods = &json["packs"][0]["periods"];
    assert_eq!(periods, &serde_json::json!(["2024-Q1", "2024-6T", "2024-9T", "2024"]));
    assert_eq!(json["packs"][0]["due"], 160);
    assert_eq!(json["packs"][0]["missing"], 1);
    let (_, said) = quarter.run(
        "progress",
        &["--period", "2024-Q1", "--period", "2024-6T", "--as-of", "2024-03-25"],
    );
    let head = said.lines().find(|line| line.contains("Đơn vị")).unwrap();
    assert!(head.contains("[1] Q.I/2024") && head.contains("[2] 6T/2024"), "{said}");
    let (code, said) = quarter.run("tien-do", &[]);
    assert_eq!(code, Some(2));
    assert!(said.contains("--period KỲ"), "{said}");
}

#[test]
fn the_workbook_says_the_same_and_the_summary_has_it_too() {
    let quarter = Quarter::new("28/03/2024", &[HAMLET_3]);
    quarter.build("2024-03-25");
    let out = quarter.path("tien-do.xlsx");
    quarter.progress("2024-03-26", &["--out", out.to_str().unwrap()]);
    let summary = quarter.path("ket-qua/2024-Q1/du-thao-01/tong-hop.xlsx");
    for file in [out, summary] {
        let bytes = std::fs::read(&file).unwrap();
        let book = sheet::read("x.xlsx", &bytes, &sheet::Limits::default()).unwrap();
        let sheet = book.sheet("Tiến độ").unwrap();
        let row = |name: &str| {
            let (at, _) = sheet.iter().find(|(_, cell)| cell.text == name).unwrap();
            let of_row = sheet.iter().filter(|(other, _)| other.row == at.row);
            of_row.map(|(_, cell)| cell.text.clone()).collect::<Vec<_>>().join("|")
        };
        assert!(row("Chi bộ thôn 3").ends_with("|chưa nhận"), "{}", file.display());
        assert!(row("Chi bộ thôn 7").ends_with("|nhận 25/3/2024"), "{}", file.display());
        assert!(row("Cộng").contains("đã nhận 39/40 biểu"), "{}", file.display());
    }
}

#[test]
fn the_table_takes_the_place_of_no_file_and_is_not_put_among_the_returns() {
    let quarter = Quarter::new("28/03/2024", &[HAMLET_3]);
    for (out, said) in [
        ("thiet-lap.xlsx", "chuyển tệp `thiet-lap.xlsx` đang có đi chỗ khác"),
        (HAMLET_7, "ngoài `WS/bao-cao-den`"),
        ("bao-cao-den/tien-do.xlsx", "ngoài `WS/bao-cao-den`"),
        ("bao-cao-den/../bao-cao-den/tien-do.xlsx", "ngoài `WS/bao-cao-den`"),
        ("tien-do.docx", "tien-do.xlsx`"),
    ] {
        let out = quarter.path(out);
        let kept = std::fs::read(&out).ok();
        let out_said = out.to_str().unwrap();
        let (code, told) = quarter.run("progress", &["--period", PERIOD, "--out", out_said]);
        assert_eq!(code, Some(2), "{told}");
        assert!(told.contains("lỗi[E514]") && told.contains(said), "{told}");
        assert!(!told.contains("Chi bộ thôn 3"), "nothing is read first: {told}");
        assert_eq!(std::fs::read(&out).ok(), kept, "{out_said}");
    }
}

#[test]
fn a_return_with_blanks_is_not_whole_and_says_how_many() {
    let quarter = Quarter::new("28/03/2024", &[HAMLET_3]);
    for cell in ["C12", "C14"] {
        quarter.set(HAMLET_7, cell, &Content::Blank);
    }
    quarter.build("2024-03-25");
    let said = quarter.progress("2024-03-26", &[]);
    let line = said.lines().find(|line| line.contains("Chi bộ thôn 7")).unwrap();
    assert!(line.ends_with("2 ô trống; nhận 25/3/2024"), "{said}");
    assert!(said.contains("Cộng: đã nhận 39/40 biểu, còn ô trống 1, chưa nhận 1"), "{said}");
    let other = said.lines().find(|line| line.contains("Chi bộ thôn 4 ")).unwrap();
    assert!(other.ends_with("nhận 25/3/2024") && !other.contains("trống"), "{said}");
}

#[test]
fn files_without_figures_and_a_lost_register_are_told_beside_the_table() {
    let quarter = Quarter::new("28/03/2024", &[HAMLET_3]);
    quarter.build("2024-03-25");
    let said = quarter.progress("2024-03-26", &[]);
    assert!(!said.contains("cảnh báo"), "{said}");
    std::fs::write(quarter.path("bao-cao-den/2024-quy-1/thôn 3.xlsx"), "no workbook").unwrap();
    std::fs::remove_dir_all(quarter.path(".tonghop")).unwrap();
    let said = quarter.progress("2024-03-26", &["--period", "2024-6T"]);
    let told = "1 tệp trong thư mục báo cáo đến chưa lấy được số: `2024-quy-1/thôn 3.xlsx`";
    assert_eq!(said.matches(told).count(), 1, "{said}");
    assert_eq!(said.matches("cảnh báo[W560]").count(), 1, "{said}");
}

#[test]
fn an_error_in_one_return_of_a_file_is_not_that_of_the_unit_beside_it() {
    const SOUTH: [&str; 2] = [
        "bao-cao-den/2024-quy-1/BTCTW1_thonNamHai_QI_24.xlsx",
        "bao-cao-den/2024-quy-1/thôn Nam Sơn - tăng giảm ĐV quý I-2024.xlsx",
    ];
    let quarter = Quarter::new("28/03/2024", &SOUTH);
    let both = "bao-cao-den/2024-quy-1/Nam Hải, Nam Sơn.xlsx";
    let sample = root().join("input-samples/mot-quy/25-3/Nam Hải, Nam Sơn.xlsx");
    std::fs::copy(sample, quarter.path(both)).unwrap();
    let wrong = Content::Number("99".to_owned());
    set_cell(&quarter.path(both), "Nam Sơn", "C30", &wrong);
    let said = quarter.progress("2024-03-26", &[]);
    let line = |name: &str| said.lines().find(|line| line.contains(name)).unwrap();
    assert!(line("Chi bộ thôn Nam Sơn").contains("lỗi"), "{said}");
    assert!(!line("Chi bộ thôn Nam Hải").contains("lỗi"), "{said}");
}

#[test]
fn an_error_of_a_unit_is_not_that_of_another_of_its_name() {
    let quarter = Quarter::with_namesakes();
    quarter.set(FIRST_NAMESAKE, "C30", &Content::Number("99".to_owned()));
    let said = quarter.progress("2024-03-26", &["--format", "json"]);
    // What is told besides follows behind.
    let mut values = serde_json::Deserializer::from_str(&said).into_iter::<serde_json::Value>();
    let json = values.next().unwrap().unwrap();
    let units = json["packs"][0]["units"].as_array().unwrap();
    let unit = |code: &str| units.iter().find(|unit| unit["code"] == code).unwrap();
    let errors = |code: &str| unit(code)["returns"][0]["errors"].as_u64().unwrap_or(0);
    assert!(errors("CB12") > 0, "{}", unit("CB12"));
    assert_eq!(errors("CB16"), 0, "{}", unit("CB16"));
}
