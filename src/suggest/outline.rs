//! Which line of a table stands under which: told by numbers, marks and indentation.

use super::speech;

/// A line with its mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Marked {
    /// The label without its number or letter.
    pub label: String,
    kind: Kind,
    /// Which of its kind it is: 2 for `2`, `1.2`, `b` and `II`.
    ordinal: Option<usize>,
}

/// The kinds of marks that put one line under another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// `A`, `B`.
    Capital(char),
    /// `I`, `II`.
    Roman,
    /// `1`, `1.1`: how many numbers.
    Digits(usize),
    /// `a`, `b`.
    Letter,
    /// `-`, `+`.
    Dash(char),
    /// «Trong đó» and what means the same.
    Part,
    /// The same with the first of the parts: «Trong đó: - nữ».
    FirstPart,
    /// None; so many spaces in front.
    Plain(usize),
    /// A total: under nothing.
    Total,
}

impl Marked {
    /// A line from what stands in the column of numbers, and its label.
    pub(super) fn new(number: &str, label: &str) -> Self {
        let (own, inner, rest) = Self::in_label(label);
        let number = number.trim_start_matches('(').trim_end_matches(['.', ')', '/']);
        let (kind, written) = match mark(number) {
            _ if speech::is_total(label) && number.is_empty() => (Kind::Total, ""),
            Some(kind) => (kind, number),
            None => (own, inner),
        };
        Self { label: rest.to_owned(), kind, ordinal: ordinal(kind, written) }
    }

    /// The kind of the mark in front of a label, the mark, and the label without it.
    fn in_label(label: &str) -> (Kind, &str, &str) {
        let trimmed = label.trim_start();
        if speech::is_part(trimmed) {
            let first = trimmed.split_once(':').map_or("", |(_, after)| after.trim_start());
            let is_first = first.starts_with(['-', '–', '+', '*', '•']);
            return (if is_first { Kind::FirstPart } else { Kind::Part }, "", label);
        }
        if let Some(dash) = trimmed.chars().next().filter(|c| "-–+*•".contains(*c)) {
            return (Kind::Dash(if dash == '–' { '-' } else { dash }), "", label);
        }
        let (first, rest) = trimmed.split_once(' ').unwrap_or((trimmed, ""));
        let first = first.trim_start_matches('(');
        let bare = first.trim_end_matches(['.', ')', '/', ':']);
        let marked = bare.len() < first.len() && !rest.is_empty();
        let spaces = label.chars().take_while(|c| c.is_whitespace()).count();
        let kind = marked.then(|| mark(bare)).flatten();
        kind.map_or((Kind::Plain(spaces), "", label), |kind| (kind, bare, rest))
    }

    /// Whether a text is a number or letter of a list and nothing else.
    pub(super) fn is_mark(text: &str) -> bool {
        let text = text.trim();
        let bare = text.trim_start_matches('(').trim_end_matches(['.', ')', '/']);
        bare.is_empty() || text == "…" || mark(bare).is_some()
    }
}

