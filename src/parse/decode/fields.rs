//! The keys of one mapping, read or described.

use serde_json::{Map, Value as Json, json};

use super::{Reader, Shape, brief, habits};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::files::{FileId, Span, Spanned};
use crate::parse::yaml::{Node, Value};
use crate::text::near;

/// A group of keys.
pub(crate) trait Record: Sized {
    /// What messages call it: `an actor`.
    const WHAT: &'static str;
    /// Names its keys and makes it of their values; `None` after a finding.
    fn fields(f: &mut Fields<'_, '_, '_>) -> Option<Self>;
    /// A text where the group is expected, for records that have a short form.
    fn short(_reader: &mut Reader<'_>, _text: Spanned<String>) -> Option<Self> {
        None
    }
    /// Whether it has a short form.
    const SHORT: bool = false;
}

impl<T: Record> Shape for T {
    type Value = T;

    fn read(reader: &mut Reader<'_>, node: &Node) -> Option<T> {
        read_record::<T>(reader, node)
    }

    fn schema() -> Json {
        let group = describe::<T>();
        if T::SHORT { json!({"anyOf": [{"type": ["string", "number"]}, group]}) } else { group }
    }
}

/// Reads a group of keys from a node.
pub(crate) fn read_record<T: Record>(reader: &mut Reader<'_>, node: &Node) -> Option<T> {
    match &node.value {
        Value::Map(entries) => {
            if T::SHORT && text_with_colon(reader, entries, describe_keys::<T>) {
                return None;
            }
            let mut fields = Fields::new(reader, Some(node), entries, T::WHAT);
            let record = T::fields(&mut fields);
            fields.finish();
            record
        }
        Value::Scalar { text, .. } if T::SHORT && !text.trim().is_empty() => {
            T::short(reader, Spanned::new(text.clone(), node.span))
        }
        _ => {
            reader.wrong_type(node, super::GROUP);
            None
        }
    }
}

/// `- Genf: the city`, where a text is meant: one finding, and not one for the key and one for those that lack.
fn text_with_colon(reader: &mut Reader<'_>, entries: &[(Spanned<String>, Node)], keys: fn() -> Vec<String>) -> bool {
    let [(key, Node { value: Value::Scalar { text, plain: true }, span })] = entries else { return false };
    if is_lower_key(key) || near::nearest(key, keys().iter().map(String::as_str)).is_some() {
        return false;
    }
    let help = format!("put it in quotes: \"{}: {}\"", brief(key), brief(text));
    reader.find(Code::YamlSyntax, Span { end: span.end, ..key.span }, "text with a colon needs quotes", help);
    true
}

/// Whether a key is written like those of briefgen.
fn is_lower_key(key: &str) -> bool {
    key.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_' || byte == b'-')
}

fn describe_keys<T: Record>() -> Vec<String> {
    let schema = describe::<T>();
    schema["properties"].as_object().map(|keys| keys.keys().cloned().collect()).unwrap_or_default()
}

/// The JSON Schema of a group of keys.
pub(crate) fn describe<T: Record>() -> Json {
    let mut diagnostics = Diagnostics::default();
    let mut reader =
        Reader { file: FileId(0), text: "", diagnostics: &mut diagnostics, timezone: None, damaged: false };
    let mut fields = Fields::new(&mut reader, None, &[], T::WHAT);
    fields.description = Some(Description::default());
    let _ = T::fields(&mut fields);
    let description = fields.description.take().unwrap_or_default();
    let mut schema = json!({"type": "object", "properties": description.properties, "additionalProperties": false});
    if !description.required.is_empty() {
        schema["required"] = json!(description.required);
    }
    schema
}

/// What a record said of itself.
#[derive(Default)]
struct Description {
    properties: Map<String, Json>,
    required: Vec<&'static str>,
}

/// Whether a key may be left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Need {
    /// It may.
    Optional,
    /// It may not.
    Required,
}

/// So many unknown keys of one mapping are named.
const MOST_UNKNOWN: usize = 50;

