//! Targets judged over the sample office, by the pack's readings and by what its settings choose.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

mod common;

use std::fmt::Write as _;
use std::path::Path;

use common::{Content, copy_folder, copy_of, root, set_cell};
use tonghop::diagnostic::Code;
use tonghop::pack::Consolidated;
use tonghop::pack::judge::{self, TargetResult};
use tonghop::pipeline::{Request, consolidate};
use tonghop::text::Lang;

/// Three readings of one target; the first is the usual one.
const READINGS: &str = r#"
[[target]]
code = "R05"
name = "Tháng xếp loại tốt"
each = "period"
[[target.reading]]
code = "tren_kha"
name = "so với số tháng khá"
indicator = "tot_tren_kha"
compare = "<="
threshold = 400
base = "số tháng xếp loại khá"
source = "quy định thứ nhất"
[[target.reading]]
code = "tren_tat_ca"
name = "so với mọi tháng được xếp loại"
indicator = "tot_tren_tat_ca"
compare = "<="
threshold = 20
base = "số tháng được xếp loại"
source = "quy định thứ hai"
"#;

const INDICATORS: &str = r#"
[[indicator]]
code = "tot_tren_kha"
name = "Tốt so với khá"
unit = "%"
numerator = "thang_xep_loai.tot"
denominator = "thang_xep_loai.kha"
factor = 100
[[indicator]]
code = "tot_tren_tat_ca"
name = "Tốt so với tất cả"
unit = "%"
numerator = "thang_xep_loai.tot"
denominator = "thang_xep_loai"
factor = 100
[[indicator]]
code = "khai_tru_tren_xoa_ten"
name = "Khai trừ so với xóa tên"
unit = "%"
numerator = "ra_khoi_dang.khai_tru"
denominator = "xoa_ten"
factor = 100
[[indicator]]
code = "phut"
name = "Số buổi sinh hoạt mỗi đảng viên"
unit = "buổi"
numerator = "sinh_hoat_thuong_ky"
denominator = "dang_vien"
factor = 1
[[indicator]]
code = "so_buoi"
name = "Số buổi sinh hoạt"
unit = "buổi"
numerator = "sinh_hoat_thuong_ky"
denominator = "1"
factor = 1
decimals = 0
[[indicator]]
code = "rieng_nam"
name = "Tỷ lệ của một năm"
unit = "%"
numerator = "ket_nap"
denominator = "dang_vien"
factor = 100
within_a_year = true
"#;

#[test]
fn a_target_of_each_year_is_judged_by_the_exact_value_of_that_year() {
    let office =
        Office::new(&target("ty_le_ket_nap", "year", ">=", "\"2.9\"", "last_year = 2020"));
    let wanted = ["M 2019 | 1,52% | ≥ 2,9% | chưa đạt | ", "M 2020 | 2,94% | ≥ 2,9% | đạt | "];
    assert_eq!(office.told("DB-VP"), wanted);
}

#[test]
fn above_is_not_from_on() {
    let from = Office::new(&target("ty_le_ke_hoach", "period", ">=", "100", ""));
    assert_eq!(from.told("CB02"), ["M 2019..2023 | 100% | ≥ 100% | đạt | "]);
    let above = Office::new(&target("ty_le_ke_hoach", "period", ">", "100", ""));
    assert_eq!(above.told("CB02"), ["M 2019..2023 | 100% | > 100% | chưa đạt | "]);
}

#[test]
fn a_value_is_not_rounded_to_the_other_side_of_its_threshold() {
    // 3902 of 4092 is 95.3568…
    let office = Office::new(&target("ty_le_du", "period", ">=", "\"95.36\"", ""));
    assert_eq!(office.told("DB-VP"), ["M 2019..2023 | 95,357% | ≥ 95,36% | chưa đạt | "]);
}

#[test]
fn a_missing_return_makes_a_target_impossible_to_judge_and_says_whose_it_is() {
    let office = Office::new(&target("ty_le_du", "period", ">", "85", ""));
    office.remove_return("Biểu CT28 - CB Nhà khách.xlsx");
    let why = "chưa có «Lượt đảng viên dự sinh hoạt» và «Lượt đảng viên phải dự sinh hoạt» \
               của 1/5 đơn vị: Chi bộ Nhà khách";
    let wanted = format!("M 2019..2023 | 95,96% | > 85% | chưa đủ số liệu đánh giá | {why}");
    assert_eq!(office.told("DB-VP"), [wanted]);
    let own = "chưa có «Lượt đảng viên dự sinh hoạt» và «Lượt đảng viên phải dự sinh hoạt»";
    let wanted = format!("M 2019..2023 | … | > 85% | chưa đủ số liệu đánh giá | {own}");
    assert_eq!(office.told("CB05"), [wanted]);
}

