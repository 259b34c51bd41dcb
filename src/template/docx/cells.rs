//! `{% vm %}`, `{% hm %}`, `{% cellbg x %}`, `{% colspan n %}`, `{% rowspan n %}`: tags that shape
//! their table cell.

use std::collections::BTreeMap;

use tera::{Kwargs, State, Value};

use super::repair::ordered;
use super::sites::Tagged;
use crate::ooxml::{Edits, XmlTree};
use crate::template::ProblemKind;
use crate::template::engine::{
    Script, TagKind, write_mark, write_output_in, write_statement_in,
};

/// What a cell tag asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum CellTag<'a> {
    /// `vm`: one cell over all rows of the loop, or, with an expression, over those for which it
    /// has the same value.
    MergeDown(&'a str),
    /// `hm`: one cell over all columns of the loop.
    MergeAcross,
    /// `cellbg colour`.
    Background(&'a str),
    /// `colspan number`.
    Span(&'a str),
    /// `rowspan number`: over so many rows; 0 belongs to the cell above.
    RowSpan(&'a str),
}

impl<'a> CellTag<'a> {
    /// Reads a statement's code; `None` when it is no cell tag.
    pub(super) fn parse(code: &'a str) -> Option<Self> {
        let (word, rest) = code.split_once(' ').unwrap_or((code, ""));
        let rest = rest.trim();
        match word {
            "vm" if !rest.starts_with('=') => Some(Self::MergeDown(rest)),
            "hm" if rest.is_empty() => Some(Self::MergeAcross),
            "cellbg" if !rest.is_empty() => Some(Self::Background(rest)),
            "colspan" if !rest.is_empty() => Some(Self::Span(rest)),
            "rowspan" if !rest.is_empty() => Some(Self::RowSpan(rest)),
            _ => None,
        }
    }

    /// The expression it evaluates.
    pub(super) fn expression(&self) -> Option<&'a str> {
        match self {
            Self::MergeDown("") | Self::MergeAcross => None,
            Self::MergeDown(code)
            | Self::Background(code)
            | Self::Span(code)
            | Self::RowSpan(code) => Some(code),
        }
    }
}

/// Filter that passes a number of columns.
const SPAN: &str = "cell_span";
/// Filter that passes a number of rows.
const ROWS: &str = "cell_rows";
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
                "`{value}` không phải là số cột (từ 1 đến {MOST_COLUMNS})"
            ))
        })
    });
    tera.register_filter(ROWS, |value: Value, _: Kwargs, _: &State| {
        let rows = value.as_i64().or_else(|| value.as_str()?.trim().parse().ok());
        rows.filter(|rows| *rows >= 0).ok_or_else(|| {
            tera::Error::message(format!("`{value}` không phải là số dòng (0 trở lên)"))
        })
    });
    tera.register_filter(COLOUR, |value: Value, _: Kwargs, _: &State| {
        let text = value.to_string();
        let colour = text.trim().trim_start_matches('#');
        let is_hex = colour.len() == 6 && colour.chars().all(|c| c.is_ascii_hexdigit());
        // No colour at all is what docxtpl's users say by an empty text.
        if colour.is_empty() {
            Ok("auto".to_owned())
        } else if is_hex || colour == "auto" {
            Ok(colour.to_owned())
        } else {
            Err(tera::Error::message(format!("`{text}` không phải là màu, như FFC000")))
        }
    });
}

/// What the tags of one cell ask for together.
#[derive(Debug, Default)]
struct Wish {
    /// What stays the same down a merged cell, and the tag that says so.
    down: Option<(usize, String)>,
    rows: Option<(usize, String)>,
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
    let merges = matches!(tag, CellTag::MergeDown(_) | CellTag::MergeAcross);
    let in_cell = tagged.tree.nearest(site.holder, "w:tc").is_some();
    (!in_cell || (merges && !in_loop))
        .then(|| ProblemKind::Torn(format!("{{% {} %}}", site.code)))
}

/// Writes what the cell tags ask for into the part.
pub(super) fn shape_cells(
    tagged: &Tagged<'_>,
    scripts: &BTreeMap<usize, Script>,
    origins: &BTreeMap<usize, String>,
    edits: &mut Edits,
) {
    let shaper = Shaper { tree: &tagged.tree, scripts };
    let wishes = wishes(tagged);
    for (cell, wish) in &wishes {
        let origin = origins.get(cell).map_or("", String::as_str);
        shaper.shape(*cell, wish, origin, edits);
    }
    for (cell, origin) in origins.iter().filter(|(cell, _)| !wishes.contains_key(cell)) {
        // Behind the name: nothing else is put into a cell's own tag.
        edits.insert(tagged.tree.range(*cell).start + "<w:tc".len(), origin.as_str());
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
            CellTag::MergeDown("") => wish.down = Some((index, "true".to_owned())),
            CellTag::MergeDown(code) => wish.down = Some((index, code.to_owned())),
            CellTag::RowSpan(code) => wish.rows = Some((index, code.to_owned())),
            CellTag::MergeAcross => wish.across = true,
            CellTag::Background(code) => wish.background = Some(code.to_owned()),
            CellTag::Span(code) => wish.span = Some(code.to_owned()),
        }
    }
    wishes
}

/// The variable that says whether the cell that a tag merges downwards begins.
fn down_name(site: usize) -> String {
    format!("down_{site}")
}

/// Writes cells anew.
struct Shaper<'t, 'a> {
    tree: &'t XmlTree<'a>,
    /// Per cell tag: where the script of the part has come to.
    scripts: &'t BTreeMap<usize, Script>,
}

