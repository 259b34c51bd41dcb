//! What was issued for a period stays what it was: the seal makes the same documents again, what comes or
//! changes later is told and never replaces it, and a later period prints the correction.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;
use std::sync::OnceLock;

use common::{Content, copy_of, paragraphs, set_cells, text, tonghop};
use serde_json::Value;
use tonghop::sheet::{self, Limits};

const HALF: &str = "2024-6T";
const DOCUMENT: &str = "Báo cáo số 12-BC/ĐU, ngày 15/7/2024";
const RETURN: &str = "bao-cao-den/2024-6-thang/CB33 6 thang 2024.xlsx";
const LAST_YEAR: &str = "bao-cao-den/2023/CB33 nam 2023.xlsx";
const UNITS: [&str; 4] = ["cb14", "cb17", "cb25", "cb33"];

/// A commune of which four branches have reported.
fn office() -> tempfile::TempDir {
    let workspace = tempfile::tempdir().unwrap();
    copy_of("xa", workspace.path());
    for entry in walkdir::WalkDir::new(workspace.path().join("bao-cao-den")) {
        let entry = entry.unwrap();
        let name = entry.file_name().to_string_lossy().to_lowercase();
        if entry.file_type().is_file() && !UNITS.iter().any(|unit| name.starts_with(unit)) {
            fs::remove_file(entry.path()).unwrap();
        }
    }
    workspace
}

fn run(command: &str, workspace: &Path, period: &str, more: &[&str]) -> Output {
    let at = workspace.to_str().unwrap();
    tonghop(&[&[command, at, "--period", period], more].concat())
}

fn seal(workspace: &Path, period: &str, document: &str) -> Output {
    run("seal", workspace, period, &["--document", document, "--as-of", "15/7/2024"])
}

fn sealed(workspace: &Path, period: &str, document: &str) {
    let output = seal(workspace, period, document);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
}

/// The commune with its half-year sealed, once for all tests: making documents takes long.
fn sealed_office() -> tempfile::TempDir {
    static SEALED: OnceLock<PathBuf> = OnceLock::new();
    let made = SEALED.get_or_init(|| {
        let made = Path::new(env!("CARGO_TARGET_TMPDIR")).join("seal");
        let _ = fs::remove_dir_all(&made);
        let workspace = office();
        sealed(workspace.path(), HALF, DOCUMENT);
        copy(workspace.path(), &made);
        made
    });
    let workspace = tempfile::tempdir().unwrap();
    copy(made, workspace.path());
    workspace
}

fn copy(from: &Path, to: &Path) {
    for (name, bytes) in files(from) {
        let to = to.join(name);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::write(to, bytes).unwrap();
    }
}

fn findings(workspace: &Path, period: &str) -> Vec<Value> {
    let told = run("check", workspace, period, &["--format", "json"]);
    serde_json::from_slice(&told.stdout).unwrap()
}

fn with_code(findings: &[Value], code: &str) -> Vec<String> {
    let such = findings.iter().filter(|finding| finding["code"] == code);
    such.map(ToString::to_string).collect()
}

fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().flatten();
    let files = entries.filter(|entry| entry.file_type().is_file());
    let named = files.map(|entry| {
        let name = entry.path().strip_prefix(folder).unwrap().to_str().unwrap();
        (name.replace('\\', "/"), fs::read(entry.path()).unwrap())
    });
    named.collect()
}

fn is_text(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|ending| ending == "txt")
}

fn numbers(file: &Path, cells: &[(&str, u32)]) {
    let cells: Vec<(String, String, Content)> = cells
        .iter()
        .map(|(cell, number)| {
            let content = Content::Number(number.to_string());
            ("1-BTCTW".to_owned(), (*cell).to_owned(), content)
        })
        .collect();
    set_cells(file, &cells);
}

/// One admission fewer than was reported: 1 for 2, and one member fewer at the end.
fn revise(workspace: &Path) {
    numbers(&workspace.join(RETURN), &[("C11", 1), ("C12", 1), ("C30", 14)]);
}

