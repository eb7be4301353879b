//! Words of another language than their page: who reads them aloud must know.

use serde::Serialize;

use super::super::escape;
use super::super::head::direction;
use super::super::scope::PageScope;
use crate::model::described::Described;
use crate::model::site::{Found, Part};

/// A language, else the site's.
fn language<'a>(page: &PageScope<'a>, language: Option<&'a str>) -> &'a str {
    language.unwrap_or(&page.env.site.config().language)
}

/// The language of words that isn't their page's.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Foreign {
    language: String,
    /// Where they run the other way.
    direction: Option<&'static str>,
}

impl Foreign {
    /// What words of a language need on a page; nothing where they are of its own.
    pub(crate) fn new(page: &PageScope<'_>, language: &str) -> Option<Self> {
        if language.eq_ignore_ascii_case(page.language) {
            return None;
        }
        let own = direction(language);
        let direction = (own != direction(page.language)).then_some(own);
        Some(Self { language: language.to_owned(), direction })
    }

    /// Of a title.
    pub(crate) fn title(page: &PageScope<'_>, brief: &Described<'_>) -> Option<Self> {
        Self::new(page, language(page, brief.title_language()))
    }

    /// Of what the desk wrote in a brief.
    pub(crate) fn desk(page: &PageScope<'_>, brief: &Described<'_>) -> Option<Self> {
        Self::new(page, language(page, brief.front.language.as_deref()))
    }

    /// Of the article.
    pub(crate) fn article(page: &PageScope<'_>, brief: &Described<'_>) -> Option<Self> {
        Self::new(page, language(page, brief.article_language()))
    }

    /// Of the article's title, which is the brief's where none is known.
    pub(crate) fn title_of_article(page: &PageScope<'_>, brief: &Described<'_>) -> Option<Self> {
        let read = brief.article.is_some_and(|article| article.title.is_some());
        let known = read || brief.front.original.title.is_some();
        if known { Self::article(page, brief) } else { Self::title(page, brief) }
    }

    /// Of words of a part of a brief.
    pub(crate) fn part(page: &PageScope<'_>, brief: &Described<'_>, part: Part) -> Option<Self> {
        if part == Part::Article { Self::article(page, brief) } else { Self::desk(page, brief) }
    }

    /// Of quoted words. What language a stored source is in isn't known.
    pub(crate) fn quote(page: &PageScope<'_>, brief: &Described<'_>, found: Option<&Found>) -> Option<Self> {
        match found {
            Some(Found::Here(anchor)) => Self::part(page, brief, anchor.at.part),
            _ => None,
        }
    }

    /// As attributes of an element.
    pub(crate) fn attributes(foreign: Option<&Self>) -> String {
        let Some(Self { language, direction }) = foreign else { return String::new() };
        let direction = direction.map(|direction| format!(" dir=\"{direction}\"")).unwrap_or_default();
        format!(" lang=\"{}\"{direction}", escape::escaped(language))
    }
}
