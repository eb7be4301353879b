//! Hashes of texts, for looking them up. The same in every run of a program.

use std::hash::{BuildHasher, BuildHasherDefault, Hasher};

/// The hash of a text: so good that two texts of one site don't share one.
pub fn of(text: &str) -> u64 {
    foldhash::quality::FixedState::default().hash_one(text)
}

/// For values of many parts: so good that two of one site don't share one, and the same in every run of a program.
pub type OfParts = foldhash::quality::FixedState;

/// For sets and maps of many short texts.
pub type OfTexts = foldhash::fast::FixedState;

/// For maps by ids of files and the like.
pub type OfIds = foldhash::fast::FixedState;

/// For sets and maps whose keys are hashes already.
pub type OfHashes = BuildHasherDefault<AsItIs>;

/// Gives back the hash that it is given.
#[derive(Debug, Default)]
pub struct AsItIs(u64);

impl Hasher for AsItIs {
    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.0 = self.0.rotate_left(8) ^ u64::from(*byte));
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }

    fn finish(&self) -> u64 {
        self.0
    }
}
