//! `/data/graph.json`: who appears with whom and with what, who is related to whom, who holds what.

use serde_json::{Value, json};

use super::entry::date;
use super::json_file;
use super::shown::is_listed;
use crate::model::output::Output;
use crate::model::reading::Reading;
use crate::model::registry::Target;

/// The file.
pub(super) fn render(site: &Reading<'_>) -> Output {
    let mut edges = together(site);
    edges.extend(relations(site));
    edges.extend(positions(site));
    json_file("data/graph.json".to_owned(), &json!({"nodes": nodes(site), "edges": edges}))
}

fn key(site: &Reading<'_>, target: Target) -> String {
    let registry = site.registry();
    match target {
        Target::Actor(ix) => format!("actor:{}", registry[ix].id.value),
        Target::Theme(ix) => format!("theme:{}", registry[ix].id.value),
    }
}

fn nodes(site: &Reading<'_>) -> Vec<Value> {
    let registry = site.registry();
    let briefs = |links: Option<&std::sync::Arc<crate::model::site::Backlinks>>| {
        links.map_or(0, |links| links.briefs.iter().filter(|found| is_listed(site, found.brief)).count())
    };
    let actors = registry.actors.iter().enumerate().map(|(at, actor)| {
        json!({
            "key": format!("actor:{}", actor.id.value), "kind": actor.kind.name(), "name": actor.name.value,
            "briefs": briefs(site.everything().actors.get(at)),
        })
    });
    let themes = registry.themes.iter().enumerate().map(|(at, theme)| {
        json!({
            "key": format!("theme:{}", theme.id.value), "kind": "theme", "name": theme.name.value,
            "briefs": briefs(site.everything().themes.get(at)),
        })
    });
    actors.chain(themes).collect()
}

fn together(site: &Reading<'_>) -> Vec<Value> {
    let edge = |((one, other), briefs)| json!({"kind": "together", "from": key(site, one), "to": key(site, other), "briefs": briefs});
    site.everything().together().into_iter().map(edge).collect()
}

fn relations(site: &Reading<'_>) -> Vec<Value> {
    let mut edges = Vec::new();
    for actor in &site.registry().actors {
        for relation in &actor.relations {
            edges.push(json!({
                "kind": relation.kind.name(),
                "from": format!("actor:{}", actor.id.value),
                "to": format!("actor:{}", relation.to.value),
                "since": date(relation.from),
                "until": date(relation.until),
            }));
        }
    }
    edges
}

fn positions(site: &Reading<'_>) -> Vec<Value> {
    let mut edges = Vec::new();
    for ix in site.briefs().filter(|ix| is_listed(site, *ix)) {
        let (brief, links) = site.brief(ix);
        for position in &brief.front.positions {
            edges.push(json!({
                "kind": "position",
                "from": format!("actor:{}", position.actor.value),
                "to": format!("theme:{}", position.theme.value),
                "stance": position.stance.value.name(),
                "date": date(position.date.as_ref().map(|date| date.value).or(links.article_date)),
                "brief": brief.slug,
            }));
        }
    }
    edges
}
