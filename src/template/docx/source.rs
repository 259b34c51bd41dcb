//! A part as a Tera template: its XML with the tags' code in their places.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::anchors::Anchor;
use super::cells::{CellTag, shape_cells};
use super::columns::origins;
use super::control::{Controls, Figures};
use super::fields::{CLOSE, OPEN_CODE, is_code};
use super::looped::Looped;
use super::objects::{FUNCTIONS, mark_site, rich};
use super::removed::Removed;
use super::sites::{Site, Tagged};
use super::ways::Ways;
use crate::ooxml::Edits;
use crate::template::engine::{
    Script, TagKind, called_names, write_mark, write_output_in, write_statement_in,
};

/// What the tags of a part stand for.
#[derive(Default)]
pub(super) struct Meaning<'w> {
    /// Per bare reference: the variable that holds its text, or the call that answers it.
    pub(super) variables: BTreeMap<usize, String>,
    /// Those that print figures, and calls that do.
    pub(super) figures: Figures,
    /// What else is known of them.
    pub(super) ways: Option<&'w Ways>,
}

impl Meaning<'_> {
    /// The code of a tag, in which functions are told where they print.
    fn told(&self, index: usize, code: &str) -> String {
        self.ways.map_or_else(|| code.to_owned(), |ways| ways.told(index, code))
    }

    /// The paragraphs that stay only where a tag of theirs says so.
    pub(super) fn conditional(&self) -> impl Iterator<Item = usize> + '_ {
        self.ways.into_iter().flat_map(|ways| ways.conditions.values().copied())
    }
}

/// Writes the template of a part; `looped` is what loops repeat.
pub(super) fn source(
    tagged: &Tagged<'_>,
    anchors: &[Anchor],
    meaning: &Meaning<'_>,
    looped: &Looped,
) -> String {
    let mut writer = Writer {
        tagged,
        meaning,
        controls: Controls::new(tagged, &meaning.figures),
        edits: Edits::new(),
        removed: Removed::new(tagged, anchors),
        script: Script::new(codes(tagged).iter().map(String::as_str)),
        at_cell_tags: BTreeMap::new(),
    };
    writer.take_out();
    for (index, site) in tagged.sites.iter().enumerate() {
        writer.site(index, site, anchors.get(index).copied().unwrap_or(Anchor::Text));
    }
    writer.keep_spaces();
    writer.unbind_controls();
    writer.controls.take_out_earlier(&mut writer.edits);
    writer.controls.declare(&mut writer.edits);
    writer.forget_paragraph_ids(looped);
    let origins = origins(tagged, anchors);
    shape_cells(tagged, &writer.at_cell_tags, &origins, &mut writer.edits);
    writer.edits.apply(tagged.tree.xml)
}

/// The code of all tags, those that merge cells as the question they ask of their loop.
fn codes(tagged: &Tagged<'_>) -> Vec<String> {
    let coded = |site: &&Site| matches!(site.kind, TagKind::Statement | TagKind::Output);
    let code = |site: &Site| match CellTag::parse(&site.code) {
        Some(CellTag::MergeDown(code)) => format!("loop.changed({code})"),
        Some(CellTag::MergeAcross) => "loop.changed(true)".to_owned(),
        _ => site.code.clone(),
    };
    tagged.sites.iter().filter(coded).map(code).collect()
}

struct Writer<'t, 'a> {
    tagged: &'t Tagged<'a>,
    meaning: &'t Meaning<'t>,
    controls: Controls<'t, 'a>,
    edits: Edits,
    removed: Removed,
    script: Script,
    at_cell_tags: BTreeMap<usize, Script>,
}

impl Writer<'_, '_> {
    /// Takes removed elements out, but for bookmarks and the like of which the other end
    /// stands elsewhere.
    fn take_out(&mut self) {
        let tree = &self.tagged.tree;
        for removed in self.removed.elements() {
            let (starts, ends) = half_ranges(self.tagged, removed);
            let range = tree.range(removed);
            for start in starts {
                self.edits.insert(range.start, tree.slice(tree.range(start)));
            }
            self.edits.delete(range.clone());
            for end in ends {
                self.edits.insert(range.end, tree.slice(tree.range(end)));
            }
        }
    }

