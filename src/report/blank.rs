//! The face of a form as it goes out to a unit: office, unit and period filled in, every figure
//! left empty.

use std::sync::Arc;

use super::context::{Facts, Status, context};
use super::documents::evaluation;
use super::printing::{Medium, Printer};
use super::referring::FiguresLeftEmpty;
use crate::citation::Style;
use crate::model::Letterhead;
use crate::ooxml::CellRef;
use crate::pack::{Consolidated, Form, FormSheet};
use crate::profile::Profile;
use crate::template::xlsx::{self, Followed};
use crate::template::{Data, NoFiles, Place, Problem, ProblemKind};

/// A form without figures.
pub struct Face {
    /// The workbook.
    pub bytes: Vec<u8>,
    /// The form's sheets, each cell where it has come to stand.
    pub sheets: Vec<FormSheet>,
}

/// Who signs a form.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Signs<'a> {
    /// The unit that fills it in.
    Unit,
    /// Who signs for the office, by these rules.
    Office(Option<&'a Profile>),
}

/// A form read once, of which each unit gets its face.
pub struct Faces<'a> {
    form: &'a Form,
    template: xlsx::Template,
    /// Every cell that is asked for by place.
    ranges: Vec<String>,
}

impl<'a> Faces<'a> {
    /// Reads a form.
    ///
    /// # Errors
    /// When the file is no workbook that can be filled.
    pub fn of(form: &'a Form) -> Result<Self, Vec<Problem>> {
        let template =
            xlsx::Template::read(form.bytes.clone()).map_err(|problem| vec![problem])?;
        let mut sheets = form.sheets.clone();
        let ranges = sheets.iter_mut().flat_map(|sheet| {
            let name = sheet.name.replace('\'', "''");
            let places = places(sheet).into_iter();
            places.map(|at| format!("'{name}'!{at}")).collect::<Vec<_>>()
        });
        let ranges = ranges.collect();
        Ok(Self { form, template, ranges })
    }

    /// Fills in what a unit is told, for the office of `data`, which is the unit; figures of
    /// `data` are left out. The unit signs, unless it is the office itself, whose documents look by
    /// a profile.
    ///
    /// # Errors
    /// What is wrong with the template, and cells that do not come to stand in one place.
    pub fn face(
        &mut self,
        data: &Arc<Consolidated>,
        letterhead: &Letterhead,
        signs: Signs<'_>,
    ) -> Result<Face, Vec<Problem>> {
        let context = context(
            data,
            Facts {
                letterhead,
                profile: match signs {
                    Signs::Office(profile) => profile,
                    Signs::Unit => None,
                },
                signed_by_unit: signs == Signs::Unit,
                date: None,
                status: &Status::default(),
                decisions: &[],
                corrections: &[],
                mend_by: None,
                style: Style { comma: false },
                explains_stars: false,
            },
        )
        .map_err(|error| vec![evaluation(&error)])?;
        let printer = Printer::new(Arc::clone(data), Medium::Excel, &self.form.output);
        let functions = |tera: &mut tera::Tera| printer.register(tera);
        let references = FiguresLeftEmpty(data);
        let filling =
            Data { context, references: &references, functions: &functions, files: &NoFiles };
        let (bytes, followed) = self.template.fill_followed(&filling, &self.ranges)?;
        let mut followed = followed.into_iter();
        let (mut sheets, mut lost) = (self.form.sheets.clone(), Vec::new());
        for sheet in &mut sheets {
            let name = sheet.name.clone();
            for at in places(sheet) {
                match followed.next().and_then(|followed| place(&followed)) {
                    Some(now) => *at = now,
                    None => lost.push(repeated(&name, *at)),
                }
            }
        }
        if lost.is_empty() { Ok(Face { bytes, sheets }) } else { Err(lost) }
    }
}

/// Every cell of a sheet of a form that is asked for by place.
fn places(sheet: &mut FormSheet) -> Vec<&mut CellRef> {
    let cells = sheet.cells.iter_mut().map(|cell| &mut cell.cell);
    let headers = [&mut sheet.unit_name, &mut sheet.period_name, &mut sheet.none_occurred];
    cells.chain(headers.into_iter().flatten()).collect()
}

/// The one cell that a followed address names.
fn place(followed: &Followed) -> Option<CellRef> {
    let Followed::At(address) = followed else { return None };
    address.rsplit('!').next()?.parse().ok()
}

fn repeated(sheet: &str, cell: CellRef) -> Problem {
    let reason = "ô số liệu nằm trong dòng lặp hoặc dòng có điều kiện nên không thành một ô của biểu \
                  phát hành";
    Problem {
        kind: ProblemKind::Misplaced(reason.to_owned()),
        place: Place::Cell { sheet: sheet.to_owned(), cell },
        around: String::new(),
    }
}
