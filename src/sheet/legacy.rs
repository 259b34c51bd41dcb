//! Texts of a workbook that were typed in an encoding from before Unicode: converted where that is
//! certain, told where it is not, and never lost.
//!
//! A cell's font says it, or its words do. What one cell alone leaves open (`Cã` is `Có` in a font
//! of TCVN3) the other cells of the workbook decide, if they agree.

use std::sync::Arc;

use super::workbook::{Sheet, Value, Visibility, Workbook};
use crate::ooxml::CellRef;
use crate::text::clean::clean;
use crate::text::legacy::{self, Encoding, Evidence, OldFont, Reading};

/// A text that came in an old encoding, or that may have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LegacyText {
    /// As it stands in the file.
    pub original: String,
    /// As it reads in that encoding.
    pub unicode: String,
    /// The encoding.
    pub encoding: Encoding,
    /// The font that says so; none where the words themselves do.
    pub font: Option<String>,
    /// Whether the cell now holds it in Unicode. What is doubtful was left as it was.
    pub converted: bool,
}

/// Where a text of an old encoding stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LegacyPlace<'a> {
    /// The sheet.
    pub sheet: &'a Sheet,
    /// The cell; none for the name on the sheet's tab.
    pub cell: Option<CellRef>,
    /// What stands there.
    pub text: &'a LegacyText,
}

/// A font of an old encoding, as the file names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NamedFont {
    pub(super) name: Arc<str>,
    pub(super) font: OldFont,
}

/// The fonts of a cell, as far as they are of an old encoding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Lettering {
    /// The font of the cell itself.
    pub(super) cell: Option<NamedFont>,
    /// The runs of its text, if it has any.
    pub(super) runs: Arc<[Run]>,
}

/// A part of a cell's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) text: String,
    pub(super) font: RunFont,
}

/// The font of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum RunFont {
    /// That of the cell.
    OfCell,
    /// One that draws Unicode.
    Modern,
    Old(NamedFont),
}

impl Lettering {
    /// The parts of a text with their fonts, neighbours of one kind joined; none if no part has an
    /// old font, or if the runs are not those of the text.
    fn parts(&self, text: &str) -> Option<Vec<(String, Option<NamedFont>)>> {
        if self.runs.is_empty() {
            return self.cell.clone().map(|font| vec![(text.to_owned(), Some(font))]);
        }
        let mut parts: Vec<(String, Option<NamedFont>)> = Vec::new();
        for run in self.runs.iter() {
            let font = match &run.font {
                RunFont::OfCell => self.cell.clone(),
                RunFont::Modern => None,
                RunFont::Old(font) => Some(font.clone()),
            };
            let kind = |font: &Option<NamedFont>| font.as_ref().map(|named| named.font);
            match parts.last_mut().filter(|(_, last)| kind(last) == kind(&font)) {
                Some((joined, _)) => joined.push_str(&run.text),
                None => parts.push((run.text.clone(), font)),
            }
        }
        let whole: String = parts.iter().map(|(text, _)| text.as_str()).collect();
        let has_old = parts.iter().any(|(_, font)| font.is_some());
        (has_old && whole == text).then_some(parts)
    }
}

/// A text that is not certainly as it should be.
struct Suspect {
    sheet: usize,
    cell: usize,
    reading: Reading,
    text: LegacyText,
}

/// So many texts of one encoding, and none of Unicode, are a workbook in that encoding: a text
/// that is Vietnamese either way is then no other.
const WHOLE_WORKBOOK: usize = 10;

/// How many texts of a workbook speak clearly, and for what.
#[derive(Default)]
struct Tally {
    /// For each encoding, texts in it.
    old: [usize; 2],
    /// For each encoding, Unicode texts in one of its fonts: they were converted before.
    in_spite_of_font: [usize; 2],
    /// Unicode texts in other fonts.
    unicode: usize,
}

fn at(encoding: Encoding) -> usize {
    usize::from(encoding == Encoding::Vni)
}

