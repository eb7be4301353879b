//! The true words nearest to a quote that isn't found.
//!
//! Takes the texts of the passages once, then quotes. An index of words names the few passages worth a look, and
//! shared words the part of them, so that the time for one quote is bounded whatever the length of the text.
//! Gives nothing where no words are truly like the quote: a wrong offer is worse than none.

use std::collections::HashMap;

use unicode_segmentation::UnicodeSegmentation;

use super::align::{Fit, fit};
use super::context::Context;
use super::fold::fold;

/// Words of a quote that are compared.
const MOST_QUOTED: usize = 600;
/// Passages that are looked at closely.
const MOST_PASSAGES: usize = 6;
/// Quoted words that stand nowhere and for which a word written nearly alike is sought.
const MOST_STRANGE: usize = 24;
/// Different words of a text in which such a word is sought.
const MOST_KNOWN: usize = 50_000;
/// Words before and after that tell whether the place is the one that was quoted.
const NEIGHBOURS: usize = 12;
/// Likeness from which a place is offered where no context was given.
const ENOUGH: f32 = 0.6;
/// Likeness from which it is offered where nothing of the context stands around it.
const ENOUGH_ELSEWHERE: f32 = 0.8;
/// Likeness from which it is offered where the context does.
const ENOUGH_IN_CONTEXT: f32 = 0.3;

/// A word of a passage.
struct Word {
    key: u32,
    start: u32,
    end: u32,
}

/// The words of all passages, and where each stands.
pub(super) struct Index {
    /// Words of all passages in order.
    words: Vec<Word>,
    /// The first word of each passage, and the number of words.
    first: Vec<usize>,
    texts: Vec<Box<str>>,
    keys: HashMap<String, u32>,
    /// The known words by key.
    spelt: Vec<String>,
    /// The passages of each word, ascending.
    holders: Vec<Vec<u32>>,
}

/// Words of one passage, by byte offsets of its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Near {
    pub(super) block: usize,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// A quoted word.
struct Quoted {
    key: Option<u32>,
    /// Known words that are nearly the same.
    kin: Vec<u32>,
    weight: f32,
}

fn spelling(word: &str) -> String {
    fold(word).text.to_lowercase()
}

