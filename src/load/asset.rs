//! Reads the files that pages refer to.

use std::path::Path;

use rayon::prelude::*;

/// Reads files of the site by their path from the root; those that can't be read are errors of the machine.
pub fn read_assets(root: &Path, paths: &[Box<str>]) -> std::io::Result<Vec<Vec<u8>>> {
    paths.par_iter().map(|path| std::fs::read(root.join(&**path))).collect()
}
