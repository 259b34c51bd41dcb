//! Where a text names documents.

use std::ops::Range;

use chrono::NaiveDate;

use super::number::is_dash;
use super::{DocumentNumber, Style};
use crate::text;

/// Characters of text behind a citation in which its issuer is looked for.
const ISSUER: usize = 80;

/// A document named in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cited<'t> {
    /// The number.
    pub number: DocumentNumber,
    /// The number as it is written.
    pub written: &'t str,
    /// Number and date: bytes of the text.
    pub range: Range<usize>,
    /// The text before, up to the number and without «số».
    pub before: &'t str,
    /// The day and how it is written, if it follows.
    pub date: Option<(NaiveDate, &'t str)>,
    /// Whether a comma stands before the day.
    pub comma: bool,
    /// What stands between number and day: bytes of the text.
    between: Option<Range<usize>>,
    /// The text that follows «của».
    pub issuer: Option<&'t str>,
}

impl Cited<'_> {
    /// Whether the number is written with spaces or over two lines.
    pub fn is_spaced(&self) -> bool {
        self.written.chars().any(char::is_whitespace)
    }
}

/// All documents that a text names, in its order.
pub fn mentions(text: &str) -> Vec<Cited<'_>> {
    let mut found: Vec<Cited<'_>> = Vec::new();
    let mut from = 0;
    while let Some(at) = next_number(text, from) {
        match cited(text, at) {
            Some(cited) => {
                from = cited.range.end;
                found.push(cited);
            }
            None => from = text.get(at..).map_or(text.len(), |rest| at + digits(rest).max(1)),
        }
    }
    found
}

/// The text with each day joined to its number in one manner.
pub fn restyled(text: &str, style: Style) -> String {
    let joint = if style.comma { ", " } else { " " };
    let mut restyled = text.to_owned();
    // From the end, so that places before stay where they are.
    for between in mentions(text).into_iter().rev().filter_map(|cited| cited.between) {
        restyled.replace_range(between, joint);
    }
    restyled
}

/// Where the next run of digits begins that is no end of something else.
fn next_number(text: &str, from: usize) -> Option<usize> {
    let mut before = text.get(..from)?.chars().next_back();
    for (at, c) in text.get(from..)?.char_indices() {
        let inside =
            |c: char| c.is_alphanumeric() || matches!(c, '/' | '.' | ',') || is_dash(c);
        if c.is_ascii_digit() && !before.is_some_and(inside) {
            return Some(from + at);
        }
        before = Some(c);
    }
    None
}

fn digits(text: &str) -> usize {
    text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len())
}

/// The citation whose number begins at a byte.
fn cited(text: &str, at: usize) -> Option<Cited<'_>> {
    let rest = text.get(at..)?;
    let length = number_length(rest)?;
    let written = rest.get(..length)?;
    let number = DocumentNumber::parse(written)?;
    let after = rest.get(length..)?;
    let (mut end, mut comma, mut date, mut between) = (at + length, false, None, None);
    let mut follows = after;
    if let Some(found) = dated(after) {
        end += found.length;
        comma = found.comma;
        date = Some((found.date, found.written));
        between = Some(at + length..at + length + found.before);
        follows = after.get(found.length..)?;
    }
    let issuer = follows.trim_start_matches([',', ' ', '\n']).strip_prefix("của ");
    let issuer = issuer.map(|words| first_characters(words, ISSUER));
    Some(Cited {
        number,
        written,
        range: at..end,
        before: without_word_for_number(text.get(..at)?),
        date,
        comma,
        between,
        issuer,
    })
}

