//! Whether an output folder still holds what a former build wrote.

use std::fs;
use std::path::Path;

use rayon::prelude::*;

use super::error::{At, WriteError, if_there};
use super::folder::{self, Root};
use super::manifest::{MANIFEST_NAME, Manifest};
use super::place::Place;

/// The number of files, if the folder's manifest has this hash, every file is as it was written, and no run was
/// stopped halfway. Only looks.
pub fn stands(out: &Path, manifest: [u8; 32]) -> Result<Option<usize>, WriteError> {
    let place = Place::of(out)?;
    for mark in [&place.filling, &place.exchange, &place.journal] {
        if place.marked(mark)? {
            return Ok(None);
        }
    }
    let file = place.out.join(MANIFEST_NAME);
    let Some(bytes) = if_there(fs::read(&file)).at(&file)? else { return Ok(None) };
    if *blake3::hash(&bytes).as_bytes() != manifest {
        return Ok(None);
    }
    let Some(manifest) = Manifest::parse(&bytes) else { return Ok(None) };
    let Some(since) = folder::manifest_stamp(&place.out).at(&place.out)? else { return Ok(None) };
    let out = Root::of(&place.out);
    let intact = manifest.files.par_iter().all(|(path, entry)| out.look(path).is_ok_and(|look| look.is(entry, since)));
    Ok(intact.then_some(manifest.files.len()))
}

/// The hash of an output folder's manifest.
pub fn manifest_hash(out: &Path) -> Result<[u8; 32], WriteError> {
    let file = out.join(MANIFEST_NAME);
    Ok(*blake3::hash(&fs::read(&file).at(&file)?).as_bytes())
}
