//! The boundary between a publication and the place that it goes to: what every stepwise target can do.

use std::collections::BTreeMap;
use std::time::Duration;

use super::error::PublishError;

/// A file at a target, as a listing shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Seen {
    /// Its size in bytes.
    pub(super) size: u64,
    /// It may have been changed after the record was written, so that its bytes must be looked at.
    pub(super) touched: bool,
}

/// Reading a target.
pub(super) trait Shelf: Sync {
    /// Every file at the target, briefgen's own state included, by path with `/`.
    fn list(&self) -> Result<BTreeMap<String, Seen>, PublishError>;
    /// A file's bytes; `None` if it isn't there.
    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, PublishError>;
    /// How many requests may run at once.
    fn at_once(&self) -> usize;
}

/// What came of a write that only one of several may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Claim {
    /// It was done, and by nobody else.
    Ours,
    /// Somebody else was there before.
    Others,
    /// It was done, but this target lets several do it at the same moment; the last one has it.
    #[cfg_attr(not(any(feature = "publish", test)), expect(dead_code, reason = "only a bucket may be unsure"))]
    Unsure {
        /// So long after it was seen that nobody had.
        within: Duration,
    },
}

/// A target that is changed file by file.
pub(super) trait Store: Shelf {
    /// Puts a file; readers see the former bytes or these, never a part.
    fn put(&self, path: &str, bytes: &[u8]) -> Result<(), PublishError>;
    /// Puts a file if none is there.
    fn create(&self, path: &str, bytes: &[u8]) -> Result<Claim, PublishError>;
    /// Puts a file in place of one that holds just these bytes.
    fn swap(&self, path: &str, old: &[u8], new: &[u8]) -> Result<Claim, PublishError>;
    /// Copies a file within the target; does nothing if it isn't there.
    fn copy(&self, from: &str, to: &str) -> Result<(), PublishError>;
    /// Deletes a file; one that isn't there is deleted already.
    fn delete(&self, path: &str) -> Result<(), PublishError>;
}
