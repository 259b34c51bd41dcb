//! Whose figures a document gives: units without any figure are told once, not at every figure.

use std::collections::BTreeSet;

use crate::model::{Coverage, OrgIx, Period};
use crate::pack::Consolidated;
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
        let own =
            figures.filter(|(key, _)| key.org == data.office && data.is_of_run(key.period));
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

    /// Whether the sentences tell which units a figure of the run lacks: units that have given
    /// nothing and are named, or just those of which the number is told.
    fn explains(&self, coverage: &Coverage) -> bool {
        if !coverage.carried.is_empty() {
            return false;
        }
        let is_named = |org: &OrgIx| self.named().any(|named| named == org);
        let is_of_all = || {
            self.owing.iter().all(|org| coverage.owing.contains(org))
                && self.silent.iter().all(|org| coverage.missing.contains(org))
        };
        let are_silent = coverage.missing.iter().all(|org| self.silent.contains(org));
        are_silent && (coverage.missing.iter().all(is_named) || is_of_all())
    }

    /// The silent units that the sentence names; all of them where nobody has given any figure.
    fn named(&self) -> impl Iterator<Item = &OrgIx> {
        let all = self.silent.len() == self.owing.len();
        self.silent.iter().take(if all { usize::MAX } else { NAMED })
    }

    /// Whether a figure needs no mark of its own in a document that tells the scope.
    pub(super) fn tells(
        &self,
        data: &Consolidated,
        period: Period,
        coverage: &Coverage,
    ) -> bool {
        data.is_of_run(period) && self.explains(coverage)
    }

    /// The sentences that a document prints; nothing where every figure is whole.
    pub(super) fn in_words(&self, data: &Consolidated) -> String {
        let (owing, silent) = (self.owing.len(), self.silent.len());
        let mut names: Vec<String> =
            self.named().map(|org| data.tree.name(*org).to_owned()).collect();
        if silent > names.len() {
            names.push(format!("{} đơn vị khác", silent - names.len()));
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

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    fn units(count: u32) -> Vec<OrgIx> {
        (0..count).map(OrgIx).collect()
    }

    fn lacking(owing: &[OrgIx], missing: &[OrgIx]) -> Coverage {
        Coverage { owing: Arc::from(owing), missing: missing.to_vec(), carried: Vec::new() }
    }

    #[test]
    fn a_figure_goes_without_a_mark_only_where_the_sentence_tells_whom_it_lacks() {
        let all = units(35);
        let silent = &all[12..];
        let scope = Scope {
            owing: all.iter().copied().collect(),
            silent: silent.iter().copied().collect(),
            lacks_others: false,
        };
        assert!(scope.explains(&lacking(&all, silent)), "the number of all is told");
        assert!(scope.explains(&lacking(&all[..20], &all[12..20])), "these are named");
        assert!(!scope.explains(&lacking(&all[30..], &all[31..])), "one of «8 đơn vị khác»");
        assert!(!scope.explains(&lacking(&all, &all[..1])), "who has given other figures");
    }
}
