//! The one place that asks what day it is.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use chrono::{DateTime, NaiveDate};

/// Vietnam is seven hours ahead, all year round and wherever it is; whatever zone a computer
/// believes to be in, the office's day is this one.
const AHEAD: Duration = Duration::from_hours(7);

/// Today, where the offices are. It enters a run as its day, like an argument: the register of
/// receipts keeps it for files that no earlier run has seen, and nothing else asks the clock.
#[allow(
    clippy::disallowed_methods,
    reason = "the day a file was received is the day of the run that first saw it; the register is an input"
)]
pub(super) fn today() -> NaiveDate {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default() + AHEAD;
    let seconds = i64::try_from(now.as_secs()).unwrap_or_default();
    DateTime::from_timestamp(seconds, 0).map_or(NaiveDate::MIN, |moment| moment.date_naive())
}
