//! The fields of a part: where the code and the result of each stand.

use std::ops::Range;

use super::instruction::Instruction;
use crate::ooxml::{Edits, XmlTree, escape_xml};

/// A field; elements are numbered as in the tree it was found in.
#[derive(Debug)]
pub(super) struct Field {
    /// What it asks for.
    pub(super) instruction: Instruction,
    /// `w:fldSimple`, or the `w:fldChar` that begins it.
    pub(super) start: usize,
    /// The `w:fldChar` between code and result; without it there is no result yet.
    separate: Option<usize>,
    /// The `w:fldChar` that ends it; of a simple field itself.
    end: usize,
    /// Index of the field around it.
    pub(super) parent: Option<usize>,
    /// Whether its code holds another field, so that what it asks for depends on that.
    pub(super) has_field_in_code: bool,
    /// Whether its author forbids changes of the result.
    pub(super) is_locked: bool,
    /// Whether it stands in the copy of a drawing for old programs.
    pub(super) is_copy: bool,
}

/// A field that is not ended yet.
struct Open {
    code: String,
    start: usize,
    separate: Option<usize>,
    has_field_in_code: bool,
    parent: Option<usize>,
    slot: usize,
}

/// All fields of a part, in the order in which they begin.
///
/// Those that are never ended, and those in deleted text, are none.
pub(super) fn fields(tree: &XmlTree<'_>) -> Vec<Field> {
    let mut finder = Finder { tree, slots: Vec::new(), open: Vec::new(), simple: Vec::new() };
    for element in 0..tree.len() {
        match tree.name(element) {
            "w:fldSimple" if is_live(tree, element) => finder.simple(element),
            "w:fldChar" if is_live(tree, element) => finder.mark(element),
            "w:instrText" if is_live(tree, element) => finder.code(element),
            _ => {}
        }
    }
    compact(finder.slots)
}

/// Fields as far as a part was walked through.
struct Finder<'t, 'a> {
    tree: &'t XmlTree<'a>,
    /// A place for each field that was begun.
    slots: Vec<Option<Field>>,
    open: Vec<Open>,
    /// Elements and slots of the simple fields around.
    simple: Vec<(usize, usize)>,
}

impl Finder<'_, '_> {
    fn simple(&mut self, element: usize) {
        let code = self.tree.attribute(element, "w:instr").map(|(code, _)| code.into_owned());
        let parent = self.around(element);
        self.stands_in_code();
        let instruction = Instruction::parse(&code.unwrap_or_default());
        self.simple.push((element, self.slots.len()));
        self.slots.push(instruction.map(|instruction| Field {
            instruction,
            start: element,
            separate: None,
            end: element,
            parent,
            has_field_in_code: false,
            is_locked: is_on(self.tree, element, "w:fldLock"),
            is_copy: is_copy(self.tree, element),
        }));
    }

    fn mark(&mut self, element: usize) {
        let kind = self.tree.attribute(element, "w:fldCharType");
        match kind.as_ref().map(|(kind, _)| kind.as_ref()) {
            Some("begin") => {
                self.stands_in_code();
                let parent = self.around(element);
                self.open.push(Open {
                    code: String::new(),
                    start: element,
                    separate: None,
                    has_field_in_code: false,
                    parent,
                    slot: self.slots.len(),
                });
                self.slots.push(None);
            }
            Some("separate") => {
                if let Some(last) = self.open.last_mut() {
                    last.separate = Some(element);
                }
            }
            Some("end") => {
                let Some(done) = self.open.pop() else { return };
                if let Some(slot) = self.slots.get_mut(done.slot) {
                    *slot = done.field(self.tree, element);
                }
            }
            _ => {}
        }
    }

    fn code(&mut self, element: usize) {
        if let Some(last) = self.open.last_mut().filter(|open| open.separate.is_none()) {
            last.code.push_str(&said(self.tree, element));
        }
    }

    /// A field begins here: maybe in the code of another.
    fn stands_in_code(&mut self) {
        if let Some(last) = self.open.last_mut().filter(|open| open.separate.is_none()) {
            last.has_field_in_code = true;
        }
    }

