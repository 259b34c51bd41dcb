//! Quotations opened by one kind of mark and closed by another.

use super::Slip;
use super::passage::Passage;
use crate::diagnostic::Code;

pub(super) fn check(passages: &[Passage<'_>], slips: &mut Vec<Slip>) {
    for passage in passages {
        let count = |mark: char| passage.text.matches(mark).count();
        let (opened, closed, straight) = (count('“'), count('”'), count('"'));
        // A quotation may run over paragraphs; a straight mark without its like, where curly
        // ones do not match either, is the other half of one of them.
        if straight % 2 == 0 || opened == closed {
            continue;
        }
        let Some(at) = passage.text.find('"') else { continue };
        let around = passage.around(&(at..at + 1));
        let slip = Slip::new(Code::W695, passage, at, around.clone());
        slips.push(slip.with(|finding| finding.text("around", around)));
    }
}
