//! `/data/graph.json`: who appears with whom and with what, who is related to whom, who holds what.

use serde::Serialize;
use serde_json::{Value, json};

use super::entry::date;
use super::shown::is_listed;
use super::{Each, json_file};
use crate::model::output::Output;
use crate::model::reading::Reading;
use crate::model::registry::{ActorIx, Target, ThemeIx};

/// The file.
pub(super) fn render(site: &Reading<'_>) -> Output {
    let pairs = site.together();
    let together = pairs.iter().map(|((one, other), briefs)| {
        json!({"kind": "together", "from": key(site, *one), "to": key(site, *other), "briefs": briefs})
    });
    let edges = Each(together.chain(relations(site)).chain(positions(site)));
    json_file("data/graph.json".to_owned(), &Graph { nodes: nodes(site), edges })
}

/// `graph.json`
#[derive(Serialize)]
struct Graph<L> {
    nodes: Vec<Value>,
    edges: L,
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
    let actors = (0..).zip(&registry.actors).map(|(ix, actor)| {
        json!({
            "key": format!("actor:{}", actor.id.value), "kind": actor.kind.name(), "name": actor.name.value,
            "briefs": site.named(Target::Actor(ActorIx(ix))).len(),
        })
    });
    let themes = (0..).zip(&registry.themes).map(|(ix, theme)| {
        json!({
            "key": format!("theme:{}", theme.id.value), "kind": "theme", "name": theme.name.value,
            "briefs": site.named(Target::Theme(ThemeIx(ix))).len(),
        })
    });
    actors.chain(themes).collect()
}

fn relations<'a>(site: &Reading<'a>) -> impl Iterator<Item = Value> + Clone + use<'a> {
    site.registry().actors.iter().flat_map(|actor| {
        actor.relations.iter().map(|relation| {
            json!({
                "kind": relation.kind.name(),
                "from": format!("actor:{}", actor.id.value),
                "to": format!("actor:{}", relation.to.value),
                "since": date(relation.from),
                "until": date(relation.until),
            })
        })
    })
}

fn positions(site: &Reading<'_>) -> impl Iterator<Item = Value> + Clone {
    site.briefs().filter(|ix| is_listed(site, *ix)).flat_map(|ix| {
        let brief = site.described(ix);
        brief.front.positions.iter().map(move |position| {
            json!({
                "kind": "position",
                "from": format!("actor:{}", position.actor.value),
                "to": format!("theme:{}", position.theme.value),
                "stance": position.stance.value.name(),
                "date": date(position.date.as_ref().map(|date| date.value).or(brief.article_date)),
                "brief": brief.slug,
            })
        })
    })
}
