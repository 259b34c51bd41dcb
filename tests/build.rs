//! What `build`, `explain` and `export` do with the office of source 000.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

mod common;

use std::collections::BTreeMap;
use std::path::Path;

use common::{copy_of, paragraphs, text, tonghop, tonghop_on_threads};
use tonghop::ooxml::Package;

const PERIOD: &str = "2019..2023";

/// All files of a folder by relative name.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = walkdir::WalkDir::new(folder).into_iter().map(Result::unwrap);
    entries
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let name =
                entry.path().strip_prefix(folder).unwrap().to_string_lossy().into_owned();
            (name, std::fs::read(entry.path()).unwrap())
        })
        .collect()
}

fn cell<'a>(
    workbook: &'a tonghop::sheet::Workbook,
    sheet: &str,
    at: &str,
) -> Option<&'a tonghop::sheet::Cell> {
    workbook.sheet(sheet).unwrap().get(at.parse().unwrap())
}

#[test]
fn a_draft_holds_report_forms_table_and_ledger_and_a_second_one_touches_nothing_of_the_first() {
    let workspace = tempfile::tempdir().unwrap();
    copy_of("van-phong-ubnd", workspace.path());
    let at = workspace.path().to_str().unwrap();

    let first = tonghop(&["build", at, "--period", PERIOD]);
    assert_eq!(first.status.code(), Some(0), "{}", text(&first.stderr));
    let folder = workspace.path().join("ket-qua/2019-2023/du-thao-01");
    let made = files(&folder);
    let names: Vec<&str> = made.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        [
            "bang-nguon-so-lieu.xlsx",
            "bao-cao-ct28.docx",
            "bieu-co-quan.xlsx",
            "bieu-theo-chi-bo.xlsx",
            "bieu-tong-hop-ct28.xlsx",
            "tong-hop.xlsx",
            "tong-quan.html",
        ]
    );
    for name in names {
        assert!(text(&first.stdout).contains(&format!("du-thao-01/{name}")));
    }

    let second = tonghop(&["build", at, "--period", PERIOD]);
    assert_eq!(second.status.code(), Some(0));
    assert!(text(&second.stdout).contains("du-thao-02"));
    assert_eq!(files(&folder), made);
    assert_eq!(files(&workspace.path().join("ket-qua/2019-2023/du-thao-02")), made);
}

#[test]
fn the_same_returns_give_the_same_bytes_wherever_and_however_they_are_read() {
    let one = tempfile::tempdir().unwrap();
    let other = tempfile::Builder::new().prefix("thư mục khác ").tempdir().unwrap();
    copy_of("van-phong-ubnd-loi", one.path());
    copy_of("van-phong-ubnd-loi", other.path());
    // Files of the second copy are made anew in the opposite order.
    let returns = other.path().join("bao-cao-den");
    let contents = files(&returns);
    std::fs::remove_dir_all(&returns).unwrap();
    for (name, bytes) in contents.iter().rev() {
        let file = returns.join(name);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, bytes).unwrap();
    }
    for (workspace, threads) in [(&one, "1"), (&other, "8")] {
        let at = workspace.path().to_str().unwrap();
        let made = tonghop_on_threads(&["build", at, "--period", PERIOD], threads);
        assert_eq!(made.status.code(), Some(1), "{}", text(&made.stderr));
    }
    let draft = "ket-qua/2019-2023/du-thao-01";
    assert!(files(&one.path().join(draft)) == files(&other.path().join(draft)));
}

#[test]
fn the_report_prints_the_figures_of_source_000_and_no_tag_is_left() {
    let workspace = tempfile::tempdir().unwrap();
    copy_of("van-phong-ubnd", workspace.path());
    let at = workspace.path().to_str().unwrap();
    let out = workspace.path().join("out");
    let made = tonghop(&["build", at, "--period", PERIOD, "--out", out.to_str().unwrap()]);
    assert_eq!(made.status.code(), Some(0), "{}", text(&made.stderr));
    let report = std::fs::read(out.join("du-thao-01/bao-cao-ct28.docx")).unwrap();
    let all = paragraphs(&report).join("\n");
    for wanted in [
        "102 cán bộ, công chức, viên chức và người lao động",
        "72 đảng viên",
        "37 nam và 35 nữ",
        "Chi bộ Phòng Kinh tế - Tổng hợp: 14",
        "Chi bộ Nhà khách: 16",
        "16 quần chúng ưu tú",
        "9 đảng viên",
    ] {
        assert!(all.contains(wanted), "«{wanted}» is not in the report:\n{all}");
    }
    for tag in ["{{", "}}", "{%", "%}"] {
        assert!(!all.contains(tag), "a tag is left: {tag}");
    }
    assert!(all.contains("ngày … tháng … năm …"), "the place for the date is open");
}

