//! Tags in the data sheet of a chart: the workbook in the document is filled as a workbook of its
//! own, and the chart shows what it then says.

use std::collections::{BTreeMap, BTreeSet};

use super::elements::each;
use super::ranges::FilledBook;
use super::refresh::{GONE, refresh};
use super::split::refresh_series;
use crate::ooxml::xml_part::{Element, XmlPart};
use crate::ooxml::{ContentTypes, Package, Relationships, text_of};
use crate::template::docx::document::Document;
use crate::template::docx::parts::unreadable;
use crate::template::engine::holds_tags;
use crate::template::xlsx::{self, Followed};
use crate::template::{Data, Names, Place, Problem, ProblemKind, References, Vocabulary};

/// A chart whose data sheet holds tags.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in super::super) struct DataSheet {
    /// The part with the chart.
    chart: String,
    /// The part with its workbook.
    workbook: String,
}

const NO_WORKBOOK: &str = "bảng số liệu của biểu đồ có thẻ nhưng không điền được: \
    nó nằm ngoài tệp mẫu (liên kết) hoặc không phải .xlsx";

const NEW_KIND: &str = "bảng số liệu của biểu đồ có thẻ, nhưng loại biểu đồ này \
    (thác nước, phễu, cây, hộp…) chưa điền được";

/// Finds the charts whose data sheets hold tags.
///
/// # Errors
/// When a part cannot be read, or when tags stand in a data sheet that cannot be filled.
pub(in super::super) fn data_sheets(package: &mut Package) -> Result<Vec<DataSheet>, Problem> {
    let types = ContentTypes::read(package).map_err(unreadable)?;
    let mut found = Vec::new();
    for (chart, kind) in types.overrides() {
        if kind.ends_with("chartex+xml") && package.contains(&chart) {
            refuse_tags(package, &chart)?;
        }
        if !kind.ends_with("drawingml.chart+xml") || !package.contains(&chart) {
            continue;
        }
        let xml = text_of(package, &chart).map_err(unreadable)?;
        let part = XmlPart::parse(xml.as_bytes())
            .map_err(|error| unreadable(format!("{chart}: {error}")))?;
        let workbook = workbook_of(package, &chart, &part.root)?;
        let is_template = match &workbook {
            Some(workbook) => xlsx::is_template(&package.read(workbook).map_err(unreadable)?),
            None => false,
        };
        match workbook {
            Some(workbook) if is_template => found.push(DataSheet { chart, workbook }),
            _ if shows_tags(&part.root) => {
                return Err(refused(&chart, NO_WORKBOOK));
            }
            _ => {}
        }
    }
    Ok(found)
}

/// Charts of the newer kinds have data of another form.
fn refuse_tags(package: &mut Package, chart: &str) -> Result<(), Problem> {
    let related = Relationships::read(package, chart).map_err(unreadable)?.all();
    for part in related.into_iter().filter(|r| !r.external && r.kind == "package") {
        let holds = package.contains(&part.target)
            && xlsx::is_template(&package.read(&part.target).map_err(unreadable)?);
        if holds {
            return Err(refused(chart, NEW_KIND));
        }
    }
    Ok(())
}

fn refused(chart: &str, reason: &str) -> Problem {
    let kind = ProblemKind::Chart { name: chart.to_owned(), reason: reason.to_owned() };
    Problem { kind, place: Place::File, around: String::new() }
}

/// The workbook in the package that a chart names.
fn workbook_of(
    package: &mut Package,
    chart: &str,
    root: &Element,
) -> Result<Option<String>, Problem> {
    let id = root.child("externalData").and_then(|data| data.attribute_of_any_prefix("id"));
    let Some(id) = id else { return Ok(None) };
    let related = Relationships::read(package, chart).map_err(unreadable)?.get(&id);
    let workbook = related.filter(|related| !related.external).map(|related| related.target);
    Ok(workbook.filter(|workbook| package.contains(workbook)))
}

/// Whether a chart's copies of its values show tags.
fn shows_tags(element: &Element) -> bool {
    match element.local_name() {
        "strCache" | "numCache" | "multiLvlStrCache" => says_tags(element),
        _ => element.elements().any(shows_tags),
    }
}

