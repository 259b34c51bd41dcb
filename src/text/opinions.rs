//! What people write in a cell as separate opinions, and which of many say the same.
//!
//! Two opinions are one when they differ in letter case, punctuation, spaces, list marks, where tone
//! marks stand, or in a slip of the keyboard: never when a number or a name differs.

use std::collections::BTreeMap;

use super::{fold, key};

/// Marks that begin an opinion wherever they stand.
const BULLETS: [char; 10] = ['•', '▪', '◦', '●', '■', '◆', '►', '➢', '✓', '\u{f0b7}'];

/// Fewer words than this are the same only letter by letter.
const FEWEST_WORDS: usize = 6;

/// One word in so many may have a slip.
const WORDS_FOR_A_SLIP: usize = 8;

/// In a shorter word another letter mostly makes another word.
const SHORTEST_WITH_SLIP: usize = 4;

/// The opinions in a text: one a line and one a list mark, without the mark and without the stop at
/// the end. A line that begins with a small letter goes on from the line above; one that ends with a
/// colon goes with the line below.
pub fn split(text: &str) -> Vec<String> {
    let mut opinions: Vec<String> = Vec::new();
    let mut heading = String::new();
    for line in text.lines().flat_map(at_bullets) {
        let (mark, said) = without_marks(line.trim());
        if said.is_empty() {
            continue;
        }
        if said.ends_with(':') {
            heading = joined(&heading, said);
            continue;
        }
        let goes_on = !mark && heading.is_empty() && said.starts_with(char::is_lowercase);
        match opinions.last_mut().filter(|_| goes_on) {
            Some(above) => *above = joined(above, said),
            None => opinions.push(joined(&std::mem::take(&mut heading), said)),
        }
    }
    if !heading.is_empty() {
        opinions.push(heading);
    }
    let opinions = opinions.iter().map(|said| without_stop(said).to_owned());
    opinions.filter(|said| !said.is_empty()).collect()
}

fn joined(one: &str, other: &str) -> String {
    if one.is_empty() { other.to_owned() } else { format!("{one} {other}") }
}

/// A line at its bullets, and at dashes that follow a stop (`… kinh phí; - thiếu cán bộ`).
fn at_bullets(line: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut from = 0;
    let mut before = ' ';
    let mut last = ' ';
    for (at, c) in line.char_indices() {
        let dash = matches!(c, '-' | '–' | '—' | '+');
        let next = line.get(at + c.len_utf8()..).unwrap_or_default();
        let listed =
            dash && last == ' ' && matches!(before, ';' | '.') && next.starts_with(' ');
        if BULLETS.contains(&c) || listed {
            parts.extend(line.get(from..at));
            from = at;
        }
        if !c.is_whitespace() {
            before = c;
        }
        last = c;
    }
    parts.extend(line.get(from..));
    parts
}

/// A text without the list marks in front of it, and whether it had any.
fn without_marks(text: &str) -> (bool, &str) {
    // One character for one, so that what is left can be counted from the end.
    let plain: String = text
        .chars()
        .map(|c| match c {
            '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
            c if BULLETS.contains(&c) => '•',
            c => c.to_lowercase().next().unwrap_or(c),
        })
        .collect();
    let bare = key::without_list_marks(&plain);
    if bare.trim_matches(['-', '•', '+', '*', ' ']).is_empty() {
        return (true, "");
    }
    let left = bare.chars().count();
    let all = plain.chars().count();
    let start = text.char_indices().nth(all - left).map_or(0, |(at, _)| at);
    (left < all, text.get(start..).unwrap_or(text).trim())
}

/// Without a comma, semicolon or full stop at the end; «v.v.» and «…» keep theirs.
fn without_stop(text: &str) -> &str {
    let text = text.trim_end_matches([';', ',', ' ']);
    match text.strip_suffix('.') {
        Some(before) if !before.ends_with('.') && !text.ends_with("v.v.") => before.trim_end(),
        _ => text,
    }
}

