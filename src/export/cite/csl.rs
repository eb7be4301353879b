//! CSL-JSON: a list of one item of type `report`.

use serde_json::{Map, Value, json};

use super::Citation;
use crate::export::people::Person;
use crate::model::date::PartialDate;

pub(super) fn write(citation: &Citation<'_>) -> String {
    let mut item = Map::new();
    let mut set = |key: &str, value: Value| {
        item.insert(key.to_owned(), value);
    };
    set("id", citation.slug.into());
    set("type", "report".into());
    set("title", citation.title.as_str().into());
    if !citation.authors.is_empty() {
        set("author", citation.authors.iter().map(|who| name(*who)).collect());
    }
    if let Some(date) = citation.date {
        set("issued", json!({"date-parts": [parts(date)]}));
    }
    let facts = [
        ("publisher", &citation.publisher),
        ("collection-title", &citation.series),
        ("ISSN", &citation.issn),
        ("number", &citation.number),
        ("DOI", &citation.doi),
        ("URL", &citation.url),
        ("abstract", &citation.summary),
    ];
    for (key, value) in facts {
        if let Some(value) = value {
            set(key, value.as_str().into());
        }
    }
    set("language", citation.language.as_str().into());
    let mut text = serde_json::to_string_pretty(&json!([item])).expect("a JSON value has a text");
    text.push('\n');
    text
}

fn name(who: Person<'_>) -> Value {
    match who.parts() {
        Some((family, Some(given))) => json!({"family": family, "given": given}),
        Some((family, None)) => json!({"family": family}),
        None => json!({"literal": who.name()}),
    }
}

fn parts(date: PartialDate) -> Vec<i16> {
    let more = [date.month, date.day].into_iter().map_while(|part| part).map(i16::from);
    std::iter::once(date.year).chain(more).collect()
}
