//! Text on a screen: how many columns it takes, and what of foreign text is fit to print.

use unicode_normalization::char::is_combining_mark;

/// Columns a text takes on a screen: marks take none, East Asian letters two.
pub fn width(text: &str) -> usize {
    text.chars().map(char_width).sum()
}

/// Foreign text made fit for one line: control characters and those that turn the writing
/// direction become `�`, line breaks and tabs a space, and what goes past `columns` becomes `…`.
pub fn one_line(text: &str, columns: usize) -> String {
    let mut line = String::new();
    let mut used = 0;
    for c in text.trim().chars() {
        let c = printable(c);
        let width = char_width(c);
        if used + width > columns {
            while used + 1 > columns {
                let Some(last) = line.pop() else { break };
                used -= char_width(last);
            }
            line.truncate(line.trim_end().len());
            line.push('…');
            break;
        }
        line.push(c);
        used += width;
    }
    line
}

/// The text with spaces behind it up to a width.
pub fn pad_end(text: &str, columns: usize) -> String {
    format!("{text}{}", spaces(columns.saturating_sub(width(text))))
}

/// The text with spaces in front of it up to a width.
pub fn pad_start(text: &str, columns: usize) -> String {
    format!("{}{text}", spaces(columns.saturating_sub(width(text))))
}

fn spaces(count: usize) -> String {
    " ".repeat(count)
}

fn printable(c: char) -> char {
    match c {
        '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' => ' ',
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{fffd}',
        _ if c.is_control() => '\u{fffd}',
        _ => c,
    }
}

fn char_width(c: char) -> usize {
    match c {
        '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => 0,
        _ if is_combining_mark(c) => 0,
        '\u{1100}'..='\u{115f}'
        | '\u{2e80}'..='\u{303e}'
        | '\u{3041}'..='\u{a4cf}'
        | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe6f}'
        | '\u{ff00}'..='\u{ff60}'
        | '\u{ffe0}'..='\u{ffe6}'
        | '\u{1f300}'..='\u{1faff}'
        | '\u{20000}'..='\u{3fffd}' => 2,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use unicode_normalization::UnicodeNormalization;

    use super::*;

    #[test]
    fn a_decomposed_word_is_as_wide_as_a_composed_one() {
        let word = "Kết nạp đảng viên";
        assert_eq!(width(word), 17);
        assert_eq!(width(&word.nfd().collect::<String>()), 17);
        assert_eq!(width("北"), 2);
        assert_eq!(pad_end("nữ", 4), "nữ  ");
        assert_eq!(pad_start("nữ", 4), "  nữ");
    }

    #[test]
    fn foreign_text_cannot_paint_the_screen_or_break_the_line() {
        assert_eq!(one_line("a\x1b[31mb\nc\u{202e}d", 20), "a\u{fffd}[31mb c\u{fffd}d");
    }

    #[test]
    fn a_long_text_is_cut_to_the_columns_it_may_take() {
        assert_eq!(one_line("abcdef", 6), "abcdef");
        assert_eq!(one_line("abcdefg", 6), "abcde…");
        assert_eq!(width(&one_line(&"北".repeat(50), 10)), 9);
        assert!(width(&one_line(&"ẵ ".repeat(500).nfd().collect::<String>(), 10)) <= 10);
        assert_eq!(one_line("abc", 0), "…");
    }
}
