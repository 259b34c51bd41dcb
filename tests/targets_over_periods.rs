//! Targets of a duty that is reported several times a year, held against what the settings
//! assign.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

mod common;

use std::path::Path;

use common::{Content, copy_of, rename_sheet, set_cell};
use rust_xlsxwriter::Workbook;
use tonghop::diagnostic::Code;
use tonghop::pack::judge;
use tonghop::pipeline::{Request, consolidate};
use tonghop::text::Lang;

const UNITS: [(&str, &str); 5] = [
    ("CB01", "Chi bộ Phòng Kinh tế - Tổng hợp"),
    ("CB02", "Chi bộ Phòng Văn xã - Ngoại vụ"),
    ("CB03", "Chi bộ Ban Tiếp công dân"),
    ("CB04", "Chi bộ Phòng Hành chính - Quản trị"),
    ("CB05", "Chi bộ Nhà khách"),
];

const PACK: &str = r#"
code = "theo-doi"
name = "Theo dõi kết nạp"
version = "1"
periods = ["Q1", "6T", "9T", "year"]
[[form]]
code = "theo-doi"
version = "1"
name = "Biểu theo dõi"
file = "bieu.xlsx"
owed_by = ["chi-bo-truc-thuoc"]
output = "bieu-tong-hop.xlsx"
"#;

const ELEMENTS: &str = r#"
[[element]]
code = "ket_nap"
name = "Kết nạp"
unit = "người"
over_periods = "sum"
[[element]]
code = "dang_vien"
name = "Đảng viên cuối kỳ"
unit = "người"
over_periods = "last"
missing = "carry"
[[element]]
code = "ke_hoach"
name = "Chỉ tiêu kết nạp năm"
unit = "người"
over_periods = "none"
given_in = "settings"
"#;

const INDICATORS: &str = r#"
[[indicator]]
code = "so_ke_hoach"
name = "So với chỉ tiêu"
unit = "%"
numerator = "ket_nap"
denominator = "ke_hoach @ ca-nam"
factor = 100
[[indicator]]
code = "ty_le"
name = "Tỷ lệ kết nạp"
unit = "%"
numerator = "ket_nap"
denominator = "dang_vien"
factor = 100
[[indicator]]
code = "quy_mo"
name = "Quy mô"
unit = "%"
numerator = "dang_vien"
denominator = "ke_hoach @ ca-nam"
factor = 100
[[indicator]]
code = "tu_dau_nhiem_ky"
name = "So với đầu nhiệm kỳ"
unit = "%"
numerator = "dang_vien"
denominator = "dang_vien @ dau-nhiem-ky"
factor = 100
"#;

const TARGETS: &str = r#"
[[target]]
code = "R01"
name = "Tỷ lệ kết nạp"
indicator = "ty_le"
each = "year"
compare = ">="
threshold = 3
base = "đảng viên cuối kỳ"
source = "nghị quyết"
[[target]]
code = "R02"
name = "Chỉ tiêu kết nạp"
indicator = "so_ke_hoach"
each = "year"
pace = true
compare = ">="
threshold = 100
base = "chỉ tiêu giao"
source = "kế hoạch"
"#;

#[test]
fn before_the_years_end_the_threshold_is_the_months_share_and_is_printed_so() {
    let office = Office::new(&[("2024-6T", "6 tháng đầu năm 2024", [1, 1, 0, 0, 1])]);
    office.assign(&[("DB-VP", "2024", "6")]);
    let judged = office.told("2024-6T");
    let unfinished = "chỉ tiêu của cả năm 2024, kỳ này là 6 tháng đầu năm 2024";
    assert_eq!(
        judged,
        [
            format!("R01 2024-6T | 3% | ≥ 3% | chưa đủ số liệu đánh giá | {unfinished}"),
            "R02 2024-6T | 50% | ≥ 50% (tiến độ 6/12 tháng của 100%) | đạt | ".to_owned(),
        ]
    );
}

