//! One publication to a target at a time: a file at the target that ends by itself.
//!
//! What a killed run of this very folder left is taken over at once: its token stands in the private folder, whose own
//! lock dies with its process. What a run elsewhere left stops counting after ten minutes.
//!
//! Where a target lets several take it at the same moment, the last one has it: each takes it within a bounded time
//! after it looked, and then waits for longer than that, so that whoever is there afterwards is alone.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher as _, Hasher as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::error::PublishError;
use super::record::LOCK;
use super::store::{Claim, Store};

/// So long a lock counts after it was last renewed.
const LASTS: i64 = 600;
/// So often it is renewed.
const RENEWED: Duration = Duration::from_secs(60);
/// Between a look and the write that follows it, where a target lets several write: at most so long.
const PROMPT: Duration = Duration::from_secs(3);
/// Longer than that one waits there before another look.
const SETTLED: Duration = Duration::from_secs(4);

#[derive(Serialize, Deserialize)]
struct Held {
    token: String,
    since: String,
    until: i64,
}

impl Held {
    /// Reads a lock; `None` for one that was torn, which counts for nothing.
    fn parse(bytes: &[u8]) -> Option<Self> {
        serde_json::from_slice(bytes).ok()
    }
}

/// Whose the lock is.
enum Claimed {
    Ours,
    Others {
        /// Since when, if that is known.
        since: Option<String>,
    },
    /// Ours, perhaps, but it took so long that somebody may have seen another's.
    Late,
}

/// A held lock.
pub(super) struct Lock<'s> {
    store: &'s dyn Store,
    token: String,
    since: String,
    /// When it was last renewed: by a clock that runs on, and by the wall's, as the former stands still while a machine
    /// sleeps.
    renewed: Mutex<(Instant, i64)>,
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
        let lock = Self { store, token: token(), since: Timestamp::now().to_string(), renewed: Mutex::new(now()) };
        // Before the target is touched, so that a kill at any moment leaves a lock that is known as ours.
        let remember = |text: &str| {
            let new = home.join("holder.new");
            // Whole or not at all: a kill must not make briefgen forget that a lock is its own.
            std::fs::write(&new, text)
                .and_then(|()| std::fs::rename(&new, holder(home)))
                .map_err(|error| PublishError::target(holder(home).display().to_string(), error))
        };
        remember(&format!("{ours}\n{}", lock.token))?;
        match lock.claim(&ours)? {
            Claimed::Ours => remember(&lock.token).map(|()| lock),
            Claimed::Late => Err(PublishError::Slow),
            Claimed::Others { since } => {
                std::mem::forget(lock);
                let _ = remember(&ours);
                Err(since.map_or(PublishError::Moved, |since| PublishError::Locked { since }))
            }
        }
    }

    /// Writes the lock where none is, or none that counts; `known` are tokens of this folder's own runs.
    fn claim(&self, known: &str) -> Result<Claimed, PublishError> {
        let bytes = self.held();
        let mut claim = self.store.create(LOCK, &bytes)?;
        if claim == Claim::Others {
            let there = self.store.read(LOCK)?;
            let held = there.as_deref().and_then(Held::parse);
            let known = |held: &Held| held.token == self.token || known.lines().any(|line| line == held.token);
            if let Some(held) = held.filter(|held| !known(held) && held.until >= Timestamp::now().as_second()) {
                return Ok(Claimed::Others { since: Some(held.since) });
            }
            // Of several that find a lock which counts no more, one alone swaps just that one for its own.
            claim = match &there {
                Some(there) => self.store.swap(LOCK, there, &bytes)?,
                None => self.store.create(LOCK, &bytes)?,
            };
        }
        match claim {
            Claim::Unsure { within } if within > PROMPT => return Ok(Claimed::Late),
            Claim::Unsure { .. } => std::thread::sleep(SETTLED),
            Claim::Ours | Claim::Others => {}
        }
        let now = self.store.read(LOCK)?.as_deref().and_then(Held::parse);
        Ok(match now {
            Some(held) if held.token == self.token => Claimed::Ours,
            other => Claimed::Others { since: other.map(|held| held.since) },
        })
    }

    fn held(&self) -> Vec<u8> {
        let until = Timestamp::now().as_second() + LASTS;
        let held = Held { token: self.token.clone(), since: self.since.clone(), until };
        serde_json::to_vec(&held).expect("a lock has a JSON text")
    }

    /// The lock's bytes, if it is ours.
    fn ours(&self) -> Result<Option<Vec<u8>>, PublishError> {
        let ours = |bytes: &Vec<u8>| Held::parse(bytes).is_some_and(|held| held.token == self.token);
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
        let asleep = now().1 - renewed.1 >= RENEWED.as_secs().cast_signed();
        if renewed.0.elapsed() < RENEWED && !asleep {
            return Ok(());
        }
        let claim = match self.ours()? {
            Some(there) => self.store.swap(LOCK, &there, &self.held())?,
            None => Claim::Others,
        };
        if claim == Claim::Others {
            return Err(PublishError::Lost);
        }
        *renewed = now();
        Ok(())
    }
}

