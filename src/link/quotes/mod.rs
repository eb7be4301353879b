//! Quotations: the editor's words sought in the text that they point at.
//!
//! Takes passages and the words of a quote, gives the one place where they stand, or says why there is none and
//! what was probably meant. Never reads the corpus: who asks names the passages to look in.

mod align;
mod context;
mod fold;
mod message;
mod near;

use std::sync::OnceLock;

pub use message::diagnostic;

use crate::files::Span;
use crate::model::body::Passage;
use crate::model::site::{Anchor, PassageRef};
use context::Context;
use fold::{Folded, fold, whole_words};
use near::Index;

/// Places of a quote that are looked at: beyond them, "ambiguous" is true anyway.
const MOST_HITS: usize = 10_000;

/// Bytes of quoted words that are compared in all tries, so that no quote makes its search quadratic.
const MOST_COMPARED: usize = 50_000_000;

/// Stands between two blocks of [`Finder::all`]; folded text never holds it, so no quote crosses it.
const BORDER: char = '\n';

/// Why a quote has no place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Miss {
    /// The words stand nowhere within one block; the nearest true words, if any are like them.
    NotFound(Option<Nearest>),
    /// The words stand more than once, and nothing decides.
    Ambiguous(Vec<Occurrence>),
}

/// True words that are like those of a quote that isn't found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nearest {
    /// The words as they stand in the source.
    pub quote: String,
    /// The whole passage that holds them.
    pub passage: String,
    /// Which passage.
    pub at: PassageRef,
    /// Where the words stand in the user's files.
    pub span: Span,
    /// Runs of words that differ: as quoted, as in the source.
    pub differing: Vec<(String, String)>,
}

/// One of several places of the same words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Occurrence {
    /// Where.
    pub anchor: Anchor,
    /// Where in the user's files.
    pub span: Span,
    /// The fewest words before it that no other place has; empty if there are none.
    pub prefix: String,
    /// The fewest words after it that no other place has; empty if there are none.
    pub suffix: String,
}

/// One passage, folded.
struct Block<'a> {
    at: PassageRef,
    passage: &'a Passage,
    folded: Folded,
    /// Where it begins in [`Finder::all`].
    start: usize,
}

/// Seeks quotations in the passages of one text.
pub struct Finder<'a> {
    blocks: Vec<Block<'a>>,
    /// All blocks, folded, with a border between them.
    all: String,
    index: OnceLock<Index>,
}

/// A place of a quote's words in [`Finder::all`].
#[derive(Debug, Clone, Copy)]
struct Hit {
    block: usize,
    start: usize,
    end: usize,
    source: (u32, u32),
}

impl<'a> Finder<'a> {
    /// Looks in these passages, which stand in the order of the text.
    pub fn new(texts: Vec<(PassageRef, &'a Passage)>) -> Self {
        let mut all = String::new();
        let mut blocks = Vec::with_capacity(texts.len());
        for (at, passage) in texts {
            let folded = fold(&passage.text);
            if folded.text.is_empty() {
                continue;
            }
            if !all.is_empty() {
                all.push(BORDER);
            }
            let start = all.len();
            all.push_str(&folded.text);
            blocks.push(Block { at, passage, folded, start });
        }
        Self { blocks, all, index: OnceLock::new() }
    }

    /// The one place of the words `exact`.
    ///
    /// They stand within one passage and take whole words. Where they stand once, `prefix` and `suffix` aren't
    /// asked: the words are true, and the context may have been edited since. Where they stand more often, that
    /// place wins which has all of the context; else the one that has a whole side of it; else the one where
    /// clearly more of the context adjoins.
    ///
    /// # Errors
    /// [`Miss`] says whether the words stand nowhere or too often, and offers what would be found.
    pub fn find(&self, exact: &str, prefix: Option<&str>, suffix: Option<&str>) -> Result<Anchor, Miss> {
        let words = fold(exact).text;
        let hits = self.hits(&words);
        let context = Context::new(prefix, suffix);
        match hits.as_slice() {
            [] => Err(Miss::NotFound(self.nearest(exact, &context))),
            [hit] => Ok(self.anchor(hit)),
            _ => match context.decide(&self.all, &hits) {
                Some(hit) => Ok(self.anchor(&hit)),
                None => Err(Miss::Ambiguous(self.occurrences(&hits))),
            },
        }
    }

    /// Every place of folded words, in order.
    fn hits(&self, words: &str) -> Vec<Hit> {
        let mut hits = Vec::new();
        if words.is_empty() {
            return hits;
        }
        let mut from = 0;
        for _ in 0..MOST_COMPARED / (words.len() + 16) + 1 {
            let Some(start) = self.all[from..].find(words).map(|at| from + at) else { break };
            let end = start + words.len();
            let hit = whole_words(&self.all, start, end).then(|| self.hit(start, end)).flatten();
            from = if hit.is_some() { end } else { start + self.all[start..].chars().next().map_or(1, char::len_utf8) };
            hits.extend(hit);
            if hits.len() == MOST_HITS {
                break;
            }
        }
        hits
    }

    fn hit(&self, start: usize, end: usize) -> Option<Hit> {
        let block = self.blocks.partition_point(|block| block.start <= start).checked_sub(1)?;
        let Block { folded, start: base, .. } = &self.blocks[block];
        let source = folded.source(start - base, end - base)?;
        Some(Hit { block, start, end, source })
    }

    fn anchor(&self, hit: &Hit) -> Anchor {
        Anchor { at: self.blocks[hit.block].at, start: hit.source.0, end: hit.source.1 }
    }

    fn occurrences(&self, hits: &[Hit]) -> Vec<Occurrence> {
        let place = |(at, hit): (usize, &Hit)| {
            // Words to offer are sought for the few places that a message names.
            let (prefix, suffix) =
                if at < message::MOST_PLACES { context::telling(&self.all, hits, at) } else { Default::default() };
            let passage = self.blocks[hit.block].passage;
            let span = passage.source_span(hit.source.0, hit.source.1);
            Occurrence { anchor: self.anchor(hit), span, prefix, suffix }
        };
        hits.iter().enumerate().map(place).collect()
    }

    fn nearest(&self, exact: &str, context: &Context) -> Option<Nearest> {
        let index = self.index.get_or_init(|| Index::new(self.blocks.iter().map(|block| &*block.passage.text)));
        let span = index.nearest(exact, context)?;
        let Block { at, passage, .. } = &self.blocks[span.block];
        let quote = passage.text.get(span.start..span.end)?;
        let place = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        Some(Nearest {
            quote: quote.to_owned(),
            passage: passage.text.to_string(),
            at: *at,
            span: passage.source_span(place(span.start), place(span.end)),
            differing: differing(exact, quote),
        })
    }
}

/// The runs of words in which a quote and its source differ, each with a neighbour where one side has none.
fn differing(quoted: &str, source: &str) -> Vec<(String, String)> {
    let quoted: Vec<&str> = quoted.split_whitespace().collect();
    let source: Vec<&str> = source.split_whitespace().collect();
    let keys = |words: &[&str]| -> Vec<String> { words.iter().map(|word| fold(word).text).collect() };
    let runs = crate::text::differ::runs(&keys(&quoted), &keys(&source));
    runs.into_iter().map(|(old, new)| (quoted[old].join(" "), source[new].join(" "))).collect()
}

#[cfg(test)]
mod tests;
