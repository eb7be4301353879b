//! Finds mentions, anchors and references in the selected corpus, and what follows from them.
//!
//! Takes the corpus that `select` left, returns the site: immutable, with every passage's id, every mention, where each
//! quotation stands, and who is named where. Never sees what was withheld; never renders.

pub mod addresses;
mod anchors;
pub mod archive;
mod backlinks;
mod finds;
mod kept;
mod known;
pub mod mentions;
mod named;
pub mod network;
pub mod passages;
pub mod quotes;
mod references;
pub mod related;
mod rights;
pub mod routes;

use std::collections::BTreeSet;
use std::hash::Hash as _;
use std::sync::Arc;

use rayon::prelude::*;

use crate::diag::Diagnostics;
use crate::files::Files;
use crate::model::body::Body;
use crate::model::brief::{Brief, Show, Status};
use crate::model::corpus::Corpus;
use crate::model::date::PartialDate;
use crate::model::registry::{ActorIx, Registry, Target, ThemeIx};
use crate::model::site::{BriefLinks, Part, Site};
use crate::records::{Content, Records};
use kept::{Last, Linked, Shift, World};
use mentions::{Document, Matcher};
use named::Names;

pub use kept::Kept;

/// Links a corpus.
pub fn link(corpus: Corpus, files: &Files, diagnostics: &mut Diagnostics) -> Site {
    link_again(corpus, files, &mut Kept::default(), None, diagnostics)
}

/// Links what changed since the last time, and seeks only in words in which no former run did; the site and the findings
/// are those of a first linking.
pub fn link_again(
    mut corpus: Corpus,
    files: &Files,
    kept: &mut Kept,
    mut finds: Option<&mut Records<'_>>,
    diagnostics: &mut Diagnostics,
) -> Site {
    let slugs: Vec<String> = corpus.briefs.iter().map(|brief| brief.slug.clone()).collect();
    let titles: Vec<String> = corpus.briefs.iter().map(title).collect();
    let known = known::Known::of(&slugs);
    let before = kept.world.take();
    let same = before.as_ref().filter(|world| Arc::ptr_eq(&world.registry, &corpus.registry));
    let mut found = Diagnostics::default();
    let matcher = match same {
        Some(world) => {
            found.extend(world.found.iter().cloned());
            Arc::clone(&world.matcher)
        }
        None => Arc::new(Matcher::new(&corpus.registry, &mut found)),
    };
    diagnostics.extend(found.iter().cloned());
    references::of_corpus(&corpus, known, diagnostics);
    let shift = Shift::new(before.as_ref(), &corpus, (&slugs, &titles));
    let briefs = std::mem::take(&mut corpus.briefs);
    let registry = Arc::clone(&corpus.registry);
    let names = Names { registry: &registry, slugs: &slugs, titles: &titles };
    if let Some(finds) = &mut finds {
        finds.open(&*matcher);
    }
    let step = Step { corpus: &corpus, known, names, matcher: &matcher, files, finds: finds.as_deref() };
    let linked: Vec<Arc<Linked>> = briefs
        .into_par_iter()
        .map(|brief| {
            let former = kept.briefs.get(&brief.span.file);
            let same = former.and_then(|linked| shift.still_holds(&brief, linked));
            same.unwrap_or_else(|| step.link(brief, kept.keeps()))
        })
        .collect();
    let same = same.filter(|_| shift.keeps_titles());
    let with_ids = same.map_or_else(|| registry_with_ids(names), |world| Arc::clone(&world.with_ids));
    for page in &mut corpus.pages {
        passages::assign_ids(&mut [&mut page.body.public]);
        names.put(&mut page.body.public);
        page.summary.iter_mut().for_each(|summary| names.put(&mut summary.public));
    }
    for linked in linked.iter().filter(|linked| !linked.found.is_empty()) {
        diagnostics.extend(linked.found.iter().cloned());
    }
    if kept.keeps() {
        let files = linked.iter().map(|linked| linked.brief.span.file);
        kept.briefs = files.zip(linked.iter().cloned()).collect();
        let with_ids = Arc::clone(&with_ids);
        kept.world = Some(World::of(&corpus, (slugs, titles), Arc::clone(&matcher), found, with_ids));
    }
    corpus.registry = with_ids;
    site(corpus, linked, kept)
}

