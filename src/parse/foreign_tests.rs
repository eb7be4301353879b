//! Articles as five tools leave them: the file, what is read from it, what is found.

#![allow(clippy::unwrap_used)]

use super::*;
use crate::diag::Place;
use crate::files::line_column;
use crate::model::body::Token;

struct Read {
    article: Article,
    found: Vec<String>,
}

fn read_at(path: &str, text: &str) -> Read {
    let mut diagnostics = Diagnostics::default();
    let article = read(FileId(0), text, path, &mut diagnostics);
    let found = diagnostics
        .iter()
        .map(|finding| {
            let Place::Span(span) = finding.place else { panic!("a place in the text") };
            let at = line_column(text, span.start as usize);
            format!("{}:{} {} {}", at.line, at.column, finding.code.name(), finding.severity.name())
        })
        .collect();
    Read { article, found }
}

fn read_text(text: &str) -> Read {
    read_at("seeds/x.md", text)
}

fn words(article: &Article) -> Vec<&str> {
    article.body.passages.iter().map(|passage| &*passage.text).collect()
}

fn values(list: &[Spanned<String>]) -> Vec<&str> {
    list.iter().map(|item| item.value.as_str()).collect()
}

#[test]
fn hugo_in_yaml() {
    let text = "---\ntitle: \"Talks: the next round\"\ndate: 2020-01-02T10:00:00+01:00\nlastmod: 2020-02-03\ndraft: true\n\
                tags: [peace, \"foreign policy\"]\ncategories:\n  - Europe\nauthor: By Jane Roe\naliases:\n  - /old/one/\n  - two/three\n\
                expiryDate: 2030-01-01\nweight: 3\nmenu: main\n---\n## Ground\n\nText.\n";
    let Read { article, found } = read_text(text);
    let title = article.title.as_ref().unwrap();
    assert_eq!(title.value, "Talks: the next round");
    assert_eq!(article.body.passages[0].kind, PassageKind::Title);
    assert_eq!(article.body.passages[0].source_offset(0) as usize, text.find("Talks").unwrap());
    assert_eq!(words(&article), ["Talks: the next round", "Ground", "Text."]);
    assert_eq!(article.body.passages[1].kind, PassageKind::Heading(2));
    assert_eq!(article.body.passages[2].source_offset(0) as usize, text.find("Text.").unwrap());
    assert_eq!(article.date.unwrap().to_string(), "2020-01-02");
    assert_eq!(article.updated.unwrap().to_string(), "2020-02-03");
    assert_eq!(article.expires.unwrap().to_string(), "2030-01-01");
    assert_eq!(values(&article.tags), ["peace", "foreign policy", "Europe"]);
    assert_eq!(values(&article.redirect_from), ["/old/one/", "/two/three"]);
    assert_eq!(article.byline, ["Jane Roe"]);
    assert!(article.draft);
    assert_eq!(found, ["14:1 ignored-key info"]);
}

