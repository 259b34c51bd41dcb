//! Checks: validation rules on returns and then on totals, ratios that returns print themselves,
//! completeness, and figures unlike others. A total's finding cites the findings on the returns that cause it. Of a single file:
//! returns that are copies of others, and what can be said of any spreadsheet.

mod alike;
mod completeness;
mod cumulative;
mod division;
mod finality;
mod planned;
mod printed_ratios;
mod reported;
mod rules;
mod transfers;
mod unusual;
mod workbook;

pub use alike::{ComparedReturn, alike};
pub use completeness::{completeness, has_partial_totals};
pub use cumulative::cumulative;
pub use division::division;
pub use finality::{finality, gaps_are_accepted};
pub use planned::not_planned;
pub use printed_ratios::printed_ratios;
pub use reported::reported;
pub use rules::{Beside, RulesChecked, rules, rules_checked};
pub use transfers::transfers;
pub use unusual::unusual;
pub use workbook::{
    stored_results, totals_that_differ, typed_over, typed_over_candidates, unusable_cells,
};
