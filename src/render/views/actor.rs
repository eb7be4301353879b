//! An actor's page.

use serde::Serialize;

use super::super::body;
use super::super::dates::SpanView;
use super::super::escape;
use super::super::scope::PageScope;
use super::evidence::{self, EventView, PositionView};
use super::mentions::{self, MentionsView};
use super::{LinkView, NamedView, actor_link};
use crate::link::archive::ListPart;
use crate::model::brief::Audience;
use crate::model::registry::{Actor, ActorIx, Target};
use crate::model::site::Resolved;

/// What `actor.html` is given as `actor`.
#[derive(Debug, Serialize)]
pub(crate) struct ActorView<'a> {
    id: &'a str,
    name: &'a str,
    kind: String,
    internal: bool,
    /// This page is a part of the mentions only.
    part: bool,
    whole: String,
    summary: Option<&'a str>,
    aliases: Vec<AliasView<'a>>,
    roles: Vec<RoleView>,
    relations: Vec<RelationView>,
    wikidata: Option<String>,
    url: Option<&'a str>,
    not: Vec<&'a str>,
    /// HTML.
    text: Option<String>,
    /// By theme.
    positions: Vec<PositionView>,
    events: Vec<EventView>,
    mentions: MentionsView,
    appears_with: Vec<NamedView>,
    themes: Vec<NamedView>,
    data: String,
    extra: &'a serde_json::Map<String, serde_json::Value>,
}

#[derive(Debug, Serialize)]
struct AliasView<'a> {
    text: &'a str,
    when: Option<SpanView>,
}

#[derive(Debug, Serialize)]
struct RoleView {
    title: String,
    of: Option<LinkView>,
    when: Option<SpanView>,
}

#[derive(Debug, Serialize)]
struct RelationView {
    word: String,
    to: LinkView,
    when: Option<SpanView>,
}

/// The view of an actor, or of a part of its mentions.
pub(crate) fn view<'a>(page: &PageScope<'a>, ix: ActorIx, part: ListPart) -> ActorView<'a> {
    let site = &page.env.site;
    let actor = site.actor(ix);
    let route = site.route(Resolved::Actor(ix));
    let first = part == ListPart::First;
    let company = first.then(|| site.company(Target::Actor(ix)));
    let mut positions: Vec<PositionView> = Vec::new();
    let mut events = Vec::new();
    if let Some(company) = company {
        positions = company.positions.iter().map(|(brief, at)| evidence::position(page, *brief, *at)).collect();
        positions.sort_by(|a, b| a.theme.text.cmp(&b.theme.text));
        events = company.events.iter().map(|(brief, at)| evidence::event(page, *brief, *at)).collect();
    }
    let with = |(other, count): &(ActorIx, u32)| NamedView { count: Some(*count), ..super::actor(page, *other) };
    let about = |(theme, count): &(_, u32)| NamedView { count: Some(*count), ..super::theme(page, *theme) };
    ActorView {
        id: &actor.id.value,
        name: &actor.name.value,
        kind: page.words().of_kind("kind", actor.kind.name()),
        internal: actor.audience == Audience::Internal,
        part: !first,
        whole: page.links.href(&route),
        summary: actor.summary.as_deref(),
        aliases: aliases(page, actor),
        roles: roles(page, actor),
        relations: if first { relations(page, ix) } else { Vec::new() },
        wikidata: actor.wikidata.as_ref().map(|id| format!("https://www.wikidata.org/wiki/{id}")),
        url: actor.url.as_deref().filter(|url| escape::is_safe_address(url)),
        not: actor.not.iter().map(|name| name.value.as_str()).collect(),
        text: (first && !actor.body.body().is_empty()).then(|| body::prose(page, &actor.body)),
        positions,
        events,
        mentions: mentions::mentions(page, Target::Actor(ix), part, &route),
        appears_with: company.iter().flat_map(|company| &company.actors).map(with).collect(),
        themes: company.iter().flat_map(|company| &company.themes).map(about).collect(),
        data: page.links.href(&format!("{route}index.json")),
        extra: &actor.extra,
    }
}

fn aliases<'a>(page: &PageScope<'_>, actor: &'a Actor) -> Vec<AliasView<'a>> {
    let alias = |alias: &'_ crate::model::registry::Alias| page.span(alias.from, alias.until);
    actor.aliases.iter().map(|one| AliasView { text: &one.text.value, when: alias(one) }).collect()
}

fn roles(page: &PageScope<'_>, actor: &Actor) -> Vec<RoleView> {
    let role = |role: &crate::model::registry::Role| RoleView {
        title: role.title.clone(),
        of: role.of.as_ref().map(|id| actor_link(page, &id.value)),
        when: page.span(role.from, role.until),
    };
    actor.roles.iter().map(role).collect()
}

/// Relations and offices that lead to other actors, and those of others that lead here.
fn relations(page: &PageScope<'_>, ix: ActorIx) -> Vec<RelationView> {
    let registry = page.env.site.registry();
    let words = page.words();
    let own = registry[ix].relations.iter().map(|relation| RelationView {
        word: words.of_kind("relation", relation.kind.name()),
        to: actor_link(page, &relation.to.value),
        when: page.span(relation.from, relation.until),
    });
    let mut all: Vec<RelationView> = own.collect();
    for (other, place) in page.env.related().get(&ix).into_iter().flatten() {
        let relation = &registry[*other].relations[*place as usize];
        all.push(RelationView {
            word: words.of_kind("relation", &format!("{}_back", relation.kind.name())),
            to: actor_link(page, &registry[*other].id.value),
            when: page.span(relation.from, relation.until),
        });
    }
    all
}