/// The keys of one mapping.
pub(crate) struct Fields<'n, 'r, 'd> {
    /// For findings of the record's own.
    pub(crate) reader: &'r mut Reader<'d>,
    entries: &'n [(Spanned<String>, Node)],
    /// The whole entry.
    pub(crate) span: Span,
    what: &'static str,
    known: Vec<&'static str>,
    missing: Vec<&'static str>,
    description: Option<Description>,
}

impl<'n, 'r, 'd> Fields<'n, 'r, 'd> {
    fn new(
        reader: &'r mut Reader<'d>,
        node: Option<&Node>,
        entries: &'n [(Spanned<String>, Node)],
        what: &'static str,
    ) -> Self {
        let span = node.map_or(Span::file_start(reader.file), |node| node.span);
        Self { reader, entries, span, what, known: Vec::new(), missing: Vec::new(), description: None }
    }

    /// The place of the entry's first key: where findings about what lacks point.
    pub(crate) fn first_key(&self) -> Span {
        self.entries.first().map_or(self.span, |(key, _)| key.span)
    }

    /// Where a key was written.
    pub(crate) fn key_span(&self, key: &str) -> Option<Span> {
        self.entries.iter().find(|(name, _)| name.value == key).map(|(name, _)| name.span)
    }

    /// All keys as written.
    pub(crate) fn keys(&self) -> Vec<Spanned<String>> {
        self.entries.iter().map(|(key, _)| key.clone()).collect()
    }

