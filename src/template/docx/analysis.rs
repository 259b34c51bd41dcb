//! A part looked through before it is filled: its tags, their blocks and places, and everything
//! that can be known to be wrong without data.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::anchors::{Anchor, Anchors, anchors};
use super::blocks::{Blocks, Group};
use super::cells::{CellTag, misplaced};
use super::drawing_text::as_word;
use super::fields::is_code;
use super::join::join_paragraphs;
use super::looped::Looped;
use super::parts::unreadable;
use super::sites::{Site, Tagged};
use super::source::{Meaning, source};
use super::text::Story;
use super::ways::Ways;
use crate::ooxml::{Edits, XmlTree, escape_xml};
use crate::template::engine::{
    Engine, Statement, TagKind, asked_names, checked, marks, nearest, one_call, top_level_names,
};
use crate::template::{Figure, Lookup, Place, Problem, ProblemKind, References};

/// A part that holds tags, with its paragraphs joined as they ask.
pub(super) struct Prepared {
    /// Name of the part.
    pub(super) name: String,
    /// What kind of part it is.
    pub(super) story: Story,
    /// Its XML.
    pub(super) xml: String,
    /// Numbers of paragraphs that were joined with the one before.
    gone: BTreeSet<usize>,
}

impl Prepared {
    /// Reads a part; `None` when it holds no tag.
    pub(super) fn new(name: &str, story: Story, xml: String) -> Result<Option<Self>, Problem> {
        // A brace is written as itself or as a character number.
        if !xml.contains(['{', '}']) && !xml.contains("&#") {
            return Ok(None);
        }
        let in_part = |error| unreadable(format!("{name}: {error}"));
        let mut xml = without_cdata(xml).map_err(in_part)?;
        if story == Story::Drawing {
            xml = as_word(&xml).map_err(in_part)?;
        }
        let tagged = Tagged::new(XmlTree::parse(&xml).map_err(in_part)?, story);
        if tagged.is_plain() {
            let named = story != Story::Paragraphs || tagged.tree.name(0).starts_with("w:");
            let hidden = !named && (xml.contains("{{") || xml.contains("{%"));
            return if hidden {
                Err(unreadable(format!(
                    "{name}: Word's namespace is not bound to the prefix `w`"
                )))
            } else {
                Ok(None)
            };
        }
        let joined = join_paragraphs(&tagged);
        let (xml, gone) =
            joined.map_or((xml, BTreeSet::new()), |joined| (joined.xml, joined.gone));
        Ok(Some(Self { name: name.to_owned(), story, xml, gone }))
    }

    /// Looks the part through.
    pub(super) fn analyse(&self) -> Result<Analysis<'_>, Problem> {
        let tree = XmlTree::parse(&self.xml);
        let tree = tree.map_err(|error| unreadable(format!("{}: {error}", self.name)))?;
        let mut tagged = Tagged::new(tree, self.story);
        for paragraph in &mut tagged.paragraphs {
            // Counted on for every paragraph that went into one before.
            for gone in &self.gone {
                paragraph.number += usize::from(*gone <= paragraph.number);
            }
        }
        let blocks = Blocks::new(&tagged);
        let Anchors { of_site, problems: torn } = anchors(&tagged, &blocks);
        Ok(Analysis {
            part: &self.name,
            story: self.story,
            tagged,
            blocks,
            anchors: of_site,
            torn,
        })
    }
}

/// CDATA as ordinary text: a value could not be escaped inside it.
fn without_cdata(xml: String) -> Result<String, crate::ooxml::XmlError> {
    if !xml.contains("<![CDATA[") {
        return Ok(xml);
    }
    let tree = XmlTree::parse(&xml)?;
    let mut edits = Edits::new();
    for text in tree.texts().iter().filter(|text| text.cdata) {
        edits.replace(text.range.clone(), escape_xml(tree.said(text)));
    }
    Ok(edits.apply(&xml))
}

/// What is known of a part.
pub(super) struct Analysis<'a> {
    /// Name of the part.
    pub(super) part: &'a str,
    /// What kind of part it is.
    pub(super) story: Story,
    /// Text and tags.
    pub(super) tagged: Tagged<'a>,
    /// Per tag: where its statement goes.
    pub(super) anchors: Vec<Anchor>,
    blocks: Blocks,
    torn: Vec<(usize, ProblemKind)>,
}

/// A part's bare references and what is wrong with it.
pub(super) struct Checked {
    /// Figures that tags stand for, by tag.
    pub(super) figures: BTreeMap<usize, Figure>,
    /// What else is known of tags.
    pub(super) ways: Ways,
    /// What is wrong, in the order of the text.
    pub(super) problems: Vec<Problem>,
}

