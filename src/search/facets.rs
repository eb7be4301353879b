//! What a document can be filtered by: its kind and year, the themes that it is about, the actors that it names.
//!
//! Takes a document, gives its facets one by one: they are worked out when they are needed, since a large site has a
//! million of them.

use std::collections::{HashMap, HashSet};

use rayon::prelude::*;

use super::documents::{Document, Kind};
use crate::model::registry::{ActorIx, Registry, ThemeIx};
use crate::text::hash::OfIds;

/// What a document can be filtered by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Facet {
    Kind(Kind),
    Year(i16),
    /// A theme that it is about.
    Theme(ThemeIx),
    /// An actor that it names.
    Actor(ActorIx),
}

impl Facet {
    /// As it stands among the forms: `theme:sequencing`.
    fn form(self, registry: &Registry) -> String {
        match self {
            Self::Kind(kind) => format!("kind:{}", kind.name()),
            Self::Year(year) => format!("year:{year:04}"),
            Self::Theme(ix) => format!("theme:{}", registry[ix].id.value),
            Self::Actor(ix) => format!("actor:{}", registry[ix].id.value),
        }
    }
}

/// Whether a form stands for a facet: no word has a colon in it.
pub(super) fn is_facet(form: &str) -> bool {
    form.contains(':')
}

/// The facets of a document, with a weight from 1 on.
pub(super) fn of(document: &Document<'_>) -> impl Iterator<Item = (Facet, u32)> {
    let links = document.links;
    let year = links.and_then(|links| links.date).map(|date| (Facet::Year(date.year), 1));
    let themes = links.into_iter().flat_map(|links| &links.themes);
    let actors = links.into_iter().flat_map(|links| &links.actors);
    std::iter::once((Facet::Kind(document.kind), 1))
        .chain(year)
        .chain(themes.map(|(ix, count)| (Facet::Theme(*ix), (*count).max(1))))
        .chain(actors.map(|(ix, count)| (Facet::Actor(*ix), (*count).max(1))))
}

type Facets = HashSet<Facet, OfIds>;

/// The facets of all documents, with their forms.
pub(super) fn all(documents: &[Document<'_>], registry: &Registry) -> HashMap<Facet, String, OfIds> {
    let add = |mut all: Facets, document| {
        all.extend(of(document).map(|(facet, _)| facet));
        all
    };
    let join = |mut all: Facets, others: Facets| {
        all.extend(others);
        all
    };
    let all = documents.par_iter().fold(Facets::default, add).reduce(Facets::default, join);
    all.into_iter().map(|facet| (facet, facet.form(registry))).collect()
}
