//! Sizes of Windows metafiles.

use super::{Bytes, INCH, Picture, Turn};

/// Whether the bytes begin with the header of an enhanced metafile ([MS-EMF] 2.3.4.2).
pub(super) fn is_emf(bytes: &[u8]) -> bool {
    bytes.starts_with(&[1, 0, 0, 0]) && bytes.get(40..44) == Some(b" EMF".as_slice())
}

/// EMF: the frame, in hundredths of a millimetre.
pub(super) fn emf(bytes: &[u8]) -> Option<Picture> {
    let read = Bytes { bytes, big: false };
    let side = |from, to| Some(f64::from(read.i32(to)?) - f64::from(read.i32(from)?));
    let emu = |side: f64| side * INCH / 2540.0;
    metafile(("emf", "image/x-emf"), emu(side(24, 32)?), emu(side(28, 36)?))
}

/// WMF that can be placed: its box, and units an inch ([MS-WMF] 2.3.2.3).
pub(super) fn wmf(bytes: &[u8]) -> Option<Picture> {
    let read = Bytes { bytes, big: false };
    let units = f64::from(read.u16(14)?);
    let side = |from, to| Some(f64::from(read.i16(to)?) - f64::from(read.i16(from)?));
    let emu = |side: f64| side / units * INCH;
    metafile(("wmf", "image/x-wmf"), emu(side(6, 10)?), emu(side(8, 12)?))
}

fn metafile(
    (extension, kind): (&'static str, &'static str),
    width: f64,
    height: f64,
) -> Option<Picture> {
    let sane = |side: f64| (1.0..1e9).contains(&side);
    let picture = Picture { extension, kind, width, height, turn: Turn::default() };
    (sane(width) && sane(height)).then_some(picture)
}

#[cfg(test)]
mod tests {
    use super::super::{INCH, read};

    #[test]
    fn metafiles_say_their_size_themselves() {
        let mut emf = vec![1, 0, 0, 0];
        emf.resize(44, 0);
        emf[32..36].copy_from_slice(&2540i32.to_le_bytes());
        emf[36..40].copy_from_slice(&1270i32.to_le_bytes());
        emf[40..44].copy_from_slice(b" EMF");
        let emf = read(&emf).unwrap();
        assert_eq!((emf.extension, emf.width, emf.height), ("emf", INCH, INCH / 2.0));
        let wmf = b"\xD7\xCD\xC6\x9A\0\0\0\0\0\0\xA0\x05\xD0\x02\xA0\x05";
        let wmf = read(wmf).unwrap();
        assert_eq!((wmf.extension, wmf.width, wmf.height), ("wmf", INCH, INCH / 2.0));
    }
}
