//! A pack with everything worked out under it: what reports, tables and the ledger print from.

use super::{Book, Due, Named, Pack};
use crate::model::{Figures, OrgIx, OrgTree, Period};

/// The figures of one pack for one office.
#[derive(Debug, Clone)]
pub struct Consolidated {
    /// The pack.
    pub pack: Pack,
    /// The organisation.
    pub tree: OrgTree,
    /// The unit for which the office consolidates.
    pub office: OrgIx,
    /// The units that owe a form (other than the office's own), in the office's order.
    pub units: Vec<OrgIx>,
    /// What is due from whom.
    pub due: Due,
    /// All figures; none before the returns have been read.
    pub figures: Figures,
}

impl Consolidated {
    /// The figures with the pack's references and indicators.
    pub fn book(&self) -> Book<'_> {
        Book { pack: &self.pack, figures: &self.figures }
    }

    /// Whether any form, or the pack's whole span, keeps what a path names for a period.
    pub fn keeps(&self, named: Named, period: Period) -> bool {
        match named {
            Named::Item(item) => {
                let periods = self.due.periods(item);
                periods.contains(&period) || period == self.pack.period && !periods.is_empty()
            }
            Named::Indicator(at) => self.pack.indicators.get(at).is_some_and(|indicator| {
                let mut references = indicator.numerator.references();
                references.extend(indicator.denominator.references());
                references.iter().all(|reference| {
                    let named = self.pack.named(&reference.path);
                    let period = reference.period.resolve(period);
                    named.zip(period).is_some_and(|(named, period)| self.keeps(named, period))
                })
            }),
        }
    }
}
