//! Labels of totals.

use super::key;

/// Whether a label is that of a line of totals and says nothing else: «Tổng số», «Cộng:».
pub fn is_total(label: &str) -> bool {
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
    let key = key::of(label);
    TOTALS.iter().any(|total| key::of(total) == key)
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
