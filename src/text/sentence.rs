//! Names within sentences.

/// A name as it stands within a sentence: without the capital that it only has at the beginning
/// of a line. What is a name by itself keeps it: one letter or an abbreviation (`ĐV`), and where the
/// next word has a capital too (`Hồ Chí Minh`).
pub fn within_a_sentence(name: &str) -> String {
    let mut words = name.split(' ');
    let first = words.next().unwrap_or_default();
    let is_capital = |word: &str| word.chars().next().is_some_and(char::is_uppercase);
    let mut letters = first.chars();
    let (Some(capital), rest) = (letters.next(), letters.as_str()) else {
        return name.to_owned();
    };
    let is_plain = !rest.is_empty() && rest.chars().all(|c| !c.is_uppercase());
    if !is_plain || words.next().is_some_and(is_capital) {
        return name.to_owned();
    }
    let after = name.get(capital.len_utf8()..).unwrap_or_default();
    capital.to_lowercase().chain(after.chars()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_capital_of_a_beginning_goes() {
        for (name, within) in [
            ("Nữ", "nữ"),
            ("Đoàn viên", "đoàn viên"),
            ("Ốm đau", "ốm đau"),
            ("Dân tộc Kinh", "dân tộc Kinh"),
            ("Hồ Chí Minh", "Hồ Chí Minh"),
            ("ĐV dự bị", "ĐV dự bị"),
            ("A", "A"),
            ("nữ", "nữ"),
            ("", ""),
        ] {
            assert_eq!(within_a_sentence(name), within);
        }
    }
}
