//! One hash of everything that a site is made from, so that a build can tell whether anything changed.

use std::path::Path;

use rayon::prelude::*;

use crate::diag::Diagnostics;
use crate::files::SourceFile;
use crate::model::inputs::Inputs;

/// The BLAKE3 hash of every path and text, of every file that may be copied, and of what reading them found.
/// A file that can't be read is an error of the machine.
pub fn digest(root: &Path, inputs: &Inputs, found: &Diagnostics) -> std::io::Result<[u8; 32]> {
    let texts: Vec<&SourceFile> = inputs.files.iter().map(|(_, file)| file).collect();
    let texts: Vec<blake3::Hash> = texts.into_par_iter().map(|file| of(&file.path, file.bom, file.hash())).collect();
    let assets: Vec<blake3::Hash> = inputs
        .assets
        .par_iter()
        .map(|asset| Ok(of(&asset.path, false, &file_digest(&root.join(&*asset.path))?)))
        .collect::<std::io::Result<_>>()?;
    let mut hasher = blake3::Hasher::new();
    for hash in texts.iter().chain(&assets) {
        hasher.update(hash.as_bytes());
    }
    hasher.update(format!("{} {found:?}", texts.len()).as_bytes());
    Ok(*hasher.finalize().as_bytes())
}

/// The BLAKE3 hash of a file, which isn't held in memory.
pub fn file_digest(path: &Path) -> std::io::Result<[u8; 32]> {
    let mut hasher = blake3::Hasher::new();
    hasher.update_reader(std::fs::File::open(path)?)?;
    Ok(*hasher.finalize().as_bytes())
}

fn of(path: &str, bom: bool, content: &[u8; 32]) -> blake3::Hash {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&[u8::from(bom)]).update(content).update(path.as_bytes());
    hasher.finalize()
}