/// The length of a number at the beginning of a text.
fn number_length(text: &str) -> Option<usize> {
    let ordinal = digits(text);
    let rest = text.get(ordinal..)?;
    if let Some(behind) = rest.strip_prefix('/') {
        // 30/2020/NĐ-CP, 1196/SNV-QLNS
        let year = digits(behind);
        let symbols = match (year, behind.get(year..)?.strip_prefix('/')) {
            (4, Some(symbols)) => symbols,
            (0, _) => behind,
            _ => return None,
        };
        let length = symbols_length(symbols)?;
        return Some(text.len() - symbols.len() + length);
    }
    // 28-CT/TW, and what a careless hand makes of it: 47 - KH/TU, 07 -KH/TW, a break of line
    let behind = gap(rest).strip_prefix(is_dash)?;
    let kind = gap(behind);
    let letters = symbol(kind)?;
    let organ = gap(gap(kind.get(letters..)?).strip_prefix('/')?);
    Some(text.len() - organ.len() + symbol(organ)?)
}

/// A text without one space and one break of line at its beginning.
fn gap(text: &str) -> &str {
    let text = text.strip_prefix([' ', '\u{a0}']).unwrap_or(text);
    let text = text.strip_prefix('\n').unwrap_or(text);
    text.strip_prefix([' ', '\u{a0}']).unwrap_or(text)
}

/// The length of an abbreviation: a capital and letters.
fn symbol(text: &str) -> Option<usize> {
    let length = text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len());
    let sound = text.starts_with(char::is_uppercase) && length > 1;
    sound.then_some(length)
}

/// The length of abbreviations joined by hyphens: `NĐ-CP`.
fn symbols_length(text: &str) -> Option<usize> {
    let first = symbol(text)?;
    let second = text.get(first..)?.strip_prefix('-')?;
    Some(first + 1 + symbol(second)?)
}

/// A day behind a number.
struct Dated<'t> {
    length: usize,
    /// Bytes before «ngày».
    before: usize,
    comma: bool,
    date: NaiveDate,
    written: &'t str,
}

fn dated(text: &str) -> Option<Dated<'_>> {
    let behind = text.trim_start_matches([' ', '\n', '\u{a0}']);
    let comma = behind.starts_with(',');
    let behind = behind.strip_prefix(',').unwrap_or(behind);
    let day = behind.trim_start_matches([' ', '\n', '\u{a0}']);
    let behind = day.strip_prefix("ngày")?;
    let day = text.len() - day.len();
    let written = behind.trim_start_matches([' ', '\n', '\u{a0}']);
    let figures = written.find(|c: char| !c.is_ascii_digit() && !matches!(c, '/' | '-' | '.'));
    let figures = written.get(..figures.unwrap_or(written.len()))?.trim_end_matches(['.', '-']);
    let (date, length) = match text::date::parse(&figures.replace(['-', '.'], "/")) {
        Some(date) => (date, figures.len()),
        None => in_words(written)?,
    };
    let start = text.len() - written.len();
    let (length, written) = (start + length, written.get(..length)?);
    Some(Dated { length, before: day, comma, date, written })
}

/// «21 tháng 01 năm 2019», and how long that is.
fn in_words(text: &str) -> Option<(NaiveDate, usize)> {
    let mut words = text.split_inclusive([' ', '\n']);
    let five: Vec<&str> = words.by_ref().take(5).collect();
    let [day, month_word, month, year_word, year] = five.as_slice() else { return None };
    if month_word.trim() != "tháng" || year_word.trim() != "năm" {
        return None;
    }
    let year = year.get(..digits(year))?;
    let date = format!("{}/{}/{year}", day.trim(), month.trim());
    let length = [day, month_word, month, year_word].iter().map(|w| w.len()).sum::<usize>();
    Some((text::date::parse(&date)?, length + year.len()))
}

/// What stands before a number, without «số».
fn without_word_for_number(text: &str) -> &str {
    let text = text.trim_end();
    let bare = text.strip_suffix("số").or_else(|| text.strip_suffix("Số"));
    bare.unwrap_or(text).trim_end()
}

fn first_characters(text: &str, count: usize) -> &str {
    let end = text.char_indices().nth(count).map_or(text.len(), |(at, _)| at);
    text.get(..end).unwrap_or(text)
}
