//! Reads an article that has no markup: title, standfirst, headings, lists, quotations, captions,
//! who wrote it and when, and what belongs to the website that it was copied from.
//!
//! Takes a text, returns an [`Outline`] (`outline`) or an [`Article`](crate::model::article::Article) (`read`).
//! Never changes a word: what it can't place is a paragraph. Every step is linear in the text.

mod article;
mod boilerplate;
mod byline;
mod dateline;
mod headings;
mod lines;
mod lists;
mod marker;
mod opening;
mod record;
mod shape;
mod website;

pub use article::read;
pub use record::{open, read_again};

use crate::files::{FileId, Span, Spanned};
use crate::model::outline::{Block, BlockKind, Outline};
use lines::Piece;
use marker::Marker;
use shape::Shape;

/// What a piece is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Title,
    Standfirst,
    Byline,
    Date,
    Boilerplate,
    Heading(u8),
    Paragraph,
    ListItem,
    Quote,
    Caption,
}

impl Role {
    /// It belongs to the article's text after the title.
    fn in_body(self) -> bool {
        !matches!(self, Self::Title | Self::Byline | Self::Date | Self::Boilerplate)
    }

    fn block(self) -> Option<BlockKind> {
        Some(match self {
            Self::Title | Self::Standfirst | Self::Byline | Self::Date => return None,
            Self::Boilerplate => BlockKind::Boilerplate,
            Self::Heading(level) => BlockKind::Heading(level),
            Self::Paragraph => BlockKind::Paragraph,
            Self::ListItem => BlockKind::ListItem,
            Self::Quote => BlockKind::Quote,
            Self::Caption => BlockKind::Caption,
        })
    }
}

/// How an article without markup is read.
pub fn outline(file: FileId, text: &str) -> Outline {
    study(file, text).0
}

/// The outline, and whether it could be read otherwise.
fn study(file: FileId, text: &str) -> (Outline, bool) {
    let cut = lines::cut(text);
    let pieces = cut.pieces;
    let shapes: Vec<Shape> = pieces.iter().map(|piece| Shape::of(&piece.text)).collect();
    let mut roles = vec![Role::Paragraph; pieces.len()];
    for (role, is) in roles.iter_mut().zip(boilerplate::find(&pieces, &shapes)) {
        if is {
            *role = Role::Boilerplate;
        }
    }
    let signed = opening::mark(&pieces, &shapes, &mut roles);
    let from = roles.iter().position(|role| *role == Role::Title).map_or(0, |at| at + 1);
    lists::mark(&pieces, &shapes, &mut roles, from);
    lists::mark_captions(&pieces, &shapes, &mut roles, from);
    opening::mark_deck(&pieces, &shapes, &mut roles);
    headings::mark(&pieces, &shapes, &mut roles, from);
    lists::settle(&pieces, &shapes, &mut roles, from);
    opening::mark_standfirst(&shapes, &mut roles);
    let uncertain = cut.by_width || (pieces.len() == 1 && roles[0] == Role::Title);
    let date = signed
        .date
        .map(|(date, at)| Spanned::new(date.to_string(), Span { file, start: pieces[at].start, end: pieces[at].end }));
    let mut found = Outline { byline: signed.names, date, ..Outline::default() };
    for (piece, role) in pieces.into_iter().zip(roles) {
        let kind = role.block().unwrap_or(BlockKind::Paragraph);
        let block = block(piece, kind);
        match role {
            Role::Title => found.title = Some(block),
            Role::Standfirst => found.standfirst = Some(block),
            Role::Byline | Role::Date => {}
            _ => found.blocks.push(block),
        }
    }
    (found, uncertain)
}

/// A piece as a block: the number of an item is left out, that of a heading belongs to its words.
fn block(piece: Piece, kind: BlockKind) -> Block {
    let Piece { mut text, mut origins, line, start, end, marker } = piece;
    if kind == BlockKind::ListItem && marker.is_some_and(Marker::ordered) {
        let cut = marker::length(&text);
        text.drain(..cut);
        let cut = u32::try_from(cut).unwrap_or(u32::MAX);
        // The last pair at or before the cut holds for its first character.
        let first = origins.partition_point(|(own, _)| *own <= cut).saturating_sub(1);
        origins.drain(..first);
        for (own, source) in &mut origins {
            *source += cut.saturating_sub(*own);
            *own = own.saturating_sub(cut);
        }
    }
    Block { kind, text, line, origins, start, end }
}

#[cfg(test)]
mod tests;
