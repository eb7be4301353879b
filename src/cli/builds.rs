//! What is known of the last build into each output folder: one that would come to the same isn't made again.

use std::path::Path;

use crate::diag::Diagnostics;
use crate::load;
use crate::model::inputs::Inputs;
use crate::pipeline::former::{self, Former};
use crate::pipeline::{Cache, Prepared, Request};
use crate::write::{self, Kept, WriteError};

/// For so many output folders it is known; a site rarely has more than two.
const FOLDERS: usize = 8;

/// What is known of the last build into an output folder.
pub(super) struct Builds {
    kept: Kept,
    /// The name under which it is kept: one for each output folder.
    name: String,
    program: Option<[u8; 32]>,
}

/// The cache of the site at `root`; none where the program's own file can't be read.
pub(super) fn cache(root: &Path) -> Option<Cache> {
    let program = load::file_digest(&std::env::current_exe().ok()?).ok()?;
    Some(Cache { folder: root.join(".briefgen"), program })
}

impl Builds {
    /// Of an output folder; without a cache nothing is kept, or used.
    pub(super) fn new(cache: Option<&Cache>, out: &Path) -> Self {
        let program = cache.map(|cache| cache.program);
        let kept = Kept::new(cache.map(|cache| cache.folder.clone()), "builds");
        Self { kept, name: former::name(out), program }
    }

    /// The key of a build; `None` where nothing is kept, or something can't be read.
    pub(super) fn key(&self, request: &Request, inputs: &Inputs, found: &Diagnostics) -> Option<String> {
        let program = self.program.filter(|_| self.kept.keeps())?;
        let read = load::digest(&request.root, inputs, found).ok()?;
        Some(former::key(&former::asked(request, program), read))
    }

    /// The last build, with the number of its files, if another would come to the same and its output still stands.
    pub(super) fn former(
        &self,
        key: Option<&str>,
        request: &Request,
        out: &Path,
    ) -> Result<Option<(Former, usize)>, WriteError> {
        let Some(key) = key else { return Ok(None) };
        let known = self.kept.get(&self.name).and_then(|bytes| Former::parse(&bytes));
        let Some(former) = known.filter(|former| former.holds(key, request.selection.as_of)) else { return Ok(None) };
        Ok(write::stands(out, former.manifest)?.map(|files| (former, files)))
    }

    /// Keeps what a build came to that left a manifest of this hash, and `more` for whoever made it.
    pub(super) fn keep(&self, key: Option<String>, prepared: &Prepared, manifest: [u8; 32], more: String) {
        let Some(key) = key else { return };
        let former = Former::new(key, prepared, manifest, more);
        self.kept.put(&self.name, &former.to_bytes());
        self.kept.trim(FOLDERS);
    }
}
