//! What seeking found in each brief, kept from one run to the next.
//!
//! To seek names and quotations is most of the work of linking, and what comes of it follows from the words of a brief,
//! the names of the registry, the brief's own decisions, and the words of the sources that it quotes. A record stands
//! under the hash of all of these, as `select` left them and with names in the place of ids: so it is true of whatever
//! brief has it, in whatever view of whatever site. Takes bytes and gives bytes; never touches a disk.

mod record;
#[cfg(test)]
mod tests;

use std::hash::{Hash, Hasher};
use std::io::Write;

use super::mentions::Matcher;
use crate::model::site::BriefLinks;

/// The hash that a record stands under.
type Key = [u8; 16];

/// The hash of the program and of all names, under which all records stand.
type World = [u8; 32];

/// What a former run kept, and what this one will keep.
#[derive(Debug)]
pub struct Finds<'a> {
    program: [u8; 32],
    former: &'a [u8],
    world: World,
    now: Vec<Find<'a>>,
    changed: bool,
}

/// The records that hold for the present names, by key.
pub(super) struct Former<'a>(Vec<(Key, &'a [u8])>);

/// What was found in one brief.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Find<'a> {
    key: Key,
    record: Record<'a>,
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Record<'a> {
    /// Found by a former run.
    Former(&'a [u8]),
    /// Found just now.
    New(Box<[u8]>),
}

impl<'a> Finds<'a> {
    /// From the bytes that a former run kept; any others are worth none. `program` is the hash of the program, since
    /// another may find something else.
    pub fn new(former: &'a [u8], program: [u8; 32]) -> Self {
        Self { program, former, world: [0; 32], now: Vec::new(), changed: false }
    }

    /// Whether what there is to keep isn't what is kept already.
    pub fn changed(&self) -> bool {
        self.changed
    }

    /// Writes what there is to keep.
    pub fn write(&self, to: &mut dyn Write) -> std::io::Result<()> {
        to.write_all(&self.world)?;
        for Find { key, record } in &self.now {
            let length = u32::try_from(record.bytes().len()).map_err(std::io::Error::other)?;
            to.write_all(key)?;
            to.write_all(&length.to_le_bytes())?;
            to.write_all(record.bytes())?;
        }
        Ok(())
    }

    /// The records that hold for the names of a matcher.
    pub(super) fn former(&mut self, matcher: &Matcher) -> Former<'a> {
        let mut content = Content(self.program.to_vec());
        matcher.hash(&mut content);
        self.world = *content.hash().as_bytes();
        let read = self.former.split_first_chunk().filter(|(world, _)| **world == self.world);
        Former(read.and_then(|(_, rest)| records(rest)).unwrap_or_default())
    }

    /// Keeps what was found in the present briefs.
    pub(super) fn keep(&mut self, former: &Former<'_>, finds: Vec<Option<Find<'a>>>) {
        self.now = finds.into_iter().flatten().collect();
        self.now.sort_unstable();
        self.now.dedup_by(|later, first| later.key == first.key);
        let new = self.now.iter().any(|find| matches!(find.record, Record::New(_)));
        self.changed = new || self.now.len() != former.0.len();
    }
}

/// What [`Finds::write`] wrote after its world.
fn records(mut rest: &[u8]) -> Option<Vec<(Key, &[u8])>> {
    let mut list = Vec::new();
    while !rest.is_empty() {
        let (key, after) = rest.split_first_chunk()?;
        let (length, after) = after.split_first_chunk()?;
        let (record, after) = after.split_at_checked(usize::try_from(u32::from_le_bytes(*length)).ok()?)?;
        list.push((*key, record));
        rest = after;
    }
    Some(list)
}

impl<'a> Former<'a> {
    /// Puts into `links` what is kept under a key.
    pub(super) fn read(&self, key: Key, links: &mut BriefLinks) -> Option<Find<'a>> {
        let at = self.0.binary_search_by(|(other, _)| other.cmp(&key)).ok()?;
        let bytes = self.0[at].1;
        record::decode(bytes, links).then_some(Find { key, record: Record::Former(bytes) })
    }
}

impl Find<'_> {
    /// What was found just now, to be kept.
    pub(super) fn new(key: Key, links: &BriefLinks) -> Option<Self> {
        record::encode(links).map(|bytes| Self { key, record: Record::New(bytes) })
    }
}

impl Record<'_> {
    fn bytes(&self) -> &[u8] {
        match self {
            Self::Former(bytes) => bytes,
            Self::New(bytes) => bytes,
        }
    }
}

/// Gathers everything that something depends on.
#[derive(Default)]
pub(super) struct Content(Vec<u8>);

impl Content {
    /// The key of what was gathered.
    pub(super) fn key(&self) -> Key {
        let mut key = Key::default();
        key.copy_from_slice(&self.hash().as_bytes()[..16]);
        key
    }

    fn hash(&self) -> blake3::Hash {
        blake3::hash(&self.0)
    }
}

impl Hasher for Content {
    fn write(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    fn finish(&self) -> u64 {
        self.hash().as_bytes().iter().take(8).fold(0, |hash, byte| hash << 8 | u64::from(*byte))
    }
}
