//! One shard: its forms, and for each stem its postings, places and best documents.
//!
//! docs/search.md describes the format; `templates/assets/search.js` reads it.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use serde::Serialize;

use super::cards::Card;
use super::encode::{self, Steps};
use super::places::{self, Place};
use super::postings::Posting;
use super::told::{PLACED, SHOWN};
use super::{Index, script};
use crate::model::output::Output;
use crate::text::hash::OfIds;

/// A stem leads to so many documents at most, those that are most about it: a shard stays small however many there are.
const LONGEST: usize = 9_000;
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
    stems: Vec<&'a str>,
    /// For each stem and document that is shown: the id of a passage, and words of it.
    excerpts: Vec<&'a [String]>,
    /// Cards of the documents that are shown, by number.
    cards: BTreeMap<u32, Card<'a>>,
}

/// What is told of one stem, in whichever shard.
struct Entry {
    postings: String,
    excerpts: Vec<String>,
    /// The documents that are shown.
    shown: Vec<u32>,
}

/// What was made already for the shards of a range, by stem.
type Made = HashMap<u32, Entry, OfIds>;

/// How many bytes a stem with so many postings takes, about.
pub(super) fn estimate(postings: usize) -> usize {
    8 + postings.min(LONGEST) * 2 + postings.min(PLACED) * 4 + postings.min(SHOWN) * 200
}

/// Writes a range of forms as a shard, or as several where it is larger than the budget allows; each with the place of
/// its first form.
pub(super) fn shards(index: &Index<'_>, forms: Range<usize>) -> Vec<(usize, Output)> {
    let mut made = Made::default();
    for stem in &index.vocabulary.stem_of[forms.clone()] {
        made.entry(*stem).or_insert_with(|| Entry::of(index, *stem));
    }
    let mut shards = Vec::new();
    divide(index, forms, &made, &mut shards);
    shards
}

fn divide(index: &Index<'_>, forms: Range<usize>, made: &Made, shards: &mut Vec<(usize, Output)>) {
    let output = shard(index, forms.clone(), made);
    if output.bytes.len() <= index.budget.shard || forms.len() < 2 {
        shards.push((forms.start, output));
        return;
    }
    let middle = forms.start + forms.len() / 2;
    divide(index, forms.start..middle, made, shards);
    divide(index, middle..forms.end, made, shards);
}

fn shard(index: &Index<'_>, range: Range<usize>, made: &Made) -> Output {
    let vocabulary = &index.vocabulary;
    let mut entries = Entries::default();
    let mut known: BTreeMap<u32, u32> = BTreeMap::new();
    for stem in &vocabulary.stem_of[range.clone()] {
        let next = u32::try_from(known.len()).unwrap_or(u32::MAX);
        let own = *known.entry(*stem).or_insert(next);
        encode::push(&mut entries.stem_of, own);
        if own == next {
            entries.add(index, &made[stem]);
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

impl<'a> Entries<'a> {
    fn add(&mut self, index: &'a Index<'_>, entry: &'a Entry) {
        self.stems.push(&entry.postings);
        self.excerpts.push(&entry.excerpts);
        for document in entry.shown.iter().map(|document| &index.documents[*document as usize]) {
            self.cards.entry(document.slot).or_insert_with(|| Card::of(document));
        }
    }
}

impl Entry {
    fn of(index: &Index<'_>, stem: u32) -> Self {
        let mut entry = Self { postings: String::new(), excerpts: Vec::new(), shown: Vec::new() };
        let all = index.postings.of(stem);
        let list: Vec<Posting> = if all.len() > LONGEST {
            let longest = index.ranks.longest(index.postings.of(stem), LONGEST);
            all.filter(|posting| longest.binary_search(&posting.document).is_ok()).collect()
        } else {
            all.collect()
        };
        push_postings(index, &list, &mut entry.postings);
        entry.push_places(index, stem, &list);
        entry
    }

    /// The places of the best documents; excerpts of those that are shown.
    fn push_places(&mut self, index: &Index<'_>, stem: u32, list: &[Posting]) {
        let told = index.told.documents(stem);
        let mut steps = Steps::default();
        let out = &mut self.postings;
        encode::push(out, count(told.len()));
        for (ix, is_shown) in told {
            let at = list.binary_search_by_key(&ix, |posting| posting.document).unwrap_or(0);
            let found = index.told.places(stem, ix, &index.streams);
            steps.push(out, count(at));
            // The last bit says whether the document is shown.
            encode::push(out, count(found.len()) * 2 + u32::from(is_shown));
            push_each(&found, out);
            if is_shown {
                let excerpt = places::excerpt(&index.documents[ix as usize], &found);
                self.excerpts.extend([excerpt.id.to_owned(), excerpt.words]);
                self.shown.push(ix);
            }
        }
    }
}

fn push_postings(index: &Index<'_>, list: &[Posting], out: &mut String) {
    encode::push(out, count(list.len()));
    let mut steps = Steps::default();
    for posting in list {
        steps.push(out, index.documents[posting.document as usize].slot);
        encode::push(out, u32::from(posting.weight));
    }
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
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
