//! The tokens of a formula as files store it (English names, commas, A1 references).

use std::ops::Range;

use crate::ooxml::CellRef;
use crate::template::xlsx::lines::{Area, Axis, Stretch};

/// A token with its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Token {
    /// What it is.
    pub kind: Kind,
    /// Its bytes in the formula.
    pub span: Range<usize>,
}

/// What a token is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Kind {
    /// White space (between two references it means their intersection).
    Space,
    /// A number.
    Number,
    /// A text in quotes.
    Text,
    /// An error such as `#REF!`.
    Error,
    /// A function's name; an opening parenthesis follows.
    Function,
    /// A defined name, `TRUE`, `FALSE`, or a part of a structured reference.
    Name,
    /// A cell, a range, whole rows or whole columns.
    Reference(Reference),
    /// Something of another workbook: never ours to change.
    External,
    /// A structured reference to a table.
    Structured,
    /// `(`.
    Open,
    /// `)`.
    Close,
    /// `,`: between arguments, or a union.
    Comma,
    /// Any operator, with its text.
    Operator(&'static str),
    /// Anything else.
    Other,
}

/// A reference to cells of this workbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reference {
    /// The sheet, when written; quotes taken away.
    pub sheet: Option<SheetName>,
    /// Bytes of the sheet's name with its `!`.
    pub sheet_span: Range<usize>,
    /// The cell, or the first corner.
    pub first: Corner,
    /// The other corner of a range.
    pub last: Option<Corner>,
}

/// The sheet part of a reference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum SheetName {
    /// One sheet.
    One(String),
    /// All sheets between two.
    Span(String, String),
}

/// A corner of a reference: rows and columns from 0, each with whether it is absolute (`$`).
/// Whole columns have no row, whole rows no column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Corner {
    /// Column.
    pub col: Option<(u16, bool)>,
    /// Row.
    pub row: Option<(u32, bool)>,
}

impl Corner {
    /// Its row or column, with whether it is absolute.
    pub(crate) fn line(&self, axis: Axis) -> Option<(u32, bool)> {
        match axis {
            Axis::Rows => self.row,
            Axis::Columns => self.col.map(|(col, absolute)| (u32::from(col), absolute)),
        }
    }

    fn at(&self, axis: Axis) -> Option<u32> {
        self.line(axis).map(|line| line.0)
    }

    /// Gives it another row or column.
    pub(crate) fn put(&mut self, axis: Axis, line: u32, absolute: bool) {
        match axis {
            Axis::Rows => self.row = Some((line, absolute)),
            Axis::Columns => {
                self.col = Some((u16::try_from(line).unwrap_or(u16::MAX), absolute));
            }
        }
    }

    /// Appends the corner as text.
    pub(crate) fn write(&self, out: &mut String) {
        if let Some((col, absolute)) = self.col {
            out.push_str(if absolute { "$" } else { "" });
            out.push_str(&CellRef::column_name(col));
        }
        if let Some((row, absolute)) = self.row {
            out.push_str(if absolute { "$" } else { "" });
            out.push_str(&(row + 1).to_string());
        }
    }
}

impl Reference {
    /// Rows from first to last, when the reference is bounded by rows.
    pub(crate) fn rows(&self) -> Option<(u32, u32)> {
        let first = self.first.row?.0;
        let last = self.last.map_or(Some(first), |corner| corner.row.map(|row| row.0))?;
        Some((first.min(last), first.max(last)))
    }

    /// Lines from first to last, when the reference is bounded by lines of this kind.
    pub(crate) fn lines(&self, axis: Axis) -> Option<Stretch> {
        match axis {
            Axis::Rows => self.rows(),
            Axis::Columns => self.cols().map(|(a, b)| (u32::from(a), u32::from(b))),
        }
    }

    /// Whether the first, and whether the last of its lines is absolute (`$`).
    pub(crate) fn absolute(&self, axis: Axis) -> (bool, bool) {
        let first = self.first.line(axis);
        let last = self.last.map_or(first, |corner| corner.line(axis));
        let (Some(first), Some(last)) = (first, last) else { return (true, true) };
        if first.0 <= last.0 { (first.1, last.1) } else { (last.1, first.1) }
    }

    /// Makes its rows or columns absolute, or relative.
    pub(crate) fn fix(&mut self, axis: Axis, absolute: bool) {
        for corner in [Some(&mut self.first), self.last.as_mut()].into_iter().flatten() {
            if let Some((line, _)) = corner.line(axis) {
                corner.put(axis, line, absolute);
            }
        }
    }

    /// The reference without its sheet.
    pub(crate) fn written(&self) -> String {
        self.over(Area { rows: None, columns: None })
    }

    /// The reference over other cells, without its sheet; `$` stays where it was.
    pub(crate) fn over(&self, area: Area) -> String {
        let mut first = Corner { col: None, row: None };
        let mut last = first;
        for axis in Axis::BOTH {
            let Some((from, to)) = area.on(axis).or_else(|| self.lines(axis)) else { continue };
            let (first_absolute, last_absolute) = self.absolute(axis);
            first.put(axis, from, first_absolute);
            last.put(axis, to, last_absolute);
        }
        let several = Axis::BOTH.iter().any(|axis| first.at(*axis) != last.at(*axis));
        let mut out = String::new();
        first.write(&mut out);
        if self.last.is_some() || several {
            out.push(':');
            last.write(&mut out);
        }
        out
    }

