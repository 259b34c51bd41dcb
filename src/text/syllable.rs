//! Vietnamese syllables: which spellings there are, and where their tone marks stand.

use unicode_normalization::UnicodeNormalization;

/// Consonants a syllable may begin with, longer ones first.
const ONSETS: [&str; 27] = [
    "ngh", "ng", "nh", "ch", "gh", "gi", "kh", "ph", "qu", "th", "tr", "b", "c", "d", "đ", "g",
    "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "x",
];

/// What may follow, without its tone.
const RIMES: [&str; 166] = [
    "a", "ac", "ach", "ai", "am", "an", "ang", "anh", "ao", "ap", "at", "au", "ay", "ăc", "ăm",
    "ăn", "ăng", "ăp", "ăt", "ăk", "âc", "âm", "ân", "âng", "âp", "ât", "âu", "ây", "e", "ec",
    "em", "en", "eng", "eo", "ep", "et", "ê", "êch", "êm", "ên", "ênh", "êp", "êt", "êu", "i",
    "ia", "ich", "im", "in", "inh", "ip", "it", "iu", "iêc", "iêm", "iên", "iêng", "iêp",
    "iêt", "iêu", "o", "oa", "oac", "oach", "oai", "oam", "oan", "oang", "oanh", "oao", "oap",
    "oat", "oay", "oăc", "oăm", "oăn", "oăng", "oăt", "oc", "oe", "oen", "oeo", "oet", "oi",
    "om", "on", "ong", "oong", "ooc", "op", "ot", "ô", "ôc", "ôi", "ôm", "ôn", "ông", "ôp",
    "ôt", "ơ", "ơi", "ơm", "ơn", "ơp", "ơt", "u", "ua", "uân", "uâng", "uât", "uây", "uc",
    "uê", "uêch", "uên", "uênh", "ui", "um", "un", "ung", "uôc", "uôi", "uôm", "uôn", "uông",
    "uôt", "uơ", "uơn", "up", "ut", "uy", "uya", "uych", "uyên", "uyêt", "uyn", "uynh", "uyp",
    "uyt", "uyu", "ư", "ưa", "ưc", "ưi", "ưm", "ưn", "ưng", "ưt", "ưu", "ươc", "ươi", "ươm",
    "ươn", "ương", "ươp", "ươt", "ươu", "y", "ych", "yêm", "yên", "yêng", "yêt", "yêu", "ynh",
    "yt",
];

/// Whether a word is spelled as a Vietnamese syllable can be; it need not mean anything.
pub fn is_syllable(word: &str) -> bool {
    let Some(plain) = without_tone(word) else { return false };
    let rime_of = |onset: &&str| plain.strip_prefix(onset);
    let is_rime = |rime: &str| RIMES.contains(&rime);
    is_rime(&plain) || ONSETS.iter().filter_map(rime_of).any(is_rime)
}

/// Whether a word has a letter that only Vietnamese has: `đ`, `ơ`, or any with a mark.
pub fn has_vietnamese_letter(word: &str) -> bool {
    word.chars().any(|c| c.is_alphabetic() && !c.is_ascii())
}

/// Letters that a word of several syllables has at most.
const LONGEST_WORD: usize = 20;

/// Whether a word is several syllables in one, as words from other languages are: `xêmina`. A
/// longer one than any word is none.
pub fn is_several_syllables(word: &str) -> bool {
    let mut places: Vec<usize> = word.char_indices().map(|(at, _)| at).collect();
    if places.len() > LONGEST_WORD {
        return false;
    }
    places.push(word.len());
    // To which places of the word whole syllables lead, and how many at most.
    let mut reached = vec![0; places.len()];
    for (start, from) in places.iter().enumerate() {
        let before = reached.get(start).copied().unwrap_or_default();
        let rest = word.get(*from..).unwrap_or_default();
        // A syllable in the midst of a word begins with a consonant.
        if start > 0 && (before == 0 || rest.starts_with(is_vowel)) {
            continue;
        }
        for (end, to) in places.iter().enumerate().skip(start + 1) {
            if word.get(*from..*to).is_some_and(is_syllable)
                && let Some(best) = reached.get_mut(end)
            {
                *best = (before + 1).max(*best);
            }
        }
    }
    reached.last().is_some_and(|syllables| *syllables > 1)
}

/// Whether a letter is a vowel, with whatever marks.
pub fn is_vowel(c: char) -> bool {
    c.nfd().next().is_some_and(|base| "aeiouyAEIOUY".contains(base))
}

