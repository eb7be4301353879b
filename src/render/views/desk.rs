//! Pages of the desk's own, the contents of a text, and redirects.

use serde::Serialize;

use super::super::body;
use super::super::scope::{BriefScope, PageScope, Shown};
use super::foreign::Foreign;
use crate::model::body::{Body, PassageKind};
use crate::model::brief::{Audience, Page, Status};
use crate::text::address::encode_path;

/// A line of the contents.
#[derive(Debug, Serialize)]
pub(crate) struct ContentView {
    text: String,
    href: String,
    /// 1 for a section of the page, 2 and 3 for headings in it.
    level: u8,
    foreign: Option<Foreign>,
}

/// The contents of a brief: its sections, and the headings of its texts.
pub(crate) fn contents(page: &PageScope<'_>, scope: &BriefScope<'_>, sections: &[(&str, &str)]) -> Vec<ContentView> {
    let mut list = Vec::new();
    for (id, key) in sections {
        let text = page.words().text(key).to_owned();
        list.push(ContentView { text, href: format!("#section--{id}"), level: 1, foreign: None });
        match *id {
            "text" => list.extend(headings(scope.brief.text.body(), Foreign::desk(page, &scope.described).as_ref())),
            "article" if matches!(scope.shown, Shown::All) => {
                let foreign = Foreign::article(page, &scope.described);
                let articles = scope.brief.article.iter();
                list.extend(articles.flat_map(|article| headings(&article.body, foreign.as_ref())));
            }
            _ => {}
        }
    }
    list
}

/// The headings of a text, down to the second level.
fn headings(body: &Body, foreign: Option<&Foreign>) -> Vec<ContentView> {
    let heading = |passage: &crate::model::body::Passage| match passage.kind {
        PassageKind::Heading(level @ 0..=3) if !passage.id.is_empty() => Some(ContentView {
            text: passage.text.to_string(),
            href: format!("#{}", encode_path(&passage.id)),
            level: level.max(2),
            foreign: foreign.cloned(),
        }),
        _ => None,
    };
    body.passages.iter().filter_map(heading).collect()
}

/// What `page.html` is given as `content`.
#[derive(Debug, Serialize)]
pub(crate) struct DeskView<'a> {
    title: &'a str,
    summary: Option<String>,
    text: String,
    contents: Vec<ContentView>,
    draft: bool,
    internal: bool,
    /// Until when, as it was written.
    embargoed: Option<&'a str>,
    withdrawn: bool,
    extra: &'a serde_json::Map<String, serde_json::Value>,
}

/// The view of a page.
pub(crate) fn view<'a>(page: &PageScope<'_>, desk: &'a Page) -> DeskView<'a> {
    let embargo = desk.embargo.as_ref().filter(|embargo| embargo.until > page.env.options().as_of);
    let contents = headings(desk.body.body(), None);
    DeskView {
        title: &desk.title.value,
        summary: desk.summary.as_ref().map(|summary| body::prose(page, summary)),
        text: if desk.status == Status::Removed { String::new() } else { body::prose(page, &desk.body) },
        contents: if contents.len() > 2 { contents } else { Vec::new() },
        draft: desk.status == Status::Draft,
        internal: desk.audience == Audience::Internal,
        embargoed: embargo.map(|embargo| embargo.written.value.as_ref()),
        withdrawn: matches!(desk.status, Status::Withdrawn | Status::Removed),
        extra: &desk.extra,
    }
}
