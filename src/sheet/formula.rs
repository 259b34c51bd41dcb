//! The text of formulas that are kept as tokens (.xls, .xlsb).

/// Puts right what calamine 0.38 confuses: it writes `>` for the token of `>=` (0x0C in
/// MS-XLS 2.5.198.63) and `>=` for that of `>` (0x0D).
pub(super) fn mend_comparisons(formula: &str) -> String {
    let mut mended = String::with_capacity(formula.len() + 1);
    let mut quote = None;
    let mut letters = formula.chars().peekable();
    while let Some(letter) = letters.next() {
        mended.push(letter);
        if let Some(open) = quote {
            quote = (open != letter).then_some(open);
            continue;
        }
        match letter {
            '"' | '\'' => quote = Some(letter),
            // `<>` is right as it stands.
            '<' => mended.extend(letters.next_if_eq(&'>')),
            '>' if letters.next_if_eq(&'=').is_none() => mended.push('='),
            _ => {}
        }
    }
    mended
}

#[cfg(test)]
mod tests {
    use super::mend_comparisons;

    #[test]
    fn greater_and_greater_or_equal_change_places_outside_quotes() {
        for (read, meant) in [
            ("B1>=B2", "B1>B2"),
            ("B1>B2", "B1>=B2"),
            ("IF(A1<>B1,A1<=B1,A1<B1)", "IF(A1<>B1,A1<=B1,A1<B1)"),
            ("IF('a>b'!A1>=1,\">=\",\">\")", "IF('a>b'!A1>1,\">=\",\">\")"),
        ] {
            assert_eq!(mend_comparisons(read), meant);
        }
    }
}
