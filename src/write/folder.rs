//! Single steps of looking at a folder and of changing it. Never follows a symbolic link.

use std::fs::{self, Metadata, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;

use super::error::if_there;
use super::manifest::{Entry, MANIFEST_NAME};
use crate::text::path::parents;

/// What the system tells of what stands at a path.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Look {
    /// A plain file, or else a folder; a link is neither.
    pub(super) is_file: bool,
    pub(super) is_dir: bool,
    /// In bytes.
    pub(crate) size: u64,
    /// When it was last changed in any way.
    pub(crate) changed: Stamp,
    /// When its words were last changed. Links to it don't count, as they do for `changed`.
    written: Stamp,
    file: FileNumber,
}

impl Look {
    /// From what the standard library tells.
    pub(super) fn of(meta: &Metadata) -> Self {
        #[cfg(unix)]
        let written = {
            use std::os::unix::fs::MetadataExt as _;
            (meta.mtime(), meta.mtime_nsec())
        };
        #[cfg(not(unix))]
        let written = stamp(meta);
        let (is_file, is_dir, size) = (meta.is_file(), meta.is_dir(), meta.len());
        Self { is_file, is_dir, size, changed: stamp(meta), written, file: number(meta) }
    }

    /// Whether this is what the manifest written at `since` says.
    pub(super) fn is(&self, entry: &Entry, since: Stamp) -> bool {
        self.is_file && self.size == entry.size && self.changed <= since
    }

    /// Whether this is the very same file, as far as the system tells.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        self.file.is_some() && self.file == other.file
    }

    /// Whether its words were last changed by then.
    pub(super) fn written_by(&self, then: Stamp) -> bool {
        self.written <= then
    }
}

/// A folder in which many files are looked at: by the path from the open folder, where the system can, which is half the
/// work of the whole path.
#[derive(Debug)]
pub(super) struct Root<'p> {
    path: &'p Path,
    #[cfg(target_os = "linux")]
    open: Option<rustix::fd::OwnedFd>,
}

impl<'p> Root<'p> {
    /// The folder at a path; it needn't be there.
    pub(super) fn of(path: &'p Path) -> Self {
        #[cfg(target_os = "linux")]
        {
            use rustix::fs::{Mode, OFlags};
            let open = rustix::fs::open(path, OFlags::PATH | OFlags::DIRECTORY | OFlags::CLOEXEC, Mode::empty());
            Self { path, open: open.ok() }
        }
        #[cfg(not(target_os = "linux"))]
        Self { path }
    }

    /// Its path.
    pub(super) fn path(&self) -> &'p Path {
        self.path
    }

    /// What stands at a path from it.
    pub(super) fn look(&self, path: &str) -> io::Result<Look> {
        #[cfg(target_os = "linux")]
        if let Some(look) = self.open.as_ref().and_then(|open| look_from(open, path)) {
            return Ok(look);
        }
        fs::symlink_metadata(self.path.join(path)).map(|meta| Look::of(&meta))
    }
}

/// What stands at a path from an open folder, if the system tells it so.
#[cfg(target_os = "linux")]
fn look_from(folder: &rustix::fd::OwnedFd, path: &str) -> Option<Look> {
    use rustix::fs::{AtFlags, FileType, StatxFlags, StatxTimestamp, makedev, statx};
    let told = statx(folder, path, AtFlags::SYMLINK_NOFOLLOW, StatxFlags::BASIC_STATS).ok()?;
    let kind = FileType::from_raw_mode(told.stx_mode.into());
    let stamp = |time: StatxTimestamp| (time.tv_sec, i64::from(time.tv_nsec));
    Some(Look {
        is_file: kind.is_file(),
        is_dir: kind.is_dir(),
        size: told.stx_size,
        changed: stamp(told.stx_ctime),
        written: stamp(told.stx_mtime),
        file: Some((makedev(told.stx_dev_major, told.stx_dev_minor), told.stx_ino)),
    })
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
    fs::symlink_metadata(file).is_ok_and(|meta| Look::of(&meta).is(entry, since))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_look_from_the_open_folder_tells_what_one_by_the_whole_path_does() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::create_dir(folder.path().join("a")).expect("a folder");
        fs::write(folder.path().join("a/b"), "three").expect("a file");
        let root = Root::of(folder.path());
        for path in ["a", "a/b"] {
            let whole = Look::of(&fs::symlink_metadata(folder.path().join(path)).expect("it is there"));
            assert_eq!(format!("{:?}", root.look(path).expect("it is there")), format!("{whole:?}"));
        }
        let gone = root.look("a/c").expect_err("it isn't there");
        assert_eq!(gone.kind(), io::ErrorKind::NotFound);
    }
}
