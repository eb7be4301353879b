//! From the finished spare generation to the live folder.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;

use super::claims::Origin;
use super::error::{At, WriteError, if_there};
use super::folder::{self, Look, Root};
use super::generation;
use super::listing::Listing;
use super::manifest::{Entry, MANIFEST_NAME, Manifest};
use super::place::Place;
use super::stage::Stage;
use super::{InPlace, Report, journal};
use crate::text::path::parents;

/// More files of the user's own than this aren't carried across an exchange, but left where they are.
const CARRIED: usize = 1000;

/// Brings the live folder to what the stage holds.
pub(super) fn commit(stage: &Stage) -> Result<Report, WriteError> {
    let place = &stage.place;
    let new = stage.claims().made();
    let live = stage.live.manifest.as_ref();
    // The one keeps the disk busy, the other the processor.
    let look = || Ok((what_stays_is_as_it_was(stage)?, stage.live.strangers(&place.out)?));
    let (strangers, (report, manifest)) = rayon::join(look, || rayon::join(|| compare(live, &new), || new.to_bytes()));
    let (is_old, strangers) = strangers?;
    let foreign = foreign_files(stage, &strangers, &new)?;
    let mut report = Report { manifest: *blake3::hash(&manifest).as_bytes(), ..report };
    finish_spare(stage, (&new, &manifest), is_old)?;

    if live == Some(&new) && live_is_intact(&place.out, &new)? {
        place.clear(&place.filling)?;
        return Ok(report);
    }
    report.in_place = match step(place, &strangers) {
        Step::Rename => {
            publish_first(place)?;
            None
        }
        Step::Exchange => match exchange(stage, &foreign)? {
            true => None,
            false => Some(InPlace::System),
        },
        Step::Journal(why) => Some(why),
    };
    if report.in_place.is_some() {
        journal::begin(stage, &new)?;
    }
    Ok(report)
}

/// What stays of the last build must be as it was: the manifest says that it is, and somebody may have written into a
/// file that stands in both folders. Gives whether all of it is older than the manifest that the spare has.
fn what_stays_is_as_it_was(stage: &Stage) -> Result<bool, WriteError> {
    let (claims, place) = (stage.claims(), &stage.place);
    let (out, spare) = (Root::of(&place.out), Root::of(&place.spare));
    // The last build may have given it to the other folder too, which changes a file's time, not its words.
    let is_live = |path: &str, own: &Look, entry: &Entry| {
        out.look(path).is_ok_and(|look| look.is_same(own) && look.is(entry, stage.live.stamp))
    };
    let is_old = AtomicBool::new(true);
    let stays = |path: &str, look: &Look, entry: &Entry| {
        look.is(entry, stage.spare) || {
            is_old.store(false, Ordering::Relaxed);
            is_live(path, look, entry)
        }
    };
    let is_changed = |(path, entry, origin): &(&str, &Entry, Origin)| match origin {
        Origin::Written => false,
        Origin::Held => !spare.look(path).is_ok_and(|look| stays(path, &look, entry)),
        // Only just did it become the spare's as well.
        Origin::Shared => out.look(path).is_ok_and(|look| !look.written_by(stage.live.stamp)),
    };
    // One is told, whichever it is.
    match claims.all().find_any(is_changed) {
        Some((path, ..)) => Err(WriteError::Changed { path: place.out.join(path) }),
        None => Ok(is_old.into_inner()),
    }
}

/// How the live folder is reached.
enum Step {
    Rename,
    Exchange,
    Journal(InPlace),
}

fn step(place: &Place, strangers: &Listing) -> Step {
    if place.out.is_symlink() {
        return Step::Journal(InPlace::Link);
    }
    if !place.out.exists() {
        return Step::Rename;
    }
    if !strangers.odd.is_empty() {
        return Step::Journal(InPlace::Foreign);
    }
    if !same_device(&place.out, &place.spare) {
        return Step::Journal(InPlace::Mount);
    }
    Step::Exchange
}

fn same_device(one: &Path, other: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        let device = |path: &Path| fs::metadata(path).map(|meta| meta.dev()).ok();
        device(one) == device(other)
    }
    #[cfg(not(unix))]
    {
        let _ = (one, other);
        true
    }
}

/// What changes for readers.
fn compare(live: Option<&Manifest>, new: &Manifest) -> Report {
    let empty = Manifest::default();
    let live = live.unwrap_or(&empty);
    let (mut stay, mut unchanged) = (0, 0);
    for ((_, entry), (_, former)) in new.files.iter().zip(live.files.among(new.files.paths())) {
        stay += usize::from(former.is_some());
        unchanged += usize::from(former == Some(entry));
    }
    Report { written: new.files.len() - unchanged, unchanged, deleted: live.files.len() - stay, ..Report::default() }
}

