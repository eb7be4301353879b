//! Cases of Markdown: the text, what it becomes, what is found.

#![allow(clippy::unwrap_used)]

use super::*;
use crate::diag::Severity;
use crate::files::line_column;
use crate::model::body::{PassageKind, ReferenceKind, Token};

/// The tokens as one line: passages as `(P …)`, links as `<href|…>`.
fn shown(body: &Body) -> String {
    let mut line = String::new();
    for token in &body.tokens {
        match token {
            Token::Markup(html) => line.push_str(html),
            Token::Open(ix) => line.push_str(match body.passage(*ix).kind {
                PassageKind::Heading(2) => "(H2 ",
                PassageKind::Heading(3) => "(H3 ",
                PassageKind::Heading(_) => "(H ",
                PassageKind::Paragraph => "(P ",
                PassageKind::ListItem => "(L ",
                PassageKind::Quote => "(Q ",
                PassageKind::Caption => "(C ",
                PassageKind::Cell => "(T ",
                PassageKind::Title | PassageKind::Standfirst => "(! ",
            }),
            Token::Close(_) => line.push(')'),
            Token::Text { passage, start, end } => {
                line.push_str(&body.passage(*passage).text[*start as usize..*end as usize]);
            }
            Token::LinkOpen(ix) => line.push_str(&format!("<{}|", body.links[*ix as usize].href)),
            Token::LinkClose => line.push('>'),
            Token::Reference(ix) => {
                let reference = &body.references[*ix as usize];
                line.push_str(&format!("[[{}|{}]]", reference.id, reference.words.as_deref().unwrap_or("")));
            }
            Token::Image(ix) => {
                let image = &body.images[*ix as usize];
                line.push_str(&format!("!{}|{}!", image.src, image.alt));
            }
            Token::Code(ix) => line.push_str(&format!("{{{}}}", body.code[*ix as usize].text.trim_end())),
            Token::Citation(ix) => line.push_str(&format!("[@{}]", body.citations[*ix as usize].source)),
        }
    }
    line
}

/// The findings as `line:column code severity`.
fn found(text: &str, diagnostics: &Diagnostics) -> Vec<String> {
    diagnostics
        .iter()
        .map(|finding| {
            let crate::diag::Place::Span(span) = finding.place else { panic!("a place in the text") };
            let at = line_column(text, span.start as usize);
            format!("{}:{} {} {}", at.line, at.column, finding.code.name(), finding.severity.name())
        })
        .collect()
}

fn desk(text: &str) -> (Prose, Vec<String>) {
    let mut diagnostics = Diagnostics::default();
    let prose = read(FileId(0), text, 0, text.len(), &mut diagnostics);
    let found = found(text, &diagnostics);
    (prose, found)
}

fn article(text: &str) -> (Body, Vec<String>) {
    let mut diagnostics = Diagnostics::default();
    let body = read_article(FileId(0), text, 0, text.len(), &mut diagnostics);
    let found = found(text, &diagnostics);
    (body, found)
}

fn desk_shown(text: &str) -> String {
    shown(&desk(text).0.public)
}

#[test]
fn blocks_become_passages() {
    assert_eq!(desk_shown("# One\n\nTwo *three*\nfour.\n"), "(H2 One)(P Two <em>three</em> four.)");
    assert_eq!(desk_shown("> Said.\n>\n> Again.\n"), "<blockquote>(Q Said.)(Q Again.)</blockquote>");
    assert_eq!(desk_shown("- a\n- b\n  1. c\n"), "<ul><li>(L a)</li><li>(L b)<ol><li>(L c)</li></ol></li></ul>");
    assert_eq!(desk_shown("3. a\n\n   b\n\n4. c\n"), "<ol start=\"3\"><li>(L a)(L b)</li><li>(L c)</li></ol>");
    assert_eq!(
        desk_shown("| A | B |\n|---|--:|\n| c | d |\n"),
        "<table><thead><tr><th scope=\"col\">(T A)</th><th scope=\"col\" class=\"align-right\">(T B)</th></tr></thead>\
         <tbody><tr><td>(T c)</td><td class=\"align-right\">(T d)</td></tr></tbody></table>"
    );
    assert_eq!(desk_shown("```rust,ignore\nlet x;\n```\n\n---\n"), "{let x;}<hr>");
}

