//! Where a publication is built: a private folder below `.briefgen/`, one for each target.
//!
//! `public/` is left alone. The folder is brought up to date as any output folder is, so that the next publication
//! writes what changed only; its files are read one by one when they go out.

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::error::PublishError;
use super::hosts;
use super::lasting::Assets;
use crate::model::config::PublishTarget;
use crate::model::output::Output;
use crate::model::site::Site;
use crate::pipeline::{Besides, Phases, Prepared, Request};
use crate::write::{Manifest, Options};

/// The private folder of one target, locked.
pub(super) struct Home {
    /// The folder.
    pub(super) path: PathBuf,
    _lock: File,
}

impl Home {
    /// Opens the folder and takes its lock, which dies with this process.
    pub(super) fn open(root: &Path, name: &str) -> Result<Self, PublishError> {
        let plain: String = name.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').take(40).collect();
        let mark = &blake3::hash(name.as_bytes()).to_hex()[..8];
        let path = root.join(".briefgen").join("publish").join(format!("{plain}-{mark}"));
        let fault = |error: std::io::Error| PublishError::target(path.display().to_string(), error);
        fs::create_dir_all(&path).map_err(fault)?;
        let lock =
            OpenOptions::new().create(true).truncate(false).write(true).open(path.join("lock")).map_err(fault)?;
        match lock.try_lock() {
            Err(TryLockError::WouldBlock) => Err(PublishError::Refused(format!(
                "another publication to `{name}` from this folder is under way; wait for it to end"
            ))),
            Err(TryLockError::Error(error)) if error.kind() != std::io::ErrorKind::Unsupported => Err(fault(error)),
            _ => Ok(Self { path, _lock: lock }),
        }
    }

    /// The folder of the site that was built.
    pub(super) fn site(&self) -> PathBuf {
        self.path.join("site")
    }

    /// What the folder holds.
    pub(super) fn manifest(&self) -> Result<Manifest, PublishError> {
        let fault = |error: std::io::Error| PublishError::target(self.site().display().to_string(), error);
        Ok(Manifest::read(&self.site()).map_err(fault)?.unwrap_or_default())
    }

    /// Builds a site; `None` if it has errors, which then stand among its findings.
    pub(super) fn build(
        &self,
        prepared: &mut Prepared,
        request: &Request,
        target: &PublishTarget,
        phases: Phases<'_>,
    ) -> Result<Option<Manifest>, PublishError> {
        let assets = Assets::default();
        let theirs = Mutex::new(BTreeSet::new());
        let see = |output: &Output| {
            assets.note(output);
            if hosts::NAMES.contains(&output.path.as_str()) {
                theirs.lock().unwrap_or_else(PoisonError::into_inner).insert(output.path.clone());
            }
        };
        let more = |site: &Site| {
            let own = hosts::files(site, target, request.base_url.as_deref(), &assets.found());
            let theirs = theirs.lock().unwrap_or_else(PoisonError::into_inner);
            // A file of the desk's own in static/ goes before one that briefgen would make.
            own.into_iter().filter(|file| !theirs.contains(&file.path)).collect()
        };
        let options = Options { force: true, ..Options::default() };
        if prepared.write(request, phases, (&self.site(), options), Some(Besides { see: &see, more: &more }))?.is_none()
        {
            return Ok(None);
        }
        self.manifest().map(Some)
    }

    /// The bytes of a file of the site that was built.
    pub(super) fn read(&self, path: &str) -> Result<Vec<u8>, PublishError> {
        let file = self.site().join(path);
        fs::read(&file).map_err(|error| PublishError::target(file.display().to_string(), error))
    }
}
