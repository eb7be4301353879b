//! A store of objects: keys and bytes behind HTTP, as S3 and its kin have them.
//!
//! Takes any store of the crate `object_store`, opened by one of the files below, and a prefix. What differs between
//! stores is how they are opened; reading, conditional writing, types, retries and bounds are the same and stand here.
//! Never shows a key of its user, whatever a store answers.

mod fault;
mod keys;
mod s3;

use std::collections::BTreeMap;
use std::future::Future;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use object_store::path::Path;
use object_store::{
    Attribute, Attributes, Error, ObjectStore, ObjectStoreExt as _, PutMode, PutMultipartOptions, PutOptions,
    PutPayload, UpdateVersion,
};
use tokio::runtime::{Builder, Runtime};
use tokio_stream::StreamExt as _;

use super::error::PublishError;
use super::lasting::is_lasting;
use super::record::{RECORD, STATE};
use super::store::{Claim, Seen, Shelf, Store};
use crate::text::media;
use fault::Faults;

pub(super) use s3::open as s3;

/// So many requests at once.
const AT_ONCE: usize = 16;
/// A larger file goes in parts of this size, each with a time of its own.
const PART: usize = 8 << 20;
/// A request that was broken off is made again so often.
const TRIES: u32 = 4;
/// Times of files are whole seconds at most stores. The record is written so long after the last file, so that its
/// time tells what was changed later.
const SETTLED: Duration = Duration::from_millis(1_100);

/// A bucket, or a folder in it.
pub(super) struct Objects {
    store: Arc<dyn ObjectStore>,
    prefix: Path,
    runtime: Runtime,
    faults: Faults,
    last: Mutex<Option<Instant>>,
}

impl Objects {
    /// Uses an opened store. `name` is how messages call it, and `secrets` are what no message may hold.
    fn new(
        store: Arc<dyn ObjectStore>,
        prefix: Path,
        name: String,
        secrets: Vec<String>,
    ) -> Result<Self, PublishError> {
        let runtime = Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .map_err(|error| PublishError::target(name.clone(), error))?;
        Ok(Self { store, prefix, runtime, faults: Faults::new(name, secrets), last: Mutex::new(None) })
    }

    fn key(&self, path: &str) -> Result<Path, PublishError> {
        let whole = if self.prefix.is_root() { path.to_owned() } else { format!("{}/{path}", self.prefix) };
        Path::parse(whole).map_err(|error| self.faults.told(path, &error.into()))
    }

    /// Does something, and again if the connection broke meanwhile.
    fn try_to<T, F: Future<Output = Result<T, Error>>>(&self, work: impl Fn() -> F) -> Result<T, Error> {
        self.runtime.block_on(async {
            let mut tries = 1;
            loop {
                match work().await {
                    Err(error) if tries < TRIES && fault::is_broken(&error) => {
                        tokio::time::sleep(Duration::from_millis(100 << (2 * tries))).await;
                        tries += 1;
                    }
                    done => return done,
                }
            }
        })
    }

    fn get(&self, path: &str) -> Result<Option<(Vec<u8>, UpdateVersion)>, PublishError> {
        let key = self.key(path)?;
        let got = self.try_to(|| async {
            let result = self.store.get(&key).await?;
            let version = UpdateVersion { e_tag: result.meta.e_tag.clone(), version: result.meta.version.clone() };
            Ok((result.bytes().await?.into(), version))
        });
        match got {
            Ok(got) => Ok(Some(got)),
            Err(error) if self.faults.is_missing(&error) => Ok(None),
            Err(error) => Err(self.faults.told(path, &error)),
        }
    }

