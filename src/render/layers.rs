//! Which file of which design is used: the built-in design, the one that `design:` names, the site's own files.
//!
//! Takes all files of `templates/`, returns one for each path, later layers winning. Never compiles anything.

use std::collections::{BTreeMap, BTreeSet};

use rust_embed::RustEmbed;

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::files::FileId;
use crate::model::config::Config;
use crate::text::near;

/// The design that needs no name, and on which all others build.
const STANDARD: &str = "institute";
/// Where designs that build on it have their folders.
const FOLDER: &str = "designs/";

#[derive(RustEmbed)]
#[folder = "templates/"]
struct BuiltIn;

/// One hash of the built-in design: a debug build reads it from the disk, so that it isn't told by the program's own.
pub fn built_in_hash() -> [u8; 32] {
    let mut paths: Vec<_> = BuiltIn::iter().collect();
    paths.sort();
    let mut hasher = blake3::Hasher::new();
    for file in paths.iter().filter_map(|path| BuiltIn::get(path)) {
        hasher.update(&file.metadata.sha256_hash());
    }
    *hasher.finalize().as_bytes()
}

/// A file of a design.
pub(super) struct Text {
    /// The site's file, unless it is built in.
    pub(super) file: Option<FileId>,
    /// What it says.
    pub(super) text: String,
    /// Which layer brought the path first: styles are linked in this order.
    pub(super) layer: Layer,
}

/// Where a file comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Layer {
    /// The standard design.
    Standard,
    /// The design that `design:` names.
    Chosen,
    /// The site itself.
    Site,
}

/// The files of the chosen design by path, from the standard one up: a built-in design of that name, the site's own
/// folder of that name, and last the site's files outside of any folder. A design that is nowhere is a finding.
pub(super) fn files(
    own: &[(FileId, String, String)],
    config: &Config,
    diagnostics: &mut Diagnostics,
) -> BTreeMap<String, Text> {
    let mut files = BTreeMap::new();
    let paths: Vec<String> = BuiltIn::iter().map(|path| path.into_owned()).collect();
    for path in paths.iter().filter(|path| !path.starts_with(FOLDER)) {
        put(&mut files, path, built_in(path));
    }
    let chosen = config.design.as_ref().map_or(STANDARD, |design| design.value.as_str());
    if chosen != STANDARD {
        let folder = format!("{FOLDER}{chosen}/");
        let in_folder = |path: &str| path.strip_prefix(&folder).map(str::to_owned);
        let shipped = paths.iter().filter_map(|path| Some((in_folder(path)?, built_in(path))));
        let brought = own.iter().filter_map(|one| Some((in_folder(&one.1)?, Some(of_site(one, Layer::Chosen)))));
        let layer: Vec<(String, Option<Text>)> = shipped.chain(brought).collect();
        if layer.is_empty() {
            unknown(&paths, own, config, diagnostics);
        }
        for (path, text) in layer {
            put(&mut files, &path, text.map(|text| Text { layer: Layer::Chosen, ..text }));
        }
    }
    for one in own.iter().filter(|(_, path, _)| !path.starts_with(FOLDER)) {
        put(&mut files, &one.1, Some(of_site(one, Layer::Site)));
    }
    files
}

/// A file takes the place of one of the same path.
fn put(files: &mut BTreeMap<String, Text>, path: &str, text: Option<Text>) {
    let Some(text) = text else { return };
    let layer = files.get(path).map_or(text.layer, |former| former.layer);
    files.insert(path.to_owned(), Text { layer, ..text });
}

fn of_site((file, _, text): &(FileId, String, String), layer: Layer) -> Text {
    Text { file: Some(*file), text: text.clone(), layer }
}

/// A built-in file by its path below `templates/`.
pub(super) fn built_in(path: &str) -> Option<Text> {
    let data = BuiltIn::get(path)?.data;
    Some(Text { file: None, text: String::from_utf8_lossy(&data).into_owned(), layer: Layer::Standard })
}

fn unknown(built_in: &[String], own: &[(FileId, String, String)], config: &Config, diagnostics: &mut Diagnostics) {
    let Some(design) = &config.design else { return };
    let paths = built_in.iter().chain(own.iter().map(|(_, path, _)| path));
    let mut names: BTreeSet<String> =
        paths.filter_map(|path| Some(path.strip_prefix(FOLDER)?.split_once('/')?.0.to_owned())).collect();
    names.insert(STANDARD.to_owned());
    let known: Vec<&str> = names.iter().map(String::as_str).collect();
    let help = match near::nearest(&design.value, known.iter().copied()) {
        Some(name) => format!("did you mean {name}?"),
        None => format!("there are {}; a design of your own is a folder in templates/designs/", known.join(", ")),
    };
    let message = format!("there is no design “{}”", design.value);
    diagnostics.push(Diagnostic::new(Code::InvalidValue, design.span, message).help(help));
}