#[test]
fn the_date_of_the_documents_is_an_option() {
    let workspace = tempfile::tempdir().unwrap();
    copy_of("van-phong-ubnd", workspace.path());
    let at = workspace.path().to_str().unwrap();
    let made = tonghop(&["build", at, "--period", PERIOD, "--as-of", "2024-04-05"]);
    assert_eq!(made.status.code(), Some(0), "{}", text(&made.stderr));
    let report = workspace.path().join("ket-qua/2019-2023/du-thao-01/bao-cao-ct28.docx");
    let all = paragraphs(&std::fs::read(report).unwrap()).join("\n");
    assert!(all.contains("ngày 05 tháng 4 năm 2024"), "{all}");
}

#[test]
fn forms_are_filled_with_numbers_and_their_sums_have_values() {
    let workspace = tempfile::tempdir().unwrap();
    copy_of("van-phong-ubnd", workspace.path());
    let at = workspace.path().to_str().unwrap();
    assert_eq!(tonghop(&["build", at, "--period", PERIOD]).status.code(), Some(0));
    let draft = workspace.path().join("ket-qua/2019-2023/du-thao-01");
    let read = |name: &str| {
        let bytes = std::fs::read(draft.join(name)).unwrap();
        tonghop::sheet::read(name, &bytes, &tonghop::sheet::Limits::default()).unwrap()
    };
    let number = |book: &tonghop::sheet::Workbook, sheet: &str, at: &str| {
        let cell = cell(book, sheet, at).unwrap_or_else(|| panic!("{sheet}!{at} is empty"));
        match &cell.value {
            tonghop::sheet::Value::Number(number) => number.to_string(),
            other => panic!("{sheet}!{at} is {other:?}"),
        }
    };
    let totals = read("bieu-tong-hop-ct28.xlsx");
    assert_eq!(number(&totals, "Đặc điểm tình hình", "H11"), "72");
    assert_eq!(number(&totals, "Đặc điểm tình hình", "H17"), "35");
    assert_eq!(number(&totals, "Kết nạp", "I13"), "9", "the sum of the years");
    assert_eq!(
        cell(&totals, "Kết nạp", "I13").unwrap().formula.as_deref(),
        Some("IF(COUNT(D13:H13)<5,\"\",SUM(D13:H13))")
    );
    let table = read("bieu-theo-chi-bo.xlsx");
    assert_eq!(cell(&table, "Theo chi bộ", "B15").unwrap().text, "Chi bộ Nhà khách");
    assert_eq!(number(&table, "Theo chi bộ", "C15"), "16");
    assert_eq!(number(&table, "Theo chi bộ", "C16"), "72");
    assert_eq!(
        cell(&table, "Theo chi bộ", "C16").unwrap().formula.as_deref(),
        Some("IF(COUNT(C11:C15)<COUNT($A11:$A15),\"\",SUM(C11:C15))")
    );
}

#[test]
fn nine_admitted_is_the_sum_of_twenty_five_cells_that_explain_prints() {
    let sample = common::root().join("input-samples/van-phong-ubnd");
    let at = sample.to_str().unwrap();
    let said = tonghop(&["explain", at, "--period", PERIOD, "ket_nap"]);
    assert_eq!(said.status.code(), Some(0), "{}", text(&said.stderr));
    let said = text(&said.stdout);
    assert!(said.lines().next().unwrap().contains("= 9 người"), "{said}");
    let cells: Vec<&str> =
        said.lines().filter(|line| line.contains(" ← bao-cao-den/")).collect();
    assert_eq!(cells.len(), 25, "{said}");
    let sum: u32 = cells
        .iter()
        .map(|line| {
            let typed = line.rsplit_once("ghi `").unwrap().1.trim_end_matches('`');
            typed.parse::<u32>().unwrap()
        })
        .sum();
    assert_eq!(sum, 9);
}