    fn site(&mut self, index: usize, site: &Site, anchor: Anchor) {
        let code = self.code(index, site);
        let tree = &self.tagged.tree;
        let outside = match anchor {
            Anchor::Before(element) | Anchor::After(element) => Some(element),
            Anchor::Text | Anchor::Run | Anchor::Instead(_) => None,
        };
        let lies_in = self.removed.around(tree, outside.unwrap_or(site.holder));
        if let Some(removed) = lies_in {
            // What prints nothing keeps its effect, what prints goes with the whole.
            if site.kind == TagKind::Statement {
                self.edits.insert(tree.range(removed).start, code);
            }
            return;
        }
        if let Some(paragraph) = self.meaning.ways.and_then(|w| w.conditions.get(&index)) {
            self.keep_if(*paragraph, index, site);
            self.blank(site);
            return;
        }
        match anchor {
            Anchor::Before(element) => self.edits.insert(tree.range(element).start, code),
            Anchor::After(element) => self.edits.insert(tree.range(element).end, code),
            Anchor::Text | Anchor::Instead(_) => {
                if !self.controls.write(index, site, &mark(index), &mut self.edits) {
                    self.edits.insert(site.start, code);
                }
            }
            Anchor::Run => {
                let between = self.cut_run(site, &code);
                self.edits.insert(site.start, between);
            }
        }
        self.blank(site);
    }

    /// Writes a paragraph as one that stays only where a tag of it says so. One that ends a
    /// section stays in any case, and only its text goes.
    fn keep_if(&mut self, paragraph: usize, index: usize, site: &Site) {
        let tree = &self.tagged.tree;
        let properties = tree.child(paragraph, "w:pPr");
        let ends_section = properties.filter(|p| tree.child(*p, "w:sectPr").is_some());
        let Range { start, end } = match ends_section {
            Some(properties) => tree.range(properties).end..tree.content(paragraph).end,
            None => tree.range(paragraph),
        };
        let (mut before, mut after) = (mark(index), String::new());
        let condition = format!("if {}", site.code);
        write_statement_in(&mut before, &condition, &mut self.script);
        write_statement_in(&mut after, "endif", &mut self.script);
        self.edits.insert(start, before);
        self.edits.insert(end, after);
    }

    /// Takes the tag's own text out.
    fn blank(&mut self, site: &Site) {
        for cut in &site.cuts {
            self.edits.delete(cut.clone());
        }
    }

    /// What a tag becomes in the template.
    fn code(&mut self, index: usize, site: &Site) -> String {
        let mut code = String::new();
        match site.kind {
            TagKind::Output => {
                write_mark(&mut code, index);
                let figure = self.meaning.variables.get(&index);
                let more =
                    rich(site).or_else(|| self.framed(site)).filter(|_| figure.is_none());
                let asked = figure.or(more.as_ref()).unwrap_or(&site.code);
                if called_names(asked).iter().any(|name| FUNCTIONS.contains(&name.as_str())) {
                    mark_site(&mut code, index);
                }
                let is_code = is_code(self.tagged.tree.name(site.holder));
                code.extend(is_code.then_some(OPEN_CODE));
                let told = self.meaning.told(index, asked);
                write_output_in(&mut code, &told, &self.script);
                code.extend(is_code.then_some(CLOSE));
            }
            TagKind::Statement if CellTag::parse(&site.code).is_none() => {
                write_mark(&mut code, index);
                let told = self.meaning.told(index, &site.code);
                write_statement_in(&mut code, &told, &mut self.script);
            }
            TagKind::Statement => {
                self.at_cell_tags.insert(index, self.script.clone());
            }
            TagKind::Literal => code.push_str(&site.code),
            TagKind::Comment => {}
        }
        code
    }

    /// What a tag asks for that is the whole of a drawing's alternative text.
    fn framed(&self, site: &Site) -> Option<String> {
        let name = self.tagged.tree.name(site.holder);
        let is_attribute = !matches!(name.split_once(':'), Some(("w" | "a", _)) | None);
        let text = self.tagged.paragraph_of(site).map_or("", |p| p.text.as_str());
        let is_whole = site.range.start == 0 && site.range.end == text.len();
        (is_attribute && is_whole).then(|| format!("({}) | framed", site.code))
    }

    /// Ends the run before the code and begins one like it after.
    fn cut_run(&self, site: &Site, code: &str) -> String {
        let tree = &self.tagged.tree;
        let Some(run) = tree.parent(site.holder) else { return code.to_owned() };
        let open = tree.slice(tree.open_tag(run));
        let properties = tree.child(run, "w:rPr").map_or("", |rpr| tree.slice(tree.range(rpr)));
        format!("</w:t></w:r>{code}{open}{properties}<w:t xml:space=\"preserve\">")
    }

