//! What ends the text: `.`, `./.`.

use super::blocks::{Body, text};
use crate::ooxml::{Edits, XmlTree, escape_xml};
use crate::template::docx::subdocument::add_properties;

/// Signs after which a text has ended.
const ENDED: [char; 4] = ['.', '!', '?', '…'];
/// Signs that give way to the mark.
const OPEN_ENDS: [char; 3] = [';', ',', ':'];

/// Ends the last paragraph of text above the foot with the mark, and keeps it on the foot's page.
///
/// Where something else stands between text and foot (a table, a chart) the text has no mark.
pub(super) fn set(tree: &XmlTree<'_>, body: &Body, mark: &str, edits: &mut Edits) {
    let above = body.blocks.iter().take(body.above_foot(tree)).rev();
    let mut above = above.filter(|block| body.lifted().all(|lifted| lifted != **block));
    let Some(last) = above.find(|block| !is_blank(tree, **block)) else { return };
    let said = text(tree, *last);
    if tree.name(*last) != "w:p" || said.is_empty() {
        return;
    }
    let properties = tree.child(*last, "w:pPr");
    let has = |name| properties.is_some_and(|p| tree.child(p, name).is_some());
    if !has("w:keepNext") {
        add_properties(tree, *last, &[("w:keepNext", "<w:keepNext/>".to_owned())], edits);
    }
    if let Some(kept) = kept(&said, mark) {
        write(tree, *last, said.len() - kept, mark, edits);
    }
}

/// A block that shows nothing.
fn is_blank(tree: &XmlTree<'_>, block: usize) -> bool {
    let shows = |element| {
        matches!(tree.name(element), "w:drawing" | "w:pict" | "w:object" | "w:tbl" | "m:oMath")
    };
    tree.name(block) != "w:tbl"
        && !tree.descendants(block).any(shows)
        && text(tree, block).is_empty()
}

/// How much of a text stays before the mark; `None` when it ends as it should.
fn kept(said: &str, mark: &str) -> Option<usize> {
    let bare = match said.strip_suffix("./.") {
        Some(bare) => bare,
        None if said.ends_with("..") => said,
        None => said.strip_suffix('.').unwrap_or(said),
    };
    let bare = bare.trim_end_matches(OPEN_ENDS).trim_end();
    if said.get(bare.len()..) == Some(mark) {
        return None;
    }
    let inside = bare.trim_end_matches([')', '”', '"', '»', ']']);
    let has_ended = mark == "." && inside.ends_with(ENDED);
    (!has_ended).then_some(bare.len())
}

/// Takes so many bytes off the end of a paragraph and puts the mark there, in a run of its own: the
/// last words may be a figure in its control.
fn write(
    tree: &XmlTree<'_>,
    paragraph: usize,
    mut surplus: usize,
    mark: &str,
    edits: &mut Edits,
) {
    let range = tree.range(paragraph);
    let own = |text: &&crate::ooxml::Text| {
        range.contains(&text.range.start)
            && tree.name(text.element) == "w:t"
            && tree.nearest(text.element, "w:p") == Some(paragraph)
    };
    for piece in tree.texts().iter().rev().filter(own) {
        let said = tree.said(piece);
        // What is trimmed at the end was not counted.
        let trimmed = if surplus == 0 { said.trim_end() } else { said };
        let ends = if said.trim().is_empty() { 0 } else { trimmed.trim_end().len() };
        let kept = ends.saturating_sub(surplus);
        surplus -= surplus.min(ends);
        let left = said.get(..kept).unwrap_or_default().trim_end();
        if left.len() < said.len() {
            edits.replace(piece.range.clone(), escape_xml(left));
        }
        if !left.is_empty() {
            let after = child_around(tree, paragraph, piece.element);
            let run = tree.nearest(piece.element, "w:r");
            let looks = run.and_then(|run| tree.child(run, "w:rPr"));
            let looks = looks.map_or("", |looks| tree.slice(tree.range(looks)));
            let mark = escape_xml(mark);
            edits.insert(tree.range(after).end, format!("<w:r>{looks}<w:t>{mark}</w:t></w:r>"));
            return;
        }
    }
}

/// The child of a paragraph that an element is or lies in.
fn child_around(tree: &XmlTree<'_>, paragraph: usize, element: usize) -> usize {
    let around = std::iter::once(element).chain(tree.ancestors(element));
    let mut around = around.take_while(|outer| *outer != paragraph);
    let mut child = element;
    for outer in &mut around {
        child = outer;
    }
    child
}

#[cfg(test)]
mod tests {
    use super::kept;

    #[track_caller]
    fn ends(said: &str, mark: &str, expected: &str) {
        let bare = kept(said, mark).map(|kept| said.get(..kept).unwrap());
        assert_eq!(
            bare.map_or_else(|| said.to_owned(), |bare| format!("{bare}{mark}")),
            expected
        );
    }

    #[test]
    fn a_text_ends_with_the_mark_whatever_it_ended_with() {
        ends("báo cáo như trên.", "./.", "báo cáo như trên./.");
        ends("báo cáo như trên./.", ".", "báo cáo như trên.");
        ends("báo cáo như trên", ".", "báo cáo như trên.");
        ends("báo cáo như trên;", "./.", "báo cáo như trên./.");
        ends("báo cáo như trên./.", "./.", "báo cáo như trên./.");
    }

    #[test]
    fn a_full_stop_is_not_doubled_behind_what_has_ended() {
        ends("(đơn vị bổ sung.)", ".", "(đơn vị bổ sung.)");
        ends("và còn nữa…", ".", "và còn nữa…");
        ends("(đơn vị bổ sung.)", "./.", "(đơn vị bổ sung.)./.");
        ends("..........", "./.", ".........../.");
    }
}