    fn put_as(&self, path: &str, bytes: &[u8], mode: &PutMode) -> Result<(), Error> {
        let key = self.key(path).map_err(|_| Error::NotSupported { source: "this name".into() })?;
        let done = match bytes.len() > PART && matches!(mode, PutMode::Overwrite) {
            true => self.put_in_parts(&key, path, bytes),
            false => {
                let payload = PutPayload::from(bytes.to_vec());
                self.try_to(|| {
                    let options =
                        PutOptions { mode: mode.clone(), attributes: attributes(path, bytes), ..PutOptions::default() };
                    let (payload, key) = (payload.clone(), &key);
                    async move { self.store.put_opts(key, payload, options).await.map(drop) }
                })
            }
        };
        *self.last.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now());
        done
    }

    fn put_in_parts(&self, key: &Path, path: &str, bytes: &[u8]) -> Result<(), Error> {
        self.try_to(|| async {
            let options = PutMultipartOptions { attributes: attributes(path, bytes), ..PutMultipartOptions::default() };
            let mut upload = self.store.put_multipart_opts(key, options).await?;
            for part in bytes.chunks(PART) {
                if let Err(error) = upload.put_part(PutPayload::from(part.to_vec())).await {
                    let _ = upload.abort().await;
                    return Err(error);
                }
            }
            upload.complete().await.map(drop)
        })
    }

    /// Whether what stands there is what was to be put there.
    fn whose(&self, path: &str, bytes: &[u8]) -> Result<Claim, PublishError> {
        Ok(if self.read(path)?.as_deref() == Some(bytes) { Claim::Ours } else { Claim::Others })
    }

    /// Puts a file where the store heeds no conditions, if what stands there is what was expected.
    fn put_over(&self, path: &str, expected: Option<&[u8]>, bytes: &[u8]) -> Result<Claim, PublishError> {
        let looked = Instant::now();
        if self.read(path)?.as_deref() != expected {
            return Ok(Claim::Others);
        }
        self.put(path, bytes)?;
        Ok(Claim::Unsure { within: looked.elapsed() })
    }

    /// Waits until the time of what is written now differs from that of all before.
    fn settle(&self) {
        let last = *self.last.lock().unwrap_or_else(PoisonError::into_inner);
        let passed = last.map_or(SETTLED, |last| last.elapsed());
        std::thread::sleep(SETTLED.saturating_sub(passed));
    }
}

impl Shelf for Objects {
    fn list(&self) -> Result<BTreeMap<String, Seen>, PublishError> {
        let mut found = BTreeMap::new();
        let within = (!self.prefix.is_root()).then_some(&self.prefix);
        let cut = if self.prefix.is_root() { 0 } else { self.prefix.as_ref().len() + 1 };
        // A listing that breaks off goes on where it broke.
        let (mut after, mut tries) = (None::<Path>, 0);
        loop {
            let before = found.len();
            let listed = self.runtime.block_on(async {
                let mut stream = match &after {
                    Some(after) => self.store.list_with_offset(within, after),
                    None => self.store.list(within),
                };
                while let Some(next) = stream.next().await {
                    let meta = next?;
                    if let Some(path) = meta.location.as_ref().get(cut..).filter(|path| !path.is_empty()) {
                        found.insert(path.to_owned(), (meta.size, meta.last_modified));
                    }
                    after = Some(meta.location);
                }
                Ok::<(), Error>(())
            });
            match listed {
                Ok(()) => break,
                Err(error) => {
                    tries = if found.len() > before { 1 } else { tries + 1 };
                    if tries >= TRIES || !fault::is_broken(&error) {
                        return Err(self.faults.told("", &error));
                    }
                    std::thread::sleep(Duration::from_millis(100 << (2 * tries)));
                }
            }
        }
        let since = found.get(RECORD).map(|(_, time)| *time);
        let touched = |path: &str, time| path != RECORD && since.is_none_or(|since| time >= since);
        let seen = found.into_iter().map(|(path, (size, time))| {
            let touched = touched(&path, time);
            (path, Seen { size, touched })
        });
        Ok(seen.collect())
    }

    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, PublishError> {
        Ok(self.get(path)?.map(|(bytes, _)| bytes))
    }

    fn at_once(&self) -> usize {
        AT_ONCE
    }
}

impl Store for Objects {
    fn put(&self, path: &str, bytes: &[u8]) -> Result<(), PublishError> {
        if path == RECORD {
            self.settle();
        }
        self.put_as(path, bytes, &PutMode::Overwrite).map_err(|error| self.faults.told(path, &error))
    }

    fn create(&self, path: &str, bytes: &[u8]) -> Result<Claim, PublishError> {
        let looked = Instant::now();
        // A store that heeds no condition would write over it.
        if let Some(there) = self.read(path)? {
            return Ok(if there == bytes { Claim::Ours } else { Claim::Others });
        }
        let once = || self.put_as(path, bytes, &PutMode::Create);
        match once() {
            // The same once more: a store that heeds conditions refuses it.
            Ok(()) => match once() {
                Err(Error::AlreadyExists { .. }) => Ok(Claim::Ours),
                _ => Ok(Claim::Unsure { within: looked.elapsed() }),
            },
            // Its own answer may have been lost on the way.
            Err(Error::AlreadyExists { .. }) => self.whose(path, bytes),
            Err(error) if fault::is_unheeded(&error) => self.put_over(path, None, bytes),
            Err(error) => Err(self.faults.told(path, &error)),
        }
    }

