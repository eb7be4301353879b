//! Finds mentions, anchors and references in the selected corpus, and what follows from them.
//!
//! Takes the corpus that `select` left, returns the site: immutable, with every passage's id, every mention, where each
//! quotation stands, and who is named where. Never sees what was withheld; never renders.

pub mod addresses;
mod anchors;
mod backlinks;
mod known;
pub mod mentions;
pub mod network;
pub mod passages;
pub mod quotes;
mod references;
mod related;
mod rights;

use rayon::prelude::*;

use crate::diag::Diagnostics;
use crate::files::Files;
use crate::model::body::Body;
use crate::model::brief::{Brief, Show, Status};
use crate::model::corpus::Corpus;
use crate::model::date::PartialDate;
use crate::model::registry::{ActorIx, Registry, Target, ThemeIx};
use crate::model::site::{BriefLinks, Part, Site};
use mentions::{Document, Matcher};

/// Links a corpus.
pub fn link(mut corpus: Corpus, files: &Files, diagnostics: &mut Diagnostics) -> Site {
    let matcher = Matcher::new(&corpus.registry, diagnostics);
    references::of_corpus(&corpus, diagnostics);
    let mut briefs = std::mem::take(&mut corpus.briefs);
    let known = known::Known::of(&briefs);
    let step = Step { corpus: &corpus, known: &known, matcher: &matcher, files };
    let linked: Vec<(BriefLinks, Diagnostics)> = briefs
        .par_iter_mut()
        .map(|brief| {
            let mut found = Diagnostics::default();
            (step.brief(brief, &mut found), found)
        })
        .collect();
    let links = linked
        .into_iter()
        .map(|(links, found)| {
            diagnostics.append(found);
            links
        })
        .collect();
    drop(known);
    corpus.briefs = briefs;
    assign_other_ids(&mut corpus);
    let mut site = Site { corpus, links, ..Site::default() };
    backlinks::collect(&mut site);
    related::collect(&mut site);
    if site.corpus.config.features.network {
        site.network = network::draw(&site);
    }
    site
}

/// Passages of pages, actors and themes have ids too.
fn assign_other_ids(corpus: &mut Corpus) {
    for page in &mut corpus.pages {
        passages::assign_ids(&mut [&mut page.body.public]);
    }
    for actor in &mut corpus.registry.actors {
        passages::assign_ids(&mut [&mut actor.body.public]);
    }
    for theme in &mut corpus.registry.themes {
        passages::assign_ids(&mut [&mut theme.body.public]);
    }
}

/// What linking one brief needs of the rest.
struct Step<'a> {
    corpus: &'a Corpus,
    known: &'a known::Known,
    matcher: &'a Matcher,
    files: &'a Files,
}

impl Step<'_> {
    fn brief(&self, brief: &mut Brief, diagnostics: &mut Diagnostics) -> BriefLinks {
        references::of_brief(brief, self.corpus, self.known, diagnostics);
        let mut links = BriefLinks { title: title(brief), ..BriefLinks::default() };
        links.article_date = article_date(brief);
        links.date = brief.front.published.or(links.article_date);
        assign_ids(brief);
        if brief.front.status == Status::Removed {
            return links;
        }
        anchors::find(brief, &self.corpus.stored, self.files, &mut links, diagnostics);
        let found = self.matcher.document(&document(brief, parts(brief), &links, self.corpus));
        links.mentions = found.mentions;
        links.refusals = found.refusals;
        count(brief, &self.corpus.registry, &mut links);
        let show = brief.front.show.unwrap_or(self.corpus.config.show);
        if show != Show::Full {
            rights::apply(show, brief, &mut links);
        }
        links
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
        bodies.push(&mut article.body);
    }
    bodies.push(&mut brief.text.public);
    bodies.extend(brief.front.notes.iter_mut().map(|note| &mut note.text.public));
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
    let mut actors = vec![0u32; registry.actors.len()];
    let mut themes = vec![0u32; registry.themes.len()];
    for mention in &links.mentions {
        match mention.target {
            Target::Actor(ix) => actors[ix.0 as usize] += 1,
            Target::Theme(ix) => themes[ix.0 as usize] += 1,
        }
    }
    let named = brief.front.actors.iter().chain(brief.front.positions.iter().map(|position| &position.actor));
    let first: Vec<u32> = named.filter_map(|id| registry.actor(&id.value)).map(|ix| ix.0).collect();
    links.actors = ranked(&actors, first).map(|(ix, count)| (ActorIx(ix), count)).collect();
    let named = brief.front.themes.iter().chain(brief.front.positions.iter().map(|position| &position.theme));
    let first: Vec<u32> = named.filter_map(|id| registry.theme(&id.value)).map(|ix| ix.0).collect();
    links.themes = ranked(&themes, first).map(|(ix, count)| (ThemeIx(ix), count)).collect();
}

fn ranked(counts: &[u32], first: Vec<u32>) -> impl Iterator<Item = (u32, u32)> {
    let mut seen = vec![false; counts.len()];
    let mut order: Vec<(u32, u32)> = Vec::new();
    for ix in first {
        if !std::mem::replace(&mut seen[ix as usize], true) {
            order.push((ix, counts[ix as usize]));
        }
    }
    let mut rest: Vec<(u32, u32)> =
        (0u32..).zip(counts).filter(|(ix, count)| **count > 0 && !seen[*ix as usize]).map(|(ix, n)| (ix, *n)).collect();
    rest.sort_by_key(|(ix, count)| (std::cmp::Reverse(*count), *ix));
    order.into_iter().chain(rest)
}