#[test]
fn hugo_and_zola_in_toml() {
    let text = "+++\ntitle = \"Peace\"\ndate = 2021-05-06\nupdated = 2021-06-07T08:09:10Z\nslug = \"peace-now\"\n[taxonomies]\n\
                tags = [\"a\", \"b\"]\n+++\nText, see [this brief](@/blog/other.md).\n";
    let Read { article, found } = read_at("seeds/blog/x.md", text);
    assert_eq!(article.date.unwrap().to_string(), "2021-05-06");
    assert_eq!(article.updated.unwrap().to_string(), "2021-06-07");
    assert_eq!(article.slug.as_ref().unwrap().value, "peace-now");
    assert_eq!(values(&article.tags), ["a", "b"]);
    assert_eq!(&*article.body.links[0].href, "../blog/other.md");
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn hugo_in_json() {
    let Read { article, found } =
        read_text("{\n  \"title\": \"J\",\n  \"draft\": false,\n  \"tags\": [\"x\"]\n}\n\nText.\n");
    assert_eq!(words(&article), ["J", "Text."]);
    assert_eq!(values(&article.tags), ["x"]);
    assert!(!article.draft && found.is_empty());
}

#[test]
fn jekyll() {
    let text = "---\nlayout: post\ntitle: It's here\ndate: 2019-03-04 10:11:12 +0000\ntags: peace europe\ncategory: foreign policy\n\
                published: false\npermalink: /2019/03/its-here.html\nauthor: {name: Jane Roe, email: x}\n---\n\
                * TOC\n{:toc}\n\n![Map]({{ site.baseurl }}/img/map.png){: .wide}\n\n{% include share.html %}\n\
                See [the first]({% post_url 2018-01-01-first %}) and [b]({{ '/b/' | relative_url }}#c).\n\n\
                {% highlight ruby %}\nputs '{{ x }}'\n{% endhighlight %}\n";
    let Read { article, found } = read_at("seeds/_posts/2019-03-04-its-here.md", text);
    assert_eq!(article.title.as_ref().unwrap().value, "It's here");
    assert_eq!(values(&article.tags), ["peace", "europe", "foreign policy"]);
    assert!(article.draft);
    assert_eq!(article.slug.as_ref().unwrap().value, "its-here");
    assert_eq!(values(&article.redirect_from), ["/2019/03/its-here.html"]);
    assert_eq!(article.byline, ["Jane Roe"]);
    assert_eq!(&*article.body.images[0].src, "/img/map.png");
    assert_eq!(&*article.body.links[0].href, "2018-01-01-first.md");
    assert_eq!(&*article.body.links[1].href, "/b/#c");
    assert_eq!(&*article.body.code[0].text, "puts '{{ x }}'\n");
    assert_eq!(&*article.body.code[0].language, "ruby");
    let see = article.body.passages.iter().find(|passage| passage.text.starts_with("See")).unwrap();
    assert_eq!(&*see.text, "See the first and b.");
    assert_eq!(see.source_offset(0) as usize, text.find("See").unwrap());
    assert_eq!(see.source_offset(18) as usize, text.find("b](").unwrap());
    assert_eq!(found, ["2:1 ignored-key info"]);
}

#[test]
fn eleventy_and_obsidian() {
    let Read { article, .. } = read_text("---\ntitle: E\ndate: Created\npermalink: false\ntags: post\n---\nText.\n");
    assert_eq!(article.date, None);
    assert!(article.draft);
    let text = "---\ncreated: 2022-01-02\naliases: [Other name]\ntags:\n  - \"#peace\"\n---\n# My *note*\n\n\
                See [[People/Jane Roe]] and [[x|the x]]. %% hidden %%\n\n![[a map.png|300]]\n\n> [!note] Mind\n> this\n\n`[[code]]` [[1]](https://a.example)\n";
    let Read { article, found } = read_text(text);
    assert_eq!(article.title.as_ref().unwrap().value, "My note");
    assert_eq!(words(&article), ["My note", "See Jane Roe and the x.", "Mind this", "[[code]] [1]"]);
    assert_eq!(&*article.body.images[0].src, "a map.png");
    assert_eq!(values(&article.tags), ["peace"]);
    assert!(article.redirect_from.is_empty());
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn the_title_is_not_shown_twice() {
    let Read { article, .. } = read_text("# One\n\n## Two\n\nText.\n");
    assert_eq!(article.title.as_ref().unwrap().value, "One");
    assert_eq!(words(&article), ["One", "Two", "Text."]);
    assert_eq!(article.body.passages[1].kind, PassageKind::Heading(2));
    assert!(matches!(article.body.tokens[0], Token::Open(crate::model::body::PassageIx(1))));
    let Read { article, .. } = read_text("---\ntitle: One!\n---\n# One\n\nText.\n");
    assert_eq!(words(&article), ["One!", "Text."]);
    let Read { article, .. } = read_text("---\ntitle: One\n---\n# Two\n\nText.\n");
    assert_eq!(words(&article), ["One", "Two", "Text."]);
}

#[test]
fn broken_front_matter_loses_no_article() {
    let Read { article, found } = read_text("---\ntitle: Talks: a story\ndraft: true\n---\nText.\n");
    assert_eq!(words(&article), ["Talks: a story", "Text."]);
    assert!(article.draft);
    assert_eq!(found, ["2:1 yaml-syntax warning"]);
    let Read { article, found } = read_text("---\ntitle: A\n[broken: {\n---\nText.\n");
    assert_eq!(words(&article), ["A", "Text."]);
    assert_eq!(found.len(), 1);
    assert!(found[0].ends_with("yaml-syntax error"), "{found:?}");
    assert_eq!(read_text("---\ntitle: A\n\nText.\n").found, ["1:1 front-matter error"]);
    assert!(read_text("---\n\nText.\n").found.is_empty());
}

#[test]
fn an_article_without_words_is_found() {
    assert_eq!(read_text("---\ndraft: false\n---\n").found, ["1:1 empty-article error"]);
    let Read { article, found } = read_text("---\ntitle: A\ndescription: Only this.\n---\n");
    assert_eq!(words(&article), ["A", "Only this."]);
    assert_eq!(article.body.passages[1].kind, PassageKind::Standfirst);
    assert!(found.is_empty());
}

#[test]
fn shortcodes_become_pictures_or_nothing() {
    let text = "A.\n\n{{< figure src=\"/a b.png\" alt=\"A map\" >}}\n\n{{< youtube x1 >}}\n\n{{ site.title }} is ours. [x]({{< ref \"b.md\" >}})\n\n```go\n{{< figure src=\"no\" >}}\n```\n";
    let Read { article, found } = read_text(text);
    assert_eq!(&*article.body.images[0].src, "/a b.png");
    assert_eq!(&*article.body.images[0].alt, "A map");
    assert_eq!(&*article.body.links[0].href, "b.md");
    assert_eq!(words(&article), ["A.", "is ours. x"]);
    assert_eq!(&*article.body.code[0].text, "{{< figure src=\"no\" >}}\n");
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn hostile_articles_are_bounded() {
    let mut bomb = String::from("---\na: &a [x,x,x,x,x,x,x,x,x]\n");
    for (one, two) in ('a'..'j').zip('b'..'k') {
        bomb.push_str(&format!("{two}: &{two} [*{one},*{one},*{one},*{one},*{one},*{one},*{one},*{one},*{one}]\n"));
    }
    bomb.push_str("---\nText.\n");
    for text in [
        "{{".repeat(50_000),
        "{{<".repeat(50_000),
        "{% raw %}".repeat(5_000),
        "{:".repeat(50_000),
        "[[".repeat(50_000),
        "%%".repeat(50_001),
        "`".repeat(100_000),
        "` ``".repeat(25_000),
        format!("---\na: {}\n---\n", "[".repeat(100_000)),
        format!("+++\na = {}\n+++\n", "[".repeat(100_000)),
        "{\"a\":".repeat(100_000),
        format!("---\n{}---\n", (0..20_000).map(|n| format!("k{n}: 1\n")).collect::<String>()),
        bomb,
    ] {
        let begun = std::time::Instant::now();
        read_text(&text);
        assert!(begun.elapsed().as_secs() < 10, "{:?} took {:?}", &text[..20], begun.elapsed());
    }
}
