//! What has to be sent and deleted, so that a target holds exactly the site and keeps what others put there.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

use super::error::PublishError;
use super::parallel;
use super::record::{LOCK, PENDING, Pending, RECORD, Record, STATE};
use super::store::{Seen, Shelf};
use crate::write::{Entry, Manifest};

/// A target as it was found.
#[derive(Debug, Default)]
pub(super) struct Snapshot {
    /// Its record's bytes.
    pub(super) bytes: Option<Vec<u8>>,
    /// Its record, if it can be understood.
    pub(super) record: Option<Record>,
    /// The manifest in these bytes, which a build leaves too.
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
        let record = bytes.as_deref().and_then(Record::parse);
        let manifest = bytes.as_deref().and_then(Manifest::parse);
        let pending = read(PENDING)?.as_deref().and_then(Pending::parse);
        Ok(Self { bytes, record, manifest, pending, seen })
    }

    /// A target's record and pending publication alone, to see whether it moved.
    pub(super) fn state(shelf: &dyn Shelf) -> Result<(Option<Vec<u8>>, Option<Pending>), PublishError> {
        Ok((shelf.read(RECORD)?, shelf.read(PENDING)?.as_deref().and_then(Pending::parse)))
    }

    /// What the target says it holds: its site and superseded files.
    pub(super) fn known(&self) -> BTreeMap<String, Entry> {
        let mut known = self.manifest.clone().unwrap_or_default().files;
        let kept = self.record.iter().flat_map(|record| &record.kept);
        known.extend(kept.filter_map(|(path, kept)| Some((path.clone(), kept.entry()?))));
        known
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
    let known = found.known();
    let hashes = looked_at(site, &known, found, shelf)?;
    let mut difference = Difference::default();
    for (path, entry) in &site.files {
        let Some(seen) = found.seen.get(path) else {
            difference.send.push(Send { path: path.clone(), size: entry.size, new: true });
            continue;
        };
        let there = match hashes.get(path) {
            Some(hash) => *hash == entry.hash,
            None => seen.size == entry.size && known.get(path) == Some(entry),
        };
        if there {
            difference.unchanged += 1;
            continue;
        }
        if found.manifest.is_some() && !known.contains_key(path) && !found.is_pending(path) {
            difference.in_the_way.push(path.clone());
        }
        difference.send.push(Send { path: path.clone(), size: entry.size, new: false });
    }
    for (path, entry) in &known {
        let changed = match (found.seen.get(path), hashes.get(path)) {
            (None, _) => true,
            (Some(_), Some(hash)) => *hash != entry.hash,
            (Some(seen), None) => seen.size != entry.size,
        };
        if changed && !found.is_pending(path) {
            difference.by_hand.push(path.clone());
        }
    }
    let pending = found.pending.iter().flat_map(|pending| &pending.touched);
    let ours: BTreeSet<&String> = known.keys().chain(pending).collect();
    let gone = ours.into_iter().filter(|path| !site.files.contains_key(*path) && found.seen.contains_key(*path));
    difference.gone = gone.chain(found.seen.keys().filter(|path| is_unfinished(path))).cloned().collect();
    Ok(difference)
}

/// Whether a kill left this file while it was being put beside its place.
fn is_unfinished(path: &str) -> bool {
    let beside = path.strip_prefix(LOCK).is_some_and(|rest| rest.starts_with('-'));
    beside || (path != RECORD && path.rsplit('/').next().is_some_and(|name| name.starts_with(".briefgen-")))
}

/// The hashes of those files whose bytes must be looked at: they were touched after the record was written, an
/// interrupted publication may have sent them, or there is no record to go by.
fn looked_at(
    site: &Manifest,
    known: &BTreeMap<String, Entry>,
    found: &Snapshot,
    shelf: &dyn Shelf,
) -> Result<BTreeMap<String, blake3::Hash>, PublishError> {
    let mut doubtful: Vec<&String> = Vec::new();
    for (path, seen) in &found.seen {
        let (new, old) = (site.files.get(path), known.get(path));
        let trusted = old.is_some_and(|old| old.size == seen.size) && !seen.touched && !found.is_pending(path);
        let could_be = |entry: Option<&Entry>| entry.is_some_and(|entry| entry.size == seen.size);
        if !trusted && !path.starts_with(STATE) && (could_be(new) || could_be(old)) {
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
