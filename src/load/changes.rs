//! What may have changed on the disk since the site was read.

use std::collections::BTreeSet;
use std::path::Path;

use super::tree::{self, PARTS};

/// What may have changed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    /// Files of the site, from its root.
    pub paths: BTreeSet<String>,
    /// Anything: folders came or went, or the system lost count.
    pub anything: bool,
}

impl Changes {
    /// Whether nothing can have changed.
    pub fn is_empty(&self) -> bool {
        self.paths.is_empty() && !self.anything
    }

    /// Takes note of a path below `root`. Says whether it is the site's: its other folders, editors' lock files and
    /// backups aren't.
    pub fn add(&mut self, root: &Path, path: &Path) -> bool {
        let Ok(below) = path.strip_prefix(root) else { return false };
        let mut parts = below.iter();
        let Some(part) = parts.next().and_then(|first| PARTS.iter().find(|part| **part == first)) else { return false };
        if parts.any(|name| tree::is_private(Path::new(name), part)) {
            return false;
        }
        match tree::site_path(root, path) {
            Some(path) => {
                self.paths.insert(path);
            }
            None => self.anything = true,
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_site_s_own_files_are_changes() {
        let mut changes = Changes::default();
        let mut add = |path: &str| changes.add(Path::new("/site"), Path::new(path));
        for path in ["/site/seeds/a.txt", "/site/briefgen.yaml", "/site/static/.well-known/x", "/site/content/notes"] {
            assert!(add(path), "{path}");
        }
        let others = [
            "/site/public/index.html",
            "/site/.git/index",
            "/site/seeds/.a.txt.swp",
            "/site/content/notes/4913~",
            "/site/.public.spare/x",
            "/elsewhere/seeds/a.txt",
            "/site",
        ];
        for path in others {
            assert!(!add(path), "{path}");
        }
        let paths = ["briefgen.yaml", "content/notes", "seeds/a.txt", "static/.well-known/x"];
        assert_eq!(changes.paths, paths.map(str::to_owned).into());
    }
}
