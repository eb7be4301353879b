//! What is kept between builds under the hash of what it was made from.
//!
//! A folder of files that nobody misses: what can't be read or doesn't hold what was written counts as not kept, and
//! what can't be written isn't. Never follows a symbolic link in place of its folder.

use std::collections::BTreeSet;
use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::mpsc::{self, SyncSender};
use std::thread::JoinHandle;

use super::error::if_there;

/// The length of the hash behind each file's bytes.
const SEAL: usize = 32;

/// Bytes are handed to the writer in pieces of so many or more, and so many pieces may wait for it.
const PIECE: usize = 1 << 20;
const WAITING: usize = 16;

/// No run takes so long.
const ABANDONED: std::time::Duration = std::time::Duration::from_hours(24);

/// A folder of kept files.
#[derive(Debug)]
pub struct Kept {
    folder: Option<PathBuf>,
    used: Mutex<BTreeSet<String>>,
}

impl Kept {
    /// The folder `name` below `.briefgen/`; without it nothing is kept.
    pub fn new(cache: Option<PathBuf>, name: &str) -> Self {
        let real = |path: &PathBuf| path.symlink_metadata().map_or(true, |found| found.is_dir());
        let folder = cache.filter(real).map(|cache| cache.join(name)).filter(real);
        Self { folder, used: Mutex::default() }
    }

    /// Whether anything is kept.
    pub fn keeps(&self) -> bool {
        self.folder.is_some()
    }

    /// What was kept under a key.
    pub fn get(&self, key: &str) -> Option<Vec<u8>> {
        self.use_key(key);
        let mut bytes = std::fs::read(self.folder.as_ref()?.join(key)).ok()?;
        let seal = bytes.split_off(bytes.len().checked_sub(SEAL)?);
        (*blake3::hash(&bytes).as_bytes() == *seal).then_some(bytes)
    }

    /// Keeps bytes under a key.
    pub fn put(&self, key: &str, bytes: &[u8]) {
        self.use_key(key);
        let mut keeping = self.begin(key);
        // What can't be kept is made anew next time.
        if keeping.write_all(bytes).is_ok() {
            keeping.seal();
        }
    }

    /// Begins to keep bytes under a key, piece by piece. Until they are sealed nothing has changed; what can't be
    /// kept can't be written either.
    pub fn begin(&self, key: &str) -> Keeping {
        self.use_key(key);
        let Some(folder) = &self.folder else { return Keeping::default() };
        let made = std::fs::create_dir_all(folder);
        made.and_then(|()| Keeping::new(folder.join(format!("{key}.new")), folder.join(key))).unwrap_or_default()
    }

    /// Removes what this build neither asked for nor kept.
    pub fn sweep(&self) {
        let used = self.used.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let entries = self.folder.as_ref().and_then(|folder| std::fs::read_dir(folder).ok());
        for entry in entries.into_iter().flatten().flatten() {
            if !entry.file_name().to_str().is_some_and(|name| used.contains(name)) {
                // What can't be removed now is tried again by the next build.
                let _ = std::fs::remove_file(entry.path());
            }
        }
    }

    /// Removes the oldest files, so that no more than `most` remain.
    pub fn trim(&self, most: usize) {
        let entries = self.folder.as_ref().and_then(|folder| std::fs::read_dir(folder).ok());
        let dated = entries.into_iter().flatten().flatten().filter_map(|entry| {
            let changed = entry.metadata().and_then(|meta| meta.modified()).ok()?;
            let finished = entry.path().extension().is_none();
            // Another run may be writing what isn't finished; what is as old as that, a run left that was killed.
            let left = || changed.elapsed().is_ok_and(|age| age > ABANDONED);
            (finished || left()).then(|| (finished, std::cmp::Reverse(changed), entry.path()))
        });
        let (mut dated, left): (Vec<_>, Vec<_>) = dated.partition(|(finished, ..)| *finished);
        dated.sort();
        for (_, _, path) in left.into_iter().chain(dated.into_iter().skip(most)) {
            // What can't be removed now is tried again by the next build.
            let _ = std::fs::remove_file(path);
        }
    }

