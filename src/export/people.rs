//! Who signs: names as files give them, never taken apart by guessing.

use crate::model::brief::Author;
use crate::model::described::Described;
use crate::model::notes::Signatory;
use crate::model::reading::Reading;

/// Someone who signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Person<'a> {
    /// An entry of `content/authors.yaml`.
    Known(&'a Author),
    /// The desk itself, by the name of its organisation.
    Desk(&'a str),
    /// A name.
    Named(&'a str),
}

impl<'a> Person<'a> {
    /// The whole name.
    pub(super) fn name(self) -> &'a str {
        match self {
            Self::Known(author) => &author.name,
            Self::Desk(name) | Self::Named(name) => name,
        }
    }

    /// Family and given names, where the file tells them apart.
    pub(super) fn parts(self) -> Option<(&'a str, Option<&'a str>)> {
        match self {
            Self::Known(author) if !author.organisation => Some((author.family.as_deref()?, author.given.as_deref())),
            _ => None,
        }
    }

    /// Whether it is an institution.
    pub(super) fn is_organisation(self) -> bool {
        match self {
            Self::Known(author) => author.organisation,
            Self::Desk(_) => true,
            Self::Named(_) => false,
        }
    }
}

/// Everyone who signs a brief, with what they did.
pub(super) fn signatories<'a>(site: &'a Reading<'a>, brief: &Described<'a>) -> Vec<(Person<'a>, &'a str)> {
    let find = |id: &str| {
        let authors = site.authors();
        authors.binary_search_by(|author| author.id.value.as_str().cmp(id)).ok().map(|at| &authors[at])
    };
    let person = |who: &'a Signatory| match who {
        // An id that names nobody is an error before anything is exported.
        Signatory::Author(id) => find(&id.value).map_or(Person::Named(&id.value), Person::Known),
        Signatory::Named(name) if site.config().organisation.name.as_ref() == Some(name) => Person::Desk(name),
        Signatory::Named(name) => Person::Named(name),
    };
    brief.front.authors.iter().map(|byline| (person(&byline.who), byline.role.as_str())).collect()
}

/// Whom a citation names: the brief's authors; without any, those of its article.
pub(super) fn cited<'a>(site: &'a Reading<'a>, brief: &Described<'a>) -> Vec<Person<'a>> {
    let authors: Vec<_> =
        signatories(site, brief).into_iter().filter(|(_, role)| *role == "author").map(|(who, _)| who).collect();
    if !authors.is_empty() {
        return authors;
    }
    match (&brief.front.original.author, brief.article) {
        (Some(name), _) => vec![Person::Named(name)],
        (None, Some(article)) => article.byline.iter().map(|name| Person::Named(name)).collect(),
        (None, None) => Vec::new(),
    }
}
