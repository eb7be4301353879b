//! Dates as editors know them: to the day, the month or the year; and instants with their zone.

use std::fmt;

/// A date of known precision. What isn't known isn't there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PartialDate {
    /// The year, 1 to 9999.
    pub year: i16,
    /// The month, 1 to 12, if known.
    pub month: Option<u8>,
    /// The day of the month, if known; never without a month.
    pub day: Option<u8>,
}

impl PartialDate {
    /// Reads `2025`, `2025-11` or `2025-11-30`; `None` for anything else and for days that don't exist.
    pub fn parse(text: &str) -> Option<Self> {
        let number = |part: &str, width: usize| -> Option<i16> {
            (part.len() == width && part.bytes().all(|b| b.is_ascii_digit())).then(|| part.parse().ok())?
        };
        let mut parts = text.split('-');
        let year = number(parts.next()?, 4).filter(|year| *year > 0)?;
        let month = match parts.next() {
            None => return Some(Self { year, month: None, day: None }),
            Some(part) => number(part, 2).filter(|month| (1..=12).contains(month))?,
        };
        let month = u8::try_from(month).ok();
        let day = match parts.next() {
            None => return Some(Self { year, month, day: None }),
            Some(part) => number(part, 2)?,
        };
        if parts.next().is_some() {
            return None;
        }
        let date = jiff::civil::Date::new(year, i8::try_from(month?).ok()?, i8::try_from(day).ok()?).ok()?;
        Some(date.into())
    }

    /// The first day that it can mean.
    pub fn first_day(self) -> jiff::civil::Date {
        let month = self.month.unwrap_or(1);
        let day = self.day.unwrap_or(1);
        jiff::civil::date(self.year, month.cast_signed(), day.cast_signed())
    }

    /// The last day that it can mean.
    pub fn last_day(self) -> jiff::civil::Date {
        match (self.month, self.day) {
            (Some(_), Some(_)) => self.first_day(),
            (Some(_), None) => self.first_day().last_of_month(),
            _ => self.first_day().last_of_year(),
        }
    }

    /// A key that sorts a year before its months and a month before its days.
    pub fn sort_key(self) -> (i16, u8, u8) {
        (self.year, self.month.unwrap_or(0), self.day.unwrap_or(0))
    }
}

impl From<jiff::civil::Date> for PartialDate {
    fn from(date: jiff::civil::Date) -> Self {
        Self { year: date.year(), month: Some(date.month().cast_unsigned()), day: Some(date.day().cast_unsigned()) }
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn precision_is_what_was_written() {
        assert_eq!(PartialDate::parse("2025").map(|d| d.to_string()).as_deref(), Some("2025"));
        assert_eq!(PartialDate::parse("2025-11").map(|d| d.to_string()).as_deref(), Some("2025-11"));
        assert_eq!(PartialDate::parse("2024-02-29").map(|d| d.to_string()).as_deref(), Some("2024-02-29"));
    }

    #[test]
    fn days_that_do_not_exist_are_refused() {
        for wrong in
            ["2025-02-29", "2025-13", "2025-00", "25", "2025-1-1", "2025-11-", "+2025", "2025-11-03-04", "0000"]
        {
            assert_eq!(PartialDate::parse(wrong), None, "{wrong}");
        }
    }
}