/// Puts the linked briefs together, and who is named where.
fn site(mut corpus: Corpus, linked: Vec<Arc<Linked>>, kept: &mut Kept) -> Site {
    let mut links = Vec::with_capacity(linked.len());
    let held = kept.keeps().then(|| linked.clone());
    for linked in linked {
        match Arc::try_unwrap(linked) {
            Ok(linked) => {
                corpus.briefs.push(linked.brief);
                links.push(linked.links);
            }
            Err(shared) => {
                corpus.briefs.push(shared.brief.clone());
                links.push(Arc::clone(&shared.links));
            }
        }
    }
    let mut site = Site { corpus, links, ..Site::default() };
    backlinks::collect(&mut site, kept.last.take(), held.as_deref());
    kept.last = held.map(|briefs| Last {
        briefs,
        listed: site.listed.clone(),
        registry: Arc::clone(&site.corpus.registry),
        actors: site.actors.clone(),
        themes: site.themes.clone(),
    });
    site
}

/// Passages of actors and themes have ids too, and names in the place of ids.
fn registry_with_ids(names: Names<'_>) -> Arc<Registry> {
    let mut registry = names.registry.clone();
    let actors = registry.actors.iter_mut().map(|actor| &mut actor.body.public);
    for body in actors.chain(registry.themes.iter_mut().map(|theme| &mut theme.body.public)) {
        passages::assign_ids(&mut [&mut *body]);
        names.put(body);
    }
    Arc::new(registry)
}

/// What linking one brief needs of the rest.
struct Step<'a, 'f> {
    corpus: &'a Corpus,
    known: known::Known<'a>,
    names: Names<'a>,
    matcher: &'a Matcher,
    files: &'a Files,
    /// What is found in each brief, where that is kept.
    finds: Option<&'a Records<'f>>,
}

impl Step<'_, '_> {
    fn link(&self, mut brief: Brief, keeps: bool) -> Arc<Linked> {
        let selected = keeps.then(|| brief.clone());
        let mut found = Diagnostics::default();
        let links = self.brief(&mut brief, &mut found);
        Arc::new(Linked { selected, brief, links: Arc::new(links), found })
    }

    fn brief(&self, brief: &mut Brief, diagnostics: &mut Diagnostics) -> BriefLinks {
        references::of_brief(brief, self.corpus, self.known, diagnostics);
        let mut links = BriefLinks { title: title(brief), ..BriefLinks::default() };
        links.article_date = article_date(brief);
        links.date = brief.front.published.or(links.article_date);
        assign_ids(brief);
        self.names.put_into_brief(brief);
        if brief.front.status == Status::Removed {
            return links;
        }
        self.seek(brief, &mut links, diagnostics);
        count(brief, &self.corpus.registry, &mut links);
        let show = brief.front.show.unwrap_or(self.corpus.config.show);
        if show != Show::Full {
            rights::apply(show, brief, &mut links);
        }
        links
    }

    /// Finds quotations and names in a brief's texts, unless a former run did. What has a finding isn't kept.
    fn seek(&self, brief: &Brief, links: &mut BriefLinks, diagnostics: &mut Diagnostics) {
        let stored = &self.corpus.stored;
        let document = document(brief, parts(brief), links, self.corpus);
        let known = self.finds.map(|finds| {
            let mut content = Content::default();
            document.hash(&mut content);
            anchors::hash(brief, stored, self.files, &mut content);
            (finds, content.key())
        });
        if known.is_some_and(|(finds, key)| finds::read(finds, key, links)) {
            return;
        }
        let mut lost = Diagnostics::default();
        anchors::find(brief, stored, self.files, links, &mut lost);
        let found = self.matcher.document(&document);
        links.mentions = found.mentions;
        links.refusals = found.refusals;
        if let Some((finds, key)) = known.filter(|_| lost.is_empty()) {
            finds::keep(finds, key, links);
        }
        diagnostics.append(lost);
    }
}

/// What the matcher needs to know of a brief to judge some of its texts.
pub fn document<'b>(brief: &Brief, parts: Vec<(Part, &'b Body)>, links: &BriefLinks, corpus: &Corpus) -> Document<'b> {
    let registry = &corpus.registry;
    let target = |id: &str| {
        let actor = registry.actor(id).map(Target::Actor);
        actor.or_else(|| registry.theme(id).map(Target::Theme))
    };
    let decisions = brief.front.links.iter();
    Document {
        parts,
        date: links.article_date.or(links.date),
        decisions: decisions
            .filter_map(|decision| Some((decision.text.value.clone(), target(&decision.to.value)?)))
            .collect(),
        unlink: brief.front.unlink.iter().map(|words| words.value.clone()).collect(),
        policy: corpus.config.link_policy,
    }
}

