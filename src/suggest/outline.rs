//! Which line of a table stands under which: told by numbers, marks and indentation.

use super::speech;

/// A line with its mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Marked {
    /// The label without its number or letter.
    pub label: String,
    kind: Kind,
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
    /// None; so many spaces in front.
    Plain(usize),
    /// A total: under nothing.
    Total,
}

impl Marked {
    /// A line from what stands in the column of numbers, and its label.
    pub(super) fn new(number: &str, label: &str) -> Self {
        let (own, rest) = Self::in_label(label);
        let kind = if speech::is_total(label) && number.is_empty() {
            Kind::Total
        } else {
            mark(number.trim_end_matches(['.', ')', '/'])).unwrap_or(own)
        };
        Self { label: rest.to_owned(), kind }
    }

    /// The kind of the mark in front of a label, and the label without it.
    fn in_label(label: &str) -> (Kind, &str) {
        let trimmed = label.trim_start();
        if speech::is_part(trimmed) {
            return (Kind::Part, label);
        }
        if let Some(dash) = trimmed.chars().next().filter(|c| "-–+*•".contains(*c)) {
            return (Kind::Dash(if dash == '–' { '-' } else { dash }), label);
        }
        let (first, rest) = trimmed.split_once(' ').unwrap_or((trimmed, ""));
        let first = first.trim_start_matches('(');
        let bare = first.trim_end_matches(['.', ')', '/', ':']);
        let marked = bare.len() < first.len() && !rest.is_empty();
        let spaces = label.chars().take_while(|c| c.is_whitespace()).count();
        let kind = marked.then(|| mark(bare)).flatten();
        kind.map_or((Kind::Plain(spaces), label), |kind| (kind, rest))
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

/// Of each line, the labels that it stands under and its own.
pub(super) fn chains(lines: &[Marked]) -> Vec<Vec<String>> {
    let mut open: Vec<(Kind, String)> = Vec::new();
    let mut chains = Vec::new();
    for line in lines {
        close(&mut open, line.kind);
        open.push((line.kind, line.label.clone()));
        let labels = open.iter().map(|(_, label)| label.trim().to_owned());
        chains.push(labels.filter(|label| !label.is_empty()).collect());
    }
    chains
}

/// Closes what a line of this kind does not stand under.
fn close(open: &mut Vec<(Kind, String)>, kind: Kind) {
    let is_same = |known: &Kind| match (known, kind) {
        (Kind::Capital(_), Kind::Capital(_)) => true,
        (Kind::Plain(known), Kind::Plain(new)) => *known >= new,
        (known, new) => *known == new,
    };
    let at = match kind {
        // A number of fewer parts is never under one of more.
        Kind::Digits(parts) => {
            let wider = |known: &Kind| matches!(known, Kind::Digits(known) if *known >= parts);
            open.iter().position(|(known, _)| wider(known) || is_same(known))
        }
        // Under the last line that is no part itself.
        Kind::Part => {
            open.iter().position(|(known, _)| matches!(known, Kind::Part | Kind::Dash(_)))
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
            chain(&[("3", "x"), ("", "Trong đó:"), ("3.1", "y"), ("3.2", "z"), ("4", "t")]),
            ["x", "x > Trong đó:", "x > Trong đó: > y", "x > Trong đó: > z", "t"]
        );
    }
}
