//! How letters of a page look at a place: what the elements around them do.

use super::super::error::ReadError;
use super::super::said::{Height, Look};
use super::css::Effect;

/// Elements within the outermost that does something; honest pages have a dozen.
const DEPTH: usize = 256;

/// Elements that part no words: `<b>1</b>2` is 12. Any other begins and ends a line.
const INLINE: [&str; 36] = [
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "blink", "cite", "code", "data", "del",
    "dfn", "em", "font", "i", "ins", "kbd", "label", "mark", "nobr", "q", "s", "samp", "small",
    "span", "strike", "strong", "style", "sub", "sup", "time", "tt", "u", "var", "wbr",
];

/// Elements without an end tag.
const EMPTY: [&str; 8] = ["br", "col", "hr", "img", "input", "link", "meta", "wbr"];

/// Elements that go on behind the end of what they stand in.
const GOES_ON: [&str; 2] = ["s", "strike"];

/// The elements that are open within the outermost that does something.
#[derive(Default)]
pub(super) struct Looks {
    open: Vec<(String, Effect)>,
    struck: usize,
    hidden: usize,
    raised: usize,
    lowered: usize,
    keeps_lines: usize,
}

/// Whether an element parts what stands before and behind it.
pub(super) fn parts_words(name: &str) -> bool {
    !INLINE.contains(&name) && !name.contains(':')
}

impl Looks {
    /// How letters look here.
    pub(super) const fn look(&self) -> Look {
        let height = match (self.raised, self.lowered) {
            (0, 0) => Height::OnLine,
            (0, _) => Height::Lowered,
            _ => Height::Raised,
        };
        Look { struck: self.struck > 0, height, hidden: self.hidden > 0 }
    }

    /// Whether line ends stay line ends.
    pub(super) const fn keep_lines(&self) -> bool {
        self.keeps_lines > 0
    }

    /// How many elements are open.
    pub(super) const fn depth(&self) -> usize {
        self.open.len()
    }

    /// Takes the start of an element; `base` are those around the cell.
    pub(super) fn open(
        &mut self,
        name: &str,
        effect: Effect,
        base: usize,
    ) -> Result<(), ReadError> {
        if parts_words(name) {
            self.close_implied(name, base);
        }
        if EMPTY.contains(&name) {
            return Ok(());
        }
        self.enter(name, effect)
    }

    /// Takes the start of a table or a cell, whose end is told by [`Self::cut`].
    pub(super) fn enter(&mut self, name: &str, effect: Effect) -> Result<(), ReadError> {
        if self.open.is_empty() && effect == Effect::default() {
            return Ok(());
        }
        if self.open.len() == DEPTH {
            return Err(ReadError::frame("elements nested too deep"));
        }
        self.count(effect, |count| *count += 1);
        self.open.push((name.to_owned(), effect));
        Ok(())
    }

    /// Takes the end of an element; whether it stood on lines of its own.
    pub(super) fn close(&mut self, name: &str, base: usize) -> bool {
        let Some(at) = self.last(name, base) else { return false };
        let is_block = self.open.get(at).is_some_and(|(_, effect)| effect.is_block);
        if GOES_ON.contains(&name) {
            let (_, effect) = self.open.remove(at);
            self.count(effect, |count| *count = count.saturating_sub(1));
        } else {
            self.end_from(at, |name| !GOES_ON.contains(&name));
        }
        is_block
    }

    /// Ends all elements that began in a cell.
    pub(super) fn cut(&mut self, base: usize) {
        self.end_from(base, |_| true);
    }

    /// A paragraph ends where the next begins, and so does a point of a list.
    fn close_implied(&mut self, name: &str, base: usize) {
        let closes: &[&str] = match name {
            "li" => &["li", "p"],
            "dd" | "dt" => &["dd", "dt", "p"],
            _ => &["p"],
        };
        for closed in closes {
            if let Some(at) = self.last(closed, base) {
                self.end_from(at, |name| !GOES_ON.contains(&name));
            }
        }
    }

    fn last(&self, name: &str, base: usize) -> Option<usize> {
        let at = self.open.iter().rposition(|(open, _)| open == name)?;
        (at >= base).then_some(at)
    }

    fn end_from(&mut self, at: usize, ends: impl Fn(&str) -> bool) {
        let above = self.open.split_off(at.min(self.open.len()));
        for (name, effect) in above {
            if ends(&name) {
                self.count(effect, |count| *count = count.saturating_sub(1));
            } else {
                self.open.push((name, effect));
            }
        }
    }

    fn count(&mut self, effect: Effect, change: impl Fn(&mut usize)) {
        let counts = [
            (effect.struck, &mut self.struck),
            (effect.gone || effect.unseen, &mut self.hidden),
            (effect.raised, &mut self.raised),
            (effect.lowered, &mut self.lowered),
            (effect.keeps_lines, &mut self.keeps_lines),
        ];
        counts.into_iter().filter(|(has, _)| *has).for_each(|(_, count)| change(count));
    }
}
