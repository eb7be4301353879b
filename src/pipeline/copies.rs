//! The files that go out as they are: those of `static/`, and those beside texts that a shown page refers to.

use std::path::Path;

use crate::link::addresses::Addresses;
use crate::load;
use crate::model::output::Output;
use crate::model::site::Site;

/// Reads the files that shown texts refer to and gives them their place, named after their content.
pub(super) fn place(root: &Path, site: &Site, addresses: &mut Addresses) -> std::io::Result<Vec<Output>> {
    let mut paths: Vec<Box<str>> = addresses.wanted(site).into_iter().map(String::into_boxed_str).collect();
    let beside = paths.len();
    let fixed = site.corpus.assets.iter().map(|asset| asset.path.clone());
    paths.extend(fixed.filter(|path| path.starts_with("static/")));
    let contents = load::read_assets(root, &paths)?;
    let mut copies = Vec::with_capacity(paths.len());
    for (at, (path, bytes)) in paths.iter().zip(contents).enumerate() {
        let place = if at < beside {
            let place = hashed_name(path, &bytes);
            addresses.place(path, format!("/{place}"));
            place
        } else {
            path.trim_start_matches("static/").to_owned()
        };
        copies.push(Output { path: place, bytes });
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