    /// The slot of the field around an element.
    fn around(&mut self, element: usize) -> Option<usize> {
        let tree = self.tree;
        while self.simple.last().is_some_and(|(around, _)| !tree.is_within(element, *around)) {
            self.simple.pop();
        }
        let simple = self.simple.last().map(|(_, slot)| *slot);
        simple.max(self.open.last().map(|open| open.slot))
    }
}

/// Fields without the slots that came to nothing.
fn compact(slots: Vec<Option<Field>>) -> Vec<Field> {
    let mut moved = Vec::with_capacity(slots.len());
    let mut count = 0;
    for slot in &slots {
        moved.push(slot.is_some().then_some(count));
        count += usize::from(slot.is_some());
    }
    let mut found: Vec<Field> = slots.into_iter().flatten().collect();
    for field in &mut found {
        field.parent = field.parent.and_then(|slot| moved.get(slot).copied().flatten());
    }
    found
}

impl Open {
    fn field(self, tree: &XmlTree<'_>, end: usize) -> Option<Field> {
        Some(Field {
            instruction: Instruction::parse(&self.code)?,
            start: self.start,
            separate: self.separate,
            end,
            parent: self.parent,
            has_field_in_code: self.has_field_in_code,
            is_locked: is_on(tree, self.start, "w:fldLock"),
            is_copy: is_copy(tree, self.start),
        })
    }
}

fn is_live(tree: &XmlTree<'_>, element: usize) -> bool {
    !tree.ancestors(element).any(|a| matches!(tree.name(a), "w:del" | "w:moveFrom"))
}

fn is_copy(tree: &XmlTree<'_>, element: usize) -> bool {
    tree.ancestors(element).any(|a| tree.name(a) == "mc:Fallback")
}

/// Whether a switch of Word's is on; present without a value means yes.
pub(super) fn is_on(tree: &XmlTree<'_>, element: usize, name: &str) -> bool {
    let value = tree.attribute(element, name);
    value.is_some_and(|(value, _)| !matches!(value.as_ref(), "0" | "false" | "off"))
}

/// All character data directly in an element.
pub(in super::super) fn said(tree: &XmlTree<'_>, element: usize) -> String {
    let content = tree.content(element);
    let texts = tree.texts();
    let first = texts.partition_point(|text| text.range.start < content.start);
    let own = texts.iter().skip(first).take_while(|text| text.range.end <= content.end);
    own.map(|text| tree.said(text)).collect()
}

/// What an element says to a reader, unless it stands in deleted text or is no text at all.
fn visible(tree: &XmlTree<'_>, element: usize) -> Option<String> {
    let text = match tree.name(element) {
        "w:t" => said(tree, element),
        "w:tab" | "w:ptab" => "\t".to_owned(),
        "w:br" | "w:cr" => "\n".to_owned(),
        "w:noBreakHyphen" => "\u{2011}".to_owned(),
        _ => return None,
    };
    let in_run = tree.parent(element).is_some_and(|parent| tree.name(parent) == "w:r");
    (in_run && is_live(tree, element)).then_some(text)
}

/// The content of a run that says a text.
pub(super) fn markup_of(text: &str) -> String {
    let plain = |text: &str| {
        let text = escape_xml(text).replace('\u{2011}', "</w:t><w:noBreakHyphen/><w:t>");
        format!("<w:t xml:space=\"preserve\">{text}</w:t>")
    };
    let line = |line: &str| line.split('\t').map(plain).collect::<Vec<_>>().join("<w:tab/>");
    text.split('\n').map(line).collect::<Vec<_>>().join("<w:br/>")
}

/// What a stretch of elements says to a reader.
pub(super) fn text_of(tree: &XmlTree<'_>, elements: Range<usize>) -> String {
    elements.filter_map(|element| visible(tree, element)).collect()
}

impl Field {
    /// The elements of its result.
    pub(super) fn result(&self, tree: &XmlTree<'_>) -> Range<usize> {
        match self.separate {
            _ if self.is_simple() => tree.descendants(self.start),
            Some(separate) => separate + 1..self.end,
            None => self.end..self.end,
        }
    }

