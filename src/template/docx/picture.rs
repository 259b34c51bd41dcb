//! What kind of picture a file is and how large, read from its first bytes.

mod bitmap;
mod jpeg;
mod metafile;

/// English Metric Units in an inch.
pub(super) const INCH: f64 = 914_400.0;

/// Dots an inch where a picture does not say: what Word takes.
const DEFAULT_DPI: f64 = 96.0;

/// A picture's kind and size.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Picture {
    /// Ending of the part's name.
    pub(super) extension: &'static str,
    /// Content type.
    pub(super) kind: &'static str,
    /// As it is stored, in EMU.
    pub(super) width: f64,
    /// As it is stored, in EMU.
    pub(super) height: f64,
    /// How a camera held it.
    pub(super) turn: Turn,
}

/// How a stored picture must be turned to stand upright (EXIF orientation).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Turn {
    /// Quarter turns clockwise.
    pub(super) quarters: u8,
    /// Whether it is mirrored, left for right, before it is turned.
    pub(super) mirrored: bool,
}

/// Sides larger than this many dots are a damaged header.
const MOST_DOTS: u32 = 100_000;

/// Reads the header of a picture; the reason when it cannot be used.
pub(super) fn read(bytes: &[u8]) -> Result<Picture, String> {
    let begins = |start: &[u8]| bytes.starts_with(start);
    let picture = if begins(b"\x89PNG\r\n\x1a\n") {
        bitmap::png(bytes)
    } else if begins(&[0xFF, 0xD8, 0xFF]) {
        jpeg::read(bytes)
    } else if begins(b"GIF87a") || begins(b"GIF89a") {
        bitmap::gif(bytes)
    } else if begins(b"BM") {
        bitmap::bmp(bytes)
    } else if begins(b"II*\0") || begins(b"MM\0*") {
        bitmap::tiff(bytes)
    } else if metafile::is_emf(bytes) {
        metafile::emf(bytes)
    } else if begins(&[0xD7, 0xCD, 0xC6, 0x9A]) {
        metafile::wmf(bytes)
    } else {
        return Err(unknown(bytes));
    };
    picture.ok_or_else(|| "ảnh hỏng: không đọc được kích thước trong phần đầu tệp".to_owned())
}

fn unknown(bytes: &[u8]) -> String {
    let head = bytes.get(..bytes.len().min(1024)).unwrap_or_default();
    let text = String::from_utf8_lossy(head).to_lowercase();
    if text.contains("<svg") {
        "ảnh SVG không dùng được trong mọi bản Word: xuất ra PNG hoặc EMF".to_owned()
    } else if head.starts_with(b"RIFF") && head.get(8..12) == Some(b"WEBP".as_slice()) {
        "ảnh WEBP không dùng được trong Word: đổi ra PNG hoặc JPEG".to_owned()
    } else if bytes.is_empty() {
        "tệp rỗng".to_owned()
    } else {
        "không phải ảnh PNG, JPEG, GIF, BMP, TIFF, EMF hay WMF".to_owned()
    }
}

/// A bitmap by its dots and their density (dots an inch, across and down).
fn bitmap(
    (extension, kind): (&'static str, &'static str),
    (width, height): (u32, u32),
    dpi: Option<(f64, f64)>,
) -> Option<Picture> {
    let sides = 1..=MOST_DOTS;
    if !sides.contains(&width) || !sides.contains(&height) {
        return None;
    }
    let sane = |dpi: &f64| (1.0..=10_000.0).contains(dpi);
    let dpi = dpi.filter(|(x, y)| sane(x) && sane(y));
    let (x, y) = dpi.unwrap_or((DEFAULT_DPI, DEFAULT_DPI));
    Some(Picture {
        extension,
        kind,
        width: f64::from(width) / x * INCH,
        height: f64::from(height) / y * INCH,
        turn: Turn::default(),
    })
}

/// Numbers in a picture's header.
#[derive(Clone, Copy)]
struct Bytes<'b> {
    bytes: &'b [u8],
    /// Most significant byte first.
    big: bool,
}

impl Bytes<'_> {
    fn array<const N: usize>(&self, at: usize) -> Option<[u8; N]> {
        let mut array: [u8; N] = self.bytes.get(at..at.checked_add(N)?)?.try_into().ok()?;
        if !self.big {
            array.reverse();
        }
        Some(array)
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.bytes.get(at).copied()
    }

    fn u16(&self, at: usize) -> Option<u16> {
        self.array(at).map(u16::from_be_bytes)
    }

    fn i16(&self, at: usize) -> Option<i16> {
        self.array(at).map(i16::from_be_bytes)
    }

    fn u32(&self, at: usize) -> Option<u32> {
        self.array(at).map(u32::from_be_bytes)
    }

    fn i32(&self, at: usize) -> Option<i32> {
        self.array(at).map(i32::from_be_bytes)
    }
}

/// A number of a header as a place in the file.
fn place(number: u32) -> Option<usize> {
    usize::try_from(number).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_damaged_header_is_never_more_than_a_reason() {
        let exif = b"\xFF\xD8\xFF\xE1\0\x22Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0\
            \xFF\xC2\0\x0B\x08\0\x60\0\xC0\x01\x01\x11\0";
        let tiff = b"MM\0*\0\0\0\x08\0\x02\x01\0\0\x03\0\0\0\x01\0\x60\0\0\x01\x01\0\x03\0\0\0\x01\0\xC0\0\0";
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\x0DIHDR\0\0\0\x01\0\0\0\x01\x08\x02\0\0\0crc!\0\0\0\x09pHYs\0\0\x1E\xC2";
        for whole in [exif.as_slice(), tiff, png] {
            assert!(read(whole).is_ok());
            for at in 0..whole.len() {
                let _ = read(whole.get(..at).unwrap());
                for byte in [0, 0x7F, 0xFF] {
                    let mut damaged = whole.to_vec();
                    damaged[at] = byte;
                    if let Ok(picture) = read(&damaged) {
                        assert!(picture.width > 0.0 && picture.height.is_finite());
                    }
                }
            }
        }
    }

    #[test]
    fn what_is_no_picture_is_refused_with_its_reason() {
        for (bytes, word) in [
            (b"<?xml?><svg/>".as_slice(), "SVG"),
            (b"RIFF\0\0\0\0WEBPVP8 ", "WEBP"),
            (b"", "rỗng"),
            (b"PK\x03\x04", "không phải ảnh"),
            (b"\x89PNG\r\n\x1a\n\0\0", "hỏng"),
            (b"\xFF\xD8\xFF\xE0", "hỏng"),
            (b"II*\0\xFF\xFF\xFF\xFF", "hỏng"),
        ] {
            let reason = read(bytes).unwrap_err();
            assert!(reason.contains(word), "{reason}");
        }
    }
}
