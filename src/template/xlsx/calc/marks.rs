//! Marks at numbers, in layers: whether any lies in a stretch is known without looking at each.

use std::ops::Range;

/// Numbers that one word of a layer tells of.
const WORD: usize = 64;

/// A set of numbers.
#[derive(Default)]
pub(super) struct Marks {
    /// In the first layer a bit is a number; in each further one, a word of the layer before.
    layers: Vec<Vec<u64>>,
}

impl Marks {
    /// Marks a number.
    pub(super) fn set(&mut self, number: usize) {
        let mut at = number;
        for depth in 0.. {
            if self.layers.len() <= depth {
                self.layers.push(self.first_word(depth));
            }
            let Some(layer) = self.layers.get_mut(depth) else { return };
            if layer.len() <= at / WORD {
                layer.resize(at / WORD + 1, 0);
            }
            if let Some(word) = layer.get_mut(at / WORD) {
                *word |= 1 << (at % WORD);
            }
            if layer.len() == 1 {
                return;
            }
            at /= WORD;
        }
    }

    /// A new layer above all others: so far there was one word below it.
    fn first_word(&self, depth: usize) -> Vec<u64> {
        let below = depth.checked_sub(1).and_then(|below| self.layers.get(below)?.first());
        vec![below.map_or(0, |word| u64::from(*word != 0))]
    }

    /// The first marked number that is not before another.
    pub(super) fn next(&self, from: usize) -> Option<usize> {
        let mut at = from;
        let mut depth = 0;
        loop {
            let word = self.layers.get(depth)?.get(at / WORD).copied().unwrap_or(0);
            let rest = word & (u64::MAX << (at % WORD));
            if rest != 0 {
                at = at / WORD * WORD + rest.trailing_zeros() as usize;
                break;
            }
            at = at / WORD + 1;
            depth += 1;
        }
        for layer in self.layers.get(..depth)?.iter().rev() {
            at = at * WORD + layer.get(at)?.trailing_zeros() as usize;
        }
        Some(at)
    }

    /// Whether any number of a stretch is marked.
    pub(super) fn any(&self, stretch: Range<usize>) -> bool {
        self.next(stretch.start).is_some_and(|next| next < stretch.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_mark_is_found_however_far_it_is() {
        let mut marks = Marks::default();
        assert_eq!(marks.next(0), None);
        let numbers = [3, 63, 64, 4095, 4096, 5000, 300_000, 900_001];
        for number in [4096, 3, 300_000, 64, 900_001, 63, 5000, 4095] {
            marks.set(number);
        }
        for from in
            (0..1000).chain(4000..5100).chain(299_990..300_010).chain([900_001, 900_002])
        {
            let next = numbers.into_iter().find(|number| *number >= from);
            assert_eq!(marks.next(from), next, "{from}");
        }
        assert!(marks.any(64..65) && !marks.any(65..4095) && !marks.any(4095..4095));
    }
}
