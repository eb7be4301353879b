//! The files that go out as they are: those of `static/`, and those beside texts that a shown page refers to.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use crate::link::addresses::Addresses;
use crate::load::{self, Changes};
use crate::model::output::Output;
use crate::model::site::Site;

/// Files that were read, kept for the next time. The default keeps nothing.
#[derive(Debug, Default)]
pub(super) struct Kept {
    keeps: bool,
    /// By the path of the file.
    copies: HashMap<Box<str>, Arc<Output>>,
}

impl Kept {
    pub(super) fn keeping() -> Self {
        Self { keeps: true, ..Self::default() }
    }

    /// Forgets what may have changed.
    pub(super) fn forget(&mut self, changes: &Changes) {
        if changes.anything {
            self.copies.clear();
        }
        for path in &changes.paths {
            self.copies.remove(path.as_str());
        }
    }
}

/// Reads the files that shown texts refer to and gives them their place, named after their content.
pub(super) fn place(
    root: &Path,
    site: &Site,
    addresses: &mut Addresses,
    kept: &mut Kept,
) -> std::io::Result<Vec<Arc<Output>>> {
    let mut paths: Vec<Box<str>> = addresses.wanted(site).into_iter().map(String::into_boxed_str).collect();
    let beside = paths.len();
    let fixed = site.corpus.assets.iter().map(|asset| asset.path.clone());
    paths.extend(fixed.filter(|path| path.starts_with("static/")));
    let missing: Vec<Box<str>> = paths.iter().filter(|path| !kept.copies.contains_key(*path)).cloned().collect();
    let contents = load::read_assets(root, &missing)?;
    let read = missing.into_iter().zip(contents).map(|(path, bytes)| {
        let place = match path.strip_prefix("static/") {
            Some(place) => place.to_owned(),
            None => hashed_name(&path, &bytes),
        };
        (path, Arc::new(Output { path: place, bytes }))
    });
    kept.copies.extend(read);
    let mut copies = Vec::with_capacity(paths.len());
    for (at, path) in paths.iter().enumerate() {
        let copy = &kept.copies[path];
        if at < beside {
            addresses.place(path, format!("/{}", copy.path));
        }
        copies.push(Arc::clone(copy));
    }
    if !kept.keeps {
        kept.copies.clear();
    }
    copies.sort_by(|a, b| a.path.cmp(&b.path));
    copies.dedup_by(|later, first| later.path == first.path);
    Ok(copies)
}

/// `seeds/2025/Map of talks.png` → `assets/map-of-talks.4f0c1a2b3d.png`
fn hashed_name(path: &str, bytes: &[u8]) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, "bin"));
    let hash = blake3::hash(bytes).to_hex();
    format!("assets/{}.{}.{}", slug::slugify(stem), &hash[..10], ending.to_ascii_lowercase())
}
