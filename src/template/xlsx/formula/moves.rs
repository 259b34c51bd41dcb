//! References that follow the rows and columns they name.
//!
//! A reference keeps naming the cells it named in the template, and its rows and its columns
//! follow each for themselves (see [`super::view`] for the rule). Where one cell is asked for and
//! many have come of it, nothing is guessed.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::lexer::{Kind, Reference, SheetName, tokens};
use super::respell::{GONE, Respelled, respelled};
use super::rewrite::rewrite;
use super::sheets::Sheets;
use super::view::{View, lines_in};
use crate::ooxml::CellRef;
use crate::template::ProblemKind;
use crate::template::xlsx::lines::{Area, Axis, SheetMap, Stretch};

/// Characters a formula can have (Excel's limit).
pub(super) const MAX_FORMULA: usize = 8192;
/// Arguments a function can have (Excel's limit).
pub(super) const MAX_ARGUMENTS: usize = 255;

/// Where the cells of a workbook's sheets went.
#[derive(Default)]
pub(crate) struct Moves<'a> {
    maps: BTreeMap<String, &'a SheetMap>,
    sheets: Option<&'a Sheets>,
    /// Whether any row or column is elsewhere than in the template.
    moved: bool,
    /// What references over several sheets have become, by their text and whether they may grow.
    over_sheets: RefCell<BTreeMap<(String, bool), Result<Placed, CannotFollow>>>,
}

/// Where a formula stands.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Site<'a> {
    /// Name of the sheet that references without a sheet mean.
    pub sheet: &'a str,
    /// The formula's cell; none for a name or a chart, which see the workbook from outside.
    pub cell: Option<SiteCell>,
}

impl Site<'_> {
    /// Whether a loop repeats the formula's row or column.
    pub(super) fn is_repeated(&self) -> bool {
        self.cell.is_some_and(|cell| cell.repeated)
    }
}

/// The cell of a formula, in the template and in the result.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SiteCell {
    /// Its place in the template.
    pub template: CellRef,
    /// Its place in the result.
    pub out: CellRef,
    /// Whether a loop repeats its row or its column.
    pub repeated: bool,
}

/// Why a formula cannot follow; the sentence, which names the reference, is for charts of Word.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum CannotFollow {
    /// One cell is asked for where there are many.
    #[error("`{0}` là một ô nay lặp {1} lần")]
    Many(String, usize),
    /// Absolute in both directions inside the repeated row: its own cells or the first copy's?
    #[error("`{0}` có thể là bản đầu hoặc từng bản: bỏ `$`, hoặc chỉ ghi một dòng, một cột")]
    Unclear(String),
    /// The copies lie apart, and the place takes one range only.
    #[error("các ô của `{0}` nay nằm rời nhau, chỉ SUM và các hàm tương tự nhận được")]
    Apart(String),
    /// One sheet is asked for where there are many.
    #[error("`{0}` thuộc trang tính nay có {1} bản")]
    ManySheets(String, usize),
    /// A reference over several sheets whose cells moved.
    #[error("`{0}` phủ nhiều trang tính mà các ô đã dời chỗ")]
    Sheets(String),
    /// The result breaks a limit of the format.
    #[error("công thức dài quá {MAX_FORMULA} ký tự hoặc quá {MAX_ARGUMENTS} đối số")]
    TooLong,
}

impl From<CannotFollow> for ProblemKind {
    fn from(error: CannotFollow) -> Self {
        match error {
            CannotFollow::Many(reference, copies)
            | CannotFollow::ManySheets(reference, copies) => {
                Self::Unfollowed { reference, copies: Some(copies) }
            }
            CannotFollow::Unclear(reference)
            | CannotFollow::Apart(reference)
            | CannotFollow::Sheets(reference) => Self::Unfollowed { reference, copies: None },
            CannotFollow::TooLong => Self::LongFormula,
        }
    }
}

/// A formula after its references have moved.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Followed {
    /// The formula, when it reads otherwise now.
    pub text: Option<String>,
    /// Whether it reads more, fewer or other cells than in the template.
    pub reads_other_cells: bool,
}

/// What became of one reference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Placed {
    /// It names what it named.
    Same,
    /// It names these cells.
    At(Vec<Area>),
    /// The cells it named have vanished.
    Gone,
}

impl<'a> Moves<'a> {
    /// Adds a sheet.
    pub(crate) fn add(&mut self, sheet: &str, map: &'a SheetMap) {
        self.moved |= map.moved();
        self.maps.insert(sheet.to_lowercase(), map);
    }

