//! A formula of the template with the names that sheets and tables have in the result.
//!
//! Which cells of these sheets are meant is not looked at here.

use super::lexer::{Kind, Reference, SheetName, Token, tokens};
use super::moves::{CannotFollow, MAX_ARGUMENTS, MAX_FORMULA};
use super::rewrite::TAKES_MANY;
use super::sheets::{Meaning, Sheets};

/// Stands for the name of a sheet that is not in the result; no sheet can be called so.
pub(super) const GONE: &str = "\u{1}";

/// Functions that tell of sheets themselves, not of cells.
const TELL_OF_SHEETS: [&str; 3] = ["SHEET", "SHEETS", "CELL"];

/// Functions that take many ranges, but none over several sheets at once.
const ON_ONE_SHEET: [&str; 1] = ["SUBTOTAL"];

/// A formula with the names of the result.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Respelled {
    /// The formula.
    pub text: String,
    /// Whether it reads more, fewer or other sheets than in the template.
    pub reads_other_cells: bool,
}

/// The formula with the names of the result, seen from a sheet of the result (none: `""`).
pub(super) fn respelled(
    sheets: &Sheets,
    formula: &str,
    home: &str,
) -> Result<Respelled, CannotFollow> {
    let tokens = tokens(formula);
    let mut one_by_one = Respelling::new(sheets, formula, home, &tokens, false);
    one_by_one.all()?;
    if !one_by_one.too_many {
        let one_by_one = one_by_one.finish();
        if fits(&one_by_one.text) || !fits(formula) {
            return Ok(one_by_one);
        }
    }
    let mut at_once = Respelling::new(sheets, formula, home, &tokens, true);
    at_once.all()?;
    let at_once = at_once.finish();
    if fits(&at_once.text) { Ok(at_once) } else { Err(CannotFollow::TooLong) }
}

/// Whether a formula keeps Excel's limits.
fn fits(formula: &str) -> bool {
    if formula.chars().count() > MAX_FORMULA {
        return false;
    }
    let mut arguments = vec![1];
    for token in tokens(formula) {
        match token.kind {
            Kind::Open => arguments.push(1),
            Kind::Comma => arguments.last_mut().into_iter().for_each(|count| *count += 1),
            Kind::Close if arguments.pop().is_some_and(|count| count > MAX_ARGUMENTS) => {
                return false;
            }
            _ => {}
        }
    }
    true
}

/// A formula being respelled token by token.
struct Respelling<'t> {
    sheets: &'t Sheets,
    formula: &'t str,
    home: &'t str,
    tokens: &'t [Token],
    /// Whether many sheets are named at once, from the first to the last.
    at_once: bool,
    functions: Vec<String>,
    out: String,
    reads_other_cells: bool,
    /// Whether a function would get more arguments than it can have: it is not gone on with.
    too_many: bool,
}

impl<'t> Respelling<'t> {
    fn new(
        sheets: &'t Sheets,
        formula: &'t str,
        home: &'t str,
        tokens: &'t [Token],
        at_once: bool,
    ) -> Self {
        let (functions, out) = (Vec::new(), String::with_capacity(formula.len()));
        Self {
            sheets,
            formula,
            home,
            tokens,
            at_once,
            functions,
            out,
            reads_other_cells: false,
            too_many: false,
        }
    }

    fn finish(self) -> Respelled {
        Respelled { text: self.out, reads_other_cells: self.reads_other_cells }
    }

    fn all(&mut self) -> Result<(), CannotFollow> {
        for (index, token) in self.tokens.iter().enumerate() {
            let text = self.formula.get(token.span.clone()).unwrap_or_default();
            match &token.kind {
                Kind::Open => {
                    let function = index.checked_sub(1).and_then(|at| self.tokens.get(at));
                    let function = function.filter(|token| token.kind == Kind::Function);
                    let name = function.and_then(|token| self.formula.get(token.span.clone()));
                    self.functions.push(name.unwrap_or_default().to_uppercase());
                }
                Kind::Close => {
                    self.functions.pop();
                }
                Kind::Function => {
                    let name = text.to_uppercase();
                    self.reads_other_cells |= TELL_OF_SHEETS.contains(&name.as_str());
                }
                Kind::Reference(reference) => {
                    self.reference(index, reference, text)?;
                    continue;
                }
                Kind::Structured => {
                    let name = text.split('[').next().unwrap_or_default();
                    self.table(index, name, text)?;
                    continue;
                }
                Kind::Name if text.contains('!') => {
                    self.local_name(text)?;
                    continue;
                }
                Kind::Name => {
                    self.table(index, text, text)?;
                    continue;
                }
                Kind::Error if text.contains('!') && text.ends_with("!#REF!") => {
                    self.out.push_str("#REF!");
                    continue;
                }
                _ => {}
            }
            self.out.push_str(text);
        }
        Ok(())
    }