/// Files in the live folder that briefgen did not write. One in the way of an output is an error before anything
/// is changed, unless the user forces it.
fn foreign_files(stage: &Stage, strangers: &Listing, new: &Manifest) -> Result<Vec<String>, WriteError> {
    let in_the_way = |path: &str| WriteError::InTheWay { out: stage.place.out.clone(), path: path.to_owned() };
    if strangers.files.is_empty() && strangers.odd.is_empty() {
        return Ok(Vec::new());
    }
    let dirs: BTreeSet<&str> = new.files.paths().flat_map(parents).collect();
    let blocks = |path: &str| dirs.contains(path) || parents(path).any(|parent| new.files.contains(parent));
    for path in &strangers.odd {
        if let Some(path) = path.to_str()
            && (new.files.contains(path) || blocks(path))
        {
            return Err(in_the_way(path));
        }
    }
    let mut foreign = Vec::new();
    for (path, ()) in &strangers.files {
        if blocks(path) || (new.files.contains(path) && !stage.options.force) {
            return Err(in_the_way(path));
        }
        if !new.files.contains(path) {
            foreign.push(path.clone());
        }
    }
    Ok(foreign)
}

/// Removes from the spare what this build did not put, and writes its manifest, last of all: unless it has that manifest
/// already, and everything in it `is_old` enough for it.
fn finish_spare(stage: &Stage, (new, bytes): (&Manifest, &[u8]), is_old: bool) -> Result<(), WriteError> {
    let spare = &stage.place.spare;
    let there = stage.listing.files.iter().map(|(path, _)| path.as_str());
    let stale = new.files.among(there).filter(|(_, entry)| entry.is_none()).map(|(path, _)| path);
    let stale: Vec<&str> = stale.collect();
    let changed = stage.dirty.load(Ordering::Acquire);
    let stands = !changed && is_old && stale.is_empty() && stage.former == *new;
    if stands && stage.place.marked(&spare.join(MANIFEST_NAME))? {
        return Ok(());
    }
    stage.touch()?;
    let claims = stage.claims();
    for path in &stale {
        if claims.in_other_case(path).is_some_and(|put| folder::is_one_file(spare, path, &put)) {
            continue;
        }
        let file = spare.join(path);
        // A folder of this build may stand where the former one had a file.
        if if_there(fs::symlink_metadata(&file)).at(&file)?.is_some_and(|meta| !meta.is_dir()) {
            fs::remove_file(&file).at(&file)?;
        }
    }
    let is_empty = |dir: &&str| !new.files.has_below(dir);
    let empty: Vec<&str> = stage.listing.dirs.par_iter().map(String::as_str).filter(is_empty).collect();
    folder::prune(spare, empty);
    let manifest = spare.join(MANIFEST_NAME);
    folder::replace(spare, MANIFEST_NAME, bytes).at(&manifest)?;
    // Of a manifest that nobody vouches for the folder is read, that is all.
    let _ = generation::vouch(&stage.place);
    Ok(())
}

fn live_is_intact(out: &Path, new: &Manifest) -> Result<bool, WriteError> {
    let Some(since) = folder::manifest_stamp(out).at(out)? else { return Ok(false) };
    let root = Root::of(out);
    Ok(new.files.par_iter().all(|(path, entry)| root.look(path).is_ok_and(|look| look.is(entry, since))))
}

fn publish_first(place: &Place) -> Result<(), WriteError> {
    // From here on the spare is whole; without the mark a kill before the rename would throw it away for nothing.
    place.clear(&place.filling)?;
    fs::rename(&place.spare, &place.out).at(&place.out)
}

/// Exchanges the spare with the live folder; `false` if it can't be done and nothing has changed.
fn exchange(stage: &Stage, foreign: &[String]) -> Result<bool, WriteError> {
    let place = &stage.place;
    if foreign.len() > CARRIED {
        return Ok(false);
    }
    place.mark(&place.filling)?;
    for path in foreign {
        let (from, to) = (place.out.join(path), place.spare.join(path));
        folder::make_parents(&place.spare, path).at(&to)?;
        if fs::hard_link(&from, &to).is_err() {
            return Ok(false);
        }
    }
    if let Ok(meta) = fs::metadata(&place.out) {
        // The folder keeps the rights that its owner gave it; where that is refused, the site still goes out.
        let _ = fs::set_permissions(&place.spare, meta.permissions());
    }
    fs::rename(&place.filling, &place.exchange).at(&place.exchange)?;
    match swap(&place.spare, &place.out) {
        Ok(()) => {
            // It makes no difference to a later run whether the exchange itself had happened.
            place.settle(&stage.live)?;
            place.clear(&place.exchange).map(|()| true)
        }
        Err(error) if error.kind() == io::ErrorKind::StorageFull => Err(error).at(&place.out),
        Err(_) => Ok(false),
    }
}

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn swap(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn swap(_one: &Path, _other: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}
