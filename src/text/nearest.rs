//! The name that was probably meant.

use super::{fold_ascii, key};

/// Names longer than this (characters) are no slip of the pen.
const LONGEST: usize = 120;

/// The candidate a mistyped name was probably meant to be; `None` unless one is close.
///
/// Marks, case and list marks do not count; the rest may differ by about a letter in four.
/// Of equally near candidates the first in alphabetical order is taken.
pub fn nearest<I>(name: &str, candidates: I) -> Option<String>
where
    I: IntoIterator,
    I::Item: AsRef<str>,
{
    let wanted = plain(name);
    let length = wanted.chars().count();
    if length == 0 || length > LONGEST {
        return None;
    }
    let allowed = (length / 4).clamp(1, 6);
    let mut best: Option<(usize, String)> = None;
    for candidate in candidates {
        let candidate = candidate.as_ref();
        let Some(distance) = distance(&wanted, &plain(candidate), allowed) else { continue };
        let found = (distance, candidate.to_owned());
        if best.as_ref().is_none_or(|known| found < *known) {
            best = Some(found);
        }
    }
    best.map(|(_, candidate)| candidate)
}

fn plain(text: &str) -> String {
    fold_ascii(&key::of(text))
}

/// How far apart two names are, if near enough; a long name cut short counts as just near enough.
fn distance(wanted: &str, candidate: &str, allowed: usize) -> Option<usize> {
    if candidate.chars().count().abs_diff(wanted.chars().count()) <= allowed {
        let distance = strsim::damerau_levenshtein(wanted, candidate);
        if distance <= allowed {
            return Some(distance);
        }
    }
    let cut_short = wanted.len() >= 8 && candidate.starts_with(wanted);
    cut_short.then_some(allowed + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PATHS: [&str; 6] =
        ["ket_nap", "ket_nap.nu", "dang_vien", "dang_vien.nam", "dang_vien.nu", "kem"];

    #[test]
    fn a_slip_of_the_pen_finds_the_name_that_was_meant() {
        assert_eq!(nearest("ket_nam", PATHS).as_deref(), Some("ket_nap"));
        assert_eq!(nearest("kết_nạp.nữ", PATHS).as_deref(), Some("ket_nap.nu"));
        assert_eq!(nearest("dang_vein", PATHS).as_deref(), Some("dang_vien"));
        assert_eq!(
            nearest("Nhà khách", ["Nha Khach", "Nhà máy"]).as_deref(),
            Some("Nha Khach")
        );
    }

    #[test]
    fn a_name_cut_short_finds_the_whole_one() {
        let units = ["Chi bộ Phòng Kinh tế - Tổng hợp", "Chi bộ Nhà khách"];
        assert_eq!(nearest("Chi bộ Phòng Kinh tế", units).as_deref(), Some(units[0]));
    }

    #[test]
    fn a_name_that_is_not_close_gets_no_proposal() {
        assert_eq!(nearest("kha", PATHS), None);
        assert_eq!(nearest("sinh_hoat", PATHS), None);
        assert_eq!(nearest("", PATHS), None);
        assert_eq!(nearest(&"k".repeat(100_000), PATHS), None);
    }

    #[test]
    fn the_order_of_the_candidates_does_not_matter() {
        assert_eq!(nearest("ab", ["ac", "aa"]), nearest("ab", ["aa", "ac"]));
    }
}
