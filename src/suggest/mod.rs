//! Tags proposed for a form that has none: each cell that is left for a figure is understood by
//! the labels beside it and the headings above it, and what is not certain is said.

mod certainty;
mod chain;
mod family;
mod json;
mod known;
mod lines;
mod lists;
mod matching;
mod outline;
mod periods;
mod speech;
mod table;
mod tag;
mod units;
#[cfg(test)]
mod unknown_figures;
mod words;

use std::collections::BTreeMap;

use crate::model::{OrgTree, Period};
use crate::ooxml::CellRef;
use crate::pack::{Pack, PeriodRef};
use crate::sheet::{self, Limits, ReadError, Sheet};
use crate::template::Problem;
use crate::template::xlsx::{self, CellText};
use chain::{Chain, chain, is_labelled};
use family::{Draft, confer};
use known::{Known, Origins};
use lines::Labels;
use lists::List;
use matching::{Proposal, propose};
use periods::Standpoint;
use table::{Column, Line, LineKind, State, Table, tables};
use tag::{Whose, written};
use units::{UnitNames, settle};

pub use certainty::Certainty;
pub use json::suggestion_json;
pub use words::suggestion_in_words;

/// What proposals are made from.
pub struct Sources<'a> {
    /// The packs whose figures may be named.
    pub packs: &'a [Pack],
    /// Packs that call the same paths by other words.
    pub relatives: &'a [Pack],
    /// A form with tags whose labels count more than any likeness.
    pub like: Option<&'a [u8]>,
    /// The period of the form.
    pub period: Option<Period>,
    /// The organisation.
    pub tree: Option<&'a OrgTree>,
    /// Whether a reference names a figure that there is.
    pub has: &'a dyn Fn(&str) -> bool,
}

/// Why nothing can be proposed.
#[derive(Debug)]
pub enum SuggestError {
    /// The form cannot be read as a spreadsheet.
    Unreadable(ReadError),
    /// The form cannot be written into.
    Unwritable(Vec<Problem>),
}

/// What becomes of a cell that is left for a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// It gets a tag.
    Tagged {
        /// The code of the tag.
        code: String,
        /// How sure it is.
        certainty: Certainty,
    },
    /// Several figures could be meant: it stays as it was.
    Several {
        /// Their references.
        codes: Vec<String>,
    },
    /// No figure is known for it: it stays as it was.
    Left {
        /// Names of the figures that come nearest.
        nearest: Vec<String>,
    },
}

/// A cell that is left for a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SuggestedCell {
    /// Its sheet.
    pub sheet: String,
    /// Where.
    pub cell: CellRef,
    /// Labels and headings, as written.
    pub labels: String,
    /// What becomes of it.
    pub fate: Fate,
}

/// Proposals for a form.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Suggestion {
    /// The cells that are left for figures, sheet by sheet.
    pub cells: Vec<SuggestedCell>,
    /// What is to be written where: the tags, and the words around tables.
    pub texts: Vec<CellText>,
    /// How many tables were found.
    pub tables: usize,
    /// Cells whose formulas stay.
    pub formulas: usize,
    /// Labels of lines in which every cell was left, each with its sheet.
    pub empty_lines: Vec<(String, String)>,
    /// Headings of columns in which every cell was left, each with its sheet.
    pub empty_columns: Vec<(String, String)>,
}

/// Proposes tags for a form.
///
/// # Errors
/// When the form cannot be read.
pub fn suggest(form: &[u8], sources: &Sources<'_>) -> Result<Suggestion, SuggestError> {
    let from = standpoint(sources);
    let Sources { packs, relatives, like, .. } = *sources;
    let known = Known::gather(&Origins { packs, relatives, like, form, from });
    suggest_knowing(form, sources, &known)
}

/// What periods are seen from.
fn standpoint(sources: &Sources<'_>) -> Standpoint {
    let calendar = sources.packs.first().map(|pack| pack.calendar).unwrap_or_default();
    Standpoint { own: sources.period, calendar }
}

/// Proposes tags from what is known.
fn suggest_knowing(
    form: &[u8],
    sources: &Sources<'_>,
    known: &Known,
) -> Result<Suggestion, SuggestError> {
    let workbook =
        sheet::read("", form, &Limits::default()).map_err(SuggestError::Unreadable)?;
    let drawn = xlsx::drawn(form).map_err(SuggestError::Unwritable)?;
    let from = standpoint(sources);
    let mut labels = Labels::usual();
    for sheet in tagged_sheets(sources) {
        labels.learn(&sheet);
    }
    let units = sources.tree.map(UnitNames::of).unwrap_or_default();
    let mut suggestion = Suggestion::default();
    for drawn in drawn.iter().filter(|drawn| drawn.visible) {
        let Some(sheet) = workbook.sheet(&drawn.name) else { continue };
        let mut tables = tables(sheet, drawn, &known.speech);
        for table in &mut tables {
            settle(table, &units);
        }
        let is_free = |at: CellRef| {
            !tables.iter().any(|table| (table.top..=table.bottom).contains(&at.row))
        };
        for (cell, text) in labels.texts(sheet, &is_free) {
            suggestion.texts.push(CellText { sheet: drawn.name.clone(), cell, text });
        }
        for table in &tables {
            let teller = Teller { sheet: &drawn.name, table, known, sources, from };
            teller.tell(&mut suggestion);
        }
    }
    Ok(suggestion)
}

