//! The front matter of a received Markdown article: YAML, TOML or JSON to one shape.
//!
//! Takes the whole text, returns keys and values, and where the article's own text begins. What a parser refuses is
//! read line by line, so that a title or a `draft: true` is not lost with the rest.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::diag::{Code, Diagnostic, Diagnostics, Severity};
use crate::files::{FileId, Span};
use serde_json::{Map, Value};

/// The front matter of one file.
#[derive(Debug, Default)]
pub(super) struct Front {
    /// Keys and values, as written.
    pub(super) values: Map<String, Value>,
    /// Where it stands, without its fences.
    pub(super) place: Range<usize>,
    /// Where the article's text begins.
    pub(super) body: usize,
}

/// Where the keys of a front matter stand.
pub(super) struct Lines<'t> {
    file: FileId,
    /// By key: where its line's words begin, and the line from there.
    by_key: BTreeMap<&'t str, (usize, &'t str)>,
}

impl Front {
    /// Looks through the front matter's lines once.
    pub(super) fn lines<'t>(&self, file: FileId, text: &'t str) -> Lines<'t> {
        let mut by_key = BTreeMap::new();
        let mut at = self.place.start;
        for line in text.get(self.place.clone()).unwrap_or("").split_inclusive('\n') {
            let words = line.trim_start();
            let bare = words.trim_start_matches(['"', '\'', '{', '[', ' ']);
            let end = bare.find([':', '=', ']', '"', '\'', ' ']).unwrap_or(0);
            if end > 0 && (looks_like_key(words.trim_start_matches(['{', ' '])) || words.starts_with('[')) {
                by_key.insert(&bare[..end], (at + line.len() - words.len(), words));
            }
            at += line.len();
        }
        Lines { file, by_key }
    }
}

impl Lines<'_> {
    /// The place of a key's value on its line; of the key where nothing follows, of the file where it isn't seen.
    pub(super) fn value(&self, key: &str) -> Span {
        let Some((start, line)) = self.by_key.get(key) else { return Span::file_start(self.file) };
        let sign = line.find([':', '=']).map_or(line.len(), |sign| sign + 1);
        let value = line[sign..].trim().trim_end_matches(',');
        if value.is_empty() {
            return self.key(key);
        }
        let at = start + sign + (line[sign..].len() - line[sign..].trim_start().len());
        Span::new(self.file, at, at + value.len())
    }

    /// The place of a key.
    pub(super) fn key(&self, key: &str) -> Span {
        match self.by_key.get(key) {
            Some((start, line)) => {
                let at = start + line.find(key).unwrap_or(0);
                Span::new(self.file, at, at + key.len())
            }
            None => Span::file_start(self.file),
        }
    }
}

/// Reads the front matter, if the text begins with one.
pub(super) fn split(file: FileId, text: &str, diagnostics: &mut Diagnostics) -> Front {
    let first = text.lines().next().unwrap_or("").trim_end();
    match first {
        "---" | "+++" => fenced(file, text, first, diagnostics),
        _ if first.starts_with('{') => json(text).unwrap_or_default(),
        _ => unopened(first, text).unwrap_or_default(),
    }
}

/// Keys that end in `---` without a fence before them, as Hexo has them.
fn unopened(first: &str, text: &str) -> Option<Front> {
    let known = ["title", "layout", "date", "tags", "categories", "author", "permalink"];
    let key = first.split_once(": ").or(first.strip_suffix(':').map(|key| (key, "")))?.0;
    if !known.contains(&key) {
        return None;
    }
    let (mut at, mut keys) = (0, 0);
    for line in text.split_inclusive('\n') {
        let bare = line.trim_end();
        if bare == "---" {
            let values = yaml(&text[..at]).ok().filter(|_| keys > 1)?;
            return Some(Front { values, place: 0..at, body: at + line.len() });
        }
        let inner = bare.is_empty() || bare.starts_with([' ', '\t', '-', '#']);
        if !inner && !looks_like_key(bare) {
            return None;
        }
        keys += usize::from(!inner);
        at += line.len();
    }
    None
}

fn json(text: &str) -> Option<Front> {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<Map<String, Value>>();
    let map = values.next()?.ok()?;
    let end = values.byte_offset();
    let rest = &text[end..];
    (rest.trim_start_matches([' ', '\t', '\r']).starts_with('\n') || rest.trim().is_empty()).then(|| Front {
        values: map,
        place: 0..end,
        body: end,
    })
}

fn fenced(file: FileId, text: &str, fence: &str, diagnostics: &mut Diagnostics) -> Front {
    let start = text.find('\n').map_or(text.len(), |end| end + 1);
    let mut at = start;
    let mut found = None;
    for line in text[start..].split_inclusive('\n') {
        let bare = line.trim_end();
        if bare == fence || (fence == "---" && bare == "...") {
            found = Some((at, at + line.len()));
            break;
        }
        at += line.len();
    }
    let Some((end, body)) = found else {
        if looks_like_key(text[start..].lines().next().unwrap_or("")) {
            let span = Span::new(file, 0, fence.len());
            let message = format!("this front matter is never closed: a second line `{fence}` is missing");
            diagnostics.push(
                Diagnostic::new(Code::FrontMatter, span, message)
                    .help(format!("put a line `{fence}` between the last key and the text")),
            );
        }
        return Front::default();
    };
    let raw = &text[start..end];
    let parsed = if fence == "---" { yaml(raw) } else { toml(raw) };
    let values = parsed.unwrap_or_else(|fault| {
        let (values, whole) = line_by_line(raw);
        diagnostics.push(complain(file, raw, start, &fault, whole, fence));
        values
    });
    Front { values, place: start..end, body }
}

