//! Waits for changes on the disk and hands them on, many at once where they come at once.
//!
//! A single save is handed on after a moment so short that nobody sees it; a checkout of a thousand files once it is
//! over. Nothing is lost: what the system doesn't tell in detail is read anew.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, ModifyKind, RemoveKind};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::links::Links;
use super::preview::Preview;
use crate::load::PARTS;
use crate::pipeline::Changes;

/// How long it must be quiet after the save of a file or two: editors write, rename and touch within it.
const QUIET: Duration = Duration::from_millis(6);
/// How long it must be quiet after many files changed.
const QUIET_AFTER_MANY: Duration = Duration::from_millis(120);
/// How many files are many.
const MANY: usize = 4;
/// However restless it is, changes are taken up after this long.
const LONGEST: Duration = Duration::from_secs(3);
/// A git that is running holds its lock; one that crashed has left it behind.
const LOCKED: Duration = Duration::from_secs(10);

/// How often it is looked whether an embargo ended.
const TIME: Duration = Duration::from_secs(1);
/// How often it is looked whether a site that went away is there again.
const AWAY: Duration = Duration::from_millis(300);

/// Watches until it is dropped.
pub(super) struct Watch {
    /// Dropping it ends the events, and so the thread.
    _watcher: Arc<Mutex<RecommendedWatcher>>,
}

/// Begins to watch the site at `root`, and to keep `preview` up to date.
pub(super) fn start(root: &Path, preview: Arc<Preview>) -> io::Result<Watch> {
    // Events name whole paths, however the user named the folder.
    let root = root.canonicalize()?;
    let (sender, events) = channel();
    let watcher = notify::recommended_watcher(move |event| {
        // Nobody receives any more: the preview is ending.
        let _ = sender.send(event);
    });
    let watcher = Arc::new(Mutex::new(watcher.map_err(fault)?));
    watch_all(&watcher, &root).map_err(fault)?;
    let mut batches = Batches { links: Links::default(), root, events };
    batches.links.watch(&watcher, &batches.root);
    let held = Arc::downgrade(&watcher);
    std::thread::Builder::new().name("watch".to_owned()).spawn(move || {
        while let Some(batch) = batches.next() {
            let Some(watcher) = held.upgrade() else { return };
            for part in &batch.new_parts {
                // If it is gone again, its going is an event too.
                let _ = lock(&watcher).watch(part, RecursiveMode::Recursive);
            }
            if batch.folders {
                batches.links.watch(&watcher, &batches.root);
            }
            drop(watcher);
            if let Err(error) = preview.update(&batch.changes) {
                preview.unreadable(&error);
                batches.come_back(&held, &preview);
            }
        }
    })?;
    Ok(Watch { _watcher: watcher })
}

/// Not the root with all below it: the output, `.git` and other tools' folders are none of the site's.
fn watch_all(watcher: &Mutex<RecommendedWatcher>, root: &Path) -> notify::Result<()> {
    lock(watcher).watch(root, RecursiveMode::NonRecursive)?;
    for part in PARTS.iter().map(|part| root.join(part)).filter(|part| part.is_dir()) {
        lock(watcher).watch(&part, RecursiveMode::Recursive)?;
    }
    Ok(())
}

fn lock(watcher: &Mutex<RecommendedWatcher>) -> MutexGuard<'_, RecommendedWatcher> {
    watcher.lock().unwrap_or_else(PoisonError::into_inner)
}

fn fault(error: notify::Error) -> io::Error {
    let help = match error.kind {
        notify::ErrorKind::MaxFilesWatch => {
            ": the system watches no more folders for you (on Linux, raise fs.inotify.max_user_watches)"
        }
        _ => "",
    };
    io::Error::other(format!("the site’s folders can’t be watched: {error}{help}"))
}

