//! A printed text read through as a proof-reader does: citations, letters, words, and whether one
//! thing is written one way.
//!
//! Only what is sure is told. A document is signed by a person, so all of it is a warning or a
//! note, and nothing is changed. The words of units are quoted: of them only plain slips of
//! the pen are told, marked as theirs.

mod citations;
mod counts;
mod ending;
mod headings;
mod letters;
mod names;
mod passage;
mod quotes;
mod tones;
mod twice;

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::citation::Registry;
use crate::diagnostic::{Code, Field, Finding, Place};
use crate::template::docx::Line;

use passage::{Passage, Quotes};

/// A text to be read through.
pub struct Proof<'a> {
    /// Name of the file, for findings.
    pub file: &'a str,
    /// Its paragraphs.
    pub lines: &'a [Line],
    /// The documents that are known.
    pub registry: &'a Registry,
    /// The day of the document; what had been replaced by then is told.
    pub day: Option<NaiveDate>,
    /// The day that it bears, if it is dated.
    pub signed: Option<NaiveDate>,
    /// Names that have one spelling: the office's, its superior's.
    pub names: &'a [&'a str],
    /// What units wrote themselves.
    pub quoted: &'a [String],
    /// Whether it is a template, of which parts may be left out when it is filled.
    pub is_template: bool,
}

/// Something to look at, before it is put together with others of its kind.
struct Slip {
    code: Code,
    /// Index of the passage.
    passage: usize,
    /// As it is written; slips written alike are one.
    written: String,
    finding: Finding,
    /// Whether it is a unit's wording.
    is_quoted: bool,
}

impl Slip {
    /// A slip in a passage, at a byte of its text.
    fn new(code: Code, passage: &Passage<'_>, at: usize, written: impl Into<String>) -> Self {
        Self {
            code,
            passage: passage.index,
            written: written.into(),
            finding: Finding::new(code),
            is_quoted: passage.is_quoted(at),
        }
    }

    fn with(mut self, add: impl FnOnce(Finding) -> Finding) -> Self {
        self.finding = add(self.finding);
        self
    }
}

/// Reads a text through.
pub fn proofread(proof: &Proof<'_>) -> Vec<Finding> {
    let quotes = Quotes::new(proof.quoted);
    let passages: Vec<Passage<'_>> = (0..)
        .zip(proof.lines)
        .map(|(index, line)| Passage::new(index, line, &quotes))
        .collect();
    let mut slips = Vec::new();
    letters::check(&passages, &mut slips);
    twice::check(&passages, &mut slips);
    quotes::check(&passages, &mut slips);
    citations::check(proof, &passages, &mut slips);
    // Of a unit's own words nobody asks that they be written as the office writes.
    tones::check(&passages, &mut slips);
    counts::check(&passages, &mut slips);
    headings::check(proof, &passages, &mut slips);
    names::check(proof, &passages, &mut slips);
    ending::check(&passages, &mut slips);
    together(proof, slips)
}

/// One finding for slips of one code that are written alike, at the first of them.
fn together(proof: &Proof<'_>, slips: Vec<Slip>) -> Vec<Finding> {
    let mut groups: BTreeMap<(Code, String), Vec<Slip>> = BTreeMap::new();
    for slip in slips {
        groups.entry((slip.code, slip.written.clone())).or_default().push(slip);
    }
    let mut findings = Vec::new();
    for ((code, _), group) in groups {
        let times = group.len() as u64;
        let Some(first) = group.into_iter().min_by_key(|slip| slip.passage) else { continue };
        let Some(line) = proof.lines.get(first.passage) else { continue };
        let place = Place::file(proof.file).paragraph(line.part.as_str(), line.number);
        let says = |name: &str| code.entry().optional.contains(&name);
        let mut finding = first.finding.at(place);
        if times > 1 && says("times") {
            finding = finding.count("times", times);
        }
        if first.is_quoted && says("whose") {
            let whose = Field::words(|lang| {
                lang.pick("lời của đơn vị", "a unit's own words").to_owned()
            });
            finding = finding.field("whose", whose);
        }
        findings.push(finding);
    }
    findings
}

#[cfg(test)]
mod tests;
