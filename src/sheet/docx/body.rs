//! The body of a document: its paragraphs and tables, as a reader sees them.

use quick_xml::events::{BytesStart, Event};

use super::super::error::{Doubt, ReadError};
use super::super::flow::Flow;
use super::super::said::{Height, Look, SYMBOL, Said};
use super::super::xml::{append_text, attribute};
use super::fields::Fields;
use super::notes::{Kind, Notes};
use super::styles::Styles;
use super::table::{OpenTable, TableCell, Vertical};
use crate::ooxml::CellRef;

/// What a paragraph takes besides its letters.
const PARAGRAPH: &str = "                ";

/// Notes at one cell.
const MOST_NOTES: usize = 100;

/// The body while it is being read.
pub(super) struct Body<'a> {
    styles: &'a Styles,
    notes: &'a Notes,
    flow: Flow,
    /// Open paragraphs, each with how its style has letters look; a text box lies in a paragraph.
    paragraphs: Vec<(Said, Look)>,
    /// How the open run looks.
    look: Look,
    /// Elements within which nothing is read: deleted, moved away, or said twice.
    passed_over: usize,
    in_text: bool,
    fields: Fields,
    /// Tables within tables; the outermost alone is one, what the others say is text in its cell.
    depth: usize,
    table: OpenTable,
    /// A row property is open: what was deleted there is the row.
    in_row_properties: bool,
    /// What is passed over was deleted, or moved away, under tracked changes.
    deleted: bool,
    /// Elements around that were inserted under tracked changes.
    inserted: usize,
    /// Open content controls: whether what they show is a hint of what belongs there.
    controls: Vec<bool>,
}

impl<'a> Body<'a> {
    pub(super) fn new(flow: Flow, styles: &'a Styles, notes: &'a Notes) -> Self {
        Self {
            styles,
            notes,
            flow,
            paragraphs: Vec::new(),
            look: Look::default(),
            passed_over: 0,
            in_text: false,
            fields: Fields::default(),
            depth: 0,
            table: OpenTable::default(),
            in_row_properties: false,
            deleted: false,
            inserted: 0,
            controls: Vec::new(),
        }
    }

    /// What was said, once the part has ended.
    pub(super) fn finish(self) -> Result<Flow, ReadError> {
        // What stands behind the beginning of a field that never shows anything would be lost.
        let closed = self.fields.are_closed();
        closed.then_some(self.flow).ok_or(ReadError::Doubtful(Doubt::OpenField))
    }

    pub(super) fn event(&mut self, part: &str, event: &Event<'_>) -> Result<(), ReadError> {
        match event {
            Event::Start(element) => self.start(part, element),
            Event::End(element) => self.end(element.local_name().as_ref()),
            letters if self.in_text => {
                let mut text = String::new();
                append_text(&mut text, letters);
                // A line end in the file is a space; those that are meant are elements.
                self.say(&text.replace(['\n', '\r', '\t'], " "))
            }
            _ => Ok(()),
        }
    }

    fn say(&mut self, text: &str) -> Result<(), ReadError> {
        if self.passed_over > 0 || !self.fields.shows() {
            return Ok(());
        }
        self.flow.budget().gather(text)?;
        let look = self.look;
        if self.inserted > 0 && !text.trim().is_empty() {
            self.mark_tracked();
        }
        self.paragraphs.last_mut().into_iter().for_each(|(open, _)| open.say(text, look));
        Ok(())
    }

    /// How letters of the open paragraph look that say nothing else.
    fn of_paragraph(&self) -> Look {
        self.paragraphs.last().map_or_else(Look::default, |(_, look)| *look)
    }

    /// The open cell of the outermost table.
    fn cell(&mut self) -> Option<&mut TableCell> {
        self.table.row.cells.last_mut().filter(|_| self.depth > 0)
    }

    /// What the open cell says was changed under tracked changes.
    fn mark_tracked(&mut self) {
        self.cell().into_iter().for_each(|cell| cell.tracked = true);
    }

