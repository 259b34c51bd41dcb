//! The language of forms: words that say how a table is built, and not what it is about.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use unicode_normalization::char::is_combining_mark;

use crate::text::key;

/// Phrases that name no figure by themselves, the longer first where one begins another.
const GENERIC: [&str; 40] = [
    "kết quả thực hiện",
    "kết quả",
    "thực hiện",
    "số lượng",
    "số liệu",
    "tổng số",
    "tổng cộng",
    "trong đó",
    "chia theo",
    "chia ra",
    "bao gồm",
    "trong kỳ báo cáo",
    "trong kỳ",
    "trong năm",
    "hằng năm",
    "hàng năm",
    "từng năm",
    "qua các năm",
    "đơn vị tính",
    "gồm",
    "31/12",
    "đến 31/12",
    "đến ngày 31/12",
    "có đến ngày 31/12",
    "tính đến",
    "có đến",
    "trong tổng số",
    "số liệu báo cáo",
    "báo cáo",
    "so với",
    "người",
    "nội dung",
    "chỉ số",
    "tiêu chí",
    "chung",
    "là",
    "của",
    "số",
    "các",
    "được",
];

/// Words that join others and weigh little where a pack's own names do not use them.
const LINKING: [&str; 37] = [
    "và", "với", "theo", "về", "khi", "từ", "đến", "đi", "có", "cho", "trên", "ở", "tại", "để",
    "hoặc", "những", "mới", "đã", "đang", "bị", "do", "vào", "ra", "năm", "kỳ", "tháng", "quý",
    "ngày", "cuối", "so", "đầu", "trong", "tính", "làm", "việc", "trước", "sau",
];

/// Words in front of what was done to someone, or of where.
static LEADS: LazyLock<Vec<String>> = LazyLock::new(|| tokens("bị từ ở tại"));

/// Words for the two ends of a period.
static AT_ENDS: LazyLock<Vec<String>> = LazyLock::new(|| tokens("đầu cuối"));

/// Words that set a figure apart from the one that the other words name.
static APART: LazyLock<Vec<String>> = LazyLock::new(|| tokens("khác không chưa trở"));

/// Words of headings that tell no figure from another.
static NEUTRAL: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    let words = "công tác tình hình đội ngũ kết quả thực hiện cơ cấu trình độ hình thức lý do loại \
        mức giới tính lứa tuổi độ tuổi phân tích chia diện hoạt động thống kê nội dung tổng hợp \
        phát triển thông tin chất lượng thời điểm thực trạng biến số liệu chỉ tiêu hiện có một \
        về và của các nhóm phần mặt hằng hàng từng mỗi còn lại trở lên";
    tokens(words).into_iter().collect()
});

/// «Khác», that leaves out what is named beside it.
static OTHER: LazyLock<Vec<String>> = LazyLock::new(|| tokens("khác"));

/// How headings and labels of forms are read.
#[derive(Debug, Clone)]
pub(super) struct Speech {
    generic: Vec<Vec<String>>,
    linking: BTreeSet<String>,
}

impl Default for Speech {
    fn default() -> Self {
        let mut generic: Vec<Vec<String>> = GENERIC.iter().map(|text| tokens(text)).collect();
        generic.sort_by_key(|phrase| std::cmp::Reverse(phrase.len()));
        let linking = LINKING.iter().flat_map(|text| tokens(text)).collect();
        Self { generic, linking }
    }
}

