//! What a file is, told by its first bytes; its name proves nothing.

/// What a file is on the outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Container {
    /// A zip package: an office file of today, or any archive.
    Zip,
    /// A zip archive with nothing in it.
    EmptyZip,
    /// A compound file (OLE): an office file of before 2007, or one with a password.
    Compound,
    /// A bare BIFF stream, as Excel wrote before version 97.
    OldBiff,
    /// A PDF document.
    Pdf,
    /// Rich text.
    Rtf,
    /// A photograph or drawing.
    Picture,
    /// An archive of another kind than zip.
    Archive,
    /// A program.
    Program,
}

/// First bytes that tell a kind.
const MAGIC: &[(&[u8], Container)] = &[
    (b"PK\x03\x04", Container::Zip),
    (b"PK\x05\x06", Container::EmptyZip),
    (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", Container::Compound),
    (b"%PDF", Container::Pdf),
    (b"\x89PNG", Container::Picture),
    (b"\xFF\xD8\xFF", Container::Picture),
    (b"GIF8", Container::Picture),
    (b"BM", Container::Picture),
    (b"II*\0", Container::Picture),
    (b"MM\0*", Container::Picture),
    (b"RIFF", Container::Picture),
    (b"{\\rtf", Container::Rtf),
    (b"Rar!", Container::Archive),
    (b"7z\xBC\xAF", Container::Archive),
    (b"\x1F\x8B", Container::Archive),
    (b"MZ", Container::Program),
    (b"\x7FELF", Container::Program),
    (b"\x09\x00\x04\x00", Container::OldBiff),
    (b"\x09\x02\x06\x00", Container::OldBiff),
    (b"\x09\x04\x06\x00", Container::OldBiff),
    (b"\x09\x08\x08\x00", Container::OldBiff),
    (b"\x09\x08\x10\x00", Container::OldBiff),
];

impl Container {
    /// Tells the kind from a file's bytes; `None` for text and everything unknown.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        // The photographs and films of telephones begin with the length of their first part.
        if bytes.get(4..8) == Some(b"ftyp") {
            return Some(Self::Picture);
        }
        let (magic, kind) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic))?;
        // Two letters prove little when what follows is text.
        let proves = magic.len() > 2 || bytes.contains(&0);
        proves.then_some(*kind)
    }
}

/// Whether the directory of a compound file names a stream, such as `WordDocument`: a guess for
/// telling people what a file seems to be, without following the directory's chains.
pub fn seems_to_hold(compound: &[u8], stream: &str) -> bool {
    let name: Vec<u8> = stream.encode_utf16().flat_map(u16::to_le_bytes).collect();
    // Entries are 128 bytes long and begin with their name (MS-CFB 2.6.1).
    compound.as_chunks::<128>().0.iter().any(|entry| entry.starts_with(&name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_letters_of_a_text_prove_nothing() {
        assert_eq!(Container::of(b"MZ la viet tat"), None);
        assert_eq!(Container::of(b"MZ\x90\x00"), Some(Container::Program));
        assert_eq!(Container::of(b"{\\rtf1"), Some(Container::Rtf));
        assert_eq!(Container::of(b""), None);
    }

    #[test]
    fn a_stream_is_found_by_its_name_at_the_beginning_of_an_entry() {
        let mut file = vec![0u8; 256];
        let name: Vec<u8> = "WordDocument".encode_utf16().flat_map(u16::to_le_bytes).collect();
        file.splice(128..128 + name.len(), name);
        assert!(seems_to_hold(&file, "WordDocument"));
        assert!(!seems_to_hold(&file, "EncryptedPackage"));
    }
}
