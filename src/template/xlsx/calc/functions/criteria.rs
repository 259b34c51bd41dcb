//! Sums and counts of what meets a criterion, as `SUMIF` understands it.

use rust_decimal::Decimal;

use super::super::evaluate::Area;
use super::super::value::{Value, compared};
use super::aggregate::of_numbers;
use super::call::{Call, Outcome, Stop, size};
use super::text::Pattern;
use crate::ooxml::CellRef;

/// What cells are held against.
pub(super) enum Criterion {
    /// A number, and how cells stand to it.
    Number(&'static str, Decimal),
    /// A truth value.
    Bool(bool, bool),
    /// A text with wildcards; whether it is wanted or not.
    Text(bool, Pattern),
    /// Nothing at all (`=`), or anything (`<>`).
    Nothing(bool),
    /// Nothing, or a text of no length.
    NothingToSee,
}

/// Operators, the longer first.
const OPERATORS: [&str; 6] = ["<=", ">=", "<>", "<", ">", "="];

impl Criterion {
    /// Reads a criterion.
    pub(super) fn read(value: &Value) -> Result<Self, Stop> {
        let text = match value {
            Value::Blank => return Ok(Self::Number("=", Decimal::ZERO)),
            Value::Number(number) => return Ok(Self::Number("=", *number)),
            Value::Bool(truth) => return Ok(Self::Bool(true, *truth)),
            Value::Error(_) => return Err(Stop::Unknown),
            Value::Text(text) => text.as_str(),
        };
        if text.is_empty() {
            return Ok(Self::NothingToSee);
        }
        let found = OPERATORS.into_iter().find_map(|o| Some((o, text.strip_prefix(o)?)));
        let (operator, rest) = found.unwrap_or(("=", text));
        let equal = operator == "=";
        if rest.is_empty() {
            let known = matches!(operator, "=" | "<>");
            return if known { Ok(Self::Nothing(equal)) } else { Err(Stop::Unknown) };
        }
        if let Ok(number) = Value::Text(rest.to_owned()).number()? {
            return Ok(Self::Number(operator, number));
        }
        // The order of texts depends on the language of whoever opens the file.
        if !matches!(operator, "=" | "<>") {
            return Err(Stop::Unknown);
        }
        if rest.eq_ignore_ascii_case("true") || rest.eq_ignore_ascii_case("false") {
            return Ok(Self::Bool(equal, rest.eq_ignore_ascii_case("true")));
        }
        if rest.starts_with('#') {
            return Err(Stop::Unknown);
        }
        Ok(Self::Text(equal, Pattern::read(rest)))
    }

    /// Whether a cell that holds nothing meets it.
    fn takes_nothing(&self) -> bool {
        match self {
            Self::Number(operator, _) => *operator == "<>",
            Self::Bool(equal, _) | Self::Text(equal, _) => !equal,
            Self::Nothing(nothing) => *nothing,
            Self::NothingToSee => true,
        }
    }

