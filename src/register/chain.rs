//! The chain: every line carries the hash of the line before.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::line::{self, Event};
use crate::text;

/// How long a register is, and what its last line is.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Head {
    /// Number of lines.
    pub lines: usize,
    /// SHA-256 of the last line, in hexadecimal; empty where there is none.
    pub sha256: String,
}

/// What the lines of a register say.
#[derive(Debug, Default)]
pub(super) struct Chain {
    pub(super) head: Head,
    pub(super) hashes: Vec<String>,
    pub(super) broken: Vec<usize>,
    pub(super) lines: Vec<(usize, (Option<NaiveDate>, Event))>,
}

/// Reads the lines; one that cannot be read is counted and hashed like any other.
pub(super) fn read(bytes: &[u8]) -> Chain {
    let mut chain = Chain::default();
    let lines = bytes.strip_suffix(b"\n").unwrap_or(bytes);
    if lines.is_empty() {
        return chain;
    }
    for (number, line) in (1..).zip(lines.split(|byte| *byte == b'\n')) {
        match line::read(line) {
            Some((before, read)) => {
                if before != chain.head.sha256 {
                    chain.broken.push(number);
                }
                chain.lines.push((number, read));
            }
            None => chain.broken.push(number),
        }
        chain.head = Head { lines: number, sha256: hash(line) };
        chain.hashes.push(chain.head.sha256.clone());
    }
    if !bytes.ends_with(b"\n") && chain.broken.last() != Some(&chain.head.lines) {
        // We end every line, so this one was cut off, however well it reads.
        chain.broken.push(chain.head.lines);
    }
    chain
}

/// The bytes of a register with more lines, and its head then.
///
/// # Errors
/// When a line cannot be written as JSON, which no input should bring about.
pub(super) fn with(
    bytes: &[u8],
    head: &Head,
    day: NaiveDate,
    events: &[Event],
) -> Result<(Vec<u8>, Head), serde_json::Error> {
    let (mut bytes, mut head) = (bytes.to_vec(), head.clone());
    if !bytes.is_empty() && !bytes.ends_with(b"\n") {
        bytes.push(b'\n');
    }
    for event in events {
        let line = line::written(&head.sha256, day, event)?;
        head = Head { lines: head.lines + 1, sha256: hash(&line) };
        bytes.extend(line);
        bytes.push(b'\n');
    }
    Ok((bytes, head))
}

fn hash(line: &[u8]) -> String {
    text::hex(&Sha256::digest(line))
}
