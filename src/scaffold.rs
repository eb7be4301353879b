//! The files that `briefgen init` and `briefgen new` start. Pure texts: `cli` writes them.

use serde_json::{Map, Value as Json};

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
    let name = words(id, kind == Kind::Actor);
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

/// `peace-talks` → `Peace talks`, or `Peace Talks` where `each` word has a capital.
fn words(id: &str, each: bool) -> String {
    let capital = |word: &str| {
        let mut letters = word.chars();
        letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
    };
    let words: Vec<String> = id
        .split('-')
        .enumerate()
        .map(|(at, word)| if each || at == 0 { capital(word) } else { word.to_owned() })
        .collect();
    words.join(" ")
}

const EXPLAINED: &str = "
# Every key, explained. To use one, remove the `# ` before it, put a value in place of its remark,
# and take out the line above that has it empty.
";

/// Every key of a format, each explained, as remarks; those with keys of their own with these.
fn every_field(schema_name: &str, written: &str) -> String {
    let Some(schema) = schema::json(schema_name) else { return String::new() };
    let Some(properties) = keys(schema.get("items").unwrap_or(&schema)) else { return String::new() };
    let mut text = String::from(EXPLAINED);
    for (key, field) in properties {
        let stands = written.lines().any(|line| line.starts_with(&format!("{key}:")));
        if !stands || inner(field).is_some() {
            explain(&mut text, "", key, field);
        }
    }
    text
}

/// The keys of a group in a schema.
fn keys(schema: &Json) -> Option<&Map<String, Json>> {
    schema.get("properties").and_then(Json::as_object)
}

/// The keys inside a key's value: of a group, of the entries of a list, or of what may stand in place of a short form.
fn inner(field: &Json) -> Option<(&Map<String, Json>, bool)> {
    let either = |schema: &Json| -> Option<usize> {
        schema.get("anyOf").and_then(Json::as_array).and_then(|all| all.iter().position(|one| keys(one).is_some()))
    };
    if let Some(items) = field.get("items") {
        let found = keys(items).or_else(|| keys(&items["anyOf"][either(items)?]));
        return found.map(|keys| (keys, true));
    }
    let found = keys(field).or_else(|| keys(&field["anyOf"][either(field)?]));
    found.map(|keys| (keys, false))
}

fn explain(text: &mut String, indent: &str, key: &str, field: &Json) {
    let about = field.get("description").and_then(Json::as_str).unwrap_or("");
    let words: Vec<&str> =
        field.get("enum").and_then(Json::as_array).into_iter().flatten().filter_map(Json::as_str).collect();
    let told = words.is_empty() || words.iter().all(|word| about.contains(word));
    let words = if told { String::new() } else { format!(": {}", words.join(", ")) };
    text.push_str(&format!("# {indent}{key}:  # {about}{words}\n"));
    let Some((keys, list)) = inner(field) else { return };
    for (at, (key, field)) in keys.iter().enumerate() {
        let before = match (list, at) {
            (true, 0) => format!("{}  - ", indent.replace('-', " ")),
            (true, _) => format!("{}    ", indent.replace('-', " ")),
            (false, _) => format!("{}  ", indent.replace('-', " ")),
        };
        explain(text, &before, key, field);
    }
}
