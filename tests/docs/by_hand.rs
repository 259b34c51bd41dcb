//! What a person does between commands of a page, as the comment beside it says.

use std::path::Path;

use super::commands::copy;
use super::common::{Content, set_cells};
use super::markdown::Block;
use tonghop::ooxml::CellRef;
use tonghop::sheet::{self, Limits};

/// Does one step in the folder of the samples:
///
/// - `chép A → B` copies a file or a folder over what is there; `chép A → B, trừ C; D` leaves
///   files of the folder behind;
/// - `ghi A, trang T: B2 = x; C2 = y` writes texts into cells;
/// - `ghi A, trang T, dòng có «u» và «v»: Cột = x; Cột khác = y` writes into the first row that has
///   both, by the headings of the first row;
/// - `thêm vào A` adds the block that follows to the end of a file.
pub(super) fn by_hand(root: &Path, step: &str, next: Option<&Block>) {
    let (verb, rest) = step.split_at(step.find(' ').unwrap());
    let rest = rest.trim_start();
    match verb {
        "chép" => copies(root, rest),
        "ghi" => writes(root, rest),
        "thêm" => {
            let file = root.join(rest.strip_prefix("vào ").unwrap());
            let before = std::fs::read_to_string(&file).unwrap();
            std::fs::write(&file, format!("{before}\n{}", next.unwrap().text)).unwrap();
        }
        _ => panic!("nobody can do this: {step}"),
    }
}

fn copies(root: &Path, step: &str) {
    let (from, to) = step.split_once(" → ").unwrap();
    let (to, without) = to.split_once(", trừ ").unwrap_or((to, ""));
    let (from, to) = (root.join(from), root.join(to));
    if from.is_file() {
        std::fs::create_dir_all(to.parent().unwrap()).unwrap();
        std::fs::copy(from, to).unwrap();
        return;
    }
    copy(&from, &to);
    for name in without.split("; ").filter(|name| !name.is_empty()) {
        std::fs::remove_file(to.join(name)).unwrap();
    }
}

fn writes(root: &Path, step: &str) {
    let (place, typed) = step.split_once(": ").unwrap();
    let (file, sheet) = place.split_once(", trang ").unwrap();
    let file = root.join(file);
    let (sheet, row) = match sheet.split_once(", dòng có ") {
        Some((sheet, words)) => (sheet, Some(row_with(&file, sheet, words))),
        None => (sheet, None),
    };
    let cells = typed.split("; ").map(|typed| {
        let (at, said) = typed.split_once(" = ").unwrap();
        let at = match &row {
            Some((row, headings)) => {
                let column = headings.iter().position(|heading| heading == at).unwrap();
                format!("{}{row}", CellRef::column_name(u16::try_from(column).unwrap()))
            }
            None => at.to_owned(),
        };
        let number = said.parse::<u64>().is_ok();
        let content = if number { Content::Number } else { Content::Text };
        (sheet.to_owned(), at, content(said.to_owned()))
    });
    set_cells(&file, &cells.collect::<Vec<_>>());
}

/// The number of the first row with all of these words, and the headings of the first row.
fn row_with(file: &Path, sheet: &str, words: &str) -> (u32, Vec<String>) {
    let bytes = std::fs::read(file).unwrap();
    let book = sheet::read("sổ.xlsx", &bytes, &Limits::default()).unwrap();
    let sheet = book.sheet(sheet).unwrap();
    let text = |row, col| {
        sheet.get(CellRef::new(row, col)).map(|cell| cell.text.clone()).unwrap_or_default()
    };
    let headings: Vec<String> =
        (0..100).map(|col| text(0, col)).take_while(|heading| !heading.is_empty()).collect();
    let columns = u16::try_from(headings.len()).unwrap();
    let words: Vec<&str> =
        words.split(" và ").map(|word| word.trim_matches(['«', '»'])).collect();
    let has_all = |row: &u32| {
        let cells: Vec<String> = (0..columns).map(|col| text(*row, col)).collect();
        words.iter().all(|word| cells.iter().any(|cell| cell == word))
    };
    let row = (1..10_000).find(has_all).unwrap_or_else(|| panic!("no row with {words:?}"));
    (row + 1, headings)
}
