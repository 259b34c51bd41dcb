//! What is told of a sheet as a whole: one finding for all its cells, not one a cell.

use super::added::added;
use super::identify::renamed;
use super::issued::computing;
use super::locate::LocatedSheet;
use super::read::{Blanks, Reader};
use crate::diagnostic::{CellNote, Code, Finding, Place};
use crate::sheet::{Sheet, Workbook};

/// How many cells a gathered finding shows.
pub(super) const SHOWN: usize = 8;

impl Reader<'_> {
    pub(super) fn say_missing(&mut self, workbook: &Workbook, located: &LocatedSheet<'_>) {
        if !located.candidates.is_empty() {
            let finding = Finding::new(Code::E214).at(located.place(&self.path));
            let finding = finding.text("label", located.form.name.as_str());
            let candidates = located.candidates.iter().copied();
            let finding = finding.list("candidates", candidates.clone());
            self.push(finding.list("sheets", candidates));
        } else if located.sheet.is_none() && located.found.is_empty() {
            let place = Place::file(&*self.path);
            let name = located.form.name.as_str();
            self.push(
                Finding::new(Code::E208)
                    .at(place)
                    .text("sheet", name)
                    .text("form", self.form.name.as_str())
                    .maybe("nearest", renamed(workbook, self.form, located.form)),
            );
        }
    }

    /// Figures for a time at which the unit did not exist: one finding a sheet.
    pub(super) fn say_gathered(
        &mut self,
        code: Code,
        cells: &[(String, CellNote)],
        located: &LocatedSheet<'_>,
    ) {
        let sheet = located.sheet.map_or(located.form.name.as_str(), |sheet| &sheet.name);
        let cells = cells.iter().filter(|(of, _)| of == sheet);
        let cells: Vec<CellNote> = cells.map(|(_, note)| note.clone()).collect();
        let Some(first) = cells.first().and_then(|note| note.cell) else { return };
        let finding = Finding::new(code)
            .at(Place::file(&*self.path).sheet(sheet).cell(first))
            .count("count", cells.len() as u64);
        self.push(cells.into_iter().take(SHOWN).fold(finding, Finding::cell));
    }

    /// Totals of a blank in whose place something was typed; where lines have moved away from the
    /// names of their cells, something else stands there.
    pub(super) fn say_overtyped(&mut self, workbook: &Workbook, sheets: &[LocatedSheet<'_>]) {
        let found = |sheet: &Sheet, at| {
            let mut all = sheets.iter().flat_map(|sheet| &sheet.found);
            all.find(|found| found.sheet.name == sheet.name && found.cell == at)
        };
        let overtyped = computing(workbook).into_iter().filter_map(|(sheet, at)| {
            let found = found(sheet, at)?;
            let cell = sheet
                .get(at)
                .filter(|cell| cell.formula.is_none() && !cell.text.trim().is_empty())?;
            Some((found, cell))
        });
        let mut cells = overtyped.peekable();
        let Some((first, _)) = cells.peek().copied() else { return };
        let place = Place::file(&*self.path).sheet(&*first.sheet.name).cell(first.cell);
        let cells: Vec<_> = cells.collect();
        let finding = Finding::new(Code::I413).at(place).count("count", cells.len() as u64);
        let notes = cells.into_iter().take(SHOWN).map(|(found, cell)| {
            let label = self.label(found);
            CellNote::new(found.cell, label, &*cell.text).in_sheet(&*found.sheet.name)
        });
        let finding = notes.fold(finding, Finding::cell);
        self.push(finding);
    }

    /// Blank cells are gathered: one finding a sheet, not one a cell.
    pub(super) fn say_blank(&mut self, located: &LocatedSheet<'_>, blanks: &Blanks) {
        let Some((first, _, _)) = blanks.first() else { return };
        let sheet = located.sheet.map_or(located.form.name.as_str(), |sheet| &sheet.name);
        let mut finding =
            Finding::new(Code::W209).at(Place::file(&*self.path).sheet(sheet).cell(*first));
        if blanks.len() > 1 {
            finding = finding.count("count", blanks.len() as u64);
        }
        for (cell, item, period) in blanks.iter().take(SHOWN) {
            let label = format!("{}, {period}", self.pack.catalogue.label(*item));
            finding = finding.cell(CellNote::new(*cell, label, ""));
        }
        self.push(finding);
    }

    /// Labels that differ are gathered too: an inserted row moves all below it.
    pub(super) fn say_drifted(&mut self, located: &LocatedSheet<'_>) {
        let Some((first, (label, there))) = located.differ.iter().next() else { return };
        let sheet = located.sheet.map_or(located.form.name.as_str(), |sheet| &sheet.name);
        let mut finding = Finding::new(Code::E207)
            .at(Place::file(&*self.path).sheet(sheet).cell(*first))
            .text("expected", label.text.as_str())
            .text("found", there.as_str())
            .count("count", located.drifted.len() as u64);
        for (cell, (label, there)) in located.differ.iter().take(SHOWN) {
            let note = CellNote::new(*cell, label.text.as_str(), there.as_str());
            finding = finding.cell(note.marked());
        }
        self.push(finding);
    }

    /// Figures on lines that the form does not have are counted nowhere, which is told.
    pub(super) fn say_added(&mut self, located: &LocatedSheet<'_>) {
        let Some((sheet, notes)) = added(located) else { return };
        let mut place = Place::file(&*self.path).sheet(sheet.name.as_str());
        if let Some(cell) = notes.first().and_then(|note| note.cell) {
            place = place.cell(cell);
        }
        let finding = Finding::new(Code::W219).at(place).count("count", notes.len() as u64);
        self.push(notes.into_iter().take(SHOWN).fold(finding, Finding::cell));
    }
}
