//! What is printed of the words of branches.

use super::common::{text, tonghop};
use super::duty::{PERIOD, cell, commune, form, run};
use tonghop::ooxml::Package;

const SHORTCOMINGS: [&str; 4] = [
    "- Thiếu kinh phí hoạt động, tài liệu sinh hoạt;\n- Đảng viên đi làm ăn xa nhiều <b>&{{ dang_vien }}",
    "thiếu kinh phí hoạt động; tài liệu sinh hoạt.",
    "Không có hạn chế, khuyết điểm",
    "",
];

fn paragraphs(file: &std::path::Path) -> Vec<String> {
    let mut package = Package::open(std::fs::read(file).unwrap()).unwrap();
    let xml = text(&package.read("word/document.xml").unwrap());
    let paragraphs = xml.split("</w:p>").map(|paragraph| {
        let runs = paragraph.split("<w:t").skip(1).filter(|run| run.starts_with(['>', ' ']));
        runs.map(|run| run.split_once('>').unwrap().1.split("</w:t>").next().unwrap()).collect()
    });
    paragraphs.filter(|paragraph: &String| !paragraph.is_empty()).collect()
}

#[test]
fn each_opinion_stands_once_in_the_report_with_all_who_hold_it() {
    let office = tempfile::tempdir().unwrap();
    commune(office.path(), SHORTCOMINGS);
    let at = office.path().to_str().unwrap();
    run(&["build", at, "--period", PERIOD]);
    let draft = office.path().join("ket-qua/2024-Q1/du-thao-01");
    assert_eq!(
        paragraphs(&draft.join("bao-cao.docx")),
        [
            "Tổng số 80 đảng viên.",
            "Có 2 ý kiến.",
            "- Thiếu kinh phí hoạt động, tài liệu sinh hoạt (2 đơn vị: Chi bộ thôn 1, Chi bộ thôn 2)",
            "- Đảng viên đi làm ăn xa nhiều &lt;b&gt;&amp;{{ dang_vien }} (1 đơn vị: Chi bộ thôn 1)",
            "Không có ý kiến: Chi bộ thôn 3, Chi bộ thôn 4.",
            "Riêng CB2: [thiếu kinh phí hoạt động; tài liệu sinh hoạt]",
            "- Cấp tài liệu (Chi bộ thôn 1)",
        ]
    );
    let table = draft.join("bang-y-kien.xlsx");
    let of = |at: &str| cell(&table, "Ý kiến", at);
    assert_eq!(of("A2"), "Thiếu kinh phí hoạt động, tài liệu sinh hoạt");
    assert_eq!(of("B2"), "Chi bộ thôn 1, Chi bộ thôn 2");
    assert_eq!(of("A3"), "Đảng viên đi làm ăn xa nhiều <b>&{{ dang_vien }}");
}

#[test]
fn the_form_of_the_office_gathers_all_words_in_one_cell() {
    let office = tempfile::tempdir().unwrap();
    commune(office.path(), SHORTCOMINGS);
    let at = office.path().to_str().unwrap();
    run(&["build", at, "--period", PERIOD]);
    let form = office.path().join("ket-qua/2024-Q1/du-thao-01/phieu-gop-y.xlsx");
    assert_eq!(
        cell(&form, "Phiếu", "B7"),
        "- Thiếu kinh phí hoạt động, tài liệu sinh hoạt (Chi bộ thôn 1; Chi bộ thôn 2)\n\
         - Đảng viên đi làm ăn xa nhiều <b>&{{ dang_vien }} (Chi bộ thôn 1)"
    );
}