    /// Columns from first to last, when the reference is bounded by columns.
    pub(crate) fn cols(&self) -> Option<(u16, u16)> {
        let first = self.first.col?.0;
        let last = self.last.map_or(Some(first), |corner| corner.col.map(|col| col.0))?;
        Some((first.min(last), first.max(last)))
    }
}

const OPERATORS: [&str; 16] =
    ["<=", ">=", "<>", "+", "-", "*", "/", "^", "&", "=", "<", ">", "%", ":", "@", "#"];

const ERRORS: [&str; 9] = [
    "#NULL!",
    "#DIV/0!",
    "#VALUE!",
    "#REF!",
    "#NAME?",
    "#NUM!",
    "#N/A",
    "#GETTING_DATA",
    "#SPILL!",
];

/// The tokens of a formula; joined they are the formula again.
pub(crate) fn tokens(formula: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while at < formula.len() {
        let (kind, len) = next(formula, at);
        let end = (at + len.max(1)).min(formula.len());
        let end = (end..=formula.len()).find(|end| formula.is_char_boundary(*end));
        let end = end.unwrap_or(formula.len());
        tokens.push(Token { kind, span: at..end });
        at = end;
    }
    tokens
}

/// The kind and length of the token at `at`.
fn next(formula: &str, at: usize) -> (Kind, usize) {
    let rest = formula.get(at..).unwrap_or_default();
    let first = rest.chars().next().unwrap_or(' ');
    if first.is_whitespace() {
        return (Kind::Space, rest.len() - rest.trim_start().len());
    }
    match first {
        '"' => return (Kind::Text, quoted_len(rest, '"')),
        '(' => return (Kind::Open, 1),
        ')' => return (Kind::Close, 1),
        ',' => return (Kind::Comma, 1),
        '{' => return (Kind::Other, rest.find('}').map_or(rest.len(), |end| end + 1)),
        _ => {}
    }
    if let Some(error) = ERRORS.iter().find(|error| rest.starts_with(*error)) {
        return (Kind::Error, error.len());
    }
    if let Some(found) = with_sheet(rest, at) {
        return found;
    }
    if first == '[' {
        return (Kind::Structured, bracket_len(rest));
    }
    if let Some(operator) = OPERATORS.iter().find(|operator| rest.starts_with(*operator)) {
        return (Kind::Operator(operator), operator.len());
    }
    if let Some((reference, len)) = reference(rest, None, at..at) {
        return (Kind::Reference(reference), len);
    }
    if first.is_ascii_digit() || first == '.' {
        return (Kind::Number, number_len(rest));
    }
    let word = word_len(rest);
    match rest.get(word..).and_then(|after| after.chars().next()) {
        _ if word == 0 => (Kind::Other, first.len_utf8()),
        Some('(') => (Kind::Function, word),
        Some('[') => {
            (Kind::Structured, word + bracket_len(rest.get(word..).unwrap_or_default()))
        }
        _ => (Kind::Name, word),
    }
}

/// What begins with a sheet's name and `!`.
fn with_sheet(rest: &str, at: usize) -> Option<(Kind, usize)> {
    let (name, len) = if rest.starts_with('\'') {
        let len = quoted_len(rest, '\'');
        (rest.get(1..len.checked_sub(1)?)?.replace("''", "'"), len)
    } else {
        let book = if rest.starts_with('[') { rest.find(']')? + 1 } else { 0 };
        let mut len = book + word_len(rest.get(book..)?);
        // A span of sheets, `Quý1:Quý4!`.
        let after = rest.get(len..)?;
        if let Some(second) = after.strip_prefix(':') {
            let second = word_len(second);
            if rest.get(len + 1 + second..)?.starts_with('!') && second > 0 {
                len += 1 + second;
            }
        }
        (rest.get(..len)?.to_owned(), len)
    };
    if len == 0 || !rest.get(len..)?.starts_with('!') {
        return None;
    }
    let prefix = len + 1;
    let target = rest.get(prefix..)?;
    let sheet = match name.split_once(':') {
        Some((first, last)) => SheetName::Span(first.to_owned(), last.to_owned()),
        None => SheetName::One(name.clone()),
    };
    let found = reference(target, Some(sheet), at..at + prefix);
    let external = name.contains('[');
    Some(match found {
        Some((_, len)) if external => (Kind::External, prefix + len),
        Some((reference, len)) => (Kind::Reference(reference), prefix + len),
        None if target.starts_with("#REF!") => (Kind::Error, prefix + "#REF!".len()),
        None => {
            let kind = if external { Kind::External } else { Kind::Name };
            (kind, prefix + word_len(target))
        }
    })
}

