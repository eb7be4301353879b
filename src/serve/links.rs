//! Symbolic links among the watched files: what changes behind them is a change of the site.
//!
//! The system tells of a file under one path, and a link makes it a second one. So a site with links is read again as a
//! whole after every change; what stays the same keeps its text, and costs only the look.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use notify::{RecommendedWatcher, RecursiveMode, Watcher};

use crate::load::{self, PARTS};

/// The links of a site.
#[derive(Debug, Default)]
pub(super) struct Links {
    /// Folders behind links, by the path that the site has for them.
    folders: BTreeSet<PathBuf>,
    /// Files behind links, which stand elsewhere below the root.
    files: BTreeSet<PathBuf>,
    any: bool,
}

impl Links {
    /// Looks for links, and has what they lead to watched.
    pub(super) fn watch(&mut self, watcher: &Mutex<RecommendedWatcher>, root: &Path) {
        let found = load::links(root);
        self.any = !found.is_empty();
        self.files.clear();
        let mut watcher = watcher.lock().unwrap_or_else(PoisonError::into_inner);
        let mut folders = BTreeSet::new();
        for link in found {
            // What can't be watched has gone again, which is an event too.
            if link.target.is_dir() {
                if !self.folders.contains(&link.path) {
                    let _ = watcher.watch(&link.path, RecursiveMode::Recursive);
                }
                folders.insert(link.path);
                continue;
            }
            if let Some(folder) = link.target.parent().filter(|folder| !is_watched(root, folder)) {
                let _ = watcher.watch(folder, RecursiveMode::NonRecursive);
            }
            self.files.insert(link.target);
        }
        self.folders = folders;
    }

    /// Whether there are any.
    pub(super) fn any(&self) -> bool {
        self.any
    }

    /// Whether one of them leads to this file.
    pub(super) fn leads_to(&self, path: &Path) -> bool {
        self.files.contains(path)
    }
}

/// Whether a folder below the root is watched without a link.
fn is_watched(root: &Path, folder: &Path) -> bool {
    folder == root || PARTS.iter().any(|part| folder.starts_with(root.join(part)))
}
