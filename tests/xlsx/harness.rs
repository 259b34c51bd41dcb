//! Workbooks built from cells and markup, filled, and shown as text.

use std::io::{Cursor, Read, Write};

use calamine::{Data as Cell, Reader, Xlsx};
use serde_json::Value;
use tonghop::template::{self, Data, Figure, Lookup, Problem, References};

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

fn add(out: &mut String, text: &str) {
    out.push_str(text);
}

/// A workbook being built.
#[derive(Default, Clone)]
pub(super) struct Book {
    sheets: Vec<Sheet>,
    strings: Vec<String>,
    names: String,
    after_names: String,
    parts: Vec<(String, String)>,
    workbook_relations: String,
    more_sheets: String,
}

#[derive(Default, Clone)]
struct Sheet {
    name: String,
    before: String,
    rows: String,
    after: String,
    relations: String,
}

impl Book {
    /// A workbook without sheets.
    pub(super) fn new() -> Self {
        Self::default()
    }

    /// Adds a sheet from its cells, in order: `=…` is a formula with the value after `→`,
    /// digits are a number, `<…` is markup inside the cell's `si`, all else a shared text.
    pub(super) fn sheet(mut self, name: &str, cells: &[(&str, &str)]) -> Self {
        let mut rows = String::new();
        let mut open = 0;
        for (at, text) in cells {
            let row: u32 = at.trim_start_matches(char::is_alphabetic).parse().unwrap();
            if row != open {
                rows.push_str(if open == 0 { "" } else { "</row>" });
                add(&mut rows, &format!("<row r=\"{row}\" ht=\"{row}.5\" customHeight=\"1\">"));
                open = row;
            }
            rows.push_str(&self.cell(at, text));
        }
        rows.push_str(if open == 0 { "" } else { "</row>" });
        self.sheets.push(Sheet { name: name.to_owned(), rows, ..Sheet::default() });
        self
    }

    /// Adds a sheet from the markup of its rows.
    pub(super) fn raw_sheet(mut self, name: &str, rows: &str) -> Self {
        self.sheets.push(Sheet {
            name: name.to_owned(),
            rows: rows.to_owned(),
            ..Sheet::default()
        });
        self
    }

    fn cell(&mut self, at: &str, text: &str) -> String {
        if let Some(formula) = text.strip_prefix('=') {
            let (formula, value) = formula.split_once('→').unwrap_or((formula, ""));
            let kind = if value.is_empty() || value.parse::<f64>().is_ok() {
                ""
            } else {
                " t=\"str\""
            };
            let value =
                if value.is_empty() { String::new() } else { format!("<v>{value}</v>") };
            return format!(
                "<c r=\"{at}\" s=\"1\"{kind}><f>{}</f>{value}</c>",
                escape(formula)
            );
        }
        if text.is_empty() {
            return format!("<c r=\"{at}\" s=\"1\"/>");
        }
        if text.parse::<f64>().is_ok() {
            return format!("<c r=\"{at}\" s=\"1\"><v>{text}</v></c>");
        }
        let item = if text.starts_with('<') {
            text.to_owned()
        } else {
            format!("<t xml:space=\"preserve\">{}</t>", escape(text))
        };
        self.strings.push(item);
        format!("<c r=\"{at}\" s=\"1\" t=\"s\"><v>{}</v></c>", self.strings.len() - 1)
    }

    /// Adds markup before the rows of the last sheet (`sheetViews` and the like).
    pub(super) fn before(mut self, markup: &str) -> Self {
        self.sheets.last_mut().unwrap().before.push_str(markup);
        self
    }

    /// Adds markup after the rows of the last sheet (`mergeCells` and the like).
    pub(super) fn after(mut self, markup: &str) -> Self {
        self.sheets.last_mut().unwrap().after.push_str(markup);
        self
    }

    /// Adds a defined name; `scope` is a sheet's number.
    pub(super) fn name(mut self, name: &str, scope: Option<usize>, text: &str) -> Self {
        let scope = scope.map(|scope| format!(" localSheetId=\"{scope}\"")).unwrap_or_default();
        let text = escape(text);
        add(
            &mut self.names,
            &format!("<definedName name=\"{name}\"{scope}>{text}</definedName>"),
        );
        self
    }

    /// Adds markup after the names of the workbook part.
    pub(super) fn after_names(mut self, markup: &str) -> Self {
        self.after_names.push_str(markup);
        self
    }

    /// Adds a part.
    pub(super) fn part(mut self, name: &str, markup: &str) -> Self {
        self.parts.push((name.to_owned(), markup.to_owned()));
        self
    }

    /// Adds a relationship of the last sheet.
    pub(super) fn sheet_relation(mut self, id: &str, kind: &str, target: &str) -> Self {
        self.sheets.last_mut().unwrap().relations.push_str(&relation(id, kind, target));
        self
    }