#[test]
fn an_explanation_that_ends_with_one_says_that_there_are_findings() {
    let sample = common::root().join("input-samples/van-phong-ubnd-loi");
    let at = sample.to_str().unwrap();
    let said = tonghop(&["explain", at, "--period", PERIOD, "ket_nap"]);
    assert_eq!(said.status.code(), Some(1));
    assert!(text(&said.stderr).contains("2 lỗi"), "{}", text(&said.stderr));
}

#[test]
fn a_figure_is_also_explained_by_its_id_from_the_ledger() {
    let workspace = tempfile::tempdir().unwrap();
    copy_of("van-phong-ubnd", workspace.path());
    let at = workspace.path().to_str().unwrap();
    assert_eq!(tonghop(&["build", at, "--period", PERIOD]).status.code(), Some(0));
    let ledger = workspace.path().join("ket-qua/2019-2023/du-thao-01/bang-nguon-so-lieu.xlsx");
    let bytes = std::fs::read(ledger).unwrap();
    let ledger =
        tonghop::sheet::read("l.xlsx", &bytes, &tonghop::sheet::Limits::default()).unwrap();
    let sheet = ledger.sheet("Số liệu đã in").unwrap();
    let row = sheet
        .iter()
        .find(|(at, cell)| at.col == 4 && cell.text == "ty_le_ket_nap")
        .map(|(at, _)| at.row)
        .unwrap();
    let id = &sheet.get(tonghop::ooxml::CellRef::new(row, 0)).unwrap().text;
    let said = tonghop(&["explain", at, "--period", PERIOD, id]);
    assert_eq!(said.status.code(), Some(0), "{}", text(&said.stderr));
    assert!(text(&said.stdout).starts_with("Tỷ lệ kết nạp"), "{}", text(&said.stdout));
}

#[test]
fn a_missing_return_is_told_once_and_not_for_every_figure_printed_of_it() {
    let workspace = tempfile::tempdir().unwrap();
    copy_of("van-phong-ubnd", workspace.path());
    let at = workspace.path().to_str().unwrap();
    let returns = workspace.path().join("bao-cao-den");
    std::fs::remove_file(returns.join("Biểu CT28 - CB Nhà khách.xlsx")).unwrap();
    let said = text(&tonghop(&["build", at, "--period", PERIOD]).stderr);
    assert_eq!(said.matches("[W401]").count(), 1, "{said}");
    assert_eq!(said.matches("[W609]").count(), 0, "{said}");
}

#[test]
fn an_absent_total_is_told_once_for_all_its_periods() {
    let workspace = tempfile::tempdir().unwrap();
    copy_of("van-phong-ubnd", workspace.path());
    let at = workspace.path().to_str().unwrap();
    for (name, _) in files(&workspace.path().join("bao-cao-den")) {
        std::fs::remove_file(workspace.path().join("bao-cao-den").join(name)).unwrap();
    }
    let said = text(&tonghop(&["build", at, "--period", PERIOD]).stderr);
    let told: Vec<&str> = said.lines().filter(|line| line.contains("[W609]")).collect();
    let of = |path: &str| told.iter().filter(|line| line.contains(path)).count();
    assert!(of("(`ket_nap @ ") > 0, "{said}");
    let all = "của `Đảng bộ Văn phòng Ủy ban nhân dân tỉnh`, chỗ đó in";
    assert!(told.iter().all(|line| line.contains(all)), "{told:?}");
    let years = "@ 2019, 2020, 2021, 2022, 2023`)";
    assert!(told.iter().any(|line| line.contains(years)), "{told:?}");
}

#[test]
fn strict_writes_nothing_while_there_are_errors() {
    let workspace = tempfile::tempdir().unwrap();
    copy_of("van-phong-ubnd-loi", workspace.path());
    let at = workspace.path().to_str().unwrap();
    let made = tonghop(&["build", at, "--period", PERIOD, "--strict"]);
    assert_eq!(made.status.code(), Some(1));
    assert!(made.stdout.is_empty());
    assert!(!workspace.path().join("ket-qua").exists());
}

