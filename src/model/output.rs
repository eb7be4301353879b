//! What will be written.

/// How the paths of the search index's files begin: they have other names after each edit.
pub const SEARCH_INDEX: &str = "assets/search-";

/// One file to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Output {
    /// From the output folder, with `/`: `briefs/peace/index.html`. Never absolute, never with `..`.
    pub path: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl Output {
    /// A text file.
    pub fn text(path: impl Into<String>, text: impl Into<String>) -> Self {
        Self { path: path.into(), bytes: text.into().into_bytes() }
    }

    /// An empty buffer with room for most pages. One size for all, so that the memory of one serves the next.
    pub fn buffer() -> Vec<u8> {
        Vec::with_capacity(64 * 1024)
    }
}
