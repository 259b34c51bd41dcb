//! What ends the text: `.`, `./.`.

use super::blocks::{Body, Piece, pieces, text};
use crate::ooxml::{Edits, XmlTree, escape_xml};
use crate::template::docx::subdocument::add_properties;

/// Signs after which a text has ended.
const ENDED: [char; 4] = ['.', '!', '?', '…'];
/// Signs that give way to the mark.
const OPEN_ENDS: [char; 3] = [';', ',', ':'];

/// Signs that close what was opened within the text.
const CLOSING: [char; 5] = [')', '”', '"', '»', ']'];

/// How many letters stand on the foot's page at least, about two lines, where so many can be kept
/// there without tearing a table off its page.
const WITH_THE_FOOT: usize = 160;
/// Paragraphs that are kept with the foot at most.
const MOST_KEPT: usize = 4;

/// Ends the last paragraph of text above the foot with the mark, and keeps the last lines on the
/// foot's page: a signature alone on a page could belong to any text.
///
/// Where something else stands between text and foot (a table, a chart) the text has no mark.
/// Answers the text that could not be ended so.
pub(super) fn set(
    tree: &XmlTree<'_>,
    body: &Body,
    mark: &str,
    edits: &mut Edits,
) -> Option<String> {
    let above = body.blocks.iter().take(body.above_foot(tree)).rev();
    let above = above.filter(|block| body.lifted().all(|lifted| lifted != **block));
    let mut above = above.copied().skip_while(|block| is_blank(tree, *block)).peekable();
    let last = above.peek().copied()?;
    if tree.name(last) == "w:tbl" {
        let row = tree.children(last).filter(|child| tree.name(*child) == "w:tr").last();
        let within = row.into_iter().flat_map(|row| tree.descendants(row));
        for paragraph in within.filter(|element| tree.name(*element) == "w:p") {
            keep_with_next(tree, paragraph, edits);
        }
        return None;
    }
    keep_last_lines(tree, above, edits);
    let said = text(tree, last);
    if tree.name(last) != "w:p" || said.is_empty() {
        return None;
    }
    let Ending { kept, put } = ending(&said, mark)?;
    (!write(tree, last, kept, &put, edits)).then_some(said)
}

/// Keeps paragraphs, from the last one upwards, with what follows until there are enough letters.
fn keep_last_lines(
    tree: &XmlTree<'_>,
    upwards: impl Iterator<Item = usize>,
    edits: &mut Edits,
) {
    let mut letters = 0;
    for block in upwards.take(MOST_KEPT) {
        if tree.name(block) != "w:p" || letters >= WITH_THE_FOOT {
            return;
        }
        letters += text(tree, block).chars().count();
        keep_with_next(tree, block, edits);
    }
}

