//! What is printed of the words of branches.

use super::common::{text, tonghop};
use super::duty::{ELEMENTS, PACK, PERIOD, cell, commune, form, pack, run};
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
    assert!(row.contains("ht=\"64\"") && row.contains("customHeight=\"1\""), "{row}");

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

const BRANCHES: [&str; 4] =
    ["Chi bộ thôn 1", "Chi bộ thôn 2", "Chi bộ thôn 3", "Chi bộ thôn 4"];

fn said_in_report(office: &std::path::Path, period: &str) -> Vec<String> {
    let draft = office.join("ket-qua").join(period).join("du-thao-01");
    paragraphs(&draft.join("bao-cao.docx"))
}

#[test]
fn words_of_a_longer_return_stand_in_for_a_quarter_that_nobody_returns_and_are_told() {
    let office = tempfile::tempdir().unwrap();
    commune(office.path(), SHORTCOMINGS);
    for name in BRANCHES {
        let file = office.path().join(format!("bao-cao-den/6t {name}.xlsx"));
        form(&file, [name, "6 tháng năm 2024", "21", "Một ý", ""]);
    }
    let at = office.path().to_str().unwrap();
    let told = run(&["build", at, "--period", "2024-Q2"]);
    assert!(told.contains("W222") && told.contains("2024-6T"), "{told}");
    let said = said_in_report(office.path(), "2024-Q2");
    assert!(said[2].starts_with("- Một ý (4 đơn vị"), "{said:?}");
}

#[test]
fn a_period_made_of_quarters_has_the_words_of_each_with_its_name() {
    let office = tempfile::tempdir().unwrap();
    commune(office.path(), ["Một ý", "Ý khác", "", "Một ý"]);
    let quarters = PACK.replace(r#""Q1", "6T", "9T", "year""#, r#""Q1", "Q2""#);
    pack(office.path(), &quarters, ELEMENTS);
    for name in BRANCHES {
        let file = office.path().join(format!("bao-cao-den/q2 {name}.xlsx"));
        let said = if name.ends_with('3') { "" } else { "Một ý" };
        form(&file, [name, "Quý II/2024", "21", said, ""]);
    }
    let at = office.path().to_str().unwrap();
    let told = run(&["build", at, "--period", "2024-6T"]);
    assert!(!told.contains("W222"), "{told}");
    let said = said_in_report(office.path(), "2024-6T");
    assert_eq!(
        said[2],
        "- Một ý (3 đơn vị: Chi bộ thôn 1, Chi bộ thôn 2 (quý II năm 2024), Chi bộ thôn 4)"
    );
    assert_eq!(said[3], "- Ý khác (1 đơn vị: Chi bộ thôn 2 (quý I năm 2024))");
    assert_eq!(said[4], "Không có ý kiến: Chi bộ thôn 3.");
}

#[test]
fn nobody_names_shortcomings_only_where_everybody_has_answered() {
    let says_nobody = |answers: &[&str]| {
        let office = tempfile::tempdir().unwrap();
        commune(office.path(), ["", "Không", "", ""]);
        for name in BRANCHES {
            std::fs::remove_file(office.path().join(format!("bao-cao-den/{name}.xlsx")))
                .unwrap();
        }
        for (name, said) in BRANCHES.iter().zip(answers) {
            let file = office.path().join(format!("bao-cao-den/{name}.xlsx"));
            form(&file, [name, "Quý I/2024", "20", said, ""]);
        }
        let at = office.path().to_str().unwrap();
        run(&["build", at, "--period", PERIOD]);
        let said = said_in_report(office.path(), PERIOD);
        said.iter().any(|line| line == "Không chi bộ nào nêu hạn chế.")
    };
    assert!(says_nobody(&["", "Không", "", "Không có hạn chế"]));
    assert!(!says_nobody(&["", "Không", ""]), "one has not answered");
    assert!(!says_nobody(&["", "Không", "", "Thiếu kinh phí"]));
}
