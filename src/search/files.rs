//! The files of an index, each made, or taken over from the last index if it would come to the same.
//!
//! What a file goes by has a print: two files of one print have the same bytes. Whoever kept the last index says which
//! prints stand ([`Standing`]); this module knows neither folder nor ledger.

use std::hash::{BuildHasher, Hash, Hasher};
use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};

use rayon::prelude::*;

use super::cards::{self, Card};
use super::documents::Document;
use super::entries::{self, Entry, Made as Entries};
use super::{Index, hash_of, places};
use crate::model::output::Output;
use crate::text::hash::OfParts;

/// What was made under a print.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Made<'p> {
    /// A file of this path.
    File(&'p str),
    /// Two files in its place: it was too large.
    Halves,
}

/// Whoever knows what the last index came to.
pub trait Standing<E>: Sync {
    /// Stands for what files go by beside the site: the program, above all.
    fn under(&self) -> u64;

    /// Takes over what was made under a print; `None` where nothing was, or where it isn't there any more.
    fn keep(&self, print: u64) -> Result<Option<Made<'_>>, E>;

    /// Is told what was made under a print.
    fn made(&self, print: u64, made: Made<'_>);
}

/// Makes files and hands them on.
pub(super) struct Files<'i, 'a, E> {
    index: &'i Index<'a>,
    put: &'i (dyn Fn(Output) -> Result<(), E> + Sync),
    standing: Option<(&'i dyn Standing<E>, Prints)>,
}

/// The prints of all stems, and what they go by beside the site.
struct Prints {
    under: u64,
    stems: Vec<u64>,
}

impl<'i, 'a, E: Send> Files<'i, 'a, E> {
    pub(super) fn new(
        index: &'i Index<'a>,
        put: &'i (dyn Fn(Output) -> Result<(), E> + Sync),
        standing: Option<&'i dyn Standing<E>>,
    ) -> Self {
        let standing = standing.map(|standing| (standing, Prints::of(index, standing.under())));
        Self { index, put, standing }
    }

    /// The shards of a range of forms: for each the place of its first form, and the hash of its name.
    pub(super) fn shards(&self, forms: Range<usize>) -> Result<Vec<(usize, String)>, E> {
        let mut shards = Vec::new();
        self.divide(forms, &mut Entries::default(), &mut shards)?;
        Ok(shards)
    }

    /// One shard, or several where it is larger than the budget allows.
    fn divide(&self, forms: Range<usize>, made: &mut Entries, shards: &mut Vec<(usize, String)>) -> Result<(), E> {
        let print = self.standing.as_ref().map(|(_, prints)| prints.shard(self.index, forms.clone()));
        let budget = self.index.budget.shard;
        let fits = |output: &Output| output.bytes.len() <= budget || forms.len() < 2;
        let make = |made: &mut Entries| {
            entries::fill(self.index, forms.clone(), made);
            entries::shard(self.index, forms.clone(), made)
        };
        if let Some(hash) = self.file(print, || make(made), fits)? {
            shards.push((forms.start, hash));
            return Ok(());
        }
        let middle = forms.start + forms.len() / 2;
        self.divide(forms.start..middle, made, shards)?;
        self.divide(middle..forms.end, made, shards)
    }

    /// The hash of the name of a fragment of cards; empty where there are none.
    pub(super) fn cards(&self, number: u32) -> Result<String, E> {
        let documents = cards::within(&self.index.documents, number);
        if documents.is_empty() {
            return Ok(String::new());
        }
        let print = self.standing.as_ref().map(|(_, prints)| prints.cards(self.index, number));
        let file = self.file(print, || cards::fragment(documents, number), |_| true)?;
        Ok(file.unwrap_or_default())
    }

