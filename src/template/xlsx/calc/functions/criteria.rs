//! Sums and counts of what meets a criterion, as `SUMIF` understands it.

use rust_decimal::Decimal;

use super::super::columns::Columns;
use super::super::evaluate::Area;
use super::super::index::Key;
use super::super::totals::{Met, Totals};
use super::super::value::{Unknown, Value, compared};
use super::aggregate::of_totals;
use super::call::{Call, Outcome, Stop, size};
use super::text::Pattern;
use crate::ooxml::CellRef;

/// What cells are held against.
#[derive(Debug)]
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

    /// The keys of all values that meet it, when they can be looked up.
    fn keys(&self) -> Option<Vec<Key>> {
        match self {
            Self::Number("=", number) => {
                let number = compared(*number);
                Some(vec![Key::Number(number), Key::Written(number)])
            }
            Self::Bool(true, truth) => Some(vec![Key::Bool(*truth)]),
            Self::Text(true, pattern) => Some(vec![Key::Text(pattern.plain()?)]),
            _ => None,
        }
    }

    /// Whether a text can leave it open if it is met.
    fn leaves_open(&self) -> bool {
        matches!(self, Self::Number("=" | "<>", _))
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
    let counts = name == "COUNT";
    if let Some(columns) = call.cells.columns() {
        let upright = |area: &Area| area.cols.0 == area.cols.1;
        if upright(values) && conditions.iter().all(|(area, _)| upright(area)) {
            let values = (!counts).then_some(*values);
            return Upright { columns, values, conditions }.result(name);
        }
    }
    let places = places(call, conditions, counts)?;
    let Places { met, unseen } = places;
    if counts {
        return Ok(Value::Number(Decimal::from(met.len()) + Decimal::from(unseen)));
    }
    let mut totals = Totals::default();
    for (at, value) in call.placed(values)? {
        let place = (at.row - values.rows.0, at.col - values.cols.0);
        let takes_nothing = conditions.iter().all(|(_, criterion)| criterion.takes_nothing());
        let is_met = met.binary_search(&place).is_ok()
            || takes_nothing && is_blank_everywhere(call, place, conditions)?;
        if is_met {
            totals.add(&value);
        }
    }
    of_totals(name, &totals)
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

/// Conditions on cells that stand in one column each: what was found for one formula is used for
/// the next.
struct Upright<'a> {
    columns: &'a Columns,
    /// What is added up; none where only places are counted.
    values: Option<Area>,
    conditions: &'a [(Area, Criterion)],
}

/// Rows that are looked through as quickly as they are looked up.
const FEW: u32 = 48;

impl Upright<'_> {
    fn areas(&self) -> impl Iterator<Item = &Area> {
        self.conditions.iter().map(|(area, _)| area).chain(&self.values)
    }

    fn result(&self, name: &str) -> Outcome {
        if self.areas().any(|area| self.columns.unknown(column(area), area.rows)) {
            return Err(Stop::Unknown);
        }
        if let Some(count) = self.by_size() {
            return Ok(Value::Number(Decimal::from(count)));
        }
        let height = self.conditions.first().map_or(0, |(area, _)| size(area).0);
        let end = |area: &Area| {
            let last = self.columns.last_row(column(area));
            last.map_or(0, |last| (last + 1).saturating_sub(area.rows.0))
        };
        // Rows below all cells hold nothing.
        let rows = self.areas().map(end).max().unwrap_or(0).min(height);
        let title = self.title();
        let mut met = self.columns.met(&title);
        if met.rows > rows {
            met = Met::default();
        }
        for row in self.candidates(met.rows, rows)? {
            if self.is_met(row)? {
                met.count += 1;
                if let Some(values) = &self.values {
                    met.totals.add(self.value(values, row)?);
                }
            }
        }
        met.rows = rows;
        let count = if self.conditions.iter().all(|(_, criterion)| criterion.takes_nothing()) {
            met.count + u64::from(height - rows)
        } else {
            met.count
        };
        let outcome = match self.values {
            None => Ok(Value::Number(Decimal::from(count))),
            Some(_) => of_totals(name, &met.totals),
        };
        self.columns.remember_met(title, met);
        outcome
    }

    /// How many numbers are smaller, or larger, than another.
    fn by_size(&self) -> Option<usize> {
        let [(area, Criterion::Number(operator, wanted))] = self.conditions else {
            return None;
        };
        if self.values.is_some() || matches!(*operator, "=" | "<>") {
            return None;
        }
        let numbers = self.columns.ranked(column(area), area.rows)?;
        let wanted = compared(*wanted);
        let less = || numbers.partition_point(|number| compared(*number) < wanted);
        let not_more = || numbers.partition_point(|number| compared(*number) <= wanted);
        Some(match *operator {
            "<" => less(),
            "<=" => not_more(),
            ">" => numbers.len() - not_more(),
            _ => numbers.len() - less(),
        })
    }

    /// The conditions and the first cells of their areas, as one text.
    fn title(&self) -> String {
        let first = |area: &Area| format!("{}.{}.{} ", area.sheet, area.cols.0, area.rows.0);
        let conditions = self.conditions.iter().map(|(_, criterion)| format!("{criterion:?} "));
        self.areas().map(first).chain(conditions).collect()
    }

    /// Rows among which all are that meet the conditions, of those from one to before another,
    /// counted from the first of the areas.
    fn candidates(&self, from: u32, to: u32) -> Result<Vec<u32>, Stop> {
        if to.saturating_sub(from) <= FEW {
            return Ok((from..to).collect());
        }
        let mut best: Option<(usize, &Area, Vec<Key>)> = None;
        for (area, criterion) in self.conditions {
            let rows = (area.rows.0 + from, area.rows.0 + to - 1);
            if let Some(keys) = criterion.keys() {
                let counts =
                    keys.iter().map(|key| self.columns.count_with(column(area), rows, key));
                let counts: Option<Vec<_>> = counts.collect();
                let doubtful = |counts: &Vec<(usize, bool)>| counts.iter().any(|count| count.1);
                let open = criterion.leaves_open() && counts.as_ref().is_none_or(doubtful);
                let count = counts.map(|counts| counts.iter().map(|count| count.0).sum());
                if let Some(count) = count.filter(|_| !open)
                    && best.as_ref().is_none_or(|best| count < best.0)
                {
                    best = Some((count, area, keys));
                }
                if open {
                    break;
                }
            } else if criterion.leaves_open() {
                // Whether it can be told is seen at each cell only.
                break;
            }
        }
        let Some((count, area, keys)) = best else { return Ok((from..to).collect()) };
        let rows = (area.rows.0 + from, area.rows.0 + to - 1);
        let mut found = Vec::new();
        for key in keys {
            let with = self.columns.rows_with(column(area), rows, &key, count);
            found.extend(with.unwrap_or(Err(Unknown))?.iter().map(|row| row - area.rows.0));
        }
        found.sort_unstable();
        Ok(found)
    }

    fn is_met(&self, row: u32) -> Result<bool, Stop> {
        for (area, criterion) in self.conditions {
            if !criterion.takes(self.value(area, row)?)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn value(&self, area: &Area, row: u32) -> Result<&Value, Stop> {
        let cell = CellRef::new(area.rows.0 + row, area.cols.0);
        Ok(self.columns.value(area.sheet, cell)?)
    }
}

/// The sheet and the column of an area.
const fn column(area: &Area) -> (usize, u16) {
    (area.sheet, area.cols.0)
}
