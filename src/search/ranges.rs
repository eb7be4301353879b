//! Lists that stand one after the other in a single one, told apart by where each of them ends.

use std::ops::Range;

/// Where the list at a place begins.
pub(super) fn start(ends: &[u32], at: usize) -> u32 {
    at.checked_sub(1).map_or(0, |before| ends[before])
}

/// Where the list at a place stands.
pub(super) fn between(ends: &[u32], at: usize) -> Range<usize> {
    start(ends, at) as usize..ends[at] as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_follow_on_each_other() {
        let ends = [2, 2, 5];
        assert_eq!([0, 1, 2].map(|at| between(&ends, at)), [0..2, 2..2, 2..5]);
        assert_eq!(start(&ends, 3), 5);
    }
}