#[test]
fn at_the_years_end_the_whole_threshold_counts() {
    let office = Office::new(&[("2024", "Năm 2024", [1, 1, 1, 1, 1])]);
    office.assign(&[("Đảng bộ Văn phòng Ủy ban nhân dân tỉnh", "Năm 2024", "6")]);
    let wanted = ["R01 2024 | 5% | ≥ 3% | đạt | ", "R02 2024 | 83,33% | ≥ 100% | chưa đạt | "];
    assert_eq!(office.told("2024"), wanted);
}

#[test]
fn a_figure_that_nobody_was_assigned_is_missing_and_not_zero() {
    let office = Office::new(&[("2024-Q1", "Quý I năm 2024", [1, 0, 0, 0, 0])]);
    let judged = office.told("2024-Q1");
    let why = "chưa có «Chỉ tiêu kết nạp năm» của năm 2024";
    assert_eq!(
        judged[1],
        format!(
            "R02 2024-Q1 | … | ≥ 25% (tiến độ 3/12 tháng của 100%) | chưa đủ số liệu đánh giá | {why}"
        )
    );
}

#[test]
fn a_year_that_the_run_does_not_have_in_full_is_not_judged() {
    let office = Office::new(&[
        ("2023-Q1", "Quý I năm 2023", [1, 0, 0, 0, 0]),
        ("2023", "Năm 2023", [2, 1, 1, 1, 1]),
        ("2024-6T", "6 tháng đầu năm 2024", [1, 1, 0, 0, 1]),
    ]);
    let judged = office.told("2023-T04..2024-T06");
    let cannot = "chưa đủ số liệu đánh giá";
    let partial = "năm 2023 không trọn, chỉ có số liệu từ tháng 4 đến tháng 12 năm 2023";
    let unfinished = "năm 2024 không trọn, chỉ có số liệu 6 tháng đầu năm 2024";
    assert_eq!(
        judged[..2],
        [
            format!("R01 2023-T04..2023-T12 | … | ≥ 3% | {cannot} | {partial}"),
            format!("R01 2024-6T | 3% | ≥ 3% | {cannot} | {unfinished}"),
        ]
    );
    assert!(
        judged[2].starts_with("R02 2023-T04..2023-T12 | … | ≥ 100% | chưa đủ"),
        "{judged:?}"
    );
}

#[test]
fn an_earlier_stock_that_stands_in_is_named_beside_the_result() {
    let office = Office::new(&[("2024-Q1", "Quý I năm 2024", [1, 1, 0, 0, 1])]);
    office.judge_by("quy_mo");
    for code in ["CB01", "CB02", "CB03", "CB04"] {
        office.report(code, "2024-6T", "6 tháng đầu năm 2024", 1);
    }
    office.assign(&[("DB-VP", "2024", "50")]);
    let why = "tính cả số của kỳ trước chưa được báo cáo lại của Chi bộ Nhà khách";
    assert_eq!(office.told("2024-6T")[0], format!("R01 2024-6T | 200% | ≥ 3% | đạt | {why}"));
}

#[test]
fn a_target_may_be_held_against_the_beginning_of_the_term_that_the_settings_give() {
    let office = Office::new(&[
        ("2024-Q1", "Quý I năm 2024", [1, 1, 0, 0, 1]),
        ("2024-6T", "6 tháng đầu năm 2024", [1, 1, 0, 0, 1]),
    ]);
    office.judge_by("tu_dau_nhiem_ky");
    let told = |term: &str| {
        let settings = office.0.path().join("thiet-lap.xlsx");
        for (cell, text) in [("A10", "Nhiệm kỳ"), ("B10", term)] {
            set_cell(&settings, "Đơn vị", cell, &Content::Text(text.to_owned()));
        }
        office.told("2024-6T").swap_remove(0)
    };
    let met = "R01 2024-6T | 100% | ≥ 3% | đạt | ";
    assert_eq!(told("2024-T04..2029-T03"), met);
    assert_eq!(told("từ tháng 4/2024 đến tháng 3/2029"), met);
    assert!(told("2020-T07..2025-T06").starts_with("R01 2024-6T | … | "));
}

