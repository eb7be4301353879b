//! The words of the interface: what pages say of their own, in the languages that a site needs.

use std::collections::BTreeMap;

use crate::text::plural::{Form, Plural};

/// How a language writes numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figures {
    /// Its digit for 0; the others follow it in Unicode.
    pub zero: char,
    /// What stands between groups of three digits.
    pub group: String,
    /// Whether four digits have groups, too.
    pub thousands: bool,
    /// What stands before decimals.
    pub decimal: String,
}

impl Default for Figures {
    /// As in English.
    fn default() -> Self {
        Self { zero: '0', group: ",".to_owned(), thousands: true, decimal: ".".to_owned() }
    }
}

/// The words of a key. `{name}` in them stands for what a page puts there.
#[derive(Debug, Clone)]
pub enum Phrase {
    /// The same words always.
    Text(String),
    /// Wording for a number `{n}`, by the form that it takes in the language that they are of.
    Counted {
        /// That language.
        language: String,
        /// Its rules.
        plural: Plural,
        /// The words; those of [`Form::Other`] are always there.
        forms: BTreeMap<Form, String>,
    },
    /// Wording for a `{date}`, by its precision.
    Dated {
        /// For a day.
        day: String,
        /// For a month.
        month: String,
        /// For a year.
        year: String,
    },
    /// The names of the months.
    Months(Vec<String>),
}

/// The words of one language, those that lack taken from the languages that it falls back to.
#[derive(Debug, Clone, Default)]
pub struct Wording {
    /// The language, as its file is named.
    pub language: String,
    /// By key.
    pub phrases: BTreeMap<&'static str, Phrase>,
    /// Its way of writing numbers.
    pub figures: Figures,
}

impl Wording {
    /// The words of a key that has the same always; the key itself where there are none.
    pub fn text<'w>(&'w self, key: &'w str) -> &'w str {
        match self.phrases.get(key) {
            Some(Phrase::Text(text)) => text,
            _ => key,
        }
    }
}

/// The words that a site needs.
#[derive(Debug, Clone, Default)]
pub struct Phrasebook {
    /// In the site's own language.
    pub site: Wording,
    /// In the other languages of its pages, by their tags in small letters; only those that there are words in.
    pub others: BTreeMap<String, Wording>,
}

impl Phrasebook {
    /// The words of a page: in its language if there are any, else in the site's.
    pub fn of(&self, language: Option<&str>) -> &Wording {
        language.and_then(|language| self.others.get(&language.to_ascii_lowercase())).unwrap_or(&self.site)
    }
}