#[test]
fn a_draft_with_errors_says_so_on_the_face_of_every_document() {
    let workspace = tempfile::tempdir().unwrap();
    copy_of("van-phong-ubnd-loi", workspace.path());
    let at = workspace.path().to_str().unwrap();
    let made = tonghop(&["build", at, "--period", PERIOD]);
    assert_eq!(made.status.code(), Some(1));
    let draft = workspace.path().join("ket-qua/2019-2023/du-thao-01");
    let report = paragraphs(&std::fs::read(draft.join("bao-cao-ct28.docx")).unwrap());
    assert_eq!(report[0], "DỰ THẢO - CÒN 2 LỖI SỐ LIỆU, CHƯA ĐƯỢC TRÌNH KÝ");
    for name in ["bieu-co-quan.xlsx", "bieu-theo-chi-bo.xlsx", "bieu-tong-hop-ct28.xlsx"] {
        let mut package = Package::open(std::fs::read(draft.join(name)).unwrap()).unwrap();
        let sheet = text(&package.read("xl/worksheets/sheet1.xml").unwrap());
        assert!(sheet.contains("CÒN 2 LỖI SỐ LIỆU"), "{name}");
    }
}

#[test]
fn the_export_has_every_organisation_year_and_element_once() {
    let sample = common::root().join("input-samples/van-phong-ubnd");
    let at = sample.to_str().unwrap();
    let export = tonghop(&["export", at, "--period", PERIOD, "--format", "csv"]);
    assert_eq!(export.status.code(), Some(0));
    let export = text(&export.stdout);
    let mut lines = export.lines();
    assert_eq!(
        lines.next(),
        Some("org,period,element,category,value,unit,status,expected,received,origin")
    );
    let lines: Vec<Vec<&str>> = lines.map(|line| line.split(',').collect()).collect();
    assert!(lines.iter().all(|line| line.len() == 10));
    let keys: std::collections::BTreeSet<_> =
        lines.iter().map(|line| line[..4].to_vec()).collect();
    assert_eq!(keys.len(), lines.len(), "every figure once");
    let units = ["DB-VP", "CB01", "CB02", "CB03", "CB04", "CB05"];
    let periods = ["2019", "2020", "2021", "2022", "2023", "2019..2023"];
    let figures = lines.len() / (units.len() * periods.len());
    for unit in units {
        for period in periods {
            let of = lines.iter().filter(|line| line[0] == unit && line[1] == period);
            assert_eq!(of.count(), figures, "{unit} {period}");
        }
    }
}

#[test]
fn csv_and_json_exports_say_the_same() {
    let sample = common::root().join("input-samples/van-phong-ubnd");
    let at = sample.to_str().unwrap();
    let csv = text(&tonghop(&["export", at, "--period", PERIOD, "--format", "csv"]).stdout);
    let json = tonghop(&["export", at, "--period", PERIOD, "--format", "json"]).stdout;
    // Raw values: a ratio has more digits than a float holds.
    let json: Vec<std::collections::BTreeMap<String, Box<serde_json::value::RawValue>>> =
        serde_json::from_slice(&json).unwrap();
    let lines: Vec<String> = json
        .iter()
        .map(|line| {
            let part = |name: &str| match line[name].get() {
                "null" => String::new(),
                text => text.trim_matches('"').to_owned(),
            };
            let names = [
                "org", "period", "element", "category", "value", "unit", "status", "expected",
                "received",
            ];
            // Nothing of this sample was entered by the office.
            names.map(part).join(",") + ","
        })
        .collect();
    assert_eq!(csv.lines().skip(1).collect::<Vec<_>>(), lines);
}