    /// Whether a value meets it.
    fn takes(&self, value: &Value) -> Result<bool, Stop> {
        Ok(match (self, value) {
            (_, Value::Blank) => self.takes_nothing(),
            (Self::Nothing(nothing), _) => !nothing,
            (Self::NothingToSee, value) => *value == Value::Text(String::new()),
            (Self::Number(operator, wanted), value) => {
                let number = match value {
                    Value::Number(number) => Some(*number),
                    // A text that looks like the number is as good as it, but for an order.
                    Value::Text(_) if matches!(*operator, "=" | "<>") => value.number()?.ok(),
                    _ => None,
                };
                let Some(number) = number else { return Ok(*operator == "<>") };
                let (number, wanted) = (compared(number), compared(*wanted));
                match *operator {
                    "=" => number == wanted,
                    "<>" => number != wanted,
                    "<" => number < wanted,
                    ">" => number > wanted,
                    "<=" => number <= wanted,
                    _ => number >= wanted,
                }
            }
            (Self::Bool(equal, wanted), value) => (*value == Value::Bool(*wanted)) == *equal,
            (Self::Text(equal, pattern), Value::Text(text)) => pattern.is(text) == *equal,
            (Self::Text(equal, _), _) => !equal,
        })
    }
}

/// `SUMIF`, `COUNTIF`, `AVERAGEIF`.
pub(super) fn one(name: &str, call: &Call<'_>) -> Outcome {
    call.takes(2, if name == "COUNTIF" { 2 } else { 3 })?;
    let area = call.area(0)?;
    let conditions = vec![(area, Criterion::read(&call.any(1)?)?)];
    let values = if call.count() == 3 { call.area(2)? } else { area };
    if size(&values) != size(&area) {
        // Excel takes an area as large as the first, which reads cells that are not named.
        return Err(Stop::Unknown);
    }
    result(name.trim_end_matches("IF"), call, &values, &conditions)
}

/// `SUMIFS`, `COUNTIFS`, `AVERAGEIFS`, `MINIFS`, `MAXIFS`.
pub(super) fn many(name: &str, call: &Call<'_>) -> Outcome {
    let counts = name == "COUNTIFS";
    let first = usize::from(!counts);
    let values = call.area(0)?;
    let mut conditions = Vec::new();
    if call.count() < first + 2 || (call.count() - first) % 2 == 1 {
        return Err(Stop::Unknown);
    }
    for index in (first..call.count()).step_by(2) {
        let area = call.area(index)?;
        if size(&area) != size(&values) {
            return Err(Stop::Error("#VALUE!"));
        }
        conditions.push((area, Criterion::read(&call.any(index + 1)?)?));
    }
    result(name.trim_end_matches("IFS"), call, &values, &conditions)
}

fn result(
    name: &str,
    call: &Call<'_>,
    values: &Area,
    conditions: &[(Area, Criterion)],
) -> Outcome {
    let places = places(call, conditions, name == "COUNT")?;
    let Places { met, unseen } = places;
    if name == "COUNT" {
        return Ok(Value::Number(Decimal::from(met.len()) + Decimal::from(unseen)));
    }
    let mut numbers = Vec::new();
    for (at, value) in call.placed(values)? {
        let place = (at.row - values.rows.0, at.col - values.cols.0);
        let takes_nothing = conditions.iter().all(|(_, criterion)| criterion.takes_nothing());
        let is_met = met.binary_search(&place).is_ok()
            || takes_nothing && is_blank_everywhere(call, place, conditions)?;
        match value {
            _ if !is_met => {}
            Value::Number(number) => numbers.push(number),
            Value::Error(error) => return Err(Stop::Error(error)),
            _ => {}
        }
    }
    of_numbers(name, &numbers)
}

/// Where all conditions are met, counted from the first cell of their areas.
struct Places {
    /// Places at which some area holds something.
    met: Vec<(u32, u16)>,
    /// How many further places hold nothing anywhere and meet all conditions.
    unseen: u64,
}

fn places(
    call: &Call<'_>,
    conditions: &[(Area, Criterion)],
    counts: bool,
) -> Result<Places, Stop> {
    let mut filled: Vec<Vec<((u32, u16), Value)>> = Vec::new();
    for (area, _) in conditions {
        let from_first = |(at, value): (CellRef, Value)| {
            ((at.row - area.rows.0, at.col - area.cols.0), value)
        };
        let mut placed: Vec<_> = call.placed(area)?.into_iter().map(from_first).collect();
        placed.sort_by_key(|(place, _)| *place);
        filled.push(placed);
    }
    let mut all: Vec<(u32, u16)> = filled.iter().flatten().map(|(place, _)| *place).collect();
    all.sort_unstable();
    all.dedup();
    let seen = u64::try_from(all.len()).map_err(|_| Stop::Unknown)?;
    let mut met = Vec::new();
    for place in all {
        let mut takes = true;
        for ((_, criterion), placed) in conditions.iter().zip(&filled) {
            let value = placed.binary_search_by_key(&place, |(at, _)| *at).ok();
            let value = value.and_then(|index| placed.get(index)).map(|(_, value)| value);
            takes = takes && criterion.takes(value.unwrap_or(&Value::Blank))?;
        }
        if takes {
            met.push(place);
        }
    }
    let takes_nothing = conditions.iter().all(|(_, criterion)| criterion.takes_nothing());
    let (rows, columns) = conditions.first().map_or((0, 0), |(area, _)| size(area));
    let cells = u64::from(rows) * u64::from(columns);
    let unseen = if counts && takes_nothing { cells - seen } else { 0 };
    Ok(Places { met, unseen })
}

/// Whether no area of the conditions holds anything at a place.
fn is_blank_everywhere(
    call: &Call<'_>,
    place: (u32, u16),
    conditions: &[(Area, Criterion)],
) -> Result<bool, Stop> {
    for (area, _) in conditions {
        if call.cell(area, place.0, place.1)? != Value::Blank {
            return Ok(false);
        }
    }
    Ok(true)
}
