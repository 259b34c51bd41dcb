//! What people write in a cell as separate opinions, and which of many say the same.
//!
//! Two opinions are one when they differ in letter case, punctuation, spaces, list marks, where tone
//! marks stand, or in a slip of the keyboard that makes no word: never when a number, a name or a
//! word differs.

mod marks;

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::syllable::is_syllable;
use super::{fold, key};
use marks::{Numbering, without_marks};

/// Marks that begin an opinion wherever they stand.
const BULLETS: [char; 10] = ['•', '▪', '◦', '●', '■', '◆', '►', '➢', '✓', '\u{f0b7}'];

/// Fewer words than this are the same only letter by letter.
const FEWEST_WORDS: usize = 6;

/// One word in so many may have a slip.
const WORDS_FOR_A_SLIP: usize = 8;

/// In a shorter word another letter mostly makes another word.
const SHORTEST_WITH_SLIP: usize = 4;

/// The opinions in a text: one a line and one a list mark, without the mark and without the stop at
/// the end. A number is a list mark where the lines count on from 1.
///
/// A line that begins with a small letter goes on from the line above, unless that one began with
/// a small letter too or ended with a stop; one that ends with a colon goes with the line below.
pub fn split(text: &str) -> Vec<String> {
    let lines: Vec<&str> = text.lines().flat_map(at_bullets).map(str::trim).collect();
    let mut numbering = Numbering::of(&lines);
    let mut opinions: Vec<String> = Vec::new();
    let mut heading = String::new();
    // Whether a line in small letters may go on from the one above.
    let mut is_open = false;
    for line in lines {
        let (mark, said) = without_marks(line, &mut numbering);
        if said.is_empty() {
            continue;
        }
        if said.ends_with(':') {
            heading = joined(&heading, said);
            continue;
        }
        let is_small = !mark && said.starts_with(char::is_lowercase);
        let goes_on = is_small && is_open && heading.is_empty();
        is_open = (goes_on || !is_small) && !said.ends_with(['.', ';']);
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

/// Words that deny.
const DENIALS: [&str; 3] = ["không", "ko", "chưa"];

/// Words before a denial that change nothing about it.
const OPENERS: [&str; 7] =
    ["nhìn chung", "nói chung", "hiện nay", "hiện tại", "hiện", "đến nay", "tới nay"];

/// Where the first thing asked for ends in a question.
const AFTER_WHAT_IS_ASKED: [&str; 6] = ["trong", "về", "của", "tại", "ở", "đối"];

/// Whether an answer to `question` says that there is nothing to say: `Không`, `-`, `0`, «Không có
/// hạn chế» where hạn chế were asked for, «Hạn chế: không có».
///
/// What is denied is what was asked for in the words of the question from its first on: «Không có
/// kinh phí» says something where «Hạn chế trong sinh hoạt, kinh phí» were asked for.
pub fn says_nothing(answer: &str, question: &str) -> bool {
    let said = without_openers(spoken(without_heading(answer, question)));
    match said.as_slice() {
        [] => true,
        [one] if one.key == "0" => true,
        [first, rest @ ..] if is_one_of(first, &DENIALS) => {
            let telling = |words: Vec<Word>| -> Vec<String> {
                let words = words.into_iter().filter(|word| !is_one_of(word, &EMPTY));
                words.map(|word| word.key).collect()
            };
            let named = telling(rest.to_vec());
            let first_asked = telling(first_asked(question)).len();
            named.is_empty()
                || named.len() >= first_asked && telling(spoken(question)).starts_with(&named)
        }
        _ => false,
    }
}

/// Whether a word is one of these.
fn is_one_of(word: &Word, known: &[&str]) -> bool {
    known.iter().any(|known| key::of(known) == word.key)
}

/// The words of a text that are spoken: without signs that stand for themselves.
fn spoken(text: &str) -> Vec<Word> {
    let is_spoken = |word: &Word| word.key.contains(char::is_alphanumeric);
    words(text).into_iter().filter(is_spoken).collect()
}

/// The first thing that a question asks for.
fn first_asked(question: &str) -> Vec<Word> {
    let first = question.split([',', ';', '(', '/']).next().unwrap_or(question);
    let words = spoken(first);
    let end = words.iter().position(|word| is_one_of(word, &AFTER_WHAT_IS_ASKED));
    words.into_iter().take(end.unwrap_or(usize::MAX)).collect()
}

/// An answer without a heading in front that is made of words of the question.
fn without_heading<'a>(answer: &'a str, question: &str) -> &'a str {
    let Some((heading, rest)) = answer.split_once(':') else { return answer };
    let asked = spoken(question);
    let is_asked = |word: &Word| asked.iter().any(|asked| asked.key == word.key);
    if spoken(heading).iter().all(is_asked) { rest.trim() } else { answer }
}

