//! `{% vm %}`, `{% hm %}`, `{% cellbg x %}`, `{% colspan n %}`: tags that shape their table cell.

use std::collections::BTreeMap;

use tera::{Kwargs, State, Value};

use super::repair::ordered;
use super::sites::Tagged;
use crate::ooxml::{Edits, XmlTree};
use crate::template::ProblemKind;
use crate::template::engine::{TagKind, write_output, write_statement};

/// What a cell tag asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum CellTag<'a> {
    /// `vm`: one cell over all rows of the loop.
    MergeDown,
    /// `hm`: one cell over all columns of the loop.
    MergeAcross,
    /// `cellbg colour`.
    Background(&'a str),
    /// `colspan number`.
    Span(&'a str),
}

impl<'a> CellTag<'a> {
    /// Reads a statement's code; `None` when it is no cell tag.
    pub(super) fn parse(code: &'a str) -> Option<Self> {
        let (word, rest) = code.split_once(' ').unwrap_or((code, ""));
        let rest = rest.trim();
        match word {
            "vm" if rest.is_empty() => Some(Self::MergeDown),
            "hm" if rest.is_empty() => Some(Self::MergeAcross),
            "cellbg" if !rest.is_empty() => Some(Self::Background(rest)),
            "colspan" if !rest.is_empty() => Some(Self::Span(rest)),
            _ => None,
        }
    }

    /// The expression it evaluates.
    pub(super) const fn expression(&self) -> Option<&'a str> {
        match self {
            Self::MergeDown | Self::MergeAcross => None,
            Self::Background(code) | Self::Span(code) => Some(code),
        }
    }
}

/// Filter that passes a number of columns.
const SPAN: &str = "cell_span";
/// Filter that passes a colour.
const COLOUR: &str = "cell_colour";
/// Columns a table may have (Word's limit).
const MOST_COLUMNS: i64 = 63;

/// Registers the filters behind which the values of cell tags are written.
pub(super) fn register(tera: &mut tera::Tera) {
    tera.register_filter(SPAN, |value: Value, _: Kwargs, _: &State| {
        let columns = value.as_i64().or_else(|| value.as_str()?.trim().parse().ok());
        let columns = columns.filter(|columns| (1..=MOST_COLUMNS).contains(columns));
        columns.ok_or_else(|| {
            tera::Error::message(format!(
                "`{value}` is not a number of columns from 1 to {MOST_COLUMNS}"
            ))
        })
    });
    tera.register_filter(COLOUR, |value: Value, _: Kwargs, _: &State| {
        let text = value.to_string();
        let colour = text.trim().trim_start_matches('#');
        let is_hex = colour.len() == 6 && colour.chars().all(|c| c.is_ascii_hexdigit());
        if is_hex || colour == "auto" {
            Ok(colour.to_owned())
        } else {
            Err(tera::Error::message(format!("`{text}` is not a colour such as FFC000")))
        }
    });
}

/// What the tags of one cell ask for together.
#[derive(Debug, Default)]
struct Wish {
    down: bool,
    across: bool,
    background: Option<String>,
    span: Option<String>,
    site: usize,
}

/// Whether any tag changes the number of columns of its table.
pub(super) fn changes_columns(tagged: &Tagged<'_>) -> bool {
    tagged.sites.iter().any(|site| {
        let whole = site.whole == Some(super::sites::Whole::Cell);
        let merge =
            matches!(CellTag::parse(&site.code), Some(CellTag::MergeAcross | CellTag::Span(_)));
        whole || (merge && site.kind == TagKind::Statement)
    })
}

/// Cell tags that stand in no cell, or merge without a loop around.
pub(super) fn misplaced(
    tagged: &Tagged<'_>,
    site: usize,
    in_loop: bool,
) -> Option<ProblemKind> {
    let site = tagged.sites.get(site).filter(|site| site.kind == TagKind::Statement)?;
    let tag = CellTag::parse(&site.code)?;
    let merges = matches!(tag, CellTag::MergeDown | CellTag::MergeAcross);
    let in_cell = tagged.tree.nearest(site.holder, "w:tc").is_some();
    (!in_cell || (merges && !in_loop))
        .then(|| ProblemKind::Torn(format!("{{% {} %}}", site.code)))
}

