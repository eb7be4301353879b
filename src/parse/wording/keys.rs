//! Which words there are: the keys of the English file, with what pages put into each.

use std::sync::LazyLock;

use super::built_in;
use crate::diag::Diagnostics;
use crate::files::FileId;
use crate::parse::yaml::{self, Node, Value};

/// What words a key takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// The same always.
    Text,
    /// For a number `{n}`.
    Counted,
    /// For a `{date}`.
    Dated,
    /// The twelve months.
    Months,
    /// A number, as an example of how numbers are written.
    Example,
}

/// A key of every file of words.
#[derive(Debug)]
pub(super) struct Key {
    pub(super) name: String,
    pub(super) kind: Kind,
    /// Names of what pages put into the words.
    pub(super) places: Vec<String>,
    /// Its English words.
    pub(super) english: String,
}

/// The key of the number 1234, and that of 1234567.8.
pub(super) const EXAMPLES: [&str; 2] = ["thousand", "million"];

/// All keys, in the order of the English file.
pub(super) fn keys() -> &'static [Key] {
    static KEYS: LazyLock<Vec<Key>> = LazyLock::new(|| {
        let text = built_in::text("en").unwrap_or_default();
        let tree = yaml::read(FileId(0), &text, 0, text.len(), &mut Diagnostics::default());
        match tree.root {
            Some(Node { value: Value::Map(entries), .. }) => {
                entries.into_iter().map(|(name, node)| Key::new(name.value, &node)).collect()
            }
            _ => Vec::new(),
        }
    });
    &KEYS
}

impl Key {
    fn new(name: String, node: &Node) -> Self {
        let said = texts(node);
        let mut found: Vec<String> = said.iter().flat_map(|text| places(text)).map(str::to_owned).collect();
        found.sort();
        found.dedup();
        let has = |place: &str| found.iter().any(|found| found == place);
        let kind = match &node.value {
            _ if EXAMPLES.contains(&name.as_str()) => Kind::Example,
            Value::List(_) => Kind::Months,
            _ if has("n") => Kind::Counted,
            _ if has("date") => Kind::Dated,
            _ => Kind::Text,
        };
        Self { name, kind, english: said.join(" / "), places: found }
    }
}

/// All texts of a node.
fn texts(node: &Node) -> Vec<&str> {
    match &node.value {
        Value::Scalar { text, .. } => vec![text],
        Value::List(items) => items.iter().flat_map(texts).collect(),
        Value::Map(entries) => entries.iter().flat_map(|(_, node)| texts(node)).collect(),
        Value::Null | Value::Broken => Vec::new(),
    }
}

/// The names between braces: `shown` and `total` of `{shown} of {total}`.
pub(super) fn places(text: &str) -> impl Iterator<Item = &str> {
    text.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_english_file_says_what_each_key_takes() {
        let key = |name: &str| keys().iter().find(|key| key.name == name).expect("it is a key");
        assert_eq!(key("skip").kind, Kind::Text);
        assert_eq!(key("filter_shown").places, ["shown", "total"]);
        assert_eq!(key("network_briefs").kind, Kind::Counted);
        assert_eq!(key("minutes").kind, Kind::Counted, "one text for all numbers");
        assert_eq!(key("withdrawn_on").kind, Kind::Dated);
        assert_eq!(key("months").kind, Kind::Months);
        assert_eq!(key("million").kind, Kind::Example);
    }
}
