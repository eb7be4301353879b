//! Reads a site's folder.
//!
//! Takes the root, returns the texts by what they are for and the list of files that may be copied.
//! Never understands a text, never writes. Besides `write`, `serve`, `publish` and `cli` the only module that
//! touches a disk.

mod asset;
mod changes;
mod digest;
mod folder;
mod report;
mod tree;

use std::io::Read as _;
use std::path::Path;

pub use asset::read_assets;
pub use changes::Changes;
pub use digest::{digest, file_digest};
pub use folder::Folder;
pub use tree::{Link, PARTS, links};

use crate::diag::Diagnostics;
use crate::files::FileId;
use crate::model::inputs::Inputs;
use tree::Entry;

/// The largest text that is read, in bytes. An article of that size has ten million words.
const LARGEST_TEXT: u64 = 64 * 1024 * 1024;

/// What a path of the site is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Config,
    Article,
    Actors,
    ActorFile,
    Themes,
    ThemeFile,
    Notes,
    Brief,
    Page,
    Authors,
    Series,
    Wording,
    Template,
    Asset,
}

/// Reads the site at `root`. Only a root that can't be listed is an error of the machine.
pub fn load(root: &Path, diagnostics: &mut Diagnostics) -> std::io::Result<Inputs> {
    Ok(Folder::open(root)?.inputs(diagnostics))
}

fn file_under(inputs: &mut Inputs, role: Role, id: FileId) {
    match role {
        Role::Config => inputs.config = Some(id),
        Role::Actors => inputs.actors = Some(id),
        Role::Themes => inputs.themes = Some(id),
        Role::Authors => inputs.authors = Some(id),
        Role::Series => inputs.series = Some(id),
        Role::Article => inputs.articles.push(id),
        Role::ActorFile => inputs.actor_files.push(id),
        Role::ThemeFile => inputs.theme_files.push(id),
        Role::Notes => inputs.notes.push(id),
        Role::Brief => inputs.briefs.push(id),
        Role::Page => inputs.pages.push(id),
        Role::Wording => inputs.words.push(id),
        Role::Template => inputs.templates.push(id),
        Role::Asset => {}
    }
}

enum Read {
    Text(String),
    Fault(String),
    /// What can be shown of a file that isn't text, and where the first bytes stand that no text has.
    Bytes(String, usize),
    /// So many bytes, which aren't read.
    Asset(u64),
}

/// Reads a file, unless it is one that is only copied.
fn read(entry: &Entry, role: Role) -> Read {
    if role == Role::Asset {
        return Read::Asset(entry.size());
    }
    let bytes = match bytes(&entry.on_disk) {
        Ok(Ok(bytes)) => bytes,
        Ok(Err(TooLarge(megabytes))) => {
            return Read::Fault(format!("the file has {megabytes} MB, and texts are read up to 64 MB"));
        }
        Err(error) => return Read::Fault(format!("the file can't be read: {error}")),
    };
    match String::from_utf8(bytes) {
        Ok(text) => match text.find('\0') {
            Some(at) => Read::Bytes(text, at),
            None => Read::Text(text),
        },
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            Read::Bytes(String::from_utf8_lossy(error.as_bytes()).into_owned(), at)
        }
    }
}

/// The size of a file that is larger than texts are, in MB.
struct TooLarge(u64);

fn bytes(path: &Path) -> std::io::Result<Result<Vec<u8>, TooLarge>> {
    let mut file = std::fs::File::open(path)?;
    // The open file is asked: to look at so many by their paths takes as long as to open them.
    let size = file.metadata()?.len();
    if size > LARGEST_TEXT {
        return Ok(Err(TooLarge(size / (1024 * 1024))));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0));
    file.read_to_end(&mut bytes)?;
    Ok(Ok(bytes))
}

fn role(path: &str) -> Option<Role> {
    let markdown = path.ends_with(".md");
    Some(match path {
        "briefgen.yaml" => Role::Config,
        "content/actors.yaml" => Role::Actors,
        "content/themes.yaml" => Role::Themes,
        "content/authors.yaml" => Role::Authors,
        "content/series.yaml" => Role::Series,
        _ if path.starts_with("templates/words/") => Role::Wording,
        _ if path.starts_with("templates/") => Role::Template,
        _ if path.starts_with("static/") => Role::Asset,
        _ if path.starts_with("seeds/") => {
            if markdown || path.ends_with(".txt") {
                Role::Article
            } else {
                Role::Asset
            }
        }
        _ if !path.starts_with("content/") => return None,
        _ if !markdown => Role::Asset,
        _ if path.starts_with("content/actors/") => Role::ActorFile,
        _ if path.starts_with("content/themes/") => Role::ThemeFile,
        _ if path.starts_with("content/notes/") => Role::Notes,
        _ if path.starts_with("content/briefs/") => Role::Brief,
        _ if path.starts_with("content/pages/") => Role::Page,
        _ => Role::Asset,
    })
}