impl Index {
    pub(super) fn new<'t>(texts: impl Iterator<Item = &'t str>) -> Self {
        let mut index = Self {
            words: Vec::new(),
            first: vec![0],
            texts: Vec::new(),
            keys: HashMap::new(),
            spelt: Vec::new(),
            holders: Vec::new(),
        };
        for (block, text) in (0u32..).zip(texts) {
            for (start, word) in text.unicode_word_indices() {
                let key = index.key(spelling(word));
                let holders = &mut index.holders[key as usize];
                if holders.last() != Some(&block) {
                    holders.push(block);
                }
                let place = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
                index.words.push(Word { key, start: place(start), end: place(start + word.len()) });
            }
            index.first.push(index.words.len());
            index.texts.push(text.into());
        }
        index
    }

    fn key(&mut self, spelling: String) -> u32 {
        let next = u32::try_from(self.spelt.len()).unwrap_or(u32::MAX);
        let key = *self.keys.entry(spelling.clone()).or_insert(next);
        if key == next {
            self.spelt.push(spelling);
            self.holders.push(Vec::new());
        }
        key
    }

    fn block(&self, block: usize) -> &[Word] {
        &self.words[self.first[block]..self.first[block + 1]]
    }

    /// The words nearest to a quote, if any are like it.
    pub(super) fn nearest(&self, exact: &str, context: &Context) -> Option<Near> {
        let quoted = self.quoted(exact);
        if quoted.is_empty() {
            return None;
        }
        let mut best: Option<(f32, usize, usize, Fit)> = None;
        for block in self.candidates(&quoted) {
            let (offset, window) = self.window(&quoted, block);
            let weights: Vec<f32> = quoted.iter().map(|word| word.weight).collect();
            let Some(found) = fit(&weights, window.len(), |i, j| alike(&quoted[i], window[j].key)) else { continue };
            let around = self.around(context, self.first[block] + offset, &found);
            if !offered(&found, around) {
                continue;
            }
            let score = found.likeness + 0.5 * around.unwrap_or(0.0);
            if best.is_none_or(|(most, ..)| score > most) {
                best = Some((score, block, offset, found));
            }
        }
        let (_, block, offset, found) = best?;
        let words = self.block(block);
        let (first, last) = (&words[offset + found.first], &words[offset + found.last]);
        Some(self.with_marks(block, first.start as usize, last.end as usize, exact))
    }

    /// The words of a quote, weighed.
    fn quoted(&self, exact: &str) -> Vec<Quoted> {
        let mut strange = 0;
        let quoted = |word: &str| {
            let spelling = spelling(word);
            let key = self.keys.get(&spelling).copied();
            let mut kin = Vec::new();
            if key.is_none() && strange < MOST_STRANGE {
                strange += 1;
                kin = self.kin(&spelling);
            }
            Quoted { key, kin, weight: self.weight(key) }
        };
        exact.unicode_words().take(MOST_QUOTED).map(quoted).collect()
    }

    /// How much a word says: one of few passages, or of none, more than one of all.
    fn weight(&self, key: Option<u32>) -> f32 {
        let passages = (self.texts.len() + 1) as f32;
        let holders = key.map_or(1, |key| self.holders[key as usize].len());
        0.3 + (passages / holders as f32).ln() / passages.ln().max(1.0)
    }

    /// Known words that are written nearly like one that isn't known.
    fn kin(&self, spelling: &str) -> Vec<u32> {
        let known = (0u32..).zip(self.spelt.iter().take(MOST_KNOWN));
        known.filter(|(_, word)| nearly(word, spelling)).map(|(key, _)| key).take(8).collect()
    }

    /// The passages that share most with a quote.
    fn candidates(&self, quoted: &[Quoted]) -> Vec<usize> {
        let mut shared: HashMap<u32, f32> = HashMap::new();
        let mut seen = vec![false; self.spelt.len()];
        for word in quoted {
            for key in word.key.iter().chain(&word.kin) {
                if std::mem::replace(&mut seen[*key as usize], true) {
                    continue;
                }
                for block in &self.holders[*key as usize] {
                    *shared.entry(*block).or_default() += word.weight;
                }
            }
        }
        let mut blocks: Vec<(u32, f32)> = shared.into_iter().collect();
        blocks.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        blocks.into_iter().take(MOST_PASSAGES).map(|(block, _)| block as usize).collect()
    }

    /// The part of a passage in which most shared words stand as far apart as in the quote.
    fn window(&self, quoted: &[Quoted], block: usize) -> (usize, &[Word]) {
        let words = self.block(block);
        let reach = quoted.len() * 2 + 200;
        if words.len() <= reach {
            return (0, words);
        }
        let mut places: HashMap<u32, Vec<usize>> = HashMap::new();
        for (at, word) in quoted.iter().enumerate() {
            for key in word.key.iter().chain(&word.kin) {
                let places = places.entry(*key).or_default();
                if places.len() < 8 {
                    places.push(at);
                }
            }
        }
        let mut often: HashMap<u32, f32> = HashMap::new();
        for word in words.iter().filter(|word| places.contains_key(&word.key)) {
            *often.entry(word.key).or_default() += 1.0;
        }
        // A vote for each place at which the quote would begin, in bins as wide as a quarter of the reach; a word
        // that stands everywhere says little.
        let bin = reach / 4;
        let mut votes = vec![0.0f32; words.len() / bin + quoted.len() / bin + 3];
        for (at, word) in words.iter().enumerate() {
            for place in places.get(&word.key).into_iter().flatten() {
                votes[(at + quoted.len() - place) / bin] += quoted[*place].weight / often[&word.key];
            }
        }
        let pair = |at: usize| votes[at] + votes[at + 1];
        let best = (0..votes.len() - 1).rev().max_by(|a, b| pair(*a).total_cmp(&pair(*b))).unwrap_or(0);
        let start = (best * bin).saturating_sub(quoted.len() + bin / 2).min(words.len());
        let end = (start + 3 * bin + quoted.len() * 2).min(words.len());
        (start, &words[start..end])
    }

    /// The share of the context's words that stand around a place; `None` without context.
    fn around(&self, context: &Context, base: usize, found: &Fit) -> Option<f32> {
        let (first, last) = (base + found.first, base + found.last);
        let before = &self.words[first.saturating_sub(NEIGHBOURS)..first];
        let after = &self.words[last + 1..(last + 1 + NEIGHBOURS).min(self.words.len())];
        let wanted = |words: &str| -> Vec<String> { words.unicode_words().map(spelling).collect() };
        let mut prefix = wanted(&context.prefix);
        let mut suffix = wanted(&context.suffix);
        prefix.drain(..prefix.len().saturating_sub(NEIGHBOURS));
        suffix.truncate(NEIGHBOURS);
        let (mut here, mut all) = (0.0, 0.0);
        for (wanted, words) in [(&prefix, before), (&suffix, after)] {
            for word in wanted {
                let key = self.keys.get(word).copied();
                let weight = self.weight(key);
                all += weight;
                if words.iter().any(|word| Some(word.key) == key) {
                    here += weight;
                }
            }
        }
        (all > 0.0).then(|| here / all)
    }

    /// Takes the punctuation at the ends that the quote has there too.
    fn with_marks(&self, block: usize, start: usize, end: usize, exact: &str) -> Near {
        let text = &self.texts[block];
        let mark = |c: char| !c.is_alphanumeric() && !c.is_whitespace();
        let (mut from, mut to) = (start, end);
        if exact.trim().starts_with(mark) {
            from = text[..start].trim_end_matches(mark).len();
        }
        if exact.trim().ends_with(mark) {
            to = text.len() - text[end..].trim_start_matches(mark).len();
        }
        Near { block, start: from, end: to }
    }
}

