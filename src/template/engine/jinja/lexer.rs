//! The code of a tag cut into words, strings, numbers and marks.

/// A piece of code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    /// A name or keyword.
    Word(String),
    /// A string, its escapes resolved.
    Text(String),
    /// A number.
    Number(String),
    /// Anything else.
    Mark(&'static str),
}

/// Marks, longer ones before those they begin with.
const MARKS: [&str; 36] = [
    "...", "?.", "?[", "==", "!=", "<=", ">=", "//", "**", "<", ">", "=", "+", "-", "*", "/",
    "%", "~", "|", ".", ",", ":", ";", "(", ")", "[", "]", "{", "}", "?", "!", "@", "&", "^",
    "$", "#",
];

/// Cuts code up.
///
/// # Errors
/// With the reason, when a string does not end or a character belongs to no language.
pub(super) fn tokens(code: &str) -> Result<Vec<Token>, String> {
    let mut tokens = Vec::new();
    let mut rest = code.trim_start();
    while let Some(c) = rest.chars().next() {
        let (token, length) = match c {
            '"' | '\'' | '`' => text(rest, c)?,
            c if c.is_ascii_digit() => number(rest),
            c if begins_name(c) => {
                let end = rest.find(|c: char| !is_name(c)).unwrap_or(rest.len());
                (Token::Word(rest.get(..end).unwrap_or_default().to_owned()), end)
            }
            c => {
                let mark = MARKS.iter().find(|mark| rest.starts_with(**mark));
                let mark = mark.ok_or_else(|| format!("ký tự lạ `{c}`"))?;
                (Token::Mark(mark), mark.len())
            }
        };
        tokens.push(token);
        rest = rest.get(length..).unwrap_or_default().trim_start();
    }
    Ok(tokens)
}

/// Whether a character can begin a name.
fn begins_name(c: char) -> bool {
    c.is_alphabetic() || c == '_'
}

/// Whether a character can stand in a name; marks that belong to a letter are written apart in
/// decomposed text.
pub(super) fn is_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || ('\u{300}'..='\u{36F}').contains(&c)
}

fn number(rest: &str) -> (Token, usize) {
    if let Some(found) = other_base(rest) {
        return found;
    }
    let digits = |from: usize| {
        let tail = rest.get(from..).unwrap_or_default();
        from + tail.find(|c: char| !c.is_ascii_digit() && c != '_').unwrap_or(tail.len())
    };
    let follows = |at: usize, test: fn(char) -> bool| {
        rest.get(at..).and_then(|tail| tail.chars().next()).is_some_and(test)
    };
    let mut end = digits(0);
    if follows(end, |c| c == '.') && follows(end + 1, |c| c.is_ascii_digit()) {
        end = digits(end + 1);
    }
    if follows(end, |c| matches!(c, 'e' | 'E')) {
        let sign = usize::from(follows(end + 1, |c| matches!(c, '+' | '-')));
        if follows(end + 1 + sign, |c| c.is_ascii_digit()) {
            end = digits(end + 1 + sign);
        }
    }
    (Token::Number(rest.get(..end).unwrap_or_default().replace('_', "")), end)
}

/// `0x1F`, `0o17`, `0b101`.
fn other_base(rest: &str) -> Option<(Token, usize)> {
    let (prefix, tail) = rest.split_at_checked(2)?;
    let base = match prefix {
        "0x" | "0X" => 16,
        "0o" | "0O" => 8,
        "0b" | "0B" => 2,
        _ => return None,
    };
    let end = tail.find(|c: char| !c.is_digit(base) && c != '_').unwrap_or(tail.len());
    let number = i64::from_str_radix(&tail.get(..end)?.replace('_', ""), base).ok()?;
    Some((Token::Number(number.to_string()), 2 + end))
}

/// The character with a code in so many hexadecimal digits; none that no text may hold.
fn coded(code: &str, count: usize) -> Option<char> {
    let is_whole = code.len() == count && code.chars().all(|c| c.is_ascii_hexdigit());
    let found = u32::from_str_radix(code, 16).ok().and_then(char::from_u32);
    let is_noncharacter = |c: char| {
        matches!(c, '\u{1}' | '\u{2}' | '\u{FDD0}'..='\u{FDEF}')
            || u32::from(c) & 0xFFFE == 0xFFFE
    };
    found.filter(|c| is_whole && !is_noncharacter(*c))
}

fn text(rest: &str, quote: char) -> Result<(Token, usize), String> {
    let mut said = String::new();
    let mut chars = rest.char_indices().skip(1);
    while let Some((at, c)) = chars.next() {
        match c {
            c if c == quote => return Ok((Token::Text(said), at + 1)),
            '\\' => match chars.next().map(|(_, escaped)| escaped) {
                Some('n') => said.push('\n'),
                Some('t') => said.push('\t'),
                Some('r') => said.push('\r'),
                Some('a') => said.push('\u{7}'),
                Some('f') => said.push('\u{c}'),
                Some(kind @ ('x' | 'u' | 'U')) => {
                    let count = match kind {
                        'x' => 2,
                        'u' => 4,
                        _ => 8,
                    };
                    let code: String = chars.by_ref().take(count).map(|(_, c)| c).collect();
                    said.push(coded(&code, count).ok_or_else(|| {
                        format!("`\\{kind}{code}` không phải là mã của một ký tự")
                    })?);
                }
                Some(c @ ('\\' | '\'' | '"' | '`' | '/')) => said.push(c),
                Some(c) => said.extend(['\\', c]),
                None => break,
            },
            c => said.push(c),
        }
    }
    Err(format!("chuỗi bắt đầu bằng {quote} không có dấu đóng"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_strings_numbers_and_marks_are_told_apart() {
        let word = |text: &str| Token::Word(text.to_owned());
        let number = |text: &str| Token::Number(text.to_owned());
        assert_eq!(
            tokens("đơn_vị.tên+1.5e3//'a\\'b'").unwrap(),
            [
                word("đơn_vị"),
                Token::Mark("."),
                word("tên"),
                Token::Mark("+"),
                number("1.5e3"),
                Token::Mark("//"),
                Token::Text("a'b".to_owned())
            ]
        );
        assert_eq!(tokens("x[1:2]").unwrap().len(), 6);
        assert!(tokens("'abc").is_err());
    }
}
