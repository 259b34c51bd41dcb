//! Whose figures a document gives: units without any figure are told once, not at every figure.

use std::collections::BTreeSet;

use crate::model::{Coverage, OrgIx, Period};
use crate::pack::{Consolidated, Schedule};
use crate::text::{self, Lang};

/// The name by which a template prints what is said here, among those of its context.
pub(super) const PRINTED_BY: &str = "tinh_trang.pham_vi";

/// Units that are named in the sentence before the rest is counted.
const NAMED: usize = 15;

/// Of whom the figures of a run are.
#[derive(Debug, Clone, Default)]
pub(super) struct Scope {
    /// Units that owe figures of the run, without the office itself.
    owing: BTreeSet<OrgIx>,
    /// Those of them that have given none.
    silent: BTreeSet<OrgIx>,
    /// Whether any figure of the office lacks others than these.
    lacks_others: bool,
}

impl Scope {
    /// Of the office's own figures for the period of the run.
    pub(super) fn of(data: &Consolidated) -> Self {
        let figures = data.figures.iter();
        let own = figures.filter(|(key, _)| key.org == data.office && of_run(data, key.period));
        let own: Vec<_> = own.map(|(_, figure)| figure).collect();
        let (mut owing, mut heard) = (BTreeSet::new(), BTreeSet::new());
        for coverage in own.iter().map(|figure| &figure.coverage) {
            let below = coverage.owing.iter().filter(|org| data.units.contains(org));
            owing.extend(below.copied());
            let there = coverage.owing.iter().filter(|org| !coverage.missing.contains(org));
            heard.extend(there.copied());
        }
        let mut scope = Self { silent: &owing - &heard, owing, lacks_others: false };
        let there = own.iter().filter(|figure| figure.value.is_some());
        let mut there = there.map(|figure| &figure.coverage);
        scope.lacks_others = there.any(|coverage| !scope.explains(coverage));
        scope
    }

    /// Whether a figure of the run lacks just those units that have given nothing.
    fn explains(&self, coverage: &Coverage) -> bool {
        coverage.carried.is_empty()
            && coverage.missing.iter().all(|org| self.silent.contains(org))
    }

    /// Whether a figure needs no mark of its own in a document that tells the scope.
    pub(super) fn tells(
        &self,
        data: &Consolidated,
        period: Period,
        coverage: &Coverage,
    ) -> bool {
        of_run(data, period) && self.explains(coverage)
    }

    /// The sentences that a document prints; nothing where every figure is whole.
    pub(super) fn in_words(&self, data: &Consolidated) -> String {
        let (owing, silent) = (self.owing.len(), self.silent.len());
        let mut names: Vec<String> =
            self.silent.iter().take(NAMED).map(|org| data.tree.name(*org).to_owned()).collect();
        if silent > NAMED {
            names.push(format!("{} đơn vị khác", silent - NAMED));
        }
        let names = text::list::join(&names, Lang::Vi);
        match (silent, self.lacks_others) {
            (0, false) => String::new(),
            (0, true) => format!("Số nào chưa đủ {MARKED}."),
            _ if silent == owing => "Chưa có số liệu kỳ này của đơn vị nào.".to_owned(),
            (_, others) => {
                let of = format!("{}/{owing} đơn vị", owing - silent);
                let told = format!("Số liệu kỳ này là của {of}, chưa có của {names}.");
                let more = format!(" Số nào còn thiếu của đơn vị khác {MARKED}.");
                if others { told + &more } else { told }
            }
        }
    }
}

const MARKED: &str = "thì ghi kèm [số đơn vị đã có/số đơn vị phải có]";

/// Whether a period is that of the run; a duty that is reported once prints the years it is made
/// of as well.
fn of_run(data: &Consolidated, period: Period) -> bool {
    match data.pack.schedule {
        Schedule::Once(_) => data.period.contains(period),
        Schedule::Every(_) => data.period == period,
    }
}