impl Shaper<'_, '_> {
    fn script(&self, site: usize) -> Script {
        self.scripts.get(&site).cloned().unwrap_or_default()
    }

    fn output(&self, site: usize, code: &str) -> String {
        let mut out = String::new();
        write_mark(&mut out, site);
        write_output_in(&mut out, code, &self.script(site));
        out
    }

    fn statement(&self, site: usize, code: &str) -> String {
        let mut out = String::new();
        write_mark(&mut out, site);
        write_statement_in(&mut out, code, &mut self.script(site));
        out
    }

    /// Statements by which the variable of this name comes to say whether a merged cell begins:
    /// whether this run of the loop reaches the tag for the first time, or with a new value. The
    /// first turn of the loop may not reach it, when a condition stands around.
    fn begins(&self, site: usize, name: &str, code: &str) -> String {
        let runs = self.script(site).runs().unwrap_or_else(|| "0".to_owned());
        let statements = [
            format!("set now_{name} = [{runs}, ({code})]"),
            format!("set {name} = now_{name} != (last_{name} | default(0))"),
            format!("set_global last_{name} = now_{name}"),
        ];
        statements.map(|code| self.statement(site, &code)).concat()
    }

    fn shape(&self, cell: usize, wish: &Wish, origin: &str, edits: &mut Edits) {
        let tree = self.tree;
        let old = tree.child(cell, "w:tcPr");
        let mut properties: Vec<(&str, String)> = old
            .into_iter()
            .flat_map(|old| tree.children(old))
            .map(|child| (tree.name(child), tree.slice(tree.range(child)).to_owned()))
            .collect();
        for (name, xml) in self.wanted(old, wish) {
            properties.retain(|(known, _)| *known != name);
            properties.push((name, xml));
        }
        let inner = ordered("w:tcPr", properties);
        let down = wish.down.as_ref().map(|(site, _)| (*site, down_name(*site)));
        let shown = down.or_else(|| {
            wish.rows.clone().map(|(site, rows)| (site, format!("(({rows}) | {ROWS}) != 0")))
        });
        let opening = shown.as_ref().map_or_else(String::new, |(site, shown)| {
            self.statement(*site, &format!("if {shown}"))
        });
        // Everything goes with a tag of the cell's own XML: insertions of other tags at the same
        // places then stay outside of it.
        let inner = format!("<w:tcPr>{inner}</w:tcPr>{opening}");
        let across = |code: &str| {
            if wish.across { self.statement(wish.site, code) } else { String::new() }
        };
        let open_tag = tree.open_tag(cell);
        let name_end = open_tag.start + "<w:tc".len();
        let across_name = format!("across_{}", wish.site);
        let mut open = String::new();
        if wish.across {
            open.push_str(&self.begins(wish.site, &across_name, "true"));
        }
        open.push_str(&across(&format!("if {across_name}")));
        if let Some((site, code)) = &wish.down {
            open.push_str(&self.begins(*site, &down_name(*site), code));
        }
        open.push_str(tree.slice(open_tag.start..name_end));
        open.push_str(origin);
        open.push_str(tree.slice(name_end..open_tag.end));
        match old {
            Some(old) => {
                edits.replace(open_tag, open);
                edits.replace(tree.range(old), inner);
            }
            None => edits.replace(open_tag, open + &inner),
        }
        let end_tag = tree.content(cell).end..tree.range(cell).end;
        let mut close = String::new();
        if let Some((site, _)) = shown {
            close = self.statement(site, "else") + "<w:p/>" + &self.statement(site, "endif");
        }
        close.push_str(tree.slice(end_tag.clone()));
        close.push_str(&across("endif"));
        edits.replace(end_tag, close);
    }

    fn wanted(&self, old: Option<usize>, wish: &Wish) -> Vec<(&'static str, String)> {
        let tree = self.tree;
        let mut wanted = Vec::new();
        if wish.across {
            let old = old.and_then(|old| tree.child(old, "w:gridSpan"));
            let old = old.and_then(|span| tree.attribute(span, "w:val"));
            let times = old.and_then(|(value, _)| value.parse::<u16>().ok()).unwrap_or(1);
            let columns = self.output(wish.site, &format!("({times} * loop.length) | {SPAN}"));
            wanted.push(("w:gridSpan", format!("<w:gridSpan w:val=\"{columns}\"/>")));
        }
        if let Some(code) = &wish.span {
            let columns = self.output(wish.site, &format!("({code}) | {SPAN}"));
            wanted.push(("w:gridSpan", format!("<w:gridSpan w:val=\"{columns}\"/>")));
        }
        if let Some(code) = &wish.background {
            let colour = self.output(wish.site, &format!("({code}) | {COLOUR}"));
            let shading =
                format!("<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"{colour}\"/>");
            wanted.push(("w:shd", shading));
        }
        if let Some((site, _)) = &wish.down {
            let first = down_name(*site);
            let value = self.output(*site, &format!("'restart' if {first} else 'continue'"));
            wanted.push(("w:vMerge", format!("<w:vMerge w:val=\"{value}\"/>")));
        }
        if let Some((site, rows)) = &wish.rows {
            let rows = format!("(({rows}) | {ROWS})");
            let begins = self.statement(*site, &format!("if {rows} != 1"));
            let value =
                self.output(*site, &format!("'continue' if {rows} == 0 else 'restart'"));
            let ends = self.statement(*site, "endif");
            wanted.push(("w:vMerge", format!("{begins}<w:vMerge w:val=\"{value}\"/>{ends}")));
        }
        wanted
    }
}
