//! Every figure answers for itself: what `explain` and the ledger tell of it.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use common::{copy_of, text, tonghop};
use rust_decimal::Decimal;
use serde_json::Value;
use tonghop::ooxml::{CellRef, Package};
use tonghop::sheet::{Limits, Sheet, Workbook};

const PERIOD: &str = "2019..2023";

fn explained(sample: &str, period: &str, arguments: &[&str]) -> String {
    let sample = common::root().join("input-samples").join(sample);
    let mut all = vec!["explain", sample.to_str().unwrap(), "--period", period];
    all.extend(arguments);
    let said = tonghop(&all);
    assert_eq!(said.status.code(), Some(0), "{}", text(&said.stderr));
    text(&said.stdout)
}

fn decimal(value: &Value) -> Option<Decimal> {
    value.is_number().then(|| value.to_string().parse().unwrap())
}

/// The nodes of a tree, each with the sum of its signed operands.
fn nodes<'a>(node: &'a Value, all: &mut Vec<(&'a Value, Decimal)>) {
    let mut sum = Decimal::ZERO;
    for operand in node["operands"].as_array().unwrap() {
        let value = decimal(&operand["value"]).unwrap_or_default();
        sum += if operand["role"] == "minus" { -value } else { value };
        nodes(operand, all);
    }
    all.push((node, sum));
}

#[test]
fn every_step_down_to_the_cells_adds_up_with_its_signs() {
    let said = explained("xa", "2024-6T", &["tang @ 2024-Q2", "--format", "json"]);
    let tree: Value = serde_json::from_str(&said).unwrap();
    let mut all = Vec::new();
    nodes(&tree, &mut all);
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for (node, sum) in &all {
        let how = node["how"].as_str().unwrap();
        *kinds.entry(how).or_default() += 1;
        if how == "cell" {
            assert_eq!(node["source"]["text"], node["value"].to_string(), "{node}");
        } else {
            assert_eq!(decimal(&node["value"]), Some(*sum), "{how}: {}", node["label"]);
        }
    }
    // Forty branches, their quarter as 6 tháng − Quý I, two kinds of transfers taken off.
    assert!(kinds["over_units"] >= 4, "{kinds:?}");
    assert!(kinds["over_periods"] >= 40, "{kinds:?}");
    assert!(kinds["cell"] >= 80, "{kinds:?}");
    assert_eq!(kinds.len(), 3, "{kinds:?}");
}

#[test]
fn what_is_taken_off_is_told_with_a_minus() {
    let said = explained("xa", "2024-6T", &["tang @ 2024-Q2", "--unit", "CB01"]);
    let lines: Vec<&str> = said.lines().collect();
    assert!(lines[0].contains("(theo kỳ: 2024-6T − 2024-Q1; 1/1 đơn vị có số liệu)"), "{said}");
    assert!(lines[1].starts_with("  Đảng viên tăng trong kỳ [tang]"), "{said}");
    assert!(lines[2].starts_with("  − Đảng viên tăng trong kỳ [tang]"), "{said}");
    assert_eq!(lines[3], "(2 ô gốc)");
    let commune = explained("xa", "2024-6T", &["tang"]);
    assert!(commune.lines().next().unwrap().contains("(cộng các đơn vị, trừ chuyển nội bộ;"));
}

#[test]
fn a_target_is_explained_with_reading_threshold_base_source_and_figures() {
    let said = explained("van-phong-ubnd", PERIOD, &["r02"]);
    for wanted in [
        "[R02], Đảng bộ Văn phòng Ủy ban nhân dân tỉnh, 2019..2023 = chưa đạt\n",
        "\n  kết quả: 81,82%\n",
        "\n  ngưỡng: ≥ 100%\n",
        "\n  cơ sở tính: kế hoạch kết nạp của cả kỳ\n",
        "\n  căn cứ: kế hoạch kết nạp đảng viên hằng năm\n",
        "\n    = 100 × ket_nap ÷ ke_hoach_ket_nap\n",
        "(50 ô gốc)",
    ] {
        assert!(said.contains(wanted), "«{wanted}» is not in:\n{said}");
    }
    let text = explained("van-phong-ubnd", PERIOD, &["R02", "--format", "json"]);
    let json: Value = serde_json::from_str(&text).unwrap();
    let result = &json["results"][0];
    assert_eq!((&json["target"], &result["result"]), (&"R02".into(), &"missed".into()));
    assert!(text.contains("\"value\": 81.81818181818181818181818182"), "every digit");
    assert_eq!(result["operands"][0]["formula"], "100 × ket_nap ÷ ke_hoach_ket_nap");
}

#[test]
fn a_target_of_the_year_is_explained_before_its_end_with_its_pace() {
    let said = explained("xa", "2024-6T", &["R02"]);
    assert!(said.contains("ngưỡng: ≥ 50% (tiến độ 6/12 tháng của 100%)"), "{said}");
    assert!(said.contains("= 100 × tang.ket_nap ÷ ke_hoach_ket_nap @ 2024"), "{said}");
    assert!(said.contains("← thiet-lap.xlsx, trang tính «Kế hoạch giao», ô"), "{said}");
}

