//! Pictures and documents that a template's tags name, from one folder and never from outside it.

use std::fs;
use std::path::{Component, Path, PathBuf};

use crate::template::Files;

/// Largest file that a tag may name, in bytes.
const LARGEST: u64 = 32 * 1024 * 1024;

/// The files of a folder.
pub(super) struct FolderFiles {
    root: PathBuf,
}

impl FolderFiles {
    /// The files of a folder and of the folders in it.
    pub(super) fn new(root: &Path) -> Self {
        let here = Path::new(".");
        let root = if root.as_os_str().is_empty() { here } else { root };
        Self { root: root.to_owned() }
    }

    /// The folder that a file lies in.
    pub(super) fn beside(file: &Path) -> Self {
        Self::new(file.parent().unwrap_or(Path::new("")))
    }

    /// Where a name leads, links followed; the reason when that is not in the folder.
    fn path(&self, name: &str) -> Result<PathBuf, String> {
        let leaves = || "tệp phải nằm trong thư mục làm việc, không đi ra ngoài".to_owned();
        // Written on Windows, read anywhere.
        let name = name.replace('\\', "/");
        let relative = Path::new(&name);
        let stays =
            |part: Component<'_>| matches!(part, Component::Normal(_) | Component::CurDir);
        let has_drive = name.get(1..2) == Some(":");
        if name.is_empty() || has_drive || !relative.components().all(stays) {
            return Err(leaves());
        }
        let missing = |error: std::io::Error| match error.kind() {
            std::io::ErrorKind::NotFound => "không có tệp này".to_owned(),
            _ => error.to_string(),
        };
        let root = fs::canonicalize(&self.root).map_err(missing)?;
        let path = fs::canonicalize(root.join(relative)).map_err(missing)?;
        if path.starts_with(&root) { Ok(path) } else { Err(leaves()) }
    }
}

impl Files for FolderFiles {
    fn read(&self, name: &str) -> Result<Vec<u8>, String> {
        let path = self.path(name)?;
        // Asked before opening: a pipe would wait for ever.
        let data = fs::metadata(&path).map_err(|error| error.to_string())?;
        if !data.is_file() {
            return Err("không phải một tệp thường".to_owned());
        }
        if data.len() > LARGEST {
            return Err(format!("tệp lớn hơn {} MB", LARGEST / 1024 / 1024));
        }
        fs::read(&path).map_err(|error| error.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_reads_files_of_its_folder_and_nothing_outside() {
        let folder = tempfile::tempdir().unwrap();
        let inside = folder.path().join("inside");
        fs::create_dir_all(inside.join("anh")).unwrap();
        fs::write(inside.join("anh/a.png"), "picture").unwrap();
        fs::write(folder.path().join("secret"), "secret").unwrap();
        let files = FolderFiles::new(&inside);
        assert_eq!(files.read("anh/a.png").unwrap(), b"picture");
        assert_eq!(files.read(".\\anh\\a.png").unwrap(), b"picture");
        let secret = folder.path().join("secret");
        for outside in ["../secret", "anh/../../secret", secret.to_str().unwrap(), "C:/x", ""] {
            assert!(files.read(outside).unwrap_err().contains("trong thư mục"), "{outside}");
        }
        assert!(files.read("b.png").unwrap_err().contains("không có"));
        assert!(files.read("anh").is_err());
    }

    #[cfg(unix)]
    #[test]
    fn a_link_does_not_lead_out_of_the_folder() {
        let folder = tempfile::tempdir().unwrap();
        let inside = folder.path().join("inside");
        fs::create_dir(&inside).unwrap();
        fs::write(folder.path().join("secret"), "secret").unwrap();
        std::os::unix::fs::symlink(folder.path().join("secret"), inside.join("a")).unwrap();
        assert!(FolderFiles::new(&inside).read("a").is_err());
    }
}
