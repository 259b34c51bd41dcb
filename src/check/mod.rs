//! Checks: validation rules on returns and then on totals, ratios that returns print themselves,
//! and completeness. A total's finding cites the findings on the returns that cause it.

mod completeness;
mod cumulative;
mod division;
mod finality;
mod planned;
mod printed_ratios;
mod rules;
mod transfers;

pub use completeness::{completeness, has_partial_totals};
pub use cumulative::cumulative;
pub use division::division;
pub use finality::finality;
pub use planned::not_planned;
pub use printed_ratios::printed_ratios;
pub use rules::rules;
pub use transfers::transfers;
