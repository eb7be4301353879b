//! Lists the files of a site's folders, inside the root only.

use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use crate::diag::{Code, Diagnostic, Diagnostics, Place};

/// A file of the site.
pub(super) struct Entry {
    /// From the root, with `/`.
    pub(super) path: String,
    /// Where it is read.
    pub(super) on_disk: PathBuf,
}

impl Entry {
    /// In bytes; none where it has gone.
    pub(super) fn size(&self) -> u64 {
        self.on_disk.metadata().map_or(0, |meta| meta.len())
    }
}

/// The folders and files that make a site.
pub const PARTS: [&str; 5] = ["briefgen.yaml", "seeds", "content", "static", "templates"];

/// All files of the site's folders, sorted by path.
pub(super) fn entries(root: &Path, diagnostics: &mut Diagnostics) -> Vec<Entry> {
    let real_root = root.canonicalize().unwrap_or_else(|_| root.to_owned());
    let mut found = Vec::new();
    let mut within = Within { real_root, last: None };
    for part in PARTS {
        let start = root.join(part);
        if start.symlink_metadata().is_err() {
            continue;
        }
        let walk = WalkDir::new(&start).follow_links(true).sort_by_file_name().into_iter();
        let kept = walk.filter_entry(|entry| entry.depth() == 0 || !is_private(entry.path(), part));
        for entry in kept {
            match entry {
                Ok(entry) => {
                    if entry.file_type().is_file() {
                        push(root, &entry, &mut within, &mut found, diagnostics);
                    }
                }
                Err(error) => diagnostics.push(unreadable(root, &error)),
            }
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

/// A symbolic link among a site's files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Where it stands.
    pub path: PathBuf,
    /// What it leads to in the end: a file or a folder inside the root.
    pub target: PathBuf,
}

/// The links among the site's files that are followed.
pub fn links(root: &Path) -> Vec<Link> {
    let Ok(real_root) = root.canonicalize() else { return Vec::new() };
    let mut found = Vec::new();
    for part in PARTS {
        let walk = WalkDir::new(root.join(part)).follow_links(true).into_iter();
        let kept = walk.filter_entry(|entry| entry.depth() == 0 || !is_private(entry.path(), part));
        for entry in kept.flatten().filter(|entry| entry.path_is_symlink()) {
            if let Ok(target) = entry.path().canonicalize()
                && target.starts_with(&real_root)
            {
                found.push(Link { path: entry.into_path(), target });
            }
        }
    }
    found
}

/// One file of the site, if it is there and lies inside; a link is for [`entries`] to judge.
pub(super) fn entry(root: &Path, path: &str) -> Option<Entry> {
    let on_disk = root.join(path);
    on_disk.symlink_metadata().ok().filter(std::fs::Metadata::is_file)?;
    Some(Entry { path: path.to_owned(), on_disk })
}

/// Whether files lie inside the root, wherever links lead.
struct Within {
    real_root: PathBuf,
    /// The last folder that was asked for: a file that is no link lies where its folder does.
    last: Option<(PathBuf, bool)>,
}

impl Within {
    fn holds(&mut self, entry: &DirEntry) -> bool {
        let inside = |path: &Path| path.canonicalize().is_ok_and(|real| real.starts_with(&self.real_root));
        let Some(folder) = entry.path().parent().filter(|_| !entry.path_is_symlink()) else {
            return inside(entry.path());
        };
        match &self.last {
            Some((last, inside)) if last == folder => *inside,
            _ => {
                let inside = inside(folder);
                self.last = Some((folder.to_owned(), inside));
                inside
            }
        }
    }
}

fn push(root: &Path, entry: &DirEntry, within: &mut Within, found: &mut Vec<Entry>, diagnostics: &mut Diagnostics) {
    let on_disk = entry.path();
    let Some(path) = site_path(root, on_disk) else {
        let shown = on_disk.strip_prefix(root).unwrap_or(on_disk).to_string_lossy().replace('\\', "/");
        diagnostics.push(
            Diagnostic::new(Code::UnsafePath, Place::Path(shown.into()), "the file's name isn't Unicode text")
                .help("rename the file"),
        );
        return;
    };
    if !within.holds(entry) {
        diagnostics.push(
            Diagnostic::new(
                Code::UnsafePath,
                Place::Path(path.into()),
                "this link leads out of the site's folder, and nothing outside it is read or published",
            )
            .help("copy the file into the site, or remove the link"),
        );
        return;
    }
    found.push(Entry { path, on_disk: on_disk.to_owned() });
}

pub(super) fn site_path(root: &Path, on_disk: &Path) -> Option<String> {
    let parts: Option<Vec<&str>> =
        on_disk.strip_prefix(root).ok()?.components().map(|part| part.as_os_str().to_str()).collect();
    parts.map(|parts| parts.join("/"))
}

/// Dot files other than `.well-known`, and what editors leave behind.
pub(super) fn is_private(path: &Path, part: &str) -> bool {
    let Some(name) = path.file_name().and_then(|name| name.to_str()) else { return false };
    if name == ".well-known" {
        return part != "static";
    }
    name.starts_with('.')
        || name.ends_with('~')
        || (name.starts_with('#') && name.ends_with('#'))
        || name.starts_with("~$")
        || [".swp", ".swo", ".bak", ".orig", ".tmp"].iter().any(|ending| name.ends_with(ending))
        || matches!(name, "Thumbs.db" | "desktop.ini" | "node_modules")
}

fn unreadable(root: &Path, error: &walkdir::Error) -> Diagnostic {
    let path = error.path().unwrap_or(root);
    let shown = path.strip_prefix(root).unwrap_or(path).to_string_lossy().replace('\\', "/");
    let message = if error.loop_ancestor().is_some() {
        "this link leads back to a folder that holds it".to_owned()
    } else if path.symlink_metadata().is_ok_and(|meta| meta.is_symlink()) {
        "this link leads to nothing".to_owned()
    } else {
        "the file or folder can't be read".to_owned()
    };
    Diagnostic::new(Code::UnsafePath, Place::Path(shown.into()), message).help("remove it, or mend where it leads")
}