/// The kind of a mark without its dot or bracket.
fn mark(text: &str) -> Option<Kind> {
    let text = text.trim();
    let numbers: Vec<&str> = text.split('.').collect();
    let digits =
        |part: &&str| (1..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    if numbers.iter().all(digits) {
        return Some(Kind::Digits(numbers.len()));
    }
    let mut letters = text.chars();
    let (Some(first), None) = (letters.next(), letters.next()) else {
        let roman = !text.is_empty() && text.len() <= 5;
        return (roman && text.bytes().all(|b| b"IVX".contains(&b))).then_some(Kind::Roman);
    };
    match first {
        'I' | 'V' | 'X' => Some(Kind::Roman),
        'A'..='Z' | 'Đ' => Some(Kind::Capital(first)),
        'a'..='z' | 'đ' => Some(Kind::Letter),
        '-' | '–' | '+' => Some(Kind::Dash('-')),
        _ => None,
    }
}

/// Which of its kind a mark is.
fn ordinal(kind: Kind, mark: &str) -> Option<usize> {
    let of = |letters: &str| {
        let letter = mark.chars().next()?.to_lowercase().next()?;
        letters.chars().position(|known| known == letter).map(|at| at + 1)
    };
    match kind {
        Kind::Digits(_) => mark.rsplit('.').next()?.parse().ok(),
        Kind::Letter if mark.contains('đ') => Some(5),
        // «đ» comes after «d», or is left out.
        Kind::Letter | Kind::Capital(_) => of("abcd"),
        Kind::Roman => {
            let known = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"];
            known.iter().position(|known| *known == mark).map(|at| at + 1)
        }
        _ => None,
    }
}

/// What a line stands under.
type Under = Vec<(Kind, String)>;

/// Of each line, the labels that it stands under and its own.
pub(super) fn chains(lines: &[Marked]) -> Vec<Vec<String>> {
    let mut open = Under::new();
    let mut chains = Vec::new();
    // Numbered lines so far, each with what it stands under.
    let mut numbered: Vec<(Kind, usize, Under)> = Vec::new();
    for line in lines {
        let ordinal = line.ordinal.filter(|ordinal| *ordinal > 0);
        let before = numbered.iter().rev().find(|(kind, ..)| same(*kind, line.kind));
        let next = before.filter(|(_, before, _)| ordinal == Some(before + 1));
        match next {
            // What goes on counting stands where the line before it in the count stands.
            Some((.., under)) => open.clone_from(under),
            None => close(&mut open, line.kind),
        }
        if let Some(ordinal) = ordinal {
            numbered.push((line.kind, ordinal, open.clone()));
        }
        open.push((line.kind, line.label.clone()));
        let labels = open.iter().map(|(_, label)| label.trim().to_owned());
        chains.push(labels.filter(|label| !label.is_empty()).collect());
    }
    chains
}

/// Whether two lines stand beside each other by their marks.
fn same(known: Kind, new: Kind) -> bool {
    match (known, new) {
        (Kind::Capital(_), Kind::Capital(_)) => true,
        (Kind::Plain(known), Kind::Plain(new)) => known >= new,
        (known, new) => known == new,
    }
}

/// Closes what a line of this kind does not stand under.
fn close(open: &mut Under, kind: Kind) {
    let is_same = |known: &Kind| same(*known, kind);
    let at = match kind {
        // A number of fewer parts is never under one of more.
        Kind::Digits(parts) => {
            let wider = |known: &Kind| matches!(known, Kind::Digits(known) if *known >= parts);
            open.iter().position(|(known, _)| wider(known) || is_same(known))
        }
        // Under the last line that is no part itself.
        Kind::Part | Kind::FirstPart => {
            let part =
                |known: &Kind| matches!(known, Kind::Part | Kind::FirstPart | Kind::Dash(_));
            open.iter().position(|(known, _)| part(known))
        }
        // The parts after the first one stand beside it.
        Kind::Dash(_) => {
            let beside = |known: &Kind| *known == Kind::FirstPart || is_same(known);
            open.iter().position(|(known, _)| beside(known))
        }
        // Without a mark it stands beside what has one, unless it is set in.
        Kind::Total | Kind::Plain(0) => Some(0),
        _ => open.iter().position(|(known, _)| is_same(known)),
    };
    if let Some(at) = at {
        open.truncate(at);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chain(lines: &[(&str, &str)]) -> Vec<String> {
        let marked: Vec<Marked> =
            lines.iter().map(|(number, label)| Marked::new(number, label)).collect();
        chains(&marked).iter().map(|chain| chain.join(" > ")).collect()
    }

    #[test]
    fn numbers_letters_and_dashes_put_lines_under_lines() {
        assert_eq!(
            chain(&[
                ("A", "đầu kỳ"),
                ("B", "tăng"),
                ("1", "kết nạp"),
                ("2", "chuyển đến"),
                ("a", "tỉnh khác"),
                ("b", "xã khác"),
                ("3", "phục hồi"),
                ("", "Trong đó: nữ"),
                ("C", "giảm"),
            ]),
            [
                "đầu kỳ",
                "tăng",
                "tăng > kết nạp",
                "tăng > chuyển đến",
                "tăng > chuyển đến > tỉnh khác",
                "tăng > chuyển đến > xã khác",
                "tăng > phục hồi",
                "tăng > phục hồi > Trong đó: nữ",
                "giảm",
            ]
        );
    }

    #[test]
    fn numbers_in_labels_count_and_a_head_names_what_follows() {
        assert_eq!(
            chain(&[
                ("", "1. số"),
                ("", "Trong đó:"),
                ("", "- nữ"),
                ("", "- trẻ"),
                ("", "2. khác"),
                ("", "Tổng cộng"),
            ]),
            [
                "số",
                "số > Trong đó:",
                "số > Trong đó: > - nữ",
                "số > Trong đó: > - trẻ",
                "khác",
                "Tổng cộng",
            ]
        );
        assert_eq!(
            chain(&[("", "Trong đó: - nữ"), ("", "- trẻ")]),
            ["Trong đó: - nữ", "- trẻ"]
        );
        assert_eq!(
            chain(&[("A", "s"), ("3", "x"), ("", "Tỷ lệ x"), ("4", "y"), ("a", "z")]),
            ["s", "s > x", "Tỷ lệ x", "s > y", "s > y > z"]
        );
        assert_eq!(
            chain(&[("3", "x"), ("", "Trong đó:"), ("3.1", "y"), ("3.2", "z"), ("4", "t")]),
            ["x", "x > Trong đó:", "x > Trong đó: > y", "x > Trong đó: > z", "t"]
        );
    }
}
