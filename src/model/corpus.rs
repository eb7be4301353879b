//! Everything that was parsed, before and after `select`.

use std::sync::Arc;

use super::article::Article;
use super::brief::{Author, Brief, Page, Series};
use super::config::Config;
use super::registry::Registry;
use super::wording::Phrasebook;

/// What a build shows, and when: an input of the whole pipeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selection {
    /// Internal material too.
    pub internal: bool,
    /// Drafts too.
    pub drafts: bool,
    /// The date of the build: embargoes up to it are lifted, reviews up to it are due.
    pub as_of: jiff::Timestamp,
}

/// A file that may be copied to the output: a picture beside a brief, a file of `static/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asset {
    /// Its path from the site's root, with `/`: `static/logo.svg`, `seeds/2025/map.png`.
    pub path: Box<str>,
    /// Its size in bytes.
    pub size: u64,
}

/// Everything that was parsed.
#[derive(Debug, Default)]
pub struct Corpus {
    /// The configuration.
    pub config: Config,
    /// Actors and themes.
    pub registry: Arc<Registry>,
    /// Briefs, sorted by slug; each holds its article.
    pub briefs: Vec<Brief>,
    /// Stored texts that only sources name: verified against, never shown. Sorted by file.
    pub stored: Vec<Arc<Article>>,
    /// The desk's own pages, sorted by slug.
    pub pages: Vec<Page>,
    /// People who sign, sorted by id.
    pub authors: Vec<Author>,
    /// Series, sorted by id.
    pub series: Vec<Series>,
    /// Files that may be copied, sorted by path.
    pub assets: Vec<Asset>,
    /// The words of the interface.
    pub words: Phrasebook,
}

/// What `select` took out, for the check of the outputs alone.
#[derive(Debug, Clone, Default)]
pub struct Withheld {
    /// Stretches of withheld words, long enough to be no coincidence.
    pub words: Vec<String>,
    /// Ids of withheld actors, themes and briefs: `(kind, id)` with kind `actor`, `theme`, `brief` or `page`.
    pub ids: Vec<(&'static str, String)>,
}