impl Speech {
    /// The words of a text that say what it is about, in order.
    pub(super) fn content(&self, text: &str) -> Vec<String> {
        let all = tokens(text);
        let mut words = Vec::new();
        let mut rest = all.as_slice();
        while let [first, after @ ..] = rest {
            let phrase = self.generic.iter().find(|phrase| rest.starts_with(phrase));
            if let Some(phrase) = phrase {
                rest = rest.get(phrase.len()..).unwrap_or_default();
            } else {
                // A share is told by its unit of measure.
                words.extend(Some(first.clone()).filter(|word| word != "%"));
                rest = after;
            }
        }
        // «Cộng 5 năm» is about what stands around it; «Cộng sản» is not.
        let sums = tokens("cộng");
        let other = |word: &String| {
            !sums.contains(word) && !self.is_linking(word) && word.parse::<u16>().is_err()
        };
        // A passive or a place leads to what is counted and is no part of it.
        if words.len() > 1 && words.first().is_some_and(|word| LEADS.contains(word)) {
            words.remove(0);
        }
        // «Đầu kỳ» and «cuối kỳ» name a stock, though each of their words only joins others.
        let at_end = |word: &String| AT_ENDS.contains(word);
        if words.len() > 1 && words.iter().any(at_end) || words.iter().any(other) {
            words
        } else {
            Vec::new()
        }
    }

    /// A phrase without the words that only lead to it («từ», «đi»).
    pub(super) fn without_lead<'p>(&self, phrase: &'p [String]) -> &'p [String] {
        let lead = phrase.iter().take_while(|word| self.is_linking(word)).count();
        let rest = phrase.get(lead..).unwrap_or_default();
        if rest.is_empty() { phrase } else { rest }
    }

    /// Whether a word only joins others.
    pub(super) fn is_linking(&self, word: &str) -> bool {
        self.linking.contains(word)
    }

    /// Whether a text names nothing.
    pub(super) fn is_plain(&self, text: &str) -> bool {
        !self.content(text).iter().any(|word| word.chars().any(char::is_alphabetic))
    }
}

/// Whether a heading is that of running numbers.
pub(super) fn is_numbering(head: &str) -> bool {
    is_one_of(head, &["stt", "tt", "số tt", "số thứ tự", "thứ tự"])
}

/// Whether a heading is that of units of measure.
pub(super) fn is_unit_head(head: &str) -> bool {
    is_one_of(head, &["đơn vị tính", "đvt", "đ/v tính", "đơn vị đo"])
}

/// Whether a column under this heading holds no figures.
pub(super) fn is_no_figure(head: &str) -> bool {
    let is = is_one_of(head, &["ghi chú", "thuyết minh", "giải thích", "mã số", "mã dòng"]);
    is || is_unit_head(head) || is_numbering(head)
}

/// Whether a heading says that its figures are shares and nothing else.
pub(super) fn is_share_head(head: &str) -> bool {
    let words = tokens(head);
    let known = tokens("tỷ tỉ lệ phần trăm tl % đạt");
    let shares = tokens("% tỷ tỉ tl trăm");
    words.iter().all(|word| known.contains(word)) && words.iter().any(|w| shares.contains(w))
}

/// Whether a heading only says how figures are laid out.
pub(super) fn is_layout(phrase: &[String]) -> bool {
    let known = ["thành phần", "trình độ học vấn", "nghề nghiệp", "đối tượng", "độ tuổi"];
    phrase.iter().all(|word| is_neutral(word))
        || known.iter().any(|known| tokens(known).as_slice() == phrase)
}

/// Whether a word only says how figures are laid out or dealt with, and not what they are of.
pub(super) fn is_neutral(word: &str) -> bool {
    NEUTRAL.contains(word)
}

/// Whether a word sets a figure apart: without it a name is another figure's.
pub(super) fn sets_apart(word: &String) -> bool {
    APART.contains(word)
}

/// Whether a word says that something is another one than what is named.
pub(super) fn says_other(word: &String) -> bool {
    OTHER.contains(word)
}

