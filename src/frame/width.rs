//! How wide words are about in Times New Roman, letter by letter, and how many lines they take.

use crate::profile::Component;

/// How wide words are, in millimetres.
pub(super) fn width_mm(component: &Component, words: &str) -> u32 {
    let shown = if component.caps { words.to_uppercase() } else { words.to_owned() };
    let hundredths: u32 = shown
        .chars()
        .map(|letter| match letter {
            ' ' => 25,
            'I' | 'Í' | 'Ì' | 'Ỉ' | 'Ĩ' | 'Ị' => 36,
            letter if letter.is_uppercase() => 71,
            _ => 46,
        })
        .sum();
    // A point is 25.4 / 72 mm.
    hundredths.saturating_mul(component.size_pt) / 100 * 254 / 720
}

/// How many lines words take in a column; a word that is longer takes a line of its own.
pub(super) fn lines_in(component: &Component, words: &str, column_mm: u32) -> u32 {
    let (mut lines, mut line) = (0, String::new());
    for word in words.split_whitespace() {
        let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
        if line.is_empty() || width_mm(component, &longer) > column_mm {
            lines += 1;
            word.clone_into(&mut line);
        } else {
            line = longer;
        }
        if width_mm(component, word) > column_mm {
            lines += 1;
        }
    }
    lines
}
