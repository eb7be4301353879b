//! BibTeX: one `@techreport`, readable by BibTeX and biblatex.

use std::fmt::Write as _;

use super::Citation;
use crate::export::entry::one_line;
use crate::export::people::Person;

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

pub(super) fn write(citation: &Citation<'_>) -> String {
    let mut text = format!("@techreport{{{}", key(citation.slug));
    let mut field = |name: &str, value: String| {
        let _ = write!(text, ",\n  {name} = {value}");
    };
    let braced = |value: &str| format!("{{{}}}", escape(value));
    if !citation.authors.is_empty() {
        let names: Vec<String> = citation.authors.iter().map(|who| name(*who)).collect();
        field("author", format!("{{{}}}", names.join(" and ")));
    }
    // The second pair of braces keeps the title's capitals.
    field("title", format!("{{{{{}}}}}", escape(&citation.title)));
    for (name, value) in
        [("institution", &citation.publisher), ("series", &citation.series), ("number", &citation.number)]
    {
        if let Some(value) = value {
            field(name, braced(value));
        }
    }
    if let Some(date) = citation.date {
        field("year", format!("{{{:04}}}", date.year));
        if let Some(month) = date.month {
            field("month", MONTHS[usize::from(month.clamp(1, 12)) - 1].to_owned());
        }
        if let Some(day) = date.day {
            field("day", format!("{{{day}}}"));
        }
    }
    for (name, value) in [("doi", &citation.doi), ("url", &citation.url)] {
        if let Some(value) = value {
            field(name, format!("{{{}}}", verbatim(value)));
        }
    }
    if let Some(issn) = &citation.issn {
        field("issn", braced(issn));
    }
    field("language", braced(&citation.language));
    text.push_str("\n}\n");
    text
}

/// A name that BibTeX reads as it is meant: parts where they are known, whole where they can't be.
fn name(who: Person<'_>) -> String {
    if let Some((family, given)) = who.parts() {
        let family = format!("{{{}}}", escape(&one_line(family)));
        return match given {
            Some(given) => format!("{family}, {}", part(given)),
            None => family,
        };
    }
    let whole = one_line(who.name());
    if who.is_organisation() { format!("{{{}}}", escape(&whole)) } else { part(&whole) }
}

/// Words of a name; braced where BibTeX would cut them.
fn part(words: &str) -> String {
    let words = one_line(words);
    let cut = words.contains(',') || words.split(' ').any(|word| word.eq_ignore_ascii_case("and"));
    if cut { format!("{{{}}}", escape(&words)) } else { escape(&words) }
}

/// Letters, digits and hyphens.
fn key(slug: &str) -> String {
    slug.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect()
}

/// Text for LaTeX. BibTeX counts braces even behind a backslash, so they become commands.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' => escaped.push_str("\\textbackslash{}"),
            '{' => escaped.push_str("\\textbraceleft{}"),
            '}' => escaped.push_str("\\textbraceright{}"),
            '~' => escaped.push_str("\\textasciitilde{}"),
            '^' => escaped.push_str("\\textasciicircum{}"),
            '&' | '%' | '$' | '#' | '_' => escaped.extend(['\\', c]),
            c if c.is_control() => escaped.push(' '),
            c => escaped.push(c),
        }
    }
    escaped
}

/// An address, which LaTeX takes as it is; braces would end it.
fn verbatim(address: &str) -> String {
    address.replace('{', "%7B").replace('}', "%7D").replace('\\', "%5C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn special_characters_are_text() {
        assert_eq!(escape("R&D: 5% of $1 #2 a_b"), "R\\&D: 5\\% of \\$1 \\#2 a\\_b");
        assert_eq!(
            escape("}{\\~^"),
            "\\textbraceright{}\\textbraceleft{}\\textbackslash{}\\textasciitilde{}\\textasciicircum{}"
        );
        assert_eq!(verbatim("10.1/a_{b}"), "10.1/a_%7Bb%7D");
        assert_eq!(key("wh-more-péace"), "wh-more-p-ace");
    }

    #[test]
    fn names_are_not_taken_apart() {
        assert_eq!(name(Person::Named("Jane Doe")), "Jane Doe");
        assert_eq!(name(Person::Named("Doe and Sons, Ltd")), "{Doe and Sons, Ltd}");
        assert_eq!(name(Person::Desk("Diplomacy Desk")), "{Diplomacy Desk}");
    }
}
