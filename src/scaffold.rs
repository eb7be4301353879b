//! The files that `briefgen init` and `briefgen new` start. Pure texts: `cli` writes them.

use crate::parse::schema;

/// The files that can be started.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `content/actors/ID.md`
    Actor,
    /// `content/themes/ID.md`
    Theme,
    /// `content/notes/ID.md`
    Notes,
    /// `content/briefs/ID.md`
    Brief,
    /// `content/pages/ID.md`
    Page,
}

/// The files of a new site: path from its root, and text.
pub fn site() -> Vec<(&'static str, &'static str)> {
    vec![
        ("briefgen.yaml", "title: Our briefs\nlanguage: en\n# base_url: https://briefs.example.org/\n"),
        ("seeds/first-article.txt", FIRST_ARTICLE),
        ("content/actors.yaml", "- id: parliament\n  name: Parliament\n  kind: institution\n"),
        ("content/themes.yaml", "- id: budget\n  name: The budget\n  phrases: [annual budget, budget talks]\n"),
        ("content/notes/first-article.md", FIRST_NOTES),
        ("content/pages/about.md", "---\ntitle: About\n---\nWho we are, and how to reach us.\n"),
        (".gitignore", "/public/\n/.public.briefgen/\n/.briefgen/\n"),
    ]
}

const FIRST_ARTICLE: &str = "A first article

Replace this file with an article of your own. The first line is its title.

What a heading looks like

A line that stands alone and is short is a heading. Parliament is an actor of content/actors.yaml, so it is linked here.
The budget talks are a theme.

By A. Writer
";

const FIRST_NOTES: &str = "---
summary: What this brief says, in one paragraph.
notes:
  - quote: The first line is its title
    kind: context
    text: A note stands beside the words that it quotes.
---
The desk's assessment, in Markdown.
";

/// A file to start: its path from the root, and its text. An id that can't be one is refused in words.
pub fn file(kind: Kind, id: &str, full: bool) -> Result<(String, String), String> {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    let fits = match kind {
        Kind::Notes => !id.is_empty() && id.split('/').all(|part| !part.is_empty() && !part.starts_with('.')),
        _ => !id.is_empty() && id.chars().all(plain),
    };
    if !fits {
        let proposal = slug::slugify(id);
        return Err(format!("`{id}` can't be an id: use lower-case letters, digits and hyphens, such as `{proposal}`"));
    }
    let (folder, schema_name) = match kind {
        Kind::Actor => ("actors", "actors"),
        Kind::Theme => ("themes", "themes"),
        Kind::Notes => ("notes", "notes"),
        Kind::Brief => ("briefs", "brief"),
        Kind::Page => ("pages", "page"),
    };
    let mut text = format!("---\n{}", start(kind, id));
    if full {
        text.push_str(&every_field(schema_name, &text));
    }
    text.push_str("---\n");
    Ok((format!("content/{folder}/{id}.md"), text))
}

fn start(kind: Kind, id: &str) -> String {
    let name = id.replace('-', " ");
    match kind {
        Kind::Actor => format!("name: {name}\nkind: organisation\naliases: []\nsummary: One line.\n"),
        Kind::Theme => format!("name: {name}\nphrases: []\nsummary: One line.\n"),
        Kind::Notes => "status: draft\nsummary: One paragraph.\nkey_messages: []\nthemes: []\nactors: []\nnotes: []\n\
             positions: []\nevents: []\nsources: []\nauthors: []\n"
            .to_owned(),
        Kind::Brief => format!(
            "title: {name}\nstatus: draft\nsummary: One paragraph.\nkey_messages: []\nthemes: []\nactors: []\n\
             positions: []\nevents: []\nsources: []\nauthors: []\n"
        ),
        Kind::Page => format!("title: {name}\nstatus: draft\nsummary: One paragraph.\n"),
    }
}

/// The other keys of a format, each explained, as comments.
fn every_field(schema_name: &str, written: &str) -> String {
    let Some(schema) = schema::json(schema_name) else { return String::new() };
    let item = schema.get("items").unwrap_or(&schema);
    let Some(properties) = item.get("properties").and_then(|all| all.as_object()) else { return String::new() };
    let mut text = String::from("\n# Every other key, to be used by removing the # before it:\n");
    for (key, field) in properties {
        if written.lines().any(|line| line.starts_with(&format!("{key}:"))) {
            continue;
        }
        let about = field.get("description").and_then(|words| words.as_str()).unwrap_or("");
        text.push_str(&format!("# {key}:    {about}\n"));
    }
    text
}
