//! What linking made, kept from one time to the next, and which of it still holds.
//!
//! A brief's links depend on its own texts, on the names of the registry that stand in them, on the ids that it names,
//! on stored sources that it quotes, and on the policy. What none of these touches is used again. Where it isn't
//! certain, a brief is linked anew: what comes out is what a first linking gives.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::mentions::Matcher;
use super::named::bare_ids;
use super::references::ids_of;
use crate::diag::Diagnostics;
use crate::files::FileId;
use crate::model::article::Article;
use crate::model::brief::{Brief, Show};
use crate::model::config::LinkPolicy;
use crate::model::corpus::Corpus;
use crate::model::registry::{Actor, ActorIx, ActorKind, Alias, Registry, Target, Theme, ThemeIx};
use crate::model::site::{Backlinks, BriefIx, BriefLinks};
use crate::text::hash::OfIds;

/// What linking left for the next time. The default keeps nothing.
#[derive(Debug, Default)]
pub struct Kept {
    keeps: bool,
    pub(super) world: Option<World>,
    pub(super) briefs: HashMap<FileId, Arc<Linked>, OfIds>,
    pub(super) last: Option<Last>,
}

/// A brief before and after.
#[derive(Debug)]
pub(super) struct Linked {
    /// As `select` left it.
    pub(super) selected: Option<Brief>,
    /// Its passages with ids, and what its owner's rights leave of them.
    pub(super) brief: Brief,
    pub(super) links: Arc<BriefLinks>,
    pub(super) found: Diagnostics,
}

/// What all briefs were linked by.
#[derive(Debug)]
pub(super) struct World {
    pub(super) registry: Arc<Registry>,
    /// The same with ids of passages.
    pub(super) with_ids: Arc<Registry>,
    pub(super) matcher: Arc<Matcher>,
    pub(super) found: Diagnostics,
    pub(super) slugs: Vec<String>,
    titles: Vec<String>,
    others: Vec<String>,
    stored: Vec<Arc<Article>>,
    policy: LinkPolicy,
    show: Show,
}

/// Who was named where.
#[derive(Debug)]
pub(super) struct Last {
    /// By the place of the brief.
    pub(super) briefs: Vec<Arc<Linked>>,
    pub(super) listed: Vec<BriefIx>,
    /// By whose places the lists below go.
    pub(super) registry: Arc<Registry>,
    pub(super) actors: Vec<Arc<Backlinks>>,
    pub(super) themes: Vec<Arc<Backlinks>>,
}

impl Kept {
    /// Keeps what it is given.
    pub fn keeping() -> Self {
        Self { keeps: true, ..Self::default() }
    }

    /// Whether nothing was kept yet.
    pub fn is_empty(&self) -> bool {
        self.world.is_none()
    }

    pub(super) fn keeps(&self) -> bool {
        self.keeps
    }
}

impl World {
    /// What the briefs of a corpus are linked by.
    pub(super) fn of(
        corpus: &Corpus,
        (slugs, titles): (Vec<String>, Vec<String>),
        matcher: Arc<Matcher>,
        found: Diagnostics,
        with_ids: Arc<Registry>,
    ) -> Self {
        Self {
            registry: Arc::clone(&corpus.registry),
            with_ids,
            matcher,
            found,
            slugs,
            titles,
            others: others(corpus),
            stored: corpus.stored.clone(),
            policy: corpus.config.link_policy,
            show: corpus.config.show,
        }
    }
}

/// Ids of people and series, ascending.
fn others(corpus: &Corpus) -> Vec<String> {
    let people = corpus.authors.iter().map(|author| author.id.value.clone());
    let mut all: Vec<String> = people.chain(corpus.series.iter().map(|shelf| shelf.id.value.clone())).collect();
    all.sort();
    all
}

/// What changed between two worlds.
pub(super) struct Shift {
    /// Nothing of before holds.
    everything: bool,
    /// Ids of whatever kind that came or went.
    ids: BTreeSet<String>,
    /// Slugs of briefs whose title changed.
    titles: BTreeSet<String>,
    /// Names that came, went or changed; by the former and by the present registry.
    names: Option<(Matcher, Matcher)>,
    /// Stored sources that came, went or changed.
    sources: bool,
    /// Where the former actors and themes stand now, if any place changed.
    moved: Option<Moved>,
}

struct Moved {
    actors: Vec<Option<ActorIx>>,
    themes: Vec<Option<ThemeIx>>,
}

