//! One shard: its forms, and for each stem its postings, places and best documents.
//!
//! docs/search.md describes the format; `templates/assets/search.js` reads it.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;

use serde::Serialize;

use super::cards::Card;
use super::encode::{self, Steps};
use super::places::{self, Place};
use super::postings::Posting;
use super::{Index, script};
use crate::model::output::Output;

/// A stem leads to so many documents at most, those that are most about it: a shard stays small however many there are.
const LONGEST: usize = 9_000;
/// For so many of them it is told where the words stand.
const PLACED: usize = 200;
/// For so many the shard has the card and an excerpt, so that results need no other file.
const SHOWN: usize = 10;
/// So many forms of a stem are told that stand in other shards; they are marked in texts.
const ALSO: usize = 20;

#[derive(Debug, Default, Serialize)]
struct Entries<'a> {
    /// The forms, ascending.
    forms: String,
    /// For each form the place of its stem in `stems`.
    stem_of: String,
    /// For stems of which other shards have forms too: these.
    also: BTreeMap<u32, String>,
    /// For each stem its postings.
    stems: Vec<String>,
    /// For each stem and document that is shown: the id of a passage, and words of it.
    excerpts: Vec<Vec<String>>,
    /// Cards of the documents that are shown, by number.
    cards: BTreeMap<u32, Card<'a>>,
}

/// How many bytes a stem with so many postings takes, about.
pub(super) fn estimate(postings: usize) -> usize {
    8 + postings.min(LONGEST) * 2 + postings.min(PLACED) * 4 + postings.min(SHOWN) * 200
}

/// Writes a range of forms as a shard, or as several where it is larger than the budget allows; each with the place of
/// its first form.
pub(super) fn shards(index: &Index<'_>, forms: Range<usize>) -> Vec<(usize, Output)> {
    let output = shard(index, forms.clone());
    if output.bytes.len() <= index.budget.shard || forms.len() < 2 {
        return vec![(forms.start, output)];
    }
    let middle = forms.start + forms.len() / 2;
    let mut both = shards(index, forms.start..middle);
    both.extend(shards(index, middle..forms.end));
    both
}

fn shard(index: &Index<'_>, range: Range<usize>) -> Output {
    let vocabulary = &index.vocabulary;
    let mut entries = Entries::default();
    let mut known: BTreeMap<u32, u32> = BTreeMap::new();
    for stem in &vocabulary.stem_of[range.clone()] {
        let next = u32::try_from(known.len()).unwrap_or(u32::MAX);
        let own = *known.entry(*stem).or_insert(next);
        encode::push(&mut entries.stem_of, own);
        if own == next {
            add(index, *stem, &mut entries);
            let elsewhere = index.forms.of_stem(*stem).iter().filter(|form| !range.contains(&(**form as usize)));
            let also: Vec<&str> = elsewhere.take(ALSO).map(|form| &*vocabulary.forms[*form as usize]).collect();
            if !also.is_empty() {
                entries.also.insert(own, also.join(" "));
            }
        }
    }
    let forms: Vec<&str> = vocabulary.forms[range].iter().map(|form| &**form).collect();
    entries.forms = forms.join(" ");
    script("search-words", "words", forms.first().unwrap_or(&""), &entries)
}

fn add<'a>(index: &'a Index<'_>, stem: u32, entries: &mut Entries<'a>) {
    let mut list: Vec<Posting> = index.postings.of(stem).collect();
    // The order in which results show them: the heaviest, then the latest.
    let rank = |posting: &Posting| (Reverse(posting.weight), index.latest[posting.document as usize]);
    if list.len() > LONGEST {
        list.select_nth_unstable_by_key(LONGEST, rank);
        list.truncate(LONGEST);
        list.sort_unstable_by_key(|posting| posting.document);
    }
    let mut best: Vec<u32> = (0u32..).take(list.len()).collect();
    let of = |at: &u32| rank(&list[*at as usize]);
    if best.len() > PLACED {
        best.select_nth_unstable_by_key(PLACED, of);
        best.truncate(PLACED);
    }
    best.sort_unstable_by_key(of);
    let mut shown: Vec<u32> = best.iter().copied().take(SHOWN).collect();
    best.sort_unstable();
    shown.sort_unstable();
    let mut out = String::new();
    push_postings(index, &list, &mut out);
    let excerpts = push_places(index, stem, (&list, &best, &shown), &mut out, entries);
    entries.stems.push(out);
    entries.excerpts.push(excerpts);
}

fn push_postings(index: &Index<'_>, list: &[Posting], out: &mut String) {
    let count = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
    encode::push(out, count(list.len()));
    let mut steps = Steps::default();
    for posting in list {
        steps.push(out, index.documents[posting.document as usize].slot);
        encode::push(out, u32::from(posting.weight));
    }
}

/// The places of the best documents; cards and excerpts of those that are shown.
fn push_places<'a>(
    index: &'a Index<'_>,
    stem: u32,
    (list, best, shown): (&[Posting], &[u32], &[u32]),
    out: &mut String,
    entries: &mut Entries<'a>,
) -> Vec<String> {
    let mut excerpts = Vec::new();
    let mut steps = Steps::default();
    encode::push(out, u32::try_from(best.len()).unwrap_or(u32::MAX));
    for at in best {
        let ix = list[*at as usize].document as usize;
        let document = &index.documents[ix];
        let found = places::of(stem, &index.streams[ix]);
        let is_shown = shown.binary_search(at).is_ok();
        steps.push(out, *at);
        // The last bit says whether the document is shown.
        encode::push(out, u32::try_from(found.len()).unwrap_or(0) * 2 + u32::from(is_shown));
        push_each(&found, out);
        if is_shown {
            let excerpt = places::excerpt(document, &found);
            excerpts.push(excerpt.id.to_owned());
            excerpts.push(excerpt.words);
            entries.cards.entry(document.slot).or_insert_with(|| Card::of(document));
        }
    }
    excerpts
}

/// Places as steps: of the text, and of the word where the text stays the same.
fn push_each(places: &[Place], out: &mut String) {
    let mut before = Place { text: 0, word: 0 };
    for place in places {
        let from = if place.text == before.text { before.word } else { 0 };
        encode::push(out, place.text - before.text);
        encode::push(out, place.word - from);
        before = *place;
    }
}
