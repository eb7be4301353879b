//! The words of a passage: mentions as links, quoted words marked, split so that both nest.

use super::Writer;
use super::escape;
use crate::model::body::PassageIx;
use crate::model::registry::Target;
use crate::model::site::{Mention, Resolved};

/// Words of a passage that a quote points at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Mark {
    /// The passage.
    pub(crate) passage: PassageIx,
    /// First byte in its text.
    pub(crate) start: u32,
    /// First byte after.
    pub(crate) end: u32,
}

/// Where the words of a note end, and where its number leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NoteRef {
    /// First byte after the words in the passage's text.
    pub(crate) at: u32,
    /// The note's number, in reading order.
    pub(crate) number: usize,
    /// The id of its text.
    pub(crate) id: String,
    /// Its name for those who hear the page.
    pub(crate) name: String,
}

/// Marks in order, those that touch one made one.
pub(super) struct Marks(Vec<Mark>);

impl Marks {
    pub(super) fn new(mut marks: Vec<Mark>) -> Self {
        marks.sort_unstable();
        let mut merged: Vec<Mark> = Vec::with_capacity(marks.len());
        for mark in marks {
            match merged.last_mut() {
                Some(last) if last.passage == mark.passage && mark.start <= last.end => {
                    last.end = last.end.max(mark.end)
                }
                _ => merged.push(mark),
            }
        }
        Self(merged)
    }

    /// Parts of `start..end` of a passage, each with whether it is marked.
    fn parts(&self, passage: PassageIx, start: u32, end: u32) -> Vec<(u32, u32, bool)> {
        let from = self.0.partition_point(|mark| (mark.passage, mark.end) <= (passage, start));
        let mut parts = Vec::new();
        let mut at = start;
        for mark in self.0[from..].iter().take_while(|mark| mark.passage == passage && mark.start < end) {
            let (first, last) = (mark.start.max(at), mark.end.min(end));
            if first > at {
                parts.push((at, first, false));
            }
            parts.push((first, last, true));
            at = last;
        }
        if at < end {
            parts.push((at, end, false));
        }
        parts
    }
}

impl Writer<'_> {
    /// Words of a passage. A mention that isn't wholly among them, or stands in a link, stays words.
    pub(super) fn text(&mut self, ix: PassageIx, start: u32, end: u32) {
        let mentions = self.mentions;
        let from = mentions.partition_point(|mention| mention.at.passage < ix);
        let mut at = start;
        for mention in mentions[from..].iter().take_while(|mention| mention.at.passage == ix) {
            let whole = mention.start >= at && mention.link_end() <= end;
            if !mention.linked || !whole || self.links.contains(&true) {
                continue;
            }
            self.stretch(ix, at, mention.start);
            self.mention_open(mention);
            at = mention.link_end();
            self.run(ix, mention.start, at);
            self.out.push_str("</a>");
            self.note_refs(ix, at);
        }
        self.stretch(ix, at, end);
    }

    /// Words outside of a mention, with the numbers of the notes whose words end in them.
    fn stretch(&mut self, ix: PassageIx, start: u32, end: u32) {
        let mut at = start;
        while let Some(next) = self.refs.get(&ix).and_then(|refs| refs.first()).map(|first| first.at)
            && (at..end).contains(&next)
            && !self.links.contains(&true)
        {
            self.run(ix, at, next);
            self.note_refs(ix, next);
            at = next;
        }
        self.run(ix, at, end);
        self.note_refs(ix, end);
    }

    /// Writes the numbers of a passage's notes whose words end at or before `upto`. A number in a link waits for its
    /// end. The number itself is drawn by the style, so that the passage's words stay what they are.
    pub(super) fn note_refs(&mut self, ix: PassageIx, upto: u32) {
        if self.links.contains(&true) {
            return;
        }
        let Some(refs) = self.refs.get_mut(&ix) else { return };
        let due = refs.iter().take_while(|one| one.at <= upto).count();
        for one in refs.drain(..due).collect::<Vec<_>>() {
            self.out.push_str("<a class=\"note-ref\"");
            self.attribute("href", &format!("#{}", one.id));
            self.attribute("aria-label", &one.name);
            self.attribute("data-note", &self.page.words().number(one.number as u64));
            self.out.push_str("></a>");
        }
    }

    fn mention_open(&mut self, mention: &Mention) {
        let site = &self.page.env.site;
        let (hook, id, target) = match mention.target {
            Target::Actor(ix) => ("data-actor", &site.registry()[ix].id.value, Resolved::Actor(ix)),
            Target::Theme(ix) => ("data-theme", &site.registry()[ix].id.value, Resolved::Theme(ix)),
        };
        let href = self.page.links.href(&site.route(target));
        self.out.push_str("<a class=\"mention\"");
        self.attribute(hook, id);
        self.attribute("href", &href);
        self.out.push('>');
    }

    fn run(&mut self, ix: PassageIx, start: u32, end: u32) {
        if start >= end {
            return;
        }
        let text = &self.body.passage(ix).text;
        for (start, end, marked) in self.marks.parts(ix, start, end) {
            let words = text.get(start as usize..end as usize).unwrap_or("");
            if marked {
                self.out.push_str("<mark class=\"quoted\">");
                escape::push(&mut self.out, words);
                self.out.push_str("</mark>");
            } else {
                escape::push(&mut self.out, words);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(passage: u32, start: u32, end: u32) -> Mark {
        Mark { passage: PassageIx(passage), start, end }
    }

    #[test]
    fn marks_that_touch_are_one() {
        let marks = Marks::new(vec![mark(0, 5, 9), mark(0, 2, 6), mark(1, 0, 3)]);
        assert_eq!(marks.0, [mark(0, 2, 9), mark(1, 0, 3)]);
    }

    #[test]
    fn parts_cover_the_range_once() {
        let marks = Marks::new(vec![mark(0, 2, 4), mark(0, 8, 20)]);
        assert_eq!(marks.parts(PassageIx(0), 0, 10), [(0, 2, false), (2, 4, true), (4, 8, false), (8, 10, true)]);
        assert_eq!(marks.parts(PassageIx(0), 3, 4), [(3, 4, true)]);
        assert_eq!(marks.parts(PassageIx(1), 0, 4), [(0, 4, false)]);
    }
}