/// A cell, a range, whole rows or columns at the beginning of a text.
fn reference(
    rest: &str,
    sheet: Option<SheetName>,
    sheet_span: Range<usize>,
) -> Option<(Reference, usize)> {
    let (first, len) = corner(rest)?;
    let second = rest.get(len..).and_then(|after| after.strip_prefix(':')).and_then(corner);
    let second = second.filter(|(last, _)| {
        last.col.is_some() == first.col.is_some() && last.row.is_some() == first.row.is_some()
    });
    let (last, len) = match second {
        Some((last, more)) => (Some(last), len + 1 + more),
        None => (None, len),
    };
    if last.is_none() && (first.col.is_none() || first.row.is_none()) {
        return None;
    }
    let after = rest.get(len..).and_then(|after| after.chars().next());
    if after.is_some_and(|c| is_word(c) || matches!(c, '(' | '!' | '[' | '$')) {
        return None;
    }
    Some((Reference { sheet, sheet_span, first, last }, len))
}

fn corner(text: &str) -> Option<(Corner, usize)> {
    let (col_abs, mut at) = dollar(text, 0);
    let letters = text.get(at..)?.bytes().take_while(u8::is_ascii_alphabetic).count();
    let name = text.get(at..at + letters)?;
    at += letters;
    let (row_abs, digits_at) = if letters == 0 { (col_abs, at) } else { dollar(text, at) };
    let digits = text.get(digits_at..)?.bytes().take_while(u8::is_ascii_digit).count();
    let row = if digits == 0 {
        None
    } else {
        at = digits_at + digits;
        let number = text.get(digits_at..at)?.parse::<u32>().ok()?;
        if number == 0 || number > CellRef::ROWS {
            return None;
        }
        Some((number - 1, row_abs))
    };
    let col = match letters {
        0 => None,
        1..=3 => Some((format!("{name}1").parse::<CellRef>().ok()?.col, col_abs)),
        _ => return None,
    };
    (col.is_some() || row.is_some()).then_some((Corner { col, row }, at))
}

fn dollar(text: &str, at: usize) -> (bool, usize) {
    let there = text.get(at..).is_some_and(|rest| rest.starts_with('$'));
    (there, at + usize::from(there))
}

fn quoted_len(rest: &str, quote: char) -> usize {
    let mut chars = rest.char_indices().skip(1).peekable();
    while let Some((at, c)) = chars.next() {
        if c == quote && chars.next_if(|(_, next)| *next == quote).is_none() {
            return at + 1;
        }
    }
    rest.len()
}

fn bracket_len(rest: &str) -> usize {
    let mut depth = 0usize;
    let mut escaped = false;
    for (at, c) in rest.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\'' => escaped = true,
            '[' => depth += 1,
            ']' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return at + 1;
                }
            }
            _ => {}
        }
    }
    rest.len()
}

fn number_len(rest: &str) -> usize {
    let digits =
        |text: &str| text.bytes().take_while(|b| b.is_ascii_digit() || *b == b'.').count();
    let len = digits(rest);
    let exponent = rest.get(len..).and_then(|after| after.strip_prefix(['E', 'e']));
    let Some(exponent) = exponent else { return len };
    let sign = usize::from(exponent.starts_with(['+', '-']));
    match exponent.get(sign..).map_or(0, digits) {
        0 => len,
        more => len + 1 + sign + more,
    }
}

fn word_len(rest: &str) -> usize {
    rest.find(|c: char| !is_word(c)).unwrap_or(rest.len())
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '.' | '\\' | '?')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn references(formula: &str) -> Vec<String> {
        let tokens = tokens(formula);
        let joined: String = tokens.iter().map(|token| &formula[token.span.clone()]).collect();
        assert_eq!(joined, formula);
        let kept = tokens.iter().filter(|token| matches!(token.kind, Kind::Reference(_)));
        kept.map(|token| formula[token.span.clone()].to_owned()).collect()
    }

    #[test]
    fn references_of_every_shape_are_found() {
        assert_eq!(references("SUM($C4:D$10)+A1*-B2%"), ["$C4:D$10", "A1", "B2"]);
        assert_eq!(references("'Biểu 1'!A1:B2&Tổng!$C$3"), ["'Biểu 1'!A1:B2", "Tổng!$C$3"]);
        assert_eq!(references("SUM(A:C,4:4,$5:$7)"), ["A:C", "4:4", "$5:$7"]);
        assert_eq!(references("Q1:Q4!A1+'a''b'!C3"), ["Q1:Q4!A1", "'a''b'!C3"]);
    }

    #[test]
    fn what_only_looks_like_a_reference_is_left_alone() {
        for formula in [
            "LOG10(2)+ATAN2(1,2)",
            "\"A1\"\"B2\"",
            "[1]Sheet1!A9",
            "'[1]Biểu 1'!A1:B2",
            "Table1[[#This Row],[A1]]",
            "A1B+_A1+ten.C4+NĂM2019",
            "1.5E+3",
            "#REF!",
            "{1,2;3,4}",
            "[1]!ten",
            "XFE1+A1048577+A0",
        ] {
            assert_eq!(references(formula), [] as [&str; 0], "{formula}");
        }
    }
}
