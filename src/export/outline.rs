//! How an article was read, as `briefgen outline` prints it.
//!
//! Takes an [`Outline`], returns its JSON; a Markdown article is brought to an outline first.
//! Prints nothing itself.

use serde_json::{Value, json};

use crate::files::{Spanned, line_column};
use crate::model::article::Article;
use crate::model::body::{Passage, PassageKind};
use crate::model::outline::{Block, BlockKind, Outline};

/// The outline in the shape that the contract gives; what is absent is `null`.
pub fn json(outline: &Outline) -> Value {
    let text = |block: &Option<Block>| block.as_ref().map(|block| block.text.clone());
    json!({
        "title": text(&outline.title),
        "standfirst": text(&outline.standfirst),
        "byline": outline.byline,
        "date": outline.date.as_ref().map(|date| date.value.clone()),
        "blocks": outline.blocks.iter().map(block).collect::<Vec<_>>(),
    })
}

fn block(block: &Block) -> Value {
    let level = match block.kind {
        BlockKind::Heading(level) => Some(level),
        _ => None,
    };
    json!({"kind": kind(block.kind), "level": level, "text": block.text, "line": block.line})
}

fn kind(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Heading(_) => "heading",
        BlockKind::Paragraph => "paragraph",
        BlockKind::ListItem => "list-item",
        BlockKind::Quote => "quote",
        BlockKind::Caption => "caption",
        BlockKind::Boilerplate => "boilerplate",
    }
}

/// The outline of an article that was read already, of Markdown say; `text` is its file's. Cells of tables
/// count as paragraphs.
pub fn of_article(article: &Article, text: &str) -> Outline {
    let mut outline = Outline {
        byline: article.byline.clone(),
        date: article.date.map(|date| {
            let start = crate::files::Span::file_start(article.file);
            Spanned::new(date.to_string(), start)
        }),
        ..Outline::default()
    };
    let mut lines = Lines { text, at: 0, line: 1 };
    for passage in &article.body.passages {
        let kind = match passage.kind {
            PassageKind::Title => {
                outline.title = Some(of_passage(passage, BlockKind::Paragraph, &mut lines));
                continue;
            }
            PassageKind::Standfirst => {
                outline.standfirst = Some(of_passage(passage, BlockKind::Paragraph, &mut lines));
                continue;
            }
            PassageKind::Heading(level) => BlockKind::Heading(level),
            PassageKind::Paragraph | PassageKind::Cell => BlockKind::Paragraph,
            PassageKind::ListItem => BlockKind::ListItem,
            PassageKind::Quote => BlockKind::Quote,
            PassageKind::Caption => BlockKind::Caption,
        };
        outline.blocks.push(of_passage(passage, kind, &mut lines));
    }
    if outline.title.is_none()
        && let Some(title) = &article.title
    {
        let (start, end) = (title.span.start, title.span.end);
        let line = lines.of(start);
        let text = title.value.clone();
        outline.title = Some(Block { kind: BlockKind::Paragraph, text, line, origins: vec![(0, start)], start, end });
    }
    outline
}

fn of_passage(passage: &Passage, kind: BlockKind, lines: &mut Lines<'_>) -> Block {
    Block {
        kind,
        text: passage.text.to_string(),
        line: lines.of(passage.span.start),
        origins: passage.origins.to_vec(),
        start: passage.span.start,
        end: passage.span.end,
    }
}

/// Counts lines once over the text, as passages stand in its order.
struct Lines<'t> {
    text: &'t str,
    at: usize,
    line: usize,
}

impl Lines<'_> {
    fn of(&mut self, offset: u32) -> usize {
        let offset = (offset as usize).min(self.text.len());
        // Passages begin at words, so that no count begins between CR and LF.
        let Some(rest) = self.text.get(self.at..).filter(|_| offset >= self.at && self.text.is_char_boundary(offset))
        else {
            return line_column(self.text, offset).line;
        };
        self.line += line_column(rest, offset - self.at).line - 1;
        self.at = offset;
        self.line
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::{FileId, Span};
    use crate::model::body::Body;

    const TEXT: &str = "Title\r\n\r\nWhat was left\r\n\r\n- a map\r\n";

    fn made(kind: BlockKind, text: &str, line: usize) -> Block {
        let start = TEXT.find(text).expect("stands in the text");
        let (start, end) = (start as u32, (start + text.len()) as u32);
        Block { kind, text: text.to_owned(), line, origins: vec![(0, start)], start, end }
    }

    fn outline() -> Outline {
        Outline {
            title: Some(made(BlockKind::Paragraph, "Title", 1)),
            standfirst: None,
            byline: vec!["Jane Doe".to_owned()],
            date: Some(Spanned::new("2011-03".to_owned(), Span::file_start(FileId(0)))),
            blocks: vec![made(BlockKind::Heading(2), "What was left", 3), made(BlockKind::ListItem, "a map", 5)],
        }
    }

    #[test]
    fn the_shape_is_that_of_the_contract() {
        let expected = json!({
            "title": "Title", "standfirst": null, "byline": ["Jane Doe"], "date": "2011-03",
            "blocks": [
                {"kind": "heading", "level": 2, "text": "What was left", "line": 3},
                {"kind": "list-item", "level": null, "text": "a map", "line": 5},
            ],
        });
        // Compared as written, so that the order of keys counts.
        assert_eq!(json(&outline()).to_string(), expected.to_string());
    }

    #[test]
    fn what_is_absent_is_null_or_empty() {
        let expected = json!({"title": null, "standfirst": null, "byline": [], "date": null, "blocks": []});
        assert_eq!(json(&Outline::default()), expected);
    }

    #[test]
    fn an_article_comes_back_as_its_outline() {
        let passage = |block: &Block, kind| Passage {
            origins: block.origins.clone().into(),
            ..Passage::plain(kind, block.text.as_str(), Span { file: FileId(0), start: block.start, end: block.end })
        };
        let outline = outline();
        let title = outline.title.as_ref().expect("has one");
        let passages = vec![
            passage(title, PassageKind::Title),
            passage(&outline.blocks[0], PassageKind::Heading(2)),
            passage(&outline.blocks[1], PassageKind::ListItem),
        ];
        let article = Article {
            byline: outline.byline.clone(),
            date: crate::model::date::PartialDate::parse("2011-03"),
            ..Article::new(FileId(0), Body { passages, ..Body::default() })
        };
        assert_eq!(of_article(&article, TEXT), outline);
    }
}
