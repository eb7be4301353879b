//! Changing the live folder file by file, from a list that the next run can complete.
//!
//! Used where two folders can't be exchanged. First the whole new site stands in the spare; then the journal is
//! written; then files are replaced one by one, assets before pages, so that no page lacks what it needs; then what
//! is stale goes; then the manifest follows.

use std::fs;
use std::path::Path;

use super::error::{At, WriteError, if_there};
use super::folder;
use super::manifest::{MANIFEST_NAME, Manifest};
use super::path::judge;
use super::place::Place;
use super::stage::Stage;
use crate::text::path::parents;

/// What is to be done to the live folder.
#[derive(serde::Serialize, serde::Deserialize)]
struct Journal {
    /// The hash of the live folder's manifest, if it has one: what stands there by now may be somebody else's.
    was: Option<String>,
    /// Files to take from the spare, in this order.
    replace: Vec<String>,
    /// Files to remove afterwards.
    delete: Vec<String>,
}

/// Writes the journal and carries it out.
pub(super) fn begin(stage: &Stage, new: &Manifest) -> Result<(), WriteError> {
    let place = &stage.place;
    let empty = Manifest::default();
    let live = stage.live.manifest.as_ref().unwrap_or(&empty);
    let since = folder::manifest_stamp(&place.out).at(&place.out)?.unwrap_or((i64::MIN, 0));
    let mut replace: Vec<String> = Vec::new();
    for (path, entry) in new.files.iter() {
        let (there, own) = (place.out.join(path), place.spare.join(path));
        let stays = folder::intact(&there, entry, since) || folder::is_same_file(&there, &own);
        if live.files.get(path) != Some(entry) || !stays {
            replace.push(path.to_owned());
        }
    }
    replace.sort_by_key(|path| rank(path));
    let claims = stage.claims();
    let renamed =
        |path: &str| claims.in_other_case(path).is_some_and(|put| folder::is_one_file(&place.spare, path, &put));
    let stale = live.files.paths().filter(|path| !new.files.contains(path) && !renamed(path));
    let delete = stale.map(str::to_owned).collect();
    let bytes = serde_json::to_vec(&Journal { was: manifest(&place.out).at(&place.out)?, replace, delete })
        .expect("lists of text are JSON");
    let name = place.journal.file_name().and_then(|name| name.to_str()).expect("the journal has a plain name");
    folder::replace(&place.home, name, &bytes).at(&place.journal)?;
    place.clear(&place.filling)?;
    place.clear(&place.exchange)?;
    complete(place)
}

/// The hash of a folder's manifest.
fn manifest(folder: &Path) -> std::io::Result<Option<String>> {
    let bytes = if_there(fs::read(folder.join(MANIFEST_NAME)))?;
    Ok(bytes.map(|bytes| blake3::hash(&bytes).to_hex().to_string()))
}

/// Carries out the journal that stands, from its beginning: each step may be done twice. Where another site or no site
/// of briefgen's stands in the folder by now, it is dropped.
pub(super) fn complete(place: &Place) -> Result<(), WriteError> {
    let out = &place.out;
    let bytes = fs::read(&place.journal).at(&place.journal)?;
    let here = manifest(out).at(out)?;
    let done = manifest(&place.spare).at(&place.spare)?;
    if let (Ok(journal), Some(new)) =
        (serde_json::from_slice::<Journal>(&bytes), Manifest::read(&place.spare).at(&place.spare)?)
        && (here == journal.was || here == done)
    {
        if_there(fs::metadata(out)).at(out)?.map_or_else(|| fs::create_dir(out).at(out), |_| Ok(()))?;
        let known = |path: &&String| judge(path).is_ok();
        // Files that stand where the new site has a folder go first.
        for path in journal.delete.iter().filter(known) {
            if new.files.paths().any(|file| parents(file).any(|parent| parent == path)) {
                remove(out, path)?;
            }
        }
        for path in journal.replace.iter().filter(known).filter(|path| new.files.contains(path)) {
            let (from, to) = (place.spare.join(path), out.join(path));
            folder::make_parents(out, path).at(&to)?;
            clear_folder(out, path, &journal.delete)?;
            folder::replace(out, path, &fs::read(&from).at(&from)?).at(&to)?;
        }
        for path in journal.delete.iter().filter(known).filter(|path| !new.files.contains(path)) {
            remove(out, path)?;
        }
        folder::prune(out, journal.delete.iter().flat_map(|path| parents(path)));
        folder::replace(out, MANIFEST_NAME, &new.to_bytes()).at(&out.join(MANIFEST_NAME))?;
    }
    place.clear(&place.journal)
}

/// Assets, then other files, then pages.
fn rank(path: &str) -> u8 {
    match path {
        _ if path.starts_with("assets/") => 0,
        _ if path.ends_with(".html") => 2,
        _ => 1,
    }
}

/// Removes a file of the former site, unless something else has taken its place.
fn remove(out: &Path, path: &str) -> Result<(), WriteError> {
    let file = out.join(path);
    let plain = fs::symlink_metadata(&file).is_ok_and(|meta| meta.is_file());
    if plain && folder::parents_are_real(out, path) {
        if_there(fs::remove_file(&file)).at(&file)?;
    }
    Ok(())
}

/// Clears a folder of the former site away where the new one has a file.
fn clear_folder(out: &Path, path: &str, delete: &[String]) -> Result<(), WriteError> {
    if !fs::symlink_metadata(out.join(path)).is_ok_and(|meta| meta.is_dir()) {
        return Ok(());
    }
    let below = format!("{path}/");
    let inside: Vec<&String> = delete.iter().filter(|file| file.starts_with(&below) && judge(file).is_ok()).collect();
    for file in &inside {
        remove(out, file)?;
    }
    folder::prune(out, inside.iter().flat_map(|file| parents(file)).filter(|dir| dir.starts_with(path)));
    Ok(())
}
