//! Files as they came, found again by the paths under which they were taken in.

use std::path::Path;

use sha2::{Digest, Sha256};

use super::archive;
use super::discover::{Found, discover};
use crate::diagnostic::Findings;
use crate::text;

/// The files of a folder of returns.
pub struct Originals {
    found: Vec<Found>,
}

impl Originals {
    /// The files under a folder that findings call `prefix`. What cannot be listed was told when
    /// the returns were taken in.
    pub fn of(folder: &Path, prefix: &str) -> Self {
        Self { found: discover(folder, prefix, &mut Findings::new()) }
    }

    /// The bytes of a file that was taken in by this path and with this SHA-256 in hexadecimal, or
    /// of such a file in an archive; `None` where there is none any more.
    pub fn read(&self, path: &str, sha256: &str) -> Option<Vec<u8>> {
        let own = self.found.iter().filter(|found| found.path == path);
        let packed = self.found.iter().filter_map(|found| {
            let name = path.strip_prefix(&found.path)?.strip_prefix('/')?;
            Some((found, name))
        });
        let packed = packed.flat_map(|(found, name)| {
            let bytes = found.read().unwrap_or_default();
            archive::named(&bytes, name)
        });
        let mut candidates = own.filter_map(|found| found.read().ok()).chain(packed);
        candidates.find(|bytes| text::hex(&Sha256::digest(bytes)) == sha256)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_found_again_in_folders_and_archives_and_only_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("quý 1")).unwrap();
        std::fs::write(folder.path().join("quý 1/a.csv"), "một").unwrap();
        let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        let options = zip::write::SimpleFileOptions::default();
        for (name, contents) in [("../b.csv", "hai"), ("cb/b.csv", "ba")] {
            zip.start_file(name, options).unwrap();
            std::io::Write::write_all(&mut zip, contents.as_bytes()).unwrap();
        }
        std::fs::write(folder.path().join("gói.zip"), zip.finish().unwrap().into_inner())
            .unwrap();

        let originals = Originals::of(folder.path(), "den");

        let read = |path: &str, bytes: &str| {
            originals.read(path, &text::hex(&Sha256::digest(bytes.as_bytes())))
        };
        assert_eq!(read("den/quý 1/a.csv", "một").unwrap(), "một".as_bytes());
        assert_eq!(read("den/gói.zip/b.csv", "hai").unwrap(), "hai".as_bytes());
        assert_eq!(read("den/gói.zip/cb/b.csv", "ba").unwrap(), "ba".as_bytes());
        assert_eq!(read("den/quý 1/a.csv", "khác"), None);
        assert_eq!(read("den/gói.zip/c.csv", "hai"), None);
    }
}
