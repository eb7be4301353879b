//! An article without markup as passages and tokens.
//!
//! Takes a file, returns an [`Article`] and pushes what is wrong with it. Boilerplate, byline and date line
//! are left out; passages get no ids here.

use std::borrow::Cow;
use std::sync::Arc;

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::files::{FileId, SourceFile, Span, Spanned};
use crate::model::article::Article;
use crate::model::body::{Body, Passage, PassageIx, PassageKind, Token};
use crate::model::date::PartialDate;
use crate::model::outline::{Block, BlockKind};
use crate::model::words::Words;
use crate::text::normal;

use super::marker::{self, Marker};

/// Reads an article without markup.
pub fn read(file: FileId, source: &Arc<SourceFile>, diagnostics: &mut Diagnostics) -> Article {
    let (article, uncertain) = make(file, source);
    report(file, &source.text, uncertain, diagnostics);
    article
}

/// An article, and whether it could be read otherwise.
pub(super) fn make(file: FileId, source: &Arc<SourceFile>) -> (Article, bool) {
    let (outline, uncertain) = super::study(file, &source.text);
    let mut writer = Writer { file, source, body: Body::default(), section: 0, open: None };
    writer.aside(outline.title, PassageKind::Title);
    writer.aside(outline.standfirst, PassageKind::Standfirst);
    for block in outline.blocks {
        writer.block(block);
    }
    writer.close();
    writer.body.shrink();
    let date = outline.date.and_then(|date| PartialDate::parse(&date.value));
    (of_body(file, writer.body, outline.byline, date), uncertain)
}

/// The article that a text is, its title that of the passages.
pub(super) fn of_body(file: FileId, body: Body, byline: Vec<String>, date: Option<PartialDate>) -> Article {
    let title = body.passages.first().filter(|passage| passage.kind == PassageKind::Title).map(|passage| {
        let span = Span { start: passage.source_offset(0), ..passage.span };
        Spanned::new(passage.text.to_string(), span)
    });
    Article { title, byline, date, plain: true, ..Article::new(file, body) }
}

/// Tells of an article without words, or of one that could be read otherwise.
pub(super) fn report(file: FileId, text: &str, uncertain: bool, diagnostics: &mut Diagnostics) {
    if !text.chars().any(char::is_alphanumeric) {
        diagnostics.push(
            Diagnostic::new(Code::EmptyArticle, Span::file_start(file), "this article has no words")
                .help("put the article's text into the file, or take the file away"),
        );
    } else if uncertain {
        diagnostics.push(
            Diagnostic::new(
                Code::OutlineUncertain,
                Span::file_start(file),
                "this article's structure could be read in more than one way, as nothing but line ends separates its parts",
            )
            .help("see how it was read with `briefgen outline FILE`")
            .help("blank lines between title, headings and paragraphs make it certain"),
        );
    }
}

/// What several blocks stand in together.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Wrap {
    Bullets,
    Numbers,
    Letters,
    Quote,
}

impl Wrap {
    /// How it begins at an item of an ordinal.
    pub(super) fn open(self, ordinal: u32) -> Cow<'static, str> {
        match (self, ordinal) {
            (Self::Bullets, _) => "<ul>".into(),
            (Self::Quote, _) => "<blockquote>".into(),
            (Self::Numbers, 1) => "<ol>".into(),
            (Self::Numbers, _) => format!("<ol start=\"{ordinal}\">").into(),
            (Self::Letters, 1) => "<ol type=\"a\">".into(),
            (Self::Letters, _) => format!("<ol type=\"a\" start=\"{ordinal}\">").into(),
        }
    }

    fn close(self) -> &'static str {
        match self {
            Self::Bullets => "</ul>",
            Self::Numbers | Self::Letters => "</ol>",
            Self::Quote => "</blockquote>",
        }
    }
}

/// Puts a passage of so many bytes into its element.
pub(super) fn put_passage(body: &mut Body, ix: PassageIx, end: u32) {
    body.tokens.extend([Token::Open(ix), Token::Text { passage: ix, start: 0, end }, Token::Close(ix)]);
}

/// Writes blocks as tokens.
struct Writer<'t> {
    file: FileId,
    source: &'t Arc<SourceFile>,
    body: Body,
    section: u32,
    open: Option<(Wrap, u32)>,
}

impl Writer<'_> {
    /// A block that stands in no token.
    fn aside(&mut self, block: Option<Block>, kind: PassageKind) {
        if let Some(block) = block {
            self.passage(block, kind);
        }
    }

    fn block(&mut self, block: Block) {
        let kind = match block.kind {
            BlockKind::Boilerplate => return,
            BlockKind::Heading(level) => PassageKind::Heading(level),
            BlockKind::Paragraph => PassageKind::Paragraph,
            BlockKind::ListItem => PassageKind::ListItem,
            BlockKind::Quote => PassageKind::Quote,
            BlockKind::Caption => PassageKind::Caption,
        };
        if !block.text.chars().any(char::is_alphanumeric) {
            // A line of dashes or stars parts the text.
            if marker::is_rule(&block.text) {
                self.close();
                self.markup("<hr>");
            }
            return;
        }
        self.wrap(&block);
        let ix = self.passage(block, kind);
        let end = u32::try_from(self.body.passage(ix).text.len()).unwrap_or(u32::MAX);
        let item = kind == PassageKind::ListItem;
        if item {
            self.markup("<li>");
        }
        put_passage(&mut self.body, ix, end);
        if item {
            self.markup("</li>");
        }
        if matches!(kind, PassageKind::Heading(_)) {
            self.section += 1;
        }
    }

    /// Opens and closes what the block stands in.
    fn wrap(&mut self, block: &Block) {
        let sign = self.source.text.get(block.start as usize..block.end as usize).and_then(marker::read);
        let ordinal = sign.and_then(Marker::ordinal).unwrap_or(1);
        let wanted = match (block.kind, sign) {
            (BlockKind::ListItem, Some(Marker::Number(_))) => Some(Wrap::Numbers),
            (BlockKind::ListItem, Some(Marker::Letter(_))) => Some(Wrap::Letters),
            (BlockKind::ListItem, _) => Some(Wrap::Bullets),
            (BlockKind::Quote, _) => Some(Wrap::Quote),
            _ => None,
        };
        let goes_on = match (self.open, wanted) {
            (Some((open, last)), Some(wanted)) => {
                open == wanted && (!matches!(open, Wrap::Numbers | Wrap::Letters) || ordinal == last + 1)
            }
            _ => false,
        };
        if !goes_on {
            self.close();
            if let Some(wanted) = wanted {
                self.markup(&wanted.open(ordinal));
            }
        }
        self.open = wanted.map(|wanted| (wanted, ordinal));
    }

    fn close(&mut self) {
        if let Some((open, _)) = self.open.take() {
            self.markup(open.close());
        }
    }

    fn markup(&mut self, html: &str) {
        self.body.tokens.push(Token::Markup(html.into()));
    }

    fn passage(&mut self, block: Block, kind: PassageKind) -> PassageIx {
        let ix = PassageIx(u32::try_from(self.body.passages.len()).unwrap_or(u32::MAX));
        let span = Span { file: self.file, start: block.start, end: block.end };
        let words = Words::written(self.source, block.origins[0].1, block.text);
        let stamp = normal::stamp(&words);
        self.body.passages.push(Passage {
            origins: block.origins.into(),
            section: self.section,
            ..Passage::plain(kind, words.stamped(stamp), span)
        });
        ix
    }
}
