//! The Excel template engine: an office's own workbook, filled in place.
//!
//! Tags stand in cells. A cell whose whole text is one `{{ … }}` takes the value with its type;
//! a block (`{% for %}`, `{% if %}`) that opens and closes in different cells governs whole rows,
//! and rows that hold only tags vanish. Everything that names rows follows them: formulas of all
//! sheets, merged cells, names, rules, links. Parts that hold no tag and name no moved row are
//! copied byte for byte.

mod across;
mod annotate;
mod area;
mod book;
mod calc;
mod calc_chain;
mod carry;
mod certificate;
mod columns;
mod computed;
mod copies;
mod covered;
mod dates;
mod decimals;
mod digits;
mod direct;
mod drawn;
mod elsewhere;
mod equip;
mod fill;
mod filled;
mod follow;
mod formula;
mod grid;
mod headings;
mod homes;
mod insert;
mod layout;
mod line_reader;
mod lines;
mod lint;
mod listing;
mod locks;
mod number_text;
mod outside;
mod plan;
mod readers_texts;
mod ready;
mod recomputed;
mod room;
mod shared;
mod sheet;
mod sort;
mod stamp;
mod start_tags;
mod stream;
mod strings;
mod tags;
mod targets;
mod text;
mod values;
mod write;

use std::collections::BTreeSet;

use super::engine::{Engine, Statement, nearest, top_level_names};
use super::{Data, Lookup, Names, Place, Problem, ProblemKind, References};
use book::Book;
use layout::Layout;
use plan::{bound_names, head};
use sheet::Sheet;
use strings::Strings;
use tags::{Part, Tagged};

pub use annotate::{CellText, Colour, Remark, annotate, annotate_again, write_texts};
pub use carry::{Carried, DefinedName, HiddenSheet, carry};
pub use certificate::{
    Axis, CellChange, CellState, Certificate, ChangedCell, ChangedPart, MadeSheet, Moved,
    PartChange, PartReason, StoredValue, Trace,
};
pub use computed::{Value, computed};
pub use decimals::{ShownDecimals, show_decimals};
pub use drawn::{DrawnSheet, drawn};
pub use equip::{
    Bound, CellValue, Equipment, FixedCell, FormulaCell, Input, Mark, TextRow, TextSheet,
    TextStyle, Validation, ValidationKind, equip,
};
pub use filled::{Filled, Options, Target};
pub(crate) use formula::shift::shifted;
pub use lint::lint;
pub use outside::Followed;
pub use recomputed::{Recomputed, SheetCell, as_if_copied, recomputed};
pub use room::{LongText, make_room};
pub use sort::extension;
pub use stamp::stamp;

/// A workbook with tags, read and ready to be filled.
pub struct Template {
    /// With nothing but its own tags.
    plain: Layout,
    /// With the targets that were filled last.
    targeted: Option<Layout>,
}

impl Template {
    /// Reads a workbook.
    ///
    /// # Errors
    /// When the file is no workbook that can be filled.
    pub fn read(bytes: Vec<u8>) -> Result<Self, Problem> {
        let mut book = Book::open(bytes)?;
        book.read_sheets()?;
        let plain = Layout::new(book, &Options::default())?;
        Ok(Self { plain, targeted: None })
    }

    /// Fills the workbook; the template stays as it was and can be filled again.
    ///
    /// # Errors
    /// Everything that is wrong with the template at once, as far as it can be seen at once.
    pub fn fill(&mut self, data: &Data<'_>, options: &Options) -> Result<Filled, Vec<Problem>> {
        let layout = self.layout(options).map_err(|problem| vec![problem])?;
        layout.may_be_filled(options)?;
        let (filled, _) = fill::fill(layout, data, &[])?;
        Ok(filled)
    }

    /// Fills the workbook as one behind a chart or on its way out: nobody types into it yet, so
    /// that locks do not matter. Answers where each of these ranges is then.
    ///
    /// # Errors
    /// As [`Template::fill`].
    pub fn fill_followed(
        &mut self,
        data: &Data<'_>,
        ranges: &[String],
    ) -> Result<(Vec<u8>, Vec<Followed>), Vec<Problem>> {
        let layout = &mut self.plain;
        layout.may_be_filled(&Options::unlocked())?;
        let (filled, followed) = fill::fill(layout, data, ranges)?;
        Ok((filled.bytes, followed))
    }

    /// The template with the options' targets.
    fn layout(&mut self, options: &Options) -> Result<&mut Layout, Problem> {
        if options.targets.is_empty() {
            return Ok(&mut self.plain);
        }
        let known = self.targeted.take().filter(|layout| layout.is_for(options));
        let layout = match known {
            Some(layout) => layout,
            None => Layout::new(self.plain.book.clone(), options)?,
        };
        Ok(self.targeted.insert(layout))
    }
}

/// Fills a workbook once, with nothing but its tags.
///
/// # Errors
/// As [`Template::fill`].
pub fn render(template: Vec<u8>, data: &Data<'_>) -> Result<Filled, Vec<Problem>> {
    let mut template = Template::read(template).map_err(|problem| vec![problem])?;
    template.fill(data, &Options::default())
}

/// Fills a workbook of which something outside names ranges, such as a chart in a document, and
/// answers where each of these ranges is then.
///
/// # Errors
/// As [`render`].
pub fn render_followed(
    template: Vec<u8>,
    data: &Data<'_>,
    ranges: &[String],
) -> Result<(Vec<u8>, Vec<Followed>), Vec<Problem>> {
    let mut template = Template::read(template).map_err(|problem| vec![problem])?;
    template.fill_followed(data, ranges)
}