fn without_openers(words: Vec<Word>) -> Vec<Word> {
    let opener = OPENERS.iter().find_map(|opener| {
        let opener: Vec<String> = opener.split(' ').map(key::of).collect();
        let keys = words.iter().map(|word| &word.key);
        (words.len() > opener.len() && keys.zip(&opener).all(|(word, own)| word == own))
            .then_some(opener.len())
    });
    words.into_iter().skip(opener.unwrap_or(0)).collect()
}

/// Groups the opinions that say the same: positions in rising order, groups by their first.
pub fn same(opinions: &[&str]) -> Vec<Vec<usize>> {
    let read: Vec<Vec<Word>> = opinions.iter().map(|opinion| words(opinion)).collect();
    let mut groups = Groups::default();
    // What was typed without any marks, or with slips, is told by what has none.
    let mut order: Vec<(bool, usize, usize)> = read
        .iter()
        .enumerate()
        .map(|(at, words)| {
            let slips = words.iter().filter(|word| !word.is_syllable).count();
            (!words.iter().any(Word::is_marked), slips, at)
        })
        .collect();
    order.sort_unstable();
    for (unmarked, _, at) in order {
        if let Some(words) = read.get(at) {
            groups.add(at, words, !unmarked);
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
    /// Spelled as a word of Vietnamese can be.
    is_syllable: bool,
}

impl Word {
    fn is_marked(&self) -> bool {
        !self.key.is_ascii()
    }

    /// Whether a slip may stand in it: in a short word another letter mostly makes another word,
    /// and in a name or a number another one.
    fn may_slip(&self) -> bool {
        let letters = self.key.chars().filter(|c| c.is_alphanumeric()).count();
        let holds_digit = self.key.contains(|c: char| c.is_ascii_digit());
        letters >= SHORTEST_WITH_SLIP && !self.is_name && !holds_digit
    }

    /// Whether one is the other with a slip of one letter. Two syllables are two words: `tăng`
    /// and `tặng`.
    fn is_slip_of(&self, other: &Self) -> bool {
        !(self.is_syllable && other.is_syllable)
            && self.may_slip()
            && other.may_slip()
            && strsim::levenshtein(&self.key, &other.key) == 1
    }
}

/// Words of letters, numbers with the marks within them and the signs before them (`1,5`, `-3`,
/// `≥ 5`, `15%`), and the stop after a denial: «Không, cần bổ sung» is no «Không cần bổ sung».
fn words(text: &str) -> Vec<Word> {
    let (_, text) = without_marks(text.trim(), &mut Numbering::none());
    let mut words: Vec<Word> = Vec::new();
    let mut word = String::new();
    let (mut last, mut last_seen) = (' ', ' ');
    let mut letters = text.chars();
    while let Some(c) = letters.next() {
        let rest = letters.as_str();
        let digit = |c: char| c.is_ascii_digit();
        let before_number = rest.trim_start().starts_with(digit);
        let within = last.is_ascii_digit() && rest.starts_with(digit) && !c.is_whitespace();
        let is_sign = is_sign(&word);
        if c.is_alphanumeric() || c == '%' || within {
            word.push(c);
        } else if let Some(sign) = sign(c, last_seen.is_ascii_digit(), before_number) {
            if !is_sign {
                push(&mut word, &mut words);
            }
            word.push_str(sign);
        } else if !(c.is_whitespace() && is_sign && before_number) {
            push(&mut word, &mut words);
            if stops_a_denial(c, &words) {
                STOP.clone_into(&mut word);
                push(&mut word, &mut words);
            }
        }
        last = c;
        last_seen = if c.is_whitespace() { last_seen } else { c };
    }
    push(&mut word, &mut words);
    words.pop_if(|word| word.key == STOP);
    one_spelling(&mut words);
    words
}

/// A stop after a denial, as a word.
const STOP: &str = ",";

/// Whether a character ends what a denial in front of it denies.
fn stops_a_denial(c: char, words: &[Word]) -> bool {
    let ends = [',', '.', ';', ':', '-', '–', '—', '(', '!', '?', '/'].contains(&c);
    ends && words.last().is_some_and(|word| is_one_of(word, &DENIALS))
}

/// A sign that changes what a number says, in one spelling: one that compares wherever it stands,
/// others before a number, and a stroke between two.
fn sign(c: char, after_number: bool, before_number: bool) -> Option<&'static str> {
    match c {
        '≤' => Some("<="),
        '≥' => Some(">="),
        '<' => Some("<"),
        '>' => Some(">"),
        '=' => Some("="),
        '±' if before_number => Some("+-"),
        '+' if before_number => Some("+"),
        '-' | '−' | '–' | '—' if before_number => Some("-"),
        '/' if after_number && before_number => Some("/"),
        _ => None,
    }
}

/// Whether a word that is begun holds signs only, so that the number after them goes with them.
fn is_sign(word: &str) -> bool {
    !word.is_empty() && word.chars().all(|c| "<>=+-/".contains(c))
}

/// Times before which «hàng» is the other spelling of «hằng».
const TIMES: [&str; 5] = ["ngày", "tuần", "tháng", "quý", "năm"];

/// «hàng tháng» and «hằng tháng» are one.
fn one_spelling(words: &mut [Word]) {
    let (other, usual) = (key::of("hàng"), key::of("hằng"));
    for at in 1..words.len() {
        let is_time = |word: &Word| TIMES.iter().any(|time| key::of(time) == word.key);
        let before_a_time = words.get(at).is_some_and(is_time);
        if let Some(word) =
            words.get_mut(at - 1).filter(|word| before_a_time && word.key == other)
        {
            word.key.clone_from(&usual);
        }
    }
}

fn push(word: &mut String, words: &mut Vec<Word>) {
    if !word.is_empty() {
        let is_name = !words.is_empty() && word.starts_with(char::is_uppercase);
        let key = key::of(word);
        words.push(Word { is_syllable: is_syllable(&key), key, is_name });
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
    /// Groups by what texts with slips have in common.
    by_likeness: BTreeMap<Likeness, Vec<usize>>,
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
        for likeness in likenesses(words) {
            let alike = self.by_likeness.entry(likeness).or_default();
            if alike.len() < MOST_ALIKE {
                alike.push(new);
            }
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

    /// The one group of which a text is a slip.
    fn with_slips(&self, words: &[Word]) -> Option<usize> {
        let looked_for = likenesses(words).into_iter().flat_map(Likeness::met_by);
        let near = looked_for.filter_map(|likeness| self.by_likeness.get(&likeness)).flatten();
        let mut near: Vec<usize> = near.copied().collect();
        near.sort_unstable();
        near.dedup();
        let is_same = |at: &usize| {
            self.all.get(*at).is_some_and(|known| differ_by_slips(&known.words, words))
        };
        let mut same = near.into_iter().filter(is_same);
        same.next().filter(|_| same.next().is_none())
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

/// What two texts with slips have in common: a stretch of words at the same place of as many
/// words, whole or but for one word.
///
/// Of texts with at most `n` slips, cut into so many stretches that there are fewer than two slips
/// for each, one stretch has at most one slip.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Likeness {
    /// Number of words of the text.
    words: usize,
    /// Position of the first word of the stretch.
    from: usize,
    /// What is left out, if anything is.
    without: Option<LeftOut>,
    /// Of the words of the stretch; that they are the same is seen when the texts are compared.
    hash: u64,
}

/// A word left out of a stretch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct LeftOut {
    at: usize,
    is_syllable: bool,
}

impl Likeness {
    /// The likenesses of other texts by which a text of this one may differ by a slip: of two
    /// words that differ one is no syllable.
    fn met_by(self) -> Vec<Self> {
        let with = |is_syllable| {
            let without = self.without.map(|out| LeftOut { is_syllable, ..out });
            Self { without, ..self }
        };
        match self.without {
            Some(LeftOut { is_syllable: false, .. }) => vec![with(false), with(true)],
            Some(LeftOut { is_syllable: true, .. }) => vec![with(false)],
            None => vec![self],
        }
    }
}

/// How many texts of one likeness are looked at; further ones are printed for themselves.
const MOST_ALIKE: usize = 64;

fn likenesses(words: &[Word]) -> Vec<Likeness> {
    let slips = slips(words.len());
    if slips == 0 {
        return Vec::new();
    }
    let stretches = (slips + 1).div_ceil(2);
    let length = words.len().div_ceil(stretches).max(1);
    let mut all = Vec::new();
    for (nth, stretch) in words.chunks(length).enumerate() {
        let from = nth * length;
        let likeness = |without: Option<LeftOut>| {
            let mut hasher = DefaultHasher::new();
            for (at, word) in stretch.iter().enumerate() {
                if without.is_none_or(|out| out.at != from + at) {
                    word.key.hash(&mut hasher);
                }
            }
            Likeness { words: words.len(), from, without, hash: hasher.finish() }
        };
        // Texts that are the same in their only stretch are the same.
        all.extend((stretches > 1).then(|| likeness(None)));
        for (at, word) in stretch.iter().enumerate().filter(|(_, word)| word.may_slip()) {
            let is_syllable = word.is_syllable;
            all.push(likeness(Some(LeftOut { at: from + at, is_syllable })));
        }
    }
    all
}

/// Whether two texts have the same words but for a few, each with one letter that is another.
fn differ_by_slips(one: &[Word], other: &[Word]) -> bool {
    let mut left = slips(one.len());
    one.len() == other.len()
        && one.iter().zip(other).all(|(one, other)| {
            if one.key == other.key {
                return true;
            }
            let is_slip = left > 0 && one.is_slip_of(other);
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
            ("1. Một\n2. Hai\na) Ba\n4. Bốn", vec!["Một", "Hai", "Ba", "Bốn"]),
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
            ("thiếu kinh phí\nthiếu cán bộ", vec!["thiếu kinh phí", "thiếu cán bộ"]),
            ("Thiếu kinh phí;\nthiếu cán bộ", vec!["Thiếu kinh phí", "thiếu cán bộ"]),
            ("- đi làm ăn xa\nnhiều", vec!["đi làm ăn xa nhiều"]),
            ("Kiến nghị:", vec!["Kiến nghị:"]),
        ] {
            assert_eq!(split(text), opinions, "{text}");
        }
    }

    #[test]
    fn a_number_is_a_list_mark_only_where_lines_count_on_from_one() {
        for (text, opinions) in [
            ("(5) đảng viên vắng", vec!["(5) đảng viên vắng"]),
            ("- 30.4. tổ chức gặp mặt", vec!["30.4. tổ chức gặp mặt"]),
            (
                "30.4. Tổ chức gặp mặt\n1.5. Ra quân",
                vec!["30.4. Tổ chức gặp mặt", "1.5. Ra quân"],
            ),
            (
                "12) Đảng viên vắng\n13) Đảng viên ốm",
                vec!["12) Đảng viên vắng", "13) Đảng viên ốm"],
            ),
            ("(1) đảng viên vắng", vec!["(1) đảng viên vắng"]),
            ("1. Thiếu kinh phí", vec!["Thiếu kinh phí"]),
            ("1. thiếu kinh phí\n2. thiếu cán bộ", vec!["thiếu kinh phí", "thiếu cán bộ"]),
            (
                "1. Kinh phí\n1.1. Thiếu\n1.2. Chậm\n2. Cán bộ",
                vec!["Kinh phí", "Thiếu", "Chậm", "Cán bộ"],
            ),
            ("a) Một\nb) Hai", vec!["Một", "Hai"]),
            (
                "Hạn chế:\n1. Một\n2. Hai\nĐề nghị:\n1. Ba",
                vec!["Hạn chế: Một", "Hai", "Đề nghị: Ba"],
            ),
            ("1. Một\n(5) đảng viên vắng", vec!["Một", "(5) đảng viên vắng"]),
            ("1. Vắng họp\n(2) đảng viên ốm", vec!["Vắng họp", "(2) đảng viên ốm"]),
            (
                "1. Vắng họp\n- Đi muộn\n3) đảng viên nghỉ hưu",
                vec!["Vắng họp", "Đi muộn", "3) đảng viên nghỉ hưu"],
            ),
            ("1) Một\n2) hai", vec!["Một", "hai"]),
            ("(1) Một\n(2) hai", vec!["Một", "hai"]),
            ("1/ Vắng họp\n2/ Đi muộn", vec!["Vắng họp", "Đi muộn"]),
            ("a/ Vắng họp", vec!["Vắng họp"]),
            ("1/2 số đảng viên vắng", vec!["1/2 số đảng viên vắng"]),
            ("1/ 2 số đảng viên vắng", vec!["1/ 2 số đảng viên vắng"]),
            ("đ/c Hùng vắng", vec!["đ/c Hùng vắng"]),
        ] {
            assert_eq!(split(text), opinions, "{text}");
        }
        assert_eq!(groups(&["(5) đảng viên vắng", "(6) đảng viên vắng"]).len(), 2);
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
        for text in [
            "Không có kinh phí",
            "Có",
            "Không sinh hoạt đều",
            "Nhất trí",
            "10",
            "Nhìn chung",
            "Kinh phí: không có",
            "Hạn chế: thiếu kinh phí",
        ] {
            assert!(!says_nothing(text, asked), "{text}");
        }
        let asked = "Hạn chế, khó khăn, vướng mắc";
        for text in [
            "Hạn chế: không có",
            "Nhìn chung không có",
            "Hiện nay không có hạn chế gì",
            "Khó khăn: Không.",
        ] {
            assert!(says_nothing(text, asked), "{text}");
        }
        for text in split("Hạn chế:\n- Không") {
            assert!(says_nothing(&text, asked), "{text}");
        }
    }

    #[test]
    fn what_is_denied_is_what_was_asked_for_first() {
        let asked = "Hạn chế trong sinh hoạt, kinh phí";
        for text in ["Không có kinh phí", "Chưa sinh hoạt", "Không hạn chế kinh phí"]
        {
            assert!(!says_nothing(text, asked), "{text}");
        }
        assert!(says_nothing("Không có hạn chế", asked));
        assert!(says_nothing("Không có hạn chế trong sinh hoạt", asked));
        assert!(!says_nothing("Không có kinh phí", "Kinh phí hoạt động thiếu"));
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
            "Thiếu kinh phí hoạt độngj, tài liệu phục vụ sinh hoạt",
            "thieu kinh phi hoat dong, tai lieu phuc vu sinh hoat",
            "Thiếu kinhphí hoạt động, tài liệu phục vụ sinh hoạt",
        ];
        assert_eq!(groups(&kinh_phi), [[0, 1, 2, 3, 4, 5]]);
        assert_eq!(groups(&["Uỷ viên vắng", "Ủy viên vắng"]), [[0, 1]]);
        assert_eq!(groups(&["Cần ≥5 người", "Cần ≥ 5 người", "Cần >= 5 người"]), [[0, 1, 2]]);
        assert_eq!(groups(&["Giảm 5-7 người", "Giảm 5 – 7 người"]), [[0, 1]]);
        assert_eq!(groups(&["1/ Vắng họp", "a/ Vắng họp", "Vắng họp"]).len(), 2);
    }

    #[test]
    fn another_number_name_or_word_is_another_opinion() {
        for (one, other) in [
            ("≥ 5 bộ máy", "≤ 5 bộ máy"),
            ("< 75 % đảng viên", "> 75 % đảng viên"),
            ("(+ 5) biên chế", "(- 5) biên chế"),
            ("Năm nay < năm trước", "Năm nay > năm trước"),
            ("Không, cần bổ sung kinh phí", "Không cần bổ sung kinh phí"),
            ("Chưa. Họp thường kỳ", "Chưa họp thường kỳ"),
            ("Giảm 5 - 7 người", "Giảm 5, 7 người"),
            ("Vắng 5 / 7 người", "Vắng 5, 7 người"),
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
            (
                "Đề nghị tăng quà cho đảng viên cao tuổi",
                "Đề nghị tặng quà cho đảng viên cao tuổi",
            ),
            (
                "Đề nghị nêu rõ mức phạt với từng trường hợp",
                "Đề nghị nêu rõ mức phát với từng trường hợp",
            ),
            (
                "Đề nghị thay trang phục của đội văn nghệ",
                "Đề nghị thay tranh phục của đội văn nghệ",
            ),
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

    #[test]
    fn a_slip_that_can_mean_two_words_is_put_with_neither() {
        let [one, two, slip] = ["tăng", "tặng", "tăngj"]
            .map(|word| format!("Đề nghị {word} quà cho đảng viên cao tuổi"));
        for order in [[&one, &two, &slip], [&slip, &one, &two]] {
            assert_eq!(groups(&order.map(String::as_str)).len(), 3);
        }
        assert_eq!(groups(&[&slip, &one]), [[0, 1]]);
    }

    #[test]
    fn long_texts_are_one_with_a_slip_in_each_half() {
        let text = "Chi bộ đã kịp thời nhắc nhở những đảng viên vắng sinh hoạt nhiều lần trong các \
                    tháng đầu năm vừa qua";
        let slips = text.replace("những", "nhữngg").replace("tháng", "thángg");
        let more = slips.replace("đảng", "đảngg");
        assert_eq!(groups(&[text, &slips]), [[0, 1]]);
        assert_eq!(groups(&[text, &more]).len(), 2);
    }

    #[test]
    fn thousands_of_like_lines_are_told_apart() {
        // Every pair compared would take minutes.
        let lines: Vec<String> = (0..6_000)
            .map(|at| format!("Đề nghị hỗ trợ kinh phí tuyến đườngg{}", word(at)))
            .collect();
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        assert!(groups(&lines).len() > 5_000);
    }

    /// A word of letters for a number.
    fn word(number: u32) -> String {
        (0..4).map(|place| char::from(b'a' + (number / 12_u32.pow(place) % 12) as u8)).collect()
    }
}
