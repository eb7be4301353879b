//! A theme's state of play: who stands where now.

use std::collections::BTreeSet;

use serde::Serialize;

use super::super::dates::DateView;
use super::super::env::{is_listed, position_date};
use super::super::scope::PageScope;
use super::evidence::StanceView;
use crate::model::notes::Stance;
use crate::model::registry::Target;
use crate::model::registry::ThemeIx;
use crate::text::order;

/// Actors of one stance.
#[derive(Debug, Serialize)]
pub(crate) struct StateView {
    stance: StanceView,
    actors: Vec<HolderView>,
}

/// An actor with the date of its stance.
#[derive(Debug, Serialize)]
struct HolderView {
    name: String,
    href: String,
    date: Option<DateView>,
}

/// The latest stance of each actor on a theme itself, by stance, then by name.
pub(crate) fn of_theme(page: &PageScope<'_>, ix: ThemeIx) -> Vec<StateView> {
    let site = &page.env.site;
    let registry = site.registry();
    let mut seen = BTreeSet::new();
    let mut held: Vec<(Stance, HolderView)> = Vec::new();
    // Latest first, so that the first of an actor is the one that holds.
    for (brief, at) in &site.company(Target::Theme(ix)).positions {
        let front = site.described(*brief).front;
        let position = &front.positions[*at as usize];
        let Some(actor) = registry.actor(&position.actor.value).filter(|_| is_listed(front.status)) else { continue };
        if seen.insert(actor) {
            let named = super::actor(page, actor);
            let date = position_date(&site.described(*brief), *at).map(|date| page.date(date));
            held.push((position.stance.value, HolderView { name: named.name, href: named.href, date }));
        }
    }
    held.sort_by_cached_key(|(_, holder)| (order::key(&holder.name), holder.href.clone()));
    let mut groups: Vec<(Stance, StateView)> = Stance::ALL
        .into_iter()
        .map(|stance| (stance, StateView { stance: StanceView::new(page.words(), stance), actors: Vec::new() }))
        .collect();
    for (stance, holder) in held {
        if let Some((_, group)) = groups.iter_mut().find(|(of, _)| *of == stance) {
            group.actors.push(holder);
        }
    }
    groups.into_iter().map(|(_, group)| group).filter(|group| !group.actors.is_empty()).collect()
}
