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

/// In a body: what it is about, whom it is addressed to, where the signature goes, titles of
/// appendices, by the names a clerk sees.
pub(super) const SUBJECT_NAME: &str = "Trích yếu";
pub(super) const ADDRESSEE_NAME: &str = "Kính gửi";
pub(super) const SIGNATURE_NAME: &str = "Chữ ký";
pub(super) const APPENDIX_NAME: &str = "Phụ lục";
/// The name of running text.
pub(super) const BODY_NAME: &str = "Nội dung văn bản";

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
        title("Tríchyếu", SUBJECT_NAME, profile.subject.size_pt),
        title("Phụlục", APPENDIX_NAME, profile.subject.size_pt),
        plain("Chữtrongbảng", "Chữ trong bảng")
            .size(half_points(profile.body.size_pt.saturating_sub(2)))
            .line_spacing(LineSpacing::new().before(20).after(20)),
    ];
    for style in &mut all {
        if KEPT_WITH_NEXT.contains(&style.style_id.as_str()) {
            keep_with_next(style);
        }
    }
    all.extend((1..=HEADINGS).map(|level| heading(level, profile)));
    all
}

fn plain(id: &str, name: &str) -> Style {
    Style::new(id, StyleType::Paragraph).name(name).based_on("Normal").q_format(true)
}

/// Styles of lines that say what follows.
const KEPT_WITH_NEXT: [&str; 3] = ["Tênbảng", "Tríchyếu", "Phụlục"];

fn keep_with_next(style: &mut Style) {
    style.paragraph_property = style.paragraph_property.clone().keep_next(true);
}

fn title(id: &str, name: &str, pt: u32) -> Style {
    plain(id, name).size(half_points(pt)).bold().align(AlignmentType::Center)
}

fn body(profile: &Profile) -> Style {
    plain(BODY, BODY_NAME)
        .size(half_points(profile.body.size_pt))
        .align(AlignmentType::Both)
        .indent(None, Some(first_line(&profile.body)), None, None)
        .line_spacing(spacing(&profile.body))
}

fn heading(level: u8, profile: &Profile) -> Style {
    let mut style = Style::new(format!("Heading{level}"), StyleType::Paragraph)
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
    keep_with_next(&mut style);
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