    /// Adds a relationship of the workbook.
    pub(super) fn relation(mut self, id: &str, kind: &str, target: &str) -> Self {
        self.workbook_relations.push_str(&relation(id, kind, target));
        self
    }

    /// Lists a sheet whose part was added by hand, by the id of its relationship.
    pub(super) fn listed(mut self, name: &str, id: &str) -> Self {
        add(
            &mut self.more_sheets,
            &format!("<sheet name=\"{name}\" sheetId=\"99\" r:id=\"{id}\"/>"),
        );
        self
    }

    /// The file.
    pub(super) fn build(&self) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in self.all_parts() {
            zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
            zip.write_all(text.as_bytes()).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    fn all_parts(&self) -> Vec<(String, String)> {
        let mut parts = Vec::new();
        let mut push = |name: &str, text: String| parts.push((name.to_owned(), text));
        let mut types = String::new();
        let mut sheets = String::new();
        let mut relations = self.workbook_relations.clone();
        relations.push_str(&relation("strings", "sharedStrings", "sharedStrings.xml"));
        relations.push_str(&relation("styles", "styles", "styles.xml"));
        for (index, sheet) in self.sheets.iter().enumerate() {
            let id = index + 1;
            let name = escape(&sheet.name);
            add(
                &mut sheets,
                &format!("<sheet name=\"{name}\" sheetId=\"{id}\" r:id=\"s{id}\"/>"),
            );
            relations.push_str(&relation(
                &format!("s{id}"),
                "worksheet",
                &format!("worksheets/sheet{id}.xml"),
            ));
            types.push_str(&over(&format!("/xl/worksheets/sheet{id}.xml"), "worksheet"));
        }
        types.push_str(&over("/xl/workbook.xml", "sheet.main"));
        types.push_str(&over("/xl/sharedStrings.xml", "sharedStrings"));
        types.push_str(&over("/xl/styles.xml", "styles"));
        types.push_str(&over("/xl/calcChain.xml", "calcChain"));
        push(
            "[Content_Types].xml",
            format!(
                "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/>{types}</Types>"
            ),
        );
        push(
            "_rels/.rels",
            format!(
                "<Relationships xmlns=\"{PACKAGE}\">{}</Relationships>",
                relation("r", "officeDocument", "xl/workbook.xml")
            ),
        );
        let names = if self.names.is_empty() {
            String::new()
        } else {
            format!("<definedNames>{}</definedNames>", self.names)
        };
        push(
            "xl/workbook.xml",
            format!(
                "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{RELS}\"><sheets>{sheets}{}</sheets>{names}{}</workbook>",
                self.more_sheets, self.after_names
            ),
        );
        push(
            "xl/_rels/workbook.xml.rels",
            format!("<Relationships xmlns=\"{PACKAGE}\">{relations}</Relationships>"),
        );
        push(
            "xl/styles.xml",
            format!(
                "<styleSheet xmlns=\"{MAIN}\"><fonts count=\"1\"><font/></fonts><fills count=\"1\"><fill/></fills><borders count=\"1\"><border/></borders><cellStyleXfs count=\"1\"><xf/></cellStyleXfs><cellXfs count=\"2\"><xf/><xf numFmtId=\"2\"/></cellXfs></styleSheet>"
            ),
        );
        let items: String =
            self.strings.iter().flat_map(|item| ["<si>", item, "</si>"]).collect();
        push("xl/sharedStrings.xml", format!("<sst xmlns=\"{MAIN}\">{items}</sst>"));
        for (index, sheet) in self.sheets.iter().enumerate() {
            let id = index + 1;
            let Sheet { before, rows, after, relations, .. } = sheet;
            push(
                &format!("xl/worksheets/sheet{id}.xml"),
                format!(
                    "<worksheet xmlns=\"{MAIN}\" xmlns:r=\"{RELS}\">{before}<sheetData>{rows}</sheetData>{after}</worksheet>"
                ),
            );
            if !relations.is_empty() {
                push(
                    &format!("xl/worksheets/_rels/sheet{id}.xml.rels"),
                    format!("<Relationships xmlns=\"{PACKAGE}\">{relations}</Relationships>"),
                );
            }
        }
        parts.extend(self.parts.iter().cloned());
        parts
    }

    /// Fills the workbook; figures that bare references name stand under `@` in the data.
    pub(super) fn try_fill(&self, data: &Value) -> Result<Filled, Vec<Problem>> {
        fill(self.build(), data).map(Filled)
    }

    /// Fills the workbook, which must succeed.
    pub(super) fn fill(&self, data: &Value) -> Filled {
        self.try_fill(data).unwrap_or_else(|problems| panic!("{problems:#?}"))
    }

    /// The problems of filling, which must fail, one a line.
    pub(super) fn refused(&self, data: &Value) -> String {
        match self.try_fill(data) {
            Ok(filled) => panic!("not refused: {}", filled.show("S")),
            Err(problems) => shown(&problems),
        }
    }
}

/// Fills a file.
pub(super) fn fill(file: Vec<u8>, data: &Value) -> Result<Vec<u8>, Vec<Problem>> {
    let figures = Figures(data.get("@").cloned().unwrap_or_default());
    let context = tera::Context::from_serialize(data).unwrap();
    let functions = |tera: &mut tera::Tera| {
        tera.register_function("khong", |_: tera::Kwargs, _: &tera::State| tera::Value::none());
    };
    template::xlsx::render(
        file,
        &Data {
            context,
            references: &figures,
            functions: &functions,
            files: &tonghop::template::NoFiles,
        },
    )
    .map(|filled| filled.bytes)
}

/// Problems as lines: place, kind, text around.
pub(super) fn shown(problems: &[Problem]) -> String {
    let line = |problem: &Problem| {
        let place = match &problem.place {
            template::Place::Cell { sheet, cell } => format!("{sheet}!{cell}"),
            other => format!("{other:?}"),
        };
        format!("{place}: {:?}", problem.kind)
    };
    problems.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// Figures from JSON: a number, `null` for an absent one, `"blank"` for one to be left empty.
pub(super) struct Figures(pub(super) Value);

impl References for Figures {
    fn resolve(&self, tag: &str) -> Lookup {
        match self.0.get(tag) {
            Some(Value::Number(number)) => Lookup::Figure(Figure {
                id: None,
                text: format!("«{number}»"),
                number: Some(number.to_string().parse().unwrap()),
                blank: false,
            }),
            Some(Value::String(text)) if text == "blank" => Lookup::Figure(Figure {
                id: None,
                text: "…".to_owned(),
                number: None,
                blank: true,
            }),
            Some(Value::String(text)) => Lookup::Figure(Figure::text(text.as_str())),
            Some(_) => Lookup::Figure(Figure::text("…")),
            None if tag.contains('@') => {
                Lookup::Unknown { nearest: Some("a.b @ 2019".to_owned()) }
            }
            None => Lookup::NotAReference,
        }
    }
}

/// A filled workbook.
pub(super) struct Filled(pub(super) Vec<u8>);

impl Filled {
    /// The cells of a sheet as lines: `A1 "text"`, `B2 1.5`, `C3 =A1+1 → 2`.
    pub(super) fn show(&self, sheet: &str) -> String {
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(self.0.clone())).unwrap();
        let values = book.worksheet_range(sheet).unwrap();
        let formulas = book.worksheet_formula(sheet).unwrap();
        let (rows, cols) = [values.end(), formulas.end()]
            .into_iter()
            .flatten()
            .fold((0, 0), |a, b| (a.0.max(b.0), a.1.max(b.1)));
        let mut lines = Vec::new();
        for row in 0..=rows {
            for col in 0..=cols {
                let value = match values.get_value((row, col)) {
                    None | Some(Cell::Empty) => String::new(),
                    Some(Cell::String(text)) => format!("{text:?}"),
                    Some(value) => value.to_string(),
                };
                let formula =
                    formulas.get_value((row, col)).filter(|formula| !formula.is_empty());
                let at = tonghop::ooxml::CellRef::new(row, u16::try_from(col).unwrap());
                match formula {
                    Some(formula) => lines.push(format!("{at} ={formula} → {value}")),
                    None if value.is_empty() => {}
                    None => lines.push(format!("{at} {value}")),
                }
            }
        }
        lines.join("\n")
    }

    /// A part as text.
    pub(super) fn part(&self, name: &str) -> String {
        let mut archive = zip::ZipArchive::new(Cursor::new(self.0.clone())).unwrap();
        let mut text = String::new();
        archive
            .by_name(name)
            .unwrap_or_else(|_| panic!("no {name}"))
            .read_to_string(&mut text)
            .unwrap();
        text
    }

    /// The names of all parts.
    pub(super) fn names(&self) -> Vec<String> {
        let archive = zip::ZipArchive::new(Cursor::new(self.0.clone())).unwrap();
        archive.file_names().map(|name| name.unwrap().into_owned()).collect()
    }

    /// The first sheet's part.
    pub(super) fn sheet1(&self) -> String {
        self.part("xl/worksheets/sheet1.xml")
    }

    /// Asserts that the first sheet's part holds each of these pieces.
    pub(super) fn holds(&self, pieces: &[&str]) {
        let sheet = self.sheet1();
        for piece in pieces {
            assert!(sheet.contains(piece), "no {piece} in {sheet}");
        }
    }
}

fn relation(id: &str, kind: &str, target: &str) -> String {
    let mode = if target.starts_with("http") { " TargetMode=\"External\"" } else { "" };
    format!("<Relationship Id=\"{id}\" Type=\"{RELS}/{kind}\" Target=\"{target}\"{mode}/>")
}

fn over(part: &str, kind: &str) -> String {
    format!(
        "<Override PartName=\"{part}\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.{kind}+xml\"/>"
    )
}

fn escape(text: &str) -> String {
    tonghop::ooxml::escape_xml(text).into_owned()
}
