//! Texts.

use rust_decimal::{Decimal, RoundingStrategy};

use super::super::evaluate::Operand;
use super::super::value::Value;
use super::call::{Call, Outcome, Stop};

/// Longest text of a cell, in UTF-16 units.
const LONGEST: usize = 32_767;

/// `LEFT`, `TRIM`, `CONCATENATE` and their like.
pub(super) fn text(name: &str, call: &Call<'_>) -> Outcome {
    let result = match name {
        "LEN" => return Ok(Value::Number(Decimal::from(letters(call, 0)?.len()))),
        "EXACT" => return Ok(Value::Bool(call.text(0)? == call.text(1)?)),
        "FIND" => return find(call),
        "VALUE" => {
            call.takes(1, 1)?;
            return Ok(Value::Number(call.number(0)?));
        }
        "HYPERLINK" => {
            call.takes(1, 2)?;
            return call.any(call.count() - 1);
        }
        "CONCATENATE" | "CONCAT" => joined(call, 0, "", false)?,
        "TEXTJOIN" => joined(call, 2, &call.text(0)?, call.truth(1)?)?,
        "LEFT" | "RIGHT" | "MID" => part(name, call)?,
        "TRIM" => {
            let text = call.text(0)?;
            text.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
        }
        "UPPER" => same_length(&call.text(0)?, |c| c.to_uppercase().collect())?,
        "LOWER" => same_length(&call.text(0)?, |c| c.to_lowercase().collect())?,
        "PROPER" => proper(&call.text(0)?)?,
        "SUBSTITUTE" => substitute(call)?,
        "REPLACE" => replace(call)?,
        "REPT" => {
            let (text, count) = (call.text(0)?, count(call, 1)?);
            if text.len().saturating_mul(count) > LONGEST {
                return Err(Stop::Unknown);
            }
            text.repeat(count)
        }
        "CHAR" => {
            let code = u8::try_from(call.whole(0)?).map_err(|_| Stop::Error("#VALUE!"))?;
            match code {
                9 | 10 | 13 | 32..=126 => char::from(code).to_string(),
                // What stands above depends on the system.
                _ => return Err(Stop::Unknown),
            }
        }
        _ => formatted(call)?,
    };
    if result.encode_utf16().count() > LONGEST {
        return Err(Stop::Error("#VALUE!"));
    }
    Ok(Value::Text(result))
}

/// The letters of a text as Excel counts them; those it counts twice are not ours to cut.
fn letters(call: &Call<'_>, index: usize) -> Result<Vec<char>, Stop> {
    let text = call.text(index)?;
    if text.chars().any(|c| c.len_utf16() > 1) {
        return Err(Stop::Unknown);
    }
    Ok(text.chars().collect())
}

/// A number of letters.
fn count(call: &Call<'_>, index: usize) -> Result<usize, Stop> {
    usize::try_from(call.whole(index)?).map_err(|_| Stop::Error("#VALUE!"))
}

fn joined(call: &Call<'_>, from: usize, between: &str, skips: bool) -> Result<String, Stop> {
    let mut texts = Vec::new();
    for index in from..call.count() {
        match call.operand(index)? {
            Operand::Value(value) => texts.push(value.text()?.map_err(Stop::Error)?),
            Operand::Areas(_) => {
                let area = call.area(index)?;
                // Empty cells of an area count where they are not skipped.
                if !skips && !between.is_empty() && !area.is_cell() {
                    return Err(Stop::Unknown);
                }
                let mut placed = call.placed(&area)?;
                placed.sort_by_key(|(at, _)| (at.row, at.col));
                for (_, value) in placed {
                    texts.push(value.text()?.map_err(Stop::Error)?);
                }
            }
        }
    }
    if skips {
        texts.retain(|text| !text.is_empty());
    }
    Ok(texts.join(between))
}

fn part(name: &str, call: &Call<'_>) -> Result<String, Stop> {
    let letters = letters(call, 0)?;
    let all = letters.len();
    if name == "MID" {
        call.takes(3, 3)?;
        let start = count(call, 1)?.checked_sub(1).ok_or(Stop::Error("#VALUE!"))?;
        return Ok(letters.into_iter().skip(start).take(count(call, 2)?).collect());
    }
    call.takes(1, 2)?;
    let length = if call.count() == 2 { count(call, 1)? } else { 1 }.min(all);
    let start = if name == "LEFT" { 0 } else { all - length };
    Ok(letters.into_iter().skip(start).take(length).collect())
}

/// A text with each letter put otherwise, where that gives one letter again.
fn same_length(text: &str, put: impl Fn(char) -> String) -> Result<String, Stop> {
    let one = |c: char| {
        let put = put(c);
        if put.chars().count() == 1 { Ok(put) } else { Err(Stop::Unknown) }
    };
    text.chars().map(one).collect()
}

