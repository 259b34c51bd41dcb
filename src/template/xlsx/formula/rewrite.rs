//! A formula rewritten token by token: each reference with the cells it has become.

use super::lexer::{Kind, Reference, Token, tokens};
use super::moves::{CannotFollow, Followed, MAX_ARGUMENTS, MAX_FORMULA, Moves, Placed, Site};
use crate::template::xlsx::lines::{Area, Axis};

/// Functions that take any number of ranges and treat them all alike.
pub(super) const TAKES_MANY: [&str; 20] = [
    "SUM",
    "COUNT",
    "COUNTA",
    "AVERAGE",
    "MIN",
    "MAX",
    "PRODUCT",
    "AVERAGEA",
    "MAXA",
    "MINA",
    "SUMSQ",
    "MEDIAN",
    "STDEV",
    "VAR",
    "STDEV.S",
    "VAR.S",
    "AND",
    "OR",
    "_XLFN.CONCAT",
    "SUBTOTAL",
];
/// What functions give over nothing, as Excel shows them over empty cells.
const OVER_NOTHING: [(&str, &str); 24] = [
    ("SUM", "0"),
    ("COUNT", "0"),
    ("COUNTA", "0"),
    ("COUNTBLANK", "0"),
    ("SUMIF", "0"),
    ("SUMIFS", "0"),
    ("COUNTIF", "0"),
    ("COUNTIFS", "0"),
    ("SUMPRODUCT", "0"),
    ("SUMSQ", "0"),
    ("PRODUCT", "0"),
    ("MIN", "0"),
    ("MINA", "0"),
    ("MAX", "0"),
    ("MAXA", "0"),
    ("AVERAGE", NO_MEAN),
    ("AVERAGEA", NO_MEAN),
    ("AVERAGEIF", NO_MEAN),
    ("AVERAGEIFS", NO_MEAN),
    ("STDEV", NO_MEAN),
    ("STDEV.S", NO_MEAN),
    ("VAR", NO_MEAN),
    ("VAR.S", NO_MEAN),
    ("MEDIAN", "#NUM!"),
];
/// A mean of no numbers.
const NO_MEAN: &str = "#DIV/0!";

/// The formula with all references moved.
pub(super) fn rewrite(
    moves: &Moves<'_>,
    formula: &str,
    site: &Site<'_>,
) -> Result<Followed, CannotFollow> {
    let tokens = tokens(formula);
    let mut rewriting = Rewriting::new(moves, formula, site, &tokens);
    for index in 0..tokens.len() {
        rewriting.token(index)?;
    }
    let result = rewriting.texts.concat();
    if result.chars().count() > MAX_FORMULA && formula.len() <= MAX_FORMULA {
        return Err(CannotFollow::TooLong);
    }
    let reads_other_cells = rewriting.reads_other_cells;
    Ok(Followed { text: (result != formula).then_some(result), reads_other_cells })
}

/// A formula being rewritten token by token.
struct Rewriting<'m, 'a, 't> {
    moves: &'m Moves<'a>,
    site: &'t Site<'t>,
    tokens: &'t [Token],
    texts: Vec<String>,
    calls: Vec<Call>,
    reads_other_cells: bool,
}

/// An open parenthesis, with the function before it.
struct Call {
    function: String,
    start: usize,
    argument: usize,
    arguments: Vec<Argument>,
    /// Arguments that have come of others.
    added: usize,
}

/// A finished argument: its tokens, and whether it was one reference to cells that are gone.
struct Argument {
    start: usize,
    end: usize,
    gone: bool,
}

impl<'m, 'a, 't> Rewriting<'m, 'a, 't> {
    fn new(
        moves: &'m Moves<'a>,
        formula: &str,
        site: &'t Site<'t>,
        tokens: &'t [Token],
    ) -> Self {
        let text =
            |token: &Token| formula.get(token.span.clone()).unwrap_or_default().to_owned();
        Self {
            moves,
            site,
            tokens,
            texts: tokens.iter().map(text).collect(),
            calls: Vec::new(),
            reads_other_cells: false,
        }
    }

    fn token(&mut self, index: usize) -> Result<(), CannotFollow> {
        let Some(token) = self.tokens.get(index) else { return Ok(()) };
        match &token.kind {
            Kind::Open => {
                let before =
                    index.checked_sub(1).filter(|at| self.kind(*at) == Some(&Kind::Function));
                let function =
                    before.map(|at| self.text(at).to_uppercase()).unwrap_or_default();
                let start = before.unwrap_or(index);
                self.calls.push(Call {
                    function,
                    start,
                    argument: index + 1,
                    arguments: Vec::new(),
                    added: 0,
                });
            }
            Kind::Comma => self.end_argument(index),
            Kind::Close => {
                self.end_argument(index);
                if let Some(call) = self.calls.pop() {
                    if call.added > 0 && call.arguments.len() + call.added > MAX_ARGUMENTS {
                        return Err(CannotFollow::TooLong);
                    }
                    self.end_call(&call, index);
                }
            }
            Kind::Reference(reference) => self.reference(index, reference)?,
            _ => {}
        }
        Ok(())
    }

