//! Every form of every document, as numbers.
//!
//! Takes documents; gives the forms in order, the stem of each, and each document's words. Each text is read once, on
//! all cores, unless a former run read the same; the numbers don't depend on who read it.

use std::collections::HashMap;
use std::sync::atomic::AtomicBool;

use rayon::prelude::*;

use super::documents::Document;
use super::facets::{self, Facet};
use super::kept::Former;
use super::stem::Stems;
use super::streams::{Packed, Part, Stream, Streams};
use super::words;
use crate::model::registry::Registry;
use crate::text::hash::{OfIds, OfTexts};

/// All forms of a site.
#[derive(Debug)]
pub(super) struct Vocabulary {
    /// Ascending.
    pub(super) forms: Vec<Box<str>>,
    /// The stem of each form; stems are numbered by their first form.
    pub(super) stem_of: Vec<u32>,
    pub(super) stems: usize,
    /// The stems of what documents can be filtered by.
    pub(super) facets: HashMap<Facet, u32, OfIds>,
}

impl Vocabulary {
    /// The place of a form that is known to be there.
    fn place(&self, form: &str) -> usize {
        self.forms.binary_search_by(|known| (**known).cmp(form)).unwrap_or(0)
    }

    /// What numbers stand for, by the forms that they had; nothing has the number of one that is gone.
    fn part(&self, forms: Vec<Option<&str>>) -> Part {
        let forms: Vec<u32> = forms
            .into_par_iter()
            .map(|form| form.map_or(0, |form| u32::try_from(self.place(form)).unwrap_or(u32::MAX)))
            .collect();
        let stems = forms.iter().map(|form| self.stem_of.get(*form as usize).copied().unwrap_or(0)).collect();
        Part { forms, stems }
    }
}

type Known = HashMap<Box<str>, u32, OfTexts>;

/// What one core read: its forms by its own numbers, and streams that hold these numbers.
struct Read<'k> {
    known: Known,
    streams: Vec<Stream<'k>>,
}

/// Reads all documents that no former run read as they are.
pub(super) fn read<'k>(
    documents: &[Document<'_>],
    registry: &Registry,
    rules: &Stems,
    former: Option<&Former<'k>>,
) -> (Vocabulary, Streams<'k>) {
    let share = documents.len().div_ceil(rayon::current_num_threads() * 4).max(1);
    let chunks = documents.par_chunks(share).enumerate();
    // For each form of the former run whether it is still there.
    let used: Vec<AtomicBool> =
        former.into_iter().flat_map(|former| &former.forms).map(|_| AtomicBool::new(false)).collect();
    let mut reads: Vec<Read<'k>> = chunks.map(|(at, some)| read_some(some, at + 1, former, &used)).collect();
    let facets = facets::all(documents, registry);
    let kept: Vec<Option<&str>> = former.map(|former| still_used(former, used)).unwrap_or_default();
    let mut forms: Vec<Box<str>> = reads.iter().flat_map(|read| read.known.keys().cloned()).collect();
    forms.extend(facets.values().map(|form| form.as_str().into()));
    forms.extend(kept.iter().flatten().map(|form| Box::from(*form)));
    forms.par_sort_unstable();
    forms.dedup();
    let mut vocabulary = number(forms, rules);
    let stem = |form: &str| vocabulary.stem_of[vocabulary.place(form)];
    vocabulary.facets = facets.iter().map(|(facet, form)| (*facet, stem(form))).collect();
    let own = reads.par_iter().map(|read| {
        let mut forms = vec![None; read.known.len()];
        read.known.iter().for_each(|(form, number)| forms[*number as usize] = Some(&**form));
        vocabulary.part(forms)
    });
    let parts = rayon::iter::once(vocabulary.part(kept)).chain(own).collect();
    let all = reads.iter_mut().flat_map(|read| std::mem::take(&mut read.streams)).collect();
    (vocabulary, Streams { parts, all })
}

/// The forms of a former run by its numbers; `None` in place of those that no document has any more.
fn still_used<'k>(former: &Former<'k>, used: Vec<AtomicBool>) -> Vec<Option<&'k str>> {
    former.forms.iter().zip(used).map(|(form, used)| used.into_inner().then_some(*form)).collect()
}

fn read_some<'k>(
    documents: &[Document<'_>],
    part: usize,
    former: Option<&Former<'k>>,
    used: &[AtomicBool],
) -> Read<'k> {
    let mut read = Read { known: Known::default(), streams: Vec::with_capacity(documents.len()) };
    let mut numbers = Vec::new();
    for document in documents {
        let print = document.print_of_words();
        let kept = former.and_then(|former| former.stream(document, print, used));
        let stream = kept.unwrap_or_else(|| {
            numbers.clear();
            let mut ends = Vec::with_capacity(document.texts.len());
            for text in &document.texts {
                words::each(&text.words(), |form, _, _| numbers.push(number_of(&mut read.known, form)));
                ends.push(u32::try_from(numbers.len()).unwrap_or(u32::MAX));
            }
            Stream { part, print, words: Packed::of(&numbers), ends }
        });
        read.streams.push(stream);
    }
    read
}

fn number_of(known: &mut Known, form: &str) -> u32 {
    if let Some(number) = known.get(form) {
        return *number;
    }
    let number = u32::try_from(known.len()).unwrap_or(u32::MAX);
    known.insert(form.into(), number);
    number
}

fn number(forms: Vec<Box<str>>, rules: &Stems) -> Vocabulary {
    let stems: Vec<String> = forms.par_iter().map(|form| rules.stem(form)).collect();
    let mut numbers: HashMap<&str, u32, OfTexts> = HashMap::default();
    let mut stem_of = Vec::with_capacity(forms.len());
    for stem in &stems {
        let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
        stem_of.push(*numbers.entry(stem).or_insert(next));
    }
    let stems = numbers.len();
    Vocabulary { forms, stem_of, stems, facets: HashMap::default() }
}
