//! The register on disk: read as it is, written whole under a lock.
//!
//! A copy with the new lines takes the place of the register by one rename. It is small, so
//! writing it anew costs nothing that anyone notices, and a power cut leaves either the old one or
//! the new one, never half a line.

use std::fs::{File, TryLockError};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::{FILE, Register};

/// Name of the file that is locked; it is left there, and means nothing unlocked.
const LOCK: &str = "khoa";

/// How long another run is waited for: as long as writing a large draft takes.
const WAITS: u32 = 150;
const WAIT: Duration = Duration::from_millis(200);

/// The register cannot be worked with.
#[derive(Debug, thiserror::Error)]
pub enum RegisterError {
    /// It cannot be read or written.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// Another run has it.
    #[error("another run is at work")]
    Locked,
}

/// Reads the register of a folder; one that is not there has no lines.
///
/// # Errors
/// When it is there and cannot be read.
pub fn read(folder: &Path) -> io::Result<Register> {
    match std::fs::read(folder.join(FILE)) {
        Ok(bytes) => Ok(Register::of(bytes)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Register::default()),
        Err(error) => Err(error),
    }
}

/// A folder whose register nobody else writes while this lives. The system gives the lock back
/// when the program ends, however it ends.
#[derive(Debug)]
pub struct Locked {
    folder: PathBuf,
    _lock: File,
}

impl Locked {
    /// Waits for other runs, though not for ever.
    ///
    /// # Errors
    /// When another run does not finish, or the folder cannot be written.
    pub fn new(folder: &Path) -> Result<Self, RegisterError> {
        std::fs::create_dir_all(folder)?;
        let lock =
            File::options().create(true).truncate(false).write(true).open(folder.join(LOCK))?;
        for _ in 0..WAITS {
            match lock.try_lock() {
                Ok(()) => return Ok(Self { folder: folder.to_owned(), _lock: lock }),
                Err(TryLockError::WouldBlock) => std::thread::sleep(WAIT),
                // Some network drives know no locks; there two runs at once cannot be helped.
                Err(TryLockError::Error(error)) if error.kind() == ErrorKind::Unsupported => {
                    return Ok(Self { folder: folder.to_owned(), _lock: lock });
                }
                Err(TryLockError::Error(error)) => return Err(error.into()),
            }
        }
        Err(RegisterError::Locked)
    }

    /// The register as it is now.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn read(&self) -> io::Result<Register> {
        read(&self.folder)
    }

    /// Puts these bytes in the place of the register.
    ///
    /// # Errors
    /// When they cannot be written; the register is then what it was.
    pub fn write(&self, bytes: &[u8]) -> io::Result<()> {
        let mut new = tempfile::NamedTempFile::new_in(&self.folder)?;
        new.write_all(bytes)?;
        readable_by_all(new.path())?;
        new.as_file().sync_all()?;
        new.persist(self.folder.join(FILE)).map_err(|error| error.error)?;
        Ok(())
    }
}

/// Temporary files are private; the register is as readable as anything else the office keeps.
#[cfg(unix)]
fn readable_by_all(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn readable_by_all(_path: &Path) -> io::Result<()> {
    Ok(())
}
