//! One build's outputs on their way to the live folder: collected in the spare generation, then committed.

use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

use super::claims::{Claims, Origin};
use super::error::{At, WriteError, if_there};
use super::folder::{self, Stamp};
use super::generation::Generation;
use super::listing::{Found, Listing};
use super::manifest::{Entry, MANIFEST_NAME, Manifest};
use super::path::judge;
use super::place::{Lock, Place};
use super::{Options, Report, commit, journal};
use crate::model::output::Output;
use crate::text::path::{one_file, parents};

/// The outputs of one build. Dropped without a commit it leaves the live folder as it was.
#[derive(Debug)]
pub struct Stage {
    pub(super) place: Place,
    pub(super) options: Options,
    /// What is live.
    pub(super) live: Generation,
    /// What the spare held of its manifest's files when the build began.
    pub(super) former: Manifest,
    /// For each file of the live folder's manifest whether the spare held it just so.
    held: Vec<bool>,
    /// When the manifest was written that the spare had then.
    pub(super) spare: Stamp,
    /// What stood in the spare when the build began.
    pub(super) listing: Listing,
    /// The listing's files by folded path; made when it is first needed, looked up only.
    folded: OnceLock<HashMap<String, String>>,
    pub(super) claims: Mutex<Claims>,
    pub(super) dirty: AtomicBool,
    failed: AtomicBool,
    _lock: Lock,
}

impl Stage {
    /// Prepares to write to an output folder: takes its lock, completes what a killed run left, and refuses a folder
    /// that isn't briefgen's.
    pub fn open(out: &Path, options: Options) -> Result<Self, WriteError> {
        let place = Place::of(out)?;
        match if_there(fs::metadata(&place.out)).at(&place.out)? {
            Some(meta) if !meta.is_dir() => return Err(WriteError::NotFolder { out: place.out }),
            None if place.out.is_symlink() => return Err(WriteError::NotFolder { out: place.out }),
            _ => {}
        }
        // Before anything is made: a refused folder gets no sibling.
        if !options.force && !place.marked(&place.journal)? && !place.marked(&place.out.join(MANIFEST_NAME))? {
            refuse_foreign(&place, None)?;
        }
        let lock = place.lock()?;
        let left = recover(&place)?;
        let read = |folder: &Path| Generation::read(&place, folder);
        let open = || open_spare(&place, read(&place.spare)?, (left, options.trusting));
        let (live, spare) = rayon::join(|| read(&place.out), open);
        let (live, Spare { former, stamp: spare, listing }) = (live?, spare?);
        if !options.force {
            refuse_foreign(&place, live.manifest.as_ref())?;
        }
        let files = || live.manifest.iter().map(|live| &live.files);
        let formers = files().flat_map(|files| former.files.among(files.paths()));
        let held = files().flat_map(|files| files.iter()).zip(formers);
        let held = held.map(|((_, entry), (_, former))| former == Some(entry)).collect();
        let claims = Mutex::new(Claims::new(listing.dirs.iter().cloned()));
        Ok(Self {
            place,
            options,
            live,
            former,
            held,
            spare,
            listing,
            folded: OnceLock::new(),
            claims,
            dirty: AtomicBool::new(false),
            failed: AtomicBool::new(false),
            _lock: lock,
        })
    }

    /// The live folder, as an absolute path.
    pub fn out(&self) -> &Path {
        &self.place.out
    }

    /// The hash of the manifest that the live folder had when the stage was opened, if it had one.
    pub fn live_manifest(&self) -> Option<&[u8; 32]> {
        self.live.hash.as_ref()
    }

    /// Takes one output. May be called from many threads.
    pub fn put(&self, output: &Output) -> Result<(), WriteError> {
        self.put_bytes(&output.path, &output.bytes)
    }

    /// Takes files over that the last build wrote, for whoever knows that they would be made the same again: all of them,
    /// or none. `false` where neither folder has one as it was written, or it can't be taken over; then all have to be
    /// put. May be called from many threads.
    pub fn keep(&self, paths: &[&str]) -> Result<bool, WriteError> {
        let mut entries = Vec::with_capacity(paths.len());
        for path in paths {
            let Some(entry) = self.carry(path).inspect_err(|_| self.failed.store(true, Ordering::Relaxed))? else {
                return Ok(false);
            };
            entries.push(entry);
        }
        for (path, (entry, origin)) in paths.iter().zip(entries) {
            self.claim(path, entry, origin).inspect_err(|_| self.failed.store(true, Ordering::Relaxed))?;
        }
        Ok(true)
    }

