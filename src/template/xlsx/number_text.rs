//! A value as its cell shows it: numbers and days by the cell's number format, with the separators
//! of Vietnamese. A format that is not surely understood gives nothing.

use chrono::{Datelike, Days, NaiveDate};
use rust_decimal::{Decimal, RoundingStrategy};

use super::dates::Epoch;
use crate::ooxml::xml_part::{Element, push_all};

/// Digits that Excel shows at most in the format General.
const GENERAL_DIGITS: u32 = 11;

/// The codes of a workbook's cell formats.
pub(super) struct Formats {
    codes: Vec<String>,
    epoch: Epoch,
}

impl Formats {
    /// Reads the styles part; without one every cell has the format General.
    pub(super) fn read(styles: Option<&Element>, epoch: Epoch) -> Self {
        let Some(styles) = styles else { return Self { codes: Vec::new(), epoch } };
        let id = |of: &Element| of.attribute("numFmtId")?.trim().parse::<u32>().ok();
        let own = styles.child("numFmts").into_iter().flat_map(Element::elements);
        let own: Vec<(u32, String)> = own
            .filter_map(|format| Some((id(format)?, format.attribute("formatCode")?.into())))
            .collect();
        let formats = styles.child("cellXfs").into_iter().flat_map(Element::elements);
        let codes = formats.map(|format| {
            let id = id(format).unwrap_or(0);
            let found = own.iter().find(|(known, _)| *known == id);
            found.map_or_else(|| built_in(id).to_owned(), |(_, code)| code.clone())
        });
        Self { codes: codes.collect(), epoch }
    }

    /// The code of a cell format; `General` where there is none.
    pub(super) fn code(&self, format: usize) -> &str {
        self.codes.get(format).map_or("General", String::as_str)
    }

    /// Whether a cell format shows a text just as it is: no section of its own says otherwise.
    pub(super) fn shows_texts(&self, format: usize) -> bool {
        let code = self.code(format);
        let sections = sections(code);
        let last = sections.last().copied().unwrap_or_default();
        last == "@" || sections.len() < 4 && !last.contains('@')
    }

    /// A number as it is shown in a cell format, if that is known.
    pub(super) fn number(&self, digits: &str, format: usize) -> Option<String> {
        let value = Decimal::from_str_exact(digits)
            .or_else(|_| Decimal::from_scientific(digits))
            .ok()?;
        let (section, value) = section(self.code(format), value)?;
        let section = Section::read(section)?;
        section.write(value, self.epoch)
    }
}

/// Codes of formats that files use without saying what they are (ECMA-376 part 1, 18.8.30), as
/// far as they are the same in every language.
const fn built_in(id: u32) -> &'static str {
    match id {
        0 => "General",
        1 => "0",
        2 => "0.00",
        3 => "#,##0",
        4 => "#,##0.00",
        9 => "0%",
        10 => "0.00%",
        14 => "dd/mm/yyyy",
        49 => "@",
        _ => "?/?",
    }
}

/// The section of a code for a value, and the value that it shows.
fn section(code: &str, value: Decimal) -> Option<(&str, Decimal)> {
    if code.contains(['[', ']']) && code.contains(['<', '>', '=']) {
        return None;
    }
    match sections(code).as_slice() {
        [_, negative, ..] if value.is_sign_negative() && !value.is_zero() => {
            Some((negative, value.abs()))
        }
        [_, _, zero, ..] if value.is_zero() => Some((zero, value)),
        [first, ..] => Some((first, value)),
        [] => None,
    }
}

/// The sections of a code.
fn sections(code: &str) -> Vec<&str> {
    // A semicolon inside quotes parts nothing.
    let mut quoted = false;
    let parts = code.split(|c| {
        quoted ^= c == '"';
        c == ';' && !quoted
    });
    parts.collect()
}

/// A section of a format code.
#[derive(Default)]
struct Section {
    pieces: Vec<Piece>,
    percent: bool,
}

enum Piece {
    Literal(String),
    /// As many digits as there are.
    General,
    Digits {
        /// Digits before the separator, at least.
        whole: usize,
        grouped: bool,
        /// Digits behind it, at least and at most; none where there is no separator.
        fraction: Option<(u32, u32)>,
    },
    /// A letter of a day, and how often it stands.
    Day(char, usize),
}

impl Section {
    /// Takes a section apart, if every character of it is understood.
    fn read(code: &str) -> Option<Self> {
        let mut section = Self::default();
        let mut rest = code;
        while let Some(c) = rest.chars().next() {
            let length = section.piece(c, rest)?;
            rest = rest.get(length..)?;
        }
        let is_value = |piece: &&Piece| matches!(piece, Piece::General | Piece::Digits { .. });
        (section.pieces.iter().filter(is_value).count() <= 1).then_some(section)
    }

