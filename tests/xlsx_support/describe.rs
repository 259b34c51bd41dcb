//! A workbook described in lines, for cases that people can read in a diff.
//!
//! ```text
//! [Sheet] state="hidden"                a sheet, with attributes of its entry in the workbook
//! A1 || text || {3}12.5                 cells from A1 on; {3}: style 3 (see `skeleton`)
//! row 2 ht="30" customHeight="1"        attributes of a row
//! <mergeCells count="1"> … </mergeCells>   markup of the sheet, put where the schema wants it
//! rel rId1 hyperlink https://x.vn       a relationship of the sheet: id, type, target
//! name Ten = S!$A$1                     a defined name; `name Ten (S)` belongs to sheet S
//! workbook <calcPr fullCalcOnLoad="1"/> markup of the workbook
//! workbook rel rId9 externalLink externalLinks/externalLink1.xml
//! ```
//!
//! A cell is empty (no cell), `12.5`, `TRUE`, `#N/A`, `"12"` (text whatever it says), `<r>…</r>`
//! (rich text), a formula (`=A1*2 → 4`, `{=A1:A2*2} in B1:B2 → 4`, `=A1 (shared 0 in B1:B9) → 1`,
//! `(shared 0) → 1`), `inline text…`, or text.

use super::cells::{column, letters};
use super::dom::escape;
use std::fmt::Write as _;

/// A workbook in lines, read.
#[derive(Default)]
pub(super) struct Description {
    pub sheets: Vec<DescribedSheet>,
    /// Shared strings, as markup.
    pub strings: Vec<String>,
    /// `definedName` elements.
    pub names: String,
    /// Other markup of the workbook.
    pub workbook: Vec<String>,
    /// Relationships of the workbook: id, type, target.
    pub links: Vec<[String; 3]>,
}

#[derive(Default)]
pub(super) struct DescribedSheet {
    pub name: String,
    /// Attributes of its entry in the workbook.
    pub attributes: String,
    /// Markup of its rows.
    pub rows: Vec<DescribedRow>,
    /// Markup of the sheet but its rows.
    pub around: Vec<String>,
    /// Relationships: id, type, target.
    pub links: Vec<[String; 3]>,
}

#[derive(Default)]
pub(super) struct DescribedRow {
    pub number: u32,
    pub attributes: String,
    pub cells: String,
}

/// Reads a description.
pub(super) fn read(text: &str) -> Description {
    let mut whole = Description::default();
    let mut markup = String::new();
    for line in text.lines().map(str::trim_end).filter(|line| !line.starts_with("# ")) {
        // Markup may go on in lines that are indented.
        if line.starts_with(' ') && !markup.is_empty() {
            markup.push_str(line.trim());
            continue;
        }
        if !markup.is_empty() {
            whole.sheet().around.push(std::mem::take(&mut markup));
        }
        if line.starts_with('<') {
            line.clone_into(&mut markup);
        } else if !line.is_empty() {
            whole.line(line);
        }
    }
    if !markup.is_empty() {
        whole.sheet().around.push(markup);
    }
    whole
}

fn three(line: &str) -> [String; 3] {
    let mut words = line.splitn(3, ' ').map(str::to_owned);
    std::array::from_fn(|_| {
        words.next().unwrap_or_else(|| panic!("`{line}` has not three words"))
    })
}

impl Description {
    fn sheet(&mut self) -> &mut DescribedSheet {
        self.sheets.last_mut().expect("a sheet comes first")
    }

    fn line(&mut self, line: &str) {
        if let Some(rest) = line.strip_prefix('[') {
            let (name, attributes) = rest.split_once(']').expect("[Sheet]");
            let (name, attributes) = (name.to_owned(), attributes.to_owned());
            self.sheets.push(DescribedSheet { name, attributes, ..DescribedSheet::default() });
        } else if let Some(rest) = line.strip_prefix("rel ") {
            self.sheet().links.push(three(rest));
        } else if let Some(rest) = line.strip_prefix("workbook rel ") {
            self.links.push(three(rest));
        } else if let Some(rest) = line.strip_prefix("workbook ") {
            self.workbook.push(rest.to_owned());
        } else if let Some(rest) = line.strip_prefix("name ") {
            self.name(rest);
        } else if let Some(rest) = line.strip_prefix("row ") {
            let (number, attributes) = rest.split_once(' ').expect("row 2 ht=\"30\"");
            self.row(number.parse().unwrap()).attributes = format!(" {attributes}");
        } else {
            self.cells(line);
        }
    }

