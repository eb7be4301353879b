//! How an article without markup was read, block by block, boilerplate included.

use crate::files::Spanned;

/// What a block of a plain text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// A heading, level 2 to 6.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// An item of a list, its marker left out of the text.
    ListItem,
    /// A quotation that stands alone.
    Quote,
    /// The words under a picture.
    Caption,
    /// What belongs to the website that the article came from.
    Boilerplate,
}

/// A block of a plain text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its words, lines joined by single spaces.
    pub text: String,
    /// Its first line, from 1.
    pub line: usize,
    /// See [`Passage::origins`](super::body::Passage::origins).
    pub origins: Vec<(u32, u32)>,
    /// First byte in the file.
    pub start: u32,
    /// First byte after it.
    pub end: u32,
}

/// How an article was read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outline {
    /// The title.
    pub title: Option<Block>,
    /// The paragraph that sums the article up before it begins.
    pub standfirst: Option<Block>,
    /// Names, without "By".
    pub byline: Vec<String>,
    /// The date, as `2025`, `2025-11` or `2025-11-30`.
    pub date: Option<Spanned<String>>,
    /// Everything else, in order.
    pub blocks: Vec<Block>,
}
