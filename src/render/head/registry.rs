//! Actors, themes and series as things of schema.org.

use super::node::Node;
use crate::model::brief::Series;
use crate::model::registry::{Actor, ActorIx, ActorKind, ThemeIx};
use crate::model::site::Resolved;
use crate::render::escape;
use crate::render::scope::PageScope;

/// The type of an actor: no more than its kind says.
fn kind(kind: ActorKind) -> &'static str {
    match kind {
        ActorKind::Person => "Person",
        ActorKind::State => "Country",
        ActorKind::Government => "GovernmentOrganization",
        ActorKind::Institution | ActorKind::Organisation | ActorKind::Bloc => "Organization",
        ActorKind::Place => "Place",
        // People with something in common are no organisation, and schema.org has no word for them.
        ActorKind::Group => "Thing",
    }
}

/// An actor as other things name it.
pub(super) fn actor(page: &PageScope<'_>, ix: ActorIx) -> Node {
    let site = &page.env.site;
    let actor = &site.registry()[ix];
    Node::new(kind(actor.kind))
        .text("@id", page.env.canonical(&site.route(Resolved::Actor(ix))))
        .text("name", Some(actor.name.value.as_str()))
        .text("sameAs", wikidata(actor))
}

/// An actor on its own page.
pub(super) fn actor_page(page: &PageScope<'_>, ix: ActorIx) -> Node {
    let entry = page.env.site.actor(ix);
    // A metonym, a weak name or an office of a time isn't another name of the actor itself.
    let lasting = entry.aliases.iter().filter(|alias| {
        let bound = alias.from.is_some() || alias.until.is_some();
        !(alias.metonym || alias.weak || bound)
    });
    actor(page, ix)
        .list("alternateName", lasting.map(|alias| alias.text.value.as_str()))
        .text("description", entry.summary.as_deref())
        .text("url", entry.url.as_deref().filter(|url| escape::is_web_address(url)))
}

fn wikidata(actor: &Actor) -> Option<String> {
    actor.wikidata.as_ref().map(|id| format!("https://www.wikidata.org/wiki/{id}"))
}

/// A theme as other things name it.
pub(super) fn theme(page: &PageScope<'_>, ix: ThemeIx) -> Node {
    let site = &page.env.site;
    Node::new("DefinedTerm")
        .text("@id", page.env.canonical(&site.route(Resolved::Theme(ix))))
        .text("name", Some(site.registry()[ix].name.value.as_str()))
}

/// A theme on its own page.
pub(super) fn theme_page(page: &PageScope<'_>, ix: ThemeIx) -> Node {
    let entry = &page.env.site.registry()[ix];
    theme(page, ix)
        .text("description", entry.summary.as_deref())
        .text("termCode", Some(entry.id.value.as_str()))
        .text("inDefinedTermSet", page.env.canonical("/themes/"))
}

/// A series.
pub(super) fn series(page: &PageScope<'_>, series: &Series) -> Node {
    Node::new("CreativeWorkSeries")
        .text("@id", page.env.canonical(&format!("/series/{}/", series.id.value)))
        .text("name", Some(series.name.as_str()))
        .text("issn", series.issn.as_deref())
}
