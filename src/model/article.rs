//! An article as it was received, and what is known of it.

use std::hash::{Hash, Hasher};

use super::body::Body;
use super::date::PartialDate;
use crate::files::{FileId, Spanned};

/// A source document as it was read. Its text is never changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Article {
    /// The file under `seeds/`.
    pub file: FileId,
    /// The title, if one was found.
    pub title: Option<Spanned<String>>,
    /// Names of the byline, without "By".
    pub byline: Vec<String>,
    /// The date that the text or its front matter gives.
    pub date: Option<PartialDate>,
    /// The last change that its front matter gives.
    pub updated: Option<PartialDate>,
    /// Title (kind `Title`, first, if any), standfirst (`Standfirst`, if any) and blocks.
    /// Title and standfirst stand in no token.
    pub body: Body,
    /// Tags and categories of a Markdown article, as written.
    pub tags: Vec<Spanned<String>>,
    /// Slug of a Markdown article's front matter (`slug`, or the last part of `permalink`).
    pub slug: Option<Spanned<String>>,
    /// Old addresses of a Markdown article (`aliases`, `redirect_from`, `permalink`, …), from the root.
    pub redirect_from: Vec<Spanned<String>>,
    /// `draft: true` or `published: false`, in a Markdown article, or its place among another tool's drafts.
    pub draft: bool,
    /// The day from which a Markdown article isn't published any more, by its front matter.
    pub expires: Option<PartialDate>,
    /// The day before which a Markdown article isn't published yet, by its front matter.
    pub begins: Option<PartialDate>,
    /// `description` of a Markdown article.
    pub description: Option<String>,
    /// Language of a Markdown article's front matter.
    pub language: Option<String>,
    /// Its text is plain: line by line, without markup.
    pub plain: bool,
}

impl Article {
    /// An article of which nothing is known but its text.
    pub fn new(file: FileId, body: Body) -> Self {
        Self {
            file,
            title: None,
            byline: Vec::new(),
            date: None,
            updated: None,
            body,
            tags: Vec::new(),
            slug: None,
            redirect_from: Vec::new(),
            draft: false,
            expires: None,
            begins: None,
            description: None,
            language: None,
            plain: false,
        }
    }
}

/// Without its file: the number of a file differs from one reading of the folder to the next.
impl Hash for Article {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let Self { file: _, title, byline, date, updated, body, tags, slug, redirect_from, draft, .. } = self;
        (title, byline, date, updated, body).hash(state);
        (tags, slug, redirect_from, draft).hash(state);
        let Self { expires, begins, description, language, plain, .. } = self;
        (expires, begins, description, language, plain).hash(state);
    }
}

/// Facts of the article that its text lacks; they win over what was read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Original {
    /// Its title.
    pub title: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Where it stood.
    pub url: Option<String>,
    /// When it came out.
    pub date: Option<PartialDate>,
    /// When it was read.
    pub accessed: Option<PartialDate>,
    /// Its language.
    pub language: Option<String>,
}