    fn use_key(&self, key: &str) {
        self.used.lock().unwrap_or_else(std::sync::PoisonError::into_inner).insert(key.to_owned());
    }
}

/// Bytes that are being kept. Hashed and written beside whoever makes them.
#[derive(Debug, Default)]
pub struct Keeping {
    piece: Vec<u8>,
    writer: Option<Writer>,
    unfinished: PathBuf,
    goal: PathBuf,
}

/// A thread that writes pieces to a file.
#[derive(Debug)]
struct Writer {
    pieces: SyncSender<Vec<u8>>,
    thread: JoinHandle<io::Result<()>>,
}

impl Writer {
    fn new(mut file: File) -> io::Result<Self> {
        let (pieces, received) = mpsc::sync_channel::<Vec<u8>>(WAITING);
        let write = move || {
            let mut hasher = blake3::Hasher::new();
            for piece in received {
                hasher.update(&piece);
                file.write_all(&piece)?;
            }
            file.write_all(hasher.finalize().as_bytes())
        };
        let thread = std::thread::Builder::new().name("keeping".to_owned()).spawn(write)?;
        Ok(Self { pieces, thread })
    }

    /// Waits until all pieces are written, and their seal.
    fn finish(self) -> io::Result<()> {
        drop(self.pieces);
        self.thread.join().unwrap_or_else(|_| Err(io::ErrorKind::BrokenPipe.into()))
    }
}

impl Keeping {
    fn new(unfinished: PathBuf, goal: PathBuf) -> io::Result<Self> {
        // A run that was killed may have left one, and somebody else a link: what stands there is never opened.
        if_there(std::fs::remove_file(&unfinished))?;
        let file = OpenOptions::new().write(true).create_new(true).open(&unfinished)?;
        let writer = Writer::new(file).inspect_err(|_| {
            let _ = std::fs::remove_file(&unfinished);
        })?;
        Ok(Self { piece: Vec::new(), writer: Some(writer), unfinished, goal })
    }

    /// Keeps what was written.
    pub fn seal(mut self) {
        let handed_on = self.hand_on();
        let Some(writer) = self.writer.take() else { return };
        let finished = writer.finish();
        let kept = handed_on.and(finished).and_then(|()| std::fs::rename(&self.unfinished, &self.goal));
        // What can't be kept is made anew next time.
        if kept.is_err() {
            let _ = std::fs::remove_file(&self.unfinished);
        }
    }

    fn hand_on(&mut self) -> io::Result<()> {
        let writer = self.writer.as_ref().ok_or(io::ErrorKind::BrokenPipe)?;
        let sent = writer.pieces.send(std::mem::take(&mut self.piece));
        // The writer stopped at an error.
        sent.map_err(|_| io::ErrorKind::BrokenPipe.into())
    }
}

impl Write for Keeping {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.writer.is_none() {
            return Err(io::ErrorKind::BrokenPipe.into());
        }
        self.piece.extend_from_slice(bytes);
        if self.piece.len() >= PIECE {
            self.hand_on()?;
            self.piece.reserve(PIECE);
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Drop for Keeping {
    fn drop(&mut self) {
        if let Some(writer) = self.writer.take() {
            let _ = writer.finish();
            let _ = std::fs::remove_file(&self.unfinished);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_comes_back_until_it_is_swept_or_broken() {
        let folder = tempfile::tempdir().expect("a folder");
        let open = || Kept::new(Some(folder.path().join(".briefgen")), "cards");
        let kept = open();
        assert_eq!(kept.get("a"), None);
        kept.put("a", b"picture");
        kept.put("b", b"other");
        assert_eq!(kept.get("a").as_deref(), Some(b"picture".as_slice()));
        let next = open();
        assert_eq!(next.get("a").as_deref(), Some(b"picture".as_slice()));
        next.sweep();
        assert_eq!(open().get("b"), None);
        std::fs::write(folder.path().join(".briefgen/cards/a"), b"half").expect("it can be written");
        assert_eq!(open().get("a"), None);
    }

    #[test]
    fn nothing_is_kept_without_a_folder() {
        let kept = Kept::new(None, "cards");
        kept.put("a", b"picture");
        assert_eq!(kept.get("a"), None);
    }
}
