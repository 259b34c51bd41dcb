//! List marks in front of what people write: which of them are marks, and which are figures.

use crate::text::key;

use super::BULLETS;

/// The numbers of a list, `2` or `1.2`.
type Number = Vec<u32>;

/// How a number is written as a mark: `2.`, `2)`, `(2)`, `2/`. Numbers of one list are written alike.
type Shape = (bool, char);

/// A number in front of a line.
struct Found {
    number: Number,
    shape: Shape,
    /// Whether a capital follows.
    capital: bool,
    /// Which one of the lines with list marks it is, counted from 1.
    listed: usize,
}

/// Which numbers in front of lines are list marks: those that count on from 1. Any other is a
/// figure or a date and belongs to what is said.
pub(super) struct Numbering {
    /// The marks, in the order of their lines.
    numbers: std::vec::IntoIter<bool>,
}

impl Numbering {
    /// No number is a mark.
    pub(super) fn none() -> Self {
        Self { numbers: Vec::new().into_iter() }
    }

    /// Of the lines of a text.
    pub(super) fn of(lines: &[&str]) -> Self {
        let found = numbers(lines);
        let mut last: Option<&Found> = None;
        let mut marks = Vec::new();
        for (at, one) in found.iter().enumerate() {
            let next = found.get(at + 1);
            let goes_on = last.is_some_and(|last| one.follows(last));
            let begins = matches!(one.number.as_slice(), [1] | [1, 1])
                && next.is_some_and(|next| next.follows(one));
            let alone = one.capital && matches!(one.number.as_slice(), [1]);
            // A list that has other marks in between.
            let in_place = last.is_some_and(|last| last.shape == one.shape)
                && matches!(one.number.as_slice(), [only] if usize::try_from(*only) == Ok(one.listed));
            let is_mark = goes_on || begins || alone || in_place;
            if is_mark {
                last = Some(one);
            }
            marks.push(is_mark);
        }
        Self { numbers: marks.into_iter() }
    }
}

impl Found {
    /// Whether it comes next in a list.
    fn follows(&self, last: &Self) -> bool {
        self.shape == last.shape && follows(&last.number, &self.number)
    }
}

/// The numbers in front of lines.
fn numbers(lines: &[&str]) -> Vec<Found> {
    let mut listed = 0;
    let mut found = Vec::new();
    for line in lines {
        let plain = plain(line);
        let mut rest = plain.as_str();
        let mut has_mark = false;
        while let Some(after) = key::without_list_mark(rest) {
            if !has_mark {
                listed += 1;
                has_mark = true;
            }
            if let Some((number, shape)) = number(rest, after) {
                found.push(Found { number, shape, capital: is_capital(line, after), listed });
                break;
            }
            rest = after;
        }
    }
    found
}

/// The number of the mark that stands before `after`, and how it is written.
fn number(text: &str, after: &str) -> Option<(Number, Shape)> {
    let mark = text.get(..text.len().checked_sub(after.len())?)?.trim();
    let parts = mark.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
    let number: Number = parts.map_while(|part| part.parse().ok()).collect();
    let shape = (mark.starts_with('('), mark.chars().next_back()?);
    (!number.is_empty()).then_some((number, shape))
}

/// Whether what is left of a line begins with a capital letter.
fn is_capital(line: &str, left: &str) -> bool {
    from_end(line, left).starts_with(char::is_uppercase)
}

/// Whether a number comes next in a list: the next one, the first one under it, or the next one
/// above.
fn follows(last: &[u32], next: &[u32]) -> bool {
    let Some((own, above)) = next.split_last() else { return false };
    if last == above {
        return *own == 1;
    }
    let same = last.get(..next.len());
    same.and_then(<[u32]>::split_last)
        .is_some_and(|(before, whole)| whole == above && before.checked_add(1) == Some(*own))
}

/// A text without the list marks in front of it, and whether it had any. Lines are asked in the
/// order in which the numbering was made of them.
pub(super) fn without_marks<'t>(text: &'t str, numbering: &mut Numbering) -> (bool, &'t str) {
    let plain = plain(text);
    let mut bare = plain.as_str();
    let mut has_number = false;
    while let Some(after) = key::without_list_mark(bare) {
        if number(bare, after).is_some() {
            // Behind the number of a list another one is a figure.
            if has_number || numbering.numbers.next() != Some(true) {
                break;
            }
            has_number = true;
        }
        bare = after;
    }
    if bare.trim_matches(['-', '•', '+', '*', ' ']).is_empty() {
        return (true, "");
    }
    (bare.len() < plain.len(), from_end(text, bare).trim())
}

/// The text in small letters with one kind of dash and bullet: one character for one, so that what
/// is left can be counted from the end.
fn plain(text: &str) -> String {
    let plain = text.chars().map(|c| match c {
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        c if BULLETS.contains(&c) => '•',
        c => c.to_lowercase().next().unwrap_or(c),
    });
    plain.collect()
}

/// As many characters of a text, from its end, as are left of its plain form.
fn from_end<'t>(text: &'t str, left: &str) -> &'t str {
    let skipped = text.chars().count().saturating_sub(left.chars().count());
    let start = text.char_indices().nth(skipped).map_or(0, |(at, _)| at);
    text.get(start..).unwrap_or(text)
}
