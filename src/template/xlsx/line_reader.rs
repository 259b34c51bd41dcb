//! Which lines of the template were printed, and in which repetitions: read one after the other.

use super::lines::{Axis, Block, LineMap, OutPlace, Round};
use super::stream::TooMuch;
use crate::template::Limit;

/// Repetitions a sheet may have: a loop without lines may turn forever without printing any.
const MAX_ROUNDS: usize = 4_000_000;

/// Gathers the rows, or the columns, of a result.
pub(super) struct LineReader {
    axis: Axis,
    out: Vec<OutPlace>,
    rounds: Vec<Round>,
    /// Repetitions that are open, innermost last.
    open: Vec<usize>,
}

impl LineReader {
    /// Nothing was printed yet.
    pub(super) fn new(axis: Axis) -> Self {
        let whole = Round { block: 0, parent: 0, start: 0, end: u32::MAX };
        Self { axis, out: Vec::new(), rounds: vec![whole], open: Vec::new() }
    }

    /// How many lines there are.
    pub(super) fn len(&self) -> u32 {
        u32::try_from(self.out.len()).unwrap_or(u32::MAX)
    }

    /// The template line of each line so far.
    pub(super) fn templates(&self) -> impl Iterator<Item = u32> + '_ {
        self.out.iter().map(|place| place.template)
    }

    /// A line is printed.
    pub(super) fn push(&mut self, template: u32) -> Result<(), TooMuch> {
        if self.len() >= self.axis.limit() {
            return Err(TooMuch::lines(self.axis));
        }
        let round = self.open.last().copied().unwrap_or(0);
        self.out.push(OutPlace { template, round });
        Ok(())
    }

    /// A repetition of a block begins, and with it the one before ends.
    pub(super) fn round(&mut self, block: usize) -> Result<(), TooMuch> {
        self.end_round(block);
        if self.rounds.len() >= MAX_ROUNDS {
            return Err(TooMuch::limit(Limit::Rounds(MAX_ROUNDS)));
        }
        let start = self.len();
        let parent = self.open.last().copied().unwrap_or(0);
        self.open.push(self.rounds.len());
        self.rounds.push(Round { block, parent, start, end: start });
        Ok(())
    }

    /// Ends the open repetition of a block, if there is one, with all inside it.
    pub(super) fn end_round(&mut self, block: usize) {
        let is_it =
            |round: &usize| self.rounds.get(*round).is_some_and(|round| round.block == block);
        let Some(from) = self.open.iter().rposition(is_it) else { return };
        let end = self.len();
        for round in self.open.split_off(from) {
            if let Some(round) = self.rounds.get_mut(round) {
                round.end = end;
            }
        }
    }

    /// Where the lines of the template went.
    pub(super) fn finish(self, blocks: Vec<Block>, known: u32) -> LineMap {
        LineMap::new(self.axis, blocks, self.rounds, known, self.out)
    }
}
