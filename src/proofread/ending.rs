//! Text behind the mark that ends the text.

use super::Slip;
use super::passage::Passage;
use crate::diagnostic::Code;

/// What ends the text of a document.
const END: &str = "./.";

/// Fewer words are no text: a signature, a name.
const FEWEST_WORDS: usize = 4;

pub(super) fn check(passages: &[Passage<'_>], slips: &mut Vec<Slip>) {
    let mut ended: Option<&Passage<'_>> = None;
    for passage in passages {
        let same = |end: &&Passage<'_>| {
            end.line.part == passage.line.part && end.line.section == passage.line.section
        };
        match ended.filter(same) {
            // What follows in a table is the signature and who gets the document.
            Some(_) if passage.line.in_table || is_foot(passage) => ended = None,
            Some(_) if passage.words.len() >= FEWEST_WORDS => {
                let around: String = passage.text.trim().chars().take(60).collect();
                let slip = Slip::new(Code::W696, passage, 0, around.clone());
                slips.push(slip.with(|finding| finding.text("around", around)));
                ended = None;
            }
            _ => {}
        }
        if passage.text.trim_end().ends_with(END) && !passage.line.in_table {
            ended = Some(passage);
        }
    }
}

/// Whether a paragraph begins what stands below the text, or an annex: it is all in capitals, or
/// the list of who gets the document.
fn is_foot(passage: &Passage<'_>) -> bool {
    let begins = crate::text::key::of(&passage.text);
    let capitals = !passage.words.is_empty() && !passage.text.chars().any(char::is_lowercase);
    let starts = |word: &&str| begins.starts_with(&crate::text::key::of(word));
    capitals || ["Nơi nhận", "Phụ lục", "Biểu"].iter().any(starts)
}
