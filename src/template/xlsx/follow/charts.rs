//! Charts: their data ranges follow, and their copies of values are made anew.

use super::happened::Happened;
use super::shown::grown;
use super::{caches, series};
use crate::ooxml::xml_part::Element;
use crate::template::ProblemKind;
use crate::template::xlsx::formula::lexer::{Kind, SheetName, tokens};
use crate::template::xlsx::formula::moves::{CannotFollow, Site};

/// Lets a chart follow: first the sheets it names, then the ranges.
pub(super) fn chart(
    root: &mut Element,
    home: &str,
    happened: &Happened<'_>,
) -> Result<(), ProblemKind> {
    if happened.moves.sheets().is_some() {
        respell(root, home, happened)?;
    }
    follow(root, "", home, happened)
}

fn respell(
    element: &mut Element,
    home: &str,
    happened: &Happened<'_>,
) -> Result<(), ProblemKind> {
    for child in element.elements_mut() {
        if !is_range(child) {
            respell(child, home, happened)?;
            continue;
        }
        let before = child.text();
        let after = happened.moves.respelled(&before, home)?;
        if let Some(after) = after.filter(|after| after.text != before) {
            child.set_text(&after.text);
        }
    }
    Ok(())
}

/// Lets the ranges inside an element of a chart follow; `inside` is the name of what holds it.
fn follow(
    element: &mut Element,
    inside: &str,
    home: &str,
    happened: &Happened<'_>,
) -> Result<(), ProblemKind> {
    let name = element.local_name().to_owned();
    let named = name == "ser" || name == "title";
    let before = if named { name_of(element) } else { None };
    let repeated = series::repeat(element, happened)?;
    let mut stale = false;
    let mut has_range = false;
    for (index, child) in element.elements_mut().enumerate() {
        if repeated.contains(&index) {
            continue;
        }
        if !is_range(child) {
            follow(child, &name, home, happened)?;
            continue;
        }
        let formula = child.text();
        has_range |= child.local_name() == "f";
        let site = Site { sheet: home, cell: None };
        let followed = happened.moves.follow(&formula, &site).map_err(|error| match error {
            CannotFollow::Many(_, copies) if inside == "tx" || name == "txData" => {
                ProblemKind::LostLink { link: formula.clone(), copies }
            }
            error => error.into(),
        })?;
        stale |= followed.text.is_some() || reads_changed(&formula, happened);
        if let Some(text) = followed.text {
            if inside == "tx"
                && let Some(copies) = grown(&formula, &text)
            {
                return Err(ProblemKind::LostLink { link: formula, copies });
            }
            child.set_text(&listed(text));
        }
    }
    if stale {
        caches::renew(element, inside, home, happened.shown);
    } else if !has_range && happened.moves.any() {
        // Copies of what is filtered away, whose range stands elsewhere.
        caches::take_out_stray(element);
    }
    match before {
        Some(link) if lost_its_name(element) => Err(ProblemKind::LostLink { link, copies: 0 }),
        _ => Ok(()),
    }
}

/// A range of cells in a chart; later Excel keeps those of filtered series under another name.
pub(super) fn is_range(element: &Element) -> bool {
    matches!(element.local_name(), "f" | "sqref") && element.elements().next().is_none()
}

/// The cells that a series or a title takes its name from.
fn name_of(element: &Element) -> Option<String> {
    Some(element.child("tx")?.child("strRef")?.child("f")?.text())
}

/// Whether the cells of a name have vanished, and those of the values have not.
fn lost_its_name(element: &Element) -> bool {
    let gone = |formula: &str| formula.contains("#REF!");
    let values = ["val", "yVal"].iter().find_map(|part| element.child(part));
    let values = values.and_then(|values| Some(values.child("numRef")?.child("f")?.text()));
    name_of(element).is_some_and(|name| gone(&name)) && !values.is_some_and(|f| gone(&f))
}

/// Several ranges stand in parentheses.
pub(super) fn listed(ranges: String) -> String {
    let apart = ranges.contains(',') && !ranges.starts_with('(');
    if apart { format!("({ranges})") } else { ranges }
}

/// Whether a formula reads a sheet in which cells changed; a name may read any.
pub(super) fn reads_changed(formula: &str, happened: &Happened<'_>) -> bool {
    tokens(formula).into_iter().any(|token| match token.kind {
        Kind::Reference(reference) => match reference.sheet {
            Some(SheetName::One(sheet)) => happened.changed.contains(&sheet.to_lowercase()),
            _ => true,
        },
        Kind::Name | Kind::Structured => !happened.changed.is_empty(),
        _ => false,
    })
}
