//! Everything that was read from the site's folder, not yet understood.

use super::corpus::Asset;
use crate::files::{FileId, Files};

/// The files of a site by what they are for. Every list is sorted by path.
#[derive(Debug, Clone, Default)]
pub struct Inputs {
    /// Their texts.
    pub files: Files,
    /// `briefgen.yaml`
    pub config: Option<FileId>,
    /// `seeds/**/*.txt` and `*.md`
    pub articles: Vec<FileId>,
    /// `content/actors.yaml`
    pub actors: Option<FileId>,
    /// `content/actors/*.md`
    pub actor_files: Vec<FileId>,
    /// `content/themes.yaml`
    pub themes: Option<FileId>,
    /// `content/themes/*.md`
    pub theme_files: Vec<FileId>,
    /// `content/notes/**/*.md`
    pub notes: Vec<FileId>,
    /// `content/briefs/**/*.md`
    pub briefs: Vec<FileId>,
    /// `content/pages/**/*.md`
    pub pages: Vec<FileId>,
    /// `content/authors.yaml`
    pub authors: Option<FileId>,
    /// `content/series.yaml`
    pub series: Option<FileId>,
    /// `templates/words/**`
    pub words: Vec<FileId>,
    /// Everything else of `templates/**`
    pub templates: Vec<FileId>,
    /// Files that may be copied.
    pub assets: Vec<Asset>,
}
