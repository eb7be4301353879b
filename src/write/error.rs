//! Why nothing was written, in words for people who don't program.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use super::path::PathFault;

/// A fault of the machine or of the chosen folder; the live site is as it was unless the variant says otherwise.
#[derive(Debug)]
pub enum WriteError {
    /// The output folder holds files and no manifest of briefgen's.
    NotOurs {
        /// The folder.
        out: PathBuf,
    },
    /// The output is a file, or its path names no folder.
    NotFolder {
        /// The path.
        out: PathBuf,
    },
    /// Another build writes to the same folder.
    Locked {
        /// The folder.
        out: PathBuf,
    },
    /// The output folder and the site's own files would mix.
    Overlap {
        /// The output folder.
        out: PathBuf,
        /// The folder or file of the site that it meets.
        with: PathBuf,
    },
    /// A path that must not be written.
    Path {
        /// The path.
        path: String,
        /// What is wrong with it.
        fault: PathFault,
    },
    /// Two outputs that are one file on some systems.
    Twice {
        /// The path that came second.
        path: String,
        /// The path that came first.
        first: String,
    },
    /// A file that briefgen did not write stands where an output would go.
    InTheWay {
        /// The output folder.
        out: PathBuf,
        /// The path inside it.
        path: String,
    },
    /// A file that was to stay as it is was changed while the site was built.
    Changed {
        /// The file.
        path: PathBuf,
    },
    /// An earlier output could not be written, so the site isn't whole.
    Incomplete,
    /// The system refused.
    Io {
        /// What was touched.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

impl WriteError {
    /// What to do about it, if anything can be said.
    pub fn help(&self) -> Option<&'static str> {
        Some(match self {
            Self::NotOurs { .. } => {
                "choose an empty folder with --out, or add --force to write into this one; other files in it are kept"
            }
            Self::NotFolder { .. } => "choose another folder with --out",
            Self::Locked { .. } => "wait for the other build to end, or choose another folder with --out",
            Self::Overlap { .. } => "choose a folder of its own with --out, such as public",
            Self::Path { .. } => "rename the file or give the page another slug",
            Self::Twice { .. } => "rename one of the two, or give one of the pages another slug",
            Self::InTheWay { .. } => "move that file away, or add --force to replace it",
            Self::Changed { .. } => "build again: what is changed in the output by hand is written anew",
            Self::Incomplete => return None,
            Self::Io { source, .. } if source.kind() == io::ErrorKind::StorageFull => "make room on the disk",
            Self::Io { source, .. } if source.kind() == io::ErrorKind::PermissionDenied => {
                "briefgen must be allowed to write to the output folder and to the folder around it"
            }
            Self::Io { .. } => return None,
        })
    }
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotOurs { out } => write!(
                f,
                "the output folder {} holds files, and none of them says that briefgen wrote it",
                out.display()
            ),
            Self::NotFolder { out } => write!(f, "the output {} is not a folder", out.display()),
            Self::Locked { out } => write!(f, "another build is writing to {}", out.display()),
            Self::Overlap { out, with } => {
                write!(f, "the output folder {} would mix with {} of the site", out.display(), with.display())
            }
            Self::Path { path, fault } => write!(f, "the output path {path:?} can't be written: {}", fault.reason()),
            Self::Twice { path, first } if path == first => write!(f, "two outputs have the path {path:?}"),
            Self::Twice { path, first } => {
                write!(f, "the output paths {first:?} and {path:?} can't stand beside each other on every system")
            }
            Self::InTheWay { out, path } => {
                write!(f, "{} stands where an output would go, and briefgen did not write it", out.join(path).display())
            }
            Self::Changed { path } => write!(f, "{} was changed while the site was built", path.display()),
            Self::Incomplete => f.write_str("the site was not written because one of its files could not be"),
            Self::Io { path, source } if source.kind() == io::ErrorKind::StorageFull => {
                write!(f, "the disk is full (at {})", path.display())
            }
            Self::Io { path, source } => write!(f, "{}: {source}", path.display()),
        }
    }
}

impl std::error::Error for WriteError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { source, .. } => Some(source),
            _ => None,
        }
    }
}

/// Gives an error of the system its path.
pub(super) trait At<T> {
    fn at(self, path: &Path) -> Result<T, WriteError>;
}

impl<T> At<T> for io::Result<T> {
    fn at(self, path: &Path) -> Result<T, WriteError> {
        self.map_err(|source| WriteError::Io { path: path.to_owned(), source })
    }
}

/// Takes "isn't there" for an answer.
pub(super) fn if_there<T>(result: io::Result<T>) -> io::Result<Option<T>> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(None),
        Err(error) => Err(error),
    }
}
