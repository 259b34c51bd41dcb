//! Whether a text is Vietnamese as it stands, or only when it is read in an old encoding.

use super::{Encoding, wholly};
use crate::text::syllable::is_syllable;

/// Fewer words may be a name or a formula.
const FEWEST: usize = 2;

/// Of so many words that speak, one may be no syllable either way: a slip, or a name.
const ONE_SLIP_IN: usize = 10;

/// A single word that speaks for an encoding is told if it has so many letters; `µm` has fewer.
const TELLING_LETTERS: usize = 3;

/// What the words of a text speak for, held against one encoding. ASCII speaks for nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Evidence {
    /// Words that are Vietnamese only when converted.
    pub only_old: usize,
    /// Words that are Vietnamese only as they stand.
    pub only_new: usize,
    /// Words that are Vietnamese either way: `cã` is also `có`.
    pub both: usize,
    /// Words that are no syllables either way.
    pub neither: usize,
    /// Letters of the longest word that is Vietnamese only when converted.
    pub longest: usize,
    /// There are letters that no old encoding has, or marks on their own: this was Unicode.
    pub unicode: bool,
}

/// What a text is, told by itself; what says more comes later.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reading {
    /// As it stands.
    AsItIs,
    /// As it stands, beyond doubt: it has Vietnamese words that no old encoding gives.
    Unicode,
    /// Vietnamese either way.
    Either(Encoding),
    /// One word is Vietnamese only when converted: enough beside others, not alone.
    OneWord(Encoding),
    /// Some words speak for an old encoding and others against it.
    Mixed(Encoding),
    /// In an old encoding.
    Old(Encoding),
}

/// Tells what a text is without knowing its font.
pub fn read(text: &str) -> Reading {
    let Some(unicode) = worth_weighing(text) else { return Reading::AsItIs };
    if unicode && !text.contains(is_strange) {
        return Reading::Unicode;
    }
    let readings =
        Encoding::ALL.map(|encoding| Evidence::of(text, encoding).without_font(encoding));
    match readings {
        [Reading::Old(encoding), Reading::Old(_)] => Reading::Mixed(encoding),
        // They are in order of what they say.
        [one, other] => one.max(other),
    }
}

/// Whether a text has letters that no old encoding has; none if it has no letter but ASCII.
fn worth_weighing(text: &str) -> Option<bool> {
    let mut other_than_ascii = text.chars().filter(|c| !c.is_ascii()).peekable();
    other_than_ascii.peek()?;
    Some(other_than_ascii.any(is_beyond_old))
}

impl Evidence {
    /// What the words of a text speak for.
    pub fn of(text: &str, encoding: Encoding) -> Self {
        let mut evidence = Self { unicode: text.contains(is_beyond_old), ..Self::default() };
        for word in text.split(is_between_words).filter(|word| !word.is_ascii()) {
            evidence.weigh(word, encoding);
        }
        evidence
    }

    /// Adds what another text says.
    pub fn add(&mut self, other: Self) {
        self.only_old += other.only_old;
        self.only_new += other.only_new;
        self.both += other.both;
        self.neither += other.neither;
        self.longest = self.longest.max(other.longest);
        self.unicode |= other.unicode;
    }

    fn weigh(&mut self, word: &str, encoding: Encoding) {
        let converted = wholly(word.trim_matches(|c: char| c.is_ascii_digit()), encoding);
        let letters = converted.as_ref().map_or(0, |converted| converted.chars().count());
        // `ý` is a word in all of them, and a sign alone (`·`, `«`) is a sign.
        if letters == 1 || word.chars().count() == 1 {
            return;
        }
        let modern = word.trim_matches(|c: char| is_symbol(c) || c.is_ascii_digit());
        let is_word = modern.chars().count() > 1 && !modern.contains(is_symbol);
        let new = is_word && !modern.is_ascii() && is_syllable(modern);
        let old = converted.as_ref().is_some_and(|converted| is_syllable(converted));
        match (old, new) {
            (true, true) => self.both += 1,
            (true, false) => {
                self.only_old += 1;
                self.longest = self.longest.max(letters);
            }
            (false, true) => self.only_new += 1,
            // Signs beside figures and around words, and initials, say nothing.
            (false, false)
                if modern.is_ascii() || converted.as_deref().is_some_and(is_initials) => {}
            (false, false) => self.neither += 1,
        }
    }

    /// What this makes of a text whose font is not known.
    pub fn without_font(self, encoding: Encoding) -> Reading {
        let Self { only_old, only_new, both, neither, .. } = self;
        if self.unicode || only_new > 0 {
            let mixed = only_old >= FEWEST;
            return if mixed { Reading::Mixed(encoding) } else { Reading::Unicode };
        }
        if only_old >= FEWEST {
            let slips = neither * ONE_SLIP_IN > only_old + both;
            return if slips { Reading::Mixed(encoding) } else { Reading::Old(encoding) };
        }
        match (only_old, both, neither) {
            (1, _, 0) => Reading::OneWord(encoding),
            (0, 1.., 0) => Reading::Either(encoding),
            _ => Reading::AsItIs,
        }
    }