#[test]
fn a_seal_makes_the_same_documents_again_wherever_they_are_put() {
    let workspace = sealed_office();
    let seal = workspace.path().join("chot/2024-6T");
    let issued = files(&seal.join("van-ban"));
    assert!(issued.contains_key("bang-nguon-so-lieu.xlsx"), "{:?}", issued.keys());
    let elsewhere = tempfile::tempdir().unwrap();
    let out = elsewhere.path().to_str().unwrap();
    let as_of = ["--as-of", "2024-07-15"];

    run("build", &seal, HALF, &as_of);
    run("build", &seal, HALF, &[&as_of[..], &["--out", out]].concat());

    assert_eq!(files(&seal.join("ket-qua/2024-6T/du-thao-01")), issued);
    assert_eq!(files(&elsewhere.path().join("du-thao-01")), issued);
    // Trying it out is no damage, and the office's own run says that the period is sealed.
    let told = findings(workspace.path(), HALF);
    assert_eq!(with_code(&told, "E432"), Vec::<String>::new());
    let says = with_code(&told, "I434");
    assert!(says[0].contains("12-BC/ĐU") && says[0].contains("chot/2024-6T"), "{says:?}");
}

#[test]
fn a_return_after_the_seal_is_told_and_nothing_that_was_sealed_changes() {
    let workspace = sealed_office();
    let before = files(&workspace.path().join("chot"));
    revise(workspace.path());

    let built = run("build", workspace.path(), HALF, &["--as-of", "2024-07-20"]);

    assert_eq!(built.status.code(), Some(1), "{}", text(&built.stderr));
    assert_eq!(files(&workspace.path().join("chot")), before);
    let told = findings(workspace.path(), HALF);
    let late = with_code(&told, "W431");
    assert_eq!(late.len(), 1, "{late:?}");
    assert!(late[0].contains(RETURN) && late[0].contains("15 → 14"), "{late:?}");
    let differs = with_code(&told, "E433");
    assert!(differs[0].contains("Chi bộ Công an") && differs[0].contains("C12"), "{differs:?}");
    assert!(differs.iter().any(|one| one.contains("Đảng bộ xã Tân Hòa")), "{differs:?}");
    let page = workspace.path().join("ket-qua/2024-6T/du-thao-01/tong-quan.html");
    let page = fs::read_to_string(page).unwrap();
    assert!(page.contains("chốt lại bằng văn bản mới"), "what to do is told: {page}");
    assert!(!page.contains("đề nghị đơn vị sửa và gửi lại"), "no branch can mend it: {page}");
    let screen = text(&run("progress", workspace.path(), HALF, &[]).stdout);
    assert!(screen.contains("sau chốt") && screen.contains("Đã chốt"), "{screen}");
    let answer = run("explain", workspace.path(), HALF, &["tang.ket_nap", "--org", "CB33"]);
    assert!(text(&answer.stdout).contains("đã chốt 2 theo"), "{}", text(&answer.stdout));
    assert!(!screen.contains("1 lỗi"), "the return itself is not wrong: {screen}");
    // Nor is the branch asked for anything.
    run("remind", workspace.path(), HALF, &["--as-of", "2024-07-20"]);
    let papers = files(&workspace.path().join("ket-qua/2024-6T/don-doc-01"));
    for (name, bytes) in papers.iter().filter(|(name, _)| is_text(name)) {
        let said = String::from_utf8_lossy(bytes);
        assert!(!said.contains("chốt"), "{name}: {said}");
    }
    assert!(papers.keys().all(|name| !name.contains("CB33 6 thang")), "{:?}", papers.keys());
    // A decision on a return is not the way: nothing of it is put up in the workbook.
    let rows = fs::read(workspace.path().join("xac-nhan.xlsx")).unwrap_or_default();
    if !rows.is_empty() {
        let book = sheet::read("xac-nhan.xlsx", &rows, &Limits::default()).unwrap();
        let sheet = book.sheet("Việc cần quyết").unwrap();
        assert!(sheet.iter().all(|(_, cell)| cell.text != "E433"));
    }
}