/// Whether a place is like enough to be offered: the more of the context stands around it, the less it takes.
fn offered(found: &Fit, around: Option<f32>) -> bool {
    let enough = around.map_or(ENOUGH, |share| (ENOUGH_ELSEWHERE - share).max(ENOUGH_IN_CONTEXT));
    found.likeness >= enough
}

fn alike(quoted: &Quoted, key: u32) -> f32 {
    if quoted.key == Some(key) {
        1.0
    } else if quoted.kin.contains(&key) {
        0.7
    } else {
        0.0
    }
}

/// Whether two words differ by an ending or a slip only.
fn nearly(a: &str, b: &str) -> bool {
    if a.len().abs_diff(b.len()) > 12 || a.chars().next() != b.chars().next() && a.chars().last() != b.chars().last() {
        return false;
    }
    let (count_a, count_b) = (a.chars().count(), b.chars().count());
    let (long, short) = (count_a.max(count_b), count_a.min(count_b));
    if short < 4 || long - short > 3 || long > 40 {
        return false;
    }
    let head = a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count();
    let tail = a.chars().rev().zip(b.chars().rev()).take_while(|(x, y)| x == y).count();
    let differ = long - head - tail.min(short - head);
    differ <= 1 || differ == 2 && short > 4 || differ == 3 && head >= 4 && head * 5 >= long * 3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_and_slips_are_nearly_the_same() {
        for (a, b) in
            [("round", "rounds"), ("negotiation", "negotation"), ("recieve", "receive"), ("agreed", "agreeing")]
        {
            assert!(nearly(a, b), "{a} {b}");
        }
        for (a, b) in [("may", "say"), ("peace", "piece of"), ("minister", "monastery"), ("talks", "stalk")] {
            assert!(!nearly(a, b), "{a} {b}");
        }
    }

    #[test]
    fn a_slip_in_the_only_word_is_found() {
        let index = Index::new(["The talks began.", "A negotiation failed."].into_iter());
        let near = index.nearest("negotation", &Context::new(None, None));
        assert_eq!(near, Some(Near { block: 1, start: 2, end: 13 }));
    }

    #[test]
    fn an_endless_passage_is_looked_at_where_the_words_are() {
        let text = "Nothing was said of it here. ".repeat(3_000)
            + "The ministers agreed on further rounds of talks. "
            + &"And nothing was said there. ".repeat(3_000);
        let index = Index::new([text.as_str()].into_iter());
        let near = index.nearest("ministers agreed on other rounds of talks", &Context::new(None, None)).unwrap();
        assert_eq!(&text[near.start..near.end], "ministers agreed on further rounds of talks");
    }

    #[test]
    fn only_the_beginning_of_an_endless_quote_is_compared() {
        let text = "one two three four five ".repeat(5_000);
        let index = Index::new([text.as_str()].into_iter());
        let quote = "one two three six five ".repeat(5_000);
        assert!(index.nearest(&quote, &Context::new(None, None)).is_some());
    }
}
