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
            std::fs::write(holder(home), text)
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
            let held = store.read(LOCK)?.and_then(|bytes| serde_json::from_slice::<Held>(&bytes).ok());
            let free = held.as_ref().is_none_or(|held| {
                ours.lines().any(|line| line == held.token) || held.until < Timestamp::now().as_second()
            });
            if let Some(held) = held.filter(|_| !free) {
                return refused(PublishError::Locked { since: held.since }, lock);
            }
            store.delete(LOCK)?;
            if !store.create(LOCK, &bytes)? {
                return refused(PublishError::Moved, lock);
            }
        }
        // Where a store doesn't heed conditions, the last of two writers has the lock.
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

    fn is_ours(&self) -> Result<bool, PublishError> {
        let held = self.store.read(LOCK)?.and_then(|bytes| serde_json::from_slice::<Held>(&bytes).ok());
        Ok(held.is_some_and(|held| held.token == self.token))
    }

    /// Makes the lock last, if it is time to; an error if somebody else has taken it.
    pub(super) fn renew(&self) -> Result<(), PublishError> {
        let mut renewed = self.renewed.lock().unwrap_or_else(PoisonError::into_inner);
        if renewed.elapsed() < RENEWED {
            return Ok(());
        }
        if !self.is_ours()? {
            return Err(PublishError::Moved);
        }
        self.store.put(LOCK, &self.held())?;
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
