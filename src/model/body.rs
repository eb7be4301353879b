//! A text as briefgen sees it: passages of plain words, and the tokens that put them on a page.
//!
//! Plain-text articles and Markdown come to the same shape, so that linking, anchoring and rendering know one.

use std::hash::{Hash, Hasher};

use super::small::{Origins, Ranges, Thin, fit};
use super::words::Words;
use crate::files::Span;

/// The place of a passage in its [`Body`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PassageIx(pub u32);

/// What a passage is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PassageKind {
    /// The title of an article; stands in no token.
    Title,
    /// The standfirst of an article; stands in no token.
    Standfirst,
    /// A heading, level 2 to 6.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// An item of a list (its own words, without those of nested items).
    ListItem,
    /// A block quotation.
    Quote,
    /// The words under a picture or table.
    Caption,
    /// One cell of a table.
    Cell,
}

impl PassageKind {
    /// Whether a mention here may become a link: titles and headings are recorded only.
    pub fn linkable(self) -> bool {
        !matches!(self, Self::Title | Self::Heading(_))
    }
}

/// One block of words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// The id on its page, `p-…`; for a heading its fragment. Empty until `link` gives it.
    pub id: Box<str>,
    /// What it is.
    pub kind: PassageKind,
    /// Its words, without markup; white space folded to single spaces.
    pub text: Words,
    /// Where its words stand in the source: pairs of an offset into `text` and the offset of the same
    /// character in the file, ascending; between two pairs both run alike. Never empty, first is `(0, _)`.
    pub origins: Origins,
    /// The passage's whole place in the source.
    pub span: Span,
    /// Counts the headings before it: mentions are linked once per section.
    pub section: u32,
    /// Parts of `text` that are never linked: existing links and code. Start and end, ascending.
    pub unlinkable: Ranges,
    /// Parts of `text` that are code or an address: not even recorded. Start and end, ascending.
    pub opaque: Ranges,
    /// Withheld from the public, shown in an internal build and marked there.
    pub internal: bool,
}

/// By what its words follow from: a large site has a million passages.
impl Hash for Passage {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let Self { id, kind, text, origins, span, section, unlinkable, opaque, internal } = self;
        text.hash_source(state);
        (id, kind, origins, span, section, unlinkable, opaque, internal).hash(state);
    }
}

impl Passage {
    /// Words that stand in the source as they are, from the beginning of `span` on; without an id yet.
    pub fn plain(kind: PassageKind, text: impl Into<Words>, span: Span) -> Self {
        Self {
            id: "".into(),
            kind,
            text: text.into(),
            origins: Origins::at(span.start),
            span,
            section: 0,
            unlinkable: Ranges::default(),
            opaque: Ranges::default(),
            internal: false,
        }
    }

    /// The byte offset in the file of a byte offset of `text`.
    pub fn source_offset(&self, offset: u32) -> u32 {
        let at = self.origins.partition_point(|(text, _)| *text <= offset).saturating_sub(1);
        let (text, source) = self.origins[at];
        source + (offset - text)
    }

    /// The place in the source of a part of `text`.
    pub fn source_span(&self, start: u32, end: u32) -> Span {
        Span { file: self.span.file, start: self.source_offset(start), end: self.source_offset(end.max(1) - 1) + 1 }
    }
}

/// A step in writing a body as HTML.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Token {
    /// Markup that is safe and written as it is.
    Markup(Thin),
    /// The element of a passage opens; the renderer writes the tag and its id.
    Open(PassageIx),
    /// The element of a passage ends; notes may follow.
    Close(PassageIx),
    /// Words `start..end` of a passage's text, to be escaped; mentions and quotations are marked here.
    Text {
        /// The passage.
        passage: PassageIx,
        /// First byte in its text.
        start: u32,
        /// First byte after.
        end: u32,
    },
    /// A link opens: an index into [`Body::links`].
    LinkOpen(u32),
    /// The link ends.
    LinkClose,
    /// A reference by hand, `[[id]]`: an index into [`Body::references`]. Shown whole by the renderer.
    Reference(u32),
    /// A picture: an index into [`Body::images`].
    Image(u32),
    /// A code block or fence: an index into [`Body::code`].
    Code(u32),
    /// A citation, `[@source, locator]`: an index into [`Body::citations`].
    Citation(u32),
}

