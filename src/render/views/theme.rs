//! A theme's page.

use serde::Serialize;

use super::super::body;
use super::super::scope::PageScope;
use super::NamedView;
use super::evidence::{self, EventView};
use super::matrix::{self, MatrixView};
use super::mentions::{self, MentionsView};
use super::state::{self, StateView};
use crate::link::archive::ListPart;
use crate::model::brief::Audience;
use crate::model::registry::{Target, ThemeIx};
use crate::model::site::{BriefIx, Resolved};
use crate::render::env::is_listed;
use crate::render::job::dated;

/// What `theme.html` is given as `theme`.
#[derive(Debug, Serialize)]
pub(crate) struct ThemeView<'a> {
    id: &'a str,
    name: &'a str,
    internal: bool,
    part: bool,
    whole: String,
    summary: Option<&'a str>,
    phrases: Vec<&'a str>,
    broader: Option<NamedView>,
    narrower: Vec<NamedView>,
    /// HTML.
    text: Option<String>,
    /// The latest stance of each actor, by stance.
    state: Vec<StateView>,
    matrix: Option<MatrixView>,
    events: Vec<EventView>,
    mentions: MentionsView,
    actors: Vec<NamedView>,
    themes: Vec<NamedView>,
    data: String,
    extra: &'a serde_json::Map<String, serde_json::Value>,
}

/// The view of a theme, or of a part of its mentions.
pub(crate) fn view<'a>(page: &PageScope<'a>, ix: ThemeIx, part: ListPart) -> ThemeView<'a> {
    let site = &page.env.site;
    let registry = site.registry();
    let theme = site.theme(ix);
    let route = site.route(Resolved::Theme(ix));
    let first = part == ListPart::First;
    let company = first.then(|| site.company(Target::Theme(ix)));
    let narrower: &[ThemeIx] = page.env.narrower().get(&ix).map(Vec::as_slice).unwrap_or_default();
    let with = |(actor, count): &(_, u32)| NamedView { count: Some(*count), ..super::actor(page, *actor) };
    let about = |(other, count): &(ThemeIx, u32)| NamedView { count: Some(*count), ..super::theme(page, *other) };
    let broader = theme.broader.as_ref().and_then(|id| registry.theme(&id.value));
    let events = company.iter().flat_map(|company| &company.events);
    ThemeView {
        id: &theme.id.value,
        name: &theme.name.value,
        internal: theme.audience == Audience::Internal,
        part: !first,
        whole: page.links.href(&route),
        summary: theme.summary.as_deref(),
        phrases: theme.phrases.iter().map(|phrase| phrase.value.as_str()).collect(),
        broader: broader.map(|ix| super::theme(page, ix)),
        narrower: narrower.iter().map(|ix| super::theme(page, *ix)).collect(),
        text: (first && !theme.body.body().is_empty()).then(|| body::prose(page, &theme.body)),
        state: if first { state::of_theme(page, ix) } else { Vec::new() },
        matrix: if first { matrix::matrix(page, &positions(page, ix, narrower)) } else { None },
        events: events.map(|(brief, at)| evidence::event(page, *brief, *at)).collect(),
        mentions: mentions::mentions(page, Target::Theme(ix), part, &route),
        actors: company.iter().flat_map(|company| &company.actors).map(with).collect(),
        themes: company.iter().flat_map(|company| &company.themes).map(about).collect(),
        data: page.links.href(&format!("{route}index.json")),
        extra: &theme.extra,
    }
}

/// Positions on a theme and on those below it, latest first.
fn positions(page: &PageScope<'_>, ix: ThemeIx, narrower: &[ThemeIx]) -> Vec<(BriefIx, u32)> {
    let site = &page.env.site;
    let themes = std::iter::once(&ix).chain(narrower);
    let mut all: Vec<(BriefIx, u32)> =
        themes.flat_map(|theme| site.company(Target::Theme(*theme)).positions.iter().copied()).collect();
    all.retain(|(brief, _)| is_listed(site.described(*brief).front.status));
    all.sort_by_key(|(brief, at)| (std::cmp::Reverse(dated(site, *brief, *at)), *brief, *at));
    all.dedup();
    all
}
