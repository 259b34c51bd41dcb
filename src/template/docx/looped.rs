//! The bytes of a part that loops repeat.

use std::ops::Range;

/// Stretches of a part's bytes that some loop repeats.
#[derive(Debug, Default)]
pub(super) struct Looped {
    /// In order; none touches another, however the loops are nested.
    stretches: Vec<Range<usize>>,
}

impl Looped {
    /// Whether a byte lies in one of them.
    pub(super) fn contains(&self, at: usize) -> bool {
        let next = self.stretches.partition_point(|stretch| stretch.end <= at);
        self.stretches.get(next).is_some_and(|stretch| stretch.start <= at)
    }
}

impl FromIterator<Range<usize>> for Looped {
    fn from_iter<T: IntoIterator<Item = Range<usize>>>(loops: T) -> Self {
        let mut loops: Vec<Range<usize>> = loops.into_iter().collect();
        loops.sort_by_key(|range| range.start);
        let mut stretches: Vec<Range<usize>> = Vec::new();
        for range in loops.into_iter().filter(|range| !range.is_empty()) {
            match stretches.last_mut().filter(|last| range.start <= last.end) {
                Some(last) => last.end = last.end.max(range.end),
                None => stretches.push(range),
            }
        }
        Self { stretches }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_is_repeated_when_any_loop_holds_it() {
        let loops = [20..30, 2..12, 4..6, 12..14, 40..40];
        let looped: Looped = loops.iter().cloned().collect();
        for at in 0..50 {
            let held = loops.iter().any(|range| range.contains(&at));
            assert_eq!(looped.contains(at), held, "{at}");
        }
    }
}
