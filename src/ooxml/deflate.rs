//! Compression by DEFLATE (RFC 1951) for markup that repeats itself, such as cells and paragraphs.
//!
//! General compressors look far and wide for the longest repetition. In printed markup the nearest
//! one is nearly always as long, and its distance takes fewer bits: looking at hardly any other is
//! several times as quick, and what comes out is no larger.

mod bits;
mod block;
mod code_lengths;
mod prefix_code;
mod repetitions;
mod token;

use bits::Bits;
use repetitions::Repetitions;

/// Tokens of a block: what is frequent changes little within a part.
const BLOCK: usize = 1 << 16;

/// The bytes compressed, as the body of a zip entry.
pub(super) fn deflate(bytes: &[u8]) -> Vec<u8> {
    let mut out = Bits::with_room(bytes.len() / 6);
    let mut repetitions = Repetitions::new(bytes);
    let mut tokens = Vec::with_capacity(BLOCK.min(bytes.len() / 4));
    loop {
        tokens.clear();
        repetitions.read(BLOCK, &mut tokens);
        let is_last = repetitions.at_end();
        block::write(&tokens, is_last, &mut out);
        if is_last {
            return out.finish();
        }
    }
}

#[cfg(test)]
mod tests;
