//! Long lists: the latest entries first, the rest by year, by month where a year is long, and undated.
//!
//! Takes the dates of a list's entries; says which pages the list has and which entries each shows. Pages and data
//! files go by the same rules.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::date::PartialDate;

/// A list of more entries than this goes on by year, and a year by month.
const LONG: usize = 200;
/// What the first part of a long list shows.
const LATEST: usize = 50;

/// A part of a list, each a page of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ListPart {
    /// The list itself: all of it, or its latest entries.
    First,
    /// One year, at `…/2025/`.
    Year(i16),
    /// One month of a long year, at `…/2025/03/`.
    Month(i16, u8),
    /// Entries without a date, from 1: `…/undated/`, `…/undated/2/`.
    Undated(usize),
}

impl ListPart {
    /// Its address below the list's own, without a slash in front.
    pub fn path(self) -> String {
        match self {
            Self::First => String::new(),
            Self::Year(year) => format!("{year:04}/"),
            Self::Month(year, month) => format!("{year:04}/{month:02}/"),
            Self::Undated(1) => "undated/".to_owned(),
            Self::Undated(page) => format!("undated/{page}/"),
        }
    }
}

/// A list's dates, counted.
pub struct Archive<'a> {
    dates: &'a [Option<PartialDate>],
}

impl<'a> Archive<'a> {
    /// The dates of a list's entries, in the order in which it shows them.
    pub fn new(dates: &'a [Option<PartialDate>]) -> Self {
        Self { dates }
    }

    fn is_long(&self) -> bool {
        self.dates.len() > LONG
    }

    /// For each year, the latest first, how many entries each of its months has; those of no month stand at 0.
    fn years(&self) -> impl Iterator<Item = (i16, [usize; 13])> + use<> {
        let mut years: BTreeMap<i16, [usize; 13]> = BTreeMap::new();
        for date in self.dates.iter().flatten() {
            years.entry(date.year).or_default()[usize::from(date.month.unwrap_or(0))] += 1;
        }
        years.into_iter().rev()
    }

    fn undated(&self) -> usize {
        self.dates.iter().filter(|date| date.is_none()).count()
    }

    /// Every part with its number of entries, the list itself first.
    pub fn parts(&self) -> Vec<(ListPart, usize)> {
        let mut parts = vec![(ListPart::First, self.dates.len())];
        if !self.is_long() {
            return parts;
        }
        for (year, months) in self.years() {
            let count = months.iter().sum();
            parts.push((ListPart::Year(year), count));
            if count > LONG {
                let months = (1..=12u8).rev().map(|month| (ListPart::Month(year, month), months[usize::from(month)]));
                parts.extend(months.filter(|(_, count)| *count > 0));
            }
        }
        let undated = self.undated();
        for page in 1..=undated.div_ceil(LONG) {
            parts.push((ListPart::Undated(page), (undated - (page - 1) * LONG).min(LONG)));
        }
        parts
    }

    /// The places of the entries that a part shows, in the list's order. `newest_first` says how it is sorted.
    pub fn entries(&self, part: ListPart, newest_first: bool) -> Vec<usize> {
        let all = 0..self.dates.len();
        let of = |keep: &dyn Fn(&PartialDate) -> bool| -> Vec<usize> {
            all.clone().filter(|at| self.dates[*at].as_ref().is_some_and(keep)).collect()
        };
        match part {
            ListPart::First if !self.is_long() => all.collect(),
            ListPart::First => latest(all.collect(), newest_first),
            ListPart::Year(year) => {
                let found = of(&|date| date.year == year);
                if found.len() <= LONG {
                    return found;
                }
                let shown: BTreeSet<usize> = latest(found.clone(), newest_first).into_iter().collect();
                let bare = |at: &usize| self.dates[*at].is_some_and(|date| date.month.is_none());
                found.into_iter().filter(|at| shown.contains(at) || bare(at)).collect()
            }
            ListPart::Month(year, month) => of(&|date| date.year == year && date.month == Some(month)),
            ListPart::Undated(page) => {
                let undated = all.filter(|at| self.dates[*at].is_none());
                undated.skip((page.max(1) - 1) * LONG).take(LONG).collect()
            }
        }
    }
}

fn latest(mut found: Vec<usize>, newest_first: bool) -> Vec<usize> {
    if newest_first {
        found.truncate(LATEST);
        found
    } else {
        found.split_off(found.len().saturating_sub(LATEST))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dates(of: &[(&str, usize)]) -> Vec<Option<PartialDate>> {
        of.iter().flat_map(|(text, count)| std::iter::repeat_n(PartialDate::parse(text), *count)).collect()
    }

    #[test]
    fn two_hundred_entries_are_one_page() {
        let dates = dates(&[("2025-01", 150), ("", 50)]);
        let archive = Archive::new(&dates);
        assert_eq!(archive.parts(), [(ListPart::First, 200)]);
        assert_eq!(archive.entries(ListPart::First, true).len(), 200);
    }

    #[test]
    fn a_long_list_goes_on_by_year_month_and_undated() {
        let dates = dates(&[("2026-02-01", 3), ("2025-03", 120), ("2025-01-02", 100), ("2025", 1), ("", 201)]);
        let archive = Archive::new(&dates);
        assert_eq!(
            archive.parts(),
            [
                (ListPart::First, 425),
                (ListPart::Year(2026), 3),
                (ListPart::Year(2025), 221),
                (ListPart::Month(2025, 3), 120),
                (ListPart::Month(2025, 1), 100),
                (ListPart::Undated(1), 200),
                (ListPart::Undated(2), 1),
            ]
        );
        assert_eq!(archive.entries(ListPart::First, true).len(), 50);
        assert_eq!(archive.entries(ListPart::Year(2025), true).len(), 51);
        assert_eq!(archive.entries(ListPart::Month(2025, 1), true), (123..223).collect::<Vec<_>>());
        assert_eq!(archive.entries(ListPart::Undated(2), true), [424]);
    }

    #[test]
    fn parts_have_their_addresses() {
        let path = |part: ListPart| part.path();
        assert_eq!(path(ListPart::Year(2025)), "2025/");
        assert_eq!(path(ListPart::Month(2025, 3)), "2025/03/");
        assert_eq!(path(ListPart::Undated(1)), "undated/");
        assert_eq!(path(ListPart::Undated(2)), "undated/2/");
    }
}
