//! A site as one page or file reads it: what is looked at is noted, so that the page is made again when that changes.
//!
//! A page reaches the site through nothing else. What is on too many pages to be told apart (configuration, names of
//! actors and themes, titles of the desk's own pages …) isn't noted: where it changes, everything is made again.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::brief::{Author, Brief, Page, Series};
use super::config::Config;
use super::corpus::Asset;
use super::date::PartialDate;
use super::described::Described;
use super::output::Output;
use super::registry::{Actor, ActorIx, Registry, Target, Theme, ThemeIx};
use super::site::{Backlink, Backlinks, BriefIx, BriefLinks, Resolved, Site};
use super::wording::Phrasebook;

/// A part of a site that a page may go by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Read {
    /// A brief and its links, and where the addresses in its texts lead.
    Brief(BriefIx),
    /// What is known of a brief beside its texts.
    Described(BriefIx),
    /// Which briefs name an actor or theme, with their dates, in order.
    Named(Target),
    /// Everything that follows from them: who appears with it, positions, events.
    Company(Target),
    /// The whole entry of an actor or theme, and where the addresses in its text lead.
    Entry(Target),
    /// The briefs to read after one.
    Near(BriefIx),
    /// A page of the desk's own, by its place among them, and where the addresses in its text lead.
    Page(u32),
    /// The listed briefs with their dates, in order.
    Listed,
    /// Which briefs replace others.
    Superseded,
    /// Which briefs there are.
    Slugs,
    /// Which briefs have listed translations.
    Translations,
    /// What is known of every brief beside its texts.
    Descriptions,
    /// Which search index there is.
    SearchIndex,
    /// What every page goes by: the templates of several kinds, and what all of them are given.
    Design,
    /// The template, styles and scripts of one kind of page.
    Template(&'static str),
}

/// What one page or file came to, and what it was made from.
#[derive(Debug)]
pub struct Made {
    /// The outputs.
    pub outputs: Vec<Output>,
    /// What was read for them, ascending.
    pub reads: Vec<Read>,
}

/// A site, and what was read of it so far.
#[derive(Debug)]
pub struct Reading<'a> {
    site: &'a Site,
    reads: RefCell<Vec<Read>>,
}

impl<'a> Reading<'a> {
    /// Nothing is read yet.
    pub fn new(site: &'a Site) -> Self {
        Self { site, reads: RefCell::default() }
    }

    /// What was read, ascending.
    pub fn into_reads(self) -> Vec<Read> {
        let mut reads = self.reads.into_inner();
        reads.sort_unstable();
        reads.dedup();
        reads
    }

    /// Notes that a part was read by other ways.
    pub fn note(&self, read: Read) {
        let mut reads = self.reads.borrow_mut();
        if reads.last() != Some(&read) {
            reads.push(read);
        }
    }

    /// The configuration.
    pub fn config(&self) -> &'a Config {
        &self.site.corpus.config
    }

    /// Actors and themes as pages of others show them.
    pub fn registry(&self) -> &'a Registry {
        &self.site.abridged().registry
    }

    /// The whole entry of an actor.
    pub fn actor(&self, ix: ActorIx) -> &'a Actor {
        self.note(Read::Entry(Target::Actor(ix)));
        &self.site.corpus.registry[ix]
    }

    /// The whole entry of a theme.
    pub fn theme(&self, ix: ThemeIx) -> &'a Theme {
        self.note(Read::Entry(Target::Theme(ix)));
        &self.site.corpus.registry[ix]
    }

    /// The desk's own pages as other pages show them, sorted by slug.
    pub fn pages(&self) -> &'a [Page] {
        &self.site.abridged().pages
    }

    /// A page of the desk's own, by its place among them.
    pub fn page(&self, at: usize) -> &'a Page {
        self.note(Read::Page(u32::try_from(at).expect("a site has fewer than 2^32 pages")));
        &self.site.corpus.pages[at]
    }

    /// People who sign, sorted by id.
    pub fn authors(&self) -> &'a [Author] {
        &self.site.corpus.authors
    }

    /// Series, sorted by id.
    pub fn series(&self) -> &'a [Series] {
        &self.site.corpus.series
    }

    /// Files that may be copied, sorted by path.
    pub fn assets(&self) -> &'a [Asset] {
        &self.site.corpus.assets
    }

    /// The words of the interface.
    pub fn words(&self) -> &'a Phrasebook {
        &self.site.corpus.words
    }

    /// A brief and what linking knows of it.
    pub fn brief(&self, ix: BriefIx) -> (&'a Brief, &'a BriefLinks) {
        self.note(Read::Brief(ix));
        self.site.brief(ix)
    }

    /// What is known of a brief beside its texts, for whoever only speaks of it.
    pub fn described(&self, ix: BriefIx) -> Described<'a> {
        self.note(Read::Described(ix));
        self.site.described(ix)
    }

    /// All briefs, by slug, whatever their status.
    pub fn briefs(&self) -> impl Iterator<Item = BriefIx> + Clone + use<> {
        self.note(Read::Slugs);
        (0u32..).map(BriefIx).take(self.site.corpus.briefs.len())
    }

    /// The brief of a slug.
    pub fn find_brief(&self, slug: &str) -> Option<BriefIx> {
        self.note(Read::Slugs);
        self.site.find_brief(slug)
    }

    /// The address of a brief, by itself.
    pub fn slug(&self, ix: BriefIx) -> &'a str {
        &self.site.corpus.briefs[ix.0 as usize].slug
    }

    /// The briefs that name an actor or theme. How often, and in which words, is for whoever reads the brief itself.
    pub fn named(&self, target: Target) -> &'a [Backlink] {
        self.note(Read::Named(target));
        &self.site.backlinks(target).briefs
    }

    /// The dates of these briefs, in the same order.
    pub fn named_dates(&self, target: Target) -> Vec<Option<PartialDate>> {
        self.site.dates_of(self.named(target))
    }

    /// Everything that names an actor or theme.
    pub fn company(&self, target: Target) -> &'a Backlinks {
        self.note(Read::Named(target));
        self.note(Read::Company(target));
        self.site.backlinks(target)
    }

    /// Who appears with whom in how many briefs: each pair once.
    pub fn together(&self) -> BTreeMap<(Target, Target), u32> {
        self.note_company();
        self.site.together()
    }

    /// Notes that it was read of all actors and themes which briefs name them, and who appears with them.
    pub fn note_company(&self) {
        for target in self.site.targets() {
            self.note(Read::Named(target));
            self.note(Read::Company(target));
        }
    }

    /// Briefs that lists show, in their order.
    pub fn listed(&self) -> &'a [BriefIx] {
        self.note(Read::Listed);
        &self.site.listed
    }

    /// Their dates, in the same order.
    pub fn listed_dates(&self) -> Vec<Option<PartialDate>> {
        self.note(Read::Listed);
        self.site.listed_dates()
    }

    /// Briefs that replace others: `(replaced, replacing)`, ascending.
    pub fn superseded(&self) -> &'a [(BriefIx, BriefIx)] {
        self.note(Read::Superseded);
        &self.site.superseded
    }

    /// The route of something that a reference names, from the site's root: `/actors/ukraine/`.
    pub fn route(&self, target: Resolved) -> String {
        self.site.route(target)
    }
}
