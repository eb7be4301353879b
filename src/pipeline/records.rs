//! What a step made in former runs, from the disk and back.

use super::Cache;
use crate::records::Records;
use crate::write::Kept;

/// Has a step use what is kept under a name in a folder of the cache, and keeps what the step used or made; without a
/// cache nothing.
pub(super) fn kept<T>(
    cache: Option<&Cache>,
    (folder, name): (&str, &str),
    step: impl FnOnce(Option<&mut Records<'_>>) -> T,
) -> T {
    let Some(cache) = cache else { return step(None) };
    let kept = Kept::new(Some(cache.folder.clone()), folder);
    let former = kept.get(name).unwrap_or_default();
    let mut records = Records::new(&former, cache.program);
    let made = step(Some(&mut records));
    if records.changed() {
        let mut keeping = kept.begin(name);
        if records.write(&mut keeping).is_ok() {
            keeping.seal();
        }
    }
    made
}