#[test]
fn the_row_of_gathered_words_is_high_enough_and_what_no_row_can_show_is_told() {
    let office = tempfile::tempdir().unwrap();
    commune(office.path(), SHORTCOMINGS);
    let at = office.path().to_str().unwrap();
    run(&["build", at, "--period", PERIOD]);
    let form = office.path().join("ket-qua/2024-Q1/du-thao-01/phieu-gop-y.xlsx");
    let mut package = Package::open(std::fs::read(&form).unwrap()).unwrap();
    let xml = text(&package.read("xl/worksheets/sheet1.xml").unwrap());
    let row = xml.split("<row ").find(|row| row.starts_with("r=\"7\"")).unwrap();
    // Two opinions of two lines each in a column of 60 characters.
    assert!(row.contains("ht=\"72\"") && row.contains("customHeight=\"1\""), "{row}");

    let many = (0..40).map(|n| format!("Ý thứ {n}")).collect::<Vec<_>>().join("\n");
    commune(office.path(), [&many, "", "", ""]);
    let built = run(&["build", at, "--period", PERIOD]);
    assert!(built.contains("khi in bị cắt phần cuối"), "{built}");
}

#[test]
fn explain_and_the_ledger_say_who_wrote_what_where() {
    let office = tempfile::tempdir().unwrap();
    commune(office.path(), SHORTCOMINGS);
    let at = office.path().to_str().unwrap();
    let told = run(&["explain", at, "--period", PERIOD, "han_che"]);
    for line in [
        "Hạn chế, khuyết điểm [han_che], Đảng bộ xã Tân Hòa, 2024-Q1: 2 ý kiến; 2 đơn vị không có ý kiến",
        "  Chi bộ thôn 2  ← bao-cao-den/Chi bộ thôn 2.xlsx, trang tính «Phiếu», ô B7",
        "    thiếu kinh phí hoạt động; tài liệu sinh hoạt.",
        "    (để trống)",
    ] {
        assert!(told.lines().any(|said| said == line), "{line}\n{told}");
    }
    let json = run(&["explain", at, "--period", PERIOD, "han_che", "--format", "json"]);
    assert!(json.contains("\"typed\": \"Không có hạn chế, khuyết điểm\""), "{json}");
    run(&["build", at, "--period", PERIOD]);
    let ledger = office.path().join("ket-qua/2024-Q1/du-thao-01/bang-nguon-so-lieu.xlsx");
    assert_eq!(cell(&ledger, "Lời của đơn vị", "D3"), SHORTCOMINGS[1]);
    assert_eq!(cell(&ledger, "Lời của đơn vị", "G3"), "B7");
}

#[test]
fn words_are_no_figures_and_a_blank_cell_is_not_missing() {
    let office = tempfile::tempdir().unwrap();
    commune(office.path(), ["", "", "", ""]);
    let at = office.path().to_str().unwrap();
    let checked = run(&["check", at, "--period", PERIOD]);
    assert!(!checked.contains("W209") && !checked.contains("W404"), "{checked}");
    let export = run(&["export", at, "--period", PERIOD, "--format", "csv"]);
    assert!(export.contains("dang_vien") && !export.contains("han_che"), "{export}");
}

#[test]
fn two_returns_that_differ_in_words_are_two_returns() {
    let office = tempfile::tempdir().unwrap();
    commune(office.path(), SHORTCOMINGS);
    let twice = ["Chi bộ thôn 1", "Quý I/2024", "20", "Không", "Cấp tài liệu"];
    form(&office.path().join("bao-cao-den/ban hai.xlsx"), twice);
    let at = office.path().to_str().unwrap();
    let output = tonghop(&["check", at, "--period", PERIOD]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stdout).contains("E403"), "{}", text(&output.stdout));
}

#[test]
fn a_period_that_nobody_returns_has_no_words_which_is_told() {
    let office = tempfile::tempdir().unwrap();
    commune(office.path(), SHORTCOMINGS);
    for name in ["Chi bộ thôn 1", "Chi bộ thôn 2", "Chi bộ thôn 3", "Chi bộ thôn 4"]
    {
        let file = office.path().join(format!("bao-cao-den/6t {name}.xlsx"));
        form(&file, [name, "6 tháng năm 2024", "21", "Một ý", ""]);
    }
    let at = office.path().to_str().unwrap();
    let told = run(&["build", at, "--period", "2024-Q2"]);
    assert!(told.contains("W222"), "{told}");
}
