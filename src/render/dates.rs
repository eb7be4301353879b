//! Dates as readers read them, never more precise than they are.

use serde::Serialize;

use super::words;
use crate::model::date::PartialDate;

/// A date for a template: its words, and its machine form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct DateView {
    /// `30 November 2025`, `November 2025` or `2025`.
    pub(crate) text: String,
    /// `2025-11-30`, `2025-11` or `2025`.
    pub(crate) iso: String,
}

impl From<PartialDate> for DateView {
    fn from(date: PartialDate) -> Self {
        Self { text: in_words(date), iso: date.to_string() }
    }
}

/// `30 November 2025`, `November 2025` or `2025`.
pub(crate) fn in_words(date: PartialDate) -> String {
    match (date.month, date.day) {
        (Some(month), Some(day)) => format!("{day} {} {}", words::month(month), date.year),
        (Some(month), None) => format!("{} {}", words::month(month), date.year),
        _ => date.year.to_string(),
    }
}

/// A stretch of time for a template: `from` to `until`, either of which may be unknown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct SpanView {
    /// Since when.
    pub(crate) from: Option<DateView>,
    /// Until when.
    pub(crate) until: Option<DateView>,
}

impl SpanView {
    /// The stretch, or nothing where neither end is known.
    pub(crate) fn new(from: Option<PartialDate>, until: Option<PartialDate>) -> Option<Self> {
        (from.is_some() || until.is_some()).then(|| Self { from: from.map(Into::into), until: until.map(Into::into) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_shown_as_precisely_as_it_is_known() {
        let shown = |text: &str| PartialDate::parse(text).map(in_words);
        assert_eq!(shown("2025-11-03").as_deref(), Some("3 November 2025"));
        assert_eq!(shown("2025-11").as_deref(), Some("November 2025"));
        assert_eq!(shown("2025").as_deref(), Some("2025"));
    }
}