#[test]
fn words_keep_their_places() {
    let text = "Caf\u{e9} &amp;  *the*\n  end\\* x";
    let (prose, _) = desk(text);
    let passage = &prose.public.passages[0];
    assert_eq!(&*passage.text, "Caf\u{e9} & the end* x");
    let place = |words: &str| passage.source_offset(u32::try_from(passage.text.find(words).unwrap()).unwrap()) as usize;
    assert_eq!(place("&"), text.find("&amp;").unwrap());
    assert_eq!(place("the"), text.find("the").unwrap());
    assert_eq!(place("end"), text.find("end").unwrap());
    assert_eq!(place("x"), text.find('x').unwrap());
}

#[test]
fn places_are_those_of_the_whole_file() {
    let text = "---\ntitle: x\n---\nHello.\n";
    let mut diagnostics = Diagnostics::default();
    let prose = read(FileId(3), text, 17, text.len(), &mut diagnostics);
    assert_eq!(prose.public.passages[0].source_offset(0), 17);
    assert_eq!(prose.public.passages[0].span, Span::new(FileId(3), 17, 24));
}

#[test]
fn headings_have_ids_and_sections() {
    let (prose, found) = desk("First.\n\n# Why now?\n\nx\n\n## Why now?\n\n## P-8 {#own}\n\n# P-8\n");
    let passages = &prose.public.passages;
    let ids: Vec<&str> = passages.iter().map(|passage| &*passage.id).collect();
    assert_eq!(ids, ["", "why-now", "", "why-now-2", "own", "h-p-8"]);
    assert_eq!(passages.iter().map(|passage| passage.section).collect::<Vec<_>>(), [0, 0, 1, 1, 2, 3]);
    assert!(found.is_empty());
}

#[test]
fn a_skipped_level_is_found() {
    assert_eq!(desk("# A\n\n### B\n\n# C\n").1, ["3:1 heading-skip warning"]);
    assert_eq!(desk("## A\n\n### B\n\n# C\n").1, Vec::<String>::new());
    assert_eq!(article("# A\n\n### B\n").1, ["3:1 heading-skip info"]);
}

#[test]
fn links_say_where_they_lead() {
    let (prose, found) = desk("See [here](https://a.example) and [the report](r.md \"T\"), <https://ukraine.example>.");
    let body = &prose.public;
    assert_eq!(
        shown(body),
        "(P See <https://a.example|here> and <r.md|the report>, <https://ukraine.example|https://ukraine.example>.)"
    );
    assert_eq!(found, ["1:5 vague-link warning"]);
    assert_eq!(&*body.links[1].words, "the report");
    assert_eq!(body.links[1].title.as_deref(), Some("T"));
    assert_eq!(body.passages[0].unlinkable[..], [(4, 8), (13, 23), (25, 48)]);
    assert_eq!(body.passages[0].opaque[..], [(25, 48)]);
}

#[test]
fn code_and_bare_addresses_are_no_prose() {
    let (prose, _) = desk("Run `Ukraine` at https://ukraine.example/x.");
    let passage = &prose.public.passages[0];
    assert_eq!(&*passage.text, "Run Ukraine at https://ukraine.example/x.");
    assert_eq!(passage.opaque[..], [(4, 11), (15, 40)]);
}

#[test]
fn references_and_citations() {
    let text = "[[ukraine]], [[theme:peace|their *long* peace]], [[|Washington]], \\[[no]], `[[no]]` [@hansard, p. 5]";
    let (prose, found) = desk(text);
    let body = &prose.public;
    assert_eq!(
        shown(body),
        "(P [[ukraine|]], [[peace|their long peace]], [[|Washington]], [[no]], <code>[[no]]</code> [@hansard])"
    );
    assert_eq!(&*body.passages[0].text, "ukraine, their long peace, Washington, [[no]], [[no]]");
    assert_eq!(body.references[1].kind, Some(ReferenceKind::Theme));
    assert_eq!((body.references[1].start, body.references[1].end), (9, 25));
    assert_eq!(body.references[0].span, Span::new(FileId(0), 0, 11));
    assert_eq!(body.citations[0].locator.as_deref(), Some("p. 5"));
    assert!(found.is_empty());
    assert_eq!(
        desk_shown("| a |\n|---|\n| [[x\\|y z]] |\n"),
        "<table><thead><tr><th scope=\"col\">(T a)</th></tr></thead><tbody><tr><td>(T [[x|y z]])</td></tr></tbody></table>"
    );
}

