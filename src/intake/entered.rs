//! Returns that the office entered for a unit from a picture, a call or a paper: what their sheet
//! «Nhập thay» says.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::NaiveDate;

use super::read::Reading;
use crate::diagnostic::{Code, Field, Finding, Place};
use crate::model::{Entered, Origin};
use crate::ooxml::CellRef;
use crate::pack::entered::{ENTERED_SHEET, FROM, GIVEN_BY, ON, ORIGINAL, TYPED_BY};
use crate::sheet::{Sheet, Value, Workbook};
use crate::text;

/// What the sheet of an entered return says, and its place.
pub(super) struct Said {
    pub(super) origin: Arc<Origin>,
    /// The cell that names the original, with what it says.
    pub(super) original: Option<(String, Place)>,
}

/// Takes the sheet out of a workbook that has it, so that nobody takes it for a part of a form; what it
/// says, or that it does not say from what and when.
pub(super) fn take(path: &str, workbook: &mut Workbook) -> Result<Option<Said>, Vec<Finding>> {
    let is_it =
        |sheet: &Sheet| text::key::of(sheet.legible_name()) == text::key::of(ENTERED_SHEET);
    let Some(at) = workbook.sheets.iter().position(is_it) else { return Ok(None) };
    let sheet = workbook.sheets.remove(at);
    let lines = Lines { path, sheet: &sheet };
    let (from, on) = (lines.text(FROM), lines.day());
    let mut told = Vec::new();
    if from.is_empty() {
        told.push(lines.lacks(FROM, ""));
    }
    if let Err(written) = &on {
        told.push(lines.lacks(ON, written));
    }
    let Ok(on) = on else { return Err(told) };
    if !told.is_empty() {
        return Err(told);
    }
    let original = Some(lines.text(ORIGINAL)).filter(|name| !name.is_empty());
    let place = lines.place(ORIGINAL);
    let entered = Entered {
        from,
        on,
        given_by: lines.text(GIVEN_BY),
        typed_by: lines.text(TYPED_BY),
        original: original.clone(),
    };
    let origin = Arc::new(Origin::Entered(entered));
    Ok(Some(Said { origin, original: original.map(|name| (name, place)) }))
}

/// Marks everything that was read as entered.
pub(super) fn mark(reading: &mut Reading, origin: &Arc<Origin>) {
    let sources = reading.facts.values_mut().filter_map(|fact| fact.source.as_mut());
    let said = reading.statements.values_mut().map(|statement| &mut statement.source);
    for source in sources.chain(said) {
        source.origin = Some(Arc::clone(origin));
    }
}

/// The labelled cells of the sheet.
struct Lines<'a> {
    path: &'a str,
    sheet: &'a Sheet,
}

impl Lines<'_> {
    /// The cell beside a label.
    fn cell(&self, label: &str) -> Option<CellRef> {
        let key = text::key::of(label);
        let mut cells = self.sheet.iter();
        let (at, _) = cells.find(|(_, cell)| text::key::of(&cell.text) == key)?;
        Some(CellRef::new(at.row, at.col.checked_add(1)?))
    }

    fn text(&self, label: &str) -> String {
        let cell = self.cell(label).and_then(|at| self.sheet.get(at));
        cell.map(|cell| cell.text.trim().to_owned()).unwrap_or_default()
    }

    /// The day on which it came, or what stands there instead.
    fn day(&self) -> Result<NaiveDate, String> {
        let cell = self.cell(ON).and_then(|at| self.sheet.get(at));
        if let Some(Value::Date(day)) = cell.map(|cell| &cell.value) {
            return Ok(day.date());
        }
        let written = self.text(ON);
        text::date::parse(&written).ok_or(written)
    }

    fn place(&self, label: &str) -> Place {
        let place = Place::file(self.path).sheet(self.sheet.name.as_str());
        match self.cell(label) {
            Some(cell) => place.cell(cell),
            None => place,
        }
    }

    fn lacks(&self, label: &str, written: &str) -> Finding {
        let written = Some(written.to_owned()).filter(|written| !written.is_empty());
        Finding::new(Code::E123)
            .at(self.place(label))
            .text("label", label)
            .maybe("value", written)
    }
}

/// The files that are named as originals, and what is to be told of names that no file has.
///
/// A cell may name several, one a line or with semicolons between them; on Windows letter case makes no
/// difference. `there` are the files among the returns; `exists` asks for any other of the workspace.
pub(super) fn originals<'a>(
    said: impl Iterator<Item = (&'a str, &'a str, &'a Place)>,
    there: &BTreeSet<String>,
    exists: &dyn Fn(&str) -> bool,
) -> (Vec<(String, String)>, Vec<Finding>) {
    let (mut settled, mut told) = (Vec::new(), Vec::new());
    let names = said.flat_map(|(file, names, place)| {
        let names = names.split([';', '\n']).map(|name| name.trim().replace('\\', "/"));
        names.filter(|name| !name.is_empty()).map(move |name| (file, name, place))
    });
    for (file, name, place) in names {
        let wanted = name.to_lowercase();
        let is_it = |path: &&String| {
            let path = path.to_lowercase();
            path.strip_suffix(&wanted)
                .is_some_and(|rest| rest.is_empty() || rest.ends_with('/'))
        };
        let found: Vec<&String> = there.iter().filter(is_it).collect();
        match found.as_slice() {
            [one] => settled.push(((*one).clone(), file.to_owned())),
            [] if exists(&name) => {}
            several => {
                let count = several.len() as u64;
                let count = (count > 0).then_some(Field::Count(count));
                let finding = Finding::new(Code::W125).at(place.clone());
                told.push(finding.text("name", name).maybe("count", count));
            }
        }
    }
    (settled, told)
}