#[test]
fn a_ratio_over_zero_cannot_be_judged_and_names_its_denominator() {
    let office = Office::new(&target("khai_tru_tren_xoa_ten", "period", ">", "1", ""));
    let why = "mẫu số bằng 0: «Xóa tên theo lý do»";
    let wanted = format!("M 2019..2023 | … | > 1% | chưa đủ số liệu đánh giá | {why}");
    assert_eq!(office.told("DB-VP"), [wanted]);
}

#[test]
fn a_target_of_each_unit_is_missed_as_soon_as_one_unit_misses_it() {
    let met = Office::new(&each_unit("93"));
    assert_eq!(met.told("DB-VP"), ["M 2019..2023 | 5/5 đơn vị đạt | > 93% | đạt | "]);
    let missed = Office::new(&each_unit("95"));
    let why = "Chi bộ Phòng Hành chính - Quản trị và Chi bộ Nhà khách";
    let wanted = format!("M 2019..2023 | 3/5 đơn vị đạt | > 95% | chưa đạt | {why}");
    assert_eq!(missed.told("DB-VP"), [wanted]);
    assert_eq!(missed.told("CB01"), ["M 2019..2023 | 97,41% | > 95% | đạt | "]);
}

/// Twelve meetings a year: the branch of the guest house is founded in October 2023.
fn monthly(each: &str) -> Office {
    let more = "level = \"each_unit\"\nmonthly = true\nfirst_year = 2023";
    let office = Office::new(&target("so_buoi", each, ">=", "12", more));
    let settings = office.path().join("thiet-lap.xlsx");
    set_cell(&settings, "Tổ chức", "F7", &Content::Text("16/10/2023".to_owned()));
    office
}

#[test]
fn what_is_due_each_month_is_due_for_the_months_in_which_a_unit_existed() {
    let office = monthly("year");
    // Of October it had half; November and December are two twelfths.
    let told = office.told("CB05");
    assert!(
        told[0].contains("| ≥ 2 buổi (tiến độ 2/12 tháng của 12 buổi) | đạt |"),
        "{told:?}"
    );
    let told = office.told("CB01");
    assert!(told[0].contains("| ≥ 12 buổi |"), "{told:?}");
    let told = office.told("DB-VP");
    let shown = "≥ 12 buổi; đơn vị không hoạt động đủ kỳ: theo số tháng hoạt động";
    assert!(told[0].contains(shown), "{told:?}");
}

#[test]
fn a_threshold_of_one_year_is_not_held_against_several() {
    let more = "level = \"each_unit\"\npace = true";
    let office = Office::new(&target("so_buoi", "period", ">=", "12", more));
    let why = "mức của chỉ tiêu tính cho một năm, kỳ này dài hơn một năm";
    let told = office.told("DB-VP");
    assert!(told[0].ends_with(&format!("| chưa đủ số liệu đánh giá | {why}")), "{told:?}");
}

#[test]
fn an_indicator_within_a_year_has_no_value_over_several() {
    let office = Office::new(&target("rieng_nam", "period", ">=", "1", ""));
    let told = office.told("DB-VP");
    let why = "không tính cho kỳ dài hơn một năm";
    assert_eq!(told, [format!("M 2019..2023 | … | ≥ 1% | không áp dụng | {why}")]);
    let office = Office::new(&target("rieng_nam", "year", ">=", "1", "last_year = 2019"));
    assert!(!office.told("DB-VP")[0].contains('…'), "each year has its own");
}

#[test]
fn a_target_of_each_unit_is_not_met_while_one_unit_cannot_be_judged() {
    let office = Office::new(&each_unit("90"));
    office.remove_return("Biểu CT28 - CB Nhà khách.xlsx");
    let why = "Chi bộ Nhà khách";
    let wanted =
        format!("M 2019..2023 | 4/5 đơn vị đạt | > 90% | chưa đủ số liệu đánh giá | {why}");
    assert_eq!(office.told("DB-VP"), [wanted]);
}

