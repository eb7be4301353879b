//! Which passages of a brief may be shown: an institution's rights in its article's text come first.

use std::collections::BTreeSet;

use crate::model::body::{Body, Passage, PassageIx, PassageKind};
use crate::model::brief::{Brief, Show, Status};
use crate::model::reading::Reading;
use crate::model::site::{BriefIx, BriefLinks, Found, Part, PassageRef};

/// What of a brief's texts may be shown.
pub(super) struct Shown<'a> {
    brief: &'a Brief,
    show: Show,
    /// With [`Show::Quoted`]: passages of the article that a quote points at.
    quoted: BTreeSet<PassageIx>,
    title: &'a str,
}

impl<'a> Shown<'a> {
    /// Judges a brief.
    pub(super) fn of(site: &'a Reading<'a>, ix: BriefIx) -> Self {
        let (brief, links) = site.brief(ix);
        let show = match brief.front.status {
            Status::Removed => Show::None,
            _ => brief.front.show.unwrap_or(site.config().show),
        };
        let quoted = if show == Show::Quoted { quoted(links) } else { BTreeSet::new() };
        Self { brief, show, quoted, title: &links.title }
    }

    /// How much of the article may be shown, in the words of its file.
    pub(super) fn name(&self) -> &'static str {
        match self.show {
            Show::Full => "full",
            Show::Quoted => "quoted",
            Show::None => "none",
        }
    }

    /// The brief.
    pub(super) fn brief(&self) -> &'a Brief {
        self.brief
    }

    /// A text of the brief.
    pub(super) fn body(&self, part: Part) -> Option<&'a Body> {
        match part {
            Part::Article => self.brief.article.as_ref().map(|article| &article.body),
            Part::Text => Some(self.brief.text.body()),
            Part::Note(at) => self.brief.front.notes.get(at as usize).map(|note| note.text.body()),
        }
    }

    /// A passage, if it may be shown.
    pub(super) fn passage(&self, at: PassageRef) -> Option<&'a Passage> {
        let passage = self.body(at.part)?.passages.get(at.passage.0 as usize)?;
        let free = at.part != Part::Article
            || match self.show {
                Show::Full => true,
                Show::Quoted => self.quoted.contains(&at.passage),
                Show::None => false,
            }
            // The article's title is shown anyway where it is the brief's.
            || (passage.kind == PassageKind::Title && *passage.text == *self.title);
        free.then_some(passage)
    }

    /// The passages of a text that may be shown, in order.
    pub(super) fn passages(&self, part: Part) -> impl Iterator<Item = &'a Passage> {
        let count = self.body(part).map_or(0, |body| body.passages.len());
        let ixs = (0..u32::try_from(count).unwrap_or(u32::MAX)).map(PassageIx);
        ixs.filter_map(move |passage| self.passage(PassageRef { part, passage })).collect::<Vec<_>>().into_iter()
    }
}

fn quoted(links: &BriefLinks) -> BTreeSet<PassageIx> {
    let lists = [&links.notes, &links.key_messages, &links.positions, &links.events];
    let found = lists.into_iter().flatten().flatten();
    let here = found.filter_map(|found| match found {
        Found::Here(anchor) if anchor.at.part == Part::Article => Some(anchor.at.passage),
        _ => None,
    });
    here.collect()
}

/// Whether lists, feeds and tables may name a brief.
pub(super) fn is_listed(site: &Reading<'_>, ix: BriefIx) -> bool {
    matches!(site.described(ix).front.status, Status::Published | Status::Draft)
}
