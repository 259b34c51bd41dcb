//! The functions we compute; every other leaves its value to whoever opens the file.

mod aggregate;
mod call;
mod criteria;
mod dates;
mod information;
mod logic;
mod lookup;
mod rounding;
mod statistics;
mod sumproduct;
mod text;

use super::evaluate::Cells;
use super::parse::Expression;
use super::value::{Computed, Unknown, Value};
use call::{Call, Stop};

/// Marks functions that are younger than the file format.
const YOUNGER: [&str; 2] = ["_XLFN.", "_XLWS."];

/// Calls a function by its name in capitals.
pub(crate) fn call(name: &str, arguments: &[Expression], cells: &dyn Cells) -> Computed {
    let name = YOUNGER.iter().fold(name, |name, mark| name.strip_prefix(mark).unwrap_or(name));
    let call = Call { arguments, cells };
    match named(name, &call) {
        Ok(value) => Ok(value),
        Err(Stop::Error(error)) => Ok(Value::Error(error)),
        Err(Stop::Unknown) => Err(Unknown),
    }
}

fn named(name: &str, call: &Call<'_>) -> Result<Value, Stop> {
    match name {
        "SUM" | "AVERAGE" | "MIN" | "MAX" | "PRODUCT" => aggregate::aggregate(name, call),
        "COUNT" | "COUNTA" | "COUNTBLANK" => aggregate::count(name, call),
        "SUBTOTAL" => aggregate::subtotal(call),
        "SUMPRODUCT" => sumproduct::sumproduct(call),
        "SUMIF" | "COUNTIF" | "AVERAGEIF" => criteria::one(name, call),
        "SUMIFS" | "COUNTIFS" | "AVERAGEIFS" | "MINIFS" | "MAXIFS" => {
            criteria::many(name, call)
        }
        "LARGE" | "SMALL" | "RANK" | "RANK.EQ" | "MEDIAN" => statistics::ranked(name, call),
        "IF" | "IFS" | "SWITCH" | "CHOOSE" | "IFERROR" | "IFNA" => logic::choose(name, call),
        "AND" | "OR" | "XOR" => logic::junction(name, call),
        "NOT" => Ok(Value::Bool(!call.truth(0)?)),
        "TRUE" => Ok(Value::Bool(true)),
        "FALSE" => Ok(Value::Bool(false)),
        "NA" => Ok(Value::Error("#N/A")),
        "ISBLANK" | "ISNUMBER" | "ISTEXT" | "ISNONTEXT" | "ISLOGICAL" | "ISERROR" | "ISERR"
        | "ISNA" | "ISEVEN" | "ISODD" | "N" | "T" | "ROW" | "COLUMN" | "ROWS" | "COLUMNS" => {
            information::information(name, call)
        }
        "ABS" | "SIGN" | "INT" | "TRUNC" | "ROUND" | "ROUNDUP" | "ROUNDDOWN" | "MROUND"
        | "CEILING" | "FLOOR" | "EVEN" | "ODD" | "MOD" | "QUOTIENT" | "POWER" => {
            rounding::numeric(name, call)
        }
        "VLOOKUP" | "HLOOKUP" | "XLOOKUP" | "MATCH" | "INDEX" => lookup::lookup(name, call),
        "DATE" | "YEAR" | "MONTH" | "DAY" | "WEEKDAY" | "EDATE" | "EOMONTH" | "DAYS" => {
            dates::dates(name, call)
        }
        "CONCATENATE" | "CONCAT" | "TEXTJOIN" | "LEFT" | "RIGHT" | "MID" | "LEN" | "TRIM"
        | "UPPER" | "LOWER" | "PROPER" | "SUBSTITUTE" | "REPLACE" | "FIND" | "REPT"
        | "EXACT" | "CHAR" | "VALUE" | "TEXT" | "HYPERLINK" => text::text(name, call),
        _ => Err(Stop::Unknown),
    }
}
