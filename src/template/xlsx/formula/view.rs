//! The rows, or the columns, of one sheet as seen from a formula.
//!
//! The rule, the same for both: lines that are repeated together with the formula are the ones
//! of the formula's own repetition; seen from outside, a range covers all copies. Each end of a
//! range is seen for itself: one from a line outside to a repeated one ends at the formula's own
//! copy (`SUM(C$2:C4)` below an opening balance is a running total). As in Excel's
//! own filling down and right, `$` means "over the repetitions": `SUM(C$4:C4)` runs from the
//! first copy to the formula's own, `C$4:C$4` is all copies, without what lies between them; and a reference without `$` to the
//! cell right above a repeated row (left of a repeated column) is the cell above each copy.

use super::lexer::Reference;
use super::moves::{CannotFollow, SiteCell};
use crate::template::xlsx::lines::{Axis, LineMap, Stretch};

/// One sheet's rows or columns as seen from a formula.
pub(super) struct View<'m, 't> {
    /// Which of the two.
    pub axis: Axis,
    /// Where they went.
    pub lines: &'m LineMap,
    /// The formula's cell, when it stands on the same sheet.
    pub cell: Option<SiteCell>,
    /// The reference as written, for what is said about it.
    pub text: &'t str,
}

impl View<'_, '_> {
    /// What the lines of a reference, first and last, have become.
    pub(super) fn reference(
        &self,
        reference: &Reference,
        first: u32,
        last: u32,
    ) -> Result<Vec<Stretch>, CannotFollow> {
        match reference.last {
            None => self.single(reference, first),
            Some(_) => self.range(reference, first, last),
        }
    }

    fn from(&self) -> usize {
        self.cell.map_or(0, |cell| self.lines.round_at(self.axis.of(cell.out)))
    }

    /// The formula's own repetition of a line, when the line is repeated together with it.
    fn own(&self, line: u32) -> Option<usize> {
        let round = self.lines.context(self.from(), line, line);
        let block = self.lines.block_of(line);
        (block != 0 && self.lines.round(round)?.block == block).then_some(round)
    }

    fn parent(&self, round: usize) -> usize {
        self.lines.round(round).map_or(0, |round| round.parent)
    }

    fn single(&self, reference: &Reference, line: u32) -> Result<Vec<Stretch>, CannotFollow> {
        let absolute = reference.absolute(self.axis).0;
        let absolute_across = reference.absolute(self.axis.across()).0;
        if let Some(before) = self.line_before(reference, line).filter(|_| !absolute) {
            return Ok(vec![(before, before)]);
        }
        if let Some(own) = self.own(line).filter(|_| absolute) {
            let all = self.lines.stretches(line, line, self.parent(own));
            if absolute_across && lines_in(&all) > 1 {
                return Err(CannotFollow::Unclear(self.text.to_owned()));
            }
            return Ok(all.first().map(|all| (all.0, all.0)).into_iter().collect());
        }
        let context = self.lines.context(self.from(), line, line);
        Ok(self.lines.stretches(line, line, context).to_vec())
    }

    /// The line before the formula's, when the reference names the cell right before its block.
    fn line_before(&self, reference: &Reference, line: u32) -> Option<u32> {
        let cell = self.cell?;
        let home = self.axis.of(cell.template);
        let block = self.lines.block_of(home);
        let first = self.lines.block(block).filter(|_| block != 0)?.first;
        let before = home == first && line + 1 == first;
        let across = self.axis.across();
        let beside = reference.lines(across).is_some_and(|at| at.0 == across.of(cell.template));
        // A line that has vanished, such as one of tags, can mean nothing else.
        let gone = || self.lines.stretches(line, line, 0).is_empty();
        if before && (beside || gone()) { self.axis.of(cell.out).checked_sub(1) } else { None }
    }

    fn range(
        &self,
        reference: &Reference,
        first: u32,
        last: u32,
    ) -> Result<Vec<Stretch>, CannotFollow> {
        let (own_first, own_last) = (self.own(first), self.own(last));
        let context = self.lines.context(self.from(), first, last);
        let (absolute_first, absolute_last) = reference.absolute(self.axis);
        let pinned_first = own_first.filter(|_| absolute_first);
        let pinned_last = own_last.filter(|_| absolute_last);
        if let (Some(a), Some(b)) = (pinned_first, pinned_last)
            && a == b
        {
            let all = self.lines.stretches(first, last, self.parent(a));
            let across = reference.lines(self.axis.across());
            let one_across = across.is_some_and(|(first, last)| first == last);
            if !one_across && lines_in(&all) > (last - first + 1) as usize {
                return Err(CannotFollow::Unclear(self.text.to_owned()));
            }
            return Ok(all.to_vec());
        }
        let within = |line, pinned: Option<usize>| match pinned {
            Some(round) => self.parent(round),
            None => self.lines.context(self.from(), line, line),
        };
        let (from, to) = (within(first, pinned_first), within(last, pinned_last));
        let pinned = pinned_first.is_some() || pinned_last.is_some();
        if !pinned && from == to {
            return Ok(self.lines.stretches(first, last, context).to_vec());
        }
        let all = self.lines.stretches(first, last, if pinned { 0 } else { context });
        Ok(cut(&all, self.start(first, last, from), self.end(first, last, to)))
    }

    /// Where a range begins whose first line belongs to a repetition.
    fn start(&self, first: u32, last: u32, round: usize) -> u32 {
        let inside = self.lines.stretches(first, last, round);
        let end = || self.lines.round(round).map_or(0, |round| round.end);
        inside.first().map_or_else(end, |stretch| stretch.0)
    }

    /// The line after a range whose last line belongs to a repetition.
    fn end(&self, first: u32, last: u32, round: usize) -> u32 {
        let inside = self.lines.stretches(first, last, round);
        let start = || self.lines.round(round).map_or(0, |round| round.start);
        inside.last().map_or_else(start, |stretch| stretch.1 + 1)
    }
}

/// What of stretches lies from one line to before another.
fn cut(stretches: &[Stretch], from: u32, end: u32) -> Vec<Stretch> {
    let start = stretches.partition_point(|stretch| stretch.1 < from);
    let rest = stretches.get(start..).unwrap_or_default().iter();
    let between = rest.take_while(|stretch| stretch.0 < end);
    between.map(|(first, last)| ((*first).max(from), (*last).min(end - 1))).collect()
}

/// How many lines stretches have together.
pub(super) fn lines_in(stretches: &[Stretch]) -> usize {
    stretches.iter().map(|(first, last)| (last - first + 1) as usize).sum()
}
