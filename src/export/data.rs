//! `/data/briefs.json`, `/data/actors.json`, `/data/themes.json`: the catalogue in three lists.

use serde::Serialize;
use serde_json::{Value, json};

use super::entry::{self, plain};
use super::people::cited;
use super::shown::is_listed;
use super::{Each, ExportEnv, address, json_file};
use crate::model::output::Output;
use crate::model::reading::Reading;
use crate::model::registry::{ActorIx, Target, ThemeIx};
use crate::model::site::Resolved;
use crate::text::address::bare_doi;

/// Every brief that lists show, latest first.
pub(super) fn briefs(site: &Reading<'_>, env: &ExportEnv<'_>) -> Output {
    let registry = site.registry();
    let one = |ix: &crate::model::site::BriefIx| {
        let brief = site.described(*ix);
        let front = brief.front;
        CatalogueEntry {
            brief: entry::brief(site, *ix),
            url: address::canonical(env, &site.route(Resolved::Brief(*ix))),
            route: entry::Route::new("briefs", brief.slug),
            language: entry::language(site, &brief),
            updated: entry::day(front.updated),
            authors: cited(site, &brief).into_iter().map(|who| who.name()).collect(),
            series: front.series.as_ref().map(|id| id.value.as_str()),
            number: front.number.as_ref().map(|number| number.value.as_str()),
            doi: front.doi.as_deref().map(bare_doi),
            summary: front.summary.as_ref().map(plain),
            themes: brief.themes().map(|ix| registry[ix].id.value.as_str()).collect(),
            actors: brief.actors().map(|ix| registry[ix].id.value.as_str()).collect(),
        }
    };
    let briefs = Each(site.listed().iter().filter(|ix| is_listed(site, **ix)).map(one));
    json_file("data/briefs.json".to_owned(), &Catalogue { briefs })
}

/// `briefs.json`
#[derive(Serialize)]
struct Catalogue<L> {
    briefs: L,
}

#[derive(Serialize)]
struct CatalogueEntry<'a> {
    #[serde(flatten)]
    brief: entry::BriefEntry<'a>,
    url: Option<String>,
    route: entry::Route<'a>,
    language: &'a str,
    updated: Option<entry::Day>,
    authors: Vec<&'a str>,
    series: Option<&'a str>,
    number: Option<&'a str>,
    doi: Option<&'a str>,
    summary: Option<String>,
    themes: Vec<&'a str>,
    actors: Vec<&'a str>,
}

/// Every actor, by id.
pub(super) fn actors(site: &Reading<'_>, env: &ExportEnv<'_>) -> Output {
    let one = |(ix, actor): (u32, &crate::model::registry::Actor)| {
        let route = site.route(Resolved::Actor(ActorIx(ix)));
        json!({
            "id": actor.id.value,
            "name": actor.name.value,
            "kind": actor.kind.name(),
            "summary": actor.summary,
            "wikidata": actor.wikidata,
            "briefs": site.named(Target::Actor(ActorIx(ix))).len(),
            "url": address::canonical(env, &route),
            "route": route,
        })
    };
    list("actors", (0..).zip(&site.registry().actors).map(one).collect())
}

/// Every theme, by id.
pub(super) fn themes(site: &Reading<'_>, env: &ExportEnv<'_>) -> Output {
    let one = |(ix, theme): (u32, &crate::model::registry::Theme)| {
        let route = site.route(Resolved::Theme(ThemeIx(ix)));
        json!({
            "id": theme.id.value,
            "name": theme.name.value,
            "broader": theme.broader.as_ref().map(|id| &id.value),
            "summary": theme.summary,
            "briefs": site.named(Target::Theme(ThemeIx(ix))).len(),
            "url": address::canonical(env, &route),
            "route": route,
        })
    };
    list("themes", (0..).zip(&site.registry().themes).map(one).collect())
}

fn list(name: &str, entries: Vec<Value>) -> Output {
    json_file(format!("data/{name}.json"), &json!({ name: entries }))
}