#[test]
fn what_cannot_run_ends_with_two_and_says_why() {
    let sample = common::root().join("input-samples/van-phong-ubnd");
    let at = sample.to_str().unwrap();
    for (arguments, said) in [
        (vec!["build", "/khong/co/thu/muc", "--period", PERIOD], "E501"),
        (vec!["build", at, "--period", "2019-2023"], "--period"),
        (vec!["build", at, "--period", "2018"], "E508"),
        (vec!["build", at, "--period", PERIOD, "--as-of", "31/02/2024"], "--as-of"),
        (vec!["explain", at, "--period", PERIOD, "ket_nap.nuu"], "ket_nap.nu"),
        (vec!["explain", at, "--period", PERIOD, "ket_nap", "--org", "CB99"], "E509"),
        (vec!["xuat-khau"], "không có lệnh"),
        (vec!["check", at], "--period"),
        (vec!["inspect", "Cargo.toml.khong-co"], "E659"),
    ] {
        let output = tonghop(&arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(output.stdout.is_empty() || arguments[0] == "check", "{arguments:?}");
        let talk = text(&output.stderr);
        assert!(talk.contains(said), "{arguments:?} said:\n{talk}");
    }
}

#[test]
fn commands_have_vietnamese_names_too_and_speak_english_on_request() {
    let sample = common::root().join("input-samples/van-phong-ubnd-loi");
    let at = sample.to_str().unwrap();
    let vi = tonghop(&["kiem-tra", at, "--period", PERIOD]);
    assert_eq!(vi.status.code(), Some(1));
    assert!(text(&vi.stdout).starts_with("lỗi[E301]"));
    let en = tonghop(&["check", at, "--period", PERIOD, "--lang", "en"]);
    assert_eq!(en.status.code(), Some(1));
    assert!(text(&en.stdout).starts_with("error[E301]"));
}

#[test]
fn a_figure_that_does_not_cover_every_unit_says_so_wherever_it_is_printed() {
    let workspace = tempfile::tempdir().unwrap();
    copy_of("van-phong-ubnd", workspace.path());
    let missing = workspace.path().join("bao-cao-den/Biểu CT28 - CB Nhà khách.xlsx");
    std::fs::remove_file(missing).unwrap();
    let at = workspace.path().to_str().unwrap();
    assert_eq!(tonghop(&["build", at, "--period", PERIOD]).status.code(), Some(0));
    let draft = workspace.path().join("ket-qua/2019-2023/du-thao-01");
    let report = paragraphs(&std::fs::read(draft.join("bao-cao-ct28.docx")).unwrap());
    assert_eq!(report[0], "SỐ LIỆU CHƯA ĐẦY ĐỦ - ĐÃ NHẬN 5/6 BIỂU");
    let report = report.join("\n");
    // Said once of all figures of the period, and at those of which it is not true.
    assert!(report.contains("là của 4/5 đơn vị, chưa có của Chi bộ Nhà khách"), "{report}");
    assert!(report.contains("có 56 đảng viên"), "{report}");
    let bytes = std::fs::read(draft.join("bieu-theo-chi-bo.xlsx")).unwrap();
    let table =
        tonghop::sheet::read("t.xlsx", &bytes, &tonghop::sheet::Limits::default()).unwrap();
    let total = cell(&table, "Theo chi bộ", "C16").map_or("", |cell| &cell.text);
    assert_eq!(total, "", "a sum over four of five branches is no total");
}

#[test]
fn drafts_are_not_put_among_the_returns() {
    let workspace = tempfile::tempdir().unwrap();
    copy_of("van-phong-ubnd", workspace.path());
    let at = workspace.path().to_str().unwrap();
    let out = workspace.path().join("bao-cao-den/ket-qua");
    let made = tonghop(&["build", at, "--period", PERIOD, "--out", out.to_str().unwrap()]);
    assert_eq!(made.status.code(), Some(2));
    assert!(text(&made.stderr).contains("E514"), "{}", text(&made.stderr));
    assert!(!out.exists());
}

#[test]
fn a_template_without_tags_comes_out_part_for_part_as_it_went_in() {
    let folder = tempfile::tempdir().unwrap();
    let context = folder.path().join("c.json");
    std::fs::write(&context, "{}").unwrap();
    let template = common::root().join("input-samples/van-phong-ubnd/thiet-lap.xlsx");
    let out = folder.path().join("out.xlsx");
    let filled = tonghop(&[
        "render",
        template.to_str().unwrap(),
        context.to_str().unwrap(),
        out.to_str().unwrap(),
    ]);
    assert_eq!(filled.status.code(), Some(0), "{}", text(&filled.stderr));
    let parts = |path: &Path| -> BTreeMap<String, Vec<u8>> {
        let mut package = Package::open(std::fs::read(path).unwrap()).unwrap();
        let names: Vec<String> = package.names().map(str::to_owned).collect();
        names.into_iter().map(|name| (name.clone(), package.read(&name).unwrap())).collect()
    };
    assert!(parts(&template) == parts(&out));
}

#[test]
fn a_template_that_cannot_be_filled_leaves_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let context = folder.path().join("c.json");
    std::fs::write(&context, "{\"ten\": 1,}").unwrap();
    let template = common::root().join("templates/ct28/bao-cao.docx");
    let out = folder.path().join("out.docx");
    let arguments =
        [template.to_str().unwrap(), context.to_str().unwrap(), out.to_str().unwrap()];
    let run = || tonghop(&["render", arguments[0], arguments[1], arguments[2]]);
    let wrong_json = run();
    assert_eq!(wrong_json.status.code(), Some(2));
    assert!(text(&wrong_json.stderr).contains("E658"), "{}", text(&wrong_json.stderr));
    std::fs::write(&context, "{}").unwrap();
    let unknown = run();
    assert_eq!(unknown.status.code(), Some(2));
    assert!(text(&unknown.stderr).contains("E602"), "{}", text(&unknown.stderr));
    assert!(!out.exists());
}

