//! Cells in which units say something in their own words: whatever stands there is text.

use std::sync::Arc;

use chrono::NaiveTime;

use super::locate::Located;
use super::read::Reader;
use crate::diagnostic::{Code, Finding, Place};
use crate::model::{Source, Statement, StatementBelow};
use crate::pack::upward::CarriedStatement;
use crate::sheet::Value;
use crate::text::clean::clean;
use crate::text::date;

/// Characters (UTF-16 units) that a cell of Excel can hold.
const LONGEST: usize = 32_767;

impl Reader<'_> {
    /// Takes what a cell says; a blank one says nothing, which is an answer too.
    pub(super) fn statement(&mut self, found: &Located<'_>, text: usize) {
        let said = match self.said(found) {
            Ok(said) => said,
            Err(finding) => {
                let finding = finding.scope(found.period.to_string());
                self.push(finding);
                return;
            }
        };
        if said.encode_utf16().count() > LONGEST {
            let finding = self.of_statement(Code::E221, found).count("most", LONGEST as u64);
            self.push(finding.scope(found.period.to_string()));
            return;
        }
        let below = self.carried(found, &said);
        let source =
            Source { text: said.into(), calculated: false, result: None, ..self.source(found) };
        let legacy = found.sheet.legacy(found.cell).filter(|legacy| legacy.converted);
        let original = legacy.map(|legacy| legacy.original.as_str().into());
        let key = (text, found.period);
        match self.reading.statements.get_mut(&key) {
            // A form may have two cells for one thing.
            Some(known) if known.source.text != source.text => {
                let own = |said: &str| StatementBelow {
                    code: self.tree.code(self.org).to_owned(),
                    name: self.tree.name(self.org).to_owned(),
                    text: said.to_owned(),
                };
                known.below = both(
                    (known.below.take(), own(&known.source.text)),
                    (below, own(&source.text)),
                );
                if known.source.text.trim().is_empty() {
                    // It stands where something was written.
                    (known.source, known.original) = (source, original);
                } else if !source.text.trim().is_empty() {
                    known.original = joined(known, &source, original.as_deref());
                    let text = format!("{}\n{}", known.source.text, source.text);
                    known.source.text = text.trim().into();
                }
            }
            Some(known) => {
                known.below = known.below.take().or(below);
                known.original = known.original.take().or(original);
            }
            None => {
                self.reading.statements.insert(key, Statement { source, original, below });
            }
        }
    }

    /// The text of a cell, or of its formula's result.
    fn said(&self, found: &Located<'_>) -> Result<String, Box<Finding>> {
        let Some(cell) = found.sheet.get(found.cell) else { return Ok(String::new()) };
        let result = self.result(found);
        match result.unwrap_or(&cell.value) {
            Value::Error(error) => {
                let finding = self.of_statement(Code::E202, found);
                Err(Box::new(finding.text("value", error.as_str())))
            }
            _ if cell.never_calculated && result.is_none() => {
                Err(Box::new(self.refused(Code::E201, found)))
            }
            Value::Text(text) if result.is_some() => Ok(clean(text).trim().to_owned()),
            // As the branch sees them, not as the file keeps them.
            Value::Number(number) => Ok(number.normalize().to_string().replace('.', ",")),
            Value::Date(moment) if moment.time() == NaiveTime::MIN => {
                Ok(date::short(moment.date()))
            }
            _ => Ok(cell.text.trim().to_owned()),
        }
    }

    /// Who below wrote what, where the cell still says what was gathered.
    fn carried(&mut self, found: &Located<'_>, said: &str) -> Option<Arc<[StatementBelow]>> {
        let upward = self.upward.as_ref()?;
        let carried = upward.statements.get(&(found.form.path.clone(), found.period))?;
        let CarriedStatement { printed, below } = carried;
        if same_text(printed, said) {
            let (code, office) = (self.tree.code(self.org), self.tree.name(self.org));
            let below = below.iter().map(|said| StatementBelow {
                code: format!("{code}/{}", said.code),
                name: of(&said.name, office),
                text: said.text.clone(),
            });
            return Some(below.collect());
        }
        let finding = self.of_statement(Code::W220, found);
        self.push(finding.scope(found.period.to_string()));
        None
    }

    /// A finding at a cell without its text, which may be long.
    fn of_statement(&self, code: Code, found: &Located<'_>) -> Finding {
        let place = Place::file(&*self.source(found).file);
        let place = place.sheet(found.sheet.name.as_str()).cell(found.cell);
        Finding::new(code).at(place).text("label", self.label(found))
    }
}

