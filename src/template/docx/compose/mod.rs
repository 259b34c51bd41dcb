//! A document from a body and a frame: the body is the file, with all that its text needs; from
//! the frame come what stands above and below the text, the looks of styles, pages and headers.
//!
//! Styles are the same when their names are: ids differ from program to program.

mod blocks;
mod end_mark;
mod headers;
mod sections;
mod styles;
mod tables;

use blocks::{Body, Pieces};

use super::document::Document;
use super::parts::{parts, unreadable};
use crate::ooxml::{Edits, Package, XmlTree};
use crate::template::{Place, Problem, ProblemKind};

/// By which styles a body and a frame say what is what; names as an author sees them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Roles<'a> {
    /// Of the frame's paragraph in whose place the text goes.
    pub text: &'a str,
    /// Of the body's first paragraph that says what the document is about: the frame says it.
    pub subject: &'a str,
    /// Of the body's first paragraph that says whom it is addressed to: the frame says it.
    pub addressee: &'a str,
    /// Of the body's paragraph in whose place goes what stands below the text; without one that
    /// is the end of the first section.
    pub foot: &'a str,
    /// Of titles of appendices: a section that has one counts its pages anew.
    pub appendix: &'a str,
}

/// Puts a frame around a body; the text above the foot ends with `end_mark`.
///
/// # Errors
/// When one of the files or a part in it cannot be read, or the frame has no place for the text.
pub fn compose(
    body: Vec<u8>,
    frame: Vec<u8>,
    roles: &Roles<'_>,
    end_mark: &str,
) -> Result<Vec<u8>, Vec<Problem>> {
    composed(body, frame, roles, end_mark).map_err(|problem| vec![problem])
}

/// What a body leaves to its frame to say, with line breaks as they are; `None` where it has no
/// paragraph for it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lifted {
    /// What the document is about.
    pub subject: Option<String>,
    /// Whom it is addressed to.
    pub addressee: Option<String>,
    /// Whether it says where its frame's foot goes.
    pub has_place_for_foot: bool,
}

/// Reads what a body leaves to its frame.
///
/// # Errors
/// When the file or its text cannot be read.
pub fn lifted(body: &[u8], roles: &Roles<'_>) -> Result<Lifted, Vec<Problem>> {
    let read = || {
        let mut document = open(body.to_vec())?;
        let main = document.main().to_owned();
        let xml = document.text(&main)?;
        let tree = parse(&xml, &main)?;
        let body = Body::of(&tree, document.styles()?, roles)?;
        let said = |paragraph: Option<usize>| paragraph.map(|at| blocks::text(&tree, at));
        Ok(Lifted {
            subject: said(body.subject),
            addressee: said(body.addressee),
            has_place_for_foot: body.foot.is_some(),
        })
    };
    read().map_err(|problem: Problem| vec![problem])
}

/// What is wrong with a body: nothing says what the document is about, or what it says in a header
/// will not be printed.
pub fn body_problems(body: &[u8], roles: &Roles<'_>) -> Vec<Problem> {
    let of_file = |kind| Problem { kind, place: Place::File, around: String::new() };
    let no_subject = || of_file(ProblemKind::NoSubject(roles.subject.to_owned()));
    let dropped = || headers::said(&mut open(body.to_vec())?);
    match (lifted(body, roles), dropped()) {
        (Err(problems), _) => problems,
        (_, Err(problem)) => vec![problem],
        (Ok(lifted), Ok(dropped)) => {
            let missing = lifted.subject.is_none().then(no_subject);
            let dropped = dropped.into_iter().map(ProblemKind::DroppedHeader).map(of_file);
            missing.into_iter().chain(dropped).collect()
        }
    }
}

fn composed(
    body: Vec<u8>,
    frame: Vec<u8>,
    roles: &Roles<'_>,
    end_mark: &str,
) -> Result<Vec<u8>, Problem> {
    let (mut document, mut frame) = (open(body)?, open(frame)?);
    let ids = styles::take_over(&mut frame, &mut document)?;
    let headers = headers::bring(&mut frame, &mut document, &ids)?;
    let pieces = Pieces::of(&mut frame, roles.text, &ids)?;
    let main = document.main().to_owned();
    let xml = document.text(&main)?;
    let tree = parse(&xml, &main)?;
    let body = Body::of(&tree, document.styles()?, roles)?;
    let mut edits = Edits::new();
    let sections = sections::renewed(&tree, &body, &pieces, &headers);
    tables::fit(&tree, &sections, &mut edits);
    end_mark::set(&tree, &body, end_mark, &mut edits);
    body.put_together(&tree, &pieces, &sections, &mut edits);
    document.put(&main, edits.apply(&xml));
    document.write().map_err(unreadable)
}

fn open(bytes: Vec<u8>) -> Result<Document, Problem> {
    let mut package = Package::open(bytes).map_err(unreadable)?;
    let main = parts(&mut package)?.main;
    Document::new(package, &main)
}

fn parse<'x>(xml: &'x str, part: &str) -> Result<XmlTree<'x>, Problem> {
    XmlTree::parse(xml).map_err(|error| unreadable(format!("{part}: {error}")))
}
