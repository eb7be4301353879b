//! Links and pictures of a text: safe addresses, the words of links, what they lack.
//!
//! Takes addresses as written. Never resolves one: `link` and `check` do.

use std::ops::Range;

use super::builder::{Builder, DEEPEST};
use super::passage::{Mark, length};
use crate::diag::{Code, Diagnostic, Severity};
use crate::model::body::{Image, Link, Token};
use crate::parse::sanitise::is_safe_address;

impl Builder<'_> {
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
        if let Some(open) = self.open.as_mut().filter(|open| open.marks.len() < DEEPEST) {
            open.marks.push(Mark::Dropped);
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
