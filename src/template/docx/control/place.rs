//! Where a figure's control may stand, and how a run is cut for it.

use std::ops::Range;

use super::{Code, Figures, MARK};
use crate::ooxml::{Edits, XmlTree};
use crate::template::docx::sites::{Site, Tagged};

/// Elements between a run and its paragraph in which a control may stand (ECMA-376-1,
/// `EG_PContent` and `EG_ContentRunContent`). Not the result of a simple field, which Word works
/// out anew.
const AROUND_RUNS: [&str; 10] = [
    "w:hyperlink",
    "w:ins",
    "w:moveTo",
    "w:smartTag",
    "w:customXml",
    "w:dir",
    "w:bdo",
    "w:sdt",
    "w:sdtContent",
    "w:p",
];

/// What makes a content control something else than free text: nothing may stand in it.
const NOT_FREE: [&str; 11] = [
    "w:text",
    "w:comboBox",
    "w:dropDownList",
    "w:date",
    "w:picture",
    "w:citation",
    "w:bibliography",
    "w:equation",
    "w:docPartList",
    "w:dataBinding",
    "w15:dataBinding",
];

const W15: &str = "http://schemas.microsoft.com/office/word/2012/wordml";
const MC: &str = "http://schemas.openxmlformats.org/markup-compatibility/2006";

/// Writes the controls of a part.
pub(in super::super) struct Controls<'t, 'a> {
    tagged: &'t Tagged<'a>,
    figures: &'t Figures,
    /// Fields, from their beginning to their end.
    fields: Vec<Range<usize>>,
    can_hide: bool,
    written: bool,
}

impl<'t, 'a> Controls<'t, 'a> {
    pub(in super::super) fn new(tagged: &'t Tagged<'a>, figures: &'t Figures) -> Self {
        let any = !figures.codes.is_empty();
        let fields = if any { fields(&tagged.tree) } else { Vec::new() };
        let can_hide = any && can_hide(&tagged.tree);
        Self { tagged, figures, fields, can_hide, written: false }
    }

    /// Writes what a tag prints, with `mark` before it, and with the control around it where the
    /// tag prints a figure and a control may stand; answers whether the tag prints a figure.
    pub(in super::super) fn write(
        &mut self,
        index: usize,
        site: &Site,
        mark: &str,
        edits: &mut Edits,
    ) -> bool {
        let Some(code) = self.figures.codes.get(&index) else { return false };
        let before = format!("{mark}{}", code.before);
        let run = self.run_of(site);
        self.written |= run.is_some();
        let out = match run {
            Some(run) => self.around(index, run, &before, code),
            None => before + &code.text(),
        };
        edits.insert(site.start, out);
        true
    }

    /// The run of a tag, if a control may stand in its place.
    fn run_of(&self, site: &Site) -> Option<usize> {
        let tree = &self.tagged.tree;
        let in_text = tree.name(site.holder) == "w:t" && self.can_hide;
        let run = tree.parent(site.holder).filter(|run| in_text && tree.name(*run) == "w:r")?;
        let mut is_in_paragraph = false;
        for around in tree.ancestors(run) {
            let name = tree.name(around);
            if !is_in_paragraph && !AROUND_RUNS.contains(&name) {
                return None;
            }
            if name == "w:sdt" && !is_free(tree, around) {
                return None;
            }
            is_in_paragraph |= name == "w:p";
        }
        let in_field = self.fields.iter().any(|field| field.contains(&run));
        (is_in_paragraph && !in_field).then_some(run)
    }

    /// The control in the place of a tag, from the run that it cuts to one like it.
    fn around(&self, index: usize, run: usize, before: &str, code: &Code) -> String {
        let tree = &self.tagged.tree;
        let run_properties =
            tree.child(run, "w:rPr").map_or("", |found| tree.slice(tree.range(found)));
        let properties = code.properties(self.figures.first_number + index, run_properties);
        let begin = format!(
            "{}{run_properties}<w:t xml:space=\"preserve\">",
            tree.slice(tree.open_tag(run))
        );
        let end = "</w:t></w:r>";
        format!(
            "{end}{before}<w:sdt>{properties}<w:sdtContent>{begin}{}{end}</w:sdtContent></w:sdt>{begin}",
            code.text()
        )
    }

