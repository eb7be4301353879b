//! `/briefs/SLUG/index.json`: everything that a brief's page shows, as data.

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::address::{canonical, safe, safe_or_local};
use super::entry::{self, date, mark, plain};
use super::people::{Person, signatories};
use super::shown::Shown;
use super::{ExportEnv, json_file};
use crate::model::body::{Passage, PassageKind};
use crate::model::brief::{Addressee, Brief, Front, RevisionKind, Status, Withdrawal};
use crate::model::output::Output;
use crate::model::registry::Target;
use crate::model::site::{BriefIx, BriefLinks, Mention, Part, Resolved, Site};
use crate::text::address::bare_doi;

/// The file of a brief.
pub(super) fn render(site: &Site, env: &ExportEnv<'_>, ix: BriefIx) -> Output {
    let (brief, links) = site.brief(ix);
    let shown = Shown::of(site, ix);
    let mut value = Map::new();
    let mut mentions = None;
    let route = site.route(Resolved::Brief(ix));
    value.insert("kind".to_owned(), "brief".into());
    value.insert("slug".to_owned(), brief.slug.as_str().into());
    value.insert("url".to_owned(), canonical(env, &route).into());
    value.insert("route".to_owned(), route.into());
    value.insert("status".to_owned(), status(brief.front.status).into());
    if brief.front.status == Status::Removed {
        value.extend(withdrawal(brief.front.withdrawn.as_ref()));
    } else {
        mentions = Some(links.mentions.iter().filter_map(|found| mention(site, &shown, found)).collect());
        add(&mut value, facts(site, brief, links, &shown));
        add(&mut value, findings(site, brief, links, &shown));
        add(&mut value, texts(links, &shown));
        add(&mut value, history(site, brief, ix));
    }
    json_file(format!("briefs/{}/index.json", brief.slug), &BriefFile { facts: value, mentions })
}

/// The file. Its many mentions are written from where they stand, without a value in between.
#[derive(Serialize)]
struct BriefFile<'a> {
    #[serde(flatten)]
    facts: Map<String, Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mentions: Option<Vec<MentionEntry<'a>>>,
}

/// A mention, as `briefgen mentions` prints it, and the text that it stands in.
#[derive(Serialize)]
struct MentionEntry<'a> {
    #[serde(rename = "in")]
    part: Value,
    note: Option<u32>,
    passage: Value,
    start: u32,
    end: u32,
    text: &'a str,
    kind: &'static str,
    id: &'a str,
    alias: &'a str,
    metonym: bool,
    linked: bool,
}

fn add(to: &mut Map<String, Value>, more: Value) {
    if let Value::Object(more) = more {
        to.extend(more);
    }
}

fn status(status: Status) -> &'static str {
    match status {
        Status::Published => "published",
        Status::Draft => "draft",
        Status::Withdrawn => "withdrawn",
        Status::Removed => "removed",
    }
}

fn withdrawal(withdrawal: Option<&Withdrawal>) -> Map<String, Value> {
    let mut notice = Map::new();
    let redirect = withdrawal.and_then(|notice| notice.redirect.as_ref());
    notice.insert("date".to_owned(), date(withdrawal.and_then(|notice| notice.date)));
    notice.insert("reason".to_owned(), withdrawal.and_then(|notice| notice.reason.as_deref()).into());
    notice.insert("redirect".to_owned(), redirect.and_then(|to| safe_or_local(&to.value)).into());
    notice
}

/// Title, dates, people, series: what a catalogue would hold.
fn facts(site: &Site, brief: &Brief, links: &BriefLinks, shown: &Shown<'_>) -> Value {
    let front = &brief.front;
    let original = &front.original;
    let article = brief.article.as_ref();
    let series = front.series.as_ref().map(|id| {
        let known = site.corpus.series.iter().find(|series| series.id.value == id.value);
        json!({
            "id": id.value,
            "name": known.map(|series| &series.name),
            "issn": known.and_then(|series| series.issn.as_ref()),
        })
    });
    let facts = json!({
        "title": links.title,
        "language": entry::language(site, brief),
        "date": date(links.date),
        "published": date(front.published),
        "updated": date(front.updated),
        "as_of": date(front.as_of),
        "authors": signatories(site, brief).into_iter().map(|(who, role)| person(who, role)).collect::<Vec<_>>(),
        "series": series,
        "number": front.number.as_ref().map(|number| &number.value),
        "doi": front.doi.as_deref().map(bare_doi),
        "license": front.license.as_ref().or(site.corpus.config.license.as_ref()),
        "original": {
            "title": original.title.as_ref().or_else(|| article?.title.as_ref().map(|title| &title.value)),
            "author": original.author.clone().or_else(|| byline(&article?.byline)),
            "publisher": original.publisher,
            "url": original.url.as_deref().and_then(safe),
            "date": date(links.article_date),
            "accessed": date(original.accessed),
            "language": original.language.as_ref().or_else(|| article?.language.as_ref()),
        },
        "show": shown.name(),
        "summary": front.summary.as_ref().map(plain),
    });
    mark(facts, front.audience)
}