#[test]
fn assigned_figures_that_no_pack_takes_are_named_by_cell() {
    let office = Office::new(&[]);
    office.assign(&[("CB01", "2024", "3"), ("CB01", "Năm 2024", "4"), ("CB02", "2024", "1,5")]);
    office.set("B5", "ket_nap");
    office.set("A5", "CB01");
    office.set("C5", "2024");
    office.set("D5", "1");
    office.set("B6", "ke_hoach_ket_nap");
    office.set("A6", "CB01");
    office.set("C6", "2024");
    office.set("D6", "1");
    let Err(findings) = consolidate(&office.request("2024"), &|_, _| {}) else {
        panic!("nothing was refused")
    };
    let told: Vec<String> = findings
        .iter()
        .map(|reported| {
            assert_eq!(reported.finding.code, Code::E526);
            let cell = reported.finding.place.as_ref().unwrap().cell.unwrap();
            format!("{cell} {}", reported.finding.message(Lang::Vi))
        })
        .collect();
    let wanted = [
        "B3 «Số liệu» ghi `ke_hoach`, đã có ở ô B2",
        "D4 «Số giao» ghi `1,5`: phải là số nguyên",
        "B5 «Số liệu» ghi `ket_nap`: số liệu này do đơn vị báo cáo trong biểu, không giao ở thiết lập",
        "B6 «Số liệu» ghi `ke_hoach_ket_nap`: không bộ biểu mẫu nào đang dùng lấy số liệu này ở \
         thiết lập; ghi được `ke_hoach`",
    ];
    assert_eq!(told, wanted);
}

#[test]
fn a_plan_of_the_office_alone_is_owed_by_no_branch_and_the_office_is_none_of_those_who_report()
{
    let all = [1, 0, 2, 0, 1];
    let office = Office::new(&[("2024", "Năm 2024", all)]);
    office.assign(&[("DB-VP", "2024", "8")]);
    let run = consolidate(&office.request("2024"), &|_, _| {}).unwrap();
    let data = &run.packs[0].data;
    let year = "2024".parse().unwrap();
    let of = |org, path: &str| data.book().named(org, data.pack.named(path).unwrap(), year);
    let plan = of(data.office, "ke_hoach");
    assert_eq!(plan.value.map(|value| value.to_string()).as_deref(), Ok("8"));
    for unit in &data.units {
        let plan = of(*unit, "ke_hoach");
        assert_eq!(
            plan.value,
            Err(tonghop::pack::NoValue::NotApplicable),
            "not missing: not owed"
        );
        assert_eq!(plan.coverage.expected(), 0);
    }
    let ratio = of(data.office, "so_ke_hoach");
    assert!(ratio.value.is_ok());
    assert_eq!((ratio.coverage.received(), ratio.coverage.expected()), (5, 5));
}

struct Office(tempfile::TempDir);

impl Office {
    /// The sample's units with returns of some periods: its id, its words, who was admitted.
    fn new(returns: &[(&str, &str, [u32; 5])]) -> Self {
        let office = Self(tempfile::tempdir().unwrap());
        let at = office.0.path();
        copy_of("van-phong-ubnd", at);
        std::fs::remove_dir_all(at.join("bao-cao-den")).unwrap();
        std::fs::create_dir_all(at.join("bao-cao-den")).unwrap();
        let pack = at.join("bo-bieu/theo-doi");
        std::fs::create_dir_all(&pack).unwrap();
        for (file, text) in [
            ("pack.toml", PACK),
            ("elements.toml", ELEMENTS),
            ("indicators.toml", INDICATORS),
            ("targets.toml", TARGETS),
        ] {
            std::fs::write(pack.join(file), text).unwrap();
        }
        let tags = ["{{ don_vi.ten }}", "{{ ky.ten }}", "{{ ket_nap }}", "{{ dang_vien }}"];
        form(&pack.join("bieu.xlsx"), tags.map(str::to_owned));
        let settings = at.join("thiet-lap.xlsx");
        set_cell(&settings, "Đơn vị", "B5", &Content::Text("theo-doi".to_owned()));
        rename_sheet(&settings, "Hạn nộp", "Kế hoạch giao");
        for (cell, text) in
            [("A1", "Đơn vị"), ("B1", "Số liệu"), ("C1", "Kỳ"), ("D1", "Số giao")]
        {
            office.set(cell, text);
        }
        for (id, words, admitted) in returns {
            for ((code, _), admitted) in UNITS.iter().zip(admitted) {
                office.report(code, id, words, *admitted);
            }
        }
        office
    }

