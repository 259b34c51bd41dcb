//! Lines of text in the style of a component, and the measures of a page.

use docx_rs::{
    AlignmentType, BorderType, BreakType, LineSpacing, LineSpacingType, Paragraph,
    ParagraphBorder, ParagraphBorderPosition, ParagraphBorders, Run,
};

use super::styles;
use super::width::width_mm;
use crate::profile::{Component, Under};
use crate::template::{Place, Problem, ProblemKind};

/// A rule below a place where the words are still to come.
const SHORTEST_RULE_MM: u32 = 15;

/// Between the words in a box and its sides.
const BOX_MM: u32 = 3;

/// Twentieths of a point in so many millimetres.
pub(super) fn twips(mm: u32) -> u32 {
    mm.saturating_mul(14400) / 254
}

/// Half points, as sizes of letters are written.
pub(super) fn half_points(pt: u32) -> usize {
    usize::try_from(pt).unwrap_or_default() * 2
}

/// A paragraph in a named style.
pub(super) fn text(style: &str, words: &str) -> Paragraph {
    Paragraph::new().style(style).add_run(Run::new().add_text(words))
}

/// A run that is written as a component is.
pub(super) fn run(component: &Component, words: &str) -> Run {
    let words = if component.caps { words.to_uppercase() } else { words.to_owned() };
    let mut run = Run::new().add_text(words).size(half_points(component.size_pt));
    if component.bold {
        run = run.bold();
    }
    if component.italic {
        run = run.italic();
    }
    if component.underline {
        run = run.underline("single");
    }
    run
}

/// A centred line, with what stands below it, in a column so many millimetres wide.
pub(super) fn centred(component: &Component, words: &str, column_mm: u32) -> Vec<Paragraph> {
    let line = Paragraph::new().style(styles::HEAD).align(AlignmentType::Center);
    let broken = words.split('\n').enumerate();
    let line = broken.fold(line, |line, (number, words)| {
        let run = run(component, words);
        let breaks = Run::new().add_break(BreakType::TextWrapping);
        if number == 0 { line.add_run(run) } else { line.add_run(breaks).add_run(run) }
    });
    let mut lines = vec![line];
    lines.extend(below(component, words, column_mm));
    lines
}

/// A line in a box, in the middle of a column so many millimetres wide.
pub(super) fn boxed(component: &Component, words: &str, column_mm: u32) -> Paragraph {
    let beside = column_mm.saturating_sub(width_mm(component, words) + 2 * BOX_MM) / 2;
    let beside = i32::try_from(twips(beside)).unwrap_or_default();
    let side = |position| {
        ParagraphBorder::new(position).val(BorderType::Single).size(8).space(2).color("auto")
    };
    let borders = [
        ParagraphBorderPosition::Top,
        ParagraphBorderPosition::Left,
        ParagraphBorderPosition::Bottom,
        ParagraphBorderPosition::Right,
    ];
    let borders = borders.into_iter().map(side);
    let mut line = Paragraph::new()
        .style(styles::HEAD)
        .align(AlignmentType::Center)
        .indent(Some(beside), None, Some(beside), None)
        .line_spacing(LineSpacing::new().before(120).after(60))
        .add_run(run(component, words));
    let none = ParagraphBorders::with_empty();
    line.property = line.property.set_borders(borders.fold(none, ParagraphBorders::set));
    line
}

fn below(component: &Component, words: &str, column_mm: u32) -> Option<Paragraph> {
    let mark = |text: &str| {
        let plain =
            Component { bold: false, italic: false, underline: false, ..component.clone() };
        Paragraph::new()
            .style(styles::HEAD)
            .align(AlignmentType::Center)
            .add_run(run(&plain, text))
    };
    match (component.rule_mm, component.under) {
        (Some(length), _) => Some(rule(length, column_mm)),
        (None, Under::Nothing) => None,
        (None, Under::Rule) => Some(rule(two_fifths(component, words, column_mm), column_mm)),
        (None, Under::Star) => Some(mark("*")),
        (None, Under::Hyphens) => Some(mark("-----")),
    }
}

/// Between a third and a half of the words, as far as they fit on one line of the column.
fn two_fifths(component: &Component, words: &str, column_mm: u32) -> u32 {
    (width_mm(component, words).min(column_mm) * 2 / 5).max(SHORTEST_RULE_MM)
}

/// A solid line in the middle of the column: the lower border of an empty paragraph.
fn rule(length_mm: u32, column_mm: u32) -> Paragraph {
    let beside = twips(column_mm.saturating_sub(length_mm) / 2);
    let beside = i32::try_from(beside).unwrap_or_default();
    let border = ParagraphBorder::new(ParagraphBorderPosition::Bottom)
        .val(BorderType::Single)
        .size(6)
        .space(0)
        .color("auto");
    let mut line = Paragraph::new()
        .style(styles::HEAD)
        .indent(Some(beside), None, Some(beside), None)
        .line_spacing(LineSpacing::new().line(80).line_rule(LineSpacingType::Exact));
    line.property = line.property.set_borders(ParagraphBorders::with_empty().set(border));
    line
}

/// docx-rs could not write what it was given.
pub(super) fn unwritable(reason: &str) -> Problem {
    Problem {
        kind: ProblemKind::Unreadable(reason.to_owned()),
        place: Place::File,
        around: String::new(),
    }
}