/// What stands in both of two cells, where either is in an encoding from before Unicode.
fn joined(known: &Statement, other: &Source, original: Option<&str>) -> Option<Box<str>> {
    if known.original.is_none() && original.is_none() {
        return None;
    }
    let first = known.original.as_deref().unwrap_or(&known.source.text);
    let second = original.unwrap_or(&other.text);
    Some(format!("{first}\n{second}").into())
}

/// Who wrote what in two cells: those below where a cell still says what was gathered, else the
/// office whose return it is.
fn both(one: Cell, other: Cell) -> Option<Arc<[StatementBelow]>> {
    if one.0.is_none() && other.0.is_none() {
        return None;
    }
    let mut all: Vec<StatementBelow> = Vec::new();
    for (below, own) in [one, other] {
        let said = below.map_or_else(|| vec![own], |below| below.to_vec());
        for said in said.into_iter().filter(|said| !said.text.trim().is_empty()) {
            match all.iter_mut().find(|known| known.code == said.code) {
                Some(known) if known.text == said.text => {}
                Some(known) => known.text = format!("{}\n{}", known.text, said.text),
                None => all.push(said),
            }
        }
    }
    Some(all.into())
}

/// What a cell was gathered from, and what it says itself.
type Cell = (Option<Arc<[StatementBelow]>>, StatementBelow);

/// Whether two texts differ in spaces and line ends only.
fn same_text(one: &str, other: &str) -> bool {
    one.split_whitespace().eq(other.split_whitespace())
}

/// A unit's name with the office above it, as names are told apart that many offices have.
fn of(unit: &str, office: &str) -> String {
    match unit.strip_suffix(')') {
        Some(within) if within.contains(" (") => format!("{within}, {office})"),
        _ => format!("{unit} ({office})"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_units_name_grows_by_each_office_above_it() {
        let name = of("Chi bộ thôn 1", "Đảng bộ xã Tân Hòa");
        assert_eq!(name, "Chi bộ thôn 1 (Đảng bộ xã Tân Hòa)");
        assert_eq!(
            of(&name, "Đảng bộ khu vực 2"),
            "Chi bộ thôn 1 (Đảng bộ xã Tân Hòa, Đảng bộ khu vực 2)"
        );
    }

    #[test]
    fn of_two_cells_one_typed_over_and_one_gathered_nobodys_words_are_lost() {
        let said = |code: &str, text: &str| StatementBelow {
            code: code.to_owned(),
            name: code.to_owned(),
            text: text.to_owned(),
        };
        let gathered: Arc<[StatementBelow]> =
            vec![said("X/CB1", "a"), said("X/CB2", "b")].into();
        let typed = (None, said("X", "c"));
        let whole = (Some(gathered), said("X", "- a\n- b"));
        for cells in [[typed.clone(), whole.clone()], [whole, typed.clone()]] {
            let [one, other] = cells;
            let mut all = both(one, other).unwrap().to_vec();
            all.sort_by(|one, other| one.code.cmp(&other.code));
            assert_eq!(all, [said("X", "c"), said("X/CB1", "a"), said("X/CB2", "b")]);
        }
        assert_eq!(both(typed.clone(), typed), None);
    }

    #[test]
    fn only_spaces_may_differ_from_what_was_gathered() {
        assert!(same_text("- a\n- b", "- a \r\n- b"));
        assert!(!same_text("- a", "- b"));
    }
}
