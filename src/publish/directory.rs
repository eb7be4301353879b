//! A folder, local or mounted. Each file is put beside its place and renamed into it.
//!
//! Never follows a symbolic link inside the folder, and never writes over one.

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::error::PublishError;
use super::record::RECORD;
use super::store::{Claim, Seen, Shelf, Store};
use crate::text::path::parents;
use crate::write::{folder, listing};

/// Opens the folder of a target; `path` as it is written, from the site's `root`.
pub(super) fn open(root: &Path, path: &str) -> Result<Directory, PublishError> {
    let folder = root.join(path);
    let refused = |why: String| Err(PublishError::Refused(why));
    if path == "~" || path.starts_with("~/") {
        return refused(format!("`{path}` begins with ~, which only a shell understands; write the whole `path:`"));
    }
    crate::write::refuse_overlap(&folder, root)?;
    if is_public(&folder, root) {
        return refused("publish leaves public/ alone; choose another folder as `path:` of this target".to_owned());
    }
    if fs::metadata(&folder).is_ok_and(|meta| !meta.is_dir()) {
        return refused(format!("`{path}` is a file; `path:` of this target names a folder"));
    }
    Ok(Directory::new(folder))
}

/// Whether a folder is `public/`, or below it.
fn is_public(folder: &Path, root: &Path) -> bool {
    let public = root.join("public");
    let real = public.canonicalize().ok();
    let within = |above: &Path| real.is_some() && above.canonicalize().ok() == real;
    folder.starts_with(&public) || folder.ancestors().any(within)
}

/// A folder that a site is published to.
pub(super) struct Directory {
    root: PathBuf,
    /// Held while folders are made or taken away.
    folders: Mutex<()>,
}

impl Directory {
    pub(super) fn new(root: PathBuf) -> Self {
        Self { root, folders: Mutex::new(()) }
    }

    fn fault(&self, path: &str) -> impl Fn(std::io::Error) -> PublishError {
        let file = self.root.join(path);
        move |error| PublishError::target(file.display().to_string(), error)
    }

    fn make_room(&self, path: &str) -> Result<(), PublishError> {
        let _held = self.folders.lock().unwrap_or_else(PoisonError::into_inner);
        fs::create_dir_all(&self.root).map_err(self.fault(""))?;
        folder::make_parents(&self.root, path).map_err(self.fault(path))?;
        match fs::symlink_metadata(self.root.join(path)) {
            Ok(meta) if !meta.is_file() => Err(PublishError::InTheWay { path: path.to_owned() }),
            _ => Ok(()),
        }
    }
}

impl Shelf for Directory {
    fn list(&self) -> Result<BTreeMap<String, Seen>, PublishError> {
        let listing = listing::list(&self.root, &|found| found.look().map(Some)).map_err(self.fault(""))?;
        let record = fs::symlink_metadata(self.root.join(RECORD)).ok().filter(fs::Metadata::is_file);
        let since = record.as_ref().map(folder::stamp);
        let mut seen = BTreeMap::new();
        for (path, look) in listing.files {
            let touched = since.is_none_or(|since| look.changed > since);
            seen.insert(path, Seen { size: look.size, touched });
        }
        if let Some(meta) = record {
            seen.insert(RECORD.to_owned(), Seen { size: meta.len(), touched: false });
        }
        Ok(seen)
    }

    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, PublishError> {
        if !folder::parents_are_real(&self.root, path) {
            return Ok(None);
        }
        match fs::read(self.root.join(path)) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(self.fault(path)(error)),
        }
    }

    fn at_once(&self) -> usize {
        4
    }
}

impl Store for Directory {
    fn put(&self, path: &str, bytes: &[u8]) -> Result<(), PublishError> {
        self.make_room(path)?;
        folder::replace(&self.root, path, bytes).map_err(self.fault(path))
    }

    fn create(&self, path: &str, bytes: &[u8]) -> Result<Claim, PublishError> {
        match self.make_room(path) {
            Err(PublishError::InTheWay { .. }) => return Ok(Claim::Others),
            done => done?,
        }
        // Made whole beside its place and linked into it, so that nobody ever reads a part of it.
        let beside = self.root.join(format!("{path}-{}", super::lock::token()));
        folder::write_new(&beside, bytes).map_err(self.fault(path))?;
        let linked = fs::hard_link(&beside, self.root.join(path));
        let _ = fs::remove_file(&beside);
        match linked {
            Ok(()) => Ok(Claim::Ours),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(Claim::Others),
            // A file system without such links.
            Err(_) => match folder::write_new(&self.root.join(path), bytes) {
                Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(Claim::Others),
                done => done.map(|()| Claim::Ours).map_err(self.fault(path)),
            },
        }
    }

    fn swap(&self, path: &str, old: &[u8], new: &[u8]) -> Result<Claim, PublishError> {
        // The system's lock on the folder, which dies with its process, keeps others out between look and write.
        let folder = self.root.join(parents(path).next().unwrap_or_default());
        let guard = fs::File::open(folder).ok();
        if let Some(guard) = &guard {
            // A file system without such locks leaves the look that follows.
            let _ = guard.lock();
        }
        if self.read(path)?.as_deref() != Some(old) {
            return Ok(Claim::Others);
        }
        self.put(path, new).map(|()| Claim::Ours)
    }

    fn copy(&self, from: &str, to: &str) -> Result<(), PublishError> {
        match self.read(from)? {
            Some(bytes) => self.put(to, &bytes),
            None => Ok(()),
        }
    }

    fn delete(&self, path: &str) -> Result<(), PublishError> {
        if !folder::parents_are_real(&self.root, path) {
            return Ok(());
        }
        let _held = self.folders.lock().unwrap_or_else(PoisonError::into_inner);
        match fs::remove_file(self.root.join(path)) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(self.fault(path)(error)),
            _ => {}
        }
        folder::prune(&self.root, parents(path));
        Ok(())
    }
}