/// Changes that came at once.
#[derive(Default)]
struct Batch {
    changes: Changes,
    /// Folders such as `static/` that were made just now and must be watched from here on.
    new_parts: Vec<PathBuf>,
    /// A folder or a link came or went: what was put into it before it was watched has no event of its own.
    folders: bool,
}

struct Batches {
    root: PathBuf,
    links: Links,
    events: Receiver<notify::Result<Event>>,
}

impl Batches {
    /// The next changes, once they are complete, or none after a while; `None` when watching ends.
    fn next(&mut self) -> Option<Batch> {
        let mut batch = Batch::default();
        while batch.changes.is_empty() {
            match self.events.recv_timeout(TIME) {
                Ok(event) => self.note(event, &mut batch),
                Err(RecvTimeoutError::Timeout) => return Some(batch),
                Err(RecvTimeoutError::Disconnected) => return None,
            }
        }
        let begin = Instant::now();
        loop {
            let quiet = if batch.changes.paths.len() >= MANY || batch.folders { QUIET_AFTER_MANY } else { QUIET };
            match self.events.recv_timeout(quiet) {
                Ok(event) => self.note(event, &mut batch),
                Err(RecvTimeoutError::Timeout) => {
                    if !(git_is_running(&self.root) && begin.elapsed() < LOCKED) {
                        break;
                    }
                }
                Err(RecvTimeoutError::Disconnected) => return None,
            }
            if begin.elapsed() > LONGEST && !git_is_running(&self.root) {
                break;
            }
        }
        batch.changes.anything |= batch.folders || self.links.any();
        Some(batch)
    }

    /// Waits until the root is there again, and watches it anew.
    fn come_back(&mut self, watcher: &Weak<Mutex<RecommendedWatcher>>, preview: &Preview) {
        loop {
            std::thread::sleep(AWAY);
            let Some(watcher) = watcher.upgrade() else { return };
            let everything = Changes { anything: true, ..Changes::default() };
            if watch_all(&watcher, &self.root).is_ok() && preview.update(&everything).is_ok() {
                self.links.watch(&watcher, &self.root);
                return;
            }
        }
    }

    fn note(&self, event: notify::Result<Event>, batch: &mut Batch) {
        let Ok(event) = event else {
            batch.changes.anything = true;
            return;
        };
        if event.need_rescan() {
            batch.changes.anything = true;
        }
        if !is_change(event.kind) {
            return;
        }
        for path in &event.paths {
            let root = *path == self.root;
            if !batch.changes.add(&self.root, path) {
                batch.changes.anything |= root || self.links.leads_to(path);
                continue;
            }
            let folder = match event.kind {
                EventKind::Remove(RemoveKind::Folder) => true,
                EventKind::Create(_) | EventKind::Modify(ModifyKind::Name(_)) => path.is_dir() || path.is_symlink(),
                _ => false,
            };
            batch.folders |= folder;
            if folder && path.parent() == Some(&self.root) && path.is_dir() {
                batch.new_parts.push(path.clone());
            }
        }
    }
}

/// Reading a file is no change; closing it after writing is.
fn is_change(kind: EventKind) -> bool {
    match kind {
        EventKind::Access(access) => access == AccessKind::Close(AccessMode::Write),
        EventKind::Modify(ModifyKind::Metadata(_)) => false,
        _ => true,
    }
}

/// Whether git is at work on the tree that holds the site.
fn git_is_running(root: &Path) -> bool {
    let git = root.ancestors().map(|folder| folder.join(".git")).find(|git| git.exists());
    let Some(git) = git else { return false };
    // A second tree of a repository has a file there, which says where its own folder stands.
    let elsewhere = std::fs::read_to_string(&git).ok();
    let elsewhere = elsewhere.as_deref().and_then(|text| text.strip_prefix("gitdir:")).map(|path| path.trim());
    let folder = elsewhere.map_or_else(|| git.clone(), |path| git.with_file_name(path));
    folder.join("index.lock").exists()
}
