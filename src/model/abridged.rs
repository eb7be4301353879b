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
    /// Actors and themes, without aliases, phrases, names that aren't theirs, offices, free keys and texts.
    pub registry: Registry,
    /// The desk's own pages, without summaries, free keys and texts.
    pub pages: Vec<Page>,
}

impl Abridged {
    /// The short form of what a corpus has.
    pub fn of(corpus: &Corpus) -> Self {
        let actor = |full: &Actor| {
            let placed = Actor { body: Prose::default(), extra: Extra::new(), ..full.clone() };
            Actor { aliases: Vec::new(), not: Vec::new(), roles: Vec::new(), ..actor_without_places(placed) }
        };
        let theme = |full: &Theme| {
            let placed = Theme { body: Prose::default(), extra: Extra::new(), ..full.clone() };
            Theme { phrases: Vec::new(), ..theme_without_places(placed) }
        };
        let page = |full: &Page| Page {
            summary: None,
            extra: Extra::new(),
            body: Prose::default(),
            place: NOWHERE,
            title: nowhere(full.title.clone()),
            redirect_from: all_nowhere(full.redirect_from.clone()),
            file: NOWHERE.file,
            ..full.clone()
        };
        let registry = Registry {
            actors: corpus.registry.actors.iter().map(actor).collect(),
            themes: corpus.registry.themes.iter().map(theme).collect(),
        };
        Self { registry, pages: corpus.pages.iter().map(page).collect() }
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

/// An actor without the places of its entry in its file.
pub fn actor_without_places(actor: Actor) -> Actor {
    let alias = |alias: Alias| Alias { text: nowhere(alias.text), ..alias };
    let role = |role: Role| Role { of: role.of.map(nowhere), ..role };
    let relation = |relation: Relation| Relation { to: nowhere(relation.to), ..relation };
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
