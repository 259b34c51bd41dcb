//! Charts: their data ranges follow, and their copies of old values go.

use super::happened::Happened;
use super::series;
use crate::ooxml::xml_part::{Element, Node};
use crate::template::xlsx::formula::lexer::{Kind, SheetName, tokens};
use crate::template::xlsx::formula::moves::Site;

/// A chart's copies of the values it shows; whoever opens the file reads the cells instead.
const COPIES: [&str; 4] = ["numCache", "strCache", "multiLvlStrCache", "lvl"];

/// Lets a chart follow: first the sheets it names, then the ranges.
pub(super) fn chart(
    root: &mut Element,
    home: &str,
    happened: &Happened<'_>,
) -> Result<(), String> {
    if happened.moves.sheets().is_some() {
        respell(root, home, happened)?;
    }
    follow(root, home, happened)
}

fn respell(element: &mut Element, home: &str, happened: &Happened<'_>) -> Result<(), String> {
    for child in element.elements_mut() {
        if child.local_name() != "f" || child.elements().next().is_some() {
            respell(child, home, happened)?;
            continue;
        }
        let before = child.text();
        let after =
            happened.moves.respelled(&before, home).map_err(|error| error.to_string())?;
        if let Some(after) = after.filter(|after| after.text != before) {
            child.set_text(&after.text);
        }
    }
    Ok(())
}

/// Lets the ranges of a chart follow; `home` is the sheet it belongs to, where that matters.
fn follow(element: &mut Element, home: &str, happened: &Happened<'_>) -> Result<(), String> {
    let mut stale = false;
    let repeated = series::repeat(element, happened)?;
    for (index, child) in element.elements_mut().enumerate() {
        if repeated.contains(&index) {
            continue;
        }
        if child.local_name() != "f" || child.elements().next().is_some() {
            follow(child, home, happened)?;
            continue;
        }
        let formula = child.text();
        let site = Site { sheet: home, cell: None };
        let followed =
            happened.moves.follow(&formula, &site).map_err(|error| error.to_string())?;
        stale |= followed.text.is_some() || reads_changed(&formula, happened);
        if let Some(text) = followed.text {
            child.set_text(&listed(text));
        }
    }
    if stale {
        drop_copies(element);
    }
    Ok(())
}

/// Takes out the copies of values beside a range.
pub(super) fn drop_copies(element: &mut Element) {
    element.children.retain(
        |node| !matches!(node, Node::Element(child) if COPIES.contains(&child.local_name())),
    );
}

/// Several ranges stand in parentheses.
pub(super) fn listed(ranges: String) -> String {
    let apart = ranges.contains(',') && !ranges.starts_with('(');
    if apart { format!("({ranges})") } else { ranges }
}

/// Whether a formula reads a sheet in which cells changed; a name may read any.
fn reads_changed(formula: &str, happened: &Happened<'_>) -> bool {
    tokens(formula).into_iter().any(|token| match token.kind {
        Kind::Reference(reference) => match reference.sheet {
            Some(SheetName::One(sheet)) => happened.changed.contains(&sheet.to_lowercase()),
            _ => true,
        },
        Kind::Name | Kind::Structured => !happened.changed.is_empty(),
        _ => false,
    })
}