/// The sheets of forms with tags.
fn tagged_sheets(sources: &Sources<'_>) -> Vec<Sheet> {
    let forms = sources.packs.iter().flat_map(|pack| {
        let tables = pack.tables.iter().map(|table| table.bytes.as_slice());
        pack.forms.iter().map(|form| form.bytes.as_slice()).chain(tables)
    });
    let all = forms.chain(sources.like);
    all.filter_map(|bytes| sheet::read("", bytes, &Limits::default()).ok())
        .flat_map(|workbook| workbook.sheets)
        .collect()
}

/// Tells what becomes of the cells of a table.
struct Teller<'a> {
    sheet: &'a str,
    table: &'a Table,
    known: &'a Known,
    sources: &'a Sources<'a>,
    from: Standpoint,
}

impl Teller<'_> {
    fn tell(&self, suggestion: &mut Suggestion) {
        suggestion.tables += 1;
        let formulas = self.table.cells.values().filter(|state| **state == State::Formula);
        suggestion.formulas += formulas.count();
        let list = List::of(self.table);
        let mut drafts = self.drafts(list.as_ref());
        confer(&mut drafts, &self.table.columns, self.known);
        let told = drafts.into_iter().map(|draft| {
            let fate = self.decided(&draft.chain, &draft.whose, draft.proposal);
            let (sheet, labels) = (self.sheet.to_owned(), draft.chain.shown);
            (SuggestedCell { sheet, cell: draft.at, labels, fate }, draft.column.col)
        });
        let mut told: Vec<(SuggestedCell, u16)> = told.collect();
        self.tell_apart(&mut told);
        self.say_empty(&told, suggestion);
        let codes: BTreeMap<CellRef, String> = told
            .iter()
            .filter_map(|(cell, _)| match &cell.fate {
                Fate::Tagged { code, .. } => Some((cell.cell, code.clone())),
                _ => None,
            })
            .collect();
        let mut texts: BTreeMap<CellRef, String> =
            codes.iter().map(|(at, code)| (*at, format!("{{{{ {code} }}}}"))).collect();
        if let Some(list) = list {
            list.write(self.table, &mut texts);
        }
        let texts = texts.into_iter().map(|(cell, text)| CellText {
            sheet: self.sheet.to_owned(),
            cell,
            text,
        });
        suggestion.texts.extend(texts);
        suggestion.cells.extend(told.into_iter().map(|(cell, _)| cell));
    }

    /// A line is not the same figure as one that it is a part of; and where two cells would get
    /// one tag, neither is certain.
    fn tell_apart(&self, told: &mut [(SuggestedCell, u16)]) {
        let code = |cell: &SuggestedCell| match &cell.fate {
            Fate::Tagged { code, .. } => Some(code.clone()),
            _ => None,
        };
        let labels: BTreeMap<u32, &[String]> =
            self.table.lines.iter().map(|line| (line.row, line.labels.as_slice())).collect();
        let tagged: Vec<(CellRef, String)> =
            told.iter().filter_map(|(cell, _)| Some((cell.cell, code(cell)?))).collect();
        for (cell, _) in told {
            let at = cell.cell;
            let own = labels.get(&at.row).copied().unwrap_or_default();
            let Fate::Tagged { code, certainty } = &mut cell.fate else { continue };
            let same = |other: &&(CellRef, String)| other.0 != at && other.1 == *code;
            let is_wider = |other: &(CellRef, String)| {
                let wider = labels.get(&other.0.row).copied().unwrap_or_default();
                other.0.col == at.col && wider.len() < own.len() && own.starts_with(wider)
            };
            let twins: Vec<&(CellRef, String)> = tagged.iter().filter(same).collect();
            if *certainty != Certainty::Sure && twins.iter().any(|other| is_wider(other)) {
                let name = self.known.subject(code.split(" @ ").next().unwrap_or_default());
                let nearest = name.map(|subject| subject.name.clone()).into_iter().collect();
                cell.fate = Fate::Left { nearest };
            } else if !twins.is_empty() {
                *certainty = Certainty::Doubtful;
            }
        }
    }

    /// The cells that are left for figures, with what their own labels propose.
    fn drafts(&self, list: Option<&List>) -> Vec<Draft<'_>> {
        let mut drafts = Vec::new();
        for line in &self.table.lines {
            let is_listed = line.kind == LineKind::Listed;
            if line.kind == LineKind::Head
                || is_listed && list.is_none_or(|list| list.first != line.row)
            {
                continue;
            }
            for column in &self.table.columns {
                let at = CellRef::new(line.row, column.col);
                if self.table.cells.get(&at) == Some(&State::Open) {
                    drafts.push(self.draft(at, line, column));
                }
            }
        }
        drafts
    }

    fn draft<'t>(&'t self, at: CellRef, line: &'t Line, column: &'t Column) -> Draft<'t> {
        let mut chain = chain(self.table, line, column, self.known, self.from);
        let followed = matching::followed(&chain, self.known);
        chain.pass_over_strange(self.known);
        chain.passed_over |= line.guessed;
        let whose = match &line.organisation {
            Some(code) => Whose::Unit(code.clone()),
            None if line.kind == LineKind::Listed => Whose::Turn,
            None => Whose::Office,
        };
        let names_nothing = line.kind == LineKind::Strange || self.heads_a_section(line);
        let is_followed = followed.is_some();
        let proposal = match followed {
            Some(followed) => followed,
            None if names_nothing => Proposal::Nothing,
            None => propose(&chain, self.known),
        };
        Draft { at, line, column, chain, whose, proposal, is_followed }
    }

    /// Whether a line only names the lines under it: it has no unit of measure where they have.
    fn heads_a_section(&self, line: &Line) -> bool {
        let lines = &self.table.lines;
        let measured = lines.iter().filter(|line| !line.unit.is_empty()).count();
        let below = lines.iter().filter(|other| {
            other.labels.len() > line.labels.len() && other.labels.starts_with(&line.labels)
        });
        line.kind == LineKind::Labelled
            && line.unit.is_empty()
            && measured * 2 > lines.len()
            && below.into_iter().any(|other| !other.unit.is_empty())
    }

    fn left(&self, chain: &Chain) -> Fate {
        let nearest = matching::nearest(chain, self.known);
        Fate::Left { nearest: nearest.iter().map(|subject| subject.name.clone()).collect() }
    }

    fn decided(&self, chain: &Chain, whose: &Whose, proposal: Proposal) -> Fate {
        let left = || self.left(chain);
        match proposal {
            Proposal::Figure { path, period, code, certainty } => {
                let period = self.settled(&path, period);
                let reference = written(&path, period, &Whose::Office);
                if !(self.sources.has)(&reference) || !self.known.is_in_use(&path) {
                    return left();
                }
                let code = code.filter(|_| *whose == Whose::Office && period == PeriodRef::Own);
                let code = code.unwrap_or_else(|| written(&path, period, whose));
                Fate::Tagged { code, certainty }
            }
            Proposal::Several(paths) => {
                let codes = paths.iter().map(|path| written(path, chain.period(), whose));
                Fate::Several { codes: codes.collect() }
            }
            Proposal::Nothing => left(),
        }
    }

    /// A closing stock of the last year of a span is that of the span.
    fn settled(&self, path: &str, period: PeriodRef) -> PeriodRef {
        let (PeriodRef::Absolute(named), Some(own)) = (period, self.from.own) else {
            return period;
        };
        let closes = self.known.subject(path).is_some_and(|subject| subject.closes);
        let is_end = named.is_whole_years()
            && own.is_whole_years()
            && named.last_year() == own.last_year()
            && self.table.columns.iter().all(|column| !names_year(column, own, self.from));
        if closes && is_end { PeriodRef::Own } else { period }
    }

    /// The lines and columns for which no figure is known.
    fn say_empty(&self, told: &[(SuggestedCell, u16)], suggestion: &mut Suggestion) {
        let is_left = |cell: &SuggestedCell| matches!(cell.fate, Fate::Left { .. });
        for line in &self.table.lines {
            let mut here = told.iter().filter(|(cell, _)| cell.cell.row == line.row).peekable();
            if here.peek().is_some()
                && here.all(|(cell, _)| is_left(cell))
                && is_labelled(self.table)
            {
                let label = line.labels.last().cloned().unwrap_or_default();
                suggestion.empty_lines.push((self.sheet.to_owned(), label));
            }
        }
        for column in &self.table.columns {
            let mut here = told.iter().filter(|(_, col)| *col == column.col).peekable();
            if here.peek().is_some() && here.all(|(cell, _)| is_left(cell)) {
                let head = column.heads.join(" / ").replace('\n', " ");
                suggestion.empty_columns.push((self.sheet.to_owned(), head));
            }
        }
    }
}

/// Whether a column is that of a year before the last one: then each year has its own column.
fn names_year(column: &Column, own: Period, from: Standpoint) -> bool {
    column.heads.iter().any(|head| {
        let (mention, _) = periods::read(head, from);
        let Some(periods::Mention::Of(PeriodRef::Absolute(of))) = mention else { return false };
        of.last_year() < own.last_year()
    })
}
