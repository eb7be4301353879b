//! A site that is being edited: prepared again after every change.

use super::{Prepared, Request, prepare};
pub use crate::load::Changes;

/// A site that is being edited.
#[derive(Debug)]
pub struct Live {
    request: Request,
}

impl Live {
    /// Reads and prepares the site.
    pub fn open(request: Request) -> std::io::Result<(Self, Prepared)> {
        let prepared = prepare(&request, &mut |_| {})?;
        Ok((Self { request }, prepared))
    }

    /// The site after `changes`; nothing if they don't touch it.
    pub fn update(&mut self, changes: &Changes) -> std::io::Result<Option<Prepared>> {
        if changes.is_empty() {
            return Ok(None);
        }
        prepare(&self.request, &mut |_| {}).map(Some)
    }
}