impl Shift {
    /// What is different for the briefs of `corpus`, whose slugs and titles these are.
    pub(super) fn new(before: Option<&World>, corpus: &Corpus, (slugs, titles): (&[String], &[String])) -> Self {
        let (ids, retitled) = (BTreeSet::new(), BTreeSet::new());
        let mut shift = Self { everything: true, ids, titles: retitled, names: None, sources: false, moved: None };
        let Some(before) = before else { return shift };
        if (before.policy, before.show) != (corpus.config.link_policy, corpus.config.show) {
            return shift;
        }
        shift.everything = false;
        shift.sources = before.stored.len() != corpus.stored.len()
            || before.stored.iter().zip(&corpus.stored).any(|(before, now)| !Arc::ptr_eq(before, now));
        let others = others(corpus);
        shift.came_or_went(before.others.iter(), others.iter());
        if before.slugs == slugs {
            let pairs = slugs.iter().zip(before.titles.iter().zip(titles));
            shift.titles = pairs.filter(|(_, (one, other))| one != other).map(|(slug, _)| slug.clone()).collect();
        } else {
            shift.came_or_went(before.slugs.iter(), slugs.iter());
            let former: BTreeSet<_> = before.slugs.iter().zip(&before.titles).collect();
            let present = slugs.iter().zip(titles).filter(|named| !former.contains(named));
            shift.titles = present.map(|(slug, _)| slug.clone()).collect();
        }
        if !Arc::ptr_eq(&before.registry, &corpus.registry) {
            shift.registry(&before.registry, &corpus.registry);
        }
        shift
    }

    /// Whether no brief has another title, and none is new.
    pub(super) fn keeps_titles(&self) -> bool {
        !self.everything && self.ids.is_empty() && self.titles.is_empty()
    }

    fn registry(&mut self, before: &Registry, now: &Registry) {
        let known = self.ids.len();
        let actors = |registry: &'_ Registry| registry.actors.iter().map(|a| a.id.value.clone()).collect::<Vec<_>>();
        let themes = |registry: &'_ Registry| registry.themes.iter().map(|t| t.id.value.clone()).collect::<Vec<_>>();
        self.came_or_went(actors(before).iter(), actors(now).iter());
        self.came_or_went(themes(before).iter(), themes(now).iter());
        if self.ids.len() != known {
            self.moved = Some(Moved {
                actors: before.actors.iter().map(|actor| now.actor(&actor.id.value)).collect(),
                themes: before.themes.iter().map(|theme| now.theme(&theme.id.value)).collect(),
            });
        }
        let (former, present) = changed_names(before, now);
        if !(former.actors.is_empty()
            && former.themes.is_empty()
            && present.actors.is_empty()
            && present.themes.is_empty())
        {
            let matcher = |registry: &Registry| Matcher::new(registry, &mut Diagnostics::default());
            self.names = Some((matcher(&former), matcher(&present)));
        }
    }

    fn came_or_went<'a>(&mut self, before: impl Iterator<Item = &'a String>, now: impl Iterator<Item = &'a String>) {
        let (before, now): (BTreeSet<&String>, BTreeSet<&String>) = (before.collect(), now.collect());
        self.ids.extend(before.symmetric_difference(&now).map(|id| (*id).clone()));
    }

    /// What was made of a brief before, if it holds.
    pub(super) fn still_holds(&self, brief: &Brief, linked: &Arc<Linked>) -> Option<Arc<Linked>> {
        if self.everything || !linked.selected.as_ref().is_some_and(|selected| selected.is_same(brief)) {
            return None;
        }
        let calm = self.ids.is_empty() && self.titles.is_empty() && self.names.is_none() && !self.sources;
        if calm {
            return Some(Arc::clone(linked));
        }
        // A finding may propose any name there is.
        if !linked.found.is_empty()
            || (self.sources && brief.front.sources.iter().any(|source| source.file.is_some()))
            // Its words hold names of others.
            || bare_ids(brief).any(|id| self.names.is_some() || self.titles.contains(id))
            || (!self.ids.is_empty() && ids_of(brief).any(|id| self.ids.contains(id)))
            || self.names.as_ref().is_some_and(|(former, present)| former.touches(brief) || present.touches(brief))
        {
            return None;
        }
        match &self.moved {
            None => Some(Arc::clone(linked)),
            Some(moved) => moved.links(&linked.links).map(|links| {
                let (selected, brief) = (linked.selected.clone(), linked.brief.clone());
                Arc::new(Linked { selected, brief, links: Arc::new(links), found: Diagnostics::default() })
            }),
        }
    }
}

