//! What a step made of something, kept from one run to the next under the hash of what it was made from.
//!
//! A record says nothing of what is in it: its maker owns that shape, and reads again what it wrote. All records of a
//! file hold for one program, and for whatever else their maker opens them with. Takes bytes and gives bytes; never
//! touches a disk.

use std::borrow::Cow;
use std::hash::{Hash, Hasher};
use std::io::Write;
use std::sync::{Mutex, PoisonError};

/// The hash that a record stands under.
pub type Key = [u8; 16];

/// The hash of all that the records of a file have in common.
type World = [u8; 32];

/// Of so many records one may be made in each run: that is less work than to write all of them.
const SHARE: usize = 500;

/// What a former run kept, and what this one will keep.
#[derive(Debug)]
pub struct Records<'a> {
    program: [u8; 32],
    bytes: &'a [u8],
    world: World,
    former: Vec<Record<'a>>,
    now: Mutex<Vec<(Key, Cow<'a, [u8]>)>>,
}

/// A record that a former run kept.
type Record<'a> = (Key, &'a [u8]);

impl<'a> Records<'a> {
    /// From the bytes that a former run kept; any others are worth none. `program` is the hash of the program, since
    /// another may make something else. Nothing is in them until they are opened.
    pub fn new(bytes: &'a [u8], program: [u8; 32]) -> Self {
        Self { program, bytes, world: World::default(), former: Vec::new(), now: Mutex::default() }
    }

    /// Opens those that were made with the same `world`.
    pub fn open(&mut self, world: &impl Hash) {
        let mut content = Content(self.program.to_vec());
        world.hash(&mut content);
        self.world = *content.hash().as_bytes();
        let read = self.bytes.split_first_chunk().filter(|(world, _)| **world == self.world);
        self.former = read.and_then(|(_, rest)| records(rest)).unwrap_or_default();
    }

    /// What was kept under a key.
    pub fn get(&self, key: Key) -> Option<&'a [u8]> {
        let at = self.former.binary_search_by(|(other, _)| other.cmp(&key)).ok()?;
        Some(self.former[at].1)
    }

    /// Keeps bytes under a key: new ones, or those that were kept.
    pub fn keep(&self, key: Key, bytes: impl Into<Cow<'a, [u8]>>) {
        self.now.lock().unwrap_or_else(PoisonError::into_inner).push((key, bytes.into()));
    }

    /// Whether it is worth while to keep something else than what was kept; then it can be written. As many records as
    /// there were, nearly all of them the same, serve the next run as well; with fewer, something has to be forgotten.
    pub fn changed(&mut self) -> bool {
        let now = self.now.get_mut().unwrap_or_else(PoisonError::into_inner);
        now.sort_unstable();
        now.dedup_by_key(|(key, _)| *key);
        let made = now.iter().filter(|(_, bytes)| matches!(bytes, Cow::Owned(_))).count();
        now.len() != self.former.len() || made * SHARE > now.len()
    }

    /// Writes what there is to keep.
    pub fn write(&self, to: &mut dyn Write) -> std::io::Result<()> {
        to.write_all(&self.world)?;
        for (key, bytes) in &*self.now.lock().unwrap_or_else(PoisonError::into_inner) {
            let length = u32::try_from(bytes.len()).map_err(std::io::Error::other)?;
            to.write_all(key)?;
            to.write_all(&length.to_le_bytes())?;
            to.write_all(bytes)?;
        }
        Ok(())
    }
}

/// What [`Records::write`] wrote after its world.
fn records(mut rest: &[u8]) -> Option<Vec<Record<'_>>> {
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

/// The key that the first bytes of a hash are.
pub fn key(hash: &[u8; 32]) -> Key {
    let mut key = Key::default();
    key.copy_from_slice(&hash[..16]);
    key
}

/// Gathers everything that something depends on.
#[derive(Debug, Default)]
pub struct Content(Vec<u8>);