    fn swap(&self, path: &str, old: &[u8], new: &[u8]) -> Result<Claim, PublishError> {
        let looked = Instant::now();
        let Some((bytes, version)) = self.get(path)? else { return Ok(Claim::Others) };
        if bytes != old {
            return Ok(Claim::Others);
        }
        if version.e_tag.is_none() {
            return self.put_over(path, Some(old), new);
        }
        let once = || self.put_as(path, new, &PutMode::Update(version.clone()));
        match once() {
            Ok(()) => match once() {
                Err(error) if is_refused(&error) => Ok(Claim::Ours),
                _ => Ok(Claim::Unsure { within: looked.elapsed() }),
            },
            Err(error) if is_refused(&error) => self.whose(path, new),
            Err(error) if fault::is_unheeded(&error) => self.put_over(path, Some(old), new),
            Err(error) => Err(self.faults.told(path, &error)),
        }
    }

    fn copy(&self, from: &str, to: &str) -> Result<(), PublishError> {
        let (source, goal) = (self.key(from)?, self.key(to)?);
        match self.try_to(|| self.store.copy(&source, &goal)) {
            Err(error) if !self.faults.is_missing(&error) => Err(self.faults.told(from, &error)),
            _ => Ok(()),
        }
    }

    fn delete(&self, path: &str) -> Result<(), PublishError> {
        let key = self.key(path)?;
        match self.try_to(|| self.store.delete(&key)) {
            Err(error) if !self.faults.is_missing(&error) => Err(self.faults.told(path, &error)),
            _ => Ok(()),
        }
    }
}

/// The object isn't any more what it was to be.
fn is_refused(error: &Error) -> bool {
    matches!(error, Error::Precondition { .. } | Error::NotFound { .. } | Error::AlreadyExists { .. })
}

/// What a store tells readers of a file: its type, and how long they may keep it.
fn attributes(path: &str, bytes: &[u8]) -> Attributes {
    let keep = match path {
        path if path.starts_with(STATE) || path == RECORD => "no-store",
        path if is_lasting(path, bytes) => "public, max-age=31536000, immutable",
        _ => "public, max-age=60",
    };
    Attributes::from_iter([(Attribute::ContentType, media::kind(path)), (Attribute::CacheControl, keep)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::publish::lock::tests::holders_after_a_race;
    use object_store::memory::InMemory;

    fn objects(prefix: &str) -> (Arc<InMemory>, Objects) {
        let store = Arc::new(InMemory::new());
        let prefix = Path::parse(prefix).expect("a prefix");
        let objects = Objects::new(Arc::clone(&store) as _, prefix, "memory".to_owned(), Vec::new());
        (store, objects.expect("a runtime"))
    }

    #[test]
    fn one_alone_takes_over_a_lock_that_counts_no_more() {
        for _ in 0..20 {
            assert_eq!(holders_after_a_race(&objects("site").1, 6), 1);
        }
    }

    #[test]
    fn a_prefix_is_all_that_is_seen_and_what_came_after_the_record_is_told() {
        let (store, site) = objects("a/site");
        let other = Objects::new(store, Path::default(), String::new(), Vec::new()).expect("a runtime");
        other.put("a/sitemap.xml", b"other").expect("put");
        site.put("index.html", b"home").expect("put");
        site.put(RECORD, b"{}").expect("put");
        site.put("feed.xml", b"later").expect("put");
        let seen = site.list().expect("a list");
        let seen: Vec<(&str, u64, bool)> = seen.iter().map(|(path, s)| (path.as_str(), s.size, s.touched)).collect();
        assert_eq!(seen, [(RECORD, 2, false), ("feed.xml", 5, true), ("index.html", 4, false)]);
        assert!(other.list().expect("a list").contains_key("a/site/index.html"));
    }

    #[test]
    fn swapping_and_creating_happen_once() {
        let (_, site) = objects("");
        assert_eq!(site.create("x", b"1").expect("create"), Claim::Ours);
        assert_eq!(site.create("x", b"2").expect("create"), Claim::Others);
        // The answer to the first try was lost, and it is made again.
        assert_eq!(site.create("x", b"1").expect("create"), Claim::Ours);
        assert_eq!(site.swap("x", b"2", b"3").expect("swap"), Claim::Others);
        assert_eq!(site.swap("x", b"1", b"3").expect("swap"), Claim::Ours);
        assert_eq!(site.read("x").expect("read"), Some(b"3".to_vec()));
        site.delete("x").expect("delete");
        site.delete("x").expect("delete again");
        assert_eq!(site.read("x").expect("read"), None);
    }
}
