//! Where a build writes: the live folder, and the hidden folder beside it with its lock and marks.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use super::error::{At, WriteError, if_there};
use super::folder::{self, remove_all};
use super::generation::Generation;

/// A held lock. It dies with its process, and is given back at once when it is dropped: a program that is being started
/// at that moment may hold a copy of the file for a while.
#[derive(Debug)]
pub(super) struct Lock(File);

impl Drop for Lock {
    fn drop(&mut self) {
        let _ = self.0.unlock();
    }
}

/// The live folder and what stands beside it.
#[derive(Debug)]
pub(super) struct Place {
    /// The live folder.
    pub(super) out: PathBuf,
    /// The hidden folder beside it.
    pub(super) home: PathBuf,
    /// The spare generation.
    pub(super) spare: PathBuf,
    /// Stands while the spare is being changed.
    pub(super) filling: PathBuf,
    /// Stands around the exchange.
    pub(super) exchange: PathBuf,
    /// What remains to be done.
    pub(super) journal: PathBuf,
    /// Which manifests were written over folders that held exactly their files.
    pub(super) exact: PathBuf,
}

impl Place {
    /// The places that belong to an output folder.
    pub(super) fn of(out: &Path) -> Result<Self, WriteError> {
        let out = std::path::absolute(out).at(out)?;
        let (Some(parent), Some(name)) = (out.parent(), out.file_name()) else {
            return Err(WriteError::NotFolder { out });
        };
        let mut hidden = std::ffi::OsString::from(".");
        hidden.push(name);
        hidden.push(".briefgen");
        let home = parent.join(hidden);
        let inside = |name: &str| home.join(name);
        Ok(Self {
            spare: inside("spare"),
            filling: inside("filling"),
            exchange: inside("exchange"),
            journal: inside("journal.json"),
            exact: inside("exact"),
            home,
            out,
        })
    }

    /// Makes the hidden folder and takes its lock, which dies with this process.
    pub(super) fn lock(&self) -> Result<Lock, WriteError> {
        match if_there(fs::symlink_metadata(&self.home)).at(&self.home)? {
            Some(meta) if meta.is_dir() => {}
            Some(_) => return Err(io::Error::from(io::ErrorKind::NotADirectory)).at(&self.home),
            None => fs::create_dir_all(&self.home).at(&self.home)?,
        }
        let path = self.home.join("lock");
        if if_there(fs::symlink_metadata(&path)).at(&path)?.is_some_and(|meta| !meta.is_file()) {
            remove_all(&path).at(&path)?;
        }
        let file = OpenOptions::new().create(true).truncate(false).write(true).open(&path).at(&path)?;
        match file.try_lock() {
            Ok(()) => Ok(Lock(file)),
            Err(TryLockError::WouldBlock) => Err(WriteError::Locked { out: self.out.clone() }),
            // A file system without locks: better to build than to refuse.
            Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => Ok(Lock(file)),
            Err(TryLockError::Error(error)) => Err(error).at(&path),
        }
    }

    /// Whether a mark stands.
    pub(super) fn marked(&self, mark: &Path) -> Result<bool, WriteError> {
        Ok(if_there(fs::symlink_metadata(mark)).at(mark)?.is_some())
    }

    /// Sets a mark.
    pub(super) fn mark(&self, mark: &Path) -> Result<(), WriteError> {
        match folder::write_new(mark, b"") {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
            done => done.at(mark),
        }
    }

    /// Takes a mark away.
    pub(super) fn clear(&self, mark: &Path) -> Result<(), WriteError> {
        remove_all(mark).at(mark)
    }

    /// Brings files of the user's own that are in the spare back to the live folder; `former` is what the spare holds.
    /// One that stands in both needn't stand in the spare: once its user has deleted it, it mustn't come back.
    pub(super) fn settle(&self, former: &Generation) -> Result<(), WriteError> {
        let strangers = former.strangers(&self.spare)?;
        let files = strangers.files.into_iter().map(|(path, ())| PathBuf::from(path));
        for path in files.chain(strangers.odd) {
            let (from, to) = (self.spare.join(&path), self.out.join(&path));
            if if_there(fs::symlink_metadata(&to)).at(&to)?.is_some() {
                if folder::is_same_file(&from, &to) {
                    if_there(fs::remove_file(&from)).at(&from)?;
                }
                continue;
            }
            if let Some(path) = path.to_str() {
                folder::make_parents(&self.out, path).at(&to)?;
            }
            fs::rename(&from, &to).at(&to)?;
        }
        Ok(())
    }
}