    /// Takes away the controls of an earlier filling in which tags now stand: what they said of
    /// their text is no longer so.
    pub(in super::super) fn take_out_earlier(&self, edits: &mut Edits) {
        let tree = &self.tagged.tree;
        let holders = self.tagged.sites.iter().map(|site| site.holder);
        let mut earlier: Vec<usize> = holders
            .flat_map(|holder| tree.ancestors(holder))
            .filter(|element| mark_of(tree, *element).is_some())
            .collect();
        earlier.sort_unstable();
        earlier.dedup();
        for control in earlier {
            let Some(content) = tree.child(control, "w:sdtContent") else { continue };
            let (whole, kept) = (tree.range(control), tree.content(content));
            edits.delete(whole.start..kept.start);
            edits.delete(kept.end..whole.end);
        }
    }

    /// Declares the namespace in which a control is told to be hidden, which Word of 2010 may
    /// ignore.
    pub(in super::super) fn declare(&self, edits: &mut Edits) {
        if !self.written {
            return;
        }
        let tree = &self.tagged.tree;
        let mut added = String::new();
        for (name, uri) in [("xmlns:w15", W15), ("xmlns:mc", MC)] {
            if tree.attribute(0, name).is_none() {
                for text in [" ", name, "=\"", uri, "\""] {
                    added.push_str(text);
                }
            }
        }
        match tree.attribute(0, "mc:Ignorable") {
            Some((known, _)) if known.split_whitespace().any(|prefix| prefix == "w15") => {}
            Some((known, place)) => {
                let all = format!("{known} w15");
                edits.replace(place, all.trim_start());
            }
            None => added.push_str(" mc:Ignorable=\"w15\""),
        }
        if !added.is_empty() {
            edits.insert(tree.open_tag(0).end.saturating_sub(1), added);
        }
    }
}

/// The tag of a content control that holds a figure.
pub(super) fn mark_of(tree: &XmlTree<'_>, element: usize) -> Option<String> {
    if tree.name(element) != "w:sdt" {
        return None;
    }
    let tag = tree.child(tree.child(element, "w:sdtPr")?, "w:tag")?;
    let (mark, _) = tree.attribute(tag, "w:val")?;
    mark.starts_with(MARK).then(|| mark.into_owned())
}

fn is_free(tree: &XmlTree<'_>, control: usize) -> bool {
    let properties = tree.child(control, "w:sdtPr");
    let mut children = properties.into_iter().flat_map(|properties| tree.children(properties));
    !children.any(|child| NOT_FREE.contains(&tree.name(child)))
}

/// Whether the prefixes that a hidden control needs are free or mean what they should.
fn can_hide(tree: &XmlTree<'_>) -> bool {
    let fits = |name, uri| tree.attribute(0, name).is_none_or(|(bound, _)| bound == uri);
    fits("xmlns:w15", W15) && fits("xmlns:mc", MC)
}

/// The fields of a part: their code and their result, by index of element.
fn fields(tree: &XmlTree<'_>) -> Vec<Range<usize>> {
    let (mut found, mut open, mut depth) = (Vec::new(), 0, 0_usize);
    for element in (0..tree.len()).filter(|element| tree.name(*element) == "w:fldChar") {
        let kind = tree.attribute(element, "w:fldCharType");
        match kind.as_ref().map(|(kind, _)| kind.as_ref()) {
            Some("begin") => {
                if depth == 0 {
                    open = element;
                }
                depth += 1;
            }
            Some("end") if depth > 0 => {
                depth -= 1;
                if depth == 0 {
                    found.push(open..element);
                }
            }
            _ => {}
        }
    }
    if depth > 0 {
        found.push(open..tree.len());
    }
    found
}