    fn reference(
        &mut self,
        index: usize,
        reference: &Reference,
        text: &str,
    ) -> Result<(), CannotFollow> {
        let cells = text.get(reference.sheet_span.len()..).unwrap_or_default();
        let meaning = match &reference.sheet {
            None => Meaning::Same,
            Some(SheetName::Span(first, last)) => {
                self.span(first, last, text, cells);
                return Ok(());
            }
            Some(SheetName::One(name)) => self.sheets.meaning(name, self.home),
        };
        match meaning {
            Meaning::Same => self.out.push_str(text),
            Meaning::One(sheet) => self.push(&[&sheet], cells),
            Meaning::Gone => {
                self.reads_other_cells = true;
                self.push(&[GONE], cells);
            }
            Meaning::Many(sheets) => self.many(index, &sheets, text, cells)?,
        }
        Ok(())
    }

    /// A range on each of many sheets: only where a function takes any number of them.
    fn many(
        &mut self,
        index: usize,
        sheets: &[String],
        text: &str,
        cells: &str,
    ) -> Result<(), CannotFollow> {
        let function = self.takes_many(index);
        let Some(function) = function else {
            return Err(CannotFollow::ManySheets(text.to_owned(), sheets.len()));
        };
        self.reads_other_cells = true;
        if let (true, [first, .., last]) = (self.at_once, sheets)
            && !ON_ONE_SHEET.contains(&function)
        {
            self.out.push_str(&prefix(&[first, last]));
            self.out.push_str(cells);
            return Ok(());
        }
        self.too_many |= !self.at_once && sheets.len() > MAX_ARGUMENTS;
        if self.too_many {
            return Ok(());
        }
        for (number, sheet) in sheets.iter().enumerate() {
            self.out.push_str(if number == 0 { "" } else { "," });
            self.push(&[sheet], cells);
        }
        Ok(())
    }

    fn span(&mut self, first: &str, last: &str, text: &str, cells: &str) {
        match self.sheets.span(first, last) {
            None => self.out.push_str(text),
            Some((ends, same)) => {
                self.reads_other_cells |= !same;
                match ends {
                    None => self.push(&[GONE], cells),
                    Some([a, b]) if a == first && b == last => self.out.push_str(text),
                    Some([a, b]) if a == b => self.push(&[&a], cells),
                    Some([a, b]) => self.push(&[&a, &b], cells),
                }
            }
        }
    }

    /// A name that holds in one sheet only.
    fn local_name(&mut self, text: &str) -> Result<(), CannotFollow> {
        let (sheet, name) = text.rsplit_once('!').unwrap_or(("", text));
        let quoted = sheet.strip_prefix('\'').and_then(|sheet| sheet.strip_suffix('\''));
        let sheet = quoted.map_or(sheet.to_owned(), |sheet| sheet.replace("''", "'"));
        match self.sheets.meaning(&sheet, self.home) {
            Meaning::Same => self.out.push_str(text),
            Meaning::One(sheet) => self.push(&[&sheet], name),
            Meaning::Gone => {
                self.reads_other_cells = true;
                self.out.push_str("#REF!");
            }
            Meaning::Many(sheets) => {
                return Err(CannotFollow::ManySheets(text.to_owned(), sheets.len()));
            }
        }
        Ok(())
    }

    /// A table, or columns of one.
    fn table(&mut self, index: usize, name: &str, text: &str) -> Result<(), CannotFollow> {
        let columns = text.get(name.len()..).unwrap_or_default();
        match self.sheets.table(name, self.home) {
            Meaning::Same => self.out.push_str(text),
            Meaning::One(table) => {
                self.out.push_str(&table);
                self.out.push_str(columns);
            }
            Meaning::Gone => {
                self.reads_other_cells = true;
                self.out.push_str("#REF!");
            }
            Meaning::Many(tables) => {
                if self.takes_many(index).is_none() {
                    return Err(CannotFollow::ManySheets(text.to_owned(), tables.len()));
                }
                self.reads_other_cells = true;
                let each: Vec<_> =
                    tables.iter().map(|table| format!("{table}{columns}")).collect();
                self.out.push_str(&each.join(","));
            }
        }
        Ok(())
    }

    fn push(&mut self, sheets: &[&str], cells: &str) {
        self.out.push_str(&prefix(sheets));
        self.out.push_str(cells);
    }

