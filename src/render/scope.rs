//! What one page knows while it is being written: its links, its numbered sources, what cites them.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};

use super::dates::{DateView, SpanView};
use super::env::{Links, PageEnv};
use super::wording::Voice;
use crate::model::body::{Passage, PassageIx, PassageKind};
use crate::model::brief::{Brief, Show, Status};
use crate::model::date::PartialDate;
use crate::model::described::Described;
use crate::model::notes::RevisionKind;
use crate::model::site::{Anchor, BriefIx, BriefLinks, Found, Part, PassageRef, Resolved};
use crate::model::wording::Wording;

/// One page in the making.
pub(crate) struct PageScope<'e> {
    pub(crate) env: &'e PageEnv<'e>,
    pub(crate) links: Links<'e>,
    /// The language of the page.
    pub(crate) language: &'e str,
    /// What the page says of its own.
    pub(super) voice: &'e Voice<'e>,
    /// Numbers of the sources that citations can name.
    pub(crate) sources: BTreeMap<String, usize>,
    cited: RefCell<BTreeMap<usize, Vec<String>>>,
    /// Notes that stand beside a passage so far.
    numbered: Cell<usize>,
}

impl<'e> PageScope<'e> {
    pub(crate) fn new(env: &'e PageEnv<'e>, route: &str) -> Self {
        Self {
            env,
            links: env.links(route),
            language: &env.site.config().language,
            voice: env.voice(None),
            sources: BTreeMap::new(),
            cited: RefCell::default(),
            numbered: Cell::default(),
        }
    }

    /// The page in a language of its own.
    pub(crate) fn spoken(mut self, language: Option<&'e String>) -> Self {
        self.voice = self.env.voice(language);
        self.language = language.map_or(self.language, String::as_str);
        self
    }

    /// The words of the page's language.
    pub(crate) fn words(&self) -> &'e Wording {
        self.voice.words
    }

    /// A date in the page's language.
    pub(crate) fn date(&self, date: PartialDate) -> DateView {
        DateView::new(self.words(), date)
    }

    /// A stretch of time in the page's language.
    pub(crate) fn span(&self, from: Option<PartialDate>, until: Option<PartialDate>) -> Option<SpanView> {
        SpanView::new(self.words(), from, until)
    }

    /// The number of the next note beside a passage, in reading order.
    pub(crate) fn next_note(&self) -> usize {
        self.numbered.set(self.numbered.get() + 1);
        self.numbered.get()
    }

    /// Notes that a source is cited, and gives the place that does so an id.
    pub(crate) fn cite(&self, number: usize) -> String {
        let mut cited = self.cited.borrow_mut();
        let places = cited.entry(number).or_default();
        let id = format!("cite--{number}-{}", places.len() + 1);
        places.push(id.clone());
        id
    }

    /// The ids of the places that cite a source.
    pub(crate) fn cited(&self, number: usize) -> Vec<String> {
        self.cited.borrow().get(&number).cloned().unwrap_or_default()
    }
}

/// How much of a brief's article a page may show.
pub(crate) enum Shown {
    /// All of it.
    All,
    /// Passages that a quote points at.
    Only(BTreeSet<PassageIx>),
    /// None.
    Nothing,
}

/// A brief with what linking knows of it, and what of it may be shown.
pub(crate) struct BriefScope<'e> {
    pub(crate) brief: &'e Brief,
    pub(crate) links: &'e BriefLinks,
    pub(crate) described: Described<'e>,
    pub(crate) route: String,
    pub(crate) shown: Shown,
}

impl<'e> BriefScope<'e> {
    pub(crate) fn new(env: &'e PageEnv<'e>, ix: BriefIx) -> Self {
        let (brief, links) = env.site.brief(ix);
        let show = brief.front.show.unwrap_or(env.site.config().show);
        let shown = match (show, brief.front.status) {
            (_, Status::Removed) | (Show::None, _) => Shown::Nothing,
            (Show::Full, _) => Shown::All,
            (Show::Quoted, _) => Shown::Only(quoted(links)),
        };
        let described = Described::new(brief, links);
        Self { brief, links, described, route: env.site.route(Resolved::Brief(ix)), shown }
    }

    /// The last significant change: as written, else by its weighty revisions, else as the article says.
    pub(crate) fn amended(&self) -> Option<PartialDate> {
        let front = &self.brief.front;
        let weighty = front.revisions.iter().filter(|revision| revision.kind != RevisionKind::Minor);
        let revised = weighty.map(|revision| revision.date).max_by_key(|date| date.sort_key());
        front.updated.or(revised).or_else(|| self.brief.article.as_ref()?.updated)
    }

    /// A passage, if its words may be shown.
    pub(crate) fn passage(&self, at: PassageRef) -> Option<&'e Passage> {
        if self.brief.front.status == Status::Removed {
            return None;
        }
        let body = match at.part {
            Part::Article => &self.brief.article.as_ref()?.body,
            Part::Text => self.brief.text.body(),
            Part::Note(note) => self.brief.front.notes.get(note as usize)?.text.body(),
        };
        let passage = body.passages.get(at.passage.0 as usize)?;
        let shown = at.part != Part::Article
            || match &self.shown {
                Shown::All => true,
                Shown::Only(passages) => passages.contains(&at.passage),
                Shown::Nothing => false,
            };
        shown.then_some(passage)
    }

    /// A link to a passage; to the brief itself where the page doesn't have it.
    pub(crate) fn href(&self, page: &PageScope<'_>, at: PassageRef) -> Option<String> {
        let passage = self.passage(at)?;
        if passage.id.is_empty() {
            return (page.links.route != self.route).then(|| page.links.href(&self.route));
        }
        Some(page.links.place(&self.route, &passage.id))
    }

    /// The words that an anchor holds, if they may be shown.
    pub(crate) fn words(&self, anchor: &Anchor) -> Option<&'e str> {
        self.passage(anchor.at)?.text.get(anchor.start as usize..anchor.end as usize)
    }

    /// The article's title passage.
    pub(crate) fn title_passage(&self) -> Option<&'e Passage> {
        self.special(PassageKind::Title).map(|(_, passage)| passage)
    }

    /// A title or standfirst with its place.
    pub(crate) fn special(&self, kind: PassageKind) -> Option<(PassageIx, &'e Passage)> {
        let body = &self.brief.article.as_ref()?.body;
        (0u32..).map(PassageIx).zip(&body.passages).take(2).find(|(_, passage)| passage.kind == kind)
    }
}

/// The passages of the article that quotes point at.
fn quoted(links: &BriefLinks) -> BTreeSet<PassageIx> {
    let lists = [&links.notes, &links.key_messages, &links.positions, &links.events];
    let found = lists.into_iter().flatten().flatten();
    let here = found.filter_map(|found| match found {
        Found::Here(anchor) if anchor.at.part == Part::Article => Some(anchor.at.passage),
        _ => None,
    });
    here.collect()
}