#[test]
fn a_mean_is_explained_with_the_numbers_it_is_weighted_by() {
    let said = explained("van-phong-ubnd", PERIOD, &["tuoi_ket_nap @ 2019"]);
    let (first, _) = said.split_once('\n').unwrap();
    assert!(first.contains("= 27 tuổi  (bình quân có trọng số: 27 ÷ 1;"), "{said}");
    let weights =
        said.lines().filter(|line| line.starts_with("    × Kết nạp đảng viên [ket_nap]"));
    assert_eq!(weights.count(), 5, "{said}");
    assert!(said.contains("\n(10 ô gốc)\n"), "{said}");
}

#[test]
fn a_unit_that_is_missing_is_named() {
    let workspace = tempfile::tempdir().unwrap();
    copy_of("van-phong-ubnd", workspace.path());
    let file = workspace.path().join("bao-cao-den/Biểu CT28 - CB Nhà khách.xlsx");
    std::fs::remove_file(file).unwrap();
    let at = workspace.path().to_str().unwrap();
    let arguments = ["explain", at, "--period", PERIOD, "dang_vien @ 2023"];
    let said = text(&tonghop(&arguments).stdout);
    let first = said.lines().next().unwrap();
    assert!(
        first.ends_with(
            "= 56 người  (cộng các đơn vị; 4/5 đơn vị có số liệu, thiếu Chi bộ Nhà khách)"
        ),
        "{said}"
    );
    let json = tonghop(&[&arguments[..], &["--format", "json"]].concat()).stdout;
    let json: Value = serde_json::from_slice(&json).unwrap();
    assert_eq!(json["missing"], serde_json::json!(["CB05"]));
    assert_eq!((&json["expected"], &json["received"]), (&5.into(), &4.into()));
}

/// A ledger of the sample, and the folder it stands in.
fn ledger(workspace: &Path, more: &[&str]) -> (Workbook, Package) {
    let at = workspace.to_str().unwrap();
    let made = tonghop(&[&["build", at, "--period", PERIOD], more].concat());
    assert_eq!(made.status.code(), Some(0), "{}", text(&made.stderr));
    let made = text(&made.stdout);
    let path = made.lines().find(|line| line.ends_with("bang-nguon-so-lieu.xlsx")).unwrap();
    let bytes = std::fs::read(path).unwrap();
    let workbook = tonghop::sheet::read("l.xlsx", &bytes, &Limits::default()).unwrap();
    (workbook, Package::open(bytes).unwrap())
}

fn column(sheet: &Sheet, heading: &str) -> BTreeMap<u32, String> {
    let head = sheet.iter().find(|(at, cell)| at.row == 0 && cell.text == heading);
    let col = head.unwrap_or_else(|| panic!("no column {heading}")).0.col;
    let cells = sheet.iter().filter(|(at, _)| at.row > 0 && at.col == col);
    cells.map(|(at, cell)| (at.row, cell.text.clone())).collect()
}

/// The links of a sheet within the workbook: from cell to sheet and cell.
fn links(package: &mut Package, part: &str) -> BTreeMap<CellRef, (String, CellRef)> {
    let xml = text(&package.read(part).unwrap());
    let attribute = |element: &str, name: &str| {
        let start = element.find(&format!(" {name}=\""))? + name.len() + 3;
        element[start..].split('"').next().map(str::to_owned)
    };
    xml.split("<hyperlink")
        .skip(1)
        .filter(|element| !element.contains(" r:id="))
        .filter_map(|element| {
            let from = attribute(element, "ref")?.parse().unwrap();
            let location = attribute(element, "location")?;
            let (sheet, cell) = location.rsplit_once('!').unwrap();
            Some((from, (sheet.trim_matches('\'').to_owned(), cell.parse().unwrap())))
        })
        .collect()
}

#[test]
fn the_ledger_leads_from_a_figure_to_its_cells_and_back() {
    let workspace = tempfile::tempdir().unwrap();
    copy_of("van-phong-ubnd", workspace.path());
    let (book, mut package) = ledger(workspace.path(), &[]);
    let (figures, sources) =
        (book.sheet("Số liệu đã in").unwrap(), book.sheet("Ô nguồn").unwrap());
    let ids = column(figures, "Mã số liệu");
    let used_in = column(sources, "Dùng cho mã số liệu");
    let uses = |row: u32, id: &str| used_in[&row].split(", ").any(|used| used == id);

    let down = links(&mut package, "xl/worksheets/sheet2.xml");
    assert!(down.len() > 300, "{}", down.len());
    for (from, (sheet, to)) in &down {
        assert_eq!(sheet, "Ô nguồn");
        assert!(uses(to.row, &ids[&from.row]), "{from} leads to {to}");
    }
    let up = links(&mut package, "xl/worksheets/sheet3.xml");
    assert_eq!(up.len(), used_in.len());
    for (from, (sheet, to)) in &up {
        assert_eq!(sheet, "Số liệu đã in");
        assert!(uses(from.row, &ids[&to.row]), "{from} leads to {to}");
    }
}

