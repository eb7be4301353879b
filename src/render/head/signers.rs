//! Who signs a brief, as citations and structured data name them; names are never taken apart by guessing.

use super::node::Node;
use crate::model::brief::{Author, Brief};
use crate::model::notes::Signatory;
use crate::model::reading::Reading;
use crate::render::escape;

/// Someone who signs.
#[derive(Debug, Clone, Copy)]
pub(super) enum Signer<'a> {
    /// An entry of `content/authors.yaml`.
    Known(&'a Author),
    /// A name.
    Named(&'a str),
}

/// Everyone who signs a brief, with what they did.
pub(super) fn of<'a>(site: &'a Reading<'a>, brief: &'a Brief) -> impl Iterator<Item = (Signer<'a>, &'a str)> {
    brief.front.authors.iter().filter_map(|byline| {
        let signer = match &byline.who {
            Signatory::Named(name) => Signer::Named(name),
            Signatory::Author(id) => Signer::Known(site.authors().iter().find(|author| author.id.value == id.value)?),
        };
        Some((signer, byline.role.as_str()))
    })
}

/// Whom a citation names: the brief's authors; without any, those of its article, as in `cite.bib`.
pub(super) fn cited(site: &Reading<'_>, brief: &Brief) -> Vec<String> {
    let own: Vec<String> =
        of(site, brief).filter(|(_, role)| *role == "author").map(|(signer, _)| signer.cited_as()).collect();
    if !own.is_empty() {
        return own;
    }
    match (&brief.front.original.author, &brief.article) {
        (Some(name), _) => vec![name.clone()],
        (None, Some(article)) => article.byline.clone(),
        (None, None) => Vec::new(),
    }
}

impl Signer<'_> {
    /// `Family, Given` where the file tells them apart, else the whole name.
    fn cited_as(self) -> String {
        match self {
            Self::Known(author) if !author.organisation => match (&author.family, &author.given) {
                (Some(family), Some(given)) => format!("{family}, {given}"),
                _ => author.name.clone(),
            },
            Self::Known(author) => author.name.clone(),
            Self::Named(name) => name.to_owned(),
        }
    }

    /// A person or an organisation. A bare name is a person, unless it is the publisher's.
    pub(super) fn node(self, publisher: Option<&str>) -> Node {
        let author = match self {
            Self::Named(name) => {
                let kind = if publisher == Some(name) { "Organization" } else { "Person" };
                return Node::new(kind).text("name", Some(name));
            }
            Self::Known(author) => author,
        };
        let url = author.url.as_deref().filter(|url| escape::is_web_address(url));
        let node = Node::new(if author.organisation { "Organization" } else { "Person" });
        node.text("name", Some(author.name.as_str()))
            .text("givenName", author.given.as_deref())
            .text("familyName", author.family.as_deref())
            .text("url", url)
            .text("sameAs", author.orcid.as_ref().map(|orcid| format!("https://orcid.org/{orcid}")))
    }
}
