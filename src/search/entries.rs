//! One shard: its forms, and for each stem its postings, places and best documents.
//!
//! docs/search.md describes the format; `templates/assets/search.js` reads it.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde::Serialize;

use super::cards::Card;
use super::encode::{self, Steps};
use super::places::{self, Place};
use super::postings::Posting;
use super::shards::{Shard, at_home};
use super::{Index, script};
use crate::model::date::PartialDate;
use crate::model::output::Output;

/// A stem leads to so many documents at most, those that are most about it: a shard stays small however many there are.
const LONGEST: usize = 12_000;
/// For so many of them it is told where the words stand.
const PLACED: usize = 200;
/// For so many the shard has the card and an excerpt, so that results need no other file.
const SHOWN: usize = 10;

#[derive(Debug, Default, Serialize)]
struct Entries<'a> {
    /// The forms, ascending.
    forms: String,
    /// For each form the place of its stem in `stems`, from 1; 0 for one that stands elsewhere.
    stem_of: String,
    /// For each form that stands elsewhere, the first form of its stem.
    elsewhere: String,
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

/// Writes a shard.
pub(super) fn shard(index: &Index<'_>, shard: &Shard) -> Output {
    let mut entries = Entries::default();
    let mut elsewhere = Vec::new();
    for at in shard.forms.clone() {
        let form = &*index.vocabulary.forms[at];
        let stem = index.vocabulary.stem_of[at];
        let first = &*index.vocabulary.forms[index.first[stem as usize] as usize];
        if at_home(form, first) {
            encode::push(&mut entries.stem_of, stem - shard.stems.start + 1);
        } else {
            encode::push(&mut entries.stem_of, 0);
            elsewhere.push(first);
        }
    }
    let forms: Vec<&str> = index.vocabulary.forms[shard.forms.clone()].iter().map(|form| &**form).collect();
    entries.forms = forms.join(" ");
    entries.elsewhere = elsewhere.join(" ");
    for stem in shard.stems.clone() {
        add(index, stem, &mut entries);
    }
    script("search-words", "words", forms.first().unwrap_or(&""), &entries)
}

/// A posting in the order in which results show it: the heaviest, then the latest.
type Rank = (Reverse<u8>, Reverse<Option<(i16, u8, u8)>>, u32);

fn add<'a>(index: &'a Index<'_>, stem: u32, entries: &mut Entries<'a>) {
    let mut list: Vec<Posting> = index.postings.of(stem).collect();
    let rank = |posting: &Posting| -> Rank {
        let date = index.documents[posting.document as usize].date.map(PartialDate::sort_key);
        (Reverse(posting.weight), Reverse(date), posting.document)
    };
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