#[test]
fn a_blank_cell_behind_a_printed_total_marks_the_draft_though_every_return_has_come() {
    let workspace = tempfile::tempdir().unwrap();
    copy_of("van-phong-ubnd", workspace.path());
    let file = workspace.path().join("bao-cao-den/Biểu CT28 - CB Nhà khách.xlsx");
    common::set_cell(&file, "Đặc điểm tình hình", "H17", &common::Content::Blank);
    let at = workspace.path().to_str().unwrap();
    assert_eq!(tonghop(&["build", at, "--period", PERIOD]).status.code(), Some(0));
    let draft = workspace.path().join("ket-qua/2019-2023/du-thao-01");
    let report = paragraphs(&std::fs::read(draft.join("bao-cao-ct28.docx")).unwrap());
    assert_eq!(report[0], "SỐ LIỆU CHƯA ĐẦY ĐỦ - CÒN Ô TRỐNG HOẶC Ô KHÔNG DÙNG ĐƯỢC");
    assert!(report.join("\n").contains("27 [4/5]"), "{}", report.join("\n"));
    let explained = "Số kèm [m/n]";
    assert!(report.iter().any(|line| line.contains(explained)), "{report:?}");
    // A form prints numbers alone: there is no mark on it to be explained.
    let form = std::fs::read(draft.join("bieu-tong-hop-ct28.xlsx")).unwrap();
    let sheet = Package::open(form).unwrap().read("xl/worksheets/sheet1.xml").unwrap();
    let sheet = text(&sheet);
    assert!(sheet.contains("SỐ LIỆU CHƯA ĐẦY ĐỦ") && !sheet.contains(explained));
}

#[test]
fn the_rows_of_the_ledger_stand_in_order_each_once() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = folder.path().join("ws");
    common::copy_of("van-phong-ubnd", &workspace);
    let built = tonghop(&["build", workspace.to_str().unwrap(), "--period", PERIOD]);
    assert_eq!(built.status.code(), Some(0));
    let ledger = workspace.join("ket-qua/2019-2023/du-thao-01/bang-nguon-so-lieu.xlsx");
    let mut package = Package::open(std::fs::read(ledger).unwrap()).unwrap();
    for sheet in 1..=4 {
        let xml = text(&package.read(&format!("xl/worksheets/sheet{sheet}.xml")).unwrap());
        let rows: Vec<u32> = xml
            .split("<row r=\"")
            .skip(1)
            .map(|row| row[..row.find('"').unwrap()].parse().unwrap())
            .collect();
        assert!(!rows.is_empty(), "sheet {sheet}");
        assert!(rows.windows(2).all(|pair| pair[0] < pair[1]), "sheet {sheet}");
    }
}
