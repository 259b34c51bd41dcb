//! Reading spreadsheets end to end: every value right, and every damage noticed.

#[path = "sheet/damage.rs"]
mod damage;
#[path = "sheet/values.rs"]
mod values;
#[path = "sheet/workbooks.rs"]
mod workbooks;
