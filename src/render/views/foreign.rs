//! Words of another language than their page: who reads them aloud must know.

use serde::Serialize;

use super::super::escape;
use super::super::head::direction;
use super::super::scope::PageScope;
use crate::model::brief::Brief;
use crate::model::site::{Found, Part};

/// The language that the desk writes a brief in.
fn language<'a>(page: &PageScope<'a>, brief: &'a Brief) -> &'a str {
    brief.front.language.as_deref().unwrap_or(&page.env.site.config().language)
}

/// The language of its article, as far as anybody says; else the brief's.
fn article_language<'a>(page: &PageScope<'a>, brief: &'a Brief) -> &'a str {
    let read = || brief.article.as_ref()?.language.as_deref();
    brief.front.original.language.as_deref().or_else(read).unwrap_or_else(|| language(page, brief))
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
    pub(crate) fn title(page: &PageScope<'_>, brief: &Brief) -> Option<Self> {
        let own = brief.front.title.is_some() || brief.article.is_none();
        Self::new(page, if own { language(page, brief) } else { article_language(page, brief) })
    }

    /// Of what the desk wrote in a brief.
    pub(crate) fn desk(page: &PageScope<'_>, brief: &Brief) -> Option<Self> {
        Self::new(page, language(page, brief))
    }

    /// Of the article.
    pub(crate) fn article(page: &PageScope<'_>, brief: &Brief) -> Option<Self> {
        Self::new(page, article_language(page, brief))
    }

    /// Of the article's title, which is the brief's where none is known.
    pub(crate) fn title_of_article(page: &PageScope<'_>, brief: &Brief) -> Option<Self> {
        let read = brief.article.as_ref().is_some_and(|article| article.title.is_some());
        let known = read || brief.front.original.title.is_some();
        if known { Self::article(page, brief) } else { Self::title(page, brief) }
    }

    /// Of words of a part of a brief.
    pub(crate) fn part(page: &PageScope<'_>, brief: &Brief, part: Part) -> Option<Self> {
        if part == Part::Article { Self::article(page, brief) } else { Self::desk(page, brief) }
    }

    /// Of quoted words. What language a stored source is in isn't known.
    pub(crate) fn quote(page: &PageScope<'_>, brief: &Brief, found: Option<&Found>) -> Option<Self> {
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
