//! Names of the files that go out: readable, the same on every system, each once.

use std::collections::BTreeSet;

use crate::model::Period;
use crate::pack::Form;
use crate::text::fold_ascii;

/// Characters of a name, so that it fits into a path of Windows with folders before it.
const LONGEST: usize = 100;
/// Characters of a unit's code and of a form's within it.
const LONGEST_CODE: usize = 24;
/// Room that is kept for the number of a name that was taken.
const NUMBER: usize = 4;

/// Gives names to files, none twice.
#[derive(Debug, Default)]
pub struct FileNames {
    taken: BTreeSet<String>,
}

impl FileNames {
    /// The name of a unit's blank: `CB01-chi-bo-thon-1-1-btctw-2024-Q1.xlsx`.
    pub fn name(&mut self, code: &str, unit: &str, form: &Form, period: Period) -> String {
        let code = cut(&slug(code), LONGEST_CODE);
        let tail =
            format!("{}-{}", cut(&slug(&form.code), LONGEST_CODE), slug(&period.folder()));
        let room =
            (LONGEST - NUMBER - ".xlsx".len()).saturating_sub(code.len() + tail.len() + 2);
        let unit = cut(&slug(unit).to_lowercase(), room);
        let parts = [code, unit, tail];
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        let stem = parts.join("-");
        let mut name = format!("{stem}.xlsx");
        let mut number = 2;
        // Windows does not tell capitals from small letters.
        while !self.taken.insert(name.to_lowercase()) {
            name = format!("{stem}-{number}.xlsx");
            number += 1;
        }
        name
    }
}

/// Letters, digits and single hyphens.
fn slug(text: &str) -> String {
    let folded = fold_ascii(text);
    let words = folded.split(|c: char| !c.is_ascii_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    words.join("-")
}

/// As many whole words as fit; of a single long word its beginning.
fn cut(slug: &str, room: usize) -> String {
    let head: String = slug.chars().take(room).collect();
    let whole = head.len() == slug.len() || slug.as_bytes().get(head.len()) == Some(&b'-');
    match head.rsplit_once('-') {
        Some((words, _)) if !whole => words.to_owned(),
        _ => head.trim_end_matches('-').to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::OwedBy;

    fn form(code: &str) -> Form {
        Form {
            code: code.to_owned(),
            version: "1".to_owned(),
            name: String::new(),
            file: String::new(),
            owed_by: vec![OwedBy::Lowest],
            only_lowest: false,
            output: String::new(),
            bytes: Vec::new(),
            filling: crate::pack::Filling::default(),
            instructions: String::new(),
            sheets: Vec::new(),
            in_use: true,
            dash: crate::pack::Dash::default(),
        }
    }

    #[test]
    fn a_name_is_made_of_code_unit_form_and_period() {
        let mut names = FileNames::default();
        let period = "2019..2023".parse().unwrap();
        let name = names.name("CB01", "Chi bộ Văn xã - Ngoại vụ", &form("ct28-chi-bo"), period);
        assert_eq!(name, "CB01-chi-bo-van-xa-ngoai-vu-ct28-chi-bo-2019-2023.xlsx");
    }

    #[test]
    fn strange_and_long_names_stay_safe_short_and_apart() {
        let mut names = FileNames::default();
        let period = "2024-Q1".parse().unwrap();
        let long = "Chi bộ Trường Trung học phổ thông chuyên Nguyễn Bỉnh Khiêm, khu phố số 12 (cơ sở 2)";
        let mut known = BTreeSet::new();
        for (code, unit) in [
            ("CB/1", long),
            ("cb:1", long),
            ("CB 1", long),
            ("..", "???"),
            ("con", "北京"),
            (&"x".repeat(300), &"y".repeat(300)),
        ] {
            let name = names.name(code, unit, &form("1-btctw"), period);
            assert!(name.len() <= LONGEST, "{name}");
            let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '.';
            assert!(name.chars().all(plain) && name.strip_suffix(".xlsx").is_some(), "{name}");
            assert!(known.insert(name.to_lowercase()), "{name}");
        }
        assert!(known.contains("cb-1-chi-bo-truong-trung-hoc-pho-thong-chuyen-nguyen-binh-khiem-khu-pho-so-1-btctw-2024-q1.xlsx"), "{known:?}");
    }
}
