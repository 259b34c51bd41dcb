//! Sizes of PNG, GIF, BMP and TIFF pictures.

use super::{Bytes, Picture, bitmap, place};

/// Centimetres and metres in an inch.
const CM: f64 = 2.54;
const METRE: f64 = 0.0254;

/// PNG: `IHDR`, and `pHYs` before the data (W3C PNG, 11.2.2 and 11.3.5.3).
pub(super) fn png(bytes: &[u8]) -> Option<Picture> {
    let read = Bytes { bytes, big: true };
    let size = (read.u32(16)?, read.u32(20)?);
    let mut dpi = None;
    let mut at = 8;
    while let Some(length) = read.u32(at) {
        match bytes.get(at + 4..at + 8)? {
            b"pHYs" if read.byte(at + 16) == Some(1) => {
                let dots = |at| Some(f64::from(read.u32(at)?) * METRE);
                dpi = Some((dots(at + 8)?, dots(at + 12)?));
                break;
            }
            b"IDAT" | b"IEND" => break,
            _ => at = at.checked_add(12)?.checked_add(place(length)?)?,
        }
    }
    bitmap(("png", "image/png"), size, dpi)
}

/// GIF: the logical screen.
pub(super) fn gif(bytes: &[u8]) -> Option<Picture> {
    let read = Bytes { bytes, big: false };
    let size = (u32::from(read.u16(6)?), u32::from(read.u16(8)?));
    bitmap(("gif", "image/gif"), size, None)
}

/// BMP: the header of Windows, or the short one of OS/2.
pub(super) fn bmp(bytes: &[u8]) -> Option<Picture> {
    let read = Bytes { bytes, big: false };
    let kind = ("bmp", "image/bmp");
    if read.u32(14)? < 40 {
        let size = (u32::from(read.u16(18)?), u32::from(read.u16(20)?));
        return bitmap(kind, size, None);
    }
    let size = (read.u32(18)?, read.i32(22)?.unsigned_abs());
    let dots = |at| read.u32(at).map(|dots| f64::from(dots) * METRE);
    bitmap(kind, size, dots(38).zip(dots(42)))
}

/// TIFF: the first directory (TIFF 6.0, section 2 and 8).
pub(super) fn tiff(bytes: &[u8]) -> Option<Picture> {
    let read = Bytes { bytes, big: bytes.starts_with(b"MM") };
    let tags = Directory::new(read, 0, read.u32(4)?)?;
    let size = (tags.number(256)?, tags.number(257)?);
    let unit = match tags.number(296).unwrap_or(2) {
        2 => Some(1.0),
        3 => Some(CM),
        _ => None,
    };
    let dots = |tag| Some(tags.fraction(tag)? * unit?);
    bitmap(("tiff", "image/tiff"), size, dots(282).zip(dots(283)))
}

/// A directory of tags as TIFF and EXIF have it.
pub(super) struct Directory<'b> {
    read: Bytes<'b>,
    /// Where its file begins.
    base: usize,
    at: usize,
    entries: usize,
}

impl<'b> Directory<'b> {
    /// The directory at an offset from the beginning of its file.
    pub(super) fn new(read: Bytes<'b>, base: usize, offset: u32) -> Option<Self> {
        let at = base.checked_add(place(offset)?)?;
        let entries = usize::from(read.u16(at)?);
        Some(Self { read, base, at: at + 2, entries })
    }

    fn entry(&self, tag: u16) -> Option<usize> {
        let entries = (0..self.entries).map(|index| self.at + 12 * index);
        entries.into_iter().find(|at| self.read.u16(*at) == Some(tag))
    }

    /// A whole number.
    pub(super) fn number(&self, tag: u16) -> Option<u32> {
        let at = self.entry(tag)?;
        match self.read.u16(at + 2)? {
            3 => self.read.u16(at + 8).map(u32::from),
            4 => self.read.u32(at + 8),
            _ => None,
        }
    }

    /// A fraction.
    pub(super) fn fraction(&self, tag: u16) -> Option<f64> {
        let at = self.base.checked_add(place(self.read.u32(self.entry(tag)? + 8)?)?)?;
        let (over, under) = (self.read.u32(at)?, self.read.u32(at.checked_add(4)?)?);
        (under > 0).then(|| f64::from(over) / f64::from(under))
    }
}

#[cfg(test)]
mod tests {
    use super::super::{INCH, read};

    /// A PNG's header with 100 × 50 dots at 200 dots an inch.
    fn png() -> Vec<u8> {
        let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\x0DIHDR".to_vec();
        bytes.extend([0, 0, 0, 100, 0, 0, 0, 50, 8, 2, 0, 0, 0, 1, 2, 3, 4]);
        bytes.extend(b"\0\0\0\x09pHYs\0\0\x1E\xC2\0\0\x1E\xC2\x01");
        bytes
    }

    #[test]
    fn a_png_is_as_large_as_its_dots_and_their_density_say() {
        let picture = read(&png()).unwrap();
        assert!((picture.width - INCH / 2.0).abs() < 100.0, "{}", picture.width);
        assert!((picture.height - INCH / 4.0).abs() < 100.0);
    }

    #[test]
    fn a_picture_without_density_has_96_dots_an_inch() {
        let gif = read(b"GIF89a\x60\0\x30\0\0\0\0").unwrap();
        assert_eq!((gif.width, gif.height), (INCH, INCH / 2.0));
        let mut bmp = b"BM".to_vec();
        bmp.resize(54, 0);
        bmp[14] = 40;
        bmp[18] = 96;
        // Stored from top to bottom: a negative height.
        bmp[22..26].copy_from_slice(&(-96i32).to_le_bytes());
        let bmp = read(&bmp).unwrap();
        assert_eq!((bmp.width, bmp.height), (INCH, INCH));
    }

    #[test]
    fn a_tiff_is_read_in_both_byte_orders() {
        let little = b"II*\0\x08\0\0\0\x02\0\x00\x01\x03\0\x01\0\0\0\x60\0\0\0\x01\x01\x03\0\x01\0\0\0\xC0\0\0\0";
        let big = b"MM\0*\0\0\0\x08\0\x02\x01\x00\0\x03\0\0\0\x01\0\x60\0\0\x01\x01\0\x03\0\0\0\x01\0\xC0\0\0";
        for bytes in [little.as_slice(), big] {
            let picture = read(bytes).unwrap();
            assert_eq!((picture.width, picture.height), (INCH, 2.0 * INCH));
        }
    }
}
