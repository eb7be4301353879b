//! Puts words, marks, links and pictures together to passages and tokens.
//!
//! Takes one piece at a time, in reading order; returns the body. Never sees Markdown or HTML: whatever it is given,
//! the tokens balance, passages don't nest, and white space is single.

use std::collections::BTreeSet;
use std::ops::Range;

use super::Manner;
use super::headings::Plan;
use super::places::Places;
use crate::diag::{Code, Diagnostic, Diagnostics, Severity};
use crate::model::body::{Body, Image, Link, Passage, PassageIx, PassageKind, Token};
use crate::parse::sanitise::is_safe_address;

/// Inline markup and containers deeper than this are left out; their words stay.
pub(super) const DEEPEST: usize = 100;

/// Inline markup that is open.
#[derive(Debug)]
enum Mark {
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
    kind: PassageKind,
    text: String,
    origins: Vec<(u32, u32)>,
    source: Range<usize>,
    unlinkable: Vec<(u32, u32)>,
    opaque: Vec<(u32, u32)>,
    tokens: Vec<Token>,
    marks: Vec<Mark>,
    /// The file offset that the next character has if it runs on.
    expected: Option<usize>,
    /// The id of a heading.
    id: String,
}

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
    pub(super) fn markup(&mut self, html: impl Into<Box<str>>) {
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
        let start = self.text_length();
        if let Some(open) = self.open.as_mut().filter(|_| start == 0 && words.starts_with(char::is_whitespace)) {
            if open.tokens.last().is_some_and(shows_something) {
                open.tokens.push(Token::Markup(" ".into()));
            }
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

    /// Opens a link; an unsafe address is taken out and its words stay.
    pub(super) fn open_link(&mut self, href: &str, title: Option<&str>, whole: &Range<usize>) {
        let address = self.address_place(href, whole);
        let inside_another = self.is_in_link();
        let start = self.text_length();
        let ix = u32::try_from(self.body.links.len()).unwrap_or(u32::MAX);
        let safe = is_safe_address(href);
        if !safe {
            self.complain_of_address(address.clone());
        }
        let span = self.places.span(address.start, address.end);
        let Some(open) = &mut self.open else { return };
        if !safe || inside_another || open.marks.len() >= DEEPEST {
            open.marks.push(Mark::Dropped);
            return;
        }
        open.marks.push(Mark::Link { start, from: whole.start });
        open.tokens.push(Token::LinkOpen(ix));
        let title = title.filter(|title| !title.is_empty()).map(Box::from);
        self.body.links.push(Link { href: href.into(), span, title, words: "".into() });
    }

    /// An anchor without an address: its end must not close a link.
    pub(super) fn open_nothing(&mut self) {
        if let Some(open) = &mut self.open {
            open.marks.push(Mark::Dropped);
        }
    }

    /// Begins a passage unless one is open.
    pub(super) fn ensure_open(&mut self, kind: PassageKind, source: &Range<usize>) {
        if self.open.is_none() {
            self.open_passage(kind, source.clone());
        }
    }

    /// Whether a link is open.
    pub(super) fn is_in_link(&self) -> bool {
        self.open.as_ref().is_some_and(|open| open.marks.iter().any(|mark| matches!(mark, Mark::Link { .. })))
    }

    /// Closes the innermost link. `address` says that its words are the address itself.
    pub(super) fn close_link(&mut self, address: bool, until: usize) {
        let Some(open) = &mut self.open else { return };
        let Some(depth) = open.marks.iter().rposition(|mark| !matches!(mark, Mark::Element(_))) else { return };
        if let Mark::Link { start, from } = open.marks[depth] {
            let words = open.text[start as usize..].trim().to_owned();
            let end = length(&open.text);
            self.keep_unlinked((start, end), address);
            if !address {
                self.judge_words(&words, from..until.max(from));
            }
        }
        self.close_marks(depth);
    }

    fn close_marks(&mut self, depth: usize) {
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

    fn judge_words(&mut self, words: &str, place: Range<usize>) {
        if !is_vague(words) {
            return;
        }
        let span = self.places.span(place.start, place.end);
        let finding =
            Diagnostic::new(Code::VagueLink, span, format!("the link words “{words}” don't say where the link leads"))
                .help("name the page or document that it leads to, so that the words make sense on their own");
        self.find(finding, Severity::Info);
    }

    /// A picture; without alternative text it is a finding at the end, unless it proves decorative.
    pub(super) fn image(&mut self, src: &str, alt: &str, title: Option<&str>, whole: Range<usize>) {
        let address = self.address_place(src, &whole);
        if !is_safe_address(src) {
            self.complain_of_address(address);
            return;
        }
        let span = self.places.span(address.start, address.end);
        let ix = u32::try_from(self.body.images.len()).unwrap_or(u32::MAX);
        let title = title.filter(|title| !title.is_empty()).map(Box::from);
        let alt = alt.split_whitespace().collect::<Vec<_>>().join(" ");
        self.body.images.push(Image { src: src.into(), alt: alt.into(), decorative: false, title, span });
        self.picture_places.push(whole);
        self.token(Token::Image(ix));
    }

    /// Where an address stands inside its link or picture; the whole where it stands elsewhere.
    fn address_place(&self, address: &str, whole: &Range<usize>) -> Range<usize> {
        let written = self.source.get(whole.clone()).unwrap_or("");
        match written.rfind(address).filter(|_| !address.is_empty()) {
            Some(at) => whole.start + at..whole.start + at + address.len(),
            None => whole.clone(),
        }
    }

    fn complain_of_address(&mut self, place: Range<usize>) {
        let span = self.places.span(place.start, place.end);
        let finding = Diagnostic::new(Code::UnsafeHtml, span, "this address doesn't lead to a page and was taken out")
            .help("write an address that begins with `https://` or `mailto:`, or that leads to a file of the site");
        self.find(finding, Severity::Warning);
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
        let internal = self.withheld.iter().any(|range| range.contains(&open.source.start));
        let span = self.places.span(open.source.start, open.source.end);
        self.body.passages.push(open.into_passage(span, section, internal));
    }
}

impl Open {
    fn note_origin(&mut self, place: usize) {
        if self.expected != Some(place) {
            let at = length(&self.text);
            self.origins.push((at, u32::try_from(place).unwrap_or(u32::MAX)));
        }
    }

    /// White space at the end shows nowhere.
    fn trim_end(&mut self) {
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

    fn into_passage(mut self, span: crate::files::Span, section: u32, internal: bool) -> Passage {
        for range in addresses(&self.text) {
            self.unlinkable.push(range);
            self.opaque.push(range);
        }
        Passage {
            id: self.id.into(),
            kind: self.kind,
            text: self.text.into(),
            origins: self.origins,
            span,
            section,
            unlinkable: merged(self.unlinkable),
            opaque: merged(self.opaque),
            internal,
        }
    }
}

fn length(text: &str) -> u32 {
    u32::try_from(text.len()).unwrap_or(u32::MAX)
}

/// Whether a token shows something without words.
fn shows_something(token: &Token) -> bool {
    match token {
        Token::Image(_) | Token::Citation(_) | Token::Reference(_) | Token::Code(_) => true,
        Token::Markup(html) => html.starts_with("<sup class") || html.contains(" id="),
        _ => false,
    }
}

/// The element of a passage that turned out to have no words.
fn bare_element(kind: PassageKind) -> (Option<&'static str>, Option<&'static str>) {
    match kind {
        PassageKind::Paragraph | PassageKind::Quote | PassageKind::Caption => (Some("<p>"), Some("</p>")),
        PassageKind::ListItem => (Some("<div>"), Some("</div>")),
        _ => (None, None),
    }
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

/// Whether the words of a link say nothing on their own.
fn is_vague(words: &str) -> bool {
    const VAGUE: &[&str] = &[
        "here",
        "click here",
        "click",
        "this",
        "this link",
        "link",
        "this page",
        "page",
        "read more",
        "more",
        "learn more",
        "see here",
        "more here",
        "read this",
        "details",
        "more information",
        "website",
    ];
    let bare = words.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    VAGUE.contains(&bare.as_str())
}