fn proper(text: &str) -> Result<String, Stop> {
    let mut inside = false;
    let mut result = String::new();
    for c in text.chars() {
        let put = |c: char| -> String {
            if inside { c.to_lowercase().collect() } else { c.to_uppercase().collect() }
        };
        result.push_str(&same_length(&c.to_string(), put)?);
        inside = c.is_alphabetic();
    }
    Ok(result)
}

fn substitute(call: &Call<'_>) -> Result<String, Stop> {
    call.takes(3, 4)?;
    let (text, old, new) = (call.text(0)?, call.text(1)?, call.text(2)?);
    if old.is_empty() {
        return Ok(text);
    }
    if call.count() == 3 {
        return Ok(text.replace(&old, &new));
    }
    let which = count(call, 3)?.checked_sub(1).ok_or(Stop::Error("#VALUE!"))?;
    let found = text.match_indices(&old).nth(which);
    let Some((at, _)) = found else { return Ok(text) };
    let (before, after) = text.split_at(at);
    Ok(format!("{before}{new}{}", after.get(old.len()..).unwrap_or_default()))
}

fn replace(call: &Call<'_>) -> Result<String, Stop> {
    call.takes(4, 4)?;
    let letters = letters(call, 0)?;
    let start = count(call, 1)?.checked_sub(1).ok_or(Stop::Error("#VALUE!"))?;
    let length = count(call, 2)?;
    let before: String = letters.iter().take(start).collect();
    let after: String = letters.iter().skip(start.saturating_add(length)).collect();
    Ok(before + &call.text(3)? + &after)
}

fn find(call: &Call<'_>) -> Outcome {
    call.takes(2, 3)?;
    let (wanted, letters) = (call.text(0)?, letters(call, 1)?);
    let from = if call.count() == 3 { count(call, 2)? } else { 1 };
    let from = from.checked_sub(1).filter(|from| *from <= letters.len());
    let from = from.ok_or(Stop::Error("#VALUE!"))?;
    let rest: String = letters.iter().skip(from).collect();
    let at = rest.find(&wanted).ok_or(Stop::Error("#VALUE!"))?;
    let before = rest.get(..at).unwrap_or_default().chars().count();
    Ok(Value::Number(Decimal::from(from + before + 1)))
}

/// `TEXT` with a format of noughts: the only ones that print alike everywhere.
fn formatted(call: &Call<'_>) -> Result<String, Stop> {
    call.takes(2, 2)?;
    let (value, format) = (call.value(0)?, call.text(1)?);
    if format.is_empty() || !format.bytes().all(|b| b == b'0') {
        return Err(Stop::Unknown);
    }
    let Value::Number(number) = value else { return Err(Stop::Unknown) };
    let number = number.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero);
    let sign = if number < Decimal::ZERO { "-" } else { "" };
    Ok(format!("{sign}{:0>width$}", number.abs().normalize().to_string(), width = format.len()))
}

/// A text with wildcards: `?` one letter, `*` any number, `~` takes the next as it is.
#[derive(Debug)]
pub(super) struct Pattern(Vec<Piece>);

#[derive(Debug)]
enum Piece {
    Letter(char),
    One,
    Any,
}

impl Pattern {
    /// Reads a pattern; capitals do not matter.
    pub(super) fn read(text: &str) -> Self {
        let mut pieces = Vec::new();
        let lower = text.to_lowercase();
        let mut letters = lower.chars().peekable();
        while let Some(c) = letters.next() {
            pieces.push(match c {
                '*' => Piece::Any,
                '?' => Piece::One,
                '~' if matches!(letters.peek(), Some('*' | '?' | '~')) => {
                    Piece::Letter(letters.next().unwrap_or('~'))
                }
                c => Piece::Letter(c),
            });
        }
        Self(pieces)
    }

    /// The one text, in small letters, that a pattern without wildcards says.
    pub(super) fn plain(&self) -> Option<String> {
        let letter = |piece: &Piece| match piece {
            Piece::Letter(c) => Some(*c),
            Piece::One | Piece::Any => None,
        };
        self.0.iter().map(letter).collect()
    }

    /// Whether a text is what the pattern says, from beginning to end.
    pub(super) fn is(&self, text: &str) -> bool {
        if let Some(plain) = self.plain() {
            return text.to_lowercase() == plain;
        }
        // Reached: after how many letters each piece may begin.
        let letters: Vec<char> = text.to_lowercase().chars().collect();
        let mut reached = vec![false; letters.len() + 1];
        if let Some(first) = reached.first_mut() {
            *first = true;
        }
        for piece in &self.0 {
            let before = std::mem::replace(&mut reached, vec![false; letters.len() + 1]);
            let mut any = false;
            for (at, was) in before.iter().enumerate() {
                any |= was;
                let next = match piece {
                    Piece::Any => any.then_some(at),
                    Piece::One => (*was && at < letters.len()).then_some(at + 1),
                    Piece::Letter(c) => (*was && letters.get(at) == Some(c)).then_some(at + 1),
                };
                if let Some(place) = next.and_then(|next| reached.get_mut(next)) {
                    *place = true;
                }
            }
        }
        reached.last() == Some(&true)
    }
}
