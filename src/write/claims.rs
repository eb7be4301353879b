//! Which paths the outputs of a build have, and where the spare has each of them from.

use std::collections::{HashMap, HashSet};

use rayon::prelude::*;

use super::manifest::{Entry, Manifest};
use crate::text::hash::OfTexts;
use crate::text::path::one_file;

/// Which paths this build's outputs took.
#[derive(Debug, Default)]
pub(super) struct Claims {
    /// Outputs by folded path.
    files: HashMap<String, Claim, OfTexts>,
    /// Folders above them, folded.
    dirs: HashSet<String, OfTexts>,
    /// Folders that the spare has.
    pub(super) there: HashSet<String, OfTexts>,
}

/// An output that has its path.
#[derive(Debug)]
struct Claim {
    /// Its path as it was put, where that isn't the folded one.
    put: Option<String>,
    entry: Entry,
    origin: Origin,
}

/// Where the spare has an output from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    /// This build wrote it.
    Written,
    /// It stood there. Its file may be the live folder's too.
    Held,
    /// This build had the live folder's file stand there too.
    Shared,
}

impl Claims {
    /// No output has a path yet; these folders are `there` in the spare.
    pub(super) fn new(there: impl Iterator<Item = String>) -> Self {
        Self { there: there.collect(), ..Self::default() }
    }

    /// The output whose path differs from this one by case alone.
    pub(super) fn in_other_case(&self, path: &str) -> Option<String> {
        let folded = one_file(path);
        let put = self.files.get(&folded)?.put.clone().unwrap_or(folded);
        (put != path).then_some(put)
    }

    /// The outputs as the manifest lists them.
    pub(super) fn made(&self) -> Manifest {
        let mut files: Vec<(&str, Entry)> = self.all().map(|(path, entry, _)| (path, *entry)).collect();
        files.par_sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
        Manifest { files: files.into_iter().collect() }
    }

    /// All outputs, with where the spare has each of them from.
    pub(super) fn all(&self) -> impl ParallelIterator<Item = (&str, &Entry, Origin)> {
        self.files
            .par_iter()
            .map(|(folded, claim)| (claim.put.as_ref().unwrap_or(folded), claim))
            .map(|(path, claim)| (path.as_str(), &claim.entry, claim.origin))
    }

    /// Books a path, unless another output has it or needs a folder of its name: then it says which.
    pub(super) fn book(&mut self, path: &str, entry: Entry, origin: Origin) -> Result<(), String> {
        let folded = one_file(path);
        if let Some(first) = self.files.get(&folded) {
            return Err(first.put.as_ref().unwrap_or(&folded).clone());
        }
        if self.dirs.contains(&folded) {
            return Err(format!("{path}/"));
        }
        for parent in folded.rmatch_indices('/').map(|(at, _)| &folded[..at]) {
            if self.dirs.contains(parent) {
                break;
            }
            if let Some(first) = self.files.get(parent) {
                return Err(first.put.as_deref().unwrap_or(parent).to_owned());
            }
            self.dirs.insert(parent.to_owned());
        }
        let put = (folded != path).then(|| path.to_owned());
        self.files.insert(folded, Claim { put, entry, origin });
        Ok(())
    }
}