    /// Reads what the rest begins with; answers its length.
    fn piece(&mut self, c: char, rest: &str) -> Option<usize> {
        let literal = |text: &str| Piece::Literal(text.to_owned());
        let run = |part: fn(char) -> bool| rest.find(|c| !part(c)).unwrap_or(rest.len());
        match c {
            '"' => {
                let (inside, _) = rest.get(1..)?.split_once('"')?;
                self.pieces.push(literal(inside));
                Some(inside.len() + 2)
            }
            '\\' => {
                let next = rest.chars().nth(1)?;
                self.pieces.push(literal(&next.to_string()));
                Some(1 + next.len_utf8())
            }
            '_' => {
                self.pieces.push(literal(" "));
                Some(1 + rest.chars().nth(1)?.len_utf8())
            }
            '*' => Some(1 + rest.chars().nth(1)?.len_utf8()),
            '[' => {
                let (inside, _) = rest.get(1..)?.split_once(']')?;
                if let Some(money) = inside.strip_prefix('$') {
                    self.pieces.push(literal(money.split('-').next().unwrap_or_default()));
                } else if !inside.chars().all(|c| c.is_ascii_alphabetic()) || inside.len() < 3 {
                    return None;
                }
                Some(inside.len() + 2)
            }
            '0' | '#' | '.' | ',' => {
                let length = run(|c| matches!(c, '0' | '#' | '.' | ','));
                self.pieces.push(digits(rest.get(..length)?)?);
                Some(length)
            }
            'G' | 'g' if rest.get(..7)?.eq_ignore_ascii_case("general") => {
                self.pieces.push(Piece::General);
                Some(7)
            }
            '@' => {
                self.pieces.push(Piece::General);
                Some(1)
            }
            '%' => {
                self.percent = true;
                self.pieces.push(literal("%"));
                Some(1)
            }
            'd' | 'm' | 'y' => {
                let length = rest.find(|next| next != c).unwrap_or(rest.len());
                let known = matches!((c, length), ('d' | 'm', 1 | 2) | ('y', 2 | 4));
                self.pieces.push(Piece::Day(c, length));
                known.then_some(length)
            }
            ' ' | '-' | '+' | '(' | ')' | '/' | ':' | '$' => {
                self.pieces.push(literal(&c.to_string()));
                Some(1)
            }
            c if !c.is_ascii() => {
                self.pieces.push(literal(&c.to_string()));
                Some(c.len_utf8())
            }
            _ => None,
        }
    }

    fn write(&self, value: Decimal, epoch: Epoch) -> Option<String> {
        let value = if self.percent { value.checked_mul(Decimal::ONE_HUNDRED)? } else { value };
        let has = |wanted: fn(&Piece) -> bool| self.pieces.iter().any(wanted);
        let shows_day = has(|piece| matches!(piece, Piece::Day(..)));
        let shows_number = has(|piece| matches!(piece, Piece::General | Piece::Digits { .. }));
        if shows_day && shows_number {
            return None;
        }
        let day = if shows_day { Some(day(value, epoch)?) } else { None };
        let mut out = String::new();
        for piece in &self.pieces {
            match piece {
                Piece::Literal(text) => out.push_str(text),
                Piece::General => out.push_str(&general(value.abs())?),
                Piece::Digits { whole, grouped, fraction } => {
                    out.push_str(&fixed(value.abs(), *whole, *grouped, *fraction));
                }
                Piece::Day(letter, length) => {
                    let day = day?;
                    let number = match letter {
                        'd' => day.day(),
                        'm' => day.month(),
                        _ if *length == 2 => day.year().unsigned_abs() % 100,
                        _ => day.year().unsigned_abs(),
                    };
                    let digits = format!("{number:0length$}");
                    out.push_str(&digits);
                }
            }
        }
        // A number that is rounded to nothing has no sign.
        let is_something = out.contains(|c: char| ('1'..='9').contains(&c));
        let negative = value.is_sign_negative() && shows_number && is_something;
        Some(if negative { format!("-{out}") } else { out })
    }
}

/// The digits of a section, such as `#,##0.00`; a comma at the end divides by a thousand, which is
/// not followed.
fn digits(code: &str) -> Option<Piece> {
    let (whole, fraction) = match code.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (code, None),
    };
    let behind = fraction.unwrap_or_default();
    let is_plain = !whole.ends_with(',') && !behind.contains([',', '.']);
    // Between a 0 and the separator every digit is shown.
    let from_first_zero = whole.trim_start_matches(['#', ',']);
    let least = u32::try_from(behind.trim_end_matches('#').len()).ok()?;
    let most = u32::try_from(behind.len()).ok()?;
    is_plain.then_some(Piece::Digits {
        whole: from_first_zero.matches(['0', '#']).count(),
        grouped: whole.contains(','),
        fraction: fraction.map(|_| (least, most)),
    })
}

