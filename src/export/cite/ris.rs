//! RIS: one record of type RPRT, lines ending in CR LF as the format asks.

use super::Citation;
use crate::export::entry::one_line;
use crate::export::people::Person;
use crate::model::date::PartialDate;

pub(super) fn write(citation: &Citation<'_>) -> String {
    let mut text = String::new();
    let mut line = |tag: &str, value: &str| {
        let value: String = value.chars().filter(|c| !c.is_control()).collect();
        text.push_str(&format!("{tag}  - {value}\r\n"));
    };
    line("TY", "RPRT");
    for who in &citation.authors {
        line("AU", &name(*who));
    }
    line("TI", &citation.title);
    if let Some(date) = citation.date {
        line("PY", &format!("{:04}", date.year));
        line("DA", &day(date));
    }
    let facts = [
        ("PB", &citation.publisher),
        ("T2", &citation.series),
        ("SN", &citation.number),
        ("DO", &citation.doi),
        ("UR", &citation.url),
        ("AB", &citation.summary),
    ];
    for (tag, value) in facts {
        if let Some(value) = value {
            line(tag, value);
        }
    }
    line("LA", &citation.language);
    line("ER", "");
    text
}

fn name(who: Person<'_>) -> String {
    match who.parts() {
        Some((family, Some(given))) => format!("{}, {}", one_line(family), one_line(given)),
        _ => one_line(who.name()),
    }
}

/// `2025/11/30/`: year, month, day, and what else is known, each empty where it isn't.
fn day(date: PartialDate) -> String {
    let part = |part: Option<u8>| part.map_or(String::new(), |part| format!("{part:02}"));
    format!("{:04}/{}/{}/", date.year, part(date.month), part(date.day))
}
