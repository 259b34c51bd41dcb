//! The columns of a result while its marks are read: which there are, and where in a row we are.

use std::ops::Range;

use super::columns::Columns;
use super::line_reader::LineReader;
use super::lines::{Axis, LineMap};
use super::plan::Plan;
use super::stream::TooMuch;
use crate::ooxml::CellRef;
use crate::template::ProblemKind;

/// The columns of a result.
pub(super) struct Across<'a> {
    columns: Option<&'a Columns>,
    lines: LineReader,
    /// The result columns of each outermost block.
    groups: Vec<Range<u32>>,
    /// The template column of each result column, once all are known.
    templates: Vec<u16>,
    /// The first result column of each template column, and how many there are.
    copies: Vec<(u16, u32)>,
    /// The group that a row is in, and the next of its columns.
    inside: Option<(usize, u32)>,
}

impl<'a> Across<'a> {
    /// Nothing was read yet.
    pub(super) fn new(plan: &'a Plan) -> Self {
        Self {
            columns: plan.columns.as_ref(),
            lines: LineReader::new(Axis::Columns),
            groups: Vec::new(),
            templates: Vec::new(),
            copies: Vec::new(),
            inside: None,
        }
    }

    /// A repetition of a block begins.
    pub(super) fn round(&mut self, block: usize) -> Result<(), TooMuch> {
        self.lines.round(block).map_err(|problem| self.at_first_tag(problem))
    }

    /// A block ends.
    pub(super) fn end_round(&mut self, block: usize) {
        self.lines.end_round(block);
    }

    /// A column is printed: the next of the sheet, or the next of a row.
    pub(super) fn column(&mut self, template: usize) -> Result<(), TooMuch> {
        let template = u16::try_from(template).unwrap_or(u16::MAX);
        let Some((group, next)) = self.inside.filter(|_| self.is_known()) else {
            let pushed = self.lines.push(u32::from(template));
            return pushed.map_err(|problem| self.at_first_tag(problem));
        };
        let end = self.groups.get(group).map_or(0, |group| group.end);
        if next >= end || self.templates.get(next as usize) != Some(&template) {
            return Err(differs(template));
        }
        self.inside = Some((group, next + 1));
        Ok(())
    }

    /// An outermost block begins.
    pub(super) fn begin(&mut self, group: usize) {
        if !self.is_known() {
            self.groups.push(self.lines.len()..self.lines.len());
        }
        let start = self.groups.get(group).map_or(0, |group| group.start);
        self.inside = Some((group, start));
    }

    /// An outermost block ends; a row must have had all its columns.
    pub(super) fn end(&mut self, group: usize) -> Result<(), TooMuch> {
        let now = self.lines.len();
        let known = self.is_known();
        let inside = self.inside.take();
        let Some(columns) = self.groups.get_mut(group) else { return Ok(()) };
        if !known {
            columns.end = now;
        } else if inside.is_some_and(|(_, next)| next != columns.end) {
            let missed = self.templates.get(inside.map_or(0, |(_, next)| next as usize));
            return Err(differs(missed.copied().unwrap_or_default()));
        }
        Ok(())
    }

    /// All columns of the sheet were printed.
    pub(super) fn known(&mut self) {
        let known = self.columns.map_or(0, |columns| columns.known as usize);
        self.copies = vec![(0, 0); known];
        for (column, template) in (0u16..).zip(self.lines.templates()) {
            self.templates.push(u16::try_from(template).unwrap_or(u16::MAX));
            if let Some((first, count)) = self.copies.get_mut(template as usize) {
                *first = if *count == 0 { column } else { *first };
                *count += 1;
            }
        }
    }

    fn is_known(&self) -> bool {
        !self.copies.is_empty()
    }

    /// The result column of a cell that is printed now.
    pub(super) fn place(&self, template: u16) -> Option<u16> {
        if self.columns.is_none() {
            return Some(template);
        }
        if let Some((_, next)) = self.inside {
            return u16::try_from(next.checked_sub(1)?).ok();
        }
        let (first, count) = self.copies.get(usize::from(template))?;
        (*count > 0).then_some(*first)
    }

    /// How many cells a row with cells in these columns has.
    pub(super) fn cells(&self, columns: &[u16]) -> usize {
        if self.columns.is_none() {
            return columns.len();
        }
        let copies = columns.iter().filter_map(|column| self.copies.get(usize::from(*column)));
        copies.map(|(_, count)| *count as usize).sum()
    }

    /// Where the columns went.
    pub(super) fn finish(self) -> LineMap {
        match self.columns {
            Some(columns) => self.lines.finish(columns.blocks.clone(), columns.known),
            None => LineMap::identity(Axis::Columns),
        }
    }

    fn at_first_tag(&self, problem: TooMuch) -> TooMuch {
        let tag = self.columns.and_then(Columns::first_tag);
        TooMuch { at: tag.map(|tag| tag.at), ..problem }
    }
}

/// A row prints other columns than the sheet has.
fn differs(template: u16) -> TooMuch {
    TooMuch { kind: ProblemKind::ColumnsDiffer, at: Some(CellRef::new(0, template)) }
}
