//! Names of periods in a filled document: a number of months stays on one line with its unit. They
//! are joined when everything is filled, so that templates compare names as people type them.

use std::collections::BTreeMap;

use crate::model::Period;
use crate::ooxml::{Package, PackageError, text_of};
use crate::pack::period_words::in_words;

/// A document with the names of a period and of its years on one line. One that cannot be read
/// stays as it is, and is told of where it is finished.
pub(super) fn unbroken(document: Vec<u8>, period: Period) -> Vec<u8> {
    let names = names(period);
    if names.is_empty() {
        return document;
    }
    match joined(document.clone(), &names) {
        Ok(Some(joined)) => joined,
        Ok(None) | Err(_) => document,
    }
}

/// Names with a number of months, and how they are written.
fn names(period: Period) -> BTreeMap<String, String> {
    let all = period.by_year().chain([period]).map(in_words);
    let all = all.flat_map(|name| [name.to_uppercase(), name]);
    let joined = all.map(|name| {
        let months = ["6 tháng", "9 tháng", "6 THÁNG", "9 THÁNG"].into_iter();
        let kept = months.fold(name.clone(), |kept, months| {
            kept.replace(months, &months.replace(' ', "\u{a0}"))
        });
        (name, kept)
    });
    joined.filter(|(name, kept)| name != kept).collect()
}

fn joined(
    document: Vec<u8>,
    names: &BTreeMap<String, String>,
) -> Result<Option<Vec<u8>>, PackageError> {
    let mut package = Package::open(document)?;
    let is_text =
        |part: &&str| part.starts_with("word/") && part.rsplit('.').next() == Some("xml");
    let parts: Vec<String> = package.names().filter(is_text).map(str::to_owned).collect();
    let mut changed = false;
    for part in parts {
        let text = text_of(&mut package, &part)?;
        let kept = names.iter().fold(text.clone(), |text, (name, kept)| {
            if text.contains(name) { text.replace(name, kept) } else { text }
        });
        if kept != text {
            package.put(&part, kept.into_bytes());
            changed = true;
        }
    }
    if changed { package.write().map(Some) } else { Ok(None) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_of_months_is_joined_with_its_unit() {
        let names = names("2024-6T".parse().unwrap());
        assert_eq!(names["6 tháng đầu năm 2024"], "6\u{a0}tháng đầu năm 2024");
        assert_eq!(names["6 THÁNG ĐẦU NĂM 2024"], "6\u{a0}THÁNG ĐẦU NĂM 2024");
        assert!(super::names("2024".parse().unwrap()).is_empty());
    }
}
