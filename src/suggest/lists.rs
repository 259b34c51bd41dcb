//! A list of units that is still to be written: one line is repeated for each unit, the other
//! empty lines vanish.

use std::collections::BTreeMap;

use super::chain::is_labelled;
use super::table::{Line, LineKind, State, Table};
use super::units::may_list_units;
use crate::ooxml::CellRef;

/// The empty lines of a list.
pub(super) struct List {
    /// The line that is repeated.
    pub first: u32,
    /// The last empty line.
    last: u32,
}

impl List {
    /// The list of a table without named lines.
    pub(super) fn of(table: &Table) -> Option<Self> {
        let fixed = |line: &Line| matches!(line.kind, LineKind::Unit | LineKind::Strange);
        if is_labelled(table) || table.lines.iter().any(fixed) || !may_list_units(table) {
            return None;
        }
        let mut listed = table.lines.iter().filter(|line| line.kind == LineKind::Listed);
        let first = listed.next()?.row;
        let run = listed.map(|line| line.row).zip(first + 1..);
        let last =
            run.take_while(|(row, next)| row == next).last().map_or(first, |(row, _)| row);
        Some(Self { first, last })
    }

    /// Adds the repetition to the tags of the list's first line.
    pub(super) fn write(&self, table: &Table, texts: &mut BTreeMap<CellRef, String>) {
        let name = CellRef::new(self.first, table.names);
        let begin = "{% for dv in cac_don_vi %}";
        if let Some(numbering) = table.numbering {
            let number = CellRef::new(self.first, numbering);
            texts.insert(number, format!("{begin}{{{{ loop.index }}}}"));
            texts.insert(name, "{{ dv.ten }}".to_owned());
        } else {
            texts.insert(name, format!("{begin}{{{{ dv.ten }}}}"));
        }
        let row = CellRef::new(self.first, 0)..CellRef::new(self.first + 1, 0);
        if let Some((_, last)) = texts.range_mut(row).next_back() {
            last.push_str("{% endfor %}");
        }
        if self.last > self.first {
            let begin = table.numbering.unwrap_or(table.names);
            let mut ends = table.columns.iter().rev().map(|column| column.col);
            let is_free = |col: &u16| {
                let state = table.cells.get(&CellRef::new(self.last, *col));
                state.is_some_and(|state| *state != State::Formula)
            };
            let Some(end) = ends.find(is_free) else { return };
            let gone = "{% if false %}".to_owned();
            texts.insert(CellRef::new(self.first + 1, begin), gone);
            texts.insert(CellRef::new(self.last, end), "{% endif %}".to_owned());
        }
    }
}
