//! One publication to a target at a time: a file at the target that ends by itself.
//!
//! What a killed run of this very folder left is taken over at once: its token stands in the private folder, whose own
//! lock dies with its process. What a run elsewhere left stops counting after ten minutes.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher as _, Hasher as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::error::PublishError;
use super::record::LOCK;
use super::store::Store;

/// So long a lock counts after it was last renewed.
const LASTS: i64 = 600;
/// So often it is renewed.
const RENEWED: Duration = Duration::from_secs(60);

#[derive(Serialize, Deserialize)]
struct Held {
    token: String,
    since: String,
    until: i64,
}

/// A held lock.
pub(super) struct Lock<'s> {
    store: &'s dyn Store,
    token: String,
    since: String,
    renewed: Mutex<Instant>,
}

/// Words that nobody can guess, as hexadecimal digits.
pub(super) fn token() -> String {
    let part = || {
        let mut hasher = RandomState::new().build_hasher();
        hasher.write_i128(Timestamp::now().as_nanosecond());
        hasher.finish()
    };
    format!("{:016x}{:016x}", part(), part())
}

fn holder(home: &Path) -> PathBuf {
    home.join("holder")
}

impl<'s> Lock<'s> {
    /// Takes the target's lock; `home` is the private folder, already locked.
    pub(super) fn take(store: &'s dyn Store, home: &Path) -> Result<Self, PublishError> {
        let ours = std::fs::read_to_string(holder(home)).unwrap_or_default();
        let lock =
            Self { store, token: token(), since: Timestamp::now().to_string(), renewed: Mutex::new(Instant::now()) };
        // Before the target is touched, so that a kill at any moment leaves a lock that is known as ours.
        let remember = |text: &str| {
            let new = home.join("holder.new");
            // Whole or not at all: a kill must not make briefgen forget that a lock is its own.
            std::fs::write(&new, text)
                .and_then(|()| std::fs::rename(&new, holder(home)))
                .map_err(|error| PublishError::target(holder(home).display().to_string(), error))
        };
        remember(&format!("{ours}\n{}", lock.token))?;
        let refused = |error: PublishError, lock: Self| {
            std::mem::forget(lock);
            let _ = remember(&ours);
            Err(error)
        };
        let bytes = lock.held();
        if !store.create(LOCK, &bytes)? {
            let there = store.read(LOCK)?;
            let held = there.as_deref().and_then(|bytes| serde_json::from_slice::<Held>(bytes).ok());
            let known = |held: &Held| held.token == lock.token || ours.lines().any(|line| line == held.token);
            if let Some(held) = held.filter(|held| !known(held) && held.until >= Timestamp::now().as_second()) {
                return refused(PublishError::Locked { since: held.since }, lock);
            }
            // Of several that find a lock which counts no more, one alone swaps just that one for its own.
            let taken = match &there {
                Some(there) => store.swap(LOCK, there, &bytes)?,
                None => store.create(LOCK, &bytes)?,
            };
            if !taken {
                return refused(PublishError::Moved, lock);
            }
        }
        if !lock.is_ours()? {
            return refused(PublishError::Moved, lock);
        }
        remember(&lock.token)?;
        Ok(lock)
    }

    fn held(&self) -> Vec<u8> {
        let until = Timestamp::now().as_second() + LASTS;
        let held = Held { token: self.token.clone(), since: self.since.clone(), until };
        serde_json::to_vec(&held).expect("a lock has a JSON text")
    }

    /// The lock's bytes, if it is ours.
    fn ours(&self) -> Result<Option<Vec<u8>>, PublishError> {
        let ours = |bytes: &Vec<u8>| serde_json::from_slice::<Held>(bytes).is_ok_and(|held| held.token == self.token);
        Ok(self.store.read(LOCK)?.filter(ours))
    }

    fn is_ours(&self) -> Result<bool, PublishError> {
        Ok(self.ours()?.is_some())
    }

    /// An error if somebody else has taken the lock.
    pub(super) fn look(&self) -> Result<(), PublishError> {
        if self.is_ours()? { Ok(()) } else { Err(PublishError::Moved) }
    }

    /// Makes the lock last, if it is time to; an error if somebody else has taken it.
    pub(super) fn renew(&self) -> Result<(), PublishError> {
        let mut renewed = self.renewed.lock().unwrap_or_else(PoisonError::into_inner);
        if renewed.elapsed() < RENEWED {
            return Ok(());
        }
        let swapped = match self.ours()? {
            Some(there) => self.store.swap(LOCK, &there, &self.held())?,
            None => false,
        };
        if !swapped {
            return Err(PublishError::Lost);
        }
        *renewed = Instant::now();
        Ok(())
    }
}

impl Drop for Lock<'_> {
    fn drop(&mut self) {
        // A target that can't be reached any more forgets the lock by itself.
        if self.is_ours().unwrap_or(false) {
            let _ = self.store.delete(LOCK);
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use std::sync::Barrier;

    use super::*;
    use crate::publish::directory::Directory;

    /// Several publishers find a lock that counts no more, all at once, and each looks again before it begins. How many
    /// of them hold it.
    pub(in crate::publish) fn holders_after_a_race(store: &dyn Store, publishers: usize) -> usize {
        store.put(LOCK, br#"{"token":"0","since":"long ago","until":1}"#).expect("the former lock");
        let (start, end) = (Barrier::new(publishers), Barrier::new(publishers));
        std::thread::scope(|scope| {
            let race = || {
                let home = tempfile::tempdir().expect("a folder");
                start.wait();
                let lock = Lock::take(store, home.path());
                end.wait();
                // As a publication does before it sends anything.
                let holds = lock.as_ref().is_ok_and(|lock| lock.look().is_ok());
                end.wait();
                holds
            };
            let all: Vec<_> = (0..publishers).map(|_| scope.spawn(race)).collect();
            all.into_iter().map(|one| one.join().expect("no panic")).filter(|holds| *holds).count()
        })
    }

    #[test]
    fn one_alone_takes_over_a_lock_that_counts_no_more() {
        for _ in 0..20 {
            let folder = tempfile::tempdir().expect("a folder");
            let store = Directory::new(folder.path().to_owned());
            assert_eq!(holders_after_a_race(&store, 6), 1);
        }
    }
}
