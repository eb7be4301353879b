//! Which documents hold a stem, and how much each is about it.
//!
//! Takes streams, gives postings by stem. The weight of a posting is BM25's share of one word over weighted fields
//! (BM25F), without the word's rarity: that depends on all documents, and the script works it out when it searches.

use rayon::prelude::*;

use super::documents::{Document, Field};
use super::facets;
use super::ranges::between;
use super::streams::{Streams, texts};
use super::vocabulary::Vocabulary;

/// Weights are written as one character.
pub(super) const LEVELS: f32 = 44.0;
/// On more cores than these, each would read more than it puts anywhere.
const FILLING: usize = 4;
/// How soon more of the same word stops to matter.
const SATURATION: f32 = 1.2;

/// A document that holds a stem: its place among the documents, and its weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Posting {
    pub(super) document: u32,
    /// From 1 to [`LEVELS`].
    pub(super) weight: u8,
}

/// A document or stem and a weight in one number: a large site has millions of pairs.
fn pack(number: u32, weight: u8) -> u32 {
    number << 6 | u32::from(weight)
}

fn unpack(both: u32) -> (u32, u8) {
    (both >> 6, (both & 63) as u8)
}

/// Postings of all stems, by stem, then by document.
#[derive(Debug)]
pub(super) struct Postings {
    /// Where each stem's postings end.
    ends: Vec<u32>,
    /// Documents and weights.
    packed: Vec<u32>,
}

impl Postings {
    /// The postings of a stem, ascending.
    pub(super) fn of(&self, stem: u32) -> impl ExactSizeIterator<Item = Posting> + Clone + '_ {
        self.packed[between(&self.ends, stem as usize)].iter().map(|both| {
            let (document, weight) = unpack(*both);
            Posting { document, weight }
        })
    }
}

/// How much a word in this field counts, and how much it loses in a long one.
fn weighing(field: Field) -> (f32, f32) {
    match field {
        Field::Title => (5.0, 0.4),
        Field::Names => (3.0, 0.4),
        Field::Heading => (2.0, 0.4),
        Field::Summary => (1.7, 0.5),
        Field::Text => (1.0, 0.65),
    }
}

/// Lengths that count as usual, by field.
///
/// Rounded to steps of √2: an edit that moves the average by a word leaves all weights alone.
fn usual_lengths(documents: &[Document<'_>], streams: &Streams<'_>) -> [f32; 5] {
    let mut words = [0usize; 5];
    let mut holders = [0usize; 5];
    for (document, stream) in documents.iter().zip(&streams.all) {
        let lengths = lengths(document, &stream.ends);
        for at in 0..5 {
            words[at] += lengths[at];
            holders[at] += usize::from(lengths[at] > 0);
        }
    }
    let mut usual = [1.0; 5];
    for at in 0..5 {
        let average = words[at] as f32 / holders[at].max(1) as f32;
        usual[at] = ((average.max(1.0).log2() * 2.0).round() / 2.0).exp2();
    }
    usual
}

fn lengths(document: &Document<'_>, ends: &[u32]) -> [usize; 5] {
    let mut lengths = [0; 5];
    let mut start = 0;
    for (text, end) in document.texts.iter().zip(ends) {
        lengths[text.field as usize] += (end - start) as usize * text.times() as usize;
        start = *end;
    }
    lengths
}

/// Adds up the words of documents, one after the other.
struct Scale<'a> {
    documents: &'a [Document<'a>],
    streams: &'a Streams<'a>,
    vocabulary: &'a Vocabulary,
    usual: [f32; 5],
    /// The words of the document at hand, as stems.
    words: Vec<u32>,
    /// By stem; all zero between two documents.
    sums: Vec<f32>,
    found: Vec<u32>,
}

