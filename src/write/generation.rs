//! One of the two folders that a site takes turns in: what was written there last, and when.

use std::fs;
use std::path::Path;

use super::error::{At, WriteError, if_there};
use super::folder::{self, Stamp};
use super::listing::{self, Listing, See};
use super::manifest::{self, MANIFEST_NAME, Manifest};
use super::place::Place;

/// Before all times.
const NEVER: Stamp = (i64::MIN, 0);

/// Of so many manifests it is known that they were exact; two are in use.
const VOUCHED: usize = 4;

/// What a folder's manifest says.
#[derive(Debug)]
pub(super) struct Generation {
    /// `None` where there is none, or none that can be understood.
    pub(super) manifest: Option<Manifest>,
    /// The hash of its file, if there is one.
    pub(super) hash: Option<[u8; 32]>,
    /// When it was written.
    pub(super) stamp: Stamp,
    /// Whether it is known that the folder held exactly its files then.
    pub(super) is_exact: bool,
}

impl Generation {
    /// Reads the manifest of a folder.
    pub(super) fn read(place: &Place, folder: &Path) -> Result<Self, WriteError> {
        let bytes = manifest::read(folder).at(folder)?;
        let hash = bytes.as_ref().map(|bytes| *blake3::hash(bytes).as_bytes());
        let manifest = bytes.and_then(|bytes| Manifest::parse(&bytes));
        let mark = mark(folder)?;
        let is_exact = mark.as_ref().is_some_and(|(_, mark)| vouched(place).lines().any(|line| line == mark));
        Ok(Self { manifest, hash, stamp: mark.map_or(NEVER, |(stamp, _)| stamp), is_exact })
    }

    /// Lists the folder. Where that held exactly the manifest's files, a folder in it that hasn't changed since needn't
    /// be read.
    pub(super) fn list<T: Send>(&self, folder: &Path, see: See<'_, T>) -> Result<Listing<T>, WriteError> {
        let known = self.manifest.as_ref().filter(|_| self.is_exact).map(|manifest| (manifest, self.stamp));
        listing::list_known(folder, known, see).at(folder)
    }

    /// Lists what is in the folder beside the manifest's files.
    pub(super) fn strangers(&self, folder: &Path) -> Result<Listing, WriteError> {
        let is_listed = |path: &str| self.manifest.as_ref().is_some_and(|manifest| manifest.files.contains(path));
        self.list(folder, &|found| Ok((found.is_read() && !is_listed(found.path)).then_some(())))
    }
}

/// Vouches for the spare: it held exactly the files of its manifest when that was written.
pub(super) fn vouch(place: &Place) -> Result<(), WriteError> {
    let Some((_, mark)) = mark(&place.spare)? else { return Ok(()) };
    let known = vouched(place);
    let mut marks: Vec<&str> = known.lines().filter(|line| *line != mark).chain([mark.as_str()]).collect();
    marks.drain(..marks.len().saturating_sub(VOUCHED));
    let name = place.exact.file_name().and_then(|name| name.to_str()).expect("the list has a plain name");
    folder::replace(&place.home, name, marks.join("\n").as_bytes()).at(&place.exact)
}

/// The marks of manifests that were exact. What can't be read vouches for nothing.
fn vouched(place: &Place) -> String {
    let plain = fs::symlink_metadata(&place.exact).is_ok_and(|meta| meta.is_file());
    if plain { fs::read_to_string(&place.exact).unwrap_or_default() } else { String::new() }
}

/// When a folder's manifest was written, and what tells the file from all others, copies of it too.
fn mark(folder: &Path) -> Result<Option<(Stamp, String)>, WriteError> {
    let meta = if_there(fs::symlink_metadata(folder.join(MANIFEST_NAME))).at(folder)?;
    Ok(meta.map(|meta| (folder::stamp(&meta), folder::mark(&meta))))
}
