//! Where two runs of words differ.
//!
//! Takes words, gives the ranges in which they aren't the same. Bounded: beyond a size it answers coarsely.

use std::ops::Range;

/// Words of either side up to which the common words are sought one by one.
const MOST_WORDS: usize = 600;

/// The ranges of `old` and `new` that differ, in order.
///
/// Where one side of a range would be empty, both take a neighbouring word, so that each names something.
pub fn runs<W: PartialEq>(old: &[W], new: &[W]) -> Vec<(Range<usize>, Range<usize>)> {
    let head = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let tail = old[head..].iter().rev().zip(new[head..].iter().rev()).take_while(|(a, b)| a == b).count();
    let (old_end, new_end) = (old.len() - tail, new.len() - tail);
    if head == old_end && head == new_end {
        return Vec::new();
    }
    let pairs = common(&old[head..old_end], &new[head..new_end]);
    let mut found = Vec::new();
    let (mut from_old, mut from_new) = (head, head);
    for (at_old, at_new) in pairs.into_iter().map(|(a, b)| (a + head, b + head)).chain([(old_end, new_end)]) {
        if from_old < at_old || from_new < at_new {
            found.push((from_old..at_old, from_new..at_new));
        }
        (from_old, from_new) = (at_old + 1, at_new + 1);
    }
    found.into_iter().map(|run| with_neighbour(run, old.len(), new.len())).collect()
}

/// Takes the word before, else the word after, where one side is empty.
fn with_neighbour(run: (Range<usize>, Range<usize>), olds: usize, news: usize) -> (Range<usize>, Range<usize>) {
    let (mut old, mut new) = run;
    if old.is_empty() || new.is_empty() {
        if old.start > 0 && new.start > 0 {
            old.start -= 1;
            new.start -= 1;
        } else if old.end < olds && new.end < news {
            old.end += 1;
            new.end += 1;
        }
    }
    (old, new)
}

/// A longest common subsequence as pairs of places.
fn common<W: PartialEq>(old: &[W], new: &[W]) -> Vec<(usize, usize)> {
    if old.is_empty() || new.is_empty() || old.len() > MOST_WORDS || new.len() > MOST_WORDS {
        return Vec::new();
    }
    let width = new.len() + 1;
    let mut longest = vec![0u16; (old.len() + 1) * width];
    for at in (0..old.len()).rev() {
        for to in (0..new.len()).rev() {
            longest[at * width + to] = if old[at] == new[to] {
                longest[(at + 1) * width + to + 1] + 1
            } else {
                longest[(at + 1) * width + to].max(longest[at * width + to + 1])
            };
        }
    }
    let (mut at, mut to, mut pairs) = (0, 0, Vec::new());
    while at < old.len() && to < new.len() {
        if old[at] == new[to] {
            pairs.push((at, to));
            (at, to) = (at + 1, to + 1);
        } else if longest[(at + 1) * width + to] >= longest[at * width + to + 1] {
            at += 1;
        } else {
            to += 1;
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(old: &str, new: &str) -> Vec<(String, String)> {
        let old: Vec<&str> = old.split(' ').collect();
        let new: Vec<&str> = new.split(' ').collect();
        runs(&old, &new).into_iter().map(|(a, b)| (old[a].join(" "), new[b].join(" "))).collect()
    }

    #[test]
    fn replaced_words_stand_against_each_other() {
        assert_eq!(words("a further round of talks", "a further rounds of talks"), [("round".into(), "rounds".into())]);
        assert_eq!(
            words("in May the talks began at six", "in June the talks began at noon"),
            [("May".to_owned(), "June".to_owned()), ("six".to_owned(), "noon".to_owned())]
        );
    }

    #[test]
    fn a_word_that_only_one_side_has_brings_its_neighbour() {
        assert_eq!(words("they still talk", "they talk"), [("they still".into(), "they".into())]);
        assert_eq!(words("talks begin", "The talks begin"), [("talks".into(), "The talks".into())]);
    }

    #[test]
    fn equal_words_differ_nowhere() {
        assert!(words("the same words", "the same words").is_empty());
    }

    #[test]
    fn very_long_runs_are_one_difference() {
        let old = vec![1; 2_000];
        let new: Vec<i32> = (2..3_000).collect();
        assert_eq!(runs(&old, &new), [(0..2_000, 0..2_998)]);
    }
}
