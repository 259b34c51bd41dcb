//! Reading web pages: each table is a sheet. Programs of offices save their reports so, and name
//! them .xls. What counts is what a browser shows.

mod css;
mod entities;
mod given;
mod looks;
mod table;
mod tokens;

use super::error::ReadError;
use super::flow::Flow;
use super::plain_text;
use super::said::{Look, Said};
use super::spans::TableBudget;
use super::workbook::{Format, Workbook};
use crate::ooxml::Limits;
use css::{Classes, Effect};
use looks::{Looks, parts_words};
use table::OpenTable;
use tokens::{Tag, Token, tokens};

/// Tables within tables; honest pages have a few.
const DEPTH: usize = 32;

/// What stands for a box that is ticked.
const TICKED: &str = "☒";

/// Reads a page from its bytes.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Workbook, ReadError> {
    let text = plain_text::decode_page(bytes)?;
    let mut page = Page {
        flow: Flow::new(TableBudget::new(limits)),
        line: Said::default(),
        tables: Vec::new(),
        classes: Classes::default(),
        looks: Looks::default(),
        choice: None,
    };
    for token in tokens(&text) {
        match token {
            Token::Text(text) => page.say(&text),
            Token::Style(sheet) => page.classes.add(sheet),
            Token::Open(tag) => page.open(&tag)?,
            Token::Close(name) => page.close(&name)?,
        }
    }
    page.close_choice()?;
    while !page.tables.is_empty() {
        page.end_table()?;
    }
    page.end_line()?;
    page.flow.finish(Format::Html)
}

/// A page while it is being read.
struct Page {
    flow: Flow,
    /// The line outside of tables that is being said.
    line: Said,
    /// Open tables, the innermost last.
    tables: Vec<OpenTable>,
    classes: Classes,
    looks: Looks,
    choice: Option<Choice>,
}

/// A list to choose from, of which a browser shows what is chosen.
#[derive(Default)]
struct Choice {
    shown: String,
    /// Whether the open entry is shown.
    shows: bool,
    entries: usize,
}

impl Page {
    fn say(&mut self, text: &str) {
        if let Some(choice) = &mut self.choice {
            if choice.shows {
                choice.shown.push_str(text);
            }
            return;
        }
        let (look, keep_lines) = (self.looks.look(), self.looks.keep_lines());
        match self.tables.last_mut() {
            Some(OpenTable { cell: Some(cell), .. }) => {
                push_words(&mut cell.said, text, look, keep_lines);
            }
            Some(table) => push_words(&mut table.above, text, look, keep_lines),
            None => push_words(&mut self.line, text, look, keep_lines),
        }
    }

    fn break_line(&mut self) -> Result<(), ReadError> {
        match self.tables.last_mut() {
            Some(OpenTable { cell: Some(cell), .. }) => cell.said.end_line(),
            Some(table) => table.above.end_line(),
            None => self.end_line()?,
        }
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), ReadError> {
        let line = std::mem::take(&mut self.line);
        self.flow.line(line.text().trim())
    }

    /// How many elements were open when the open cell began.
    fn base(&self) -> usize {
        let cells = self.tables.iter().rev().find_map(|table| table.cell.as_ref());
        cells.map_or(0, |cell| cell.base)
    }

    fn open(&mut self, tag: &Tag) -> Result<(), ReadError> {
        let name = tag.name.as_str();
        if self.choice.is_some() && !matches!(name, "td" | "th" | "tr" | "table") {
            self.open_in_choice(tag);
            return Ok(());
        }
        let effect = self.classes.effect(tag);
        match (name, self.tables.last_mut()) {
            ("table", _) => self.start_table(effect)?,
            ("tr", Some(_)) => {
                self.end_row()?;
                self.tables.last_mut().map_or(Ok(()), |table| table.start_row(effect))?;
            }
            ("td" | "th", Some(_)) => {
                self.end_cell()?;
                self.start_cell(tag, effect)?;
            }
            ("thead" | "tbody" | "tfoot", Some(_)) => self.start_group(effect)?,
            ("col", Some(table)) => table.column(tag, effect),
            ("caption" | "colgroup", Some(_)) => {}
            ("br", _) => self.break_line()?,
            ("select", _) => self.choice = Some(Choice::default()),
            ("input", _) => self.input(tag)?,
            _ => {
                if effect.is_block || parts_words(name) {
                    self.break_line()?;
                }
                let base = self.base();
                self.looks.open(name, effect, base)?;
            }
        }
        Ok(())
    }