fn byline(names: &[String]) -> Option<String> {
    (!names.is_empty()).then(|| names.join(", "))
}

fn person(who: Person<'_>, role: &str) -> Value {
    let (given, family, id, orcid, url) = match who {
        Person::Known(author) => (
            author.given.as_deref(),
            author.family.as_deref(),
            Some(author.id.value.as_str()),
            author.orcid.as_deref(),
            author.url.as_deref().and_then(safe),
        ),
        Person::Named(_) => (None, None, None, None, None),
    };
    json!({
        "name": who.name(), "role": role, "id": id, "given": given, "family": family,
        "organisation": who.is_organisation(), "orcid": orcid, "url": url,
    })
}

/// What the desk found and advises.
fn findings(site: &Site, brief: &Brief, links: &BriefLinks, shown: &Shown<'_>) -> Value {
    let front = &brief.front;
    let themes = links.themes.iter().map(|(ix, count)| counted(entry::theme(site, *ix), *count));
    let actors = links.actors.iter().map(|(ix, count)| counted(entry::actor(site, *ix), *count));
    json!({
        "themes": themes.collect::<Vec<_>>(),
        "actors": actors.collect::<Vec<_>>(),
        "key_messages": key_messages(front, links, shown),
        "positions": (0..front.positions.len()).filter_map(|at| position(brief, links, shown, at)).collect::<Vec<_>>(),
        "events": (0..front.events.len()).filter_map(|at| event(brief, links, shown, at)).collect::<Vec<_>>(),
        "options": options(front),
        "recommendations": recommendations(front),
    })
}

fn counted(mut entry: Value, count: u32) -> Value {
    if let Some(entry) = entry.as_object_mut() {
        entry.insert("count".to_owned(), count.into());
    }
    entry
}

fn key_messages(front: &Front, links: &BriefLinks, shown: &Shown<'_>) -> Vec<Value> {
    let one = |(at, message): (usize, &crate::model::brief::KeyMessage)| {
        let found = links.key_messages.get(at).and_then(Option::as_ref);
        let quote = entry::quote(shown, message.quote.as_ref(), found);
        mark(json!({"text": plain(&message.text), "quote": quote}), message.audience)
    };
    front.key_messages.iter().enumerate().map(one).collect()
}

/// One position of a brief; dated by its article where it says no date.
pub(super) fn position(brief: &Brief, links: &BriefLinks, shown: &Shown<'_>, at: usize) -> Option<Value> {
    let position = brief.front.positions.get(at)?;
    let found = links.positions.get(at).and_then(Option::as_ref);
    let entry = json!({
        "actor": position.actor.value,
        "theme": position.theme.value,
        "stance": position.stance.value.name(),
        "statement": position.statement,
        "date": date(position.date.as_ref().map(|date| date.value).or(links.article_date)),
        "evidence": entry::evidence(shown, &position.evidence, found),
    });
    Some(mark(entry, position.audience))
}

/// One event of a brief.
pub(super) fn event(brief: &Brief, links: &BriefLinks, shown: &Shown<'_>, at: usize) -> Option<Value> {
    let event = brief.front.events.get(at)?;
    let found = links.events.get(at).and_then(Option::as_ref);
    let ids = |list: &[crate::files::Spanned<String>]| list.iter().map(|id| id.value.clone()).collect::<Vec<_>>();
    let entry = json!({
        "date": date(Some(event.date)),
        "until": date(event.until),
        "text": plain(&event.text),
        "evidence": entry::evidence(shown, &event.evidence, found),
        "actors": ids(&event.actors),
        "themes": ids(&event.themes),
    });
    Some(mark(entry, event.audience))
}

fn options(front: &Front) -> Vec<Value> {
    let one = |option: &crate::model::brief::PolicyOption| {
        let entry = json!({
            "text": plain(&option.text),
            "for": option.arguments_for.iter().map(plain).collect::<Vec<_>>(),
            "against": option.arguments_against.iter().map(plain).collect::<Vec<_>>(),
        });
        mark(entry, option.audience)
    };
    front.options.iter().map(one).collect()
}

