//! A site that is being edited: prepared again after every change, from what its steps kept.

use std::sync::Arc;

use jiff::Timestamp;

use super::former::Unchanged;
use super::{Prepared, Request, Steps, copies, prepare_again};
use crate::diag::Diagnostics;
use crate::files::SourceFile;
pub use crate::load::Changes;
use crate::load::Folder;
use crate::model::config::Config;
use crate::render::Design;
use crate::{link, parse, select};

/// A site that is being edited.
pub struct Live {
    request: Request,
    folder: Folder,
    steps: Steps,
    design: Option<Compiled>,
    unchanged: Unchanged,
}

/// A design, and what it was compiled from.
struct Compiled {
    templates: Vec<Arc<SourceFile>>,
    config: Config,
    design: Option<Arc<Design>>,
    found: Diagnostics,
}

impl std::fmt::Debug for Live {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Live").field("request", &self.request).finish_non_exhaustive()
    }
}

impl Live {
    /// Reads and prepares the site.
    pub fn open(request: Request) -> std::io::Result<(Self, Prepared)> {
        let folder = Folder::open(&request.root)?;
        let steps = Steps {
            parsed: parse::kept::Kept::keeping(),
            selected: select::Kept::keeping(),
            linked: link::Kept::keeping(),
            copied: copies::Kept::keeping(),
        };
        let mut live = Self { request, folder, steps, design: None, unchanged: Unchanged::default() };
        let prepared = live.prepare()?;
        Ok((live, prepared))
    }

    /// The site after `changes`, at the time `as_of`; nothing if neither makes it another.
    pub fn update(&mut self, changes: &Changes, as_of: Timestamp) -> std::io::Result<Option<Prepared>> {
        if changes.is_empty() && self.unchanged.holds(as_of) && day(as_of) == day(self.request.selection.as_of) {
            return Ok(None);
        }
        self.request.selection.as_of = as_of;
        self.folder.update(changes)?;
        self.steps.copied.forget(changes);
        self.prepare().map(Some)
    }

    fn prepare(&mut self) -> std::io::Result<Prepared> {
        let mut diagnostics = Diagnostics::default();
        let inputs = self.folder.inputs(&mut diagnostics);
        let prepared = prepare_again(&self.request, inputs, &mut self.steps, diagnostics, &mut |_| {})?;
        self.unchanged = prepared.unchanged;
        Ok(prepared)
    }

    /// What was asked for, and when, at the latest preparation.
    pub fn request(&self) -> &Request {
        &self.request
    }

    /// The templates of a site, compiled; where they can't be read, findings, and the built-in design.
    pub fn design(&mut self, prepared: &Prepared, found: &mut Diagnostics) -> Option<Arc<Design>> {
        let files = &prepared.inputs.files;
        let config = &prepared.site.corpus.config;
        let templates: Vec<_> = prepared.inputs.templates.iter().map(|file| Arc::clone(files.shared(*file))).collect();
        let same = |compiled: &&Compiled| {
            compiled.config == *config
                && compiled.templates.len() == templates.len()
                && compiled.templates.iter().zip(&templates).all(|(before, now)| Arc::ptr_eq(before, now))
        };
        let compiled = match self.design.take().filter(|compiled| same(&compiled)) {
            Some(compiled) => compiled,
            None => {
                let mut found = Diagnostics::default();
                let own = prepared.design(&mut found);
                let built_in = || Design::new(&[], config, &mut Diagnostics::default());
                let design = own.or_else(built_in).map(Arc::new);
                Compiled { templates, config: config.clone(), design, found }
            }
        };
        found.extend(compiled.found.iter().cloned());
        self.design.insert(compiled).design.clone()
    }
}

/// Days begin and end in universal time.
fn day(time: Timestamp) -> jiff::civil::Date {
    time.to_zoned_datetime(jiff::tz::TimeZone::UTC).date()
}