    fn close(&mut self, name: &str) -> Result<(), ReadError> {
        match name {
            "table" => self.end_table(),
            "tr" => self.end_row(),
            "td" | "th" => self.end_cell(),
            "thead" | "tbody" | "tfoot" => self.start_group(Effect::default()),
            "select" => self.close_choice(),
            _ => {
                let base = self.base();
                if self.looks.close(name, base) || parts_words(name) {
                    self.break_line()?;
                }
                Ok(())
            }
        }
    }

    fn start_table(&mut self, effect: Effect) -> Result<(), ReadError> {
        self.close_choice()?;
        // A table that stands in another and in none of its cells ends it.
        if self.tables.last().is_some_and(|outer| outer.cell.is_none()) {
            self.end_table()?;
        }
        if self.tables.len() == DEPTH {
            return Err(ReadError::frame("tables nested too deep"));
        }
        match self.tables.last_mut().and_then(|outer| outer.cell.as_mut()) {
            Some(cell) => cell.end_piece(),
            None => self.end_line()?,
        }
        let around = self.looks.depth();
        self.tables.push(OpenTable::within(around));
        self.looks.enter("table", effect)
    }

    fn start_group(&mut self, effect: Effect) -> Result<(), ReadError> {
        self.end_row()?;
        let Some(table) = self.tables.last_mut() else { return Ok(()) };
        table.end_group(effect, self.flow.budget())
    }

    fn start_cell(&mut self, tag: &Tag, effect: Effect) -> Result<(), ReadError> {
        let base = self.looks.depth();
        let Some(table) = self.tables.last_mut() else { return Ok(()) };
        table.start_cell(tag, effect, base)?;
        // Hidden rows are read and told; what strikes them through strikes their cells.
        let struck = effect.struck || table.of_row.struck || table.of_group.struck;
        let effect = Effect { struck, gone: false, raised: false, lowered: false, ..effect };
        self.looks.enter("td", effect)
    }

    fn end_cell(&mut self) -> Result<(), ReadError> {
        self.close_choice()?;
        let Some(table) = self.tables.last_mut() else { return Ok(()) };
        if let Some(cell) = &table.cell {
            self.looks.cut(cell.base);
        }
        table.end_cell(self.flow.budget())
    }

    fn end_row(&mut self) -> Result<(), ReadError> {
        self.end_cell()?;
        let Some(table) = self.tables.last_mut() else { return Ok(()) };
        table.end_row(self.flow.budget())
    }

    fn end_table(&mut self) -> Result<(), ReadError> {
        self.end_cell()?;
        let Some(table) = self.tables.pop() else { return Ok(()) };
        self.looks.cut(table.around);
        let nested = table.finish(self.flow.budget())?;
        match self.tables.last_mut().and_then(|outer| outer.cell.as_mut()) {
            Some(cell) => {
                self.flow.budget().sheet()?;
                cell.hold(nested);
            }
            None => nested.tell(&mut self.flow)?,
        }
        Ok(())
    }

    /// What a field of a form shows.
    fn input(&mut self, tag: &Tag) -> Result<(), ReadError> {
        let kind = tag.attribute("type").unwrap_or_default().to_lowercase();
        let shown = match kind.as_str() {
            "hidden" | "submit" | "reset" | "button" | "image" | "file" | "password" => None,
            "checkbox" | "radio" => tag.attribute("checked").map(|_| TICKED),
            _ => tag.attribute("value"),
        };
        self.break_line()?;
        if !self.classes.effect(tag).gone {
            self.say(shown.unwrap_or_default());
        }
        self.break_line()
    }

