//! Actors, themes and the desk's own pages as other pages show them: without what stands on their own page alone.
//!
//! Places in files are left out too: every edit above an entry moves them, and no page shows them.

use super::body::Prose;
use super::brief::Page;
use super::corpus::Corpus;
use super::registry::{Actor, Alias, Extra, Registry, Relation, Role, Theme};
use crate::files::{FileId, Span, Spanned};

/// What a site has beside its briefs, for whoever only speaks of it.
#[derive(Debug, Hash)]
pub struct Abridged {
    /// Actors and themes by id and name, kind, summary and whom they may be shown to; actors with relations and their
    /// Wikidata item, themes with the broader one.
    pub registry: Registry,
    /// The desk's own pages by slug, title, language, status and whom they may be shown to.
    pub pages: Vec<Page>,
}

impl Abridged {
    /// The short form of what a corpus has.
    pub fn of(corpus: &Corpus) -> Self {
        let registry = Registry {
            actors: corpus.registry.actors.iter().map(actor).collect(),
            themes: corpus.registry.themes.iter().map(theme).collect(),
        };
        Self { registry, pages: corpus.pages.iter().map(page).collect() }
    }
}

fn actor(full: &Actor) -> Actor {
    Actor {
        id: nowhere(full.id.clone()),
        name: nowhere(full.name.clone()),
        kind: full.kind,
        summary: full.summary.clone(),
        wikidata: full.wikidata.clone(),
        relations: full.relations.iter().cloned().map(relation).collect(),
        audience: full.audience,
        aliases: Vec::new(),
        not: Vec::new(),
        url: None,
        roles: Vec::new(),
        redirect_from: Vec::new(),
        extra: Extra::new(),
        body: Prose::default(),
        span: NOWHERE,
    }
}

fn theme(full: &Theme) -> Theme {
    Theme {
        id: nowhere(full.id.clone()),
        name: nowhere(full.name.clone()),
        broader: full.broader.clone().map(nowhere),
        summary: full.summary.clone(),
        audience: full.audience,
        phrases: Vec::new(),
        redirect_from: Vec::new(),
        extra: Extra::new(),
        body: Prose::default(),
        span: NOWHERE,
    }
}

fn page(full: &Page) -> Page {
    Page {
        slug: full.slug.clone(),
        title: nowhere(full.title.clone()),
        status: full.status,
        audience: full.audience,
        language: full.language.clone(),
        place: NOWHERE,
        summary: None,
        embargo: None,
        redirect_from: Vec::new(),
        extra: Extra::new(),
        body: Prose::default(),
        file: NOWHERE.file,
    }
}

/// No place of any file.
const NOWHERE: Span = Span { file: FileId(0), start: 0, end: 0 };

fn nowhere<T>(value: Spanned<T>) -> Spanned<T> {
    Spanned { span: NOWHERE, ..value }
}

fn all_nowhere<T>(values: Vec<Spanned<T>>) -> Vec<Spanned<T>> {
    values.into_iter().map(nowhere).collect()
}

fn relation(relation: Relation) -> Relation {
    Relation { to: nowhere(relation.to), ..relation }
}

/// An actor without the places of its entry in its file.
pub fn actor_without_places(actor: Actor) -> Actor {
    let alias = |alias: Alias| Alias { text: nowhere(alias.text), ..alias };
    let role = |role: Role| Role { of: role.of.map(nowhere), ..role };
    Actor {
        id: nowhere(actor.id),
        name: nowhere(actor.name),
        aliases: actor.aliases.into_iter().map(alias).collect(),
        not: all_nowhere(actor.not),
        roles: actor.roles.into_iter().map(role).collect(),
        relations: actor.relations.into_iter().map(relation).collect(),
        redirect_from: all_nowhere(actor.redirect_from),
        span: NOWHERE,
        kind: actor.kind,
        summary: actor.summary,
        wikidata: actor.wikidata,
        url: actor.url,
        audience: actor.audience,
        extra: actor.extra,
        body: actor.body,
    }
}

/// A theme without the places of its entry in its file.
pub fn theme_without_places(theme: Theme) -> Theme {
    Theme {
        id: nowhere(theme.id),
        name: nowhere(theme.name),
        phrases: all_nowhere(theme.phrases),
        broader: theme.broader.map(nowhere),
        redirect_from: all_nowhere(theme.redirect_from),
        span: NOWHERE,
        summary: theme.summary,
        audience: theme.audience,
        extra: theme.extra,
        body: theme.body,
    }
}