    /// Where it begins, where its result begins, and where it ends; a field without a result
    /// has the last two in one.
    pub(super) fn corners(&self) -> (usize, usize, usize) {
        (self.start, self.separate.unwrap_or(self.end), self.end)
    }

    /// The last of its elements.
    pub(super) fn last(&self, tree: &XmlTree<'_>) -> usize {
        if self.is_simple() { self.result(tree).end.max(self.start) } else { self.end }
    }

    /// Whether it is written as one element.
    pub(super) const fn is_simple(&self) -> bool {
        self.start == self.end
    }

    /// What its result says now.
    pub(super) fn text(&self, tree: &XmlTree<'_>) -> String {
        text_of(tree, self.result(tree))
    }

    /// Puts another text in the place of the result, in the look of its beginning; answers
    /// whether that could be done: not over several paragraphs or other fields.
    pub(super) fn set_text(&self, tree: &XmlTree<'_>, text: &str, edits: &mut Edits) -> bool {
        let result = self.result(tree);
        if self.text(tree) == text {
            return true;
        }
        let is_foreign = |element: usize| {
            matches!(tree.name(element), "w:p" | "w:fldChar" | "w:fldSimple" | "w:drawing")
        };
        if result.clone().any(is_foreign) {
            return false;
        }
        let markup = markup_of(text);
        let mut texts = result.filter(|element| visible(tree, *element).is_some());
        match texts.next() {
            Some(first) => {
                edits.replace(tree.range(first), markup);
                for other in texts {
                    edits.delete(tree.range(other));
                }
            }
            None => self.begin_text(tree, &markup, edits),
        }
        true
    }

    /// Writes the text of a result that is empty.
    fn begin_text(&self, tree: &XmlTree<'_>, markup: &str, edits: &mut Edits) {
        if self.is_simple() {
            let run = format!("<w:r>{markup}</w:r>");
            edits.append_child(tree, self.start, &run);
        } else if let Some(separate) = self.separate {
            edits.insert(tree.range(separate).end, markup);
        } else {
            let separate = "<w:fldChar w:fldCharType=\"separate\"/>";
            edits.insert(tree.range(self.end).start, format!("{separate}{markup}"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(kind: &str) -> String {
        format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>")
    }

    fn code(text: &str) -> String {
        format!("<w:r><w:instrText>{text}</w:instrText></w:r>")
    }

    #[test]
    fn fields_are_found_inside_fields_and_over_runs() {
        let inner = mark("begin") + &code("PAGEREF a") + &mark("separate") + &mark("end");
        let xml = format!(
            "<w:p>{}{}{}{}<w:r><w:t>x</w:t></w:r>{inner}{}<w:fldSimple w:instr=\"SEQ A\"/></w:p>",
            mark("begin"),
            code("TO"),
            code("C"),
            mark("separate"),
            mark("end"),
        );
        let tree = XmlTree::parse(&xml).unwrap();
        let found = fields(&tree);
        let seen: Vec<_> =
            found.iter().map(|f| (f.instruction.kind.as_str(), f.parent)).collect();
        assert_eq!(seen, [("TOC", None), ("PAGEREF", Some(0)), ("SEQ", None)]);
        assert_eq!(found[0].text(&tree), "x");
    }

    #[test]
    fn a_result_is_written_where_there_is_none_yet() {
        for (xml, expected) in [
            (
                format!("<w:p>{}{}{}</w:p>", mark("begin"), code("SEQ A"), mark("end")),
                "<w:r><w:fldChar w:fldCharType=\"separate\"/><w:t xml:space=\"preserve\">7</w:t>\
                 <w:fldChar w:fldCharType=\"end\"/></w:r></w:p>",
            ),
            (
                "<w:p><w:fldSimple w:instr=\"SEQ A\"/></w:p>".to_owned(),
                "<w:r><w:t xml:space=\"preserve\">7</w:t></w:r></w:fldSimple></w:p>",
            ),
        ] {
            let tree = XmlTree::parse(&xml).unwrap();
            let mut edits = Edits::new();
            assert!(fields(&tree)[0].set_text(&tree, "7", &mut edits));
            assert!(edits.apply(&xml).ends_with(expected));
        }
    }
}
