//! `/actors/ID/index.json` and `/themes/ID/index.json`, and those of their further pages.

use serde::{Serialize, Serializer};
use serde_json::{Value, json};

use super::address::safe;
use super::entry::{self, date, mark, plain};
use super::shown::{Shown, is_listed};
use super::{ExportEnv, address, brief, json_file};
use crate::link::archive::{Archive, ListPart};
use crate::model::output::Output;
use crate::model::reading::Reading;
use crate::model::registry::{Actor, Target, Theme};
use crate::model::site::{Backlink, BriefIx};

/// The file of a part of an actor's or theme's list.
pub(super) fn render(site: &Reading<'_>, env: &ExportEnv<'_>, (target, part): (Target, ListPart)) -> Output {
    let (listed, dates) = (site.named(target), site.named_dates(target));
    let archive = Archive::new(&dates);
    let parts = archive.parts();
    let below = part.path();
    let mut value = if part == ListPart::First { whole(site, env, target) } else { further(site, target, &below) };
    if let Some(value) = value.as_object_mut() {
        let count = parts.iter().find(|(one, _)| *one == part).map_or(0, |(_, count)| *count);
        value.insert("count".to_owned(), count.into());
        if part == ListPart::First {
            let more = parts[1..].iter().map(|(part, count)| json!({"path": part.path(), "count": count}));
            value.insert("pages".to_owned(), more.collect::<Vec<_>>().into());
        }
    }
    let briefs = Backlinked { site, listed, shown: &archive.entries(part, true) };
    let path = format!("{}{below}index.json", site.route(target.into()).trim_start_matches('/'));
    json_file(path, &TargetFile { facts: value, briefs })
}

/// Which actor or theme a further page belongs to.
fn further(site: &Reading<'_>, target: Target, path: &str) -> Value {
    let registry = site.registry();
    match target {
        Target::Actor(ix) => json!({"kind": "actor", "id": registry[ix].id.value, "page": path}),
        Target::Theme(ix) => json!({"kind": "theme", "id": registry[ix].id.value, "page": path}),
    }
}

fn whole(site: &Reading<'_>, env: &ExportEnv<'_>, target: Target) -> Value {
    let links = site.company(target);
    let mut value = match target {
        Target::Actor(ix) => actor(site.actor(ix)),
        Target::Theme(ix) => theme(site.theme(ix)),
    };
    let route = site.route(target.into());
    let together = |named: entry::Named<'_>, briefs: u32| {
        let mut entry = json!(named);
        if let Some(entry) = entry.as_object_mut() {
            entry.insert("briefs".to_owned(), briefs.into());
        }
        entry
    };
    let actors = links.actors.iter().map(|(ix, count)| together(entry::actor(site, *ix), *count));
    let themes = links.themes.iter().map(|(ix, count)| together(entry::theme(site, *ix), *count));
    if let Some(value) = value.as_object_mut() {
        value.insert("url".to_owned(), address::canonical(env, &route).into());
        value.insert("route".to_owned(), route.into());
        value.insert("positions".to_owned(), dated(site, &links.positions, brief::position).into());
        value.insert("events".to_owned(), dated(site, &links.events, brief::event).into());
        value.insert("actors".to_owned(), actors.collect::<Vec<_>>().into());
        value.insert("themes".to_owned(), themes.collect::<Vec<_>>().into());
    }
    value
}

type Shape = fn(&crate::model::brief::Brief, &crate::model::site::BriefLinks, &Shown<'_>, usize) -> Option<Value>;

/// Positions or events with the brief that holds them.
fn dated(site: &Reading<'_>, found: &[(BriefIx, u32)], shape: Shape) -> Vec<Value> {
    let one = |(ix, at): &(BriefIx, u32)| {
        let (brief, links) = site.brief(*ix);
        let mut entry = shape(brief, links, &Shown::of(site, *ix), *at as usize)?;
        if let Some(entry) = entry.as_object_mut() {
            entry.insert("brief".to_owned(), brief.slug.as_str().into());
        }
        Some(entry)
    };
    found.iter().filter(|(ix, _)| is_listed(site, *ix)).filter_map(one).collect()
}

/// The file. Its many sentences are written from where they stand, without a value in between.
#[derive(Serialize)]
struct TargetFile<'a> {
    #[serde(flatten)]
    facts: Value,
    briefs: Backlinked<'a>,
}

