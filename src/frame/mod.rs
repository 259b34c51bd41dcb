//! The documents an office starts from, drawn by the rules of a profile: letterhead, number, type,
//! subject, place for the text, signature, recipients. Alone knows docx-rs.

mod authority;
mod foot;
mod head;
mod lines;
mod styles;
mod width;
mod words;

pub use words::Words;

use std::io::Cursor;

use docx_rs::{AlignmentType, Docx, Header, PageMargin, PageNum, Paragraph, RunFonts};

use crate::model::Letterhead;
use crate::profile::{Component, DocumentType, Kind, Profile};
use crate::template::docx::{self, Roles, mend};
use crate::template::{Filled, Place, Problem, ProblemKind};
use lines::twips;

/// Nobody reads when a template was drawn, and the same input must give the same bytes.
const DRAWN: &str = "2026-01-01T00:00:00Z";

/// A4 upright, in twentieths of a point.
const WIDTH: u32 = 11906;
const HEIGHT: u32 = 16838;

/// How many lines a name takes in the letterhead, about, written as a component is; offices write
/// it on one or two.
pub fn lines_of_name(profile: &Profile, component: &Component, name: &str) -> u32 {
    head::lines_of_name(profile, component, name)
}

/// Whose rules an office follows, as far as its name tells: one whose name has a word that a
/// profile of the Party knows has the Party's.
pub fn kind_of(profiles: &[Profile], office: &str) -> Kind {
    let mut of_the_party = profiles.iter().filter(|profile| profile.kind == Kind::Party);
    let is_one = of_the_party.any(|profile| authority::is_named_by(profile, office));
    if is_one { Kind::Party } else { Kind::State }
}

/// By what authority an office signs, a line each; none where who signs is head of an agency.
pub fn authority(profile: &Profile, office: &Letterhead) -> Vec<String> {
    authority::lines(profile, office)
}

/// Whether by what authority an office signs is left to a person: its name and the signer's title
/// do not tell.
pub fn authority_is_open(profile: &Profile, office: &Letterhead) -> bool {
    authority::is_open(profile, office)
}

/// Draws a document.
///
/// # Errors
/// When the document cannot be written as a package: a defect of this program.
pub fn draw(
    profile: &Profile,
    document: DocumentType,
    words: &Words,
) -> Result<Vec<u8>, Vec<Problem>> {
    let mut docx = paper(profile);
    for style in styles::all(profile) {
        docx = docx.add_style(style);
    }
    docx = docx.add_table(head::letterhead(profile, document, words));
    for paragraph in head::title(profile, document, words) {
        docx = docx.add_paragraph(paragraph);
    }
    for text in &words.body {
        docx = docx.add_paragraph(lines::text(styles::BODY, text));
    }
    // Two tables that touch would become one, and a page ends better behind a line of text.
    docx = docx.add_paragraph(Paragraph::new().style(styles::HEAD).keep_next(true));
    docx = docx.add_table(foot::signature(profile, words));
    let mut out = Cursor::new(Vec::new());
    docx.build().pack(&mut out).map_err(|error| vec![lines::unwritable(&error.to_string())])?;
    let Filled { bytes, .. } = mend(out.into_inner(), DRAWN)?;
    Ok(bytes)
}

/// Draws a document around a body, which is a filled file without letterhead and signature.
///
/// # Errors
/// When the body cannot be read, or the frame cannot be drawn.
pub fn around(
    profile: &Profile,
    document: DocumentType,
    words: Words,
    body: Vec<u8>,
) -> Result<Filled, Vec<Problem>> {
    // In the place of its only line comes the text.
    let words = Words { body: vec![String::new()], ..words };
    // What the frame does not say stays in the text.
    let roles =
        Roles { addressee: ROLES.addressee.filter(|_| words.addressee.is_some()), ..ROLES };
    let frame = draw(profile, document, &words)?;
    docx::compose(body, frame, &roles, &profile.end_mark)
}

/// What is wrong or not plain with a body for documents of a type.
pub fn body_problems(body: &[u8], document: DocumentType) -> Vec<Problem> {
    let mut problems = docx::body_problems(body, &ROLES);
    let lifted = docx::lifted(body, &ROLES).ok().filter(|_| !document.is_addressed());
    if let Some(addressee) = lifted.and_then(|lifted| lifted.addressee) {
        let kind = ProblemKind::KeptAddressee(addressee);
        problems.push(Problem { kind, place: Place::File, around: String::new() });
    }
    problems
}

/// By which styles a body says what is what.
pub const ROLES: Roles<'static> = Roles {
    text: styles::BODY_NAME,
    subject: styles::SUBJECT_NAME,
    addressee: Some(styles::ADDRESSEE_NAME),
    foot: styles::SIGNATURE_NAME,
    appendix: styles::APPENDIX_NAME,
};

fn paper(profile: &Profile) -> Docx {
    let page = &profile.page;
    let side = |mm: u32| i32::try_from(twips(mm)).unwrap_or(i32::MAX);
    let margins = PageMargin::new()
        .top(side(page.top_mm))
        .bottom(side(page.bottom_mm))
        .left(side(page.left_mm))
        .right(side(page.right_mm))
        .header(side(page.number_from_top_mm))
        .footer(side(page.number_from_top_mm))
        .gutter(0);
    let number = Paragraph::new()
        .style(styles::PAGE_NUMBER)
        .align(AlignmentType::Center)
        .add_page_num(PageNum::new());
    let fonts = RunFonts::new()
        .ascii(&profile.font)
        .hi_ansi(&profile.font)
        .east_asia(&profile.font)
        .cs(&profile.font);
    Docx::new()
        .page_size(WIDTH, HEIGHT)
        .page_margin(margins)
        .default_fonts(fonts)
        .default_size(lines::half_points(profile.body.size_pt))
        .header(Header::new().add_paragraph(number))
        .first_header(Header::new().add_paragraph(Paragraph::new().style(styles::PAGE_NUMBER)))
        .title_pg()
}
