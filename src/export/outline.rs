//! How an article was read, as `briefgen outline` prints it.
//!
//! Takes an [`Outline`], returns its JSON; a Markdown article is brought to an outline first.
//! Prints nothing itself.

use serde_json::{Value, json};

use crate::files::{Spanned, line_column};
use crate::model::body::{Passage, PassageKind};
use crate::model::brief::Article;
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
        origins: passage.origins.clone(),
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
        let offset = self.text.floor_char_boundary((offset as usize).min(self.text.len()));
        if offset < self.at {
            return line_column(self.text, offset).line;
        }
        // Passages begin at words, so that no count begins between CR and LF.
        self.line += line_column(&self.text[self.at..], offset - self.at).line - 1;
        self.at = offset;
        self.line
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Diagnostics;
    use crate::files::FileId;
    use crate::parse::plain;

    const TEXT: &str = "Title of it\r\n\r\nBy Jane Doe\r\n\r\n2011-03-08\r\n\r\nThey met above the lake, and they parted \
                        again without so much as a date on which to go on with what they had begun. Nobody was sorry, \
                        and nobody said so. Three more weeks went by before anyone wrote a letter.\r\n\r\nWhat was \
                        left\r\n\r\n- a map\r\n\r\n- a list\r\n\r\nRead more";

    #[test]
    fn the_shape_is_that_of_the_contract() {
        let printed = json(&plain::outline(FileId(0), TEXT));
        let keys: Vec<&String> = printed.as_object().expect("an object").keys().collect();
        assert_eq!(keys, ["title", "standfirst", "byline", "date", "blocks"]);
        assert_eq!(printed["title"], "Title of it");
        assert_eq!(printed["standfirst"], Value::Null);
        assert_eq!(printed["byline"], json!(["Jane Doe"]));
        assert_eq!(printed["date"], "2011-03-08");
        assert_eq!(printed["blocks"][1], json!({"kind": "heading", "level": 2, "text": "What was left", "line": 9}));
        assert_eq!(printed["blocks"][3], json!({"kind": "list-item", "level": null, "text": "a list", "line": 13}));
        assert_eq!(
            printed["blocks"][4],
            json!({"kind": "boilerplate", "level": null, "text": "Read more", "line": 15})
        );
    }

    #[test]
    fn an_article_shows_like_its_outline_but_for_boilerplate() {
        let article = plain::read(FileId(0), TEXT, &mut Diagnostics::default());
        let mut direct = json(&plain::outline(FileId(0), TEXT));
        direct["blocks"].as_array_mut().expect("a list").pop();
        assert_eq!(json(&of_article(&article, TEXT)), direct);
    }

    #[test]
    fn nothing_is_null_and_empty() {
        let expected = json!({"title": null, "standfirst": null, "byline": [], "date": null, "blocks": []});
        assert_eq!(json(&plain::outline(FileId(0), "")), expected);
    }
}