/// Words that add nothing to «không», «không có».
const EMPTY: [&str; 16] = [
    "không",
    "ko",
    "có",
    "chưa",
    "gì",
    "ý",
    "kiến",
    "nào",
    "khác",
    "thêm",
    "phát",
    "sinh",
    "nội",
    "dung",
    "trường",
    "hợp",
];

/// Whether an answer to `question` says that there is nothing to say: `Không`, `-`, `0`, «Không có
/// hạn chế» where hạn chế were asked for.
pub fn says_nothing(answer: &str, question: &str) -> bool {
    let asked = words(question);
    let said = words(answer);
    let is = |word: &Word, known: &[&str]| known.iter().any(|known| key::of(known) == word.key);
    let empty =
        |word: &Word| is(word, &EMPTY) || asked.iter().any(|asked| asked.key == word.key);
    let denied = |word: &Word| is(word, &["không", "ko", "chưa"]);
    match said.as_slice() {
        [] => true,
        [one] if one.key == "0" => true,
        [first, rest @ ..] => denied(first) && rest.iter().all(empty),
    }
}

/// Groups the opinions that say the same: positions in rising order, groups by their first.
pub fn same(opinions: &[&str]) -> Vec<Vec<usize>> {
    let read: Vec<Vec<Word>> = opinions.iter().map(|opinion| words(opinion)).collect();
    let mut groups = Groups::default();
    // What was typed without any marks is told by what has them.
    for marked in [true, false] {
        for (at, words) in read.iter().enumerate() {
            if words.iter().any(Word::is_marked) == marked {
                groups.add(at, words, marked);
            }
        }
    }
    let mut all: Vec<Vec<usize>> = groups.all.into_iter().map(|group| group.members).collect();
    for group in &mut all {
        group.sort_unstable();
    }
    all.sort_unstable();
    all
}

/// A word as it is compared.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Word {
    key: String,
    /// Written with a capital within the text: a name, or what is taken for one.
    is_name: bool,
}

impl Word {
    fn is_marked(&self) -> bool {
        !self.key.is_ascii()
    }

    fn holds_digit(&self) -> bool {
        self.key.contains(|c: char| c.is_ascii_digit())
    }
}

/// Words of letters, and numbers with the marks within them (`1,5`, `-3`, `15%`).
fn words(text: &str) -> Vec<Word> {
    let (_, text) = without_marks(text.trim());
    let mut words: Vec<Word> = Vec::new();
    let mut word = String::new();
    let mut letters = text.chars().peekable();
    let mut last = ' ';
    while let Some(c) = letters.next() {
        let before_digit = letters.peek().is_some_and(char::is_ascii_digit);
        let within = last.is_ascii_digit() && before_digit && !c.is_whitespace();
        let sign = matches!(c, '-' | '−' | '+' | '<' | '>' | '≤' | '≥') && before_digit;
        if c.is_alphanumeric() || c == '%' || within || sign {
            word.push(c);
        } else {
            push(&mut word, &mut words);
        }
        last = c;
    }
    push(&mut word, &mut words);
    words
}

fn push(word: &mut String, words: &mut Vec<Word>) {
    if !word.is_empty() {
        let is_name = !words.is_empty() && word.starts_with(char::is_uppercase);
        words.push(Word { key: key::of(word), is_name });
        word.clear();
    }
}

/// All letters in a row: where spaces stand does not matter, but between numbers.
fn letters(words: &[Word]) -> String {
    let mut all = String::new();
    for word in words {
        let digit = |c: char| c.is_ascii_digit();
        if all.ends_with(digit) && word.key.starts_with(digit) {
            all.push(' ');
        }
        all.push_str(&word.key);
    }
    all
}

struct Group {
    words: Vec<Word>,
    members: Vec<usize>,
}

/// Opinions put together so far, found by what they must share.
#[derive(Default)]
struct Groups {
    all: Vec<Group>,
    by_letters: BTreeMap<String, usize>,
    /// Groups by their letters without marks.
    by_base: BTreeMap<String, Vec<usize>>,
    /// Groups by number of words, place of a stretch of words and the stretch: of texts with at most
    /// `n` slips, one of `n + 1` stretches is the same.
    by_stretch: BTreeMap<(usize, usize, String), Vec<usize>>,
}