fn count(of: &mut [usize; 2], encoding: Encoding) {
    of.iter_mut().skip(at(encoding)).take(1).for_each(|count| *count += 1);
}

fn number(of: [usize; 2], encoding: Encoding) -> usize {
    of.get(at(encoding)).copied().unwrap_or(0)
}

/// Converts what is certain, and keeps beside it what stood there; notes what is doubtful.
pub(super) fn settle(workbook: &mut Workbook) {
    let mut tally = Tally::default();
    let mut suspects = Vec::new();
    for (sheet_ix, sheet) in workbook.sheets.iter().enumerate() {
        // What only programs can show, programs have written.
        if sheet.visibility == Visibility::VeryHidden {
            continue;
        }
        for (cell_ix, (place, cell)) in sheet.cells.iter().enumerate() {
            let Value::Text(text) = &cell.value else { continue };
            if text.is_ascii() {
                continue;
            }
            let parts = sheet.lettering.get(place).and_then(|letters| letters.parts(text));
            let found = match &parts {
                Some(parts) => by_font(text, parts, &mut tally),
                None => by_words(text, &mut tally),
            };
            suspects.extend(found.map(|(reading, text)| Suspect {
                sheet: sheet_ix,
                cell: cell_ix,
                reading,
                text,
            }));
        }
    }
    for mut suspect in suspects {
        suspect.follow(&tally);
        apply(suspect, &tally, workbook);
    }
    for sheet in &mut workbook.sheets {
        sheet.lettering.clear();
        sheet.legible = legible(&sheet.name, &tally);
    }
}

/// What the font of a cell says, and whether its words bear it out.
fn by_font(
    text: &str,
    parts: &[(String, Option<NamedFont>)],
    tally: &mut Tally,
) -> Option<(Reading, LegacyText)> {
    let named = parts.iter().find_map(|(_, font)| font.as_ref())?;
    let encoding = named.font.encoding;
    let mut evidence = Evidence::default();
    let mut unicode = String::with_capacity(text.len());
    for (part, font) in parts {
        let Some(NamedFont { font, .. }) = font else {
            unicode.push_str(part);
            continue;
        };
        evidence.add(Evidence::of(part, font.encoding));
        unicode.push_str(&if part.is_ascii() { part.clone() } else { font.to_unicode(part) });
    }
    if unicode == text {
        return None;
    }
    let reading = evidence.in_font(encoding);
    match reading {
        Reading::Unicode => count(&mut tally.in_spite_of_font, encoding),
        Reading::Old(_) => count(&mut tally.old, encoding),
        _ => {}
    }
    let font = Some(named.name.to_string());
    let text =
        LegacyText { original: text.to_owned(), unicode, encoding, font, converted: false };
    (reading != Reading::Unicode).then_some((reading, text))
}

/// What the words of a text say.
fn by_words(text: &str, tally: &mut Tally) -> Option<(Reading, LegacyText)> {
    let reading = legacy::read(text);
    let encoding = match reading {
        Reading::AsItIs => return None,
        Reading::Unicode => {
            tally.unicode += 1;
            return None;
        }
        Reading::Old(encoding) => {
            count(&mut tally.old, encoding);
            encoding
        }
        Reading::Either(encoding) | Reading::OneWord(encoding) | Reading::Mixed(encoding) => {
            encoding
        }
    };
    let unicode = legacy::to_unicode(text, encoding);
    let original = text.to_owned();
    Some((reading, LegacyText { original, unicode, encoding, font: None, converted: false }))
}

impl Suspect {
    /// A word that two encodings could explain is in the one that the workbook has.
    fn follow(&mut self, tally: &Tally) {
        let [tcvn3, vni] = tally.old;
        let common = if tcvn3 >= vni { Encoding::Tcvn3 } else { Encoding::Vni };
        let open = matches!(self.reading, Reading::Either(_) | Reading::OneWord(_));
        let is_other = self.text.encoding != common && number(tally.old, common) > 0;
        if self.text.font.is_some() || !open || !is_other {
            return;
        }
        let reading = Evidence::of(&self.text.original, common).without_font(common);
        if matches!(reading, Reading::Either(_) | Reading::OneWord(_)) {
            self.reading = reading;
            self.text.encoding = common;
            self.text.unicode = legacy::to_unicode(&self.text.original, common);
        }
    }
}

