//! A document as a reader with a ruler sees it: read from its parts, by nothing that drew it.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// How a line is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Look {
    pub(crate) pt: u32,
    pub(crate) bold: bool,
    pub(crate) italic: bool,
    pub(crate) underline: bool,
    pub(crate) align: &'static str,
}

#[derive(Debug, Default, Clone)]
struct Line {
    text: String,
    /// Properties of the paragraph and its first run, over those of its style.
    marks: BTreeMap<String, String>,
    rule: bool,
}

/// Pages of one layout.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Section {
    pub(crate) paper_mm: (u32, u32),
    /// Top, bottom, left, right.
    pub(crate) margins_mm: (u32, u32, u32, u32),
    pub(crate) header_mm: u32,
    /// Whether the first page has another header.
    pub(crate) first_is_another: bool,
    /// The number from which its pages are counted anew.
    pub(crate) start: Option<u32>,
    /// Kind and text of the headers it names.
    pub(crate) headers: BTreeMap<String, String>,
    /// How many lines of text stand above its end, from the beginning of the document.
    pub(crate) lines: usize,
}

pub(crate) struct Page {
    pub(crate) paper_mm: (u32, u32),
    pub(crate) top_mm: u32,
    pub(crate) bottom_mm: u32,
    pub(crate) left_mm: u32,
    pub(crate) right_mm: u32,
    pub(crate) fonts: Vec<String>,
    /// Columns of the tables, from the first.
    pub(crate) columns_mm: Vec<u32>,
    pub(crate) no_cell_margins: bool,
    header_mm: u32,
    first_is_another: bool,
    pub(crate) sections: Vec<Section>,
    /// How many rows of tables repeat on every page.
    pub(crate) repeated_rows: usize,
    lines: Vec<Line>,
    styles: BTreeMap<String, BTreeMap<String, String>>,
    headers: Vec<String>,
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.attributes().flatten().find(|held| held.key.as_ref() == name)?;
    Some(found.value.to_string())
}

fn mm(twips: &str) -> u32 {
    (twips.parse::<u32>().unwrap() * 254 + 7200) / 14400
}

fn marks(tag: &BytesStart<'_>, into: &mut BTreeMap<String, String>) {
    let name = tag.name().as_ref().to_owned();
    for held in tag.attributes().flatten() {
        let key = held.key.as_ref().to_owned();
        let value = held.value.to_string();
        let key = if key == "w:val" { name.clone() } else { format!("{name} {key}") };
        into.entry(key).or_insert(value);
    }
    if tag.attributes().next().is_none() {
        into.entry(name).or_insert_with(|| "true".to_owned());
    }
}

impl Page {
    pub(crate) fn read(bytes: &[u8]) -> Self {
        let mut package = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut parts = BTreeMap::new();
        for index in 0..package.len() {
            let mut part = package.by_index(index).unwrap();
            let name = part.name().unwrap().into_owned();
            let mut text = String::new();
            if part.read_to_string(&mut text).is_ok() {
                parts.insert(name, text);
            }
        }
        let mut page = Self {
            paper_mm: (0, 0),
            top_mm: 0,
            bottom_mm: 0,
            left_mm: 0,
            right_mm: 0,
            fonts: Vec::new(),
            columns_mm: Vec::new(),
            no_cell_margins: false,
            header_mm: 0,
            first_is_another: false,
            sections: Vec::new(),
            repeated_rows: 0,
            lines: Vec::new(),
            styles: styles(&parts["word/styles.xml"]),
            headers: parts
                .iter()
                .filter(|(name, _)| name.starts_with("word/header"))
                .map(|(_, text)| text.clone())
                .collect(),
        };
        page.document(&parts["word/document.xml"]);
        let relations = &parts["word/_rels/document.xml.rels"];
        for section in &mut page.sections {
            for header in section.headers.values_mut() {
                let relation =
                    relations.split('<').find(|r| r.contains(&format!("Id=\"{header}\"")));
                let target = relation.unwrap().split("Target=\"").nth(1).unwrap();
                let target = target.split('"').next().unwrap();
                let name = target
                    .strip_prefix('/')
                    .map_or_else(|| format!("word/{target}"), str::to_owned);
                header.clone_from(&parts[&name]);
            }
        }
        if let Some(first) = page.sections.first().cloned() {
            page.paper_mm = first.paper_mm;
            (page.top_mm, page.bottom_mm, page.left_mm, page.right_mm) = first.margins_mm;
            page.header_mm = first.header_mm;
            page.first_is_another = first.first_is_another;
        }
        for text in parts.values() {
            for font in text.split("w:ascii=\"").skip(1) {
                page.fonts.push(font.split('"').next().unwrap().to_owned());
            }
        }
        page.fonts.sort();
        page.fonts.dedup();
        page
    }

