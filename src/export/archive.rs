//! Long lists: over 200 entries the latest 50 stand first, and the rest goes on by year, month and undated.

use std::collections::BTreeMap;

use crate::model::date::PartialDate;

const LONG: usize = 200;
const LATEST: usize = 50;

/// One page of a list.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct ListPage {
    /// Its path below the list's own: empty, `2025/`, `2025/03/`, `undated/`, `undated/2/`.
    pub(super) path: String,
    /// How many entries it stands for; a page that goes on elsewhere shows fewer.
    pub(super) count: usize,
    /// The entries that it shows, as places in the list.
    pub(super) shown: Vec<usize>,
}

/// The pages of a list whose entries have these dates, latest first, undated last.
pub(super) fn pages(dates: &[Option<PartialDate>]) -> Vec<ListPage> {
    let all: Vec<usize> = (0..dates.len()).collect();
    let first = |shown| ListPage { path: String::new(), count: dates.len(), shown };
    if all.len() <= LONG {
        return vec![first(all)];
    }
    let mut pages = vec![first(all[..LATEST].to_vec())];
    let mut years: BTreeMap<i16, Vec<usize>> = BTreeMap::new();
    let mut undated = Vec::new();
    for at in all {
        match dates[at] {
            Some(date) => years.entry(date.year).or_default().push(at),
            None => undated.push(at),
        }
    }
    for (year, found) in years.into_iter().rev() {
        add_year(&mut pages, dates, year, found);
    }
    for (at, part) in undated.chunks(LONG).enumerate() {
        let path = if at == 0 { "undated/".to_owned() } else { format!("undated/{}/", at + 1) };
        pages.push(ListPage { path, count: part.len(), shown: part.to_vec() });
    }
    pages
}

/// A year's page, and its months' where it is long; entries that know no month stay on the year's page.
fn add_year(pages: &mut Vec<ListPage>, dates: &[Option<PartialDate>], year: i16, found: Vec<usize>) {
    let path = format!("{year:04}/");
    let count = found.len();
    if count <= LONG {
        pages.push(ListPage { path, count, shown: found });
        return;
    }
    let month = |at: usize| dates[at].and_then(|date| date.month);
    let latest = found[LATEST - 1];
    let shown = found.iter().copied().filter(|at| *at <= latest || month(*at).is_none()).collect();
    pages.push(ListPage { path, count, shown });
    let mut months: BTreeMap<u8, Vec<usize>> = BTreeMap::new();
    for at in found {
        if let Some(month) = month(at) {
            months.entry(month).or_default().push(at);
        }
    }
    for (month, shown) in months.into_iter().rev() {
        pages.push(ListPage { path: format!("{year:04}/{month:02}/"), count: shown.len(), shown });
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
        let pages = pages(&dates(&[("2025-01", 150), ("", 50)]));
        assert_eq!(pages.len(), 1);
        assert_eq!(pages[0].shown.len(), 200);
    }

    #[test]
    fn a_long_list_goes_on_by_year_month_and_undated() {
        let pages = pages(&dates(&[("2026-02-01", 3), ("2025-03", 120), ("2025-01-02", 100), ("2025", 1), ("", 201)]));
        let told: Vec<_> = pages.iter().map(|page| (page.path.as_str(), page.count, page.shown.len())).collect();
        assert_eq!(
            told,
            [
                ("", 425, 50),
                ("2026/", 3, 3),
                ("2025/", 221, 51),
                ("2025/03/", 120, 120),
                ("2025/01/", 100, 100),
                ("undated/", 200, 200),
                ("undated/2/", 1, 1),
            ]
        );
    }
}
