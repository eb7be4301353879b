//! Each document's words as numbers, in little room: a large site has millions of words.
//!
//! Numbers are those of the part that read the document (a core, or a former run), so that nothing has to be renumbered
//! while others still read; a table for each part leads from them to forms and stems.

use std::borrow::Cow;

use super::places::Place;
use super::ranges::{between, start};
use crate::records::Key;

/// Numbers, each with as many bytes as the largest of them needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Packed<'k> {
    width: u8,
    bytes: Cow<'k, [u8]>,
}

impl<'k> Packed<'k> {
    pub(super) fn of(numbers: &[u32]) -> Self {
        let largest = numbers.iter().copied().max().unwrap_or(0);
        let (width, bytes) = match largest {
            0..0x100 => (1, packed::<1>(numbers)),
            0x100..0x1_0000 => (2, packed::<2>(numbers)),
            0x1_0000..0x100_0000 => (3, packed::<3>(numbers)),
            _ => (4, packed::<4>(numbers)),
        };
        Self { width, bytes: Cow::Owned(bytes) }
    }

    /// From what [`Packed::width`] and [`Packed::bytes`] gave; `None` for what they never give.
    pub(super) fn kept(width: u8, bytes: &'k [u8]) -> Option<Self> {
        let whole = (1..=4).contains(&width) && bytes.len().is_multiple_of(usize::from(width));
        whole.then_some(Self { width, bytes: Cow::Borrowed(bytes) })
    }

    pub(super) fn width(&self) -> u8 {
        self.width
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Puts the numbers into `into`, each as `change` has it.
    pub(super) fn read(&self, into: &mut Vec<u32>, change: impl Fn(u32) -> u32) {
        into.clear();
        match self.width {
            1 => into.extend(self.bytes.iter().map(|byte| change(u32::from(*byte)))),
            2 => into.extend(self.chunks::<2>().map(|[a, b]| change(u32::from_le_bytes([a, b, 0, 0])))),
            3 => into.extend(self.chunks::<3>().map(|[a, b, c]| change(u32::from_le_bytes([a, b, c, 0])))),
            _ => into.extend(self.chunks::<4>().map(|four| change(u32::from_le_bytes(four)))),
        }
    }

    fn chunks<const WIDTH: usize>(&self) -> impl Iterator<Item = [u8; WIDTH]> {
        self.bytes.chunks_exact(WIDTH).map(|chunk| chunk.try_into().unwrap_or([0; WIDTH]))
    }
}

/// The lowest bytes of each number.
fn packed<const WIDTH: usize>(numbers: &[u32]) -> Vec<u8> {
    let mut bytes = vec![0; numbers.len() * WIDTH];
    for (chunk, number) in bytes.chunks_exact_mut(WIDTH).zip(numbers) {
        chunk.copy_from_slice(&number.to_le_bytes()[..WIDTH]);
    }
    bytes
}

/// A document's words, in order.
#[derive(Debug)]
pub(super) struct Stream<'k> {
    /// The part that read it.
    pub(super) part: usize,
    /// What stands for its words ([`Document::print_of_words`](super::documents::Document::print_of_words)).
    pub(super) print: Key,
    pub(super) words: Packed<'k>,
    /// Where each text ends.
    pub(super) ends: Vec<u32>,
}

/// What a part's numbers stand for.
#[derive(Debug)]
pub(super) struct Part {
    /// Places in the vocabulary.
    pub(super) forms: Vec<u32>,
    pub(super) stems: Vec<u32>,
}

/// The streams of all documents.
#[derive(Debug)]
pub(super) struct Streams<'k> {
    pub(super) parts: Vec<Part>,
    pub(super) all: Vec<Stream<'k>>,
}

impl Streams<'_> {
    /// Puts a document's words into `into`, as stems.
    pub(super) fn stems(&self, document: usize, into: &mut Vec<u32>) {
        let stream = &self.all[document];
        let stems = &self.parts[stream.part].stems;
        stream.words.read(into, |word| stems[word as usize]);
    }

    /// Puts a document's words into `into`, as places in the vocabulary.
    pub(super) fn forms(&self, document: usize, into: &mut Vec<u32>) {
        let stream = &self.all[document];
        let forms = &self.parts[stream.part].forms;
        stream.words.read(into, |word| forms[word as usize]);
    }
}

impl Stream<'_> {
    /// The place of a word, which is counted through all texts.
    pub(super) fn place(&self, word: u32) -> Place {
        let text = self.ends.partition_point(|end| *end <= word);
        Place { text: u32::try_from(text).unwrap_or(u32::MAX), word: word - start(&self.ends, text) }
    }

    /// The places of all words.
    pub(super) fn all_places(&self) -> impl Iterator<Item = Place> + '_ {
        let lengths = (0..self.ends.len()).map(|text| self.ends[text] - start(&self.ends, text));
        (0u32..).zip(lengths).flat_map(|(text, length)| (0..length).map(move |word| Place { text, word }))
    }
}

/// The words of each text.
pub(super) fn texts<'w>(words: &'w [u32], ends: &'w [u32]) -> impl Iterator<Item = &'w [u32]> {
    (0..ends.len()).map(|at| &words[between(ends, at)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back_from_as_few_bytes_as_they_need() {
        for (largest, width) in [(0, 1), (255, 1), (256, 2), (65_535, 2), (65_536, 3), (1 << 24, 4), (u32::MAX, 4)] {
            let packed = Packed::of(&[7, largest, 0]);
            assert_eq!((packed.width(), packed.bytes().len()), (width, 3 * usize::from(width)));
            let mut read = vec![9];
            let kept = Packed::kept(packed.width(), packed.bytes()).expect("it is whole");
            kept.read(&mut read, |number| number ^ 1);
            assert_eq!(read, [6, largest ^ 1, 1]);
        }
        assert_eq!(Packed::kept(2, &[1, 2, 3]), None);
        assert_eq!((Packed::kept(0, &[]), Packed::kept(5, &[])), (None, None));
    }
}