    fn document(&mut self, text: &str) {
        let mut reader = Reader::from_str(text);
        let mut line: Option<Line> = None;
        let mut in_text = false;
        loop {
            match reader.read_event().unwrap() {
                Event::Eof => break,
                Event::Start(tag) | Event::Empty(tag) => match tag.name().as_ref() {
                    "w:p" => line = Some(Line::default()),
                    "w:t" => in_text = true,
                    "w:gridCol" => self.columns_mm.push(mm(&attribute(&tag, "w:w").unwrap())),
                    "w:left" if line.is_none() => {
                        self.no_cell_margins = attribute(&tag, "w:w").as_deref() == Some("0");
                    }
                    "w:bottom" if line.is_some() => {
                        line.as_mut().unwrap().rule =
                            attribute(&tag, "w:val").as_deref() == Some("single");
                    }
                    "w:sectPr" => {
                        let lines = self.lines.len();
                        self.sections.push(Section { lines, ..Section::default() });
                    }
                    "w:headerReference" => {
                        let said = |name: &str| attribute(&tag, name).unwrap();
                        let section = self.sections.last_mut().unwrap();
                        section.headers.insert(said("w:type"), said("r:id"));
                    }
                    "w:pgSz" => {
                        let side = |name: &str| mm(&attribute(&tag, name).unwrap());
                        self.sections.last_mut().unwrap().paper_mm = (side("w:w"), side("w:h"));
                    }
                    "w:pgMar" => {
                        let side = |name: &str| mm(&attribute(&tag, name).unwrap());
                        let section = self.sections.last_mut().unwrap();
                        section.margins_mm =
                            (side("w:top"), side("w:bottom"), side("w:left"), side("w:right"));
                        section.header_mm = side("w:header");
                    }
                    "w:pgNumType" => {
                        let start = attribute(&tag, "w:start");
                        self.sections.last_mut().unwrap().start =
                            start.map(|start| start.parse().unwrap());
                    }
                    "w:titlePg" => self.sections.last_mut().unwrap().first_is_another = true,
                    "w:tblHeader" => self.repeated_rows += 1,
                    _ => {
                        if let Some(line) = &mut line {
                            marks(&tag, &mut line.marks);
                        }
                    }
                },
                Event::Text(said) if in_text => {
                    line.as_mut().unwrap().text.push_str(&said);
                }
                Event::End(tag) => match tag.name().as_ref() {
                    "w:t" => in_text = false,
                    "w:p" => self.lines.extend(line.take()),
                    _ => {}
                },
                _ => {}
            }
        }
    }

    #[track_caller]
    fn line(&self, text: &str) -> usize {
        let mut found = self.lines.iter().enumerate().filter(|(_, line)| line.text == text);
        let Some((index, _)) = found.next() else {
            let all: Vec<_> = self.lines.iter().map(|line| &line.text).collect();
            panic!("no line «{text}» in {all:#?}");
        };
        assert!(found.next().is_none(), "«{text}» twice");
        index
    }

    fn mark(&self, line: &Line, name: &str) -> Option<String> {
        if let Some(own) = line.marks.get(name) {
            return Some(own.clone());
        }
        let mut style = line.marks.get("w:pStyle").and_then(|style| self.styles.get(style));
        while let Some(held) = style {
            if let Some(found) = held.get(name) {
                return Some(found.clone());
            }
            style = held.get("w:basedOn").and_then(|base| self.styles.get(base));
        }
        self.styles.get(DEFAULTS)?.get(name).cloned()
    }

    #[track_caller]
    pub(crate) fn has(&self, text: &str, look: Look) {
        let line = &self.lines[self.line(text)];
        let set = |name: &str| {
            self.mark(line, name).is_some_and(|value| value != "false" && value != "none")
        };
        let size: u32 = self.mark(line, "w:sz").unwrap().parse().unwrap();
        let align = self.mark(line, "w:jc").unwrap_or_default();
        assert_eq!(
            (size, set("w:b"), set("w:i"), set("w:u"), align.as_str()),
            (look.pt * 2, look.bold, look.italic, look.underline, look.align),
            "size in half points, bold, italic, underlined, alignment of «{text}»"
        );
    }

    #[track_caller]
    pub(crate) fn has_not(&self, text: &str) {
        assert!(self.lines.iter().all(|line| line.text != text), "«{text}» stands there");
    }

    #[track_caller]
    pub(crate) fn begins_with(&self, text: &str) {
        assert_eq!(self.lines[0].text, text);
    }

    /// The line stands right below another.
    #[track_caller]
    pub(crate) fn follows(&self, text: &str, above: &str) {
        let below = self.lines.get(self.line(above) + 1).map(|line| line.text.as_str());
        assert_eq!(below, Some(text));
    }

