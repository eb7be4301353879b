//! Which files readers may keep for ever: `assets/NAME.HASH.ending`, where the hash is that of the file's own bytes.
//!
//! Other bytes have another name then. A name that merely looks so, of a file in a desk's own `static/assets/`, is not
//! enough.

use std::sync::{Mutex, PoisonError};

use crate::model::output::Output;

/// How many digits of a hash a name has at least.
const DIGITS: usize = 10;

/// Whether a file's name holds the hash of its bytes, so that it never changes.
pub(super) fn is_lasting(path: &str, bytes: &[u8]) -> bool {
    let Some(name) = path.strip_prefix("assets/").filter(|name| !name.contains('/')) else { return false };
    let mut parts = name.rsplitn(3, '.').skip(1);
    let (Some(hash), Some(_)) = (parts.next(), parts.next()) else { return false };
    hash.len() >= DIGITS && blake3::hash(bytes).to_hex().starts_with(hash)
}

/// The files of a site below `assets/`, noted while they are made.
#[derive(Default)]
pub(super) struct Assets(Mutex<Found>);

/// Paths below `assets/`, sorted.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Found {
    /// Files that never change.
    pub(super) lasting: Vec<String>,
    /// Files that may change under their names.
    pub(super) others: Vec<String>,
}

impl Assets {
    /// Notes an output; may be called from many threads.
    pub(super) fn note(&self, output: &Output) {
        if output.path.starts_with("assets/") {
            let lasting = is_lasting(&output.path, &output.bytes);
            let mut found = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            let list = if lasting { &mut found.lasting } else { &mut found.others };
            list.push(output.path.clone());
        }
    }

    /// What was noted.
    pub(super) fn found(&self) -> Found {
        let mut found = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        found.lasting.sort_unstable();
        found.others.sort_unstable();
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_lasts_if_it_holds_the_hash_of_its_own_bytes() {
        // b3sum of no bytes begins with af1349b9f5f9a1a6a040.
        assert!(is_lasting("assets/institute.af1349b9f5f9a1a6.css", b""));
        assert!(is_lasting("assets/map.of.talks.af1349b9f5.png", b""));
        assert!(!is_lasting("assets/institute.af1349b9f5f9a1a6.css", b"x"));
        assert!(!is_lasting("assets/app.0123456789abcdef.js", b""));
        assert!(!is_lasting("assets/af1349b9f5f9a1a6.css", b""));
        assert!(!is_lasting("assets/map.af1349b9.png", b""));
        assert!(!is_lasting("assets/fonts/a.af1349b9f5.woff2", b""));
        assert!(!is_lasting("briefs/map.af1349b9f5.png", b""));
    }
}
