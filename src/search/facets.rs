//! What a document can be filtered by: its kind and year, the themes that it is about, the actors that it names.
//!
//! Takes a document, gives its facets one by one: they are worked out when they are needed, since a large site has a
//! million of them.

use super::documents::{Document, Kind};
use crate::model::registry::Registry;

/// What a document can be filtered by.
#[derive(Debug, Clone, Copy)]
pub(super) enum Facet<'a> {
    Kind(Kind),
    Year(i16),
    /// The id of a theme that it is about.
    Theme(&'a str),
    /// The id of an actor that it names.
    Actor(&'a str),
}

impl Facet<'_> {
    /// As it stands among the forms: `theme:sequencing`.
    pub(super) fn form(self) -> String {
        match self {
            Self::Kind(kind) => format!("kind:{}", kind.name()),
            Self::Year(year) => format!("year:{year:04}"),
            Self::Theme(id) => format!("theme:{id}"),
            Self::Actor(id) => format!("actor:{id}"),
        }
    }
}

/// The facets of a document, with a weight from 1 on.
pub(super) fn of<'a>(document: &Document<'a>, registry: &'a Registry) -> impl Iterator<Item = (Facet<'a>, u32)> {
    let links = document.links;
    let year = links.and_then(|links| links.date).map(|date| (Facet::Year(date.year), 1));
    let themes = links.into_iter().flat_map(|links| &links.themes);
    let actors = links.into_iter().flat_map(|links| &links.actors);
    std::iter::once((Facet::Kind(document.kind), 1))
        .chain(year)
        .chain(themes.map(|(ix, count)| (Facet::Theme(&registry[*ix].id.value), (*count).max(1))))
        .chain(actors.map(|(ix, count)| (Facet::Actor(&registry[*ix].id.value), (*count).max(1))))
}
