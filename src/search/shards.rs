//! Which words stand in one shard: ranges of forms in their order, cut where the words themselves say so.
//!
//! A cut falls where the hash of the next form has certain bits, so an edit moves the cuts beside it and no others.
//! A shard holds whatever its forms lead to. A stem of which forms stand apart ("stand", "stood") is told in both
//! places, so that a word never takes more than one file.

use std::ops::Range;

use super::ranges::between;
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
        &self.all[between(&self.ends, stem as usize)]
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

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    /// Forms and the numbers of their stems.
    fn vocabulary(forms: &[(String, u32)]) -> Vocabulary {
        let stems = forms.iter().map(|(_, stem)| *stem as usize + 1).max().unwrap_or(0);
        let stem_of = forms.iter().map(|(_, stem)| *stem).collect();
        Vocabulary {
            forms: forms.iter().map(|(form, _)| form.as_str().into()).collect(),
            stem_of,
            stems,
            facets: HashMap::default(),
        }
    }

    fn many(count: u32) -> Vec<(String, u32)> {
        (0..count).map(|at| (format!("word{at:05}"), at)).collect()
    }

    const BUDGET: Budget = Budget { files: 3, shard: 1000 };

    #[test]
    fn shards_follow_on_each_other_and_keep_to_the_budget() {
        let forms = vocabulary(&many(400));
        let shards = cut(&forms, BUDGET, |_| 50);
        assert_eq!((shards[0].start, shards.last().map(|last| last.end)), (0, Some(400)));
        assert!(shards.windows(2).all(|pair| pair[0].end == pair[1].start));
        // A form of nine letters and its stem are thought to take 62 bytes.
        assert!(shards.iter().all(|shard| shard.len() * 62 <= BUDGET.shard), "{shards:?}");
        assert!(shards.len() < 70, "{} shards", shards.len());
    }

    #[test]
    fn a_stem_that_is_larger_than_the_budget_stands_alone() {
        let forms = vocabulary(&many(3));
        assert_eq!(cut(&forms, BUDGET, |stem| if stem == 1 { 5000 } else { 10 }), [0..1, 1..2, 2..3]);
    }

    #[test]
    fn another_word_moves_the_cuts_beside_it_alone() {
        let before = many(4000);
        let mut after = before.clone();
        after.insert(2000, ("word01999a".to_owned(), 4000));
        let starts = |forms: &[(String, u32)]| -> Vec<String> {
            let shards = cut(&vocabulary(forms), BUDGET, |_| 10);
            shards.iter().map(|shard| forms[shard.start].0.clone()).collect()
        };
        let (before, after) = (starts(&before), starts(&after));
        let moved = after.iter().filter(|start| !before.contains(start)).count();
        assert!(before.len() > 50 && moved <= 5, "{moved} of {} cuts moved", before.len());
    }

    #[test]
    fn a_stem_knows_its_forms_wherever_they_stand() {
        let forms =
            [("stand", 0), ("stands", 0), ("state", 1), ("stood", 0)].map(|(form, stem)| (form.to_owned(), stem));
        let forms = Forms::of(&vocabulary(&forms));
        assert_eq!((forms.of_stem(0), forms.of_stem(1)), (&[0, 1, 3][..], &[2][..]));
    }
}
