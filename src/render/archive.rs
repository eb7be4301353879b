//! The parts of a long list, as pages name them and link them.

use serde::Serialize;

use super::scope::PageScope;
use crate::link::archive::{Archive, ListPart};
use crate::model::date::PartialDate;
use crate::model::wording::Wording;

/// What a part is called.
fn label(words: &Wording, part: ListPart) -> String {
    match part {
        ListPart::First => words.text("whole_list").to_owned(),
        ListPart::Year(year) => words.date(PartialDate { year, month: None, day: None }),
        ListPart::Month(year, month) => words.date(PartialDate { year, month: Some(month), day: None }),
        ListPart::Undated(1) => words.text("undated").to_owned(),
        ListPart::Undated(page) => words.filled("undated_part", &[("n", &words.number(page as u64))]),
    }
}

/// The title of a part of the list of a name: the name alone for the list itself.
pub(crate) fn title(words: &Wording, name: &str, part: ListPart) -> String {
    if part == ListPart::First { name.to_owned() } else { words.labelled(name, &label(words, part)) }
}

/// Links to the other parts of a list, from a page of it at `route`.
pub(crate) fn links(page: &PageScope<'_>, archive: &Archive<'_>, part: ListPart, route: &str) -> Vec<PartView> {
    part_links(page, &archive.parts(), part, route)
}

/// Links to the other ones of these parts, from a page of the list at `route`.
pub(crate) fn part_links(
    page: &PageScope<'_>,
    parts: &[(ListPart, usize)],
    part: ListPart,
    route: &str,
) -> Vec<PartView> {
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
        text: label(page.words(), other),
        href: page.links.href(&format!("{route}{}", other.path())),
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
