//! A brief as a `Report` of schema.org.

use super::node::{Fact, Node};
use super::{Head, registry, signers, structured};
use crate::model::notes::{Revision, RevisionKind};
use crate::model::site::{BriefIx, Resolved};
use crate::render::body;
use crate::render::escape;
use crate::render::scope::{BriefScope, PageScope};
use crate::render::views::sources;
use crate::text::address::bare_doi;

/// How many themes, actors and corrections a report names: pages stay small, whatever a brief names.
const THEMES: usize = 8;
const ACTORS: usize = 15;
const CORRECTIONS: usize = 5;

/// The brief, with no fact that its page doesn't show.
pub(super) fn report(page: &PageScope<'_>, ix: BriefIx, head: &Head) -> Node {
    let env = page.env;
    let scope = BriefScope::new(env, ix);
    let front = &scope.brief.front;
    let config = env.site.config();
    let address = head.canonical.as_deref();
    let publisher = config.organisation.name.as_deref();
    let signed = |wanted: fn(&str) -> bool| {
        let all = signers::of(&env.site, scope.brief).filter(move |(_, role)| wanted(role));
        all.map(|(signer, _)| signer.node(publisher)).collect::<Vec<_>>()
    };
    let amended = scope.amended();
    let published = scope.links.date.map(|date| date.to_string());
    let series = front.series.as_ref().and_then(|id| env.site.series().iter().find(|s| s.id.value == id.value));
    let original = front.translation_of.as_ref().and_then(|slug| env.site.find_brief(&slug.value));
    Node::new("Report")
        .text("@id", address)
        .text("url", address)
        .text("headline", Some(scope.links.title.as_str()))
        .text("description", head.description.as_deref())
        .text("inLanguage", Some(head.language.as_str()))
        .text("datePublished", published.clone())
        .text("dateModified", amended.map(|date| date.to_string()))
        .text("version", amended.map(|date| date.to_string()).or(published))
        .text("reportNumber", front.number.as_ref().map(|number| number.value.as_str()))
        .text("identifier", front.doi.as_deref().map(|doi| format!("https://doi.org/{}", bare_doi(doi))))
        .with("license", front.license.as_deref().or(config.license.as_deref()).map(license))
        .list("author", signed(|role| role == "author"))
        .list("editor", signed(|role| role == "editor"))
        .list("contributor", signed(|role| role != "author" && role != "editor"))
        .with("publisher", Some(structured::publisher(page)))
        .with("isPartOf", series.map(|series| registry::series(page, series)))
        .list("about", scope.links.themes.iter().take(THEMES).map(|(ix, _)| registry::theme(page, *ix)))
        .list("mentions", scope.links.actors.iter().take(ACTORS).map(|(ix, _)| registry::actor(page, *ix)))
        .with("isBasedOn", scope.brief.article.is_some().then(|| article(&scope)))
        .list("correction", corrections(&front.revisions))
        .with("translationOfWork", original.and_then(|ix| work(page, ix)))
}

/// The article that the brief reads, as far as it is known.
fn article(scope: &BriefScope<'_>) -> Node {
    let original = &scope.brief.front.original;
    let publisher = original.publisher.as_deref().map(|name| Node::new("Organization").text("name", Some(name)));
    let language = original.language.as_deref().or_else(|| scope.brief.article.as_ref()?.language.as_deref());
    // Whether its author is a person or a newsroom isn't known: the name stands as it is.
    Node::new("Article")
        .text("headline", Some(sources::article_title(&scope.described)))
        .text("author", sources::article_author(&scope.described, ","))
        .with("publisher", publisher)
        .text("datePublished", scope.links.article_date.map(|date| date.to_string()))
        .text("inLanguage", language)
        .text("url", original.url.as_deref().filter(|url| escape::is_web_address(url)))
}

/// The latest corrections.
fn corrections(revisions: &[Revision]) -> Vec<Node> {
    let mut list: Vec<_> = revisions.iter().filter(|revision| revision.kind == RevisionKind::Correction).collect();
    list.sort_by_key(|revision| std::cmp::Reverse(revision.date.sort_key()));
    let node = |revision: &Revision| {
        Node::new("CorrectionComment")
            .text("text", Some(body::plain(&revision.text)))
            .text("datePublished", Some(revision.date.to_string()))
    };
    list.into_iter().take(CORRECTIONS).map(node).collect()
}

/// A licence: its address, or a work of that name.
fn license(written: &str) -> Fact {
    if escape::is_web_address(written) {
        written.into()
    } else {
        Node::new("CreativeWork").text("name", Some(written)).into()
    }
}

/// Another brief, by its address; nothing where the site has none.
fn work(page: &PageScope<'_>, ix: BriefIx) -> Option<Node> {
    let address = page.env.canonical(&page.env.site.route(Resolved::Brief(ix)))?;
    Some(Node::new("Report").text("@id", Some(address)))
}
