//! `ngay("2024-01-05")` and `ngay_so("2024-01-05")`: days as documents write them.

use chrono::NaiveDate;
use tera::{Kwargs, State, Tera, TeraResult, Value};

use crate::text::{Lang, date};

/// Registers the functions.
pub(super) fn register(tera: &mut Tera) {
    tera.register_function("ngay", |args: Kwargs, _: &State| -> TeraResult<Value> {
        Ok(Value::from(date::long(day(&args)?, Lang::Vi)))
    });
    tera.register_function("ngay_so", |args: Kwargs, _: &State| -> TeraResult<Value> {
        Ok(Value::from(date::short(day(&args)?)))
    });
}

fn day(args: &Kwargs) -> TeraResult<NaiveDate> {
    let written: &str = args.must_get("arg1")?;
    date::parse(written).ok_or_else(|| tera::Error::message(not_a_day(written)))
}

/// What is said of a text that is no day.
pub(in super::super) fn not_a_day(written: &str) -> String {
    format!("`{written}` không phải một ngày; viết như `2024-01-05` hoặc `05/01/2024`")
}
