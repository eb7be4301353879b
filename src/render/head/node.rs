//! A thing with facts, in the words of schema.org: only what is known is written.

use serde_json::{Map, Value};

/// One thing.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Node(Map<String, Value>);

impl Node {
    /// A thing of a type: `Report`.
    pub(super) fn new(kind: &str) -> Self {
        Self(Map::from_iter([("@type".to_owned(), kind.into())]))
    }

    /// A fact, where it is known.
    pub(super) fn with<V: Into<Value>>(mut self, key: &str, value: Option<V>) -> Self {
        if let Some(value) = value {
            self.0.insert(key.to_owned(), value.into());
        }
        self
    }

    /// A text, unless it is empty.
    pub(super) fn text(self, key: &str, value: Option<impl Into<String>>) -> Self {
        self.with(key, value.map(Into::into).filter(|text: &String| !text.trim().is_empty()))
    }

    /// Several of the same, unless there is none.
    pub(super) fn list<V: Into<Value>>(self, key: &str, values: impl IntoIterator<Item = V>) -> Self {
        let values: Vec<Value> = values.into_iter().map(Into::into).collect();
        self.with(key, (!values.is_empty()).then_some(values))
    }
}

impl From<Node> for Value {
    fn from(node: Node) -> Self {
        Self::Object(node.0)
    }
}

/// The text of a page's things, in which nothing can end the script that holds it.
pub(super) fn script(graph: Vec<Node>) -> Option<String> {
    if graph.is_empty() {
        return None;
    }
    let graph: Vec<Value> = graph.into_iter().map(Into::into).collect();
    let whole = Node(Map::from_iter([
        ("@context".to_owned(), "https://schema.org".into()),
        ("@graph".to_owned(), Value::Array(graph)),
    ]));
    Some(harmless(&Value::from(whole).to_string()))
}

/// JSON with the signs written out that mean something to HTML, or end a line in a script.
fn harmless(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    let mut from = 0;
    for (at, sign) in json.match_indices(['<', '>', '&', '\u{2028}', '\u{2029}']) {
        out.push_str(&json[from..at]);
        out.extend(sign.chars().map(|sign| format!("\\u{:04x}", u32::from(sign))));
        from = at + sign.len();
    }
    out.push_str(&json[from..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_title_ends_the_script_and_every_title_comes_back() {
        let title = "</script><!-- R&D \u{2028} \"quoted\" \\";
        let text = script(vec![Node::new("Thing").text("name", Some(title))]).expect("there is a thing");
        assert!(!text.contains(['<', '>', '&', '\u{2028}']), "{text}");
        let read: Value = serde_json::from_str(&text).expect("it is JSON");
        assert_eq!(read["@graph"][0]["name"], title);
    }

    #[test]
    fn what_is_not_known_is_not_written() {
        let node =
            Node::new("Thing").text("name", Some(" ")).text("url", None::<String>).list("sameAs", Vec::<String>::new());
        assert_eq!(Value::from(node).to_string(), r#"{"@type":"Thing"}"#);
    }
}
