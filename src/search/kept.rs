//! The words of each document from one run to the next: reading texts is half the work of an index.
//!
//! What stands under a document's address holds while its texts have the print that they had. The words are numbers of a
//! vocabulary in the same file, which has the words of these documents and no others. Takes bytes and gives bytes; never
//! touches a disk. Whatever bytes there are, reading them gives numbers of that vocabulary, or nothing.

use std::collections::HashMap;
use std::io::Write;
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::documents::Document;
use super::facets;
use super::streams::{Packed, Stream, Streams};
use super::vocabulary::Vocabulary;
use crate::records::Key;
use crate::text::hash::OfTexts;

/// So many documents are written at once.
const PIECE: usize = 500;

/// Of so many documents one may be read in each run: that is less work than to write the words of all.
const SHARE: usize = 100;

/// How the file begins; a record for each document follows.
#[derive(Serialize, Deserialize)]
struct Head<'k> {
    program: [u8; 32],
    /// Ascending.
    #[serde(borrow)]
    forms: Vec<&'k str>,
    documents: usize,
}

/// How a record begins; the bytes of `ends` and `words` follow.
#[derive(Serialize, Deserialize)]
struct Begin<'k> {
    address: &'k str,
    print: Key,
    /// Widths and lengths, of where texts end and of words.
    ends: (u8, usize),
    words: (u8, usize),
}

/// What a former run kept.
#[derive(Debug)]
pub(super) struct Former<'k> {
    pub(super) forms: Vec<&'k str>,
    records: HashMap<&'k str, Record<'k>, OfTexts>,
}

#[derive(Debug)]
struct Record<'k> {
    print: Key,
    ends: Packed<'k>,
    words: Packed<'k>,
}

impl<'k> Former<'k> {
    /// Reads what [`write`] wrote for this program.
    pub(super) fn of(bytes: &'k [u8], program: [u8; 32]) -> Option<Self> {
        let (head, mut rest): (Head<'k>, &'k [u8]) = postcard::take_from_bytes(bytes).ok()?;
        if head.program != program {
            return None;
        }
        let records = (0..head.documents).map(|_| record(&mut rest)).collect::<Option<_>>()?;
        Some(Self { forms: head.forms, records })
    }

