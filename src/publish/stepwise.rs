//! A publication to a target that is changed file by file: interrupted anywhere, the next run completes it.
//!
//! First the former bytes of what will change are copied aside, then a note says what may change, then the files go
//! out round by round, then the record, then deletions, and the note last of all.

use std::collections::BTreeSet;

use super::compare::{Difference, Snapshot};
use super::error::PublishError;
use super::lock::{Lock, token};
use super::order::rounds;
use super::parallel::each;
use super::progress::Progress;
use super::record::{PENDING, PREVIOUS, Pending, RECORD, base};
use super::room::{IN_MEMORY, Room};
use super::store::Store;

/// What becomes of what stood before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Previous {
    /// It is kept, so that it can come back.
    Keep,
    /// Nothing of it is kept: a brief or a page was removed, or it has just come back.
    Drop,
}

/// A publication, decided.
pub(super) struct Work<'w> {
    /// What lies between the target and the site.
    pub(super) difference: &'w Difference,
    /// Files that aren't the site's any more and stay for a while.
    pub(super) kept: &'w BTreeSet<String>,
    /// The new record.
    pub(super) record: &'w [u8],
    /// What becomes of what stood before.
    pub(super) previous: Previous,
    /// The bytes of a file to send.
    pub(super) bytes: &'w (dyn Fn(&str) -> Result<Vec<u8>, PublishError> + Sync),
}

/// Brings a target to what was decided; `live` are the bytes of its record.
pub(super) fn publish(
    store: &dyn Store,
    found: &Snapshot,
    live: Option<&[u8]>,
    work: &Work<'_>,
    lock: &Lock<'_>,
    progress: &Progress,
) -> Result<(), PublishError> {
    let at_once = store.at_once();
    let gone: Vec<&String> = work.difference.gone.iter().filter(|path| !work.kept.contains(*path)).collect();
    let pending = keep(store, found, live, work, (&gone, lock))?;
    lock.look()?;
    store.put(PENDING, &pending.to_bytes())?;
    let room = Room::new(IN_MEMORY);
    for round in rounds(work.difference.send.clone()) {
        each(&round, at_once, |send| {
            let _held = room.take(send.size);
            lock.renew()?;
            store.put(&send.path, &(work.bytes)(&send.path)?)?;
            progress.sent(send.size);
            Ok::<(), PublishError>(())
        })?;
    }
    lock.look()?;
    store.put(RECORD, work.record)?;
    let stale: Vec<&String> = match work.previous {
        Previous::Keep => Vec::new(),
        Previous::Drop => found.seen.keys().filter(|path| path.starts_with(PREVIOUS)).collect(),
    };
    let doomed: Vec<&String> = gone.into_iter().chain(stale).collect();
    each(&doomed, at_once, |path| {
        lock.renew()?;
        store.delete(path)
    })?;
    store.delete(PENDING)
}

/// What may be told of a name that nobody may guess: by it the name is known again, and no more.
fn sealed(name: &str) -> String {
    blake3::hash(name.as_bytes()).to_hex()[..32].to_owned()
}

/// Copies aside what will be changed, and says what may have changed from now on.
fn keep(
    store: &dyn Store,
    found: &Snapshot,
    live: Option<&[u8]>,
    work: &Work<'_>,
    (gone, lock): (&[&String], &Lock<'_>),
) -> Result<Pending, PublishError> {
    let base_of = base(live).to_string();
    let former = found.pending.clone().unwrap_or_default();
    let changing = || work.difference.send.iter().map(|send| &send.path).chain(gone.iter().copied());
    let mut pending = Pending { base: base_of.clone(), touched: former.touched.clone(), ..Pending::default() };
    pending.touched.extend(changing().cloned());
    if work.previous == Previous::Drop {
        return Ok(pending);
    }
    let folders = found.seen.keys().filter_map(|path| path.strip_prefix(PREVIOUS)?.split('/').next());
    let begun = folders.into_iter().find(|name| former.previous.as_deref() == Some(&*sealed(name)));
    let begun = begun.filter(|_| former.base == base_of);
    if begun.is_some() {
        pending.saved = former.saved;
    }
    let token = begun.map_or_else(token, str::to_owned);
    let place = format!("{PREVIOUS}{token}/");
    let others: Vec<&String> =
        found.seen.keys().filter(|path| path.starts_with(PREVIOUS) && !path.starts_with(&place)).collect();
    each(&others, store.at_once(), |path| store.delete(path))?;
    if let Some(bytes) = live {
        let to_save: Vec<&String> =
            changing().filter(|path| found.known(path).is_some() && !pending.saved.contains(*path)).collect();
        each(&to_save, store.at_once(), |path| {
            lock.renew()?;
            store.copy(path, &format!("{place}files/{path}"))
        })?;
        pending.saved.extend(to_save.into_iter().cloned());
        store.put(&format!("{place}record.json"), bytes)?;
        store.put(&format!("{place}undoes"), base(Some(work.record)).to_hex().as_bytes())?;
        pending.previous = Some(sealed(&token));
    }
    Ok(pending)
}

/// What was kept of the site before the last publication.
pub(super) struct Kept {
    /// Its folder.
    place: String,
    /// Its record's bytes.
    pub(super) record: Vec<u8>,
}

impl Kept {
    /// Finds it; `None` if nothing is kept that leads back from what is live, or from what an interrupted publication
    /// has begun.
    pub(super) fn find(store: &dyn Store, found: &Snapshot) -> Result<Option<Self>, PublishError> {
        let records = found.seen.keys().filter(|path| path.starts_with(PREVIOUS) && path.ends_with("/record.json"));
        for path in records {
            let place = path.trim_end_matches("record.json").to_owned();
            let undoes = store.read(&format!("{place}undoes"))?.unwrap_or_default();
            let Some(record) = store.read(path)? else { continue };
            let live = found.base.unwrap_or_else(|| base(None));
            let begun = found.pending.is_some() && base(Some(&record)) == live;
            if undoes == live.to_hex().as_bytes() || begun {
                return Ok(Some(Self { place, record }));
            }
        }
        Ok(None)
    }

    /// The former bytes of a file.
    pub(super) fn read(&self, store: &dyn Store, path: &str) -> Result<Option<Vec<u8>>, PublishError> {
        store.read(&format!("{}files/{path}", self.place))
    }
}