/// This moment by both clocks; the second in seconds.
fn now() -> (Instant, i64) {
    (Instant::now(), Timestamp::now().as_second())
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
    use std::collections::BTreeMap;
    use std::sync::Barrier;

    use super::*;
    use crate::publish::directory::Directory;
    use crate::publish::store::{Seen, Shelf};

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

    /// A target that lets everybody write, after so many milliseconds.
    struct Forgetful {
        folder: Directory,
        after: std::ops::Range<u64>,
    }

    impl Forgetful {
        fn write(&self, path: &str, bytes: &[u8]) -> Result<Claim, PublishError> {
            let looked = Instant::now();
            let chance = u64::from_str_radix(&token()[..8], 16).expect("digits");
            let spread = self.after.end - self.after.start;
            std::thread::sleep(Duration::from_millis(self.after.start + chance % spread));
            self.folder.put(path, bytes).map(|()| Claim::Unsure { within: looked.elapsed() })
        }
    }

    impl Shelf for Forgetful {
        fn list(&self) -> Result<BTreeMap<String, Seen>, PublishError> {
            self.folder.list()
        }

        fn read(&self, path: &str) -> Result<Option<Vec<u8>>, PublishError> {
            self.folder.read(path)
        }

        fn at_once(&self) -> usize {
            self.folder.at_once()
        }
    }

    impl Store for Forgetful {
        fn put(&self, path: &str, bytes: &[u8]) -> Result<(), PublishError> {
            self.folder.put(path, bytes)
        }

        fn create(&self, path: &str, bytes: &[u8]) -> Result<Claim, PublishError> {
            match self.read(path)? {
                Some(_) => Ok(Claim::Others),
                None => self.write(path, bytes),
            }
        }

        fn swap(&self, path: &str, old: &[u8], new: &[u8]) -> Result<Claim, PublishError> {
            match self.read(path)?.as_deref() == Some(old) {
                true => self.write(path, new),
                false => Ok(Claim::Others),
            }
        }

        fn copy(&self, from: &str, to: &str) -> Result<(), PublishError> {
            self.folder.copy(from, to)
        }

        fn delete(&self, path: &str) -> Result<(), PublishError> {
            self.folder.delete(path)
        }
    }

    fn forgetful(folder: &tempfile::TempDir, after: std::ops::Range<u64>) -> Forgetful {
        Forgetful { folder: Directory::new(folder.path().to_owned()), after }
    }

    #[test]
    fn where_everybody_may_write_one_alone_has_the_lock() {
        let folder = tempfile::tempdir().expect("a folder");
        assert_eq!(holders_after_a_race(&forgetful(&folder, 0..2_000), 12), 1);
    }

    #[test]
    fn where_a_write_takes_too_long_nobody_has_the_lock() {
        let (folder, home) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
        let store = forgetful(&folder, 3_100..3_101);
        assert!(matches!(Lock::take(&store, home.path()), Err(PublishError::Slow)));
        assert_eq!(store.read(LOCK).expect("a look"), None);
    }
}
