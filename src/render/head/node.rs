//! A thing with facts, in the words of schema.org: only what is known is written.

use serde::{Serialize, Serializer};

/// One thing. Its facts stand in the order in which they were told, each once.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Node(Vec<(&'static str, Fact)>);

/// What is known of a thing.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub(super) enum Fact {
    Text(String),
    Number(usize),
    Thing(Node),
    List(Vec<Fact>),
}

impl Node {
    /// A thing of a type: `Report`.
    pub(super) fn new(kind: &str) -> Self {
        Self(vec![("@type", kind.into())])
    }

    /// A fact, where it is known.
    pub(super) fn with<F: Into<Fact>>(mut self, key: &'static str, value: Option<F>) -> Self {
        self.0.extend(value.map(|value| (key, value.into())));
        self
    }

    /// A text, unless it is empty.
    pub(super) fn text(self, key: &'static str, value: Option<impl Into<String>>) -> Self {
        self.with(key, value.map(Into::into).filter(|text: &String| !text.trim().is_empty()))
    }

    /// Several of the same, unless there is none.
    pub(super) fn list<F: Into<Fact>>(self, key: &'static str, values: impl IntoIterator<Item = F>) -> Self {
        let values: Vec<Fact> = values.into_iter().map(Into::into).collect();
        self.with(key, (!values.is_empty()).then_some(Fact::List(values)))
    }
}

impl Serialize for Node {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(key, fact)| (key, fact)))
    }
}

impl From<&str> for Fact {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Fact {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<usize> for Fact {
    fn from(number: usize) -> Self {
        Self::Number(number)
    }
}

impl From<Node> for Fact {
    fn from(node: Node) -> Self {
        Self::Thing(node)
    }
}

/// The text of a page's things, in which nothing can end the script that holds it.
pub(super) fn script(graph: Vec<Node>) -> Option<String> {
    if graph.is_empty() {
        return None;
    }
    let graph = Fact::List(graph.into_iter().map(Fact::Thing).collect());
    let whole = Node(vec![("@context", "https://schema.org".into()), ("@graph", graph)]);
    Some(harmless(&serde_json::to_string(&whole).expect("texts and numbers have a JSON text")))
}

/// JSON with the signs written out that mean something to HTML, or end a line in a script.
fn harmless(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    let mut from = 0;
    // The ends of lines begin with this byte, and so do dashes and quotation marks.
    let told = |byte: u8| matches!(byte, b'<' | b'>' | b'&' | 0xe2);
    for (at, _) in json.bytes().enumerate().filter(|(_, byte)| told(*byte)) {
        let sign = json[at..].chars().next().filter(|sign| matches!(sign, '<' | '>' | '&' | '\u{2028}' | '\u{2029}'));
        let Some(sign) = sign else { continue };
        out.push_str(&json[from..at]);
        out.push_str(&format!("\\u{:04x}", u32::from(sign)));
        from = at + sign.len_utf8();
    }
    out.push_str(&json[from..]);
    out
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    #[test]
    fn no_title_ends_the_script_and_every_title_comes_back() {
        let title = "</script><!-- R&D – \u{2028} \"quoted\" \\";
        let text = script(vec![Node::new("Thing").text("name", Some(title))]).expect("there is a thing");
        assert!(!text.contains(['<', '>', '&', '\u{2028}']), "{text}");
        let read: Value = serde_json::from_str(&text).expect("it is JSON");
        assert_eq!(read["@graph"][0]["name"], title);
    }

    #[test]
    fn what_is_not_known_is_not_written() {
        let node =
            Node::new("Thing").text("name", Some(" ")).text("url", None::<String>).list("sameAs", Vec::<String>::new());
        assert_eq!(serde_json::to_string(&node).expect("it has a JSON text"), r#"{"@type":"Thing"}"#);
    }
}