/// What a parser refused: where, and why.
struct Fault {
    offset: usize,
    reason: String,
}

fn yaml(raw: &str) -> Result<Map<String, Value>, Fault> {
    let options = serde_yaml::options! { duplicate_keys: serde_yaml::DuplicateKeyPolicy::LastWins };
    match serde_yaml::from_str_with_options::<Value>(raw, options) {
        Ok(Value::Object(map)) => Ok(map),
        Ok(Value::Null) => Ok(Map::new()),
        Ok(_) => Err(Fault { offset: 0, reason: "expected keys with values, `title: …`".to_owned() }),
        Err(_) if raw.lines().all(|line| line.trim().is_empty() || line.trim_start().starts_with('#')) => {
            Ok(Map::new())
        }
        Err(error) => {
            let line = error.location().map_or(1, |location| usize::try_from(location.line()).unwrap_or(1));
            let offset = raw.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
            Err(Fault { offset, reason: "it can't be read as YAML".to_owned() })
        }
    }
}

fn toml(raw: &str) -> Result<Map<String, Value>, Fault> {
    let table: toml::Table = toml::from_str(raw).map_err(|error: toml::de::Error| Fault {
        offset: error.span().map_or(0, |span| span.start),
        reason: "it can't be read as TOML".to_owned(),
    })?;
    Ok(table.into_iter().map(|(key, value)| (key, from_toml(value))).collect())
}

fn from_toml(value: toml::Value) -> Value {
    // Deep TOML is refused by its parser, so this can't run away.
    match value {
        toml::Value::String(text) => Value::String(text),
        toml::Value::Integer(number) => Value::from(number),
        toml::Value::Float(number) => Value::from(number),
        toml::Value::Boolean(is) => Value::Bool(is),
        toml::Value::Datetime(date) => Value::String(date.to_string()),
        toml::Value::Array(list) => Value::Array(list.into_iter().map(from_toml).collect()),
        toml::Value::Table(table) => {
            Value::Object(table.into_iter().map(|(key, value)| (key, from_toml(value))).collect())
        }
    }
}

fn complain(file: FileId, raw: &str, start: usize, fault: &Fault, whole: bool, fence: &str) -> Diagnostic {
    let offset = raw.floor_char_boundary(fault.offset.min(raw.len()));
    let line_start = raw[..offset].rfind('\n').map_or(0, |at| at + 1);
    let line = raw[line_start..].lines().next().unwrap_or("");
    let lead = line.len() - line.trim_start().len();
    let span = Span::new(file, start + line_start + lead, start + line_start + line.trim_end().len());
    let sign = if fence == "---" { ':' } else { '=' };
    let message = format!("a mistake in the front matter of this article: {}", fault.reason);
    Diagnostic::new(Code::YamlSyntax, span, message)
        .help(format!("it was read line by line instead, as `key{sign} value`; put text with `: ` or quotes in it between quotation marks"))
        .at(if whole { Severity::Warning } else { Severity::Error })
}

fn looks_like_key(line: &str) -> bool {
    let end = line.find([':', '=']).unwrap_or(0);
    let key = line[..end].trim();
    !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || "_-\"'".contains(c))
}

/// Keys and values line by line; whether every line was understood.
fn line_by_line(raw: &str) -> (Map<String, Value>, bool) {
    let mut values: Map<String, Value> = Map::new();
    let mut last: Option<String> = None;
    let mut whole = true;
    for line in raw.lines() {
        let bare = line.trim();
        let indented = line.starts_with([' ', '\t']);
        if bare.is_empty() || bare.starts_with('#') {
            continue;
        }
        if let (Some(item), Some(key)) = (bare.strip_prefix("- "), &last) {
            match values.get_mut(key) {
                Some(Value::Array(list)) => list.push(scalar(item)),
                Some(value) if value.is_null() => *value = Value::Array(vec![scalar(item)]),
                _ => whole = false,
            }
        } else if !indented && looks_like_key(line) {
            let sign = line.find([':', '=']).unwrap_or(0);
            let key = line[..sign].trim().trim_matches(['"', '\'']).to_owned();
            values.insert(key.clone(), scalar(&line[sign + 1..]));
            last = Some(key);
        } else if !indented || last.is_none() {
            whole = false;
        }
    }
    (values, whole)
}

fn scalar(written: &str) -> Value {
    let bare = written.trim();
    match bare {
        "" => Value::Null,
        "true" => Value::Bool(true),
        "false" => Value::Bool(false),
        _ => {
            if let Some(inner) = bare.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
                return Value::Array(inner.split(',').map(|item| Value::String(unquoted(item))).collect());
            }
            Value::String(unquoted(bare))
        }
    }
}

fn unquoted(written: &str) -> String {
    let bare = written.trim();
    let quoted = |quote: char| bare.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote));
    quoted('"').or_else(|| quoted('\'')).unwrap_or(bare).to_owned()
}