    /// Has the spare hold a file as the last build wrote it.
    fn carry(&self, path: &str) -> Result<Option<(Entry, Origin)>, WriteError> {
        let live = self.live.manifest.as_ref().and_then(|live| live.files.place(path));
        let Some((at, &entry)) = live else { return Ok(None) };
        if self.held[at] {
            return Ok(Some((entry, Origin::Held)));
        }
        let there = self.place.spare.join(path);
        let from = self.place.out.join(path);
        if !folder::intact(&from, &entry, self.live.stamp) {
            return Ok(None);
        }
        self.touch()?;
        if !folder::is_same_file(&from, &there) {
            self.make_room(path).at(&there)?;
            if_there(fs::remove_file(&there)).at(&there)?;
            // Both folders may share a file: no file is ever opened for writing, a new one is put in its place.
            if !folder::share(&from, &there) {
                return Ok(None);
            }
        }
        Ok(Some((entry, Origin::Shared)))
    }

    /// Takes a copy of a file from outside, such as a picture.
    pub fn copy(&self, path: &str, from: &Path) -> Result<(), WriteError> {
        let bytes = fs::read(from).at(from).inspect_err(|_| self.failed.store(true, Ordering::Relaxed))?;
        self.put_bytes(path, &bytes)
    }

    /// Brings the live folder to exactly what was put, in one step where the system can.
    pub fn commit(mut self) -> Result<Report, WriteError> {
        if self.failed.load(Ordering::Relaxed) {
            return Err(WriteError::Incomplete);
        }
        let report = commit::commit(&self);
        // Giving back hundreds of thousands of paths takes a while; nobody waits for it.
        let claims = std::mem::take(&mut *self.claims());
        let lists = (self.live.manifest.take(), std::mem::take(&mut self.former), std::mem::take(&mut self.listing));
        rayon::spawn(move || drop((claims, lists)));
        report
    }

    fn put_bytes(&self, path: &str, bytes: &[u8]) -> Result<(), WriteError> {
        self.try_put(path, bytes).inspect_err(|_| self.failed.store(true, Ordering::Relaxed))
    }

    fn try_put(&self, path: &str, bytes: &[u8]) -> Result<(), WriteError> {
        judge(path).map_err(|fault| WriteError::Path { path: path.to_owned(), fault })?;
        let entry = Entry::of(bytes);
        if self.former.files.get(path) == Some(&entry) {
            return self.claim(path, entry, Origin::Held);
        }
        self.claim(path, entry, Origin::Written)?;
        let file = self.place.spare.join(path);
        self.touch()?;
        self.make_room(path).at(&file)?;
        match folder::write_new(&file, bytes) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                folder::replace(&self.place.spare, path, bytes).at(&file)
            }
            done => done.at(&file),
        }
    }

    /// Books a path, unless another output has it or needs a folder of its name.
    fn claim(&self, path: &str, entry: Entry, origin: Origin) -> Result<(), WriteError> {
        let booked = self.claims().book(path, entry, origin);
        booked.map_err(|first| WriteError::Twice { path: path.to_owned(), first })
    }

    /// Sets the dirty mark before the spare is changed for the first time.
    pub(super) fn touch(&self) -> Result<(), WriteError> {
        if !self.dirty.load(Ordering::Acquire) {
            self.place.mark(&self.place.filling)?;
            self.dirty.store(true, Ordering::Release);
        }
        Ok(())
    }

    /// Makes the folders above a path of the spare, and clears away what the former generation had in its place.
    fn make_room(&self, path: &str) -> io::Result<()> {
        let spare = &self.place.spare;
        let mut claims = self.claims();
        for parent in parents(path) {
            if !claims.there.contains(parent) {
                let dir = spare.join(parent);
                if let Err(error) = fs::create_dir(&dir) {
                    match fs::symlink_metadata(&dir) {
                        Ok(meta) if meta.is_dir() => {}
                        Ok(_) => {
                            fs::remove_file(&dir)?;
                            fs::create_dir(&dir)?;
                        }
                        Err(_) => return Err(error),
                    }
                }
                claims.there.insert(parent.to_owned());
            }
        }
        if claims.there.remove(path) {
            folder::remove_all(&spare.join(path))?;
            let below = format!("{path}/");
            claims.there.retain(|dir| !dir.starts_with(&below));
        }
        drop(claims);
        self.clear_other_case(path)
    }

    /// Removes a former file whose path differs from this one by case alone: on some systems they are one file.
    fn clear_other_case(&self, path: &str) -> io::Result<()> {
        if self.listing.files.is_empty() || self.listing.get(path).is_some() {
            return Ok(());
        }
        let folded = self
            .folded
            .get_or_init(|| self.listing.files.iter().map(|(path, _)| (one_file(path), path.clone())).collect());
        match folded.get(&one_file(path)) {
            Some(other) => if_there(fs::remove_file(self.place.spare.join(other))).map(|_| ()),
            None => Ok(()),
        }
    }

    /// The claims; a thread that panicked while it held them leaves the build failed, not the others stuck.
    pub(super) fn claims(&self) -> MutexGuard<'_, Claims> {
        self.claims.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Refuses a folder that holds files and no manifest of briefgen's. One with nothing but `.gitkeep` is empty.