impl Content {
    /// The key of what was gathered.
    pub fn key(&self) -> Key {
        key(self.hash().as_bytes())
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

/// The keys of what was written, each with these bytes: for tests of what makers do with them.
#[cfg(test)]
pub(crate) fn each_as(written: &[u8], bytes: &[u8]) -> (usize, Vec<u8>) {
    let (world, rest) = written.split_first_chunk().expect("it begins with its world");
    let now: Vec<_> = records(rest).expect("it was just written").iter().map(|(key, _)| (*key, bytes.into())).collect();
    let (count, mut to) = (now.len(), Vec::new());
    let records = Records { world: *world, now: Mutex::new(now), ..Records::new(&[], [0; 32]) };
    records.write(&mut to).expect("memory can be written");
    (count, to)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What there is to keep, if it is something else than what was kept.
    fn written(mut records: Records<'_>) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        records.changed().then(|| records.write(&mut bytes).expect("memory can be written"))?;
        Some(bytes)
    }

    fn opened<'a>(bytes: &'a [u8], program: u8, world: &str) -> Records<'a> {
        let mut records = Records::new(bytes, [program; 32]);
        records.open(&world);
        records
    }

    fn some() -> Vec<u8> {
        let records = opened(&[], 1, "names");
        records.keep([2; 16], b"two".to_vec());
        records.keep([1; 16], b"one".to_vec());
        records.keep([2; 16], b"two".to_vec());
        written(records).expect("nothing was kept before")
    }

    #[test]
    fn what_was_kept_comes_back_in_its_own_world_alone() {
        let bytes = some();
        assert_eq!(opened(&bytes, 1, "names").get([1; 16]), Some(b"one".as_slice()));
        assert_eq!(opened(&bytes, 1, "names").get([3; 16]), None);
        assert_eq!(opened(&bytes, 1, "other names").get([1; 16]), None);
        assert_eq!(opened(&bytes, 2, "names").get([1; 16]), None);
        for length in 0..bytes.len() {
            let _ = opened(&bytes[..length], 1, "names");
        }
    }

    #[test]
    fn it_is_written_when_it_is_something_else() {
        let bytes = some();
        let again = opened(&bytes, 1, "names");
        for key in [[1; 16], [2; 16]] {
            again.keep(key, again.get(key).expect("it was kept"));
        }
        assert_eq!(written(again), None, "what is kept already isn't kept again");
        let fewer = opened(&bytes, 1, "names");
        fewer.keep([1; 16], fewer.get([1; 16]).expect("it was kept"));
        assert!(written(fewer).expect("one is gone").len() < bytes.len(), "what nobody asked for is forgotten");
        let other = opened(&bytes, 1, "names");
        other.keep([1; 16], other.get([1; 16]).expect("it was kept"));
        other.keep([3; 16], b"three".to_vec());
        assert!(written(other).is_some());
    }

    #[test]
    fn of_many_records_a_few_new_ones_are_not_worth_the_writing() {
        let key = |at: usize| {
            let mut key = Key::default();
            key[..8].copy_from_slice(&at.to_be_bytes());
            key
        };
        let many = 2 * SHARE;
        let first = opened(&[], 1, "names");
        (0..many).for_each(|at| first.keep(key(at), b"one".to_vec()));
        let bytes = written(first).expect("nothing was kept before");
        // So many are there again, and so many are new.
        let changed = |again: usize, new: usize| {
            let mut records = opened(&bytes, 1, "names");
            (0..again).for_each(|at| records.keep(key(at), records.get(key(at)).expect("it was kept")));
            (0..new).for_each(|at| records.keep(key(many + at), b"one".to_vec()));
            records.changed()
        };
        assert_eq!([0, 1, 2, 3].map(|new| changed(many - new, new)), [false, false, false, true]);
        assert!(changed(many - 1, 0), "one is gone");
        assert!(changed(many, 1), "there is one more");
    }
}
