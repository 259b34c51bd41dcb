//! Vietnamese in encodings from before Unicode (TCVN3 and VNI): told from Unicode, and converted.
//!
//! Both keep Vietnamese letters in the places of other alphabets, and only their fonts draw them
//! right. Such a text arrives as the characters of Windows-1252 in these places: TCVN3 has `®` for
//! `đ`, VNI has `ñ`. What a spreadsheet keeps beside the text, its font, says which it is; without
//! a font the text itself must say so, word by word.

mod evidence;
mod tcvn3;
mod vni;

pub use evidence::{Evidence, Reading, read};

/// An encoding of Vietnamese from before Unicode.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Encoding {
    /// TCVN 5712:1993 VN3, the fonts named `.Vn…`; one character a letter.
    Tcvn3,
    /// VNI for Windows, the fonts named `VNI-…`; a letter and a mark behind it.
    Vni,
}

impl Encoding {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Tcvn3, Self::Vni];

    /// As people call it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Tcvn3 => "TCVN3",
            Self::Vni => "VNI",
        }
    }
}

/// A font that draws one of these encodings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct OldFont {
    /// Which one.
    pub encoding: Encoding,
    /// Small letters are drawn as capitals: TCVN3 has no places for capitals with tones.
    pub capitals: bool,
}

impl OldFont {
    /// What a font draws, told by its name; none if it draws Unicode as others do.
    pub fn of(name: &str) -> Option<Self> {
        let begins = |start: &str| {
            name.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start))
        };
        if begins(".vn") {
            return Some(Self { encoding: Encoding::Tcvn3, capitals: name.ends_with('H') });
        }
        begins("vni-").then_some(Self { encoding: Encoding::Vni, capitals: false })
    }

    /// The text that a reader sees in this font.
    pub fn to_unicode(self, text: &str) -> String {
        let read = to_unicode(text, self.encoding);
        if self.capitals { read.to_uppercase() } else { read }
    }
}

/// The text in Unicode, whatever it was: characters that the encoding has no letter for stay.
///
/// Words typed for a font of capitals without that font (`CéNG HßA`) come out in capitals.
pub fn to_unicode(text: &str, encoding: Encoding) -> String {
    let (read, _) = letters(text, encoding);
    match encoding {
        Encoding::Tcvn3 => tcvn3::with_capitals(&read),
        Encoding::Vni => read,
    }
}

/// The text in Unicode, if the encoding has a letter for all that is not ASCII.
fn wholly(text: &str, encoding: Encoding) -> Option<String> {
    let (read, whole) = letters(text, encoding);
    whole.then_some(read)
}

fn letters(text: &str, encoding: Encoding) -> (String, bool) {
    match encoding {
        Encoding::Tcvn3 => tcvn3::to_unicode(text),
        Encoding::Vni => vni::to_unicode(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fonts_of_the_old_encodings_are_known_by_their_names() {
        let font = |encoding, capitals| Some(OldFont { encoding, capitals });
        assert_eq!(OldFont::of(".VnTime"), font(Encoding::Tcvn3, false));
        assert_eq!(OldFont::of(".VnArial NarrowH"), font(Encoding::Tcvn3, true));
        assert_eq!(OldFont::of(".VNTIMEH"), font(Encoding::Tcvn3, true));
        assert_eq!(OldFont::of("VNI-Times"), font(Encoding::Vni, false));
        for other in ["Times New Roman", "VNtimes new roman", "Vni", "Đ", ""] {
            assert_eq!(OldFont::of(other), None, "{other}");
        }
    }

    #[test]
    fn a_font_of_capitals_shows_capitals() {
        let font = OldFont::of(".VnTimeH").unwrap();
        assert_eq!(font.to_unicode("Céng hßa x· héi chñ nghÜa"), "CỘNG HÒA XÃ HỘI CHỦ NGHĨA");
    }
}