/// As [`Checked`], with what is wrong by tag, without strays.
pub(super) struct CheckedSites {
    /// Figures that tags stand for, by tag.
    pub(super) figures: BTreeMap<usize, Figure>,
    /// What else is known of tags.
    pub(super) ways: Ways,
    /// What is wrong, by tag.
    pub(super) found: Vec<(usize, ProblemKind)>,
}

impl Analysis<'_> {
    /// Everything that is wrong without evaluating anything; `variables` are the names that
    /// expressions may use.
    pub(super) fn check(
        &self,
        references: &dyn References,
        variables: &BTreeSet<String>,
    ) -> Checked {
        let CheckedSites { figures, ways, found } = self.check_sites(references, variables);
        let mut problems: Vec<Problem> =
            self.strays().into_iter().map(|(problem, _)| problem).collect();
        problems.extend(self.located(found).into_iter().map(|(problem, _)| problem));
        Checked { figures, ways, problems }
    }

    /// As [`Analysis::check`], but what is wrong by tag, without strays.
    pub(super) fn check_sites(
        &self,
        references: &dyn References,
        variables: &BTreeSet<String>,
    ) -> CheckedSites {
        let mut found: Vec<(usize, ProblemKind)> = Vec::new();
        found.extend(self.blocks.problems.iter().cloned());
        found.extend(self.torn.iter().cloned());
        let is_whole = found.is_empty();
        let (mut figures, mut ways) = (BTreeMap::new(), Ways::new(self.story));
        let sites = self.tagged.sites.iter();
        let asked: BTreeSet<String> = sites.flat_map(|site| asked_names(&site.code)).collect();
        for (index, site) in self.tagged.sites.iter().enumerate() {
            let bound = self.blocks.bound.get(index).cloned().unwrap_or_default();
            found.extend(
                misplaced(&self.tagged, index, bound.contains("loop")).map(|p| (index, p)),
            );
            if let Some(problem) = unsupported(site) {
                found.push((index, problem));
                continue;
            }
            if is_typed_property(self.tagged.tree.name(site.holder)) {
                found.push((index, ProblemKind::Misplaced(TYPED.to_owned())));
                continue;
            }
            if site.kind == TagKind::Statement && is_code(self.tagged.tree.name(site.holder)) {
                found.push((index, ProblemKind::Misplaced(IN_CODE.to_owned())));
                continue;
            }
            if let Err(problem) = ways.note(&self.tagged, index, references) {
                found.push((index, problem));
                continue;
            }
            if site.kind == TagKind::Output && !reads_bound(&site.code, &bound) {
                match references.knows(&site.code) {
                    Lookup::Figure(figure) => {
                        ways.spell(&self.tagged, index, references);
                        figures.insert(index, figure);
                        continue;
                    }
                    Lookup::Unknown { nearest } => {
                        let name = site.code.clone();
                        found.push((index, ProblemKind::UnknownName { name, nearest }));
                        continue;
                    }
                    Lookup::NotAReference if prints_figure(&site.code, references) => {
                        ways.calls.insert(index);
                    }
                    Lookup::NotAReference => {}
                }
            }
            let unknown = unknown_names(site, &bound, variables, &asked);
            found.extend(unknown.into_iter().map(|problem| (index, problem)));
        }
        if is_whole {
            let crossing = self.crossing().into_iter();
            found.extend(crossing.map(|site| (site, torn(self.tagged.sites.get(site)))));
        }
        found.sort_by_key(|(site, _)| *site);
        CheckedSites { figures, ways, found }
    }

    /// A block that, each tag put into its place, begins inside another and ends outside it.
    fn crossing(&self) -> Option<usize> {
        let groups = &self.blocks.groups;
        let of_site: BTreeMap<usize, &Group> = groups
            .iter()
            .flat_map(|group| group.sites().map(move |site| (site, group)))
            .collect();
        let source =
            source(&self.tagged, &self.anchors, &Meaning::default(), &Looped::default());
        let mut open: Vec<usize> = Vec::new();
        for site in marks(&source) {
            let Some(group) = of_site.get(&site) else { continue };
            if site == group.open {
                open.push(site);
            } else if open.last() != Some(&group.open) {
                return Some(group.open);
            } else if site == group.close {
                open.pop();
            }
        }
        open.pop()
    }

    /// Tags that print a figure, right behind a 0 that the template writes itself.
    pub(super) fn zeros_before(
        &self,
        figures: &BTreeMap<usize, Figure>,
        ways: &Ways,
    ) -> Vec<(usize, ProblemKind)> {
        let sites = self.tagged.sites.iter().enumerate();
        let figures = sites
            .filter(|(index, _)| figures.contains_key(index) || ways.calls.contains(index));
        let behind_zero = figures.filter(|(_, site)| {
            let text = self.tagged.paragraph_of(site).map_or("", |paragraph| &paragraph.text);
            let before = text.get(..site.range.start).and_then(|text| text.strip_suffix('0'));
            before
                .is_some_and(|text| !text.ends_with(|c: char| c.is_alphanumeric() || c == ','))
        });
        let zero = |site: &Site| ProblemKind::ZeroBefore(format!("{{{{ {} }}}}", site.code));
        behind_zero.map(|(index, site)| (index, zero(site))).collect()
    }

    /// The blocks of the part.
    pub(super) fn groups(&self) -> impl Iterator<Item = &Group> {
        self.blocks.groups.iter()
    }

    /// The byte of the part at which a tag takes effect.
    pub(super) fn takes_effect_at(&self, site: usize) -> Option<usize> {
        let tree = &self.tagged.tree;
        let start = self.tagged.sites.get(site)?.start;
        Some(match self.anchors.get(site)? {
            Anchor::Text | Anchor::Run => start,
            Anchor::Instead(element) | Anchor::Before(element) => tree.range(*element).start,
            Anchor::After(element) => tree.range(*element).end,
        })
    }

    /// What loops repeat, as bytes of the part.
    pub(super) fn repeated(&self) -> Looped {
        let is_loop = |group: &&Group| {
            let code = self.tagged.sites.get(group.open).map(|site| site.code.as_str());
            code.is_some_and(|code| matches!(Statement::parse(code), Statement::For { .. }))
        };
        let range = |group: &Group| {
            Some(self.takes_effect_at(group.open)?..self.takes_effect_at(group.close)?)
        };
        self.groups().filter(is_loop).filter_map(range).collect()
    }

    /// What Tera says of each tag on its own; `functions` are proposed for unknown ones.
    pub(super) fn syntax(
        &self,
        figures: &BTreeMap<usize, Figure>,
        functions: &BTreeSet<String>,
        engine: &mut Engine,
    ) -> Vec<Problem> {
        let found = self.syntax_of_sites(figures, functions, engine);
        self.located(found).into_iter().map(|(problem, _)| problem).collect()
    }

    /// As [`Analysis::syntax`], by tag.
    pub(super) fn syntax_of_sites(
        &self,
        figures: &BTreeMap<usize, Figure>,
        functions: &BTreeSet<String>,
        engine: &mut Engine,
    ) -> Vec<(usize, ProblemKind)> {
        let with_nearest = |mut kind| {
            if let ProblemKind::UnknownName { name, nearest: proposal @ None } = &mut kind {
                *proposal = nearest(name, functions.iter().map(String::as_str));
            }
            kind
        };
        let mut found = Vec::new();
        for (index, site) in self.tagged.sites.iter().enumerate() {
            let problem = match (site.kind, CellTag::parse(&site.code)) {
                (TagKind::Output, _) if figures.contains_key(&index) => None,
                (TagKind::Output, _) => engine.check_output(&site.code),
                (TagKind::Statement, Some(tag)) => {
                    tag.expression().and_then(|code| engine.check_output(code))
                }
                (TagKind::Statement, None) if unsupported(site).is_none() => {
                    engine.check_statement(&site.code)
                }
                _ => None,
            };
            found.extend(problem.map(|problem| (index, with_nearest(problem))));
        }
        found
    }

    /// A problem of a tag, with its place.
    fn at(&self, site: usize, kind: ProblemKind) -> Problem {
        let (place, around) = self.spot(site);
        Problem { kind, place, around }
    }

    /// Where a tag stands, and the words around it.
    pub(super) fn spot(&self, site: usize) -> (Place, String) {
        let site = self.tagged.sites.get(site);
        let (paragraph, at) = site.map_or((0, 0), |site| (site.paragraph, site.range.start));
        self.surroundings(paragraph, at)
    }

    /// Whether a tag's code begins with a name that a loop or `set` binds.
    pub(super) fn reads_bound(&self, site: usize) -> bool {
        let code = self.tagged.sites.get(site).map_or("", |site| site.code.as_str());
        self.blocks.bound.get(site).is_some_and(|bound| reads_bound(code, bound))
    }

    fn in_paragraph(&self, index: usize, at: usize, kind: ProblemKind) -> Problem {
        let (place, around) = self.surroundings(index, at);
        Problem { kind, place, around }
    }

    fn surroundings(&self, index: usize, at: usize) -> (Place, String) {
        let paragraph = self.tagged.paragraphs.get(index);
        let number = paragraph.map_or(1, |paragraph| paragraph.number);
        let text = paragraph.map_or("", |paragraph| paragraph.text.as_str());
        (Place::Paragraph { part: self.part.to_owned(), number }, around(text, at))
    }

    /// Places problems, each with the words it is about; one in the old copy of a drawing is
    /// dropped when the drawing has it too.
    pub(super) fn located(&self, found: Vec<(usize, ProblemKind)>) -> Vec<(Problem, Words)> {
        let mut problems: Vec<(Problem, Words)> = Vec::new();
        for (index, kind) in found {
            let problem = self.at(index, kind);
            let site = self.tagged.sites.get(index);
            let is_copy =
                site.and_then(|s| self.tagged.paragraph_of(s)).is_some_and(|p| p.is_copy);
            let same = |known: &(Problem, Words)| {
                known.0.kind == problem.kind && known.0.around == problem.around
            };
            if !(is_copy && problems.iter().any(same)) {
                problems.push((problem, site.map_or(0..0, |site| site.range.clone())));
            }
        }
        problems
    }

    /// Delimiters without counterpart.
    pub(super) fn strays(&self) -> Vec<(Problem, Words)> {
        let stray = |(paragraph, stray): &(usize, crate::template::engine::Stray)| {
            let delimiter = stray.delimiter.to_owned();
            let kind = if delimiter == "}}" {
                ProblemKind::Unopened(delimiter)
            } else {
                ProblemKind::Unclosed(delimiter)
            };
            (self.in_paragraph(*paragraph, stray.at, kind), stray.at..stray.at + 2)
        };
        let mut problems: Vec<_> = self.tagged.strays.iter().map(stray).collect();
        if self.tagged.ends_in_raw {
            let last =
                self.tagged.sites.iter().rposition(|site| site.code == "raw").unwrap_or(0);
            problems.extend(
                self.located(vec![(last, ProblemKind::Unclosed("{% raw %}".to_owned()))]),
            );
        }
        problems
    }
}