    fn open_in_choice(&mut self, tag: &Tag) {
        let Some(choice) = self.choice.as_mut().filter(|_| tag.name == "option") else {
            return;
        };
        choice.entries += 1;
        let is_chosen = tag.attribute("selected").is_some();
        choice.shows = is_chosen || choice.entries == 1;
        if choice.shows {
            choice.shown.clear();
        }
    }

    fn close_choice(&mut self) -> Result<(), ReadError> {
        let Some(choice) = self.choice.take() else { return Ok(()) };
        self.break_line()?;
        self.say(&choice.shown);
        self.break_line()
    }
}

/// Any run of spaces and line ends of a page is one space, but where lines are kept.
fn push_words(to: &mut Said, text: &str, look: Look, keep_lines: bool) {
    if keep_lines {
        to.say(text, look);
        return;
    }
    let mut words = String::with_capacity(text.len());
    for (at, word) in text.split(|c: char| c.is_ascii_whitespace()).enumerate() {
        let before = if words.is_empty() { to.text() } else { words.as_str() };
        if at > 0 && !before.ends_with([' ', '\n']) {
            words.push(' ');
        }
        words.push_str(word);
    }
    to.say(&words, look);
}

#[cfg(test)]
mod tests {
    use super::super::workbook::Value;
    use super::*;

    fn cells(page: &str) -> Vec<String> {
        let book = read(page.as_bytes(), &Limits::default()).unwrap();
        let sheets = book.sheets.iter().flat_map(|sheet| {
            sheet.iter().map(move |(at, cell)| format!("{}!{at}={}", sheet.name, cell.text))
        });
        sheets.collect()
    }

    #[test]
    fn spans_push_cells_aside_and_end_tags_may_be_left_out() {
        let page = "<table><tr><td rowspan=2>TT<td colspan=\"2\">Năm<tr><td>2023<td>2024\
                    <tr><td>1<td>15<td>16</table>";
        let expected = ["A1=TT", "B1=Năm", "B2=2023", "C2=2024", "A3=1", "B3=15", "C3=16"];
        assert_eq!(cells(page), expected.map(|cell| format!("Bảng 1!{cell}")));
    }

    #[test]
    fn a_number_that_is_given_is_the_number() {
        let page = "<table><tr><td>Số<td x:num=\"93.3333\">93,33<td x:num>12<td x:str>05\
                    <td sdval='6.25'>6,3<tr><td>a<td>1.251<td><td><td></table>";
        let book = read(page.as_bytes(), &Limits::default()).unwrap();
        let values: Vec<String> = book.sheets[0]
            .iter()
            .map(|(at, cell)| match &cell.value {
                Value::Number(number) => format!("{at}={number}"),
                _ => format!("{at} {}", cell.text),
            })
            .collect();
        assert_eq!(
            values,
            ["A1 Số", "B1=93.3333", "C1=12", "D1 05", "E1=6.25", "A2 a", "B2 1.251"]
        );
    }

    #[test]
    fn what_is_no_text_is_not_read() {
        let page = "<html><head><title>x</title><style>td{}</style></head><!-- <table> -->\
                    <script>if (a<b) {}</script><p>Đơn vị: Chi bộ 3</p><table><tr><td>&#272;&ocirc;ng\
                    &nbsp;A &amp; B<td>a < b<td>c<tr><td>1<td>2<td>3</table>";
        let said = cells(page);
        assert_eq!(said[..2], ["Bảng 1!A1=Đơn vị:", "Bảng 1!D1=Chi bộ 3"]);
        assert_eq!(said[2..4], ["Bảng 1!A2=Đông A & B", "Bảng 1!B2=a < b"]);
    }

    #[test]
    fn a_table_that_holds_tables_only_places_them() {
        let page = "<table><tr><td>Biểu 1<table><tr><td>TT<td>Nội dung<td>Số<tr><td>1<td>Tổng\
                    <td>15</table></td></tr></table>";
        let said = cells(page);
        assert_eq!(said[0], "Bảng 1!A1=Biểu 1");
        assert_eq!(said.last().unwrap(), "Bảng 1!C3=15");
    }