/// A label without the formula that says how it is added up: `Tổng (1+2)`, `Cộng = 3 + 4`.
pub(super) fn without_formula(label: &str) -> String {
    let mut out = String::new();
    let mut rest = label;
    while let Some((before, after)) = rest.split_once('(') {
        out.push_str(before);
        match after.split_once(')') {
            Some((inner, after)) if is_formula(inner) => rest = after,
            _ => {
                out.push('(');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    if let Some((before, formula)) = out.split_once('=')
        && is_formula(&format!("={formula}"))
    {
        return before.to_owned();
    }
    out
}

/// Whether a text is numbers and letters of lines with signs between them, or one number.
fn is_formula(text: &str) -> bool {
    let mut names = text.split(|c: char| !c.is_alphanumeric()).filter(|name| !name.is_empty());
    let is_number = |name: &str| name.len() <= 3 && name.bytes().all(|b| b.is_ascii_digit());
    let is_name = |name: &str| {
        is_number(name) || name.len() <= 2 || name.bytes().all(|b| b"IVX".contains(&b))
    };
    let first = names.next();
    let signs = text.contains(['=', '+', '-', '–', '×', '*', ':']);
    first.is_some_and(|first| is_name(first) && (signs || is_number(first)))
        && names.all(is_name)
}

/// Whether a label is that of a total.
pub(super) fn is_total(label: &str) -> bool {
    let label = without_formula(label);
    let plain = ["tổng cộng", "cộng", "tổng số", "tổng", "cộng chung", "tổng chung", "toàn bộ"];
    if is_one_of(&label, &plain) {
        return true;
    }
    // «Toàn đảng bộ», «Cộng toàn huyện», «Cộng các đơn vị»; but not «Toàn bộ đảng viên».
    let units =
        tokens("đảng huyện xã tỉnh thành phường thị ngành cơ đơn khối sở đoàn trường chi");
    let words = tokens(&label);
    let led = |lead: &str| words.strip_prefix(tokens(lead).as_slice());
    let rest = ["tổng cộng", "tổng số", "cộng", "tổng"].iter().find_map(|lead| led(lead));
    let rest = rest.unwrap_or(&words);
    let of = |lead: &str, rest: &[String]| {
        let rest = rest.strip_prefix(tokens(lead).as_slice());
        rest.and_then(<[String]>::first).is_some_and(|word| units.contains(word))
    };
    of("toàn", rest) || of("cả", rest) || of("cộng", &words) || of("cộng các", &words)
}

/// Whether a label says that what it names is a part of the line above.
pub(super) fn is_part(label: &str) -> bool {
    let tokens = tokens(label);
    let known = ["trong đó", "bao gồm", "gồm", "chia ra", "chia theo", "trong số đó"];
    known.iter().any(|phrase| tokens.starts_with(&self::tokens(phrase)))
}

/// Whether a sign says that nothing is to be written into its cell.
pub(super) fn is_closing_sign(text: &str) -> bool {
    let mut signs = text.chars().filter(|c| !c.is_whitespace());
    signs.all(|c| matches!(c, 'x' | 'X' | '/' | '-' | '–' | '*' | '×'))
}

/// The words of a text as they are compared; `%` is one of them.
pub(super) fn tokens(text: &str) -> Vec<String> {
    let key = key::of(text);
    let mut words = Vec::new();
    let mut word = String::new();
    for c in key.chars() {
        if c.is_alphanumeric() || is_combining_mark(c) {
            word.push(c);
            continue;
        }
        if !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if c == '%' {
            words.push("%".to_owned());
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

fn is_one_of(text: &str, known: &[&str]) -> bool {
    let tokens = tokens(text);
    known.iter().any(|known| self::tokens(known) == tokens)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_every_form_says_is_left_out_of_what_one_is_about() {
        let speech = Speech::default();
        let same = |one: &str, other: &str| {
            assert_eq!(speech.content(one), speech.content(other), "{one}, {other}");
        };
        same("Tổng số xe có đến 31/12 hằng năm", "xe 31/12");
        same("3.1. Trong đó: xe hỏng", "- Xe  HỎNG");
        same("Kết quả thực hiện từng năm", "");
        assert!(is_total("TỔNG CỘNG:") && !is_total("Tổng số xe"));
        assert!(is_part("Trong đó: xe") && !is_part("Xe trong đó"));
    }
}
