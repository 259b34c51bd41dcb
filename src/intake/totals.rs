//! Totals that compute, once all cells have been read: what their parts make of them.

use std::collections::BTreeSet;

use super::issued::computing;
use super::locate::{Located, LocatedSheet};
use super::parts::{Parts, Whose, items, parts};
use super::read::{Blanks, Reader};
use crate::diagnostic::{Code, Finding};
use crate::model::{Fact, Item, Source, State};
use crate::ooxml::CellRef;
use crate::pack::Named;
use crate::sheet::Workbook;

/// A formula of the form that was found in the return.
type Formula<'a> = (&'a Located<'a>, Item);

impl Reader<'_> {
    /// Holds the totals that compute against their parts. One over a refused cell is refused with
    /// it; one that its formula left blank, or got wrong, because a part is stored as text is
    /// worked out from the parts; one that waits for a part is not itself what is missing.
    pub(super) fn totals(
        &mut self,
        workbook: &Workbook,
        sheets: &[LocatedSheet<'_>],
        blanks: &mut [Blanks],
    ) {
        let found = sheets.iter().flat_map(|sheet| &sheet.found);
        let formulas: Vec<Formula<'_>> = found
            .filter(|found| found.sheet.get(found.cell).is_some_and(|c| c.formula.is_some()))
            .filter_map(|found| match found.form.named {
                Named::Item(item) => Some((found, item)),
                Named::Indicator(_) | Named::Text(_) => None,
            })
            .collect();
        self.refuse_with_parts(&formulas);
        self.add_up(workbook, &formulas);
        self.say_held_back();
        for blanks in blanks {
            blanks.retain(|(cell, item, period)| {
                let is_formula = formulas.iter().any(|(found, of)| {
                    (found.cell, *of, found.period) == (*cell, *item, *period)
                });
                let fact = self.reading.facts.get(&(*item, *period));
                let known = fact.is_some_and(|fact| fact.state != State::Absent);
                let waits =
                    || parts(self.pack, *item, *period, &self.reading.facts) != Parts::Reported;
                !is_formula || !known && !waits()
            });
        }
    }

    /// A result over a refused cell is as wrong as that cell.
    fn refuse_with_parts(&mut self, formulas: &[Formula<'_>]) {
        // As often as totals are made of totals.
        for _ in formulas {
            let spoilt = formulas.iter().find(|(found, item)| {
                let key = (*item, found.period);
                let fact = self.reading.facts.get(&key);
                let standing = |state| !matches!(state, State::Refused | State::Adjusted);
                fact.is_some_and(|fact| standing(fact.state))
                    && parts(self.pack, key.0, key.1, &self.reading.facts) == Parts::Refused
            });
            let Some((found, item)) = spoilt else { break };
            let fact = Fact::read(State::Refused, None, self.source(found));
            self.reading.facts.insert((*item, found.period), fact);
        }
    }

    /// Formulas count no figure that is stored as text. Where the formula is the blank's own and
    /// every part was read, the total is what the parts make.
    fn add_up(&mut self, workbook: &Workbook, formulas: &[Formula<'_>]) {
        let issued: BTreeSet<(&str, CellRef)> = computing(workbook)
            .into_iter()
            .map(|(sheet, cell)| (sheet.name.as_str(), cell))
            .collect();
        let own: Vec<&Formula<'_>> = formulas
            .iter()
            .filter(|(found, _)| issued.contains(&(found.sheet.name.as_str(), found.cell)))
            .filter(|(found, _)| is_as_issued(found))
            .collect();
        let whose = Whose { pack: self.pack, due: self.due, tree: self.tree, org: self.org };
        for _ in &own {
            let next = own.iter().find_map(|(found, item)| {
                let key = (*item, found.period);
                let fact = self.reading.facts.get(&key)?;
                if fact.state == State::Adjusted {
                    return None;
                }
                let over_text = items(self.pack, key.0, key.1)
                    .iter()
                    .any(|part| self.as_text.contains(part));
                if fact.state != State::Absent && !(over_text && fact.value.is_some()) {
                    return None;
                }
                let value = whose.worked_out(key.0, key.1, &self.reading.facts)?;
                (fact.value != Some(value)).then_some((*found, *item, value))
            });
            let Some((found, item, value)) = next else { break };
            self.put_worked_out(found, item, value);
        }
    }

    fn put_worked_out(
        &mut self,
        found: &Located<'_>,
        item: Item,
        value: rust_decimal::Decimal,
    ) {
        let Some(element) = self.pack.catalogue.element(item) else { return };
        let formula = found.sheet.get(found.cell).and_then(|cell| cell.formula.clone());
        let text = format!("={}", formula.unwrap_or_default());
        let place = self.place(&found.sheet.name, found.cell, &text);
        let source = Source { calculated: true, result: Some(value), ..place };
        let impossible = self.impossible(found, element, value);
        let state = if impossible.is_some() { State::Refused } else { State::Reported };
        let told = impossible.map(|finding| finding.number("value", value));
        let key = (item, found.period);
        let parts = items(self.pack, key.0, key.1);
        let follows = parts.iter().any(|part| self.adjusted.contains(part));
        let code = if follows { Code::I585 } else { Code::I415 };
        let told = told.unwrap_or_else(|| self.refused(code, found).number("value", value));
        let told = showing(told, value).scope(found.period.to_string());
        if told.code == Code::I415 {
            self.added_up.push(told);
        } else {
            self.push(told);
        }
        let value = Some(value).filter(|_| state == State::Reported);
        if follows {
            self.adjusted.insert(key);
        }
        self.reading.facts.insert(key, Fact::read(state, value, source));
        // What is made of this total passed over it, too.
        self.as_text.insert(key);
    }

    /// What is wrong with a result is told unless a part of it is what is wrong.
    fn say_held_back(&mut self) {
        for (item, period, finding) in std::mem::take(&mut self.held_back) {
            if parts(self.pack, item, period, &self.reading.facts) != Parts::Refused {
                self.refusals.push(finding);
            }
        }
    }
}

/// The finding with the number that was worked out where its cells show their formula.
fn showing(mut finding: Finding, value: rust_decimal::Decimal) -> Finding {
    let shown = finding.cells.into_iter().map(|note| note.worked_out(Some(value)));
    finding.cells = shown.collect();
    finding
}

/// Whether a formula is still the one that went out: blank until all its parts are there.
fn is_as_issued(found: &Located<'_>) -> bool {
    let formula = found.sheet.get(found.cell).and_then(|cell| cell.formula.as_deref());
    formula.is_some_and(|formula| formula.starts_with("IF(") && formula.ends_with(",\"\")"))
}
