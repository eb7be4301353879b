//! What a target remembers: the record of what is live, and what an interrupted publication was doing.
//!
//! The record is a manifest as a build writes it, of the same name, with more keys. It names public things only: a
//! removed brief has no title in it. Its files are read as a manifest and nowhere else: a large site has many.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize, Serializer};

use super::links::Links;
use super::moved::Moved;
use crate::write::{Entry, MANIFEST_NAME, Manifest};

/// The record's path at a target.
pub(super) const RECORD: &str = MANIFEST_NAME;
/// Where briefgen keeps its state at a target.
pub(super) const STATE: &str = ".briefgen/";
/// What a publication is doing.
pub(super) const PENDING: &str = ".briefgen/pending.json";
/// Who is publishing.
pub(super) const LOCK: &str = ".briefgen/lock.json";
/// What stood before the last publication; an unguessable part follows.
pub(super) const PREVIOUS: &str = ".briefgen/previous-";

/// What is live at a target.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Record {
    version: u32,
    /// When, by what and for whom.
    pub(super) published: Published,
    /// Briefs by slug.
    pub(super) briefs: BTreeMap<String, BriefState>,
    /// The routes of the desk's own pages that are removed: `/about/`.
    #[serde(default)]
    pub(super) removed_pages: BTreeSet<String>,
    /// Old slugs that lead on, with the marks of their briefs.
    #[serde(default)]
    pub(super) moved: Moved,
    /// Superseded styles and scripts that pages in caches still need.
    pub(super) kept: BTreeMap<String, Kept>,
}

/// A record as its file holds it.
#[derive(Serialize)]
struct Written<'r> {
    #[serde(flatten)]
    record: &'r Record,
    files: WrittenFiles<'r>,
}

struct WrittenFiles<'r>(&'r Manifest);

impl Serialize for WrittenFiles<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let state = |entry: &Entry| FileState { hash: entry.hash.to_hex().to_string(), size: entry.size };
        serializer.collect_map(self.0.files.iter().map(|(path, entry)| (path, state(entry))))
    }
}

/// When, by what and for whom a site was published.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Published {
    /// The instant.
    pub(super) at: String,
    /// `briefgen 0.1.0`
    pub(super) by: String,
    /// The address that readers type.
    pub(super) base_url: Option<String>,
    /// `public` or `internal`
    pub(super) audience: String,
    /// It removed a brief or a page, so there is no way back behind it.
    pub(super) removes: bool,
}

/// A brief as readers see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct BriefState {
    /// Its title; empty for a removed one.
    pub(super) title: String,
    /// `published`, `withdrawn` or `removed`
    pub(super) status: String,
    /// What it links to: `actors/ukraine`.
    pub(super) links: Links,
    /// By which it is known again where its slug has changed; none for a removed one.
    #[serde(default)]
    pub(super) marks: Vec<String>,
}

/// A superseded file that is still there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Kept {
    hash: String,
    size: u64,
    /// Seconds since 1970 at which it was superseded.
    pub(super) since: i64,
}

#[derive(Serialize)]
struct FileState {
    hash: String,
    size: u64,
}

impl Record {
    /// The record of these briefs and removed pages.
    pub(super) fn new(
        published: Published,
        briefs: BTreeMap<String, BriefState>,
        removed_pages: BTreeSet<String>,
    ) -> Self {
        Self { version: 1, published, briefs, removed_pages, moved: Moved::new(), kept: BTreeMap::new() }
    }

    /// Reads a record with its files; `None` for anything that briefgen's own publication would never have written,
    /// such as a path that leads out of the target.
    pub(super) fn parse(bytes: &[u8]) -> Option<(Self, Manifest)> {
        let manifest = Manifest::parse(bytes)?;
        Some((Self::of(bytes)?, manifest))
    }

    /// The record in bytes that hold a manifest.
    pub(super) fn of(bytes: &[u8]) -> Option<Self> {
        let record: Self = serde_json::from_slice(bytes).ok()?;
        let harmless = |path: &String| crate::write::path::judge(path).is_ok();
        record.kept.keys().all(harmless).then_some(record)
    }

    /// Its bytes, with the files that it is of.
    pub(super) fn to_bytes(&self, files: &Manifest) -> Vec<u8> {
        let written = Written { record: self, files: WrittenFiles(files) };
        let mut bytes = serde_json::to_vec(&written).expect("a record has a JSON text");
        bytes.push(b'\n');
        bytes
    }
}

impl Kept {
    /// A file that is superseded now.
    pub(super) fn new(entry: &Entry, since: i64) -> Self {
        Self { hash: entry.hash.to_string(), size: entry.size, since }
    }

    /// Its bytes' entry.
    pub(super) fn entry(&self) -> Option<Entry> {
        Some(Entry { hash: blake3::Hash::from_hex(&self.hash).ok()?, size: self.size })
    }
}

/// What a publication is doing; stands at the target until it has ended.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Pending {
    /// The hash of the record that it began from.
    pub(super) base: String,
    /// Paths that it may have changed.
    pub(super) touched: BTreeSet<String>,
    /// Paths whose former bytes are safe in the folder of `previous`.
    pub(super) saved: BTreeSet<String>,
    /// By what the folder that keeps what stood before is known again: a hash, as anyone may read this.
    pub(super) previous: Option<String>,
}

impl Pending {
    /// Reads what an interrupted publication left. A path that leads elsewhere is dropped.
    pub(super) fn parse(bytes: &[u8]) -> Option<Self> {
        let mut pending: Self = serde_json::from_slice(bytes).ok()?;
        let harmless = |path: &String| crate::write::path::judge(path).is_ok();
        pending.touched.retain(harmless);
        pending.saved.retain(harmless);
        Some(pending)
    }

    /// Its bytes.
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("a pending publication has a JSON text")
    }
}

/// The hash that a record is known by; of nothing where there is no record.
pub(super) fn base(record: Option<&[u8]>) -> blake3::Hash {
    blake3::hash(record.unwrap_or_default())
}
