//! The cover sheet «Đề nghị chỉnh sửa» of a unit: every point with its place, what was written,
//! why it needs another look, and what is asked.

use chrono::NaiveDate;
use rayon::prelude::*;
use serde::Serialize;

use super::letter::to_those_below;
use super::words::{day, due, periods, place, written};
use super::{Point, UnitReminder};
use crate::model::{Letterhead, Period};
use crate::pack::period_words::in_words;
use crate::profile::DocumentType;
use crate::report::context::{Office, office};
use crate::report::framed::{Form, FramedPage, Framing, framed_or_plain};
use crate::report::on_paper::{begun, own_name};
use crate::template::Problem;

/// The cover sheet of one unit.
#[derive(Debug, Clone, Copy)]
pub struct CoverPage<'a> {
    /// What is to be said.
    pub unit: &'a UnitReminder,
    /// Its code and name.
    pub named: (&'a str, &'a str),
    /// Its files: the path, the name of the copy that goes with the page, or why there is none.
    pub files: &'a [(String, Result<String, &'static str>)],
}

/// What all papers of a run have in common.
#[derive(Debug, Clone, Copy)]
pub struct Issue<'a> {
    /// The office.
    pub letterhead: &'a Letterhead,
    /// The period.
    pub period: Period,
    /// Last day of the period: by its rules a page without a date looks.
    pub last_day: NaiveDate,
    /// By what rules pages look.
    pub form: Form<'a>,
    /// Date of the papers; without it the place for it is left open.
    pub date: Option<NaiveDate>,
    /// The day by which units mend what they are asked to; left open without it.
    pub mend_by: Option<NaiveDate>,
}

#[derive(Serialize)]
struct Context<'a> {
    co_quan: Office<'a>,
    don_vi: Unit<'a>,
    ky: PeriodName,
    /// Names of the copies that go with the page.
    tep_kem: Vec<&'a str>,
    /// Files that do not go with it, and why.
    tep_khong_kem: Vec<File<'a>>,
    diem: Vec<Row>,
    so_diem: usize,
    so_loi: usize,
    so_hoi: usize,
    thieu: Vec<String>,
    han: String,
    ngay_van_ban: String,
}

/// A unit that is written to.
#[derive(Serialize)]
pub(super) struct Unit<'a> {
    pub(super) ma: &'a str,
    pub(super) ten: &'a str,
}

/// The name of a period.
#[derive(Serialize)]
pub(super) struct PeriodName {
    pub(super) ten: String,
}

#[derive(Serialize)]
struct File<'a> {
    ten: &'a str,
    vi_sao: &'a str,
}

#[derive(Serialize)]
struct Row {
    vi_tri: String,
    so_ghi: String,
    vi_sao: String,
    de_nghi: String,
    la_loi: bool,
}

/// The cover sheets, in order.
///
/// # Errors
/// With what is wrong in the template.
pub fn cover_pages(
    template: &[u8],
    issue: &Issue<'_>,
    pages: &[CoverPage<'_>],
) -> Result<Vec<FramedPage>, Vec<Problem>> {
    let letterhead = to_those_below(issue.letterhead);
    let issue = Issue { letterhead: &letterhead, ..*issue };
    let made = pages.par_iter().map(|page| {
        let context = context(&issue, page);
        framed_or_plain(&framing(&issue), DocumentType::Letter, template, &context)
    });
    made.collect()
}

pub(super) fn framing<'a>(issue: &Issue<'a>) -> Framing<'a> {
    let Issue { form, letterhead, date, last_day, .. } = *issue;
    Framing { form, letterhead, date, last_day }
}

fn context<'a>(issue: &Issue<'a>, page: &CoverPage<'a>) -> Context<'a> {
    let CoverPage { unit, named, files } = *page;
    let errors = unit.errors();
    // What came and was gone through is the return of its period, whatever the run is about.
    let of_points = periods(&unit.points, issue.period);
    let understood = (of_points == in_words(issue.period)).then_some(issue.period);
    Context {
        co_quan: office(issue.letterhead),
        don_vi: Unit { ma: named.0, ten: named.1 },
        ky: PeriodName { ten: of_points },
        tep_kem: files.iter().filter_map(|(_, copy)| copy.as_deref().ok()).collect(),
        tep_khong_kem: files.iter().filter_map(|(path, copy)| file(path, copy)).collect(),
        diem: unit.points.iter().map(|point| row(point, issue.period)).collect(),
        so_diem: unit.points.len(),
        so_loi: errors,
        so_hoi: unit.points.len().saturating_sub(errors),
        thieu: unit.returns.missing.iter().map(|of| due(of, understood, None)).collect(),
        han: day(issue.mend_by),
        ngay_van_ban: day(issue.date),
    }
}

fn file<'a>(path: &'a str, copy: &Result<String, &'static str>) -> Option<File<'a>> {
    Some(File { ten: own_name(path), vi_sao: copy.as_ref().err()? })
}

fn row(point: &Point, period: Period) -> Row {
    Row {
        vi_tri: place(point, period),
        so_ghi: written(point),
        vi_sao: point.why.clone(),
        de_nghi: begun(&point.request),
        la_loi: point.is_error,
    }
}
