//! Dates and embargoes as editors write them.

use jiff::Timestamp;
use jiff::civil;
use jiff::tz::TimeZone;
use serde_json::{Value as Json, json};

use super::{Line, Reader, Shape, brief};
use crate::diag::Code;
use crate::files::Spanned;
use crate::model::date::PartialDate;
use crate::model::notes::Embargo;
use crate::parse::yaml::Node;

/// A date to the day, the month or the year.
pub(crate) struct When;

impl Shape for When {
    type Value = PartialDate;

    fn read(reader: &mut Reader<'_>, node: &Node) -> Option<PartialDate> {
        let text = Line::read(reader, node)?;
        let date = PartialDate::parse(&text);
        if date.is_none() {
            let (message, help) = explain(&text);
            reader.find(Code::InvalidDate, node.span, message, help);
        }
        date
    }

    fn schema() -> Json {
        json!({"type": ["string", "integer"], "format": "partial-date"})
    }
}

/// What is wrong with a date, and what to write.
fn explain(text: &str) -> (String, String) {
    let shown = brief(text);
    if matches!(text, "true" | "false") {
        return (format!("`{shown}` is no date"), "write a date; a draft is marked by `status: draft`".to_owned());
    }
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let parts: Vec<&str> = text.split('-').collect();
    let iso_like = parts.len() <= 3 && parts[0].len() == 4 && parts.iter().all(|part| digits(part));
    if iso_like && parts.iter().skip(1).all(|part| part.len() == 2) {
        return (format!("the day or month {shown} doesn't exist"), expected());
    }
    if iso_like {
        let padded: Vec<String> = parts.iter().map(|part| format!("{part:0>2}")).collect();
        return (format!("`{shown}` is no date"), format!("write {}", padded.join("-")));
    }
    if text.len() > 10 && PartialDate::parse(text.get(..10).unwrap_or("")).is_some() {
        return (format!("`{shown}` is no date: a time doesn't belong here"), format!("write {}", &text[..10]));
    }
    (format!("`{shown}` is no date"), expected())
}

fn expected() -> String {
    "write year, month and day as 2025-11-30; 2025-11 or 2025 if that is all that is known".to_owned()
}

/// An embargo: an instant, its zone given or the site's.
pub(crate) struct EmbargoTime;

impl Shape for EmbargoTime {
    type Value = Embargo;
    const DECIDES: bool = true;

    fn read(reader: &mut Reader<'_>, node: &Node) -> Option<Embargo> {
        let text = Line::read(reader, node)?;
        let until = match instant(&text, reader.timezone) {
            Ok(until) => until,
            Err(Wrong::NoZone) => {
                let message = "an embargo without a time zone lifts at no certain moment";
                let help = format!(
                    "write {text}{}+01:00 or {text}[Europe/Berlin], or set `timezone:` in briefgen.yaml",
                    time(&text)
                );
                reader.find(Code::MissingZone, node.span, message, help);
                return None;
            }
            Err(Wrong::NoDate(why)) => {
                let message = format!("`{}` is no date with a time{why}", brief(&text));
                reader.find(Code::InvalidDate, node.span, message, "write it as 2026-12-01T00:01+01:00");
                return None;
            }
        };
        Some(Embargo { until, written: Spanned::new(text, node.span) })
    }

    fn schema() -> Json {
        json!({"type": "string"})
    }
}

/// What a day without a time lacks in an example.
fn time(text: &str) -> &'static str {
    if text.contains(['T', ':']) { "" } else { "T00:00" }
}

/// Why an embargo can't be read.
enum Wrong {
    NoZone,
    NoDate(String),
}

/// Reads an instant: with offset or `Z`, with `[Zone]`, or without either in `zone`.
fn instant(text: &str, zone: Option<&str>) -> Result<Timestamp, Wrong> {
    let no_date = |why: &str| Wrong::NoDate(why.to_owned());
    if let Some((civil, name)) = text.strip_suffix(']').and_then(|text| text.split_once('[')) {
        let known =
            TimeZone::get(name).map_err(|_| Wrong::NoDate(format!(": the zone {} isn't known", brief(name))))?;
        if let Ok(zoned) = text.parse::<jiff::ZonedDateTime>() {
            return Ok(zoned.timestamp());
        }
        if offset(civil).is_some() {
            return Err(Wrong::NoDate(format!(": {} has another offset from UTC then", brief(name))));
        }
        return in_zone(civil.trim(), known).ok_or_else(|| no_date(""));
    }
    if offset(text).is_some_and(|(hours, minutes)| hours > 14 || minutes > 59) {
        return Err(no_date(": no place on earth has this offset from UTC"));
    }
    if let Ok(instant) = text.parse::<Timestamp>() {
        return Ok(instant);
    }
    let has_offset = text.get(10..).is_some_and(|time| time.contains(['+', '-', 'Z', 'z']));
    let readable = !has_offset && civil_time(text).is_some();
    match zone.and_then(|zone| TimeZone::get(zone).ok()) {
        Some(zone) if readable => in_zone(text, zone).ok_or_else(|| no_date("")),
        None if readable => Err(Wrong::NoZone),
        _ => Err(no_date("")),
    }
}

/// Hours and minutes of an offset such as `+01:00` behind a time.
fn offset(text: &str) -> Option<(u32, u32)> {
    let (_, written) = text.get(10..)?.split_once(['+', '-'])?;
    let digits: String = written.chars().filter(char::is_ascii_digit).collect();
    let minutes = digits.get(2..4).unwrap_or("0");
    Some((digits.get(..2)?.parse().ok()?, minutes.parse().ok()?))
}

/// A day, at midnight, or a day with a time.
fn civil_time(text: &str) -> Option<civil::DateTime> {
    match text.get(10..) {
        Some("") => text.parse::<civil::Date>().ok().map(|date| date.at(0, 0, 0, 0)),
        Some(_) => text.parse().ok(),
        None => None,
    }
}

fn in_zone(text: &str, zone: TimeZone) -> Option<Timestamp> {
    zone.to_timestamp(civil_time(text)?).ok()
}
