//! What has to be sent and deleted, so that a target holds exactly the site and keeps what others put there.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

use super::error::PublishError;
use super::parallel;
use super::record::{LOCK, PENDING, Pending, RECORD, Record, STATE, base};
use super::store::{Seen, Shelf};
use crate::write::{Entry, Manifest, beside};

/// A target as it was found.
#[derive(Debug, Default)]
pub(super) struct Snapshot {
    /// What its record is known by.
    pub(super) base: Option<blake3::Hash>,
    /// Its record, if it can be understood.
    pub(super) record: Option<Record>,
    /// The manifest that its record is, which a build leaves too.
    pub(super) manifest: Option<Manifest>,
    /// What an interrupted publication left.
    pub(super) pending: Option<Pending>,
    /// Its files.
    pub(super) seen: BTreeMap<String, Seen>,
}

impl Snapshot {
    /// Looks at a target.
    pub(super) fn take(shelf: &dyn Shelf) -> Result<Self, PublishError> {
        let seen = shelf.list()?;
        let read = |path: &str| if seen.contains_key(path) { shelf.read(path) } else { Ok(None) };
        let bytes = read(RECORD)?;
        let base = bytes.as_deref().map(|bytes| base(Some(bytes)));
        let manifest = bytes.as_deref().and_then(Manifest::parse);
        let record = bytes.as_deref().filter(|_| manifest.is_some()).and_then(Record::of);
        drop(bytes);
        let pending = read(PENDING)?.as_deref().and_then(Pending::parse);
        Ok(Self { base, record, manifest, pending, seen })
    }

    /// The bytes of the target's record, if the target still is what was found.
    pub(super) fn still(&self, shelf: &dyn Shelf) -> Result<Option<Vec<u8>>, PublishError> {
        let bytes = shelf.read(RECORD)?;
        let pending = shelf.read(PENDING)?.as_deref().and_then(Pending::parse);
        match bytes.as_deref().map(|bytes| base(Some(bytes))) == self.base && pending == self.pending {
            true => Ok(bytes),
            false => Err(PublishError::Moved),
        }
    }

    /// A file that the target says it holds: of its site, or a superseded one.
    pub(super) fn known(&self, path: &str) -> Option<Entry> {
        let kept = self.record.as_ref().and_then(|record| record.kept.get(path)?.entry());
        kept.or_else(|| self.manifest.as_ref()?.files.get(path).copied())
    }

    /// Their paths; one may come twice.
    fn paths(&self) -> impl Iterator<Item = &str> {
        let kept = self.record.iter().flat_map(|record| record.kept.keys().map(String::as_str));
        self.manifest.iter().flat_map(|manifest| manifest.files.paths()).chain(kept)
    }

    fn is_pending(&self, path: &str) -> bool {
        self.pending.as_ref().is_some_and(|pending| pending.touched.contains(path))
    }
}

/// A file to send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Send {
    /// Its path.
    pub(super) path: String,
    /// Its size.
    pub(super) size: u64,
    /// The target has no file of this path.
    pub(super) new: bool,
}

/// What lies between a target and a site.
#[derive(Debug, Default)]
pub(super) struct Difference {
    /// Files to send.
    pub(super) send: Vec<Send>,
    /// Files of the former site that aren't the site's any more.
    pub(super) gone: Vec<String>,
    /// Files that are there already.
    pub(super) unchanged: usize,
    /// Files of the former site that somebody else changed or deleted.
    pub(super) by_hand: Vec<String>,
    /// Files of somebody else where the site's would go.
    pub(super) in_the_way: Vec<String>,
}

/// Compares a site with a target. Files that can't be trusted are read and compared by their bytes.
pub(super) fn compare(site: &Manifest, found: &Snapshot, shelf: &dyn Shelf) -> Result<Difference, PublishError> {
    let hashes = looked_at(site, found, shelf)?;
    let mut difference = Difference::default();
    for (path, entry) in site.files.iter() {
        let Some(seen) = found.seen.get(path) else {
            difference.send.push(Send { path: path.to_owned(), size: entry.size, new: true });
            continue;
        };
        let there = match hashes.get(path) {
            Some(hash) => *hash == entry.hash,
            None => seen.size == entry.size && found.known(path).as_ref() == Some(entry),
        };
        if there {
            difference.unchanged += 1;
            continue;
        }
        if found.manifest.is_some() && found.known(path).is_none() && !found.is_pending(path) {
            difference.in_the_way.push(path.to_owned());
        }
        difference.send.push(Send { path: path.to_owned(), size: entry.size, new: false });
    }
    let pending = found.pending.iter().flat_map(|pending| pending.touched.iter().map(String::as_str));
    let ours: BTreeSet<&str> = found.paths().chain(pending).collect();
    for path in &ours {
        let Some(entry) = found.known(path) else { continue };
        let changed = match (found.seen.get(*path), hashes.get(*path)) {
            (None, _) => true,
            (Some(_), Some(hash)) => *hash != entry.hash,
            (Some(seen), None) => seen.size != entry.size,
        };
        if changed && !found.is_pending(path) {
            difference.by_hand.push((*path).to_owned());
        }
    }
    let seen = found.seen.keys().map(String::as_str);
    let left = seen.filter(|path| is_unfinished(path, || site.files.paths().chain(ours.iter().copied())));
    let gone = ours.iter().copied().filter(|path| !site.files.contains(path) && found.seen.contains_key(*path));
    difference.gone = gone.chain(left).map(str::to_owned).collect();
    Ok(difference)
}

/// Whether a kill left this file while it was being put beside its place: the name says for which of `ours` it was.
/// Another site's record, or whatever else somebody named so, isn't briefgen's to delete.
fn is_unfinished<'a, I: Iterator<Item = &'a str>>(path: &str, ours: impl Fn() -> I) -> bool {
    if path.strip_prefix(LOCK).is_some_and(|rest| rest.starts_with('-')) {
        return true;
    }
    let folder = |path: &str| path.rfind('/').map(|at| path[..at].to_owned());
    let named = path.rsplit('/').next().is_some_and(|name| name.starts_with(".briefgen-"));
    named && path != RECORD && ours().any(|own| folder(own) == folder(path) && beside(own) == path)
}

/// The hashes of those files whose bytes must be looked at: they were touched after the record was written, an
/// interrupted publication may have sent them, or there is no record to go by.
fn looked_at(
    site: &Manifest,
    found: &Snapshot,
    shelf: &dyn Shelf,
) -> Result<BTreeMap<String, blake3::Hash>, PublishError> {
    let mut doubtful: Vec<&String> = Vec::new();
    for (path, seen) in &found.seen {
        let (new, old) = (site.files.get(path), found.known(path));
        let trusted = old.as_ref().is_some_and(|old| old.size == seen.size) && !seen.touched && !found.is_pending(path);
        let could_be = |entry: Option<&Entry>| entry.is_some_and(|entry| entry.size == seen.size);
        if !trusted && !path.starts_with(STATE) && (could_be(new) || could_be(old.as_ref())) {
            doubtful.push(path);
        }
    }
    let hashes = Mutex::new(BTreeMap::new());
    parallel::each(&doubtful, shelf.at_once(), |path| {
        if let Some(bytes) = shelf.read(path)? {
            let hash = blake3::hash(&bytes);
            hashes.lock().unwrap_or_else(PoisonError::into_inner).insert((*path).clone(), hash);
        }
        Ok::<(), PublishError>(())
    })?;
    Ok(hashes.into_inner().unwrap_or_else(PoisonError::into_inner))
}
