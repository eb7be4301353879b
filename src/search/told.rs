//! What shards tell of each stem beside its postings: the documents that are most about it, and where it stands in them.
//!
//! Takes postings and streams. A document is read once, for all stems that tell of it.

use rayon::prelude::*;

use super::places::Place;
use super::postings::{Posting, Postings};
use super::ranges::between;
use super::streams::Streams;

/// For so many documents of a stem it is told where the words stand.
pub(super) const PLACED: usize = 200;
/// For so many the shard has the card and an excerpt, so that results need no other file.
pub(super) const SHOWN: usize = 10;
/// So many places of a stem in a document are told, for words that stand together.
const TOLD: usize = 6;

/// The order in which results show documents: the heaviest first, of these the latest.
pub(super) struct Ranks {
    /// For each document its place by date.
    latest: Vec<u32>,
    /// The documents by date.
    order: Vec<u32>,
}

impl Ranks {
    /// `order` has the documents by date, the latest first.
    pub(super) fn new(order: Vec<u32>) -> Self {
        let mut latest = vec![0; order.len()];
        for (place, document) in (0u32..).zip(&order) {
            latest[*document as usize] = place;
        }
        Self { latest, order }
    }

    /// What a posting is ordered by. Weight and place take no more room than document and weight do.
    pub(super) fn of(&self, posting: Posting) -> u32 {
        (63 - u32::from(posting.weight)) << 26 | self.latest[posting.document as usize]
    }

    /// The document of a rank.
    fn document(&self, rank: u32) -> u32 {
        self.order[(rank & ((1 << 26) - 1)) as usize]
    }

    /// The rank before which the best postings stand, so many of them; `None` where there are no others.
    pub(super) fn limit(&self, postings: impl ExactSizeIterator<Item = Posting>, most: usize) -> Option<u32> {
        if postings.len() <= most {
            return None;
        }
        let mut ranks: Vec<u32> = postings.map(|posting| self.of(posting)).collect();
        Some(*ranks.select_nth_unstable(most).1)
    }

    /// The told documents of a stem, ascending: twice the document, and one more where it is shown.
    fn told(&self, postings: impl Iterator<Item = Posting>) -> Vec<u32> {
        let mut best: Vec<u32> = postings.map(|posting| self.of(posting)).collect();
        if best.len() > PLACED {
            best.select_nth_unstable(PLACED);
            best.truncate(PLACED);
        }
        best.sort_unstable();
        for (place, rank) in best.iter_mut().enumerate() {
            *rank = self.document(*rank) << 1 | u32::from(place < SHOWN);
        }
        best.sort_unstable();
        best
    }
}

/// What is told of all stems.
pub(super) struct Told {
    /// Where each stem's documents end.
    ends: Vec<u32>,
    documents: Vec<u32>,
    /// By document.
    held: Vec<Held>,
}

/// Where the stems that tell of a document stand in it.
#[derive(Default)]
struct Held {
    /// Ascending: twice the stem, and one more where the document is shown for it.
    stems: Vec<u32>,
    /// Where each stem's places end.
    ends: Vec<u32>,
    /// Words of the document, counted through all texts.
    places: Vec<u32>,
}

impl Told {
    pub(super) fn of(postings: &Postings, ranks: &Ranks, streams: &Streams<'_>, stems: usize) -> Self {
        let all = (0u32..).take(stems).collect::<Vec<_>>();
        let documents: Vec<u32> = all.par_iter().flat_map_iter(|stem| ranks.told(postings.of(*stem))).collect();
        let mut ends = Vec::with_capacity(stems);
        let mut held: Vec<Held> = streams.all.iter().map(|_| Held::default()).collect();
        let mut end = 0;
        for stem in all {
            let from = end;
            end += postings.of(stem).len().min(PLACED);
            ends.push(u32::try_from(end).unwrap_or(u32::MAX));
            for document in &documents[from..end] {
                held[(document >> 1) as usize].stems.push(stem << 1 | (document & 1));
            }
        }
        let place = |(numbers, words): &mut (Vec<u32>, Vec<u32>), (at, held): (usize, &mut Held)| {
            streams.stems(at, words);
            held.place(words, numbers);
        };
        held.par_iter_mut().enumerate().for_each_init(|| (vec![0; stems], Vec::new()), place);
        Self { ends, documents, held }
    }