    /// What stands in the second cell of the second row, and how it looks.
    fn figure(cell: &str) -> String {
        let page = format!("<table><tr><td>A<td>B<td>C<tr><td>a{cell}<td>7</table>");
        let book = read(page.as_bytes(), &Limits::default()).unwrap();
        let sheet = &book.sheets[0];
        let at = "B2".parse().unwrap();
        let Some(cell) = sheet.get(at) else { return "nothing".to_owned() };
        let is_number = matches!(cell.value, Value::Number(_));
        let percent = if sheet.shows_percentage(at) { "%" } else { "" };
        let struck =
            sheet.appearance.struck(at).map_or(String::new(), |struck| format!(" {struck:?}"));
        format!("{}{percent}{struck}{}", cell.text, if is_number { "" } else { " (text)" })
    }

    #[test]
    fn what_is_struck_through_raised_or_hidden_is_not_glued_to_a_figure() {
        for (cell, seen) in [
            ("<td><del>1</del>2", "1 2 Part (text)"),
            ("<td><s>1</s><b>2</b>", "1 2 Part (text)"),
            ("<td><span style='text-decoration: line-through'>12</span>", "12 Whole"),
            ("<td>12<sup>1</sup>", "12¹ (text)"),
            ("<td><span style=\"display:none\">2</span>2", "2"),
            ("<td><span hidden>2<i>3</i></span>2", "2"),
            ("<td><p><s>1</p>2", "1\n2 Whole (text)"),
            ("<td>12&#150;15", "12–15 (text)"),
        ] {
            assert_eq!(figure(cell), seen, "{cell}");
        }
    }

    #[test]
    fn a_number_beside_what_is_shown_is_not_believed() {
        for (cell, seen) in [
            ("<td x:num=\"45049\">03/05/2023", "03/05/2023 (text)"),
            ("<td x:num=1>100%", "1%"),
            ("<td sdval=\"0.85\" sdnum=\"1066;0;0%\">85%", "0.85%"),
            ("<td sdval=1>TRUE", "TRUE (text)"),
        ] {
            assert_eq!(figure(cell), seen, "{cell}");
        }
    }

    #[test]
    fn texts_of_two_blocks_are_not_one_number() {
        for (cell, seen) in [
            ("<td><center>12</center><center>5</center>", "12\n5 (text)"),
            ("<td><dl><dd>12<dd>5</dl>", "12\n5 (text)"),
            ("<td><h5>1</h5><h5>2</h5>", "1\n2 (text)"),
            ("<td><pre>1\n251</pre>", "1\n251 (text)"),
            ("<td><select><option>1<option>2<option selected>3</select>", "3"),
            ("<td><select><option>1<option>2</select>", "1"),
            ("<td><input value=12>", "12"),
            ("<td><input type=hidden value=12>5", "5"),
            ("<td><textarea>12</textarea>", "12"),
            ("<td><b>1</b>2", "12"),
        ] {
            assert_eq!(figure(cell), seen, "{cell}");
        }
    }

    #[test]
    fn classes_of_the_page_strike_through_and_hide() {
        let page = "<style><!-- td {x:y} .xl5, td.xl6 {color:red;text-decoration:line-through} \
                    .h{display:none} --></style><table><tr><td>A<td>B<td>C<tr><td>a<td class=xl6>5\
                    <td class=h>3<td>7</table>";
        let book = read(page.as_bytes(), &Limits::default()).unwrap();
        assert!(book.sheets[0].appearance.struck("B2".parse().unwrap()).is_some());
        assert_eq!(cells(page).last().unwrap(), "Bảng 1!C2=7");
    }

    #[test]
    fn columns_stand_where_browsers_put_them() {
        let shown = |page: &str| cells(page).join(" ").replace("Bảng 1!", "");
        let group = "<table><thead><tr><th rowspan=2>a<th>b<th>c</thead><tbody><tr><td>d<td>12<td>5</table>";
        assert_eq!(shown(group), "A1=a B1=b C1=c A2=d B2=12 C2=5");
        let hidden =
            "<table><tr><th>a<th>b<th>c<tr><td>d<td style='display:none'>3<td>12<td>5</table>";
        assert_eq!(shown(hidden), "A1=a B1=b C1=c A2=d B2=12 C2=5");
        let digits =
            "<table><tr><td rowspan='2;'>a<td colspan='2px'>b<td>c<tr><td>1<td>2<td>3</table>";
        assert_eq!(shown(digits), "A1=a B1=b D1=c B2=1 C2=2 D2=3");
        let to_the_end =
            "<table><tr><td rowspan=0>a<td>b<td>c<tr><td>1<td>2<tr><td>3<td>4</table>";
        assert_eq!(shown(to_the_end), "A1=a B1=b C1=c B2=1 C2=2 B3=3 C3=4");
    }