#[test]
fn words_close_where_a_citation_stood_and_the_page_keeps_its_space() {
    let (prose, _) =
        desk("They *failed* [@a] [@b, p. 5]. So say [@a] both [^1]; nobody (see [@a]) did.\n\n[^1]: A note.\n");
    let body = &prose.public;
    let text = &*body.passages[0].text;
    assert_eq!(text, "They failed. So say both; nobody (see) did.");
    let page = shown(body);
    assert!(page.starts_with("(P They <em>failed</em> [@a] [@b]. So say [@a] both <sup"), "{page}");
    assert!(page.contains("</sup>; nobody (see [@a]) did.)"), "{page}");
    let place = |words: &str| body.passages[0].source_offset(u32::try_from(text.find(words).unwrap()).unwrap());
    assert_eq!((place(". So"), place("; nobody")), (29, 52), "words after the citation stand where they were written");
}

#[test]
fn pictures_need_words_or_a_reason() {
    let (prose, found) = desk("![](a.png)\n\n![](b.png){decorative}\n\n![A *map*](c.png)\n");
    assert_eq!(shown(&prose.public), "<p>!a.png|!</p><p>!b.png|!</p><p>!c.png|A map!</p>");
    assert_eq!(found, ["1:1 missing-alt error"]);
    assert!(prose.public.images[1].decorative);
    assert!(prose.public.passages.is_empty());
    assert_eq!(article("![](a.png)").1, ["1:1 missing-alt warning"]);
}

#[test]
fn footnotes_stand_at_the_end() {
    let text = "A[^x] and[^x].\n\n[^x]: The *note*.\n\n[^unused]: Nothing.\n";
    let (prose, _) = desk(text);
    assert_eq!(
        shown(&prose.public),
        "(P A<sup class=\"footnote-ref\"><a id=\"fnref-1\" href=\"#fn-1\" role=\"doc-noteref\">1</a></sup> and\
         <sup class=\"footnote-ref\"><a id=\"fnref-1-2\" href=\"#fn-1\" role=\"doc-noteref\">1</a></sup>.)\
         <div class=\"footnotes\" role=\"doc-endnotes\"><ol><li id=\"fn-1\" value=\"1\">(P The <em>note</em>.)\
         <p class=\"footnote-back\"><a href=\"#fnref-1\" role=\"doc-backlink\">↩ 1</a> \
         <a href=\"#fnref-1-2\" role=\"doc-backlink\">↩ 1.2</a></p></li></ol></div>"
    );
    assert!(!prose.public.passages.iter().any(|passage| passage.text.contains("Nothing")));
    assert_eq!(prose.public.fragments.iter().map(|f| &**f).collect::<Vec<_>>(), ["fnref-1", "fnref-1-2", "fn-1"]);
}

#[test]
fn internal_blocks_are_for_the_desk() {
    let text = "One [a].\n\n::: internal\nSecret.\n\n[a]: https://secret.example\n:::\n\nTwo.\n";
    let (prose, found) = desk(text);
    assert!(found.is_empty());
    assert_eq!(shown(&prose.public), "(P One [a].)(P Two.)");
    let internal = prose.internal.expect("something is internal");
    assert_eq!(shown(&internal), "(P One <https://secret.example|a>.)(P Secret.)(P Two.)");
    assert_eq!(internal.passages.iter().map(|p| p.internal).collect::<Vec<_>>(), [false, true, false]);
    assert_eq!(prose.public.passages[1].span.start as usize, text.find("Two").unwrap());
}

#[test]
fn a_wrong_directive_withholds_the_rest() {
    for (text, place) in [
        ("One.\n\n::: interal\nSecret.\n:::\n\nTwo.\n", "3:1"),
        ("One.\n\n::: internal\nSecret.\n", "3:1"),
        ("One.\n\n:::internal\nSecret.\n:::\n", "3:1"),
        ("One.\n\n> ::: internal\n> Secret.\n> :::\n", "3:3"),
        ("One.\n\n:::\nSecret.\n", "3:1"),
        ("One.\n\n::: internal\nSecret.\n::: internal\nSecret\n:::\n", "5:1"),
    ] {
        let (prose, found) = desk(text);
        assert_eq!(found, [format!("{place} bad-directive error")], "{text}");
        assert_eq!(shown(&prose.public), "(P One.)", "{text}");
        assert!(prose.internal.is_some());
    }
    assert_eq!(desk("```\n::: warning\n```\n").1, Vec::<String>::new());
    assert_eq!(desk("a ::: b").1, Vec::<String>::new());
}

