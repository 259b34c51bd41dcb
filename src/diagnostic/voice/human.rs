//! A finding told to a person: message, place, the figures that take part, what to do.

use crate::diagnostic::{CellNote, Finding, Reported, Severity};
use crate::text::{Lang, screen};

/// Columns a label may take in the table of figures.
const LABEL_COLUMNS: usize = 52;
/// Columns a value may take there.
const VALUE_COLUMNS: usize = 40;
/// Columns an organisation, period or form may take in the line below.
const SCOPE_COLUMNS: usize = 120;

const BOLD: &str = "\x1b[1m";
const BLUE: &str = "\x1b[34m";
const RED: &str = "\x1b[1;31m";
const YELLOW: &str = "\x1b[1;33m";
const CYAN: &str = "\x1b[1;36m";
const RESET: &str = "\x1b[0m";

/// The finding in a few lines, with terminal colours only if asked for.
pub fn human(reported: &Reported, lang: Lang, colour: bool) -> String {
    let finding = &reported.finding;
    let paint = Paint { colour, severity: finding.code.severity() };
    let notes = Notes::of(&finding.cells, lang);
    let mut text = header(reported, lang, paint);
    let arrow = " ".repeat(notes.gutter.saturating_sub(1).max(2));
    if let Some(place) = &finding.place {
        text += &format!("{arrow}{} {}\n", paint.frame("-->"), place.in_words(lang));
    }
    text += &notes.table(finding, lang, paint);
    let margin = " ".repeat(notes.gutter + 1);
    let scope = scope_line(reported, lang);
    if !scope.is_empty() {
        text += &format!("{margin}{} {scope}\n", paint.frame("="));
    }
    text += &format!("{}: {}\n", paint.bold(lang.pick("gợi ý", "hint")), finding.remedy(lang));
    if !reported.causes.is_empty() {
        let causes: Vec<String> = reported.causes.iter().map(|n| format!("#{n}")).collect();
        let because = paint.bold(lang.pick("do", "because of"));
        text += &format!("{because}: {}\n", causes.join(", "));
    }
    text
}

/// All of them, with an empty line between.
pub fn human_all<'a>(
    findings: impl IntoIterator<Item = &'a Reported>,
    lang: Lang,
    colour: bool,
) -> String {
    let all: Vec<String> = findings.into_iter().map(|one| human(one, lang, colour)).collect();
    all.join("\n")
}

fn header(reported: &Reported, lang: Lang, paint: Paint) -> String {
    let finding = &reported.finding;
    let code = format!("{}[{}]", finding.code.severity().in_words(lang), finding.code);
    let message = paint.bold(&finding.message(lang));
    format!("{}: {message} (#{})\n", paint.severity(&code), reported.number)
}

/// Whom and what it concerns, and how often it was found.
fn scope_line(reported: &Reported, lang: Lang) -> String {
    let names = reported.finding.scope.iter();
    let mut parts: Vec<String> = names
        .map(|name| screen::one_line(name, SCOPE_COLUMNS))
        .filter(|n| !n.is_empty())
        .collect();
    if reported.times > 1 {
        let times = reported.times;
        parts.push(lang.pick(format!("gặp {times} lần"), format!("found {times} times")));
    }
    parts.join(", ")
}

/// The table of figures, measured before it is printed.
struct Notes<'a> {
    rows: Vec<Row<'a>>,
    /// Columns of the addresses in front, with the indent.
    gutter: usize,
    label: usize,
    value: usize,
}

struct Row<'a> {
    note: &'a CellNote,
    address: String,
    label: String,
    value: String,
}

impl<'a> Notes<'a> {
    fn of(notes: &'a [CellNote], lang: Lang) -> Self {
        let rows: Vec<Row<'a>> = notes.iter().map(|note| Row::of(note, lang)).collect();
        let widest = |text: fn(&Row<'_>) -> usize| rows.iter().map(text).max().unwrap_or(0);
        let address = widest(|row| screen::width(&row.address));
        Self {
            gutter: if rows.is_empty() { 3 } else { address + 2 },
            label: widest(|row| screen::width(&row.label)),
            value: widest(|row| screen::width(&row.value)),
            rows,
        }
    }

    fn table(&self, finding: &Finding, lang: Lang, paint: Paint) -> String {
        let mut text = String::new();
        let margin = " ".repeat(self.gutter);
        let bar = paint.frame("|");
        let place = finding.place.as_ref();
        let mut file = place.map(|place| place.file.as_str());
        let mut sheet = place.and_then(|place| place.sheet.as_deref());
        if !self.rows.is_empty() {
            text += &format!("{margin} {bar}\n");
        }
        for row in &self.rows {
            let own_file = row.note.file.as_deref().or(place.map(|place| place.file.as_str()));
            let own_sheet =
                row.note.sheet.as_deref().or(place.and_then(|p| p.sheet.as_deref()));
            if row.note.cell.is_some() && (own_file, own_sheet) != (file, sheet) {
                let heading = heading(own_file.filter(|_| own_file != file), own_sheet, lang);
                text += &format!("{margin} {} {heading}\n", paint.frame(":"));
                (file, sheet) = (own_file, own_sheet);
            }
            text += &self.row(row, &bar, paint);
        }
        text
    }

    fn row(&self, row: &Row<'_>, bar: &str, paint: Paint) -> String {
        let address = paint.frame(&screen::pad_start(&row.address, self.gutter));
        let label = screen::pad_end(&row.label, self.label);
        let value = screen::pad_start(&row.value, self.value);
        let line = format!("{address} {bar} {label}  {value}\n");
        if !row.note.marked {
            return line;
        }
        let carets = "^".repeat(screen::width(&row.value).max(1));
        let before = " ".repeat(self.label + 2 + self.value.saturating_sub(carets.len()));
        format!("{line}{} {bar} {before}{}\n", " ".repeat(self.gutter), paint.severity(&carets))
    }
}

impl<'a> Row<'a> {
    fn of(note: &'a CellNote, lang: Lang) -> Self {
        let value = if note.value.is_blank() {
            lang.pick("(trống)", "(empty)").to_owned()
        } else {
            screen::one_line(&note.value.print(lang), VALUE_COLUMNS)
        };
        Self {
            note,
            address: note.cell.map(|cell| cell.to_string()).unwrap_or_default(),
            label: screen::one_line(&note.label, LABEL_COLUMNS),
            value,
        }
    }
}

/// Which file and sheet the rows below are of.
fn heading(file: Option<&str>, sheet: Option<&str>, lang: Lang) -> String {
    let file = file.map(|file| screen::one_line(file, SCOPE_COLUMNS));
    let sheet = sheet.map(|sheet| {
        let sheet = screen::one_line(sheet, SCOPE_COLUMNS);
        lang.pick(format!("trang tính `{sheet}`"), format!("sheet `{sheet}`"))
    });
    file.into_iter().chain(sheet).collect::<Vec<String>>().join(", ")
}

/// Colours, if there are to be any.
#[derive(Clone, Copy)]
struct Paint {
    colour: bool,
    severity: Severity,
}

impl Paint {
    fn severity(self, text: &str) -> String {
        self.with(
            text,
            match self.severity {
                Severity::Error => RED,
                Severity::Warning => YELLOW,
                Severity::Info => CYAN,
            },
        )
    }

    fn frame(self, text: &str) -> String {
        self.with(text, BLUE)
    }

    fn bold(self, text: &str) -> String {
        self.with(text, BOLD)
    }

    fn with(self, text: &str, colour: &str) -> String {
        if self.colour { format!("{colour}{text}{RESET}") } else { text.to_owned() }
    }
}
