//! Headings of a text: which one is the title, what moves their levels, what their ids are.
//!
//! Takes events and words, returns levels and names. Never changes a token.

use std::ops::Range;

use super::builder::Builder;
use super::{Manner, TitleFrom};
use crate::diag::{Code, Diagnostic, Severity};
use crate::text::slug;
use pulldown_cmark::{Event, Tag, TagEnd};

/// What is decided about a text's headings before it is read.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// The events of the heading that is the title, or repeats it.
    pub(super) title: Option<Range<usize>>,
    /// What a level is moved by.
    shift: i8,
}

impl Plan {
    /// Looks through the events of a text.
    pub(super) fn new(events: &[(Event<'_>, Range<usize>)], manner: &Manner) -> Self {
        let title = title_events(events, &manner.title);
        if !manner.received {
            return Self { title, shift: 1 };
        }
        let highest = events
            .iter()
            .enumerate()
            .filter(|(at, _)| title.as_ref().is_none_or(|title| !title.contains(at)))
            .filter_map(|(_, (event, _))| match event {
                Event::Start(Tag::Heading { level, .. }) => Some(*level as i8),
                _ => None,
            })
            .min();
        Self { title, shift: highest.map_or(1, |level| 2 - level) }
    }

    /// The level that a heading has on its page.
    pub(super) fn level(&self, written: u8) -> u8 {
        written.saturating_add_signed(self.shift).clamp(2, 6)
    }
}

fn title_events(events: &[(Event<'_>, Range<usize>)], title: &TitleFrom) -> Option<Range<usize>> {
    if *title == TitleFrom::Elsewhere {
        return None;
    }
    let start = events.iter().position(|(event, _)| matches!(event, Event::Start(Tag::Heading { .. })))?;
    let Event::Start(Tag::Heading { level: pulldown_cmark::HeadingLevel::H1, .. }) = &events[start].0 else {
        return None;
    };
    let end =
        start + events[start..].iter().position(|(event, _)| matches!(event, Event::End(TagEnd::Heading(_))))? + 1;
    if let TitleFrom::Known(known) = title {
        let words = plain(&events[start..end]);
        return (folded(&words) == folded(&known.text)).then_some(start..end);
    }
    Some(start..end).filter(|range| !plain(&events[range.clone()]).trim().is_empty())
}

fn plain(events: &[(Event<'_>, Range<usize>)]) -> String {
    let mut words = String::new();
    for (event, _) in events {
        match event {
            Event::Text(text) | Event::Code(text) => words.push_str(text),
            Event::SoftBreak | Event::HardBreak => words.push(' '),
            _ => {}
        }
    }
    words
}

fn folded(words: &str) -> String {
    words.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

impl Builder<'_> {
    /// The id of a heading: as written, or its words; never one of a passage, never one twice.
    fn heading_id(&mut self, written: Option<&str>) -> String {
        let wanted = match written.map(str::trim).filter(|id| !id.is_empty()) {
            Some(id) => id.split_whitespace().collect::<Vec<_>>().join("-"),
            None if self.manner.received => slug::fragment(self.words()),
            None => format!("{}{}", self.manner.prefix, slug::fragment(self.words())),
        };
        let wanted = if wanted.starts_with("p-") { format!("h-{wanted}") } else { wanted };
        slug::unique(&wanted, &mut self.ids)
    }

    /// Ends a heading: gives it its id and judges its level.
    pub(super) fn close_heading(&mut self, level: u8, written: Option<&str>, place: &Range<usize>) {
        if !self.words().trim().is_empty() {
            let id = self.heading_id(written);
            self.set_heading_id(id);
            self.judge_level(level, self.level, place);
            self.level = Some(level);
        }
        self.close_passage();
    }

    /// A finding where a heading stands more than one level below the one before.
    fn judge_level(&mut self, level: u8, before: Option<u8>, place: &Range<usize>) {
        // The first one may stand right under the page's title, or under a heading of the page's own.
        let allowed = before.unwrap_or(2) + 1;
        if level <= allowed {
            return;
        }
        let written = |level: u8| "#".repeat(usize::from(level.saturating_sub(1)));
        let end = place.start + self.source[place.clone()].trim_end().len();
        let span = self.places.span(place.start, end);
        let message = match before {
            Some(before) => {
                format!("this heading skips a level: `{}` follows `{}`", written(level), written(before))
            }
            None => format!("the first heading of the text is `{}`", written(level)),
        };
        let help = format!("write `{}` here, or add the heading that is missing between them", written(allowed));
        self.find(Diagnostic::new(Code::HeadingSkip, span, message).help(help), Severity::Info);
    }

    /// Links of a received article to its own headings: other tools name them a little otherwise.
    pub(super) fn mend_fragments(&mut self) {
        let plain = |id: &str| slug::slug(id).replace('-', "");
        let known: std::collections::BTreeMap<String, String> =
            self.ids.iter().rev().map(|id| (plain(id), id.clone())).collect();
        for link in &mut self.body.links {
            let Some(fragment) = link.href.strip_prefix('#').filter(|fragment| !self.ids.contains(*fragment)) else {
                continue;
            };
            let decoded = percent_encoding::percent_decode_str(fragment).decode_utf8_lossy();
            if let Some(id) = known.get(&plain(&decoded)).filter(|_| !decoded.is_empty()) {
                link.href = format!("#{id}").into();
            }
        }
    }
}
