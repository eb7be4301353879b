//! What each page and file was made from, kept for the next build: what no change went into isn't made again.
//!
//! Takes notes while outputs are made, gives bytes; reads them in the next run, and says which jobs still hold. A job
//! holds while every part of the site that it read has the print that it had. Never says so where it isn't certain.

use std::borrow::Cow;
use std::collections::HashMap;
use std::io::Write;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::former::Unchanged;
use super::outputs::Keep;
use super::prints::{Name, Prints};
use super::shelf::Shelved;
use crate::check::outputs::{Check, Former, Noted};
use crate::model::reading::Made;
use crate::model::site::Site;
use crate::text::hash::OfTexts;

/// How a ledger begins. The jobs follow, then the number of pages, and for each its path, whether all of its addresses
/// lead somewhere, and what was noted of it.
#[derive(Debug, Serialize, Deserialize)]
struct Head<'a> {
    /// The print of what everything goes by.
    frame: u64,
    span: Unchanged,
    /// The parts of the site, with their prints, by number.
    #[serde(borrow)]
    parts: Parts<'a>,
    /// What was made of the search index. It goes by prints of its own, whatever the frame.
    #[serde(borrow)]
    shelved: Shelved<&'a str>,
    /// How many jobs there are.
    jobs: usize,
}

/// The parts of a site, with their prints.
type Parts<'a> = Vec<(Name<'a>, u64)>;

/// A page or file, what it came to and what was read for it.
#[derive(Debug, Deserialize)]
struct Job<'a> {
    name: &'a str,
    /// Numbers of parts.
    reads: Vec<u32>,
    #[serde(borrow)]
    outputs: Vec<&'a str>,
    /// Whether it holds in this build.
    #[serde(skip)]
    kept: AtomicBool,
}

/// What the last build wrote down.
pub(super) struct Record<'a> {
    /// What it made of the search index.
    pub(super) shelved: Shelved<&'a str>,
    /// Its pages and files, if they went by the same frame.
    pub(super) last: Option<Last<'a>>,
}

/// The ledger of the last build.
#[derive(Debug)]
pub(super) struct Last<'a> {
    parts: Parts<'a>,
    jobs: HashMap<&'a str, Job<'a>, OfTexts>,
    pages: HashMap<&'a str, Page<'a>, OfTexts>,
}

/// A page, and what was noted of it.
#[derive(Debug)]
struct Page<'a> {
    leads_well: bool,
    noted: &'a [u8],
    /// Whether it stays in this build.
    kept: AtomicBool,
}

impl<'a> Record<'a> {
    /// Reads what [`Notes::write`] wrote, for a build that goes by a `frame`.
    pub(super) fn of(bytes: &'a [u8], frame: u64, as_of: Timestamp) -> Option<Self> {
        let (head, rest): (Head<'a>, _) = postcard::take_from_bytes(bytes).ok()?;
        let holds = head.frame == frame && head.span.holds(as_of);
        let last = holds.then(|| Last::of(head.parts, head.jobs, rest)).flatten();
        Some(Self { shelved: head.shelved, last })
    }
}

impl<'a> Last<'a> {
    fn of(parts: Parts<'a>, jobs: usize, mut rest: &'a [u8]) -> Option<Self> {
        let jobs = (0..jobs).map(|_| take(&mut rest).map(|job: Job<'a>| (job.name, job))).collect::<Option<_>>()?;
        let count: usize = take(&mut rest)?;
        let page = |(path, leads_well, noted): (&'a str, bool, &'a [u8])| {
            (path, Page { leads_well, noted, kept: AtomicBool::new(false) })
        };
        let pages = (0..count).map(|_| take(&mut rest).map(page)).collect::<Option<_>>()?;
        Some(Self { parts, jobs, pages })
    }

    /// The parts of its site.
    pub(super) fn parts(&self) -> &[(Name<'a>, u64)] {
        &self.parts
    }
}

/// The last ledger beside this site.
#[derive(Debug)]
struct Compared<'a> {
    last: Last<'a>,
    /// By the numbers of the last build: the number that a part has now, if it is the same.
    now: Vec<Option<u32>>,
}

impl<'a> Compared<'a> {
    fn new(last: Last<'a>, site: &Site, prints: &Prints) -> Self {
        let same =
            |(name, print): &(Name<'_>, u64)| prints.find(site, *name).filter(|number| prints.get(*number) == *print);
        let now = last.parts.iter().map(same).collect();
        Self { last, now }
    }

    /// A job, and the numbers of what it read, if it would come to the same.
    fn holds(&self, name: &str) -> Option<(&Job<'a>, Vec<u32>)> {
        let job = self.last.jobs.get(name)?;
        let reads = job.reads.iter().map(|number| *self.now.get(*number as usize)?).collect::<Option<_>>()?;
        Some((job, reads))
    }

    /// A job stays, and its pages.
    fn keep(&self, job: &Job<'a>) {
        let pages = job.outputs.iter().filter_map(|path| self.last.pages.get(path)).map(|page| &page.kept);
        pages.chain([&job.kept]).for_each(|kept| kept.store(true, Ordering::Relaxed));
    }

    /// What was noted of an output: of a page something, of other files nothing. `None` where a page has no notes.
    fn noted(&self, path: &str) -> Option<Option<(Noted<'a>, bool)>> {
        match self.last.pages.get(path) {
            Some(page) => Noted::from_bytes(page.noted).map(|noted| Some((noted, page.leads_well))),
            None => (!path.ends_with(".html")).then_some(None),
        }
    }
}

/// Writes a value; `bytes` is room for it.
fn write(value: &impl Serialize, bytes: &mut Vec<u8>, to: &mut dyn Write) -> std::io::Result<()> {
    bytes.clear();
    *bytes = postcard::to_extend(value, std::mem::take(bytes)).map_err(std::io::Error::other)?;
    to.write_all(bytes)
}

fn take<'a, T: Deserialize<'a>>(rest: &mut &'a [u8]) -> Option<T> {
    let (value, after) = postcard::take_from_bytes(rest).ok()?;
    *rest = after;
    Some(value)
}

/// What is noted of the jobs of this build.
#[derive(Debug)]
pub(super) struct Ledger<'a> {
    frame: u64,
    prints: Prints,
    last: Option<Compared<'a>>,
    jobs: Mutex<Vec<Noticed<'a>>>,
    /// What was made of the search index.
    shelved: Shelved<String>,
}

/// A [`Job`] of this build. Of one that stays the paths are those of the last build's.
#[derive(Debug, Serialize)]
struct Noticed<'a> {
    name: String,
    reads: Vec<u32>,
    outputs: Vec<Cow<'a, str>>,
}

impl<'a> Ledger<'a> {
    /// Nothing is noted yet but what was made of the search index.
    pub(super) fn new(
        site: &Site,
        (frame, prints): (u64, Prints),
        last: Option<Last<'a>>,
        shelved: Shelved<String>,
    ) -> Self {
        let last = last.map(|last| Compared::new(last, site, &prints));
        Self { frame, prints, last, jobs: Mutex::default(), shelved }
    }