    /// A value may begin or end with a space, and so may what is left of a text.
    fn keep_spaces(&mut self) {
        let tree = &self.tagged.tree;
        let mut holders = BTreeSet::new();
        for site in &self.tagged.sites {
            for cut in &site.cuts {
                let at = tree.texts().partition_point(|text| text.range.end <= cut.start);
                let text = tree.texts().get(at).filter(|text| text.range.start <= cut.start);
                holders.extend(text.map(|text| text.element));
            }
        }
        for holder in
            holders.into_iter().filter(|holder| matches!(tree.name(*holder), "w:t" | "m:t"))
        {
            match tree.attribute(holder, "xml:space") {
                Some((value, _)) if value == "preserve" => {}
                Some((_, place)) => self.edits.replace(place, "preserve"),
                None => {
                    let end = tree.open_tag(holder).end.saturating_sub(1);
                    self.edits.insert(end, " xml:space=\"preserve\"");
                }
            }
        }
    }

    /// Paragraphs and rows need no identity, but none may have that of another.
    fn forget_paragraph_ids(&mut self, looped: &Looped) {
        let tree = &self.tagged.tree;
        for element in (0..tree.len()).filter(|e| looped.contains(tree.range(*e).start)) {
            for name in ["w14:paraId", "w14:textId"] {
                let Some((_, value)) = tree.attribute(element, name) else { continue };
                let open = tree.open_tag(element);
                let before = tree.slice(open.start..value.start);
                let at = before.rfind(name).map(|at| before.get(..at).unwrap_or(before));
                if let Some(before) = at.map(str::trim_end) {
                    self.edits.delete(open.start + before.len()..value.end + 1);
                }
            }
        }
    }

    /// The date or the choice that a content control remembers is that of the template.
    fn forget_value(&mut self, element: usize) {
        let tree = &self.tagged.tree;
        let name = match tree.name(element) {
            "w:date" => "w:fullDate",
            "w:dropDownList" | "w:comboBox" => "w:lastValue",
            _ => return,
        };
        if let Some((_, value)) = tree.attribute(element, name) {
            let before = tree.slice(tree.open_tag(element).start..value.start);
            if let Some(at) = before.rfind(name) {
                let start = tree.open_tag(element).start + at;
                self.edits.delete(start.saturating_sub(1)..value.end + 1);
            }
        }
    }

    /// A content control that is bound to custom XML would show that XML's value again, and one
    /// that shows its placeholder would lose the figure at the first click.
    fn unbind_controls(&mut self) {
        let tree = &self.tagged.tree;
        let holders: BTreeSet<usize> =
            self.tagged.sites.iter().map(|site| site.holder).collect();
        let controls: BTreeSet<usize> = holders
            .into_iter()
            .flat_map(|holder| tree.ancestors(holder))
            .filter(|element| tree.name(*element) == "w:sdt")
            .collect();
        for properties in controls.into_iter().filter_map(|sdt| tree.child(sdt, "w:sdtPr")) {
            for child in tree.children(properties) {
                self.forget_value(child);
                if matches!(
                    tree.name(child),
                    "w:dataBinding" | "w15:dataBinding" | "w:showingPlcHdr"
                ) {
                    self.edits.delete(tree.range(child));
                }
            }
        }
    }
}

/// What the code of a tag begins with.
fn mark(index: usize) -> String {
    let mut mark = String::new();
    write_mark(&mut mark, index);
    mark
}

/// Starts and ends of bookmarks, comments and permissions in an element whose counterpart
/// stands outside it.
fn half_ranges(tagged: &Tagged<'_>, element: usize) -> (Vec<usize>, Vec<usize>) {
    const KINDS: [(&str, &str); 3] = [
        ("w:bookmarkStart", "w:bookmarkEnd"),
        ("w:commentRangeStart", "w:commentRangeEnd"),
        ("w:permStart", "w:permEnd"),
    ];
    let tree = &tagged.tree;
    let inside: Range<usize> = tree.descendants(element);
    let (mut starts, mut ends) = (Vec::new(), Vec::new());
    for (start_name, end_name) in KINDS {
        let ids = |name: &str| -> BTreeMap<String, usize> {
            let named = inside.clone().filter(|element| tree.name(*element) == name);
            named
                .filter_map(|element| {
                    Some((tree.attribute(element, "w:id")?.0.into_owned(), element))
                })
                .collect()
        };
        let (opened, closed) = (ids(start_name), ids(end_name));
        starts
            .extend(opened.iter().filter(|(id, _)| !closed.contains_key(*id)).map(|(_, e)| *e));
        ends.extend(closed.iter().filter(|(id, _)| !opened.contains_key(*id)).map(|(_, e)| *e));
    }
    (starts, ends)
}
