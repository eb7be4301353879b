//! What files came to, kept from one reading of a site to the next.
//!
//! A piece is used again while its file is the very same and what it is read by is, too. Nothing here decides what a
//! text means, so that a corpus made of kept pieces is the corpus that a first reading makes.

use std::collections::HashMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::wording::Layer;
use crate::diag::Diagnostics;
use crate::files::{FileId, Files, SourceFile};
use crate::model::article::Article;
use crate::model::body::Prose;
use crate::model::brief::{Author, Brief, Front, Page, Series};
use crate::model::config::Config;
use crate::model::registry::{Actor, Registry, Theme};
use crate::text::hash::OfIds;

/// What one file came to.
pub(super) struct Piece<T> {
    source: Arc<SourceFile>,
    pub(super) value: T,
    pub(super) found: Diagnostics,
}

/// The pieces of one kind, by their file.
pub(super) struct Shelf<T> {
    pieces: HashMap<FileId, Arc<Piece<T>>, OfIds>,
}

impl<T> Default for Shelf<T> {
    fn default() -> Self {
        Self { pieces: HashMap::default() }
    }
}

/// Editor notes or a desk's own brief, as parsed.
pub(super) struct Sheet {
    pub(super) file: FileId,
    pub(super) front: Arc<Front>,
    pub(super) text: Arc<Prose>,
}

/// A brief, and what it was put together from.
pub(super) struct Made {
    pub(super) front: Option<Arc<Front>>,
    pub(super) article: Option<Arc<Article>>,
    pub(super) brief: Brief,
}

/// A registry, and the pieces that it was put together from.
pub(super) struct Joined {
    pub(super) actors: Vec<Arc<Piece<Vec<Actor>>>>,
    pub(super) themes: Vec<Arc<Piece<Vec<Theme>>>>,
    pub(super) registry: Arc<Registry>,
    pub(super) found: Diagnostics,
}

/// What a reading left for the next. The default keeps nothing: for a build, which reads once.
#[derive(Default)]
pub struct Kept {
    keeps: bool,
    pub(super) config: Shelf<Config>,
    pub(super) actors: Shelf<Vec<Actor>>,
    pub(super) themes: Shelf<Vec<Theme>>,
    pub(super) people: Shelf<Vec<Author>>,
    pub(super) series: Shelf<Vec<Series>>,
    pub(super) articles: Shelf<Arc<Article>>,
    pub(super) sheets: Shelf<Sheet>,
    pub(super) pages: Shelf<Option<Page>>,
    pub(super) words: Shelf<Option<Layer>>,
    pub(super) briefs: HashMap<FileId, Made, OfIds>,
    pub(super) registry: Option<Joined>,
    /// The configuration that the rest was read by.
    pub(super) read_by: Option<Config>,
}

impl std::fmt::Debug for Kept {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Kept").field("keeps", &self.keeps).finish_non_exhaustive()
    }
}

impl Kept {
    /// Keeps what it is given.
    pub fn keeping() -> Self {
        Self { keeps: true, ..Self::default() }
    }

    /// Whether nothing was kept yet.
    pub fn is_empty(&self) -> bool {
        self.read_by.is_none()
    }

    /// Whether anything is to be kept.
    pub(super) fn keeps(&self) -> bool {
        self.keeps
    }

    /// Forgets what was read by another configuration, where that may make a difference.
    pub(super) fn read_by(&mut self, config: &Config) {
        if !self.keeps {
            return;
        }
        if self.read_by.as_ref().is_some_and(|before| before.timezone != config.timezone) {
            self.sheets = Shelf::default();
            self.pages = Shelf::default();
        }
        if self.read_by.as_ref().is_none_or(|before| before != config) {
            self.briefs.clear();
            self.read_by = Some(config.clone());
        }
    }
}

impl<T: Send + Sync> Shelf<T> {
    /// The pieces of these files, those that are new parsed on all cores; findings keep the files' order.
    pub(super) fn each(
        &mut self,
        keeps: bool,
        files: &Files,
        list: &[FileId],
        diagnostics: &mut Diagnostics,
        parse: impl Fn(FileId, &mut Diagnostics) -> T + Sync,
    ) -> Vec<Arc<Piece<T>>> {
        let before = std::mem::take(&mut self.pieces);
        let piece = |file: &FileId| {
            let source = files.shared(*file);
            if let Some(kept) = before.get(file).filter(|piece| Arc::ptr_eq(&piece.source, source)) {
                return Arc::clone(kept);
            }
            let mut found = Diagnostics::default();
            let value = parse(*file, &mut found);
            Arc::new(Piece { source: Arc::clone(source), value, found })
        };
        let pieces: Vec<Arc<Piece<T>>> = list.par_iter().map(piece).collect();
        for piece in pieces.iter().filter(|piece| !piece.found.is_empty()) {
            diagnostics.extend(piece.found.iter().cloned());
        }
        if keeps {
            self.pieces = list.iter().copied().zip(pieces.iter().cloned()).collect();
        }
        pieces
    }

    /// The piece of a file that a site has once, or not.
    pub(super) fn one(
        &mut self,
        keeps: bool,
        files: &Files,
        file: Option<FileId>,
        diagnostics: &mut Diagnostics,
        parse: impl Fn(FileId, &mut Diagnostics) -> T + Sync,
    ) -> Option<Arc<Piece<T>>> {
        self.each(keeps, files, file.as_slice(), diagnostics, parse).pop()
    }
}
