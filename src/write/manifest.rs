//! What was written: every path with its hash and size. Tells briefgen's files from everyone else's.

use std::borrow::Cow;
use std::fs;
use std::io;
use std::path::Path;

use serde::de::Error as _;

use super::entries::Entries;
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

/// The bytes of an output folder's manifest; `None` if there is no such file.
pub(super) fn read(folder: &Path) -> io::Result<Option<Vec<u8>>> {
    let file = folder.join(MANIFEST_NAME);
    match if_there(fs::symlink_metadata(&file))? {
        Some(meta) if meta.is_file() => fs::read(&file).map(Some),
        _ => Ok(None),
    }
}

/// A manifest as its file holds it.
#[derive(serde::Deserialize)]
struct Written {
    version: u32,
    files: Listed,
}

/// The files of a manifest as its file lists them.
struct Listed(Entries);

/// A path, from where it stands if it needs no escapes.
#[derive(serde::Deserialize)]
struct WrittenPath<'a>(#[serde(borrow)] Cow<'a, str>);

#[derive(serde::Deserialize)]
struct WrittenEntry<'a> {
    hash: &'a str,
    size: u64,
}

impl<'de> serde::Deserialize<'de> for Listed {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(ListedVisitor)
    }
}

struct ListedVisitor;

impl<'de> serde::de::Visitor<'de> for ListedVisitor {
    type Value = Listed;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("paths with hash and size")
    }

    fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<Listed, A::Error> {
        let mut next = || {
            let Some((path, entry)) = map.next_entry::<WrittenPath<'de>, WrittenEntry<'de>>()? else { return Ok(None) };
            path::judge(&path.0).map_err(|_| A::Error::custom("a path that is never written"))?;
            let hash = blake3::Hash::from_hex(entry.hash).map_err(A::Error::custom)?;
            Ok(Some((path.0, Entry { hash, size: entry.size })))
        };
        std::iter::from_fn(|| next().transpose()).collect::<Result<_, _>>().map(Listed)
    }
}

/// What was written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Manifest {
    /// Files by path.
    pub files: Entries,
}

impl Manifest {
    /// The manifest of an output folder; `None` if there is none, or none that can be understood whole.
    pub fn read(folder: &Path) -> io::Result<Option<Self>> {
        Ok(read(folder)?.and_then(|bytes| Self::parse(&bytes)))
    }

    /// Reads a manifest. One path that briefgen would never write, and it isn't one of ours.
    pub(crate) fn parse(bytes: &[u8]) -> Option<Self> {
        let Written { version, files } = serde_json::from_slice(bytes).ok()?;
        (version == 1).then_some(Self { files: files.0 })
    }

    /// Its bytes: the same for the same files, a line for each.
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let mut text = b"{\n\"version\": 1,\n\"files\": {".to_vec();
        for (at, (path, entry)) in self.files.iter().enumerate() {
            text.extend_from_slice(if at == 0 { b"\n" } else { b",\n" });
            serde_json::to_writer(&mut text, path).expect("a text has a JSON text");
            text.extend_from_slice(b": {\"hash\": \"");
            text.extend_from_slice(entry.hash.to_hex().as_bytes());
            text.extend_from_slice(b"\", \"size\": ");
            text.extend_from_slice(entry.size.to_string().as_bytes());
            text.push(b'}');
        }
        text.extend_from_slice(b"\n}\n}\n");
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_survives_its_bytes() {
        let files = [("é \"x\".html", Entry::of(b"abc")), ("a.html", Entry::of(b""))];
        let manifest = Manifest { files: files.into_iter().collect() };
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
