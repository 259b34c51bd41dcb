//! A pack with everything worked out under it: what reports, tables and the ledger print from.

use super::{Book, Pack};
use crate::model::{Figures, OrgIx, OrgTree};

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
    /// All figures.
    pub figures: Figures,
}

impl Consolidated {
    /// The figures with the pack's references and indicators.
    pub fn book(&self) -> Book<'_> {
        Book { pack: &self.pack, figures: &self.figures }
    }
}
