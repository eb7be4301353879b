//! How pages say things: the words of a language put together with numbers, dates and names.

use std::sync::OnceLock;

use serde_json::{Map, Value as Json, json};

use super::escape;
use super::head::direction;
use crate::model::date::PartialDate;
use crate::model::wording::{Figures, Phrase, Wording};

/// The words of a language for code and for templates; those for templates are made when the first page needs them.
pub(crate) struct Voice<'a> {
    /// The words.
    pub(crate) words: &'a Wording,
    value: OnceLock<tera::Value>,
}

impl<'a> Voice<'a> {
    /// A voice of these words.
    pub(super) fn new(words: &'a Wording) -> Self {
        Self { words, value: OnceLock::new() }
    }

    /// What templates are given as `words`. Clones of it are cheap.
    pub(super) fn value(&self) -> &tera::Value {
        self.value.get_or_init(|| tera::Value::from_serializable(&value(self.words)))
    }

    /// The words of the search page's script, as JSON.
    pub(super) fn script(&self) -> String {
        let mut all = value(self.words);
        let said = SCRIPT.iter().filter_map(|(name, key)| Some(((*name).to_owned(), all.remove(*key)?)));
        Json::Object(said.collect()).to_string()
    }
}

impl Wording {
    /// The words of a key with something in each of its places.
    pub(crate) fn filled(&self, key: &str, places: &[(&str, &str)]) -> String {
        fill(self.text(key), places)
    }

    /// The same as HTML, from HTML in each of its places.
    pub(crate) fn html(&self, key: &str, places: &[(&str, &str)]) -> String {
        fill(&escape::escaped(self.text(key)), places)
    }

    /// The words of a key for a number.
    pub(crate) fn counted(&self, key: &str, number: u64) -> String {
        let Some(Phrase::Counted { plural, forms, .. }) = self.phrases.get(key) else { return key.to_owned() };
        let said = forms.get(&plural.form(number)).or_else(|| forms.values().next_back());
        fill(said.map_or(key, String::as_str), &[("n", &self.number(number))])
    }

    /// The words of a key for a date.
    pub(crate) fn dated(&self, key: &str, date: PartialDate) -> String {
        let Some(Phrase::Dated { day, month, year }) = self.phrases.get(key) else { return key.to_owned() };
        let said = match precision(date) {
            "day" => day,
            "month" => month,
            _ => year,
        };
        fill(said, &[("date", &self.date_within(date))])
    }

    /// A date that stands alone: `30 November 2025`, `November 2025` or `2025`.
    pub(crate) fn date(&self, date: PartialDate) -> String {
        self.written(date, "months_alone")
    }

    /// A date within words: some languages give the month another form there.
    pub(crate) fn date_within(&self, date: PartialDate) -> String {
        self.written(date, "months")
    }

    fn written(&self, date: PartialDate, alone: &str) -> String {
        let year = self.figures.digits(&date.year.to_string());
        let month = |key: &str, month: u8| match self.phrases.get(key) {
            Some(Phrase::Months(names)) => names.get(usize::from(month).wrapping_sub(1)).map_or("", String::as_str),
            _ => "",
        };
        match (date.month, date.day) {
            (Some(of), Some(day)) => {
                let first = self.figures.digits(self.text("first_day"));
                let day = if day == 1 { first } else { self.figures.digits(&day.to_string()) };
                self.filled("date_day", &[("day", &day), ("month", month("months", of)), ("year", &year)])
            }
            (Some(of), None) => self.filled("date_month", &[("month", month(alone, of)), ("year", &year)]),
            _ => year,
        }
    }

    /// A number.
    pub(crate) fn number(&self, number: u64) -> String {
        self.figures.number(&number.to_string())
    }

    /// Wording before a value: `Shown: `.
    pub(crate) fn labelled(&self, label: &str, value: &str) -> String {
        format!("{label}{} {value}", self.text("colon"))
    }

    /// The words that say so of a key and the name of one of its kinds: `stance_supports`.
    pub(crate) fn of_kind(&self, key: &str, name: &str) -> String {
        self.text(&format!("{key}_{}", name.replace('-', "_"))).to_owned()
    }
}

/// What the search page's script says: its messages, the kinds of pages, and what dates and numbers are made of.
const SCRIPT: [(&str, &str); 15] = [
    ("none", "search_none"),
    ("found", "search_found"),
    ("left", "search_left"),
    ("failed", "search_failed"),
    ("brief", "brief"),
    ("actor", "actor"),
    ("theme", "theme"),
    ("page", "search_page"),
    ("months", "months"),
    ("monthsAlone", "months_alone"),
    ("firstDay", "first_day"),
    ("day", "date_day"),
    ("month", "date_month"),
    ("comma", "comma"),
    ("figures", "figures"),
];

