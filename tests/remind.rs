//! What goes back to units and out to those above them: the sender's own workbook with notes, a cover
//! sheet, messages, letters, the office's list; nothing of another unit, nothing lost.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use common::{Content, copy_of, paragraphs, root, set_cell, text, tonghop};
use tonghop::ooxml::Package;
use tonghop::sheet;
use tonghop::template::xlsx::Certificate;

const MESSY: (&str, &str) = ("phuong-lon-xon", "2024-6T");
const OFFICE: (&str, &str) = ("van-phong-ubnd-loi", "2019..2023");

/// A sample in a folder of its own.
fn sample<'a>((name, period): (&str, &'a str)) -> (tempfile::TempDir, &'a str) {
    let folder = tempfile::tempdir().unwrap();
    copy_of(name, folder.path());
    (folder, period)
}

fn remind(workspace: &Path, period: &str, more: &[&str]) -> Output {
    let workspace = workspace.to_str().unwrap();
    tonghop(&[&["remind", workspace, "--period", period], more].concat())
}

/// The papers of a run by their names; the run must succeed.
fn papers(workspace: &Path, period: &str, more: &[&str]) -> BTreeMap<String, Vec<u8>> {
    let output = remind(workspace, period, more);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let listed = text(&output.stdout);
    let folder = PathBuf::from(listed.lines().next().unwrap()).parent().unwrap().to_owned();
    files(&folder)
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

/// Cells with notes on a sheet, with the texts of the notes.
fn notes(workbook: &[u8], sheet: &str) -> BTreeMap<String, String> {
    let book = sheet::read("a.xlsx", workbook, &sheet::Limits::default()).unwrap();
    let sheet = book.sheet(sheet).unwrap();
    let noted = sheet.iter().map(|(at, _)| at).filter_map(|at| {
        let notes = sheet.appearance.notes(at);
        let said: Vec<&str> = notes.iter().map(|note| note.text.as_str()).collect();
        (!said.is_empty()).then(|| (at.to_string(), said.join("\n")))
    });
    noted.collect()
}

/// Everything that a spreadsheet says, a line for each row.
fn rows(workbook: &[u8], sheet: &str) -> Vec<String> {
    let book = sheet::read("a.xlsx", workbook, &sheet::Limits::default()).unwrap();
    let mut rows: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    for (at, cell) in book.sheet(sheet).unwrap().iter() {
        rows.entry(at.row).or_default().push(cell.text.clone());
    }
    rows.into_values().map(|row| row.join(" | ")).collect()
}

#[test]
fn a_sum_that_does_not_add_up_is_noted_at_all_its_cells_in_the_senders_own_file() {
    let (folder, period) = sample(OFFICE);
    let name = "Biểu CT28 - CB Nhà khách.xlsx";
    let sent = fs::read(folder.path().join("bao-cao-den").join(name)).unwrap();

    let papers = papers(folder.path(), period, &[]);

    let copy = &papers[&format!("de-nghi-chinh-sua/CB05/{name}")];
    let noted = notes(copy, "Đặc điểm tình hình");
    assert_eq!(noted.keys().collect::<Vec<_>>(), ["H11", "H16", "H17"]);
    for note in noted.values() {
        for said in
            ["một bên là 18, bên kia là 16", "H16, Tổng số đảng viên: Nam: 10", "Đề nghị:"]
        {
            assert!(note.contains(said), "{note}");
        }
        assert!(!note.contains("DV-01") && !note.contains("E301"), "{note}");
    }
    let author = "Văn phòng Ủy ban nhân dân tỉnh";
    assert!(Certificate::of_notes(&sent, copy, author).unwrap().is_only_noted());
    assert_eq!(fs::read(folder.path().join("bao-cao-den").join(name)).unwrap(), sent);
    let said = paragraphs(&papers["de-nghi-chinh-sua/CB05/de-nghi-chinh-sua.docx"]).join("\n");
    for words in [
        "Chi bộ Nhà khách",
        "Trang «Đặc điểm tình hình»",
        "H17, Tổng số đảng viên: Nữ: 8",
        name,
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
}

#[test]
fn units_without_anything_to_say_get_nothing_and_stand_in_the_list() {
    let (folder, period) = sample(OFFICE);
    let papers = papers(folder.path(), period, &[]);
    let of_others = papers.keys().filter(|name| name.contains("CB0") && !name.contains("CB05"));
    assert_eq!(of_others.count(), 0, "{:?}", papers.keys());
    let rows = rows(&papers["danh-sach.xlsx"], "Danh sách").join("\n");
    assert!(rows.contains("CB01") && rows.contains("Đã nhận đủ"), "{rows}");
}

#[test]
fn messages_are_short_have_no_figure_and_open_in_every_notepad() {
    let (folder, period) = sample(MESSY);
    let papers = papers(folder.path(), period, &[]);
    let messages: Vec<_> =
        papers.iter().filter(|(name, _)| name.starts_with("tin-nhan/")).collect();
    assert_eq!(messages.len(), 6);
    for (name, bytes) in messages {
        let message = text(bytes);
        let said =
            message.strip_prefix('\u{feff}').expect("Notepad of Windows 7 needs the mark");
        assert!(said.chars().count() <= 600, "{name}");
        assert_eq!(said.matches('\n').count(), said.matches("\r\n").count(), "{name}");
        assert!(papers["tin-nhan.txt"].windows(said.len()).any(|w| w == said.as_bytes()));
    }
    let police = text(&papers["tin-nhan/CB07.txt"]);
    for words in
        ["Chi bộ Công an phường", "Biểu 2-BTCTW: Thống kê đảng viên mới kết nạp", "2 điểm"]
    {
        assert!(police.contains(words), "{police}");
    }
    assert!(!police.contains("01/02/2024"), "what was typed is not for a chat: {police}");
}

#[test]
fn files_that_nobody_could_read_are_listed_and_told_before_anything_goes_out() {
    let (folder, period) = sample(MESSY);
    let output = remind(folder.path(), period, &[]);
    assert!(text(&output.stderr).contains("W593"), "{}", text(&output.stderr));
    let listing = fs::read(text(&output.stdout).trim()).unwrap();
    let rows = rows(&listing, "Tệp chưa đọc được").join("\n");
    for file in ["kp4 6 tháng 2024.xlsx", "ket nap.jpg", "khu pho 5_RS-SH"] {
        assert!(rows.contains(file), "{rows}");
    }
    // Its name says whose it may be: whoever sends messages should know.
    assert!(rows.contains("Chi bộ khu phố 5"), "{rows}");
    let units = self::rows(&listing, "Danh sách").join("\n");
    assert!(
        units.contains("Có thể đã gửi, trong tệp chưa đọc được khu pho 5_RS-SH"),
        "{units}"
    );
}

#[test]
fn a_file_of_which_it_is_not_plain_whose_it_is_goes_to_nobody() {
    let (folder, period) = sample(MESSY);
    let papers = papers(folder.path(), period, &[]);
    let names: Vec<&String> = papers.keys().filter(|name| name.contains("/CB02/")).collect();
    assert_eq!(names, ["de-nghi-chinh-sua/CB02/de-nghi-chinh-sua.docx"]);
    let said = paragraphs(&papers[names[0]]).join("\n");
    assert!(said.contains("chưa rõ tệp là của đơn vị nào"), "{said}");
}

#[test]
fn letters_go_to_those_between_and_never_to_a_branch_beside_them() {
    let (folder, period) = sample(MESSY);
    let papers = papers(folder.path(), period, &["--as-of", "15/7/2024"]);
    let letters: Vec<&String> =
        papers.keys().filter(|name| name.starts_with("cong-van/")).collect();
    assert_eq!(letters, ["cong-van/BP1.docx"]);
    let said = paragraphs(&papers["cong-van/BP1.docx"]).join("\n");
    for words in ["Đảng bộ bộ phận khu Bắc", "Chi bộ khu phố 1", "ngày 15 tháng 7 năm 2024"]
    {
        assert!(said.contains(words), "{words}: {said}");
    }
    assert!(!said.contains("Chi bộ khu phố 4"), "stands right below the office: {said}");
}

#[test]
fn a_workbook_of_several_units_goes_back_to_none_of_them() {
    let (folder, period) = sample(("xa", "2024-6T"));
    let returns = folder.path().join("bao-cao-den/2024-6-thang");
    for gone in [
        "bieu 1 thon ao sen 6 thang 2024.xlsx",
        "bieu 1 thon 2 6 thang 2024.xlsx",
        "CB thôn 7 6 tháng 2024.xlsx",
    ] {
        fs::remove_file(returns.join(gone)).unwrap();
    }
    let shared = returns.join("ba chi bộ.xlsx");
    fs::copy(root().join("tests/returns/ba-chi-bo-mot-tep.xlsx"), &shared).unwrap();
    for sheet in ["thôn 2", "Ao Sen"] {
        set_cell(&shared, sheet, "C10", &Content::Text("khoảng 30".to_owned()));
    }
    let output = remind(folder.path(), period, &[]);
    assert!(text(&output.stderr).contains("W592"), "{}", text(&output.stderr));
    let papers = papers(folder.path(), period, &[]);
    let workbooks = papers.keys().filter(|name| name.contains(".xlsx"));
    assert_eq!(workbooks.collect::<Vec<_>>(), ["danh-sach.xlsx"]);
    let sheets: Vec<String> = papers
        .iter()
        .filter(|(name, _)| name.ends_with("de-nghi-chinh-sua.docx"))
        .map(|(_, bytes)| paragraphs(bytes).join("\n"))
        .collect();
    assert_eq!(sheets.len(), 2);
    for said in &sheets {
        assert!(said.contains("biểu của nhiều đơn vị"), "{said}");
        let names = ["Ao Sen", "thôn 2"].map(|name| said.contains(&format!("Trang «{name}»")));
        assert_ne!(names[0], names[1], "each page speaks of its own unit alone: {said}");
    }
}

#[test]
fn a_return_in_an_archive_goes_back_by_itself_under_a_safe_name() {
    let (folder, period) = sample(OFFICE);
    let file = folder.path().join("bao-cao-den/Biểu CT28 - CB Nhà khách.xlsx");
    let sent = fs::read(&file).unwrap();
    fs::remove_file(&file).unwrap();
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file("../../con.xlsx", zip::write::SimpleFileOptions::default()).unwrap();
    std::io::Write::write_all(&mut zip, &sent).unwrap();
    let zip = zip.finish().unwrap().into_inner();
    fs::write(folder.path().join("bao-cao-den/gói.zip"), zip).unwrap();

    let papers = papers(folder.path(), period, &["--certificate"]);

    let copy = &papers["de-nghi-chinh-sua/CB05/_con.xlsx"];
    assert!(
        Certificate::of_notes(&sent, copy, "Văn phòng Ủy ban nhân dân tỉnh")
            .unwrap()
            .is_only_noted()
    );
    let page = text(&papers["chung-nhan/CB05/_con.xlsx.chung-nhan.txt"]);
    assert!(page.contains("không ô nào đổi số, chữ hay công thức"), "{page}");
    assert!(!folder.path().join("con.xlsx").exists());
}

#[test]
fn what_a_branch_typed_is_text_wherever_it_is_told() {
    let (folder, period) = sample(("xa", "2024-6T"));
    let file = folder.path().join("bao-cao-den/2024-6-thang/CB thôn 7 6 tháng 2024.xlsx");
    set_cell(&file, "1-BTCTW", "C10", &Content::Text("=1+1 {{ don_vi.ten }} <b>".to_owned()));
    let papers = papers(folder.path(), period, &[]);
    let cover = papers.iter().find(|(name, _)| name.ends_with("de-nghi-chinh-sua.docx"));
    let said = paragraphs(cover.unwrap().1).join("\n");
    assert!(said.contains("=1+1 {{ don_vi.ten }} &lt;b&gt;"), "{said}");
    let copy = papers.iter().find(|(name, _)| name.contains("CB thôn 7")).unwrap().1;
    let note = &notes(copy, "1-BTCTW")["C10"];
    assert!(note.contains("=1+1 {{ don_vi.ten }} <b>"), "{note}");
    let mut package = Package::open(copy.clone()).unwrap();
    let formulas = text(&package.read("xl/worksheets/sheet1.xml").unwrap());
    assert!(!formulas.contains("<f>1+1"));
}

#[test]
fn the_same_run_makes_the_same_papers_under_the_next_number() {
    let (folder, period) = sample(OFFICE);
    let first = papers(folder.path(), period, &[]);
    let second = papers(folder.path(), period, &[]);
    assert!(first == second);
    let results = folder.path().join("ket-qua/2019-2023");
    assert!(results.join("don-doc-01").is_dir() && results.join("don-doc-02").is_dir());
    assert_eq!(fs::read_dir(results).unwrap().count(), 2, "nothing half made is left");
}

#[test]
fn where_all_is_well_nothing_is_made() {
    let (folder, period) = sample(("xa", "2024-6T"));
    let output = remind(folder.path(), period, &[]);
    assert_eq!(output.status.code(), Some(0));
    assert!(text(&output.stderr).contains("I590"), "{}", text(&output.stderr));
    assert!(!folder.path().join("ket-qua").exists());
}

#[test]
fn the_offices_own_templates_are_used_and_a_wrong_one_stops_the_whole() {
    let (folder, period) = sample(OFFICE);
    let own = folder.path().join("bo-bieu/chung");
    fs::create_dir_all(&own).unwrap();
    fs::write(own.join("tin-nhan.txt"), "Gửi {{ don_vi.ten }}: {{ so_diem }} điểm").unwrap();
    let own_words = papers(folder.path(), period, &[]);
    let message = text(&own_words["tin-nhan/CB05.txt"]);
    assert_eq!(message, "\u{feff}Gửi Chi bộ Nhà khách: 1 điểm\r\n");

    fs::write(own.join("tin-nhan.txt"), "Gửi {{ don_vi.tem }}").unwrap();
    let output = remind(folder.path(), period, &[]);
    assert_eq!(output.status.code(), Some(2));
    let told = text(&output.stderr);
    assert!(
        told.contains("bo-bieu/chung/tin-nhan.txt") && told.contains("don_vi.ten"),
        "{told}"
    );
    assert!(!folder.path().join("ket-qua/2019-2023/don-doc-02").exists());
}

#[test]
fn several_versions_of_a_return_are_asked_about_and_not_called_missing() {
    let (folder, period) = sample(("xa", "2024-6T"));
    let returns = folder.path().join("bao-cao-den/2024-6-thang");
    let again = returns.join("CB thôn 7 (1).xlsx");
    fs::copy(returns.join("CB thôn 7 6 tháng 2024.xlsx"), &again).unwrap();
    set_cell(&again, "1-BTCTW", "C10", &Content::Number("99".to_owned()));
    let papers = papers(folder.path(), period, &[]);
    let said = text(&papers["tin-nhan.txt"]);
    assert!(said.contains("gửi nhiều bản khác nhau của một biểu"), "{said}");
    assert!(!said.contains("Chưa nhận được"), "{said}");
    let cover = papers.iter().find(|(name, _)| name.ends_with("de-nghi-chinh-sua.docx"));
    let said = paragraphs(cover.unwrap().1).join("\n");
    assert!(said.contains("2024-6-thang/CB thôn 7 (1).xlsx"), "{said}");
    let listing = sheet::read("a.xlsx", &papers["danh-sach.xlsx"], &sheet::Limits::default());
    assert!(
        listing.unwrap().sheet("Tệp chưa đọc được").is_none(),
        "it is known whose they are"
    );
}

/// The number of a cell's style.
fn style(workbook: &[u8], cell: &str) -> String {
    let mut package = Package::open(workbook.to_vec()).unwrap();
    let xml = text(&package.read("xl/worksheets/sheet1.xml").unwrap());
    let (_, from) = xml.split_once(&format!("<c r=\"{cell}\"")).unwrap();
    let open = from.split_once('>').unwrap().0;
    open.split_once("s=\"").map_or("", |(_, s)| s.split('"').next().unwrap()).to_owned()
}

#[test]
fn a_mended_copy_that_comes_back_bears_only_what_is_still_to_mend() {
    let (folder, period) = sample(OFFICE);
    let name = "Biểu CT28 - CB Nhà khách.xlsx";
    let file = folder.path().join("bao-cao-den").join(name);
    let copy = format!("de-nghi-chinh-sua/CB05/{name}");
    let sent = fs::read(&file).unwrap();
    let first = papers(folder.path(), period, &[]).remove(&copy).unwrap();
    assert_ne!(style(&first, "H11"), style(&sent, "H11"), "it is coloured");
    fs::write(&file, &first).unwrap();
    for (cell, figure) in [("H16", "8"), ("D17", "9")] {
        set_cell(&file, "Đặc điểm tình hình", cell, &Content::Number(figure.to_owned()));
    }

    let second = papers(folder.path(), period, &[]).remove(&copy).unwrap();

    let noted = notes(&second, "Đặc điểm tình hình");
    assert!(noted.contains_key("D17") && !noted.contains_key("H11"), "{noted:?}");
    assert_eq!(style(&second, "H11"), style(&sent, "H11"), "the colour went with the note");
}
