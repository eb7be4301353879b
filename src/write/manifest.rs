//! What was written: every path with its hash and size. Tells briefgen's files from everyone else's.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

use super::error::if_there;
use super::path;

/// The manifest's name in the output folder.
pub const MANIFEST_NAME: &str = ".briefgen-manifest.json";

/// One file of a manifest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// The BLAKE3 hash of its bytes.
    pub hash: blake3::Hash,
    /// Its size in bytes.
    pub size: u64,
}

impl Entry {
    /// The entry of these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self { hash: blake3::hash(bytes), size: bytes.len() as u64 }
    }
}

/// A manifest as its file holds it.
#[derive(serde::Deserialize)]
struct Written<'a> {
    version: u32,
    #[serde(borrow)]
    files: BTreeMap<String, WrittenEntry<'a>>,
}

#[derive(serde::Deserialize)]
struct WrittenEntry<'a> {
    hash: &'a str,
    size: u64,
}

/// What was written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Manifest {
    /// Files by path.
    pub files: BTreeMap<String, Entry>,
}

impl Manifest {
    /// The manifest of an output folder; `None` if there is none, or none that can be understood whole.
    pub fn read(folder: &Path) -> io::Result<Option<Self>> {
        let file = folder.join(MANIFEST_NAME);
        match if_there(fs::symlink_metadata(&file))? {
            Some(meta) if meta.is_file() => Ok(Self::parse(&fs::read(&file)?)),
            _ => Ok(None),
        }
    }

    /// Reads a manifest. One path that briefgen would never write, and it isn't one of ours.
    pub(crate) fn parse(bytes: &[u8]) -> Option<Self> {
        let written: Written<'_> = serde_json::from_slice(bytes).ok()?;
        if written.version != 1 {
            return None;
        }
        let mut files = BTreeMap::new();
        for (path, entry) in written.files {
            path::judge(&path).ok()?;
            let hash = blake3::Hash::from_hex(entry.hash).ok()?;
            files.insert(path, Entry { hash, size: entry.size });
        }
        Some(Self { files })
    }

    /// Its bytes: the same for the same files, a line for each.
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let mut text = String::from("{\n\"version\": 1,\n\"files\": {");
        for (at, (path, entry)) in self.files.iter().enumerate() {
            let comma = if at == 0 { "" } else { "," };
            let path = serde_json::Value::from(path.as_str());
            let _ = write!(text, "{comma}\n{path}: {{\"hash\": \"{}\", \"size\": {}}}", entry.hash, entry.size);
        }
        text.push_str("\n}\n}\n");
        text.into_bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_survives_its_bytes() {
        let mut manifest = Manifest::default();
        manifest.files.insert("é \"x\".html".to_owned(), Entry::of(b"abc"));
        manifest.files.insert("a.html".to_owned(), Entry::of(b""));
        assert_eq!(Manifest::parse(&manifest.to_bytes()), Some(manifest));
        assert_eq!(Manifest::parse(&Manifest::default().to_bytes()), Some(Manifest::default()));
    }

    #[test]
    fn a_manifest_that_names_files_elsewhere_is_not_ours() {
        let hash = blake3::hash(b"");
        let text = format!("{{\"version\":1,\"files\":{{\"../x\":{{\"hash\":\"{hash}\",\"size\":0}}}}}}");
        assert_eq!(Manifest::parse(text.as_bytes()), None);
        assert_eq!(Manifest::parse(b"{\"version\":2,\"files\":{}}"), None);
        assert_eq!(Manifest::parse(b"not json"), None);
    }
}