#[test]
fn a_target_that_is_not_in_use_says_so_until_the_office_takes_it_into_use() {
    let office = Office::new(&target("ty_le_du", "period", ">", "85", "in_use = false"));
    let wanted = "M 2019..2023 | 95,36% | > 85% | không áp dụng | chưa đưa vào áp dụng";
    assert_eq!(office.told("DB-VP"), [wanted]);
    office.choose(&[("A2", "M"), ("D2", "Có")]);
    assert_eq!(office.told("DB-VP"), ["M 2019..2023 | 95,36% | > 85% | đạt | "]);
}

#[test]
fn the_office_chooses_the_reading_and_the_result_follows() {
    let office = Office::new(READINGS);
    let first = office.results(with_reading);
    assert_eq!(first, ["351,52% ≤ 400%, đạt (so với số tháng khá; quy định thứ nhất)"]);
    office.choose(&[("A2", "r05"), ("B2", "tren_tat_ca")]);
    let other = office.results(with_reading);
    let wanted = "77,59% ≤ 20%, chưa đạt (so với mọi tháng được xếp loại; quy định thứ hai)";
    assert_eq!(other, [wanted]);
    office.choose(&[("B2", "So với số tháng khá")]);
    assert_eq!(office.results(with_reading), first);
}

#[test]
fn a_threshold_of_the_office_says_where_it_comes_from() {
    let office = Office::new(READINGS);
    office.choose(&[("A2", "R05"), ("C2", "< 12,5"), ("E2", "Công văn số 15")]);
    let named = office.results(with_reading);
    let wanted = "351,52% < 12,5%, chưa đạt (so với số tháng khá; Công văn số 15)";
    assert_eq!(named, [wanted]);
    office.choose(&[("E2", "")]);
    let unnamed = office.results(with_reading);
    let source = "mức do cơ quan chọn; bộ biểu mẫu ghi ≤ 400%: quy định thứ nhất";
    assert_eq!(unnamed, [format!("351,52% < 12,5%, chưa đạt (so với số tháng khá; {source})")]);
}

#[test]
fn a_number_that_excel_may_have_kept_for_a_percentage_is_refused() {
    let office = Office::new(READINGS);
    office.choose(&[("A2", "R05")]);
    office.set("C2", &Content::Number("0.25".to_owned()));
    assert_eq!(
        office.refused(),
        [
            "thiet-lap.xlsx, trang tính `Chỉ tiêu`, ô C2: «Ngưỡng» ghi `0.25`: không rõ là 0,25% hay \
          25%; đổi định dạng ô thành Văn bản (Text) rồi ghi cả dấu %"
        ]
    );
    office.choose(&[("C2", "25%")]);
    let judged = office.results(|data, result| judge::shown_threshold(data, result, Lang::Vi));
    assert_eq!(judged, ["≤ 25%"]);
}

#[test]
fn a_unit_of_measure_other_than_that_of_the_target_is_refused() {
    let office = Office::new(&target("phut", "period", ">=", "4", ""));
    assert_eq!(office.told("CB01"), ["M 2019..2023 | 4,29 buổi | ≥ 4 buổi | đạt | "]);
    office.choose(&[("A2", "M"), ("C2", "90%")]);
    let refused = office.refused();
    assert!(refused[0].ends_with("tính bằng buổi, không phải %"), "{refused:?}");
}

#[test]
fn what_the_settings_say_wrongly_of_targets_is_named_by_cell_all_at_once() {
    let office = Office::new(READINGS);
    office.choose(&[
        ("A2", "R50"),
        ("A3", "R05"),
        ("B3", "tren_tat_ka"),
        ("A4", "R05"),
        ("A5", "R05/x"),
        ("C5", "trên 85"),
        ("D5", "đang xét"),
        ("C6", "20"),
    ]);
    let named = [
        "ô A4: «Mã chỉ tiêu» ghi `R05`, đã có ở ô A3",
        "ô C5: «Ngưỡng» ghi `trên 85`: không phải một số; ghi được `85`, `> 85`, `≥ 85` và `≥ 85%`",
        "ô D5: «Áp dụng» ghi `đang xét`; ghi được `có` và `không`",
        "ô A6: «Mã chỉ tiêu» để trống",
    ];
    assert_eq!(office.refused(), named.map(on_targets));
    // What only the packs can tell is told when the sheet itself is sound.
    office.choose(&[("A4", ""), ("A5", ""), ("C5", ""), ("D5", ""), ("C6", "")]);
    let named = [
        "ô A2: «Mã chỉ tiêu» ghi `R50`: không có chỉ tiêu này",
        "ô B3: «Cách tính» ghi `tren_tat_ka`: chỉ tiêu không có cách tính này; ghi được `tren_kha` \
         và `tren_tat_ca`",
    ];
    assert_eq!(office.refused(), named.map(on_targets));
}