    /// The hash of the name of a file that stands or is made now; `None` if it doesn't fit.
    fn file(
        &self,
        print: Option<u64>,
        make: impl FnOnce() -> Output,
        fits: impl FnOnce(&Output) -> bool,
    ) -> Result<Option<String>, E> {
        let standing = self.standing.as_ref().map(|(standing, _)| *standing).zip(print);
        let kept = standing.map(|(standing, print)| standing.keep(print)).transpose()?.flatten();
        let tell = |made: Made<'_>| standing.into_iter().for_each(|(standing, print)| standing.made(print, made));
        match kept {
            Some(Made::File(path)) => return Ok(Some(hash_of(path).to_owned())),
            Some(Made::Halves) => return Ok(None),
            None => {}
        }
        let output = make();
        if !fits(&output) {
            tell(Made::Halves);
            return Ok(None);
        }
        let hash = hash_of(&output.path).to_owned();
        let path = output.path.clone();
        (self.put)(output)?;
        tell(Made::File(&path));
        Ok(Some(hash))
    }
}

impl Prints {
    fn of(index: &Index<'_>, under: u64) -> Self {
        let told: Vec<AtomicU64> = (0..index.vocabulary.stems).map(|_| AtomicU64::new(0)).collect();
        let documents: Vec<u32> = (0u32..).take(index.documents.len()).collect();
        documents.par_iter().for_each(|at| add_told(index, *at, &told));
        let slots: Vec<u32> = index.documents.iter().map(|document| document.slot).collect();
        let stems: Vec<(u32, AtomicU64)> = (0u32..).zip(told).collect();
        let print = |(stem, told): (u32, AtomicU64)| told.into_inner().wrapping_add(of_list(index, stem, &slots));
        Self { under, stems: stems.into_par_iter().map(print).collect() }
    }

    /// Everything that [`entries::shard`] reads.
    fn shard(&self, index: &Index<'_>, forms: Range<usize>) -> u64 {
        let mut state = OfParts::default().build_hasher();
        (self.under, index.budget.shard, &index.vocabulary.forms[forms.clone()]).hash(&mut state);
        for (own, stem) in entries::own_numbers(index, forms.clone()) {
            (own, self.stems[stem as usize]).hash(&mut state);
            entries::also(index, stem, &forms).for_each(|form| form.hash(&mut state));
        }
        state.finish()
    }

    /// Everything that [`cards::fragment`] reads.
    fn cards(&self, index: &Index<'_>, number: u32) -> u64 {
        let mut state = OfParts::default().build_hasher();
        (self.under, number).hash(&mut state);
        for document in cards::within(&index.documents, number) {
            document.slot.hash(&mut state);
            Card::hash(document, &mut state);
            cards::ids(document).for_each(|id| id.hash(&mut state));
        }
        state.finish()
    }
}

/// Everything that [`Entry::of`] reads of the postings of a stem. `slots` has the numbers of documents.
fn of_list(index: &Index<'_>, stem: u32, slots: &[u32]) -> u64 {
    let mut state = OfParts::default().build_hasher();
    for posting in Entry::list(index, stem) {
        state.write_u64(u64::from(slots[posting.document as usize]) << 8 | u64::from(posting.weight));
    }
    state.finish()
}

/// Everything that [`Entry::of`] reads of a document for the stems that tell of it, and its card where it is shown; adds
/// it to what stands for each of them. The order of documents is that of their numbers, so that a sum says as much.
fn add_told(index: &Index<'_>, at: u32, told: &[AtomicU64]) {
    let document = &index.documents[at as usize];
    let mut card = None;
    index.told.each(at, &index.streams, |stem, is_shown, places| {
        let mut state = OfParts::default().build_hasher();
        (document.slot, is_shown, places.len()).hash(&mut state);
        for place in places {
            state.write_u64(u64::from(place.text) << 32 | u64::from(place.word));
        }
        if is_shown {
            state.write_u64(*card.get_or_insert_with(|| of_card(document)));
            places::hash_excerpt(document, places, &mut state);
        }
        told[stem as usize].fetch_add(state.finish(), Ordering::Relaxed);
    });
}

/// Everything that the card of a document is made from.
fn of_card(document: &Document<'_>) -> u64 {
    let mut state = OfParts::default().build_hasher();
    Card::hash(document, &mut state);
    state.finish()
}
