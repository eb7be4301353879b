//! Puts the outputs of a build on the disk, whole or not at all.
//!
//! Takes [`Output`](crate::model::output::Output)s from many threads and brings the output folder to exactly these.
//! Returns what changed. Never touches the live folder before [`Stage::commit`], never deletes a file that briefgen
//! did not write, never opens an existing path for writing, never follows a symbolic link inside the output.
//!
//! Beside the live folder `public/` stands one hidden folder, `.public.briefgen/`:
//!
//! | Name | Holds |
//! |---|---|
//! | `lock` | a lock that dies with its process |
//! | `spare/` | the former generation, which is brought up to date and then exchanged with the live one |
//! | `filling` | stands while the spare is being changed: after a kill what was changed isn't trusted |
//! | `exchange` | stands around the exchange: after a kill files of the user's own are looked for in both folders |
//! | `exact` | which manifests were written over a folder that held exactly their files: of such a folder only what changed since is read |
//! | `journal.json` | what remains to be done where no exchange can be had; the next run completes it |
//!
//! A file of the spare is trusted if its generation's manifest lists it with the same hash and size, and it was not
//! changed after that manifest was written; so what someone edits in the output by hand never comes back.
//! A kill at any moment is survived; files aren't synced one by one, so a power cut is left to the file system.

mod claims;
mod commit;
mod entries;
mod error;
pub(crate) mod folder;
mod generation;
mod journal;
mod kept;
pub(crate) mod listing;
mod manifest;
mod overlap;
pub(crate) mod path;
mod place;
mod stage;
mod stands;
#[cfg(test)]
mod tests;

pub use error::WriteError;
pub(crate) use folder::beside;
pub use kept::{Keeping, Kept};
pub use manifest::{Entry, MANIFEST_NAME, Manifest};
pub use overlap::refuse_overlap;
pub use path::PathFault;
pub use stage::Stage;
pub use stands::{manifest_hash, stands};

/// How to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Options {
    /// Writes into a folder that holds files and no manifest of briefgen's, and replaces files of the same path.
    pub force: bool,
    /// Takes it that the files of the last build are as they were, and looks at them when all outputs are there: then one
    /// look does. Where one isn't as it was, the commit fails with [`WriteError::Changed`], and must be tried again
    /// without this trust.
    pub trusting: bool,
}

/// What a commit changed in the live folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Report {
    /// Files that are new or have other bytes.
    pub written: usize,
    /// Files that stayed as they were.
    pub unchanged: usize,
    /// Files of the former site that went.
    pub deleted: usize,
    /// The hash of the manifest that the folder has now.
    pub manifest: [u8; 32],
    /// Why the folder was changed file by file instead of in one step; worth a line at info level.
    pub in_place: Option<InPlace>,
}

/// Why two folders could not be exchanged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InPlace {
    /// The output folder is a symbolic link.
    Link,
    /// It is a mount point, or on another file system than its parent.
    Mount,
    /// It holds something of the user's own that can't be carried across, such as `.git`.
    Foreign,
    /// The system or file system knows no exchange.
    System,
}

impl InPlace {
    /// In words, after "the output folder was changed file by file because".
    pub fn reason(self) -> &'static str {
        match self {
            Self::Link => "it is a symbolic link",
            Self::Mount => "it is on another file system than the folder around it",
            Self::Foreign => "it holds a repository, links or folders that are not briefgen's",
            Self::System => "this file system can't exchange two folders",
        }
    }
}
