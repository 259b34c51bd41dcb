//! A part compressed here, as the only entry of a zip file: from there it can be copied into others
//! as it is.

use zip::DateTime;

use super::deflate::deflate;

/// The entry's name: of no meaning, it gets its own where it is copied to.
const NAME: u8 = b'x';

/// A zip file that holds a part and nothing else (APPNOTE.TXT 4.3.7, 4.3.12 and 4.3.16); none when
/// the part is larger than the format allows, which is 4 GB.
pub(super) fn alone(bytes: &[u8], date: DateTime) -> Option<Vec<u8>> {
    let body = deflate(bytes);
    // Version 2.0 of the format, no flags, DEFLATE.
    let mut described = vec![20, 0, 0, 0, 8, 0];
    described.extend(date.timepart().to_le_bytes());
    described.extend(date.datepart().to_le_bytes());
    described.extend(crc32fast::hash(bytes).to_le_bytes());
    described.extend(u32::try_from(body.len()).ok()?.to_le_bytes());
    described.extend(u32::try_from(bytes.len()).ok()?.to_le_bytes());
    // A name of one byte, and nothing else.
    described.extend([1, 0, 0, 0]);

    let mut out = Vec::with_capacity(body.len() + 128);
    out.extend(b"PK\x03\x04");
    out.extend(&described);
    out.push(NAME);
    out.extend(body);

    let directory = out.len();
    // Made on a Unix: that says what the attributes mean, a file that its owner may change.
    out.extend(b"PK\x01\x02\x14\x03");
    out.extend(&described);
    out.extend([0; 6]);
    out.extend((0o100_644_u32 << 16).to_le_bytes());
    out.extend([0; 4]);
    out.push(NAME);

    let size = u32::try_from(out.len() - directory).ok()?;
    out.extend(b"PK\x05\x06\0\0\0\0\x01\0\x01\0");
    out.extend(size.to_le_bytes());
    out.extend(u32::try_from(directory).ok()?.to_le_bytes());
    out.extend([0; 2]);
    Some(out)
}