    #[track_caller]
    pub(crate) fn rule_follows(&self, above: &str) {
        let below = &self.lines[self.line(above) + 1];
        assert!(below.rule && below.text.is_empty(), "no rule below «{above}»");
    }

    /// All texts, in order.
    pub(crate) fn texts(&self) -> Vec<&str> {
        self.lines.iter().map(|line| line.text.as_str()).collect()
    }

    /// The texts of the lines in a style, by its name.
    pub(crate) fn in_style<'p>(&'p self, name: &'p str) -> Vec<&'p str> {
        self.styled(name).map(|line| line.text.as_str()).collect()
    }

    fn styled<'p>(&'p self, name: &'p str) -> impl Iterator<Item = &'p Line> {
        let is = move |line: &&Line| {
            let style = line.marks.get("w:pStyle").and_then(|style| self.styles.get(style));
            style.and_then(|style| style.get("w:name")).is_some_and(|known| known == name)
        };
        self.lines.iter().filter(is)
    }

    /// Every line of running text has these looks: size, first line in millimetres, space above in
    /// points, height of a line (rule, twentieths of a point).
    #[track_caller]
    pub(crate) fn running_text_has(
        &self,
        pt: u32,
        first_line: u32,
        before: u32,
        line: (&str, u32),
    ) {
        let mut count = 0;
        for text in self.styled("Nội dung văn bản") {
            let mark = |name: &str| self.mark(text, name).unwrap_or_default();
            let looks = (mark("w:sz"), mm(&mark("w:ind w:firstLine")), mark("w:jc"));
            assert_eq!(
                looks,
                ((pt * 2).to_string(), first_line, "both".to_owned()),
                "{text:?}"
            );
            assert_eq!(mark("w:spacing w:before"), (before * 20).to_string(), "{text:?}");
            let height = (mark("w:spacing w:lineRule"), mark("w:spacing w:line"));
            assert_eq!(height, (line.0.to_owned(), line.1.to_string()), "{text:?}");
            count += 1;
        }
        assert!(count > 5, "too little text");
    }

    /// Length of the rule below a line, in a column so many millimetres wide.
    #[track_caller]
    pub(crate) fn rule_below_mm(&self, above: &str, column: u32) -> u32 {
        self.rule_follows(above);
        let rule = &self.lines[self.line(above) + 1];
        let side = |name: &str| rule.marks.get(name).map_or(0, |value| mm(value));
        column - side("w:ind w:left") - side("w:ind w:right")
    }

    /// First line in millimetres, space above in points, height of a line.
    #[track_caller]
    pub(crate) fn body_has(&self, first_line: u32, before: u32, rule: &str, points: u32) {
        let line = &self.lines[self.line("Nội dung.")];
        let mark = |name: &str| self.mark(line, name).unwrap();
        assert_eq!(mm(&mark("w:ind w:firstLine")), first_line);
        assert_eq!(mark("w:spacing w:before"), (before * 20).to_string());
        assert_eq!(mark("w:spacing w:lineRule"), rule);
        assert_eq!(mark("w:spacing w:line").parse::<u32>().unwrap() / 20, points);
    }

    #[track_caller]
    pub(crate) fn number_is_centred_ten_mm_below_the_edge_from_the_second_page(&self, pt: u32) {
        assert_eq!(self.header_mm, 10);
        assert!(self.first_is_another, "the first page is another");
        let with: Vec<_> = self.headers.iter().filter(|text| text.contains("PAGE")).collect();
        assert_eq!(
            (with.len(), self.headers.len()),
            (1, 2),
            "one header of two has the number"
        );
        assert!(with[0].contains(r#"<w:jc w:val="center""#));
        let style = with[0].split("<w:pStyle w:val=\"").nth(1).unwrap();
        let style = style.split('"').next().unwrap();
        assert_eq!(self.styles[style]["w:sz"], (pt * 2).to_string());
    }
}

/// What stands for the looks that no style sets.
const DEFAULTS: &str = "";

fn styles(text: &str) -> BTreeMap<String, BTreeMap<String, String>> {
    let mut reader = Reader::from_str(text);
    let mut styles = BTreeMap::new();
    let mut current: Option<(String, BTreeMap<String, String>)> = None;
    loop {
        match reader.read_event().unwrap() {
            Event::Eof => break styles,
            Event::Start(tag) | Event::Empty(tag) => {
                if tag.name().as_ref() == "w:docDefaults" {
                    current = Some((DEFAULTS.to_owned(), BTreeMap::new()));
                } else if tag.name().as_ref() == "w:style" {
                    current = Some((attribute(&tag, "w:styleId").unwrap(), BTreeMap::new()));
                } else if let Some((_, held)) = &mut current {
                    marks(&tag, held);
                }
            }
            Event::End(tag) if matches!(tag.name().as_ref(), "w:style" | "w:docDefaults") => {
                styles.extend(current.take());
            }
            _ => {}
        }
    }
}