/// The two manners of placing the tone mark of `oa`, `oe`, `uy` at the end of a syllable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TonePlace {
    /// On the first vowel: `ủy`, `hóa`, `khỏe`.
    First,
    /// On the last vowel: `uỷ`, `hoá`, `khoẻ`.
    Last,
}

/// Where the tone mark of a syllable stands, if it might stand otherwise.
pub fn tone_place(word: &str) -> Option<TonePlace> {
    let letters: Vec<char> = word.nfc().flat_map(char::to_lowercase).collect();
    let [.., first, last] = letters.as_slice() else { return None };
    let before = letters.len().checked_sub(3).and_then(|at| letters.get(at));
    let (first, last) = (toned(*first), toned(*last));
    let pair = match (first.0, last.0) {
        ('o', 'a' | 'e') => true,
        ('u', 'y') => before != Some(&'q'),
        _ => false,
    };
    match (pair, first.1, last.1) {
        (true, true, false) => Some(TonePlace::First),
        (true, false, true) => Some(TonePlace::Last),
        _ => None,
    }
}

/// A letter without its tone, and whether it had one.
fn toned(c: char) -> (char, bool) {
    let bare: String = c.nfd().filter(|mark| !is_tone(*mark)).nfc().collect();
    let has = c.nfd().any(is_tone);
    (bare.chars().next().unwrap_or(c), has)
}

const fn is_tone(mark: char) -> bool {
    matches!(mark, '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}')
}

/// The word in small letters without its tone; none if it has several, or one that its end does
/// not take.
fn without_tone(word: &str) -> Option<String> {
    let lower = word.to_lowercase();
    let tones: Vec<char> = lower.nfd().filter(|c| is_tone(*c)).collect();
    let plain: String = lower.nfd().filter(|c| !is_tone(*c)).nfc().collect();
    let stopped = plain.ends_with(['c', 'p', 't']) || plain.ends_with("ch");
    match tones.as_slice() {
        [] => Some(plain),
        [tone] if !stopped || matches!(tone, '\u{301}' | '\u{323}') => Some(plain),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_reports_are_syllables() {
        let text = "kết nạp đảng viên rà soát sàng lọc đưa những đồng chí không còn đủ tư cách ra khỏi \
                    Đảng quyết nghị khoẻ ủy uỷ giữ gìn quý quốc huỳnh nghiêng nguyễn khuỷu giếng \
                    ngoằn ngoèo xuề xoà quét quýt thuở quờ hươu rượu yêu yếu ìu gì";
        for word in text.split_whitespace().filter(|word| *word != "ìu") {
            assert!(is_syllable(word), "{word}");
        }
    }

    #[test]
    fn what_lost_a_letter_often_is_none() {
        for word in
            ["x", "t", "k", "iáo", "ng", "ch", "gh", "tha,m", "hộp1", "chềpm", "hát̉", "cùc"]
        {
            assert!(!is_syllable(word), "{word}");
        }
    }

    #[test]
    fn words_from_other_languages_are_several_syllables() {
        assert!(is_several_syllables("xêmina"));
        assert!(is_several_syllables("lênin"));
        assert!(!is_several_syllables("iáo"));
        assert!(!is_several_syllables("giáo"));
        assert!(is_several_syllables("canađa"));
    }

    #[test]
    fn words_of_any_length_come_to_an_end() {
        // Every `ngha` parts in several ways; tried one by one there would be millions.
        for word in [
            format!("á{}z", "ngha".repeat(13)),
            format!("á{}z", "ngha".repeat(4)),
            "nghanh".repeat(100_000),
        ] {
            assert!(!is_several_syllables(&word), "{} letters", word.len());
        }
    }

    #[test]
    fn the_tone_mark_of_two_vowels_stands_on_one_of_them() {
        for (word, place) in [
            ("ủy", Some(TonePlace::First)),
            ("UỶ", Some(TonePlace::Last)),
            ("hóa", Some(TonePlace::First)),
            ("khoẻ", Some(TonePlace::Last)),
            ("Thúy", Some(TonePlace::First)),
            ("quý", None),
            ("quỷ", None),
            ("hoàn", None),
            ("tuyến", None),
            ("của", None),
            ("hoa", None),
            ("đảng", None),
        ] {
            assert_eq!(tone_place(word), place, "{word}");
        }
    }
}