#[test]
fn a_file_of_a_seal_that_is_altered_deleted_or_added_is_noticed() {
    let workspace = sealed_office();
    let seal = workspace.path().join("chot/2024-6T");
    fs::write(seal.join("van-ban/thong-bao.docx"), "khác").unwrap();
    fs::remove_file(seal.join("thiet-lap.xlsx")).unwrap();
    fs::copy(workspace.path().join(RETURN), seal.join("bao-cao-den/moi.xlsx")).unwrap();

    let told = with_code(&findings(workspace.path(), HALF), "E432").join("\n");

    for file in ["van-ban/thong-bao.docx", "thiet-lap.xlsx", "bao-cao-den/moi.xlsx"] {
        assert!(told.contains(file), "{file}: {told}");
    }
    // The register knows the manifest, so it cannot be made to fit what was altered.
    let manifest = seal.join("niem-phong.json");
    let written = fs::read_to_string(&manifest).unwrap();
    fs::write(&manifest, written.replace("12-BC/ĐU", "13-BC/ĐU")).unwrap();
    let told = with_code(&findings(workspace.path(), HALF), "E432").join("\n");
    assert!(told.contains("niem-phong.json"), "{told}");
    fs::remove_dir_all(&seal).unwrap();
    let told = with_code(&findings(workspace.path(), HALF), "E432").join("\n");
    assert!(told.contains("chot/2024-6T") && told.contains("không còn"), "{told}");
}

#[test]
fn a_period_with_open_errors_is_not_sealed_and_nothing_is_written() {
    let workspace = office();
    numbers(&workspace.path().join(RETURN), &[("C11", 9)]);

    let output = seal(workspace.path(), HALF, DOCUMENT);

    assert_eq!(output.status.code(), Some(1));
    let told = text(&output.stderr);
    assert!(told.contains("E430") && told.contains("E301"), "{told}");
    assert!(!workspace.path().join("chot").exists());
    assert!(!workspace.path().join(".tonghop/so-tiep-nhan.jsonl").exists());
}

#[test]
fn a_later_period_prints_the_correction_once() {
    let workspace = sealed_office();
    let untouched = findings(workspace.path(), "2024-9T");
    assert_eq!(with_code(&untouched, "W436"), Vec::<String>::new());
    revise(workspace.path());

    let built = run("build", workspace.path(), "2024-9T", &["--as-of", "2024-10-05"]);

    let draft = workspace.path().join("ket-qua/2024-9T/du-thao-01");
    assert!(text(&built.stderr).contains("W436"), "{}", text(&built.stderr));
    let page = fs::read(draft.join("dieu-chinh-so-lieu-2024-6T.docx")).unwrap();
    let page = paragraphs(&page).join("\n");
    assert!(page.contains("đã chốt theo Báo cáo số 12-BC/ĐU"), "{page}");
    assert!(page.contains("ô C30: ghi «15» → ghi «14»"), "{page}");
    let read = |name: &str, sheet: &str| {
        let bytes = fs::read(draft.join(name)).unwrap();
        let book = sheet::read(name, &bytes, &Limits::default()).unwrap();
        let sheet = book.sheet(sheet).unwrap_or_else(|| panic!("{name}: no {sheet}"));
        sheet.iter().map(|(_, cell)| cell.text.clone()).collect::<Vec<_>>().join("|")
    };
    for (name, sheet) in [
        ("tong-hop.xlsx", "Điều chỉnh kỳ trước"),
        ("bang-nguon-so-lieu.xlsx", "Khác số đã chốt"),
    ] {
        let told = read(name, sheet);
        assert!(told.contains("Chi bộ Công an") && told.contains("12-BC/ĐU"), "{told}");
    }
    // What a sealed report has told, a later one does not tell again.
    sealed(workspace.path(), "2024-9T", "Báo cáo số 30-BC/ĐU, ngày 05/10/2024");
    assert_eq!(with_code(&findings(workspace.path(), "2024"), "W436"), Vec::<String>::new());
    assert_eq!(with_code(&findings(workspace.path(), "2024-9T"), "W436").len(), 1);
}

#[test]
fn an_opening_figure_taken_from_what_was_sealed_is_no_mistake_of_the_branch() {
    let workspace = office();
    let correct = [("C11", 0), ("C13", 0), ("C15", 0), ("C30", 12)];
    numbers(&workspace.path().join(LAST_YEAR), &correct);
    let unsealed = findings(workspace.path(), HALF);
    assert!(!with_code(&unsealed, "E303").is_empty(), "{unsealed:?}");

    let workspace = office();
    sealed(workspace.path(), "2023", "Báo cáo số 90-BC/ĐU, ngày 10/01/2024");
    numbers(&workspace.path().join(LAST_YEAR), &correct);
    let told = findings(workspace.path(), HALF);

    assert_eq!(with_code(&told, "E303"), Vec::<String>::new());
    let corrected = with_code(&told, "W437");
    assert!(corrected[0].contains("Chi bộ Công an"), "{corrected:?}");
    assert_eq!(with_code(&told, "W436").len(), 1);
}

