//! What stands in a folder. Never follows a symbolic link.
//!
//! A folder of which it is known what was put there needn't be read where it hasn't changed since: to look at it is a
//! small part of the work of reading it. Whether it changed is told by the times of folders, so by one clock that isn't
//! set back.

use std::fs::{self, DirEntry};
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::error::if_there;
use super::folder::{Look, Root, Stamp};
use super::manifest::{MANIFEST_NAME, Manifest};

/// What stands in a folder, by paths from it with `/`. The manifest isn't counted.
#[derive(Debug)]
pub(crate) struct Listing<T = ()> {
    /// Regular files, ascending, with what was seen of them.
    pub(crate) files: Vec<(String, T)>,
    /// Folders, ascending.
    pub(super) dirs: Vec<String>,
    /// Links, devices, repositories, names that aren't Unicode: not looked into.
    pub(super) odd: Vec<PathBuf>,
}

impl<T> Default for Listing<T> {
    fn default() -> Self {
        Self { files: Vec::new(), dirs: Vec::new(), odd: Vec::new() }
    }
}

impl<T> Listing<T> {
    /// What was seen of the regular file at a path.
    pub(super) fn get(&self, path: &str) -> Option<&T> {
        let at = self.files.binary_search_by(|(file, _)| file.as_str().cmp(path)).ok()?;
        Some(&self.files[at].1)
    }

    /// The same paths, without what was seen of the files.
    pub(super) fn without_sight(self) -> Listing {
        let files = self.files.into_iter().map(|(path, _)| (path, ())).collect();
        Listing { files, dirs: self.dirs, odd: self.odd }
    }

    fn add(&mut self, other: Self) {
        self.files.extend(other.files);
        self.dirs.extend(other.dirs);
        self.odd.extend(other.odd);
    }
}

/// A regular file that is listed.
pub(crate) struct Found<'a> {
    root: &'a Root<'a>,
    /// Its path from the listed folder.
    pub(crate) path: &'a str,
    /// `None` where its folder wasn't read: it holds what it held when it was written.
    entry: Option<&'a DirEntry>,
}

impl Found<'_> {
    /// Whether its folder was read, and didn't just hold what it had held.
    pub(super) fn is_read(&self) -> bool {
        self.entry.is_some()
    }

    /// What the system tells of it.
    pub(crate) fn look(&self) -> io::Result<Look> {
        match self.entry {
            Some(entry) => entry.metadata().map(|meta| Look::of(&meta)),
            None => self.root.look(self.path),
        }
    }
}