    /// The map of a sheet, by its name in any case.
    pub(crate) fn map(&self, sheet: &str) -> Option<&'a SheetMap> {
        self.maps.get(&sheet.to_lowercase()).copied()
    }

    /// Says which sheets have become which.
    pub(crate) fn set_sheets(&mut self, sheets: &'a Sheets) {
        self.sheets = Some(sheets);
    }

    /// Which sheets have become which, where any was repeated, renamed or left out.
    pub(crate) fn sheets(&self) -> Option<&'a Sheets> {
        self.sheets.filter(|sheets| sheets.changed())
    }

    /// Whether any row, column or sheet is elsewhere than in the template.
    pub(crate) fn any(&self) -> bool {
        self.moved || self.sheets().is_some()
    }

    /// A link to a place in the workbook: where one sheet has become many, to the first of them.
    pub(crate) fn follow_link(
        &self,
        location: &str,
        site: &Site<'_>,
    ) -> Result<Followed, CannotFollow> {
        let named = tokens(location).into_iter().find_map(|token| match token.kind {
            Kind::Reference(Reference { sheet: Some(SheetName::One(sheet)), .. }) => {
                Some(sheet)
            }
            _ => None,
        });
        let first = named.as_deref().and_then(|sheet| self.sheets()?.first(sheet));
        let is_home = || {
            let origin = self.sheets()?.origin(site.sheet)?;
            Some(origin.to_lowercase() == named.as_deref()?.to_lowercase())
        };
        match first {
            Some(first) if is_home() != Some(true) => {
                self.follow(location, &Site { sheet: first, cell: None })
            }
            _ => self.follow(location, site),
        }
    }

    /// The formula with all references moved.
    pub(crate) fn follow(
        &self,
        formula: &str,
        site: &Site<'_>,
    ) -> Result<Followed, CannotFollow> {
        self.follow_in(formula, site.sheet, site)
    }

    /// The same for a formula that belongs to a sheet, `home`, and whose references without a
    /// sheet mean the cells of another one (`site`), or none that follow.
    pub(crate) fn follow_in(
        &self,
        formula: &str,
        home: &str,
        site: &Site<'_>,
    ) -> Result<Followed, CannotFollow> {
        if !self.any() {
            return Ok(Followed::default());
        }
        let Some(respelled) = self.respelled(formula, home)? else {
            return rewrite(self, formula, site);
        };
        let rewritten = rewrite(self, &respelled.text, site)?;
        let text = rewritten.text.unwrap_or(respelled.text);
        Ok(Followed {
            text: (text != formula).then_some(text),
            reads_other_cells: respelled.reads_other_cells || rewritten.reads_other_cells,
        })
    }

    /// The formula with the names that sheets have in the result, where any has another one.
    pub(crate) fn respelled(
        &self,
        formula: &str,
        home: &str,
    ) -> Result<Option<Respelled>, CannotFollow> {
        self.sheets().map(|sheets| respelled(sheets, formula, home)).transpose()
    }

    /// What a reference over several sheets has become: the same on each of them, or nothing is
    /// guessed.
    fn over_sheets(
        &self,
        (first, last): (&str, &str),
        reference: &Reference,
        text: &str,
        grows: bool,
    ) -> Result<Placed, CannotFollow> {
        let apart = || CannotFollow::Sheets(text.to_owned());
        let template =
            Area { rows: reference.lines(Axis::Rows), columns: reference.lines(Axis::Columns) };
        let unmoved = Placed::At(vec![template]);
        let sheets = self.sheets.and_then(|sheets| sheets.between(first, last));
        let mut found: Option<Placed> = None;
        for sheet in sheets.ok_or_else(apart)? {
            let mut on_it = reference.clone();
            on_it.sheet = Some(SheetName::One(sheet.to_owned()));
            let site = Site { sheet: "", cell: None };
            let placed = match self.place(&on_it, text, &site, grows)? {
                placed if placed == unmoved => Placed::Same,
                placed => placed,
            };
            if found.as_ref().is_some_and(|found| *found != placed) {
                return Err(apart());
            }
            found = Some(placed);
        }
        found.ok_or_else(apart)
    }

    /// Whether the area of an array formula is still in one piece, seen from the formula.
    pub(crate) fn keeps_whole(&self, area: &str, site: &Site<'_>) -> Result<(), CannotFollow> {
        let reference = tokens(area).into_iter().next().and_then(|token| match token.kind {
            Kind::Reference(reference) => Some(reference),
            _ => None,
        });
        let (Some(reference), Some(map)) = (reference, self.map(site.sheet)) else {
            return Ok(());
        };
        for axis in Axis::BOTH {
            let Some((first, last)) = reference.lines(axis) else { continue };
            let lines = map.on(axis);
            let from = site.cell.map_or(0, |cell| lines.round_at(axis.of(cell.out)));
            let stretches = lines.stretches(first, last, lines.context(from, first, last));
            match stretches.as_slice() {
                [only] if only.1 - only.0 == last - first => {}
                _ => return Err(CannotFollow::Apart(area.to_owned())),
            }
        }
        Ok(())
    }

    /// The cells that a reference of a formula has become; `grows`: many cells may stand where
    /// the template has one.
    pub(super) fn place(
        &self,
        reference: &Reference,
        text: &str,
        site: &Site<'_>,
        grows: bool,
    ) -> Result<Placed, CannotFollow> {
        let sheet = match &reference.sheet {
            None => site.sheet,
            Some(SheetName::One(name)) if name == GONE => return Ok(Placed::Gone),
            Some(SheetName::One(name)) => name,
            Some(SheetName::Span(first, last)) => {
                let key = (text.to_owned(), grows);
                if let Some(found) = self.over_sheets.borrow().get(&key) {
                    return found.clone();
                }
                let found = self.over_sheets((first, last), reference, text, grows);
                self.over_sheets.borrow_mut().insert(key, found.clone());
                return found;
            }
        };
        let Some(map) = self.map(sheet).filter(|map| map.moved()) else {
            return Ok(Placed::Same);
        };
        let rows = self.lines(Axis::Rows, reference, text, site)?;
        let columns = self.lines(Axis::Columns, reference, text, site)?;
        let bounded =
            |axis, lines: &Option<Vec<Stretch>>| lines.is_some() && map.on(axis).moved();
        if !bounded(Axis::Rows, &rows) && !bounded(Axis::Columns, &columns) {
            return Ok(Placed::Same);
        }
        placed(rows.as_deref(), columns.as_deref(), reference, text, grows)
    }

    /// The rows, or the columns, that a reference has become; none where it has no bounds. What
    /// names the other sheet's lines sees them from outside.
    pub(crate) fn lines(
        &self,
        axis: Axis,
        reference: &Reference,
        text: &str,
        site: &Site<'_>,
    ) -> Result<Option<Vec<Stretch>>, CannotFollow> {
        let Some((first, last)) = reference.lines(axis) else { return Ok(None) };
        let sheet = match &reference.sheet {
            None => site.sheet,
            Some(SheetName::One(name)) if name == GONE => return Ok(Some(Vec::new())),
            Some(SheetName::One(name)) => name,
            Some(SheetName::Span(..)) => return Err(CannotFollow::Sheets(text.to_owned())),
        };
        let lines = self.map(sheet).map(|map| map.on(axis)).filter(|lines| lines.moved());
        let Some(lines) = lines else { return Ok(Some(vec![(first, last)])) };
        let home = sheet.to_lowercase() == site.sheet.to_lowercase();
        let view = View { axis, lines, cell: site.cell.filter(|_| home), text };
        view.reference(reference, first, last).map(Some)
    }
}