    /// The documents that are told of a stem, ascending, and whether they are shown.
    pub(super) fn documents(&self, stem: u32) -> impl ExactSizeIterator<Item = (u32, bool)> + '_ {
        let documents = &self.documents[between(&self.ends, stem as usize)];
        documents.iter().map(|document| (document >> 1, document & 1 == 1))
    }

    /// The first places of a stem in a document that is told of it.
    pub(super) fn places(&self, stem: u32, document: u32, streams: &Streams<'_>) -> Vec<Place> {
        let (held, stream) = (&self.held[document as usize], &streams.all[document as usize]);
        let at = held.stems.binary_search_by_key(&stem, |stem| stem >> 1).ok();
        let places = at.map_or(&[][..], |at| &held.places[between(&held.ends, at)]);
        places.iter().map(|place| stream.place(*place)).collect()
    }

    /// Has `take` each stem that tells of a document, whether it shows it, and its first places there.
    pub(super) fn each(&self, document: u32, streams: &Streams<'_>, mut take: impl FnMut(u32, bool, &[Place])) {
        let (held, stream) = (&self.held[document as usize], &streams.all[document as usize]);
        let words: Vec<Place> = stream.all_places().collect();
        let mut found = Vec::with_capacity(TOLD);
        for (at, stem) in held.stems.iter().enumerate() {
            found.clear();
            found.extend(held.places[between(&held.ends, at)].iter().map(|place| words[*place as usize]));
            take(stem >> 1, stem & 1 == 1, &found);
        }
    }
}

impl Held {
    /// Finds the places among a document's words. `numbers` is room, by stem; all zero before and after.
    fn place(&mut self, words: &[u32], numbers: &mut [u32]) {
        for (number, stem) in (1u32..).zip(&self.stems) {
            numbers[(*stem >> 1) as usize] = number;
        }
        let mut found: Vec<([u32; TOLD], usize)> = vec![([0; TOLD], 0); self.stems.len()];
        for (place, stem) in (0u32..).zip(words) {
            let number = numbers[*stem as usize] as usize;
            let told = number.checked_sub(1).map(|at| &mut found[at]);
            if let Some((places, count)) = told.filter(|(_, count)| *count < TOLD) {
                places[*count] = place;
                *count += 1;
            }
        }
        self.stems.iter().for_each(|stem| numbers[(*stem >> 1) as usize] = 0);
        self.stems.shrink_to_fit();
        self.ends.reserve_exact(found.len());
        self.places.reserve_exact(found.iter().map(|(_, count)| count).sum());
        for (places, count) in found {
            self.places.extend_from_slice(&places[..count]);
            self.ends.push(u32::try_from(self.places.len()).unwrap_or(u32::MAX));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::streams::{Packed, Stream};
    use super::*;

    #[test]
    fn places_are_counted_by_text_and_the_first_are_told() {
        // Three texts of 70, 70 and 10 words; the stem 7 is the 66th, the 71st, the 140th, the 141st to 144th.
        let mut stems = vec![1; 150];
        for at in [65, 70, 139, 140, 141, 142, 143] {
            stems[at] = 7;
        }
        let (words, ends) = (Packed::of(&stems), vec![70, 140, 150]);
        let streams = Streams { parts: Vec::new(), all: vec![Stream { part: 0, print: [0; 16], words, ends }] };
        let mut held = Held { stems: vec![5 << 1, 7 << 1 | 1], ..Held::default() };
        held.place(&stems, &mut [0; 9]);
        let told = Told { ends: Vec::new(), documents: Vec::new(), held: vec![held] };
        let places = |stem| told.places(stem, 0, &streams);
        let places: Vec<_> = [5, 7, 8].map(places).iter().map(|list| pairs(list)).collect();
        let seven = vec![(0, 65), (1, 0), (1, 69), (2, 0), (2, 1), (2, 2)];
        assert_eq!(places, [vec![], seven.clone(), vec![]]);
        let mut all = Vec::new();
        told.each(0, &streams, |stem, is_shown, places| all.push((stem, is_shown, pairs(places))));
        assert_eq!(all, [(5, false, vec![]), (7, true, seven)]);
    }

    fn pairs(places: &[Place]) -> Vec<(u32, u32)> {
        places.iter().map(|place| (place.text, place.word)).collect()
    }

    #[test]
    fn the_heaviest_are_told_and_of_equals_the_latest() {
        let ranks = Ranks::new(vec![2, 0, 3, 1]);
        let postings = [(0, 7), (1, 9), (2, 7), (3, 1)].map(|(document, weight)| Posting { document, weight });
        let before = |most| {
            let limit = ranks.limit(postings.iter().copied(), most)?;
            Some(postings.iter().filter(|one| ranks.of(**one) < limit).map(|one| one.document).collect::<Vec<_>>())
        };
        assert_eq!([before(2), before(3), before(4)], [Some(vec![1, 2]), Some(vec![0, 1, 2]), None]);
        assert_eq!(ranks.told(postings.into_iter()), [1, 3, 5, 7]);
        let many = (0..4).cycle().take(SHOWN * 4).map(|at| postings[at]);
        let told = ranks.told(many);
        assert_eq!(told.iter().filter(|document| **document & 1 == 1).count(), SHOWN);
        assert!(told.contains(&3) && !told.contains(&7));
    }
}
