//! Which words stand in one shard: ranges of forms in their order, cut where the words themselves say so.
//!
//! A cut falls where the hash of the next form has certain bits, so an edit moves the cuts beside it and no others.
//! A shard holds whatever its forms lead to. A stem of which forms stand apart ("stand", "stood") is told in both
//! places, so that a word never takes more than one file.

use std::ops::Range;

use super::vocabulary::Vocabulary;

/// What a query may fetch: 150 KB in all. `tests/search/` holds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Budget {
    /// So many files at most.
    pub(super) files: u32,
    /// No shard of several words is larger.
    pub(super) shard: usize,
}

impl Budget {
    /// Three files on a large site. On a small one words are spread over nearly as many shards, each with little in it:
    /// five smaller ones come to the same.
    pub(super) fn of(documents: usize) -> Self {
        if documents > 1000 { Self { files: 3, shard: 40_000 } } else { Self { files: 5, shard: 27_000 } }
    }

    /// A shard below this size isn't cut.
    fn smallest(self) -> usize {
        self.shard / 3
    }
}

/// Forms by stem.
pub(super) struct Forms {
    /// Where each stem's forms end.
    ends: Vec<u32>,
    all: Vec<u32>,
}

impl Forms {
    pub(super) fn of(vocabulary: &Vocabulary) -> Self {
        let mut ends = vec![0u32; vocabulary.stems];
        for stem in &vocabulary.stem_of {
            ends[*stem as usize] += 1;
        }
        let mut total = 0;
        for end in &mut ends {
            // For now the start: filling moves it to the end.
            total += std::mem::replace(end, total);
        }
        let mut all = vec![0; total as usize];
        for (form, stem) in (0u32..).zip(&vocabulary.stem_of) {
            let at = &mut ends[*stem as usize];
            all[*at as usize] = form;
            *at += 1;
        }
        Self { ends, all }
    }

    /// The forms of a stem, ascending.
    pub(super) fn of_stem(&self, stem: u32) -> &[u32] {
        let from = (stem as usize).checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        &self.all[from..self.ends[stem as usize] as usize]
    }
}

/// Cuts the forms. `size` says how many bytes a stem is thought to take.
pub(super) fn cut(vocabulary: &Vocabulary, budget: Budget, size: impl Fn(u32) -> usize) -> Vec<Range<usize>> {
    let mut shards = Vec::new();
    let mut told_in = vec![usize::MAX; vocabulary.stems];
    let (mut start, mut bytes) = (0, 0);
    for (at, form) in vocabulary.forms.iter().enumerate() {
        let stem = vocabulary.stem_of[at];
        let is_new = told_in[stem as usize] != start;
        let adds = form.len() + 3 + if is_new { size(stem) } else { 0 };
        let falls = is_new && bytes > budget.smallest() && falls_here(form);
        if at > start && (falls || bytes + adds > budget.shard) {
            shards.push(start..at);
            (start, bytes) = (at, 0);
        }
        bytes += form.len() + 3;
        if told_in[stem as usize] != start {
            told_in[stem as usize] = start;
            bytes += size(stem);
        }
    }
    if start < vocabulary.forms.len() {
        shards.push(start..vocabulary.forms.len());
    }
    shards
}

fn falls_here(form: &str) -> bool {
    blake3::hash(form.as_bytes()).as_bytes()[0] & 15 == 0
}
