//! What a brief is about, and what the desk adds to its article.

use serde::Serialize;
use serde_json::{Value, json};

use super::super::entry::{self, Named, date, mark, plain};
use super::super::shown::Shown;
use crate::model::brief::{Brief, Front};
use crate::model::notes::Addressee;
use crate::model::reading::Reading;
use crate::model::site::BriefLinks;

/// What the brief is about, and what the desk adds to it.
#[derive(Serialize)]
pub(super) struct Findings<'a> {
    themes: Vec<Counted<'a>>,
    actors: Vec<Counted<'a>>,
    key_messages: Vec<Value>,
    positions: Vec<Value>,
    events: Vec<Value>,
    options: Vec<Value>,
    recommendations: Vec<Value>,
}

/// An actor or theme with the number of its mentions.
#[derive(Serialize)]
struct Counted<'a> {
    #[serde(flatten)]
    named: Named<'a>,
    count: u32,
}

/// The findings of a brief.
pub(super) fn findings<'a>(
    site: &'a Reading<'a>,
    brief: &Brief,
    links: &BriefLinks,
    shown: &Shown<'_>,
) -> Findings<'a> {
    let front = &brief.front;
    Findings {
        themes: links
            .themes
            .iter()
            .map(|(ix, count)| Counted { named: entry::theme(site, *ix), count: *count })
            .collect(),
        actors: links
            .actors
            .iter()
            .map(|(ix, count)| Counted { named: entry::actor(site, *ix), count: *count })
            .collect(),
        key_messages: key_messages(front, links, shown),
        positions: (0..front.positions.len()).filter_map(|at| position(brief, links, shown, at)).collect(),
        events: (0..front.events.len()).filter_map(|at| event(brief, links, shown, at)).collect(),
        options: options(front),
        recommendations: recommendations(front),
    }
}

fn key_messages(front: &Front, links: &BriefLinks, shown: &Shown<'_>) -> Vec<Value> {
    let one = |(at, message): (usize, &crate::model::notes::KeyMessage)| {
        let found = links.key_messages.get(at).and_then(Option::as_ref);
        let quote = entry::quote(shown, message.quote.as_ref(), found);
        mark(json!({"text": plain(&message.text), "quote": quote}), message.audience)
    };
    front.key_messages.iter().enumerate().map(one).collect()
}

/// One position of a brief; dated by its article where it says no date.
pub(in crate::export) fn position(brief: &Brief, links: &BriefLinks, shown: &Shown<'_>, at: usize) -> Option<Value> {
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
pub(in crate::export) fn event(brief: &Brief, links: &BriefLinks, shown: &Shown<'_>, at: usize) -> Option<Value> {
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
    let one = |option: &crate::model::notes::PolicyOption| {
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
    let one = |recommendation: &crate::model::notes::Recommendation| {
        let to = recommendation.to.as_ref().map(|to| match to {
            Addressee::Actor(id) => json!({"actor": id.value, "name": null}),
            Addressee::Named(name) => json!({"actor": null, "name": name}),
        });
        let entry = json!({"text": plain(&recommendation.text), "to": to, "by": date(recommendation.by)});
        mark(entry, recommendation.audience)
    };
    front.recommendations.iter().map(one).collect()
}