/// How precisely a date is known.
pub(crate) fn precision(date: PartialDate) -> &'static str {
    match (date.month, date.day) {
        (Some(_), Some(_)) => "day",
        (Some(_), None) => "month",
        _ => "year",
    }
}

/// A text with something in each of its places.
fn fill(text: &str, places: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for_each_part(text, |part| match part {
        Part::Words(words) => out.push_str(words),
        Part::Place(name) => out.push_str(places.iter().find(|(place, _)| *place == name).map_or("", |(_, it)| it)),
    });
    out
}

/// A part of words that something is put into.
pub(super) enum Part<'t> {
    Words(&'t str),
    Place(&'t str),
}

/// The parts of a text, in order.
pub(super) fn for_each_part<'t>(text: &'t str, mut each: impl FnMut(Part<'t>)) {
    let mut rest = text;
    while let Some((words, place)) = rest.split_once('{')
        && let Some((name, after)) = place.split_once('}')
    {
        each(Part::Words(words));
        each(Part::Place(name));
        rest = after;
    }
    each(Part::Words(rest));
}

impl Figures {
    /// ASCII digits as the language writes them.
    fn digits(&self, digits: &str) -> String {
        let digit = |c: char| match c.to_digit(10) {
            Some(digit) => char::from_u32(u32::from(self.zero) + digit).unwrap_or(c),
            None => c,
        };
        digits.chars().map(digit).collect()
    }

    /// A number in ASCII, such as `-1234.5`, as the language writes it.
    pub(super) fn number(&self, number: &str) -> String {
        let (whole, decimals) = number.split_once('.').map_or((number, None), |(whole, rest)| (whole, Some(rest)));
        let length = whole.bytes().filter(u8::is_ascii_digit).count();
        let grouped = length > 4 || (length == 4 && self.thousands);
        let mut out = String::with_capacity(number.len() + 4);
        let mut left = length;
        for c in whole.chars() {
            if c.is_ascii_digit() {
                if grouped && left < length && left.is_multiple_of(3) {
                    out.push_str(&self.group);
                }
                left -= 1;
            }
            out.push(c);
        }
        if let Some(decimals) = decimals {
            out.push_str(&self.decimal);
            out.push_str(decimals);
        }
        if self.zero == '0' { out } else { self.digits(&out) }
    }
}

/// All words as templates and scripts are given them.
fn value(words: &Wording) -> Map<String, Json> {
    let mut map: Map<String, Json> =
        words.phrases.iter().map(|(key, phrase)| ((*key).to_owned(), shown(phrase))).collect();
    let Figures { zero, group, thousands, decimal } = &words.figures;
    map.insert("language".to_owned(), words.language.as_str().into());
    map.insert("direction".to_owned(), direction(&words.language).into());
    map.insert("figures".to_owned(), json!({"zero": zero, "group": group, "thousands": thousands, "decimal": decimal}));
    map
}

fn shown(phrase: &Phrase) -> Json {
    match phrase {
        Phrase::Text(text) => text.as_str().into(),
        Phrase::Counted { language, forms, .. } => {
            let mut map: Map<String, Json> =
                forms.iter().map(|(form, text)| (form.name().to_owned(), text.as_str().into())).collect();
            map.insert("language".to_owned(), language.as_str().into());
            Json::Object(map)
        }
        Phrase::Dated { day, month, year } => json!({"day": day, "month": month, "year": year}),
        Phrase::Months(names) => names.as_slice().into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::wording::phrasebook;

    fn in_language(language: &str) -> Wording {
        phrasebook(language, std::iter::empty(), &[]).site
    }

    #[test]
    fn a_date_is_shown_as_precisely_as_it_is_known() {
        let english = in_language("en");
        let shown = |text: &str| PartialDate::parse(text).map(|date| english.date(date));
        assert_eq!(shown("2025-11-03").as_deref(), Some("3 November 2025"));
        assert_eq!(shown("2025-11").as_deref(), Some("November 2025"));
        assert_eq!(shown("2025").as_deref(), Some("2025"));
    }

    #[test]
    fn numbers_have_groups_and_the_digits_of_their_language() {
        let british = Figures::default();
        assert_eq!(british.number("999"), "999");
        assert_eq!(british.number("1234"), "1,234");
        assert_eq!(british.number("-1234567.25"), "-1,234,567.25");
        let spanish = Figures { zero: '0', group: ".".to_owned(), thousands: false, decimal: ",".to_owned() };
        assert_eq!(spanish.number("1234.5"), "1234,5");
        assert_eq!(spanish.number("12345"), "12.345");
        let arabic = Figures { zero: '٠', group: "٬".to_owned(), thousands: true, decimal: "٫".to_owned() };
        assert_eq!(arabic.number("1234.5"), "١٬٢٣٤٫٥");
    }
}