#[test]
fn addresses_are_text_and_lead_to_the_return_from_the_office_s_own_drafts_only() {
    let workspace = tempfile::tempdir().unwrap();
    copy_of("van-phong-ubnd", workspace.path());
    let elsewhere = tempfile::tempdir().unwrap();
    let address = "bao-cao-den/Biểu CT28 - CB Nhà khách.xlsx | «Kết nạp» | H13";
    for (more, linked) in
        [(vec![], true), (vec!["--out", elsewhere.path().to_str().unwrap()], false)]
    {
        let (book, mut package) = ledger(workspace.path(), &more);
        let addresses = column(book.sheet("Ô nguồn").unwrap(), "Địa chỉ");
        assert!(addresses.values().any(|known| known == address));
        let relations = package.read("xl/worksheets/_rels/sheet3.xml.rels");
        let targets = relations.map(|xml| text(&xml)).unwrap_or_default();
        assert_eq!(targets.contains("\"../../../bao-cao-den/Bi"), linked);
        assert!(!targets.contains(workspace.path().to_str().unwrap()));
    }
}

#[test]
fn a_value_that_excel_would_round_stands_digit_for_digit_in_the_ledger() {
    let workspace = tempfile::tempdir().unwrap();
    copy_of("van-phong-ubnd", workspace.path());
    let (book, _) = ledger(workspace.path(), &[]);
    let figures = book.sheet("Số liệu đã in").unwrap();
    let (paths, periods) = (column(figures, "Ký hiệu"), column(figures, "Kỳ"));
    let is_it = |row: &u32| paths[row] == "ty_le_ke_hoach" && periods[row] == PERIOD;
    let row = paths.keys().copied().find(is_it).unwrap();
    let exact = &column(figures, "Giá trị đầy đủ")[&row];
    let value: Decimal = exact.replace(',', ".").parse().unwrap();
    assert_eq!(value, Decimal::from(900) / Decimal::from(11));
    assert_eq!(column(figures, "In là")[&row], "81,82");
    assert_eq!(column(figures, "Cách tính")[&row], "100 × ket_nap ÷ ke_hoach_ket_nap");
    let whole = column(figures, "Giá trị đầy đủ");
    let whole: BTreeSet<u32> =
        whole.into_iter().filter(|(_, v)| !v.is_empty()).map(|(r, _)| r).collect();
    assert!(
        whole.iter().all(|row| paths[row].starts_with("ty_le")),
        "counts are exact numbers"
    );
}

#[test]
fn the_first_sheet_of_the_ledger_is_short_enough_to_print_and_has_every_figure_of_the_report() {
    let workspace = tempfile::tempdir().unwrap();
    copy_of("phuong", workspace.path());
    let at = workspace.path().to_str().unwrap();
    let built = tonghop(&["build", at, "--period", "2024-6T"]);
    assert_eq!(built.status.code(), Some(0), "{}", text(&built.stderr));
    let ledger = workspace.path().join("ket-qua/2024-6T/du-thao-01/bang-nguon-so-lieu.xlsx");
    let bytes = std::fs::read(ledger).unwrap();
    let book = tonghop::sheet::read("ledger.xlsx", &bytes, &Limits::default()).unwrap();
    let on_paper = &book.sheets[0];
    assert_eq!(on_paper.name, "Bản in");
    let column = |sheet: &Sheet, title: &str| {
        let head = sheet.iter().find(|(at, cell)| at.row == 0 && cell.text == title).unwrap().0;
        let lines = sheet.iter().filter(|(at, _)| at.col == head.col && at.row > 0);
        lines.map(|(at, cell)| (at.row, cell.text.clone())).collect::<BTreeMap<_, _>>()
    };
    let ids: BTreeSet<String> = column(on_paper, "Mã số liệu").into_values().collect();
    let all = book.sheet("Số liệu đã in").unwrap();
    let (units, printed_in) = (column(all, "Đơn vị"), column(all, "In ở văn bản"));
    let expected = column(all, "Mã số liệu").into_iter().filter(|(row, _)| {
        units[row] == "Đảng bộ phường Mỹ Xuân Trung" && printed_in[row].contains(".docx")
    });
    assert_eq!(ids, expected.map(|(_, id)| id).collect::<BTreeSet<_>>());
    assert!(ids.len() * 5 < units.len(), "{} of {}", ids.len(), units.len());
    let sources = column(on_paper, "Ô nguồn");
    assert!(sources.values().any(|source| source.ends_with(" và 10 ô nữa")), "{sources:?}");
}

#[test]
fn who_asks_for_a_period_without_figures_is_told_the_periods_that_have_them() {
    let sample = common::root().join("input-samples/xa");
    let arguments = ["--period", "2024-6T", "dang_vien_dau_ky @ 2025"];
    let mut all = vec!["explain", sample.to_str().unwrap()];
    all.extend(arguments);
    let said = tonghop(&all);
    assert_eq!(said.status.code(), Some(2));
    let error = text(&said.stderr);
    assert!(error.contains("tên đúng, nhưng chỉ có các kỳ"), "{error}");
    assert!(error.contains("2024-6T"), "{error}");
}