fn general(value: Decimal) -> Option<String> {
    let whole = value.trunc().to_string();
    let length = u32::try_from(whole.len()).ok()?;
    if length > GENERAL_DIGITS {
        return None;
    }
    let places = (GENERAL_DIGITS - 1).saturating_sub(length);
    let rounded = value.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero);
    // Excel turns to powers of ten for what is so small.
    let vanishes = rounded.is_zero() && !value.is_zero() || value.scale() > 28;
    (!vanishes).then(|| rounded.normalize().to_string().replace('.', ","))
}

fn fixed(value: Decimal, whole: usize, grouped: bool, fraction: Option<(u32, u32)>) -> String {
    let (least, most) = fraction.unwrap_or_default();
    let rounded = value.round_dp_with_strategy(most, RoundingStrategy::MidpointAwayFromZero);
    let text = rounded.normalize().to_string();
    let (before, after) = text.split_once('.').unwrap_or((&text, ""));
    let before = if before == "0" && whole == 0 { "" } else { before };
    let before = format!("{before:0>whole$}");
    let mut out = String::new();
    for (at, digit) in before.char_indices() {
        if grouped && at > 0 && (before.len() - at).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
    if fraction.is_some() {
        let least = least as usize;
        let after = format!("{after:0<least$}");
        push_all(&mut out, &[",", &after]);
    }
    out
}

fn day(value: Decimal, epoch: Epoch) -> Option<NaiveDate> {
    let number: u64 = value.trunc().try_into().ok()?;
    let (first, count) = match epoch {
        // Before 1 March 1900 Excel is a day off.
        Epoch::Since1900 if number < 61 => return None,
        Epoch::Since1900 => (NaiveDate::from_ymd_opt(1899, 12, 30)?, number),
        Epoch::Since1904 => (NaiveDate::from_ymd_opt(1904, 1, 1)?, number),
    };
    first.checked_add_days(Days::new(count)).filter(|day| day.year() <= 9999)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(number: &str, code: &str) -> Option<String> {
        let formats = Formats { codes: vec![code.to_owned()], epoch: Epoch::Since1900 };
        formats.number(number, 0)
    }

    #[test]
    fn numbers_are_shown_as_their_format_says() {
        for (number, code, text) in [
            ("1234.5", "General", "1234,5"),
            ("0.1", "General", "0,1"),
            ("0.333333333333333", "General", "0,333333333"),
            ("-3", "General", "-3"),
            ("1E3", "General", "1000"),
            ("1234.565", "#,##0.00", "1.234,57"),
            ("1234567", "#,##0", "1.234.567"),
            ("0.4", "0", "0"),
            ("-0.4", "0", "0"),
            ("0.355", "0%", "36%"),
            ("0.355", "0.0#%", "35,5%"),
            ("7", "000", "007"),
            ("12", "0\" người\"", "12 người"),
            ("-12", "#,##0;(#,##0)", "(12)"),
            ("0", "0;-0;\"-\"", "-"),
            ("5", "#,##0 ;[Red]-#,##0 ", "5 "),
            ("5", "[$₫-42A]#,##0", "₫5"),
            // The separator stays where the format has one, and a 0 asks for all digits before it.
            ("5", "#,##0.##", "5,"),
            ("5.5", "0.#0", "5,50"),
            ("5", "#0#", "05"),
            ("5", "0.", "5,"),
            ("45382", "dd/mm/yyyy", "31/03/2024"),
            ("45382.75", "d/m/yy", "31/3/24"),
            ("45382", "\"Ngày \"d\" tháng \"m", "Ngày 31 tháng 3"),
            ("5", "@", "5"),
        ] {
            assert_eq!(shown(number, code).as_deref(), Some(text), "{number} {code}");
        }
    }

    #[test]
    fn a_text_is_shown_as_it_is_unless_its_format_says_otherwise() {
        for (code, as_it_is) in [
            ("General", true),
            ("@", true),
            ("#,##0;-#,##0;\"-\"", true),
            ("\"a;b;c;d\"0", true),
            (";;;", false),
            ("\"Chi bộ \"@", false),
            ("0;-0;-;@", true),
            ("_(#,##0_);_(@_)", false),
        ] {
            let formats = Formats { codes: vec![code.to_owned()], epoch: Epoch::Since1900 };
            assert_eq!(formats.shows_texts(0), as_it_is, "{code}");
        }
    }

    #[test]
    fn a_format_that_is_not_surely_understood_shows_nothing() {
        for (number, code) in [
            ("5", "[>=100]0;#"),
            ("5", "0.00E+00"),
            ("5", "# ?/?"),
            ("5000", "#,##0,"),
            ("5", "h:mm"),
            ("5", "mmmm yyyy"),
            ("5", "dd/mm/yyyy"),
            ("123456789012", "General"),
            ("0.00000000000001", "General"),
            ("x", "General"),
        ] {
            assert_eq!(shown(number, code), None, "{number} {code}");
        }
    }
}
