//! Sizes of JPEG pictures, and how the camera was held.

use super::bitmap::Directory;
use super::{Bytes, Picture, Turn, bitmap};

const CM: f64 = 2.54;

/// Reads the segments up to the frame (ITU-T T.81, annex B; JFIF 1.02; EXIF 2.3).
pub(super) fn read(bytes: &[u8]) -> Option<Picture> {
    let read = Bytes { bytes, big: true };
    let (mut dpi, mut exif) = (None, None);
    let mut at = 2;
    loop {
        if read.byte(at)? != 0xFF {
            return None;
        }
        let marker = read.byte(at + 1)?;
        match marker {
            // Filling, and markers without content.
            0xFF => {
                at += 1;
                continue;
            }
            0x01 | 0xD0..=0xD8 => {
                at += 2;
                continue;
            }
            0xD9 | 0xDA => return None,
            _ => {}
        }
        let content = at + 4;
        match marker {
            0xE0 if bytes.get(content..content + 5) == Some(b"JFIF\0".as_slice()) => {
                dpi = density(read, content);
            }
            0xE1 if bytes.get(content..content + 6) == Some(b"Exif\0\0".as_slice()) => {
                exif = exif.or_else(|| Exif::read(bytes, content + 6));
            }
            0xC4 | 0xC8 | 0xCC => {}
            0xC0..=0xCF => {
                let size = (read.u16(content + 3)?, read.u16(content + 1)?);
                let exif = exif.unwrap_or_default();
                let size = (u32::from(size.0), u32::from(size.1));
                let picture = bitmap(("jpg", "image/jpeg"), size, dpi.or(exif.dpi))?;
                return Some(Picture { turn: exif.turn, ..picture });
            }
            _ => {}
        }
        at = at + 2 + usize::from(read.u16(at + 2)?.max(2));
    }
}

fn density(read: Bytes<'_>, content: usize) -> Option<(f64, f64)> {
    let unit = match read.byte(content + 7)? {
        1 => 1.0,
        2 => CM,
        _ => return None,
    };
    let dots = |at| Some(f64::from(read.u16(at)?) * unit);
    Some((dots(content + 8)?, dots(content + 10)?))
}

#[derive(Default)]
struct Exif {
    dpi: Option<(f64, f64)>,
    turn: Turn,
}

impl Exif {
    fn read(bytes: &[u8], base: usize) -> Option<Self> {
        let big = bytes.get(base..base + 2)? == b"MM";
        let read = Bytes { bytes, big };
        let tags = Directory::new(read, base, read.u32(base + 4)?)?;
        let unit = if tags.number(296) == Some(3) { CM } else { 1.0 };
        let dots = |tag| tags.fraction(tag).map(|dots| dots * unit);
        let turn = match tags.number(274).unwrap_or(1) {
            2 => (0, true),
            3 => (2, false),
            4 => (2, true),
            5 => (3, true),
            6 => (1, false),
            7 => (1, true),
            8 => (3, false),
            _ => (0, false),
        };
        let turn = Turn { quarters: turn.0, mirrored: turn.1 };
        Some(Self { dpi: dots(282).zip(dots(283)), turn })
    }
}

#[cfg(test)]
mod tests {
    use super::super::{INCH, Turn, read};

    /// A JPEG's header: 192 dots wide, 96 high, with these segments before the frame.
    fn jpeg(segments: &[u8]) -> Vec<u8> {
        let mut bytes = vec![0xFF, 0xD8];
        bytes.extend(segments);
        bytes.extend([0xFF, 0xC2, 0, 11, 8, 0, 96, 0, 192, 1, 1, 0x11, 0]);
        bytes
    }

    #[test]
    fn a_jpeg_is_as_large_as_its_frame_and_its_density_say() {
        let picture = read(&jpeg(b"\xFF\xE0\0\x10JFIF\0\x01\x02\x01\0\xC0\0\xC0\0\0")).unwrap();
        assert_eq!((picture.width, picture.height), (INCH, INCH / 2.0));
        assert_eq!(picture.turn, Turn::default());
    }

    #[test]
    fn a_camera_says_how_it_was_held() {
        let exif = b"\xFF\xE1\0\x22Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0";
        let picture = read(&jpeg(exif)).unwrap();
        assert_eq!(picture.turn, Turn { quarters: 1, mirrored: false });
    }
}
