//! Actors by themes: who holds what, the latest stance first in each cell.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::evidence::{self, PositionView, StanceView};
use super::{NamedView, actor, theme};
use crate::model::reading::Reading;
use crate::model::registry::{ActorIx, ThemeIx};
use crate::model::site::BriefIx;
use crate::render::scope::PageScope;
use crate::text::order;

/// The most rows of the table of the whole site.
const ACTORS: usize = 15;
/// And the most columns.
const THEMES: usize = 10;

/// A table of positions.
#[derive(Debug, Serialize)]
pub(crate) struct MatrixView {
    themes: Vec<NamedView>,
    rows: Vec<RowView>,
    stances: Vec<StanceView>,
}

/// An actor's row.
#[derive(Debug, Serialize)]
pub(crate) struct RowView {
    actor: NamedView,
    /// One per theme.
    cells: Vec<CellView>,
}

/// An actor's positions on one theme, latest first.
#[derive(Debug, Serialize)]
pub(crate) struct CellView {
    positions: Vec<PositionView>,
}

type Cells = BTreeMap<(ActorIx, ThemeIx), Vec<(BriefIx, u32)>>;

fn cells(site: &Reading<'_>, positions: &[(BriefIx, u32)]) -> Cells {
    let mut cells: Cells = BTreeMap::new();
    for (ix, at) in positions {
        let position = &site.described(*ix).front.positions[*at as usize];
        let registry = site.registry();
        let Some(actor) = registry.actor(&position.actor.value) else { continue };
        let Some(theme) = registry.theme(&position.theme.value) else { continue };
        cells.entry((actor, theme)).or_default().push((*ix, *at));
    }
    cells
}

/// The table of some positions, given latest first; rows and columns by name.
pub(crate) fn matrix(page: &PageScope<'_>, positions: &[(BriefIx, u32)]) -> Option<MatrixView> {
    let cells = cells(&page.env.site, positions);
    (!cells.is_empty()).then(|| table(page, &cells))
}

fn table(page: &PageScope<'_>, cells: &Cells) -> MatrixView {
    let registry = page.env.site.registry();
    let actors: BTreeSet<_> =
        cells.keys().map(|(actor, _)| (order::key(&registry[*actor].name.value), *actor)).collect();
    let themes: BTreeSet<_> =
        cells.keys().map(|(_, theme)| (order::key(&registry[*theme].name.value), *theme)).collect();
    let cell = |at: (ActorIx, ThemeIx)| {
        let held = cells.get(&at).map(Vec::as_slice).unwrap_or_default();
        CellView { positions: held.iter().map(|(ix, at)| evidence::position(page, *ix, *at)).collect() }
    };
    let row = |ix: ActorIx| RowView {
        actor: actor(page, ix),
        cells: themes.iter().map(|(_, theme)| cell((ix, *theme))).collect(),
    };
    MatrixView {
        themes: themes.iter().map(|(_, ix)| theme(page, *ix)).collect(),
        rows: actors.iter().map(|(_, ix)| row(*ix)).collect(),
        stances: evidence::stances(page.words()),
    }
}

/// The page of all positions: one table, or the themes with their counts.
#[derive(Debug, Serialize)]
pub(crate) struct PositionsView {
    matrix: Option<MatrixView>,
    /// Where one table would be too large.
    themes: Vec<NamedView>,
}

/// All positions of the listed briefs.
pub(crate) fn whole(page: &PageScope<'_>) -> PositionsView {
    let cells = cells(&page.env.site, page.env.positions());
    let actors: BTreeSet<_> = cells.keys().map(|(actor, _)| *actor).collect();
    let mut themes: BTreeMap<ThemeIx, u32> = BTreeMap::new();
    for ((_, theme), held) in &cells {
        *themes.entry(*theme).or_default() += u32::try_from(held.len()).unwrap_or(u32::MAX);
    }
    if actors.len() <= ACTORS && themes.len() <= THEMES {
        let matrix = (!cells.is_empty()).then(|| table(page, &cells));
        return PositionsView { matrix, themes: Vec::new() };
    }
    let mut list: Vec<NamedView> =
        themes.into_iter().map(|(ix, count)| NamedView { count: Some(count), ..theme(page, ix) }).collect();
    list.sort_by_cached_key(|named| (order::key(&named.name), named.id.clone()));
    PositionsView { matrix: None, themes: list }
}
