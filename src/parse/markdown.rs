//! A stand-in: the whole text as one paragraph.

use crate::diag::Diagnostics;
use crate::files::{FileId, Span};
use crate::model::body::{Body, Passage, PassageIx, PassageKind, Prose, Token};

/// Reads a value.
pub fn read_value(value: &str, span: Span, _diagnostics: &mut Diagnostics) -> Prose {
    prose(value, span)
}

/// Reads a body.
pub fn read(file: FileId, text: &str, start: usize, end: usize, _diagnostics: &mut Diagnostics) -> Prose {
    prose(&text[start..end], Span::new(file, start, end))
}

fn prose(text: &str, span: Span) -> Prose {
    if text.trim().is_empty() {
        return Prose::default();
    }
    let end = u32::try_from(text.trim().len()).unwrap_or(u32::MAX);
    let passage = Passage {
        id: "".into(),
        kind: PassageKind::Paragraph,
        text: text.trim().into(),
        origins: vec![(0, span.start)],
        span,
        section: 0,
        unlinkable: Vec::new(),
        opaque: Vec::new(),
        internal: false,
    };
    let ix = PassageIx(0);
    let tokens = vec![Token::Open(ix), Token::Text { passage: ix, start: 0, end }, Token::Close(ix)];
    Prose { public: Body { passages: vec![passage], tokens, ..Body::default() }, internal: None }
}