/// The texts of a brief in which mentions are sought. A summary and key messages say again what the passages say,
/// so that counting them would count twice.
pub fn parts(brief: &Brief) -> Vec<(Part, &Body)> {
    let article = brief.article.iter().map(|article| (Part::Article, &article.body));
    let text = std::iter::once((Part::Text, brief.text.body()));
    let notes = (0u32..).zip(&brief.front.notes).map(|(at, note)| (Part::Note(at), note.text.body()));
    article.chain(text).chain(notes).filter(|(_, body)| !body.passages.is_empty()).collect()
}

fn assign_ids(brief: &mut Brief) {
    let mut bodies: Vec<&mut Body> = Vec::new();
    if let Some(article) = &mut brief.article {
        bodies.push(&mut Arc::make_mut(article).body);
    }
    if !brief.text.public.passages.is_empty() {
        bodies.push(&mut Arc::make_mut(&mut brief.text).public);
    }
    if !brief.front.notes.is_empty() {
        let front = Arc::make_mut(&mut brief.front);
        bodies.extend(front.notes.iter_mut().map(|note| &mut note.text.public));
    }
    passages::assign_ids(&mut bodies);
}

fn title(brief: &Brief) -> String {
    let own = brief.front.title.as_ref().map(|title| title.value.clone());
    let original = || brief.front.original.title.clone();
    let read = || brief.article.as_ref()?.title.as_ref().map(|title| title.value.clone());
    own.or_else(original).or_else(read).unwrap_or_else(|| from_slug(&brief.slug))
}

/// `peace-talks` → `Peace talks`.
fn from_slug(slug: &str) -> String {
    let words = slug.replace('-', " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn article_date(brief: &Brief) -> Option<PartialDate> {
    let read = || brief.article.as_ref().and_then(|article| article.date);
    brief.front.original.date.or_else(read).or(brief.name_date)
}

/// What the brief is about and whom it names: what the notes say first, then by count, then by id.
fn count(brief: &Brief, registry: &Registry, links: &mut BriefLinks) {
    let mut actors = Vec::new();
    let mut themes = Vec::new();
    for mention in &links.mentions {
        match mention.target {
            Target::Actor(ix) => actors.push(ix.0),
            Target::Theme(ix) => themes.push(ix.0),
        }
    }
    let named = brief.front.actors.iter().chain(brief.front.positions.iter().map(|position| &position.actor));
    let first = named.filter_map(|id| registry.actor(&id.value)).map(|ix| ix.0);
    links.actors = ranked(actors, first).into_iter().map(|(ix, count)| (ActorIx(ix), count)).collect();
    let named = brief.front.themes.iter().chain(brief.front.positions.iter().map(|position| &position.theme));
    let first = named.filter_map(|id| registry.theme(&id.value)).map(|ix| ix.0);
    links.themes = ranked(themes, first).into_iter().map(|(ix, count)| (ThemeIx(ix), count)).collect();
}

/// Each with how often it is among `named`: those of `first` in their order, then the others.
fn ranked(mut named: Vec<u32>, first: impl Iterator<Item = u32>) -> Vec<(u32, u32)> {
    named.sort_unstable();
    let times = |some: &[u32]| u32::try_from(some.len()).unwrap_or(u32::MAX);
    let mut rest: Vec<(u32, u32)> = named.chunk_by(u32::eq).map(|same| (same[0], times(same))).collect();
    let mut order: Vec<(u32, u32)> = Vec::with_capacity(rest.len());
    let mut seen = BTreeSet::new();
    for ix in first.filter(|ix| seen.insert(*ix)) {
        let count = rest.binary_search_by_key(&ix, |(own, _)| *own).map_or(0, |at| rest[at].1);
        order.push((ix, count));
    }
    rest.retain(|(ix, _)| !seen.contains(ix));
    rest.sort_unstable_by_key(|(ix, count)| (std::cmp::Reverse(*count), *ix));
    order.append(&mut rest);
    order
}
