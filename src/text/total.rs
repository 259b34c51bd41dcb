//! Labels of totals.

use std::sync::LazyLock;

use super::key;

/// What such a line says.
const TOTALS: [&str; 8] = [
    "tổng",
    "tổng số",
    "tổng cộng",
    "cộng",
    "cộng chung",
    "tổng chung",
    "toàn bộ",
    "cộng tổng",
];
/// Letters, decomposed, and list marks that such a label may have at most.
const LONGEST: usize = 48;

/// Whether a label is that of a line of totals and says nothing else: «Tổng số», «Cộng:».
pub fn is_total(label: &str) -> bool {
    static KEYS: LazyLock<[String; 8]> = LazyLock::new(|| TOTALS.map(key::of));
    // All cells of a sheet are asked: most are numbers, or say much more.
    if !key::is_worded(label) || label.chars().nth(LONGEST).is_some() {
        return false;
    }
    let key = key::of(label);
    KEYS.contains(&key)
}

#[cfg(test)]
mod tests {
    use super::is_total;

    #[test]
    fn a_total_says_nothing_but_that_it_is_one() {
        for label in ["Tổng số", "TỔNG CỘNG:", "- Cộng", "tổng"] {
            assert!(is_total(label), "{label}");
        }
        for label in ["Tổng số đảng viên", "Tổng phụ trách", "Cộng tác viên", "Cong", ""]
        {
            assert!(!is_total(label), "{label}");
        }
    }
}
