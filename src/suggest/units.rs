//! Tables whose lines are units: which unit each line is, and which line is their total.

use std::collections::BTreeMap;

use super::speech::{self, tokens};
use super::table::{Line, LineKind, State, Table};
use crate::model::OrgTree;
use crate::ooxml::CellRef;
use crate::text::key;

/// Names of units, each with its code; a name of two units leads to neither.
#[derive(Debug, Default)]
pub(super) struct UnitNames(BTreeMap<String, Option<String>>);

impl UnitNames {
    /// The names of the units of an organisation.
    pub(super) fn of(tree: &OrgTree) -> Self {
        let mut names: BTreeMap<String, Option<String>> = BTreeMap::new();
        for (_, unit) in tree.iter() {
            for name in unit.other_names.iter().chain([&unit.name]) {
                let known =
                    names.entry(key::of(name)).or_insert_with(|| Some(unit.code.clone()));
                if known.as_ref() != Some(&unit.code) {
                    *known = None;
                }
            }
        }
        Self(names)
    }

    fn code(&self, line: &Line) -> Option<&String> {
        self.0.get(&key::of(line.labels.last()?))?.as_ref()
    }
}

/// Tells units and their total from lines that name figures.
pub(super) fn settle(table: &mut Table, names: &UnitNames) {
    for line in &mut table.lines {
        if line.kind == LineKind::Labelled
            && let Some(code) = names.code(line)
        {
            line.kind = LineKind::Unit;
            line.organisation = Some(code.clone());
        }
    }
    let units = table.lines.iter().filter(|line| line.kind == LineKind::Unit).count();
    let named = table.lines.iter().filter(|line| line.kind == LineKind::Labelled).count();
    let headed = table.names_head.as_deref().is_some_and(is_units_head);
    if headed || units >= 2 && units >= named {
        total_by_place(table);
        for line in &mut table.lines {
            if line.kind == LineKind::Labelled {
                line.kind = LineKind::Strange;
            }
        }
    } else if named == 1 && may_list_units(table) {
        total_by_place(table);
    }
}

/// Whether a list without names may be one of units: nothing says that it is of people or days.
pub(super) fn may_list_units(table: &Table) -> bool {
    let head = tokens(table.names_head.as_deref().unwrap_or_default());
    let others = [
        "họ",
        "đồng chí",
        "nội dung",
        "chỉ tiêu",
        "tiêu chí",
        "lý do",
        "ngày",
        "năm",
        "tháng",
        "thời gian",
        "quý",
        "kỳ",
        "hình thức",
        "danh mục",
    ];
    let others = others.iter().map(|other| tokens(other));
    !others.into_iter().any(|other| head.windows(other.len()).any(|words| *words == other))
}

/// The line before or after all others that has no number and stands for them together: only its
/// place tells so.
fn total_by_place(table: &mut Table) {
    if table.lines.iter().any(|line| line.kind == LineKind::Total) {
        return;
    }
    let others = table.lines.iter().filter(|line| line.kind != LineKind::Labelled).count();
    let last = table.lines.len().saturating_sub(1);
    let sums = |line: &Line| {
        let here = CellRef::new(line.row, 0)..CellRef::new(line.row + 1, 0);
        table.cells.range(here).any(|(_, state)| *state == State::Formula)
    };
    let is_total = |(at, line): &(usize, &Line)| {
        let outer = *at == 0 || *at == last;
        outer && line.kind == LineKind::Labelled && line.number.is_empty()
    };
    let mut found = table.lines.iter().enumerate().filter(is_total);
    let (Some((at, line)), None) = (found.next(), found.next()) else { return };
    let guessed = !sums(line);
    if others >= 2
        && let Some(line) = table.lines.get_mut(at)
    {
        (line.kind, line.guessed) = (LineKind::Total, guessed);
    }
}

/// Whether a heading is that of a column of units: each of its words is one for units.
fn is_units_head(head: &str) -> bool {
    const WORDS: &str = "tên các đơn vị chi bộ đảng ủy tổ chức cơ sở quan trực thuộc địa phương xã \
        phường thị trấn huyện tỉnh thành phố khối cấp báo cáo thôn bản dân phố tccsđ tcđ tccs đb cb \
        và hoặc loại hình";
    const NOUNS: [&str; 13] = [
        "đơn vị",
        "chi bộ",
        "đảng bộ",
        "đảng ủy",
        "tổ chức",
        "cơ quan",
        "địa phương",
        "xã",
        "thôn",
        "tccsđ",
        "tcđ",
        "cấp ủy",
        "tổ dân phố",
    ];
    let words = tokens(head);
    let known = tokens(WORDS);
    let has = |noun: &str| {
        let noun = tokens(noun);
        words.windows(noun.len()).any(|window| *window == noun)
    };
    !speech::is_unit_head(head)
        && words.iter().all(|word| known.contains(word))
        && (NOUNS.iter().any(|noun| has(noun)) || words.starts_with(&tokens("chi đảng")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_of_units_are_told_from_those_of_figures() {
        for head in ["Đơn vị", "Tên TCCSĐ, chi bộ", "Đảng bộ, chi bộ", "Tên tổ chức đảng"]
        {
            assert!(is_units_head(head), "{head}");
        }
        for head in ["Đơn vị tính", "Nội dung", "Đối tượng", "Tổng số chi bộ", "", "Tên"]
        {
            assert!(!is_units_head(head), "{head}");
        }
    }
}