impl Scale<'_> {
    /// The stems of a document with their weights, packed, in no order.
    fn weigh(&mut self, at: usize) -> Box<[u32]> {
        let document = &self.documents[at];
        let ends = &self.streams.all[at].ends;
        self.streams.stems(at, &mut self.words);
        let lengths = lengths(document, ends);
        let mut counts = [0.0; 5];
        for field in Field::ALL {
            let (weight, slope) = weighing(field);
            let relative = lengths[field as usize] as f32 / self.usual[field as usize];
            counts[field as usize] = weight / (1.0 - slope + slope * relative);
        }
        let found = &mut self.found;
        found.clear();
        for (text, words) in document.texts.iter().zip(texts(&self.words, ends)) {
            let adds = counts[text.field as usize] * text.times() as f32;
            for stem in words {
                let sum = &mut self.sums[*stem as usize];
                if *sum == 0.0 {
                    found.push(*stem);
                }
                *sum += adds;
            }
        }
        for stem in &mut *found {
            let sum = std::mem::take(&mut self.sums[*stem as usize]);
            *stem = pack(*stem, level(sum / (SATURATION + sum)));
        }
        for (facet, count) in facets::of(document) {
            let stem = self.vocabulary.facets.get(&facet).copied();
            found.extend(stem.map(|stem| pack(stem, level(count as f32 / (8.0 + count as f32)))));
        }
        found.as_slice().into()
    }
}

/// A share below one as a level.
fn level(share: f32) -> u8 {
    (share * LEVELS).ceil().clamp(1.0, LEVELS) as u8
}

/// The postings of all stems.
pub(super) fn of(documents: &[Document<'_>], streams: &Streams<'_>, vocabulary: &Vocabulary) -> Postings {
    let usual = usual_lengths(documents, streams);
    let new_scale = || Scale {
        documents,
        streams,
        vocabulary,
        usual,
        words: Vec::new(),
        sums: vec![0.0; vocabulary.stems],
        found: Vec::new(),
    };
    let places = (0..documents.len()).into_par_iter();
    let weighed: Vec<Box<[u32]>> = places.map_init(new_scale, Scale::weigh).collect();
    let mut ends = vec![0u32; vocabulary.stems];
    for packed in weighed.iter().flat_map(|found| &**found) {
        ends[unpack(*packed).0 as usize] += 1;
    }
    let mut total = 0;
    for end in &mut ends {
        // For now the start: filling moves it to the end.
        total += std::mem::replace(end, total);
    }
    let mut packed = vec![0u32; total as usize];
    fill((0, &mut ends), &mut packed, &weighed, rayon::current_num_threads().min(FILLING));
    weighed.into_par_iter().for_each(drop);
    Postings { ends, packed }
}

/// Puts postings in their places, on so many cores. `ends` has the first place of each stem from the first on, `packed`
/// those of their postings; each place is moved to the end of what was put there.
fn fill((first, ends): (u32, &mut [u32]), packed: &mut [u32], weighed: &[Box<[u32]>], cores: usize) {
    let start = ends.first().copied().unwrap_or(0);
    if cores > 1 && ends.len() > 1 {
        let half = start + u32::try_from(packed.len() / 2).unwrap_or(u32::MAX);
        let middle = ends.partition_point(|place| *place < half).clamp(1, ends.len() - 1);
        let (before, after) = ends.split_at_mut(middle);
        let (few, more) = packed.split_at_mut((after[0] - start) as usize);
        let next = first + u32::try_from(middle).unwrap_or(u32::MAX);
        let (one, other) = (cores / 2, cores - cores / 2);
        rayon::join(|| fill((first, before), few, weighed, one), || fill((next, after), more, weighed, other));
        return;
    }
    for (document, found) in (0u32..).zip(weighed) {
        for (stem, weight) in found.iter().map(|both| unpack(*both)) {
            let at = stem.checked_sub(first).and_then(|stem| ends.get_mut(stem as usize));
            if let Some(at) = at {
                packed[(*at - start) as usize] = pack(document, weight);
                *at += 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn postings_come_to_the_same_places_on_any_number_of_cores() {
        // The stems 0 to 4 have 2, 0, 3, 1 and 0 documents.
        let weighed: Vec<Box<[u32]>> =
            [vec![pack(2, 7), pack(0, 1)], vec![pack(2, 8)], vec![pack(3, 9), pack(0, 2), pack(2, 3)]]
                .map(Vec::into_boxed_slice)
                .into();
        for cores in 1..9 {
            let (mut ends, mut packed) = (vec![0, 2, 2, 5, 6], vec![0; 6]);
            fill((0, &mut ends), &mut packed, &weighed, cores);
            let postings = Postings { ends, packed };
            let of = |stem| postings.of(stem).map(|one| (one.document, one.weight)).collect::<Vec<_>>();
            let all = [0, 1, 2, 3, 4].map(of);
            assert_eq!(all, [vec![(0, 1), (2, 2)], vec![], vec![(0, 7), (1, 8), (2, 3)], vec![(2, 9)], vec![]]);
        }
    }
}