    fn name(&mut self, rest: &str) {
        let (name, text) = rest.split_once(" = ").expect("name X = S!$A$1");
        let (name, attributes) = name.split_once(' ').unwrap_or((name, ""));
        let scope = attributes.strip_prefix('(').and_then(|rest| rest.split_once(')'));
        let attributes = match scope {
            Some((sheet, more)) => {
                let index =
                    self.sheets.iter().position(|s| s.name == sheet).expect("the sheet");
                format!("localSheetId=\"{index}\"{more}")
            }
            None => attributes.to_owned(),
        };
        let text = escape(text);
        write!(self.names, "<definedName name=\"{name}\" {attributes}>{text}</definedName>")
            .unwrap();
    }

    /// The row of a number, made if it is not there.
    fn row(&mut self, number: u32) -> &mut DescribedRow {
        let rows = &mut self.sheet().rows;
        let index =
            rows.binary_search_by_key(&number, |row| row.number).unwrap_or_else(|index| {
                rows.insert(index, DescribedRow { number, ..DescribedRow::default() });
                index
            });
        &mut rows[index]
    }

    fn cells(&mut self, line: &str) {
        let (at, texts) =
            line.split_once(" ||").unwrap_or_else(|| panic!("`{line}` is nothing"));
        let number = at.trim_start_matches(char::is_alphabetic).parse().unwrap();
        let first = column(at);
        for (index, text) in texts.split("||").enumerate() {
            if text.trim().is_empty() {
                continue;
            }
            let at = format!("{}{number}", letters(first + u32::try_from(index).unwrap()));
            let cell = self.cell(&at, text.trim());
            self.row(number).cells.push_str(&cell);
        }
    }

    fn cell(&mut self, at: &str, text: &str) -> String {
        let styled = text.strip_prefix('{').and_then(|rest| rest.split_once('}'));
        let styled = styled.filter(|(style, _)| style.parse::<u32>().is_ok());
        let (style, text) = match styled {
            Some((style, text)) => (format!(" s=\"{style}\""), text),
            None => (String::new(), text),
        };
        let (kind, inside) = self.content(text);
        let kind = if kind.is_empty() { kind } else { format!(" t=\"{kind}\"") };
        if inside.is_empty() {
            return format!("<c r=\"{at}\"{style}/>");
        }
        format!("<c r=\"{at}\"{style}{kind}>{inside}</c>")
    }

    /// Type and inside of a cell.
    fn content(&mut self, text: &str) -> (String, String) {
        let formula =
            text.starts_with('=') || text.starts_with("{=") || text.starts_with("(shared");
        if formula {
            let (formula, value) = text.split_once('→').unwrap_or((text, ""));
            let (kind, value) = plain(value.trim());
            let value = if value.is_empty() { value } else { format!("<v>{value}</v>") };
            return (kind, formula_markup(formula.trim()) + &value);
        }
        if let Some(inline) = text.strip_prefix("inline ") {
            return ("inlineStr".to_owned(), format!("<is><t>{}</t></is>", escape(inline)));
        }
        let (kind, value) = plain(text);
        if kind != "str" {
            let value = if value.is_empty() { value } else { format!("<v>{value}</v>") };
            return (kind, value);
        }
        self.strings.push(if text.starts_with("<r>") {
            text.to_owned()
        } else {
            format!("<t xml:space=\"preserve\">{value}</t>")
        });
        ("s".to_owned(), format!("<v>{}</v>", self.strings.len() - 1))
    }
}

/// Type and digits or escaped text of a value.
fn plain(text: &str) -> (String, String) {
    let (kind, value) = match text {
        "" => ("", String::new()),
        "TRUE" => ("b", "1".to_owned()),
        "FALSE" => ("b", "0".to_owned()),
        _ if text.starts_with('#')
            && (text.ends_with('!') || text == "#N/A" || text == "#NAME?") =>
        {
            ("e", text.to_owned())
        }
        _ if text.parse::<f64>().is_ok() => ("", text.to_owned()),
        _ => {
            let inside = text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
            ("str", escape(inside.unwrap_or(text)).replace("\\n", "&#10;"))
        }
    };
    (kind.to_owned(), value)
}

fn formula_markup(text: &str) -> String {
    if let Some(array) = text.strip_prefix("{=") {
        let (text, area) = array.split_once("} in ").expect("{=…} in A1:A2");
        return format!("<f t=\"array\" ref=\"{area}\">{}</f>", escape(text));
    }
    if let Some((text, shared)) = text.rsplit_once("(shared ") {
        let shared = shared.trim_end_matches(')');
        let (group, area) = shared.split_once(" in ").unwrap_or((shared, ""));
        let area = if area.is_empty() { String::new() } else { format!(" ref=\"{area}\"") };
        let text = text.trim().trim_start_matches('=');
        return format!("<f t=\"shared\"{area} si=\"{group}\">{}</f>", escape(text));
    }
    format!("<f>{}</f>", escape(text.trim_start_matches('=')))
}
