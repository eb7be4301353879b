//! Dates as templates are given them, never more precise than they are.

use serde::Serialize;

use super::wording::precision;
use crate::model::date::PartialDate;
use crate::model::wording::Wording;

/// A date for a template: its words, and its machine form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct DateView {
    /// `30 November 2025`, `November 2025` or `2025`.
    pub(crate) text: String,
    /// The same within words.
    within: String,
    /// `day`, `month` or `year`.
    precision: &'static str,
    /// `2025-11-30`, `2025-11` or `2025`.
    pub(crate) iso: String,
}

impl DateView {
    /// A date in words.
    pub(crate) fn new(words: &Wording, date: PartialDate) -> Self {
        Self {
            text: words.date(date),
            within: words.date_within(date),
            precision: precision(date),
            iso: date.to_string(),
        }
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
    pub(crate) fn new(words: &Wording, from: Option<PartialDate>, until: Option<PartialDate>) -> Option<Self> {
        let date = |date: PartialDate| DateView::new(words, date);
        (from.is_some() || until.is_some()).then(|| Self { from: from.map(date), until: until.map(date) })
    }
}