    fn start(&mut self, part: &str, element: &BytesStart<'_>) -> Result<(), ReadError> {
        let name = element.local_name();
        let name = name.as_ref();
        if self.passed_over > 0 || self.is_passed_over(name) {
            self.passed_over += 1;
            if self.deleted && matches!(name, "delText" | "t") {
                self.mark_tracked();
            }
            return Ok(());
        }
        match name {
            "p" => self.start_paragraph()?,
            "r" => self.look = self.of_paragraph(),
            "t" => self.in_text = true,
            "tab" if !is_tab_stop(part, element)? => self.say("\t")?,
            "ptab" => self.say("\t")?,
            "br" => self.line_break(part, element)?,
            "cr" => self.say("\n")?,
            "noBreakHyphen" => self.say("-")?,
            // What a formula says is more than its letters: one number above another, a power.
            "sym" | "oMath" => self.say(SYMBOL.encode_utf8(&mut [0; 4]))?,
            "pageBreakBefore" if self.depth == 0 && is_on(part, element)? => {
                self.flow.new_page();
            }
            "sectPr" if self.depth == 0 => self.flow.new_page(),
            "ins" | "moveTo" => self.inserted += 1,
            "sdt" => self.controls.push(false),
            "showingPlcHdr" => {
                let is_hint = is_on(part, element)?;
                self.controls.last_mut().into_iter().for_each(|open| *open = is_hint);
            }
            // The text of another document that Word puts here, and that is not read.
            "altChunk" | "subDoc" => {
                return Err(ReadError::Doubtful(Doubt::OtherDocument));
            }
            "tbl" => self.depth += 1,
            "trPr" => self.in_row_properties = true,
            "tr" if self.depth == 1 => self.table.start_row(),
            "tc" if self.depth == 1 => {
                self.flow.budget().step()?;
                self.table.start_cell()?;
            }
            _ => self.start_other(part, name, element)?,
        }
        Ok(())
    }

    fn start_paragraph(&mut self) -> Result<(), ReadError> {
        self.flow.budget().gather(PARAGRAPH)?;
        self.paragraphs.push((Said::default(), Look::default()));
        self.look = Look::default();
        Ok(())
    }

    /// Takes what says something of what stands around it.
    fn start_other(
        &mut self,
        part: &str,
        name: &str,
        element: &BytesStart<'_>,
    ) -> Result<(), ReadError> {
        if self.looks(part, name, element)? {
            return Ok(());
        }
        if self.fields.start(part, name, element)? {
            let shown = self.fields.shown();
            return shown.map_or(Ok(()), |shown| self.say(&shown));
        }
        if let Some(kind) = Kind::of_reference(name) {
            let id = attribute(part, element, "id")?.unwrap_or_default();
            let note = self.notes.get(kind, id).cloned();
            if let Some(cell) = self.cell().filter(|cell| cell.notes.len() < MOST_NOTES) {
                cell.notes.extend(note);
            }
            return Ok(());
        }
        if self.depth == 1 { self.property(part, name, element) } else { Ok(()) }
    }

