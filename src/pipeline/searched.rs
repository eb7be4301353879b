//! The search index: made for a build, or for the preview when the first of its files is asked for.

use std::collections::BTreeMap;
use std::sync::{Mutex, OnceLock};

use super::records::File;
use super::{Prepared, Request};
use crate::model::output::{Output, SEARCH_INDEX};
use crate::search::{Index, SearchOptions, Standing};

/// The files of the index by their paths.
#[derive(Debug)]
pub(super) struct Searched {
    root: String,
    files: BTreeMap<String, Output>,
}

impl Prepared {
    /// Makes the index and hands its files to `put`; returns the path of its root, or `None` for a site without search.
    /// Asks for what is `standing` while texts are read.
    pub(super) fn search<'s, E: Send + 's>(
        &self,
        request: &Request,
        put: &(dyn Fn(Output) -> Result<(), E> + Sync),
        standing: impl FnOnce() -> Option<&'s dyn Standing<E>> + Send,
    ) -> Result<Option<String>, E> {
        if !self.site.corpus.config.features.search {
            return Ok(None);
        }
        let options = SearchOptions { portable: request.portable };
        let cache = request.cache.as_ref();
        let file = File::of(cache, ("words", request.view()));
        let kept = OnceLock::new();
        let read = || kept.get_or_init(|| file.read()).as_slice();
        let program = cache.map(|cache| cache.program).unwrap_or_default();
        let (index, standing) = rayon::join(|| Index::of(&self.site, read, program), standing);
        let keep = || {
            // The preview, which prepares the site after each edit, writes what it had at first.
            if cache.is_some() && self.at_first && index.changed() {
                file.keep(|keeping| index.keep(keeping));
            }
        };
        rayon::join(|| index.write(options, put, standing), keep).0.map(Some)
    }

    fn searched(&self, request: &Request) -> Option<&Searched> {
        let make = || {
            let files = Mutex::new(BTreeMap::new());
            let keep = |output: Output| -> Result<(), std::convert::Infallible> {
                let mut files = files.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
                files.insert(output.path.clone(), output);
                Ok(())
            };
            let Ok(root) = self.search(request, &keep, || None);
            let files = files.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
            root.map(|root| Searched { root, files })
        };
        self.searched.get_or_init(make).as_ref()
    }

    /// The path of the index's root, for the search page.
    pub(super) fn search_root(&self, request: &Request) -> Option<String> {
        self.searched(request).map(|searched| searched.root.clone())
    }

    /// A file of the index.
    pub(super) fn search_file(&self, request: &Request, path: &str) -> Option<Output> {
        path.starts_with(SEARCH_INDEX).then(|| self.searched(request)?.files.get(path).cloned()).flatten()
    }
}