#[test]
fn other_figures_are_sealed_only_by_another_document() {
    let workspace = sealed_office();
    let first = files(&workspace.path().join("chot/2024-6T"));
    let same = seal(workspace.path(), HALF, DOCUMENT);
    assert_eq!(same.status.code(), Some(0));
    assert!(text(&same.stderr).contains("I438"), "{}", text(&same.stderr));
    revise(workspace.path());
    let refused = seal(workspace.path(), HALF, DOCUMENT);
    assert_eq!(refused.status.code(), Some(1));
    assert!(text(&refused.stderr).contains("E435"), "{}", text(&refused.stderr));
    // A number that was mistyped is no way to give other figures to a paper that is signed.
    let of_that_day = seal(workspace.path(), HALF, "Báo cáo số 21-BC/ĐU, ngày 15/7/2024");
    assert!(text(&of_that_day.stderr).contains("E448"), "{}", text(&of_that_day.stderr));
    assert_eq!(fs::read_dir(workspace.path().join("chot")).unwrap().count(), 1);

    let again = seal(workspace.path(), HALF, "Báo cáo số 13-BC/ĐU, ngày 20/7/2024");

    assert_eq!(again.status.code(), Some(0), "{}", text(&again.stderr));
    let told = text(&again.stdout);
    assert!(told.contains("2 → 1") && told.contains("chot/2024-6T-lan-2"), "{told}");
    let manifest = workspace.path().join("chot/2024-6T-lan-2/niem-phong.json");
    let manifest: Value = serde_json::from_slice(&fs::read(manifest).unwrap()).unwrap();
    assert_eq!(manifest["number"], 2);
    assert_eq!(manifest["dated"], "2024-07-20");
    assert!(!manifest["changed"].as_array().unwrap().is_empty());
    assert_eq!(files(&workspace.path().join("chot/2024-6T")), first);
    let now = findings(workspace.path(), HALF);
    assert_eq!(with_code(&now, "E433"), Vec::<String>::new());
    assert!(with_code(&now, "I434")[0].contains("13-BC/ĐU"));
}

#[test]
fn a_mistyped_document_is_put_right_by_sealing_the_same_figures_by_the_right_one() {
    let workspace = sealed_office();
    let right = "Báo cáo số 21-BC/ĐU, ngày 15/7/2024";

    let again = seal(workspace.path(), HALF, right);

    assert_eq!(again.status.code(), Some(0), "{}", text(&again.stderr));
    assert!(workspace.path().join("chot/2024-6T-lan-2").is_dir());
    assert!(with_code(&findings(workspace.path(), HALF), "I434")[0].contains("21-BC/ĐU"));
    let wrong = seal(workspace.path(), HALF, DOCUMENT);
    assert!(text(&wrong.stderr).contains("E435"), "{}", text(&wrong.stderr));
}

#[test]
fn a_document_without_a_day_or_from_before_the_period_seals_nothing() {
    let workspace = office();
    let undated = seal(workspace.path(), HALF, "Báo cáo số 12-BC/ĐU");
    assert_eq!(undated.status.code(), Some(2));
    assert!(text(&undated.stderr).contains("--day"), "{}", text(&undated.stderr));
    let early = seal(workspace.path(), HALF, "Báo cáo số 12-BC/ĐU, ngày 15/7/2014");
    assert_eq!(early.status.code(), Some(1));
    assert!(text(&early.stderr).contains("E447"), "{}", text(&early.stderr));
    assert!(!workspace.path().join("chot").exists());
}

#[test]
fn a_seal_that_was_deleted_is_not_made_again_with_other_figures_by_the_same_document() {
    let workspace = sealed_office();
    fs::remove_dir_all(workspace.path().join("chot/2024-6T")).unwrap();
    revise(workspace.path());

    let same = seal(workspace.path(), HALF, DOCUMENT);

    assert_eq!(same.status.code(), Some(1), "{}", text(&same.stderr));
    assert!(text(&same.stderr).contains("E435"), "{}", text(&same.stderr));
    assert!(!workspace.path().join("chot/2024-6T").exists());
    // By another document it is the second seal, and the first stays missing.
    sealed(workspace.path(), HALF, "Báo cáo số 13-BC/ĐU, ngày 20/7/2024");
    assert!(workspace.path().join("chot/2024-6T-lan-2/niem-phong.json").is_file());
    let told = findings(workspace.path(), HALF);
    let gone = with_code(&told, "E432");
    assert!(gone.len() == 1 && gone[0].contains("không còn"), "{gone:?}");
    assert!(with_code(&told, "I434")[0].contains("13-BC/ĐU"), "{told:?}");
}