    /// Takes a property that says how letters look; whether it is one.
    fn looks(
        &mut self,
        part: &str,
        name: &str,
        element: &BytesStart<'_>,
    ) -> Result<bool, ReadError> {
        let value = || attribute(part, element, "val");
        match name {
            "strike" | "dstrike" => self.look.struck = is_on(part, element)?,
            "vanish" => self.look.hidden = is_on(part, element)?,
            "vertAlign" => self.look.height = height(value()?.as_deref()),
            "rStyle" => self.look = self.styles.look(value()?.as_deref(), self.look),
            "pStyle" => {
                let look = self.styles.look(value()?.as_deref(), Look::default());
                self.paragraphs.last_mut().into_iter().for_each(|(_, of)| *of = look);
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// A property of the row or the cell that is open.
    fn property(
        &mut self,
        part: &str,
        name: &str,
        element: &BytesStart<'_>,
    ) -> Result<(), ReadError> {
        let number = || -> Result<u16, ReadError> {
            let value = attribute(part, element, "val")?;
            Ok(value.and_then(|value| value.trim().parse().ok()).unwrap_or(1))
        };
        let row = &mut self.table.row;
        match (name, row.cells.last_mut()) {
            ("gridBefore", None) => row.before = number()?,
            ("hidden", None) => row.hidden = is_on(part, element)?,
            ("del", _) if self.in_row_properties => {
                row.deleted = true;
            }
            ("gridSpan", Some(cell)) => cell.cols = number()?.clamp(1, CellRef::COLS),
            ("vMerge", Some(cell)) => {
                let restart = attribute(part, element, "val")?.as_deref() == Some("restart");
                cell.vertical = if restart { Vertical::Begins } else { Vertical::GoesOn };
            }
            // Whether the cells behind it move once that is accepted, nobody can say.
            ("cellDel", Some(_)) => {
                return Err(ReadError::Doubtful(Doubt::DeletedCells));
            }
            _ => {}
        }
        Ok(())
    }

    fn line_break(&mut self, part: &str, element: &BytesStart<'_>) -> Result<(), ReadError> {
        let is_page = attribute(part, element, "type")?.as_deref() == Some("page");
        if self.depth > 0 || !is_page {
            return self.say("\n");
        }
        // What stands before it in its paragraph belongs to the page before.
        if let Some((before, _)) = self.paragraphs.last_mut() {
            self.flow.line(std::mem::take(before).text())?;
        }
        self.flow.new_page();
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), ReadError> {
        if self.passed_over > 0 {
            self.passed_over -= 1;
            self.deleted &= self.passed_over > 0;
            return Ok(());
        }
        match name {
            "t" => self.in_text = false,
            "r" => self.look = self.of_paragraph(),
            "trPr" => self.in_row_properties = false,
            "ins" | "moveTo" => self.inserted = self.inserted.saturating_sub(1),
            "sdt" => drop(self.controls.pop()),
            "p" => self.end_paragraph()?,
            "tr" if self.depth == 1 => self.table.end_row(self.flow.budget())?,
            "tbl" => {
                self.depth = self.depth.saturating_sub(1);
                if self.depth == 0 {
                    let table = std::mem::take(&mut self.table).finish(self.flow.budget())?;
                    self.flow.table(table)?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn end_paragraph(&mut self) -> Result<(), ReadError> {
        let Some((said, _)) = self.paragraphs.pop() else { return Ok(()) };
        match self.table.row.cells.last_mut().filter(|_| self.depth > 0) {
            Some(cell) => {
                cell.said.append(&said);
                cell.said.end_line();
                Ok(())
            }
            None => self.flow.line(said.text()),
        }
    }

    /// Elements in which nothing is read: what was deleted or moved away, what is there a second
    /// time for older programs, a hint where nothing was chosen yet, and properties as they were
    /// before a tracked change.
    fn is_passed_over(&mut self, name: &str) -> bool {
        match name {
            "del" if self.in_row_properties => false,
            "del" | "moveFrom" => {
                self.deleted = true;
                true
            }
            "sdtContent" => self.controls.last() == Some(&true),
            "Fallback" => true,
            _ => name.ends_with("PrChange"),
        }
    }
}

/// Where letters of such an alignment stand.
pub(super) fn height(alignment: Option<&str>) -> Height {
    match alignment {
        Some("superscript") => Height::Raised,
        Some("subscript") => Height::Lowered,
        _ => Height::OnLine,
    }
}

/// A tab stop of a paragraph's properties has the name of the tab in a text.
fn is_tab_stop(part: &str, element: &BytesStart<'_>) -> Result<bool, ReadError> {
    Ok(attribute(part, element, "val")?.is_some())
}

/// Whether a property that is there is not turned off.
pub(super) fn is_on(part: &str, element: &BytesStart<'_>) -> Result<bool, ReadError> {
    let value = attribute(part, element, "val")?;
    Ok(!matches!(value.as_deref(), Some("0" | "false" | "off" | "none")))
}

#[cfg(test)]
mod tests {
    use super::super::super::spans::TableBudget;
    use super::super::super::workbook::{Format, Value, Workbook};
    use super::super::super::xml;
    use super::*;
    use crate::ooxml::Limits;

    fn book(body: &str) -> Result<Workbook, ReadError> {
        let mut styles = Styles::default();
        let known = "<styles><style styleId=\"old\"><rPr><strike/></rPr></style><style \
                     styleId=\"older\"><basedOn val=\"old\"/></style><style styleId=\"note\"><rPr>\
                     <vertAlign val=\"superscript\"/></rPr></style></styles>";
        xml::walk("s", known.as_bytes(), |event| styles.event("s", event)).unwrap();
        let mut notes = Notes::default();
        let known = "<comments><comment id=\"0\" author=\"Lan\"><p><r><t>xem lại</t></r></p></comment></comments>";
        xml::walk("c", known.as_bytes(), |event| notes.event("c", event)).unwrap();
        let flow = Flow::new(TableBudget::new(&Limits::default()));
        let mut read = Body::new(flow, &styles, &notes);
        let body = format!("<body>{body}</body>");
        xml::walk("d", body.as_bytes(), |event| read.event("d", event))?;
        read.finish()?.finish(Format::Docx)
    }

    fn table(cell: &str) -> String {
        let plain = |text: &str| format!("<tc><p><r><t>{text}</t></r></p></tc>");
        let head = ["A", "B", "C"].map(plain).concat();
        format!("<tbl><tr>{head}</tr><tr>{}{cell}{}</tr></tbl>", plain("a"), plain("7"))
    }

    /// What stands in the second cell of the second row, and how it looks.
    fn figure(inside: &str) -> String {
        let book = book(&table(&format!("<tc><p>{inside}</p></tc>"))).unwrap();
        let sheet = &book.sheets[0];
        let at = "B2".parse().unwrap();
        let Some(cell) = sheet.get(at) else { return "nothing".to_owned() };
        let looks = &sheet.appearance;
        let struck = looks.struck(at).map_or(String::new(), |struck| format!(" {struck:?}"));
        let tracked = if looks.is_tracked(at) { " tracked" } else { "" };
        let notes: String =
            looks.notes(at).iter().flat_map(|note| [" [", &note.text, "]"]).collect();
        let text = if matches!(cell.value, Value::Number(_)) { "" } else { " (text)" };
        format!("{}{struck}{tracked}{notes}{text}", cell.text)
    }

    fn run(properties: &str, text: &str) -> String {
        format!("<r><rPr>{properties}</rPr><t>{text}</t></r>")
    }

    #[test]
    fn what_is_struck_through_raised_or_a_formula_is_not_glued_to_a_figure() {
        let two = run("", "2");
        let raised = "<vertAlign val=\"superscript\"/>";
        for (inside, seen) in [
            (run("<strike/>", "1") + &two, "1 2 Part (text)"),
            (run("<dstrike/>", "12"), "12 Whole"),
            (run("<strike val=\"0\"/>", "1") + &two, "12"),
            (run("<rStyle val=\"older\"/>", "1") + &two, "1 2 Part (text)"),
            (run("", "12") + &run(raised, "1"), "12¹ (text)"),
            (run("", "12") + &run("<rStyle val=\"note\"/>", "1"), "12¹ (text)"),
            (run("<vanish/>", "1") + &two, "2"),
            ("<r><t>12</t><ptab/><t>15</t></r>".to_owned(), "12\t15 (text)"),
            (
                "<oMath><f><num><r><t>12</t></r></num><den><r><t>15</t></r></den></f></oMath>"
                    .to_owned(),
                "\u{FFFD}1215 (text)",
            ),
        ] {
            assert_eq!(figure(&inside), seen, "{inside}");
        }
    }

    #[test]
    fn what_was_deleted_is_not_read_and_the_change_is_known() {
        let five = run("", "5");
        for deleted in ["<noBreakHyphen/>", "<br/>", "<t>9</t>", "<delText>9</delText>"] {
            let inside = format!("<del id=\"1\"><r>{deleted}</r></del>{five}");
            assert!(matches!(figure(&inside).as_str(), "5" | "5 tracked"), "{deleted}");
        }
        let changed = "<del><r><delText>2</delText></r></del><ins><r><t>3</t></r></ins>";
        assert_eq!(figure(changed), "3 tracked");
        let row = "<tbl><tr><trPr><del/></trPr><tc><p><r><t>x</t></r></p></tc></tr></tbl>";
        assert!(book(row).unwrap().sheets.is_empty());
        let cell = table("<tc><tcPr><cellDel/></tcPr><p><r><t>3</t></r></p></tc>");
        assert!(matches!(book(&cell), Err(ReadError::Doubtful(_))));
    }

    #[test]
    fn fields_and_controls_say_what_they_show() {
        let begin = "<r><fldChar fldCharType=\"begin\"/></r>";
        let separate = "<r><fldChar fldCharType=\"separate\"/></r>";
        let end = "<r><fldChar fldCharType=\"end\"/></r>";
        let nested = format!(
            "{begin}<r><instrText>IF </instrText></r>{begin}{separate}{}{end}{separate}{}{end}",
            run("", "7"),
            run("", "5")
        );
        assert_eq!(figure(&nested), "5");
        let list = "<r><fldChar fldCharType=\"begin\"><ffData><ddList><result val=\"1\"/><listEntry \
                    val=\"Tốt\"/><listEntry val=\"Khá\"/></ddList></ffData></fldChar></r>";
        assert_eq!(figure(&format!("{list}{end}")), "Khá (text)");
        let hint = "<sdt><sdtPr><showingPlcHdr/></sdtPr><sdtContent><r><t>Nhập</t></r></sdtContent></sdt>";
        assert_eq!(figure(hint), "nothing");
        assert!(matches!(book(&format!("<p>{begin}</p>")), Err(ReadError::Doubtful(_))));
    }

    #[test]
    fn comments_are_notes_and_a_line_end_in_the_file_is_a_space() {
        let noted = run("", "5") + "<r><commentReference id=\"0\"/></r>";
        assert_eq!(figure(&noted), "5 [xem lại]");
        assert_eq!(figure(&run("", "Tổng\nsố")), "Tổng số (text)");
    }

    #[test]
    fn a_page_break_right_behind_a_table_begins_the_next_return() {
        let layout = "<tbl><tr><tc><p><r><t>Chi bộ 2</t></r></p></tc></tr></tbl>";
        let page = "<p><r><br type=\"page\"/></r></p>";
        let one = table("<tc/>");
        let book = book(&format!("{one}{page}{layout}{one}")).unwrap();
        assert_eq!(book.sheets[1].iter().next().unwrap().1.text, "Chi bộ 2");
    }

    #[test]
    fn cells_that_go_down_and_across_are_one_range_each() {
        let cell =
            |inside: &str| format!("<tc><tcPr>{inside}</tcPr><p><r><t>1</t></r></p></tc>");
        let first = cell("<vMerge val=\"restart\"/>") + &cell("<gridSpan val=\"2\"/>");
        let second = cell("<vMerge/>") + &cell("") + &cell("");
        let alone = cell("<vMerge val=\"restart\"/><gridSpan val=\"3\"/>");
        let rows = format!("<tbl><tr>{first}</tr><tr>{second}</tr><tr>{alone}</tr></tbl>");
        let book = book(&rows).unwrap();
        let mut merged: Vec<String> =
            book.sheets[0].merged.iter().map(|(a, b)| format!("{a}:{b}")).collect();
        merged.sort();
        assert_eq!(merged, ["A1:A2", "A3:C3", "B1:C1"]);
        let said: Vec<String> = book.sheets[0].iter().map(|(at, _)| at.to_string()).collect();
        assert_eq!(said, ["A1", "B1", "B2", "C2", "A3"]);
    }
}
