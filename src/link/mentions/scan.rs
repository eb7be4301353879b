//! What the automaton finds in a passage: spans that may name something, before any rule weighs them.
//!
//! Takes a passage; returns hits between word boundaries whose case suits at least one name.
//! Never decides between them.

use super::names::Source;
use super::{Document, Matcher, Place, touches};
use crate::text::boundary;
use crate::text::fold::{Case, Folded, alike};

/// What a span may stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    /// The names of a pattern, whichever suit.
    Names(u32),
    /// The brief's own decision of this place in `links:`.
    Decision(u32),
    /// The brief's own `unlink:`.
    Unlink,
}

/// A span of a passage that may name an actor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hit {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) what: What,
}

/// A span of a passage that holds a theme's phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct PhraseHit {
    pub(super) start: u32,
    pub(super) end: u32,
    /// Its place in the matcher's phrases.
    pub(super) phrase: u32,
}

/// The hits of one passage: leftmost first (but for an article), then longest.
#[derive(Debug, Default)]
pub(super) struct Hits {
    pub(super) actors: Vec<Hit>,
    pub(super) themes: Vec<PhraseHit>,
}

fn fit(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}

/// A folded passage and the way back to its words.
struct Text<'a> {
    written: &'a str,
    folded: Folded,
}

impl Text<'_> {
    /// The span in the words as written, if both ends stand between characters.
    fn original(&self, start: usize, end: usize) -> Option<(usize, usize)> {
        let (from, to) = (self.folded.original(start), self.folded.original(end));
        (from < to && self.written.is_char_boundary(from) && self.written.is_char_boundary(to)).then_some((from, to))
    }
}

/// Everything that may be named in the passage of `place`.
pub(super) fn passage(matcher: &Matcher, document: &Document<'_>, place: &Place<'_>) -> Hits {
    let written = &*place.passage.text;
    let text = Text { written, folded: Folded::new(written, Case::Fold) };
    let folded = &text.folded.text;
    let mut hits = Hits::default();
    for found in matcher.automaton().find_overlapping_iter(folded) {
        if !boundary::can_start(folded, found.start()) {
            continue;
        }
        let pattern = fit(found.pattern().as_usize());
        let entry = &matcher.patterns[found.pattern()];
        if !entry.names.is_empty()
            && boundary::can_end(folded, found.end())
            && let Some((start, end)) = text.original(found.start(), found.end())
        {
            let words = alike(&written[start..end]);
            if entry.names.iter().any(|&name| matcher.names[name as usize].suits(&words)) {
                hits.actors.push(Hit { start: fit(start), end: fit(end), what: What::Names(pattern) });
            }
        }
        for &phrase in &entry.phrases {
            let end = matcher.phrases[phrase as usize].end(folded, found.start()..found.end());
            if let Some((start, end)) = end.and_then(|end| text.original(found.start(), end)) {
                hits.themes.push(PhraseHit { start: fit(start), end: fit(end), phrase });
            }
        }
    }
    own_words(document, &text, &mut hits);
    hits.actors.retain(|hit| !closed(place, hit.start, hit.end));
    hits.themes.retain(|hit| !closed(place, hit.start, hit.end));
    // The brief's own words come before the registry's of the same span.
    let rank = |what: What| match what {
        What::Unlink => 0,
        What::Decision(_) => 1,
        What::Names(_) => 2,
    };
    // "the United States" yields to "United States Navy": an article gives no name a start.
    let noun = |hit: &Hit| {
        let words = written.as_bytes().get(hit.start as usize..).unwrap_or_default();
        hit.start + if words.len() > 4 && words[..4].eq_ignore_ascii_case(b"the ") { 4 } else { 0 }
    };
    hits.actors.sort_unstable_by_key(|hit| (noun(hit), std::cmp::Reverse(hit.end), hit.start, rank(hit.what)));
    hits.themes.sort_unstable_by_key(|hit| (hit.start, std::cmp::Reverse(hit.end), hit.phrase));
    hits.themes.dedup();
    hits
}

/// Finds the words of the brief's own `links:` and `unlink:`.
fn own_words(document: &Document<'_>, text: &Text<'_>, hits: &mut Hits) {
    let mut seek = |words: &str, what: What| {
        let needle = Folded::new(words.trim(), Case::Fold).text;
        if needle.is_empty() {
            return;
        }
        let folded = &text.folded.text;
        for (at, _) in folded.match_indices(&needle) {
            let after = at + needle.len();
            if !boundary::can_start(folded, at) || !boundary::can_end(folded, after) {
                continue;
            }
            let Some((start, end)) = text.original(at, after) else { continue };
            if what == What::Unlink || alike(&text.written[start..end]) == alike(words.trim()) {
                hits.actors.push(Hit { start: fit(start), end: fit(end), what });
            }
        }
    };
    for (words, place) in document.decisions.iter().zip(0u32..) {
        seek(&words.0, What::Decision(place));
    }
    for words in &document.unlink {
        seek(words, What::Unlink);
    }
}

/// Whether the span touches code, an address, or words resolved by hand.
fn closed(place: &Place<'_>, start: u32, end: u32) -> bool {
    touches(&place.passage.opaque, start, end)
        || place.references.iter().any(|by_hand| start < by_hand.end && by_hand.start < end)
}

/// Whether a hit may name an actor, rather than take words away.
pub(super) fn names_someone(matcher: &Matcher, hit: &Hit) -> bool {
    match hit.what {
        What::Unlink => false,
        What::Decision(_) => true,
        What::Names(pattern) => {
            let names = &matcher.patterns[pattern as usize].names;
            names.iter().any(|&name| matcher.names[name as usize].source != Source::Not)
        }
    }
}
