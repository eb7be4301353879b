//! Every form of every document, as numbers.
//!
//! Takes documents; gives the forms in order, the stem of each, and each document's words as stems. Each text is read
//! once, on all cores; the numbers don't depend on which core read it.

use std::collections::HashMap;

use rayon::prelude::*;

use super::documents::Document;
use super::facets;
use super::places::Place;
use super::stem::Stems;
use super::words;
use crate::model::registry::Registry;
use crate::model::small::fit;
use crate::text::hash::OfTexts;

/// A document's words as stems, in order.
#[derive(Debug, Default)]
pub(super) struct Stream {
    pub(super) stems: Vec<u32>,
    /// Where each text ends in `stems`.
    pub(super) ends: Vec<u32>,
}

impl Stream {
    /// The words of each text.
    pub(super) fn texts(&self) -> impl Iterator<Item = &[u32]> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(from, to)| &self.stems[from as usize..*to as usize])
    }

    /// The place of a word, which is counted through all texts.
    pub(super) fn place(&self, word: u32) -> Place {
        let text = self.ends.partition_point(|end| *end <= word);
        let start = text.checked_sub(1).map_or(0, |before| self.ends[before]);
        Place { text: u32::try_from(text).unwrap_or(u32::MAX), word: word - start }
    }
}

/// All forms of a site.
#[derive(Debug)]
pub(super) struct Vocabulary {
    /// Ascending.
    pub(super) forms: Vec<Box<str>>,
    /// The stem of each form; stems are numbered by their first form.
    pub(super) stem_of: Vec<u32>,
    pub(super) stems: usize,
}

impl Vocabulary {
    /// The number of a form that is known to be there.
    pub(super) fn stem(&self, form: &str) -> Option<u32> {
        self.forms.binary_search_by(|known| (**known).cmp(form)).ok().map(|at| self.stem_of[at])
    }
}

type Known = HashMap<Box<str>, u32, OfTexts>;

/// What one core read: its forms by its own numbers, and streams that hold these numbers.
struct Read {
    known: Known,
    streams: Vec<Stream>,
}

/// Reads all documents.
pub(super) fn read(documents: &[Document<'_>], registry: &Registry, rules: &Stems) -> (Vocabulary, Vec<Stream>) {
    let share = documents.len().div_ceil(rayon::current_num_threads() * 4).max(1);
    let parts: Vec<Read> = documents.par_chunks(share).map(|some| read_some(some, registry)).collect();
    let mut forms: Vec<Box<str>> = parts.iter().flat_map(|part| part.known.keys().cloned()).collect();
    forms.par_sort_unstable();
    forms.dedup();
    let vocabulary = number(forms, rules);
    let streams = parts.into_par_iter().flat_map_iter(|part| renumbered(part, &vocabulary)).collect();
    (vocabulary, streams)
}

fn read_some(documents: &[Document<'_>], registry: &Registry) -> Read {
    let mut known = Known::default();
    let mut streams = Vec::with_capacity(documents.len());
    for document in documents {
        let ends = Vec::with_capacity(document.texts.len());
        let mut stream = Stream { stems: Vec::new(), ends };
        for text in &document.texts {
            words::each(&text.words(), |form, _, _| stream.stems.push(number_of(&mut known, form)));
            stream.ends.push(u32::try_from(stream.stems.len()).unwrap_or(u32::MAX));
        }
        fit(&mut stream.stems);
        for (facet, _) in facets::of(document, registry) {
            number_of(&mut known, &facet.form());
        }
        streams.push(stream);
    }
    Read { known, streams }
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
    Vocabulary { forms, stem_of, stems }
}

fn renumbered(part: Read, vocabulary: &Vocabulary) -> Vec<Stream> {
    let mut stems = vec![0; part.known.len()];
    for (form, number) in &part.known {
        stems[*number as usize] = vocabulary.stem(form).unwrap_or(0);
    }
    let mut streams = part.streams;
    for stream in &mut streams {
        stream.stems.iter_mut().for_each(|word| *word = stems[*word as usize]);
    }
    streams
}