    /// The node of a key, unless it holds nothing.
    pub(crate) fn node(&self, key: &str) -> Option<&'n Node> {
        self.entries.iter().find(|(name, _)| name.value == key).map(|(_, node)| node)
    }

    fn name<S: Shape>(&mut self, key: &'static str, doc: &str, need: Need) {
        self.known.push(key);
        if let Some(description) = &mut self.description {
            let mut schema = S::schema();
            if let Some(object) = schema.as_object_mut() {
                object.insert("description".to_owned(), Json::String(doc.to_owned()));
            }
            description.properties.insert(key.to_owned(), schema);
            if need == Need::Required {
                description.required.push(key);
            }
        }
    }

    /// A key that may be left out.
    pub(crate) fn optional<S: Shape>(&mut self, key: &'static str, doc: &str) -> Option<S::Value> {
        self.name::<S>(key, doc, Need::Optional);
        let node = self.node(key)?;
        if is_empty(node) {
            if S::DECIDES {
                self.empty(key);
            }
            return None;
        }
        S::read(self.reader, node)
    }

    /// A key that must be there.
    pub(crate) fn required<S: Shape>(&mut self, key: &'static str, doc: &str) -> Option<S::Value> {
        self.name::<S>(key, doc, Need::Required);
        if self.description.is_some() {
            return None;
        }
        match self.node(key) {
            None => {
                self.missing.push(key);
                None
            }
            Some(node) if is_empty(node) => {
                self.empty(key);
                None
            }
            Some(node) => S::read(self.reader, node),
        }
    }

    /// A list, empty where the key is left out.
    pub(crate) fn list<S: Shape>(&mut self, key: &'static str, doc: &str) -> Vec<S::Value> {
        self.optional::<super::List<S>>(key, doc).unwrap_or_default()
    }

    /// A key with nothing behind it.
    fn empty(&mut self, key: &str) {
        if self.reader.damaged {
            return;
        }
        let Some(span) = self.key_span(key) else { return };
        let message = format!("`{key}` has no value");
        self.reader.find(Code::MissingField, span, message, format!("write a value after `{key}:`"));
    }

    /// Says that something lacks that `required` can't say, at the entry's first key.
    pub(crate) fn lacks(&mut self, code: Code, message: impl Into<String>, help: impl Into<String>) {
        if self.description.is_none() && !self.reader.damaged && !self.may_hide_keys() {
            let span = self.first_key();
            self.reader.find(code, span, message, help);
        }
    }

    /// [`Fields::lacks`], unless a misspelt key explains that all of `keys` lack: it has a finding of its own.
    pub(crate) fn lacks_all(&mut self, keys: &[&'static str], code: Code, message: &str, help: &str) {
        let absent = keys.iter().all(|key| self.is_absent(key));
        let meant = |key: &Spanned<String>| {
            let known = self.known.contains(&key.value.as_str());
            !known && near::nearest(key, keys.iter().copied()).is_some()
        };
        if absent && !self.entries.iter().any(|(key, _)| meant(key)) {
            self.lacks(code, message, help);
        }
    }

    /// Whether a broken value in `{…}` may have swallowed the keys after it.
    pub(crate) fn may_hide_keys(&self) -> bool {
        let in_braces = self.span.start < self.first_key().start;
        in_braces && self.entries.iter().any(|(_, node)| node.value == Value::Broken)
    }

    /// Whether `key` lacks, or stands there without a value.
    pub(crate) fn is_absent(&self, key: &str) -> bool {
        self.node(key).is_none_or(is_empty)
    }

    /// Reports unknown keys, then the missing ones that no misspelt key explains.
    fn finish(self) {
        let mut meant: Vec<&'static str> = Vec::new();
        let unknown = |(key, _): &&(Spanned<String>, Node)| !self.known.contains(&key.value.as_str());
        for (key, node) in self.entries.iter().filter(unknown).take(MOST_UNKNOWN) {
            let near = near::nearest(key, self.known.iter().copied());
            meant.extend(near.filter(|near| self.node(near).is_none()));
            let diagnostic = self.unknown(key, node, near);
            self.reader.diagnostics.push(diagnostic);
        }
        if self.reader.damaged || self.may_hide_keys() {
            return;
        }
        let first = self.first_key();
        for &key in &self.missing {
            if meant.contains(&key) {
                continue;
            }
            let message = format!("{} needs `{key}`, which is missing", self.what);
            self.reader.find(Code::MissingField, first, message, format!("add `{key}: …`"));
        }
    }

    /// Whether most keys of a value are those of this record itself.
    fn has_own_keys(&self, node: &Node) -> bool {
        let Value::Map(entries) = &node.value else { return false };
        let own = entries.iter().filter(|(key, _)| self.known.contains(&key.value.as_str())).count();
        2 * own > entries.len()
    }

    fn unknown(&self, key: &Spanned<String>, node: &Node, near: Option<&str>) -> Diagnostic {
        let shown = brief(key);
        if is_prose(key, node) {
            return Diagnostic::new(Code::UnknownKey, key.span, format!("`{shown}` is taken for a key, after a comma"))
                .help("inside { } a comma begins the next key: put the text that holds a comma in quotes");
        }
        let message = format!("`{shown}` is no key of {}", self.what);
        let around_all = self.entries.len() == 1 && self.has_own_keys(node);
        let mut diagnostic = Diagnostic::new(Code::UnknownKey, key.span, message);
        diagnostic.secret = habits::is_secret(self.what, key);
        if around_all {
            let help = "take this line out, and begin the lines below it where it begins";
            diagnostic.help.push(help.to_owned());
        } else if let Some(hint) = habits::hint(self.what, key, node, &self.known) {
            diagnostic.help.push(hint);
        } else if let Some(near) = near {
            diagnostic.help.push(format!("did you mean `{near}`?"));
        } else if self.known.contains(&"extra") && self.known.len() > 14 {
            diagnostic
                .help
                .push(format!("take it out, or keep it under `extra:`, where {} may hold any key", self.what));
        } else if self.known.len() > 14 {
            diagnostic.help.push("take it out".to_owned());
        } else {
            let keys: Vec<String> = self.known.iter().map(|key| format!("`{key}`")).collect();
            diagnostic.help.push(format!("the keys are {}", keys.join(", ")));
        }
        diagnostic
    }
}

/// Nothing, or text without a word.
fn is_empty(node: &Node) -> bool {
    match &node.value {
        Value::Null => true,
        Value::Scalar { text, .. } => text.trim().is_empty(),
        Value::List(_) | Value::Map(_) | Value::Broken => false,
    }
}

/// The rest of a text that a comma inside `{…}` cut off: words without a value.
fn is_prose(key: &str, node: &Node) -> bool {
    node.value == Value::Null && (key.contains(' ') || key.ends_with(['.', '?', '!', ',']))
}