#[test]
fn a_period_is_sealed_again_beside_a_seal_that_nobody_can_read() {
    let workspace = sealed_office();
    fs::write(workspace.path().join("chot/2024-6T/niem-phong.json"), "{").unwrap();
    sealed(workspace.path(), HALF, "Báo cáo số 13-BC/ĐU, ngày 20/7/2024");
    assert!(workspace.path().join("chot/2024-6T-lan-2/niem-phong.json").is_file());
}

#[test]
fn a_copy_of_a_seal_takes_its_place_neither_with_its_figures_nor_with_others() {
    let workspace = sealed_office();
    let beside = workspace.path().join("chot/2024-6T - Copy");
    copy(&workspace.path().join("chot/2024-6T"), &beside);
    let manifest = beside.join("niem-phong.json");
    let written = fs::read_to_string(&manifest).unwrap();
    fs::write(&manifest, written.replace(r#""number":1"#, r#""number":9"#)).unwrap();

    let told = findings(workspace.path(), HALF);

    assert!(with_code(&told, "W439")[0].contains("2024-6T - Copy"), "{told:?}");
    let holds = with_code(&told, "I434");
    assert!(!holds[0].contains("Copy"), "{holds:?}");
    // Nor does it count: the next seal is the second one.
    revise(workspace.path());
    sealed(workspace.path(), HALF, "Báo cáo số 13-BC/ĐU, ngày 20/7/2024");
    assert!(workspace.path().join("chot/2024-6T-lan-2").is_dir());
}

#[test]
fn a_seal_of_a_later_version_whose_period_is_not_understood_is_told() {
    let workspace = sealed_office();
    let manifest = workspace.path().join("chot/2024-6T/niem-phong.json");
    let written = fs::read_to_string(&manifest).unwrap();
    let later = written.replacen(r#""period":"2024-6T""#, r#""period":"2024-HK1""#, 1);
    fs::write(&manifest, &later).unwrap();
    // The register knows it so, as it would where the later version wrote both.
    let register = workspace.path().join(".tonghop/so-tiep-nhan.jsonl");
    let known = fs::read_to_string(&register).unwrap();
    let hash = |text: &str| tonghop::seal::sha256(text.as_bytes());
    fs::write(&register, known.replace(&hash(&written), &hash(&later))).unwrap();

    let told = with_code(&findings(workspace.path(), HALF), "E432");

    assert!(told.len() == 1 && told[0].contains("không hiểu kỳ"), "{told:?}");
}

/// Writes the codes of the packs in use into the settings.
fn use_packs(workspace: &Path, codes: &str) {
    let settings = workspace.join("thiet-lap.xlsx");
    let cell = ("Đơn vị".to_owned(), "B5".to_owned(), Content::Text(codes.to_owned()));
    set_cells(&settings, &[cell]);
}

#[test]
fn figures_of_a_pack_that_is_taken_out_of_the_settings_do_not_vanish_silently() {
    let workspace = office();
    let own = workspace.path().join("bo-bieu/quy-2");
    tonghop(&["copy-pack", workspace.path().to_str().unwrap(), "quy"]);
    fs::rename(workspace.path().join("bo-bieu/quy"), &own).unwrap();
    let pack = fs::read_to_string(own.join("pack.toml")).unwrap();
    fs::write(own.join("pack.toml"), pack.replacen("\"quy\"", "\"quy-2\"", 1)).unwrap();
    use_packs(workspace.path(), "quy-2");
    sealed(workspace.path(), HALF, DOCUMENT);
    use_packs(workspace.path(), "quy");

    let told = with_code(&findings(workspace.path(), HALF), "E446");

    assert!(told.len() == 1 && told[0].contains("12-BC/ĐU"), "{told:?}");
}

#[test]
fn files_that_systems_and_programs_put_into_folders_are_no_part_of_a_seal() {
    let workspace = office();
    for name in ["bao-cao-den/desktop.ini", "bao-cao-den/2023/Thumbs.db", ".DS_Store"] {
        fs::write(workspace.path().join(name), "x").unwrap();
    }
    sealed(workspace.path(), HALF, DOCUMENT);
    let seal = workspace.path().join("chot/2024-6T");
    for name in files(&seal).keys() {
        assert!(!name.contains("desktop.ini") && !name.contains("Thumbs"), "{name}");
    }
    for name in ["bao-cao-den/desktop.ini", "van-ban/.~lock.bao-cao.docx#", "~$thiet-lap.xlsx"]
    {
        fs::write(seal.join(name), "x").unwrap();
    }
    assert_eq!(with_code(&findings(workspace.path(), HALF), "E432"), Vec::<String>::new());
}

#[test]
fn what_cannot_be_sealed_is_refused_in_words_and_nothing_is_written() {
    let workspace = office();
    // Another year was typed.
    let none = seal(workspace.path(), "2025-Q1", DOCUMENT);
    assert_eq!(none.status.code(), Some(1));
    assert!(text(&none.stderr).contains("E442"), "{}", text(&none.stderr));
    // The office has a folder of the name that the documents of a seal have.
    fs::create_dir(workspace.path().join("van-ban")).unwrap();
    let taken = seal(workspace.path(), HALF, DOCUMENT);
    assert_eq!(taken.status.code(), Some(1));
    let told = text(&taken.stderr);
    assert!(told.contains("E443") && told.contains("`van-ban`"), "{told}");
    fs::remove_dir(workspace.path().join("van-ban")).unwrap();
    let blank = seal(workspace.path(), HALF, "  ");
    assert_eq!(blank.status.code(), Some(2));
    assert!(text(&blank.stderr).contains("--document"), "{}", text(&blank.stderr));
    assert!(!workspace.path().join("chot").exists());
    assert!(!workspace.path().join(".tonghop/so-tiep-nhan.jsonl").exists());
    // A quarter that is made of a half-year of which nothing came is none either.
    fs::remove_dir_all(workspace.path().join("bao-cao-den/2024-6-thang")).unwrap();
    let half = seal(workspace.path(), "2024-Q2", "Số 3-BC/ĐU, ngày 15/7/2024");
    assert!(text(&half.stderr).contains("biểu nào của kỳ 2024-6T"), "{}", text(&half.stderr));
}

#[test]
fn a_seal_is_neither_sealed_nor_purged() {
    let workspace = sealed_office();
    let seal_folder = workspace.path().join("chot/2024-6T");
    let before = files(&seal_folder);
    let at = seal_folder.to_str().unwrap();
    let purged = tonghop(&["purge", at, "--yes"]);
    let sealed = run(
        "seal",
        &seal_folder,
        HALF,
        &["--document", "Số 1, ngày 01/8/2024", "--lang", "en"],
    );
    for output in [purged, sealed] {
        assert_eq!(output.status.code(), Some(2), "{}", text(&output.stderr));
        assert!(text(&output.stderr).contains("E441"), "{}", text(&output.stderr));
    }
    assert_eq!(files(&seal_folder), before);
}

#[test]
fn what_a_cut_off_run_left_behind_goes_with_the_next_seal() {
    let workspace = sealed_office();
    let left = workspace.path().join("chot/.dang-lap-abc");
    copy(&workspace.path().join("bao-cao-den"), &left);
    sealed(workspace.path(), "2024-9T", "Báo cáo số 30-BC/ĐU, ngày 05/10/2024");
    assert!(!left.exists());
}

#[test]
fn a_lost_register_is_noticed_by_the_seal_alone_and_nobody_is_told_a_day_of_receipt() {
    let workspace = sealed_office();
    fs::remove_dir_all(workspace.path().join(".tonghop")).unwrap();

    let told = with_code(&findings(workspace.path(), HALF), "W560");

    assert!(told.len() == 1 && told[0].contains("chot/2024-6T"), "{told:?}");
    let screen = run("progress", workspace.path(), HALF, &["--as-of", "2024-12-31"]);
    assert!(!text(&screen.stdout).contains("31/12"), "{}", text(&screen.stdout));
    // A copy that was tampered with is told as such, and proves nothing of the register.
    let kept = workspace.path().join("chot/2024-6T/.tonghop/so-tiep-nhan.jsonl");
    fs::write(kept, "{}\n{}\n").unwrap();
    let told = findings(workspace.path(), HALF);
    assert_eq!(with_code(&told, "W560"), Vec::<String>::new());
    assert_eq!(with_code(&told, "E432").len(), 1, "{told:?}");
}

#[test]
fn without_its_register_a_seal_still_holds_and_the_loss_is_noticed() {
    let workspace = sealed_office();
    run("build", workspace.path(), HALF, &[]);
    let before = findings(workspace.path(), HALF);
    fs::remove_file(workspace.path().join(".tonghop/khoa")).unwrap();
    assert_eq!(findings(workspace.path(), HALF), before);
    fs::remove_dir_all(workspace.path().join(".tonghop")).unwrap();
    revise(workspace.path());

    let told = findings(workspace.path(), HALF);

    for code in ["W560", "W439", "E433", "W431"] {
        assert!(!with_code(&told, code).is_empty(), "{code}: {told:?}");
    }
}

/// A workbook of decisions with one decision.
fn one_decision() -> Vec<u8> {
    const ROW: [(&str, &str); 12] = [
        ("Mã việc", ""),
        ("Kỳ", HALF),
        ("Đơn vị", "CB33"),
        ("Biểu", "bieu"),
        ("Quyết định", "Điều chỉnh"),
        ("Phương án chọn", ""),
        ("Ô", "F9"),
        ("Số đang có", "3"),
        ("Số mới", "4"),
        ("Lý do, giải trình", "đếm lại"),
        ("Người quyết định", "Chánh Văn phòng"),
        ("Căn cứ", "danh sách"),
    ];
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name("Việc cần quyết").unwrap();
    for (col, (heading, says)) in (0u16..).zip(ROW) {
        sheet.write_string(0, col, heading).unwrap();
        sheet.write_string(1, col, says).unwrap();
    }
    workbook.save_to_buffer().unwrap()
}

#[test]
fn purging_beside_a_seal_deletes_the_decisions_of_before_and_misses_none_of_them() {
    let workspace = sealed_office();
    let at = workspace.path();
    let kept = at.join(".tonghop/xac-nhan");
    fs::create_dir_all(&kept).unwrap();
    fs::write(kept.join("001.xlsx"), one_decision()).unwrap();
    assert!(!with_code(&findings(at, HALF), "W578").is_empty());

    let output = tonghop(&["purge", at.to_str().unwrap(), "--yes"]);

    assert!(text(&output.stdout).contains(".tonghop/xac-nhan: 1 tệp"));
    assert!(!kept.exists());
    assert!(at.join(".tonghop/so-tiep-nhan.jsonl").is_file());
    assert_eq!(with_code(&findings(at, HALF), "W578"), Vec::<String>::new());
}

#[test]
fn a_register_that_cannot_be_read_keeps_everything_from_being_purged() {
    let workspace = sealed_office();
    let at = workspace.path();
    let register = at.join(".tonghop/so-tiep-nhan.jsonl");
    fs::remove_file(&register).unwrap();
    fs::create_dir(&register).unwrap();
    let before = fs::read_dir(at.join("bao-cao-den")).unwrap().count();

    let output = tonghop(&["purge", at.to_str().unwrap(), "--yes"]);

    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("E563"), "{}", text(&output.stderr));
    assert_eq!(fs::read_dir(at.join("bao-cao-den")).unwrap().count(), before);
    let names = fs::read_dir(at).unwrap().flatten();
    let waits =
        names.filter(|name| name.file_name().to_string_lossy().starts_with(".dang-xoa-"));
    assert_eq!(waits.count(), 0);
}

#[test]
fn purging_says_that_what_was_sealed_stays() {
    let workspace = sealed_office();
    let at = workspace.path().to_str().unwrap();
    let output = tonghop(&["purge", at, "--yes"]);
    let told = text(&output.stderr);
    assert!(told.contains("bản chốt") && told.contains("chot"), "{told}");
    assert!(workspace.path().join("chot/2024-6T/niem-phong.json").is_file());
    // So does the register that vouches for it; what was purged is on it and is not missed.
    let told = findings(workspace.path(), HALF);
    for code in ["W439", "W419", "W560", "W561", "E432"] {
        assert_eq!(with_code(&told, code), Vec::<String>::new());
    }
    let register =
        fs::read_to_string(workspace.path().join(".tonghop/so-tiep-nhan.jsonl")).unwrap();
    assert_eq!(register.matches(r#""kind":"gone""#).count(), 20, "{register}");
}
