//! JSON Schemas of the site's files, said by the same code that reads them.
//!
//! Takes a name, gives the schema. Editors' completion and `briefgen new --full` live on it.

use serde_json::{Value, json};

use super::config::Written;
use super::decode::{Record, describe};
use super::notes::FrontRecord;
use super::pages::PageFront;
use super::registry::{Alone, Listed};
use super::wording::Written as Wording;
use crate::model::brief::{Author, Series};
use crate::model::registry::{Actor, Theme};

/// The names of all schemas. `actor` and `theme` are the front matter of one file each.
pub const NAMES: &[&str] =
    &["config", "actors", "actor", "themes", "theme", "notes", "brief", "page", "authors", "series", "words"];

/// The JSON Schema of a name of [`NAMES`].
pub fn json(name: &str) -> Option<Value> {
    let (title, mut schema) = match name {
        "config" => ("briefgen.yaml", describe::<Written>()),
        "actors" => ("content/actors.yaml", list::<Listed<Actor>>()),
        "actor" => ("content/actors/ID.md", describe::<Alone<Actor>>()),
        "themes" => ("content/themes.yaml", list::<Listed<Theme>>()),
        "theme" => ("content/themes/ID.md", describe::<Alone<Theme>>()),
        "notes" => ("content/notes/PATH.md", describe::<FrontRecord>()),
        "brief" => ("content/briefs/SLUG.md", describe::<FrontRecord>()),
        "page" => ("content/pages/SLUG.md", describe::<PageFront>()),
        "authors" => ("content/authors.yaml", list::<Author>()),
        "series" => ("content/series.yaml", list::<Series>()),
        "words" => ("templates/words/LANGUAGE.yaml", describe::<Wording>()),
        _ => return None,
    };
    schema["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    schema["title"] = json!(title);
    Some(schema)
}

fn list<T: Record>() -> Value {
    json!({"type": "array", "items": describe::<T>()})
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_has_a_schema_whose_keys_are_explained() {
        for name in NAMES {
            let schema = json(name).unwrap_or_default();
            let group = if schema["type"] == "array" { &schema["items"] } else { &schema };
            let keys = group["properties"].as_object().expect("keys");
            assert!(keys.len() >= 4, "{name}");
            for (key, shape) in keys {
                assert!(shape["description"].as_str().is_some_and(|doc| !doc.is_empty()), "{name}: {key}");
            }
        }
        assert_eq!(json("nothing"), None);
    }

    #[test]
    fn what_the_contract_requires_is_required() {
        let required = |name: &str| json(name).map(|schema| schema["items"]["required"].clone());
        assert_eq!(required("actors"), Some(json!(["id", "name", "kind"])));
        assert_eq!(required("themes"), Some(json!(["id", "name"])));
        let notes = json("notes").unwrap_or_default();
        assert_eq!(notes["properties"]["notes"]["items"]["required"], json!(["quote", "kind", "text"]));
        assert_eq!(
            notes["properties"]["positions"]["items"]["required"],
            json!(["actor", "theme", "stance", "statement"])
        );
        assert_eq!(json("page").map(|page| page["required"].clone()), Some(json!(["title"])));
    }
}
