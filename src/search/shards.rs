//! Which words stand in one shard: ranges of forms in their order, cut where the words themselves say so.
//!
//! A cut falls where the hash of the next form has certain bits, so an edit moves the cuts beside it and no others.
//! All forms of a stem stand in the range of its first one; forms that begin otherwise ("met", "meet") lead there.

use std::ops::Range;

use super::vocabulary::Vocabulary;

/// A shard below this size isn't cut.
const SMALLEST: usize = 10_000;
/// A shard is cut before it would exceed this size, unless one stem does.
const LARGEST: usize = 30_000;

/// A range of forms with the stems that are told in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Shard {
    pub(super) forms: Range<usize>,
    /// Stems whose first form stands here, ascending.
    pub(super) stems: Range<u32>,
}

/// Whether a form stands with the first form of its stem, or leads there.
pub(super) fn at_home(form: &str, first: &str) -> bool {
    let start = |text: &str| text.char_indices().nth(2).map_or(text.len(), |(at, _)| at);
    form.get(..start(form)) == first.get(..start(first))
}

/// The first form of each stem.
pub(super) fn first_forms(vocabulary: &Vocabulary) -> Vec<u32> {
    let mut first = Vec::with_capacity(vocabulary.stems);
    for (form, stem) in (0u32..).zip(&vocabulary.stem_of) {
        // Stems are numbered by their first form.
        if *stem as usize == first.len() {
            first.push(form);
        }
    }
    first
}

/// Cuts the forms. `size` says how many bytes a stem is thought to take.
pub(super) fn cut(vocabulary: &Vocabulary, first: &[u32], size: impl Fn(u32) -> usize) -> Vec<Shard> {
    let last = last_at_home(vocabulary, first);
    let mut shards = Vec::new();
    let (mut start, mut first_stem, mut next_stem, mut bytes, mut reach) = (0, 0u32, 0u32, 0, 0);
    for (at, form) in vocabulary.forms.iter().enumerate() {
        let stem = vocabulary.stem_of[at];
        let new = stem == next_stem;
        let adds = form.len() + 3 + if new { size(stem) } else { 0 };
        let wanted = bytes + adds > LARGEST || (bytes > SMALLEST && falls_here(form));
        if wanted && at > start && reach < at {
            shards.push(Shard { forms: start..at, stems: first_stem..next_stem });
            (start, first_stem, bytes) = (at, next_stem, 0);
        }
        bytes += adds;
        if new {
            next_stem += 1;
            reach = reach.max(last[stem as usize]);
        }
    }
    if start < vocabulary.forms.len() {
        shards.push(Shard { forms: start..vocabulary.forms.len(), stems: first_stem..next_stem });
    }
    shards
}

/// The last form of each stem that stands with its first.
fn last_at_home(vocabulary: &Vocabulary, first: &[u32]) -> Vec<usize> {
    let mut last = vec![0; first.len()];
    for (at, stem) in vocabulary.stem_of.iter().enumerate() {
        let stem = *stem as usize;
        if at_home(&vocabulary.forms[at], &vocabulary.forms[first[stem] as usize]) {
            last[stem] = at;
        }
    }
    last
}

fn falls_here(form: &str) -> bool {
    blake3::hash(form.as_bytes()).as_bytes()[0] & 15 == 0
}
