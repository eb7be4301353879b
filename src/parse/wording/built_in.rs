//! The files of words that come with briefgen, embedded in the binary.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{LazyLock, OnceLock};

use rust_embed::RustEmbed;

use super::file::{self, Layer};
use crate::diag::Diagnostics;
use crate::files::FileId;

#[derive(RustEmbed)]
#[folder = "templates/words/"]
struct BuiltIn;

/// The languages that there are files for, in order.
pub(super) fn languages() -> impl Iterator<Item = String> {
    let mut all: Vec<Cow<'static, str>> = BuiltIn::iter().collect();
    all.sort();
    all.into_iter().filter_map(|name| name.strip_suffix(".yaml").map(str::to_owned))
}

/// The file of a language.
pub(super) fn text(language: &str) -> Option<String> {
    let data = BuiltIn::get(&format!("{language}.yaml"))?.data;
    Some(String::from_utf8_lossy(&data).into_owned())
}

/// The words of a language; each file is read once, when it is first needed.
pub(super) fn layer(language: &str) -> Option<&'static Layer> {
    static LAYERS: LazyLock<BTreeMap<String, OnceLock<Layer>>> =
        LazyLock::new(|| languages().map(|language| (language, OnceLock::new())).collect());
    let layer = LAYERS.get(language)?;
    Some(layer.get_or_init(|| {
        let text = text(language).unwrap_or_default();
        file::read(FileId(0), language, &text, &mut Diagnostics::default())
    }))
}
