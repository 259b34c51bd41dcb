//! Formulas that were calculated here, told once for all returns and not once for each.

use crate::diagnostic::{CellNote, Code, Finding, Place};

/// How many returns the sentence names, as its entry in the catalogue says.
const NAMED: usize = 3;

/// The formulas of one return that were calculated here, each with its sheet.
pub(super) struct CalculatedIn {
    pub(super) file: String,
    pub(super) cells: Vec<(String, CellNote)>,
}

/// What is said of them, if there are any.
pub(super) fn told(returns: Vec<CalculatedIn>) -> Option<Finding> {
    let count = returns.iter().map(|of| of.cells.len() as u64).sum();
    let finding = Finding::new(Code::I414).count("count", count);
    match <[CalculatedIn; 1]>::try_from(returns) {
        Ok([CalculatedIn { file, cells }]) => {
            let (sheet, first) = cells.first()?;
            let mut place = Place::file(file).sheet(sheet.as_str());
            if let Some(cell) = first.cell {
                place = place.cell(cell);
            }
            let notes = cells.into_iter().take(crate::diagnostic::MOST_CELLS);
            Some(notes.fold(finding.at(place), |finding, (sheet, note)| {
                finding.cell(note.in_sheet(sheet))
            }))
        }
        Err(several) => {
            let files: Vec<&str> = several.iter().map(|of| of.file.as_str()).collect();
            let finding = finding.at(Place::file(folder_of(&files)?));
            let more = files.len().checked_sub(NAMED).filter(|more| *more > 0);
            let finding = finding
                .count("returns", files.len() as u64)
                .maybe("more", more.map(|more| more as u64));
            Some(finding.list("files", files))
        }
    }
}

/// The folder in which all of them lie, as deep as it goes.
fn folder_of(files: &[&str]) -> Option<String> {
    let folders = |file: &str| -> Vec<String> {
        let mut parts: Vec<String> = file.split('/').map(str::to_owned).collect();
        parts.pop();
        parts
    };
    let mut common = folders(files.first()?);
    for file in files {
        let same = common.iter().zip(folders(file)).take_while(|(one, other)| **one == *other);
        let same = same.count();
        common.truncate(same);
    }
    Some(common.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ooxml::CellRef;
    use crate::text::Lang;

    fn calculated(file: &str) -> CalculatedIn {
        let note = CellNote::new(CellRef::new(1, 2), "Tăng", "=C3");
        CalculatedIn { file: file.to_owned(), cells: vec![("1".to_owned(), note); 2] }
    }

    #[test]
    fn many_returns_are_told_in_one_line_with_their_folder() {
        assert_eq!(told(Vec::new()), None);
        let one = told(vec![calculated("bao-cao-den/a.xlsx")]).unwrap();
        assert_eq!(one.cells.len(), 2);
        let many = vec![
            calculated("bao-cao-den/quy-1/a.xlsx"),
            calculated("bao-cao-den/quy-1/b.xlsx"),
        ];
        let many = told(many).unwrap();
        assert_eq!(many.place, Some(Place::file("bao-cao-den/quy-1")));
        assert_eq!(
            many.message(Lang::Vi),
            "4 ô công thức chưa có kết quả trong tệp, máy đã tính lại, trong 2 tệp: \
             `bao-cao-den/quy-1/a.xlsx` và `bao-cao-den/quy-1/b.xlsx`"
        );
        assert!(!many.remedy(Lang::Vi).contains("còn lại"));
    }

    #[test]
    fn of_very_many_returns_a_few_are_named_and_the_rest_stand_in_the_ledger() {
        let returns = (1..=35).map(|n| calculated(&format!("bao-cao-den/{n:02}.xlsx")));
        let told = told(returns.collect()).unwrap();
        assert!(told.message(Lang::Vi).ends_with(
            "trong 35 tệp: `bao-cao-den/01.xlsx`, `bao-cao-den/02.xlsx`, \
             `bao-cao-den/03.xlsx` và 32 mục khác"
        ));
        assert!(told.remedy(Lang::Vi).contains("tên 32 tệp còn lại"));
        assert!(told.whole_message(Lang::Vi).contains("`bao-cao-den/35.xlsx`"));
    }

    #[test]
    fn nobody_has_to_look_for_a_list_that_is_told_whole() {
        let returns = (1..=3).map(|n| calculated(&format!("bao-cao-den/{n}.xlsx")));
        let told = told(returns.collect()).unwrap();
        assert_eq!(told.message(Lang::Vi), told.whole_message(Lang::Vi));
        assert!(!told.fields.contains_key("more"));
    }
}