/// The rectangles where the lines of a reference cross, if its place can take them.
pub(crate) fn placed(
    rows: Option<&[Stretch]>,
    columns: Option<&[Stretch]>,
    reference: &Reference,
    text: &str,
    grows: bool,
) -> Result<Placed, CannotFollow> {
    let pieces = rows.map_or(1, <[_]>::len).saturating_mul(columns.map_or(1, <[_]>::len));
    if pieces > MAX_FORMULA {
        return Err(CannotFollow::TooLong);
    }
    let cells = rows.map_or(1, lines_in).saturating_mul(columns.map_or(1, lines_in));
    if reference.last.is_none() && cells > 1 && !grows {
        return Err(CannotFollow::Many(text.to_owned(), cells));
    }
    let areas = Area::crossings(rows, columns);
    Ok(if areas.is_empty() { Placed::Gone } else { Placed::At(areas) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::template::xlsx::lines::LineMap;
    use crate::template::xlsx::lines::tests::nested;

    /// Template rows 1–2 stay, 3–4 repeat three times with row 4 doubled (result rows 3–11),
    /// row 5 becomes row 12.
    fn follow(formula: &str, cell: Option<(u32, u16, u32)>) -> Result<String, CannotFollow> {
        let map = SheetMap { rows: nested(), columns: LineMap::identity(Axis::Columns) };
        let mut moves = Moves::default();
        moves.add("S", &map);
        let identity = SheetMap::identity();
        moves.add("Khác", &identity);
        let cell = cell.map(|(row, col, out)| SiteCell {
            template: CellRef::new(row - 1, col),
            out: CellRef::new(out - 1, col),
            repeated: false,
        });
        let site = Site { sheet: "S", cell };
        Ok(moves.follow(formula, &site)?.text.unwrap_or_else(|| formula.to_owned()))
    }

    fn from_total(formula: &str) -> String {
        follow(formula, Some((5, 0, 12))).unwrap()
    }

    #[test]
    fn from_outside_ranges_cover_all_copies_and_cells_below_move() {
        assert_eq!(from_total("SUM(C3:C4)+C5*$C$5"), "SUM(C3:C11)+C12*$C$12");
        assert_eq!(from_total("SUM(C3:C5)"), "SUM(C3:C12)");
        assert_eq!(from_total("C1+SUM(C:C)+A9"), "C1+SUM(C:C)+A16");
    }

    #[test]
    fn copies_that_lie_apart_become_several_arguments() {
        assert_eq!(from_total("SUM(C4:C4)"), "SUM(C4:C5,C7:C8,C10:C11)");
        assert_eq!(from_total("SUM(C3)"), "SUM(C3,C6,C9)");
        assert!(matches!(
            follow("VLOOKUP(1,C4:D4,2)", Some((5, 0, 12))),
            Err(CannotFollow::Apart(_))
        ));
    }

    #[test]
    fn one_cell_where_there_are_many_is_refused() {
        assert!(matches!(follow("C3*2", Some((5, 0, 12))), Err(CannotFollow::Many(_, 3))));
    }

    #[test]
    fn inside_a_repetition_references_are_its_own() {
        // The group row of the second round: its own items only.
        assert_eq!(follow("SUM(C4:C4)/C3/C5", Some((3, 5, 6))).unwrap(), "SUM(C7:C8)/C6/C12");
        // An item of the third round.
        assert_eq!(follow("A4+B3+$A4", Some((4, 5, 11))).unwrap(), "A11+B9+$A11");
    }

    #[test]
    fn a_dollar_before_the_row_runs_over_the_repetitions() {
        assert_eq!(follow("SUM(C$4:C4)", Some((4, 5, 8))).unwrap(), "SUM(C$7:C8)");
        assert_eq!(follow("RANK(C4,C$4:C$4)", Some((4, 5, 8))).unwrap(), "RANK(C8,C$7:C$8)");
        assert!(matches!(follow("$C$4", Some((4, 5, 8))), Err(CannotFollow::Unclear(_))));
        assert!(matches!(
            follow("SUM($A$4:$F$4)", Some((4, 5, 8))),
            Err(CannotFollow::Unclear(_))
        ));
    }

    #[test]
    fn the_cell_above_a_repeated_row_is_the_cell_above_each_copy() {
        assert_eq!(follow("E2+C3", Some((3, 4, 9))).unwrap(), "E8+C9");
        assert_eq!(follow("E$2+C3", Some((3, 4, 9))).unwrap(), "E$2+C9");
        assert_eq!(follow("F2+C3", Some((3, 4, 9))).unwrap(), "F2+C9");
    }

    #[test]
    fn names_and_charts_see_all_copies() {
        assert_eq!(follow("S!$A$3:$F$4", None).unwrap(), "S!$A$3:$F$11");
        assert_eq!(follow("S!$A$4", None).unwrap(), "S!$A$4:$A$5,S!$A$7:$A$8,S!$A$10:$A$11");
    }

    #[test]
    fn other_sheets_other_books_and_texts_stay() {
        for formula in ["Khác!A9", "[1]S!A9", "\"A9\"", "'[1]S'!A9:B9", "LOG10(9)"] {
            assert_eq!(from_total(formula), formula);
        }
        assert_eq!(follow("'s'!A5", None).unwrap(), "'s'!A12");
    }

    fn over_nothing(formula: &str) -> String {
        use crate::template::xlsx::lines::{Block, OutPlace, Round};
        let blocks = vec![
            Block { first: 0, last: u32::MAX, parent: 0 },
            Block { first: 1, last: 1, parent: 0 },
        ];
        let rounds = vec![Round { block: 0, parent: 0, start: 0, end: u32::MAX }];
        let out = [0, 2].map(|template| OutPlace { template, round: 0 }).to_vec();
        let rows = LineMap::new(Axis::Rows, blocks, rounds, 3, out);
        let map = SheetMap { rows, columns: LineMap::identity(Axis::Columns) };
        let mut moves = Moves::default();
        moves.add("S", &map);
        let site = Site {
            sheet: "S",
            cell: Some(SiteCell {
                template: CellRef::new(2, 0),
                out: CellRef::new(1, 0),
                repeated: false,
            }),
        };
        moves.follow(formula, &site).unwrap().text.unwrap_or_default()
    }

    #[test]
    fn over_nothing_functions_are_what_excel_shows_of_empty_cells_and_all_else_an_error() {
        assert_eq!(over_nothing("SUM(C2:C2)+1"), "0+1");
        assert_eq!(over_nothing("COUNTIF(C2:C2,\">0\")/COUNTA(B2)"), "0/0");
        assert_eq!(over_nothing("SUM(C2:C2,C3,C2)"), "SUM(C2)");
        assert_eq!(over_nothing("MAX(C1, C2:C2)"), "MAX(C1)");
        assert_eq!(over_nothing("SUMIF(C1:C3,C2)"), "SUMIF(C1:C2,#REF!)");
        assert_eq!(over_nothing("AVERAGE(C2:C2)+C2"), "#DIV/0!+#REF!");
    }
}