    /// Whether the next run is served as well by it as by what this one could keep: it has these documents and no others,
    /// and few were read again.
    pub(super) fn serves(&self, documents: &[Document<'_>], streams: &Streams<'_>) -> bool {
        let read = streams.all.iter().filter(|stream| stream.part > 0).count();
        let known = |document: &Document<'_>| self.records.contains_key(&*document.address);
        self.records.len() == documents.len() && read * SHARE <= documents.len() && documents.iter().all(known)
    }

    /// The stream of a document whose texts have this print, as that of part 0. Marks the forms that it has in `used`.
    pub(super) fn stream(&self, document: &Document<'_>, print: Key, used: &[AtomicBool]) -> Option<Stream<'k>> {
        let record = self.records.get(&*document.address).filter(|record| record.print == print)?;
        let (mut ends, mut words) = (Vec::new(), Vec::new());
        record.ends.read(&mut ends, |end| end);
        record.words.read(&mut words, |word| word);
        let last = ends.last().map_or(0, |end| *end as usize);
        let known = words.iter().all(|word| (*word as usize) < used.len());
        if !known || ends.len() != document.texts.len() || !ends.is_sorted() || last != words.len() {
            return None;
        }
        words.iter().for_each(|word| used[*word as usize].store(true, Ordering::Relaxed));
        Some(Stream { part: 0, print, words: record.words.clone(), ends })
    }
}

fn record<'k>(rest: &mut &'k [u8]) -> Option<(&'k str, Record<'k>)> {
    let (begin, after): (Begin<'k>, &'k [u8]) = postcard::take_from_bytes(rest).ok()?;
    let (ends, after) = after.split_at_checked(begin.ends.1)?;
    let (words, after) = after.split_at_checked(begin.words.1)?;
    *rest = after;
    let (ends, words) = (Packed::kept(begin.ends.0, ends)?, Packed::kept(begin.words.0, words)?);
    Some((begin.address, Record { print: begin.print, ends, words }))
}

/// Writes the words of all documents for the next run of a program.
pub(super) fn write(
    program: [u8; 32],
    documents: &[Document<'_>],
    (vocabulary, streams): (&Vocabulary, &Streams<'_>),
    to: &mut dyn Write,
) -> std::io::Result<()> {
    // What documents can be filtered by isn't among their words.
    let mut forms: Vec<&str> = Vec::with_capacity(vocabulary.forms.len());
    let mut numbers = Vec::with_capacity(vocabulary.forms.len());
    for form in &vocabulary.forms {
        numbers.push(u32::try_from(forms.len()).unwrap_or(u32::MAX));
        forms.extend((!facets::is_facet(form)).then_some(&**form));
    }
    let head = Head { program, forms, documents: documents.len() };
    to.write_all(&postcard::to_allocvec(&head).map_err(std::io::Error::other)?)?;
    let places: Vec<usize> = (0..documents.len()).collect();
    for piece in places.chunks(PIECE) {
        let written = |words: &mut Vec<u32>, at: &usize| {
            streams.forms(*at, words);
            words.iter_mut().for_each(|word| *word = numbers[*word as usize]);
            bytes(&documents[*at].address, &streams.all[*at], &Packed::of(words))
        };
        let records: Vec<_> = piece.par_iter().map_init(Vec::new, written).collect::<Result<_, _>>()?;
        records.iter().try_for_each(|record| to.write_all(record))?;
    }
    Ok(())
}

fn bytes(address: &str, stream: &Stream<'_>, words: &Packed<'_>) -> std::io::Result<Vec<u8>> {
    let ends = Packed::of(&stream.ends);
    let size = |packed: &Packed<'_>| (packed.width(), packed.bytes().len());
    let begin = Begin { address, print: stream.print, ends: size(&ends), words: size(words) };
    let record = postcard::to_allocvec(&begin).map_err(std::io::Error::other)?;
    Ok([&*record, ends.bytes(), words.bytes()].concat())
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;
    use std::sync::Mutex;

    use super::super::{Index, SearchOptions};
    use super::*;
    use crate::diag::Diagnostics;
    use crate::link::link;
    use crate::model::corpus::Selection;
    use crate::model::inputs::Inputs;
    use crate::model::site::Site;
    use crate::parse::corpus::corpus;
    use crate::select::select;

    const PROGRAM: [u8; 32] = [7; 32];
    const TALKS: &str = "Grain talks\n\nOn Monday they met in Geneva, and nobody spoke of zeppelins.\n";
    const FERRY: &str = "Ferry talks\n\nThe board of the harbour spoke of grain to nobody in particular.\n";

    fn site(articles: &[(&str, &str)]) -> Site {
        let mut inputs = Inputs::default();
        for (path, text) in articles {
            let id = inputs.files.add(*path, (*text).to_owned());
            inputs.articles.push(id);
        }
        let mut found = Diagnostics::default();
        let selection = Selection { internal: false, drafts: false, as_of: "2026-01-01T00:00:00Z".parse().unwrap() };
        let (corpus, _) = select(corpus(&inputs, &mut found), &selection, &mut found);
        link(corpus, &inputs.files, &mut found)
    }

    /// What is kept, and which documents were read for it, by their addresses.
    fn keep(site: &Site, kept: &[u8]) -> (Vec<u8>, Vec<String>) {
        let index = Index::of(site, || kept, PROGRAM);
        let mut bytes = Vec::new();
        index.keep(&mut bytes).expect("memory can be written");
        assert_eq!(index.changed(), bytes != kept);
        let pairs = index.documents.iter().zip(&index.streams.all);
        let read = pairs.filter(|(_, stream)| stream.part > 0).map(|(document, _)| document.address.clone());
        (bytes, read.collect())
    }

    /// The files of the index, by path.
    fn files(site: &Site, kept: &[u8]) -> Vec<(String, Vec<u8>)> {
        let files = Mutex::new(Vec::new());
        let put = |output: crate::model::output::Output| -> Result<(), Infallible> {
            files.lock().unwrap().push((output.path, output.bytes.to_vec()));
            Ok(())
        };
        let Ok(_) = Index::of(site, || kept, PROGRAM).write(SearchOptions { portable: false }, &put, None);
        let mut files = files.into_inner().unwrap();
        files.sort();
        files
    }

    #[test]
    fn only_documents_whose_words_changed_are_read() {
        let two = site(&[("seeds/talks.txt", TALKS), ("seeds/ferry.txt", FERRY)]);
        let (kept, read) = keep(&two, &[]);
        assert_eq!(read.len(), 2);
        assert_eq!(keep(&two, &kept), (kept.clone(), vec![]));
        assert_eq!(files(&two, &kept), files(&two, &[]));
        let text = TALKS.replace("zeppelins", "airships");
        let other = site(&[("seeds/talks.txt", &text), ("seeds/ferry.txt", FERRY)]);
        let (again, read) = keep(&other, &kept);
        assert_eq!(read, ["briefs/talks/"]);
        assert_eq!(again, keep(&other, &[]).0, "what a first run keeps");
        assert_eq!(files(&other, &kept), files(&other, &[]));
        let one = site(&[("seeds/ferry.txt", FERRY)]);
        let (fewer, read) = keep(&one, &kept);
        assert_eq!((read.len(), &fewer), (0, &keep(&one, &[]).0));
        let none = site(&[]);
        assert_eq!(keep(&none, &kept), (keep(&none, &[]).0, vec![]));
        let holds = |bytes: &[u8], word: &[u8]| bytes.windows(word.len()).any(|part| part == word);
        assert!(holds(&kept, b"zeppelins") && !holds(&fewer, b"zeppelins"), "words that are gone are forgotten");
    }

    #[test]
    fn words_are_kept_again_where_that_is_worth_while() {
        let names: Vec<String> = (0..SHARE).map(|at| format!("seeds/talks-{at}.txt")).collect();
        let edited = |edits: usize, names: &[String]| {
            let texts = (0..names.len()).map(|at| if at < edits { FERRY } else { TALKS });
            let articles: Vec<(&str, &str)> = names.iter().map(String::as_str).zip(texts).collect();
            site(&articles)
        };
        let (all, mut kept) = (edited(0, &names), Vec::new());
        Index::of(&all, || &[], PROGRAM).keep(&mut kept).expect("memory can be written");
        let changed = |edits, names: &[String]| Index::of(&edited(edits, names), || &kept, PROGRAM).changed();
        assert_eq!([0, 1, 2].map(|edits| changed(edits, &names)), [false, false, true]);
        assert!(changed(0, &names[1..]), "one is gone");
        let other: Vec<String> = names.iter().map(|name| name.replace("talks-7.", "talks.")).collect();
        assert!(changed(0, &other), "one has another name");
    }

    #[test]
    fn words_that_are_refused_are_not_marked_as_used() {
        let site = site(&[("seeds/ferry.txt", FERRY)]);
        let (kept, _) = keep(&site, &[]);
        let former = Former::of(&kept, PROGRAM).expect("it was just kept");
        let index = Index::of(&site, || &[], PROGRAM);
        let marked = |forms: usize| {
            let used: Vec<AtomicBool> = (0..forms).map(|_| AtomicBool::new(false)).collect();
            let document = &index.documents[0];
            let read = former.stream(document, document.print_of_words(), &used).is_some();
            (read, used.into_iter().filter(|used| used.load(Ordering::Relaxed)).count())
        };
        let all = former.forms.len();
        assert_eq!([marked(all), marked(all - 1)], [(true, all), (false, 0)]);
    }

    /// Every document has its texts and words of the vocabulary, whether they were kept or, those being refused, read.
    fn assert_within(index: &Index<'_>) {
        for (document, stream) in index.documents.iter().zip(&index.streams.all) {
            let part = &index.streams.parts[stream.part];
            let mut words = Vec::new();
            stream.words.read(&mut words, |word| word);
            let forms = |word: &u32| part.forms.get(*word as usize).map(|form| *form as usize);
            let known = |word: &u32| forms(word).is_some_and(|form| form < index.vocabulary.forms.len());
            assert!(words.iter().all(known), "{}: {words:?}", document.address);
            assert_eq!((part.forms.len(), stream.ends.len()), (part.stems.len(), document.texts.len()));
            assert!(stream.ends.is_sorted() && stream.ends.last().map_or(0, |end| *end as usize) == words.len());
        }
    }

    #[test]
    fn whatever_bytes_there_are_do_no_harm() {
        let site = site(&[("seeds/talks.txt", TALKS), ("seeds/ferry.txt", FERRY)]);
        let (kept, _) = keep(&site, &[]);
        for at in 0..kept.len() {
            let mut flipped = kept.clone();
            flipped[at] ^= 0x41;
            let _ = files(&site, &flipped);
            assert_within(&Index::of(&site, || &flipped, PROGRAM));
            assert!(Index::of(&site, || &kept[..at], PROGRAM).streams.parts[0].forms.is_empty());
        }
        assert!(Index::of(&site, || &kept, [8; 32]).changed(), "another program reads for itself");
    }
}
