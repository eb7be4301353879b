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
pub(super) struct Entry {
    postings: String,
    excerpts: Vec<String>,
    /// The documents that are shown.
    shown: Vec<u32>,
}

/// The entries that were made already for the shards of a range, by stem.
pub(super) type Made = HashMap<u32, Entry, OfIds>;

/// How many bytes a stem with so many postings takes, about.
pub(super) fn estimate(postings: usize) -> usize {
    8 + postings.min(LONGEST) * 2 + postings.min(PLACED) * 4 + postings.min(SHOWN) * 200
}

/// Makes the entries of a range of forms that aren't made already.
pub(super) fn fill(index: &Index<'_>, forms: Range<usize>, made: &mut Made) {
    for stem in &index.vocabulary.stem_of[forms] {
        made.entry(*stem).or_insert_with(|| Entry::of(index, *stem));
    }
}

/// The stem of each form of a range, with the place that it has in the shard.
pub(super) fn own_numbers(index: &Index<'_>, forms: Range<usize>) -> impl Iterator<Item = (u32, u32)> {
    let mut known: HashMap<u32, u32, OfIds> = HashMap::default();
    index.vocabulary.stem_of[forms].iter().map(move |stem| {
        let next = count(known.len());
        (*known.entry(*stem).or_insert(next), *stem)
    })
}

/// Forms of a stem outside of a range.
pub(super) fn also<'a>(index: &'a Index<'_>, stem: u32, range: &Range<usize>) -> impl Iterator<Item = &'a str> {
    let elsewhere = index.forms.of_stem(stem).iter().filter(|form| !range.contains(&(**form as usize)));
    elsewhere.take(ALSO).map(|form| &*index.vocabulary.forms[*form as usize])
}

/// The shard of a range of forms whose entries are made.
pub(super) fn shard(index: &Index<'_>, range: Range<usize>, made: &Made) -> Output {
    let mut entries = Entries::default();
    for (own, stem) in own_numbers(index, range.clone()) {
        encode::push(&mut entries.stem_of, own);
        if own == count(entries.stems.len()) {
            entries.add(index, &made[&stem]);
            let also: Vec<&str> = also(index, stem, &range).collect();
            if !also.is_empty() {
                entries.also.insert(own, also.join(" "));
            }
        }
    }
    let forms: Vec<&str> = index.vocabulary.forms[range].iter().map(|form| &**form).collect();
    entries.forms = forms.join(" ");
    script("words", forms.first().unwrap_or(&""), &entries)
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
        let list: Vec<Posting> = Self::list(index, stem).collect();
        push_postings(index, &list, &mut entry.postings);
        entry.push_places(index, stem, &list);
        entry
    }

    /// The documents that a stem leads to.
    pub(super) fn list<'i>(index: &'i Index<'_>, stem: u32) -> impl Iterator<Item = Posting> + 'i {
        let all = index.postings.of(stem);
        let limit = index.ranks.limit(all.clone(), LONGEST);
        all.filter(move |posting| limit.is_none_or(|limit| index.ranks.of(*posting) < limit))
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