#[test]
fn unsafe_html_is_taken_out_and_named() {
    let (prose, found) = desk("a <b>b <i>c</b> d</i> <script>x()</script> <em onclick=y>e\n\n<!-- secret -->\n");
    assert_eq!(shown(&prose.public), "(P a <b>b <i>c</i></b> d <em>e</em>)");
    assert_eq!(found, ["1:23 unsafe-html warning", "1:44 unsafe-html warning"]);
    let (prose, found) = desk("[x](javascript:alert(1)) ![y](data:text/html,z)");
    assert_eq!(shown(&prose.public), "(P x)");
    assert_eq!(found, ["1:5 unsafe-html warning", "1:31 unsafe-html warning"]);
}

#[test]
fn html_blocks_are_read_like_markdown() {
    let text = "<div class=\"note\" onclick=\"x()\">\n<p>Kyiv &amp; <b>Moscow</b> <a href=\"/x/\">talk</a>.</p>\n<img src=\"m.png\" alt=\"A map\">\n<ul><li>one</li></ul></div>\n";
    let (prose, found) = desk(text);
    assert_eq!(
        shown(&prose.public),
        "<div>(P Kyiv & <b>Moscow</b> </x/|talk>.)!m.png|A map!<ul><li>(L one)</li></ul></div>"
    );
    assert_eq!(found, ["1:1 unsafe-html warning"]);
    let passage = &prose.public.passages[0];
    let moscow = u32::try_from(passage.text.find("Moscow").unwrap()).unwrap();
    assert_eq!(passage.source_offset(moscow) as usize, text.find("Moscow").unwrap());
}

#[test]
fn articles_have_no_syntax_of_ours() {
    let (body, found) =
        article("## Top\n\n[[1]](https://a.example) and [@b].\n\n::: tip\n\n### Sub\n\n[Up](#top) [Sub](#-sub)\n");
    assert_eq!(
        shown(&body),
        "(H2 Top)(P <https://a.example|[1]> and [@b].)(P ::: tip)(H3 Sub)(P <#top|Up> <#sub|Sub>)"
    );
    assert!(found.is_empty());
}

#[test]
fn hostile_nesting_is_bounded() {
    for text in [
        "[".repeat(100_000),
        "[[".repeat(50_000) + &"]]".repeat(50_000),
        ">".repeat(100_000) + " x",
        "*a ".repeat(50_000),
        "<div>".repeat(100_000),
        "<b>".repeat(100_000),
        "x <b>".repeat(50_000),
        "[a](".repeat(50_000),
        "- ".repeat(20_000) + "x",
        "[@".repeat(50_000),
        "![".repeat(50_000),
        "::: internal\nx\n\n:::\ny\n\n".repeat(10_000),
        "[^a] ".repeat(20_000) + "\n\n[^a]: x\n",
        "# same\n\n".repeat(5_000),
    ] {
        let begun = std::time::Instant::now();
        let (prose, _) = desk(&text);
        let open = prose
            .public
            .tokens
            .iter()
            .filter(|t| matches!(t, Token::Markup(m) if m.starts_with("<blockquote")))
            .count();
        assert!(open <= 100);
        assert!(begun.elapsed().as_secs() < 10, "{} took {:?}", &text[..12], begun.elapsed());
    }
}

#[test]
fn values_know_their_lines() {
    let text = "notes:\n  - text: |\n      One\n      [here](x).\n";
    let value = "One\n[here](x).\n";
    let mut diagnostics = Diagnostics::default();
    let span = Span::new(FileId(0), text.find('|').unwrap(), text.len());
    let prose = read_value_in(text, value, span, &mut diagnostics);
    assert_eq!(found(text, &diagnostics), ["4:7 vague-link warning"]);
    assert_eq!(prose.public.passages[0].source_offset(4) as usize, text.find("here").unwrap());
    assert!(diagnostics.iter().all(|finding| finding.severity == Severity::Warning));
}
