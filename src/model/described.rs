//! What is known of a brief beside its texts: what its front matter says, and what its article says of itself. Most edits
//! of an article or an assessment leave it as it is.

use std::hash::{Hash, Hasher};

use super::brief::{Brief, Front};
use super::date::PartialDate;
use super::registry::{ActorIx, ThemeIx};
use super::site::BriefLinks;

/// A brief as lists, catalogues and other briefs speak of it.
#[derive(Debug, Clone, Copy)]
pub struct Described<'a> {
    /// The slug.
    pub slug: &'a str,
    /// What was written about it.
    pub front: &'a Front,
    /// What its article says of itself, if it has one.
    pub article: Option<Credits<'a>>,
    /// The title to show.
    pub title: &'a str,
    /// The article's own date.
    pub article_date: Option<PartialDate>,
    /// The date that lists, feeds and years go by.
    pub date: Option<PartialDate>,
    themes: &'a [(ThemeIx, u32)],
    actors: &'a [(ActorIx, u32)],
}

/// What an article says of itself.
#[derive(Debug, Clone, Copy, Hash)]
pub struct Credits<'a> {
    /// The title, if one was found.
    pub title: Option<&'a str>,
    /// Names of the byline.
    pub byline: &'a [String],
    /// The language, as far as its front matter says.
    pub language: Option<&'a str>,
}

impl<'a> Described<'a> {
    /// A brief by itself and by what linking knows of it.
    pub fn new(brief: &'a Brief, links: &'a BriefLinks) -> Self {
        let article = brief.article.as_deref().map(|article| Credits {
            title: article.title.as_ref().map(|title| title.value.as_str()),
            byline: &article.byline,
            language: article.language.as_deref(),
        });
        Self {
            slug: &brief.slug,
            front: &brief.front,
            article,
            title: &links.title,
            article_date: links.article_date,
            date: links.date,
            themes: &links.themes,
            actors: &links.actors,
        }
    }

    /// The language of its article, as far as anybody says; else the brief's own. `None` is the site's.
    pub fn article_language(&self) -> Option<&'a str> {
        let read = || self.article?.language;
        self.front.original.language.as_deref().or_else(read).or(self.front.language.as_deref())
    }

    /// The language of its title. `None` is the site's.
    pub fn title_language(&self) -> Option<&'a str> {
        let own = self.front.title.is_some() || self.article.is_none();
        if own { self.front.language.as_deref() } else { self.article_language() }
    }

    /// The themes that it is about, in their order.
    pub fn themes(&self) -> impl Iterator<Item = ThemeIx> + use<'a> {
        self.themes.iter().map(|(ix, _)| *ix)
    }

    /// The actors that it names, in their order.
    pub fn actors(&self) -> impl Iterator<Item = ActorIx> + use<'a> {
        self.actors.iter().map(|(ix, _)| *ix)
    }
}

/// How often it names somebody isn't told, and makes no difference.
impl Hash for Described<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let Self { slug, front, article, title, article_date, date, themes: _, actors: _ } = self;
        (slug, front, article, title, article_date, date).hash(state);
        self.themes().for_each(|ix| ix.hash(state));
        state.write_u8(0xff);
        self.actors().for_each(|ix| ix.hash(state));
    }
}
