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

impl Head {
    /// The head of a register, without reading what it says.
    pub fn of(bytes: &[u8]) -> Self {
        let lines = bytes.strip_suffix(b"\n").unwrap_or(bytes);
        let last = lines.rsplit(|byte| *byte == b'\n').next().filter(|_| !lines.is_empty());
        let number = lines.split(|byte| *byte == b'\n').count();
        last.map_or_else(Self::default, |last| Self { lines: number, sha256: hash(last) })
    }
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
    let mut whole = Sha256::new();
    for (number, line) in (1..).zip(lines.split(|byte| *byte == b'\n')) {
        match line::read(line) {
            Some((before, mut read)) => {
                if before != chain.head.sha256 {
                    chain.broken.push(number);
                }
                forget_other_damage(&mut read.1, &whole);
                chain.lines.push((number, read));
            }
            None => chain.broken.push(number),
        }
        chain.head = Head { lines: number, sha256: hash(line) };
        chain.hashes.push(chain.head.sha256.clone());
        whole.update(line);
        whole.update(b"\n");
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
        let noticed = match event {
            Event::Noticed { lost, broken, .. } => {
                let (lost, broken, whole) = (lost.clone(), broken.clone(), Some(hash(&bytes)));
                Some(Event::Noticed { lost, broken, whole })
            }
            _ => None,
        };
        let event = noticed.as_ref().unwrap_or(event);
        let line = line::written(&head.sha256, day, event)?;
        head = Head { lines: head.lines + 1, sha256: hash(&line) };
        bytes.extend(line);
        bytes.push(b'\n');
    }
    Ok((bytes, head))
}

/// Damage that was told is known by what stood there: where anything else stands now, it is new.
fn forget_other_damage(event: &mut Event, before: &Sha256) {
    if let Event::Noticed { broken, whole: Some(whole), .. } = event
        && *whole != text::hex(&before.clone().finalize())
    {
        broken.clear();
    }
}

fn hash(line: &[u8]) -> String {
    text::hex(&Sha256::digest(line))
}