impl Groups {
    fn add(&mut self, at: usize, words: &[Word], marked: bool) {
        let letters = letters(words);
        let base = fold::fold_ascii(&letters);
        let found = self.by_letters.get(&letters).copied();
        let found = found.or_else(|| self.without_marks(words, &base, marked));
        let found = found.or_else(|| self.with_slips(words));
        if let Some(group) = found {
            if let Some(group) = self.all.get_mut(group) {
                group.members.push(at);
            }
            self.by_letters.entry(letters).or_insert(group);
            return;
        }
        let new = self.all.len();
        self.all.push(Group { words: words.to_vec(), members: vec![at] });
        self.by_letters.insert(letters, new);
        self.by_base.entry(base).or_default().push(new);
        for stretch in stretches(words) {
            self.by_stretch.entry(stretch).or_default().push(new);
        }
    }

    /// The one group that a text typed without marks can mean.
    fn without_marks(&self, words: &[Word], base: &str, marked: bool) -> Option<usize> {
        let [only] = self.by_base.get(base).filter(|_| !marked)?.as_slice() else {
            return None;
        };
        let known = &self.all.get(*only)?.words;
        let names = |words: &[Word]| words.iter().any(|word| word.is_name);
        (!names(words) && !names(known)).then_some(*only)
    }

    fn with_slips(&self, words: &[Word]) -> Option<usize> {
        let near = stretches(words).into_iter();
        let near = near.flat_map(|stretch| self.by_stretch.get(&stretch).into_iter().flatten());
        let is_same = |at: &&usize| {
            self.all.get(**at).is_some_and(|known| differ_by_slips(&known.words, words))
        };
        near.filter(is_same).min().copied()
    }
}

/// How many slips a text of so many words may have.
const fn slips(words: usize) -> usize {
    if words < FEWEST_WORDS {
        0
    } else if words < WORDS_FOR_A_SLIP {
        1
    } else {
        words / WORDS_FOR_A_SLIP
    }
}

/// The stretches of a text of which one is the same in every text with no more slips than allowed.
fn stretches(words: &[Word]) -> Vec<(usize, usize, String)> {
    let slips = slips(words.len());
    if slips == 0 {
        return Vec::new();
    }
    let length = words.len().div_ceil(slips + 1).max(1);
    let stretches = words.chunks(length).enumerate();
    stretches
        .map(|(at, stretch)| {
            let keys: Vec<&str> = stretch.iter().map(|word| word.key.as_str()).collect();
            (words.len(), at, keys.join(" "))
        })
        .collect()
}