    /// What this makes of a text in a font of the encoding. A font may have been left where the
    /// text was converted; but signs that the font draws as letters are letters.
    pub fn in_font(self, encoding: Encoding) -> Reading {
        let Self { only_old, only_new, both, neither, unicode, .. } = self;
        if unicode || only_new > 0 {
            return if only_old > 0 { Reading::Mixed(encoding) } else { Reading::Unicode };
        }
        match only_old {
            _ if neither > only_old + both => Reading::Mixed(encoding),
            0 => Reading::Either(encoding),
            _ => Reading::Old(encoding),
        }
    }

    /// Whether a single word is worth telling.
    pub const fn is_telling(self) -> bool {
        self.longest >= TELLING_LETTERS
    }
}

/// Whether a word has capitals behind its first letter, as `HĐND` and `QĐi` have.
fn is_initials(word: &str) -> bool {
    word.chars().skip(1).any(char::is_uppercase)
}

/// What stands between words; old encodings have letters in the places of other signs.
fn is_between_words(c: char) -> bool {
    c.is_whitespace()
        || (c.is_ascii() && !c.is_ascii_alphanumeric())
        || ('\u{2010}'..='\u{2027}').contains(&c)
}

/// Letters and marks that no old encoding has: anything that Windows-1252 has not.
fn is_beyond_old(c: char) -> bool {
    const OF_WINDOWS: [char; 7] = ['Œ', 'œ', 'Š', 'š', 'Ž', 'ž', 'Ÿ'];
    let is_mark = ('\u{300}'..='\u{36F}').contains(&c);
    c > '\u{FF}' && c != 'ƒ' && (c.is_alphabetic() || is_mark) && !OF_WINDOWS.contains(&c)
}

/// Signs of Windows-1252 that are no letters; Unicode calls three of them letters.
fn is_symbol(c: char) -> bool {
    matches!(c, '\u{A1}'..='\u{BF}' | '×' | '÷')
}

/// Characters that stand in no Vietnamese text of Unicode, but for quotation marks and the like.
fn is_strange(c: char) -> bool {
    const VIETNAMESE: &str = "ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúý";
    matches!(c, '\u{A1}'..='\u{FF}') && !VIETNAMESE.contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn reads(text: &str, as_what: Reading) {
        assert_eq!(read(text), as_what, "{text}");
    }

    #[test]
    fn sentences_of_the_old_encodings_are_known_by_their_words() {
        let typed = "Chi bé cßn thiÕu kinh phÝ ho¹t ®éng, ®¶ng viªn ®i lµm ¨n xa";
        reads(typed, Reading::Old(Encoding::Tcvn3));
        reads("H§ND x· vµ 5.000® mçi th¸ng; §/c NguyÔn V¨n A", Reading::Old(Encoding::Tcvn3));
        reads("Chi boä coøn thieáu kinh phí hoaït ñoäng", Reading::Old(Encoding::Vni));
        reads("CéNG HßA X· HéI CHñ NGHÜA", Reading::Old(Encoding::Tcvn3));
        reads("Trong ®ã:", Reading::OneWord(Encoding::Tcvn3));
    }

    #[test]
    fn vietnamese_in_unicode_stays_whatever_its_letters() {
        for text in [
            "Thiếu kinh phí hoạt động; đảng viên đi làm ăn xa",
            "Xã Hà Nam có bí thư là bà Hòa",
            "Ông Müller, Zürich",
            "«Đảng viên» – mức 5.000 đ, 20 °C, ±3 %, © 2024",
            "Lưu ý: ½ số đảng viên",
        ] {
            assert!(matches!(read(text), Reading::Unicode), "{text}");
        }
        for decomposed in ["Đa\u{309}ng bô\u{323} xa\u{303}", "đa\u{309}ng bo\u{323}\u{302}"]
        {
            reads(decomposed, Reading::Unicode);
        }
        reads("Trung \u{1A3}ơng", Reading::Unicode);
    }

    #[test]
    fn what_is_not_vietnamese_is_left_alone() {
        for text in [
            "Müller, Zürich",
            "Café Señor Björn François",
            "Perú – Köln",
            "20 °C ± 0,5; 12 m²; 3 m³; £5; 10 €",
            "1.250 / 30 %",
            "=SUM(A1:A9)",
            "Annual report, Party committee",
            "«Nam» © ® § 5",
            "· Nam",
        ] {
            reads(text, Reading::AsItIs);
        }
    }

    #[test]
    fn one_word_and_words_that_are_vietnamese_either_way_prove_nothing() {
        reads("Tæng", Reading::OneWord(Encoding::Tcvn3));
        reads("N÷", Reading::OneWord(Encoding::Tcvn3));
        reads("cã", Reading::Either(Encoding::Tcvn3));
    }

    #[test]
    fn a_text_that_is_half_unicode_is_mixed() {
        reads("Chi bộ đề nghị: ®¶ng viªn ®i xa", Reading::Mixed(Encoding::Tcvn3));
        let slips = "®¶ng viªn Kr«ng Bjút Ðxâq";
        reads(slips, Reading::Mixed(Encoding::Tcvn3));
    }
}
