//! What will be written.

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
}