#[test]
fn a_target_with_readings_and_one_inline_is_refused_and_so_is_an_unknown_usual_one() {
    let both = READINGS.replace("each = ", "source = \"x\"\neach = ");
    let unknown = READINGS.replace("each = ", "default = \"tren_ka\"\neach = ");
    let none = "[[target]]\ncode = \"M\"\nname = \"M\"\neach = \"year\"\nbase = \"b\"\n";
    for (targets, told) in [
        (
            both.as_str(),
            "dòng 2: chỉ tiêu `R05`: vừa ghi cách tính thẳng ở chỉ tiêu, vừa ghi \
             `[[target.reading]]`",
        ),
        (&unknown, "dòng 5: chỉ tiêu `R05`: không có cách tính `tren_ka`"),
        (none, "dòng 2: chỉ tiêu `M`: thiếu `indicator`"),
    ] {
        let refused = Office::new(targets).refused_with(Code::E712);
        let file = "bo-bieu/ct28/targets.toml";
        assert_eq!(refused, [format!("{file}, {told}").replace("dòng 2", line_of(targets))]);
    }
}

/// `dòng 3` where the code stands in the third line.
fn line_of(targets: &str) -> &'static str {
    if targets.starts_with('\n') { "dòng 3" } else { "dòng 2" }
}

fn on_targets(told: &str) -> String {
    format!("thiet-lap.xlsx, trang tính `Chỉ tiêu`, {told}")
}

fn target(indicator: &str, each: &str, compare: &str, threshold: &str, more: &str) -> String {
    let mut target =
        "[[target]]\ncode = \"M\"\nname = \"M\"\nbase = \"b\"\nsource = \"s\"\n".to_owned();
    writeln!(target, "indicator = \"{indicator}\"\neach = \"{each}\"").unwrap();
    writeln!(target, "compare = \"{compare}\"\nthreshold = {threshold}\n{more}").unwrap();
    target
}

#[test]
fn a_unit_without_a_whole_month_is_named_and_nobody_judged_is_no_zero() {
    let more = "level = \"each_unit\"\nmonthly = true\nfirst_year = 2023";
    let office = Office::new(&target("so_buoi", "year", ">=", "1", more));
    let settings = office.path().join("thiet-lap.xlsx");
    set_cell(&settings, "Tổ chức", "F7", &Content::Text("02/12/2023".to_owned()));
    let why = "không áp dụng, chưa hoạt động trọn tháng nào trong kỳ: Chi bộ Nhà khách";
    assert_eq!(
        office.told("DB-VP"),
        [format!("M 2023 | 4/4 đơn vị đạt | ≥ 1 buổi | đạt | {why}")]
    );
    let returns = office.path().join("bao-cao-den");
    std::fs::remove_dir_all(&returns).unwrap();
    std::fs::create_dir(&returns).unwrap();
    let told = office.told("DB-VP");
    assert!(
        told[0].starts_with("M 2023 | … | ≥ 1 buổi | chưa đủ số liệu đánh giá"),
        "{told:?}"
    );
}

#[test]
fn what_each_branch_is_to_reach_is_not_held_against_a_sum_of_several() {
    let more = "level = \"each_branch\"";
    let office = Office::new(&target("so_buoi", "period", ">=", "1", more));
    assert_eq!(office.told("DB-VP"), ["M 2019..2023 | 5/5 đơn vị đạt | ≥ 1 buổi | đạt | "]);
    let settings = office.path().join("thiet-lap.xlsx");
    set_cell(&settings, "Tổ chức", "C7", &Content::Text("Đảng bộ bộ phận".to_owned()));
    let pack = office.path().join("bo-bieu/ct28/pack.toml");
    let text = std::fs::read_to_string(&pack).unwrap();
    let owed = "\"chi-bo-truc-thuoc\"";
    assert!(text.contains(owed), "{text}");
    std::fs::write(&pack, text.replace(owed, "\"chi-bo-truc-thuoc\", \"dang-bo-bo-phan\""))
        .unwrap();
    let why = "chưa đánh giá được, biểu đã cộng từ nhiều đơn vị";
    let wanted = format!(
        "M 2019..2023 | 4/5 đơn vị đạt | ≥ 1 buổi | chưa đủ số liệu đánh giá | {why}: Chi bộ Nhà khách"
    );
    assert_eq!(office.told("DB-VP"), [wanted]);
    let told = office.told("CB05");
    assert!(told[0].ends_with(&format!("| chưa đủ số liệu đánh giá | {why}")), "{told:?}");
}