fn keep_with_next(tree: &XmlTree<'_>, paragraph: usize, edits: &mut Edits) {
    let properties = tree.child(paragraph, "w:pPr");
    if properties.is_none_or(|p| tree.child(p, "w:keepNext").is_none()) {
        add_properties(tree, paragraph, &[("w:keepNext", "<w:keepNext/>".to_owned())], edits);
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

/// How a text is ended.
#[derive(Debug, PartialEq, Eq)]
struct Ending {
    /// How many of its bytes stay.
    kept: usize,
    /// What is put behind them.
    put: String,
}

/// How a text is ended with the mark; `None` when it ends as it should.
///
/// A full stop before a closing sign gives way to a mark that is more than one: `(….)` becomes
/// `(…)./.`.
fn ending(said: &str, mark: &str) -> Option<Ending> {
    let bare = match said.strip_suffix("./.") {
        Some(bare) => bare,
        None if said.ends_with("..") => said,
        None => said.strip_suffix('.').unwrap_or(said),
    };
    let open = |c: char| c.is_whitespace() || OPEN_ENDS.contains(&c);
    let bare = bare.trim_end_matches(open);
    let inside = bare.trim_end_matches(CLOSING);
    let closing = bare.get(inside.len()..).unwrap_or_default();
    let stopped = inside.strip_suffix('.').filter(|open| !open.ends_with('.'));
    let (kept, put) = match stopped.filter(|_| !closing.is_empty()) {
        _ if mark == "." && inside.ends_with(ENDED) => (bare, String::new()),
        Some(open) => (open, format!("{closing}{mark}")),
        None => (bare, mark.to_owned()),
    };
    let ends_so = said.get(kept.len()..) == Some(put.as_str());
    (!ends_so).then_some(Ending { kept: kept.len(), put })
}

/// Takes what stands behind the first `kept` bytes of a paragraph's text off its end and puts
/// something there, in a run of its own: the last words may be a figure in its control. Answers
/// whether it could: what a control or a field shows is not cut, and only signs and blanks are.
fn write(
    tree: &XmlTree<'_>,
    paragraph: usize,
    kept: usize,
    put: &str,
    edits: &mut Edits,
) -> bool {
    let pieces = pieces(tree, paragraph);
    let whole: String = pieces.iter().map(|piece| piece.said.as_ref()).collect();
    // The text was trimmed before it was measured.
    let kept = whole.len() - whole.trim_start().len() + kept;
    let is_sign = |c: char| c.is_whitespace() || "./".contains(c);
    let goes = |c: char| is_sign(c) || OPEN_ENDS.contains(&c) || CLOSING.contains(&c);
    if !whole.get(kept..).is_some_and(|cut| cut.chars().all(goes)) {
        return false;
    }
    let (mut start, mut last, mut removed) = (whole.len(), None, Vec::new());
    for piece in pieces.iter().rev() {
        start -= piece.said.len();
        if start < kept {
            last = Some((piece, kept - start));
            break;
        }
        if !piece.said.is_empty() && !piece.turns_page {
            removed.push(piece);
        }
    }
    let Some((last, stays)) = last else { return false };
    let shorter = (stays < last.said.len()).then_some(last);
    let held = |piece: &&Piece<'_>| is_held(tree, paragraph, piece.element);
    if removed.iter().chain(&shorter).any(held) {
        return false;
    }
    for piece in &removed {
        edits.delete(piece.range.clone());
    }
    let left = last.said.get(..stays).unwrap_or_default();
    let at_once = run_goes_on(tree, last, &removed) && !is_held(tree, paragraph, last.element);
    if at_once {
        edits.replace(last.range.clone(), escape_xml(&format!("{left}{put}")));
    } else {
        if shorter.is_some() {
            edits.replace(last.range.clone(), escape_xml(left));
        }
        put_after(tree, paragraph, last.element, put, edits);
    }
    true
}

/// Whether a control or a field shows what an element of a paragraph says.
fn is_held(tree: &XmlTree<'_>, paragraph: usize, element: usize) -> bool {
    let mut outer = tree.ancestors(element).take_while(|outer| *outer != paragraph);
    outer.any(|outer| matches!(tree.name(outer), "w:sdt" | "w:fldSimple"))
        || open_fields(tree, paragraph, tree.range(element).start) > 0
}

/// How many fields of a paragraph are open at a byte.
fn open_fields(tree: &XmlTree<'_>, paragraph: usize, at: usize) -> usize {
    let marks = tree.descendants(paragraph).take_while(|e| tree.range(*e).start < at);
    let marks = marks.filter(|element| tree.name(*element) == "w:fldChar");
    marks.fold(0, |open: usize, mark| {
        match tree.attribute(mark, "w:fldCharType").as_ref().map(|(kind, _)| kind.as_ref()) {
            Some("begin") => open + 1,
            Some("end") => open.saturating_sub(1),
            _ => open,
        }
    })
}

/// Whether something that stays, a page break or a picture, follows a piece in its run.
fn run_goes_on(tree: &XmlTree<'_>, last: &Piece<'_>, removed: &[&Piece<'_>]) -> bool {
    let goes = |child: usize| removed.iter().any(|piece| piece.element == child);
    let Some(run) = tree.nearest(last.element, "w:r") else { return false };
    tree.children(run).any(|child| child > last.element && !goes(child))
}

/// Puts words in a run of their own behind what an element of a paragraph lies in.
fn put_after(
    tree: &XmlTree<'_>,
    paragraph: usize,
    element: usize,
    put: &str,
    edits: &mut Edits,
) {
    if put.is_empty() {
        return;
    }
    let child = child_around(tree, paragraph, element);
    let mut later = tree.children(paragraph).filter(|sibling| *sibling >= child);
    let closed = |child: &usize| open_fields(tree, paragraph, tree.range(*child).end) == 0;
    let after = later.find(closed).unwrap_or(child);
    let run = tree.nearest(element, "w:r");
    let looks = run.and_then(|run| tree.child(run, "w:rPr"));
    let looks = looks.map_or("", |looks| tree.slice(tree.range(looks)));
    let put = escape_xml(put);
    edits.insert(tree.range(after).end, format!("<w:r>{looks}<w:t>{put}</w:t></w:r>"));
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
    use super::ending;

    #[track_caller]
    fn ends(said: &str, mark: &str, expected: &str) {
        let ended = ending(said, mark)
            .map(|ending| format!("{}{}", said.get(..ending.kept).unwrap(), ending.put));
        assert_eq!(ended.unwrap_or_else(|| said.to_owned()), expected);
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
        ends("(đơn vị bổ sung.)./.", ".", "(đơn vị bổ sung.)");
        ends("(đơn vị bổ sung.).", ".", "(đơn vị bổ sung.)");
        ends("và còn nữa…", ".", "và còn nữa…");
        ends("..........", "./.", ".........../.");
    }

    #[test]
    fn a_full_stop_within_closing_signs_gives_way_to_a_mark_that_is_more_than_one() {
        ends("(đơn vị bổ sung.)", "./.", "(đơn vị bổ sung)./.");
        ends("(đơn vị bổ sung.)./.", "./.", "(đơn vị bổ sung)./.");
        ends("«làm ngay.»", "./.", "«làm ngay»./.");
        ends("(đơn vị bổ sung)", "./.", "(đơn vị bổ sung)./.");
        ends("(và còn nữa…)", "./.", "(và còn nữa…)./.");
    }
}