/// Writes what the cell tags ask for into the part.
pub(super) fn shape_cells(
    tagged: &Tagged<'_>,
    mark: impl Fn(&mut String, usize),
    edits: &mut Edits,
) {
    for (cell, wish) in wishes(tagged) {
        shape(&tagged.tree, cell, &wish, &mark, edits);
    }
}

fn wishes(tagged: &Tagged<'_>) -> BTreeMap<usize, Wish> {
    let mut wishes: BTreeMap<usize, Wish> = BTreeMap::new();
    let statements = tagged.sites.iter().enumerate();
    for (index, site) in statements.filter(|(_, site)| site.kind == TagKind::Statement) {
        let Some(tag) = CellTag::parse(&site.code) else { continue };
        let Some(cell) = tagged.tree.nearest(site.holder, "w:tc") else { continue };
        let wish = wishes.entry(cell).or_default();
        wish.site = index;
        match tag {
            CellTag::MergeDown => wish.down = true,
            CellTag::MergeAcross => wish.across = true,
            CellTag::Background(code) => wish.background = Some(code.to_owned()),
            CellTag::Span(code) => wish.span = Some(code.to_owned()),
        }
    }
    wishes
}

fn shape(
    tree: &XmlTree<'_>,
    cell: usize,
    wish: &Wish,
    mark: &impl Fn(&mut String, usize),
    edits: &mut Edits,
) {
    let old = tree.child(cell, "w:tcPr");
    let mut properties: Vec<(&str, String)> = old
        .into_iter()
        .flat_map(|old| tree.children(old))
        .map(|child| (tree.name(child), tree.slice(tree.range(child)).to_owned()))
        .collect();
    for (name, xml) in wanted(tree, old, wish, mark) {
        properties.retain(|(known, _)| *known != name);
        properties.push((name, xml));
    }
    let inner = ordered("w:tcPr", properties);
    let statement = |wished: bool, code: &str| {
        let mut out = String::new();
        if wished {
            mark(&mut out, wish.site);
            write_statement(&mut out, code);
        }
        out
    };
    // Everything goes with a tag of the cell's own XML: insertions of other tags at the same
    // places then stay outside of it.
    let inner = format!("<w:tcPr>{inner}</w:tcPr>{}", statement(wish.down, "if loop.first"));
    let open_tag = tree.open_tag(cell);
    let open = statement(wish.across, "if loop.first") + tree.slice(open_tag.clone());
    match old {
        Some(old) => {
            edits.replace(open_tag, open);
            edits.replace(tree.range(old), inner);
        }
        None => edits.replace(open_tag, open + &inner),
    }
    let end_tag = tree.content(cell).end..tree.range(cell).end;
    let mut close = String::new();
    if wish.down {
        close = statement(true, "else") + "<w:p/>" + &statement(true, "endif");
    }
    close.push_str(tree.slice(end_tag.clone()));
    close.push_str(&statement(wish.across, "endif"));
    edits.replace(end_tag, close);
}

fn wanted(
    tree: &XmlTree<'_>,
    old: Option<usize>,
    wish: &Wish,
    mark: &impl Fn(&mut String, usize),
) -> Vec<(&'static str, String)> {
    let mut wanted = Vec::new();
    let mut add = |name: &'static str, before: &str, code: &str, after: &str| {
        let mut xml = before.to_owned();
        mark(&mut xml, wish.site);
        write_output(&mut xml, code);
        xml.push_str(after);
        wanted.push((name, xml));
    };
    if wish.across {
        let old = old.and_then(|old| tree.child(old, "w:gridSpan"));
        let old = old.and_then(|span| tree.attribute(span, "w:val"));
        let times = old.and_then(|(value, _)| value.parse::<u16>().ok()).unwrap_or(1);
        add(
            "w:gridSpan",
            "<w:gridSpan w:val=\"",
            &format!("({times} * loop.length) | {SPAN}"),
            "\"/>",
        );
    }
    if let Some(code) = &wish.span {
        add("w:gridSpan", "<w:gridSpan w:val=\"", &format!("({code}) | {SPAN}"), "\"/>");
    }
    if let Some(code) = &wish.background {
        let code = format!("({code}) | {COLOUR}");
        add("w:shd", "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"", &code, "\"/>");
    }
    if wish.down {
        let code = "'restart' if loop.first else 'continue'";
        add("w:vMerge", "<w:vMerge w:val=\"", code, "\"/>");
    }
    wanted
}
