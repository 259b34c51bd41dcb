//! Large files are opened one at a time: files are read in parallel, and what they take together
//! must not grow with the number of cores.

use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::sheet;

/// Bytes up to which a file may be read beside others. A return has a tenth of that.
const SMALL: u64 = 4 << 20;

static LARGE: Mutex<()> = Mutex::new(());

/// The turn of a large file, held until it was read; none of its own where it lies in a file that
/// has one.
pub struct Turn {
    _held: Option<MutexGuard<'static, ()>>,
}

impl Turn {
    /// The turn of a file that lies in one that has its turn, for as long as that has it.
    pub(super) const fn within(_outer: &Self) -> Self {
        Self { _held: None }
    }
}

/// Waits for the turn of a file of this length, if it needs one before it is loaded.
pub fn to_load(length: u64) -> Option<Turn> {
    (length > SMALL).then(wait)
}

/// Waits for the turn of a file that was loaded, if it needs one and has none yet.
pub fn to_read(bytes: &[u8], has: Option<Turn>) -> Option<Turn> {
    has.or_else(|| (sheet::weight(bytes) > SMALL).then(wait))
}

fn wait() -> Turn {
    // Nothing is behind the lock that a panic could have left half done.
    Turn { _held: Some(LARGE.lock().unwrap_or_else(PoisonError::into_inner)) }
}