/// A link of the user's own.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Link {
    /// The address as written.
    pub href: Box<str>,
    /// Where it stands in the source.
    pub span: Span,
    /// The title, if any.
    pub title: Option<Box<str>>,
    /// The link's words, for `vague-link`.
    pub words: Box<str>,
}

/// `[[ukraine]]`, `[[theme:peace|their peace]]`, `[[|plain]]`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Reference {
    /// What it names, without its kind; empty for `[[|words]]`.
    pub id: Box<str>,
    /// `actor:`, `theme:` or `brief:`, if written.
    pub kind: Option<ReferenceKind>,
    /// The words to show; without them the target's name.
    pub words: Option<Box<str>>,
    /// Where it stands.
    pub span: Span,
    /// The passage that it stands in, and the offset in its text at which its words begin.
    /// The parser puts the words to show (or the id) into the passage's text; `link` puts the name in the id's place.
    pub passage: PassageIx,
    /// First byte of its words in the passage's text.
    pub start: u32,
    /// First byte after.
    pub end: u32,
}

/// The kinds of thing that a reference can name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ReferenceKind {
    /// `[[actor:…]]`
    Actor,
    /// `[[theme:…]]`
    Theme,
    /// `[[brief:…]]`
    Brief,
}

/// A picture.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Image {
    /// The address as written.
    pub src: Box<str>,
    /// The alternative text; empty where there is none.
    pub alt: Box<str>,
    /// Marked `{decorative}`: needs no alternative text.
    pub decorative: bool,
    /// The title, if any.
    pub title: Option<Box<str>>,
    /// Where it stands.
    pub span: Span,
}

/// A block of code.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Code {
    /// The language as written after the fence; empty where there is none.
    pub language: Box<str>,
    /// The code.
    pub text: Box<str>,
}

/// `[@hansard, p. 5]`
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Citation {
    /// The source's id.
    pub source: Box<str>,
    /// What follows the comma.
    pub locator: Option<Box<str>>,
    /// Where it stands.
    pub span: Span,
}

/// One text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Body {
    /// Its blocks of words, in order.
    pub passages: Vec<Passage>,
    /// What to write.
    pub tokens: Vec<Token>,
    /// Links of the user's own.
    pub links: Vec<Link>,
    /// References by hand.
    pub references: Vec<Reference>,
    /// Pictures.
    pub images: Vec<Image>,
    /// Blocks of code.
    pub code: Vec<Code>,
    /// Citations of the brief's sources.
    pub citations: Vec<Citation>,
    /// Fragments that the text sets itself (`{#id}` on a heading, `id` in HTML, footnotes), besides passages' ids.
    pub fragments: Vec<Box<str>>,
}

impl Body {
    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.tokens.is_empty()
    }

    /// Gives back the space that lists grew by beyond their entries: thousands of texts are held at once.
    pub fn shrink(&mut self) {
        fit(&mut self.passages);
        fit(&mut self.tokens);
    }

    /// A passage.
    pub fn passage(&self, ix: PassageIx) -> &Passage {
        &self.passages[ix.0 as usize]
    }
}

/// A Markdown text with what it shows to each audience.
///
/// Both are parsed from the source itself, the public one with its `::: internal` blocks blanked, so that
/// not even a link definition of an internal block reaches it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Prose {
    /// What everyone may see.
    pub public: Body,
    /// The whole, its internal passages marked; `None` where nothing is internal. `select` leaves one of the two
    /// in `public` and clears this.
    pub internal: Option<Box<Body>>,
}

impl Prose {
    /// The text of the chosen audience, once `select` has chosen.
    pub fn body(&self) -> &Body {
        &self.public
    }
}
