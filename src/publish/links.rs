//! What a brief links to, as one text: a site of ten thousand briefs has half a million links.

use std::collections::BTreeSet;
use std::fmt;

use serde::de::{SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Actors and themes, such as `actors/ukraine`: sorted, each once. A list in JSON.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Links(String);

impl Links {
    /// Each of them.
    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.split_terminator('\n')
    }

    /// Those that others aren't.
    pub(super) fn beyond(&self, others: &Self) -> Vec<&str> {
        if self == others {
            return Vec::new();
        }
        let others: BTreeSet<&str> = others.iter().collect();
        self.iter().filter(|link| !others.contains(link)).collect()
    }
}

impl<S: AsRef<str>> FromIterator<S> for Links {
    fn from_iter<I: IntoIterator<Item = S>>(links: I) -> Self {
        let mut all: Vec<S> = links.into_iter().collect();
        all.sort_unstable_by(|a, b| a.as_ref().cmp(b.as_ref()));
        all.dedup_by(|a, b| a.as_ref() == b.as_ref());
        let mut text = String::with_capacity(all.iter().map(|link| link.as_ref().len() + 1).sum());
        for link in &all {
            text.push_str(link.as_ref());
            text.push('\n');
        }
        Self(text)
    }
}

impl Serialize for Links {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

impl<'de> Deserialize<'de> for Links {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(List)
    }
}

struct List;

impl<'de> Visitor<'de> for List {
    type Value = Links;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of actors and themes")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Links, A::Error> {
        let mut all: Vec<String> = Vec::new();
        while let Some(link) = list.next_element()? {
            all.push(link);
        }
        Ok(all.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::Links;

    #[test]
    fn links_are_sorted_and_a_list_in_json() {
        let links: Links = ["themes/x", "actors/un", "themes/x"].into_iter().collect();
        assert_eq!(links.iter().collect::<Vec<_>>(), ["actors/un", "themes/x"]);
        let json = serde_json::to_string(&links).expect("a list");
        assert_eq!(json, r#"["actors/un","themes/x"]"#);
        assert_eq!(serde_json::from_str::<Links>(&json).expect("links"), links);
        assert_eq!(links.beyond(&["actors/un"].into_iter().collect()), ["themes/x"]);
        assert_eq!(serde_json::from_str::<Links>("[]").expect("links"), Links::default());
    }
}
