//! The check of a whole .xlsx package: every part that is read from is sound and within
//! limits, and every reference leads somewhere.

use std::collections::{BTreeMap, BTreeSet};

use quick_xml::events::Event;

use super::super::appearance::Appearance;
use super::super::error::{ReadError, within};
use super::super::parts::{Parts, Tabs, normal_name};
use super::super::xml::{self, attribute, raw_attribute};
use super::fonts;
use super::notes::{Notes, PartOfNotes};
use super::percent::Formats;
use super::worksheet::Worksheet;
use crate::ooxml::{CellRef, Entry, Limits, Measure, check_contents};

/// Merged ranges of one sheet.
pub(super) type Merged = Vec<(CellRef, CellRef)>;

/// Folders of parts that no figure is read from.
const SKIPPED: [&str; 10] = [
    "drawings/",
    "charts/",
    "diagrams/",
    "media/",
    "customxml/",
    "externallinks/",
    "pivotcache/",
    "pivottables/",
    "printersettings/",
    "embeddings/",
];

/// What the check learns on its way.
#[derive(Debug, Default)]
pub(super) struct Scan {
    parts: Parts,
    worksheets: BTreeMap<String, Worksheet>,
    tabs: Tabs,
    /// Texts that cells share.
    texts: u64,
    formats: Formats,
    /// A font of an encoding from before Unicode is named, or something is struck through or raised.
    telling_fonts: bool,
    /// The workbook asks to be computed in full when it is opened.
    asks_to_be_computed: bool,
    notes: Notes,
}

/// What the check of a package found out.
#[derive(Debug)]
pub(super) struct Checked {
    /// Each sheet's merged ranges, and what is hidden or noted on it, by its name.
    pub(super) sheets: BTreeMap<String, (Merged, Appearance)>,
    /// If a font of an encoding from before Unicode is named anywhere, or strikes through: each
    /// sheet's name by its part, to find out where it is used.
    pub(super) telling_fonts: Option<BTreeMap<String, String>>,
    /// If any number is shown as a percentage: the sheets concerned, as above, and the cell formats.
    pub(super) percentages: Option<(BTreeMap<String, String>, BTreeSet<usize>)>,
    /// Whether the workbook asks to be computed in full when it is opened.
    pub(super) asks_to_be_computed: bool,
    /// How many cells there are, also those that hold nothing.
    pub(super) places: u64,
}

/// Verifies the package's contents.
pub(super) fn check(
    bytes: &[u8],
    entries: &[Entry],
    limits: &Limits,
) -> Result<Checked, ReadError> {
    let mut scan = Scan::default();
    check_contents(bytes, entries, is_read, |entry, contents| {
        scan.part(&entry.name, contents)?;
        scan.within(limits)
    })?;
    let present =
        entries.iter().map(|entry| normal_name("", &entry.name)).collect::<BTreeSet<_>>();
    scan.parts.check(&present, "xml")?;
    scan.check_styles()?;
    let names = scan.tabs.by_part(&scan.parts)?;
    let telling_fonts = scan.telling_fonts.then(|| names.clone());
    let percentages = scan.percentages(&names);
    let asks_to_be_computed = scan.asks_to_be_computed;
    let places = scan.worksheets.values().map(|sheet| sheet.cells).sum();
    let sheets = scan.by_name(names);
    Ok(Checked { sheets, telling_fonts, percentages, asks_to_be_computed, places })
}

fn is_read(entry: &Entry) -> bool {
    let name = entry.name.to_lowercase().replace('\\', "/");
    let extension = name.rsplit('.').next();
    matches!(extension, Some("xml" | "rels"))
        && !SKIPPED.iter().any(|folder| name.contains(folder))
}

/// What a part is, told by its outermost element.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Root {
    Worksheet,
    Workbook,
    Styles,
    Strings,
    Types,
    Relations,
    Notes,
    Persons,
    Unknown,
}

impl Root {
    fn of(element: &str) -> Self {
        match element {
            "worksheet" => Self::Worksheet,
            "workbook" => Self::Workbook,
            "styleSheet" => Self::Styles,
            "sst" => Self::Strings,
            "Types" => Self::Types,
            "Relationships" => Self::Relations,
            "comments" | "ThreadedComments" => Self::Notes,
            "personList" => Self::Persons,
            _ => Self::Unknown,
        }
    }
}