fn recommendations(front: &Front) -> Vec<Value> {
    let one = |recommendation: &crate::model::brief::Recommendation| {
        let to = recommendation.to.as_ref().map(|to| match to {
            Addressee::Actor(id) => json!({"actor": id.value, "name": null}),
            Addressee::Named(name) => json!({"actor": null, "name": name}),
        });
        let entry = json!({"text": plain(&recommendation.text), "to": to, "by": date(recommendation.by)});
        mark(entry, recommendation.audience)
    };
    front.recommendations.iter().map(one).collect()
}

/// The texts themselves: passages, notes, mentions, sources.
fn texts(links: &BriefLinks, shown: &Shown<'_>) -> Value {
    let front = &shown.brief().front;
    let passages = |part| shown.passages(part).filter(|passage| passage.kind != PassageKind::Title).map(passage);
    let downloads = front.downloads.iter().map(|download| {
        let name = download.file.value.rsplit('/').next();
        json!({"file": name, "title": download.title, "language": download.language})
    });
    json!({
        "article": passages(Part::Article).collect::<Vec<_>>(),
        "text": passages(Part::Text).collect::<Vec<_>>(),
        "notes": notes(front, links, shown),
        "sources": front.sources.iter().map(entry::source).collect::<Vec<_>>(),
        "downloads": downloads.collect::<Vec<_>>(),
    })
}

fn passage(passage: &Passage) -> Value {
    let (kind, level) = match passage.kind {
        PassageKind::Title => ("title", None),
        PassageKind::Standfirst => ("standfirst", None),
        PassageKind::Heading(level) => ("heading", Some(level)),
        PassageKind::Paragraph => ("paragraph", None),
        PassageKind::ListItem => ("list-item", None),
        PassageKind::Quote => ("quote", None),
        PassageKind::Caption => ("caption", None),
        PassageKind::Cell => ("cell", None),
    };
    let mut entry = json!({"id": &*passage.id, "kind": kind, "text": &*passage.text});
    if let (Some(level), Some(object)) = (level, entry.as_object_mut()) {
        object.insert("level".to_owned(), level.into());
    }
    let audience = if passage.internal { crate::model::brief::Audience::Internal } else { Default::default() };
    mark(entry, audience)
}

fn notes(front: &Front, links: &BriefLinks, shown: &Shown<'_>) -> Vec<Value> {
    let one = |(at, note): (usize, &crate::model::brief::Note)| {
        let found = links.notes.get(at).and_then(Option::as_ref);
        let quote = entry::quote(shown, Some(&note.quote), found);
        mark(json!({"kind": note.kind.name(), "text": plain(&note.text), "quote": quote}), note.audience)
    };
    front.notes.iter().enumerate().map(one).collect()
}

fn mention<'a>(site: &'a Site, shown: &Shown<'a>, mention: &'a Mention) -> Option<MentionEntry<'a>> {
    let text = shown.passage(mention.at)?.text.get(mention.start as usize..mention.end as usize)?;
    let registry = &site.corpus.registry;
    let (kind, id) = match mention.target {
        Target::Actor(ix) => ("actor", &registry[ix].id.value),
        Target::Theme(ix) => ("theme", &registry[ix].id.value),
    };
    Some(MentionEntry {
        part: entry::part(mention.at.part),
        note: if let Part::Note(at) = mention.at.part { Some(at) } else { None },
        passage: entry::passage_id(shown, mention.at),
        start: mention.start,
        end: mention.end,
        text,
        kind,
        id,
        alias: &mention.alias,
        metonym: mention.metonym,
        linked: mention.linked,
    })
}

/// What changed, what it replaces, and what replaces it.
fn history(site: &Site, brief: &Brief, ix: BriefIx) -> Value {
    let front = &brief.front;
    let slug = |ix: &BriefIx| site.corpus.briefs[ix.0 as usize].slug.clone();
    let replaces = site.superseded.iter().filter(|(_, by)| *by == ix).map(|(old, _)| slug(old));
    let replaced_by = site.superseded.iter().filter(|(old, _)| *old == ix).map(|(_, by)| slug(by));
    let revisions = front.revisions.iter().map(|revision| {
        let kind = match revision.kind {
            RevisionKind::Minor => "minor",
            RevisionKind::Significant => "significant",
            RevisionKind::Correction => "correction",
        };
        let entry = json!({"date": date(Some(revision.date)), "kind": kind, "text": plain(&revision.text)});
        mark(entry, revision.audience)
    });
    let withdrawn = (front.status == Status::Withdrawn).then(|| Value::Object(withdrawal(front.withdrawn.as_ref())));
    json!({
        "revisions": revisions.collect::<Vec<_>>(),
        "supersedes": replaces.collect::<Vec<_>>(),
        "superseded_by": replaced_by.collect::<Vec<_>>(),
        "translation_of": front.translation_of.as_ref().map(|slug| &slug.value),
        "withdrawn": withdrawn,
    })
}
