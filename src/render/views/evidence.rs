//! What claims rest on: positions and events with their quoted words, passages and sources.

use serde::Serialize;

use super::super::body;
use super::super::dates::DateView;
use super::super::env::position_date;
use super::super::scope::{BriefScope, PageScope};
use super::foreign::Foreign;
use super::{LinkView, actor_link, brief_named, sources, theme_link};
use crate::model::brief::Audience;
use crate::model::notes::{Evidence, Stance};
use crate::model::site::{BriefIx, Found};
use crate::model::wording::Wording;

/// What a claim rests on.
#[derive(Debug, Clone, Default, Serialize)]
pub(crate) struct EvidenceView {
    /// The quoted words.
    quote: Option<String>,
    /// Their language, where it isn't the page's.
    foreign: Option<Foreign>,
    /// A link to their passage.
    href: Option<String>,
    source: Option<SourceLink>,
}

/// A source that a claim names.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct SourceLink {
    text: String,
    href: Option<String>,
    locator: Option<String>,
    /// The id of this place, for the way back.
    id: Option<String>,
}

fn evidence(page: &PageScope<'_>, scope: &BriefScope<'_>, evidence: &Evidence, found: Option<&Found>) -> EvidenceView {
    let mut view = EvidenceView { foreign: Foreign::quote(page, &scope.described, found), ..EvidenceView::default() };
    let mut number = evidence.source.as_ref().and_then(|id| sources::number(scope.brief, &id.value));
    match found {
        Some(Found::Here(anchor)) => {
            view.quote = scope.words(anchor).map(str::to_owned);
            view.href = scope.href(page, anchor.at);
        }
        Some(Found::Source(at)) => {
            view.quote = evidence.quote.as_ref().map(|quote| quote.exact.value.clone());
            number = number.or(Some(sources::number_at(scope.brief, *at)));
        }
        None => {}
    }
    view.source = number.map(|number| source_link(page, scope, number, evidence.locator.clone()));
    view
}

fn source_link(page: &PageScope<'_>, scope: &BriefScope<'_>, number: usize, locator: Option<String>) -> SourceLink {
    let here = page.links.route == scope.route;
    SourceLink {
        text: sources::title(scope, number),
        href: Some(page.links.place(&scope.route, &format!("source--{number}"))),
        locator,
        id: here.then(|| page.cite(number)),
    }
}

/// A position.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct PositionView {
    pub(crate) actor: LinkView,
    pub(crate) theme: LinkView,
    pub(crate) stance: StanceView,
    statement: String,
    /// The language of the statement, where it isn't the page's.
    foreign: Option<Foreign>,
    date: Option<DateView>,
    evidence: EvidenceView,
    /// The brief, where this isn't its page.
    brief: Option<LinkView>,
    internal: bool,
}

/// A stance: its hook, its word and its sign.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct StanceView {
    name: &'static str,
    word: String,
    shape: &'static str,
}

impl StanceView {
    pub(crate) fn new(words: &Wording, stance: Stance) -> Self {
        Self { name: stance.name(), word: words.of_kind("stance", stance.name()), shape: shape(stance) }
    }
}

/// The sign of a stance: told apart by its shape, not by its colour.
fn shape(stance: Stance) -> &'static str {
    match stance {
        Stance::Supports => "●",
        Stance::Opposes => "✕",
        Stance::Conditional => "◐",
        Stance::Neutral => "○",
        Stance::Unclear => "?",
    }
}

/// All stances, for the key of a table.
pub(crate) fn stances(words: &Wording) -> Vec<StanceView> {
    Stance::ALL.into_iter().map(|stance| StanceView::new(words, stance)).collect()
}

/// A position by its brief and place.
pub(crate) fn position(page: &PageScope<'_>, ix: BriefIx, at: u32) -> PositionView {
    let scope = BriefScope::new(page.env, ix);
    let position = &scope.brief.front.positions[at as usize];
    let found = scope.links.positions.get(at as usize).and_then(Option::as_ref);
    PositionView {
        actor: actor_link(page, &position.actor.value),
        theme: theme_link(page, &position.theme.value),
        stance: StanceView::new(page.words(), position.stance.value),
        statement: position.statement.clone(),
        foreign: Foreign::desk(page, &scope.described),
        date: position_date(&scope.described, at).map(|date| page.date(date)),
        evidence: evidence(page, &scope, &position.evidence, found),
        brief: (page.links.route != scope.route).then(|| brief_named(page, ix)),
        internal: position.audience == Audience::Internal,
    }
}

/// An event.
#[derive(Debug, Serialize)]
pub(crate) struct EventView {
    date: DateView,
    until: Option<DateView>,
    /// HTML.
    text: String,
    /// The language of the text, where it isn't the page's.
    foreign: Option<Foreign>,
    actors: Vec<LinkView>,
    themes: Vec<LinkView>,
    evidence: EvidenceView,
    brief: Option<LinkView>,
    internal: bool,
}

/// An event by its brief and place.
pub(crate) fn event(page: &PageScope<'_>, ix: BriefIx, at: u32) -> EventView {
    let scope = BriefScope::new(page.env, ix);
    let event = &scope.brief.front.events[at as usize];
    let found = scope.links.events.get(at as usize).and_then(Option::as_ref);
    EventView {
        date: page.date(event.date),
        until: event.until.map(|date| page.date(date)),
        text: body::prose(page, &event.text),
        foreign: Foreign::desk(page, &scope.described),
        actors: event.actors.iter().map(|id| actor_link(page, &id.value)).collect(),
        themes: event.themes.iter().map(|id| theme_link(page, &id.value)).collect(),
        evidence: evidence(page, &scope, &event.evidence, found),
        brief: (page.links.route != scope.route).then(|| brief_named(page, ix)),
        internal: event.audience == Audience::Internal,
    }
}

/// The events of a brief in order of date.
pub(crate) fn of_brief(page: &PageScope<'_>, ix: BriefIx) -> Vec<EventView> {
    let events = &page.env.site.brief(ix).0.front.events;
    let mut order: Vec<u32> = (0u32..).take(events.len()).collect();
    order.sort_by_key(|at| {
        let event = &events[*at as usize];
        (event.date.sort_key(), event.until.map(crate::model::date::PartialDate::sort_key), *at)
    });
    order.into_iter().map(|at| event(page, ix, at)).collect()
}
