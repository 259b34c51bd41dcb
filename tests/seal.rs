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
fn a_period_is_sealed_again_only_with_other_figures_and_another_document() {
    let workspace = sealed_office();
    let first = files(&workspace.path().join("chot/2024-6T"));
    let same = seal(workspace.path(), HALF, "Báo cáo số 13-BC/ĐU, ngày 20/7/2024");
    assert_eq!(same.status.code(), Some(0));
    assert!(text(&same.stderr).contains("I438"), "{}", text(&same.stderr));
    revise(workspace.path());
    let refused = seal(workspace.path(), HALF, DOCUMENT);
    assert_eq!(refused.status.code(), Some(1));
    assert!(text(&refused.stderr).contains("E435"), "{}", text(&refused.stderr));
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

#[test]
fn purging_says_that_what_was_sealed_stays() {
    let workspace = sealed_office();
    let at = workspace.path().to_str().unwrap();
    let output = tonghop(&["purge", at, "--yes"]);
    let told = text(&output.stderr);
    assert!(told.contains("bản chốt") && told.contains("chot"), "{told}");
    assert!(workspace.path().join("chot/2024-6T/niem-phong.json").is_file());
}
