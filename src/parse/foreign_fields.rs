//! What the keys of other tools' front matter mean here.
//!
//! Takes keys and values, returns the facts of an article; keys that say nothing to briefgen are one finding.
//! Never complains of a value: what can't be understood isn't there.

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::files::{FileId, Span, Spanned};
use crate::model::date::PartialDate;
use crate::parse::foreign_front::Front;
use crate::text::language::is_tag;
use serde_json::Value;

/// The facts that front matter gives.
#[derive(Debug, Default)]
pub(super) struct Fields {
    pub(super) title: Option<Spanned<String>>,
    pub(super) byline: Vec<String>,
    pub(super) date: Option<PartialDate>,
    pub(super) updated: Option<PartialDate>,
    pub(super) expires: Option<PartialDate>,
    pub(super) begins: Option<PartialDate>,
    pub(super) tags: Vec<Spanned<String>>,
    pub(super) slug: Option<Spanned<String>>,
    pub(super) redirect_from: Vec<Spanned<String>>,
    pub(super) draft: bool,
    pub(super) description: Option<Spanned<String>>,
    pub(super) language: Option<String>,
    /// The slug that a permanent address ends in, where no slug is given.
    last_part: Option<Spanned<String>>,
}

/// Reads all keys of a file.
pub(super) fn read(file: FileId, text: &str, front: &Front, diagnostics: &mut Diagnostics) -> Fields {
    let mut fields = Fields::default();
    let mut ignored = Vec::new();
    let lines = front.lines(file, text);
    for (key, value) in &front.values {
        let span = lines.value(key);
        if !fields.take(&key.to_lowercase().replace('-', "_"), value, span) {
            ignored.push(key.as_str());
        }
    }
    if fields.slug.is_none() {
        fields.slug = fields.last_part.take();
    }
    if let Some(first) = ignored.first() {
        let keys: Vec<String> = ignored.iter().take(12).map(|key| format!("`{key}`")).collect();
        let more = if ignored.len() > 12 { " and others" } else { "" };
        let message = match keys.as_slice() {
            [one] => format!("the key {one} of this article's front matter isn't used"),
            many => format!("the keys {}{more} of this article's front matter aren't used", many.join(", ")),
        };
        let finding = Diagnostic::new(Code::IgnoredKey, lines.key(first), message)
            .help("nothing needs to be done; what a page should show can be said in the article's editor notes");
        diagnostics.push(finding);
    }
    fields
}

impl Fields {
    /// Takes one key; whether it says anything.
    fn take(&mut self, key: &str, value: &Value, span: Span) -> bool {
        match key {
            "title" => self.title = one_line(value).map(|title| Spanned::new(title, span)),
            "date" => self.date = date(value).or(self.date),
            "publishdate" | "publish_date" => {
                self.begins = date(value);
                self.date = self.date.or(self.begins);
            }
            "pubdate" | "pub_date" | "created" => self.date = self.date.or(date(value)),
            "lastmod" | "updated" | "modified" | "last_modified" | "last_modified_at" => self.updated = date(value),
            "expirydate" | "expiry_date" | "expires" | "unpublishdate" => self.expires = date(value),
            "author" | "authors" => self.authors(value),
            "description" => self.description = one_line(value).map(|words| Spanned::new(words, span)),
            "tags" | "categories" => self.tags(value, span, true),
            "tag" | "category" => self.tags(value, span, false),
            "taxonomies" => {
                for (name, list) in value.as_object().into_iter().flatten() {
                    match name.as_str() {
                        "tags" | "categories" => self.tags(list, span, true),
                        "authors" | "author" => self.authors(list),
                        _ => {}
                    }
                }
            }
            "draft" => self.draft |= is_true(value),
            "published" | "publish" => match date(value) {
                Some(day) => self.date = self.date.or(Some(day)),
                None => self.draft |= is_false(value),
            },
            "slug" => self.slug = one_line(value).map(|slug| Spanned::new(slug, span)),
            "permalink" | "url" => self.permalink(value, span),
            "aliases" | "alias" | "redirect_from" => {
                let single = [value.clone()];
                let list = value.as_array().map_or(single.as_slice(), Vec::as_slice);
                self.redirect_from.extend(
                    list.iter().filter_map(Value::as_str).filter_map(path).map(|path| Spanned::new(path, span)),
                );
            }
            "lang" | "language" | "locale" => {
                self.language = one_line(value).map(|tag| tag.replace('_', "-")).filter(|tag| is_tag(tag))
            }
            _ => return false,
        }
        true
    }

