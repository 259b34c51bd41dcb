//! Places around the tables where the office, the unit or the period is written by hand.

use std::collections::BTreeMap;

use super::speech::tokens;
use crate::ooxml::CellRef;
use crate::sheet::Sheet;

/// What is written after which label, in general.
const USUAL: [(&str, &str); 9] = [
    ("đơn vị", "don_vi.ten"),
    ("đơn vị báo cáo", "don_vi.ten"),
    ("tên đơn vị", "don_vi.ten"),
    ("tên đơn vị báo cáo", "don_vi.ten"),
    ("cơ quan", "co_quan.ten"),
    ("cơ quan báo cáo", "co_quan.ten"),
    ("kỳ báo cáo", "ky.ten"),
    ("kỳ", "ky.ten"),
    ("thời kỳ báo cáo", "ky.ten"),
];

/// Labels and what is written after them.
pub(super) struct Labels(BTreeMap<Vec<String>, String>);

impl Labels {
    /// The usual ones.
    pub(super) fn usual() -> Self {
        let usual = USUAL.iter().map(|(label, tag)| (tokens(label), (*tag).to_owned()));
        Self(usual.collect())
    }

    /// Learns the labels of tags in a form that is to be followed: before the tag in its own
    /// cell, or in the cell to the left.
    pub(super) fn learn(&mut self, sheet: &Sheet) {
        for (at, cell) in sheet.iter() {
            let Some((before, rest)) = cell.text.split_once("{{") else { continue };
            let Some((code, after)) = rest.split_once("}}") else { continue };
            let head = code.trim().split(['.', ' ']).next().unwrap_or_default();
            let is_word = matches!(head, "don_vi" | "co_quan" | "ky");
            if !is_word || after.contains("{{") || before.contains('{') {
                continue;
            }
            let label = if before.trim().is_empty() {
                left_of(sheet, at).map(|(_, text)| text).unwrap_or_default()
            } else {
                before
            };
            let label = tokens(label);
            if !label.is_empty() {
                self.0.insert(label, code.trim().to_owned());
            }
        }
    }

    /// The cells to be written into, with their new texts; `is_free` tells cells outside tables.
    pub(super) fn texts(
        &self,
        sheet: &Sheet,
        is_free: &dyn Fn(CellRef) -> bool,
    ) -> Vec<(CellRef, String)> {
        let mut texts = Vec::new();
        for (at, cell) in sheet.iter().filter(|(at, _)| is_free(*at)) {
            let text = cell.text.trim();
            if cell.formula.is_some() || text.contains('{') {
                continue;
            }
            if let Some((label, rest)) = dots(text) {
                let label_text =
                    if label.trim().is_empty() { left_label(sheet, at) } else { label };
                if let Some(tag) = self.0.get(&tokens(label_text))
                    && rest.trim().is_empty()
                {
                    let gap = if label.is_empty() || label.ends_with(' ') { "" } else { " " };
                    texts.push((at, format!("{label}{gap}{{{{ {tag} }}}}")));
                }
            }
        }
        texts
    }
}

/// A text up to its dots, and what follows them.
fn dots(text: &str) -> Option<(&str, &str)> {
    let is_dot = |c: char| matches!(c, '.' | '…' | '_' | '‥');
    let start = text.char_indices().find_map(|(at, c)| {
        let run: String = text.get(at..)?.chars().take_while(|c| is_dot(*c)).take(3).collect();
        (is_dot(c) && (run.chars().count() >= 3 || run.contains('…'))).then_some(at)
    })?;
    let (label, rest) = text.split_at_checked(start)?;
    Some((label, rest.trim_start_matches(|c: char| is_dot(c) || c == ' ')))
}

fn left_label(sheet: &Sheet, at: CellRef) -> &str {
    left_of(sheet, at).map(|(_, text)| text).unwrap_or_default()
}

/// The nearest text to the left in the same row.
fn left_of(sheet: &Sheet, at: CellRef) -> Option<(CellRef, &str)> {
    let left = (0..at.col).rev().map(|col| CellRef::new(at.row, col));
    left.into_iter().find_map(|at| Some((at, sheet.get(at)?.text.trim())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_at_its_dots() {
        assert_eq!(dots("Đơn vị: ……… (ký)"), Some(("Đơn vị: ", "(ký)")));
        assert_eq!(dots("......"), Some(("", "")));
        assert_eq!(dots("Kỳ…"), Some(("Kỳ", "")));
        assert_eq!(dots("Số 1.2 v.v."), None);
    }
}
