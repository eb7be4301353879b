//! Markdown articles as Hugo, Jekyll, Zola, Eleventy and Obsidian leave them, read as received.
//!
//! Takes a file of `seeds/`, returns an [`Article`]. Nobody can be asked to edit these files: whatever isn't understood
//! is passed over, and no article is lost.

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::files::{FileId, Span, Spanned};
use crate::model::article::Article;
use crate::model::body::{Body, Passage, PassageKind};
use crate::parse::foreign_fields::{self, Fields};
use crate::parse::foreign_front;
use crate::parse::foreign_shortcodes;
use crate::parse::markdown::places::Places;
use crate::parse::markdown::{self, TitleFrom};

/// Reads one article. `path` is its own from the site's root (`seeds/blog/x.md`): other tools' addresses start at
/// folders of theirs, which it may name.
pub fn read(file: FileId, text: &str, path: &str, diagnostics: &mut Diagnostics) -> Article {
    let front = foreign_front::split(file, text, diagnostics);
    let mut fields = foreign_fields::read(file, text, &front, diagnostics);
    // Jekyll knows drafts by their folder.
    fields.draft |= path.split('/').any(|part| part == "_drafts");
    let title = match &fields.title {
        Some(title) => TitleFrom::Known(title_passage(text, title)),
        None => TitleFrom::FirstHeading,
    };
    let rewritten = foreign_shortcodes::rewrite(&text[front.body..], path);
    let mut body = match &rewritten {
        None => {
            let places = Places::exact(file, front.body, text.len());
            markdown::received(&text[front.body..], &places, title, diagnostics)
        }
        Some((made, pairs)) => {
            let pairs = pairs.iter().map(|(at, source)| (*at, source + front.body)).collect();
            markdown::received(made, &Places::rewritten(file, pairs, text.len()), title, diagnostics)
        }
    };
    for link in &mut body.links {
        if let Some(address) = foreign_shortcodes::from_content_root(&link.href, path) {
            link.href = address.into();
        }
    }
    // Hugo and Zola make a list of their own at such a file: without words it is no article.
    let lists = path.rsplit('/').next().is_some_and(|name| name.starts_with("_index."));
    fields.draft |= lists && body.is_empty();
    article(file, fields, body, diagnostics)
}

fn article(file: FileId, fields: Fields, mut body: Body, diagnostics: &mut Diagnostics) -> Article {
    let first = body.passages.first().filter(|passage| passage.kind == PassageKind::Title);
    let title = fields.title.or_else(|| first.map(|title| Spanned::new(title.text.to_string(), title.span)));
    let words = body.passages.len() - usize::from(first.is_some());
    if let Some(description) = fields.description.as_ref().filter(|_| words == 0 && body.is_empty()) {
        body.passages.push(passage(PassageKind::Standfirst, &description.value, description.span));
    } else if words == 0 && body.is_empty() && title.is_none() {
        let finding = Diagnostic::new(Code::EmptyArticle, Span::file_start(file), "this article has no words")
            .help("put the article's text into the file, or take the file out of `seeds/`");
        diagnostics.push(finding);
    }
    Article {
        file,
        title,
        byline: fields.byline,
        date: fields.date,
        updated: fields.updated,
        body,
        tags: fields.tags,
        slug: fields.slug,
        redirect_from: fields.redirect_from,
        draft: fields.draft,
        expires: fields.expires,
        begins: fields.begins,
        description: fields.description.map(|description| description.value),
        language: fields.language,
        plain: false,
    }
}

/// The title of the front matter as the first passage; its place is exact where it is written without escapes.
fn title_passage(text: &str, title: &Spanned<String>) -> Passage {
    let (start, end) = (title.span.start as usize, title.span.end as usize);
    let written = text.get(start..end).unwrap_or("");
    let span = match written.find(title.value.as_str()) {
        Some(at) => Span::new(title.span.file, start + at, start + at + title.value.len()),
        None => title.span,
    };
    passage(PassageKind::Title, &title.value, span)
}

fn passage(kind: PassageKind, words: &str, span: Span) -> Passage {
    Passage::plain(kind, words.split_whitespace().collect::<Vec<_>>().join(" "), span)
}

#[cfg(test)]
#[path = "foreign_tests.rs"]
mod tests;
