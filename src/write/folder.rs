//! Single steps of looking at a folder and of changing it. Never follows a symbolic link.

use std::fs::{self, Metadata, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;

use super::error::if_there;
use super::manifest::{Entry, MANIFEST_NAME};
use crate::text::path::parents;

/// Which file stood at a path, its size, and when it was last changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Seen {
    file: FileNumber,
    size: u64,
    stamp: Stamp,
}

impl Seen {
    /// What the system tells of a file.
    pub(super) fn of(meta: &Metadata) -> Self {
        Self { file: number(meta), size: meta.len(), stamp: stamp(meta) }
    }

    /// Whether the file still is what the manifest written at `since` says.
    pub(super) fn is(&self, entry: &Entry, since: Stamp) -> bool {
        self.size == entry.size && self.stamp <= since
    }

    /// Whether this is the very same file, as far as the system tells.
    pub(super) fn is_same(&self, other: &Metadata) -> bool {
        self.file.is_some() && self.file == number(other)
    }
}

/// What tells a file from all others of the machine, whatever its paths; `None` where the system doesn't say.
type FileNumber = Option<(u64, u64)>;

fn number(meta: &Metadata) -> FileNumber {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        Some((meta.dev(), meta.ino()))
    }
    #[cfg(not(unix))]
    {
        let _ = meta;
        None
    }
}

/// Has one file stand at another path too; `false` where that can't be done. Where it can't be told afterwards that the
/// two paths are one file, it isn't done.
pub(super) fn share(file: &Path, path: &Path) -> bool {
    cfg!(unix) && fs::hard_link(file, path).is_ok()
}

/// When a file or folder was last changed in any way: seconds and their fraction.
pub(crate) type Stamp = (i64, i64);

/// The stamp of a file or folder, as far as the system tells; compared, never shown.
pub(crate) fn stamp(meta: &Metadata) -> Stamp {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        (meta.ctime(), meta.ctime_nsec())
    }
    #[cfg(not(unix))]
    {
        let since = meta.modified().ok().and_then(|at| at.duration_since(std::time::UNIX_EPOCH).ok());
        since.map_or((i64::MAX, 0), |at| (at.as_secs().cast_signed(), i64::from(at.subsec_nanos())))
    }
}

/// What tells a file as it is from all others, copies of it too.
pub(super) fn mark(meta: &Metadata) -> String {
    let ((device, file), (seconds, fraction)) = (number(meta).unwrap_or_default(), stamp(meta));
    format!("{device} {file} {seconds} {fraction}")
}

/// The stamp of a folder's manifest.
pub(super) fn manifest_stamp(root: &Path) -> io::Result<Option<Stamp>> {
    Ok(if_there(fs::symlink_metadata(root.join(MANIFEST_NAME)))?.map(|meta| stamp(&meta)))
}

/// Whether the file still is what the manifest written at `since` says.
pub(super) fn intact(file: &Path, entry: &Entry, since: Stamp) -> bool {
    fs::symlink_metadata(file).is_ok_and(|meta| meta.is_file() && meta.len() == entry.size && stamp(&meta) <= since)
}

/// Whether a file's words were last changed by then. Links to it don't count, as they do for [`stamp`].
pub(super) fn written_by(meta: &Metadata, then: Stamp) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        (meta.mtime(), meta.mtime_nsec()) <= then
    }
    #[cfg(not(unix))]
    {
        stamp(meta) <= then
    }
}

/// Whether two paths are the very same file, as far as the system tells.
pub(super) fn is_same_file(one: &Path, other: &Path) -> bool {
    let file = |path: &Path| fs::symlink_metadata(path).ok().and_then(|meta| number(&meta));
    file(one).is_some_and(|one| file(other) == Some(one))
}

/// Whether two paths of a folder that differ by case alone are one file there, as they are on the disks of many systems.
pub(super) fn is_one_file(root: &Path, one: &str, other: &str) -> bool {
    cfg!(not(unix)) || is_same_file(&root.join(one), &root.join(other))
}

/// Writes a file that isn't there yet. One that could not be written whole is taken away again.
pub(crate) fn write_new(file: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut open = OpenOptions::new().write(true).create_new(true).open(file)?;
    open.write_all(bytes).inspect_err(|_| {
        let _ = fs::remove_file(file);
    })
}

/// The path of a file while it is being put in place.
pub(crate) fn beside(path: &str) -> String {
    let folder = path.rfind('/').map_or("", |at| &path[..=at]);
    format!("{folder}.briefgen-{}", &blake3::hash(path.as_bytes()).to_hex()[..16])
}

/// Puts a file in place: beside it under another name, then renamed over what is there.
pub(crate) fn replace(root: &Path, path: &str, bytes: &[u8]) -> io::Result<()> {
    let target = root.join(path);
    let new = root.join(beside(path));
    if_there(fs::remove_file(&new))?;
    write_new(&new, bytes)?;
    fs::rename(&new, &target).inspect_err(|_| {
        let _ = fs::remove_file(&new);
    })
}

/// Makes the folders above a path where they are missing. What isn't a folder there is an error of the kind
/// `NotADirectory`, links to folders too.
pub(crate) fn make_parents(root: &Path, path: &str) -> io::Result<()> {
    for parent in parents(path) {
        let dir = root.join(parent);
        match if_there(fs::symlink_metadata(&dir))? {
            Some(meta) if meta.is_dir() => {}
            Some(_) => return Err(io::ErrorKind::NotADirectory.into()),
            // Another process may make it at this very moment.
            None => match fs::create_dir(&dir) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists && is_folder(&dir)? => {}
                made => made?,
            },
        }
    }
    Ok(())
}

fn is_folder(path: &Path) -> io::Result<bool> {
    Ok(if_there(fs::symlink_metadata(path))?.is_some_and(|meta| meta.is_dir()))
}

/// Whether every folder above a path is a folder of its own and no link.
pub(crate) fn parents_are_real(root: &Path, path: &str) -> bool {
    parents(path).all(|parent| fs::symlink_metadata(root.join(parent)).is_ok_and(|meta| meta.is_dir()))
}

/// Removes those of the folders that hold nothing any more, innermost first.
pub(crate) fn prune<'a>(root: &Path, dirs: impl IntoIterator<Item = &'a str>) {
    let mut dirs: Vec<&str> = dirs.into_iter().collect();
    dirs.sort_unstable();
    dirs.dedup();
    for dir in dirs.into_iter().rev() {
        if parents_are_real(root, dir) {
            // Fails where something is left, and is meant to.
            let _ = fs::remove_dir(root.join(dir));
        }
    }
}

/// Removes whatever stands at a path, without following links.
pub(crate) fn remove_all(path: &Path) -> io::Result<()> {
    match if_there(fs::symlink_metadata(path))? {
        Some(meta) if meta.is_dir() => fs::remove_dir_all(path),
        Some(_) => fs::remove_file(path),
        None => Ok(()),
    }
}