/// What becomes of a suspect.
#[derive(PartialEq, Eq)]
enum Verdict {
    Convert,
    Tell,
    Leave,
}

impl Tally {
    fn judge(&self, reading: Reading, text: &LegacyText) -> Verdict {
        let encoding = text.encoding;
        let old = number(self.old, encoding);
        let others_are_old = old > 0;
        let font_lies = number(self.in_spite_of_font, encoding) > 0;
        let choose = |holds, then| if holds { then } else { Verdict::Leave };
        match (reading, text.font.is_some()) {
            (Reading::Old(_), _) => Verdict::Convert,
            (Reading::Mixed(_), _) => Verdict::Tell,
            (Reading::Either(_), true) => match (others_are_old, font_lies) {
                (true, false) => Verdict::Convert,
                (false, true) => Verdict::Leave,
                _ => Verdict::Tell,
            },
            (Reading::OneWord(_), true) if others_are_old => Verdict::Convert,
            // Between Unicode texts a sign alone («µm») is no letter of an old encoding.
            (Reading::OneWord(_), _) => {
                let telling = Evidence::of(&text.original, encoding).is_telling();
                if others_are_old && (telling || self.unicode == 0) {
                    Verdict::Convert
                } else {
                    choose(telling, Verdict::Tell)
                }
            }
            // Between Unicode texts a Vietnamese word is what it seems.
            (Reading::Either(_), false) if self.unicode > 0 => Verdict::Leave,
            (Reading::Either(_), false) if old >= WHOLE_WORKBOOK => Verdict::Convert,
            (Reading::Either(_), false) => choose(others_are_old, Verdict::Tell),
            (Reading::AsItIs | Reading::Unicode, _) => Verdict::Leave,
        }
    }
}

fn apply(suspect: Suspect, tally: &Tally, workbook: &mut Workbook) {
    let Suspect { sheet, cell, reading, mut text } = suspect;
    let verdict = tally.judge(reading, &text);
    let sheet = workbook.sheets.get_mut(sheet).filter(|_| verdict != Verdict::Leave);
    let Some(sheet) = sheet else { return };
    let Some((place, cell)) = sheet.cells.get_mut(cell) else { return };
    if verdict == Verdict::Convert {
        text.converted = true;
        cell.text = clean(&text.unicode);
        cell.value = Value::Text(text.unicode.clone());
    }
    sheet.legacy.push((*place, text));
}

/// Converts what is doubtful where only the converted text is one of those that are expected: what
/// a form prints is known.
pub(super) fn believe(workbook: &mut Workbook, is_expected: impl Fn(&str) -> bool) {
    for sheet in &mut workbook.sheets {
        let Sheet { cells, legacy, .. } = sheet;
        for (at, text) in legacy.iter_mut().filter(|(_, text)| !text.converted) {
            let found = cells.binary_search_by_key(at, |(place, _)| *place);
            let cell = found.ok().and_then(|index| cells.get_mut(index));
            if let Some((_, cell)) = cell
                && is_expected(&text.unicode)
                && !is_expected(&text.original)
            {
                text.converted = true;
                cell.text = clean(&text.unicode);
                cell.value = Value::Text(text.unicode.clone());
            }
        }
    }
}

/// The name on a tab in Unicode, if it was in an old encoding: tabs have no font of their own.
fn legible(name: &str, tally: &Tally) -> Option<LegacyText> {
    let (reading, text) = by_words(name, &mut Tally::default())?;
    let is_word = matches!(reading, Reading::Old(_) | Reading::OneWord(_));
    let convert = is_word && tally.judge(reading, &text) == Verdict::Convert;
    convert.then_some(LegacyText { converted: true, ..text })
}