    #[test]
    fn a_name_stays_with_its_own_table() {
        let unit = |name: &str, count: u32| {
            format!(
                "<table><tr><td>Đơn vị: {name}<tr><td><table><tr><td>TT<td>Nd<td>Số<tr><td>1<td>x\
                 <td>{count}</table></table>"
            )
        };
        let page = unit("Một", 11) + &unit("Hai", 22) + &unit("Ba", 33);
        let said = cells(&page);
        for (at, (name, count)) in (1..).zip([("Một", 11), ("Hai", 22), ("Ba", 33)]) {
            assert!(said.contains(&format!("Bảng {at}!D1={name}")), "{said:?}");
            assert!(said.contains(&format!("Bảng {at}!C3={count}")), "{said:?}");
        }
        let caption = "<table><caption>Đơn vị: Bốn</caption><tr><td>TT<td>Nd<td>Số<tr><td>1<td>x<td>4</table>";
        assert_eq!(cells(caption)[..2], ["Bảng 1!A1=Đơn vị:", "Bảng 1!D1=Bốn"]);
    }

    #[test]
    fn a_small_table_in_a_cell_of_figures_is_what_the_cell_says() {
        let page = "<table><tr><td>Nội dung<td>Số<td>Nữ<tr><td>Tổng<td>15<td><table><tr><td>3</table>\
                    <tr><td>Nữ<td>4<td>5</table>";
        assert_eq!(
            cells(page)[3..],
            ["A2=Tổng", "B2=15", "C2=3", "A3=Nữ", "B3=4", "C3=5"]
                .map(|cell| format!("Bảng 1!{cell}"))
        );
    }

    #[test]
    fn a_table_that_begins_outside_of_cells_ends_the_one_before() {
        let page = "<table><tr><td>A<td>B<td>C<tr><td>a<td>1<td>2</tr><table><tr><td>D<td>E<td>F\
                    <tr><td>b<td>3<td>4</table>";
        let said = cells(page);
        assert!(
            said.contains(&"Bảng 1!C2=2".to_owned())
                && said.contains(&"Bảng 2!C2=4".to_owned())
        );
    }

    #[test]
    fn an_empty_comment_ends_at_once() {
        for comment in ["<!-->", "<!--->", "<!-- a --!>"] {
            let table = "<table><tr><td>A<td>B<td>C<tr><td>b<td>1<td>2</table>";
            let page = format!("{table}{comment}{table}<p>end</p>");
            assert!(cells(&page).contains(&"Bảng 2!B2=1".to_owned()), "{comment}");
        }
    }

    #[test]
    fn hidden_lines_are_known_and_in_spans_they_are_refused() {
        let page = "<table><col><col style='display:none'><tr style='display:none'><td>A<td>B<td>9\
                    <tr><td>x<td>5<td>1</table>";
        let book = read(page.as_bytes(), &Limits::default()).unwrap();
        let looks = &book.sheets[0].appearance;
        assert!(looks.hides_row(0) && !looks.hides_row(1));
        assert!(looks.hides_column(1) && !looks.hides_column(0));
        let within =
            "<table><tr><td rowspan=3>A<td>B<td>9<tr hidden><td>x<td>5<tr><td>y<td>6</table>";
        assert!(matches!(
            read(within.as_bytes(), &Limits::default()),
            Err(ReadError::Doubtful(_))
        ));
    }

    #[test]
    fn a_page_without_a_table_is_no_spreadsheet() {
        assert!(read(b"<html><p>a</p></html>", &Limits::default()).is_err());
    }
}