    fn reference(&mut self, index: usize, reference: &Reference) -> Result<(), CannotFollow> {
        let many = self.is_whole_argument(index)
            && self
                .calls
                .last()
                .is_some_and(|call| TAKES_MANY.contains(&call.function.as_str()));
        let outside = self.site.cell.is_none();
        let text = self.text(index).to_owned();
        let placed = self.moves.place(reference, &text, self.site, many || outside)?;
        let areas = match placed {
            Placed::Same => return Ok(()),
            Placed::Gone => {
                self.reads_other_cells = true;
                self.set(index, "#REF!".to_owned());
                return Ok(());
            }
            Placed::At(areas) => areas,
        };
        let template =
            Area { rows: reference.lines(Axis::Rows), columns: reference.lines(Axis::Columns) };
        let cells: usize = areas.iter().map(Area::cells).sum();
        self.reads_other_cells |= cells != template.cells() || self.site.is_repeated();
        let alone = outside && self.calls.is_empty();
        if areas.len() > 1 && !many && !alone {
            return Err(CannotFollow::Apart(text));
        }
        if let Some(call) = self.calls.last_mut() {
            call.added += areas.len() - 1;
            if call.added > MAX_ARGUMENTS {
                return Err(CannotFollow::TooLong);
            }
        }
        let prefix_len = reference.sheet_span.len();
        let prefix = text.get(..prefix_len).unwrap_or_default();
        let parts: Vec<_> =
            areas.iter().map(|area| format!("{prefix}{}", reference.over(*area))).collect();
        self.set(index, parts.join(","));
        Ok(())
    }

    fn end_argument(&mut self, end: usize) {
        let Some(start) = self.calls.last().map(|call| call.argument) else { return };
        let mut solid = (start..end).filter(|at| self.kind(*at) != Some(&Kind::Space));
        let gone = match (solid.next(), solid.next()) {
            (Some(only), None) => {
                matches!(self.kind(only), Some(Kind::Reference(_)))
                    && self.text(only) == "#REF!"
            }
            _ => false,
        };
        if let Some(call) = self.calls.last_mut() {
            call.arguments.push(Argument { start, end, gone });
            call.argument = end + 1;
        }
    }

    /// Deals with arguments whose cells are gone: a sum over nothing is 0, not `#REF!`.
    fn end_call(&mut self, call: &Call, close: usize) {
        let gone = call.arguments.iter().filter(|argument| argument.gone).count();
        if gone == 0 {
            return;
        }
        let function = call.function.as_str();
        let many = TAKES_MANY.contains(&function);
        // The first argument of SUBTOTAL says which function it is.
        let subtotal = function == "SUBTOTAL";
        let all_gone = gone + usize::from(subtotal) == call.arguments.len();
        let value = if subtotal { self.subtotal(call) } else { over_nothing(function) };
        // Of SUMIF and the like it is the first argument that holds the cells.
        let cells_gone = call.arguments.first().is_some_and(|first| first.gone);
        if let Some(value) = value.filter(|_| all_gone || !many && cells_gone) {
            (call.start..=close).for_each(|at| self.set(at, String::new()));
            self.set(call.start, value.to_owned());
        } else if many && !all_gone {
            let mut first = true;
            for argument in &call.arguments {
                if argument.gone {
                    (argument.start..argument.end).for_each(|at| self.set(at, String::new()));
                }
                if argument.start > 0 && self.kind(argument.start - 1) == Some(&Kind::Comma) {
                    let comma = if first || argument.gone { "" } else { "," };
                    self.set(argument.start - 1, comma.to_owned());
                }
                first &= argument.gone;
            }
        }
    }

    /// What a subtotal gives over nothing.
    fn subtotal(&self, call: &Call) -> Option<&'static str> {
        let number: String = call
            .arguments
            .first()
            .and_then(|first| self.texts.get(first.start..first.end))
            .map(<[String]>::concat)
            .unwrap_or_default();
        match number.trim() {
            "2" | "3" | "4" | "5" | "6" | "9" | "102" | "103" | "104" | "105" | "106"
            | "109" => Some("0"),
            "1" | "7" | "10" | "101" | "107" | "110" => Some(NO_MEAN),
            _ => None,
        }
    }

    fn is_whole_argument(&self, index: usize) -> bool {
        let solid = |at: &usize| self.kind(*at) != Some(&Kind::Space);
        let before = (0..index).rev().find(solid).and_then(|at| self.kind(at));
        let after = (index + 1..self.tokens.len()).find(solid).and_then(|at| self.kind(at));
        matches!(before, Some(Kind::Open | Kind::Comma))
            && matches!(after, Some(Kind::Close | Kind::Comma))
    }

    fn kind(&self, index: usize) -> Option<&'t Kind> {
        self.tokens.get(index).map(|token| &token.kind)
    }

    fn text(&self, index: usize) -> &str {
        self.texts.get(index).map_or("", String::as_str)
    }

    fn set(&mut self, index: usize, text: String) {
        if let Some(slot) = self.texts.get_mut(index) {
            *slot = text;
        }
    }
}

/// What a function gives over nothing, where it is known.
fn over_nothing(function: &str) -> Option<&'static str> {
    OVER_NOTHING.iter().find(|(name, _)| *name == function).map(|(_, value)| *value)
}
