//! Who wrote what: the words of units for a period, gathered from the periods of their returns.

use std::collections::BTreeSet;

use super::{Consolidated, Form, FormCell, Named, Schedule};
use crate::model::{OrgIx, Period, Sign, Statement, StatementBelow, StatementKey};

impl Consolidated {
    /// The periods of the returns whose words are those of a period: the period itself where
    /// returns are made for it, else those it is made of. Of a period that is left over when one
    /// is taken off another, the words are those of the longer one, since words cannot be taken
    /// off; none where no returns make it.
    pub fn periods_of_words(&self, text: usize, period: Period) -> Vec<Period> {
        match self.pack.schedule {
            Schedule::Once(whole) => {
                let cells = self.cells_of_text(text);
                let periods: BTreeSet<Period> = cells
                    .filter_map(|(_, cell)| self.pack.resolve(cell.period, whole))
                    .collect();
                if periods.contains(&period) {
                    vec![period]
                } else {
                    periods.into_iter().filter(|p| period.contains(*p)).collect()
                }
            }
            Schedule::Every(_) => {
                let parts = self.pack.schedule.makes(period).unwrap_or_default();
                let added = parts.into_iter().filter(|(sign, _)| *sign == Sign::Plus);
                added.map(|(_, period)| period).collect()
            }
        }
    }

    /// Who at or under a unit wrote what under a text element for a period: units with returns of
    /// their own, and of those that consolidate the units below them; in the office's order, and
    /// of each in the order of the periods.
    pub fn statements_below(
        &self,
        text: usize,
        period: Period,
        top: OrgIx,
    ) -> Vec<(Period, StatementBelow)> {
        let mut all = Vec::new();
        for (org, of, statement) in self.statements_of(text, period, top) {
            if let Some(below) = &statement.below {
                all.extend(below.iter().map(|said| (of, said.clone())));
            } else {
                let said = StatementBelow {
                    code: self.tree.code(org).to_owned(),
                    name: self.tree.name(org).to_owned(),
                    text: statement.source.text.to_string(),
                };
                all.push((of, said));
            }
        }
        all
    }

    /// The cells with the words at or under a unit, in the same order.
    pub fn statements_of(
        &self,
        text: usize,
        period: Period,
        top: OrgIx,
    ) -> Vec<(OrgIx, Period, &Statement)> {
        let periods = self.periods_of_words(text, period).into_iter();
        let said = periods.flat_map(|period| {
            let of_period = self.statements.of(text, period);
            of_period.map(move |(org, statement)| (org, period, statement))
        });
        let within = said.filter(|(org, ..)| self.tree.is_within(*org, top));
        let mut within: Vec<(OrgIx, Period, &Statement)> = within.collect();
        within.sort_by_key(|(org, period, _)| (*org, *period));
        within
    }

    /// Whether everyone at or under a unit who was asked has answered, whole: somebody owes the
    /// form, every return has come for every period, and none that consolidates others lacks one.
    pub fn all_have_answered(&self, text: usize, period: Period, top: OrgIx) -> bool {
        let periods = self.periods_of_words(text, period);
        let mut asked = false;
        for (form, cell) in self.cells_of_text(text).filter(|(form, _)| form.in_use) {
            for own in self.due.reported() {
                let of = self.pack.resolve(cell.period, *own);
                let Some(of) = of.filter(|of| periods.contains(of)) else { continue };
                let owing = self.due.units(&self.tree, &form.code, *own);
                for org in owing.filter(|org| self.tree.is_within(*org, top)) {
                    asked = true;
                    let said = self.statements.get(StatementKey { text, period: of, org });
                    let whole = |statement: &Statement| {
                        statement.below.is_none() || self.has_whole_figures(org, *own)
                    };
                    if !said.is_some_and(whole) {
                        return false;
                    }
                }
            }
        }
        asked && periods.iter().all(|period| self.was_due(*period))
    }

    /// Whether returns of the period belong to the run: of an earlier year nothing may be known.
    fn was_due(&self, period: Period) -> bool {
        matches!(self.pack.schedule, Schedule::Once(_)) || self.due.reported().contains(&period)
    }

    fn has_whole_figures(&self, org: OrgIx, period: Period) -> bool {
        let figures = self.figures.of_unit(org);
        let mut own = figures.filter(|(key, _)| key.period == period);
        own.all(|(_, figure)| figure.coverage.is_complete())
    }

    fn cells_of_text(&self, text: usize) -> impl Iterator<Item = (&Form, &FormCell)> {
        let cells = self.pack.forms.iter().flat_map(|form| {
            let cells = form.sheets.iter().flat_map(|sheet| &sheet.cells);
            cells.map(move |cell| (form, cell))
        });
        cells.filter(move |(_, cell)| cell.named == Named::Text(text))
    }
}
