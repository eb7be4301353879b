//! The whole site into an output folder: what the last build made and would be made the same again is taken over.
//!
//! Takes a stage of the folder, gives what changed in it. Keeps a ledger of each folder (`.briefgen/ledgers/`), bound to
//! the manifest that it was written with.

use std::convert::Infallible;
use std::io::Write as _;
use std::path::Path;
use std::sync::OnceLock;

use super::outputs::Again;
use super::{Phases, Prepared, Request, former};
use crate::model::output::Output;
use crate::model::site::Site;
use crate::write::{Keeping, Kept, Options, Report, Stage, WriteError};

/// Ledgers are large: for so many output folders one is kept.
const LEDGERS: usize = 2;

/// What else belongs into an output folder.
pub struct Besides<'a> {
    /// Sees each output that is made, and all of those below `assets/`; others may be taken over from the last build.
    pub see: &'a (dyn Fn(&Output) + Sync),
    /// More files, once all others are there.
    pub more: &'a (dyn Fn(&Site) -> Vec<Output> + Sync),
}

impl Prepared {
    /// Brings an output folder to this site. `None` if the site has errors: then nothing has changed.
    pub fn write(
        &mut self,
        request: &Request,
        phases: Phases<'_>,
        (out, options): (&Path, Options),
        besides: Option<Besides<'_>>,
    ) -> Result<Option<Report>, WriteError> {
        let stage = Stage::open(out, Options { trusting: true, ..options })?;
        let found = self.diagnostics.clone();
        match self.write_to(stage, request, phases, besides.as_ref()) {
            // What another hand did to the output since the last build is seen from the beginning.
            Err(WriteError::Changed { .. }) => {
                self.diagnostics = found;
                self.write_to(Stage::open(out, options)?, request, phases, besides.as_ref())
            }
            done => done,
        }
    }

    fn write_to(
        &mut self,
        stage: Stage,
        request: &Request,
        phases: Phases<'_>,
        besides: Option<&Besides<'_>>,
    ) -> Result<Option<Report>, WriteError> {
        let out = stage.out().to_owned();
        let ledgers = Ledgers::of(request, &out);
        let last = OnceLock::new();
        let read = || last.get_or_init(|| ledgers.last(&stage)).as_deref();
        // What is to be seen is made.
        let seen = |path: &&str| besides.is_some() && path.starts_with("assets/");
        let keep = |paths: &[&str]| if paths.iter().any(seen) { Ok(false) } else { stage.keep(paths) };
        let again = ledgers.asked.as_ref().map(|asked| Again { asked, last: &read, keep: &keep });
        let put = |output: Output| {
            besides.iter().for_each(|besides| (besides.see)(&output));
            stage.put(&output)
        };
        let notes = self.outputs_again(request, phases, &put, again)?;
        if self.diagnostics.has_errors() {
            return Ok(None);
        }
        for output in besides.iter().flat_map(|besides| (besides.more)(&self.site)) {
            stage.put(&output)?;
        }
        phases("exchange");
        let mut next = ledgers.kept.begin(&ledgers.name);
        let write = || notes.is_some_and(|notes| notes.write(&self.site, &mut next).is_ok());
        let (report, written) = rayon::join(|| stage.commit(), write);
        let report = report?;
        if written {
            ledgers.keep(next, &report.manifest);
        }
        Ok(Some(report))
    }
}

impl Prepared {
    /// Adds what a build into an output folder would find, and writes nothing there: what the folder's ledger says of the
    /// last build is no news.
    pub fn judge(&mut self, request: &Request, phases: Phases<'_>, out: &Path) {
        let ledgers = Ledgers::of(request, out);
        let last = OnceLock::new();
        let read = || last.get_or_init(|| ledgers.read()).as_ref().map(|(ledger, _)| ledger.as_slice());
        let keep = |_: &[&str]| Ok(true);
        let again = ledgers.asked.as_ref().map(|asked| Again { asked, last: &read, keep: &keep });
        let Ok::<_, Infallible>(_) = self.outputs_again(request, phases, &|_| Ok(()), again);
    }
}

/// The ledger of an output folder.
struct Ledgers {
    kept: Kept,
    /// The name under which it is kept.
    name: String,
    /// What is asked for, and which program does it; `None` where nothing is kept.
    asked: Option<String>,
}

impl Ledgers {
    fn of(request: &Request, out: &Path) -> Self {
        let cache = request.cache.as_ref();
        Self {
            kept: Kept::new(cache.map(|cache| cache.folder.clone()), "ledgers"),
            name: former::name(out),
            asked: cache.map(|cache| former::asked(request, cache.program)),
        }
    }

    /// What the last build made, and from what, if the folder still has that build's manifest: what somebody else
    /// wrote there is no measure.
    fn last(&self, stage: &Stage) -> Option<Vec<u8>> {
        let (ledger, manifest) = self.read()?;
        (stage.live_manifest()?.as_slice() == manifest).then_some(ledger)
    }

    /// What the last build made, and from what; and the hash of the manifest that it wrote.
    fn read(&self) -> Option<(Vec<u8>, Vec<u8>)> {
        let mut ledger = self.kept.get(&self.name)?;
        let manifest = ledger.split_off(ledger.len().checked_sub(size_of::<[u8; 32]>())?);
        Some((ledger, manifest))
    }

    /// Keeps what was written down, now that it is what the folder holds.
    fn keep(&self, mut next: Keeping, manifest: &[u8; 32]) {
        if next.write_all(manifest).is_ok() {
            next.seal();
            self.kept.trim(LEDGERS);
        }
    }
}
