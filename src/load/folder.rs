//! A site's folder that is read again and again: what didn't change keeps its id, and its text.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::changes::Changes;
use super::tree::{self, Entry};
use super::{Read, Role, file_under, read, report, role};
use crate::diag::Diagnostics;
use crate::files::{FileId, Files};
use crate::model::corpus::Asset;
use crate::model::inputs::Inputs;

/// The files of a site as they were last read.
#[derive(Debug)]
pub struct Folder {
    root: PathBuf,
    files: Files,
    /// By path from the root.
    held: BTreeMap<String, Held>,
    /// Paths keep their ids for as long as the folder is held, also while their files are gone.
    ids: HashMap<String, FileId>,
    /// Links that lead outside, names that aren't text.
    found: Diagnostics,
}

#[derive(Debug)]
struct Held {
    role: Role,
    state: State,
}

#[derive(Debug)]
enum State {
    Text(FileId),
    /// In bytes.
    Asset(u64),
    Fault(String),
    /// What can be shown of a file that isn't text, and where the first bytes stand that no text has.
    Bytes(FileId, usize),
}

impl Folder {
    /// Reads the site at `root`. Only a root that can't be listed is an error of the machine.
    pub fn open(root: &Path) -> std::io::Result<Self> {
        let mut folder = Self {
            root: root.to_owned(),
            files: Files::default(),
            held: BTreeMap::new(),
            ids: HashMap::new(),
            found: Diagnostics::default(),
        };
        folder.read_all()?;
        Ok(folder)
    }

    /// Reads again what may have changed.
    pub fn update(&mut self, changes: &Changes) -> std::io::Result<()> {
        if changes.anything || changes.paths.iter().any(|path| self.is_more_than_a_file(path)) {
            return self.read_all();
        }
        for path in &changes.paths {
            match tree::entry(&self.root, path) {
                Some(entry) => {
                    if let Some(role) = role(path) {
                        let read = read(&entry, role);
                        self.hold(entry, role, read);
                    }
                }
                None => self.drop_file(path),
            }
        }
        Ok(())
    }

    /// What was read, by what it is for; the findings are those of a first reading.
    pub fn inputs(&self, diagnostics: &mut Diagnostics) -> Inputs {
        let mut inputs = Inputs { files: self.files.clone(), ..Inputs::default() };
        diagnostics.extend(self.found.iter().cloned());
        for (path, held) in &self.held {
            match &held.state {
                State::Text(id) => file_under(&mut inputs, held.role, *id),
                State::Asset(size) => {
                    inputs.assets.push(Asset { path: path.as_str().into(), size: *size });
                    diagnostics.extend(report::unread(path));
                }
                State::Fault(message) => report::unreadable(path, message, diagnostics),
                State::Bytes(id, at) => report::not_text(&inputs.files, *id, *at, diagnostics),
            }
        }
        inputs
    }

    /// Whether a path stands for more than one file that is read: a folder, one that has gone, or a link.
    fn is_more_than_a_file(&self, path: &str) -> bool {
        let below = format!("{path}/");
        self.root.join(path).symlink_metadata().is_ok_and(|meta| !meta.is_file())
            || self.held.range(below.clone()..).next().is_some_and(|(held, _)| held.starts_with(&below))
    }

    fn read_all(&mut self) -> std::io::Result<()> {
        std::fs::read_dir(&self.root)?;
        self.found = Diagnostics::default();
        let entries = tree::entries(&self.root, &mut self.found);
        let read: Vec<(Entry, Role, Read)> = entries
            .into_par_iter()
            .filter_map(|entry| role(&entry.path).map(|role| (entry, role)))
            .map(|(entry, role)| {
                let read = read(&entry, role);
                (entry, role, read)
            })
            .collect();
        for name in ["briefgen.yml", "Briefgen.yaml"].into_iter().filter(|name| is_called(&self.root, name)) {
            self.found.extend(report::unread(name));
        }
        let mut gone = std::mem::take(&mut self.held);
        for (entry, role, read) in read {
            gone.remove(&entry.path);
            self.hold(entry, role, read);
        }
        for path in gone.into_keys() {
            self.forget_text(&path);
        }
        Ok(())
    }

    fn hold(&mut self, entry: Entry, role: Role, read: Read) {
        let state = match read {
            Read::Asset(size) => State::Asset(size),
            Read::Fault(message) => {
                self.forget_text(&entry.path);
                State::Fault(message)
            }
            Read::Text(text) => State::Text(self.take(&entry.path, text)),
            Read::Bytes(text, at) => State::Bytes(self.take(&entry.path, text), at),
        };
        self.held.insert(entry.path, Held { role, state });
    }

    /// The id of a text. One that is the same as before stays the very same.
    fn take(&mut self, path: &str, text: String) -> FileId {
        match self.ids.get(path) {
            Some(id) => {
                let file = self.files.get(*id);
                let same = &*file.path == path && !file.bom && *file.text == *text;
                if !same {
                    self.files.replace(*id, path, text);
                }
                *id
            }
            None => {
                let id = self.files.add(path, text);
                self.ids.insert(path.to_owned(), id);
                id
            }
        }
    }

    fn drop_file(&mut self, path: &str) {
        self.held.remove(path);
        self.forget_text(path);
    }

    fn forget_text(&mut self, path: &str) {
        if let Some(id) = self.ids.get(path) {
            self.files.replace(*id, "", String::new());
        }
    }
}

/// Whether a folder has a file of this very name, also where systems take small and capital letters for the same.
fn is_called(folder: &Path, name: &str) -> bool {
    std::fs::read_dir(folder).is_ok_and(|entries| entries.flatten().any(|entry| entry.file_name() == name))
}