/// Says what is listed of a file of a folder.
pub(crate) type See<'a, T> = &'a (dyn Fn(&Found<'_>) -> io::Result<Option<T>> + Sync);

/// Lists a folder with what is to `see` of each file; a file that has vanished meanwhile isn't there. A folder that
/// isn't there is empty.
pub(crate) fn list<T: Send>(root: &Path, see: See<'_, T>) -> io::Result<Listing<T>> {
    list_known(root, None, see)
}

/// The same of a folder that held exactly the files of a manifest at some time.
pub(super) fn list_known<T: Send>(
    root: &Path,
    known: Option<(&Manifest, Stamp)>,
    see: See<'_, T>,
) -> io::Result<Listing<T>> {
    // Where times are whole seconds, too much happens in the same.
    let known = known.filter(|(_, (_, fraction))| cfg!(unix) && *fraction != 0);
    let paths: Vec<&str> = known.iter().flat_map(|(manifest, _)| manifest.files.paths()).collect();
    let root = Root::of(root);
    let walk = Walk { root: &root, since: known.map(|(_, since)| since), see };
    let mut listing = walk.below(&(String::new(), &paths))?;
    listing.files.par_sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
    listing.dirs.par_sort_unstable();
    listing.odd.sort();
    Ok(listing)
}

struct Walk<'a, T> {
    root: &'a Root<'a>,
    since: Option<Stamp>,
    see: See<'a, T>,
}

/// A folder that is to be listed, with the paths of the files that were below it, ascending.
type Open<'a> = (String, &'a [&'a str]);

impl<T: Send> Walk<'_, T> {
    /// What stands in a folder, in no order; its folders on all cores.
    fn below(&self, (dir, known): &Open<'_>) -> io::Result<Listing<T>> {
        let mut listing = Listing::default();
        let mut is_as_it_was = false;
        // The root has the manifest in it, and is always read.
        if !known.is_empty() && !dir.is_empty() {
            match if_there(self.root.look(dir))? {
                Some(look) if look.is_dir => is_as_it_was = self.is_unchanged(&look),
                Some(_) => {
                    listing.odd.push(PathBuf::from(dir));
                    return Ok(listing);
                }
                None => return Ok(listing),
            }
        }
        let open =
            if is_as_it_was { self.known(dir, known, &mut listing)? } else { self.read(dir, known, &mut listing)? };
        listing.dirs.extend(open.iter().map(|(dir, _)| dir.clone()));
        let deeper: Vec<Listing<T>> = open.par_iter().map(|open| self.below(open)).collect::<io::Result<_>>()?;
        deeper.into_iter().for_each(|deeper| listing.add(deeper));
        Ok(listing)
    }

    /// Whether nothing came into a folder or went from it. In the very moment something may have.
    fn is_unchanged(&self, folder: &Look) -> bool {
        self.since.is_some_and(|since| folder.changed < since)
    }

    /// Lists what is known of a folder, and gives the folders in it.
    fn known<'k>(&self, dir: &str, known: &'k [&'k str], listing: &mut Listing<T>) -> io::Result<Vec<Open<'k>>> {
        let mut open = Vec::new();
        let mut rest = known;
        while let Some(path) = rest.first() {
            match path[dir.len() + 1..].find('/') {
                Some(end) => {
                    let deeper = &path[..dir.len() + 1 + end];
                    let (inside, after) = rest.split_at(rest.partition_point(|path| is_below(path, deeper)));
                    open.push((deeper.to_owned(), inside));
                    rest = after;
                }
                None => {
                    self.see(path, None, listing)?;
                    rest = &rest[1..];
                }
            }
        }
        Ok(open)
    }

    /// Lists what a folder holds, and gives the folders in it. Of a folder that changed nothing is known any more: it may be
    /// another one, and what was moved along with a folder has the times that it had. What was moved into the root hasn't.
    fn read<'k>(&self, dir: &str, known: &'k [&'k str], listing: &mut Listing<T>) -> io::Result<Vec<Open<'k>>> {
        let mut open = Vec::new();
        let Some(entries) = if_there(fs::read_dir(self.root.path().join(dir)))? else { return Ok(open) };
        for entry in entries {
            let entry = entry?;
            let kind = entry.file_type()?;
            let name = entry.file_name();
            let Some(name) = name.to_str().filter(|name| !matches!(*name, ".git" | ".hg" | ".svn")) else {
                listing.odd.push(Path::new(dir).join(&name));
                continue;
            };
            let path = if dir.is_empty() { name.to_owned() } else { format!("{dir}/{name}") };
            if kind.is_dir() {
                let inside = if dir.is_empty() { below(known, &path) } else { &[] };
                open.push((path, inside));
            } else if !kind.is_file() {
                listing.odd.push(PathBuf::from(path));
            } else if path != MANIFEST_NAME {
                self.see(&path, Some(&entry), listing)?;
            }
        }
        Ok(open)
    }

    fn see(&self, path: &str, entry: Option<&DirEntry>, listing: &mut Listing<T>) -> io::Result<()> {
        let found = Found { root: self.root, path, entry };
        if let Some(seen) = if_there((self.see)(&found))?.flatten() {
            listing.files.push((path.to_owned(), seen));
        }
        Ok(())
    }
}

/// The paths below a folder.
fn below<'k>(known: &'k [&'k str], dir: &str) -> &'k [&'k str] {
    let first = format!("{dir}/");
    let from = &known[known.partition_point(|path| *path < first.as_str())..];
    &from[..from.partition_point(|path| is_below(path, dir))]
}

fn is_below(path: &str, dir: &str) -> bool {
    path.strip_prefix(dir).is_some_and(|rest| rest.starts_with('/'))
}