/// The words that a problem is about: bytes of its paragraph's text.
pub(super) type Words = Range<usize>;

/// Whether a tag's code is one call of a function that prints a figure.
pub(super) fn prints_figure(code: &str, references: &dyn References) -> bool {
    one_call(code).is_some_and(|function| references.prints_figures(function))
}

fn torn(site: Option<&Site>) -> ProblemKind {
    let code = site.map(|site| site.code.as_str()).unwrap_or_default();
    ProblemKind::Torn(format!("{{% {code} %}}"))
}

/// Statements that cannot stand in a document, or that nobody knows.
fn unsupported(site: &Site) -> Option<ProblemKind> {
    if site.kind != TagKind::Statement || CellTag::parse(&site.code).is_some() {
        return None;
    }
    match Statement::parse(&site.code) {
        Statement::Other(_) => checked(&site.code, false).map(ProblemKind::Syntax),
        _ => None,
    }
}

/// Whether an expression begins with a name that a loop or `set` binds: then it is no reference.
fn reads_bound(code: &str, bound: &BTreeSet<String>) -> bool {
    let end = code.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(code.len());
    code.get(..end).is_some_and(|name| bound.contains(name))
}

fn unknown_names(
    site: &Site,
    bound: &BTreeSet<String>,
    variables: &BTreeSet<String>,
    asked: &BTreeSet<String>,
) -> Vec<ProblemKind> {
    let code = match (site.kind, CellTag::parse(&site.code)) {
        (TagKind::Statement, Some(tag)) => tag.expression().unwrap_or_default(),
        (TagKind::Statement | TagKind::Output, _) => site.code.as_str(),
        (TagKind::Comment | TagKind::Literal, _) => "",
    };
    // Where the part asks whether a name is there, only filling shows where it must be.
    let is_unknown = |name: &String| {
        !(bound.contains(name) || variables.contains(name) || asked.contains(name))
    };
    let names = top_level_names(code).into_iter().filter(is_unknown);
    let known = || bound.iter().chain(variables).map(String::as_str);
    names
        .map(|name| ProblemKind::UnknownName { nearest: nearest(&name, known()), name })
        .collect()
}

/// Whether a document property is a number, a date or the like: Word does not open a file in
/// which it says anything else.
fn is_typed_property(element: &str) -> bool {
    let kind = element.strip_prefix("vt:");
    kind.is_some_and(|kind| !matches!(kind, "lpwstr" | "lpstr" | "bstr"))
}

const TYPED: &str = "thuộc tính tệp này là số hoặc ngày, chỉ thuộc tính kiểu văn bản nhận thẻ";
const IN_CODE: &str = "trong mã trường chỉ đặt được thẻ in giá trị `{{ }}`";

/// Characters shown on each side of a place.
const SHOWN: usize = 30;

/// The words around a place in a text, shortened.
pub(super) fn around(text: &str, at: usize) -> String {
    let (before, after) = text.split_at_checked(at).unwrap_or((text, ""));
    let from = before.char_indices().rev().nth(SHOWN - 1).map_or(0, |(at, _)| at);
    let mut out = String::new();
    if from > 0 {
        out.push('…');
    }
    out.push_str(before.get(from..).unwrap_or_default());
    out.extend(after.chars().take(2 * SHOWN));
    if after.chars().nth(2 * SHOWN).is_some() {
        out.push('…');
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}
