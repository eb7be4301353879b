//! One passage while it is being read: its words, where they stand, what is open in it.
//!
//! Takes what the builder gives; returns the passage. Never knows the body around it.

use std::ops::Range;

use crate::model::body::{Passage, PassageKind, Token};

/// Inline markup that is open.
#[derive(Debug)]
pub(super) enum Mark {
    /// An element without attributes.
    Element(&'static str),
    /// A link, and where its words and its source began.
    Link { start: u32, from: usize },
    /// A link that was taken out; its words stay.
    Dropped,
}

/// A passage that is being read.
#[derive(Debug)]
pub(super) struct Open {
    pub(super) kind: PassageKind,
    pub(super) text: String,
    pub(super) origins: Vec<(u32, u32)>,
    pub(super) source: Range<usize>,
    pub(super) unlinkable: Vec<(u32, u32)>,
    pub(super) opaque: Vec<(u32, u32)>,
    pub(super) tokens: Vec<Token>,
    pub(super) marks: Vec<Mark>,
    /// The file offset that the next character has if it runs on.
    pub(super) expected: Option<usize>,
    /// The id of a heading.
    pub(super) id: String,
}

impl Open {
    pub(super) fn note_origin(&mut self, place: usize) {
        if self.expected != Some(place) {
            let at = length(&self.text);
            self.origins.push((at, u32::try_from(place).unwrap_or(u32::MAX)));
        }
    }

    /// Whether words come into the text as they are: no white space among them is folded.
    pub(super) fn stay(&self, words: &str) -> bool {
        let bytes = words.as_bytes();
        let single = bytes.iter().all(|byte| *byte == b' ' || !byte.is_ascii_whitespace()) && !words.contains("  ");
        let parted = !self.text.is_empty() && !self.text.ends_with(' ');
        single && bytes.first().is_some_and(|byte| parted || *byte != b' ')
    }

    /// White space at the end shows nowhere.
    pub(super) fn trim_end(&mut self) {
        if !self.text.ends_with(' ') {
            return;
        }
        self.text.pop();
        let end = length(&self.text);
        let last = self.tokens.iter().rposition(|token| matches!(token, Token::Text { .. }));
        if let Some(last) = last.filter(|last| self.tokens[last + 1..].iter().any(shows_something)) {
            // It parts the words from what follows them, which is no word.
            self.tokens.insert(last + 1, Token::Markup(" ".into()));
        }
        for token in &mut self.tokens {
            if let Token::Text { end: last, .. } = token {
                *last = (*last).min(end);
            }
        }
        self.tokens.retain(|token| !matches!(token, Token::Text { start, end, .. } if start >= end));
        for range in self.unlinkable.iter_mut().chain(&mut self.opaque) {
            range.1 = range.1.min(end);
        }
    }

    /// Between the words and a mark that follows a citation or a note's number there is a space on the page, and none
    /// in the words: "they failed [3]." says "they failed."
    pub(super) fn close_gap(&mut self) {
        let no_word = |token: &&Token| match token {
            Token::Citation(_) => true,
            Token::Markup(html) => html.starts_with("<sup class"),
            _ => false,
        };
        if self.tokens.last().as_ref().is_some_and(no_word) {
            self.trim_end();
        }
    }

    pub(super) fn into_passage(mut self, span: crate::files::Span, section: u32, internal: bool) -> Passage {
        for range in addresses(&self.text) {
            self.unlinkable.push(range);
            self.opaque.push(range);
        }
        Passage {
            id: self.id.into(),
            kind: self.kind,
            text: self.text.into(),
            origins: self.origins.into(),
            span,
            section,
            unlinkable: merged(self.unlinkable).into(),
            opaque: merged(self.opaque).into(),
            internal,
        }
    }
}

/// The length of a text, as passages count it.
pub(super) fn length(text: &str) -> u32 {
    u32::try_from(text.len()).unwrap_or(u32::MAX)
}

/// Ranges in order, overlapping ones as one.
fn merged(mut ranges: Vec<(u32, u32)>) -> Vec<(u32, u32)> {
    ranges.retain(|(start, end)| end > start);
    ranges.sort_unstable();
    let mut made: Vec<(u32, u32)> = Vec::with_capacity(ranges.len());
    for (start, end) in ranges {
        match made.last_mut() {
            Some(last) if start <= last.1 => last.1 = last.1.max(end),
            _ => made.push((start, end)),
        }
    }
    made
}

/// Addresses that stand among words as they are.
fn addresses(text: &str) -> Vec<(u32, u32)> {
    let mut found = Vec::new();
    if !(text.contains("://") || text.contains("www.")) {
        return found;
    }
    let mut at = 0;
    for word in text.split_inclusive(' ') {
        let begins = ["http://", "https://", "www."].iter().filter_map(|mark| word.find(mark)).min();
        if let Some(start) = begins {
            let end = word.trim_end_matches(|c: char| c.is_whitespace() || ".,;:!?)]}>\"'”’»…".contains(c)).len();
            if end > start {
                let place = |offset: usize| u32::try_from(at + offset).unwrap_or(u32::MAX);
                found.push((place(start), place(end)));
            }
        }
        at += word.len();
    }
    found
}

/// Whether a token shows something without words.
pub(super) fn shows_something(token: &Token) -> bool {
    match token {
        Token::Image(_) | Token::Citation(_) | Token::Reference(_) | Token::Code(_) => true,
        Token::Markup(html) => html.starts_with("<sup class") || html.contains(" id="),
        _ => false,
    }
}