impl Moved {
    fn target(&self, target: Target) -> Option<Target> {
        match target {
            Target::Actor(ix) => self.actors[ix.0 as usize].map(Target::Actor),
            Target::Theme(ix) => self.themes[ix.0 as usize].map(Target::Theme),
        }
    }

    /// The same links by the places of the present registry. Both are sorted by id, so that no order changes.
    fn links(&self, links: &BriefLinks) -> Option<BriefLinks> {
        let mut links = links.clone();
        for mention in &mut links.mentions {
            mention.target = self.target(mention.target)?;
        }
        for candidate in links.refusals.iter_mut().flat_map(|refusal| &mut refusal.candidates) {
            *candidate = self.target(*candidate)?;
        }
        for (ix, _) in &mut links.actors {
            *ix = self.actors[ix.0 as usize]?;
        }
        for (ix, _) in &mut links.themes {
            *ix = self.themes[ix.0 as usize]?;
        }
        Some(links)
    }
}

/// The names that only one of two registries has, as registries of their own.
fn changed_names(before: &Registry, now: &Registry) -> (Registry, Registry) {
    let (mut former, mut present) = (Registry::default(), Registry::default());
    for actor in &before.actors {
        match now.actor(&actor.id.value).map(|ix| &now[ix]) {
            None => former.actors.push(actor.clone()),
            Some(other) if has_names_of(actor, other) => {}
            Some(other) if only_aliases_differ(actor, other) => {
                former.actors.extend(with_aliases_that_lack(actor, other));
                present.actors.extend(with_aliases_that_lack(other, actor));
            }
            Some(other) => {
                former.actors.push(actor.clone());
                present.actors.push(other.clone());
            }
        }
    }
    present.actors.extend(now.actors.iter().filter(|actor| before.actor(&actor.id.value).is_none()).cloned());
    present.actors.sort_by(|a, b| a.id.value.cmp(&b.id.value));
    let names = |theme: &Theme| {
        let phrases: Vec<String> = theme.phrases.iter().map(|phrase| phrase.value.clone()).collect();
        (theme.name.value.clone(), phrases)
    };
    for theme in &before.themes {
        match now.theme(&theme.id.value).map(|ix| &now[ix]) {
            Some(other) if names(theme) == names(other) => {}
            other => {
                former.themes.push(theme.clone());
                present.themes.extend(other.cloned());
            }
        }
    }
    present.themes.extend(now.themes.iter().filter(|theme| before.theme(&theme.id.value).is_none()).cloned());
    present.themes.sort_by(|a, b| a.id.value.cmp(&b.id.value));
    (former, present)
}

/// An alias without the place where it was written.
fn alias(alias: &Alias) -> impl PartialEq {
    let Alias { text, metonym, weak, any_case, from, until } = alias;
    (text.value.clone(), *metonym, *weak, *any_case, *from, *until)
}

fn has_aliases_of(actor: &Actor, other: &Actor) -> bool {
    actor.aliases.len() == other.aliases.len()
        && actor.aliases.iter().zip(&other.aliases).all(|(own, other)| alias(own) == alias(other))
}

fn has_names_of(actor: &Actor, other: &Actor) -> bool {
    has_rest_of(actor, other) && has_aliases_of(actor, other)
}

/// Everything but aliases that decides what words mean an actor.
fn has_rest_of(actor: &Actor, other: &Actor) -> bool {
    let values = |list: &[crate::files::Spanned<String>]| list.iter().map(|one| one.value.clone()).collect::<Vec<_>>();
    let roles = |actor: &Actor| {
        let plain = |role: &crate::model::registry::Role| {
            (role.title.clone(), role.of.as_ref().map(|of| of.value.clone()), role.from, role.until)
        };
        actor.roles.iter().map(plain).collect::<Vec<_>>()
    };
    actor.name.value == other.name.value
        && actor.kind == other.kind
        && values(&actor.not) == values(&other.not)
        && roles(actor) == roles(other)
}

/// The names of a person explain each other's words, so that all of them change with one.
fn only_aliases_differ(actor: &Actor, other: &Actor) -> bool {
    actor.kind != ActorKind::Person && has_rest_of(actor, other)
}

/// An actor with those of its aliases that another hasn't, as they are; the first of them takes the name's place.
fn with_aliases_that_lack(actor: &Actor, other: &Actor) -> Option<Actor> {
    let lacks = |own: &&Alias| !other.aliases.iter().any(|there| alias(own) == alias(there));
    let aliases: Vec<Alias> = actor.aliases.iter().filter(lacks).cloned().collect();
    let name = aliases.first()?.text.clone();
    Some(Actor { name, aliases, not: Vec::new(), roles: Vec::new(), ..actor.clone() })
}
