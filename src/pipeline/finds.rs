//! Linking, with what former runs found in the same words.

use super::Request;
use crate::diag::Diagnostics;
use crate::files::Files;
use crate::link::{self, Finds};
use crate::model::corpus::Corpus;
use crate::model::site::Site;
use crate::write::Kept;

/// Links a corpus. What is in memory comes before what is on the disk, which is read and written the first time only.
pub(super) fn link(
    request: &Request,
    corpus: Corpus,
    files: &Files,
    linked: &mut link::Kept,
    diagnostics: &mut Diagnostics,
) -> Site {
    let Some(cache) = request.cache.as_ref().filter(|_| linked.is_empty()) else {
        return link::link_again(corpus, files, linked, None, diagnostics);
    };
    // Each view has a file of its own, so that a build for one leaves what was found for the other.
    let name = if request.selection.internal { "internal" } else { "public" };
    let kept = Kept::new(Some(cache.folder.clone()), "finds");
    let former = kept.get(name).unwrap_or_default();
    let mut finds = Finds::new(&former, cache.program);
    let site = link::link_again(corpus, files, linked, Some(&mut finds), diagnostics);
    if finds.changed() {
        let mut keeping = kept.begin(name);
        if finds.write(&mut keeping).is_ok() {
            keeping.seal();
        }
    }
    site
}