fn says_tags(element: &Element) -> bool {
    let is_value = element.local_name() == "v";
    (is_value && holds_tags(&element.text())) || element.elements().any(says_tags)
}

/// Fills the data sheets of a filled document's charts.
///
/// # Errors
/// All problems of all sheets.
pub(in super::super) fn fill_data_sheets(
    sheets: &[DataSheet],
    mut document: Document,
    data: &Data<'_>,
) -> Result<Document, Vec<Problem>> {
    let failures = sheets.iter().filter_map(|sheet| sheet.fill(&mut document, data).err());
    let problems: Vec<Problem> = failures.flatten().collect();
    if problems.is_empty() { Ok(document) } else { Err(problems) }
}

impl DataSheet {
    /// Everything that is wrong with its tags, as far as it can be told of a template.
    pub(in super::super) fn lint(
        &self,
        package: &mut Package,
        vocabulary: &Vocabulary<'_>,
    ) -> Vec<Problem> {
        match package.read(&self.workbook) {
            Ok(workbook) => {
                self.located(xlsx::lint(&workbook, vocabulary, &xlsx::Options::unlocked()))
            }
            Err(error) => vec![unreadable(error)],
        }
    }

    /// Everything that is wrong with its tags, told without data.
    pub(in super::super) fn problems(
        &self,
        package: &mut Package,
        references: &dyn References,
        names: &Names,
    ) -> Vec<Problem> {
        match package.read(&self.workbook) {
            Ok(workbook) => self.located(xlsx::problems(&workbook, references, names)),
            Err(error) => vec![unreadable(error)],
        }
    }

    /// Fills the workbook, and lets the chart show it.
    ///
    /// # Errors
    /// All problems of the workbook's tags, else why the chart cannot show what they give.
    fn fill(&self, document: &mut Document, data: &Data<'_>) -> Result<(), Vec<Problem>> {
        let one = |problem| vec![problem];
        let xml = document.text(&self.chart).map_err(one)?;
        let chart = XmlPart::parse(xml.as_bytes());
        let mut chart =
            chart.map_err(|error| one(unreadable(format!("{}: {error}", self.chart))))?;
        let formulas = formulas(&mut chart.root);
        let workbook = document.read(&self.workbook).map_err(one)?;
        let (workbook, followed) = xlsx::render_followed(workbook, data, &formulas)
            .map_err(|problems| self.located(problems))?;
        let places = formulas.into_iter().zip(followed).collect();
        show(&mut chart.root, &places, workbook.clone())
            .map_err(|reason| one(refused(&self.chart, &reason)))?;
        document.put(&self.chart, chart.write());
        document.put(&self.workbook, workbook);
        Ok(())
    }

    /// Problems of cells under the name of the workbook, as Excel writes references to others.
    fn located(&self, problems: Vec<Problem>) -> Vec<Problem> {
        let workbook = self.workbook.rsplit('/').next().unwrap_or_default();
        let located = |mut problem: Problem| {
            if let Place::Cell { sheet, .. } = &mut problem.place {
                *sheet = format!("[{workbook}]{sheet}");
            }
            problem
        };
        problems.into_iter().map(located).collect()
    }
}

/// Lets a chart show its filled workbook.
fn show(
    root: &mut Element,
    places: &BTreeMap<String, Followed>,
    workbook: Vec<u8>,
) -> Result<(), String> {
    let mut book = FilledBook::open(workbook)?;
    let follow = |formula: &str| match places.get(formula) {
        Some(Followed::At(formula)) => Ok(formula.clone()),
        Some(Followed::Gone) => Ok(GONE.to_owned()),
        Some(Followed::Lost(reason)) => Err(reason.clone()),
        None => Ok(formula.to_owned()),
    };
    refresh(root, &follow, &mut book, &["ser"])?;
    let plot_area = root.child_mut("chart").and_then(|chart| chart.child_mut("plotArea"));
    match plot_area {
        Some(plot_area) => refresh_series(plot_area, &follow, &mut book),
        None => Ok(()),
    }
}

/// All formulas of a chart, once each.
fn formulas(root: &mut Element) -> Vec<String> {
    let mut found = BTreeSet::new();
    each(root, &mut |element| {
        if element.local_name() == "f" && element.elements().next().is_none() {
            found.insert(element.text());
        }
    });
    found.into_iter().collect()
}
