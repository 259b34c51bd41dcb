//! What is told of a sheet as a whole: one finding for all its cells, not one a cell.

use std::collections::{BTreeMap, BTreeSet};

use super::added::{Added, added};
use super::issued::computing;
use super::locate::{Ground, Located, LocatedSheet};
use super::read::{Blanks, Reader};
use super::shifts;
use crate::diagnostic::{CellNote, Code, Field, Finding, MOST_CELLS, Place};
use crate::pack::FormCell;
use crate::sheet::{Sheet, Workbook};

/// How many candidates a sentence names.
const NAMED: usize = 8;

/// From how many cells on that share what is wrong with them, they are told together.
const MANY: usize = 3;

/// What cells of one finding share: what is wrong, the sheet, and every fact but their labels.
type Shared = (Code, Option<String>, Vec<(&'static str, Field)>);

/// What a finding may share with others, if its sentence has room for many cells.
fn shared(finding: &Finding) -> Option<Shared> {
    let sheet = finding.place.as_ref().and_then(|place| place.sheet.clone());
    let facts = finding.fields.iter().filter(|(name, _)| **name != "label");
    let facts = facts.map(|(name, fact)| (*name, fact.clone())).collect();
    let of_many = finding.code.entry().optional.contains(&"count");
    of_many.then_some((finding.code, sheet, facts))
}

/// What is wrong with many cells, in one finding at the first of them.
fn together(findings: Vec<Finding>) -> Option<Finding> {
    let count = findings.len() as u64;
    let cells: Vec<CellNote> = findings.iter().flat_map(with_period).take(MOST_CELLS).collect();
    let mut first = findings.into_iter().next()?;
    first.fields.remove("label");
    // Each was of its own period.
    first.scope.clear();
    first.cells.clear();
    Some(cells.into_iter().fold(first.count("count", count), Finding::cell))
}

/// The cells of a finding with the period that it is about.
fn with_period(finding: &Finding) -> impl Iterator<Item = CellNote> + '_ {
    let period = finding.scope.first();
    finding.cells.iter().map(move |note| {
        let label = period.map(|period| format!("{}, {period}", note.label));
        CellNote { label: label.unwrap_or_else(|| note.label.clone()), ..note.clone() }
    })
}

/// What a cell of a form is called there: its row's labels and the heading above it.
fn label_of(cell: &FormCell) -> String {
    let texts: Vec<&str> = cell.labels.iter().map(|label| label.text.as_str()).collect();
    texts.join(" · ")
}

impl Reader<'_> {
    pub(super) fn say_missing(&mut self, located: &LocatedSheet<'_>) {
        if !located.candidates.is_empty() {
            let finding = Finding::new(Code::E214).at(located.place(&self.path));
            let finding = finding.text("label", located.form.name.as_str());
            let candidates = located.candidates.iter().copied();
            let finding = finding.list("candidates", candidates.clone());
            let apart = located.apart.map(|cells| Field::Count(cells as u64));
            self.push(finding.list("sheets", candidates).maybe("apart", apart));
        } else if located.sheet.is_none() && located.found.is_empty() {
            let place = Place::file(&*self.path);
            let name = located.form.name.as_str();
            self.push(
                Finding::new(Code::E208)
                    .at(place)
                    .text("sheet", name)
                    .text("form", self.form.name.as_str()),
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
        self.push(cells.into_iter().take(MOST_CELLS).fold(finding, Finding::cell));
    }

    /// What is wrong with cells; of many on one sheet in which the same stands, one finding.
    pub(super) fn say_refusals(&mut self) {
        let mut alike: BTreeMap<Shared, Vec<Finding>> = BTreeMap::new();
        let mut told = BTreeSet::new();
        for finding in std::mem::take(&mut self.refusals) {
            // A cell may hold several figures of a form, and what stands in it is wrong once.
            if finding.place.is_some() && !told.insert((finding.code, finding.place.clone())) {
                continue;
            }
            match shared(&finding) {
                Some(shared) => alike.entry(shared).or_default().push(finding),
                None => self.push(finding),
            }
        }
        for findings in alike.into_values() {
            self.say_alike(findings);
        }
    }

    /// Totals that were worked out from their parts: one finding a sheet.
    pub(super) fn say_added_up(&mut self) {
        let mut of_sheets: BTreeMap<Option<String>, Vec<Finding>> = BTreeMap::new();
        for finding in std::mem::take(&mut self.added_up) {
            let sheet = finding.place.as_ref().and_then(|place| place.sheet.clone());
            of_sheets.entry(sheet).or_default().push(finding);
        }
        for findings in of_sheets.into_values() {
            self.say_alike(findings);
        }
    }

    /// Findings that are told together where they are many.
    fn say_alike(&mut self, findings: Vec<Finding>) {
        if findings.len() < MANY {
            for finding in findings {
                self.push(finding);
            }
        } else if let Some(finding) = together(findings) {
            self.push(finding);
        }
    }

    /// Totals of a blank in whose place something was typed; where lines have moved away from the
    /// names of their cells, something else stands there.
    pub(super) fn say_overtyped(&mut self, workbook: &Workbook, sheets: &[LocatedSheet<'_>]) {
        let found = |sheet: &Sheet, at| {
            let mut all = sheets.iter().flat_map(|sheet| &sheet.found);
            // A cell that was found by its labels has left its name behind for another.
            all.find(|found| {
                found.ground == Ground::Name
                    && found.sheet.name == sheet.name
                    && found.cell == at
            })
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
        let notes = cells.into_iter().take(MOST_CELLS).map(|(found, cell)| {
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
        for (cell, item, period) in blanks.iter().take(MOST_CELLS) {
            let label = format!("{}, {period}", self.pack.catalogue.label(*item));
            finding = finding.cell(CellNote::new(*cell, label, ""));
        }
        self.push(finding);
    }

    /// Labels that differ are gathered too: an inserted row moves all below it.
    pub(super) fn say_drifted(&mut self, located: &LocatedSheet<'_>) {
        let sheet = located.sheet.map_or(located.form.name.as_str(), |sheet| &sheet.name);
        let Some((first, (label, there))) = located.differ.iter().next() else {
            // What was not found without any label being another.
            let Some((first, _)) = located.drifted.first() else { return };
            let finding = Finding::new(Code::E250)
                .at(Place::file(&*self.path).sheet(sheet).cell(first.cell))
                .text("label", label_of(first))
                .count("count", located.drifted.len() as u64);
            let notes = located.drifted.iter().take(MOST_CELLS);
            let notes = notes.map(|(cell, _)| CellNote::new(cell.cell, label_of(cell), ""));
            self.push(notes.fold(finding, Finding::cell));
            return;
        };
        let mut finding = Finding::new(Code::E207)
            .at(Place::file(&*self.path).sheet(sheet).cell(*first))
            .text("expected", label.text.as_str())
            .text("found", there.as_str())
            .count("count", located.drifted.len() as u64);
        for (cell, (label, there)) in located.differ.iter().take(MOST_CELLS) {
            let note = CellNote::new(*cell, label.text.as_str(), there.as_str());
            finding = finding.cell(note.marked());
        }
        self.push(finding);
    }

    /// Cells that may be any of several, by their labels: one finding a sheet.
    pub(super) fn say_uncertain(&mut self, located: &LocatedSheet<'_>) {
        let Some((sheet, (first, _, candidates))) =
            located.sheet.zip(located.uncertain.first())
        else {
            return;
        };
        let label = label_of(first);
        let cells = candidates.iter().map(ToString::to_string);
        let candidates: Vec<String> = if candidates.is_empty() {
            vec![sheet.name.clone()]
        } else {
            cells.take(NAMED).collect()
        };
        let place = Place::file(&*self.path).sheet(sheet.name.as_str()).cell(first.cell);
        let mut finding = Finding::new(Code::E214)
            .at(place)
            .text("label", label)
            .list("candidates", candidates);
        for (cell, _, _) in located.uncertain.iter().take(MOST_CELLS) {
            finding = finding.cell(CellNote::new(cell.cell, label_of(cell), "").marked());
        }
        self.push(finding);
    }

    /// Which sheets of the return bear other names than the form's.
    pub(super) fn say_renamed(&mut self, sheets: &[LocatedSheet<'_>]) {
        let renamed = sheets.iter().filter(|located| located.renamed);
        let pairs: Vec<(&str, &str)> = renamed
            .filter_map(|of| Some((of.sheet?.name.as_str(), of.form.name.as_str())))
            .collect();
        let Some((first, _)) = pairs.first() else { return };
        let finding = Finding::new(Code::I231)
            .at(Place::file(&*self.path).sheet(*first))
            .list("sheets", pairs.iter().map(|(_, of_form)| *of_form));
        let notes = pairs.iter().map(|(name, of_form)| {
            let there = Field::words(|lang| {
                format!("{} {name}", lang.pick("trong tệp:", "in the file:"))
            });
            CellNote::figure(*of_form, there)
        });
        self.push(notes.fold(finding, Finding::cell));
    }

    /// What was read elsewhere than the form has it, and by what it was told to be the same.
    pub(super) fn say_followed(&mut self, located: &LocatedSheet<'_>) {
        let Some(sheet) = located.sheet else { return };
        let place = || Place::file(&*self.path).sheet(sheet.name.as_str());
        let mut told = Vec::new();
        for (ground, code) in
            [(Ground::Labels, Code::I232), (Ground::RetypedLabels, Code::W233)]
        {
            let cells: Vec<_> = located.found.iter().filter(|f| f.ground == ground).collect();
            let Some(first) = cells.first() else { continue };
            let finding = Finding::new(code)
                .at(place().cell(first.cell))
                .count("count", cells.len() as u64)
                .maybe("moved", shifts::in_words(&cells));
            let note = |found: &&Located<'_>| {
                let there = Field::words(|lang| {
                    format!("{} {}", lang.pick("trong tệp:", "in the file:"), found.cell)
                });
                CellNote::new(found.form.cell, label_of(found.form), there)
            };
            told.push(cells.iter().take(MOST_CELLS).map(note).fold(finding, Finding::cell));
        }
        for finding in told {
            self.push(finding);
        }
    }

    /// Nothing is taken of cells that may be any of several.
    pub(super) fn refuse_uncertain(&mut self, located: &LocatedSheet<'_>) {
        let cells: Vec<_> =
            located.uncertain.iter().map(|(cell, period, _)| (*cell, *period)).collect();
        self.refuse(&cells);
    }

    /// Figures on lines or in columns that the form does not have are counted nowhere, which is told.
    pub(super) fn say_added(&mut self, located: &LocatedSheet<'_>) {
        let Some(Added { sheet, on_lines, in_columns }) = added(located) else { return };
        for (code, cells) in [(Code::W219, on_lines), (Code::W251, in_columns)] {
            let Some(first) = cells.shown.first().and_then(|note| note.cell) else { continue };
            let place = Place::file(&*self.path).sheet(sheet.name.as_str()).cell(first);
            let finding = Finding::new(code).at(place).count("count", cells.count as u64);
            self.push(cells.shown.into_iter().fold(finding, Finding::cell));
        }
    }
}
