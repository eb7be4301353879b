//! Words of a Markdown text: into passages, into code, into what a picture shows; and what stands in brackets.
//!
//! Takes the events that carry words. Never opens or ends a block.

use std::ops::Range;

use super::inline::{self, Found, Run};
use super::walk::Walk;
use crate::model::body::{Citation, Reference, Token};
use pulldown_cmark::{Event, Tag, TagEnd};

impl Walk<'_> {
    pub(super) fn text(&mut self, text: &str, mut range: Range<usize>) {
        if let Some(code) = &mut self.code {
            code.1.push_str(text);
            return;
        }
        if self.passed_over.is_some() {
            return;
        }
        let mut text = text;
        if let Some((picture, end)) = self.last_picture.take()
            && let Some(rest) = text.strip_prefix("{decorative}").filter(|_| range.start == end)
        {
            self.builder.body.images[picture].decorative = true;
            range.start += "{decorative}".len();
            text = rest;
        }
        if !text.is_empty() {
            self.open_if_needed(&range);
            self.run.push(text, self.builder.source, &range);
        }
    }

    pub(super) fn inline_code(&mut self, code: &str, range: &Range<usize>) {
        if self.passed_over.is_some() {
            return;
        }
        self.open_if_needed(range);
        self.flush();
        // Line ends inside code are spaces.
        let written = self.builder.source.get(range.clone()).unwrap_or("").replace('\n', " ");
        let found = written.find(code);
        self.builder.markup("<code>");
        let place = self.builder.text(code, range.start + found.unwrap_or(0), found.is_some());
        self.builder.keep_unlinked(place, true);
        self.builder.markup("</code>");
    }

    pub(super) fn words_of_picture(&mut self, event: &Event<'_>, range: Range<usize>) {
        let Some(picture) = &mut self.picture else { return };
        match event {
            Event::Start(Tag::Image { .. }) => picture.inner += 1,
            Event::End(TagEnd::Image) if picture.inner > 0 => picture.inner -= 1,
            Event::End(TagEnd::Image) => {
                let picture = self.picture.take().expect("it was there two lines above");
                let index = self.builder.body.images.len();
                self.builder.image(&picture.src, &picture.alt, Some(&picture.title), range.clone());
                self.last_picture = (self.builder.body.images.len() > index).then_some((index, range.end));
            }
            Event::Text(text) | Event::Code(text) => picture.alt.push_str(text),
            Event::SoftBreak | Event::HardBreak => picture.alt.push(' '),
            _ => {}
        }
    }

    /// Puts the words read so far into the passage, with what stands in brackets among them.
    pub(super) fn flush(&mut self) {
        let run = std::mem::take(&mut self.run);
        if run.text.is_empty() {
            return;
        }
        let special = if self.builder.manner.received { Vec::new() } else { inline::scan(&run, self.builder.source) };
        let mut at = 0;
        for (range, found) in special {
            self.words(&run, at..range.start);
            at = range.end;
            let (first, _) = run.source(range.start);
            let (last, _) = run.source(range.end - 1);
            let span = self.builder.places.span(first, last + 1);
            match found {
                Found::Reference { id, kind, has_words, words } => {
                    let shown = has_words.then(|| Box::from(&run.text[words.clone()]));
                    self.reference(
                        &run,
                        words,
                        Reference {
                            id: id.into(),
                            kind,
                            words: shown,
                            span,
                            passage: self.builder.next_index(),
                            start: 0,
                            end: 0,
                        },
                    );
                }
                Found::Citations(list) => {
                    for (source, locator) in list {
                        let ix = u32::try_from(self.builder.body.citations.len()).unwrap_or(u32::MAX);
                        let citation = Citation { source: source.into(), locator: locator.map(Into::into), span };
                        self.builder.body.citations.push(citation);
                        self.builder.token(Token::Citation(ix));
                    }
                }
            }
        }
        self.words(&run, at..run.text.len());
    }

    fn words(&mut self, run: &Run, range: Range<usize>) {
        for (part, source, exact) in run.stretches(range) {
            self.builder.text(&run.text[part], source, exact);
        }
    }

    fn reference(&mut self, run: &Run, words: Range<usize>, reference: Reference) {
        if self.builder.is_in_link() {
            self.words(run, words);
            return;
        }
        let start = self.builder.text_length();
        for (part, source, exact) in run.stretches(words) {
            self.builder.add_words(&run.text[part], source, exact);
        }
        let end = self.builder.text_length();
        self.builder.keep_unlinked((start, end), false);
        let ix = u32::try_from(self.builder.body.references.len()).unwrap_or(u32::MAX);
        self.builder.body.references.push(Reference { start, end, ..reference });
        self.builder.token(Token::Reference(ix));
    }
}
