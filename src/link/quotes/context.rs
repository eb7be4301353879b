//! The words before and after a quote: which of several places they choose, and which would choose one.
//!
//! Takes folded text and places in it. Never looks at the quoted words themselves.

use super::fold::fold;
use super::{BORDER, Hit};

/// Characters of context by which one place must lead where none has a whole side of it.
const CLEAR_LEAD: usize = 6;

/// Characters of a prefix or suffix that count: those next to the quote.
const MOST_CHARACTERS: usize = 300;

/// Words of context that are offered at most.
const MOST_WORDS: usize = 8;

/// What an editor wrote as `prefix:` and `suffix:`, folded.
pub(super) struct Context {
    pub(super) prefix: String,
    pub(super) suffix: String,
}

impl Context {
    pub(super) fn new(prefix: Option<&str>, suffix: Option<&str>) -> Self {
        let folded = |words: Option<&str>| words.map(|words| fold(words).text).unwrap_or_default();
        let (mut prefix, mut suffix) = (folded(prefix), folded(suffix));
        if let Some((at, _)) = prefix.char_indices().rev().nth(MOST_CHARACTERS) {
            prefix.drain(..at);
        }
        if let Some((at, _)) = suffix.char_indices().nth(MOST_CHARACTERS) {
            suffix.truncate(at);
        }
        Self { prefix, suffix }
    }

    /// The one place that the context chooses.
    pub(super) fn decide(&self, all: &str, hits: &[Hit]) -> Option<Hit> {
        let sides: Vec<(usize, usize)> = hits.iter().map(|hit| self.agreement(all, hit)).collect();
        let (prefix, suffix) = (self.prefix.chars().count(), self.suffix.chars().count());
        let whole = |(before, after): &(usize, usize)| {
            usize::from(prefix > 0 && *before == prefix) + usize::from(suffix > 0 && *after == suffix)
        };
        let most = sides.iter().map(whole).max()?;
        let left: Vec<usize> = (0..hits.len()).filter(|at| whole(&sides[*at]) == most).collect();
        if let ([one], true) = (left.as_slice(), most > 0) {
            return Some(hits[*one]);
        }
        let mut by_score: Vec<(usize, usize)> = left.iter().map(|at| (sides[*at].0 + sides[*at].1, *at)).collect();
        by_score.sort_by_key(|(score, at)| (std::cmp::Reverse(*score), *at));
        match by_score.as_slice() {
            [(first, at), (second, _), ..] if *first >= second + CLEAR_LEAD => Some(hits[*at]),
            _ => None,
        }
    }

    /// How many characters of the prefix and of the suffix adjoin a place.
    fn agreement(&self, all: &str, hit: &Hit) -> (usize, usize) {
        let before = all[..hit.start].trim_end().chars().rev().map(flat);
        let after = all[hit.end..].trim_start().chars().map(flat);
        (alike(before, self.prefix.chars().rev()), alike(after, self.suffix.chars()))
    }
}

/// White space is all equal, the border between two blocks too.
fn flat(c: char) -> char {
    if c == BORDER { ' ' } else { c }
}

fn alike(text: impl Iterator<Item = char>, wanted: impl Iterator<Item = char>) -> usize {
    text.zip(wanted).take_while(|(a, b)| a == b).count()
}

/// The fewest words right before, and right after, the place `at` that no other place has there.
///
/// Words that differ by case alone, or by a beginning that isn't quoted, don't count as different: they would
/// decide, but no reader would see why.
pub(super) fn telling(all: &str, hits: &[Hit], at: usize) -> (String, String) {
    let before = |hit: &Hit| -> Vec<&str> { all[..hit.start].split_whitespace().rev().take(MOST_WORDS).collect() };
    let after = |hit: &Hit| -> Vec<&str> { all[hit.end..].split_whitespace().take(MOST_WORDS).collect() };
    let mut prefix = fewest(hits, at, before, |other, own| other.ends_with(own));
    prefix.reverse();
    (prefix.join(" "), fewest(hits, at, after, |other, own| other.starts_with(own)).join(" "))
}

/// The shortest beginning of one place's words that no other place's words have; empty if there is none.
fn fewest<'t>(
    hits: &[Hit],
    at: usize,
    words: impl Fn(&Hit) -> Vec<&'t str>,
    same: impl Fn(&str, &str) -> bool,
) -> Vec<&'t str> {
    let mut own = words(&hits[at]);
    let lower: Vec<String> = own.iter().map(|word| word.to_lowercase()).collect();
    let others = hits.iter().enumerate().filter(|(other, _)| *other != at);
    let shared = others.map(|(_, hit)| {
        let other = words(hit).into_iter().map(str::to_lowercase);
        lower.iter().zip(other).take_while(|(own, other)| same(other, own)).count()
    });
    let needed = shared.max().unwrap_or(0) + 1;
    if needed > own.len() {
        return Vec::new();
    }
    own.truncate(needed);
    own
}
