//! What single values are: text, ids, addresses, choices, lists.

use std::marker::PhantomData;

use serde_json::{Map, Value as Json, json};

use super::{Reader, Shape, brief};
use crate::diag::Code;
use crate::files::Spanned;
use crate::model::body::Prose;
use crate::model::registry::Extra;
use crate::parse::markdown;
use crate::parse::yaml::{Node, Value};
use crate::text::near;

/// One text; numbers, dates and `true` are text as written.
pub(crate) struct Line;

impl Shape for Line {
    type Value = String;

    fn read(reader: &mut Reader<'_>, node: &Node) -> Option<String> {
        if let Value::Scalar { text, .. } = &node.value {
            return Some(text.trim().to_owned());
        }
        reader.wrong_type(node, "a text");
        None
    }

    fn schema() -> Json {
        json!({"type": ["string", "number", "boolean"]})
    }
}

/// Any shape, with its place.
pub(crate) struct Spanning<S>(PhantomData<S>);

impl<S: Shape> Shape for Spanning<S> {
    type Value = Spanned<S::Value>;
    const DECIDES: bool = S::DECIDES;

    fn read(reader: &mut Reader<'_>, node: &Node) -> Option<Self::Value> {
        S::read(reader, node).map(|value| Spanned::new(value, node.span))
    }

    fn schema() -> Json {
        S::schema()
    }
}

/// One text, with its place.
pub(crate) type Words = Spanning<Line>;

/// A list of any shape. Empty entries are findings.
pub(crate) struct List<S>(PhantomData<S>);

impl<S: Shape> Shape for List<S> {
    type Value = Vec<S::Value>;

    fn read(reader: &mut Reader<'_>, node: &Node) -> Option<Self::Value> {
        let Value::List(items) = &node.value else {
            reader.wrong_type(node, "a list");
            return None;
        };
        let mut values = Vec::with_capacity(items.len());
        for item in items {
            let empty = match &item.value {
                Value::Null => true,
                Value::Scalar { text, .. } => text.trim().is_empty(),
                _ => false,
            };
            if empty {
                let help = "write a value after the dash, or take the entry out";
                reader.find(Code::MissingField, item.span, "an entry of the list has no value", help);
            } else {
                values.extend(S::read(reader, item));
            }
        }
        Some(values)
    }

    fn schema() -> Json {
        json!({"type": "array", "items": S::schema()})
    }
}

/// `true` or `false`.
pub(crate) struct Flag;

impl Shape for Flag {
    type Value = bool;
    const DECIDES: bool = true;

    fn read(reader: &mut Reader<'_>, node: &Node) -> Option<bool> {
        match &node.value {
            Value::Scalar { text, plain: true } if text == "true" => Some(true),
            Value::Scalar { text, plain: true } if text == "false" => Some(false),
            _ => {
                reader.wrong_type(node, "true or false");
                None
            }
        }
    }

    fn schema() -> Json {
        json!({"type": "boolean"})
    }
}

/// A closed set of words.
pub(crate) trait Choice: Copy + 'static {
    /// The words and what they mean.
    fn choices() -> Vec<(&'static str, Self)>;
}

/// One of the words of a [`Choice`].
pub(crate) struct OneOf<T>(PhantomData<T>);

impl<T: Choice> Shape for OneOf<T> {
    type Value = T;
    const DECIDES: bool = true;

    fn read(reader: &mut Reader<'_>, node: &Node) -> Option<T> {
        let text = Line::read(reader, node)?;
        let choices = T::choices();
        if let Some((_, value)) = choices.iter().find(|(name, _)| *name == text) {
            return Some(*value);
        }
        let names: Vec<&str> = choices.iter().map(|(name, _)| *name).collect();
        let list = names.join(", ");
        let help = match near::nearest(&text, names.iter().copied()) {
            Some(near) => format!("did you mean `{near}`? It takes {list}"),
            None => format!("it takes one of: {list}"),
        };
        reader.invalid(node, format!("`{}` is none of the words that this key takes", brief(&text)), help);
        None
    }

    fn schema() -> Json {
        let names: Vec<&str> = T::choices().into_iter().map(|(name, _)| name).collect();
        json!({"type": "string", "enum": names})
    }
}

/// A text in Markdown.
pub(crate) struct Markdown;

impl Shape for Markdown {
    type Value = Prose;

    fn read(reader: &mut Reader<'_>, node: &Node) -> Option<Prose> {
        let Value::Scalar { text, .. } = &node.value else {
            reader.wrong_type(node, "a text");
            return None;
        };
        Some(markdown::read_value_in(reader.text, text, node.span, reader.diagnostics))
    }

    fn schema() -> Json {
        Line::schema()
    }
}

/// Free keys: anything, as written; numbers and `true` keep their type where they are plain.
pub(crate) struct Free;

impl Shape for Free {
    type Value = Extra;

    fn read(reader: &mut Reader<'_>, node: &Node) -> Option<Extra> {
        match json_of(node) {
            Json::Object(map) => Some(map),
            _ => {
                reader.wrong_type(node, super::GROUP);
                None
            }
        }
    }

    fn schema() -> Json {
        json!({"type": "object", "additionalProperties": true})
    }
}

fn json_of(node: &Node) -> Json {
    match &node.value {
        Value::Null | Value::Broken => Json::Null,
        Value::Scalar { text, plain: true } => plain_json(text),
        Value::Scalar { text, plain: false } => Json::String(text.clone()),
        Value::List(items) => Json::Array(items.iter().map(json_of).collect()),
        Value::Map(entries) => {
            Json::Object(entries.iter().map(|(key, node)| (key.value.clone(), json_of(node))).collect::<Map<_, _>>())
        }
    }
}

/// `007` stays text: only what is written back the same is a number.
fn plain_json(text: &str) -> Json {
    match text {
        "true" => Json::Bool(true),
        "false" => Json::Bool(false),
        _ => match text.parse::<i64>() {
            Ok(number) if number.to_string() == text => json!(number),
            _ => match text.parse::<f64>() {
                Ok(number) if number.is_finite() && number.to_string() == text => json!(number),
                _ => Json::String(text.to_owned()),
            },
        },
    }
}

/// Keys of the writer's own, each with a value of one shape or nothing.
pub(crate) struct Dictionary<S>(PhantomData<S>);

impl<S: Shape> Shape for Dictionary<S> {
    type Value = Vec<(Spanned<String>, Option<S::Value>)>;

    fn read(reader: &mut Reader<'_>, node: &Node) -> Option<Self::Value> {
        let Value::Map(entries) = &node.value else {
            reader.wrong_type(node, super::GROUP);
            return None;
        };
        let mut read = Vec::with_capacity(entries.len());
        for (key, node) in entries {
            if node.value == Value::Null {
                read.push((key.clone(), None));
            } else if let Some(value) = S::read(reader, node) {
                read.push((key.clone(), Some(value)));
            }
        }
        Some(read)
    }

    fn schema() -> Json {
        json!({"type": "object", "additionalProperties": {"anyOf": [S::schema(), {"type": "null"}]}})
    }
}
