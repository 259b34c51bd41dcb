//! A pack with everything worked out under it: what reports, tables and the ledger print from.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::{Book, Due, Named, Pack, Schedule};
use crate::model::{FactKey, Figures, OrgIx, OrgTree, Period, Statements};

/// By which day returns of a form for a period are due; of what is not in it, none is late.
pub type Deadlines = BTreeMap<(String, Period), NaiveDate>;

/// By how much a figure differs from what was reported of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restatement {
    /// The figure less what was reported; never 0.
    pub adjustment: Decimal,
    /// The document by which that was reported.
    pub document: String,
}

/// Opening stocks that differ from the closing stocks that were reported of their eve.
pub type Restated = BTreeMap<FactKey, Restatement>;

/// The figures of one pack for one office.
#[derive(Debug, Clone)]
pub struct Consolidated {
    /// The pack.
    pub pack: Pack,
    /// The period of the run.
    pub period: Period,
    /// The organisation.
    pub tree: OrgTree,
    /// The unit for which the office consolidates.
    pub office: OrgIx,
    /// The units that owe a form (other than the office's own), in the office's order.
    pub units: Vec<OrgIx>,
    /// What is due from whom.
    pub due: Due,
    /// By which day, by code of the form and period.
    pub deadlines: Deadlines,
    /// All figures; none before the returns have been read.
    pub figures: Figures,
    /// What units said in their own words; none before the returns have been read.
    pub statements: Statements,
    /// Opening stocks that are others than was sealed; none before that is known.
    pub restated: Restated,
}

impl Consolidated {
    /// The figures with the pack's references and indicators.
    pub fn book(&self) -> Book<'_> {
        Book { pack: &self.pack, figures: &self.figures }
    }

    /// The last day on which a return is in time, if the office sets one.
    pub fn deadline(&self, form: &str, period: Period) -> Option<NaiveDate> {
        self.deadlines.get(&(form.to_owned(), period)).copied()
    }

    /// Whether what a path names is reported for a period, or can be made of what is.
    pub fn keeps(&self, named: Named, period: Period) -> bool {
        match named {
            Named::Item(item) => {
                let kept = self.due.periods(item);
                let given = self.pack.catalogue.element(item).is_some_and(|e| e.in_settings);
                given
                    || kept.contains(&period)
                    || self.due.wanted().contains(&period) && !kept.is_empty()
            }
            Named::Text(_) => {
                self.due.reported().contains(&period)
                    || self.due.wanted().contains(&period)
                    || self.period.contains(period)
            }
            Named::Indicator(at) => self.pack.indicators.get(at).is_some_and(|indicator| {
                indicator.references().iter().all(|reference| {
                    let named = self.pack.named(&reference.path);
                    let period = self.pack.resolve(reference.period, period);
                    named.zip(period).is_some_and(|(named, period)| self.keeps(named, period))
                })
            }),
        }
    }

    /// Whether a template may ask for it: it is kept, or is of a period for which returns are made
    /// and none has come, such as two years ago.
    pub fn can_be_asked(&self, named: Named, period: Period) -> bool {
        let every = matches!(self.pack.schedule, Schedule::Every(_));
        let past = !period.ends_after(self.period);
        self.keeps(named, period) || every && past && self.pack.schedule.makes(period).is_some()
    }

    /// Whether a period is that of the run; a duty that is reported once prints the years it is made
    /// of as well.
    pub fn is_of_run(&self, period: Period) -> bool {
        match self.pack.schedule {
            Schedule::Once(_) => self.period.contains(period),
            Schedule::Every(_) => self.period == period,
        }
    }

    /// The reported periods whose returns the run's own period is made of.
    pub fn made_of(&self) -> Vec<Period> {
        let parts = self.pack.schedule.makes(self.period).unwrap_or_default();
        parts.into_iter().map(|(_, period)| period).collect()
    }
}