fn refuse_foreign(place: &Place, live: Option<&Manifest>) -> Result<(), WriteError> {
    let out = &place.out;
    if live.is_some() {
        return Ok(());
    }
    let Some(entries) = if_there(fs::read_dir(out)).at(out)? else { return Ok(()) };
    for entry in entries {
        if entry.at(out)?.file_name() != ".gitkeep" {
            return Err(WriteError::NotOurs { out: out.clone() });
        }
    }
    Ok(())
}

/// In which state the last run left the spare.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Left {
    /// It had the files of its manifest and no others.
    Whole,
    /// It was being changed.
    Halfway,
}

/// Ends what a killed run had begun.
fn recover(place: &Place) -> Result<Left, WriteError> {
    if !fs::symlink_metadata(&place.spare).is_ok_and(|meta| meta.is_dir()) {
        folder::remove_all(&place.spare).at(&place.spare)?;
        place.clear(&place.journal)?;
    }
    if place.marked(&place.journal)? {
        journal::complete(place)?;
        place.clear(&place.filling)?;
        place.clear(&place.exchange)?;
    } else if place.marked(&place.exchange)? {
        place.settle(&Generation::read(place, &place.spare)?)?;
        place.clear(&place.exchange)?;
    }
    if !place.marked(&place.filling)? {
        return Ok(Left::Whole);
    }
    // What the killed or failed run changed is younger than the spare's manifest, so it isn't trusted and the rest
    // is: wiping a large spare would cost many times the build. Where times are whole seconds, or
    // don't tell of links, they can't say.
    let since = folder::manifest_stamp(&place.spare).at(&place.spare)?;
    if cfg!(not(unix)) || since.is_none_or(|(_, fraction)| fraction == 0) {
        folder::remove_all(&place.spare).at(&place.spare)?;
        place.clear(&place.filling)?;
    }
    // The mark stands until the spare is whole: this run may end before it has changed anything.
    Ok(Left::Halfway)
}

/// What the spare holds.
struct Spare {
    /// Of its manifest's files those that are there as they were written.
    former: Manifest,
    /// When the manifest was written.
    stamp: Stamp,
    /// All that is there.
    listing: Listing,
}

/// Opens the spare; a new one if there is none, or if something strange got into it. `trusting` is that of [`Options`].
///
/// The spare was live before, and a shell or a program that stood in the live folder then stands in the spare now. What
/// it wrote there since goes where its user believes it to be.
fn open_spare(place: &Place, spare: Generation, (left, trusting): (Left, bool)) -> Result<Spare, WriteError> {
    let stamp = spare.stamp;
    // What a run that stopped left behind is never what the manifest says.
    let trusting = trusting && left == Left::Whole;
    // Where nothing is looked at, the list takes little room.
    let see = |found: &Found<'_>| Ok(Some(if trusting { None } else { Some(Box::new(found.look()?)) }));
    let seen = spare.list(&place.spare, &see)?;
    let was_exact = spare.is_exact && left == Left::Whole;
    let mut former = spare.manifest.unwrap_or_default();
    let mut strangers = seen.odd.len();
    let mut files = seen.files.iter().peekable();
    // Both are in the order of their paths.
    former.files.retain(|path, entry| {
        while files.next_if(|(there, _)| **there < *path).is_some() {
            strangers += 1;
        }
        let there = files.next_if(|(there, _)| there == path);
        there.is_some_and(|(_, look)| look.as_ref().is_none_or(|look| look.is(entry, stamp)))
    });
    strangers += files.count();
    let listing = seen.without_sight();
    if was_exact && strangers > 0 && place.out.is_dir() {
        place.settle(&Generation::read(place, &place.spare)?)?;
        return open_spare(place, Generation::read(place, &place.spare)?, (Left::Halfway, trusting));
    }
    let trusted =
        listing.odd.is_empty() && (listing.files.is_empty() || place.marked(&place.spare.join(MANIFEST_NAME))?);
    if !trusted || !place.spare.is_dir() {
        folder::remove_all(&place.spare).at(&place.spare)?;
        fs::create_dir(&place.spare).at(&place.spare)?;
        return Ok(Spare { former: Manifest::default(), stamp, listing: Listing::default() });
    }
    Ok(Spare { former, stamp, listing })
}