    /// The function of which a token is a whole argument, when it takes any number of them.
    fn takes_many(&self, index: usize) -> Option<&'static str> {
        let solid = |token: &&Token| token.kind != Kind::Space;
        let before = self.tokens.get(..index)?.iter().rev().find(solid);
        let after = self.tokens.get(index + 1..)?.iter().find(solid);
        let whole = matches!(before?.kind, Kind::Open | Kind::Comma)
            && matches!(after?.kind, Kind::Close | Kind::Comma);
        let function = self.functions.last().filter(|_| whole)?;
        TAKES_MANY.iter().find(|name| *name == function).copied()
    }
}

/// One or two names of sheets with `!`, quoted as in formulas.
fn prefix(sheets: &[&str]) -> String {
    format!("'{}'!", sheets.join(":").replace('\'', "''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Trước, Mẫu repeated as A, It's, Sau renamed to Cuối, Bỏ left out, Khác.
    fn sheets() -> Sheets {
        let to = |name: &str, copies: &[&str]| {
            (name.to_owned(), copies.iter().map(|copy| (*copy).to_owned()).collect())
        };
        let mut sheets = Sheets::new(vec![
            to("Trước", &["Trước"]),
            to("Mẫu", &["A", "It's"]),
            to("Sau", &["Cuối"]),
            to("Bỏ", &[]),
            to("Khác", &["Khác"]),
        ]);
        sheets.add_table("Bảng", "A", "Bảng");
        sheets.add_table("Bảng", "It's", "Bảng_2");
        sheets
    }

    fn seen(home: &str, formula: &str) -> Result<String, CannotFollow> {
        respelled(&sheets(), formula, home).map(|respelled| respelled.text)
    }

    #[test]
    fn inside_a_copy_the_template_is_the_copy() {
        assert_eq!(seen("It's", "Mẫu!A1+'mẫu'!B2+C3").unwrap(), "'It''s'!A1+'It''s'!B2+C3");
        assert_eq!(seen("It's", "Bảng[Số]+[@Số]").unwrap(), "Bảng_2[Số]+[@Số]");
        assert_eq!(seen("It's", "Mẫu!tong").unwrap(), "'It''s'!tong");
    }

    #[test]
    fn from_outside_a_sum_takes_all_copies_and_one_cell_is_refused() {
        assert_eq!(seen("Khác", "SUM(Mẫu!B5, 1)").unwrap(), "SUM('A'!B5,'It''s'!B5, 1)");
        assert_eq!(seen("Khác", "SUM(Bảng[Số])").unwrap(), "SUM(Bảng[Số],Bảng_2[Số])");
        let many = |text: &str| Err(CannotFollow::ManySheets(text.to_owned(), 2));
        assert_eq!(seen("Khác", "Mẫu!B5*2"), many("Mẫu!B5"));
        assert_eq!(seen("", "Mẫu!$B$5:$B$9"), many("Mẫu!$B$5:$B$9"));
        assert_eq!(seen("Khác", "SUM(Mẫu!B5+1)"), many("Mẫu!B5"));
        assert_eq!(seen("Khác", "Mẫu!tong"), many("Mẫu!tong"));
    }

    #[test]
    fn a_sheet_over_several_sheets_keeps_covering_all_copies() {
        assert_eq!(seen("Khác", "SUM(Trước:Mẫu!A1)").unwrap(), "SUM('Trước:It''s'!A1)");
        assert_eq!(seen("Khác", "SUM('Mẫu:Sau'!A1)").unwrap(), "SUM('A:Cuối'!A1)");
        assert_eq!(seen("Khác", "SUM(Trước:Khác!A1)").unwrap(), "SUM(Trước:Khác!A1)");
        assert_eq!(seen("Khác", "SUM('Sau:Bỏ'!A1)").unwrap(), "SUM('Cuối'!A1)");
    }

    #[test]
    fn a_renamed_sheet_is_followed_and_a_gone_one_is_marked() {
        assert_eq!(seen("Khác", "Sau!A1&\"Sau!A1\"").unwrap(), "'Cuối'!A1&\"Sau!A1\"");
        assert_eq!(seen("Khác", "Bỏ!A1").unwrap(), format!("'{GONE}'!A1"));
        assert_eq!(seen("Khác", "[1]Sau!A1+'[1]Mẫu'!A1").unwrap(), "[1]Sau!A1+'[1]Mẫu'!A1");
    }

    #[test]
    fn too_many_copies_are_named_from_the_first_to_the_last() {
        let copies: Vec<_> = (1..=300).map(|number| format!("B{number}")).collect();
        let order = vec![("M".to_owned(), copies), ("K".to_owned(), vec!["K".to_owned()])];
        let sheets = Sheets::new(order);
        let text = respelled(&sheets, "SUM(M!A1)+1", "K").unwrap().text;
        assert_eq!(text, "SUM('B1:B300'!A1)+1");
        assert_eq!(respelled(&sheets, "SUBTOTAL(9,M!A1)", "K"), Err(CannotFollow::TooLong));
    }
}
