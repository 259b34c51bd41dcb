//! Reading spreadsheets end to end: every value right, and every damage noticed.

#[path = "sheet/compound.rs"]
mod compound;
#[path = "sheet/damage.rs"]
mod damage;
#[path = "sheet/kinds.rs"]
mod kinds;
#[path = "sheet/limits.rs"]
mod limits;
#[path = "sheet/samples.rs"]
mod samples;
#[path = "sheet/values.rs"]
mod values;
#[path = "sheet/workbooks.rs"]
mod workbooks;
