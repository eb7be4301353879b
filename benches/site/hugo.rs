//! The made-up site as one of Hugo's: the same articles, each with the actors that it names as terms of a taxonomy.
//!
//! Hugo is given less to do: it links no name in a text, checks nothing, and writes neither data nor a search index.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use crate::made_up;

const CONFIG: &str = "\
baseURL = 'https://bench.example/'
title = 'Bench'
[taxonomies]
actor = 'actors'
[outputs]
home = ['html', 'rss']
section = ['html']
taxonomy = ['html']
term = ['html', 'rss']
page = ['html']
";

const LAYOUTS: [(&str, &str); 5] = [
    (
        "baseof.html",
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>{{ .Title }} | {{ site.Title }}</title>\n\
         <link rel=\"canonical\" href=\"{{ .Permalink }}\">\n</head>\n<body>\n<header><nav><a href=\"/\">{{ site.Title }}</a> \
         <a href=\"/actors/\">Actors</a></nav></header>\n<main>{{ block \"main\" . }}{{ end }}</main>\n</body>\n</html>\n",
    ),
    (
        "home.html",
        "{{ define \"main\" }}<h1>{{ site.Title }}</h1>\n<ul>{{ range first 10 site.RegularPages }}<li><a href=\"{{ .RelPermalink }}\">{{ .Title }}</a></li>{{ end }}</ul>{{ end }}\n",
    ),
    (
        "page.html",
        "{{ define \"main\" }}<article><h1>{{ .Title }}</h1>\n<nav>{{ .TableOfContents }}</nav>\n{{ .Content }}</article>\n\
         <ul>{{ range .GetTerms \"actors\" }}<li><a href=\"{{ .RelPermalink }}\">{{ .LinkTitle }}</a></li>{{ end }}</ul>{{ end }}\n",
    ),
    (
        "section.html",
        "{{ define \"main\" }}<h1>{{ .Title }}</h1>\n<ul>{{ range .Pages }}<li><a href=\"{{ .RelPermalink }}\">{{ .Title }}</a></li>\n{{ end }}</ul>{{ end }}\n",
    ),
    (
        "term.html",
        "{{ define \"main\" }}<h1>{{ .Title }}</h1>\n<ul>{{ range .Pages }}<li><a href=\"{{ .RelPermalink }}\">{{ .Title }}</a></li>\n{{ end }}</ul>{{ end }}\n",
    ),
];

/// The actors of the registry that an article names: by a name alone, or with one of the numbers that are actors too.
fn actors(article: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for name in made_up::NAMES {
        for (at, _) in article.match_indices(name) {
            let digits = article[at + name.len()..].trim_start().split(' ').next();
            let number =
                digits.and_then(|digits| digits.parse::<usize>().ok()).filter(|number| *number < made_up::NUMBERS);
            found.insert(number.map_or_else(|| name.to_owned(), |number| format!("{name} {number}")));
        }
    }
    found
}

fn page(article: &str) -> String {
    let mut blocks = article.split("\n\n").map(str::trim).filter(|block| !block.is_empty());
    let mut page = format!("---\ntitle: \"{}\"\nactors:\n", blocks.next().unwrap_or(""));
    for actor in actors(article) {
        let _ = writeln!(page, "- {actor}");
    }
    page.push_str("---\n");
    for block in blocks {
        let heading = !block.ends_with('.');
        let _ = write!(page, "\n{}{block}\n", if heading { "## " } else { "" });
    }
    page
}

/// Writes a site of so many articles.
pub(crate) fn write(root: &Path, count: usize) {
    for folder in ["content/briefs", "layouts"] {
        std::fs::create_dir_all(root.join(folder)).unwrap();
    }
    std::fs::write(root.join("hugo.toml"), CONFIG).unwrap();
    for (name, text) in LAYOUTS {
        std::fs::write(root.join("layouts").join(name), text).unwrap();
    }
    for at in 0..count {
        std::fs::write(root.join(format!("content/briefs/brief-{at:06}.md")), page(&made_up::article(at))).unwrap();
    }
}
