//! How a template of a pack is filled besides its tags: cells named by their address, and leave to
//! write over what an office's form protects.

use crate::ooxml::CellRef;

/// How a workbook of a pack is filled.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filling {
    /// Cells that are filled though no tag stands in them, in the order of their addresses.
    pub cells: Vec<FilledCell>,
    /// Whether cells that a protected sheet locks are filled.
    pub locked: bool,
    /// Whether named cells may take the place of formulas.
    pub formulas: bool,
}

/// A cell that is filled by its address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilledCell {
    /// Name of the sheet.
    pub sheet: String,
    /// The cell.
    pub cell: CellRef,
    /// What a tag would say: a reference or an expression.
    pub tag: String,
}

impl FilledCell {
    /// Whether it is in the sheet of this name; Excel makes no difference between cases.
    pub(super) fn is_in(&self, sheet: &str) -> bool {
        self.sheet == sheet || self.sheet.to_lowercase() == sheet.to_lowercase()
    }

    /// Reads `Biểu 1!D7` or `'Biểu 1'!D7`.
    pub(super) fn parse(address: &str, tag: &str) -> Option<Self> {
        let (sheet, cell) = address.rsplit_once('!')?;
        let quoted = sheet.strip_prefix('\'').and_then(|inside| inside.strip_suffix('\''));
        let sheet = quoted.map_or_else(|| sheet.to_owned(), |name| name.replace("''", "'"));
        let cell = cell.parse().ok()?;
        (!sheet.is_empty()).then(|| Self { sheet, cell, tag: tag.trim().to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_written_as_in_excel_with_or_without_quotes() {
        let read = |address: &str| {
            let cell = FilledCell::parse(address, "x")?;
            Some(format!("{}|{}", cell.sheet, cell.cell))
        };
        assert_eq!(read("Biểu 1!D7").as_deref(), Some("Biểu 1|D7"));
        assert_eq!(read("'Số liệu ''A'''!$B$2").as_deref(), Some("Số liệu 'A'|B2"));
        for wrong in ["D7", "!D7", "Biểu 1!", "Biểu 1!D0", "Biểu 1!D7:E8"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}