/// Whether two texts have the same words but for a few, each with one letter that is another.
fn differ_by_slips(one: &[Word], other: &[Word]) -> bool {
    let mut left = slips(one.len());
    one.len() == other.len()
        && one.iter().zip(other).all(|(one, other)| {
            if one.key == other.key {
                return true;
            }
            let letters =
                |word: &Word| word.key.chars().filter(|c| c.is_alphanumeric()).count();
            let long = |word: &Word| letters(word) >= SHORTEST_WITH_SLIP;
            let plain = |word: &Word| long(word) && !word.is_name && !word.holds_digit();
            let is_slip = plain(one)
                && plain(other)
                && left > 0
                && strsim::levenshtein(&one.key, &other.key) == 1;
            left = left.saturating_sub(1);
            is_slip
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_and_every_list_mark_is_an_opinion() {
        for (text, opinions) in [
            ("Thiếu kinh phí.", vec!["Thiếu kinh phí"]),
            ("- Thiếu kinh phí;\n- Thiếu cán bộ.", vec!["Thiếu kinh phí", "Thiếu cán bộ"]),
            ("1. Một\n2) Hai\na) Ba\n(4) Bốn", vec!["Một", "Hai", "Ba", "Bốn"]),
            ("– Một • Hai \u{f0b7} Ba", vec!["Một", "Hai", "Ba"]),
            (
                "Sinh hoạt chưa đều; - Thiếu tài liệu",
                vec!["Sinh hoạt chưa đều", "Thiếu tài liệu"],
            ),
            (
                "Đảng viên đi làm ăn xa\nnhiều, khó tập hợp",
                vec!["Đảng viên đi làm ăn xa nhiều, khó tập hợp"],
            ),
            (
                "Đề nghị:\n- Cấp kinh phí\n- Cấp tài liệu",
                vec!["Đề nghị: Cấp kinh phí", "Cấp tài liệu"],
            ),
            ("Sách, báo, v.v.", vec!["Sách, báo, v.v."]),
            ("-5 đảng viên so với năm trước", vec!["-5 đảng viên so với năm trước"]),
            (" \n-\n •  \n", vec![]),
            ("Kiến nghị:", vec!["Kiến nghị:"]),
        ] {
            assert_eq!(split(text), opinions, "{text}");
        }
    }

    #[test]
    fn nothing_to_say_is_no_opinion() {
        for text in [
            "",
            "-",
            "…",
            "Không",
            "không có.",
            "KHÔNG CÓ Ý KIẾN",
            "0",
            "Ko",
            "Không phát sinh",
        ] {
            assert!(says_nothing(text, "Kiến nghị"), "{text}");
        }
        let asked = "Hạn chế, khuyết điểm";
        assert!(says_nothing("- Không có hạn chế, khuyết điểm gì", asked));
        for text in ["Không có kinh phí", "Có", "Không sinh hoạt đều", "Nhất trí", "10"]
        {
            assert!(!says_nothing(text, asked), "{text}");
        }
    }

    fn groups(opinions: &[&str]) -> Vec<Vec<usize>> {
        same(opinions)
    }

    #[test]
    fn opinions_that_differ_in_typing_only_are_one() {
        let kinh_phi = [
            "Thiếu kinh phí hoạt động, tài liệu phục vụ sinh hoạt",
            "- thiếu kinh phí  hoạt động; tài liệu phục vụ sinh hoạt.",
            "THIẾU KINH PHÍ HOẠT ĐỘNG, TÀI LIỆU PHỤC VỤ SINH HOẠT",
            "Thiếu kinh phí hoạt đông, tài liệu phục vụ sinh hoạt",
            "thieu kinh phi hoat dong, tai lieu phuc vu sinh hoat",
            "Thiếu kinhphí hoạt động, tài liệu phục vụ sinh hoạt",
        ];
        assert_eq!(groups(&kinh_phi), [[0, 1, 2, 3, 4, 5]]);
        assert_eq!(groups(&["Uỷ viên vắng", "Ủy viên vắng"]), [[0, 1]]);
    }

    #[test]
    fn another_number_name_or_word_is_another_opinion() {
        for (one, other) in [
            (
                "Còn thiếu 3 cán bộ làm công tác đảng vụ",
                "Còn thiếu 5 cán bộ làm công tác đảng vụ",
            ),
            (
                "Tỷ lệ tăng 1,5% so với cùng kỳ năm trước",
                "Tỷ lệ tăng 15% so với cùng kỳ năm trước",
            ),
            (
                "Đề nghị khen thưởng đồng chí Nguyễn Văn Hưng",
                "Đề nghị khen thưởng đồng chí Nguyễn Văn Hùng",
            ),
            (
                "Chi ủy đã kịp thời nhắc nhở đảng viên vắng sinh hoạt",
                "Chi ủy chưa kịp thời nhắc nhở đảng viên vắng sinh hoạt",
            ),
            ("Bổ sung 02 nam", "Bổ sung 02 năm"),
            ("Sinh hoạt chưa đều", "Sinh hoạt đều"),
        ] {
            assert_eq!(groups(&[one, other]).len(), 2, "{one} / {other}");
        }
    }

    #[test]
    fn a_text_without_marks_that_can_mean_two_is_put_with_neither() {
        assert_eq!(groups(&["bo sung nam", "Bổ sung nam", "Bổ sung năm"]).len(), 3);
        assert_eq!(groups(&["bo sung", "Bổ sung"]), [[0, 1]]);
    }
}
