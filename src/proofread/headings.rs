//! Whether headings are numbered in one manner, and in order.

use super::passage::Passage;
use super::{Proof, Slip};
use crate::diagnostic::{Code, Field};

/// Letters a Roman number of a heading may have.
const LONGEST: usize = 6;

/// A numbered heading.
struct Heading<'p> {
    passage: &'p Passage<'p>,
    number: u32,
    /// Number and mark as they are written: `III/`.
    label: String,
    /// What stands behind the number.
    mark: String,
}

pub(super) fn check(proof: &Proof<'_>, passages: &[Passage<'_>], slips: &mut Vec<Slip>) {
    let of_text = || passages.iter().filter(|passage| !passage.line.in_table);
    let upper: Vec<Heading<'_>> = of_text().filter_map(roman).collect();
    let lower: Vec<Heading<'_>> = of_text().filter_map(decimal).collect();
    for headings in [&upper, &lower] {
        slips.extend(mixed(headings));
    }
    // In a template some headings stand for others.
    if !proof.is_template {
        slips.extend(upper.windows(2).filter_map(out_of_order));
    }
}

/// The rarest mark, where there are several.
fn mixed(headings: &[Heading<'_>]) -> Option<Slip> {
    let count = |mark: &str| headings.iter().filter(|heading| heading.mark == mark).count();
    let common = headings.iter().max_by_key(|heading| count(&heading.mark))?;
    let other = headings.iter().rev().find(|heading| heading.mark != common.mark)?;
    let why = |lang: crate::text::Lang| {
        lang.pick(format!("khác với `{}`", common.label), format!("unlike `{}`", common.label))
    };
    Some(slip(other, Field::words(why)))
}

fn out_of_order(pair: &[Heading<'_>]) -> Option<Slip> {
    let [one, next] = pair else { return None };
    let follows = next.number == one.number + 1 || next.number == 1;
    let other_part = one.passage.line.part != next.passage.line.part;
    if follows || other_part {
        return None;
    }
    let why = |lang: crate::text::Lang| {
        lang.pick(format!("đứng sau `{}`", one.label), format!("after `{}`", one.label))
    };
    Some(slip(next, Field::words(why)))
}

fn slip(heading: &Heading<'_>, why: Field) -> Slip {
    let label = heading.label.clone();
    let around: String = heading.passage.text.trim().chars().take(60).collect();
    Slip::new(Code::W689, heading.passage, 0, label.clone())
        .with(|finding| finding.text("label", label).field("why", why).text("around", around))
}

/// «III/ ĐÁNH GIÁ CHUNG».
fn roman<'p>(passage: &'p Passage<'p>) -> Option<Heading<'p>> {
    let text = passage.text.trim_start();
    let length = text.find(|c: char| !matches!(c, 'I' | 'V' | 'X')).filter(|at| *at > 0)?;
    let (numeral, rest) = text.split_at_checked(length)?;
    let mark: String =
        rest.chars().take_while(|c| matches!(c, '.' | '/' | ')' | '-')).collect();
    let titled = rest.get(mark.len()..)?.strip_prefix(' ')?.trim_start();
    let sound = numeral.len() <= LONGEST && !mark.is_empty() && starts_title(titled);
    let number = sound.then(|| value(numeral))??;
    Some(Heading { passage, number, label: format!("{numeral}{mark}"), mark })
}

/// «2.1. Về công tác».
fn decimal<'p>(passage: &'p Passage<'p>) -> Option<Heading<'p>> {
    let text = passage.text.trim_start();
    let length = text.find(|c: char| !c.is_ascii_digit() && c != '.')?;
    let (number, rest) = text.split_at_checked(length)?;
    let bare = number.trim_end_matches('.');
    let (first, second) = bare.split_once('.')?;
    let small = |part: &str| (1..=2).contains(&part.len()) && !part.contains('.');
    let sound =
        small(first) && small(second) && starts_title(rest.strip_prefix(' ')?.trim_start());
    let mark = number.get(bare.len()..)?.to_owned();
    sound.then(|| Heading { passage, number: 0, label: number.to_owned(), mark })
}

fn starts_title(text: &str) -> bool {
    text.starts_with(char::is_uppercase)
}

/// The value of a Roman number in its usual spelling.
fn value(numeral: &str) -> Option<u32> {
    const NUMERALS: [&str; 20] = [
        "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII",
        "XIV", "XV", "XVI", "XVII", "XVIII", "XIX", "XX",
    ];
    (1..).zip(NUMERALS).find(|(_, known)| *known == numeral).map(|(value, _)| value)
}
