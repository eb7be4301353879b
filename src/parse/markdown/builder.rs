//! Puts words, marks, links and pictures together to passages and tokens.
//!
//! Takes one piece at a time, in reading order; returns the body. Never sees Markdown or HTML: whatever it is given,
//! the tokens balance, passages don't nest, and white space is single.

use std::collections::BTreeSet;
use std::ops::Range;

use super::Manner;
use super::headings::Plan;
use super::passage::{Mark, Open, length, shows_something};
use super::places::Places;
use crate::diag::{Diagnostic, Diagnostics, Severity};
use crate::model::body::{Body, PassageIx, PassageKind, Token};
use crate::model::small::Thin;

/// Inline markup and containers deeper than this are left out; their words stay.
pub(super) const DEEPEST: usize = 100;

/// A body that is being made.
pub(super) struct Builder<'t> {
    pub(super) source: &'t str,
    pub(super) places: &'t Places,
    pub(super) manner: &'t Manner,
    pub(super) body: Body,
    pub(super) findings: Diagnostics,
    /// Ids that are taken in this body.
    pub(super) ids: BTreeSet<String>,
    /// Where tokens go: the body's own, then one per footnote that is being read.
    pub(super) sinks: Vec<Vec<Token>>,
    pub(super) open: Option<Open>,
    /// What was decided about headings.
    pub(super) plan: Plan,
    /// The level of the last heading.
    pub(super) level: Option<u8>,
    section: u32,
    withheld: &'t [Range<usize>],
    /// The whole place of each picture, for findings.
    pub(super) picture_places: Vec<Range<usize>>,
}

impl<'t> Builder<'t> {
    pub(super) fn new(source: &'t str, places: &'t Places, manner: &'t Manner, withheld: &'t [Range<usize>]) -> Self {
        Self {
            source,
            places,
            manner,
            body: Body::default(),
            findings: Diagnostics::default(),
            ids: BTreeSet::new(),
            sinks: vec![Vec::new()],
            open: None,
            plan: Plan::default(),
            level: None,
            section: 0,
            withheld,
            picture_places: Vec::new(),
        }
    }

    /// Pushes a finding; what stands in a received article weighs no more than `received`.
    pub(super) fn find(&mut self, finding: Diagnostic, received: Severity) {
        let severity = if self.manner.received { finding.severity.min(received) } else { finding.severity };
        self.findings.push(finding.at(severity));
    }

    /// Safe markup, into the open passage or between passages.
    pub(super) fn markup(&mut self, html: impl Into<Thin>) {
        let token = Token::Markup(html.into());
        self.token(token);
    }

    pub(super) fn token(&mut self, token: Token) {
        match &mut self.open {
            Some(open) => open.tokens.push(token),
            None => self.sinks.last_mut().expect("the body's own sink is never taken").push(token),
        }
    }

    /// Begins a passage, ending the one before.
    pub(super) fn open_passage(&mut self, kind: PassageKind, source: Range<usize>) {
        self.close_passage();
        self.open = Some(Open {
            kind,
            text: String::new(),
            origins: Vec::new(),
            source,
            unlinkable: Vec::new(),
            opaque: Vec::new(),
            tokens: Vec::new(),
            marks: Vec::new(),
            expected: None,
            id: String::new(),
        });
    }

    /// The index of the passage that is being read, or that would be read next.
    pub(super) fn next_index(&self) -> PassageIx {
        PassageIx(u32::try_from(self.body.passages.len()).unwrap_or(u32::MAX))
    }

    /// The length of the open passage's text.
    pub(super) fn text_length(&self) -> u32 {
        self.open.as_ref().map_or(0, |open| length(&open.text))
    }

    /// The words of the open passage so far.
    pub(super) fn words(&self) -> &str {
        self.open.as_ref().map_or("", |open| open.text.as_str())
    }

    pub(super) fn set_heading_id(&mut self, id: String) {
        if let Some(open) = &mut self.open {
            open.id = id;
        }
    }

    /// Adds words to the passage's text, white space folded. `from` is their offset in the source; where the source
    /// reads otherwise (`exact` is false), all of them stand at its first byte.
    pub(super) fn add_words(&mut self, words: &str, from: usize, exact: bool) {
        let Some(open) = &mut self.open else { return };
        if exact && self.places.run_alike(from, from + words.len()) && open.stay(words) {
            let place = self.places.at(from);
            open.note_origin(place);
            open.text.push_str(words);
            open.expected = Some(place + words.len());
            open.source.end = open.source.end.max(from + words.len());
            return;
        }
        for (offset, c) in words.char_indices() {
            let place = self.places.at(if exact { from + offset } else { from });
            if c.is_ascii_whitespace() {
                if !open.text.is_empty() && !open.text.ends_with(' ') {
                    open.note_origin(place);
                    open.text.push(' ');
                    open.expected = Some(place + 1);
                }
                continue;
            }
            if exact || offset == 0 || open.origins.is_empty() {
                open.note_origin(place);
            }
            open.text.push(c);
            open.expected = exact.then_some(place + c.len_utf8());
        }
        open.source.end = open.source.end.max(from + if exact { words.len() } else { 1 });
    }