impl Scan {
    fn part(&mut self, part: &str, contents: &[u8]) -> Result<(), ReadError> {
        let name = normal_name("", part);
        let mut root = Root::Unknown;
        let mut started = false;
        let mut worksheet = Worksheet::default();
        let mut notes = PartOfNotes::default();
        let size = contents.len();
        xml::walk(part, contents, |event| {
            if let (false, Event::Start(element)) = (started, event) {
                root = Root::of(element.local_name().as_ref());
                started = true;
            }
            let has_fonts = matches!(root, Root::Worksheet | Root::Styles | Root::Strings);
            if let (true, Event::Start(element)) = (has_fonts, event) {
                self.telling_fonts = self.telling_fonts || fonts::is_telling(element);
            }
            match root {
                Root::Worksheet => worksheet.event(part, event),
                Root::Workbook => self.workbook_event(part, event),
                Root::Styles => self.formats.event(part, event),
                Root::Strings => self.strings_event(part, event, size),
                Root::Types => self.parts.types_event(part, event),
                Root::Relations => self.parts.relations_event(part, event),
                Root::Notes => notes.event(part, event),
                Root::Persons => self.notes.person(part, event),
                Root::Unknown => Ok(()),
            }
        })?;
        match root {
            Root::Worksheet => drop(self.worksheets.insert(name, worksheet)),
            Root::Notes => self.notes.add(name, notes),
            _ => {}
        }
        Ok(())
    }

    fn workbook_event(&mut self, part: &str, event: &Event<'_>) -> Result<(), ReadError> {
        if let Event::Start(element) = event
            && element.local_name().as_ref() == "calcPr"
        {
            let asks = raw_attribute(part, element, "fullCalcOnLoad")?;
            self.asks_to_be_computed |= asks.is_some_and(|asks| xml::is_on(&asks));
        }
        if let Event::Start(element) = event
            && element.local_name().as_ref() == "sheet"
            && let Some(name) = attribute(part, element, "name")?
            && let Some(id) = attribute(part, element, "id")?
        {
            self.tabs.add(part, name, id)?;
        }
        Ok(())
    }

    /// The sheets with numbers that are shown as percentages, and the formats that do so.
    fn percentages(
        &self,
        names: &BTreeMap<String, String>,
    ) -> Option<(BTreeMap<String, String>, BTreeSet<usize>)> {
        let formats = self.formats.of_percentages();
        let mut sheets = names.clone();
        sheets.retain(|part, _| {
            let sheet = self.worksheets.get(part);
            sheet.is_some_and(|sheet| !sheet.formats_of_numbers.is_disjoint(&formats))
        });
        (!sheets.is_empty()).then_some((sheets, formats))
    }

    fn check_styles(&self) -> Result<(), ReadError> {
        for (part, sheet) in &self.worksheets {
            if sheet.style > 0 && sheet.style >= self.formats.count() {
                return Err(ReadError::part(part, "a style that is not there"));
            }
        }
        Ok(())
    }

    fn within(&self, limits: &Limits) -> Result<(), ReadError> {
        let (mut cells, mut merged) = (0, 0);
        for sheet in self.worksheets.values() {
            cells += sheet.cells;
            merged += sheet.merged.len() as u64;
        }
        within(Measure::Cells, cells, limits.cells)?;
        within(Measure::Merged, merged, limits.merged)?;
        within(Measure::Sheets, self.tabs.len(), limits.sheets)?;
        within(Measure::SharedTexts, self.texts, limits.shared_texts)
    }

    fn by_name(
        mut self,
        names: BTreeMap<String, String>,
    ) -> BTreeMap<String, (Merged, Appearance)> {
        let mut sheets = BTreeMap::new();
        for (part, name) in names {
            let Some(mut sheet) = self.worksheets.remove(&part) else { continue };
            for relation in self.parts.of(&part) {
                if matches!(relation.kind.as_str(), "comments" | "threadedComment") {
                    for (at, note) in self.notes.of(&relation.target) {
                        sheet.appearance.add_note(at, note);
                    }
                }
            }
            sheets.insert(name, (sheet.merged, sheet.appearance));
        }
        sheets
    }

    /// The value reader reserves room for as many strings as the table claims to have.
    fn strings_event(
        &mut self,
        part: &str,
        event: &Event<'_>,
        size: usize,
    ) -> Result<(), ReadError> {
        let Event::Start(element) = event else { return Ok(()) };
        match element.local_name().as_ref() {
            "si" => self.texts += 1,
            "sst" => {
                let count = raw_attribute(part, element, "uniqueCount")?;
                let count = count.and_then(|count| count.parse::<usize>().ok());
                if count.is_some_and(|count| count > size) {
                    return Err(ReadError::part(part, "more strings than it has room for"));
                }
            }
            _ => {}
        }
        Ok(())
    }
}