    fn authors(&mut self, value: &Value) {
        let name = |value: &Value| match value {
            Value::Object(map) => map.get("name").and_then(one_line),
            other => one_line(other),
        };
        let single = [value.clone()];
        for author in value.as_array().map_or(single.as_slice(), Vec::as_slice).iter().filter_map(name) {
            let bare = author.strip_prefix("By ").or(author.strip_prefix("by ")).unwrap_or(&author).to_owned();
            if !self.byline.contains(&bare) {
                self.byline.push(bare);
            }
        }
    }

    /// A list, or one text: parted at commas, else (where the key is a plural) at spaces, as Jekyll and Obsidian do.
    fn tags(&mut self, value: &Value, span: Span, plural: bool) {
        let mut found: Vec<String> = Vec::new();
        match value {
            Value::Array(list) => found.extend(list.iter().filter_map(one_line)),
            other => {
                let Some(text) = one_line(other) else { return };
                let parts: Vec<&str> = if text.contains(',') {
                    text.split(',').collect()
                } else if plural {
                    text.split_whitespace().collect()
                } else {
                    vec![text.as_str()]
                };
                found.extend(parts.into_iter().map(str::to_owned));
            }
        }
        for tag in found {
            let bare = tag.trim().trim_start_matches('#').to_owned();
            if !bare.is_empty() && !self.tags.iter().any(|known| known.value == bare) {
                self.tags.push(Spanned::new(bare, span));
            }
        }
    }

    /// A permanent address: one to redirect from, and the slug that it ends in. `false` means that no page is made.
    fn permalink(&mut self, value: &Value, span: Span) {
        if is_false(value) {
            self.draft = true;
            return;
        }
        let Some(path) = value.as_str().and_then(path) else { return };
        let bare = path.trim_end_matches("index.html").trim_end_matches('/').trim_end_matches(".html");
        let last = bare.rsplit('/').next().unwrap_or("").trim_end_matches(".htm");
        if !last.is_empty() {
            self.last_part = Some(Spanned::new(last.to_owned(), span));
        }
        self.redirect_from.push(Spanned::new(path, span));
    }
}

/// An address of the old site, from its root; names without a `/` and patterns aren't addresses.
fn path(written: &str) -> Option<String> {
    let bare = written.trim();
    let bare = match bare.split_once("://") {
        Some((_, rest)) => &rest[rest.find('/')?..],
        None => bare,
    };
    let pattern = bare.contains(['{', '}', '<', '>', '\\', '"']) || bare.contains("/:") || bare.starts_with(':');
    if !bare.contains('/') || bare.contains(char::is_whitespace) || pattern || bare.starts_with("//") {
        return None;
    }
    let parts = bare.split(['?', '#']).next().unwrap_or(bare);
    if parts.split('/').any(|part| part == ".." || part == ".") {
        return None;
    }
    Some(if parts.starts_with('/') { parts.to_owned() } else { format!("/{parts}") })
}

/// The text of a scalar on one line; nothing for empty ones, lists and maps.
fn one_line(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.split_whitespace().collect::<Vec<_>>().join(" "),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    (!text.is_empty()).then_some(text)
}

fn is_true(value: &Value) -> bool {
    match value {
        Value::Bool(is) => *is,
        Value::String(text) => matches!(text.trim().to_lowercase().as_str(), "true" | "yes" | "on" | "y"),
        _ => false,
    }
}

fn is_false(value: &Value) -> bool {
    match value {
        Value::Bool(is) => !is,
        Value::String(text) => matches!(text.trim().to_lowercase().as_str(), "false" | "no" | "off" | "n"),
        _ => false,
    }
}

/// A date as tools write it; the time of day is dropped.
fn date(value: &Value) -> Option<PartialDate> {
    let text = one_line(value)?;
    let day = text.split(['T', ' ', 't']).next().unwrap_or("").replace(['/', '.'], "-");
    let parts: Vec<&str> = day.split('-').collect();
    let numeric = parts.iter().all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()));
    if numeric && parts.len() <= 3 && parts[0].len() == 4 {
        let wide: Vec<String> = parts.iter().map(|part| format!("{part:0>2}")).collect();
        return PartialDate::parse(&wide.join("-"));
    }
    ["%B %d, %Y", "%d %B %Y", "%b %d, %Y", "%d %b %Y", "%a, %d %b %Y", "%A, %B %d, %Y"]
        .iter()
        .find_map(|format| in_words(format, &text))
}

fn in_words(format: &str, text: &str) -> Option<PartialDate> {
    // A time may follow: as many words as the format has are the date.
    let words = format.split(' ').count();
    let head = text.split(' ').take(words).collect::<Vec<_>>().join(" ");
    jiff::civil::Date::strptime(format, &head).ok().map(PartialDate::from)
}
