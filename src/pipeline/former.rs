//! What a former build came to, and whether a build would come to the same again.
//!
//! Takes what was read and what is asked for; gives a key that stands for both. A build whose key is that of a former
//! one makes nothing anew: the same files give the same bytes. Dates are part of the key as far as anything goes by
//! them: the day, and on which side of each embargo's end the build stands.

use std::path::Path;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Drawing, Prepared, Request, built_in_hash};
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::corpus::Corpus;

/// A build that ended well.
#[derive(Debug, Serialize, Deserialize)]
pub struct Former {
    key: String,
    span: Unchanged,
    /// The hash of the manifest that it wrote.
    pub manifest: [u8; 32],
    /// How many briefs its lists have.
    pub briefs: usize,
    /// What it found.
    diagnostics: Vec<Diagnostic>,
    /// What else its maker wants to know again, in the maker's own form.
    pub more: String,
}

/// The time in which no embargo ends, from its beginning on and before its end, as seconds since 1970.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Unchanged {
    from: Option<i64>,
    until: Option<i64>,
}

impl Unchanged {
    /// The time around `as_of`, by all embargoes of a corpus that nothing was taken out of.
    pub(super) fn of(corpus: &Corpus, as_of: Timestamp) -> Self {
        let briefs = corpus.briefs.iter().filter_map(|brief| brief.front.embargo.as_ref());
        let ends = briefs.chain(corpus.pages.iter().filter_map(|page| page.embargo.as_ref()));
        let (past, coming): (Vec<Timestamp>, Vec<Timestamp>) =
            ends.map(|embargo| embargo.until).partition(|until| *until <= as_of);
        // An end within a second counts from the next one on, so that whole seconds never say too much.
        let from = past.into_iter().max().map(|until| until.as_second() + 1);
        Self { from, until: coming.into_iter().min().map(Timestamp::as_second) }
    }

    /// Whether a time is within.
    pub(super) fn holds(self, as_of: Timestamp) -> bool {
        let now = as_of.as_second();
        self.from.is_none_or(|from| from <= now) && self.until.is_none_or(|until| now < until)
    }
}

/// What is asked for, and of which program, as a hash.
pub fn asked(request: &Request, program: [u8; 32]) -> String {
    let Request { root: _, selection, base_url, portable, strict, cards, cache: _ } = request;
    let day = selection.as_of.to_zoned_datetime(jiff::tz::TimeZone::UTC).date();
    let drawn = !matches!(cards, Drawing::None);
    let asked = format!("{:?}", (selection.internal, selection.drafts, day, base_url, portable, strict, drawn));
    let mut hasher = blake3::Hasher::new();
    hasher.update(&program).update(&built_in_hash()).update(asked.as_bytes());
    hasher.finalize().to_hex().to_string()
}

/// The key of a build that was asked for so: `read` is the hash of what was read.
pub fn key(asked: &str, read: [u8; 32]) -> String {
    blake3::Hasher::new().update(&read).update(asked.as_bytes()).finalize().to_hex().to_string()
}

/// The name under which something is kept for an output folder.
pub fn name(out: &Path) -> String {
    let absolute = std::path::absolute(out).unwrap_or_else(|_| out.to_owned());
    blake3::hash(absolute.as_os_str().as_encoded_bytes()).to_hex()[..16].to_owned()
}

impl Former {
    /// What is kept of a build that ended well.
    pub fn new(key: String, prepared: &Prepared, manifest: [u8; 32], more: String) -> Self {
        let diagnostics = prepared.diagnostics.iter().cloned().collect();
        let briefs = prepared.site.listed.len();
        Self { key, span: prepared.unchanged, manifest, briefs, diagnostics, more }
    }

    /// Reads one; `None` for bytes that another version wrote.
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        serde_json::from_slice(bytes).ok()
    }

    /// Its bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("numbers and texts have a JSON text")
    }

    /// Whether a build of this key, at this time, would come to the same.
    pub fn holds(&self, key: &str, as_of: Timestamp) -> bool {
        self.key == key && self.span.holds(as_of)
    }

    /// What it found, and what its maker wanted to know again.
    pub fn into_parts(self) -> (Diagnostics, String) {
        let mut diagnostics = Diagnostics::default();
        diagnostics.extend(self.diagnostics);
        (diagnostics, self.more)
    }
}
