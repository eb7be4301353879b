//! What each page and file was made from, kept for the next build: what no change went into isn't made again.
//!
//! Takes notes while outputs are made, gives bytes; reads them in the next run, and says which jobs still hold. A job
//! holds while every part of the site that it read has the print that it had. Never says so where it isn't certain.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::former::Unchanged;
use super::prints::{Name, Prints};
use crate::check::outputs::Check;
use crate::model::reading::Made;
use crate::model::site::Site;
use crate::text::hash::OfTexts;

/// The ledger of a build, as it is kept. Never shown: its bytes are those of one program.
#[derive(Debug, Serialize, Deserialize)]
struct Written<'a> {
    /// The print of what everything goes by.
    frame: u64,
    span: Unchanged,
    /// The parts of the site, with their prints, by number.
    #[serde(borrow)]
    parts: Vec<(Name<'a>, u64)>,
    #[serde(borrow)]
    jobs: Vec<Job<'a>>,
    /// What was noted of each page, by its path.
    #[serde(borrow)]
    pages: Vec<(&'a str, &'a [u8])>,
}

/// A page or file, what it came to and what was read for it.
#[derive(Debug, Serialize, Deserialize)]
struct Job<'a> {
    name: &'a str,
    /// Numbers of parts.
    reads: Vec<u32>,
    #[serde(borrow)]
    outputs: Vec<&'a str>,
}

/// The ledger of the last build, as far as it holds for this one.
#[derive(Debug)]
pub(super) struct Last<'a> {
    jobs: HashMap<&'a str, Job<'a>, OfTexts>,
    pages: HashMap<&'a str, &'a [u8], OfTexts>,
    /// By the numbers of the last build: the number that a part has now, if it is the same.
    now: Vec<Option<u32>>,
}

impl<'a> Last<'a> {
    /// Reads what [`Ledger::bytes`] gave, if it goes by the same frame.
    pub(super) fn of(bytes: &'a [u8], frame: u64, as_of: Timestamp, site: &Site, prints: &Prints) -> Option<Self> {
        let written: Written<'a> = postcard::from_bytes(bytes).ok()?;
        if written.frame != frame || !written.span.holds(as_of) {
            return None;
        }
        let same = |(name, print)| prints.find(site, name).filter(|number| prints.get(*number) == print);
        Some(Self {
            jobs: written.jobs.into_iter().map(|job| (job.name, job)).collect(),
            pages: written.pages.into_iter().collect(),
            now: written.parts.into_iter().map(same).collect(),
        })
    }

    /// What a job came to, and the numbers of what it read, if it would come to the same.
    fn holds(&self, name: &str) -> Option<(&[&'a str], Vec<u32>)> {
        let job = self.jobs.get(name)?;
        let reads = job.reads.iter().map(|number| *self.now.get(*number as usize)?).collect::<Option<_>>()?;
        Some((&job.outputs, reads))
    }
}

/// What is noted of the jobs of this build.
#[derive(Debug)]
pub(super) struct Ledger<'a> {
    prints: &'a Prints,
    last: Option<Last<'a>>,
    jobs: Mutex<Vec<Entry>>,
}

#[derive(Debug)]
struct Entry {
    name: String,
    reads: Vec<u32>,
    outputs: Vec<String>,
}

impl Entry {
    fn written(&self) -> Job<'_> {
        let outputs = self.outputs.iter().map(String::as_str).collect();
        Job { name: &self.name, reads: self.reads.clone(), outputs }
    }
}

impl<'a> Ledger<'a> {
    /// Nothing is noted yet.
    pub(super) fn new(prints: &'a Prints, last: Option<Last<'a>>) -> Self {
        Self { prints, last, jobs: Mutex::default() }
    }

    /// Whether a job needn't be done: it holds, and `keep` took over all of its outputs.
    pub(super) fn keeps<E>(
        &self,
        name: &str,
        check: &Check,
        keep: &(dyn Fn(&[&str]) -> Result<bool, E> + Sync),
    ) -> Result<bool, E> {
        let Some((last, (outputs, reads))) = self.last.as_ref().and_then(|last| Some((last, last.holds(name)?))) else {
            return Ok(false);
        };
        let noted = |path: &&str| match last.pages.get(path) {
            Some(bytes) => Check::noted(bytes).map(Some),
            None => (!path.ends_with(".html")).then_some(None),
        };
        let Some(noted) = outputs.iter().map(noted).collect::<Option<Vec<_>>>() else { return Ok(false) };
        if !keep(outputs)? {
            return Ok(false);
        }
        for (path, noted) in outputs.iter().zip(noted) {
            check.add_kept(path, noted);
        }
        self.push(name, reads, outputs.iter().map(|path| (*path).to_owned()).collect());
        Ok(true)
    }

    /// Takes note of a job that was done.
    pub(super) fn made(&self, name: &str, made: &Made) {
        let reads = made.reads.iter().map(|read| self.prints.number(*read)).collect();
        self.push(name, reads, made.outputs.iter().map(|output| output.path.clone()).collect());
    }

    fn push(&self, name: &str, reads: Vec<u32>, outputs: Vec<String>) {
        let mut jobs = self.jobs.lock().unwrap_or_else(PoisonError::into_inner);
        jobs.push(Entry { name: name.to_owned(), reads, outputs });
    }

    /// Its bytes, for the next build.
    pub(super) fn bytes(&self, frame: u64, span: Unchanged, site: &Site, check: &Check) -> Vec<u8> {
        let mut jobs = self.jobs.lock().unwrap_or_else(PoisonError::into_inner);
        jobs.sort_unstable_by(|a, b| a.name.cmp(&b.name));
        let mut noted = Vec::new();
        check.each_noted(|path, bytes| noted.push((path.to_owned(), bytes)));
        noted.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        let written = Written {
            frame,
            span,
            parts: self.prints.named(site).collect(),
            jobs: jobs.iter().map(Entry::written).collect(),
            pages: noted.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice())).collect(),
        };
        postcard::to_allocvec(&written).expect("numbers and texts have bytes")
    }
}