/// Whether a workbook holds tags; `false` too for what is no workbook.
pub fn is_template(file: &[u8]) -> bool {
    let Ok(mut book) = Book::open(file.to_vec()) else { return false };
    let read = book.read_sheets().is_ok();
    read && book.tabs.iter().any(|tab| {
        let Some(sheet) = &tab.sheet else { return false };
        let (cells, problems) = tags::find(sheet, &tab.name, &book.strings);
        !cells.is_empty() || !problems.is_empty()
    })
}

/// What is wrong with a template, without data: broken tags and blocks, references that name
/// nothing, names that are not among `names`; all at once, each with its sheet and cell.
pub fn problems(template: &[u8], references: &dyn References, names: &Names) -> Vec<Problem> {
    problems_with(template, references, names, &Options::default())
}

/// What is wrong with a template that is to be filled so: as [`problems`], and with its targets.
pub fn problems_with(
    template: &[u8],
    references: &dyn References,
    names: &Names,
    options: &Options,
) -> Vec<Problem> {
    let mut book = match Book::open(template.to_vec()) {
        Ok(book) => book,
        Err(problem) => return vec![problem],
    };
    if let Err(problem) = book.read_sheets() {
        return vec![problem];
    }
    let mut engine = Engine::with_functions(
        &|tera| Engine::accept_names(tera, &names.functions),
        fill::plain_text,
    );
    let placed = match targets::place(&mut book, options) {
        Ok(placed) => placed,
        Err(problem) => return vec![problem],
    };
    let mut problems = placed.problems_under(options);
    let elsewhere = elsewhere::Elsewhere::gather(&mut book);
    let mut check = Check { references, names, engine: &mut engine };
    for (sheet, name, strings) in sheets(&book) {
        problems.extend(check.sheet(sheet, name, strings));
    }
    for elsewhere in elsewhere {
        if let Ok(sheet) = elsewhere.sheet() {
            let found = check.sheet(&sheet, "", &Strings::default());
            problems.extend(elsewhere.relocated(found));
        }
        problems.extend(elsewhere.problems);
    }
    problems
}

/// The sheets that were read, with their names and the workbook's strings.
fn sheets(book: &Book) -> impl Iterator<Item = (&Sheet, &str, &Strings)> {
    let read = |tab| {
        let tab: &book::Tab = tab;
        Some((tab.sheet.as_ref()?, tab.name.as_str(), &book.strings))
    };
    book.tabs.iter().filter_map(read)
}

fn is_unknown(statement: &str) -> bool {
    matches!(Statement::parse(statement), Statement::Other(_))
}

/// Looks at each tag on its own.
struct Check<'a> {
    references: &'a dyn References,
    names: &'a Names,
    engine: &'a mut Engine,
}

impl Check<'_> {
    fn sheet(&mut self, sheet: &Sheet, name: &str, strings: &Strings) -> Vec<Problem> {
        let (mut cells, mut problems) = tags::find(sheet, name, strings);
        let unpaired = tags::pair(&mut cells, name);
        if unpaired.is_empty() {
            problems.extend(plan::plan(sheet, name, &cells, &super::NoReferences).1);
        } else {
            // What is wrong with columns can be told all the same.
            problems.extend(columns::columns(sheet, name, &cells).1);
        }
        problems.extend(unpaired);
        problems.extend(self.tags(name, &cells));
        problems.sort_by(|a, b| a.place.cmp(&b.place));
        problems
    }

    fn tags(&mut self, sheet: &str, cells: &[Tagged]) -> Vec<Problem> {
        let bound = bound_names(cells);
        let mut problems = Vec::new();
        for cell in cells {
            for piece in &cell.pieces {
                let kinds = match &piece.part {
                    Part::Output(code) => self.output(code, &bound),
                    // Named already while statements were paired.
                    Part::Statement(code, _) | Part::Columns(code) if is_unknown(code) => {
                        continue;
                    }
                    Part::Statement(code, _) | Part::Columns(code) => {
                        let syntax = self.engine.check_statement(code);
                        self.names(code, &bound, syntax)
                    }
                    _ => continue,
                };
                let place = Place::Cell { sheet: sheet.to_owned(), cell: cell.at };
                let problem =
                    |kind| Problem { kind, place: place.clone(), around: cell.around.clone() };
                problems.extend(kinds.into_iter().map(problem));
            }
        }
        problems
    }

    fn output(&mut self, code: &str, bound: &BTreeSet<String>) -> Vec<ProblemKind> {
        if !bound.contains(head(code)) {
            match self.references.resolve(code) {
                Lookup::Figure(_) => return Vec::new(),
                Lookup::Unknown { nearest } => {
                    return vec![ProblemKind::UnknownName { name: code.to_owned(), nearest }];
                }
                Lookup::NotAReference => {}
            }
        }
        let syntax = self.engine.check_output(code);
        self.names(code, bound, syntax)
    }

    fn names(
        &self,
        code: &str,
        bound: &BTreeSet<String>,
        syntax: Option<ProblemKind>,
    ) -> Vec<ProblemKind> {
        if let Some(syntax) = syntax {
            return vec![syntax];
        }
        let is_unknown =
            |name: &String| !bound.contains(name) && !self.names.variables.contains(name);
        let known = || bound.iter().chain(&self.names.variables).map(String::as_str);
        let names = top_level_names(code).into_iter().filter(is_unknown);
        names
            .map(|name| ProblemKind::UnknownName { nearest: nearest(&name, known()), name })
            .collect()
    }
}
