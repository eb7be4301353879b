//! The files of a site as they were read, and places in them.
//!
//! Takes texts, gives spans their file, line and column.
//! Never reads a disk: `load` does.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Serialize};

/// One file of the site, by its order of reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct FileId(pub u32);

/// A place in a file: byte offsets into its text, end exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// First byte after it.
    pub end: u32,
}

/// Without its file: the number of a file differs from one reading of the folder to the next.
impl Hash for Span {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.start, self.end).hash(state);
    }
}

impl Span {
    /// A span from byte `start` to byte `end` of `file`.
    ///
    /// A file is bounded to 4 GiB by [`load`](crate::load), so offsets fit.
    pub fn new(file: FileId, start: usize, end: usize) -> Self {
        let fit = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        Self { file, start: fit(start), end: fit(end.max(start)) }
    }

    /// The empty span at the start of a file, for a finding about the file as a whole.
    pub fn file_start(file: FileId) -> Self {
        Self { file, start: 0, end: 0 }
    }
}

/// A value and where the user wrote it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Spanned<T> {
    /// What was written.
    pub value: T,
    /// Where.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// `value`, written at `span`.
    pub fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }

    /// The same place with another value.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Spanned<U> {
        Spanned { value: f(self.value), span: self.span }
    }
}

impl<T> std::ops::Deref for Spanned<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.value
    }
}

/// One text file, without its byte order mark.
pub struct SourceFile {
    /// From the site's root, with `/` on every system: `content/actors.yaml`.
    pub path: Box<str>,
    /// The text; invalid UTF-8 never gets here.
    pub text: Box<str>,
    /// Whether a byte order mark stood before the text.
    pub bom: bool,
    hash: OnceLock<[u8; 32]>,
}

impl SourceFile {
    fn new(path: Box<str>, text: String) -> Self {
        let bom = text.starts_with('\u{feff}');
        let text = if bom { text['\u{feff}'.len_utf8()..].to_owned() } else { text };
        Self { path, text: text.into_boxed_str(), bom, hash: OnceLock::new() }
    }

    /// The BLAKE3 hash of the text. It is counted once.
    pub fn hash(&self) -> &[u8; 32] {
        self.hash.get_or_init(|| *blake3::hash(self.text.as_bytes()).as_bytes())
    }
}

impl fmt::Debug for SourceFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SourceFile({}, {} bytes)", self.path, self.text.len())
    }
}

/// All text files of a site that findings can point into.
#[derive(Debug, Clone, Default)]
pub struct Files {
    list: Vec<Arc<SourceFile>>,
}

/// A line and a column, both from 1; the column counts Unicode scalar values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineColumn {
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
}

impl Files {
    /// Adds a text and returns its id. A byte order mark is taken off and remembered.
    pub fn add(&mut self, path: impl Into<Box<str>>, text: String) -> FileId {
        let id = FileId(u32::try_from(self.list.len()).expect("a site has fewer than 2^32 files"));
        self.list.push(Arc::new(SourceFile::new(path.into(), text)));
        id
    }

    /// Gives a file another text, or its path to none: spans of other files keep their meaning.
    pub fn replace(&mut self, id: FileId, path: impl Into<Box<str>>, text: String) {
        self.list[id.0 as usize] = Arc::new(SourceFile::new(path.into(), text));
    }

    /// The file of an id, to be held: another text is another file.
    pub fn shared(&self, id: FileId) -> &Arc<SourceFile> {
        &self.list[id.0 as usize]
    }

    /// The file of an id that this value gave.
    pub fn get(&self, id: FileId) -> &SourceFile {
        &self.list[id.0 as usize]
    }

    /// The path of a file from the site's root.
    pub fn path(&self, id: FileId) -> &str {
        &self.get(id).path
    }

    /// The text of a file.
    pub fn text(&self, id: FileId) -> &str {
        &self.get(id).text
    }

    /// The words that a span covers.
    pub fn slice(&self, span: Span) -> &str {
        self.text(span.file).get(span.start as usize..span.end as usize).unwrap_or("")
    }

    /// The id of a path, if that file was read. Linear: for findings, not for loops.
    pub fn find(&self, path: &str) -> Option<FileId> {
        let at = self.list.iter().position(|file| &*file.path == path)?;
        u32::try_from(at).ok().map(FileId)
    }

    /// All files with their ids, in the order in which they were added.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        (0u32..).map(FileId).zip(self.list.iter().map(|file| &**file))
    }

    /// Where a byte offset of a file stands. An offset past the end stands at the end.
    pub fn line_column(&self, file: FileId, offset: u32) -> LineColumn {
        line_column(self.text(file), offset as usize)
    }
}

/// Where a byte offset of `text` stands; lines end with LF, CRLF or a lone CR.
pub fn line_column(text: &str, offset: usize) -> LineColumn {
    let offset = text.floor_char_boundary(offset.min(text.len()));
    let before = &text[..offset];
    let bytes = before.as_bytes();
    let mut line = 1;
    let mut line_start = 0;
    for (at, byte) in bytes.iter().enumerate() {
        let ends = match byte {
            b'\n' => true,
            b'\r' => text.as_bytes().get(at + 1) != Some(&b'\n'),
            _ => false,
        };
        if ends {
            line += 1;
            line_start = at + 1;
        }
    }
    LineColumn { line, column: before[line_start..].chars().count() + 1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_lines_end_in_any_way() {
        let text = "é\r\nb\rc\nd";
        assert_eq!(line_column(text, 0), LineColumn { line: 1, column: 1 });
        assert_eq!(line_column(text, 2), LineColumn { line: 1, column: 2 });
        assert_eq!(line_column(text, 4), LineColumn { line: 2, column: 1 });
        assert_eq!(line_column(text, 6), LineColumn { line: 3, column: 1 });
        assert_eq!(line_column(text, 8), LineColumn { line: 4, column: 1 });
        assert_eq!(line_column(text, 99), LineColumn { line: 4, column: 2 });
    }

    #[test]
    fn a_byte_order_mark_is_taken_off_and_remembered() {
        let mut files = Files::default();
        let id = files.add("seeds/a.txt", "\u{feff}Title".to_owned());
        assert_eq!(files.text(id), "Title");
        assert!(files.get(id).bom);
        assert_eq!(files.find("seeds/a.txt"), Some(id));
    }
}