    /// Judges R01 once for the run's period, by another indicator.
    fn judge_by(&self, indicator: &str) {
        let targets = TARGETS.replacen("ty_le", indicator, 1).replacen("year", "period", 1);
        let file = self.0.path().join("bo-bieu/theo-doi/targets.toml");
        std::fs::write(file, targets).unwrap();
    }

    /// A return of a unit that has 20 members.
    fn report(&self, code: &str, id: &str, words: &str, admitted: u32) {
        let (_, name) = UNITS.iter().find(|(known, _)| *known == code).unwrap();
        let path = self.0.path().join(format!("bao-cao-den/{code}-{id}.xlsx"));
        let admitted = admitted.to_string();
        form(&path, [name, words, admitted.as_str(), "20"].map(str::to_owned));
    }

    /// Assigns the year's target: unit, period, figure.
    fn assign(&self, lines: &[(&str, &str, &str)]) {
        for (row, (unit, period, figure)) in (2..).zip(lines) {
            let cells = [("A", *unit), ("B", "ke_hoach"), ("C", *period), ("D", *figure)];
            for (column, text) in cells {
                self.set(&format!("{column}{row}"), text);
            }
        }
    }

    fn set(&self, cell: &str, text: &str) {
        let settings = self.0.path().join("thiet-lap.xlsx");
        set_cell(&settings, "Kế hoạch giao", cell, &Content::Text(text.to_owned()));
    }

    fn request(&self, period: &str) -> Request {
        Request {
            workspace: self.0.path().to_owned(),
            period: period.parse().unwrap(),
            day: chrono::NaiveDate::default(),
        }
    }

    fn told(&self, period: &str) -> Vec<String> {
        let run = consolidate(&self.request(period), &|_, _| {}).unwrap();
        let data = &run.packs[0].data;
        let told = |result: &judge::TargetResult<'_>| {
            let parts = [
                format!("{} {}", result.target.code, result.period),
                judge::shown_value(data, result, Lang::Vi),
                judge::shown_threshold(data, result, Lang::Vi),
                result.judgement.in_words(Lang::Vi).to_owned(),
                judge::reason(data, result, Lang::Vi),
            ];
            parts.join(" | ")
        };
        judge::judge_targets(data, data.office).iter().map(told).collect()
    }
}

/// The form with its tags, or a return of it.
fn form(path: &Path, [unit, period, admitted, members]: [String; 4]) {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("Theo dõi").unwrap();
    let labels = [
        (0, "BIỂU THEO DÕI KẾT NẠP"),
        (1, "Đơn vị:"),
        (2, "Kỳ báo cáo:"),
        (4, "Nội dung"),
        (5, "Kết nạp trong kỳ"),
        (6, "Đảng viên cuối kỳ"),
    ];
    for (row, label) in labels {
        sheet.write(row, 0, label).unwrap();
    }
    sheet.write(4, 1, "Số lượng").unwrap();
    for (row, text) in [(1, unit), (2, period), (5, admitted), (6, members)] {
        match text.parse::<u32>() {
            Ok(number) => sheet.write(row, 1, number).unwrap(),
            Err(_) => sheet.write(row, 1, text).unwrap(),
        };
    }
    workbook.save(path).unwrap();
}
