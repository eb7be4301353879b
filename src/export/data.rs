//! `/data/briefs.json`, `/data/actors.json`, `/data/themes.json`: the catalogue in three lists.

use serde_json::{Value, json};

use super::entry::{self, date, plain};
use super::people::cited;
use super::shown::is_listed;
use super::{ExportEnv, address, json_file};
use crate::model::output::Output;
use crate::model::registry::{ActorIx, ThemeIx};
use crate::model::site::{Backlinks, Resolved, Site};

/// Every brief that lists show, latest first.
pub(super) fn briefs(site: &Site, env: &ExportEnv<'_>) -> Output {
    let registry = &site.corpus.registry;
    let one = |ix: &crate::model::site::BriefIx| {
        let (brief, links) = site.brief(*ix);
        let front = &brief.front;
        let mut value = entry::brief(site, env, *ix);
        if let (Some(value), Value::Object(more)) = (
            value.as_object_mut(),
            json!({
                "language": entry::language(site, brief),
                "updated": date(front.updated),
                "authors": cited(site, brief).iter().map(|who| who.name()).collect::<Vec<_>>(),
                "series": front.series.as_ref().map(|id| &id.value),
                "number": front.number.as_ref().map(|number| &number.value),
                "doi": front.doi.as_deref().map(crate::text::address::bare_doi),
                "summary": front.summary.as_ref().map(plain),
                "themes": links.themes.iter().map(|(ix, _)| &registry[*ix].id.value).collect::<Vec<_>>(),
                "actors": links.actors.iter().map(|(ix, _)| &registry[*ix].id.value).collect::<Vec<_>>(),
            }),
        ) {
            value.extend(more);
        }
        value
    };
    list("briefs", site.listed.iter().filter(|ix| is_listed(site, **ix)).map(one).collect())
}

/// Every actor, by id.
pub(super) fn actors(site: &Site, env: &ExportEnv<'_>) -> Output {
    let one = |(ix, actor): (u32, &crate::model::registry::Actor)| {
        let route = site.route(Resolved::Actor(ActorIx(ix)));
        json!({
            "id": actor.id.value,
            "name": actor.name.value,
            "kind": actor.kind.name(),
            "summary": actor.summary,
            "wikidata": actor.wikidata,
            "briefs": count(site, site.actors.get(ix as usize)),
            "url": address::canonical(env, &route),
            "route": route,
        })
    };
    list("actors", (0..).zip(&site.corpus.registry.actors).map(one).collect())
}

/// Every theme, by id.
pub(super) fn themes(site: &Site, env: &ExportEnv<'_>) -> Output {
    let one = |(ix, theme): (u32, &crate::model::registry::Theme)| {
        let route = site.route(Resolved::Theme(ThemeIx(ix)));
        json!({
            "id": theme.id.value,
            "name": theme.name.value,
            "broader": theme.broader.as_ref().map(|id| &id.value),
            "summary": theme.summary,
            "briefs": count(site, site.themes.get(ix as usize)),
            "url": address::canonical(env, &route),
            "route": route,
        })
    };
    list("themes", (0..).zip(&site.corpus.registry.themes).map(one).collect())
}

fn count(site: &Site, links: Option<&Backlinks>) -> usize {
    links.map_or(0, |links| links.briefs.iter().filter(|found| is_listed(site, found.brief)).count())
}

fn list(name: &str, entries: Vec<Value>) -> Output {
    json_file(format!("data/{name}.json"), &json!({ name: entries }))
}
