//! The named styles of an office's documents, which packs' texts use too: whatever is written in
//! them looks as the profile says.

use docx_rs::{
    AlignmentType, LineSpacing, LineSpacingType, SpecialIndentType, Style, StyleType,
};

use super::lines::{half_points, twips};
use crate::profile::{Body, Line, Profile};

/// Letterhead, signature: single lines without space around them.
pub(super) const HEAD: &str = "Đầuvănbản";
/// Running text.
pub(super) const BODY: &str = "Nộidungvănbản";
/// The list of recipients.
pub(super) const RECIPIENTS: &str = "Nơinhận";
/// The number of the page.
pub(super) const PAGE_NUMBER: &str = "Sốtrang";

/// Headings I., 1., 1.1 of a report.
const HEADINGS: u8 = 3;

/// All styles, each under the name a clerk sees in Word.
pub(super) fn all(profile: &Profile) -> Vec<Style> {
    let mut all = vec![
        plain(HEAD, "Đầu văn bản").size(half_points(profile.number.size_pt)),
        body(profile),
        plain(RECIPIENTS, "Nơi nhận").size(half_points(profile.recipients.size_pt)),
        plain(PAGE_NUMBER, "Số trang").size(half_points(profile.page.number_pt)),
        plain("Tênbảng", "Tên bảng")
            .size(half_points(profile.body.size_pt))
            .bold()
            .align(AlignmentType::Center)
            .line_spacing(LineSpacing::new().before(120).after(60)),
        plain("Chữtrongbảng", "Chữ trong bảng")
            .size(half_points(profile.body.size_pt.saturating_sub(2)))
            .line_spacing(LineSpacing::new().before(20).after(20)),
    ];
    all.extend((1..=HEADINGS).map(|level| heading(level, profile)));
    all
}

fn plain(id: &str, name: &str) -> Style {
    Style::new(id, StyleType::Paragraph).name(name).based_on("Normal").q_format(true)
}

fn body(profile: &Profile) -> Style {
    plain(BODY, "Nội dung văn bản")
        .size(half_points(profile.body.size_pt))
        .align(AlignmentType::Both)
        .indent(None, Some(first_line(&profile.body)), None, None)
        .line_spacing(spacing(&profile.body))
}

fn heading(level: u8, profile: &Profile) -> Style {
    let style = Style::new(format!("Heading{level}"), StyleType::Paragraph)
        .name(format!("heading {level}"))
        .based_on("Normal")
        .next(BODY)
        .q_format(true)
        .size(half_points(profile.body.size_pt))
        .bold()
        .align(AlignmentType::Both)
        .indent(None, Some(first_line(&profile.body)), None, None)
        .line_spacing(spacing(&profile.body))
        .outline_lvl(usize::from(level.saturating_sub(1)));
    if level == HEADINGS { style.italic() } else { style }
}

fn first_line(body: &Body) -> SpecialIndentType {
    SpecialIndentType::FirstLine(i32::try_from(twips(body.first_line_mm)).unwrap_or_default())
}

fn spacing(body: &Body) -> LineSpacing {
    let spacing = LineSpacing::new().before(body.before_pt * 20);
    let (rule, line) = match body.line {
        Line::ExactlyPt(points) => (LineSpacingType::Exact, points * 20),
        // A single line is 240.
        Line::Percent(percent) => (LineSpacingType::Auto, percent * 240 / 100),
    };
    spacing.line_rule(rule).line(i32::try_from(line).unwrap_or_default())
}
