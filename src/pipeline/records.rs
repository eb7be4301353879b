//! What a step made in former runs, from the disk and back.

use super::Cache;
use crate::records::Records;
use crate::write::{Keeping, Kept};

/// A file of the cache; without a cache there is none.
pub(super) struct File<'n> {
    kept: Kept,
    name: &'n str,
}

impl<'n> File<'n> {
    /// The file of a name in a folder of the cache.
    pub(super) fn of(cache: Option<&Cache>, (folder, name): (&str, &'n str)) -> Self {
        Self { kept: Kept::new(cache.map(|cache| cache.folder.clone()), folder), name }
    }

    /// What a former run kept; nothing where there is none, or where it is broken.
    pub(super) fn read(&self) -> Vec<u8> {
        self.kept.get(self.name).unwrap_or_default()
    }

    /// Keeps what `write` writes, if it writes all of it.
    pub(super) fn keep(&self, write: impl FnOnce(&mut Keeping) -> std::io::Result<()>) {
        let mut keeping = self.kept.begin(self.name);
        if write(&mut keeping).is_ok() {
            keeping.seal();
        }
    }
}

/// Has a step use what is kept under a name in a folder of the cache, and keeps what the step used or made; without a
/// cache nothing.
pub(super) fn kept<T>(
    cache: Option<&Cache>,
    name: (&str, &str),
    step: impl FnOnce(Option<&mut Records<'_>>) -> T,
) -> T {
    let Some(program) = cache.map(|cache| cache.program) else { return step(None) };
    let file = File::of(cache, name);
    let former = file.read();
    let mut records = Records::new(&former, program);
    let made = step(Some(&mut records));
    if records.changed() {
        file.keep(|keeping| records.write(keeping));
    }
    made
}
