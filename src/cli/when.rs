//! The date of a build: from the arguments, the environment or the clock.

use jiff::Timestamp;

use super::Stop;

/// The variable that reproducible builds have in common.
const EPOCH: &str = "SOURCE_DATE_EPOCH";

/// The instant that `--as-of` names; without it `SOURCE_DATE_EPOCH`, else now.
pub(super) fn as_of(argument: Option<&str>) -> Result<Timestamp, Stop> {
    if let Some(text) = argument {
        return parse(text).ok_or_else(|| {
            Stop(format!(
                "--as-of: `{text}` is no date: write 2026-12-01 (midnight UTC) or 2026-12-01T00:01+01:00 (with its zone)"
            ))
        });
    }
    match std::env::var(EPOCH) {
        Ok(text) => text
            .parse()
            .ok()
            .and_then(|seconds| Timestamp::from_second(seconds).ok())
            .ok_or_else(|| Stop(format!("SOURCE_DATE_EPOCH: `{text}` is no count of seconds since 1970"))),
        Err(_) => Ok(Timestamp::now()),
    }
}

/// The clock, for what goes on for hours; `None` where its time was asked for.
#[cfg(feature = "serve")]
pub(super) fn clock(argument: Option<&str>) -> Option<fn() -> Timestamp> {
    (argument.is_none() && std::env::var_os(EPOCH).is_none()).then_some(Timestamp::now)
}

fn parse(text: &str) -> Option<Timestamp> {
    if let Ok(zoned) = text.parse::<jiff::ZonedDateTime>() {
        return Some(zoned.timestamp());
    }
    if let Ok(instant) = text.parse::<Timestamp>() {
        return Some(instant);
    }
    let day: jiff::civil::Date = (text.len() == 10).then(|| text.parse().ok())??;
    day.to_zoned_datetime(jiff::tz::TimeZone::UTC).ok().map(|zoned| zoned.timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_its_midnight_in_utc_and_a_zone_is_kept() {
        let second = |text: &str| parse(text).map(Timestamp::as_second);
        assert_eq!(second("1970-01-02"), Some(86_400));
        assert_eq!(second("1970-01-02T01:00+01:00"), Some(86_400));
        assert_eq!(second("1970-01-02T00:00Z"), Some(86_400));
        assert_eq!(second("1970-01-02T00:00"), None);
        assert_eq!(second("soon"), None);
    }
}