fn each_unit(threshold: &str) -> String {
    target("ty_le_du", "period", ">", threshold, "level = \"each_unit\"")
}

/// The sample office with targets of its own.
struct Office(tempfile::TempDir);

impl Office {
    fn new(targets: &str) -> Self {
        let office = Self(tempfile::tempdir().unwrap());
        copy_of("van-phong-ubnd", office.path());
        let pack = office.path().join("bo-bieu/ct28");
        copy_folder(&root().join("templates/ct28"), &pack);
        std::fs::write(pack.join("targets.toml"), targets).unwrap();
        let indicators = pack.join("indicators.toml");
        let known = std::fs::read_to_string(&indicators).unwrap();
        std::fs::write(&indicators, known + INDICATORS).unwrap();
        office
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn remove_return(&self, name: &str) {
        std::fs::remove_file(self.path().join("bao-cao-den").join(name)).unwrap();
    }

    /// Writes texts into the sheet «Chỉ tiêu».
    fn choose(&self, cells: &[(&str, &str)]) {
        for (cell, text) in cells {
            match *text {
                "" => self.set(cell, &Content::Blank),
                text => self.set(cell, &Content::Text(text.to_owned())),
            }
        }
    }

    fn set(&self, cell: &str, content: &Content) {
        set_cell(&self.path().join("thiet-lap.xlsx"), "Chỉ tiêu", cell, content);
    }

    fn request(&self) -> Request {
        Request {
            workspace: self.path().to_owned(),
            period: "2019..2023".parse().unwrap(),
            day: chrono::NaiveDate::default(),
        }
    }

    /// Each result of the office's targets, as `show` tells it.
    fn results(&self, show: fn(&Consolidated, &TargetResult<'_>) -> String) -> Vec<String> {
        let run = consolidate(&self.request(), &|_, _| {}).unwrap();
        let data = &run.packs[0].data;
        judge::judge_targets(data, data.office)
            .iter()
            .map(|result| show(data, result))
            .collect()
    }

    /// `code period | value | threshold | result | why`, for a unit.
    fn told(&self, unit: &str) -> Vec<String> {
        let run = consolidate(&self.request(), &|_, _| {}).unwrap();
        let data = &run.packs[0].data;
        let org = data.tree.by_code(unit).unwrap();
        judge::judge_targets(data, org).iter().map(|result| line(data, result)).collect()
    }

    /// What is said of the settings when they do not allow a run.
    fn refused(&self) -> Vec<String> {
        self.refused_with(Code::E526)
    }

    fn refused_with(&self, code: Code) -> Vec<String> {
        let Err(findings) = consolidate(&self.request(), &|_, _| {}) else {
            panic!("nothing was refused")
        };
        let told = findings.iter().map(|reported| {
            let finding = &reported.finding;
            assert_eq!(finding.code, code, "{}", finding.message(Lang::Vi));
            let place = finding.place.as_ref().unwrap().in_words(Lang::Vi);
            format!("{place}: {}", finding.message(Lang::Vi))
        });
        told.collect()
    }
}

fn line(data: &Consolidated, result: &TargetResult<'_>) -> String {
    let parts = [
        format!("{} {}", result.target.code, result.period),
        judge::shown_value(data, result, Lang::Vi),
        judge::shown_threshold(data, result, Lang::Vi),
        result.judgement.in_words(Lang::Vi).to_owned(),
        judge::reason(data, result, Lang::Vi),
    ];
    parts.join(" | ")
}

fn with_reading(data: &Consolidated, result: &TargetResult<'_>) -> String {
    format!(
        "{} {}, {} ({}; {})",
        judge::shown_value(data, result, Lang::Vi),
        judge::shown_threshold(data, result, Lang::Vi),
        result.judgement.in_words(Lang::Vi),
        result.target.reading.name,
        judge::shown_source(data, result.target, Lang::Vi),
    )
}