    /// Whether a job needn't be done: it holds, and `keep` took over all of its outputs.
    pub(super) fn keeps<E>(&self, name: &str, check: &Check<'a>, keep: Keep<'_, E>) -> Result<bool, E> {
        let Some(last) = &self.last else { return Ok(false) };
        let Some((job, reads)) = last.holds(name) else { return Ok(false) };
        let outputs = &job.outputs;
        let noted = outputs.iter().map(|path| last.noted(path)).collect::<Option<Vec<_>>>();
        let Some(noted) = noted else { return Ok(false) };
        if !keep(outputs)? {
            return Ok(false);
        }
        for (path, noted) in outputs.iter().zip(noted) {
            check.add_kept(path, noted);
        }
        last.keep(job);
        self.push(name, reads, outputs.iter().copied().map(Cow::Borrowed).collect());
        Ok(true)
    }

    /// What the last build made and this one doesn't just keep: pages with what was noted of them, and its jobs' other
    /// outputs; `None` where there was no such build.
    pub(super) fn former(&self) -> Option<Vec<Former<'a>>> {
        let last = &self.last.as_ref()?.last;
        let is_open = |kept: &AtomicBool| !kept.load(Ordering::Relaxed);
        let pages = last.pages.iter().filter(|(_, page)| is_open(&page.kept));
        let page = |(path, page): (&&'a str, &Page<'a>)| {
            let noted = Some(Noted::from_bytes(page.noted)?);
            Some(Former { path, noted, leads_well: page.leads_well })
        };
        let pages = pages.map(page);
        let outputs = last.jobs.values().filter(|job| is_open(&job.kept)).flat_map(|job| &job.outputs);
        let others = outputs
            .filter(|path| !last.pages.contains_key(*path))
            .map(|path| Some(Former { path, noted: None, leads_well: false }));
        pages.chain(others).collect()
    }

    /// Takes note of a job that was done.
    pub(super) fn made(&self, name: &str, made: &Made) {
        let reads = made.reads.iter().map(|read| self.prints.number(*read)).collect();
        self.push(name, reads, made.outputs.iter().map(|output| Cow::Owned(output.path.clone())).collect());
    }

    fn push(&self, name: &str, reads: Vec<u32>, outputs: Vec<Cow<'a, str>>) {
        let mut jobs = self.jobs.lock().unwrap_or_else(PoisonError::into_inner);
        jobs.push(Noticed { name: name.to_owned(), reads, outputs });
    }
}

/// All that the next build needs to know of this one.
#[derive(Debug)]
pub struct Notes<'a> {
    pub(super) ledger: Ledger<'a>,
    pub(super) check: Check<'a>,
    pub(super) span: Unchanged,
    /// Whether it was found out where all addresses lead.
    pub(super) judged: bool,
}

impl Notes<'_> {
    /// Writes them down. `site` is that of the build.
    pub fn write(&self, site: &Site, to: &mut dyn Write) -> std::io::Result<()> {
        let Self { ledger, check, span, judged } = self;
        let jobs = ledger.jobs.lock().unwrap_or_else(PoisonError::into_inner);
        let parts = ledger.prints.named(site).collect();
        let shelved = ledger.shelved.iter().map(|(print, path)| (*print, path.as_deref())).collect();
        let head = Head { frame: ledger.frame, span: *span, parts, shelved, jobs: jobs.len() };
        let mut bytes = Vec::new();
        write(&head, &mut bytes, to)?;
        for job in &*jobs {
            write(job, &mut bytes, to)?;
        }
        check.noted(|pages| {
            let pages: Vec<_> = pages.collect();
            write(&pages.len(), &mut bytes, to)?;
            pages.into_iter().try_for_each(|(path, noted, leads_well)| {
                let noted = noted.bytes();
                write(&(path, *judged && leads_well, noted.len()), &mut bytes, to)?;
                to.write_all(noted)
            })
        })
    }
}