    /// Adds words and the token that shows them.
    pub(super) fn text(&mut self, words: &str, from: usize, exact: bool) -> (u32, u32) {
        if let Some(open) = self.open.as_mut().filter(|_| words.starts_with(closes)) {
            open.close_gap();
        }
        let start = self.text_length();
        // Space that parts something without words from these is no second space among the words.
        if let Some(open) = self.open.as_mut().filter(|_| words.starts_with(char::is_whitespace))
            && (start == 0 || open.text.ends_with(' '))
            && open.tokens.last().is_some_and(shows_something)
        {
            open.tokens.push(Token::Markup(" ".into()));
        }
        self.add_words(words, from, exact);
        let end = self.text_length();
        let passage = self.next_index();
        if let Some(open) = self.open.as_mut().filter(|_| end > start) {
            match open.tokens.last_mut() {
                Some(Token::Text { end: last, .. }) if *last == start => *last = end,
                _ => open.tokens.push(Token::Text { passage, start, end }),
            }
        }
        (start, end)
    }

    /// Keeps linking away from a stretch of the open passage.
    pub(super) fn keep_unlinked(&mut self, (start, end): (u32, u32), opaque: bool) {
        if let Some(open) = self.open.as_mut().filter(|_| end > start) {
            open.unlinkable.push((start, end));
            if opaque {
                open.opaque.push((start, end));
            }
        }
    }

    /// Opens a plain inline element.
    pub(super) fn open_mark(&mut self, name: &'static str) {
        if let Some(open) = self.open.as_mut().filter(|open| open.marks.len() < DEEPEST) {
            open.marks.push(Mark::Element(name));
            open.tokens.push(Token::Markup(format!("<{name}>").into()));
        }
    }

    /// Closes an inline element and what stands open inside it. Nothing where none is open.
    pub(super) fn close_mark(&mut self, name: &str) {
        let Some(open) = &self.open else { return };
        let found = open.marks.iter().rposition(|mark| matches!(mark, Mark::Element(open) if *open == name));
        if let Some(depth) = found {
            self.close_marks(depth);
        }
    }

    /// Begins a passage unless one is open.
    pub(super) fn ensure_open(&mut self, kind: PassageKind, source: &Range<usize>) {
        if self.open.is_none() {
            self.open_passage(kind, source.clone());
        }
    }

    pub(super) fn close_marks(&mut self, depth: usize) {
        let Some(open) = &mut self.open else { return };
        while open.marks.len() > depth {
            match open.marks.pop() {
                Some(Mark::Element(name)) => open.tokens.push(Token::Markup(format!("</{name}>").into())),
                Some(Mark::Link { start, .. }) => {
                    let end = length(&open.text);
                    if end > start {
                        open.unlinkable.push((start, end));
                    }
                    open.tokens.push(Token::LinkClose);
                    if let Some(link) = self.body.links.last_mut() {
                        link.words = open.text[start as usize..].trim().into();
                    }
                }
                Some(Mark::Dropped) | None => {}
            }
        }
    }

    /// Ends the open passage, if any: its tokens go where it stands, its words to the body.
    pub(super) fn close_passage(&mut self) {
        self.close_marks(0);
        let Some(mut open) = self.open.take() else { return };
        open.trim_end();
        let sink = self.sinks.last_mut().expect("the body's own sink is never taken");
        if open.text.is_empty() {
            if open.tokens.iter().any(shows_something) {
                let (before, after) = bare_element(open.kind);
                sink.extend(before.map(|html| Token::Markup(html.into())));
                sink.append(&mut open.tokens);
                sink.extend(after.map(|html| Token::Markup(html.into())));
            }
            return;
        }
        let ix = PassageIx(u32::try_from(self.body.passages.len()).unwrap_or(u32::MAX));
        sink.push(Token::Open(ix));
        sink.append(&mut open.tokens);
        sink.push(Token::Close(ix));
        let section = self.section;
        if matches!(open.kind, PassageKind::Heading(_)) {
            self.section += 1;
        }
        let next = self.withheld.partition_point(|range| range.start <= open.source.start);
        let internal = next > 0 && self.withheld[next - 1].contains(&open.source.start);
        let span = self.places.span(open.source.start, open.source.end);
        self.body.passages.push(open.into_passage(span, section, internal));
    }
}

/// Marks that stand right after a word.
fn closes(c: char) -> bool {
    matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | ')' | ']' | '”' | '’' | '»' | '…')
}

/// The element of a passage that turned out to have no words.
fn bare_element(kind: PassageKind) -> (Option<&'static str>, Option<&'static str>) {
    match kind {
        PassageKind::Paragraph | PassageKind::Quote | PassageKind::Caption => (Some("<p>"), Some("</p>")),
        PassageKind::ListItem => (Some("<div>"), Some("</div>")),
        _ => (None, None),
    }
}