/// The briefs of one page of the list.
struct Backlinked<'a> {
    site: &'a Reading<'a>,
    listed: &'a [Backlink],
    shown: &'a [usize],
}

impl Serialize for Backlinked<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let listed = self.shown.iter().map(|at| &self.listed[*at]).filter(|found| is_listed(self.site, found.brief));
        serializer.collect_seq(listed.map(|found| backlink(self.site, found)))
    }
}

/// A brief that names it: up to three sentences with the words, and the number of mentions.
#[derive(Serialize)]
struct BacklinkEntry<'a> {
    #[serde(flatten)]
    brief: entry::BriefEntry<'a>,
    count: u32,
    mentions: Vec<SentenceEntry<'a>>,
}

/// A sentence, and the words in it.
#[derive(Serialize)]
struct SentenceEntry<'a> {
    #[serde(rename = "in")]
    part: &'static str,
    passage: Option<&'a str>,
    start: u32,
    end: u32,
    text: &'a str,
    sentence: &'a str,
}

fn backlink<'a>(site: &'a Reading<'a>, found: &Backlink) -> BacklinkEntry<'a> {
    let shown = Shown::of(site, found.brief);
    let links = site.brief(found.brief).1;
    let mentions = found.mentions.iter().filter_map(|at| links.mentions.get(*at as usize)).filter_map(|mention| {
        let passage = shown.passage(mention.at)?;
        let (from, to) = mention.sentence;
        Some(SentenceEntry {
            part: entry::part(mention.at.part),
            passage: entry::id_of(passage),
            start: mention.start,
            end: mention.end,
            text: passage.text.get(mention.start as usize..mention.end as usize)?,
            sentence: passage.text.get(from as usize..to as usize)?,
        })
    });
    BacklinkEntry { brief: entry::brief(site, found.brief), count: found.count, mentions: mentions.collect() }
}

fn actor(actor: &Actor) -> Value {
    let aliases = actor.aliases.iter().map(|alias| {
        json!({
            "text": alias.text.value, "metonym": alias.metonym, "weak": alias.weak,
            "from": date(alias.from), "until": date(alias.until),
        })
    });
    let roles = actor.roles.iter().map(|role| {
        json!({
            "title": role.title, "of": role.of.as_ref().map(|id| &id.value),
            "from": date(role.from), "until": date(role.until),
        })
    });
    let relations = actor.relations.iter().map(|relation| {
        json!({
            "kind": relation.kind.name(), "to": relation.to.value,
            "from": date(relation.from), "until": date(relation.until),
        })
    });
    let entry = json!({
        "kind": "actor",
        "id": actor.id.value,
        "name": actor.name.value,
        "actor_kind": actor.kind.name(),
        "summary": actor.summary,
        "wikidata": actor.wikidata,
        "website": actor.url.as_deref().and_then(safe),
        "aliases": aliases.collect::<Vec<_>>(),
        "roles": roles.collect::<Vec<_>>(),
        "relations": relations.collect::<Vec<_>>(),
        "text": plain(&actor.body),
    });
    mark(entry, actor.audience)
}

fn theme(theme: &Theme) -> Value {
    let entry = json!({
        "kind": "theme",
        "id": theme.id.value,
        "name": theme.name.value,
        "summary": theme.summary,
        "phrases": theme.phrases.iter().map(|phrase| &phrase.value).collect::<Vec<_>>(),
        "broader": theme.broader.as_ref().map(|id| &id.value),
        "text": plain(&theme.body),
    });
    mark(entry, theme.audience)
}
