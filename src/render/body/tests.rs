//! Bodies as Markdown makes them: links, references, pictures, citations, tables, internal passages.

use super::write_plainly;
use crate::model::body::*;
use crate::render::fixture::{self, passage, span};
use crate::render::scope::PageScope;
use crate::render::{Design, RenderEnv};

fn html(body: &Body) -> String {
    let site = fixture::site();
    let design = Design::new(&[], &site.corpus.config, &mut Default::default()).expect("the built-in design is whole");
    let env = RenderEnv::new(&site, &design, fixture::options(), &fixture::resolve);
    let page_env = env.page();
    let mut page = PageScope::new(&page_env, "/briefs/talks/");
    page.sources.insert("hansard".to_owned(), 2);
    write_plainly(&page, body)
}

fn paragraph(words: &str, inner: Vec<Token>) -> Body {
    let ix = PassageIx(0);
    let mut tokens = vec![Token::Open(ix)];
    tokens.extend(inner);
    tokens.push(Token::Close(ix));
    Body { passages: vec![passage("p-a", PassageKind::Paragraph, words)], tokens, ..Body::default() }
}

fn words(start: u32, end: u32) -> Token {
    Token::Text { passage: PassageIx(0), start, end }
}

fn image(src: &str, alt: &str) -> Image {
    Image { src: src.into(), alt: alt.into(), decorative: false, title: None, span: span() }
}

#[test]
fn links_lead_where_they_are_resolved_and_scripts_nowhere() {
    let mut body = paragraph(
        "a b c",
        vec![
            Token::LinkOpen(0),
            words(0, 1),
            Token::LinkClose,
            words(1, 2),
            Token::LinkOpen(1),
            words(2, 3),
            Token::LinkClose,
            words(3, 4),
            Token::LinkOpen(2),
            words(4, 5),
            Token::LinkClose,
        ],
    );
    body.links = vec![fixture::link("/about/"), fixture::link("javascript:x"), fixture::link("missing.md")];
    assert_eq!(html(&body), "<p id=\"p-a\"><a href=\"../../about/\">a</a> b <a href=\"missing.md\">c</a></p>\n");
}

#[test]
fn references_are_links_or_plain_words() {
    let reference = |id: &str, words: Option<&str>| Reference {
        id: id.into(),
        kind: None,
        words: words.map(Into::into),
        span: span(),
        passage: PassageIx(0),
        start: 0,
        end: 1,
    };
    let mut body = paragraph("x", vec![Token::Reference(0), Token::Reference(1), Token::Reference(2)]);
    body.references = vec![reference("ukraine", None), reference("", Some("plain")), reference("talks", Some("there"))];
    assert_eq!(
        html(&body),
        "<p id=\"p-a\"><a class=\"mention\" data-actor=\"ukraine\" href=\"../../actors/ukraine/\">Ukraine</a>plain\
         <a class=\"reference\" href=\"../../briefs/talks/\">there</a></p>\n"
    );
}

#[test]
fn pictures_of_other_hosts_become_links() {
    let mut body = paragraph("", vec![Token::Image(0), Token::Image(1)]);
    body.images = vec![image("map.png", "A \"map\""), image("https://x.example/y.png", "Far")];
    assert_eq!(
        html(&body),
        "<p id=\"p-a\"><img src=\"../../briefs/talks/map.png\" alt=\"A &quot;map&quot;\" loading=\"lazy\">\
         <a class=\"image\" href=\"https://x.example/y.png\">Far</a></p>\n"
    );
}

#[test]
fn citations_are_numbered_links() {
    let citation = |source: &str| Citation { source: source.into(), locator: Some("p. 5".into()), span: span() };
    let mut body = paragraph("", vec![Token::Citation(0), Token::Citation(0), Token::Citation(1)]);
    body.citations = vec![citation("hansard"), citation("nobody")];
    assert_eq!(
        html(&body),
        "<p id=\"p-a\"><a class=\"citation\" id=\"cite--2-1\" href=\"#source--2\">[2, p. 5]</a>\
         <a class=\"citation\" id=\"cite--2-2\" href=\"#source--2\">[2, p. 5]</a>[nobody, p. 5]</p>\n"
    );
}

#[test]
fn markup_around_passages_is_kept_and_internal_ones_are_marked() {
    let mut item = passage("p-a", PassageKind::ListItem, "one");
    item.internal = true;
    let body = Body {
        passages: vec![item, passage("p-b", PassageKind::Cell, "cell")],
        tokens: vec![
            Token::Markup("<ol><li>".into()),
            Token::Open(PassageIx(0)),
            words(0, 3),
            Token::Close(PassageIx(0)),
            Token::Markup("</li></ol>".into()),
            Token::Markup("<table><tbody><tr><td>".into()),
            Token::Open(PassageIx(1)),
            Token::Text { passage: PassageIx(1), start: 0, end: 4 },
            Token::Close(PassageIx(1)),
            Token::Markup("</td></tr></tbody></table>".into()),
        ],
        ..Body::default()
    };
    assert_eq!(
        html(&body),
        "<ol><li><div class=\"item internal\" id=\"p-a\">one</div>\n</li></ol>\
         <div class=\"scroll\"><table><tbody><tr><td><span id=\"p-b\">cell</span></td></tr></tbody></table></div>"
    );
}
