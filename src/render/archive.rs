//! The parts of a long list, as pages name them and link them.

use serde::Serialize;

use super::env::Links;
use super::words;
use crate::link::archive::{Archive, ListPart};

/// What a part is called.
fn label(part: ListPart) -> String {
    match part {
        ListPart::First => words::word("whole_list").to_owned(),
        ListPart::Year(year) => year.to_string(),
        ListPart::Month(year, month) => format!("{} {year}", words::month(month)),
        ListPart::Undated(1) => words::word("undated").to_owned(),
        ListPart::Undated(page) => format!("{} {page}", words::word("undated")),
    }
}

/// The same for the end of a title: nothing for the list itself.
pub(crate) fn suffix(part: ListPart) -> String {
    if part == ListPart::First { String::new() } else { format!(": {}", label(part)) }
}

/// Links to the other parts of a list, from a page of it at `route`.
pub(crate) fn links(archive: &Archive<'_>, part: ListPart, route: &str, links: &Links<'_>) -> Vec<PartView> {
    part_links(&archive.parts(), part, route, links)
}

/// Links to the other ones of these parts, from a page of the list at `route`.
pub(crate) fn part_links(parts: &[(ListPart, usize)], part: ListPart, route: &str, links: &Links<'_>) -> Vec<PartView> {
    let year = match part {
        ListPart::Year(year) | ListPart::Month(year, _) => Some(year),
        _ => None,
    };
    let shown = |other: ListPart| match other {
        ListPart::Month(of, _) => year == Some(of),
        _ => true,
    };
    if parts.len() == 1 {
        return Vec::new();
    }
    let of_part = |&(other, count): &(ListPart, usize)| PartView {
        text: label(other),
        href: links.href(&format!("{route}{}", other.path())),
        count,
        current: other == part,
        month: matches!(other, ListPart::Month(..)),
    };
    parts.iter().filter(|(other, _)| shown(*other)).map(of_part).collect()
}

/// A link to a part of a list.
#[derive(Debug, Serialize)]
pub(crate) struct PartView {
    text: String,
    href: String,
    count: usize,
    current: bool,
    month: bool,
}
